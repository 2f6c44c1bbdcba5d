//! The comparison on a day: the sentence that stands above the plot.
//!
//! Plain words about who shares what. Nothing here speaks of how likely anything is.

use std::collections::BTreeMap;

use crate::compare::{
    Counted, Gist, Mention, NotCountedWhy, OpenEnds, Parted, Shared, Sharing, Speaker, Verdict,
};
use crate::estimate::Day;

use super::{Sentence, Words};

/// A day of a comparison in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Headline {
    /// Who shares what, and who stands outside by what factor.
    pub verdict: Sentence,
    /// What makes that fragile; empty if nothing does.
    pub fragile: Sentence,
    /// What is counted and what is not.
    pub counted: Sentence,
}

/// Those that share a value while others contradict themselves, and these, are told by name if they
/// are no more than these.
const MOST_SHARING: usize = 4;

/// Of how many groups it is told what parts them.
const MOST_PARTED: usize = 3;

impl Words {
    /// Says what a day comes to.
    #[must_use]
    pub fn headline(self, gist: &Gist) -> Headline {
        Headline {
            verdict: self.who_shares_what(gist),
            fragile: self.fragile(gist),
            counted: self.counted_and_not(&gist.counted),
        }
    }

    /// The first sentence of a [`Headline`] alone.
    #[must_use]
    pub fn who_shares_what(self, gist: &Gist) -> Sentence {
        let mut sentence = Sentence::default();
        match &gist.sharing {
            _ if gist.is_divided() => self.beside_divided(&mut sentence, gist),
            Sharing::Nobody { last, next, projections } => {
                self.nobody(&mut sentence, gist, [last.as_ref(), next.as_ref()]);
                if *projections > 0 {
                    let many = self.counted(*projections, "projection is", "projections are");
                    let why = "projections were not asked for";
                    sentence.say(format!(" {many} drawn and not counted ({why})."));
                }
            }
            Sharing::Alone(mention) => {
                self.statement(&mut sentence, mention, gist.at);
                sentence.say(" stands alone: nothing to compare it with.");
            }
            Sharing::AllApart { all, lower, upper, distance } => {
                let n = all.len();
                let counted = self.so_many(gist.by, n);
                let told = match n {
                    2 => format!("The {counted} share no value."),
                    _ => format!("No two of {counted} share a value."),
                };
                sentence.of(told, all.clone());
                sentence.say(if n > 2 { " The largest gap lies between " } else { " Between " });
                self.statement(&mut sentence, lower, gist.at);
                sentence.say(" and ");
                self.statement(&mut sentence, upper, gist.at);
                let lies = if n > 2 { ": " } else { " lies a gap of " };
                let gap = self.gap_and_factor(distance.gap, distance.factor);
                sentence.say(format!("{lies}{gap}."));
            }
            Sharing::Shared(shared) => self.shared(&mut sentence, gist, shared),
        }
        if !gist.divided.is_empty() && !gist.is_divided() {
            sentence.say(" ");
            self.contradict_themselves(&mut sentence, gist);
            let count = match &gist.divided[..] {
                [only] => self.verb(&only.group.name, "is", "are"),
                _ => "are",
            };
            sentence.say(format!(" and {count} not counted."));
        }
        sentence
    }

    /// What the others say where groups contradict themselves and nothing else parts those.
    fn beside_divided(self, sentence: &mut Sentence, gist: &Gist) {
        match &gist.sharing {
            Sharing::Alone(mention) => {
                self.statement(sentence, mention, gist.at);
                sentence.say(" stands alone");
            }
            Sharing::Shared(Shared { all, sharing, core, .. }) => {
                let core = self.cores(core);
                match &sharing[..] {
                    several if several.len() > MOST_SHARING => {
                        sentence.of(self.so_many(gist.by, all.len()), all.clone());
                    }
                    few => sentence.row(few, |sentence, speaker| {
                        sentence.of(&*speaker.name, speaker.voices());
                    }),
                }
                sentence.say(format!(" share {core}"));
            }
            _ => {
                self.contradict_themselves(sentence, gist);
                let noun = self.noun(gist.by, 1);
                return sentence.say(format!(", and no other {noun} stands."));
            }
        }
        sentence.say("; ");
        self.contradict_themselves(sentence, gist);
        sentence.say(".");
    }

