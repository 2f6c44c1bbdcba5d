//! Tables in text that are too long to be held: read block by block, each of whole rows.

use std::cell::{Cell, RefCell};
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;

use super::csv::{BYTE_ORDER_MARK, CsvTable};
use super::kind::{Container, kind};
use super::packed::{MOST_TIMES, Packing, is_too_much};
use super::{Doubt, NextRecord, Record, Records};
use crate::files::problem_fact::ProblemFact;
use crate::files::source::{ReadOn, Source};
use crate::files::unreadable::{Bomb, Unreadable};

/// So much of a table is read at once, and looked through for what its rows look like.
pub(crate) const BLOCK_BYTES: usize = 1 << 20;

/// A row is not longer: what seems so is no table.
const LONGEST_ROW: usize = 8 << 20;

/// A table that flows by.
pub(crate) struct Flow<'s> {
    source: &'s dyn Source,
    packing: Packing,
    /// What is known of it whatever its rows, over no text.
    table: CsvTable<'static>,
    doubts: Vec<Doubt>,
    /// How many bytes are before its rows.
    before: usize,
    broke_off: RefCell<Option<BrokeOff>>,
}

/// Why a table was not read to its end, or not as it would be if all of it were seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum BrokeOff {
    Unreadable(Unreadable),
    /// It is not in UTF-8, or a row of it does not end.
    NotSo,
    /// A quotation mark is not believed, and what stands around it depends on all that follows.
    Doubtful,
}

impl From<Unreadable> for BrokeOff {
    fn from(why: Unreadable) -> BrokeOff {
        BrokeOff::Unreadable(why)
    }
}

impl<'s> Flow<'s> {
    /// The table that begins here; none where it is no text in UTF-8 with cells and lines. `fits`
    /// says whether somebody knows how to read a table with this header.
    pub(crate) fn of(
        name: &str,
        source: &'s dyn Source,
        fits: impl Fn(&[String]) -> bool,
    ) -> Option<Flow<'s>> {
        let packing = Packing::of(source)?;
        let mut head = Block::default();
        let read =
            &mut |from: &mut dyn Read, _: &Cell<u64>| Blocks::new(from).fill(&mut head).map(|_| ());
        through(source, &packing, read).ok()?;
        let head = head.bytes();
        let marked = head.strip_prefix(BYTE_ORDER_MARK);
        let text = std::str::from_utf8(marked.unwrap_or(head)).ok()?;
        let is_table = kind(packing.name(name), text) == Ok(Container::Csv);
        let is_text = !text.as_bytes().contains(&0);
        if !is_table || !is_text {
            return None;
        }
        let table = CsvTable::new(text, fits);
        let before = table.before_rows().saturating_add(head.len().saturating_sub(text.len()));
        let doubts = table.doubts();
        let table = table.over("", table.first_line());
        let broke_off = RefCell::default();
        Some(Flow { source, packing, table, doubts, before, broke_off })
    }

    /// The name of the table's own file.
    pub(crate) fn name<'n>(&'n self, name: &'n str) -> &'n str {
        self.packing.name(name)
    }

    /// What to tell of the header and the lines above it.
    pub(crate) fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// What stands between its cells.
    pub(crate) fn mark_between(&self) -> u8 {
        self.table.mark_between()
    }

    /// Why it was not read to its end, if so.
    pub(crate) fn broke_off(&self) -> Option<BrokeOff> {
        self.broke_off.borrow().clone()
    }

    /// Remembers why it is not read to its end.
    pub(crate) fn breaks_off(&self, why: BrokeOff) {
        self.broke_off.replace(Some(why));
    }

    /// Gives the blocks of its rows, and how much of the file has been read.
    ///
    /// # Errors
    /// Whatever `take` says.
    pub(crate) fn blocks(&self, take: TakeBlocks<'_>) -> Result<(), BrokeOff> {
        through(self.source, &self.packing, &mut |from, place| {
            let before = self.before as u64;
            let skipped = io::copy(&mut from.take(before), &mut io::sink());
            if skipped.ok() != Some(before) {
                return Err(Unreadable::BrokenArchive.into());
            }
            take(&mut Blocks::new(from), place)
        })
    }

    /// Gives every row of some bytes, the first of which begins in this place; where the next one does.
    pub(crate) fn rows_of(
        &self,
        block: &[u8],
        (place, read): (Place, usize),
        take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>,
    ) -> Result<(Place, ControlFlow<()>), BrokeOff> {
        let text = std::str::from_utf8(block).map_err(|_| BrokeOff::NotSo)?;
        let (mut is_doubtful, mut goes_on) = (false, ControlFlow::Continue(()));
        let table = self.table.over(text, place.line);
        let number = table.visit(place.number, &mut |found| {
            let found = match found {
                NextRecord::Read(record) => {
                    let is_stray = |doubt: &Doubt| doubt.fact == ProblemFact::StrayQuote;
                    is_doubtful |= record.doubts.iter().any(is_stray);
                    NextRecord::Read(Record { end: read, ..record })
                }
                lost @ NextRecord::Lost(_) => {
                    is_doubtful = true;
                    lost
                }
            };
            goes_on = take(found);
            goes_on
        });
        if is_doubtful {
            self.breaks_off(BrokeOff::Doubtful);
        }
        let line = place.line.saturating_add(super::lines_in(block));
        Ok((Place { number, line }, goes_on))
    }

    /// Where its rows begin.
    pub(crate) fn first_row(&self) -> Place {
        Place { number: 1, line: self.table.first_line() }
    }
}

