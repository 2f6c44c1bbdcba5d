//! `parallax compare`: agreement at a day, or over time.

mod beside;
mod bridge;
mod further;
mod json;
mod numbers;
mod rows;
mod since;
mod text;
mod told;

use std::path::Path;

use crate::compare::compare;
use crate::session::Document;
use crate::words::Words;

use super::answer::{Outcome, answer, answer_data, answer_json, say};
use super::args::{CompareArgs, CompareFormat, Inputs};
use super::ends::asked_between;
use super::inputs::{Gathered, gather, question};
use beside::TwoSessions;
use further::Further;
use since::AllSince;
use told::Told;

pub(super) fn run(args: &CompareArgs) -> Result<Outcome, String> {
    let gathered = gather(&args.inputs)?;
    gathered.say_what_is_missing(args.strict);
    gathered.say_what_is_doubtful(args.strict);
    if let Some(with) = &args.with {
        return two_sessions(&gathered, with, args);
    }
    if let Some(old) = &args.since {
        let since = AllSince::new(&gathered, old, args)?;
        match args.format {
            CompareFormat::Json => answer_json(&since.json())?,
            CompareFormat::Csv => answer_data(&since.csv()?)?,
            CompareFormat::Text => answer(&since.text())?,
        }
        return Ok(match outcome(&gathered, args) {
            Outcome::Done if since.has_changed() => Outcome::Changed,
            outcome => outcome,
        });
    }
    let flags = asked_between(&gathered.document, &args.question, args.bridge.as_deref());
    let question = question(&gathered.document, &flags, &args.inputs.reading)?;
    gathered.say_what_is_in_force(question.known_on);
    let files = gathered.document.loaded_for(&question);
    let comparison = compare(&files, gathered.document.overlay(), &question);
    let overlay = gathered.document.overlay();
    let earlier = gathered.document.earlier_for(&question);
    let (files, earlier) = (&files[..], &earlier[..]);
    let (pools, explains, words) = (args.pool, args.explain, Words::default());
    let told = Told { files, earlier, overlay, comparison: &comparison, pools, explains, words };
    if let Some(names) = &args.bridge {
        let (bridge, day) = told.bridge(names, args.question.at)?;
        match args.format {
            CompareFormat::Json => answer_json(&told.bridge_json(&bridge, day))?,
            CompareFormat::Csv => answer_data(&told.bridge_csv(&bridge)?)?,
            CompareFormat::Text => answer(&told.bridge_text(&bridge, day))?,
        }
        return Ok(outcome(&gathered, args));
    }
    let further = |slice| Further::new(&gathered.document, (files, earlier), &comparison, slice);
    match (args.question.at, args.format) {
        (Some(at), format) => {
            let slice = comparison.slice(files, at);
            match format {
                CompareFormat::Json => {
                    answer_json(&told.at_json(&slice, &further(Some(&slice))))?;
                }
                CompareFormat::Csv => answer_data(&told.at_csv(&slice)?)?,
                CompareFormat::Text => answer(&told.at_text(&slice, &further(Some(&slice))))?,
            }
        }
        (None, CompareFormat::Json) => answer_json(&told.over_time_json(&further(None)))?,
        (None, CompareFormat::Csv) => answer_data(&told.over_time_csv()?)?,
        (None, CompareFormat::Text) => answer(&told.over_time_text(&further(None)))?,
    }
    Ok(outcome(&gathered, args))
}

/// Lays another session beside what was gathered.
fn two_sessions(mine: &Gathered, with: &Path, args: &CompareArgs) -> Result<Outcome, String> {
    let (files, reading) = (vec![with.to_owned()], args.inputs.reading.clone());
    let theirs = gather(&Inputs { files, vintages: Vec::new(), reading })?;
    theirs.say_what_is_missing(args.strict);
    if let Some(why) = theirs.failures.first() {
        // There is nothing to hold against.
        return Err(format!("--with was not read: {why}"));
    }
    let first = args.inputs.files.first().map_or(Path::new(""), |path| path.as_path());
    let seen = |blind: &Document, path: &Path, original: &Document| {
        say(&Words::default().names_put_back(path));
        blind.seen_again(original)
    };
    let (my, their) = match (mine.document.is_blind(), theirs.document.is_blind()) {
        (false, true) => (mine.document.clone(), seen(&theirs.document, with, &mine.document)),
        (true, false) => (seen(&mine.document, first, &theirs.document), theirs.document.clone()),
        _ => (mine.document.clone(), theirs.document.clone()),
    };
    let both = TwoSessions::new((&my, first), (&their, with));
    match args.format {
        CompareFormat::Json => answer_json(&both.json())?,
        CompareFormat::Csv => answer_data(&both.csv()?)?,
        CompareFormat::Text => answer(&both.text())?,
    }
    let outcomes = [outcome(mine, args), outcome(&theirs, args)];
    let is_lacking = outcomes.contains(&Outcome::Lacking);
    Ok(if is_lacking { Outcome::Lacking } else { Outcome::Done })
}

fn outcome(gathered: &Gathered, args: &CompareArgs) -> Outcome {
    let lacking = !gathered.failures.is_empty() || (args.strict && gathered.has_strict_errors());
    if lacking { Outcome::Lacking } else { Outcome::Done }
}
