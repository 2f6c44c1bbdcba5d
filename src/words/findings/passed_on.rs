//! What became of statements: passed on, changed on the way, changed later, taken back.

use crate::compare::{
    AboutMeasures, Content, EchoesCounted, Mention, Mutation, PassedOn, Revision, Saying,
};
use crate::estimate::Value;

use super::{Sentence, Words};

impl Words {
    /// What an estimate says: `about 3,000`, `4,000 killed or wounded`; the source's own words
    /// where there is no number.
    #[must_use]
    pub fn content(self, content: &Content) -> String {
        let mut said = match (&content.value, &content.wording) {
            (Value::Bounds(bounds), _) => self.stated(bounds),
            (_, Some(wording)) => format!("“{wording}”"),
            (Value::Direction(direction), None) => direction.words().to_owned(),
            (value, None) => value.word().to_owned(),
        };
        if let Some(quantity) = &content.quantity {
            said.push_str(&match content.value.bounds() {
                Some(_) => format!(" {quantity}"),
                None => format!(" ({quantity})"),
            });
        }
        if let Some(place) = &content.place {
            said.push_str(" in ");
            said.push_str(place.name());
        }
        said
    }

    /// What is different in what was passed on: `the bound changed`.
    #[must_use]
    pub fn mutation(self, mutation: &Mutation) -> String {
        match mutation {
            Mutation::Bound => "the bound changed".to_owned(),
            Mutation::Quantity => "the quantity changed".to_owned(),
            Mutation::Place => "the place changed".to_owned(),
            Mutation::Measure => "what is counted changed".to_owned(),
            Mutation::Origin => "the origin changed".to_owned(),
            Mutation::Number => "the number changed".to_owned(),
            Mutation::Hedge(word) => format!("the hedge “{word}” was dropped"),
        }
    }

    /// `Zelensky said 4,000 killed or wounded on 9 Jan 2025; Euromaidan Press passed it on as 4,000
    /// killed: the quantity changed. One statement, one voice.`
    pub(super) fn passed_on(self, to: &mut Sentence, passed: &PassedOn, changes: &[Mutation]) {
        let PassedOn { original, published, echo, origin } = passed;
        let when = match published {
            Some(day) => format!("on {}", self.day(*day)),
            None => format!("as of {}", self.as_of(original.as_of)),
        };
        let said = self.content(&original.content);
        saying(to, original, format!("{} said {said} {when}", original.by.name));
        to.say("; ");
        let from = match changes.contains(&Mutation::Origin) {
            true => format!(" from {origin}"),
            false => String::new(),
        };
        let told = match changes.is_empty() {
            true => "as it was".to_owned(),
            false => format!("as {}{from}", self.content(&echo.content)),
        };
        saying(to, echo, format!("{} passed it on {told}", echo.by.name));
        if !changes.is_empty() {
            let changes: Vec<String> = changes.iter().map(|change| self.mutation(change)).collect();
            to.say(format!(": {}", self.all_of(&changes)));
        }
        to.say(". One statement, one voice.");
    }

    /// `On 24 Dec 2024 the verdict is “diverge”; were an echo counted as a voice, 2 of 3 origins would
    /// share 1,050–1,150: “majority”. KUNA’s about 1,100 …`
    pub(super) fn echoes_counted(self, to: &mut Sentence, day: &str, counted: &EchoesCounted) {
        let EchoesCounted { now, then, sharing, by, echoes } = counted;
        let counted = match echoes.len() {
            1 => "were an echo counted as a voice",
            _ => "were echoes counted as voices",
        };
        let (now, then) = (self.verdict(*now), self.verdict(*then));
        let would = match sharing {
            Some((support, n, core)) => {
                let (support, all) = (self.count(*support), self.so_many(*by, *n));
                format!("{support} of {all} would share {}: “{then}”", self.cores(core))
            }
            None => format!("it would be “{then}”"),
        };
        to.say(format!("On {day} the verdict is “{now}”; {counted}, {would}."));
        for (echo, original) in echoes {
            to.say(" ");
            self.echo(to, echo, original);
        }
    }

    /// `KUNA’s about 1,100 (1,050–1,150) of 23 Dec 2024 passes on ROK Joint Chiefs’ about 1,100.`
    fn echo(self, to: &mut Sentence, echo: &Mention, original: &Saying) {
        self.mention(to, echo);
        to.say(" passes on ");
        let (whose, said) = (self.possessive(&original.by.name), self.content(&original.content));
        saying(to, original, format!("{whose} {said}"));
        to.say(".");
    }

    /// `ROK NIS gave a newer figure: about 600 of 30 Apr 2025 became about 2,000 of 2 Sep 2025, told
    /// on 2 Sep 2025.`
    pub(super) fn revision(self, to: &mut Sentence, revision: &Revision) {
        let (old, new, is_newer, told_on, about) = match revision {
            Revision::TakenBack { said, on } => {
                let (by, what) = (&said.by.name, self.content(&said.content));
                let its = self.verb(by, "its", "their");
                let as_of = self.as_of(said.as_of);
                saying(to, said, format!("{by} took back {its} {what} of {as_of}"));
                return to.say(format!(" on {}.", self.day(*on)));
            }
            Revision::Changed { old, new, is_newer, told_on, about } => {
                (&**old, &**new, *is_newer, told_on, about)
            }
        };
        to.of(&*new.by.name, new.by.voices());
        to.say(if is_newer { " gave a newer figure: " } else { " changed the figure: " });
        let whose = match old.by.name == new.by.name {
            true => String::new(),
            false => format!(", said by {},", old.by.name),
        };
        let of_day = |said: &Saying| {
            format!("{} of {}", self.content(&said.content), self.as_of(said.as_of))
        };
        saying(to, old, format!("{}{whose}", of_day(old)));
        // One figure becomes another only where both are of one measure.
        to.say(match about {
            Some(AboutMeasures::Different) => ", then ",
            _ => " became ",
        });
        let is_of_same_day = old.as_of == new.as_of;
        saying(to, new, if is_of_same_day { self.content(&new.content) } else { of_day(new) });
        to.say(match told_on {
            Some(day) => format!(", told on {}.", self.day(*day)),
            None => ".".to_owned(),
        });
        match about {
            Some(AboutMeasures::Different) => {
                to.say(" These are different measures, so each stands in its own.");
            }
            Some(AboutMeasures::Other(measure)) => {
                to.say(format!(" This is about {}.", measure.name()));
            }
            None => {}
        }
    }
}

fn saying(to: &mut Sentence, said: &Saying, text: String) {
    to.about(text, said.by.voices(), vec![said.estimate]);
}
