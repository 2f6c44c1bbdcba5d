//! What each column is: its name proposes, its values confirm.

use std::collections::{BTreeMap, BTreeSet};

use super::column::{NumberOf, ProposedColumn, Seems, ToldBy};
use super::heading::{Heading, Kind};
use super::numbers::{self, Number, path_of};
use super::plan::Proposal;
use super::values::{Seen, plain_number};
use crate::estimate::Basis;
use crate::files::dates::{is_year, written};
use crate::files::doubts::is_url;
use crate::files::field::Field;
use crate::files::mappings::FEWEST_YEARS;

/// What a column is taken for, before the columns are seen together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Guess {
    Kind(Kind, ToldBy),
    /// A number of which the name says nothing.
    Number,
    /// A text of which neither name nor values say anything.
    Nothing,
}

/// Says of every column of a proposal what it is.
pub(super) fn assign(proposal: &mut Proposal, headings: &[Heading], seen: &[Seen]) {
    if has_no_header(proposal) {
        proposal.seems = Some(Seems::NoHeader);
        return;
    }
    let names = proposal.columns.iter().map(|column| column.name.is_empty());
    let guesses = headings.iter().zip(seen).zip(names).map(|((heading, seen), is_nameless)| {
        // A mapping speaks of columns by their names.
        if is_nameless { Guess::Nothing } else { guess(heading, seen) }
    });
    let guesses: Vec<Guess> = guesses.collect();
    let is_basis_said = proposal.constants.contains_key(&Field::Basis);
    dates(proposal, &guesses);
    texts(proposal, headings, seen, &guesses);
    numbers(proposal, headings, seen, &guesses);
    translate(proposal, seen);
    if proposal.seems.is_none() && !is_basis_said {
        proposal.seems = events(proposal, headings, seen);
    }
    proposal.seems = proposal.seems.take().or_else(|| strange(proposal, seen));
}

/// Whether what should be names of columns are values.
fn has_no_header(proposal: &Proposal) -> bool {
    let is_value = |name: &str| {
        let is_date = || written(name).is_ok() && name.contains(|c: char| c.is_ascii_digit());
        let is_number = || plain_number(name).is_some() && !is_year(name);
        is_url(name) || is_number() || is_date() && !is_year(name)
    };
    let values = proposal.columns.iter().filter(|column| is_value(&column.name)).count();
    let known = proposal.columns.iter().filter(|column| Heading::of(&column.name).is_known());
    values >= 2 && values > known.count()
}

fn guess(heading: &Heading, seen: &Seen) -> Guess {
    use Kind as K;
    let named = |kind| Guess::Kind(kind, ToldBy::Name);
    if seen.filled == 0 {
        return named(K::Aside);
    }
    let by = |kind| if heading.has(kind) { named(kind) } else { Guess::Kind(kind, ToldBy::Values) };
    if seen.are_urls() {
        return by(K::Url);
    }
    if seen.are_dates() {
        let kinds = [K::Start, K::End, K::Published, K::Month, K::Date];
        let is_left_aside = heading.has(K::Aside) && !heading.has(K::Date);
        let own = kinds.into_iter().find(|kind| heading.has(*kind));
        return if is_left_aside { named(K::Aside) } else { own.map_or(by(K::Date), named) };
    }
    if seen.are_years() && !heading.is_of_numbers() {
        return if heading.has(K::Year) || !heading.is_known() { by(K::Year) } else { by(K::Date) };
    }
    if heading.has(K::Month) && seen.are_month_numbers() {
        return named(K::Month);
    }
    if heading.has(K::Share) {
        return named(K::Share);
    }
    if seen.are_amounts() {
        return of_amounts(heading, seen);
    }
    of_texts(heading, seen)
}

fn of_amounts(heading: &Heading, seen: &Seen) -> Guess {
    use Kind as K;
    let named = |kind| Guess::Kind(kind, ToldBy::Name);
    let positions = [K::Low, K::High, K::Best, K::Amount];
    if let Some(position) = positions.into_iter().find(|kind| heading.has(*kind)) {
        return named(position);
    }
    if heading.has(K::Id) || heading.has(K::Aside) {
        return named(if heading.has(K::Id) { K::Id } else { K::Aside });
    }
    if heading.is_of_people() {
        return named(K::Amount);
    }
    if seen.number_the_rows() {
        return Guess::Kind(K::Aside, ToldBy::Values);
    }
    let texts = [K::Note, K::Wording, K::Grade, K::Confidence];
    if let Some(text) = texts.into_iter().find(|kind| heading.has(*kind)) {
        return named(text);
    }
    Guess::Number
}

