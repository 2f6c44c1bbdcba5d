//! How a table would be read that nobody has seen: what was recognised, what is asked, what it seems
//! to be.

use std::collections::BTreeMap;

use super::Words;
use super::problems::lacking_columns;
use crate::estimate::visible;
use crate::files::{
    Field, Lacking, NumberOf, Proposal, ProposedColumn, Remark, Seems, ToldBy, Unreadable,
};
use crate::opening::NotOpened;

impl Words {
    /// Why a table is not read as it is proposed: one sentence without a full stop.
    pub(super) fn not_certain(
        self,
        proposal: &Proposal,
        nearest: Option<&(String, Vec<Vec<String>>)>,
    ) -> String {
        let own = match nearest {
            Some((format, missing)) => format!(
                "most columns are those of {format}, and to be read so the table lacks {}",
                lacking_columns(missing)
            ),
            None if proposal.is_recognised() => "no known format".to_owned(),
            None => "no known mapping fits the table".to_owned(),
        };
        let recognised = self.recognised(proposal.columns());
        let columns: Vec<&str> =
            proposal.columns().iter().map(|column| column.name.as_str()).collect();
        let unknown = proposal.columns().iter().filter(|one| one.field.is_none());
        let unknown: Vec<&str> =
            unknown.map(|one| one.name.as_str()).filter(|name| !name.is_empty()).collect();
        let unknown = match unknown.is_empty() {
            true => String::new(),
            false => format!("; not recognised: {}", quoted(&unknown)),
        };
        let seen = match recognised.is_empty() {
            false => format!("recognised: {recognised}{unknown}"),
            true => format!("nothing is recognised in its columns {}", quoted(&columns)),
        };
        let lacking = proposal.lacking();
        let lacking: Vec<&str> = lacking.into_iter().map(|one| self.lacking(one)).collect();
        let asked = match (proposal.seems(), lacking.is_empty()) {
            (Some(seems), _) => format!("; but {}", self.seems(seems)),
            (None, true) => String::new(),
            (None, false) => format!("; not said: {}", self.all_of(&lacking)),
        };
        format!("{own}; {seen}{asked}")
    }

