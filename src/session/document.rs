//! The document: what was read, what was laid over it, and what is asked of it.

use std::sync::Arc;

use super::{CopyInDoubt, Fingerprint, Series};
use crate::compare::{Dismissal, FindingKey, Question};
use crate::estimate::{
    Adjustment, Change, Estimate, EstimateId, FileSlot, Ledger, Measure, Note, Overlay,
    Publications,
};
use crate::files::{Problem, ProblemFact, Reading, SummedBy};

/// One file as it was read: a full copy of its estimates, and where they came from.
#[derive(Clone, PartialEq, Debug)]
pub struct FileSection {
    /// Its place in the session; 0 until it has one.
    pub slot: FileSlot,
    /// As it was named when it was opened.
    pub path: String,
    pub fingerprint: Fingerprint,
    /// The mapping that read it: `economist`, `table`.
    pub format: String,
    /// How many records it has.
    pub rows: u32,
    /// How its rows were summed, where they are single events.
    pub summed: Option<SummedBy>,
    pub problems: Vec<Problem>,
    pub ledger: Arc<Ledger>,
}

impl FileSection {
    /// A file that was just read and has no place in a session yet.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use std::sync::Arc;
    /// use parallax::files::{ReadOptions, read};
    /// use parallax::session::{Document, Edit, FileSection, apply};
    /// use parallax::words::Words;
    ///
    /// let bytes = b"date,source,quantity,best\n2026-06-30,CSIS,killed,400000\n";
    /// let go_on = &mut |_| ControlFlow::Continue(());
    /// let reading = read("a.csv", bytes, &ReadOptions::default(), go_on).expect("readable");
    /// let open = Edit::AddFiles(vec![Arc::new(FileSection::new("data/a.csv", bytes, reading))]);
    /// assert_eq!(Words::default().edit(&open, &Document::default()), "open a.csv");
    /// assert_eq!(apply(&Document::default(), &open)?.estimate_count(), 1);
    /// # Ok::<(), parallax::session::Refusal>(())
    /// ```
    #[must_use]
    pub fn new(path: &str, bytes: &[u8], reading: Reading) -> FileSection {
        FileSection::known_by(path, Fingerprint::of(bytes), reading)
    }

    /// As [`FileSection::new`], of bytes with this fingerprint.
    #[must_use]
    pub fn known_by(path: &str, fingerprint: Fingerprint, reading: Reading) -> FileSection {
        FileSection {
            slot: FileSlot(0),
            path: path.to_owned(),
            fingerprint,
            format: reading.format,
            rows: reading.rows,
            summed: reading.summed,
            problems: reading.problems,
            ledger: Arc::new(reading.ledger),
        }
    }

    /// Whether it seems to hold corrections or differences where totals so far are meant: it is kept
    /// and not compared.
    #[must_use]
    pub fn holds_no_totals(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem.fact, ProblemFact::NoTotals { .. }))
    }

    /// Whether nothing knew its format, and it was read as was proposed for it.
    #[must_use]
    pub fn is_read_as_proposed(&self) -> bool {
        let is_told =
            |problem: &Problem| matches!(problem.fact, ProblemFact::ReadAsProposed { .. });
        self.problems.iter().any(is_told)
    }

    /// The name of the file with the same columns of which it was said how to read it, if this one
    /// was read so.
    #[must_use]
    pub fn remembered_of(&self) -> Option<&str> {
        self.problems.iter().find_map(|problem| match &problem.fact {
            ProblemFact::ReadAsRemembered { of } => Some(of.as_str()),
            _ => None,
        })
    }

    /// The file's name without its folders.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(&self.path)
    }
}

/// An immutable document. It is changed by making another one with
/// [`apply`](super::apply); the two share what is the same, so that a copy costs a few pointers.
///
/// The slots of its files differ and rise, and are never 0.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Document {
    pub(super) files: Vec<Arc<FileSection>>,
    pub(super) overlay: Arc<Overlay>,
    pub(super) question: Option<Arc<Question>>,
    pub(super) series: Arc<Vec<Series>>,
    pub(super) copies_in_doubt: Arc<[CopyInDoubt]>,
    pub(super) notes: Arc<Vec<Note>>,
    pub(super) dismissals: Arc<Vec<Dismissal>>,
    pub(super) publications: Arc<Publications>,
}

impl Document {
    /// The files, by slot.
    #[must_use]
    pub fn files(&self) -> &[Arc<FileSection>] {
        &self.files
    }

    #[must_use]
    pub fn file(&self, slot: FileSlot) -> Option<&Arc<FileSection>> {
        let place = self.files.binary_search_by_key(&slot, |file| file.slot).ok()?;
        self.files.get(place)
    }

    /// What the analyst laid over the stated data.
    #[must_use]
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// What was written down, in the order in which the notes are numbered.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The findings put aside.
    #[must_use]
    pub fn dismissals(&self) -> &[Dismissal] {
        &self.dismissals
    }

    /// Whether a finding was put aside.
    #[must_use]
    pub fn is_dismissed(&self, finding: &FindingKey) -> bool {
        self.dismissals.iter().any(|dismissal| dismissal.finding == *finding)
    }

    /// What was asked, if anything was.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.question.as_deref()
    }

    /// The estimate with this id, if a file has it.
    #[must_use]
    pub fn estimate(&self, id: &EstimateId) -> Option<Estimate<'_>> {
        self.file(id.file)?.ledger.find(&id.own)
    }

    /// How many estimates there are in all files.
    #[must_use]
    pub fn estimate_count(&self) -> usize {
        self.files.iter().map(|file| file.ledger.len()).fold(0, usize::saturating_add)
    }

    /// Bytes of text in all files, and in what is recorded of publications.
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        let files = self.files.iter().map(|file| file.ledger.text_bytes());
        files.fold(self.publications.text_bytes(), usize::saturating_add)
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
            && self.overlay.is_empty()
            && self.question.is_none()
            && self.notes.is_empty()
            && self.dismissals.is_empty()
            && self.publications.list().is_empty()
    }

    /// Whether a file names this source.
    pub(super) fn has_label(&self, label: &str) -> bool {
        let in_file = |file: &Arc<FileSection>| {
            file.ledger.sources().any(|(_, source)| source.label == label)
        };
        self.files.iter().any(in_file)
    }

    /// Whether an estimate states this measure, or an analyst put one under it, be that switched
    /// on or off.
    pub(super) fn has_measure(&self, measure: &Measure) -> bool {
        let is_put_under = |adjustment: &Adjustment| matches!(&adjustment.change, Change::Measure(given) if given == measure);
        self.files.iter().any(|file| file.ledger.measure_key(measure).is_some())
            || self.overlay.adjustments().iter().any(is_put_under)
    }

    /// The slot after the last one; none if every slot is taken.
    pub(super) fn next_slot(&self) -> Option<FileSlot> {
        let last = self.files.last().map_or(0, |file| file.slot.0);
        last.checked_add(1).map(FileSlot)
    }
}
