//! What reference managers write: CSL-JSON, BibTeX and RIS.

#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::files::publications::read_publications;

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.csl.json", "a.bib", "a.ris"] {
        let _ = read_publications(name, bytes);
    }
});
