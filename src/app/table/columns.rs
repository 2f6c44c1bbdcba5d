//! What each column of the table is called, how wide it is at first, and where its text stands.

use crate::session::TableColumn;

/// The heading of a column, its width in points at first, and what it says, in a sentence.
fn look(column: TableColumn) -> (&'static str, f32, &'static str) {
    match column {
        TableColumn::AsOf => ("As of", 86.0, "When it is true"),
        TableColumn::Origin => ("Origin", 150.0, "Who estimated it"),
        TableColumn::Label => ("Source", 150.0, "The source as its file names it"),
        TableColumn::Low => ("Low", 66.0, "The low end as stated, or as you adjusted it"),
        TableColumn::Best => ("Best", 66.0, "The single number as stated, or as you adjusted it"),
        TableColumn::High => ("High", 66.0, "The high end as stated, or as you adjusted it"),
        TableColumn::How => {
            ("How", 84.0, "How the number was stated: bare, exact, about, more than")
        }
        TableColumn::Wording => ("As stated", 240.0, "The source's own words"),
        TableColumn::Through => ("Through", 140.0, "Who passed it on, and where it was read"),
        TableColumn::Published => ("Published", 86.0, "When it was said"),
        TableColumn::Grade => {
            ("Grade", 60.0, "Admiralty grade, likelihood and confidence as graded")
        }
        TableColumn::Measure => ("Measure", 240.0, "What is counted"),
        TableColumn::Basis => ("Basis", 84.0, "On the day, so far, within a period or per day"),
        TableColumn::Standing => ("Standing", 84.0, "Observed, projected or modelled"),
        TableColumn::Method => {
            ("Method", 150.0, "How the number came about, as stated or as is known of its source")
        }
        TableColumn::Record => ("File, record", 170.0, "The file and the record in it"),
        TableColumn::Status => ("Status", 104.0, "Whether it counts at the cursor, and why not"),
    }
}

pub(in crate::app) fn title(column: TableColumn) -> &'static str {
    look(column).0
}

pub(super) fn width(column: TableColumn) -> f32 {
    look(column).1
}

pub(super) fn about(column: TableColumn) -> &'static str {
    look(column).2
}

/// Whether its text stands on the right, so that digits line up.
pub(super) fn is_number(column: TableColumn) -> bool {
    matches!(column, TableColumn::Low | TableColumn::Best | TableColumn::High)
}
