//! The peer: a script in `python3` that does the same job whenever it is told to.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A running script, and the arrays that it works on.
pub struct Peer {
    child: Child,
    starts: ChildStdin,
    answers: BufReader<ChildStdout>,
    _arrays: tempfile::TempDir,
}

impl Peer {
    /// Hands the arrays over and waits until the script is ready; none if it cannot run, which is
    /// told.
    pub fn start(job: &str, low: &[f64], high: &[f64], more: &[usize]) -> Option<Peer> {
        let arrays = tempfile::tempdir().expect("a folder for the arrays");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/benches/agreement/peer.py");
        let written = |name: &str, numbers: &[f64]| write(&arrays.path().join(name), numbers);
        let mut command = Command::new("python3");
        command.arg(script).arg(job).arg(written("low", low)).arg(written("high", high));
        command.args(more.iter().map(usize::to_string));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let starts = child.stdin.take().expect("a pipe");
        let mut answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        answers.read_line(&mut line).expect("text");
        if line.trim() != "ready" {
            println!("there is no python3 with numpy and pandas: no ratio, only the time");
            return None;
        }
        Some(Peer { child, starts, answers, _arrays: arrays })
    }

    /// Runs the job once: how long it took, and what came out.
    pub fn run(&mut self) -> (Duration, String) {
        writeln!(self.starts, "go").expect("the script waits");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("an answer");
        let (seconds, told) = line.trim().split_once(' ').expect("seconds and an answer");
        (Duration::from_secs_f64(seconds.parse().expect("seconds")), told.to_owned())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may be over already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(clippy::disallowed_methods, reason = "arrays for the peer, in a folder of their own")]
fn write(path: &Path, numbers: &[f64]) -> PathBuf {
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_ne_bytes()).collect();
    std::fs::write(path, bytes).expect("room for the arrays");
    path.to_owned()
}
