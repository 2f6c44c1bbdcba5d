//! What is computed from the document, the draft and the view: made again only when its inputs
//! differ from those it was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::chart::{Lanes, Scene, SceneOptions};
use crate::compare::{
    Assumptions, Comparer, Comparison, EstimateRef, Gist, NotCountedWhy, Question, Slice, Track,
    measures_compared,
};
use crate::estimate::{Adjustment, Change, Day, Loaded, Measure, Note, Overlay};
use crate::session::{Arrangement, View};

/// What a scene shows besides the comparison: who is hidden, the signs that were chosen, notes.
#[derive(Clone, PartialEq, Default)]
struct Looks {
    hidden: BTreeSet<String>,
    signs: BTreeMap<String, u16>,
    notes: Vec<Note>,
    by_factor: bool,
}

impl Looks {
    fn are_of(&self, view: &View, notes: &[Note]) -> bool {
        self.hidden == view.hidden
            && self.signs == view.signs
            && self.notes == notes
            && self.by_factor == view.by_factor
    }
}

/// With more estimates than this, an answer from scratch takes longer than a frame.
const MOST_IN_A_FRAME: usize = 20_000;

/// What an answer is to.
#[derive(Clone)]
pub(super) struct Asked {
    pub files: Vec<Loaded>,
    pub overlay: Overlay,
    pub question: Question,
}

/// Two are equal where they ask the same about the same files.
impl PartialEq for Asked {
    fn eq(&self, other: &Asked) -> bool {
        self.question == other.question
            && self.overlay == other.overlay
            && Loaded::are_same(&self.files, &other.files)
    }
}

impl Asked {
    pub fn estimate_count(&self) -> usize {
        self.files.iter().map(|file| file.ledger.len()).fold(0, usize::saturating_add)
    }

    /// Whether the answer takes longer than a frame, with what is kept of the one before.
    pub fn is_slow(&self, before: Option<&Answer>) -> bool {
        let follows = |answer: &Answer| {
            answer.comparer.can_follow(&self.files, &self.overlay, &self.question)
        };
        self.estimate_count() > MOST_IN_A_FRAME && !before.is_some_and(follows)
    }
}

/// A comparison with its scene, and the slice at the cursor.
pub(super) struct Answer {
    comparer: Comparer,
    /// Every measure that can be asked about with its number of estimates, the most first.
    pub measures: Vec<(Measure, usize)>,
    scene: Option<(Looks, Scene)>,
    /// The same lane by lane, where it is looked at so.
    lanes: Option<(Looks, Lanes)>,
    /// Of the answer before, for what it has in common with this one.
    earlier: Option<Scene>,
    earlier_lanes: Option<Lanes>,
    /// The slice at the cursor, and what it comes to.
    slice: Option<(Slice, Gist)>,
    /// What was found out about the statements of each track.
    told: Vec<TrackTold>,
}

/// What takes a look at every statement of a track: found again only where the track is another.
struct TrackTold {
    track: Arc<Track>,
    echoes: Vec<EstimateRef>,
    assumed: Assumptions,
}

impl TrackTold {
    fn of(comparison: &Comparison, files: &[Loaded], track: &Arc<Track>) -> TrackTold {
        let is_echo = |(_, why): &&(_, _)| *why == Some(NotCountedWhy::Echo);
        let echoes = track.statements.iter().filter(is_echo).map(|(of, _)| *of).collect();
        let assumed = comparison.assumptions_of(files, track);
        TrackTold { track: Arc::clone(track), echoes, assumed }
    }
}

impl Answer {
    /// The answer to what is asked: `before` itself where it was asked the same, and else as much
    /// of it as can be kept.
    pub fn to(before: Option<Answer>, asked: &Asked) -> Answer {
        let Asked { files, overlay, question } = asked;
        let Some(mut answer) = before else {
            return Answer {
                comparer: Comparer::new(files, overlay, question),
                measures: measures_compared(files, overlay),
                scene: None,
                lanes: None,
                earlier: None,
                earlier_lanes: None,
                slice: None,
                told: Vec::new(),
            };
        };
        let is_of_files = answer.comparer.is_of(files);
        if is_of_files
            && answer.comparer.overlay() == overlay
            && answer.comparison().question == *question
        {
            return answer;
        }
        if !is_of_files || puts_measures_apart(answer.comparer.overlay(), overlay) {
            answer.measures = measures_compared(files, overlay);
        }
        answer.comparer.compare(files, overlay, question);
        let earlier = answer.scene.take().map(|(_, scene)| scene).or(answer.earlier.take());
        let lanes = answer.lanes.take().map(|(_, lanes)| lanes);
        let earlier_lanes = lanes.or(answer.earlier_lanes.take());
        Answer { scene: None, lanes: None, earlier, earlier_lanes, slice: None, ..answer }
    }

    /// The whole answer with its scene, from scratch: not for the window's thread.
    pub fn whole(asked: &Asked, mut view: View, notes: &[Note]) -> Answer {
        let mut answer = Answer::to(None, asked);
        view.cursor = view.cursor.or_else(|| answer.comparison().day_to_begin_with(answer.files()));
        let by = answer.comparison().question.by;
        if !by.is_of_sources() {
            // Made here, so that nothing waits for them when they are looked at.
            view.arrangement = Arrangement::Lanes;
        }
        answer.refresh(&view, notes);
        answer
    }

