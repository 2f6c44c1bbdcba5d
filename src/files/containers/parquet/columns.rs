//! Parquet files that are too long to be held: only the columns that are wanted, some rows at a time.

use std::cell::Cell as Flag;
use std::collections::HashMap;
use std::io;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use bytes::Bytes;
use foldhash::fast::RandomState;
use parquet::basic::{ConvertedType, LogicalType};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::{ROWS_AT_ONCE, SIGN, add, broken, column_of, name_of, whole};
use crate::files::cells::{Cell, Cells};
use crate::files::containers::giving_up::unless_it_gives_up;
use crate::files::containers::grid::GridCell;
use crate::files::containers::{NextRecord, Record, Records};
use crate::files::source::Source;
use crate::files::unreadable::{Bomb, Unreadable};

/// No honest file has more rows than this for each of its bytes, and a few besides: rows that say
/// something take room.
const ROWS_FOR_A_BYTE: u64 = 8;
const ROWS_BESIDES: u64 = 1 << 20;

/// A table in columns, of which nothing is held.
pub(crate) struct ColumnTable {
    source: Arc<dyn Source>,
    reader: SerializedFileReader<Chunks>,
    header: Vec<String>,
    rows: u32,
    is_broken: Flag<bool>,
}

impl ColumnTable {
    /// The table in a file; none where it is no Parquet file.
    ///
    /// # Errors
    /// When it is broken, or has more rows than an honest one.
    pub(crate) fn of(source: &Arc<dyn Source>) -> Option<Result<ColumnTable, Unreadable>> {
        let mut start = [0; SIGN.len()];
        let read = source.read_at(0, &mut start).ok()?;
        if start.get(..read) != Some(SIGN) {
            return None;
        }
        let opened = unless_it_gives_up(|| ColumnTable::open(Arc::clone(source)));
        Some(opened.unwrap_or(Err(Unreadable::BrokenParquet)))
    }

    fn open(source: Arc<dyn Source>) -> Result<ColumnTable, Unreadable> {
        let bytes = source.size();
        let reader = SerializedFileReader::new(Chunks(Arc::clone(&source))).map_err(broken)?;
        let metadata = reader.metadata();
        let groups = metadata.row_groups().iter();
        let rows = groups.map(|group| u64::try_from(group.num_rows()).unwrap_or(u64::MAX));
        let rows = rows.fold(0_u64, u64::saturating_add);
        let most = bytes.saturating_mul(ROWS_FOR_A_BYTE).saturating_add(ROWS_BESIDES);
        let rows = u32::try_from(rows).ok().filter(|rows| u64::from(*rows) <= most);
        let rows = rows.ok_or(Unreadable::Bomb(Bomb::Parquet))?;
        let schema = metadata.file_metadata().schema_descr();
        let header = schema.columns().iter().map(|column| name_of(column.path())).collect();
        Ok(ColumnTable { source, reader, header, rows, is_broken: Flag::new(false) })
    }

    /// The same table, to be read beside this one.
    ///
    /// # Errors
    /// When it is broken by now.
    pub(crate) fn opened_again(&self) -> Result<ColumnTable, Unreadable> {
        ColumnTable::open(Arc::clone(&self.source))
    }

    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.rows as usize
    }

    /// Its row groups in so many parts at most, one after the other, about as long as each other;
    /// each with the number of its first row.
    pub(crate) fn parts(&self, most: usize) -> Vec<(u32, Range<usize>)> {
        let mut parts: Vec<(u32, Range<usize>)> = Vec::new();
        let share = self.rows.div_ceil(u32::try_from(most).unwrap_or(1).max(1)).max(1);
        let (mut before, mut first) = (0_u32, 1_u32);
        for (place, group) in self.reader.metadata().row_groups().iter().enumerate() {
            let end = place.saturating_add(1);
            match parts.last_mut() {
                Some((from, part)) if before < from.saturating_sub(1).saturating_add(share) => {
                    part.end = end;
                }
                _ => parts.push((first, place..end)),
            }
            before = before.saturating_add(u32::try_from(group.num_rows()).unwrap_or(0));
            first = before.saturating_add(1);
        }
        parts
    }

    /// Gives each row of some row groups, of which the first has this number, with the columns that
    /// are wanted.
    ///
    /// # Errors
    /// When the file is broken.
    pub(crate) fn rows(
        &self,
        (first, groups): (u32, Range<usize>),
        wanted: &[usize],
        take: &mut dyn FnMut(u32, &dyn Cells) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let read = unless_it_gives_up(|| self.read(first, groups, wanted, take));
        read.unwrap_or(Err(Unreadable::BrokenParquet))
    }

    fn read(
        &self,
        first: u32,
        groups: Range<usize>,
        wanted: &[usize],
        take: &mut dyn FnMut(u32, &dyn Cells) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let schema = self.reader.metadata().file_metadata().schema_descr_ptr();
        let mut number = first;
        let mut batch = Batch::new(wanted, self.header.len());
        for place in groups {
            let group = self.reader.get_row_group(place).map_err(broken)?;
            let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            let columns = wanted.iter().map(|column| {
                let reader = group.get_column_reader(*column).map_err(broken)?;
                Ok((reader, schema.column(*column)))
            });
            let mut columns: Vec<_> = columns.collect::<Result<_, Unreadable>>()?;
            while left > 0 {
                let rows = left.min(ROWS_AT_ONCE);
                for ((reader, descriptor), column) in columns.iter_mut().zip(&mut batch.columns) {
                    column.fill(reader, descriptor, rows)?;
                }
                for row in 0..rows {
                    batch.row = row;
                    if take(number, &batch).is_break() {
                        return Ok(());
                    }
                    number = number.saturating_add(1);
                }
                left = left.saturating_sub(rows);
            }
        }
        Ok(())
    }
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
        let groups = 0..self.reader.metadata().num_row_groups();
        let read = self.rows((1, groups), &all, &mut |number, cells| {
            take(NextRecord::Read(Record::new(
                number,
                number,
                number as usize,
                cells,
                all.len(),
                &[],
            )))
        });
        self.is_broken.set(self.is_broken.get() || read.is_err());
    }

    fn is_broken_off(&self) -> bool {
        self.is_broken.get()
    }
}

