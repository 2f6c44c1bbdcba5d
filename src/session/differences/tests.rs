//! Two documents made from one by known edits differ in exactly these, and in nothing once all is
//! taken over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::compare::{Dismissal, FindingKey, Question};
use crate::estimate::{
    Adjustment, Anchor, Change, Event, FileSlot, How, Note, NoteId, Publication, Stamp, Statement,
    Target, Value,
};
use crate::session::generated::{
    adjustment, between, day, estimate_id, killed_in_kursk, point, section, small, statement,
};
use crate::session::sequence_tests::edit;
use crate::session::{Document, Edit, FileSection, OwnEntry, apply};

fn made(document: &Document, edits: &[Edit]) -> Document {
    edits.iter().fold(document.clone(), |document, edit| match apply(&document, edit) {
        Ok(document) => document,
        Err(refusal) => panic!("{edit:?} is refused: {refusal:?}"),
    })
}

/// By whoever made it, one minute after the other.
fn by(author: &str, adjustment: Adjustment) -> Edit {
    let at = Some(Stamp::from("2026-11-25T15:00Z".to_owned()));
    Edit::Adjust(Adjustment { author: Some(author.to_owned()), at, ..adjustment })
}

fn of_source(label: &str, change: Change) -> Adjustment {
    Adjustment { target: Target::Source(label.to_owned()), ..adjustment("1:C1", change) }
}

fn grade(text: &str) -> Change {
    Change::Grade(text.parse().expect("a grade"))
}

fn note(on: &str, text: &str) -> Edit {
    Edit::AddNote(Note::new(Anchor::Date(day(on)), text))
}

fn dismissal(kind: &str, reason: &str) -> Edit {
    let finding = FindingKey::new(kind, [estimate_id("1:C1"), estimate_id("1:C3")]);
    let reason = Some(reason.to_owned());
    Edit::Dismiss(Dismissal { finding, reason, author: None, at: None })
}

fn recorded(title: &str, accessed: &str) -> Edit {
    let publication = Publication {
        title: Some(title.to_owned()),
        accessed: Some(accessed.to_owned().into()),
        address: Some("https://daily.example/1".to_owned()),
        ..Publication::default()
    };
    Edit::AddPublications { publications: vec![publication], of: None }
}

fn entry(label: &str, number: f64) -> Edit {
    let said = Statement { id: None, ..statement(0, "", label, point(number, How::About)) };
    Edit::AddOwn(OwnEntry::new(said))
}

fn event(label: &str) -> Edit {
    let (date, label) = (day("2024-11-04"), label.to_owned());
    Edit::AddOwnEvent(Event { date, label, url: None, note: None })
}

/// What is told of each item in which they are not the same.
fn told(of: &Differences) -> Vec<(Section, Accord)> {
    of.differing().map(|one| (one.item.section(), one.accord)).collect()
}

#[test]
fn two_sessions_with_known_differences_are_listed_with_exactly_these() {
    let base = made(&small(), &[by("Ada", adjustment("1:C2", Change::Exclude))]);
    let mine = [
        by("Ada", adjustment("1:C1", Change::Scale(1.1))),
        by("Ada", of_source("Kyiv", grade("B2"))),
        by("Ada", of_source("ROK NIS", Change::SameVoiceAs("Seoul".to_owned()))),
        note("2025-01-02", "both say so"),
        note("2025-01-01", "mine"),
        entry("Seoul", 900.0),
        recorded("Losses in May", "2030-06"),
    ];
    let theirs = [
        by("Bo", adjustment("1:C1", Change::Scale(1.2))),
        by("Bo", adjustment("1:C3", Change::Exclude)),
        by("Bo", of_source("Kyiv", grade("B2"))),
        note("2025-01-02", "both say so"),
        dismissal("mutation", "known"),
        event("First fights"),
        recorded("Losses in May", "2030-06-02"),
    ];
    let (mine, theirs) = (made(&base, &mine), made(&base, &theirs));
    let listed = differences(&mine, &theirs);
    let expected = [
        (Section::ByHand, Accord::OnlyMine),
        (Section::ByHand, Accord::OnlyTheirs),
        (Section::Exclusions, Accord::OnlyTheirs),
        (Section::Merges, Accord::OnlyMine),
        (Section::Adjustments, Accord::Different),
        (Section::Notes, Accord::OnlyMine),
        (Section::PutAside, Accord::OnlyTheirs),
        (Section::Publications, Accord::Different),
    ];
    assert_eq!(told(&listed), expected);
    assert_eq!(listed.count(Section::Exclusions, Accord::Same), 1);
    assert_eq!(listed.count(Section::Grades, Accord::Same), 1, "it is no matter who graded");
    assert_eq!(listed.count(Section::Notes, Accord::Same), 1);
    assert_eq!(listed.count(Section::Files, Accord::Same), 1);
}

