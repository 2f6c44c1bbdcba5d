//! Copies of one file are one file at different times.

use std::sync::Arc;

use super::generated::{
    adjustment, between, day, estimate_id, killed_in_kursk, point, section, small, statement,
};
use super::series::{DaySource, ForceReason};
use super::{Document, Edit, Refusal, View, apply, read, write};
use crate::compare::Question;
use crate::estimate::{
    Anchor, AsOf, Change, Clocks, Day, FileSlot, How, Note, Statement, Target, Value,
};
use crate::words::Words;

/// Five statements; what a copy says otherwise is changed in them.
fn statements(change: impl FnOnce(&mut Vec<Statement>)) -> Vec<Statement> {
    let said = |record: u32, label: &str, number: f64| {
        let mut one = statement(record, "", label, point(number, How::About));
        one.id = None;
        one
    };
    let mut all = vec![
        said(1, "ROK Joint Chiefs", 1100.0),
        said(2, "ROK NIS", 100.0),
        said(3, "Kyiv", 3000.0),
        said(4, "Pentagon", 200.0),
        said(5, "UK MoD", 250.0),
    ];
    change(&mut all);
    // Copies number their records anew.
    for (one, record) in all.iter_mut().zip(1..) {
        one.record = record;
    }
    all
}

fn opened(document: &Document, path: &str, change: impl FnOnce(&mut Vec<Statement>)) -> Document {
    let edit = Edit::AddFiles(vec![section(0, path, &statements(change))]);
    apply(document, &edit).expect("opened")
}

/// Three copies; the second leaves out UK MoD's, the third revises Kyiv's and dates the Pentagon's
/// otherwise.
fn three() -> Document {
    let first = opened(&Document::default(), "troops-2025-01-01.csv", |_| {});
    let second = opened(&first, "troops-2025-02-01.csv", |all| {
        all.pop();
    });
    opened(&second, "troops-2025-03-01.csv", |all| {
        all.pop();
        all[2].value = point(3500.0, How::About);
        let later = AsOf::day(day("2024-12-28"));
        all[3].clocks = Clocks::new(Some(later), None).expect("a date");
        all.rotate_left(1);
    })
}

fn made(document: &Document, edits: &[Edit]) -> Document {
    edits
        .iter()
        .try_fold(document.clone(), |document, edit| apply(&document, edit))
        .expect("edits that make sense")
}

fn in_force(document: &Document, known_on: Option<&str>) -> (u16, ForceReason) {
    let found = document.in_force(&document.series()[0], known_on.map(day)).expect("one");
    (found.file.0, found.why)
}

#[test]
fn a_newer_copy_of_an_open_file_is_a_vintage_and_the_newest_is_in_force() {
    let document = three();
    assert_eq!(document.series().len(), 1);
    assert_eq!(in_force(&document, None), (3, ForceReason::Newest));
    let known_on = |text| in_force(&document, Some(text));
    assert_eq!(known_on("2025-02-15"), (2, ForceReason::NewestOn(day("2025-02-15"))));
    assert_eq!(known_on("2025-02-01").0, 2);
    assert_eq!(known_on("2024-12-01"), (1, ForceReason::OldestAfter(day("2024-12-01"))));
    let words = Words::default().in_force(&document, &document.series()[0], None).expect("words");
    assert_eq!(
        words,
        "troops-2025-01-01.csv, troops-2025-02-01.csv and troops-2025-03-01.csv are vintages of \
         one file. In force is troops-2025-03-01.csv of 1 Mar 2025 (by its name), the newest"
    );
}

#[test]
fn only_the_vintage_in_force_is_compared() {
    let document = three();
    let slots = |document: &Document| -> Vec<u16> {
        document.loaded().iter().map(|file| file.slot.0).collect()
    };
    assert_eq!(slots(&document), [3]);
    let question =
        Question { known_on: Some(day("2025-01-15")), ..Question::about(killed_in_kursk()) };
    let asked = made(&document, &[Edit::Ask(question.clone())]);
    assert_eq!(slots(&asked), [1]);
    let files = document.loaded_for(&question);
    let comparison = crate::compare::compare(&files, document.overlay(), &question);
    assert_eq!(comparison.voices.len(), 5);
    let other = opened(&document, "other.csv", |all| {
        for one in all {
            one.label.push_str(" of another file");
        }
    });
    assert_eq!(slots(&other), [3, 4]);
}

#[test]
fn another_vintage_is_put_in_force_dated_otherwise_or_made_a_file_of_its_own() {
    let document = three();
    let first = made(&document, &[Edit::PutInForce(FileSlot(1))]);
    assert_eq!(in_force(&first, Some("2025-02-15")), (1, ForceReason::Chosen));
    assert_eq!(made(&first, &[Edit::FollowDays(FileSlot(1))]), document);
    let late = Edit::DateVintage { file: FileSlot(1), day: Some(day("2026-01-01")) };
    let dated = made(&document, &[late]);
    assert_eq!(in_force(&dated, None).0, 1);
    assert_eq!(dated.vintage_day(FileSlot(1)), Some((day("2026-01-01"), DaySource::Given)));
    let apart = made(&document, &[Edit::LeaveSeries(FileSlot(3))]);
    assert_eq!(apart.loaded().len(), 2);
    let alone = made(&apart, &[Edit::LeaveSeries(FileSlot(2))]);
    assert_eq!(alone.series(), []);
    let joined = Edit::JoinSeries { file: FileSlot(2), of: FileSlot(1) };
    let again = made(&alone, &[joined, Edit::JoinSeries { file: FileSlot(3), of: FileSlot(2) }]);
    assert_eq!(again, document);
    let refused = |edit| apply(&document, &edit).expect_err("refused");
    let itself = Edit::JoinSeries { file: FileSlot(2), of: FileSlot(2) };
    assert_eq!(refused(itself), Refusal::VintageOfItself);
    assert_eq!(refused(Edit::PutInForce(FileSlot(9))), Refusal::NoSuchFile(FileSlot(9)));
    assert_eq!(apply(&small(), &Edit::PutInForce(FileSlot(1))), Err(Refusal::NoVintage));
}

