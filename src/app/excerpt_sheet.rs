//! The sheet that shows a place in a file with the lines around it.

use eframe::egui::{self, RichText, ScrollArea, Ui, WidgetInfo};

use crate::chart::Role;
use crate::words::file_name;

use super::cx::Cx;
use super::excerpt::{Excerpt, FilePlace};
use super::look::{APART, FAR, bold, soft};
use super::painter::color;

/// Longer lines are cut on screen; the whole is in the tooltip.
const LONGEST_LINE: usize = 160;

/// The sheet that shows a place.
#[derive(Clone, Debug)]
pub(super) struct ExcerptSheet {
    pub place: FilePlace,
    /// None while it is being read; else what is there or why it cannot be shown, in one sentence.
    pub found: Option<Result<Excerpt, String>>,
}

/// Shows the place; true once it is to be closed.
pub(super) fn excerpt_ui(ui: &mut Ui, sheet: &ExcerptSheet, cx: &Cx<'_>) -> bool {
    ui.set_width(820.0);
    let FilePlace { path, line, about, .. } = &sheet.place;
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
            let warning = color(cx.theme.colour(Role::Warning));
            ui.label(RichText::new(sentence).color(warning));
            ui.label(soft("The session keeps what was read, and goes on without the file"));
        }
        Some(Ok(excerpt)) => lines_ui(ui, excerpt, *line, cx),
    }
    ui.add_space(FAR);
    ui.button("Close").clicked()
}

fn lines_ui(ui: &mut Ui, excerpt: &Excerpt, marked: Option<u32>, cx: &Cx<'_>) {
    let warning = color(cx.theme.colour(Role::Warning));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_between_letters() {
        let line = "ї".repeat(LONGEST_LINE + 5);
        assert_eq!(shortened(&line).chars().count(), LONGEST_LINE + 1);
        assert_eq!(shortened("short"), "short");
    }
}
