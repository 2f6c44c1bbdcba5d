//! Taking the chart or the data away: what is written is told by the ending of the file's name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use eframe::egui::{ColorImage, Context};

use crate::compare::Thresholds;
use crate::disk;
use crate::estimate::{Estimate, Loaded};
use crate::export::tables::DayAsked;
use crate::export::{
    self, DataKind, ExportKind, PictureKind, TablesKind, Written, png::Points, said::Said,
};
use crate::session::{self, Document, Redaction, Refusal, SESSION_EXTENSION, View};
use crate::words::{Words, file_name};

use super::super::derived::Asked;
use super::super::dialogs::{Dialog, Notice, Topic};
use super::super::errands::Purpose;
use super::super::export_sheet::ExportSheet;
use super::super::redaction_sheet::RedactionSheet;
use super::super::sheets::Sheet;
use super::super::taking::{Layout, Subject, Taking};
use super::super::typed_path::export_to;
use super::Workbench;

const OWN_NAME: &str = "entered-by-hand.estimates.ron";
const BLIND_NAME: &str = "blind.comparison.ron";
const REDACTED_NAME: &str = "redacted.comparison.ron";

/// The size of a picture that is not seen now, in points.
const UNSEEN: (f32, f32) = (1_000.0, 600.0);

impl Workbench {
    /// Shows how the chart or the data can be taken away.
    pub(super) fn show_export(&mut self) {
        let (mut taking, subject) = (self.desk.taking.clone(), self.subject());
        // It begins with what is open.
        taking.layout = Some(match self.desk.is_overview {
            true => Layout::Measures,
            false => Layout::OverTime(subject.view.arrangement),
        });
        self.sheet = Some(Sheet::Export(Box::new(ExportSheet::new(taking, subject))));
    }

    /// Writes the chart or the data behind it as it was chosen, after asking where to.
    pub(super) fn export(&mut self, frame: Option<&eframe::Frame>, taking: Taking) {
        self.desk.taking = taking;
        let answer = self.dialogs.ask_to_export(frame, &self.export_name(Purpose::Export));
        self.desk.errands.ask(Purpose::Export, answer);
    }

    /// What is drawn now, for whoever draws it anew.
    fn subject(&self) -> Subject {
        let (view, document) = (self.desk.view.clone(), self.desk.history.current().clone());
        let question = document.question().cloned();
        let question = question.map(|question| export::asked_in(view.arrangement, question));
        let bridge = question.and_then(|question| {
            let files = document.loaded_for(&question);
            let overlay = document.overlay().clone();
            self.kept.side.taken_apart(&Asked { files, overlay, question })
        });
        Subject {
            bridge,
            document,
            words: self.desk.words(),
            seen: self.kept.plot.size(view.arrangement).unwrap_or(UNSEEN),
            theme: self.desk.theme,
            view,
        }
    }

    /// Has the picture drawn that goes to the clipboard.
    pub(super) fn copy_picture(&mut self, taking: Taking) {
        self.desk.errands.draw_to_copy(self.subject(), taking.clone());
        self.desk.taking = taking;
    }

    pub(super) fn take_drawn(&mut self, ctx: &Context, drawn: Result<Points, String>) {
        match drawn {
            Ok(points) => {
                ctx.copy_image(ColorImage::from_rgba_premultiplied(points.size, &points.rgba));
                self.tell_taken("The picture was copied".to_owned(), &points.boxed);
            }
            Err(sentence) => {
                self.trouble(Topic::Exporting, format!("The picture was not copied. {sentence}"));
            }
        }
    }

    /// Writes what was entered by hand, after asking where to.
    pub(super) fn export_own(&mut self, frame: Option<&eframe::Frame>) {
        let answer = self.dialogs.ask_to_export(frame, OWN_NAME);
        self.desk.errands.ask(Purpose::ExportOwn, answer);
    }

