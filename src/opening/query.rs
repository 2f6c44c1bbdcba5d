//! A question to a database, opened like a file: the database sums, and what comes of it is a table.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use crate::disk::database::{Answer, Database, NO_ROWS, NotAsked, connection};
use crate::disk::{self, ReadError};
use crate::files::{
    self, BadMapping, BadQuery, EventsQuery, InDatabase, Mapping, NotInSql, Problem, ProblemFact,
    ReadOptions, Reading, Severity, Unreadable,
};

/// No question and no mapping is longer.
const LARGEST_BYTES: u64 = 1 << 20;

/// Why a database did not sum what it was asked for.
#[derive(Debug)]
pub enum NotSummed {
    Question(BadQuery),
    /// No mapping of this name sums events; those that do.
    NoMapping {
        name: String,
        known: Vec<String>,
    },
    MappingNotRead(ReadError),
    BadMapping(BadMapping),
    NotInSql {
        mapping: String,
        why: NotInSql,
    },
    NotAsked {
        connection: String,
        why: NotAsked,
    },
    /// What it answers cannot be read.
    Unreadable(Unreadable),
}

/// How far asking has come, from 0 to 1.
type OnProgress<'p> = &'p mut dyn FnMut(f32) -> ControlFlow<()>;

/// What a database makes of the question in a file, and the bytes of its answer.
pub(super) fn ask(
    path: &Path,
    text: &str,
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<(Reading, Vec<u8>), NotSummed> {
    let query = EventsQuery::from_ron(text).map_err(NotSummed::Question)?;
    let mapping = mapping_of(&query, path, options)?;
    let not_asked = |why| NotSummed::NotAsked { connection: query.connection.clone(), why };
    let usual = disk::connections_file();
    let file = options.connections.as_deref().or(usual.as_deref());
    let connection = connection(file, &query.connection)
        .map_err(|why| not_asked(NotAsked::NoConnection(why)))?;
    let not_in_sql = |why| NotSummed::NotInSql { mapping: mapping.name().to_owned(), why };
    let in_database = InDatabase {
        dialect: connection.dialect,
        table: &query.table,
        period: options.period.as_deref().or(query.period.as_deref()),
        group_by: options.group_by.as_deref().or(query.group_by.as_deref()),
        columns: None,
    };
    // What no database can be asked is told without asking one.
    mapping.sql(in_database).map_err(not_in_sql)?;
    let go_on = &mut || progress(0.0);
    let mut database = Database::reach(&connection, go_on).map_err(not_asked)?;
    let there = database.ask(&in_database.columns_of(), &[], go_on).map_err(not_asked)?.columns;
    let in_database = InDatabase { columns: Some(&there), ..in_database };
    let asked = mapping.asked_of(in_database).map_err(not_in_sql)?;
    let counts = asked.names_of_counts();
    let told = database.ask(&asked.told, &counts, go_on).map_err(not_asked)?;
    let told = counted(&told, &counts).map_err(not_asked)?;
    let answer = database.ask(&asked.sums, &asked.numbers, go_on).map_err(not_asked)?;
    if answer.columns != asked.columns {
        let (asked, found) = (asked.columns, answer.columns);
        return Err(not_asked(NotAsked::OtherColumns { asked, found }));
    }
    drop(database);
    if answer.rows == NO_ROWS {
        return Err(not_asked(NotAsked::NoRows));
    }
    let reading = read(path, &answer, &mapping, options, progress)?;
    let rows = asked.rows(&told);
    let mut problems = vec![made_in(&query)];
    problems.extend(asked.problems(&told));
    if !Mapping::shipped().contains(&mapping) {
        problems.extend(lost_columns(&mapping, &[there, asked.columns].concat()));
    }
    problems.extend(reading.problems.into_iter().filter(is_of_what_was_read));
    let reading = Reading { rows, problems, summed: Some(asked.summed), ..reading };
    Ok((reading, answer.rows))
}

/// The mapping that a question names: one that was given by a flag, one that is shipped, or a file
/// beside it.
fn mapping_of<'o>(
    query: &EventsQuery,
    path: &Path,
    options: &'o ReadOptions,
) -> Result<Cow<'o, Mapping>, NotSummed> {
    let named = |one: &&Mapping| one.name() == query.mapping;
    let known = options.mappings.iter().chain(Mapping::shipped());
    if let Some(known) = known.clone().find(named) {
        return Ok(Cow::Borrowed(known));
    }
    let file = path.parent().unwrap_or(Path::new("")).join(&query.mapping);
    let go_on = &mut |_, _| ControlFlow::Continue(());
    match disk::read_file(&file, LARGEST_BYTES, go_on) {
        Ok(bytes) => Mapping::from_ron(&String::from_utf8_lossy(&bytes))
            .map(Cow::Owned)
            .map_err(NotSummed::BadMapping),
        Err(ReadError::Missing(_)) => {
            let sums = known.filter(|one| one.sums()).map(|one| one.name().to_owned());
            Err(NotSummed::NoMapping { name: query.mapping.clone(), known: sums.collect() })
        }
        Err(error) => Err(NotSummed::MappingNotRead(error)),
    }
}

/// The one row of counts.
fn counted(answer: &Answer, names: &[String]) -> Result<Vec<u64>, NotAsked> {
    let other = || NotAsked::OtherColumns { asked: names.to_vec(), found: answer.columns.clone() };
    let rows: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(&answer.rows).map_err(|_| other())?;
    let [row] = &rows[..] else { return Err(other()) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let count = |name: &String| row.get(name)?.as_f64().map(|count| count.max(0.0) as u64);
    names.iter().map(count).collect::<Option<_>>().ok_or_else(other)
}

/// Reads what a database answered by the mapping that it was asked by.
fn read(
    path: &Path,
    answer: &Answer,
    mapping: &Mapping,
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Result<Reading, NotSummed> {
    let options = ReadOptions {
        mappings: vec![mapping.clone()],
        constants: options.constants.clone(),
        ..ReadOptions::default()
    };
    let name = format!("{}.json", path.display());
    let reading = files::read(&name, &answer.rows, &options, &mut |so_far| {
        #[expect(clippy::cast_precision_loss, reason = "a share of progress")]
        progress(so_far.bytes_read as f32 / so_far.bytes_total.max(1) as f32)
    });
    reading.map_err(NotSummed::Unreadable)
}

/// Where sums were made.
fn made_in(query: &EventsQuery) -> Problem {
    let fact = ProblemFact::SummedIn {
        connection: query.connection.clone(),
        table: query.table.clone(),
        mapping: query.mapping.clone(),
    };
    Problem { severity: Severity::Warning, line: None, column: None, fact, again: 0 }
}

/// Which columns that a mapping reads neither the table nor its sums have.
fn lost_columns(mapping: &Mapping, there: &[String]) -> Vec<Problem> {
    let lost = mapping.without_column(there).into_iter();
    let lost = lost.map(|(column, nearest)| ProblemFact::RuleWithoutColumn { column, nearest });
    let (severity, line, column) = (Severity::Error, None, None);
    lost.map(|fact| Problem { severity, line, column: column.clone(), fact, again: 0 }).collect()
}

/// Whether a problem of a table of sums is told of it here, too: where they were made is known, and
/// which columns are lost is a question to the table of events.
fn is_of_what_was_read(problem: &Problem) -> bool {
    let is_of_sums = matches!(
        problem.fact,
        ProblemFact::SummedElsewhere { .. } | ProblemFact::RuleWithoutColumn { .. }
    );
    !is_of_sums
}
