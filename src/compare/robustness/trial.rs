//! What was tried otherwise, and what came of it.

use std::collections::BTreeMap;

use crate::compare::{AboutPolicy, Dates, Grouping, Interval, Verdict};
use crate::estimate::Day;

/// What was done otherwise.
#[derive(Clone, PartialEq, Debug)]
pub enum Tried {
    /// Without this voice, as if it were excluded: a place in
    /// [`Comparison::voices`](crate::compare::Comparison::voices).
    Without(usize),
    /// “About” read like this.
    About(AboutPolicy),
    /// Every number read at least [`LEAST_WIDTH`] wide to either side.
    Wider,
    /// Totals of different days compared like this.
    Dates(Dates),
    /// Estimates go stale after this many days.
    StaleAfter(u16),
    /// A number repeated unchanged in many rows dated on its first day, as if a feed had only filled
    /// it forward.
    FirstDays,
    /// This counted once.
    By(Grouping),
    /// These, which may be one voice, each counted once.
    AsOne(Vec<OneVoice>),
}

/// Members of voices that may be one voice.
#[derive(Clone, PartialEq, Debug)]
pub struct OneVoice {
    /// Their names, in order.
    pub names: Vec<String>,
    /// Every reason that brings two of them together, in order.
    pub why: Vec<WhyOne>,
}

/// Why two may be one voice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum WhyOne {
    /// Their numbers move as one.
    MoveAsOne,
    /// What they say on the day may be one statement, which is a suggestion and no more.
    MayBeOneStatement,
}

impl WhyOne {
    /// The word for it in answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            WhyOne::MoveAsOne => "move_as_one",
            WhyOne::MayBeOneStatement => "may_be_one_statement",
        }
    }
}

/// To which share of itself every number is read to either side where that is tried.
pub const LEAST_WIDTH: f64 = 0.01;

/// One other way, and the verdict that it gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Trial {
    pub tried: Tried,
    pub verdict: Verdict,
    /// How many voices then stand, and how many of them share a value.
    pub n: usize,
    pub support: usize,
    pub core: Vec<Interval>,
    /// The names of the groups that then contradict themselves.
    pub divided: Vec<String>,
}

/// A verdict, and what every other way of coming to one gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Robustness {
    pub at: Day,
    pub verdict: Verdict,
    pub core: Vec<Interval>,
    /// Each voice that stands left out, then readings of numbers, then staleness, then what is
    /// counted once.
    pub trials: Vec<Trial>,
    /// Voices that were not left out in turn, as there are too many estimates.
    pub untried: usize,
}

impl Robustness {
    /// Whether the verdict is the same.
    #[must_use]
    pub fn survives(&self, trial: &Trial) -> bool {
        trial.verdict == self.verdict
    }

    /// Whether under the same verdict another value is shared.
    #[must_use]
    pub fn moves_core(&self, trial: &Trial) -> bool {
        self.survives(trial) && trial.core != self.core
    }

    /// Those that give another verdict.
    pub fn other_verdicts(&self) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(|trial| !self.survives(trial))
    }

    /// The voices on which the verdict hinges, by the verdict without any one of them.
    #[must_use]
    pub fn hinges(&self) -> Vec<(Verdict, Vec<usize>)> {
        let mut by_verdict: BTreeMap<&str, (Verdict, Vec<usize>)> = BTreeMap::new();
        for trial in self.other_verdicts() {
            if let Tried::Without(voice) = trial.tried {
                let (_, voices) =
                    by_verdict.entry(trial.verdict.word()).or_insert((trial.verdict, Vec::new()));
                voices.push(voice);
            }
        }
        by_verdict.into_values().collect()
    }
}
