//! The track of a voice: that of its only member, or what its members say together.

use std::ops::Range;
use std::sync::Arc;

use super::groups::{GroupTrack, group};
use super::statements::{Entry, Reader};
use super::tracks::{self, MemberTrack};
use crate::compare::{NotCountedWhy, Stretch, Track};

/// From so many statements on two threads are faster than one.
const WORTH_A_THREAD: usize = 1 << 14;

/// The track of every voice in order, those of the later half made on a thread of their own where
/// there is much to read.
pub(in crate::compare) fn voice_tracks(reader: &Reader<'_>) -> Vec<Arc<Track>> {
    let tracks = |voices: Range<usize>| -> Vec<Arc<Track>> {
        let mut entries = Vec::new();
        voices.map(|voice| Arc::new(voice_track(reader, voice, &mut entries))).collect()
    };
    let voices = reader.roster.voices.len();
    if reader.roster.statements() < WORTH_A_THREAD {
        return tracks(0..voices);
    }
    let middle = middle(reader);
    std::thread::scope(|scope| {
        let later = scope.spawn(|| tracks(middle..voices));
        let mut all = tracks(0..middle);
        match later.join() {
            Ok(later) => all.extend(later),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        all
    })
}

/// Before which voice half of the statements are read.
fn middle(reader: &Reader<'_>) -> usize {
    let half = reader.roster.statements() / 2;
    let members = reader.roster.voices.iter().map(|(_, members)| members);
    let so_far = members.scan(0, |so_far, members| {
        *so_far += members.iter().map(|m| reader.roster.members[*m].statements()).sum::<usize>();
        Some(*so_far)
    });
    so_far.take_while(|so_far| *so_far <= half).count()
}

/// The track of the voice in this place. `entries` are overwritten: they are given so that one
/// list serves many voices.
pub(in crate::compare) fn voice_track(
    reader: &Reader<'_>,
    voice: usize,
    entries: &mut Vec<Entry>,
) -> Track {
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
        return Track { voice, stretches, stale, statements, ..Track::default() };
    }
    let dated = reader.dated;
    let speaking = members.iter_mut().filter(|(_, is_left_out)| !is_left_out);
    let speaking = speaking.map(|(member, _)| std::mem::take(&mut member.stretches));
    let speaking: Vec<Vec<Stretch>> = speaking.collect();
    let stated = speaking.iter().map(|member| &member[..]).collect();
    let GroupTrack { stretches, divided, .. } = group(dated, stated, &reader.question.measure);
    let mut statements: Vec<_> = members.into_iter().flat_map(|(m, _)| m.statements).collect();
    statements.sort_by_cached_key(|(at, _)| {
        let record = at.of(dated.files).map(|estimate| estimate.record());
        (dated.as_of_and_known(*at), at.file, record)
    });
    Track { voice, stretches, statements, divided, members: speaking, ..Track::default() }
}
