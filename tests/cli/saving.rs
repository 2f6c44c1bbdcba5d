//! Saving when it goes wrong: the old file or the new one, whole, and an honest word.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{Folder, UPLAND, names_in, skip};

const PROGRAM: &str = env!("CARGO_BIN_EXE_parallax");

/// Estimates enough for a session of some hundred kilobytes.
fn many_estimates() -> String {
    let mut csv = String::from("date,source,quantity,place,best,id\n");
    for number in 0..4_000 {
        let (month, day, source) = (1 + number % 12, 1 + number % 28, number % 40);
        let count = 1_000 + number * 7;
        writeln!(csv, "2030-{month:02}-{day:02},S{source},killed,Upland,{count},e{number}")
            .expect("a String takes it");
    }
    csv
}

/// A folder with many estimates to export and a small session to save over.
fn folder_with_old_session() -> (Folder, Vec<u8>) {
    let folder = Folder::with("many.csv", many_estimates());
    folder.write("upland.csv", UPLAND);
    folder.run(&["export", "upland.csv", "-o", "old.comparison.ron"]).done();
    let old = folder.read("old.comparison.ron");
    (folder, old)
}

/// Runs a shell script where it may mount what nobody else sees; none where that is not allowed.
fn in_own_mounts(script: &str, arguments: &[&Path]) -> Option<Output> {
    let probe = "mount -t tmpfs -o size=64k tmpfs /mnt";
    let allowed = [&["-m"][..], &["-rm"]].into_iter().find(|flags| {
        let tried = Command::new("unshare").args(*flags).args(["sh", "-c", probe]).output();
        tried.is_ok_and(|output| output.status.success())
    })?;
    let output = Command::new("unshare")
        .args(allowed)
        .args(["sh", "-e", "-c", script, "sh", PROGRAM])
        .args(arguments)
        .output();
    Some(output.expect("unshare ran before"))
}

/// Exports over an old session in a folder of its own file system, then copies out the exit code,
/// what was said, what stands in the folder and the session.
const SAVE_IN_MOUNT: &str = r#"
    program=$1 folder=$2
    mkdir "$folder/there" "$folder/out"
    mount -t tmpfs -o size=64k tmpfs "$folder/there"
    cp "$folder/old.comparison.ron" "$folder/there/s.comparison.ron"
    PREPARE
    code=0
    "$program" export "$folder/many.csv" -o "$folder/there/s.comparison.ron" \
        >"$folder/out/stdout" 2>"$folder/out/stderr" || code=$?
    echo "$code" >"$folder/out/code"
    ls -A "$folder/there" >"$folder/out/names"
    cp "$folder/there/s.comparison.ron" "$folder/out/s.comparison.ron"
"#;

