//! A copy for somebody who is not to know all of it.

use super::super::actions::Action;
use super::super::command::Command;
use super::*;

fn says(text: &str) -> impl Fn(&Harness<'_, Option<Workbench>>) -> bool {
    move |harness| harness.query_all_by_label_contains(text).next().is_some()
}

fn click(harness: &mut Harness<'static, Option<Workbench>>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

#[test]
fn what_the_answer_becomes_is_told_before_the_copy_is_saved_and_nothing_open_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("for-the-desk.comparison.ron");
    let save = Arc::new(Mutex::new(Some(path.clone())));
    let mut harness = window_with(Start::default(), Script { save, ..Script::default() });
    let before = bench(&harness).document().clone();
    execute(&mut harness, Command::Act(Action::RedactedCopy));
    wait_until(&mut harness, says("Nothing is left out"));
    click(&mut harness, "Leave out: ROK Joint Chiefs");
    click(&mut harness, "Mask: Gen. Syrskyi");
    wait_until(&mut harness, says("1 origin is called by a letter"));
    harness.get_by_label_contains("diverge (3 of 5) before, ");
    click(&mut harness, "Save the copy as…");
    wait_until(&mut harness, says("The redacted copy was written to"));
    assert_eq!(bench(&harness).document(), &before);
    #[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
    let text = std::fs::read_to_string(&path).expect("written").to_lowercase();
    for name in ["joint chiefs", "syrskyi"] {
        assert!(!text.contains(name), "{name}");
    }

    let mut copy = window_on(&path, Script::default());
    wait_until(&mut copy, says("A redacted copy: something was taken out of it"));
    copy.get_by_label_contains("Show Source A");
}

#[test]
fn a_copy_of_which_nothing_is_left_out_is_not_saved_as_redacted() {
    let mut harness = window();
    execute(&mut harness, Command::Act(Action::RedactedCopy));
    wait_until(&mut harness, says("Nothing is left out"));
    let save = harness.get_by_label("Save the copy as…");
    assert!(save.accesskit_node().is_disabled());
}
