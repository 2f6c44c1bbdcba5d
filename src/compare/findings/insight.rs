//! Everything that can be told about a question, brought into order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::{
    EarlierCopy, Finding, FindingKey, FindingKind, MOST_OF_A_KIND, at_day, dependences, echoes,
    hinges, linked, newer_copies, over_time, passed_on, revisions, totals,
};
use crate::compare::robustness::{Asked, robustness};
use crate::compare::{
    Comparison, Dependence, GoOn, Question, Robustness, Segment, compare, dependences as depending,
};
use crate::estimate::{Day, Loaded, Overlay};

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
    /// How sure the verdict of the day is.
    pub robustness: Robustness,
}

/// Findings together with how sure the verdict of the day is. As [`findings`]; `earlier` are
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
    let (comparison, slice) = (&comparison, &slice);
    let dependences = depending(files, overlay, question, go_on)?;
    let asked = Asked { files, overlay, question, comparison, slice };
    let robustness = robustness(asked, &dependences, go_on)?;
    let found = {
        let robustness = &robustness;
        let inquiry = Inquiry { files, earlier, overlay, question, comparison, slice, robustness };
        let mut found = Vec::new();
        match look_everywhere(&inquiry, dependences, &mut found, go_on) {
            ControlFlow::Continue(()) => ranked(found),
            ControlFlow::Break(()) => return None,
        }
    };
    Some(Insight { found, robustness })
}

/// One kind of finding after the other.
fn look_everywhere(
    inquiry: &Inquiry<'_>,
    dependences: Vec<Dependence>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    at_day::look(inquiry, found);
    hinges::look(inquiry, found);
    echoes::look(inquiry, found, go_on)?;
    passed_on::look(inquiry, found, go_on)?;
    over_time::look(inquiry, found, go_on)?;
    totals::look(inquiry, found, go_on)?;
    linked::look(inquiry, found, go_on)?;
    dependences::look(inquiry, dependences, found, go_on)?;
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
            let stands = |segment: &&Segment| segment.agreement.n >= least;
            self.segments.iter().rev().find(stands)
        };
        let segment = last(2).or_else(|| last(1));
        segment.and_then(|segment| segment.from.or(segment.to)).unwrap_or(Day::MIN)
    }
}