fn of_texts(heading: &Heading, seen: &Seen) -> Guess {
    use Kind as K;
    let named = |kind| Guess::Kind(kind, ToldBy::Name);
    let kinds = [
        K::Url,
        K::Published,
        K::Source,
        K::Note,
        K::Wording,
        K::Quantity,
        K::Population,
        K::Country,
        K::Place,
        K::How,
        K::Method,
        K::Outlet,
        K::Relays,
        K::Grade,
        K::Confidence,
        K::Id,
        K::Aside,
    ];
    if heading.has(K::Source) && heading.has(K::Country) {
        return Guess::Nothing;
    }
    let own = kinds.into_iter().find(|kind| heading.has(*kind));
    match own {
        // Whether what is counted stands there, its words tell.
        Some(K::Quantity) if heading.has(K::Source) || seen.quantities == 0 => Guess::Nothing,
        Some(K::Url | K::Published) => Guess::Nothing,
        Some(K::Source) if !seen.are_texts() => Guess::Nothing,
        Some(kind) => named(kind),
        None if heading.is_of_numbers() => Guess::Kind(K::Wording, ToldBy::Values),
        None if seen.name_origins() => Guess::Kind(K::Source, ToldBy::Values),
        None if seen.name_quantities() => Guess::Kind(K::Quantity, ToldBy::Values),
        None if seen.name_populations() => Guess::Kind(K::Population, ToldBy::Values),
        None => Guess::Nothing,
    }
}

/// The first column that is guessed to be this, by its name before by its values.
fn first(guesses: &[Guess], kind: Kind) -> Option<(usize, ToldBy)> {
    [ToldBy::Name, ToldBy::Values].into_iter().find_map(|told_by| {
        let wanted = Guess::Kind(kind, told_by);
        Some((guesses.iter().position(|guess| *guess == wanted)?, told_by))
    })
}

fn read(proposal: &mut Proposal, column: usize, field: Field, told_by: ToldBy) {
    if let Some(column) = proposal.columns.get_mut(column) {
        column.field = Some(field);
        column.told_by = told_by;
    }
}

fn dates(proposal: &mut Proposal, guesses: &[Guess]) {
    let of = |kind| first(guesses, kind);
    let (date, start, end) = (of(Kind::Date), of(Kind::Start), of(Kind::End));
    let (year, month, published) = (of(Kind::Year), of(Kind::Month), of(Kind::Published));
    match (date, start, end, month, year) {
        (_, Some((start, by)), Some((end, told)), _, _) => {
            read(proposal, start, Field::AsOfStart, by);
            read(proposal, end, Field::AsOf, told);
            period_basis(proposal, start);
        }
        (Some((date, by)), ..) | (_, _, Some((date, by)), ..) | (_, Some((date, by)), ..) => {
            read(proposal, date, Field::AsOf, by);
        }
        (None, None, None, Some((month, by)), year) => {
            read(proposal, month, Field::AsOf, by);
            let year = year.and_then(|(year, _)| proposal.columns.get(year));
            let with = year.map(|year| year.name.clone());
            if let Some(month) = proposal.columns.get_mut(month) {
                month.with = with;
            }
        }
        (None, None, None, None, Some((year, by))) => {
            read(proposal, year, Field::AsOf, by);
            // A number of a year is what the year brought.
            of_periods(proposal);
        }
        (None, None, None, None, None) => {}
    }
    if let Some((published, by)) = published {
        read(proposal, published, Field::Published, by);
    }
}

/// Numbers of periods that begin on many days are of these periods; where all begin on one day,
/// they are totals since.
fn period_basis(proposal: &mut Proposal, start: usize) {
    let mut starts: Vec<&str> =
        proposal.rows.iter().filter_map(|row| row.get(start)).map(String::as_str).collect();
    starts.retain(|start| !start.is_empty());
    starts.sort_unstable();
    starts.dedup();
    if starts.len() > 1 {
        of_periods(proposal);
    }
}

/// Takes the numbers for those of single periods, where nothing says what they are.
fn of_periods(proposal: &mut Proposal) {
    let increment = Basis::Increment.word().to_owned();
    proposal.constants.entry(Field::Basis).or_insert(increment);
}

