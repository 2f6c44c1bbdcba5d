//! Sentences on saves, and on the earlier ones that are kept beside a session.

use super::Words;
use crate::disk::Saved;
use crate::opening::EarlierSave;
use crate::session::Document;

impl Words {
    /// What did not go as it should with a save that was done, each in a sentence.
    #[must_use]
    pub fn saved_but(self, saved: &Saved) -> Vec<String> {
        let mut told = Vec::new();
        if !saved.durability_confirmed {
            let says = "Saved, but the disk did not confirm that it is safe from a power cut";
            told.push(says.to_owned());
        }
        if let Some(why) = saved.earlier_not_kept {
            told.push(format!(
                "Saved, but what the file held before could not be kept as an earlier save ({why}): {}",
                saved.path.display()
            ));
        }
        if !saved.attributes_kept {
            told.push(format!(
                "Saved, but not all extended attributes of the file, or the list of who may read \
                 it, could be kept; its group may not read it any more: {}",
                saved.path.display()
            ));
        }
        told
    }

    /// When a session was saved so: `Saved 25 Nov 2026, 14:05 UTC`.
    #[must_use]
    pub fn saved_at(self, earlier: &EarlierSave) -> String {
        match &earlier.at {
            Some(at) => format!("Saved {}", self.moment(at)),
            None => "Saved at an unknown time".to_owned(),
        }
    }

    /// That an earlier save can be opened where the session cannot, with its path last.
    #[must_use]
    pub fn can_be_opened(self, earlier: &EarlierSave) -> String {
        let holds = earlier.held.as_ref().map(|held| format!(" ({})", self.holds(held)));
        let at = earlier.at.as_ref().map(|at| format!(" of {}", self.moment(at)));
        format!(
            "The earlier save{}{} can be opened: {}",
            at.unwrap_or_default(),
            holds.unwrap_or_default(),
            earlier.path.display()
        )
    }

    /// How much a session holds: `69 estimates, 2 adjustments, 1 note`.
    #[must_use]
    pub fn holds(self, document: &Document) -> String {
        self.counted_some([
            (document.files().len(), "file", "files"),
            (document.estimate_count(), "estimate", "estimates"),
            (document.overlay().adjustments().len(), "adjustment", "adjustments"),
            (document.notes().len(), "note", "notes"),
            (document.dismissals().len(), "finding put aside", "findings put aside"),
        ])
    }

    /// What an earlier save has that what is open has not, and the other way round.
    #[must_use]
    pub fn differs_from_open(self, earlier: &Document, open: &Document) -> Vec<String> {
        let mut said = Vec::new();
        let more = self.counted_some(counts_beyond(earlier, open));
        if !more.is_empty() {
            said.push(format!("Has {more} that what is open has not"));
        }
        let fewer = self.counted_some(counts_beyond(open, earlier));
        if !fewer.is_empty() {
            said.push(format!("Has not {fewer} of what is open"));
        }
        if said.is_empty() {
            said.push(match earlier.question() == open.question() {
                true => "Holds the same as what is open".to_owned(),
                false => "Holds the same as what is open, and asks something else".to_owned(),
            });
        }
        said
    }

    /// Those of which there are some, counted.
    fn counted_some<const N: usize>(self, counts: [(usize, &str, &str); N]) -> String {
        let some = counts.iter().filter(|(count, ..)| *count > 0);
        let said: Vec<String> = some.map(|(n, one, many)| self.counted(*n, one, many)).collect();
        self.all_of(&said)
    }
}

/// How much of each kind the one has that the other has not.
fn counts_beyond(one: &Document, other: &Document) -> [(usize, &'static str, &'static str); 4] {
    let files = one.files().iter().filter(|file| !other.files().contains(file)).count();
    let (laid, known) = (one.overlay().adjustments(), other.overlay().adjustments());
    let laid = laid.iter().filter(|adjustment| !known.contains(adjustment)).count();
    let notes = one.notes().iter().filter(|note| !other.notes().contains(note)).count();
    let aside = one.dismissals().iter().filter(|d| !other.is_dismissed(&d.finding)).count();
    [
        (files, "file", "files"),
        (laid, "adjustment", "adjustments"),
        (notes, "note", "notes"),
        (aside, "finding put aside", "findings put aside"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Anchor, Note, NoteId};
    use crate::session::{Edit, apply};

    fn with_note(text: &str) -> Document {
        let day = "2030-01-10".parse().expect("a day");
        let note = Note {
            id: NoteId(1),
            anchor: Anchor::Date(day),
            text: text.to_owned(),
            author: None,
            at: None,
        };
        apply(&Document::default(), &Edit::AddNote(note)).expect("noted")
    }

    #[test]
    fn what_differs_is_told_from_both_sides() {
        let words = Words::default();
        let (one, other) = (with_note("hm"), with_note("oh"));
        assert_eq!(
            words.differs_from_open(&one, &other),
            ["Has 1 note that what is open has not", "Has not 1 note of what is open"]
        );
        assert_eq!(words.differs_from_open(&one, &one), ["Holds the same as what is open"]);
        assert_eq!(words.holds(&one), "1 note");
    }
}
