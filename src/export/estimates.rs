//! Estimates of several files as one file in the native format.

use crate::estimate::{Estimate, Ledger, Loaded, NotTaken, Source, Statement};
use crate::files::write_estimates;

/// The estimates that `wanted` takes, as stated, file by file in the order of each, as one
/// `.estimates.ron` under these comments. Files without such an estimate stay out.
///
/// # Errors
/// In one sentence, when two files call different estimates by one id, as which of them another one
/// refers to could not be told any more; or when they say different things of one source.
pub fn estimates_ron(
    files: &[Loaded],
    comments: &[String],
    wanted: impl Fn(Estimate<'_>) -> bool,
) -> Result<String, String> {
    let has_any = |file: &&Loaded| file.ledger.estimates().any(&wanted);
    let with_some: Vec<&Loaded> = files.iter().filter(has_any).collect();
    if let [only] = with_some.as_slice() {
        return Ok(write_estimates(comments, &only.ledger.filtered(wanted)));
    }
    let mut builder = Ledger::builder();
    let mut record: u32 = 0;
    for file in &with_some {
        file.ledger.events().iter().cloned().for_each(|event| builder.push_event(event));
        for estimate in file.ledger.each_in_file_order().filter(|one| wanted(*one)) {
            record = record.saturating_add(1);
            let statement = Statement { record, line: 0, ..estimate.to_statement() };
            builder.push(&statement).map_err(|error| match error {
                NotTaken::DuplicateId { id, .. } => format!(
                    "Two of the open files call an estimate “{id}”; export one file at a time, or \
                     save all of them as a session"
                ),
                other => format!("The estimates do not fit into one file: {other}"),
            })?;
        }
    }
    let joined = builder.finish();
    match with_some.iter().flat_map(|file| file.ledger.sources()).find(|(_, source)| {
        joined.sources().any(|(_, other)| other.label == source.label && !goes_with(source, other))
    }) {
        None => Ok(write_estimates(comments, &joined)),
        Some((_, source)) => Err(format!(
            "Two of the open files say different things of {}; export one file at a time, or save \
             all of them as a session",
            source.label
        )),
    }
}

/// Whether all that the one says of a source is what the other says.
fn goes_with(one: &Source, other: &Source) -> bool {
    let mut facts = one.facts.clone();
    facts.complete_from(&other.facts);
    facts == other.facts
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::Arc;

    use super::*;
    use crate::estimate::FileSlot;
    use crate::files::{ReadOptions, read};

    fn loaded(slot: u16, rows: &str) -> Loaded {
        let table = format!("id,date,source,quantity,best,derived_from\n{rows}");
        let go_on = &mut |_| ControlFlow::Continue(());
        let reading =
            read("a.csv", table.as_bytes(), &ReadOptions::default(), go_on).expect("read");
        Loaded { slot: FileSlot(slot), ledger: Arc::new(reading.ledger) }
    }

    #[test]
    fn two_files_become_one_that_reads_back() {
        let files = [
            loaded(1, "a,2024-12-23,A,killed,5,\nb,2024-12-24,B,killed,5,a\n"),
            loaded(2, ",2024-12-25,C,killed,7,\n,2024-12-25,C,deployed,9,\n"),
        ];
        let is_killed = |one: Estimate<'_>| one.measure().quantity.to_string() == "killed";
        let text = estimates_ron(&files, &[], is_killed).expect("no id twice");
        let go_on = &mut |_| ControlFlow::Continue(());
        let again = read("b.estimates.ron", text.as_bytes(), &ReadOptions::default(), go_on);
        let ledger = again.expect("readable").ledger;
        let labels: Vec<&str> = ledger.in_file_order().iter().map(Estimate::label).collect();
        assert_eq!(labels, ["A", "B", "C"]);
        assert!(ledger.in_file_order()[1].is_echo());
    }

    #[test]
    fn two_files_that_describe_one_source_otherwise_are_refused_in_a_sentence() {
        let of = |slot, id: &str, country: &str| {
            let mut statement =
                loaded(slot, &format!("{id},2024-12-23,A,killed,5,\n")).ledger.in_file_order()[0]
                    .to_statement();
            statement.facts.country = Some(country.to_owned());
            let mut builder = Ledger::builder();
            builder.push(&statement).expect("one");
            Loaded { slot: FileSlot(slot), ledger: Arc::new(builder.finish()) }
        };
        let refused = estimates_ron(&[of(1, "a", "Poland"), of(2, "b", "Latvia")], &[], |_| true);
        assert!(refused.is_err_and(|why| why.contains("different things of A")));
        assert!(
            estimates_ron(&[of(1, "a", "Poland"), of(2, "b", "Poland")], &[], |_| true).is_ok()
        );
    }

    #[test]
    fn one_id_for_two_estimates_is_refused_in_a_sentence() {
        let files =
            [loaded(1, "a,2024-12-23,A,killed,5,\n"), loaded(2, "a,2024-12-25,C,killed,7,\n")];
        let refused = estimates_ron(&files, &[], |_| true);
        assert!(refused.is_err_and(|why| why.contains("“a”")));
        assert!(estimates_ron(&files, &[], |one| one.label() == "C").is_ok());
    }
}
