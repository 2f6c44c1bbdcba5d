//! What reference managers write – CSL-JSON, BibTeX, RIS – as [publications](crate::estimate::Publication).
//!
//! Nothing is worked out and nothing put right: a date that is none stays in its words, a field that
//! has no place is named as not kept, and one bad record never costs the others.

mod bibtex;
mod csl_json;
mod reading;
mod ris;
#[cfg(test)]
mod tests;
mod told;

pub use reading::{LARGEST_PUBLICATIONS_BYTES, may_be_publications, read_publications};
pub use told::{MOST_PUBLICATIONS, PublicationFact, PublicationProblem, PublicationsRead};
