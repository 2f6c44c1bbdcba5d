//! Revisions as a fan: what was said of one day, and on which day it was said.
//!
//! A source speaks anew of a day where it states another number for it later, or where a newer copy
//! of a file has another number in the place of an older one. Numbers are told as they were stated,
//! whatever an analyst laid over them: the fan tells what was said.

use std::collections::{BTreeMap, HashMap};

use super::findings::EarlierCopy;
use super::{Comparison, EstimateRef, Interval, NotCountedWhy, read_bounds, vintage_difference};
use crate::estimate::{AsOf, Bounds, Day, Estimate, FileSlot, Loaded, RowIndex};

/// By what it is known when something was said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SaidBy {
    /// It was published on that day.
    Published,
    /// The copy of that day is the first that has it.
    Copy,
    /// Nothing says when: it cannot have been said before the day of which it speaks.
    AsOf,
}

/// A number, and when it was said.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Telling {
    /// Among the compared files and, after them, the earlier copies.
    pub estimate: EstimateRef,
    pub said: Day,
    pub by: SaidBy,
    /// As stated.
    pub bounds: Bounds,
    /// What that is read as.
    pub read: Interval,
}

/// All that one source said of one day.
#[derive(Clone, PartialEq, Debug)]
pub struct FanLine {
    /// The source: a voice, or the member of one.
    pub name: String,
    /// Its place in [`Comparison::voices`], or that of its group.
    pub voice: usize,
    /// Of when it speaks.
    pub as_of: AsOf,
    /// At least two, in the order in which they were said.
    pub told: Vec<Telling>,
}

/// How the numbers of a day came about.
#[derive(Clone, PartialEq, Debug)]
pub struct Fan {
    pub at: Day,
    /// The sources that spoke more than once of the day of which their latest number speaks, in the
    /// order of the voices.
    pub lines: Vec<FanLine>,
    /// How many sources said their latest number once.
    pub said_once: usize,
}

/// What every source said of every day.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fans {
    sources: Vec<SourceFans>,
}

#[derive(Clone, PartialEq, Debug)]
struct SourceFans {
    /// The days of which it speaks, in order.
    days: Vec<Day>,
    /// Of which it spoke more than once, in order.
    lines: Vec<FanLine>,
}

impl Fans {
    /// How what each source has said last of a day up to this one came about.
    #[must_use]
    pub fn at(&self, at: Day) -> Fan {
        let mut fan = Fan { at, lines: Vec::new(), said_once: 0 };
        for source in &self.sources {
            let begun = source.days.partition_point(|day| *day <= at);
            let Some(last) = begun.checked_sub(1).and_then(|place| source.days.get(place)) else {
                continue;
            };
            let before = fan.lines.len();
            let is_last = |line: &&FanLine| line.as_of.to() == *last;
            fan.lines.extend(source.lines.iter().filter(is_last).cloned());
            fan.said_once = fan.said_once.saturating_add(usize::from(fan.lines.len() == before));
        }
        fan
    }

    /// The days of which anybody spoke more than once, in order.
    #[must_use]
    pub fn days(&self) -> Vec<Day> {
        let lines = self.sources.iter().flat_map(|source| &source.lines);
        let mut days: Vec<Day> = lines.map(|line| line.as_of.to()).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

impl Comparison {
    /// What was said of every day, and when. `files` are those that were compared, `earlier` the
    /// copies that stood before them, the oldest of a file first. Slow where copies are large.
    #[must_use]
    pub fn fans(&self, files: &[Loaded], earlier: &[EarlierCopy]) -> Fans {
        let telling = Teller { comparison: self, files, earlier, steps: steps(files, earlier) };
        let counted = self.voices.iter().zip(&self.tracks);
        let counted = counted.filter(|(voice, _)| !voice.is_unknown);
        let mut sources = Vec::new();
        for (voice, track) in counted {
            if track.members.is_empty() {
                let name = track.only.as_ref().unwrap_or(&voice.name);
                sources.push(telling.source(track.voice, name, &track.statements));
            }
            for member in &track.members {
                sources.push(telling.source(track.voice, &member.name, &member.statements));
            }
        }
        sources.retain(|source| !source.days.is_empty());
        Fans { sources }
    }
}

/// From one copy of a file to the next: what each row of the newer one was in the older.
struct Step<'a> {
    older: &'a EarlierCopy,
    /// The place of the older one among all files.
    place: usize,
    was: HashMap<RowIndex, RowIndex>,
}

/// By the slot of the newer copy, the step that leads to it.
fn steps<'a>(files: &[Loaded], earlier: &'a [EarlierCopy]) -> HashMap<FileSlot, Step<'a>> {
    let all: Vec<&Loaded> = files.iter().chain(earlier.iter().map(|copy| &copy.file)).collect();
    let step = |(number, older): (usize, &'a EarlierCopy)| {
        let newer = all.iter().find(|file| file.slot == older.of)?;
        let difference = vintage_difference(&older.file, newer);
        let changed = difference.changes.iter().filter_map(|one| one.new.zip(one.old));
        let kept = difference.unchanged.iter().map(|(old, new)| (*new, *old));
        let place = files.len().saturating_add(number);
        Some((older.of, Step { older, place, was: changed.chain(kept).collect() }))
    };
    earlier.iter().enumerate().filter_map(step).collect()
}

