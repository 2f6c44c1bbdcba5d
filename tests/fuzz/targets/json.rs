//! Records in JSON: lists of objects, objects that hold them, and one object a line.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use parallax::files::{ReadOptions, read};

fuzz_target!(|bytes: &[u8]| {
    let _ = read("a.json", bytes, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()));
});
