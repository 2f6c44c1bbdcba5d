//! Entering estimates by hand: the form, what is pasted outside of any field, and what becomes of it.

use eframe::egui::{Context, Event};

use crate::estimate::EstimateId;
use crate::session::{self, Edit};

use super::super::command::{Begin, Command};
use super::super::dialogs::{Notice, Topic};
use super::super::entry::{Decided, EntryForm};
use super::Workbench;

impl Workbench {
    /// Opens the form; one that is open stays as it is.
    pub(super) fn begin_entry(&mut self, begin: &Begin) {
        if self.entry.is_none() {
            let columns = &self.desk.view.table.columns;
            let (document, words) = (self.desk.history.current(), self.desk.words());
            self.entry = EntryForm::new(document, columns, begin, words);
        }
    }

    pub(super) fn begin_entry_on_selection(&mut self, begin: impl FnOnce(EstimateId) -> Begin) {
        if let Some(id) = self.desk.view.selection.clone() {
            self.begin_entry(&begin(id));
        }
    }

    /// What is pasted while no field has the focus is a table to be opened, or else an estimate to
    /// be entered.
    pub(super) fn take_paste(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        if self.dialog.is_some() || self.sheet.is_some() || ctx.text_edit_focused() {
            return;
        }
        let pasted = ctx.input_mut(|input| {
            let place = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
            match input.events.remove(place) {
                Event::Paste(text) => Some(text),
                _ => None,
            }
        });
        let Some(text) = pasted.filter(|text| !text.trim().is_empty()) else { return };
        if let Some(form) = &mut self.entry {
            form.paste(&text, &self.desk.view.table.columns);
        } else if !self.take_pasted_table(&text) {
            commands.push(Command::Enter(Begin::Pasted(text)));
        }
    }

    /// Shows the form, and enters what was decided on.
    pub(super) fn entry_ui(&mut self, ctx: &Context) {
        let Some(mut form) = self.entry.take() else { return };
        match form.ui(ctx, self.desk.history.current()) {
            None => self.entry = Some(form),
            Some(Decided::Leave) => ctx.request_repaint(),
            Some(Decided::Enter { edit, and_next }) => {
                match self.enter(&edit) {
                    Err(refusal) => {
                        form.refused(refusal);
                        self.entry = Some(form);
                    }
                    Ok(()) if and_next => {
                        form.next(self.desk.history.current());
                        self.entry = Some(form);
                    }
                    Ok(()) => {}
                }
                ctx.request_repaint();
            }
        }
    }

    /// Makes an entry, and asks about its measure where nothing was asked yet.
    fn enter(&mut self, edit: &Edit) -> Result<(), String> {
        let document = self.desk.history.current();
        let mut changed = match session::apply(document, edit) {
            Err(session::Refusal::NothingChanges) => return Ok(()),
            applied => applied.map_err(|refusal| self.desk.words().refusal(&refusal))?,
        };
        if changed.question().is_none()
            && let Some(question) = changed.question_or_first()
            && let Ok(asked) = session::apply(&changed, &Edit::Ask(question))
        {
            changed = asked;
        }
        let is_new = matches!(edit, Edit::AddOwn(_));
        let entered = changed.newest_own().filter(|_| is_new);
        self.desk.history.push(edit.clone(), changed);
        self.outdate(Topic::Changing);
        if let Some(id) = entered {
            self.say_where(&id);
            self.select(Some(id));
        }
        Ok(())
    }

    /// Says under which measure an entry is found, where another one is looked at.
    fn say_where(&mut self, id: &EstimateId) {
        let document = self.desk.history.current();
        let (Some(estimate), Some(question)) = (document.estimate(id), document.question()) else {
            return;
        };
        if *estimate.measure() != question.measure {
            let name = estimate.measure().name();
            let text = format!("Entered under {name}; ask about that to see it in the plot");
            self.tell(Notice::told(Topic::Changing, text));
        }
    }
}
