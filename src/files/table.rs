//! Reading a table: finds the mapping that fits and goes through the table once for its estimates;
//! twice where its dates and numbers have to tell first how they are read.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::cells::Cells;
use super::containers::csv::CsvTable;
use super::containers::flow::{BrokeOff, Flow};
use super::containers::grid::Grid;
use super::containers::json::JsonRecords;
use super::containers::kind::Container;
use super::containers::parquet::ColumnTable;
use super::containers::workbook::{Sheet, chosen, sheets};
use super::containers::{Doubt, NextRecord, Record, Records, pages, warn};
use super::doubts::{Spot, examine, far_dates, over_the_file};
use super::facts::FactsSeen;
use super::field::Field;
use super::mappings::{Interpreter, Mapping};
use super::problem::{Problem, Problems};
use super::problem_fact::{Columns, PartOfFile, ProblemFact};
use super::proposal::{Proposal, Seems, is_header, propose};
use super::reading::{
    OnProgress, OnSums, Progress, ReadBy, ReadOptions, Reading, is_time_to_report, push,
};
use super::shapes::{Asked, Long, Shaped, SoFar, Through, fits_name, is_blank, shaped, stem};
use super::source::Source;
use super::totals::examine_totals;
use super::unreadable::Unreadable;
use crate::estimate::{Ledger, LedgerBuilder};

pub(super) fn read(
    name: &str,
    text: &str,
    doubts: &[Doubt],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    let table = CsvTable::new(text, |header| is_known(header, name, options));
    let mut problems = Problems::default();
    doubts.iter().chain(&table.doubts()).for_each(|doubt| warn(doubt, &mut problems));
    records(&table, Named::file(name, text.len()), options, progress, problems)
}

/// Reads a table of single events that is too long to be held; none where it is no such table, or where
/// what stands in a place of it depends on more than can be seen there.
pub(super) fn read_flowing(
    name: &str,
    parts: &[(String, Arc<dyn Source>)],
    options: &ReadOptions,
    progress: OnProgress<'_>,
    sums: OnSums<'_>,
) -> Option<Result<Reading, Unreadable>> {
    if options.sheet.is_some() || options.encoding.is_some() {
        return None;
    }
    if let Some(columns) = ColumnTable::of(parts) {
        return read_columns(name, columns, options, (progress, sums));
    }
    let [(_, source)] = parts else { return None };
    let fits = |header: &[String]| is_known(header, name, options);
    let flow = Flow::of(name, &**source, fits)?;
    let own_name = flow.name(name);
    fitting(flow.header(), own_name, options).filter(|found| found.mapping.sum().is_some())?;
    let mut problems = Problems::default();
    flow.doubts().iter().for_each(|doubt| warn(doubt, &mut problems));
    let total = usize::try_from(source.size()).unwrap_or(usize::MAX);
    let named = Named::file(own_name, total);
    let itself = (&flow as &dyn Records, Some(Long::Text(&flow)));
    let read = in_any_length(itself, named, options, (progress, sums), problems);
    match flow.broke_off() {
        None => Some(read),
        Some(BrokeOff::Unreadable(why)) => Some(Err(why)),
        Some(BrokeOff::NotSo | BrokeOff::Doubtful) => None,
    }
}

/// Reads single events from a Parquet file; none where it holds others.
fn read_columns(
    name: &str,
    columns: Result<ColumnTable, Unreadable>,
    options: &ReadOptions,
    told: (OnProgress<'_>, OnSums<'_>),
) -> Option<Result<Reading, Unreadable>> {
    let table = match columns {
        Ok(table) => table,
        Err(why) => return Some(Err(why)),
    };
    fitting(table.header(), name, options).filter(|found| found.mapping.sum().is_some())?;
    let named = Named::file(name, table.len());
    let itself = (&table as &dyn Records, Some(Long::Columns(&table)));
    let read = in_any_length(itself, named, options, told, Problems::default());
    Some(if table.is_broken_off() { Err(Unreadable::BrokenParquet) } else { read })
}

