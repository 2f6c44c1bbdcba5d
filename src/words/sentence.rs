//! Sentences whose parts know of whom they speak, so that what is pointed at in them can be pointed
//! out elsewhere.

use std::borrow::Cow;
use std::fmt;

use crate::compare::EstimateRef;
use crate::estimate::visible;

/// Some words, and of whom and what they speak.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Part {
    pub text: String,
    /// The voices spoken of: places in the comparison of the same question.
    pub voices: Vec<usize>,
    /// The statements spoken of, where it is about single ones.
    pub estimates: Vec<EstimateRef>,
}

/// A sentence or two whose parts know of whom they speak.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sentence {
    pub parts: Vec<Part>,
}

impl Sentence {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// A sentence that speaks of nobody.
    pub(super) fn saying(text: impl Into<String>) -> Sentence {
        let mut sentence = Sentence::default();
        sentence.say(text);
        sentence
    }

    /// Adds words that speak of nobody.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.of(text, Vec::new());
    }

    /// Adds words that speak of these voices.
    pub(super) fn of(&mut self, text: impl Into<String>, voices: Vec<usize>) {
        self.about(text, voices, Vec::new());
    }

    /// Adds words that speak of these statements, and of the voices whose they are.
    pub(super) fn about(
        &mut self,
        text: impl Into<String>,
        voices: Vec<usize>,
        estimates: Vec<EstimateRef>,
    ) {
        // Names from outside never steer the screen on which they are read.
        let text: String = text.into();
        let text = match visible(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(shown) => shown,
        };
        self.parts.push(Part { text, voices, estimates });
    }

    /// Adds several things in a row, each as `tell` adds it: `A, B and C`.
    pub(super) fn row<T>(&mut self, things: &[T], mut tell: impl FnMut(&mut Sentence, &T)) {
        for (place, thing) in things.iter().enumerate() {
            match place {
                0 => {}
                _ if place + 1 == things.len() => self.say(" and "),
                _ => self.say(", "),
            }
            tell(self, thing);
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| f.write_str(&part.text))
    }
}
