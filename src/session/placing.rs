//! The place that a file gets in a document.

use std::sync::Arc;

use super::{Document, FileSection, Refusal};
use crate::estimate::FileSlot;

/// Gives a file its place in a document.
pub(super) fn place(document: &mut Document, file: &Arc<FileSection>) -> Result<FileSlot, Refusal> {
    if let Some(open) = document.files.iter().find(|open| open.fingerprint == file.fingerprint) {
        let (name, open) = (file.name().to_owned(), open.name().to_owned());
        return Err(Refusal::AlreadyOpen { name, open });
    }
    let has_place = file.slot.0 > 0 && document.file(file.slot).is_none();
    let placed = if has_place {
        Arc::clone(file)
    } else {
        let slot = document.next_slot().ok_or(Refusal::TooManyFiles)?;
        Arc::new(FileSection { slot, ..FileSection::clone(file) })
    };
    let slot = placed.slot;
    document.files.push(placed);
    document.files.sort_by_key(|file| file.slot);
    Ok(slot)
}
