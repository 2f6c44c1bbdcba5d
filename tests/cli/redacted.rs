//! Copies without what somebody else is not to know: in no kind of file is it found.

use std::io::Read;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::read::ZlibDecoder;

use crate::Folder;

/// A voice, who passes its number on, and somebody who speaks of it.
const TOLD: &str = "\
date,source,quantity,place,low,best,high,how,id,derived_from,url,wording
2030-01-10,Hill Watch,killed,Upland,,4711,,exact,hw-1,,https://hill.example/secret/4711,the count of the hill is done
2030-01-11,Lake Paper,killed,Upland,,4711,,about,l1,hw-1,https://lake.example/1,as the hill says
2030-01-12,River Monitor,killed,Upland,400,,500,between,r1,,https://river.example/1,\"far from the 4,711 of Hill Watch\"
2030-01-13,Ridge Post,killed,Upland,450,,550,between,p1,,https://ridge.example/1,between 450 and 550
";

/// What is recorded of where the voice is read, and of where another one is.
const RECORDED: &str = r#"[
    {"id": "hillwatch", "type": "webpage", "title": "The hill in its third winter",
     "author": [{"family": "Watch", "given": "Hill"}], "URL": "https://hill.example/secret/4711",
     "archive_location": "https://archive.example/third"},
    {"id": "river", "type": "webpage", "title": "Unlike Hill Watch", "note": "4,711 is too many",
     "container-title": "Hill Watch and others", "author": [{"literal": "Hill Watch"}],
     "URL": "https://river.example/1", "archive_location": "https://archive.example/river"},
    {"id": "stray", "type": "book", "title": "Nowhere cited: a stray"}
]"#;

/// Traces of the voice: its name, its address, its words and its number, and what is recorded of it.
const TRACES: [&str; 9] = [
    "Hill Watch",
    "hill.example",
    "count of the hill",
    "4711",
    "4,711",
    "third winter",
    "archive.example/third",
    "hillwatch",
    "Nowhere cited",
];

/// Every kind of file in which something is taken away.
const KINDS: [&str; 13] = [
    "xlsx",
    "datapackage.zip",
    "svg",
    "pdf",
    "html",
    "md",
    "json",
    "csv",
    "csl.json",
    "bib",
    "ris",
    "estimates.ron",
    "comparison.ron",
];

/// The bytes, and those of every stream and every packed file in them that can be unpacked.
fn laid_open(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![bytes.to_vec()];
    let packed = zip::ZipArchive::new(std::io::Cursor::new(bytes));
    if let Ok(mut packed) = packed {
        for place in 0..packed.len() {
            let mut open = Vec::new();
            packed.by_index(place).expect("a file").read_to_end(&mut open).expect("unpacked");
            all.push(open);
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let held = text.split_once("id=\"held\">").and_then(|(_, rest)| rest.split_once("</script>"));
    if let Some((held, _)) = held {
        let packed = BASE64_STANDARD.decode(held).expect("as it is written");
        let mut open = Vec::new();
        ZlibDecoder::new(&packed[..]).read_to_end(&mut open).expect("unpacked");
        all.push(open);
    }
    for (at, _) in bytes.windows(6).enumerate().filter(|(_, word)| *word == b"stream") {
        let rest = &bytes[at + 6..];
        let skip = rest.iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let mut open = Vec::new();
        // What is no stream of this kind opens to nothing.
        let _ = ZlibDecoder::new(&rest[skip..]).read_to_end(&mut open);
        all.push(open);
    }
    all
}

fn holds(bytes: &[u8], trace: &str) -> bool {
    let trace = trace.to_lowercase();
    laid_open(bytes).iter().any(|open| {
        open.to_ascii_lowercase().windows(trace.len()).any(|window| window == trace.as_bytes())
    })
}

#[test]
fn what_is_left_out_is_in_no_kind_of_file() {
    let folder = Folder::with("told.csv", TOLD);
    folder.write("refs.json", RECORDED);
    for kind in KINDS {
        let (whole, out) = (format!("whole.{kind}"), format!("out.{kind}"));
        folder.run(&["export", "told.csv", "refs.json", "-o", &whole]).done();
        assert!(holds(&folder.read(&whole), "hill.example"), "{kind} can be searched");
        let inputs = ["export", "told.csv", "refs.json", "--leave-out", "hill watch", "-o", &out];
        let run = folder.run(&inputs);
        run.done().says(&["Left out: 2 estimates"]);
        let bytes = folder.read(&out);
        for trace in TRACES {
            assert!(!holds(&bytes, trace), "{trace} is in {out}");
        }
        assert!(holds(&bytes, "river.example"), "{kind}: what is kept is there");
        if ["xlsx", "datapackage.zip", "html", "md"].contains(&kind) {
            assert!(holds(&bytes, "redacted: something was taken out"), "{kind} says so");
        }
    }
}

#[test]
fn what_the_verdict_becomes_is_told() {
    let folder = Folder::with("told.csv", TOLD);
    let out = ["--leave-out", "Hill Watch", "--at", "2030-01-20", "-o", "out.comparison.ron"];
    let run = folder.run(&[&["export", "told.csv"][..], &out].concat()).done();
    run.says(&["On 20 Jan 2030: majority (2 of 3) before, agree (2 of 2) now"]);
}

#[test]
fn the_session_in_a_report_is_the_redacted_one() {
    let folder = Folder::with("told.csv", TOLD);
    let run = folder.run(&["report", "told.csv", "--mask", "Hill Watch", "-o", "out.pdf"]);
    run.done().says(&["1 origin is called by a letter"]);
    let bytes = folder.read("out.pdf");
    for trace in ["Hill Watch", "hill.example", "count of the hill"] {
        assert!(!holds(&bytes, trace), "{trace} is in the report");
    }
    assert!(holds(&bytes, "Source A"), "the session is enclosed");
    folder.run(&["report", "told.csv", "--mask", "Hill Watch", "-o", "out.md"]).done();
    assert!(folder.text("out.md").contains("redacted: something was taken out"));
    folder.run(&["report", "told.csv", "-o", "whole.md"]).done();
    assert!(!folder.text("whole.md").contains("redacted"));
}

#[test]
fn what_names_nothing_is_refused_with_what_could_be_named() {
    let folder = Folder::with("told.csv", TOLD);
    for (flag, says) in [("--leave-out", "note 3"), ("--mask", "no source of these files")] {
        let run = folder.run(&["export", "told.csv", flag, "Nobody", "-o", "out.csv"]);
        run.refused().says(&["“Nobody”", says]);
        assert!(!folder.path("out.csv").exists());
    }
}
