//! The errands of the workbench: reading, saving and asking for paths in the background. What comes
//! back is an [`Arrival`], which says what it is for also when the errand broke down.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use crate::disk::{self, Expected, NotSaved};
use crate::estimate::FileSlot;
use crate::export::{Written, png::Points};
use crate::files::ReadOptions;
use crate::opening::{self, Content, Copies, NotOpened, PASTED};
use crate::session::{Document, FileSection, Fingerprint, StateId};
use crate::words::{Words, file_name};

use super::background::{Background, News, Task, Work};
use super::earlier_sheet::EarlierOffer;
use super::elsewhere::{Found, Seen};
use super::excerpt::{self, Excerpt, FilePlace};
use super::file_dialogs::PathAnswer;
use super::first_part::FirstPart;
use super::on_disk::{Looked, LookingFor, Place};
use super::recorder::is_unsaved_elsewhere;
use super::recovered::{self, Recovered};
use super::taking::{Pixels, Subject, Taking};

/// What an errand is for: all that is given up when it breaks down.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Errand {
    Open,
    OpenCopies,
    ReadAnew(FileSlot),
    ReadPasted,
    Choose(Purpose),
    LookForRecent,
    LookForLeft,
    LookForEarlier,
    Export,
    DrawToCopy,
    Save,
    LookInto(FilePlace),
    ReadBeside(PathBuf),
    LookForFiles,
    LookAtHome,
    LookForOthers,
}

/// What an errand brought back.
pub(super) enum Arrival {
    /// The first part of a long file that is being opened.
    FirstPart(Box<FirstPart>),
    /// Every path, with what it held or why it was not opened.
    Opened(Vec<(PathBuf, Result<Content, NotOpened>)>),
    /// Dated copies of one file, or why they were not had.
    Copies(PathBuf, Result<Copies, NotOpened>),
    /// An open file, read again, or why it was not.
    ReadAnew {
        path: PathBuf,
        slot: FileSlot,
        result: Result<Content, NotOpened>,
    },
    /// A table that was pasted, read, or why it was not; of which open file it is, if it is one.
    ReadPasted {
        text: Arc<str>,
        of: Option<FileSlot>,
        result: Result<Arc<FileSection>, NotOpened>,
    },
    Chosen(Chosen),
    /// Work that was left behind, and why some of it cannot be offered.
    Left(Vec<Recovered>, Vec<String>),
    /// Earlier saves of the session of this path.
    Earlier(PathBuf, Vec<EarlierOffer>),
    /// Those of the recent files that are no longer there.
    Missing(BTreeSet<PathBuf>),
    /// Where a picture was written, or why not, in one sentence.
    Exported {
        /// What was written, as a sentence begins: "The picture was".
        what: &'static str,
        path: PathBuf,
        /// With the signs for which boxes stand in it.
        result: Result<BTreeSet<char>, String>,
    },
    /// A picture for the clipboard, or why it was not drawn.
    Drawn(Result<Points, String>),
    /// What stands in this place of a file, or why that cannot be shown.
    Excerpt(FilePlace, Result<Excerpt, String>),
    /// The session at a path, to be laid beside the one that is open, or why it was not read.
    Beside(PathBuf, Result<Arc<Document>, String>),
    /// What came of looking at files, for the document that was begun as the one of this number.
    Looked {
        begun: u64,
        looking: LookingFor,
        looked: Vec<Looked>,
    },
    /// This errand ended without an answer, as one sentence.
    Broken(Errand, String),
    /// The session as it was in `state` was written, or was not.
    Saved {
        path: PathBuf,
        state: StateId,
        result: Result<disk::Saved, Unsaved>,
    },
    /// Whether another window has changes to this session that are not saved.
    Others {
        session: PathBuf,
        is_unsaved: bool,
    },
    /// What there is by now where the session was read or last saved.
    Home {
        path: PathBuf,
        found: Found,
    },
}

/// Why a session was not saved.
pub(super) enum Unsaved {
    /// Its file is another one by now.
    Elsewhere,
    /// For this reason, in one sentence.
    Because(String),
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
    /// Dated copies of one file.
    OpenCopies,
    /// A session to be laid beside the one that is open.
    CompareWith,
    /// Where this file is now.
    Relink(FileSlot),
    SaveSession,
    /// The chart or the data.
    Export,
    /// What was entered by hand.
    ExportOwn,
    /// A copy that does not tell whose the numbers are.
    BlindCopy,
    /// A copy without what somebody else is not to know.
    RedactedCopy,
}

