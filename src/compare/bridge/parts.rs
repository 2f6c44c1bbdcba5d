//! What a bridge is made of.

use strum::{EnumDiscriminants, IntoStaticStr};

use crate::compare::{EstimateRef, Interval, Number, Speaker};
use crate::estimate::{AsOf, Day, Measure};

/// The gap between two numbers, taken apart.
#[derive(Clone, PartialEq, Debug)]
pub struct Bridge {
    pub from: BridgeEnd,
    pub to: BridgeEnd,
    /// What days, definitions and readings are held between: the two themselves, save where one is
    /// of an older copy or was only passed on. Then it is the newest copy of what the original said.
    pub held: [BridgeEnd; 2],
    /// The figure at the end less the one at the beginning.
    pub gap: f64,
    /// One of each kind, in the order of [`BridgePartKind`]. With `unexplained` they come to `gap`
    /// exactly.
    pub parts: Vec<BridgePart>,
    /// What remains.
    pub unexplained: f64,
}

impl Bridge {
    /// Every estimate that it speaks of or rests on, each once, the two ends first.
    #[must_use]
    pub fn estimates(&self) -> Vec<EstimateRef> {
        let mut all = vec![self.from.estimate, self.to.estimate];
        for of in self.parts.iter().flat_map(BridgePart::estimates) {
            if !all.contains(&of) {
                all.push(of);
            }
        }
        all
    }

    /// The part of this kind.
    #[must_use]
    pub fn part(&self, kind: BridgePartKind) -> Option<&BridgePart> {
        self.parts.iter().find(|part| part.kind() == kind)
    }
}

/// A number from or to which a bridge goes.
#[derive(Clone, PartialEq, Debug)]
pub struct BridgeEnd {
    /// Who says it: the origin, the label where labels are counted, or the voice asked for.
    pub by: Speaker,
    /// Whose estimate it is, where a group was asked for of which one alone stands.
    pub member: Option<String>,
    /// Where it is what several estimates have in common, the latest of them.
    pub estimate: EstimateRef,
    pub measure: Measure,
    /// As it is told.
    pub number: Number,
    /// What it goes with, on its own day.
    pub read: Interval,
    pub as_of: AsOf,
    /// The one number that is reckoned with. Within `read`; whole where things are counted.
    pub figure: f64,
    pub is: Figure,
}

/// Which of the numbers that a statement goes with is reckoned with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Figure {
    /// The best one, stated.
    Best,
    /// The middle of a range.
    Middle,
    /// The least, where no more was said.
    Least,
    /// The most, where no more was said.
    Most,
}

