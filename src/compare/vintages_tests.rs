//! Two copies of one file are compared by what they mean.

use std::ops::ControlFlow;

use super::fixtures::{at_least, file, point, published, range, says};
use super::*;
use crate::estimate::{Day, FileSlot, Loaded, Statement};
use crate::files::{ReadOptions, read};
use crate::words::Words;

fn table(slot: u16, rows: &str) -> Loaded {
    let text = format!("date,low,high,best,quantity,source,url\n{rows}");
    let go_on = &mut |_| ControlFlow::Continue(());
    let options = ReadOptions { dates: Some(crate::files::DateOrder::Dmy), ..Default::default() };
    let reading = read("a.csv", text.as_bytes(), &options, go_on).expect("readable");
    Loaded { slot: FileSlot(slot), ledger: reading.ledger.into() }
}

/// Each change as `kind: sentence`.
fn told(old: &Loaded, new: &Loaded) -> Vec<String> {
    let difference = vintage_difference(old, new);
    let told = |change: &VintageChange| {
        let fact = change.fact(old, new).expect("of these files");
        let sentence = Words::default().vintage(&fact);
        format!("{}: {sentence}", change.kind.word())
    };
    difference.changes.iter().map(told).collect()
}

const OLD: &str = "\
12/06/2025,,,250000,killed,UK MoD,https://x.example/1
31/12/2025,275000,325000,,killed,CSIS,https://csis.example/a
03/12/2025,250000,,,killed,UK MoD,https://x.example/2
17/09/2024,,,80000,killed,Ukrainian estimate,https://wsj.example/b
";

#[test]
fn a_number_that_is_gone_is_told_apart_from_the_same_number_of_another_day() {
    let kept: Vec<&str> = OLD.lines().filter(|line| !line.starts_with("03/12")).collect();
    let (old, new) = (table(1, OLD), table(2, &kept.join("\n")));
    assert_eq!(
        told(&old, &new),
        [
            "gone: UK MoD’s at least 250,000 (killed) as of 3 Dec 2025 is no longer in the newer copy"
        ]
    );
    assert_eq!(
        told(&new, &old),
        ["added: UK MoD’s at least 250,000 (killed) as of 3 Dec 2025 was added"]
    );
}

#[test]
fn another_date_of_the_same_number_on_the_same_page_is_a_correction() {
    let (old, new) = (table(1, OLD), table(2, &OLD.replace("31/12/2025", "01/12/2025")));
    assert_eq!(
        told(&old, &new),
        ["redated: CSIS’s 275,000–325,000 (killed) is dated 1 Dec 2025 instead of 31 Dec 2025"]
    );
}

#[test]
fn a_date_written_otherwise_and_a_row_moved_are_no_change() {
    let rewritten = OLD.replace("17/09/2024", "17/9/2024").replace("275000", "\"275,000\"");
    let mut rows: Vec<&str> = rewritten.lines().collect();
    rows.rotate_left(1);
    let (old, new) = (table(1, OLD), table(2, &rows.join("\n")));
    let difference = vintage_difference(&old, &new);
    assert_eq!(difference.changes, []);
    assert_eq!(difference.unchanged.len(), 4);
    assert_eq!(Words::default().vintage_difference(&difference), "no change; 4 as they were");
}

#[test]
fn another_number_of_the_same_day_is_a_revision() {
    let (old, new) = (table(1, OLD), table(2, &OLD.replace("325000", "330000")));
    assert_eq!(
        told(&old, &new),
        ["revised: CSIS’s 275,000–325,000 (killed) as of 31 Dec 2025 became 275,000–330,000"]
    );
}

#[test]
fn another_name_for_the_same_origin_is_written_otherwise() {
    let (old, new) = (table(1, OLD), table(2, &OLD.replace("UK MoD", "UK Ministry of Defence")));
    let kinds: Vec<_> = vintage_difference(&old, &new).changes.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [VintageChangeKind::Reformatted; 2]);
}

#[test]
fn one_id_is_one_statement_as_long_as_it_speaks_of_the_same() {
    let dated = |record, value, on: &str| published(says(record, "NIS", value, "2025-01-13"), on);
    let old = file(1, &[dated(1, point(300.0), "2025-01-13"), dated(2, point(7.0), "2025-01-14")]);
    let moved = published(says(1, "NIS", at_least(3000.0), "2025-01-09"), "2025-01-13");
    let new = file(2, &[moved, says(2, "Kyiv", point(7.0), "2025-01-13")]);
    let kinds: Vec<_> = vintage_difference(&old, &new).changes.iter().map(|c| c.kind).collect();
    use VintageChangeKind::{Added, Gone, Revised};
    assert_eq!(kinds, [Revised, Added, Gone]);
}

