//! The side that asks: a process with a driver in it is begun, asked and stopped.

use std::io::{self, BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::connections::{Connection, NoConnection};
use super::secrets::{is_secret, without};
use super::wire::{Asks, Begins, Head, next};
use crate::files::SqlStatement;

/// How often it is asked whether to go on.
const PATIENCE: Duration = Duration::from_millis(30);
/// So many of these moments a driver has to cancel what it is at before its process is killed: two
/// seconds.
const MOMENTS_TO_CANCEL: u32 = 66;
/// What stands in the environment and has fewer letters is no secret.
const FEWEST_LETTERS: usize = 6;
/// No answer is larger: a million sums have some 200 MB.
const MOST_BYTES: u64 = 512 << 20;
/// What the program is called with for the process in which a driver runs.
const VERB: &str = "answer-for-a-driver";

/// What a database was not asked for.
#[derive(Debug)]
pub enum NotAsked {
    /// This build loads no drivers.
    NotBuilt,
    NoConnection(NoConnection),
    /// The process did not start in which a driver runs.
    NotStarted(io::Error),
    /// The driver was not loaded, or did not reach its database, and says this.
    NotReached(String),
    /// What it says of a statement.
    Refused(String),
    /// The process ended without an answer, like this.
    Ended(String),
    TooSlow {
        seconds: u64,
    },
    TooLarge {
        limit_bytes: u64,
    },
    /// The answer has other columns than were asked for.
    OtherColumns {
        asked: Vec<String>,
        found: Vec<String>,
    },
    /// No row is summed.
    NoRows,
    Stopped,
}

/// The rows of an answer that has none.
pub const NO_ROWS: &[u8] = b"[]\n";

/// What a database answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub columns: Vec<String>,
    /// The rows as a list in JSON, of objects with a member for each column.
    pub rows: Vec<u8>,
}

/// A database that is asked, over a process in which a driver runs. It ends with this.
#[derive(Debug)]
pub struct Database {
    process: Process,
    answers: Receiver<Heard>,
    secrets: Vec<String>,
    until: Instant,
    seconds: u64,
}

/// An answer; none where the process has ended.
type Heard = io::Result<Option<(Head, Vec<u8>)>>;

/// A process that is told to end, and killed where it does not.
#[derive(Debug)]
struct Process {
    /// None once it is left to a thread that waits for its end.
    child: Option<Child>,
    asks: Option<ChildStdin>,
}

impl Drop for Process {
    fn drop(&mut self) {
        // Its driver cancels what it is at once it hears nothing any more.
        drop(self.asks.take());
        let Some(mut child) = self.child.take() else { return };
        if matches!(child.try_wait(), Ok(Some(_))) {
            return;
        }
        let end = move || {
            for _ in 0..MOMENTS_TO_CANCEL {
                match child.try_wait() {
                    Ok(None) => std::thread::sleep(PATIENCE),
                    _ => return,
                }
            }
            let _ = child.kill();
            let _ = child.wait();
        };
        let _ = std::thread::Builder::new().name("a driver ends".to_owned()).spawn(end);
    }
}

