//! Sessions, and that what is written of one reads back as it was.

#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::session::{read, write};

fuzz_target!(|text: &str| {
    let Ok(opened) = read(text) else { return };
    let written = write(&opened.document, &opened.view);
    let again = read(&written).unwrap_or_else(|error| panic!("{error:?}\n{written}"));
    assert_eq!(write(&again.document, &again.view), written);
});
