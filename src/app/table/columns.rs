//! What each column of the table is called, how wide it is at first, and where its text stands.

use crate::session::TableColumn;

/// The heading of a column.
pub(in crate::app) fn title(column: TableColumn) -> &'static str {
    match column {
        TableColumn::AsOf => "As of",
        TableColumn::Origin => "Origin",
        TableColumn::Label => "Source",
        TableColumn::Low => "Low",
        TableColumn::Best => "Best",
        TableColumn::High => "High",
        TableColumn::How => "How",
        TableColumn::Wording => "As stated",
        TableColumn::Through => "Through",
        TableColumn::Published => "Published",
        TableColumn::Grade => "Grade",
        TableColumn::Measure => "Measure",
        TableColumn::Basis => "Basis",
        TableColumn::Standing => "Standing",
        TableColumn::Record => "File, record",
        TableColumn::Status => "Status",
    }
}

/// What a column says, in a sentence.
pub(super) fn about(column: TableColumn) -> &'static str {
    match column {
        TableColumn::AsOf => "When it is true",
        TableColumn::Origin => "Who estimated it",
        TableColumn::Label => "The source as its file names it",
        TableColumn::Low => "The low end as stated, or as you adjusted it",
        TableColumn::Best => "The single number as stated, or as you adjusted it",
        TableColumn::High => "The high end as stated, or as you adjusted it",
        TableColumn::How => "How the number was stated: exact, about, more than",
        TableColumn::Wording => "The source's own words",
        TableColumn::Through => "Who passed it on, and where it was read",
        TableColumn::Published => "When it was said",
        TableColumn::Grade => "Admiralty grade, likelihood and confidence as graded",
        TableColumn::Measure => "What is counted",
        TableColumn::Basis => "On the day, so far, within a period or per day",
        TableColumn::Standing => "Observed, projected or modelled",
        TableColumn::Record => "The file and the record in it",
        TableColumn::Status => "Whether it counts at the cursor, and why not",
    }
}

/// At first, in points.
pub(super) fn width(column: TableColumn) -> f32 {
    match column {
        TableColumn::AsOf | TableColumn::Published => 86.0,
        TableColumn::Origin | TableColumn::Label => 150.0,
        TableColumn::Low | TableColumn::Best | TableColumn::High => 66.0,
        TableColumn::How | TableColumn::Basis | TableColumn::Standing => 84.0,
        TableColumn::Wording => 240.0,
        TableColumn::Through => 140.0,
        TableColumn::Grade => 60.0,
        TableColumn::Measure => 240.0,
        TableColumn::Record => 170.0,
        TableColumn::Status => 104.0,
    }
}

/// Whether its text stands on the right, so that digits line up.
pub(super) fn is_number(column: TableColumn) -> bool {
    matches!(column, TableColumn::Low | TableColumn::Best | TableColumn::High)
}
