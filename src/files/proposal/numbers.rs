//! Which number is the low end, which the best, which the high one, and of what: by their names,
//! and where these do not tell, by their order.

use std::collections::{BTreeMap, BTreeSet};

use super::column::{LOSSES, NumberOf, Seems, ToldBy};
use super::heading::{DEPLOYED, Heading, Kind, SOLDIERS, is_path};
use super::plan::Proposal;
use super::title::Title;
use super::values::{Seen, plain_number};
use crate::estimate::{Basis, Directory};
use crate::files::field::Field;

/// A column of numbers.
pub(super) struct Number {
    pub(super) place: usize,
    /// Which of the numbers of an estimate, where the name says it.
    position: Option<Kind>,
    heading: Heading,
    /// What leads to it, where it stands in an object: `killed.russia` before `.low`.
    path: Option<String>,
    /// Of whom, where only its path tells.
    population: Option<String>,
    /// Whether nothing but that they are there is said of the soldiers whom its name speaks of.
    are_deployed: bool,
}

/// The path before the last name of a column.
pub(super) fn path_of(name: &str) -> Option<&str> {
    name.rsplit_once('.').filter(|_| is_path(name)).map(|(path, _)| path)
}

/// Whether the same end of the same number stands at several paths.
fn are_told_apart_by_path(columns: &[Number]) -> bool {
    let pathed = columns.iter().filter(|column| column.path.is_some() && column.position.is_some());
    pathed.clone().any(|one| {
        pathed.clone().any(|other| {
            one.path != other.path && one.position == other.position && one.of() == other.of()
        })
    })
}

/// Of whom each column is, where by all that is known of their names several have the same end of
/// the same number, and each of these names a side of its own: "Side A losses", "Side B losses".
fn sides(proposal: &Proposal, columns: &[Number]) -> Option<Vec<Option<String>>> {
    let says = |column: &Number| {
        let is_counted = !column.heading.quantities.is_empty() || column.are_deployed;
        is_counted.then(|| (column.position, column.of()))
    };
    let mut times: BTreeMap<(Option<Kind>, NumberOf), usize> = BTreeMap::new();
    for said in columns.iter().filter_map(says) {
        let times = times.entry(said).or_default();
        *times = times.saturating_add(1);
    }
    let sides = columns.iter().map(|column| {
        let is_one_of_several = says(column).is_some_and(|said| times.get(&said) > Some(&1));
        let name = proposal.columns.get(column.place).map(|column| column.name.as_str());
        if is_one_of_several { Some(Some(side_in(name?)?)) } else { Some(None) }
    });
    let sides: Vec<Option<String>> = sides.collect::<Option<_>>()?;
    let named = columns.iter().zip(&sides).filter(|(_, side)| side.is_some());
    let named: Vec<_> = named.map(|(column, side)| (column.position, side)).collect();
    let distinct: BTreeSet<_> = named.iter().collect();
    (!named.is_empty() && distinct.len() == named.len()).then_some(sides)
}

/// Of whom a number is by what its name says beside what is counted; none where that may be a year.
fn side_in(name: &str) -> Option<String> {
    if Heading::of(name).population.is_some() {
        return None;
    }
    let says_whom = |word: &&str| {
        let own = Heading::of(word);
        // A letter that is a word in some language is the name of a side here.
        let is_letter = word.chars().count() == 1;
        is_letter || (!own.is_of_numbers() && own.basis.is_none())
    };
    let words: Vec<&str> = name.split_whitespace().filter(says_whom).collect();
    let side = words.join(" ");
    let side = side.trim_matches(|sign: char| !sign.is_alphanumeric());
    let has_figures = side.contains(|sign: char| sign.is_ascii_digit());
    (!side.is_empty() && !has_figures).then(|| side.to_owned())
}

