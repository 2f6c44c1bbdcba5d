//! The same question again in the next frame: only what moved numbers change is made anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::asking::{compare_all_days, counted};
use super::shares::segments::renew;
use super::speaks::dated::Dated;
use super::speaks::laid::AllLaid;
use super::speaks::numbers::Numbers;
use super::speaks::roster::Roster;
use super::stands::carrying::{carry_on, growth};
use super::stands::growth::Growth;
use super::stands::statements::{Manner, Reader};
use super::stands::sweep::{differing, differing_days};
use super::stands::voice_tracks::voice_track;
use super::{Comparison, Question, Segment, Track, Voice};
use crate::estimate::{Change, Loaded, Overlay, Target};

/// Answers a question again and again while an analyst works on it.
///
/// It says exactly what [`compare`](super::compare) says. Where only what the analyst did to numbers
/// differs from the last time (bounds given, a factor, ends moved apart), it reads only the
/// statements of the voices that these belong to and compares only the days on which what stands of these voices differs; all
/// other tracks stay the same [`Arc`]s, so that whoever draws them can tell by the pointer that
/// there is nothing new.
///
/// ```
/// use parallax::compare::{Comparer, Question, compare};
/// use parallax::estimate::{Basis, Measure, Overlay, Quantity};
///
/// let question = Question::about(Measure::new("", Quantity::Deployed, "Kursk", Basis::Level));
/// let (files, overlay) = (Vec::new(), Overlay::default());
/// let mut comparer = Comparer::new(&files, &overlay, &question);
/// assert_eq!(comparer.compare(&files, &overlay, &question), &compare(&files, &overlay, &question));
/// ```
#[derive(Debug)]
pub struct Comparer {
    files: Vec<Loaded>,
    overlay: Overlay,
    roster: Roster,
    /// What totals grew by, where they are carried.
    growth: Growth,
    /// Of each voice the days on which it is carried by that.
    needed: Vec<Option<(i32, i32)>>,
    comparison: Comparison,
    /// The segments from ever to ever, where the question asks for some days only.
    all_days: Option<Vec<Segment>>,
    /// Where estimates and sources have a part, of those asked about so far.
    parts: HashMap<Target, Part>,
}

/// Where an estimate, all that one record of a file says, or a source has a part.
#[derive(Clone, PartialEq, Debug, Default)]
struct Part {
    voices: BTreeSet<usize>,
    /// Bounds make a statement out of it that can be counted, and take the place of others.
    is_without_number: bool,
}

/// An estimate or a source over whose numbers two overlays lay different things.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Moved<'a> {
    target: &'a Target,
    /// One of the two overlays gives it bounds and the other one none.
    is_given_or_taken: bool,
}

impl Comparer {
    /// Answers a question for the first time.
    #[must_use]
    pub fn new(files: &[Loaded], overlay: &Overlay, question: &Question) -> Comparer {
        let (roster, growth, mut comparison) =
            compare_all_days(files, overlay, question, Manner::default());
        let is_restricted = question.from.is_some() || question.to.is_some();
        let all_days = is_restricted.then(|| comparison.segments.clone());
        let all = std::mem::take(&mut comparison.segments);
        comparison.segments = comparison.asked_for(files, all);
        Comparer {
            files: files.to_vec(),
            overlay: overlay.clone(),
            roster,
            growth,
            needed: comparison.tracks.iter().map(|track| track.needed()).collect(),
            comparison,
            all_days,
            parts: HashMap::new(),
        }
    }

    /// Answers a question, with as much as can be kept of the last answer.
    pub fn compare(
        &mut self,
        files: &[Loaded],
        overlay: &Overlay,
        question: &Question,
    ) -> &Comparison {
        let is_same_question = self.is_of(files) && self.comparison.question == *question;
        if !is_same_question || self.catch_up(overlay).is_none() {
            *self = Comparer::new(files, overlay, question);
        }
        &self.comparison
    }

