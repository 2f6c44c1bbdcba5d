//! What stands on a page that can be asked.

use crate::compare::Grouping;
use crate::estimate::Day;
use crate::export::chart::Chart;
use crate::words::{Cited, Headline, Words};

/// A page that can be asked.
#[derive(Debug)]
pub struct LivePage {
    pub(super) words: Words,
    pub(super) marking: Option<String>,
    pub(super) title: String,
    /// The question, and what the answer assumes.
    pub(super) asked: String,
    pub(super) assumed: String,
    pub(super) at: Day,
    pub(super) by: Grouping,
    pub(super) known_on: Option<Day>,
    pub(super) verdict: &'static str,
    pub(super) headline: Headline,
    pub(super) chart: Chart,
    pub(super) cited: Vec<Cited>,
    pub(super) files: Vec<String>,
    /// What it holds, in words.
    pub(super) holds: String,
    pub(super) packed: Vec<u8>,
}
