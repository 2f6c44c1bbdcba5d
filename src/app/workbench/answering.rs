//! The answer to what is asked and all that follows from it: at once where a frame suffices, else
//! in the background.

use eframe::egui::Context;

use crate::estimate::{Directory, look_alikes};

use super::super::derived::{Answer, Asked};
use super::super::insights::Inquiry;
use super::desk::{Desk, OpenFiles, draft_of};
use super::looking::fitted;

impl Desk {
    /// Makes answer, slice and scene those of the current document, draft, cursor and view.
    pub fn bring_up_to_date(&mut self) {
        let document = self.history.current();
        let Some(question) = document.question() else {
            self.answer.want_nothing();
            self.look = None;
            return;
        };
        let overlay = match &self.draft {
            Some((id, bounds)) => document.overlay().with(draft_of(id, *bounds)),
            None => document.overlay().clone(),
        };
        let asked = Asked { files: document.loaded(), overlay, question: question.clone() };
        if asked.is_slow(self.answer.value()) {
            self.compare_aside(asked);
            return;
        }
        let before = self.answer.value().map(|answer| &answer.comparison().measure);
        let is_other_measure = before != Some(&asked.question.measure);
        let mut answer = Answer::to(self.answer.take(), &asked);
        if self.view.cursor.is_none() {
            self.view.cursor = answer.comparison().day_to_begin_with(answer.files());
        }
        answer.refresh(&self.view, document.notes());
        if self.look.is_none() || is_other_measure {
            self.look = fitted(&answer, &self.view);
        }
        self.answer.put(asked, answer);
    }

    /// Sends for an answer that takes longer than a frame, unless one is on its way: what is asked
    /// by then is sent for when that comes.
    fn compare_aside(&mut self, asked: Asked) {
        let notes = self.history.current().notes();
        if let Some(answer) = self.answer.value_mut().filter(|_| self.view.cursor.is_some()) {
            answer.refresh(&self.view, notes);
        }
        if self.answer.is_under_way() {
            self.answer.leave(&asked);
            return;
        }
        let words = self.words();
        let (view, background) = (&self.view, &mut self.errands.background);
        self.answer.want(asked, |asked| {
            let estimates = words.count(asked.estimate_count());
            let (asked, view, notes) = (asked.clone(), view.clone(), notes.to_vec());
            background.begin(format!("Comparing {estimates} estimates"), false, move |task| {
                task.bring(Answer::whole(&asked, view, &notes));
            })
        });
    }

    /// Shows an answer that was sent for, unless other files are open by now.
    pub fn take_answer(&mut self) -> Result<(), String> {
        if !self.answer.is_under_way() {
            return Ok(());
        }
        let files = self.history.current().loaded();
        let before = self.answer.value().map(|answer| answer.comparison().measure.clone());
        if self.answer.look_again()? {
            self.answered = self.answered.saturating_add(1);
            let answer = self.answer.value().filter(|answer| answer.is_of(&files));
            if answer.map(|answer| answer.comparison().measure.clone()) != before {
                self.look = None;
            }
            if answer.is_none() {
                self.answer.take();
            }
        }
        Ok(())
    }

    /// Sends for what can be found out about the answer, and takes what has arrived.
    pub fn find_out(&mut self, ctx: &Context) {
        let (Some(answer), Some(at)) = (self.answer.value(), self.view.cursor) else {
            self.insights.bring_up_to_date(ctx, None, false);
            return;
        };
        let question = answer.comparison().question.clone();
        let stamp = Inquiry {
            files: answer.files().to_vec(),
            earlier: self.history.current().earlier_for(&question),
            overlay: answer.overlay().clone(),
            question,
            at,
            knowledge: self.history.current().knowledge_at(at),
        };
        // While the pointer drags something – a bound, the date cursor – each day or number passed
        // would be looked into and given up again, at the cost of the frames.
        let is_dragging = ctx.input(|input| input.pointer.is_decidedly_dragging());
        let is_dragging = is_dragging || self.draft.is_some();
        self.insights.bring_up_to_date(ctx, Some(stamp), is_dragging);
    }

    /// Has the names in the files compared, if they are not.
    pub fn look_for_look_alikes(&mut self) {
        let files = OpenFiles(self.history.current().files().to_vec());
        let background = &mut self.errands.background;
        self.look_alikes.want(files, |files| {
            let files = files.clone();
            background.begin("Comparing names".to_owned(), false, move |task| {
                let sources = files.0.iter().flat_map(|file| file.ledger.sources());
                let sources = sources.map(|(_, source)| source);
                task.bring(look_alikes(Directory::shipped(), sources));
            })
        });
    }
}
