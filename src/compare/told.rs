//! Whom and what facts speak of: with names, numbers and days, so that whoever words them looks
//! nothing up.

use super::shares::slice::factor;
use super::stands::motion::whole;
use super::{Carried, Comparison, EstimateRef, Interval, StandingVoice, Voice, read_bounds};
use crate::estimate::{
    AsOf, Basis, Bounds, Day, Directory, Estimate, Loaded, Place, Quantity, Standing, Value,
};

/// Somebody who is spoken of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    pub name: String,
    /// Its place in [`Comparison::voices`], where it is one of them.
    pub voice: Option<usize>,
}

/// A number as it is told.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Number {
    /// As the source stated it.
    Stated(Bounds),
    /// As it is read, where an analyst or a group made something else of what was stated.
    Read(Interval),
}

/// A statement that is spoken of: whose number of which day.
#[derive(Clone, PartialEq, Debug)]
pub struct Mention {
    pub by: Speaker,
    /// Whose estimate it is, where a group of several is spoken of.
    pub member: Option<String>,
    pub estimate: EstimateRef,
    pub number: Number,
    /// What is reckoned with.
    pub read: Interval,
    /// The end of its as of.
    pub day: Day,
    /// The first day of its period, where it speaks of one and not of a day: an amount, a rate.
    pub from: Option<Day>,
    /// Of a day that lay ahead when it was said.
    pub is_projected: bool,
    /// Where it was carried to, if it is compared on another day than its own.
    pub carried: Option<(Carried, Interval)>,
    /// What it is carried towards: its own next number, as that is read, and of which day it is.
    pub towards: Option<(Interval, Day)>,
}

/// Statements of which not too many are told one by one.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mentions {
    pub named: Vec<Mention>,
    /// Of the others only how many they are: their voices and estimates.
    pub others: Vec<(usize, EstimateRef)>,
}

impl Mentions {
    /// The voices of all, those named first.
    pub fn voices(&self) -> impl Iterator<Item = usize> {
        let named = self.named.iter().filter_map(|mention| mention.by.voice);
        named.chain(self.others.iter().map(|(voice, _)| *voice))
    }

    /// Whether one of those named says two things at once.
    #[must_use]
    pub fn say_two_things(&self) -> bool {
        let two = |number: Number| matches!(number, Number::Read(read) if read.says_two_things());
        self.named.iter().any(|mention| two(mention.number))
    }
}

/// How far apart two intervals lie.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Distance {
    /// 0 where they meet.
    pub gap: f64,
    /// By which the upper one's low is above the lower one's high; none over 0.
    pub factor: Option<f64>,
}

impl Distance {
    /// Between two intervals, whichever is the lower one.
    #[must_use]
    pub fn between(a: Interval, b: Interval) -> Distance {
        let (lower, upper) = if a.high() < b.low() { (a, b) } else { (b, a) };
        Distance { gap: gap(a, b), factor: factor(lower, upper) }
    }

    /// The factor for ranking: where there is none, it is beyond any.
    pub(super) fn size(self) -> f64 {
        self.factor.unwrap_or(f64::MAX)
    }
}

/// What lies between two intervals, 0 where they meet.
pub(super) fn gap(a: Interval, b: Interval) -> f64 {
    (a.low() - b.high()).max(b.low() - a.high()).max(0.0)
}

impl Comparison {
    /// The voice in this place.
    pub(super) fn speaker(&self, voice: usize) -> Speaker {
        let name = self.voices.get(voice).map(|voice| voice.name.clone()).unwrap_or_default();
        Speaker { name, voice: Some(voice) }
    }

    /// The voices in these places.
    #[must_use]
    pub fn speakers(&self, voices: impl IntoIterator<Item = usize>) -> Vec<Speaker> {
        voices.into_iter().map(|voice| self.speaker(voice)).collect()
    }

    /// A number as it was stated, or as it is read where an analyst or a group changed it.
    pub(super) fn number(&self, files: &[Loaded], estimate: EstimateRef, read: Interval) -> Number {
        let stated = estimate.of(files).and_then(|estimate| estimate.bounds());
        let (is_count, about) = (self.question.measure.is_count(), self.question.about);
        match stated.filter(|bounds| read_bounds(bounds, is_count, about) == read) {
            Some(bounds) => Number::Stated(bounds),
            None if is_count => Number::Read(whole(read)),
            None => Number::Read(read),
        }
    }

