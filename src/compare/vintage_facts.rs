//! What became of an estimate from one copy of a file to the next.

use super::{Content, VintageChange, VintageChangeKind};
use crate::estimate::{AsOf, Day, EstimateId, Loaded, Measure, RowIndex};

/// An estimate, and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct VintageFact {
    /// The source as the file names it.
    pub label: String,
    pub content: Content,
    pub measure: Measure,
    /// Of what is quoted: what was revised as the older copy has it, anything else as the newer one
    /// does, if it has it.
    pub as_of: AsOf,
    pub became: Became,
}

/// What became of an estimate in a newer copy.
#[derive(Clone, PartialEq, Debug)]
pub enum Became {
    Added,
    /// It is not in the newer copy, whatever the reason.
    Gone,
    Reformatted,
    /// It says this now, of this day.
    Revised(Content, AsOf),
    /// Its dates are others: each as it was and as it is.
    Redated {
        as_of: (AsOf, AsOf),
        published: (Option<Day>, Option<Day>),
    },
}

impl VintageChange {
    /// What became of what; none where the files are not those compared.
    #[must_use]
    pub fn fact(&self, old: &Loaded, new: &Loaded) -> Option<VintageFact> {
        let old = self.old.and_then(|row| old.ledger.estimate(row));
        let new = self.new.and_then(|row| new.ledger.estimate(row));
        let one = new.or(old)?;
        let (said, became) = match (self.kind, old, new) {
            (VintageChangeKind::Revised, Some(old), Some(new)) => {
                (old, Became::Revised(Content::of(new), new.as_of()))
            }
            (VintageChangeKind::Redated, Some(old), Some(new)) => (
                new,
                Became::Redated {
                    as_of: (old.as_of(), new.as_of()),
                    published: (old.published(), new.published()),
                },
            ),
            (VintageChangeKind::Reformatted, ..) => (one, Became::Reformatted),
            (VintageChangeKind::Gone, ..) => (one, Became::Gone),
            _ => (one, Became::Added),
        };
        Some(VintageFact {
            label: said.label().trim().to_owned(),
            content: Content::of(said),
            measure: said.measure().clone(),
            as_of: said.as_of(),
            became,
        })
    }

    /// The ids of the old and the new estimate.
    #[must_use]
    pub fn ids(&self, old: &Loaded, new: &Loaded) -> (Option<EstimateId>, Option<EstimateId>) {
        let id = |file: &Loaded, row: Option<RowIndex>| {
            row.and_then(|row| Some(file.id_of(file.ledger.estimate(row)?)))
        };
        (id(old, self.old), id(new, self.new))
    }

    /// Whether the estimate is of the source with this label.
    #[must_use]
    pub fn is_of(&self, label: &str, old: &Loaded, new: &Loaded) -> bool {
        let is_its = |file: &Loaded, row: Option<RowIndex>| {
            row.and_then(|row| file.ledger.estimate(row)).is_some_and(|one| one.label() == label)
        };
        is_its(old, self.old) || is_its(new, self.new)
    }
}
