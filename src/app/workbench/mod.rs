//! The state of the window and what commands do to it.
//!
//! Three kinds of state and no fourth: the document, changed by an edit and undone; the view,
//! changed by a command; and a panel's own draft.

mod answering;
mod asking;
mod beside;
mod desk;
mod elsewhere;
mod entering;
mod executing;
mod exporting;
mod going;
mod importing;
mod looking;
mod on_disk;
mod opening;
mod panels;
mod recovering;
mod referencing;
mod saving;

use std::path::PathBuf;

use eframe::egui::{Context, Event, ThemePreference, Ui, ViewportCommand};

use crate::chart::Theme;
use crate::compare::Comparison;
use crate::estimate::EstimateId;
use crate::files::ReadOptions;
use crate::session::{Document, ThemeChoice, View};
use crate::words::Words;

use super::actions::{Action, Menu};
use super::command::Command;
use super::cx::Cx;
use super::derived::Answer;
use super::dialogs::{Dialog, Next, Notice, Topic, dialog_ui};
use super::elsewhere::Looking;
use super::entry::EntryForm;
use super::errands::{Arrival, Errand, Purpose};
use super::excerpt::{Excerpt, FilePlace};
use super::file_dialogs::FileDialogs;
use super::look::focused_ui;
use super::memory::Memory;
use super::menus::menu_of;
use super::recorder::Recorder;
use super::sheets::{Sheet, drop_hint_ui, sheet_ui};
use super::tour::Tour;
use super::unseen_signs::UnseenSigns;
use asking::Asking;
use desk::Desk;
use panels::{Kept, cramped_in};

/// What the window starts with.
#[derive(Default)]
pub struct Start {
    pub files: Vec<PathBuf>,
    pub reading: ReadOptions,
    /// Where settings, recent files and the like are kept; nowhere, and nothing is.
    pub memory: Option<PathBuf>,
    /// Where records of unsaved work are kept; nowhere, and none are.
    pub recovery: Option<PathBuf>,
    /// Where small pictures of what was open are kept; nowhere, and they are made each time.
    pub pictures: Option<PathBuf>,
    /// What the person is told at first, in sentences.
    pub told: Vec<String>,
}

/// A save under way. Only one is at a time, so that none is lost to another.
struct Saving {
    /// Of which document: another one may be open when it arrives.
    document_number: u64,
    document: Document,
    /// Where the document goes next, asked for while this one was under way.
    again: Option<PathBuf>,
}

/// Where leaving what is open stands: the window, the session, the files.
#[derive(Clone, PartialEq, Debug, Default)]
enum Leaving {
    #[default]
    NotAskedFor,
    /// This follows once everything is saved.
    OnceSaved(Next),
    /// Unsaved changes may go when the session that was asked for comes.
    Discarding,
    /// The window closes.
    Closing,
    /// The window closes and nobody can be asked.
    Unasked,
}

/// Everything behind the window: what a bench shows, what panels keep, and where leaving stands;
/// beside them what stands over the window and asks.
pub struct Workbench {
    desk: Desk,
    kept: Kept,
    leaving: Leaving,
    saving: Option<Saving>,
    looking_at_home: Looking,
    dialogs: Box<dyn FileDialogs>,
    dialog: Option<Dialog>,
    /// What stands over the window for a moment.
    sheet: Option<Sheet>,
    /// Of which tables it is asked how they are read.
    asking: Asking,
    /// The form for an entry by hand, while it is open.
    entry: Option<EntryForm>,
    tour: Option<Tour>,
    notices: Vec<Notice>,
    reading: ReadOptions,
    recorder: Recorder,
    /// Where windows keep their records of unsaved work.
    records: Option<PathBuf>,
    told: Told,
}

/// What the system was last told of the window.
#[derive(Default)]
struct Told {
    theme: Option<ThemeChoice>,
    zoom: Option<f32>,
    title: String,
}