impl Purpose {
    /// Whether what is there is read, and nothing written.
    pub fn is_opening(self) -> bool {
        matches!(
            self,
            Purpose::Open | Purpose::OpenCopies | Purpose::CompareWith | Purpose::Relink(_)
        )
    }

    /// Whether something is written that is not the session.
    pub fn is_export(self) -> bool {
        !self.is_opening() && self != Purpose::SaveSession
    }

    /// Whether what is written is another session, made of this one.
    pub fn is_copy(self) -> bool {
        matches!(self, Purpose::BlindCopy | Purpose::RedactedCopy)
    }
}

/// A dialog that answers within this time was never there.
const SOONEST_ANSWER: Duration = Duration::from_millis(80);

/// What is done again and again beside something else, and costs that as little as one can tell.
#[derive(Default)]
struct Seldom {
    last: Option<(Instant, Duration)>,
}

impl Seldom {
    /// Does it at first, and again once that was long ago.
    fn now<T>(&mut self, make: impl FnOnce() -> T) -> Option<T> {
        /// Sooner nobody sees that it is another one.
        const SOONEST: Duration = Duration::from_millis(250);
        /// It takes so small a part of the time.
        const PART: u32 = 12;
        let begun = Instant::now();
        if self.last.is_some_and(|(ended, took)| begun < ended + SOONEST.max(took * PART)) {
            return None;
        }
        let made = make();
        self.last = Some((Instant::now(), begun.elapsed()));
        Some(made)
    }
}

/// All errands under way.
pub(super) struct Errands {
    pub background: Background,
    under_way: Vec<(Errand, Task<Arrival>)>,
}

impl Errands {
    pub fn new(ctx: &Context) -> Errands {
        Errands { background: Background::new(ctx), under_way: Vec::new() }
    }

