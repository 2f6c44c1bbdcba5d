//! What there is by now where an open file was read: the same, something else, or nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::sample::is_from_disk;
use super::{
    LARGEST_FILE_BYTES, NotOpened, OnProgress, folder_as_one, long, open_estimates, open_events,
    share, with_dates_of_copies,
};
use crate::compare::{VintageDifference, vintage_difference};
use crate::disk::{self, ReadError};
use crate::estimate::{Day, Minute, Stamp};
use crate::files::{ReadOptions, is_query_name};
use crate::session::{Document, FileSection, Fingerprint, Likeness, likeness};

/// What there is by now where a file was read, or is said to be.
#[derive(Debug)]
pub enum OnDisk {
    /// It holds what was read.
    AsRead,
    Changed(Box<ChangedFile>),
    Gone,
    /// It never was a file by itself: it came out of this archive, or out of the history of this file.
    OutOf(PathBuf),
    /// What is there cannot be read, or nobody has said how.
    NotRead(NotOpened),
}

/// A file that holds something else than was read.
#[derive(Debug)]
pub struct ChangedFile {
    /// As it is read now; in no slot.
    pub section: Arc<FileSection>,
    /// None where that cannot be known.
    pub written: Option<Stamp>,
    pub likeness: Likeness,
    /// How it differs from what was read.
    pub difference: VintageDifference,
}

impl ChangedFile {
    /// The day on which it was written, in UTC; none where that cannot be known.
    #[must_use]
    pub fn day_written(&self) -> Option<Day> {
        match &self.written {
            Some(Stamp::Minute(minute)) => minute.day(),
            _ => None,
        }
    }
}

/// Whether a file can be looked for on the disk: it was read there by a name, nothing was taken out of
/// it since, and no later vintage of it was read in the same place.
#[must_use]
pub fn can_be_looked_at(document: &Document, file: &FileSection) -> bool {
    let has_name = is_from_disk(file) && file.path != "-" && !document.is_blind();
    has_name && !file.is_redacted() && !document.has_later_in_its_place(file.slot)
}

/// Looks at `path` for what `file` was read from. What holds the same is not read any further.
///
/// Events are summed as they were, unless it is asked for otherwise. Only ordinary files and folders
/// are read. Where nothing in the file tells the order of its dates, they are read as in `file`, or else
/// as in a file that is `open`.
#[must_use]
pub fn look_at(
    file: &FileSection,
    path: &Path,
    options: &ReadOptions,
    open: &[Arc<FileSection>],
    progress: OnProgress<'_>,
) -> OnDisk {
    if let Some(history) = disk::file_of_version(path) {
        return OnDisk::OutOf(history);
    }
    let as_it_was = file.summed.as_ref().filter(|_| !options.asks_for_sums());
    let options = &match as_it_was {
        Some(summed) => options.clone().summed_by(summed),
        None => options.clone(),
    };
    // When a question was written says nothing of its answer.
    let written = if is_query_name(path) { None } else { written(path) };
    if long::fingerprint(path) == Some(file.fingerprint) {
        return OnDisk::AsRead;
    }
    if let Some(Ok(section)) = open_events(path, options, progress, &mut |_| ()) {
        return changed(file, path, options, (section, written), open);
    }
    let bytes = match bytes_at(path, progress) {
        Ok(bytes) => bytes,
        Err(NotOpened::Disk(ReadError::Missing(_))) => {
            return disk::file_above(path).map_or(OnDisk::Gone, OnDisk::OutOf);
        }
        Err(why) => return OnDisk::NotRead(why),
    };
    if Fingerprint::of(&bytes) == file.fingerprint {
        return OnDisk::AsRead;
    }
    let section = match open_estimates(path, options, &bytes, progress) {
        Ok(section) => section,
        Err(why) => return OnDisk::NotRead(why),
    };
    // A question may be answered as it was.
    if section.fingerprint == file.fingerprint {
        return OnDisk::AsRead;
    }
    changed(file, path, options, (section, written), open)
}

