//! How often honest sources are taken for copies, and copies for what they are: measured.
//!
//! `cargo test --release --lib -- --ignored --nocapture the_rates_of` prints the tables that stand
//! in the README. All of it is seeded.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use super::Dependence;
use super::chance::Looks;
use super::figures::Unit;
use super::made_of_two::made_of_two;
use super::pairs::between;
use super::series::{Amount, Figure, Series};
use crate::compare::EstimateRef;
use crate::estimate::RowIndex;

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

    /// Evenly spread between the logarithms of these two.
    fn between(&mut self, least: f64, most: f64) -> f64 {
        least * (most / least).powf(self.even())
    }

    /// A standard normal number (Box and Muller).
    fn normal(&mut self) -> f64 {
        let (radius, angle) = (self.even().max(1e-300), self.even());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}

/// How often all voices state something.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Cadence {
    name: &'static str,
    days: i32,
    /// How many statements in the short test, and in the measured table.
    short: usize,
    long: usize,
}

const CADENCES: [Cadence; 4] = [
    Cadence { name: "daily", days: 1, short: 90, long: 365 },
    Cadence { name: "weekly", days: 7, short: 52, long: 104 },
    Cadence { name: "monthly", days: 30, short: 36, long: 48 },
    Cadence { name: "quarterly", days: 91, short: 14, long: 20 },
];

/// What errs anew: each day's count, each report's, or each report's total.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Errors {
    ByDay,
    ByReport,
    OfTotal,
}

const ERRORS: [(Errors, &str); 3] = [
    (Errors::ByDay, "of each day"),
    (Errors::ByReport, "of what each report adds"),
    (Errors::OfTotal, "of each total"),
];

const SIZES: [f64; 4] = [0.01, 0.05, 0.10, 0.20];

const ROUNDED_TO: [f64; 5] = [1.0, 10.0, 50.0, 100.0, 1_000.0];

/// What honest voices may have in common or state otherwise.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Circumstance {
    Plain,
    /// All begin with the same stated total.
    SharedStart,
    /// Every second one is late: by a week where there are weeks, else by one statement.
    Lags,
    /// On some days ten times as much happens.
    Shocks,
    /// Less than three a day.
    SmallCounts,
    /// Increments are stated, and no totals.
    Amounts,
    /// Every second one states increments, and all write them by the day.
    ByTheDay,
}

const CIRCUMSTANCES: [Circumstance; 7] = [
    Circumstance::Plain,
    Circumstance::SharedStart,
    Circumstance::Lags,
    Circumstance::Shocks,
    Circumstance::SmallCounts,
    Circumstance::Amounts,
    Circumstance::ByTheDay,
];

/// Voices of one truth.
const VOICES: usize = 6;

/// Of these the first four are rounded, the other two write every digit.
const ROUNDED_VOICES: usize = 4;

const PAIRS: usize = VOICES * (VOICES - 1) / 2;

#[derive(Clone, Copy, PartialEq, Debug)]
struct Honest {
    cadence: Cadence,
    statements: usize,
    size: f64,
    of: Errors,
    rounded_to: f64,
    in_case: Circumstance,
}

fn to_unit(number: f64, unit: f64) -> f64 {
    (number / unit).round() * unit
}

impl Honest {
    /// What is added from one statement to the next, beginning early enough for whoever is late.
    fn truth(&self, dice: &mut Dice) -> Vec<f64> {
        let (least, most) = match self.in_case {
            Circumstance::SmallCounts => (0.05, 3.0),
            _ => (30.0, 2_000.0),
        };
        let days = f64::from(self.cadence.days);
        let mut a_day = dice.between(least, most);
        let wander = 0.2 * (days / 30.0).sqrt();
        (0..self.statements + self.delay())
            .map(|_| {
                a_day = (a_day * (wander * dice.normal()).exp()).clamp(0.5 * least, 2.0 * most);
                let is_shock = self.in_case == Circumstance::Shocks && dice.even() < 0.1;
                a_day * days * if is_shock { 10.0 } else { 1.0 }
            })
            .collect()
    }

    /// By how many statements whoever is late is late.
    fn delay(&self) -> usize {
        if self.cadence.days == 1 { 7 } else { 1 }
    }

    fn voice(&self, which: usize, truth: &[f64], start: f64, dice: &mut Dice) -> Series {
        let is_late = self.in_case == Circumstance::Lags && which % 2 == 1;
        let seen = truth.iter().skip(if is_late { 0 } else { self.delay() });
        let unit = if which < ROUNDED_VOICES { self.rounded_to } else { 1.0 };
        let by_day = 1.0 / f64::from(self.cadence.days).sqrt();
        let mut series = Series { adds_up: true, name: format!("V{which}"), ..Series::default() };
        let (mut so_far, mut counted) = (start, start);
        for (step, added) in seen.take(self.statements).enumerate() {
            let slip = self.size * dice.normal();
            so_far += added;
            let (amount, total) = match self.of {
                Errors::ByDay => (added * (1.0 + slip * by_day), counted),
                Errors::ByReport => (added * (1.0 + slip), counted),
                Errors::OfTotal => (added * (1.0 + slip), so_far * (1.0 + slip)),
            };
            let is_first = step == 0 && self.in_case == Circumstance::SharedStart;
            counted += if is_first { 0.0 } else { amount };
            let total = if self.of == Errors::OfTotal && !is_first { total } else { counted };
            self.state(&mut series, which, step, [amount, total], unit);
        }
        series.judge_units();
        series
    }

