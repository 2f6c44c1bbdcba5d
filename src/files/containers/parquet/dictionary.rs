//! Columns of which each cell stands in a file as its number in a list of what there is: read as these
//! numbers, without making anything of a cell that was met already.
//!
//! Pages, their packing and their headers are the library's; what is read here is what stands in them:
//! levels and numbers, as [the format](https://parquet.apache.org/docs/file-format/data-pages/encodings/)
//! has them, in runs of the same number and runs of numbers of a few bits each.

use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageReader};
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescriptor;

use super::broken;
use crate::files::unreadable::Unreadable;

/// The number of a row in which nothing stands.
pub(super) const NOTHING: u32 = u32::MAX;

/// Longer lists are not read so: most of what they hold stands there once.
const MOST_LISTED: u32 = 1 << 16;

/// Why the next numbers are not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Otherwise {
    /// The rest of a column stands there in another way.
    Written,
    Broken,
}

/// What a list holds.
pub(super) enum Values {
    Texts(Vec<Bytes>),
    Numbers(Vec<i64>),
}

/// A column of a row group, from page to page.
pub(super) struct Numbered {
    pages: Box<dyn PageReader>,
    /// The level of a cell in which something stands; of none it is 0.
    filled: u32,
    count: usize,
    page: Option<Rows>,
}

/// The rows of a page that are still to be read.
struct Rows {
    left: usize,
    /// None where something stands in every row.
    levels: Option<Runs>,
    numbers: Runs,
}

impl Numbered {
    /// A column that is written so, as far as its beginning tells, and what its list holds; none of
    /// another one.
    ///
    /// # Errors
    /// When the file is broken.
    pub(super) fn begin(
        group: &dyn RowGroupReader,
        place: usize,
        column: &ColumnDescriptor,
    ) -> Result<Option<(Numbered, Values)>, Unreadable> {
        let chunk = group.metadata().columns().get(place);
        let has_list = chunk.is_some_and(|chunk| chunk.dictionary_page_offset().is_some());
        if !has_list || column.max_rep_level() > 0 {
            return Ok(None);
        }
        let mut pages = group.get_column_page_reader(place).map_err(broken)?;
        let first = pages.get_next_page().map_err(broken)?;
        let Some(Page::DictionaryPage { buf, num_values, encoding, .. }) = first else {
            return Ok(None);
        };
        let is_known = matches!(encoding, Encoding::PLAIN | Encoding::PLAIN_DICTIONARY);
        if !is_known || num_values > MOST_LISTED {
            return Ok(None);
        }
        let count = num_values as usize;
        let values = match column.physical_type() {
            Type::BYTE_ARRAY => texts(&buf, count).map(Values::Texts),
            Type::INT32 => numbers::<4>(&buf, count, |bytes| i32::from_le_bytes(bytes).into()),
            Type::INT64 => numbers::<8>(&buf, count, i64::from_le_bytes),
            _ => return Ok(None),
        };
        let values = values.ok_or(Unreadable::BrokenParquet)?;
        let filled = u32::try_from(column.max_def_level()).unwrap_or(0);
        Ok(Some((Numbered { pages, filled, count, page: None }, values)))
    }

    /// Reads the numbers of the next rows.
    ///
    /// # Errors
    /// When the rest of the column is written otherwise, or the file is broken.
    pub(super) fn read(&mut self, rows: usize, into: &mut Vec<u32>) -> Result<(), Otherwise> {
        into.clear();
        while into.len() < rows {
            let mut page = match self.page.take() {
                Some(page) if page.left > 0 => page,
                _ => self.next_page()?,
            };
            let wanted = rows.saturating_sub(into.len()).min(page.left);
            let read = page.read(wanted, self.filled, into);
            read.ok_or(Otherwise::Broken)?;
            page.left = page.left.saturating_sub(wanted);
            self.page = Some(page);
        }
        let count = u32::try_from(self.count).unwrap_or(NOTHING);
        let is_listed = |number: &u32| *number < count || *number == NOTHING;
        if into.iter().all(is_listed) { Ok(()) } else { Err(Otherwise::Broken) }
    }

    /// Passes over the next rows, and unpacks no page of which all rows are passed over.
    ///
    /// # Errors
    /// As [`Numbered::read`].
    pub(super) fn skip(&mut self, rows: usize) -> Result<(), Otherwise> {
        let mut left = rows;
        while left > 0 {
            let next = self.pages.peek_next_page().map_err(|_| Otherwise::Broken)?;
            let own = next.and_then(|page| page.num_levels).ok_or(Otherwise::Broken)?;
            if own > left {
                return self.read(left, &mut Vec::new());
            }
            self.pages.skip_next_page().map_err(|_| Otherwise::Broken)?;
            left = left.saturating_sub(own);
        }
        Ok(())
    }

