use std::sync::Arc;

use super::*;
use crate::compare::AboutPolicy;
use crate::estimate::{
    Affiliation, Anchor, AsOf, Bounds, How, Measure, Publication, Statement, Value,
};
use crate::session::BY_HAND;
use crate::session::OwnEntry;
use crate::session::PublicationFit;
use crate::session::generated::{
    adjustment, between, day, estimate_id, killed_in_kursk, point, section, small, statement,
};
use crate::words::Words;

fn set(target: &str, bounds: Bounds) -> Edit {
    Edit::Adjust(adjustment(target, Change::Bounds(bounds)))
}

fn on_source(label: &str, change: Change) -> Edit {
    let target = Target::Source(label.to_owned());
    Edit::Adjust(Adjustment { target, ..adjustment("1:C1", change) })
}

fn made(document: &Document, edits: &[Edit]) -> Document {
    edits
        .iter()
        .try_fold(document.clone(), |document, edit| apply(&document, edit))
        .expect("edits that make sense")
}

fn refused(document: &Document, edit: &Edit) -> Refusal {
    apply(document, edit).expect_err("refused")
}

fn entry(label: &str) -> OwnEntry {
    let mut statement = statement(0, "", label, point(3000.0, How::MoreThan));
    statement.id = None;
    OwnEntry::new(statement)
}

fn other_file() -> Edit {
    let statements = [statement(1, "D1", "Pentagon", point(1000.0, How::Bare))];
    Edit::AddFiles(vec![section(0, "other.csv", &statements)])
}

#[test]
fn an_adjustment_is_laid_over_and_taken_away_again() {
    let before = small();
    let after = made(&before, &[set("1:C1", between(1050.0, 1150.0))]);
    assert_eq!(after.overlay().bounds_of(&estimate_id("1:C1")), Some(&between(1050.0, 1150.0)));
    assert!(Arc::ptr_eq(&before.files()[0], &after.files()[0]));
    let target = Target::Estimate(estimate_id("1:C1"));
    let restore = Edit::Restore { target, kind: Change::Bounds(between(0.0, 0.0)) };
    assert_eq!(made(&after, std::slice::from_ref(&restore)), before);
    assert_eq!(refused(&before, &restore), Refusal::NothingChanges);
}

