//! The databases that a person has set up, in a file that holds no secret: which driver speaks to
//! each, and by what names its secrets stand in the environment.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::secrets::is_secret;
use crate::disk::read::{ReadError, read_file};
use crate::files::Dialect;
use crate::files::native::{ron_options, version_of};

/// No file of connections is larger.
const LARGEST_BYTES: u64 = 1 << 20;

/// So long a database may take where its connection does not say.
const USUAL_SECONDS: u64 = 600;

/// How a database is reached.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// The name of an installed ADBC driver, or the path of its library.
    pub driver: String,
    /// The function by which the driver begins, where it is not the usual one.
    #[serde(default)]
    pub entry: Option<String>,
    pub dialect: Dialect,
    /// What the driver is told, such as `uri`.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// What it is told that is nobody's business: the option, and the variable of the environment in
    /// which its value stands.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    /// How long it may take, all in all.
    #[serde(default = "usual_seconds")]
    pub seconds: u64,
}

fn usual_seconds() -> u64 {
    USUAL_SECONDS
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Connections {
    #[expect(dead_code, reason = "that it is there is looked at, what it is before")]
    version: u32,
    #[serde(default)]
    connections: BTreeMap<String, Connection>,
}

/// What a driver is told: options by name.
pub(super) type Told = Vec<(String, String)>;

/// Why there is no such connection.
#[derive(Debug)]
pub enum NoConnection {
    /// There is no file of connections, and it would be here; none without a home.
    NoFile(Option<PathBuf>),
    NotRead(ReadError),
    Slip {
        file: PathBuf,
        line: usize,
        column: usize,
        /// What the parser says.
        says: String,
    },
    /// The file is of this version.
    Newer {
        file: PathBuf,
        found: u32,
    },
    Unknown {
        file: PathBuf,
        known: Vec<String>,
    },
    /// A secret is written in this option, which belongs in the environment.
    SecretWritten {
        file: PathBuf,
        option: String,
    },
    /// The variable of the environment is not set in which a secret stands.
    NotSet {
        option: String,
        variable: String,
    },
}

/// The connection of this name in a file of connections.
///
/// # Errors
/// When there is none, or a secret is written in it.
pub fn connection(file: Option<&Path>, name: &str) -> Result<Connection, NoConnection> {
    let Some(file) = file else { return Err(NoConnection::NoFile(None)) };
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let bytes = read_file(file, LARGEST_BYTES, go_on).map_err(|error| match error {
        ReadError::Missing(file) => NoConnection::NoFile(Some(file)),
        other => NoConnection::NotRead(other),
    })?;
    in_text(file, &String::from_utf8_lossy(&bytes), name)
}

fn in_text(file: &Path, text: &str, name: &str) -> Result<Connection, NoConnection> {
    let file = file.to_owned();
    if let Some(found) = version_of(text).filter(|version| *version > 1) {
        return Err(NoConnection::Newer { file, found });
    }
    let mut read: Connections =
        ron_options().from_str(text).map_err(|error| NoConnection::Slip {
            file: file.clone(),
            line: error.span.start.line,
            column: error.span.start.col,
            says: error.code.to_string(),
        })?;
    let Some(connection) = read.connections.remove(name) else {
        return Err(NoConnection::Unknown { file, known: read.connections.into_keys().collect() });
    };
    match connection.options.iter().find(|(option, value)| is_secret(option, value)) {
        Some((option, _)) => Err(NoConnection::SecretWritten { file, option: option.clone() }),
        None => Ok(connection),
    }
}

impl Connection {
    /// What the driver is told, with the secrets that stand in the environment, and these by
    /// themselves.
    pub(super) fn told(
        &self,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<(Told, Vec<String>), NoConnection> {
        let mut told: Told =
            self.options.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut secrets = Vec::new();
        for (option, variable) in &self.secrets {
            let Some(value) = environment(variable) else {
                let (option, variable) = (option.clone(), variable.clone());
                return Err(NoConnection::NotSet { option, variable });
            };
            secrets.push(value.clone());
            told.push((option.clone(), value));
        }
        Ok((told, secrets))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCHIVE: &str = r#"(version: 1, connections: {
        "archive": (driver: "postgresql", dialect: postgresql,
                    options: {"uri": "postgresql://analyst@archive.example/events"},
                    secrets: {"password": "ARCHIVE_PASSWORD"}),
        "own": (driver: "/opt/duckdb.so", entry: "duckdb_adbc_init", dialect: duckdb, seconds: 5),
    })"#;

    fn read(text: &str, name: &str) -> Result<Connection, NoConnection> {
        in_text(Path::new("connections.ron"), text, name)
    }

    #[test]
    fn a_connection_has_its_secrets_in_the_environment() {
        let archive = read(ARCHIVE, "archive").expect("a connection");
        assert_eq!((archive.dialect, archive.seconds), (Dialect::PostgreSql, 600));
        let (told, secrets) = archive.told(|name| Some(format!("of {name}"))).expect("set");
        assert_eq!(told.last().expect("two").1, "of ARCHIVE_PASSWORD");
        assert_eq!(secrets, ["of ARCHIVE_PASSWORD"]);
        let unset = archive.told(|_| None).expect_err("not set");
        assert!(
            matches!(unset, NoConnection::NotSet { variable, .. } if variable == "ARCHIVE_PASSWORD")
        );
        let own = read(ARCHIVE, "own").expect("a connection");
        assert_eq!((own.entry.as_deref(), own.seconds), (Some("duckdb_adbc_init"), 5));
    }

    #[test]
    fn what_is_no_connection_is_told_and_a_secret_in_the_file_is_refused() {
        let unknown = read(ARCHIVE, "achive").expect_err("none");
        assert!(
            matches!(unknown, NoConnection::Unknown { known, .. } if known == ["archive", "own"])
        );
        for (option, value) in [
            ("uri", "postgresql://analyst:hush@archive.example/events"),
            ("uri", "postgresql://archive.example/events?password=hush"),
            ("uri", "host=archive.example Password = hush"),
            ("password", "hush"),
            ("adbc.flight.sql.authorization_header", "Bearer hush"),
            ("snowflake.auth_token", "hush"),
        ] {
            let connection = format!(
                "(version: 1, connections: {{\"a\": (driver: \"d\", dialect: duckdb, options: \
                 {{{option:?}: {value:?}}})}})"
            );
            let refused = read(&connection, "a").expect_err("a secret");
            assert!(matches!(&refused, NoConnection::SecretWritten { .. }), "{refused:?}");
            assert!(!format!("{refused:?}").contains("hush"));
        }
        assert!(matches!(
            read("(version: 2, x: 1)", "a"),
            Err(NoConnection::Newer { found: 2, .. })
        ));
        assert!(matches!(read("(version: 1, pass: 1)", "a"), Err(NoConnection::Slip { .. })));
        assert!(matches!(connection(None, "a"), Err(NoConnection::NoFile(None))));
        let nowhere = connection(Some(Path::new("/no/such/connections.ron")), "a");
        assert!(matches!(nowhere, Err(NoConnection::NoFile(Some(_)))));
    }
}
