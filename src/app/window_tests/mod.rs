//! The window, tested by command and by accessible label.

mod adjusting;
mod at_a_glance;
mod at_the_time;
mod background;
mod beginning;
mod beside;
mod blind;
mod by_ear;
mod differing;
mod earlier;
mod elsewhere;
mod entry;
mod events;
mod exporting;
mod findings;
mod handles;
mod hostile;
mod importing;
mod including;
mod keys;
mod lanes;
mod large;
mod looking;
mod notes;
mod notices;
mod on_disk;
mod opening;
mod otherwise;
mod pins;
mod plot_menu;
mod publications;
mod ranges;
mod recovering;
mod redacting;
mod revisions;
mod room;
mod sheets;
mod sources;
mod styles;
mod table;
mod vintage_changes;
mod vintages;
mod widths;
mod withstanding;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui::{self, Key, Modifiers, Vec2, ViewportCommand, ViewportEvent};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::command::Command;
use super::file_dialogs::{FileDialogs, PathAnswer};
use super::workbench::{Start, Workbench};
use crate::chart::Theme;
use crate::compare::Verdict;
use crate::estimate::{Day, EstimateId};
use crate::export::{Page, caption::Caption, svg::svg};

/// Dialogs that answer from a script, as slowly as a person would.
#[derive(Default, Clone)]
struct Script {
    open: Arc<Mutex<Vec<PathBuf>>>,
    save: Arc<Mutex<Option<PathBuf>>>,
    is_missing: bool,
}

impl Script {
    fn answer(&self, paths: Vec<PathBuf>) -> PathAnswer {
        let wait = if self.is_missing { 0 } else { 100 };
        Box::new(move || {
            std::thread::sleep(Duration::from_millis(wait));
            paths
        })
    }
}

impl FileDialogs for Script {
    fn ask_to_open(&self, _: Option<&eframe::Frame>) -> PathAnswer {
        self.answer(self.open.lock().expect("not poisoned").clone())
    }

    fn ask_to_save(&self, _: Option<&eframe::Frame>, _: &str) -> PathAnswer {
        self.answer(self.save.lock().expect("not poisoned").clone().into_iter().collect())
    }
}

/// More steps than answers that come from beside the window bring about one after the other, and far
/// fewer than a window takes that never rests.
const MOST_STEPS: u64 = 60;

fn window_with(start: Start, script: Script) -> Harness<'static, Option<Workbench>> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1440.0, 900.0))
        .with_max_steps(MOST_STEPS)
        .with_theme(egui::Theme::Light)
        .build_ui_state(
            move |ui, workbench: &mut Option<Workbench>| {
                if let Some(workbench) = workbench {
                    workbench.logic(&ui.ctx().clone());
                    workbench.ui(ui, None);
                }
            },
            None,
        );
    let workbench = Workbench::new(&harness.ctx, start, Box::new(script));
    *harness.state_mut() = Some(workbench);
    harness.run();
    harness
}

/// A window in which this file is open.
fn window_on(path: &Path, script: Script) -> Harness<'static, Option<Workbench>> {
    let start = Start { files: vec![path.to_owned()], ..Start::default() };
    let mut harness = window_with(start, script);
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() > 0);
    harness
}

/// Asks for the session to be saved, and waits for what comes of it.
fn press_save(harness: &mut Harness<'static, Option<Workbench>>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    wait_until_idle(harness);
}

fn window() -> Harness<'static, Option<Workbench>> {
    window_with(Start::default(), Script::default())
}

fn bench<'a>(harness: &'a Harness<'_, Option<Workbench>>) -> &'a Workbench {
    harness.state().as_ref().expect("made")
}

/// All that a screen reader is told, of every part of the window.
fn all_that_is_said<T>(harness: &Harness<'_, T>) -> Vec<String> {
    let texts = harness.query_all_by(|_| true).flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value(), node.description(), node.placeholder().map(str::to_owned)]
    });
    texts.flatten().collect()
}

/// Does what a panel or a menu would ask for.
fn execute(harness: &mut Harness<'static, Option<Workbench>>, command: Command) {
    let ctx = harness.ctx.clone();
    harness.state_mut().as_mut().expect("made").execute(&ctx, None, command);
    harness.run();
}

