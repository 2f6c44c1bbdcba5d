//! `parallax export`: a chart, a page that can be asked, the data, or a session, as the ending of OUT
//! says.

use std::path::Path;

use crate::compare::Question;
use crate::disk;
use crate::estimate::{Directory, Estimate, Loaded, Measure, folded_name};
use crate::export::said::Said;
use crate::export::tables::DayAsked;
use crate::export::{DataKind, ExportKind, TablesKind, Written, unknown_ending};
use crate::words::Words;
use crate::{export, opening, session};

use super::answer::{Outcome, say};
use super::args::{ExportArgs, QuestionFlags, TakenArgs};
use super::inputs::{Gathered, gather, question, question_about};
use super::picture::{Drawing, view};
use super::redacting::redact;
use super::renewing::renew;
use crate::session::{Document, View};

pub(super) fn run(args: &ExportArgs) -> Result<Outcome, String> {
    let taken = &args.taken;
    let kind = ExportKind::of(&taken.output).ok_or_else(|| unknown_ending(&taken.output))?;
    if args.blind && !matches!(kind, ExportKind::Session) {
        let path = taken.output.display();
        return Err(format!("A blind copy is a session: let OUT end in .comparison.ron: {path}"));
    }
    if args.bridge.is_some() && !matches!(kind, ExportKind::Picture(_)) {
        return Err(Words::default().only_as_a_picture().to_owned());
    }
    let out = Output::of(taken)?;
    let gathered = &out.gathered;
    let written = match kind {
        ExportKind::Picture(kind) => Drawing::of(gathered, args)?.picture(kind, &taken.picture)?,
        ExportKind::Report(kind) => {
            Drawing::over_time(gathered, taken)?.report(kind, taken, &out.renewed)?
        }
        ExportKind::Page => Drawing::over_time(gathered, taken)?.page(&taken.picture)?,
        ExportKind::Data(kind) => data(gathered, taken, kind)?.into(),
        ExportKind::Tables(kind) => tables(gathered, args, kind)?.into(),
        ExportKind::Session => whole_session(gathered, args)?.into_bytes().into(),
    };
    out.save(&written, matches!(kind, ExportKind::Session))
}

/// Where something is written, what it is made from, and what stood there before.
pub(super) struct Output<'a> {
    pub gathered: Gathered,
    /// What was found where the files were read, where that was looked for.
    pub renewed: Vec<String>,
    path: &'a Path,
    expected: disk::Expected,
    is_strict: bool,
}

