//! What commands do: to the document by an edit, to the view at once.

use eframe::egui::{Context, ViewportCommand};

use crate::chart::Scale;
use crate::compare::{Dismissal, FindingKey, Grouping, Question};
use crate::estimate::{
    Adjustment, Anchor, Bounds, Change, EstimateId, How, Measure, Minute, Note, NoteId, Stamp,
    Target, suggested_range,
};
use crate::opening::SAMPLE;
use crate::session::{
    self, Arrangement, Edit, Fingerprint, History, Page, Panel, Step, ThemeChoice,
};

use super::super::actions::Action;
use super::super::announcing::Landmark;
use super::super::command::{Begin, Command, Policy};
use super::super::dialogs::Topic;
use super::super::elsewhere::Looking;
use super::super::errands::Purpose;
use super::super::excerpt::{FilePlace, around};
use super::super::excerpt_sheet::ExcerptSheet;
use super::super::help::Help;
use super::super::menus::AskedMenu;
use super::super::palette::Palette;
use super::super::settings::Settings;
use super::super::sheets::Sheet;
use super::super::source_dialog::SourceSheet;
use super::super::start_page::StartPage;
use super::super::tour::Tour;
use super::Workbench;
use super::desk::stamped;

fn read_by(question: &mut Question, policy: Policy) {
    match policy {
        Policy::About(about) => question.about = about,
        Policy::Staleness(staleness) => question.staleness = staleness,
        Policy::Dates(dates) => question.dates = dates,
        Policy::Projections(count) => question.projections = count,
    }
}

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
            Command::DecideElsewhere => self.look_at_home(Looking::ToAsk),
            Command::Recover(place) => self.recover(place),
            Command::ThrowAway(place) => self.throw_away(place),
            Command::CloseFile(slot) => self.close_files(Edit::RemoveFile(slot)),
            Command::Reload(path, slot) => self.reload(path, slot),
            Command::SumOtherwise { path, slot, period, asked } => {
                self.sum_otherwise(path, slot, period, asked);
            }
            Command::About(slot, asked) => self.about_file(frame, slot, asked),
            Command::ShowInFolder(path) => self.show_in_folder(&path),
            Command::OpenAlone(slots) => self.open_alone(&slots),
            Command::Import(imported) => self.import(*imported),
            Command::AskNoMore => self.ask_no_more(),
            Command::AskHowRead(path, slot) => self.ask_how_read(path, slot),
            Command::AskMeasure(measure) => self.ask_measure(measure),
            Command::AskKnownOn(day) => self.ask(|question| question.known_on = day),
            Command::AskBy(by) => self.ask_by(by),
            Command::ReadBy(policy) => self.ask(|question| read_by(question, policy)),
            Command::AskAsStated(as_stated) => self.ask(|question| question.as_stated = as_stated),
            Command::Look(look) => self.desk.look_at(ctx, look),
            Command::Show(look) => self.desk.show(look),
            Command::SetCursor(day) => self.desk.view.cursor = Some(day),
            Command::HoldAgainst(names) => self.kept.between.choose(names),
            Command::PutIntoCamp { source, camp } => {
                self.ask(|question| {
                    question.camps.insert(source, camp);
                });
            }
            Command::PutBackCamps => self.ask(|question| question.camps.clear()),
            Command::WhyDiffer(two) => {
                self.kept.side.take_apart(two);
                self.open_page(Page::Agreement);
            }
            Command::OpenMenu(menu) => self.kept.asked_menu = Some(AskedMenu::Open(menu)),
            Command::Select(selection) => self.desk.select(selection),
            Command::Hover(hovered) => self.desk.hovered = hovered,
            Command::PointOut(estimates) => self.desk.pointed_out = estimates,
            Command::ToggleHidden(name) => {
                if !self.desk.view.hidden.remove(&name) {
                    self.desk.view.hidden.insert(name);
                }
            }
            Command::Isolate(name) => self.isolate(&name),
            Command::AboutSource(labels) => {
                self.desk.look_for_look_alikes();
                self.sheet = Some(Sheet::Source(SourceSheet::about(labels)));
            }
            Command::AboutPublication(address) => self.about_publication(address),
            Command::SetSign { name, sign } => {
                match sign {
                    Some(sign) => self.desk.view.signs.insert(name, sign),
                    None => self.desk.view.signs.remove(&name),
                };
            }
            Command::ShowInFile(place) => self.show_in_file(*place),
            Command::Draft { id, bounds } => self.desk.draft = Some((id, bounds)),
            Command::CommitDraft => {
                if let Some((id, bounds)) = self.desk.draft.take() {
                    self.adjust(vec![(Target::Estimate(id), Change::Bounds(bounds))], None);
                }
            }
            Command::DropDraft => self.desk.draft = None,
            Command::Edit(edit) => self.edit(&edit),
            Command::TakeOver(one) => self.take_over(&one),
            Command::TakeAllOver => self.take_all_over(),
            Command::Adjust(changes) => self.adjust(changes, None),
            Command::AdjustBecause { changes, reason } => self.adjust(changes, reason.as_deref()),
            Command::Dismiss { finding, reason } => self.dismiss(finding, reason),
            Command::OpenPage(page) => self.open_page(page),
            Command::Enter(begin) => self.begin_entry(&begin),
            Command::Note(anchor) => self.begin_note(anchor),
            Command::WriteNote { id, anchor, text } => self.write_note(id, anchor, &text),
            Command::ShowTable(table) => self.desk.view.table = table,
            Command::Export(taking) => self.export(frame, *taking),
            Command::RedactedCopy(chosen) => self.redacted_copy(frame, *chosen),
            Command::CopyPicture(taking) => self.copy_picture(*taking),
            Command::Tell(text) => self.trouble(Topic::Other, text),
            Command::Set(settings) => {
                // Chosen here, a theme holds for the session too.
                if settings.theme != self.desk.theme_choice() {
                    self.desk.view.theme = settings.theme;
                }
                self.desk.memory.set(*settings);
                self.learn_what_is_remembered();
            }
        }
    }

    /// Does what an action says, if it can be done now.
    pub(super) fn act(&mut self, ctx: &Context, frame: Option<&eframe::Frame>, action: Action) {
        if self.can(action) {
            self.act_now(ctx, frame, action);
        }
    }

    fn act_now(&mut self, ctx: &Context, frame: Option<&eframe::Frame>, action: Action) {
        let is_on = action.leads_on();
        match action {
            Action::Open => self.desk.errands.ask(Purpose::Open, self.dialogs.ask_to_open(frame)),
            Action::OpenPath => self.type_path(Purpose::Open, None),
            Action::OpenCopies => self.type_path(Purpose::OpenCopies, None),
            Action::CompareWith => {
                let answer = self.dialogs.ask_to_open(frame);
                self.desk.errands.ask(Purpose::CompareWith, answer);
            }
            Action::LookAtFiles => self.look_at_files(),
            Action::OpenSample => self.open_sample(),
            Action::StartPage => self.sheet = Some(Sheet::Start(StartPage::default())),
            Action::Tour => self.begin_tour(),
            Action::ReopenLast => self.reopen_last(),
            Action::ForgetRecent => self.desk.memory.forget_recent(),
            Action::Save => self.save(frame),
            Action::SaveAs => self.save_as(frame),
            Action::EarlierSaves => self.show_earlier_saves(),
            Action::Export => self.show_export(),
            Action::ExportOwn => self.export_own(frame),
            Action::BlindCopy => self.blind_copy(frame),
            Action::RedactedCopy => self.show_redaction(),
            Action::CloseAll => self.ask_to_close_all(),
            Action::Settings => self.sheet = Some(Sheet::Settings),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::Undo => self.step_history(Step::Undid, History::undo),
            Action::Redo => self.step_history(Step::Redid, History::redo),
            Action::EnterEstimate => self.begin_entry(&Begin::New),
            Action::EnterEvent => self.begin_entry(&Begin::Event),
            Action::PasteEntry => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Action::NoteHere => self.begin_note_here(),
            Action::CopyEntry => self.begin_entry_on_selection(Begin::Copy),
            Action::ChangeEntry => self.begin_entry_on_selection(Begin::Change),
            Action::RemoveEntry => self.edit_selection(Edit::RemoveOwn),
            Action::Restore => self.edit_selection(|id| Edit::RestoreTarget(Target::Estimate(id))),
            Action::GiveRange => self.give_range(),
            Action::Fit => self.desk.fit(),
            Action::ViewBack => self.desk.look_back(),
            Action::ViewOn => self.desk.look_on(),
            Action::FitValues => self.desk.fit_values(),
            Action::FromZero => self.desk.toggle_zero(),
            Action::LastYear => self.desk.show_last(365),
            Action::LastQuarter => self.desk.show_last(90),
            Action::AroundCursor => self.desk.show_around_cursor(30),
            Action::CursorYear => self.desk.show_cursor_year(),
            Action::ZoomIn | Action::ZoomOut => self.desk.zoom_in_time(is_on),
            Action::PanOn | Action::PanBack => self.desk.pan_in_time(is_on),
            Action::ShowAllSources => self.desk.view.hidden.clear(),
            Action::Overlay => self.lay_over_each_other(),
            Action::Lanes => self.lay_in_lanes(),
            Action::StandingRows => self.desk.arrange(Arrangement::Standing),
            Action::Coalitions => self.desk.arrange(Arrangement::Coalitions),
            Action::Revisions => self.desk.arrange(Arrangement::Fan),
            Action::FactorScale => {
                self.lay_in_lanes();
                self.desk.view.by_factor = true;
            }
            Action::LinearScale => self.desk.set_scale(Scale::Linear),
            Action::LogScale => self.desk.set_scale(Scale::Log),
            Action::ToggleSources => self.desk.view.panels.toggle(Panel::Sources),
            Action::ToggleSide => self.desk.view.panels.toggle(Panel::Side),
            Action::ToggleTable => self.desk.view.panels.toggle(Panel::Table),
            Action::ToggleBrush => self.desk.view.panels.toggle(Panel::Brush),
            Action::OnlyThePlot => self.desk.only_the_plot(),
            Action::FullScreen => self.toggle_full_screen(ctx),
            Action::LightTheme => self.wear(ThemeChoice::Light),
            Action::DarkTheme => self.wear(ThemeChoice::Dark),
            Action::SystemTheme => self.wear(ThemeChoice::System),
            Action::Larger => self.desk.resize(Some(true)),
            Action::Smaller => self.desk.resize(Some(false)),
            Action::NormalSize => self.desk.resize(None),
            Action::NextMeasure | Action::PreviousMeasure => self.step_measure(is_on),
            Action::AllMeasures => self.desk.is_overview = !self.desk.is_overview,
            Action::Pool => self.desk.view.pool = !self.desk.view.pool,
            Action::DatesStated => self.ask(|question| question.dates = question.dates.other()),
            Action::AsStated => self.ask(|question| question.as_stated = !question.as_stated),
            Action::CursorOn | Action::CursorBack => self.step_cursor(is_on),
            Action::EstimateOn | Action::EstimateBack => self.desk.step_estimate(is_on, false),
            Action::SourceOn | Action::SourceBack => self.desk.step_estimate(is_on, true),
            Action::Handles => self.desk.step_handle(ctx),
            Action::Deselect => self.desk.select(None),
            Action::VoicesTree => {
                self.open_page(Page::Voices);
                ctx.memory_mut(|memory| memory.request_focus(Landmark::Voices.id()));
            }
            Action::PanelOn | Action::PanelBack => self.step_panel(ctx, is_on),
            Action::MenuBar => self.kept.asked_menu = Some(AskedMenu::ComeTo),
            Action::Help => self.sheet = Some(Sheet::Help(Help::default())),
            Action::Palette => self.sheet = Some(Sheet::Palette(Palette::default())),
            Action::About => self.sheet = Some(Sheet::About),
            Action::Key => self.sheet = Some(Sheet::Key),
            Action::ByOrigin
            | Action::ByAffiliation
            | Action::ByKind
            | Action::ByCountry
            | Action::ByParty
            | Action::ByCamp
            | Action::ByMethod
            | Action::ByLabel => action.grouping().into_iter().for_each(|by| self.ask_by(by)),
        }
    }

    /// Asks about another measure, of which nothing was looked at yet.
    fn ask_measure(&mut self, measure: Measure) {
        self.desk.forget_where_it_looked();
        self.ask(|question| {
            question.include.retain(|included| *included != measure);
            question.measure = measure;
        });
    }

    /// Leads through what is open, or through the sample.
    fn begin_tour(&mut self) {
        if self.desk.history.current().files().is_empty() {
            self.open_sample();
        }
        self.tour = Some(Tour::default());
    }

    fn show_in_file(&mut self, place: FilePlace) {
        // The sample is in no folder.
        let is_sample = place.fingerprint == Fingerprint::of(SAMPLE);
        let found = is_sample.then(|| around(SAMPLE, &place));
        if found.is_none() {
            self.desk.errands.look_into(place.clone());
        }
        self.sheet = Some(Sheet::Excerpt(ExcerptSheet { place, found }));
    }

    /// Wears a theme, here and in the windows to come.
    fn wear(&mut self, theme: ThemeChoice) {
        self.desk.view.theme = theme;
        let settings = self.desk.memory.settings().clone();
        self.desk.memory.set(Settings { theme, ..settings });
    }

    /// Moves the keyboard to the next part of the window, or the one before.
    fn step_panel(&self, ctx: &Context, is_on: bool) {
        if let Some(landmark) = self.kept.landmarks.beside(ctx, is_on) {
            ctx.memory_mut(|memory| memory.request_focus(landmark.id()));
        }
    }

    fn step_measure(&mut self, is_on: bool) {
        if let Some(measure) = self.desk.measure_beside(is_on) {
            self.ask_measure(measure);
        }
    }

    pub(in crate::app) fn edit(&mut self, edit: &Edit) {
        match self.try_edit(edit) {
            Ok(()) | Err(session::Refusal::NothingChanges) => {}
            Err(refusal) => {
                self.outdate(Topic::Changing);
                self.trouble(Topic::Changing, self.desk.words().refusal(&refusal));
            }
        }
    }

    /// The same, for whoever has more to say of a refusal.
    pub(super) fn try_edit(&mut self, edit: &Edit) -> Result<(), session::Refusal> {
        let changed = session::apply(self.desk.history.current(), edit)?;
        self.outdate(Topic::Changing);
        self.desk.history.take(edit, changed);
        self.recorder.did(Step::Did(Box::new(edit.clone())), self.desk.history.state());
        Ok(())
    }

    /// Lays adjustments over the data in one step of undo, each with author and time.
    pub(super) fn adjust(&mut self, changes: Vec<(Target, Change)>, reason: Option<&str>) {
        let at = now();
        let author = self.desk.memory.settings().signature();
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
        self.kept.side.begin_note(anchor);
        self.open_page(Page::Notes);
    }

    /// Begins a note on the selected estimate, or else on the day at the cursor.
    fn begin_note_here(&mut self) {
        let selection = self.desk.view.selection.clone().map(Anchor::Estimate);
        let day = self.desk.view.cursor.map(Anchor::Date);
        if let Some(anchor) = selection.or(day) {
            self.begin_note(anchor);
        }
    }

    /// Writes a note down with author and time, or changes one.
    fn write_note(&mut self, id: Option<NoteId>, anchor: Anchor, text: &str) {
        let author = self.desk.memory.settings().signature();
        let note = Note { author, at: Some(now()), ..Note::new(anchor, text) };
        self.edit(&match id {
            Some(id) => Edit::ReplaceNote(Note { id, ..note }),
            None => Edit::AddNote(note),
        });
    }

    fn dismiss(&mut self, finding: FindingKey, reason: Option<String>) {
        let author = self.desk.memory.settings().signature();
        let dismissal = Dismissal { finding, reason, author, at: Some(now()) };
        self.edit(&Edit::Dismiss(dismissal));
    }

    /// Opens a page of the side panel, and the panel where it is folded away.
    pub(super) fn open_page(&mut self, page: Page) {
        self.desk.view.page = page;
        self.desk.view.panels.show(Panel::Side);
    }

    pub(in crate::app) fn ask(&mut self, change: impl FnOnce(&mut Question)) {
        if let Some(question) = self.desk.history.current().question() {
            let mut question = question.clone();
            change(&mut question);
            self.edit(&Edit::Ask(question));
        }
    }

    /// A step back or forward in the history; what is being dragged is given up.
    fn step_history(&mut self, step: Step, go: impl FnOnce(&mut History) -> bool) {
        self.desk.draft = None;
        self.outdate(Topic::Changing);
        let before = self.asked_measure();
        if go(&mut self.desk.history) {
            self.recorder.did(step, self.desk.history.state());
        }
        if before != self.asked_measure() {
            self.desk.forget_where_it_looked();
        }
    }

    pub(super) fn asked_measure(&self) -> Option<Measure> {
        let question = self.desk.history.current().question();
        question.map(|question| question.measure.clone())
    }

    fn toggle_full_screen(&self, ctx: &Context) {
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!self.desk.is_full_screen));
    }

    /// Lane by lane; by camp, where nobody is grouped.
    fn lay_in_lanes(&mut self) {
        let by = self.desk.history.current().question().map(|question| question.by);
        if let Some(by) = by.filter(|by| by.is_of_sources()) {
            self.desk.grouped_before_lanes = Some(by);
            self.ask_by(Grouping::Camp);
        }
        self.desk.arrange(Arrangement::Lanes);
    }

    /// In one plot; counted as before the lanes, where that was changed for them.
    fn lay_over_each_other(&mut self) {
        let by = self.desk.history.current().question().map(|question| question.by);
        if let Some(before) = self.desk.grouped_before_lanes.take()
            && by == Some(Grouping::Camp)
        {
            self.ask_by(before);
        }
        self.desk.arrange(Arrangement::Overlay);
    }

    fn ask_by(&mut self, by: Grouping) {
        self.ask(|question| question.by = by);
    }

    /// Changes something about the selected estimate.
    fn edit_selection(&mut self, edit: impl FnOnce(EstimateId) -> Edit) {
        if let Some(id) = self.desk.view.selection.clone() {
            self.edit(&edit(id));
        }
    }

    /// Gives a statement without a number the range that its words suggest, else one in the
    /// middle of what is shown: somewhere to begin.
    fn give_range(&mut self) {
        let Some(id) = self.desk.view.selection.clone() else { return };
        let document = self.desk.history.current();
        let Some(estimate) = document.estimate(&id) else { return };
        if estimate.bounds().is_some() || document.overlay().bounds_of(&id).is_some() {
            return;
        }
        let (low, high) = estimate
            .wording()
            .and_then(suggested_range)
            .or_else(|| self.desk.middle_of_values())
            .unwrap_or((100.0, 1_000.0));
        if let Ok(bounds) = Bounds::new(Some(low), None, Some(high), How::Between) {
            self.adjust(vec![(Target::Estimate(id), Change::Bounds(bounds))], None);
        }
    }

    pub(super) fn isolate(&mut self, name: &str) {
        let Some(answer) = self.desk.answer.value() else { return };
        let others: Vec<String> = answer
            .comparison()
            .voices
            .iter()
            .map(|voice| voice.name.clone())
            .filter(|other| other != name)
            .collect();
        let is_alone = !self.desk.view.hidden.contains(name)
            && others.iter().all(|o| self.desk.view.hidden.contains(o));
        self.desk.view.hidden.clear();
        if !is_alone {
            self.desk.view.hidden.extend(others);
        }
    }

    /// To the next day, on or back, at which the agreement changes.
    pub(super) fn step_cursor(&mut self, is_on: bool) {
        let (Some(answer), Some(cursor)) = (self.desk.answer.value(), self.desk.view.cursor) else {
            return;
        };
        let mut changes = answer.comparison().segments.iter().filter_map(|segment| segment.from);
        let next = if is_on {
            changes.find(|day| *day > cursor)
        } else {
            changes.rfind(|day| *day < cursor)
        };
        self.desk.view.cursor = next.or(self.desk.view.cursor);
    }
}

fn now() -> Stamp {
    Stamp::Minute(Minute::in_utc(jiff::Timestamp::now()))
}
