//! What the words of the field mean, in a sentence each: for where they stand.

use super::Words;
use crate::compare::Verdict;

/// A word that explains itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Term {
    Core,
    Outside,
    Touch,
    Full,
    Carried,
    Verdict(Verdict),
}

impl Term {
    /// The term that a word of a sentence stands for, in small letters, whatever its ending.
    ///
    /// ```
    /// use parallax::compare::Verdict;
    /// use parallax::words::Term;
    ///
    /// assert_eq!(Term::of("diverges"), Some(Term::Verdict(Verdict::Diverge)));
    /// assert_eq!(Term::of("Split"), None, "a name may begin so");
    /// ```
    #[must_use]
    pub fn of(word: &str) -> Option<Term> {
        Some(match word {
            "core" | "cores" => Term::Core,
            "outside" => Term::Outside,
            "touch" | "touches" => Term::Touch,
            "full" => Term::Full,
            "carried" => Term::Carried,
            "divided" => Term::Verdict(Verdict::Divided),
            "single" => Term::Verdict(Verdict::Single),
            "agree" | "agrees" => Term::Verdict(Verdict::Agree),
            "contradicted" => Term::Verdict(Verdict::NotContradicted),
            "diverge" | "diverges" => Term::Verdict(Verdict::Diverge),
            "majority" => Term::Verdict(Verdict::Majority),
            "minority" => Term::Verdict(Verdict::Minority),
            "split" => Term::Verdict(Verdict::Split),
            _ => return None,
        })
    }
}

impl Words {
    /// What a word of the field means.
    #[must_use]
    pub fn explained(self, term: Term) -> &'static str {
        match term {
            Term::Core => "Core: the values that the most voices share",
            Term::Outside => {
                "Outside: shares none of the values that the most share. The factor is that between \
                 the ends that are nearest to each other, the higher divided by the lower"
            }
            Term::Touch => {
                "Touch: what is shared is one single value, at which wider readings meet"
            }
            Term::Full => "Full: bounded above and below by what was said",
            Term::Carried => {
                "Carried: totals grow, so one of an earlier day is read as it would stand on this \
                 day, by the growth that the sources themselves state"
            }
            Term::Verdict(verdict) => explained_verdict(verdict),
        }
    }
}

fn explained_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "None: no number stands",
        Verdict::Single => "Single: one voice alone has a number that stands",
        Verdict::Agree => {
            "Agree: all share a value, and two of them say there how much at least and how much at \
             most"
        }
        Verdict::NotContradicted => {
            "Not contradicted: all go together, but only as “at least” goes with anything above it"
        }
        Verdict::Diverge => {
            "Diverge: no two share a value, or no two of those that say how much at least and how \
             much at most"
        }
        Verdict::Majority => "Majority: more than half share a value, and not all",
        Verdict::Minority => "Minority: the most that share a value are half of all, or fewer",
        Verdict::Split => {
            "Split: two values or more are shared by equally many, who are half of all, or fewer"
        }
        Verdict::Divided => {
            "Divided: the members of a group that is counted contradict each other, so the group is \
             no voice"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_is_explained_under_its_own_name() {
        let words = Words::default();
        for verdict in [
            Verdict::None,
            Verdict::Single,
            Verdict::Agree,
            Verdict::NotContradicted,
            Verdict::Diverge,
            Verdict::Majority,
            Verdict::Minority,
            Verdict::Split,
            Verdict::Divided,
        ] {
            let says = words.explained(Term::Verdict(verdict)).to_lowercase();
            assert!(says.starts_with(&format!("{}: ", words.verdict(verdict))), "{says}");
        }
    }
}