#[test]
fn what_was_laid_over_an_estimate_goes_along_to_a_copy_that_says_the_same() {
    let first = opened(&Document::default(), "troops-2025-01-01.csv", |_| {});
    let range = |id: &str| Edit::Adjust(adjustment(id, Change::Bounds(between(1.0, 2.0))));
    let note = Edit::AddNote(Note::new(Anchor::Estimate(estimate_id("1#2")), "look"));
    let laid = made(&first, &[range("1#1"), range("1#3"), range("1#5"), note]);
    let second = opened(&laid, "troops-2025-02-01.csv", |all| {
        all.pop();
        all[2].value = Value::Vague;
        all[2].wording = Some("thousands".to_owned());
        all.rotate_left(1);
    });
    // The Joint Chiefs' stands in the fourth place now, and says the same.
    let kind = Change::Bounds(between(0.0, 0.0));
    let of = |id: &str| Target::Estimate(estimate_id(id));
    assert!(second.overlay().find(&of("2#4"), &kind).is_some());
    assert!(second.overlay().find(&of("1#1"), &kind).is_some(), "it stays for the way back");
    assert_eq!(second.notes()[0].anchor, Anchor::Estimate(estimate_id("2#1")));
    let left: Vec<_> = second.left_behind().iter().map(|laid| laid.target.clone()).collect();
    assert_eq!(left, [of("1#3"), of("1#5")]);
    let back = made(&second, &[Edit::PutInForce(FileSlot(1))]);
    assert_eq!(back.notes()[0].anchor, Anchor::Estimate(estimate_id("1#2")));
    assert_eq!(back.left_behind().len(), 0);
}

#[test]
fn a_source_has_a_track_of_its_revisions() {
    let document = three();
    let track = |label| -> Vec<(Option<Day>, String)> {
        let revisions = document.revisions(&document.series()[0], label).into_iter();
        revisions.map(|(day, fact)| (day, Words::default().vintage(&fact))).collect()
    };
    let name = killed_in_kursk().name();
    assert_eq!(
        track(Some("UK MoD")),
        [(
            Some(day("2025-02-01")),
            format!("UK MoD’s about 250 ({name}) as of 23 Dec 2024 is no longer in the newer copy")
        )]
    );
    assert_eq!(track(Some("Kyiv")).len(), 1);
    assert_eq!(track(Some("ROK NIS")), []);
    assert_eq!(track(None).len(), 3);
}

#[test]
fn a_file_that_says_other_things_is_a_file_of_its_own() {
    let first = opened(&Document::default(), "troops-2025-01-01.csv", |_| {});
    let other = opened(&first, "troops-2025-02-01.csv", |all| {
        for one in all {
            one.value = point(7.0, How::Bare);
            one.clocks = Clocks::new(Some(AsOf::day(day("2023-01-01"))), None).expect("a date");
        }
    });
    assert_eq!(other.series(), []);
    let half = opened(&first, "something else.csv", |all| {
        for one in all.iter_mut().skip(3) {
            one.label.push_str(" too");
        }
    });
    assert_eq!(half.series(), [], "the name is another one and two of five are new");
}

#[test]
fn a_series_is_saved_and_goes_when_one_file_is_left() {
    let late = Edit::DateVintage { file: FileSlot(1), day: Some(day("2026-01-01")) };
    let document = made(&three(), &[late, Edit::PutInForce(FileSlot(2))]);
    let text = write(&document, &View::default());
    assert!(text.contains("    series: [\n"), "{text}");
    let opened = read(&text).expect("read");
    assert_eq!(opened.document, document);
    assert!(opened.problems.is_empty() && opened.unknown_fields.is_empty());
    let two = made(&document, &[Edit::RemoveFile(FileSlot(2))]);
    assert_eq!(in_force(&two, None), (1, ForceReason::Newest));
    assert_eq!(made(&two, &[Edit::RemoveFile(FileSlot(1))]).series(), []);
}

#[test]
fn a_series_in_a_session_that_makes_no_sense_is_told_and_left_out() {
    let text = write(&three(), &View::default());
    for (from, to) in [("(file: 3)", "(file: 7)"), ("(file: 3)", "(file: 1)")] {
        let odd = text.replace(from, to);
        assert_ne!(odd, text);
        let opened = read(&odd).expect("read");
        assert_eq!(opened.problems.len(), 1, "{:?}", opened.problems);
        assert_eq!(opened.document.series()[0].vintages.len(), 2);
    }
}

#[test]
fn the_last_day_that_a_file_speaks_of_stands_in_for_its_own() {
    let file = section(0, "troops.csv", &statements(|_| {}));
    let opened = apply(&Document::default(), &Edit::AddFiles(vec![Arc::clone(&file)]));
    let day_of = opened.expect("opened").vintage_day(FileSlot(1));
    assert_eq!(day_of, Some((day("2024-12-23"), DaySource::LastPublished)));
}
