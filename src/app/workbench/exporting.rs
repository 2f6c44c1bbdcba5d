//! Taking the chart or the data away: what is written is told by the ending of the file's name.

use std::path::{Path, PathBuf};

use crate::disk;
use crate::estimate::{Estimate, Loaded};
use crate::export::{self, DataKind, ExportKind, caption::Caption, said::Said};
use crate::session::{self, SESSION_EXTENSION, View};
use crate::words::{Words, file_name};

use super::super::dialogs::{Dialog, Notice, Topic};
use super::super::errands::Purpose;
use super::super::typed_path::export_to;
use super::Workbench;

const OWN_NAME: &str = "entered-by-hand.estimates.ron";
const BLIND_NAME: &str = "blind.comparison.ron";

impl Workbench {
    /// Writes the chart as it is seen or the data behind it, after asking where to.
    pub(super) fn export(&mut self, frame: Option<&eframe::Frame>) {
        let answer = self.dialogs.ask_to_export(frame, &self.export_name(Purpose::Export));
        self.desk.errands.ask(Purpose::Export, answer);
    }

    /// Writes what was entered by hand, after asking where to.
    pub(super) fn export_own(&mut self, frame: Option<&eframe::Frame>) {
        let answer = self.dialogs.ask_to_export(frame, OWN_NAME);
        self.desk.errands.ask(Purpose::ExportOwn, answer);
    }

    /// Writes a copy that does not tell whose the numbers are, after asking where to.
    pub(super) fn blind_copy(&mut self, frame: Option<&eframe::Frame>) {
        let answer = self.dialogs.ask_to_save(frame, BLIND_NAME);
        self.desk.errands.ask(Purpose::BlindCopy, answer);
    }

    pub(super) fn export_name(&self, purpose: Purpose) -> String {
        match purpose {
            Purpose::ExportOwn => OWN_NAME.to_owned(),
            Purpose::BlindCopy => BLIND_NAME.to_owned(),
            _ => self.suggested_name().replace(SESSION_EXTENSION, ExportKind::Picture.ending()),
        }
    }

    /// Exports to where the person chose, after asking where that would replace a file.
    pub(super) fn export_chosen(&mut self, purpose: Purpose, path: &Path, asked_about: bool) {
        self.outdate(Topic::Exporting);
        let (path, kind) = export_to(purpose, path);
        // The system's dialog has asked about the name that it gave, and about no other.
        let is_written = kind != ExportKind::Session || purpose == Purpose::BlindCopy;
        if is_written && path.exists() && !asked_about {
            self.dialog = Some(Dialog::Overwrite(purpose, path));
            return;
        }
        match (kind, purpose) {
            (ExportKind::Session, Purpose::BlindCopy) => self.export_blind(path),
            (ExportKind::Session, _) => self.trouble(Topic::Exporting, format!(
                "A session is saved and not exported: “Save session as…” in the File menu does that. \
                 Nothing was written: {}",
                path.display()
            )),
            (ExportKind::Picture, Purpose::ExportOwn) => self.trouble(Topic::Exporting, format!(
                "What was entered by hand is exported as .estimates.ron, .csv or .json: {}",
                path.display()
            )),
            (ExportKind::Picture, _) => self.export_chart(path),
            (ExportKind::Data(kind), purpose) => {
                self.export_data(path, kind, purpose == Purpose::ExportOwn);
            }
        }
    }

    /// Whether the system's dialog has asked about the file that would be replaced.
    pub(super) fn was_asked_about(path: &Path) -> bool {
        ExportKind::of(path).is_some()
    }

    fn export_chart(&mut self, path: PathBuf) {
        let Some((answer, gist)) = self.desk.answer.value().and_then(|a| Some((a, a.gist()?)))
        else {
            return;
        };
        let words = self.desk.words();
        let bench = self.desk.bench();
        let Some((picture, scene)) = self.kept.plot.drawn(&bench) else {
            let nothing = words.nothing_to_export().to_owned();
            drop(bench);
            self.trouble(Topic::Exporting, nothing);
            return;
        };
        let picture = picture.into_owned();
        let headline = words.headline(gist);
        let at =
            self.desk.view.cursor.map(|day| format!("{}: ", words.day(day))).unwrap_or_default();
        let sentence = format!("{at}{}", headline.verdict);
        let document = self.desk.history.current();
        let all = document.loaded_all();
        let said =
            Said { files: &all, overlay: document.overlay(), notes: document.notes(), words };
        let caption = Caption::new(scene, answer.comparison(), &sentence, words)
            .with_said(&said, &answer.comparison().question)
            .with_key(&picture, scene, words);
        let theme = self.desk.theme;
        let inputs = self.inputs();
        self.desk.errands.export("The picture was", path, move |path| {
            refuse_input(path, &inputs)?;
            Ok(export::svg::svg(&picture, theme, &caption).into_bytes())
        });
    }

    /// Writes the estimates of the measure asked about, or of all where the table shows all.
    fn export_data(&mut self, path: PathBuf, kind: DataKind, only_own: bool) {
        let document = self.desk.history.current().clone();
        let measure = document.question().map(|question| question.measure.clone());
        let measure = measure.filter(|_| !self.desk.view.table.all_measures && !only_own);
        let own = document.own().map(|own| own.slot);
        let known_on = document.question().and_then(|question| question.known_on);
        let sections = document.files_in_force(known_on);
        let sections = sections.filter(|file| !only_own || Some(file.slot) == own);
        let files: Vec<(Loaded, String)> =
            sections.map(|file| (file.loaded(), file.path.clone())).collect();
        let inputs = self.inputs();
        self.desk.errands.export("The data were", path, move |path| {
            refuse_input(path, &inputs)?;
            let is_wanted =
                |one: Estimate<'_>| measure.as_ref().is_none_or(|of| one.measure() == of);
            let all = document.loaded_all();
            // Files are in the usual words, however the window likes them.
            let words = Words::default();
            let (overlay, notes) = (document.overlay(), document.notes());
            let said = Said { files: &all, overlay, notes, words };
            export::data(kind, &files, &said, is_wanted)
        });
    }

    /// Writes a copy that does not tell whose the numbers are.
    fn export_blind(&mut self, path: PathBuf) {
        let document = self.desk.history.current().clone();
        let home = self.desk.home.iter().map(|home| home.path.clone());
        let inputs: Vec<PathBuf> = self.inputs().into_iter().chain(home).collect();
        self.desk.errands.export("The blind copy was", path, move |path| {
            refuse_input(path, &inputs)?;
            let blind = document.blind_copy().map_err(|why| Words::default().refusal(&why))?;
            // How it was looked at may tell names.
            Ok(session::write(&blind, &View::default()).into_bytes())
        });
    }

    /// The files that were opened: none of them is written over.
    fn inputs(&self) -> Vec<PathBuf> {
        self.desk.history.current().files().iter().map(|file| PathBuf::from(&file.path)).collect()
    }

    pub(super) fn take_exported(&mut self, what: &str, path: &Path, result: Result<(), String>) {
        match result {
            Ok(()) => {
                let text = format!("{what} written to {}", path.display());
                self.tell(Notice::told(Topic::Exporting, text));
            }
            Err(sentence) => {
                self.trouble(Topic::Exporting, format!("{what} not written. {sentence}"));
            }
        }
    }
}

/// An export never takes the place of a file that it was made from.
fn refuse_input(path: &Path, inputs: &[PathBuf]) -> Result<(), String> {
    match inputs.iter().find(|input| disk::same_file(input, path)) {
        Some(_) => Err(format!("{} is one of the open files; give another name", file_name(path))),
        None => Ok(()),
    }
}
