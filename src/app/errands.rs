//! What takes longer than a frame: reading, saving and asking for paths, each on a thread of its
//! own. What comes back is an [`Arrival`] in the inbox, and the window is woken to look.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use eframe::egui::Context;

use crate::disk;
use crate::estimate::{Directory, LookAlike, Note, grouped, look_alikes};
use crate::files::ReadOptions;
use crate::opening::{self, Content};
use crate::session::{FileSection, Fingerprint, StateId, View};
use crate::words::Words;

use super::derived::{Answer, Asked};
use super::excerpt::{self, Excerpt, FilePlace};

/// Which errand, in the order in which they were sent out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Ticket(u64);

/// What an errand brought back.
pub(super) enum Arrival {
    /// Every path, with what it held or one sentence.
    Opened(Vec<(PathBuf, Result<Content, String>)>),
    Chosen(Chosen),
    /// Those of the recent files that are no longer there.
    Missing(BTreeSet<PathBuf>),
    /// Where a picture was written, or why not, in one sentence.
    Exported {
        /// What was written, as a sentence begins: "The picture was".
        what: &'static str,
        path: PathBuf,
        result: Result<(), String>,
    },
    /// An answer, which may have been asked for before something else was.
    Answered(Box<Answer>),
    /// What stands in this place of a file, or why that cannot be shown.
    Excerpt(FilePlace, Result<Excerpt, String>),
    /// Names among these files that might stand for one origin.
    LookAlikes(Vec<Arc<FileSection>>, Vec<LookAlike>),
    /// An errand ended without an answer, as one sentence.
    Broken(String),
    /// The session as it was in `state` was written, or was not, for a reason in one sentence.
    Saved {
        path: PathBuf,
        state: StateId,
        result: Result<disk::Saved, String>,
    },
}

/// What came of asking for a path.
pub(super) struct Chosen {
    pub purpose: Purpose,
    pub paths: Vec<PathBuf>,
    /// The dialog answered before anybody can have seen it: there is none on this machine.
    pub is_dialog_missing: bool,
}

/// What a path is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    Open,
    SaveSession,
    /// The chart or the data.
    Export,
    /// What was entered by hand.
    ExportOwn,
}

/// Asks the person for a path. The system's dialogs in earnest, a script in tests.
pub trait FileDialogs: Send {
    /// Answers with the paths chosen, empty for none; called on a thread of its own.
    fn ask_to_open(&self, frame: Option<&eframe::Frame>) -> PathAnswer;
    /// Answers with one path or none; called on a thread of its own.
    fn ask_to_save(&self, frame: Option<&eframe::Frame>, name: &str) -> PathAnswer;
    /// Answers with one path for a picture or for data or none; called on a thread of its own.
    fn ask_to_export(&self, frame: Option<&eframe::Frame>, name: &str) -> PathAnswer {
        self.ask_to_save(frame, name)
    }
}

/// An answer that takes as long as the person does.
pub type PathAnswer = Box<dyn FnOnce() -> Vec<PathBuf> + Send>;

/// Dialogs where nobody is there to choose: every answer is none, at once.
pub struct NoDialogs;

impl FileDialogs for NoDialogs {
    fn ask_to_open(&self, _: Option<&eframe::Frame>) -> PathAnswer {
        Box::new(Vec::new)
    }

    fn ask_to_save(&self, _: Option<&eframe::Frame>, _: &str) -> PathAnswer {
        Box::new(Vec::new)
    }
}

/// The dialogs of the system.
pub struct SystemDialogs;

impl SystemDialogs {
    fn dialog(frame: Option<&eframe::Frame>) -> rfd::AsyncFileDialog {
        let dialog = rfd::AsyncFileDialog::new();
        match frame {
            Some(frame) => dialog.set_parent(frame),
            None => dialog,
        }
    }
}

impl FileDialogs for SystemDialogs {
    fn ask_to_open(&self, frame: Option<&eframe::Frame>) -> PathAnswer {
        let chosen = SystemDialogs::dialog(frame)
            .set_title("Open estimate files or a session")
            .add_filter("Estimates and sessions", &["ron", "csv", "tsv", "txt", "json"])
            .add_filter("All files", &["*"])
            .pick_files();
        Box::new(move || {
            let handles = pollster::block_on(chosen).unwrap_or_default();
            handles.iter().map(|handle| handle.path().to_owned()).collect()
        })
    }

