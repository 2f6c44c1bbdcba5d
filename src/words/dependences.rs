//! Two voices whose numbers move as one.

use crate::compare::{Addend, Dependence, DependenceKind, MadeOfTwo, PeriodLength, SumOfTwo};

use super::Words;

impl Words {
    /// What two voices have in common, with its numbers, in one sentence without a full stop.
    #[must_use]
    pub fn dependence(self, dependence: &Dependence) -> String {
        use DependenceKind as Kind;
        let [a, b] = &dependence.voices;
        let so_many =
            |same: usize, of: usize| format!("{} of {}", self.count(same), self.count(of));
        match &dependence.kind {
            Kind::EqualValues { same, compared, last, day } => {
                let figures = so_many(*same, *compared);
                let (last, day) = (self.interval(*last), self.day(*day));
                format!(
                    "{a} and {b} state the same numbers: {figures} figures of the same days are \
                     equal, such as {last} of {day}"
                )
            }
            Kind::ConstantOffset { offset, same, compared } => {
                let side = if *offset > 0.0 { "above" } else { "below" };
                let (offset, days) = (self.number(offset.abs()), so_many(*same, *compared));
                let stays = self.verb(a, "stays", "stay");
                format!("{a} {stays} {offset} {side} {b} on {days} common days")
            }
            Kind::Rounding { same, compared, is_down } => {
                let how = if *is_down { "rounded down" } else { "rounded" };
                let (of_a, of_b) = (self.possessive(a), self.possessive(b));
                let days = so_many(*same, *compared);
                format!("{of_a} figures are {of_b}, {how}: {days} of the same days")
            }
            Kind::EqualIncrements { same, compared, r, period } => {
                let (periods, period) = (so_many(*same, *compared), increments(*period));
                format!(
                    "{a} and {b} state equal increments: {periods} {period} are the same to the \
                     last digit, r = {r:.4}"
                )
            }
            Kind::NearIncrements { near, same, compared, r, period } => {
                let (periods, period) = (so_many(*near, *compared), increments(*period));
                format!(
                    "{a} and {b} are numerically near-identical: {periods} {period} within \
                     {}, r = {r:.4}; {} of these are the same as far as they are written",
                    self.share(0.005),
                    self.count(*same)
                )
            }
            Kind::ConstantFactor { factor, same, compared } => {
                let (factor, days) = (self.number(*factor), so_many(*same, *compared));
                let (of_a, of_b) = (self.possessive(a), self.possessive(b));
                format!("{of_a} figures are {of_b} times {factor}: {days} of the same days")
            }
            Kind::Late { days, is_rounded, same, compared } => {
                let (of_a, figures) = (self.possessive(a), so_many(*same, *compared));
                let of_b = self.possessive(b);
                let rounded = if *is_rounded { ", rounded" } else { "" };
                format!(
                    "{of_a} figures are {of_b} of {} earlier{rounded}: {figures}",
                    self.days(*days)
                )
            }
            Kind::SumOfTwo(sum) => self.sum_of_two([a, b], sum),
            Kind::MadeOfTwo(made) => self.made_of_two(a, made),
        }
    }

    fn made_of_two(self, voice: &str, made: &MadeOfTwo) -> String {
        let of_voice = self.possessive(voice);
        let [one, other] = [0, 1].map(|which: usize| self.possessive(&made.of[which]));
        let (days, number) = (
            format!("{} of {}", self.count(made.same), self.count(made.compared)),
            self.number(made.number),
        );
        let [first, second] = made.parts.map(|part| self.number(part));
        let (what, rounded) = (
            if made.is_mean { "mean" } else { "sum" },
            if made.is_rounded { ", rounded," } else { "" },
        );
        let such = if made.is_mean {
            format!("{number} between {first} and {second}")
        } else {
            let sign = if made.is_rounded { "≈" } else { "=" };
            format!("{number} {sign} {first} + {second}")
        };
        format!(
            "{of_voice} numbers are the {what} of {one} and {other}{rounded} on {days} common \
             days, such as {such}"
        )
    }

    fn sum_of_two(self, [a, b]: [&str; 2], sum: &SumOfTwo) -> String {
        let addend = |addend: &Addend| {
            let stated = addend.stated.as_ref().map(|bounds| self.stated(bounds));
            format!("{} {}", stated.unwrap_or_else(|| self.number(addend.number)), addend.quantity)
        };
        let (of_a, total) = (self.possessive(a), addend(&sum.total));
        let [first, second] = sum.parts.each_ref().map(addend);
        let elsewhere = sum.elsewhere.as_ref();
        let elsewhere = elsewhere.map(|place| format!(" ({})", place.name())).unwrap_or_default();
        let [day, of_parts] = sum.days;
        let when = match day == of_parts {
            true => "of the same day".to_owned(),
            false => format!("of {}", self.day(of_parts)),
        };
        let often = match sum.compared {
            0 | 1 => String::new(),
            all => format!("; so are {} of {} totals", self.count(sum.same), self.count(all)),
        };
        let chance = if sum.may_be_chance { "; with so few digits it may be chance" } else { "" };
        format!(
            "{of_a} {total} of {} equals the sum of {} {first} and {second}{elsewhere} \
             {when}{often}{chance}",
            self.day(day),
            self.possessive(b),
        )
    }
}

/// What is said of amounts of equal periods.
fn increments(period: PeriodLength) -> &'static str {
    match period {
        PeriodLength::Daily => "daily increments",
        PeriodLength::Weekly => "weekly increments",
        PeriodLength::Monthly => "monthly increments",
        PeriodLength::Other => "increments over equal periods",
    }
}
