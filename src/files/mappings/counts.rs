//! What is counted of the rows that a database sums, so that of them is told what a file would be told
//! for.

use crate::files::period::Period;
use crate::files::problem::{Problem, Severity};
use crate::files::problem_fact::{Columns, DateLacking, ProblemFact};

/// What a count is of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Counts {
    /// All rows of the table.
    All,
    /// Those that are not left out.
    Kept,
    /// Those that are summed.
    Used,
    WithoutDay,
    /// Those that have the id of another one that is summed.
    Again,
    /// Of more than a day, and those of them that begin in an earlier period.
    Long,
    Across,
    Inconsistent,
    /// Whose date is known no closer than to this.
    KnownTo(Period),
    /// Those that are summed and have no number in this column.
    Empty(String),
    /// Not rows, but sums of which a best or a high is not said, as some rows do not have it.
    Partial,
}

/// What was counted of this kind, of what was `told` count by count.
pub(super) fn counted(counts: &[Counts], told: &[u64], wanted: &Counts) -> u64 {
    let of = counts.iter().zip(told).find(|(count, _)| *count == wanted);
    of.map_or(0, |(_, told)| *told)
}

/// What there is to tell where so many rows were counted, over a period and maybe as an envelope.
pub(super) fn problems(
    counts: &[Counts],
    told: &[u64],
    (period, is_envelope): (Period, bool),
    filters: &[String],
) -> Vec<Problem> {
    let rows = |of: u64| u32::try_from(of).unwrap_or(u32::MAX);
    let count = |wanted: &Counts| counted(counts, told, wanted);
    let left_out = count(&Counts::All).saturating_sub(count(&Counts::Kept));
    let left_out = (left_out > 0)
        .then(|| ProblemFact::RowsLeftOut { rows: rows(left_out), columns: Columns::of(filters) });
    let across = rows(count(&Counts::Across));
    let each = counts.iter().zip(told).filter_map(|(count, told)| {
        let rows = rows(*told);
        let is_told = *told > 0 || *count == Counts::Used;
        let (column, fact) = match count {
            _ if !is_told => return None,
            Counts::All | Counts::Kept | Counts::Across => return None,
            Counts::Used => (None, ProblemFact::Summed { rows, period, is_envelope }),
            Counts::WithoutDay => (None, ProblemFact::NoDate(DateLacking::All)),
            Counts::Again => (None, ProblemFact::EventsAgain { rows, is_unordered: true }),
            Counts::Long => (None, ProblemFact::LongEvents { rows, across, period }),
            Counts::Inconsistent => (None, ProblemFact::InconsistentRows { rows }),
            Counts::KnownTo(known_to) => {
                (None, ProblemFact::KnownOnlyTo { rows, known_to: *known_to, period })
            }
            Counts::Partial => (None, ProblemFact::PartialSums { sums: rows }),
            Counts::Empty(column) => (Some(column.clone()), ProblemFact::NotCounted { rows }),
        };
        Some((column, fact, rows))
    });
    let left_out = left_out.map(|fact| (None, fact, 1));
    let all = left_out.into_iter().chain(each);
    let problem = |(column, fact, rows): (Option<String>, ProblemFact, u32)| {
        // Of a row without a day each is told; of what is summed it is told once.
        let (severity, again) = match fact {
            ProblemFact::NoDate(_) => (Severity::Error, rows.saturating_sub(1)),
            _ => (Severity::Warning, 0),
        };
        Problem { severity, line: None, column, fact, again }
    };
    all.map(problem).collect()
}
