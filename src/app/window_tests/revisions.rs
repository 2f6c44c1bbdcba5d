//! What was said of a day when: numbers that a newer copy or their own source has otherwise.

use egui_kittest::kittest::Queryable;

use super::*;

type Window = Harness<'static, Option<Workbench>>;

const EARLY: &str = "\
date,source,quantity,best
2030-01-10,River Monitor,killed,501
2030-01-11,Hill Ministry,killed,483
2030-01-12,Lake Paper,killed,512
2030-01-13,North Institute,killed,404
";

/// Two copies of one file, of which the newer has other numbers of two sources.
#[expect(clippy::disallowed_methods, reason = "a test lays out the files that it opens")]
fn two_copies() -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["upland-2030-02-01.csv", "upland-2030-03-01.csv"];
    let files = files.map(|name| folder.path().join(name));
    std::fs::write(&files[0], EARLY).expect("written");
    let late = EARLY.replace("killed,501", "killed,533");
    std::fs::write(&files[1], late).expect("written");
    let start = Start { files: files.to_vec(), ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).document().files().len() == 2);
    (folder, harness)
}

fn revisions(harness: &mut Window) {
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F7);
    wait_until(harness, |harness| {
        harness.query_by_label_contains("Looking for what was said anew").is_none()
    });
}

#[test]
fn what_a_newer_copy_has_otherwise_is_drawn_and_listed_and_leads_to_both_statements() {
    let (_folder, mut harness) = two_copies();
    revisions(&mut harness);
    harness.get_by_label("1 of 4 sources said its latest number up to 13 Jan 2030 more than once");
    let older = "River Monitor, of 10 Jan 2030: 501, in the copy of 1 Feb 2030";
    let newer = "River Monitor, of 10 Jan 2030: 533, in the copy of 1 Mar 2030, +32";
    harness.get_by_label(newer).click();
    harness.run();
    let newest = find(&harness, "River Monitor", "2030-01-10");
    assert_eq!(bench(&harness).view().selection.as_ref(), Some(&newest));
    harness.get_by_label(older).click();
    wait_until(&mut harness, |harness| {
        harness.query_all_by_label_contains("upland-2030-02-01.csv").next().is_some()
    });
    assert_eq!(bench(&harness).view().selection.as_ref(), Some(&newest), "it is not compared");
}

#[test]
fn the_picture_has_a_step_for_every_day_of_saying_and_a_sign_that_is_pointed_at_says_what() {
    let (_folder, mut harness) = two_copies();
    revisions(&mut harness);
    let picture = bench(&harness).drawn_picture().expect("drawn");
    let signs: Vec<(f32, f32)> = picture
        .marks()
        .filter(|mark| mark.part == crate::chart::Part::Glyph)
        .filter_map(|mark| match &mark.kind {
            crate::chart::MarkKind::Glyph { center, .. } => Some((center.x, center.y)),
            _ => None,
        })
        .collect();
    let [(first, low), (second, high)] = signs[..] else { panic!("{signs:?}") };
    assert!(first < second && high < low, "533 after 501");
    let day = |text: &str| f64::from(text.parse::<Day>().expect("a day").number());
    assert!((picture.time.x(day("2030-02-01")) - first).abs() < 1.0);
    assert!((picture.time.x(day("2030-03-01")) - second).abs() < 1.0);

    let area = harness.get_by_label_contains("1 of 4 sources said").rect();
    harness.hover_at(area.min + egui::vec2(second, high));
    harness.run();
    // In the list, and beside the pointer.
    let told = harness.query_all_by_label_contains("533, in the copy of 1 Mar 2030, +32");
    assert_eq!(told.count(), 2);
}

#[test]
fn where_nothing_was_said_anew_it_is_told_and_other_days_are_offered() {
    let mut harness = window();
    revisions(&mut harness);
    harness.get_by_label_contains("A number is said anew where its source states another one");
    let (_folder, mut harness) = two_copies();
    let ctx = harness.ctx.clone();
    let before = Command::SetCursor("2030-01-01".parse().expect("a day"));
    harness.state_mut().as_mut().expect("made").execute(&ctx, None, before);
    revisions(&mut harness);
    harness.get_by_label("Nobody has spoken of a day up to 1 Jan 2030");
    harness.get_by_label("10 Jan 2030").click();
    harness.run();
    harness.get_by_label_contains("The only source said");
}
