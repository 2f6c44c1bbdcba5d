//! Workbooks as they were until 2007, looked at before they are read: whoever reads them takes their
//! own word for how much is in them.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::files::unreadable::{Bomb, Unreadable};

/// The streams that hold the records of a workbook, the newer name first.
const BOOKS: [&str; 2] = ["/Workbook", "/Book"];
/// The record that says from where to where a sheet goes.
const DIMENSIONS: u16 = 0x0200;

/// Refuses a workbook of which a part is said to be longer than the whole, or a sheet to have more
/// than so many cells.
///
/// # Errors
/// When it is so, or the file is broken.
pub(super) fn examine(bytes: &[u8], most_cells: usize) -> Result<(), Unreadable> {
    let broken = |_| Unreadable::BrokenWorkbook;
    // A part that goes round in a circle is refused here.
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    let whole = bytes.len() as u64;
    if file.walk().any(|entry| entry.len() > whole) {
        return Err(Unreadable::Bomb(Bomb::Workbook));
    }
    let name = BOOKS.into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or(Unreadable::BrokenWorkbook)?;
    let mut book = Vec::new();
    file.open_stream(name)
        .and_then(|mut book_in| book_in.read_to_end(&mut book))
        .map_err(broken)?;
    let is_too_large = |cells: u64| cells > most_cells as u64;
    match dimensions(&book).any(is_too_large) {
        true => Err(Unreadable::Bomb(Bomb::Workbook)),
        false => Ok(()),
    }
}

/// How many cells each sheet is said to have.
fn dimensions(book: &[u8]) -> impl Iterator<Item = u64> {
    let mut rest = book;
    std::iter::from_fn(move || {
        loop {
            let (kind, behind) = number(rest)?;
            let (length, behind) = number(behind)?;
            let (content, next) = behind.split_at_checked(usize::from(length))?;
            rest = next;
            if kind == DIMENSIONS {
                return Some(cells(content).unwrap_or_default());
            }
        }
    })
}

fn number(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (number, behind) = bytes.split_first_chunk::<2>()?;
    Some((u16::from_le_bytes(*number), behind))
}

/// The first and the last row, in two bytes each in the oldest files and four in the newer, and then
/// the first and the last column; the last are those behind.
fn cells(record: &[u8]) -> Option<u64> {
    let (mut numbers, mut rest) = (Vec::new(), record);
    while let Some((number, behind)) = number(rest) {
        numbers.push(u64::from(number));
        rest = behind;
    }
    let wide = |place: usize| {
        let high = numbers.get(place.saturating_add(1))?;
        Some(numbers.get(place)? | (high << 16))
    };
    let (rows, columns) = match record.len() {
        ..14 => ((*numbers.first()?, *numbers.get(1)?), (*numbers.get(2)?, *numbers.get(3)?)),
        _ => ((wide(0)?, wide(2)?), (*numbers.get(4)?, *numbers.get(5)?)),
    };
    // Where they make no sense, readers begin with the first.
    let many =
        |(first, last): (u64, u64)| last.checked_sub(first).unwrap_or(last).saturating_add(1);
    Some(many(rows).saturating_mul(many(columns)))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const BOOK: &[u8] = include_bytes!("../../../tests/frozen/losses.xls");
    const MOST: usize = 1_000;

    /// A file of one stream.
    fn file(name: &str, content: &[u8]) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("created");
        file.create_stream(name).and_then(|mut stream| stream.write_all(content)).expect("written");
        file.flush().expect("written");
        file.into_inner().into_inner()
    }

    fn sheet(rows: u32, columns: u16) -> Vec<u8> {
        let mut record = [DIMENSIONS.to_le_bytes(), 14_u16.to_le_bytes()].concat();
        record.extend([0_u32.to_le_bytes(), rows.to_le_bytes()].concat());
        record.extend([0_u16, columns, 0].map(u16::to_le_bytes).concat());
        record
    }

    #[test]
    fn an_honest_workbook_is_let_through() {
        assert_eq!(examine(BOOK, MOST), Ok(()));
        assert_eq!(examine(&file("/Workbook", &sheet(9, 9)), MOST), Ok(()));
        assert_eq!(examine(&file("/Book", &[]), MOST), Ok(()));
    }

    #[test]
    fn a_sheet_of_more_cells_than_anybody_has_is_refused_before_room_is_made_for_them() {
        for (rows, columns) in [(u32::MAX, 1), (40, 60), (u32::MAX, u16::MAX)] {
            let refused = examine(&file("/Workbook", &sheet(rows, columns)), MOST);
            assert_eq!(refused, Err(Unreadable::Bomb(Bomb::Workbook)), "{rows} × {columns}");
        }
        let second = [sheet(1, 1), sheet(40, 60)].concat();
        assert!(examine(&file("/Workbook", &second), MOST).is_err(), "the second sheet, too");
    }

    #[test]
    fn a_part_that_is_said_to_be_longer_than_the_file_is_refused() {
        let book = file("/Workbook", &[0; 5_000]);
        // The length of a stream stands 120 bytes behind the beginning of its entry.
        let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let entry = book.windows(name.len()).position(|at| at == name).expect("an entry");
        let mut longer = book.clone();
        longer[entry + 120..entry + 124].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(examine(&longer, MOST).is_err());
        assert_eq!(examine(&book, MOST), Ok(()));
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        let broken = Err(Unreadable::BrokenWorkbook);
        assert_eq!(examine(b"\xd0\xcf\x11\xe0 and no more", MOST), broken);
        assert_eq!(examine(&file("/Letter", b"Dear"), MOST), broken);
    }
}
