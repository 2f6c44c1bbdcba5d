//! The files named on the command line, read into one document.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::compare::{
    Comparison, MeasureChoice, Question, choose_measure, compare, measures_compared,
};
use crate::disk;
use crate::estimate::{Day, Measure};
use crate::files::publications::{PublicationProblem, PublicationsRead, may_be_publications};
use crate::files::{Mapping, Problem, ReadOptions, Severity};
use crate::opening::{self, Content, NotOpened};
use crate::session::{self, Added, Document, Edit, Refusal, View, apply};
use crate::words::Words;

use super::answer::say;
use super::args::{Inputs, QuestionFlags, ReadingFlags};

/// No mapping file is longer than this.
const LARGEST_MAPPING_BYTES: u64 = 1024 * 1024;

/// What was read, and what was not.
pub(super) struct Gathered {
    pub document: Document,
    pub view: View,
    /// One sentence for each file that could not be read.
    pub failures: Vec<String>,
    /// Files of references, each with what was read in it.
    pub references: Vec<(String, PublicationsRead)>,
    /// Whether the session holds what makes no sense in it, or what this version does not know.
    pub is_odd: bool,
}

impl Gathered {
    fn take(&mut self, added: Added) {
        self.document = added.document;
        let refused = added.refused.iter().map(|refusal| Words::default().refusal(refusal));
        self.failures.extend(refused);
    }

    /// Takes in what is recorded of publications, and says what came of it.
    fn take_references(&mut self) {
        let words = Words::default();
        for (name, read) in &self.references {
            let before = self.document.publications().list().len();
            let (publications, of) = (read.publications.clone(), Some(name.clone()));
            match apply(&self.document, &Edit::AddPublications { publications, of }) {
                Ok(grown) => self.document = grown,
                Err(Refusal::NothingChanges) => {}
                Err(refusal) => {
                    self.failures.push(format!("{}: {name}", words.refusal(&refusal)));
                    continue;
                }
            }
            let added = self.document.publications().list().len().saturating_sub(before);
            say(&words.publications_taken(name, read, added));
            for problem in &read.problems {
                say(&format!("{name}, {}", words.publication_problem(problem)));
            }
        }
        if !self.references.is_empty() {
            say(&words.publications_fit(self.document.publication_fit()));
        }
    }

    /// Takes dated copies in as vintages of one file.
    fn take_vintages(&mut self, path: &Path, options: &ReadOptions) {
        let mut copies =
            match opening::open_copies(path, options, &mut |_| ControlFlow::Continue(())) {
                Ok(copies) => copies,
                Err(error) => return self.failures.push(failure(&error)),
            };
        self.failures.extend(copies.not_read.drain(..).map(|error| failure(&error)));
        Words::default().copies_left(&copies).iter().for_each(|sentence| say(sentence));
        self.take(session::add_copies(&self.document, copies.sections));
    }

    /// Says on stderr what could not be read and which rows were not used.
    pub fn say_what_is_missing(&self, is_strict: bool) {
        self.failures.iter().for_each(|sentence| say(sentence));
        for section in self.document.files() {
            for problem in section.problems.iter().filter(|p| counts(p, is_strict)) {
                let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
                let said = Words::default().problem(problem);
                say(&format!("{}{line}: {said}", section.path));
            }
        }
    }

    /// Says on stderr of each file how much in it was used and is doubtful, for commands that do not
    /// list it.
    pub fn say_what_is_doubtful(&self, is_strict: bool) {
        for section in self.document.files() {
            let is_doubtful = |problem: &&Problem| !counts(problem, is_strict);
            let doubtful = section.problems.iter().filter(is_doubtful).count();
            if doubtful > 0 {
                say(&format!("{}: {}", section.path, Words::default().doubtful(doubtful)));
            }
        }
    }

    /// Says on stderr which vintage of each series is in force, and which files may be vintages.
    pub fn say_what_is_in_force(&self, known_on: Option<Day>) {
        let series = self.document.series().iter();
        series
            .filter_map(|one| Words::default().in_force(&self.document, one, known_on))
            .for_each(|words| say(&words));
        for doubt in self.document.copies_in_doubt() {
            say(&Words::default().copy_in_doubt(&self.document, doubt));
        }
    }

    /// Whether some row was not used, or was read in one way of two with nothing to tell, or the
    /// session is odd.
    pub fn has_strict_errors(&self) -> bool {
        let sections = self.document.files().iter();
        let mut problems = sections.flat_map(|section| &section.problems);
        let mut recorded = self.references.iter().flat_map(|(_, read)| &read.problems);
        self.is_odd
            || problems.any(|problem| counts(problem, true))
            || recorded.any(PublicationProblem::is_error)
    }
}

/// Whether a problem is an error.
fn counts(problem: &Problem, is_strict: bool) -> bool {
    problem.severity == Severity::Error || (is_strict && problem.is_strict_error())
}

