//! Why an edit was not made, a session not read, a file not read or not saved, a sign not drawn.

use std::collections::BTreeSet;

use super::Words;
use crate::disk::{NotSaved, ReadError, SaveError, Unusable};
use crate::session::{BadSession, Refusal};

impl Words {
    /// There is no picture to take away, in a sentence without a full stop.
    #[must_use]
    pub fn nothing_to_export(self) -> &'static str {
        "There is nothing drawn to export: go to another day, or lay the voices out otherwise (F7, F8)"
    }

    /// That boxes stand for these signs, and where they are written as they are; none where there is
    /// no such sign.
    #[must_use]
    pub fn drawn_as_boxes(self, signs: &BTreeSet<char>) -> Option<String> {
        const NAMED: usize = 8;
        let named = signs.iter().take(NAMED);
        let named: Vec<String> =
            named.map(|sign| format!("{sign} (U+{:04X})", u32::from(*sign))).collect();
        let more = signs.len().saturating_sub(NAMED);
        let more =
            if more == 0 { String::new() } else { format!(" and {} more", self.count(more)) };
        (!named.is_empty()).then(|| {
            format!(
                "Pictures have no letter for {}{more}: a box stands for each. As .svg, .html or .md \
                 they are written as they are",
                named.join(", ")
            )
        })
    }

    /// Why an edit was not made: one sentence without a full stop.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::NoSuchEstimate(id) => format!("No open file has an estimate {id}"),
            Refusal::NoSuchSource(label) => format!("No open file names a source “{label}”"),
            Refusal::NoSuchFile(slot) => format!("There is no file in slot {}", slot.0),
            Refusal::NoSuchMeasure(name) => format!(
                "No open file has estimates of {name}; open one that has, or ask about another \
                 measure"
            ),
            Refusal::AlreadyOpen { name, open } => {
                format!("{name} has the same content as {open}, which is open already")
            }
            Refusal::NotACopy { name } => format!(
                "{name} is left out: it is read otherwise than most of the copies, or states \
                 nothing of which another one speaks"
            ),
            Refusal::NotANumber { source_label, value, wording } => {
                let said = wording.as_ref().map(|words| format!("“{words}”"));
                let said = said.unwrap_or_else(|| value.word().to_owned());
                format!("{source_label} gave no number here ({said}); give it a range first")
            }
            Refusal::NotASingleNumber { source_label, stated } => format!(
                "{source_label} stated {} here; only a single number can be read as at least",
                self.bounds(stated)
            ),
            Refusal::Inconsistent(bounds) => format!(
                "{} cannot be bounds: the low end lies above the high one, or best outside of them",
                self.bounds(bounds)
            ),
            Refusal::NotAFactor(factor) => {
                format!("Numbers are multiplied by something above 0, and not by {factor}")
            }
            Refusal::NotAShare(share) => format!(
                "Ends are moved apart by more than 0 and up to 100 %, and not by {} %",
                self.number(share * 100.0)
            ),
            Refusal::NoSuchAdjustment => {
                "There is no such adjustment; it may have been taken away".to_owned()
            }
            Refusal::NotAnAddress(text) => {
                format!(
                    "“{text}” is no address: it begins with http:// or https:// and has no spaces"
                )
            }
            Refusal::NotByHand(id) => format!("No estimate {id} was entered by hand"),
            Refusal::NotTaken(why) => format!("This cannot be entered: {why}"),
            Refusal::TooManyEstimates { .. }
            | Refusal::TooManyEntries { .. }
            | Refusal::TooMuchText { .. }
            | Refusal::TooManyFiles => self.too_much(refusal),
            Refusal::NoOrigin
            | Refusal::NoDates
            | Refusal::NoGrade
            | Refusal::NoAffiliation
            | Refusal::NoCountry
            | Refusal::NotOfASource
            | Refusal::NotOfAnEstimate
            | Refusal::Backwards
            | Refusal::BadPercent
            | Refusal::EmptyNote
            | Refusal::NoteBackwards
            | Refusal::NoteOnNoNumber
            | Refusal::NoSuchNote
            | Refusal::NoSuchPublication
            | Refusal::NoFinding
            | Refusal::NotDismissed
            | Refusal::NoSource
            | Refusal::NoWording
            | Refusal::NoSuchEvent
            | Refusal::NoEventLabel
            | Refusal::VintageOfItself
            | Refusal::NoVintageByHand
            | Refusal::NoVintage
            | Refusal::TooMuchToRedact
            | Refusal::InNoFile
            | Refusal::NoPath
            | Refusal::NothingChanges => plain_refusal(refusal).to_owned(),
        }
    }

    /// How much a session holds.
    fn too_much(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::TooManyEstimates { count, most, largest } => format!(
                "That would be {} estimates, and a session holds {}; narrow {largest} to fewer \
                 measures, places or days and open that",
                self.count(*count),
                self.count(*most)
            ),
            Refusal::TooManyEntries { most } => format!(
                "A session holds at most {} notes, as many adjustments, and as many findings put \
                 aside",
                self.count(*most)
            ),
            Refusal::TooMuchText { bytes, most, largest } => format!(
                "That would be {} MB of text, and a session holds {} MB; leave out of {largest} \
                 the columns or rows that are not needed and open that",
                bytes >> 20,
                most >> 20
            ),
            _ => format!("A session holds at most {} files", self.count(usize::from(u16::MAX))),
        }
    }

    /// Why a session was not read: one sentence without a full stop.
    #[must_use]
    pub fn bad_session(self, bad: &BadSession) -> String {
        match bad {
            BadSession::Newer { found, known } => format!(
                "This session has format version {found}, and this program reads versions up to \
                 {known}; open it with the newer program that saved it"
            ),
            BadSession::Malformed { line, column, error } => {
                let what = parser_words(error);
                format!("This session cannot be read at line {line}, column {column}: {what}")
            }
            BadSession::NotUtf8 { at } => format!(
                "This session cannot be read: it is no text in UTF-8, as the byte at {at} shows"
            ),
            BadSession::Empty => "This session cannot be read: there is nothing in it".to_owned(),
            BadSession::Inconsistent(refusal) => {
                format!("This session cannot be read: {}", self.refusal(refusal))
            }
            BadSession::TooLarge(refusal) => {
                format!("This session is too large to open. {}", self.refusal(refusal))
            }
        }
    }

    /// Why a file was not read: one sentence with the path last.
    #[must_use]
    pub fn not_read(self, error: &ReadError) -> String {
        let (what, path) = match error {
            ReadError::Missing(path) => {
                ("There is no such file; check its name and folder".to_owned(), path)
            }
            ReadError::Folder(path) => ("This is a folder; name a file in it".to_owned(), path),
            ReadError::NotAFile(path) => {
                let what = "This is a device, a pipe or a socket; copy what it gives into an \
                            ordinary file and open that";
                (what.to_owned(), path)
            }
            ReadError::NoPermission(path) => {
                let what = "You have no permission to read this file; ask for it or open a copy";
                (what.to_owned(), path)
            }
            ReadError::TooLarge { path, limit_bytes } => {
                let what = format!(
                    "The file is larger than the {} that are read at most; take out of it what is \
                     not needed",
                    size(*limit_bytes)
                );
                (what, path)
            }
            ReadError::NoMemory(path) => {
                let what = "There is not enough memory for this file; close something else or take \
                            out of it what is not needed";
                (what.to_owned(), path)
            }
            ReadError::Stopped(path) => {
                ("Reading was stopped; nothing of this file was used".to_owned(), path)
            }
            ReadError::Other { path, error } => {
                let what = format!(
                    "The file could not be read ({error}); try again, or copy it to another disk \
                     first"
                );
                (what, path)
            }
        };
        format!("{what}: {}", path.display())
    }

    /// What of the preferences could not be used.
    #[must_use]
    pub fn unusable(self, unusable: &Unusable) -> String {
        match unusable {
            Unusable::File(error) => format!("Preferences: {}", self.not_read(error)),
            Unusable::Text(why) => {
                format!("The preferences cannot be read and start afresh: {why}")
            }
            Unusable::KeptAside(path) => {
                format!("The old preferences are kept aside: {}", path.display())
            }
            Unusable::Entry { name, why } => {
                format!("The preference “{name}” cannot be used and is left out: {why}")
            }
        }
    }

    /// Why no copy of unsaved work is kept: what was not done, and why.
    #[must_use]
    pub fn not_recorded(self, why: &str) -> String {
        format!("No copy of the unsaved work is kept for the case of a crash, so save it: {why}")
    }

    /// Why a file was not saved, what became of the old one, and what to do: with the path last.
    #[must_use]
    pub fn not_saved(self, error: &SaveError) -> String {
        let (what, to_do) = why_not_saved(&error.why);
        let old = match error.was_there {
            true => "the file that was there is untouched",
            false => "nothing was saved",
        };
        format!("{what}; {old}. {to_do}: {}", error.path.display())
    }
}