    fn state(
        &self,
        series: &mut Series,
        which: usize,
        step: usize,
        [amount, total]: [f64; 2],
        unit: f64,
    ) {
        let days = self.cadence.days;
        let to = 19_000 + step as i32 * days;
        let states_amount = match self.in_case {
            Circumstance::Amounts => true,
            Circumstance::ByTheDay => which.is_multiple_of(2),
            _ => false,
        };
        let number = match self.in_case {
            Circumstance::ByTheDay if states_amount => {
                let unit = if which < ROUNDED_VOICES { unit.min(10.0) } else { 1.0 };
                to_unit(amount / f64::from(days), unit) * f64::from(days)
            }
            _ if states_amount => to_unit(amount, unit),
            _ => to_unit(total, unit),
        };
        put(series, which, step, to, number, states_amount.then_some(days));
    }

    /// What is told of the voices of so many worlds.
    fn told(&self, worlds: usize, dice: &mut Dice) -> Vec<Dependence> {
        let mut told = Vec::new();
        for _ in 0..worlds {
            let truth = self.truth(dice);
            let start = dice.between(2.0, 50.0) * truth.first().copied().unwrap_or_default();
            let is_shared = self.in_case == Circumstance::SharedStart;
            let start = if is_shared { start.round() } else { 0.0 };
            let voices: Vec<Series> =
                (0..VOICES).map(|which| self.voice(which, &truth, start, dice)).collect();
            told.extend(found(&voices));
        }
        told
    }
}

fn put(series: &mut Series, voice: usize, step: usize, day: i32, number: f64, days: Option<i32>) {
    let at = EstimateRef::new(0, RowIndex::new((1_000 * voice + step) as u32));
    let unit = Unit::NOT_JUDGED;
    match days {
        Some(days) => {
            series.amounts.push(Amount { from: day - days + 1, to: day, number, unit, at });
        }
        None => {
            let (low, high) = (number, number);
            series.figures.push(Figure { day, known_from: day, low, high, unit, added: unit, at });
        }
    }
}

/// What is told of these voices, each pair held against the threshold of a file with one pair.
fn found(voices: &[Series]) -> Vec<Dependence> {
    let mut found = Vec::new();
    for (place, one) in voices.iter().enumerate() {
        for other in voices.iter().skip(place + 1) {
            found.extend(between(one, other, Looks { pairs: 1.0 }));
        }
    }
    let go_on = &mut || ControlFlow::Continue(());
    let of_two = made_of_two(voices, &found, go_on).expect("went on");
    found.into_iter().chain(of_two).collect()
}

/// Every cell: how often all speak, who errs by how much, to what they are rounded, and in what
/// circumstances.
fn cells(is_long: bool) -> Vec<Honest> {
    let mut cells = Vec::new();
    for cadence in CADENCES {
        let statements = if is_long { cadence.long } else { cadence.short };
        for ((of, _), size) in ERRORS.into_iter().flat_map(|of| SIZES.map(|size| (of, size))) {
            for rounded_to in ROUNDED_TO {
                let cell = |in_case| Honest { cadence, statements, size, of, rounded_to, in_case };
                cells.extend(CIRCUMSTANCES.map(cell));
            }
        }
    }
    cells
}

#[test]
fn honest_sources_are_left_alone() {
    let mut dice = Dice(1);
    for cell in cells(false) {
        let told = cell.told(1, &mut dice);
        assert!(told.is_empty(), "{cell:?}: {told:#?}");
    }
}

/// What somebody may make of another's numbers.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Copied {
    Exactly,
    RoundedTo(f64),
    ToTwoDigits,
    Times,
    Plus,
    OneStatementLate,
    SevenDaysLate,
    WithNoise,
    Sum,
    SumRoundedTo(f64),
    Mean,
}

const COPIES: [(Copied, &str); 15] = [
    (Copied::Exactly, "an exact copy"),
    (Copied::RoundedTo(10.0), "rounded to 10"),
    (Copied::RoundedTo(100.0), "rounded to 100"),
    (Copied::RoundedTo(1_000.0), "rounded to 1,000"),
    (Copied::ToTwoDigits, "rounded to two digits"),
    (Copied::Times, "times a constant"),
    (Copied::Plus, "plus a constant"),
    (Copied::OneStatementLate, "one period late"),
    (Copied::SevenDaysLate, "seven days late"),
    (Copied::WithNoise, "with noise of 1 %"),
    (Copied::Sum, "the sum of two"),
    (Copied::SumRoundedTo(10.0), "the sum of two, rounded to 10"),
    (Copied::SumRoundedTo(100.0), "the sum of two, rounded to 100"),
    (Copied::SumRoundedTo(1_000.0), "the sum of two, rounded to 1,000"),
    (Copied::Mean, "the mean of two"),
];

