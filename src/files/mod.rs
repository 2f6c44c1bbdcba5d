//! Estimate files: bytes in, a ledger and a list of problems out.
//!
//! [`read`] first finds the *container* (bytes → records with their places), then, for a table, the
//! *mapping* (records → estimates); where the rows of a table are no estimates yet, they become such
//! in between, in [`shapes`]. For a table that no mapping fits, [`proposal`] makes one. No container knows a publisher, no mapping knows a container,
//! and publishers' formats are files in `assets/mappings`, not code. One bad row never costs the
//! others; what is wrong or doubtful comes back as [`Problem`]s with a place, and nothing is put
//! right in silence. [`write_estimates`] writes the native format.
//!
//! What an estimate is when it is written is one record, [`native::EstimateRecord`]; a table has it
//! [in one row](native::in_one_row), with a column for every [`Field`]. A field is added there, and
//! a test demands it of every other form.
//!
//! What must never be: a container that knows a field or a mapping that knows a container (they
//! share the type of a cell and nothing else); a sentence made here, as a [`ProblemFact`] is enough; a file
//! opened, a source taken for another, a number put right without a problem that tells of it.

#![warn(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod cells;
mod containers;
mod date_marks;
mod date_order;
mod dates;
mod doubts;
mod facts;
mod field;
mod footnotes;
mod guard;
mod keyed;
mod mappings;
mod month_names;
pub mod native;
mod native_file;
mod native_line;
mod native_text;
mod number_marks;
mod numbers;
mod one_file;
mod percent;
mod period;
mod plain_record;
mod problem;
mod problem_fact;
mod proposal;
pub mod publications;
mod query;
mod reading;
mod shapes;
mod source;
mod table;
mod together;
mod total_rows;
mod totals;
mod unreadable;
mod write;

use std::sync::Arc;

pub use containers::giving_up::gives_up_on_a_file;
pub use date_order::{CopyDates, DateOrder};
pub use dates::{NoDateByHand, date_by_hand};
pub use doubts::host_of;
pub(crate) use doubts::{examine_entry, is_url};
pub use field::Field;
pub use guard::{guarded, unguarded};
pub(crate) use mappings::nearest;
pub use mappings::{
    AskedSums, BadMapping, Dialect, FilledMark, InDatabase, Length, Mapping, NotInSql, Otherwise,
    Quantiles, RowFilter, RowPart, Rule, Spread, SqlStatement, Sum, Unit, WrittenAs,
};
pub use numbers::BadNumber;
#[cfg(feature = "window")]
pub(crate) use numbers::number_by_hand;
pub(crate) use percent::percent_decoded;
pub use period::Period;
pub use problem::{Problem, Severity};
pub use problem_fact::{
    Columns, DateLacking, DateMeant, DatesToldBy, FactDiffering, Lost, NumbersToldBy, PartOfFile,
    ProblemFact, Reference, UnknownWord, Unnamed, Unparsed, ValueLacking, WrongDate, WrongNumber,
};
pub use proposal::{Lacking, NumberOf, PROPOSED, Proposal, ProposedColumn, Remark, Seems, ToldBy};
pub use query::{BadQuery, EventsQuery, is_query_name};
pub use reading::{
    OnProgress, OnSums, Progress, ReadBy, ReadOptions, Reading, RememberedMapping, SummedBy,
};
pub use source::Source;
pub use unreadable::{Bomb, Foreign, Unreadable, Unsupported};
pub use write::write_estimates;