#[test]
fn a_menu_says_what_an_edit_does() {
    let document = small();
    let exclude = adjustment("1:C1", Change::Exclude);
    let restore = |kind| Edit::Restore { target: Target::Source("Kyiv".to_owned()), kind };
    let ask = Edit::Ask(Question::about(killed_in_kursk()));
    for (edit, label) in [
        (set("1:C1", between(1090.0, 1110.0)), "narrow ROK Joint Chiefs to 1,090–1,110"),
        (set("1:C1", between(1000.0, 1200.0)), "widen ROK Joint Chiefs to 1,000–1,200"),
        (set("1:C3", between(2800.0, 3400.0)), "shift Kyiv to 2,800–3,400"),
        (set("1:C3", between(2800.0, 3700.0)), "change Kyiv to 2,800–3,700"),
        (Edit::Adjust(exclude.clone()), "exclude ROK Joint Chiefs of 23 Dec 2024"),
        (
            Edit::Adjust(Adjustment { on: false, ..exclude }),
            "switch off “exclude ROK Joint Chiefs of 23 Dec 2024”",
        ),
        (on_source("ROK NIS", Change::Exclude), "exclude ROK NIS"),
        (on_source("ROK NIS", Change::ReadAsAtLeast), "read ROK NIS as at least"),
        (on_source("Kyiv", Change::SameVoiceAs("Ukraine".to_owned())), "count Kyiv as Ukraine"),
        (restore(Change::Exclude), "include Kyiv"),
        (restore(Change::SameVoiceAs(String::new())), "count Kyiv by itself"),
        (other_file(), "open other.csv"),
        (Edit::AddFiles(vec![Arc::clone(&document.files()[0]); 2]), "open 2 files"),
        (Edit::RemoveFile(FileSlot(1)), "close kursk.csv"),
        (replace(Vec::new()), "close kursk.csv"),
        (replace(vec![section(0, "other.csv", &[])]), "open other.csv in the place of kursk.csv"),
        (replace(vec![section(1, "kursk.csv", &[])]), "read kursk.csv anew"),
        (ask, "ask about North Korean soldiers · killed · Kursk"),
    ] {
        assert_eq!(Words::default().edit(&edit, &document), label);
    }
    let on_nis = |change| on_source("ROK NIS", change);
    let kind = |kind| Edit::Restore { target: Target::Source("Kyiv".to_owned()), kind };
    let path = "US / DoD".into();
    let dated =
        |as_of, published| Edit::Adjust(adjustment("1:C1", Change::Dates { as_of, published }));
    let day = day("2025-01-02");
    let all = |change: Change, ids: &[&str]| {
        Edit::AdjustAll(ids.iter().map(|id| adjustment(id, change.clone())).collect())
    };
    let note = |anchor| Edit::AddNote(Note::new(anchor, "look"));
    let noted = made(&document, &[note(Anchor::Date(day))]);
    let gone = |label: &str| Event { date: day, label: label.into(), url: None, note: None };
    let put_aside = || FindingKey::new("later-lower", [estimate_id("1:C1")]);
    for (edit, label) in [
        (set("1:C2", between(200.0, 900.0)), "set ROK NIS to 200–900"),
        (on_nis(Change::Widen(0.1)), "widen ROK NIS by 10 %"),
        (on_nis(Change::Scale(1.5)), "multiply ROK NIS by 1.5"),
        (on_nis(Change::Grade("B2".parse().expect("a grade"))), "grade ROK NIS B2"),
        (on_nis(Change::Kind(crate::estimate::OriginKind::Monitor)), "list ROK NIS among monitors"),
        (on_nis(Change::Affiliation(path)), "set the affiliation of ROK NIS to US / DoD"),
        (on_nis(Change::Party(false)), "take ROK NIS for no party to the conflict"),
        (kind(Change::Widen(0.2)), "widen Kyiv no more"),
        (
            dated(Some(AsOf::day(day)), None),
            "change the date of ROK Joint Chiefs of 23 Dec 2024 to 2 Jan 2025",
        ),
        (
            dated(None, Some(day)),
            "change the publication of ROK Joint Chiefs of 23 Dec 2024 to 2 Jan 2025",
        ),
        (all(Change::Exclude, &["1:C1", "1:C2"]), "exclude 2 estimates"),
        (all(Change::Exclude, &["1:C1"]), "exclude ROK Joint Chiefs of 23 Dec 2024"),
        (Edit::RestoreTarget(Target::Source("Kyiv".into())), "restore Kyiv as stated"),
        (Edit::RestoreAll, "restore everything as stated"),
        (Edit::SwitchAll { on: false }, "switch off all adjustments"),
        (Edit::AddOwn(entry("Gen. Syrskyi")), "add an estimate of Gen. Syrskyi"),
        (Edit::AddOwnEvent(gone("First fights")), "add the event “First fights”"),
        (note(Anchor::Date(day)), "note on 2 Jan 2025"),
        (note(Anchor::Estimate(estimate_id("1:C3"))), "note on Kyiv of 23 Dec 2024"),
        (Edit::Reconsider(put_aside()), "take up the finding “later lower” again"),
    ] {
        assert_eq!(Words::default().edit(&edit, &document), label);
    }
    let remove = Edit::RemoveNote(noted.notes()[0].id);
    assert_eq!(Words::default().edit(&remove, &noted), "remove the note on 2 Jan 2025");

    let twice = made(&document, &[set("1:C1", between(1050.0, 1150.0))]);
    let wider = set("1:C1", between(1040.0, 1150.0));
    assert_eq!(Words::default().edit(&wider, &twice), "widen ROK Joint Chiefs to 1,040–1,150");
}