/// Saves where saving cannot work; the old session has to be there still, and a sentence.
fn a_save_that_fails_keeps_the_old_session(prepare: &str, said: &[&str]) {
    let (folder, old) = folder_with_old_session();
    let script = SAVE_IN_MOUNT.replace("PREPARE", prepare);
    let Some(output) = in_own_mounts(&script, &[folder.0.path()]) else {
        return skip("mounting needs root or unprivileged user namespaces");
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = folder.text("out/stderr");
    assert_eq!(folder.text("out/code").trim(), "2", "{told}");
    assert!(folder.read("out/s.comparison.ron") == old, "the old session is not what it was");
    assert_eq!(folder.text("out/names").trim(), "s.comparison.ron", "something is left behind");
    assert!(!told.contains("panicked"), "{told}");
    assert!(told.contains("s.comparison.ron"), "says not of what: {told}");
    assert!(said.iter().any(|words| told.to_lowercase().contains(words)), "says not why: {told}");
    assert_eq!(folder.text("out/stdout"), "");
}

#[test]
fn saving_onto_a_full_disk_keeps_the_old_session_and_says_so() {
    a_save_that_fails_keeps_the_old_session("", &["full", "space", "room"]);
}

#[test]
fn saving_into_a_read_only_folder_keeps_the_old_session_and_says_so() {
    a_save_that_fails_keeps_the_old_session(
        r#"mount -o remount,ro "$folder/there""#,
        &["read-only", "read only", "not allowed", "may not", "can only be read"],
    );
}

#[test]
fn saving_into_a_folder_that_takes_no_files_is_refused_in_words() {
    let folder = Folder::with("upland.csv", UPLAND);
    folder
        .run(&["export", "upland.csv", "-o", "/proc/s.comparison.ron"])
        .refused()
        .says(&["/proc"]);
    let nowhere = ["export", "upland.csv", "-o", "no/such/folder/s.comparison.ron"];
    folder.run(&nowhere).refused().says(&["folder"]);
    fs::create_dir(folder.path("s.comparison.ron")).expect("a folder");
    folder.run(&["export", "upland.csv", "-o", "s.comparison.ron"]).refused().says(&["folder"]);
    assert_eq!(folder.names(), ["s.comparison.ron", "upland.csv"]);
}

#[test]
fn saving_through_a_link_keeps_the_link_and_the_mode_of_its_target() {
    let (folder, old) = folder_with_old_session();
    let papers = Folder::new();
    let target = papers.write("s.comparison.ron", &old);
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).expect("a mode");
    symlink(&target, folder.path("link.comparison.ron")).expect("a link");
    folder.run(&["export", "many.csv", "-o", "link.comparison.ron"]).done();

    let link = fs::symlink_metadata(folder.path("link.comparison.ron")).expect("the link");
    assert!(link.file_type().is_symlink(), "the link was replaced");
    let new = papers.read("s.comparison.ron");
    assert!(
        new != old && new == folder.read("link.comparison.ron"),
        "the target is not the new one"
    );
    let mode = fs::metadata(&target).expect("the target").permissions().mode() & 0o7777;
    assert_eq!(mode, 0o640, "{mode:o}");
    let earlier = ".s.comparison.ron.earlier-1.comparison.ron";
    assert_eq!(papers.names(), [earlier, "s.comparison.ron"], "what it was, and nothing else");
    assert_eq!(papers.read(earlier), old);
    assert!(!folder.names().iter().any(|name| name.contains("tmp")), "{:?}", folder.names());
}

#[test]
fn a_file_that_is_saved_over_keeps_its_mode() {
    let (folder, _) = folder_with_old_session();
    let path = folder.path("old.comparison.ron");
    for wanted in [0o600, 0o644, 0o664] {
        fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).expect("a mode");
        folder.run(&["export", "many.csv", "-o", "old.comparison.ron"]).done();
        let mode = fs::metadata(&path).expect("the file").permissions().mode() & 0o7777;
        assert_eq!(mode, wanted, "{mode:o} for {wanted:o}");
    }
}

/// The calls by which bytes and names get onto the disk.
const CALLS: [&str; 15] = [
    "write",
    "pwrite64",
    "writev",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "fchmod",
    "ftruncate",
    "openat",
];

/// An export over an old session, watched and disturbed by strace.
struct Disturbed {
    folder: Folder,
    old: Vec<u8>,
    new: Vec<u8>,
}

impl Disturbed {
    /// None where strace is not installed or not allowed.
    fn set_up() -> Option<Disturbed> {
        let probe = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
        if !probe.is_ok_and(|output| output.status.success()) {
            skip("strace is not installed, or may not trace");
            return None;
        }
        let (folder, old) = folder_with_old_session();
        folder.run(&["export", "many.csv", "-o", "new.comparison.ron"]).done();
        let new = folder.read("new.comparison.ron");
        fs::create_dir(folder.path("there")).expect("a folder");
        Some(Disturbed { folder, old, new })
    }

    fn there(&self) -> PathBuf {
        fs::canonicalize(self.folder.path("there")).expect("the folder")
    }