/// Reads the bytes of one file. `name` is its file name, which decides the container only where the
/// content leaves a choice.
///
/// # Errors
/// When there is nothing in it that can be read; and
/// [`Unreadable::Stopped`] when `progress` said so.
///
/// ```
/// use std::ops::ControlFlow;
/// use parallax::files::{ReadOptions, read};
///
/// let table = b"date,source,quantity,low,high\n2026-06-30,CSIS,killed,\"400,000\",\"450,000\"\n";
/// let reading = read("a.csv", table, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()))?;
/// assert_eq!((reading.format.as_str(), reading.rows, reading.ledger.len()), ("estimates", 1, 1));
/// assert!(reading.problems.is_empty());
/// # Ok::<(), parallax::files::Unreadable>(())
/// ```
pub fn read(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    if let Some(member) = containers::packed::unpacked(name, bytes)? {
        let is_packed_again = containers::packed::unpacked(&member.name, &member.bytes)
            .map_or(true, |again| again.is_some());
        if is_packed_again {
            return Err(Unreadable::Bomb(Bomb::Nested(member.name)));
        }
        return unzipped(&member.name, &member.bytes, options, progress);
    }
    unzipped(name, bytes, options, progress)
}

/// Reads single events that are summed, and too many to be held: a table in text in UTF-8, as it is or
/// packed by gzip or zstd or alone in a zip archive, or Parquet files. What comes of one is what
/// [`read`] makes of the same bytes, of which no more than a few MB are held at once. Of several, as in
/// a folder, each goes by its path in that: `country=Upland/2030.parquet` says what stands in a column
/// of all of its rows.
///
/// None where it holds anything else, or a quotation mark of which only the whole file tells whether
/// it is one.
///
/// ```
/// use std::ops::ControlFlow;
/// use std::sync::Arc;
/// use parallax::files::{ReadOptions, Source, read_events};
///
/// let events = "id,dyad_name,country,date_start,date_end,low,best,high\n\
///               1,A - B,Upland,2030-01-02,2030-01-02,1,2,5\n\
///               2,A - B,Upland,2030-01-09,2030-01-10,0,3,3\n";
/// let source: Arc<dyn Source> = Arc::new(events.replace("id,", "relid,").into_bytes());
/// let options = ReadOptions::default();
/// let parts = [("a.csv".to_owned(), source)];
/// let go_on = &mut |_| ControlFlow::Continue(());
/// let read = read_events("a.csv", &parts, &options, go_on, &mut |_| ());
/// let reading = read.expect("a table of events")?;
/// assert_eq!((reading.rows, reading.ledger.len()), (2, 1));
/// # Ok::<(), parallax::files::Unreadable>(())
/// ```
pub fn read_events(
    name: &str,
    parts: &[(String, Arc<dyn Source>)],
    options: &ReadOptions,
    progress: OnProgress<'_>,
    sums: OnSums<'_>,
) -> Option<Result<Reading, Unreadable>> {
    table::read_flowing(name, parts, options, progress, sums)
}

/// What the names of files that are read end in, without the point: tables, and archives of them.
pub fn readable_endings() -> impl Iterator<Item = &'static str> {
    containers::packed::READABLE_ENDINGS.into_iter().chain(["zip"])
}

/// Whether a file may be one that is read, by its name. A question to a database is opened by itself
/// alone.
#[must_use]
pub fn is_readable_name(name: &str) -> bool {
    containers::packed::is_readable_name(name) && !is_query_name(name.as_ref())
}

/// Several files, each with its name, as one archive, to be [read](read) as one.
///
/// # Errors
/// When there is none, or one is packed and broken.
pub fn as_archive(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Unreadable> {
    containers::packed::archive(files)
}

/// The name of a file and what it holds.
pub type NamedBytes = (String, Vec<u8>);

/// The readable files in a zip archive, each with its name, in the order of the names; none where it
/// is a workbook or no zip archive.
///
/// # Errors
/// When it is broken, unpacks to more than an honest file does, or holds nothing readable.
pub fn in_archive(bytes: &[u8]) -> Result<Option<Vec<NamedBytes>>, Unreadable> {
    let members = containers::packed::members(bytes)?;
    Ok(members.map(|all| all.into_iter().map(|one| (one.name, one.bytes)).collect()))
}

/// Reads a file, or the files in a zip archive.
fn unzipped(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    match containers::packed::members(bytes)? {
        Some(members) => together::read(&members, options, progress),
        None => one_file::read(name, bytes, options, progress),
    }
}

#[cfg(test)]
mod tests;