    fn next_page(&mut self) -> Result<Rows, Otherwise> {
        let page = self.pages.get_next_page().map_err(|_| Otherwise::Broken)?;
        let encoding = page.as_ref().map(Page::encoding);
        let by_number = [Encoding::RLE_DICTIONARY, Encoding::PLAIN_DICTIONARY];
        if encoding.is_some_and(|own| !by_number.contains(&own)) {
            return Err(Otherwise::Written);
        }
        let width = u32::BITS.saturating_sub(self.filled.leading_zeros());
        let (left, levels, numbers) = match page {
            Some(Page::DataPage { buf, num_values, def_level_encoding, .. }) => {
                if self.filled == 0 {
                    (num_values, None, buf)
                } else if def_level_encoding == Encoding::RLE {
                    let length = buf.first_chunk().copied().map(u32::from_le_bytes);
                    let length = length.ok_or(Otherwise::Broken)? as usize;
                    let end = length.checked_add(4).filter(|end| *end <= buf.len());
                    let end = end.ok_or(Otherwise::Broken)?;
                    (num_values, Some(buf.slice(4..end)), buf.slice(end..))
                } else {
                    return Err(Otherwise::Written);
                }
            }
            Some(Page::DataPageV2 {
                buf,
                num_values,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            }) => {
                let end = def_levels_byte_len as usize;
                if rep_levels_byte_len != 0 || end > buf.len() {
                    return Err(Otherwise::Written);
                }
                let levels = (self.filled > 0).then(|| buf.slice(..end));
                (num_values, levels, buf.slice(end..))
            }
            _ => return Err(Otherwise::Broken),
        };
        let levels = levels.map(|levels| Runs::of(levels, width));
        // Where nothing stands in any row there may be no numbers, and not even how wide they are.
        let bits = numbers.first().copied().map_or(0, u32::from);
        if bits > u32::BITS {
            return Err(Otherwise::Broken);
        }
        let numbers = Runs::of(numbers.slice(numbers.len().min(1)..), bits);
        Ok(Rows { left: left as usize, levels, numbers })
    }
}

impl Rows {
    /// The numbers of the next rows; none where there are too few.
    fn read(&mut self, rows: usize, filled: u32, into: &mut Vec<u32>) -> Option<()> {
        let Some(levels) = &mut self.levels else { return self.numbers.read(rows, into) };
        let start = into.len();
        levels.read(rows, into)?;
        let own = into.get_mut(start..)?;
        let stand = own.iter().filter(|level| **level == filled).count();
        let mut numbers = Vec::new();
        self.numbers.read(stand, &mut numbers)?;
        let mut numbers = numbers.into_iter();
        for slot in own {
            *slot = if *slot == filled { numbers.next()? } else { NOTHING };
        }
        Some(())
    }
}

/// Numbers in runs: of the same one, or of some of so many bits each.
struct Runs {
    bytes: Bytes,
    at: usize,
    width: u32,
    run: Run,
}

#[derive(Clone, Copy)]
enum Run {
    Same {
        left: usize,
        number: u32,
    },
    /// The next number begins at this bit.
    Packed {
        left: usize,
        bit: usize,
    },
}

impl Runs {
    fn of(bytes: Bytes, width: u32) -> Runs {
        Runs { bytes, at: 0, width, run: Run::Same { left: 0, number: 0 } }
    }

    /// The next numbers; none where there are too few.
    fn read(&mut self, count: usize, into: &mut Vec<u32>) -> Option<()> {
        let mut wanted = count;
        while wanted > 0 {
            match &mut self.run {
                Run::Same { left: 0, .. } | Run::Packed { left: 0, .. } => {
                    self.run = self.next()?;
                }
                Run::Same { left, number } => {
                    let taken = wanted.min(*left);
                    into.resize(into.len().checked_add(taken)?, *number);
                    *left = left.checked_sub(taken)?;
                    wanted = wanted.checked_sub(taken)?;
                }
                Run::Packed { left, bit } => {
                    let taken = wanted.min(*left);
                    unpack(&self.bytes, *bit, self.width, taken, into)?;
                    *bit = bit.checked_add(taken.checked_mul(self.width as usize)?)?;
                    *left = left.checked_sub(taken)?;
                    wanted = wanted.checked_sub(taken)?;
                }
            }
        }
        Some(())
    }

