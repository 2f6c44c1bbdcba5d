//! Camps and other groups lane by lane, who stands when, and who shared a value when.

use egui_kittest::kittest::{NodeT, Queryable};

use super::*;
use crate::chart::{Part, Picture};
use crate::compare::{Grouping, Lie};
use crate::estimate::Camp;

type Window = Harness<'static, Option<Workbench>>;

fn lanes() -> Window {
    let mut harness = window();
    harness.key_press(Key::F8);
    settle(&mut harness);
    harness
}

fn picture(harness: &Window) -> &Picture {
    bench(harness).picture().expect("painted")
}

fn lane_names(harness: &Window) -> Vec<String> {
    let names = picture(harness).texts().filter(|(mark, _)| mark.part == Part::LaneName);
    names.map(|(_, text)| text.text.clone()).collect()
}

fn by(harness: &Window) -> Grouping {
    bench(harness).document().question().expect("asked").by
}

/// What is told of two lanes, as the list has it.
fn told(harness: &Window) -> Vec<String> {
    let rows = harness.query_all_by_label_contains("Because: ");
    rows.filter_map(|row| row.accesskit_node().label()).collect()
}

#[test]
fn camps_lie_below_each_other_with_agencies_and_governments_first_and_one_key_leads_back() {
    let mut harness = lanes();
    assert_eq!(by(&harness), Grouping::Camp);
    let names = lane_names(&harness);
    assert_eq!(names[..2], ["Intelligence agencies", "Governments"], "{names:?}");
    assert_eq!(picture(&harness).lanes.len(), names.len());
    assert!(!picture(&harness).betweens.is_empty());
    harness.key_press(Key::F7);
    settle(&mut harness);
    assert_eq!(by(&harness), Grouping::Origin, "counted as before");
    assert!(picture(&harness).lanes.is_empty());
}

#[test]
fn a_grouping_that_was_chosen_is_laid_out_as_it_is() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::ALT, Key::Num4);
    settle(&mut harness);
    harness.key_press(Key::F8);
    settle(&mut harness);
    assert_eq!(by(&harness), Grouping::Country);
    assert!(lane_names(&harness).iter().any(|name| name == "South Korea"), "one a country");
    harness.key_press(Key::F7);
    settle(&mut harness);
    assert_eq!(by(&harness), Grouping::Country);
}

#[test]
fn the_list_tells_since_when_two_camps_part_by_what_factor_and_why_and_a_row_goes_there() {
    let mut harness = lanes();
    harness.set_size(egui::vec2(1440.0, 1_800.0));
    settle(&mut harness);
    let rows = told(&harness);
    assert!(rows.iter().any(|row| row.contains("higher by a factor of")), "{rows:?}");
    assert!(rows.iter().all(|row| !row.ends_with("Because: ")), "{rows:?}");
    let apart = rows.iter().find(|row| row.contains("apart, ")).expect("they part").clone();
    harness.get_by_label(&apart).click();
    harness.run();
    let cursor = bench(&harness).view().cursor.expect("a day");
    let words = crate::words::Words::default();
    assert!(apart.starts_with(&words.day(cursor)), "{apart}: {cursor}");
}

#[test]
fn a_click_on_a_strip_goes_to_its_day_and_holds_the_two_against_each_other() {
    let mut harness = lanes();
    harness.set_size(egui::vec2(1440.0, 1_200.0));
    settle(&mut harness);
    let pair = "Intelligence agencies and Governments";
    let rect = harness.get_by_label_contains(&format!("{pair}: ")).rect();
    click_at(&mut harness, rect.center());
    let day = bench(&harness).view().cursor.expect("a day");
    let time = picture(&harness).time;
    let x = time.x(f64::from(day.number())) + left_of_picture(&harness);
    assert!((x - rect.center().x).abs() < 4.0, "{x} is not {}", rect.center().x);
    assert!(harness.query_by_value(pair).is_some(), "the list is about {pair}");
}

/// The left edge of the picture on the screen, from a strip that lies in it.
fn left_of_picture(harness: &Window) -> f32 {
    let picture = picture(harness);
    let strip = harness.get_by_label_contains("Date cursor, ").rect();
    strip.left() - picture.strip.left
}

