//! Whatever is done in whatever order can be undone, done again, saved and opened again.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::check::check_question;
use super::generated::{
    adjustment, between, day, estimate_id, killed_in_kursk, point, section, small, statement,
};
use super::{Document, Edit, History, LONGEST_HISTORY, OwnEntry, View, apply, read, write};
use crate::compare::{Dismissal, FindingKey, Question};
use crate::estimate::{
    Adjustment, Anchor, AsOf, Change, EstimateId, Event, FileSlot, Grading, How, Measure, Note,
    NoteId, OriginKind, Publication, Target, Value,
};
use crate::words::Words;

/// Some that are there at the start, some that may come, and one that never is.
fn id() -> impl Strategy<Value = EstimateId> {
    let ids = ["1:C1", "1:C2", "1:C3", "2:C1", "2:D1", "2:hand-1", "3:hand-1", "2:hand-2", "3:x"];
    select(ids.to_vec()).prop_map(estimate_id)
}

/// Of those entered by hand, wherever their file has come to stand.
fn own_id() -> impl Strategy<Value = EstimateId> {
    (2_u16..7, select(vec!["mine", "hand-1", "hand-2"]))
        .prop_map(|(slot, own)| estimate_id(&format!("{slot}:{own}")))
}

fn label() -> impl Strategy<Value = String> {
    select(vec!["ROK NIS", "Kyiv", "Pentagon", "Nobody"]).prop_map(str::to_owned)
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![2 => id().prop_map(Target::Estimate), 1 => label().prop_map(Target::Source)]
}

fn other_measure() -> Measure {
    Measure { population: "Russian soldiers".to_owned(), ..killed_in_kursk() }
}

fn any_measure() -> impl Strategy<Value = Measure> {
    any::<bool>().prop_map(|is_other| if is_other { other_measure() } else { killed_in_kursk() })
}

/// Changes of every kind, among them such as make no sense.
fn change() -> impl Strategy<Value = Change> {
    let a_day = || prop::option::of((0..9).prop_map(|days| day("2025-01-01").plus(days)));
    prop_oneof![
        (0_u32..9, 0_u32..9)
            .prop_map(|(low, high)| Change::Bounds(between(low.into(), high.into()))),
        select(vec![0.0, 0.5, 2.0]).prop_map(Change::Scale),
        select(vec![0.1, 0.5, 1.5]).prop_map(Change::Widen),
        Just(Change::Exclude),
        Just(Change::ReadAsAtLeast),
        select(vec!["", "Kyiv", "Seoul"]).prop_map(|name| Change::SameVoiceAs(name.to_owned())),
        (a_day(), a_day()).prop_map(|(as_of, published)| Change::Dates {
            as_of: as_of.map(AsOf::day),
            published,
        }),
        select(vec![None, Some("B2"), Some("C")]).prop_map(|grade| {
            Change::Grade(grade.map_or(Grading::default(), |text| text.parse().expect("a grade")))
        }),
        select(OriginKind::ALL.to_vec()).prop_map(Change::Kind),
        select(vec!["", "US"]).prop_map(|path| Change::Affiliation(path.into())),
        select(vec!["", "Ukraine"]).prop_map(|country| Change::Country(country.to_owned())),
        any::<bool>().prop_map(Change::Party),
        any_measure().prop_map(Change::Measure),
    ]
}

/// What is laid often enough for something else to be done to it afterwards.
fn common() -> impl Strategy<Value = (Target, Change)> {
    let target = prop_oneof![
        select(vec!["1:C1", "1:C3"]).prop_map(|id| Target::Estimate(estimate_id(id))),
        Just(Target::Source("Kyiv".to_owned())),
    ];
    let grade = Change::Grade("B2".parse().expect("a grade"));
    (target, select(vec![Change::Exclude, Change::Scale(2.0), Change::Widen(0.5), grade]))
}

fn laid() -> impl Strategy<Value = Adjustment> {
    let reason = prop::option::of(Just("seen it".to_owned()));
    let what = prop_oneof![3 => (target(), change()), 1 => common()];
    (what, any::<bool>(), reason).prop_map(|((target, change), on, reason)| Adjustment {
        target,
        on,
        reason,
        ..adjustment("1:C1", change)
    })
}