/// Some rows of the columns that are wanted, and the one that is looked at.
struct Batch {
    /// By column: in which place among those wanted it stands.
    places: Vec<Option<usize>>,
    columns: Vec<ColumnCells>,
    row: usize,
}

impl Batch {
    fn new(wanted: &[usize], of: usize) -> Batch {
        let mut places = vec![None; of];
        for (place, column) in wanted.iter().enumerate() {
            if let Some(own) = places.get_mut(*column) {
                *own = Some(place);
            }
        }
        Batch { places, columns: wanted.iter().map(|_| ColumnCells::default()).collect(), row: 0 }
    }

    fn column(&self, column: usize) -> Option<&ColumnCells> {
        self.columns.get(self.places.get(column).copied().flatten()?)
    }
}

impl Cells for Batch {
    fn cell(&self, column: usize) -> Cell<'_> {
        self.column(column).map_or(Cell::Nothing, |cells| cells.cell(self.row))
    }

    fn count(&self, column: usize) -> Option<f64> {
        let counts = &self.column(column)?.counts;
        counts.get(self.row).copied().filter(|count| !count.is_nan())
    }
}

/// Some cells of a column, in whichever of the three ways costs least.
#[derive(Default)]
struct ColumnCells {
    /// Whole numbers of 0 and more; NaN where there is none.
    counts: Vec<f64>,
    texts: Vec<Option<ByteArray>>,
    cells: Vec<GridCell>,
    /// What whole numbers stand for that were seen already.
    known: HashMap<i64, GridCell, RandomState>,
}

impl ColumnCells {
    fn cell(&self, row: usize) -> Cell<'_> {
        if let Some(count) = self.counts.get(row) {
            return match count.is_nan() {
                true => Cell::Nothing,
                false => Cell::Number(count.to_string().into()),
            };
        }
        if let Some(text) = self.texts.get(row) {
            let text = text.as_ref().and_then(|bytes| std::str::from_utf8(bytes.data()).ok());
            return text.map_or(Cell::Nothing, Cell::text);
        }
        self.cells.get(row).map_or(Cell::Nothing, GridCell::cell)
    }

    /// Puts the next rows of a column in the place of those that are there.
    fn fill(
        &mut self,
        reader: &mut ColumnReader,
        column: &ColumnDescriptor,
        rows: usize,
    ) -> Result<(), Unreadable> {
        self.counts.clear();
        self.texts.clear();
        self.cells.clear();
        let repeats = column.max_rep_level() > 0;
        let is_text = column.converted_type() != ConvertedType::DECIMAL;
        let known = &mut self.known;
        match reader {
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
                known.clear();
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
        let is_plain = matches!(
            column.converted_type(),
            ConvertedType::NONE | ConvertedType::INT_32 | ConvertedType::INT_64
        ) && !matches!(column.logical_type_ref(), Some(LogicalType::Timestamp(_)));
        /// More have no exact number of their own.
        const MOST: i64 = 1 << 53;
        if is_plain && seen.iter().all(|(_, number)| (0..MOST).contains(number)) {
            self.counts.resize(rows, f64::NAN);
            for (row, number) in seen {
                if let Some(slot) = self.counts.get_mut(*row) {
                    *slot = *number as f64;
                }
            }
            return;
        }
        /// More days have no years of wars.
        const MOST_KNOWN: usize = 1 << 16;
        self.cells.resize(rows, GridCell::Nothing);
        for (row, number) in seen {
            if self.known.len() > MOST_KNOWN {
                self.known.clear();
            }
            let cell = self.known.entry(*number).or_insert_with(|| whole(column, *number));
            if let Some(slot) = self.cells.get_mut(*row) {
                *slot = cell.clone();
            }
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
