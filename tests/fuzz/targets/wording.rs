//! Amounts in words: where they are said to stand, there they stand.

#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::estimate::{amount_of, amounts_in, open_range, worded};

fuzz_target!(|text: &str| {
    for amount in amounts_in(text) {
        assert!(amount.sentence.get(amount.place.clone()).is_some(), "{amount:?}");
    }
    let _ = amount_of(text, None);
    let _ = worded(text, 1_000.0);
    let _ = open_range(text, 1_000.0, 2_000.0);
});
