//! Ledgers, an overlay and a question in; who stands where and whether they agree out.
//!
//! [`compare`] answers from scratch, a [`Comparer`] again in every frame of a drag. What comes out
//! are facts with their numbers, names and days; the room of words says them.
//!
//! What must never be: a session, a window or a file format known here; a clock looked at, so that
//! the same inputs give the same [`Comparison`]; a sentence made, or what something means read out
//! of one.

mod again;
mod agreement;
mod answer;
mod asking;
mod at_the_time;
mod bridge;
mod causes;
mod dependence;
mod ends;
mod estimate_ref;
mod fan;
mod findings;
mod halves;
mod interval;
mod one_statement;
mod profile;
mod question;
mod reconciliation;
mod references;
mod robustness;
mod shares;
mod since;
mod speaks;
mod stands;
mod stated;
mod stood;
mod stretch;
mod told;
mod vintage_facts;
mod vintages;

#[cfg(test)]
mod adjusting_tests;
#[cfg(test)]
mod again_tests;
#[cfg(test)]
mod between_tests;
#[cfg(test)]
mod carrying_tests;
#[cfg(test)]
pub(crate) mod fixtures;
#[cfg(test)]
mod group_tests;
#[cfg(test)]
mod included_tests;
#[cfg(test)]
mod order_tests;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vintages_tests;

pub use again::Comparer;
pub use agreement::agree;
pub use answer::{
    Agreement, Carried, Comparison, DividedGroup, Length, Made, MemberTrack, NotCountedWhy, Order,
    OtherMeasure, Pair, Relation, Segment, Slice, StandingMember, StandingVoice, Track, Verdict,
    Voice,
};
pub use asking::compare;
pub use at_the_time::{AtTheTime, Knowledge, Published, at_the_time};
pub use bridge::{
    Bridge, BridgeEnd, BridgePart, BridgePartKind, BridgeWhy, Bridging, CountedOtherwise,
    DaysBetween, EndAsked, Figure, Grew, Grower, InPlaceOf, Instead, KnownPart, Leeway, LinkedPair,
    NoBridge, ToldNumber, bridge,
};
pub use causes::{Cause, Causes};
pub use dependence::{
    Addend, Dependence, DependenceKind, MadeOfTwo, PeriodLength, SumOfTwo, dependences,
};
pub use estimate_ref::EstimateRef;
pub use fan::{Fan, FanLine, Fans, SaidBy, Telling};
pub use findings::{
    AboutMeasures, Dismissal, EarlierCopy, EchoesCounted, Excess, Fact, Finding, FindingKey,
    FindingKind, FindingName, Grown, Insight, MOST_OF_A_KIND, Mutation, Otherwise, Parting,
    PassedOn, Revision, Side, findings, insight, mutations,
};
pub use interval::Interval;
pub use one_statement::{OneStatement, Sameness, may_be_one_on};
pub use profile::{SupportProfile, support_profile};
pub use question::{
    AboutPolicy, BadPolicy, Dates, GoOn, Grouping, LeastDifference, MeasureChoice, Question,
    Staleness, choose_measure, largest_measure, measures_compared, measures_in,
};
pub use reconciliation::{Difference, Reconciled, Thresholds, measures_to_reconcile, reconcile};
pub use references::{Reference, References};
pub use robustness::{LEAST_WIDTH, OneVoice, Robustness, Trial, Tried, WhyOne};
pub use shares::assumptions::Assumptions;
pub use shares::between::{Between, BetweenSide, Lie};
pub use shares::coalitions::Coalition;
pub use shares::factors::{FactorStep, Factors, factors};
pub use shares::gist::{
    Affiliations, Counted, Fragile, Gist, Members, OpenEnds, Parted, Shared, Sharing,
};
pub use shares::matrix::{Matrix, Pairing};
pub use shares::outside::{GapToLater, Outside, Outsider};
pub use shares::pooling::{Mixture, Pool};
pub use shares::slice::pair;
pub use shares::together::Together;
pub use since::{Came, VerdictChange, verdict_changes};
pub use speaks::adjusted::{Adjusted, adjusted, bounds_that_hold};
pub use speaks::numbers::read_at_least;
pub(crate) use speaks::numbers::{is_factor, is_share};
pub use speaks::reading::read_bounds;
pub use stated::{Overlap, Stated, is_most};
pub use stretch::Stretch;
pub use told::{Content, Distance, Mention, Mentions, Number, Saying, Speaker};
pub use vintage_facts::{Became, VintageFact};
pub use vintages::{VintageChange, VintageChangeKind, VintageDifference, vintage_difference};