#[test]
fn a_source_is_dragged_into_another_camp_and_put_back() {
    let mut harness = lanes();
    let moved = |harness: &Window| {
        bench(harness).document().question().expect("asked").camps.get("ROK NIS").copied()
    };
    let source = harness.get_by_label("About ROK NIS").rect().center();
    let camp = harness.get_by_label("GOVERNMENTS").rect().center();
    harness.drag_at(source);
    harness.run_steps(2);
    harness.hover_at(camp);
    harness.run_steps(2);
    harness.drop_at(camp);
    settle(&mut harness);
    assert_eq!(moved(&harness), Some(Some(Camp::Governments)));
    // To look otherwise is no step between.
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    settle(&mut harness);
    assert!(!bench(&harness).history_is_saved());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(moved(&harness), None, "it is a change like others");
    assert_eq!(by(&harness), Grouping::Kind, "and the look stays");
    harness.key_press_modifiers(Modifiers::ALT, Key::Num8);
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    settle(&mut harness);
    harness.get_by_label("Put all back").click();
    settle(&mut harness);
    assert_eq!(moved(&harness), None);
}

#[test]
fn by_factors_the_middle_of_those_who_stand_is_one_and_values_are_not_asked_for() {
    let mut harness = lanes();
    assert!(harness.query_by_label("Values from").is_some());
    harness.get_by_label("Factor").click();
    settle(&mut harness);
    assert!(picture(&harness).is_by_factor);
    let ticks: Vec<&str> =
        picture(&harness).value_ticks.iter().map(|tick| tick.label.as_str()).collect();
    assert!(ticks.contains(&"=1") && ticks.iter().any(|tick| tick.starts_with('×')), "{ticks:?}");
    assert!(harness.query_by_label("Values from").is_none());
    harness.get_by_label("Log").click();
    settle(&mut harness);
    assert!(!picture(&harness).is_by_factor);
}

#[test]
fn who_stands_when_has_a_row_for_each_voice_and_a_click_selects_what_stands_then() {
    let mut harness = window();
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.view_mut().cursor = "2025-01-23".parse().ok();
    harness.key_press(Key::F9);
    settle(&mut harness);
    let row = "ROK Joint Chiefs: ";
    let says = harness
        .query_all_by_label_contains(row)
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.contains("statement"))
        .expect("a row");
    assert!(says.contains("23 Jan 2025: ROK Joint Chiefs") && says.ends_with("stands"), "{says}");
    let rect = harness.get_by_label(&says).rect();
    let before = bench(&harness).view().cursor;
    harness.get_by_label(&says).click();
    harness.run();
    assert!(rect.width() > 400.0);
    assert_ne!(bench(&harness).view().cursor, before, "the middle of the row is another day");
}

#[test]
fn sets_of_voices_are_told_with_the_days_on_which_they_shared_a_value() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F9);
    harness.run_steps(2);
    let says = " shared a value on ";
    wait_until(&mut harness, |harness| harness.query_all_by_label_contains(says).next().is_some());
    let rows: Vec<String> = harness
        .query_all_by_label_contains(says)
        .filter_map(|row| row.accesskit_node().label())
        .collect();
    let days = |row: &String| -> u32 {
        let rest = row.split(says).nth(1).unwrap_or_default();
        rest.split(' ').next().unwrap_or_default().replace(',', "").parse().expect("a number")
    };
    assert!(rows.windows(2).all(|two| days(&two[0]) >= days(&two[1])), "{rows:?}");
    harness.get_by_label(&rows[0]).click_accesskit();
    harness.run();
    let cursor = bench(&harness).view().cursor.expect("a day");
    let last = crate::words::Words::default().day(cursor);
    assert!(rows[0].ends_with(&last), "by key, to the last of them: {last}, {}", rows[0]);
}

#[test]
fn no_set_is_told_by_the_names_of_another_grouping() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F9);
    harness.run_steps(2);
    let says = " shared a value on ";
    let rows = |harness: &Window| -> Vec<String> {
        let rows = harness.query_all_by_label_contains(says);
        rows.filter_map(|row| row.accesskit_node().label()).collect()
    };
    wait_until(&mut harness, |harness| harness.query_all_by_label_contains(says).next().is_some());
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    let begun = Instant::now();
    let mut told = Vec::new();
    while told.is_empty() && begun.elapsed() < PATIENCE {
        harness.run_steps(1);
        if by(&harness) != Grouping::Kind {
            continue;
        }
        told = rows(&harness);
    }
    let comparison = bench(&harness).comparison().expect("an answer");
    let files = bench(&harness).document().loaded();
    let days = comparison.days_told().expect("days");
    let wanted: Vec<String> = comparison
        .coalitions(&files, days)
        .iter()
        .map(|one| {
            let name = |voice: &usize| comparison.voices[*voice].name.clone();
            one.voices.iter().map(name).collect::<Vec<_>>().join(" and ")
        })
        .collect();
    let names: Vec<&str> = told.iter().filter_map(|row| row.split(says).next()).collect();
    assert_eq!(names, wanted);
}