/// The number of a row, and the line on which it begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub(crate) number: u32,
    pub(crate) line: u32,
}

impl Records for Flow<'_> {
    fn header(&self) -> &[String] {
        self.table.header()
    }

    fn titles(&self) -> Vec<String> {
        self.table.titles()
    }

    fn delimiter(&self) -> Option<u8> {
        self.table.delimiter()
    }

    fn records(&self, take: &mut dyn FnMut(NextRecord<'_>) -> ControlFlow<()>) {
        let read = self.blocks(&mut |blocks, read| {
            let (mut block, mut place) = (Block::default(), self.first_row());
            while blocks.fill(&mut block)? {
                let read = usize::try_from(read.get()).unwrap_or(usize::MAX);
                let (next, goes_on) = self.rows_of(block.bytes(), (place, read), take)?;
                if goes_on.is_break() {
                    return Ok(());
                }
                place = next;
            }
            Ok(())
        });
        if let Err(why) = read {
            self.breaks_off(why);
        }
    }

    fn is_broken_off(&self) -> bool {
        let broke_off = self.broke_off.borrow();
        broke_off.as_ref().is_some_and(|why| *why != BrokeOff::Doubtful)
    }
}

/// Some rows of a table, with the ends of their lines. Its room is used again for others.
#[derive(Default)]
pub(crate) struct Block {
    room: Vec<u8>,
    length: usize,
}

impl Block {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.room.get(..self.length).unwrap_or_default()
    }

    /// Reads on until there are so many bytes; whether there are.
    fn read_up_to(&mut self, most: usize, from: &mut dyn Read) -> io::Result<bool> {
        self.room.resize(most.max(self.room.len()), 0);
        while let Some(room) = self.room.get_mut(self.length..most).filter(|room| !room.is_empty())
        {
            match from.read(room) {
                Ok(0) => return Ok(false),
                Ok(read) => self.length = self.length.saturating_add(read),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }
}

/// The rows of a table, some at a time.
pub(crate) struct Blocks<'r> {
    from: &'r mut dyn Read,
    /// What is read and belongs to the next block.
    rest: Vec<u8>,
    is_over: bool,
}

