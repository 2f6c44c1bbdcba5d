//! The statement in SQL that sums events in a database as a mapping sums them in a file: what comes of
//! it is a table that is read [as sums](super::of_sums).

use super::{Mapping, RowFilter, Sum};
use crate::files::period::Period;

/// How a database speaks SQL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// PostgreSQL, and whatever speaks as it does.
    PostgreSql,
    DuckDb,
    Sqlite,
}

/// Why there is no statement that does what a mapping does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotInSql {
    /// It sums nothing.
    NoSum,
    /// Its dates are put together from several columns, or written in a way of the publisher's own.
    Dates,
    /// Day, week, month and year are the periods.
    NoPeriod(String),
}

/// What is asked of a sum in a database.
#[derive(Clone, Copy, Debug)]
pub struct InDatabase<'a> {
    pub dialect: Dialect,
    /// The table of the events, as it is called there.
    pub table: &'a str,
    pub period: Option<&'a str>,
    pub group_by: Option<&'a str>,
}

/// A name between quotation marks.
fn named(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text between apostrophes.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

impl Mapping {
    /// One statement that sums events by group and period, in plain SQL: names between quotation
    /// marks, texts between apostrophes. The columns that the mapping names have to be there, those
    /// of the values as numbers.
    ///
    /// What a file would be told for – rows without a day, lows above their highs, events over a
    /// border of periods – a database does not tell.
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
    /// let asked = InDatabase { dialect, table: "raids", period, group_by: None };
    /// let statement = mapping.expect("a mapping").sql(asked)?;
    /// assert!(statement.contains("SUM(\"dead\") AS \"dead\"") && statement.contains("'year'"));
    /// # Ok::<(), parallax::files::NotInSql>(())
    /// ```
    pub fn sql(&self, asked: InDatabase<'_>) -> Result<String, NotInSql> {
        let sum = self.sum.as_ref().ok_or(NotInSql::NoSum)?;
        if !sum.with.is_empty() || sum.written.is_some() {
            return Err(NotInSql::Dates);
        }
        let period = match asked.period {
            None => sum.period,
            Some(word) => Period::named(word).ok_or_else(|| NotInSql::NoPeriod(word.to_owned()))?,
        };
        let by = match asked.group_by {
            None => sum.by.clone(),
            Some(column) => {
                sum.choices.get(column).cloned().unwrap_or_else(|| vec![column.to_owned()])
            }
        };
        let by: Vec<String> = by.iter().map(|column| named(column)).collect();
        let day = asked.dialect.day(&named(&sum.date));
        let values = sum.values.iter().map(|column| self.value(column));
        let read: Vec<String> =
            by.iter().cloned().chain([format!("{day} AS \"day\"")]).chain(values).collect();
        let (start, end) = asked.dialect.ends(period, "\"day\"");
        let groups = by.len().saturating_add(2);
        let groups: Vec<String> = (1..=groups).map(|place| place.to_string()).collect();
        let told = by.iter().cloned().chain([
            format!("{start} AS \"period start\""),
            format!("{end} AS \"period end\""),
            format!("{} AS \"precision\"", text(period.word())),
        ]);
        let sums = sum.values.iter().map(|column| self.sum_of(column, sum, asked.dialect));
        let count = sum.count.iter().map(|name| format!("COUNT(*) AS {}", named(name)));
        let rows = "CAST(COUNT(*) AS VARCHAR(20)) || ' rows' AS \"rows\"".to_owned();
        let told: Vec<String> = told.chain(sums).chain(count).chain([rows]).collect();
        Ok(format!(
            "WITH \"counted\" AS (\n  SELECT\n    {}\n  FROM {}{}\n)\nSELECT\n  {}\nFROM \
             \"counted\"\nWHERE \"day\" IS NOT NULL\nGROUP BY {groups}\nORDER BY {groups}\n",
            read.join(",\n    "),
            named(asked.table),
            self.filters(),
            told.join(",\n  "),
            groups = groups.join(", "),
        ))
    }

    /// A number, without those that stand for none.
    fn value(&self, column: &str) -> String {
        let missing = self.number_rules(column).flat_map(|rule| &rule.missing);
        let codes = missing.filter_map(|word| word.parse::<f64>().ok());
        let own = named(column);
        let value = codes.fold(own.clone(), |value, code| format!("NULLIF({value}, {code})"));
        if value == own { own } else { format!("{value} AS {own}") }
    }

    /// A sum; of a best and a high none where a row has another of the three and not that.
    fn sum_of(&self, column: &str, sum: &Sum, dialect: Dialect) -> String {
        let own = named(column);
        let values: Vec<&str> = sum.values.iter().map(String::as_str).collect();
        let triples = self.triples(&values);
        let names = |triple: &[Option<usize>; 3]| triple.map(|place| sum.values.get(place?));
        let is_further = |triple: &[Option<&String>; 3]| {
            triple.iter().skip(1).any(|one| one.is_some_and(|one| one == column))
        };
        match triples.iter().map(names).find(is_further) {
            None => format!("SUM({own}) AS {own}"),
            Some(triple) => {
                let counts = triple.iter().flatten();
                let counts: Vec<String> =
                    counts.map(|one| format!("COUNT({})", named(one))).collect();
                let most = format!("{}({})", dialect.greatest(), counts.join(", "));
                format!("CASE WHEN COUNT({own}) = {most} THEN SUM({own}) END AS {own}")
            }
        }
    }

    /// Which rows are counted.
    fn filters(&self) -> String {
        let has = |filter: &RowFilter| {
            let words: Vec<String> =
                filter.words.iter().map(|word| text(&word.to_lowercase())).collect();
            let column = named(&filter.column);
            format!("LOWER(CAST({column} AS VARCHAR(1000))) IN ({})", words.join(", "))
        };
        let keep = self.keep.iter().map(has);
        let leave_out = self
            .leave_out
            .iter()
            .map(|filter| format!("({} IS NULL OR NOT {})", named(&filter.column), has(filter)));
        let all: Vec<String> = keep.chain(leave_out).collect();
        if all.is_empty() { String::new() } else { format!("\n  WHERE {}", all.join("\n    AND ")) }
    }
}

impl Dialect {
    /// The day of a date or a moment.
    fn day(self, column: &str) -> String {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb => format!("CAST({column} AS DATE)"),
            Dialect::Sqlite => format!("DATE({column})"),
        }
    }

    /// The first and the last day of the period of a day; a week begins on a Monday.
    fn ends(self, period: Period, day: &str) -> (String, String) {
        let word = period.word();
        match self {
            _ if period == Period::Day => (day.to_owned(), day.to_owned()),
            Dialect::PostgreSql | Dialect::DuckDb => {
                let start = format!("DATE_TRUNC('{word}', {day})");
                let end = format!("{start} + INTERVAL '1 {word}' - INTERVAL '1 day'");
                (format!("CAST({start} AS DATE)"), format!("CAST({end} AS DATE)"))
            }
            Dialect::Sqlite if period == Period::Week => {
                let start = format!("DATE({day}, 'weekday 0', '-6 days')");
                (start, format!("DATE({day}, 'weekday 0')"))
            }
            Dialect::Sqlite => {
                let start = format!("DATE({day}, 'start of {word}')");
                let end = format!("DATE({day}, 'start of {word}', '+1 {word}', '-1 day')");
                (start, end)
            }
        }
    }

    /// The largest of several numbers.
    fn greatest(self) -> &'static str {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb => "GREATEST",
            Dialect::Sqlite => "MAX",
        }
    }
}
