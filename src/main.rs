//! Starts Parallax: reads the arguments, hands over, and turns the answer into an exit code.

use std::process::ExitCode;

use clap::Parser;
use parallax::cli::{self, Arguments, Doing, watch_for_faults};

fn main() -> ExitCode {
    env_logger::Builder::from_env(
        env_logger::Env::default().default_filter_or("error,eframe::native::run=off"),
    )
    .init();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return cli::say_usage(&error),
    };
    match &arguments.verb {
        Some(verb) => {
            watch_for_faults(Doing::Command);
            cli::run(verb)
        }
        None => open_window(&arguments),
    }
}

#[cfg(feature = "window")]
fn open_window(arguments: &Arguments) -> ExitCode {
    parallax::app::run(arguments)
}

#[cfg(not(feature = "window"))]
fn open_window(_: &Arguments) -> ExitCode {
    cli::say("This build has no window. Use check, compare or export; see parallax --help.");
    cli::failed()
}
