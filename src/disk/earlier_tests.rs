use super::super::failing::{FailingAt, names_in};
use super::super::{Expected, FileSystem, NotSaved, SaveError, SaveOptions, Saved, save_with};
use super::*;

const KEEPING: SaveOptions = SaveOptions { expected: Expected::Anything, keeps_earlier: true };

fn saved(path: &Path, content: &str) -> Saved {
    let saved = save_with(&mut FileSystem, path, content.as_bytes(), &KEEPING).expect("saved");
    assert_eq!(saved.earlier_not_kept, None);
    saved
}

/// What is kept of a session, the latest first.
fn kept(path: &Path) -> Vec<String> {
    let read = |earlier: &Earlier| std::fs::read_to_string(&earlier.path).expect("there");
    earlier_saves(path).iter().map(read).collect()
}

#[test]
fn the_three_saves_before_are_kept_and_the_same_saved_again_is_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.comparison.ron");
    let _ = saved(&path, "one");
    assert_eq!(kept(&path), [""; 0]);
    let _ = saved(&path, "two");
    let _ = saved(&path, "two");
    assert_eq!(kept(&path), ["one"]);
    let _ = (saved(&path, "three"), saved(&path, "four"), saved(&path, "five"));
    assert_eq!(kept(&path), ["four", "three", "two"]);
    let at = |number| format!(".x.comparison.ron.earlier-{number}.comparison.ron");
    assert_eq!(names_in(folder.path()), [&at(2), &at(3), &at(4), "x.comparison.ron"]);
    assert!(earlier_saves(&path).iter().all(|earlier| is_earlier_save(&earlier.path)));
}

#[test]
fn an_earlier_save_is_of_the_time_when_it_was_saved() {
    for knows_no_links in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.comparison.ron");
        let _ = saved(&path, "one");
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
        let file = std::fs::OpenOptions::new().write(true).open(&path).expect("there");
        file.set_modified(long_ago).expect("set");
        let mut operations =
            FailingAt::new(usize::MAX, io::ErrorKind::Other).without_links(knows_no_links);
        assert!(save_with(&mut operations, &path, b"two", &KEEPING).is_ok());
        assert_eq!(earlier_saves(&path).first().and_then(|one| one.written), Some(long_ago));
        assert_eq!(kept(&path), ["one"]);
    }
}

#[test]
fn no_two_sessions_share_an_earlier_save() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = "n".repeat(240);
    let names = [
        "x.comparison.ron".to_owned(),
        "x.COMPARISON.RON".to_owned(),
        "x.comparison.ron.comparison.ron".to_owned(),
        "x".to_owned(),
        "x.comparison.ron.earlier-1".to_owned(),
        format!("{long}a.comparison.ron").chars().skip(8).collect(),
        format!("{long}b.comparison.ron").chars().skip(8).collect(),
    ];
    let path = |name: &String| folder.path().join(name);
    for name in &names {
        let _ = (saved(&path(name), name), saved(&path(name), "new"));
    }
    for name in &names {
        assert_eq!(kept(&path(name)), [name.as_str()]);
    }
}

#[cfg(unix)]
#[test]
fn by_a_link_the_earlier_saves_are_those_of_the_session_that_it_leads_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let (papers, desk) = (folder.path().join("papers"), folder.path().join("desk"));
    std::fs::create_dir_all(&papers).expect("made");
    std::fs::create_dir_all(&desk).expect("made");
    let (path, link) = (papers.join("x.comparison.ron"), desk.join("y.comparison.ron"));
    let _ = saved(&path, "one");
    std::os::unix::fs::symlink(&path, &link).expect("linked");
    let _ = saved(&link, "two");
    assert_eq!((kept(&path), kept(&link)), (vec!["one".to_owned()], vec!["one".to_owned()]));
    assert_eq!(names_in(&desk), ["y.comparison.ron"]);
    // A link under the name of an earlier save is none, and is not written through.
    let elsewhere = folder.path().join("elsewhere");
    std::fs::write(&elsewhere, "precious").expect("written");
    std::os::unix::fs::symlink(&elsewhere, path_of(&path, 2).expect("a path")).expect("linked");
    let _ = saved(&path, "three");
    assert_eq!(kept(&path), ["two", "one"]);
    assert_eq!(std::fs::read_to_string(&elsewhere).ok().as_deref(), Some("precious"));
}

