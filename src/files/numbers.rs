//! Numbers as tables write them.

use serde::{Deserialize, Serialize};

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadNumber {
    NotANumber,
    NotFinite,
    /// Commas stand where no thousands are.
    Grouping,
}

/// Reads a number. Thousands may be set apart by commas, points where there are two or more of
/// them, apostrophes or any space; the decimal mark is a point unless the mapping says a comma.
pub(crate) fn number(text: &str, decimal: char) -> Result<f64, BadNumber> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == decimal) {
        return Err(BadNumber::NotANumber);
    }
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, format!("e{exponent}")),
        None => (digits, String::new()),
    };
    let is_grouped_by_points = decimal == '.' && mantissa.matches('.').count() > 1;
    let (whole, fraction) = match mantissa.split_once(decimal).filter(|_| !is_grouped_by_points) {
        Some((whole, fraction)) => (whole, fraction),
        None => (mantissa, ""),
    };
    let plain = format!("{sign}{}.{fraction}{exponent}", ungrouped(whole)?);
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BadNumber::NotANumber);
    }
    let number: f64 = plain.parse().map_err(|_| BadNumber::NotANumber)?;
    if number.is_finite() { Ok(number) } else { Err(BadNumber::NotFinite) }
}

/// The digits of a whole number without what sets its thousands apart.
fn ungrouped(whole: &str) -> Result<String, BadNumber> {
    if whole.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(if whole.is_empty() { "0".to_owned() } else { whole.to_owned() });
    }
    let mark = whole.chars().find(|c| !c.is_ascii_digit()).unwrap_or(',');
    if !(mark.is_whitespace() || [',', '.', '\'', '’', '_'].contains(&mark)) {
        return Err(BadNumber::NotANumber);
    }
    let mut digits = String::with_capacity(whole.len());
    for (place, group) in whole.split(mark).enumerate() {
        if !group.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadNumber::NotANumber);
        }
        let fits = if place == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        if !fits {
            return Err(BadNumber::Grouping);
        }
        digits.push_str(group);
    }
    Ok(digits)
}

/// Whether a number could be a whole one written with a point for thousands: `1.000`.
pub(crate) fn could_be_thousands(text: &str) -> bool {
    let text = text.trim();
    let Some((whole, fraction)) = text.split_once('.') else { return false };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && fraction.len() == 3
        && digits(whole)
        && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_may_be_set_apart_in_every_common_way() {
        for text in ["1234567", "1,234,567", "1 234 567", "1\u{a0}234\u{202f}567", "1'234'567"] {
            if text.contains('\u{202f}') {
                assert_eq!(number(text, '.'), Err(BadNumber::NotANumber), "two kinds of space");
            } else {
                assert_eq!(number(text, '.'), Ok(1_234_567.0), "{text}");
            }
        }
        assert_eq!(number("1.234.567", '.'), Ok(1_234_567.0));
        assert_eq!(number("1.234.567,5", ','), Ok(1_234_567.5));
        assert_eq!(number("1,000", '.'), Ok(1_000.0));
        assert_eq!(number("1,000", ','), Ok(1.0));
        assert_eq!(number("1.000", '.'), Ok(1.0));
        assert!(could_be_thousands("1.000") && !could_be_thousands("0.855"));
    }

    #[test]
    fn signs_fractions_and_exponents_are_read() {
        for (text, value) in [(" 12.5 ", 12.5), ("-3", -3.0), ("−3", -3.0), (".5", 0.5)] {
            assert_eq!(number(text, '.'), Ok(value), "{text}");
        }
        assert_eq!(number("1E+05", '.'), Ok(1e5));
    }

    #[test]
    fn what_is_no_number_is_never_read_as_one() {
        for text in [
            "", "NaN", "inf", "-inf", "infinity", "1e999", "-1e999", "1,5", "1,00", "1,0000",
            "1,,000", "~1,000", "500+", "10-12", "1.2k", "0x10", "1e", "1 2", "５", "1.2,3", "12e",
            "1e5e5", "1_00", "--1", "1.5.5",
        ] {
            assert!(number(text, '.').is_err(), "{text}");
        }
    }
}