/// Reads objects as the rows of a table whose columns are their keys.
pub(super) fn read_json(
    name: &str,
    text: &str,
    doubts: &[Doubt],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    let document = JsonRecords::new(text, |header| is_known(header, name, options))?;
    let mut problems = Problems::default();
    doubts.iter().chain(&document.doubts).for_each(|doubt| warn(doubt, &mut problems));
    records(&document, Named::file(name, text.len()), options, progress, problems)
}

/// Reads a table that is in memory.
pub(super) fn read_grid(
    name: &str,
    grid: &Grid,
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    records(grid, Named::file(name, grid.len()), options, progress, Problems::default())
}

/// Reads the sheets of a workbook.
pub(super) fn read_workbook(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    let sheets = sheets(bytes, options.sheet.as_deref())?;
    read_sheets(name, (PartOfFile::Sheet, sheets), &[], options, progress)
}

/// Reads the tables of a page as the sheets of a workbook.
pub(super) fn read_page(
    name: &str,
    (kind, text): (Container, &str),
    doubts: &[Doubt],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    let (mut tables, astray) = match kind {
        Container::Html => pages::html(text)?,
        _ => pages::markdown(text),
    };
    if tables.is_empty() {
        return Err(Unreadable::NoTable);
    }
    let names = tables.iter().map(|table| table.name.clone()).collect();
    let names = chosen(names, options.sheet.as_deref())?;
    tables.retain(|table| names.contains(&table.name));
    let doubts = [doubts, astray.as_slice()].concat();
    read_sheets(name, (PartOfFile::Table, tables), &doubts, options, progress)
}

/// Reads the sheet that somebody knows how to read, with those of the same columns; the largest
/// where nobody knows any.
fn read_sheets(
    name: &str,
    (what, sheets): (PartOfFile, Vec<Sheet>),
    doubts: &[Doubt],
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, Unreadable> {
    let fits = |header: &[String]| is_known(header, name, options);
    let is_one = |header: &[String]| {
        fitting(header, name, options).is_some_and(|fitting| fitting.mapping.is_of_one_sheet())
    };
    let mut tables = tables_of(sheets, fits, is_one);
    let mapped =
        tables.iter().position(|(_, grid)| fitting(grid.header(), name, options).is_some());
    let fitting_one = mapped.or_else(|| tables.iter().position(|(_, grid)| fits(grid.header())));
    let largest = || {
        let sizes = tables.iter().enumerate().map(|(place, (_, grid))| (grid.len(), place));
        sizes.max_by_key(|(size, place)| (*size, usize::MAX.saturating_sub(*place)))
    };
    let place = fitting_one.or_else(|| Some(largest()?.1)).ok_or(Unreadable::Empty)?;
    let (names, mut grid) = tables.swap_remove(place);
    // A table on a page is called after the heading above it.
    if what == PartOfFile::Table {
        grid.titles.splice(0..0, names.first().cloned());
    }
    let mut problems = Problems::default();
    doubts.iter().chain(&grid.doubts).for_each(|doubt| warn(doubt, &mut problems));
    let read = names.first().cloned().unwrap_or_default();
    let sheet = read.clone();
    if names.len() > 1 {
        problems.warning(0, None, ProblemFact::PartsJoined { what, names });
    }
    let others: Vec<String> = tables.into_iter().flat_map(|(names, _)| names).collect();
    if !others.is_empty() {
        problems.warning(0, None, ProblemFact::PartsNotRead { what, read, others });
    }
    let sheet = (what == PartOfFile::Sheet).then_some(sheet.as_str());
    let file = Named { file: name, sheet, total: grid.len() };
    records(&grid, file, options, progress, problems)
}

/// The tables on sheets, those with the same columns as one, each with the names of its sheets.
fn tables_of(
    sheets: Vec<Sheet>,
    fits: impl Fn(&[String]) -> bool,
    is_one: impl Fn(&[String]) -> bool,
) -> Vec<(Vec<String>, Grid)> {
    let mut tables: Vec<(Vec<String>, Grid)> = Vec::new();
    for sheet in sheets {
        let Some(mut grid) = Grid::of_sheet(sheet.rows, &fits) else { continue };
        grid.doubts.extend(sheet.doubts);
        let known = tables.iter_mut().find(|(_, known)| known.has_columns_of(&grid));
        match known.filter(|_| !is_one(grid.header())) {
            Some((names, known)) => {
                names.push(sheet.name);
                known.join(grid);
            }
            None => tables.push((vec![sheet.name], grid)),
        }
    }
    tables
}

/// What a table is called, and how long it is.
#[derive(Clone, Copy)]
struct Named<'n> {
    file: &'n str,
    sheet: Option<&'n str>,
    total: usize,
}

