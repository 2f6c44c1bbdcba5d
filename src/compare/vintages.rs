//! Two vintages of one file beside each other, matched by what their estimates mean and not by
//! where they stand.

use std::collections::{BTreeSet, HashMap};

use strum::IntoStaticStr;

use crate::estimate::{
    AsOf, Day, Directory, Estimate, Loaded, Measure, Method, RowIndex, SourceKey, Value,
};

/// What became of an estimate from one vintage to a later one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum VintageChangeKind {
    /// Only the later one has it.
    Added,
    /// Only the earlier one has it. Why, no copy says.
    Gone,
    /// The same statement with another number.
    Revised,
    /// The same statement and number with another date.
    Redated,
    /// The same statement, number and dates, written otherwise: other words, spelling or citation.
    Reformatted,
}

impl VintageChangeKind {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// One estimate that two vintages do not have alike. There is an old one, a new one, or both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VintageChange {
    pub kind: VintageChangeKind,
    pub old: Option<RowIndex>,
    pub new: Option<RowIndex>,
}

/// How a later vintage differs from an earlier one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VintageDifference {
    /// In the order of the later file, and then those gone in the order of the earlier one.
    pub changes: Vec<VintageChange>,
    /// The estimates that both have alike, (earlier, later), in the order of the later file.
    pub unchanged: Vec<(RowIndex, RowIndex)>,
}

/// How `new` differs from `old`, another vintage of the same file.
///
/// Each estimate of the one is matched with at most one of the other: first those that say the
/// same, then those that go by the same id, then the same number with another date, then the same
/// date with another number. What is compared for sameness is the measure, the source (by its
/// origin), the value and the dates; where it stands in the file, what this program calls it and how
/// its date was written make no difference.
///
/// ```
/// use parallax::compare::{VintageChangeKind, vintage_difference};
/// use parallax::estimate::{FileSlot, Loaded};
/// use parallax::files::{self, ReadOptions};
/// use parallax::words::Words;
///
/// let read = |slot: u16, table: &str| {
///     let go_on = &mut |_| std::ops::ControlFlow::Continue(());
///     let reading = files::read("a.csv", table.as_bytes(), &ReadOptions::default(), go_on)?;
///     Ok::<_, files::Unreadable>(Loaded { slot: FileSlot(slot), ledger: reading.ledger.into() })
/// };
/// let old = read(1, "date,source,quantity,best\n2025-12-31,CSIS,killed,300\n")?;
/// let new = read(2, "date,source,quantity,best\n2025-12-01,CSIS,killed,300\n")?;
/// let difference = vintage_difference(&old, &new);
/// assert_eq!(difference.changes[0].kind, VintageChangeKind::Redated);
/// let fact = difference.changes[0].fact(&old, &new).expect("of these files");
/// assert_eq!(
///     Words::default().vintage(&fact),
///     "CSIS’s 300 (killed) is dated 1 Dec 2025 instead of 31 Dec 2025"
/// );
/// # Ok::<(), files::Unreadable>(())
/// ```
#[must_use]
pub fn vintage_difference(old: &Loaded, new: &Loaded) -> VintageDifference {
    let (old_origins, new_origins) = (origins(old), origins(new));
    let mut matching = Matching::new(known(old, &old_origins), known(new, &new_origins));
    // From what is surest to what is least so.
    matching.pair_by(Said::everything, |_, _| true);
    matching.pair_by(Said::essence, |_, _| true);
    matching.pair_by(Said::id, are_of_one_subject);
    matching.pair_by(Said::number_on_its_page, is_near);
    matching.pair_by(Said::day_on_its_page, |_, _| true);
    matching.pair_by(Said::day, |_, _| true);
    matching.finish()
}

/// What two estimates have to have in common to be taken for one, at one step of the matching.
#[derive(PartialEq, Eq, Hash)]
struct Said<'a> {
    subject: Option<(&'a Measure, &'a str)>,
    id: Option<&'a str>,
    value: Option<ValueKey<'a>>,
    as_of: Option<AsOf>,
    published: Option<Option<Day>>,
    url: Option<Option<&'a str>>,
    rest: Option<Rest<'a>>,
}

/// A value that can be looked up: the numbers by their bits.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct ValueKey<'a> {
    word: &'static str,
    numbers: [Option<u64>; 3],
    how: &'static str,
    /// Without a number, the words are the value.
    words: Option<&'a str>,
}

/// What surrounds a statement.
#[derive(PartialEq, Eq, Hash)]
struct Rest<'a> {
    label: &'a str,
    wording: Option<&'a str>,
    note: Option<&'a str>,
    outlet: Option<&'a str>,
    relays: Vec<&'a str>,
    retracted: Option<Day>,
    standing: &'static str,
    method: Option<Method>,
    derived_from: Option<&'a str>,
    supersedes: Vec<&'a str>,
}