impl Copied {
    /// Two honest voices and what a third makes of them.
    fn world(self, cadence: Cadence, dice: &mut Dice) -> Vec<Series> {
        let honest = Honest {
            cadence,
            statements: cadence.long,
            size: 0.05,
            of: Errors::ByReport,
            rounded_to: 1.0,
            in_case: Circumstance::Plain,
        };
        let (mut voices, mut copy) = (Vec::new(), Series::default());
        for which in 0..2 {
            let truth = honest.truth(dice);
            voices.push(honest.voice(which, &truth, 0.0, dice));
        }
        copy.name = "Copy".into();
        copy.adds_up = true;
        let (times, plus) =
            (1.0 + 0.01 * (2.0 + (30.0 * dice.even()).round()), 100.0 + dice.even() * 900.0);
        let [first, second] = &voices[..] else { return voices };
        for (step, (figure, other)) in first.figures.iter().zip(&second.figures).enumerate() {
            let (mut day, number) = (figure.day, figure.low);
            let number = match self {
                Copied::Exactly => number,
                Copied::RoundedTo(unit) => to_unit(number, unit),
                Copied::ToTwoDigits => to_unit(
                    number,
                    10_f64.powi((number.max(1.0).log10().floor() as i32 - 1).max(0)),
                ),
                Copied::Times => (number * times).round(),
                Copied::Plus => number + plus.round(),
                Copied::WithNoise => (number * (1.0 + 0.01 * dice.normal())).round(),
                Copied::Sum => number + other.low,
                Copied::SumRoundedTo(unit) => to_unit(number + other.low, unit),
                Copied::Mean => (0.5 * (number + other.low)).round(),
                Copied::OneStatementLate => {
                    day += cadence.days;
                    number
                }
                Copied::SevenDaysLate => {
                    day += 7;
                    number
                }
            };
            put(&mut copy, 2, step, day, number, None);
        }
        copy.judge_units();
        voices.push(copy);
        voices
    }

    /// How many of so many copies are told.
    fn told(self, cadence: Cadence, worlds: usize, dice: &mut Dice) -> usize {
        let is_told = |_: &usize| {
            let found = found(&self.world(cadence, dice));
            found.iter().any(|one| one.voices.iter().any(|voice| voice == "Copy"))
        };
        (0..worlds).filter(is_told).count()
    }
}

#[test]
fn copies_are_told() {
    let mut dice = Dice(2);
    let surely = [Copied::Exactly, Copied::Times, Copied::Plus, Copied::Sum, Copied::Mean];
    let late = [Copied::OneStatementLate, Copied::SevenDaysLate];
    for copied in surely.into_iter().chain(late) {
        for cadence in CADENCES {
            let told = copied.told(cadence, 10, &mut dice);
            assert!(told >= 9, "{copied:?}, {}: {told} of 10", cadence.name);
        }
    }
}

/// The first table of the README, and that no cell has one in a thousand.
#[test]
#[ignore = "takes minutes"]
fn the_rates_of_honest_sources() {
    // As fast as it can be without --release; the figures of the README are made with it.
    const WORLDS: usize = if cfg!(debug_assertions) { 1 } else { 70 };
    let mut dice = Dice(3);
    let mut too_many = Vec::new();
    eprintln!("{}", heading("independent errors"));
    for (of, name) in ERRORS {
        for size in SIZES {
            let mut row = format!("| {:.0} % {name} |", size * 100.0);
            for cadence in CADENCES {
                let (mut told, mut pairs) = (0, 0);
                let of_row =
                    |cell: &Honest| (cell.size, cell.of, cell.cadence) == (size, of, cadence);
                for cell in cells(true).into_iter().filter(of_row) {
                    let of_cell = cell.told(WORLDS, &mut dice).len();
                    told += of_cell;
                    pairs += WORLDS * PAIRS;
                    if of_cell * 1_000 >= WORLDS * PAIRS {
                        too_many.push((cell, of_cell));
                    }
                }
                let _ = write!(row, " {told} of {pairs} |");
            }
            eprintln!("{row}");
        }
    }
    assert!(too_many.is_empty(), "{too_many:#?}");
}

/// The second table of the README.
#[test]
#[ignore = "takes minutes"]
fn the_rates_of_copies() {
    const COPIES_OF_A_KIND: usize = if cfg!(debug_assertions) { 2 } else { 200 };
    let mut dice = Dice(4);
    eprintln!("{}", heading("what is stated of the other's numbers"));
    for (copied, name) in COPIES {
        let mut row = format!("| {name} |");
        for cadence in CADENCES {
            let told = copied.told(cadence, COPIES_OF_A_KIND, &mut dice);
            let _ = write!(row, " {:.0} % |", 100.0 * told as f64 / COPIES_OF_A_KIND as f64);
        }
        eprintln!("{row}");
    }
}

fn heading(first: &str) -> String {
    let names: Vec<&str> = CADENCES.iter().map(|cadence| cadence.name).collect();
    format!("\n| {first} | {} |\n|---|---|---|---|---|", names.join(" | "))
}
