//! Summing a text that is too long to be held, as long as no row leaves a choice how it is read.
//!
//! It flows by in blocks of whole rows. Several are read beside each other while the next ones are
//! fetched, and what their rows add is taken over in the order of the file: the sums are those of one
//! row after the other, to the last bit. A block with anything that is not written by the book, or that
//! there is something to tell of, is gone through row by row.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, Scope};

use super::counted::{Counted, too_many};
use super::groups::{Named, Stands, TooMany, group_name};
use super::ids::Ids;
use super::places::Places;
use super::row::{Adds, RowReader};
use crate::files::containers::NextRecord;
use crate::files::containers::flow::{Block, Blocks, BrokeOff, Flow, Place};
use crate::files::containers::plain_rows::{NotPlain, PlainRow, Wanted, plain_rows};
use crate::files::date_order::DateOrder;
use crate::files::problem::Problems;
use crate::files::shapes::overlay::{Filters, Overlay, is_tags};
use crate::files::shapes::through::{Through, beside, is_blank};
use crate::files::unreadable::Unreadable;

/// All rows of a table that flows by; nothing where one of them leaves a choice.
///
/// # Errors
/// When reading was stopped, the table cannot be read to its end, or there are more sums than a session
/// holds.
pub(super) fn counted(
    places: &Places<'_>,
    table: &Overlay<'_>,
    flow: &Flow<'_>,
    order: Option<DateOrder>,
    through: &mut Through<'_>,
) -> Result<Option<Counted>, Unreadable> {
    Flowing::new(places, table, flow, order).counted(through)
}

/// A block, and what its rows add once it is read.
#[derive(Default)]
struct BlockRead {
    block: Block,
    /// How much of the file is read with it.
    read: usize,
    /// Of each row its number and line in the block, its group as the reader knows it, and the rest.
    rows: Vec<(u32, u32, u32, Adds)>,
    /// The numbers of all of them, one row after the other.
    numbers: Vec<Option<f64>>,
    /// The names of the groups that the reader meets here first, in the order of their numbers.
    new_groups: Vec<Vec<String>>,
    ids: Ids,
    /// How many rows and lines there are, and how many of the rows are left out.
    all: u32,
    lines: u32,
    left_out: u32,
    /// Whether it has to be gone through row by row.
    is_odd: bool,
    leaves_a_choice: bool,
}

/// How the rows of every block are read.
struct HowRead<'p> {
    columns: usize,
    delimiter: u8,
    wanted: Wanted,
    filters: &'p Filters<'p>,
}

/// Reads blocks beside others.
struct BlockReader<'p> {
    rows: RowReader<'p>,
    named: Named,
    problems: Problems,
}

impl<'p> BlockReader<'p> {
    fn new(places: &'p Places<'p>, order: Option<DateOrder>) -> BlockReader<'p> {
        let (named, problems) = (Named::default(), Problems::default());
        BlockReader { rows: RowReader::watching(places, order), named, problems }
    }

    fn read(&mut self, places: &Places<'_>, how: &HowRead<'_>, read: &mut BlockRead) {
        let BlockReader { rows, named, problems } = self;
        let known = named.len();
        read.rows.clear();
        read.numbers.clear();
        read.ids = Ids::default();
        (read.all, read.left_out, read.lines) = (0, 0, 0);
        let mut take = |row: &PlainRow<'_>| {
            read.all = read.all.saturating_add(1);
            if row.columns != how.columns || !says_something(row.whole) {
                return Err(NotPlain);
            }
            if !how.filters.keep(row) {
                read.left_out = read.left_out.saturating_add(1);
                return Ok(());
            }
            let adds = rows.read(row, 0, problems).ok_or(NotPlain)?;
            if places.is_there_again(row, &mut read.ids) {
                return Err(NotPlain);
            }
            let group = places.group(row);
            let group = named.number(group.iter().map(|cell| group_name(cell.as_text())));
            read.rows.push((read.all, row.lines, group, adds));
            read.numbers.extend(&rows.numbers);
            if problems.is_empty() && !rows.leaves_a_choice() { Ok(()) } else { Err(NotPlain) }
        };
        let text = std::str::from_utf8(read.block.bytes()).map_err(|_| NotPlain);
        let done = text.and_then(|text| plain_rows(text, how.delimiter, &how.wanted, &mut take));
        match done {
            Ok(lines) => (read.lines, read.is_odd) = (lines, false),
            Err(NotPlain) => (*problems, read.is_odd) = (Problems::default(), true),
        }
        read.leaves_a_choice = rows.leaves_a_choice();
        read.new_groups = (known..named.len()).map(|number| named.names(number).to_vec()).collect();
    }
}

