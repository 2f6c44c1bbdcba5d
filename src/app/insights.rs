//! What is found out about the question on a worker: findings, how sure the verdict is, and what it
//! was at the time. What arrives is stamped with what it was found from; what is of something else
//! is shown dimmed until the new one is there.

use eframe::egui::Context;

use crate::compare::{
    AtTheTime, EarlierCopy, Finding, Insight, Knowledge, Question, Robustness, at_the_time, insight,
};
use crate::estimate::{Day, Loaded, Overlay};

use super::background::{Latest, Task};

/// From what something was found.
#[derive(Clone)]
pub(super) struct Inquiry {
    pub files: Vec<Loaded>,
    /// The copies that stood before some of the files.
    pub earlier: Vec<EarlierCopy>,
    pub overlay: Overlay,
    pub question: Question,
    /// The day of the cursor.
    pub at: Day,
    /// By what that day is judged at the time and with hindsight.
    pub knowledge: Knowledge,
}

impl Inquiry {
    /// Whether the two are of the same question about the same data; the day may be another.
    fn asks_the_same(&self, other: &Inquiry) -> bool {
        self.question == other.question
            && Loaded::are_same(&self.files, &other.files)
            && EarlierCopy::are_same(&self.earlier, &other.earlier)
            && self.overlay == other.overlay
    }
}

/// Two are equal where they are of the same question about the same data on the same day.
impl PartialEq for Inquiry {
    fn eq(&self, other: &Inquiry) -> bool {
        self.at == other.at && self.knowledge.is_same(&other.knowledge) && self.asks_the_same(other)
    }
}

/// What came of an inquiry.
struct Known {
    insight: Insight,
    at_the_time: AtTheTime,
}

/// What is known now, and what is being found out.
#[derive(Default)]
pub(super) struct Insights {
    known: Latest<Inquiry, Known>,
}

impl Insights {
    /// Takes what has arrived, and sends for what is wanted and not known. While something is being
    /// dragged nothing is sent for.
    pub fn bring_up_to_date(&mut self, ctx: &Context, wanted: Option<Inquiry>, is_dragging: bool) {
        // That it broke down is told where the findings are.
        let _ = self.known.look_again();
        match wanted {
            None => self.known.want_nothing(),
            Some(wanted) if is_dragging => self.known.leave(&wanted),
            Some(wanted) => self.known.want(wanted, |wanted| send_for(ctx, wanted.clone())),
        }
    }

    /// What was found, what would change the verdict most first.
    pub fn found(&self) -> &[Finding] {
        self.known.value().map_or(&[], |known| &known.insight.found)
    }

    /// All of it: the findings with the day that they are of.
    pub fn insight(&self) -> Option<&Insight> {
        self.known.value().map(|known| &known.insight)
    }

    /// The agreement at the cursor at the time and with hindsight; none while that is not known.
    pub fn at_the_time(&self) -> Option<&AtTheTime> {
        self.known.value().filter(|_| self.is_current()).map(|known| &known.at_the_time)
    }

    /// Whether what is known is of what is asked now, at the day of the cursor.
    pub fn is_current(&self) -> bool {
        self.known.value().is_some() && !self.known.is_stale()
    }

    /// Whether finding out broke down.
    pub fn is_broken(&self) -> bool {
        self.known.broken().is_some()
    }

    /// How sure the verdict at the cursor is; none while that is not known.
    pub fn sure(&self) -> Option<&Robustness> {
        self.known.value().filter(|_| self.is_current()).map(|known| &known.insight.robustness)
    }

    /// Whether everything asked for is known.
    #[cfg(test)]
    pub fn is_settled(&self) -> bool {
        self.is_current() && !self.known.is_under_way()
    }
}

fn send_for(ctx: &Context, wanted: Inquiry) -> Task<Known> {
    Task::begin(ctx, "Looking for findings", move |task| {
        let Inquiry { files, earlier, overlay, question, at, knowledge } = &wanted;
        let go_on = &mut || task.go_on();
        let found = insight(files, earlier, overlay, question, Some(*at), go_on);
        if let Some(insight) = found.filter(|_| task.go_on().is_continue()) {
            let at_the_time = at_the_time(knowledge, overlay, question, *at);
            task.bring(Known { insight, at_the_time });
        }
    })
}
