//! Agreement by trying values: at every end, between every two ends and beyond the outermost ones.

use parallax::compare::{Agreement, Interval, Verdict};

/// A value to try, and the stretch of values for which it stands.
struct Candidate {
    value: f64,
    from: f64,
    to: f64,
}

/// What these intervals have in common, by the words of the design; of each it is told whether it
/// is bounded on both sides by what was said.
pub fn agreement(all: &[(Interval, bool)]) -> Agreement {
    let n = all.len();
    let intervals: &[Interval] = &all.iter().map(|(interval, _)| *interval).collect::<Vec<_>>();
    let full = all.iter().filter(|(_, is_full)| *is_full).map(|(interval, _)| *interval);
    let full: Vec<Interval> = full.collect();
    let candidates = candidates(intervals);
    let support = candidates.iter().map(|c| count(intervals, c.value)).max().unwrap_or(0);
    let core = if n == 0 { Vec::new() } else { runs(intervals, &candidates, support) };
    let misses_every_core = |interval: &Interval| {
        !candidates.iter().any(|c| has(*interval, c.value) && count(intervals, c.value) == support)
    };
    let outside = (0..n).filter(|place| misses_every_core(&intervals[*place])).collect();
    let touch = core.iter().any(|core| is_touch(intervals, *core));
    let verdict = verdict(intervals, &full, &candidates, support, core.len());
    let (envelope, divided) = (envelope(intervals), Vec::new());
    Agreement { n, support, core, touch, envelope, verdict, outside, divided }
}

fn candidates(intervals: &[Interval]) -> Vec<Candidate> {
    let mut ends: Vec<f64> = intervals
        .iter()
        .flat_map(|interval| [interval.low(), interval.high()])
        .filter(|end| end.is_finite())
        .collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let (Some(first), Some(last)) = (ends.first(), ends.last()) else {
        let (from, to) = (f64::NEG_INFINITY, f64::INFINITY);
        return vec![Candidate { value: 0.0, from, to }];
    };
    let mut all = vec![Candidate { value: first - 1.0, from: f64::NEG_INFINITY, to: *first }];
    for (place, end) in ends.iter().enumerate() {
        all.push(Candidate { value: *end, from: *end, to: *end });
        if let Some(next) = ends.get(place + 1) {
            let value = f64::midpoint(*end, *next);
            assert!(*end < value && value < *next, "the test's numbers are too close");
            all.push(Candidate { value, from: *end, to: *next });
        }
    }
    all.push(Candidate { value: last + 1.0, from: *last, to: f64::INFINITY });
    all
}

fn has(interval: Interval, value: f64) -> bool {
    interval.low() <= value && value <= interval.high()
}

fn count(intervals: &[Interval], value: f64) -> usize {
    intervals.iter().filter(|interval| has(**interval, value)).count()
}

/// Neighbouring candidates that all reach the support, as one interval each.
fn runs(intervals: &[Interval], candidates: &[Candidate], support: usize) -> Vec<Interval> {
    candidates
        .chunk_by(|a, b| {
            (count(intervals, a.value) == support) == (count(intervals, b.value) == support)
        })
        .filter(|run| count(intervals, run[0].value) == support)
        .map(|run| Interval::new(run[0].from, run[run.len() - 1].to).expect("in order"))
        .collect()
}

fn is_touch(intervals: &[Interval], core: Interval) -> bool {
    core.low() == core.high()
        && intervals
            .iter()
            .filter(|interval| has(**interval, core.low()))
            .all(|interval| interval.low() < interval.high())
}

fn envelope(intervals: &[Interval]) -> Option<Interval> {
    let low = intervals.iter().map(|i| i.low()).min_by(f64::total_cmp)?;
    let high = intervals.iter().map(|i| i.high()).max_by(f64::total_cmp)?;
    Interval::new(low, high)
}

/// The same where so many groups with standing members are divided.
pub fn beside_divided(agreement: Agreement, divided: usize) -> Agreement {
    let is_quiet = [Verdict::None, Verdict::Single, Verdict::Agree, Verdict::NotContradicted];
    if divided == 0 || !is_quiet.contains(&agreement.verdict) {
        return agreement;
    }
    Agreement { verdict: Verdict::Divided, ..agreement }
}

/// The table of verdicts, line by line.
fn verdict(
    intervals: &[Interval],
    full: &[Interval],
    candidates: &[Candidate],
    support: usize,
    cores: usize,
) -> Verdict {
    let n = intervals.len();
    let two_full_share = |wanted: usize| {
        candidates.iter().any(|candidate| {
            count(intervals, candidate.value) >= wanted && count(full, candidate.value) >= 2
        })
    };
    if n == 0 {
        Verdict::None
    } else if n == 1 {
        Verdict::Single
    } else if support == n && two_full_share(support) {
        Verdict::Agree
    } else if support == n {
        Verdict::NotContradicted
    } else if support == 1 || (full.len() >= 2 && !two_full_share(0)) {
        Verdict::Diverge
    } else if 2 * support > n {
        Verdict::Majority
    } else if cores == 1 {
        Verdict::Minority
    } else {
        Verdict::Split
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(f64, f64)]) -> Agreement {
        let closed = |(low, high): &(f64, f64)| {
            let interval = Interval::new(*low, *high).expect("ordered");
            (interval, interval.is_full())
        };
        agreement(&pairs.iter().map(closed).collect::<Vec<_>>())
    }

    const OPEN: f64 = f64::INFINITY;

    #[test]
    fn the_oracle_reads_the_table_of_verdicts() {
        for (intervals, verdict) in [
            (&[][..], Verdict::None),
            (&[(1.0, 2.0)], Verdict::Single),
            (&[(1.0, 3.0), (2.0, 4.0)], Verdict::Agree),
            (&[(1.0, 3.0), (2.0, OPEN)], Verdict::NotContradicted),
            (&[(1.0, OPEN), (2.0, OPEN)], Verdict::NotContradicted),
            (&[(1.0, 2.0), (3.0, 4.0)], Verdict::Diverge),
            (&[(1.0, 2.0), (3.0, 4.0), (0.0, OPEN)], Verdict::Diverge),
            (&[(1.0, 2.0), (1.0, 2.0), (3.0, 4.0)], Verdict::Majority),
            (&[(1.0, 2.0), (1.0, 2.0), (3.0, 4.0), (5.0, 6.0)], Verdict::Minority),
            (&[(1.0, 2.0), (1.0, 2.0), (3.0, 4.0), (3.0, 4.0)], Verdict::Split),
        ] {
            assert_eq!(of(intervals).verdict, verdict, "{intervals:?}");
        }
    }

    #[test]
    fn the_oracle_finds_cores_touches_and_outsiders() {
        let touching = of(&[(0.0, 5.0), (5.0, 9.0), (20.0, 30.0)]);
        assert_eq!(touching.core, [Interval::new(5.0, 5.0).expect("ordered")]);
        assert!(touching.touch);
        assert_eq!(touching.outside, [2]);
        assert_eq!(touching.envelope, Interval::new(0.0, 30.0));
        assert!(!of(&[(0.0, 9.0), (5.0, 5.0)]).touch);
        let open = of(&[(1.0, OPEN), (2.0, OPEN)]);
        assert_eq!(open.core, [Interval::new(2.0, OPEN).expect("ordered")]);
        assert_eq!(of(&[(-OPEN, OPEN)]).core, [Interval::new(-OPEN, OPEN).expect("ordered")]);
    }
}