    /// Who of a group said this, also where it is the only one; none where one alone is counted, or
    /// the group goes by no other name than its member.
    fn member(&self, files: &[Loaded], voice: usize, estimate: EstimateRef) -> Option<String> {
        let is_group = |voice: &&Voice| voice.members > 1 || !voice.is_itself;
        let group = self.voices.get(voice).filter(is_group)?;
        let member = Directory::shipped().origin_name(estimate.of(files)?.source());
        (member != group.name).then(|| member.to_owned())
    }

    pub(super) fn mention(
        &self,
        files: &[Loaded],
        voice: usize,
        estimate: EstimateRef,
        read: Interval,
    ) -> Mention {
        let (from, day) = self.dated(files).period(estimate);
        let said = estimate.of(files);
        let basis = said.map_or(self.question.measure.basis, |said| said.measure().basis);
        let is_of_period = matches!(basis, Basis::Increment | Basis::Rate);
        Mention {
            by: self.speaker(voice),
            member: self.member(files, voice, estimate),
            estimate,
            number: self.number(files, estimate, read),
            read,
            day,
            from: is_of_period.then_some(from),
            is_projected: said.is_some_and(|said| said.standing() == Standing::Projected),
            carried: None,
            towards: None,
        }
    }

    /// With what somebody stands.
    pub(super) fn mention_of(&self, files: &[Loaded], standing: &StandingVoice) -> Mention {
        let StandingVoice { voice, estimate, read, carried, .. } = *standing;
        let stated = carried.map_or(read, |carried| carried.stated);
        let towards = carried.filter(|carried| carried.is_between);
        let towards = towards.and_then(|_| self.next_number(voice, estimate));
        let carried = carried.map(|carried| (carried, read));
        Mention { carried, towards, ..self.mention(files, voice, estimate, stated) }
    }

    /// The number that whoever said this stated next, of the day from which on it stands.
    fn next_number(&self, voice: usize, estimate: EstimateRef) -> Option<(Interval, Day)> {
        let track = self.tracks.get(voice)?;
        let members = track.members.iter().map(|member| &member.stretches);
        let mut each = members.chain([&track.stretches]);
        each.find_map(|own| {
            let place = own.iter().position(|stretch| stretch.estimate() == estimate)?;
            let as_of = own.get(place)?.as_of;
            let mut later = own.iter().skip(place.saturating_add(1));
            let next = later.find(|next| next.as_of == next.from && next.as_of > as_of)?;
            Some((next.read(), next.as_of))
        })
    }

    /// What these stand with: all by name, or where they are more than `most`, all but one less
    /// than that.
    pub(super) fn mentions(
        &self,
        files: &[Loaded],
        all: &[&StandingVoice],
        most: usize,
    ) -> Mentions {
        let named = if all.len() > most { most.saturating_sub(1) } else { all.len() };
        let (named, others) = all.split_at(named);
        let mention = |s: &&StandingVoice| self.mention_of(files, s);
        Mentions {
            named: named.iter().map(mention).collect(),
            others: others.iter().map(|s| (s.voice, s.estimate)).collect(),
        }
    }
}

/// What an estimate says: its number, or the source's own words in the place of one.
#[derive(Clone, PartialEq, Debug)]
pub struct Content {
    pub value: Value,
    pub wording: Option<String>,
    /// What is counted, where that tells it from what it is held against.
    pub quantity: Option<Quantity>,
    pub place: Option<Place>,
}

impl Content {
    /// Held against nothing.
    #[must_use]
    pub fn of(estimate: Estimate<'_>) -> Content {
        Content {
            value: estimate.value(),
            wording: estimate.wording().map(str::to_owned),
            quantity: None,
            place: None,
        }
    }

    /// With as much of the measure as tells it from another estimate.
    pub(super) fn beside(estimate: Estimate<'_>, other: Estimate<'_>) -> Content {
        let (own, other) = (estimate.measure(), other.measure());
        let place = Some(&own.place).filter(|place| **place != other.place && !place.is_empty());
        Content {
            quantity: (own.quantity != other.quantity).then(|| own.quantity.clone()),
            place: place.cloned(),
            ..Content::of(estimate)
        }
    }
}

/// What an estimate says, by whom and of when, on whatever measure.
#[derive(Clone, PartialEq, Debug)]
pub struct Saying {
    pub by: Speaker,
    pub content: Content,
    pub as_of: AsOf,
    pub estimate: EstimateRef,
}
