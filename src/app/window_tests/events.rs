//! Single events: summed over another period and by another group while one looks.

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Script, bench, execute, wait_until_idle, wait_until_seen, window_with};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};
use crate::estimate::Bounds;
use crate::files::{Period, ReadOptions};

type Window = Harness<'static, Option<Workbench>>;

/// Two pairs in one country, in two months and two years.
const EVENTS: &str = "\
id,relid,dyad_name,country,date_start,date_end,low,best,high
1,A-1,Red - Blue,Upland,2030-01-03,2030-01-03,1,2,4
2,A-2,Red - Blue,Upland,2030-02-02,2030-02-02,2,3,5
3,A-3,Green - Blue,Upland,2030-02-10,2030-02-10,1,1,1
4,A-4,Green - Blue,Upland,2031-02-10,2031-02-10,7,7,9
";

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    super::write(&path, text);
    path
}

fn open_events(folder: &Path) -> Window {
    let files = vec![write(folder, "events.csv", EVENTS)];
    let mut harness = window_with(Start { files, ..Start::default() }, Script::default());
    wait_until_idle(&mut harness);
    harness.get_by_role_and_label(Role::Button, "Files 1").click();
    harness.run();
    harness
}

fn choose(harness: &mut Window, list: &str, then: &str) {
    harness.get_by_role_and_label(Role::ComboBox, list).click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, then).click();
    wait_until_idle(harness);
}

/// Of each estimate what it is of, over what, and its best number.
fn sums(harness: &Window) -> Vec<String> {
    let files = bench(harness).document().files().iter();
    let estimates = files.flat_map(|file| file.ledger.in_file_order()).map(|one| {
        let best = one.value().bounds().and_then(Bounds::best).unwrap_or_default();
        format!("{} {}–{} {best}", one.measure().id(), one.as_of().from(), one.as_of().to())
    });
    estimates.collect()
}

#[test]
fn events_are_summed_over_another_period_and_by_another_group_while_one_looks() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = open_events(folder.path());
    let by_month = [
        "-/killed/upland/increment 2030-01-01–2030-01-31 2",
        "-/killed/upland/increment 2030-02-01–2030-02-28 4",
        "-/killed/upland/increment 2031-02-01–2031-02-28 7",
    ];
    assert_eq!(sums(&harness), by_month);

    choose(&mut harness, "Summed by", "year");
    let by_year = [
        "-/killed/upland/increment 2030-01-01–2030-12-31 6",
        "-/killed/upland/increment 2031-01-01–2031-12-31 7",
    ];
    assert_eq!(sums(&harness), by_year);
    choose(&mut harness, "for each", "country, dyad_name");
    let by_pair = [
        "green-blue/killed/upland/increment 2030-01-01–2030-12-31 1",
        "green-blue/killed/upland/increment 2031-01-01–2031-12-31 7",
        "red-blue/killed/upland/increment 2030-01-01–2030-12-31 5",
    ];
    assert_eq!(sums(&harness), by_pair);

    // What is there on the disk is summed as what was read.
    harness.get_by_role_and_label(Role::Button, "Look whether it changed: events.csv").click();
    wait_until_idle(&mut harness);
    assert!(harness.query_by_label_contains("as it was read").is_some());
    let more = EVENTS.replace("7,7,9", "7,8,9");
    write(folder.path(), "events.csv", &more);
    harness.get_by_role_and_label(Role::Button, "Look whether it changed: events.csv").click();
    wait_until_idle(&mut harness);
    let changed = "1 other number";
    assert!(harness.query_all_by_label_contains(changed).next().is_some(), "{changed}");
    harness.get_by_role_and_label(Role::Button, "Reload: events.csv").click();
    wait_until_idle(&mut harness);
    assert_eq!(sums(&harness)[1], by_pair[1].replace(" 7", " 8"));

    for before in [&by_pair[..], &by_year[..], &by_month[..]] {
        execute(&mut harness, Command::Act(Action::Undo));
        assert_eq!(sums(&harness), before);
    }
}

