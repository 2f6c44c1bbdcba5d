//! What is saved as one: the document, its history and its view, and the session file.
//!
//! A [`Document`] is immutable; [`apply`] makes another one of it and an [`Edit`], and a
//! [`History`] keeps them with the edits that made them, so that undo swaps one for another. A [`View`] says
//! how it is shown and is no part of it. [`write()`] and [`read()`] turn both into the text of a
//! `.comparison.ron` file and back.
//!
//! What must never be: a file opened or written here; a sentence made here, as a [`Refusal`], an
//! [`Oddity`] or an edit is enough; a setting of the display that reaches the bytes of a session;
//! anything known of how a picture is made.

mod blind;
mod check;
mod copies;
mod differences;
mod document;
mod edit;
mod enclosed;
mod families;
mod fingerprint;
mod format;
mod history;
mod in_force;
mod journal;
mod leftovers;
mod moves;
mod oddity;
mod own;
mod placing;
mod publishing;
mod redacted;
mod refusal;
mod renewal;
mod series;
mod table_view;
mod view;
mod vintages;

#[cfg(test)]
pub(crate) mod generated;
#[cfg(test)]
mod renewal_tests;
#[cfg(test)]
mod sequence_tests;
#[cfg(test)]
mod vintages_tests;

pub use check::Limits;
pub use copies::add_copies;
pub use differences::{
    Accord, CannotTake, ChangedBy, Copies, Difference, Differences, Item, Judged, Kappa, Laid,
    SameOf, SecondReading, Section, Sides, TakenOver, cohens_kappa, differences, differences_since,
    second_reading, take_all,
};
pub use document::{Document, FileSection};
pub use edit::{Added, Edit, add_each, apply, apply_within};
pub use enclosed::enclosed_session;
pub use fingerprint::{BadFingerprint, Fingerprint, Fingerprinted};
pub use format::{
    BadSession, LARGEST_SESSION_BYTES, Opened, SESSION_EXTENSION, VERSION, is_session_name,
    newer_version, read, read_bytes, write,
};
pub use history::{History, LONGEST_HISTORY, StateId};
pub use journal::{Step, read_journal, replay};
pub use moves::BoundsMove;
pub use oddity::Oddity;
pub use own::{BY_HAND, OwnEntry};
pub use publishing::PublicationFit;
pub use redacted::{Redacted, Redaction};
pub use refusal::Refusal;
pub use renewal::{Likeness, likeness};
pub use series::{CopyDoubt, CopyInDoubt, DaySource, ForceReason, InForce, Series, Vintage};
pub use table_view::{TableColumn, TableView};
pub use view::{Arrangement, Page, Panel, Panels, Scale, ThemeChoice, View};
pub use vintages::VintageStep;
