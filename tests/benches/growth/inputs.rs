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
    format!("{} {} {number}", word(number, 0), word(number, 3))
}

/// Six letters that look random.
fn word(number: usize, first: usize) -> String {
    let syllable = |place: usize| {
        let of = noise(number, place, 70);
        let letters = [b"bdfgklmnprstvz"[of / 5], b"aeiou"[of % 5]];
        letters.map(char::from).iter().collect::<String>()
    };
    (first..first + 3).map(syllable).collect()
}

/// A name that is another one's but for how it is spelled, in pairs.
fn spelled(number: usize) -> String {
    let [one, other] = [0, 3].map(|first| word(number / 2, first));
    match number % 8 {
        0 | 2 | 4 | 6 => format!("{one} {other} Office"),
        1 => format!("{one} {other} Ofice"),
        3 => format!("{one}-{other} office"),
        5 => format!("{other} {one} Office"),
        _ => format!("{one}h {other} Office"),
    }
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

/// So many sources on one measure, each of which looks like another one.
pub fn look_alikes(many: usize, folder: &Path) -> Vec<PathBuf> {
    let mut text = HEAD.to_owned();
    for source in 0..many {
        let (day, low) = (day_of(noise(source, 0, DAYS)), 1_000 + noise(source, 1, 9_000));
        writeln!(text, "{day},{},killed,Upland,{low},{}", spelled(source), low + 50)
            .expect("a string");
    }
    vec![write(folder, &format!("look-alikes-{many}.csv"), &text)]
}

/// So many rows with each of which something is wrong or doubtful.
pub fn problems(many: usize, folder: &Path) -> Vec<PathBuf> {
    let mut text = "id,date,source,quantity,place,low,high,url,how\n".to_owned();
    for number in 0..many {
        let (on, source) = (noise(number, 0, DAYS), name(number % 20));
        // Totals, which do not fall.
        let (day, low, high) = (day_of(on), 1_000 + 100 * on, 1_050 + 100 * on);
        let row = match number % 8 {
            0 => {
                format!("{number},2021-13-{:02},{source},killed,Upland,{low},{high},,", number % 90)
            }
            1 => format!("{number},{day},{source},killed,Upland,{high},{low},,"),
            2 => format!("{number},{day},{source},,Upland,{low},{high},,"),
            3 => format!("{number},{day},{source},killed,Upland,{low} or so,many {number},,"),
            4 => format!("{number},{day},,killed,Upland,{low},{high},,"),
            5 => format!("of all,{day},{source},killed,Upland,{low},{high},,"),
            6 => format!("{number},{day},{source},killed,Upland,{low},{high},no address {number},"),
            _ => format!("{number},{day},{source},killed,Upland,{low},{high},,somehow {number}"),
        };
        writeln!(text, "{row}").expect("a string");
    }
    vec![write(folder, &format!("problems-{many}.csv"), &text)]
}

/// A session of so many estimates and as many notes on them.
pub fn notes(many: usize, folder: &Path) -> Vec<PathBuf> {
    let note = |number: usize| {
        let anchor = match number % 3 {
            0 => format!("estimate(\"1#{}\")", number + 1),
            1 => format!("source(\"{}\")", name(number % 20)),
            _ => format!("date(\"{}\")", day_of(noise(number, 2, DAYS))),
        };
        format!("(id: ({}), anchor: {anchor}, text: \"so {number}\")", number + 1)
    };
    vec![session("notes", many, note, folder)]
}

/// A session of so many estimates and as many adjustments of them.
pub fn adjustments(many: usize, folder: &Path) -> Vec<PathBuf> {
    let adjustment = |number: usize| {
        let low = 1_000 + noise(number, 5, 9_000);
        let change = match number % 5 {
            0 => format!("bounds((low: {low}.0, high: {}.0, how: between))", low + 70),
            1 => "exclude".to_owned(),
            2 => "scale(0.9)".to_owned(),
            3 => "widen(0.1)".to_owned(),
            _ => format!("dates(as_of: \"{}\")", day_of(noise(number, 6, DAYS))),
        };
        format!("(target: estimate(\"1#{}\"), change: {change})", number + 1)
    };
    vec![session("adjustments", many, adjustment, folder)]
}

/// A session of so many estimates by twenty sources, and a list with one entry for each.
fn session(list: &str, many: usize, entry: impl Fn(usize) -> String, folder: &Path) -> PathBuf {
    let sources: String = (0..20).map(|source| format!("\"{}\": (), ", name(source))).collect();
    let estimate = |number: usize| {
        let on = noise(number, 0, DAYS);
        let (day, low) = (day_of(on), 1_000 + 3 * on + noise(number % 20, 1, 900));
        format!(
            "(measure: \"killed · Upland\", source: \"{}\", low: {low}, high: {}, as_of: \"{day}\", \
             record: {})",
            name(number % 20),
            low + 50,
            number + 1,
        )
    };
    let lines = |line: &dyn Fn(usize) -> String| {
        (0..many).map(|number| format!("{},\n", line(number))).collect::<String>()
    };
    let text = format!(
        "(version: 1, files: [(slot: 1, path: \"many.csv\", fingerprint: \"{}\", \
         format: \"estimates\", rows: {many})],\nsources: {{1: {{{sources}}}}},\n\
         measures: {{\"killed · Upland\": (quantity: \"killed\", place: \"Upland\", \
         basis: cumulative)}},\nestimates: {{1: [\n{}]}},\n{list}: [\n{}],\nview: ())\n",
        "0".repeat(32),
        lines(&estimate),
        lines(&entry),
    );
    write(folder, &format!("{list}-{many}.comparison.ron"), &text)
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
