//! What panels see of the workbench in one frame: borrowed, never changed.

use std::sync::Arc;

use crate::chart::{Lanes, Theme, sign_of_place};
use crate::compare::{
    Comparison, EstimateRef, Gist, Question, Slice, StandingVoice, Track, bounds_that_hold,
};
use crate::estimate::{AsOf, Bounds, Day, Estimate, EstimateId, Loaded, LookAlike};
use crate::session::{Arrangement, Document, StateId, ThemeChoice, View};

use super::background::Course;
use super::derived::Answer;
use super::insights::Insights;
use super::memory::Memory;
use super::on_disk::FoundOnDisk;
use super::view_history::Look;

/// Which document this is, of which begun one: while it stays the same, so does what was made from
/// the document alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Revision {
    /// Counts the documents that were begun afresh.
    pub begun: u64,
    pub state: StateId,
    /// Counts the answers that came after the frame in which they were asked for.
    pub answered: u64,
}

/// One frame's view of everything.
pub(super) struct Bench<'a> {
    pub document: &'a Document,
    pub revision: Revision,
    pub view: &'a View,
    /// The window of time and values; none for what fits.
    pub look: Option<Look>,
    pub theme: &'a Theme,
    /// How the theme was chosen.
    pub theme_choice: ThemeChoice,
    /// What the window remembers between runs, the settings among it.
    pub memory: &'a Memory,
    /// None while there is nothing to compare.
    pub answer: Option<&'a Answer>,
    /// Another answer is on its way; this one is to what was asked before.
    pub is_comparing: bool,
    /// All measures are shown, and not the plot of one.
    pub is_overview: bool,
    pub is_full_screen: bool,
    pub cursor: Day,
    pub hovered: Option<&'a EstimateId>,
    /// What a sentence that is pointed at speaks of.
    pub pointed_out: &'a [EstimateId],
    pub insights: &'a Insights,
    /// What was found of the open files on the disk.
    pub on_disk: &'a FoundOnDisk,
    /// What is being dragged, and where it is now.
    pub draft: Option<&'a (EstimateId, Bounds)>,
    /// What is told of in the status bar while it is under way.
    pub under_way: &'a [Arc<Course>],
    /// Names that might stand for one origin; none until somebody has looked.
    pub look_alikes: Option<&'a [LookAlike]>,
    /// Whether there are views to go back or on to.
    pub can_look_back: bool,
    pub can_look_on: bool,
    pub is_saved: bool,
    /// Whether the session has a file of its own.
    pub has_home: bool,
    pub undo_label: Option<String>,
    pub redo_label: Option<String>,
}

