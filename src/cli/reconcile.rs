//! `parallax reconcile`: every voice of every measure held against the others on a day.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::compare::{Difference, Question, Reconciled, StandingVoice, Thresholds};
use crate::estimate::{Loaded, Measure};
use crate::export::json::{Number, SCHEMA};
use crate::export::tables::{Cell, DayAsked, OnDay, reconciliation};
use crate::words::Words;

use super::answer::{Outcome, answer, answer_data, answer_json};
use super::args::{CompareFormat, ReconcileArgs};
use super::inputs::{gather, question_of_all};
use super::table::write_table;

pub(super) fn run(args: &ReconcileArgs) -> Result<Outcome, String> {
    let gathered = gather(&args.inputs)?;
    gathered.say_what_is_missing(args.strict);
    gathered.say_what_is_doubtful(args.strict);
    let flags = &args.question;
    let (question, only) = question_of_all(&gathered.document, flags, &args.inputs.reading)?;
    gathered.say_what_is_in_force(question.known_on);
    let thresholds = args.thresholds.both();
    let asked = DayAsked {
        document: &gathered.document,
        question: &question,
        only: only.as_ref(),
        at: flags.at.or(gathered.view.cursor),
        thresholds,
    };
    let on_day = asked.answer();
    let on_day = on_day.ok_or_else(|| Words::default().no_estimates().to_owned())?;
    let told = Told { on_day: &on_day, question: &question, thresholds, words: Words::default() };
    match args.format {
        CompareFormat::Json => answer_json(&told.json()?)?,
        CompareFormat::Csv => answer_data(&told.csv()?)?,
        CompareFormat::Text => answer(&told.text())?,
    }
    let lacking = !gathered.failures.is_empty() || (args.strict && gathered.has_strict_errors());
    Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
}

/// All measures on their day, and what was asked.
struct Told<'a> {
    on_day: &'a OnDay,
    question: &'a Question,
    thresholds: Thresholds,
    words: Words,
}

#[derive(Serialize)]
struct ReconciliationJson {
    schema: u32,
    at: String,
    known_on: Option<String>,
    by: &'static str,
    about: String,
    dates: &'static str,
    absolute: Option<Number>,
    per_cent: Option<Number>,
    measures: Vec<MeasureJson>,
    /// As in CSV, a row an object.
    rows: Vec<Map<String, Json>>,
    differences: Vec<DifferenceJson>,
}

#[derive(Serialize)]
struct MeasureJson {
    measure: String,
    name: String,
    n: usize,
    verdict: &'static str,
    /// How many of those that stand are flagged; none where no threshold is given.
    material: Option<usize>,
}

/// Two voices that are apart.
#[derive(Serialize)]
struct DifferenceJson {
    measure: String,
    a: String,
    b: String,
    /// Whether `a` lies above `b` or below it.
    differs: &'static str,
    gap: Number,
    per_cent: Json,
    material: Option<bool>,
}

fn failed(error: &std::io::Error) -> String {
    format!("The answer could not be written: {error}")
}

