//! Parquet files that are too long to be held: only the columns that are wanted, some rows at a time.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{
    ChunkReader, FileReader, Length, RowGroupReader, SerializedFileReader,
};
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};

use super::coded::Coded;
use super::dictionary::{Numbered, Otherwise, Values};
use super::{ROWS_AT_ONCE, SIGN, add, broken, column_of, name_of, whole};
use crate::files::cells::{Cell, Cells, Code};
use crate::files::containers::giving_up::unless_it_gives_up;
use crate::files::containers::grid::GridCell;
use crate::files::containers::{NextRecord, Record, Records};
use crate::files::percent::percent_decoded;
use crate::files::source::Source;
use crate::files::unreadable::{Bomb, Unreadable};

/// No honest file has more rows than this for each of its bytes, and a few besides: rows that say
/// something take room.
const ROWS_FOR_A_BYTE: u64 = 8;
const ROWS_BESIDES: u64 = 1 << 20;

/// A table in columns, of which nothing is held: in one file, or in several of a folder.
pub(crate) struct ColumnTable {
    files: Vec<ColumnFile>,
    /// All row groups, in the order of the files.
    groups: Vec<RowGroup>,
    header: Vec<String>,
    rows: u32,
    is_broken: AtomicBool,
}

struct ColumnFile {
    reader: SerializedFileReader<Chunks>,
    /// By column of the table: where it stands in the file.
    places: Vec<Option<usize>>,
    /// By column of the table: what the folders that the file is in say of all its rows.
    said: Vec<Option<String>>,
}

/// Rows of a row group that follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct RowGroup {
    file: usize,
    place: usize,
    /// So many of its rows stand before them.
    skipped: u32,
    rows: u32,
}

/// Rows that follow each other, in one row group or several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct RowsInOrder {
    /// The number of the first.
    first: u32,
    groups: Vec<RowGroup>,
}

/// What of a row stands in no file where its folder is called after nothing.
const NOTHING_SAID: &str = "__HIVE_DEFAULT_PARTITION__";

impl ColumnTable {
    /// The table in Parquet files that go by their paths in a folder, of which `country=Upland` says
    /// what stands in a column of all rows; none where one is no such file, or has other columns than
    /// the first.
    ///
    /// # Errors
    /// When a file is broken, or all have more rows than honest ones.
    pub(crate) fn of(
        parts: &[(String, Arc<dyn Source>)],
    ) -> Option<Result<ColumnTable, Unreadable>> {
        let is_parquet = |(_, source): &(String, Arc<dyn Source>)| {
            let mut start = [0; SIGN.len()];
            source.read_at(0, &mut start).is_ok_and(|read| start.get(..read) == Some(SIGN))
        };
        if parts.is_empty() || !parts.iter().all(is_parquet) {
            return None;
        }
        let opened = unless_it_gives_up(|| ColumnTable::open(parts));
        opened.unwrap_or(Err(Unreadable::BrokenParquet)).transpose()
    }

    fn open(parts: &[(String, Arc<dyn Source>)]) -> Result<Option<ColumnTable>, Unreadable> {
        let readers = parts.iter().map(|(name, source)| {
            let reader = SerializedFileReader::new(Chunks(Arc::clone(source))).map_err(broken)?;
            let schema = reader.metadata().file_metadata().schema_descr();
            let columns = schema.columns().iter().map(|column| name_of(column.path()));
            let columns: Vec<String> = columns.collect();
            Ok((reader, columns, said_by_folders(name)))
        });
        let readers: Vec<_> = readers.collect::<Result<_, Unreadable>>()?;
        let Some((_, first, folders)) = readers.first() else { return Ok(None) };
        let further = folders.iter().map(|(name, _)| name).filter(|name| !first.contains(name));
        let header: Vec<String> = first.iter().chain(further).cloned().collect();
        let mut table = ColumnTable {
            files: Vec::new(),
            groups: Vec::new(),
            header,
            rows: 0,
            is_broken: AtomicBool::new(false),
        };
        for (reader, columns, folders) in readers {
            if !table.add(reader, &columns, &folders)? {
                return Ok(None);
            }
        }
        let bytes = parts.iter().fold(0_u64, |all, (_, one)| all.saturating_add(one.size()));
        let most = bytes.saturating_mul(ROWS_FOR_A_BYTE).saturating_add(ROWS_BESIDES);
        if u64::from(table.rows) > most {
            return Err(Unreadable::Bomb(Bomb::Parquet));
        }
        Ok(Some(table))
    }

