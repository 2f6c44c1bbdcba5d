//! What findings are looked for in, and how they speak of voices and statements.

use std::collections::{BTreeSet, HashMap};

use super::finding::{LEAST_THAT_STANDS, each_once};
use super::{EarlierCopy, Fact, Finding, FindingKey, FindingName};
use crate::compare::shares::but_for::ButFor;
use crate::compare::{
    Comparison, Content, Distance, EstimateRef, Grouping, Interval, Mention, Question, Robustness,
    Saying, Slice, Speaker, StandingVoice, Stretch,
};
use crate::estimate::{Day, Directory, Estimate, EstimateId, Loaded, Method, Overlay, OwnId};

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
    /// The last day that is asked about: of other measures something may be said after the day of
    /// the slice.
    pub(super) until: Day,
    pub(super) known: Known<'a>,
}

/// What is looked up for many findings, made ready once.
pub(super) struct Known<'a> {
    /// The first voice that goes by each label, where methods are counted with its own, and by each
    /// name.
    by_label: HashMap<(&'a str, Option<Method>), usize>,
    by_name: HashMap<&'a str, usize>,
    /// Of each estimate that stands the place in the slice; a voice has one.
    standing: HashMap<EstimateRef, usize>,
    /// What stands, without some of it or with more.
    pub(super) but_for: ButFor,
    measure_id: String,
}

impl<'a> Known<'a> {
    pub(super) fn of(comparison: &'a Comparison, slice: &Slice) -> Known<'a> {
        let (mut by_label, mut by_name) = (HashMap::new(), HashMap::new());
        for (place, voice) in comparison.voices.iter().enumerate() {
            by_name.entry(&*voice.name).or_insert(place);
            let method = comparison.question.by.counted_method(|| voice.methods.first().copied());
            for label in &voice.labels {
                by_label.entry((&**label, method)).or_insert(place);
            }
        }
        let standing = slice.standing.iter().enumerate();
        let reads: Vec<Interval> = slice.standing.iter().map(|standing| standing.read).collect();
        Known {
            by_label,
            by_name,
            standing: standing.map(|(place, standing)| (standing.estimate, place)).collect(),
            but_for: ButFor::new(&reads),
            measure_id: comparison.question.measure.id(),
        }
    }

    /// The places in the slice of those of these that stand, each once.
    pub(super) fn places_of(&self, estimates: &[EstimateRef]) -> Vec<usize> {
        let places = estimates.iter().filter_map(|of| self.standing.get(of).copied());
        places.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl<'a> Inquiry<'a> {
    /// A finding that rests on these estimates, seen on the last day of which one of them is.
    pub(super) fn finding(&self, fact: Fact, weight: f64, evidence: &[EstimateRef]) -> Finding {
        let evidence = each_once(evidence.iter().copied());
        let key = self.key(&fact, &evidence);
        let day = evidence.iter().map(|of| self.day_of(*of)).max().unwrap_or(self.at());
        let stands = weight >= LEAST_THAT_STANDS;
        Finding { fact, evidence, weight, day: day.min(self.until), stands, key }
    }

    /// One record of a wide table holds estimates of several measures, which share its number:
    /// there the measure is part of the key.
    fn key(&self, fact: &Fact, evidence: &[EstimateRef]) -> FindingKey {
        let ids: Vec<EstimateId> = evidence.iter().filter_map(|of| self.id_of(*of)).collect();
        let is_by_record = ids.iter().any(|id| matches!(id.own, OwnId::Record(_)));
        let measure = is_by_record.then(|| self.known.measure_id.clone());
        FindingKey::new(FindingName::Kind(fact.into(), measure), ids)
    }

    fn id_of(&self, of: EstimateRef) -> Option<EstimateId> {
        let place = usize::from(of.file);
        let earlier = || Some(&self.earlier.get(place.checked_sub(self.files.len())?)?.file);
        let file = self.files.get(place).or_else(earlier)?;
        Some(file.id_of(file.ledger.estimate(of.row)?))
    }

    /// The day of which findings are: none speaks of a later one.
    pub(super) fn at(&self) -> Day {
        self.slice.at
    }

    /// Whether this is of a day that has come by the last one asked about.
    pub(super) fn has_come(&self, estimate: Estimate<'_>) -> bool {
        estimate.as_of().to() <= self.until
    }

    /// What has stood of a voice by the day of the inquiry, as it is compared.
    pub(super) fn stretches(&self, voice: usize) -> &'a [Stretch] {
        self.comparison.tracks.get(voice).map_or(&[], |track| until(track.compared(), self.at()))
    }

    /// What a stretch is read as on one of its days.
    pub(super) fn read_on(&self, stretch: &Stretch, day: Day) -> Interval {
        stretch.read_on(day, self.question.measure.is_count())
    }

    /// What a voice says on one of the days on which it stands, with what it is read as on that day.
    pub(super) fn mention_on(
        &self,
        voice: usize,
        (stretch, read): (&Stretch, Interval),
        day: Day,
    ) -> Mention {
        let (estimate, carried) =
            (stretch.estimate(), self.comparison.carried(voice, stretch, day));
        let standing = StandingVoice { voice, estimate, read, carried, in_core: false };
        self.mention_of(&standing)
    }

    /// Whether two are apart by enough to say that they part.
    pub(super) fn is_material(&self, distance: Distance) -> bool {
        let least = 1.0 + self.question.least_difference.per_cent() / 100.0;
        distance.gap > 0.0 && distance.factor.is_none_or(|factor| factor >= least)
    }

    pub(super) fn estimate(&self, of: EstimateRef) -> Option<Estimate<'a>> {
        of.of(self.files)
    }

    /// The end of an estimate's as of.
    pub(super) fn day_of(&self, of: EstimateRef) -> Day {
        self.comparison.dated(self.files).period(of).1
    }

    pub(super) fn standing(&self, voice: usize) -> Option<&'a StandingVoice> {
        let standing = &self.slice.standing;
        let place = standing.binary_search_by_key(&voice, |standing| standing.voice).ok()?;
        standing.get(place)
    }

