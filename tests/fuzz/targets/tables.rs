//! Tables as text: cells between commas, semicolons or tabs.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use parallax::files::{ReadOptions, read};

fuzz_target!(|bytes: &[u8]| {
    let _ = read("a.csv", bytes, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()));
});