fn texts(proposal: &mut Proposal, headings: &[Heading], seen: &[Seen], guesses: &[Guess]) {
    let fields = [
        (Kind::Url, Field::Url),
        (Kind::Source, Field::Source),
        (Kind::Quantity, Field::Quantity),
        (Kind::Population, Field::Population),
        (Kind::Place, Field::Place),
        (Kind::Note, Field::Note),
        (Kind::Wording, Field::Wording),
        (Kind::How, Field::How),
        (Kind::Method, Field::Method),
        (Kind::Outlet, Field::Outlet),
        (Kind::Relays, Field::Relays),
        (Kind::Grade, Field::Grade),
        (Kind::Confidence, Field::Confidence),
    ];
    // Of whom its numbers are, the name of a column says better than the values of another one.
    let say_whom = headings.iter().any(|one| one.population.is_some() || one.soldiers);
    for (kind, field) in fields {
        let is_told = |(_, by): &(usize, ToldBy)| {
            field != Field::Population || *by == ToldBy::Name || !say_whom
        };
        if let Some((column, told_by)) = first(guesses, kind).filter(is_told) {
            read(proposal, column, field, told_by);
        }
    }
    worded(proposal, headings);
    // Of several columns that may name the sources, that with the best known names.
    let named: Vec<usize> = (0..guesses.len())
        .filter(|place| matches!(guesses.get(*place), Some(Guess::Kind(Kind::Source, _))))
        .collect();
    let known = |place: &usize| seen.get(*place).is_some_and(Seen::name_origins);
    if let Some(best) = named.iter().copied().find(|place| known(place)) {
        for place in named {
            if let Some(column) = proposal.columns.get_mut(place) {
                column.field = None;
            }
        }
        read(proposal, best, Field::Source, ToldBy::Name);
    }
    country(proposal, guesses);
    identity(proposal, guesses, seen, headings);
}

/// The name of a column of wordings may say what is counted.
fn worded(proposal: &mut Proposal, headings: &[Heading]) {
    let is_said = proposal.constants.contains_key(&Field::Quantity)
        || proposal.columns.iter().any(|column| column.field == Some(Field::Quantity));
    let columns = proposal.columns.iter().zip(headings);
    let mut worded = columns.filter(|(column, _)| column.field == Some(Field::Wording));
    let quantity = worded.find_map(|(_, heading)| heading.quantity_or_deployed());
    if let Some(quantity) = quantity.filter(|_| !is_said) {
        proposal.constants.insert(Field::Quantity, quantity);
    }
}

/// A country is of whom something is counted, and where that is said by another column, a place.
fn country(proposal: &mut Proposal, guesses: &[Guess]) {
    let Some((country, told_by)) = first(guesses, Kind::Country) else { return };
    let is_read = |field| proposal.columns.iter().any(|column| column.field == Some(field));
    if !is_read(Field::Population) {
        read(proposal, country, Field::Population, told_by);
    } else if !is_read(Field::Place) {
        read(proposal, country, Field::Place, told_by);
    }
}

/// An id is one where no two rows have the same.
fn identity(proposal: &mut Proposal, guesses: &[Guess], seen: &[Seen], headings: &[Heading]) {
    let Some((id, told_by)) = first(guesses, Kind::Id) else { return };
    let is_own = seen.get(id).is_some_and(|seen| seen.distinct.len() == seen.filled);
    let is_plain = headings.get(id).is_some_and(|heading| heading.kinds.len() == 1);
    if is_own && is_plain {
        read(proposal, id, Field::Id, told_by);
    }
}

fn numbers(proposal: &mut Proposal, headings: &[Heading], seen: &[Seen], guesses: &[Guess]) {
    let years = years(proposal, guesses);
    let columns: Vec<Number> = guesses
        .iter()
        .enumerate()
        .filter(|(place, _)| !years.contains(place))
        .filter_map(|(place, guess)| {
            let position = match guess {
                Guess::Kind(kind @ (Kind::Low | Kind::Best | Kind::High | Kind::Amount), _) => {
                    Some(*kind)
                }
                Guess::Number => None,
                _ => return None,
            };
            let heading = headings.get(place)?.clone();
            let name = proposal.columns.get(place)?.name.as_str();
            Some(Number::new(place, position, heading, name))
        })
        .collect();
    numbers::assign(proposal, columns, seen);
    beside_numbers(proposal, guesses);
}

/// Reads the columns of numbers that are called after years as those of these years, where nothing
/// else says when it was: never as the ends of a range.
fn years(proposal: &mut Proposal, guesses: &[Guess]) -> Vec<usize> {
    let is_number = |guess: &Guess| matches!(guess, Guess::Number | Guess::Kind(Kind::Amount, _));
    let columns = proposal.columns.iter().zip(guesses).enumerate();
    let years = columns.filter(|(_, (column, guess))| is_year(&column.name) && is_number(guess));
    let years: Vec<usize> = years.map(|(place, _)| place).collect();
    let dates = [Field::AsOf, Field::Published];
    let is_dated = proposal.columns.iter().any(|one| one.field.is_some_and(|f| dates.contains(&f)));
    if years.len() < FEWEST_YEARS || is_dated {
        return years;
    }
    years.iter().for_each(|place| read(proposal, *place, Field::Best, ToldBy::Name));
    of_periods(proposal);
    years
}

