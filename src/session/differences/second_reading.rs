//! How far two analysts agree, in numbers: the share of what they decided alike, and for what both
//! judged by how much that is more than chance.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use strum::IntoStaticStr;

use super::counterparts::Counterparts;
use super::difference::{Item, Laid, Section};
use super::listing::{Differences, listed};
use super::sides::{Sides, Whose};
use crate::estimate::{Adjustment, Change, Credibility, EstimateId, Grading, Reliability, Target};
use crate::session::{Document, FileSection};

/// So many of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SameOf {
    pub same: usize,
    pub of: usize,
}

impl SameOf {
    /// From 0 to 1; none of nothing.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.same as f64 / self.of as f64)
    }

    fn count(&mut self, is_same: bool) {
        self.same = self.same.saturating_add(usize::from(is_same));
        self.of = self.of.saturating_add(1);
    }
}

/// What both judged, each thing into one of several classes that have no order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Judged {
    /// Every source that speaks in both: left out or not.
    SourcesLeftOut,
    /// Every estimate that both have: left out, by itself or with its source, or not.
    EstimatesLeftOut,
    /// How reliable a source is, A to E, of what both graded so. F is no judgement.
    Reliability,
    /// How credible what it says is, 1 to 5, of what both graded so. 6 is no judgement.
    Credibility,
    /// What kind of body a source is, of those of which both said it.
    Kind,
}

impl Judged {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// How far two agree in what both judged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kappa {
    pub of: Judged,
    pub same: SameOf,
    /// [`cohens_kappa`] of these.
    pub kappa: Option<f64>,
}

/// How far two analysts agree.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SecondReading {
    /// Of everything that either laid over the data or put aside, how much both did alike,
    /// whatever their reasons. What is switched off is not done.
    pub decided: SameOf,
    /// The same by section, where there is something.
    pub by_section: BTreeMap<Section, SameOf>,
    pub kappas: Vec<Kappa>,
}

/// How far two documents agree.
///
/// Sources and estimates are those of the files in force that both have. What a question leaves
/// out is no judgement but a way of looking.
///
/// ```
/// use parallax::session::{Document, second_reading};
///
/// let nothing = second_reading(&Document::default(), &Document::default());
/// assert_eq!(nothing.decided.share(), None);
/// assert!(nothing.kappas.iter().all(|kappa| kappa.kappa.is_none()));
/// ```
#[must_use]
pub fn second_reading(mine: &Document, theirs: &Document) -> SecondReading {
    let base = Document::default();
    let counterparts = Counterparts::of([mine, theirs, &base], false);
    let all = listed(&counterparts);
    let mut reading = SecondReading::default();
    for difference in &all.all {
        if let Some(is_same) = is_decided_alike(&difference.item) {
            reading.decided.count(is_same);
            reading.by_section.entry(difference.item.section()).or_default().count(is_same);
        }
    }
    let [sources, estimates] = left_out(&counterparts);
    reading.kappas = vec![
        kappa(Judged::SourcesLeftOut, &sources),
        kappa(Judged::EstimatesLeftOut, &estimates),
        kappa(Judged::Reliability, &both_said(&all, |change| reliability(grading(change)?))),
        kappa(Judged::Credibility, &both_said(&all, |change| credibility(grading(change)?))),
        kappa(Judged::Kind, &both_said(&all, kind)),
    ];
    reading
}

/// How much two agree beyond what chance alone would give, where each put the same things into
/// classes that have no order: 1 where they are always of one mind, 0 where they are as often as
/// chance has it, below 0 where more seldom. None where nothing was judged, or where both put
/// everything into one class, so that chance alone would have it so.
///
/// By Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and
/// Psychological Measurement 20 (1), 37–46: (p₀ − pₑ) / (1 − pₑ), with p₀ the share that both put
/// into the same class, and pₑ the sum over classes of the product of both's shares.
///
/// ```
/// use parallax::session::cohens_kappa;
///
/// let judged = [('a', 'a'), ('a', 'a'), ('b', 'b'), ('a', 'b')];
/// assert_eq!(cohens_kappa(&judged), Some(0.5));
/// assert_eq!(cohens_kappa::<char>(&[]), None);
/// assert_eq!(cohens_kappa(&[('a', 'a')]), None);
/// ```
#[must_use]
pub fn cohens_kappa<C: Ord>(judged: &[(C, C)]) -> Option<f64> {
    let mut classes: BTreeMap<&C, (u64, u64)> = BTreeMap::new();
    let mut same = 0_u64;
    for (one, other) in judged {
        let first = &mut classes.entry(one).or_default().0;
        *first = first.saturating_add(1);
        let second = &mut classes.entry(other).or_default().1;
        *second = second.saturating_add(1);
        same = same.saturating_add(u64::from(one == other));
    }
    // Whole numbers, all times n²: nothing is lost before the last step.
    let n = u128::try_from(judged.len()).ok()?;
    let whole = n.checked_mul(n)?;
    let product = |(one, other): &(u64, u64)| u128::from(*one).checked_mul(u128::from(*other));
    let by_chance = classes.values().try_fold(0_u128, |sum, two| sum.checked_add(product(two)?))?;
    let seen = n.checked_mul(u128::from(same))?;
    let beyond_chance = whole.checked_sub(by_chance).filter(|rest| *rest > 0)?;
    Some((seen as f64 - by_chance as f64) / beyond_chance as f64)
}

