//! Estimates as CSV, in the vocabulary that the program reads.

use crate::estimate::{Estimate, Loaded};

const COLUMNS: [&str; 33] = [
    "id",
    "population",
    "quantity",
    "place",
    "basis",
    "source",
    "low",
    "best",
    "high",
    "how",
    "value",
    "wording",
    "as_of_start",
    "as_of",
    "precision",
    "dates_inferred",
    "published",
    "standing",
    "relays",
    "outlet",
    "url",
    "derived_from",
    "supersedes",
    "retracted",
    "grade",
    "likelihood",
    "confidence",
    "note",
    "origin",
    "kind",
    "affiliation",
    "country",
    "party",
];

/// Every estimate that `wanted` takes, as stated, a row each.
///
/// A text cell that a spreadsheet would take for a formula is led by an apostrophe.
///
/// # Errors
/// Never for data that a ledger can hold; the error of the CSV writer otherwise.
pub fn estimates_csv(
    files: &[Loaded],
    wanted: impl Fn(Estimate<'_>) -> bool,
) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for estimate in files.iter().flat_map(|file| file.ledger.in_file_order()) {
        if wanted(estimate) {
            writer.write_record(row(estimate))?;
        }
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn row(estimate: Estimate<'_>) -> [String; 33] {
    let number = |part: Option<f64>| part.map(|n| n.to_string()).unwrap_or_default();
    let text = |text: Option<&str>| guarded(text.unwrap_or_default());
    let bounds = estimate.bounds();
    let measure = estimate.measure();
    let as_of = estimate.as_of();
    let facts = &estimate.source().facts;
    let grading = estimate.grading();
    // An as of that merely repeats the published day is left for the reader to assume again.
    let is_plain = as_of.is_assumed() && estimate.published() == Some(as_of.to());
    let day = |day: String| if is_plain { String::new() } else { day };
    [
        text(estimate.stated_id()),
        guarded(&measure.population),
        guarded(&String::from(measure.quantity.clone())),
        guarded(&measure.place.to_string()),
        measure.basis.word().to_owned(),
        guarded(estimate.label()),
        number(bounds.and_then(|b| b.low())),
        number(bounds.and_then(|b| b.best())),
        number(bounds.and_then(|b| b.high())),
        bounds.map(|b| b.how().written()).unwrap_or_default(),
        match estimate.value() {
            crate::estimate::Value::Bounds(_) => String::new(),
            crate::estimate::Value::Direction(direction) => direction.words().replace(' ', "_"),
            other => other.word().to_owned(),
        },
        text(estimate.wording()),
        if as_of.from() == as_of.to() { String::new() } else { as_of.from().to_string() },
        day(as_of.to().to_string()),
        day(as_of.precision().word().to_owned()),
        if as_of.is_assumed() && !is_plain { "yes".to_owned() } else { String::new() },
        estimate.published().map(|day| day.to_string()).unwrap_or_default(),
        estimate.standing().word().to_owned(),
        guarded(&estimate.relays().collect::<Vec<_>>().join(" > ")),
        text(estimate.outlet()),
        text(estimate.url()),
        text(estimate.derived_from()),
        guarded(&estimate.supersedes().collect::<Vec<_>>().join(", ")),
        estimate.retracted().map(|day| day.to_string()).unwrap_or_default(),
        grading.admiralty(),
        text(grading.likelihood.as_deref()),
        text(grading.confidence.as_deref()),
        text(estimate.note()),
        text(facts.origin.as_deref()),
        facts.kind.map(|kind| kind.word().to_owned()).unwrap_or_default(),
        guarded(&facts.affiliation.join(" / ")),
        text(facts.country.as_deref()),
        facts.party.map(|party| if party { "yes" } else { "no" }.to_owned()).unwrap_or_default(),
    ]
}

/// A text cell, led by an apostrophe where a spreadsheet would run it as a formula.
pub(crate) fn guarded(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if text.parse::<f64>().is_err() => {
            format!("'{text}")
        }
        _ => text.to_owned(),
    }
}

/// A cell as it was before it was [guarded].
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if guarded(text) == cell => text,
        _ => cell,
    }
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
            "c,,A,killed,3,exact,2024-12-22,,,Poland\n",
        );
        let stated = loaded(table.as_bytes());
        let first = stated.ledger.in_file_order()[0];
        assert!(first.as_of().is_assumed() && first.retracted().is_some());
        let written = estimates_csv(std::slice::from_ref(&stated), |_| true).expect("written");
        assert_eq!(loaded(&written).ledger, stated.ledger);
    }

    #[test]
    fn a_cell_is_never_run_as_a_formula() {
        for (text, cell) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+1-2", "'+1-2"),
            ("-5", "-5"),
            ("ROK NIS", "ROK NIS"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }
}
