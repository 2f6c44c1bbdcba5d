//! Single events that flow by, as text or in columns: what comes of them is what is made of the same
//! bytes where they are held.

#![no_main]

use std::ops::ControlFlow;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use parallax::files::{ReadOptions, Reading, Source, read, read_events};

const HEADER: &[u8] = b"relid,dyad_name,country,date_start,date_end,low,best,high\n";

/// What was read, as text.
fn told(reading: &Reading) -> Vec<String> {
    let estimates = reading.ledger.in_file_order().into_iter().map(|one| {
        format!("{:?} {} {:?} {}", one.value(), one.measure().id(), one.as_of(), one.line())
    });
    let problems = reading.problems.iter().map(|problem| format!("{problem:?}"));
    estimates.chain(problems).chain([reading.rows.to_string()]).collect()
}

fn same(name: &str, bytes: Vec<u8>) {
    let options = ReadOptions::default();
    let source: Arc<dyn Source> = Arc::new(bytes.clone());
    let parts = [(name.to_owned(), source)];
    let flowing =
        read_events(name, &parts, &options, &mut |_| ControlFlow::Continue(()), &mut |_| ());
    if let Some(Ok(flowing)) = flowing {
        let held = read(name, &bytes, &options, &mut |_| ControlFlow::Continue(()));
        assert_eq!(told(&flowing), told(&held.expect("it was read as it flowed by")));
    }
}

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PAR1") {
        same("a.parquet", bytes.to_vec());
    } else {
        same("a.csv", [HEADER, bytes].concat());
    }
});
