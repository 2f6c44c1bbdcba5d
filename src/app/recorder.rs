//! Keeps a record of unsaved work on disk while it is done, so that a crash, a kill or the end of
//! the display loses none of it: a copy of the document, then each step as it is taken.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use eframe::egui::Context;
use serde::{Deserialize, Serialize};

use crate::disk::{self, FileSystem, Left, Record};
use crate::session::{self, Document, History, StateId, Step, View};
use crate::words::Words;

use super::background::{News, Task, Work};

/// What is kept beside the copy of a document: where it belongs.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct About {
    /// The session's own file, if it has one.
    pub home: Option<PathBuf>,
}

/// Something to put on the disk.
enum Job {
    /// A copy; and what it takes the place of, which goes once the copy is there.
    Base(Box<(Document, View, About)>, Option<Left>),
    Lines(Vec<String>),
    /// All is saved.
    Clear,
    /// Tells when all before is done.
    Flush(Sender<()>),
}

/// What the window knows of its record.
#[derive(Default)]
pub(super) struct Recorder {
    /// Which document, and in which state, the record comes to; none where there is no record.
    at: Option<(u64, StateId)>,
    /// Of which document and state no record could be kept: it is not tried again and again.
    failed_at: Option<(u64, StateId)>,
    /// The steps that were taken since, each with the state that it led to.
    steps: Vec<(Step, StateId)>,
    /// How many steps can be undone, and how many redone, from the copy on.
    undoable: usize,
    redoable: usize,
    /// What is recorded next takes the place of this.
    replaces: Option<Left>,
    /// Nobody, where nothing is to be kept.
    writer: Option<(Sender<Job>, Task<String>)>,
}

/// How long closing waits for what is still to be written.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

impl Recorder {
    /// One that keeps its record in a folder within this one.
    pub fn begin(ctx: &Context, root: PathBuf) -> Recorder {
        let (sender, jobs) = channel();
        let task = Task::begin(ctx, "Keeping a copy of unsaved work", move |work| {
            write(work, &root, &jobs);
        });
        Recorder { writer: Some((sender, task)), ..Recorder::default() }
    }

    /// A step was taken, which led to this state.
    pub fn did(&mut self, step: Step, state: StateId) {
        if self.writer.is_some() {
            self.steps.push((step, state));
        }
    }

    /// What is recorded next was recovered from this, which is kept until then.
    pub fn takes_over(&mut self, left: Left) {
        self.at = None;
        self.replaces = Some(left);
    }

    /// Brings the record up to what is open.
    pub fn follow(
        &mut self,
        number: u64,
        history: &History,
        view: &View,
        about: impl FnOnce() -> About,
    ) {
        if self.writer.is_none() {
            return;
        }
        let now = (number, history.state());
        let steps = std::mem::take(&mut self.steps);
        if history.is_saved() {
            if self.at.take().is_some() {
                self.send(Job::Clear);
            }
            return;
        }
        let was_tried = [self.at, self.failed_at].contains(&Some(now));
        if was_tried && steps.is_empty() {
            return;
        }
        self.failed_at = None;
        match self.lines_to(now, &steps) {
            Some(lines) => self.send(Job::Lines(lines)),
            None => {
                let copy = (history.current().clone(), view.clone(), about());
                let replaces = self.replaces.take();
                self.send(Job::Base(Box::new(copy), replaces));
                (self.undoable, self.redoable) = (0, 0);
            }
        }
        self.at = Some(now);
    }

    /// The lines that lead from what is recorded to what is open, if these steps do.
    fn lines_to(&mut self, now: (u64, StateId), steps: &[(Step, StateId)]) -> Option<Vec<String>> {
        let (number, _) = self.at.filter(|(number, _)| *number == now.0)?;
        let last = steps.last().map(|(_, state)| (number, *state));
        if last != Some(now) {
            return None;
        }
        let mut before = self.at.map(|(_, state)| state)?;
        for (step, after) in steps {
            match step {
                // What was only asked is no step to be undone.
                Step::Did(_) if before == *after => {}
                Step::Did(_) => (self.undoable, self.redoable) = (self.undoable + 1, 0),
                Step::Undid => {
                    self.undoable = self.undoable.checked_sub(1)?;
                    self.redoable += 1;
                }
                Step::Redid => {
                    self.redoable = self.redoable.checked_sub(1)?;
                    self.undoable += 1;
                }
            }
            before = *after;
        }
        steps.iter().map(|(step, _)| step.line()).collect()
    }

