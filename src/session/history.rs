//! The documents that were, each with the edit that made it.

use std::collections::VecDeque;

use super::{Document, Edit};
use crate::compare::Question;

/// How many documents are remembered.
pub const LONGEST_HISTORY: usize = 1_000;

/// One document of a history, by which a save that ends later says what it saved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StateId(u64);

#[derive(Clone, Debug)]
struct State {
    id: StateId,
    /// What made it out of the one before; none of the first.
    made_by: Option<Edit>,
    /// What it is asked because of that edit, where the one before was asked something else.
    asks: Option<Option<Question>>,
    document: Document,
}

/// Whether two questions differ in more than in who belongs to which camp.
fn is_another_look(one: Option<&Question>, other: Option<&Question>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => *one != Question { camps: one.camps.clone(), ..other.clone() },
        (one, other) => one != other,
    }
}

impl State {
    /// Whether its question came with the edit that made it, and is still the one.
    fn asks_as_made(&self) -> bool {
        self.asks.as_ref().is_some_and(|made| made.as_ref() == self.document.question())
    }
}

/// Documents in the order in which they were made, each with what made it, and which is current.
///
/// Undo and redo go from one to another; nothing is computed. Documents share what is the same.
///
/// What is asked of a document is no step among them: it is how one looks at it. So it is no
/// unsaved work either, and undo and redo keep what is asked now as far as it can be asked of the
/// other document. Only a question that came with an edit – a file was opened, and is looked at –
/// goes and comes with it.
///
/// ```
/// use parallax::session::{Document, Edit, History};
///
/// let mut history = History::new(Document::default());
/// history.push(Edit::RestoreAll, Document::default());
/// assert!(matches!(history.to_undo(), Some((Edit::RestoreAll, _))));
/// assert!(!history.is_saved());
/// assert!(history.undo());
/// assert!(history.is_saved());
/// assert!(matches!(history.to_redo(), Some((Edit::RestoreAll, _))));
/// ```
#[derive(Clone, Debug)]
pub struct History {
    before: VecDeque<State>,
    current: State,
    /// The next one last.
    after: Vec<State>,
    next_id: u64,
    /// Those of which nothing is lost with the window.
    saved: Vec<StateId>,
}

