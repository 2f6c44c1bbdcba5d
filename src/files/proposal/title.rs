//! What stands above a table: a title or the line of its unit, which may say what is counted, of whom,
//! where, and in which units, where no column does.

use std::collections::BTreeMap;

use super::heading::Heading;
use crate::estimate::MONTHS;
use crate::files::field::Field;

/// Longer lines are paragraphs and no titles.
const MOST_WORDS: usize = 24;

/// No more words name a place, or a unit.
const MOST_WORDS_OF_ONE: usize = 4;

/// What stands before a place. Where names of places are inflected, none is taken out of a sentence.
const IN: [&str; 2] = ["in", "en"];

/// What the lines above a table say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Title {
    /// Those lines that say something.
    line: String,
    says: BTreeMap<Field, String>,
    times: Option<u32>,
}

impl Title {
    /// What some lines say; none where they say nothing.
    pub(super) fn of(lines: &[String]) -> Option<Title> {
        let mut title = Title::default();
        for line in lines.iter().filter(|line| line.split_whitespace().count() <= MOST_WORDS) {
            title.take(line);
        }
        (!title.line.is_empty()).then_some(title)
    }

    /// Takes what a line says that those above it do not.
    fn take(&mut self, line: &str) {
        let (before, place) = at_a_place(line);
        let heading = Heading::of_title(&before);
        let basis = heading.basis.map(|basis| basis.word().to_owned());
        let said = [
            (Field::Quantity, heading.quantity_or_deployed()),
            (Field::Population, heading.population.map(str::to_owned)),
            (Field::Place, place),
            (Field::Basis, basis.filter(|_| heading.is_of_people())),
        ];
        let said = said.into_iter().filter_map(|(field, said)| Some((field, said?)));
        let times = times_in(line);
        let mut is_of_use = times.is_some();
        for (field, said) in said {
            is_of_use = true;
            self.says.entry(field).or_insert(said);
        }
        self.times = self.times.or(times);
        if is_of_use {
            let between = if self.line.is_empty() { "" } else { " / " };
            self.line = format!("{}{between}{}", self.line, line.trim());
        }
    }

    /// The lines that say something.
    pub(super) fn line(&self) -> &str {
        &self.line
    }

    /// By what all numbers are multiplied.
    pub(super) fn times(&self) -> Option<u32> {
        self.times
    }

    /// What it says of a field.
    pub(super) fn says(&self, field: Field) -> Option<&String> {
        self.says.get(&field)
    }

    pub(super) fn says_what_is_counted(&self) -> bool {
        self.says.contains_key(&Field::Quantity)
    }

    /// Whether some of what holds for every row is what it says.
    pub(super) fn says_some_of(&self, constants: &BTreeMap<Field, String>) -> bool {
        self.says.iter().any(|(field, said)| constants.get(field) == Some(said))
    }
}

/// A line without the place that it names, and that place: "Russian losses", and "Ukraine".
fn at_a_place(line: &str) -> (String, Option<String>) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_in = |word: &&str| IN.contains(&word.to_lowercase().as_str());
    let Some(at) = words.iter().rposition(is_in) else { return (line.to_owned(), None) };
    let (before, rest) = words.split_at_checked(at).unwrap_or((&words, &[]));
    let rest = rest.get(1..).unwrap_or_default();
    let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
    let mut place: Vec<&str> = Vec::new();
    for word in rest {
        let name = word.trim_matches(|sign: char| ",;:.()".contains(sign));
        if !name.starts_with(char::is_uppercase) || is_no_place(name) {
            break;
        }
        place.push(name);
        if name.len() < word.len() {
            break;
        }
    }
    if place.is_empty() || place.len() > MOST_WORDS_OF_ONE {
        return (line.to_owned(), None);
    }
    let after = rest.get(place.len()..).unwrap_or_default();
    ([before, after].concat().join(" "), Some(place.join(" ")))
}

/// Whether a word behind "in" says when, or in which units.
fn is_no_place(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_month =
        MONTHS.iter().any(|month| *month == lower || lower.len() == 3 && month.starts_with(&lower));
    is_month || Heading::of(word).times.is_some() || word.contains(char::is_numeric)
}

/// In which units a line says that numbers are: "thousands", "in millions of persons", "USD million",
/// but not "a million refugees".
fn times_in(line: &str) -> Option<u32> {
    let parts = line.split([',', ';', ':', '(', ')', '[', ']', '–', '—']);
    let parts = parts.flat_map(|part| {
        let lower = part.to_lowercase();
        let behind = lower.rsplit_once(" in ").map(|(_, behind)| behind.to_owned());
        [Some(lower), behind]
    });
    parts.flatten().find_map(|part| {
        let heading = Heading::of_title(&part);
        let is_short = part.split_whitespace().count() <= MOST_WORDS_OF_ONE;
        let has_figures = part.contains(char::is_numeric) && heading.times != Some(1_000);
        heading.times.filter(|_| is_short && !has_figures && !heading.is_of_people())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lines: &[&str]) -> Vec<(Field, String)> {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        Title::of(&lines).map(|title| title.says.into_iter().collect()).unwrap_or_default()
    }

    #[test]
    fn a_title_says_what_is_counted_of_whom_and_where() {
        let of = |field, said: &str| (field, said.to_owned());
        for (line, expected) in [
            ("Deaths in Gaza", vec![of(Field::Quantity, "killed"), of(Field::Place, "Gaza")]),
            (
                "Russian losses in Ukraine, thousands",
                vec![
                    of(Field::Quantity, "losses"),
                    of(Field::Population, "Russia"),
                    of(Field::Place, "Ukraine"),
                ],
            ),
            (
                "Killed in the Upland Hills by source",
                vec![of(Field::Quantity, "killed"), of(Field::Place, "Upland Hills")],
            ),
            ("Deaths in January 2031", vec![of(Field::Quantity, "killed")]),
            ("Deaths in thousands", vec![of(Field::Quantity, "killed")]),
            ("Table 3", vec![]),
        ] {
            let mut said = said(&[line]);
            said.sort();
            let mut expected = expected;
            expected.sort();
            assert_eq!(said, expected, "{line}");
        }
    }

    #[test]
    fn a_line_may_say_the_unit_of_all_numbers() {
        for (line, times) in [
            ("Russian losses in Ukraine, thousands", Some(1_000)),
            ("USD million", Some(1_000_000)),
            ("Deaths in thousands", Some(1_000)),
            ("Refugees (in millions of persons)", Some(1_000_000)),
            ("More than a million refugees fled", None),
            ("1 million refugees", None),
            ("Deaths in Gaza", None),
        ] {
            assert_eq!(times_in(line), times, "{line}");
        }
    }
}