/// How a file that was read differs from what is there now.
fn changed(
    file: &FileSection,
    path: &Path,
    options: &ReadOptions,
    (section, written): (Arc<FileSection>, Option<Stamp>),
    open: &[Arc<FileSection>],
) -> OnDisk {
    let known: Vec<Arc<FileSection>> =
        std::iter::once(Arc::new(file.clone())).chain(open.iter().cloned()).collect();
    let section = with_dates_of_copies(path, options, section, &known);
    OnDisk::Changed(Box::new(ChangedFile {
        written,
        likeness: likeness(file, &section),
        difference: vintage_difference(&file.loaded(), &section.loaded()),
        section,
    }))
}

/// What a file holds, or the files of a folder as one.
fn bytes_at(path: &Path, progress: OnProgress<'_>) -> Result<Vec<u8>, NotOpened> {
    let told = &mut |read, total| progress(0.3 * share(read, total));
    match disk::is_folder(path) {
        true => folder_as_one(path, LARGEST_FILE_BYTES, told),
        false => disk::read_file(path, LARGEST_FILE_BYTES, told).map_err(NotOpened::Disk),
    }
}

fn written(path: &Path) -> Option<Stamp> {
    let at = jiff::Timestamp::try_from(disk::written_at(path)?).ok()?;
    Some(Stamp::Minute(Minute::in_utc(at)))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::compare::VintageChangeKind;
    use crate::opening::{Content, open};

    const TABLE: &str = "date,source,quantity,best\n2030-01-10,River Monitor,killed,500\n\
                         2030-01-11,Hill Ministry,killed,480\n2030-01-12,Lake Paper,killed,510\n";

    fn go_on(_: f32) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn read(path: &Path) -> Arc<FileSection> {
        match open(path, &ReadOptions::default(), &mut go_on) {
            Ok(Content::Estimates(section)) => section,
            other => panic!("{other:?}"),
        }
    }

    fn look(file: &FileSection, path: &Path) -> OnDisk {
        look_at(file, path, &ReadOptions::default(), &[], &mut go_on)
    }

    #[test]
    fn what_is_as_it_was_read_changed_gone_or_no_file_is_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("upland.csv");
        std::fs::write(&path, TABLE).expect("written");
        let file = read(&path);
        assert!(matches!(look(&file, &path), OnDisk::AsRead));

        let now = TABLE.replace("510", "530") + "2030-01-13,North Institute,killed,400\n";
        std::fs::write(&path, now).expect("written");
        let OnDisk::Changed(changed) = look(&file, &path) else { panic!("it has changed") };
        let count = |kind| changed.difference.count(kind);
        assert_eq!(count(VintageChangeKind::Added), 1);
        assert_eq!(count(VintageChangeKind::Revised), 1);
        assert_eq!(changed.difference.unchanged.len(), 2);
        assert_eq!(changed.likeness, Likeness::SameFile);
        assert!(changed.written.is_some());
        assert_eq!(changed.section.fingerprint, read(&path).fingerprint);

        std::fs::write(&path, "\0\0\0").expect("written");
        assert!(matches!(look(&file, &path), OnDisk::NotRead(NotOpened::Estimates { .. })));
        std::fs::remove_file(&path).expect("removed");
        assert!(matches!(look(&file, &path), OnDisk::Gone));
        let inside = folder.path().join("copies.zip").join("upland.csv");
        std::fs::write(folder.path().join("copies.zip"), "PK").expect("written");
        let OnDisk::OutOf(archive) = look(&file, &inside) else { panic!("no file by itself") };
        assert_eq!(archive, folder.path().join("copies.zip"));
        let version = folder.path().join("upland.csv@0123456789 2030-01-20");
        let OnDisk::OutOf(history) = look(&file, &version) else { panic!("no file by itself") };
        assert_eq!(history, path);
    }

    #[test]
    fn devices_and_what_the_system_makes_up_are_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("upland.csv");
        std::fs::write(&path, TABLE).expect("written");
        let file = read(&path);
        for path in ["/dev/zero", "/proc/self/maps", "/proc/kmsg"] {
            if Path::new(path).exists() {
                let found = look(&file, Path::new(path));
                let refused =
                    |why: &NotOpened| matches!(why, NotOpened::Disk(ReadError::NotAFile(_)));
                assert!(
                    matches!(&found, OnDisk::NotRead(why) if refused(why)),
                    "{path}: {found:?}"
                );
            }
        }
        let address = Path::new("https://upland.example/estimates.csv");
        // Some systems know no such name, others no such file.
        assert!(matches!(look(&file, address), OnDisk::Gone | OnDisk::NotRead(_)));
    }

    #[test]
    fn a_folder_that_was_read_as_one_file_is_looked_at_as_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, rest) = TABLE.split_at(TABLE.find("2030-01-11").expect("a second row"));
        let header = TABLE.lines().next().expect("a header");
        std::fs::write(folder.path().join("a.csv"), one).expect("written");
        std::fs::write(folder.path().join("b.csv"), format!("{header}\n{rest}")).expect("written");
        let file = read(folder.path());
        assert_eq!(file.ledger.len(), 3);
        assert!(matches!(look(&file, folder.path()), OnDisk::AsRead));
        std::fs::write(folder.path().join("b.csv"), format!("{header}\n")).expect("written");
        assert!(matches!(look(&file, folder.path()), OnDisk::Changed(_)));
    }

    #[test]
    fn dates_whose_order_nothing_tells_are_read_as_they_were_at_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("upland.csv");
        let table = "date,source,quantity,best\n05/01/2030,River Monitor,killed,500\n\
                     06/01/2030,Hill Ministry,killed,480\n07/01/2030,Lake Paper,killed,510\n";
        let with_a_clear_day = table.to_owned() + "01/25/2030,North Institute,killed,400\n";
        std::fs::write(&path, with_a_clear_day).expect("written");
        let file = read(&path);
        std::fs::write(&path, table).expect("written");
        let OnDisk::Changed(changed) = look(&file, &path) else { panic!("it has changed") };
        assert_eq!(changed.difference.unchanged.len(), 3, "{:?}", changed.difference);
        assert_eq!(changed.difference.count(VintageChangeKind::Gone), 1);
    }

    #[test]
    fn a_long_file_of_events_is_summed_and_known_again_without_being_held() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("events.csv");
        let header = "relid,dyad_name,country,source_article,date_start,date_end,low,best,high\n";
        let article = "said so ".repeat(50);
        let row = |number: u32| {
            let day = 1 + number % 28;
            let dates = format!("2030-01-{day:02},2030-01-{day:02}");
            format!("U-{number},A - B,Upland,{article},{dates},1,{},9\n", 1 + number % 5)
        };
        let table: String = std::iter::once(header.to_owned()).chain((0..4_000).map(row)).collect();
        std::fs::write(&path, &table).expect("written");
        let file = read(&path);
        assert_eq!(file.fingerprint, Fingerprint::of(table.as_bytes()));
        assert_eq!((file.rows, file.ledger.len(), file.format.as_str()), (4_000, 1, "ucdp-ged"));
        let options = ReadOptions::default();
        let held = open_estimates(&path, &options, table.as_bytes(), &mut go_on);
        let held = held.expect("readable");
        assert_eq!((&held.problems, held.fingerprint), (&file.problems, file.fingerprint));
        assert!(matches!(look(&file, &path), OnDisk::AsRead));

        std::fs::write(&path, table + &row(4_001)).expect("written");
        let OnDisk::Changed(changed) = look(&file, &path) else { panic!("it has changed") };
        assert_eq!(changed.difference.count(VintageChangeKind::Revised), 1);
        let mut told = 0;
        let stopped = open(&path, &ReadOptions::default(), &mut |_| {
            told += 1;
            if told > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, Err(NotOpened::Estimates { .. })), "{stopped:?}");
    }
}
