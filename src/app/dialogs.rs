//! The few dialogs of the window: a typed path, the question about unsaved work, and notices.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{self, Context, Id, RichText, Ui, accesskit::Live};

use crate::estimate::FileSlot;
use crate::session::{FileSection, Fingerprint, Page, StateId};

use super::actions::Action;
use super::command::Command;
use super::controls::wrapped_ui;
use super::cx::Cx;
use super::elsewhere::{Choice, Elsewhere};
use super::errands::Purpose;
use super::look::{APART, FAR, HEADING, bold, modal};
use super::typed_path::{Typed, TypedPath};

/// What stands over the window and waits for an answer.
pub(super) enum Dialog {
    /// A path to type.
    TypePath(TypedPath),
    /// There are unsaved changes, and something would lose them.
    Unsaved(Next),
    /// A file of this name is there already.
    Overwrite(Purpose, PathBuf),
    /// The session's own file, here, is another one by now.
    Elsewhere(PathBuf, Elsewhere),
}

/// What waits behind the question about unsaved work.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Next {
    Close,
    Open(Vec<PathBuf>),
    /// Every file is closed.
    CloseAll,
}

/// What was answered.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Answered {
    Path(Purpose, PathBuf),
    Overwrite(Purpose, PathBuf),
    Elsewhere(Choice),
    SaveFirst(Next),
    Discard(Next),
    Cancel,
}

/// Shows the dialog; an answer when one was given.
pub(super) fn dialog_ui(ctx: &Context, dialog: &mut Dialog) -> Option<Answered> {
    match dialog {
        Dialog::TypePath(path) => Some(match path.ui(ctx)? {
            Typed::Path(purpose, path) => Answered::Path(purpose, path),
            Typed::Cancelled => Answered::Cancel,
        }),
        Dialog::Unsaved(next) => unsaved_ui(ctx, next),
        Dialog::Overwrite(purpose, path) => overwrite_ui(ctx, *purpose, path),
        Dialog::Elsewhere(path, found) => elsewhere_ui(ctx, path, found),
    }
}

/// Of a question, in points.
const QUESTION_WIDTH: f32 = 500.0;

/// A question with its answers on buttons; none of them leaves things as they are.
fn question_ui(
    ctx: &Context,
    (id, heading, says): (&str, &str, &str),
    answers: &[(&str, Answered)],
) -> Option<Answered> {
    let mut answered = None;
    let modal = modal(ctx, id).show(ctx, |ui| {
        ui.set_width(QUESTION_WIDTH);
        ui.label(bold(heading).size(HEADING));
        ui.add_space(APART);
        ui.label(says);
        ui.add_space(FAR);
        ui.horizontal_wrapped(|ui| {
            for (verb, answer) in answers.iter().chain(&[("Cancel", Answered::Cancel)]) {
                if ui.button(*verb).clicked() {
                    answered = Some(answer.clone());
                }
            }
        });
    });
    answered.or(modal.should_close().then_some(Answered::Cancel))
}

fn unsaved_ui(ctx: &Context, next: &Next) -> Option<Answered> {
    let what = match next {
        Next::Close => "Closing",
        Next::Open(_) => "Opening another session",
        Next::CloseAll => "Closing the files",
    };
    let says = format!("There are changes that were not saved. {what} loses them.");
    let answers = [
        ("Save", Answered::SaveFirst(next.clone())),
        ("Don't save", Answered::Discard(next.clone())),
    ];
    question_ui(ctx, ("unsaved changes", "Save the session first?", &says), &answers)
}

fn overwrite_ui(ctx: &Context, purpose: Purpose, path: &Path) -> Option<Answered> {
    let says = format!("What it holds now is lost: {}", path.display());
    let answers = [("Replace", Answered::Overwrite(purpose, path.to_owned()))];
    question_ui(ctx, ("overwrite", "Replace the file that is there?", &says), &answers)
}

/// Asks what is to be done; none of the answers leaves both as they are.
fn elsewhere_ui(ctx: &Context, path: &Path, found: &Elsewhere) -> Option<Answered> {
    const CHANGED: &str = "The session was changed elsewhere";
    let choose = |verb, choice| (verb, Answered::Elsewhere(choice));
    let keep_mine = choose("Keep mine", Choice::KeepMine);
    let save_as = choose("Save as…", Choice::SaveAs);
    let (heading, then, answers) = match found {
        Elsewhere::Theirs { .. } => (
            CHANGED,
            "Nothing was written. Keep yours and write it over theirs, take theirs in the place of \
             yours – undo brings yours back – or save yours under another name.",
            vec![
                choose("Show the differences", Choice::ShowDifferences),
                keep_mine,
                choose("Take theirs", Choice::TakeTheirs),
                save_as,
            ],
        ),
        Elsewhere::Unreadable { fingerprint: None, .. } => {
            (CHANGED, "Nothing was written, and it is not written over.", vec![save_as])
        }
        Elsewhere::Unreadable { .. } => (CHANGED, "Nothing was written.", vec![keep_mine, save_as]),
        Elsewhere::Gone => (
            "The file of the session is gone",
            "It may have been moved, renamed or deleted.",
            vec![choose("Save it there anew", Choice::KeepMine), save_as],
        ),
    };
    let says = format!("{}. {then}", found.says(path).trim_end_matches('.'));
    question_ui(ctx, ("elsewhere", heading, &says), &answers)
}

