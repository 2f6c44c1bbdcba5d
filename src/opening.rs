//! From a path to something open: the hallway between `disk`, `files` and `session`, walked by
//! the command line and by the window alike.

mod copies;
mod long;
mod looking;
mod query;
mod sample;

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::disk;
use crate::estimate::{Day, Minute, Stamp};
use crate::files::publications::{PublicationsRead, may_be_publications, read_publications};
use crate::files::{
    self, CopyDates, DateOrder, Problem, ProblemFact, ReadOptions, Reading, Severity,
};
use crate::session::{self, Document, FileSection, Fingerprint};

pub use copies::{Copies, open_copies};
pub use looking::{ChangedFile, OnDisk, can_be_looked_at, look_at};
pub use query::NotSummed;
pub use sample::{PASTED, SAMPLE, SAMPLE_NAME, is_from_disk, is_sample};

/// No file beyond this is read: a session holds 512 MB of text.
pub const LARGEST_FILE_BYTES: u64 = 512 * 1024 * 1024;

/// Whether a session is among these beside anything but references, as far as their names tell: it is
/// opened alone.
#[must_use]
pub fn has_session_beside_others<'p>(mut paths: impl Iterator<Item = &'p Path> + Clone) -> bool {
    let others = paths.clone().filter(|path| !may_be_publications(path)).count();
    others > 1 && paths.any(session::is_session_name)
}

/// What a path turned out to hold.
#[derive(Debug)]
pub enum Content {
    Estimates(Arc<FileSection>),
    /// With the fingerprint of its bytes; none where a report encloses it, over which it is not
    /// saved.
    Session(Box<session::Opened>, Option<Fingerprint>),
    /// What a reference manager wrote.
    Publications(Box<PublicationsRead>),
}

/// How far reading has come, from 0 to 1.
pub type OnProgress<'a> = &'a mut dyn FnMut(f32) -> ControlFlow<()>;

/// Who wants to see what single events come to while they are summed: it is made where it is asked for,
/// is provisional, and belongs into no document.
pub type OnSums<'a> = &'a mut dyn FnMut(&dyn Fn() -> Option<FileSection>);

/// Why a path could not be opened.
#[derive(Debug)]
pub enum NotOpened {
    Disk(disk::ReadError),
    Estimates {
        error: Box<files::Unreadable>,
        path: PathBuf,
    },
    /// It was read, and no row of it gives an estimate.
    NoEstimates {
        /// By which it was read.
        format: String,
        rows: u32,
        /// The first of what was most often wrong.
        problem: Option<Box<Problem>>,
        path: PathBuf,
    },
    Session {
        error: Box<session::BadSession>,
        path: PathBuf,
    },
    /// A session that cannot be read, where an earlier save of it can be.
    EarlierCanBe {
        why: Box<NotOpened>,
        earlier: Box<EarlierSave>,
    },
    /// The versions of a file in a repository could not be had.
    NoHistory {
        why: disk::NoHistory,
        path: PathBuf,
    },
    /// A database did not sum the events that a question asks for.
    NotSummed {
        why: Box<NotSummed>,
        path: PathBuf,
    },
    /// A newer version has saved a file here, which is not written over.
    SavedByNewer {
        found: u32,
        known: u32,
        path: PathBuf,
    },
}