    /// What went wrong with keeping the record, in one sentence.
    pub fn trouble(&mut self) -> Option<String> {
        let news = self.writer.as_ref()?.1.news()?;
        // Another copy is made with the next step.
        self.failed_at = self.at.take().or(self.failed_at);
        match news {
            News::Brought(sentence) => Some(sentence),
            News::Ended(ended) => {
                // Nobody writes any more.
                self.writer = None;
                ended.err()
            }
        }
    }

    /// Waits until all that was asked for is on the disk; false where that takes too long.
    pub fn flush(&self) -> bool {
        let (sender, done) = channel();
        self.send(Job::Flush(sender));
        self.writer.is_none() || done.recv_timeout(LONGEST_WAIT).is_ok()
    }

    /// The window closes, and nothing is to be kept.
    pub fn close(&mut self) {
        if self.at.take().is_some() {
            self.send(Job::Clear);
        }
        self.flush();
        self.writer = None;
    }

    fn send(&self, job: Job) {
        if let Some((jobs, _)) = &self.writer {
            // Where the writer broke down, that was told.
            let _ = jobs.send(job);
        }
    }
}

/// Writes what is sent, until nobody sends any more.
fn write(work: &Work<String>, root: &Path, jobs: &Receiver<Job>) {
    let mut record: Option<Record<FileSystem>> = None;
    let mut is_behind = false;
    while let Ok(job) = jobs.recv() {
        let done = match job {
            Job::Base(copy, replaces) => {
                let done = set_base(&mut record, root, &copy);
                is_behind = done.is_err();
                if let (Ok(()), Some(left)) = (&done, replaces) {
                    let _ = left.throw_away();
                }
                done
            }
            // Without the copy that they were done to, lines mean something else.
            Job::Lines(_) if is_behind => Ok(()),
            Job::Lines(lines) => {
                let added = record
                    .as_mut()
                    .map_or(Ok(()), |own| lines.iter().try_for_each(|line| own.add(line)));
                is_behind = added.is_err();
                added.map_err(|error| error.to_string())
            }
            Job::Clear => {
                if let Some(record) = &mut record {
                    record.clear();
                }
                Ok(())
            }
            Job::Flush(done) => {
                let _ = done.send(());
                Ok(())
            }
        };
        if let Err(why) = done {
            work.bring(Words::default().not_recorded(&why));
        }
    }
    if let Some(record) = record {
        record.end();
    }
}

/// After which the folders of this process are called.
fn folder_name() -> String {
    format!("window-{}", std::process::id())
}

/// Whether a window of another process has changes to this session that are not saved.
pub(super) fn is_unsaved_elsewhere(root: &Path, session: &Path) -> bool {
    disk::unsaved_elsewhere(root, &folder_name()).iter().any(|about| {
        let about: About = ron::de::from_bytes(about).unwrap_or_default();
        about.home.is_some_and(|home| disk::same_file(&home, session))
    })
}

