//! Two documents side by side: in what they are the same, what only one of them has, and what they
//! hold differently, item by item; and what makes the one as the other.
//!
//! Files are told from each other by what they hold, and by their names where that differs; what
//! hangs on estimates, by what these say: slots and numbers are each document's own. Where the
//! document is known from which both came, it is told as well who changed what.

mod copies;
mod counterparts;
mod difference;
mod listing;
mod pairing;
mod second_reading;
mod sides;
mod taking;

#[cfg(test)]
mod tests;

pub use copies::Copies;
pub use difference::{Difference, Item, Laid, Section};
pub use listing::{Differences, differences, differences_since};
pub use second_reading::{Judged, Kappa, SameOf, SecondReading, cohens_kappa, second_reading};
pub use sides::{Accord, ChangedBy, Sides};
pub use taking::{CannotTake, TakenOver, take_all};
