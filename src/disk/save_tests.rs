use std::ffi::OsStr;

use tempfile::TempDir;

use super::super::failing::{FailingAt, names_in};
use super::*;
use crate::words::Words;

const OLD: &[u8] = b"the old session";
const NEW: &[u8] = b"the new session, which is longer than the old one";

fn folder_with_old() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.comparison.ron");
    std::fs::write(&path, OLD).expect("written");
    (folder, path)
}

fn anew(path: &Path) -> Result<Saved, SaveError> {
    save(path, NEW, &SaveOptions::default())
}

fn is_administrator() -> bool {
    let id = std::process::Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.starts_with(b"0"))
}

#[test]
fn whichever_step_fails_the_old_file_is_whole_and_nothing_is_left_beside_it() {
    let kinds = [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied, io::ErrorKind::Other];
    for kind in kinds {
        let mut failed_steps = Vec::new();
        let options =
            SaveOptions { expected: Expected::Content(Fingerprint::of(OLD)), keeps_earlier: false };
        for n in 1.. {
            let (folder, path) = folder_with_old();
            let mut operations = FailingAt::new(n, kind);
            let outcome = save_with(&mut operations, &path, NEW, &options);
            let content = std::fs::read(&path).expect("a file is there");
            assert_eq!(names_in(folder.path()), ["x.comparison.ron"], "{:?}", operations.failed);
            let Some(failed) = operations.failed else {
                assert!(outcome.is_ok_and(|saved| saved.durability_confirmed));
                assert_eq!(content, NEW);
                break;
            };
            failed_steps.push(failed);
            if ["lock", "names", "copy_attributes", "sync_folder"].contains(&failed) {
                let saved = outcome.expect("saved without it");
                assert_eq!(saved.durability_confirmed, failed != "sync_folder");
                assert_eq!(saved.attributes_kept, failed != "copy_attributes");
                assert_eq!(content, NEW);
                continue;
            }
            let sentence = Words::default().not_saved(&outcome.expect_err("it failed"));
            assert!(sentence.contains("the file that was there is untouched"), "{sentence}");
            assert!(sentence.ends_with("x.comparison.ron"), "{sentence}");
            assert_eq!(content, OLD, "{failed}");
        }
        let all = [
            "real_path",
            "metadata",
            "try_writable",
            "create_new",
            "lock",
            "names",
            "write",
            "copy_attributes",
            "copy_mode",
            "sync",
            "read",
            "read",
            "rename",
            "sync_folder",
        ];
        assert_eq!(failed_steps, all);
    }
}

#[test]
fn a_first_save_that_fails_leaves_nothing() {
    for n in 1.. {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x");
        let mut operations = FailingAt::new(n, io::ErrorKind::StorageFull);
        let outcome = save_with(&mut operations, &path, NEW, &SaveOptions::default());
        match operations.failed {
            None => {
                assert_eq!(std::fs::read(&path).ok().as_deref(), Some(NEW));
                break;
            }
            Some("lock" | "names" | "sync_folder") => {}
            Some(_) => {
                let sentence = Words::default().not_saved(&outcome.expect_err("it failed"));
                assert!(sentence.starts_with("The disk is full; nothing was saved."), "{sentence}");
                assert_eq!(names_in(folder.path()), [""; 0]);
            }
        }
    }
}

#[test]
fn a_file_changed_by_somebody_else_is_not_overwritten() {
    let (folder, path) = folder_with_old();
    let expected = Expected::Content(Fingerprint::of(OLD));
    let options = SaveOptions { expected, ..SaveOptions::default() };
    std::fs::write(&path, "theirs").expect("written");
    let error = save(&path, NEW, &options).expect_err("refused");
    assert!(matches!(error.why, NotSaved::ChangedOnDisk));
    assert!(Words::default().not_saved(&error).contains("changed on disk since it was opened"));
    assert_eq!(std::fs::read(&path).ok().as_deref(), Some(&b"theirs"[..]));
    assert_eq!(names_in(folder.path()).len(), 1);

    std::fs::remove_file(&path).expect("removed");
    let error = save(&path, NEW, &options).expect_err("refused");
    assert!(matches!(error.why, NotSaved::Gone));
    assert!(Words::default().not_saved(&error).contains("no longer there"));
    assert_eq!(names_in(folder.path()), [""; 0]);
    let nothing = SaveOptions { expected: Expected::Nothing, ..SaveOptions::default() };
    assert!(save(&path, NEW, &nothing).is_ok());
    let error = save(&path, OLD, &nothing).expect_err("there is one by now");
    assert!(matches!(error.why, NotSaved::ChangedOnDisk));
}

