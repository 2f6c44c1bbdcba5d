//! What people type into fields, read or told in a sentence what is wrong with it.

use crate::estimate::AsOf;
use crate::files::{date_by_hand, number_by_hand};
use crate::words::{Words, bad_number};

/// A date as people type it, `23 Dec 2024`, `Dec 2024`.
pub(super) fn date_from(text: &str) -> Result<AsOf, String> {
    date_by_hand(text).map_err(|why| Words::default().no_date_by_hand(&why))
}

/// A number as people type it, `3,000`; none where nothing is typed.
pub(super) fn number_from(text: &str) -> Result<Option<f64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match number_by_hand(text) {
        Ok(value) if value < 0.0 => Err(format!("“{text}” is below zero")),
        Ok(value) => Ok(Some(value)),
        Err(bad) => Err(format!("“{text}” {}", bad_number(bad))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(number_from(" 3,000 "), Ok(Some(3000.0)));
        assert_eq!(number_from(""), Ok(None));
        assert!(number_from("many").is_err_and(|why| why.contains("“many”")));
        assert!(number_from("-5").is_err());
    }
}
