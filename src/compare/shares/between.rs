//! Two voices beside each other through time: when they share a value, when they are apart and by
//! what factor, and when one of them says nothing.

use super::segments::of_equal_periods;
use super::slice::{factor, relation};
use crate::compare::stands::motion::runs;
use crate::compare::stands::statements::NEVER;
use crate::compare::stands::sweep::Sweep;
use crate::compare::{Cause, Causes, Comparison, EstimateRef, Interval, Relation, Stretch, Voice};
use crate::estimate::{Day, Loaded};

/// How two voices lie to each other on some days, on all of which it is in the same way.
#[derive(Clone, PartialEq, Debug)]
pub struct Between {
    /// None for "from ever".
    pub from: Option<Day>,
    /// The last day, included; none for "from then on".
    pub to: Option<Day>,
    /// What each of the two says.
    pub sides: [BetweenSide; 2],
    pub lie: Lie,
    /// Why it begins where it does; nothing for "from ever".
    pub causes: Causes,
    /// The estimate that began to stand on its first day, where one did.
    pub said: Option<EstimateRef>,
}

/// What one of two voices says on some days.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum BetweenSide {
    /// Nothing of it stands.
    Silent,
    /// What is read of it on the first of the days and on the last one.
    Speaks { first: Interval, last: Interval },
    /// It is a group that contradicts itself: from the lowest low to the highest high of its
    /// members.
    Divided { first: Interval, last: Interval },
}

impl BetweenSide {
    /// What is read on the first day, or the envelope.
    #[must_use]
    pub fn first(&self) -> Option<Interval> {
        match self {
            BetweenSide::Silent => None,
            BetweenSide::Speaks { first, .. } | BetweenSide::Divided { first, .. } => Some(*first),
        }
    }

    /// What is read on the last day, or the envelope.
    #[must_use]
    pub fn last(&self) -> Option<Interval> {
        match self {
            BetweenSide::Silent => None,
            BetweenSide::Speaks { last, .. } | BetweenSide::Divided { last, .. } => Some(*last),
        }
    }

    #[must_use]
    pub fn is_divided(&self) -> bool {
        matches!(self, BetweenSide::Divided { .. })
    }

    fn is_like(&self, other: &BetweenSide) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    fn until(self, then: BetweenSide) -> BetweenSide {
        let now = then.last();
        match self {
            BetweenSide::Silent => BetweenSide::Silent,
            BetweenSide::Speaks { first, last } => {
                BetweenSide::Speaks { first, last: now.unwrap_or(last) }
            }
            BetweenSide::Divided { first, last } => {
                BetweenSide::Divided { first, last: now.unwrap_or(last) }
            }
        }
    }
}

/// In which way two voices lie to each other.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Lie {
    /// Nothing stands of either.
    BothSilent,
    /// Nothing stands of one of them.
    OneSilent,
    /// Both stand, and one of them or both contradict themselves: it is no voice then.
    Divided,
    /// They share a value.
    Share,
    Apart {
        /// Whether the second of the two is the higher one.
        is_second_higher: bool,
        /// The least and the greatest on these days of the upper's low over the lower's high; none
        /// over zero.
        factor: Option<(f64, f64)>,
    },
}

impl Lie {
    fn between(sides: &[BetweenSide; 2]) -> Lie {
        let [first, second] = match sides {
            [BetweenSide::Silent, BetweenSide::Silent] => return Lie::BothSilent,
            [BetweenSide::Silent, _] | [_, BetweenSide::Silent] => return Lie::OneSilent,
            [BetweenSide::Speaks { first: one, .. }, BetweenSide::Speaks { first: other, .. }] => {
                [*one, *other]
            }
            _ => return Lie::Divided,
        };
        if relation(first, second) != Relation::Apart {
            return Lie::Share;
        }
        let is_second_higher = first.high() < second.low();
        let (lower, upper) = if is_second_higher { (first, second) } else { (second, first) };
        Lie::Apart { is_second_higher, factor: factor(lower, upper).map(|by| (by, by)) }
    }

    fn is_like(&self, other: &Lie) -> bool {
        match (self, other) {
            (Lie::Apart { is_second_higher: a, .. }, Lie::Apart { is_second_higher: b, .. }) => {
                a == b
            }
            _ => self == other,
        }
    }

    /// Of both.
    fn and(self, other: Lie) -> Lie {
        let hull = |a: Option<(f64, f64)>, b: Option<(f64, f64)>| {
            let ((a_low, a_high), (b_low, b_high)) = a.zip(b)?;
            Some((a_low.min(b_low), a_high.max(b_high)))
        };
        match (self, other) {
            (Lie::Apart { is_second_higher, factor: a }, Lie::Apart { factor: b, .. }) => {
                Lie::Apart { is_second_higher, factor: hull(a, b) }
            }
            _ => self,
        }
    }
}