#[cfg(unix)]
#[test]
fn an_earlier_save_is_never_written_through_another_name_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, other) = (folder.path().join("x.comparison.ron"), folder.path().join("other"));
    let _ = saved(&path, "one");
    std::fs::hard_link(&path, &other).expect("linked");
    let _ = saved(&path, "two");
    std::fs::write(&other, "written in place").expect("written");
    assert_eq!(kept(&path), ["one"]);
}

/// What was saved before the disk fails, and what is saved then.
fn folder_with_four() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.comparison.ron");
    for content in ["one", "two", "three", "four"] {
        let _ = saved(&path, content);
    }
    (folder, path)
}

/// Each step of a save fails in turn; what is told is held to what is there.
fn sweep(operations: impl Fn(usize) -> FailingAt) -> Vec<&'static str> {
    let mut failed_steps = Vec::new();
    for n in 1.. {
        let (folder, path) = folder_with_four();
        let mut operations = operations(n);
        let outcome = save_with(&mut operations, &path, b"five", &KEEPING);
        let content = std::fs::read_to_string(&path).expect("a file is there");
        let failed = operations.failed;
        let what = format!("{n}, {failed:?}: {outcome:?}, {:?}", kept(&path));
        match &outcome {
            Ok(saved) => {
                assert_eq!(content, "five", "{what}");
                let all = ["four", "three", "two", "one"];
                let expected = match saved.earlier_not_kept {
                    Some(_) => &all[1..],
                    // What could not be taken away is with the next save.
                    None if failed.is_some() && kept(&path).len() == 4 => &all[..],
                    None => &all[..3],
                };
                assert_eq!(kept(&path), expected, "{what}");
            }
            Err(SaveError { why: NotSaved::ChangedOnDisk, .. }) => panic!("{what}"),
            Err(_) => {
                assert_eq!(content, "four", "{what}");
                assert_eq!(kept(&path), ["three", "two", "one"], "{what}");
            }
        }
        let left = names_in(folder.path());
        assert!(left.iter().all(|name| name.ends_with(SESSION_EXTENSION)), "{left:?}");
        let Some(failed) = failed else { return failed_steps };
        failed_steps.push(failed);
        let again = saved(&path, "six");
        assert_eq!(again.earlier_not_kept, None);
        assert_eq!(kept(&path).len(), EARLIER_SAVES_KEPT, "{what}");
        assert_eq!(kept(&path).first(), Some(&content), "{what}");
    }
    unreachable!("the sweep ends where no step is left")
}

#[test]
fn a_save_is_never_lost_to_an_earlier_one_and_an_earlier_one_never_to_a_save_that_fails() {
    for kind in [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied] {
        let steps = sweep(|n| FailingAt::new(n, kind));
        assert!(steps.contains(&"link") && steps.contains(&"remove"), "{steps:?}");
        let copying = sweep(|n| FailingAt::new(n, kind).without_links(true));
        assert!(copying.iter().filter(|step| **step == "rename").count() == 2, "{copying:?}");
    }
}

#[test]
fn a_process_that_is_killed_at_any_step_leaves_every_earlier_save() {
    for knows_no_links in [false, true] {
        for n in 1.. {
            let (_folder, path) = folder_with_four();
            let mut operations = FailingAt::cut_off_at(n).without_links(knows_no_links);
            let _ = save_with(&mut operations, &path, b"five", &KEEPING);
            let content = std::fs::read_to_string(&path).expect("a file is there");
            let (left, failed) = (kept(&path), operations.failed);
            let found = |text: &str| content == text || left.iter().any(|kept| kept == text);
            assert!(["two", "three", "four"].into_iter().all(found), "{failed:?}: {left:?}");
            let _ = saved(&path, "six");
            let mut after = kept(&path);
            assert_eq!(after.first(), Some(&content), "{failed:?}");
            after.dedup();
            assert_eq!(after.len(), EARLIER_SAVES_KEPT, "nothing is kept twice: {failed:?}");
            if failed.is_none() {
                break;
            }
        }
    }
}

#[test]
fn what_cannot_be_kept_is_told_and_saved_nevertheless() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.comparison.ron");
    let _ = saved(&path, "one");
    let kind = io::ErrorKind::PermissionDenied;
    let names_fail = |n| {
        let mut operations = FailingAt::new(n, kind);
        let outcome = save_with(&mut operations, &path, b"two", &KEEPING);
        outcome.ok().and_then(|saved| saved.earlier_not_kept)
    };
    assert!((1..20).any(|n| names_fail(n) == Some(kind)));
    assert_eq!(std::fs::read_to_string(&path).ok().as_deref(), Some("two"));
}
