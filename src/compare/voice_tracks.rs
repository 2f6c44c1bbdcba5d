//! The track of a voice: that of its only member, or what its members say together.

use super::groups::{GroupTrack, group};
use super::statements::{Entry, Reader};
use super::tracks::{self, MemberTrack};
use super::{NotCountedWhy, Track};

/// The track of the voice in this place. `entries` are overwritten: they are given so that one
/// list serves many voices.
pub(super) fn voice_track(reader: &Reader<'_>, voice: usize, entries: &mut Vec<Entry>) -> Track {
    let (of_voice, members) = &reader.roster.voices[voice];
    let members = members.iter().map(|member| {
        let is_left_out = reader.roster.members[*member].is_excluded && !of_voice.is_excluded;
        (member_track(reader, *member, entries), is_left_out)
    });
    bring_together(reader, voice, members.collect())
}

/// The track of a member. One of whom nothing is counted has stretches all the same: they are
/// drawn.
fn member_track(reader: &Reader<'_>, place: usize, entries: &mut Vec<Entry>) -> MemberTrack {
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

/// The track of a voice with these members, some of which may be left out of what it says.
fn bring_together(
    reader: &Reader<'_>,
    voice: usize,
    mut members: Vec<(MemberTrack, bool)>,
) -> Track {
    if let [_] = &members[..]
        && let Some((MemberTrack { stretches, stale, statements }, _)) = members.pop()
    {
        return Track { voice, stretches, stale, statements, divided: Vec::new() };
    }
    let dated = reader.dated;
    let same_periods_only = !reader.question.measure.basis.stands_on();
    let speaking = members.iter().filter(|(_, is_left_out)| !is_left_out);
    let speaking = speaking.map(|(member, _)| &member.stretches[..]).collect();
    let GroupTrack { stretches, divided } = group(dated, speaking, same_periods_only);
    let mut statements: Vec<_> = members.into_iter().flat_map(|(m, _)| m.statements).collect();
    statements.sort_by_cached_key(|(at, _)| {
        let record = at.of(dated.files).map(|estimate| estimate.record());
        (dated.as_of_and_known(*at), at.file, record)
    });
    Track { voice, stretches, stale: Vec::new(), statements, divided }
}
