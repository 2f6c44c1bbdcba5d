//! All tracks of a measure carried to the day.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::course::{course, needed};
use super::groups::{GroupTrack, group};
use super::growth::Growth;
use crate::compare::halves::{WORTH_A_THREAD, in_halves};
use crate::compare::speaks::dated::Dated;
use crate::compare::{MemberTrack, Question, Stretch, Track, Voice};
use crate::estimate::Measure;

/// Carries the tracks of every measure that is compared, each by the growth of its own totals.
/// What those of the measure asked about grew by.
pub(in crate::compare) fn carry(
    dated: Dated<'_>,
    question: &Question,
    voices: &[Voice],
    tracks: &mut [Arc<Track>],
) -> Growth {
    if !question.carries() {
        return Growth::default();
    }
    let stated = voices.iter().filter_map(|voice| voice.other.as_ref());
    let others = stated.filter(|other| other.made.is_none()).map(|other| &other.measure);
    for measure in others.collect::<BTreeSet<_>>() {
        let is_of = |voice: &Voice| {
            voice.other.as_ref().is_some_and(|o| o.measure == *measure && o.made.is_none())
        };
        if measure.basis == question.measure.basis {
            carry_those(dated, measure, voices, tracks, is_of);
        }
    }
    carry_those(dated, &question.measure, voices, tracks, |voice| voice.other.is_none())
}

fn carry_those(
    dated: Dated<'_>,
    measure: &Measure,
    voices: &[Voice],
    tracks: &mut [Arc<Track>],
    is_of: impl Fn(&Voice) -> bool,
) -> Growth {
    let own = voices.iter().zip(&*tracks).filter(|(voice, _)| is_of(voice));
    let own: Vec<&Arc<Track>> = own.map(|(_, track)| track).collect();
    let needed = in_halves(
        own,
        |track| track.stretches.len(),
        WORTH_A_THREAD,
        |own| own.iter().map(|track| track.needed()).collect(),
    );
    let growth = growth(voices, tracks, needed.into_iter().flatten(), &is_of);
    let own = voices.iter().zip(tracks).filter(|(voice, _)| is_of(voice));
    let own: Vec<&mut Arc<Track>> = own.map(|(_, track)| track).collect();
    let carry = |track: &mut Arc<Track>| {
        if track.may_move() {
            carry_on(dated, measure, Arc::make_mut(track), &growth);
        }
    };
    in_halves(
        own,
        |track| track.stretches.len(),
        WORTH_A_THREAD,
        |own| own.into_iter().map(carry).collect::<Vec<()>>(),
    );
    growth
}

/// What the totals of these voices grew by, as far as it is [`needed`](Track::needed) to carry
/// each of them.
pub(in crate::compare) fn growth(
    voices: &[Voice],
    tracks: &[Arc<Track>],
    needed: impl Iterator<Item = (i32, i32)>,
    is_of: impl Fn(&Voice) -> bool,
) -> Growth {
    let needed = needed.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let own = voices.iter().zip(tracks).filter(|(voice, _)| is_of(voice));
    let counted = own.filter(|(voice, _)| voice.is_counted());
    Growth::new(counted.flat_map(|(_, track)| track.as_stated()), needed)
}

/// Carries a track by this growth, whatever carried it before.
pub(in crate::compare) fn carry_on(
    dated: Dated<'_>,
    measure: &Measure,
    track: &mut Track,
    growth: &Growth,
) {
    if track.members.is_empty() {
        track.carried = course(&track.stretches, growth);
        return;
    }
    for member in &mut track.members {
        member.carried = course(&member.stretches, growth);
    }
    let compared = track.members.iter().map(MemberTrack::compared).collect();
    let GroupTrack { stretches, divided, .. } = group(dated, compared, measure);
    (track.stretches, track.divided) = (stretches, divided);
}

impl Track {
    /// What stands of the voice, or of each of its members, as stated.
    pub(in crate::compare) fn as_stated(&self) -> impl Iterator<Item = &[Stretch]> {
        let own = self.members.is_empty().then_some(&self.stretches[..]);
        own.into_iter().chain(self.members.iter().map(|member| &member.stretches[..]))
    }

    /// The first and the last day on which it is carried by what others grew by.
    pub(in crate::compare) fn needed(&self) -> Option<(i32, i32)> {
        let needed = self.as_stated().filter_map(needed);
        needed.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Whether anything of it stands on days after its own.
    fn may_move(&self) -> bool {
        self.as_stated().any(super::course::any_moves)
    }
}
