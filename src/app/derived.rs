//! What is computed from the document, the draft and the view: made again only when its inputs
//! differ from those it was made from.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::{Scene, SceneOptions};
use crate::compare::{Comparer, Comparison, Headline, Question, Slice, measures_compared};
use crate::estimate::{Adjustment, Change, Day, Loaded, Measure, Note, Overlay};
use crate::session::View;

/// What a scene shows besides the comparison: who is hidden, the signs that were chosen, notes.
#[derive(Clone, PartialEq, Default)]
struct Looks {
    hidden: BTreeSet<String>,
    signs: BTreeMap<String, u16>,
    notes: Vec<Note>,
}

impl Looks {
    fn are_of(&self, view: &View, notes: &[Note]) -> bool {
        self.hidden == view.hidden && self.signs == view.signs && self.notes == notes
    }
}

/// A comparison with its scene, and the slice at the cursor.
pub(super) struct Answer {
    comparer: Comparer,
    /// Every measure that can be asked about with its number of estimates, the most first.
    pub measures: Vec<(Measure, usize)>,
    scene: Option<(Looks, Scene)>,
    /// Of the answer before, for what it has in common with this one.
    earlier: Option<Scene>,
    /// The slice at the cursor, and what it says in words.
    slice: Option<(Slice, Headline)>,
}

impl Answer {
    /// The answer to these inputs: `before` itself where they are the same, and else as much of it
    /// as can be kept.
    pub fn to(
        before: Option<Answer>,
        files: &[Loaded],
        overlay: &Overlay,
        question: &Question,
    ) -> Answer {
        let Some(mut answer) = before else {
            return Answer {
                comparer: Comparer::new(files, overlay, question),
                measures: measures_compared(files, overlay),
                scene: None,
                earlier: None,
                slice: None,
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
        Answer { scene: None, earlier, slice: None, ..answer }
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
            let headline = self.comparison().headline(self.files(), &slice);
            self.slice = Some((slice, headline));
        }
        if !self.scene.as_ref().is_some_and(|(looks, _)| looks.are_of(view, notes)) {
            let options = SceneOptions {
                hidden: Some(&view.hidden),
                signs: Some(&view.signs),
                overlay: Some(self.comparer.overlay()),
                core: true,
                notes,
            };
            let before = self.scene.take().map(|(_, scene)| scene).or_else(|| self.earlier.take());
            let scene = match before {
                Some(before) => before.again(self.files(), self.comparison(), &options),
                None => Scene::new(self.files(), self.comparison(), &options),
            };
            let (hidden, signs) = (view.hidden.clone(), view.signs.clone());
            self.scene = Some((Looks { hidden, signs, notes: notes.to_vec() }, scene));
        }
    }

    pub fn slice(&self) -> Option<&Slice> {
        self.slice.as_ref().map(|(slice, _)| slice)
    }

    /// The slice in words.
    pub fn headline(&self) -> Option<&Headline> {
        self.slice.as_ref().map(|(_, headline)| headline)
    }

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
