//! What comes of reading what a reference manager wrote.

use std::collections::BTreeSet;

use crate::estimate::{Publication, PublicationDate, ReferenceForm};

/// What was read, and what was not.
#[derive(Clone, PartialEq, Debug)]
pub struct PublicationsRead {
    pub form: ReferenceForm,
    /// In the order of the file.
    pub publications: Vec<Publication>,
    pub problems: Vec<PublicationProblem>,
}

/// What is wrong or doubtful in such a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicationProblem {
    /// The record, from 1; none where it is of the whole file.
    pub record: Option<u32>,
    pub fact: PublicationFact,
}

/// What it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PublicationFact {
    /// It is none that could be read; with what the reader of the form says, where it says something.
    NotRead(Option<String>),
    /// It says nothing that is kept.
    Empty,
    /// The date is kept in these words, as they are no year, month or day.
    DateInWords(String),
    /// What stands in this field is not of the kind that belongs there, and was left out.
    NotUnderstood(String),
    /// Fields of which nothing is kept.
    NotKept(BTreeSet<String>),
    /// The record is not ended before the next one, or the end of the file.
    NotEnded,
    /// There are more records than are read.
    Beyond { most: usize },
    /// There are more problems than are told.
    MoreProblems(usize),
}

impl PublicationProblem {
    /// Whether something of a record was not used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        use PublicationFact as F;
        matches!(self.fact, F::NotRead(_) | F::NotUnderstood(_) | F::Beyond { .. })
    }
}

/// No more records of one file are read.
pub const MOST_PUBLICATIONS: usize = 100_000;
/// So many problems of one file are told one by one.
const MOST_PROBLEMS: usize = 200;
/// So many fields that are not kept are named.
const MOST_FIELDS: usize = 60;

/// Gathers what is read, record by record.
pub(super) struct Gathering {
    read: PublicationsRead,
    record: u32,
    untold: usize,
    not_kept: BTreeSet<String>,
}

impl Gathering {
    pub(super) fn of(form: ReferenceForm) -> Gathering {
        let read = PublicationsRead { form, publications: Vec::new(), problems: Vec::new() };
        Gathering { read, record: 0, untold: 0, not_kept: BTreeSet::new() }
    }

    /// Goes on to the next record; false, and told, where no more are read.
    pub(super) fn begins(&mut self) -> bool {
        if self.record as usize >= MOST_PUBLICATIONS {
            let fact = PublicationFact::Beyond { most: MOST_PUBLICATIONS };
            self.read.problems.push(PublicationProblem { record: None, fact });
            return false;
        }
        self.record = self.record.saturating_add(1);
        true
    }

    /// Takes what the record says.
    pub(super) fn take(&mut self, publication: Publication) {
        let is_empty = Publication { id: None, kind: None, ..publication.clone() };
        match is_empty == Publication::default() {
            true => self.tell(PublicationFact::Empty),
            false => self.read.publications.push(publication),
        }
    }

    /// Tells what is wrong with the record.
    pub(super) fn tell(&mut self, fact: PublicationFact) {
        if self.read.problems.len() < MOST_PROBLEMS {
            let record = Some(self.record);
            self.read.problems.push(PublicationProblem { record, fact });
        } else {
            self.untold = self.untold.saturating_add(1);
        }
    }

    /// Tells of a date that is kept in its words.
    pub(super) fn tell_words(&mut self, date: &PublicationDate) {
        if let PublicationDate::Words(words) = date {
            self.tell(PublicationFact::DateInWords(words.clone()));
        }
    }

    /// Of this field nothing is kept.
    pub(super) fn leave(&mut self, field: &str) {
        if self.not_kept.len() < MOST_FIELDS && !self.not_kept.contains(field) {
            self.not_kept.insert(field.to_owned());
        }
    }

    pub(super) fn finish(mut self) -> PublicationsRead {
        let mut last = |fact| self.read.problems.push(PublicationProblem { record: None, fact });
        if !self.not_kept.is_empty() {
            last(PublicationFact::NotKept(self.not_kept));
        }
        if self.untold > 0 {
            last(PublicationFact::MoreProblems(self.untold));
        }
        self.read
    }
}
