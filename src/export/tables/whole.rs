//! All tables of an export.

use crate::compare::{EstimateRef, Question, References, Thresholds};
use crate::estimate::{Estimate, Loaded};
use crate::session::Document;
use crate::words::{TableName, Words};

use super::asked::{DayAsked, OnDay};
use super::table::Table;
use super::{estimates, on_day, references};

/// All tables of an export, and what they are of.
pub struct Tables<'a> {
    pub document: &'a Document,
    pub question: &'a Question,
    pub thresholds: Thresholds,
    pub on_day: Option<OnDay>,
    /// The files in force, in the order in which `references` count them.
    files: Vec<Loaded>,
    references: References,
    /// The estimates that are taken, in the order of their files.
    taken: Vec<EstimateRef>,
}

impl<'a> Tables<'a> {
    /// The estimates that `wanted` takes, the tables of the day that is asked about, and where all of
    /// it can be read.
    #[must_use]
    pub fn new(asked: &DayAsked<'a>, wanted: impl Fn(Estimate<'_>) -> bool) -> Tables<'a> {
        let files = asked.document.loaded_for(asked.question);
        let on_day = asked.answer();
        let taken: Vec<EstimateRef> = files
            .iter()
            .enumerate()
            .flat_map(|(place, file)| {
                let all = file.ledger.each_in_file_order().filter(|one| wanted(*one));
                all.map(move |one| EstimateRef::new(place, one.index())).collect::<Vec<_>>()
            })
            .collect();
        let cited = on_day.iter().flat_map(OnDay::cited);
        let references = References::of(&files, taken.iter().copied().chain(cited));
        let (document, question, thresholds) = (asked.document, asked.question, asked.thresholds);
        Tables { document, question, thresholds, on_day, files, references, taken }
    }

    /// One of the tables.
    #[must_use]
    pub fn table(&self, name: TableName) -> Table<'_> {
        match name {
            TableName::Estimates => {
                estimates::estimates(&self.files, &self.taken, &self.references)
            }
            TableName::Slice => on_day::slice(self.on_day.as_ref(), &self.references),
            TableName::Reconciliation => {
                on_day::reconciliation(self.on_day.as_ref(), Some(&self.references))
            }
            TableName::References => {
                references::references(&self.references, &self.files, self.document)
            }
        }
    }

    /// The files in which it all stands, each with its fingerprint.
    pub(super) fn files_cited(&self) -> Vec<String> {
        Words::default().files_cited(&self.references, &self.files, self.document)
    }

    /// Each reference in words, with its address where it has one of the web.
    pub(crate) fn sources(&self) -> Vec<(String, Option<String>)> {
        references::sources(&self.references, &self.files, self.document)
    }
}
