//! What tables that are taken away say of themselves: what each is, and what stands in each column.

use strum::{IntoStaticStr, VariantArray};

use super::Words;
use crate::compare::{Difference, Thresholds};
use crate::estimate::Day;
use crate::files::Field;

/// A table of what is taken away.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum TableName {
    Estimates,
    Slice,
    Reconciliation,
    References,
}

impl TableName {
    /// Every table.
    pub const ALL: &'static [TableName] = TableName::VARIANTS;

    /// Its name in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What it is called.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            TableName::Estimates => "Estimates",
            TableName::Slice => "Slice",
            TableName::Reconciliation => "Reconciliation",
            TableName::References => "References",
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            TableName::Estimates => "Every estimate as it was stated, a row each.",
            TableName::Slice => {
                "Who stands on the day with which number, a row a voice and measure, and what was \
                 said by then and is not counted, with why."
            }
            TableName::Reconciliation => {
                "Every voice that stands on the day held against the others on the same measure: \
                 from whom it differs most and by how much. Voices that share a value differ by \
                 nothing; what is not counted is listed and held against nobody."
            }
            TableName::References => {
                "Where each number can be read, numbered: each place once, with its whole address."
            }
        }
    }
}

/// A column of such a table, beside the [fields](Field) of an estimate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum TableColumn {
    At,
    Measure,
    MeasureName,
    Voice,
    Kind,
    Affiliation,
    Method,
    Estimate,
    Reference,
    AsOf,
    Published,
    StatedLow,
    StatedBest,
    StatedHigh,
    StatedHow,
    Wording,
    AdjustedLow,
    AdjustedBest,
    AdjustedHigh,
    AdjustedHow,
    ReadLow,
    ReadHigh,
    CarriedDays,
    InCore,
    Verdict,
    DiffersFrom,
    Differs,
    Gap,
    PerCent,
    Material,
    NotCounted,
    Number,
    Source,
    Relays,
    Outlet,
    Url,
    Title,
    Accessed,
    Archive,
    FirstAsOf,
    LastAsOf,
    Estimates,
    File,
    Text,
}

impl TableColumn {
    /// Every column.
    pub const ALL: &'static [TableColumn] = TableColumn::VARIANTS;

    /// Its name in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What stands in it.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            TableColumn::At => "The day that is asked about",
            TableColumn::Measure => "The id of what is counted; only equal measures are compared",
            TableColumn::MeasureName => "What is counted, in words",
            TableColumn::Voice => {
                "Who is counted once, or whose label it is where it is not counted"
            }
            TableColumn::Kind => "What kind of body that is, where all counted as it are of one",
            TableColumn::Affiliation => "To whom it belongs, the wider before the narrower",
            TableColumn::Method => "How the number came about, as stated or known of its source",
            TableColumn::Estimate => {
                "The id of the estimate: the number of its file, and its own id or record"
            }
            TableColumn::Reference => "Where it can be read: a number of the references",
            TableColumn::AsOf => "The last day of which it speaks",
            TableColumn::Published => "When it was published; empty where nobody says",
            TableColumn::StatedLow => "The low end as it was stated",
            TableColumn::StatedBest => "The best number as it was stated",
            TableColumn::StatedHigh => "The high end as it was stated",
            TableColumn::StatedHow => "In which way the number was stated",
            TableColumn::Wording => "In the words of the source",
            TableColumn::AdjustedLow => {
                "The low end that an analyst set, where one changed the number"
            }
            TableColumn::AdjustedBest => {
                "The best number that an analyst set, where one changed the number"
            }
            TableColumn::AdjustedHigh => {
                "The high end that an analyst set, where one changed the number"
            }
            TableColumn::AdjustedHow => {
                "In which way an analyst set it, where one changed the number"
            }
            TableColumn::ReadLow => "The low end of what is compared; empty where it is open",
            TableColumn::ReadHigh => "The high end of what is compared; empty where it is open",
            TableColumn::CarriedDays => {
                "Over how many days the total was carried to the day; empty where it was not"
            }
            TableColumn::InCore => "Whether it shares the value that most share",
            TableColumn::Verdict => "What all that stand on the measure come to",
            TableColumn::DiffersFrom => {
                "From which other voice it differs most; empty where it shares a value with every \
                 other that stands"
            }
            TableColumn::Differs => "Whether it lies above or below that one",
            TableColumn::Gap => {
                "By how much: the low end of the upper one less the high end of the lower one"
            }
            TableColumn::PerCent => {
                "The gap in per cent of the high end of the lower one; empty where that is 0 or below"
            }
            TableColumn::Material => {
                "Whether the gap is more than is let pass: more than the one threshold that is \
                 given, or more than both; empty where none is"
            }
            TableColumn::NotCounted => "Why it is not counted; empty where it is",
            TableColumn::Number => "The number of the reference",
            TableColumn::Source => "Who said it, as the file has it",
            TableColumn::Relays => "Who passed it on",
            TableColumn::Outlet => "Where it was read",
            TableColumn::Url => "The address, whole and as it was stated",
            TableColumn::Title => "Its title, where one is recorded",
            TableColumn::Accessed => {
                "When it was looked at, as precisely as that is recorded: a day, a month or a year"
            }
            TableColumn::Archive => "Where a copy of it is kept, where that is recorded",
            TableColumn::FirstAsOf => "The first day of which something read there speaks",
            TableColumn::LastAsOf => "The last day of which something read there speaks",
            TableColumn::Estimates => "How many estimates can be read there",
            TableColumn::File => "The file in which they stand",
            TableColumn::Text => "The reference as it stands in reports",
        }
    }
}