impl<'n> Named<'n> {
    /// A table that is a whole file.
    fn file(file: &'n str, total: usize) -> Named<'n> {
        Named { file, sheet: None, total }
    }
}

fn records(
    table: &dyn Records,
    named: Named<'_>,
    options: &ReadOptions,
    progress: OnProgress<'_>,
    problems: Problems,
) -> Result<Reading, Unreadable> {
    in_any_length((table, None), named, options, (progress, &mut |_| ()), problems)
}

/// Reads a table, which may be too long to be held.
fn in_any_length(
    (table, long): (&dyn Records, Option<Long<'_>>),
    Named { file: name, sheet, total }: Named<'_>,
    options: &ReadOptions,
    (progress, sums): (OnProgress<'_>, OnSums<'_>),
    mut problems: Problems,
) -> Result<Reading, Unreadable> {
    let header = table.header();
    if header.len() > MOST_COLUMNS {
        return Err(Unreadable::TooManyColumns(header.len()));
    }
    let Fitting { mapping, told, proposal, is_asked } = match fitting(header, name, options) {
        Some(fitting) => fitting,
        None => proposed(table, options)?,
    };
    let (mapping, not_said) = Mapping::with_usual(mapping, header, (stem(name), sheet));
    let mapping = mapping.as_ref();
    told.into_iter().chain(not_said).for_each(|fact| problems.warning(0, None, fact));
    header_problems(header, mapping, &mut problems);
    let total = total as u64;
    let (period, group_by) = (options.period.as_deref(), options.group_by.as_deref());
    let asked = Asked { period, group_by, dates: options.dates };
    if mapping.sum().is_none()
        && let Some(option) = asked.without_use()
    {
        return Err(Unreadable::Unsupported(option));
    }
    let through = Through {
        problems: &mut problems,
        tell: tell_of,
        report: &mut |end, so_far: SoFar<'_>| {
            // What flows by is gone through once, unless all of it has to decide how it is read.
            let bytes_read = if long.is_some() { end as u64 } else { end as u64 / 2 };
            if let Some(so_far) = so_far {
                sums(&|| sums_so_far(&so_far(), mapping, options));
            }
            progress(Progress { bytes_read, bytes_total: total, estimates: 0 })
        },
        long,
    };
    let columns = header.to_vec();
    let shaped = shaped(table, name, mapping, asked, through)?;
    let summed = shaped.as_ref().filter(|_| mapping.sum().is_some());
    let of_sums = summed.map(|shaped| mapping.of_sums(shaped.group.as_deref()));
    let format = mapping;
    let mapping = of_sums.as_ref().unwrap_or(mapping);
    let made_of = shaped.as_ref().map(|shaped| shaped.rows);
    let summed = shaped.as_ref().and_then(|shaped| shaped.summed.clone());
    let table = shaped.as_ref().map_or(table, |shaped| &shaped.table as &dyn Records);
    let header = table.header();
    let mut pass = Pass { table, total, progress, told: 0 };
    if is_asked {
        tell_lost_columns(format, &[&columns[..], header].concat(), &mut problems);
    }
    let (interpreter, rows) = pass.rows(mapping, options, &mut problems)?;
    let (ledger, rows) = pass.finish(rows, mapping.title(), &mut problems)?;
    let rows = made_of.unwrap_or(rows);
    if rows == 0 {
        return Err(Unreadable::NoRows);
    }
    over_the_file(&ledger, &mut problems);
    far_dates(&ledger, |field| interpreter.column_of(0, field), &mut problems);
    examine_totals(&ledger, &mut problems);
    let problems = problems.finish();
    if let Some(seems) = proposal.as_ref().and_then(|proposal| seems(proposal, &problems)) {
        let proposal = proposal.map(|proposal| Box::new(proposal.seeming(seems)));
        return proposal.map_or(Err(Unreadable::NoRows), |proposal| {
            Err(Unreadable::NoMapping { proposal, nearest: None })
        });
    }
    let by = Some(Box::new(ReadBy { mapping: format.clone(), proposal }));
    let format = format.name().to_owned();
    Ok(Reading { ledger, format, rows, problems, summed, by })
}

/// What events that are summed by a mapping come to so far.
fn sums_so_far(sums: &Shaped, mapping: &Mapping, options: &ReadOptions) -> Option<Reading> {
    let of_sums = mapping.of_sums(sums.group.as_deref());
    let (mut problems, total) = (Problems::default(), sums.table.len() as u64);
    let progress = &mut |_| ControlFlow::Continue(());
    let mut pass = Pass { table: &sums.table, total, progress, told: 0 };
    let (_, rows) = pass.rows(&of_sums, options, &mut problems).ok()?;
    let (ledger, _) = pass.finish(rows, mapping.title(), &mut problems).ok()?;
    let (format, summed) = (mapping.name().to_owned(), sums.summed.clone());
    Some(Reading { ledger, format, rows: sums.rows, problems: Vec::new(), summed, by: None })
}

/// Tells what a container finds of a record, in a table of so many columns.
fn tell_of(found: &NextRecord<'_>, columns: usize, problems: &mut Problems) {
    match found {
        NextRecord::Read(record) => {
            record.doubts.iter().for_each(|doubt| warn(doubt, problems));
            ragged(record, columns, problems);
        }
        NextRecord::Lost(doubt) => {
            problems.error(doubt.line, doubt.key.as_deref(), doubt.fact.clone());
        }
    }
}

/// What a table that was read by a proposal turns out not to be, unless it was said what its numbers
/// are.
fn seems(proposal: &Proposal, problems: &[Problem]) -> Option<Seems> {
    if proposal.constants().contains_key(&Field::Basis) {
        return None;
    }
    problems.iter().find_map(|problem| match &problem.fact {
        ProblemFact::NoTotals { numbers, falls, .. } => {
            Some(Seems::NoTotals { numbers: *numbers, falls: *falls })
        }
        ProblemFact::HoldsParts { again, rows, .. } => {
            Some(Seems::Parts { rows: *rows, again: *again })
        }
        _ => None,
    })
}

/// A mapping that fits a table, and what there is to tell of why it is this one.
struct Fitting<'m> {
    mapping: Cow<'m, Mapping>,
    told: Vec<ProblemFact>,
    /// Where it was proposed.
    proposal: Option<Proposal>,
    /// Whether it was asked for by name.
    is_asked: bool,
}