    /// `US and UK contradict themselves`
    fn contradict_themselves(self, sentence: &mut Sentence, gist: &Gist) {
        let groups: Vec<&Speaker> = gist.divided.iter().map(|parted| &parted.group).collect();
        match &groups[..] {
            several if several.len() > MOST_SHARING => {
                let voices = several.iter().flat_map(|speaker| speaker.voices()).collect();
                sentence.of(self.so_many(gist.by, several.len()), voices);
            }
            few => sentence.row(few, |sentence, speaker| {
                sentence.of(&*speaker.name, speaker.voices());
            }),
        }
        sentence.say(" ");
        sentence.say(match groups[..] {
            [only] => self.contradicts_itself(&only.name),
            _ => "contradict themselves",
        });
    }

    fn shared(self, sentence: &mut Sentence, gist: &Gist, shared: &Shared) {
        let Shared { all, in_core, support, .. } = shared;
        let (n, core) = (all.len(), self.cores(&shared.core));
        let (noun, counted) = (self.noun(gist.by, n), self.so_many(gist.by, n));
        let support = self.count(*support);
        match shared.verdict {
            Verdict::NotContradicted => {
                let (none, with) = if n == 2 { ("Neither", "both") } else { ("None", "all") };
                sentence.of(format!("{none} of {counted} is contradicted"), all.clone());
                return sentence.say(format!(": {core} goes with {with}."));
            }
            Verdict::Agree if n == 2 => sentence.of(format!("Both {noun}"), all.clone()),
            Verdict::Agree => sentence.of(format!("All {counted}"), all.clone()),
            // Where several values are shared by as many, none is by more.
            Verdict::Minority | Verdict::Split => {
                sentence.of(format!("No more than {support} of {counted}"), in_core.clone());
            }
            _ if shared.core.len() > 1 => {
                sentence.of(format!("No more than {support} of {counted}"), in_core.clone());
            }
            _ => sentence.of(format!("{support} of {counted}"), in_core.clone()),
        }
        sentence.say(format!(" share {core}."));
        for (mention, distance) in &shared.outside {
            sentence.say(" ");
            self.statement(sentence, mention, gist.at);
            let far = self.by_how_much(distance.gap, distance.factor);
            sentence.say(format!(" stands outside {far}."));
        }
        if !shared.more_outside.is_empty() {
            let more = format!("{} more", self.count(shared.more_outside.len()));
            sentence.say(" ");
            sentence.of(more, shared.more_outside.clone());
            sentence.say(" stand outside.");
        }
    }

    /// Whose number of which day, as it is said on a day and reckoned with: `ROK Joint Chiefs’ 1,100
    /// (1,050–1,150) of 23 Dec`.
    fn statement(self, sentence: &mut Sentence, mention: &Mention, at: Day) {
        let when = self.when_seen_from(mention, at);
        let text = self.of_day(mention, &self.whose_read(mention), &when);
        sentence.of(text, mention.by.voices());
    }

    fn nobody(
        self,
        sentence: &mut Sentence,
        gist: &Gist,
        [last, next]: [Option<&(Mention, Day)>; 2],
    ) {
        let (noun, at) = (self.noun(gist.by, 1), self.day(gist.at));
        sentence.say(format!("No {noun} has a standing estimate on {at}."));
        if let Some((mention, until)) = last {
            sentence.say(" The last was ");
            sentence.of(self.whose(mention), mention.by.voices());
            sentence.say(format!(", which stood until {}.", self.day(*until)));
        }
        if let Some((mention, from)) = next {
            sentence.say(if last.is_some() { " The next is " } else { " The first is " });
            sentence.of(self.whose(mention), mention.by.voices());
            sentence.say(format!(", from {}.", self.day(*from)));
        }
    }

