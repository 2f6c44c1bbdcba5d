//! A place in a file as it stands there: some lines before and after, the place marked.
//!
//! The bytes of files are not kept, so an errand reads them again and says if they have changed.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use eframe::egui::{self, RichText, ScrollArea, Ui, WidgetInfo};

use crate::chart::Role;
use crate::disk;
use crate::opening::LARGEST_FILE_BYTES;
use crate::session::Fingerprint;

use super::bench::Bench;
use super::errands::file_name;
use super::look::{APART, FAR, bold, soft};
use super::painter::color;

/// So many lines stand before the place, and so many after it.
const AROUND: usize = 6;

/// Longer lines are cut on screen; the whole is in the tooltip.
const LONGEST_LINE: usize = 160;

/// Where to look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
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
    lines: Vec<(usize, String)>,
    /// The file no longer holds what was read.
    is_changed: bool,
    /// How many lines the file has.
    count: usize,
}

/// The sheet that shows a place.
#[derive(Clone, Debug)]
pub(super) struct ExcerptSheet {
    pub place: Place,
    /// None while it is being read; else what is there or why it cannot be shown, in one sentence.
    pub found: Option<Result<Excerpt, String>>,
}

/// Reads a place anew.
pub(super) fn read(place: &Place) -> Result<Excerpt, String> {
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let bytes = disk::read_file(&place.path, LARGEST_FILE_BYTES, go_on);
    let bytes = bytes.map_err(|error| error.to_string())?;
    around(&bytes, place)
}

/// The place in a file that holds these bytes.
pub(super) fn around(bytes: &[u8], place: &Place) -> Result<Excerpt, String> {
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

/// Shows the place; true once it is to be closed.
pub(super) fn excerpt_ui(ui: &mut Ui, sheet: &ExcerptSheet, bench: &Bench<'_>) -> bool {
    ui.set_width(820.0);
    let Place { path, line, about, .. } = &sheet.place;
    let line_words = line.map(|line| format!(", line {line}")).unwrap_or_default();
    ui.label(bold(format!("{}{line_words}", file_name(path))).size(15.0));
    ui.label(soft(path.display().to_string()).small());
    ui.add_space(APART);
    if !about.is_empty() {
        ui.label(about);
        ui.add_space(APART);
    }
    match &sheet.found {
        None => {
            ui.label(soft("Reading the file…"));
        }
        Some(Err(sentence)) => {
            let warning = color(bench.theme.colour(Role::Warning));
            ui.label(RichText::new(sentence).color(warning));
            ui.label(soft("The session keeps what was read, and goes on without the file"));
        }
        Some(Ok(excerpt)) => lines_ui(ui, excerpt, *line, bench),
    }
    ui.add_space(FAR);
    ui.button("Close").clicked()
}

fn lines_ui(ui: &mut Ui, excerpt: &Excerpt, marked: Option<u32>, bench: &Bench<'_>) {
    let warning = color(bench.theme.colour(Role::Warning));
    if excerpt.is_changed {
        let text = "The file has changed since it was read: this is how it stands now";
        ui.label(RichText::new(text).color(warning));
    }
    let marked = marked.and_then(|line| usize::try_from(line).ok());
    if marked.is_some_and(|line| line > excerpt.count) {
        let text = format!("The file has only {} lines now", excerpt.count);
        ui.label(RichText::new(text).color(warning));
    }
    let fill = ui.visuals().selection.bg_fill;
    ScrollArea::horizontal().auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (number, line) in &excerpt.lines {
            let is_marked = Some(*number) == marked;
            let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(4, 1));
            let frame = if is_marked { frame.fill(fill) } else { frame };
            frame.show(ui, |ui| line_ui(ui, *number, line, is_marked));
        }
    });
}

fn line_ui(ui: &mut Ui, number: usize, line: &str, is_marked: bool) {
    ui.horizontal(|ui| {
        ui.label(soft(format!("{number:>7}")).monospace());
        let shown = shortened(line);
        let is_cut = shown.len() < line.len();
        let mut response = ui.add(egui::Label::new(RichText::new(&shown).monospace()).extend());
        let name = if is_marked {
            format!("Line {number}, the place: {line}")
        } else {
            format!("Line {number}: {line}")
        };
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
        if is_cut {
            response = response.on_hover_text(line);
        }
        let _ = response;
    });
}

/// A line that fits on the screen, with an ellipsis where it goes on. Tabs become spaces.
fn shortened(line: &str) -> String {
    let line = line.replace('\t', "    ");
    match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Where a file of the document is found, as a place to look at.
pub(super) fn place_in(
    file: &crate::session::FileSection,
    line: Option<u32>,
    about: impl Into<String>,
) -> Place {
    let path = Path::new(&file.path).to_owned();
    Place { path, fingerprint: file.fingerprint, line, about: about.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(bytes: &[u8], line: u32) -> Place {
        let fingerprint = Fingerprint::of(bytes);
        Place { path: "a.csv".into(), fingerprint, line: Some(line), about: String::new() }
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

    #[test]
    fn a_long_line_is_cut_between_letters() {
        let line = "ї".repeat(LONGEST_LINE + 5);
        assert_eq!(shortened(&line).chars().count(), LONGEST_LINE + 1);
        assert_eq!(shortened("short"), "short");
    }
}
