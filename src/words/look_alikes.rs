//! Names that might stand for one origin.

use super::Words;
use crate::compare::Sameness;
use crate::estimate::{AsOf, Bounds, Likeness, LookAlike, visible};

impl Words {
    /// Why two statements may be one.
    #[must_use]
    pub fn sameness(self, why: Sameness) -> String {
        match why {
            Sameness::Address => "the same number of one day under one address".to_owned(),
            Sameness::Number { days: 0 } => "the same number of one day".to_owned(),
            Sameness::Number { days } => format!("the same number within {}", self.days(days)),
            Sameness::Rounding => "the one is the other rounded, on the same day".to_owned(),
            Sameness::Name(likeness) => self.likeness(likeness).to_owned(),
        }
    }

    /// Both and the reason: `“X” and “Y”: spelled almost the same`.
    #[must_use]
    pub fn look_alike(self, alike: &LookAlike) -> String {
        let (name, of) = (visible(&alike.name), visible(&alike.of));
        format!("“{name}” and “{of}”: {}", self.likeness(alike.why))
    }

    /// Whether a number that is entered is another's, said first: `Is this Gen. Syrskyi’s more than
    /// 3,000 of 23 Dec 2024, passed on by Zelensky?`
    #[must_use]
    pub fn is_it_passed_on(
        self,
        (label, bounds, as_of): (&str, &Bounds, AsOf),
        relay: Option<&str>,
    ) -> String {
        let (whose, said) = (self.possessive(label), self.stated(bounds));
        let relay = relay.map(|relay| format!(" by {relay}")).unwrap_or_default();
        format!("Is this {whose} {said} of {}, passed on{relay}?", self.as_of(as_of))
    }

    /// What two names have in common.
    #[must_use]
    pub fn likeness(self, why: Likeness) -> &'static str {
        match why {
            Likeness::Punctuation => "the same but for capitals, accents and punctuation",
            Likeness::OtherScript => "the same name in another script",
            Likeness::SameWords => "the same words in another order or form",
            Likeness::Title => "the same but for a title",
            Likeness::Brackets => "the same but for what stands in brackets",
            Likeness::Transliteration => "one name in two transliterations",
            Likeness::Spelling => "spelled almost the same",
            Likeness::Initials => "one is the initials of the other",
            Likeness::WithoutCountry => "the same but for the country",
            Likeness::Footnote => "the same but for the mark of a footnote",
            Likeness::Citing => "one says that it cites the other",
            Likeness::Joint => "one is a joint name that holds the other",
        }
    }
}