    /// Writes the same estimates, and what stands at the cursor, as tables.
    fn export_tables(&mut self, path: PathBuf, kind: TablesKind) {
        let document = self.desk.history.current().clone();
        let is_of_all = self.desk.view.table.all_measures;
        let (at, inputs) = (self.desk.view.cursor, self.inputs());
        self.desk.errands.export("The tables were", path, move |path| {
            refuse_input(path, &inputs)?;
            // Files are in the usual words, however the window likes them.
            let words = Words::default();
            let question = document.question().ok_or_else(|| words.no_estimates())?;
            let only = (!is_of_all).then_some(&question.measure);
            let (document, thresholds) = (&document, Thresholds::default());
            let asked = DayAsked { document, question, only, at, thresholds };
            let all = document.loaded_all();
            let (overlay, notes) = (document.overlay(), document.notes());
            let said = Said { files: &all, overlay, notes, words };
            let is_wanted = |one: Estimate<'_>| only.is_none_or(|of| one.measure() == of);
            export::tables_of(kind, &asked, &said, is_wanted).map(Written::from)
        });
    }

    /// Writes a copy that does not tell whose the numbers are, after asking where to.
    pub(super) fn blind_copy(&mut self, frame: Option<&eframe::Frame>) {
        let answer = self.dialogs.ask_to_save(frame, BLIND_NAME);
        self.desk.errands.ask(Purpose::BlindCopy, answer);
    }

    /// Shows what can be left out of a copy or masked in it.
    pub(super) fn show_redaction(&mut self) {
        let sheet = RedactionSheet::on(self.desk.view.selection.as_ref());
        self.sheet = Some(Sheet::Redaction(Box::new(sheet)));
    }

    /// Writes a copy without what was chosen, after asking where to.
    pub(super) fn redacted_copy(&mut self, frame: Option<&eframe::Frame>, chosen: Redaction) {
        self.desk.redaction = chosen;
        let answer = self.dialogs.ask_to_save(frame, REDACTED_NAME);
        self.desk.errands.ask(Purpose::RedactedCopy, answer);
    }

    pub(super) fn export_name(&self, purpose: Purpose) -> String {
        match purpose {
            Purpose::ExportOwn => OWN_NAME.to_owned(),
            Purpose::BlindCopy => BLIND_NAME.to_owned(),
            Purpose::RedactedCopy => REDACTED_NAME.to_owned(),
            _ => self
                .suggested_name()
                .replace(SESSION_EXTENSION, ExportKind::Picture(PictureKind::Svg).ending()),
        }
    }

    /// Exports to where the person chose, after asking where that would replace a file.
    pub(super) fn export_chosen(&mut self, purpose: Purpose, path: &Path, asked_about: bool) {
        self.outdate(Topic::Exporting);
        let (path, kind) = match export_to(purpose, path) {
            // Of two that end alike, the one that was chosen.
            Ok((path, kind)) if kind.ending() == self.desk.taking.kind.ending() => {
                (path, if purpose == Purpose::Export { self.desk.taking.kind } else { kind })
            }
            Ok(told) => told,
            Err(sentence) => return self.trouble(Topic::Exporting, sentence),
        };
        // The system's dialog has asked about the name that it gave, and about no other.
        let is_written = kind != ExportKind::Session || purpose.is_copy();
        if is_written && path.exists() && !asked_about {
            self.dialog = Some(Dialog::Overwrite(purpose, path));
            return;
        }
        match (kind, purpose) {
            (ExportKind::Session, Purpose::BlindCopy) => self.export_blind(path),
            (ExportKind::Session, Purpose::RedactedCopy) => self.export_redacted(path),
            (ExportKind::Session, _) => self.trouble(Topic::Exporting, format!(
                "A session is saved and not exported: “Save session as…” in the File menu does that. \
                 Nothing was written: {}",
                path.display()
            )),
            (
                ExportKind::Picture(_)
                | ExportKind::Report(_)
                | ExportKind::Page
                | ExportKind::Tables(_),
                Purpose::ExportOwn,
            ) => self.trouble(Topic::Exporting, format!(
                "What was entered by hand is exported as .estimates.ron, .csv or .json: {}",
                path.display()
            )),
            (ExportKind::Picture(kind), _) => {
                self.export_drawn("The picture was", path, move |subject, taking, _| {
                    export::picture(kind, &subject.chart(taking)?, taking.pixels_per_point)
                });
            }
            (ExportKind::Report(kind), _) => {
                self.export_drawn("The report was", path, move |subject, taking, path| {
                    subject.report(kind, taking, path)
                });
            }
            (ExportKind::Tables(kind), _) => self.export_tables(path, kind),
            (ExportKind::Page, _) => {
                self.export_drawn("The page was", path, |subject, taking, _| subject.page(taking));
            }
            (ExportKind::Data(kind), purpose) => {
                self.export_data(path, kind, purpose == Purpose::ExportOwn);
            }
        }
    }

