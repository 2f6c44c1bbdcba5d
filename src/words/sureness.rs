//! How sure a verdict is, and what it was at the time.

use std::collections::BTreeSet;
use std::slice;

use crate::compare::{
    AboutPolicy, Agreement, AtTheTime, Comparison, Dates, Interval, LEAST_WIDTH, OneVoice,
    Robustness, Trial, Tried, Verdict, WhyOne,
};

use super::{Sentence, Words};

/// Of those that change something, so many are told by name.
const MOST_TOLD: usize = 3;

const FIRST_DAYS: &str = "numbers repeated unchanged dated on their first day";

/// A line on how sure a verdict is, and what was tried of which it tells; nothing where it tells of
/// what was not tried.
#[derive(Clone, PartialEq, Debug)]
pub struct SureLine {
    pub said: Sentence,
    pub tried: Vec<Tried>,
}

impl Words {
    /// `not contradicted`
    #[must_use]
    pub fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Divided => "divided",
            Verdict::None => "none",
            Verdict::Single => "single",
            Verdict::Agree => "agree",
            Verdict::NotContradicted => "not contradicted",
            Verdict::Diverge => "diverge",
            Verdict::Majority => "majority",
            Verdict::Minority => "minority",
            Verdict::Split => "split",
        }
    }

    /// What was done otherwise, whoever was left out by name, and what came of it: `Without NIS:
    /// majority (2 of 3), 300–315`.
    #[must_use]
    pub fn trial(self, trial: &Trial, comparison: &Comparison) -> String {
        let tried = match trial.tried {
            Tried::Without(voice) => {
                format!("Without {}", comparison.voices.get(voice).map_or("", |voice| &voice.name))
            }
            _ => self.tried(&trial.tried),
        };
        format!("{tried}: {}", self.outcome_and_core(trial))
    }

    /// What was done otherwise; a voice is not named.
    #[must_use]
    pub fn tried(self, tried: &Tried) -> String {
        match tried {
            Tried::Without(_) => "Without one voice".to_owned(),
            Tried::About(about) => format!("“About” read {}", self.about_read(*about)),
            Tried::Wider => format!("Every number read {} wide", self.wider()),
            Tried::Dates(dates) => format!("Totals {}", self.dates_read(*dates)),
            Tried::StaleAfter(days) => format!("Stale after {}", self.days(i32::from(*days))),
            Tried::FirstDays => format!("With {FIRST_DAYS}"),
            Tried::By(by) => format!("By {}", by.word()),
            Tried::AsOne(together) => format!("With {}", self.as_one(together)),
        }
    }

    /// `exactly`, `by rounding`, `as ± 10 %`
    fn about_read(self, about: AboutPolicy) -> String {
        match about {
            AboutPolicy::Exact => "exactly".to_owned(),
            AboutPolicy::Rounding => "by rounding".to_owned(),
            AboutPolicy::Percent(percent) => format!("as ± {}", self.share(percent / 100.0)),
        }
    }

    /// `taken as stated, whatever their days`, `carried to the same day`
    fn dates_read(self, dates: Dates) -> &'static str {
        match dates {
            Dates::SameDay => "carried to the same day",
            Dates::Stated => "taken as stated, whatever their days",
        }
    }

    /// `at least ± 1 %`
    fn wider(self) -> String {
        format!("at least ± {}", self.share(LEAST_WIDTH))
    }

    /// `A and B as one voice (numbers that move as one)`; of several `A and B (numbers that move as
    /// one); and C and D (what may be one statement), as one voice each`.
    fn as_one(self, together: &[OneVoice]) -> String {
        match together {
            [only] => {
                let (names, why) = (self.all_of(&only.names), self.why_one(together));
                format!("{names} as one voice ({why})")
            }
            several if several.len() > MOST_TOLD => {
                let names: usize = several.iter().map(|one| one.names.len()).sum();
                let (names, voices) = (self.count(names), self.count(several.len()));
                format!("{names} as {voices} voices ({})", self.why_one(several))
            }
            several => {
                let each = several.iter().map(|one| {
                    let why = self.why_one(slice::from_ref(one));
                    format!("{} ({why})", self.all_of(&one.names))
                });
                let each: Vec<String> = each.collect();
                format!("{}, as one voice each", each.join("; and "))
            }
        }
    }

    /// `numbers that move as one and what may be one statement`
    fn why_one(self, together: &[OneVoice]) -> String {
        let why: BTreeSet<WhyOne> = together.iter().flat_map(|one| &one.why).copied().collect();
        let told = why.into_iter().map(|why| match why {
            WhyOne::MoveAsOne => "numbers that move as one",
            WhyOne::MayBeOneStatement => "what may be one statement",
        });
        self.all_of(&told.collect::<Vec<_>>())
    }

    /// The verdict that another way gives, with how many share a value where that can be counted,
    /// and who contradicts itself: `majority (2 of 3)`, `divided (US contradicts itself)`.
    fn outcome(self, trial: &Trial) -> String {
        format!("{}{}", self.verdict(trial.verdict), self.beside_outcome(trial))
    }

    /// The same within a sentence: `“majority” (2 of 3)`.
    pub(super) fn outcome_quoted(self, trial: &Trial) -> String {
        format!("“{}”{}", self.verdict(trial.verdict), self.beside_outcome(trial))
    }

    fn beside_outcome(self, trial: &Trial) -> String {
        let mut more = Vec::new();
        // Where full statements diverge, those that share a value with open ends are no side.
        let is_side = trial.verdict != Verdict::Diverge || trial.support == 1;
        if trial.n > 1 && is_side {
            more.push(format!("{} of {}", self.count(trial.support), self.count(trial.n)));
        }
        match &trial.divided[..] {
            [] => {}
            [only] => more.push(format!("{only} {}", self.contradicts_itself(only))),
            several if several.len() > MOST_TOLD => {
                more.push(format!("{} contradict themselves", self.count(several.len())));
            }
            several => more.push(format!("{} contradict themselves", self.all_of(several))),
        }
        match more.is_empty() {
            true => String::new(),
            false => format!(" ({})", more.join(", ")),
        }
    }

    /// The same, and where the value lies that is shared.
    fn outcome_and_core(self, trial: &Trial) -> String {
        let outcome = self.outcome(trial);
        match (trial.verdict, trial.support) {
            (Verdict::Diverge, _) | (_, 0 | 1) => outcome,
            _ => format!("{outcome}, {}", self.cores(&trial.core)),
        }
    }

    /// How sure the verdict of a day is, a line each: `Without ROK Joint Chiefs: not contradicted
    /// (3 of 3)`, `Survives “about” read exactly and as ± 1 %`. Empty where there is no verdict
    /// to speak of.
    #[must_use]
    pub fn how_sure(self, robustness: &Robustness, comparison: &Comparison) -> Vec<Sentence> {
        self.sure_lines(robustness, comparison).into_iter().map(|line| line.said).collect()
    }

    /// The same, each with what was tried of which it tells.
    #[must_use]
    pub fn sure_lines(self, robustness: &Robustness, comparison: &Comparison) -> Vec<SureLine> {
        if matches!(robustness.verdict, Verdict::None | Verdict::Single) {
            return Vec::new();
        }
        let mut lines = self.without_voices(robustness, comparison);
        let mut kind = |is_of_kind: fn(&Tried) -> bool| {
            let trials: Vec<&Trial> =
                robustness.trials.iter().filter(|trial| is_of_kind(&trial.tried)).collect();
            lines.extend(self.of_kind(robustness, &trials));
        };
        kind(|tried| matches!(tried, Tried::About(_)));
        kind(|tried| matches!(tried, Tried::Wider));
        kind(|tried| matches!(tried, Tried::Dates(_)));
        kind(|tried| matches!(tried, Tried::StaleAfter(_)));
        kind(|tried| matches!(tried, Tried::FirstDays));
        kind(|tried| matches!(tried, Tried::AsOne(_)));
        lines.extend(self.by_groupings(robustness));
        lines
    }

    /// Of two voices either one alone is a single voice: that says nothing.
    fn without_voices(self, robustness: &Robustness, comparison: &Comparison) -> Vec<SureLine> {
        let by = comparison.question.by;
        if robustness.untried > 0 {
            let voices = self.so_many(by, robustness.untried);
            let told = format!("Not tried without each of {voices}: too many estimates");
            return vec![SureLine { said: Sentence::saying(told), tried: Vec::new() }];
        }
        let left_out: Vec<(usize, &Trial)> = robustness
            .trials
            .iter()
            .filter_map(|trial| match trial.tried {
                Tried::Without(voice) => Some((voice, trial)),
                _ => None,
            })
            .collect();
        if left_out.len() < 2 || left_out.iter().all(|(_, trial)| trial.verdict == Verdict::Single)
        {
            return Vec::new();
        }
        let mut lines = Vec::new();
        for (verdict, voices) in robustness.hinges() {
            let outcome = match &voices[..] {
                [only] => left_out.iter().find(|(voice, _)| voice == only),
                _ => None,
            };
            let outcome = outcome.map(|(_, trial)| self.outcome_and_core(trial));
            let mut line = Sentence::saying("Without ");
            self.any_one(&mut line, by, &comparison.speakers(voices.iter().copied()));
            line.say(format!(": {}", outcome.as_deref().unwrap_or(self.verdict(verdict))));
            let tried = voices.into_iter().map(Tried::Without).collect();
            lines.push(SureLine { said: line, tried });
        }
        if lines.is_empty() {
            let noun = self.noun(by, 1);
            let said = Sentence::saying(format!("Survives leaving out any one {noun}"));
            let tried = left_out.iter().map(|(_, trial)| trial.tried.clone()).collect();
            lines.push(SureLine { said, tried });
        }
        lines.extend(self.cores_without(robustness, comparison, &left_out));
        lines
    }

    /// Without whom another value is shared under the same verdict: `Without CSIS the core is
    /// 475,000–525,000; without any one of 3 others it is another one`.
    fn cores_without(
        self,
        robustness: &Robustness,
        comparison: &Comparison,
        left_out: &[(usize, &Trial)],
    ) -> Option<SureLine> {
        let is_moving = |(_, trial): &&(usize, &Trial)| tells_core(robustness, trial);
        let moving: Vec<&(usize, &Trial)> = left_out.iter().filter(is_moving).collect();
        let tried = moving.iter().map(|(_, trial)| trial.tried.clone()).collect();
        let told = if moving.len() > MOST_TOLD { MOST_TOLD - 1 } else { moving.len() };
        let (told, others) = moving.split_at_checked(told)?;
        let mut line = Sentence::default();
        for (place, (voice, trial)) in told.iter().enumerate() {
            let core = self.cores(&trial.core);
            line.say(if place == 0 { "Without " } else { "; without " });
            let name = comparison.voices.get(*voice).map_or("", |voice| &voice.name);
            line.of(name, vec![*voice]);
            line.say(if place == 0 { format!(" the core is {core}") } else { format!(" {core}") });
        }
        if !others.is_empty() {
            line.say("; without ");
            line.of(
                format!("any one of {} more", self.count(others.len())),
                others.iter().map(|(voice, _)| *voice).collect(),
            );
            line.say(" it is another one, too");
        }
        (!line.is_empty()).then_some(SureLine { said: line, tried })
    }

    /// What was tried of one kind: that the verdict survives it, or which of it gives another one
    /// and which does not; and how far the core moves where it is the same.
    fn of_kind(self, robustness: &Robustness, trials: &[&Trial]) -> Vec<SureLine> {
        let (same, others): (Vec<&Trial>, Vec<&Trial>) =
            trials.iter().copied().partition(|trial| robustness.survives(trial));
        let others = by_outcome(&others, |trial| self.outcome_and_core(trial));
        let of = |said: String, trials: &[&Trial]| SureLine {
            said: Sentence::saying(said),
            tried: trials.iter().map(|trial| trial.tried.clone()).collect(),
        };
        let mut lines: Vec<SureLine> = others
            .iter()
            .map(|(outcome, trials)| {
                of(format!("{}: {outcome}", self.tried_together(trials)), trials)
            })
            .collect();
        if !same.is_empty() {
            let tried = self.all_tried(&same);
            let told = if others.is_empty() { "Survives " } else { "The same with " };
            lines.push(of(format!("{told}{tried}{}", self.moved(robustness, &same)), &same));
        }
        lines
    }

    /// What was done otherwise with one outcome, before what it would be: `read exactly or as ± 1 %`,
    /// `if they go stale after 90 days`.
    pub(super) fn asked(self, trials: &[&Trial]) -> String {
        let each = trials.iter().map(|trial| match &trial.tried {
            Tried::About(about) => self.about_read(*about),
            Tried::StaleAfter(days) => self.count(usize::from(*days)),
            other => with_first(&self.tried(other), char::to_lowercase),
        });
        let each = self.one_of(&each.collect::<Vec<_>>());
        match trials.first().map(|trial| &trial.tried) {
            Some(Tried::About(_)) => format!("read {each}"),
            Some(Tried::StaleAfter(1)) => format!("stale after {each} day"),
            Some(Tried::StaleAfter(_)) => format!("stale after {each} days"),
            _ => each,
        }
    }

    /// What was done otherwise with one outcome: `“About” read exactly and as ± 1 %`.
    fn tried_together(self, trials: &[&Trial]) -> String {
        match trials {
            [only] => self.tried(&only.tried),
            several => with_first(&self.all_tried(several), char::to_uppercase),
        }
    }

    /// `“about” read exactly, as ± 1 % and as ± 2 %`, `staleness of 90 and 360 days`
    fn all_tried(self, trials: &[&Trial]) -> String {
        let each = |of: fn(Words, &Tried) -> Option<String>| -> Vec<String> {
            trials.iter().filter_map(|trial| of(self, &trial.tried)).collect()
        };
        let about = each(|words, tried| match tried {
            Tried::About(about) => Some(words.about_read(*about)),
            _ => None,
        });
        let stale = each(|words, tried| match tried {
            Tried::StaleAfter(days) => Some(words.count(usize::from(*days))),
            _ => None,
        });
        match trials.first().map(|trial| &trial.tried) {
            Some(Tried::About(_)) => format!("“about” read {}", self.all_of(&about)),
            Some(Tried::StaleAfter(_)) => format!("staleness of {} days", self.all_of(&stale)),
            Some(Tried::Wider) => format!("every number read {} wide", self.wider()),
            Some(Tried::Dates(dates)) => format!("totals {}", self.dates_read(*dates)),
            Some(Tried::FirstDays) => FIRST_DAYS.to_owned(),
            Some(Tried::AsOne(together)) => self.as_one(together),
            Some(other) => with_first(&self.tried(other), char::to_lowercase),
            None => String::new(),
        }
    }

    /// How far the core goes under the same verdict: `; the core within 270–330`.
    fn moved(self, robustness: &Robustness, same: &[&Trial]) -> String {
        if !same.iter().any(|trial| tells_core(robustness, trial)) {
            return String::new();
        }
        let cores = same.iter().flat_map(|trial| &trial.core).chain(&robustness.core).copied();
        let hull = cores.reduce(Interval::hull);
        hull.map(|hull| format!("; the core within {}", self.interval(hull))).unwrap_or_default()
    }

    /// `By affiliation, too: diverge (1 of 2)`
    fn by_groupings(self, robustness: &Robustness) -> Vec<SureLine> {
        let by = robustness.trials.iter().filter(|trial| matches!(trial.tried, Tried::By(_)));
        let lines = by.map(|trial| {
            let too = if robustness.survives(trial) { ", too" } else { "" };
            let (tried, outcome) = (self.tried(&trial.tried), self.outcome_and_core(trial));
            let said = Sentence::saying(format!("{tried}{too}: {outcome}"));
            SureLine { said, tried: vec![trial.tried.clone()] }
        });
        lines.collect()
    }

    /// Both verdicts of a day in two sentences, the last without a full stop; where no statement says
    /// when it was published, that nobody knows.
    #[must_use]
    pub fn at_the_time(self, told: &AtTheTime) -> String {
        let (assumed, all) = (self.count(told.published.assumed()), self.count(told.published.of));
        if told.published.is_unknown() && !told.is_by_earlier_copy {
            return format!(
                "No published days are stated ({assumed} of {all}): not known what was known on \
                 that day"
            );
        }
        let (then, now) = (self.share_of(&told.then), self.share_of(&told.now));
        let now = match (then == now, told.then.core == told.now.core) {
            (true, true) => "the same".to_owned(),
            (true, false) => format!("{now}, but another core"),
            (false, _) => now,
        };
        let by = if told.is_by_earlier_copy { ", by an earlier copy" } else { "" };
        let with = match told.published.assumed() {
            0 => String::new(),
            _ if told.is_by_earlier_copy => String::new(),
            _ => format!(", with {assumed} of {all} published days assumed"),
        };
        format!("Known on that day{by}: {then}{with}. With hindsight: {now}")
    }

    /// `diverge (3 of 4)`
    fn share_of(self, agreement: &Agreement) -> String {
        let verdict = self.verdict(agreement.verdict);
        match agreement.n {
            0 => verdict.to_owned(),
            n => format!("{verdict} ({} of {})", self.count(agreement.support), self.count(n)),
        }
    }
}

