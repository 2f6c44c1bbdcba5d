//! What the window shows can be had from the accessibility tree alone.

use egui_kittest::kittest::{NodeT, Queryable};

use super::*;
use crate::words::Words;

/// Who stands with what on a day, and whether in the core, as a screen reader is told.
fn heard(harness: &Harness<'_, Option<Workbench>>) -> Vec<(String, String, bool)> {
    let rows = harness.query_all_by_label_contains("In the slice: ");
    let mut heard: Vec<(String, String, bool)> = rows
        .map(|row| {
            let label = row.accesskit_node().label().expect("it speaks");
            let row = label.trim_start_matches("In the slice: ");
            let (name, said) = row.split_once(": ").expect("a name");
            let in_core = said.ends_with(", in the core");
            let said = said.trim_end_matches(", in the core");
            let said = said.trim_end_matches(", outside the core");
            let carried = said.rsplit_once(": ").map(|(_, read)| read);
            let read = said.rsplit_once(", read as ").map(|(_, read)| read).or(carried);
            (name.to_owned(), read.unwrap_or(said).to_owned(), in_core)
        })
        .collect();
    heard.sort();
    heard
}

#[test]
fn the_answer_of_any_day_can_be_rebuilt_from_what_a_screen_reader_is_told() {
    let mut harness = window();
    harness.set_size(egui::vec2(1440.0, 2_400.0));
    settle(&mut harness);
    let first: Day = "2024-12-14".parse().expect("a day");
    let mut seed = 12_345_u32;
    for _ in 0..50 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = first.plus((seed >> 16).cast_signed() % 330);
        harness.state_mut().as_mut().expect("made").view_mut().cursor = Some(at);
        settle(&mut harness);
        let workbench = bench(&harness);
        let comparison = workbench.comparison().expect("an answer");
        let slice = comparison.slice(&workbench.document().loaded(), at);
        let words = Words::default();
        let is_shared = slice.agreement.support > 1;
        let mut wanted: Vec<(String, String, bool)> = slice
            .standing
            .iter()
            .map(|one| {
                let name = comparison.voices[one.voice].name.clone();
                (name, words.interval(one.read), is_shared && one.in_core)
            })
            .collect();
        wanted.sort();
        assert_eq!(heard(&harness), wanted, "{at}");
        let (n, support) = (slice.agreement.n, slice.agreement.support);
        let verdict = words.verdict(slice.agreement.verdict);
        let told =
            if n == 0 { verdict.to_owned() } else { format!("{verdict} · {support} of {n}") };
        assert!(harness.query_all_by_value(&told).next().is_some(), "{at}: {told}");
    }
}

/// The row of the tree at which the keyboard is: its level, and what it says.
fn walked_to(harness: &Harness<'_, Option<Workbench>>) -> (usize, String) {
    let mut rows = harness.query_all_by_role(egui::accesskit::Role::TreeItem);
    let row = rows.find(egui_kittest::Node::is_focused).expect("one has the keyboard");
    let row = row.accesskit_node();
    (row.data().level().expect("a level"), row.label().expect("it speaks"))
}

#[test]
fn voices_statements_and_what_is_known_of_them_are_a_tree_that_arrows_walk() {
    let mut harness = window();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::T);
    harness.run();
    let walk = |harness: &mut Harness<'_, Option<Workbench>>, key: Key| {
        harness.key_press(key);
        harness.run();
        walked_to(harness)
    };
    let names: Vec<String> = {
        let comparison = bench(&harness).comparison().expect("an answer");
        comparison.voices.iter().map(|voice| voice.name.clone()).collect()
    };
    let (level, first) = walked_to(&harness);
    assert_eq!(level, 1);
    assert!(first.starts_with(&format!("{}: ", names[0])), "{first}");
    for name in &names[1..] {
        let (level, said) = walk(&mut harness, Key::ArrowDown);
        assert!(level == 1 && said.starts_with(&format!("{name}: ")), "{said}");
    }
    assert_eq!(walk(&mut harness, Key::ArrowDown).1, walked_to(&harness).1, "the last stays");
    walk(&mut harness, Key::Home);
    let joint = names.iter().position(|name| name == "ROK Joint Chiefs").expect("it speaks");
    for _ in 0..joint {
        walk(&mut harness, Key::ArrowDown);
    }
    let (_, joint) = walk(&mut harness, Key::ArrowRight);
    assert!(joint.contains("outside the core"), "unfolded, and still there: {joint}");
    let (level, statement) = walk(&mut harness, Key::ArrowRight);
    assert_eq!((level, statement.as_str()), (2, "23 Dec 2024: ≈ 1,100 (ROK Joint Chiefs)"));
    walk(&mut harness, Key::ArrowRight);
    let mut facts = vec![walk(&mut harness, Key::ArrowRight)];
    while facts.last().is_some_and(|(level, _)| *level == 3) {
        facts.push(walk(&mut harness, Key::ArrowDown));
    }
    facts.pop();
    let facts: Vec<&str> = facts.iter().map(|(_, fact)| fact.as_str()).collect();
    assert!(facts.contains(&"It counts at the cursor"), "{facts:?}");
    assert!(facts.iter().any(|fact| fact.starts_with("As of 23 Dec 2024")), "{facts:?}");
    assert!(facts.iter().any(|fact| fact.starts_with("Read as 1,050–1,150")), "{facts:?}");
    assert!(facts.iter().any(|fact| fact.starts_with("Stands 23 Dec 2024 – ")), "{facts:?}");
    walk(&mut harness, Key::ArrowUp);
    assert_eq!(walk(&mut harness, Key::ArrowLeft), (2, statement.clone()), "out of it");
    harness.key_press(Key::Enter);
    harness.run();
    let selected = find(&harness, "ROK Joint Chiefs", "2024-12-23");
    assert_eq!(bench(&harness).view().selection.as_ref(), Some(&selected));
    walk(&mut harness, Key::ArrowLeft);
    assert_eq!(walk(&mut harness, Key::ArrowLeft), (1, joint), "folded, then out");
    assert_eq!(walk(&mut harness, Key::End).0, 1);
}

#[test]
fn of_a_group_that_contradicts_itself_it_is_not_said_that_nothing_stands() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::ALT, Key::Num2);
    harness.run();
    settle(&mut harness);
    let divided: Vec<String> = {
        let workbench = bench(&harness);
        let comparison = workbench.comparison().expect("an answer");
        let at = workbench.view().cursor.expect("a day");
        let groups = comparison.slice(&workbench.document().loaded(), at).divided;
        groups.iter().map(|group| comparison.voices[group.voice].name.clone()).collect()
    };
    assert!(divided.contains(&"South Korea".to_owned()), "{divided:?}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::T);
    harness.run();
    harness.get_by_label_contains("South Korea: contradicts itself on ");
}

#[test]
fn f6_leads_to_the_tree_of_voices_where_it_is_shown() {
    let mut harness = window();
    harness.state_mut().as_mut().expect("made").view_mut().page = crate::session::Page::Voices;
    harness.run();
    let has_tree = |harness: &Harness<'_, Option<Workbench>>| {
        let mut rows = harness.query_all_by_role(egui::accesskit::Role::TreeItem);
        rows.any(|row: egui_kittest::Node<'_>| row.is_focused())
    };
    let presses = (0..8).take_while(|_| {
        harness.key_press(Key::F6);
        harness.run();
        !has_tree(&harness)
    });
    assert!(presses.count() < 6);
    assert!(has_tree(&harness));
    harness.key_press(Key::F6);
    harness.run();
    assert!(!has_tree(&harness), "and on");
}
