//! What a report is made of.

use crate::export::chart::Chart;
use crate::words::{Cited, ReportPart};

/// A report, to be written in one form or another.
#[derive(Debug)]
pub struct Report {
    pub(super) title: String,
    pub(super) marking: Option<String>,
    pub(super) sections: Vec<Section>,
    pub(super) chart: Chart,
}

/// A part with what it says.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) part: ReportPart,
    pub(super) blocks: Vec<Block>,
}

/// A piece of a part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Block {
    Said(String),
    List(Vec<String>),
    Table { head: Vec<&'static str>, rows: Vec<Vec<String>> },
    Chart,
    References(Vec<Cited>),
}
