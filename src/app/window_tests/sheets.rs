//! Palette, help, settings and about; recent files, the last session, and files that hang above.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{
    Script, bench, raise_high_by_a_key, select, settle, wait_until, wait_until_idle, window,
    window_with, write,
};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};
use crate::compare::Grouping;
use crate::session::ThemeChoice;

type Window = Harness<'static, Option<Workbench>>;

const TABLE: &str = "date,source,quantity,best\n2025-01-13,NIS,killed,300\n\
                     2025-01-15,Western officials,killed,1000\n";

fn act(harness: &mut Window, action: Action) {
    let ctx = harness.ctx.clone();
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.execute(&ctx, None, Command::Act(action));
    harness.run();
}

fn type_in_the_palette(harness: &mut Window, text: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.run();
    harness.get_by_label("Find an action").type_text(text);
    harness.run();
}

#[test]
fn the_key_to_the_chart_shows_every_sign_and_every_verdict() {
    let mut harness = window();
    harness.get_by_label(Action::Key.label()).click();
    harness.run();
    let signs = harness.query_all_by_role(Role::Figure);
    let explained: Vec<String> = signs
        .filter_map(|sign| sign.accesskit_node().label())
        .filter(|says| !says.is_empty())
        .collect();
    for part in ["fades up", "fades down", "flag", "wedge", "echo", "Dashed lines", "Core: "] {
        assert!(explained.iter().any(|says| says.contains(part)), "{part}: {explained:?}");
    }
    for verdict in ["Agree: ", "Diverge: ", "Divided: ", "Split: "] {
        harness.get_by_label_contains(verdict);
    }
    harness.get_by_label("Close").click();
    harness.run();
    assert!(harness.query_by_label_contains("Agree: ").is_none());
}

#[test]
fn words_of_the_field_explain_themselves_where_they_stand() {
    let mut harness = window();
    // What is found out moves what stands below it.
    settle(&mut harness);
    let heading = harness.get_by_label("Outside").rect().center();
    harness.hover_at(heading);
    harness.run_steps(40);
    harness.get_by_label_contains("shares none of the values that the most share");
    let verdict = harness.get_by_label("diverge · 3 of 5").rect().center();
    harness.hover_at(verdict);
    harness.run_steps(40);
    harness.get_by_label_contains("Diverge: no two share a value");
}

#[test]
fn the_palette_finds_an_action_a_measure_and_a_source_by_a_few_letters() {
    let mut harness = window();
    type_in_the_palette(&mut harness, "logsc");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(bench(&harness).view().scale, crate::chart::Scale::Log);
    assert!(harness.query_by_label("Find an action").is_none(), "it is closed");

    type_in_the_palette(&mut harness, "deployed russia");
    harness.key_press(Key::Enter);
    harness.run();
    let measure = &bench(&harness).document().question().expect("asked").measure;
    assert!(measure.name().contains("deployed"), "{}", measure.name());

    type_in_the_palette(&mut harness, "see nis alone");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(!bench(&harness).view().hidden.is_empty());
}

#[test]
fn the_palette_moves_by_arrows_and_leaves_by_escape_and_says_why_not() {
    let mut harness = window();
    type_in_the_palette(&mut harness, "count by");
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let by = bench(&harness).document().question().expect("asked").by;
    assert_ne!(by, Grouping::Origin);

    type_in_the_palette(&mut harness, "redo");
    harness
        .get_by_role_and_label(Role::ListBoxOption, "Redo, Edit, not now: nothing was taken back");
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label("Find an action");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Find an action").is_none());
}

#[test]
fn f1_shows_every_key_and_finds_a_gesture() {
    let mut harness = window();
    harness.key_press(Key::F1);
    harness.run();
    harness.get_by_label("In the plot");
    harness.get_by_label("Save session");
    harness.get_by_label("Search the help").type_text("zoom wheel");
    harness.run();
    harness.get_by_label("Zoom in the dates around the pointer");
    assert!(harness.query_by_label("Save session").is_none());
    harness.get_by_label("Close").click();
    harness.run();
    assert!(harness.query_by_label("Search the help").is_none());
}

