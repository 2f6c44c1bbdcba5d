//! Estimates packed into rows of one size, and what few of them have besides.

use super::ids::{MeasureKey, RowIndex, SourceKey};
use super::texts::{TextId, Texts};
use crate::estimate::{
    Bounds, Day, Direction, Grading, How, IntervalKind, Measure, Method, Precision, Source,
    Standing, Value,
};

/// The rows of a ledger in their order, and all that they refer to.
#[derive(Debug, Default)]
pub struct Rows {
    pub all: Vec<Row>,
    pub measures: Vec<Measure>,
    pub sources: Vec<Source>,
    pub citations: Vec<Citation>,
    pub relays: Vec<Box<[TextId]>>,
    pub extras: Vec<Extras>,
    pub texts: Texts,
}

/// One estimate, packed: 72 bytes. Missing numbers are NaN here and nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub low: f64,
    pub best: f64,
    pub high: f64,
    pub from: i32,
    pub to: i32,
    /// [`NO_DAY`] where not stated.
    pub published: i32,
    pub record: u32,
    pub line: u32,
    pub id: TextId,
    pub source: SourceKey,
    pub citation: u32,
    pub wording: TextId,
    /// Index into `extras` plus one; zero for none.
    pub extras: u32,
    pub measure: MeasureKey,
    pub level_permille: u16,
    pub how: u8,
    pub value: u8,
    pub precision: Precision,
    /// See [`pack_flags`].
    pub flags: u8,
}

pub const NO_DAY: i32 = i32::MIN;

/// Where it was read.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Citation {
    /// Index into the lists of relays plus one; zero for none.
    pub relays: u32,
    pub outlet: TextId,
    pub url: TextId,
}

/// What few estimates have.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    pub derived_from: TextId,
    pub original: Option<RowIndex>,
    pub supersedes: Box<[TextId]>,
    pub retracted: Option<Day>,
    pub grading: Grading,
    pub note: TextId,
    pub author: TextId,
}

const VALUE_BOUNDS: u8 = 0;
const VALUE_VAGUE: u8 = 1;
const VALUE_SHARE: u8 = 2;
const VALUE_DIRECTION: u8 = 3;

const DIRECTIONS: [Direction; 5] = [
    Direction::Increase,
    Direction::Decrease,
    Direction::Rotation,
    Direction::RotationOrIncrease,
    Direction::Reported,
];

const HOWS: [How; 9] = [
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

const KINDS: [IntervalKind; 4] = [
    IntervalKind::Confidence,
    IntervalKind::Credible,
    IntervalKind::Prediction,
    IntervalKind::Unstated,
];

fn position<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).and_then(|n| u8::try_from(n).ok()).unwrap_or(0)
}

/// A row that has a value and nothing else.
pub fn pack_value(value: &Value) -> Row {
    let (bounds, value, how) = match value {
        Value::Bounds(bounds) => (Some(bounds), VALUE_BOUNDS, bounds.how()),
        Value::Vague => (None, VALUE_VAGUE, How::Bare),
        Value::Share => (None, VALUE_SHARE, How::Bare),
        Value::Direction(direction) => {
            (None, VALUE_DIRECTION.saturating_add(position(&DIRECTIONS, direction)), How::Bare)
        }
    };
    let part = |part: Option<f64>| part.unwrap_or(f64::NAN);
    let (how, level_permille) = match how {
        How::Interval { level_permille, kind } => {
            let first = u8::try_from(HOWS.len()).unwrap_or(u8::MAX);
            (first.saturating_add(position(&KINDS, &kind)), level_permille)
        }
        how => (position(&HOWS, &how), 0),
    };
    Row {
        low: part(bounds.and_then(Bounds::low)),
        best: part(bounds.and_then(Bounds::best)),
        high: part(bounds.and_then(Bounds::high)),
        from: 0,
        to: 0,
        published: NO_DAY,
        record: 0,
        line: 0,
        id: TextId::default(),
        source: SourceKey(0),
        citation: 0,
        wording: TextId::default(),
        extras: 0,
        measure: MeasureKey(0),
        level_permille,
        how,
        value,
        precision: Precision::Day,
        flags: 0,
    }
}

/// The value of a row.
pub fn unpack_value(row: &Row) -> Value {
    let direction = || {
        let place = row.value.saturating_sub(VALUE_DIRECTION) as usize;
        DIRECTIONS.get(place).copied().unwrap_or(Direction::Reported)
    };
    match row.value {
        VALUE_BOUNDS => {
            let part = |part: f64| (!part.is_nan()).then_some(part);
            let how = HOWS.get(row.how as usize).copied().unwrap_or_else(|| {
                let place = (row.how as usize).saturating_sub(HOWS.len());
                let kind = KINDS.get(place).copied().unwrap_or_default();
                How::Interval { level_permille: row.level_permille, kind }
            });
            // Packed from bounds, so bounds come out.
            Value::Bounds(Bounds::again(part(row.low), part(row.best), part(row.high), how))
        }
        VALUE_VAGUE => Value::Vague,
        VALUE_SHARE => Value::Share,
        _ => Value::Direction(direction()),
    }
}

/// Whether a row has numbers.
pub fn has_numbers(row: &Row) -> bool {
    row.value == VALUE_BOUNDS
}

/// Whether two rows with numbers have the same ones, stated in the same way.
pub fn has_same_numbers(one: &Row, other: &Row) -> bool {
    let is_same = |one: f64, other: f64| one == other || (one.is_nan() && other.is_nan());
    is_same(one.low, other.low)
        && is_same(one.best, other.best)
        && is_same(one.high, other.high)
        && (one.how, one.level_permille) == (other.how, other.level_permille)
}

/// What of a row needs only a few bits. Bit 0: as of assumed. Bits 1 and 2: standing. From bit 3 on:
/// the place of the method among all, plus one; zero for none.
pub fn pack_flags(is_assumed: bool, standing: Standing, method: Option<Method>) -> u8 {
    let method = method.map_or(0, |method| (method as u8).saturating_add(1));
    u8::from(is_assumed) | ((standing as u8) << 1) | (method << 3)
}

/// The standing among the flags of a row.
pub fn unpack_standing(flags: u8) -> Standing {
    match (flags >> 1) & 0b11 {
        0 => Standing::Observed,
        1 => Standing::Projected,
        _ => Standing::Modelled,
    }
}

/// The method among the flags of a row, if one is stated.
pub fn unpack_method(flags: u8) -> Option<Method> {
    Method::ALL.get(usize::from(flags >> 3).checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_takes_72_bytes() {
        assert_eq!(size_of::<Row>(), 72);
    }
}
