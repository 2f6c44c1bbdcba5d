//! The state of the window and what commands do to it.
//!
//! Three kinds of state and no fourth: the document, changed by an edit and undone; the view,
//! changed by a command; and a panel's own draft.

mod executing;
mod opening;
mod saving;

use std::path::PathBuf;

use eframe::egui::{self, Context, ThemePreference, Ui, ViewportCommand};

use crate::chart::Theme;
use crate::compare::Comparison;
use crate::disk::{Preferences, preferences_file};
use crate::estimate::{Adjustment, Bounds, Change, Day, EstimateId, Target};
use crate::files::ReadOptions;
use crate::session::{Document, Fingerprint, History, Panel, ThemeChoice, View};

use super::actions::{Action, Command};
use super::bars::{self, KnownOnDraft};
use super::bench::{Bench, Commands, Revision};
use super::derived::Answer;
use super::dialogs::{Dialog, Next, Notice, dialog_ui, notices_ui};
use super::errands::{Arrival, Errands, FileDialogs, file_name};
use super::plot_view::{Look, PlotView};
use super::side_panel::SidePanel;
use super::sources_panel;
use super::table::TablePanel;
use executing::stamped;

/// The sample that opens where nothing else was named.
const SAMPLE: &[u8] = include_bytes!("../../../assets/samples/north-korean-troops.estimates.ron");
const SAMPLE_NAME: &str = "north-korean-troops.estimates.ron";

/// What the window starts with.
#[derive(Default)]
pub struct Start {
    pub files: Vec<PathBuf>,
    pub reading: ReadOptions,
    /// Whether recent files and the like are remembered; tests leave no traces.
    pub remembers: bool,
}

/// Where the session is kept, and what the file held when it was last read or written.
#[derive(Clone, PartialEq, Debug)]
struct Home {
    path: PathBuf,
    fingerprint: Option<Fingerprint>,
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
    look: Option<Look>,
    answer: Option<Answer>,
    errands: Errands,
    dialogs: Box<dyn FileDialogs>,
    dialog: Option<Dialog>,
    notices: Vec<Notice>,
    reading: ReadOptions,
    preferences: Preferences,
    remembers: bool,
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
    side: SidePanel,
    table: TablePanel,
    asked_theme: Option<ThemeChoice>,
    title: String,
}

impl Workbench {
    /// A workbench on these files, or on the sample.
    #[must_use]
    pub fn new(ctx: &Context, start: Start, dialogs: Box<dyn FileDialogs>) -> Workbench {
        super::fonts::install(ctx);
        super::look::install(ctx);
        let (preferences, warnings) = if start.remembers {
            Preferences::load(preferences_file().as_deref())
        } else {
            Default::default()
        };
        let notices = warnings.into_iter().map(|text| Notice { text, is_trouble: true }).collect();
        let mut workbench = Workbench {
            history: History::new(Document::default()),
            view: View::default(),
            home: None,
            draft: None,
            hovered: None,
            look: None,
            answer: None,
            errands: Errands::new(ctx),
            dialogs,
            dialog: None,
            notices,
            reading: start.reading,
            preferences,
            remembers: start.remembers,
            document_number: 0,
            saving: None,
            after_saving: None,
            may_discard: false,
            is_closing: false,
            known_on: KnownOnDraft::default(),
            plot: PlotView::default(),
            side: SidePanel::default(),
            table: TablePanel::default(),
            asked_theme: None,
            title: String::new(),
        };
        workbench.history.mark_saved();
        if start.files.is_empty() {
            workbench.open_sample();
        } else {
            workbench.open_paths(start.files);
        }
        workbench
    }