    /// Adds a file; whether it has the same columns.
    fn add(
        &mut self,
        reader: SerializedFileReader<Chunks>,
        columns: &[String],
        folders: &[(String, String)],
    ) -> Result<bool, Unreadable> {
        let places = self.header.iter().map(|name| columns.iter().position(|own| own == name));
        let places: Vec<Option<usize>> = places.collect();
        let said = self.header.iter().map(|name| {
            let value = folders.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
            value.filter(|_| !columns.contains(name))
        });
        let said: Vec<Option<String>> = said.collect();
        let has_all =
            places.iter().zip(&said).all(|(place, said)| place.is_some() || said.is_some());
        let has_no_other = columns.iter().all(|own| self.header.contains(own));
        for (place, group) in reader.metadata().row_groups().iter().enumerate() {
            let rows = u32::try_from(group.num_rows());
            let rows = rows.map_err(|_| Unreadable::Bomb(Bomb::Parquet))?;
            self.rows = self.rows.checked_add(rows).ok_or(Unreadable::Bomb(Bomb::Parquet))?;
            self.groups.push(RowGroup { file: self.files.len(), place, skipped: 0, rows });
        }
        self.files.push(ColumnFile { reader, places, said });
        Ok(has_all && has_no_other)
    }

    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.rows as usize
    }

    /// Its rows in so many parts at most, one after the other, as long as each other.
    pub(crate) fn parts(&self, most: usize) -> Vec<RowsInOrder> {
        let mut parts: Vec<RowsInOrder> = Vec::new();
        let share = self.rows.div_ceil(u32::try_from(most).unwrap_or(1).max(1)).max(1);
        let (mut first, mut room) = (1_u32, 0_u32);
        for group in &self.groups {
            let mut left = *group;
            while left.rows > 0 {
                if room == 0 {
                    parts.push(RowsInOrder { first, groups: Vec::new() });
                    room = share;
                }
                let rows = left.rows.min(room);
                if let Some(part) = parts.last_mut() {
                    part.groups.push(RowGroup { rows, ..left });
                }
                first = first.saturating_add(rows);
                room = room.saturating_sub(rows);
                left.skipped = left.skipped.saturating_add(rows);
                left.rows = left.rows.saturating_sub(rows);
            }
        }
        parts
    }

    /// Gives each of some rows, with the columns that are wanted.
    ///
    /// # Errors
    /// When a file is broken.
    pub(crate) fn rows(
        &self,
        rows: &RowsInOrder,
        wanted: &[usize],
        take: &mut dyn FnMut(u32, &Batch<'_>) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let read = unless_it_gives_up(|| {
            let mut number = rows.first;
            let mut batch = Batch::new(wanted, self.header.len());
            for group in &rows.groups {
                if self.read_group(*group, &mut number, &mut batch, take)?.is_break() {
                    break;
                }
            }
            Ok(())
        });
        read.unwrap_or(Err(Unreadable::BrokenParquet))
    }

    fn read_group<'t>(
        &'t self,
        RowGroup { file, place, skipped, rows }: RowGroup,
        number: &mut u32,
        batch: &mut Batch<'t>,
        take: &mut dyn FnMut(u32, &Batch<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Unreadable> {
        let Some(file) = self.files.get(file) else { return Ok(ControlFlow::Continue(())) };
        let schema = file.reader.metadata().file_metadata().schema_descr_ptr();
        let group = file.reader.get_row_group(place).map_err(broken)?;
        let mut columns = Vec::new();
        for (own, cells) in batch.wanted.iter().zip(&mut batch.columns) {
            let place = file.places.get(*own).copied().flatten();
            let column = place.map(|place| {
                Column::begin(&*group, (place, schema.column(place)), cells, skipped as usize)
            });
            columns.push(column.transpose()?);
        }
        batch.said = &file.said;
        let mut left = rows as usize;
        while left > 0 {
            let rows = left.min(ROWS_AT_ONCE);
            for (own, cells) in columns.iter_mut().zip(&mut batch.columns) {
                match own {
                    Some(column) => column.fill(cells, rows)?,
                    None => cells.clear(),
                }
            }
            for row in 0..rows {
                batch.row = row;
                if take(*number, batch).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                *number = number.saturating_add(1);
            }
            left = left.saturating_sub(rows);
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// A column of a row group that is read.
struct Column<'g> {
    group: &'g dyn RowGroupReader,
    place: usize,
    descriptor: ColumnDescPtr,
    /// So many rows are behind it.
    read: usize,
    way: Way,
}

/// As what a column is read.
enum Way {
    /// As the numbers of what stands in it.
    Numbered(Numbered),
    Ordinary(Box<ColumnReader>),
}

impl<'g> Column<'g> {
    /// Begins behind so many rows, in the way that its beginning tells.
    fn begin(
        group: &'g dyn RowGroupReader,
        (place, descriptor): (usize, ColumnDescPtr),
        cells: &mut ColumnCells,
        skipped: usize,
    ) -> Result<Column<'g>, Unreadable> {
        let chunk = group.metadata().columns().get(place);
        cells.begin(chunk.is_some_and(|chunk| chunk.dictionary_page_offset().is_some()));
        let numbered = Numbered::begin(group, place, &descriptor)?;
        let numbered = numbered.filter(|(_, values)| cells.know(&descriptor, values));
        let begun = numbered.map(|(mut numbered, _)| (numbered.skip(skipped), numbered));
        let way = match begun {
            Some((Ok(()), numbered)) => Way::Numbered(numbered),
            Some((Err(Otherwise::Broken), _)) => return Err(Unreadable::BrokenParquet),
            Some((Err(Otherwise::Written), _)) | None => {
                Way::Ordinary(ordinary(group, place, skipped)?.into())
            }
        };
        Ok(Column { group, place, descriptor, read: skipped, way })
    }

    /// Puts the next rows in the place of those that are there.
    fn fill(&mut self, cells: &mut ColumnCells, rows: usize) -> Result<(), Unreadable> {
        if let Way::Numbered(numbered) = &mut self.way {
            match cells.take_numbers(numbered, rows) {
                Ok(()) => {
                    self.read = self.read.saturating_add(rows);
                    return Ok(());
                }
                Err(Otherwise::Broken) => return Err(Unreadable::BrokenParquet),
                // Where a list grows too long whoever wrote the file leaves off with it.
                Err(Otherwise::Written) => {
                    cells.begin(true);
                    let rest = ordinary(self.group, self.place, self.read)?;
                    self.way = Way::Ordinary(rest.into());
                }
            }
        }
        let Way::Ordinary(reader) = &mut self.way else { return Err(Unreadable::BrokenParquet) };
        cells.fill(reader, &self.descriptor, rows)
    }
}

/// A column from behind so many rows on.
fn ordinary(
    group: &dyn RowGroupReader,
    place: usize,
    skipped: usize,
) -> Result<ColumnReader, Unreadable> {
    use ColumnReader as R;
    let mut reader = group.get_column_reader(place).map_err(broken)?;
    if skipped > 0 {
        let passed = match &mut reader {
            R::BoolColumnReader(reader) => reader.skip_records(skipped),
            R::Int32ColumnReader(reader) => reader.skip_records(skipped),
            R::Int64ColumnReader(reader) => reader.skip_records(skipped),
            R::Int96ColumnReader(reader) => reader.skip_records(skipped),
            R::FloatColumnReader(reader) => reader.skip_records(skipped),
            R::DoubleColumnReader(reader) => reader.skip_records(skipped),
            R::ByteArrayColumnReader(reader) => reader.skip_records(skipped),
            R::FixedLenByteArrayColumnReader(reader) => reader.skip_records(skipped),
        };
        if passed.map_err(broken)? < skipped {
            return Err(Unreadable::BrokenParquet);
        }
    }
    Ok(reader)
}

/// What the folders on a path say: `country=Upland/year=2030/part.parquet`.
fn said_by_folders(path: &str) -> Vec<(String, String)> {
    let folders = path.rsplit_once('/').map(|(folders, _)| folders).unwrap_or_default();
    let said = folders.split('/').filter_map(|folder| {
        let (name, value) = folder.split_once('=')?;
        let value = if value == NOTHING_SAID { "" } else { value };
        Some((unescaped(name), unescaped(value)))
    });
    said.collect()
}

/// A text in which signs may be written as `%20`; as it stands where that gives no text.
fn unescaped(text: &str) -> String {
    String::from_utf8(percent_decoded(text)).unwrap_or_else(|_| text.to_owned())
}

impl Records for ColumnTable {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn delimiter(&self) -> Option<u8> {
        None
    }

    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        let all: Vec<usize> = (0..self.header.len()).collect();
        let rows = RowsInOrder { first: 1, groups: self.groups.clone() };
        let read = self.rows(&rows, &all, &mut |number, cells| {
            take(NextRecord::Read(Record::new(
                number,
                number,
                number as usize,
                cells,
                all.len(),
                &[],
            )))
        });
        self.is_broken.fetch_or(read.is_err(), Ordering::Relaxed);
    }

    fn is_broken_off(&self) -> bool {
        self.is_broken.load(Ordering::Relaxed)
    }
}