#[test]
fn the_same_number_half_a_year_later_is_another_statement() {
    let said = |on: &str| {
        let mut statement = says(1, "NIS", range(100.0, 200.0), on);
        statement.id = None;
        statement
    };
    let kinds = |on: &str| -> Vec<_> {
        let (old, new) = (file(1, &[said("2025-01-13")]), file(2, &[said(on)]));
        vintage_difference(&old, &new).changes.iter().map(|change| change.kind).collect()
    };
    use VintageChangeKind::{Added, Gone, Redated};
    assert_eq!(kinds("2025-01-20"), [Redated]);
    assert_eq!(kinds("2025-07-20"), [Added, Gone]);
}

#[test]
fn a_day_more_on_top_moves_no_statement() {
    let daily = |slot: u16, days: std::ops::RangeInclusive<u32>| {
        let rows = days.rev().map(|day| {
            let date = format!("\"date\": \"2030-03-{day:02}\"");
            format!(
                "{{{date}, \"day\": {day}, \"personnel\": {}, \"tank\": {}}}",
                900 * day,
                7 * day
            )
        });
        let text = format!("[{}]", rows.collect::<Vec<_>>().join(","));
        let go_on = &mut |_| ControlFlow::Continue(());
        let reading = read("a.json", text.as_bytes(), &ReadOptions::default(), go_on);
        Loaded { slot: FileSlot(slot), ledger: reading.expect("readable").ledger.into() }
    };
    let difference = vintage_difference(&daily(1, 1..=9), &daily(2, 1..=11));
    let kinds: Vec<_> = difference.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [VintageChangeKind::Added; 4]);
    assert_eq!(difference.unchanged.len(), 18);
}

#[test]
fn what_was_revised_is_quoted_with_its_own_day() {
    let said = |value, on: &str| file(1, &[says(1, "NIS", value, on)]);
    let (old, new) = (said(point(300.0), "2025-01-13"), said(at_least(3000.0), "2025-01-09"));
    let told = told(&old, &new).join("");
    assert!(told.contains("as of 13 Jan 2025 became at least 3,000 as of 9 Jan 2025"), "{told}");
}

fn real(name: &str) -> Loaded {
    let folder = std::env::var("PARALLAX_REAL_FILES").expect("PARALLAX_REAL_FILES names a folder");
    let path = format!("{folder}/economist/{name}");
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let bytes = crate::disk::read_file(path.as_ref(), 1 << 30, go_on).expect("readable");
    let go_on = &mut |_| ControlFlow::Continue(());
    let reading = read(&path, &bytes, &ReadOptions::default(), go_on).expect("read");
    Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_economists_vintages_differ_in_what_was_changed_and_in_nothing_else() {
    let first = real("estimates-2025-07-03.csv");
    let second = real("estimates-2026-01-28.csv");
    let third = real("estimates-2026-05-11.csv");
    let last = real("estimates.csv");
    let mod_as_of_december = "at least 250,000 (Russia · killed · Ukraine) as of 3 Dec 2025";
    let about = |told: &[String], words: &str| -> Vec<String> {
        told.iter().filter(|sentence| sentence.contains(words)).cloned().collect()
    };
    let appears = about(&told(&first, &second), mod_as_of_december);
    assert_eq!(appears, [format!("added: UK MoD’s {mod_as_of_december} was added")]);
    let goes = told(&second, &third);
    let gone = about(&goes, "gone: ");
    let words = format!("gone: UK MoD’s {mod_as_of_december} is no longer in the newer copy");
    assert_eq!(gone, [words]);
    let corrected = about(&goes, "CSIS");
    assert_eq!(corrected.len(), 4, "{corrected:?}");
    for sentence in corrected {
        assert!(sentence.starts_with("redated: CSIS’s "), "{sentence}");
        assert!(sentence.ends_with("is dated 1 Dec 2025 instead of 31 Dec 2025"), "{sentence}");
    }
    let stays = |file: &Loaded| {
        file.ledger
            .estimates()
            .any(|one| one.label() == "UK MoD" && one.as_of().to().to_string() == "2025-06-12")
    };
    assert!(stays(&second) && stays(&third) && stays(&last));
    // 01/12/2025 became 1/12/2025, and 17/09/2024 became 17/9/2024.
    for sentence in told(&third, &last).iter().chain(&told(&first, &second)) {
        assert!(sentence.starts_with("added: "), "{sentence}");
    }
}

#[test]
fn matching_takes_time_in_proportion_to_the_files() {
    let many = |count: u32, add: f64| -> Vec<Statement> {
        let said = |n: u32| {
            let on = "2020-01-01".parse::<Day>().expect("a day").plus((n % 900) as i32);
            says(n + 1, "NIS", point(f64::from(n) + add), &on.to_string())
        };
        (0..count).map(said).collect()
    };
    let (old, new) = (file(1, &many(40_000, 0.0)), file(2, &many(40_000, 1.0)));
    let start = std::time::Instant::now();
    assert_eq!(vintage_difference(&old, &new).count(VintageChangeKind::Revised), 40_000);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