    /// The second sentence of a [`Headline`] alone. Where no group contradicts itself it says nothing
    /// but what [`Gist::fragile`] holds, whatever the day.
    #[must_use]
    pub fn fragile(self, gist: &Gist) -> Sentence {
        let Gist { fragile, divided, .. } = gist;
        let mut sentence = Sentence::default();
        self.mixed(&mut sentence, &fragile.mixed);
        for Parted { group, lower, upper, distance } in divided.iter().take(MOST_PARTED) {
            next(&mut sentence);
            sentence.of(&*group.name, group.voices());
            sentence.say(": ");
            self.statement(&mut sentence, lower, gist.at);
            sentence.say(" and ");
            self.statement(&mut sentence, upper, gist.at);
            sentence.say(format!(" are {}.", self.distance(*distance)));
        }
        if let Some(open) = &fragile.open {
            next(&mut sentence);
            self.open_ends(&mut sentence, open);
        }
        if fragile.touch {
            next(&mut sentence);
            sentence.say("The core is one single value, at which wider readings only touch.");
        }
        if fragile.diverge {
            next(&mut sentence);
            sentence.say("No two full statements share a value: diverge.");
        }
        sentence
    }

    /// Which of those that stand speak of another measure than the one asked about.
    fn mixed(self, sentence: &mut Sentence, mixed: &[Speaker]) {
        if mixed.is_empty() {
            return;
        }
        sentence.say("Mixed: ");
        sentence.row(mixed, |sentence, speaker| sentence.of(&*speaker.name, speaker.voices()));
        sentence.say(match mixed {
            [only] => self.verb(
                &only.name,
                " is of another measure, included because it was asked for.",
                " are of another measure, included because it was asked for.",
            ),
            _ => " are of other measures, included because they were asked for.",
        });
    }

    fn open_ends(self, sentence: &mut Sentence, open: &OpenEnds) {
        let (only_full, open) = match open {
            OpenEnds::All(voices) => {
                sentence.of("Everybody in the core", voices.clone());
                return sentence.say(" leaves one end open, which goes with anything beyond it.");
            }
            OpenEnds::Some { only_full, open } => (only_full, open),
        };
        if let Some(only) = only_full {
            sentence.of(&*only.name, only.voices());
            let is = self.verb(&only.name, "is", "give");
            sentence.say(format!(" {is} the only full statement in the core: "));
        }
        if !open.others.is_empty() {
            let voices: Vec<usize> = open.voices().collect();
            let many = self.count(voices.len());
            sentence.of(format!("{many} of those in the core"), voices);
            return sentence.say(" leave one end open, which goes with anything beyond it.");
        }
        sentence.row(&open.named, |sentence, mention| {
            let (whose, number) = (self.possessive(&mention.by.name), self.told(&mention.number));
            sentence.of(format!("{whose} {number}"), mention.by.voices());
        });
        sentence.say(match (open.say_two_things(), &open.named[..]) {
            (true, [_]) => " goes with anything between or beyond.",
            (true, _) => " go with anything between or beyond.",
            (false, [_]) => " goes with anything beyond it.",
            (false, _) => " go with anything beyond them.",
        });
    }

    /// The last sentence of a [`Headline`] alone.
    #[must_use]
    pub fn counted_and_not(self, counted: &Counted) -> Sentence {
        let mut sentence = Sentence::default();
        match counted.members.voices.is_empty() {
            true => sentence.say("Nobody is counted"),
            false => self.members(&mut sentence, &counted.members),
        }
        sentence.say(".");
        let left_out = self.left_out(&counted.left_out);
        if !left_out.is_empty() {
            sentence.say(format!(" Not counted: {}.", left_out.join(", ")));
        }
        sentence
    }

