//! How an estimate was graded, in the grader's own terms.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// The Admiralty letter for a source, A (completely reliable) to E (unreliable); F means that its
/// reliability was not judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, IntoStaticStr, EnumString)]
#[strum(ascii_case_insensitive)]
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, IntoStaticStr, EnumString)]
pub enum Credibility {
    #[strum(serialize = "1")]
    One,
    #[strum(serialize = "2")]
    Two,
    #[strum(serialize = "3")]
    Three,
    #[strum(serialize = "4")]
    Four,
    #[strum(serialize = "5")]
    Five,
    /// Not judged: neither good nor bad.
    #[strum(serialize = "6")]
    Six,
}

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
        let letter = self.reliability.map_or("", <&str>::from);
        format!("{letter}{}", self.credibility.map_or("", <&str>::from))
    }
}

/// A text that is no Admiralty grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("“{0}” is no Admiralty grade: a letter A–F, a digit 1–6, or both")]
pub struct BadGrade(pub String);

impl FromStr for Grading {
    type Err = BadGrade;

    /// Reads `B2`, `b-2`, `B` or `2`.
    fn from_str(text: &str) -> Result<Grading, BadGrade> {
        let mut grading = Grading::default();
        for sign in text.chars().filter(|c| c.is_alphanumeric()).map(String::from) {
            match (sign.parse(), sign.parse()) {
                (Ok(letter), _) if grading.is_empty() => grading.reliability = Some(letter),
                (_, Ok(digit)) if grading.credibility.is_none() => {
                    grading.credibility = Some(digit);
                }
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