struct Teller<'a> {
    comparison: &'a Comparison,
    files: &'a [Loaded],
    earlier: &'a [EarlierCopy],
    steps: HashMap<FileSlot, Step<'a>>,
}

/// What a statement was in one copy of its file.
#[derive(Clone, Copy)]
struct InCopy<'a> {
    at: EstimateRef,
    estimate: Estimate<'a>,
    bounds: Bounds,
    /// The day of the copy, if the file has several.
    copy: Option<Day>,
}

impl<'a> Teller<'a> {
    fn source(
        &self,
        voice: usize,
        name: &str,
        statements: &[(EstimateRef, Option<NotCountedWhy>)],
    ) -> SourceFans {
        let mut days: Vec<Day> = Vec::new();
        let mut told: BTreeMap<(Day, Day), (AsOf, Vec<Telling>)> = BTreeMap::new();
        for (of, why) in statements {
            let is_told = matches!(why, None | Some(NotCountedWhy::Retracted));
            let clocks = self.comparison.clocks(self.files, *of).filter(|_| is_told);
            let Some(clocks) = clocks else { continue };
            let as_of = clocks.as_of();
            if why.is_none() {
                days.push(as_of.to());
            }
            let of_day = told.entry((as_of.to(), as_of.from())).or_insert((as_of, Vec::new()));
            of_day.1.extend(self.tellings(*of));
        }
        days.sort_unstable();
        days.dedup();
        let lines = told.into_values().filter_map(|(as_of, told)| {
            let told = in_order(told);
            let is_anew = told.first().map(|one| one.said) < told.last().map(|one| one.said);
            is_anew.then(|| FanLine { name: name.to_owned(), voice, as_of, told })
        });
        SourceFans { days, lines: lines.collect() }
    }

    /// What a statement said from its oldest copy on, each time with another number than before.
    fn tellings(&self, of: EstimateRef) -> Vec<Telling> {
        let mut copies: Vec<InCopy<'a>> = Vec::new();
        let mut next = of.of(self.files).and_then(|estimate| self.in_compared(of, estimate));
        while let Some(now) = next {
            copies.push(now);
            next = self.before(now);
        }
        copies.reverse();
        let mut told: Vec<Telling> = Vec::new();
        let mut before: Option<InCopy<'_>> = None;
        for one in copies {
            if before.is_none_or(|before| before.bounds != one.bounds) {
                told.push(self.telling(one, before));
            }
            before = Some(one);
        }
        told
    }

