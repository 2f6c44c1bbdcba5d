//! The earlier saves of the open session: when each was saved, what it holds, and how it differs from
//! what is open.

use std::path::{Path, PathBuf};

use eframe::egui::{ScrollArea, Ui};

use crate::opening::EarlierSave;
use crate::session::Document;
use crate::words::{Words, file_name};

use super::command::Command;
use super::controls::capitalised;
use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};

/// An earlier save as it is offered.
pub(super) struct EarlierOffer {
    path: PathBuf,
    when: String,
    /// What it holds and how it differs; else why it cannot be read.
    says: Result<Vec<String>, String>,
}

impl EarlierOffer {
    pub fn of(earlier: &EarlierSave, open: &Document, words: Words) -> EarlierOffer {
        let says = match &earlier.held {
            Ok(held) => {
                let holds = std::iter::once(words.holds(held));
                Ok(holds.chain(words.differs_from_open(held, open)).collect())
            }
            Err(why) => Err(capitalised(&words.bad_session(why))),
        };
        EarlierOffer { path: earlier.path.clone(), when: words.saved_at(earlier), says }
    }
}

/// The earlier saves of a session.
pub(super) struct EarlierSheet {
    pub session: PathBuf,
    /// None while they are being read.
    pub found: Option<Vec<EarlierOffer>>,
}

/// Each earlier save with what it holds; true once the sheet is to be closed.
pub(super) fn earlier_ui(ui: &mut Ui, sheet: &EarlierSheet, cx: &Cx<'_>) -> bool {
    ui.set_width(520.0);
    ui.label(bold(format!("Earlier saves of {}", file_name(&sheet.session))).size(HEADING));
    ui.add_space(APART);
    let mut is_opened = false;
    match sheet.found.as_deref() {
        None => {
            ui.label(soft("Reading them…"));
        }
        Some([]) => {
            ui.label("None is kept yet: what the file holds is kept when it is saved over.");
        }
        Some(found) => {
            ui.label(
                "What the file held before it was saved over, beside it. It opens as a copy, and \
                 saving asks for a name.",
            );
            let height = ui.ctx().content_rect().height() * 0.6;
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                for earlier in found {
                    ui.add_space(FAR);
                    is_opened |= one_ui(ui, earlier, cx);
                }
            });
        }
    }
    ui.add_space(FAR);
    ui.button("Close").clicked() || is_opened
}

fn one_ui(ui: &mut Ui, earlier: &EarlierOffer, cx: &Cx<'_>) -> bool {
    ui.label(bold(&earlier.when));
    match &earlier.says {
        Ok(says) => says.iter().for_each(|line| {
            ui.label(line);
        }),
        Err(why) => {
            ui.label(why);
            return false;
        }
    }
    ui.add_space(NEAR);
    let open = ui.button("Open as a copy").on_hover_text(path_of(&earlier.path));
    let open = open.accessible_name(format!("Open as a copy what was {}", uncapitalised(earlier)));
    let is_opened = open.clicked();
    if is_opened {
        cx.ask(Command::OpenFile(earlier.path.clone()));
    }
    is_opened
}

fn path_of(path: &Path) -> String {
    path.display().to_string()
}

fn uncapitalised(earlier: &EarlierOffer) -> String {
    earlier.when.replacen("Saved", "saved", 1)
}
