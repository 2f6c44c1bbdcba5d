//! The state of the window and what commands do to it.
//!
//! Three kinds of state and no fourth: the document, changed by an edit and undone; the view,
//! changed by a command; and a panel's own draft.

mod entering;
mod executing;
mod exporting;
mod going;
mod looking;
mod opening;
mod saving;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Context, ThemePreference, Ui, ViewportCommand};

use crate::chart::Theme;
use crate::compare::Comparison;
use crate::estimate::{
    Adjustment, Bounds, Change, Day, Directory, EstimateId, LookAlike, Style, Target, grouped,
    look_alikes,
};
use crate::files::ReadOptions;
use crate::session::{
    Document, Edit, FileSection, Fingerprint, History, Panel, Panels, ThemeChoice, View,
};
use crate::words::Words;

use super::actions::Action;
use super::announcing::{Announcer, Landmark, Landmarks};
use super::background::Latest;
use super::bars::{self, KnownOnDraft};
use super::bench::{Bench, Revision};
use super::command::Command;
use super::cx::Cx;
use super::derived::{Answer, Asked};
use super::dialogs::{Dialog, Next, Notice, dialog_ui, notices_ui};
use super::entry::EntryForm;
use super::errands::{Arrival, Errand, Errands, Purpose, file_name};
use super::excerpt::{Excerpt, FilePlace};
use super::file_dialogs::FileDialogs;
use super::insights::{Insights, Stamp};
use super::memory::Memory;
use super::overview::Overview;
use super::plot_view::PlotView;
use super::settings::Settings;
use super::sheets::{Sheet, drop_hint_ui, hints_ui, sheet_ui};
use super::side_panel::SidePanel;
use super::sources_panel::SourcesPanel;
use super::table::TablePanel;
use super::under_pointer::estimate_in_words;
use super::view_history::{Look, ViewHistory};
use executing::stamped;
use looking::fitted;

/// The sample that opens where nothing else was named.
const SAMPLE: &[u8] = include_bytes!("../../../assets/samples/north-korean-troops.estimates.ron");
const SAMPLE_NAME: &str = "north-korean-troops.estimates.ron";

/// What the window starts with.
#[derive(Default)]
pub struct Start {
    pub files: Vec<PathBuf>,
    pub reading: ReadOptions,
    /// Where settings, recent files and the like are kept; nowhere, and nothing is.
    pub memory: Option<PathBuf>,
}

/// Where the session is kept, and what the file held when it was last read or written.
#[derive(Clone, PartialEq, Debug)]
struct Home {
    path: PathBuf,
    fingerprint: Option<Fingerprint>,
}

/// The files that are open; two are the same where they share their sections.
#[derive(Clone)]
struct OpenFiles(Vec<Arc<FileSection>>);