/// What a notice tells of. What comes next of the same makes it out of date, and it leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Topic {
    /// How files were opened and read.
    Opening,
    Saving,
    Exporting,
    /// What could not be done to the document, or found out about it.
    Changing,
    /// Nothing that comes tells more of it: it stays until it is closed.
    Other,
}

/// Something the person should know: stays until it is closed or out of date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Notice {
    pub of: Topic,
    pub text: String,
    pub is_trouble: bool,
    /// The files of which it tells that they were opened.
    pub opened: Option<JustOpened>,
    /// What can be done about it otherwise.
    offer: Option<Offer>,
    /// When it was first seen.
    since: Option<Instant>,
}

impl Notice {
    fn new(of: Topic, text: String, is_trouble: bool) -> Notice {
        Notice { of, text, is_trouble, opened: None, offer: None, since: None }
    }

    /// Something good to know.
    pub fn told(of: Topic, text: String) -> Notice {
        Notice::new(of, text, false)
    }

    /// The same, with what can be done about the opening of files.
    pub fn with_opened(self, opened: JustOpened) -> Notice {
        Notice { opened: Some(opened), ..self }
    }

    /// The same, with something that can be done about it.
    pub fn with_offer(self, offer: Offer) -> Notice {
        Notice { offer: Some(offer), ..self }
    }

    pub fn trouble(of: Topic, text: String) -> Notice {
        Notice::new(of, text, true)
    }
}

/// What a notice offers to do about what it tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Offer {
    /// The session's file is another one by now.
    DecideElsewhere,
    /// An earlier save can be opened where the session cannot.
    OpenEarlier(PathBuf),
}

impl Offer {
    /// What it is called, what it does, and how it is asked for.
    fn words(&self) -> (&'static str, &'static str, Command) {
        match self {
            Offer::DecideElsewhere => {
                let says = "Keep yours, take theirs, see the differences, or save elsewhere";
                ("What to do…", says, Command::DecideElsewhere)
            }
            Offer::OpenEarlier(path) => {
                let says =
                    "Open what the session held before it was saved the last time, as a copy";
                ("Open the earlier save", says, Command::OpenFile(path.clone()))
            }
        }
    }
}

/// Files that were opened, and the state of the document just after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct JustOpened {
    pub files: Vec<Fingerprint>,
    pub state: StateId,
}

impl JustOpened {
    /// Those of them that are open.
    fn open<'a>(&'a self, cx: &'a Cx<'_>) -> impl Iterator<Item = &'a FileSection> {
        let files = cx.document.files().iter().map(|file| &**file);
        files.filter(|file| self.files.contains(&file.fingerprint))
    }

    /// What can be done about it, each with what it is called and what it does.
    fn offers(&self, cx: &Cx<'_>) -> Vec<(&'static str, &'static str, Command)> {
        let mut offers = Vec::new();
        if cx.revision.state == self.state && cx.undo_label.is_some() {
            let says = "Take back that it was opened";
            offers.push(("Undo", says, Command::Act(Action::Undo)));
        }
        let slots: Vec<FileSlot> = self.open(cx).map(|file| file.slot).collect();
        let others = cx.document.files().iter().filter(|file| !file.is_by_hand());
        if others.into_iter().any(|file| !slots.contains(&file.slot)) {
            let says = "Close the other files; undo opens them again";
            offers.push(("Open alone", says, Command::OpenAlone(slots)));
        }
        let problems = self.open(cx).any(|file| !file.problems.is_empty());
        if problems && cx.view.page != Page::Problems {
            let says = "See what is wrong or doubtful, each with its place in the file";
            offers.push(("See problems", says, Command::OpenPage(Page::Problems)));
        }
        if let Some(file) = self.open(cx).find(|file| asks_to_be_checked(file)) {
            let says = "No known format: see how it was read, and change it";
            let ask = Command::AskHowRead(PathBuf::from(&file.path), file.slot);
            offers.push(("How it is read…", says, ask));
        }
        offers
    }
}