impl<'a> Output<'a> {
    /// Reads what goes out; all of it is read, or nothing is written. What is not to be known is not
    /// in it.
    ///
    /// # Errors
    /// In one sentence, where OUT is one of the inputs or holds what a newer version wrote, a file was
    /// not read, or something is to be left out that is not there.
    pub fn of(args: &'a TakenArgs) -> Result<Output<'a>, String> {
        let (inputs, path, is_strict) = (&args.inputs, args.output.as_path(), args.strict);
        let all = inputs.files.iter().chain(&inputs.vintages).chain(&inputs.reading.mapping);
        if let Some(input) = all.into_iter().find(|input| disk::same_file(input, path)) {
            return Err(format!(
                "OUT would overwrite an input; give another name: {}",
                input.display()
            ));
        }
        let expected = disk::Expected::as_now(path);
        opening::refuse_newer(path).map_err(|why| Words::default().not_opened(&why))?;
        let mut gathered = gather(inputs)?;
        gathered.say_what_is_missing(is_strict);
        gathered.say_what_is_doubtful(is_strict);
        if !gathered.failures.is_empty() {
            let none = "Nothing was written: an export holds all of the files or none";
            return Err(none.to_owned());
        }
        let found = renew(&mut gathered, args)?;
        found.all().for_each(say);
        let is_redacted = redact(&mut gathered, args)?;
        // What was found speaks of files as they are, with all that a redacted copy leaves out.
        let renewed =
            if is_redacted { found.in_short } else { found.all().map(str::to_owned).collect() };
        Ok(Output { gathered, renewed, path, expected, is_strict })
    }

    /// Writes it, and says what there is to say of it.
    ///
    /// # Errors
    /// In one sentence, where it could not be written.
    pub fn save(self, written: &Written, keeps_earlier: bool) -> Result<Outcome, String> {
        let words = Words::default();
        let options = disk::SaveOptions { expected: self.expected, keeps_earlier };
        let saved = disk::save(self.path, &written.bytes, &options)
            .map_err(|error| words.not_saved(&error))?;
        let boxed = words.drawn_as_boxes(&written.boxed);
        words.saved_but(&saved).iter().chain(&boxed).for_each(|sentence| say(sentence));
        let lacking = self.is_strict && self.gathered.has_strict_errors();
        Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
    }
}

/// The estimates that the flags' measure, dates, known-on and exclusions leave.
fn data(gathered: &Gathered, args: &TakenArgs, kind: DataKind) -> Result<Vec<u8>, String> {
    let flags = &args.question;
    let asked = || question(&gathered.document, flags, &args.inputs.reading);
    let asked = flags.measure.is_some().then(asked).transpose()?;
    let own = gathered.document.question();
    let known_on = flags.known_on.or_else(|| own.and_then(|question| question.known_on));
    gathered.say_what_is_in_force(known_on);
    let in_force = gathered.document.files_in_force(known_on);
    let files: Vec<_> = in_force.map(|section| (section.loaded(), section.path.clone())).collect();
    let all = gathered.document.loaded_all();
    let said = said(&gathered.document, &all);
    export::data(kind, &gathered.document, &files, &said, wanted(asked.as_ref(), flags))
}

/// The same estimates, and the day that is asked about, as tables.
fn tables(gathered: &Gathered, args: &ExportArgs, kind: TablesKind) -> Result<Vec<u8>, String> {
    let (taken, flags) = (&args.taken, &args.taken.question);
    let (question, only) = question_about(&gathered.document, flags, &taken.inputs.reading)?;
    gathered.say_what_is_in_force(question.known_on);
    let asked = DayAsked {
        document: &gathered.document,
        question: &question,
        only: only.as_ref(),
        at: view(gathered, taken).cursor,
        thresholds: args.thresholds.both(),
    };
    let all = gathered.document.loaded_all();
    let said = said(&gathered.document, &all);
    let of_measure = only.is_some().then_some(&question);
    export::tables_of(kind, &asked, &said, wanted(of_measure, flags))
}

/// Whether an estimate is taken: of the measures that are `asked` about, where any are.
fn wanted<'a>(
    asked: Option<&'a Question>,
    flags: &'a QuestionFlags,
) -> impl Fn(Estimate<'_>) -> bool + 'a {
    let is_of = |question: &Question, measure: &Measure| {
        question.measure == *measure || question.include.contains(measure)
    };
    move |estimate| {
        asked.is_none_or(|question| is_of(question, estimate.measure()))
            && is_asked_for(flags, estimate)
    }
}

fn said<'a>(document: &'a Document, files: &'a [Loaded]) -> Said<'a> {
    Said { files, overlay: document.overlay(), notes: document.notes(), words: Words::default() }
}

fn is_asked_for(flags: &QuestionFlags, estimate: Estimate<'_>) -> bool {
    let day = estimate.as_of().to();
    let is_excluded = || {
        let origin = folded_name(Directory::shipped().origin_name(estimate.source()));
        let label = folded_name(estimate.label());
        flags.exclude.iter().map(|name| folded_name(name)).any(|n| n == origin || n == label)
    };
    flags.from.is_none_or(|from| day >= from)
        && flags.to.is_none_or(|to| day <= to)
        && flags.known_on.is_none_or(|known_on| estimate.known_from() <= known_on)
        && !is_excluded()
}

fn whole_session(gathered: &Gathered, args: &ExportArgs) -> Result<String, String> {
    let mut document = gathered.document.clone();
    let reading = &args.taken.inputs.reading;
    let is_asked =
        args.taken.question != QuestionFlags::default() || reading.compared_dates().is_some();
    if is_asked || document.question().is_some() {
        let question = question(&document, &args.taken.question, reading)?;
        match session::apply(&document, &session::Edit::Ask(question)) {
            Ok(asked) => document = asked,
            Err(session::Refusal::NothingChanges) => {}
            Err(refusal) => return Err(Words::default().refusal(&refusal)),
        }
    }
    if args.blind {
        let blind = document.blind_copy().map_err(|why| Words::default().refusal(&why))?;
        // How it was looked at may tell names.
        return Ok(session::write(&blind, &View::default()));
    }
    Ok(session::write(&document, &view(gathered, &args.taken)))
}
