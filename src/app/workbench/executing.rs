//! What commands do: to the document by an edit, to the view at once.

use eframe::egui::{Context, ViewportCommand};

use crate::chart::Scale;
use crate::compare::{Dismissal, FindingKey, Question};
use crate::estimate::{
    Adjustment, Anchor, Bounds, Change, How, Minute, Note, NoteId, Stamp, Target, suggested_range,
};
use crate::session::{self, Edit, Fingerprint, Page, Panel, ThemeChoice};

use super::super::actions::Action;
use super::super::command::{Begin, Command};
use super::super::errands::Purpose;
use super::super::excerpt::{FilePlace, around};
use super::super::excerpt_sheet::ExcerptSheet;
use super::super::help::Help;
use super::super::palette::Palette;
use super::super::settings::Settings;
use super::super::sheets::Sheet;
use super::super::source_dialog::SourceSheet;
use super::super::view_history::ViewHistory;
use super::{SAMPLE, Workbench};

impl Workbench {
    pub(in crate::app) fn execute(
        &mut self,
        ctx: &Context,
        frame: Option<&eframe::Frame>,
        command: Command,
    ) {
        match command {
            Command::Act(action) => self.act(ctx, frame, action),
            Command::OpenFile(path) => self.open_paths(vec![path]),
            Command::AskMeasure(measure) => {
                self.view.selection = None;
                self.view.cursor = None;
                self.view.window = None;
                self.view.value_window = None;
                self.views = ViewHistory::default();
                self.ask(|question| {
                    question.include.retain(|included| *included != measure);
                    question.measure = measure;
                });
            }
            Command::AskKnownOn(day) => self.ask(|question| question.known_on = day),
            Command::AskBy(by) => self.ask(|question| question.by = by),
            Command::AskAsStated(as_stated) => self.ask(|question| question.as_stated = as_stated),
            Command::Look(look) => self.look_at(ctx, look),
            Command::Show(look) => self.show(look),
            Command::SetCursor(day) => self.view.cursor = Some(day),
            Command::Select(selection) => self.select(selection),
            Command::Hover(hovered) => self.hovered = hovered,
            Command::PointOut(estimates) => self.pointed_out = estimates,
            Command::ToggleHidden(name) => {
                if !self.view.hidden.remove(&name) {
                    self.view.hidden.insert(name);
                }
            }
            Command::Isolate(name) => self.isolate(&name),
            Command::AboutSource(labels) => {
                self.look_for_look_alikes();
                self.sheet = Some(Sheet::Source(SourceSheet::about(labels)));
            }
            Command::SetSign { name, sign } => {
                match sign {
                    Some(sign) => self.view.signs.insert(name, sign),
                    None => self.view.signs.remove(&name),
                };
            }
            Command::ShowInFile(place) => {
                // The sample is in no folder.
                let is_sample = place.fingerprint == Fingerprint::of(SAMPLE);
                let found = is_sample.then(|| around(SAMPLE, &place));
                if found.is_none() {
                    self.errands.look_into(FilePlace::clone(&place));
                }
                self.sheet = Some(Sheet::Excerpt(ExcerptSheet { place: *place, found }));
            }
            Command::Draft { id, bounds } => self.draft = Some((id, bounds)),
            Command::CommitDraft => {
                if let Some((id, bounds)) = self.draft.take() {
                    self.adjust(vec![(Target::Estimate(id), Change::Bounds(bounds))], None);
                }
            }
            Command::DropDraft => self.draft = None,
            Command::Edit(edit) => self.edit(&edit),
            Command::Adjust(changes) => self.adjust(changes, None),
            Command::AdjustBecause { changes, reason } => self.adjust(changes, reason.as_deref()),
            Command::Dismiss { finding, reason } => self.dismiss(finding, reason),
            Command::OpenPage(page) => self.open_page(page),
            Command::Enter(begin) => self.begin_entry(&begin),
            Command::Note(anchor) => self.begin_note(anchor),
            Command::WriteNote { id, anchor, text } => self.write_note(id, anchor, &text),
            Command::ShowTable(table) => self.view.table = table,
            Command::Tell(text) => self.trouble(text),
            Command::Set(settings) => {
                // Chosen here, a theme holds for the session too.
                if settings.theme != self.theme_choice() {
                    self.view.theme = settings.theme;
                }
                self.memory.set(*settings);
            }
        }
    }