    /// Saves over the old session under strace, and gives back its log with the exit.
    fn save(&self, inject: Option<&str>) -> (Output, String) {
        for name in names_in(&self.there()) {
            fs::remove_file(self.there().join(name)).expect("removed");
        }
        let target = self.there().join("s.comparison.ron");
        fs::write(&target, &self.old).expect("the old session");
        let log = self.folder.path("strace.log");
        let mut strace = Command::new("strace");
        let calls = format!("trace={}", CALLS.join(","));
        strace.args(["-f", "-y", "-qq", "-o"]).arg(&log).args(["-e", &calls]);
        if let Some(inject) = inject {
            strace.args(["-e", &format!("inject={inject}")]);
        }
        let output = strace
            .arg(PROGRAM)
            .args(["export", "many.csv", "-o"])
            .arg(&target)
            .current_dir(self.folder.0.path())
            .output()
            .expect("strace ran before");
        (output, fs::read_to_string(&log).expect("a log"))
    }

    fn session(&self) -> Vec<u8> {
        fs::read(self.there().join("s.comparison.ron")).expect("a session is there")
    }

    /// Old or new, whole; which of them?
    fn is_new(&self, after: &str) -> bool {
        let session = self.session();
        assert!(
            session == self.old || session == self.new,
            "after {after}: torn, {} bytes of {}",
            session.len(),
            self.new.len()
        );
        session == self.new
    }
}

/// Which call a line of strace's log tells of.
fn call_in(line: &str) -> Option<&str> {
    let (before, _) = line.split_once('(')?;
    before.rsplit(' ').next()
}

/// Every call of a save, as its name and how many of that name came before; strace counts each
/// name for itself.
fn moments(log: &str, there: &str) -> Vec<(&'static str, usize)> {
    let mut moments = Vec::new();
    for name in CALLS {
        let calls: Vec<&str> = log.lines().filter(|line| call_in(line) == Some(name)).collect();
        // Libraries are opened before anything of ours is touched.
        let first = calls.iter().position(|line| name != "openat" || line.contains(there));
        let all = first.map_or(0..0, |first| first..calls.len());
        // Every one where they are few, thirty spread over them where they are many.
        let step = all.len().div_ceil(30).max(1);
        moments.extend(all.step_by(step).map(|place| (name, place + 1)));
    }
    moments
}

#[test]
fn killing_the_program_at_any_call_of_a_save_leaves_a_whole_session() {
    let Some(save) = Disturbed::set_up() else { return };
    let (output, log) = save.save(None);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let there = save.there().to_string_lossy().into_owned();
    let moments = moments(&log, &there);

    let (mut hits, mut kept, mut replaced) = (Vec::new(), 0, 0);
    for (name, when) in moments {
        let (output, log) = save.save(Some(&format!("{name}:signal=KILL:when={when}")));
        if !log.contains("SIGKILL") {
            continue;
        }
        hits.push(name);
        assert!(!output.status.success(), "killed at {name} {when}, and yet done");
        match save.is_new(&format!("a kill at {name} {when}")) {
            true => replaced += 1,
            false => kept += 1,
        }
        let target = save.there().join("s.comparison.ron");
        let check = save.folder.run(&["check", &target.to_string_lossy()]).done();
        assert!(!check.stdout.is_empty());
    }
    for part in ["write", "sync", "rename", "open"] {
        assert!(hits.iter().any(|hit| hit.contains(part)), "no kill hit {part}: {hits:?}");
    }
    assert!(kept > 0, "no kill came before the new session was in place: {hits:?}");
    assert!(replaced > 0, "no kill came after the new session was in place: {hits:?}");
    eprintln!("{} kills: {kept} left the old session, {replaced} the new one", hits.len());

    // What a killed save left behind does not stand in the way of the next, and goes with it.
    let (output, _) = save.save(Some("rename,renameat,renameat2:signal=KILL:when=1"));
    assert!(!output.status.success());
    let is_left = |name: &String| name.ends_with(".tmp");
    assert!(names_in(&save.there()).iter().any(is_left), "{:?}", names_in(&save.there()));
    let target = save.there().join("s.comparison.ron");
    save.folder.run(&["export", "many.csv", "-o", &target.to_string_lossy()]).done();
    assert!(save.is_new("a save that nobody disturbed"));
    assert!(!names_in(&save.there()).iter().any(is_left), "{:?}", names_in(&save.there()));
}

