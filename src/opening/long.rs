//! Files of single events that are summed without being held.

use std::path::Path;
use std::sync::Arc;

use crate::disk::LongFile;
use crate::files::{OnProgress, ReadOptions, Reading, Source, Unreadable, read_events};
use crate::session::{Fingerprint, Fingerprinted};

/// Shorter files are held as they are read.
const LEAST_BYTES: u64 = 1 << 20;

/// What comes of a long file of single events, and what it is known by; none where it is no such file,
/// or changes while it is read.
pub(super) fn events_at(
    path: &Path,
    options: &ReadOptions,
    progress: OnProgress<'_>,
) -> Option<Result<(Reading, Fingerprint), Unreadable>> {
    let file = Arc::new(LongFile::open(path, LEAST_BYTES).ok()??);
    let fingerprinted = Arc::new(Fingerprinted::new(Arc::<LongFile>::clone(&file)));
    let source: Arc<dyn Source> = Arc::<Fingerprinted>::clone(&fingerprinted);
    let reading = match read_events(&path.display().to_string(), &source, options, progress)? {
        Ok(reading) => reading,
        Err(error) => return Some(Err(error)),
    };
    let fingerprint = fingerprinted.fingerprint().ok()?;
    file.is_as_opened().then_some(Ok((reading, fingerprint)))
}

/// What a long file is known by; none where it is short, or cannot be read.
pub(super) fn fingerprint(path: &Path) -> Option<Fingerprint> {
    let file = LongFile::open(path, LEAST_BYTES).ok()??;
    Fingerprinted::new(Arc::new(file)).fingerprint().ok()
}
