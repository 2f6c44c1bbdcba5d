//! Two groups beside each other: what their days are called on a strip, in a list and in a sentence.

use crate::compare::{Between, BetweenSide, Cause, Interval, Lie};

use super::Words;

impl Words {
    /// What a piece of a strip between these two says, from the longest to the shortest:
    /// `Governments higher ×1.2–1.6`, `apart ×1.2–1.6`, `×1.2–1.6`, `apart`.
    #[must_use]
    pub fn between_in_short(self, days: &Between, names: [&str; 2]) -> Vec<String> {
        let [first, second] = names;
        let [one, other] = &days.sides;
        match days.lie {
            Lie::BothSilent => Vec::new(),
            Lie::OneSilent => {
                let silent = if *one == BetweenSide::Silent { first } else { second };
                vec![format!("{silent} silent"), "one silent".to_owned(), "silent".to_owned()]
            }
            Lie::Divided => {
                let who = match (one.is_divided(), other.is_divided()) {
                    (true, true) => "both".to_owned(),
                    (true, false) => first.to_owned(),
                    _ => second.to_owned(),
                };
                vec![format!("{who} divided"), "divided".to_owned(), "div.".to_owned()]
            }
            Lie::Share => vec!["share a value".to_owned(), "share".to_owned()],
            Lie::Apart { is_second_higher, factor } => {
                let higher = if is_second_higher { second } else { first };
                match factor.and_then(|factor| self.times(factor)) {
                    Some(times) => vec![
                        format!("{higher} higher, {times}"),
                        format!("apart {times}"),
                        times,
                        "apart".to_owned(),
                    ],
                    None => vec![format!("{higher} higher"), "apart".to_owned()],
                }
            }
        }
    }

    /// The same where it stands beside both names: `share a value`, `apart, Governments higher by a
    /// factor of 1.21 to 1.6`, `Governments silent`.
    #[must_use]
    pub fn between(self, days: &Between, names: [&str; 2]) -> String {
        let [first, second] = names;
        match days.lie {
            Lie::BothSilent => "nobody stands".to_owned(),
            Lie::Share => "share a value".to_owned(),
            Lie::OneSilent | Lie::Divided => {
                let said = self.between_in_short(days, names);
                said.into_iter().next().unwrap_or_default()
            }
            Lie::Apart { is_second_higher, factor } => {
                let higher = if is_second_higher { second } else { first };
                match factor.and_then(|by| self.factors(by, " to ")) {
                    Some(by) => format!("apart, {higher} higher by a factor of {by}"),
                    None => format!("apart, {higher} higher"),
                }
            }
        }
    }

    /// Why two come to lie to each other in another way: `said`, `expired`, `carried`.
    #[must_use]
    pub fn between_cause(self, days: &Between) -> String {
        let words: Vec<&str> = days.causes.iter().map(Cause::word).collect();
        words.join(", ")
    }

    /// `no room for Others: fold a panel away`: of lanes that are not drawn.
    #[must_use]
    pub fn no_room_for(self, names: &[&str]) -> String {
        format!("no room for {}: fold a panel away", self.all_of(names))
    }

    /// What one of two says on some days: `207,500–250,833`, `207,500–250,833 to 240,000–280,000`
    /// where it moved, `divided, 149,186–250,060`, `–` where it says nothing.
    #[must_use]
    pub fn between_side(self, side: &BetweenSide) -> String {
        let from_to = |first: Interval, last: Interval| match first == last {
            true => self.interval(first),
            false => format!("{} to {}", self.interval(first), self.interval(last)),
        };
        match side {
            BetweenSide::Silent => "–".to_owned(),
            BetweenSide::Speaks { first, last } => from_to(*first, *last),
            BetweenSide::Divided { first, last } => format!("divided, {}", from_to(*first, *last)),
        }
    }

    /// `×1.2`, `×1.2–1.6`; none where it is beyond counting or told as 1.
    fn times(self, factor: (f64, f64)) -> Option<String> {
        Some(format!("×{}", self.factors(factor, "–")?))
    }

    fn factors(self, (least, greatest): (f64, f64), to: &str) -> Option<String> {
        let (least, greatest) = (self.factor(least)?, self.factor(greatest)?);
        Some(if least == greatest { least } else { format!("{least}{to}{greatest}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Causes;

    fn days(sides: [Option<(f64, f64)>; 2], lie: Lie) -> Between {
        let side = |ends: Option<(f64, f64)>| match ends {
            None => BetweenSide::Silent,
            Some((low, high)) => {
                let read = Interval::new(low, high).expect("in order");
                BetweenSide::Speaks { first: read, last: read }
            }
        };
        let [one, other] = sides;
        let sides = [side(one), side(other)];
        Between { from: None, to: None, sides, lie, causes: Causes::default(), said: None }
    }

    #[test]
    fn the_factor_between_two_is_told_from_its_least_to_its_greatest() {
        let lie = Lie::Apart { is_second_higher: true, factor: Some((1.21, 1.6)) };
        let apart = days([Some((1.0, 2.0)), Some((3.0, 4.0))], lie);
        let words = Words::default();
        let said = words.between_in_short(&apart, ["East", "West"]);
        assert_eq!(said, ["West higher, ×1.21–1.6", "apart ×1.21–1.6", "×1.21–1.6", "apart"]);
        let said = words.between(&apart, ["East", "West"]);
        assert_eq!(said, "apart, West higher by a factor of 1.21 to 1.6");
        let lie = Lie::Apart { is_second_higher: false, factor: None };
        let over_nothing = days([Some((1.0, 2.0)), Some((0.0, 0.0))], lie);
        assert_eq!(words.between(&over_nothing, ["East", "West"]), "apart, East higher");
    }

    #[test]
    fn who_says_nothing_is_named_where_there_is_room() {
        let silent = days([None, Some((3.0, 4.0))], Lie::OneSilent);
        let words = Words::default();
        let said = words.between_in_short(&silent, ["East", "West"]);
        assert_eq!(said, ["East silent", "one silent", "silent"]);
        assert_eq!(silent.sides.map(|side| words.between_side(&side)), ["–", "3–4"]);
    }
}