#[test]
fn who_changed_what_since_both_were_one_is_told() {
    let scale = |by| adjustment("1:C1", Change::Scale(by));
    let start = [
        by("Ada", scale(1.1)),
        by("Ada", adjustment("1:C2", Change::Exclude)),
        note("2025-01-01", "a first thought"),
        by("Ada", of_source("Kyiv", grade("B2"))),
    ];
    let base = made(&small(), &start);
    let restored = Edit::Restore { target: scale(1.1).target, kind: Change::Scale(1.1) };
    let changed =
        Note { id: NoteId(1), ..Note::new(Anchor::Date(day("2025-03-01")), "on a second one") };
    let theirs = [
        by("Bo", scale(1.2)),
        Edit::ReplaceNote(changed),
        by("Bo", of_source("Kyiv", grade("C3"))),
    ];
    let mine = [restored, by("Ada", of_source("Kyiv", grade("C3"))), entry("Seoul", 900.0)];
    let listed = differences_since(&base, &made(&base, &mine), &made(&base, &theirs));
    let told: Vec<_> = listed
        .all
        .iter()
        .map(|one| (one.item.section(), one.accord, one.changed_by.expect("a base")))
        .collect();
    let expected = [
        (Section::Files, Accord::Same, ChangedBy::Nobody),
        (Section::ByHand, Accord::OnlyMine, ChangedBy::Me),
        (Section::Exclusions, Accord::Same, ChangedBy::Nobody),
        (Section::Grades, Accord::Same, ChangedBy::Both),
        (Section::Adjustments, Accord::OnlyTheirs, ChangedBy::Both),
        (Section::Notes, Accord::Different, ChangedBy::Them),
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_is_taken_over_keeps_its_author_and_its_time() {
    let theirs = made(&small(), &[by("Bo", adjustment("1:C3", Change::Exclude))]);
    let listed = differences(&small(), &theirs);
    let only = listed.differing().next().expect("one");
    let edit = only.take_over(&small(), &theirs, "bo.comparison.ron").expect("can be taken");
    let taken = made(&small(), &[edit]);
    assert_eq!(taken.overlay(), theirs.overlay());
    assert_eq!(taken.overlay().adjustments()[0].author.as_deref(), Some("Bo"));
    assert!(differences(&taken, &theirs).are_none());
}

#[test]
fn files_are_the_same_by_what_they_hold_whatever_their_slots() {
    let other = |slot| {
        section(slot, "other.csv", &[statement(1, "D1", "Pentagon", point(1000.0, How::Bare))])
    };
    let mine = made(
        &Document::default(),
        &[Edit::AddFiles(vec![other(3)]), Edit::AddFiles(small().files().to_vec())],
    );
    let theirs = made(&small(), &[Edit::AddFiles(vec![other(2)])]);
    let in_theirs = [
        by("Bo", adjustment("2:D1", Change::Exclude)),
        by("Bo", adjustment("1:C1", Change::Scale(2.0))),
    ];
    let theirs = made(&theirs, &in_theirs);
    assert!(mine.file(FileSlot(3)).is_some_and(|file| file.name() == "other.csv"));
    let expected =
        [(Section::Exclusions, Accord::OnlyTheirs), (Section::Adjustments, Accord::OnlyTheirs)];
    assert_eq!(told(&differences(&mine, &theirs)), expected);
    let taken = take_all(&mine, &theirs, Difference::adds, "bo");
    let taken = made(&mine, &[taken.edit.expect("something")]);
    let targets: Vec<_> = taken.overlay().adjustments().iter().map(|one| &one.target).collect();
    let ids = ["3:D1", "1:C1"].map(|id| Target::Estimate(estimate_id(id)));
    assert_eq!(targets, [&ids[0], &ids[1]]);
}

#[test]
fn a_record_of_a_newer_file_is_another_one_where_it_says_otherwise() {
    let by_record = |label: &str, bytes: &str| {
        let said = Statement { id: None, ..statement(1, "", label, point(9.0, How::Bare)) };
        let file = FileSection::clone(&section(1, "a.csv", &[said]));
        let fingerprint = crate::session::Fingerprint::of(bytes.as_bytes());
        let file = Arc::new(FileSection { fingerprint, ..file });
        let opened = made(&Document::default(), &[Edit::AddFiles(vec![file])]);
        made(&opened, &[by("Ada", adjustment("1#1", Change::Exclude))])
    };
    let mine = by_record("Kyiv", "old");
    let same = told(&differences(&mine, &by_record("Kyiv", "new")));
    assert_eq!(same, [(Section::Files, Accord::Different)]);
    let other = told(&differences(&mine, &by_record("Seoul", "new")));
    let expected = [
        (Section::Files, Accord::Different),
        (Section::Exclusions, Accord::OnlyMine),
        (Section::Exclusions, Accord::OnlyTheirs),
    ];
    assert_eq!(other, expected);
}

#[test]
fn what_hangs_on_a_file_that_is_not_there_waits_for_it() {
    let other = section(0, "other.csv", &[statement(1, "D1", "Pentagon", point(1e3, How::Bare))]);
    let theirs = made(
        &small(),
        &[Edit::AddFiles(vec![other]), by("Bo", adjustment("2:D1", Change::Exclude))],
    );
    let listed = differences(&small(), &theirs);
    let [file, exclusion] = &listed.differing().collect::<Vec<_>>()[..] else { panic!("two") };
    let refused = exclusion.take_over(&small(), &theirs, "bo");
    assert_eq!(refused, Err(CannotTake::NotInMine(estimate_id("2:D1"))));
    let edit = file.take_over(&small(), &theirs, "bo").expect("can be taken");
    let mine = made(&small(), &[edit]);
    let exclusion = differences(&mine, &theirs);
    let exclusion = exclusion.differing().next().expect("the exclusion");
    let edit = exclusion.take_over(&mine, &theirs, "bo").expect("can be taken now");
    assert!(differences(&made(&mine, &[edit]), &theirs).are_none());
}

#[test]
fn entries_by_hand_are_told_apart_by_what_they_say_and_not_by_their_numbers() {
    let mine = made(&small(), &[entry("Seoul", 900.0), entry("Tokyo", 100.0)]);
    let theirs =
        made(&small(), &[entry("Tokyo", 100.0), entry("Seoul", 950.0), entry("Oslo", 5.0)]);
    let on_tokyo = by("Bo", adjustment("2:hand-1", Change::Exclude));
    let theirs = made(&theirs, &[on_tokyo]);
    let listed = told(&differences(&mine, &theirs));
    let expected = [
        (Section::ByHand, Accord::OnlyMine),
        (Section::ByHand, Accord::OnlyTheirs),
        (Section::ByHand, Accord::OnlyTheirs),
        (Section::Exclusions, Accord::OnlyTheirs),
    ];
    assert_eq!(listed, expected);
    let taken = take_all(&mine, &theirs, Difference::adds, "bo");
    assert!(taken.left.is_empty());
    let taken = made(&mine, &[taken.edit.expect("something")]);
    let excluded = &taken.overlay().adjustments()[0].target;
    assert_eq!(*excluded, Target::Estimate(estimate_id("2:hand-2")), "Tokyo’s");
    assert_eq!(told(&differences(&taken, &theirs)), [(Section::ByHand, Accord::OnlyMine)]);
}

#[test]
fn what_a_factor_is_laid_behind_makes_a_difference() {
    let set = || by("Ada", adjustment("1:C1", Change::Bounds(between(10.0, 20.0))));
    let scale = || by("Ada", adjustment("1:C1", Change::Scale(2.0)));
    let scaled = made(&small(), &[set(), scale()]);
    let said = made(&small(), &[scale(), set()]);
    for (mine, theirs) in [(&scaled, &said), (&said, &scaled)] {
        let listed = differences(mine, theirs);
        assert_eq!(told(&listed), [(Section::Adjustments, Accord::Different)]);
        let edit = listed.differing().next().map(|one| one.take_over(mine, theirs, "bo"));
        let taken = made(mine, &[edit.expect("one").expect("can be taken")]);
        assert_eq!(taken.overlay(), theirs.overlay());
    }
    let other =
        made(&small(), &[by("Bo", adjustment("1:C1", Change::Bounds(between(1.0, 2.0)))), scale()]);
    let listed = differences(&scaled, &other);
    let edit = listed.differing().next().map(|one| one.take_over(&scaled, &other, "bo"));
    let taken = made(&scaled, &[edit.expect("the bounds").expect("can be taken")]);
    assert!(differences(&taken, &other).are_none(), "the factor lies behind them still");
}

#[test]
fn which_files_are_copies_of_one_is_compared_and_taken_over() {
    let files = |name: &str, n: f64| {
        section(0, name, &[statement(1, "D1", "Pentagon", point(n, How::Bare))])
    };
    let open = Edit::AddFiles(vec![files("a.csv", 1.0), files("b.csv", 2.0), files("c.csv", 3.0)]);
    let base = made(&Document::default(), &[open]);
    let join = |file, of| Edit::JoinSeries { file: FileSlot(file), of: FileSlot(of) };
    let alone = || base.series().is_empty();
    assert!(alone(), "nothing is joined yet: {:?}", base.series());
    let day_of = Edit::DateVintage { file: FileSlot(2), day: Some(day("2025-01-01")) };
    let (ab, bc) = (
        made(&base, &[join(2, 1), day_of]),
        made(&base, &[join(3, 2), Edit::PutInForce(FileSlot(2))]),
    );
    for (mine, theirs) in [(&ab, &bc), (&bc, &ab), (&ab, &base), (&base, &bc)] {
        let listed = differences_since(&base, mine, theirs);
        assert_eq!(told(&listed), [(Section::Copies, Accord::Different)]);
        let edit = listed.differing().next().map(|one| one.take_over(mine, theirs, "bo"));
        let taken = made(mine, &[edit.expect("one").expect("can be taken")]);
        assert_eq!(taken.series(), theirs.series());
    }
}

#[test]
fn a_question_and_a_reason_are_compared_as_well() {
    let ask =
        |projections| Edit::Ask(Question { projections, ..Question::about(killed_in_kursk()) });
    let exclude = |reason: &str| Adjustment {
        reason: Some(reason.to_owned()),
        ..adjustment("1:C1", Change::Exclude)
    };
    let mine = made(&small(), &[ask(false), by("Ada", exclude("a typo"))]);
    let theirs = made(&small(), &[ask(true), by("Ada", exclude("copied"))]);
    let expected =
        [(Section::Exclusions, Accord::Different), (Section::Question, Accord::Different)];
    assert_eq!(told(&differences(&mine, &theirs)), expected);
    assert_eq!(
        told(&differences(&mine, &small())).last(),
        Some(&(Section::Question, Accord::OnlyMine))
    );
}

#[test]
fn a_number_by_a_vague_word_is_taken_with_its_factor() {
    let (set, scale) = (Change::Bounds(between(1.0, 2.0)), Change::Scale(2.0));
    let restore =
        Edit::Restore { target: adjustment("1:C2", scale.clone()).target, kind: set.clone() };
    let laid = |change: &Change| by("Bo", adjustment("1:C2", change.clone()));
    for edits in
        [vec![laid(&set), laid(&scale)], vec![laid(&set), laid(&scale), restore, laid(&set)]]
    {
        let theirs = made(&small(), &edits);
        assert_eq!(
            small().estimate(&estimate_id("1:C2")).map(|one| one.value()),
            Some(Value::Vague)
        );
        let taken = take_all(&small(), &theirs, |_| true, "bo");
        assert!(taken.left.is_empty(), "{:?}", taken.left);
        assert_eq!(made(&small(), &[taken.edit.expect("two")]).overlay(), theirs.overlay());
    }
}

/// What was judged, how much of it alike and of how much, and κ.
fn kappa(mine: &Document, theirs: &Document, of: Judged) -> (usize, usize, Option<f64>) {
    let kappas = second_reading(mine, theirs).kappas;
    let one = kappas.into_iter().find(|one| one.of == of).expect("all are there");
    (one.same.same, one.same.of, one.kappa)
}

#[test]
fn how_far_two_agree_is_counted_over_what_both_have() {
    let off = Adjustment { on: false, ..adjustment("1:C2", Change::Exclude) };
    let reason = Some("another one".to_owned());
    let mine = [
        by("Ada", of_source("Kyiv", Change::Exclude)),
        by("Ada", adjustment("1:C1", Change::Exclude)),
        by("Ada", off),
        by("Ada", of_source("ROK NIS", grade("B2"))),
        by("Ada", of_source("ROK Joint Chiefs", grade("C2"))),
        by("Ada", adjustment("1:C3", grade("F3"))),
        dismissal("mutation", "known"),
    ];
    let theirs = [
        by("Bo", Adjustment { reason, ..of_source("Kyiv", Change::Exclude) }),
        by("Bo", of_source("ROK NIS", grade("B3"))),
        by("Bo", of_source("ROK Joint Chiefs", grade("C2"))),
        by("Bo", adjustment("1:C3", grade("A3"))),
        dismissal("mutation", "so it is"),
    ];
    let mine = made(&small(), &mine);
    let only_mine = section(0, "x.csv", &[statement(1, "X", "Nobody", point(1.0, How::Bare))]);
    let mine = made(&mine, &[Edit::AddFiles(vec![only_mine])]);
    let theirs = made(&small(), &theirs);
    // Sources: Kyiv by both, two by none.
    assert_eq!(kappa(&mine, &theirs, Judged::SourcesLeftOut), (3, 3, Some(1.0)));
    // Estimates: C1 by me, C2 by none, C3 by both: p₀ 2/3, pₑ 4/9.
    let (same, of, value) = kappa(&mine, &theirs, Judged::EstimatesLeftOut);
    assert_eq!((same, of), (2, 3));
    assert!((value.expect("defined") - 0.4).abs() < 1e-12);
    // Letters: B and B, C and C; F is none. Digits: 2 and 3, 2 and 2, 3 and 3: p₀ 2/3, pₑ 4/9.
    assert_eq!(kappa(&mine, &theirs, Judged::Reliability), (2, 2, Some(1.0)));
    let (same, of, value) = kappa(&mine, &theirs, Judged::Credibility);
    assert_eq!((same, of), (2, 3));
    assert!((value.expect("defined") - 0.4).abs() < 1e-12);
    assert_eq!(kappa(&mine, &theirs, Judged::Kind), (0, 0, None));
    // Alike: Kyiv left out, one grade, the finding; not: C1, two grades.
    let reading = second_reading(&mine, &theirs);
    assert_eq!(reading.decided, SameOf { same: 3, of: 6 });
    let by_section: Vec<_> = reading.by_section.into_iter().collect();
    let expected = [
        (Section::Exclusions, SameOf { same: 1, of: 2 }),
        (Section::Grades, SameOf { same: 1, of: 3 }),
        (Section::PutAside, SameOf { same: 1, of: 1 }),
    ];
    assert_eq!(by_section, expected);
}

/// Does those of these edits that can be done.
fn as_far_as_possible(document: &Document, edits: &[Edit]) -> Document {
    edits.iter().fold(document.clone(), |now, edit| apply(&now, edit).unwrap_or(now))
}

fn changes_no_file(edit: &Edit) -> bool {
    !matches!(
        edit,
        Edit::AddFiles(_)
            | Edit::RemoveFile(_)
            | Edit::AddOwn(_)
            | Edit::ReplaceOwn { .. }
            | Edit::RemoveOwn(_)
            | Edit::AddOwnEvent(_)
            | Edit::RemoveOwnEvent(_)
    )
}

/// What is laid over what: told by the slots, which are the same where no file came or went.
fn by_place(document: &Document) -> BTreeMap<String, (Change, Option<String>, bool, bool)> {
    let all = document.overlay().adjustments();
    let behind = |place: usize, one: &Adjustment| {
        let is_moved =
            matches!(one.change, Change::Scale(_) | Change::Widen(_) | Change::ReadAsAtLeast);
        let is_bounds = |other: &Adjustment| {
            other.target == one.target && matches!(other.change, Change::Bounds(_))
        };
        is_moved && all[..place].iter().any(is_bounds)
    };
    let each = all.iter().enumerate().map(|(place, one)| {
        let key = format!("{:?} {}", one.target, one.change.word());
        (key, (one.change.clone(), one.reason.clone(), one.on, behind(place, one)))
    });
    each.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exactly_the_adjustments_that_differ_are_listed(
        common in prop::collection::vec(edit().prop_filter("no file", changes_no_file), 0..20),
        mine in prop::collection::vec(edit().prop_filter("no file", changes_no_file), 0..30),
        theirs in prop::collection::vec(edit().prop_filter("no file", changes_no_file), 0..30),
    ) {
        let base = as_far_as_possible(&small(), &common);
        let (mine, theirs) = (as_far_as_possible(&base, &mine), as_far_as_possible(&base, &theirs));
        let [in_base, in_mine, in_theirs] = [&base, &mine, &theirs].map(by_place);
        let keys: BTreeSet<&String> =
            [&in_base, &in_mine, &in_theirs].into_iter().flat_map(BTreeMap::keys).collect();
        let mut expected: Vec<_> = keys.into_iter().map(|key| {
            let (base, mine, theirs) = (in_base.get(key), in_mine.get(key), in_theirs.get(key));
            let accord = match (mine, theirs) {
                _ if mine == theirs => Accord::Same,
                (Some(_), None) => Accord::OnlyMine,
                (None, Some(_)) => Accord::OnlyTheirs,
                _ => Accord::Different,
            };
            let changed = (mine != base, theirs != base);
            (key.clone(), accord, changed)
        }).collect();
        let listed = differences_since(&base, &mine, &theirs);
        let mut found: Vec<_> = listed.all.iter().filter_map(|one| {
            let Item::Adjustment(sides) = &one.item else { return None };
            let laid = &sides.any()?.adjustment;
            let changed = match one.changed_by? {
                ChangedBy::Nobody => (false, false),
                ChangedBy::Me => (true, false),
                ChangedBy::Them => (false, true),
                ChangedBy::Both => (true, true),
            };
            Some((format!("{:?} {}", laid.target, laid.change.word()), one.accord, changed))
        }).collect();
        expected.sort_by(|one, other| one.0.cmp(&other.0));
        found.sort_by(|one, other| one.0.cmp(&other.0));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn once_all_is_taken_over_nothing_differs(
        common in prop::collection::vec(edit(), 0..30),
        mine in prop::collection::vec(edit(), 0..40),
        theirs in prop::collection::vec(edit(), 0..40),
    ) {
        let base = as_far_as_possible(&small(), &common);
        let (mine, theirs) = (as_far_as_possible(&base, &mine), as_far_as_possible(&base, &theirs));
        prop_assert!(differences(&mine, &mine).are_none());
        let taken = take_all(&mine, &theirs, |_| true, "bo");
        let after = taken.edit.as_ref().map_or(Ok(mine.clone()), |edit| apply(&mine, edit));
        let after = after.map_err(|refusal| TestCaseError::fail(format!("{refusal:?}")))?;
        let differ = differences(&after, &theirs);
        let differ: Vec<_> = differ.differing().collect();
        let is_told = |one: &&Difference| taken.left.iter().any(|(left, _)| left == *one);
        prop_assert!(differ.iter().all(is_told), "{:#?}", differ);
        let is_question = |one: &&Difference| one.item.section() == Section::Question;
        prop_assert!(differ.iter().all(is_question), "{:#?}", taken.left);
    }

    #[test]
    fn what_only_adds_takes_nothing_of_mine_away(
        mine in prop::collection::vec(edit(), 0..40),
        theirs in prop::collection::vec(edit(), 0..40),
    ) {
        let (mine, theirs) = (as_far_as_possible(&small(), &mine), as_far_as_possible(&small(), &theirs));
        let before = differences(&mine, &theirs);
        let taken = take_all(&mine, &theirs, Difference::adds, "bo");
        let after = taken.edit.as_ref().map_or(Ok(mine.clone()), |edit| apply(&mine, edit));
        let document = after.map_err(|refusal| TestCaseError::fail(format!("{refusal:?}")))?;
        let after = differences(&document, &theirs);
        let is_left = |one: &Difference| taken.left.iter().any(|(left, _)| left == one);
        let left = after.differing().filter(|one| one.adds() && !is_left(one));
        let left: Vec<String> = left.map(|one| format!("{:?} {:?}", one.accord, one.item)).collect();
        prop_assert!(left.is_empty(), "{:?}", left);
        for one in before.all.iter().filter(|one| one.accord == Accord::OnlyMine) {
            match &one.item {
                Item::Note(note) => {
                    let mine = note.mine.as_ref().expect("mine");
                    prop_assert!(document.notes().iter().any(|one| one.text == mine.text));
                }
                Item::OwnEstimate(id) => {
                    let id = id.mine.as_ref().expect("mine");
                    prop_assert!(document.own_entry(id).is_some());
                }
                _ => {}
            }
        }
    }
}
