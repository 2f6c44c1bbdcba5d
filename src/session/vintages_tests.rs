//! Copies of one file are one file at different times.

use std::sync::Arc;

use super::generated::{
    adjustment, between, day, estimate_id, killed_in_kursk, point, section, small, statement,
};
use super::series::{DaySource, ForceReason};
use super::{CopyDoubt, CopyInDoubt, Document, Edit, Refusal, View, apply, read, write};
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
        for one in all.iter_mut().skip(2) {
            one.label.push_str(" too");
        }
    });
    assert_eq!(half.series(), [], "three of five are new");
    assert_eq!(half.copies_in_doubt(), []);
}

fn on(all: &mut [Statement], on: &str) {
    for one in all {
        one.clocks = Clocks::new(Some(AsOf::day(day(on))), None).expect("a date");
    }
}

#[test]
fn files_of_other_days_are_parts_of_one_series_and_all_count() {
    let first = opened(&Document::default(), "troops_2023.csv", |all| on(all, "2023-05-01"));
    let both = opened(&first, "troops_2024.csv", |all| on(all, "2024-05-01"));
    assert_eq!((both.series(), both.copies_in_doubt()), (&[][..], &[][..]));
    assert_eq!(both.loaded().len(), 2);
}

#[test]
fn other_numbers_of_the_same_days_under_another_name_are_asked_about() {
    let other_numbers = |all: &mut Vec<Statement>| {
        for one in all.iter_mut().skip(1) {
            one.value = point(7.0, How::Exact);
        }
    };
    let first = opened(&Document::default(), "troops.csv", |_| {});
    let both = opened(&first, "model 2.csv", other_numbers);
    let (file, of) = (FileSlot(2), FileSlot(1));
    assert_eq!(both.copies_in_doubt(), [CopyInDoubt { file, of, why: CopyDoubt::OtherValues }]);
    assert_eq!(both.loaded().len(), 2, "both are counted until that is said");
    let text = write(&both, &View::default());
    assert_eq!(read(&text).expect("read").document, both);
    let apart = made(&both, &[Edit::KeepApart { file, of }]);
    assert_eq!((apart.copies_in_doubt(), apart.loaded().len()), (&[][..], 2));
    assert_eq!(apply(&apart, &Edit::KeepApart { file, of }), Err(Refusal::NothingChanges));
    let one = made(&both, &[Edit::JoinSeries { file, of }]);
    assert_eq!((one.copies_in_doubt(), one.loaded().len()), (&[][..], 1));
    assert_eq!(made(&both, &[Edit::RemoveFile(of)]).copies_in_doubt(), []);
    // Under names that differ only in a date they are one.
    let dated = opened(&first, "troops-2025-02-01.csv", other_numbers);
    assert_eq!((dated.copies_in_doubt(), dated.loaded().len()), (&[][..], 1));
}

#[test]
fn copies_of_one_day_are_ordered_by_what_they_hold_or_asked_about() {
    let first = opened(&Document::default(), "troops.csv", |_| {});
    let revised = opened(&first, "troops (1).csv", |all| all[0].value = point(7.0, How::Exact));
    let doubts: Vec<_> = revised.copies_in_doubt().iter().map(|doubt| doubt.why).collect();
    assert_eq!(doubts, [CopyDoubt::NoOrder]);
    assert_eq!(revised.loaded().len(), 2);
    let more = |all: &mut Vec<Statement>| {
        let mut more = all[0].clone();
        more.label = "SBU".to_owned();
        all.push(more);
    };
    for (one, other, newer) in [("troops.csv", "Copy of troops.csv", 2), ("troops", "new", 1)] {
        let is_second_larger = newer == 2;
        let first = opened(&Document::default(), one, |all| {
            if !is_second_larger {
                more(all);
            }
        });
        let both = opened(&first, other, |all| {
            if is_second_larger {
                more(all);
            }
        });
        assert_eq!(both.copies_in_doubt(), []);
        assert_eq!(in_force(&both, None).0, newer);
    }
}

#[test]
fn the_order_in_which_files_are_named_decides_nothing() {
    let copy = |path: &str, change: fn(&mut Vec<Statement>)| section(0, path, &statements(change));
    let files = [
        copy("troops-2025-01-01.csv", |_| {}),
        copy("troops-2025-02-01.csv", |all| all[1].value = point(7.0, How::Exact)),
        copy("renamed-2025-03-01.csv", |all| {
            all[1].value = point(7.0, How::Exact);
            all[2].value = point(8.0, How::Exact);
        }),
        copy("others.csv", |all| all.iter_mut().for_each(|a| a.value = point(9.0, How::Exact))),
        copy("troops-2023.csv", |all| on(all, "2023-01-01")),
    ];
    let answer = |order: &[usize]| {
        let files = order.iter().map(|place| Arc::clone(&files[*place])).collect();
        let document = super::add_each(&Document::default(), files).document;
        let name = |file: FileSlot| document.file(file).expect("there").name().to_owned();
        let in_force: Vec<String> =
            document.files_in_force(None).map(|f| f.name().into()).collect();
        let in_force: std::collections::BTreeSet<String> = in_force.into_iter().collect();
        let doubts: Vec<_> = document.copies_in_doubt().iter().collect();
        let doubts: Vec<_> = doubts.iter().map(|d| (name(d.file), name(d.of), d.why)).collect();
        let series: Vec<Vec<String>> = document
            .series()
            .iter()
            .map(|series| document.by_day(series).into_iter().map(name).collect())
            .collect();
        (in_force, doubts, series)
    };
    let first = answer(&[0, 1, 2, 3, 4]);
    assert_eq!(first.2.len(), 1);
    assert_eq!(first.2[0].len(), 3);
    assert_eq!(first.1.len(), 1);
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2], [3, 2, 0, 1, 4]] {
        assert_eq!(answer(&order), first);
    }
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

#[test]
fn opening_many_copies_takes_time_in_proportion_to_them() {
    let first = day("2020-01-01");
    let copies = |count: i32| -> Vec<_> {
        let copy = |n: i32| {
            let on = |k: i32| AsOf::day(first.plus(k));
            let said = |k: i32| {
                let number = k.unsigned_abs();
                let mut one = statement(number, "", "Kyiv", point(f64::from(number), How::Exact));
                one.id = None;
                one.clocks = Clocks::new(Some(on(k)), None).expect("a date");
                one
            };
            let all: Vec<Statement> = (n + 1..n + 40).map(said).collect();
            section(0, &format!("daily-{}.csv", first.plus(n + 40)), &all)
        };
        (0..count).map(copy).collect()
    };
    let start = std::time::Instant::now();
    let document = super::add_each(&Document::default(), copies(600)).document;
    assert_eq!(document.series()[0].vintages.len(), 600);
    assert_eq!(document.files_in_force(None).count(), 1);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