#[test]
fn what_is_there_now_is_expected_whatever_it_is() {
    let (_folder, path) = folder_with_old();
    assert_eq!(Expected::as_now(&path), Expected::Content(Fingerprint::of(OLD)));
    assert_eq!(Expected::as_now(&path.with_extension("other")), Expected::Nothing);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_its_target_is_replaced() {
    let (folder, path) = folder_with_old();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink("x.comparison.ron", &link).expect("linked");
    let saved = anew(&link).expect("saved");
    assert!(link.is_symlink());
    assert_eq!(std::fs::read(&path).ok().as_deref(), Some(NEW));
    assert_eq!(saved.path.file_name(), path.file_name());

    let broken = folder.path().join("broken");
    std::os::unix::fs::symlink("gone", &broken).expect("linked");
    let error = anew(&broken).expect_err("refused");
    assert!(matches!(error.why, NotSaved::BrokenLink), "{error:?}");
    assert!(broken.is_symlink());
}

#[cfg(unix)]
#[test]
fn permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    for mode in [0o600, 0o640, 0o664, 0o755] {
        let (_folder, path) = folder_with_old();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("set");
        assert!(anew(&path).is_ok());
        let kept = std::fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(kept & 0o777, mode);
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = folder_with_old();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).expect("set");
    let error = anew(&path).expect_err("refused");
    assert!(matches!(error.why, NotSaved::ReadOnlyFile), "{error:?}");
    assert_eq!(std::fs::read(&path).ok().as_deref(), Some(OLD));
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_gets_a_sentence() {
    use std::os::unix::fs::PermissionsExt;
    if is_administrator() {
        // Nothing is read-only for an administrator; the sweep above refuses the same step.
        return;
    }
    let (folder, path) = folder_with_old();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o555)).expect("set");
    let error = anew(&path).expect_err("refused");
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).expect("set");
    assert!(matches!(error.why, NotSaved::NoPermission), "{error:?}");
    assert_eq!(std::fs::read(&path).ok().as_deref(), Some(OLD));
}

#[test]
fn what_is_no_file_is_not_saved_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let why = |path: &Path| anew(path).expect_err("refused").why;
    assert!(matches!(why(folder.path()), NotSaved::NotAFile));
    assert!(matches!(why(Path::new("/")), NotSaved::NotAFile));
    assert!(matches!(why(&folder.path().join("no/such/folder/x")), NotSaved::NoFolder));
    if Path::new("/dev/null").exists() {
        assert!(matches!(why(Path::new("/dev/null")), NotSaved::NotAFile));
    }
}

#[test]
fn a_name_as_long_as_names_can_be_is_saved_and_a_longer_one_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let longest = folder.path().join("n".repeat(255));
    assert!(anew(&longest).is_ok());
    assert!(anew(&longest).is_ok());
    let error = anew(&folder.path().join("n".repeat(256))).expect_err("refused");
    assert!(matches!(error.why, NotSaved::BadName), "{error:?}");
    assert_eq!(names_in(folder.path()).len(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_unicode_is_saved() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(OsStr::from_bytes(b"caf\xe9.comparison.ron"));
    assert!(anew(&path).is_ok());
    assert_eq!(std::fs::read(&path).ok().as_deref(), Some(NEW));
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs an administrator, who may mount a small disk"]
fn a_full_disk_keeps_the_old_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |program: &str, arguments: &[&OsStr]| {
        let status = std::process::Command::new(program).args(arguments).status();
        assert!(status.is_ok_and(|status| status.success()), "{program}");
    };
    let at = folder.path().as_os_str();
    let arguments = ["-t", "tmpfs", "-o", "size=64k", "small"].map(OsStr::new);
    run("mount", &[&arguments[..], &[at]].concat());
    let path = folder.path().join("x.comparison.ron");
    std::fs::write(&path, OLD).expect("written");
    let outcome = save(&path, &vec![b'x'; 200_000], &SaveOptions::default());
    let (content, names) = (std::fs::read(&path), names_in(folder.path()));
    run("umount", &[at]);
    assert!(matches!(outcome.expect_err("full").why, NotSaved::DiskFull));
    assert_eq!(content.ok().as_deref(), Some(OLD));
    assert_eq!(names.len(), 1);
}
