//! Where the bytes of a file come from that is too long to be held: any place of it can be read, as
//! often as need be.

use std::io::{self, Read, Seek, SeekFrom};

/// Bytes that stay where they are while they are read, as often as need be.
pub trait Source: Send + Sync {
    /// How many there are.
    fn size(&self) -> u64;

    /// Reads what stands from this place on into `piece`, as far as it comes at once, and says how
    /// much that is: nothing where the bytes end.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read_at(&self, place: u64, piece: &mut [u8]) -> io::Result<usize>;
}

impl Source for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, place: u64, piece: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(place).ok().and_then(|place| self.get(place..));
        rest.unwrap_or_default().read(piece)
    }
}

/// A source that is read on from where it was read last.
#[derive(Clone, Copy)]
pub(super) struct ReadOn<'s> {
    source: &'s dyn Source,
    place: u64,
}

impl<'s> ReadOn<'s> {
    pub(super) fn from_start(source: &'s dyn Source) -> ReadOn<'s> {
        ReadOn { source, place: 0 }
    }

    /// How far it was read.
    pub(super) fn place(&self) -> u64 {
        self.place
    }
}

impl Read for ReadOn<'_> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read_at(self.place, piece)?;
        self.place = self.place.saturating_add(read as u64);
        Ok(read)
    }
}

impl Seek for ReadOn<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(by) => self.source.size().checked_add_signed(by),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}
