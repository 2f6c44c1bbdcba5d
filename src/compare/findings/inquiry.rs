//! What findings are looked for in, and how they speak of voices and statements.

use super::{EarlierCopy, Finding, FindingKind, each_once};
use crate::compare::words::{number_of, possessive};
use crate::compare::{
    Comparison, EstimateRef, Grouping, Interval, Question, Robustness, Slice, StandingVoice,
};
use crate::estimate::{Day, Directory, Estimate, EstimateId, FindingKey, Loaded, Overlay, OwnId};
use crate::words::Sentence;

/// A question with its answer, and the day of which the verdict is told.
pub(super) struct Inquiry<'a> {
    pub(super) files: &'a [Loaded],
    /// The copies that stood before some of them; their places come after those of the files.
    pub(super) earlier: &'a [EarlierCopy],
    pub(super) overlay: &'a Overlay,
    pub(super) question: &'a Question,
    pub(super) comparison: &'a Comparison,
    pub(super) slice: &'a Slice,
    /// How sure the verdict of that day is.
    pub(super) robustness: &'a Robustness,
}

impl<'a> Inquiry<'a> {
    /// A finding that rests on the estimates that its words speak of, and on these.
    pub(super) fn finding(
        &self,
        kind: FindingKind,
        text: Sentence,
        weight: f64,
        further: &[EstimateRef],
    ) -> Finding {
        let spoken_of = text.parts.iter().flat_map(|part| part.estimates.iter().copied());
        let estimates = each_once(spoken_of.chain(further.iter().copied()));
        let key = self.key(kind, &estimates);
        let day = estimates.iter().map(|of| self.day_of(*of)).max().unwrap_or(self.at());
        Finding { kind, text, estimates, weight, day, merge: Vec::new(), key }
    }

    /// One record of a wide table holds estimates of several measures, which share its number:
    /// there the measure is part of the key.
    fn key(&self, kind: FindingKind, estimates: &[EstimateRef]) -> FindingKey {
        let ids: Vec<EstimateId> = estimates.iter().filter_map(|of| self.id_of(*of)).collect();
        let is_by_record = ids.iter().any(|id| matches!(id.own, OwnId::Record(_)));
        match is_by_record {
            true => {
                let kind = format!("{} of {}", kind.word(), self.question.measure.id());
                FindingKey::new(&kind, ids)
            }
            false => FindingKey::new(kind.word(), ids),
        }
    }

    fn id_of(&self, of: EstimateRef) -> Option<EstimateId> {
        let place = usize::from(of.file);
        let earlier = || Some(&self.earlier.get(place.checked_sub(self.files.len())?)?.file);
        let file = self.files.get(place).or_else(earlier)?;
        Some(file.id_of(file.ledger.estimate(of.row)?))
    }

    pub(super) fn at(&self) -> Day {
        self.slice.at
    }

    pub(super) fn estimate(&self, of: EstimateRef) -> Option<Estimate<'a>> {
        of.of(self.files)
    }

    /// The end of an estimate's as of.
    pub(super) fn day_of(&self, of: EstimateRef) -> Day {
        self.comparison.dated(self.files).period(of).1
    }

    pub(super) fn name(&self, voice: usize) -> &'a str {
        self.comparison.voices.get(voice).map_or("", |voice| &voice.name)
    }

    pub(super) fn standing(&self, voice: usize) -> Option<&'a StandingVoice> {
        self.slice.standing.iter().find(|standing| standing.voice == voice)
    }

    /// The voice that goes by the label of this estimate, if it speaks on the measure.
    pub(super) fn voice_of(&self, estimate: Estimate<'_>) -> Option<usize> {
        let goes_by_it = |voice: &crate::compare::Voice| {
            voice.labels.iter().any(|label| label == estimate.label())
        };
        self.comparison.voices.iter().position(goes_by_it)
    }

    /// The voice with this name.
    pub(super) fn voice_called(&self, name: &str) -> Vec<usize> {
        self.comparison.voices.iter().position(|voice| voice.name == name).into_iter().collect()
    }

    /// Who stands behind an estimate on whatever measure: the origin, or the label where labels are
    /// counted.
    pub(super) fn origin_of(&self, estimate: Estimate<'_>) -> String {
        match self.question.by {
            Grouping::Label => estimate.label().to_owned(),
            _ => Directory::shipped().origin_of(estimate.source()).name,
        }
    }

    /// Whether what was said on this day was known on the day asked about.
    pub(super) fn is_known(&self, day: Day) -> bool {
        self.question.known_on.is_none_or(|known_on| day <= known_on)
    }

    /// A voice's statement on the measure asked about: `ROK Joint Chiefs’ 1,100 of 23 Dec 2024`.
    pub(super) fn tell(
        &self,
        sentence: &mut Sentence,
        voice: usize,
        estimate: EstimateRef,
        read: Interval,
    ) {
        let number = number_of(self.files, self.question, estimate, read);
        let day = self.day_of(estimate).spoken();
        let text = format!("{} {number} of {day}", possessive(self.name(voice)));
        sentence.about(text, vec![voice], vec![estimate]);
    }

    /// Says so where one of two voices belongs to the conflict and the other does not.
    pub(super) fn tell_party(&self, sentence: &mut Sentence, a: usize, b: usize) {
        let party = |voice: usize| self.comparison.voices.get(voice).and_then(|voice| voice.party);
        let of_party = match (party(a), party(b)) {
            (Some(true), Some(false)) => a,
            (Some(false), Some(true)) => b,
            _ => return,
        };
        sentence.say(" ");
        sentence.of(self.name(of_party), vec![of_party]);
        sentence.say(" speaks for a party to the conflict.");
    }
}

/// A factor with as many digits as mean something: `3.02`, `12`; none where it is beyond counting.
pub(super) fn factor_words(factor: f64) -> Option<String> {
    match factor {
        f if !f.is_finite() => None,
        f if f < 9.95 => Some(format!("{f:.2}")),
        f => Some(crate::estimate::grouped(f.round())),
    }
}

/// How far apart two intervals lie, and by what factor: `635 apart, a factor of 3.02`.
pub(super) fn apart_words(lower: Interval, upper: Interval) -> String {
    let gap = crate::compare::words::tidy(upper.low() - lower.high());
    let factor = crate::compare::slice::factor(lower, upper).and_then(factor_words);
    let factor = factor.map(|factor| format!(", a factor of {factor}")).unwrap_or_default();
    format!("{} apart{factor}", crate::estimate::grouped(gap))
}
