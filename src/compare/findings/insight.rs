//! Everything that can be told about a question, brought into order.

use std::collections::{BTreeMap, HashSet};
use std::iter;
use std::ops::ControlFlow;

use super::finding::most_told;
use super::inquiry::{Inquiry, Known};
use super::{
    EarlierCopy, Finding, FindingKey, FindingKind, at_day, dependences, echoes, hinges, linked,
    may_be_one, newer_copies, over_time, passed_on, revisions, totals,
};
use crate::compare::robustness::{Asked, robustness};
use crate::compare::{
    Comparison, Dependence, GoOn, NotCountedWhy, Question, Robustness, Slice, compare,
    dependences as depending,
};
use crate::estimate::{Day, Loaded, Overlay};

/// Everything that can be told about a question, what would change the verdict most first.
///
/// They are of `on`, the day of which the verdict is told, or of the last day on which anybody
/// spoke where that is earlier or no day is given: of what comes after it nothing was said. The
/// same inputs give the same findings; the order of the files makes no difference.
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
    /// The day that the findings are of.
    pub at: Day,
    /// The [`findings`].
    pub found: Vec<Finding>,
    /// How sure the verdict of the day is.
    pub robustness: Robustness,
    /// Kinds of which there are too many to tell, and how many more there are.
    pub untold: BTreeMap<FindingKind, usize>,
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
    let at = comparison.day_of_findings(files, on);
    let slice = comparison.slice(files, at);
    let (comparison, slice) = (&comparison, &slice);
    let dependences = depending(files, overlay, question, go_on)?;
    // How sure the verdict is, is asked of the day itself, also after the last word on it.
    let day_itself = on.filter(|on| *on != at).map(|on| comparison.slice(files, on));
    let slices: Vec<&Slice> = iter::once(slice).chain(&day_itself).collect();
    let asked = Asked { files, overlay, question, comparison };
    let mut sure = robustness(asked, &slices, &dependences, go_on)?;
    let until = [on, question.to].into_iter().flatten().min().unwrap_or(Day::MAX);
    let (found, untold) = {
        let robustness = sure.first()?;
        let known = Known::of(comparison, slice);
        let inquiry = Inquiry {
            files,
            earlier,
            overlay,
            question,
            comparison,
            slice,
            robustness,
            until,
            known,
        };
        let mut found = Vec::new();
        match look_everywhere(&inquiry, dependences, &mut found, go_on) {
            ControlFlow::Continue(()) => ranked(found, question),
            ControlFlow::Break(()) => return None,
        }
    };
    let robustness = sure.pop()?;
    Some(Insight { at, found, untold, robustness })
}

/// One kind of finding after the other.
fn look_everywhere(
    inquiry: &Inquiry<'_>,
    dependences: Vec<Dependence>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    at_day::look(inquiry, found);
    may_be_one::look(inquiry, found);
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

/// In the order in which they are told, each once, and of no kind too many: what rests on something
/// that stands first, then what would change the verdict most. With how many more of a kind there
/// are.
fn ranked(
    mut found: Vec<Finding>,
    question: &Question,
) -> (Vec<Finding>, BTreeMap<FindingKind, usize>) {
    for finding in &mut found {
        finding.stands &= question.from.is_none_or(|from| from <= finding.day);
    }
    found.sort_by(|a, b| {
        let by_standing = b.stands.cmp(&a.stands).then(b.weight.total_cmp(&a.weight));
        by_standing.then_with(|| a.kind().cmp(&b.kind())).then_with(|| a.key.cmp(&b.key))
    });
    let mut keys: HashSet<FindingKey> = HashSet::new();
    found.retain(|finding| keys.insert(finding.key.clone()));
    let mut of_kind: BTreeMap<FindingKind, usize> = BTreeMap::new();
    found.retain(|finding| {
        let many = of_kind.entry(finding.kind()).or_default();
        *many = many.saturating_add(1);
        *many <= most_told(finding.kind())
    });
    of_kind.retain(|kind, many| {
        *many = many.saturating_sub(most_told(*kind));
        *many > 0
    });
    (found, of_kind)
}

impl Comparison {
    /// The day of which there are findings: the one given, but none after the last on which anybody
    /// spoke, and none after those asked about.
    pub(super) fn day_of_findings(&self, files: &[Loaded], on: Option<Day>) -> Day {
        let last = self.last_day_spoken_of(files);
        let given = [on, self.question.to, last].into_iter().flatten().min();
        given.unwrap_or(Day::MIN)
    }

    /// The last day of which anybody that counts said something.
    #[must_use]
    pub fn last_day_spoken_of(&self, files: &[Loaded]) -> Option<Day> {
        use NotCountedWhy as Why;
        let dated = self.dated(files);
        let counted = self.voices.iter().zip(&self.tracks).filter(|(voice, _)| voice.is_counted());
        // In as-of order, the last one of each voice is enough.
        let last = counted.filter_map(|(_, track)| {
            let mut latest = track.statements.iter().rev();
            latest.find(|(_, why)| !matches!(why, Some(Why::Projection)))
        });
        last.map(|(of, _)| dated.period(*of).1).max()
    }
}