/// Runs until the condition holds, and then until nothing changes any more. What was pressed is done
/// before: a condition that held until then says nothing.
fn wait_until(
    harness: &mut Harness<'_, Option<Workbench>>,
    holds: impl Fn(&Harness<'_, Option<Workbench>>) -> bool,
) {
    harness.run_steps(2);
    wait_until_seen(harness, holds);
    harness.run();
}

/// Runs until no errand is under way and the settings are written down.
fn wait_until_idle(harness: &mut Harness<'_, Option<Workbench>>) {
    wait_until(harness, |harness| !bench(harness).is_busy());
}

/// So long a test waits for what comes from beside the window, on a machine that does other work, too.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// Runs until the condition holds, be it for a moment; a failed test if it does not in time.
fn wait_until_seen(
    harness: &mut Harness<'_, Option<Workbench>>,
    holds: impl Fn(&Harness<'_, Option<Workbench>>) -> bool,
) {
    let start = Instant::now();
    while !holds(harness) {
        assert!(start.elapsed() < PATIENCE, "it never came to hold");
        std::thread::sleep(Duration::from_millis(10));
        harness.run_steps(2);
    }
}

fn settle(harness: &mut Harness<'_, Option<Workbench>>) {
    wait_until(harness, |harness| bench(harness).is_settled());
}

/// Writes a file that a test opens.
fn write(path: &Path, text: &str) {
    #[expect(clippy::disallowed_methods, reason = "a test's own file")]
    std::fs::write(path, text).expect("written");
}

/// Goes there and clicks: pressed and let go at once, as what is held for longer is no click.
fn click_at(harness: &mut Harness<'_, Option<Workbench>>, pos: egui::Pos2) {
    harness.hover_at(pos);
    harness.run();
    harness.drag_at(pos);
    harness.drop_at(pos);
    harness.run();
}

fn verdict_on(harness: &Harness<'_, Option<Workbench>>, day: &str) -> (Verdict, usize, usize) {
    let day: Day = day.parse().expect("a day");
    let answer = bench(harness).comparison().expect("an answer");
    let agreement = &answer.segment_at(day).agreement;
    (agreement.verdict, agreement.support, agreement.n)
}

#[test]
fn the_sample_is_open_at_first_and_tells_the_story() {
    let harness = window();
    assert!(bench(&harness).document().estimate_count() >= 50);
    let question = bench(&harness).document().question().expect("asked");
    assert_eq!(question.measure.name(), "North Korean soldiers · killed or wounded · Kursk");
    assert_eq!(verdict_on(&harness, "2025-01-23"), (Verdict::Diverge, 3, 4));
    harness.get_by_label("Show ROK Joint Chiefs");
    harness.get_by_label_contains("Agreement at the cursor: No more than 3 of 5 origins share");
}

#[test]
fn nothing_repaints_while_nothing_happens() {
    let mut harness = window();
    harness.run();
    let viewport = harness.output().viewport_output.get(&egui::ViewportId::ROOT).expect("a window");
    assert_eq!(viewport.repaint_delay, Duration::MAX);
}

#[test]
fn a_dragged_bound_moves_the_verdict_and_one_undo_takes_it_back() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let stated = verdict_on(&harness, "2025-01-23");
    let handle = handle_named(&harness, "High of ROK Joint Chiefs");
    let picture = bench(&harness).picture().expect("painted");
    let up = picture.value.y(1150.0) - picture.value.y(4500.0);
    harness.drag_at(handle);
    harness.run();
    harness.hover_at(egui::pos2(handle.x, handle.y - up));
    harness.run();
    let while_dragging = verdict_on(&harness, "2025-01-23");
    assert_ne!(while_dragging, stated, "the verdict follows the drag");
    assert!(bench(&harness).document().overlay().is_empty(), "nothing is changed until release");
    harness.drop_at(egui::pos2(handle.x, handle.y - up));
    harness.run();
    assert_eq!(bench(&harness).document().overlay().adjustments().len(), 1);
    assert_eq!(verdict_on(&harness, "2025-01-23"), while_dragging);

    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(bench(&harness).document().overlay().is_empty());
    assert_eq!(verdict_on(&harness, "2025-01-23"), stated);

    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    harness.run();
    assert_eq!(verdict_on(&harness, "2025-01-23"), while_dragging);
}

#[test]
fn escape_takes_a_drag_back() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    let stated = verdict_on(&harness, "2025-01-23");
    let handle = handle_named(&harness, "High of ROK Joint Chiefs");
    harness.drag_at(handle);
    harness.run();
    harness.hover_at(egui::pos2(handle.x, handle.y - 80.0));
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(verdict_on(&harness, "2025-01-23"), stated);
    harness.hover_at(egui::pos2(handle.x, handle.y - 90.0));
    harness.run();
    harness.drop_at(egui::pos2(handle.x, handle.y - 90.0));
    harness.run();
    assert!(bench(&harness).document().overlay().is_empty());
    assert!(harness.query_by_label_contains("Undo: ").is_none());
}

