//! Sentences on saves, and on the earlier ones that are kept beside a session.

use super::Words;
use super::differences::{Beside, ToldDifference};
use crate::disk::Saved;
use crate::opening::EarlierSave;
use crate::session::{Document, differences};

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
            (document.publications().list().len(), "recorded reference", "recorded references"),
        ])
    }

    /// In what an earlier save differs from what is open, a line each, and how many more there are.
    #[must_use]
    pub fn differs_from_open(self, earlier: &Document, open: &Document) -> Vec<String> {
        let beside = Beside { mine: open, theirs: earlier, base: None };
        let found = differences(open, earlier);
        let mut said: Vec<String> = found
            .differing()
            .take(MOST_TOLD)
            .map(|one| {
                let ToldDifference { what, mine, theirs, .. } = self.told_difference(one, &beside);
                match (theirs, mine) {
                    (Some(then), Some(now)) => format!("{what}: {then}; now {now}"),
                    (Some(then), None) => format!("{what}: {then}; not any more"),
                    (None, now) => format!("{what}: not yet; now {}", now.unwrap_or_default()),
                }
            })
            .collect();
        let more = found.differing().count().saturating_sub(said.len());
        if more > 0 {
            said.push(format!("and {}", self.counted(more, "further difference", "further ones")));
        }
        if said.is_empty() {
            said.push("Holds the same as what is open".to_owned());
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

/// So many differences are told one by one.
const MOST_TOLD: usize = 6;

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
        let [changed] = &words.differs_from_open(&one, &other)[..] else { panic!("one note") };
        assert!(changed.contains("hm") && changed.contains("; now “oh”"), "{changed}");
        let nothing = Document::default();
        let [gone] = &words.differs_from_open(&one, &nothing)[..] else { panic!("one note") };
        assert!(gone.contains("hm") && gone.ends_with("; not any more"), "{gone}");
        let [new] = &words.differs_from_open(&nothing, &one)[..] else { panic!("one note") };
        assert!(new.contains(": not yet; now “hm”"), "{new}");
        assert_eq!(words.differs_from_open(&one, &one), ["Holds the same as what is open"]);
        assert_eq!(words.holds(&one), "1 note");
    }
}
