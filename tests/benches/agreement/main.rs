//! What agreement costs, beside numpy and pandas doing the same on the same numbers in the same run.
//!
//! `cargo bench --bench agreement` runs both jobs and exits with 1 if one of them takes longer than
//! it may; `-- profile` or `-- recompute` runs one. The peers are called as `python3`; where numpy or
//! pandas is missing it says so and tells its own time only.

#![expect(clippy::print_stdout, reason = "the answer of a benchmark")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

mod peer;
mod profile;
mod recompute;

use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |name: &str| arguments.iter().any(|argument| argument == name);
    let asks_all = !is_asked("profile") && !is_asked("recompute");
    let mut is_fast = true;
    if asks_all || is_asked("profile") {
        is_fast &= profile::run();
    }
    if asks_all || is_asked("recompute") {
        is_fast &= recompute::run();
    }
    if is_fast { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A number from 0 to 1 that looks random and is the same every time.
fn noise(one: u32, other: u32) -> f64 {
    let mut x = u64::from(one) << 32 | u64::from(other);
    for _ in 0..3 {
        x = (x ^ (x >> 29)).wrapping_add(0x1234_5678_9ABC_DEF1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    (x >> 11) as f64 / (1_u64 << 53) as f64
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Tells both times and their ratio; whether that is at most `most`.
fn is_at_most(what: &str, own: Duration, peer: Option<(&str, Duration)>, most: f64) -> bool {
    let Some((name, time)) = peer else {
        println!("{what}: {own:.2?}");
        return true;
    };
    let ratio = own.as_secs_f64() / time.as_secs_f64();
    let word = if ratio <= most { "within" } else { "NOT WITHIN" };
    println!("{what}: {own:.2?}, {name} {time:.2?}: {ratio:.3}× is {word} {most}×");
    ratio <= most
}
