//! `parallax check`: what was understood, and every problem.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use crate::compare::VintageChange;
use crate::estimate::{
    Basis, Day, DifferingFact, Directory, FileSlot, Ledger, LookAlike, MeasureKey, Shape,
    StatedFact, Value, facts_that_differ, look_alikes, visible,
};
use crate::export::json::SCHEMA;
use crate::files::publications::{PublicationProblem, PublicationsRead};
use crate::files::{Problem, Severity};
use crate::session::{Document, FileSection, VintageStep};
use crate::words::Words;

use super::answer::{Outcome, answer, answer_json, say};
use super::args::{CheckArgs, CheckFormat};
use super::inputs::gather;
use super::repeated::{Repeated, say_repeated};

pub(super) fn run(args: &CheckArgs) -> Result<Outcome, String> {
    let gathered = gather(&args.inputs)?;
    gathered.say_what_is_missing(args.strict);
    gathered.say_what_is_in_force(None);
    let vintages = Vintages::of(&gathered.document);
    let sections = gathered.document.files().iter();
    let files: Vec<FileReport<'_>> =
        sections.map(|one| FileReport::of(&gathered.document, one, &vintages)).collect();
    let sections = gathered.document.files().iter();
    let sources = sections.flat_map(|section| section.ledger.sources()).map(|(_, source)| source);
    let alike = look_alikes(Directory::shipped(), sources);
    let loaded = gathered.document.loaded();
    let may_be_one = Repeated::in_all(&loaded);
    let differing = facts_that_differ(&loaded);
    match args.format {
        CheckFormat::Json => {
            let look_alikes = alike.iter().map(LookAlikeReport::of).collect();
            let of = |one| DifferingReport::of(&gathered.document, one);
            let facts_differ = differing.iter().map(of).collect();
            let references =
                gathered.references.iter().map(|(path, read)| ReferencesReport::of(path, read));
            let references = references.collect();
            answer_json(&Report {
                schema: SCHEMA,
                files,
                references,
                look_alikes,
                may_be_one,
                facts_differ,
            })?;
        }
        CheckFormat::Text => {
            answer(&files.iter().map(FileReport::text).collect::<String>())?;
            for alike in alike.iter().take(LOOK_ALIKES_SAID) {
                say(&format!(
                    "Perhaps one origin, counted as two: {}.",
                    Words::default().look_alike(alike)
                ));
            }
            let more = alike.len().saturating_sub(LOOK_ALIKES_SAID);
            if more > 0 {
                let more = Words::default().count(more);
                say(&format!("{more} more names may be one origin: --format json lists them all"));
            }
            say_repeated(&may_be_one);
            for one in &differing {
                let file = |slot| file_name(&gathered.document, slot);
                say(&format!("{}.", Words::default().differing_fact(one, file)));
            }
        }
    }
    let lacking = !gathered.failures.is_empty() || (args.strict && gathered.has_strict_errors());
    Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
}

/// So many names that may be one are said one by one.
const LOOK_ALIKES_SAID: usize = 100;

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    files: Vec<FileReport<'a>>,
    /// Files of references, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    references: Vec<ReferencesReport<'a>>,
    look_alikes: Vec<LookAlikeReport<'a>>,
    may_be_one: Vec<Repeated>,
    facts_differ: Vec<DifferingReport>,
}

/// A file of references.
#[derive(Serialize)]
struct ReferencesReport<'a> {
    path: &'a str,
    references: usize,
    problems: Vec<ReferenceProblem>,
}

#[derive(Serialize)]
struct ReferenceProblem {
    record: Option<u32>,
    message: String,
}

impl<'a> ReferencesReport<'a> {
    fn of(path: &'a str, read: &PublicationsRead) -> ReferencesReport<'a> {
        let problem = |one: &PublicationProblem| ReferenceProblem {
            record: one.record,
            message: Words::default().publication_problem(one),
        };
        let problems = read.problems.iter().map(problem).collect();
        ReferencesReport { path, references: read.publications.len(), problems }
    }
}

/// A fact of an origin of which files state different things.
#[derive(Serialize)]
struct DifferingReport {
    origin: String,
    fact: &'static str,
    used: String,
    stated: Vec<StatedReport>,
}

#[derive(Serialize)]
struct StatedReport {
    value: String,
    files: Vec<String>,
    estimates: usize,
}

impl DifferingReport {
    fn of(document: &Document, differing: &DifferingFact) -> DifferingReport {
        let stated = |one: &StatedFact| StatedReport {
            value: one.value.clone(),
            files: one.files.iter().map(|slot| file_name(document, *slot)).collect(),
            estimates: one.estimates,
        };
        DifferingReport {
            origin: differing.origin.clone(),
            fact: differing.fact.word(),
            used: differing.stated.first().map(|one| one.value.clone()).unwrap_or_default(),
            stated: differing.stated.iter().map(stated).collect(),
        }
    }
}

fn file_name(document: &Document, slot: FileSlot) -> String {
    document.file(slot).map_or_else(String::new, |file| file.name().to_owned())
}

/// Two names that might stand for one origin. Nothing is made of it.
#[derive(Serialize)]
struct LookAlikeReport<'a> {
    name: &'a str,
    of: &'a str,
    why: &'static str,
}

