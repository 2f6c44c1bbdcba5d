//! Text in whatever encoding: the bytes of a file as UTF-8.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Doubt, lines_in};
use crate::files::problem_fact::ProblemFact;
use crate::files::unreadable::{Foreign, Unreadable};

/// A text, and what is doubtful about how its bytes were read.
pub(crate) type Decoded<'b> = (Cow<'b, str>, Vec<Doubt>);

/// Kinds of file that are taken for text now and then, by how they begin.
const SIGNATURES: [(&[u8], Foreign); 5] = [
    (b"%PDF", Foreign::Pdf),
    (b"\x89PNG", Foreign::Picture),
    (b"\xff\xd8\xff", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"SQLite format 3", Foreign::Database),
];

/// So far into a file a zero byte tells that it is no text in UTF-8.
const LOOKED_AT: usize = 8 * 1024;

/// The text of a file, in the encoding that is `asked` for or else in the one that it is in.
///
/// # Errors
/// When it is empty or not text.
pub(crate) fn text<'b>(bytes: &'b [u8], asked: Option<&str>) -> Result<Decoded<'b>, Unreadable> {
    match SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        Some((_, what)) => Err(Unreadable::Foreign(*what)),
        None => decoded(bytes, asked),
    }
}

/// The text of a file without a byte order mark: in the encoding that is asked for by its usual
/// name, else in that of the byte order mark, else in UTF-8 if it is that, else in the one that its
/// letters speak for, which is told.
///
/// # Errors
/// When there is nothing in it, when it is no text, or when no encoding has the name asked for.
fn decoded<'b>(bytes: &'b [u8], asked: Option<&str>) -> Result<Decoded<'b>, Unreadable> {
    let (text, doubts) = match asked {
        Some(label) => as_asked(bytes, label)?,
        None => as_found(bytes)?,
    };
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok((text, doubts)) }
}

fn as_asked<'b>(bytes: &'b [u8], label: &str) -> Result<Decoded<'b>, Unreadable> {
    let Some(encoding) = Encoding::for_label(label.trim().as_bytes()) else {
        return Err(Unreadable::UnknownEncoding(label.to_owned()));
    };
    let (text, encoding, _) = encoding.decode(bytes);
    let doubts = replaced(&text, encoding);
    Ok((text, doubts))
}

fn as_found(bytes: &[u8]) -> Result<Decoded<'_>, Unreadable> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        let doubts = replaced(&text, encoding);
        return Ok((text, doubts));
    }
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    if start.contains(&0) {
        let encoding = utf_16(start).ok_or(Unreadable::Foreign(Foreign::Binary))?;
        return Ok(guessed(bytes, encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), Vec::new()));
    }
    if is_mostly_utf_8(bytes) {
        let (text, _) = UTF_8.decode_without_bom_handling(bytes);
        let doubts = replaced(&text, UTF_8);
        return Ok((text, doubts));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(guessed(bytes, detector.guess(None, Utf8Detection::Deny)))
}

fn guessed<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let fact = ProblemFact::EncodingGuessed(encoding.name().to_owned());
    let mut doubts = vec![Doubt { line: 0, key: None, fact }];
    doubts.extend(replaced(&text, encoding));
    (text, doubts)
}

/// Where the first sign stands that is none in this encoding.
fn replaced(text: &str, encoding: &'static Encoding) -> Vec<Doubt> {
    let Some((before, _)) = text.split_once('\u{fffd}') else { return Vec::new() };
    let signs = text.matches('\u{fffd}').count();
    let line = lines_in(before.as_bytes()).saturating_add(1);
    let fact = ProblemFact::SignsReplaced { signs, encoding: encoding.name().to_owned() };
    vec![Doubt { line, key: None, fact }]
}

