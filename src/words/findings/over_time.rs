//! What changed over time: who parted, who met again, and who changed sides.

use crate::compare::{Mention, Parting, Side, Speaker};

use super::{Sentence, Words};

impl Words {
    pub(super) fn parted(self, to: &mut Sentence, day: &str, apart: &Parting) {
        let [a, b] = &apart.said;
        let voices = [a, b].into_iter().filter_map(|said| said.by.voice).collect();
        to.of(format!("{} and {}", a.by.name, b.by.name), voices);
        to.say(format!(" parted on {day}: "));
        self.mention(to, a);
        to.say(" and ");
        self.mention(to, b);
        to.say(format!(" lie {}", self.distance(apart.distance)));
    }

    pub(super) fn met_again(self, to: &mut Sentence, day: &str, [a, b]: &[Mention; 2]) {
        to.say(format!(". They met again on {day}, with "));
        self.mention(to, a);
        to.say(" and ");
        self.mention(to, b);
        to.say(".");
    }

    pub(super) fn changed_sides(
        self,
        to: &mut Sentence,
        day: &str,
        by: &Speaker,
        [before, after]: [&Side; 2],
    ) {
        let changed = match after.is_in_core {
            true => "stood outside and has been among those that share a value",
            false => "was among those that share a value and has stood outside",
        };
        to.of(&*by.name, by.voices());
        to.say(format!(" {changed} since {day}: "));
        let (was, is) = (self.told(&before.number), self.told(&after.number));
        if before.estimate == after.estimate {
            to.about(format!("it kept its {is}"), by.voices(), vec![after.estimate]);
        } else {
            to.about(format!("its {was} became"), by.voices(), vec![before.estimate]);
            to.about(format!(" {is}"), by.voices(), vec![after.estimate]);
        }
        let (went, to_core) = (self.interval(before.core), self.interval(after.core));
        to.say(match before.core == after.core {
            true => format!(", while {to_core} stayed shared."),
            false => format!(", while the others went from {went} to {to_core}."),
        });
    }
}
