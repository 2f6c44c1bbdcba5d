//! The statements in SQL that sum events in a database as a mapping sums them in a file: what comes of
//! the sums is a table that is read [as sums](super::of_sums), and beside it is counted what a file of
//! the same rows would be told for.

use std::collections::BTreeMap;

use super::called::renamed;
use super::counts::{Counts, counted, problems};
use super::dialect::Dialect;
use super::header::position;
use super::{Mapping, RowFilter, Sum};
use crate::files::period::Period;
use crate::files::problem::Problem;
use crate::files::reading::SummedBy;

/// Why there is no statement that does what a mapping does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotInSql {
    /// It sums nothing.
    NoSum,
    /// Its dates are put together from several columns, or written in a way of the publisher's own.
    Dates,
    /// Day, week, month and year are the periods.
    NoPeriod(String),
    /// The table does not have this column; those that it has.
    NoColumn { column: String, there: Vec<String> },
}

/// What is asked of a sum in a database.
#[derive(Clone, Copy, Debug)]
pub struct InDatabase<'a> {
    pub dialect: Dialect,
    /// The table of the events, as it is called there: `archive.events`.
    pub table: &'a str,
    pub period: Option<&'a str>,
    pub group_by: Option<&'a str>,
    /// The columns that the table has. Where nobody knows them all that the mapping may read are there,
    /// and none of those that are only summed by where they are there.
    pub columns: Option<&'a [String]>,
}

/// A statement, and the values that are bound where it has places for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    pub text: String,
    pub bound: Vec<String>,
}

/// What a database is asked so that events in it are summed.
#[derive(Clone, PartialEq, Debug)]
pub struct AskedSums {
    /// A row for each sum.
    pub sums: Statement,
    /// What the columns of that are called, and which of them hold numbers.
    pub columns: Vec<String>,
    pub numbers: Vec<String>,
    /// One row of counts, of which [`AskedSums::problems`] tells.
    pub told: Statement,
    pub summed: SummedBy,
    /// By what rows are left out.
    filters: Vec<String>,
    /// What each column of `told` counts.
    counts: Vec<Counts>,
    is_envelope: bool,
}

/// What the column of a count is called.
fn name_of_count(place: usize) -> String {
    format!("count {place}")
}

/// The day of an event.
const DAY: &str = "event_day";
/// The number of times that the id of a row was met, this one included.
const TIME: &str = "times_told";

/// What a mapping, a table and a question make of each other.
struct Asked<'a> {
    mapping: &'a Mapping,
    sum: Sum,
    dialect: Dialect,
    table: String,
    columns: Option<&'a [String]>,
    /// What columns are called in this table, by what they are called in the mapping.
    called: BTreeMap<&'a str, String>,
    period: Period,
    by: Vec<String>,
    /// The column that was asked for instead of those of the mapping.
    group_by: Option<String>,
    /// The values of filters stand in the text itself.
    is_literal: bool,
}

impl InDatabase<'_> {
    /// A statement that answers no row, and all columns of the table.
    #[must_use]
    pub fn columns_of(self) -> Statement {
        let table = self.dialect.table_name(self.table);
        Statement { text: format!("SELECT * FROM {table} WHERE 1 = 0\n"), bound: Vec::new() }
    }
}

impl Mapping {
    /// One statement that sums events by group and period, in plain SQL: names between quotation
    /// marks, texts between apostrophes. The columns that the mapping names have to be there, those
    /// of the values as numbers.
    ///
    /// What a file would be told for – rows without a day, lows above their highs, events over a
    /// border of periods – the sums do not tell.
    ///
    /// # Errors
    /// When the mapping sums nothing, or by dates that need more than SQL.
    ///
    /// ```
    /// use parallax::files::{Dialect, InDatabase, Mapping};
    ///
    /// let mapping = Mapping::from_ron(
    ///     r#"(version: 1, name: "raids", needs: [["raid"]], columns: [(column: "dead", to: best)],
    ///         sum: (by: ["province"], period: month, date: "day", values: ["dead"]))"#,
    /// );
    /// let (dialect, period) = (Dialect::DuckDb, Some("year"));
    /// let asked = InDatabase { dialect, table: "raids", period, group_by: None, columns: None };
    /// let statement = mapping.expect("a mapping").sql(asked)?;
    /// assert!(statement.contains("SUM(\"dead\") AS \"dead\"") && statement.contains("'year'"));
    /// # Ok::<(), parallax::files::NotInSql>(())
    /// ```
    pub fn sql(&self, asked: InDatabase<'_>) -> Result<String, NotInSql> {
        Ok(Asked::of(self, asked, true)?.sums())
    }

