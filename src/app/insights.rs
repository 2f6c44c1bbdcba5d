//! What is found out about the question on a worker: findings, how sure the verdict is, and what it
//! was at the time. What arrives is stamped with what it was found from; what is of something else is shown dimmed until
//! the new one is there.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui::Context;

use crate::compare::{
    AtTheTime, Comparison, EarlierCopy, Finding, Insight, Knowledge, Question, Robustness, Slice,
    at_the_time, insight,
};
use crate::estimate::{Day, Loaded, Overlay};

use super::worker::Worker;

/// From what something was found.
#[derive(Clone)]
pub(super) struct Stamp {
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

impl Stamp {
    /// Whether the two are of the same question about the same data; the day may be another.
    fn asks_the_same(&self, other: &Stamp) -> bool {
        self.question == other.question
            && Loaded::are_same(&self.files, &other.files)
            && EarlierCopy::are_same(&self.earlier, &other.earlier)
            && self.overlay == other.overlay
    }

    fn is(&self, other: &Stamp) -> bool {
        self.at == other.at && self.knowledge.is_same(&other.knowledge) && self.asks_the_same(other)
    }
}

/// What came of an inquiry, and of which.
struct Known {
    of: Stamp,
    insight: Insight,
    at_the_time: AtTheTime,
}

/// What is known now, and what is being found out.
#[derive(Default)]
pub(super) struct Insights {
    worker: Worker<Option<Known>>,
    /// What the worker is about, and the sign for it to stop.
    under_way: Option<(Stamp, Arc<AtomicBool>)>,
    known: Option<Known>,
    is_current: bool,
    /// How sure the verdict at the cursor is.
    sure: Option<Robustness>,
    /// What broke down is not tried again.
    broken: Option<Stamp>,
}

impl Insights {
    /// Takes what has arrived, and sends for what is wanted and not known. While something is being
    /// dragged nothing is sent for.
    pub fn bring_up_to_date(&mut self, ctx: &Context, wanted: Option<Stamp>, is_dragging: bool) {
        self.take();
        let Some(wanted) = wanted else {
            self.stop();
            self.known = None;
            self.sure = None;
            self.is_current = false;
            return;
        };
        self.is_current = self.known.as_ref().is_some_and(|known| known.of.is(&wanted));
        let is_under_way = self.under_way.as_ref().is_some_and(|(stamp, _)| stamp.is(&wanted));
        let is_broken = self.broken.as_ref().is_some_and(|broken| broken.is(&wanted));
        if self.is_current || is_under_way || is_broken || is_dragging {
            return;
        }
        self.stop();
        if !self.worker.is_busy() {
            self.send_for(ctx, wanted);
        }
    }

    fn send_for(&mut self, ctx: &Context, wanted: Stamp) {
        let is_stopped = Arc::new(AtomicBool::new(false));
        self.under_way = Some((wanted.clone(), is_stopped.clone()));
        self.worker.start(ctx, move || {
            let go_on = &mut || match is_stopped.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            };
            let Stamp { files, earlier, overlay, question, at, knowledge } = &wanted;
            let insight = insight(files, earlier, overlay, question, Some(*at), go_on)?;
            if go_on().is_break() {
                return None;
            }
            let at_the_time = at_the_time(knowledge, overlay, question, *at);
            Some(Known { of: wanted, insight, at_the_time })
        });
    }

    /// Lets the worker stop where it is; what it brings is dropped.
    fn stop(&mut self) {
        if let Some((_, is_stopped)) = &self.under_way {
            is_stopped.store(true, Ordering::Relaxed);
        }
    }

    fn take(&mut self) {
        let Some(arrived) = self.worker.take() else { return };
        let under_way = self.under_way.take();
        match arrived {
            Some(Some(known)) => {
                self.known = Some(known);
                self.sure = None;
            }
            Some(None) => {}
            None => self.broken = under_way.map(|(stamp, _)| stamp),
        }
    }

    /// What was found, what would change the verdict most first.
    pub fn found(&self) -> &[Finding] {
        self.known.as_ref().map_or(&[], |known| &known.insight.found)
    }

    /// The agreement at the cursor at the time and with hindsight; none while that is not known.
    pub fn at_the_time(&self) -> Option<&AtTheTime> {
        self.known.as_ref().filter(|_| self.is_current).map(|known| &known.at_the_time)
    }

    /// Whether what is known is of what is asked now, at the day of the cursor.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Whether finding out broke down.
    pub fn is_broken(&self) -> bool {
        self.broken.is_some() && !self.is_current && !self.worker.is_busy()
    }

    /// Finds out how sure the verdict of this slice is; nothing while that is not known of this question.
    pub fn refresh_sure(&mut self, wanted: &Stamp, comparison: &Comparison, slice: &Slice) {
        let known = self.known.as_ref().filter(|known| known.of.asks_the_same(wanted));
        let Some(known) = known else {
            self.sure = None;
            return;
        };
        if self.sure.as_ref().is_some_and(|sure| sure.at == slice.at) {
            return;
        }
        let alternatives = &known.insight.alternatives;
        self.sure = Some(alternatives.robustness(&wanted.files, comparison, slice));
    }

    /// How sure the verdict at the cursor is; none while that is not known.
    pub fn sure(&self) -> Option<&Robustness> {
        self.sure.as_ref()
    }

    /// Whether everything asked for is known.
    #[cfg(test)]
    pub fn is_settled(&self) -> bool {
        self.is_current && !self.worker.is_busy()
    }
}
