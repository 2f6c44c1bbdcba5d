//! What a page holds as bytes, small enough to be carried in it, and read by its script.
//!
//! All numbers of the format are unsigned, seven bits a byte, the lowest first, the highest bit set
//! in all bytes but the last; signed ones are folded: 0, −1, 1, −2, 2 are 0, 1, 2, 3, 4.
//!
//! - The length of the head and the head, which is JSON: see [`super::head`]. Among it are `pieces`,
//!   each a list of texts and, where a number stands, of its digits after the point; and `templates`,
//!   each the pieces of its lines, and for each number in them the place of its series in the run.
//! - For each grouping in the order of the head the length of what follows, and for each day of
//!   publication in the order of the head the number of its runs and these: how many days lie between
//!   it and the run before (or the first day), how many days it has, its template, and its series.
//! - A series is its first value, the difference of the second to it, and from then on by how much
//!   each difference is another than the one before.
//!
//! In a text U+0001 stands for the day on which it is said.
//!
//! A day that lies in no run of a day of publication is as on the one before that.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::{Value, json};

use super::runs::{Bit, Piece, Run};

/// The runs of one grouping, by the days of publication in their order.
pub(super) type OfGrouping = Vec<Vec<Run>>;

/// Runs as bytes, and what these refer to.
#[derive(Debug, Default)]
struct Packing {
    pieces: Kept<Piece>,
    templates: Kept<(Vec<usize>, Vec<usize>)>,
}

/// Things each of which is kept once, in the order in which they came.
#[derive(Debug)]
struct Kept<T> {
    places: BTreeMap<T, usize>,
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept { places: BTreeMap::new() }
    }
}

impl<T: Ord> Kept<T> {
    fn place(&mut self, thing: T) -> usize {
        let next = self.places.len();
        *self.places.entry(thing).or_insert(next)
    }

    fn in_order(&self) -> Vec<&T> {
        let mut all: Vec<(&T, &usize)> = self.places.iter().collect();
        all.sort_unstable_by_key(|(_, place)| **place);
        all.into_iter().map(|(thing, _)| thing).collect()
    }
}

/// What a page holds, packed: `head` are the fields of the head that are no runs.
///
/// # Errors
/// Where memory cannot be written to, which does not happen.
pub(super) fn packed(
    mut head: serde_json::Map<String, Value>,
    groupings: &[OfGrouping],
) -> std::io::Result<Vec<u8>> {
    let mut packing = Packing::default();
    let mut blocks = Vec::new();
    for grouping in groupings {
        let block = packing.block(grouping);
        number(block.len() as u64, &mut blocks);
        blocks.extend(block);
    }
    head.insert("pieces".to_owned(), packing.pieces.in_order().into_iter().map(piece).collect());
    let templates = packing.templates.in_order().into_iter();
    let templates = templates.map(|(lines, numbers)| json!([lines, numbers])).collect();
    head.insert("templates".to_owned(), templates);
    let head = serde_json::to_vec(&Value::Object(head)).map_err(std::io::Error::from)?;
    let mut bytes = Vec::new();
    number(head.len() as u64, &mut bytes);
    bytes.extend(head);
    bytes.extend(blocks);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&bytes)?;
    packed.finish()
}

fn piece(piece: &Piece) -> Value {
    let bits = piece.iter().map(|bit| match bit {
        Bit::Words(words) => json!(words),
        Bit::Number { decimals } => json!(decimals),
    });
    bits.collect()
}

impl Packing {
    fn block(&mut self, grouping: &OfGrouping) -> Vec<u8> {
        let mut block = Vec::new();
        for runs in grouping {
            number(runs.len() as u64, &mut block);
            let mut end = 0_usize;
            for run in runs {
                number(run.first.saturating_sub(end) as u64, &mut block);
                number(run.days as u64, &mut block);
                end = run.first.saturating_add(run.days);
                let lines = run.lines.iter().map(|line| self.pieces.place(line.clone())).collect();
                let template = self.templates.place((lines, run.numbers.clone()));
                number(template as u64, &mut block);
                run.series.iter().for_each(|series| of_series(series, &mut block));
            }
        }
        block
    }
}

fn of_series(series: &[i64], out: &mut Vec<u8>) {
    let (mut last, mut step) = (0_i64, 0_i64);
    for (place, value) in series.iter().enumerate() {
        let difference = value.saturating_sub(last);
        let told = if place < 2 { difference } else { difference.saturating_sub(step) };
        number(folded(told), out);
        (last, step) = (*value, difference);
    }
}

/// 0, 1, 2, 3, 4 for 0, −1, 1, −2, 2.
fn folded(signed: i64) -> u64 {
    ((signed << 1) ^ (signed >> 63)).cast_unsigned()
}

fn number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
