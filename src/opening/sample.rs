//! The sample that is shipped, and which of the open files are no files of anybody's disk.

use crate::session::FileSection;

/// The sample that opens where nothing else was named.
pub const SAMPLE: &[u8] = include_bytes!("../../assets/samples/north-korean-troops.estimates.ron");
/// What the sample is called.
pub const SAMPLE_NAME: &str = "north-korean-troops.estimates.ron";

/// What a table is called that was pasted.
pub const PASTED: &str = "pasted table";

/// Whether a file is the sample.
#[must_use]
pub fn is_sample(file: &FileSection) -> bool {
    file.path == SAMPLE_NAME
}

/// Whether a file was read from the disk, and not shipped, pasted or entered by hand.
#[must_use]
pub fn is_from_disk(file: &FileSection) -> bool {
    !is_sample(file) && !file.is_by_hand() && !file.path.starts_with(PASTED)
}