    /// What a database is asked so that it sums the events in a table whose columns are known.
    ///
    /// # Errors
    /// As [`Mapping::sql`]; and when the table lacks a column.
    pub fn asked_of(&self, asked: InDatabase<'_>) -> Result<AskedSums, NotInSql> {
        let asked = Asked::of(self, asked, false)?;
        let counts = asked.counts();
        let (text, told, bound) = (asked.sums(), asked.told(&counts), asked.bound());
        let Asked { sum, period, by, .. } = &asked;
        let own = ["period start", "period end", "precision"].map(str::to_owned);
        let numbers: Vec<String> = sum.values.iter().chain(&sum.count).cloned().collect();
        let columns = by.iter().cloned().chain(own).chain(numbers.iter().cloned());
        let values: Vec<&str> = sum.values.iter().map(String::as_str).collect();
        let is_envelope = !asked.mapping.triples(&values).is_empty();
        Ok(AskedSums {
            columns: columns.chain(["rows".to_owned()]).collect(),
            numbers,
            sums: Statement { text, bound: bound.clone() },
            told: Statement { text: told, bound },
            summed: SummedBy { period: *period, by: by.clone(), asked: asked.group_by.clone() },
            filters: asked.filters().map(|(filter, _)| filter.column.clone()).collect(),
            counts,
            is_envelope,
        })
    }
}

impl AskedSums {
    /// What the columns of `told` are called.
    #[must_use]
    pub fn names_of_counts(&self) -> Vec<String> {
        (0..self.counts.len()).map(name_of_count).collect()
    }

    /// How many rows the table has, by what `told` counted.
    #[must_use]
    pub fn rows(&self, told: &[u64]) -> u32 {
        u32::try_from(counted(&self.counts, told, &Counts::All)).unwrap_or(u32::MAX)
    }

    /// What there is to tell of the rows behind the sums, by what `told` counted, column by column.
    #[must_use]
    pub fn problems(&self, told: &[u64]) -> Vec<Problem> {
        problems(&self.counts, told, (self.summed.period, self.is_envelope), &self.filters)
    }
}

impl<'a> Asked<'a> {
    fn named(&self, name: &str) -> String {
        self.dialect.named(name)
    }

    fn text(&self, text: &str) -> String {
        self.dialect.text(text)
    }