/// Somebody who reads blocks on a thread of their own, until there are no more.
struct Beside {
    to_read: Sender<BlockRead>,
    read: Receiver<BlockRead>,
    /// By the number of a group there: that among all of them.
    groups: Vec<u32>,
}

impl Beside {
    fn start<'s>(
        scope: &'s Scope<'s, '_>,
        places: &'s Places<'s>,
        order: Option<DateOrder>,
        how: &'s HowRead<'s>,
    ) -> Beside {
        let (to_read, given) = channel::<BlockRead>();
        let (done, read) = channel();
        scope.spawn(move || {
            let mut reader = BlockReader::new(places, order);
            for mut block in given {
                reader.read(places, how, &mut block);
                if done.send(block).is_err() {
                    return;
                }
            }
        });
        Beside { to_read, read, groups: Vec::new() }
    }
}

/// Whether a row has a letter or a figure: one that has none may be blank, and one that begins with
/// a tag may be one of tags.
fn says_something(row: &str) -> bool {
    let begins = row.trim_start_matches(['"', ' ']);
    !begins.starts_with('#') && row.bytes().any(|sign| sign.is_ascii_alphanumeric())
}

/// A table that flows by, and how far it was summed.
struct Flowing<'p> {
    places: &'p Places<'p>,
    table: &'p Overlay<'p>,
    flow: &'p Flow<'p>,
    /// Reads what is gone through row by row.
    rows: RowReader<'p>,
    order: Option<DateOrder>,
    counted: Counted,
    left_out: u32,
    place: Place,
}

/// Why a table is not gone through to its end.
enum Ends {
    /// A row leaves a choice.
    Choice,
    BrokeOff(BrokeOff),
}

impl From<BrokeOff> for Ends {
    fn from(why: BrokeOff) -> Ends {
        Ends::BrokeOff(why)
    }
}

