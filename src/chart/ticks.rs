//! Where axes are labelled: calendar ticks from days to decades, value ticks 1-2-5.

use crate::estimate::Day;
use crate::words::Words;

use super::scale::{Scale, TimeScale, ValueAxis};
use super::text::{TextStyle, text_width};

/// A line of the time grid.
#[derive(Clone, PartialEq, Debug)]
pub struct TimeTick {
    /// Days since 1970-01-01.
    pub day: f64,
    pub x: f32,
    /// Empty where there is no room for words.
    pub label: String,
}

/// A line of the value grid.
#[derive(Clone, PartialEq, Debug)]
pub struct ValueTick {
    pub value: f64,
    pub y: f32,
    /// Empty where there is no room for words.
    pub label: String,
}

/// How far calendar ticks lie apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Every {
    Days(i32),
    Weeks(i32),
    Months(i32),
    Years(i32),
}

const STEPS: [Every; 16] = [
    Every::Days(1),
    Every::Days(2),
    Every::Weeks(1),
    Every::Weeks(2),
    Every::Months(1),
    Every::Months(2),
    Every::Months(3),
    Every::Months(6),
    Every::Years(1),
    Every::Years(2),
    Every::Years(5),
    Every::Years(10),
    Every::Years(20),
    Every::Years(50),
    Every::Years(100),
    Every::Years(500),
];

impl Every {
    /// About how many days.
    fn days(self) -> f64 {
        match self {
            Every::Days(n) => f64::from(n),
            Every::Weeks(n) => f64::from(n) * 7.0,
            Every::Months(n) => f64::from(n) * 30.4,
            Every::Years(n) => f64::from(n) * 365.25,
        }
    }

    /// The widest label that it can have.
    fn widest_label(self, words: Words) -> String {
        let wide = Day::from_ymd(2024, 11, 30).unwrap_or(Day::MAX);
        self.label(wide, true, words)
    }

    /// The last tick that is not after `day`.
    fn floor(self, day: Day) -> Day {
        let date = day.civil();
        match self {
            // Counted from Monday, 5 January 1970.
            Every::Days(n) => align(day, n, 0),
            Every::Weeks(n) => align(day, n.saturating_mul(7), 4),
            Every::Months(n) => {
                let month = i32::from(date.month()) - 1;
                ymd(i32::from(date.year()), month - month.rem_euclid(n))
            }
            Every::Years(n) => {
                let year = i32::from(date.year());
                ymd(year - year.rem_euclid(n), 0)
            }
        }
    }

    fn next(self, day: Day) -> Day {
        let date = day.civil();
        let (year, month) = (i32::from(date.year()), i32::from(date.month()) - 1);
        match self {
            Every::Days(n) => day.plus(n),
            Every::Weeks(n) => day.plus(n.saturating_mul(7)),
            Every::Months(n) => ymd(year + (month + n) / 12, (month + n) % 12),
            Every::Years(n) => ymd(year + n, 0),
        }
    }

    /// The words at a tick.
    fn label(self, day: Day, with_year: bool, words: Words) -> String {
        match (self, with_year) {
            (Every::Years(_), _) => format!("{:04}", day.civil().year()),
            (Every::Months(_), true) => words.month(day),
            (Every::Months(_), false) => words.month_without_year(day),
            (Every::Days(_) | Every::Weeks(_), true) => words.day(day),
            (Every::Days(_) | Every::Weeks(_), false) => words.day_without_year(day),
        }
    }
}

fn align(day: Day, every: i32, offset: i32) -> Day {
    day.plus(-(day.number() - offset).rem_euclid(every.max(1)))
}

/// The first of a month, counted from 0, held in our range of days.
fn ymd(year: i32, month: i32) -> Day {
    let Ok(year) = i16::try_from(year) else { return Day::MAX };
    let month = i8::try_from(month + 1).unwrap_or(1);
    let end = if year < 1 { Day::MIN } else { Day::MAX };
    Day::from_ymd(year, month, 1).unwrap_or(end)
}

