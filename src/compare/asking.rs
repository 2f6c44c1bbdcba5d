//! A question asked of files, from scratch.

use std::sync::Arc;

use super::shares::segments::{self, Timelines};
use super::speaks::dated::Dated;
use super::speaks::laid::AllLaid;
use super::speaks::roster::Roster;
use super::stands::carrying::carry;
use super::stands::growth::Growth;
use super::stands::included::Including;
use super::stands::statements::{Manner, Reader};
use super::stands::voice_tracks::voice_tracks;
use super::{Comparison, Question, Segment, Stretch, Track, Voice};
use crate::estimate::{Loaded, Overlay};

/// Answers a question from files and what an analyst laid over them.
///
/// ```
/// use parallax::compare::{Question, Verdict, compare};
/// use parallax::estimate::{
///     AsOf, Basis, Bounds, Clocks, Day, FileSlot, How, Ledger, Loaded, Measure, Overlay,
///     Quantity, Statement, Value,
/// };
///
/// let measure = Measure::new("", Quantity::Deployed, "Kursk", Basis::Level);
/// let day: Day = "2024-11-04".parse()?;
/// let mut builder = Ledger::builder();
/// for (record, label, best) in [(1, "Ministry", 11_000.0), (2, "Observers", 10_800.0)] {
///     let value = Value::Bounds(Bounds::point(best, How::About)?);
///     let clocks = Clocks::new(Some(AsOf::day(day)), None).expect("a date");
///     builder.push(&Statement::new(record, label, measure.clone(), value, clocks))?;
/// }
/// let files = [Loaded { slot: FileSlot(1), ledger: builder.finish().into() }];
///
/// let comparison = compare(&files, &Overlay::default(), &Question::about(measure));
/// let slice = comparison.slice(&files, day);
/// assert_eq!((slice.agreement.support, slice.agreement.n), (2, 2));
/// assert_eq!(slice.agreement.verdict, Verdict::Agree);
/// let core = slice.agreement.core[0];
/// assert_eq!((core.low(), core.high()), (10_750.0, 10_850.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn compare(files: &[Loaded], overlay: &Overlay, question: &Question) -> Comparison {
    let (_, _, mut comparison) = compare_all_days(files, overlay, question, Manner::default());
    let all = std::mem::take(&mut comparison.segments);
    comparison.segments = comparison.asked_for(files, all);
    comparison
}

/// The comparison whose segments run from ever to ever whatever days are asked for, who was found
/// to speak, and what totals grew by.
pub(super) fn compare_all_days(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    manner: Manner,
) -> (Roster, Growth, Comparison) {
    let (roster, growth, mut comparison) = compare_single_days(files, overlay, question, manner);
    let timelines = counted(&comparison.voices, &comparison.tracks);
    comparison.segments = segments::segments(comparison.dated(files), &timelines, question);
    (roster, growth, comparison)
}

/// The same for who wants to know single days: without segments.
pub(super) fn compare_single_days(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    manner: Manner,
) -> (Roster, Growth, Comparison) {
    let laid = AllLaid::for_question(files, overlay, question);
    let roster = Roster::new(files, &laid, question);
    let redated = laid.redated(files);
    let dated = Dated { files, redated: &redated };
    let reader = Reader { dated, laid: &laid, roster: &roster, question, manner };
    let mut tracks = voice_tracks(&reader);
    let mut voices: Vec<Voice> = roster.voices.iter().map(|(voice, _)| voice.clone()).collect();
    let sources = roster.names();
    Including { dated, laid: &laid, question, manner }.add(&mut voices, &mut tracks);
    let growth = carry(dated, question, &voices, &mut tracks);
    let segments = Vec::new();
    let (question, measure) = (question.clone(), question.measure.clone());
    (roster, growth, Comparison { question, measure, voices, tracks, sources, segments, redated })
}

impl Comparison {
    /// Only the days asked for of all segments.
    pub(super) fn asked_for(&self, files: &[Loaded], all: Vec<Segment>) -> Vec<Segment> {
        let days = (self.question.from, self.question.to);
        segments::restrict(all, days, |day| self.agreement_on(files, day))
    }
}

/// What is compared of each voice, and when it contradicts itself; nothing of those that are not
/// counted.
pub(super) fn counted<'a>(voices: &[Voice], tracks: &'a [Arc<Track>]) -> Timelines<'a> {
    let of = |days: fn(&Track) -> &[Stretch]| -> Vec<&'a [Stretch]> {
        let both = voices.iter().zip(tracks);
        both.map(|(voice, track)| if voice.is_counted() { days(track) } else { &[] }).collect()
    };
    Timelines::new(of(Track::compared), of(|track| &track.divided))
}
