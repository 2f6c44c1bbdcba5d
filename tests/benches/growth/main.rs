//! How the finished program's answers grow with what it is asked of: n, twice and four times as many
//! estimates, measures, sources, names that look alike, problems, notes, adjustments and copies of a
//! file.
//!
//! `cargo bench --bench growth` asks all and exits with 1 where twice as many take more than
//! [`MOST`] times as long; `-- sources copies` asks of some, `-- --keep FOLDER` leaves the files
//! there.

#![expect(clippy::print_stdout, reason = "the answer of a benchmark")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

mod inputs;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Twice as many may take so many times as long: n log n comes to little more than two, n² to four.
const MOST: f64 = 2.4;
const RUNS: usize = 3;

/// What there is more and more of.
struct Kind {
    name: &'static str,
    /// The least of the three sizes.
    size: usize,
    /// Writes so many into a folder; the files.
    write: fn(usize, &Path) -> Vec<PathBuf>,
    /// What is asked, beside the files.
    asked: &'static [&'static [&'static str]],
}

const CHECK: &[&str] = &["check"];
const COMPARE: &[&str] = &["compare", "--measure", "killed upland"];
const AT: &[&str] = &["compare", "--measure", "killed upland", "--at", "2022-06-01"];
const AT_STATED: &[&str] =
    &["compare", "--measure", "killed upland", "--at", "2022-06-01", "--dates", "stated"];

const KINDS: [Kind; 10] = [
    Kind {
        name: "estimates",
        size: 20_000,
        write: inputs::estimates,
        asked: &[CHECK, COMPARE, AT],
    },
    Kind {
        name: "measures",
        size: 5_000,
        write: inputs::measures,
        asked: &[CHECK, &["compare", "--measure", "guns of model 00007", "--at", "2022-06-01"]],
    },
    Kind {
        name: "sources",
        size: 2_500,
        write: inputs::sources,
        asked: &[CHECK, COMPARE, AT, AT_STATED],
    },
    Kind {
        name: "sources of several",
        size: 1_000,
        write: inputs::sources_of_several,
        asked: &[CHECK, COMPARE, AT],
    },
    Kind { name: "look-alikes", size: 2_500, write: inputs::look_alikes, asked: &[CHECK, COMPARE] },
    Kind { name: "problems", size: 20_000, write: inputs::problems, asked: &[CHECK, COMPARE] },
    Kind { name: "notes", size: 10_000, write: inputs::notes, asked: &[CHECK, COMPARE, AT] },
    Kind {
        name: "adjustments",
        size: 10_000,
        write: inputs::adjustments,
        asked: &[CHECK, COMPARE, AT],
    },
    Kind { name: "copies", size: 100, write: inputs::copies, asked: &[CHECK, COMPARE, AT] },
    Kind {
        name: "vintages",
        size: 100,
        write: inputs::vintages,
        asked: &[
            &["check", "--vintages"],
            &["compare", "--measure", "killed upland", "--at", "2022-06-01", "--vintages"],
        ],
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let keep = arguments.iter().skip_while(|argument| *argument != "--keep").nth(1);
    let is_asked = |kind: &&Kind| arguments.iter().any(|argument| argument == kind.name);
    let asks_all = !KINDS.iter().any(|kind| is_asked(&kind));
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = keep.map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let mut is_fast = true;
    for kind in KINDS.iter().filter(|kind| asks_all || is_asked(kind)) {
        is_fast &= kind.run(&folder);
    }
    if is_fast { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Kind {
    /// Prints the times of each question; whether none grows too fast.
    fn run(&self, folder: &Path) -> bool {
        let sizes = [1, 2, 4].map(|times| times * self.size);
        let files = sizes.map(|size| (self.write)(size, folder));
        println!("{} {}, {} and {}", self.name, sizes[0], sizes[1], sizes[2]);
        let grows_well = |asked: &&[&str]| {
            let times = files.each_ref().map(|files| shortest(asked, files));
            let ratio = times[2].as_secs_f64() / times[1].as_secs_f64();
            let word = if ratio <= MOST { "within" } else { "NOT WITHIN" };
            let asked = asked.join(" ");
            println!("  {asked}: {times:.2?}, the last {ratio:.2}×, {word} {MOST}×");
            ratio <= MOST
        };
        self.asked.iter().map(grows_well).fold(true, |all, one| all & one)
    }
}

/// The shortest of some runs of the program.
fn shortest(asked: &[&str], files: &[PathBuf]) -> Duration {
    let run = |_| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parallax"));
        // What takes the files as its value stands last.
        match asked.split_last() {
            Some((&"--vintages", before)) => command.args(before).arg("--vintages").args(files),
            _ => command.arg(asked[0]).args(files).args(&asked[1..]),
        };
        let started = Instant::now();
        let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let ended = ended.expect("the program starts");
        assert!(ended.success(), "{asked:?} ended with {ended}");
        started.elapsed()
    };
    (0..RUNS).map(run).min().expect("some runs")
}