/// Whether far more of what is no ASCII is UTF-8 than is not: a few damaged bytes make no other
/// encoding.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good = good.saturating_add(chunk.valid().chars().filter(|sign| !sign.is_ascii()).count());
        bad = bad.saturating_add(usize::from(!chunk.invalid().is_empty()));
    }
    good > bad.saturating_mul(3)
}

/// Text in UTF-16 has zeros in every second byte wherever it is Latin, and at its line ends and
/// signs in any case.
fn utf_16(start: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let some = (start.len() / 40).max(2);
    match (even, odd) {
        (0, odd) if odd >= some => Some(UTF_16LE),
        (even, 0) if even >= some => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    const TABLE: &str = "date;source;note\n2024-01-01;Général Staff;“über”, é, ç\n";

    fn read(bytes: &[u8], asked: Option<&str>) -> (String, Vec<String>) {
        let (text, doubts) = decoded(bytes, asked).expect("a text");
        let codes = doubts.iter().map(|doubt| doubt.fact.code().to_owned());
        (text.into_owned(), codes.collect())
    }

    fn utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn what_is_no_text_gets_a_sentence() {
        for (bytes, begins) in [
            (&b""[..], "the file is empty"),
            (b"\xef\xbb\xbf \r\n", "the file is empty"),
            (b"%PDF-1.7", "the file is a PDF"),
            (b"\x7fELF\x02\0\0\0\x01\x01", "the file is binary"),
        ] {
            let error = Words::default().unreadable(&text(bytes, None).expect_err("no text"));
            assert!(error.starts_with(begins), "{error}");
        }
        let (text, doubts) = text(b"\xef\xbb\xbfa", None).expect("a text");
        assert_eq!((text.as_ref(), doubts.len()), ("a", 0));
    }

    #[test]
    fn a_byte_order_mark_settles_the_encoding() {
        for bytes in [
            format!("\u{feff}{TABLE}").into_bytes(),
            utf_16(&format!("\u{feff}{TABLE}"), u16::to_le_bytes),
            utf_16(&format!("\u{feff}{TABLE}"), u16::to_be_bytes),
        ] {
            assert_eq!(read(&bytes, None), (TABLE.to_owned(), vec![]));
        }
    }

    #[test]
    fn an_encoding_that_nothing_states_is_found_and_told() {
        let western = encoding_rs::WINDOWS_1252.encode(TABLE).0;
        assert_eq!(read(&western, None), (TABLE.to_owned(), vec!["encoding".to_owned()]));
        let text = "дата;джерело;загинули\n2024-01-01;Генеральний штаб;1000\n";
        let cyrillic = encoding_rs::WINDOWS_1251.encode(text).0;
        assert_eq!(read(&cyrillic, None), (text.to_owned(), vec!["encoding".to_owned()]));
        for bytes in [utf_16(TABLE, u16::to_le_bytes), utf_16(TABLE, u16::to_be_bytes)] {
            assert_eq!(read(&bytes, None), (TABLE.to_owned(), vec!["encoding".to_owned()]));
        }
    }

    #[test]
    fn the_encoding_that_is_asked_for_is_taken() {
        let text = "Größe\n";
        let bytes = encoding_rs::WINDOWS_1252.encode(text).0;
        assert_eq!(read(&bytes, Some("latin1")), (text.to_owned(), vec![]));
        let error = decoded(b"a", Some("klingon")).expect_err("no encoding");
        assert!(Words::default().unreadable(&error).contains("“klingon”"));
    }

    #[test]
    fn a_damaged_byte_costs_a_sign_and_is_told_at_its_line() {
        let (text, doubts) = decoded("é ü ß\nÄ".as_bytes(), None).expect("a text");
        assert!(doubts.is_empty(), "{text}");
        let mut bytes = "é ü ß\nÄ Ö".as_bytes().to_vec();
        bytes.push(0xff);
        let (text, doubts) = decoded(&bytes, None).expect("a text");
        assert_eq!((text.as_ref(), doubts[0].line), ("é ü ß\nÄ Ö\u{fffd}", 2));
    }
}
