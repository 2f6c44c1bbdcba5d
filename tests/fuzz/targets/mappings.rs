//! Mapping files, and a table read by one where it is right.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use parallax::files::{Mapping, ReadOptions, read};

const TABLE: &str = "date,source,quantity,low,best,high,note,killed,wounded\n\
                     2030-03-11,A,killed,1,2,3,x,4,5\n2030-03-12,B,wounded,,7,,,8,\n";

fuzz_target!(|text: &str| {
    let Ok(mapping) = Mapping::from_ron(text) else { return };
    let options = ReadOptions { mappings: vec![mapping], ..ReadOptions::default() };
    let _ = read("a.csv", TABLE.as_bytes(), &options, &mut |_| ControlFlow::Continue(()));
});
