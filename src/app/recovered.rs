//! Work that was not saved when a window before this one ended: found when the program starts, and
//! offered until it is opened or thrown away.

use std::path::{Path, PathBuf};

use eframe::egui::{ScrollArea, Ui};

use crate::disk::{self, Left};
use crate::estimate::{Minute, Stamp};
use crate::session::{self, History, View, read_journal, replay};
use crate::words::{Words, file_name};

use super::command::Command;
use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};
use super::recorder::About;

/// What was left behind, as far as it could be done again.
pub(super) struct Recovered {
    pub left: Left,
    pub history: History,
    pub view: View,
    /// The file of the session, if it had one.
    home: Option<PathBuf>,
    /// When it was last written.
    at: Option<Stamp>,
    /// That file was written later than this.
    is_home_newer: bool,
    /// Steps at the end are lost: they were not written whole.
    lacks_steps: bool,
    changes: Vec<String>,
}

/// All that was left behind in this folder, and why some of it cannot be offered.
pub(super) fn find(root: &Path) -> (Vec<Recovered>, Vec<String>) {
    let (mut found, mut troubles) = (Vec::new(), Vec::new());
    for left in disk::left_behind(root) {
        match read(left) {
            Ok(recovered) => found.push(recovered),
            Err(sentence) => troubles.push(sentence),
        }
    }
    (found, troubles)
}

fn read(left: Left) -> Result<Recovered, String> {
    let words = Words::default();
    let opened =
        session::read_bytes(&left.base).map_err(|why| words.not_recovered(&why, left.folder()))?;
    let (steps, is_whole) = read_journal(&String::from_utf8_lossy(&left.journal));
    let (history, done) = replay(opened.document, &steps);
    let about: About = ron::de::from_bytes(&left.about).unwrap_or_default();
    let later = |home: &PathBuf| disk::written_at(home) > left.written;
    let at = left.written.and_then(|at| jiff::Timestamp::try_from(at).ok());
    Ok(Recovered {
        changes: words.changes_of(&history),
        is_home_newer: left.written.is_some() && about.home.as_ref().is_some_and(later),
        lacks_steps: !is_whole || done < steps.len(),
        home: about.home,
        at: at.map(|at| Stamp::Minute(Minute::in_utc(at))),
        view: opened.view,
        history,
        left,
    })
}

impl Recovered {
    /// The name by which people know it.
    fn name(&self) -> String {
        let of_file = || self.history.current().files().first().map(|file| file.name().to_owned());
        let home = self.home.as_deref().map(file_name);
        home.or_else(of_file).unwrap_or_else(|| "a comparison without a name".to_owned())
    }

    fn heading(&self, words: Words) -> String {
        match &self.at {
            Some(at) => format!("{}, last changed {}", self.name(), words.moment(at)),
            None => self.name(),
        }
    }
}

/// Work that was left behind, each with what it holds; true once the sheet is to be closed.
pub(super) fn recovered_ui(ui: &mut Ui, found: &[Recovered], cx: &Cx<'_>) -> bool {
    ui.set_width(520.0);
    ui.label(bold("Unsaved work was left behind").size(HEADING));
    ui.add_space(APART);
    ui.label(
        "Parallax ended before this was saved. It opens as a copy: nothing is written over until \
         you save it. What is not opened or thrown away is offered again.",
    );
    let height = ui.ctx().content_rect().height() * 0.6;
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        for (place, recovered) in found.iter().enumerate() {
            ui.add_space(FAR);
            ui.push_id(place, |ui| one_ui(ui, place, recovered, cx));
        }
    });
    ui.add_space(FAR);
    ui.button("Later").clicked() || found.is_empty()
}

fn one_ui(ui: &mut Ui, place: usize, recovered: &Recovered, cx: &Cx<'_>) {
    ui.label(bold(recovered.heading(cx.words)));
    for change in &recovered.changes {
        ui.label(format!("• {change}"));
    }
    if recovered.changes.is_empty() {
        ui.label(soft("As it was when it was last copied whole, with all changes up to then"));
    }
    if recovered.lacks_steps {
        ui.label("The last change was not written whole and is not in it.");
    }
    if recovered.is_home_newer {
        ui.label("The file itself was saved later than this.");
    }
    ui.add_space(NEAR);
    let name = recovered.name();
    ui.horizontal(|ui| {
        let open = ui.button("Open as a copy");
        if open.accessible_name(format!("Open {name} as a copy")).clicked() {
            cx.ask(Command::Recover(place));
        }
        let throw = ui.button("Throw away");
        if throw.accessible_name(format!("Throw away {name}")).clicked() {
            cx.ask(Command::ThrowAway(place));
        }
    });
}
