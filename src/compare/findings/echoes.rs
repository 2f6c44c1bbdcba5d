//! Agreement made of echoes: what would be shared, or contradicted, if what was only passed on
//! counted as a voice.

use std::ops::ControlFlow;

use super::inquiry::Inquiry;
use super::passed_on::passed_on_by;
use super::stake::Stake;
use super::{EchoesCounted, Fact, Finding};
use crate::compare::asking::compare_all_days;
use crate::compare::stands::statements::{Echoes, Manner};
use crate::compare::{
    Agreement, Comparison, EstimateRef, GoOn, Mention, NotCountedWhy, Saying, Speaker,
    StandingVoice, Verdict,
};
use crate::estimate::Day;

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    if !has_echoes(inquiry) {
        return ControlFlow::Continue(());
    }
    go_on()?;
    let manner = Manner { echoes: Echoes::Counted, ..Manner::default() };
    let (_, _, counted) =
        compare_all_days(inquiry.files, inquiry.overlay, inquiry.question, manner);
    go_on()?;
    found.extend(on_day(inquiry, &counted, inquiry.at(), true));
    for day in differing_days(inquiry, &counted) {
        go_on()?;
        found.extend(on_day(inquiry, &counted, day, false));
    }
    ControlFlow::Continue(())
}

fn has_echoes(inquiry: &Inquiry<'_>) -> bool {
    let tracks = inquiry.comparison.tracks.iter();
    let mut statements = tracks.flat_map(|track| &track.statements);
    statements.any(|(_, why)| *why == Some(NotCountedWhy::Echo))
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
    let told: Vec<(Mention, Saying)> =
        echoes.iter().filter_map(|echo| passed_on(inquiry, echo)).collect();
    let evidence: Vec<EstimateRef> =
        told.iter().flat_map(|(echo, original)| [echo.estimate, original.estimate]).collect();
    let stake = if is_day_asked { Stake::between(now, &then.agreement) } else { Stake::Past };
    let weight = stake.weight(echoes.len() as f64);
    let Agreement { support, n, core, verdict, .. } = then.agreement;
    let fact = Fact::AgreementOfEchoes(EchoesCounted {
        now: now.verdict,
        then: verdict,
        sharing: agrees_more.then_some((support, n, core)),
        by: inquiry.question.by,
        echoes: told,
    });
    Some(inquiry.finding(fact, weight, &evidence).seen_on(day))
}

/// Whether most go together by one verdict and not by the other.
fn decides(one: Verdict, other: Verdict) -> bool {
    let most_go_together = |verdict: Verdict| {
        matches!(verdict, Verdict::Agree | Verdict::NotContradicted | Verdict::Majority)
    };
    most_go_together(one) != most_go_together(other)
}

/// What an echo says, by whoever passed it on, and what its original said.
fn passed_on(inquiry: &Inquiry<'_>, echo: &StandingVoice) -> Option<(Mention, Saying)> {
    let estimate = inquiry.estimate(echo.estimate)?;
    let original = estimate.original()?;
    let original_of = EstimateRef { file: echo.estimate.file, row: original.index() };
    let by = Speaker { name: passed_on_by(estimate), voice: inquiry.voice_of(estimate) };
    // Whose it is, is told with its original.
    let mention = Mention { by, member: None, ..inquiry.mention_of(echo) };
    Some((mention, inquiry.saying((original_of, original), estimate)))
}

/// Days on which the verdicts of the two differ: the first of each segment, the latest first.
fn differing_days(inquiry: &Inquiry<'_>, then: &Comparison) -> Vec<Day> {
    let of_segments = then.segments.iter().rev().filter_map(|segment| {
        let day = segment.from.filter(|day| *day <= inquiry.at())?;
        let now = inquiry.comparison.segment_at(day);
        (now.agreement.verdict != segment.agreement.verdict).then_some(day)
    });
    of_segments.take(super::MOST_OF_A_KIND).collect()
}