#[test]
fn what_is_chosen_in_the_window_holds_over_what_was_asked_for_at_its_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = vec![write(folder.path(), "events.csv", EVENTS)];
    let reading = ReadOptions { period: Some("year".to_owned()), ..ReadOptions::default() };
    let start = Start { files, reading, ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until_idle(&mut harness);
    harness.get_by_role_and_label(Role::Button, "Files 1").click();
    harness.run();
    assert_eq!(sums(&harness).len(), 2, "{:?}", sums(&harness));
    choose(&mut harness, "Summed by", "month");
    let by_month = sums(&harness);
    assert_eq!(by_month.len(), 3, "{by_month:?}");
    write(folder.path(), "events.csv", &EVENTS.replace("7,7,9", "7,8,9"));
    harness.get_by_role_and_label(Role::Button, "Look whether it changed: events.csv").click();
    wait_until_idle(&mut harness);
    let changed = "1 other number";
    assert!(harness.query_all_by_label_contains(changed).next().is_some(), "{changed}");
    harness.get_by_role_and_label(Role::Button, "Reload: events.csv").click();
    wait_until_idle(&mut harness);
    assert_eq!(sums(&harness)[2], by_month[2].replace(" 7", " 8"));
}

#[test]
fn what_long_files_of_events_come_to_is_shown_as_provisional_while_they_are_summed() {
    let folder = tempfile::tempdir().expect("a folder");
    let says = "of which little is known ".repeat(30);
    let event = |number: u32| {
        let day = format!("{}-{:02}-{:02}", 2020 + number % 7, 1 + number % 12, 1 + number % 28);
        format!("{number},A-{number},Red - Blue,Upland,{says},{day},{day},1,2,3\n")
    };
    let header = "id,relid,dyad_name,country,source_headline,date_start,date_end,low,best,high\n";
    let table = std::iter::once(header.to_owned()).chain((0..30_000).map(event));
    let path = write(folder.path(), "long.csv", &table.collect::<String>());
    let start = Start { files: vec![path], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    let is_shown = |harness: &Harness<'_, Option<Workbench>>| {
        harness.query_by_label_contains("long.csv: the sums of ").is_some()
            && harness.query_by_label_contains("Provisional: the rest is being summed").is_some()
    };
    wait_until_seen(&mut harness, is_shown);
    assert!(bench(&harness).document().files().is_empty(), "it is no part of the document");
    assert!(bench(&harness).document().question().is_none(), "nothing of it can be exported");
    wait_until_idle(&mut harness);
    assert!(!is_shown(&harness), "all of it is summed");
    assert_eq!(bench(&harness).document().files()[0].rows, 30_000);
}

#[test]
fn rows_that_repeat_an_event_are_not_said_to_be_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let twice = EVENTS.replace("\n2,", "\n1,").replace("\n4,", "\n3,");
    let files = vec![write(folder.path(), "events.csv", &twice)];
    let mut harness = window_with(Start { files, ..Start::default() }, Script::default());
    wait_until_idle(&mut harness);
    harness.get_by_role_and_label(Role::Button, "Files 1").click();
    harness.run();
    harness.get_by_label("4 rows, of which 2 not used or not wholly");
}

#[test]
fn a_group_that_a_file_does_not_have_is_told_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = open_events(folder.path());
    let before = sums(&harness);
    choose(&mut harness, "for each", "country, adm_1");
    assert!(harness.query_all_by_label_contains("no column “adm_1”").next().is_some());
    assert_eq!(sums(&harness), before);
}

#[test]
fn a_session_knows_how_events_were_summed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = open_events(folder.path());
    choose(&mut harness, "Summed by", "week");
    choose(&mut harness, "for each", "country, dyad_name");
    let document = bench(&harness).document().clone();
    let saved = crate::session::write(&document, &crate::session::View::default());
    assert!(saved.contains("summed: (period: week, by: ["), "{saved}");
    let opened = crate::session::read(&saved).expect("a session").document;
    let summed = opened.files()[0].summed.clone().expect("events");
    assert_eq!((summed.period, summed.asked.as_deref()), (Period::Week, Some("dyad_name")));
    assert_eq!(opened, document);
}
