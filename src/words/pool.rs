//! Several statements made into one number.

use crate::compare::Pool;

use super::Words;

impl Words {
    /// What a pool comes to, and how many were left out; empty where there is nothing to pool.
    #[must_use]
    pub fn pool(self, pool: &Pool) -> String {
        let mut parts = Vec::new();
        if let Some(median) = pool.median_of_bests {
            let of = self.counted(pool.bests, "best number", "best numbers");
            parts.push(format!("median of {of} {}", self.gap(median)));
        }
        if let Some(mixture) = &pool.mixture {
            let [low, middle, high] =
                [0.05, 0.5, 0.95].map(|share| self.gap(mixture.quantile(share)));
            parts.push(format!("linear pool {middle} ({low}–{high} holds nine tenths of it)"));
        }
        if let Some(envelope) = pool.envelope {
            parts.push(format!("envelope {}", self.interval(envelope)));
        }
        if pool.left_out > 0 {
            let left_out = self.count(pool.left_out);
            parts.push(format!("{left_out} with an open end left out of the linear pool"));
        }
        parts.join("; ")
    }

    /// What every pool assumes, and why that may fail here. To be shown with every one of them.
    #[must_use]
    pub fn pool_assumes(self) -> &'static str {
        "Pooling assumes that the voices are independent and equally good and that each number in \
         a range is as good as any other. Sources that repeat each other, or that say “at least” \
         because they do not know more, break that."
    }
}
