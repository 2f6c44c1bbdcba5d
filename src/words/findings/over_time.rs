//! What changed over time: who parted, who met again, and who changed sides.

use crate::compare::{Cause, Causes, Mention, Mentions, Parting, Side, Speaker};

use super::{Sentence, Words};

impl Words {
    pub(super) fn parted(self, to: &mut Sentence, apart: &Parting) {
        self.came_apart(to, apart, "last shared");
    }

    /// That two came apart, and when and with what they met again.
    pub(super) fn met_again(
        self,
        to: &mut Sentence,
        day: &str,
        (apart, [a, b]): (&Parting, &[Mention; 2]),
    ) {
        self.came_apart(to, apart, "shared");
        to.say(format!(" They shared one again on {day}, with "));
        self.mention(to, a);
        to.say(" and ");
        self.mention(to, b);
        to.say(".");
    }

    fn came_apart(self, to: &mut Sentence, apart: &Parting, shared: &str) {
        let [a, b] = &apart.said;
        let voices = [a, b].into_iter().filter_map(|said| said.by.voice).collect();
        let (shared_on, on) = (self.day(apart.shared_on), self.day(apart.on));
        to.of(format!("{} and {}", a.by.name, b.by.name), voices);
        // Between the two days they stood apart by less than is spoken of, or not both.
        let is_next_day = apart.shared_on.days_until(apart.on) == 1;
        to.say(match is_next_day {
            true => format!(" {shared} a value on {shared_on} and stood apart on {on}: "),
            false => {
                let least = self.share(apart.least.per_cent() / 100.0);
                format!(
                    " {shared} a value on {shared_on} and after that, on {on}, stood apart by at \
                     least {least}: "
                )
            }
        });
        self.mention(to, a);
        to.say(" and ");
        self.mention(to, b);
        to.say(format!(" lie {}.", self.distance(apart.distance)));
        // That those spoke who are named was said.
        if apart.causes.iter().any(|cause| cause != Cause::Said) {
            let when = if is_next_day { "that day" } else { "between these days" };
            to.say(format!(" What changed {when}: {}.", self.causes(apart.causes)));
        }
    }

    /// Why something else is compared from one day on: `totals were carried on by our rule, an
    /// estimate expired by our rule`
    #[must_use]
    pub fn causes(self, causes: Causes) -> String {
        causes.iter().map(cause).collect::<Vec<_>>().join(", ")
    }

    /// `On 1 Mar 2025 Gamma shared 8,550–9,450, after standing outside 950–1,050 the day before. The
    /// number stayed 9,000 of 10 Jan 2025. What changed that day: Delta’s 9,100 of 1 Mar 2025 began to
    /// stand.`
    pub(super) fn changed_sides(
        self,
        to: &mut Sentence,
        day: &str,
        (by, is_in_core): (&Speaker, bool),
        [before, after]: [&Side; 2],
        why: (&Mentions, Causes),
    ) {
        let (was, is) = (self.interval(before.core), self.interval(after.core));
        to.say(format!("On {day} "));
        to.of(&*by.name, by.voices());
        let when = match before.on.days_until(after.on) {
            1 => "the day before".to_owned(),
            _ => format!("when last beside a shared value, on {}", self.day(before.on)),
        };
        to.say(match is_in_core {
            true => format!(" shared {is}, after standing outside {was} {when}."),
            false => format!(" stood outside {is}, after sharing {was} {when}."),
        });
        let (old, new) = (&before.said, &after.said);
        let is_another = old.estimate != new.estimate;
        if is_another {
            to.say(" The number went from ");
            self.mention_then(to, old, " to ");
        } else {
            to.say(" The number stayed ");
        }
        self.mention_then(to, new, ".");
        self.changed_that_day(to, why);
    }

    /// What changed on a day beside the number that was told: ` What changed that day: Delta’s 9,100 of
    /// 1 Mar 2025 began to stand, totals were carried on by our rule.`
    fn changed_that_day(self, to: &mut Sentence, (anew, causes): (&Mentions, Causes)) {
        let others = causes.iter().filter(|cause| *cause != Cause::Said).map(cause);
        let others: Vec<&str> = others.collect();
        if anew.named.is_empty() && others.is_empty() {
            return;
        }
        to.say(" What changed that day: ");
        if !anew.named.is_empty() {
            self.mentions(to, anew);
            to.say(if others.is_empty() { " began to stand" } else { " began to stand, " });
        }
        to.say(format!("{}.", others.join(", ")));
    }

    /// How much of which day.
    fn mention_then(self, to: &mut Sentence, said: &Mention, then: &str) {
        self.mention_as(to, said, &self.told_and_read(said));
        to.say(then);
    }
}

/// Why something else is compared from one day on.
fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Said => "an estimate began to stand",
        Cause::Superseded => "an estimate was replaced",
        Cause::Expired => "an estimate expired by our rule",
        Cause::Carried => "totals were carried on by our rule",
        Cause::Reading => "an adjustment made it so",
    }
}