/// Tells which columns a mapping reads that are not there.
fn tell_lost_columns(mapping: &Mapping, there: &[String], problems: &mut Problems) {
    for (column, nearest) in mapping.without_column(there) {
        problems.error(0, None, ProblemFact::RuleWithoutColumn { column, nearest });
    }
}

/// No sheet of a spreadsheet has more columns.
const MOST_COLUMNS: usize = 16_384;

/// Whether a table with this header can be read, or at least looks like one of estimates.
fn is_known(header: &[String], name: &str, options: &ReadOptions) -> bool {
    if header.len() > MOST_COLUMNS {
        return false;
    }
    fitting(header, name, options).is_some() || is_header(header)
}

/// The first mapping that fits: of those asked for, then of the shipped ones.
fn fitting<'m>(header: &[String], name: &str, options: &'m ReadOptions) -> Option<Fitting<'m>> {
    let missing = |mapping: &Mapping| mapping.missing_from(header);
    let fits = |mapping: &&Mapping| {
        mapping.fits(header) && (!mapping.needs_name() || fits_name(name, mapping))
    };
    let asked = options.mappings.iter();
    let (mapping, mut told, is_asked) = match found(asked.clone(), fits, header) {
        Some(mapping) => (mapping, Vec::new(), true),
        None => {
            let not_used = asked.map(|asked| ProblemFact::MappingNotUsed {
                name: asked.name().to_owned(),
                missing: missing(asked),
            });
            let mut remembered = options.remembered.iter().filter(|_| !options.is_asked);
            let not_used: Vec<ProblemFact> = not_used.collect();
            if let Some(one) = remembered.find(|one| one.is_of(header) && fits(&&one.mapping)) {
                let told = ProblemFact::ReadAsRemembered { of: one.of.clone() };
                let mapping = one.mapping.with_constants(&options.constants);
                let told = [not_used, vec![told]].concat();
                return Some(Fitting { mapping, told, proposal: None, is_asked: false });
            }
            let shipped = Mapping::shipped().iter().filter(|_| !options.is_asked);
            (found(shipped, fits, header)?, not_used, false)
        }
    };
    if let Cow::Owned(of_sums) = &mapping {
        let names: Vec<&str> = header.iter().map(String::as_str).collect();
        let is_envelope = !of_sums.triples(&names).is_empty();
        told.push(ProblemFact::SummedElsewhere { is_envelope });
    }
    let mapping = match mapping {
        Cow::Borrowed(mapping) => match mapping.for_header(header) {
            Cow::Borrowed(mapping) => mapping.with_constants(&options.constants),
            Cow::Owned(own) => Cow::Owned(own.with_constants(&options.constants).into_owned()),
        },
        Cow::Owned(own) => Cow::Owned(own.with_constants(&options.constants).into_owned()),
    };
    Some(Fitting { mapping, told, proposal: None, is_asked })
}

