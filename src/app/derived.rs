//! What is computed from the document, the draft and the view: made again only when its inputs
//! differ from those it was made from.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::chart::{Scene, SceneOptions};
use crate::compare::{Comparison, Question, Slice, compare, measures_in};
use crate::estimate::{Day, Loaded, Measure, Overlay};

/// The inputs of a comparison.
#[derive(Clone, PartialEq)]
struct Inputs {
    files: Vec<(u16, usize)>,
    overlay: Overlay,
    question: Question,
}

impl Inputs {
    fn new(files: &[Loaded], overlay: &Overlay, question: &Question) -> Inputs {
        Inputs {
            // A ledger never changes, so where it lives is which one it is.
            files: files.iter().map(|f| (f.slot.0, Arc::as_ptr(&f.ledger) as usize)).collect(),
            overlay: overlay.clone(),
            question: question.clone(),
        }
    }
}

/// A comparison with its scene, and the slice at the cursor.
pub(super) struct Answer {
    inputs: Inputs,
    pub files: Vec<Loaded>,
    pub comparison: Comparison,
    /// Every measure in the files with its number of estimates, the most first.
    pub measures: Vec<(Measure, usize)>,
    scene: Option<(BTreeSet<String>, Scene)>,
    /// Of the answer before, for what it has in common with this one.
    earlier: Option<Scene>,
    slice: Option<Slice>,
}

impl Answer {
    /// The answer to these inputs: `before` itself where they are the same.
    pub fn to(
        before: Option<Answer>,
        files: &[Loaded],
        overlay: &Overlay,
        question: &Question,
    ) -> Answer {
        let inputs = Inputs::new(files, overlay, question);
        let (known_measures, earlier) = match before {
            Some(answer) if answer.inputs == inputs => return answer,
            Some(answer) => {
                let has_same_files = answer.inputs.files == inputs.files;
                let scene = answer.scene.map(|(_, scene)| scene).or(answer.earlier);
                (has_same_files.then_some(answer.measures), scene)
            }
            None => (None, None),
        };
        Answer {
            comparison: compare(files, overlay, question),
            measures: known_measures.unwrap_or_else(|| measures_in(files)),
            files: files.to_vec(),
            inputs,
            scene: None,
            earlier,
            slice: None,
        }
    }

    /// Brings slice and scene up to the cursor and to what is hidden.
    pub fn refresh(&mut self, cursor: Day, hidden: &BTreeSet<String>) {
        if self.slice.as_ref().is_none_or(|slice| slice.at != cursor) {
            self.slice = Some(self.comparison.slice(&self.files, cursor));
        }
        if self.scene.as_ref().is_none_or(|(of, _)| of != hidden) {
            let options = SceneOptions {
                hidden: Some(hidden),
                overlay: Some(&self.inputs.overlay),
                core: true,
            };
            let before = self.scene.take().map(|(_, scene)| scene).or_else(|| self.earlier.take());
            let scene = match before {
                Some(before) => before.again(&self.files, &self.comparison, &options),
                None => Scene::new(&self.files, &self.comparison, &options),
            };
            self.scene = Some((hidden.clone(), scene));
        }
    }

    pub fn slice(&self) -> Option<&Slice> {
        self.slice.as_ref()
    }

    pub fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref().map(|(_, scene)| scene)
    }
}