impl PartialEq for OpenFiles {
    fn eq(&self, other: &OpenFiles) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

/// A save under way. Only one is at a time, so that none is lost to another.
struct Saving {
    /// Of which document: another one may be open when it arrives.
    document_number: u64,
    /// Where the document goes next, asked for while this one was under way.
    again: Option<PathBuf>,
}

/// Everything behind the window.
pub struct Workbench {
    history: History,
    view: View,
    home: Option<Home>,
    draft: Option<(EstimateId, Bounds)>,
    hovered: Option<EstimateId>,
    pointed_out: Vec<EstimateId>,
    look: Option<Look>,
    views: ViewHistory,
    answer: Latest<Asked, Answer>,
    /// Counts the answers that came from a thread.
    answered: u64,
    insights: Insights,
    errands: Errands,
    dialogs: Box<dyn FileDialogs>,
    dialog: Option<Dialog>,
    /// What stands over the window for a moment.
    sheet: Option<Sheet>,
    /// The form for an entry by hand, while it is open.
    entry: Option<EntryForm>,
    notices: Vec<Notice>,
    reading: ReadOptions,
    memory: Memory,
    /// Counts the documents that were begun afresh.
    document_number: u64,
    saving: Option<Saving>,
    /// What follows once everything is saved.
    after_saving: Option<Next>,
    /// The person has said that unsaved changes may go when the session that was asked for comes.
    may_discard: bool,
    is_closing: bool,
    known_on: KnownOnDraft,
    plot: PlotView,
    overview: Overview,
    side: SidePanel,
    sources: SourcesPanel,
    /// Names that might stand for one origin, in these files.
    look_alikes: Latest<OpenFiles, Vec<LookAlike>>,
    table: TablePanel,
    agreement_announcer: Announcer,
    selection_announcer: Announcer,
    landmarks: Landmarks,
    /// The panels that come back after a look at only the plot.
    folded_away: Option<Panels>,
    /// The theme that was painted last.
    worn: Theme,
    /// The keyboard is to go to the menus.
    goes_to_menus: bool,
    asked_theme: Option<ThemeChoice>,
    asked_zoom: Option<f32>,
    title: String,
}

/// What panels see of a workbench. A macro and no function, so that the panels' own fields stay free
/// to be changed while it is borrowed.
macro_rules! bench_of {
    ($workbench:ident, $theme:expr) => {
        Bench {
            document: $workbench.history.current(),
            revision: Revision {
                begun: $workbench.document_number,
                state: $workbench.history.state(),
                answered: $workbench.answered,
            },
            view: &$workbench.view,
            theme: $theme,
            theme_choice: $workbench.theme_choice(),
            memory: &$workbench.memory,
            answer: $workbench.answer.value(),
            is_comparing: $workbench.answer.is_stale() && $workbench.answer.is_under_way(),
            is_overview: $workbench.overview.is_open,
            cursor: $workbench.view.cursor.unwrap_or(Day::MIN),
            hovered: $workbench.hovered.as_ref(),
            pointed_out: &$workbench.pointed_out,
            insights: &$workbench.insights,
            draft: $workbench.draft.as_ref(),
            under_way: $workbench.errands.background.told(),
            look_alikes: $workbench.look_alikes.value().map(Vec::as_slice),
            can_look_back: $workbench.views.can_go_back(),
            can_look_on: $workbench.views.can_go_on(),
            is_saved: $workbench.history.is_saved(),
            has_home: $workbench.home.is_some(),
            undo_label: $workbench.says($workbench.history.to_undo()),
            redo_label: $workbench.says($workbench.history.to_redo()),
        }
    };
}

impl Workbench {
    /// A workbench on these files, or on the sample.
    #[must_use]
    pub fn new(ctx: &Context, start: Start, dialogs: Box<dyn FileDialogs>) -> Workbench {
        super::fonts::install(ctx);
        super::look::install(ctx);
        // Larger and smaller are actions of ours, with the same keys.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let (memory, warnings) = Memory::load(start.memory);
        let notices = warnings.into_iter().map(|text| Notice { text, is_trouble: true }).collect();
        let mut workbench = Workbench {
            history: History::new(Document::default()),
            view: View::default(),
            home: None,
            draft: None,
            hovered: None,
            pointed_out: Vec::new(),
            look: None,
            views: ViewHistory::default(),
            answer: Latest::default(),
            answered: 0,
            insights: Insights::default(),
            errands: Errands::new(ctx),
            dialogs,
            dialog: None,
            sheet: None,
            entry: None,
            notices,
            reading: start.reading,
            memory,
            document_number: 0,
            saving: None,
            after_saving: None,
            may_discard: false,
            is_closing: false,
            known_on: KnownOnDraft::default(),
            plot: PlotView::default(),
            overview: Overview::default(),
            side: SidePanel::default(),
            sources: SourcesPanel::default(),
            look_alikes: Latest::default(),
            table: TablePanel::default(),
            agreement_announcer: Announcer::new("agreement"),
            selection_announcer: Announcer::new("selection"),
            landmarks: Landmarks::default(),
            folded_away: None,
            worn: Theme::default(),
            goes_to_menus: false,
            asked_theme: None,
            asked_zoom: None,
            title: String::new(),
        };
        workbench.history.mark_saved();
        workbench.look_for_recent();
        let reopens = workbench.memory.settings().reopens_last;
        if !start.files.is_empty() {
            workbench.open_paths(start.files);
        } else if reopens && !workbench.memory.last().is_empty() {
            workbench.open_paths(workbench.memory.last().to_vec());
        } else {
            workbench.open_sample();
        }
        workbench
    }