    /// Whether this can be answered from the last answer, and not only from scratch: the same
    /// question about the same files, and of the overlay nothing but moved numbers differs.
    #[must_use]
    pub fn can_follow(&self, files: &[Loaded], overlay: &Overlay, question: &Question) -> bool {
        let is_same_question = self.is_of(files) && self.comparison.question == *question;
        is_same_question
            && (question.as_stated
                || self.overlay == *overlay
                || moved_numbers(&self.overlay, overlay).is_some())
    }

    /// The last answer.
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// The files that the last answer is of.
    #[must_use]
    pub fn files(&self) -> &[Loaded] {
        &self.files
    }

    /// The overlay that the last answer took into account.
    #[must_use]
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// Whether the last answer is of these very files.
    #[must_use]
    pub fn is_of(&self, files: &[Loaded]) -> bool {
        Loaded::are_same(&self.files, files)
    }

    /// Brings the answer up to another overlay; none where more than moved numbers differs, and
    /// then it is good for nothing any more.
    fn catch_up(&mut self, overlay: &Overlay) -> Option<()> {
        if self.overlay == *overlay {
            return Some(());
        }
        // The voices on included measures are not among those whose parts are known.
        if !self.comparison.question.include.is_empty() {
            return None;
        }
        let before = std::mem::replace(&mut self.overlay, overlay.clone());
        if self.comparison.question.as_stated {
            return Some(());
        }
        let voices = self.voices_of(&moved_numbers(&before, overlay)?)?;
        if let Some(days) = self.renew_tracks(&voices) {
            self.renew_segments(days);
        }
        Some(())
    }

    /// The voices that these have a part in; none if more than these may be concerned.
    fn voices_of(&mut self, moved: &[Moved<'_>]) -> Option<BTreeSet<usize>> {
        let mut voices = BTreeSet::new();
        for Moved { target, is_given_or_taken } in moved {
            if !self.parts.contains_key(target) {
                self.parts.insert((*target).clone(), self.find_part(target));
            }
            let part = self.parts.get(target)?;
            if part.is_without_number && *is_given_or_taken {
                return None;
            }
            voices.extend(&part.voices);
        }
        Some(voices)
    }

    fn find_part(&self, target: &Target) -> Part {
        let question = &self.comparison.question;
        let id = match target {
            Target::Source(label) => {
                let voices = self.roster.voices_with_label(&self.files, label);
                return Part { voices, is_without_number: false };
            }
            Target::Estimate(id) => id,
        };
        let laid = AllLaid::for_question(&self.files, &self.overlay, question);
        let mut part = Part::default();
        let of_file = self.files.iter().enumerate().filter(|(_, loaded)| loaded.slot == id.file);
        for (file, loaded) in of_file {
            for estimate in loaded.ledger.find_all(&id.own) {
                let on_it = laid.on_estimate(file, estimate);
                if on_it.is_of(estimate, &question.measure) {
                    let given_to = on_it.same_as;
                    let voices = self.roster.voices_with(file, estimate, given_to);
                    part.voices.extend(voices);
                    part.is_without_number |= estimate.bounds().is_none();
                }
            }
        }
        part
    }

    /// Makes the tracks of these voices anew; the days on which what is counted of anybody differs.
    fn renew_tracks(&mut self, voices: &BTreeSet<usize>) -> Option<Range<i32>> {
        let Comparison { question, tracks, voices: all, redated, .. } = &mut self.comparison;
        let laid = AllLaid::for_question(&self.files, &self.overlay, question);
        let dated = Dated { files: &self.files, redated };
        let manner = Manner::default();
        let reader = Reader { dated, laid: &laid, roster: &self.roster, question, manner };
        let mut entries = Vec::new();
        // As stated, and those that are counted as they were compared.
        let mut renewed: Vec<Arc<Track>> = tracks.clone();
        for voice in voices {
            if let Some((track, needed)) = renewed.get_mut(*voice).zip(self.needed.get_mut(*voice))
            {
                *track = Arc::new(voice_track(&reader, *voice, &mut entries));
                *needed = track.needed();
            }
        }
        let mut concerned = voices.clone();
        if question.carries() {
            let needed = self.needed.iter().flatten().copied();
            let growth = growth(all, &renewed, needed, |_| true);
            if let Some((first, last)) = growth.differing(&self.growth) {
                let is_carried_then = |(_, needed): &(usize, &Option<(i32, i32)>)| {
                    needed.is_some_and(|(from, to)| from <= last && first <= to)
                };
                let carried = self.needed.iter().enumerate().filter(is_carried_then);
                concerned.extend(carried.map(|(voice, _)| voice));
            }
            for voice in &concerned {
                if let Some(track) = renewed.get_mut(*voice) {
                    carry_on(dated, &question.measure, Arc::make_mut(track), &growth);
                }
            }
            self.growth = growth;
        }
        let mut days: Option<Range<i32>> = None;
        for voice in concerned {
            let (Some(track), Some(renewed)) = (tracks.get_mut(voice), renewed.get(voice)) else {
                continue;
            };
            if *track == *renewed {
                continue;
            }
            if all.get(voice).is_some_and(Voice::is_counted) {
                days = hull(days, differing_days(track.compared(), renewed.compared()));
                days = hull(days, differing_days(&track.divided, &renewed.divided));
            }
            // Always another pointer: whoever drew the track must see that it is another one.
            *track = Arc::clone(renewed);
        }
        days
    }

    fn renew_segments(&mut self, days: Range<i32>) {
        let Comparison { question, tracks, voices, segments, redated, .. } = &mut self.comparison;
        let dated = Dated { files: &self.files, redated };
        let counted = counted(voices, tracks);
        let Some(all_days) = &mut self.all_days else {
            return renew(segments, dated, &counted, question, days);
        };
        renew(all_days, dated, &counted, question, days);
        let all_days = all_days.clone();
        self.comparison.segments = self.comparison.asked_for(&self.files, all_days);
    }
}

/// The days of both, and those between.
fn hull(a: Option<Range<i32>>, b: Option<Range<i32>>) -> Option<Range<i32>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.start.min(b.start)..a.end.max(b.end)),
        (a, b) => a.or(b),
    }
}