fn asks_to_be_checked(file: &FileSection) -> bool {
    file.is_read_as_proposed() || file.remembered_of().is_some()
}

/// Notices over the plot, each with its close button. Many of them scroll. They take no room, and
/// what only tells of something that was done leaves by itself.
pub(super) fn notices_ui(ui: &mut Ui, cx: &Cx<'_>, notices: &mut Vec<Notice>) {
    leave_in_time(ui, notices);
    // Nothing is told of the opening of files that are closed again.
    notices.retain(|notice| {
        notice.opened.as_ref().is_none_or(|opened| opened.open(cx).next().is_some())
    });
    if notices.is_empty() {
        return;
    }
    let mut closed = None;
    let room = ui.max_rect();
    let width = (room.width() - 2.0 * FAR).clamp(160.0, MOST_WIDTH);
    let corner = room.right_bottom() - egui::vec2(FAR, ABOVE_THE_BAR);
    let area = egui::Area::new(Id::unique("notices")).order(egui::Order::Middle);
    area.fixed_pos(corner).pivot(egui::Align2::RIGHT_BOTTOM).show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).show(ui, |ui| {
            ui.set_width(width);
            let all = egui::ScrollArea::vertical().id_salt("notices").max_height(MOST_HEIGHT);
            all.show(ui, |ui| {
                for (place, notice) in notices.iter().enumerate() {
                    if notice_ui(ui, cx, notice) {
                        closed = Some(place);
                    }
                }
            });
        });
    });
    if let Some(place) = closed {
        notices.remove(place);
    }
}

/// What is told of what went well leaves after a while; trouble stays.
fn leave_in_time(ui: &Ui, notices: &mut Vec<Notice>) {
    notices.retain_mut(|notice| {
        if notice.is_trouble {
            return true;
        }
        let since = *notice.since.get_or_insert_with(Instant::now);
        let left = STAYS.saturating_sub(since.elapsed());
        ui.ctx().request_repaint_after(left);
        !left.is_zero()
    });
}

/// Of notices over the plot, in points.
const MOST_HEIGHT: f32 = 140.0;
const MOST_WIDTH: f32 = 560.0;
const ABOVE_THE_BAR: f32 = 44.0;

/// So long a notice stays that tells of no trouble.
const STAYS: Duration = Duration::from_secs(12);

/// One notice, which a screen reader says at once; true once it is closed.
fn notice_ui(ui: &mut Ui, cx: &Cx<'_>, notice: &Notice) -> bool {
    let visuals = ui.visuals();
    let ink = if notice.is_trouble { visuals.warn_fg_color } else { visuals.text_color() };
    let text = RichText::new(&notice.text).color(ink);
    let mut offers = notice.opened.as_ref().map(|opened| opened.offers(cx)).unwrap_or_default();
    offers.extend(notice.offer.as_ref().map(Offer::words));
    let close = ("Close", "Close this message", "Close this message");
    let name = |verb: &'static str| if verb == "Undo" { "Undo the opening" } else { verb };
    let buttons = std::iter::once(close);
    let offered = offers.iter().map(|(verb, says, _)| (*verb, name(verb), *says));
    let buttons: Vec<_> = buttons.chain(offered).collect();
    let (pressed, said) = strip_ui(ui, egui::Frame::new(), text, &buttons);
    ui.ctx().accesskit_node_builder(said, |node| node.set_live(Live::Assertive));
    let offer = pressed.and_then(|place| offers.get(place.checked_sub(1)?));
    if let Some((.., command)) = offer {
        cx.ask(command.clone());
    }
    pressed == Some(0)
}

/// A strip over the whole width: a text, and from its end on buttons, each with its name for a
/// screen reader and what it does. The one that was pressed, and the label of the text.
pub(super) fn strip_ui(
    ui: &mut Ui,
    frame: egui::Frame,
    text: RichText,
    buttons: &[(&str, &str, &str)],
) -> (Option<usize>, Id) {
    let margin = egui::Margin { left: 16, right: 8, top: 4, bottom: 4 };
    let strip = frame.inner_margin(margin).show(ui, |ui| {
        let at_the_end = egui::Layout::right_to_left(egui::Align::Min);
        ui.with_layout(at_the_end, |ui| {
            let mut pressed = None;
            for (place, (verb, name, says)) in buttons.iter().enumerate() {
                let button = ui.small_button(*verb).accessible_name(*name);
                if button.on_hover_text(*says).clicked() {
                    pressed = Some(place);
                }
            }
            let text = ui.with_layout(egui::Layout::left_to_right(egui::Align::Min), |ui| {
                wrapped_ui(ui, text).id
            });
            (pressed, text.inner)
        })
    });
    strip.inner.inner
}