    fn ask_to_save(&self, frame: Option<&eframe::Frame>, name: &str) -> PathAnswer {
        let chosen = SystemDialogs::dialog(frame)
            .set_title("Save the session")
            .add_filter("Sessions", &["comparison.ron"])
            .set_file_name(name)
            .save_file();
        Box::new(move || {
            pollster::block_on(chosen).map(|handle| handle.path().to_owned()).into_iter().collect()
        })
    }

    fn ask_to_export(&self, frame: Option<&eframe::Frame>, name: &str) -> PathAnswer {
        let chosen = SystemDialogs::dialog(frame)
            .set_title("Export")
            .add_filter("Pictures (.svg)", &["svg"])
            .add_filter("Tables (.csv)", &["csv"])
            .add_filter("Data (.json)", &["json"])
            .add_filter("Estimates (.estimates.ron)", &["estimates.ron"])
            .set_file_name(name)
            .save_file();
        Box::new(move || {
            pollster::block_on(chosen).map(|handle| handle.path().to_owned()).into_iter().collect()
        })
    }
}

/// A dialog that answers within this time was never there.
const SOONEST_ANSWER: Duration = Duration::from_millis(80);

/// How an errand is getting on, shared with its thread.
#[derive(Debug, Default)]
struct Course {
    /// From 0 to 1,000.
    permille: AtomicU32,
    is_broken_off: AtomicBool,
}

/// One errand under way.
#[derive(Debug)]
pub(super) struct Errand {
    ticket: Ticket,
    /// What it does, for the status bar: "Reading kursk.csv".
    pub label: String,
    pub can_be_broken_off: bool,
    course: Arc<Course>,
}

impl Errand {
    /// From 0 to 1.
    pub fn progress(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "at most 1,000")]
        let permille = self.course.permille.load(Ordering::Relaxed) as f32;
        permille / 1000.0
    }

    pub fn break_off(&self) {
        self.course.is_broken_off.store(true, Ordering::Relaxed);
    }
}

/// All errands and their inbox.
pub(super) struct Errands {
    ctx: Context,
    sender: Sender<(Ticket, Arrival)>,
    inbox: Receiver<(Ticket, Arrival)>,
    running: Vec<Errand>,
    sent: u64,
}

impl Errands {
    pub fn new(ctx: &Context) -> Errands {
        let (sender, inbox) = channel();
        Errands { ctx: ctx.clone(), sender, inbox, running: Vec::new(), sent: 0 }
    }

    pub fn running(&self) -> &[Errand] {
        &self.running
    }

    /// What has come back since the last look.
    pub fn arrivals(&mut self) -> Vec<Arrival> {
        let arrived: Vec<(Ticket, Arrival)> = self.inbox.try_iter().collect();
        self.running.retain(|errand| !arrived.iter().any(|(ticket, _)| *ticket == errand.ticket));
        arrived.into_iter().map(|(_, arrival)| arrival).collect()
    }

    /// Reads files, one after the other.
    pub fn open(&mut self, paths: Vec<PathBuf>, options: ReadOptions) {
        let label = match paths.as_slice() {
            [one] => format!("Reading {}", file_name(one)),
            several => format!("Reading {} files", several.len()),
        };
        let ctx = self.ctx.clone();
        self.send_out(label, true, move |course| {
            let total = paths.len().max(1);
            let mut opened = Vec::new();
            for (place, path) in paths.into_iter().enumerate() {
                let result = opening::open(&path, &options, &mut |share| {
                    course.tell((place as f32 + share) / total as f32, &ctx)
                });
                opened.push((path, result.map_err(|why| Words::default().not_opened(&why))));
            }
            Arrival::Opened(opened)
        });
    }

    /// Writes a session, which `text` puts into words; not over a file that has changed since it
    /// was read, if `expected` says what it held then.
    pub fn save(
        &mut self,
        path: PathBuf,
        state: StateId,
        expected: Option<Fingerprint>,
        text: impl FnOnce() -> String + Send + 'static,
    ) {
        let label = format!("Saving {}", file_name(&path));
        self.send_out(label, false, move |_| {
            let options = disk::SaveOptions { expected };
            let refused = |why| Words::default().not_opened(&why);
            let result = opening::refuse_newer(&path).map_err(refused).and_then(|()| {
                disk::save(&path, text().as_bytes(), &options).map_err(|error| error.to_string())
            });
            Arrival::Saved { path, state, result }
        });
    }