#[test]
fn what_the_list_says_of_two_camps_is_what_their_slices_say() {
    let harness = lanes();
    let workbench = bench(&harness);
    let comparison = workbench.comparison().expect("an answer");
    let place = |camp: Camp| {
        let voices = comparison.voices.iter();
        voices.enumerate().find(|(_, voice)| voice.name == camp.heading()).map(|(place, _)| place)
    };
    let agencies = place(Camp::IntelligenceAgencies).expect("a camp");
    let governments = place(Camp::Governments).expect("a camp");
    let files = workbench.document().loaded();
    let told = comparison.between(&files, agencies, governments);
    for days in told.iter().filter(|days| matches!(days.lie, Lie::Share | Lie::Apart { .. })) {
        let at = days.from.expect("it begins");
        let slice = comparison.slice(&files, at);
        for (place, side) in [agencies, governments].into_iter().zip(&days.sides) {
            let standing = slice.standing.iter().find(|one| one.voice == place);
            assert_eq!(standing.map(|one| one.read), side.first(), "{at}");
        }
    }
}

#[test]
fn a_bound_is_dragged_in_its_lane_as_in_the_one_plot() {
    let mut harness = lanes();
    harness.set_size(egui::vec2(1440.0, 1_600.0));
    settle(&mut harness);
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let handle = handle_named(&harness, "High of ROK Joint Chiefs");
    let governments = picture(&harness).lanes[1].clone();
    let up = governments.value.y(1_150.0) - governments.value.y(4_500.0);
    assert!(up > 10.0, "the lane is high enough: {up}");
    harness.drag_at(handle);
    harness.run();
    harness.hover_at(egui::pos2(handle.x, handle.y - up));
    harness.run();
    assert!(bench(&harness).document().overlay().is_empty(), "nothing is changed until release");
    harness.drop_at(egui::pos2(handle.x, handle.y - up));
    settle(&mut harness);
    let id = find(&harness, "ROK Joint Chiefs", "2024-12-23");
    let laid = bench(&harness).document().overlay().bounds_of(&id).copied().expect("adjusted");
    let high = laid.high().expect("a high");
    assert!((4_200.0..4_800.0).contains(&high), "{high}");
    // Factors are no values.
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F8);
    settle(&mut harness);
    assert!(harness.query_by_label_contains("High of ROK Joint Chiefs").is_none());
}

#[test]
fn notes_have_their_pins_in_lanes_too() {
    use crate::chart::MarkId;
    use crate::estimate::{Anchor, Note};
    use crate::session::Edit;
    let mut harness = lanes();
    harness.set_size(egui::vec2(1440.0, 1_600.0));
    settle(&mut harness);
    let id = find(&harness, "ROK Joint Chiefs", "2024-12-23");
    let day = "2025-01-23".parse().expect("a day");
    let ctx = harness.ctx.clone();
    for anchor in [Anchor::Date(day), Anchor::Estimate(id), Anchor::Source("ROK NIS".to_owned())] {
        let edit = Edit::AddNote(Note::new(anchor, "look"));
        let workbench = harness.state_mut().as_mut().expect("made");
        workbench.execute(&ctx, None, Command::Edit(edit));
    }
    settle(&mut harness);
    let picture = picture(&harness);
    let pins: Vec<(usize, f32)> = picture
        .texts()
        .filter(|(mark, _)| mark.part == Part::NoteNumber)
        .filter_map(|(mark, text)| match mark.id {
            Some(MarkId::Note(number)) => Some((number, text.rect().top)),
            _ => None,
        })
        .collect();
    let of = |number: usize| pins.iter().find(|(of, _)| *of == number).expect("it is pinned").1;
    assert_eq!(pins.len(), 3, "{pins:?}");
    let [agencies, governments] = [0, 1].map(|lane: usize| picture.lanes[lane].plot);
    assert!(of(1) < agencies.top, "a day above all lanes");
    assert!(governments.top < of(2) && of(2) < governments.bottom, "beside its sign: {pins:?}");
    assert!(agencies.top < of(3) && of(3) < agencies.bottom, "beside its name: {pins:?}");
}
