//! Who speaks: the rows on the left, what is known of a source, and the places of problems.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Script, bench, click_at, wait_until, wait_until_idle, window, window_with};
use crate::app::workbench::{Start, Workbench};
use crate::chart;
use crate::estimate::{Change, OriginKind};

type Window = Harness<'static, Option<Workbench>>;

fn choose(harness: &mut Window, source: &str, item: &str) {
    harness.get_by_label(&format!("Menu of {source}")).click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, item).click();
    harness.run();
}

/// Brings something into view and clicks it.
fn press(harness: &mut Window, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    harness.run();
    harness.get_by_label(label).click();
    harness.run();
}

fn about(harness: &mut Window, source: &str) {
    choose(harness, source, "About this source…");
    wait_until_idle(harness);
}

fn type_over(harness: &mut Window, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
}

/// A window on a file with this text, and the file.
#[expect(clippy::disallowed_methods, reason = "a test writes the file that it opens")]
fn window_on(text: &str) -> (Window, PathBuf, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hills.csv");
    std::fs::write(&path, text).expect("written");
    let start = Start { files: vec![path.clone()], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| {
        bench(harness).comparison().is_some() && !bench(harness).is_busy()
    });
    (harness, path, folder)
}

const HILLS: &str = "date,source,quantity,place,best\n\
                     2030-01-10,Hill Observatory,killed,Upland,100\n\
                     2030-01-11,Hill Obsevratory,killed,Upland,900\n";

#[test]
fn the_filter_keeps_those_that_it_names() {
    let mut harness = window();
    type_over(&mut harness, "Filter the sources", "south korea");
    harness.get_by_label("Show ROK NIS");
    assert!(harness.query_by_label("Show Zelensky").is_none());
    type_over(&mut harness, "Filter the sources", "claim of a party");
    harness.get_by_label("Show Zelensky");
    assert!(harness.query_by_label("Show ROK NIS").is_none());
    type_over(&mut harness, "Filter the sources", "nobody at all");
    harness.get_by_label_contains("No source matches");
    harness.get_by_label_contains("Counted at the cursor: 5 origins");
}

#[test]
fn an_excluded_source_is_said_to_be_so_and_comes_back() {
    let mut harness = window();
    choose(&mut harness, "Zelensky", "Exclude it (not counted)");
    harness.get_by_label("1 excluded, not counted");
    let voices = &bench(&harness).comparison().expect("an answer").voices;
    assert!(voices.iter().any(|voice| voice.name == "Zelensky" && voice.is_excluded));
    choose(&mut harness, "Zelensky", "Count it again");
    assert!(bench(&harness).document().overlay().is_empty());
    assert!(harness.query_by_label("1 excluded, not counted").is_none());
}

#[test]
fn the_second_click_on_a_source_hits_the_same_one() {
    let mut harness = window();
    let place = |harness: &Window| harness.get_by_label("See Zelensky alone").rect();
    let before = place(&harness);
    for hidden in [7, 0, 7, 0] {
        click_at(&mut harness, before.center());
        assert_eq!(bench(&harness).view().hidden.len(), hidden);
        assert!(!bench(&harness).view().hidden.contains("Zelensky"));
        assert_eq!(place(&harness), before, "it stays under the pointer");
    }
    choose(&mut harness, "ROK NIS", "Exclude it (not counted)");
    assert_eq!(place(&harness), before);
}

#[test]
fn echoes_fold_out_under_what_they_pass_on() {
    let mut harness = window();
    assert!(harness.query_by_label_contains("Daily Wrap: ≈").is_none());
    harness.get_by_label("Echoes of Gen. Syrskyi").click();
    harness.run();
    harness.get_by_label_contains("Daily Wrap:").click();
    harness.run();
    let selection = bench(&harness).view().selection.clone().expect("selected");
    let estimate = bench(&harness).document().estimate(&selection).expect("there");
    assert!(estimate.is_echo());
}

