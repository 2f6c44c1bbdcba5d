//! What was said of a day, and when: numbers that were said anew.

use crate::compare::{Fan, FanLine, SaidBy, Telling};

use super::Words;

impl Words {
    /// How many sources said more than once what a fan is of, in a sentence without a full stop: `2 of
    /// 5 sources said their latest number up to 10 Oct 2025 more than once`.
    #[must_use]
    pub fn fan(self, fan: &Fan) -> String {
        let anew = fan.lines.len();
        let all = self.counted(anew.saturating_add(fan.said_once), "source", "sources");
        let which = format!("latest number up to {} more than once", self.day(fan.at));
        match anew {
            0 if fan.said_once == 0 => {
                format!("Nobody has spoken of a day up to {}", self.day(fan.at))
            }
            0 if fan.said_once == 1 => format!("The only source did not say its {which}"),
            0 => format!("None of {all} said its {which}"),
            1 if fan.said_once == 0 => format!("The only source said its {which}"),
            1 => format!("1 of {all} said its {which}"),
            many => format!("{} of {all} said their {which}", self.count(many)),
        }
    }

    /// Where numbers come to be said anew, for a fan in which none is.
    #[must_use]
    pub fn how_numbers_are_said_anew(self) -> &'static str {
        "A number is said anew where its source states another one for the same day later, or where \
         a newer copy of a file has another in its place. Open an older copy beside the newer one to \
         see what changed"
    }

    /// When something was said: `published 12 Oct 2025`.
    #[must_use]
    pub fn said_on(self, one: &Telling) -> String {
        let day = self.day(one.said);
        match one.by {
            SaidBy::Published => format!("published {day}"),
            SaidBy::Copy => format!("in the copy of {day}"),
            SaidBy::AsOf => format!("on {day} at the earliest"),
        }
    }

    /// By how much a number is another one than the one said before: `+50`, `−20`, `as before`;
    /// nothing where one of them is no single number, or it is the first.
    #[must_use]
    pub fn said_otherwise(self, line: &FanLine, one: &Telling) -> String {
        let place = line.told.iter().position(|told| told == one);
        let before = place.and_then(|place| line.told.get(place.checked_sub(1)?));
        let Some(before) = before else { return String::new() };
        if before.bounds == one.bounds {
            return "as before".to_owned();
        }
        match (before.bounds.single(), one.bounds.single()) {
            (Some(old), Some(new)) if new > old => format!("+{}", self.number(new - old)),
            (Some(old), Some(new)) if new < old => self.number(new - old),
            _ => String::new(),
        }
    }

    /// One telling in a sentence without a full stop: `UK MoD, of 30 Jun 2026: 900,000, published 2
    /// Jul 2026, +50`.
    #[must_use]
    pub fn telling(self, line: &FanLine, one: &Telling) -> String {
        let (of, said) = (self.as_of(line.as_of), self.said_on(one));
        let mut told = format!("{}, of {of}: {}, {said}", line.name, self.bounds(&one.bounds));
        let otherwise = self.said_otherwise(line, one);
        if !otherwise.is_empty() {
            told.push_str(&format!(", {otherwise}"));
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{ask, day, point, published, range, says};

    #[test]
    fn each_telling_is_told_with_its_day_and_what_it_changed() {
        let asked = ask(
            &[
                published(says(1, "A", point(900.0), "2024-01-01"), "2024-01-02"),
                published(says(2, "A", point(950.0), "2024-01-01"), "2024-02-02"),
                published(says(3, "A", range(800.0, 940.0), "2024-01-01"), "2024-03-02"),
                says(4, "B", point(700.0), "2024-01-01"),
            ],
            |_| {},
        );
        let fans = asked.comparison.fans(&asked.files, &[]);
        let (words, fan) = (Words::default(), fans.at(day("2024-06-01")));
        let line = &fan.lines[0];
        let told: Vec<String> = line.told.iter().map(|one| words.telling(line, one)).collect();
        assert_eq!(
            told,
            [
                "A, of 1 Jan 2024: 900, published 2 Jan 2024",
                "A, of 1 Jan 2024: 950, published 2 Feb 2024, +50",
                "A, of 1 Jan 2024: 800–940, published 2 Mar 2024",
            ]
        );
        assert_eq!(
            words.fan(&fan),
            "1 of 2 sources said its latest number up to 1 Jun 2024 more than once"
        );
        let none = fans.at(day("2023-06-01"));
        assert_eq!(words.fan(&none), "Nobody has spoken of a day up to 1 Jun 2023");
    }
}
