//! `parallax export`: a chart, the data, or a session, as the ending of OUT says.

use std::path::Path;

use crate::chart::{self, Scale, Scene, SceneOptions, Theme};
use crate::compare::{Comparison, Question, compare};
use crate::disk;
use crate::estimate::{Day, Estimate, Loaded, Measure};
use crate::export::caption::Caption;
use crate::{export, files, session};

use super::args::{ExportArgs, ScaleFlag, ThemeFlag};
use super::inputs::{Gathered, gather, question};
use super::{Outcome, say};

/// What is written, told by the ending of the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Svg,
    Json,
    Csv,
    Estimates,
    Session,
}

const ENDINGS: [(&str, Kind); 5] = [
    (".estimates.ron", Kind::Estimates),
    (".comparison.ron", Kind::Session),
    (".svg", Kind::Svg),
    (".json", Kind::Json),
    (".csv", Kind::Csv),
];

pub(super) fn run(args: &ExportArgs) -> Result<Outcome, String> {
    let kind = kind_of(&args.output)?;
    if let Some(input) = args.inputs.files.iter().find(|input| disk::same_file(input, &args.output))
    {
        return Err(format!(
            "OUT would overwrite an input; give another name: {}",
            input.display()
        ));
    }
    let gathered = gather(&args.inputs)?;
    gathered.say_what_is_missing();
    if !gathered.failures.is_empty() {
        return Err("Nothing was written: an export holds all of the files or none".to_owned());
    }
    let bytes = match kind {
        Kind::Svg => picture(&gathered, args)?.into_bytes(),
        Kind::Json | Kind::Csv | Kind::Estimates => data(&gathered, args, kind)?,
        Kind::Session => whole_session(&gathered, args)?.into_bytes(),
    };
    let saved = disk::save(&args.output, &bytes, &disk::SaveOptions::default())
        .map_err(|error| error.to_string())?;
    if !saved.durability_confirmed {
        say("Written, but the disk did not confirm that it is safe from a power cut");
    }
    let lacking = args.strict && gathered.has_row_errors();
    Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
}

fn kind_of(output: &Path) -> Result<Kind, String> {
    let name = output.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind).ok_or_else(
        || {
            let endings: Vec<&str> = ENDINGS.iter().map(|(ending, _)| *ending).collect();
            format!(
                "The ending of OUT says what to write, one of {}: {}",
                endings.join(" "),
                output.display()
            )
        },
    )
}

fn picture(gathered: &Gathered, args: &ExportArgs) -> Result<String, String> {
    let question = question(&gathered.document, &args.question)?;
    let files = gathered.document.loaded();
    let comparison = compare(&files, gathered.document.overlay(), &question);
    let mut view = gathered.view.clone();
    match args.picture.scale {
        Some(ScaleFlag::Linear) => view.scale = Scale::Linear,
        Some(ScaleFlag::Log) => view.scale = Scale::Log,
        None => {}
    }
    if args.question.at.is_some() {
        view.cursor = args.question.at;
    }
    let theme = match args.picture.theme {
        ThemeFlag::Light => Theme::Light,
        ThemeFlag::Dark => Theme::Dark,
    };
    let size = (f32::from(args.picture.width), f32::from(args.picture.height));

    let options = SceneOptions {
        hidden: Some(&view.hidden),
        overlay: Some(gathered.document.overlay()),
        core: true,
    };
    let scene = Scene::new(&files, &comparison, &options);
    let at = view.cursor.or_else(|| comparison.busiest_day());
    let sentence = at.map(|at| sentence_at(&files, &comparison, at)).unwrap_or_default();
    let caption = Caption::new(&scene, &comparison, &sentence);
    let (above, below) = export::svg::furniture(&caption, size.0 - export::svg::side_margins());
    let (width, height) = (size.0 - export::svg::side_margins(), size.1 - above - below);
    let mut frame = chart::fitted_frame(&scene, width, height.max(160.0), view.scale);
    if let Some((from, to)) = view.window {
        frame.time = (f64::from(from.number()), f64::from(to.number()));
    }
    frame.value = view.value_window.unwrap_or_else(|| scene.value_extent(frame.time, view.scale));
    let picture = chart::layout(&scene, &frame);
    Ok(export::svg::svg(&picture, theme, &caption))
}

fn sentence_at(files: &[Loaded], comparison: &Comparison, at: Day) -> String {
    let slice = comparison.slice(files, at);
    format!("{}: {}", at.spoken(), comparison.headline(files, &slice).verdict)
}

/// The estimates that the question's measure, dates and exclusions leave; all without a question.
fn data(gathered: &Gathered, args: &ExportArgs, kind: Kind) -> Result<Vec<u8>, String> {
    let asked = asked(gathered, args)?;
    let wanted = |estimate: Estimate<'_>| asked.as_ref().is_none_or(|q| is_asked_for(q, estimate));
    let loaded = gathered.document.loaded();
    let failed = |error: &dyn std::fmt::Display| format!("The data could not be written: {error}");
    match kind {
        Kind::Json => {
            let paths = gathered.document.files().iter().map(|section| section.path.clone());
            let files: Vec<_> = loaded.into_iter().zip(paths).collect();
            let text =
                export::json::estimates_json(&files, wanted).map_err(|error| failed(&error))?;
            Ok(text.into_bytes())
        }
        Kind::Csv => export::csv::estimates_csv(&loaded, wanted).map_err(|error| failed(&error)),
        _ => match loaded.as_slice() {
            [only] => {
                let ledger = only.ledger.filtered(wanted);
                Ok(files::write_estimates(&ledger).into_bytes())
            }
            _ => Err("One .estimates.ron holds one file's estimates; export one file at a time, \
                      or all of them as a session (.comparison.ron)"
                .to_owned()),
        },
    }
}

/// The question, where one of its flags was given.
fn asked(gathered: &Gathered, args: &ExportArgs) -> Result<Option<Question>, String> {
    let flags = &args.question;
    let is_asked = flags.measure.is_some();
    if is_asked { question(&gathered.document, flags).map(Some) } else { Ok(None) }
}

fn is_asked_for(question: &Question, estimate: Estimate<'_>) -> bool {
    let measure: &Measure = estimate.measure();
    let day = estimate.as_of().to();
    (*measure == question.measure || question.include.contains(measure))
        && question.from.is_none_or(|from| day >= from)
        && question.to.is_none_or(|to| day <= to)
        && question.known_on.is_none_or(|known_on| estimate.known_from() <= known_on)
}

fn whole_session(gathered: &Gathered, args: &ExportArgs) -> Result<String, String> {
    let mut document = gathered.document.clone();
    if args.question.measure.is_some() || document.question().is_some() {
        let question = question(&document, &args.question)?;
        match session::apply(&document, &session::Edit::Ask(question)) {
            Ok(asked) => document = asked,
            Err(session::Refusal::NothingChanges) => {}
            Err(refusal) => return Err(refusal.to_string()),
        }
    }
    Ok(session::write(&document, &gathered.view))
}