#[test]
fn rows_are_reached_and_pressed_by_key() {
    let mut harness = window();
    harness.get_by_label("See Zelensky alone").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(bench(&harness).view().hidden.contains("ROK NIS"));
    assert!(!bench(&harness).view().hidden.contains("Zelensky"));
    for key in [Key::Tab, Key::ArrowDown, Key::ArrowUp] {
        let before = harness.ctx.memory(egui::Memory::focused);
        harness.key_press(key);
        harness.run();
        assert_ne!(harness.ctx.memory(egui::Memory::focused), before, "{key:?}");
    }
}

#[test]
fn a_groups_menu_leads_to_each_of_its_members() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::ALT, Key::Num3);
    harness.run();
    choose(&mut harness, "Intelligence agencies", "About UK Defence Intelligence…");
    wait_until_idle(&mut harness);
    harness.get_by_label("About UK Defence Intelligence");
    assert!(harness.query_by_label_contains("“ROK NIS”").is_none());
}

#[test]
fn about_a_source_says_where_everything_is_known_from() {
    let mut harness = window();
    about(&mut harness, "White House");
    harness.get_by_label("About White House");
    harness.get_by_label_contains("counted as White House, by the table of origins");
    harness.get_by_label("White House (Kirby)");
    harness.get_by_label("Party or not: to the war in Ukraine");
    assert!(harness.query_all_by_label("from the file").count() >= 4);
}

#[test]
fn what_is_known_of_a_source_is_changed_with_a_reason_and_changed_back() {
    let mut harness = window();
    about(&mut harness, "Gen. Syrskyi");
    let why = "Goes with everything that you change below";
    type_over(&mut harness, why, "seen on their page");
    type_over(&mut harness, "Country", "Korea");
    let laid = bench(&harness).document().overlay().adjustments().to_vec();
    assert_eq!(laid.len(), 1);
    assert_eq!(laid[0].change, Change::Country("Korea".into()));
    assert_eq!(laid[0].reason.as_deref(), Some("seen on their page"));
    harness.get_by_label("you said so");
    harness.get_by_label("Country as stated").click();
    harness.run();
    assert!(bench(&harness).document().overlay().is_empty());

    type_over(&mut harness, "Times", "0.5");
    type_over(&mut harness, "Wider by, in %", "10");
    let laid = bench(&harness).document().overlay().adjustments().to_vec();
    let changes: Vec<Change> = laid.into_iter().map(|adjustment| adjustment.change).collect();
    assert_eq!(changes, [Change::Scale(0.5), Change::Widen(0.1)]);
    type_over(&mut harness, "Times", "0");
    harness.get_by_label("A factor is above 0");
    type_over(&mut harness, "Times", "1");
    type_over(&mut harness, "Wider by, in %", "0");
    assert!(bench(&harness).document().overlay().is_empty());
}

#[test]
fn another_kind_moves_a_source_to_another_heading() {
    let mut harness = window();
    about(&mut harness, "Zelensky");
    harness.get_by_role_and_label(Role::ComboBox, "Kind").click();
    harness.run();
    press(&mut harness, "Experts");
    let voices = &bench(&harness).comparison().expect("an answer").voices;
    let zelensky = voices.iter().find(|voice| voice.name == "Zelensky").expect("speaks");
    assert_eq!(zelensky.kind, Some(OriginKind::Expert));
}

#[test]
fn a_suggested_merge_is_made_with_its_reason_and_undone() {
    let (mut harness, ..) = window_on(HILLS);
    about(&mut harness, "Hill Observatory");
    press(&mut harness, "Merge: Hill Observatory and Hill Obsevratory");
    assert_eq!(bench(&harness).comparison().expect("an answer").voices.len(), 1);
    let laid = &bench(&harness).document().overlay().adjustments()[0];
    assert_eq!(laid.reason.as_deref(), Some("spelled almost the same"));
    press(&mut harness, "Take back: count Hill Observatory as Hill Obsevratory");
    assert_eq!(bench(&harness).comparison().expect("an answer").voices.len(), 2);
}

#[test]
fn a_refused_suggestion_stays_refused_until_thought_of_again() {
    let (mut harness, ..) = window_on(HILLS);
    about(&mut harness, "Hill Observatory");
    press(&mut harness, "Not the same: Hill Observatory and Hill Obsevratory");
    assert_eq!(bench(&harness).document().dismissals().len(), 1);
    assert!(harness.query_by_label_contains("Merge: ").is_none());
    press(&mut harness, "Think again: Hill Observatory and Hill Obsevratory");
    assert!(bench(&harness).document().dismissals().is_empty());
    harness.get_by_label_contains("Merge: ");
}

