//! What a page says on each of its days: for each grouping, and as it was known on each day of
//! publication.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::held::Held;
use super::packed::OfGrouping;
use super::runs::{Lines, Run, THE_DAY, runs};
use crate::compare::{
    Comparison, EstimateRef, Gist, Grouping, Interval, NotCountedWhy, Question, References,
    Sharing, Slice, StandingVoice, compare,
};
use crate::estimate::{Day, Loaded, visible};
use crate::export::chart::Charted;
use crate::words::{NumberStyle, Sentence};

/// Groupings are told by so many threads at most.
const MOST_THREADS: usize = 4;

/// What is told from.
pub(super) struct Telling<'a> {
    pub charted: Charted<'a>,
    pub held: &'a Held,
    /// The files with references.
    pub all: &'a [Loaded],
    pub references: &'a References,
}

/// As what a statement was read on its own day, and whether it is carried from there.
type Read = (Interval, bool);

/// Whose statement it is, which, and how it stands.
type RowOf = (usize, EstimateRef, How);

/// The line of a statement, and as what that was read.
type Row = (Option<Read>, Arc<str>);

/// How a statement stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    /// Two stands for any number of voices that share a value.
    Stands {
        in_core: bool,
        support: usize,
    },
    NotCounted(NotCountedWhy),
}

/// What is said on a day.
#[derive(Clone)]
struct Said {
    /// The verdict in a word, the sentence and what makes it fragile and what is counted, and then a
    /// line for each statement that stands or is told not to count. Such a line has its cells with
    /// tabs between them, which no text holds: how it stands, who, as of, as stated, read as,
    /// reference.
    lines: Lines,
    /// Where nobody stands, since when that is so.
    nobody_since: Option<Day>,
    not_counted: Vec<(EstimateRef, NotCountedWhy)>,
}

/// A comparison and the files that it is of.
struct Answer {
    files: Vec<Loaded>,
    comparison: Comparison,
}

impl Telling<'_> {
    /// All that is said, in the order of the groupings.
    pub fn all_groupings(&self) -> Vec<OfGrouping> {
        let next = AtomicUsize::new(0);
        let told: Mutex<BTreeMap<usize, OfGrouping>> = Mutex::default();
        let work = || {
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(by) = self.held.groupings.get(place) else { return };
                let of_grouping = self.of_grouping(*by);
                told.lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .insert(place, of_grouping);
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            (1..threads.min(MOST_THREADS)).for_each(|_| drop(scope.spawn(work)));
            work();
        });
        let told = told.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        told.into_values().collect()
    }

    fn of_grouping(&self, by: Grouping) -> OfGrouping {
        let mut before: Option<Answer> = None;
        let mut said: Vec<Option<Said>> = vec![None; self.held.days().count()];
        let known = self.held.known.iter().map(|known_on| {
            let answer = self.answer(by, *known_on);
            let new = self.what_is_new(&answer, before.as_ref(), &mut said);
            before = Some(answer);
            new
        });
        known.collect()
    }

    fn answer(&self, by: Grouping, known_on: Option<Day>) -> Answer {
        let document = self.charted.document;
        let question = Question { by, known_on, ..self.charted.question.clone() };
        let files = document.loaded_for(&question);
        let comparison = compare(&files, document.overlay(), &question);
        Answer { files, comparison }
    }

    /// The runs of days on which something else is said than was before.
    fn what_is_new(
        &self,
        answer: &Answer,
        before: Option<&Answer>,
        said: &mut [Option<Said>],
    ) -> Vec<Run> {
        let is_unlike = self.unlike(answer, before);
        let mut new = Vec::new();
        let mut teller = Teller { telling: self, answer, rows: BTreeMap::new(), last: None };
        for (place, day) in self.held.days().enumerate() {
            if !is_unlike.get(place).is_none_or(|unlike| *unlike) {
                continue;
            }
            let Some((told, [said, ..])) = said.split_at_mut_checked(place) else { break };
            let now = teller.said(day, told.last().and_then(Option::as_ref));
            if said.as_ref().is_none_or(|said| said.lines != now.lines) {
                new.push((place, Arc::clone(&now.lines)));
            }
            *said = Some(now);
        }
        runs(&new, self.mark())
    }

    /// For each day whether something else may be said on it than was before; empty where that is so
    /// of all.
    fn unlike(&self, answer: &Answer, before: Option<&Answer>) -> Vec<bool> {
        let before = before.filter(|before| Loaded::are_same(&before.files, &answer.files));
        let days = before.and_then(|before| {
            let mut days = answer.comparison.days_unlike(&answer.files, &before.comparison)?;
            days.extend(answer.nobody_otherwise(before));
            Some(days)
        });
        let Some(days) = days else { return Vec::new() };
        let mut is_unlike = vec![false; self.held.days().count()];
        for (from, to) in days {
            let (from, to) = (from.max(self.held.first), to.min(self.held.last));
            let (Some(from), Some(to)) = (self.held.place_of(from), self.held.place_of(to)) else {
                continue;
            };
            if let Some(some) = is_unlike.get_mut(from..=to) {
                some.fill(true);
            }
        }
        is_unlike
    }

    /// What sets the thousands apart in what is said.
    pub fn mark(&self) -> Option<char> {
        match self.charted.words.style.numbers {
            NumberStyle::Commas => Some(','),
            NumberStyle::Spaces => Some('\u{a0}'),
            NumberStyle::Plain => None,
        }
    }
}

