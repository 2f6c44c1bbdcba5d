//! What two voices can have in common.

use super::series::Series;
use crate::compare::{EstimateRef, Interval};
use crate::estimate::{Bounds, Change, Day, Place, Quantity, Target};

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
    /// `near` of `compared` amounts of equal periods lie within half a per cent of each other, and
    /// `same` of these are the same as far as they are written; `r` is their correlation.
    NearIncrements { near: usize, same: usize, compared: usize, r: f64, period: PeriodLength },
    /// `same` of the first voice's `compared` figures are the second's times this factor.
    ConstantFactor { factor: f64, same: usize, compared: usize },
    /// `same` of the first voice's `compared` figures are what the second stated so many days
    /// before, some of them rounded.
    Late { days: i32, is_rounded: bool, same: usize, compared: usize },
    /// The first voice's totals are the sum of two parts that the second voice states.
    SumOfTwo(Box<SumOfTwo>),
    /// The first voice's numbers are made of what two other voices state of the same days.
    MadeOfTwo(MadeOfTwo),
}

/// A total that is the sum of two parts.
#[derive(Clone, PartialEq, Debug)]
pub struct SumOfTwo {
    /// The last total that is such a sum.
    pub total: Addend,
    pub parts: [Addend; 2],
    /// Where the parts were counted, if that is elsewhere.
    pub elsewhere: Option<Place>,
    /// Of which days the total and its parts are.
    pub days: [Day; 2],
    /// How many of the totals that can be compared are such a sum.
    pub same: usize,
    pub compared: usize,
    pub may_be_chance: bool,
}

/// A number that is added up, or what it comes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Addend {
    /// As it was stated; none where an analyst says otherwise.
    pub stated: Option<Bounds>,
    pub number: f64,
    pub quantity: Quantity,
}

/// Numbers that are made of what two other voices state of the same days.
#[derive(Clone, PartialEq, Debug)]
pub struct MadeOfTwo {
    pub of: [String; 2],
    /// Whether they are the mean of the two, and not the sum.
    pub is_mean: bool,
    /// Whether some are the sum or mean only as far as they are written.
    pub is_rounded: bool,
    /// How many of the numbers that can be compared are so made.
    pub same: usize,
    pub compared: usize,
    /// The last of them, and of what.
    pub number: f64,
    pub parts: [f64; 2],
}

impl DependenceKind {
    /// Whether it may be chance: it is told all the same, and that it may be is told with it.
    #[must_use]
    pub fn may_be_chance(&self) -> bool {
        matches!(self, DependenceKind::SumOfTwo(sum) if sum.may_be_chance)
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

/// How long the periods are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PeriodLength {
    Daily,
    Weekly,
    Monthly,
    Other,
}

impl Dependence {
    /// The finding on two voices, with what it rests on brought into order.
    pub(super) fn new(
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
    same_voice(guest, &host.name)
}

/// What makes every label of a voice the same voice as this one.
pub(super) fn same_voice(guest: &Series, host: &str) -> Vec<(Target, Change)> {
    let same =
        |label: &String| (Target::Source(label.clone()), Change::SameVoiceAs(host.to_owned()));
    guest.labels.iter().map(same).collect()
}