#[test]
fn a_changed_question_says_what_changed() {
    let plain = Question::about(killed_in_kursk());
    let document = made(&small(), &[Edit::Ask(plain.clone())]);
    let label =
        |question: &Question| Words::default().edit(&Edit::Ask(question.clone()), &document);
    let known = Question { known_on: Some(day("2024-12-23")), ..plain.clone() };
    assert_eq!(label(&known), "ask what was known on 23 Dec 2024");
    let grouped = Question { by: crate::compare::Grouping::Kind, ..plain.clone() };
    assert_eq!(label(&grouped), "count by kind");
    let moved = |camp| Question { camps: [("UK MoD".to_owned(), camp)].into(), ..plain.clone() };
    let monitors = Some(crate::estimate::Camp::MonitorsAndRecorders);
    assert_eq!(label(&moved(monitors)), "put UK MoD among Monitors and recorders");
    assert_eq!(label(&moved(None)), "put UK MoD in no camp");
    assert_eq!(label(&Question { projections: true, ..plain }), "change the question");
}

#[test]
fn what_makes_no_sense_is_refused_in_a_sentence() {
    let document = small();
    let says = |edit: &Edit, words: &str| {
        let sentence = Words::default().refusal(&refused(&document, edit));
        assert!(sentence.contains(words), "{sentence}");
    };
    says(&set("1:gone", between(1.0, 2.0)), "No open file has an estimate 1:gone");
    says(&set("2:C1", between(1.0, 2.0)), "No open file has an estimate 2:C1");
    says(
        &Edit::Adjust(adjustment("1:C2", Change::Scale(2.0))),
        "ROK NIS gave no number here (vague)",
    );
    says(&set("1:C1", between(2.0, 1.0)), "the low end lies above the high one");
    let on_c1 = |change| Edit::Adjust(adjustment("1:C1", change));
    says(&on_c1(Change::Scale(0.0)), "multiplied by something above 0, and not by 0");
    says(&on_c1(Change::Widen(1.5)), "up to 100 %, and not by 150 %");
    says(&on_c1(Change::Dates { as_of: None, published: None }), "Say another as of");
    says(&on_c1(Change::Party(true)), "of a source, and not of one estimate");
    says(&on_source("Kyiv", Change::Measure(killed_in_kursk())), "not of a whole source");
    says(&on_source("Kyiv", Change::Country(" ".to_owned())), "Name a country");
    says(&on_source("Kyiv", Change::Affiliation(Affiliation::default())), "Say the affiliation");
    let target = || Target::Source("Kyiv".to_owned());
    let reason = Some("typo".to_owned());
    says(&Edit::Explain { target: target(), kind: Change::Exclude, reason }, "no such adjustment");
    says(&Edit::Switch { target: target(), kind: Change::Exclude, on: true }, "no such adjustment");
    says(&Edit::RestoreAll, "so already");
    says(&Edit::AddNote(Note::new(Anchor::Source("Kyiv".into()), " ")), "write its text");
    says(&Edit::AddNote(Note::new(Anchor::Source("Nobody".into()), "x")), "“Nobody”");
    let backwards = Anchor::Period(day("2025-01-02"), day("2025-01-01"));
    says(&Edit::AddNote(Note::new(backwards, "x")), "ends on or after");
    says(&Edit::RemoveNote(NoteId(7)), "no such note");
    says(&Edit::Reconsider(FindingKey::new("mutation", [])), "not put aside");
    says(&Edit::AddOwn(entry(" ")), "Name the source");
    says(&Edit::RemoveOwn(estimate_id("1:C1")), "No estimate 1:C1 was entered by hand");
    says(&Edit::RemoveOwnEvent(0), "no such event");
    let mut wordless = entry("A");
    wordless.statement.value = Value::Vague;
    says(&Edit::AddOwn(wordless), "in the source's own words");
    let mut linked = entry("A");
    linked.statement.url = Some("javascript:alert(1)".to_owned());
    says(&Edit::AddOwn(linked), "is no address");
    says(&Edit::Adjust(adjustment("1:C3", Change::ReadAsAtLeast)), "stated 2,700–3,300");
    says(&on_source("Nobody", Change::Exclude), "“Nobody”");
    says(&on_source("Kyiv", Change::SameVoiceAs(" ".to_owned())), "Name the origin");
    says(&Edit::RemoveFile(FileSlot(9)), "slot 9");
    says(&Edit::AddFiles(document.files().to_vec()), "the same content as kursk.csv");
    says(&Edit::AddFiles(Vec::new()), "so already");

    let mut question = Question::about(killed_in_kursk());
    question.about = AboutPolicy::Percent(f64::NAN);
    says(&Edit::Ask(question.clone()), "between 0 and 100");
    (question.from, question.to) = (Some(day("2025-01-02")), Some(day("2025-01-01")));
    says(&Edit::Ask(question.clone()), "first day");
    question.measure.population = "Martians".to_owned();
    says(&Edit::Ask(question), "Martians");
}

