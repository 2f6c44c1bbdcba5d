//! Cells that go by numbers: in most columns the same ones stand again and again, and what one means
//! need be found out once.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use parquet::data_type::ByteArray;

use super::dictionary::NOTHING;
use crate::files::cells::{Cell, Code};
use crate::files::containers::grid::GridCell;

/// So many different cells are known at a time; more days have no years of wars.
const MOST_KNOWN: usize = 1 << 16;

/// Some rows of a column by the numbers of what stands in them.
#[derive(Default)]
pub(super) struct Coded {
    codes: Vec<u32>,
    epoch: u32,
    cells: Vec<GridCell>,
    /// Texts by where they stand in memory: those of a dictionary are the same ones there.
    by_place: HashMap<(usize, usize), u32, RandomState>,
    /// What keeps other texts from coming to stand in the same places.
    kept: Vec<ByteArray>,
    by_number: HashMap<i64, u32, RandomState>,
    /// So many were not known before, of the rows that are there.
    new: usize,
}

impl Coded {
    /// Forgets what the numbers stand for: another file, or another part of it, begins.
    pub(super) fn forget(&mut self) {
        let epoch = self.epoch.wrapping_add(1);
        *self = Coded { epoch, codes: std::mem::take(&mut self.codes), ..Coded::default() };
    }

    /// Knows just these cells, by their places.
    pub(super) fn know(&mut self, cells: Vec<GridCell>) {
        self.forget();
        self.cells = cells;
    }

    /// The numbers of rows, to be put in the place of those that are there: of what is known, or
    /// [`NOTHING`].
    pub(super) fn codes_mut(&mut self) -> &mut Vec<u32> {
        &mut self.codes
    }

    /// Makes room for other rows, in which nothing stands yet.
    pub(super) fn begin(&mut self, rows: usize) {
        if self.cells.len() > MOST_KNOWN {
            self.forget();
        }
        self.codes.clear();
        self.codes.resize(rows, NOTHING);
        self.new = 0;
    }

    pub(super) fn clear(&mut self) {
        self.codes.clear();
    }

    pub(super) fn put_text(&mut self, row: usize, text: ByteArray) {
        let place = (text.data().as_ptr() as usize, text.len());
        let code = match self.by_place.get(&place) {
            Some(code) => *code,
            None => {
                let cell = match std::str::from_utf8(text.data()) {
                    Ok(text) => GridCell::Text(text.to_owned()),
                    Err(_) => GridCell::Nothing,
                };
                let code = self.add(cell);
                self.by_place.insert(place, code);
                self.kept.push(text);
                code
            }
        };
        self.put(row, code);
    }

    pub(super) fn put_number(
        &mut self,
        row: usize,
        number: i64,
        cell: impl FnOnce(i64) -> GridCell,
    ) {
        let code = match self.by_number.get(&number) {
            Some(code) => *code,
            None => {
                let code = self.add(cell(number));
                self.by_number.insert(number, code);
                code
            }
        };
        self.put(row, code);
    }

    fn add(&mut self, cell: GridCell) -> u32 {
        let code = u32::try_from(self.cells.len()).unwrap_or(NOTHING);
        self.cells.push(cell);
        self.new = self.new.saturating_add(1);
        code
    }

    fn put(&mut self, row: usize, code: u32) {
        if let Some(slot) = self.codes.get_mut(row) {
            *slot = code;
        }
    }

    /// Whether hardly any cell stands there again, of many.
    pub(super) fn is_of_no_use(&self) -> bool {
        self.cells.len() > MOST_KNOWN / 2 && self.new > self.codes.len() / 2
    }

    pub(super) fn has(&self, row: usize) -> bool {
        row < self.codes.len()
    }

    pub(super) fn cell(&self, row: usize) -> Cell<'_> {
        let code = self.codes.get(row).map(|code| *code as usize);
        code.and_then(|code| self.cells.get(code)).map_or(Cell::Nothing, GridCell::cell)
    }

    /// By which number a cell goes; none where nothing stands.
    pub(super) fn code(&self, row: usize) -> Option<Code> {
        let place = self.codes.get(row).copied().filter(|code| *code != NOTHING)?;
        Some(Code { epoch: self.epoch, place })
    }
}
