//! What a panel is handed: the bench that it sees, the words in which things are said, and the way
//! to ask for something.

use std::cell::RefCell;
use std::ops::Deref;

use crate::words::{Headline, Words};

use super::actions::Action;
use super::bench::Bench;
use super::command::Command;

/// One frame of the bench, with what was asked for in it.
///
/// Handed down shared: asking changes nothing until the frame is drawn, so that every panel of a
/// frame sees the same.
pub(super) struct Cx<'a> {
    bench: Bench<'a>,
    /// How days, numbers and everything else are said.
    pub words: Words,
    asked: RefCell<Vec<Command>>,
}

impl<'a> Cx<'a> {
    pub fn new(bench: Bench<'a>) -> Cx<'a> {
        let words = Words { style: bench.memory.settings().style };
        Cx { bench, words, asked: RefCell::default() }
    }

    /// Asks for something; it is done after the frame, in order.
    pub fn ask(&self, command: Command) {
        self.asked.borrow_mut().push(command);
    }

    /// Asks for an action.
    pub fn act(&self, action: Action) {
        self.ask(Command::Act(action));
    }

    /// What the slice at the cursor comes to, in words.
    pub fn headline(&self) -> Option<Headline> {
        self.gist().map(|gist| self.words.headline(gist))
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