impl Told<'_> {
    fn csv(&self) -> Result<String, String> {
        let bytes =
            reconciliation(Some(self.on_day), None).csv().map_err(|error| failed(&error))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn json(&self) -> Result<ReconciliationJson, String> {
        let of_one = |reconciled: &Reconciled| MeasureJson {
            measure: reconciled.comparison.measure.id(),
            name: reconciled.comparison.measure.name(),
            n: reconciled.slice.standing.len(),
            verdict: reconciled.slice.agreement.verdict.word(),
            material: flagged(reconciled),
        };
        let measures = &self.on_day.measures;
        let rows = reconciliation(Some(self.on_day), None).json();
        Ok(ReconciliationJson {
            schema: SCHEMA,
            at: self.on_day.at.to_string(),
            known_on: self.question.known_on.map(|day| day.to_string()),
            by: self.question.by.word(),
            about: self.question.about.to_string(),
            dates: self.question.dates.word(),
            absolute: self.thresholds.absolute().map(Number),
            per_cent: self.thresholds.per_cent().map(Number),
            measures: measures.iter().map(of_one).collect(),
            rows: rows.map_err(|error| failed(&error))?,
            differences: measures.iter().flat_map(differences).collect(),
        })
    }

    fn text(&self) -> String {
        let mut text = self.words.reconciled_on(self.on_day.at, self.question.by.word());
        if let Some(day) = self.question.known_on {
            text.push_str(&format!(", known on {}", self.words.day(day)));
        }
        text.push_str(&format!("\n{}\n", self.words.thresholds(self.thresholds)));
        for reconciled in &self.on_day.measures {
            // Writing to a String cannot fail.
            let _ = self.write_measure(&mut text, reconciled);
        }
        text
    }

    fn write_measure(&self, text: &mut String, reconciled: &Reconciled) -> std::fmt::Result {
        let measure: &Measure = &reconciled.comparison.measure;
        let standing = &reconciled.slice.standing;
        write!(text, "\n{}  ({}): ", measure.name(), measure.id())?;
        write!(text, "{}", self.words.verdict(reconciled.slice.agreement.verdict))?;
        if let Some(flagged) = flagged(reconciled).filter(|_| standing.len() > 1) {
            write!(text, ", {}", self.words.flagged(flagged, standing.len()))?;
        }
        writeln!(text)?;
        let mut table = Vec::new();
        if !standing.is_empty() {
            let head = ["", "who", "as of", "as stated", "read as", "differs most"];
            table.push(head.map(str::to_owned));
        }
        let standing = standing.iter().zip(&reconciled.largest);
        table.extend(
            standing.filter_map(|(one, largest)| self.row(reconciled, one, largest.as_ref())),
        );
        for (of, why) in &reconciled.slice.not_counted {
            let Some(estimate) = of.of(&self.on_day.files) else { continue };
            table.push([
                String::new(),
                estimate.label().to_owned(),
                self.words.as_of(estimate.as_of()),
                self.words.as_stated(estimate),
                String::new(),
                format!("not counted: {}", why.word().replace('-', " ")),
            ]);
        }
        write_table(text, &table)
    }

    fn row(
        &self,
        reconciled: &Reconciled,
        one: &StandingVoice,
        largest: Option<&Difference>,
    ) -> Option<[String; 6]> {
        let files: &[Loaded] = &self.on_day.files;
        let estimate = one.estimate.of(files)?;
        let clocks = reconciled.comparison.clocks(files, one.estimate)?;
        let is_flagged = reconciled.is_material(largest) == Some(true);
        let read = self.words.read(one.read);
        let carried = one.carried.map(|carried| self.words.how_carried(&carried));
        let differs = match largest {
            Some(largest) => self.words.differs_most(largest, name(reconciled, largest.from)),
            None => self.words.no_difference(reconciled.slice.standing.len()).to_owned(),
        };
        Some([
            if is_flagged { "!" } else { "" }.to_owned(),
            name(reconciled, one.voice).to_owned(),
            self.words.as_of(clocks.as_of()),
            self.words.as_stated(estimate),
            carried.map_or_else(|| read.clone(), |carried| format!("{read}, {carried}")),
            differs,
        ])
    }
}

fn name(reconciled: &Reconciled, voice: usize) -> &str {
    reconciled.comparison.voices.get(voice).map_or("", |voice| &voice.name)
}

fn flagged(reconciled: &Reconciled) -> Option<usize> {
    reconciled.is_material(None)?;
    let is_flagged = |one: &&Option<Difference>| reconciled.is_material(one.as_ref()) == Some(true);
    Some(reconciled.largest.iter().filter(is_flagged).count())
}

fn differences(reconciled: &Reconciled) -> Vec<DifferenceJson> {
    let all = reconciled.differences().into_iter();
    all.map(|(voice, difference)| DifferenceJson {
        measure: reconciled.comparison.measure.id(),
        a: name(reconciled, voice).to_owned(),
        b: name(reconciled, difference.from).to_owned(),
        differs: if difference.is_above { "above" } else { "below" },
        gap: Number(difference.gap),
        per_cent: Cell::share(difference.per_cent).json(),
        material: reconciled.is_material(Some(&difference)),
    })
    .collect()
}