/// Ticks at the beginnings of days, weeks, months, quarters, years or decades: the finest whose
/// labels of this size fit beside each other.
#[must_use]
pub fn time_ticks(scale: &TimeScale, size: f32, words: Words) -> Vec<TimeTick> {
    let (from, to) = scale.window();
    let room = |every: &Every| {
        let label = text_width(&every.widest_label(words), size, TextStyle::Regular);
        every.days() / scale.days_per_point() >= f64::from(label) + 14.0
    };
    let every = STEPS.into_iter().find(room).unwrap_or(Every::Years(500));
    let held = |days: f64| {
        let number = days.clamp(f64::from(Day::MIN.number()), f64::from(Day::MAX.number()));
        Day::from_number(number as i32).unwrap_or(Day::MIN)
    };
    let mut day = every.floor(held(from.floor()));
    let last = held(to.floor());
    let mut ticks = Vec::new();
    let mut last_year = None;
    while day <= last && ticks.len() < 400 {
        let x = scale.x(f64::from(day.number()));
        if f64::from(day.number()) >= from {
            // The year where it begins, and at the first tick.
            let year = Some(day.civil().year());
            let label = every.label(day, last_year != year, words);
            last_year = year;
            ticks.push(TimeTick { day: f64::from(day.number()), x, label });
        }
        let next = every.next(day);
        if next <= day {
            break;
        }
        day = next;
    }
    ticks
}

/// Ticks at 1, 2 and 5 times powers of ten that stand at least `apart` points from each other,
/// with labels no wider than `room` points of this size.
#[must_use]
pub fn value_ticks(
    axis: &ValueAxis,
    apart: f32,
    room: f32,
    size: f32,
    words: Words,
) -> Vec<ValueTick> {
    let values = match axis.scale.scale() {
        Scale::Linear => linear_ticks(axis, apart),
        Scale::Log => log_ticks(axis, apart),
    };
    let mut labels: Vec<String> = values.iter().map(|value| words.number(*value)).collect();
    let is_wide = |label: &String| text_width(label, size, TextStyle::Regular) > room;
    if labels.iter().any(is_wide) {
        labels = values.iter().map(|value| words.short_number(*value)).collect();
    }
    let tick = |(value, label): (f64, String)| ValueTick { value, y: axis.y(value), label };
    values.into_iter().zip(labels).map(tick).collect()
}

/// Ticks of an axis of logarithms of factors, at least so many points apart: `×2`, `=1`, `÷2`.
#[must_use]
pub fn factor_ticks(axis: &ValueAxis, apart: f32, words: Words) -> Vec<ValueTick> {
    const FACTORS: [f64; 10] = [1.05, 1.1, 1.2, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0];
    let tick = |value: f64, label: String| ValueTick { value, y: axis.y(value), label };
    let mut ticks = vec![tick(0.0, "=1".to_owned())];
    let mut last = axis.y(0.0);
    // From the farthest in, each with half the way to 1 left for the others.
    let top = axis.scale.high().exp();
    let mut chosen: Vec<f64> = Vec::new();
    for factor in FACTORS.into_iter().filter(|factor| *factor <= top) {
        let y = axis.y(factor.ln());
        if last - y >= apart {
            chosen.push(factor);
            last = y;
        }
    }
    for factor in chosen {
        let Some(told) = words.factor(factor) else { continue };
        ticks.push(tick(factor.ln(), format!("×{told}")));
        ticks.push(tick(-factor.ln(), format!("÷{told}")));
    }
    ticks.retain(|tick| axis.top - 0.01 <= tick.y && tick.y <= axis.bottom + 0.01);
    ticks
}

/// The next of 1, 2, 5 times a power of ten that is not below `least`.
fn nice_step(least: f64) -> f64 {
    let power = 10_f64.powi(least.max(1e-9).log10().floor() as i32);
    let candidates = [1.0, 2.0, 5.0, 10.0].map(|n| n * power);
    candidates.into_iter().find(|step| *step >= least * 0.999_999).unwrap_or(power * 10.0)
}

