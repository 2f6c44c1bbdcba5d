//! Which estimate of which of the files that are compared.

use crate::estimate::{Estimate, Loaded, RowIndex};

/// An estimate among the files that were compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EstimateRef {
    /// Its file's place in the slice given to [`compare`].
    pub file: u16,
    pub row: RowIndex,
}

impl EstimateRef {
    /// The estimate in this row of the file in this place. A session holds fewer files than the
    /// places there are.
    #[must_use]
    pub fn new(file: usize, row: RowIndex) -> EstimateRef {
        EstimateRef { file: u16::try_from(file).unwrap_or(u16::MAX), row }
    }

    /// The estimate itself, out of the files that were compared.
    #[must_use]
    pub fn of(self, files: &[Loaded]) -> Option<Estimate<'_>> {
        files.get(usize::from(self.file))?.ledger.estimate(self.row)
    }
}
