//! Who stands on a day, found by looking at every estimate of every file each time.

use parallax::compare::{AboutPolicy, EstimateRef, Grouping, Interval, Question, Staleness};
use parallax::estimate::{
    Adjustment, Basis, Bounds, Change, Clocks, Day, Directory, EstimateId, How, Loaded,
    OriginFacts, Overlay, OwnId, Precision, Shape, Source, Standing, Statement, Target,
};

use crate::reading::reading;

/// One statement with its place in the files.
pub struct Known {
    pub place: EstimateRef,
    pub id: EstimateId,
    pub statement: Statement,
}

/// What the oracle is asked: the files laid out flat, and what is laid over them.
pub struct Oracle<'a> {
    pub all: Vec<Known>,
    pub overlay: &'a Overlay,
    pub question: &'a Question,
}

/// The estimate that a voice goes by on a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chosen {
    pub estimate: EstimateRef,
    pub read: Interval,
    /// Nobody renewed it for too long: drawn, not counted.
    pub is_stale: bool,
}

impl<'a> Oracle<'a> {
    pub fn new(files: &[Loaded], overlay: &'a Overlay, question: &'a Question) -> Oracle<'a> {
        let mut all = Vec::new();
        for (file, loaded) in files.iter().enumerate() {
            for estimate in loaded.ledger.estimates() {
                let statement = estimate.to_statement();
                let own = match &statement.id {
                    Some(id) => OwnId::Stated(id.as_str().into()),
                    None => OwnId::Record(statement.record),
                };
                let file = u16::try_from(file).expect("few files");
                let place = EstimateRef { file, row: estimate.index() };
                all.push(Known { place, id: EstimateId { file: loaded.slot, own }, statement });
            }
        }
        let mut oracle = Oracle { all, overlay, question };
        oracle.date_and_measure();
        oracle
    }

    /// Puts the analyst's dates and measures in the place of those stated.
    fn date_and_measure(&mut self) {
        let mut all = std::mem::take(&mut self.all);
        for known in &mut all {
            let changes: Vec<Change> = self.changes(known).cloned().collect();
            for change in changes {
                match change {
                    Change::Measure(measure) => known.statement.measure = measure,
                    Change::Dates { as_of, published } => {
                        let stated = known.statement.clocks;
                        // An assumed as of that repeats the published day follows it.
                        let (own, said) = (stated.as_of(), stated.published());
                        let follows = said.is_some_and(|day| {
                            own.is_assumed()
                                && own.precision() == Precision::Day
                                && (own.from(), own.to()) == (day, day)
                        });
                        let published = published.or(said);
                        let own = if follows { None } else { Some(own) };
                        known.statement.clocks =
                            Clocks::new(as_of.or(own), published).expect("a date");
                    }
                    _ => {}
                }
            }
        }
        self.all = all;
    }

    /// The names of all that are counted, in alphabetical order without regard to case.
    pub fn voices(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .all
            .iter()
            .filter(|known| self.is_asked_for(known) && !self.is_unknown(known))
            .map(|known| self.voice_of(known))
            .collect();
        names.sort_by_key(|name| (name.to_lowercase(), name.clone()));
        names.dedup();
        names
    }

    /// Who stands on a day, in alphabetical order.
    pub fn standing(&self, at: Day) -> Vec<(String, Chosen)> {
        self.voices()
            .into_iter()
            .filter_map(|voice| {
                let chosen = self.chosen(&voice, at).filter(|chosen| !chosen.is_stale)?;
                Some((voice, chosen))
            })
            .collect()
    }

    /// The latest of a voice's estimates that hold on a day, gone stale or not.
    pub fn chosen(&self, voice: &str, at: Day) -> Option<Chosen> {
        let known = self
            .all
            .iter()
            .filter(|known| self.voice_of(known) == voice && self.holds(known, at))
            .max_by_key(|known| {
                let clocks = known.statement.clocks;
                let record = known.statement.record;
                (clocks.as_of().to(), clocks.known_from(), known.place.file, record)
            })?;
        let read = self.read(known)?;
        Some(Chosen { estimate: known.place, read, is_stale: self.is_stale(known, at) })
    }

    /// Whether an estimate is among those of which the latest stands.
    fn holds(&self, known: &Known, at: Day) -> bool {
        self.can_count(known) && self.is_its_time(known, at) && !self.is_superseded(known, at)
    }

    /// Whether an estimate may ever be counted by who asks. What may not displaces nothing either.
    fn can_count(&self, known: &Known) -> bool {
        self.is_asked_for(known)
            && !self.is_unknown(known)
            && !self.is_excluded(known)
            && !self.is_echo(known)
            && self.read(known).is_some()
            && self.is_known(known.statement.clocks.known_from())
            && !self.is_retracted(known)
            && (known.statement.standing != Standing::Projected || self.question.projections)
    }

    fn is_asked_for(&self, known: &Known) -> bool {
        known.statement.measure == self.question.measure
    }

    /// Whether what happened on this day was known on the question's day.
    fn is_known(&self, day: Day) -> bool {
        self.question.known_on.is_none_or(|known_on| day <= known_on)
    }

    fn is_retracted(&self, known: &Known) -> bool {
        known.statement.retracted.is_some_and(|day| self.is_known(day))
    }

    fn is_its_time(&self, known: &Known, at: Day) -> bool {
        let as_of = known.statement.clocks.as_of();
        match (known.statement.standing, known.statement.measure.basis) {
            (Standing::Projected, _) => as_of.to() == at,
            (_, Basis::Increment | Basis::Rate) => as_of.from() <= at && at <= as_of.to(),
            (Standing::Observed | Standing::Modelled, _) => as_of.to() <= at,
        }
    }

    fn is_superseded(&self, known: &Known, at: Day) -> bool {
        self.all.iter().any(|other| {
            replaces(other, known)
                && !self.leads_to(known, other, replaces)
                && self.can_count(other)
                && other.statement.clocks.as_of().to() <= at
        })
    }

    fn is_echo(&self, known: &Known) -> bool {
        let mut all = self.all.iter();
        all.any(|other| derives(known, other) && !self.leads_to(other, known, derives))
    }

    /// Whether following references from the one, however far, comes to the other.
    fn leads_to(&self, start: &Known, end: &Known, refers: fn(&Known, &Known) -> bool) -> bool {
        let mut reached = vec![start.place];
        let mut met = 0;
        while met < reached.len() {
            met = reached.len();
            for one in self.all.iter() {
                let from = self.all.iter().filter(|from| reached.contains(&from.place));
                if !reached.contains(&one.place) && from.into_iter().any(|from| refers(from, one)) {
                    reached.push(one.place);
                }
            }
        }
        reached.contains(&end.place)
    }

    fn is_stale(&self, known: &Known, at: Day) -> bool {
        let clocks = known.statement.clocks;
        let days = match (self.question.staleness, known.statement.measure.basis) {
            (Staleness::Never, _) | (_, Basis::Increment | Basis::Rate) => return false,
            (Staleness::Days(days), _) => i32::from(days),
            (Staleness::ByBasis, Basis::Level) => 90,
            (Staleness::ByBasis, Basis::Cumulative) => 180,
        };
        at > clocks.as_of().to().plus(days) && at > clocks.known_from().plus(30)
    }

    /// Nobody knows who said it, and the analyst does not either.
    fn is_unknown(&self, known: &Known) -> bool {
        self.merged_into(known).is_none() && self.origin_of(known).unknown
    }

    fn is_excluded(&self, known: &Known) -> bool {
        let label = &known.statement.label;
        let origin = self.origin_of(known).name;
        let voice = self.voice_of(known);
        self.question.exclude.iter().any(|name| *name == voice || name == label || *name == origin)
            || self.has(known, |change| *change == Change::Exclude)
    }

    /// The name under which an estimate is counted.
    fn voice_of(&self, known: &Known) -> String {
        self.merged_into(known).unwrap_or_else(|| match self.question.by {
            Grouping::Label => known.statement.label.clone(),
            Grouping::Origin => self.origin_of(known).name,
            other => panic!("the oracle does not group by {other:?}"),
        })
    }

    fn origin_of(&self, known: &Known) -> OriginFacts {
        Directory::shipped().origin_of(&Source {
            label: known.statement.label.clone(),
            facts: known.statement.facts.clone(),
        })
    }

    /// The origin that the analyst takes an estimate's source to be.
    fn merged_into(&self, known: &Known) -> Option<String> {
        self.changes(known).find_map(|change| match change {
            Change::SameVoiceAs(name) => Some(name.clone()),
            _ => None,
        })
    }

    /// As what an estimate's bounds are read, if it has any, and what was then done to them: first
    /// to those of its source, then to its own; after bounds of the analyst's only what came later.
    fn read(&self, known: &Known) -> Option<Interval> {
        let own = Target::Estimate(known.id.clone());
        let is_own = |adjustment: &&Adjustment| adjustment.target == own;
        let (on_it, on_source): (Vec<_>, Vec<_>) = self.adjustments(known).partition(is_own);
        let gives_bounds = |one: &&Adjustment| matches!(one.change, Change::Bounds(_));
        let given = on_it.iter().position(gives_bounds);
        let (start, moving) = match given {
            Some(place) => (self.read_given(known, on_it[place])?, on_it[place + 1..].to_vec()),
            None => (self.read_stated(known)?, [on_source, on_it].concat()),
        };
        let (mut low, mut high) = (start.low(), start.high());
        for adjustment in moving {
            match adjustment.change {
                Change::Scale(factor) => (low, high) = (low * factor, high * factor),
                Change::Widen(share) => {
                    (low, high) = (low - low.abs() * share, high + high.abs() * share);
                }
                _ => {}
            }
        }
        Interval::new(low, high)
    }

    fn read_given(&self, known: &Known, adjustment: &Adjustment) -> Option<Interval> {
        let Change::Bounds(bounds) = &adjustment.change else { return None };
        // The analyst's bare number is that number; the analyst's "about" is an about.
        let policy = match bounds.how() {
            How::Exact => AboutPolicy::Exact,
            _ => self.question.about,
        };
        Some(reading(bounds, known.statement.measure.is_count(), policy))
    }

    fn read_stated(&self, known: &Known) -> Option<Interval> {
        let is_count = known.statement.measure.is_count();
        let stated = known.statement.value.bounds()?;
        let is_point =
            stated.shape() == Shape::Point && matches!(stated.how(), How::Exact | How::About);
        if is_point && self.has(known, |change| *change == Change::ReadAsAtLeast) {
            let at_least = Bounds::new(stated.best(), None, None, How::AtLeast).expect("a number");
            return Some(reading(&at_least, is_count, self.question.about));
        }
        Some(reading(stated, is_count, self.question.about))
    }

    fn has(&self, known: &Known, wanted: impl Fn(&Change) -> bool) -> bool {
        self.changes(known).any(wanted)
    }

    /// What an analyst laid over an estimate or its source, unless asked for it as stated.
    fn changes<'b>(&'b self, known: &'b Known) -> impl Iterator<Item = &'b Change> {
        self.adjustments(known).map(|adjustment| &adjustment.change)
    }

    fn adjustments<'b>(&'b self, known: &'b Known) -> impl Iterator<Item = &'b Adjustment> {
        self.overlay
            .adjustments()
            .iter()
            .filter(|adjustment| adjustment.on && !self.question.as_stated)
            .filter(|adjustment| match &adjustment.target {
                Target::Estimate(id) => *id == known.id,
                Target::Source(label) => *label == known.statement.label,
            })
    }
}

/// Whether the one says that it passes on the other.
fn derives(echo: &Known, original: &Known) -> bool {
    echo.place.file == original.place.file
        && echo.place != original.place
        && original.statement.id.is_some()
        && original.statement.id == echo.statement.derived_from
}

/// Whether the one says that it replaces the other.
fn replaces(new: &Known, old: &Known) -> bool {
    new.place.file == old.place.file
        && new.place != old.place
        && new.statement.measure == old.statement.measure
        && old.statement.id.as_ref().is_some_and(|id| new.statement.supersedes.contains(id))
}
