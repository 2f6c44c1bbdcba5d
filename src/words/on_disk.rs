//! What there is by now where files were read.

use super::Words;
use super::sureness::with_first;
use crate::compare::{VintageChangeKind, VintageDifference};
use crate::estimate::visible;
use crate::files::{Unreadable, is_query_name};
use crate::opening::{ChangedFile, NotOpened, OnDisk};
use crate::session::{FileSection, Likeness};

const NOT_READ: &str = "Not read from the disk";

/// What is known of a file in its place that was not read, beside the reason.
fn not_read(why: &NotOpened) -> &'static str {
    let is_to_be_said = |error: &Unreadable| matches!(error, Unreadable::NoMapping { .. });
    match why {
        NotOpened::Estimates { error, .. } if is_to_be_said(error) => {
            "Changed on disk since it was read, and how it is read has to be said: Reload asks"
        }
        NotOpened::NotSummed { .. } => "Not asked of the database again",
        NotOpened::Estimates { .. } | NotOpened::NoEstimates { .. } => {
            "Changed on disk since it was read, and cannot be read as it is now"
        }
        _ => NOT_READ,
    }
}

/// What came of looking at several files: how many are so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LookedAt {
    pub as_read: usize,
    pub changed: usize,
    pub gone: usize,
    /// Those that cannot be read, and those that are no files by themselves.
    pub others: usize,
}

impl LookedAt {
    /// Counts one more.
    pub fn count(&mut self, found: &OnDisk) {
        let of = match found {
            OnDisk::AsRead => &mut self.as_read,
            OnDisk::Changed(_) => &mut self.changed,
            OnDisk::Gone => &mut self.gone,
            OnDisk::OutOf(_) | OnDisk::NotRead(_) => &mut self.others,
        };
        *of = of.saturating_add(1);
    }
}

impl Words {
    /// What there is at `path`, where a file was read or is said to be now: one or two sentences
    /// without the last full stop.
    #[must_use]
    pub fn on_disk(self, file: &FileSection, path: &str, found: &OnDisk) -> String {
        match found {
            OnDisk::AsRead if is_query_name(path.as_ref()) => {
                "The database answers as it did".to_owned()
            }
            OnDisk::AsRead => "On disk as it was read".to_owned(),
            OnDisk::Changed(changed) => self.changed_on_disk(file, path, changed),
            OnDisk::Gone => format!("No longer at {}", visible(path)),
            OnDisk::OutOf(of) => {
                let of = of.display().to_string();
                format!("No file by itself: it came out of {}", visible(&of))
            }
            OnDisk::NotRead(why) => {
                let what = if path == file.path { not_read(why) } else { NOT_READ };
                format!("{what}. {}", with_first(&self.not_opened(why), char::to_uppercase))
            }
        }
    }

    fn changed_on_disk(self, file: &FileSection, path: &str, changed: &ChangedFile) -> String {
        let is_elsewhere = path != file.path;
        let what = match is_elsewhere {
            true => format!("Another content than was read stands at {}", visible(path)),
            false if is_query_name(path.as_ref()) => {
                "The database answers otherwise than it did".to_owned()
            }
            false => "Changed on disk since it was read".to_owned(),
        };
        let written = changed.written.as_ref().map(|at| format!(", written {}", self.moment(at)));
        let what = format!("{what}{}", written.unwrap_or_default());
        let now = &changed.section.format;
        if *now != file.format {
            let (now, was) = (visible(now), visible(&file.format));
            return format!(
                "{what}: no longer the same format, read as {now} now and as {was} then"
            );
        }
        match changed.likeness {
            Likeness::SameFile => format!("{what}: {}", self.changes_on_disk(&changed.difference)),
            Likeness::OtherThings { common: 0, .. } => {
                format!(
                    "{what}: it states other things, and nothing of what was read. Is it that file?"
                )
            }
            Likeness::OtherThings { common, of } => format!(
                "{what}: it states mostly other things, {} of {} as of the same sources and days. Is \
                 it that file?",
                self.count(common),
                self.count(of)
            ),
            Likeness::OtherNumbers => format!(
                "{what}: it has mostly other numbers for the same sources and days, and another \
                 name. Is it that file, or somebody else’s numbers?"
            ),
        }
    }

