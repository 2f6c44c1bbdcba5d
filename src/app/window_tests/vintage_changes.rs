//! What changed between copies of one file: told in the window, with a way to each estimate, to the
//! day of each copy, and to the adjustments that stayed behind.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::super::command::Command;
use super::super::workbench::{Start, Workbench};
use super::{Script, bench, execute, find, wait_until, window_with};
use crate::estimate::{Change, FileSlot, Target};
use crate::session::Page;

type Window = Harness<'static, Option<Workbench>>;

const EARLY: &str = "\
date,source,quantity,best
2030-01-05,East Post,killed,300
2030-01-06,West Bureau,killed,310
2030-01-07,Coast Watch,killed,320
2030-01-10,River Monitor,killed,500
2030-01-11,Hill Ministry,killed,480
2030-01-12,Lake Paper,killed,510
2030-01-13,North Institute,killed,400
";

const LATE: &str = "\
date,source,quantity,best
2030-01-05,East Post,killed,300
2030-01-06,West Bureau,killed,310
2030-01-07,Coast Watch,killed,320
2030-01-10,River Monitor,killed,520
2030-01-21,Hill Ministry,killed,480
2030-01-12,Lake Paper,killed,510
2030-02-20,South Watch,killed,450
";

fn slots(harness: &Window) -> Vec<FileSlot> {
    bench(harness).document().loaded().iter().map(|file| file.slot).collect()
}

/// The early copy, with this change laid over North Institute's estimate, and then the late one.
#[expect(clippy::disallowed_methods, reason = "a test lays out the files that it opens")]
fn both_copies(folder: &tempfile::TempDir, change: Option<Change>) -> Window {
    let [early, late]: [PathBuf; 2] =
        ["upland-2030-02-01.csv", "upland-2030-03-01.csv"].map(|name| folder.path().join(name));
    std::fs::write(&early, EARLY).expect("written");
    std::fs::write(&late, LATE).expect("written");
    let start = Start { files: vec![early], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 7);
    if let Some(change) = change {
        let north = Target::Estimate(find(&harness, "North Institute", "2030-01-13"));
        execute(&mut harness, Command::Adjust(vec![(north, change)]));
    }
    execute(&mut harness, Command::OpenFile(late));
    wait_until(&mut harness, |harness| bench(harness).document().files().len() == 2);
    execute(&mut harness, Command::OpenPage(Page::Problems));
    harness
}

fn says(harness: &Harness<'_, Option<Workbench>>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn what_changed_between_two_copies_is_told_and_leads_to_the_estimates_in_force() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = both_copies(&folder, None);
    let revised = "River Monitor’s 500 (killed) as of 10 Jan 2030 became 520";
    wait_until(&mut harness, |harness| says(harness, revised));
    for told in [
        "From upland-2030-02-01.csv to upland-2030-03-01.csv",
        "1 added, 1 no longer there, 1 value revised, 1 date corrected; 4 as they were",
        "Hill Ministry’s 480 (killed) is dated 21 Jan 2030 instead of 11 Jan 2030",
        "North Institute’s 400 (killed) as of 13 Jan 2030 is no longer in the newer copy",
        "South Watch’s 450 (killed) as of 20 Feb 2030 was added",
    ] {
        assert!(says(&harness, told), "{told}");
    }
    harness.get_by_role_and_label(Role::Link, revised).click();
    harness.run();
    let selected = bench(&harness).view().selection.clone();
    assert_eq!(selected, Some(find(&harness, "River Monitor", "2030-01-10")));
    assert_eq!(bench(&harness).view().cursor, "2030-01-10".parse().ok());
    let gone = "North Institute’s 400 (killed) as of 13 Jan 2030 is no longer in the newer copy";
    assert!(harness.query_by_role_and_label(Role::Link, gone).is_none(), "not in force");
}

#[test]
fn the_day_of_a_copy_is_typed_and_decides_which_one_is_in_force() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = both_copies(&folder, None);
    assert_eq!(slots(&harness), [FileSlot(2)]);
    let type_day = |harness: &mut Window, text: &str| {
        let field = "Day of upland-2030-02-01.csv";
        harness.get_by_role_and_label(Role::TextInput, field).focus();
        harness.run();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        match text {
            "" => harness.key_press(Key::Delete),
            text => harness.get_by_role_and_label(Role::TextInput, field).type_text(text),
        }
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
    };
    type_day(&mut harness, "soon");
    assert_eq!(slots(&harness), [FileSlot(2)]);
    assert!(says(&harness, "soon"), "what was typed stays, with what is wrong with it");
    type_day(&mut harness, "5 Apr 2030");
    assert_eq!(slots(&harness), [FileSlot(1)]);
    assert!(says(&harness, "In force is upland-2030-02-01.csv of 5 Apr 2030 (as given)"));
    type_day(&mut harness, "");
    assert_eq!(slots(&harness), [FileSlot(2)]);
}

#[test]
fn adjustments_that_stayed_behind_are_listed_and_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = both_copies(&folder, Some(Change::Exclude));
    wait_until(&mut harness, |harness| says(harness, "Adjustments that stayed behind (1)"));
    harness.get_by_label_contains("Restore: ").click();
    harness.run();
    assert!(bench(&harness).document().overlay().is_empty());
    wait_until(&mut harness, |harness| !says(harness, "stayed behind"));
}

#[test]
fn what_a_newer_copy_revised_is_a_finding_that_can_be_put_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = both_copies(&folder, None);
    execute(&mut harness, Command::OpenPage(Page::Findings));
    execute(&mut harness, Command::SetCursor("2030-01-25".parse().expect("a day")));
    wait_until(&mut harness, |harness| bench(harness).is_settled());
    let gone =
        "North Institute’s 400 (killed) as of 13 Jan 2030 is no longer in the copy of 1 Mar 2030.";
    let revised =
        "River Monitor’s 500 (killed) as of 10 Jan 2030 became 520 in the copy of 1 Mar 2030.";
    for told in [gone, revised] {
        assert!(says(&harness, &format!("Finding: {told}")), "{told}");
    }
    let dismiss = format!("Dismiss Revised in a newer copy: {gone}");
    harness.get_by_role_and_label(Role::Button, &dismiss).click_accesskit();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Dismiss").click_accesskit();
    harness.run();
    assert!(!says(&harness, &format!("Finding: {gone}")));
    assert_eq!(bench(&harness).document().dismissals().len(), 1);
}

#[test]
fn a_source_tells_what_it_said_otherwise_from_copy_to_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = both_copies(&folder, None);
    execute(&mut harness, Command::AboutSource(vec!["River Monitor".to_owned()]));
    wait_until(&mut harness, |harness| {
        harness.query_by_label_contains("1 Mar 2030: River Monitor’s 500").is_some()
    });
    harness.get_by_label("Said otherwise from copy to copy");
}