    /// The voice that goes by the label of this estimate, if it speaks on the measure; where methods
    /// are counted, by that of this estimate.
    pub(super) fn voice_of(&self, estimate: Estimate<'_>) -> Option<usize> {
        let by = self.question.by;
        let method = by.counted_method(|| Directory::shipped().method_of(estimate));
        self.known.by_label.get(&(estimate.label(), method)).copied()
    }

    /// The voice with this name.
    pub(super) fn voice_called(&self, name: &str) -> Option<usize> {
        self.known.by_name.get(name).copied()
    }

    /// Who stands behind an estimate on whatever measure: the origin, or the label where labels are
    /// counted.
    pub(super) fn origin_of(&self, estimate: Estimate<'_>) -> String {
        match self.question.by {
            Grouping::Label => estimate.label().to_owned(),
            _ => Directory::shipped().origin_name(estimate.source()).to_owned(),
        }
    }

    /// Whether what was said on this day was known on the day asked about.
    pub(super) fn is_known(&self, day: Day) -> bool {
        self.question.known_on.is_none_or(|known_on| day <= known_on)
    }

    /// That with which somebody stands.
    pub(super) fn standing_with(&self, of: EstimateRef) -> Option<&'a StandingVoice> {
        self.slice.standing.get(*self.known.standing.get(&of)?)
    }

    /// That of a voice that stands.
    pub(super) fn mention_of(&self, standing: &StandingVoice) -> Mention {
        self.comparison.mention_of(self.files, standing)
    }

    /// What an estimate on whatever measure says, as told beside another one.
    pub(super) fn saying(
        &self,
        (of, estimate): (EstimateRef, Estimate<'_>),
        beside: Estimate<'_>,
    ) -> Saying {
        Saying {
            by: Speaker { name: self.origin_of(estimate), voice: self.voice_of(estimate) },
            content: Content::beside(estimate, beside),
            as_of: estimate.as_of(),
            estimate: of,
        }
    }

    /// Of two voices the one that belongs to the conflict, where the other does not. A method belongs
    /// to nobody.
    pub(super) fn party(&self, a: usize, b: usize) -> Option<Speaker> {
        if self.question.by == Grouping::Method {
            return None;
        }
        let party = |voice: usize| self.comparison.voices.get(voice).and_then(|voice| voice.party);
        match (party(a), party(b)) {
            (Some(true), Some(false)) => Some(self.comparison.speaker(a)),
            (Some(false), Some(true)) => Some(self.comparison.speaker(b)),
            _ => None,
        }
    }
}

/// Those stretches that have begun by a day.
pub(super) fn until(stretches: &[Stretch], at: Day) -> &[Stretch] {
    let begun = stretches.partition_point(|stretch| stretch.from <= at);
    stretches.get(..begun).unwrap_or(stretches)
}