impl Comparison {
    /// How the voices in two places lie to each other from ever to ever, without gaps; only on the
    /// days asked for, where the question asks for some. `files` are those that were compared.
    ///
    /// A voice that is not counted says nothing here. Where only estimates of equal periods are
    /// compared, one of another period than most of all voices says nothing either, as on a
    /// [slice](Comparison::slice).
    #[must_use]
    pub fn between(&self, files: &[Loaded], first: usize, second: usize) -> Vec<Between> {
        let mut walk = Walk { comparison: self, files, all: Vec::new(), opens: None };
        let mut sweep = Sweep::new(self.lists([first, second]));
        let mut from = i32::MIN;
        loop {
            let last = sweep.next_change().map_or(NEVER, |next| next.saturating_sub(1));
            let current = &sweep.current;
            let is_count = self.measure.is_count();
            runs(current, from, last, is_count, &mut |from, last| walk.add(current, from, last));
            let before = estimates(&sweep.current);
            let Some(day) = sweep.advance() else { break };
            from = day.number();
            let causes = sweep.changes().filter(|(list, _)| *list < OWN);
            let causes = causes.fold(Causes::default(), |all, (_, causes)| all.and(causes));
            let mut said = estimates(&sweep.current).zip(before);
            let said = said.find_map(|(now, before)| now.filter(|now| Some(*now) != before));
            walk.opens = Some((causes, said));
        }
        walk.all
    }

    /// Of each of the two what is compared, then when each contradicts itself; after them, where
    /// that decides what is compared, what everybody else says.
    fn lists(&self, of: [usize; 2]) -> Vec<&[Stretch]> {
        let counted = |place: usize| {
            let is_counted = self.voices.get(place).is_some_and(Voice::is_counted);
            self.tracks.get(place).filter(|_| is_counted)
        };
        let compared = |place: usize| counted(place).map_or(&[][..], |track| track.compared());
        let divided = |place: usize| counted(place).map_or(&[][..], |track| &track.divided[..]);
        let [first, second] = of;
        let mut lists = vec![compared(first), compared(second), divided(first), divided(second)];
        if !self.measure.basis.stands_on() {
            let others = (0..self.voices.len()).filter(|place| !of.contains(place));
            lists.extend(others.map(compared));
        }
        lists
    }
}

/// So many lists are the two voices' own.
const OWN: usize = 4;

/// The estimates that stand of each of the two.
fn estimates<'a>(
    current: &[Option<&'a Stretch>],
) -> impl Iterator<Item = Option<EstimateRef>> + use<'a> {
    let of = |place: usize| current.get(place).copied().flatten().map(Stretch::estimate);
    let each: [Option<EstimateRef>; 2] = [of(0).or(of(2)), of(1).or(of(3))];
    each.into_iter()
}

/// What was found so far.
struct Walk<'a> {
    comparison: &'a Comparison,
    files: &'a [Loaded],
    all: Vec<Between>,
    /// Why something else stands since the day reached last, and which estimate began to; none
    /// where that has been told.
    opens: Option<(Causes, Option<EstimateRef>)>,
}

impl Walk<'_> {
    /// Adds the days from the first to the last of a run on which no two ends change places.
    fn add(&mut self, current: &[Option<&Stretch>], from: i32, last: i32) {
        let question = &self.comparison.question;
        let from = question.from.map_or(from, |asked| from.max(asked.number()));
        let last = question.to.map_or(last, |asked| last.min(asked.number()));
        if from > last {
            return;
        }
        let (first, then) = (self.sides_on(current, from), self.sides_on(current, last));
        let [one, other] = first;
        let [one_then, other_then] = then;
        let sides = [one.until(one_then), other.until(other_then)];
        let mut lie = Lie::between(&first).and(Lie::between(&then));
        if matches!(lie, Lie::Apart { .. }) && current.iter().flatten().any(|one| one.moves()) {
            // What is counted is whole on every day: the factor does not go straight from the first
            // to the last.
            let between = from.saturating_add(1)..last;
            let days = between.map(|day| Lie::between(&self.sides_on(current, day)));
            lie = days.fold(lie, Lie::and);
        }
        let (causes, said) = self.opens.take().unwrap_or_default();
        let to = Day::from_number(last).filter(|_| last != NEVER);
        if let Some(before) = self.all.last_mut()
            && before.lie.is_like(&lie)
            && before.sides.iter().zip(&sides).all(|(before, now)| before.is_like(now))
        {
            let [one_before, other_before] = before.sides;
            let [one, other] = sides;
            before.sides = [one_before.until(one), other_before.until(other)];
            (before.to, before.lie) = (to, before.lie.and(lie));
            return;
        }
        let is_first = self.all.is_empty();
        let carried = || if is_first { Causes::default() } else { Cause::Carried.into() };
        let causes = if causes.is_empty() { carried() } else { causes };
        let from = Day::from_number(from).filter(|_| from != i32::MIN);
        self.all.push(Between { from, to, sides, lie, causes, said });
    }

    fn sides_on(&self, current: &[Option<&Stretch>], day: i32) -> [BetweenSide; 2] {
        let measure = &self.comparison.measure;
        let at = Day::from_number(day).unwrap_or(if day < 0 { Day::MIN } else { Day::MAX });
        let is_count = measure.is_count();
        let compared: Vec<Option<Interval>> = if measure.basis.stands_on() {
            let own = current.iter().take(2);
            own.map(|stretch| stretch.map(|stretch| stretch.read_on(at, is_count))).collect()
        } else {
            let both = current.iter().take(2).chain(current.iter().skip(OWN));
            let both: Vec<Option<&Stretch>> = both.copied().collect();
            of_equal_periods(self.comparison.dated(self.files), &both)
        };
        let side = |place: usize| {
            let parted = current.get(place + 2).copied().flatten();
            if let Some(parted) = parted {
                let read = parted.read_on(at, is_count);
                return BetweenSide::Divided { first: read, last: read };
            }
            match compared.get(place).copied().flatten() {
                Some(read) => BetweenSide::Speaks { first: read, last: read },
                None => BetweenSide::Silent,
            }
        };
        [side(0), side(1)]
    }
}
