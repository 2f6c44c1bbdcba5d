//! Telling whether a file is the one that was read.

use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fmt, io};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::files::Source;

/// A file's content in 128 bits (xxh3): equal content has equal fingerprints, and different content
/// has different ones but for chance. It guards against mix-ups, not against forgery.
///
/// ```
/// use parallax::session::Fingerprint;
///
/// let print = Fingerprint::of(b"low,high\n");
/// assert_eq!(print.to_string().len(), 32);
/// assert_eq!(print.to_string().parse(), Ok(print));
/// assert_ne!(print, Fingerprint::of(b"low,best\n"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint(u128);

impl Fingerprint {
    #[must_use]
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint(xxh3_128(bytes))
    }
}

/// Bytes that are read from place to place, and what they are known by as soon as all have come by.
pub struct Fingerprinted {
    source: Arc<dyn Source>,
    seen: Mutex<Seen>,
}

/// What is known of the first bytes, up to a place.
struct Seen {
    up_to: u64,
    digest: Xxh3,
}

impl Seen {
    /// Takes bytes over that stand from this place on, as far as they follow what was seen.
    fn see(&mut self, place: u64, piece: &[u8]) {
        let known = self.up_to.checked_sub(place).and_then(|known| usize::try_from(known).ok());
        if let Some(further) = known.and_then(|known| piece.get(known..)) {
            self.digest.update(further);
            self.up_to = self.up_to.saturating_add(further.len() as u64);
        }
    }
}

impl Fingerprinted {
    #[must_use]
    pub fn new(source: Arc<dyn Source>) -> Fingerprinted {
        let seen = Seen { up_to: 0, digest: Xxh3::new() };
        Fingerprinted { source, seen: Mutex::new(seen) }
    }

    /// What all of it is known by; what has not come by yet is read.
    ///
    /// # Errors
    /// When it cannot be read.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use parallax::session::{Fingerprint, Fingerprinted};
    ///
    /// let bytes = b"date,source,quantity,best".to_vec();
    /// let fingerprint = Fingerprinted::new(Arc::new(bytes.clone())).fingerprint()?;
    /// assert_eq!(fingerprint, Fingerprint::of(&bytes));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn fingerprint(&self) -> io::Result<Fingerprint> {
        let mut piece = vec![0; 1 << 18];
        loop {
            let up_to = self.seen().up_to;
            if self.read_at(up_to, &mut piece)? == 0 {
                return Ok(Fingerprint(self.seen().digest.digest128()));
            }
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        // Nothing that is done while it is held can break down.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Source for Fingerprinted {
    fn size(&self) -> u64 {
        self.source.size()
    }

    fn read_at(&self, place: u64, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read_at(place, piece)?;
        self.seen().see(place, piece.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl fmt::Display for Fingerprint {
    /// 32 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text is no fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no fingerprint of 32 hexadecimal digits")]
pub struct BadFingerprint(String);

impl FromStr for Fingerprint {
    type Err = BadFingerprint;

    fn from_str(text: &str) -> Result<Fingerprint, BadFingerprint> {
        let is_hex = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = if is_hex { u128::from_str_radix(text, 16).ok() } else { None };
        number.map(Fingerprint).ok_or_else(|| BadFingerprint(text.to_owned()))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = BadFingerprint;

    fn try_from(text: String) -> Result<Fingerprint, BadFingerprint> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(print: Fingerprint) -> String {
        print.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_known_by_their_order_in_the_file_however_they_are_read() {
        let bytes: Vec<u8> = (0..1_000_000_u32).map(|n| (n % 251) as u8).collect();
        let source = Fingerprinted::new(Arc::new(bytes.clone()));
        let read = |place: u64, most: usize| {
            let mut piece = vec![0; most];
            let read = source.read_at(place, &mut piece).expect("memory");
            piece.truncate(read);
            piece
        };
        // A first look, all again, further on, and from the end: each as often as one likes.
        for (place, most) in [(0, 4), (0, 9_000), (100, 500), (8_000, 5_000), (990_000, 20_000)] {
            let from = usize::try_from(place).expect("small");
            let expected = &bytes[from..bytes.len().min(from + most)];
            assert_eq!(read(place, most), expected);
        }
        assert_eq!(source.fingerprint().expect("memory"), Fingerprint::of(&bytes));
        assert_eq!(source.fingerprint().expect("memory"), Fingerprint::of(&bytes), "once more");
        let none = Fingerprinted::new(Arc::new(Vec::new()));
        assert_eq!(none.fingerprint().expect("memory"), Fingerprint::of(b""));
    }
}
