//! Dates: as somebody types them, and as cells of a column, a line each.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use parallax::files::{ReadOptions, date_by_hand, read};

fuzz_target!(|text: &str| {
    let _ = date_by_hand(text);
    let mut table = "date,source,quantity,best\n".to_owned();
    for line in text.lines() {
        let cell = line.replace('"', "");
        table.push_str(&format!("\"{cell}\",A,killed,1\n"));
    }
    let go_on = &mut |_| ControlFlow::Continue(());
    let _ = read("a.csv", table.as_bytes(), &ReadOptions::default(), go_on);
});