    /// What must happen even while the window is hidden: arrivals, and the question on closing.
    pub fn logic(&mut self, ctx: &Context) {
        for arrival in self.errands.arrivals() {
            self.take(ctx, arrival);
        }
        self.take_answer();
        if let Err(sentence) = self.look_alikes.look_again() {
            self.trouble(sentence);
        }
        let asked_to_close = ctx.input(|input| input.viewport().close_requested());
        if asked_to_close && !self.is_closing {
            self.before_closing(ctx);
        }
        let title = self.window_title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        self.wear_the_settings(ctx);
        if self.sheet.is_none() || self.is_closing {
            self.memory.keep();
        }
    }

    /// Theme, zoom and the style of dates and numbers as they were chosen.
    fn wear_the_settings(&mut self, ctx: &Context) {
        let theme = self.theme_choice();
        if self.asked_theme != Some(theme) {
            self.asked_theme = Some(theme);
            ctx.set_theme(match theme {
                ThemeChoice::System => ThemePreference::System,
                ThemeChoice::Light => ThemePreference::Light,
                ThemeChoice::Dark => ThemePreference::Dark,
            });
        }
        let zoom = self.memory.settings().zoom;
        if self.asked_zoom != Some(zoom) {
            self.asked_zoom = Some(zoom);
            ctx.set_zoom_factor(zoom);
        }
        let style = self.memory.settings().style;
        if Style::worn() != style {
            style.wear();
            // What is in words already is worded again.
            self.answer = Latest::default();
            self.answered = self.answered.saturating_add(1);
            self.insights = Insights::default();
            self.overview = Overview::default();
            ctx.request_repaint();
        }
    }

    /// In which words the window says things.
    pub(super) fn words(&self) -> Words {
        Words { style: self.memory.settings().style }
    }

    /// What an edit does to the document that it is made to.
    fn says(&self, step: Option<(&Edit, &Document)>) -> Option<String> {
        step.map(|(edit, before)| self.words().edit(edit, before))
    }

    /// The session's own theme; where it has none, the one of the settings.
    fn theme_choice(&self) -> ThemeChoice {
        match self.view.theme {
            ThemeChoice::System => self.memory.settings().theme,
            chosen => chosen,
        }
    }