    /// What a table does not say.
    #[must_use]
    pub fn lacking(self, lacking: Lacking) -> &'static str {
        match lacking {
            Lacking::Quantity => "what is counted",
            Lacking::Source => "who says it",
            Lacking::Date => "when it was so",
            Lacking::Numbers => "which column has the numbers",
        }
    }

    /// What a table seems to hold instead of estimates.
    #[must_use]
    pub fn seems(self, seems: &Seems) -> String {
        match seems {
            Seems::NoHeader => {
                "its first row seems to be values and no names of columns: put names above it"
                    .to_owned()
            }
            Seems::Differences { column, below_zero, numbers } => format!(
                "“{}” seems to hold differences or corrections and no totals: {} of {} numbers lie \
                 below zero",
                visible(column),
                self.count(*below_zero),
                self.count(*numbers)
            ),
            Seems::NoTotals { numbers, falls } => format!(
                "its numbers seem to be of single days or periods and no totals so far: {falls} of \
                 {numbers} lie below the one before"
            ),
            Seems::Events { rows } => format!(
                "each of its {} rows seems to be one event and no total: events are summed first",
                self.count(*rows)
            ),
            Seems::Parts { rows, again } => format!(
                "it seems to hold single events or parts of totals: {} of {} rows say another \
                 number of one source and day",
                self.count(*again),
                self.count(*rows)
            ),
            Seems::Strange { read, columns } => format!(
                "only {} of its {} columns are recognised, so that it may be meant otherwise",
                self.count(*read),
                self.count(*columns)
            ),
            Seems::InUnits { column, times } => format!(
                "the numbers of “{}” seem to be in units of {}",
                visible(column),
                self.count(usize::try_from(*times).unwrap_or(usize::MAX))
            ),
            Seems::TitledInUnits { title, times } => format!(
                "its numbers seem to be in units of {}, by the title “{}”",
                self.count(usize::try_from(*times).unwrap_or(usize::MAX)),
                visible(title)
            ),
            Seems::Titled { title, quantity } => format!(
                "that it counts {} is said by the title “{}” alone",
                visible(quantity),
                visible(title)
            ),
        }
    }

    /// How a table was read by a proposal.
    pub(super) fn read_as_proposed(
        self,
        columns: &[ProposedColumn],
        constants: &BTreeMap<Field, String>,
        title: Option<&str>,
    ) -> String {
        let held = constants
            .iter()
            .map(|(field, said)| format!("{} {}", self.field(*field), visible(said)));
        let held: Vec<String> = held.collect();
        let held = if held.is_empty() {
            String::new()
        } else {
            let title = title.map(|title| format!(", by the title “{}”", visible(title)));
            format!("; for every row: {}{}", held.join(", "), title.unwrap_or_default())
        };
        let names = self.names_read_otherwise(columns);
        format!("no known format: read with {}{held}{names}", self.recognised(columns))
    }

    /// `; “Pentagon [4]” is Pentagon, “NIS via AP” is NIS through AP`.
    fn names_read_otherwise(self, columns: &[ProposedColumn]) -> String {
        let sources = columns.iter().filter(|column| column.field == Some(Field::Source));
        let names = sources.flat_map(|column| {
            column.words.iter().map(|(label, name)| {
                let relay = column.relays.get(label);
                let relay = relay.map(|relay| format!(" through {}", visible(relay)));
                format!("“{}” is {}{}", visible(label), visible(name), relay.unwrap_or_default())
            })
        });
        let names: Vec<String> = names.collect();
        if names.is_empty() { String::new() } else { format!("; {}", names.join(", ")) }
    }

    /// `dates in “Date”, low numbers in “Min” and high ones in “Max”`.
    fn recognised(self, columns: &[ProposedColumn]) -> String {
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for column in columns {
            let Some(field) = column.field else { continue };
            let of = self.number_of(&column.of);
            let what = match field {
                Field::Low | Field::Best | Field::High if of.is_empty() => "numbers".to_owned(),
                Field::Low | Field::Best | Field::High => format!("numbers of {of}"),
                field => self.field_values(field).to_owned(),
            };
            let names = std::iter::once(&column.name).chain(&column.with);
            let names = names.map(String::as_str);
            match groups.iter_mut().find(|(known, _)| *known == what) {
                Some((_, known)) => known.extend(names),
                None => groups.push((what, names.collect())),
            }
        }
        let groups: Vec<String> =
            groups.iter().map(|(what, names)| format!("{what} in {}", quoted(names))).collect();
        groups.join(", ")
    }

    /// `Russia, killed`.
    #[must_use]
    pub fn number_of(self, of: &NumberOf) -> String {
        let parts = [&of.source, &of.population, &of.quantity];
        let parts: Vec<String> =
            parts.into_iter().flatten().map(|part| visible(part).into_owned()).collect();
        parts.join(", ")
    }

    /// What stands in a column that is read into a field, in the plural.
    #[must_use]
    pub fn field_values(self, field: Field) -> &'static str {
        match field {
            Field::AsOf => "dates",
            Field::AsOfStart => "first days",
            Field::Published => "days of publication",
            Field::Source => "sources",
            Field::Low => "low ends",
            Field::Best => "numbers",
            Field::High => "high ends",
            Field::Quantity => "what is counted",
            Field::Population => "of whom",
            Field::Place => "places",
            Field::Url => "addresses",
            Field::Note => "notes",
            Field::Wording => "wordings",
            Field::How => "how it was stated",
            Field::Outlet => "outlets",
            Field::Relays => "relays",
            Field::Country => "countries of sources",
            Field::Grade => "grades",
            Field::Confidence => "words of confidence",
            Field::Id => "ids",
            field => field.word(),
        }
    }

    /// The name of a field, as a person says it.
    #[must_use]
    pub fn field(self, field: Field) -> &'static str {
        match field {
            Field::AsOf => "as of",
            Field::AsOfStart => "first day",
            Field::Best => "number",
            Field::Low => "low end",
            Field::High => "high end",
            Field::Url => "address",
            Field::How => "how it was stated",
            field => field.word(),
        }
    }

    /// What to do next about a file that was not opened, for whoever is at a command line.
    #[must_use]
    pub fn next_step(self, why: &NotOpened) -> Option<String> {
        let (path, proposal) = match why {
            NotOpened::EarlierCanBe { earlier, .. } => return Some(self.can_be_opened(earlier)),
            NotOpened::NoEstimates { path, .. } => (path, None),
            NotOpened::Estimates { error, path } => match error.as_ref() {
                Unreadable::NoMapping { proposal, .. } => (path, Some(proposal)),
                Unreadable::MappingMisfit { .. } => (path, None),
                _ => return None,
            },
            _ => return None,
        };
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let write = format!("parallax mapping {} -o {name}.mapping.ron", path.display());
        let or = format!("“{write}” writes a mapping to mend, which --mapping reads");
        let Some(proposal) = proposal else { return Some(or) };
        let lacking = proposal.lacking();
        let flags = lacking.iter().filter_map(|lacking| match lacking {
            Lacking::Quantity => Some("--quantity killed (or what else it is)"),
            Lacking::Source => Some("--source NAME"),
            Lacking::Date => Some("--as-of DATE"),
            Lacking::Numbers => None,
        });
        let flags: Vec<&str> = flags.collect();
        Some(match proposal.seems() {
            Some(Seems::Differences { .. } | Seems::NoTotals { .. }) => {
                format!("Say --basis increment if they are numbers of their day or period; or {or}")
            }
            Some(Seems::Titled { quantity, .. }) => {
                format!("Say --quantity “{quantity}”; or {or}")
            }
            None if proposal.is_recognised()
                && !flags.is_empty()
                && flags.len() == lacking.len() =>
            {
                format!("Say {}; or {or}", self.all_of(&flags))
            }
            _ => or,
        })
    }

    /// A remark on a line of a mapping file.
    #[must_use]
    pub fn remark(self, remark: &Remark<'_>) -> Option<String> {
        Some(match remark {
            Remark::Whole(proposal) => self.whole_remark(proposal),
            Remark::Column(column) => {
                let by = match column.told_by {
                    ToldBy::Name => "by its name",
                    ToldBy::Values => "by its values",
                    ToldBy::Hand => "as it was said",
                    ToldBy::Nothing => return None,
                };
                by.to_owned()
            }
            Remark::Fill(lacking) => {
                format!("<- fill in {} and take away the strokes before it", self.lacking(*lacking))
            }
            Remark::FillPopulation => {
                "of whom it is counted, if that is to be said: Russia, civilians".to_owned()
            }
            Remark::Aside => "Not read; take away the strokes before a line to read it:".to_owned(),
        })
    }

    fn whole_remark(self, proposal: &Proposal) -> String {
        let mut lines = vec![
            "A mapping that was proposed: mend what is wrong, and read the file with it:"
                .to_owned(),
            "  parallax check FILE --mapping THIS_FILE".to_owned(),
        ];
        let lacking: Vec<&str> =
            proposal.lacking().into_iter().map(|one| self.lacking(one)).collect();
        if !lacking.is_empty() {
            lines.push(format!(
                "Not said in the table: {}. See the lines marked <-.",
                self.all_of(&lacking)
            ));
        }
        if let Some(seems) = proposal.seems() {
            lines.push(format!("Beware: {}.", self.seems(seems)));
        }
        lines.join("\n")
    }
}

fn quoted(names: &[impl AsRef<str>]) -> String {
    const MOST: usize = 40;
    const LONGEST: usize = 60;
    let shown = names.iter().take(MOST).map(|name| {
        let name = visible(name.as_ref()).into_owned();
        let short: String = name.chars().take(LONGEST).collect();
        let rest = if short.len() < name.len() { "…" } else { "" };
        format!("“{short}{rest}”")
    });
    let shown: Vec<String> = shown.collect();
    match names.len().saturating_sub(MOST) {
        0 => Words::default().all_of(&shown),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