/// Of those with nothing in them that would have to be said.
fn plain_refusal(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoOrigin => "Name the origin that it is the same voice as",
        Refusal::NoDates => "Say another as of or published date",
        Refusal::NoGrade => {
            "Say a grade: a letter A–F, a digit 1–6, or words of likelihood or confidence"
        }
        Refusal::NoAffiliation => "Say the affiliation, from the wider to the narrower",
        Refusal::NoCountry => "Name a country",
        Refusal::NotOfASource => "That can be said of an estimate, and not of a whole source",
        Refusal::NotOfAnEstimate => "That can be said of a source, and not of one estimate",
        Refusal::Backwards => "The question's first day lies after its last one",
        Refusal::BadPercent => "A width in per cent lies between 0 and 100",
        Refusal::EmptyNote => "A note says something: write its text",
        Refusal::NoteBackwards => "A note's period ends on or after the day on which it begins",
        Refusal::NoteOnNoNumber => "A note on a number needs a number",
        Refusal::NoSuchNote => "There is no such note; it may have been taken away",
        Refusal::NoSuchPublication => "There is no such reference; it may have been taken away",
        Refusal::NoFinding => "Say which finding to put aside",
        Refusal::NotDismissed => "This finding was not put aside",
        Refusal::NoSource => "Name the source of the estimate",
        Refusal::NoWording => "Write down what was said, in the source's own words",
        Refusal::NoSuchEvent => "There is no such event entered by hand",
        Refusal::NoEventLabel => "Say what happened",
        Refusal::VintageOfItself => "A file is no vintage of itself",
        Refusal::NoVintageByHand => "What was entered by hand has no vintages",
        Refusal::NoVintage => "This file is no vintage of another one",
        Refusal::TooMuchToRedact => {
            "That is too much to be looked for in one copy; leave out whole files first"
        }
        Refusal::InNoFile => "What was entered by hand is in no file that could be elsewhere",
        Refusal::NoPath => "Say where the file is",
        _ => "This is so already",
    }
}