/// Some rows of the columns that are wanted, and the one that is looked at.
pub(crate) struct Batch<'t> {
    wanted: &'t [usize],
    /// By column: in which place among those wanted it stands.
    places: Vec<Option<usize>>,
    columns: Vec<ColumnCells>,
    /// By column: what is said of all rows.
    said: &'t [Option<String>],
    row: usize,
}

impl<'t> Batch<'t> {
    fn new(wanted: &'t [usize], of: usize) -> Batch<'t> {
        let mut places = vec![None; of];
        for (place, column) in wanted.iter().enumerate() {
            if let Some(own) = places.get_mut(*column) {
                *own = Some(place);
            }
        }
        let columns = wanted.iter().map(|_| ColumnCells::default()).collect();
        Batch { wanted, places, columns, said: &[], row: 0 }
    }

    fn column(&self, column: usize) -> Option<&ColumnCells> {
        self.columns.get(self.places.get(column).copied().flatten()?)
    }
}

impl Cells for Batch<'_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        match self.said.get(column) {
            Some(Some(said)) => Cell::text(said),
            _ => self.column(column).map_or(Cell::Nothing, |cells| cells.cell(self.row)),
        }
    }

    fn count(&self, column: usize) -> Option<f64> {
        let counts = &self.column(column)?.counts;
        counts.get(self.row).copied().filter(|count| !count.is_nan())
    }

    fn code(&self, column: usize) -> Option<Code> {
        self.column(column)?.coded.code(self.row)
    }
}

