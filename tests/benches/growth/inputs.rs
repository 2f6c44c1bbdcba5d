//! Files with more and more in them, the same every time.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use parallax::estimate::Day;

const HEAD: &str = "date,source,quantity,place,low,high\n";
/// On so many days sources speak.
const DAYS: usize = 1_500;
/// So many rows has each copy of a file.
const ROWS: usize = 200;

/// A number below `below` that looks random and is the same every time.
fn noise(one: usize, other: usize, below: usize) -> usize {
    let mut x = (one as u64) << 32 | other as u64;
    for _ in 0..3 {
        x = (x ^ (x >> 29)).wrapping_add(0x1234_5678_9ABC_DEF1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    (x >> 24) as usize % below
}

/// The day of this number after 1 Jan 2020, before it where it is negative.
fn day(number: i32) -> Day {
    Day::from_number(18_262 + number).expect("in range")
}

fn day_of(number: usize) -> Day {
    day(i32::try_from(number).expect("few"))
}

/// Three words that no two numbers have in common.
fn name(number: usize) -> String {
    let syllable = |place: usize| {
        let of = noise(number, place, 70);
        let letters = [b"bdfgklmnprstvz"[of / 5], b"aeiou"[of % 5]];
        letters.map(char::from).iter().collect::<String>()
    };
    let word = |first: usize| (first..first + 3).map(syllable).collect::<String>();
    format!("{} {} {number}", word(0), word(3))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark makes its own files")]
fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("room for a file");
    path
}

/// One source on so many days up to the end of the others'.
pub fn estimates(many: usize, folder: &Path) -> Vec<PathBuf> {
    let (mut text, mut total) = (HEAD.to_owned(), 1_000);
    let first = i32::try_from(DAYS).expect("few") - i32::try_from(many).expect("few");
    for (number, on) in (first..).enumerate().take(many) {
        total += noise(number, 0, 40);
        let high = total + 10 + noise(number, 1, 50);
        writeln!(text, "{},Ministry,killed,Upland,{total},{high}", day(on)).expect("a string");
    }
    vec![write(folder, &format!("estimates-{many}.csv"), &text)]
}

/// Two sources on so many measures, once each.
pub fn measures(many: usize, folder: &Path) -> Vec<PathBuf> {
    let mut text = HEAD.to_owned();
    for number in 0..many {
        for (place, source) in ["Ministry", "Observers"].into_iter().enumerate() {
            let (day, low) = (day_of(number % DAYS), 10 + noise(number, place, 9_000));
            let quantity = format!("guns of model {number:05}");
            writeln!(text, "{day},{source},{quantity},Upland,{low},{}", low + 50)
                .expect("a string");
        }
    }
    vec![write(folder, &format!("measures-{many}.csv"), &text)]
}

/// So many sources on one measure, once each.
pub fn sources(many: usize, folder: &Path) -> Vec<PathBuf> {
    vec![write(folder, &format!("sources-{many}.csv"), &said_by(many, 1))]
}

/// So many sources on one measure, eight times each.
pub fn sources_of_several(many: usize, folder: &Path) -> Vec<PathBuf> {
    vec![write(folder, &format!("several-{many}.csv"), &said_by(many, 8))]
}

fn said_by(sources: usize, times: usize) -> String {
    let mut text = HEAD.to_owned();
    for source in 0..sources {
        let source_name = name(source);
        for time in 0..times {
            let on = time * DAYS / times + noise(source, time, DAYS / times);
            let low = 1_000 + 3 * on + noise(time, source, 900);
            let high = low + 10 + noise(source, 100 + time, 600);
            writeln!(text, "{},{source_name},killed,Upland,{low},{high}", day_of(on))
                .expect("a string");
        }
    }
    text
}

/// So many daily copies of one file, in each of which one number is another than the day before.
pub fn copies(many: usize, folder: &Path) -> Vec<PathBuf> {
    let of_days = folder.join(format!("copies-{many}"));
    #[expect(clippy::disallowed_methods, reason = "a benchmark makes its own files")]
    std::fs::create_dir_all(&of_days).expect("room for a folder");
    let mut totals: Vec<usize> =
        (0..ROWS).map(|row| 1_000 + 50 * (row / 5) + noise(row, 0, 50)).collect();
    let copy = |number: usize| {
        totals[noise(number, 1, ROWS)] += 1 + noise(number, 2, 5);
        let mut text = HEAD.to_owned();
        for (row, total) in totals.iter().enumerate() {
            let (on, source) = (day_of(row / 5), name(row % 5));
            writeln!(text, "{on},{source},killed,Upland,{total},{}", total + 40).expect("a string");
        }
        write(&of_days, &format!("losses-{}.csv", day_of(800 + number)), &text)
    };
    (0..many).map(copy).collect()
}

/// The folder of so many daily copies.
pub fn vintages(many: usize, folder: &Path) -> Vec<PathBuf> {
    copies(many, folder);
    vec![folder.join(format!("copies-{many}"))]
}
