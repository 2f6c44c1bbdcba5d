//! Which findings there are, in which order: dismissals of years ago rest on their keys, so that a
//! change here is a change of what analysts have put aside.
//!
//! `sample.txt` lists the keys found in the sample, each behind the rank of its weight: equal ranks
//! weigh the same. Groupings and days beside the plain ones, and the published files, are kept as
//! how many keys there are and what their list comes to. Where a list differs the test prints the
//! new one.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

use parallax::compare::{EarlierCopy, Finding, Grouping, Question, compare, insight, measures_in};
use parallax::estimate::{Day, FileSlot, Loaded, Measure, Overlay};
use parallax::files::{self, ReadOptions};

const BY: [Grouping; 3] = [Grouping::Label, Grouping::Origin, Grouping::Affiliation];

fn loaded(slot: u16, name: &str, bytes: &[u8]) -> Loaded {
    let go_on = &mut |_| ControlFlow::Continue(());
    let reading = files::read(name, bytes, &ReadOptions::default(), go_on);
    let reading = reading.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    Loaded { slot: FileSlot(slot), ledger: reading.ledger.into() }
}

/// Some files, the earlier copies of some of them, and the days of which they are asked.
struct Asked<'a> {
    files: Vec<Loaded>,
    earlier: Vec<EarlierCopy>,
    days: &'a [&'a str],
}

impl Asked<'_> {
    fn measures(&self) -> Vec<Measure> {
        measures_in(&self.files).into_iter().map(|(measure, _)| measure).collect()
    }

    /// The keys in their order, each behind the rank of its weight.
    fn keys(&self, measure: &Measure, by: Grouping, on: Option<Day>) -> Vec<String> {
        let question = Question { by, ..Question::about(measure.clone()) };
        let go_on = &mut || ControlFlow::Continue(());
        let overlay = Overlay::default();
        let insight = insight(&self.files, &self.earlier, &overlay, &question, on, go_on);
        let found = insight.expect("went on").found;
        let mut heavier: Option<&Finding> = None;
        let mut rank = 0;
        let ranked = found.iter().map(|finding| {
            rank += usize::from(heavier.is_none_or(|heavier| heavier.weight > finding.weight));
            heavier = Some(finding);
            format!("{rank} {}", finding.key())
        });
        ranked.collect()
    }

    /// The last day on which two stand together, and those that were given.
    fn days_of(&self, measure: &Measure) -> Vec<Day> {
        let comparison =
            compare(&self.files, &Overlay::default(), &Question::about(measure.clone()));
        let last = comparison.segments.iter().rev().find(|segment| segment.agreement.n > 1);
        let last = last.and_then(|segment| segment.from);
        let given = self.days.iter().map(|day| day.parse().expect("a day"));
        last.into_iter().chain(given).collect()
    }

    /// For each measure, grouping and day how many keys there are and what their list comes to.
    fn sums(&self, name: &str, most: usize) -> String {
        let mut text = String::new();
        for measure in self.measures().iter().take(most) {
            for day in self.days_of(measure) {
                for by in BY {
                    let keys = self.keys(measure, by, Some(day));
                    if !keys.is_empty() {
                        let (of, many, sum) = (measure.id(), keys.len(), sum(&keys));
                        writeln!(text, "{name} {of} {by:?} {day}: {many} {sum:016x}")
                            .expect("text");
                    }
                }
            }
        }
        text
    }
}

/// FNV-1a over the lines.
fn sum(lines: &[String]) -> u64 {
    let bytes = lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn sample() -> Asked<'static> {
    let name = "north-korean-troops.estimates.ron";
    let bytes = include_bytes!("../../assets/samples/north-korean-troops.estimates.ron");
    let days = &["2024-12-24", "2025-01-23", "2025-09-03"];
    Asked { files: vec![loaded(1, name, bytes)], earlier: Vec::new(), days }
}

fn is_as_kept(now: &str, kept: &str) {
    assert!(now == kept, "the findings are others than before:\n{now}");
}

#[test]
fn the_sample_gives_the_same_findings_in_the_same_order() {
    let sample = sample();
    let mut text = String::new();
    for measure in sample.measures() {
        let keys = sample.keys(&measure, Grouping::Origin, None);
        if !keys.is_empty() {
            writeln!(text, "{}", measure.id()).expect("text");
        }
        for key in keys {
            writeln!(text, "  {key}").expect("text");
        }
    }
    is_as_kept(&text, include_str!("sample.txt"));
}

#[test]
fn the_sample_gives_the_same_findings_by_every_grouping_on_every_day() {
    is_as_kept(&sample().sums("sample", usize::MAX), include_str!("sample_sums.txt"));
}

#[expect(clippy::disallowed_methods, reason = "a test reads the files it is pointed to")]
fn real(slot: u16, name: &str) -> Loaded {
    let folder = std::env::var_os("PARALLAX_REAL_FILES").map(PathBuf::from);
    let path = folder.expect("PARALLAX_REAL_FILES names the folder").join(name);
    loaded(slot, name, &std::fs::read(path).expect("the file is there"))
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_published_files_give_the_same_findings_in_the_same_order() {
    let alone = |name: &str, days: &'static [&'static str], most: usize| {
        let asked = Asked { files: vec![real(1, name)], earlier: Vec::new(), days };
        asked.sums(name, most)
    };
    let mut text = alone("kursk/estimates.csv", &["2024-12-24", "2025-01-23"], 8);
    let copies = Asked {
        files: vec![real(1, "economist/estimates.csv")],
        earlier: vec![EarlierCopy {
            file: real(2, "economist/estimates-2026-01-28.csv"),
            of: FileSlot(1),
            day: Some("2026-07-02".parse().expect("a day")),
            own_day: Some("2026-01-28".parse().expect("a day")),
        }],
        days: &["2025-04-03", "2026-06-30"],
    };
    text += &copies.sums("economist/estimates.csv", 4);
    is_as_kept(&text, include_str!("published_sums.txt"));
}