    fn left_out(self, left_out: &BTreeMap<NotCountedWhy, usize>) -> Vec<String> {
        use NotCountedWhy as Why;
        let kinds: [(&[Why], &str, &str); 11] = [
            (&[Why::Echo], "echo", "echoes"),
            (&[Why::Vague, Why::Share, Why::Direction], "without a number", "without a number"),
            (&[Why::Stale], "stale", "stale"),
            (&[Why::Projection], "projection", "projections"),
            (&[Why::Divided], "in a divided group", "in divided groups"),
            (&[Why::UnknownOrigin], "of unknown origin", "of unknown origin"),
            (&[Why::Excluded], "excluded", "excluded"),
            (&[Why::Retracted], "retracted", "retracted"),
            (&[Why::OtherPeriod], "of another period", "of other periods"),
            (&[Why::Part], "single event or part", "single events or parts, to be summed first"),
            (&[Why::OtherMeasure], "of another measure", "of other measures"),
        ];
        let counted = kinds.into_iter().map(|(wanted, one, several)| {
            let count = wanted.iter().filter_map(|why| left_out.get(why)).sum();
            (count, one, several)
        });
        let some = counted.filter(|(count, ..)| *count > 0);
        some.map(|(count, one, several)| self.counted(count, one, several)).collect()
    }
}

