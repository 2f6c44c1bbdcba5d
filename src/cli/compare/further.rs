//! What `parallax compare` tells beside the verdict: findings, how sure it is, and, if asked for, a
//! pool.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::ControlFlow;

use serde::Serialize;

use crate::compare::{
    AtTheTime, Comparison, Dismissal, EarlierCopy, EstimateRef, Finding, FindingKind, Insight,
    LEAST_WIDTH, Pool, Robustness, Slice, Trial, Tried, WhyOne, at_the_time, insight,
};
use crate::estimate::{Day, Loaded, Stamp};
use crate::export::json::Number;
use crate::session::Document;
use crate::words::Words;

use super::numbers::IntervalJson;

/// What was found about a question, and how sure the verdict of the day is, if one was asked for.
pub(super) struct Further<'a> {
    found: Vec<Finding>,
    /// The day that they are of.
    found_of: Option<Day>,
    /// Kinds of which there are more than are told.
    untold: BTreeMap<FindingKind, usize>,
    /// Those put aside in the session.
    dismissals: &'a [Dismissal],
    robustness: Option<Robustness>,
    /// Of the day, if one was asked for.
    at_the_time: Option<AtTheTime>,
}

impl<'a> Further<'a> {
    pub(super) fn new(
        document: &'a Document,
        (files, earlier): (&[Loaded], &[EarlierCopy]),
        comparison: &Comparison,
        slice: Option<&Slice>,
    ) -> Further<'a> {
        let (overlay, dismissals) = (document.overlay(), document.dismissals());
        let on = slice.map(|slice| slice.at);
        let go_on = &mut || ControlFlow::Continue(());
        let none = Further {
            found: Vec::new(),
            found_of: None,
            untold: BTreeMap::new(),
            dismissals,
            robustness: None,
            at_the_time: None,
        };
        let Some(Insight { at, found, untold, robustness }) =
            insight(files, earlier, overlay, &comparison.question, on, go_on)
        else {
            return none;
        };
        let robustness = on.map(|_| robustness);
        let at_the_time = on.map(|day| {
            at_the_time(&document.knowledge_at(day), overlay, &comparison.question, day)
        });
        Further { found, found_of: Some(at), untold, robustness, at_the_time, ..none }
    }

    pub(super) fn at_the_time_json(&self) -> Option<AtTheTimeJson> {
        let told = self.at_the_time.as_ref();
        let told = told.filter(|told| told.is_by_earlier_copy || !told.published.is_unknown());
        told.map(|told| AtTheTimeJson {
            verdict: told.then.verdict.word(),
            support: told.then.support,
            n: told.then.n,
        })
    }

    fn dismissal_of(&self, finding: &Finding) -> Option<&Dismissal> {
        self.dismissals.iter().find(|dismissal| dismissal.finding == *finding.key())
    }

    /// The findings as JSON, their estimates told by `id`.
    pub(super) fn findings_json(&self, id: impl Fn(EstimateRef) -> String) -> Vec<FindingJson> {
        let of = |finding: &Finding| FindingJson {
            kind: finding.kind().word(),
            text: Words::default().finding(finding).to_string(),
            day: finding.day.to_string(),
            stands: finding.stands,
            estimates: finding.evidence.iter().map(|of| id(*of)).collect(),
            dismissed: self.dismissal_of(finding).map(|dismissal| DismissedJson {
                reason: dismissal.reason.clone(),
                author: dismissal.author.clone(),
                at: dismissal.at.clone(),
            }),
        };
        self.found.iter().map(of).collect()
    }

    pub(super) fn how_sure_json(&self, comparison: &Comparison) -> Vec<TrialJson> {
        let Some(robustness) = &self.robustness else { return Vec::new() };
        let of = |trial: &Trial| TrialJson::new(comparison, robustness, trial);
        robustness.trials.iter().map(of).collect()
    }

    pub(super) fn write_text(
        &self,
        text: &mut String,
        comparison: &Comparison,
    ) -> std::fmt::Result {
        let words = Words::default();
        if let Some(told) = &self.at_the_time {
            writeln!(text, "\n{}", words.at_the_time(told))?;
        }
        let lines = self
            .robustness
            .as_ref()
            .map(|robustness| words.how_sure(robustness, comparison))
            .unwrap_or_default();
        if !lines.is_empty() {
            writeln!(text, "\nhow sure:")?;
            lines.iter().try_for_each(|line| writeln!(text, "  {line}"))?;
        }
        let (dismissed, open): (Vec<&Finding>, Vec<&Finding>) =
            self.found.iter().partition(|finding| self.dismissal_of(finding).is_some());
        self.write_findings(text, comparison.question.from, &open)?;
        if !dismissed.is_empty() {
            writeln!(text, "\ndismissed:")?;
        }
        for finding in dismissed {
            let reason = self.dismissal_of(finding).and_then(|one| one.reason.as_deref());
            writeln!(
                text,
                "  {} ({})",
                words.finding(finding),
                reason.unwrap_or("no reason given")
            )?;
        }
        Ok(())
    }
}

