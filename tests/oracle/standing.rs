//! Who stands on a day, found by looking at every estimate of every file each time.

use std::collections::BTreeMap;

use parallax::compare::{AboutPolicy, Dates, EstimateRef, Grouping, Interval, Question, Staleness};
use parallax::estimate::{
    Adjustment, Basis, Bounds, Change, Clocks, Day, Directory, EstimateId, How, Loaded, Method,
    OriginFacts, OriginKind, Overlay, OwnId, Precision, Shape, Source, SourceFacts, Standing,
    Statement, Target,
};

use crate::carried::{Growth, OwnDays};
use crate::reading::reading;
use crate::said::{Said, at_once, common};

/// One statement with its place in the files.
pub struct Known {
    pub place: EstimateRef,
    pub id: EstimateId,
    pub statement: Statement,
    /// Who is counted once where nothing is grouped.
    member: String,
    /// As what it is read, where it may ever be counted.
    counts: Option<Said>,
    /// The days from which it is replaced.
    replaced_from: Vec<Day>,
}

/// What the oracle is asked: the files laid out flat, and what is laid over them.
pub struct Oracle<'a> {
    pub all: Vec<Known>,
    pub overlay: &'a Overlay,
    pub question: &'a Question,
    growth: Growth,
}

/// What somebody goes by on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Chosen {
    /// The statement, or all that were made at once; in a group all of its members'.
    pub statements: Vec<EstimateRef>,
    /// The end of its as of.
    pub day: Day,
    pub said: Said,
    /// The same before it was carried to another day; none for a group.
    pub stated: Option<Said>,
    /// Nobody renewed it for too long: drawn, not counted.
    pub is_stale: bool,
}