#[test]
fn another_colour_and_marker_are_worn_by_the_chart_and_are_no_change_of_the_document() {
    let mut harness = window();
    about(&mut harness, "Gen. Syrskyi");
    press(&mut harness, "Colour: wine");
    press(&mut harness, "Marker: lozenge");
    let sign = chart::sign(7, 7);
    assert_eq!(bench(&harness).view().signs.get("Gen. Syrskyi"), Some(&sign));
    let picture = bench(&harness).picture().expect("painted");
    assert!(picture.marks().any(|mark| mark.role == chart::Role::Source(sign)));
    assert!(bench(&harness).history_is_saved(), "a view is no unsaved work");
    press(&mut harness, "As usual");
    assert!(bench(&harness).view().signs.is_empty());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test changes the file that it opened")]
fn a_problem_is_shown_in_its_file_as_it_stands_there() {
    let text = HILLS.replace("2030-01-11", "one fine day");
    let (mut harness, path, _folder) = window_on(&text);
    harness.get_by_role_and_label(Role::Button, "Problems 1").click();
    harness.run();
    harness.get_by_label_contains("1 not used");
    let look = |harness: &mut Window| {
        harness.get_by_label_contains("Line 3").click();
        harness.run();
        wait_until_idle(harness);
    };
    look(&mut harness);
    harness.get_by_label_contains("Line 3, the place: one fine day,Hill Obsevratory");
    harness.get_by_label_contains("Line 1: date,source,quantity");
    harness.get_by_role_and_label(Role::Button, "Close").click();
    harness.run();

    std::fs::write(&path, format!("# a new line\n{text}")).expect("written");
    look(&mut harness);
    harness.get_by_label_contains("The file has changed since it was read");
    harness.get_by_role_and_label(Role::Button, "Close").click();
    harness.run();

    std::fs::remove_file(&path).expect("removed");
    look(&mut harness);
    harness.get_by_label_contains("There is no such file");
}

#[test]
fn where_nothing_is_wrong_the_page_says_so() {
    let (mut harness, ..) = window_on(HILLS);
    harness.get_by_role_and_label(Role::Button, "Problems 0").click();
    harness.run();
    harness.get_by_label("Nothing in these files is wrong or doubtful");
}

#[test]
fn of_very_many_sources_only_the_rows_in_sight_are_drawn() {
    let mut text = "date,source,quantity,place,low,high\n".to_owned();
    for number in 100..700 {
        let row = format!("2030-01-10,Monitor {number},killed,Upland,{number},{}\n", number + 80);
        text.push_str(&row);
    }
    let (harness, ..) = window_on(&text);
    let sources = harness.query_all_by_label_contains("See Monitor").count();
    assert!((10..100).contains(&sources), "{sources}");
    let slice = harness.query_all_by_label_contains("In the slice: Monitor").count();
    assert!((10..200).contains(&slice), "{slice}");
}

#[test]
fn a_long_number_never_lies_over_what_stands_beside_a_name() {
    let rows = (1..30).map(|day| {
        format!(
            "2030-01-{day:02},Directorate of Upland Observations,killed,Upland,1200000,1300000\n"
        )
    });
    let text = "date,source,quantity,place,low,high\n".to_owned() + &rows.collect::<String>();
    let (mut harness, ..) = window_on(&text);
    harness.set_size(egui::Vec2::new(1024.0, 700.0));
    harness.run_steps(4);
    let name = harness.get_by_label("See Directorate of Upland Observations alone").rect();
    let count = harness.get_by_role_and_label(Role::Label, "29").rect();
    let number = harness.get_by_role_and_label(Role::Label, "1,200,000–1,300,000").rect();
    assert!(name.width() > 40.0, "as much of the name as tells it: {name}");
    assert!(!number.intersects(count) && !number.intersects(name), "{number} {count} {name}");
    let menu = harness.get_by_label("Menu of Directorate of Upland Observations").rect();
    assert!(!number.intersects(menu) && number.left() > 0.0, "{number} {menu}");
}
