//! What else is counted beside the measure asked about.

use crate::compare::Comparison;

use super::Words;

impl Words {
    /// What is counted; where other measures were included, that it is mixed, and with what.
    #[must_use]
    pub fn title(self, comparison: &Comparison) -> String {
        let name = comparison.measure.name();
        let others: Vec<&str> = comparison.mixed_with().into_iter().collect();
        match &others[..] {
            [] => name,
            others => format!("{name}, mixed with {}", others.join("; ")),
        }
    }
}
