//! Why something else is compared from one day on.

use strum::{IntoStaticStr, VariantArray};

/// Why from one day to the next something else is compared.
///
/// These are the causes within one state of knowledge. What was learned later – that a source took
/// a number back, gave another one for the same day, or that a newer copy of a file lacks it –
/// holds for every day, and so never begins a segment; findings about revisions and newer copies
/// tell it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Cause {
    /// An estimate began to stand.
    Said,
    /// Another estimate took its place.
    Superseded,
    /// It went stale by our rule, or its period is over.
    Expired,
    /// Totals grew towards or past each other.
    Carried,
    /// An analyst's adjustment made it so.
    Reading,
}

impl Cause {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A set of causes.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Causes(u8);

impl From<Cause> for Causes {
    fn from(cause: Cause) -> Causes {
        Causes(1 << cause as u8)
    }
}

impl Causes {
    pub fn add(&mut self, cause: Cause) {
        self.0 |= 1 << cause as u8;
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, others: Causes) -> Causes {
        Causes(self.0 | others.0)
    }

    #[must_use]
    pub fn has(self, cause: Cause) -> bool {
        self.0 & 1 << cause as u8 != 0
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order in which they are declared.
    pub fn iter(self) -> impl Iterator<Item = Cause> {
        Cause::VARIANTS.iter().copied().filter(move |cause| self.has(*cause))
    }
}