    /// How a file differs from what was read of it: `3 new, 1 other number, 2 gone; 107 as they
    /// were`.
    #[must_use]
    pub fn changes_on_disk(self, difference: &VintageDifference) -> String {
        let words = [
            (VintageChangeKind::Added, "new", "new"),
            (VintageChangeKind::Revised, "other number", "other numbers"),
            (VintageChangeKind::Redated, "other date", "other dates"),
            (VintageChangeKind::Gone, "gone", "gone"),
            (VintageChangeKind::Reformatted, "written otherwise", "written otherwise"),
        ];
        let told = self.changes_counted(difference, words);
        match (told.is_empty(), difference.unchanged.len()) {
            (true, _) => "every estimate is as it was".to_owned(),
            (false, 0) => told.join(", "),
            (false, 1) => format!("{}; 1 as it was", told.join(", ")),
            (false, many) => format!("{}; {} as they were", told.join(", "), self.count(many)),
        }
    }

    /// That a file was found elsewhere, and holds what was read of it.
    #[must_use]
    pub fn relinked(self, file: &FileSection, path: &str) -> String {
        format!("{} is as it was read at {}", visible(file.name()), visible(path))
    }

    /// That a file was not found where it was said to be, for this reason.
    #[must_use]
    pub fn not_relinked(self, file: &FileSection, why: &str) -> String {
        format!("{} stays linked to {}. {why}", visible(file.name()), visible(&file.path))
    }

    /// That what a file holds now is what an open one holds.
    #[must_use]
    pub fn holds_what_is_open(self, open: &FileSection) -> String {
        format!("Holds by now what {} holds, which is open", visible(open.name()))
    }

