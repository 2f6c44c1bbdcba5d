//! Honest sources are left alone: one shared truth, independent errors, thousands of pairs.

use std::ops::ControlFlow;

use super::*;
use crate::compare::Question;
use crate::compare::fixtures::{file, killed, says};
use crate::estimate::{Bounds, Day, How, Overlay, Statement, Value};

/// A small generator of its own (SplitMix64), so that the pairs are the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn even(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal number (Box and Muller).
    fn normal(&mut self) -> f64 {
        let (radius, angle) = (self.even().max(1e-300), self.even());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}

/// What errs: what is added each time, the total each time, or one bias for all times.
#[derive(Clone, Copy, Debug)]
enum Error {
    OfIncrements,
    OfTotals,
    BiasAndIncrements,
}

#[derive(Clone, Copy, Debug)]
struct Null {
    steps: usize,
    days_per_step: i32,
    error: f64,
    of: Error,
    /// Significant digits of each of the two; none for whole numbers.
    digits: [Option<i32>; 2],
    /// The chance that a voice says nothing at a step.
    silence: f64,
}

fn rounded(number: f64, digits: Option<i32>) -> f64 {
    let Some(digits) = digits.filter(|_| number > 0.0) else { return number.round() };
    let unit = 10_f64.powi(number.log10().floor() as i32 + 1 - digits);
    (number / unit).round() * unit
}

impl Null {
    fn truth(&self, dice: &mut Dice) -> Vec<f64> {
        let mut level = 300.0 * f64::from(self.days_per_step) * (0.5 + dice.even());
        (0..self.steps)
            .map(|_| {
                level *= (0.15 * dice.normal()).exp().clamp(0.7, 1.5);
                level = level.clamp(100.0, 60_000.0);
                level
            })
            .collect()
    }

    fn voice(
        &self,
        truth: &[f64],
        label: &str,
        record: u32,
        which: usize,
        dice: &mut Dice,
    ) -> Vec<Statement> {
        let bias = (1.0 + self.error * dice.normal()).max(0.2);
        let (mut total, mut reported) = (0.0, 0.0);
        let mut statements = Vec::new();
        for (step, amount) in truth.iter().enumerate() {
            let slip = (1.0 + self.error * dice.normal()).max(0.05);
            total += amount;
            let number = match self.of {
                Error::OfIncrements => {
                    reported += amount * slip;
                    reported
                }
                Error::BiasAndIncrements => {
                    reported += amount * slip * bias;
                    reported
                }
                Error::OfTotals => total * slip,
            };
            if dice.even() < self.silence {
                continue;
            }
            let number = rounded(number, self.digits[which]);
            let bounds = Bounds::point(number, How::Bare).expect("a number");
            let day = Day::from_number(19_000 + step as i32 * self.days_per_step).expect("a day");
            let record = record + step as u32;
            statements.push(says(record, label, Value::Bounds(bounds), &day.to_string()));
        }
        statements
    }

    /// How many of so many pairs are flagged. Voices of one truth make the pairs.
    fn flagged(&self, pairs: usize, dice: &mut Dice) -> usize {
        const VOICES: usize = 6;
        const PAIRS: usize = VOICES * (VOICES - 1) / 2;
        let mut flagged = 0;
        for _ in 0..pairs.div_ceil(PAIRS) {
            let truth = self.truth(dice);
            let mut statements = Vec::new();
            for voice in 0..VOICES {
                let (label, record) = (format!("V{voice}"), 1 + 10_000 * voice as u32);
                statements.extend(self.voice(&truth, &label, record, voice % 2, dice));
            }
            let files = [file(1, &statements)];
            let go_on = &mut || ControlFlow::Continue(());
            let found = dependences(&files, &Overlay::default(), &Question::about(killed()), go_on);
            let found = found.expect("went on");
            flagged += found.len();
        }
        flagged
    }
}

const ROUNDINGS: [[Option<i32>; 2]; 5] =
    [[None, None], [Some(2), Some(2)], [Some(3), Some(3)], [None, Some(2)], [None, Some(3)]];

fn nulls(steps: usize, days_per_step: i32, silence: f64) -> Vec<Null> {
    let mut nulls = Vec::new();
    for error in [0.05, 0.10, 0.20] {
        for of in [Error::OfIncrements, Error::OfTotals, Error::BiasAndIncrements] {
            for digits in ROUNDINGS {
                nulls.push(Null { steps, days_per_step, error, of, digits, silence });
            }
        }
    }
    nulls
}

/// Fewer than one pair in a thousand, for each size of the errors, over all of these nulls.
fn hold(nulls: &[Null], pairs_each: usize, seed: u64) {
    let mut dice = Dice(seed);
    for of_one_size in nulls.chunk_by(|one, other| one.error == other.error) {
        let mut flagged = Vec::new();
        for null in of_one_size {
            flagged.extend(std::iter::repeat_n(*null, null.flagged(pairs_each, &mut dice)));
        }
        let pairs = pairs_each * of_one_size.len();
        assert!(flagged.len() * 1_000 < pairs, "{} of {pairs}: {flagged:#?}", flagged.len());
    }
}

#[test]
fn honest_monthly_sources_are_left_alone() {
    hold(&nulls(47, 30, 0.0), 450, 1);
}

#[test]
fn honest_sources_with_few_figures_are_left_alone() {
    hold(&nulls(9, 30, 0.1), 600, 2);
}

#[test]
fn honest_daily_sources_are_left_alone() {
    hold(&nulls(400, 1, 0.0), 45, 3);
}

#[test]
fn honest_sources_that_leave_days_out_are_left_alone() {
    hold(&nulls(300, 1, 0.4), 45, 4);
}

/// What the thresholds are made from: honest increments correlate, and seldom come near.
#[test]
fn honest_sources_correlate_all_the_same() {
    let null = Null {
        steps: 47,
        days_per_step: 30,
        error: 0.1,
        of: Error::OfIncrements,
        digits: [None, None],
        silence: 0.0,
    };
    let mut dice = Dice(5);
    let (mut near, mut compared, mut correlated, mut pairs) = (0_usize, 0_usize, 0_usize, 0_usize);
    for _ in 0..300 {
        let truth = null.truth(&mut dice);
        let said = |dice: &mut Dice| -> Vec<f64> {
            truth.iter().map(|amount| amount * (1.0 + 0.1 * dice.normal())).collect()
        };
        let (a, b) = (said(&mut dice), said(&mut dice));
        let both = || a.iter().copied().zip(b.iter().copied());
        near += both().filter(|(a, b)| (a - b).abs() <= 0.005 * a.max(*b)).count();
        compared += a.len();
        correlated += usize::from(chance::correlation(both()) > 0.8);
        pairs += 1;
    }
    assert!(near * 20 < compared, "{near} of {compared}");
    assert!(correlated * 2 > pairs, "{correlated} of {pairs}");
}
