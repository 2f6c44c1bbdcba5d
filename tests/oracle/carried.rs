//! Totals of different days on one day: growth lines, the band of a day, and an estimate read on a
//! later day than its own.

use std::collections::BTreeMap;

use parallax::compare::Interval;
use parallax::estimate::Day;

use crate::said::{Form, Said};

/// What stands of somebody at its own as of, in order of days.
pub type OwnDays = Vec<(Day, Said)>;

/// So much a day, from one day to another, both included.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line {
    pub from: Day,
    pub to: Day,
    pub per_day: f64,
}

/// All that decides how totals are carried to a day.
pub struct Growth {
    pub own_days: BTreeMap<String, OwnDays>,
    pub lines: Vec<Line>,
    /// People and things are counted whole.
    is_count: bool,
}

/// So far away a day without a line of its own borrows that of another.
const NEAR: i32 = 90;

impl Growth {
    /// By what each origin stands with on the days of which it speaks.
    pub fn new(own_days: BTreeMap<String, OwnDays>, is_count: bool) -> Growth {
        let lines = own_days.values().flat_map(|days| lines(days)).collect();
        Growth { own_days, lines, is_count }
    }

    /// An estimate of one day as it is read on a later one; as stated where it cannot be told.
    pub fn read_on(&self, who: &str, (own, said): (Day, Said), at: Day) -> Said {
        if at <= own {
            return said;
        }
        let after = self.own_days.get(who).and_then(|days| days.iter().find(|(day, _)| *day > at));
        if let Some((next_day, next)) = after
            && next.form() == said.form()
            && said.form() != Form::Other
        {
            return self.between((own, said), (*next_day, *next), at);
        }
        self.grown(own, at).map_or(said, |(least, greatest)| {
            let low = if said.low { said.read.low() + least } else { said.read.low() };
            self.with_ends(said, low, said.read.high() + greatest)
        })
    }

    /// The least and the most that totals grew after one day up to another; none where some day
    /// has no band.
    fn grown(&self, after: Day, up_to: Day) -> Option<(f64, f64)> {
        let (mut least, mut greatest) = (0.0, 0.0);
        let mut day = after.plus(1);
        while day <= up_to {
            let (slow, fast) = self.band(day)?;
            (least, greatest) = (least + slow, greatest + fast);
            day = day.plus(1);
        }
        Some((least, greatest))
    }

    /// The least and the greatest line of a day, or of the nearest day before it that has one, or
    /// else after it.
    pub fn band(&self, day: Day) -> Option<(f64, f64)> {
        let before = (0..=NEAR).find_map(|away| self.own_band(day.plus(-away)));
        before.or_else(|| (1..=NEAR).find_map(|away| self.own_band(day.plus(away))))
    }

    fn own_band(&self, day: Day) -> Option<(f64, f64)> {
        let over = self.lines.iter().filter(|line| line.from <= day && day <= line.to);
        let speeds: Vec<f64> = over.map(|line| line.per_day).collect();
        let least = speeds.iter().copied().min_by(f64::total_cmp)?;
        let greatest = speeds.iter().copied().max_by(f64::total_cmp)?;
        Some((least, greatest))
    }

    /// On the straight lines between the lows and between the highs of two estimates, never
    /// falling.
    fn between(&self, (own, said): (Day, Said), (next_day, next): (Day, Said), at: Day) -> Said {
        let (all, gone) = (f64::from(own.days_until(next_day)), f64::from(own.days_until(at)));
        let on_line = |from: f64, to: f64| {
            if from.is_infinite() || to <= from {
                from
            } else {
                (from * (all - gone) + to * gone) / all
            }
        };
        let low = on_line(said.read.low(), next.read.low());
        let high = on_line(said.read.high(), next.read.high());
        self.with_ends(said, low, high)
    }

    /// The same with other ends: the nearest whole ones where things are counted. What differs by
    /// less than a millionth is the same number.
    fn with_ends(&self, said: Said, low: f64, high: f64) -> Said {
        // Where nothing rises nothing is carried: an analyst's half stays one, as on its own day.
        if (low, high) == (said.read.low(), said.read.high()) {
            return said;
        }
        const FINEST: f64 = 1_048_576.0;
        let ends = [low, high].map(|end| (end * FINEST).round() / FINEST);
        let [low, high] = if self.is_count { ends.map(f64::round) } else { ends };
        Said { read: Interval::new(low, high).expect("in order"), ..said }
    }
}

/// The growth lines of somebody between two estimates that follow each other.
fn lines(days: &[(Day, Said)]) -> Vec<Line> {
    let mut all = Vec::new();
    let mut run_began: Option<(Day, Said)> = None;
    for (day, said) in days {
        if let Some((first_day, first)) = run_began {
            // Of a run of equal numbers only the first counts.
            if first.read == said.read && first.form() == said.form() {
                continue;
            }
            let number = |of: Said| match of.form() {
                Form::Full => Some(f64::midpoint(of.read.low(), of.read.high())),
                Form::AtLeast => Some(of.read.low()),
                Form::Other => None,
            };
            let is_alike = first.form() == said.form();
            if let Some((from, to)) = number(first).zip(number(*said)).filter(|_| is_alike) {
                let per_day = (to - from) / f64::from(first_day.days_until(*day));
                let per_day = per_day.max(0.0);
                all.push(Line { from: first_day.plus(1), to: *day, per_day });
            }
        }
        run_began = Some((*day, *said));
    }
    all
}