/// A voice on a day: what it stands with, or that its members contradict each other.
#[derive(Clone, PartialEq, Debug)]
pub enum Stand {
    With(Chosen),
    Divided,
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
                all.push(Known {
                    place: EstimateRef { file, row: estimate.index() },
                    id: EstimateId { file: loaded.slot, own },
                    statement,
                    member: String::new(),
                    counts: None,
                    replaced_from: Vec::new(),
                });
            }
        }
        let growth = Growth::new(BTreeMap::new(), true);
        let mut oracle = Oracle { all, overlay, question, growth };
        oracle.date_and_measure();
        oracle.find_who_counts();
        if question.dates == Dates::SameDay && question.measure.basis == Basis::Cumulative {
            oracle.growth = Growth::new(oracle.own_days(), question.measure.is_count());
        }
        oracle
    }

    fn find_who_counts(&mut self) {
        let found: Vec<_> = self
            .all
            .iter()
            .map(|known| {
                (self.member_of(known), self.read(known).filter(|_| self.can_count(known)))
            })
            .collect();
        for (known, (member, counts)) in self.all.iter_mut().zip(found) {
            (known.member, known.counts) = (member, counts);
        }
        let replaced: Vec<Vec<Day>> =
            self.all.iter().map(|known| self.replaced_from(known)).collect();
        for (known, days) in self.all.iter_mut().zip(replaced) {
            known.replaced_from = days;
        }
    }

    /// What stands of each member on the days of which it speaks.
    fn own_days(&self) -> BTreeMap<String, OwnDays> {
        let mut all = BTreeMap::new();
        for member in self.members() {
            let of_member = self.all.iter().filter(|known| known.member == member);
            let mut days: Vec<Day> =
                of_member.map(|known| known.statement.clocks.as_of().to()).collect();
            days.sort();
            days.dedup();
            let stands = |day: &Day| {
                let chosen = self.chosen(&member, *day).filter(|chosen| chosen.day == *day)?;
                Some((*day, chosen.said))
            };
            all.insert(member.clone(), days.iter().filter_map(stands).collect());
        }
        all
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

    /// The names of all that are counted where nothing is grouped.
    fn members(&self) -> Vec<String> {
        let asked = self.all.iter().filter(|known| self.is_asked_for(known));
        let mut names: Vec<String> = asked
            .filter(|known| !self.is_unknown(known))
            .map(|known| known.member.clone())
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The names of all that are counted, in alphabetical order without regard to case, each with
    /// its members.
    fn voices(&self) -> Vec<(String, Vec<String>)> {
        let mut voices: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for member in self.members() {
            let group = self.all.iter().find(|known| known.member == member);
            let name = group.and_then(|known| self.group_of(known)).unwrap_or(member.clone());
            // Whoever stands alone has no known method: then the member is called by its name.
            voices.entry((name.to_lowercase(), name)).or_default().push(member);
        }
        voices.into_iter().map(|((_, name), members)| (name, members)).collect()
    }

    /// The group to which a member belongs; whoever is not known to belong to one stands alone.
    fn group_of(&self, known: &Known) -> Option<String> {
        if self.question.by == Grouping::Method {
            return self.method_of(known).map(|method| method.heading().to_owned());
        }
        let mut origin = self.origin_of(known);
        if let Some(name) = self.merged_into(known) {
            let facts = SourceFacts::default();
            origin = Directory::shipped().origin_of(&Source { label: name, facts });
        }
        let affiliation = origin.affiliation;
        let widest = || affiliation.widest().map(str::to_owned);
        match self.question.by {
            Grouping::Origin | Grouping::Label | Grouping::Method => None,
            Grouping::Affiliation => widest(),
            Grouping::Country => origin.country,
            Grouping::Kind => origin.kind.map(|kind| kind.heading().to_owned()),
            Grouping::Camp => {
                let is_official = origin.kind == Some(OriginKind::Unnamed);
                let kind = origin.kind.filter(|_| !is_official || origin.country.is_some());
                let camp = match kind.map(OriginKind::word)? {
                    "intelligence_agency" => "Intelligence agencies",
                    "government" | "military" | "unnamed" => "Governments",
                    "monitor" | "media" | "academic" => "Monitors and recorders",
                    _ => return None,
                };
                Some(camp.to_owned())
            }
            Grouping::Party if origin.party != Some(true) => None,
            Grouping::Party => origin.side.or(origin.country).or(widest()),
        }
    }

    /// Who stands on a day, and which groups are divided, in alphabetical order.
    pub fn on_day(&self, at: Day) -> Vec<(String, Stand)> {
        let voices = self.voices().into_iter();
        voices
            .filter_map(|(voice, members)| {
                let standing: Vec<Chosen> =
                    members.iter().filter_map(|member| self.read_on(member, at)).collect();
                Some((voice, together(standing)?))
            })
            .collect()
    }

    /// The same without those that are divided.
    pub fn standing(&self, at: Day) -> Vec<(String, Chosen)> {
        let on_day = self.on_day(at).into_iter();
        on_day
            .filter_map(|(voice, stand)| match stand {
                Stand::With(chosen) => Some((voice, chosen)),
                Stand::Divided => None,
            })
            .collect()
    }

    /// Groups whose members contradict each other on a day.
    pub fn divided(&self, at: Day) -> Vec<String> {
        let on_day = self.on_day(at).into_iter();
        on_day.filter(|(_, stand)| *stand == Stand::Divided).map(|(voice, _)| voice).collect()
    }

    /// What stands of a member on a day, read on that day.
    fn read_on(&self, member: &str, at: Day) -> Option<Chosen> {
        let chosen = self.chosen(member, at).filter(|chosen| !chosen.is_stale)?;
        let said = self.growth.read_on(member, (chosen.day, chosen.said), at);
        Some(Chosen { said, ..chosen })
    }

    /// The latest of a member's estimates that hold on a day, gone stale or not, as stated.
    pub fn chosen(&self, member: &str, at: Day) -> Option<Chosen> {
        let when = |known: &Known| {
            let clocks = known.statement.clocks;
            (clocks.as_of().to(), clocks.known_from())
        };
        let of_member = self.all.iter().filter(|known| known.member == member);
        let holding: Vec<&Known> = of_member.filter(|known| self.holds(known, at)).collect();
        let latest = holding.iter().map(|known| when(known)).max()?;
        let at_that_time: Vec<&Known> =
            holding.into_iter().filter(|known| when(known) == latest).collect();
        let said: Vec<Said> = at_that_time.iter().filter_map(|known| known.counts).collect();
        Some(Chosen {
            statements: at_that_time.iter().map(|known| known.place).collect(),
            day: latest.0,
            said: at_once(&said),
            stated: Some(at_once(&said)),
            is_stale: self.is_stale(at_that_time.first()?, at),
        })
    }

    /// Whether an estimate is among those of which the latest stands.
    fn holds(&self, known: &Known, at: Day) -> bool {
        known.counts.is_some()
            && self.is_its_time(known, at)
            && !known.replaced_from.iter().any(|day| *day <= at)
    }

    /// Whether an estimate may ever be counted by who asks. What may not displaces nothing either.
    fn can_count(&self, known: &Known) -> bool {
        self.is_asked_for(known)
            && !self.is_unknown(known)
            && !self.is_excluded(known)
            && !self.is_echo(known)
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

    /// The days of all that count and say that they replace this one.
    fn replaced_from(&self, known: &Known) -> Vec<Day> {
        let replacing = self.all.iter().filter(|other| {
            replaces(other, known)
                && !self.leads_to(known, other, replaces)
                && other.counts.is_some()
        });
        replacing.map(|other| other.statement.clocks.as_of().to()).collect()
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
        let member = self.name_of(known);
        let group = self.group_of(known);
        self.question.exclude.iter().any(|name| {
            *name == member || name == label || *name == origin || Some(name) == group.as_ref()
        }) || self.has(known, |change| *change == Change::Exclude)
    }

    /// Who is counted once where nothing is grouped; where methods are, that for each of them.
    fn member_of(&self, known: &Known) -> String {
        let name = self.name_of(known);
        let method = self.method_of(known).filter(|_| self.question.by == Grouping::Method);
        method.map_or(name.clone(), |method| format!("{name} by {}", method.word()))
    }

    /// How an estimate's number came about: as it says, else as is known of who is taken to say it.
    fn method_of(&self, known: &Known) -> Option<Method> {
        let Statement { label, facts, measure, method, .. } = &known.statement;
        let source = match self.merged_into(known) {
            Some(name) => Source { label: name, facts: SourceFacts::default() },
            None => Source { label: label.clone(), facts: facts.clone() },
        };
        method.or(Directory::shipped().origin_on(&source, measure).method)
    }

    /// The name under which an estimate is counted where nothing is grouped.
    fn name_of(&self, known: &Known) -> String {
        self.merged_into(known).unwrap_or_else(|| match self.question.by {
            Grouping::Label => known.statement.label.clone(),
            _ => self.origin_of(known).name,
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
    fn read(&self, known: &Known) -> Option<Said> {
        let own = Target::Estimate(known.id.clone());
        let is_own = |adjustment: &&Adjustment| adjustment.target == own;
        let (on_it, on_source): (Vec<_>, Vec<_>) = self.adjustments(known).partition(is_own);
        let gives_bounds = |one: &&Adjustment| matches!(one.change, Change::Bounds(_));
        let given = on_it.iter().position(gives_bounds);
        let bounds = match given.map(|place| &on_it[place].change) {
            Some(Change::Bounds(bounds)) => bounds,
            _ => known.statement.value.bounds()?,
        };
        let (start, moving) = match given {
            Some(place) => (self.read_given(known, on_it[place])?, on_it[place + 1..].to_vec()),
            None => (self.read_stated(known)?, [on_source, on_it].concat()),
        };
        let moving = moving.iter().filter(|one| moves(&one.change));
        let moved = |ends| moving.clone().fold(ends, |ends, one| after(ends, &one.change));
        // "More than" and "less than" are said of the number, and so is what is done to it.
        if let Some(how) = excludes(bounds).filter(|_| moving.clone().next().is_some()) {
            let number = bounds.hull().0;
            let (low, high) = moved((number, number));
            let is_count = known.statement.measure.is_count();
            let whole = |x: f64, to: fn(f64) -> f64| if is_count { to(x) } else { x };
            let bound = match how {
                How::MoreThan => Bounds::new(Some(whole(low, f64::floor)), None, None, how),
                _ => Bounds::new(None, None, Some(whole(high, f64::ceil)), how),
            };
            let bound = bound.expect("a number");
            return Some(Said::of(&bound, reading(&bound, is_count, self.question.about)));
        }
        let (low, high) = moved((start.read.low(), start.read.high()));
        Some(Said { read: Interval::new(low, high)?, ..start })
    }

    fn read_given(&self, known: &Known, adjustment: &Adjustment) -> Option<Said> {
        let Change::Bounds(bounds) = &adjustment.change else { return None };
        // The analyst's bare number is that number; the analyst's "about" is an about.
        let policy = match bounds.how() {
            How::Bare => AboutPolicy::Exact,
            _ => self.question.about,
        };
        Some(Said::of(bounds, reading(bounds, known.statement.measure.is_count(), policy)))
    }

    fn read_stated(&self, known: &Known) -> Option<Said> {
        let is_count = known.statement.measure.is_count();
        let stated = known.statement.value.bounds()?;
        let is_point = stated.shape() == Shape::Point
            && matches!(stated.how(), How::Bare | How::Exact | How::About);
        if is_point && self.has(known, |change| *change == Change::ReadAsAtLeast) {
            let at_least = Bounds::new(stated.best(), None, None, How::AtLeast).expect("a number");
            return Some(Said::of(&at_least, reading(&at_least, is_count, self.question.about)));
        }
        Some(Said::of(stated, reading(stated, is_count, self.question.about)))
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

/// What the members of a voice stand with, read on one day: what they have in common, or that they
/// have nothing in common. One member is itself.
fn together(mut standing: Vec<Chosen>) -> Option<Stand> {
    if standing.len() < 2 {
        return standing.pop().map(Stand::With);
    }
    let said: Vec<Said> = standing.iter().map(|chosen| chosen.said).collect();
    let day = standing.iter().map(|chosen| chosen.day).max()?;
    let statements = standing.into_iter().flat_map(|chosen| chosen.statements).collect();
    Some(common(&said).map_or(Stand::Divided, |said| {
        Stand::With(Chosen { statements, day, said, stated: None, is_stale: false })
    }))
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

fn moves(change: &Change) -> bool {
    matches!(change, Change::Scale(_) | Change::Widen(_))
}

/// Two ends after what a change does to them.
fn after((low, high): (f64, f64), change: &Change) -> (f64, f64) {
    match change {
        Change::Scale(factor) => (low * factor, high * factor),
        Change::Widen(share) => (low - low.abs() * share, high + high.abs() * share),
        _ => (low, high),
    }
}

/// The word of a single number that is itself left out: more than it, or less than it.
fn excludes(bounds: &Bounds) -> Option<How> {
    let is_meant = match bounds.how() {
        How::MoreThan => matches!(bounds.shape(), Shape::AtLeast | Shape::Point),
        How::LessThan => matches!(bounds.shape(), Shape::AtMost | Shape::Point),
        _ => false,
    };
    is_meant.then_some(bounds.how())
}