impl History {
    /// A history that begins with a document in which there is nothing to save.
    #[must_use]
    pub fn new(document: Document) -> History {
        let id = StateId(0);
        History {
            before: VecDeque::new(),
            current: State { id, made_by: None, asks: None, document },
            after: Vec::new(),
            next_id: 1,
            saved: vec![id],
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

    /// Makes what an edit made of the current document the current one. What had been undone cannot
    /// be redone any more.
    pub fn push(&mut self, made_by: Edit, document: Document) {
        let id = StateId(self.next_id);
        self.next_id = self.next_id.saturating_add(1);
        self.after.clear();
        let question = document.question();
        let is_other = is_another_look(self.current().question(), question);
        let asks = is_other.then(|| question.cloned());
        let made = State { id, made_by: Some(made_by), asks, document };
        self.before.push_back(std::mem::replace(&mut self.current, made));
        if self.before.len() >= LONGEST_HISTORY {
            self.before.pop_front();
        }
    }

    /// Takes what an edit made of the current document: as another step, or, where it only asks
    /// something else of the same document, as another look at it, which leaves it as saved as it
    /// is. To put a source into another camp is a change.
    pub fn take(&mut self, edit: &Edit, made: Document) {
        let is_a_look = matches!(edit, Edit::Ask(asked)
            if self.current().question().is_none_or(|question| question.camps == asked.camps));
        if is_a_look {
            self.current.document = made;
        } else {
            self.push(edit.clone(), made);
        }
    }

    /// Goes back one document; false if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(mut earlier) = self.before.pop_back() else { return false };
        if !self.current.asks_as_made() {
            earlier.document = earlier.document.asked_as(self.current());
        }
        self.after.push(std::mem::replace(&mut self.current, earlier));
        true
    }

    /// Goes forward one document; false if there is none.
    pub fn redo(&mut self) -> bool {
        let Some(mut later) = self.after.pop() else { return false };
        if later.asks.is_none() {
            later.document = later.document.asked_as(self.current());
        }
        self.before.push_back(std::mem::replace(&mut self.current, later));
        true
    }

    /// The edit that undo would take back, and the document that it was made to.
    #[must_use]
    pub fn to_undo(&self) -> Option<(&Edit, &Document)> {
        let before = self.before.back()?;
        Some((self.current.made_by.as_ref()?, &before.document))
    }

    /// The edit that redo would make again, and the document that it is made to.
    #[must_use]
    pub fn to_redo(&self) -> Option<(&Edit, &Document)> {
        let later = self.after.last()?;
        Some((later.made_by.as_ref()?, &self.current.document))
    }

    /// The current document is on disk.
    pub fn mark_saved(&mut self) {
        self.mark_saved_as(self.current.id);
    }

    /// The document that was current when a save began is on disk; others may have been made since.
    pub fn mark_saved_as(&mut self, state: StateId) {
        self.saved = vec![state];
    }

    /// Nothing of the current document would be lost with the window, and as little of those that
    /// were saved: all that it holds is in files.
    pub fn mark_nothing_to_save(&mut self) {
        self.saved.push(self.current.id);
    }

    /// No document of this history is on disk: it was recovered, or the file is gone.
    pub fn mark_unsaved(&mut self) {
        self.saved.clear();
    }

    /// Whether the current document is the one on disk, also after undoing back to it.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.saved.contains(&self.current.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Grouping;
    use crate::estimate::{Change, How, Measure};
    use crate::session::apply;
    use crate::session::generated::{
        adjustment, killed_in_kursk, point, section, small, statement,
    };

    #[test]
    fn undoing_back_to_the_saved_state_is_saved_again() {
        let mut history = History::new(Document::default());
        history.push(Edit::RestoreAll, Document::default());
        history.mark_saved();
        history.push(Edit::RestoreAll, Document::default());
        assert!(!history.is_saved());
        assert!(history.undo());
        assert!(history.is_saved());
        assert!(history.undo());
        assert!(!history.is_saved());
        history.push(Edit::RestoreAll, Document::default());
        assert!(!history.is_saved());
        assert!(!history.redo());
    }

    #[test]
    fn a_save_that_ends_late_marks_what_it_saved() {
        let mut history = History::new(Document::default());
        history.push(Edit::RestoreAll, Document::default());
        let saving = history.state();
        history.push(Edit::RestoreAll, Document::default());
        history.mark_saved_as(saving);
        assert!(!history.is_saved());
        assert!(history.undo() && history.is_saved());
        history.mark_unsaved();
        assert!(!history.is_saved());
    }

    #[test]
    fn where_there_is_nothing_to_save_that_holds_for_the_saved_state_before_as_well() {
        let mut history = History::new(Document::default());
        history.push(Edit::RestoreAll, Document::default());
        history.mark_nothing_to_save();
        assert!(history.is_saved() && history.undo() && history.is_saved());
        assert!(history.redo() && history.is_saved());
        history.mark_saved();
        assert!(history.undo() && !history.is_saved());
    }

    fn ask(history: &mut History, change: impl FnOnce(&mut Question)) {
        let mut question = history.current().question().cloned().expect("asked");
        change(&mut question);
        let edit = Edit::Ask(question);
        let asked = apply(history.current(), &edit).expect("another question");
        history.take(&edit, asked);
    }

    fn by(history: &History) -> Grouping {
        history.current().question().expect("asked").by
    }

    #[test]
    fn what_is_asked_is_no_step_and_no_unsaved_work_and_stays_over_undo_and_redo() {
        let asked = Edit::Ask(Question::about(killed_in_kursk()));
        let mut history = History::new(apply(&small(), &asked).expect("asked"));
        let exclude = Edit::Adjust(adjustment("1:C2", Change::Exclude));
        let excluded = apply(history.current(), &exclude).expect("excluded");
        history.push(exclude, excluded);
        history.mark_saved();
        ask(&mut history, |question| question.by = Grouping::Kind);
        assert!(history.is_saved() && by(&history) == Grouping::Kind);
        assert!(matches!(history.to_undo(), Some((Edit::Adjust(_), _))));

        assert!(history.undo());
        assert!(history.current().overlay().is_empty() && by(&history) == Grouping::Kind);
        ask(&mut history, |question| question.by = Grouping::Label);
        assert!(history.redo(), "to ask does not take back what was undone");
        assert!(!history.current().overlay().is_empty() && by(&history) == Grouping::Label);
        assert!(history.is_saved() && !history.redo());
    }

    #[test]
    fn a_question_that_came_with_an_edit_goes_with_it_unless_another_was_asked_since() {
        let asked = Edit::Ask(Question::about(killed_in_kursk()));
        let mut history = History::new(apply(&small(), &asked).expect("asked"));
        let other = Measure { population: "Russian soldiers".to_owned(), ..killed_in_kursk() };
        let mut more = statement(1, "D1", "Pentagon", point(1000.0, How::Bare));
        more.measure = other.clone();
        let open = Edit::AddFiles(vec![section(0, "other.csv", &[more])]);
        let opened = apply(history.current(), &open).expect("opened");
        let looking = apply(&opened, &Edit::Ask(Question::about(other.clone()))).expect("asked");
        history.push(open, looking);
        let measure =
            |history: &History| history.current().question().expect("asked").measure.clone();
        assert_eq!(measure(&history), other);
        assert!(history.undo());
        assert_eq!(measure(&history), killed_in_kursk(), "the file is gone, and its measure");
        assert!(history.redo());
        assert_eq!(measure(&history), other);
        ask(&mut history, |question| {
            question.measure = killed_in_kursk();
            question.by = Grouping::Kind;
        });
        assert!(history.undo());
        assert_eq!((measure(&history), by(&history)), (killed_in_kursk(), Grouping::Kind));
    }

    #[test]
    fn a_history_forgets_its_oldest_documents() {
        let mut history = History::new(Document::default());
        for n in 0..LONGEST_HISTORY + 10 {
            history.push(Edit::RemoveOwnEvent(n), Document::default());
        }
        let mut undone = 0;
        while history.undo() {
            undone += 1;
        }
        assert_eq!(undone, LONGEST_HISTORY - 1);
        assert!(!history.is_saved());
        assert!(matches!(history.to_redo(), Some((Edit::RemoveOwnEvent(11), _))));
    }
}
