//! Dependence that nobody declared: two voices whose numbers move as one, whatever their names.
//!
//! Honest sources follow the same war, so correlation alone says nothing here. What counts is
//! agreement in detail that independent estimates do not reach: equal values and equal increments,
//! weighed by their digits; increments within half a per cent in most of at least eight equal
//! periods; a constant distance; one a rounding of the other; one the sum of two others.
//!
//! # Thresholds, and why
//!
//! The null is one shared truth, reported by each voice with independent errors of 5 % or more.
//! Two such numbers differ by at least 7 % in the root mean square, so that two amounts come within
//! half a per cent of each other once in 18 periods, and a number with four digits is met by chance
//! less often than once in 500. From this and from the unit to which the figures are written
//! follows, for every period and every day, how likely a coincidence is (module `chance`); a
//! signal is told only if most of what can be compared coincides *and* so many coincidences have a
//! chance below 1 in 5,000. Rounded figures coincide easily, and thereby count for little: two
//! round numbers prove nothing. Tests hold that fewer than 1 in 1,000 pairs is flagged under that
//! null, with errors of 5, 10 and 20 %, daily and monthly, exact and rounded to two or three digits.
//!
//! A sum across measures (1,100 = 100 + 1,000) is told even where it comes once, because it is
//! arithmetic; with so few digits it may be chance, and then it is told so.

mod chance;
mod figures;
mod periods;
mod series;
mod sums;
mod values;

#[cfg(test)]
mod null_tests;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

use super::{EstimateRef, Interval, Question};
use crate::estimate::{Change, Day, Loaded, Overlay, Place, Quantity, Target};

pub use periods::PeriodLength;
use series::{Series, series_on};

/// What two voices have in common that independent ones have not.
#[derive(Clone, PartialEq, Debug)]
pub enum DependenceKind {
    /// `same` of `compared` figures of the same days are equal, in more digits than chance allows;
    /// the last of them is that of `day`.
    EqualValues { same: usize, compared: usize, last: Interval, day: Day },
    /// `same` of `compared` figures differ by the same `offset`: the first voice's less the
    /// second's.
    ConstantOffset { offset: f64, same: usize, compared: usize },
    /// The first voice's figures are the second's, rounded: `same` of `compared` are.
    Rounding { same: usize, compared: usize, is_down: bool },
    /// `same` of `compared` amounts of equal periods are equal; `r` is their correlation.
    EqualIncrements { same: usize, compared: usize, r: f64, period: PeriodLength },
    /// `near` of `compared` amounts of equal periods lie within half a per cent of each other; `r`
    /// is their correlation.
    NearIncrements { near: usize, compared: usize, r: f64, period: PeriodLength },
    /// The first voice's totals are the sum of two parts that the second voice states.
    SumOfTwo(SumOfTwo),
    /// `same` of the first voice's `compared` numbers are the sum of what two other voices state of
    /// the same day, such as `total` of `parts`.
    SumOfVoices { of: [String; 2], same: usize, compared: usize, total: f64, parts: [f64; 2] },
}

/// A total that is the sum of two parts.
#[derive(Clone, PartialEq, Debug)]
pub struct SumOfTwo {
    /// The last total that is such a sum, and what is counted in it.
    pub total: f64,
    pub whole: Quantity,
    pub parts: [(f64, Quantity); 2],
    /// Where the parts were counted, if that is elsewhere.
    pub elsewhere: Option<Place>,
    /// How many days before the total the parts were stated.
    pub days_before: i32,
    /// How many of the totals that can be compared are such a sum.
    pub same: usize,
    pub compared: usize,
    pub may_be_chance: bool,
}

impl DependenceKind {
    /// Whether it may be chance: it is told all the same, and that it may be is told with it.
    #[must_use]
    pub fn may_be_chance(&self) -> bool {
        matches!(self, DependenceKind::SumOfTwo(SumOfTwo { may_be_chance: true, .. }))
    }
}

/// Two voices that are suspicious of being one.
#[derive(Clone, PartialEq, Debug)]
pub struct Dependence {
    pub kind: DependenceKind,
    /// The names under which they are counted by origin, or by label where labels are counted.
    pub voices: [String; 2],
    /// What coincides, in order of file and row, each once.
    pub estimates: Vec<EstimateRef>,
    /// What would make the two one voice: each label of the one with fewer statements becomes the
    /// same voice as the other. Whoever applies it adds author, time and reason, and may switch it
    /// off again.
    pub merge: Vec<(Target, Change)>,
}

/// Every undeclared dependence between two voices on the question's measure, in order of their
/// names; none if `go_on` broke it off.
///
/// What the sources stated is looked at, not what an analyst made of it; what is excluded, an echo
/// or retracted takes no part, nor does what was not known on the question's day. The days asked
/// for do not matter: whether two voices are one does not depend on where one looks. Of each pair
/// the most telling signal is given, and every sum.
///
/// ```
/// use std::ops::ControlFlow;
/// use parallax::compare::{DependenceKind, Question, dependences};
/// use parallax::estimate::{FileSlot, Loaded, Overlay};
/// use parallax::files::{self, ReadOptions};
///
/// let table = "date,source,quantity,best\n\
///              2025-01-31,Ministry,killed,31247\n2025-02-28,Ministry,killed,33518\n\
///              2025-01-31,Observers,killed,31247\n2025-02-28,Observers,killed,33518\n";
/// let go_on = &mut |_| ControlFlow::Continue(());
/// let reading = files::read("a.csv", table.as_bytes(), &ReadOptions::default(), go_on)?;
/// let files = [Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }];
/// let (_, killed) = files[0].ledger.measures().next().expect("one measure");
///
/// let go_on = &mut || ControlFlow::Continue(());
/// let question = Question::about(killed.clone());
/// let found = dependences(&files, &Overlay::default(), &question, go_on).expect("went on");
/// assert!(matches!(found[0].kind, DependenceKind::EqualValues { same: 2, compared: 2, .. }));
/// # Ok::<(), files::Unreadable>(())
/// ```
#[must_use]
pub fn dependences(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<Vec<Dependence>> {
    let series = series_on(files, overlay, question);
    let mut found = Vec::new();
    for (place, one) in series.iter().enumerate() {
        for other in series.iter().skip(place + 1) {
            if go_on().is_break() {
                return None;
            }
            found.extend(between(one, other));
        }
    }
    found.extend(sums::sums(files, overlay, question, &series, go_on)?);
    Some(found)
}

/// The most telling signal between two voices.
fn between(a: &Series, b: &Series) -> Option<Dependence> {
    values::equal(a, b)
        .or_else(|| values::rounding(a, b))
        .or_else(|| values::rounding(b, a))
        .or_else(|| values::offset(a, b))
        .or_else(|| periods::increments(a, b))
}

impl Dependence {
    /// The finding on two voices, with what it rests on brought into order.
    fn new(
        kind: DependenceKind,
        one: &Series,
        other: &Series,
        mut estimates: Vec<EstimateRef>,
    ) -> Dependence {
        estimates.sort_unstable();
        estimates.dedup();
        Dependence {
            kind,
            voices: [one.name.clone(), other.name.clone()],
            estimates,
            merge: merge(one, other),
        }
    }
}

/// What makes the voice with fewer statements the same as the other; of equal ones the second.
fn merge(one: &Series, other: &Series) -> Vec<(Target, Change)> {
    let (host, guest) =
        if one.statements() < other.statements() { (other, one) } else { (one, other) };
    let same =
        |label: &String| (Target::Source(label.clone()), Change::SameVoiceAs(host.name.clone()));
    guest.labels.iter().map(same).collect()
}
