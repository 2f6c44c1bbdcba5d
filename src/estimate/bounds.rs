//! What a source said of a number: its low, best and high as stated, and in which words.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// No number beyond this is taken: it is above any count of people or things, and every whole
/// number below it is exact in an `f64`.
pub const LARGEST_NUMBER: f64 = 1e15;

/// The kind of an interval with a stated level.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum IntervalKind {
    Confidence,
    Credible,
    Prediction,
    #[default]
    Unstated,
}

/// How a number was stated.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum How {
    /// A bare number.
    #[default]
    Bare,
    /// Exactly this number, said so.
    Exact,
    /// About, around, some, roughly, approximately.
    About,
    /// Nearly, almost, close to: at most the number, and not far below.
    Nearly,
    AtLeast,
    MoreThan,
    /// At most, up to, as many as.
    AtMost,
    LessThan,
    Between,
    /// An interval with a level, in tenths of a per cent (1–999).
    Interval {
        level_permille: u16,
        kind: IntervalKind,
    },
}

impl How {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Those that a word alone says; an interval has a level.
    pub const PLAIN: [How; 9] = [
        How::Bare,
        How::Exact,
        How::About,
        How::Nearly,
        How::AtLeast,
        How::MoreThan,
        How::AtMost,
        How::LessThan,
        How::Between,
    ];

    /// As it stands in a column of a table: the word, or `interval 95% credible`.
    #[must_use]
    pub fn written(self) -> String {
        let How::Interval { level_permille, kind } = self else { return self.word().to_owned() };
        let percent = f64::from(level_permille) / 10.0;
        match kind {
            IntervalKind::Unstated => format!("interval {percent}%"),
            kind => format!("interval {percent}% {}", <&str>::from(kind)),
        }
    }
}

impl FromStr for How {
    type Err = strum::ParseError;

    /// Reads [`How::written`] back, also with `_` for every space.
    fn from_str(text: &str) -> Result<How, strum::ParseError> {
        let unknown = strum::ParseError::VariantNotFound;
        let Some(interval) = text.strip_prefix("interval") else {
            return How::PLAIN.into_iter().find(|how| how.word() == text).ok_or(unknown);
        };
        let mut parts =
            interval.split([' ', '_', '%', '(', ')', ',']).filter(|part| !part.is_empty());
        let level = parts.next().and_then(|level| level.parse::<f64>().ok());
        let permille = level.map_or(0.0, |level| (level * 10.0).round());
        let kind = parts.next().map_or(Ok(IntervalKind::Unstated), str::parse)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
        match (1.0..=999.0).contains(&permille) {
            true => Ok(How::Interval { level_permille: permille as u16, kind }),
            false => Err(unknown),
        }
    }
}

/// Which of low, best and high were stated.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// Best alone.
    Point,
    /// Low and high.
    Between,
    /// Low alone.
    AtLeast,
    /// High alone.
    AtMost,
    /// All three.
    Full,
    LowBest,
    BestHigh,
}

/// The shape of a statement with these parts; none if there are no parts.
#[must_use]
pub fn shape_of(low: bool, best: bool, high: bool) -> Option<Shape> {
    match (low, best, high) {
        (false, false, false) => None,
        (false, true, false) => Some(Shape::Point),
        (true, false, true) => Some(Shape::Between),
        (true, false, false) => Some(Shape::AtLeast),
        (false, false, true) => Some(Shape::AtMost),
        (true, true, true) => Some(Shape::Full),
        (true, true, false) => Some(Shape::LowBest),
        (false, true, true) => Some(Shape::BestHigh),
    }
}

/// Numbers that cannot be bounds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum BadBounds {
    #[error("no low, best or high is given")]
    Empty,
    #[error("a number is not finite")]
    NotFinite,
    #[error("a number is beyond {LARGEST_NUMBER:e}")]
    TooLarge,
    #[error("an interval's level lies between 0 and 100 %")]
    Level,
}

/// Low, best and high as stated, at least one of them, and how they were stated.
///
/// The numbers are finite and at most [`LARGEST_NUMBER`] in size; nothing else is promised. In
/// particular low may be above high: a source's slip is shown as stated and flagged where it is
/// read, see [`Bounds::is_consistent`].
///
/// ```
/// use parallax::estimate::{Bounds, How, Shape};
///
/// let stated = Bounds::new(Some(400_000.0), None, Some(450_000.0), How::Between)?;
/// assert_eq!(stated.shape(), Shape::Between);
/// assert!(Bounds::new(None, Some(f64::NAN), None, How::Bare).is_err());
/// # Ok::<(), parallax::estimate::BadBounds>(())
/// ```
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(try_from = "BoundsParts", into = "BoundsParts")]
pub struct Bounds {
    low: Option<f64>,
    best: Option<f64>,
    high: Option<f64>,
    how: How,
}

impl Bounds {
    /// # Errors
    /// When no number is given, one is not finite or too large, or an interval's level is not
    /// between 0 and 100 %.
    // Rebuilt for every row of a comparison.
    #[inline]
    pub fn new(
        low: Option<f64>,
        best: Option<f64>,
        high: Option<f64>,
        how: How,
    ) -> Result<Bounds, BadBounds> {
        if shape_of(low.is_some(), best.is_some(), high.is_some()).is_none() {
            return Err(BadBounds::Empty);
        }
        for number in [low, best, high].into_iter().flatten() {
            if !number.is_finite() {
                return Err(BadBounds::NotFinite);
            }
            if number.abs() > LARGEST_NUMBER {
                return Err(BadBounds::TooLarge);
            }
        }
        if let How::Interval { level_permille, .. } = how
            && !(1..=999).contains(&level_permille)
        {
            return Err(BadBounds::Level);
        }
        Ok(Bounds { low, best, high, how })
    }

