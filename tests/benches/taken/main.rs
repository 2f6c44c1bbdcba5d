//! How long what is taken away takes to make and how large it is, each held to a bound: a chart as
//! PNG, the report as PDF and the page that can be asked.
//!
//! `cargo bench --bench taken`; exits with 1 where one is over its bound. Where `PARALLAX_REAL_FILES`
//! names a folder with The Economist's table, that is read, else one made up of as many rows, sources
//! and days.

#![expect(clippy::print_stdout, reason = "the answer of a benchmark")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads its own input")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parallax::chart::Theme;
use parallax::estimate::Day;
use parallax::export::live::LivePage;
use parallax::export::report::{Report, ReportKind, ReportOptions, session_beside};
use parallax::export::{Charted, PageOptions, PageSize, PictureKind, picture};
use parallax::files::{ReadOptions, read};
use parallax::session::{Document, Edit, FileSection, View, apply};
use parallax::words::{Citing, Words};

/// The best of so many, as a busy moment is nobody's own time.
const RUNS: usize = 5;
/// The page is no larger.
const MOST_BYTES: usize = 1_500_000;

fn main() -> ExitCode {
    let (name, bytes) = table();
    let go_on = &mut |_| ControlFlow::Continue(());
    let reading = read(&name, &bytes, &ReadOptions::default(), go_on).expect("a table");
    let file = Arc::new(FileSection::new(&name, &bytes, reading));
    let opened = apply(&Document::default(), &Edit::AddFiles(vec![file])).expect("opens");
    let question = opened.question_or_first().expect("something to ask");
    println!("{name}: {} estimates, {}", opened.estimate_count(), question.measure.name());

    let (document, view, words) = (&opened, &View::default(), Words::default());
    let charted = Charted { document, question: &question, view, words };
    let page = PageOptions {
        size: PageSize::Page(1_200.0, 800.0),
        theme: Theme::Light,
        has_key: true,
        references: Some(Citing::Plain),
        has_notes: true,
        marking: None,
    };
    let png = held("a chart as PNG", Duration::from_secs(1), usize::MAX, || {
        picture(PictureKind::Png, &charted.draw(&page).expect("drawn"), 2.0).expect("written").bytes
    });
    let report = held("the report as PDF", Duration::from_secs(2), usize::MAX, || {
        let options = ReportOptions {
            kind: ReportKind::Pdf,
            page: page.clone(),
            citing: Citing::Plain,
            session_name: session_beside("report.pdf".as_ref()),
            renewed: Vec::new(),
        };
        Report::new(charted, &options).and_then(Report::write).expect("written").bytes
    });
    let live = held("the page that can be asked", Duration::from_secs(2), MOST_BYTES, || {
        LivePage::new(charted, &page).expect("something was said").write()
    });
    if png && report && live { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Makes it, prints how long that took and how large it is beside what it is held to, and whether that
/// is kept.
fn held(what: &str, most: Duration, most_bytes: usize, make: impl Fn() -> Vec<u8>) -> bool {
    let (mut best, mut size) = (Duration::MAX, 0);
    for _ in 0..RUNS {
        let start = Instant::now();
        size = make().len();
        best = best.min(start.elapsed());
    }
    let share = best.as_secs_f64() / most.as_secs_f64();
    println!("{what}: {best:.2?}, {share:.2} of {most:?}; {size} bytes");
    best <= most && size <= most_bytes
}

/// A table of The Economist's form.
fn table() -> (String, Vec<u8>) {
    let folder = std::env::var_os("PARALLAX_REAL_FILES").map(PathBuf::from);
    let real = folder.map(|folder| folder.join("economist/estimates.csv"));
    if let Some(path) = real
        && let Ok(bytes) = std::fs::read(&path)
    {
        return ("estimates.csv".to_owned(), bytes);
    }
    let mut text = String::from("date,source,quantity,place,low,best,high,url\n");
    let first = Day::from_ymd(2022, 4, 1).expect("a day");
    for row in 0..124_i32 {
        let (source, day) = (row % 12, first.plus(row * 12));
        let best = 9_000 + row * 6_000 + source * 700;
        let (low, high) = match row % 3 {
            0 => (String::new(), String::new()),
            1 => ((best - 2_500).to_string(), String::new()),
            _ => ((best - 4_000).to_string(), (best + 5_000).to_string()),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{day},Source {source},killed or wounded,Upland,{low},{best},{high},\
             https://example.org/{source}/{row}",
        );
    }
    ("made-up.csv".to_owned(), text.into_bytes())
}
