//! How a command ends: an answer on stdout, a sentence on stderr, an exit code.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::disk;
use crate::estimate::visible_lines;
use crate::words::Words;

/// Done.
pub const DONE: ExitCode = ExitCode::SUCCESS;

/// Wrong arguments, or a file that could not be read or written: 2.
#[must_use]
pub fn failed() -> ExitCode {
    ExitCode::from(2)
}

/// The exit code where what was asked about has changed.
const CHANGED: u8 = 1;

/// How a command that could answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    /// A verdict is another one than it was, and that was asked.
    Changed,
    /// Some files could not be read, or rows had errors and `--strict` was given.
    Lacking,
}

impl Outcome {
    pub fn exit_code(self) -> ExitCode {
        match self {
            Outcome::Done => DONE,
            Outcome::Changed => ExitCode::from(CHANGED),
            Outcome::Lacking => failed(),
        }
    }
}

/// One sentence to the person, on stderr. A closed stderr is no reason to fail.
pub fn say(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "parallax: {}", visible_lines(sentence));
}

/// What clap has to say about the arguments: help and version are done, the rest has failed.
#[must_use]
pub fn say_usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() { failed() } else { DONE }
}

/// The answer in words, on stdout: what would steer the terminal is written out.
///
/// # Errors
/// As [`answer_data`].
pub(super) fn answer(text: &str) -> Result<(), String> {
    answer_data(&visible_lines(text))
}

/// The answer for programs, on stdout, as it stands. A reader that has closed the pipe has seen
/// enough.
///
/// # Errors
/// When stdout cannot be written for another reason, as a sentence.
pub(super) fn answer_data(text: &str) -> Result<(), String> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("The answer could not be written: {error}"))
        }
        _ => Ok(()),
    }
}

/// A text that is written to a file where one is named, and else to stdout, for which `-` stands.
///
/// # Errors
/// When it cannot be written, as a sentence.
pub(super) fn write_or_answer(output: Option<&Path>, text: &str) -> Result<(), String> {
    match output.filter(|path| path.as_os_str() != "-") {
        Some(output) => disk::save(output, text.as_bytes(), &disk::SaveOptions::default())
            .map(|_| ())
            .map_err(|error| Words::default().not_saved(&error)),
        None => answer_data(text),
    }
}

/// A JSON answer, on stdout.
pub(super) fn answer_json(value: &impl serde::Serialize) -> Result<(), String> {
    let mut text = serde_json::to_string_pretty(value)
        .map_err(|error| format!("The answer could not be written as JSON: {error}"))?;
    text.push('\n');
    answer_data(&text)
}
