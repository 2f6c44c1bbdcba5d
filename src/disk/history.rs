//! The versions of one file in the history of a local git repository, by the `git` on the PATH.
//!
//! Nothing is written, nothing is fetched, and nothing that the repository asks for is run: no hook,
//! no pager, no filter, no other transport. Whether a repository is trusted is git's own question; its
//! refusal is passed on as it stands.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::estimate::Day;

/// No more versions than this are read.
const MOST_VERSIONS: usize = 1_000;

/// One version of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileVersion {
    /// The commit, in hexadecimal digits.
    pub commit: String,
    /// The day on which it was committed, as `2026-05-11`, where whoever did it was.
    pub day: String,
    pub bytes: Vec<u8>,
}

/// The versions of a file, the oldest first: of each day the last one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileHistory {
    pub versions: Vec<FileVersion>,
    /// So many others are of days of which there is a later one.
    pub passed_over: usize,
}

/// Why the history of a file was not read.
#[derive(Debug)]
pub enum NoHistory {
    /// There is no `git` on the PATH, or it cannot be started.
    NoGit(io::Error),
    /// What git says, in one line: this is no repository, or belongs to somebody else.
    Refused(String),
    /// No commit holds the file.
    NotInHistory,
    TooMany {
        found: usize,
        most: usize,
    },
    TooLarge {
        limit_bytes: u64,
    },
    Stopped,
    Other(io::Error),
}

impl From<io::Error> for NoHistory {
    fn from(error: io::Error) -> NoHistory {
        NoHistory::Other(error)
    }
}

/// Reads all versions of a file, also those under other names that it had before. `progress` is told
/// how many of how many are read, and may stop it.
///
/// # Errors
/// When there is no git or no history, git refuses, or all versions have more than `limit_bytes`.
pub fn read_history(
    file: &Path,
    limit_bytes: u64,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<FileHistory, NoHistory> {
    let file = std::fs::canonicalize(file)?;
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return Err(NoHistory::NotInHistory);
    };
    let asked = ["log", "--follow", "-z", "--diff-filter=d", "--name-only", "--no-ext-diff"];
    let output = git(folder)
        .args(asked)
        .args(["--no-textconv", "--no-show-signature", "--format=%x01%H %cs", "--"])
        .arg(name)
        .stdin(Stdio::null())
        .output()
        .map_err(NoHistory::NoGit)?;
    if !output.status.success() {
        return Err(NoHistory::Refused(first_line(&output.stderr)));
    }
    let (mut commits, passed_over) = last_of_each_day(&output.stdout);
    if commits.is_empty() {
        return Err(NoHistory::NotInHistory);
    }
    if commits.len() > MOST_VERSIONS {
        return Err(NoHistory::TooMany { found: commits.len(), most: MOST_VERSIONS });
    }
    commits.reverse();
    let versions = read_all(folder, commits, limit_bytes, progress)?;
    Ok(FileHistory { versions, passed_over })
}

/// A git that only looks.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args([
        "--no-pager",
        "--no-optional-locks",
        "--literal-pathspecs",
    ]);
    // Some of this only matters for commands that are not asked for here, and for later versions.
    for config in [
        "core.fsmonitor=",
        "core.hooksPath=/dev/null",
        "core.pager=cat",
        "core.alternateRefsCommand=true",
        "log.showSignature=false",
        "protocol.allow=never",
    ] {
        command.args(["-c", config]);
    }
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_TRACE"] {
        command.env_remove(name);
    }
    command
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C");
    command
}

fn first_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("git gives no reason");
    line.trim_start_matches("fatal: ").trim().to_owned()
}

/// A version that is to be read.
struct Wanted {
    commit: String,
    day: String,
    /// The file's path in the repository, as it was then.
    path: Vec<u8>,
}

/// What the log tells, the newest first, without those of a day of which there is a later one; how
/// many these are.
fn last_of_each_day(log: &[u8]) -> (Vec<Wanted>, usize) {
    let all = log.split(|byte| *byte == 1).filter_map(wanted_in);
    let (mut days, mut passed_over) = (BTreeSet::new(), 0_usize);
    let mut last = Vec::new();
    for wanted in all {
        if days.insert(wanted.day.clone()) {
            last.push(wanted);
        } else {
            passed_over = passed_over.saturating_add(1);
        }
    }
    (last, passed_over)
}

