//! What findings tell: one variant a kind, with its numbers, its names and its days.

use strum::{EnumDiscriminants, EnumString, IntoStaticStr, VariantArray};

use super::Mutation;
use crate::compare::{
    Causes, Dependence, Distance, EstimateRef, Grouping, Interval, LeastDifference, Members,
    Mention, Mentions, Sameness, Saying, Speaker, Trial, Verdict, VintageFact,
};
use crate::estimate::{Change, Day, Measure, Target};

/// What a finding tells. The kinds are in the order in which equals are listed.
#[derive(Clone, PartialEq, Debug, EnumDiscriminants)]
#[strum_discriminants(
    name(FindingKind),
    doc = "The kind of a finding, in the order in which equals are listed.",
    derive(PartialOrd, Ord, Hash, EnumString, IntoStaticStr, VariantArray),
    strum(serialize_all = "snake_case")
)]
pub enum Fact {
    /// The verdict is another one without any one of these voices.
    HingesOnVoice { now: Verdict, by: Grouping, voices: Vec<Speaker>, without: Verdict },
    /// The verdict is another one where “about” is read otherwise.
    HingesOnReading(Otherwise),
    /// The verdict is another one where estimates go stale sooner or later.
    HingesOnStaleness(Otherwise),
    /// The verdict is another one where other things are counted once.
    HingesOnGrouping(Otherwise),
    /// Counted as voices, echoes would make an agreement or break one.
    AgreementOfEchoes(EchoesCounted),
    /// What is shared is shared only because “at least” goes with anything above.
    AgreementOfAtLeast { by: Grouping, support: usize, core: Vec<Interval>, open: Mentions },
    /// Two voices whose numbers move as one.
    Dependence {
        of: Dependence,
        /// The places of those two that are voices.
        voices: Vec<usize>,
    },
    /// Two that stand under two names and may be one statement.
    OneStatement {
        first: Mention,
        again: Mention,
        why: Sameness,
        /// What would make one voice of the two.
        merge: Vec<(Target, Change)>,
    },
    /// The two standing voices that are the furthest apart, and which of them belongs to the
    /// conflict where the other does not.
    LargestDivergence { lower: Mention, upper: Mention, distance: Distance, party: Option<Speaker> },
    /// The core is one single value between wider readings.
    Touch { touching: Mentions, value: f64 },
    /// A voice left the core, or came into it.
    ChangedSides {
        by: Speaker,
        is_in_core: bool,
        before: Side,
        after: Side,
        /// What others said that began to stand that day.
        anew: Mentions,
        causes: Causes,
    },
    /// Two voices that shared a value stand apart.
    Parted { apart: Parting, party: Option<Speaker> },
    /// Two voices that stood apart share a value again.
    MetAgain { apart: Parting, met: [Mention; 2] },
    /// An echo that says something else than its original.
    Mutation { passed_on: PassedOn, changes: Vec<Mutation> },
    /// An echo that says the same as its original.
    Echo(PassedOn),
    /// More in a part than in the whole.
    PartAboveWhole(Excess),
    /// More killed, wounded, missing or captured than were deployed.
    TollAboveDeployed(Excess),
    /// A source's own total below the one before it: the last time, and how often.
    OwnFall { total: Mention, before: Mention, distance: Distance, falls: usize },
    /// A total below an earlier one of somebody else.
    BelowFloor {
        total: Mention,
        floor: Mention,
        distance: Distance,
        /// Whether the total is a list of names or incidents, which is a floor by nature.
        is_named_count: bool,
        party: Option<Speaker>,
    },
    /// Two totals that differ by no more than totals grew in the days between.
    DifferByGrowth(Grown),
    /// A figure that was changed later for the same day, replaced, or taken back.
    Revision(Revision),
    /// A newer copy of a file has it otherwise than the copy before, or not at all.
    NewerCopy {
        change: VintageFact,
        /// Its place among the voices, where it is one.
        voice: Option<usize>,
        estimates: Vec<EstimateRef>,
        /// That of the newer copy.
        copy_of: Option<Day>,
    },
    /// Several voices belong to one affiliation.
    OneAffiliation(Members),
}

impl FindingKind {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The verdict, and what asking otherwise gives instead.
#[derive(Clone, PartialEq, Debug)]
pub struct Otherwise {
    pub now: Verdict,
    pub trials: Vec<Trial>,
}

/// What the verdict would be if echoes counted.
#[derive(Clone, PartialEq, Debug)]
pub struct EchoesCounted {
    pub now: Verdict,
    pub then: Verdict,
    /// How many would share a value, of how many, and which, where more would.
    pub sharing: Option<(usize, usize, Vec<Interval>)>,
    pub by: Grouping,
    /// Those that make the difference, each with what it passes on.
    pub echoes: Vec<(Mention, Saying)>,
}

/// What a voice says while others share a value, and which: the one that it shares, else the
/// nearest.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    pub on: Day,
    pub core: Interval,
    pub said: Mention,
}

/// What two voices said when they stood apart.
#[derive(Clone, PartialEq, Debug)]
pub struct Parting {
    pub said: [Mention; 2],
    pub distance: Distance,
    /// The first day on which they stood apart by enough to speak of.
    pub on: Day,
    /// The last day before it on which they shared a value.
    pub shared_on: Day,
    /// What is enough to speak of.
    pub least: LeastDifference,
    /// Why they came to stand apart.
    pub causes: Causes,
}

/// What was said, and what became of it on the way.
#[derive(Clone, PartialEq, Debug)]
pub struct PassedOn {
    pub original: Saying,
    pub published: Option<Day>,
    /// By whoever passed it on.
    pub echo: Saying,
    /// Whom the echo names as the one who estimated.
    pub origin: String,
}

/// A number of one measure above one that it can never be above.
#[derive(Clone, PartialEq, Debug)]
pub struct Excess {
    pub lesser: (Mention, Measure),
    pub greater: (Mention, Measure),
    pub distance: Distance,
}

/// Two totals, and what a voice's own totals grew by.
#[derive(Clone, PartialEq, Debug)]
pub struct Grown {
    pub earlier: Mention,
    pub later: Mention,
    pub gap: f64,
    pub days: i32,
    /// What would close the gap.
    pub per_day: f64,
    /// The first and the last total of whoever's grew fastest, and how fast that was.
    pub grew: [Mention; 2],
    pub grew_per_day: f64,
}

/// A figure that somebody changed later.
#[derive(Clone, PartialEq, Debug)]
pub enum Revision {
    Changed {
        old: Box<Saying>,
        new: Box<Saying>,
        /// Whether it was put in place of one of an earlier day.
        is_newer: bool,
        told_on: Option<Day>,
        /// Where it is not about the measure asked about.
        about: Option<AboutMeasures>,
    },
    TakenBack {
        said: Saying,
        on: Day,
    },
}

/// Of what a revision is, where it is not of the measure asked about alone.
#[derive(Clone, PartialEq, Debug)]
pub enum AboutMeasures {
    /// The old and the new figure are of different measures.
    Different,
    Other(Measure),
}