fn linear_ticks(axis: &ValueAxis, apart: f32) -> Vec<f64> {
    let height = f64::from(axis.bottom - axis.top).max(1.0);
    let (low, high) = (axis.scale.low(), axis.scale.high());
    let step = nice_step((high - low) / height * f64::from(apart.max(1.0)));
    let mut ticks = Vec::new();
    let first = (low / step).ceil();
    while ticks.len() < 200 {
        // Rounded where the step is a fraction, so that 0.3 does not read 0.30000000000000004.
        let value = (first + ticks.len() as f64) * step;
        let value = if step < 1.0 { (value / step).round() / (1.0 / step).round() } else { value };
        if value > high || !value.is_finite() {
            break;
        }
        ticks.push(value + 0.0);
    }
    ticks
}

fn log_ticks(axis: &ValueAxis, apart: f32) -> Vec<f64> {
    let mut ticks: Vec<f64> = Vec::new();
    let (low, high) = (axis.scale.low(), axis.scale.high());
    let inside = |value: f64| value >= low && value <= high;
    let far_enough = |taken: &[f64], value: f64| {
        taken.iter().all(|other| (axis.y(*other) - axis.y(value)).abs() >= apart)
    };
    if axis.scale.has_zero_lane() {
        ticks.push(0.0);
    }
    let from = if axis.scale.has_zero_lane() { 0 } else { low.max(1e-9).log10().floor() as i32 };
    let to = high.max(1.0).log10().ceil() as i32;
    // Powers of ten have the first choice, then fives, then twos: a decade with room for one more
    // gets 5, with room for two gets both.
    for factor in [1.0, 2.0, 5.0] {
        let mut whole_row = Vec::new();
        for power in from..=to {
            let value = factor * 10_f64.powi(power);
            if inside(value) {
                whole_row.push(value);
            }
        }
        let fits = whole_row.iter().all(|value| far_enough(&ticks, *value));
        for value in whole_row {
            if (fits || factor == 1.0) && far_enough(&ticks, value) {
                ticks.push(value);
            }
        }
    }
    ticks.sort_by(f64::total_cmp);
    if ticks.len() < 3 && !axis.scale.has_zero_lane() {
        let linear: Vec<f64> =
            linear_ticks(axis, apart).into_iter().filter(|value| inside(*value)).collect();
        ticks = spread(axis, linear, apart);
    }
    ticks
}