fn kappa<C: Ord>(of: Judged, judged: &[(C, C)]) -> Kappa {
    let same = judged.iter().filter(|(one, other)| one == other).count();
    Kappa { of, same: SameOf { same, of: judged.len() }, kappa: cohens_kappa(judged) }
}

/// Whether both decided this alike; none where it is no decision, or nobody holds to it.
fn is_decided_alike(item: &Item) -> Option<bool> {
    match item {
        Item::Adjustment(sides) => {
            let in_force = |side: &Option<Laid>| {
                let laid = side.as_ref().filter(|laid| laid.adjustment.on)?;
                Some((laid.adjustment.change.clone(), laid.is_behind_bounds))
            };
            match (in_force(&sides.mine), in_force(&sides.theirs)) {
                (None, None) => None,
                (mine, theirs) => Some(mine == theirs),
            }
        }
        Item::Dismissal(sides) => match (&sides.mine, &sides.theirs) {
            (None, None) => None,
            (mine, theirs) => Some(mine.is_some() == theirs.is_some()),
        },
        _ => None,
    }
}

/// What both said of one thing, where both said something.
fn both_said<C>(all: &Differences, said: impl Fn(&Change) -> Option<C>) -> Vec<(C, C)> {
    let both = all.all.iter().filter_map(|difference| {
        let Item::Adjustment(sides) = &difference.item else { return None };
        let Sides { mine: Some(mine), theirs: Some(theirs), .. } = &**sides else { return None };
        let of = |laid: &Laid| {
            Some(&laid.adjustment).filter(|laid| laid.on).and_then(|laid| said(&laid.change))
        };
        Some((of(mine)?, of(theirs)?))
    });
    both.collect()
}

fn grading(change: &Change) -> Option<&Grading> {
    match change {
        Change::Grade(grading) => Some(grading),
        _ => None,
    }
}

fn reliability(grading: &Grading) -> Option<&'static str> {
    grading.reliability.filter(|letter| *letter != Reliability::F).map(<&str>::from)
}

fn credibility(grading: &Grading) -> Option<&'static str> {
    grading.credibility.filter(|digit| *digit != Credibility::Six).map(<&str>::from)
}

fn kind(change: &Change) -> Option<&'static str> {
    match change {
        Change::Kind(kind) => Some(kind.word()),
        _ => None,
    }
}

/// What a document leaves out.
struct LeftOut<'a> {
    sources: HashSet<&'a str>,
    estimates: HashSet<&'a EstimateId>,
}

