//! The side that answers: this process loads the driver.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use adbc_core::options::{AdbcVersion, OptionDatabase, OptionValue};
use adbc_core::{
    CancelHandle, Connection as _, Database as _, Driver as _, LOAD_FLAG_DEFAULT, Statement as _,
};
use adbc_driver_manager::{ManagedConnection, ManagedDriver};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, StringArray};

use super::cells::write_rows;
use super::wire::{Asks, Begins, Head, MARK};

/// So long a driver has for what it does to cancel.
const TO_CANCEL: Duration = Duration::from_secs(1);

/// What the driver is at, by which it is cancelled.
type AtWork = Arc<Mutex<Option<Box<dyn CancelHandle>>>>;

/// Loads the driver that standard input names and answers one statement after the other, until that
/// ends: then it cancels what it is at, and the process ends.
pub fn answer_standard_input() {
    let at_work = AtWork::default();
    let Some(lines) = listen(Arc::clone(&at_work)) else { return };
    let begins = lines.recv().ok().and_then(|line| serde_json::from_str::<Begins>(&line).ok());
    let Some(begins) = begins else { return };
    let mut connection = match connect(&begins) {
        Ok(connection) => connection,
        Err(says) => return answer(&Head::Failed(says), &[]),
    };
    answer(&Head::Ready, &[]);
    while let Ok(line) = lines.recv() {
        let Ok(asks) = serde_json::from_str::<Asks>(&line) else { return };
        match ask(&mut connection, &asks, &at_work) {
            Ok(Some((columns, rows))) => {
                answer(&Head::Rows { columns, bytes: rows.len() as u64 }, &rows);
            }
            Ok(None) => answer(&Head::TooLarge, &[]),
            Err(says) => answer(&Head::Failed(says), &[]),
        }
    }
}

/// The lines of standard input, one after the other. Where that ends while a driver is at work, this is
/// cancelled and the process ended.
fn listen(at_work: AtWork) -> Option<Receiver<String>> {
    let (told, lines) = mpsc::channel();
    let listen = move || {
        let heard = io::stdin().lock().lines().map_while(Result::ok);
        let _ = heard.map(|line| told.send(line)).find(Result::is_err);
        drop(told);
        if let Some(handle) = &*at_work.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = handle.try_cancel();
        }
        std::thread::sleep(TO_CANCEL);
        std::process::exit(1);
    };
    let thread = std::thread::Builder::new().name("who asks".to_owned()).spawn(listen);
    thread.ok().map(|_| lines)
}

/// Writes an answer. Whoever no longer listens needs none.
fn answer(head: &Head, bytes: &[u8]) {
    let Ok(head) = serde_json::to_string(head) else { return };
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "\n{MARK}{head}")
        .and_then(|()| out.write_all(bytes))
        .and_then(|()| out.flush());
}

fn connect(begins: &Begins) -> Result<ManagedConnection, String> {
    let says = |error: adbc_core::error::Error| error.message;
    let entry = begins.entry.as_deref().map(str::as_bytes);
    let load = |version| {
        ManagedDriver::load_from_name(&begins.driver, entry, version, LOAD_FLAG_DEFAULT, None)
    };
    // Not every driver knows the later version, of which this needs no more than to cancel.
    let mut driver = load(AdbcVersion::V110).or_else(|_| load(AdbcVersion::V100)).map_err(says)?;
    let options = begins.options.iter();
    let options = options.map(|(name, value)| {
        (OptionDatabase::from(name.as_str()), OptionValue::String(value.clone()))
    });
    let database = driver.new_database_with_opts(options).map_err(says)?;
    database.new_connection().map_err(says)
}

/// The columns and the rows of an answer.
type Rows = (Vec<String>, Vec<u8>);

/// What comes of a statement; none where that is too large.
fn ask(
    connection: &mut ManagedConnection,
    asks: &Asks,
    at_work: &AtWork,
) -> Result<Option<Rows>, String> {
    let says = |error: adbc_core::error::Error| error.message;
    let mut statement = connection.new_statement().map_err(says)?;
    statement.set_sql_query(&asks.statement).map_err(says)?;
    if !asks.bound.is_empty() {
        statement.prepare().map_err(says)?;
        statement.bind(values(&asks.bound)?).map_err(says)?;
    }
    let set = |handle| *at_work.lock().unwrap_or_else(PoisonError::into_inner) = handle;
    set(Some(statement.get_cancel_handle()));
    let answered = rows(&mut statement, asks);
    set(None);
    answered
}

fn rows(
    statement: &mut adbc_driver_manager::ManagedStatement,
    asks: &Asks,
) -> Result<Option<Rows>, String> {
    let answer = statement.execute().map_err(|error| error.message)?;
    let columns = answer.schema().fields().iter().map(|field| field.name().clone()).collect();
    let mut rows = b"[".to_vec();
    for batch in answer {
        write_rows(&batch.map_err(|error| error.to_string())?, &asks.numbers, &mut rows)?;
        if rows.len() as u64 > asks.most_bytes {
            return Ok(None);
        }
    }
    rows.extend_from_slice(b"]\n");
    Ok(Some((columns, rows)))
}

/// One row of texts, to be bound.
fn values(bound: &[String]) -> Result<RecordBatch, String> {
    let column = |(place, value): (usize, &String)| {
        let array: ArrayRef = Arc::new(StringArray::from(vec![value.as_str()]));
        (format!("value {place}"), array)
    };
    let columns = bound.iter().enumerate().map(column);
    RecordBatch::try_from_iter(columns).map_err(|error| error.to_string())
}
