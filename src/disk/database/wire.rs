//! What goes between this program and the process in which a driver runs: a line of JSON for what is
//! asked; and for an answer a line that nothing else begins like, and the bytes that it announces.
//! Drivers may write to standard output themselves: what no such line announces is passed over.

use std::io::{self, BufRead, Read};

use serde::{Deserialize, Serialize};

/// How the line before an answer begins.
pub(super) const MARK: &str = "\u{1}parallax ";
/// No line before an answer is longer.
const LONGEST_LINE: u64 = 1 << 22;

/// The driver that is to be loaded, and what it is told.
#[derive(Serialize, Deserialize)]
pub(super) struct Begins {
    pub driver: String,
    pub entry: Option<String>,
    pub options: Vec<(String, String)>,
}

/// A statement.
#[derive(Serialize, Deserialize)]
pub(super) struct Asks {
    pub statement: String,
    pub bound: Vec<String>,
    /// The columns of which every cell is a number, or nothing.
    pub numbers: Vec<String>,
    /// No more than this is answered.
    pub most_bytes: u64,
}

/// What comes of either.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum Head {
    /// The driver is loaded and has reached its database.
    Ready,
    /// The names of the columns; so many bytes follow.
    Rows {
        columns: Vec<String>,
        bytes: u64,
    },
    /// What the driver says.
    Failed(String),
    TooLarge,
}

/// The next answer; none where the other side has ended.
pub(super) fn next(
    from: &mut impl BufRead,
    most_bytes: u64,
) -> io::Result<Option<(Head, Vec<u8>)>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        // A driver may have left a line unfinished.
        let text = String::from_utf8_lossy(&line);
        let Some((_, head)) = text.split_once(MARK) else { continue };
        let Ok(head) = serde_json::from_str::<Head>(head.trim_end()) else { continue };
        let mut bytes = Vec::new();
        if let Head::Rows { bytes: many, .. } = &head {
            if *many > most_bytes {
                return Ok(Some((Head::TooLarge, bytes)));
            }
            from.take(*many).read_to_end(&mut bytes)?;
            if bytes.len() as u64 != *many {
                return Ok(None);
            }
        }
        return Ok(Some((head, bytes)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_driver_writes_itself_is_passed_over() {
        let (columns, bytes) = (vec!["a\nb".to_owned()], 3);
        let head = serde_json::to_string(&Head::Rows { columns, bytes }).expect("JSON");
        let failed = serde_json::to_string(&Head::Failed("no".to_owned())).expect("JSON");
        let noise =
            format!("hello\n\u{1}parallax {{\nloading 3 %{MARK}{head}\n[1]{MARK}{failed}\n");
        let mut from = noise.as_bytes();
        let Ok(Some((Head::Rows { columns, .. }, rows))) = next(&mut from, 3) else {
            panic!("rows")
        };
        assert_eq!((columns, rows), (vec!["a\nb".to_owned()], b"[1]".to_vec()));
        let failed = next(&mut from, 3).expect("read").expect("an answer");
        assert_eq!(failed.0, Head::Failed("no".to_owned()));
        assert!(next(&mut from, 3).expect("read").is_none());
        let large = next(&mut noise.as_bytes(), 2).expect("read").expect("an answer");
        assert_eq!(large.0, Head::TooLarge);
    }
}
