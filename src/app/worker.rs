//! One piece of work at a time on a thread of its own; the window is woken when it is done. What it
//! words, it words in the style of the window.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use eframe::egui::Context;

use crate::estimate::Style;

/// Work under way, or none.
pub(super) struct Worker<T> {
    under_way: Option<Receiver<Option<T>>>,
}

impl<T> Default for Worker<T> {
    fn default() -> Worker<T> {
        Worker { under_way: None }
    }
}

impl<T: Send + 'static> Worker<T> {
    pub fn is_busy(&self) -> bool {
        self.under_way.is_some()
    }

    /// Begins, unless something is under way. False where the system gives no thread.
    pub fn start(&mut self, ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> bool {
        if self.is_busy() {
            return false;
        }
        let (sender, receiver) = channel();
        let (ctx, style) = (ctx.clone(), Style::worn());
        let thread = std::thread::Builder::new().name("worker".to_owned()).spawn(move || {
            style.wear();
            let done = catch_unwind(AssertUnwindSafe(work));
            // The window may be gone by now.
            let _ = sender.send(done.ok());
            ctx.request_repaint();
        });
        let has_begun = thread.is_ok();
        self.under_way = has_begun.then_some(receiver);
        has_begun
    }

    /// What was done since the last look; `Some(None)` where the work broke down.
    pub fn take(&mut self) -> Option<Option<T>> {
        let arrived = match self.under_way.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => None,
            Ok(done) => done,
        };
        self.under_way = None;
        Some(arrived)
    }
}
