//! Each of several voices against the middle of all that stand on a day: what is left of a quarrel
//! when growth is taken out.

use crate::compare::stands::statements::NEVER;
use crate::compare::stands::sweep::Sweep;
use crate::compare::{EstimateRef, Interval, Stretch};
use crate::estimate::Day;

/// More days than this are looked at one in so many.
const MOST_DAYS: i32 = 1_500;

/// A voice against the middle on some days: its ends as multiples of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FactorStep {
    /// As days since 1970-01-01, the last not included.
    pub from: i32,
    pub until: i32,
    pub estimate: EstimateRef,
    /// 1 is the middle. The high end is infinite where it is open.
    pub low: f64,
    pub high: f64,
}

/// Voices against the middle of those that stand, and the middle itself.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Factors {
    /// In the order of the voices given.
    pub steps: Vec<Vec<FactorStep>>,
    /// The day from which each middle holds, in order; none where there is none above zero.
    middles: Vec<(i32, Option<f64>)>,
}

impl Factors {
    /// The middle on a day since 1970.
    #[must_use]
    pub fn middle_on(&self, day: i32) -> Option<f64> {
        let after = self.middles.partition_point(|(from, _)| *from <= day);
        self.middles.get(after.checked_sub(1)?)?.1
    }
}

/// Each of these voices against the middle of those of them that are `counted`.
///
/// The middle of a day is the median of the middles of all counted readings that are closed at both
/// ends, and of the two in the middle their mean. Where it is zero, or nobody's reading is closed,
/// there are no factors. Every day is looked at, or where they are more than 1,500, one in so many:
/// what is told then holds from one such day to the next.
#[must_use]
pub fn factors(voices: &[&[Stretch]], counted: &[bool], is_count: bool) -> Factors {
    let mut all = Factors { steps: vec![Vec::new(); voices.len()], middles: Vec::new() };
    let stretches = || voices.iter().flat_map(|voice| voice.iter());
    let first = stretches().map(|stretch| stretch.from.number()).min();
    let last = stretches().map(|stretch| stretch.to.map_or(stretch.from, |to| to).number()).max();
    let (Some(first), Some(last)) = (first, last) else { return all };
    let each = (last.saturating_sub(first) / MOST_DAYS).saturating_add(1);
    let mut sweep = Sweep::new(voices.to_vec());
    let mut day = first;
    loop {
        while sweep.advance_until(day).is_some() {}
        let is_last = day >= last;
        let until = if is_last { NEVER } else { day.saturating_add(each).min(last) };
        all.look_at(&sweep.current, counted, is_count, (day, until));
        if is_last {
            return all;
        }
        day = until;
    }
}

impl Factors {
    fn look_at(
        &mut self,
        standing: &[Option<&Stretch>],
        counted: &[bool],
        is_count: bool,
        (from, until): (i32, i32),
    ) {
        let Some(at) = Day::from_number(from) else { return };
        let read = |stretch: &Stretch| stretch.read_on(at, is_count);
        let of_counted = standing.iter().zip(counted).filter(|(_, counted)| **counted);
        let closed = of_counted.filter_map(|(stretch, _)| middle_of(read((*stretch)?)));
        let middle = median(closed.collect()).filter(|middle| *middle > 0.0);
        if self.middles.last().is_none_or(|(_, last)| *last != middle) {
            self.middles.push((from, middle));
        }
        let Some(middle) = middle else { return };
        for (steps, stretch) in self.steps.iter_mut().zip(standing) {
            let Some(stretch) = stretch else { continue };
            let ends = read(stretch);
            let (low, high) = (ends.low() / middle, ends.high() / middle);
            let until = stretch.to.map_or(until, |to| to.number().saturating_add(1).min(until));
            let step = FactorStep { from, until, estimate: stretch.estimate(), low, high };
            match steps.last_mut() {
                Some(last)
                    if last.until == from
                        && FactorStep { from: last.from, ..step }
                            == FactorStep { until, ..*last } =>
                {
                    last.until = until;
                }
                _ => steps.push(step),
            }
        }
    }
}

fn middle_of(read: Interval) -> Option<f64> {
    let (low, high) = (read.closed_low()?, read.closed_high()?);
    Some(f64::midpoint(low, high))
}

fn median(mut all: Vec<f64>) -> Option<f64> {
    all.sort_unstable_by(f64::total_cmp);
    let upper = *all.get(all.len() / 2)?;
    if all.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(*all.get(all.len() / 2 - 1)?, upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{day, stretch};
    use crate::estimate::RowIndex;

    fn says(row: u32, on: &str, low: f64, high: f64) -> Stretch {
        let read = Interval::new(low, high).expect("in order");
        stretch(day(on), EstimateRef::new(0, RowIndex::new(row)), read)
    }

    #[test]
    fn a_bias_is_a_level_line_however_the_numbers_grow() {
        // One says each month what the two others say together, and a third half as much again.
        let months = ["2024-01-01", "2024-02-01", "2024-03-01"];
        let of = |row: u32, factor: f64| -> Vec<Stretch> {
            let said = months.iter().zip(1..).map(|(on, month)| {
                let number = f64::from(month) * 100.0 * factor;
                says(row + month, on, number, number)
            });
            let all: Vec<Stretch> = said.collect();
            let ends = all.iter().skip(1).map(|next| Some(next.from.plus(-1))).chain([None]);
            all.iter().zip(ends).map(|(one, to)| one.on(one.from, to)).collect()
        };
        let (low, middle, high) = (of(10, 0.5), of(20, 1.0), of(30, 1.5));
        let told = factors(&[&low, &middle, &high], &[true; 3], false);
        let levels: Vec<Vec<(f64, f64)>> = told
            .steps
            .iter()
            .map(|steps| steps.iter().map(|step| (step.low, step.high)).collect())
            .collect();
        for (level, wanted) in levels.iter().zip([0.5, 1.0, 1.5]) {
            assert_eq!(level[..], [(wanted, wanted); 3]);
        }
        assert_eq!(told.middle_on(day("2024-02-10").number()), Some(200.0));
        assert_eq!(told.middle_on(day("2023-02-10").number()), None);
    }

    #[test]
    fn the_uncounted_are_held_against_the_middle_and_are_no_part_of_it() {
        let (one, other) =
            ([says(1, "2024-01-01", 90.0, 110.0)], [says(2, "2024-01-01", 300.0, 300.0)]);
        let told = factors(&[&one, &other], &[true, false], false);
        assert_eq!((told.steps[1][0].low, told.steps[0][0].high), (3.0, 1.1));
        let nothing = [says(1, "2024-01-01", 0.0, 0.0)];
        assert_eq!(factors(&[&nothing], &[true], false).steps, [vec![]]);
    }

    #[test]
    fn what_stands_no_longer_has_no_factor() {
        let short =
            [says(1, "2024-01-01", 100.0, 100.0).on(day("2024-01-01"), Some(day("2024-01-31")))];
        let long = [says(2, "2024-01-01", 200.0, 200.0)];
        let told = factors(&[&short, &long], &[true, true], false);
        assert_eq!(told.steps[0].last().map(|step| step.until), Some(day("2024-02-01").number()));
        assert!((told.steps[1][0].low - 200.0 / 150.0).abs() < 1e-12);
    }
}
