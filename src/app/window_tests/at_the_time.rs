//! The verdict at the time beside the one with hindsight, and the way to see a day as it was known.

use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::super::command::Command;
use super::super::workbench::{Start, Workbench};
use super::{Script, bench, wait_until, window_with};
use crate::compare::Verdict;
use crate::estimate::{Day, FileSlot};

const EARLY: &str = "\
date,source,quantity,best
2030-01-10,River Monitor,killed,5000
2030-01-11,Hill Ministry,killed,5000
2030-01-12,Lake Paper,killed,5000
";

const LATE: &str = "\
date,source,quantity,best
2030-01-10,River Monitor,killed,5000
2030-01-11,Hill Ministry,killed,9000
2030-01-12,Lake Paper,killed,9000
";

type Window = Harness<'static, Option<Workbench>>;

/// Between the days of two copies of a file, of which the later one is in force.
#[expect(clippy::disallowed_methods, reason = "a test lays out the files that it opens")]
fn between_two_copies(folder: &tempfile::TempDir) -> (Window, Day) {
    let files = ["upland-2030-02-01.csv", "upland-2030-03-01.csv"];
    let files = files.map(|name| folder.path().join(name));
    std::fs::write(&files[0], EARLY).expect("written");
    std::fs::write(&files[1], LATE).expect("written");
    let start = Start { files: files.to_vec(), ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).document().files().len() == 2);
    let day: Day = "2030-02-10".parse().expect("a day");
    let ctx = harness.ctx.clone();
    let workbench = harness.state_mut().as_mut().expect("made");
    workbench.execute(&ctx, None, Command::SetCursor(day));
    harness.run();
    wait_until(&mut harness, |harness| bench(harness).is_settled());
    (harness, day)
}

fn stands(harness: &Window, day: Day) -> (Verdict, FileSlot) {
    let agreement = &bench(harness).comparison().expect("an answer").segment_at(day).agreement;
    let files = bench(harness).document().loaded();
    (agreement.verdict, files.first().expect("one is in force").slot)
}

#[test]
fn a_day_is_told_and_seen_as_it_was_known_then_and_with_hindsight() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut harness, day) = between_two_copies(&folder);
    let told =
        "Known on that day, by an earlier copy: agree (3 of 3). With hindsight: majority (2 of 3)";
    harness.get_by_label(told);
    assert_eq!(stands(&harness, day), (Verdict::Majority, FileSlot(2)));

    harness.get_by_role_and_label(Role::Button, "See what was known then").click();
    harness.run();
    let known_on = |harness: &Window| {
        bench(harness).document().question().and_then(|question| question.known_on)
    };
    assert_eq!(known_on(&harness), Some(day));
    assert_eq!(stands(&harness, day), (Verdict::Agree, FileSlot(1)), "the copy of that time");
    wait_until(&mut harness, |harness| bench(harness).is_settled());
    harness.get_by_label(told);

    harness.get_by_role_and_label(Role::Button, "See it with hindsight").click();
    harness.run();
    assert_eq!(known_on(&harness), None);
    assert_eq!(stands(&harness, day), (Verdict::Majority, FileSlot(2)));
}
