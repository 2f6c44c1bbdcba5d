//! What lies on the desk: the document and its view, and all that is known of them. What a bench
//! shows is borrowed from here, so that the panels' own state stays free to be changed.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Context;

use crate::chart::Theme;
use crate::compare::Grouping;
use crate::estimate::{
    Adjustment, Bounds, Change, Day, EstimateId, LookAlike, Stamp, Target, visible,
};
use crate::session::{
    Document, Edit, FileSection, Fingerprint, History, Panels, Redaction, ThemeChoice, View,
};
use crate::words::{Words, file_name};

use super::super::background::Latest;
use super::super::bench::{Bench, Revision};
use super::super::derived::{Answer, Asked};
use super::super::elsewhere::Seen;
use super::super::errands::Errands;
use super::super::insights::Insights;
use super::super::memory::Memory;
use super::super::on_disk::FoundOnDisk;
use super::super::taking::Taking;
use super::super::view_history::{Look, ViewHistory};

/// Where the session is kept, and what the file held when it was last read or written.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Home {
    pub path: PathBuf,
    pub fingerprint: Fingerprint,
    /// What it held then, as a document.
    pub document: Document,
    /// How the file looked from outside when it was last found to hold that.
    pub seen: Seen,
}

/// The files that are open; two are the same where they share their sections.
#[derive(Clone)]
pub(super) struct OpenFiles(pub Vec<Arc<FileSection>>);

impl PartialEq for OpenFiles {
    fn eq(&self, other: &OpenFiles) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

/// The document, how it is looked at, and what is known of it.
pub(super) struct Desk {
    pub history: History,
    pub view: View,
    pub home: Option<Home>,
    /// What is being dragged or typed.
    pub draft: Option<(EstimateId, Bounds)>,
    pub hovered: Option<EstimateId>,
    /// What a sentence that is pointed at speaks of.
    pub pointed_out: Vec<EstimateId>,
    /// The window of time and values; none for what fits.
    pub look: Option<Look>,
    pub views: ViewHistory,
    /// How voices were counted before they were laid out in lanes, if that was changed for it.
    pub grouped_before_lanes: Option<Grouping>,
    /// All measures are shown, and not the plot of one.
    pub is_overview: bool,
    /// The panels that come back after a look at only the plot.
    pub folded_away: Option<Panels>,
    pub answer: Latest<Asked, Answer>,
    /// Counts the answers that came from a thread.
    pub answered: u64,
    pub insights: Insights,
    /// What was found of the open files on the disk.
    pub on_disk: FoundOnDisk,
    /// Names that might stand for one origin.
    pub look_alikes: Latest<OpenFiles, Vec<LookAlike>>,
    pub errands: Errands,
    pub memory: Memory,
    /// Counts the documents that were begun afresh.
    pub document_number: u64,
    /// The theme that is painted.
    pub theme: Theme,
    pub is_full_screen: bool,
    /// How charts are taken away.
    pub taking: Taking,
    /// What the copy leaves out that is being written.
    pub redaction: Redaction,
}

impl Desk {
    /// An empty desk.
    pub fn new(ctx: &Context, memory: Memory) -> Desk {
        let mut history = History::new(Document::default());
        history.mark_saved();
        Desk {
            history,
            view: View::default(),
            home: None,
            draft: None,
            hovered: None,
            pointed_out: Vec::new(),
            look: None,
            views: ViewHistory::default(),
            grouped_before_lanes: None,
            is_overview: false,
            folded_away: None,
            answer: Latest::default(),
            answered: 0,
            insights: Insights::default(),
            on_disk: FoundOnDisk::default(),
            look_alikes: Latest::default(),
            errands: Errands::new(ctx),
            memory,
            document_number: 0,
            theme: Theme::default(),
            is_full_screen: false,
            taking: Taking::default(),
            redaction: Redaction::default(),
        }
    }

    /// What panels see of it.
    pub fn bench(&self) -> Bench<'_> {
        Bench {
            document: self.history.current(),
            revision: Revision {
                begun: self.document_number,
                state: self.history.state(),
                answered: self.answered,
            },
            view: &self.view,
            look: self.look,
            theme: &self.theme,
            theme_choice: self.theme_choice(),
            memory: &self.memory,
            answer: self.answer.value(),
            is_comparing: self.answer.is_stale() && self.answer.is_under_way(),
            is_overview: self.is_overview,
            is_full_screen: self.is_full_screen,
            cursor: self.view.cursor.unwrap_or(Day::MIN),
            hovered: self.hovered.as_ref(),
            pointed_out: &self.pointed_out,
            insights: &self.insights,
            on_disk: &self.on_disk,
            draft: self.draft.as_ref(),
            under_way: self.errands.background.told(),
            look_alikes: self.look_alikes.value().map(Vec::as_slice),
            can_look_back: self.views.can_go_back(),
            can_look_on: self.views.can_go_on(),
            is_saved: self.history.is_saved(),
            has_home: self.home.is_some(),
            undo_label: self.says(self.history.to_undo()),
            redo_label: self.says(self.history.to_redo()),
        }
    }

    /// In which words the window says things.
    pub fn words(&self) -> Words {
        Words { style: self.memory.settings().style }
    }

    /// What an edit does to the document that it is made to.
    fn says(&self, step: Option<(&Edit, &Document)>) -> Option<String> {
        step.map(|(edit, before)| self.words().edit(edit, before))
    }

    /// The session's own theme; where it has none, the one of the settings.
    pub fn theme_choice(&self) -> ThemeChoice {
        match self.view.theme {
            ThemeChoice::System => self.memory.settings().theme,
            chosen => chosen,
        }
    }

    /// Another document from its first state on: nothing to undo, nothing unsaved.
    pub fn start_afresh(&mut self, document: Document, view: View, home: Option<Home>) {
        self.document_number = self.document_number.saturating_add(1);
        self.history = History::new(document);
        self.view = view;
        self.home = home;
        self.draft = None;
        self.hovered = None;
        self.pointed_out = Vec::new();
        self.look = None;
        self.answer = Latest::default();
        self.on_disk = FoundOnDisk::default();
        self.grouped_before_lanes = None;
        self.is_overview = false;
    }

    /// Selects an estimate, as a click on it does.
    pub fn select(&mut self, selection: Option<EstimateId>) {
        self.draft = None;
        self.view.selection = selection;
    }

    fn document_name(&self) -> String {
        match (&self.home, self.history.current().files()) {
            (Some(home), _) => file_name(&home.path),
            (None, []) => String::new(),
            (None, [only]) => only.name().to_owned(),
            (None, [first, rest @ ..]) => format!("{} and {} more", first.name(), rest.len()),
        }
    }

    pub fn window_title(&self) -> String {
        let name = self.document_name();
        let name = visible(&name);
        let mark = if self.history.is_saved() { "" } else { " (unsaved changes)" };
        if name.is_empty() { "Parallax".to_owned() } else { format!("{name}{mark} – Parallax") }
    }
}

/// An adjustment by the analyst at this time. The reason is asked for afterwards.
pub(super) fn stamped(target: Target, change: Change, at: Option<Stamp>) -> Adjustment {
    Adjustment { target, change, reason: None, author: None, at, on: true }
}

/// What is being dragged or typed, as the adjustment that it would be.
pub(super) fn draft_of(id: &EstimateId, bounds: Bounds) -> Adjustment {
    stamped(Target::Estimate(id.clone()), Change::Bounds(bounds), None)
}
