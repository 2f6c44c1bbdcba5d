//! The words of the field as types: estimates, measures, bounds, dates, sources, gradings.
//!
//! Inside the house a value is valid by its type: [`Bounds`] hold only finite numbers, a [`Day`]
//! exists, a [`Measure`] has a quantity. What a file states goes into a [`Ledger`] and is never
//! edited; what an analyst changes lies over it in an [`Overlay`].
//!
//! This room reads no files, compares nothing and draws nothing.

mod affiliation;
pub mod asof;
mod at_most;
mod bounds;
mod camp;
mod conflicts;
mod day;
mod decisions;
mod directory;
mod grading;
mod ledger;
mod lookalikes;
mod measure;
mod method;
mod names;
mod overlay;
mod publication;
mod settled;
mod source;
mod spelling;
mod stamp;
mod statement;
mod visible;
mod wording;

pub use affiliation::Affiliation;
pub use at_most::MOST_ENTRIES;
pub(crate) use at_most::at_most;
pub use bounds::{
    BadBounds, Bounds, Direction, How, IntervalKind, LARGEST_NUMBER, Shape, Value, shape_of,
};
pub use camp::Camp;
pub(crate) use day::MONTHS;
pub use day::{AsOf, BadDay, Day, Precision};
pub use decisions::{Anchor, Note, NoteId};
pub use directory::{Directory, Listed, OriginFacts, Wars};
pub use grading::{BadGrade, Credibility, Grading, Reliability};
pub use ledger::{
    Again, Estimate, EstimateId, Event, FileSlot, Ledger, LedgerBuilder, Loaded, MeasureKey,
    NotTaken, OwnId, RowIndex, SourceKey, TrackSpan, Unchanged,
};
pub use lookalikes::{Known, Likeness, LookAlike, look_alikes, name_within};
pub use measure::{BadMeasure, Basis, Measure, Outcomes, Place, Quantity, slug};
pub use method::{Method, StatedMethods};
pub(crate) use names::{folded_name, name_words};
pub use overlay::{Adjustment, Change, Overlay, Target};
pub(crate) use publication::without_braces;
pub use publication::{
    DatePart, PersonName, Publication, PublicationDate, PublicationKind, PublicationName,
    Publications, ReferenceForm,
};
pub(crate) use settled::settled;
pub use settled::{DifferingFact, FactName, StatedFact, facts_that_differ};
pub use source::{OriginKind, Source, SourceFacts};
pub use stamp::{Minute, Stamp};
pub use statement::{Clocks, Standing, Statement};
pub(crate) use visible::is_hidden;
pub use visible::{visible, visible_lines};
pub use wording::{
    Amount, CAUTION, DecimalMark, Doubt, Worded, amount_of, amounts_beside_words, amounts_in,
    is_vague, open_range, suggested_range, worded,
};