/// Some cells of a column, in whichever of these ways costs least.
#[derive(Default)]
struct ColumnCells {
    /// Whole numbers of 0 and more; NaN where there is none.
    counts: Vec<f64>,
    coded: Coded,
    /// Texts of which hardly one stands there again.
    texts: Vec<Option<ByteArray>>,
    are_all_other: bool,
    cells: Vec<GridCell>,
    /// What the numbers of a column count, where that is what they stand for; and those of some rows.
    listed: Option<Vec<f64>>,
    numbers: Vec<u32>,
}

/// More have no exact number of their own.
const MOST_EXACT: i64 = 1 << 53;

/// Whether whole numbers of a column stand for nothing but themselves.
fn is_plain(column: &ColumnDescriptor) -> bool {
    let kinds = [ConvertedType::NONE, ConvertedType::INT_32, ConvertedType::INT_64];
    kinds.contains(&column.converted_type())
        && !matches!(column.logical_type_ref(), Some(LogicalType::Timestamp(_)))
}

impl ColumnCells {
    fn cell(&self, row: usize) -> Cell<'_> {
        if let Some(count) = self.counts.get(row) {
            return match count.is_nan() {
                true => Cell::Nothing,
                false => Cell::Number(count.to_string().into()),
            };
        }
        if self.coded.has(row) {
            return self.coded.cell(row);
        }
        if let Some(text) = self.texts.get(row) {
            let text = text.as_ref().and_then(|bytes| std::str::from_utf8(bytes.data()).ok());
            return text.map_or(Cell::Nothing, Cell::text);
        }
        self.cells.get(row).map_or(Cell::Nothing, GridCell::cell)
    }

    /// Begins another row group: in another file the same number may stand for another moment.
    fn begin(&mut self, has_dictionary: bool) {
        self.coded.forget();
        self.are_all_other = !has_dictionary;
    }

    fn clear(&mut self) {
        self.counts.clear();
        self.coded.clear();
        self.texts.clear();
        self.cells.clear();
    }

    /// Takes over what the numbers of a column stand for; whether they are then of use.
    fn know(&mut self, column: &ColumnDescriptor, values: &Values) -> bool {
        self.listed = None;
        match values {
            Values::Numbers(list)
                if is_plain(column) && list.iter().all(|one| (0..MOST_EXACT).contains(one)) =>
            {
                self.listed = Some(list.iter().map(|number| *number as f64).collect());
            }
            Values::Numbers(list) => {
                self.coded.know(list.iter().map(|number| whole(column, *number)).collect());
            }
            Values::Texts(list) if column.converted_type() != ConvertedType::DECIMAL => {
                let text = |bytes: &Bytes| match std::str::from_utf8(bytes) {
                    Ok(text) => GridCell::Text(text.to_owned()),
                    Err(_) => GridCell::Nothing,
                };
                self.coded.know(list.iter().map(text).collect());
            }
            Values::Texts(_) => return false,
        }
        true
    }

    /// Puts the next rows of a column whose numbers are known in the place of those that are there.
    fn take_numbers(&mut self, numbered: &mut Numbered, rows: usize) -> Result<(), Otherwise> {
        self.clear();
        let Some(list) = &self.listed else { return numbered.read(rows, self.coded.codes_mut()) };
        numbered.read(rows, &mut self.numbers)?;
        let count = |number: &u32| list.get(*number as usize).copied().unwrap_or(f64::NAN);
        self.counts.extend(self.numbers.iter().map(count));
        Ok(())
    }

    /// Puts the next rows of a column in the place of those that are there.
    fn fill(
        &mut self,
        reader: &mut ColumnReader,
        column: &ColumnDescriptor,
        rows: usize,
    ) -> Result<(), Unreadable> {
        self.clear();
        let repeats = column.max_rep_level() > 0;
        let is_text = column.converted_type() != ConvertedType::DECIMAL;
        match reader {
            ColumnReader::ByteArrayColumnReader(reader)
                if is_text && !repeats && !self.are_all_other =>
            {
                let coded = &mut self.coded;
                coded.begin(rows);
                each(reader, column, rows, &mut |row, text| coded.put_text(row, text))?;
                self.are_all_other = coded.is_of_no_use();
                Ok(())
            }
            ColumnReader::ByteArrayColumnReader(reader) if is_text && !repeats => {
                self.texts.resize(rows, None);
                each(reader, column, rows, &mut |row, text: ByteArray| {
                    if let Some(slot) = self.texts.get_mut(row) {
                        *slot = Some(text);
                    }
                })
            }
            ColumnReader::Int32ColumnReader(reader) if !repeats => {
                let mut seen = Vec::new();
                each(reader, column, rows, &mut |row, number| seen.push((row, i64::from(number))))?;
                self.take_whole(column, rows, &seen);
                Ok(())
            }
            ColumnReader::Int64ColumnReader(reader) if !repeats => {
                let mut seen = Vec::new();
                each(reader, column, rows, &mut |row, number| seen.push((row, number)))?;
                self.take_whole(column, rows, &seen);
                Ok(())
            }
            reader => {
                self.cells.resize(rows, GridCell::Nothing);
                let cells = &mut self.cells;
                column_of(reader, column, rows, &mut |row, cell| {
                    if let Some(slot) = cells.get_mut(row) {
                        add(slot, cell);
                    }
                })
            }
        }
    }

    /// Takes over whole numbers, each with its row: as they are where they count something.
    fn take_whole(&mut self, column: &ColumnDescriptor, rows: usize, seen: &[(usize, i64)]) {
        if is_plain(column) && seen.iter().all(|(_, number)| (0..MOST_EXACT).contains(number)) {
            self.counts.resize(rows, f64::NAN);
            for (row, number) in seen {
                if let Some(slot) = self.counts.get_mut(*row) {
                    *slot = *number as f64;
                }
            }
            return;
        }
        self.coded.begin(rows);
        for (row, number) in seen {
            self.coded.put_number(*row, *number, |number| whole(column, number));
        }
    }
}

