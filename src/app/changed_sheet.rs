//! How a file differs by now from what was read of it, an estimate a line.

use eframe::egui::{ScrollArea, Ui};

use crate::compare::VintageChangeKind;
use crate::estimate::FileSlot;

use super::controls::wrapped_ui;
use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};

/// So many changes are shown at first, and so many more each time.
const SHOWN_AT_FIRST: usize = 50;

/// What changed in a file.
pub(super) struct ChangedSheet {
    slot: FileSlot,
    /// How many pages of changes more than the first are shown.
    more: usize,
}

impl ChangedSheet {
    pub fn of(slot: FileSlot) -> ChangedSheet {
        ChangedSheet { slot, more: 0 }
    }
}

/// Each change; true once the sheet is to be closed.
pub(super) fn changed_ui(ui: &mut Ui, sheet: &mut ChangedSheet, cx: &Cx<'_>) -> bool {
    let file = cx.document.file(sheet.slot);
    let looked = file.and_then(|file| cx.on_disk.of(file));
    let (Some(file), Some(looked)) = (file, looked) else { return true };
    let Some(changed) = looked.changed() else { return true };
    ui.set_width(620.0);
    ui.label(bold(format!("What changed in {}", file.name())).size(HEADING));
    wrapped_ui(ui, soft(&looked.path).small());
    ui.add_space(APART);
    wrapped_ui(ui, cx.words.changes_on_disk(&changed.difference));
    let (old, new) = (file.loaded(), changed.section.loaded());
    let changes = changed.difference.changes.iter();
    let changes = changes.filter(|change| change.kind != VintageChangeKind::Reformatted);
    let shown = SHOWN_AT_FIRST.saturating_mul(sheet.more.saturating_add(1));
    let height = ui.ctx().content_rect().height() * 0.5;
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        for change in changes.clone().take(shown) {
            let Some(fact) = change.fact(&old, &new) else { continue };
            ui.add_space(NEAR);
            wrapped_ui(ui, cx.words.vintage(&fact));
        }
        let left = changes.count().saturating_sub(shown);
        if left > 0 {
            ui.add_space(NEAR);
            ui.label(soft(cx.words.more_rows(left)));
            if ui.button("Show more of what changed").clicked() {
                sheet.more = sheet.more.saturating_add(1);
            }
        }
    });
    ui.add_space(FAR);
    ui.button("Close").clicked()
}
