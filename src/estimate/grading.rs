//! How an estimate was graded, in the grader's own terms.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The Admiralty letter for a source, A (completely reliable) to E (unreliable); F means that its
/// reliability was not judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    /// Not judged: neither good nor bad.
    F,
}

/// The Admiralty digit for a piece of information, 1 (confirmed) to 5 (improbable); 6 means that
/// its truth was not judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Credibility {
    One,
    Two,
    Three,
    Four,
    Five,
    /// Not judged: neither good nor bad.
    Six,
}

const LETTERS: [(Reliability, char); 6] = [
    (Reliability::A, 'A'),
    (Reliability::B, 'B'),
    (Reliability::C, 'C'),
    (Reliability::D, 'D'),
    (Reliability::E, 'E'),
    (Reliability::F, 'F'),
];

const DIGITS: [(Credibility, char); 6] = [
    (Credibility::One, '1'),
    (Credibility::Two, '2'),
    (Credibility::Three, '3'),
    (Credibility::Four, '4'),
    (Credibility::Five, '5'),
    (Credibility::Six, '6'),
];

/// An Admiralty grade kept as letter and digit, and likelihood and confidence words kept as words
/// with the scale that they come from ("highly likely (PHIA)"). Nothing here is turned into a
/// number.
#[derive(Clone, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(try_from = "GradingParts", into = "GradingParts")]
pub struct Grading {
    pub reliability: Option<Reliability>,
    pub credibility: Option<Credibility>,
    pub likelihood: Option<String>,
    pub confidence: Option<String>,
}

impl Grading {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Grading::default()
    }

    /// The Admiralty grade as it is written, `B2`, `B`, `2`; empty if there is none.
    #[must_use]
    pub fn admiralty(&self) -> String {
        let letter = self.reliability.and_then(|r| LETTERS.iter().find(|(l, _)| *l == r));
        let digit = self.credibility.and_then(|c| DIGITS.iter().find(|(d, _)| *d == c));
        letter.map(|(_, c)| *c).into_iter().chain(digit.map(|(_, c)| *c)).collect()
    }
}

/// A text that is no Admiralty grade.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no Admiralty grade: a letter A–F, a digit 1–6, or both")]
pub struct BadGrade(pub String);

impl FromStr for Grading {
    type Err = BadGrade;

    /// Reads `B2`, `b-2`, `B` or `2`.
    fn from_str(text: &str) -> Result<Grading, BadGrade> {
        let mut grading = Grading::default();
        for c in text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()) {
            let letter = LETTERS.iter().find(|(_, l)| *l == c).map(|(r, _)| *r);
            let digit = DIGITS.iter().find(|(_, d)| *d == c).map(|(d, _)| *d);
            match (letter, digit) {
                (Some(r), _) if grading.reliability.is_none() && grading.credibility.is_none() => {
                    grading.reliability = Some(r);
                }
                (_, Some(d)) if grading.credibility.is_none() => grading.credibility = Some(d),
                _ => return Err(BadGrade(text.to_owned())),
            }
        }
        if grading.is_empty() { Err(BadGrade(text.to_owned())) } else { Ok(grading) }
    }
}

/// A grading as it is written in files, before it is checked.
#[derive(Serialize, Deserialize)]
struct GradingParts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grade: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    likelihood: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<String>,
}

impl TryFrom<GradingParts> for Grading {
    type Error = BadGrade;

    fn try_from(parts: GradingParts) -> Result<Grading, BadGrade> {
        let GradingParts { grade, likelihood, confidence } = parts;
        let grading = grade.map_or(Ok(Grading::default()), |grade| grade.parse())?;
        Ok(Grading { likelihood, confidence, ..grading })
    }
}

impl From<Grading> for GradingParts {
    fn from(grading: Grading) -> GradingParts {
        let grade = Some(grading.admiralty()).filter(|grade| !grade.is_empty());
        let Grading { likelihood, confidence, .. } = grading;
        GradingParts { grade, likelihood, confidence }
    }
}

impl fmt::Display for Grading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grade = self.admiralty();
        let parts = [Some(grade.as_str()), self.likelihood.as_deref(), self.confidence.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
        f.write_str(&parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_kept_as_letter_and_digit() {
        for text in ["B2", "F6", "A", "3"] {
            assert_eq!(text.parse::<Grading>().map(|g| g.admiralty()), Ok(text.to_owned()));
        }
        assert_eq!("b-2".parse::<Grading>().map(|g| g.admiralty()), Ok("B2".to_owned()));
        for text in ["", "G1", "B7", "BB", "2B", "B22"] {
            assert!(text.parse::<Grading>().is_err(), "{text}");
        }
    }
}
