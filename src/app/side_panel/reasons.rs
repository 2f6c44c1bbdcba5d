//! Why something was adjusted: asked for in a field beside the change, and left empty it says so.

use eframe::egui::{self, Key, Ui};

use crate::estimate::{Adjustment, Change, Target};
use crate::session::Edit;

use super::super::command::Command;
use super::super::controls::filled;
use super::super::cx::Cx;
use super::soft;

/// The reason that is being typed, and for which adjustment.
#[derive(Default)]
pub(super) struct ReasonDraft {
    of: Option<(Target, Change)>,
    text: String,
}

impl ReasonDraft {
    fn is_of(&self, adjustment: &Adjustment) -> bool {
        self.of.as_ref().is_some_and(|(target, kind)| {
            *target == adjustment.target && kind.is_same_kind(&adjustment.change)
        })
    }
}

/// The field for the reason, and who made the change and when. `what` says which change it is, for
/// a screen reader.
pub(super) fn reason_ui(
    ui: &mut Ui,
    adjustment: &Adjustment,
    what: &str,
    draft: &mut ReasonDraft,
    cx: &Cx<'_>,
) {
    let given = adjustment.reason.clone().unwrap_or_default();
    let mut text = if draft.is_of(adjustment) { draft.text.clone() } else { given.clone() };
    let edit = egui::TextEdit::singleline(&mut text)
        .desired_width(f32::INFINITY)
        .hint_text("No reason given – say why");
    let response = ui.add(edit).accessible_name(format!("Reason for: {what}"));
    if response.lost_focus() {
        let is_left = ui.input(|input| input.key_pressed(Key::Escape));
        if !is_left && text.trim() != given {
            let (target, kind) = (adjustment.target.clone(), adjustment.change.clone());
            cx.ask(Command::Edit(Edit::Explain { target, kind, reason: filled(&text) }));
        }
        *draft = ReasonDraft::default();
    } else if response.has_focus() {
        draft.of = Some((adjustment.target.clone(), adjustment.change.clone()));
        draft.text = text;
    }
    let at = adjustment.at.as_ref().map(|at| cx.words.moment(at));
    let signed: Vec<String> = adjustment.author.clone().into_iter().chain(at).collect();
    if !signed.is_empty() {
        ui.label(soft(signed.join(" · ")).small());
    }
}
