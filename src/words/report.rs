//! What stands in a report around the facts: its headings, what is said where there is nothing, and
//! how it stands to the analytic standards of ICD 203.

use super::Words;
use crate::estimate::{Day, Estimate};

impl Words {
    /// There is nothing of which a report could be made: one sentence without a full stop.
    #[must_use]
    pub fn nothing_to_report(self) -> &'static str {
        "There is nothing to report: nobody ever said anything on what is asked"
    }

    /// What is enclosed in a report.
    #[must_use]
    pub fn what_is_enclosed(self) -> &'static str {
        "The comparison session from which this report was made; Parallax opens it"
    }

    /// Of which day it is asked, and what was known by when.
    #[must_use]
    pub fn asked_of_day(self, at: Day, known_on: Option<Day>) -> String {
        let at = self.day(at);
        match known_on {
            Some(day) => format!("Asked of {at}, knowing what was known on {}.", self.day(day)),
            None => format!("Asked of {at}, knowing all that the files hold."),
        }
    }

    /// What the trials of a verdict are made on, before where it can be read.
    #[must_use]
    pub fn tried_on(self) -> &'static str {
        "Each is tried on what stands on the day"
    }

    /// What was stated, and in the source's own words where they are known: `≥ 3,000 “has exceeded
    /// 3,000”`.
    #[must_use]
    pub fn as_stated(self, estimate: Estimate<'_>) -> String {
        let number = estimate.bounds().map(|bounds| self.bounds(&bounds));
        match (number, estimate.wording()) {
            (Some(number), Some(wording)) => format!("{number} “{wording}”"),
            (Some(number), None) => number,
            (None, Some(wording)) => format!("“{wording}”"),
            (None, None) => estimate.value().word().to_owned(),
        }
    }
}

/// A part of a report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReportPart {
    Question,
    Answer,
    Chart,
    Slice,
    Findings,
    Sureness,
    Adjustments,
    Notes,
    NotCounted,
    Problems,
    Renewed,
    Method,
    Standards,
    References,
}

impl ReportPart {
    /// Every part, in the order of the report.
    pub const ALL: [ReportPart; 14] = [
        ReportPart::Question,
        ReportPart::Answer,
        ReportPart::Chart,
        ReportPart::Slice,
        ReportPart::Findings,
        ReportPart::Sureness,
        ReportPart::Adjustments,
        ReportPart::Notes,
        ReportPart::NotCounted,
        ReportPart::Problems,
        ReportPart::Renewed,
        ReportPart::Method,
        ReportPart::Standards,
        ReportPart::References,
    ];

    /// Its place in the report, from 1.
    #[must_use]
    pub fn number(self) -> usize {
        ReportPart::ALL.iter().position(|part| *part == self).map_or(0, |place| place + 1)
    }

    /// What it is called.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            ReportPart::Question => "What was asked, and what is assumed",
            ReportPart::Answer => "The answer",
            ReportPart::Chart => "Over time",
            ReportPart::Slice => "Who says what on the day",
            ReportPart::Findings => "Findings",
            ReportPart::Sureness => "How sure the verdict is",
            ReportPart::Adjustments => "What an analyst adjusted",
            ReportPart::Notes => "Notes",
            ReportPart::NotCounted => "What was not counted, and why",
            ReportPart::Problems => "Problems in the files",
            ReportPart::Renewed => "What has become of the files since they were read",
            ReportPart::Method => "Methods",
            ReportPart::Standards => "The analytic standards of ICD 203",
            ReportPart::References => "References",
        }
    }

    /// What is said where there is nothing of it.
    #[must_use]
    pub fn nothing(self) -> &'static str {
        match self {
            ReportPart::Adjustments => "Nothing was adjusted: every number is as it was stated.",
            ReportPart::Notes => "No notes were written.",
            ReportPart::NotCounted => "Everything that was said by this day is counted.",
            ReportPart::Problems => "None was found.",
            ReportPart::Renewed => {
                "They were not looked at again: all stands as it was read for this comparison."
            }
            ReportPart::Findings => "The data prove none.",
            ReportPart::Sureness => "No trial changes the verdict.",
            _ => "There is nothing to tell.",
        }
    }
}

/// A standard, and where the report meets it or that it does not claim to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standard {
    /// As Intelligence Community Directive 203 (2015, section D.6.e) puts it, shortened.
    pub name: &'static str,
    /// The parts by which it is met; none where that is not claimed.
    pub met_by: &'static [ReportPart],
    /// How, or why not.
    pub says: &'static str,
}

/// The nine analytic tradecraft standards.
pub const STANDARDS: [Standard; 9] = [
    Standard {
        name: "Describes the quality and credibility of sources, data and methods",
        met_by: &[ReportPart::Slice, ReportPart::Method, ReportPart::References],
        says: "each number stands with its origin, how it was stated, its grade as stated, and the \
               methods with where they are from; the program grades nobody",
    },
    Standard {
        name: "Expresses and explains uncertainties",
        met_by: &[ReportPart::Slice, ReportPart::Sureness],
        says: "every number is a range as stated or as read, and what would change the verdict is \
               tried; no probability is given",
    },
    Standard {
        name: "Distinguishes information from assumptions and judgements",
        met_by: &[ReportPart::Question, ReportPart::Adjustments, ReportPart::Notes],
        says: "what is assumed is counted, and what an analyst changed stands beside what was \
               stated, with reason, author and time",
    },
    Standard {
        name: "Incorporates analysis of alternatives",
        met_by: &[ReportPart::Sureness],
        says: "other readings, groupings and exclusions are tried and told",
    },
    Standard {
        name: "Demonstrates relevance and addresses implications",
        met_by: &[],
        says: "what the numbers mean for a reader is for the analyst to say",
    },
    Standard {
        name: "Uses clear and logical argumentation",
        met_by: &[ReportPart::Answer, ReportPart::Findings],
        says: "each sentence rests on estimates that it cites, by rules that are told",
    },
    Standard {
        name: "Explains change to or consistency of judgements",
        met_by: &[ReportPart::Findings, ReportPart::Chart, ReportPart::Renewed],
        says: "since when voices part, and whether somebody said so or an estimate only expired; \
               where the files were looked at again, on which days the verdict is another one",
    },
    Standard {
        name: "Makes accurate judgements and assessments",
        met_by: &[],
        says: "whether a source is right cannot be known from what sources say",
    },
    Standard {
        name: "Incorporates effective visual information",
        met_by: &[ReportPart::Chart],
        says: "the picture shows each range as it was stated, with where it can be read",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_numbered_in_their_order_and_all_nine_standards_are_told() {
        let numbers: Vec<usize> = ReportPart::ALL.into_iter().map(ReportPart::number).collect();
        assert_eq!(numbers, (1..=14).collect::<Vec<_>>());
        assert_eq!(STANDARDS.iter().filter(|one| one.met_by.is_empty()).count(), 2);
    }
}
