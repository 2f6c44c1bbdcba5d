use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::compare::{Dates, Grouping, Question};
use crate::files::{ReadOptions, read};
use crate::session::{self, Document, Edit, FileSection, View, apply};
use crate::words::{Citing, NumberStyle, Style, Words};

const HEADER: &str = "as_of,published,source,quantity,low,best,high,how,url,outlet,wording\n";

fn file(name: &str, table: &str) -> Arc<FileSection> {
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let table = format!("{HEADER}{table}");
    let reading = read(name, table.as_bytes(), &ReadOptions::default(), go_on);
    Arc::new(FileSection::new(name, table.as_bytes(), reading.expect("readable")))
}

fn document(table: &str) -> Document {
    let edit = Edit::AddFiles(vec![file("data/k.csv", table)]);
    apply(&Document::default(), &edit).expect("opens")
}

fn question(document: &Document) -> Question {
    document.question_or_first().expect("something is said")
}

fn page_of(document: &Document, question: &Question, words: Words) -> String {
    let view = View { cursor: "2025-01-23".parse().ok(), ..View::default() };
    let options = PageOptions {
        size: PageSize::Page(900.0, 500.0),
        theme: Theme::Dark,
        has_key: true,
        references: Some(Citing::Plain),
        has_notes: true,
        marking: Some("For <internal> use".to_owned()),
    };
    let charted = Charted { document, question, view: &view, words };
    let page = LivePage::new(charted, &options).expect("something was said");
    String::from_utf8(page.write()).expect("text")
}

// ----- A second reader of what a page holds, by the description of the format alone

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.0.split_first().expect("a byte");
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return number;
            }
        }
    }

    fn count(&mut self) -> usize {
        usize::try_from(self.number()).expect("a count")
    }

    fn signed(&mut self) -> i64 {
        let folded = i64::try_from(self.number()).expect("a number");
        if folded % 2 == 0 { folded / 2 } else { -(folded + 1) / 2 }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    fn series(&mut self, days: usize) -> Vec<i64> {
        let mut values: Vec<i64> = Vec::new();
        for place in 0..days {
            let told = self.signed();
            values.push(match values[..] {
                [] => told,
                [only] => only + told,
                [.., before, last] => last + (last - before) + told,
            });
            assert_eq!(values.len(), place + 1);
        }
        values
    }
}

/// What a page says, by grouping, day of publication and day.
type Told = BTreeMap<(String, String, String), Vec<String>>;

fn held_in(page: &str) -> Vec<u8> {
    let (_, held) = page.split_once("id=\"held\">").expect("what is held");
    let (held, _) = held.split_once("</script>").expect("an end");
    let packed = BASE64_STANDARD.decode(held).expect("as it is written");
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("packed");
    bytes
}

fn told_in(page: &str, words: Words) -> Told {
    let bytes = held_in(page);
    let mut reader = Reader(&bytes);
    let length = reader.count();
    let head: serde_json::Value = serde_json::from_slice(reader.take(length)).expect("JSON");
    let texts = |of: &serde_json::Value| -> Vec<String> {
        of.as_array()
            .expect("a list")
            .iter()
            .map(|one| one.as_str().expect("text").to_owned())
            .collect()
    };
    let mut known = texts(&head["known"]);
    known.push("all".to_owned());
    let first: Day = head["first"].as_str().expect("a day").parse().expect("a day");
    let count =
        |of: &serde_json::Value| usize::try_from(of.as_u64().expect("a number")).expect("small");
    let days = count(&head["days"]);
    let mut told = Told::new();
    for grouping in head["groupings"].as_array().expect("a list") {
        let by = grouping[0].as_str().expect("a word");
        let length = reader.count();
        let mut block = Reader(reader.take(length));
        let mut said: Vec<Vec<String>> = vec![Vec::new(); days];
        for known in &known {
            let mut at = 0;
            for _ in 0..block.count() {
                at += block.count();
                let length = block.count();
                let template = &head["templates"][block.count()];
                let numbers = template[1].as_array().expect("a list");
                let most = numbers.iter().map(|one| count(one) + 1).max().unwrap_or(0);
                let series: Vec<Vec<i64>> = (0..most).map(|_| block.series(length)).collect();
                for day in 0..length {
                    let mut numbers = numbers.iter().map(|one| series[count(one)][day]);
                    let mut lines = Vec::new();
                    for piece in template[0].as_array().expect("a list") {
                        let mut line = String::new();
                        for bit in head["pieces"][count(piece)].as_array().expect("a list") {
                            match bit.as_str() {
                                Some(words) => line.push_str(words),
                                None => {
                                    let shift =
                                        10_f64.powi(i32::try_from(count(bit)).expect("few"));
                                    let number = numbers.next().expect("a number");
                                    line.push_str(&words.number(number as f64 / shift));
                                }
                            }
                        }
                        let the_day = first.plus(i32::try_from(at + day).expect("a day"));
                        lines.push(line.replace('\u{1}', &words.day(the_day)));
                    }
                    said[at + day] = lines;
                }
                at += length;
            }
            for (day, lines) in said.iter().enumerate() {
                let day = first.plus(i32::try_from(day).expect("a day")).to_string();
                told.insert((by.to_owned(), known.clone(), day), lines.clone());
            }
        }
        assert!(block.0.is_empty(), "all of it is read");
    }
    assert!(reader.0.is_empty(), "all of it is read");
    told
}

