//! A best number with its range in brackets, as studies write it: "64,260 (95% CI 55,298–78,525)".

use super::letters::small;
use crate::estimate::{Bounds, How, IntervalKind, Shape};

const BRACKETS: [(char, char); 2] = [('(', ')'), ('[', ']')];

/// What an interval is called, the longer before those that begin alike.
const KINDS: [(&str, IntervalKind); 10] = [
    ("confidence interval", IntervalKind::Confidence),
    ("ci", IntervalKind::Confidence),
    ("credible interval", IntervalKind::Credible),
    ("cri", IntervalKind::Credible),
    ("credibility interval", IntervalKind::Credible),
    ("prediction interval", IntervalKind::Prediction),
    ("pi", IntervalKind::Prediction),
    ("uncertainty interval", IntervalKind::Unstated),
    ("uncertainty range", IntervalKind::Unstated),
    ("ui", IntervalKind::Unstated),
];

/// A number and its range.
pub(super) struct InRange<'a> {
    /// What says the number.
    pub(super) head: &'a str,
    pub(super) bounds: Bounds,
    /// Whether they hold all that is said, which they do not of "about 3,000 (2,500–3,500)".
    pub(super) are_all_said: bool,
}

/// A text that is a number and, in brackets behind it, the range in which it lies. `read` gives the
/// bounds that a text says and nothing else.
pub(super) fn best_in_range(
    text: &str,
    read: impl Fn(&str) -> Option<Bounds>,
) -> Option<InRange<'_>> {
    let text = text.trim();
    let (open, close) = BRACKETS.into_iter().find(|(_, close)| text.ends_with(*close))?;
    let (head, within) = text.strip_suffix(close)?.split_once(open)?;
    let point = read(head).filter(|bounds| bounds.shape() == Shape::Point)?;
    let (how, range) = level(within);
    let ends = read(&joined(range)).filter(|ends| ends.shape() == Shape::Between)?;
    let (low, best, high) = (ends.low()?, point.best()?, ends.high()?);
    let is_within = low <= best && best <= high;
    let bounds = Bounds::new(Some(low), Some(best), Some(high), how).ok().filter(|_| is_within)?;
    let are_all_said = matches!(point.how(), How::Bare | How::Exact);
    Some(InRange { head, bounds, are_all_said })
}

/// How likely the number lies within, if that is said before the range: "95% CI: 1–2".
fn level(within: &str) -> (How, &str) {
    let plain = (How::Between, within);
    let text = within.trim_start();
    let figures = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.');
    let Some((number, rest)) = figures.and_then(|end| text.split_at_checked(end)) else {
        return plain;
    };
    let (Ok(percent), Some(rest)) = (number.parse::<f64>(), rest.trim_start().strip_prefix('%'))
    else {
        return plain;
    };
    let rest = rest.trim_start();
    let low = small(rest);
    let named = KINDS.into_iter().find(|(name, _)| {
        let after = low.strip_prefix(name).and_then(|after| after.chars().next());
        after.is_some_and(|sign| !sign.is_alphanumeric())
    });
    let (name, kind) = named.unwrap_or(("", IntervalKind::Unstated));
    let range = rest.get(name.len()..).unwrap_or(rest);
    let permille = (percent * 10.0).round();
    if !(1.0..=999.0).contains(&permille) {
        return plain;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
    let level_permille = permille as u16;
    (How::Interval { level_permille, kind }, range.trim_start_matches([':', ',', ' ', '\u{a0}']))
}

/// A range whose ends a comma sets apart, with a dash instead.
fn joined(range: &str) -> String {
    let range = range.trim();
    let mut parts = range.split([',', ';']).filter(|_| range.contains(", ") || range.contains(';'));
    match (parts.next(), parts.next(), parts.next()) {
        (Some(low), Some(high), None) => format!("{}–{}", low.trim(), high.trim()),
        _ => range.replacen(", ", "–", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::amount_of;

    fn said(text: &str) -> Option<InRange<'_>> {
        best_in_range(text, |text| amount_of(text, None)?.value.bounds().copied())
    }

    fn read(text: &str) -> Option<String> {
        let bounds = said(text)?.bounds;
        let ends = [bounds.low()?, bounds.best()?, bounds.high()?];
        Some(format!("{}|{}|{} {}", ends[0], ends[1], ends[2], bounds.how().written()))
    }

    #[test]
    fn a_number_with_its_range_in_brackets_is_all_three() {
        for (text, wanted) in [
            ("64,260 (55,298–78,525)", "55298|64260|78525 between"),
            ("64,260 [55,298-78,525]", "55298|64260|78525 between"),
            ("64,260 (55,298, 78,525)", "55298|64260|78525 between"),
            ("64 260 (55 298; 78 525)", "55298|64260|78525 between"),
            ("64,260 (55,298 to 78,525)", "55298|64260|78525 between"),
            ("64,260 (95% CI 55,298–78,525)", "55298|64260|78525 interval 95% confidence"),
            ("64,260 (95 % CI: 55,298–78,525)", "55298|64260|78525 interval 95% confidence"),
            ("64,260 (80% CrI 55,298 to 78,525)", "55298|64260|78525 interval 80% credible"),
            ("64,260 (95% UI, 55,298–78,525)", "55298|64260|78525 interval 95%"),
            (
                "1.2 million (99.5% prediction interval 1–1.5 million)",
                "1000000|1200000|1500000 interval 99.5% prediction",
            ),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_range_around_the_number_is_not_made_one() {
        for text in [
            "64,260 (55,298)",
            "64,260 (70,000–78,525)",
            "more than 64,260 (55,298–78,525)",
            "3,000 (2024–2025)",
            "500–600 (400–700)",
            "64,260 (killed 55,298, wounded 78,525)",
            "(55,298–78,525)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_hedge_that_the_three_do_not_hold_is_not_said_to_be_told() {
        let said = said("about 64,000 (55,000–78,000)").expect("three numbers");
        assert!(!said.are_all_said);
    }
}
