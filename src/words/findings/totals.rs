//! Totals of different days, and numbers of linked measures.

use crate::compare::{Distance, Excess, Grown, Mention, Speaker};
use crate::estimate::{Basis, Measure};

use super::{Sentence, Words};

impl Words {
    pub(super) fn below_floor(
        self,
        to: &mut Sentence,
        [total, floor]: [&Mention; 2],
        distance: Distance,
    ) {
        self.mention(to, total);
        to.say(" lies below the floor that ");
        self.mention(to, floor);
        to.say(format!(
            " left: a total cannot fall, so they cannot both hold if they count the same. They lie \
             {}.",
            self.distance(distance)
        ));
    }

    /// That a number is below another one because it is of another kind: a list of names has as many
    /// as are known.
    pub(super) fn is_named_count(self, to: &mut Sentence, by: &Speaker) {
        to.say(" ");
        to.of(self.possessive(&by.name), by.voices());
        to.say(" is a count by name, which tells of no more than are known.");
    }

    /// `Ministry’s 900 of 1 Mar 2024 lies below its own 1,000 of 1 Feb 2024: a total cannot fall. They
    /// lie 95 apart, a factor of 1.11.`
    pub(super) fn own_fall(
        self,
        to: &mut Sentence,
        [total, before]: [&Mention; 2],
        distance: Distance,
        falls: usize,
    ) {
        self.mention(to, total);
        to.say(" lies below its own ");
        self.mention_as(to, before, &self.told_and_read(before));
        to.say(format!(": a total cannot fall. They lie {}.", self.distance(distance)));
        if falls > 1 {
            let (falls, by) = (self.count(falls), self.possessive(&total.by.name));
            to.say(format!(" It is the last of {falls} falls of {by} total."));
        }
    }

    pub(super) fn differ_by_growth(self, to: &mut Sentence, grown: &Grown) {
        self.mention(to, &grown.earlier);
        to.say(" and ");
        self.mention(to, &grown.later);
        let (per_day, gap) = (self.gap(grown.per_day), self.gap(grown.gap));
        let days = self.days(grown.days);
        to.say(format!(
            " differ by no more than growth would account for: {per_day} a day in the {days} between \
             would close the gap of {gap}, and "
        ));
        let [first, last] = &grown.grew;
        self.mention_as(to, first, &self.whose(first));
        to.say(" grew to ");
        self.mention_as(to, last, &self.told(&last.number));
        to.say(format!(", {} a day.", self.gap(grown.grew_per_day)));
    }

    /// `Zelensky’s 4,000 killed of 21 Jan 2025 is above ROK NIS’s 3,000 killed or wounded of …`
    pub(super) fn excess(self, to: &mut Sentence, excess: &Excess, why: &str) {
        let Excess { lesser: (lesser, part), greater: (greater, whole), distance } = excess;
        self.linked(to, lesser, &told_apart(part, whole));
        to.say(" is above ");
        self.linked(to, greater, &told_apart(whole, part));
        to.say(format!(", though {why}. They lie {}.", self.distance(*distance)));
    }

    fn linked(self, to: &mut Sentence, mention: &Mention, what: &str) {
        self.mention_as(to, mention, &format!("{}{what}", self.whose_read(mention)));
    }

    pub(super) fn part_of(
        self,
        Excess { lesser: (_, part), greater: (_, whole), .. }: &Excess,
    ) -> String {
        match part.quantity != whole.quantity {
            true => format!("{} is part of {}", part.quantity, whole.quantity),
            false if part.place != whole.place => {
                format!("{} is part of {}", part.place.name(), whole.place.name())
            }
            false => "what was counted later is part of what was counted before".to_owned(),
        }
    }

    pub(super) fn toll_of(self, Excess { greater: (_, deployed), .. }: &Excess) -> String {
        match deployed.basis {
            Basis::Level => {
                "nobody is killed or wounded who was not there: others were, or one is wrong"
            }
            _ => "nobody is killed or wounded who was not sent",
        }
        .to_owned()
    }
}

/// What is counted, as far as the other measure counts something else: ` killed`, ` in Kursk`.
fn told_apart(own: &Measure, other: &Measure) -> String {
    let mut words = String::new();
    if own.quantity != other.quantity {
        words.push_str(&format!(" {}", own.quantity));
    }
    if own.place != other.place && !own.place.is_empty() {
        words.push_str(&format!(" in {}", own.place.name()));
    }
    words
}