    /// What must happen even while the window is hidden: arrivals, and the question on closing.
    pub fn logic(&mut self, ctx: &Context) {
        for arrival in self.errands.arrivals() {
            self.take(ctx, arrival);
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
        if self.asked_theme != Some(self.view.theme) {
            self.asked_theme = Some(self.view.theme);
            ctx.set_theme(match self.view.theme {
                ThemeChoice::System => ThemePreference::System,
                ThemeChoice::Light => ThemePreference::Light,
                ThemeChoice::Dark => ThemePreference::Dark,
            });
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
        self.bring_up_to_date();
        self.panels_ui(ui, &mut commands);
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

    fn panels_ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        let theme = if ui.visuals().dark_mode { Theme::Dark } else { Theme::Light };
        let bench = Bench {
            document: self.history.current(),
            revision: Revision { begun: self.document_number, state: self.history.state() },
            view: &self.view,
            theme: &theme,
            answer: self.answer.as_ref(),
            cursor: self.view.cursor.unwrap_or(Day::MIN),
            hovered: self.hovered.as_ref(),
            draft: self.draft.as_ref(),
            errands: self.errands.running(),
            is_saved: self.history.is_saved(),
            has_home: self.home.is_some(),
            undo_label: self.history.undo_label().map(str::to_owned),
            redo_label: self.history.redo_label().map(str::to_owned),
        };
        let surface = super::painter::color(theme.colour(crate::chart::Role::Surface));
        egui::Panel::top("top bar").show(ui, |ui| {
            bars::top_bar_ui(ui, &bench, &mut self.known_on, self.preferences.recent(), commands);
        });
        egui::Panel::bottom("status bar").show(ui, |ui| bars::status_bar_ui(ui, &bench, commands));
        let panels = &self.view.panels;
        if panels.is_shown(Panel::Sources) {
            egui::Panel::left("sources")
                .default_size(264.0)
                .size_range(200.0..=420.0)
                .show(ui, |ui| sources_panel::sources_panel_ui(ui, &bench, commands));
        }
        if panels.is_shown(Panel::Side) {
            egui::Panel::right("side")
                .default_size(330.0)
                .size_range(240.0..=520.0)
                .show(ui, |ui| self.side.ui(ui, &bench, commands));
        }
        let frame = egui::Frame::new().fill(surface);
        if panels.is_shown(Panel::Table) && bench.comparison().is_some() {
            egui::Panel::bottom("table")
                .resizable(true)
                .default_size(200.0)
                .size_range(80.0..=600.0)
                .frame(frame)
                .show(ui, |ui| self.table.ui(ui, &bench, commands));
        }
        egui::CentralPanel::default().frame(frame).show(ui, |ui| {
            notices_ui(ui, &mut self.notices);
            self.plot.ui(ui, &bench, self.look, commands);
        });
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

    /// The rows of the table, in order.
    #[cfg(test)]
    pub(super) fn table_rows(&self) -> &[crate::compare::EstimateRef] {
        self.table.shown()
    }

    #[cfg(test)]
    pub(super) fn history(&self) -> &History {
        &self.history
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
        self.answer.as_ref().map(Answer::comparison)
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

    fn shortcuts(&self, ctx: &Context) -> Commands {
        if self.dialog.is_some() {
            return Vec::new();
        }
        let mut commands = Vec::new();
        // The longer combinations first, or the shorter ones would take their keys.
        let mut actions: Vec<_> = Action::ALL
            .into_iter()
            .filter_map(|action| Some((action, action.shortcut()?)))
            .collect();
        actions.sort_by_key(|(_, shortcut)| !shortcut.modifiers.shift);
        for (action, shortcut) in actions {
            let is_typing = ctx.text_edit_focused();
            let is_of_text = matches!(action, Action::Undo | Action::Redo | Action::Restore);
            if !(is_typing && is_of_text)
                && ctx.input_mut(|input| input.consume_shortcut(&shortcut))
            {
                commands.push(Command::Act(action));
            }
        }
        commands
    }

    /// Makes answer, slice and scene those of the current document, draft, cursor and view.
    fn bring_up_to_date(&mut self) {
        let document = self.history.current();
        let Some(question) = document.question() else {
            self.answer = None;
            self.look = None;
            return;
        };
        let is_other_measure =
            self.answer.as_ref().is_none_or(|a| a.comparison().measure != question.measure);
        let overlay = match &self.draft {
            Some((id, bounds)) => document.overlay().with(draft_of(id, *bounds)),
            None => document.overlay().clone(),
        };
        let mut answer = Answer::to(self.answer.take(), &document.loaded(), &overlay, question);
        if self.view.cursor.is_none() {
            self.view.cursor = answer.comparison().busiest_day();
        }
        answer.refresh(self.view.cursor.unwrap_or(Day::MIN), &self.view.hidden);
        if self.look.is_none() || is_other_measure {
            self.look = fitted(&answer, &self.view);
        }
        self.answer = Some(answer);
    }

    fn take(&mut self, ctx: &Context, arrival: Arrival) {
        match arrival {
            Arrival::Opened(opened) => self.take_opened(opened),
            Arrival::Chosen(chosen) => self.take_chosen(chosen),
            Arrival::Broken(sentence) => {
                self.saving = None;
                self.after_saving = None;
                self.trouble(sentence);
            }
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

/// What is being dragged or typed, as the adjustment that it would be.
fn draft_of(id: &EstimateId, bounds: Bounds) -> Adjustment {
    stamped(Target::Estimate(id.clone()), Change::Bounds(bounds), None)
}

/// What the view asks to look at; everything, or what the data fill where it does not.
fn fitted(answer: &Answer, view: &View) -> Option<Look> {
    let scene = answer.scene()?;
    let days = |day: Day| f64::from(day.number());
    let saved = view.window.map(|(from, to)| (days(from), days(to)));
    let time = saved.unwrap_or_else(|| scene.time_extent());
    let values = view.value_window;
    Some(Look { time, values: values.unwrap_or_else(|| scene.value_extent(time, view.scale)) })
}

/// The whole days that a window of time begins and ends in.
fn whole_days((from, to): (f64, f64)) -> Option<(Day, Day)> {
    #[expect(clippy::cast_possible_truncation, reason = "days out of range make no day")]
    let day = |days: f64| Day::from_number(days.round() as i32);
    Some((day(from)?, day(to)?))
}
