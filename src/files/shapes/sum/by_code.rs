//! What is found out once of cells that stand again and again.

use crate::files::cells::Code;

/// What was found out of the cells of a column, by their codes.
#[derive(Clone, Debug)]
pub(super) struct ByCode<T> {
    epoch: u32,
    known: Vec<Option<T>>,
}

impl<T> Default for ByCode<T> {
    fn default() -> ByCode<T> {
        ByCode { epoch: 0, known: Vec::new() }
    }
}

impl<T: Copy> ByCode<T> {
    pub(super) fn get(&self, code: Code) -> Option<T> {
        let known = self.known.get(code.place as usize).copied().flatten();
        known.filter(|_| self.epoch == code.epoch)
    }

    pub(super) fn set(&mut self, code: Code, found: T) {
        if self.epoch != code.epoch {
            self.known.clear();
            self.epoch = code.epoch;
        }
        let place = code.place as usize;
        if self.known.len() <= place {
            self.known.resize(place.saturating_add(1), None);
        }
        if let Some(slot) = self.known.get_mut(place) {
            *slot = Some(found);
        }
    }
}