impl Workbench {
    /// A workbench on these files, or on the sample.
    #[must_use]
    pub fn new(ctx: &Context, start: Start, dialogs: Box<dyn FileDialogs>) -> Workbench {
        super::fonts::install(ctx);
        super::look::install(ctx);
        ctx.add_plugin(UnseenSigns::default());
        // Larger and smaller are actions of ours, with the same keys.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let (memory, warnings) = Memory::load(start.memory);
        let memory = memory.with_pictures(start.pictures);
        let notices = {
            let words = Words { style: memory.settings().style };
            let warnings = warnings.iter().map(|warning| words.unusable(warning));
            let told = start.told.into_iter().chain(warnings);
            told.map(|text| Notice::trouble(Topic::Other, text)).collect()
        };
        let mut workbench = Workbench {
            desk: Desk::new(ctx, memory),
            kept: Kept::default(),
            leaving: Leaving::default(),
            saving: None,
            looking_at_home: Looking::default(),
            dialogs,
            dialog: None,
            sheet: None,
            asking: Asking::default(),
            entry: None,
            tour: None,
            notices,
            reading: start.reading,
            recorder: Recorder::default(),
            records: None,
            told: Told::default(),
        };
        if let Some(root) = start.recovery {
            workbench.desk.errands.look_for_left(root.clone());
            workbench.recorder = Recorder::begin(ctx, root.clone());
            workbench.records = Some(root);
        }
        workbench.learn_what_is_remembered();
        workbench.look_for_recent();
        workbench.begin_with(start.files);
        workbench
    }

    /// Opens what is to be open at first. Whoever was here before finds that on the start page, and
    /// whoever was not the sample.
    fn begin_with(&mut self, files: Vec<PathBuf>) {
        let memory = &self.desk.memory;
        if !files.is_empty() {
            self.open_paths(files);
        } else if memory.settings().reopens_last && !memory.last().is_empty() {
            self.open_paths(memory.last().to_vec());
        } else if memory.recent().is_empty() && memory.last().is_empty() {
            self.open_sample();
        }
    }