#[test]
fn doing_the_same_again_is_told_apart_from_a_change() {
    let edits = [set("1:C1", between(1.0, 2.0)), Edit::Ask(Question::about(killed_in_kursk()))];
    let document = made(&small(), &edits);
    for edit in &edits {
        assert_eq!(refused(&document, edit), Refusal::NothingChanges);
    }
}

#[test]
fn a_file_gets_the_next_free_slot_and_keeps_its_own_if_it_is_free() {
    let document = made(&small(), &[other_file()]);
    let slots = |document: &Document| -> Vec<u16> {
        document.files().iter().map(|file| file.slot.0).collect()
    };
    assert_eq!(slots(&document), [1, 2]);
    let later = Edit::AddFiles(vec![section(7, "third.csv", &[]), section(1, "fourth.csv", &[])]);
    assert_eq!(slots(&made(&document, &[later])), [1, 2, 7, 8]);
}

fn replace(opened: Vec<Arc<FileSection>>) -> Edit {
    Edit::ReplaceFiles { closed: vec![FileSlot(1)], opened }
}

#[test]
fn a_file_in_the_slot_of_a_closed_one_keeps_what_hung_on_it_as_far_as_it_has_it() {
    let document =
        made(&small(), &[set("1:C1", between(1.0, 2.0)), set("1:C2", between(1.0, 2.0))]);
    let before = small();
    let estimates = before.files()[0].ledger.in_file_order();
    let statements: Vec<Statement> =
        estimates.iter().map(crate::estimate::Estimate::to_statement).collect();
    let anew = section(1, "kursk.csv", &statements[..1]);
    let kept = made(&document, &[replace(vec![anew])]);
    assert_eq!(kept.estimate_count(), 1);
    assert_eq!(kept.overlay().adjustments().len(), 1);
    let other = made(&document, &[replace(vec![section(0, "other.csv", &statements)])]);
    assert_eq!(other.files()[0].slot, FileSlot(2), "the slot is no other file's");
    assert!(other.overlay().is_empty());
}

#[test]
fn what_cannot_come_in_the_place_of_a_file_leaves_that_open() {
    let document = made(&small(), &[other_file()]);
    let Edit::AddFiles(same_as_other) = other_file() else { panic!("a file") };
    assert!(matches!(refused(&document, &replace(same_as_other)), Refusal::AlreadyOpen { .. }));
    let unchanged = replace(vec![Arc::clone(&document.files()[0])]);
    assert_eq!(refused(&document, &unchanged), Refusal::NothingChanges);
}

#[test]
fn closing_a_file_takes_what_was_laid_over_it_along() {
    let both = made(&small(), &[other_file()]);
    let edits = [
        set("1:C1", between(1.0, 2.0)),
        set("2:D1", between(3.0, 4.0)),
        on_source("Kyiv", Change::Exclude),
        Edit::Ask(Question::about(killed_in_kursk())),
    ];
    let closed = made(&made(&both, &edits), &[Edit::RemoveFile(FileSlot(1))]);
    assert_eq!(closed.files().len(), 1);
    assert_eq!(closed.overlay().adjustments().len(), 1);
    assert!(closed.question().is_some());
    let empty = made(&closed, &[Edit::RemoveFile(FileSlot(2))]);
    assert!(empty.is_empty());
}