/// What stands in one object with the numbers of one of several estimates belongs to that one.
fn beside_numbers(proposal: &mut Proposal, guesses: &[Guess]) {
    let fields = [
        (Kind::Url, Field::Url),
        (Kind::Source, Field::Source),
        (Kind::Note, Field::Note),
        (Kind::Wording, Field::Wording),
        (Kind::Date, Field::AsOf),
        (Kind::Published, Field::Published),
        (Kind::Place, Field::Place),
    ];
    let of_path = |column: &ProposedColumn| {
        let path = path_of(&column.name)?.to_owned();
        column.is_number().then(|| (path, column.of.clone()))
    };
    let numbers: BTreeMap<String, NumberOf> = proposal.columns.iter().filter_map(of_path).collect();
    let distinct: BTreeSet<&NumberOf> = numbers.values().collect();
    if distinct.len() < 2 {
        return;
    }
    for (column, guess) in proposal.columns.iter_mut().zip(guesses) {
        let own = path_of(&column.name).and_then(|path| numbers.get(path));
        let (Some(of), Guess::Kind(kind, told_by)) = (own, guess) else { continue };
        let field = fields.iter().find(|(known, _)| known == kind).map(|(_, field)| *field);
        if let Some(field) = field.filter(|_| !column.is_number()) {
            (column.field, column.told_by, column.of) = (Some(field), *told_by, of.clone());
        }
    }
}

/// What the words of a column of quantities mean.
fn translate(proposal: &mut Proposal, seen: &[Seen]) {
    let rows = &proposal.rows;
    for (place, column) in proposal.columns.iter_mut().enumerate() {
        if column.field != Some(Field::Source) {
            continue;
        }
        rows.iter().filter_map(|row| row.get(place)).for_each(|label| column.learn_label(label));
    }
    for (column, seen) in proposal.columns.iter_mut().zip(seen) {
        if column.field != Some(Field::Quantity) {
            continue;
        }
        let means = seen.distinct.iter().filter_map(|word| {
            let means = Heading::of(word).quantity_or_deployed()?;
            (means != *word).then(|| (word.clone(), means))
        });
        let words: BTreeMap<String, String> = means.collect();
        // Words that the table does not list would be told one by one.
        let all: BTreeMap<String, String> =
            seen.distinct.iter().map(|word| (word.clone(), word.clone())).collect();
        column.words =
            if words.is_empty() { words } else { all.into_iter().chain(words).collect() };
    }
}

/// Whether most of a table is not recognised, so that what is may be taken for something else.
fn strange(proposal: &Proposal, seen: &[Seen]) -> Option<Seems> {
    const FEW: usize = 6;
    let filled: Vec<&ProposedColumn> = proposal
        .columns
        .iter()
        .zip(seen)
        .filter(|(_, seen)| seen.filled > 0)
        .map(|(column, _)| column)
        .collect();
    let read = filled.iter().filter(|column| column.field.is_some()).count();
    let is_strange = filled.len() > FEW && read.saturating_mul(2) < filled.len();
    is_strange.then_some(Seems::Strange { read, columns: filled.len() })
}

/// Whether each row seems to be one happening: it stands at a point of the map, or in a place of
/// its own, or several are of one day and nobody is said to say them.
fn events(proposal: &Proposal, headings: &[Heading], seen: &[Seen]) -> Option<Seems> {
    const FEWEST: usize = 8;
    let rows = proposal.rows.len();
    let column_of = |field| proposal.columns.iter().position(|column| column.field == Some(field));
    if rows < FEWEST {
        return None;
    }
    let names: Vec<String> =
        proposal.columns.iter().map(|column| column.name.to_lowercase()).collect();
    let is_on_a_map = names.iter().any(|name| name.starts_with("lat"))
        && names.iter().any(|name| name.starts_with("lon") || name.starts_with("lng"));
    let is_listed = names.iter().any(|name| name.contains("event") || name.contains("incident"));
    let distinct = |place: usize| seen.get(place).map_or(0, |seen| seen.distinct.len());
    let has_own_places =
        column_of(Field::Place).is_some_and(|place| distinct(place).saturating_mul(2) > rows);
    let says_who = proposal.constants.contains_key(&Field::Source)
        || column_of(Field::Source).is_some()
        || proposal.columns.iter().any(|column| column.of.source.is_some());
    let tells_apart = [Field::Place, Field::Population, Field::Quantity];
    let tells_apart = tells_apart.into_iter().any(|field| column_of(field).is_some());
    let is_crowded = column_of(Field::AsOf)
        .is_some_and(|date| distinct(date).saturating_mul(10) < rows.saturating_mul(7))
        && !says_who
        && !tells_apart;
    let is_of_people = headings.iter().any(|heading| heading.quantity_or_deployed().is_some())
        || column_of(Field::Quantity).is_some()
        || proposal.lacking().is_empty();
    let is_it = is_of_people && (is_on_a_map || is_listed || has_own_places) || is_crowded;
    is_it.then_some(Seems::Events { rows })
}