    /// Writes what `bytes` makes; `what` begins the sentence that says so.
    pub fn export(
        &mut self,
        what: &'static str,
        path: PathBuf,
        bytes: impl FnOnce(&std::path::Path) -> Result<Vec<u8>, String> + Send + 'static,
    ) {
        let label = format!("Writing {}", file_name(&path));
        self.send_out(label, false, move |_| {
            let save = |bytes: Vec<u8>| {
                disk::save(&path, &bytes, &disk::SaveOptions::default())
                    .map_err(|error| error.to_string())
            };
            let result = bytes(&path).and_then(save).map(drop);
            Arrival::Exported { what, path, result }
        });
    }

    /// Looks whether files are still there.
    pub fn look_for(&mut self, paths: Vec<PathBuf>) {
        self.send_out("Looking for the recent files".to_owned(), false, move |_| {
            let gone = |path: &PathBuf| matches!(path.try_exists(), Ok(false));
            Arrival::Missing(paths.into_iter().filter(gone).collect())
        });
    }

    /// Compares from scratch, as the view has it.
    pub fn compare(&mut self, asked: Asked, view: View, notes: Vec<Note>) {
        let label = format!("Comparing {} estimates", grouped(asked.estimate_count() as f64));
        self.send_out(label, false, move |_| {
            Arrival::Answered(Box::new(Answer::whole(&asked, view, &notes)))
        });
    }

    /// Reads a place in a file anew.
    pub fn look_into(&mut self, place: FilePlace) {
        let label = format!("Reading {}", file_name(&place.path));
        self.send_out(label, false, move |_| {
            let found = excerpt::read(&place);
            Arrival::Excerpt(place, found)
        });
    }

    /// Looks for names in these files that might stand for one origin.
    pub fn look_for_look_alikes(&mut self, files: Vec<Arc<FileSection>>) {
        self.send_out("Comparing names".to_owned(), false, move |_| {
            let sources = files.iter().flat_map(|file| file.ledger.sources());
            let sources = sources.map(|(_, source)| source);
            let found = look_alikes(Directory::shipped(), sources);
            Arrival::LookAlikes(files, found)
        });
    }

    /// Waits for the person to choose.
    pub fn ask(&mut self, purpose: Purpose, answer: PathAnswer) {
        self.send_out("Waiting for a file to be chosen".to_owned(), false, move |_| {
            let asked = Instant::now();
            let paths = answer();
            let is_dialog_missing = paths.is_empty() && asked.elapsed() < SOONEST_ANSWER;
            Arrival::Chosen(Chosen { purpose, paths, is_dialog_missing })
        });
    }

    fn send_out(
        &mut self,
        label: String,
        can_be_broken_off: bool,
        errand: impl FnOnce(&Course) -> Arrival + Send + 'static,
    ) {
        self.sent = self.sent.saturating_add(1);
        let ticket = Ticket(self.sent);
        let course = Arc::new(Course::default());
        let (sender, ctx, theirs) = (self.sender.clone(), self.ctx.clone(), course.clone());
        let doing = label.clone();
        let broken = move |why: &str| Arrival::Broken(format!("{doing} broke down: {why}"));
        let on_panic = broken.clone();
        let thread = std::thread::Builder::new().name("errand".to_owned()).spawn(move || {
            let ended = catch_unwind(AssertUnwindSafe(|| errand(&theirs)));
            let arrival = ended.unwrap_or_else(|_| on_panic("this is a fault of the program"));
            // The window may be gone by now.
            let _ = sender.send((ticket, arrival));
            ctx.request_repaint();
        });
        if let Err(error) = thread {
            let _ = self.sender.send((ticket, broken(&error.to_string())));
            self.ctx.request_repaint();
        }
        self.running.push(Errand { ticket, label, can_be_broken_off, course });
    }
}

impl Course {
    /// Notes how far the errand is, wakes the window on a new per cent, and says whether to go on.
    fn tell(&self, share: f32, ctx: &Context) -> ControlFlow<()> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "held between 0 and 1,000"
        )]
        let permille = (share * 1000.0).clamp(0.0, 1000.0) as u32;
        let before = self.permille.swap(permille, Ordering::Relaxed);
        if before / 10 != permille / 10 {
            ctx.request_repaint();
        }
        if self.is_broken_off.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

/// The last part of a path, for people.
pub(super) fn file_name(path: &std::path::Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