/// `512 MB`: in the largest unit of which there is at least one.
fn size(bytes: u64) -> String {
    let units = [(1_u64 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    let of = |(size, unit): (u64, &str)| match bytes.checked_div(size) {
        Some(count) if count > 0 => Some(format!("{count} {unit}")),
        _ => None,
    };
    units.into_iter().find_map(of).unwrap_or_else(|| format!("{bytes} bytes"))
}

/// What happened, and what to do.
fn why_not_saved(why: &NotSaved) -> (String, &'static str) {
    let (what, to_do) = match why {
        NotSaved::ChangedOnDisk => (
            "The file has changed on disk since it was opened",
            "Save under another name, or open it again first",
        ),
        NotSaved::Gone => {
            ("The file is no longer there", "Save it anew there, or under another name")
        }
        NotSaved::ReadOnlyFile => {
            ("The file is read-only", "Save under another name, or make it writable first")
        }
        NotSaved::NotAFile => ("This is a folder, a device or a pipe", "Save under another name"),
        NotSaved::BrokenLink => {
            ("This is a link to a file that is gone", "Save under another name")
        }
        NotSaved::NoFolder => ("The folder is not there", "Make it first, or save in another one"),
        NotSaved::NoPermission => {
            ("You have no permission to write here", "Save in a folder of your own")
        }
        NotSaved::ReadOnlyDisk => ("The disk can only be read", "Save on another one"),
        NotSaved::DiskFull => {
            ("The disk is full", "Make room and save again, or save on another one")
        }
        NotSaved::BadName => {
            ("The name is too long or not allowed here", "Save under another name")
        }
        NotSaved::NotReadBack => (
            "What was written did not read back the same",
            "The disk may be failing: save on another one",
        ),
        NotSaved::Other(error) => {
            let to_do = "Try again, or save in another folder";
            return (format!("The file could not be written ({error})"), to_do);
        }
    };
    (what.to_owned(), to_do)
}

/// What is wrong with a text that is no RON of ours, for a person who wrote it by hand.
fn parser_words(error: &ron::Error) -> String {
    use ron::Error as E;
    let expected = match error {
        E::Message(words) => return words.clone(),
        E::Eof | E::ExpectedStringEnd => {
            return "the file ends too early; it may have been cut off".to_owned();
        }
        E::ExpectedComma => "a comma after what stands before",
        E::ExpectedArray => "a list that begins with [",
        E::ExpectedArrayEnd => "a comma, or the end of the list with ]",
        E::ExpectedMap => "a table that begins with {",
        E::ExpectedMapColon => "a colon between a name and its value",
        E::ExpectedMapEnd => "a comma, or the end of the table with }",
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) => "fields that begin with (",
        E::ExpectedStructLikeEnd | E::ExpectedOptionEnd => "a comma, or the end with )",
        E::ExpectedBoolean => "true or false",
        E::ExpectedFloat | E::FloatUnderscore => "a number",
        E::ExpectedInteger | E::IntegerOutOfBounds | E::InvalidIntegerDigit { .. } => {
            "a whole number"
        }
        E::ExpectedString => "a text in double quotes",
        E::ExpectedIdentifier => "the name of a field",
        E::TrailingCharacters => "the end of the file",
        E::ExceededRecursionLimit => return "there are too many brackets in brackets".to_owned(),
        E::MissingStructField { field, .. } => return format!("the field “{field}” is missing"),
        E::DuplicateStructField { field, .. } => {
            return format!("the field “{field}” stands here twice");
        }
        E::ExpectedDifferentStructName { found, .. } => {
            return format!("expected fields that begin with (, but found “{found}”");
        }
        E::NoSuchEnumVariant { expected, found, .. } => {
            return format!("“{found}” is none of {}", expected.join(", "));
        }
        other => return other.to_string(),
    };
    format!("expected {expected}")
}
