//! Why an edit was not made.

use crate::estimate::{EstimateId, FileSlot, NotTaken, grouped};

/// Why an edit was not made, in one sentence. The document is as it was.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum Refusal {
    #[error("No open file has an estimate {0}")]
    NoSuchEstimate(EstimateId),
    #[error("No open file names a source “{0}”")]
    NoSuchSource(String),
    #[error("There is no file in slot {}", .0.0)]
    NoSuchFile(FileSlot),
    #[error("No open file has estimates of {0}; open one that has, or ask about another measure")]
    NoSuchMeasure(String),
    #[error("{name} has the same content as {open}, which is open already")]
    AlreadyOpen { name: String, open: String },
    #[error("{source_label} gave no number here ({said}); give it a range first")]
    NotANumber { source_label: String, said: String },
    #[error("{source_label} stated {stated} here; only a single number can be read as at least")]
    NotASingleNumber { source_label: String, stated: String },
    #[error("{0} cannot be bounds: the low end lies above the high one, or best outside of them")]
    Inconsistent(String),
    #[error("Numbers are multiplied by something above 0, and not by {0}")]
    NotAFactor(f64),
    #[error("Ends are moved apart by more than 0 and up to 100 %, and not by {} %", grouped(.0 * 100.0))]
    NotAShare(f64),
    #[error("Name the origin that it is the same voice as")]
    NoOrigin,
    #[error("Say another as of or published date")]
    NoDates,
    #[error("Say a grade: a letter A–F, a digit 1–6, or words of likelihood or confidence")]
    NoGrade,
    #[error("Say the affiliation, from the wider to the narrower")]
    NoAffiliation,
    #[error("Name a country")]
    NoCountry,
    #[error("That can be said of an estimate, and not of a whole source")]
    NotOfASource,
    #[error("That can be said of a source, and not of one estimate")]
    NotOfAnEstimate,
    #[error("There is no such adjustment; it may have been taken away")]
    NoSuchAdjustment,
    #[error("The question's first day lies after its last one")]
    Backwards,
    #[error("A width in per cent lies between 0 and 100")]
    BadPercent,
    #[error("A note says something: write its text")]
    EmptyNote,
    #[error("A note's period ends on or after the day on which it begins")]
    NoteBackwards,
    #[error("A note on a number needs a number")]
    NoteOnNoNumber,
    #[error("There is no such note; it may have been taken away")]
    NoSuchNote,
    #[error("Say which finding to put aside")]
    NoFinding,
    #[error("This finding was not put aside")]
    NotDismissed,
    #[error("Name the source of the estimate")]
    NoSource,
    #[error("Write down what was said, in the source's own words")]
    NoWording,
    #[error("“{0}” is no address: it begins with http:// or https:// and has no spaces")]
    NotAnAddress(String),
    #[error("No estimate {0} was entered by hand")]
    NotByHand(EstimateId),
    #[error("There is no such event entered by hand")]
    NoSuchEvent,
    #[error("Say what happened")]
    NoEventLabel,
    #[error("A file is no vintage of itself")]
    VintageOfItself,
    #[error("What was entered by hand has no vintages")]
    NoVintageByHand,
    #[error("This file is no vintage of another one")]
    NoVintage,
    #[error("This cannot be entered: {0}")]
    NotTaken(#[from] NotTaken),
    #[error(
        "That would be {} estimates, and a session holds {}; narrow {largest} to fewer measures, \
         places or days and open that", grouped(*.count as f64), grouped(*.most as f64)
    )]
    TooManyEstimates { count: usize, most: usize, largest: String },
    #[error(
        "That would be {} MB of text, and a session holds {} MB; leave out of {largest} the \
         columns or rows that are not needed and open that", .bytes >> 20, .most >> 20
    )]
    TooMuchText { bytes: usize, most: usize, largest: String },
    #[error("A session holds at most 65,535 files")]
    TooManyFiles,
    /// The document is so already.
    #[error("This is so already")]
    NothingChanges,
}
