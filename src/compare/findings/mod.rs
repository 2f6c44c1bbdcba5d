//! What the program can prove from the data, in sentences: who stands how far apart, who changed
//! sides, which statements are one and the same, which contradict each other, and what the verdict
//! hinges on.
//!
//! One file a kind of finding. Each rests on estimates and names them. Slow beside a comparison:
//! meant for a worker, and stops when asked. Nothing here speaks of how likely anything is.

mod at_day;
mod dependences;
mod echoes;
mod fact;
mod hinges;
mod inquiry;
mod key;
mod linked;
mod mutations;
mod newer_copies;
mod over_time;
mod revisions;
mod stake;
mod totals;

#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod tests;

pub use fact::{
    AboutMeasures, EchoesCounted, Excess, Fact, FindingKind, Grown, Otherwise, Parting, PassedOn,
    Revision, Side,
};
pub use key::{Dismissal, FindingKey, FindingName};
pub use mutations::{Mutation, mutations};
pub use newer_copies::EarlierCopy;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::{Alternatives, Comparison, EstimateRef, Question, compare};
use crate::estimate::{Change, Day, Loaded, Overlay, Target};

use inquiry::Inquiry;

/// Asked now and then by what takes long whether to go on.
pub type GoOn<'a> = &'a mut dyn FnMut() -> ControlFlow<()>;

/// Of one kind no more than this many are told, those that weigh most: a list of hundreds of pairs
/// is not read.
pub const MOST_OF_A_KIND: usize = 20;

/// Something that the data prove, with the estimates that it rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// What it tells. The voices in it are places in the comparison of the same question.
    pub fact: Fact,
    /// The estimates it rests on: at least one, without repetition. Places after those of the
    /// files that were compared are those of their earlier copies, in the order in which these were
    /// given.
    pub evidence: Vec<EstimateRef>,
    /// How much it would change in the verdict: the list is in falling order of it.
    pub weight: f64,
    /// A day on which it can be seen.
    pub day: Day,
    key: FindingKey,
}

impl Finding {
    /// The same, to be seen on this day.
    fn seen_on(self, day: Day) -> Finding {
        Finding { day, ..self }
    }

    #[must_use]
    pub fn kind(&self) -> FindingKind {
        (&self.fact).into()
    }

    /// What it is known by, however it is worded.
    #[must_use]
    pub fn key(&self) -> &FindingKey {
        &self.key
    }

    /// What would make one voice of the two that it tells of; empty where it tells of no such two.
    #[must_use]
    pub fn merge(&self) -> &[(Target, Change)] {
        match &self.fact {
            Fact::Dependence { of, .. } => &of.merge,
            _ => &[],
        }
    }
}

/// Everything that can be told about a question, what would change the verdict most first.
///
/// `on` is the day of which the verdict is told; without it the last on which voices can be
/// compared. The same inputs give the same findings; the order of the files makes no difference.
/// None if `go_on` broke it off.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use parallax::compare::{FindingKind, Question, findings};
/// use parallax::estimate::{FileSlot, Loaded, Overlay};
/// use parallax::files::{self, ReadOptions};
/// use parallax::words::Words;
///
/// let table = "date,source,quantity,best\n\
///              2025-01-13,NIS,killed,300\n\
///              2025-01-15,Western officials,killed,1000\n";
/// let go_on = &mut |_| ControlFlow::Continue(());
/// let reading = files::read("killed.csv", table.as_bytes(), &ReadOptions::default(), go_on)?;
/// let files = [Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }];
/// let (_, killed) = files[0].ledger.measures().next().expect("one measure");
///
/// let question = Question::about(killed.clone());
/// let go_on = &mut || ControlFlow::Continue(());
/// let found = findings(&files, &Overlay::default(), &question, None, go_on).expect("went on");
/// assert_eq!(found[0].kind(), FindingKind::LargestDivergence);
/// let text = Words::default().finding(&found[0]).to_string();
/// assert!(text.contains("a factor of 3.02"));
/// # Ok::<(), parallax::files::Unreadable>(())
/// ```
pub fn findings(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    on: Option<Day>,
    go_on: GoOn<'_>,
) -> Option<Vec<Finding>> {
    insight(files, &[], overlay, question, on, go_on).map(|insight| insight.found)
}

/// What is found out about a question beside its answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Insight {
    /// The [`findings`].
    pub found: Vec<Finding>,
    /// The same question asked otherwise, which says how sure each day's verdict is.
    pub alternatives: Alternatives,
}

/// Findings together with the alternatives that they were found by. As [`findings`]; `earlier` are
/// the copies that stood before some of the files, of which it is told what became of them.
pub fn insight(
    files: &[Loaded],
    earlier: &[EarlierCopy],
    overlay: &Overlay,
    question: &Question,
    on: Option<Day>,
    go_on: GoOn<'_>,
) -> Option<Insight> {
    let comparison = compare(files, overlay, question);
    let at = on.unwrap_or_else(|| comparison.last_compared_day());
    let slice = comparison.slice(files, at);
    let alternatives = Alternatives::new(files, overlay, question, go_on)?;
    let robustness = alternatives.robustness(files, &comparison, &slice);
    let (comparison, slice) = (&comparison, &slice);
    let robustness = &robustness;
    let inquiry = Inquiry { files, earlier, overlay, question, comparison, slice, robustness };
    let mut found = Vec::new();
    match look_everywhere(&inquiry, &mut found, go_on) {
        ControlFlow::Continue(()) => Some(Insight { found: ranked(found), alternatives }),
        ControlFlow::Break(()) => None,
    }
}

/// One kind of finding after the other.
fn look_everywhere(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    at_day::look(inquiry, found);
    hinges::look(inquiry, found);
    echoes::look(inquiry, found, go_on)?;
    mutations::look(inquiry, found, go_on)?;
    over_time::look(inquiry, found, go_on)?;
    totals::look(inquiry, found, go_on)?;
    linked::look(inquiry, found, go_on)?;
    dependences::look(inquiry, found, go_on)?;
    revisions::look(inquiry, found, go_on)?;
    newer_copies::look(inquiry, found, go_on)
}

/// In the order in which they are told, each once, and of no kind too many.
fn ranked(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| {
        let by_weight = b.weight.total_cmp(&a.weight);
        by_weight.then_with(|| a.kind().cmp(&b.kind())).then_with(|| a.key.cmp(&b.key))
    });
    let mut told: BTreeMap<FindingKind, Vec<FindingKey>> = BTreeMap::new();
    found.retain(|finding| {
        let of_kind = told.entry(finding.kind()).or_default();
        let is_new = of_kind.len() < MOST_OF_A_KIND && !of_kind.contains(&finding.key);
        if is_new {
            of_kind.push(finding.key.clone());
        }
        is_new
    });
    found
}

impl Comparison {
    /// A day on which as much as possible of the last verdict can be seen: the first of the last
    /// segment in which two voices or more stand; else in which one does; else any day.
    pub(super) fn last_compared_day(&self) -> Day {
        let last = |least: usize| {
            let stands = |segment: &&super::Segment| segment.agreement.n >= least;
            self.segments.iter().rev().find(stands)
        };
        let segment = last(2).or_else(|| last(1));
        segment.and_then(|segment| segment.from.or(segment.to)).unwrap_or(Day::MIN)
    }
}

/// Estimates without repetition, in the order given.
fn each_once(estimates: impl IntoIterator<Item = EstimateRef>) -> Vec<EstimateRef> {
    let mut once: Vec<EstimateRef> = Vec::new();
    for estimate in estimates {
        if !once.contains(&estimate) {
            once.push(estimate);
        }
    }
    once
}