fn entry() -> impl Strategy<Value = OwnEntry> {
    let value = prop_oneof![
        2 => (1_u32..9).prop_map(|number| point(number.into(), How::About)),
        1 => Just(Value::Vague),
        1 => Just(Value::Bounds(between(9.0, 1.0))),
    ];
    let id = prop::option::weighted(0.6, select(vec!["mine", "hand-2"]));
    (select(vec!["Kyiv", "Seoul", " "]), value, id, any::<bool>(), any_measure()).prop_map(
        |(label, value, id, is_worded, measure)| {
            let mut statement = statement(0, "", label, value);
            statement.id = id.map(str::to_owned);
            statement.wording = is_worded.then(|| "nearly 3".to_owned());
            statement.measure = measure;
            OwnEntry::new(statement)
        },
    )
}

fn note() -> impl Strategy<Value = Note> {
    let anchor = prop_oneof![
        (0..9).prop_map(|days| Anchor::Date(day("2025-01-01").plus(days))),
        (-1..9).prop_map(|days| {
            let from = day("2025-01-01");
            Anchor::Period(from, from.plus(days))
        }),
        any_measure().prop_map(|measure| Anchor::Value(3000.0, measure)),
        id().prop_map(Anchor::Estimate),
        label().prop_map(Anchor::Source),
    ];
    (anchor, select(vec!["", "look", "look again"]), 0_u32..5)
        .prop_map(|(anchor, text, id)| Note { id: NoteId(id), ..Note::new(anchor, text) })
}

fn finding() -> impl Strategy<Value = FindingKey> {
    (select(vec!["", "mutation", "hinge"]), prop::collection::vec(id(), 0..2))
        .prop_map(|(kind, ids)| FindingKey::new(kind, ids))
}

fn dismissal() -> impl Strategy<Value = Dismissal> {
    let reason = prop::option::of(Just("known".to_owned()));
    (finding(), reason).prop_map(|(finding, reason)| Dismissal {
        finding,
        reason,
        author: None,
        at: None,
    })
}

fn publication() -> impl Strategy<Value = Publication> {
    let some = |of: Vec<&'static str>| prop::option::of(select(of).prop_map(str::to_owned));
    let addresses = vec!["https://a.example", "https://b.example"];
    (some(vec!["one", "two"]), some(vec!["One", "Two"]), some(addresses)).prop_map(
        |(id, title, address)| Publication { id, title, address, ..Publication::default() },
    )
}

fn recording() -> impl Strategy<Value = Edit> {
    let some = || prop::collection::vec(publication(), 0..3);
    prop_oneof![
        3 => (some(), prop::option::of(Just("refs.bib".to_owned())))
            .prop_map(|(publications, of)| Edit::AddPublications { publications, of }),
        2 => (publication(), publication()).prop_map(|(old, new)| {
            Edit::ReplacePublication { old: Box::new(old), new: Box::new(new) }
        }),
        1 => some().prop_map(Edit::RemovePublications),
    ]
}

fn other_file() -> Edit {
    let statements = [statement(1, "D1", "Pentagon", point(1000.0, How::Bare))];
    Edit::AddFiles(vec![section(0, "other.csv", &statements)])
}

/// Another vintage of the first file, that says the same and one thing more.
fn newer_copy() -> Edit {
    let small = small();
    let first = small.files()[0].ledger.in_file_order().into_iter();
    let first = first.map(|one| one.to_statement());
    let more = statement(4, "C4", "UK MoD", point(900.0, How::About));
    let statements: Vec<_> = first.chain([more]).collect();
    Edit::AddFiles(vec![section(0, "kursk-2025-01-01.csv", &statements)])
}

/// The first file as it stands in its place by now, with another thing said.
fn changed_file(slot: u16, number: u32) -> Edit {
    let more = statement(1, "C1", "ROK Joint Chiefs", point(number.into(), How::About));
    let file = section(0, "kursk.csv", &[more]);
    Edit::TakeVintage { file, of: FileSlot(slot), written: Some(day("2025-06-01")) }
}

fn first_file() -> Edit {
    Edit::AddFiles(small().files().to_vec())
}