impl<'a> LookAlikeReport<'a> {
    fn of(alike: &'a LookAlike) -> LookAlikeReport<'a> {
        LookAlikeReport {
            name: &alike.name,
            of: &alike.of,
            why: Words::default().likeness(alike.why),
        }
    }
}

#[derive(Serialize)]
struct FileReport<'a> {
    path: &'a str,
    format: &'a str,
    rows: u32,
    estimates: usize,
    bounds: BoundsReport,
    measures: Vec<MeasureReport>,
    events: usize,
    problems: Vec<ProblemReport<'a>>,
    /// What it is among the vintages of one file, if there are others.
    #[serde(skip_serializing_if = "Option::is_none")]
    vintage: Option<VintageReport>,
}

/// One of several copies of a file.
#[derive(Serialize)]
struct VintageReport {
    day: Option<String>,
    /// Whether the day is `given`, by the file's `name`, or the `last_published` one in it.
    day_by: Option<&'static str>,
    in_force: bool,
    /// How it differs from the vintage before it; none for the oldest.
    changes: Option<Vec<ChangeReport>>,
    /// How many estimates are as they were in the vintage before it.
    unchanged: Option<usize>,
}

/// An estimate that the vintage before has otherwise.
#[derive(Serialize)]
struct ChangeReport {
    kind: &'static str,
    text: String,
    old: Option<String>,
    new: Option<String>,
}

/// How copies of files became one another, and which of them are not in force.
struct Vintages {
    steps: BTreeMap<FileSlot, VintageStep>,
    ghosts: BTreeSet<FileSlot>,
}

impl Vintages {
    fn of(document: &Document) -> Vintages {
        let steps = document.series().iter().flat_map(|series| document.vintage_steps(series));
        let steps = steps.map(|step| (step.to, step)).collect();
        Vintages { steps, ghosts: document.ghosts(None) }
    }
}

impl VintageReport {
    fn of(document: &Document, file: FileSlot, vintages: &Vintages) -> Option<VintageReport> {
        document.series_of(file)?;
        let day = document.vintage_day(file);
        let step = vintages.steps.get(&file);
        Some(VintageReport {
            day: day.map(|(day, _)| day.to_string()),
            day_by: day.map(|(_, by)| by.word()),
            in_force: !vintages.ghosts.contains(&file),
            changes: step.map(|step| ChangeReport::all(document, step)),
            unchanged: step.map(|step| step.difference.unchanged.len()),
        })
    }
}

impl VintageReport {
    fn write(&self, text: &mut String) -> std::fmt::Result {
        let day = self.day.as_deref().unwrap_or("no day");
        let force = if self.in_force { ", in force" } else { ", not in force" };
        writeln!(text, "  vintage of {day}{force}")?;
        for change in self.changes.iter().flatten() {
            writeln!(text, "    {}: {}", change.kind, change.text)?;
        }
        match self.unchanged {
            Some(unchanged) => writeln!(text, "    as in the vintage before: {unchanged}"),
            None => Ok(()),
        }
    }
}

impl ChangeReport {
    fn all(document: &Document, step: &VintageStep) -> Vec<ChangeReport> {
        let files = document.loaded_file(step.from).zip(document.loaded_file(step.to));
        let Some((old, new)) = files else { return Vec::new() };
        let report = |change: &VintageChange| {
            let (before, now) = change.ids(&old, &new);
            Some(ChangeReport {
                kind: change.kind.word(),
                text: Words::default().vintage(&change.fact(&old, &new)?),
                old: before.map(String::from),
                new: now.map(String::from),
            })
        };
        step.difference.changes.iter().filter_map(report).collect()
    }
}

/// How many estimates have which of low, best and high, or no number.
#[derive(Default, Serialize)]
struct BoundsReport {
    point: usize,
    between: usize,
    at_least: usize,
    at_most: usize,
    full: usize,
    low_best: usize,
    best_high: usize,
    vague: usize,
    share: usize,
    direction: usize,
}

#[derive(Serialize)]
struct MeasureReport {
    id: String,
    name: String,
    basis: &'static str,
    /// Where a total begins; null where that is not stated.
    since: Option<Day>,
    estimates: usize,
    labels: usize,
    origins: usize,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Serialize)]
struct ProblemReport<'a> {
    severity: &'static str,
    code: &'a str,
    line: Option<u32>,
    column: Option<&'a str>,
    message: String,
}

