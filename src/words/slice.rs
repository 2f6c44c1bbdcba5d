//! One day of a comparison, row by row: what a voice says, as what that is read, and how it stands to
//! what most share.

use crate::compare::{Distance, NotCountedWhy, Slice, StandingVoice};
use crate::estimate::{AsOf, Bounds, Day, Estimate, visible};

use super::Words;

/// A statement on which a row rests.
#[derive(Clone, Copy, Debug)]
pub struct RowStatement<'a> {
    pub estimate: Estimate<'a>,
    /// When it is true, as it counts.
    pub as_of: AsOf,
    /// What an analyst laid over it, where that is not what was stated.
    pub adjusted: Option<Bounds>,
    /// The numbers of where it can be read.
    pub cited: &'a [u32],
}

impl Words {
    /// What was stated, of when and where that can be read: `≥ 3,000 “has exceeded 3,000” of 23 Dec
    /// 2024 [3]`; of one of several with whose it is before it.
    #[must_use]
    pub fn row_statement(self, of: &RowStatement<'_>, is_one_of_several: bool) -> String {
        let RowStatement { estimate, as_of, adjusted, cited } = *of;
        let who = if is_one_of_several { estimate.label().trim() } else { "" };
        let who = if who.is_empty() { String::new() } else { format!("{who}: ") };
        let assumed = if as_of.is_assumed() { " (day assumed)" } else { "" };
        let cited = self.cited(cited);
        let cited = if cited.is_empty() { cited } else { format!(" {cited}") };
        let adjusted = adjusted.map(|bounds| format!("; adjusted to {}", self.bounds(&bounds)));
        let (stated, as_of) = (self.as_stated(estimate), self.as_of(as_of));
        let adjusted = adjusted.unwrap_or_default();
        let said = format!("{who}{stated} of {as_of}{assumed}{cited}{adjusted}");
        visible(&said).into_owned()
    }

    /// As what a voice is read on the day: `read as 2,850–3,150`, `carried 22 days at 48.4 a day:
    /// 2,115–2,215`.
    #[must_use]
    pub fn row_read(self, of: &StandingVoice) -> String {
        let read = self.read(of.read);
        match of.carried {
            Some(carried) => format!("{}: {read}", self.how_carried(&carried)),
            None => format!("read as {read}"),
        }
    }

    /// How a voice stands to what most share: `in the core`, `outside, below 3,800–4,200 by a factor of
    /// 3.3`; nothing where no two share a value.
    #[must_use]
    pub fn row_stands(self, of: &StandingVoice, slice: &Slice) -> Option<String> {
        if slice.agreement.support < 2 {
            return None;
        }
        let stands = self.how_it_stands(of.in_core, slice.agreement.support);
        let core = slice.nearest_core(of.read).filter(|_| !of.in_core);
        Some(core.map_or_else(
            || stands.to_owned(),
            |core| {
                let side = if of.read.high() < core.low() { "below" } else { "above" };
                let far = Distance::between(of.read, core);
                let far = self.by_how_much(far.gap, far.factor);
                format!("{stands}, {side} {} {far}", self.interval(core))
            },
        ))
    }

    /// A row of a slice in one line: `NIS: ≥ 3,000 of 13 Jan 2025; read as 3,000 or more; in the core`.
    #[must_use]
    pub fn row_in_words(self, name: &str, said: &[String]) -> String {
        format!("{}: {}", visible(name), said.join("; "))
    }

    /// What is listed beside those who stand, and why it does not count: `Not counted: Gazette: about
    /// 3,000 of 23 Dec 2024 [4] (echo)`.
    #[must_use]
    pub fn row_not_counted(self, of: &RowStatement<'_>, why: NotCountedWhy) -> String {
        let why = why.word().replace('-', " ");
        format!("Not counted: {} ({why})", self.row_statement(of, true))
    }

    /// Why a report and a page that can be asked have no other chart than one over time.
    #[must_use]
    pub fn only_as_a_picture(self) -> &'static str {
        "slice, pairs, measures and bridge are drawn as pictures by themselves: let OUT end in .svg, \
         .png or .pdf"
    }

    /// That a gap is taken apart between two who are named, and drawn as that alone.
    #[must_use]
    pub fn bridge_is_a_layout(self) -> &'static str {
        "--layout bridge draws the gap between the two that --bridge A B names, and --bridge is drawn \
         in no other layout"
    }

    /// That there is no gap to be drawn in a window, and where one is taken apart.
    #[must_use]
    pub fn no_two_taken_apart(self) -> &'static str {
        "No gap is taken apart: open “Why do two differ?” on the Agreement page first"
    }

    /// That nobody stands on a day, in the place of a picture of who does.
    #[must_use]
    pub fn nobody_stands(self, at: Day) -> String {
        format!("Nobody stands on {}", self.day(at))
    }
}
