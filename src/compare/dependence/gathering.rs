//! The series of all voices on a measure.

use std::collections::BTreeMap;

use super::figures::{Unit, single};
use super::series::{Amount, Figure, Series};
use crate::compare::speaks::dated::Dated;
use crate::compare::speaks::laid::AllLaid;
use crate::compare::speaks::roster::Roster;
use crate::compare::stands::at_once::said_at_once;
use crate::compare::stands::statements::{Entry, Manner, Reader};
use crate::compare::{Grouping, Question};
use crate::estimate::{Basis, Loaded, Measure, Overlay};

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
    let mut all: Vec<Series> = all.into_values().filter(|series| !series.name.is_empty()).collect();
    all.iter_mut().for_each(Series::judge_units);
    all
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
            unit: Unit::NOT_JUDGED,
            added: Unit::NOT_JUDGED,
            at: entry.at,
        };
        match figures.last_mut().filter(|last| last.day == entry.to) {
            Some(last) => *last = figure,
            None => figures.push(figure),
        }
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
        by_period
            .insert((to, from), Amount { from, to, number, unit: Unit::NOT_JUDGED, at: entry.at });
    }
    by_period.into_values().collect()
}
