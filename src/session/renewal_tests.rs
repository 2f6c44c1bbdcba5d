//! A file that has changed or moved since it was read.

use std::sync::Arc;

use super::generated::{adjustment, day, estimate_id, point, section, statement};
use super::series::{DaySource, ForceReason};
use super::{
    Document, Edit, FileSection, Fingerprint, Likeness, Refusal, Step, View, apply, differences,
    likeness, read, read_journal, replay, write,
};
use crate::estimate::{Anchor, Change, Day, FileSlot, How, Note, Statement, Target};
use crate::words::Words;

const ONE: FileSlot = FileSlot(1);
const TWO: FileSlot = FileSlot(2);

/// What each of these sources says in a file of this name, with the ids S1, S2 and so on.
fn file(path: &str, says: &[(&str, f64)]) -> Arc<FileSection> {
    let said = |(record, (label, number)): (u32, &(&str, f64))| {
        statement(record, &format!("S{record}"), label, point(*number, How::Bare))
    };
    let read = section(0, path, &(1..).zip(says).map(said).collect::<Vec<Statement>>());
    let fingerprint = Fingerprint::of(format!("{says:?}").as_bytes());
    Arc::new(FileSection { fingerprint, ..FileSection::clone(&read) })
}

const SAID: [(&str, f64); 4] =
    [("Kyiv", 3000.0), ("ROK NIS", 300.0), ("Pentagon", 200.0), ("UK MoD", 250.0)];