/// The reading options that these flags ask for.
///
/// # Errors
/// When the mapping file cannot be read, or a flag asks for what no format here needs.
pub fn read_options(flags: &ReadingFlags) -> Result<ReadOptions, String> {
    let mappings: Vec<Result<Mapping, String>> =
        flags.mapping.iter().map(|path| mapping_in(path)).collect();
    let bad: Vec<&str> =
        mappings.iter().filter_map(|read| read.as_ref().err()).map(String::as_str).collect();
    if !bad.is_empty() {
        return Err(bad.join("\n"));
    }
    let mappings = mappings.into_iter().filter_map(Result::ok).collect();
    let (dates, constants) = (flags.date_order(), flags.constants.by_field());
    let (sheet, encoding) = (flags.sheet.clone(), flags.encoding.clone());
    let (period, group_by) = (flags.period.clone(), flags.group_by.clone());
    let asked = ReadOptions { mappings, constants, dates, sheet, period, ..ReadOptions::default() };
    let connections = flags.connections.clone();
    Ok(ReadOptions { group_by, encoding, connections, ..asked })
}

/// The mapping in a file.
pub(super) fn mapping_in(path: &Path) -> Result<Mapping, String> {
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let bytes = disk::read_file(path, LARGEST_MAPPING_BYTES, go_on)
        .map_err(|error| Words::default().not_read(&error))?;
    Mapping::from_ron(&String::from_utf8_lossy(&bytes))
        .map_err(|bad| format!("{}: {}", Words::default().bad_mapping(&bad), path.display()))
}

/// Reads the files one after the other; what cannot be read does not keep the rest back.
///
/// # Errors
/// When the reading flags are wrong, a session stands beside other files, or the files together
/// are more than a session holds.
pub(super) fn gather(inputs: &Inputs) -> Result<Gathered, String> {
    let options = read_options(&inputs.reading)?;
    let others = inputs.files.iter().filter(|path| !may_be_publications(path)).count();
    let is_alone = others.saturating_add(inputs.vintages.len()) <= 1;
    let by_name = inputs.files.iter().find(|path| session::is_session_name(path));
    if let Some(session) = by_name.filter(|_| !is_alone) {
        return Err(not_alone(session));
    }
    // A report that encloses one, or a file that was taken for one of references, is known once it is
    // read.
    let mut session: Option<PathBuf> = None;
    let mut sections = Vec::new();
    let mut gathered = Gathered {
        document: Document::default(),
        view: View::default(),
        failures: Vec::new(),
        references: Vec::new(),
        is_odd: false,
    };
    let go_on = &mut |_| ControlFlow::Continue(());
    for (path, content) in
        opening::open_together(inputs.files.clone(), &options, &[], go_on, &mut |_| ())
    {
        match content {
            Ok(Content::Estimates(section)) => sections.push(section),
            Ok(Content::Session(..)) if session.is_some() => return Err(not_alone(&path)),
            Ok(Content::Session(opened, _)) => {
                session = Some(path);
                gathered.document = opened.document;
                gathered.view = opened.view;
                gathered.is_odd = !opened.problems.is_empty() || !opened.unknown_fields.is_empty();
                for oddity in &opened.problems {
                    say(&Words::default().oddity(oddity));
                }
                for field in &opened.unknown_fields {
                    say(&format!("This version does not know the field {field}: left aside"));
                }
            }
            Ok(Content::Publications(read)) => {
                gathered.references.push((path.display().to_string(), *read));
            }
            Err(error) => gathered.failures.push(failure(&error)),
        }
    }
    let has_others = !sections.is_empty() || !inputs.vintages.is_empty();
    if let Some(session) = session.filter(|_| has_others) {
        return Err(not_alone(&session));
    }
    let added = session::add_each(&gathered.document, sections);
    gathered.take(added);
    for path in &inputs.vintages {
        gathered.take_vintages(path, &options);
    }
    gathered.take_references();
    Ok(gathered)
}

fn not_alone(session: &Path) -> String {
    format!("{}: {}", Words::default().opened_alone(), session.display())
}

/// The bytes of a file; of standard input, where it is called `-`.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let read = disk::read_input(path, opening::LARGEST_FILE_BYTES, go_on);
    read.map_err(|error| Words::default().not_read(&error))
}

/// Why a path was not opened and what to do next, in one line.
fn failure(why: &NotOpened) -> String {
    let words = Words::default();
    let step = words.next_step(why).map(|step| format!(". {step}")).unwrap_or_default();
    words.not_opened(why) + &step
}

/// What is compared in a document, the measures of most estimates first.
pub(super) fn measures_of(document: &Document) -> Vec<Measure> {
    let counted = measures_compared(&document.loaded(), document.overlay());
    counted.into_iter().map(|(measure, _)| measure).collect()
}