impl Number {
    pub(super) fn new(
        place: usize,
        position: Option<Kind>,
        heading: Heading,
        name: &str,
    ) -> Number {
        let path = path_of(name).map(str::to_owned);
        Number { place, position, heading, path, population: None, are_deployed: false }
    }

    fn of(&self) -> NumberOf {
        NumberOf {
            quantity: match self.are_deployed {
                true => Some(DEPLOYED.to_owned()),
                false => self.heading.quantity(),
            },
            population: self.population.clone().or_else(|| {
                let are_whom = self.heading.soldiers && self.heading.quantities.is_empty();
                let soldiers = (are_whom && !self.are_deployed).then_some(SOLDIERS);
                self.heading.population.or(soldiers).map(str::to_owned)
            }),
            source: None,
            basis: basis_of(&self.heading),
        }
    }

    /// What its own name says of it, apart from which end it is.
    fn says_of_what(&self) -> bool {
        self.heading.is_of_people() || self.population.is_some()
    }
}

fn basis_of(heading: &Heading) -> Option<Basis> {
    let are_losses = heading.quantities == [LOSSES];
    heading.basis.or(are_losses.then_some(Basis::Cumulative))
}

/// Of whom a number is by the path that leads to it: what the words before the last say, without
/// those that say what is counted.
fn population_of(path: &str) -> Option<String> {
    let words = path.split('.').filter_map(|word| {
        let word = word.trim_end_matches("[]");
        let heading = Heading::of(word);
        let soldiers = (heading.soldiers && heading.quantities.is_empty()).then_some(SOLDIERS);
        let own = heading.population.or(soldiers).map(str::to_owned);
        own.or_else(|| (!heading.is_known()).then(|| word.replace('_', " ")))
    });
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Says of each column of numbers which it is.
pub(super) fn assign(proposal: &mut Proposal, mut columns: Vec<Number>, seen: &[Seen]) {
    if are_of_those_deployed(proposal, &columns) {
        for column in &mut columns {
            column.are_deployed = column.heading.soldiers && column.heading.quantities.is_empty();
        }
    }
    if are_told_apart_by_path(&columns) {
        for column in &mut columns {
            column.population = column.path.as_deref().and_then(population_of);
        }
    } else if let Some(sides) = sides(proposal, &columns) {
        for (column, side) in columns.iter_mut().zip(sides) {
            column.population = side;
        }
    }
    let columns = &columns;
    if !sources(proposal, columns) {
        measures(proposal, columns);
    }
    let says_nothing = |column: &&Number| column.position.is_none() && !column.heading.is_known();
    proposal.unnamed = columns.iter().filter(says_nothing).map(|column| column.place).collect();
    for column in columns {
        let is_read = proposal.columns.get(column.place).is_some_and(|c| c.field.is_some());
        if let Some(proposed) = proposal.columns.get_mut(column.place).filter(|_| is_read) {
            proposed.times = column.heading.times;
        }
        if is_read && proposal.seems.is_none() {
            proposal.seems = speaks_against(proposal, column, seen);
        }
    }
}

/// Whether columns of soldiers are of those who are there: nothing else says what is counted, and of
/// each other column it is said.
fn are_of_those_deployed(proposal: &Proposal, columns: &[Number]) -> bool {
    let is_said = proposal.constants.contains_key(&Field::Quantity)
        || proposal.columns.iter().any(|column| column.field == Some(Field::Quantity))
        || proposal.title.as_ref().is_some_and(Title::says_what_is_counted);
    let is_clear = |column: &Number| {
        let heading = &column.heading;
        let is_end = column.position.is_some() && heading.population.is_none();
        heading.soldiers || !heading.quantities.is_empty() || is_end
    };
    !is_said && columns.iter().all(is_clear)
}

/// The columns of one estimate a row, or of one for each of what their names say is counted.
fn measures(proposal: &mut Proposal, columns: &[Number]) {
    let mut of_each: Vec<NumberOf> = Vec::new();
    for column in columns.iter().filter(|column| column.says_of_what()) {
        let of = column.of();
        if !of_each.contains(&of) {
            of_each.push(of);
        }
    }
    if of_each.len() < 2 {
        // Ends that do not say of what they are belong to the one that does.
        let all: Vec<&Number> = columns.iter().collect();
        let basis = columns.iter().find_map(|column| column.heading.basis);
        let of = of_each.pop().unwrap_or_default();
        one(proposal, &all, &NumberOf { basis: of.basis.or(basis), ..of });
    } else {
        for of in &of_each {
            let own: Vec<&Number> =
                columns.iter().filter(|c| c.says_of_what() && c.of() == *of).collect();
            one(proposal, &own, of);
        }
    }
}

/// The columns of one estimate.
fn one(proposal: &mut Proposal, columns: &[&Number], of: &NumberOf) {
    let named = |kind| columns.iter().find(|column| column.position == Some(kind));
    let (low, high) = (named(Kind::Low), named(Kind::High));
    let best = named(Kind::Best).or_else(|| named(Kind::Amount));
    let mut read = |column: Option<&&Number>, field, told_by| {
        let column = column.and_then(|column| proposal.columns.get_mut(column.place));
        if let Some(column) = column {
            column.field = Some(field);
            column.of = of.clone();
            column.told_by = told_by;
        }
    };
    read(low, Field::Low, ToldBy::Name);
    read(high, Field::High, ToldBy::Name);
    read(best, Field::Best, ToldBy::Name);
    if low.is_some() || high.is_some() || best.is_some() {
        return;
    }
    if columns.iter().any(|column| named_source(proposal, column).is_some()) {
        return;
    }
    let fields: &[Field] = match columns.len() {
        1 => &[Field::Best],
        2 => &[Field::Low, Field::High],
        3 => &[Field::Low, Field::Best, Field::High],
        _ => return,
    };
    let Some(order) = ascending(proposal, columns) else { return };
    for (place, field) in order.into_iter().zip(fields) {
        if let Some(column) = proposal.columns.get_mut(place) {
            column.field = Some(*field);
            column.of = of.clone();
            column.told_by = ToldBy::Values;
        }
    }
}

/// The places of columns in that order in which their numbers rise in nearly every row.
fn ascending(proposal: &Proposal, columns: &[&Number]) -> Option<Vec<usize>> {
    let numbers = |place: usize| {
        proposal.rows.iter().map(move |row| row.get(place).and_then(|cell| plain_number(cell)))
    };
    let sum = |place: usize| numbers(place).flatten().sum::<f64>();
    let mut places: Vec<usize> = columns.iter().map(|column| column.place).collect();
    places.sort_by(|one, other| sum(*one).total_cmp(&sum(*other)));
    for two in places.windows(2) {
        let [lower, upper] = two else { continue };
        let pairs: Vec<(f64, f64)> =
            numbers(*lower).zip(numbers(*upper)).filter_map(|(l, u)| l.zip(u)).collect();
        let rising = pairs.iter().filter(|(lower, upper)| lower <= upper).count();
        if pairs.is_empty() || rising.saturating_mul(20) < pairs.len().saturating_mul(19) {
            return None;
        }
    }
    Some(places)
}

/// More words are prose and no name of a column: every run of them is looked up.
const MOST_WORDS: usize = 16;

/// What the name of a column says that names a source: "Pentagon, low", "Mediazona (names)".
struct NamedSource {
    source: String,
    /// What stands beside the source.
    rest: Heading,
}

impl NamedSource {
    /// The longest known source at the beginning or the end of a name, if all that stands beside it
    /// is known too or in brackets. What is a people or a country is of whom something is counted.
    fn of(name: &str) -> Option<NamedSource> {
        let words: Vec<&str> = name.split_whitespace().take(MOST_WORDS + 1).collect();
        if words.len() > MOST_WORDS {
            return None;
        }
        let ends = |length: usize| {
            let (first, rest) = (words.get(..length)?, words.get(length..)?);
            let (before, last) = words.split_at_checked(words.len().checked_sub(length)?)?;
            Some([(first, rest), (last, before)])
        };
        let lengths = (1..=words.len()).rev();
        let runs = lengths.filter_map(ends).flatten();
        runs.into_iter().find_map(|(run, rest)| {
            let source = run.join(" ");
            let source =
                source.trim_matches(|sign: char| matches!(sign, ',' | ':' | '–' | '-' | '(' | ')'));
            let is_known = Directory::shipped().look_up(source).is_some()
                && Heading::of(source).population.is_none();
            let rest = rest.join(" ");
            let is_bracketed = rest.starts_with('(') && rest.ends_with(')');
            let rest = if is_bracketed { Heading::default() } else { Heading::of(&rest) };
            let is_clear = rest.unknown == 0 && (is_known && !source.is_empty());
            is_clear.then(|| NamedSource { source: source.to_owned(), rest })
        })
    }

    /// Which end of its range a column has.
    fn field(&self) -> Field {
        let is = |kind| self.rest.has(kind);
        match (is(Kind::Low), is(Kind::High)) {
            (true, false) => Field::Low,
            (false, true) => Field::High,
            _ => Field::Best,
        }
    }
}

/// Whether the name of a column names a source that is known.
pub(super) fn names_source(name: &str) -> bool {
    NamedSource::of(name).is_some()
}

fn named_source(proposal: &Proposal, column: &Number) -> Option<NamedSource> {
    NamedSource::of(&proposal.columns.get(column.place)?.name)
}

/// Reads columns that are each the numbers of one source, where nothing else says who says it; whether
/// they are.
fn sources(proposal: &mut Proposal, columns: &[Number]) -> bool {
    let is_said = proposal.constants.contains_key(&Field::Source)
        || proposal.columns.iter().any(|column| column.field == Some(Field::Source));
    if is_said {
        return false;
    }
    let named: Vec<Option<NamedSource>> =
        columns.iter().map(|column| named_source(proposal, column)).collect();
    let known = named.iter().flatten().count();
    if known < 2 || known.saturating_mul(2) < columns.len() {
        return false;
    }
    for (column, named) in columns.iter().zip(named) {
        let Some(proposed) = proposal.columns.get_mut(column.place) else { continue };
        let named = match named {
            Some(named) => named,
            // A name that says something else, as "total" does, is nobody's.
            None if column.heading.is_known() => continue,
            None => NamedSource { source: proposed.name.clone(), rest: Heading::default() },
        };
        let heading = &named.rest;
        // A name that is one source says it in its own words.
        let source = if heading.is_known() { named.source.clone() } else { proposed.name.clone() };
        proposed.of = NumberOf {
            quantity: heading.quantity_or_deployed(),
            population: heading.population.map(str::to_owned),
            source: Some(source),
            basis: basis_of(heading).or(column.heading.basis),
        };
        proposed.field = Some(named.field());
        proposed.told_by = ToldBy::Name;
    }
    true
}

/// What in the numbers of a column that is read speaks against reading them.
fn speaks_against(proposal: &Proposal, column: &Number, seen: &[Seen]) -> Option<Seems> {
    let name = || proposal.columns.get(column.place).map(|column| column.name.clone());
    let seen = seen.get(column.place)?;
    if let Some(times) = column.heading.times {
        return Some(Seems::InUnits { column: name()?, times });
    }
    let is_change = proposal
        .constants
        .get(&Field::Basis)
        .is_some_and(|basis| basis != Basis::Cumulative.word() && basis != Basis::Level.word());
    let is_often = seen.below_zero.saturating_mul(20) >= seen.filled;
    (seen.below_zero > 0 && is_often && !is_change).then_some(Seems::Differences {
        column: name()?,
        below_zero: seen.below_zero,
        numbers: seen.filled,
    })
}
