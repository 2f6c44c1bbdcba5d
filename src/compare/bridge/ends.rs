//! What a bridge is asked between, found and read.

use crate::compare::speaks::laid::{AllLaid, Laid};
use crate::compare::speaks::numbers::Reading;
use crate::compare::stands::motion::whole;
use crate::compare::stands::sweep::standing_on;
use crate::compare::{
    Comparison, EarlierCopy, EstimateRef, Grouping, Interval, Number, Question, Speaker, Stretch,
    Voice, read_bounds,
};
use crate::estimate::{AsOf, Bounds, Day, Directory, Estimate, Loaded, Measure, Overlay, Shape};

use super::parts::{BridgeEnd, Figure};

/// An end of a bridge as it is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EndAsked {
    /// An estimate on whatever measure, of a file that is compared or of an earlier copy, whose
    /// places come after those of the files.
    Estimate(EstimateRef),
    /// What a voice, by its place in [`Comparison::voices`], stands with on a day.
    Voice { voice: usize, at: Day },
}

/// Why there is no bridge.
#[derive(Clone, PartialEq, Debug)]
pub enum NoBridge {
    /// No file has such an estimate, or there is no such voice.
    NoSuchEnd,
    /// It gives no number: "dozens".
    NoNumber { name: String, wording: Option<String> },
    /// Nothing of the voice stands on that day.
    NotStanding { name: String, at: Day },
    /// The members of the group contradict each other on that day: it says no one thing.
    Divided { name: String, at: Day },
    /// There is no day on which both stand.
    NeverTogether { names: [String; 2] },
    /// Both ends are one estimate.
    OneAndTheSame,
}

impl Comparison {
    /// The last day on which both of two voices, by their places, stand; no later than anybody
    /// spoke.
    #[must_use]
    pub fn last_day_of_both(&self, files: &[Loaded], a: usize, b: usize) -> Option<Day> {
        let last = self.last_day_spoken_of(files)?;
        let stretches = |voice: usize| Some(self.tracks.get(voice)?.compared());
        let (a, b) = (stretches(a)?, stretches(b)?);
        let until = |one: &Stretch| one.to.map_or(last, |to| to.min(last));
        let shared = |one: &Stretch, other: &Stretch| {
            let day = until(one).min(until(other));
            (day >= one.from.max(other.from)).then_some(day)
        };
        let mut other = b.iter().rev().peekable();
        a.iter().rev().find_map(|one| {
            while other.next_if(|other| other.from > until(one)).is_some() {}
            shared(one, other.peek()?)
        })
    }
}

/// A number as it is read, and what of it is reckoned with.
pub(super) struct Spoken {
    pub(super) read: Interval,
    pub(super) figure: f64,
    pub(super) is: Figure,
}

/// All that ends are found in.
pub(super) struct Among<'a> {
    /// Those that are compared, and after them the earlier copies.
    pub(super) all: Vec<Loaded>,
    /// How many are compared.
    pub(super) compared: usize,
    pub(super) earlier: &'a [EarlierCopy],
    pub(super) overlay: &'a Overlay,
    pub(super) laid: AllLaid<'a>,
    pub(super) comparison: &'a Comparison,
}

impl<'a> Among<'a> {
    pub(super) fn new(
        (files, earlier): (&[Loaded], &'a [EarlierCopy]),
        overlay: &'a Overlay,
        comparison: &'a Comparison,
    ) -> Among<'a> {
        let all = EarlierCopy::after(files, earlier);
        let laid = AllLaid::for_question(&all, overlay, &comparison.question);
        Among { all, compared: files.len(), earlier, overlay, laid, comparison }
    }

    pub(super) fn files(&self) -> &[Loaded] {
        self.all.get(..self.compared).unwrap_or_default()
    }