fn set_base(
    record: &mut Option<Record<FileSystem>>,
    root: &Path,
    (document, view, about): &(Document, View, About),
) -> Result<(), String> {
    let record = match record {
        Some(record) => record,
        None => {
            let begun = Record::begin(FileSystem, root, &folder_name());
            record.insert(begun.map_err(|error| error.to_string())?)
        }
    };
    let base = session::write(document, view);
    let about = ron::to_string(about).unwrap_or_default();
    record
        .set_base(base.as_bytes(), about.as_bytes())
        .map_err(|error| Words::default().not_saved(&error))
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::ops::ControlFlow;
    use std::process::{Command, Stdio};

    use super::*;
    use crate::app::recovered;
    use crate::estimate::Change;
    use crate::session::generated::{adjustment, small};
    use crate::session::{Edit, apply};

    /// Where the process keeps its record that is to be killed, and saves its session.
    const ROOT: &str = "PARALLAX_TEST_RECORDS";
    /// Where it is looked what such a process left.
    const LEFT: &str = "PARALLAX_TEST_LEFT";
    const SESSION: &str = "saved.comparison.ron";

    fn widened(n: u32) -> Edit {
        Edit::Adjust(adjustment("1:C1", Change::Widen(f64::from(n) / 1e6)))
    }

    /// What the number was that an edit was made with.
    fn number_of(document: &Document) -> u32 {
        let adjustments = document.overlay().adjustments();
        adjustments.first().map_or(0, |adjustment| match adjustment.change {
            Change::Widen(share) => (share * 1e6).round() as u32,
            _ => 0,
        })
    }

    /// Edits without end, each told on its own line as soon as it is on the disk. Some are undone
    /// and redone, some make another copy of the whole.
    #[test]
    #[expect(clippy::print_stdout, reason = "what is acknowledged is read by the test that kills")]
    fn the_process_that_is_killed() {
        let Some(root) = std::env::var_os(ROOT) else { return };
        let root = PathBuf::from(root);
        let session = root.join(SESSION);
        let mut recorder = Recorder::begin(&Context::default(), root);
        let mut history = History::new(small());
        let mut document_number = 0;
        for n in 1.. {
            let edit = widened(n);
            let made = apply(history.current(), &edit).expect("another width");
            history.take(&edit, made);
            recorder.did(Step::Did(Box::new(edit)), history.state());
            if n % 3 == 0 && history.undo() {
                recorder.did(Step::Undid, history.state());
                recorder.follow(document_number, &history, &View::default(), About::default);
                assert!(history.redo());
                recorder.did(Step::Redid, history.state());
            }
            document_number += u64::from(n % 11 == 0);
            recorder.follow(document_number, &history, &View::default(), About::default);
            assert!(recorder.flush() && recorder.trouble().is_none());
            println!("\nacknowledged {n}");
            if n % 5 == 0 {
                let text = session::write(history.current(), &View::default());
                let saved = disk::save(&session, text.as_bytes(), &disk::SaveOptions::default());
                assert!(saved.expect("saved").durability_confirmed);
                println!("\nsaved {n}");
            }
        }
    }

    /// The last edits in the record and in the session that were left here.
    fn left_in(root: &Path) -> Result<(u32, Option<u32>), String> {
        let (found, troubles) = recovered::find(root);
        let [one] = &found[..] else { return Err(format!("{} found: {troubles:?}", found.len())) };
        let path = root.join(SESSION);
        let saved = path.exists().then(|| {
            let bytes = disk::read_file(&path, 1 << 20, &mut |_, _| ControlFlow::Continue(()));
            let bytes = bytes.map_err(|error| format!("{error:?}"))?;
            let opened = session::read_bytes(&bytes).map_err(|error| format!("{error:?}"))?;
            Ok::<_, String>(number_of(&opened.document))
        });
        Ok((number_of(one.history.current()), saved.transpose()?))
    }

    /// Tells what was left where the power was cut (`tests/power-cut.sh`).
    #[test]
    #[expect(clippy::print_stdout, reason = "read by the script that cuts the power")]
    fn what_was_left_is_told() {
        let Some(root) = std::env::var_os(LEFT) else { return };
        let (recorded, saved) = left_in(Path::new(&root)).expect("whole");
        println!("\nrecorded {recorded}\nsaved {}", saved.unwrap_or(0));
    }

    #[test]
    fn a_process_that_is_killed_at_any_moment_leaves_all_that_it_acknowledged() {
        let mut acknowledged = 0;
        for round in 0..200_u64 {
            let root = tempfile::tempdir().expect("a folder");
            let mut child = Command::new(std::env::current_exe().expect("this test"))
                .args(["--exact", "app::recorder::tests::the_process_that_is_killed"])
                .args(["--nocapture", "--test-threads", "1"])
                .env(ROOT, root.path())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .expect("started");
            let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
            let (mut last, mut last_saved) = (0, 0);
            let mut told = || {
                let mut line = lines.by_ref().map_while(Result::ok);
                let (what, number) = line.find_map(|line| {
                    let (what, number) = line.split_once(' ')?;
                    Some((what.to_owned(), number.parse::<u32>().ok()?))
                })?;
                let last = if what == "saved" { &mut last_saved } else { &mut last };
                *last = number;
                Some(())
            };
            told().expect("it begins");
            // At other moments each time.
            std::thread::sleep(Duration::from_micros(round * 7_919 % 60_000));
            child.kill().and_then(|()| child.wait()).expect("killed");
            while told().is_some() {}
            let what = format!("round {round}, {last} acknowledged, {last_saved} saved");
            let (left, saved) = left_in(root.path()).unwrap_or_else(|why| panic!("{why}: {what}"));
            assert!(last <= left && left <= last + 1, "{left} left: {what}");
            assert!(saved.unwrap_or(0) >= last_saved, "{saved:?} left: {what}");
            acknowledged += last;
        }
        assert!(acknowledged > 400, "{acknowledged} edits were acknowledged");
    }
}
