//! `parallax sql`: the statement that sums events where they are.

use std::path::Path;

use crate::disk;
use crate::files::{Dialect, InDatabase, Mapping};
use crate::words::Words;

use super::answer::{Outcome, answer_data};
use super::args::{DialectName, SqlArgs};
use super::inputs::mapping_in;

pub(super) fn run(args: &SqlArgs) -> Result<Outcome, String> {
    let words = Words::default();
    let shipped = Mapping::shipped().iter().find(|one| one.name() == args.mapping);
    let own = match shipped {
        Some(_) => None,
        None => Some(mapping_in(Path::new(&args.mapping)).map_err(|error| unknown(args, &error))?),
    };
    let Some(mapping) = shipped.or(own.as_ref()) else { return Ok(Outcome::Done) };
    let asked = InDatabase {
        dialect: match args.dialect {
            DialectName::PostgreSql => Dialect::PostgreSql,
            DialectName::DuckDb => Dialect::DuckDb,
            DialectName::Sqlite => Dialect::Sqlite,
        },
        table: &args.table,
        period: args.period.as_deref(),
        group_by: args.group_by.as_deref(),
    };
    let because = |why| format!("{}: {}", mapping.name(), words.not_in_sql(&why));
    let statement = mapping.sql(asked).map_err(because)?;
    match args.output.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(output) => {
            let saved = disk::save(output, statement.as_bytes(), &disk::SaveOptions::default());
            saved.map(|_| ()).map_err(|error| words.not_saved(&error))?;
        }
        None => answer_data(&statement)?,
    }
    Ok(Outcome::Done)
}

/// Says which mappings sum events where the name is none of theirs and no file’s.
fn unknown(args: &SqlArgs, error: &str) -> String {
    if Path::new(&args.mapping).exists() {
        return error.to_owned();
    }
    let sums = Mapping::shipped().iter().filter(|one| one.sums());
    let names: Vec<&str> = sums.map(Mapping::name).collect();
    format!(
        "No mapping and no file is called “{}”; these sum events: {}",
        args.mapping,
        names.join(", ")
    )
}