    /// What came of looking at all files, in a sentence without a full stop: `Of 4 files 1 has
    /// changed, 1 is gone and 2 are as they were read`.
    #[must_use]
    pub fn looked_at(self, looked: LookedAt) -> String {
        let LookedAt { as_read, changed, gone, others } = looked;
        let all = [as_read, changed, gone, others].into_iter().fold(0, usize::saturating_add);
        match all {
            1 if as_read == 1 => return "The file is on disk as it was read".to_owned(),
            all if as_read == all => {
                return format!("All {} files are on disk as they were read", self.count(all));
            }
            _ => {}
        }
        let counts = [
            (changed, "has changed", "have changed"),
            (gone, "is gone", "are gone"),
            (others, "cannot be read", "cannot be read"),
            (as_read, "is as it was read", "are as they were read"),
        ];
        let some = counts.iter().filter(|(count, ..)| *count > 0);
        if let (1, Some((_, is, _))) = (all, some.clone().next()) {
            return format!("The file {is}");
        }
        let told: Vec<String> =
            some.map(|(count, one, many)| self.counted(*count, one, many)).collect();
        format!("Of {} files {}", self.count(all), self.all_of(&told))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::compare::vintage_difference;
    use crate::disk::ReadError;
    use crate::estimate::{How, Stamp};
    use crate::session::generated::{point, section, statement};
    use crate::session::likeness;

    fn words() -> Words {
        Words::default()
    }

    fn file(path: &str, says: &[(&str, f64)]) -> Arc<FileSection> {
        let said = (1..).zip(says).map(|(record, (label, number))| {
            statement(record, &format!("S{record}"), label, point(*number, How::Bare))
        });
        section(1, path, &said.collect::<Vec<_>>())
    }

    const SAID: [(&str, f64); 3] = [("Kyiv", 3000.0), ("ROK NIS", 300.0), ("Pentagon", 200.0)];

    fn says(path: &str, format: &str, now: &[(&str, f64)]) -> String {
        let read = file("data/kursk.csv", &SAID);
        let found = FileSection::clone(&file(path, now));
        let found = Arc::new(FileSection { format: format.to_owned(), ..found });
        let changed = ChangedFile {
            written: Some(Stamp::from("2026-11-25T14:05Z".to_owned())),
            likeness: likeness(&read, &found),
            difference: vintage_difference(&read.loaded(), &found.loaded()),
            section: found,
        };
        words().on_disk(&read, path, &OnDisk::Changed(Box::new(changed)))
    }

    #[test]
    fn a_changed_file_says_when_it_was_written_and_how_much_is_otherwise() {
        let place = "data/kursk.csv";
        let now = [("Kyiv", 3500.0), ("ROK NIS", 300.0), ("CSIS", 7.0)];
        assert_eq!(
            says(place, "estimates", &now),
            "Changed on disk since it was read, written 25 Nov 2026, 14:05 UTC: 1 new, 1 other \
             number, 1 gone; 1 as it was"
        );
        assert!(says(place, "estimates", &SAID).ends_with("UTC: every estimate is as it was"));
        assert!(
            says(place, "table", &SAID)
                .ends_with("no longer the same format, read as table now and as estimates then")
        );
        let unlike = [("Kyiv", 3000.0), ("CSIS", 7.0), ("BBC", 8.0)];
        assert!(says(place, "estimates", &unlike).ends_with(
            "it states mostly other things, 1 of 3 as of the same sources and days. Is it that file?"
        ));
        assert!(
            says(place, "estimates", &unlike[1..]).ends_with(
                "it states other things, and nothing of what was read. Is it that file?"
            )
        );
        let others = SAID.map(|(label, number)| (label, number * 3.0));
        let elsewhere = says("b/model.csv", "estimates", &others);
        assert!(
            elsewhere
                .starts_with("Another content than was read stands at b/model.csv, written 25"),
            "{elsewhere}"
        );
        assert!(elsewhere.ends_with("or somebody else’s numbers?"), "{elsewhere}");
    }

    #[test]
    fn what_is_gone_or_cannot_be_read_says_where_and_why() {
        let read = file("data/kursk.csv", &SAID);
        let says = |found: OnDisk| words().on_disk(&read, "data/kursk.csv", &found);
        assert_eq!(says(OnDisk::AsRead), "On disk as it was read");
        assert_eq!(says(OnDisk::Gone), "No longer at data/kursk.csv");
        assert_eq!(
            says(OnDisk::OutOf("copies.zip".into())),
            "No file by itself: it came out of copies.zip"
        );
        let why = NotOpened::Disk(ReadError::NoPermission("data/kursk.csv".into()));
        let told = says(OnDisk::NotRead(why));
        assert!(told.starts_with("Not read from the disk. You have no permission"), "{told}");
        assert!(told.ends_with("data/kursk.csv"), "{told}");
        let (error, path) = (Box::new(Unreadable::NoFiles), "data/kursk.csv".into());
        let told = says(OnDisk::NotRead(NotOpened::Estimates { error, path }));
        let begins = "Changed on disk since it was read, and cannot be read as it is now. ";
        let why = told.strip_prefix(begins).expect("so it begins");
        assert!(why.starts_with(char::is_uppercase), "{told}");
        let why = NotOpened::Disk(ReadError::NoPermission("b.csv".into()));
        let elsewhere = words().on_disk(&read, "b.csv", &OnDisk::NotRead(why));
        assert!(elsewhere.starts_with("Not read from the disk. You"), "{elsewhere}");
    }

    #[test]
    fn what_came_of_several_files_is_one_sentence() {
        let looked = |as_read, changed, gone, others| {
            words().looked_at(LookedAt { as_read, changed, gone, others })
        };
        assert_eq!(looked(1, 0, 0, 0), "The file is on disk as it was read");
        assert_eq!(looked(3, 0, 0, 0), "All 3 files are on disk as they were read");
        assert_eq!(
            looked(2, 1, 1, 0),
            "Of 4 files 1 has changed, 1 is gone and 2 are as they were read"
        );
        assert_eq!(looked(0, 0, 0, 1), "The file cannot be read");
        assert_eq!(looked(0, 2, 0, 0), "Of 2 files 2 have changed");
    }
}
