//! What frames cost, without a window: shapes go in, triangles come out.
//!
//! `cargo bench --bench frame` runs every section and exits with 1 if one of them takes longer than
//! it may; `-- pan first` runs some of them, `-- --quick` all with fewer frames and without the ten
//! million, `-- --frames N` with another number of frames.

#![expect(clippy::print_stdout, reason = "the answer of a benchmark")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

mod drag;
mod first;
mod pan;
mod saving;
mod screen;
mod table;
mod timing;
mod whole;

use std::process::ExitCode;

use timing::Pace;

/// Runs with its pace; whether it was fast enough.
type Section = fn(&Pace) -> bool;

const SECTIONS: [(&str, Section); 7] = [
    ("drag", drag::run),
    ("cursor", whole::cursor),
    ("pan", pan::run),
    ("first", first::run),
    ("opening", whole::opening),
    ("saving", saving::run),
    ("table", table::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let pace = Pace::from_arguments(&arguments);
    let is_asked = |name: &str| arguments.iter().any(|argument| argument == name);
    let asks_all = !SECTIONS.iter().any(|(name, _)| is_asked(name));
    let mut is_fast = true;
    for (name, section) in SECTIONS.iter().filter(|(name, _)| asks_all || is_asked(name)) {
        println!("== {name}");
        is_fast &= section(&pace);
        println!();
    }
    if is_fast { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A number from 0 to 1 that looks random and is the same every time.
fn noise(source: u32, number: u32) -> f64 {
    let mut x = u64::from(source) << 32 | u64::from(number);
    for _ in 0..3 {
        x = (x ^ (x >> 29)).wrapping_add(0x1234_5678_9ABC_DEF1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    (x >> 40) as f64 / f64::from(1_u32 << 24)
}
