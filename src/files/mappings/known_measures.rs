//! The measures of the last rows by the words of their cells: those of the next rows mostly are the
//! same, and need not be understood anew.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::estimate::Measure;

/// What a row says of its measure, in its own words; empty where it says nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Named<'w> {
    pub(super) population: &'w str,
    pub(super) quantity: &'w str,
    pub(super) place: &'w str,
    pub(super) basis: &'w str,
}

/// So many are looked through faster than one is understood.
const MOST: usize = 16;

/// The last measures, the latest last.
#[derive(Default)]
pub(super) struct KnownMeasures(VecDeque<([String; 4], Rc<Measure>)>);

impl KnownMeasures {
    pub(super) fn get(&self, words: &Named<'_>) -> Option<Rc<Measure>> {
        let is_it = |([population, quantity, place, basis], _): &&([String; 4], Rc<Measure>)| {
            *words == Named { population, quantity, place, basis }
        };
        self.0.iter().rev().find(is_it).map(|(_, measure)| Rc::clone(measure))
    }

    pub(super) fn add(&mut self, words: &Named<'_>, measure: &Rc<Measure>) {
        if self.0.len() >= MOST {
            self.0.pop_front();
        }
        let Named { population, quantity, place, basis } = *words;
        let words = [population, quantity, place, basis].map(str::to_owned);
        self.0.push_back((words, Rc::clone(measure)));
    }
}
