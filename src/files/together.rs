//! Several files that came as one: the members of an archive.

use super::containers::packed::Member;
use super::one_file;
use super::problem::Problems;
use super::problem_fact::{PartOfFile, ProblemFact};
use super::reading::{OnProgress, ReadOptions, Reading, push};
use super::unreadable::Unreadable;
use crate::estimate::Ledger;

/// Reads the files of an archive: those that are read in the same way as the first that can be read
/// are one, and the others are told.
///
/// # Errors
/// Why the first file was not read, where none was.
pub(super) fn read(
    members: &[Member],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    if let [only] = members {
        return one_file::read(&only.name, &only.bytes, options, progress);
    }
    let (mut read, mut others) = (Vec::new(), Vec::new());
    let mut first_error = None;
    for member in members {
        match one_file::read(&member.name, &member.bytes, options, progress) {
            Err(Unreadable::Stopped) => return Err(Unreadable::Stopped),
            Err(error) => {
                first_error.get_or_insert(error);
                others.push(member.name.clone());
            }
            Ok(reading) => read.push((member.name.clone(), reading)),
        }
    }
    let Some(format) = read.first().map(|(_, reading)| reading.format.clone()) else {
        return Err(first_error.unwrap_or(Unreadable::Empty));
    };
    let is_same = |(_, reading): &(String, Reading)| reading.format == format;
    let (joined, rest): (Vec<_>, Vec<_>) = read.into_iter().partition(is_same);
    others.extend(rest.into_iter().map(|(name, _)| name));
    let names: Vec<String> = joined.iter().map(|(name, _)| name.clone()).collect();
    let mut problems = Problems::default();
    let what = PartOfFile::Member;
    if !others.is_empty() {
        let read = names.first().cloned().unwrap_or_default();
        problems.warning(0, None, ProblemFact::PartsNotRead { what, read, others });
    }
    if names.len() > 1 {
        problems.warning(0, None, ProblemFact::PartsJoined { what, names });
    }
    let readings: Vec<Reading> = joined.into_iter().map(|(_, reading)| reading).collect();
    merged(readings, format, problems)
}

/// One reading of several: records are counted on, lines stay those of their own file.
fn merged(
    readings: Vec<Reading>,
    format: String,
    mut problems: Problems,
) -> Result<Reading, Unreadable> {
    let mut builder = Ledger::builder();
    let mut rows: u32 = 0;
    let (mut told, mut summed, mut by) = (Vec::new(), None, None);
    for reading in readings {
        builder.set_title(reading.ledger.title().map(str::to_owned));
        reading.ledger.events().iter().cloned().for_each(|event| builder.push_event(event));
        for estimate in reading.ledger.each_in_file_order() {
            let mut statement = estimate.to_statement();
            statement.record = statement.record.saturating_add(rows);
            push(&mut builder, &mut statement, None, &mut problems)?;
        }
        rows = rows.saturating_add(reading.rows);
        told.extend(reading.problems);
        summed = summed.or(reading.summed);
        by = by.or(reading.by);
    }
    let mut all = problems.finish();
    all.extend(told);
    Ok(Reading { ledger: builder.finish(), format, rows, problems: all, summed, by })
}