/// What is laid over which target.
type LaidOver<'a> = (&'a Target, &'a Change);

/// Over whose numbers two overlays lay different things; none where they differ in something else
/// that is compared.
fn moved_numbers<'a>(before: &'a Overlay, after: &'a Overlay) -> Option<Vec<Moved<'a>>> {
    let compared = |overlay: &'a Overlay| -> Vec<LaidOver<'a>> {
        let laid = overlay.in_force().map(|adjustment| (&adjustment.target, &adjustment.change));
        laid.filter(|(_, change)| change.is_compared()).collect()
    };
    let (before, after) = (compared(before), compared(after));
    let (old, new) = differing(&before, &after);
    let ((old, old_rest), (new, new_rest)) = (apart(old), apart(new));
    if old_rest != new_rest {
        return None;
    }
    let targets: BTreeSet<&Target> = old.keys().chain(new.keys()).copied().collect();
    let differing = targets.into_iter().filter(|target| old.get(target) != new.get(target));
    let has_bounds = |numbers: Option<&Numbers<'_>>| numbers.is_some_and(|n| n.bounds.is_some());
    let is_given_or_taken = |target| has_bounds(old.get(target)) != has_bounds(new.get(target));
    let moved = |target| Moved { target, is_given_or_taken: is_given_or_taken(target) };
    Some(differing.map(moved).collect())
}

/// What is laid over the numbers of each, and all the rest.
fn apart<'a>(laid: &[LaidOver<'a>]) -> (BTreeMap<&'a Target, Numbers<'a>>, Vec<LaidOver<'a>>) {
    let (mut numbers, mut rest) = (BTreeMap::<_, Numbers<'_>>::new(), Vec::new());
    for (target, change) in laid.iter().copied() {
        match change {
            Change::Bounds(_) | Change::Scale(_) | Change::Widen(_) => {
                numbers.entry(target).or_default().add(change);
            }
            _ => rest.push((target, change)),
        }
    }
    (numbers, rest)
}