impl Figure {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A part of a gap.
#[derive(Clone, PartialEq, Debug)]
pub struct BridgePart {
    /// By how much it leads towards the end; below 0 where it leads down. 0 where the two are the
    /// same in this, or nobody's data say how much it is.
    pub amount: f64,
    pub why: BridgeWhy,
}

/// In which respect two numbers differ, and what says by how much.
#[derive(Clone, PartialEq, Debug, EnumDiscriminants)]
#[strum_discriminants(
    name(BridgePartKind),
    doc = "The kind of a part, in the order in which parts are told.",
    derive(PartialOrd, Ord, Hash, IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum BridgeWhy {
    Days(DaysBetween),
    Definition(CountedOtherwise),
    Place(CountedOtherwise),
    Population(CountedOtherwise),
    Reading(Leeway),
    Copy(Vec<InPlaceOf>),
    Echo(Vec<InPlaceOf>),
}

impl BridgePartKind {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What is known of a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum KnownPart {
    /// The two are the same in this.
    Same,
    /// By how much they differ, the estimates that the part names say.
    Known,
    /// They may differ by so much and need not.
    Possible,
    /// They differ, and nobody's data say by how much: it stays in the rest.
    NotKnown,
}

impl KnownPart {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl BridgePart {
    #[must_use]
    pub fn kind(&self) -> BridgePartKind {
        (&self.why).into()
    }

    #[must_use]
    pub fn known(&self) -> KnownPart {
        match &self.why {
            BridgeWhy::Days(days) if days.is_same => KnownPart::Same,
            BridgeWhy::Days(days) if days.grew.is_some() => KnownPart::Known,
            BridgeWhy::Days(_) => KnownPart::NotKnown,
            BridgeWhy::Definition(of) | BridgeWhy::Place(of) | BridgeWhy::Population(of) => {
                match of {
                    CountedOtherwise::Same => KnownPart::Same,
                    CountedOtherwise::By(_) => KnownPart::Known,
                    CountedOtherwise::NotKnown => KnownPart::NotKnown,
                }
            }
            BridgeWhy::Reading(_) if self.amount == 0.0 => KnownPart::Same,
            BridgeWhy::Reading(_) => KnownPart::Possible,
            BridgeWhy::Copy(steps) | BridgeWhy::Echo(steps) => {
                let is_known = |step: &InPlaceOf| {
                    step.instead.as_ref().is_some_and(|instead| instead.said.is_some())
                };
                match steps.as_slice() {
                    [] => KnownPart::Same,
                    steps if steps.iter().all(is_known) => KnownPart::Known,
                    _ => KnownPart::NotKnown,
                }
            }
        }
    }

    /// The estimates that it rests on, beside the two ends.
    #[must_use]
    pub fn estimates(&self) -> Vec<EstimateRef> {
        match &self.why {
            BridgeWhy::Days(days) => {
                let grew = days.grew.iter().flat_map(|grew| &grew.by);
                grew.flat_map(|grower| [grower.earlier, grower.later]).collect()
            }
            BridgeWhy::Definition(of) | BridgeWhy::Place(of) | BridgeWhy::Population(of) => {
                match of {
                    CountedOtherwise::By(pair) => vec![pair.from.0, pair.to.0],
                    CountedOtherwise::Same | CountedOtherwise::NotKnown => Vec::new(),
                }
            }
            BridgeWhy::Reading(_) => Vec::new(),
            BridgeWhy::Copy(steps) | BridgeWhy::Echo(steps) => {
                let both = |step: &InPlaceOf| {
                    let instead = step.instead.as_ref().map(|instead| instead.estimate);
                    [Some(step.told.estimate), instead].into_iter().flatten()
                };
                steps.iter().flat_map(both).collect()
            }
        }
    }
}

/// The days between two numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct DaysBetween {
    /// From the first number's day to the second one's: below 0 where that is the earlier one.
    pub days: i32,
    /// Whether both are of one day; of what is counted within a period, of one period.
    pub is_same: bool,
    /// None where nothing is known of how totals grew, or what is counted does not grow so.
    pub grew: Option<Grew>,
}

/// What totals grew by over some days.
#[derive(Clone, PartialEq, Debug)]
pub struct Grew {
    /// All days together, never below 0.
    pub least: f64,
    pub greatest: f64,
    /// On how many of the days nobody's totals tell how fast they grew, so that those of the nearest
    /// days are taken.
    pub days_off: i32,
    /// Whose growth that is, the first in the order of the days.
    pub by: Vec<Grower>,
}

/// Two totals of one voice whose growth is the least or the greatest of a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Grower {
    pub name: String,
    pub earlier: EstimateRef,
    pub later: EstimateRef,
    /// The day of the earlier one, and that of the later.
    pub days: (Day, Day),
    pub per_day: f64,
}

/// Whether the same is counted, and what says by how much it differs.
#[derive(Clone, PartialEq, Debug)]
pub enum CountedOtherwise {
    Same,
    By(Box<LinkedPair>),
    NotKnown,
}

/// What one source says of both measures of one day.
#[derive(Clone, PartialEq, Debug)]
pub struct LinkedPair {
    pub name: String,
    /// The end of their as of.
    pub day: Day,
    /// Each with the figure that is reckoned with, and what it counts.
    pub from: (EstimateRef, f64, Measure),
    pub to: (EstimateRef, f64, Measure),
}

/// How far two numbers reach towards each other, each by how it is read; infinite where an end is
/// open. Never below 0.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Leeway {
    pub from: f64,
    pub to: f64,
    /// By how much the growth between may have been another than its middle.
    pub growth: f64,
}

impl Leeway {
    /// How far all of it reaches.
    #[must_use]
    pub fn all(self) -> f64 {
        self.from + self.to + self.growth
    }
}

/// What stands in the place of a number: in a newer copy, or with who said it first.
#[derive(Clone, PartialEq, Debug)]
pub struct InPlaceOf {
    /// Who told it: whose number it is, or who passed it on.
    pub by: String,
    pub told: ToldNumber,
    /// What stands in its place; none where nothing does.
    pub instead: Option<Instead>,
}

/// A number as it is told, with what is reckoned with.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ToldNumber {
    pub estimate: EstimateRef,
    pub number: Number,
    pub figure: f64,
}

/// What stands in the place of a number.
#[derive(Clone, PartialEq, Debug)]
pub struct Instead {
    pub estimate: EstimateRef,
    /// None where it is no number.
    pub said: Option<(String, ToldNumber)>,
    /// Its day, where that is another one.
    pub dated: Option<AsOf>,
    /// What was counted as told, and what as it stands here, where that is another thing.
    pub measures: Option<(Measure, Measure)>,
}

impl Instead {
    /// What is reckoned with.
    #[must_use]
    pub fn figure(&self) -> Option<f64> {
        self.said.as_ref().map(|(_, told)| told.figure)
    }
}
