//! The whole program on its command line: what it promises to scripts and to people who mistype.
//!
//! Tests of the real files run where `PARALLAX_REAL_FILES` names their folder. Where `CI` is set, a
//! test that has to be skipped fails.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests lay out the files that the program is run on"
)]
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has to stop")]

mod bridge;
mod by_hand;
mod check;
mod compare;
#[cfg(all(unix, feature = "databases"))]
mod databases;
mod export;
mod from_outside;
mod mailed;
mod pictures;
mod real_files;
mod reconcile;
mod redacted;
mod references;
mod renewing;
#[cfg(unix)]
mod saving;
mod since;
mod sql;
mod tables;
mod taken_away;
mod two_sessions;
mod vintages;
mod wrong_input;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Four sources on one measure: three share 480–525, the North Institute stands below.
const UPLAND: &str = "\
date,source,quantity,place,low,best,high,how,id
2030-01-10,North Institute,killed,Upland,400,,450,between,n1
2030-01-12,River Monitor,killed,Upland,,500,,about,r1
2030-01-15,Hill Ministry,killed,Upland,480,,,at_least,h1
2030-01-16,Lake Paper,killed,Upland,,500,,about,l1
";

/// The id of what [`UPLAND`] counts.
const UPLAND_KILLED: &str = "-/killed/upland/cumulative";

/// A folder of its own for one test, gone afterwards.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::Builder::new().prefix("parallax-").tempdir().expect("a folder"))
    }

    /// A folder with one file.
    fn with(name: &str, content: impl AsRef<[u8]>) -> Folder {
        let folder = Folder::new();
        folder.write(name, content);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).expect("a written file");
        path
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).expect("a file to read")
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("text")
    }

    /// The names in it, in order.
    fn names(&self) -> Vec<String> {
        names_in(self.0.path())
    }

    /// Runs the program in it.
    fn run(&self, arguments: &[&str]) -> Run {
        let output = program().current_dir(self.0.path()).args(arguments).output().expect("a run");
        Run {
            arguments: arguments.join(" "),
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder to list");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The program, without a display and without the settings of whoever runs the tests.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parallax"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "RUST_LOG", "RUST_BACKTRACE", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.timeout(std::time::Duration::from_secs(120));
    command
}

/// What came of running the program.
struct Run {
    arguments: String,
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    /// It did what it was asked.
    fn done(self) -> Run {
        assert_eq!(self.code, Some(0), "parallax {}: {}", self.arguments, self.stderr);
        self
    }

    /// It answered and ended with this code.
    fn ends_with(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "parallax {}: {}", self.arguments, self.stderr);
        self
    }

    /// Its answer has every one of these.
    fn answers(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.stdout.contains(part), "parallax {}: {}", self.arguments, self.stdout);
        }
    }

    /// It refused in words, on stderr, without a word of its insides.
    fn refused(self) -> Run {
        assert_eq!(
            self.code,
            Some(2),
            "parallax {}: {}{}",
            self.arguments,
            self.stdout,
            self.stderr
        );
        assert!(!self.stderr.trim().is_empty(), "parallax {} says nothing", self.arguments);
        for inside in ["panicked", "RUST_BACKTRACE", "Os {", "Error {", "Err("] {
            assert!(!self.stderr.contains(inside), "parallax {}: {}", self.arguments, self.stderr);
        }
        self
    }

    /// What it said on stderr has every one of these, in any case of letters.
    fn says(self, parts: &[&str]) -> Run {
        let said = self.stderr.to_lowercase();
        for part in parts {
            assert!(
                said.contains(&part.to_lowercase()),
                "parallax {} does not say “{part}”: {}",
                self.arguments,
                self.stderr
            );
        }
        self
    }

    /// The answer as JSON, with the schema that scripts depend on.
    fn json(&self) -> Value {
        let answer: Value = serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!("parallax {}: {error}: {}", self.arguments, self.stdout)
        });
        assert_eq!(answer["schema"], 1, "parallax {}", self.arguments);
        answer
    }
}

/// The text of the field `name` of every element.
fn texts(array: &Value, name: &str) -> Vec<String> {
    let elements = array.as_array().unwrap_or_else(|| panic!("{array} is no list"));
    elements.iter().map(|element| element[name].as_str().unwrap_or_default().to_owned()).collect()
}

/// The element of a list whose field `name` is `text`.
fn with_text<'a>(array: &'a Value, name: &str, text: &str) -> &'a Value {
    let elements = array.as_array().unwrap_or_else(|| panic!("{array} is no list"));
    elements
        .iter()
        .find(|element| element[name] == text)
        .unwrap_or_else(|| panic!("no {name} “{text}” in {array}"))
}

/// Says why a test does not run here; where `CI` is set that is a failure.
fn skip(reason: &str) {
    assert!(std::env::var_os("CI").is_none(), "skipped in CI: {reason}");
    eprintln!("skipped: {reason}");
}
