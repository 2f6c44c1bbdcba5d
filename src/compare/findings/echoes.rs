//! Agreement made of echoes: what would be shared, or contradicted, if what was only passed on
//! counted as a voice.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::stake::Stake;
use super::{Finding, FindingKind, GoOn};
use crate::compare::statements::Echoes;
use crate::compare::words::{in_words, number_of};
use crate::compare::{Comparison, EstimateRef, StandingVoice, Verdict, compare_all_days};
use crate::estimate::Day;
use crate::words::Sentence;

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    if !has_echoes(inquiry) {
        return ControlFlow::Continue(());
    }
    go_on()?;
    let (_, counted) =
        compare_all_days(inquiry.files, inquiry.overlay, inquiry.question, Echoes::Counted);
    go_on()?;
    found.extend(on_day(inquiry, &counted, inquiry.at(), true));
    for day in differing_days(inquiry.comparison, &counted) {
        go_on()?;
        found.extend(on_day(inquiry, &counted, day, false));
    }
    ControlFlow::Continue(())
}

fn has_echoes(inquiry: &Inquiry<'_>) -> bool {
    let tracks = inquiry.comparison.tracks.iter();
    let mut statements = tracks.flat_map(|track| &track.statements);
    statements.any(|(_, why)| *why == Some(crate::compare::NotCountedWhy::Echo))
}

/// What the verdict of a day would be if echoes counted, where that is another one and echoes are
/// what makes the difference.
fn on_day(
    inquiry: &Inquiry<'_>,
    counted: &Comparison,
    day: Day,
    is_day_asked: bool,
) -> Option<Finding> {
    let files = inquiry.files;
    let now = &inquiry.comparison.slice(files, day).agreement;
    let then = counted.slice(files, day);
    let is_another = now.verdict != then.agreement.verdict && then.agreement.n > 1;
    if !is_another || !(is_day_asked || decides(now.verdict, then.agreement.verdict)) {
        return None;
    }
    let is_echo = |of: EstimateRef| inquiry.estimate(of).is_some_and(|estimate| estimate.is_echo());
    let all: Vec<&StandingVoice> = then.standing.iter().filter(|s| is_echo(s.estimate)).collect();
    let in_core: Vec<&StandingVoice> = all.iter().copied().filter(|s| s.in_core).collect();
    let agrees_more = then.agreement.support > now.support && !in_core.is_empty();
    let echoes = if agrees_more { in_core } else { all };
    if echoes.is_empty() {
        return None;
    }
    let mut text = Sentence::default();
    let (echo, it_is) = match echoes.len() {
        1 => ("an echo", "it is not counted"),
        _ => ("echoes", "they are not counted"),
    };
    let would = if agrees_more {
        let cores: Vec<String> = then.agreement.core.iter().map(|core| in_words(*core)).collect();
        let counted = crate::words::Words::default().so_many(inquiry.question.by, then.agreement.n);
        let (support, cores) = (then.agreement.support, cores.join(" or "));
        format!(
            "make {support} of {counted} agree on {cores}, “{}”",
            crate::words::Words::default().verdict(then.agreement.verdict)
        )
    } else {
        format!("make it “{}”", crate::words::Words::default().verdict(then.agreement.verdict))
    };
    text.say(format!(
        "On {} only {echo} would {would}: {it_is}, and the verdict is “{}”. ",
        day.spoken(),
        crate::words::Words::default().verdict(now.verdict),
    ));
    for (place, echo) in echoes.iter().enumerate() {
        text.say(if place == 0 { "" } else { " " });
        tell_echo(inquiry, &mut text, echo);
    }
    let stake = if is_day_asked { Stake::between(now, &then.agreement) } else { Stake::Past };
    let weight = stake.weight(echoes.len() as f64);
    Some(inquiry.finding(FindingKind::AgreementOfEchoes, text, weight, &[]).seen_on(day))
}

/// Whether most go together by one verdict and not by the other.
fn decides(one: Verdict, other: Verdict) -> bool {
    let most_go_together = |verdict: Verdict| {
        matches!(verdict, Verdict::Agree | Verdict::NotContradicted | Verdict::Majority)
    };
    most_go_together(one) != most_go_together(other)
}

/// `The 1,100 told by KUNA is what ROK Joint Chiefs said, about 1,100, passed on.`
fn tell_echo(inquiry: &Inquiry<'_>, text: &mut Sentence, echo: &StandingVoice) {
    let Some(estimate) = inquiry.estimate(echo.estimate) else { return };
    let Some(original) = estimate.original() else { return };
    let original_of = EstimateRef { file: echo.estimate.file, row: original.index() };
    let number = number_of(inquiry.files, inquiry.question, echo.estimate, echo.read);
    let whose = super::mutations::passed_on_by(estimate);
    let voices = inquiry.voice_of(estimate).into_iter().collect();
    text.about(format!("The {number} told by {whose}"), voices, vec![echo.estimate]);
    text.say(" is ");
    let origin = inquiry.origin_of(original);
    let said = super::mutations::said(original, estimate);
    let voices = inquiry.voice_of(original).into_iter().collect();
    text.about(format!("what {origin} said, {said}"), voices, vec![original_of]);
    text.say(", passed on.");
}

/// Days on which the verdicts of the two differ: the first of each segment, the latest first.
fn differing_days(now: &Comparison, then: &Comparison) -> Vec<Day> {
    let of_segments = then.segments.iter().rev().filter_map(|segment| {
        let day = segment.from?;
        let differs = now.segment_at(day).agreement.verdict != segment.agreement.verdict;
        differs.then_some(day)
    });
    of_segments.take(super::MOST_OF_A_KIND).collect()
}