#[test]
fn closing_a_file_takes_notes_and_findings_put_aside_along() {
    let both = made(&small(), &[other_file()]);
    let note = |anchor| Edit::AddNote(Note::new(anchor, "look"));
    let aside = |ids: &[&str]| {
        let finding = FindingKey::new("mutation", ids.iter().map(|id| estimate_id(id)));
        Edit::Dismiss(Dismissal { finding, reason: None, author: None, at: None })
    };
    let edits = [
        note(Anchor::Estimate(estimate_id("1:C1"))),
        note(Anchor::Estimate(estimate_id("2:D1"))),
        note(Anchor::Source("Kyiv".into())),
        note(Anchor::Date(day("2025-01-01"))),
        aside(&["1:C1", "2:D1"]),
        aside(&["2:D1"]),
    ];
    let closed = made(&made(&both, &edits), &[Edit::RemoveFile(FileSlot(1))]);
    let ids: Vec<u32> = closed.notes().iter().map(|note| note.id.0).collect();
    assert_eq!(ids, [2, 4]);
    assert_eq!(closed.dismissals().len(), 1);
    assert!(closed.is_dismissed(&FindingKey::new("mutation", [estimate_id("2:D1")])));
}

#[test]
fn several_are_adjusted_in_one_step_or_not_at_all() {
    let document = small();
    let range = adjustment("1:C2", Change::Bounds(between(200.0, 900.0)));
    let wider = adjustment("1:C2", Change::Widen(0.1));
    let all = made(&document, &[Edit::AdjustAll(vec![range.clone(), wider.clone()])]);
    assert_eq!(all.overlay().adjustments().len(), 2);
    let without_range = Edit::AdjustAll(vec![range, adjustment("1:gone", Change::Exclude)]);
    assert!(matches!(refused(&document, &without_range), Refusal::NoSuchEstimate(_)));
    assert!(matches!(refused(&document, &Edit::Adjust(wider)), Refusal::NotANumber { .. }));
}

#[test]
fn an_adjustment_is_switched_off_explained_and_switched_on_again() {
    let laid = made(&small(), &[set("1:C1", between(1.0, 2.0)), set("1:C3", between(3.0, 4.0))]);
    let target = || Target::Estimate(estimate_id("1:C1"));
    let kind = || Change::Bounds(between(0.0, 0.0));
    let switch = |on| Edit::Switch { target: target(), kind: kind(), on };
    let off = made(&laid, &[switch(false)]);
    assert_eq!(off.overlay().in_force().count(), 1);
    assert_eq!(made(&off, &[switch(true)]), laid);
    assert_eq!(refused(&off, &switch(false)), Refusal::NothingChanges);
    let reason = Some(" a typo ".to_owned());
    let explained = made(&off, &[Edit::Explain { target: target(), kind: kind(), reason }]);
    let found = explained.overlay().find(&target(), &kind()).expect("laid");
    assert_eq!((found.reason.as_deref(), found.on), (Some("a typo"), false));
    let all_off = made(&laid, &[Edit::SwitchAll { on: false }]);
    assert_eq!(all_off.overlay().in_force().count(), 0);
    assert_eq!(made(&all_off, &[Edit::RestoreTarget(target())]).overlay().adjustments().len(), 1);
    assert_eq!(made(&all_off, &[Edit::RestoreAll]), small());
}

#[test]
fn what_is_entered_by_hand_is_a_file_like_any_other() {
    let mut first = entry("Gen. Syrskyi");
    first.statement.author = Some("Ada".to_owned());
    let added = made(&small(), &[Edit::AddOwn(first), Edit::AddOwn(entry("Kyiv"))]);
    let own = added.own().expect("a file of its own");
    assert_eq!((own.slot, own.format.as_str(), own.rows), (FileSlot(2), BY_HAND, 2));
    let id = estimate_id("2:hand-1");
    let estimate = added.estimate(&id).expect("found by its id");
    assert_eq!((estimate.label(), estimate.author()), ("Gen. Syrskyi", Some("Ada")));
    assert_eq!(added.newest_own(), Some(estimate_id("2:hand-2")));

    let adjusted = made(&added, &[set("2:hand-1", between(1.0, 2.0))]);
    let other = Edit::ReplaceOwn { id: id.clone(), entry: entry("Zelensky") };
    let replaced = made(&adjusted, &[other]);
    assert_eq!(replaced.estimate(&id).map(|one| one.label()), Some("Zelensky"));
    assert_eq!(replaced.overlay().adjustments().len(), 1);
    let removed = made(&replaced, &[Edit::RemoveOwn(id)]);
    assert!(removed.overlay().is_empty());
    assert_eq!(made(&removed, &[Edit::RemoveOwn(estimate_id("2:hand-2"))]), small());
}

