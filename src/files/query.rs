//! A question to a database that is opened like a file: which events are to be summed there, and by
//! what. It names a connection and holds no secret.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::native::{ron_options, version_of};

/// How the name of such a file ends.
const ENDING: &str = ".query.ron";

/// What is asked of a database: `(version: 1, connection: "archive", mapping: "ucdp-ged", table:
/// "ged")`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventsQuery {
    version: u32,
    /// Among those that the person has set up.
    pub connection: String,
    /// The name of a mapping that sums events, or the path of a mapping file beside this one.
    pub mapping: String,
    /// The table of the events, as it is called there: `archive.events`.
    pub table: String,
    /// Instead of the mapping's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Instead of the mapping's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_by: Option<String>,
}

/// Why a text asks nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadQuery {
    /// Of this version.
    Newer(u32),
    Slip {
        line: usize,
        column: usize,
        /// What the parser says.
        says: String,
    },
}

/// Whether a file is a question to a database, by its name.
#[must_use]
pub fn is_query_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    name.is_some_and(|name| name.len() > ENDING.len() && name.ends_with(ENDING))
}

impl EventsQuery {
    /// Reads a question.
    ///
    /// # Errors
    /// When it is none, or of a later version.
    ///
    /// ```
    /// use parallax::files::EventsQuery;
    ///
    /// let text = r#"(version: 1, connection: "archive", mapping: "ucdp-ged", table: "ged")"#;
    /// let query = EventsQuery::from_ron(text)?;
    /// assert_eq!((query.connection.as_str(), query.period), ("archive", None));
    /// # Ok::<(), parallax::files::BadQuery>(())
    /// ```
    pub fn from_ron(text: &str) -> Result<EventsQuery, BadQuery> {
        let text = text.trim_start_matches('\u{feff}');
        let read: Result<EventsQuery, _> = ron_options().from_str(text);
        let version = match &read {
            Ok(query) => Some(query.version),
            Err(_) => version_of(text),
        };
        if let Some(newer) = version.filter(|version| *version > 1) {
            return Err(BadQuery::Newer(newer));
        }
        read.map_err(|error| BadQuery::Slip {
            line: error.span.start.line,
            column: error.span.start.col,
            says: error.code.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_question_is_refused_with_its_place() {
        let refused = |text: &str| EventsQuery::from_ron(text).expect_err("no question");
        let newer = "(version: 2, connection: \"a\", asks: 3)";
        assert_eq!(refused(newer), BadQuery::Newer(2));
        let password =
            "(version: 1, connection: \"a\", mapping: \"m\", table: \"t\",\n password: \"x\")";
        let BadQuery::Slip { line: 2, says, .. } = refused(password) else { panic!("a slip") };
        assert!(says.contains("password"), "{says}");
        assert!(matches!(refused("(version: 1)"), BadQuery::Slip { .. }));
        let named = |name: &str| is_query_name(Path::new(name));
        assert!(named("ged.query.ron") && named("d/GED.Query.RON"));
        assert!(!named(".query.ron") && !named("query.ron") && !named("ged.ron"));
    }
}