    fn in_compared(&self, at: EstimateRef, estimate: Estimate<'a>) -> Option<InCopy<'a>> {
        let slot = self.files.get(usize::from(at.file))?.slot;
        let copy = self.steps.get(&slot).and_then(|step| step.older.day);
        Some(InCopy { at, estimate, bounds: estimate.bounds()?, copy })
    }

    /// What it was in the copy before, where that speaks of the same day.
    fn before(&self, now: InCopy<'a>) -> Option<InCopy<'a>> {
        let slot = match usize::from(now.at.file).checked_sub(self.files.len()) {
            None => self.files.get(usize::from(now.at.file))?.slot,
            Some(number) => self.earlier.get(number)?.file.slot,
        };
        let step = self.steps.get(&slot)?;
        let row = *step.was.get(&now.at.row)?;
        let estimate = step.older.file.ledger.estimate(row)?;
        let is_of_same = estimate.as_of().to() == now.estimate.as_of().to()
            && estimate.measure() == now.estimate.measure();
        let bounds = estimate.bounds().filter(|_| is_of_same)?;
        let copy = step.older.own_day;
        Some(InCopy { at: EstimateRef::new(step.place, row), estimate, bounds, copy })
    }

    /// When a number was said that the copy before had otherwise, or not at all.
    fn telling(&self, one: InCopy<'_>, before: Option<InCopy<'_>>) -> Telling {
        let published = one.estimate.published();
        let is_new = before.is_none_or(|before| before.estimate.published() != published);
        let (said, by) = match (published.filter(|_| is_new), one.copy) {
            (Some(day), _) => (day, SaidBy::Published),
            (None, Some(day)) => (day, SaidBy::Copy),
            (None, None) => match published {
                Some(day) => (day, SaidBy::Published),
                None => (one.estimate.as_of().to(), SaidBy::AsOf),
            },
        };
        let question = &self.comparison.question;
        let read = read_bounds(&one.bounds, question.measure.is_count(), question.about);
        Telling { estimate: one.at, said, by, bounds: one.bounds, read }
    }
}

/// By when they were said, each once.
fn in_order(mut told: Vec<Telling>) -> Vec<Telling> {
    told.sort_by_key(|one| (one.said, one.estimate));
    told.dedup_by(|next, one| next.said == one.said && next.bounds == one.bounds);
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{ask, day, echo_of, file, point, published, range, says};
    use crate::compare::{Question, compare};
    use crate::estimate::{Overlay, Statement};
    use crate::words::Words;

    /// Who said what, on which day and by what that is known.
    fn told(fan: &Fan) -> Vec<(String, Vec<(String, SaidBy)>)> {
        let words = Words::default();
        let one = |one: &Telling| (format!("{} {}", one.said, words.bounds(&one.bounds)), one.by);
        let line = |line: &FanLine| (line.name.clone(), line.told.iter().map(one).collect());
        fan.lines.iter().map(line).collect()
    }

    fn said(when_and_what: &[(&str, SaidBy)]) -> Vec<(String, SaidBy)> {
        when_and_what.iter().map(|(said, by)| ((*said).to_owned(), *by)).collect()
    }

    #[test]
    fn who_states_another_number_for_a_day_later_is_told_by_the_days_of_saying() {
        let asked = ask(
            &[
                published(says(1, "A", point(900.0), "2024-01-01"), "2024-01-02"),
                published(says(2, "A", point(950.0), "2024-01-01"), "2024-02-02"),
                published(says(3, "B", point(800.0), "2024-01-01"), "2024-01-03"),
                published(echo_of(says(4, "C", point(900.0), "2024-01-01"), 1), "2024-03-03"),
            ],
            |_| {},
        );
        let fans = asked.comparison.fans(&asked.files, &[]);
        let fan = fans.at(day("2024-03-01"));
        let by = SaidBy::Published;
        assert_eq!(
            told(&fan),
            [("A".to_owned(), said(&[("2024-01-02 900", by), ("2024-02-02 950", by)]))]
        );
        assert_eq!(fan.said_once, 1, "B; an echo says nothing of its own");
        assert_eq!(fans.days(), [day("2024-01-01")]);
        assert_eq!(fans.at(day("2023-12-31")).lines, [], "nobody has spoken yet");
    }

    #[test]
    fn a_fan_is_of_the_latest_number_up_to_the_day() {
        let asked = ask(
            &[
                published(says(1, "A", range(100.0, 200.0), "2024-01-01"), "2024-01-02"),
                published(says(2, "A", range(110.0, 210.0), "2024-01-01"), "2024-01-20"),
                published(says(3, "A", range(300.0, 400.0), "2024-02-01"), "2024-02-02"),
            ],
            |_| {},
        );
        let fans = asked.comparison.fans(&asked.files, &[]);
        let lines = |at: &str| (fans.at(day(at)).lines.len(), fans.at(day(at)).said_once);
        assert_eq!(lines("2024-01-31"), (1, 0));
        assert_eq!(lines("2024-02-01"), (0, 1));
    }

    fn copy(slot: u16, statements: &[Statement], of: u16, days: [&str; 2]) -> EarlierCopy {
        let [own_day, of_day] = days.map(|text| Some(day(text)));
        EarlierCopy { file: file(slot, statements), of: FileSlot(of), day: of_day, own_day }
    }

    #[test]
    fn a_newer_copy_with_another_number_says_it_on_the_day_of_the_copy() {
        let rows = |number: f64| {
            [
                says(1, "A", point(number), "2024-01-01"),
                says(2, "B", point(5_000.0), "2024-01-01"),
                says(3, "B", point(6_001.0), "2024-02-01"),
            ]
        };
        let files = vec![file(3, &rows(1_003.0))];
        let earlier = [
            copy(1, &rows(1_001.0), 2, ["2024-02-10", "2024-03-10"]),
            copy(2, &rows(1_001.0), 3, ["2024-03-10", "2024-04-10"]),
        ];
        let question = Question::about(crate::compare::fixtures::killed());
        let comparison = compare(&files, &Overlay::default(), &question);
        let fan = comparison.fans(&files, &earlier).at(day("2024-03-01"));
        let by = SaidBy::Copy;
        let wanted = said(&[("2024-02-10 1,001", by), ("2024-04-10 1,003", by)]);
        assert_eq!(told(&fan), [("A".to_owned(), wanted)]);
        assert_eq!(fan.said_once, 1);
        let oldest = fan.lines[0].told[0].estimate;
        assert_eq!(usize::from(oldest.file), 1, "the first of the copies after the one compared");
    }

    #[test]
    fn a_member_of_a_group_has_a_line_of_its_own() {
        let asked = ask(
            &[
                published(says(1, "UK MoD", point(900.0), "2024-01-01"), "2024-01-02"),
                published(says(2, "UK MoD", point(950.0), "2024-01-01"), "2024-02-02"),
                published(says(3, "Mediazona", point(800.0), "2024-01-01"), "2024-01-03"),
                published(says(4, "BBC Russia", point(800.0), "2024-01-01"), "2024-01-03"),
                published(says(5, "BBC Russia", point(820.0), "2024-01-01"), "2024-01-09"),
            ],
            |question| question.by = crate::compare::Grouping::Party,
        );
        let fan = asked.comparison.fans(&asked.files, &[]).at(day("2024-03-01"));
        let names: Vec<&str> = fan.lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        assert!(names.iter().all(|name| *name != "Mediazona"));
        assert_eq!(fan.said_once, 1);
    }
}
