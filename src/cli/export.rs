//! `parallax export`: a chart, the data, or a session, as the ending of OUT says.

use std::path::Path;

use crate::chart::{self, Scale, Scene, SceneOptions, Theme};
use crate::compare::{Comparison, Question, compare};
use crate::disk;
use crate::estimate::{Day, Directory, Estimate, Loaded, Measure};
use crate::export::caption::Caption;
use crate::export::said::Said;
use crate::export::{DataKind, ExportKind};
use crate::words::Words;
use crate::{export, opening, session};

use super::answer::{Outcome, say};
use super::args::{ExportArgs, QuestionFlags, ScaleFlag, ThemeFlag};
use super::inputs::{Gathered, gather, question};
use crate::session::{Document, View};

pub(super) fn run(args: &ExportArgs) -> Result<Outcome, String> {
    let kind = kind_of(&args.output)?;
    let mut inputs = args.inputs.files.iter().chain(&args.inputs.reading.mapping);
    if let Some(input) = inputs.find(|input| disk::same_file(input, &args.output)) {
        return Err(format!(
            "OUT would overwrite an input; give another name: {}",
            input.display()
        ));
    }
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
    let saved = disk::save(&args.output, &bytes, &disk::SaveOptions::default())
        .map_err(|error| Words::default().not_saved(&error))?;
    if !saved.durability_confirmed {
        say("Written, but the disk did not confirm that it is safe from a power cut");
    }
    let lacking = args.strict && gathered.has_strict_errors();
    Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
}

fn kind_of(output: &Path) -> Result<ExportKind, String> {
    ExportKind::of(output).ok_or_else(|| {
        let endings = ExportKind::ALL.map(ExportKind::ending).join(" ");
        format!("The ending of OUT says what to write, one of {endings}: {}", output.display())
    })
}

fn picture(gathered: &Gathered, args: &ExportArgs) -> Result<String, String> {
    let question = question(&gathered.document, &args.question, &args.inputs.reading)?;
    gathered.say_what_is_in_force(question.known_on);
    let files = gathered.document.loaded_for(&question);
    let comparison = compare(&files, gathered.document.overlay(), &question);
    let view = view(gathered, args);
    let theme = match args.picture.theme {
        ThemeFlag::Light => Theme::Light,
        ThemeFlag::Dark => Theme::Dark,
    };
    let size = (f32::from(args.picture.width), f32::from(args.picture.height));

    let options = SceneOptions {
        hidden: Some(&view.hidden),
        signs: Some(&view.signs),
        overlay: Some(gathered.document.overlay()),
        core: true,
        notes: gathered.document.notes(),
    };
    let scene = Scene::new(&files, &comparison, &options);
    let at = view.cursor.or_else(|| comparison.day_to_begin_with(&files));
    let sentence = at.map(|at| sentence_at(&files, &comparison, at)).unwrap_or_default();
    let all = gathered.document.loaded_all();
    let (said, words) = (said(&gathered.document, &all), Words::default());
    let caption =
        Caption::new(&scene, &comparison, &sentence, words).with_said(&said, &comparison.question);
    let (above, below) = export::svg::furniture(&caption, size.0 - export::svg::side_margins());
    let (width, height) = (size.0 - export::svg::side_margins(), size.1 - above - below);
    let mut frame = chart::fitted_frame(&scene, width, height.max(160.0), view.scale);
    let days = |day: Day| f64::from(day.number());
    if let Some((first, last)) = view.window {
        frame.time = (days(first), days(last.plus(1)));
    }
    frame.time.0 = args.question.from.map_or(frame.time.0, days);
    frame.time.1 = args.question.to.map_or(frame.time.1, |to| days(to.plus(1)));
    frame.value = view.value_window.unwrap_or_else(|| scene.value_extent(frame.time, view.scale));
    let picture = chart::layout(&scene, &frame);
    Ok(export::svg::svg(&picture, theme, &caption))
}

/// The session's own view, as far as the flags ask for the same.
fn view(gathered: &Gathered, args: &ExportArgs) -> View {
    let mut view = gathered.view.clone();
    let flags = &args.question;
    if flags.measure.is_some() || flags.from.is_some() || flags.to.is_some() {
        (view.window, view.value_window, view.cursor) = (None, None, None);
    }
    match args.picture.scale {
        Some(ScaleFlag::Linear) => view.scale = Scale::Linear,
        Some(ScaleFlag::Log) => view.scale = Scale::Log,
        None => {}
    }
    view.cursor = flags.at.or(view.cursor);
    view
}

fn sentence_at(files: &[Loaded], comparison: &Comparison, at: Day) -> String {
    let slice = comparison.slice(files, at);
    let words = Words::default();
    format!("{}: {}", words.day(at), words.headline(&comparison.gist(files, &slice)).verdict)
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
    Ok(session::write(&document, &view(gathered, args)))
}
