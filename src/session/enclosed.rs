//! The session that a report in PDF encloses.
//!
//! A PDF holds what is enclosed in it as one stream of bytes, as they are or deflated. Streams are
//! looked through for the one that is a session, and nothing else of the PDF is read: whoever reads
//! all of it unpacks, without a bound, whatever a hostile file gives for one of its tables.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::format::LARGEST_SESSION_BYTES;
use super::{BadSession, Opened, read_bytes};

/// By so much of its beginning a stream is known for a session.
const BEGINNING: u64 = 64;

/// The session that a report in PDF encloses, the last where there are several, as each save of a PDF
/// comes after those before; none where `bytes` are no PDF or enclose none.
///
/// # Errors
/// When something begins like a session and cannot be read as one.
#[must_use]
pub fn enclosed_session(bytes: &[u8]) -> Option<Result<Opened, BadSession>> {
    if !bytes.starts_with(b"%PDF-") {
        return None;
    }
    let last = streams(bytes).filter(|stream| begins_like_a_session(stream)).last()?;
    Some(read_bytes(&unpacked(last, LARGEST_SESSION_BYTES)))
}

/// What stands behind each word `stream`, up to the end of the file: where it ends is known to who
/// inflates it, and of what is not deflated by the word `endstream`.
fn streams(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let words = bytes.windows(WORD.len()).enumerate();
    words.filter(|(_, word)| *word == WORD).filter_map(|(at, _)| {
        let is_end = bytes.get(..at).is_some_and(|before| before.ends_with(b"end"));
        let behind = bytes.get(at + WORD.len()..).filter(|_| !is_end)?;
        behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n"))
    })
}

const WORD: &[u8] = b"stream";

fn begins_like_a_session(stream: &[u8]) -> bool {
    let beginning = unpacked(stream, BEGINNING);
    let inside = beginning.trim_ascii_start().strip_prefix(b"(");
    inside.is_some_and(|inside| inside.trim_ascii_start().starts_with(b"version:"))
}

/// The first bytes of a stream, `most` of them: inflated where they are deflated.
fn unpacked(stream: &[u8], most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if stream.starts_with(b"x") {
        // What comes before a fault is as good as it is: reading tells what is missing.
        let _ = ZlibDecoder::new(stream).take(most).read_to_end(&mut bytes);
        return bytes;
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX).min(stream.len());
    let content = stream.get(..most).unwrap_or_default();
    let end = content.windows(9).position(|word| word == b"endstream");
    content.get(..end.unwrap_or(most)).unwrap_or_default().to_vec()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::super::{Document, View, write};
    use super::*;
    use crate::session::generated::small;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("written");
        encoder.finish().expect("written")
    }

    /// A PDF as far as its streams go.
    fn pdf(streams: &[&[u8]]) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        for stream in streams {
            bytes.extend_from_slice(b"1 0 obj <</Length 1>>\nstream\n");
            bytes.extend_from_slice(stream);
            bytes.extend_from_slice(b"\nendstream\nendobj\n");
        }
        bytes
    }

    #[test]
    fn a_session_is_found_among_pages_deflated_or_as_it_is() {
        let (document, page) = (small(), deflated(b"q 1 0 0 1 0 0 cm BT (version: x) Tj ET Q"));
        let text = write(&document, &View::default());
        for enclosed in [deflated(text.as_bytes()), text.clone().into_bytes()] {
            let report = pdf(&[&page, &enclosed, b"BT (a stream\n) Tj ET"]);
            let opened = enclosed_session(&report).expect("found").expect("read");
            assert_eq!(opened.document, document);
        }
    }

    #[test]
    fn of_several_the_last_is_taken_as_a_pdf_that_was_saved_again_holds_them_all() {
        let (empty, last) = (Document::default(), small());
        let [old, new] =
            [&empty, &last].map(|one| deflated(write(one, &View::default()).as_bytes()));
        let opened = enclosed_session(&pdf(&[&old, &new])).expect("found").expect("read");
        assert_eq!(opened.document, last);
    }

    #[test]
    fn where_none_is_enclosed_none_is_found_and_half_of_one_is_refused() {
        assert!(enclosed_session(b"").is_none());
        assert!(enclosed_session(write(&small(), &View::default()).as_bytes()).is_none());
        assert!(enclosed_session(&pdf(&[&deflated(b"(a page)"), b"x"])).is_none());
        let text = write(&small(), &View::default());
        let (whole, half) = (pdf(&[&deflated(text.as_bytes())]), text.get(..text.len() / 2));
        let half = pdf(&[&deflated(half.expect("half").as_bytes())]);
        assert!(matches!(enclosed_session(&half), Some(Err(_))));
        for end in 0..whole.len() {
            // Never a panic, and never half a session for a whole one.
            let cut = whole.get(..end).and_then(enclosed_session);
            if let Some(Ok(opened)) = cut {
                assert_eq!(opened.document, small());
            }
        }
    }

    #[test]
    fn what_inflates_without_end_is_inflated_no_further_than_a_session_is_long() {
        let bomb = deflated(&vec![b' '; 8 << 20]);
        let bytes = unpacked(&bomb, 1 << 10);
        assert_eq!(bytes.len(), 1 << 10);
        assert!(enclosed_session(&pdf(&[&bomb])).is_none());
    }
}
