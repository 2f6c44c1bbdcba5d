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
}

/// A name between quotation marks.
pub(super) fn named(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text between apostrophes.
pub(super) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What a table is called, by the names that points part: `archive.events`. A point within quotation
/// marks parts nothing.
pub(super) fn table_name(name: &str) -> String {
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
        return named(name);
    }
    parts.iter().map(|part| named(part)).collect::<Vec<_>>().join(".")
}

impl Dialect {
    /// The day of a date or a moment.
    pub(super) fn day(self, column: &str) -> String {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb => format!("CAST({column} AS DATE)"),
            Dialect::Sqlite => format!("DATE({column})"),
        }
    }

    /// The first day of the period of a day; a week begins on a Monday.
    pub(super) fn start(self, period: Period, day: &str) -> String {
        let word = period.word();
        match self {
            _ if period == Period::Day => day.to_owned(),
            Dialect::PostgreSql | Dialect::DuckDb => {
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
            Dialect::PostgreSql | Dialect::DuckDb => format!(
                "CAST(DATE_TRUNC('{word}', {day}) + INTERVAL '1 {word}' - INTERVAL '1 day' AS DATE)"
            ),
            Dialect::Sqlite if period == Period::Week => format!("DATE({day}, 'weekday 0')"),
            Dialect::Sqlite => format!("DATE({day}, 'start of {word}', '+1 {word}', '-1 day')"),
        }
    }

    /// The largest of several numbers.
    pub(super) fn greatest(self) -> &'static str {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb => "GREATEST",
            Dialect::Sqlite => "MAX",
        }
    }

    /// Where the value of this place, from 1, is bound.
    pub(super) fn bound(self, place: usize) -> String {
        match self {
            Dialect::PostgreSql | Dialect::DuckDb => format!("${place}"),
            Dialect::Sqlite => format!("?{place}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_part_the_names_of_a_table_and_quotation_marks_keep_them() {
        assert_eq!(table_name("my events"), "\"my events\"");
        assert_eq!(table_name("archive.public.ged"), "\"archive\".\"public\".\"ged\"");
        assert_eq!(table_name("\"v. 25.1\""), "\"v. 25.1\"");
        assert_eq!(table_name("public.\"v. 25.1\""), "\"public\".\"v. 25.1\"");
        for odd in ["a\"b", "a..b", ".", "\"a", ""] {
            assert_eq!(table_name(odd), named(odd));
        }
    }
}