/// The answer of a document to what these flags ask, and the last day of which it speaks.
///
/// # Errors
/// As [`question`].
pub(super) fn answered(
    document: &Document,
    flags: &QuestionFlags,
    reading: &ReadingFlags,
) -> Result<(Comparison, Option<Day>), String> {
    let question = question(document, flags, reading)?;
    let files = document.loaded_for(&question);
    let comparison = compare(&files, document.overlay(), &question);
    let last = comparison.last_day_spoken_of(&files);
    Ok((comparison, last))
}

/// The question that the flags ask of a document: its own, overridden by flags.
///
/// # Errors
/// When no measure is named and there are several, or the text names none or several: lists them.
pub(super) fn question(
    document: &Document,
    flags: &QuestionFlags,
    reading: &ReadingFlags,
) -> Result<Question, String> {
    let measures = measures_of(document);
    let mut question = match (&flags.measure, document.question(), measures.as_slice()) {
        (Some(text), own, _) => {
            let measure = chosen(&measures, text, "--measure")?;
            match own {
                Some(own) => Question { measure, ..own.clone() },
                None => Question::about(measure),
            }
        }
        (None, Some(own), _) => own.clone(),
        (None, None, [only]) => Question::about(only.clone()),
        (None, None, []) => return Err("There is no estimate to compare in these files".to_owned()),
        (None, None, _) => {
            return Err(format!("Say what to compare with --measure, one of:{}", list(&measures)));
        }
    };
    ask_otherwise(&mut question, &measures, flags, reading)?;
    Ok(question)
}

/// The question that the flags ask of every measure of a document, and the only measure, where one is
/// named. Nothing else can be included, and it is one day that is asked about.
///
/// # Errors
/// As [`question`]; where there is nothing to compare; and where what is asked makes no sense.
pub(super) fn question_of_all(
    document: &Document,
    flags: &QuestionFlags,
    reading: &ReadingFlags,
) -> Result<(Question, Option<Measure>), String> {
    if !flags.include.is_empty() || flags.from.is_some() || flags.to.is_some() {
        let of_one_day = "Every measure is compared by itself on one day: --include, --from and --to \
                          say nothing here";
        return Err(of_one_day.to_owned());
    }
    question_about(document, flags, reading)
}

/// The question that the flags ask, about the measure that is named, else about the largest; and the
/// measure that is named.
///
/// # Errors
/// As [`question`], save that no measure has to be named.
pub(super) fn question_about(
    document: &Document,
    flags: &QuestionFlags,
    reading: &ReadingFlags,
) -> Result<(Question, Option<Measure>), String> {
    if flags.measure.is_some() {
        let question = question(document, flags, reading)?;
        let measure = question.measure.clone();
        return Ok((question, Some(measure)));
    }
    let measures = measures_of(document);
    let plain = || measures.first().cloned().map(Question::about);
    let mut question = document
        .question()
        .cloned()
        .or_else(plain)
        .ok_or_else(|| Words::default().no_estimates().to_owned())?;
    ask_otherwise(&mut question, &measures, flags, reading)?;
    Ok((question, None))
}

/// Overrides a question by flags.
fn ask_otherwise(
    question: &mut Question,
    measures: &[Measure],
    flags: &QuestionFlags,
    reading: &ReadingFlags,
) -> Result<(), String> {
    for text in &flags.include {
        let included = chosen(measures, text, "--include")?;
        if included == question.measure {
            return Err(format!("--include “{text}” is the measure that is compared anyway"));
        }
        if !question.include.contains(&included) {
            question.include.push(included);
        }
    }
    // A session may ask with another measure than it includes.
    let asked = question.measure.clone();
    question.include.retain(|included| *included != asked);
    question.from = flags.from.or(question.from);
    question.to = flags.to.or(question.to);
    if let (Some(from), Some(to)) = (question.from, question.to)
        && from > to
    {
        return Err(format!("--from {from} is after --to {to}"));
    }
    question.known_on = flags.known_on.or(question.known_on);
    question.by = flags.by.unwrap_or(question.by);
    question.dates = reading.compared_dates().unwrap_or(question.dates);
    question.exclude.extend(flags.exclude.iter().cloned());
    question.staleness = flags.stale_after.unwrap_or(question.staleness);
    question.about = flags.about.unwrap_or(question.about);
    question.projections |= flags.projections;
    question.as_stated |= flags.as_stated;
    Ok(())
}

fn chosen(measures: &[Measure], text: &str, flag: &str) -> Result<Measure, String> {
    match choose_measure(measures, text) {
        MeasureChoice::One(measure) => Ok(measure),
        MeasureChoice::Several(several) => {
            Err(format!("{flag} “{text}” fits more than one measure:{}", list(&several)))
        }
        MeasureChoice::Nothing => {
            Err(format!("{flag} “{text}” fits no measure; there are:{}", list(measures)))
        }
    }
}

fn list(measures: &[Measure]) -> String {
    measures.iter().map(|measure| format!("\n  {}  {}", measure.id(), measure.name())).collect()
}