/// Every kind of edit.
pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let event = select(vec!["", "First fights"]).prop_map(|label| Event {
        date: day("2024-11-04"),
        label: label.to_owned(),
        url: None,
        note: None,
    });
    let reason = prop::option::of(select(vec!["", "a typo"]).prop_map(str::to_owned));
    let question = (any_measure(), any::<bool>())
        .prop_map(|(measure, projections)| Question { projections, ..Question::about(measure) });
    let laying = prop_oneof![
        8 => laid().prop_map(Edit::Adjust),
        2 => prop::collection::vec(laid(), 0..4).prop_map(Edit::AdjustAll),
        1 => (target(), change()).prop_map(|(target, kind)| Edit::Restore { target, kind }),
        2 => common().prop_map(|(target, kind)| Edit::Restore { target, kind }),
        1 => target().prop_map(Edit::RestoreTarget),
        1 => Just(Edit::RestoreAll),
        3 => (common(), any::<bool>())
            .prop_map(|((target, kind), on)| Edit::Switch { target, kind, on }),
        1 => any::<bool>().prop_map(|on| Edit::SwitchAll { on }),
        2 => (prop::collection::vec(laid().prop_map(Edit::Adjust), 0..3), 1_usize..3)
            .prop_map(|(edits, items)| Edit::TakeOver { edits, items, of: "bo".to_owned() }),
        3 => (common(), reason)
            .prop_map(|((target, kind), reason)| Edit::Explain { target, kind, reason }),
    ];
    let saying = prop_oneof![
        3 => entry().prop_map(Edit::AddOwn),
        4 => (own_id(), entry()).prop_map(|(id, entry)| Edit::ReplaceOwn { id, entry }),
        3 => own_id().prop_map(Edit::RemoveOwn),
        1 => event.prop_map(Edit::AddOwnEvent),
        1 => (0_usize..3).prop_map(Edit::RemoveOwnEvent),
        3 => note().prop_map(Edit::AddNote),
        2 => note().prop_map(Edit::ReplaceNote),
        1 => (0_u32..9).prop_map(|id| Edit::RemoveNote(NoteId(id))),
        2 => dismissal().prop_map(Edit::Dismiss),
        2 => finding().prop_map(Edit::Reconsider),
    ];
    let files = prop_oneof![
        2 => Just(other_file()),
        3 => Just(first_file()),
        3 => Just(newer_copy()),
        1 => (1_u16..4).prop_map(|slot| Edit::RemoveFile(FileSlot(slot))),
        3 => question.prop_map(Edit::Ask),
    ];
    let slot = || (1_u16..5).prop_map(FileSlot);
    let day_of = prop::option::of((0..9).prop_map(|days| day("2025-01-01").plus(days)));
    let vintages = prop_oneof![
        2 => (slot(), slot()).prop_map(|(file, of)| Edit::JoinSeries { file, of }),
        1 => slot().prop_map(Edit::LeaveSeries),
        2 => slot().prop_map(Edit::PutInForce),
        2 => slot().prop_map(Edit::FollowDays),
        2 => (slot(), day_of).prop_map(|(file, day)| Edit::DateVintage { file, day }),
        1 => (1_u16..5, 1_u32..4).prop_map(|(slot, number)| changed_file(slot, number)),
        2 => (slot(), select(vec!["", "kursk.csv", "moved-2025-03-01.csv", "b/moved.csv"]))
            .prop_map(|(file, path)| Edit::Relink { file, path: path.to_owned() }),
    ];
    prop_oneof![8 => laying, 8 => saying, 3 => recording(), 3 => files, 3 => vintages]
}

/// The edit's kind, for counting.
fn kind_of(edit: &Edit) -> String {
    let text = format!("{edit:?}");
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text[..end].to_owned()
}

/// Of each kind of edit, how many were made and how many refused.
type Tally = BTreeMap<String, (usize, usize)>;

/// Does all of it, and gives the document after each edit that was made; to ask is none.
fn done(
    edits: &[Edit],
    history: &mut History,
    tally: &mut Tally,
) -> Result<Vec<Document>, TestCaseError> {
    let mut documents = vec![history.current().clone()];
    for edit in edits {
        let before = history.current().clone();
        let label = Words::default().edit(edit, &before);
        prop_assert!(!label.is_empty() && !label.contains('\n'), "{label}");
        let counts = tally.entry(kind_of(edit)).or_default();
        match apply(&before, edit) {
            Ok(document) => {
                prop_assert_ne!(&document, &before, "{:?} changes nothing", edit);
                counts.0 += 1;
                if matches!(edit, Edit::Ask(_)) {
                    history.take(edit, document);
                    continue;
                }
                documents.push(document.clone());
                history.push(edit.clone(), document);
            }
            Err(refusal) => {
                prop_assert!(!Words::default().refusal(&refusal).is_empty());
                counts.1 += 1;
            }
        }
    }
    Ok(documents)
}

