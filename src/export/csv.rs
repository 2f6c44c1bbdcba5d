//! Estimates as CSV, in the vocabulary that the program reads.

use super::tables::Column;
use super::tables::estimates::{fields, stated};
use crate::estimate::{Estimate, Loaded};

/// Every estimate that `wanted` takes, as stated, a row each, with a column for every
/// [`Field`](crate::files::Field).
///
/// A text cell that a spreadsheet would take for a formula is led by an apostrophe.
///
/// # Errors
/// Never for data that a ledger can hold; the error of the writer otherwise.
pub fn estimates_csv(
    files: &[Loaded],
    wanted: impl Fn(Estimate<'_>) -> bool,
) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(fields().map(Column::word))?;
    for estimate in files.iter().flat_map(|file| file.ledger.each_in_file_order()) {
        if wanted(estimate) {
            writer.write_record(stated(estimate)?.iter().map(|cell| cell.csv().into_owned()))?;
        }
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::Arc;

    use super::*;
    use crate::estimate::FileSlot;
    use crate::files::{Problem, ReadOptions, read};

    fn loaded(table: &[u8]) -> Loaded {
        let mut go_on = |_| ControlFlow::Continue(());
        let reading = read("a.csv", table, &ReadOptions::default(), &mut go_on).expect("readable");
        let odd = |problem: &&Problem| problem.code() != "assumed-date";
        assert_eq!(reading.problems.iter().find(odd), None);
        Loaded { slot: FileSlot(1), ledger: Arc::new(reading.ledger) }
    }

    #[test]
    fn what_an_estimate_replaces_is_read_back() {
        let table = concat!(
            "id,date,source,quantity,best,how,supersedes\n",
            "a,2024-12-21,A,killed,1,exact,\n",
            "b,2024-12-22,A,killed,2,exact,a\n",
            "c,2024-12-23,A,killed,3,exact,\"a, b\"\n",
        );
        let stated = loaded(table.as_bytes());
        let written = estimates_csv(std::slice::from_ref(&stated), |_| true).expect("written");
        let again = loaded(&written);
        let third = again.ledger.in_file_order()[2];
        assert_eq!(third.supersedes().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(again.ledger, stated.ledger);
    }

    #[test]
    fn what_was_taken_back_inferred_or_said_of_a_source_is_read_back() {
        let table = concat!(
            "id,date,source,quantity,best,how,published,dates_inferred,retracted,country\n",
            "a,2024-12-21,A,killed,1,exact,2024-12-23,yes,2025-01-02,Poland\n",
            "b,2024-12-22,A,killed,2,exact,2024-12-22,yes,,Poland\n",
            "c,,A,killed,3,exact,2024-12-24,,,Poland\n",
        );
        let stated = loaded(table.as_bytes());
        let first = stated.ledger.in_file_order()[0];
        assert!(first.as_of().is_assumed() && first.retracted().is_some());
        let written = estimates_csv(std::slice::from_ref(&stated), |_| true).expect("written");
        assert_eq!(loaded(&written).ledger, stated.ledger);
    }

    #[test]
    fn a_name_that_looks_like_a_formula_comes_back_as_it_was() {
        let labels = ["-unnamed official-", "=sum", "''-quoted-", "'plain", "+one"];
        let rows = labels.map(|label| format!("2024-12-21,{label},killed,-,1\n"));
        let table = format!("date,source,quantity,population,best\n{}", rows.concat());
        let stated = loaded(table.as_bytes());
        let names = |of: &Loaded| -> Vec<String> {
            of.ledger.in_file_order().iter().map(|one| one.label().to_owned()).collect()
        };
        let written = estimates_csv(std::slice::from_ref(&stated), |_| true).expect("written");
        let again = loaded(&written);
        assert_eq!(names(&again), names(&stated));
        assert_eq!(names(&again)[0], labels[0]);
        assert_eq!(again.ledger.in_file_order()[0].measure().population, "-");
    }
}