    pub(super) fn question(&self) -> &'a Question {
        &self.comparison.question
    }

    pub(super) fn end(&self, asked: EndAsked) -> Result<BridgeEnd, NoBridge> {
        match asked {
            EndAsked::Estimate(at) => self.of_estimate(at),
            EndAsked::Voice { voice, at } => self.of_voice(voice, at),
        }
    }

    /// What an estimate says, after all that an analyst laid over it.
    pub(super) fn of_estimate(&self, at: EstimateRef) -> Result<BridgeEnd, NoBridge> {
        let estimate = at.of(&self.all).ok_or(NoBridge::NoSuchEnd)?;
        let laid = self.laid_over(at, estimate);
        let measure = laid.measure.unwrap_or_else(|| estimate.measure()).clone();
        let (is_count, about) = (measure.is_count(), self.question().about);
        let name = self.name_of(estimate);
        let Some(Spoken { read, figure, is }) = self.spoken(estimate, &laid, is_count) else {
            let wording = estimate.wording().map(str::to_owned);
            return Err(NoBridge::NoNumber { name, wording });
        };
        let stated = estimate.bounds();
        let as_stated = stated.filter(|stated| read_bounds(stated, is_count, about) == read);
        Ok(BridgeEnd {
            by: Speaker { name, voice: self.voice_of(estimate) },
            member: None,
            estimate: at,
            measure,
            number: as_stated.map_or(shown(read, is_count), Number::Stated),
            read,
            as_of: laid.clocks(estimate).as_of(),
            figure,
            is,
        })
    }

    /// The number that an estimate gives, if it does.
    pub(super) fn spoken(
        &self,
        estimate: Estimate<'_>,
        laid: &Laid<'_>,
        is_count: bool,
    ) -> Option<Spoken> {
        let (numbers, at_least) = (laid.numbers, laid.at_least);
        let about = self.question().about;
        let reading = Reading { numbers, at_least, is_count, about, least_width: 0.0 };
        let stated = estimate.bounds();
        let read = reading.interval(&numbers.bounds.copied().or(stated)?);
        let (figure, is) = figure(reading.bounds(stated).as_ref(), read, is_count)?;
        Some(Spoken { read, figure, is })
    }

    /// What a voice stands with on a day: its estimate as it was stated, or where that is what
    /// several have in common, that of the day.
    fn of_voice(&self, place: usize, at: Day) -> Result<BridgeEnd, NoBridge> {
        let voices = self.comparison.voices.get(place).zip(self.comparison.tracks.get(place));
        let (voice, track) = voices.ok_or(NoBridge::NoSuchEnd)?;
        let name = || voice.name.clone();
        let Some(compared) = standing_on(track.compared(), at) else {
            return Err(match standing_on(&track.divided, at) {
                Some(_) => NoBridge::Divided { name: name(), at },
                None => NoBridge::NotStanding { name: name(), at },
            });
        };
        let by = self.comparison.speaker(place);
        let own = self.of_estimate(compared.estimate())?;
        let is_made = voice.other.as_ref().is_some_and(|other| other.made.is_some());
        if compared.is_of_several {
            let read = compared.read_on(at, self.measure_of(voice).is_count());
            return self.made_of(voice, BridgeEnd { by, ..own }, read, AsOf::day(at));
        }
        let mut stated = track.as_stated().filter_map(|stretches| standing_on(stretches, at));
        let stated: &Stretch = stated.next().unwrap_or(compared);
        if is_made || stated.read() != own.read {
            return self.made_of(
                voice,
                BridgeEnd { by, ..own },
                stated.read(),
                AsOf::day(stated.as_of),
            );
        }
        let member = Some(own.by.name).filter(|name| voice.members > 1 && *name != voice.name);
        Ok(BridgeEnd { by, member, ..own })
    }

    fn measure_of<'v>(&'v self, voice: &'v Voice) -> &'v Measure {
        let other = voice.other.as_ref().filter(|other| other.made.is_none());
        other.map_or(&self.comparison.measure, |other| &other.measure)
    }

    /// What nobody stated as it is: what several statements have in common, or what was made of
    /// them.
    fn made_of(
        &self,
        voice: &Voice,
        own: BridgeEnd,
        read: Interval,
        as_of: AsOf,
    ) -> Result<BridgeEnd, NoBridge> {
        let measure = self.measure_of(voice).clone();
        let is_count = measure.is_count();
        let no_number = NoBridge::NoNumber { name: voice.name.clone(), wording: None };
        let (figure, is) = figure(None, read, is_count).ok_or(no_number)?;
        let number = shown(read, is_count);
        Ok(BridgeEnd { member: None, measure, number, read, as_of, figure, is, ..own })
    }

    pub(super) fn laid_over(&self, at: EstimateRef, estimate: Estimate<'_>) -> Laid<'a> {
        let numbers = self.laid.numbers_of_source(estimate.label());
        let laid = self.laid.on_estimate(usize::from(at.file), estimate);
        let mut laid = laid.with_source(numbers);
        laid.at_least |= self.laid.on_source(estimate.label()).at_least;
        laid
    }

    /// Who stands behind an estimate: the origin, or the label where labels are counted.
    pub(super) fn name_of(&self, estimate: Estimate<'_>) -> String {
        match self.question().by {
            Grouping::Label => estimate.label().to_owned(),
            _ => Directory::shipped().origin_name(estimate.source()).to_owned(),
        }
    }

    /// The voice that goes by the label of this estimate.
    fn voice_of(&self, estimate: Estimate<'_>) -> Option<usize> {
        let goes_by = |voice: &Voice| voice.labels.iter().any(|label| label == estimate.label());
        self.comparison.voices.iter().position(goes_by)
    }
}

fn shown(read: Interval, is_count: bool) -> Number {
    Number::Read(if is_count { whole(read) } else { read })
}

/// The number that is reckoned with: the best one if stated, else the middle of what was said, else
/// the one end that was.
fn figure(held: Option<&Bounds>, read: Interval, is_count: bool) -> Option<(f64, Figure)> {
    let (low, high) = (read.said_low(), read.said_high());
    // Of a single number that says at least or at most, the end of its reading is the number.
    let is_end =
        held.is_none_or(|held| held.shape() == Shape::Point) && (low.is_none() || high.is_none());
    let best = held.and_then(Bounds::best).filter(|_| !is_end);
    let best = best.filter(|best| read.low() <= *best && *best <= read.high());
    if let Some(best) = best {
        return Some((best, Figure::Best));
    }
    match (low, high) {
        (Some(low), Some(high)) if low == high => Some((low, Figure::Best)),
        (Some(low), Some(high)) => {
            let middle = f64::midpoint(low, high);
            let middle = if is_count { (middle + 0.5).floor().min(high) } else { middle };
            Some((middle, Figure::Middle))
        }
        (Some(low), None) => Some((low, Figure::Least)),
        (None, Some(high)) => Some((high, Figure::Most)),
        (None, None) => None,
    }
}