/// The same, with this number for Kyiv.
fn said(kyiv: f64) -> [(&'static str, f64); 4] {
    let mut said = SAID;
    said[0].1 = kyiv;
    said
}

fn opened(path: &str) -> Document {
    made(&Document::default(), &Edit::AddFiles(vec![file(path, &SAID)]))
}

fn made(document: &Document, edit: &Edit) -> Document {
    apply(document, edit).expect("an edit that makes sense")
}

fn take(path: &str, kyiv: f64, of: FileSlot, written: Option<&str>) -> Edit {
    Edit::TakeVintage { file: file(path, &said(kyiv)), of, written: written.map(day) }
}

fn relink(file: FileSlot, path: &str) -> Edit {
    Edit::Relink { file, path: path.to_owned() }
}

fn in_force(document: &Document) -> (FileSlot, ForceReason) {
    let [series] = document.series() else { panic!("one series") };
    let now = document.in_force(series, None).expect("one is");
    (now.file, now.why)
}

fn reopened(document: &Document) -> Document {
    read(&write(document, &View::default())).expect("read again").document
}

#[test]
fn a_changed_file_is_taken_in_as_the_newest_vintage_and_what_was_laid_over_it_goes_along() {
    let before = opened("data/kursk.csv");
    let before = made(&before, &Edit::Adjust(adjustment("1:S2", Change::Exclude)));
    let note = Note::new(Anchor::Estimate(estimate_id("1:S3")), "look");
    let before = made(&before, &Edit::AddNote(note));
    let edit = take("data/kursk.csv", 3500.0, ONE, Some("2026-02-01"));
    assert_eq!(Words::default().edit(&edit, &before), "take kursk.csv in as a new vintage");
    let after = made(&before, &edit);
    assert_eq!(in_force(&after), (TWO, ForceReason::Newest));
    assert_eq!(after.vintage_day(TWO), Some((day("2026-02-01"), DaySource::Given)));
    let new = Target::Estimate(estimate_id("2:S2"));
    assert!(after.overlay().find(&new, &Change::Exclude).is_some());
    assert_eq!(after.notes()[0].anchor, Anchor::Estimate(estimate_id("2:S3")));
    assert!(after.has_later_in_its_place(ONE) && !after.has_later_in_its_place(TWO));
    assert_eq!(reopened(&after), after);
    let says = Words::default().in_force(&after, &after.series()[0], None);
    assert_eq!(
        says.as_deref(),
        Some(
            "2 copies of kursk.csv are vintages of one file. In force is kursk.csv of 1 Feb 2026 \
             (as given), the newest"
        )
    );
}

#[test]
fn what_is_taken_in_is_in_force_even_where_no_day_tells_that_it_is_newer() {
    // With a row less, and written before the other one was published.
    let shorter = file("kursk.csv", &SAID[..3]);
    let edit = Edit::TakeVintage { file: shorter, of: ONE, written: Some(day("2001-01-01")) };
    let after = made(&opened("kursk.csv"), &edit);
    assert_eq!(in_force(&after), (TWO, ForceReason::Chosen));
    // A copy that is put in force makes way for what its own file holds now.
    let third = made(&after, &take("kursk.csv", 3600.0, TWO, None));
    assert_eq!(in_force(&third), (FileSlot(3), ForceReason::Chosen));
    // An earlier copy that was corrected does not displace the newest, nor what is put in force.
    let corrected = made(&after, &take("kursk.csv", 3700.0, ONE, Some("2027-01-01")));
    assert_eq!(in_force(&corrected), (TWO, ForceReason::Chosen));
}

#[test]
fn what_tells_its_own_day_keeps_it() {
    let after = made(
        &opened("kursk-2025-01-01.csv"),
        &take("kursk-2025-02-01.csv", 3500.0, ONE, Some("2026-05-05")),
    );
    assert_eq!(after.vintage_day(TWO), Some((day("2025-02-01"), DaySource::Name)));
    // The older one is found where the newer one is, and is of the day of which it was.
    assert_eq!(after.file(ONE).expect("open").path, "kursk-2025-02-01.csv");
    assert_eq!(after.vintage_day(ONE), Some((day("2025-01-01"), DaySource::Given)));
    assert_eq!(in_force(&after), (TWO, ForceReason::Newest));
    assert_eq!(reopened(&after), after);
}

#[test]
fn the_same_content_is_no_new_vintage() {
    let document = opened("kursk.csv");
    let same = Edit::TakeVintage { file: file("kursk.csv", &SAID), of: ONE, written: None };
    assert!(matches!(apply(&document, &same), Err(Refusal::AlreadyOpen { .. })));
    let nowhere = take("kursk.csv", 1.0, FileSlot(7), None);
    assert_eq!(apply(&document, &nowhere), Err(Refusal::NoSuchFile(FileSlot(7))));
}

#[test]
fn a_file_that_moved_is_relinked_and_nothing_else_of_it_changes() {
    let before = opened("old/kursk.csv");
    let edit = relink(ONE, "new place/troops.csv");
    assert_eq!(Words::default().edit(&edit, &before), "relink kursk.csv to new place/troops.csv");
    let after = made(&before, &edit);
    let (was, is) = (before.file(ONE).expect("open"), after.file(ONE).expect("open"));
    assert_eq!(is.path, "new place/troops.csv");
    assert_eq!(FileSection { path: was.path.clone(), ..FileSection::clone(is) }, **was);
    assert_eq!(reopened(&after), after);
    assert!(
        differences(&before, &after).are_none(),
        "where a file is tells nothing of what it says"
    );
    assert_eq!(made(&after, &relink(ONE, "old/kursk.csv")), before);
    assert_eq!(apply(&after, &edit), Err(Refusal::NothingChanges));
    assert_eq!(apply(&after, &relink(ONE, " ")), Err(Refusal::NoPath));
    assert_eq!(apply(&after, &relink(TWO, "x.csv")), Err(Refusal::NoSuchFile(TWO)));
}

#[test]
fn a_vintage_that_is_relinked_keeps_its_day_and_takes_those_of_its_place_along() {
    let document = opened("kursk-2025-01-01.csv");
    let document =
        made(&document, &Edit::AddFiles(vec![file("kursk-2025-02-01.csv", &said(3500.0))]));
    let before = document.vintage_day(TWO).map(|(day, _)| day);
    let after = made(&document, &relink(TWO, "latest.csv"));
    assert_eq!(after.vintage_day(TWO).map(|(day, _)| day), before);
    assert_eq!(in_force(&after), in_force(&document));
    assert_eq!(after.file(ONE).expect("open").path, "kursk-2025-01-01.csv");

    let both = made(&opened("kursk.csv"), &take("kursk.csv", 3500.0, ONE, None));
    let both = made(&both, &relink(TWO, "elsewhere.csv"));
    assert!(both.files().iter().all(|file| file.path == "elsewhere.csv"));
    assert!(both.has_later_in_its_place(ONE));
}

#[test]
fn a_relink_is_written_down_and_done_again_and_a_vintage_that_comes_in_is_not() {
    let document = opened("kursk.csv");
    let step = Step::Did(Box::new(relink(ONE, "a\nb “c” \"d\".csv")));
    let line = step.line().expect("can be written down");
    assert_eq!(read_journal(&line), (vec![step.clone()], true));
    let (mut history, done) = replay(document.clone(), &[step]);
    assert_eq!(done, 1);
    assert_eq!(history.current().file(ONE).expect("open").path, "a\nb “c” \"d\".csv");
    assert!(history.undo());
    assert_eq!(history.current(), &document);
    assert_eq!(Step::Did(Box::new(take("kursk.csv", 1.0, ONE, None))).line(), None);
}

#[test]
fn a_file_is_the_same_one_where_it_speaks_of_the_same_and_its_name_or_its_numbers_say_so() {
    let like = |path: &str, says: &[(&str, f64)]| {
        likeness(&file("data/kursk.csv", &SAID), &file(path, says))
    };
    let others = SAID.map(|(label, number)| (label, number * 7.0));
    assert_eq!(like("data/kursk.csv", &said(1.0)), Likeness::SameFile);
    assert_eq!(like("b/troops.csv", &said(1.0)), Likeness::SameFile);
    assert_eq!(like("b/kursk-2026-01-01.csv", &others), Likeness::SameFile);
    assert_eq!(like("b/troops.csv", &others), Likeness::OtherNumbers);
    let unlike = [("Kyiv", 3000.0), ("BBC", 1.0), ("Mediazona", 2.0), ("CSIS", 3.0)];
    let other_things = Likeness::OtherThings { common: 1, of: 4 };
    assert_eq!(like("data/kursk.csv", &unlike), other_things);
    let more: Vec<(&str, f64)> = SAID.iter().chain(&unlike[1..]).copied().collect();
    assert_eq!(like("data/kursk.csv", &more), Likeness::SameFile);
}

#[test]
fn no_day_is_made_of_none() {
    let none: Option<Day> = None;
    let edit = Edit::TakeVintage { file: file("kursk.csv", &said(3.0)), of: ONE, written: none };
    let after = made(&opened("kursk.csv"), &edit);
    assert_eq!(in_force(&after).0, TWO);
    let [series] = after.series() else { panic!("one series") };
    assert!(series.vintages.iter().all(|vintage| vintage.day.is_none()));
}