impl<'a> Bench<'a> {
    pub fn comparison(&self) -> Option<&'a Comparison> {
        self.answer.map(Answer::comparison)
    }

    /// The lanes, where they are looked at.
    pub fn lanes(&self) -> Option<&'a Lanes> {
        self.answer.and_then(|answer| answer.lanes(self.view))
    }

    /// Whether voices are drawn by their factors from the middle of those that stand.
    pub fn is_by_factor(&self) -> bool {
        self.view.by_factor && self.view.arrangement == Arrangement::Lanes
    }

    /// Whether heights are values.
    pub fn has_values(&self) -> bool {
        match self.view.arrangement {
            Arrangement::Overlay => true,
            Arrangement::Lanes => !self.view.by_factor,
            Arrangement::Standing | Arrangement::Coalitions | Arrangement::Fan => false,
        }
    }

    /// What the answer that is shown was asked.
    pub fn asked(&self) -> Option<&'a Question> {
        self.comparison().map(|comparison| &comparison.question)
    }

    pub fn slice(&self) -> Option<&'a Slice> {
        self.answer.and_then(Answer::slice)
    }

    /// What the slice comes to.
    pub fn gist(&self) -> Option<&'a Gist> {
        self.answer.and_then(Answer::gist)
    }

    /// All days that have something.
    pub fn time_extent(&self) -> Option<(f64, f64)> {
        Some(self.answer?.scene()?.time_extent())
    }

    pub fn files(&self) -> &'a [Loaded] {
        self.answer.map_or(&[], Answer::files)
    }

    /// The estimate that a reference points to, and its id.
    pub fn estimate(&self, of: EstimateRef) -> Option<(EstimateId, Estimate<'a>)> {
        let file = self.files().get(usize::from(of.file))?;
        let estimate = file.ledger.estimate(of.row)?;
        Some((file.id_of(estimate), estimate))
    }

    /// Where the estimate with this id is.
    pub fn find(&self, id: &EstimateId) -> Option<(EstimateRef, Estimate<'a>)> {
        let place = self.files().iter().position(|file| file.slot == id.file)?;
        let estimate = self.files().get(place)?.find(id)?;
        let file = u16::try_from(place).ok()?;
        Some((EstimateRef { file, row: estimate.index() }, estimate))
    }

    /// What only says again what another estimate said.
    pub fn echoes(&self) -> impl Iterator<Item = EstimateRef> + 'a {
        self.answer.into_iter().flat_map(Answer::echoes)
    }

    /// Every track with the echoes among its statements.
    pub fn echoes_by_track(&self) -> impl Iterator<Item = (&'a Track, &'a [EstimateRef])> + 'a {
        self.answer.into_iter().flat_map(Answer::echoes_by_track)
    }

    /// The as of that holds for an estimate: the analyst's, else the one stated.
    pub fn as_of(&self, of: EstimateRef, estimate: Estimate<'_>) -> AsOf {
        let clocks = self.comparison().and_then(|comparison| comparison.clocks(self.files(), of));
        clocks.unwrap_or_else(|| estimate.clocks()).as_of()
    }

    /// The voice as which an estimate is drawn: its place in the comparison.
    pub fn voice_of(&self, of: EstimateRef) -> Option<usize> {
        if let Some(drawn) = self.answer.and_then(Answer::scene).and_then(|s| s.voice_of(of)) {
            return Some(drawn);
        }
        let tracks = &self.comparison()?.tracks;
        let track = tracks.iter().find(|t| t.statements.iter().any(|(other, _)| *other == of))?;
        Some(track.voice)
    }

    /// How a voice stands at the cursor, if it does.
    pub fn standing(&self, voice: usize) -> Option<&'a StandingVoice> {
        self.slice()?.standing.iter().find(|standing| standing.voice == voice)
    }

    /// Whether a voice is a group that contradicts itself at the cursor.
    pub fn is_divided(&self, voice: usize) -> bool {
        self.slice().is_some_and(|slice| slice.divided.iter().any(|group| group.voice == voice))
    }

    /// The sign of a voice: the number of its colour, marker and dash.
    pub fn sign(&self, voice: usize) -> u16 {
        let voices = self.comparison().map_or(&[][..], |comparison| &comparison.voices);
        let chosen = voices.get(voice).and_then(|voice| self.view.signs.get(&voice.name));
        chosen.copied().unwrap_or_else(|| sign_of_place(voice))
    }

    /// The bounds that hold for an estimate: dragged, adjusted, or as stated.
    pub fn bounds_of(&self, of: EstimateRef) -> Option<Bounds> {
        let (id, estimate) = self.estimate(of)?;
        let drafted = self.draft.filter(|(drafted, _)| *drafted == id).map(|(_, bounds)| *bounds);
        drafted.or_else(|| match self.comparison() {
            None => estimate.bounds(),
            Some(Comparison { question, .. }) => {
                bounds_that_hold(self.document.overlay(), question, &id, estimate)
            }
        })
    }

    /// What the hovered estimate is, else the selected one.
    pub fn shown(&self) -> Option<&'a EstimateId> {
        self.draft.map(|(id, _)| id).or(self.view.selection.as_ref()).or(self.hovered)
    }
}
