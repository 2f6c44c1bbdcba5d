//! Where the columns stand that a sum is made of.

use super::groups::group_name;
use super::ids::Ids;
use crate::estimate::asof::widened;
use crate::estimate::{AsOf, Day, Precision};
use crate::files::cells::{Cell, Cells};
use crate::files::mappings::{Codes, Mapping, Sum, position};
use crate::files::period::Period;
use crate::files::shapes::overlay::Filters;
use crate::files::shapes::through::{Asked, needed, period};
use crate::files::unreadable::Unreadable;

/// Where the columns stand that a sum is made of, and what it is a sum over.
pub(super) struct Places<'s> {
    pub(super) sum: &'s Sum,
    pub(super) mapping: &'s Mapping,
    /// The texts that stand for nothing, by value.
    pub(super) missing: Vec<Codes>,
    /// The columns that make a group, and what they are called.
    pub(super) by: Vec<usize>,
    pub(super) columns: Vec<String>,
    /// The column that was asked for.
    pub(super) asked: Option<String>,
    /// The same, where it stands for itself.
    pub(super) own_group: Option<String>,
    pub(super) date: Vec<usize>,
    pub(super) starts: Option<usize>,
    pub(super) values: Vec<(usize, &'s str)>,
    /// The columns that are low, best and high of one estimate.
    pub(super) triples: Vec<[Option<usize>; 3]>,
    pub(super) period: Period,
    /// The column of what an event is known by.
    pub(super) id: Option<usize>,
    /// The column that says how closely a date is known, and its words for what is no closer than the
    /// period.
    known_to: Option<(usize, Vec<(CodeWord<'s>, Period)>)>,
}

/// A word of a file, and the number that it is, if it is one.
type CodeWord<'s> = (&'s str, Option<f64>);

impl<'s> Places<'s> {
    /// # Errors
    /// When a column is not there, or no period is called as is asked.
    pub(super) fn new(
        header: &[String],
        sum: &'s Sum,
        mapping: &'s Mapping,
        asked: Asked<'_>,
    ) -> Result<Places<'s>, Unreadable> {
        let (columns, own_group) = grouped_by(header, sum, asked)?;
        let by: Result<Vec<usize>, _> = columns.iter().map(|name| needed(header, name)).collect();
        let date = std::iter::once(&sum.date).chain(&sum.with);
        let values =
            sum.values.iter().filter_map(|name| Some((position(header, name)?, name.as_str())));
        let values: Vec<(usize, &str)> = values.collect();
        let names: Vec<&str> = values.iter().map(|(_, name)| *name).collect();
        let missing = names.iter().map(|name| mapping.missing_in(name));
        let period = period(asked.period, sum.period)?;
        let known_to = sum.known_to.as_ref().and_then(|known_to| {
            let words =
                known_to.words.iter().map(|(word, to)| ((word.as_str(), word.parse().ok()), *to));
            let coarse = words.filter(|(_, to)| *to >= period && *to > Period::Day);
            Some((position(header, &known_to.column)?, coarse.collect()))
        });
        Ok(Places {
            sum,
            mapping,
            missing: missing.collect(),
            by: by?,
            columns,
            asked: asked.group_by.map(str::to_owned),
            own_group,
            date: date.map(|name| needed(header, name)).collect::<Result<_, _>>()?,
            starts: sum.starts.as_ref().and_then(|name| position(header, name)),
            triples: mapping.triples(&names),
            values,
            period,
            id: sum.id.as_ref().and_then(|name| position(header, name)),
            known_to,
        })
    }

    /// The columns that rows are read by.
    pub(super) fn columns_read(&self, filters: &Filters<'_>) -> impl Iterator<Item = usize> {
        let values = self.values.iter().map(|(place, _)| *place);
        let columns = self.by.iter().chain(&self.date).chain(&self.starts).chain(&self.id).copied();
        let known_to = self.known_to.iter().filter(|(_, words)| !words.is_empty());
        let known_to = known_to.map(|(place, _)| *place);
        columns.chain(values).chain(known_to).chain(filters.columns())
    }

    /// Whether a row has the id of one that was seen; it is seen now.
    pub(super) fn is_there_again(&self, row: &impl Cells, seen: &mut Ids) -> bool {
        self.id.is_some_and(|place| !seen.see(row, place))
    }

    /// To which period the date of a row is known, where that is no closer than what is summed over.
    pub(super) fn known_to(&self, row: &impl Cells) -> Option<Period> {
        let (place, words) = self.known_to.as_ref()?;
        if words.is_empty() {
            return None;
        }
        let is = |is: &dyn Fn(&CodeWord<'_>) -> bool| {
            words.iter().find_map(|(word, period)| is(word).then_some(*period))
        };
        match row.count(*place) {
            Some(count) => is(&|(_, number)| *number == Some(count)),
            None => {
                let cell = row.cell(*place);
                let own = group_name(cell.as_text());
                is(&|(word, _)| *word == own)
            }
        }
    }

    /// What names the group of a row.
    pub(super) fn group<'r>(&self, row: &'r impl Cells) -> Vec<Cell<'r>> {
        self.by.iter().map(|place| row.cell(*place)).collect()
    }

    /// The period in which a day lies; a week begins on a Monday.
    pub(super) fn stretch(&self, day: Day) -> AsOf {
        match self.period {
            Period::Day => AsOf::day(day),
            Period::Week => {
                let monday = i32::from(day.civil().weekday().to_monday_zero_offset());
                widened(day.plus(6_i32.saturating_sub(monday)), Precision::Week)
            }
            Period::Month => AsOf::month(day),
            Period::Year => widened(day, Precision::Year),
        }
    }

    /// Whether a date tells less than in which period it is.
    pub(super) fn is_coarser(&self, as_of: AsOf) -> bool {
        let longest = match self.period {
            Period::Day => 1,
            Period::Week => 7,
            Period::Month => 31,
            Period::Year => 366,
        };
        as_of.from().days_until(as_of.to()) >= longest
    }
}

/// The columns that make a group; and the one that is asked for, where it stands for itself.
fn grouped_by(
    header: &[String],
    sum: &Sum,
    asked: Asked<'_>,
) -> Result<(Vec<String>, Option<String>), Unreadable> {
    let Some(column) = asked.group_by else {
        let further = sum.by_if_there.iter().filter(|name| position(header, name).is_some());
        return Ok((sum.by.iter().chain(further).cloned().collect(), None));
    };
    let place = needed(header, column)?;
    let chosen = sum.choices.iter().find(|(name, _)| position(header, name) == Some(place));
    let own = header.get(place).cloned().unwrap_or_default();
    Ok(match chosen {
        Some((_, columns)) => (columns.clone(), None),
        None => (vec![own.clone()], Some(own)),
    })
}
