//! Several statements made into one number.

use crate::compare::{Interval, Pool};

use super::Words;

impl Words {
    /// What is pooled, and what it comes to.
    #[must_use]
    pub fn pool(self, pool: &Pool) -> String {
        if pool.standing == 0 {
            return "nothing stands that could be pooled".to_owned();
        }
        let mut parts = Vec::new();
        if let Some(median) = pool.median_of_bests {
            let of = self.counted(pool.bests, "best number", "best numbers");
            parts.push(format!("median of {of} {}", self.middle(median)));
        }
        if let (Some(median), Some([low, high])) = (pool.median(), pool.quantiles([0.05, 0.95])) {
            let within = Interval::new(low, high).unwrap_or(median);
            let (median, within) = (self.middle(median), self.interval(within));
            parts.push(format!("linear pool {median} (nine tenths of it within {within})"));
        }
        if let Some(envelope) = pool.envelope {
            let of = match pool.standing {
                _ if pool.left_out() == 0 => String::new(),
                1 => String::new(),
                2 => " of both".to_owned(),
                all => format!(" of all {}", self.count(all)),
            };
            parts.push(format!("envelope{of} {}", self.interval(envelope)));
        }
        self.pooled(pool) + &parts.join("; ")
    }

    /// Which of those that stand are pooled: `2 full statements of 3 that stand: `
    fn pooled(self, pool: &Pool) -> String {
        let full = self.counted(pool.full, "full statement", "full statements");
        let standing = self.count(pool.standing);
        match (pool.full, pool.left_out()) {
            (0, 1) => {
                "the only one that stands is no full statement, so there is no middle; ".to_owned()
            }
            (0, _) => {
                format!(
                    "no full statement among the {standing} that stand, so there is no middle; "
                )
            }
            (_, 0) => format!("{full}: "),
            _ => format!("{full} of {standing} that stand: "),
        }
    }

    /// A middle: one number, or `anything between 300 and 1,000`.
    fn middle(self, middle: Interval) -> String {
        match middle.is_point() {
            true => self.gap(middle.low()),
            false => {
                let (low, high) = (self.gap(middle.low()), self.gap(middle.high()));
                format!("anything between {low} and {high}")
            }
        }
    }

    /// What every pool assumes, and why that may fail here. To be shown with every one of them.
    #[must_use]
    pub fn pool_assumes(self) -> &'static str {
        "Pooling assumes that the voices are independent and equally good and that each number in \
         a range is as good as any other. Sources that repeat each other, or that say “at least” \
         because they do not know more, break that."
    }
}