    /// Whether it is about these files.
    pub fn is_of(&self, files: &[Loaded]) -> bool {
        self.comparer.is_of(files)
    }

    pub fn overlay(&self) -> &Overlay {
        self.comparer.overlay()
    }

    pub fn files(&self) -> &[Loaded] {
        self.comparer.files()
    }

    pub fn comparison(&self) -> &Comparison {
        self.comparer.comparison()
    }

    /// Brings slice and scene up to the view – its cursor, what is hidden, the signs chosen – and
    /// to the notes.
    pub fn refresh(&mut self, view: &View, notes: &[Note]) {
        let cursor = view.cursor.unwrap_or(Day::MIN);
        if self.slice.as_ref().is_none_or(|(slice, _)| slice.at != cursor) {
            let slice = self.comparison().slice(self.files(), cursor);
            let gist = self.comparison().gist(self.files(), &slice);
            self.slice = Some((slice, gist));
        }
        let looks = || Looks {
            hidden: view.hidden.clone(),
            signs: view.signs.clone(),
            notes: notes.to_vec(),
            by_factor: view.by_factor,
        };
        let overlay = self.comparer.overlay();
        let options = SceneOptions {
            hidden: Some(&view.hidden),
            signs: Some(&view.signs),
            overlay: Some(overlay),
            core: true,
            notes,
            references: None,
        };
        let has_lanes = self.lanes.as_ref().is_some_and(|(looks, _)| looks.are_of(view, notes));
        if view.arrangement == Arrangement::Lanes && !has_lanes {
            let before = self.lanes.take().map(|(_, lanes)| lanes);
            let before = before.or_else(|| self.earlier_lanes.take());
            let comparison = self.comparer.comparison();
            let lanes =
                Lanes::after(before, self.comparer.files(), comparison, &options, view.by_factor);
            self.lanes = Some((looks(), lanes));
        }
        if !self.scene.as_ref().is_some_and(|(looks, _)| looks.are_of(view, notes)) {
            let before = self.scene.take().map(|(_, scene)| scene).or_else(|| self.earlier.take());
            let scene = match before {
                Some(before) => before.again(self.files(), self.comparison(), &options),
                None => Scene::new(self.files(), self.comparison(), &options),
            };
            self.scene = Some((looks(), scene));
            self.look_through_statements();
        }
    }

    /// Looks through the statements of the tracks that are others than before.
    fn look_through_statements(&mut self) {
        let mut before = std::mem::take(&mut self.told).into_iter();
        let (comparison, files) = (self.comparer.comparison(), self.comparer.files());
        let found = comparison.tracks.iter().map(|track| {
            let known = before.next().filter(|told| Arc::ptr_eq(&told.track, track));
            known.unwrap_or_else(|| TrackTold::of(comparison, files, track))
        });
        self.told = found.collect();
    }

    /// What the answer assumes of the day at the cursor, as
    /// [`assumptions`](Comparison::assumptions) tells it.
    pub fn assumptions(&self) -> Assumptions {
        let comparison = self.comparison();
        let counted = comparison.voices.iter().zip(&self.told);
        let counted = counted.filter(|(voice, _)| voice.is_counted()).map(|(_, told)| told.assumed);
        let standing = self.slice().map(|slice| comparison.assumptions_on(self.files(), slice));
        counted.chain(standing).fold(Assumptions::default(), Assumptions::and)
    }

    /// Every track with the echoes among its statements.
    pub fn echoes_by_track(&self) -> impl Iterator<Item = (&Track, &[EstimateRef])> {
        self.told.iter().map(|told| (&*told.track, &told.echoes[..]))
    }

    /// What only says again what another estimate said, in the order of the voices.
    pub fn echoes(&self) -> impl Iterator<Item = EstimateRef> {
        self.told.iter().flat_map(|told| told.echoes.iter().copied())
    }

    pub fn slice(&self) -> Option<&Slice> {
        self.slice.as_ref().map(|(slice, _)| slice)
    }

    /// What the slice comes to.
    pub fn gist(&self) -> Option<&Gist> {
        self.slice.as_ref().map(|(_, gist)| gist)
    }

    /// The lanes, where they are looked at.
    pub fn lanes(&self, view: &View) -> Option<&Lanes> {
        let is_asked = view.arrangement == Arrangement::Lanes;
        self.lanes.as_ref().filter(|_| is_asked).map(|(_, lanes)| lanes)
    }

    /// The scene of what is looked at: of single members where they are laid out in lanes.
    pub fn drawn(&self, view: &View) -> Option<&Scene> {
        self.lanes(view).map(|lanes| &lanes.scene).or_else(|| self.scene())
    }

    /// All voices in one plot.
    pub fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref().map(|(_, scene)| scene)
    }
}

/// Whether two overlays may put estimates under different measures.
fn puts_measures_apart(before: &Overlay, after: &Overlay) -> bool {
    let is_put = |laid: &&Adjustment| matches!(laid.change, Change::Measure(_));
    let put = |overlay: &Overlay| -> Vec<Adjustment> {
        overlay.in_force().filter(is_put).cloned().collect()
    };
    put(before) != put(after)
}
