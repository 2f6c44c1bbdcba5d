//! What changed over time: who parted, who met again, and who changed sides.

use crate::compare::{Cause, Causes, Mention, Parting, Side, Speaker};

use super::{Sentence, Words};

impl Words {
    pub(super) fn parted(self, to: &mut Sentence, apart: &Parting) {
        let [a, b] = &apart.said;
        let voices = [a, b].into_iter().filter_map(|said| said.by.voice).collect();
        let (shared_on, on) = (self.day(apart.shared_on), self.day(apart.on));
        to.of(format!("{} and {}", a.by.name, b.by.name), voices);
        // Between the two days they stood apart by less than is spoken of, or not both.
        to.say(match apart.shared_on.days_until(apart.on) {
            1 => format!(" last shared a value on {shared_on} and stood apart on {on}: "),
            _ => {
                let least = self.share(apart.least.per_cent() / 100.0);
                format!(
                    " last shared a value on {shared_on} and on {on} first stood apart by at least \
                     {least}: "
                )
            }
        });
        self.mention(to, a);
        to.say(" and ");
        self.mention(to, b);
        to.say(format!(" lie {}.", self.distance(apart.distance)));
        self.because(to, apart.causes, true);
    }

    /// What changed on a day, where it is not only that those spoke who are named: ` What changed
    /// that day: totals grew, an estimate expired by our rule.`
    fn because(self, to: &mut Sentence, causes: Causes, have_spoken: bool) {
        let is_told = have_spoken && causes.iter().all(|cause| cause == Cause::Said);
        if is_told || causes.is_empty() {
            return;
        }
        to.say(format!(" What changed that day: {}.", self.causes(causes)));
    }

    /// Why something else is compared from one day on: `totals grew, an estimate expired by our rule`
    #[must_use]
    pub fn causes(self, causes: Causes) -> String {
        causes.iter().map(cause).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn met_again(self, to: &mut Sentence, day: &str, [a, b]: &[Mention; 2]) {
        to.say(format!(" They met again on {day}, with "));
        self.mention(to, a);
        to.say(" and ");
        self.mention(to, b);
        to.say(".");
    }

    /// `On 1 Mar 2025 Gamma came to share 8,550–9,450, after standing outside 950–1,050 the day
    /// before. The number stayed 9,000 of 10 Jan 2025. What changed that day: an estimate began to stand.`
    pub(super) fn changed_sides(
        self,
        to: &mut Sentence,
        day: &str,
        (by, is_in_core, causes): (&Speaker, bool, Causes),
        [before, after]: [&Side; 2],
    ) {
        let (was, is) = (self.interval(before.core), self.interval(after.core));
        to.say(format!("On {day} "));
        to.of(&*by.name, by.voices());
        let when = match before.on.days_until(after.on) {
            1 => "the day before".to_owned(),
            _ => format!("when last beside others, on {}", self.day(before.on)),
        };
        to.say(match is_in_core {
            true => format!(" came to share {is}, after standing outside {was} {when}."),
            false => format!(" came to stand outside {is}, after sharing {was} {when}."),
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
        self.because(to, causes, is_another);
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
        Cause::Carried => "totals grew",
        Cause::Reading => "an adjustment made it so",
    }
}
