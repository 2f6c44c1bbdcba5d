//! Names that might stand for one origin.

use super::Words;
use crate::estimate::{Likeness, LookAlike};

impl Words {
    /// Both and the reason: `“X” and “Y”: spelled almost the same`.
    #[must_use]
    pub fn look_alike(self, alike: &LookAlike) -> String {
        format!("“{}” and “{}”: {}", alike.name, alike.of, self.likeness(alike.why))
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
        }
    }
}