impl Further<'_> {
    /// Those that rest on something that stands, and how many others there are.
    fn write_findings(
        &self,
        text: &mut String,
        from: Option<Day>,
        open: &[&Finding],
    ) -> std::fmt::Result {
        let (words, Some(at)) = (Words::default(), self.found_of) else { return Ok(()) };
        if open.is_empty() {
            return Ok(());
        }
        writeln!(text, "\nfindings of {}:", words.day(at))?;
        let (stand, folded): (Vec<&Finding>, Vec<&Finding>) =
            open.iter().partition(|finding| finding.stands);
        stand.iter().try_for_each(|finding| writeln!(text, "  {}", words.finding(finding)))?;
        let folded = words.folded((at, from), folded, &self.untold);
        folded.iter().try_for_each(|line| writeln!(text, "  {line}"))
    }
}

/// The verdict of a day with what was known on that very day.
#[derive(Serialize)]
pub(super) struct AtTheTimeJson {
    verdict: &'static str,
    support: usize,
    n: usize,
}

#[derive(Serialize)]
pub(super) struct FindingJson {
    kind: &'static str,
    text: String,
    /// On which it can be seen.
    day: String,
    /// Whether something it rests on stands on the day that findings are of.
    stands: bool,
    estimates: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dismissed: Option<DismissedJson>,
}

/// That a finding was put aside in the session, and why.
#[derive(Serialize)]
struct DismissedJson {
    reason: Option<String>,
    author: Option<String>,
    at: Option<Stamp>,
}

/// One other way of asking, and what came of it.
#[derive(Serialize)]
pub(super) struct TrialJson {
    tried: &'static str,
    /// Without whom, how “about” was read, how wide every number at least, after how many days
    /// estimates went stale, what was counted once, or who as one voice.
    with: String,
    /// Why those that are counted as one voice may be one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<&'static str>,
    verdict: &'static str,
    n: usize,
    support: usize,
    core: Vec<IntervalJson>,
    /// The groups that then contradict themselves.
    divided: Vec<String>,
    /// Whether the verdict is the same.
    survives: bool,
    /// Whether under the same verdict another value is shared.
    another_core: bool,
}

impl TrialJson {
    fn new(comparison: &Comparison, robustness: &Robustness, trial: &Trial) -> TrialJson {
        let name = |voice: usize| comparison.voices.get(voice).map(|voice| voice.name.clone());
        let (tried, with) = match &trial.tried {
            Tried::Without(voice) => ("without", name(*voice).unwrap_or_default()),
            Tried::About(about) => ("about", about.to_string()),
            Tried::Wider => ("least_width", format!("{}%", LEAST_WIDTH * 100.0)),
            Tried::AsOne(together) => {
                let names = together.iter().map(|one| one.names.join(" = "));
                let names: Vec<String> = names.collect();
                ("as_one", names.join("; "))
            }
            Tried::Dates(dates) => ("dates", dates.word().to_owned()),
            Tried::FirstDays => ("first_days", String::new()),
            Tried::StaleAfter(days) => ("stale_after", days.to_string()),
            Tried::By(by) => ("by", by.word().to_owned()),
        };
        let why: BTreeSet<WhyOne> = match &trial.tried {
            Tried::AsOne(together) => together.iter().flat_map(|one| &one.why).copied().collect(),
            _ => BTreeSet::new(),
        };
        TrialJson {
            tried,
            with,
            why: why.into_iter().map(WhyOne::word).collect(),
            verdict: trial.verdict.word(),
            n: trial.n,
            support: trial.support,
            core: trial.core.iter().map(|core| (*core).into()).collect(),
            divided: trial.divided.clone(),
            survives: robustness.survives(trial),
            another_core: robustness.moves_core(trial),
        }
    }
}

/// A pool, and what it assumes.
#[derive(Serialize)]
pub(super) struct PoolJson {
    /// How many stand, and how many of them are bounded on both sides: only these have a middle.
    standing: usize,
    full: usize,
    /// One number, or anything from one to another.
    median_of_bests: Option<IntervalJson>,
    bests: usize,
    envelope: Option<IntervalJson>,
    /// Numbers up to which 5, 25, 50, 75 and 95 % of the linear pool lie.
    linear_pool: Option<[Number; 5]>,
    /// Its middle: one number, or anything from one to another.
    linear_pool_median: Option<IntervalJson>,
    left_out: usize,
    assumes: &'static str,
}

impl From<&Pool> for PoolJson {
    fn from(pool: &Pool) -> PoolJson {
        let shares = [0.05, 0.25, 0.5, 0.75, 0.95];
        PoolJson {
            standing: pool.standing,
            full: pool.full,
            median_of_bests: pool.median_of_bests.map(IntervalJson::from),
            bests: pool.bests,
            envelope: pool.envelope.map(IntervalJson::from),
            linear_pool: pool.quantiles(shares).map(|numbers| numbers.map(Number)),
            linear_pool_median: pool.median().map(IntervalJson::from),
            left_out: pool.left_out(),
            assumes: Words::default().pool_assumes(),
        }
    }
}

pub(super) fn write_pool(text: &mut String, pool: &Pool) -> std::fmt::Result {
    let words = Words::default();
    writeln!(text, "\npooled, apart from the verdict: {}", words.pool(pool))?;
    writeln!(text, "  {}", words.pool_assumes())
}