impl<'p> Flowing<'p> {
    fn new(
        places: &'p Places<'p>,
        table: &'p Overlay<'p>,
        flow: &'p Flow<'p>,
        order: Option<DateOrder>,
    ) -> Flowing<'p> {
        Flowing {
            places,
            table,
            flow,
            rows: RowReader::watching(places, order),
            order,
            counted: Counted::default(),
            left_out: 0,
            place: flow.first_row(),
        }
    }

    /// All of it; nothing where a row leaves a choice.
    fn counted(mut self, through: &mut Through<'_>) -> Result<Option<Counted>, Unreadable> {
        let mut ends = None;
        let read = self.flow.blocks(&mut |blocks, read| {
            let so_far = &|| usize::try_from(read.get()).unwrap_or(usize::MAX);
            match self.go_through(blocks, so_far, through) {
                Err(Ends::BrokeOff(why)) => Err(why),
                Err(choice) => {
                    ends = Some(choice);
                    Ok(())
                }
                Ok(()) => Ok(()),
            }
        });
        if let Err(why) = read {
            if let BrokeOff::Unreadable(
                why @ (Unreadable::Stopped | Unreadable::TooManySums { .. }),
            ) = why
            {
                return Err(why);
            }
            self.flow.breaks_off(why);
            return Err(Unreadable::Stopped);
        }
        if ends.is_some() {
            return Ok(None);
        }
        self.table.tell_so_many_left_out(self.left_out, through.problems);
        Ok(Some(self.counted))
    }

    fn go_through(
        &mut self,
        blocks: &mut Blocks<'_>,
        so_far: &dyn Fn() -> usize,
        through: &mut Through<'_>,
    ) -> Result<(), Ends> {
        let (places, order, how) = (self.places, self.order, self.how_read());
        thread::scope(|scope| {
            let readers = 0..beside();
            let mut readers: Vec<Beside> =
                readers.map(|_| Beside::start(scope, places, order, &how)).collect();
            self.hand_out(&mut readers, blocks, so_far, through)
        })
    }

    /// Hands out blocks in turn, so many that nobody waits, and takes over what comes back in the
    /// order of the file.
    fn hand_out(
        &mut self,
        readers: &mut [Beside],
        blocks: &mut Blocks<'_>,
        so_far: &dyn Fn() -> usize,
        through: &mut Through<'_>,
    ) -> Result<(), Ends> {
        /// For each of them one that is read, one that waits, and one that is taken over.
        const BLOCKS_EACH: usize = 3;
        let many = readers.len().saturating_mul(BLOCKS_EACH);
        let mut spare: Vec<BlockRead> = (0..many).map(|_| BlockRead::default()).collect();
        let (mut handed_out, mut taken_over) = (0_usize, 0_usize);
        let mut is_over = false;
        loop {
            while let Some(mut block) = spare.pop().filter(|_| !is_over) {
                is_over = !blocks.fill(&mut block.block)?;
                block.read = so_far();
                let turn = handed_out.checked_rem(readers.len()).unwrap_or(0);
                if let Some(reader) = readers.get(turn).filter(|_| !is_over) {
                    reader.to_read.send(block).map_err(|_| BrokeOff::NotSo)?;
                    handed_out = handed_out.saturating_add(1);
                }
            }
            if taken_over == handed_out {
                return Ok(());
            }
            let turn = taken_over.checked_rem(readers.len()).unwrap_or(0);
            let Some(reader) = readers.get_mut(turn) else { return Ok(()) };
            let block = reader.read.recv().map_err(|_| BrokeOff::NotSo)?;
            taken_over = taken_over.saturating_add(1);
            self.take_over(&block, &mut reader.groups, through)?;
            let so_far = || {
                let Counted { groups, rows, .. } = &self.counted;
                self.places.shaped(groups.clone(), *rows, &mut Problems::default())
            };
            if (through.report)(block.read, Some(&so_far)).is_break() {
                return Err(BrokeOff::from(Unreadable::Stopped).into());
            }
            spare.push(block);
        }
    }

    fn how_read(&self) -> HowRead<'p> {
        let columns = self.places.columns_read(self.table.filters());
        HowRead {
            columns: self.table.columns(),
            delimiter: self.flow.mark_between(),
            wanted: Wanted::new(columns, self.table.columns()),
            filters: self.table.filters(),
        }
    }

    /// Takes over what the rows of a block add. `groups` are those of its reader.
    fn take_over(
        &mut self,
        block: &BlockRead,
        groups: &mut Vec<u32>,
        through: &mut Through<'_>,
    ) -> Result<(), Ends> {
        if block.leaves_a_choice {
            return Err(Ends::Choice);
        }
        for names in &block.new_groups {
            groups.push(self.counted.groups.number(names.iter().map(String::as_str)));
        }
        if block.is_odd || !self.counted.ids.have_none_of(&block.ids) {
            return self.row_by_row(block, through);
        }
        self.counted.ids.join(&block.ids);
        let numbers = block.numbers.chunks(self.places.values.len().max(1));
        let numbers = numbers.chain(std::iter::repeat(&[][..]));
        for ((number, line, group, adds), numbers) in block.rows.iter().zip(numbers) {
            for (at, _) in numbers.iter().enumerate().filter(|(_, number)| number.is_none()) {
                self.counted.lacks(at);
            }
            let group = groups.get(*group as usize).copied().unwrap_or_default();
            let stands = Stands {
                number: self.place.number.saturating_add(*number).saturating_sub(1),
                line: self.place.line.saturating_add(*line),
                end: block.read,
            };
            let taken = self.counted.take(group, *adds, stands, numbers);
            taken.map_err(|TooMany| BrokeOff::from(too_many(self.places)))?;
        }
        let used = block.all.saturating_sub(block.left_out);
        self.counted.rows = self.counted.rows.saturating_add(used);
        self.left_out = self.left_out.saturating_add(block.left_out);
        self.place.number = self.place.number.saturating_add(block.all);
        self.place.line = self.place.line.saturating_add(block.lines);
        Ok(())
    }

    /// Goes through a block in which not all is by the book.
    fn row_by_row(&mut self, block: &BlockRead, through: &mut Through<'_>) -> Result<(), Ends> {
        let Flowing { places, table, flow, rows, counted, left_out, place, .. } = self;
        let (tell, columns, problems) = (through.tell, table.columns(), &mut *through.problems);
        let mut taken = Ok(());
        let (next, _) = flow.rows_of(block.block.bytes(), (*place, block.read), &mut |found| {
            let record = match &found {
                NextRecord::Read(record) if is_tags(record) => return ControlFlow::Continue(()),
                NextRecord::Read(record) if !table.filters().keep(record) => {
                    *left_out = left_out.saturating_add(u32::from(!is_blank(record)));
                    return ControlFlow::Continue(());
                }
                NextRecord::Read(record) => Some(record),
                NextRecord::Lost(_) => None,
            };
            tell(&found, columns, problems);
            if record.is_some_and(is_blank) {
                return ControlFlow::Continue(());
            }
            counted.rows = counted.rows.saturating_add(1);
            if let Some(record) = record {
                let stands = Stands { number: record.number, line: record.line, end: record.end };
                taken = counted.add(places, record, stands, rows, problems);
            }
            let goes_on = taken.is_ok() && !rows.leaves_a_choice();
            if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        *place = next;
        if rows.leaves_a_choice() {
            return Err(Ends::Choice);
        }
        taken.map_err(|TooMany| BrokeOff::from(too_many(places)).into())
    }
}
