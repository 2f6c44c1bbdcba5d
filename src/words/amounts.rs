//! Numbers, intervals, bounds, and how far apart they lie.

use crate::compare::Interval;
use crate::estimate::{Bounds, How, Shape};

use super::{NumberStyle, Words};

/// Below this a factor says less than a difference.
const LEAST_FACTOR: f64 = 1.1;

impl Words {
    /// `783,138`, `0.855`, `−12`
    #[must_use]
    pub fn number(self, number: f64) -> String {
        self.set_apart(number < 0.0, &digits(rounded(number.abs())))
    }

    /// `−1,234.5` of the digits `1234.5`.
    fn set_apart(self, is_below_zero: bool, digits: &str) -> String {
        let mark = match self.style.numbers {
            NumberStyle::Commas => ",",
            NumberStyle::Spaces => "\u{a0}",
            NumberStyle::Plain => "",
        };
        let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
        let mut text = String::with_capacity(digits.len().saturating_mul(2));
        if is_below_zero {
            text.push('−');
        }
        let (first, mut rest) = whole.split_at(whole.len() % 3);
        text.push_str(first);
        while let Some((three, behind)) = rest.split_at_checked(3).filter(|_| !rest.is_empty()) {
            if rest.len() < whole.len() {
                text.push_str(mark);
            }
            text.push_str(three);
            rest = behind;
        }
        text.push_str(fraction);
        text
    }