// ----- What it promises

/// Whatever the page holds is what the program says; every `step`th day is asked.
fn assert_same(document: &Document, question: &Question, words: Words, step: usize) {
    let told = told_in(&page_of(document, question, words), words);
    let known: Vec<String> = told.keys().map(|(_, known, _)| known.clone()).collect();
    for by in Grouping::ALL {
        assert!(told.keys().any(|(grouping, ..)| grouping == by.word()), "{by:?}");
        for known_on in known.iter().collect::<std::collections::BTreeSet<_>>() {
            let known_day: Option<Day> = known_on.parse().ok();
            let asked = Question { by: *by, known_on: known_day, ..question.clone() };
            let files = document.loaded_for(&asked);
            let comparison = compare(&files, document.overlay(), &asked);
            let of = told
                .iter()
                .filter(|((grouping, known, _), _)| grouping == by.word() && known == known_on);
            for ((_, _, day), lines) in of.step_by(step) {
                let slice = comparison.slice(&files, day.parse().expect("a day"));
                let headline = words.headline(&comparison.gist(&files, &slice));
                let said = [headline.verdict, headline.fragile, headline.counted];
                let said = said.map(|sentence| sentence.to_string());
                assert_eq!(lines[1..4], said, "{by:?}, known on {known_on}, {day}");
                assert_eq!(lines[0], words.verdict(slice.agreement.verdict));
                let rows = slice.standing.len() + slice.not_counted.len();
                assert_eq!(lines.len() - 4, rows, "{by:?}, known on {known_on}, {day}");
                for (standing, row) in slice.standing.iter().zip(&lines[4..]) {
                    let carried = standing.carried;
                    let read = carried.map_or(standing.read, |carried| carried.stated);
                    let read = words.live_read(read, carried.is_some());
                    assert!(row.split('\t').nth(4).is_some_and(|cell| cell == read), "{row}");
                }
            }
        }
    }
}

const SOME: &str = "2025-01-13,2025-01-14,NIS,killed,,300,,,https://example.org/a?b=1&c=2,Daily,\n\
    2025-01-15,,Western officials,killed,,1000,,,,,\n\
    2025-01-16,2025-01-20,Zelensky,killed,,,,,https://example.org/m,,dozens\n\
    2025-01-25,2025-02-02,UK MoD,killed,900,,1200,between,,,\n\
    2025-02-25,2025-03-02,NIS,killed,,700,,at_least,,,\n\
    2025-03-25,2025-03-25,CSIS,killed,,1850,,about,,,\n";

#[test]
fn on_every_day_in_every_grouping_and_by_all_that_was_known_when_a_page_says_what_the_program_says()
{
    let document = document(SOME);
    let asked = question(&document);
    assert_same(&document, &asked, Words::default(), 1);
    let stated = Question { dates: Dates::Stated, ..asked.clone() };
    let style = Style { dates: DateStyle::Iso, numbers: NumberStyle::Spaces };
    assert_same(&document, &stated, Words { style }, 3);
    let some_days = Question {
        from: "2025-01-20".parse().ok(),
        to: "2025-03-01".parse().ok(),
        known_on: "2025-02-10".parse().ok(),
        ..asked
    };
    assert_same(&document, &some_days, Words::default(), 1);
}