    fn of(
        mapping: &'a Mapping,
        asked: InDatabase<'a>,
        is_literal: bool,
    ) -> Result<Asked<'a>, NotInSql> {
        let columns = asked.columns;
        let called = renamed(&mapping.called, columns.unwrap_or_default());
        let sum = mapping.sum.clone().ok_or(NotInSql::NoSum)?;
        if !sum.with.is_empty() || sum.written.is_some() {
            return Err(NotInSql::Dates);
        }
        let period = match asked.period {
            None => sum.period,
            Some(word) => Period::named(word).ok_or_else(|| NotInSql::NoPeriod(word.to_owned()))?,
        };
        let (dialect, table) = (asked.dialect, asked.dialect.table_name(asked.table));
        let (by, group_by) = (Vec::new(), asked.group_by.map(str::to_owned));
        let mut asked = Asked {
            mapping,
            sum,
            dialect,
            table,
            columns,
            called,
            period,
            by,
            group_by,
            is_literal,
        };
        asked.by = asked.grouped_by();
        asked.has_columns()?;
        Ok(asked)
    }

    /// The columns that make a group.
    fn grouped_by(&self) -> Vec<String> {
        let Some(column) = &self.group_by else {
            let further = self.sum.by_if_there.iter().filter(|name| self.own_name(name).is_some());
            return self.sum.by.iter().chain(further).cloned().collect();
        };
        let chosen = self.sum.choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(column));
        let itself = || vec![self.own_name(column).unwrap_or(column).clone()];
        chosen.map_or_else(itself, |(_, columns)| columns.clone())
    }

    /// Refuses a table that lacks a column, where its columns are known.
    fn has_columns(&self) -> Result<(), NotInSql> {
        let Some(there) = self.columns else { return Ok(()) };
        let filters = self.filters().map(|(filter, _)| &filter.column);
        let needed = self.by.iter().chain([&self.sum.date]).chain(&self.sum.values).chain(filters);
        match needed.into_iter().find(|column| self.own_name(column).is_none()) {
            Some(column) => {
                Err(NotInSql::NoColumn { column: column.clone(), there: there.to_vec() })
            }
            None => Ok(()),
        }
    }

    /// What a column is called in the table; none where it is not there, or nobody knows that.
    fn own_name(&self, name: &str) -> Option<&'a String> {
        let name = self.called.get(name).map_or(name, String::as_str);
        let header = self.columns?;
        header.get(position(header, name)?)
    }

    /// A column of the table.
    fn column(&self, name: &str) -> String {
        self.named(self.own_name(name).map_or(name, String::as_str))
    }

    /// A column that is read where it is there.
    fn if_there(&self, name: Option<&String>) -> Option<String> {
        Some(self.named(self.own_name(name?)?))
    }

    /// What an event is known by, where the table has that; where its columns are not known, nothing.
    fn id(&self) -> Option<String> {
        self.if_there(self.sum.id.as_ref())
    }

    /// The filters of the mapping, and whether they keep rows or leave them out.
    fn filters(&self) -> impl Iterator<Item = (&RowFilter, bool)> {
        let keep = self.mapping.keep.iter().map(|filter| (filter, true));
        keep.chain(self.mapping.leave_out.iter().map(|filter| (filter, false)))
    }

    /// The words of filters, as they are compared.
    fn bound(&self) -> Vec<String> {
        self.filters()
            .flat_map(|(filter, _)| &filter.words)
            .map(|word| word.to_lowercase())
            .collect()
    }

    /// The sums, one after the other.
    fn sums(&self) -> String {
        let (dialect, period) = (self.dialect, self.period);
        let groups = self.by.len().saturating_add(2);
        let groups: Vec<String> = (1..=groups).map(|place| place.to_string()).collect();
        let told = self.by.iter().map(|column| self.named(column)).chain([
            format!("{} AS {}", dialect.start(period, DAY), self.named("period start")),
            format!("{} AS {}", dialect.end(period, DAY), self.named("period end")),
            format!("{} AS {}", self.text(period.word()), self.named("precision")),
        ]);
        let sums = self.sum.values.iter().map(|column| self.sum_of(column));
        let count = self.sum.count.iter().map(|name| format!("COUNT(*) AS {}", self.named(name)));
        let rows = self.named("rows");
        let rows = format!("CAST(COUNT(*) AS VARCHAR(20)) || ' rows' AS {rows}");
        let told: Vec<String> = told.chain(sums).chain(count).chain([rows]).collect();
        format!(
            "{}SELECT\n  {}\nFROM counted\nWHERE {}\nGROUP BY {groups}\nORDER BY {groups}\n",
            self.events(),
            told.join(",\n  "),
            self.is_counted(),
            groups = groups.join(", "),
        )
    }

    /// The rows of the table that are not left out, with what is read of them.
    fn events(&self) -> String {
        let day = self.dialect.day(&self.column(&self.sum.date));
        let by = self.by.iter().map(|column| {
            let (own, name) = (self.column(column), self.named(column));
            if own == name { own } else { format!("{own} AS {name}") }
        });
        let values = self.sum.values.iter().map(|column| self.value(column));
        let mut read: Vec<String> = by.chain([format!("{day} AS {DAY}")]).chain(values).collect();
        if let Some(starts) = self.if_there(self.sum.starts.as_ref()) {
            read.push(format!("{} AS event_began", self.dialect.day(&starts)));
        }
        if let Some(known_to) = self.known_to() {
            read.push(format!("CAST({known_to} AS VARCHAR(100)) AS event_known_to"));
        }
        if let Some(id) = self.id() {
            // Of rows that say different things under one id always the same one counts.
            let values = self.sum.values.iter().map(|column| self.column(column));
            let order: Vec<String> = [format!("CASE WHEN {day} IS NULL THEN 1 ELSE 0 END"), day]
                .into_iter()
                .chain(self.by.iter().map(|column| self.column(column)))
                .chain(values)
                .collect();
            let order = order.join(", ");
            read.push(format!(
                "CASE WHEN {id} IS NULL OR CAST({id} AS VARCHAR(1000)) = '' THEN 1 ELSE ROW_NUMBER() OVER (PARTITION BY {id} ORDER BY \
                 {order}) END AS {TIME}"
            ));
        }
        format!(
            "WITH counted AS (\n  SELECT\n    {}\n  FROM {}{}\n)\n",
            read.join(",\n    "),
            self.table,
            self.where_kept(),
        )
    }

    /// Whether a row is summed.
    fn is_counted(&self) -> String {
        let first = self.id().map(|_| format!(" AND {TIME} = 1")).unwrap_or_default();
        format!("{DAY} IS NOT NULL{first}")
    }

    /// A number, without those that stand for none.
    fn value(&self, column: &str) -> String {
        let missing = self.mapping.number_rules(column).flat_map(|rule| &rule.missing);
        let codes = missing.filter_map(|word| word.parse::<f64>().ok());
        let (own, name) = (self.column(column), self.named(column));
        let value = codes.fold(own, |value, code| format!("NULLIF({value}, {code})"));
        if value == name { value } else { format!("{value} AS {name}") }
    }

    /// A sum; of a best and a high none where a row has another of the three and not that.
    fn sum_of(&self, column: &str) -> String {
        let own = self.named(column);
        let triples = self.triples();
        let is_further = |triple: &&[Option<&String>; 3]| {
            triple.iter().skip(1).any(|one| one.is_some_and(|one| one == column))
        };
        match triples.iter().find(is_further) {
            None => format!("SUM({own}) AS {own}"),
            Some(triple) => {
                let most = self.most(triple);
                format!("CASE WHEN COUNT({own}) = {most} THEN SUM({own}) END AS {own}")
            }
        }
    }

    /// How many rows have that number of a triple that most have.
    fn most(&self, triple: &[Option<&String>; 3]) -> String {
        let counts = triple.iter().flatten().map(|one| format!("COUNT({})", self.named(one)));
        let counts: Vec<String> = counts.collect();
        format!("{}({})", self.dialect.greatest(), counts.join(", "))
    }

    /// How many sums lack a best or a high that some of their rows have.
    fn partial(&self) -> String {
        let triples = self.triples();
        let lacking = triples.iter().flat_map(|triple| {
            let further = triple.iter().skip(1).flatten();
            further.map(|one| {
                let count = format!("COUNT({})", self.named(one));
                format!("({count} > 0 AND {count} < {})", self.most(triple))
            })
        });
        let lacking: Vec<String> = lacking.collect();
        let start = self.dialect.start(self.period, DAY);
        let of = self.by.iter().map(|column| self.named(column));
        let of: Vec<String> = of.chain([format!("{start} AS period_start")]).collect();
        let groups: Vec<String> = (1..=of.len()).map(|place| place.to_string()).collect();
        format!(
            "SELECT COUNT(*) FROM (SELECT {} FROM counted WHERE {} GROUP BY {} HAVING {}) AS \
             partial_sums",
            of.join(", "),
            self.is_counted(),
            groups.join(", "),
            lacking.join(" OR "),
        )
    }

    /// The columns that are low, best and high of one estimate.
    fn triples(&self) -> Vec<[Option<&String>; 3]> {
        let values: Vec<&str> = self.sum.values.iter().map(String::as_str).collect();
        let triples = self.mapping.triples(&values).into_iter();
        triples.map(|triple| triple.map(|place| self.sum.values.get(place?))).collect()
    }

    /// Which rows are not left out.
    fn where_kept(&self) -> String {
        let mut place = 0_usize;
        let all = self.filters().map(|(filter, is_kept)| {
            let words = filter.words.iter().map(|word| {
                place = place.saturating_add(1);
                match self.is_literal {
                    true => self.text(&word.to_lowercase()),
                    false => self.dialect.bound(place),
                }
            });
            let words: Vec<String> = words.collect();
            let column = self.column(&filter.column);
            let has = format!("LOWER(CAST({column} AS VARCHAR(1000))) IN ({})", words.join(", "));
            if is_kept { has } else { format!("({column} IS NULL OR NOT {has})") }
        });
        let all: Vec<String> = all.collect();
        if all.is_empty() { String::new() } else { format!("\n  WHERE {}", all.join("\n    AND ")) }
    }

    /// The column that says how closely a date is known.
    fn known_to(&self) -> Option<String> {
        let known_to = self.sum.known_to.as_ref()?;
        self.if_there(Some(&known_to.column))
    }

    /// What there is to count.
    fn counts(&self) -> Vec<Counts> {
        let mut counts = vec![Counts::All, Counts::Kept, Counts::Used, Counts::WithoutDay];
        if self.if_there(self.sum.starts.as_ref()).is_some() {
            counts.extend([Counts::Long, Counts::Across]);
        }
        if self.known_to().is_some() {
            let words = self.sum.known_to.iter().flat_map(|known_to| known_to.words.values());
            let mut periods: Vec<Period> = words.copied().collect();
            periods.retain(|period| *period >= self.period && *period > Period::Day);
            periods.sort_unstable();
            periods.dedup();
            counts.extend(periods.into_iter().map(Counts::KnownTo));
        }
        if self.id().is_some() {
            counts.push(Counts::Again);
        }
        if !self.triples().is_empty() {
            counts.push(Counts::Inconsistent);
        }
        counts.extend(self.sum.values.iter().cloned().map(Counts::Empty));
        if !self.triples().is_empty() {
            counts.push(Counts::Partial);
        }
        counts
    }

    /// One row of these counts.
    fn told(&self, counts: &[Counts]) -> String {
        let counts = counts.iter().enumerate().map(|(place, count)| {
            let counted = match count {
                Counts::All => format!("(SELECT COUNT(*) FROM {})", self.table),
                Counts::Kept => "COUNT(*)".to_owned(),
                Counts::Partial => format!("({})", self.partial()),
                other => {
                    let is_so = self.is_so(other);
                    format!("COALESCE(SUM(CASE WHEN {is_so} THEN 1 ELSE 0 END), 0)")
                }
            };
            format!("{counted} AS {}", self.named(&name_of_count(place)))
        });
        let counts: Vec<String> = counts.collect();
        format!("{}SELECT\n  {}\nFROM counted\n", self.events(), counts.join(",\n  "))
    }

    /// Whether a row is one of those that are counted so.
    fn is_so(&self, count: &Counts) -> String {
        let used = self.is_counted();
        let start = |day: &str| self.dialect.start(self.period, day);
        match count {
            Counts::All | Counts::Kept | Counts::Used | Counts::Partial => used,
            Counts::WithoutDay => format!("{DAY} IS NULL"),
            Counts::Again => format!("{DAY} IS NOT NULL AND {TIME} > 1"),
            Counts::Long => format!("{used} AND event_began < {DAY}"),
            Counts::Across => {
                let (began, day) = (start("event_began"), start(DAY));
                format!("{used} AND event_began < {DAY} AND {began} <> {day}")
            }
            Counts::Inconsistent => {
                let triples = self.triples();
                let falls = triples.iter().flat_map(|[low, best, high]| {
                    let pairs = [(low, best), (best, high), (low, high)];
                    pairs.map(|(one, other)| (*one).zip(*other))
                });
                let falls = falls.flatten();
                let falls: Vec<String> = falls
                    .map(|(one, other)| format!("{} > {}", self.named(one), self.named(other)))
                    .collect();
                format!("{used} AND ({})", falls.join(" OR "))
            }
            Counts::KnownTo(period) => {
                let words = self.sum.known_to.iter().flat_map(|known_to| &known_to.words);
                let words = words.filter(|(_, to)| *to == period).map(|(word, _)| self.text(word));
                let words: Vec<String> = words.collect();
                format!("{used} AND event_known_to IN ({})", words.join(", "))
            }
            Counts::Empty(column) => format!("{used} AND {} IS NULL", self.named(column)),
        }
    }
}
