//! How sure a verdict is: whether it survives leaving a voice out, reading “about” otherwise, other
//! staleness, and counting other things once.
//!
//! [`Alternatives`] are slow to make and hold for every day; what they say of one day is quick.

use std::collections::BTreeMap;

use super::{
    AboutPolicy, Agreement, Comparison, GoOn, Grouping, Interval, Question, Slice, Staleness,
    Verdict, compare,
};
use crate::estimate::{Day, Loaded, Overlay};

/// What was done otherwise.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Tried {
    /// Without this voice: a place in [`Comparison::voices`].
    Without(usize),
    /// “About” read like this.
    About(AboutPolicy),
    /// Estimates go stale after this many days.
    StaleAfter(u16),
    /// This counted once.
    By(Grouping),
}

/// One other way, and the verdict that it gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Trial {
    pub tried: Tried,
    pub verdict: Verdict,
    /// How many voices then stand, and how many of them share a value.
    pub n: usize,
    pub support: usize,
    pub core: Vec<Interval>,
}

/// A verdict, and what every other way of coming to one gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Robustness {
    pub at: Day,
    pub verdict: Verdict,
    /// Each standing voice left out (none of them beyond [`Slice::MOST_PAIRED`]), then readings of
    /// “about”, then staleness, then groupings.
    pub trials: Vec<Trial>,
}

impl Robustness {
    /// Whether the verdict is the same.
    #[must_use]
    pub fn survives(&self, trial: &Trial) -> bool {
        trial.verdict == self.verdict
    }

    /// Those that give another verdict.
    pub fn other_verdicts(&self) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(|trial| !self.survives(trial))
    }

    /// The voices on which the verdict hinges, by the verdict without any one of them.
    #[must_use]
    pub fn hinges(&self) -> Vec<(Verdict, Vec<usize>)> {
        let mut by_verdict: BTreeMap<&str, (Verdict, Vec<usize>)> = BTreeMap::new();
        for trial in self.other_verdicts() {
            if let Tried::Without(voice) = trial.tried {
                let (_, voices) =
                    by_verdict.entry(trial.verdict.word()).or_insert((trial.verdict, Vec::new()));
                voices.push(voice);
            }
        }
        by_verdict.into_values().collect()
    }
}

impl Trial {
    fn new(tried: Tried, agreement: Agreement) -> Trial {
        let Agreement { verdict, n, support, core, .. } = agreement;
        Trial { tried, verdict, n, support, core }
    }
}

/// The same question asked otherwise: made once for a question, good for every day.
#[derive(Clone, PartialEq, Debug)]
pub struct Alternatives {
    asked: Vec<(Tried, Comparison)>,
}

impl Alternatives {
    /// Asks the question in every other way; none if `go_on` broke it off.
    pub fn new(
        files: &[Loaded],
        overlay: &Overlay,
        question: &Question,
        go_on: GoOn<'_>,
    ) -> Option<Alternatives> {
        let mut asked = Vec::new();
        for (tried, question) in otherwise(question) {
            if go_on().is_break() {
                return None;
            }
            asked.push((tried, compare(files, overlay, &question)));
        }
        Some(Alternatives { asked })
    }

    /// How sure the verdict of a day is. `slice` is of `comparison`, which answers the question
    /// that these are alternatives to.
    #[must_use]
    pub fn robustness(
        &self,
        files: &[Loaded],
        comparison: &Comparison,
        slice: &Slice,
    ) -> Robustness {
        let at = slice.at;
        let mut trials = Vec::new();
        if slice.standing.len() <= Slice::MOST_PAIRED {
            trials.extend(slice.standing.iter().map(|standing| {
                let without = comparison.agreement_without(files, at, standing.voice);
                Trial::new(Tried::Without(standing.voice), without)
            }));
        }
        trials.extend(
            self.asked
                .iter()
                .map(|(tried, comparison)| Trial::new(*tried, comparison.agreement_on(files, at))),
        );
        Robustness { at, verdict: slice.agreement.verdict, trials }
    }
}