impl<'a> LeftOut<'a> {
    fn by(document: &'a Document) -> LeftOut<'a> {
        let (mut sources, mut estimates) = (HashSet::new(), HashSet::new());
        let excluded = document.overlay().in_force().filter(|a| a.change == Change::Exclude);
        for Adjustment { target, .. } in excluded {
            match target {
                Target::Source(label) => {
                    sources.insert(label.as_str());
                }
                Target::Estimate(id) => {
                    estimates.insert(id);
                }
            }
        }
        LeftOut { sources, estimates }
    }

    fn has(&self, id: &EstimateId, label: &str) -> bool {
        self.sources.contains(label) || self.estimates.contains(id)
    }
}

/// Of all sources and of all estimates that both have: whether each leaves it out.
fn left_out(counterparts: &Counterparts<'_>) -> [Vec<(bool, bool)>; 2] {
    let [mine, theirs] = [Whose::Mine, Whose::Theirs].map(|whose| counterparts.document(whose));
    let [by_me, by_them] = [mine, theirs].map(LeftOut::by);
    let in_force = |document: &Document| -> BTreeSet<_> {
        document.files_in_force(None).map(|file| file.slot).collect()
    };
    let [compared_by_me, compared_by_them] = [in_force(mine), in_force(theirs)];
    let mut estimates = Vec::new();
    let (mut my_labels, mut their_labels) = (BTreeSet::new(), BTreeSet::new());
    for (key, _) in counterparts.files.iter().enumerate() {
        let in_mine = counterparts.file_in(Whose::Mine, key);
        let in_theirs = counterparts.file_in(Whose::Theirs, key);
        let (Some(in_mine), Some(in_theirs)) = (in_mine, in_theirs) else { continue };
        let are_compared =
            compared_by_me.contains(&in_mine.slot) && compared_by_them.contains(&in_theirs.slot);
        if !are_compared {
            continue;
        }
        my_labels.extend(labels(in_mine));
        their_labels.extend(labels(in_theirs));
        let loaded = in_mine.loaded();
        for estimate in loaded.ledger.in_file_order() {
            let id = loaded.id_of(estimate);
            let Some(other) = counterparts.in_theirs(&id) else { continue };
            let label = estimate.label();
            estimates.push((by_me.has(&id, label), by_them.has(&other, label)));
        }
    }
    let sources = my_labels.intersection(&their_labels);
    let sources = sources
        .map(|label| (by_me.sources.contains(label), by_them.sources.contains(label)))
        .collect();
    [sources, estimates]
}

fn labels(file: &FileSection) -> impl Iterator<Item = &str> {
    file.ledger.sources().map(|(_, source)| source.label.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As the formula stands, over every class for itself.
    fn by_the_formula(judged: &[(u8, u8)]) -> Option<f64> {
        let n = judged.len() as f64;
        let share = |is: &dyn Fn(&(u8, u8)) -> bool| {
            judged.iter().filter(|pair| is(pair)).count() as f64 / n
        };
        let observed = share(&|(one, other)| one == other);
        let expected: f64 = (0..=u8::MAX)
            .map(|class| share(&|pair| pair.0 == class) * share(&|pair| pair.1 == class))
            .sum();
        let is_defined = !judged.is_empty()
            && judged.iter().any(|(a, b)| *a != judged[0].0 || *b != judged[0].0);
        is_defined.then(|| (observed - expected) / (1.0 - expected))
    }

    #[test]
    fn kappa_is_what_is_worked_out_by_hand() {
        let table = |cells: &[(char, char, usize)]| -> Vec<(char, char)> {
            cells.iter().flat_map(|(a, b, many)| vec![(*a, *b); *many]).collect()
        };
        // 50 applications, 20 granted by both, 15 by none: p₀ 0.7, pₑ 0.5.
        let grants = table(&[('y', 'y', 20), ('y', 'n', 5), ('n', 'y', 10), ('n', 'n', 15)]);
        assert!((cohens_kappa(&grants).expect("defined") - 0.4).abs() < 1e-12);
        // p₀ 29/50; margins 15, 20, 15 and 17, 18, 15: pₑ 840/2,500; κ 610/1,660.
        let three = table(&[
            ('A', 'A', 9),
            ('A', 'B', 4),
            ('A', 'C', 2),
            ('B', 'A', 5),
            ('B', 'B', 11),
            ('B', 'C', 4),
            ('C', 'A', 3),
            ('C', 'B', 3),
            ('C', 'C', 9),
        ]);
        assert!((cohens_kappa(&three).expect("defined") - 610.0 / 1660.0).abs() < 1e-12);
        assert_eq!(cohens_kappa(&table(&[('y', 'n', 5)])), Some(0.0), "never, as chance has it");
        assert_eq!(cohens_kappa(&table(&[('y', 'n', 5), ('n', 'y', 5)])), Some(-1.0));
        assert_eq!(cohens_kappa(&table(&[('y', 'y', 5), ('n', 'n', 5)])), Some(1.0));
    }

    proptest! {
        #[test]
        fn kappa_is_what_the_formula_gives(
            judged in prop::collection::vec((0_u8..4, 0_u8..4), 0..40),
        ) {
            match (cohens_kappa(&judged), by_the_formula(&judged)) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }
}
