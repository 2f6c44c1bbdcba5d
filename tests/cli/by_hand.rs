//! What an analyst entered, changed and wrote down goes out with the exports.

use std::ops::ControlFlow;
use std::sync::Arc;

use parallax::estimate::{Adjustment, Anchor, Change, Note, Target};
use parallax::files::{ReadOptions, read};
use parallax::session::{Document, Edit, FileSection, OwnEntry, View, apply, write};

use crate::{Folder, UPLAND};

/// A session of one file, with an estimate by hand, an adjustment without a reason and a note.
fn session() -> (Document, String) {
    let go_on = &mut |_| ControlFlow::Continue(());
    let bytes = UPLAND.as_bytes();
    let reading = read("upland.csv", bytes, &ReadOptions::default(), go_on).expect("readable");
    let file = Arc::new(FileSection::new("upland.csv", bytes, reading));
    let opened = apply(&Document::default(), &Edit::AddFiles(vec![file])).expect("opened");
    let stated = opened.estimate(&"1:r1".parse().expect("an id")).expect("there");
    let mut entry = OwnEntry::from_estimate(stated);
    entry.statement.label = "Town Hall".to_owned();
    entry.statement.wording = Some("about 500".to_owned());
    entry.statement.author = Some("Ada".to_owned());
    let adjustment = Adjustment {
        target: Target::Source("River Monitor".to_owned()),
        change: Change::Widen(0.1),
        reason: None,
        author: Some("Ada".to_owned()),
        at: Some("2030-02-01T09:00".to_owned().into()),
        on: true,
    };
    let note = Note::new(Anchor::Date("2030-01-15".parse().expect("a day")), "the ministry speaks");
    let edits = [Edit::AddOwn(entry), Edit::Adjust(adjustment), Edit::AddNote(note)];
    let document = edits
        .iter()
        .fold(opened, |document, edit| apply(&document, edit).expect("an edit that makes sense"));
    let text = write(&document, &View::default());
    (document, text)
}

#[test]
fn what_was_entered_by_hand_goes_out_and_reads_back_the_same() {
    let (document, text) = session();
    let folder = Folder::with("a.comparison.ron", text);
    folder.run(&["export", "a.comparison.ron", "-o", "out.estimates.ron"]).done();
    let bytes = folder.read("out.estimates.ron");
    let go_on = &mut |_| ControlFlow::Continue(());
    let options = ReadOptions::default();
    let reading = read("out.estimates.ron", &bytes, &options, go_on).expect("readable");
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let [file, own] = document.files() else { panic!("a file and what was entered") };
    assert_eq!(reading.ledger.len(), file.ledger.len() + own.ledger.len());
    for section in [file, own] {
        for stated in section.ledger.estimates() {
            let again = reading.ledger.find(&stated.own_id()).expect("found by its id");
            let (mut one, mut other) = (stated.to_statement(), again.to_statement());
            for statement in [&mut one, &mut other] {
                (statement.record, statement.line) = (0, 0);
            }
            assert_eq!(one, other);
        }
    }
    let text = folder.text("out.estimates.ron");
    assert!(text.contains("// Note 1  15 Jan 2030: the ministry speaks"), "{text}");
    let adjusted =
        "River Monitor: ends 10 % further apart; no reason given (Ada, 2030-02-01T09:00)";
    assert!(text.contains(adjusted), "{text}");
}

#[test]
fn notes_and_adjustments_stand_in_json_and_under_the_chart() {
    let (_, text) = session();
    let folder = Folder::with("a.comparison.ron", text);
    folder.run(&["export", "a.comparison.ron", "-o", "out.json"]).done();
    let json: serde_json::Value = serde_json::from_slice(&folder.read("out.json")).expect("JSON");
    let adjustment = &json["adjustments"][0];
    assert_eq!(
        (&adjustment["change"], &adjustment["source"]),
        (&"widen".into(), &"River Monitor".into())
    );
    assert_eq!(adjustment["reason"], "no reason given");
    assert_eq!(json["notes"][0]["from"], "2030-01-15");
    let by_hand = json["estimates"].as_array().expect("a list").last().expect("one");
    assert_eq!((&by_hand["author"], &by_hand["low"]), (&"Ada".into(), &serde_json::Value::Null));

    folder.run(&["export", "a.comparison.ron", "-o", "out.svg"]).done();
    let svg = folder.text("out.svg");
    assert!(svg.contains("no reason given"), "the adjustment is told");
    assert!(svg.contains("the ministry speaks"), "the note is told");
    folder.run(&["export", "a.comparison.ron", "-o", "stated.svg", "--as-stated"]).done();
    assert!(!folder.text("stated.svg").contains("no reason given"), "nothing is adjusted there");
}
