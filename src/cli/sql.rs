//! `parallax sql`: the statement that sums events where they are.

use std::borrow::Cow;
use std::path::Path;

use crate::files::{Dialect, InDatabase, Mapping};
use crate::words::Words;

use super::answer::{Outcome, write_or_answer};
use super::args::{DialectName, SqlArgs};
use super::inputs::mapping_in;

pub(super) fn run(args: &SqlArgs) -> Result<Outcome, String> {
    let words = Words::default();
    let shipped = Mapping::shipped().iter().find(|one| one.name() == args.mapping);
    let mapping = match shipped {
        Some(shipped) => Cow::Borrowed(shipped),
        None => {
            let own = mapping_in(Path::new(&args.mapping));
            Cow::Owned(own.map_err(|error| unknown(args, &error))?)
        }
    };
    let asked = InDatabase {
        dialect: match args.dialect {
            DialectName::PostgreSql => Dialect::PostgreSql,
            DialectName::DuckDb => Dialect::DuckDb,
            DialectName::Sqlite => Dialect::Sqlite,
            DialectName::Spark => Dialect::Spark,
        },
        table: &args.table,
        period: args.period.as_deref(),
        group_by: args.group_by.as_deref(),
        columns: args.columns.as_deref(),
    };
    let because = |why| format!("{}: {}", mapping.name(), words.not_in_sql(&why));
    let statement = mapping.sql(asked).map_err(because)?;
    write_or_answer(args.output.as_deref(), &statement)?;
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
