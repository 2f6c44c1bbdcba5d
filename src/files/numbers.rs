//! Numbers as tables write them.

use serde::{Deserialize, Serialize};

use crate::estimate::DecimalMark;

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadNumber {
    NotANumber,
    NotFinite,
    /// What sets thousands apart stands where no thousands are.
    Grouping,
    /// Its mark could be that of the thousands or of the decimals, and the column has both.
    EitherMark,
}

/// Reads a number. Thousands may be set apart by the sign that is not the decimal mark, by
/// apostrophes or by any space; a group of three never follows a leading 0. A sign alone is no
/// number.
pub(crate) fn number(text: &str, mark: DecimalMark) -> Result<f64, BadNumber> {
    let text = text.trim();
    if let Some(number) = in_digits(text) {
        return Ok(number);
    }
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let after = digits.strip_prefix(mark.sign()).unwrap_or(digits);
    if !after.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(BadNumber::NotANumber);
    }
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, format!("e{exponent}")),
        None => (digits, String::new()),
    };
    let (whole, fraction) = mantissa.split_once(mark.sign()).unwrap_or((mantissa, ""));
    let plain = format!("{sign}{}.{fraction}{exponent}", ungrouped(whole, mark)?);
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        let is_grouped = fraction.bytes().all(|b| b.is_ascii_digit() || b == mark.sign() as u8);
        return Err(if is_grouped { BadNumber::Grouping } else { BadNumber::NotANumber });
    }
    let number: f64 = plain.parse().map_err(|_| BadNumber::NotANumber)?;
    if number.is_finite() { Ok(number) } else { Err(BadNumber::NotFinite) }
}

/// The number that a few digits alone are, whatever the decimal mark.
pub(crate) fn in_digits(text: &str) -> Option<f64> {
    /// So many always fit.
    const MOST: usize = 9;
    let are_digits = text.len() <= MOST && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = are_digits.then(|| text.parse().ok()).flatten()?;
    Some(f64::from(number))
}

/// Reads a number that a person types, who writes 1,234.5: or 1.234.567, which has one reading.
#[cfg(any(test, feature = "window"))]
pub(crate) fn number_by_hand(text: &str) -> Result<f64, BadNumber> {
    number(text, DecimalMark::Point).or_else(|bad| {
        let by_comma = (text.matches('.').count() > 1).then(|| number(text, DecimalMark::Comma));
        by_comma.and_then(Result::ok).ok_or(bad)
    })
}

/// The digits of a whole number without what sets its thousands apart.
fn ungrouped(whole: &str, mark: DecimalMark) -> Result<String, BadNumber> {
    if whole.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(if whole.is_empty() { "0".to_owned() } else { whole.to_owned() });
    }
    let sign = whole.chars().find(|c| !c.is_ascii_digit()).unwrap_or(',');
    if !(sign.is_whitespace() || ['\'', '’', '_'].contains(&sign) || sign == mark.other().sign())
    {
        return Err(BadNumber::NotANumber);
    }
    if !whole.chars().all(|c| c == sign || c.is_ascii_digit()) {
        return Err(BadNumber::NotANumber);
    }
    let mut digits = String::with_capacity(whole.len());
    for (place, group) in whole.split(sign).enumerate() {
        let fits = match place {
            0 => (1..=3).contains(&group.len()) && !group.starts_with('0'),
            _ => group.len() == 3,
        };
        if !fits {
            return Err(BadNumber::Grouping);
        }
        digits.push_str(group);
    }
    Ok(digits)
}

/// Whether a text is what stands where there is no number: nothing but a sign or two, or the words
/// for it.
pub(crate) fn is_missing(text: &str) -> bool {
    const SIGNS: [char; 8] = ['-', '–', '—', '−', '+', '.', ',', '‒'];
    const MISSING: [&str; 3] = ["n/a", "na", "#n/a"];
    let signs = text.chars().take(3).count() < 3 && text.chars().all(|sign| SIGNS.contains(&sign));
    // Two points are a sign of some tables, which says why: it is told.
    (signs && text != "..") || MISSING.iter().any(|missing| text.eq_ignore_ascii_case(missing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalMark::{Comma, Point};

    #[test]
    fn thousands_may_be_set_apart_in_every_common_way() {
        for text in ["1234567", "1,234,567", "1 234 567", "1\u{a0}234\u{202f}567", "1'234'567"] {
            if text.contains('\u{202f}') {
                assert_eq!(number(text, Point), Err(BadNumber::NotANumber), "two kinds of space");
            } else {
                assert_eq!(number(text, Point), Ok(1_234_567.0), "{text}");
            }
        }
        assert_eq!(number("1.234.567", Comma), Ok(1_234_567.0));
        assert_eq!(number("1.234.567,5", Comma), Ok(1_234_567.5));
        assert_eq!(number("1,000", Point), Ok(1_000.0));
        assert_eq!(number("1,000", Comma), Ok(1.0));
        assert_eq!(number("1.000", Point), Ok(1.0));
        assert_eq!(number_by_hand("1.234.567"), Ok(1_234_567.0));
        assert_eq!(number_by_hand("1.234"), Ok(1.234));
    }

    #[test]
    fn no_group_of_three_follows_a_leading_0() {
        assert_eq!(number("0,855", Point), Err(BadNumber::Grouping));
        assert_eq!(number("0.855", Comma), Err(BadNumber::Grouping));
        assert_eq!(number("0 855", Point), Err(BadNumber::Grouping));
        assert_eq!(number("0,855", Comma), Ok(0.855));
        assert_eq!(number("012", Point), Ok(12.0));
    }

    #[test]
    fn signs_fractions_and_exponents_are_read() {
        for (text, value) in [(" 12.5 ", 12.5), ("-3", -3.0), ("−3", -3.0), (".5", 0.5)] {
            assert_eq!(number(text, Point), Ok(value), "{text}");
        }
        assert_eq!(number("1E+05", Point), Ok(1e5));
    }

    #[test]
    fn what_is_no_number_is_never_read_as_one() {
        for text in [
            "",
            "NaN",
            "inf",
            "-inf",
            "infinity",
            "1e999",
            "-1e999",
            "1,5",
            "1,00",
            "1,0000",
            "1,,000",
            "~1,000",
            "500+",
            "10-12",
            "1.2k",
            "0x10",
            "1e",
            "1 2",
            "５",
            "1.2,3",
            "12e",
            "1e5e5",
            "1_00",
            "--1",
            "1.5.5",
            "1.234.567",
            ".",
            "-",
            "-.",
            "+",
            ",",
            "..",
            ".e5",
        ] {
            assert!(number(text, Point).is_err(), "{text}");
        }
    }

    #[test]
    fn a_sign_alone_stands_for_no_number() {
        for text in [".", "-", "-.", "+", ",", "–", "—", "−", "--", "N/A"] {
            assert!(is_missing(text), "{text}");
        }
        for text in ["..", "...", "unknown", "NaN", "?", "0", "-1", "~"] {
            assert!(!is_missing(text), "{text}");
        }
    }
}