#[cfg(test)]
mod tests {
    use parallax::compare::AboutPolicy;
    use parallax::estimate::{Bounds, How};

    use super::*;
    use crate::ledgers::day;
    use crate::reading::reading;

    fn said(bounds: Bounds) -> Said {
        Said::of(&bounds, reading(&bounds, true, AboutPolicy::Exact))
    }

    fn point(best: f64) -> Said {
        said(Bounds::point(best, How::Exact).expect("a number"))
    }

    fn range(low: f64, high: f64) -> Said {
        said(Bounds::new(Some(low), None, Some(high), How::Between).expect("numbers"))
    }

    fn at_least(low: f64) -> Said {
        said(Bounds::new(Some(low), None, None, How::AtLeast).expect("a number"))
    }

    fn at_most(high: f64) -> Said {
        said(Bounds::new(None, None, Some(high), How::AtMost).expect("a number"))
    }

    fn growth(tracks: &[(&str, &[(i32, Said)])]) -> Growth {
        let own_days = tracks.iter().map(|(name, says)| {
            let days = says.iter().map(|(number, said)| (day(*number), *said)).collect();
            ((*name).to_owned(), days)
        });
        Growth::new(own_days.collect(), true)
    }

    fn read(growth: &Growth, who: &str, own: i32, said: Said, at: i32) -> (f64, f64) {
        let read = growth.read_on(who, (day(own), said), day(at)).read;
        (read.low(), read.high())
    }

    #[test]
    fn lines_lie_between_neighbours_of_one_form_and_never_fall() {
        let of = growth(&[(
            "A",
            &[
                (0, point(100.0)),
                (10, point(200.0)),
                (20, point(200.0)),
                (30, point(240.0)),
                (40, point(230.0)),
                (50, at_least(250.0)),
                (60, at_least(350.0)),
                (70, at_most(500.0)),
                (80, at_least(450.0)),
            ],
        )]);
        let found: Vec<_> =
            of.lines.iter().map(|line| (line.from, line.to, line.per_day)).collect();
        assert_eq!(
            found,
            [
                (day(1), day(10), 10.0),
                (day(11), day(30), 2.0),
                (day(31), day(40), 0.0),
                (day(51), day(60), 10.0),
            ]
        );
    }

    #[test]
    fn a_day_without_a_line_borrows_from_before_and_only_then_from_after() {
        let of = growth(&[
            ("A", &[(0, point(0.0)), (10, point(10.0))]),
            ("B", &[(5, point(0.0)), (10, point(20.0))]),
            ("C", &[(150, point(0.0)), (160, point(70.0))]),
        ]);
        assert_eq!(of.band(day(3)), Some((1.0, 1.0)));
        assert_eq!(of.band(day(8)), Some((1.0, 4.0)));
        assert_eq!(of.band(day(100)), Some((1.0, 4.0)), "90 days after the last of the lines");
        assert_eq!(of.band(day(101)), Some((7.0, 7.0)), "50 days before the next");
        assert_eq!(of.band(day(250)), Some((7.0, 7.0)));
        assert_eq!(of.band(day(251)), None);
        assert_eq!(of.band(day(-89)), Some((1.0, 1.0)));
        assert_eq!(of.band(day(-90)), None);
    }

    #[test]
    fn a_total_is_carried_by_the_bands_of_the_days_since() {
        let of = growth(&[
            ("A", &[(0, point(0.0)), (10, point(10.0))]),
            ("B", &[(5, point(0.0)), (10, point(20.0))]),
        ]);
        // Five days at 1, five at 1 to 4.
        assert_eq!(read(&of, "C", 0, range(500.0, 600.0), 10), (510.0, 625.0));
        assert_eq!(read(&of, "C", 0, at_least(500.0), 10), (510.0, f64::INFINITY));
        assert_eq!(read(&of, "C", 0, at_most(600.0), 10), (0.0, 625.0));
        assert_eq!(read(&of, "C", 0, range(500.0, 600.0), 0), (500.0, 600.0));
        assert_eq!(read(&of, "C", 0, range(500.0, 600.0), 100), (600.0, 985.0));
        assert_eq!(
            read(&of, "C", 0, range(500.0, 600.0), 101),
            (500.0, 600.0),
            "no band: as stated"
        );
    }

    #[test]
    fn between_two_of_its_own_a_total_lies_on_straight_lines() {
        let of = growth(&[
            (
                "A",
                &[(0, range(100.0, 200.0)), (10, range(200.0, 210.0)), (20, range(190.0, 400.0))],
            ),
            ("B", &[(0, at_least(100.0)), (10, at_least(150.0)), (20, at_most(300.0))]),
        ]);
        assert_eq!(read(&of, "A", 0, range(100.0, 200.0), 3), (130.0, 203.0));
        assert_eq!(read(&of, "A", 10, range(200.0, 210.0), 15), (200.0, 305.0), "never falling");
        assert_eq!(read(&of, "B", 0, at_least(100.0), 5), (125.0, f64::INFINITY));
        let scaled = growth(&[("D", &[(0, at_least(10.5)), (10, at_least(10.0))])]);
        assert_eq!(read(&scaled, "D", 0, at_least(10.5), 5).0, 10.5, "nothing rises");
        // What comes next is of another form: by the band of the eleventh day, A's 9 a day.
        assert_eq!(read(&of, "B", 10, at_least(150.0), 11).0, 159.0);
    }
}
