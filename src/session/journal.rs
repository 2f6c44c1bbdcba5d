//! What was done to a document since a copy of it was made, a line for each step: read again, it
//! does the same to the copy.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{Document, Edit, History, apply};

/// One step on the way of a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Did(Box<Edit>),
    Undid,
    Redid,
}

impl Step {
    /// The step as a line of a journal, led by what its text adds up to; none of what cannot be
    /// written down, which is the opening of files.
    ///
    /// ```
    /// use parallax::session::{Edit, Step, read_journal};
    ///
    /// let line = Step::Did(Box::new(Edit::RestoreAll)).line().expect("can be written down");
    /// assert_eq!(read_journal(&line), (vec![Step::Did(Box::new(Edit::RestoreAll))], true));
    /// assert_eq!(Step::Did(Box::new(Edit::AddFiles(Vec::new()))).line(), None);
    /// ```
    #[must_use]
    pub fn line(&self) -> Option<String> {
        let text = ron::to_string(self).ok()?;
        // A line is read up to its end, so nothing in it may end one.
        (!text.contains('\n')).then(|| format!("{:016x} {text}\n", xxh3_64(text.as_bytes())))
    }
}

/// The steps of a journal, in order, and whether these are all. Reading stops at the first line
/// that was not written to its end or is another one than was written: what follows it cannot be
/// done to the same document.
#[must_use]
pub fn read_journal(text: &str) -> (Vec<Step>, bool) {
    let mut steps = Vec::new();
    for line in text.split_inclusive('\n') {
        match read_line(line) {
            Some(step) => steps.push(step),
            None => return (steps, false),
        }
    }
    (steps, true)
}

fn read_line(line: &str) -> Option<Step> {
    let (sum, text) = line.strip_suffix('\n')?.split_once(' ')?;
    let is_whole = u64::from_str_radix(sum, 16).ok()? == xxh3_64(text.as_bytes());
    if is_whole { ron::from_str(text).ok() } else { None }
}

/// Does these steps to a document. What came of it has nothing saved, and how many steps could be
/// done: one that the document refuses ends it.
#[must_use]
pub fn replay(document: Document, steps: &[Step]) -> (History, usize) {
    let mut history = History::new(document);
    let done = steps.iter().take_while(|step| go(&mut history, step)).count();
    history.mark_unsaved();
    (history, done)
}

/// Whether a step could be done.
fn go(history: &mut History, step: &Step) -> bool {
    match step {
        Step::Did(edit) => match apply(history.current(), edit) {
            Ok(changed) => {
                history.take(edit, changed);
                true
            }
            Err(_) => false,
        },
        Step::Undid => history.undo(),
        Step::Redid => history.redo(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Grouping, Question};
    use crate::estimate::Change;
    use crate::session::generated::{adjustment, killed_in_kursk, small};

    fn steps() -> Vec<Step> {
        let asked = Question::about(killed_in_kursk());
        let did = |edit| Step::Did(Box::new(edit));
        let exclude = |id| did(Edit::Adjust(adjustment(id, Change::Exclude)));
        vec![
            did(Edit::Ask(asked.clone())),
            exclude("1:C1"),
            exclude("1:C2"),
            Step::Undid,
            did(Edit::Ask(Question { by: Grouping::Kind, ..asked })),
            Step::Redid,
        ]
    }

    fn journal(steps: &[Step]) -> String {
        steps.iter().map(|step| step.line().expect("can be written down")).collect()
    }

    #[test]
    fn a_journal_is_done_again_as_it_was_done() {
        let (read, is_whole) = read_journal(&journal(&steps()));
        assert_eq!((&read, is_whole), (&steps(), true));
        let (mut history, done) = replay(small(), &read);
        assert_eq!(done, 6);
        assert_eq!(history.current().overlay().adjustments().len(), 2);
        assert_eq!(history.current().question().map(|q| q.by), Some(Grouping::Kind));
        assert!(!history.is_saved());
        assert!(history.undo() && history.undo() && !history.undo(), "a look is no step");
        assert!(history.current().overlay().is_empty());
    }

    #[test]
    fn what_opens_a_file_among_other_things_cannot_be_written_down_either() {
        let take = |edits| {
            let of = "bo.comparison.ron".to_owned();
            Step::Did(Box::new(Edit::TakeOver { edits, items: 1, of })).line()
        };
        let exclude = || Edit::Adjust(adjustment("1:C1", Change::Exclude));
        assert!(take(vec![exclude()]).is_some_and(|line| read_journal(&line).1));
        assert_eq!(take(vec![exclude(), Edit::AddFiles(small().files().to_vec())]), None);
    }

    #[test]
    fn wherever_a_journal_is_cut_off_all_lines_before_are_read() {
        let text = journal(&steps());
        for end in 0..=text.len() {
            let Some(begun) = text.get(..end) else { continue };
            let whole = begun.matches('\n').count();
            let is_all = begun.is_empty() || begun.ends_with('\n');
            assert_eq!(read_journal(begun), (steps()[..whole].to_vec(), is_all), "up to {end}");
        }
    }

    #[test]
    fn a_line_that_was_changed_ends_what_is_read() {
        let text = journal(&steps()).replacen("C1", "C3", 1);
        assert_eq!(read_journal(&text), (steps()[..1].to_vec(), false));
        let (read, is_whole) = read_journal("nothing of ours\n");
        assert!(read.is_empty() && !is_whole);
    }

    #[test]
    fn a_step_that_the_document_refuses_ends_what_is_done() {
        let none = Step::Did(Box::new(Edit::Adjust(adjustment("1:C9", Change::Exclude))));
        let steps = [none, steps()[1].clone()];
        let (history, done) = replay(small(), &steps);
        assert_eq!(done, 0);
        assert!(history.current().overlay().is_empty());
    }
}