    /// Does what an action says, if it can be done now.
    pub(super) fn act(&mut self, ctx: &Context, frame: Option<&eframe::Frame>, action: Action) {
        if !self.can(action) {
            return;
        }
        match action {
            Action::Open => self.errands.ask(Purpose::Open, self.dialogs.ask_to_open(frame)),
            Action::OpenPath => self.type_path(Purpose::Open, None),
            Action::OpenSample => self.open_sample(),
            Action::ReopenLast => self.reopen_last(),
            Action::ForgetRecent => self.memory.forget_recent(),
            Action::Save => self.save(frame),
            Action::SaveAs => self.save_as(frame),
            Action::Export => self.export(frame),
            Action::ExportOwn => self.export_own(frame),
            Action::CloseAll => self.ask_to_close_all(),
            Action::Settings => self.sheet = Some(Sheet::Settings),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::Undo => {
                self.draft = None;
                self.history.undo();
            }
            Action::Redo => {
                self.draft = None;
                self.history.redo();
            }
            Action::EnterEstimate => self.begin_entry(&Begin::New),
            Action::EnterEvent => self.begin_entry(&Begin::Event),
            Action::PasteEntry => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Action::NoteHere => {
                let selection = self.view.selection.clone().map(Anchor::Estimate);
                let day = self.view.cursor.map(Anchor::Date);
                if let Some(anchor) = selection.or(day) {
                    self.begin_note(anchor);
                }
            }
            Action::CopyEntry => self.begin_entry_on_selection(Begin::Copy),
            Action::ChangeEntry => self.begin_entry_on_selection(Begin::Change),
            Action::RemoveEntry => {
                if let Some(id) = self.view.selection.clone() {
                    self.edit(&Edit::RemoveOwn(id));
                }
            }
            Action::Restore => self.restore(),
            Action::GiveRange => self.give_range(),
            Action::Fit => self.fit(),
            Action::ViewBack => self.look_back(),
            Action::ViewOn => self.look_on(),
            Action::FitValues => self.fit_values(),
            Action::FromZero => self.toggle_zero(),
            Action::LastYear => self.show_last(365),
            Action::LastQuarter => self.show_last(90),
            Action::AroundCursor => self.show_around_cursor(30),
            Action::CursorYear => self.show_cursor_year(),
            Action::ZoomIn => self.zoom_in_time(true),
            Action::ZoomOut => self.zoom_in_time(false),
            Action::PanBack => self.pan_in_time(false),
            Action::PanOn => self.pan_in_time(true),
            Action::ShowAllSources => self.view.hidden.clear(),
            Action::LinearScale => self.set_scale(Scale::Linear),
            Action::LogScale => self.set_scale(Scale::Log),
            Action::ToggleSources => self.view.panels.toggle(Panel::Sources),
            Action::ToggleSide => self.view.panels.toggle(Panel::Side),
            Action::ToggleTable => self.view.panels.toggle(Panel::Table),
            Action::ToggleBrush => self.view.panels.toggle(Panel::Brush),
            Action::OnlyThePlot => self.only_the_plot(),
            Action::FullScreen => {
                let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
            }
            Action::LightTheme => self.wear(ThemeChoice::Light),
            Action::DarkTheme => self.wear(ThemeChoice::Dark),
            Action::SystemTheme => self.wear(ThemeChoice::System),
            Action::Larger => self.resize(Some(true)),
            Action::Smaller => self.resize(Some(false)),
            Action::NormalSize => self.resize(None),
            Action::NextMeasure => self.step_measure(ctx, frame, true),
            Action::PreviousMeasure => self.step_measure(ctx, frame, false),
            Action::AllMeasures => self.overview.is_open = !self.overview.is_open,
            Action::Pool => self.view.pool = !self.view.pool,
            Action::AsStated => self.ask(|question| question.as_stated = !question.as_stated),
            Action::CursorBack => self.step_cursor(false),
            Action::CursorOn => self.step_cursor(true),
            Action::EstimateOn => self.step_estimate(true, false),
            Action::EstimateBack => self.step_estimate(false, false),
            Action::SourceOn => self.step_estimate(true, true),
            Action::SourceBack => self.step_estimate(false, true),
            Action::Handles => self.step_handle(ctx),
            Action::Deselect => self.select(None),
            Action::PanelOn => self.step_panel(ctx, true),
            Action::PanelBack => self.step_panel(ctx, false),
            Action::MenuBar => self.goes_to_menus = true,
            Action::Help => self.sheet = Some(Sheet::Help(Help::default())),
            Action::Palette => self.sheet = Some(Sheet::Palette(Palette::default())),
            Action::About => self.sheet = Some(Sheet::About),
            Action::ByOrigin
            | Action::ByAffiliation
            | Action::ByKind
            | Action::ByCountry
            | Action::ByParty
            | Action::ByLabel => {
                if let Some(by) = action.grouping() {
                    self.ask(|question| question.by = by);
                }
            }
        }
    }

    /// Wears a theme, here and in the windows to come.
    fn wear(&mut self, theme: ThemeChoice) {
        self.view.theme = theme;
        let settings = self.memory.settings().clone();
        self.memory.set(Settings { theme, ..settings });
    }

