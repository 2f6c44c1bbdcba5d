//! The sample that is shipped, and which of the open files are no files of anybody's disk.

use crate::session::FileSection;

/// The sample that opens where nothing else was named.
pub(super) const SAMPLE: &[u8] =
    include_bytes!("../../assets/samples/north-korean-troops.estimates.ron");
pub(super) const SAMPLE_NAME: &str = "north-korean-troops.estimates.ron";

/// Whether a file is the sample.
pub(super) fn is_sample(file: &FileSection) -> bool {
    file.path == SAMPLE_NAME
}
