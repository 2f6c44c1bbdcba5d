//! How a table would be read that no mapping fits: proposed from the names of its columns and the
//! values in them, to be looked at, changed, and written down as a [mapping](super::Mapping).
//!
//! Where it says all that an estimate needs, the table is read so and told; where something is
//! missing, that is [asked](Proposal::lacking). A proposal never takes for totals what seems to be
//! something else: that is [said](Proposal::seems) instead.

mod assign;
mod column;
mod heading;
mod labels;
mod numbers;
mod plan;
mod propose;
mod title;
mod values;
mod written;

pub use column::{Lacking, NumberOf, ProposedColumn, Seems, ToldBy};
pub use plan::Proposal;
pub(crate) use propose::{is_header, propose};
pub use written::{PROPOSED, Remark};
