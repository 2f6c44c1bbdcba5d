//! How likely it is that independent estimates coincide.
//!
//! Every chance here is a bound from above: of honest sources with the smallest errors that are
//! looked for, the one that most favours a coincidence.

use std::f64::consts::{PI, SQRT_2};

/// The least error of an honest source: so much of what each day adds, anew every day, without any
/// bias. Whoever errs more, or by the report, or all the time in one direction, meets others more
/// seldom.
const LEAST_ERROR: f64 = 0.01;

/// A finding must have a smaller chance than this, times everything that was looked for beside it.
const LEAST_CHANCE: f64 = 1e-3;

/// How far two honest sources part over so many days in which so much was added: the least standard
/// deviation. Errors of single days cancel out over many, and most where all days are alike.
pub(super) fn parting(growth: f64, days: i32) -> f64 {
    LEAST_ERROR * SQRT_2 * growth / f64::from(days.max(1)).sqrt()
}

/// The chance that a normal error of this spread ends in a band of this width, wherever it began:
/// at most that of the band around its beginning.
///
/// This is the error function, by Pólya's bound from above (1949), which is less than 1 % too high.
pub(super) fn of_band(width: f64, spread: f64) -> f64 {
    if spread <= 0.0 {
        return 1.0;
    }
    (-(-(width / spread).powi(2) / (2.0 * PI)).exp_m1()).sqrt()
}

/// Independent trials, each with the chance that it succeeds, and how many did.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Trials {
    chances: Vec<f64>,
    hits: usize,
}

impl Trials {
    pub(super) fn push(&mut self, chance: f64, is_hit: bool) {
        self.chances.push(chance);
        self.hits += usize::from(is_hit);
    }

    /// How many succeeded.
    pub(super) fn hits(&self) -> usize {
        self.hits
    }

    /// The logarithm of the chance that at least so many succeed, by Chernoff's bound; O(n).
    pub(super) fn ln_chance(&self) -> f64 {
        let hits = self.hits as f64;
        if hits <= self.chances.iter().sum() {
            return 0.0;
        }
        if self.hits == self.chances.len() {
            return self.chances.iter().map(|chance| chance.ln()).sum();
        }
        // The expected number under a tilt grows with the tilt: where it is that of the hits.
        let expected = |tilt: f64| {
            let odds = tilt.exp();
            let of = |chance: &f64| chance * odds / (1.0 - chance + chance * odds);
            self.chances.iter().map(of).sum::<f64>()
        };
        let (mut low, mut high) = (0.0, 40.0);
        for _ in 0..24 {
            let middle = 0.5 * (low + high);
            if expected(middle) < hits {
                low = middle;
            } else {
                high = middle;
            }
        }
        let odds = f64::exp(low);
        let moment = |chance: &f64| (1.0 - chance + chance * odds).ln();
        (self.chances.iter().map(moment).sum::<f64>() - low * hits).min(0.0)
    }
}

/// How many pairs of voices are looked at: a coincidence that is rare in one is less so in many.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Looks {
    pub(super) pairs: f64,
}

impl Looks {
    /// Of what honest pairs are told falsely, equal values on equal days may make up a half.
    pub(super) fn for_equality(self) -> f64 {
        2.0 * self.pairs
    }

    /// The other half is for the others, which are at most 32: rounded to nearest or down, later by
    /// a week or a statement, in both directions; a distance; a factor; increments that are equal
    /// or near, of six kinds of periods.
    pub(super) fn for_one_more(self) -> f64 {
        64.0 * self.pairs
    }
}

/// Whether a coincidence of this chance is none, among so many that were looked for.
pub(super) fn is_beyond(ln_chance: f64, looked_for: f64) -> bool {
    ln_chance + looked_for.ln() < LEAST_CHANCE.ln()
}

/// Pearson's correlation of pairs; 0 where one side never varies.
pub(super) fn correlation(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let (mut n, mut sum_a, mut sum_b) = (0.0, 0.0, 0.0);
    for (a, b) in pairs.clone() {
        n += 1.0;
        sum_a += a;
        sum_b += b;
    }
    if n < 2.0 {
        return 0.0;
    }
    let (mean_a, mean_b) = (sum_a / n, sum_b / n);
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        both += (a - mean_a) * (b - mean_b);
        of_a += (a - mean_a).powi(2);
        of_b += (b - mean_b).powi(2);
    }
    let size = (of_a * of_b).sqrt();
    if size > 0.0 { both / size } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trials(chances: &[f64], hits: usize) -> Trials {
        Trials { chances: chances.to_vec(), hits }
    }

    #[test]
    fn so_many_hits_are_never_likelier_than_the_bound_says() {
        // The binomial's tails at one half.
        let exact = [1.0, 0.9375, 0.6875, 0.3125, 0.0625];
        for (hits, exact) in exact.into_iter().enumerate() {
            let bound = trials(&[0.5; 4], hits).ln_chance().exp();
            assert!(bound >= exact - 1e-12 && bound < exact * 2.0 + 0.4, "{hits}: {bound}");
        }
        let uneven = trials(&[0.1, 0.2, 0.3], 3).ln_chance().exp();
        assert!((uneven - 0.006).abs() < 1e-12);
        // 30 of 40 at a tenth: the tail is 7.5e-22, its bound somewhat more.
        let bound = trials(&[0.1; 40], 30).ln_chance().exp();
        assert!(bound > 7.5e-22 && bound < 1e-20, "{bound}");
        assert_eq!(trials(&[], 0).ln_chance(), 0.0);
    }

    #[test]
    fn a_band_is_met_as_the_error_function_says() {
        for (width, exact) in [(2.0, 0.682_689), (1.0, 0.382_925), (0.01, 0.003_989)] {
            let bound = of_band(width, 1.0);
            assert!(bound >= exact && bound < exact * 1.01, "{width}: {bound}");
        }
        assert_eq!(of_band(1.0, 0.0), 1.0, "where nothing was added nothing is proven");
    }

    #[test]
    fn errors_of_single_days_cancel_out() {
        assert!((parting(1_000.0, 1) - 14.142).abs() < 1e-3);
        assert!((parting(30_000.0, 30) - 77.46).abs() < 1e-2);
    }

    #[test]
    fn correlation_is_that_of_pearson() {
        let line = [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)];
        assert!((correlation(line.into_iter()) - 1.0).abs() < 1e-12);
        assert_eq!(correlation([(1.0, 2.0), (1.0, 4.0)].into_iter()), 0.0);
        assert_eq!(correlation(std::iter::empty()), 0.0);
    }
}