/// The first of these mappings that fits a table, or else the first whose sums it is.
fn found<'m>(
    mappings: impl Iterator<Item = &'m Mapping> + Clone,
    fits: impl FnMut(&&'m Mapping) -> bool,
    header: &[String],
) -> Option<Cow<'m, Mapping>> {
    let own = mappings.clone().find(fits).map(Cow::Borrowed);
    own.or_else(|| mappings.into_iter().find_map(|one| one.of_sums_in(header)).map(Cow::Owned))
}

/// The mapping that is proposed for a table that none fits.
///
/// # Errors
/// When a mapping was asked for, or how the table is to be read is not certain.
fn proposed<'m>(table: &dyn Records, options: &ReadOptions) -> Result<Fitting<'m>, Unreadable> {
    let header = table.header();
    if let Some(mapping) = options.mappings.first() {
        return Err(Unreadable::MappingMisfit {
            name: mapping.name().to_owned(),
            columns: Columns::of(header),
            missing: mapping.missing_from(header),
        });
    }
    let proposal = propose(table, &options.constants);
    if proposal.rows().is_empty() && is_header(header) {
        return Err(Unreadable::NoRows);
    }
    match proposal.mapping() {
        Ok(mapping) if proposal.is_certain() && !options.is_asked => Ok(Fitting {
            mapping: Cow::Owned(mapping),
            told: vec![proposal.told()],
            proposal: Some(proposal),
            is_asked: false,
        }),
        _ => {
            let nearest = nearest(header);
            Err(Unreadable::NoMapping { proposal: Box::new(proposal), nearest })
        }
    }
}

/// The shipped format of which most columns of a header are, and what it lacks; the native
/// vocabulary, which stands first, if several are as near.
fn nearest(header: &[String]) -> Option<(String, Vec<Vec<String>>)> {
    /// No format names as many columns.
    const MOST_NAMED: usize = 1_000;
    if header.len() > MOST_NAMED {
        return None;
    }
    let own = |mapping: &&Mapping| mapping.own_columns(header);
    let shipped = Mapping::shipped().iter().rev();
    let most =
        shipped.max_by_key(own).filter(|mapping| own(mapping).saturating_mul(2) > header.len())?;
    Some((most.name().to_owned(), most.missing_from(header)))
}

