//! `parallax export`: a chart, the data, or a session, as the ending of OUT says.

use std::path::Path;

use crate::compare::Question;
use crate::disk;
use crate::estimate::{Directory, Estimate, Loaded, Measure};
use crate::export::said::Said;
use crate::export::{DataKind, ExportKind};
use crate::words::Words;
use crate::{export, opening, session};

use super::answer::{Outcome, say};
use super::args::{ExportArgs, QuestionFlags};
use super::inputs::{Gathered, gather, question};
use super::picture::{picture, view};
use crate::session::{Document, View};

pub(super) fn run(args: &ExportArgs) -> Result<Outcome, String> {
    let kind = kind_of(&args.output)?;
    let inputs = args.inputs.files.iter().chain(&args.inputs.vintages);
    let mut inputs = inputs.chain(&args.inputs.reading.mapping);
    if let Some(input) = inputs.find(|input| disk::same_file(input, &args.output)) {
        return Err(format!(
            "OUT would overwrite an input; give another name: {}",
            input.display()
        ));
    }
    if args.blind && !matches!(kind, ExportKind::Session) {
        let path = args.output.display();
        return Err(format!("A blind copy is a session: let OUT end in .comparison.ron: {path}"));
    }
    let expected = disk::Expected::as_now(&args.output);
    opening::refuse_newer(&args.output).map_err(|why| Words::default().not_opened(&why))?;
    let gathered = gather(&args.inputs)?;
    gathered.say_what_is_missing(args.strict);
    gathered.say_what_is_doubtful(args.strict);
    if !gathered.failures.is_empty() {
        return Err("Nothing was written: an export holds all of the files or none".to_owned());
    }
    let bytes = match kind {
        ExportKind::Picture => picture(&gathered, args)?.into_bytes(),
        ExportKind::Data(kind) => data(&gathered, args, kind)?,
        ExportKind::Session => whole_session(&gathered, args)?.into_bytes(),
    };
    let keeps_earlier = matches!(kind, ExportKind::Session);
    let options = disk::SaveOptions { expected, keeps_earlier };
    let saved = disk::save(&args.output, &bytes, &options)
        .map_err(|error| Words::default().not_saved(&error))?;
    Words::default().saved_but(&saved).iter().for_each(|sentence| say(sentence));
    let lacking = args.strict && gathered.has_strict_errors();
    Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
}

fn kind_of(output: &Path) -> Result<ExportKind, String> {
    ExportKind::of(output).ok_or_else(|| {
        let endings = ExportKind::ALL.map(ExportKind::ending).join(" ");
        format!("The ending of OUT says what to write, one of {endings}: {}", output.display())
    })
}

/// The estimates that the flags' measure, dates, known-on and exclusions leave.
fn data(gathered: &Gathered, args: &ExportArgs, kind: DataKind) -> Result<Vec<u8>, String> {
    let flags = &args.question;
    let asked = || question(&gathered.document, flags, &args.inputs.reading);
    let asked = flags.measure.is_some().then(asked).transpose()?;
    let is_of = |question: &Question, measure: &Measure| {
        question.measure == *measure || question.include.contains(measure)
    };
    let wanted = |estimate: Estimate<'_>| {
        asked.as_ref().is_none_or(|question| is_of(question, estimate.measure()))
            && is_asked_for(flags, estimate)
    };
    let own = gathered.document.question();
    let known_on = flags.known_on.or_else(|| own.and_then(|question| question.known_on));
    gathered.say_what_is_in_force(known_on);
    let in_force = gathered.document.files_in_force(known_on);
    let files: Vec<_> = in_force.map(|section| (section.loaded(), section.path.clone())).collect();
    let all = gathered.document.loaded_all();
    export::data(kind, &files, &said(&gathered.document, &all), wanted)
}

fn said<'a>(document: &'a Document, files: &'a [Loaded]) -> Said<'a> {
    Said { files, overlay: document.overlay(), notes: document.notes(), words: Words::default() }
}

fn is_asked_for(flags: &QuestionFlags, estimate: Estimate<'_>) -> bool {
    let day = estimate.as_of().to();
    let is_excluded = || {
        let origin = Directory::shipped().origin_of(estimate.source()).name.to_lowercase();
        let label = estimate.label().to_lowercase();
        flags.exclude.iter().map(|name| name.to_lowercase()).any(|n| n == origin || n == label)
    };
    flags.from.is_none_or(|from| day >= from)
        && flags.to.is_none_or(|to| day <= to)
        && flags.known_on.is_none_or(|known_on| estimate.known_from() <= known_on)
        && !is_excluded()
}

fn whole_session(gathered: &Gathered, args: &ExportArgs) -> Result<String, String> {
    let mut document = gathered.document.clone();
    let reading = &args.inputs.reading;
    let is_asked = args.question != QuestionFlags::default() || reading.compared_dates().is_some();
    if is_asked || document.question().is_some() {
        let question = question(&document, &args.question, reading)?;
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
    Ok(session::write(&document, &view(gathered, args)))
}