    /// Whether the system's dialog has asked about the file that would be replaced.
    pub(super) fn was_asked_about(path: &Path) -> bool {
        ExportKind::of(path).is_some()
    }

    /// Writes what is drawn now, as it was chosen.
    fn export_drawn(
        &mut self,
        what: &'static str,
        path: PathBuf,
        make: impl FnOnce(&Subject, &Taking, &Path) -> Result<Written, String> + Send + 'static,
    ) {
        let (subject, taking, inputs) = (self.subject(), self.desk.taking.clone(), self.inputs());
        self.desk.errands.export(what, path, move |path| {
            refuse_input(path, &inputs)?;
            make(&subject, &taking, path)
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
            export::data(kind, &document, &files, &said, is_wanted).map(Written::from)
        });
    }

    /// Writes a copy that does not tell whose the numbers are.
    fn export_blind(&mut self, path: PathBuf) {
        self.export_copy("The blind copy was", path, |document, _| {
            // How it was looked at may tell names.
            Ok((document.blind_copy()?, View::default()))
        });
    }

    /// Writes a copy without what was chosen.
    fn export_redacted(&mut self, path: PathBuf) {
        let chosen = std::mem::take(&mut self.desk.redaction);
        self.export_copy("The redacted copy was", path, move |document, view| {
            let copy = document.redacted(&chosen, view)?;
            Ok((copy.document, copy.view))
        });
    }

    /// Writes another session, made of this one, anywhere but over this one.
    fn export_copy(
        &mut self,
        what: &'static str,
        path: PathBuf,
        make: impl FnOnce(&Document, &View) -> Result<(Document, View), Refusal> + Send + 'static,
    ) {
        let (document, view) = (self.desk.history.current().clone(), self.desk.view.clone());
        let home = self.desk.home.iter().map(|home| home.path.clone());
        let inputs: Vec<PathBuf> = self.inputs().into_iter().chain(home).collect();
        self.desk.errands.export(what, path, move |path| {
            refuse_input(path, &inputs)?;
            let made = make(&document, &view).map_err(|why| Words::default().refusal(&why))?;
            Ok(session::write(&made.0, &made.1).into_bytes().into())
        });
    }

    /// The files that were opened: none of them is written over.
    fn inputs(&self) -> Vec<PathBuf> {
        self.desk.history.current().files().iter().map(|file| PathBuf::from(&file.path)).collect()
    }

    pub(super) fn take_exported(
        &mut self,
        what: &str,
        path: &Path,
        result: Result<BTreeSet<char>, String>,
    ) {
        match result {
            Ok(boxed) => {
                self.tell_taken(format!("{what} written to {}", path.display()), &boxed);
            }
            Err(sentence) => {
                self.trouble(Topic::Exporting, format!("{what} not written. {sentence}"));
            }
        }
    }

    /// Tells that something was taken away, and what of it could not be drawn.
    fn tell_taken(&mut self, text: String, boxed: &BTreeSet<char>) {
        let Some(but) = self.desk.words().drawn_as_boxes(boxed) else {
            return self.tell(Notice::told(Topic::Exporting, text));
        };
        self.trouble(Topic::Exporting, format!("{text}. {but}"));
    }
}

/// An export never takes the place of a file that it was made from.
fn refuse_input(path: &Path, inputs: &[PathBuf]) -> Result<(), String> {
    match inputs.iter().find(|input| disk::same_file(input, path)) {
        Some(_) => Err(format!("{} is one of the open files; give another name", file_name(path))),
        None => Ok(()),
    }
}