#[test]
fn a_handle_moves_by_arrow_keys() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    assert_eq!(bench(&harness).document().overlay().adjustments().len(), 1);
}

#[test]
fn a_hidden_source_still_counts_and_the_window_says_so() {
    let mut harness = window();
    let before = verdict_on(&harness, "2025-01-23");
    harness.get_by_label("Show Zelensky").click();
    harness.run();
    assert_eq!(verdict_on(&harness, "2025-01-23"), before);
    harness.get_by_label_contains("1 hidden, still counted");
    assert!(bench(&harness).history_is_saved(), "hiding is no unsaved work");
}

#[test]
fn what_is_saved_comes_back_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kursk.comparison.ron");
    let script = Script { save: Arc::new(Mutex::new(Some(path.clone()))), ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    assert!(!bench(&harness).history_is_saved());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait_until(&mut harness, |harness| bench(harness).history_is_saved());

    let start = Start { files: vec![path], ..Start::default() };
    let mut again = window_with(start, Script::default());
    wait_until(&mut again, |harness| bench(harness).document().estimate_count() > 0);
    assert_eq!(bench(&again).document(), bench(&harness).document());
    assert_eq!(bench(&again).view(), bench(&harness).view());
}

#[test]
fn a_failed_save_stays_unsaved_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("no such folder").join("kursk.comparison.ron");
    let script = Script { save: Arc::new(Mutex::new(Some(path))), ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait_until(&mut harness, |harness| harness.query_by_label_contains("Not saved.").is_some());
}

#[test]
fn where_no_dialog_answers_the_path_is_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("two.csv");
    #[expect(clippy::disallowed_methods, reason = "a test's own file")]
    std::fs::write(
        &path,
        "date,source,quantity,best\n2025-01-01,A,killed,5\n2025-01-02,B,killed,9\n",
    )
    .expect("written");
    let script = Script { is_missing: true, ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait_until(&mut harness, |harness| {
        harness.query_by_label_contains("No file dialog answered").is_some()
    });
    harness.get_by_label_contains("Open a path").type_text(&path.display().to_string());
    harness.run();
    harness.get_by_role_and_label(egui::accesskit::Role::Button, "Open").click();
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 2);
}

#[test]
fn a_typed_path_is_completed_by_tab_or_from_the_list_and_says_where_it_leads() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["two_a.csv", "two_b.csv"] {
        let text = "date,source,quantity,best\n2025-01-01,A,killed,5\n2025-01-02,B,killed,9\n";
        #[expect(clippy::disallowed_methods, reason = "a test's own file")]
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let within = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
    let mut harness =
        window_with(Start::default(), Script { is_missing: true, ..Script::default() });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait_until(&mut harness, |h| h.query_by_label_contains("No file dialog answered").is_some());
    harness.get_by_label_contains("Open a path").type_text(&format!("{within}t"));
    wait_until(&mut harness, |h| h.query_by_label("Complete to two_a.csv").is_some());
    harness.get_by_label_contains(&format!("Opens {within}t"));
    harness.key_press(Key::Tab);
    harness.run();
    wait_until(&mut harness, |h| h.query_by_label("Complete to two_b.csv").is_some());
    harness.get_by_label(&format!("Opens {within}two_"));
    harness.get_by_label("Complete to two_b.csv").click();
    harness.run();
    harness.get_by_label(&format!("Opens {within}two_b.csv"));
    harness.get_by_role_and_label(egui::accesskit::Role::Button, "Open").click();
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 2);
}

#[test]
fn what_is_saved_under_a_typed_path_says_where_it_goes_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness =
        window_with(Start::default(), Script { is_missing: true, ..Script::default() });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait_until(&mut harness, |h| h.query_by_label_contains("No file dialog answered").is_some());
    let name = "north-korean-troops.comparison.ron";
    let here = std::path::absolute(name).expect("a path");
    harness.get_by_label(&format!("Goes to {}", here.display()));
    let type_over = |harness: &mut Harness<'_, Option<Workbench>>, text: &str| {
        harness.get_by_label_contains("Save the session as").focus();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.run();
        harness.get_by_label_contains("Save the session as").type_text(text);
        harness.run();
    };
    type_over(&mut harness, "~/mine");
    let home = crate::disk::home().expect("a home").join("mine.comparison.ron");
    harness.get_by_label(&format!("Goes to {}", home.display()));
    let nowhere = folder.path().join("nowhere").join("mine").display().to_string();
    type_over(&mut harness, &nowhere);
    wait_until(&mut harness, |h| h.query_by_label_contains("There is no folder").is_some());
}

