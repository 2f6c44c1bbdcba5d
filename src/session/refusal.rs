//! Why an edit was not made.

use crate::estimate::{Bounds, EstimateId, FileSlot, NotTaken, Value};

/// Why an edit was not made. The document is as it was.
#[derive(Clone, PartialEq, Debug)]
pub enum Refusal {
    NoSuchEstimate(EstimateId),
    NoSuchSource(String),
    NoSuchFile(FileSlot),
    NoSuchMeasure(String),
    AlreadyOpen {
        name: String,
        open: String,
    },
    NotANumber {
        source_label: String,
        value: Value,
        wording: Option<String>,
    },
    NotASingleNumber {
        source_label: String,
        stated: Bounds,
    },
    Inconsistent(Bounds),
    NotAFactor(f64),
    NotAShare(f64),
    NoOrigin,
    NoDates,
    NoGrade,
    NoAffiliation,
    NoCountry,
    NotOfASource,
    NotOfAnEstimate,
    NoSuchAdjustment,
    Backwards,
    BadPercent,
    EmptyNote,
    NoteBackwards,
    NoteOnNoNumber,
    NoSuchNote,
    NoSuchPublication,
    NoFinding,
    NotDismissed,
    NoSource,
    NoWording,
    NotAnAddress(String),
    NotByHand(EstimateId),
    NoSuchEvent,
    NoEventLabel,
    VintageOfItself,
    NoVintageByHand,
    NoVintage,
    /// Said to be a copy of other files, and in another format than most of them, or about nothing of
    /// which any of them speaks.
    NotACopy {
        name: String,
    },
    NotTaken(NotTaken),
    /// Of notes, of adjustments, of findings put aside, or of publications.
    TooManyEntries {
        most: usize,
    },
    TooManyEstimates {
        count: usize,
        most: usize,
        largest: String,
    },
    TooMuchText {
        bytes: usize,
        most: usize,
        largest: String,
    },
    TooManyFiles,
    /// Too many texts are to be taken out of a copy to look for them all.
    TooMuchToRedact,
    /// What was entered by hand, pasted or shipped is in no file that could be elsewhere.
    InNoFile,
    NoPath,
    /// The document is so already.
    NothingChanges,
}

impl From<NotTaken> for Refusal {
    fn from(why: NotTaken) -> Refusal {
        Refusal::NotTaken(why)
    }
}