/// Tells one answer day after day; what stays from one to the next is told once.
struct Teller<'a> {
    telling: &'a Telling<'a>,
    answer: &'a Answer,
    /// The lines of statements.
    rows: BTreeMap<RowOf, Row>,
    /// What was told last.
    last: Option<(Gist, Lines)>,
}

/// The places of the sentences that stand above the lines of statements.
const VERDICT: usize = 0;
const WHO_SHARES_WHAT: usize = 1;
const FRAGILE: usize = 2;
const COUNTED: usize = 3;

impl Teller<'_> {
    /// What is said on a day; `before` is what is on the day before.
    fn said(&mut self, at: Day, before: Option<&Said>) -> Said {
        let Answer { files, comparison } = self.answer;
        let slice = comparison.slice_unpaired(files, at);
        let is_nobody = slice.standing.is_empty() && slice.divided.is_empty();
        let nobody_since = comparison.segment_at(at).from.filter(|_| is_nobody);
        // Where nobody stands, the sentences speak of no other day than this one and those on which
        // somebody does, and these stay for as long as nobody stands.
        if nobody_since.is_some()
            && let Some(before) = before
            && (before.nobody_since, &before.not_counted) == (nobody_since, &slice.not_counted)
        {
            return before.clone();
        }
        let gist = comparison.gist(files, &slice);
        let mut lines = Vec::with_capacity(16);
        lines.extend(self.sentences(&slice, &gist));
        self.add_rows(&slice, &mut lines);
        let lines: Lines = lines.into();
        self.last = Some((gist, Arc::clone(&lines)));
        Said { lines, nobody_since, not_counted: slice.not_counted }
    }

    /// Those that are as they were told last are the same texts.
    fn sentences(&self, slice: &Slice, gist: &Gist) -> [Arc<str>; 4] {
        let words = self.telling.charted.words;
        let told = |place: usize| self.last.as_ref().and_then(|(_, lines)| lines.get(place));
        let line = |place: usize, text: &str| match told(place) {
            Some(last) if **last == *text => Arc::clone(last),
            _ => Arc::from(text),
        };
        let is_somebody = !slice.standing.is_empty();
        let sentence = |place: usize, sentence: &Sentence| {
            let text = sentence.to_string();
            match is_somebody {
                true => line(place, &text),
                false => line(place, &text.replace(&words.day(slice.at), THE_DAY)),
            }
        };
        let before = self.last.as_ref().map(|(gist, _)| gist).filter(|_| is_somebody);
        let is_as_fragile = |before: &Gist| {
            before.fragile == gist.fragile && before.divided.is_empty() && gist.divided.is_empty()
        };
        let fragile = told(FRAGILE).filter(|_| before.is_some_and(is_as_fragile));
        let is_counted = |before: &Gist| before.counted == gist.counted;
        let counted = told(COUNTED).filter(|_| before.is_some_and(is_counted));
        [
            line(VERDICT, words.verdict(slice.agreement.verdict)),
            sentence(WHO_SHARES_WHAT, &words.who_shares_what(gist)),
            fragile.map_or_else(|| sentence(FRAGILE, &words.fragile(gist)), Arc::clone),
            counted.map_or_else(
                || sentence(COUNTED, &words.counted_and_not(&gist.counted)),
                Arc::clone,
            ),
        ]
    }

    fn add_rows(&mut self, slice: &Slice, lines: &mut Vec<Arc<str>>) {
        let Teller { telling, answer, rows, .. } = self;
        for standing in &slice.standing {
            let how =
                How::Stands { in_core: standing.in_core, support: slice.agreement.support.min(2) };
            let carried = standing.carried.as_ref();
            let read = (carried.map_or(standing.read, |carried| carried.stated), carried.is_some());
            let row = rows.entry((standing.voice, standing.estimate, how));
            let text = || telling.standing(answer, slice, standing, read);
            lines.extend(row_of(row, Some(read), text));
        }
        for (of, why) in &slice.not_counted {
            let row = rows.entry((0, *of, How::NotCounted(*why)));
            lines.extend(row_of(row, None, || telling.not_counted(answer, *of, *why)));
        }
    }
}

