//! The rules of reading, standing and agreement written a second time, as plainly as possible and
//! without looking at the first, and what `compare` answers held against them.
//!
//! `PARALLAX_CASES` sets how many random cases each promise is tried on.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "an oracle that meets what it does not know has to stop the test"
)]

mod agreement;
mod agrees;
mod carried;
mod compares;
mod economist;
mod findings;
mod ledgers;
mod order;
mod reading;
mod reads;
mod said;
mod standing;

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

fn wanted_cases() -> Option<u32> {
    std::env::var("PARALLAX_CASES").ok()?.parse().ok()
}

/// How many cases a promise is tried on in everyday runs.
fn cases_here(everyday: u32) -> u32 {
    wanted_cases().unwrap_or(everyday)
}

/// How many cases the long tests try; never fewer than their name says.
fn many_cases(many: u32) -> u32 {
    wanted_cases().map_or(many, |wanted| wanted.max(many))
}

/// Tries a promise on random cases and tells the smallest one that breaks it.
fn run<S>(cases: u32, strategy: &S, promise: impl Fn(S::Value) -> Result<(), TestCaseError>)
where
    S: Strategy,
    S::Value: Debug,
{
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(strategy, promise) {
        panic!("{error:#}");
    }
}