#[test]
fn an_estimate_of_a_file_is_the_start_of_one_of_my_own() {
    let document = small();
    let stated = document.estimate(&estimate_id("1:C3")).expect("there");
    let entry = OwnEntry::from_estimate(stated);
    let text = ron::to_string(&entry).expect("written");
    assert_eq!(ron::from_str(&text).as_ref(), Ok(&entry));
    let added = made(&document, &[Edit::AddOwn(entry)]);
    let id = added.newest_own().expect("entered");
    let copy = added.estimate(&id).expect("there").to_statement();
    let (record, line, id) = (stated.record(), stated.line(), Some("C3".to_owned()));
    assert_eq!(Statement { record, line, id, ..copy }, stated.to_statement());
}

#[test]
fn what_is_doubtful_about_an_entry_is_told_as_it_is_of_a_file() {
    let mut odd = entry("Kyiv");
    odd.statement.wording = Some("nearly 3,000".to_owned());
    let added = made(&small(), &[Edit::AddOwn(entry("A")), Edit::AddOwn(odd)]);
    let own = added.own().expect("a file of its own");
    let lines: Vec<_> = own.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [Some(2)], "{:?}", own.problems);
    let id = estimate_id("2:hand-2");
    let mended = made(&added, &[Edit::ReplaceOwn { id: id.clone(), entry: entry("Kyiv") }]);
    assert!(mended.own().expect("still there").problems.is_empty());
    let removed = made(&added, &[Edit::RemoveOwn(id)]);
    assert!(removed.own().expect("still there").problems.is_empty());
}

#[test]
fn a_question_goes_with_the_measure_that_only_an_adjustment_knew() {
    let other = Measure { population: "Martians".to_owned(), ..killed_in_kursk() };
    let under = Edit::Adjust(adjustment("1:C1", Change::Measure(other.clone())));
    let asked = made(&small(), &[under, Edit::Ask(Question::about(other))]);
    assert!(asked.question().is_some());
    assert!(made(&asked, &[Edit::SwitchAll { on: false }]).question().is_some());
    assert_eq!(made(&asked, &[Edit::RestoreAll]), small());
}

#[test]
fn a_session_that_would_hold_too_much_is_refused_and_told_what_to_narrow() {
    let Edit::AddFiles(files) = other_file() else { panic!("a file") };
    let edit = Edit::AddFiles(files);
    let few = Limits { estimates: 3, ..Limits::OF_A_SESSION };
    let refusal = apply_within(&small(), &edit, &few).expect_err("refused");
    let sentence = Words::default().refusal(&refusal);
    assert!(sentence.starts_with("That would be 4 estimates, and a session holds 3"), "{sentence}");
    assert!(sentence.contains("narrow kursk.csv"), "{sentence}");
    let short = Limits { text_bytes: 4, ..Limits::OF_A_SESSION };
    let refusal = apply_within(&small(), &edit, &short).expect_err("refused");
    assert!(matches!(refusal, Refusal::TooMuchText { .. }));
}

#[test]
fn more_notes_than_a_session_may_hold_and_be_read_again_are_refused() {
    let one = Limits { entries: 1, ..Limits::OF_A_SESSION };
    let note = |text: &str| Edit::AddNote(Note::new(Anchor::Date(day("2025-01-02")), text));
    let first = apply_within(&small(), &note("look"), &one).expect("one may be");
    let refusal = apply_within(&first, &note("again"), &one).expect_err("refused");
    assert_eq!(refusal, Refusal::TooManyEntries { most: 1 });
    let sentence = Words::default().refusal(&refusal);
    assert!(sentence.starts_with("A session holds at most 1 notes"), "{sentence}");
}