/// An estimate and who is behind it.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub estimate: Estimate<'a>,
    pub origin: &'a str,
}

impl<'a> Said<'a> {
    fn nothing() -> Said<'a> {
        Said {
            subject: None,
            id: None,
            value: None,
            as_of: None,
            published: None,
            url: None,
            rest: None,
        }
    }

    fn of_subject(known: Known<'a>) -> Said<'a> {
        Said { subject: Some((known.estimate.measure(), known.origin)), ..Said::nothing() }
    }

    fn everything(known: Known<'a>) -> Option<Said<'a>> {
        let estimate = known.estimate;
        let rest = Rest {
            label: estimate.label(),
            wording: estimate.wording(),
            note: estimate.note(),
            outlet: estimate.outlet(),
            relays: estimate.relays().collect(),
            retracted: estimate.retracted(),
            standing: estimate.standing().word(),
            method: estimate.method(),
            derived_from: estimate.derived_from(),
            supersedes: estimate.supersedes().collect(),
        };
        let id = estimate.publishers_id();
        let url = Some(estimate.url());
        Some(Said { id, url, rest: Some(rest), ..Said::essence(known)? })
    }

    /// Who says how much of what, and when.
    fn essence(known: Known<'a>) -> Option<Said<'a>> {
        Some(Said {
            value: Some(value_key(known.estimate)),
            as_of: Some(known.estimate.as_of()),
            published: Some(known.estimate.published()),
            ..Said::of_subject(known)
        })
    }

    fn id(known: Known<'a>) -> Option<Said<'a>> {
        let id = Some(known.estimate.publishers_id()?);
        Some(Said { id, ..Said::nothing() })
    }

    /// Who says how much of what, read where.
    fn number_on_its_page(known: Known<'a>) -> Option<Said<'a>> {
        let value = Some(value_key(known.estimate));
        let url = Some(known.estimate.url());
        Some(Said { value, url, ..Said::of_subject(known) })
    }

    fn day_on_its_page(known: Known<'a>) -> Option<Said<'a>> {
        let url = Some(Some(known.estimate.url()?));
        Some(Said { url, ..Said::day(known)? })
    }

    /// Who speaks of what day.
    fn day(known: Known<'a>) -> Option<Said<'a>> {
        let as_of = Some(known.estimate.as_of());
        Some(Said { as_of, ..Said::of_subject(known) })
    }
}

pub(super) fn value_key<'a>(estimate: Estimate<'a>) -> ValueKey<'a> {
    let bounds = estimate.bounds();
    let part = |number: Option<f64>| number.map(f64::to_bits);
    let numbers = bounds.map_or([None; 3], |b| [part(b.low()), part(b.best()), part(b.high())]);
    let (word, words) = match estimate.value() {
        Value::Bounds(_) => ("bounds", None),
        Value::Direction(direction) => (direction.words(), None),
        value => (value.word(), estimate.wording()),
    };
    ValueKey { word, numbers, how: bounds.map_or("", |bounds| bounds.how().word()), words }
}

/// One id may come to stand for something else altogether.
fn are_of_one_subject(old: Known<'_>, new: Known<'_>) -> bool {
    old.estimate.measure() == new.estimate.measure() && old.origin == new.origin
}

/// Without a page that tells, the same number on days further apart than this is said twice.
const NEAR_DAYS: i32 = 45;

fn is_near(old: Known<'_>, new: Known<'_>) -> bool {
    let days = old.estimate.as_of().to().days_until(new.estimate.as_of().to());
    old.estimate.url().is_some() || days.abs() <= NEAR_DAYS
}

/// The estimates of both vintages, and which of them were found to be one.
struct Matching<'a> {
    old: Vec<Known<'a>>,
    new: Vec<Known<'a>>,
    /// The place in `new` of each of `old`.
    partner: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl<'a> Matching<'a> {
    fn new(old: Vec<Known<'a>>, new: Vec<Known<'a>>) -> Matching<'a> {
        let (partner, is_taken) = (vec![None; old.len()], vec![false; new.len()]);
        Matching { old, new, partner, is_taken }
    }

    /// Pairs those that have in common what `key` takes of them, where they may be one; the ones
    /// nearest in time first.
    fn pair_by(
        &mut self,
        key: fn(Known<'a>) -> Option<Said<'a>>,
        may_be_one: fn(Known<'a>, Known<'a>) -> bool,
    ) {
        let mut waiting: HashMap<Said<'a>, BTreeSet<(Day, usize)>> = HashMap::new();
        for (place, known) in self.new.iter().enumerate() {
            if !self.is_taken[place]
                && let Some(said) = key(*known)
            {
                waiting.entry(said).or_default().insert((known.estimate.as_of().to(), place));
            }
        }
        for (place, known) in self.old.iter().enumerate() {
            if self.partner[place].is_some() {
                continue;
            }
            let Some(waiting) = key(*known).and_then(|said| waiting.get_mut(&said)) else {
                continue;
            };
            let nearest = nearest_to(known.estimate.as_of().to(), waiting);
            if let Some(found) = nearest.filter(|(_, new)| may_be_one(*known, self.new[*new])) {
                waiting.remove(&found);
                self.partner[place] = Some(found.1);
                self.is_taken[found.1] = true;
            }
        }
    }

    fn finish(self) -> VintageDifference {
        let mut difference = VintageDifference::default();
        let mut pairs: Vec<(usize, usize)> =
            self.partner.iter().enumerate().filter_map(|(o, n)| Some(((*n)?, o))).collect();
        pairs.sort_unstable();
        let mut pairs = pairs.into_iter().peekable();
        for (place, new) in self.new.iter().enumerate() {
            let new_row = new.estimate.index();
            let old = pairs.next_if(|(paired, _)| *paired == place).map(|(_, old)| self.old[old]);
            let Some(old) = old else {
                let kind = VintageChangeKind::Added;
                let change = VintageChange { kind, old: None, new: Some(new_row) };
                difference.changes.push(change);
                continue;
            };
            let old_row = old.estimate.index();
            match kind_of(old, *new) {
                None => difference.unchanged.push((old_row, new_row)),
                Some(kind) => difference.changes.push(VintageChange {
                    kind,
                    old: Some(old_row),
                    new: Some(new_row),
                }),
            }
        }
        for (old, partner) in self.old.iter().zip(&self.partner) {
            if partner.is_none() {
                let kind = VintageChangeKind::Gone;
                let old = Some(old.estimate.index());
                difference.changes.push(VintageChange { kind, old, new: None });
            }
        }
        difference
    }
}

/// Of places by day, the one nearest to a day; of two as near the earlier one.
fn nearest_to(day: Day, waiting: &BTreeSet<(Day, usize)>) -> Option<(Day, usize)> {
    let later = waiting.range((day, 0)..).next().copied();
    let before = waiting.range(..(day, 0)).next_back().and_then(|(day, _)| {
        // The first of that day.
        waiting.range((*day, 0)..).next().copied()
    });
    let apart = |(other, _): &(Day, usize)| day.days_until(*other).unsigned_abs();
    before.into_iter().chain(later).min_by_key(apart)
}

/// The origin behind each of a file's sources, in the order of their keys.
pub(super) fn origins(file: &Loaded) -> Vec<String> {
    let origin = |source| Directory::shipped().origin_name(source).to_owned();
    file.ledger.sources().map(|(_, source)| origin(source)).collect()
}

/// In the order of the file.
pub(super) fn known<'a>(file: &'a Loaded, origins: &'a [String]) -> Vec<Known<'a>> {
    let by_source: HashMap<SourceKey, &str> = file
        .ledger
        .sources()
        .zip(origins)
        .map(|((key, _), origin)| (key, origin.as_str()))
        .collect();
    let origin_of = |estimate: Estimate<'a>| {
        by_source.get(&estimate.source_key()).copied().unwrap_or_else(|| estimate.label())
    };
    let all = file.ledger.each_in_file_order();
    all.map(|estimate| Known { estimate, origin: origin_of(estimate) }).collect()
}

/// What became of an estimate; none where both are alike.
fn kind_of(old: Known<'_>, new: Known<'_>) -> Option<VintageChangeKind> {
    let dates = |known: Known<'_>| (known.estimate.as_of(), known.estimate.published());
    if value_key(old.estimate) != value_key(new.estimate) {
        Some(VintageChangeKind::Revised)
    } else if dates(old) != dates(new) {
        Some(VintageChangeKind::Redated)
    } else {
        (Said::everything(old) != Said::everything(new)).then_some(VintageChangeKind::Reformatted)
    }
}

impl VintageDifference {
    /// How many changes there are of a kind.
    #[must_use]
    pub fn count(&self, kind: VintageChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    /// What the estimate of the earlier vintage is in the later one, if it says the same there.
    #[must_use]
    pub fn same_in_new(&self, old: RowIndex) -> Option<RowIndex> {
        let unchanged = self.unchanged.iter().find(|(before, _)| *before == old);
        let reformatted = || {
            self.changes.iter().find(|change| {
                change.kind == VintageChangeKind::Reformatted && change.old == Some(old)
            })
        };
        unchanged.map(|(_, now)| *now).or_else(|| reformatted()?.new)
    }
}
