//! Sentences on unsaved work that was left behind.

use std::path::Path;

use super::Words;
use crate::session::{BadSession, History};

/// So many changes are named.
const MOST_NAMED: usize = 5;

impl Words {
    /// What can be undone of recovered work, the latest first, each in words; of many the rest in
    /// number.
    #[must_use]
    pub fn changes_of(self, history: &History) -> Vec<String> {
        let mut at = history.clone();
        let mut said = Vec::new();
        let mut many = 0_usize;
        while let Some((edit, before)) = at.to_undo() {
            if said.len() < MOST_NAMED {
                said.push(self.edit(edit, before));
            }
            many = many.saturating_add(1);
            at.undo();
        }
        let rest = many.saturating_sub(said.len());
        if rest > 0 {
            said.push(format!("and {} before", self.counted(rest, "change", "changes")));
        }
        said
    }

    /// That the window is gone, and what becomes of what was not saved.
    #[must_use]
    pub fn window_broke_down(self, why: &str, report: Option<&Path>) -> String {
        format!(
            "The window broke down and is gone{}. What was not saved is kept, and the next start \
             offers it{}",
            in_brackets(why),
            reported(report)
        )
    }

    /// That a command was not done for a fault of the program.
    #[must_use]
    pub fn command_broke_down(self, why: &str, report: Option<&Path>) -> String {
        format!("This is a fault of the program{}{}", in_brackets(why), reported(report))
    }

    /// That something was not done for a fault of the program, and the window goes on.
    #[must_use]
    pub fn withstood(self, why: &str, report: Option<&Path>) -> String {
        format!(
            "A fault of the program{} broke off what was being done. What is open is kept: look \
             whether it is as it should be, and save it{}",
            in_brackets(why),
            reported(report)
        )
    }

    /// Why work that was left behind cannot be offered.
    #[must_use]
    pub fn not_recovered(self, why: &BadSession, folder: &Path) -> String {
        format!(
            "Unsaved work was left behind and cannot be opened. {}. It is kept in {}",
            self.bad_session(why),
            folder.display()
        )
    }
}

/// Why or where, which may not be known.
fn in_brackets(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!(" ({why})") }
}

fn reported(report: Option<&Path>) -> String {
    report.map_or_else(String::new, |path| {
        let path = path.display();
        format!(". A report that holds none of your data, for those who mend it: {path}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Document, Edit};

    #[test]
    fn of_many_changes_the_latest_are_named_and_the_rest_counted() {
        let mut history = History::new(Document::default());
        assert!(Words::default().changes_of(&history).is_empty());
        for _ in 0..7 {
            history.push(Edit::RestoreAll, Document::default());
        }
        let said = Words::default().changes_of(&history);
        assert_eq!(said.len(), 6);
        assert_eq!(said.last().map(String::as_str), Some("and 2 changes before"));
    }
}
