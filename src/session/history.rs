//! The documents that were, each with the label of what made it.

use std::collections::VecDeque;

use super::Document;

/// How many documents are remembered.
pub const LONGEST_HISTORY: usize = 1_000;

/// One document of a history, by which a save that ends later says what it saved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StateId(u64);

#[derive(Clone, Debug)]
struct State {
    id: StateId,
    /// What made it out of the one before.
    label: String,
    document: Document,
}

/// Labelled documents in the order in which they were made, and which of them is current.
///
/// Undo and redo go from one to another; nothing is computed. Documents share what is the same.
///
/// ```
/// use parallax::session::{Document, History};
///
/// let mut history = History::new(Document::default());
/// history.push("open kursk.csv".into(), Document::default());
/// assert_eq!(history.undo_label(), Some("open kursk.csv"));
/// assert!(!history.is_saved());
/// assert!(history.undo());
/// assert!(history.is_saved());
/// assert_eq!(history.redo_label(), Some("open kursk.csv"));
/// ```
#[derive(Clone, Debug)]
pub struct History {
    before: VecDeque<State>,
    current: State,
    /// The next one last.
    after: Vec<State>,
    next_id: u64,
    saved: Option<StateId>,
}

impl History {
    /// A history that begins with a document in which there is nothing to save.
    #[must_use]
    pub fn new(document: Document) -> History {
        let id = StateId(0);
        History {
            before: VecDeque::new(),
            current: State { id, label: String::new(), document },
            after: Vec::new(),
            next_id: 1,
            saved: Some(id),
        }
    }

    #[must_use]
    pub fn current(&self) -> &Document {
        &self.current.document
    }

    /// Which document is current.
    #[must_use]
    pub fn state(&self) -> StateId {
        self.current.id
    }

    /// Makes a document the current one. What had been undone cannot be redone any more.
    pub fn push(&mut self, label: String, document: Document) {
        let id = StateId(self.next_id);
        self.next_id = self.next_id.saturating_add(1);
        self.after.clear();
        let made = State { id, label, document };
        self.before.push_back(std::mem::replace(&mut self.current, made));
        if self.before.len() >= LONGEST_HISTORY {
            self.before.pop_front();
        }
    }

    /// Goes back one document; false if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(earlier) = self.before.pop_back() else { return false };
        self.after.push(std::mem::replace(&mut self.current, earlier));
        true
    }

    /// Goes forward one document; false if there is none.
    pub fn redo(&mut self) -> bool {
        let Some(later) = self.after.pop() else { return false };
        self.before.push_back(std::mem::replace(&mut self.current, later));
        true
    }

    /// What undo would take back: "narrow ROK JCS to 1,050–1,150".
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        (!self.before.is_empty()).then_some(self.current.label.as_str())
    }

    /// What redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.after.last().map(|later| later.label.as_str())
    }

    /// The current document is on disk.
    pub fn mark_saved(&mut self) {
        self.mark_saved_as(self.current.id);
    }

    /// The document that was current when a save began is on disk; others may have been made since.
    pub fn mark_saved_as(&mut self, state: StateId) {
        self.saved = Some(state);
    }

    /// No document of this history is on disk: it was recovered, or the file is gone.
    pub fn mark_unsaved(&mut self) {
        self.saved = None;
    }

    /// Whether the current document is the one on disk, also after undoing back to it.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.saved == Some(self.current.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoing_back_to_the_saved_state_is_saved_again() {
        let mut history = History::new(Document::default());
        history.push("a".into(), Document::default());
        history.mark_saved();
        history.push("b".into(), Document::default());
        assert!(!history.is_saved());
        assert!(history.undo());
        assert!(history.is_saved());
        assert!(history.undo());
        assert!(!history.is_saved());
        history.push("c".into(), Document::default());
        assert!(!history.is_saved());
        assert!(!history.redo());
    }

    #[test]
    fn a_save_that_ends_late_marks_what_it_saved() {
        let mut history = History::new(Document::default());
        history.push("a".into(), Document::default());
        let saving = history.state();
        history.push("b".into(), Document::default());
        history.mark_saved_as(saving);
        assert!(!history.is_saved());
        assert!(history.undo() && history.is_saved());
        history.mark_unsaved();
        assert!(!history.is_saved());
    }

    #[test]
    fn a_history_forgets_its_oldest_documents() {
        let mut history = History::new(Document::default());
        for n in 0..LONGEST_HISTORY + 10 {
            history.push(n.to_string(), Document::default());
        }
        let mut undone = 0;
        while history.undo() {
            undone += 1;
        }
        assert_eq!(undone, LONGEST_HISTORY - 1);
        assert!(!history.is_saved());
        assert_eq!(history.redo_label(), Some("11"));
    }
}
