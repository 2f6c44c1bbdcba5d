//! Copies of one file: the window says which one is in force and lets another one be put in force.

use eframe::egui;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

use super::{Script, bench, wait_until, window, window_with};
use crate::app::command::Command;
use crate::app::workbench::Start;
use crate::estimate::FileSlot;

const EARLY: &str = "\
date,source,quantity,best
2030-01-10,River Monitor,killed,500
2030-01-11,Hill Ministry,killed,480
2030-01-12,Lake Paper,killed,510
2030-01-13,North Institute,killed,400
";

#[test]
#[expect(clippy::disallowed_methods, reason = "a test lays out the files that it opens")]
fn the_window_says_which_vintage_is_in_force_and_another_one_can_be_put_in_force() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["upland-2030-02-01.csv", "upland-2030-03-01.csv"];
    let files = files.map(|name| folder.path().join(name));
    std::fs::write(&files[0], EARLY).expect("written");
    let late: Vec<&str> = EARLY.lines().take(4).collect();
    std::fs::write(&files[1], late.join("\n")).expect("written");
    let start = Start { files: files.to_vec(), ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).document().files().len() == 2);
    let slots = |harness: &egui_kittest::Harness<'_, _>| -> Vec<FileSlot> {
        bench(harness).document().loaded().iter().map(|file| file.slot).collect()
    };
    assert_eq!(slots(&harness), [FileSlot(2)]);
    harness.get_by_role_and_label(Role::Button, "Problems 0").click();
    harness.run();
    let words = "In force is upland-2030-03-01.csv of 1 Mar 2030 (by its name), the newest";
    assert!(harness.query_all_by_label_contains(words).next().is_some());

    let early = "In force: upland-2030-02-01.csv, 1 Feb 2030 (by its name)";
    harness.get_by_role_and_label(Role::RadioButton, early).click();
    harness.run();
    assert_eq!(slots(&harness), [FileSlot(1)]);
    harness.get_by_role_and_label(Role::Button, "Let the days decide").click();
    harness.run();
    assert_eq!(slots(&harness), [FileSlot(2)]);
    let apart = "upland-2030-02-01.csv is a file of its own";
    harness.get_by_role_and_label(Role::Button, apart).click();
    harness.run();
    assert_eq!(slots(&harness), [FileSlot(1), FileSlot(2)]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test lays out the files that it opens")]
fn copies_opened_at_once_tell_each_other_the_order_of_their_dates() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain: String = EARLY.to_owned();
    let turned = EARLY.replace("2030-01-1", "1/1").replace(",River", "/2030,River");
    let turned = [",Hill", ",Lake", ",North"]
        .iter()
        .fold(turned, |text, name| text.replace(name, &format!("/2030{name}")));
    // Days up to the twelfth can be months.
    let (plain, turned) = (until_the_twelfth(&plain), until_the_twelfth(&turned));
    let files = ["upland-2030-03-01.csv", "upland-2030-02-01.csv"];
    let files = files.map(|name| folder.path().join(name));
    std::fs::write(&files[0], turned).expect("written");
    std::fs::write(&files[1], plain).expect("written");
    let start = Start { files: files.to_vec(), ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).document().files().len() == 2);
    let last_of = |place: usize| {
        let file = &bench(&harness).document().files()[place];
        file.ledger.in_file_order().iter().map(|one| one.as_of().to()).max().map(|d| d.to_string())
    };
    assert_eq!([last_of(0), last_of(1)], ["2030-01-12", "2030-01-12"].map(|d| Some(d.to_owned())));
}

/// The first three rows.
fn until_the_twelfth(table: &str) -> String {
    table.lines().take(4).map(|line| format!("{line}\n")).collect()
}

/// Other numbers of the same days under an unlike name: nothing tells whether it is a newer copy.
const OTHER: &str = "\
date,source,quantity,best
2030-01-10,River Monitor,killed,700
2030-01-11,Hill Ministry,killed,380
2030-01-12,Lake Paper,killed,610
2030-01-13,North Institute,killed,900
";

#[test]
#[expect(clippy::disallowed_methods, reason = "a test lays out the files that it opens")]
fn of_two_files_that_may_be_copies_it_is_asked_and_each_answer_has_a_button() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["upland.csv", "somebody.csv"].map(|name| folder.path().join(name));
    for (file, text) in files.iter().zip([EARLY, OTHER]) {
        std::fs::write(file, text).expect("written");
    }
    for (answer, in_force) in [("Copies of one file", 1), ("Count both", 2)] {
        let start = Start { files: files.to_vec(), ..Start::default() };
        let mut harness = window_with(start, Script::default());
        wait_until(&mut harness, |harness| bench(harness).document().files().len() == 2);
        assert_eq!(bench(&harness).document().copies_in_doubt().len(), 1);
        assert_eq!(bench(&harness).document().loaded().len(), 2, "both count until it is said");
        harness.get_by_role_and_label(Role::Button, "Problems 0").click();
        harness.run();
        let label = format!("{answer}: upland.csv and somebody.csv");
        harness.get_by_role_and_label(Role::Button, &label).click();
        harness.run();
        assert!(bench(&harness).document().copies_in_doubt().is_empty(), "{answer}");
        assert_eq!(bench(&harness).document().loaded().len(), in_force, "{answer}");
        assert!(harness.query_by_label(&label).is_none(), "it is not asked again");
    }
}

#[test]
fn a_folder_of_dated_copies_is_one_step_that_one_undo_takes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    for day in 1..=9 {
        let text = format!(
            "date,source,quantity,best\n2025-01-01,A,killed,{day}\n2025-01-02,B,killed,9\n"
        );
        #[expect(clippy::disallowed_methods, reason = "a test's own file")]
        std::fs::write(folder.path().join(format!("losses-2025-02-0{day}.csv")), text)
            .expect("written");
    }
    let mut harness = window();
    let before = bench(&harness).document().clone();
    let ctx = harness.ctx.clone();
    let action = Command::Act(crate::app::actions::Action::OpenCopies);
    harness.state_mut().as_mut().expect("made").execute(&ctx, None, action);
    harness.run();
    let field = "A folder or zip archive of dated copies";
    harness.get_by_label_contains(field).type_text(&folder.path().display().to_string());
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Take in").click();
    wait_until(&mut harness, |harness| bench(harness).document().files().len() == 9);
    let [series] = bench(&harness).document().series() else { panic!("one series") };
    assert_eq!(series.vintages.len(), 9);
    let in_force = "In force is losses-2025-02-09.csv of 9 Feb 2025";
    assert!(harness.query_all_by_label_contains(in_force).next().is_some());
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run();
    assert_eq!(bench(&harness).document(), &before);
}
