//! The tables of which it is asked how they are read.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use crate::files::Proposal;
use crate::session::Fingerprint;

use super::super::import_sheet::ImportSheet;

/// What is asked, and what waits to be.
#[derive(Default)]
pub(super) struct Asking {
    pub waiting: VecDeque<ImportSheet>,
    /// How many were shown of those that came together.
    pub shown: usize,
    /// How tables that are open were said to be read, by where they are.
    pub said: BTreeMap<PathBuf, Proposal>,
    /// The tables that were pasted, each with the fingerprint of the file that it is now.
    pub pasted: Vec<(Fingerprint, Arc<str>)>,
}