#[test]
fn a_name_in_the_settings_signs_what_is_adjusted() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run();
    harness.get_by_label("Your name").focus();
    harness.run();
    harness.get_by_label("Your name").type_text("M. Okafor");
    harness.run();
    harness.get_by_label("Dark").click();
    harness.run();
    assert!(harness.ctx.global_style().visuals.dark_mode, "every change holds at once");
    harness.get_by_label("Close").click();
    harness.run();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    let adjusted = bench(&harness).document().overlay().adjustments();
    let author = adjusted.first().and_then(|adjustment| adjustment.author.as_deref());
    assert_eq!(author, Some("M. Okafor"));
}

#[test]
fn settings_hold_in_the_next_window_and_new_documents_are_asked_by_habit() {
    let folder = tempfile::tempdir().expect("a folder");
    let memory = Some(folder.path().join("preferences.ron"));
    let start = || Start { memory: memory.clone(), ..Start::default() };
    let mut first = window_with(start(), Script::default());
    first.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    first.run();
    first.get_by_role_and_label(Role::ComboBox, "Count by").click();
    first.run();
    first.get_by_role_and_label(Role::Button, "affiliation").click();
    first.run();
    first.get_by_label("Close").click();
    first.run();
    first.get_by_label("Got it").click();
    first.run();
    act(&mut first, Action::DarkTheme);
    wait_until_idle(&mut first);

    let second = window_with(start(), Script::default());
    let question = bench(&second).document().question().expect("asked");
    assert_eq!(question.by, Grouping::Affiliation);
    assert!(second.ctx.global_style().visuals.dark_mode);
    assert_eq!(bench(&second).view().theme, ThemeChoice::System, "it is no part of the session");
    assert!(second.query_by_label("Got it").is_none(), "put away for good");
}

#[test]
fn larger_and_normal_are_remembered_sizes() {
    let mut harness = window();
    act(&mut harness, Action::Larger);
    harness.run();
    assert!((harness.ctx.zoom_factor() - 1.1).abs() < 1e-3);
    act(&mut harness, Action::NormalSize);
    harness.run();
    assert!((harness.ctx.zoom_factor() - 1.0).abs() < 1e-3);
}

#[test]
fn what_was_open_last_opens_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let memory = Some(folder.path().join("preferences.ron"));
    let (a, b) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    write(&a, TABLE);
    write(&b, &TABLE.replace("1000", "1200"));
    let start = Start { files: vec![a, b], memory: memory.clone(), ..Start::default() };
    let mut first = window_with(start, Script::default());
    wait_until(&mut first, |harness| bench(harness).document().files().len() == 2);
    wait_until_idle(&mut first);

    let start = Start { memory, ..Start::default() };
    let mut second = window_with(start, Script::default());
    assert!(bench(&second).document().files().is_empty(), "the start page offers it");
    second.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    wait_until(&mut second, |harness| bench(harness).document().files().len() == 2);
    assert_eq!(bench(&second).document(), bench(&first).document());
}

#[test]
fn what_was_open_last_opens_by_itself_where_that_was_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let (memory, a) = (folder.path().join("preferences.ron"), folder.path().join("a.csv"));
    write(&a, TABLE);
    write(&memory, &format!("{{ \"last_session\": [{a:?}], \"reopens_last\": true }}"));
    let start = Start { memory: Some(memory), ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 2);
}

#[test]
fn a_bad_setting_is_told_and_costs_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let memory = folder.path().join("preferences.ron");
    write(&memory, "{ \"zoom\": huge, \"theme\": dark, \"of_a_later_version\": (a: 1) }");
    let start = Start { memory: Some(memory.clone()), ..Start::default() };
    let mut harness = window_with(start, Script::default());
    harness.get_by_label_contains("The preference “zoom” cannot be used");
    assert!(harness.ctx.global_style().visuals.dark_mode);
    act(&mut harness, Action::LightTheme);
    wait_until_idle(&mut harness);
    #[expect(clippy::disallowed_methods, reason = "a test reads what was kept")]
    let kept = std::fs::read_to_string(&memory).expect("kept");
    assert!(kept.contains("of_a_later_version") && kept.contains("(a: 1)"), "{kept}");
}

