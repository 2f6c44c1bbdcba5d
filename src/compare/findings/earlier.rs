//! Copies of files that stood before those that are compared.

use crate::estimate::{Day, FileSlot, Loaded};

/// A copy of a compared file that stood before it. It is looked at and never counted.
#[derive(Clone, Debug)]
pub struct EarlierCopy {
    pub file: Loaded,
    /// The copy that came after it: one that is compared, or another earlier one.
    pub of: FileSlot,
    /// The day of the copy that came after it.
    pub day: Option<Day>,
    /// Its own day.
    pub own_day: Option<Day>,
}

impl EarlierCopy {
    /// The compared files, and after them the copies that stood before: an
    /// [`EstimateRef`](crate::compare::EstimateRef) beyond the former is in the latter.
    #[must_use]
    pub fn after(files: &[Loaded], earlier: &[EarlierCopy]) -> Vec<Loaded> {
        files.iter().chain(earlier.iter().map(|copy| &copy.file)).cloned().collect()
    }

    /// Whether both lists have the same copies of the same files. Cheap.
    #[must_use]
    pub fn are_same(copies: &[EarlierCopy], others: &[EarlierCopy]) -> bool {
        let same = |(one, other): (&EarlierCopy, &EarlierCopy)| {
            let (file, other_file) = (&one.file, &other.file);
            Loaded::are_same(std::slice::from_ref(file), std::slice::from_ref(other_file))
                && (one.of, one.day, one.own_day) == (other.of, other.day, other.own_day)
        };
        copies.len() == others.len() && copies.iter().zip(others).all(same)
    }
}