    /// Where there is little room: `1,200,000` as `1.2 m`, `500,000` as `500 k`.
    #[must_use]
    pub fn short_number(self, number: f64) -> String {
        let units = [(1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")];
        match units.into_iter().find(|(size, _)| number.abs() >= *size) {
            Some((size, unit)) => {
                format!("{} {unit}", self.number((number / size * 1e6).round() / 1e6))
            }
            None => self.number(number),
        }
    }

    /// How many: `2,000`.
    #[must_use]
    pub fn count(self, count: usize) -> String {
        self.number(count as f64)
    }

    /// A share of a whole: `5 %`, `2.5 %`.
    #[must_use]
    pub fn share(self, share: f64) -> String {
        format!("{} %", self.number((share * 1e8).round() / 1e6))
    }

    /// A number as it is said among others: with four digits that say something, its whole part and
    /// a tenth at least. `435.6` of 435.62648116, `51,420.9` of 51,420.906. A larger number is never
    /// said as a smaller one.
    #[must_use]
    pub fn amount(self, number: f64) -> String {
        if number.fract() == 0.0 {
            return self.number(number);
        }
        let size = number.abs();
        let decimals = [(100.0, 1), (10.0, 2), (1.0, 3), (0.1, 4), (0.01, 5)];
        let decimals = decimals.iter().find(|(least, _)| size >= *least).map(|(_, digits)| *digits);
        let Some(decimals) = decimals else { return self.number(number) };
        let short = format!("{size:.decimals$}");
        if size < 1e9 {
            return self.set_apart(number < 0.0, short.trim_end_matches('0').trim_end_matches('.'));
        }
        // Of so many digits not all that are written are known.
        self.number(short.parse().map_or(number, |short: f64| short.copysign(number)))
    }

    /// The values of an interval: `475,000–523,000`, `at least 3,001`, `at most 500`, `1,100`.
    #[must_use]
    pub fn interval(self, interval: Interval) -> String {
        match (interval.closed_low(), interval.closed_high()) {
            (Some(low), Some(high)) if low == high => self.amount(low),
            (Some(low), Some(high)) => self.range(low, high),
            (Some(low), None) => format!("at least {}", self.amount(low)),
            (None, Some(high)) => format!("at most {}", self.amount(high)),
            (None, None) => "any number".to_owned(),
        }
    }

    /// `2,700–3,300`
    #[must_use]
    pub fn range(self, low: f64, high: f64) -> String {
        let (short_low, short_high) = (self.amount(low), self.amount(high));
        // Ends that differ are told apart, however little lies between them.
        if short_low == short_high {
            return format!("{}–{}", self.number(low), self.number(high));
        }
        format!("{short_low}–{short_high}")
    }

    /// What was stated, as it is said within a sentence, with the word that hedges it: `1,100`,
    /// `about 1,100`, `more than 3,000`, `2,700–3,300`.
    #[must_use]
    pub fn stated(self, bounds: &Bounds) -> String {
        let number = bounds.single().map(|single| self.amount(single));
        let number = number.unwrap_or_else(|| self.several(bounds));
        let hedge = match (bounds.how(), bounds.shape()) {
            (How::About, _) => "about ",
            (How::Nearly, _) => "nearly ",
            _ if bounds.single().is_none() => "",
            (How::MoreThan, _) => "more than ",
            (How::LessThan, _) => "less than ",
            (How::AtLeast, _) | (_, Shape::AtLeast) => "at least ",
            (How::AtMost, _) | (_, Shape::AtMost) => "at most ",
            _ => "",
        };
        format!("{hedge}{number}")
    }

    /// What was stated, with signs, where there is no room for a sentence: in a cell, beside a
    /// line. `≈ 1,100`, `> 3,000`, `2,700–3,300`.
    #[must_use]
    pub fn bounds(self, bounds: &Bounds) -> String {
        let number = bounds.single().map(|single| self.amount(single));
        let number = number.unwrap_or_else(|| self.several(bounds));
        let sign = match (bounds.how(), bounds.shape()) {
            (How::About, _) => "≈ ",
            (How::Nearly, _) => "nearly ",
            _ if bounds.single().is_none() => "",
            (How::MoreThan, _) => "> ",
            (How::LessThan, _) => "< ",
            (How::AtLeast, _) | (_, Shape::AtLeast) => "≥ ",
            (How::AtMost, _) | (_, Shape::AtMost) => "≤ ",
            _ => "",
        };
        format!("{sign}{number}")
    }

    /// What was stated with more than one number.
    fn several(self, bounds: &Bounds) -> String {
        let number = |number| self.amount(number);
        match (bounds.low(), bounds.best(), bounds.high()) {
            (Some(low), None, Some(high)) if low == high => number(low),
            (Some(low), None, Some(high)) => self.range(low, high),
            (Some(low), Some(best), Some(high)) => {
                format!("{} ({})", number(best), self.range(low, high))
            }
            (Some(low), Some(best), None) => format!("{} (≥ {})", number(best), number(low)),
            (None, Some(best), Some(high)) => format!("{} (≤ {})", number(best), number(high)),
            _ => "no number".to_owned(),
        }
    }

    /// What was stated, beside a line: as in a cell, but the best number alone where there is one.
    #[must_use]
    pub fn short_bounds(self, bounds: &Bounds) -> String {
        match (bounds.best(), bounds.how()) {
            (Some(best), How::About) => format!("≈ {}", self.amount(best)),
            (Some(best), How::Nearly) => format!("nearly {}", self.amount(best)),
            (Some(best), _) => self.amount(best),
            (None, _) => self.bounds(bounds),
        }
    }

    /// What was stated, as one says it aloud: `more than 3,000`, `2,700 to 3,300`.
    #[must_use]
    pub fn bounds_aloud(self, bounds: &Bounds) -> String {
        let of = |number: f64| self.number(number);
        match (bounds.low(), bounds.best(), bounds.high()) {
            (Some(low), None, Some(high)) => {
                let hedge = match bounds.how() {
                    stated @ (How::About | How::Nearly) => format!("{} ", how(stated)),
                    _ => String::new(),
                };
                format!("{hedge}{} to {}", of(low), of(high))
            }
            (Some(low), Some(best), Some(high)) => {
                format!("{}, between {} and {}", of(best), of(low), of(high))
            }
            (Some(low), Some(best), None) => format!("{}, at least {}", of(best), of(low)),
            (None, Some(best), Some(high)) => format!("{}, at most {}", of(best), of(high)),
            (low, best, high) => {
                let number = low.or(best).or(high).map(of).unwrap_or_default();
                match bounds.how() {
                    How::Bare | How::Exact | How::Between | How::Interval { .. } => number,
                    stated => format!("{} {number}", how(stated)),
                }
            }
        }
    }

    /// By what factor one number is above another: `3.02`, `3.3`, `12`; none where it is beyond
    /// counting, and where it would be told as 1, which says that they are equal.
    #[must_use]
    pub fn factor(self, factor: f64) -> Option<String> {
        match factor {
            f if !f.is_finite() || (0.995..1.005).contains(&f) => None,
            f if f < 9.95 => Some(self.number((f * 100.0).round() / 100.0)),
            f => Some(self.number(f.round())),
        }
    }

    /// How much lies between two numbers, or how much a day: whole from 10 on, else two digits.
    #[must_use]
    pub fn gap(self, gap: f64) -> String {
        self.number(if gap >= 10.0 { gap.round() } else { (gap * 100.0).round() / 100.0 })
    }

    /// How far apart two intervals lie that share nothing: `635 apart, a factor of 3.02`. `factor`
    /// is by which the upper one's low is above the lower one's high, where there is one.
    #[must_use]
    pub fn apart(self, gap: f64, factor: Option<f64>) -> String {
        format!("{} apart{}", self.gap(gap), self.and_factor(factor))
    }

    /// `635, a factor of 3.02`
    #[must_use]
    pub fn gap_and_factor(self, gap: f64, factor: Option<f64>) -> String {
        format!("{}{}", self.gap(gap), self.and_factor(factor))
    }

    fn and_factor(self, factor: Option<f64>) -> String {
        let factor = factor.and_then(|factor| self.factor(factor));
        factor.map(|factor| format!(", a factor of {factor}")).unwrap_or_default()
    }

    /// By how much something lies outside: `by a factor of 3.3`, or `by 35` where a factor says
    /// little.
    #[must_use]
    pub fn by_how_much(self, gap: f64, factor: Option<f64>) -> String {
        let factor = factor.filter(|factor| *factor >= LEAST_FACTOR);
        match factor.and_then(|factor| self.factor(factor)) {
            Some(factor) => format!("by a factor of {factor}"),
            None => format!("by {}", self.gap(gap)),
        }
    }
}

/// Without what reckoning in halves leaves at the end of tenths: 0.3, not 0.30000000000000004.
fn rounded(number: f64) -> f64 {
    let is_short = || number.abs() < 1e9 && (number * 10.0).round() / 10.0 == number;
    match number.fract() == 0.0 || is_short() {
        true => number,
        false => format!("{number:.11e}").parse().unwrap_or(number),
    }
}

/// The digits of a number that is not below zero. Most are whole, and written several times as fast so.
fn digits(number: f64) -> String {
    match number.fract() == 0.0 && number < 1e15 {
        true => (number as u64).to_string(),
        false => number.to_string(),
    }
}

/// How a number was stated: `at least`, `95 % interval`.
#[must_use]
pub fn how(how: How) -> String {
    match how {
        How::Interval { level_permille, .. } => {
            format!("{} % interval", f64::from(level_permille) / 10.0)
        }
        other => other.word().replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Style;
    use super::*;

    #[test]
    fn thousands_are_set_apart_as_one_likes() {
        let written = |numbers| {
            let words = Words { style: Style { numbers, ..Style::default() } };
            format!("{} | {}", words.number(783_138.5), words.number(-999.0))
        };
        assert_eq!(written(NumberStyle::Commas), "783,138.5 | −999");
        assert_eq!(written(NumberStyle::Spaces), "783\u{a0}138.5 | −999");
        assert_eq!(written(NumberStyle::Plain), "783138.5 | −999");
    }

    #[test]
    fn numbers_are_grouped_in_threes() {
        for (number, text) in [
            (0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (3.0 * 1.1, "3.3"),
            (1_234_567.0 + 0.1, "1,234,567.1"),
            (999.0, "999"),
            (1100.0, "1,100"),
            (783_138.0, "783,138"),
            (1_490_000.5, "1,490,000.5"),
            (-2500.0, "−2,500"),
        ] {
            assert_eq!(Words::default().number(number), text);
        }
    }

    #[test]
    fn whole_numbers_and_tenths_are_written_as_by_the_long_way() {
        let long = |number: f64| -> String {
            let rounded: f64 = format!("{number:.11e}").parse().expect("a number");
            format!("{}", if number.fract() == 0.0 { number } else { rounded })
        };
        let words = Words { style: Style { numbers: NumberStyle::Plain, ..Style::default() } };
        let sizes = [0.1, 1.0, 7.0, 999.9, 1e6, 12_345_678.9, 1e9, 123_456_789_012.3, 1e15, 1e16];
        for size in sizes {
            for step in 0..200 {
                for number in [size * f64::from(step), (size * f64::from(step)).round() / 10.0] {
                    assert_eq!(words.number(number), long(number), "{number:?}");
                    let tenth: f64 = format!("{number:.1}").parse().expect("a number");
                    if number >= 100.0 {
                        assert_eq!(words.amount(number), long(tenth), "{number:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_digits_of_a_model_are_said_as_far_as_they_say_something() {
        let words = Words::default();
        for (number, text) in [
            (435.626_481_16, "435.6"),
            (51_420.906_500_000_005, "51,420.9"),
            (783_138.0, "783,138"),
            (783_138.5, "783,138.5"),
            (12.345_678, "12.35"),
            (1.234_567, "1.235"),
            (0.123_456_7, "0.1235"),
            (0.855, "0.855"),
            (99.999, "100"),
            (-435.626_481_16, "−435.6"),
            (0.0, "0"),
        ] {
            assert_eq!(words.amount(number), text);
        }
        let exact = |number| Bounds::new(None, Some(number), None, How::Bare).expect("a number");
        assert_eq!(words.stated(&exact(435.626_481_16)), "435.6");
        assert_eq!(words.bounds(&exact(435.626_481_16)), "435.6");
        // Ends that differ are told apart.
        assert_eq!(words.range(435.621, 435.633), "435.621–435.633");
        assert_eq!(words.range(51_420.906_5, 53_180.228_1), "51,420.9–53,180.2");
    }

    proptest::proptest! {
        #[test]
        fn a_larger_number_is_never_said_as_a_smaller_one(low in 0.02_f64..1e7, more in 0.0_f64..1.0) {
            let words = Words { style: Style { numbers: NumberStyle::Plain, ..Style::default() } };
            let said = |number| words.amount(number).parse::<f64>().expect("a number");
            proptest::prop_assert!(said(low) <= said(low + more * low));
            proptest::prop_assert!(said(low) <= said(low + more / 1e3));
            proptest::prop_assert!((said(low) - low).abs() <= (low * 0.000_501).max(0.050_001));
        }
    }

    #[test]
    fn a_factor_is_said_in_one_way_wherever_it_is_said() {
        let words = Words::default();
        assert_eq!(words.apart(635.0, Some(3.015_87)), "635 apart, a factor of 3.02");
        assert_eq!(words.by_how_much(635.0, Some(3.015_87)), "by a factor of 3.02");
        assert_eq!(words.by_how_much(0.5, Some(1.01)), "by 0.5");
        assert_eq!(words.apart(635.0, None), "635 apart");
        assert_eq!(words.factor(f64::INFINITY), None);
    }

    #[test]
    fn an_open_end_is_said_in_one_way() {
        let words = Words::default();
        let open = Interval::at_least(3001.0).expect("a number");
        assert_eq!(words.interval(open), "at least 3,001");
        let stated = Bounds::new(Some(3001.0), None, None, How::AtLeast).expect("a number");
        assert_eq!(words.stated(&stated), "at least 3,001");
        assert_eq!(words.bounds(&stated), "≥ 3,001");
    }
}
