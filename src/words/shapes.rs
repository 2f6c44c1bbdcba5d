//! What is told of rows that were made of others.

use super::Words;
use super::problems::{FIRST_HERE, column_names};
use crate::estimate::visible;
use crate::files::ProblemFact;

impl Words {
    /// What was summed, joined or left out.
    pub(super) fn shape_problem(self, fact: &ProblemFact) -> String {
        use ProblemFact as F;
        match fact {
            F::RowsLeftOut { rows, columns } => format!(
                "{} left out by what stands in {}, as the mapping says",
                self.rows_are(*rows),
                column_names(columns)
            ),
            F::Summed { rows, period, is_envelope } => {
                let envelope = match is_envelope {
                    true => {
                        ": low, best and high each by itself, which is an envelope of sums and \
                             no interval"
                    }
                    false => "",
                };
                format!(
                    "{} summed by group and {}{envelope} (--period and --group-by sum otherwise)",
                    self.rows_are(*rows),
                    period.word()
                )
            }
            F::LongEvents { rows, across, period } => format!(
                "{} of more than one day; {} of them began in an earlier {} and {} counted in that \
                 of the last day",
                self.rows_are(*rows),
                self.count(as_usize(*across)),
                period.word(),
                if *across == 1 { "is" } else { "are" }
            ),
            F::KnownOnlyTo { rows, known_to, period } => format!(
                "{} dated no closer than to a {}: counted in the {} of the last day",
                self.rows_are(*rows),
                known_to.word(),
                period.word()
            ),
            F::EventsAgain { rows, is_unordered } => format!(
                "{} the id of an earlier row{FIRST_HERE}: an event is counted once, {}",
                match rows {
                    1 => "1 row has".to_owned(),
                    rows => format!("{} have", self.rows(*rows)),
                },
                match is_unordered {
                    true => "by its row with the earliest day",
                    false => "as it stands first",
                }
            ),
            F::TooManyIds => "the ids of the events are too many and too unlike each other to be \
                              kept: an event that is there twice is counted twice"
                .to_owned(),
            F::InconsistentRows { rows } => format!(
                "in {} low, best and high do not go together{FIRST_HERE}: each column is summed \
                 as it stands",
                self.rows(*rows)
            ),
            F::NotCounted { rows } => {
                format!("no number in {}: they add nothing here", self.rows(*rows))
            }
            F::TooCoarse { period } => format!(
                "the date does not say in which {} it was: this row is not summed; sum by a longer \
                 period with --period",
                period.word()
            ),
            F::SummedElsewhere { is_envelope } => format!(
                "the rows are sums of events that were made elsewhere{}; which events they are, and \
                 what was left out, nothing here tells",
                if *is_envelope {
                    ": low, best and high each by itself, which is an envelope of sums and no interval"
                } else {
                    ""
                }
            ),
            F::SummedIn { connection, table, mapping } => format!(
                "the sums were made by the database “{}”, of its table {} by the mapping {}; which \
                 events are behind them nothing here lists",
                visible(connection),
                visible(table),
                visible(mapping)
            ),
            F::PartialSums { sums } => format!(
                "{} of events lack best or high, as some of their events have another end but not \
                 that one: a sum of the others would be too small",
                if *sums == 1 { "1 sum".to_owned() } else { format!("{sums} sums") }
            ),
            F::OtherOutputs { kind, rows } => {
                format!("{} left out, which are no quantiles but “{kind}”", self.rows_are(*rows))
            }
            F::QuantilesAgain { rows } => format!(
                "{} a quantile that an earlier row has for the same estimate: the earlier one is \
                 used",
                match rows {
                    1 => "1 row has".to_owned(),
                    rows => format!("{} have", self.rows(*rows)),
                }
            ),
            F::NoLevel(text) => {
                format!("“{text}” is no share between 0 and 1: this row is not used")
            }
            F::Multiplied(times) => format!(
                "the numbers of this column are multiplied by {}, as the mapping says",
                self.number(f64::from(*times))
            ),
            _ => String::new(),
        }
    }

    fn rows(self, rows: u32) -> String {
        format!("{} {}", self.count(as_usize(rows)), if rows == 1 { "row" } else { "rows" })
    }

    fn rows_are(self, rows: u32) -> String {
        format!("{} {}", self.rows(rows), if rows == 1 { "is" } else { "are" })
    }
}

fn as_usize(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