    /// The run that begins here.
    fn next(&mut self) -> Option<Run> {
        let head = self.varint()?;
        let count = usize::try_from(head >> 1).ok()?;
        if head & 1 == 0 {
            let bytes = (self.width as usize).div_ceil(8);
            let end = self.at.checked_add(bytes)?;
            let own = self.bytes.get(self.at..end)?;
            let number = own.iter().rev().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
            self.at = end;
            // A run of nothing leads nowhere.
            return (count > 0).then_some(Run::Same { left: count, number });
        }
        let (numbers, bytes) = (count.checked_mul(8)?, count.checked_mul(self.width as usize)?);
        let bit = self.at.checked_mul(8)?;
        self.at = self.at.checked_add(bytes)?.min(self.bytes.len());
        (count > 0).then_some(Run::Packed { left: numbers, bit })
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at = self.at.checked_add(1)?;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

/// So many numbers of so many bits each, the lowest first; none where there are too few.
fn unpack(bytes: &[u8], bit: usize, width: u32, count: usize, into: &mut Vec<u32>) -> Option<()> {
    let mask = (1_u64 << width).checked_sub(1)?;
    let bits = count.checked_mul(width as usize)?;
    if bit.checked_add(bits)?.div_ceil(8) > bytes.len() {
        return None;
    }
    into.reserve(count);
    let mut bit = bit;
    for _ in 0..count {
        let (byte, shift) = (bit / 8, bit % 8);
        // A number of 32 bits lies in 5 bytes.
        let word = match bytes.get(byte..).and_then(<[u8]>::first_chunk::<8>) {
            Some(word) => u64::from_le_bytes(*word),
            None => {
                let rest = bytes.get(byte..).unwrap_or_default();
                rest.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
            }
        };
        #[expect(clippy::cast_possible_truncation, reason = "at most 32 bits are left")]
        into.push(((word >> shift) & mask) as u32);
        bit = bit.saturating_add(width as usize);
    }
    Some(())
}

/// So many texts, each behind its length.
fn texts(bytes: &Bytes, count: usize) -> Option<Vec<Bytes>> {
    let (mut texts, mut at) = (Vec::new(), 0_usize);
    for _ in 0..count {
        let length = bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)? as usize;
        let start = at.checked_add(4)?;
        at = start.checked_add(length).filter(|end| *end <= bytes.len())?;
        texts.push(bytes.slice(start..at));
    }
    Some(texts)
}

/// So many numbers of `N` bytes.
fn numbers<const N: usize>(
    bytes: &[u8],
    count: usize,
    number: impl Fn([u8; N]) -> i64,
) -> Option<Values> {
    let all = bytes.get(..count.checked_mul(N)?)?;
    let chunks = all.chunks_exact(N).filter_map(|chunk| chunk.first_chunk::<N>());
    Some(Values::Numbers(chunks.map(|chunk| number(*chunk)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], width: u32, count: usize) -> Option<Vec<u32>> {
        let mut runs = Runs::of(Bytes::copy_from_slice(bytes), width);
        let mut numbers = Vec::new();
        // As little at a time as may be, and then the rest.
        runs.read(count.min(3), &mut numbers)?;
        runs.read(count.saturating_sub(3), &mut numbers)?;
        Some(numbers)
    }

    #[test]
    fn runs_are_read_as_the_format_has_them() {
        // The example of the format: 0 to 7 in three bits each.
        let packed = [0x03, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(read(&packed, 3, 8), Some((0..8).collect()));
        assert_eq!(read(&[0x0A, 0x07], 3, 5), Some(vec![7; 5]));
        let both = [&[0x08, 0x01][..], &packed].concat();
        assert_eq!(read(&both, 3, 12), Some([vec![1; 4], (0..8).collect()].concat()));
        assert_eq!(read(&[0x04, 0x34, 0x12], 16, 2), Some(vec![0x1234; 2]));
        let wide = [&[0x03][..], &[0xFF; 32]].concat();
        assert_eq!(read(&wide, 32, 8), Some(vec![u32::MAX; 8]));
        assert_eq!(read(&[0x10], 0, 8), Some(vec![0; 8]));
    }

    #[test]
    fn runs_that_lie_are_none() {
        for (bytes, width) in [
            (&[][..], 3),
            (&[0x0A], 3),
            (&[0x03, 0xFF], 3),
            (&[0x00, 0x00, 0x00], 3),
            (&[0x01], 3),
            (&[0xFF; 20], 3),
            (&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], 32),
        ] {
            assert_eq!(read(bytes, width, 9), None, "{bytes:?}");
        }
    }

    #[test]
    fn lists_that_lie_are_none() {
        let bytes = Bytes::from_static(b"\x02\x00\x00\x00ab\x03\x00\x00\x00c");
        assert_eq!(texts(&bytes, 1), Some(vec![Bytes::from_static(b"ab")]));
        assert_eq!(texts(&bytes, 2), None);
        assert!(numbers::<4>(&bytes, 2, |own| i32::from_le_bytes(own).into()).is_some());
        assert!(numbers::<8>(&bytes, 2, i64::from_le_bytes).is_none());
    }
}