/// Tries a promise on sequences of edits that all start with the small document.
fn on_sequences(
    cases: u32,
    length: usize,
    promise: impl Fn(&[Edit], &mut Tally) -> Result<(), TestCaseError>,
) -> Tally {
    let tally = std::cell::RefCell::new(Tally::new());
    // Shrinking a thousand edits one by one takes longer than reading them.
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let edits = prop::collection::vec(edit(), length);
    TestRunner::new(config)
        .run(&edits, |edits| promise(&edits, &mut tally.borrow_mut()))
        .unwrap_or_else(|error| panic!("{error}"));
    tally.into_inner()
}

/// A step leads to the document that was, and its question is the one that was asked just before
/// the step, or one that this document had.
fn hold_the_step(now: &Document, was: &Document, before: &Document) -> Result<(), TestCaseError> {
    let apart_from_what_is_asked = |of: &Document| Document { question: None, ..of.clone() };
    prop_assert_eq!(apart_from_what_is_asked(now), apart_from_what_is_asked(was));
    if let Some(question) = now.question().filter(|now| Some(*now) != before.question()) {
        prop_assert!(check_question(was, question).is_ok(), "it can be asked");
    }
    Ok(())
}

#[test]
fn a_thousand_edits_are_undone_and_done_again_to_the_same_documents() {
    let cases = 6;
    let tally = on_sequences(cases, 1_000, |edits, tally| {
        let mut history = History::new(small());
        let documents = done(edits, &mut history, tally)?;
        prop_assert!((100..LONGEST_HISTORY).contains(&documents.len()), "{}", documents.len());
        for document in documents.iter().rev().skip(1) {
            let asked = history.current().clone();
            prop_assert!(history.undo());
            hold_the_step(history.current(), document, &asked)?;
        }
        prop_assert!(!history.undo() && history.is_saved());
        for document in documents.iter().skip(1) {
            let asked = history.current().clone();
            prop_assert!(history.redo());
            hold_the_step(history.current(), document, &asked)?;
        }
        prop_assert!(!history.redo());
        Ok(())
    });
    assert_eq!(tally.len(), 32, "a kind of edit is missing: {tally:?}");
    for (kind, (made, refused)) in &tally {
        assert!(*made > 0, "{kind} is never made");
        assert!(*refused > 0, "{kind} is never refused");
    }
}

#[test]
fn whatever_was_done_is_saved_and_opened_again_the_same() {
    let tally = on_sequences(48, 60, |edits, tally| {
        let mut history = History::new(small());
        done(edits, &mut history, tally)?;
        let view = View::default();
        let text = write(history.current(), &view);
        let opened = read(&text).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        prop_assert_eq!(&opened.document, history.current());
        prop_assert!(opened.problems.is_empty(), "{:?}", opened.problems);
        prop_assert!(opened.unknown_fields.is_empty(), "{:?}", opened.unknown_fields);
        prop_assert_eq!(write(&opened.document, &view), text);
        Ok(())
    });
    let made: usize = tally.values().map(|(made, _)| made).sum();
    assert!(made > 48 * 10, "only {made} edits were made");
}

fn can_be_written_down(edit: &Edit) -> bool {
    !matches!(edit, Edit::AddFiles(_) | Edit::TakeVintage { .. })
}

#[test]
fn what_was_done_can_be_written_down_and_done_again() {
    on_sequences(48, 40, |edits, _| {
        let mut again = small();
        let mut document = small();
        for edit in edits.iter().filter(|edit| can_be_written_down(edit)) {
            let Ok(after) = apply(&document, edit) else { continue };
            document = after;
            let text = ron::to_string(edit).map_err(|e| TestCaseError::fail(e.to_string()))?;
            let read: Edit =
                ron::from_str(&text).map_err(|e| TestCaseError::fail(format!("{e}: {text}")))?;
            prop_assert_eq!(&read, edit);
            again = apply(&again, &read).map_err(|e| TestCaseError::fail(format!("{e:?}")))?;
        }
        prop_assert_eq!(again, document);
        Ok(())
    });
}
