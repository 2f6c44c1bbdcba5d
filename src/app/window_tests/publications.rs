//! What is recorded of publications: opened from a file of a reference manager, and entered by hand.

use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Script, bench, execute, select, wait_until_idle, window_on};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::Workbench;
use crate::estimate::Publication;

type Window = Harness<'static, Option<Workbench>>;

const TOLD: &str = "date,source,quantity,place,best,url\n\
    2030-01-10,River Monitor,killed,Upland,480,https://river.example/1\n\
    2030-01-12,Lake Paper,killed,Upland,500,https://lake.example/1\n";

const REFERENCES: &str = "@online{river, title = {Losses by the river}, url = {https://river.example/1}}\n\
    @book{stray, title = {Cited nowhere}, doi = {10.1/2}}\n";

/// A window on two estimates, and a file of references beside them.
fn opened() -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("told.csv");
    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    for (name, text) in [("told.csv", TOLD), ("refs.bib", REFERENCES)] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let harness = window_on(&path, Script::default());
    (folder, harness)
}

fn list(harness: &Window) -> &[Publication] {
    bench(harness).document().publications().list()
}

fn type_into(harness: &mut Window, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
    harness.run();
}

fn press(harness: &mut Window, button: &str) {
    harness.get_by_role_and_label(Role::Button, button).click();
    harness.run();
}

#[test]
fn a_file_of_references_is_taken_in_by_one_step_and_told() {
    let (folder, mut harness) = opened();
    execute(&mut harness, Command::OpenFile(folder.path().join("refs.bib")));
    wait_until_idle(&mut harness);
    assert_eq!(list(&harness).len(), 2);
    assert_eq!(bench(&harness).document().files().len(), 1, "it is no file of estimates");
    harness
        .get_by_label_contains("refs.bib: 2 references. 1 of 2 references belongs to no address");
    harness.get_by_label_contains("of some fields nothing is kept: doi");
    select(&mut harness, "River Monitor", "2030-01-10");
    harness.get_by_label("“Losses by the river”");
    execute(&mut harness, Command::Act(Action::Undo));
    assert!(list(&harness).is_empty());
    execute(&mut harness, Command::Act(Action::Redo));
    assert_eq!(list(&harness).len(), 2);
}

#[test]
fn title_day_of_access_and_archive_are_entered_by_hand_for_an_address() {
    let (_folder, mut harness) = opened();
    select(&mut harness, "Lake Paper", "2030-01-12");
    harness.get_by_label("Publication…").click_accesskit();
    harness.run();
    type_into(&mut harness, "Title", "On the lake");
    type_into(&mut harness, "Accessed", "some day");
    press(&mut harness, "Record");
    harness.get_by_label_contains("Say on which day it was looked at");
    assert!(list(&harness).is_empty());
    press(&mut harness, "Cancel");

    harness.get_by_label("Publication…").click_accesskit();
    harness.run();
    type_into(&mut harness, "Title", "On the lake");
    type_into(&mut harness, "Accessed", "2 Feb 2030");
    type_into(&mut harness, "Archive address", "https://archive.example/lake");
    press(&mut harness, "Record");
    let recorded = Publication {
        title: Some("On the lake".to_owned()),
        accessed: Some("2030-02-02".to_owned().into()),
        address: Some("https://lake.example/1".to_owned()),
        archive_location: Some("https://archive.example/lake".to_owned()),
        ..Publication::default()
    };
    assert_eq!(list(&harness), [recorded]);
    harness.get_by_label("“On the lake” · accessed 2 Feb 2030");
    harness.get_by_label("https://archive.example/lake");

    harness.get_by_label("Publication…").click_accesskit();
    harness.run();
    type_into(&mut harness, "Title", "!");
    press(&mut harness, "Record");
    assert_eq!(list(&harness)[0].title.as_deref(), Some("On the lake!"));
    execute(&mut harness, Command::Act(Action::Undo));
    assert_eq!(list(&harness)[0].title.as_deref(), Some("On the lake"), "one step of undo");
    execute(&mut harness, Command::Act(Action::Undo));
    assert!(list(&harness).is_empty());
}
