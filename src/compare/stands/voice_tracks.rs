//! The track of a voice: that of its only member, or what its members say together.

use std::sync::Arc;

use super::groups::{GroupTrack, group};
use super::statements::{Entry, Reader};
use super::tracks::{self, Stands};
use crate::compare::halves::{WORTH_A_THREAD, in_halves};
use crate::compare::{EstimateRef, MemberTrack, NotCountedWhy, Track};

/// The track of every voice in order.
pub(in crate::compare) fn voice_tracks(reader: &Reader<'_>) -> Vec<Arc<Track>> {
    let voices = &reader.roster.voices;
    let statements = |voice: &usize| {
        let members = voices.get(*voice).into_iter().flat_map(|(_, members)| members);
        members.map(|member| reader.roster.members[*member].statements()).sum()
    };
    in_halves((0..voices.len()).collect(), statements, WORTH_A_THREAD, |voices| {
        let mut entries = Vec::new();
        voices.into_iter().map(|v| Arc::new(voice_track(reader, v, &mut entries))).collect()
    })
}

/// The track of the voice in this place. `entries` are overwritten: they are given so that one
/// list serves many voices.
pub(in crate::compare) fn voice_track(
    reader: &Reader<'_>,
    voice: usize,
    entries: &mut Vec<Entry>,
) -> Track {
    let (of_voice, members) = &reader.roster.voices[voice];
    let members = members.iter().map(|place| {
        let member = &reader.roster.members[*place];
        let is_left_out = member.is_excluded && !of_voice.is_excluded;
        Spoken { name: member.name(), stands: member_track(reader, *place, entries), is_left_out }
    });
    bring_together(reader, voice, members.collect())
}

/// What stands of a member, and whether it is left out of what its voice says.
struct Spoken<'a> {
    name: &'a str,
    stands: Stands,
    is_left_out: bool,
}

/// The track of a member. One of whom nothing is counted has stretches all the same: they are
/// drawn.
fn member_track(reader: &Reader<'_>, place: usize, entries: &mut Vec<Entry>) -> Stands {
    let basis = reader.question.measure.basis;
    let stale_after_days = reader.question.staleness.days_for(basis).filter(|_| basis.stands_on());
    let member = &reader.roster.members[place];
    reader.read_member(place, entries);
    tracks::track(entries, stale_after_days, |entry| match entry.why {
        None => true,
        Some(NotCountedWhy::UnknownOrigin) => member.is_unknown(),
        Some(NotCountedWhy::Excluded) => member.is_excluded,
        Some(_) => false,
    })
}

/// The track of a voice with these members. Where one alone speaks, the voice is that member.
fn bring_together(reader: &Reader<'_>, voice: usize, members: Vec<Spoken<'_>>) -> Track {
    let dated = reader.dated;
    let (mut statements, mut speaking, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    let is_group = members.len() > 1;
    for Spoken { name, stands, is_left_out } in members {
        let Stands { stretches, stale, statements: own } = stands;
        let is_silent = is_left_out || (is_group && stretches.is_empty());
        let of_group = if is_group || is_silent { own.clone() } else { Vec::new() };
        if is_group {
            statements.extend(own);
        } else {
            statements = own;
        }
        let (name, carried) = (name.to_owned(), None);
        let member = MemberTrack { name, stretches, carried, stale, statements: of_group };
        if is_silent { silent.push(member) } else { speaking.push(member) }
    }
    if is_group {
        statements.sort_by_cached_key(|(at, _): &(EstimateRef, _)| {
            let record = at.of(dated.files).map(|estimate| estimate.record());
            (dated.as_of_and_known(*at), at.file, record)
        });
    }
    if let [only] = &mut speaking[..] {
        let stretches = std::mem::take(&mut only.stretches);
        let stale = std::mem::take(&mut only.stale);
        let is_of_group = reader.roster.voices.get(voice).is_some_and(|(of, _)| !of.is_itself);
        let only = is_of_group.then(|| std::mem::take(&mut only.name));
        return Track { voice, stretches, stale, statements, only, silent, ..Track::default() };
    }
    speaking.sort_by(|a, b| a.name.cmp(&b.name));
    let stated = speaking.iter().map(|member| &member.stretches[..]).collect();
    let GroupTrack { stretches, divided, .. } = group(dated, stated, &reader.question.measure);
    let members = speaking;
    Track { voice, stretches, statements, divided, members, silent, ..Track::default() }
}
