//! What two documents hold in one place, and how they go together there.

use strum::{IntoStaticStr, VariantArray};

/// Which of the documents beside each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Whose {
    Mine,
    Theirs,
    /// The one from which both came.
    Base,
}

impl Whose {
    pub const ALL: [Whose; 3] = [Whose::Mine, Whose::Theirs, Whose::Base];

    /// Its own of what is held three times.
    pub fn of<T>(self, [mine, theirs, base]: [T; 3]) -> T {
        match self {
            Whose::Mine => mine,
            Whose::Theirs => theirs,
            Whose::Base => base,
        }
    }
}

/// What two documents hold in one place, and what the one held from which both came, where that is
/// known. Each in its own words: slots and numbers are those of the document that holds it.
#[derive(Clone, PartialEq, Debug)]
pub struct Sides<T> {
    pub mine: Option<T>,
    pub theirs: Option<T>,
    pub base: Option<T>,
}

/// How two documents go together in one place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Accord {
    /// Both hold the same. Who entered it and when makes no difference.
    Same,
    OnlyMine,
    OnlyTheirs,
    /// Both hold something, and not the same.
    Different,
}

impl Accord {
    pub const ALL: &[Accord] = Accord::VARIANTS;

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Who changed something since both documents were one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ChangedBy {
    Nobody,
    Me,
    Them,
    /// To the same or to something else: that is told by the [`Accord`].
    Both,
}

impl ChangedBy {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl<T> Sides<T> {
    /// What is there: mine first, then theirs.
    #[must_use]
    pub fn any(&self) -> Option<&T> {
        self.mine.as_ref().or(self.theirs.as_ref()).or(self.base.as_ref())
    }

    /// What each makes of its own.
    pub(super) fn each<'a, U>(&'a self, mut make: impl FnMut(Whose, &'a T) -> U) -> Sides<U> {
        Sides {
            mine: self.mine.as_ref().map(|mine| make(Whose::Mine, mine)),
            theirs: self.theirs.as_ref().map(|theirs| make(Whose::Theirs, theirs)),
            base: self.base.as_ref().map(|base| make(Whose::Base, base)),
        }
    }
}

impl<T: PartialEq> Sides<T> {
    /// How the two go together.
    pub(super) fn accord(&self) -> Accord {
        match (&self.mine, &self.theirs) {
            (mine, theirs) if mine == theirs => Accord::Same,
            (Some(_), Some(_)) => Accord::Different,
            (Some(_), None) => Accord::OnlyMine,
            (None, _) => Accord::OnlyTheirs,
        }
    }

    /// Who changed it since both were one.
    pub(super) fn changed_by(&self) -> ChangedBy {
        match (self.mine == self.base, self.theirs == self.base) {
            (true, true) => ChangedBy::Nobody,
            (false, true) => ChangedBy::Me,
            (true, false) => ChangedBy::Them,
            (false, false) => ChangedBy::Both,
        }
    }
}
