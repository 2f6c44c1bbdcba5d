//! Work on threads of its own: the only place that starts them, tells how far they are, stops them
//! and hears of it when they break down. What they bring waits until it is looked for, and the
//! window is woken to look.
//!
//! [`Task`] is one piece of work, [`Latest`] what is kept of work that is done again and again.

mod latest;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};

use eframe::egui::Context;

pub(in crate::app) use latest::Latest;

/// By how much work beside the window is less urgent than the window, in steps of `nice`.
#[cfg(target_os = "linux")]
const LESS_URGENT: i32 = 5;

/// One piece of work under way. Who lets go of it no longer wants it: it stops where it looks.
pub(super) struct Task<T> {
    news: Receiver<News<T>>,
    course: Arc<Course>,
}

/// What a task has to say.
pub(super) enum News<T> {
    /// Something that it brings.
    Brought(T),
    /// It is over, or broke down for a reason in one sentence.
    Ended(Result<(), String>),
}

/// How a task is getting on, shared with its thread.
#[derive(Debug)]
pub(super) struct Course {
    /// What it does, as people say it: "Reading kursk.csv".
    pub name: String,
    pub can_be_stopped: bool,
    begun: Instant,
    /// From 0 to 1,000.
    permille: AtomicU32,
    /// So many are read by it; 0 where that is not known.
    bytes: AtomicU64,
    is_stopped: AtomicBool,
    /// Nobody waits for it any more.
    is_over: AtomicBool,
}

/// The side of a task that does the work.
pub(super) struct Work<T> {
    news: Sender<News<T>>,
    course: Arc<Course>,
    ctx: Context,
}

impl<T: Send + 'static> Task<T> {
    /// Begins work of this name, which brings as much as it likes.
    pub fn begin(
        ctx: &Context,
        name: &str,
        work: impl FnOnce(&Work<T>) + Send + 'static,
    ) -> Task<T> {
        Task::under_way(ctx, Course::new(name.to_owned(), false), work)
    }

    /// Begins work that brings one thing.
    pub fn to(ctx: &Context, name: &str, work: impl FnOnce() -> T + Send + 'static) -> Task<T> {
        Task::begin(ctx, name, |task| task.bring(work()))
    }

    fn under_way(
        ctx: &Context,
        course: Course,
        work: impl FnOnce(&Work<T>) + Send + 'static,
    ) -> Task<T> {
        let (sender, news) = channel();
        let course = Arc::new(course);
        let theirs = Work { news: sender, course: course.clone(), ctx: ctx.clone() };
        let ours = theirs.clone();
        let thread = std::thread::Builder::new().name("background".to_owned()).spawn(move || {
            give_way();
            let ended = catch_unwind(AssertUnwindSafe(|| {
                #[cfg(test)]
                fate::meet(&theirs.ctx, &theirs.course.name);
                work(&theirs);
            }));
            theirs.end(ended.map_err(|_| "this is a fault of the program".to_owned()));
        });
        if let Err(error) = thread {
            ours.end(Err(error.to_string()));
        }
        Task { news, course }
    }
}

/// Lets the window go first where both want a processor: a save of a million estimates would cost
/// it frames. Where the system cannot do that for one thread, nothing is lost but frames.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(LESS_URGENT) {
        log::debug!("The background is as urgent as the window: {error}");
    }
}

impl<T> Task<T> {
    /// The next that it has to say, if there is anything new.
    pub fn news(&self) -> Option<News<T>> {
        match self.news.try_recv() {
            Ok(news) => Some(news),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(News::Ended(Ok(()))),
        }
    }

    /// Waits until it is over, whatever it brings; false where that takes longer than this.
    pub fn wait(&self, longest: Duration) -> bool {
        let begun = Instant::now();
        loop {
            let left = longest.saturating_sub(begun.elapsed());
            match self.news.recv_timeout(left) {
                Ok(News::Brought(_)) => {}
                Ok(News::Ended(_)) | Err(RecvTimeoutError::Disconnected) => return true,
                Err(RecvTimeoutError::Timeout) => return false,
            }
        }
    }

    /// Lets it stop where it looks whether to go on.
    pub fn stop(&self) {
        self.course.stop();
    }

    pub fn is_stopped(&self) -> bool {
        self.course.is_stopped()
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.course.is_over.store(true, Ordering::Relaxed);
        self.stop();
    }
}

impl Course {
    fn new(name: String, can_be_stopped: bool) -> Course {
        let (permille, bytes, is_stopped, is_over) = Default::default();
        let begun = Instant::now();
        Course { name, can_be_stopped, begun, permille, bytes, is_stopped, is_over }
    }

    /// How fast it is, and how long it will still take, once that can be told.
    pub fn in_figures(&self) -> Option<String> {
        in_figures(self.progress(), self.begun.elapsed(), self.bytes.load(Ordering::Relaxed))
    }

    /// From 0 to 1.
    pub fn progress(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "at most 1,000")]
        let permille = self.permille.load(Ordering::Relaxed) as f32;
        permille / 1000.0
    }

    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}