fn row() -> impl Strategy<Value = String> {
    let sources =
        ["NIS", "ROK Joint Chiefs", "Zelensky", "UK MoD", "CSIS", "Meduza", "نائب", "\"X 1,000\""];
    let source = proptest::sample::select(sources.to_vec());
    (0..160_i32, 0..40_i32, source, 1..40_u32, 0..6_u8).prop_map(
        |(as_of, later, source, many, how)| {
            let day = |after: i32| Day::from_ymd(2024, 12, 1).unwrap_or(Day::MIN).plus(after);
            let (low, best, high, how) = match how {
                0 => (many * 100, many * 110, many * 120, ""),
                1 => (0, many * 100, 0, "at_least"),
                2 => (0, many * 75, 0, "about"),
                3 => (0, 0, 0, ""),
                _ => (0, many * 333, 0, ""),
            };
            let cell = |number: u32| if number == 0 { String::new() } else { number.to_string() };
            format!(
                "{},{},{source},killed,{},{},{},{how},,,{}\n",
                day(as_of),
                day(as_of + later),
                cell(low),
                cell(best),
                cell(high),
                if best == 0 { "dozens" } else { "" },
            )
        },
    )
}

/// Files that seem to hold no totals are not compared.
fn is_same_of(rows: &[String], step: usize) {
    let document = document(&rows.concat());
    if let Some(question) = document.question_or_first() {
        assert_same(&document, &question, Words::default(), step);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_said_a_page_says_what_the_program_says(
        rows in prop::collection::vec(row(), 1..9), step in 1..5_usize,
    ) {
        is_same_of(&rows, step);
    }
}

#[test]
#[ignore = "takes minutes"]
fn whatever_was_said_a_page_says_what_the_program_says_in_many_cases() {
    let mut runner = TestRunner::new(ProptestConfig { cases: 400, ..ProptestConfig::default() });
    let rows = prop::collection::vec(row(), 1..14);
    let held = runner.run(&(rows, 1..9_usize), |(rows, step)| {
        is_same_of(&rows, step);
        Ok(())
    });
    held.expect("the same");
}

#[test]
fn by_what_was_known_on_a_day_the_copy_of_that_day_is_told_and_all_of_it_is_cited() {
    let newer = SOME.replace("killed,,300,", "killed,,320,");
    let newer = newer.lines().filter(|line| !line.contains("UK MoD"));
    let newer = newer.map(|line| format!("{line}\n")).collect::<String>();
    let copies = vec![file("k-2025-02-20.csv", SOME), file("k-2025-04-02.csv", &newer)];
    let document = session::add_copies(&Document::default(), copies).document;
    assert_eq!(document.series().len(), 1, "copies of one file");
    assert_same(&document, &question(&document), Words::default(), 1);
    let page = page_of(&document, &question(&document), Words::default());
    let told = told_in(&page, Words::default());
    let of = |known: &str| {
        let key = ("origin".to_owned(), known.to_owned(), "2025-02-10".to_owned());
        told[&key].join("\n")
    };
    assert!(of("2025-03-25").contains("UK MoD") && !of("all").contains("UK MoD"));
    assert!(of("2025-03-25").contains("300") && of("all").contains("320"));
    for row in told.values().flat_map(|lines| &lines[4..]) {
        let number = row.rsplit('\t').next().expect("a cell");
        assert!(page.contains(&format!("<li id=\"reference-{number}\"")), "{row}");
    }
}

#[test]
fn nothing_of_a_file_becomes_anything_but_text() {
    let mut table = String::new();
    let names = [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "\"\"><b>&amp;</b>",
        "\u{202e}evil\u{1}",
        "نائب الوزير",
        "<!--",
    ];
    for (place, name) in names.into_iter().enumerate() {
        let day = place + 10;
        let quoted = format!("\"{}\"", name.replace('"', "\"\""));
        let _ = writeln!(
            table,
            "2025-01-{day},2025-01-{day},{quoted},killed,,{day}00,,,,{quoted},{quoted}"
        );
    }
    table.push_str("2025-01-20,,Bad,killed,,300,,,javascript:alert(3),,\n");
    let document = document(&table);
    let page = page_of(&document, &question(&document), Words::default());
    assert_eq!(page.matches("<script").count(), 2, "what is held, and the page's own");
    assert_eq!(page.matches("</script").count(), 2);
    for bad in ["<img", "<!--", "href=\"javascript", "\u{202e}", "<b>&amp;", "onerror=alert(2)>"] {
        assert!(!page.contains(bad), "{bad}");
    }
    assert!(page.contains("<bdi>نائب الوزير</bdi>"), "a name from right to left stands by itself");
    let told = told_in(&page, Words::default());
    let all: String = told.values().flatten().flat_map(|line| line.chars()).collect();
    assert!(all.contains("</script><script>alert(1)"), "as text it is there");
}

#[test]
fn a_page_may_load_nothing_and_runs_its_own_script_alone() {
    let page = page_of(&document(SOME), &question(&document(SOME)), Words::default());
    let of = |tag: &str| {
        let (_, from) = page.rsplit_once(&format!("<{tag}>")).expect("there");
        from.split_once(&format!("</{tag}>")).expect("an end").0
    };
    for (tag, directive) in [("script", "script-src"), ("style", "style-src")] {
        let digest = BASE64_STANDARD.encode(Sha256::digest(of(tag)));
        assert!(page.contains(&format!("{directive} 'sha256-{digest}';")), "{tag}");
    }
    assert!(page.contains("default-src 'none'"));
    for loads in ["<link", "<img", "<iframe", "@import", "url(http", " src=", "fetch(", "XMLHttp"] {
        assert!(!page.contains(loads), "{loads}");
    }
    assert!(!page.contains(" style=\""), "no rule of its own in what is drawn");
    assert_eq!(page.matches("For &lt;internal&gt; use").count(), 2, "above and below");
}

#[test]
fn without_a_script_the_day_asked_about_and_every_address_are_there() {
    let long = format!("https://example.org/{}?id=7&part=2", "a-very-long-way-down/".repeat(30));
    let document = document(&format!("{SOME}2025-04-01,,Long,killed,,2000,,,{long},,\n"));
    let page = page_of(&document, &question(&document), Words::default());
    let (seen, _) = page.split_once("<script").expect("a script");
    for address in ["https://example.org/a?b=1&c=2", "https://example.org/m", &long] {
        let address = address.replace('&', "&amp;");
        assert!(
            seen.contains(&format!(
                "<a href=\"{address}\" rel=\"noreferrer noopener\">{address}</a>"
            ))
        );
    }
    let asked = question(&document);
    let files = document.loaded_for(&asked);
    let comparison = compare(&files, document.overlay(), &asked);
    let slice = comparison.slice(&files, "2025-01-23".parse().expect("a day"));
    let verdict = Words::default().headline(&comparison.gist(&files, &slice)).verdict.to_string();
    assert!(seen.contains(&format!("<p id=\"sentence\">{verdict}</p>")), "{verdict}");
    assert!(seen.contains("23 Jan 2025, by origin, knowing all that the files hold"));
    assert!(seen.contains("k.csv: 7 records, fingerprint xxh3 "));
}

#[test]
fn every_id_in_a_page_is_there_once_and_what_labels_something_is_there() {
    let page = page_of(&document(SOME), &question(&document(SOME)), Words::default());
    let values = |attribute: &str| -> Vec<&str> {
        let begins = format!(" {attribute}=\"");
        let all = page.split(&begins).skip(1);
        all.filter_map(|rest| rest.split('"').next()).collect()
    };
    let ids = values("id");
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    let labelled = ["for", "aria-labelledby"].map(values).concat();
    assert!(labelled.iter().flat_map(|one| one.split(' ')).all(|one| unique.contains(one)));
}

#[test]
fn the_same_page_has_the_same_bytes() {
    let document = document(SOME);
    let page = || page_of(&document, &question(&document), Words::default());
    assert_eq!(page(), page());
}

#[test]
fn more_days_than_go_into_a_page_are_refused_with_what_to_do() {
    let document =
        document("0900-01-01,,Monk,killed,,300,,,,,\n2025-01-15,,Scholar,killed,,400,,,,,\n");
    let question = question(&document);
    let view = View::default();
    let charted =
        Charted { document: &document, question: &question, view: &view, words: Words::default() };
    let options = PageOptions {
        size: PageSize::Page(900.0, 500.0),
        theme: Theme::Light,
        has_key: true,
        references: None,
        has_notes: true,
        marking: None,
    };
    let refused = LivePage::new(charted, &options).expect_err("too many");
    assert!(refused.contains("--from and --to"), "{refused}");
}
