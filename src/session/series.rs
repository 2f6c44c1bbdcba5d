//! Files that are one file at different times.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::estimate::{Day, FileSlot};

/// One file of a series.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Vintage {
    pub file: FileSlot,
    /// The day that an analyst gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
}

/// One file as it stood on different days: at least two, each in one series only. Exactly one is in
/// force; the others are ghosts and never counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Series {
    /// By slot.
    pub vintages: Vec<Vintage>,
    /// The one that an analyst put in force, whatever the days say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<FileSlot>,
}

/// Two files that may be copies of one. Both are compared until that is settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CopyInDoubt {
    pub file: FileSlot,
    pub of: FileSlot,
    pub why: CopyDoubt,
}

/// Why it is not sure that a file is a copy of another one, or which of the two is the newer one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyDoubt {
    /// It says mostly other things of the same voices, measures and days, under another name.
    OtherValues,
    /// Neither their days nor their contents tell which is newer.
    NoOrder,
}

/// By what a vintage has its day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum DaySource {
    /// An analyst gave it.
    Given,
    /// It stands in the file's name.
    Name,
    /// It is the last day on which anything in the file was published.
    LastPublished,
}

impl DaySource {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Why a vintage is in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForceReason {
    /// An analyst put it in force.
    Chosen,
    Newest,
    /// The newest one on the day on which the question asks what was known.
    NewestOn(Day),
    /// There is none from before that day, and this is the oldest.
    OldestAfter(Day),
}

/// Which vintage of a series is in force, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InForce {
    pub file: FileSlot,
    pub why: ForceReason,
}

/// The last date in a name: `estimates-2026-05-11.csv`, `estimates_20260511.csv`.
pub(super) fn day_in_name(name: &str) -> Option<Day> {
    let starts = name.char_indices().map(|(place, _)| place);
    let mut days = starts.filter_map(|start| {
        let before = name.get(..start)?.chars().next_back();
        let is_start = before.is_none_or(|c| !c.is_ascii_digit());
        date_at_start(name.get(start..)?).filter(|_| is_start)
    });
    days.next_back()
}

/// A name without its ending, the dates in it and what programs put around the name of a copy.
pub(super) fn name_without_dates(name: &str) -> String {
    let name = name.to_lowercase().replace("copy of ", "");
    let points = name.match_indices('.').map(|(place, _)| name.split_at(place));
    let is_ending = |(_, rest): &(&str, &str)| rest.chars().nth(1).is_some_and(char::is_alphabetic);
    let bare = points.filter(is_ending).map(|(stem, _)| stem).next().unwrap_or(&name);
    let words: Vec<&str> =
        bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_year =
        |word: &str| is_number(word) && (word.starts_with("19") || word.starts_with("20"));
    let is_whole_date = |word: &str| is_year(word) && [4, 6, 8].contains(&word.len());
    let has_year = words.iter().any(|word| is_whole_date(word) && word.len() == 4);
    // What is left of a date beside its year.
    let is_part = |word: &str| has_year && is_number(word) && word.len() <= 2;
    let is_added = |word: &str| ["copy", "new", "old", "final", "latest"].contains(&word);
    let said = words.into_iter().filter(|w| !is_whole_date(w) && !is_part(w) && !is_added(w));
    said.collect::<Vec<_>>().join(" ")
}

fn date_at_start(text: &str) -> Option<Day> {
    let plain = |wide: usize| {
        let digits = text.get(..wide)?;
        let is_whole = text.get(wide..)?.chars().next().is_none_or(|c| !c.is_ascii_digit());
        is_whole.then_some(digits)
    };
    if let Some(digits) = plain(8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())) {
        let (year, rest) = digits.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return format!("{year}-{month}-{day}").parse().ok();
    }
    plain(10)?.replace(['_', '.'], "-").parse().ok()
}

impl Series {
    #[must_use]
    pub fn has(&self, file: FileSlot) -> bool {
        self.vintages.iter().any(|vintage| vintage.file == file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_but_for_dates() {
        for (one, other) in [
            ("losses-2026-05-11.csv", "losses_20260120.csv"),
            ("losses.csv", "losses-2026-01.csv"),
            ("losses_2023.json", "losses_2024.json"),
            ("Copy of losses.csv", "losses final.csv"),
            ("11.05.2026 losses.csv", "losses.csv"),
        ] {
            assert_eq!(name_without_dates(one), name_without_dates(other));
        }
        for (one, other) in [("model 1.csv", "model 2.csv"), ("bbc.csv", "bbc-russia.csv")] {
            assert_ne!(name_without_dates(one), name_without_dates(other));
        }
    }

    #[test]
    fn a_date_is_found_in_a_name() {
        for (name, day) in [
            ("estimates-2026-05-11.csv", Some("2026-05-11")),
            ("estimates_20260511.csv", Some("2026-05-11")),
            ("2025-01-02 to 2026-05-11.csv", Some("2026-05-11")),
            ("2026.05.11.csv", Some("2026-05-11")),
            ("estimates-12026-05-11.csv", None),
            ("estimates-2026-13-11.csv", None),
            ("estimates-202605111.csv", None),
            ("żółw.csv", None),
            ("", None),
        ] {
            assert_eq!(day_in_name(name).map(|day| day.to_string()).as_deref(), day, "{name}");
        }
    }
}