#[test]
fn an_edit_is_written_down_and_read_again() {
    let edits = [
        set("1:C1", between(1050.0, 1150.0)),
        Edit::RemoveFile(FileSlot(1)),
        Edit::Ask(Question::about(killed_in_kursk())),
        Edit::AddOwn(entry("Kyiv")),
        Edit::AddNote(Note::new(Anchor::Date(day("2025-01-02")), "look")),
        on_source("Kyiv", Change::Grade("B2".parse().expect("a grade"))),
        Edit::Reconsider(FindingKey::new("mutation", [estimate_id("1:C1")])),
    ];
    for edit in edits {
        let text = ron::to_string(&edit).expect("written");
        assert_eq!(ron::from_str(&text), Ok(edit));
    }
    assert!(ron::to_string(&other_file()).is_err());
}

#[test]
fn the_first_question_is_about_the_measure_with_the_most_estimates() {
    let question = small().question_or_first().expect("there are estimates");
    assert_eq!(question, Question::about(killed_in_kursk()));
    assert_eq!(Document::default().question_or_first(), None);
}

/// A publication with this title and address.
fn publication(title: &str, address: Option<&str>) -> Publication {
    Publication {
        title: Some(title.to_owned()),
        address: address.map(str::to_owned),
        ..Publication::default()
    }
}

fn record(publications: &[Publication]) -> Edit {
    Edit::AddPublications { publications: publications.to_vec(), of: Some("refs.bib".to_owned()) }
}

#[test]
fn what_is_recorded_of_publications_is_kept_once_changed_and_taken_away() {
    let [one, other] = ["One", "Other"].map(|title| publication(title, Some("https://a.example")));
    let document = made(&small(), &[record(&[one.clone(), other.clone(), one.clone()])]);
    assert_eq!(document.publications().list(), [one.clone(), other.clone()]);
    assert_eq!(refused(&document, &record(std::slice::from_ref(&other))), Refusal::NothingChanges);

    let changed = publication("Changed", None);
    let (old, new) = (Box::new(one.clone()), Box::new(changed.clone()));
    let replace = Edit::ReplacePublication { old, new };
    let after = made(&document, std::slice::from_ref(&replace));
    assert_eq!(after.publications().list(), [changed.clone(), other.clone()]);
    assert_eq!(refused(&after, &replace), Refusal::NoSuchPublication);
    let same = Edit::ReplacePublication { old: Box::new(changed), new: Box::new(other.clone()) };
    assert_eq!(
        made(&after, &[same]).publications().list(),
        std::slice::from_ref(&other),
        "not there twice"
    );

    let remove = Edit::RemovePublications(vec![one, other]);
    assert_eq!(made(&document, std::slice::from_ref(&remove)), small());
    assert_eq!(refused(&small(), &remove), Refusal::NoSuchPublication);
    let words = Words::default();
    assert_eq!(words.edit(&record(&[]), &document), "take in 0 references of refs.bib");
    assert_eq!(words.edit(&replace, &document), "record publication details: “Changed”");
}

#[test]
fn publications_belong_to_the_addresses_at_which_something_was_read() {
    let mut read = statement(1, "C1", "Kyiv", point(300.0, How::Bare));
    read.url = Some("https://a.example".to_owned());
    let file = Edit::AddFiles(vec![section(0, "a.csv", &[read])]);
    let recorded = [
        publication("nowhere", Some("https://b.example")),
        publication("first", Some("https://a.example")),
        publication("second", Some("https://a.example")),
        publication("without", None),
    ];
    let document = made(&Document::default(), &[file, record(&recorded)]);
    assert_eq!(document.publication_fit(), PublicationFit { all: 4, cited: 1, second: 1 });
    assert_eq!(document.cited_publications(), [false, true, false, false]);
    let without = made(&document, &[Edit::RemoveFile(FileSlot(1))]);
    assert_eq!(without.publications(), document.publications(), "no file takes them along");
}
