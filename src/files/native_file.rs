//! Reading the native format: each estimate by itself, with the file's tables at hand.

use std::borrow::Cow;

use super::containers::ron::{
    At, NativeFile, Opened, Places, element, is_well_formed, open, open_cut,
};
use super::containers::{Doubt, warn};
use super::doubts::{FileSays, Spot, examine, far_dates, over_the_file, two_values};
use super::field::Field;
use super::native::EstimateRecord;
use super::plain_record::plain_record;
use super::problem::Problems;
use super::problem_fact::{ProblemFact, Unparsed};
use super::reading::{OnProgress, Progress, ReadOptions, Reading, is_time_to_report, push};
use super::totals::examine_totals;
use super::unreadable::Unreadable;
use crate::estimate::{Event, Ledger, LedgerBuilder, Measure};

/// The name under which the native format is reported.
const FORMAT: &str = "estimates";

pub(super) fn read(
    text: &str,
    doubts: &[Doubt],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    let total = text.len() as u64;
    let mut report = |bytes_read, estimates| {
        let told = progress(Progress { bytes_read, bytes_total: total, estimates });
        if told.is_break() { Err(Unreadable::Stopped) } else { Ok(()) }
    };
    report(0, 0)?;
    if let Some(opened) = open_cut(text)
        && let Some(reading) = read_opened(opened, text, doubts, options, &mut report)?
    {
        return Ok(reading);
    }
    let reading = read_opened(open(text)?, text, doubts, options, &mut report)?;
    reading.ok_or(Unreadable::NoRows)
}

/// Reads a file whose frame was read; none where one of its elements is no RON, which makes the
/// whole file none.
fn read_opened(
    (file, unknown): Opened<'_>,
    text: &str,
    doubts: &[Doubt],
    options: &ReadOptions,
    report: &mut dyn FnMut(u64, usize) -> Result<(), Unreadable>,
) -> Result<Option<Reading>, Unreadable> {
    if !file.events.iter().all(|raw| is_well_formed(raw)) {
        return Ok(None);
    }
    let mut problems = Problems::default();
    doubts.iter().for_each(|doubt| warn(doubt, &mut problems));
    unknown_fields(&unknown, 0, &mut problems);
    for asked in &options.mappings {
        let (name, missing) = (asked.name().to_owned(), Vec::new());
        problems.warning(0, None, ProblemFact::MappingNotUsed { name, missing });
    }
    let mut builder = Ledger::builder();
    builder.set_title(file.title.clone());
    let mut places = Places::new(text);
    // Wherever the events stand, their places are looked for from the start.
    events(&file, &mut Places::new(text), &mut builder, &mut problems);
    let mut rows: u32 = 0;
    for raw in &file.estimates {
        rows = rows.saturating_add(1);
        let (at, offset) = places.of(raw);
        if is_time_to_report(rows) {
            report(offset as u64, builder.len())?;
        }
        let mut unknown = Vec::new();
        let read = match plain_record(raw) {
            Some(record) => Ok(record),
            None => element(raw, at, &mut unknown),
        };
        match read {
            Ok(record) => estimate(record, rows, at, &file, &mut builder, &mut problems)?,
            Err(_) if !is_well_formed(raw) => return Ok(None),
            Err((at, says)) => {
                let fact = ProblemFact::BadRecord(Unparsed::At { column: at.column, says });
                problems.error(at.line, None, fact);
            }
        }
        unknown_fields(&unknown, at.line, &mut problems);
    }
    report(text.len() as u64, builder.len())?;
    let ledger = builder.finish();
    over_the_file(&ledger, &mut problems);
    far_dates(&ledger, field_name, &mut problems);
    examine_totals(&ledger, &mut problems);
    let (format, problems) = (FORMAT.to_owned(), problems.finish());
    Ok(Some(Reading { ledger, format, rows, problems, summed: None, by: None }))
}

fn events(
    file: &NativeFile<'_>,
    places: &mut Places<'_>,
    builder: &mut LedgerBuilder,
    problems: &mut Problems,
) {
    for raw in &file.events {
        let (at, _) = places.of(raw);
        let mut unknown = Vec::new();
        match element::<Event>(raw, at, &mut unknown) {
            Ok(event) => builder.push_event(event),
            Err((at, says)) => {
                let fact = ProblemFact::BadEvent(Unparsed::At { column: at.column, says });
                problems.error(at.line, None, fact);
            }
        }
        unknown_fields(&unknown, at.line, problems);
    }
}

fn estimate(
    record: EstimateRecord<Cow<'_, str>>,
    number: u32,
    at: At,
    file: &NativeFile<'_>,
    builder: &mut LedgerBuilder,
    problems: &mut Problems,
) -> Result<(), Unreadable> {
    let said = FileSays { how: record.how, standing: record.standing };
    let has_two_values = record.has_two_values();
    let is_assumed = record.as_of.is_none() && record.published.is_some();
    let stated = record.into_statement::<&Measure>(&file.measures, &file.sources);
    let mut statement = match stated {
        Ok(statement) => statement,
        Err(error) => {
            problems.error(at.line, None, error.into());
            return Ok(());
        }
    };
    if has_two_values {
        two_values(at.line, field_name(Field::Value), problems);
    }
    if is_assumed {
        problems.repeated(at.line, "as_of", "", ProblemFact::AssumedDate);
    }
    // Files are numbered by where their estimates stand.
    statement.record = number;
    statement.line = at.line;
    let spot = Spot { line: at.line, name_of: &field_name };
    examine(&mut statement, said, &spot, problems);
    push(builder, &mut statement, Some("id"), problems)
}

fn unknown_fields(unknown: &[String], line: u32, problems: &mut Problems) {
    for path in unknown {
        let name = path.rsplit('.').next().unwrap_or(path);
        problems.repeated(line, name, "", ProblemFact::UnknownField(name.to_owned()));
    }
}

/// The fields of the native format that are spoken of here.
fn field_name(field: Field) -> Option<&'static str> {
    match field {
        Field::Url => Some("url"),
        Field::Published => Some("published"),
        Field::Retracted => Some("retracted"),
        Field::How => Some("how"),
        Field::Value => Some("value"),
        Field::Low => Some("low"),
        Field::Best => Some("best"),
        Field::High => Some("high"),
        _ => None,
    }
}
