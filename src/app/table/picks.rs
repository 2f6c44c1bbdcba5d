//! Which rows are picked: one by a click, several with Ctrl and Shift or by keys.

use std::collections::HashSet;

use eframe::egui::Modifiers;

use crate::compare::EstimateRef;

/// The rows picked, and where a stretch of them begins.
#[derive(Clone, Default, Debug)]
pub(super) struct Picks {
    picked: HashSet<EstimateRef>,
    /// From here Shift reaches.
    anchor: Option<EstimateRef>,
    /// The row that keys move on from.
    pub current: Option<EstimateRef>,
}

/// Where a key moves to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// By so many rows, up where negative.
    By(isize),
    First,
    Last,
}

impl Picks {
    pub fn len(&self) -> usize {
        self.picked.len()
    }

    pub fn contains(&self, of: EstimateRef) -> bool {
        self.picked.contains(&of)
    }

    pub fn clear(&mut self) {
        *self = Picks::default();
    }

    /// This row alone.
    pub fn only(&mut self, of: EstimateRef) {
        *self = Picks { picked: HashSet::from([of]), anchor: Some(of), current: Some(of) };
    }

    /// As a click on a row does: Ctrl adds or takes away, Shift takes all from the last one on.
    pub fn click(&mut self, of: EstimateRef, modifiers: Modifiers, shown: &[EstimateRef]) {
        if modifiers.shift {
            self.reach(of, shown);
        } else if modifiers.command {
            if !self.picked.remove(&of) {
                self.picked.insert(of);
            }
            (self.anchor, self.current) = (Some(of), Some(of));
        } else {
            self.only(of);
        }
    }

    /// From the current row to another one; with `is_reaching` all between are picked. The row
    /// arrived at, if there are any.
    pub fn step(
        &mut self,
        step: Step,
        is_reaching: bool,
        shown: &[EstimateRef],
    ) -> Option<EstimateRef> {
        let last = shown.len().checked_sub(1)?;
        let here = self.current.and_then(|current| shown.iter().position(|of| *of == current));
        let there = match (step, here) {
            (Step::First, _) => 0,
            (Step::Last, _) => last,
            (Step::By(rows), Some(here)) => here.saturating_add_signed(rows).min(last),
            (Step::By(1..), None) => 0,
            (Step::By(_), None) => last,
        };
        let of = *shown.get(there)?;
        if is_reaching {
            self.reach(of, shown);
        } else {
            self.only(of);
        }
        Some(of)
    }

    /// Every row that is shown.
    pub fn all(&mut self, shown: &[EstimateRef]) {
        self.picked = shown.iter().copied().collect();
    }

    /// Those picked, in the order in which they stand.
    pub fn in_order(&self, shown: &[EstimateRef]) -> Vec<EstimateRef> {
        shown.iter().copied().filter(|of| self.contains(*of)).collect()
    }

    fn reach(&mut self, of: EstimateRef, shown: &[EstimateRef]) {
        let place = |wanted: EstimateRef| shown.iter().position(|of| *of == wanted);
        let anchor = self.anchor.and_then(place);
        let (Some(from), Some(to)) = (anchor, place(of)) else { return self.only(of) };
        let stretch = shown.iter().skip(from.min(to)).take(from.abs_diff(to).saturating_add(1));
        self.picked = stretch.copied().collect();
        self.current = Some(of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{
        AsOf, Basis, Bounds, Clocks, Day, How, Ledger, Measure, Quantity, Statement, Value,
    };

    fn rows(count: u32) -> Vec<EstimateRef> {
        let measure = Measure::new("", Quantity::Deployed, "", Basis::Level);
        let mut builder = Ledger::builder();
        for record in 1..=count {
            let value = Value::Bounds(Bounds::point(1.0, How::Bare).expect("a number"));
            let clocks = Clocks::new(Some(AsOf::day(Day::MIN)), None).expect("a day");
            let statement = Statement::new(record, "A", measure.clone(), value, clocks);
            builder.push(&statement).expect("room");
        }
        let ledger = builder.finish();
        ledger.estimates().map(|estimate| EstimateRef::new(0, estimate.index())).collect()
    }

    #[test]
    fn shift_takes_all_between_and_ctrl_one_more() {
        let (mut picks, shown) = (Picks::default(), rows(9));
        picks.click(shown[2], Modifiers::NONE, &shown);
        picks.click(shown[5], Modifiers::SHIFT, &shown);
        assert_eq!(picks.in_order(&shown), shown[2..=5]);
        picks.click(shown[1], Modifiers::SHIFT, &shown);
        assert_eq!(picks.in_order(&shown), shown[1..=2], "the anchor stays");
        picks.click(shown[8], Modifiers::COMMAND, &shown);
        assert_eq!(picks.len(), 3);
        picks.click(shown[8], Modifiers::COMMAND, &shown);
        assert_eq!(picks.in_order(&shown), shown[1..=2]);
        picks.click(shown[4], Modifiers::NONE, &shown);
        assert_eq!(picks.in_order(&shown), [shown[4]]);
    }

    #[test]
    fn keys_go_from_row_to_row_and_stop_at_the_ends() {
        let (mut picks, shown) = (Picks::default(), rows(5));
        assert_eq!(picks.step(Step::By(1), false, &shown), Some(shown[0]));
        assert_eq!(picks.step(Step::By(-3), false, &shown), Some(shown[0]));
        assert_eq!(picks.step(Step::Last, true, &shown), Some(shown[4]));
        assert_eq!(picks.len(), 5);
        assert_eq!(picks.step(Step::By(9), false, &shown), Some(shown[4]));
        assert_eq!(picks.len(), 1);
        assert_eq!(picks.step(Step::By(1), false, &[]), None);
    }
}
