//! Dated copies of one file, all at once: the files of a folder or of a zip archive, or the versions
//! of one file in a local git repository.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{LARGEST_FILE_BYTES, NotOpened, OnProgress, open_estimates};
use crate::disk;
use crate::files::{self, ReadOptions};
use crate::session::{FileSection, Fingerprint};

/// Copies as they were read, from the oldest to the newest, and what was not taken.
#[derive(Debug, Default)]
pub struct Copies {
    pub sections: Vec<Arc<FileSection>>,
    /// Those that could not be read, each with the reason.
    pub not_read: Vec<NotOpened>,
    /// So many hold the same as another one.
    pub same: usize,
    /// So many versions are of days of which there is a later one.
    pub passed_over: usize,
}

/// Reads the copies that a path leads to: each file of a folder or a zip archive, or each version of
/// a file in the history of the git repository that it is in.
///
/// # Errors
/// When there are none, or they cannot be had, or `progress` breaks off.
pub fn open_copies(
    path: &Path,
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Copies, NotOpened> {
    let (found, passed_over) =
        find(path, &mut |part, all| progress(0.4 * super::share(part, all)))?;
    let many = found.len() as u64;
    let mut copies = Copies { passed_over, ..Copies::default() };
    for (place, copy) in found.iter().enumerate() {
        if progress(0.4 + 0.6 * super::share(place as u64, many)).is_break() {
            return Err(NotOpened::Disk(disk::ReadError::Stopped(path.to_owned())));
        }
        let go_on = &mut |_| ControlFlow::Continue(());
        match open_estimates(&copy.read_as, options, &copy.bytes, go_on) {
            Ok(section) if copy.path == copy.read_as => copies.sections.push(section),
            Ok(section) => {
                let path = copy.path.display().to_string();
                let named = FileSection { path, ..FileSection::clone(&section) };
                copies.sections.push(Arc::new(named));
            }
            Err(why) => copies.not_read.push(why),
        }
    }
    copies.sections = with_dates_of_each_other(options, copies.sections);
    copies.sections.sort_by_key(|one| (one.day().map(|(day, _)| day), one.name().to_owned()));
    let before = copies.sections.len();
    copies.sections = each_once(std::mem::take(&mut copies.sections));
    copies.same = before.saturating_sub(copies.sections.len());
    Ok(copies)
}

/// Of so many copies whose dates can be read in one way only it is learnt how those of others are.
const MOST_LEARNT_FROM: usize = 16;

/// The files of a folder whose dates nothing in them tells the order of, read as others of them tell.
fn with_dates_of_each_other(
    options: &ReadOptions,
    sections: Vec<Arc<FileSection>>,
) -> Vec<Arc<FileSection>> {
    let is_clear = |one: &&Arc<FileSection>| !one.problems.iter().any(|p| p.fact.is_date_guess());
    let clear: Vec<Arc<FileSection>> =
        sections.iter().filter(is_clear).take(MOST_LEARNT_FROM).cloned().collect();
    let on_disk = |one: &FileSection| Path::new(&one.path).is_file();
    let read_anew = |one: Arc<FileSection>| match on_disk(&one) {
        true => super::with_dates_of_copies(Path::new(&one.path.clone()), options, one, &clear),
        false => one,
    };
    sections.into_iter().map(read_anew).collect()
}

/// A copy before it is read.
struct Found {
    /// Under which it goes.
    path: PathBuf,
    /// The name that tells what it is.
    read_as: PathBuf,
    bytes: Vec<u8>,
}

type OnPart<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

fn find(path: &Path, progress: OnPart<'_>) -> Result<(Vec<Found>, usize), NotOpened> {
    let named = |(name, bytes): (String, Vec<u8>)| {
        let path = path.join(name);
        Found { read_as: path.clone(), path, bytes }
    };
    if disk::is_folder(path) {
        let wanted = &files::is_readable_name;
        let read = disk::read_folder(path, LARGEST_FILE_BYTES, wanted, progress);
        let read = read.map_err(NotOpened::Disk)?;
        if read.is_empty() {
            let error = Box::new(files::Unreadable::NoFiles);
            return Err(NotOpened::Estimates { error, path: path.to_owned() });
        }
        return Ok((read.into_iter().map(named).collect(), 0));
    }
    let bytes = disk::read_file(path, LARGEST_FILE_BYTES, &mut |_, _| progress(0, 1));
    let in_archive = files::in_archive(&bytes.map_err(NotOpened::Disk)?);
    let in_archive = in_archive
        .map_err(|error| NotOpened::Estimates { error: error.into(), path: path.to_owned() })?;
    if let Some(members) = in_archive {
        return Ok((members.into_iter().map(named).collect(), 0));
    }
    let history = disk::read_history(path, LARGEST_FILE_BYTES, progress)
        .map_err(|why| NotOpened::NoHistory { why, path: path.to_owned() })?;
    let versions = history.versions.into_iter().map(|version| Found {
        path: disk::version_path(path, &version),
        read_as: path.to_owned(),
        bytes: version.bytes,
    });
    Ok((versions.collect(), history.passed_over))
}

/// Each content once: what did not change from one copy to the next is of the day on which it first
/// stood so; what came back after it had been another is of the last such day, as that is what stands
/// there now.
fn each_once(sections: Vec<Arc<FileSection>>) -> Vec<Arc<FileSection>> {
    let mut changed = sections;
    changed.dedup_by_key(|section| section.fingerprint);
    let last: HashMap<Fingerprint, usize> =
        changed.iter().enumerate().map(|(place, one)| (one.fingerprint, place)).collect();
    let is_last =
        |(place, one): &(usize, Arc<FileSection>)| last.get(&one.fingerprint) == Some(place);
    changed.into_iter().enumerate().filter(is_last).map(|(_, one)| one).collect()
}
