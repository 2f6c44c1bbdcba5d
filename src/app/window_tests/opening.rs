//! What is opened is seen, told and can be taken back; the sample makes way for it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{
    Script, bench, execute, raise_high_by_a_key, select, wait_until, wait_until_idle, window,
    window_with,
};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};

type Window = Harness<'static, Option<Workbench>>;

const KILLED: &str = "date,source,quantity,place,best\n2025-01-13,NIS,killed,Kursk,300\n\
    2025-01-15,Western officials,killed,Kursk,1000\n2025-01-20,Kyiv,killed,Kursk,1200\n";

const UPLAND: &str = "date,source,quantity,place,best\n2030-03-01,Hill Ministry,wounded,Upland,40\n\
    2030-03-02,Lake Paper,deployed,Upland,900\n2030-03-03,River Monitor,deployed,Upland,950\n";

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    std::fs::write(&path, text).expect("written");
    path
}

fn open(harness: &mut Window, path: PathBuf) {
    execute(harness, Command::OpenFile(path));
    wait_until_idle(harness);
}

fn names(harness: &Window) -> Vec<&str> {
    bench(harness).document().files().iter().map(|file| file.name()).collect()
}

fn measure(harness: &Window) -> String {
    bench(harness).document().question().expect("asked").measure.name()
}

fn press(harness: &mut Window, button: &str) {
    harness.get_by_role_and_label(Role::Button, button).click();
    harness.run();
}

#[test]
fn a_file_that_is_opened_is_seen_next_at_its_largest_measure_and_can_be_open_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let start =
        Start { files: vec![write(folder.path(), "killed.csv", KILLED)], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until_idle(&mut harness);
    harness.get_by_label("killed.csv: 3 estimates, 1 measure");
    open(&mut harness, write(folder.path(), "upland.csv", UPLAND));
    harness.get_by_label("upland.csv: 3 estimates, 2 measures");
    assert!(harness.query_by_label("killed.csv: 3 estimates, 1 measure").is_none(), "told before");
    assert_eq!(measure(&harness), "deployed · Upland");
    let picture = bench(&harness).picture().expect("painted");
    let day = |text: &str| f64::from(text.parse::<crate::estimate::Day>().expect("a day").number());
    let (from, to) = picture.time.window();
    assert!(
        day("2029-12-01") < from && day("2030-03-03") < to,
        "its days are seen: {from} to {to}"
    );

    press(&mut harness, "Open alone");
    assert_eq!(names(&harness), ["upland.csv"]);
    assert!(harness.query_by_label("Open alone").is_none(), "it is");
    execute(&mut harness, Command::Act(Action::Undo));
    assert_eq!(names(&harness), ["killed.csv", "upland.csv"]);
    press(&mut harness, "Undo the opening");
    assert_eq!(names(&harness), ["killed.csv"]);
    assert_eq!(measure(&harness), "killed · Kursk");
    assert!(harness.query_by_label_contains("upland.csv: 3").is_none(), "it is not open");
}

#[test]
fn the_sample_makes_way_for_a_file_and_comes_back_by_undo_with_what_was_laid_over_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write(folder.path(), "upland.csv", UPLAND);
    let mut harness = window();
    let sample = measure(&harness);
    open(&mut harness, path.clone());
    assert_eq!(names(&harness), ["upland.csv"]);
    assert!(bench(&harness).history_is_saved(), "a file is no work of anybody's");
    press(&mut harness, "Undo the opening");
    assert_eq!(names(&harness), ["north-korean-troops.estimates.ron"]);
    assert_eq!(measure(&harness), sample);
    assert!(bench(&harness).history_is_saved());

    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    open(&mut harness, path);
    assert_eq!(names(&harness), ["upland.csv"]);
    press(&mut harness, "Undo the opening");
    assert_eq!(bench(&harness).document().overlay().adjustments().len(), 1);
}

#[test]
fn of_several_bad_files_each_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = vec![
        folder.path().join("nowhere.csv"),
        write(folder.path(), "empty.csv", ""),
        write(folder.path(), "upland.csv", UPLAND),
        folder.path().join("gone.csv"),
    ];
    let mut harness = window_with(Start { files, ..Start::default() }, Script::default());
    wait_until_idle(&mut harness);
    for name in ["nowhere.csv", "empty.csv", "gone.csv"] {
        assert!(harness.query_all_by_label_contains(name).next().is_some(), "{name}");
    }
    assert_eq!(names(&harness), ["upland.csv"]);
}

#[test]
fn every_open_file_is_listed_with_what_can_be_done_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = UPLAND.replace("2030-03-02", "one fine day");
    let path = write(folder.path(), "upland.csv", &broken);
    let files = vec![write(folder.path(), "killed.csv", KILLED), path.clone()];
    let mut harness = window_with(Start { files, ..Start::default() }, Script::default());
    wait_until_idle(&mut harness);
    press(&mut harness, "Files 2");
    harness.get_by_label("3 rows, all used");
    harness.get_by_label("3 rows, of which 1 not used or not wholly");
    harness.get_by_label("Show in folder: upland.csv");

    press(&mut harness, "Reload: upland.csv");
    wait_until_idle(&mut harness);
    harness.get_by_label("upland.csv: as it was read before");
    write(folder.path(), "upland.csv", UPLAND);
    press(&mut harness, "Reload: upland.csv");
    wait_until_idle(&mut harness);
    assert_eq!(bench(&harness).document().estimate_count(), 6);
    execute(&mut harness, Command::Act(Action::Undo));
    assert_eq!(bench(&harness).document().estimate_count(), 5);

    press(&mut harness, "How it is read…: upland.csv");
    wait_until(&mut harness, |h| h.query_by_label("How upland.csv is read").is_some());
    harness.get_by_label("Cancel").click();
    harness.run();
    press(&mut harness, "Close: upland.csv");
    assert_eq!(names(&harness), ["killed.csv"]);
    assert_eq!(measure(&harness), "killed · Kursk", "what is left is looked at");
    execute(&mut harness, Command::Act(Action::Undo));
    assert_eq!(names(&harness), ["killed.csv", "upland.csv"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test looks at the files that it made")]
fn the_comparison_in_a_report_opens_as_a_copy_that_is_saved_under_a_name_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = window();
    select(&mut first, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut first);
    let session = crate::session::write(bench(&first).document(), bench(&first).view());
    let report = format!("%PDF-1.7\n1 0 obj <<>>\nstream\n{session}\nendstream\nendobj\n");
    let report = write(folder.path(), "kursk.pdf", &report);

    let saved = folder.path().join("own.comparison.ron");
    let save = Arc::new(Mutex::new(Some(saved.clone())));
    let mut harness = super::window_on(&report, Script { save, ..Script::default() });
    assert_eq!(bench(&harness).document(), bench(&first).document());
    harness.get_by_label_contains("The comparison that is enclosed in kursk.pdf");
    super::press_save(&mut harness);
    wait_until(&mut harness, |harness| harness.ctx.input(|_| saved.exists()));
    wait_until_idle(&mut harness);
    let read = crate::session::read(&std::fs::read_to_string(&saved).expect("saved"));
    assert_eq!(&read.expect("a session").document, bench(&harness).document());
    let untouched = std::fs::read_to_string(&report).expect("still there");
    assert!(untouched.starts_with("%PDF"), "nothing is saved over a report");
}