/// Those of some values that stand far enough from the one kept before.
fn spread(axis: &ValueAxis, values: Vec<f64>, apart: f32) -> Vec<f64> {
    let mut kept: Vec<f64> = Vec::new();
    for value in values {
        if kept.last().is_none_or(|last| (axis.y(*last) - axis.y(value)).abs() >= apart) {
            kept.push(value);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scale::ValueScale;
    use proptest::prelude::*;

    fn labels(from: &str, to: &str, width: f32) -> Vec<String> {
        labels_in(Words::default(), from, to, width)
    }

    fn labels_in(words: Words, from: &str, to: &str, width: f32) -> Vec<String> {
        let day = |text: &str| f64::from(text.parse::<Day>().expect("a day").number());
        let scale = TimeScale::new((day(from), day(to)), 0.0, width);
        time_ticks(&scale, 11.0, words).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn the_calendar_goes_from_days_to_decades_as_there_is_room() {
        let ten_days = labels("2024-12-28", "2025-01-02", 700.0);
        assert_eq!(ten_days[..2], ["28 Dec 2024", "29 Dec"]);
        assert!(ten_days.contains(&"1 Jan 2025".to_owned()), "{ten_days:?}");
        let months = labels("2024-11-20", "2025-04-02", 700.0);
        assert_eq!(months, ["Dec 2024", "Jan 2025", "Feb", "Mar", "Apr"]);
        let quarters = labels("2023-12-31", "2025-01-02", 400.0);
        assert_eq!(quarters, ["Jan 2024", "Apr", "Jul", "Oct", "Jan 2025"]);
        let years = labels("2019-12-31", "2024-01-02", 300.0);
        assert_eq!(years, ["2020", "2021", "2022", "2023", "2024"]);
        let decades = labels("1949-12-31", "2024-01-02", 400.0);
        assert_eq!(decades[..3], ["1950", "1960", "1970"]);
    }

    #[test]
    fn days_and_months_are_labelled_in_every_style() {
        use crate::words::{DateStyle, Style};
        let labelled = |dates, from: &str, to: &str| {
            let words = Words { style: Style { dates, ..Style::default() } };
            labels_in(words, from, to, 700.0).into_iter().take(4).collect::<Vec<_>>().join(" | ")
        };
        let (days, months) = (("2024-12-30", "2025-01-02"), ("2024-11-20", "2025-04-02"));
        let of = |dates| {
            [labelled(dates, days.0, days.1), labelled(dates, months.0, months.1)].join(" || ")
        };
        assert_eq!(
            [DateStyle::DayFirst, DateStyle::MonthFirst, DateStyle::Iso].map(of),
            [
                "30 Dec 2024 | 31 Dec | 1 Jan 2025 | 2 Jan || Dec 2024 | Jan 2025 | Feb | Mar",
                "Dec 30, 2024 | Dec 31 | Jan 1, 2025 | Jan 2 || Dec 2024 | Jan 2025 | Feb | Mar",
                "2024-12-30 | 2024-12-31 | 2025-01-01 | 2025-01-02 || 2024-12 | 2025-01 | 2025-02 | 2025-03",
            ]
        );
    }

    #[test]
    fn weeks_begin_on_mondays() {
        let weeks = labels("2024-12-01", "2025-01-31", 800.0);
        assert_eq!(weeks[..3], ["2 Dec 2024", "9 Dec", "16 Dec"]);
    }

    fn values(scale: Scale, low: f64, high: f64, height: f32, room: f32) -> Vec<String> {
        let scale = ValueScale::new(scale, low, high);
        let axis = ValueAxis { scale, top: 0.0, bottom: height };
        value_ticks(&axis, 34.0, room, 11.0, Words::default())
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn values_are_labelled_by_ones_twos_and_fives() {
        assert_eq!(
            values(Scale::Linear, 0.0, 5_200.0, 240.0, 60.0),
            ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]
        );
        assert_eq!(values(Scale::Linear, 0.0, 0.62, 160.0, 60.0), ["0", "0.2", "0.4", "0.6"]);
        assert_eq!(
            values(Scale::Log, 40.0, 8_000.0, 400.0, 60.0),
            ["50", "100", "200", "500", "1,000", "2,000", "5,000"]
        );
        assert_eq!(
            values(Scale::Log, 0.0, 2_000.0, 200.0, 60.0),
            ["0", "10", "100", "1,000"],
            "1 stands too near to 0"
        );
    }

    #[test]
    fn long_numbers_are_shortened_where_the_gutter_is_narrow() {
        let wide = values(Scale::Linear, 0.0, 2_500_000.0, 200.0, 90.0);
        assert!(wide.contains(&"1,500,000".to_owned()), "{wide:?}");
        let narrow = values(Scale::Linear, 0.0, 2_500_000.0, 200.0, 40.0);
        assert!(narrow.contains(&"1.5 m".to_owned()), "{narrow:?}");
    }

    proptest! {
        #[test]
        fn ticks_lie_in_the_window_in_order_and_never_too_near(
            from in -700_000.0..2_900_000.0_f64, days in 0.01..400_000.0_f64, width in 50.0..3_000.0_f32,
            low in 0.0..1e12_f64, span in 0.001..1e12_f64, log in any::<bool>(),
        ) {
            let time = TimeScale::new((from, from + days), 0.0, width);
            let ticks = time_ticks(&time, 11.0, Words::default());
            prop_assert!(ticks.is_sorted_by(|a, b| a.day < b.day));
            prop_assert!(ticks.iter().all(|tick| (-0.1..=width + 0.1).contains(&tick.x)));
            let scale = ValueScale::new(if log { Scale::Log } else { Scale::Linear }, low, low + span);
            let axis = ValueAxis { scale, top: 0.0, bottom: 400.0 };
            let ticks = value_ticks(&axis, 30.0, 60.0, 11.0, Words::default());
            prop_assert!(ticks.len() < 30);
            prop_assert!(ticks.is_sorted_by(|a, b| a.y - b.y > 29.0), "{:?}", ticks);
            prop_assert!(ticks.iter().all(|tick| (-0.1..=400.1).contains(&tick.y)));
        }
    }
}