/// How text is kept from being run by a spreadsheet.
const GUARD: &str = "A text that a spreadsheet would run as a formula is led by an apostrophe, which \
                     is no part of it; an apostrophe that stood there already has another one before \
                     it.";

impl Words {
    /// What stands in the column of a field of an estimate.
    #[must_use]
    pub fn says_of_field(self, field: Field) -> &'static str {
        match field {
            Field::Id => "Its own id, where the file gives one",
            Field::Population => "Of whom it is counted",
            Field::Quantity => "What is counted",
            Field::Place => "Where it is counted, the wider before the narrower",
            Field::Basis => {
                "Whether it is present on a day, a total so far, of a period, or a rate"
            }
            Field::Since => {
                "From which day on a total is counted, where that is a measure of its own"
            }
            Field::Source => "Who says it, as the file has it",
            Field::Low => "The low end as stated",
            Field::Best => "The best number as stated",
            Field::High => "The high end as stated",
            Field::How => "In which way the number was stated",
            Field::Value => "Whether it is a number, vague, a share, a direction",
            Field::Wording => "In the words of the source",
            Field::AsOfStart => {
                "The first day of which it speaks, where its precision does not tell"
            }
            Field::AsOf => "The last day of which it speaks; empty where it was not stated",
            Field::Precision => "How finely that is dated: to the day, the month, the period",
            Field::DatesInferred => "Whether the file itself says that its dates are inferred",
            Field::Published => "When it was published, as stated",
            Field::Standing => "Whether it is observed, projected or modelled",
            Field::Method => "How the number came about, where stated",
            Field::Relays => "Who passed it on, the first one first, with “ > ” between them",
            Field::Outlet => "Where it was read",
            Field::Url => "The address, whole and as stated",
            Field::DerivedFrom => "The id of the estimate that it repeats",
            Field::Supersedes => "The ids of those that it replaces, with commas between them",
            Field::Retracted => "When it was taken back",
            Field::Grade => "The Admiralty grade as stated",
            Field::Likelihood => "The likelihood as stated, with its scale",
            Field::Confidence => "The confidence as stated, with its scale",
            Field::Note => "A note on it",
            Field::Origin => "Who actually estimated, where the file says so",
            Field::Kind => "What kind of body the source is, where the file says so",
            Field::Affiliation => "To whom the source belongs, with “ / ” before the narrower",
            Field::Country => "The country of the source, where the file says so",
            Field::Party => "Whether the source is a party to the conflict, where the file says so",
            Field::Unknown => "Whether the file itself says that nobody knows who estimated it",
            Field::Author => "Who entered it",
        }
    }

    /// How much may differ without being flagged, in a sentence.
    #[must_use]
    pub fn thresholds(self, thresholds: Thresholds) -> String {
        let absolute = thresholds.absolute().map(|most| self.number(most));
        let per_cent = thresholds.per_cent().map(|most| format!("{} %", self.number(most)));
        match (absolute, per_cent) {
            (Some(most), Some(share)) => {
                format!("Flagged: differences of more than {most} that are also more than {share}.")
            }
            (Some(most), None) | (None, Some(most)) => {
                format!("Flagged: differences of more than {most}.")
            }
            (None, None) => "No threshold is given, and nothing is flagged.".to_owned(),
        }
    }

    /// From whom a voice differs most, for a cell: `180 below C, 150 %`.
    #[must_use]
    pub fn differs_most(self, difference: &Difference, from: &str) -> String {
        let side = if difference.is_above { "above" } else { "below" };
        let gap = self.gap(difference.gap);
        match difference.per_cent {
            Some(share) => format!("{gap} {side} {from}, {} %", self.gap(share)),
            None => format!("{gap} {side} {from}"),
        }
    }

    /// Of one that shares a value with every other that stands, or alone.
    #[must_use]
    pub fn no_difference(self, standing: usize) -> &'static str {
        if standing < 2 { "stands alone" } else { "differs from nobody" }
    }

    /// How many of those that stand on a measure are flagged: `2 of 4 flagged`.
    #[must_use]
    pub fn flagged(self, flagged: usize, standing: usize) -> String {
        format!("{} of {} flagged", self.count(flagged), self.count(standing))
    }

    /// No table can be made, as there are no estimates.
    #[must_use]
    pub fn no_estimates(self) -> &'static str {
        "There is no estimate here of which anything could be told"
    }

    /// What tables of every measure are of.
    #[must_use]
    pub fn all_measures(self) -> &'static str {
        "All measures"
    }

    /// By which version of the program something was made.
    #[must_use]
    pub fn made_by(self, version: &str) -> String {
        format!("Parallax {version}")
    }

    /// What is known where no day of knowledge is asked about.
    #[must_use]
    pub fn all_that_is_held(self) -> &'static str {
        "All that the files hold"
    }

    /// A sheet of a workbook cannot hold all rows of a table.
    #[must_use]
    pub fn sheet_is_full(self, table: TableName, most: usize) -> String {
        format!(
            "“{}” has more rows than the {} that a sheet of a workbook holds: ask for one measure, \
             or write .csv",
            table.heading(),
            self.count(most)
        )
    }

    /// A cell of a workbook cannot hold a text: which sheet, which column, which row.
    #[must_use]
    pub fn cell_is_full(self, place: (&str, &str, usize), signs: usize, most: usize) -> String {
        let (sheet, column, row) = place;
        format!(
            "“{column}” in row {} of “{sheet}” has {} signs, and a cell of a workbook holds {}: \
             write .csv or .json",
            self.count(row),
            self.count(signs),
            self.count(most)
        )
    }

    /// What a data package is.
    #[must_use]
    pub fn package_says(self, question: &str, made_by: &str) -> String {
        format!(
            "{question}. Statements of the sources that are listed, as they were stated, and how they \
             stand to each other on a day. No licence of the sources is known here, and none is \
             claimed: whoever uses their numbers has to ask them. Made by {made_by}."
        )
    }

    /// What a table of a data package is, and how its cells are to be read.
    #[must_use]
    pub fn resource_says(self, table: TableName) -> String {
        format!("{} {}", table.says(), GUARD)
    }

    /// How the tables of a data package are to be read.
    #[must_use]
    pub fn package_is_read_so(self) -> String {
        format!(
            "`datapackage.json` describes every table and every column, after Frictionless Data \
             Package v2. {GUARD} No licence of the sources is known here, and none is claimed."
        )
    }

    /// What a reconciliation is of: `All measures on 20 Jan 2030, by origin`.
    #[must_use]
    pub fn reconciled_on(self, at: Day, by: &str) -> String {
        format!("Reconciliation of {}, by {by}", self.day(at))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_column_says_something_of_its_own() {
        let fields = Field::ALL.iter().map(|field| Words::default().says_of_field(*field));
        let columns = TableColumn::ALL.iter().map(|column| column.says());
        assert!(fields.chain(columns).all(|says| says.len() > 10));
        let own: BTreeSet<&str> = TableColumn::ALL.iter().map(|column| column.says()).collect();
        assert_eq!(own.len(), TableColumn::ALL.len());
    }

    #[test]
    fn thresholds_are_told_as_they_are_applied() {
        let told = |absolute, per_cent| {
            let thresholds = Thresholds::new(absolute, per_cent).expect("numbers");
            Words::default().thresholds(thresholds)
        };
        assert_eq!(told(Some(1_000.0), None), "Flagged: differences of more than 1,000.");
        assert_eq!(
            told(Some(100.0), Some(2.5)),
            "Flagged: differences of more than 100 that are also more than 2.5 %."
        );
        assert_eq!(told(None, None), "No threshold is given, and nothing is flagged.");
    }
}
