//! The command line: flags in, an answer on stdout, everything else on stderr.
//!
//! The same core as the window, without a display. Exit code 0 is done, also when the verdict is
//! none; 2 is wrong arguments or a file that could not be read or written.
//!
//! Nothing here may decide what is true: it asks what the window asks. Nothing may stop on a broken
//! pipe, and nothing but an answer may go to stdout.

mod answer;
mod args;
mod check;
mod compare;
mod ends;
mod export;
mod faults;
mod inputs;
mod mapping;
mod pages;
mod picture;
mod reconcile;
mod redacting;
mod renewing;
mod repeated;
mod report;
mod sql;
mod table;

use std::process::ExitCode;

#[cfg(feature = "databases")]
use crate::disk::database::answer_standard_input;

pub use answer::{DONE, failed, say, say_usage};
pub use args::{Arguments, ReadingFlags, RendererFlag, Verb, version};
pub use faults::{Doing, Fault, watch_for_faults, withstand};
pub use inputs::read_options;

/// Carries out one command.
#[must_use]
pub fn run(verb: &Verb) -> ExitCode {
    let outcome = match verb {
        Verb::Check(args) => check::run(args),
        Verb::Compare(args) => compare::run(args),
        Verb::Reconcile(args) => reconcile::run(args),
        Verb::Export(args) => export::run(args),
        Verb::Report(args) => report::run(args),
        Verb::Mapping(args) => mapping::run(args),
        Verb::Sql(args) => sql::run(args),
        Verb::Pages(args) => pages::run(args),
        #[cfg(feature = "databases")]
        Verb::AnswerForADriver => {
            answer_standard_input();
            Ok(answer::Outcome::Done)
        }
    };
    match outcome {
        Ok(outcome) => outcome.exit_code(),
        Err(sentence) => {
            say(&sentence);
            failed()
        }
    }
}
