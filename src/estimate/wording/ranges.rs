//! Two numbers that are the ends of one range.

use super::hedges::{Hedge, hedge_before};
use super::letters::ends_with_words;
use super::numbers::Spot;
use crate::estimate::How;

/// Whether two numbers that follow each other are the ends of one range: "10-12", "11 to 12,000",
/// "between 4 and 5".
pub(super) fn is_range(text: &str, left: &Spot, right: &Spot) -> bool {
    let end = hedge_within(text, left, right).map_or(right.start, |hedge| hedge.start);
    let between = text.get(left.end..end).unwrap_or("").trim();
    let before = text.get(..left.start).unwrap_or("").trim_end();
    let before = before.trim_end_matches(['~', '≈', ' ']);
    ["-", "–", "—", "−", "‑", "to", "or"].contains(&between)
        || (between == "and" && opens_a_range(before))
}

/// What stands between the ends of a range and says that the upper one is not meant sharply: "3,000
/// to about 4,000".
pub(super) fn hedge_within(text: &str, left: &Spot, right: &Spot) -> Option<Hedge> {
    let is_soft = |how| matches!(how, How::About | How::Nearly | How::AtMost);
    hedge_before(text, right).filter(|hedge| hedge.start >= left.end && is_soft(hedge.how))
}

/// Whether "between" stands before a number, with nothing but a hedge after it.
fn opens_a_range(before: &str) -> bool {
    let hedges = ["about", "around", "roughly", "some", "approximately"];
    let hedge = hedges.iter().find(|hedge| ends_with_words(before, hedge));
    let before = hedge.and_then(|hedge| before.strip_suffix(hedge)).unwrap_or(before);
    ends_with_words(before.trim_end(), "between")
}

/// The ends of a range whose unit is said once: "15–20 million", "11 to 12,000".
pub(super) fn ends(left: &Spot, right: &Spot) -> (f64, f64) {
    let is_unit_once = left.times == 1.0 && right.times > 1.0 && !left.is_grouped;
    if is_unit_once && left.value < 1e3 && left.value * right.times <= right.value {
        return (left.value * right.times, right.value);
    }
    let thousands = left.times == 1.0 && right.times == 1.0 && right.is_grouped;
    if thousands && left.value < 1e3 {
        let times = [1e3, 1e6].into_iter().find(|times| {
            let (low, most) = (left.value * times, right.value);
            most >= *times && low < most && most < low * 10.0
        });
        return (left.value * times.unwrap_or(1.0), right.value);
    }
    (left.value, right.value)
}