    fn step_measure(&mut self, ctx: &Context, frame: Option<&eframe::Frame>, is_on: bool) {
        if let Some(measure) = self.measure_beside(is_on) {
            self.execute(ctx, frame, Command::AskMeasure(measure));
        }
    }

    pub(in crate::app) fn edit(&mut self, edit: &Edit) {
        let document = self.history.current();
        match session::apply(document, edit) {
            Ok(changed) => self.history.push(edit.clone(), changed),
            Err(session::Refusal::NothingChanges) => {}
            Err(refusal) => self.trouble(refusal.to_string()),
        }
    }

    /// Lays adjustments over the data in one step of undo, each with author and time.
    pub(super) fn adjust(&mut self, changes: Vec<(Target, Change)>, reason: Option<&str>) {
        let at = now();
        let author = self.memory.settings().signature();
        let mut laid: Vec<Adjustment> = changes
            .into_iter()
            .map(|(target, change)| stamped(target, change, Some(at.clone())))
            .map(|laid| Adjustment {
                author: author.clone(),
                reason: reason.map(str::to_owned),
                ..laid
            })
            .collect();
        if laid.len() > 1 {
            self.edit(&Edit::AdjustAll(laid));
        } else if let Some(only) = laid.pop() {
            self.edit(&Edit::Adjust(only));
        }
    }

    /// Opens the page of notes with one begun on this.
    fn begin_note(&mut self, anchor: Anchor) {
        self.side.begin_note(anchor);
        self.open_page(Page::Notes);
    }

    /// Writes a note down with author and time, or changes one.
    fn write_note(&mut self, id: Option<NoteId>, anchor: Anchor, text: &str) {
        let author = self.memory.settings().signature();
        let note = Note { author, at: Some(now()), ..Note::new(anchor, text) };
        self.edit(&match id {
            Some(id) => Edit::ReplaceNote(Note { id, ..note }),
            None => Edit::AddNote(note),
        });
    }

    fn dismiss(&mut self, finding: FindingKey, reason: Option<String>) {
        let author = self.memory.settings().signature();
        let dismissal = Dismissal { finding, reason, author, at: Some(now()) };
        self.edit(&Edit::Dismiss(dismissal));
    }

    /// Opens a page of the side panel, and the panel where it is folded away.
    pub(super) fn open_page(&mut self, page: Page) {
        self.view.page = page;
        self.view.panels.show(Panel::Side);
    }

    pub(super) fn ask(&mut self, change: impl FnOnce(&mut Question)) {
        if let Some(question) = self.history.current().question() {
            let mut question = question.clone();
            change(&mut question);
            self.edit(&Edit::Ask(question));
        }
    }

    /// Takes everything off that is laid over the selected estimate.
    pub(super) fn restore(&mut self) {
        if let Some(id) = self.view.selection.clone() {
            self.edit(&Edit::RestoreTarget(Target::Estimate(id)));
        }
    }

    /// Gives a statement without a number the range that its words suggest, else one in the
    /// middle of what is shown: somewhere to begin.
    fn give_range(&mut self) {
        let Some(id) = self.view.selection.clone() else { return };
        let document = self.history.current();
        let Some(estimate) = document.estimate(&id) else { return };
        if estimate.bounds().is_some() || document.overlay().bounds_of(&id).is_some() {
            return;
        }
        let (low, high) = estimate
            .wording()
            .and_then(suggested_range)
            .or_else(|| self.middle_of_values())
            .unwrap_or((100.0, 1_000.0));
        if let Ok(bounds) = Bounds::new(Some(low), None, Some(high), How::Between) {
            self.adjust(vec![(Target::Estimate(id), Change::Bounds(bounds))], None);
        }
    }

    pub(super) fn isolate(&mut self, name: &str) {
        let Some(answer) = self.answer.value() else { return };
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

    /// To the next day, on or back, at which the agreement changes.
    pub(super) fn step_cursor(&mut self, is_on: bool) {
        let (Some(answer), Some(cursor)) = (self.answer.value(), self.view.cursor) else { return };
        let mut changes = answer.comparison().segments.iter().filter_map(|segment| segment.from);
        let next = if is_on {
            changes.find(|day| *day > cursor)
        } else {
            changes.rfind(|day| *day < cursor)
        };
        self.view.cursor = next.or(self.view.cursor);
    }
}

/// An adjustment by the analyst at this time. The reason is asked for afterwards.
pub(super) fn stamped(target: Target, change: Change, at: Option<Stamp>) -> Adjustment {
    Adjustment { target, change, reason: None, author: None, at, on: true }
}

fn now() -> Stamp {
    Stamp::Minute(Minute::in_utc(jiff::Timestamp::now()))
}
