//! What each voice stated, brought into the order of time.

use std::collections::BTreeMap;

use super::figures::{single, units};
use crate::compare::speaks::dated::Dated;
use crate::compare::speaks::laid::AllLaid;
use crate::compare::speaks::roster::Roster;
use crate::compare::stands::at_once::said_at_once;
use crate::compare::stands::statements::{Entry, Manner, Reader};
use crate::compare::{EstimateRef, Grouping, Question};
use crate::estimate::{Basis, Loaded, Measure, Overlay};

/// What a voice stated of a day: one number, or the two ends of a range.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Figure {
    /// The end of its as of, in days since 1970.
    pub(super) day: i32,
    pub(super) known_from: i32,
    pub(super) low: f64,
    /// Equal to `low` where there is one number.
    pub(super) high: f64,
    /// To which it is written.
    pub(super) unit: f64,
    pub(super) at: EstimateRef,
}

impl Figure {
    /// The number, where there is only one.
    pub(super) fn number(&self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// What a voice stated of a period, both days included.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Amount {
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) number: f64,
    pub(super) unit: f64,
    pub(super) at: EstimateRef,
}

/// All that a voice stated on a measure.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) labels: Vec<String>,
    /// Totals so far, or levels: one a day, in order.
    pub(super) figures: Vec<Figure>,
    /// Whether the figures are totals so far, so that what lies between two is an amount.
    pub(super) adds_up: bool,
    /// Stated amounts: one a period, in order.
    pub(super) amounts: Vec<Amount>,
}

impl Series {
    pub(super) fn statements(&self) -> usize {
        self.figures.len() + self.amounts.len()
    }

    /// The number stated of this very day.
    pub(super) fn on(&self, day: i32) -> Option<&Figure> {
        let place = self.figures.binary_search_by_key(&day, |figure| figure.day).ok()?;
        self.figures.get(place)
    }

    /// The figure nearest to a day, within so many days; of two equally near the earlier.
    pub(super) fn near(&self, day: i32, within: i32) -> Option<&Figure> {
        let after = self.figures.partition_point(|figure| figure.day < day);
        let candidates = self.figures.iter().skip(after.saturating_sub(1)).take(2);
        let distance = |figure: &&Figure| (figure.day - day).abs();
        candidates.filter(|figure| distance(figure) <= within).min_by_key(distance)
    }
}

/// The series of every voice that is counted on the question's measure, in order of the names. On
/// a total so far a voice's stated increments of the same thing are taken along, and the other way
/// round.
pub(super) fn series_on(files: &[Loaded], overlay: &Overlay, question: &Question) -> Vec<Series> {
    let measure = &question.measure;
    let with = |basis| Measure { basis, ..measure.clone() };
    let (figures_on, amounts_on) = match measure.basis {
        Basis::Level => (Some(measure.clone()), None),
        Basis::Cumulative => (Some(measure.clone()), Some(with(Basis::Increment))),
        Basis::Increment => (Some(with(Basis::Cumulative)), Some(measure.clone())),
        Basis::Rate => (None, Some(measure.clone())),
    };
    let mut all: BTreeMap<String, Series> = BTreeMap::new();
    for on in [figures_on.as_ref(), amounts_on.as_ref()].into_iter().flatten() {
        let adds_up = measure.basis != Basis::Level;
        each_voice(files, overlay, question, on, |name, labels, entries, dated| {
            let is_asked = on == measure;
            let series = all.entry(name.to_owned()).or_default();
            if is_asked {
                // Only voices on the measure itself are voices of the comparison.
                series.name = name.to_owned();
                series.labels = labels.to_vec();
            }
            series.adds_up = adds_up;
            if Some(on) == figures_on.as_ref() {
                series.figures = figures(files, entries);
            } else {
                series.amounts = amounts(dated, entries);
            }
        });
    }
    all.into_values().filter(|series| !series.name.is_empty()).collect()
}

/// Tells every counted voice on a measure, with its labels and what it stated that can be counted,
/// in as-of order. Voices are origins, or labels where the question counts labels.
pub(super) fn each_voice(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    measure: &Measure,
    mut tell: impl FnMut(&str, &[String], &[Entry], Dated<'_>),
) {
    let by = if question.by == Grouping::Label { Grouping::Label } else { Grouping::Origin };
    let question = Question { measure: measure.clone(), by, ..question.clone() };
    let laid = AllLaid::for_question(files, overlay, &question);
    let roster = Roster::new(files, &laid, &question);
    let redated = laid.redated(files);
    let dated = Dated { files, redated: &redated };
    let manner = Manner::default();
    let reader = Reader { dated, laid: &laid, roster: &roster, question: &question, manner };
    let (mut entries, mut members_entries) = (Vec::new(), Vec::new());
    for (voice, members) in &roster.voices {
        if !voice.is_counted() {
            continue;
        }
        members_entries.clear();
        for member in members {
            reader.read_member(*member, &mut entries);
            let counts = |entry: &Entry| entry.why.is_none();
            members_entries.extend(said_at_once(&entries, counts).iter().copied().filter(counts));
        }
        tell(&voice.name, &voice.labels, &members_entries, dated);
    }
}

/// One figure a day: of several the one known last.
fn figures(files: &[Loaded], entries: &[Entry]) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some(bounds) = entry.at.of(files).and_then(|estimate| estimate.bounds()) else {
            continue;
        };
        let (low, high) = match single(&bounds) {
            Some(number) => (number, number),
            None => bounds.hull(),
        };
        let figure = Figure {
            day: entry.to,
            known_from: entry.known_from,
            low,
            high,
            unit: 1.0,
            at: entry.at,
        };
        match figures.last_mut().filter(|last| last.day == entry.to) {
            Some(last) => *last = figure,
            None => figures.push(figure),
        }
    }
    let lows: Vec<f64> = figures.iter().map(|figure| figure.low).collect();
    for (figure, unit) in figures.iter_mut().zip(units(&lows)) {
        figure.unit = unit;
    }
    figures
}

/// One amount a period: of several the one known last.
fn amounts(dated: Dated<'_>, entries: &[Entry]) -> Vec<Amount> {
    let mut by_period: BTreeMap<(i32, i32), Amount> = BTreeMap::new();
    for entry in entries {
        let bounds = entry.at.of(dated.files).and_then(|estimate| estimate.bounds());
        let Some(number) = bounds.as_ref().and_then(single) else { continue };
        let (from, to) = (dated.period(entry.at).0.number(), entry.to);
        by_period.insert((to, from), Amount { from, to, number, unit: 1.0, at: entry.at });
    }
    let mut amounts: Vec<Amount> = by_period.into_values().collect();
    let numbers: Vec<f64> = amounts.iter().map(|amount| amount.number).collect();
    for (amount, unit) in amounts.iter_mut().zip(units(&numbers)) {
        amount.unit = unit;
    }
    amounts
}
