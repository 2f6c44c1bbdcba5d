//! What is said of two sessions side by side.

use super::*;
use crate::estimate::{Adjustment, Anchor, Change, How, Stamp, Target};
use crate::session::generated::{adjustment, between, day, point, small, statement};
use crate::session::{Edit, OwnEntry, apply, differences, differences_since};

fn made(document: &Document, edits: &[Edit]) -> Document {
    edits.iter().fold(document.clone(), |document, edit| apply(&document, edit).expect("made"))
}

fn by(author: &str, adjustment: Adjustment) -> Edit {
    let at = Some(Stamp::from("2026-11-25T15:00Z".to_owned()));
    Edit::Adjust(Adjustment { author: Some(author.to_owned()), at, ..adjustment })
}

/// What is said of every item that is not the same.
fn said(mine: &Document, theirs: &Document) -> Vec<String> {
    let beside = Beside { mine, theirs, base: None };
    let all = differences(mine, theirs);
    all.differing().map(|one| Words::default().difference(one, &beside)).collect()
}

#[test]
fn each_item_says_what_it_is_about_and_what_each_side_holds() {
    let entry = |number| {
        let said = Statement { id: None, ..statement(0, "", "Seoul", point(number, How::About)) };
        Edit::AddOwn(OwnEntry::new(said))
    };
    let because = |adjustment| Adjustment { reason: Some("a typo".to_owned()), ..adjustment };
    let scale = |factor| because(adjustment("1:C1", Change::Scale(factor)));
    let noted = Edit::AddNote(Note::new(Anchor::Date(day("2025-01-01")), "look"));
    let mine = made(&small(), &[by("Ada", scale(1.1)), noted, entry(900.0)]);
    let exclude = Adjustment {
        target: Target::Source("Kyiv".to_owned()),
        ..adjustment("1:C1", Change::Exclude)
    };
    let theirs = made(&small(), &[by("Bo", scale(1.2)), by("Bo", exclude), entry(950.0)]);
    let expected = [
        "Seoul of 23 Dec 2024, entered by hand: mine about 900 (Killed, North Korean soldiers, \
         Kursk, so far); theirs about 950 (Killed, North Korean soldiers, Kursk, so far)",
        "Only theirs: Kyiv: excluded; no reason given (Bo, 2026-11-25T15:00Z)",
        "ROK Joint Chiefs of 23 Dec 2024: mine times 1.1; a typo (Ada, 2026-11-25T15:00Z); theirs \
         times 1.2; a typo (Bo, 2026-11-25T15:00Z)",
        "Only mine: note on 1 Jan 2025: “look”",
    ];
    let name = mine.estimate(&"1:C1".parse().expect("an id")).map(|one| one.measure().name());
    let killed = name.expect("a measure");
    let expected =
        expected.map(|line| line.replace("Killed, North Korean soldiers, Kursk, so far", &killed));
    assert_eq!(said(&mine, &theirs), expected);
}

#[test]
fn what_differs_in_nothing_that_is_told_says_in_what() {
    let entry = |outlet: &str| {
        let mut said = Statement { id: None, ..statement(0, "", "Seoul", point(9.0, How::About)) };
        said.outlet = Some(outlet.to_owned());
        made(&small(), &[Edit::AddOwn(OwnEntry::new(said))])
    };
    let said = said(&entry("Yonhap"), &entry("KBS"));
    assert!(said[0].starts_with("Seoul of 23 Dec 2024, entered by hand (another outlet): mine"));
}

#[test]
fn an_order_that_makes_a_difference_is_told() {
    let set = by("Ada", adjustment("1:C1", Change::Bounds(between(10.0, 20.0))));
    let scale = by("Ada", adjustment("1:C1", Change::Scale(2.0)));
    let one = made(&small(), &[set.clone(), scale.clone()]);
    let said = said(&one, &made(&small(), &[scale, set]));
    assert!(said[0].contains("after the bounds were set; theirs times 2"), "{said:?}");
    assert!(said[0].ends_with("before the bounds were set"), "{said:?}");
}

#[test]
fn who_changed_what_is_said_of_both() {
    let scale = |author, factor| by(author, adjustment("1:C1", Change::Scale(factor)));
    let exclude = || by("Ada", adjustment("1:C3", Change::Exclude));
    let restore = || {
        let Adjustment { target, change, .. } = adjustment("1:C3", Change::Exclude);
        Edit::Restore { target, kind: change }
    };
    let base = made(&small(), &[scale("Ada", 1.1), exclude()]);
    let told = |mine: &[Edit], theirs: &[Edit]| {
        let (mine, theirs) = (made(&base, mine), made(&base, theirs));
        let all = differences_since(&base, &mine, &theirs);
        let beside = Beside { mine: &mine, theirs: &theirs, base: Some(&base) };
        let changed = all.all.iter().filter(|one| one.changed_by != Some(ChangedBy::Nobody));
        changed.map(|one| Words::default().changed(one, &beside)).collect::<Vec<_>>()
    };
    let signed = |who: &str| format!("no reason given ({who}, 2026-11-25T15:00Z)");
    let (ada, bo) = (signed("Ada"), signed("Bo"));
    assert_eq!(
        told(&[], &[scale("Bo", 1.2)]),
        [format!(
            "They changed ROK Joint Chiefs of 23 Dec 2024 from times 1.1; {ada} to times 1.2; {bo}"
        )]
    );
    assert_eq!(
        told(&[restore()], &[]),
        [format!("You took away Kyiv of 23 Dec 2024: excluded; {ada}")]
    );
    assert_eq!(
        told(&[restore()], &[restore()]),
        [format!("Both did the same: both took away Kyiv of 23 Dec 2024: excluded; {ada}")]
    );
    assert_eq!(
        told(&[scale("Ada", 1.3)], &[scale("Bo", 1.2)]),
        [format!(
            "Both changed ROK Joint Chiefs of 23 Dec 2024: yours times 1.3; {ada}; theirs times \
             1.2; {bo}; it was times 1.1; {ada}"
        )]
    );
}