/// Whether another value is shared under the same verdict. Of those that diverge nobody shares one
/// that is worth telling, and what one says alone is not shared.
fn tells_core(robustness: &Robustness, trial: &Trial) -> bool {
    robustness.verdict != Verdict::Diverge && trial.support > 1 && robustness.moves_core(trial)
}

/// Trials with the same outcome together, in the order in which each outcome comes first.
pub(super) fn by_outcome<'t>(
    trials: &[&'t Trial],
    outcome: impl Fn(&Trial) -> String,
) -> Vec<(String, Vec<&'t Trial>)> {
    let mut all: Vec<(String, Vec<&Trial>)> = Vec::new();
    for trial in trials.iter().copied() {
        let outcome = outcome(trial);
        match all.iter_mut().find(|(known, _)| *known == outcome) {
            Some((_, same)) => same.push(trial),
            None => all.push((outcome, vec![trial])),
        }
    }
    all
}

/// Words with their first letter, wherever it stands, made another.
pub(super) fn with_first<I: Iterator<Item = char>>(words: &str, other: fn(char) -> I) -> String {
    let first = words.find(char::is_alphabetic).unwrap_or_default();
    let (quote, words) = words.split_at_checked(first).unwrap_or(("", words));
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(other).collect();
    format!("{quote}{first}{}", letters.as_str())
}
