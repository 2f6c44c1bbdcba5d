//! Totals carried to the day: how a voice's reading moves while an estimate stands.
//!
//! Totals grow, so that two totals of different days are compared on one day. On the way to the
//! voice's own next number of the same form a reading lies on the straight lines between the two.
//! Where there is none, its ends are carried by what others' totals grew by since (see
//! [`Growth`]); where nothing is known of that, it stays as stated.

use super::form::Form;
use super::growth::Growth;
use crate::compare::Stretch;
use crate::compare::stretch::Course;
use crate::estimate::Day;

/// The stretches of one member cut up so that in each the ends move in straight lines; none where
/// none of them moves.
pub(in crate::compare) fn course(stretches: &[Stretch], growth: &Growth) -> Option<Vec<Stretch>> {
    if !any_moves(stretches) {
        return None;
    }
    let mut pieces = Vec::with_capacity(stretches.len());
    for (place, stretch) in stretches.iter().enumerate() {
        if !may_move(stretches, place) {
            pieces.push(*stretch);
        } else if let Some(next) = next_of_same_form(stretches, place) {
            pieces.push(on_the_way(stretch, next));
        } else {
            add_grown(stretch, growth, &mut pieces);
        }
    }
    Some(pieces)
}

/// The days after which bands are needed for those of a member's estimates that are carried by
/// them, from the first to the last.
pub(in crate::compare) fn needed(stretches: &[Stretch]) -> Option<(i32, i32)> {
    let mut needed: Option<(i32, i32)> = None;
    for (place, stretch) in stretches.iter().enumerate() {
        if may_move(stretches, place) && next_of_same_form(stretches, place).is_none() {
            let first = stretch.as_of.number().saturating_add(1);
            // After a year without anybody's number no band reaches.
            let last = stretch.to.map_or(i32::MAX, Day::number);
            needed = Some(match needed {
                None => (first, last),
                Some((from, to)) => (from.min(first), to.max(last)),
            });
        }
    }
    needed
}

/// Whether any of these stands on days after its own.
pub(in crate::compare) fn any_moves(stretches: &[Stretch]) -> bool {
    (0..stretches.len()).any(|place| may_move(stretches, place))
}

/// Whether it stands on any day after its own and has an end to be carried.
fn may_move(stretches: &[Stretch], place: usize) -> bool {
    let stands_after =
        |stretch: &Stretch| stretch.to.is_none_or(|to| to > stretch.as_of) && stretch.is_standing();
    stretches.get(place).is_some_and(stands_after)
}

impl Stretch {
    fn is_standing(&self) -> bool {
        self.as_of <= self.from && Form::of(self.read()) != Form::Open
    }
}

/// The voice's next estimate, if it is of the same form and stands at its own as of.
fn next_of_same_form(stretches: &[Stretch], place: usize) -> Option<&Stretch> {
    let stretch = stretches.get(place)?;
    let form = Form::of(stretch.read());
    let later = stretches.get(place.checked_add(1)?..)?;
    let next = later.iter().find(|next| next.as_of == next.from && next.as_of > stretch.as_of)?;
    (form.has_lines() && Form::of(next.read()) == form).then_some(next)
}

/// On the straight lines between the lows and between the highs, never falling.
fn on_the_way(stretch: &Stretch, next: &Stretch) -> Stretch {
    let days = f64::from(stretch.as_of.days_until(next.as_of));
    let on = |day: Day| {
        let share = f64::from(stretch.as_of.days_until(day)) / days;
        let end = |own: f64, other: f64| {
            if other > own && own.is_finite() { own + (other - own) * share } else { own }
        };
        let (own, other) = (stretch.read(), next.read());
        let (low, high) = (end(own.low(), other.low()), end(own.high(), other.high()));
        own.with_ends(low, high).unwrap_or(own)
    };
    // It ends before the next one begins.
    let to = stretch.to.unwrap_or(next.from.plus(-1));
    let (read, read_to) = (on(stretch.from), on(to));
    if read == stretch.read() && read_to == stretch.read() {
        return *stretch;
    }
    stretch.moving(read, read_to, Course::Between).on(stretch.from, Some(to))
}

/// Carried by the bands of the days since its as of, as long as each has one.
fn add_grown(stretch: &Stretch, growth: &Growth, pieces: &mut Vec<Stretch>) {
    let stated = stretch.read();
    let form = Form::of(stated);
    let carried = |(least, greatest): (f64, f64)| {
        let (low, high) = (stated.low(), stated.high());
        let low = if form == Form::AtMost { low } else { low + least };
        stated.with_ends(low, high + greatest).unwrap_or(stated)
    };
    let (from, to) = (stretch.from.number(), stretch.to.map_or(i32::MAX, Day::number));
    let mut next = from;
    if from == stretch.as_of.number() {
        pieces.push(stretch.on(stretch.from, Some(stretch.from)));
        next = from.saturating_add(1);
    }
    for band in growth.after(stretch.as_of.number()) {
        if band.from > to {
            break;
        }
        let (first, last) = (band.from.max(next), band.last.min(to));
        let days = Day::from_number(first).zip(Day::from_number(last));
        let Some((first_day, last_day)) = days.filter(|_| first <= last) else { continue };
        let (read, read_to) = (carried(band.by(first)), carried(band.by(last)));
        // Where nobody's total rises nothing is carried.
        let is_carried = read != stated || read_to != stated;
        let course = if is_carried { Course::Grows } else { Course::Stays };
        pieces.push(stretch.moving(read, read_to, course).on(first_day, Some(last_day)));
        next = last.saturating_add(1);
    }
    // The rest as stated.
    if next <= to
        && let Some(from) = Day::from_number(next)
    {
        pieces.push(stretch.on(from, stretch.to));
    }
}