    /// Holds the close back while something would be lost by it.
    fn before_closing(&mut self, ctx: &Context) {
        if !self.history.is_saved() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
            self.after_saving = None;
            self.dialog = Some(Dialog::Unsaved(Next::Close));
        } else if self.saving.is_some() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.after_saving = Some(Next::Close);
        }
    }

    /// Draws the window and does what was asked for in it.
    pub fn ui(&mut self, ui: &mut Ui, frame: Option<&eframe::Frame>) {
        let ctx = ui.ctx().clone();
        let mut commands = self.shortcuts(&ctx);
        self.drop_files(&ctx);
        self.take_paste(&ctx, &mut commands);
        self.bring_up_to_date();
        self.find_out(&ctx);
        commands.extend(self.panels_ui(ui));
        commands.extend(self.sheet_ui(&ctx));
        self.entry_ui(&ctx);
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
    }

    /// Whether an action can be done now.
    pub(super) fn can(&self, action: Action) -> bool {
        action.possible(&bench_of!(self, &Theme::Light)).is_ok()
    }

    /// What stands over the window; what was asked for there.
    fn sheet_ui(&mut self, ctx: &Context) -> Vec<Command> {
        let theme = theme_of(ctx);
        let cx = Cx::new(bench_of!(self, &theme));
        drop_hint_ui(ctx, &cx);
        let is_done = self.sheet.as_mut().is_some_and(|sheet| sheet_ui(ctx, sheet, &cx));
        let asked = cx.into_asked();
        if is_done {
            self.sheet = None;
        }
        asked
    }

    /// The panels; what was asked for in them.
    fn panels_ui(&mut self, ui: &mut Ui) -> Vec<Command> {
        let theme = theme_of(ui.ctx());
        self.worn = theme;
        let cx = Cx::new(bench_of!(self, &theme));
        let surface = super::painter::color(theme.colour(crate::chart::Role::Surface));
        let marks = &mut self.landmarks;
        let room = Room::within(ui.ctx().content_rect().size());
        let goes_to_menus = std::mem::take(&mut self.goes_to_menus);
        egui::Panel::top("top bar").show(ui, |ui| {
            marks.mark(ui, Landmark::Menus, ui.max_rect());
            bars::top_bar_ui(ui, &cx, &mut self.known_on, goes_to_menus);
        });
        egui::Panel::bottom("status bar").show(ui, |ui| bars::status_bar_ui(ui, &cx));
        let panels = &self.view.panels;
        if panels.is_shown(Panel::Sources) {
            let panel = egui::Panel::left("sources").default_size(264.0).size_range(room.sources);
            panel.show(ui, |ui| {
                marks.mark(ui, Landmark::Sources, ui.max_rect());
                self.sources.ui(ui, &cx);
            });
        }
        if panels.is_shown(Panel::Side) {
            let panel = egui::Panel::right("side").default_size(330.0).size_range(room.side);
            panel.show(ui, |ui| {
                marks.mark(ui, Landmark::Side, ui.max_rect());
                self.side.ui(ui, &cx);
            });
        }
        let frame = egui::Frame::new().fill(surface);
        if panels.is_shown(Panel::Table) && cx.comparison().is_some() {
            egui::Panel::bottom("table")
                .resizable(true)
                .default_size(200.0)
                .size_range(room.table)
                .frame(frame)
                .show(ui, |ui| {
                    marks.mark(ui, Landmark::Table, ui.max_rect());
                    self.table.ui(ui, &cx);
                });
        }
        egui::CentralPanel::default().frame(frame).show(ui, |ui| {
            marks.mark(ui, Landmark::Plot, ui.max_rect());
            let sentence = cx.headline().map(|headline| headline.verdict.to_string());
            self.agreement_announcer.ui(ui, &sentence.unwrap_or_default());
            let selected = cx.view.selection.as_ref().and_then(|id| cx.find(id));
            let selected = selected.map(|(_, estimate)| estimate_in_words(estimate));
            self.selection_announcer.ui(ui, &selected.unwrap_or_default());
            notices_ui(ui, &mut self.notices);
            if cx.memory.shows_hints() && hints_ui(ui) {
                let settings = cx.memory.settings().clone();
                cx.ask(Command::Set(Box::new(Settings { knows_hints: true, ..settings })));
            }
            if self.overview.is_open && cx.document.question().is_some() {
                self.overview.ui(ui, &cx);
            } else {
                self.plot.ui(ui, &cx, self.look);
            }
        });
        marks.end_frame();
        cx.into_asked()
    }

    /// The picture that was last painted.
    #[must_use]
    pub fn picture(&self) -> Option<&crate::chart::Picture> {
        self.plot.picture.as_ref()
    }

    #[must_use]
    pub fn document(&self) -> &Document {
        self.history.current()
    }

    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Whether the rows of the table are still being put in order.
    #[must_use]
    pub fn is_sorting(&self) -> bool {
        self.table.is_sorting()
    }

    /// The rows of the table, in order.
    #[cfg(test)]
    pub(super) fn table_rows(&self) -> &[crate::compare::EstimateRef] {
        self.table.shown()
    }

    #[cfg(test)]
    pub(super) fn history(&self) -> &History {
        &self.history
    }

    /// Whether all that can be found out about what is shown has been.
    #[cfg(test)]
    pub(super) fn is_settled(&self) -> bool {
        self.answer.value().is_none() || self.insights.is_settled()
    }

    /// Whether an errand is under way.
    #[cfg(test)]
    pub(super) fn is_busy(&self) -> bool {
        !self.errands.background.told().is_empty()
    }

    #[cfg(test)]
    pub(super) fn view_mut(&mut self) -> &mut View {
        &mut self.view
    }

    /// Closes every file and begins with nothing.
    pub fn close_all(&mut self) {
        self.start_afresh(Document::default(), View::default(), None);
    }

    /// The answer to the document's question, if there is one.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        self.answer.value().map(Answer::comparison)
    }

    /// Whether there is no unsaved work.
    #[must_use]
    pub fn history_is_saved(&self) -> bool {
        self.history.is_saved()
    }

    /// Selects an estimate, as a click on it does.
    pub fn select(&mut self, selection: Option<EstimateId>) {
        self.draft = None;
        self.view.selection = selection;
    }

    /// What was asked for by keys. While something stands over the window, it has the keys.
    fn shortcuts(&self, ctx: &Context) -> Vec<Command> {
        if self.dialog.is_some() || self.sheet.is_some() || self.entry.is_some() {
            return Vec::new();
        }
        let is_typing = ctx.text_edit_focused();
        Action::with_shortcuts()
            .into_iter()
            .filter(|(action, _)| !(is_typing && action.is_left_to_text()))
            .filter(|(_, shortcut)| ctx.input_mut(|input| input.consume_shortcut(shortcut)))
            .map(|(action, _)| Command::Act(action))
            .collect()
    }

    /// Makes answer, slice and scene those of the current document, draft, cursor and view.
    fn bring_up_to_date(&mut self) {
        let document = self.history.current();
        let Some(question) = document.question() else {
            self.answer.want_nothing();
            self.look = None;
            return;
        };
        let overlay = match &self.draft {
            Some((id, bounds)) => document.overlay().with(draft_of(id, *bounds)),
            None => document.overlay().clone(),
        };
        let asked = Asked { files: document.loaded(), overlay, question: question.clone() };
        if asked.is_slow(self.answer.value()) {
            self.compare_aside(asked);
            return;
        }
        let before = self.answer.value().map(|answer| &answer.comparison().measure);
        let is_other_measure = before != Some(&asked.question.measure);
        let mut answer = Answer::to(self.answer.take(), &asked);
        if self.view.cursor.is_none() {
            self.view.cursor = answer.comparison().busiest_day();
        }
        answer.refresh(&self.view, document.notes());
        if self.look.is_none() || is_other_measure {
            self.look = fitted(&answer, &self.view);
        }
        self.answer.put(asked, answer);
    }

    /// Sends for an answer that takes longer than a frame, unless one is on its way: what is asked
    /// by then is sent for when that comes.
    fn compare_aside(&mut self, asked: Asked) {
        let notes = self.history.current().notes();
        if let Some(answer) = self.answer.value_mut().filter(|_| self.view.cursor.is_some()) {
            answer.refresh(&self.view, notes);
        }
        if self.answer.is_under_way() {
            self.answer.leave(&asked);
            return;
        }
        let (view, background) = (&self.view, &mut self.errands.background);
        self.answer.want(asked, |asked| {
            let estimates = grouped(asked.estimate_count() as f64);
            let (asked, view, notes) = (asked.clone(), view.clone(), notes.to_vec());
            background.begin(format!("Comparing {estimates} estimates"), false, move |task| {
                task.bring(Answer::whole(&asked, view, &notes));
            })
        });
    }

    /// Shows an answer that was sent for, unless other files are open by now.
    fn take_answer(&mut self) {
        if !self.answer.is_under_way() {
            return;
        }
        let files = self.history.current().loaded();
        let before = self.answer.value().map(|answer| answer.comparison().measure.clone());
        match self.answer.look_again() {
            Err(sentence) => self.trouble(sentence),
            Ok(false) => {}
            Ok(true) => {
                self.answered = self.answered.saturating_add(1);
                let answer = self.answer.value().filter(|answer| answer.is_of(&files));
                if answer.map(|answer| answer.comparison().measure.clone()) != before {
                    self.look = None;
                }
                if answer.is_none() {
                    self.answer.take();
                }
            }
        }
    }

    /// Sends for what can be found out about the answer, and takes what has arrived.
    fn find_out(&mut self, ctx: &Context) {
        let (Some(answer), Some(at)) = (self.answer.value(), self.view.cursor) else {
            self.insights.bring_up_to_date(ctx, None, false);
            return;
        };
        let question = answer.comparison().question.clone();
        let stamp = Stamp {
            files: answer.files().to_vec(),
            earlier: self.history.current().earlier_for(&question),
            overlay: answer.overlay().clone(),
            question,
            at,
            knowledge: self.history.current().knowledge_at(at),
        };
        if let Some(slice) = answer.slice() {
            self.insights.refresh_sure(&stamp, answer.comparison(), slice);
        }
        self.insights.bring_up_to_date(ctx, Some(stamp), self.draft.is_some());
    }

    fn take(&mut self, ctx: &Context, arrival: Arrival) {
        match arrival {
            Arrival::Opened(opened) => self.take_opened(opened),
            Arrival::Chosen(chosen) => self.take_chosen(chosen),
            Arrival::Excerpt(place, found) => self.take_excerpt(&place, found),
            Arrival::Missing(missing) => self.memory.set_missing(missing),
            Arrival::Exported { what, path, result } => self.take_exported(what, &path, result),
            Arrival::Broken(errand, sentence) => self.take_broken(errand, sentence),
            Arrival::Saved { path, state, result } => match result {
                Ok(saved) => {
                    if !saved.durability_confirmed {
                        self.trouble(
                            "Saved, but the disk did not confirm that it is safe from a \
                                      power cut"
                                .to_owned(),
                        );
                    }
                    self.take_saved(ctx, path, state, saved.fingerprint);
                }
                Err(sentence) => {
                    self.saving = None;
                    self.after_saving = None;
                    self.trouble(format!("Not saved. {sentence}"));
                }
            },
        }
    }

    /// Gives up what a broken errand was for, and nothing else.
    fn take_broken(&mut self, errand: Errand, sentence: String) {
        match errand {
            Errand::Save => {
                self.saving = None;
                self.after_saving = None;
            }
            Errand::Choose(Purpose::SaveSession) => self.after_saving = None,
            Errand::LookInto(place) => {
                self.take_excerpt(&place, Err(sentence));
                return;
            }
            Errand::Open | Errand::Choose(_) | Errand::LookForRecent | Errand::Export => {}
        }
        self.trouble(sentence);
    }

    fn take_excerpt(&mut self, place: &FilePlace, found: Result<Excerpt, String>) {
        if let Some(Sheet::Excerpt(sheet)) = &mut self.sheet
            && sheet.place == *place
        {
            sheet.found = Some(found);
        }
    }

    /// Has the names in the files compared, if they are not.
    fn look_for_look_alikes(&mut self) {
        let files = OpenFiles(self.history.current().files().to_vec());
        let background = &mut self.errands.background;
        self.look_alikes.want(files, |files| {
            let files = files.clone();
            background.begin("Comparing names".to_owned(), false, move |task| {
                let sources = files.0.iter().flat_map(|file| file.ledger.sources());
                let sources = sources.map(|(_, source)| source);
                task.bring(look_alikes(Directory::shipped(), sources));
            })
        });
    }

    fn trouble(&mut self, text: String) {
        self.notices.push(Notice { text, is_trouble: true });
    }

    fn document_name(&self) -> String {
        match (&self.home, self.history.current().files()) {
            (Some(home), _) => file_name(&home.path),
            (None, []) => String::new(),
            (None, [only]) => only.name().to_owned(),
            (None, [first, rest @ ..]) => format!("{} and {} more", first.name(), rest.len()),
        }
    }

    fn window_title(&self) -> String {
        let name = self.document_name();
        let mark = if self.history.is_saved() { "" } else { " (unsaved changes)" };
        if name.is_empty() { "Parallax".to_owned() } else { format!("{name}{mark} – Parallax") }
    }
}

/// The theme that the window wears now.
fn theme_of(ctx: &Context) -> Theme {
    if ctx.global_style().visuals.dark_mode { Theme::Dark } else { Theme::Light }
}

/// How far the panels may be widened, so that the plot keeps the most of any window.
struct Room {
    sources: egui::Rangef,
    side: egui::Rangef,
    table: egui::Rangef,
}

impl Room {
    fn within(window: egui::Vec2) -> Room {
        /// What the bars, the sentence and a low plot need above the table, in points.
        const ABOVE_THE_TABLE: f32 = 420.0;
        Room {
            sources: egui::Rangef::new(160.0, (window.x * 0.28).clamp(180.0, 420.0)),
            side: egui::Rangef::new(200.0, (window.x * 0.32).clamp(220.0, 520.0)),
            table: egui::Rangef::new(80.0, (window.y - ABOVE_THE_TABLE).clamp(96.0, 600.0)),
        }
    }
}

/// What is being dragged or typed, as the adjustment that it would be.
fn draft_of(id: &EstimateId, bounds: Bounds) -> Adjustment {
    stamped(Target::Estimate(id.clone()), Change::Bounds(bounds), None)
}
