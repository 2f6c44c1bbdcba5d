//! One item in which two documents may differ.

use std::sync::Arc;

use strum::{IntoStaticStr, VariantArray};

use super::copies::Copies;
use super::sides::{Accord, ChangedBy, Sides};
use crate::compare::{Dismissal, Question};
use crate::estimate::{Adjustment, Change, EstimateId, Event, Note, Publication};
use crate::session::FileSection;

/// What an item is part of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Section {
    Files,
    /// Which files are copies of one file, of which days, and which of them is in force.
    Copies,
    /// Estimates and events entered by hand.
    ByHand,
    Exclusions,
    Grades,
    /// Which sources are counted as one voice.
    Merges,
    /// Everything else that is laid over the data.
    Adjustments,
    Notes,
    /// Findings put aside.
    PutAside,
    /// What is recorded of publications.
    Publications,
    Question,
}

impl Section {
    /// In the order in which they are listed and taken over.
    pub const ALL: &[Section] = Section::VARIANTS;

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether it holds what analysts decide, rather than what they look at.
    #[must_use]
    pub fn is_of_decisions(self) -> bool {
        !matches!(self, Section::Files | Section::Publications | Section::Question)
    }
}

/// An adjustment where it lies.
#[derive(Clone, PartialEq, Debug)]
pub struct Laid {
    pub adjustment: Adjustment,
    /// Whether it changes numbers of an estimate and was laid behind bounds given to the same one,
    /// so that it is these that it changes.
    pub is_behind_bounds: bool,
}

/// What two documents hold in one place.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// A file that was read; what was entered by hand is told one by one.
    File(Sides<Arc<FileSection>>),
    /// Files of which one of the two says that they are copies of one file.
    Copies(Sides<Copies>),
    OwnEstimate(Sides<EstimateId>),
    OwnEvent(Sides<Event>),
    Adjustment(Box<Sides<Laid>>),
    Note(Box<Sides<Note>>),
    Dismissal(Box<Sides<Dismissal>>),
    Publication(Box<Sides<Publication>>),
    Question(Box<Sides<Question>>),
}

impl Item {
    /// What it is part of.
    #[must_use]
    pub fn section(&self) -> Section {
        match self {
            Item::File(_) => Section::Files,
            Item::Copies(_) => Section::Copies,
            Item::OwnEstimate(_) | Item::OwnEvent(_) => Section::ByHand,
            Item::Adjustment(sides) => match sides.any().map(|laid| &laid.adjustment.change) {
                Some(Change::Exclude) => Section::Exclusions,
                Some(Change::Grade(_)) => Section::Grades,
                Some(Change::SameVoiceAs(_)) => Section::Merges,
                _ => Section::Adjustments,
            },
            Item::Note(_) => Section::Notes,
            Item::Dismissal(_) => Section::PutAside,
            Item::Publication(_) => Section::Publications,
            Item::Question(_) => Section::Question,
        }
    }
}

/// One item, how the two documents go together in it, and, where the document is known from which
/// both came, who changed it since.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    pub item: Item,
    pub accord: Accord,
    pub changed_by: Option<ChangedBy>,
}