#[test]
fn an_error_of_the_disk_keeps_the_old_session_and_is_told() {
    let Some(save) = Disturbed::set_up() else { return };
    let renames = "rename,renameat,renameat2";
    for inject in [
        "fsync,fdatasync:error=EIO:when=1".to_owned(),
        format!("{renames}:error=EACCES:when=1"),
        format!("{renames}:error=ENOSPC:when=1"),
    ] {
        let (output, log) = save.save(Some(&inject));
        assert!(log.contains("INJECTED"), "{inject} hit nothing: {log}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{inject}: {told}");
        assert!(told.contains("s.comparison.ron") && !told.contains("panicked"), "{told}");
        assert!(!save.is_new(&inject), "{inject}: said to have failed, and yet replaced");
        assert_eq!(names_in(&save.there()), ["s.comparison.ron"], "{inject}: left behind");
    }
}

/// When only the folder's flush fails the new session is in place: it was saved, and what is not
/// sure is whether it outlives a power cut.
#[test]
fn a_folder_that_cannot_be_flushed_still_has_the_new_session() {
    let Some(save) = Disturbed::set_up() else { return };
    let (output, log) = save.save(Some("fsync,fdatasync:error=EIO:when=2"));
    if !log.contains("INJECTED") {
        return skip("the folder is not flushed by a second call here");
    }
    assert!(save.is_new("an error flushing the folder"));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn what_an_export_replaces_is_kept_beside_it_three_times() {
    let (folder, old) = folder_with_old_session();
    let earlier = |number| format!(".old.comparison.ron.earlier-{number}.comparison.ron");
    folder.run(&["export", "many.csv", "-o", "old.comparison.ron"]).done();
    let second = folder.read("old.comparison.ron");
    folder.run(&["export", "many.csv", "-o", "old.comparison.ron"]).done();
    assert_eq!(folder.read(&earlier(1)), old);
    assert!(!folder.names().contains(&earlier(2)), "the same bytes are no other save");
    for count in [3, 4, 5] {
        let few = format!("date,source,quantity,best\n2030-01-10,S,killed,{count}\n");
        folder.write("few.csv", few);
        folder.run(&["export", "few.csv", "-o", "old.comparison.ron"]).done();
    }
    assert!(!folder.names().contains(&earlier(1)), "{:?}", folder.names());
    assert_eq!(folder.read(&earlier(2)), second);
    let kept = folder.names().into_iter().filter(|name| name.contains(".earlier-")).count();
    assert_eq!(kept, 3);
    // A picture or a table is made anew at any time.
    folder.run(&["export", "many.csv", "-o", "many.json"]).done();
    folder.run(&["export", "upland.csv", "-o", "many.json"]).done();
    assert!(!folder.names().iter().any(|name| name.contains("many.json.")));
}

#[test]
fn where_a_session_cannot_be_read_the_latest_earlier_save_that_can_is_named() {
    let (folder, _) = folder_with_old_session();
    folder.run(&["export", "many.csv", "-o", "old.comparison.ron"]).done();
    let whole = folder.read("old.comparison.ron");
    let earlier = ".old.comparison.ron.earlier-1.comparison.ron";
    for spoiled in [&whole[..whole.len() / 2], b"", b"\xff\xfe"] {
        folder.write("old.comparison.ron", spoiled);
        folder.run(&["check", "old.comparison.ron"]).refused().says(&[earlier, "4 estimates"]);
    }
    fs::remove_file(folder.path("old.comparison.ron")).expect("removed");
    folder.run(&["check", "old.comparison.ron"]).refused().says(&["no such file", earlier]);
    folder.run(&["check", earlier]).done();
    // What a newer version has saved is whole.
    folder.write("old.comparison.ron", "(version: 99)");
    let refused = folder.run(&["check", "old.comparison.ron"]).refused();
    assert!(!refused.stderr.contains(earlier), "{}", refused.stderr);
}
