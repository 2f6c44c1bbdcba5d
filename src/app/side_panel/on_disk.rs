//! Beside an open file: what was found where it was read, and what can be done about it.

use eframe::egui::{RichText, Ui, accesskit::Live};

use crate::opening::{OnDisk, can_be_looked_at};
use crate::session::{FileSection, Likeness};

use super::super::command::{AboutFile, Command};
use super::super::controls::wrapped_ui;
use super::super::cx::Cx;
use super::super::look::NEAR;
use super::super::on_disk::Looked;
use super::soft;

/// What is told, if somebody asked for a look at it.
pub(super) fn on_disk_ui(ui: &mut Ui, cx: &Cx<'_>, file: &FileSection) {
    let looked = cx.on_disk.of(file).filter(|_| can_be_looked_at(cx.document, file));
    let Some(looked) = looked else { return };
    let now = looked.changed().map(|changed| changed.section.fingerprint);
    let mut open = cx.document.files().iter();
    let open = open.find(|other| Some(other.fingerprint) == now);
    let (text, offers) = match open {
        Some(open) => (cx.words.holds_what_is_open(open), Vec::new()),
        None => (cx.words.on_disk(file, &looked.path, &looked.found), offers(looked, file)),
    };
    let text = match looked.found {
        OnDisk::AsRead => soft(text),
        _ => RichText::new(text).color(ui.visuals().warn_fg_color),
    };
    let said = wrapped_ui(ui, text).id;
    ui.ctx().accesskit_node_builder(said, |node| node.set_live(Live::Polite));
    if offers.is_empty() {
        return;
    }
    ui.add_space(NEAR);
    ui.horizontal_wrapped(|ui| {
        for (verb, says, asked) in offers {
            let button = ui.small_button(verb).accessible_name(format!("{verb}: {}", file.name()));
            if button.on_hover_text(says).clicked() {
                cx.ask(Command::About(file.slot, asked));
            }
        }
    });
}

/// What can be done about it: what it is called, what it does, and how it is asked for.
type Offer = (&'static str, &'static str, AboutFile);

fn offers(looked: &Looked, file: &FileSection) -> Vec<Offer> {
    const TAKE_IN: Offer = (
        "Take it in as a new vintage",
        "What was read becomes an earlier copy; adjustments go along where both say the same",
        AboutFile::TakeIn,
    );
    const SEE: Offer =
        ("See what changed…", "Each estimate that is new, other or gone", AboutFile::SeeChanges);
    const REPLACE: Offer = (
        "Put it in its place",
        "Use it instead of what was read, which is kept by undo alone",
        AboutFile::Replace,
    );
    const IT_IS: Offer =
        ("It is that file", "Then it can be taken in as a new vintage", AboutFile::SayItIs);
    const BESIDE: Offer = (
        "Open it beside",
        "It is another file: open it beside what was read",
        AboutFile::OpenBeside,
    );
    const LEAVE: Offer = ("Leave it", "Keep what was read, and say no more", AboutFile::Leave);
    let Some(changed) = looked.changed() else { return Vec::new() };
    let is_elsewhere = looked.path != file.path;
    // Where it was read, Reload does that.
    let replace = is_elsewhere.then_some(REPLACE);
    if changed.section.format != file.format {
        return replace.into_iter().chain([BESIDE, LEAVE]).collect();
    }
    match changed.likeness {
        Likeness::SameFile => [TAKE_IN].into_iter().chain(replace).chain([SEE]).collect(),
        Likeness::OtherThings { .. } | Likeness::OtherNumbers => vec![IT_IS, BESIDE, SEE, LEAVE],
    }
}
