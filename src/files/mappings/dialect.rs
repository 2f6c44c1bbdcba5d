//! How databases differ in what a statement here needs.

use crate::files::period::Period;

/// How a database speaks SQL.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// PostgreSQL, and whatever speaks as it does.
    #[serde(alias = "postgres")]
    PostgreSql,
    DuckDb,
    Sqlite,
    /// Spark SQL, as it is set up where nobody has changed that.
    Spark,
}

/// The names that points part: `archive.events`. A point within quotation marks parts nothing.
fn parts_of(name: &str) -> Vec<String> {
    let (mut parts, mut is_quoted) = (vec![String::new()], false);
    for letter in name.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '.' if !is_quoted => parts.push(String::new()),
            letter => parts.iter_mut().next_back().into_iter().for_each(|part| part.push(letter)),
        }
    }
    // A name that these marks make no sense of is one name.
    if is_quoted || parts.iter().any(String::is_empty) {
        return vec![name.to_owned()];
    }
    parts
}

impl Dialect {
    /// A name between the marks that names have.
    pub(super) fn named(self, name: &str) -> String {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb | Dialect::Sqlite => {
                format!("\"{}\"", name.replace('"', "\"\""))
            }
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// A text between apostrophes.
    pub(super) fn text(self, text: &str) -> String {
        let text = text.replace('\'', "''");
        match self {
            Dialect::PostgreSql | Dialect::DuckDb | Dialect::Sqlite => format!("'{text}'"),
            Dialect::Spark => format!("'{}'", text.replace('\\', "\\\\").replace("''", "\\'")),
        }
    }

    /// What a table is called, by the names that points part: `archive.events`. A point within
    /// quotation marks parts nothing.
    pub(super) fn table_name(self, name: &str) -> String {
        parts_of(name).iter().map(|part| self.named(part)).collect::<Vec<_>>().join(".")
    }

    /// The day of a date or a moment.
    pub(super) fn day(self, column: &str) -> String {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb | Dialect::Spark => {
                format!("CAST({column} AS DATE)")
            }
            Dialect::Sqlite => format!("DATE({column})"),
        }
    }

    /// The first day of the period of a day; a week begins on a Monday.
    pub(super) fn start(self, period: Period, day: &str) -> String {
        let word = period.word();
        match self {
            _ if period == Period::Day => day.to_owned(),
            Dialect::PostgreSql | Dialect::DuckDb | Dialect::Spark => {
                format!("CAST(DATE_TRUNC('{word}', {day}) AS DATE)")
            }
            Dialect::Sqlite if period == Period::Week => {
                format!("DATE({day}, 'weekday 0', '-6 days')")
            }
            Dialect::Sqlite => format!("DATE({day}, 'start of {word}')"),
        }
    }

    /// The last day of the period of a day.
    pub(super) fn end(self, period: Period, day: &str) -> String {
        let word = period.word();
        match self {
            _ if period == Period::Day => day.to_owned(),
            Dialect::PostgreSql | Dialect::DuckDb | Dialect::Spark => format!(
                "CAST(DATE_TRUNC('{word}', {day}) + INTERVAL '1 {word}' - INTERVAL '1 day' AS DATE)"
            ),
            Dialect::Sqlite if period == Period::Week => format!("DATE({day}, 'weekday 0')"),
            Dialect::Sqlite => format!("DATE({day}, 'start of {word}', '+1 {word}', '-1 day')"),
        }
    }

    /// The largest of several numbers.
    pub(super) fn greatest(self) -> &'static str {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb | Dialect::Spark => "GREATEST",
            Dialect::Sqlite => "MAX",
        }
    }

    /// Where the value of this place, from 1, is bound.
    pub(super) fn bound(self, place: usize) -> String {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb => format!("${place}"),
            Dialect::Sqlite => format!("?{place}"),
            Dialect::Spark => "?".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_part_the_names_of_a_table_and_quotation_marks_keep_them() {
        let named = |name| Dialect::DuckDb.named(name);
        let table_name = |name| Dialect::DuckDb.table_name(name);
        assert_eq!(table_name("my events"), "\"my events\"");
        assert_eq!(table_name("archive.public.ged"), "\"archive\".\"public\".\"ged\"");
        assert_eq!(table_name("\"v. 25.1\""), "\"v. 25.1\"");
        assert_eq!(table_name("public.\"v. 25.1\""), "\"public\".\"v. 25.1\"");
        for odd in ["a\"b", "a..b", ".", "\"a", ""] {
            assert_eq!(table_name(odd), named(odd));
        }
        assert_eq!(Dialect::Spark.table_name("parquet.\"/ged.d`\""), "`parquet`.`/ged.d```");
        assert_eq!(Dialect::Spark.text("Hill's \\ x"), "'Hill\\'s \\\\ x'");
        assert_eq!(Dialect::DuckDb.text("Hill's \\ x"), "'Hill''s \\ x'");
    }
}