/// What was said so far is set apart from what comes.
fn next(sentence: &mut Sentence) {
    if !sentence.is_empty() {
        sentence.say(" ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{Asked, ask, at_least, point, range, says};
    use crate::estimate::{Bounds, How, Standing, Statement, Value};

    fn headline(asked: &Asked, at: &str) -> [String; 3] {
        let slice = asked.slice(at);
        let headline = Words::default().headline(&asked.comparison.gist(&asked.files, &slice));
        [headline.verdict, headline.fragile, headline.counted].map(|s| s.to_string())
    }

    fn of(mut statement: Statement, affiliation: &str) -> Statement {
        statement.facts.affiliation = affiliation.into();
        statement
    }

    #[test]
    fn the_founding_story_is_told_in_three_sentences() {
        let more_than = |low| {
            Value::Bounds(Bounds::new(Some(low), None, None, How::MoreThan).expect("a number"))
        };
        let asked = ask(
            &[
                of(says(1, "ROK Joint Chiefs", point(1100.0), "2024-12-23"), "South Korea"),
                of(says(2, "Syrskyi", more_than(3000.0), "2024-12-23"), "Ukraine"),
                of(says(3, "Zelensky", point(4000.0), "2025-01-09"), "Ukraine"),
                of(says(4, "NIS", more_than(3000.0), "2025-01-13"), "South Korea"),
                of(says(5, "White House", Value::Vague, "2024-12-16"), "US"),
            ],
            |_| {},
        );
        assert_eq!(
            headline(&asked, "2025-01-23"),
            [
                "3 of 4 origins share 3,800–4,200. ROK Joint Chiefs’ 1,100 (1,050–1,150) of 23 \
                 Dec stands outside by a factor of 3.3.",
                "Zelensky is the only full statement in the core: Gen. Syrskyi’s more than 3,000 \
                 and NIS’s more than 3,000 go with anything beyond them. No two full statements \
                 share a value: diverge.",
                "4 origins, 2 affiliations: South Korea 2, Ukraine 2. Not counted: 1 without a \
                 number.",
            ]
        );
        let slice = asked.slice("2025-01-23");
        let gist = asked.comparison.gist(&asked.files, &slice);
        let verdict = Words::default().headline(&gist).verdict;
        let spoken_of: Vec<&[usize]> = verdict.parts.iter().map(|part| &part.voices[..]).collect();
        assert_eq!(asked.name(spoken_of[3][0]), "ROK Joint Chiefs");
        assert_eq!(spoken_of[0].len(), 3, "those who share the core");
    }

    #[test]
    fn projections_that_were_not_asked_for_are_named_where_nothing_else_is_there() {
        let projected = |record, day| {
            let mut statement = says(record, "Model", point(300.0), day);
            statement.standing = Standing::Projected;
            statement
        };
        let both = [projected(1, "2025-01-04"), projected(2, "2025-01-11")];
        let asked = ask(&both, |_| {});
        let begin = asked.comparison.day_to_begin_with(&asked.files).expect("a day");
        assert_eq!(begin.to_string(), "2025-01-11");
        assert_eq!(
            headline(&asked, "2025-01-11")[0],
            "No origin has a standing estimate on 11 Jan 2025. 2 projections are drawn and not \
             counted (projections were not asked for)."
        );
        let asked = ask(&both, |question| question.projections = true);
        assert!(headline(&asked, "2025-01-11")[0].starts_with("Model’s projected 300"));
    }

    #[test]
    fn a_day_on_which_nobody_stands_names_the_nearest() {
        let asked = ask(
            &[
                says(1, "NIS", point(300.0), "2024-01-01"),
                says(2, "NIS", point(600.0), "2025-01-01"),
            ],
            |_| {},
        );
        assert_eq!(
            headline(&asked, "2024-08-01")[0],
            "No origin has a standing estimate on 1 Aug 2024. The last was NIS’s 300, which stood \
             until 29 Jun 2024. The next is NIS’s 600, from 1 Jan 2025."
        );
        assert_eq!(
            headline(&asked, "2023-01-01")[0],
            "No origin has a standing estimate on 1 Jan 2023. The first is NIS’s 300, from 1 Jan \
             2024."
        );
        assert_eq!(
            headline(&asked, "2024-01-09")[0],
            "NIS’s 300 (285–315) of 1 Jan stands alone: nothing to compare it with."
        );
    }

    #[test]
    fn every_verdict_has_its_sentence() {
        for (values, verdict, fragile) in [
            (vec![range(1.0, 5.0), range(4.0, 9.0)], "Both origins share 4–5.", ""),
            (
                vec![range(1.0, 5.0), range(4.0, 9.0), range(5.0, 9.0)],
                "All 3 origins share 5.",
                "The core is one single value, at which wider readings only touch.",
            ),
            (
                vec![at_least(1000.0), at_least(3000.0)],
                "Neither of 2 origins is contradicted: at least 3,000 goes with both.",
                "Everybody in the core leaves one end open, which goes with anything beyond it.",
            ),
            (
                vec![range(270.0, 330.0), range(1000.0, 1100.0)],
                "The 2 origins share no value. Between A’s 270–330 of 1 Jan and B’s \
                 1,000–1,100 of 1 Jan lies a gap of 670, a factor of 3.03.",
                "",
            ),
            (
                vec![range(1.0, 2.0), range(3.0, 4.0), range(100.0, 110.0)],
                "No two of 3 origins share a value. The largest gap lies between B’s 3–4 of 1 Jan \
                 and C’s 100–110 of 1 Jan: 96, a factor of 25.",
                "",
            ),
            (
                vec![range(1.0, 3.0), range(2.0, 4.0), range(7.0, 9.0), range(8.0, 10.0)],
                "No more than 2 of 4 origins share 2–3 or 8–9.",
                "",
            ),
            (
                vec![range(1.0, 3.0), range(2.0, 4.0), point(80.0), point(100.0), point(0.0)],
                "No more than 2 of 5 origins share 2–3. C’s 80 (76–84) of 1 Jan stands outside by a \
                 factor of 25. D’s 100 (95–105) of 1 Jan stands outside by a factor of 32. E’s 0 of \
                 1 Jan stands outside by 2.",
                "",
            ),
        ] {
            let statements: Vec<Statement> = values
                .into_iter()
                .zip(["A", "B", "C", "D", "E"])
                .zip(1..)
                .map(|((value, label), record)| says(record, label, value, "2024-01-01"))
                .collect();
            let asked = ask(&statements, |_| {});
            let [said, why, _] = headline(&asked, "2024-01-02");
            assert_eq!((said.as_str(), why.as_str()), (verdict, fragile));
        }
    }
}
