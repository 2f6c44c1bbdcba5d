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
