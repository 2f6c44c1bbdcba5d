//! What a panel is handed: the bench that it sees, the words in which things are said, and the way
//! to ask for something.

use std::cell::{OnceCell, RefCell};
use std::ops::Deref;

use eframe::egui::{Color32, Painter, Pos2};

use crate::chart::{Role, source_marker};
use crate::estimate::{Change, EstimateId, Measure, Target};
use crate::session::Edit;
use crate::words::{Headline, Words};

use super::actions::Action;
use super::bench::Bench;
use super::command::Command;
use super::painter::{color, paint_marker};

/// One frame of the bench, with what was asked for in it.
///
/// Handed down shared: asking changes nothing until the frame is drawn, so that every panel of a
/// frame sees the same.
pub(super) struct Cx<'a> {
    bench: Bench<'a>,
    /// How days, numbers and everything else are said.
    pub words: Words,
    asked: RefCell<Vec<Command>>,
    /// Several panels say it.
    headline: OnceCell<Option<Headline>>,
}

impl<'a> Cx<'a> {
    pub fn new(bench: Bench<'a>) -> Cx<'a> {
        let words = Words { style: bench.memory.settings().style };
        Cx { bench, words, asked: RefCell::default(), headline: OnceCell::new() }
    }

    /// Asks for something; it is done after the frame, in order.
    pub fn ask(&self, command: Command) {
        self.asked.borrow_mut().push(command);
    }

    /// Asks that this be laid over an estimate.
    pub fn adjust(&self, id: &EstimateId, change: Change) {
        self.ask(Command::Adjust(vec![(Target::Estimate(id.clone()), change)]));
    }

    /// Asks that what is laid over a target in the manner of `kind` be taken off.
    pub fn restore(&self, target: &Target, kind: &Change) {
        let (target, kind) = (target.clone(), kind.clone());
        self.ask(Command::Edit(Edit::Restore { target, kind }));
    }

    /// Asks about a measure, if it is another one than now.
    pub fn ask_about(&self, measure: &Measure) {
        if self.comparison().is_some_and(|comparison| comparison.measure != *measure) {
            self.ask(Command::AskMeasure(measure.clone()));
        }
    }

    /// The colour of a role in the theme.
    pub fn ink(&self, role: Role) -> Color32 {
        color(self.theme.colour(role))
    }

    /// A source's sign in its colour, so large, filled or hollow, over this background.
    pub fn paint_sign(
        &self,
        painter: &Painter,
        at: Pos2,
        sign: u16,
        (size, is_filled): (f32, bool),
        behind: Role,
    ) {
        let (ink, surface) = (self.ink(Role::Source(sign)), self.ink(behind));
        paint_marker(painter, at, source_marker(sign), size, is_filled, ink, surface);
    }

    /// Asks for an action.
    pub fn act(&self, action: Action) {
        self.ask(Command::Act(action));
    }

    /// What the slice at the cursor comes to, in words.
    pub fn headline(&self) -> Option<Headline> {
        let said = || self.gist().map(|gist| self.words.headline(gist));
        self.headline.get_or_init(said).clone()
    }

    /// What was asked for, in order.
    pub fn into_asked(self) -> Vec<Command> {
        self.asked.into_inner()
    }
}

impl<'a> Deref for Cx<'a> {
    type Target = Bench<'a>;

    fn deref(&self) -> &Bench<'a> {
        &self.bench
    }
}
