//! How sure a verdict is, and what it was at the time.

use crate::compare::{
    AboutPolicy, Agreement, AtTheTime, Comparison, Robustness, Trial, Tried, Verdict,
};

use super::{Sentence, Words};

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

    /// What was done otherwise; a voice is not named.
    #[must_use]
    pub fn tried(self, tried: Tried) -> String {
        match tried {
            Tried::Without(_) => "Without one voice".to_owned(),
            Tried::About(AboutPolicy::Exact) => "“About” read exactly".to_owned(),
            Tried::About(AboutPolicy::Rounding) => "“About” read by rounding".to_owned(),
            Tried::About(AboutPolicy::Percent(percent)) => {
                format!("“About” read as {}", self.share(percent / 100.0))
            }
            Tried::StaleAfter(days) => format!("Stale after {}", self.days(i32::from(days))),
            Tried::By(by) => format!("By {}", by.word()),
        }
    }

    /// How sure the verdict of a day is, a line each: `Without ROK Joint Chiefs: not contradicted`,
    /// `Survives any reading of “about”`. Empty where there is no verdict to speak of.
    #[must_use]
    pub fn how_sure(self, robustness: &Robustness, comparison: &Comparison) -> Vec<Sentence> {
        if matches!(robustness.verdict, Verdict::None | Verdict::Single) {
            return Vec::new();
        }
        let of_kind = |is_of_kind: fn(Tried) -> bool, survives: Option<&str>| {
            self.of_kind(robustness, is_of_kind, survives)
        };
        let mut lines = self.without_voices(robustness, comparison);
        let about = Some("Survives any reading of “about”");
        lines.extend(of_kind(|tried| matches!(tried, Tried::About(_)), about));
        let staleness = Some("Survives staleness halved and doubled");
        lines.extend(of_kind(|tried| matches!(tried, Tried::StaleAfter(_)), staleness));
        lines.extend(of_kind(|tried| matches!(tried, Tried::By(_)), None));
        lines
    }

    /// Of two voices either one alone is a single voice: that says nothing.
    fn without_voices(self, robustness: &Robustness, comparison: &Comparison) -> Vec<Sentence> {
        let left_out = |trial: &&Trial| matches!(trial.tried, Tried::Without(_));
        if robustness.trials.iter().filter(left_out).count() < 3 {
            return Vec::new();
        }
        let hinges = robustness.hinges();
        if hinges.is_empty() {
            let noun = self.noun(comparison.question.by, 1);
            return vec![Sentence::saying(format!("Survives leaving out any one {noun}"))];
        }
        let lines = hinges.into_iter().map(|(verdict, voices)| {
            let mut line = Sentence::saying("Without ");
            let speakers = comparison.speakers(voices);
            self.any_one(&mut line, comparison.question.by, &speakers);
            line.say(format!(": {}", self.verdict(verdict)));
            line
        });
        lines.collect()
    }

    /// The lines of one kind of trial, or that all of it gives the same verdict.
    fn of_kind(
        self,
        robustness: &Robustness,
        is_of_kind: fn(Tried) -> bool,
        survives: Option<&str>,
    ) -> Vec<Sentence> {
        let of_kind = || robustness.trials.iter().filter(|trial| is_of_kind(trial.tried));
        let others = of_kind().filter(|trial| !robustness.survives(trial));
        let others: Vec<Sentence> = others
            .map(|trial| {
                let (tried, verdict) = (self.tried(trial.tried), self.verdict(trial.verdict));
                Sentence::saying(format!("{tried}: {verdict}"))
            })
            .collect();
        match (of_kind().next().filter(|_| others.is_empty()), survives) {
            (Some(_), Some(survives)) => vec![Sentence::saying(survives)],
            (Some(first), None) => {
                let (tried, verdict) = (self.tried(first.tried), self.verdict(robustness.verdict));
                vec![Sentence::saying(format!("{tried}, too: {verdict}"))]
            }
            (None, _) => others,
        }
    }

    /// Both verdicts of a day in two sentences, the last without a full stop.
    #[must_use]
    pub fn at_the_time(self, told: &AtTheTime) -> String {
        let (then, now) = (self.share_of(&told.then), self.share_of(&told.now));
        let now = match (then == now, told.then.core == told.now.core) {
            (true, true) => "the same".to_owned(),
            (true, false) => format!("{now}, but another core"),
            (false, _) => now,
        };
        let by = if told.is_by_earlier_copy { ", by an earlier copy" } else { "" };
        format!("Known on that day{by}: {then}. With hindsight: {now}")
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