/// The other ways of asking.
fn otherwise(question: &Question) -> Vec<(Tried, Question)> {
    // A day outside those asked about has a verdict, too.
    let question = Question { from: None, to: None, ..question.clone() };
    let mut asked = Vec::new();
    for about in [AboutPolicy::Exact, AboutPolicy::Rounding, AboutPolicy::Percent(10.0)] {
        if about != question.about {
            asked.push((Tried::About(about), Question { about, ..question.clone() }));
        }
    }
    let basis = question.measure.basis;
    let stale_after = question.staleness.days_for(basis).filter(|_| basis.stands_on());
    for days in stale_after.into_iter().flat_map(|days| [days / 2, days.saturating_mul(2)]) {
        let days = u16::try_from(days).unwrap_or(u16::MAX);
        let staleness = Staleness::Days(days);
        asked.push((Tried::StaleAfter(days), Question { staleness, ..question.clone() }));
    }
    let groupings: &[Grouping] = match question.by {
        Grouping::Label => &[Grouping::Origin, Grouping::Affiliation],
        Grouping::Origin => &[Grouping::Affiliation],
        _ => &[],
    };
    for by in groupings.iter().copied() {
        asked.push((Tried::By(by), Question { by, ..question.clone() }));
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Asked, ask, at_least, day, point, range, says};
    use super::*;
    use crate::words::Words;

    fn robustness(asked: &Asked, at: &str) -> Robustness {
        let go_on = &mut || std::ops::ControlFlow::Continue(());
        let question = &asked.comparison.question;
        let alternatives =
            Alternatives::new(&asked.files, &Overlay::default(), question, go_on).expect("went on");
        alternatives.robustness(&asked.files, &asked.comparison, &asked.slice(at))
    }

    fn lines(asked: &Asked, at: &str) -> Vec<String> {
        let robustness = robustness(asked, at);
        let lines = Words::default().how_sure(&robustness, &asked.comparison);
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_verdict_that_hinges_on_one_voice_says_on_which() {
        let asked = ask(
            &[
                says(1, "Joint Chiefs", range(1050.0, 1150.0), "2024-12-23"),
                says(2, "Syrskyi", at_least(3001.0), "2024-12-23"),
                says(3, "Zelensky", range(3800.0, 4200.0), "2024-12-23"),
                says(4, "NIS", at_least(3001.0), "2024-12-23"),
            ],
            |_| {},
        );
        assert_eq!(asked.slice("2025-01-23").agreement.verdict, Verdict::Diverge);
        assert_eq!(
            lines(&asked, "2025-01-23"),
            [
                "Without Zelensky: majority",
                "Without Joint Chiefs: not contradicted",
                "Survives any reading of “about”",
                "Survives staleness halved and doubled",
                "By affiliation, too: diverge",
            ]
        );
    }

    #[test]
    fn two_labels_of_one_affiliation_agree_by_label_and_are_single_by_affiliation() {
        let of = |record, label, value| {
            let mut statement = says(record, label, value, "2024-12-23");
            statement.facts.affiliation = "US".into();
            statement
        };
        let asked = ask(
            &[of(1, "One office", range(90.0, 110.0)), of(2, "Another", range(100.0, 120.0))],
            |question| question.by = Grouping::Label,
        );
        let said = lines(&asked, "2024-12-24");
        assert!(said.contains(&"By affiliation: single".to_owned()), "{said:?}");
        assert!(!said.iter().any(|line| line.starts_with("Without")), "{said:?}");
    }

    #[test]
    fn the_reading_of_about_and_staleness_are_tried() {
        let asked = ask(
            &[
                says(1, "A", point(1000.0), "2024-01-01"),
                says(2, "B", point(1120.0), "2024-05-01"),
                says(3, "C", point(1125.0), "2024-05-01"),
            ],
            |_| {},
        );
        let robustness = robustness(&asked, "2024-06-01");
        let verdict = |tried: Tried| {
            let trial = robustness.trials.iter().find(|trial| trial.tried == tried);
            trial.map(|trial| (trial.verdict, trial.n))
        };
        assert_eq!(robustness.verdict, Verdict::Majority);
        assert_eq!(verdict(Tried::About(AboutPolicy::Exact)), Some((Verdict::Diverge, 3)));
        assert_eq!(verdict(Tried::About(AboutPolicy::Percent(10.0))), Some((Verdict::Agree, 3)));
        assert_eq!(verdict(Tried::About(AboutPolicy::Rounding)), None, "that is how it was asked");
        assert_eq!(verdict(Tried::StaleAfter(90)).map(|(_, n)| n), Some(2));
        assert_eq!(verdict(Tried::StaleAfter(360)).map(|(_, n)| n), Some(3));
        assert_eq!(robustness.at, day("2024-06-01"));
    }

    #[test]
    fn a_single_voice_has_no_verdict_to_be_sure_of() {
        let asked = ask(&[says(1, "A", point(10.0), "2024-01-01")], |_| {});
        assert!(lines(&asked, "2024-01-02").is_empty());
    }
}
