//! What a report is made of.

use std::path::Path;

use crate::export::chart::Chart;
use crate::export::pdf::Enclosed;
use crate::words::{Cited, ReportPart};

/// A form in which a report is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportKind {
    Pdf,
    Html,
    Markdown,
}

impl ReportKind {
    /// Every form.
    pub const ALL: [ReportKind; 3] = [ReportKind::Pdf, ReportKind::Html, ReportKind::Markdown];

    /// What its file's name ends in, the point included.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            ReportKind::Pdf => ".pdf",
            ReportKind::Html => ".html",
            ReportKind::Markdown => ".md",
        }
    }

    /// The form that a file's name tells, whatever the case of its letters.
    #[must_use]
    pub fn of(path: &Path) -> Option<ReportKind> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        ReportKind::ALL.into_iter().find(|kind| name.ends_with(kind.ending()))
    }
}

/// A report, to be written in one form or another.
#[derive(Debug)]
pub struct Report {
    pub(super) kind: ReportKind,
    pub(super) title: String,
    pub(super) marking: Option<String>,
    pub(super) sections: Vec<Section>,
    pub(super) chart: Chart,
    /// The session that it was made from, where the form encloses it.
    pub(super) enclosed: Option<Enclosed>,
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
