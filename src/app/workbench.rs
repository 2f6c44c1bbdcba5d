//! The state of the window and what commands do to it.
//!
//! Three kinds of state and no fourth: the document, changed by an edit and undone; the view,
//! changed by a command; and a panel's own draft.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{self, Context, ThemePreference, Ui, ViewportCommand};

use crate::chart::{Scale, Theme};
use crate::compare::{Comparison, Question};
use crate::disk::{Preferences, preferences_file};
use crate::estimate::{Adjustment, Bounds, Change, Day, EstimateId, Target};
use crate::files::ReadOptions;
use crate::opening::{self, Content};
use crate::session::{
    self, Document, Edit, FileSection, Fingerprint, History, Opened, StateId, ThemeChoice, View,
};

use super::actions::{Action, Command};
use super::bars::{self, KnownOnDraft};
use super::bench::{Bench, Commands};
use super::derived::Answer;
use super::dialogs::{Answered, Dialog, Next, Notice, dialog_ui, notices_ui};
use super::errands::{Arrival, Chosen, Errands, FileDialogs, Purpose, file_name};
use super::plot_view::{Look, PlotView};
use super::side_panel::{self, Page};
use super::sources_panel;

/// The sample that opens where nothing else was named.
const SAMPLE: &[u8] = include_bytes!("../../assets/samples/north-korean-troops.estimates.ron");
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
    page: Page,
    known_on: KnownOnDraft,
    plot: PlotView,
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
            page: Page::default(),
            known_on: KnownOnDraft::default(),
            plot: PlotView::default(),
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
        egui::Panel::left("sources")
            .default_size(264.0)
            .size_range(200.0..=420.0)
            .show(ui, |ui| sources_panel::sources_panel_ui(ui, &bench, commands));
        egui::Panel::right("agreement").default_size(330.0).size_range(240.0..=520.0).show(
            ui,
            |ui| {
                side_panel::side_panel_ui(ui, &bench, &mut self.page, commands);
            },
        );
        let central = egui::CentralPanel::default().frame(egui::Frame::new().fill(surface));
        central.show(ui, |ui| {
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

    fn drop_files(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect()
        });
        if !dropped.is_empty() && self.dialog.is_none() {
            self.open_paths(dropped);
        }
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
            Some((id, bounds)) => document.overlay().with(adjustment(id, *bounds)),
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

    fn execute(&mut self, ctx: &Context, frame: Option<&eframe::Frame>, command: Command) {
        match command {
            Command::Act(action) => self.act(ctx, frame, action),
            Command::OpenFile(path) => self.open_paths(vec![path]),
            Command::AskMeasure(measure) => {
                self.view.selection = None;
                self.view.cursor = None;
                self.view.window = None;
                self.view.value_window = None;
                self.ask(|question| question.measure = measure);
            }
            Command::AskKnownOn(day) => self.ask(|question| question.known_on = day),
            Command::AskBy(by) => self.ask(|question| question.by = by),
            Command::AskAsStated(as_stated) => self.ask(|question| question.as_stated = as_stated),
            Command::Look(look) => self.look_at(look),
            Command::SetCursor(day) => self.view.cursor = Some(day),
            Command::Select(selection) => self.select(selection),
            Command::Hover(hovered) => self.hovered = hovered,
            Command::ToggleHidden(name) => {
                if !self.view.hidden.remove(&name) {
                    self.view.hidden.insert(name);
                }
            }
            Command::Isolate(name) => self.isolate(&name),
            Command::Draft { id, bounds } => self.draft = Some((id, bounds)),
            Command::CommitDraft => {
                if let Some((id, bounds)) = self.draft.take() {
                    self.edit(&Edit::Adjust(adjustment(&id, bounds)));
                }
            }
            Command::DropDraft => self.draft = None,
        }
    }

    fn act(&mut self, ctx: &Context, frame: Option<&eframe::Frame>, action: Action) {
        match action {
            Action::Open => self.errands.ask(Purpose::Open, self.dialogs.ask_to_open(frame)),
            Action::OpenPath => self.type_path(Purpose::Open, None),
            Action::OpenSample => self.open_sample(),
            Action::Save => self.save(frame),
            Action::SaveAs => self.save_as(frame),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::Undo => {
                self.draft = None;
                self.history.undo();
            }
            Action::Redo => {
                self.draft = None;
                self.history.redo();
            }
            Action::Restore => self.restore(),
            Action::Fit => {
                self.view.window = None;
                self.view.value_window = None;
                self.look = None;
            }
            Action::CursorBack => self.step_cursor(false),
            Action::CursorOn => self.step_cursor(true),
            Action::LinearScale => self.set_scale(Scale::Linear),
            Action::LogScale => self.set_scale(Scale::Log),
            Action::LightTheme => self.view.theme = ThemeChoice::Light,
            Action::DarkTheme => self.view.theme = ThemeChoice::Dark,
            Action::SystemTheme => self.view.theme = ThemeChoice::System,
            Action::ShowAllSources => self.view.hidden.clear(),
        }
    }

    fn edit(&mut self, edit: &Edit) {
        let document = self.history.current();
        match session::apply(document, edit) {
            Ok(changed) => {
                let label = edit.label(document);
                self.history.push(label, changed);
            }
            Err(session::Refusal::NothingChanges) => {}
            Err(refusal) => self.trouble(refusal.to_string()),
        }
    }

    fn ask(&mut self, change: impl FnOnce(&mut Question)) {
        if let Some(question) = self.history.current().question() {
            let mut question = question.clone();
            change(&mut question);
            self.edit(&Edit::Ask(question));
        }
    }

    fn restore(&mut self) {
        if let Some(id) = self.view.selection.clone()
            && let Some(bounds) = self.history.current().overlay().bounds_of(&id).copied()
        {
            let kind = Change::Bounds(bounds);
            self.edit(&Edit::Restore { target: Target::Estimate(id), kind });
        }
    }

    fn isolate(&mut self, name: &str) {
        let Some(answer) = &self.answer else { return };
        let others: Vec<String> = answer
            .comparison()
            .voices
            .iter()
            .map(|voice| voice.name.clone())
            .filter(|other| other != name)
            .collect();
        let is_alone =
            !self.view.hidden.contains(name) && others.iter().all(|o| self.view.hidden.contains(o));
        self.view.hidden.clear();
        if !is_alone {
            self.view.hidden.extend(others);
        }
    }

    fn set_scale(&mut self, scale: Scale) {
        if self.view.scale != scale {
            self.view.scale = scale;
            self.view.value_window = None;
            self.look = None;
        }
    }

    fn look_at(&mut self, look: Look) {
        /// No narrower than three days and no wider than four thousand years.
        const LEAST_DAYS: f64 = 3.0;
        const MOST_DAYS: f64 = 1_460_000.0;
        let days = look.time.1 - look.time.0;
        let is_sound = days.is_finite() && (LEAST_DAYS..=MOST_DAYS).contains(&days);
        let (low, high) = look.values;
        if !is_sound || !low.is_finite() || !high.is_finite() || high - low < 1e-3 {
            return;
        }
        self.look = Some(look);
        self.view.window = whole_days(look.time);
        self.view.value_window = Some(look.values);
    }

    /// To the next day, on or back, at which the agreement changes.
    fn step_cursor(&mut self, is_on: bool) {
        let (Some(answer), Some(cursor)) = (&self.answer, self.view.cursor) else { return };
        let mut changes = answer.comparison().segments.iter().filter_map(|segment| segment.from);
        let next = if is_on {
            changes.find(|day| *day > cursor)
        } else {
            changes.rfind(|day| *day < cursor)
        };
        self.view.cursor = next.or(self.view.cursor);
    }

    fn open_sample(&mut self) {
        let read = opening::open_estimates(
            Path::new(SAMPLE_NAME),
            &ReadOptions::default(),
            SAMPLE,
            &mut |_| std::ops::ControlFlow::Continue(()),
        );
        match read {
            Ok(section) => self.add_files(vec![section]),
            Err(error) => self.trouble(error.to_string()),
        }
    }

    fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let has_session = paths.iter().any(|path| session::is_session_name(path));
        if has_session && paths.len() > 1 {
            self.trouble("A session is opened alone, without other files".to_owned());
        } else if has_session && !self.history.is_saved() {
            self.dialog = Some(Dialog::Unsaved(Next::Open(paths)));
        } else if !paths.is_empty() {
            self.errands.open(paths, self.reading.clone());
        }
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

    /// What was saved is saved, if it is still open; then what waited for it.
    fn take_saved(&mut self, ctx: &Context, path: PathBuf, state: StateId, held: Fingerprint) {
        self.remember(&path);
        let Some(saving) = self.saving.take() else { return };
        if saving.document_number != self.document_number {
            return;
        }
        self.home = Some(Home { path, fingerprint: Some(held) });
        self.history.mark_saved_as(state);
        if let Some(again) = saving.again {
            let expected = self.home.as_ref().filter(|home| home.path == again);
            let expected = expected.and_then(|home| home.fingerprint);
            self.save_to(again, expected);
        } else if let Some(next) = self.after_saving.take() {
            if self.history.is_saved() {
                self.go_on(ctx, next);
            } else {
                self.dialog = Some(Dialog::Unsaved(next));
            }
        }
    }

    fn take_opened(&mut self, opened: Vec<(PathBuf, Result<Content, String>)>) {
        let mut sections = Vec::new();
        for (path, result) in opened {
            match result {
                Ok(Content::Estimates(section)) => {
                    self.remember(&path);
                    sections.push(section);
                }
                Ok(Content::Session(..)) if !self.history.is_saved() && !self.may_discard => {
                    self.dialog = Some(Dialog::Unsaved(Next::Open(vec![path])));
                }
                Ok(Content::Session(opened, fingerprint)) => {
                    self.may_discard = false;
                    self.remember(&path);
                    self.take_session(path, *opened, fingerprint);
                }
                Err(sentence) => self.trouble(sentence),
            }
        }
        if !sections.is_empty() {
            self.add_files(sections);
        }
    }

    /// Adds files to the document, and asks about their first measure if nothing is asked yet. One
    /// that is refused does not keep the others back.
    fn add_files(&mut self, sections: Vec<Arc<FileSection>>) {
        // The sample was only there to show something.
        let begins = self.history.current().files().is_empty() || self.is_untouched_sample();
        let before = if begins { Document::default() } else { self.history.current().clone() };
        let mut grown = before.clone();
        let mut added = Vec::new();
        for section in sections {
            match session::apply(&grown, &Edit::AddFiles(vec![section.clone()])) {
                Ok(larger) => {
                    grown = larger;
                    added.push(section);
                }
                Err(refusal) => self.trouble(refusal.to_string()),
            }
        }
        if added.is_empty() {
            return;
        }
        if let Some(question) = grown.question_or_first().filter(|_| grown.question().is_none())
            && let Ok(asked) = session::apply(&grown, &Edit::Ask(question))
        {
            grown = asked;
        }
        if begins {
            let view = View { theme: self.view.theme, ..View::default() };
            self.start_afresh(grown, view, None);
        } else {
            self.history.push(Edit::AddFiles(added).label(&before), grown);
            self.look = None;
        }
    }

    fn is_untouched_sample(&self) -> bool {
        let files = self.history.current().files();
        self.history.is_saved()
            && self.home.is_none()
            && matches!(files, [only] if only.path == SAMPLE_NAME)
    }

    fn take_session(&mut self, path: PathBuf, opened: Opened, fingerprint: Fingerprint) {
        for problem in &opened.problems {
            self.trouble(problem.message.clone());
        }
        let knows_all = opened.unknown_fields.is_empty();
        if !knows_all {
            self.trouble(format!(
                "This version does not know {} and would drop it: save under another name. \
                 Left aside: {}",
                if opened.unknown_fields.len() == 1 { "a field" } else { "some fields" },
                opened.unknown_fields.join(", ")
            ));
        }
        let home = knows_all.then_some(Home { path, fingerprint: Some(fingerprint) });
        self.start_afresh(opened.document, opened.view, home);
        let document = self.history.current();
        if document.question().is_none()
            && let Some(question) = document.question_or_first()
        {
            self.edit(&Edit::Ask(question));
            self.history.mark_saved();
        }
    }

    /// Another document from its first state on: nothing to undo, nothing unsaved.
    fn start_afresh(&mut self, document: Document, view: View, home: Option<Home>) {
        self.document_number = self.document_number.saturating_add(1);
        self.known_on = KnownOnDraft::default();
        self.history = History::new(document);
        self.view = view;
        self.home = home;
        self.draft = None;
        self.hovered = None;
        self.look = None;
        self.answer = None;
    }

    fn take_chosen(&mut self, chosen: Chosen) {
        const NO_DIALOG: &str = "No file dialog answered on this system, so type the path";
        match (chosen.purpose, chosen.paths.first()) {
            (purpose, None) if chosen.is_dialog_missing => {
                self.type_path(purpose, Some(NO_DIALOG));
            }
            (Purpose::SaveSession, None) => self.after_saving = None,
            (Purpose::Open, None) => {}
            (Purpose::Open, Some(_)) => self.open_paths(chosen.paths),
            (Purpose::SaveSession, Some(path)) => {
                // The system's dialog has asked about this very name already.
                let asked_about = session::is_session_name(path);
                self.save_as_path(path, asked_about);
            }
        }
    }

    fn type_path(&mut self, purpose: Purpose, note: Option<&'static str>) {
        let text = match purpose {
            Purpose::Open => String::new(),
            Purpose::SaveSession => self.suggested_name(),
        };
        self.dialog = Some(Dialog::TypePath { purpose, text, note });
    }

    fn answered(&mut self, ctx: &Context, frame: Option<&eframe::Frame>, answered: Answered) {
        self.dialog = None;
        match answered {
            Answered::Path(Purpose::Open, path) => self.open_paths(vec![path]),
            Answered::Path(Purpose::SaveSession, path) => self.save_as_path(&path, false),
            Answered::Overwrite(path) => self.save_to(path, None),
            Answered::SaveFirst(next) => {
                self.after_saving = Some(next);
                self.save(frame);
            }
            Answered::Discard(next) => {
                self.may_discard = true;
                self.go_on(ctx, next);
            }
            Answered::Cancel => self.after_saving = None,
        }
    }

    fn go_on(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Close => {
                self.is_closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Next::Open(paths) => self.errands.open(paths, self.reading.clone()),
        }
    }

    fn save(&mut self, frame: Option<&eframe::Frame>) {
        match self.home.clone() {
            Some(home) => self.save_to(home.path, home.fingerprint),
            None => self.save_as(frame),
        }
    }

    fn save_as(&mut self, frame: Option<&eframe::Frame>) {
        let answer = self.dialogs.ask_to_save(frame, &self.suggested_name());
        self.errands.ask(Purpose::SaveSession, answer);
    }

    /// Saves under a new name, after asking where that would replace a file.
    fn save_as_path(&mut self, path: &Path, asked_about: bool) {
        let path = with_ending(path);
        if path.exists() && !asked_about {
            self.dialog = Some(Dialog::Overwrite(path));
        } else {
            self.save_to(path, None);
        }
    }

    fn save_to(&mut self, path: PathBuf, expected: Option<Fingerprint>) {
        if let Some(saving) = &mut self.saving {
            saving.again = Some(path);
            return;
        }
        self.saving = Some(Saving { document_number: self.document_number, again: None });
        let (document, view) = (self.history.current().clone(), self.view.clone());
        let state = self.history.state();
        self.errands.save(path, state, expected, move || session::write(&document, &view));
    }

    fn suggested_name(&self) -> String {
        let stem = match &self.home {
            Some(home) => return file_name(&home.path),
            None => self.history.current().files().first().map(|file| file.name().to_owned()),
        };
        let stem = stem.unwrap_or_else(|| "estimates".to_owned());
        let stem = stem.split('.').next().unwrap_or(&stem);
        format!("{stem}{SESSION_ENDING}")
    }

    fn remember(&mut self, path: &Path) {
        if !self.remembers {
            return;
        }
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.preferences.remember(&whole);
        if let Err(error) = self.preferences.save(preferences_file().as_deref()) {
            log::warn!("{error}");
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

const SESSION_ENDING: &str = ".comparison.ron";

/// A session's name ends as sessions do.
fn with_ending(path: &Path) -> PathBuf {
    if session::is_session_name(path) {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(SESSION_ENDING);
    PathBuf::from(name)
}

fn adjustment(id: &EstimateId, bounds: Bounds) -> Adjustment {
    Adjustment {
        target: Target::Estimate(id.clone()),
        change: Change::Bounds(bounds),
        reason: None,
        author: None,
        at: Some(now()),
        on: true,
    }
}

/// The time of day in UTC, to the minute.
fn now() -> String {
    let now = jiff::Timestamp::now().to_string();
    format!("{}Z", now.get(..16).unwrap_or(&now))
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