    /// What has come back since the last look.
    pub fn arrivals(&mut self) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        self.under_way.retain(|(errand, task)| {
            while let Some(news) = task.news() {
                match news {
                    News::Brought(arrival) => arrivals.push(arrival),
                    News::Ended(Ok(())) => return false,
                    News::Ended(Err(sentence)) => {
                        arrivals.push(Arrival::Broken(errand.clone(), sentence));
                        return false;
                    }
                }
            }
            true
        });
        self.background.tidy();
        arrivals
    }

    /// Reads files beside those that are `open`.
    pub fn open(&mut self, paths: Vec<PathBuf>, options: ReadOptions, open: Vec<Arc<FileSection>>) {
        let label = match paths.as_slice() {
            [one] => format!("Reading {}", file_name(one)),
            several => format!("Reading {} files", several.len()),
        };
        self.send_out(Errand::Open, label, move |task| {
            let lengths = paths.iter().map(|path| disk::length_of(path));
            task.reads(lengths.fold(0, u64::saturating_add));
            if let Some(part) = paths.iter().find_map(|path| FirstPart::of(path, &options)) {
                task.bring(Arrival::FirstPart(Box::new(part)));
            }
            let progress = &mut |share| task.is_at(share);
            let mut shown = Seldom::default();
            let sums = &mut |so_far: &dyn Fn() -> Option<FileSection>| {
                if let Some(part) = shown.now(|| FirstPart::shown(&so_far()?)).flatten() {
                    task.bring(Arrival::FirstPart(Box::new(part)));
                }
            };
            Arrival::Opened(opening::open_together(paths, &options, &open, progress, sums))
        });
    }

    /// Reads dated copies of one file.
    pub fn open_copies(&mut self, path: PathBuf, options: ReadOptions) {
        let label = format!("Reading the copies in {}", file_name(&path));
        self.send_out(Errand::OpenCopies, label, move |task| {
            let read = opening::open_copies(&path, &options, &mut |share| task.is_at(share));
            Arrival::Copies(path, read)
        });
    }

    /// Reads an open file again, in the place of whatever was asked for of it before.
    pub fn read_anew(&mut self, path: PathBuf, slot: FileSlot, options: ReadOptions) {
        self.under_way.retain(|(errand, _)| *errand != Errand::ReadAnew(slot));
        let label = format!("Reading {}", file_name(&path));
        self.send_out(Errand::ReadAnew(slot), label, move |task| {
            task.reads(disk::length_of(&path));
            let result = opening::open(&path, &options, &mut |share| task.is_at(share));
            Arrival::ReadAnew { path, slot, result }
        });
    }

    /// Looks at files, one after the other, beside those that are `open`.
    pub fn look_for_files(
        &mut self,
        begun: u64,
        looking: LookingFor,
        places: Vec<Place>,
        open: Vec<Arc<FileSection>>,
    ) {
        let label = match places.as_slice() {
            [one] => format!("Looking at {}", file_name(Path::new(&one.path))),
            several => format!("Looking at {} files", several.len()),
        };
        self.send_out(Errand::LookForFiles, label, move |task| {
            #[expect(clippy::cast_precision_loss, reason = "a share of progress")]
            let one = 1.0 / places.len() as f32;
            let mut done = 0.0;
            let mut looked = Vec::new();
            for place in places {
                let found = place.look(&open, &mut |share| task.is_at(done + share * one));
                done += one;
                // Where it is stopped, neither this one nor any other was looked at.
                if task.is_at(done).is_break() {
                    break;
                }
                looked.push(found);
            }
            Arrival::Looked { begun, looking, looked }
        });
    }

    /// Reads a table that was pasted.
    pub fn read_pasted(&mut self, text: Arc<str>, of: Option<FileSlot>, options: ReadOptions) {
        self.send_out(Errand::ReadPasted, format!("Reading {PASTED}"), move |task| {
            let progress = &mut |share| task.is_at(share);
            let name = Path::new(PASTED);
            let result = opening::open_estimates(name, &options, text.as_bytes(), progress);
            Arrival::ReadPasted { text, of, result }
        });
    }

    /// Writes a session, which `text` puts into words, where there is what is expected.
    pub fn save(
        &mut self,
        path: PathBuf,
        state: StateId,
        expected: Expected,
        text: impl FnOnce() -> String + Send + 'static,
    ) {
        let label = format!("Saving {}", file_name(&path));
        self.send_out(Errand::Save, label, move |_| {
            let options = disk::SaveOptions { expected, keeps_earlier: true };
            let result = opening::refuse_newer(&path)
                .map_err(|why| Unsaved::Because(Words::default().not_opened(&why)))
                .and_then(|()| {
                    disk::save(&path, text().as_bytes(), &options).map_err(|error| unsaved(&error))
                });
            Arrival::Saved { path, state, result }
        });
    }

    /// Looks whether the file of the session still holds what is known.
    pub fn look_at_home(&mut self, path: PathBuf, known: Fingerprint, seen: Seen) {
        let label = format!("Looking at {}", file_name(&path));
        self.send_out(Errand::LookAtHome, label, move |_| {
            let found = Found::at(&path, known, seen);
            Arrival::Home { path, found }
        });
    }

    /// Looks among the records in this folder whether another window has unsaved changes to a session.
    pub fn look_for_others(&mut self, root: PathBuf, session: PathBuf) {
        let name = "Looking for other windows".to_owned();
        self.send_out(Errand::LookForOthers, name, move |_| {
            let is_unsaved = is_unsaved_elsewhere(&root, &session);
            Arrival::Others { session, is_unsaved }
        });
    }

    /// Writes what is made; `what` begins the sentence that says so.
    pub fn export(
        &mut self,
        what: &'static str,
        path: PathBuf,
        make: impl FnOnce(&Path) -> Result<Written, String> + Send + 'static,
    ) {
        let label = format!("Writing {}", file_name(&path));
        self.send_out(Errand::Export, label, move |_| {
            let save = |written: Written| {
                disk::save(&path, &written.bytes, &disk::SaveOptions::default())
                    .map_err(|error| Words::default().not_saved(&error))
                    .map(|_| written.boxed)
            };
            let refused = |why| Words::default().not_opened(&why);
            let result = opening::refuse_newer(&path)
                .map_err(refused)
                .and_then(|()| make(&path))
                .and_then(save);
            Arrival::Exported { what, path, result }
        });
    }

    /// Draws a picture for the clipboard.
    pub fn draw_to_copy(&mut self, subject: Subject, taking: Taking) {
        self.send_out(Errand::DrawToCopy, "Drawing the picture".to_owned(), move |_| {
            let pixels = Pixels::Each(taking.pixels_per_point);
            Arrival::Drawn(subject.points(&taking, pixels))
        });
    }

    /// Looks whether files are still there.
    pub fn look_for(&mut self, paths: Vec<PathBuf>) {
        self.send_out(
            Errand::LookForRecent,
            "Looking for the recent files".to_owned(),
            move |_| {
                let gone = |path: &PathBuf| matches!(path.try_exists(), Ok(false));
                Arrival::Missing(paths.into_iter().filter(gone).collect())
            },
        );
    }

    /// Looks in this folder for work that was left behind.
    pub fn look_for_left(&mut self, root: PathBuf) {
        let name = "Looking for unsaved work".to_owned();
        self.send_out(Errand::LookForLeft, name, move |_| {
            let (found, troubles) = recovered::find(&root);
            Arrival::Left(found, troubles)
        });
    }

    /// Reads the earlier saves of a session, and how they differ from what is `open`.
    pub fn look_for_earlier(&mut self, session: PathBuf, open: Document, words: Words) {
        let name = "Reading the earlier saves".to_owned();
        self.send_out(Errand::LookForEarlier, name, move |_| {
            let found = opening::earlier_saves(&session);
            let offers = found.iter().map(|one| EarlierOffer::of(one, &open, words)).collect();
            Arrival::Earlier(session, offers)
        });
    }

    /// Reads a place in a file anew.
    pub fn look_into(&mut self, place: FilePlace) {
        let label = format!("Reading {}", file_name(&place.path));
        self.send_out(Errand::LookInto(place.clone()), label, move |_| {
            let found = excerpt::read(&place);
            Arrival::Excerpt(place, found)
        });
    }

    /// Reads a session to be laid beside the one that is open.
    pub fn read_beside(&mut self, path: PathBuf, mine: Document) {
        let label = format!("Reading {}", file_name(&path));
        self.send_out(Errand::ReadBeside(path.clone()), label, move |task| {
            let options = ReadOptions::default();
            let read = match opening::open(&path, &options, &mut |share| task.is_at(share)) {
                Ok(Content::Session(opened, _)) => beside(opened.document, &mine),
                Ok(Content::Estimates(_)) => {
                    Err(format!("{} is no session but a file of estimates", file_name(&path)))
                }
                Ok(Content::Publications(_)) => {
                    Err(format!("{} is no session but a file of references", file_name(&path)))
                }
                Err(why) => Err(Words::default().not_opened(&why)),
            };
            Arrival::Beside(path, read)
        });
    }

    /// Waits for the person to choose.
    pub fn ask(&mut self, purpose: Purpose, answer: PathAnswer) {
        let name = "Waiting for a file to be chosen".to_owned();
        self.send_out(Errand::Choose(purpose), name, move |_| {
            let asked = Instant::now();
            let paths = answer();
            let is_dialog_missing = paths.is_empty() && asked.elapsed() < SOONEST_ANSWER;
            Arrival::Chosen(Chosen { purpose, paths, is_dialog_missing })
        });
    }

    fn send_out(
        &mut self,
        errand: Errand,
        name: String,
        work: impl FnOnce(&Work<Arrival>) -> Arrival + Send + 'static,
    ) {
        let can_be_stopped = matches!(
            errand,
            Errand::Open
                | Errand::OpenCopies
                | Errand::ReadAnew(_)
                | Errand::ReadPasted
                | Errand::ReadBeside(_)
                | Errand::LookForFiles
        );
        let task = self.background.begin(name, can_be_stopped, |task| task.bring(work(task)));
        self.under_way.push((errand, task));
    }
}

fn unsaved(error: &disk::SaveError) -> Unsaved {
    match error.why {
        NotSaved::ChangedOnDisk | NotSaved::Gone => Unsaved::Elsewhere,
        _ => Unsaved::Because(Words::default().not_saved(error)),
    }
}

/// A session as it is laid beside mine: with its names, where it is a blind copy of it.
fn beside(theirs: Document, mine: &Document) -> Result<Arc<Document>, String> {
    const MINE_IS_BLIND: &str =
        "What is open is a blind copy: open the original, and lay this copy beside it";
    match (mine.is_blind(), theirs.is_blind()) {
        (true, false) => Err(MINE_IS_BLIND.to_owned()),
        (false, true) => Ok(Arc::new(theirs.seen_again(mine))),
        _ => Ok(Arc::new(theirs)),
    }
}