impl NotOpened {
    /// The version of the program that saved it and the one that this is, where it is newer.
    fn newer(&self) -> Option<(u32, u32)> {
        match self {
            NotOpened::Session { error, .. } => match **error {
                session::BadSession::Newer { found, known } => Some((found, known)),
                _ => None,
            },
            NotOpened::Estimates { error, .. } => match **error {
                files::Unreadable::NewerVersion { found, known } => Some((found, known)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a newer version of the program saved it.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.newer().is_some()
    }
}

/// An earlier save of a session, as it was read.
#[derive(Debug)]
pub struct EarlierSave {
    pub path: PathBuf,
    /// When the session was saved so; none where that cannot be known.
    pub at: Option<Stamp>,
    /// What it held, or why that cannot be read.
    pub held: Result<Document, session::BadSession>,
}

/// The earlier saves of a session, the latest first, each of them read.
#[must_use]
pub fn earlier_saves(session: &Path) -> Vec<EarlierSave> {
    disk::earlier_saves(session).into_iter().filter_map(read_earlier).collect()
}

/// None where the file went away or is kept from being read.
fn read_earlier(earlier: disk::Earlier) -> Option<EarlierSave> {
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let bytes = disk::read_file(&earlier.path, session::LARGEST_SESSION_BYTES, go_on).ok()?;
    let at = earlier.written.and_then(|at| jiff::Timestamp::try_from(at).ok());
    Some(EarlierSave {
        path: earlier.path,
        at: at.map(|at| Stamp::Minute(Minute::in_utc(at))),
        held: session::read_bytes(&bytes).map(|opened| opened.document),
    })
}

/// Why a session was not opened, with the latest earlier save that can be. What a newer version has
/// saved is whole, and nothing else is opened for it.
fn with_earlier(path: &Path, why: NotOpened) -> NotOpened {
    if why.is_newer() || !session::is_session_name(path) {
        return why;
    }
    let mut earlier = disk::earlier_saves(path).into_iter().filter_map(read_earlier);
    match earlier.find(|earlier| earlier.held.is_ok()) {
        Some(earlier) => NotOpened::EarlierCanBe { why: why.into(), earlier: earlier.into() },
        None => why,
    }
}

/// Opens an estimates file in any readable format, a folder of such files as one, a session, which its
/// name tells or which a report in PDF encloses, or what a reference manager wrote.
///
/// # Errors
/// When the file cannot be read, or is neither, or `progress` breaks off.
pub fn open(
    path: &Path,
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Content, NotOpened> {
    open_showing(path, options, progress, &mut |_| ())
}

/// As [`open`]; shows sums while they are made.
fn open_showing(
    path: &Path,
    options: &ReadOptions,
    progress: OnProgress<'_>,
    sums: OnSums<'_>,
) -> Result<Content, NotOpened> {
    // Getting the bytes is the small part of the way.
    let is_session = session::is_session_name(path);
    let most = if is_session { session::LARGEST_SESSION_BYTES } else { LARGEST_FILE_BYTES };
    if !is_session && let Some(opened) = open_events(path, options, progress, sums) {
        return opened.map(Content::Estimates);
    }
    if disk::is_folder(path) {
        let told = &mut |read, total| progress(0.3 * share(read, total));
        let bytes = folder_as_one(path, most, told)?;
        return open_estimates(path, options, &bytes, progress).map(Content::Estimates);
    }
    let told = &mut |read, total| progress(0.3 * share(read, total));
    let bytes = disk::read_input(path, most, told).map_err(NotOpened::Disk)?;
    if is_session {
        let opened = open_session(path, &bytes)?;
        return Ok(Content::Session(opened, Some(Fingerprint::of(&bytes))));
    }
    if let Some(enclosed) = session::enclosed_session(&bytes) {
        let opened = enclosed.map_err(|error| bad_session(error, path))?;
        return Ok(Content::Session(Box::new(opened), None));
    }
    if let Some(read) = read_publications(&path.display().to_string(), &bytes) {
        return Ok(Content::Publications(Box::new(read)));
    }
    open_estimates(path, options, &bytes, progress).map(Content::Estimates)
}

/// The files of a folder as the bytes of one.
fn folder_as_one(
    path: &Path,
    most: u64,
    told: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<u8>, NotOpened> {
    let files = disk::read_folder(path, most, &files::is_readable_name, told);
    files::as_archive(files.map_err(NotOpened::Disk)?)
        .map_err(|error| NotOpened::Estimates { error: error.into(), path: path.to_owned() })
}

/// Shorter files are read before anybody could look at a part of them.
const LONG_FILE_BYTES: u64 = 8 << 20;
/// So much of a long file is its first part.
const FIRST_PART_BYTES: u64 = 1 << 20;

/// The first part of a long file, by itself: to be shown while all of it is read, and no longer. None
/// where the file is not long, or its beginning is no file of the same kind, as with most that are
/// packed. What is decided by all rows of a file, such as the order of its dates, may be decided
/// otherwise by the first.
#[must_use]
pub fn first_part(path: &Path, options: &ReadOptions) -> Option<Arc<FileSection>> {
    if session::is_session_name(path) || disk::is_folder(path) {
        return None;
    }
    let bytes = disk::read_beginning(path, FIRST_PART_BYTES, LONG_FILE_BYTES).ok()??;
    // Of wide text a byte that looks like the end of a line may be none.
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if is_wide {
        return None;
    }
    let whole_lines = bytes.iter().rposition(|byte| *byte == b'\n')?;
    let bytes = bytes.get(..=whole_lines)?;
    open_estimates(path, options, bytes, &mut |_| ControlFlow::Continue(())).ok()
}

/// Opens several paths at once, beside files that are `open`: those whose dates nothing in them
/// tells the order of are read as it makes them copies of one that tells it, of whichever. `sums` sees
/// what single events come to while they are summed.
pub fn open_together(
    paths: Vec<PathBuf>,
    options: &ReadOptions,
    open_already: &[Arc<FileSection>],
    progress: OnProgress<'_>,
    sums: OnSums<'_>,
) -> Vec<(PathBuf, Result<Content, NotOpened>)> {
    let one = share(1, paths.len() as u64);
    let mut opened = Vec::new();
    let mut begun = 0.0;
    for path in paths {
        let progress = &mut |done| progress(begun + done * one);
        let content = open_showing(&path, options, progress, sums);
        let content = content.map_err(|why| with_earlier(&path, why));
        opened.push((path, content));
        begun += one;
    }
    let read = opened.iter().filter_map(|(_, content)| match content {
        Ok(Content::Estimates(section)) => Some(Arc::clone(section)),
        _ => None,
    });
    let all: Vec<Arc<FileSection>> = open_already.iter().cloned().chain(read).collect();
    for (path, content) in &mut opened {
        if let Ok(Content::Estimates(section)) = content {
            *section = with_dates_of_copies(path, options, Arc::clone(section), &all);
        }
    }
    opened
}

/// Refuses to write over a session or an estimates file that a newer version has saved.
///
/// # Errors
/// When `path` names such a file.
pub fn refuse_newer(path: &Path) -> Result<(), NotOpened> {
    if path.extension().is_none_or(|end| !end.eq_ignore_ascii_case("ron")) || !path.exists() {
        return Ok(());
    }
    let newer = if session::is_session_name(path) && !disk::is_folder(path) {
        newer_session(path)
    } else if files::is_query_name(path) {
        // What a database answers is no business of whoever saves here.
        return Ok(());
    } else {
        let found = open(path, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()));
        found.err().and_then(|error| error.newer())
    };
    newer.map_or(Ok(()), |(found, known)| {
        Err(NotOpened::SavedByNewer { found, known, path: path.to_owned() })
    })
}

/// The version of a session and the one that this program writes, where it is newer. No more of it is
/// read, as it is asked for before each save.
fn newer_session(path: &Path) -> Option<(u32, u32)> {
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let bytes = disk::read_file(path, session::LARGEST_SESSION_BYTES, go_on).ok()?;
    session::newer_version(&bytes).map(|found| (found, session::VERSION))
}

/// A session, and what its bytes are known by.
pub type Found = (Box<session::Opened>, Fingerprint);

/// The session at a path, unless it is the one that is known.
///
/// # Errors
/// When it cannot be read or is no session; with its fingerprint, where it could be read.
pub fn session_unless(
    path: &Path,
    known: Fingerprint,
) -> Result<Option<Found>, (NotOpened, Option<Fingerprint>)> {
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let bytes = disk::read_file(path, session::LARGEST_SESSION_BYTES, go_on)
        .map_err(|error| (NotOpened::Disk(error), None))?;
    let found = Fingerprint::of(&bytes);
    if found == known {
        return Ok(None);
    }
    let opened = open_session(path, &bytes).map_err(|error| (error, Some(found)))?;
    Ok(Some((opened, found)))
}

fn open_session(path: &Path, bytes: &[u8]) -> Result<Box<session::Opened>, NotOpened> {
    session::read_bytes(bytes).map(Box::new).map_err(|error| bad_session(error, path))
}

fn bad_session(error: session::BadSession, path: &Path) -> NotOpened {
    NotOpened::Session { error: error.into(), path: path.to_owned() }
}

/// Reads a file again whose dates nothing in it tells the order of, in that order in which it says
/// more of what `others` say, other copies of it as may be; as it is where that tells nothing.
fn with_dates_of_copies(
    path: &Path,
    options: &ReadOptions,
    section: Arc<FileSection>,
    others: &[Arc<FileSection>],
) -> Arc<FileSection> {
    let is_guess = |one: &FileSection| one.problems.iter().any(|p| p.fact.is_date_guess());
    if !is_guess(&section) {
        return section;
    }
    let others: Vec<&Arc<FileSection>> =
        others.iter().filter(|other| other.format == section.format && !is_guess(other)).collect();
    let read = |options: &ReadOptions| match open(path, options, &mut |_| ControlFlow::Continue(()))
    {
        Ok(Content::Estimates(read)) => Some(read),
        _ => None,
    };
    if others.is_empty() {
        return section;
    }
    let month_first = ReadOptions { dates: Some(DateOrder::Mdy), ..options.clone() };
    let Some(month_first) = read(&month_first) else { return section };
    let (by_day, by_month) = (stated(&section), stated(&month_first));
    let agreeing = others.iter().map(|other| {
        let known = stated(other);
        let [day, month] = [&by_day, &by_month].map(|own| own.intersection(&known).count());
        (day.abs_diff(month), day, month, *other)
    });
    let Some((_, day, month, other)) = agreeing.max_by_key(|(by, ..)| *by) else { return section };
    let (order, agree) = match day.cmp(&month) {
        Ordering::Less => (DateOrder::Mdy, month),
        Ordering::Greater => (DateOrder::Dmy, day),
        Ordering::Equal => return section,
    };
    let copy = CopyDates { order, name: other.name().to_owned(), agree };
    read(&ReadOptions { copy: Some(copy), ..options.clone() }).unwrap_or(section)
}

/// What a file states: who, of what, when, and how much.
fn stated(file: &FileSection) -> BTreeSet<(String, String, Day, String)> {
    let estimates = file.ledger.in_file_order();
    let stated = estimates.into_iter().map(|estimate| {
        let value = format!("{:?}", estimate.value());
        (estimate.label().to_owned(), estimate.measure().id(), estimate.as_of().to(), value)
    });
    stated.collect()
}

/// The sums of a long file of single events, which is not held; none where it is no such file.
fn open_events(
    path: &Path,
    options: &ReadOptions,
    progress: OnProgress<'_>,
    sums: OnSums<'_>,
) -> Option<Result<Arc<FileSection>, NotOpened>> {
    let name = path.display().to_string();
    let known_by = Fingerprint::of(b"");
    let section = |reading| FileSection::known_by(&name, known_by, reading);
    let sums = &mut |so_far: &dyn Fn() -> Option<Reading>| sums(&|| so_far().map(section));
    let told =
        &mut |so_far: files::Progress| progress(share(so_far.bytes_read, so_far.bytes_total));
    Some(match long::events_at(path, options, told, sums)? {
        Ok((reading, _)) if reading.ledger.is_empty() => Err(no_estimates(reading, path)),
        Ok((reading, fingerprint)) => {
            Ok(Arc::new(FileSection::known_by(&name, fingerprint, reading)))
        }
        Err(error) => Err(NotOpened::Estimates { error: error.into(), path: path.to_owned() }),
    })
}

/// Reads bytes that came from anywhere as an estimates file.
///
/// # Errors
/// As [`open`].
pub fn open_estimates(
    path: &Path,
    options: &ReadOptions,
    bytes: &[u8],
    progress: OnProgress<'_>,
) -> Result<Arc<FileSection>, NotOpened> {
    let name = path.display().to_string();
    if files::is_query_name(path) {
        return summed_elsewhere(path, options, &String::from_utf8_lossy(bytes), progress);
    }
    let reading = files::read(&name, bytes, options, &mut |so_far| {
        progress(0.3 + 0.7 * share(so_far.bytes_read, so_far.bytes_total))
    });
    let reading = reading
        .map_err(|error| NotOpened::Estimates { error: error.into(), path: path.to_owned() })?;
    if reading.ledger.is_empty() && reading.ledger.events().is_empty() {
        return Err(no_estimates(reading, path));
    }
    Ok(Arc::new(FileSection::new(&name, bytes, reading)))
}

/// The sums that a database makes of what a question asks; it is known by them.
fn summed_elsewhere(
    path: &Path,
    options: &ReadOptions,
    question: &str,
    progress: OnProgress<'_>,
) -> Result<Arc<FileSection>, NotOpened> {
    match query::ask(path, question, options, progress) {
        Ok((reading, _)) if reading.ledger.is_empty() => Err(no_estimates(reading, path)),
        Ok((reading, answer)) => {
            Ok(Arc::new(FileSection::new(&path.display().to_string(), &answer, reading)))
        }
        Err(why) => Err(NotOpened::NotSummed { why: why.into(), path: path.to_owned() }),
    }
}

/// What was most often wrong with a file that gives nothing.
fn no_estimates(reading: Reading, path: &Path) -> NotOpened {
    let Reading { format, rows, problems, .. } = reading;
    let errors = problems.into_iter().filter(|problem| {
        problem.severity == Severity::Error && !matches!(problem.fact, ProblemFact::More { .. })
    });
    let mut kinds: Vec<(Problem, u32)> = Vec::new();
    for problem in errors {
        let times = problem.again.saturating_add(1);
        let same = |(first, _): &&mut (Problem, u32)| {
            first.code() == problem.code() && first.column == problem.column
        };
        match kinds.iter_mut().find(same) {
            Some((_, count)) => *count = count.saturating_add(times),
            None => kinds.push((problem, times)),
        }
    }
    // The first of the most frequent ones.
    kinds.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let problem = kinds.into_iter().next().map(|(problem, _)| Box::new(problem));
    NotOpened::NoEstimates { format, rows, problem, path: path.to_owned() }
}

#[expect(clippy::cast_precision_loss, reason = "a share of progress")]
fn share(part: u64, whole: u64) -> f32 {
    if whole == 0 { 1.0 } else { part as f32 / whole as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of this many estimates, each with something long to say.
    fn table(estimates: u32, mark: &str) -> String {
        let says = "of which little is known ".repeat(20);
        let row = |number: u32| format!("2030-03-01,Ministry {number},killed,Upland,7,{says}\n");
        let rows: String = (0..estimates).map(row).collect();
        format!("{mark}date,source,quantity,place,best,note\n{rows}")
    }

    #[test]
    fn what_a_newer_version_saved_is_refused_and_whatever_else_is_there_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let refused = |name: &str, text: &[u8]| {
            let path = folder.path().join(name);
            #[expect(clippy::disallowed_methods, reason = "a test makes its own file")]
            std::fs::write(&path, text).expect("written");
            match refuse_newer(&path) {
                Ok(()) => None,
                Err(NotOpened::SavedByNewer { found, known, path: told }) => {
                    assert_eq!(told, path);
                    Some((found, known))
                }
                Err(other) => panic!("{other:?}"),
            }
        };
        for name in ["a.comparison.ron", "b.estimates.ron", "c.RON"] {
            assert_eq!(refused(name, b"(version: 2, what: [])"), Some((2, 1)), "{name}");
            assert_eq!(refused(name, b"(version: 1, files: [])"), None, "{name}");
            for other in [&b""[..], b"(version: ", b"\xff", b"no RON at all", b"(files: [])"] {
                assert_eq!(refused(name, other), None, "{name}");
            }
        }
        let torn = b"(version: 2, what: {ever: ";
        assert_eq!(refused("torn.comparison.ron", torn), Some((2, 1)));
        assert_eq!(refused("no.csv", b"(version: 2, what: [])"), None);
        assert!(refuse_newer(&folder.path().join("nothing.comparison.ron")).is_ok());
        let inner = folder.path().join("folder.comparison.ron");
        std::fs::create_dir(&inner).expect("made");
        assert!(refuse_newer(&inner).is_ok());
    }

    fn first_part_of(name: &str, bytes: &[u8]) -> Option<Arc<FileSection>> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        #[expect(clippy::disallowed_methods, reason = "a test makes its own file")]
        std::fs::write(&path, bytes).expect("written");
        first_part(&path, &ReadOptions::default())
    }

    #[test]
    fn the_first_part_of_a_long_table_ends_with_a_whole_row_and_says_what_the_whole_says() {
        let text = table(20_000, "");
        let part = first_part_of("long.csv", text.as_bytes()).expect("a long table");
        let options = ReadOptions::default();
        let go_on = &mut |_| ControlFlow::Continue(());
        let whole = open_estimates(Path::new("long.csv"), &options, text.as_bytes(), go_on);
        let whole = whole.expect("a table");
        assert!((1_000..3_000).contains(&part.ledger.len()), "{}", part.ledger.len());
        assert_eq!(whole.ledger.len(), 20_000);
        assert_eq!(part.problems, []);
        let (part, whole) = (part.ledger.in_file_order(), whole.ledger.in_file_order());
        for (one, same) in part.iter().zip(&whole) {
            let says = |estimate: &crate::estimate::Estimate<'_>| {
                (estimate.record(), estimate.label().to_owned(), estimate.value())
            };
            assert_eq!(says(one), says(same));
        }
    }

    #[test]
    fn what_is_short_or_makes_no_sense_in_part_has_no_first_part() {
        assert!(first_part_of("short.csv", table(10_000, "").as_bytes()).is_none());
        let wide = table(20_000, "\u{feff}");
        let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(first_part_of("wide.csv", &wide).is_none());
        let list = format!("[{}]", vec!["{\"date\": \"2030-03-01\"}"; 500_000].join(",\n"));
        assert!(first_part_of("long.json", list.as_bytes()).is_none());
    }
}
