//! `parallax compare`: agreement at a day, or over time.

mod further;
mod json;
mod numbers;
mod rows;
mod text;
mod told;

use crate::compare::compare;
use crate::words::Words;

use super::answer::{Outcome, answer, answer_data, answer_json};
use super::args::{CompareArgs, CompareFormat};
use super::inputs::{gather, question};
use further::Further;
use told::Told;

pub(super) fn run(args: &CompareArgs) -> Result<Outcome, String> {
    let gathered = gather(&args.inputs)?;
    gathered.say_what_is_missing(args.strict);
    gathered.say_what_is_doubtful(args.strict);
    let question = question(&gathered.document, &args.question, &args.inputs.reading)?;
    gathered.say_what_is_in_force(question.known_on);
    let files = gathered.document.loaded_for(&question);
    let comparison = compare(&files, gathered.document.overlay(), &question);
    let overlay = gathered.document.overlay();
    let earlier = gathered.document.earlier_for(&question);
    let (files, earlier) = (&files[..], &earlier[..]);
    let (pools, explains, words) = (args.pool, args.explain, Words::default());
    let told = Told { files, earlier, overlay, comparison: &comparison, pools, explains, words };
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
    let lacking = !gathered.failures.is_empty() || (args.strict && gathered.has_strict_errors());
    Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
}
