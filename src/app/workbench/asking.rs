//! The tables of which it is asked how they are read.

use std::collections::VecDeque;
use std::path::PathBuf;

use crate::estimate::FileSlot;

use super::super::import_sheet::ImportSheet;

/// What is asked, and what waits to be.
#[derive(Default)]
pub(super) struct Asking {
    pub waiting: VecDeque<ImportSheet>,
    /// How many were shown of those that came together.
    pub shown: usize,
    /// The open file of which it is asked how it is read, until that is known.
    pub again: Option<(PathBuf, FileSlot)>,
}