/// A file as it falls on the window.
#[derive(Debug)]
struct Falling(PathBuf);

impl egui::DroppedFile for Falling {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody reads it through this".to_owned())
    }
}

#[test]
fn several_files_are_dropped_anywhere_even_on_an_open_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let (a, b) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    write(&a, TABLE);
    write(&b, &TABLE.replace("1000", "1200"));
    let mut harness = window();
    act(&mut harness, Action::Help);
    harness.input_mut().dropped_files = vec![Arc::new(Falling(a)), Arc::new(Falling(b))];
    wait_until(&mut harness, |harness| bench(harness).document().files().len() == 2);
    assert!(harness.query_by_label("Search the help").is_none(), "the sheet makes way");
}

#[test]
fn a_recent_file_that_is_gone_says_so_and_all_can_be_forgotten() {
    let folder = tempfile::tempdir().expect("a folder");
    let memory = folder.path().join("preferences.ron");
    let (there, gone) = (folder.path().join("there.csv"), folder.path().join("gone.csv"));
    write(&there, TABLE);
    write(&memory, &format!("{{ \"recent\": [{there:?}, {gone:?}] }}"));
    let start = Start { memory: Some(memory), ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until_idle(&mut harness);
    type_in_the_palette(&mut harness, "open gone");
    let says = "Open gone.csv, Recent file, not now: it is no longer there";
    harness.get_by_role_and_label(Role::ListBoxOption, says);
    harness.key_press(Key::Escape);
    harness.run();
    type_in_the_palette(&mut harness, "open there");
    harness.key_press(Key::Enter);
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 2);
    act(&mut harness, Action::ForgetRecent);
    type_in_the_palette(&mut harness, "open there");
    assert!(harness.query_by_label_contains("Open there.csv").is_none());
}

#[test]
fn files_that_hang_above_the_window_are_told_what_a_drop_does() {
    let mut harness = window();
    let hover = |harness: &mut Window, names: &[&str]| {
        let files = names.iter().map(|name| egui::HoveredFile {
            path: Some(PathBuf::from(name)),
            ..egui::HoveredFile::default()
        });
        harness.input_mut().hovered_files = files.collect();
        // While files hang there, every frame is drawn.
        harness.run_steps(3);
    };
    hover(&mut harness, &["/data/kursk.csv"]);
    harness.get_by_label("Drop to open kursk.csv in the place of the sample");
    hover(&mut harness, &["/data/a.csv", "/data/b.csv"]);
    harness.get_by_label("Drop to open 2 files in the place of the sample");
    hover(&mut harness, &["/data/monday.comparison.ron"]);
    harness.get_by_label("Drop to open this session in the place of what is open");
    hover(&mut harness, &["/data/monday.comparison.ron", "/data/zotero.bib"]);
    harness.get_by_label("Drop to open this session and references in the place of what is open");
    hover(&mut harness, &["/data/monday.comparison.ron", "/data/kursk.csv"]);
    assert!(harness.query_by_label_contains("Drop to open this session").is_none());
    hover(&mut harness, &[]);
    assert!(harness.query_by_label_contains("Drop to open").is_none());
}

#[test]
fn closing_everything_asks_where_something_would_be_lost() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    act(&mut harness, Action::CloseAll);
    harness.get_by_label("Save the session first?");
    harness.get_by_label("Don't save").click();
    harness.run();
    assert!(bench(&harness).document().files().is_empty());
}

#[test]
fn about_says_what_is_not_supported() {
    let mut harness = window();
    act(&mut harness, Action::About);
    harness.get_by_label_contains("Arabic and Hebrew");
    harness.get_by_label_contains("On Wayland, files cannot be dropped");
}