    /// What must happen even while the window is hidden: arrivals, and the question on closing.
    pub fn logic(&mut self, ctx: &Context) {
        for arrival in self.desk.errands.arrivals() {
            self.take(ctx, arrival);
        }
        let (answered, looked) = (self.desk.take_answer(), self.desk.look_alikes.look_again());
        for sentence in answered.err().into_iter().chain(looked.err()) {
            self.trouble(Topic::Changing, sentence);
        }
        let (is_full_screen, asked_to_close) = ctx.input(|input| {
            let viewport = input.viewport();
            (viewport.fullscreen.unwrap_or(false), viewport.close_requested())
        });
        self.desk.is_full_screen = is_full_screen;
        self.desk.theme = theme_of(ctx);
        let is_leaving = matches!(self.leaving, Leaving::Closing | Leaving::Unasked);
        if asked_to_close && !is_leaving {
            self.before_closing(ctx);
        }
        let title = self.desk.window_title();
        if title != self.told.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.told.title = title;
        }
        self.wear_the_settings(ctx);
        if self.sheet.is_none() {
            self.desk.memory.keep(ctx);
        }
        self.record();
    }

    /// Theme and zoom as they were chosen.
    fn wear_the_settings(&mut self, ctx: &Context) {
        let theme = self.desk.theme_choice();
        if self.told.theme != Some(theme) {
            self.told.theme = Some(theme);
            ctx.set_theme(match theme {
                ThemeChoice::System => ThemePreference::System,
                ThemeChoice::Light => ThemePreference::Light,
                ThemeChoice::Dark => ThemePreference::Dark,
            });
        }
        let zoom = self.desk.memory.settings().zoom;
        if self.told.zoom != Some(zoom) {
            self.told.zoom = Some(zoom);
            ctx.set_zoom_factor(zoom);
        }
    }

    /// Holds the close back while something would be lost by it.
    fn before_closing(&mut self, ctx: &Context) {
        if !self.desk.history.is_saved() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
            self.leaving = Leaving::NotAskedFor;
            self.dialog = Some(Dialog::Unsaved(Next::Close));
        } else if self.saving.is_some() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.leaving = Leaving::OnceSaved(Next::Close);
        }
    }

    /// Draws the window and does what was asked for in it.
    pub fn ui(&mut self, ui: &mut Ui, frame: Option<&eframe::Frame>) {
        let ctx = ui.ctx().clone();
        let mut commands = self.shortcuts(&ctx);
        self.drop_files(&ctx);
        self.take_paste(&ctx, &mut commands);
        self.ask_about_next();
        self.look_at_home_on_focus(&ctx);
        self.desk.theme = theme_of(&ctx);
        let arrangement = self.desk.view.arrangement;
        let cramped = cramped_in(ctx.content_rect().size(), arrangement);
        self.desk.view.panels.make_room(cramped);
        self.desk.bring_up_to_date();
        self.desk.find_out(&ctx);
        let cx = Cx::new(self.desk.bench());
        self.kept.ui(ui, &cx, &mut self.notices);
        drop_hint_ui(&ctx, &cx);
        if self.sheet.is_none()
            && self.dialog.is_none()
            && self.tour.as_mut().is_some_and(|tour| tour.ui(&ctx, &cx, &self.kept.landmarks))
        {
            self.tour = None;
        }
        if let Some(sheet) = &mut self.sheet
            && sheet_ui(&ctx, sheet, &cx)
        {
            self.sheet = None;
        }
        commands.extend(cx.into_asked());
        self.entry_ui(&ctx);
        focused_ui(&ctx);
        if let Some(dialog) = &mut self.dialog
            && let Some(answered) = dialog_ui(&ctx, dialog)
        {
            self.answered(&ctx, frame, answered);
        }
        if !commands.is_empty() {
            ctx.request_repaint();
        }
        for command in commands {
            self.execute(&ctx, frame, command);
        }
        self.record();
    }

    /// Whether an action can be done now.
    pub(super) fn can(&self, action: Action) -> bool {
        action.possible(&self.desk.bench()).is_ok()
    }

    /// The picture that was last painted.
    #[must_use]
    pub fn picture(&self) -> Option<&crate::chart::Picture> {
        self.kept.plot.picture.as_ref()
    }

    /// What is drawn now: the plot, or what stands in its place.
    #[must_use]
    pub fn drawn_picture(&self) -> Option<crate::chart::Picture> {
        self.kept.plot.drawn(&self.desk.bench()).map(|(picture, _)| picture.into_owned())
    }

    #[must_use]
    pub fn document(&self) -> &Document {
        self.desk.history.current()
    }

    #[must_use]
    pub fn view(&self) -> &View {
        &self.desk.view
    }

    /// Whether the rows of the table are still being put in order.
    #[must_use]
    pub fn is_sorting(&self) -> bool {
        self.kept.table.is_sorting()
    }

    /// The rows of the table, in order.
    #[cfg(test)]
    pub(super) fn table_rows(&self) -> &[crate::compare::EstimateRef] {
        self.kept.table.shown()
    }

    #[cfg(test)]
    pub(super) fn history(&self) -> &crate::session::History {
        &self.desk.history
    }

    /// Whether all that can be found out about what is shown has been.
    #[cfg(test)]
    pub(super) fn is_settled(&self) -> bool {
        self.desk.answer.value().is_none() || self.desk.insights.is_settled()
    }

    /// Whether an errand is under way, or settings are written down.
    #[cfg(test)]
    pub(super) fn is_busy(&self) -> bool {
        !self.desk.errands.background.told().is_empty() || self.desk.memory.is_being_kept()
    }

    #[cfg(test)]
    pub(super) fn view_mut(&mut self) -> &mut View {
        &mut self.desk.view
    }

    /// Closes every file and begins with nothing.
    pub fn close_all(&mut self) {
        self.outdate_all();
        self.start_afresh(Document::default(), View::default(), None);
    }

    /// The answer to the document's question, if there is one.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        self.desk.answer.value().map(Answer::comparison)
    }

    /// Whether there is no unsaved work.
    #[must_use]
    pub fn history_is_saved(&self) -> bool {
        self.desk.history.is_saved()
    }

    /// Selects an estimate, as a click on it does.
    pub fn select(&mut self, selection: Option<EstimateId>) {
        self.desk.select(selection);
    }

    /// What was asked for by keys. While something stands over the window, it has the keys.
    fn shortcuts(&self, ctx: &Context) -> Vec<Command> {
        if self.dialog.is_some() || self.sheet.is_some() || self.entry.is_some() {
            return Vec::new();
        }
        let is_typing = ctx.text_edit_focused();
        let opened = menu_opened(ctx).filter(|_| !is_typing);
        let menus = opened.into_iter().map(Command::OpenMenu);
        let actions = Action::with_shortcuts()
            .into_iter()
            .filter(|(action, _)| !(is_typing && action.is_left_to_text()))
            .filter(|(_, shortcut)| ctx.input_mut(|input| input.consume_shortcut(shortcut)))
            .map(|(action, _)| Command::Act(action));
        menus.chain(actions).collect()
    }

    fn take(&mut self, ctx: &Context, arrival: Arrival) {
        match arrival {
            Arrival::FirstPart(part) => self.kept.first_part = Some(*part),
            Arrival::Opened(opened) => {
                self.kept.first_part = None;
                self.take_opened(opened);
            }
            Arrival::Copies(path, read) => self.take_copies(path, read),
            Arrival::ReadAnew { path, slot, result } => self.take_read_anew(path, slot, result),
            Arrival::ReadPasted { text, of, result } => self.take_read_pasted(text, of, result),
            Arrival::Chosen(chosen) => self.take_chosen(chosen),
            Arrival::Excerpt(place, found) => self.take_excerpt(&place, found),
            Arrival::Left(found, troubles) => self.take_left(found, troubles),
            Arrival::Earlier(session, found) => self.take_earlier(&session, found),
            Arrival::Missing(missing) => self.desk.memory.set_missing(missing),
            Arrival::Beside(path, read) => self.take_beside(&path, read),
            Arrival::Looked { begun, looking, looked } => self.take_looked(begun, looking, looked),
            Arrival::Exported { what, path, result } => self.take_exported(what, &path, result),
            Arrival::Drawn(drawn) => self.take_drawn(ctx, drawn),
            Arrival::Broken(errand, sentence) => self.take_broken(errand, sentence),
            Arrival::Saved { path, state, result } => self.take_save(ctx, path, state, result),
            Arrival::Home { path, found } => self.take_home(path, found),
            Arrival::Others { session, is_unsaved: true } => self.tell_unsaved_elsewhere(&session),
            Arrival::Others { .. } => {}
        }
    }

    /// Gives up what a broken errand was for, and nothing else.
    fn take_broken(&mut self, errand: Errand, sentence: String) {
        let of = match errand {
            Errand::Save => {
                self.saving = None;
                self.leaving = Leaving::NotAskedFor;
                Topic::Saving
            }
            Errand::Choose(Purpose::SaveSession) => {
                self.leaving = Leaving::NotAskedFor;
                Topic::Saving
            }
            Errand::LookInto(place) => {
                self.take_excerpt(&place, Err(sentence));
                return;
            }
            Errand::ReadBeside(path) => {
                self.take_beside(&path, Err(sentence));
                return;
            }
            Errand::Open => {
                self.kept.first_part = None;
                Topic::Opening
            }
            Errand::OpenCopies
            | Errand::ReadAnew(_)
            | Errand::ReadPasted
            | Errand::LookForFiles
            | Errand::Choose(
                Purpose::Open | Purpose::OpenCopies | Purpose::CompareWith | Purpose::Relink(_),
            ) => Topic::Opening,
            Errand::Export | Errand::DrawToCopy | Errand::Choose(_) => Topic::Exporting,
            Errand::LookAtHome => {
                self.looking_at_home = Looking::No;
                self.leaving = Leaving::NotAskedFor;
                Topic::Saving
            }
            Errand::LookForRecent
            | Errand::LookForLeft
            | Errand::LookForOthers
            | Errand::LookForEarlier => Topic::Other,
        };
        self.trouble(of, sentence);
    }

    fn take_excerpt(&mut self, place: &FilePlace, found: Result<Excerpt, String>) {
        if let Some(Sheet::Excerpt(sheet)) = &mut self.sheet
            && sheet.place == *place
        {
            sheet.found = Some(found);
        }
    }

    fn trouble(&mut self, of: Topic, text: String) {
        self.tell(Notice::trouble(of, text));
    }

    /// Puts a notice last; what says the same already makes way for it.
    fn tell(&mut self, notice: Notice) {
        self.notices.retain(|told| told.text != notice.text);
        self.notices.push(notice);
    }

    /// Takes away what was told of something before it is done anew. What tells of files that were
    /// opened stays as long as they are open, and are the last.
    fn outdate(&mut self, of: Topic) {
        self.notices.retain(|notice| notice.of != of || notice.opened.is_some());
    }

    /// Takes away all that was told of a document that is open no more.
    fn outdate_all(&mut self) {
        self.notices.retain(|notice| notice.of == Topic::Other);
    }
}

/// The menu whose letter was pressed with Alt.
fn menu_opened(ctx: &Context) -> Option<Menu> {
    let pressed = |event: &Event| match event {
        Event::Key { key, pressed: true, modifiers, .. } if modifiers.alt && !modifiers.command => {
            menu_of(*key)
        }
        _ => None,
    };
    ctx.input(|input| input.events.iter().find_map(pressed))
}

/// The theme that the window wears now.
fn theme_of(ctx: &Context) -> Theme {
    if ctx.global_style().visuals.dark_mode { Theme::Dark } else { Theme::Light }
}