#[test]
fn a_file_is_not_replaced_without_being_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.comparison.ron");
    #[expect(clippy::disallowed_methods, reason = "a test's own file")]
    std::fs::write(&path, "precious").expect("written");
    let mut harness =
        window_with(Start::default(), Script { is_missing: true, ..Script::default() });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait_until(&mut harness, |harness| {
        harness.query_by_label_contains("No file dialog answered").is_some()
    });
    let field = harness.get_by_label_contains("Save the session as");
    field.focus();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    // The ending is put there for the person.
    let typed = folder.path().join("mine").display().to_string();
    harness.get_by_label_contains("Save the session as").type_text(&typed);
    harness.run();
    harness.get_by_role_and_label(egui::accesskit::Role::Button, "Save").click();
    harness.run();
    harness.get_by_label("Replace the file that is there?");
    harness.get_by_role_and_label(egui::accesskit::Role::Button, "Cancel").click();
    harness.run();
    #[expect(clippy::disallowed_methods, reason = "a test's own file")]
    let kept = std::fs::read_to_string(&path).expect("there");
    assert_eq!(kept, "precious");
}

#[test]
fn the_wheel_zooms_in_time_around_the_pointer() {
    let mut harness = window();
    let before = bench(&harness).picture().expect("painted").clone();
    let middle = harness.get_by_label_contains("Plot: drag to pan").rect().center();
    harness.hover_at(middle);
    harness.run();
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: Vec2::new(0.0, 3.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(30);
    let after = bench(&harness).picture().expect("painted");
    let days = |picture: &crate::chart::Picture| picture.time.window().1 - picture.time.window().0;
    assert!(days(after) < 0.9 * days(&before), "{} then {}", days(&before), days(after));
    assert_eq!(after.value, before.value, "values stay as they are");
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_a_sentence() {
    let start = Start { files: vec![PathBuf::from("/no/such/file.csv")], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| {
        harness.query_by_label_contains("/no/such/file.csv").is_some()
    });
}

#[test]
fn closing_with_unsaved_changes_asks_even_when_minimised() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    let viewport = harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.minimized = Some(true);
    viewport.events.push(ViewportEvent::Close);
    harness.step();
    let commands = &harness.output().viewport_output[&egui::ViewportId::ROOT].commands;
    assert!(commands.contains(&ViewportCommand::CancelClose), "{commands:?}");
    harness.run_steps(3);
    harness.get_by_label("Save the session first?");
}

#[test]
fn the_exported_picture_is_the_one_that_was_seen() {
    let harness = window();
    let picture = bench(&harness).picture().expect("painted");
    for theme in [Theme::Light, Theme::Dark] {
        let svg = svg(&Page::new(picture, theme, &Caption::default()));
        crate::export::parse_back::assert_same(&svg, picture);
    }
}

/// Moves the upper handle of the selected estimate by one press of a key.
fn raise_high_by_a_key(harness: &mut Harness<'_, Option<Workbench>>) {
    harness.get_by_label_contains("High of ROK Joint Chiefs").focus();
    harness.run();
    harness.key_press(Key::ArrowUp);
    harness.run();
}

/// Selects a source's estimate of a day, as a click on it would.
fn select(harness: &mut Harness<'_, Option<Workbench>>, label: &str, as_of: &str) {
    let id = find(harness, label, as_of);
    harness.state_mut().as_mut().expect("made").select(Some(id));
    harness.run();
}

fn find(harness: &Harness<'_, Option<Workbench>>, label: &str, as_of: &str) -> EstimateId {
    let document = bench(harness).document();
    let measure = &document.question().expect("asked").measure;
    let loaded = document.loaded();
    let found = loaded.iter().find_map(|file| {
        let estimate = file.ledger.estimates().find(|estimate| {
            estimate.label() == label
                && estimate.measure() == measure
                && estimate.as_of().to().to_string() == as_of
                && !estimate.is_echo()
        })?;
        Some(file.id_of(estimate))
    });
    found.expect("such an estimate")
}

fn handle_named(harness: &Harness<'_, Option<Workbench>>, label: &str) -> egui::Pos2 {
    harness.get_by_label_contains(label).rect().center()
}
