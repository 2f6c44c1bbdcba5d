//! Estimates in the native format, and that what is written of them reads back as it was.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use parallax::files::{ReadOptions, read, write_estimates};

const NAME: &str = "a.estimates.ron";

fuzz_target!(|bytes: &[u8]| {
    let go_on = &mut |_| ControlFlow::Continue(());
    let Ok(reading) = read(NAME, bytes, &ReadOptions::default(), go_on) else { return };
    let text = write_estimates(&[], &reading.ledger);
    let again = read(NAME, text.as_bytes(), &ReadOptions::default(), go_on);
    let again = again.unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    assert_eq!(write_estimates(&[], &again.ledger), text);
});