fn header_problems(header: &[String], mapping: &Mapping, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for name in header.iter().filter(|name| !name.is_empty()) {
        if !seen.insert(name.to_ascii_lowercase()) {
            problems.warning(0, Some(name), ProblemFact::DuplicateColumn(name.clone()));
        }
    }
    let unread = mapping.unread(header);
    // A table whose rows are put together has more columns than the mapping asks for.
    if !unread.is_empty() && !mapping.makes_rows() {
        problems.warning(0, None, ProblemFact::UnreadColumns(Columns::of(&unread)));
    }
}

/// Going through a table and reporting how far.
struct Pass<'t, 'p> {
    table: &'t dyn Records,
    total: u64,
    progress: OnProgress<'p>,
    /// So far was told already.
    told: u64,
}

impl Pass<'_, '_> {
    fn report(&mut self, bytes_read: u64, estimates: usize) -> Result<(), Unreadable> {
        self.told = self.told.max(bytes_read);
        let progress = Progress { bytes_read: self.told, bytes_total: self.total, estimates };
        match (self.progress)(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Unreadable::Stopped),
        }
    }

    /// Gives every record in turn until `take` says to stop, which says otherwise how many estimates
    /// there are. `so_far` makes of a place in the table how far that is.
    fn each(
        &mut self,
        so_far: fn(u64, u64) -> u64,
        take: &mut dyn FnMut(NextRecord<'_>) -> Result<Option<usize>, Unreadable>,
    ) -> Result<(), Unreadable> {
        let (table, total) = (self.table, self.total);
        self.report(so_far(0, total), 0)?;
        let mut outcome = Ok(());
        table.records(&mut |found| {
            let end = match &found {
                NextRecord::Read(record) if is_time_to_report(record.number) => Some(record.end),
                _ => None,
            };
            match (take(found), end) {
                (Ok(Some(estimates)), Some(end)) => {
                    outcome = self.report(so_far(end as u64, total), estimates);
                }
                (Ok(Some(_)), None) => {}
                (Ok(None), _) => return ControlFlow::Break(()),
                (Err(why), _) => outcome = Err(why),
            }
            if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        outcome
    }

    /// Reads every row. Where none has more than one reading the table is gone through once, else
    /// a second time, after all of them have decided.
    fn rows<'m>(
        &mut self,
        mapping: &'m Mapping,
        options: &ReadOptions,
        problems: &mut Problems,
    ) -> Result<(Interpreter<'m>, Rows), Unreadable> {
        let table = self.table;
        let (order, copy) = (options.dates, options.copy.as_ref());
        let mut interpreter = Interpreter::new(mapping, table.header());
        if let Some((rows, told)) = self.at_once(&mut interpreter, problems.clone())? {
            *problems = told;
            interpreter.decide(order, copy, table.delimiter(), problems);
            return Ok((interpreter, rows));
        }
        let mut interpreter = Interpreter::new(mapping, table.header());
        self.each(|end, _| end / 2, &mut |found| {
            if let NextRecord::Read(record) = found {
                interpreter.see(&record, record.line);
            }
            Ok(Some(0))
        })?;
        interpreter.decide(order, copy, table.delimiter(), problems);
        let mut rows = Rows::of(table.header(), self.total);
        self.each(|end, total| total.saturating_add(end) / 2, &mut |found| {
            rows.take(found, &interpreter, problems)?;
            Ok(Some(rows.builder.len()))
        })?;
        Ok((interpreter, rows))
    }

    /// Reads every row as it comes, with what there is to tell; nothing where one of them is seen to
    /// have more than one reading, which the others have to decide first.
    fn at_once(
        &mut self,
        interpreter: &mut Interpreter<'_>,
        mut problems: Problems,
    ) -> Result<Option<(Rows, Problems)>, Unreadable> {
        let (mut rows, mut is_plain) = (Rows::of(self.table.header(), self.total), true);
        self.each(|end, _| end, &mut |found| {
            if let NextRecord::Read(record) = &found {
                interpreter.see(record, record.line);
                is_plain = interpreter.is_plain();
            }
            if !is_plain {
                return Ok(None);
            }
            rows.take(found, interpreter, &mut problems)?;
            Ok(Some(rows.builder.len()))
        })?;
        Ok(is_plain.then_some((rows, problems)))
    }

    /// The ledger, and how many rows there were.
    fn finish(
        &mut self,
        rows: Rows,
        title: Option<&str>,
        problems: &mut Problems,
    ) -> Result<(Ledger, u32), Unreadable> {
        let Rows { mut builder, rows, nameless, .. } = rows;
        let stated = nameless.into_iter().filter(|(_, is_stated)| *is_stated);
        let stated: Vec<usize> = stated.map(|(place, _)| place.saturating_add(1)).collect();
        if !stated.is_empty() {
            problems.warning(0, None, ProblemFact::UnnamedColumns(stated));
        }
        builder.set_title(title.map(str::to_owned));
        self.report(self.total, builder.len())?;
        Ok((builder.finish(), rows))
    }
}

/// What was read of the rows so far.
struct Rows {
    builder: LedgerBuilder,
    facts: FactsSeen,
    rows: u32,
    /// So many columns the table has, and so long it is.
    columns: usize,
    total: u64,
    /// The columns without a name, and whether something stands in them.
    nameless: Vec<(usize, bool)>,
}

impl Rows {
    fn of(header: &[String], total: u64) -> Rows {
        let nameless = header.iter().enumerate().filter(|(_, name)| name.is_empty());
        Rows {
            builder: LedgerBuilder::default(),
            facts: FactsSeen::default(),
            rows: 0,
            columns: header.len(),
            total,
            nameless: nameless.map(|(place, _)| (place, false)).collect(),
        }
    }

    /// From the first rows on, makes room for as many as there are likely to be.
    fn expect_further(&mut self, record: &Record<'_>) {
        const LOOKED_AT: u32 = 1_024;
        // A workbook does not tell how far it is read.
        if record.number != LOOKED_AT || record.end == 0 {
            return;
        }
        let times = self.total.div_ceil(record.end as u64);
        // What a file says of its own length may be wrong.
        const MOST_TIMES: u64 = 4_096;
        self.builder.expect_times(usize::try_from(times.min(MOST_TIMES)).unwrap_or(1));
    }

    fn take(
        &mut self,
        found: NextRecord<'_>,
        interpreter: &Interpreter<'_>,
        problems: &mut Problems,
    ) -> Result<(), Unreadable> {
        match found {
            NextRecord::Read(record) if is_blank(&record) => Ok(()),
            NextRecord::Read(record) => {
                self.rows = self.rows.saturating_add(1);
                record.doubts.iter().for_each(|doubt| warn(doubt, problems));
                ragged(&record, self.columns, problems);
                self.expect_further(&record);
                for (place, is_stated) in &mut self.nameless {
                    *is_stated |= !record.cell(*place).is_nothing();
                }
                take(&record, interpreter, &mut self.facts, &mut self.builder, problems)
            }
            NextRecord::Lost(doubt) => {
                self.rows = self.rows.saturating_add(1);
                problems.error(doubt.line, doubt.key.as_deref(), doubt.fact);
                Ok(())
            }
        }
    }
}

fn ragged(record: &Record<'_>, columns: usize, problems: &mut Problems) {
    let cells = record.len();
    // Empty cells at the end are left out or added by many a program.
    let is_surplus = (columns..cells).any(|column| !record.cell(column).is_nothing());
    if cells < columns || is_surplus {
        problems.warning(record.line, None, ProblemFact::RaggedRow { cells, columns });
    }
}

fn take(
    record: &Record<'_>,
    interpreter: &Interpreter<'_>,
    facts: &mut FactsSeen,
    builder: &mut LedgerBuilder,
    problems: &mut Problems,
) -> Result<(), Unreadable> {
    let line = record.line;
    interpreter.statements(record, record.number, line, problems, |mut read, problems| {
        let column_of = |field| interpreter.column_of(read.part, field);
        let spot = Spot { line, name_of: &column_of };
        facts.see(&read.statement.label, &read.statement.facts, line, problems);
        examine(&mut read.statement, read.said, &spot, problems);
        push(builder, &mut read.statement, column_of(Field::Id), problems)
    })
}
