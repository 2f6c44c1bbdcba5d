//! The names of the months in other languages than English, and the words that stand beside them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::native::ron_options;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct MonthNames {
    /// By language, twelve of all their forms.
    months: BTreeMap<String, Vec<Vec<String>>>,
    beside: Vec<String>,
    ordinals: Vec<String>,
}

static NAMES: LazyLock<MonthNames> = LazyLock::new(|| {
    // A test reads the table; an unreadable one knows no name.
    ron_options()
        .from_str(include_str!("../../assets/mappings/month-names.ron"))
        .unwrap_or_default()
});

/// Fewer letters are no name.
const FEWEST_LETTERS: usize = 3;

/// The month from 1 to 12 that a word in small letters names, or begins to name; none where it may
/// be several.
pub(super) fn month_named(word: &str) -> Option<i8> {
    let is_named = |forms: &[String]| forms.iter().any(|form| form == word);
    let begins = |forms: &[String]| forms.iter().any(|form| form.starts_with(word));
    let is_long = word.chars().count() >= FEWEST_LETTERS;
    only(&is_named).or_else(|| is_long.then(|| only(&begins)).flatten())
}

/// The month of which this holds, in whatever language, if it holds of no other.
fn only(holds: &dyn Fn(&[String]) -> bool) -> Option<i8> {
    let named = NAMES.months.values().flat_map(|months| months.iter().zip(1_i8..));
    let mut named = named.filter(|(forms, _)| holds(forms)).map(|(_, month)| month);
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// Whether a word in small letters may stand beside the parts of a date and says nothing.
pub(super) fn stands_beside(word: &str) -> bool {
    NAMES.beside.iter().any(|beside| beside == word)
}

/// A number in figures without the ending of an ordinal.
pub(super) fn without_ordinal(word: &str) -> &str {
    NAMES.ordinals.iter().find_map(|end| word.strip_suffix(end.as_str())).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_twelve_months_in_small_letters() {
        assert_eq!(NAMES.months.len(), 6);
        for (language, months) in &NAMES.months {
            assert_eq!(months.len(), 12, "{language}");
            for (forms, month) in months.iter().zip(1..) {
                assert!(!forms.is_empty(), "{language} {month}");
                for form in forms {
                    assert_eq!(form.to_lowercase(), *form);
                    assert_eq!(month_named(form), Some(month), "{form}");
                }
            }
        }
    }

    #[test]
    fn the_beginning_of_a_name_counts_where_it_is_that_of_one_month() {
        for (word, month) in [
            ("січ", Some(1)),
            ("лют", Some(2)),
            ("дек", Some(12)),
            ("juil", Some(7)),
            ("jui", None),
            ("jun", Some(6)),
            ("mar", Some(3)),
            ("mai", Some(5)),
            ("ju", None),
            ("ма", None),
            ("zebra", None),
        ] {
            assert_eq!(month_named(word), month, "{word}");
        }
    }
}
