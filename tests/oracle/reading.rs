//! Reading of stated bounds with the digits of the number as a person writes it, in exact decimal
//! arithmetic.

use parallax::compare::{AboutPolicy, Interval};
use parallax::estimate::{Bounds, How, Shape};

/// A decimal number as a whole number of billionths.
type Billionths = i128;

const ONE: Billionths = 1_000_000_000;

/// The interval as which stated bounds are read.
pub fn reading(bounds: &Bounds, is_count: bool, policy: AboutPolicy) -> Interval {
    let stated = |number: Option<f64>| number.map(|number| exact(&number.to_string()));
    let (low, best, high) = (stated(bounds.low()), stated(bounds.best()), stated(bounds.high()));
    let (from, to) = match bounds.shape() {
        _ if !bounds.is_consistent() => {
            let (least, most) = bounds.hull();
            (Some(exact(&least.to_string())), Some(exact(&most.to_string())))
        }
        Shape::Between | Shape::Full => (low, high),
        Shape::LowBest => (low, None),
        Shape::BestHigh => (Some(0), high),
        Shape::Point | Shape::AtLeast | Shape::AtMost => {
            let number = low.or(best).or(high).expect("a bound has a number");
            one_number(number, meant(bounds), is_count, policy)
        }
    };
    let (low, high) = (from.map_or(f64::NEG_INFINITY, nearest), to.map_or(f64::INFINITY, nearest));
    let is_one_sided = bounds.is_consistent()
        && matches!(bounds.shape(), Shape::Point | Shape::AtLeast | Shape::AtMost)
        && matches!(meant(bounds), How::AtMost | How::LessThan);
    let read = if is_one_sided { Interval::at_most(high) } else { Interval::new(low, high) };
    let read = read.expect("low is not above high");
    assert_eq!((read.low(), read.high()), (low, high));
    read
}

/// How a single number was meant: in its words, else by the column in which it stands.
fn meant(bounds: &Bounds) -> How {
    match (bounds.shape(), bounds.how()) {
        (Shape::AtLeast, How::MoreThan) => How::MoreThan,
        (Shape::AtLeast, _) => How::AtLeast,
        (Shape::AtMost, how @ (How::LessThan | How::Nearly)) => how,
        (Shape::AtMost, _) => How::AtMost,
        (_, how) => how,
    }
}

fn one_number(
    x: Billionths,
    how: How,
    is_count: bool,
    policy: AboutPolicy,
) -> (Option<Billionths>, Option<Billionths>) {
    let next = if is_count { ONE } else { 0 };
    match how {
        How::AtLeast => (Some(x), None),
        How::MoreThan => (Some(x + next), None),
        How::AtMost => (Some(0), Some(x)),
        How::LessThan => (Some(0), Some((x - next).max(0))),
        How::Nearly => (Some(around(x, rounding_width(x, is_count), is_count).0), Some(x)),
        How::Exact => (Some(x), Some(x)),
        How::Bare | How::About | How::Between | How::Interval { .. } => {
            let width = match policy {
                AboutPolicy::Rounding => rounding_width(x, is_count),
                AboutPolicy::Exact => 0,
                AboutPolicy::Percent(percent) => {
                    x.abs() / ONE * exact(&percent.to_string()) / 100
                        + x.abs() % ONE * exact(&percent.to_string()) / 100 / ONE
                }
            };
            let (low, high) = around(x, width, is_count);
            (Some(low), Some(high))
        }
    }
}

/// People are counted whole, and a number lies in its own reading.
fn around(x: Billionths, width: Billionths, is_count: bool) -> (Billionths, Billionths) {
    let (low, high) = (x - width, x + width);
    if !is_count {
        return (low, high);
    }
    let (first, last) = (-(-low).div_euclid(ONE) * ONE, high.div_euclid(ONE) * ONE);
    (first.min(x), last.max(x))
}

/// Half a unit of the last digit that is not zero, at most a twentieth of the number. A count whose
/// last digit is not zero was not rounded.
pub fn rounding_width(x: Billionths, is_count: bool) -> Billionths {
    if is_count && x % (10 * ONE) != 0 {
        return 0;
    }
    let text = written(x);
    let Some(last) = text.rfind(|c: char| ('1'..='9').contains(&c)) else { return 0 };
    let unit: String = text
        .char_indices()
        .filter(|(_, c)| *c != '-')
        .map(|(place, c)| match c {
            '.' => '.',
            _ if place == last => '1',
            _ => '0',
        })
        .collect();
    (exact(&unit) / 2).min(x.abs() / 20)
}

/// Reads decimal digits.
pub fn exact(text: &str) -> Billionths {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    assert!(fraction.len() <= 9, "“{text}” has more decimals than the oracle keeps exactly");
    let whole: Billionths = whole.parse().expect("digits");
    let fraction: Billionths = format!("{fraction:0<9}").parse().expect("digits");
    sign * (whole * ONE + fraction)
}

fn written(x: Billionths) -> String {
    let sign = if x < 0 { "-" } else { "" };
    format!("{sign}{}.{:09}", x.abs() / ONE, x.abs() % ONE)
}

/// The floating number nearest to a decimal one.
fn nearest(x: Billionths) -> f64 {
    written(x).parse().expect("a decimal number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oracle_reads_the_examples_of_the_design() {
        for (best, low, high) in [
            (3_000.0, 2_850.0, 3_150.0),
            (783_138.0, 783_138.0, 783_138.0),
            (500_000.0, 475_000.0, 525_000.0),
            (1_100.0, 1_050.0, 1_150.0),
            (30.0, 29.0, 31.0),
            (1_150.0, 1_145.0, 1_155.0),
            (0.0, 0.0, 0.0),
        ] {
            let bounds = Bounds::point(best, How::About).expect("finite");
            let expected = Interval::new(low, high).expect("ordered");
            assert_eq!(reading(&bounds, true, AboutPolicy::Rounding), expected, "{best}");
        }
        let nearly = Bounds::new(None, None, Some(11_000.0), How::Nearly).expect("finite");
        let expected = Interval::new(10_500.0, 11_000.0).expect("ordered");
        assert_eq!(reading(&nearly, true, AboutPolicy::Rounding), expected);
        let tenth = Bounds::point(450.0, How::Bare).expect("finite");
        let expected = Interval::new(405.0, 495.0).expect("ordered");
        assert_eq!(reading(&tenth, true, AboutPolicy::Percent(10.0)), expected);
    }
}
