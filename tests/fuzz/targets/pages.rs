//! Tables on pages: the first byte says whether in HTML or in Markdown.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use parallax::files::{ReadOptions, read};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, page)) = bytes.split_first() else { return };
    let name = if first % 2 == 0 { "a.html" } else { "a.md" };
    let _ = read(name, page, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()));
});