impl<'r> Blocks<'r> {
    fn new(from: &'r mut dyn Read) -> Blocks<'r> {
        Blocks { from, rest: Vec::new(), is_over: false }
    }

    /// Puts the next rows in the place of those in `block`; says whether there are any.
    ///
    /// # Errors
    /// When the table cannot be read, or a row does not end.
    pub(crate) fn fill(&mut self, block: &mut Block) -> Result<bool, BrokeOff> {
        block.length = 0;
        let mut rest = self.rest.as_slice();
        let mut most = BLOCK_BYTES.max(rest.len());
        block.read_up_to(rest.len(), &mut rest).map_err(|_| BrokeOff::NotSo)?;
        self.rest.clear();
        loop {
            if !self.is_over {
                self.is_over = !block.read_up_to(most, self.from).map_err(|error| {
                    let bomb = Unreadable::Bomb(Bomb::Times { most: MOST_TIMES });
                    let is_bomb = error.kind() == io::ErrorKind::FileTooLarge;
                    BrokeOff::from(if is_bomb { bomb } else { Unreadable::BrokenArchive })
                })?;
            }
            if self.is_over {
                return Ok(block.length > 0);
            }
            if let Some(end) = end_of_rows(block.bytes()) {
                self.rest.extend_from_slice(block.bytes().get(end..).unwrap_or_default());
                block.length = end;
                return Ok(true);
            }
            if most >= LONGEST_ROW {
                return Err(BrokeOff::NotSo);
            }
            most = most.saturating_mul(2);
        }
    }
}

/// Behind the last line end of a block that is not enclosed by quotation marks.
fn end_of_rows(block: &[u8]) -> Option<usize> {
    // Odd or even is all that matters, and found out many signs at a time.
    let mut is_enclosed = block.iter().fold(false, |is_odd, sign| is_odd ^ (*sign == b'"'));
    for (place, sign) in block.iter().enumerate().rev() {
        match sign {
            b'"' => is_enclosed = !is_enclosed,
            b'\n' if !is_enclosed => return place.checked_add(1),
            _ => {}
        }
    }
    None
}

/// What goes through blocks, and is told beside them how much of the file has been read.
type TakeBlocks<'t> = &'t mut dyn FnMut(&mut Blocks<'_>, &Cell<u64>) -> Result<(), BrokeOff>;

type Reading<'t> = &'t mut dyn FnMut(&mut dyn Read, &Cell<u64>) -> Result<(), BrokeOff>;

/// Reads what is packed so, beside how much of the file has been read.
fn through(source: &dyn Source, packing: &Packing, read: Reading<'_>) -> Result<(), BrokeOff> {
    let place = Cell::new(0);
    let counted = Counted { from: ReadOn::from_start(source), place: &place };
    let broken = |_| BrokeOff::from(Unreadable::BrokenArchive);
    match packing {
        Packing::Plain => read(&mut { counted }, &place).map_err(|why| match why {
            // What reads all of it at once tells why it cannot be read.
            BrokeOff::Unreadable(Unreadable::BrokenArchive) => BrokeOff::NotSo,
            why => why,
        }),
        Packing::Gzip => {
            let from = flate2::bufread::MultiGzDecoder::new(BufReader::new(counted));
            read(&mut Honest { from, unpacked: 0, place: &place }, &place)
        }
        Packing::Zstd => {
            let from = ruzstd::decoding::StreamingDecoder::new(BufReader::new(counted));
            let from = from.map_err(|_| BrokeOff::from(Unreadable::BrokenArchive))?;
            read(&mut Honest { from, unpacked: 0, place: &place }, &place)
        }
        Packing::Zip { member } => {
            let reader = Counted { from: ReadOn::from_start(source), place: &place };
            let mut archive = zip::ZipArchive::new(BufReader::new(reader)).map_err(broken)?;
            let from = archive.by_name(member).map_err(broken)?;
            read(&mut Honest { from, unpacked: 0, place: &place }, &place)
        }
    }
}

/// Counts how far a source was read.
struct Counted<'s> {
    from: ReadOn<'s>,
    place: &'s Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(piece)?;
        self.place.set(self.from.place());
        Ok(read)
    }
}

impl io::Seek for Counted<'_> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.from.seek(to)
    }
}

/// Unpacks no more than an honest file does.
struct Honest<'p, R> {
    from: R,
    unpacked: u64,
    place: &'p Cell<u64>,
}

impl<R: Read> Read for Honest<'_, R> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(piece)?;
        self.unpacked = self.unpacked.saturating_add(read as u64);
        if is_too_much(self.unpacked, self.place.get()) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(read)
    }
}