/// How fast work is that has done this share of so many bytes in this time, and how long the rest takes
/// at that: `140 MB/s · 12 s left`. None as long as that would be a guess, or hardly worth telling.
fn in_figures(share: f32, took: Duration, bytes: u64) -> Option<String> {
    const TOLD_AFTER: Duration = Duration::from_secs(1);
    const LEAST_SHARE: f32 = 0.01;
    if took < TOLD_AFTER || !(LEAST_SHARE..1.0).contains(&share) {
        return None;
    }
    let left = (took.as_secs_f32() * (1.0 - share) / share).ceil();
    let left = match left {
        ..=90.0 => format!("{left:.0} s left"),
        _ => format!("{:.0} min left", (left / 60.0).ceil()),
    };
    #[expect(clippy::cast_precision_loss, reason = "for one to read")]
    let rate = bytes as f32 * share / took.as_secs_f32() / 1e6;
    Some(match rate {
        ..=0.0 => left,
        ..10.0 => format!("{rate:.1} MB/s · {left}"),
        _ => format!("{rate:.0} MB/s · {left}"),
    })
}

impl<T> Clone for Work<T> {
    fn clone(&self) -> Work<T> {
        let Work { news, course, ctx } = self;
        Work { news: news.clone(), course: course.clone(), ctx: ctx.clone() }
    }
}

impl<T> Work<T> {
    /// Hands something over and wakes the window.
    pub fn bring(&self, what: T) {
        self.send(News::Brought(what));
    }

    /// So many bytes it reads in all.
    pub fn reads(&self, bytes: u64) {
        self.course.bytes.store(bytes, Ordering::Relaxed);
    }

    /// Whether to go on.
    pub fn go_on(&self) -> ControlFlow<()> {
        if self.course.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Notes how far it is, wakes the window on a new per cent, and says whether to go on.
    pub fn is_at(&self, share: f32) -> ControlFlow<()> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "held between 0 and 1,000"
        )]
        let permille = (share * 1000.0).clamp(0.0, 1000.0) as u32;
        let before = self.course.permille.swap(permille, Ordering::Relaxed);
        if before / 10 != permille / 10 {
            self.ctx.request_repaint();
        }
        self.go_on()
    }

    fn end(&self, ended: Result<(), String>) {
        let name = &self.course.name;
        self.send(News::Ended(ended.map_err(|why| format!("{name} broke down: {why}"))));
    }

    fn send(&self, news: News<T>) {
        // The window may be gone by now.
        let _ = self.news.send(news);
        self.ctx.request_repaint();
    }
}

/// The tasks that the status bar tells of.
pub(super) struct Background {
    ctx: Context,
    told: Vec<Arc<Course>>,
}

impl Background {
    pub fn new(ctx: &Context) -> Background {
        Background { ctx: ctx.clone(), told: Vec::new() }
    }

    /// Begins work of which the status bar tells by this name.
    pub fn begin<T: Send + 'static>(
        &mut self,
        name: String,
        can_be_stopped: bool,
        work: impl FnOnce(&Work<T>) + Send + 'static,
    ) -> Task<T> {
        let task = Task::under_way(&self.ctx, Course::new(name, can_be_stopped), work);
        self.told.push(task.course.clone());
        task
    }

    /// Forgets what is over.
    pub fn tidy(&mut self) {
        self.told.retain(|course| !course.is_over.load(Ordering::Relaxed));
    }

    pub fn told(&self) -> &[Arc<Course>] {
        &self.told
    }
}

/// What becomes of work in tests: of all in one window of which the name begins with a word.
#[cfg(test)]
pub(super) mod fate {
    use std::time::Duration;

    use eframe::egui::{Context, Id};

    #[derive(Clone, Copy, PartialEq, Debug)]
    pub enum Fate {
        Breaks,
        /// It waits to be told something else.
        Waits,
        Ends,
    }

    fn id(word: &str) -> Id {
        Id::unique(("fate", word))
    }

    pub fn decide(ctx: &Context, word: &str, fate: Fate) {
        ctx.data_mut(|data| data.insert_temp(id(word), fate));
    }

    /// Meets what was decided. Where `PARALLAX_SLOW_BESIDE` is a number, all work takes so many
    /// milliseconds more: a test that does not wait for what it needs fails then every time.
    pub fn meet(ctx: &Context, name: &str) {
        let slow = std::env::var("PARALLAX_SLOW_BESIDE").ok().and_then(|text| text.parse().ok());
        std::thread::sleep(Duration::from_millis(slow.unwrap_or_default()));
        let word = name.split(' ').next().unwrap_or(name);
        let fate = || ctx.data(|data| data.get_temp(id(word))).unwrap_or(Fate::Ends);
        while fate() == Fate::Waits {
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(fate() != Fate::Breaks, "{name} was to break down");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_fast_work_is_and_how_long_it_takes_is_told_once_that_is_no_guess() {
        let told = |share, millis, bytes| in_figures(share, Duration::from_millis(millis), bytes);
        assert_eq!(told(0.5, 999, 1_000_000_000), None);
        assert_eq!(told(0.009, 60_000, 1_000_000_000), None);
        assert_eq!(told(1.0, 60_000, 1_000_000_000), None);
        assert_eq!(told(0.25, 2_000, 400_000_000).as_deref(), Some("50 MB/s · 6 s left"));
        assert_eq!(told(0.5, 10_000, 30_000_000).as_deref(), Some("1.5 MB/s · 10 s left"));
        assert_eq!(told(0.1, 20_000, 0).as_deref(), Some("3 min left"));
        assert_eq!(told(f32::NAN, 20_000, 0), None);
    }
}