impl Telling<'_> {
    fn standing(
        &self,
        answer: &Answer,
        slice: &Slice,
        standing: &StandingVoice,
        (read, is_carried): Read,
    ) -> Option<String> {
        let words = self.charted.words;
        let name = visible(&answer.comparison.voices.get(standing.voice)?.name);
        let how = words.how_it_stands(standing.in_core, slice.agreement.support);
        let read = words.live_read(read, is_carried);
        let [said, number] = self.stated(answer, standing.estimate)?;
        Some(format!("{how}\t{name}\t{said}\t{read}\t{number}"))
    }

    fn not_counted(&self, answer: &Answer, of: EstimateRef, why: NotCountedWhy) -> Option<String> {
        let label = visible(of.of(&answer.files)?.label().trim());
        let why = self.charted.words.live_not_counted(why);
        let [said, number] = self.stated(answer, of)?;
        Some(format!("{why}\t{label}\t{said}\t\t{number}"))
    }

    /// Of when it is and how it was stated, and where that can be read.
    fn stated(&self, answer: &Answer, of: EstimateRef) -> Option<[String; 2]> {
        let words = self.charted.words;
        let slot = answer.files.get(usize::from(of.file))?.slot;
        let clocks = answer.comparison.clocks(&answer.files, of)?;
        let said = words.as_stated(of.of(&answer.files)?);
        let said = format!("{}\t{}", words.as_of(clocks.as_of()), visible(&said));
        let place = self.all.iter().position(|file| file.slot == slot)?;
        let number = self.references.number(EstimateRef::new(place, of.row));
        Some([said, number.map(|number| number.to_string()).unwrap_or_default()])
    }
}

/// The line of one statement: as it was told before, if it is read as then.
fn row_of(
    row: Entry<'_, RowOf, Row>,
    read: Option<Read>,
    tell: impl FnOnce() -> Option<String>,
) -> Option<Arc<str>> {
    match row {
        Entry::Occupied(told) if told.get().0 == read => Some(Arc::clone(&told.get().1)),
        Entry::Occupied(mut told) => {
            told.insert((read, tell()?.into()));
            Some(Arc::clone(&told.get().1))
        }
        Entry::Vacant(free) => Some(Arc::clone(&free.insert((read, tell()?.into())).1)),
    }
}

impl Answer {
    /// The days on which nobody stands by both answers, and they tell of others who stood before or
    /// stand after.
    fn nobody_otherwise(&self, before: &Answer) -> Vec<(Day, Day)> {
        let mut days = Vec::new();
        let then = before.nobody();
        for (from, to, sharing) in self.nobody() {
            for (other_from, other_to, other) in &then {
                let (from, to) = (from.max(*other_from), to.min(*other_to));
                if from <= to && sharing != *other {
                    days.push((from, to));
                }
            }
        }
        days
    }

    /// The days on which nobody stands, and who did before and does after them.
    fn nobody(&self) -> Vec<(Day, Day, Sharing)> {
        let none = self.comparison.segments.iter().filter(|segment| segment.agreement.n == 0);
        let told = none.map(|segment| {
            let (from, to) = (segment.from.unwrap_or(Day::MIN), segment.to.unwrap_or(Day::MAX));
            let slice = self.comparison.slice(&self.files, segment.from.unwrap_or(to));
            (from, to, self.comparison.gist(&self.files, &slice).sharing)
        });
        told.collect()
    }
}