    /// The same bounds again, out of the parts of such.
    pub(super) fn again(
        low: Option<f64>,
        best: Option<f64>,
        high: Option<f64>,
        how: How,
    ) -> Bounds {
        Bounds { low, best, high, how }
    }

    /// A single number.
    ///
    /// # Errors
    /// As [`Bounds::new`].
    pub fn point(best: f64, how: How) -> Result<Bounds, BadBounds> {
        Bounds::new(None, Some(best), None, how)
    }

    #[must_use]
    pub fn low(&self) -> Option<f64> {
        self.low
    }

    #[must_use]
    pub fn best(&self) -> Option<f64> {
        self.best
    }

    #[must_use]
    pub fn high(&self) -> Option<f64> {
        self.high
    }

    #[must_use]
    pub fn how(&self) -> How {
        self.how
    }

    /// The number, where only one of the three is there.
    #[must_use]
    pub fn single(&self) -> Option<f64> {
        match (self.low, self.best, self.high) {
            (Some(number), None, None)
            | (None, Some(number), None)
            | (None, None, Some(number)) => Some(number),
            _ => None,
        }
    }

    /// Which of the three are there.
    #[must_use]
    pub fn shape(&self) -> Shape {
        shape_of(self.low.is_some(), self.best.is_some(), self.high.is_some())
            .unwrap_or(Shape::Point)
    }

    /// Whether low ≤ best ≤ high, as far as they are given.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        [self.low, self.best, self.high].into_iter().flatten().is_sorted()
    }

    /// The least and greatest of the numbers given.
    #[inline]
    #[must_use]
    pub fn hull(&self) -> (f64, f64) {
        let given = [self.low, self.best, self.high];
        let [low, best, high] = given.map(|number| number.unwrap_or(f64::INFINITY));
        let least = low.min(best).min(high);
        let [low, best, high] = given.map(|number| number.unwrap_or(f64::NEG_INFINITY));
        (least, low.max(best).max(high))
    }
}

/// Bounds as they are written in files, before they are checked.
#[derive(Serialize, Deserialize)]
struct BoundsParts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    best: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    #[serde(default)]
    how: How,
}

impl TryFrom<BoundsParts> for Bounds {
    type Error = BadBounds;

    fn try_from(parts: BoundsParts) -> Result<Bounds, BadBounds> {
        Bounds::new(parts.low, parts.best, parts.high, parts.how)
    }
}

impl From<Bounds> for BoundsParts {
    fn from(bounds: Bounds) -> BoundsParts {
        let Bounds { low, best, high, how } = bounds;
        BoundsParts { low, best, high, how }
    }
}

/// Which way something goes, where no number was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Increase,
    Decrease,
    Rotation,
    /// "Rotation or increase": the source leaves it open.
    RotationOrIncrease,
    /// Something is going on, with no word on how much: a supply, signs of a supply.
    Reported,
}

impl Direction {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Direction::Increase => "increase",
            Direction::Decrease => "decrease",
            Direction::Rotation => "rotation",
            Direction::RotationOrIncrease => "rotation or increase",
            Direction::Reported => "reported",
        }
    }
}

/// What was said: a number in bounds, or something that is none.
///
/// All are shown; only bounds are intervals.
#[derive(Clone, Copy, PartialEq, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Value {
    Bounds(Bounds),
    /// "Dozens", "several hundred": the words are the estimate's wording.
    Vague,
    /// "About a third of those deployed".
    Share,
    Direction(Direction),
}

impl Value {
    /// The bounds, if this is a number.
    #[must_use]
    pub fn bounds(&self) -> Option<&Bounds> {
        match self {
            Value::Bounds(bounds) => Some(bounds),
            Value::Vague | Value::Share | Value::Direction(_) => None,
        }
    }

    /// The word for its kind in files and answers.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_not_a_number_gets_in() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for (low, best, high) in
                [(Some(bad), None, None), (None, Some(bad), None), (None, Some(1.0), Some(bad))]
            {
                assert_eq!(Bounds::new(low, best, high, How::Bare), Err(BadBounds::NotFinite));
            }
        }
        assert_eq!(Bounds::new(None, None, None, How::Bare), Err(BadBounds::Empty));
        assert_eq!(Bounds::point(2e15, How::Bare), Err(BadBounds::TooLarge));
        let level = How::Interval { level_permille: 1000, kind: IntervalKind::Credible };
        assert_eq!(Bounds::point(2.0, level), Err(BadBounds::Level));
    }

    #[test]
    fn a_slip_is_kept_as_stated_and_can_be_seen() -> Result<(), BadBounds> {
        let slip = Bounds::new(Some(9.0), Some(5.0), Some(7.0), How::Between)?;
        assert!(!slip.is_consistent());
        assert_eq!(slip.hull(), (5.0, 9.0));
        assert_eq!((slip.low(), slip.best(), slip.high()), (Some(9.0), Some(5.0), Some(7.0)));
        Ok(())
    }
}