impl Database {
    /// Loads the driver of a connection and reaches its database. `go_on` is asked every moment.
    ///
    /// # Errors
    /// When there is no driver, no database, no secret or no time.
    pub fn reach(
        connection: &Connection,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Database, NotAsked> {
        if cfg!(not(feature = "databases")) {
            return Err(NotAsked::NotBuilt);
        }
        Database::reach_by(&own_program().map_err(NotAsked::NotStarted)?, connection, go_on)
    }

    /// As [`Database::reach`], over a process of this program.
    fn reach_by(
        program: &Path,
        connection: &Connection,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Database, NotAsked> {
        let environment = |name: &str| std::env::var(name).ok();
        let (options, mut secrets) =
            connection.told(environment).map_err(NotAsked::NoConnection)?;
        // Drivers read some from the environment by themselves.
        let others = std::env::vars_os().filter_map(|(name, value)| {
            let value = value.to_string_lossy();
            // A flag that says whether there is one is none.
            let is_one = is_secret(name.to_str()?, "") && value.chars().count() >= FEWEST_LETTERS;
            is_one.then(|| value.into_owned())
        });
        secrets.extend(others);
        let mut child = Command::new(program)
            .arg(VERB)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(NotAsked::NotStarted)?;
        let (asks, from) = (child.stdin.take(), child.stdout.take());
        let process = Process { child: Some(child), asks };
        let (told, answers) = mpsc::sync_channel(1);
        if let Some(from) = from {
            let listen = move || {
                let mut from = BufReader::new(from);
                loop {
                    let answer = next(&mut from, MOST_BYTES);
                    let is_last = !matches!(answer, Ok(Some(_)));
                    if told.send(answer).is_err() || is_last {
                        return;
                    }
                }
            };
            let thread = std::thread::Builder::new().name("a driver answers".to_owned());
            thread.spawn(listen).map_err(NotAsked::NotStarted)?;
        }
        let seconds = connection.seconds;
        let now = Instant::now();
        let until = now.checked_add(Duration::from_secs(seconds)).unwrap_or(now);
        let mut database = Database { process, answers, secrets, until, seconds };
        let (driver, entry) = (connection.driver.clone(), connection.entry.clone());
        database.send(&Begins { driver, entry, options });
        match database.answer(go_on)? {
            (Head::Ready, _) => Ok(database),
            (Head::Failed(says), _) => Err(NotAsked::NotReached(says)),
            _ => Err(NotAsked::Ended("it answers what it was not asked".to_owned())),
        }
    }

    /// What the database answers to a statement; the cells of `numbers` are numbers or nothing.
    ///
    /// # Errors
    /// When it refuses, ends, takes too long or answers too much, or `go_on` stops it.
    pub fn ask(
        &mut self,
        statement: &SqlStatement,
        numbers: &[String],
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Answer, NotAsked> {
        self.send(&Asks {
            statement: statement.text.clone(),
            bound: statement.bound.clone(),
            numbers: numbers.to_vec(),
            most_bytes: MOST_BYTES,
        });
        match self.answer(go_on)? {
            (Head::Rows { columns, .. }, rows) => Ok(Answer { columns, rows }),
            (Head::Failed(says), _) => Err(NotAsked::Refused(says)),
            (Head::TooLarge, _) => Err(NotAsked::TooLarge { limit_bytes: MOST_BYTES }),
            (Head::Ready, _) => Err(NotAsked::Ended("it answers what it was not asked".to_owned())),
        }
    }

    /// Sends a line. One that has ended is found out when it does not answer.
    fn send(&mut self, line: &impl serde::Serialize) {
        if let (Some(asks), Ok(mut line)) = (&mut self.process.asks, serde_json::to_vec(line)) {
            line.push(b'\n');
            let _ = asks.write_all(&line).and_then(|()| asks.flush());
        }
    }

    /// Waits for the next answer.
    fn answer(
        &mut self,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<(Head, Vec<u8>), NotAsked> {
        loop {
            match self.answers.recv_timeout(PATIENCE) {
                Ok(Ok(Some((Head::Failed(says), bytes)))) => {
                    let says = without(&says, &self.secrets);
                    return Ok((Head::Failed(says), bytes));
                }
                Ok(Ok(Some(answer))) => return Ok(answer),
                Ok(Err(error)) => return Err(NotAsked::Ended(error.to_string())),
                Ok(Ok(None)) | Err(RecvTimeoutError::Disconnected) => {
                    return Err(NotAsked::Ended(self.how_it_ended()));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            if go_on().is_break() {
                return Err(NotAsked::Stopped);
            }
            if Instant::now() >= self.until {
                return Err(NotAsked::TooSlow { seconds: self.seconds });
            }
        }
    }

    fn how_it_ended(&mut self) -> String {
        let child = &mut self.process.child;
        let status = (0..MOMENTS_TO_CANCEL).find_map(|_| match child.as_mut()?.try_wait() {
            Ok(None) => {
                std::thread::sleep(PATIENCE);
                None
            }
            ended => ended.ok().flatten(),
        });
        status.map_or_else(|| "it closed its output".to_owned(), ended)
    }
}

/// This program.
fn own_program() -> io::Result<PathBuf> {
    let own = std::env::current_exe()?;
    // What runs there in a test is the test.
    match own.parent().and_then(Path::parent) {
        Some(above) if cfg!(test) => Ok(above.join("parallax")),
        _ => Ok(own),
    }
}

#[cfg(unix)]
fn ended(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) => format!("signal {signal}"),
        None => format!("exit code {}", status.code().unwrap_or_default()),
    }
}

#[cfg(not(unix))]
fn ended(status: ExitStatus) -> String {
    format!("exit code {}", status.code().unwrap_or_default())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::super::wire::MARK;
    use super::*;
    use crate::files::Dialect;

    /// What comes of reaching and asking a process that does this, how long that takes, and whether it
    /// is gone afterwards.
    fn asked_of(
        script: &str,
        seconds: u64,
        is_stopped: bool,
    ) -> (Result<Answer, NotAsked>, Duration) {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("driver");
        let ready = "mark=\"$(printf '\\001parallax ')\"\nread -r begins\n";
        std::fs::write(&program, format!("#!/bin/sh\n{ready}{script}\n")).expect("written");
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&program, mode).expect("may be run");
        let connection = Connection {
            driver: "d".to_owned(),
            entry: None,
            dialect: Dialect::DuckDb,
            options: [("user".to_owned(), "analyst".to_owned())].into(),
            secrets: [("key".to_owned(), "PATH".to_owned())].into(),
            seconds,
        };
        let (start, mut moments) = (Instant::now(), 0..3);
        let go_on = &mut || {
            let is_over = is_stopped && moments.next().is_none();
            if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let statement = SqlStatement { text: "SELECT 1".to_owned(), bound: Vec::new() };
        let answer = Database::reach_by(&program, &connection, go_on)
            .and_then(|mut database| database.ask(&statement, &[], go_on));
        (answer, start.elapsed())
    }

    #[test]
    fn a_driver_that_hangs_crashes_refuses_or_talks_harms_nobody() {
        assert_eq!(MARK, "\u{1}parallax ");
        let ready = "echo \"${mark}\\\"Ready\\\"\"; read -r asks";
        let rows = "echo noise; echo \"${mark}{\\\"Rows\\\":{\\\"columns\\\":[\\\"a\\\"],\\\"bytes\\\":3}}\"; printf '[1]'";
        let (answer, _) = asked_of(&format!("{ready}\n{rows}"), 20, false);
        let answer = answer.expect("an answer");
        assert_eq!((answer.columns, answer.rows), (vec!["a".to_owned()], b"[1]".to_vec()));

        let (hangs, took) = asked_of("exec sleep 20", 1, false);
        assert!(matches!(hangs, Err(NotAsked::TooSlow { seconds: 1 })), "{hangs:?}");
        assert!(took < Duration::from_secs(3), "{took:?}");
        let (stopped, took) = asked_of(&format!("{ready}\nexec sleep 20"), 20, true);
        assert!(matches!(stopped, Err(NotAsked::Stopped)), "{stopped:?}");
        assert!(took < Duration::from_secs(2), "{took:?}");
        let (crashed, _) = asked_of(&format!("{ready}\nkill -SEGV $$"), 20, false);
        assert!(matches!(&crashed, Err(NotAsked::Ended(how)) if how == "signal 11"), "{crashed:?}");
        let (silent, _) = asked_of("exit 3", 20, false);
        assert!(matches!(&silent, Err(NotAsked::Ended(how)) if how == "exit code 3"), "{silent:?}");
        let cut = rows.replace("printf '[1]'", "printf '['");
        let (cut, _) = asked_of(&format!("{ready}\n{cut}"), 20, false);
        assert!(matches!(cut, Err(NotAsked::Ended(_))), "{cut:?}");
        let large = rows.replace(":3", ":9999999999");
        let (large, _) = asked_of(&format!("{ready}\n{large}"), 20, false);
        assert!(matches!(large, Err(NotAsked::TooLarge { .. })), "{large:?}");
        // What stands for a secret here is the search path of programs.
        let (refused, _) =
            asked_of("echo \"${mark}{\\\"Failed\\\":\\\"no $PATH here\\\"}\"", 20, false);
        let Err(NotAsked::NotReached(says)) = refused else { panic!("{refused:?}") };
        assert_eq!(says, "no … here");
    }
}
