//! What can be told of the day itself.

use crate::compare::{Distance, Interval, Mention, Mentions, Sameness};

use super::{Sentence, Words};

impl Words {
    /// `Paper’s 70,000 of 1 Sep 2004 may be Agency’s 70,000 of 1 Sep 2004 said again: the same number
    /// of one day under one address. Both are counted.`
    pub(super) fn may_be_one(
        self,
        to: &mut Sentence,
        [first, again]: [&Mention; 2],
        why: Sameness,
    ) {
        self.mention_said(to, again);
        to.say(" may be ");
        self.mention_said(to, first);
        to.say(format!(" said again: {}. Both are counted.", self.sameness(why)));
    }

    pub(super) fn largest_divergence(
        self,
        to: &mut Sentence,
        day: &str,
        [lower, upper]: [&Mention; 2],
        distance: Distance,
    ) {
        to.say(format!("Farthest apart on {day} are "));
        self.mention(to, lower);
        to.say(" and ");
        self.mention(to, upper);
        to.say(format!(": {}.", self.distance(distance)));
    }

    pub(super) fn only_at_least(
        self,
        to: &mut Sentence,
        day: &str,
        who: &str,
        (core, open): (&[Interval], &Mentions),
    ) {
        let core = self.cores(core);
        let on = match open.say_two_things() {
            true => "what is not bounded on both sides and goes with anything between or beyond",
            false => "open ends, which go with anything beyond them",
        };
        to.say(format!("What {who} share on {day}, {core}, rests on {on}: "));
        self.mentions(to, open);
        to.say(".");
    }

    pub(super) fn only_touching(
        self,
        to: &mut Sentence,
        day: &str,
        touching: &Mentions,
        value: f64,
    ) {
        self.mentions(to, touching);
        let value = self.number(value);
        to.say(format!(" only touch on {day}: {value} is the one value that they share."));
    }
}
