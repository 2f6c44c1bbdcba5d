//! What can be told of the day itself.

use crate::compare::{Affiliations, Distance, Interval, Members, Mention, Mentions, Sameness};

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
        // Of several values each is shared by others.
        let most = if core.len() > 1 { "no more than " } else { "" };
        let core = self.cores(core);
        let on = match open.say_two_things() {
            true => "what is not bounded on both sides and goes with anything between or beyond",
            false => "what is open at one end and goes with anything beyond it",
        };
        to.say(format!("What {most}{who} share on {day}, {core}, rests on {on}: "));
        self.mentions(to, open);
        to.say(".");
    }

    /// `The 5 origins that stand on 1 Jan 2025 belong to 3 affiliations, 2 of them to US and 2 to
    /// Ukraine.`
    pub(super) fn one_affiliation(self, to: &mut Sentence, day: &str, members: &Members) {
        let all = self.so_many(members.by, members.voices.len());
        let Some(Affiliations { count, of_several }) = &members.affiliations else { return };
        to.of(format!("The {all} that stand on {day}"), members.voices.clone());
        if let ([(name, voices)], 1) = (&of_several[..], *count) {
            let all = if members.voices.len() == 2 { "both" } else { "all" };
            to.say(format!(" {all} belong to one affiliation, "));
            to.of(name, voices.clone());
            return to.say(".");
        }
        to.say(format!(" belong to {} affiliations, ", self.count(*count)));
        let mut of_them = " of them";
        to.row(of_several, |to, (name, voices)| {
            to.of(format!("{}{of_them} to {name}", self.count(voices.len())), voices.clone());
            of_them = "";
        });
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
        let value = self.amount(value);
        to.say(format!(" only touch on {day}: {value} is the one value that they share."));
    }
}
