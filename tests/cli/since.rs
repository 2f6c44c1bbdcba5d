//! What has become of verdicts since an earlier session.

use crate::Folder;

const BEFORE: &str = "as_of,source,quantity,low,high\n\
    2030-01-01,North Institute,killed,100,200\n\
    2030-01-10,Hill Ministry,killed,150,250\n";

/// An earlier session, and a table with a statement more.
fn two() -> Folder {
    let folder = Folder::with("before.csv", BEFORE);
    folder.run(&["export", "before.csv", "-o", "old.comparison.ron"]).done();
    folder.write("now.csv", format!("{BEFORE}2030-02-01,Hill Ministry,killed,900,950\n"));
    folder
}

#[test]
fn the_days_are_told_and_the_exit_code_says_that_a_verdict_changed() {
    let folder = two();
    let since = ["--since", "old.comparison.ron", "--dates", "stated"];
    let asked = |format| [&["compare", "now.csv", "--format", format][..], &since].concat();
    let run = folder.run(&asked("text")).ends_with(1);
    run.answers(&["1 Feb 2030: agree (2 of 2) before, diverge (1 of 2) now"]);
    let json = folder.run(&asked("json")).ends_with(1).json();
    assert_eq!(json["since"], "old.comparison.ron");
    assert_eq!(json["changes"][0]["from"], "2030-02-01");
    assert_eq!(json["changes"][0]["before"]["verdict"], "agree");
    assert_eq!(json["changes"][0]["now"]["verdict"], "diverge");
    folder.run(&asked("csv")).ends_with(1).answers(&["2030-02-01"]);
    let at = [&asked("text")[..], &["--at", "2030-01-15"]].concat();
    folder.run(&at).done().answers(&["No verdict has changed"]);
}

#[test]
fn the_same_again_has_changed_nothing_and_what_is_no_session_is_refused() {
    let folder = two();
    let run = folder.run(&["compare", "before.csv", "--since", "old.comparison.ron"]);
    run.done().answers(&["No verdict has changed"]);
    folder.run(&["compare", "before.csv", "--since", "none.ron"]).refused().says(&["none.ron"]);
}
