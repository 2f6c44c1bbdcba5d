//! All measures at a glance, as far as anybody stands on them: those on which the sources quarrel
//! longest first.

use super::asked::{Asked, Drawn};
use crate::chart::{MeasureRow, MeasureStrips, SmallStrip};
use crate::compare::{Comparison, EstimateRef, Question, References, Voice, compare, measures_in};
use crate::estimate::{Day, Measure};
use crate::export::caption;
use crate::export::chart::Chart;
use crate::words::Sentence;

/// A measure that was compared.
struct Compared {
    measure: Measure,
    estimates: usize,
    comparison: Comparison,
    strip: SmallStrip,
}

/// Where nobody ever says anything there is nothing to be drawn.
pub(super) fn drawn(asked: &Asked<'_>) -> Result<Chart, String> {
    let words = asked.of.words;
    let at = asked.at.ok_or_else(|| words.nothing_to_report().to_owned())?;
    let all = compared(asked);
    let behind = all.iter().flat_map(|one| behind(asked, one, at));
    let references = asked.references(&asked.files, behind.collect::<Vec<EstimateRef>>());
    let rows: Vec<MeasureRow> = all.iter().map(|one| row(asked, one, at, &references)).collect();
    let told = rows.iter().map(|row| {
        let said = std::iter::once(&row.verdict_words).chain(&row.said);
        let said: Vec<String> = said.cloned().collect();
        words.row_in_words(&row.name, &said)
    });
    let told = told.collect();
    let picture = MeasureStrips { rows: &rows, at, words }.picture(asked.width());
    Ok(asked.chart(Drawn {
        title: words.all_measures().to_owned(),
        sentence: words.all_measures_on(rows.len(), at),
        told,
        beside: Vec::new(),
        asked: asked_of_all(asked),
        picture,
        all: &asked.files,
        references,
    }))
}

/// What is asked of each: over all days, and by itself, as what is included goes with the measure asked
/// about alone.
fn by_itself(asked: &Asked<'_>) -> Question {
    let question = asked.of.question.clone();
    Question { from: None, to: None, include: Vec::new(), ..question }
}

/// The same in one line, whose first part names one of the measures.
fn asked_of_all(asked: &Asked<'_>) -> String {
    let question = by_itself(asked);
    let line = caption::asked(asked.of.document, &question);
    line.replacen(&question.measure.name(), asked.of.words.all_measures(), 1)
}

/// Each measure compared over all days, in the order in which they are shown.
fn compared(asked: &Asked<'_>) -> Vec<Compared> {
    let overlay = asked.of.document.overlay();
    let all = measures_in(&asked.files).into_iter().map(|(measure, estimates)| {
        let question = Question { measure: measure.clone(), ..by_itself(asked) };
        let comparison = compare(&asked.files, overlay, &question);
        let strip = SmallStrip::new(&comparison.segments);
        Compared { measure, estimates, comparison, strip }
    });
    let mut all: Vec<Compared> = all.collect();
    let rank = |one: &Compared| (-one.strip.quarrel_days(), usize::MAX - one.estimates);
    all.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.measure.name().cmp(&b.measure.name())));
    all
}

/// What the sentence of a measure rests on.
fn behind(asked: &Asked<'_>, one: &Compared, at: Day) -> Vec<EstimateRef> {
    let sentence = sentence(asked, one, at);
    let parts = sentence.parts.iter().flat_map(|part| match part.estimates.as_slice() {
        [] => part.voices.iter().flat_map(|voice| one.comparison.behind(*voice, at)).collect(),
        estimates => estimates.to_vec(),
    });
    parts.collect()
}

fn sentence(asked: &Asked<'_>, one: &Compared, at: Day) -> Sentence {
    let slice = one.comparison.slice(&asked.files, at);
    asked.of.words.headline(&one.comparison.gist(&asked.files, &slice)).verdict
}

fn row(asked: &Asked<'_>, one: &Compared, at: Day, references: &References) -> MeasureRow {
    let words = asked.of.words;
    let on_day = &one.comparison.segment_at(at).agreement;
    let voices = one.comparison.voices.iter().filter(|voice| Voice::is_counted(voice)).count();
    let by = (asked.of.question.by, voices);
    let behind = |voice: usize| one.comparison.behind(voice, at);
    let said = words.with_references(&sentence(asked, one, at), references, behind).to_string();
    let last = one.comparison.last_day_spoken_of(&asked.files);
    MeasureRow {
        last_said: last,
        name: one.measure.name(),
        counts: words.counts_of_measure(one.estimates, by, one.strip.quarrel_days()),
        strip: one.strip.clone(),
        verdict: on_day.verdict,
        verdict_words: words.verdict_in_short((on_day.verdict, on_day.support, on_day.n)),
        said: vec![said],
    }
}
