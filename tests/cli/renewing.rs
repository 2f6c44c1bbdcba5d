//! A report that is written anew: from the files as they are by now, where that is asked for.

use std::fs;

use crate::{Folder, UPLAND};

/// A session on a table that has four rows more by now, each of which says otherwise.
fn changed_since() -> Folder {
    let folder = Folder::with("upland.csv", UPLAND);
    folder.run(&["export", "upland.csv", "-o", "s.comparison.ron"]).done();
    let more =
        [("Ridge Post", 900), ("Sea Survey", 1500), ("Dale News", 2500), ("Fen Radio", 3500)];
    let more = more.map(|(who, many)| format!("2030-01-17,{who},killed,Upland,,{many},,exact,\n"));
    folder.write("upland.csv", format!("{UPLAND}{}", more.concat()));
    folder
}

#[test]
fn a_report_tells_what_its_files_hold_by_now_and_what_becomes_of_the_verdict() {
    let folder = changed_since();
    let as_saved = folder.run(&["report", "s.comparison.ron", "-o", "old.md"]).done();
    assert!(!as_saved.stderr.contains("on disk"), "{}", as_saved.stderr);
    assert!(!folder.text("old.md").contains("Ridge Post"));

    let run = folder.run(&["report", "s.comparison.ron", "--renew", "-o", "new.md"]).done();
    let changed = "majority (3 of 4) before, minority (3 of 8) now";
    run.says(&[
        "upland.csv: Changed on disk since it was read",
        "4 new",
        "The file has changed",
        changed,
    ]);
    let report = folder.text("new.md");
    assert!(report.contains("Ridge Post"));
    let told = part(&report, "What has become of the files");
    for sentence in ["Changed on disk since it was read", "The file has changed.", changed] {
        assert!(told.contains(sentence), "“{sentence}” is not in {told}");
    }
    let not_asked = part(&folder.text("old.md"), "What has become of the files");
    assert!(not_asked.contains("not looked at again"), "{not_asked}");
    folder.run(&["report", "s.comparison.ron", "--renew", "-o", "again.md"]).done();
    assert_eq!(folder.text("new.md"), folder.text("again.md"));
}

/// What stands in a report in Markdown between this heading and the next.
fn part(report: &str, heading: &str) -> String {
    let mut parts = report.split("\n## ");
    let found = parts.find(|part| part.lines().next().is_some_and(|line| line.contains(heading)));
    found.unwrap_or_else(|| panic!("no part “{heading}” in {report}")).to_owned()
}

#[test]
fn of_what_a_redacted_report_leaves_out_it_does_not_tell_what_became() {
    let folder = changed_since();
    let args = ["report", "s.comparison.ron", "--renew", "--leave-out", "Sea Survey", "-o", "r.md"];
    folder.run(&args).done().says(&["upland.csv: Changed on disk"]);
    let told = part(&folder.text("r.md"), "What has become of the files");
    assert!(told.contains("The file has changed.") && !told.contains("before"), "{told}");
}

#[test]
fn what_is_gone_or_something_else_by_now_stays_as_it_was_read() {
    let folder = changed_since();
    fs::remove_file(folder.path("upland.csv")).expect("removed");
    let run = folder.run(&["report", "s.comparison.ron", "--renew", "-o", "gone.md"]).done();
    run.says(&["No longer at", "No verdict has changed"]);
    assert!(folder.text("gone.md").contains("North Institute"));

    let other = "date,source,quantity,place,best\n2020-01-01,Sea Survey,deployed,Lowland,7\n";
    folder.write("upland.csv", other);
    let run = folder.run(&["report", "s.comparison.ron", "--renew", "-o", "other.md"]).done();
    run.says(&["Changed on disk since it was read"]);
    assert!(!folder.text("other.md").contains("Sea Survey"));
}