/// Gives each value of the next rows of a column without lists, with its row.
fn each<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    column: &ColumnDescriptor,
    rows: usize,
    put: &mut dyn FnMut(usize, T::T),
) -> Result<(), Unreadable> {
    let filled = column.max_def_level();
    let (mut definitions, mut found) = (Vec::new(), Vec::new());
    let levels = (filled > 0).then_some(&mut definitions);
    let (records, ..) = reader.read_records(rows, levels, None, &mut found).map_err(broken)?;
    if records < rows {
        return Err(Unreadable::BrokenParquet);
    }
    let mut found = found.into_iter();
    for row in 0..records {
        let is_filled = filled == 0 || definitions.get(row) == Some(&filled);
        if let Some(value) = is_filled.then(|| found.next()).flatten() {
            put(row, value);
        }
    }
    Ok(())
}

/// A source as the pieces of a Parquet file.
#[derive(Clone)]
struct Chunks(Arc<dyn Source>);

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.0.size()
    }
}

/// No honest file has so much in a piece.
const LONGEST_PIECE: usize = 1 << 28;

impl ChunkReader for Chunks {
    type T = io::BufReader<Piece>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(io::BufReader::new(Piece { source: Arc::clone(&self.0), place: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        if length > LONGEST_PIECE || start.saturating_add(length as u64) > self.0.size() {
            return Err(ParquetError::EOF("a piece is longer than the file".to_owned()));
        }
        let mut bytes = vec![0; length];
        let mut piece = Piece { source: Arc::clone(&self.0), place: start };
        io::Read::read_exact(&mut piece, &mut bytes)?;
        Ok(bytes.into())
    }
}

/// A source that is read on from a place.
struct Piece {
    source: Arc<dyn Source>,
    place: u64,
}

impl io::Read for Piece {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read_at(self.place, bytes)?;
        self.place = self.place.saturating_add(read as u64);
        Ok(read)
    }
}