impl<'a> FileReport<'a> {
    fn of(document: &Document, section: &'a FileSection, vintages: &Vintages) -> FileReport<'a> {
        let ledger = &section.ledger;
        FileReport {
            path: &section.path,
            format: &section.format,
            rows: section.rows,
            estimates: ledger.len(),
            bounds: BoundsReport::of(ledger),
            measures: ledger.measures().map(|(key, _)| MeasureReport::of(ledger, key)).collect(),
            events: ledger.events().len(),
            problems: section.problems.iter().map(ProblemReport::of).collect(),
            vintage: VintageReport::of(document, section.slot, vintages),
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "{}", visible(self.path))?;
        let (format, rows, estimates, events) =
            (self.format, self.rows, self.estimates, self.events);
        write!(text, "  format {format}, {rows} rows, {estimates} estimates")?;
        writeln!(
            text,
            "{}",
            if events == 0 { String::new() } else { format!(", {events} events") }
        )?;
        writeln!(text, "  stated as: {}", self.bounds.words())?;
        for measure in &self.measures {
            writeln!(
                text,
                "  {} ({}): {} estimates, {} labels, {} origins, {} to {}",
                visible(&measure.name),
                measure.basis_and_start(),
                measure.estimates,
                measure.labels,
                measure.origins,
                measure.first.as_deref().unwrap_or("?"),
                measure.last.as_deref().unwrap_or("?"),
            )?;
        }
        if self.problems.is_empty() {
            writeln!(text, "  no problems")?;
        }
        for problem in &self.problems {
            let line = problem.line.map(|line| format!(" line {line}")).unwrap_or_default();
            let column =
                problem.column.map(|name| format!(", {}", visible(name))).unwrap_or_default();
            writeln!(text, "  {}{line}{column}: {}", problem.severity, problem.message)?;
        }
        self.vintage.as_ref().map_or(Ok(()), |vintage| vintage.write(text))
    }
}

impl BoundsReport {
    fn of(ledger: &Ledger) -> BoundsReport {
        let mut counts = BoundsReport::default();
        for estimate in ledger.estimates() {
            let count = match estimate.value() {
                Value::Bounds(bounds) => match bounds.shape() {
                    Shape::Point => &mut counts.point,
                    Shape::Between => &mut counts.between,
                    Shape::AtLeast => &mut counts.at_least,
                    Shape::AtMost => &mut counts.at_most,
                    Shape::Full => &mut counts.full,
                    Shape::LowBest => &mut counts.low_best,
                    Shape::BestHigh => &mut counts.best_high,
                },
                Value::Vague => &mut counts.vague,
                Value::Share => &mut counts.share,
                Value::Direction(_) => &mut counts.direction,
            };
            *count = count.saturating_add(1);
        }
        counts
    }

    fn words(&self) -> String {
        let counts = [
            (self.point, "a number"),
            (self.between, "low and high"),
            (self.at_least, "low alone"),
            (self.at_most, "high alone"),
            (self.full, "low, best and high"),
            (self.low_best, "low and best"),
            (self.best_high, "best and high"),
            (self.vague, "vague"),
            (self.share, "a share"),
            (self.direction, "a direction"),
        ];
        let words: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{words} {count}"))
            .collect();
        words.join(", ")
    }
}

impl MeasureReport {
    /// `cumulative since 10 Oct 2025`
    fn basis_and_start(&self) -> String {
        match self.since {
            Some(start) => format!("{} since {}", self.basis, Words::default().day(start)),
            None if self.basis == Basis::Cumulative.word() => {
                format!("{}, no start stated", self.basis)
            }
            None => self.basis.to_owned(),
        }
    }

    fn of(ledger: &Ledger, key: MeasureKey) -> MeasureReport {
        let mut report = MeasureReport {
            id: String::new(),
            name: String::new(),
            basis: "",
            since: None,
            estimates: 0,
            labels: 0,
            origins: 0,
            first: None,
            last: None,
        };
        let mut origins = BTreeSet::new();
        let (mut first, mut last) = (None, None);
        for track in ledger.tracks_of(key) {
            report.labels = report.labels.saturating_add(1);
            if let Some(source) = ledger.source(track.source) {
                origins.insert(Directory::shipped().origin_name(source).to_owned());
            }
            for estimate in track.indices().filter_map(|index| ledger.estimate(index)) {
                report.estimates = report.estimates.saturating_add(1);
                let day = estimate.as_of().to();
                first = Some(first.map_or(day, |first| day.min(first)));
                last = Some(last.map_or(day, |last| day.max(last)));
                if report.id.is_empty() {
                    report.id = estimate.measure().id();
                    report.name = estimate.measure().name();
                    report.basis = estimate.measure().basis.word();
                    report.since = estimate.measure().since;
                }
            }
        }
        report.origins = origins.len();
        report.first = first.map(|day| day.to_string());
        report.last = last.map(|day| day.to_string());
        report
    }
}

impl<'a> ProblemReport<'a> {
    fn of(problem: &'a Problem) -> ProblemReport<'a> {
        ProblemReport {
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: problem.code(),
            line: problem.line,
            column: problem.column.as_deref(),
            message: Words::default().problem(problem),
        }
    }
}
