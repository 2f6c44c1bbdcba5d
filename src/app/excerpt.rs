//! A place in a file as it stands there: some lines before and after, the place marked.
//!
//! The bytes of files are not kept, so an errand reads them again and says if they have changed.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::disk;
use crate::opening::LARGEST_FILE_BYTES;
use crate::session::{FileSection, Fingerprint};
use crate::words::Words;

/// So many lines stand before the place, and so many after it.
const AROUND: usize = 6;

/// Where to look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct FilePlace {
    pub path: PathBuf,
    /// What the file held when it was read.
    pub fingerprint: Fingerprint,
    /// From 1; none for the beginning.
    pub line: Option<u32>,
    /// What is to be seen there: the problem or the estimate, in words.
    pub about: String,
}

/// What stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Excerpt {
    /// Each with its number, from 1.
    pub lines: Vec<(usize, String)>,
    /// The file no longer holds what was read.
    pub is_changed: bool,
    /// How many lines the file has.
    pub count: usize,
}

/// Reads a place anew.
pub(super) fn read(place: &FilePlace) -> Result<Excerpt, String> {
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let bytes = disk::read_file(&place.path, LARGEST_FILE_BYTES, go_on);
    let bytes = bytes.map_err(|error| Words::default().not_read(&error))?;
    around(&bytes, place)
}

/// The place in a file that holds these bytes.
pub(super) fn around(bytes: &[u8], place: &FilePlace) -> Result<Excerpt, String> {
    if bytes.contains(&0) {
        return Err(format!(
            "This is no text, so its lines cannot be shown: {}",
            place.path.display()
        ));
    }
    let text = String::from_utf8_lossy(bytes);
    let at = place.line.map_or(1, |line| usize::try_from(line).unwrap_or(usize::MAX)).max(1);
    let first = at.saturating_sub(AROUND).max(1);
    let lines = text.lines().enumerate().skip(first.saturating_sub(1));
    let lines = lines.take(at.saturating_sub(first).saturating_add(AROUND).saturating_add(1));
    Ok(Excerpt {
        lines: lines.map(|(place, line)| (place.saturating_add(1), line.to_owned())).collect(),
        is_changed: Fingerprint::of(bytes) != place.fingerprint,
        count: text.lines().count(),
    })
}

/// Where a file of the document is found, as a place to look at.
pub(super) fn place_in(
    file: &FileSection,
    line: Option<u32>,
    about: impl Into<String>,
) -> FilePlace {
    let path = Path::new(&file.path).to_owned();
    FilePlace { path, fingerprint: file.fingerprint, line, about: about.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(bytes: &[u8], line: u32) -> FilePlace {
        let fingerprint = Fingerprint::of(bytes);
        FilePlace { path: "a.csv".into(), fingerprint, line: Some(line), about: String::new() }
    }

    #[test]
    fn some_lines_before_and_after_the_place_are_shown() {
        let text: String = (1..=30).map(|line| format!("row {line}\n")).collect();
        let excerpt = around(text.as_bytes(), &place(text.as_bytes(), 20)).expect("text");
        assert_eq!(excerpt.lines.first(), Some(&(14, "row 14".to_owned())));
        assert_eq!(excerpt.lines.last(), Some(&(26, "row 26".to_owned())));
        assert!(!excerpt.is_changed);
        let first = around(text.as_bytes(), &place(text.as_bytes(), 2)).expect("text");
        assert_eq!(first.lines.first(), Some(&(1, "row 1".to_owned())));
        let beyond = around(text.as_bytes(), &place(text.as_bytes(), 90)).expect("text");
        assert!(beyond.lines.is_empty() && beyond.count == 30);
    }

    #[test]
    fn a_file_that_has_changed_since_says_so_and_one_without_text_is_not_shown() {
        let excerpt = around(b"new\n", &place(b"old\n", 1)).expect("text");
        assert!(excerpt.is_changed);
        assert!(around(b"\0\0", &place(b"\0\0", 1)).is_err());
    }
}
