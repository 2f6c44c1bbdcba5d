//! What is recorded by hand of the publication at an address: its title, when it was looked at, and
//! where a copy of it is kept.

use eframe::egui::{Key, TextEdit, Ui};

use crate::estimate::{Publication, PublicationDate, visible};
use crate::files::date_by_hand;
use crate::session::{Document, Edit};

use super::command::Command;
use super::controls::{filled, trouble_ui};
use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};

/// How wide the sheet is, in points.
const WIDTH: f32 = 460.0;

/// What is being typed of the publication at an address.
pub(super) struct PublicationSheet {
    address: String,
    title: String,
    accessed: String,
    archived: String,
    /// What is wrong with what was typed.
    trouble: Option<&'static str>,
}

impl PublicationSheet {
    /// With what is recorded of it.
    pub fn about(address: String, document: &Document) -> PublicationSheet {
        let recorded = document.publications().at(&address);
        let text =
            |of: fn(&Publication) -> Option<String>| recorded.and_then(of).unwrap_or_default();
        PublicationSheet {
            title: text(|one| one.title.clone()),
            accessed: text(|one| one.accessed.as_ref().map(ToString::to_string)),
            archived: text(|one| one.archive_location.clone()),
            address,
            trouble: None,
        }
    }

    /// What is to be done to the document; none where it is so already.
    fn edit(&self, document: &Document) -> Result<Option<Edit>, &'static str> {
        let old = document.publications().at(&self.address).cloned();
        let before = old.clone().unwrap_or_else(|| Publication {
            address: Some(self.address.clone()),
            ..Publication::default()
        });
        let new = Publication {
            title: filled(&self.title),
            accessed: accessed(&self.accessed, before.accessed.as_ref())?,
            archive_location: filled(&self.archived),
            ..before
        };
        Ok(match old {
            Some(old) if old == new => None,
            Some(old) if new.says_nothing() => Some(Edit::RemovePublications(vec![old])),
            Some(old) => {
                let (old, new) = (Box::new(old), Box::new(new));
                Some(Edit::ReplacePublication { old, new })
            }
            None if new.says_nothing() => None,
            None => Some(Edit::AddPublications { publications: vec![new], of: None }),
        })
    }
}

/// A day, a month or a year as a person writes it; the words that were recorded stay.
fn accessed(
    text: &str,
    before: Option<&PublicationDate>,
) -> Result<Option<PublicationDate>, &'static str> {
    let Some(text) = filled(text) else { return Ok(None) };
    let date = PublicationDate::from(text.clone());
    if !matches!(date, PublicationDate::Words(_)) || before == Some(&date) {
        return Ok(Some(date));
    }
    match date_by_hand(&text) {
        Ok(day) if day.from() == day.to() => Ok(Some(day.to().into())),
        _ => Err("Say on which day it was looked at, such as 2 Jun 2030"),
    }
}

/// Shows the sheet; true once it is to be closed.
pub(super) fn publication_ui(ui: &mut Ui, sheet: &mut PublicationSheet, cx: &Cx<'_>) -> bool {
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 4.0 * FAR));
    ui.label(bold("Publication").size(HEADING));
    ui.label(soft(visible(&sheet.address).as_ref()));
    ui.add_space(APART);
    let mut is_entered = false;
    let fields = [
        ("Title", "As it stands there", &mut sheet.title),
        ("Accessed", "The day on which you looked at it", &mut sheet.accessed),
        ("Archive address", "Where a copy is kept", &mut sheet.archived),
    ];
    for (name, hint, text) in fields {
        let label = ui.label(name);
        let edit = TextEdit::singleline(text).desired_width(f32::INFINITY).hint_text(hint);
        let response = ui.add(edit).labelled_by(label.id);
        is_entered |= response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(NEAR);
    }
    if let Some(trouble) = sheet.trouble {
        trouble_ui(ui, trouble);
    }
    ui.add_space(APART);
    let mut is_done = false;
    ui.horizontal(|ui| {
        let says = "It stands in every reference to this address";
        if ui.button("Record").on_hover_text(says).clicked() || is_entered {
            match sheet.edit(cx.document) {
                Ok(edit) => {
                    edit.into_iter().for_each(|edit| cx.ask(Command::Edit(edit)));
                    is_done = true;
                }
                Err(trouble) => sheet.trouble = Some(trouble),
            }
        }
        is_done |= ui.button("Cancel").clicked();
    });
    is_done
}
