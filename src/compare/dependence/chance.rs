//! How likely it is that independent estimates coincide.

/// The density, at no difference, of how far two numbers differ, relative to their size, when each
/// has an independent normal error of 5 %: 1 / (√(2π) · 0.05 · √2).
const DENSITY: f64 = 5.642;

/// The chance that two independent estimates come this near to each other: within `nearness` of
/// their size either way, where both are written to whole multiples of `unit`, also relative.
pub(super) fn of_nearness(nearness: f64, unit: f64) -> f64 {
    (DENSITY * (2.0 * nearness + unit)).clamp(0.0, 1.0)
}

/// The chance that at least `k` of independent trials with these chances succeed.
///
/// The count's distribution is built up trial by trial (it is Poisson binomial); O(n · k).
pub(super) fn of_at_least(k: usize, chances: &[f64]) -> f64 {
    if k == 0 {
        return 1.0;
    }
    // Place `n` holds the chance of exactly `n` successes so far; the last place of `k` or more.
    let mut counts = vec![0.0; k + 1];
    counts[0] = 1.0;
    for chance in chances {
        counts[k] += counts[k - 1] * chance;
        for n in (1..k).rev() {
            counts[n] = counts[n] * (1.0 - chance) + counts[n - 1] * chance;
        }
        counts[0] *= 1.0 - chance;
    }
    counts[k]
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

    #[test]
    fn the_chance_of_so_many_is_that_of_the_binomial() {
        let chances = [0.5; 4];
        for (k, expected) in
            [(0, 1.0), (1, 0.9375), (2, 0.6875), (3, 0.3125), (4, 0.0625), (5, 0.0)]
        {
            assert!((of_at_least(k, &chances) - expected).abs() < 1e-12, "{k}");
        }
        let uneven = of_at_least(2, &[0.1, 0.2, 0.3]);
        let expected = 0.1 * 0.2 * 0.7 + 0.1 * 0.8 * 0.3 + 0.9 * 0.2 * 0.3 + 0.1 * 0.2 * 0.3;
        assert!((uneven - expected).abs() < 1e-12);
    }

    #[test]
    fn half_a_per_cent_is_met_once_in_eighteen_and_round_numbers_always() {
        assert!((1.0 / of_nearness(0.005, 0.0) - 17.7).abs() < 0.1);
        assert_eq!(of_nearness(0.005, 0.5), 1.0);
    }

    #[test]
    fn correlation_is_that_of_pearson() {
        let line = [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)];
        assert!((correlation(line.into_iter()) - 1.0).abs() < 1e-12);
        assert_eq!(correlation([(1.0, 2.0), (1.0, 4.0)].into_iter()), 0.0);
        assert_eq!(correlation(std::iter::empty()), 0.0);
    }
}