/// `HASH DAY`, a zero, a line's end, the path and a zero.
fn wanted_in(told: &[u8]) -> Option<Wanted> {
    let mut parts = told.split(|byte| *byte == 0);
    let head = std::str::from_utf8(parts.next()?).ok()?;
    let (commit, day) = head.split_once(' ')?;
    let path = parts.next()?;
    let path = path.strip_prefix(b"\n").unwrap_or(path);
    let is_plain = commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_one_line = !path.is_empty() && !path.contains(&b'\n');
    (is_plain && is_one_line).then(|| Wanted {
        commit: commit.to_owned(),
        day: day.to_owned(),
        path: path.to_vec(),
    })
}

/// The process that is asked for one version after the other; it ends with this.
struct Reader {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reader {
    fn begin(folder: &Path) -> Result<Reader, NoHistory> {
        let mut command = git(folder);
        command.args(["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(NoHistory::NoGit)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(asks), Some(answers)) => {
                Ok(Reader { child, asks, answers: BufReader::new(answers) })
            }
            _ => Err(NoHistory::Other(io::ErrorKind::BrokenPipe.into())),
        }
    }

    /// The bytes of a version, if it is a file of at most `room` bytes.
    fn read(&mut self, wanted: &Wanted, room: u64) -> Result<Option<Vec<u8>>, NoHistory> {
        let ask = [wanted.commit.as_bytes(), b":", &wanted.path, b"\n"].concat();
        self.asks.write_all(&ask)?;
        self.asks.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        // `HASH blob SIZE`, or `… missing`.
        let mut words = head.split_whitespace().skip(1);
        let (kind, size) = (words.next(), words.next().and_then(|size| size.parse::<u64>().ok()));
        let (Some(kind), Some(size)) = (kind, size) else { return Ok(None) };
        if size > room {
            return Err(NoHistory::TooLarge { limit_bytes: room });
        }
        let mut bytes = Vec::new();
        let with_end = size.saturating_add(1);
        (&mut self.answers).take(with_end).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != with_end {
            return Err(NoHistory::Other(io::ErrorKind::UnexpectedEof.into()));
        }
        bytes.pop();
        Ok((kind == "blob").then_some(bytes))
    }
}

fn read_all(
    folder: &Path,
    commits: Vec<Wanted>,
    limit_bytes: u64,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<FileVersion>, NoHistory> {
    let mut reader = Reader::begin(folder)?;
    let (mut versions, mut room) = (Vec::new(), limit_bytes);
    let many = commits.len() as u64;
    for (place, wanted) in commits.into_iter().enumerate() {
        if progress(place as u64, many).is_break() {
            return Err(NoHistory::Stopped);
        }
        let read = reader.read(&wanted, room).map_err(|error| match error {
            NoHistory::TooLarge { .. } => NoHistory::TooLarge { limit_bytes },
            error => error,
        })?;
        let Some(bytes) = read else { continue };
        room = room.saturating_sub(bytes.len() as u64);
        versions.push(FileVersion { commit: wanted.commit, day: wanted.day, bytes });
    }
    Ok(versions)
}

/// The path under which a version of a file goes: `losses.csv@1a2b3c4 2026-05-11`.
#[must_use]
pub fn version_path(file: &Path, version: &FileVersion) -> PathBuf {
    let short: String = version.commit.chars().take(10).collect();
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!("@{short} {}", version.day));
    file.with_file_name(name)
}

/// The file of which this is the path of a version, if it looks like one.
#[must_use]
pub fn file_of_version(path: &Path) -> Option<PathBuf> {
    let (name, version) = path.file_name()?.to_str()?.rsplit_once('@')?;
    let (commit, day) = version.split_once(' ')?;
    let is_commit = !commit.is_empty() && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_version = is_commit && !name.is_empty() && day.parse::<Day>().is_ok();
    is_version.then(|| path.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(folder: &Path, day: &str, arguments: &[&str]) -> bool {
        let mut command = Command::new("git");
        command.current_dir(folder).args(["-c", "user.name=n", "-c", "user.email=n@example.org"]);
        let when = format!("{day}T12:00:00Z");
        command.env("GIT_COMMITTER_DATE", &when).env("GIT_AUTHOR_DATE", &when);
        let output = command.args(arguments).output();
        output.is_ok_and(|output| output.status.success())
    }

    /// A repository with a file that was changed, renamed, and changed twice on one day.
    fn repository() -> Option<(tempfile::TempDir, PathBuf)> {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("data");
        std::fs::create_dir_all(&folder).expect("made");
        if !run(&folder, "2026-01-01", &["init", "-q", ".."]) {
            eprintln!("skipped: there is no git");
            return None;
        }
        let commit = |name: &str, text: &str, day: &str| {
            std::fs::write(folder.join(name), text).expect("written");
            assert!(run(&folder, day, &["add", "-A", "."]));
            assert!(run(&folder, day, &["commit", "-q", "-m", "as of today"]));
        };
        let name = "Verluste “neu”\t1.csv";
        commit(name, "one\n", "2026-01-01");
        commit(name, "one\ntwo\n", "2026-01-02");
        assert!(run(&folder, "2026-01-03", &["mv", name, "losses.csv"]));
        commit("losses.csv", "one\ntwo\n", "2026-01-03");
        commit("losses.csv", "one\ntwo\nthree\n", "2026-01-04");
        commit("losses.csv", "one\ntwo\nthree\nfour\n", "2026-01-04");
        Some((root, folder.join("losses.csv")))
    }

    fn read(file: &Path) -> Result<FileHistory, NoHistory> {
        read_history(file, 1 << 20, &mut |_, _| ControlFlow::Continue(()))
    }

    #[test]
    fn every_day_of_a_file_is_read_under_all_its_names_and_the_last_of_a_day_counts() {
        let Some((_root, file)) = repository() else { return };
        let history = read(&file).expect("a history");
        let told: Vec<(&str, &str)> = history
            .versions
            .iter()
            .map(|one| (one.day.as_str(), std::str::from_utf8(&one.bytes).expect("text")))
            .collect();
        let expected = [
            ("2026-01-01", "one\n"),
            ("2026-01-02", "one\ntwo\n"),
            ("2026-01-03", "one\ntwo\n"),
            ("2026-01-04", "one\ntwo\nthree\nfour\n"),
        ];
        assert_eq!(told, expected);
        assert_eq!(history.passed_over, 1);
        let path = version_path(&file, &history.versions[0]);
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        assert!(name.starts_with("losses.csv@") && name.ends_with(" 2026-01-01"), "{name}");
        assert_eq!(file_of_version(&path), Some(file.clone()));
        assert_eq!(file_of_version(&file), None);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_that_a_repository_asks_for_is_run_and_nothing_is_written() {
        use std::os::unix::fs::PermissionsExt;
        let Some((root, file)) = repository() else { return };
        let (trap, caught) = (root.path().join("trap"), root.path().join("caught"));
        let script = format!("#!/bin/sh\ntouch '{}'\ncat \"$1\"\n", caught.display());
        std::fs::write(&trap, script).expect("written");
        std::fs::set_permissions(&trap, PermissionsExt::from_mode(0o755)).expect("set");
        std::fs::write(root.path().join(".gitattributes"), "*.csv diff=x filter=x\n")
            .expect("written");
        let trap = trap.display().to_string();
        for name in ["core.fsmonitor", "core.pager", "diff.x.textconv", "diff.external"] {
            assert!(run(root.path(), "2026-01-05", &["config", name, &trap]));
        }
        for name in ["filter.x.smudge", "filter.x.clean", "gpg.program", "core.sshCommand"] {
            assert!(run(root.path(), "2026-01-05", &["config", name, &trap]));
        }
        assert!(run(root.path(), "2026-01-05", &["config", "log.showSignature", "true"]));
        let state = || {
            let mut all = Vec::new();
            let mut open = vec![root.path().to_owned()];
            while let Some(folder) = open.pop() {
                for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                    let metadata = entry.metadata().expect("there");
                    all.push((entry.path(), metadata.modified().expect("a time")));
                    open.extend(metadata.is_dir().then(|| entry.path()));
                }
            }
            all.sort();
            all
        };
        let before = state();
        assert_eq!(read(&file).expect("a history").versions.len(), 4);
        assert_eq!(state(), before);
        assert!(!caught.exists());
    }

    #[test]
    fn what_has_no_history_is_told_and_a_large_one_is_stopped() {
        let Some((root, file)) = repository() else { return };
        let folder = tempfile::tempdir().expect("a folder");
        let alone = folder.path().join("alone.csv");
        std::fs::write(&alone, "one\n").expect("written");
        assert!(matches!(read(&alone), Err(NoHistory::Refused(why)) if why.contains("not a git")));
        let new = root.path().join("new.csv");
        std::fs::write(&new, "one\n").expect("written");
        assert!(matches!(read(&new), Err(NoHistory::NotInHistory)));
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let answer = read_history(&file, 10, go_on);
        assert!(matches!(answer, Err(NoHistory::TooLarge { limit_bytes: 10 })), "{answer:?}");
        let answer = read_history(&file, 1 << 20, &mut |_, _| ControlFlow::Break(()));
        assert!(matches!(answer, Err(NoHistory::Stopped)));
    }
}
