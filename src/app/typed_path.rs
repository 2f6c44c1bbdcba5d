//! A path to type, where no system dialog is at hand or typing is quicker: it is completed with Tab
//! or from the list under it, and below stands where it leads.

use std::path::{MAIN_SEPARATOR, Path, PathBuf, is_separator};

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{self, Context, EventFilter, Id, Key, Modifiers, RichText, Ui};

use crate::disk;
use crate::export::{DataKind, ExportKind, PictureKind, unknown_ending};
use crate::session::{self, SESSION_EXTENSION};

use super::background::{Latest, Task};
use super::controls::wrapped_ui;
use super::errands::Purpose;
use super::look::{APART, HEADING, NEAR, bold, modal, soft};

/// So many of what there is are listed.
const MOST_LISTED: usize = 60;
/// The room for them, in points.
const LIST_HEIGHT: f32 = 132.0;

/// What is being typed, what for, and what there is of it on the disk.
pub(super) struct TypedPath {
    purpose: Purpose,
    text: String,
    note: Option<&'static str>,
    found: Latest<PathBuf, Found>,
}

/// What came of typing.
pub(super) enum Typed {
    Path(Purpose, PathBuf),
    Cancelled,
}

/// What is on the disk where a text leads.
struct Found {
    /// What the text may become; none where there is no such folder.
    entries: Option<Vec<disk::Entry>>,
    /// Whether there is a file where it would be written.
    is_there: bool,
}

impl TypedPath {
    pub fn new(purpose: Purpose, text: String, note: Option<&'static str>) -> TypedPath {
        TypedPath { purpose, text, note, found: Latest::default() }
    }

    /// The dialog; what came of it once that is settled.
    pub fn ui(&mut self, ctx: &Context) -> Option<Typed> {
        self.look(ctx);
        let (heading, verb, hint) = words_for(self.purpose);
        let mut typed = None;
        let modal = modal(ctx, "type a path").show(ctx, |ui| {
            ui.set_width(520.0);
            let label = ui.label(bold(heading).size(HEADING));
            if let Some(note) = self.note {
                ui.label(RichText::new(note).weak());
            }
            ui.add_space(APART);
            let is_entered = self.field_ui(ui, label.id, hint);
            ui.add_space(NEAR);
            self.leads_to_ui(ui);
            self.list_ui(ui);
            ui.add_space(APART);
            ui.horizontal(|ui| {
                let is_typed = !self.text.trim().is_empty();
                let is_pressed = ui.add_enabled(is_typed, egui::Button::new(verb)).clicked();
                if is_typed && (is_pressed || is_entered) {
                    typed = Some(Typed::Path(self.purpose, meant(&self.text)));
                }
                if ui.button("Cancel").clicked() {
                    typed = Some(Typed::Cancelled);
                }
            });
        });
        typed.or(modal.should_close().then_some(Typed::Cancelled))
    }

    /// Has a thread look what there is where the text leads.
    fn look(&mut self, ctx: &Context) {
        // What breaks down here only leaves the list empty.
        let _ = self.found.look_again();
        let wanted = meant(&self.text);
        let is_written = !self.purpose.is_opening();
        let target = written_to(self.purpose, &wanted);
        self.found.want(wanted, |wanted| {
            let (folder, start) = split(wanted);
            Task::to(ctx, "Looking into a folder", move || Found {
                entries: disk::entries_beginning(&folder, &start),
                is_there: is_written && target.is_file(),
            })
        });
    }

    /// What is there, if it is of what is typed now.
    fn found(&self) -> Option<&Found> {
        self.found.value().filter(|_| self.found.is_of(&meant(&self.text)))
    }

    /// The field; whether Enter was pressed in it.
    fn field_ui(&mut self, ui: &mut Ui, labelled_by: Id, hint: &str) -> bool {
        let completed = self.found().and_then(|found| completed(&self.text, found));
        let edit = egui::TextEdit::singleline(&mut self.text)
            .desired_width(f32::INFINITY)
            .hint_text(hint)
            // Tab goes on to the list where there is nothing to complete.
            .event_filter(EventFilter {
                tab: completed.is_some(),
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            });
        let response = ui.add(edit).labelled_by(labelled_by);
        if !response.has_focus() && !response.lost_focus() && ui.memory(|m| m.focused().is_none()) {
            response.request_focus();
        }
        let is_tab = |ui: &Ui| ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
        if let Some(completed) = completed
            && response.has_focus()
            && is_tab(ui)
        {
            self.put(ui.ctx(), response.id, completed);
        }
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    /// Puts a text into the field, and what is typed next at its end.
    fn put(&mut self, ctx: &Context, field: Id, text: String) {
        let mut state = TextEditState::load(ctx, field).unwrap_or_default();
        let end = CCursor::new(text.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ctx, field);
        self.text = text;
    }

    /// Where it leads, in full, and what is to be known about that.
    fn leads_to_ui(&self, ui: &mut Ui) {
        if self.text.trim().is_empty() {
            ui.label(soft("~ is your own folder; Tab completes").small());
            return;
        }
        let target = written_to(self.purpose, &meant(&self.text));
        let target = std::path::absolute(&target).unwrap_or(target);
        let verb = match self.purpose {
            Purpose::Relink(_) => "Looks at",
            purpose if purpose.is_opening() => "Opens",
            _ => "Goes to",
        };
        wrapped_ui(ui, soft(format!("{verb} {}", target.display())).small());
        let warning = ui.visuals().warn_fg_color;
        let mut says = String::new();
        if let Some(found) = self.found() {
            if found.entries.is_none() {
                let folder = target.parent().unwrap_or(&target);
                says = format!("There is no folder {}", folder.display());
            } else if found.is_there {
                "A file of this name is there already".clone_into(&mut says);
            }
        }
        // Its line is there from the beginning: nothing moves under the pointer when it is known.
        let height = ui.text_style_height(&egui::TextStyle::Small);
        ui.scope(|ui| {
            ui.set_min_height(height);
            if !says.is_empty() {
                wrapped_ui(ui, RichText::new(says).small().color(warning));
            }
        });
    }

    /// What the text may become, to be chosen.
    fn list_ui(&mut self, ui: &mut Ui) {
        let listed = egui::ScrollArea::vertical().max_height(LIST_HEIGHT).auto_shrink(false);
        let chosen = listed.show(ui, |ui| {
            // No higher or lower with what is found, so that nothing moves under the pointer.
            ui.set_min_height(LIST_HEIGHT);
            let entries = self.found().and_then(|found| found.entries.as_deref());
            let entries = entries.unwrap_or_default();
            let mut chosen = None;
            for entry in entries.iter().take(MOST_LISTED) {
                let name = shown(entry);
                let row =
                    egui::Button::new(RichText::new(&name).small()).frame_when_inactive(false);
                if ui.add(row).accessible_name(format!("Complete to {name}")).clicked() {
                    chosen = Some(with_entry(&self.text, &name));
                }
            }
            let more = entries.len().saturating_sub(MOST_LISTED);
            if more > 0 {
                ui.label(soft(format!("{more} more")).small());
            }
            chosen
        });
        if let Some(chosen) = chosen.inner {
            self.text = chosen;
        }
    }
}

/// What the dialog is called for a purpose, what its button says, and an example.
fn words_for(purpose: Purpose) -> (&'static str, &'static str, &'static str) {
    match purpose {
        Purpose::Open => ("Open a path", "Open", "~/estimates.csv"),
        Purpose::OpenCopies => (
            "A folder or zip archive of dated copies, or a file in a git repository",
            "Take in",
            "~/copies or ~/repository/estimates.csv",
        ),
        Purpose::Relink(_) => ("Where the file is now", "Relink", "~/estimates.csv"),
        Purpose::CompareWith => ("Compare with a session", "Compare", "~/colleague.comparison.ron"),
        Purpose::SaveSession => ("Save the session as", "Save", "~/kursk.comparison.ron"),
        Purpose::Export => (
            "Export the chart or the data as",
            "Export",
            "~/kursk.svg, .png, .pdf, .html, .md, .csv, .json or .estimates.ron",
        ),
        Purpose::BlindCopy => ("Save a blind copy as", "Save", "~/blind.comparison.ron"),
        Purpose::RedactedCopy => ("Save the redacted copy as", "Save", "~/redacted.comparison.ron"),
        Purpose::ExportOwn => {
            ("Export what was entered by hand as", "Export", "~/mine.estimates.ron")
        }
    }
}

/// The path that a text means: `~` is the person's own folder.
fn meant(text: &str) -> PathBuf {
    meant_at(text, disk::home().as_deref())
}

fn meant_at(text: &str, home: Option<&Path>) -> PathBuf {
    let text = text.trim();
    match (text.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with(is_separator) => {
            // With the separator at the end, where there is one: it says that a folder is meant.
            let rest = rest.trim_start_matches(is_separator);
            home.join(rest)
        }
        _ => PathBuf::from(text),
    }
}

/// Where a chosen path is written to, with the ending of what is written; as it is, where it is
/// opened.
pub(super) fn written_to(purpose: Purpose, path: &Path) -> PathBuf {
    match purpose {
        Purpose::Open | Purpose::OpenCopies | Purpose::CompareWith | Purpose::Relink(_) => {
            path.to_owned()
        }
        Purpose::SaveSession | Purpose::BlindCopy | Purpose::RedactedCopy => {
            match session::is_session_name(path) {
                true => path.to_owned(),
                false => ending_with(path, SESSION_EXTENSION),
            }
        }
        Purpose::Export | Purpose::ExportOwn => {
            export_to(purpose, path).map_or_else(|_| path.to_owned(), |(path, _)| path)
        }
    }
}

/// Where an export is written to, and as what: by its ending, and in the usual kind where it has
/// none.
///
/// # Errors
/// In one sentence, where nothing is written under its ending.
pub(super) fn export_to(purpose: Purpose, path: &Path) -> Result<(PathBuf, ExportKind), String> {
    let usual = match purpose {
        copy if copy.is_copy() => return Ok((written_to(purpose, path), ExportKind::Session)),
        Purpose::ExportOwn => ExportKind::Data(DataKind::Estimates),
        _ => ExportKind::Picture(PictureKind::Svg),
    };
    match ExportKind::of(path) {
        Some(kind) => Ok((path.to_owned(), kind)),
        None if has_ending(path) => Err(unknown_ending(path)),
        None => Ok((ending_with(path, usual.ending()), usual)),
    }
}

/// Whether a name ends as those of files do that say what they hold: `chart.jpg`, and not `v1.2`.
fn has_ending(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned());
    ending.is_some_and(|ending| {
        (1..=5).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
    })
}

/// The path, with this ending added where it has another.
fn ending_with(path: &Path, ending: &str) -> PathBuf {
    if path.to_string_lossy().to_lowercase().ends_with(ending) {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The folder that a path leads into, and how the name in it begins.
fn split(path: &Path) -> (PathBuf, String) {
    let text = path.to_string_lossy();
    let at = text.rfind(is_separator).and_then(|at| at.checked_add(1)).unwrap_or(0);
    let (folder, start) = text.split_at_checked(at).unwrap_or((&text, ""));
    (PathBuf::from(folder), start.to_owned())
}

/// As an entry stands in the list, and in the text: a folder with its separator.
fn shown(entry: &disk::Entry) -> String {
    let after = if entry.is_file { "" } else { std::path::MAIN_SEPARATOR_STR };
    format!("{}{after}", entry.name)
}

/// The text with this in the place of the name that was begun.
fn with_entry(text: &str, name: &str) -> String {
    let text = text.trim_start();
    if text == "~" {
        return format!("~{MAIN_SEPARATOR}{name}");
    }
    let at = text.rfind(is_separator).and_then(|at| at.checked_add(1)).unwrap_or(0);
    format!("{}{name}", text.get(..at).unwrap_or_default())
}

/// The text as far as all that it may become goes on alike; none where it is that already.
fn completed(text: &str, found: &Found) -> Option<String> {
    let mut names = found.entries.iter().flatten().map(shown);
    let first = names.next()?;
    let alike = names.fold(first, |alike, name| {
        let same = alike.chars().zip(name.chars()).take_while(|(one, other)| one == other);
        same.map(|(one, _)| one).collect()
    });
    let completed = with_entry(text, &alike);
    (completed.len() > text.trim_start().len()).then_some(completed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[(&str, bool)]) -> Found {
        let entry = |(name, is_file): &(&str, bool)| disk::Entry {
            is_file: *is_file,
            name: (*name).to_owned(),
        };
        Found { entries: Some(names.iter().map(entry).collect()), is_there: false }
    }

    #[test]
    fn a_tilde_is_the_persons_own_folder_and_nothing_else_is_changed() {
        let home = Path::new("/home/me");
        for (typed, wanted) in [
            ("~", "/home/me"),
            ("~/a.csv", "/home/me/a.csv"),
            (" ~/a b.csv ", "/home/me/a b.csv"),
            ("~other/a.csv", "~other/a.csv"),
            ("/data/~/a.csv", "/data/~/a.csv"),
            ("a.csv", "a.csv"),
        ] {
            assert_eq!(meant_at(typed, Some(home)), PathBuf::from(wanted), "{typed}");
        }
        assert_eq!(meant_at("~/a.csv", None), PathBuf::from("~/a.csv"));
    }

    #[test]
    fn tab_completes_as_far_as_all_names_go_on_alike() {
        let two = found(&[("kursk", false), ("kursk-2.csv", true)]);
        assert_eq!(completed("~/data/k", &two).as_deref(), Some("~/data/kursk"));
        assert_eq!(completed("~/data/kursk", &two), None);
        let folder = found(&[("kursk", false)]);
        let whole = format!("~/data/kursk{MAIN_SEPARATOR}");
        assert_eq!(completed("~/data/ku", &folder), Some(whole));
        let file = found(&[("kürsk.csv", true)]);
        assert_eq!(completed("k", &file).as_deref(), Some("kürsk.csv"));
        assert_eq!(completed("~", &file), Some(format!("~{MAIN_SEPARATOR}kürsk.csv")));
        assert_eq!(completed("x", &found(&[])), None);
    }

    #[test]
    fn what_is_written_gets_the_ending_of_what_it_is() {
        let to = |purpose, path: &str| written_to(purpose, Path::new(path)).display().to_string();
        assert_eq!(to(Purpose::SaveSession, "a"), "a.comparison.ron");
        assert_eq!(to(Purpose::SaveSession, "a.comparison.ron"), "a.comparison.ron");
        assert_eq!(to(Purpose::Export, "a"), "a.svg");
        assert_eq!(to(Purpose::Export, "a.csv"), "a.csv");
        assert_eq!(to(Purpose::Export, "kursk 1.2"), "kursk 1.2.svg");
        let refused = export_to(Purpose::Export, Path::new("a.jpg")).expect_err("refused");
        assert!(refused.contains(".svg .png .pdf") && refused.ends_with("a.jpg"), "{refused}");
        assert_eq!(to(Purpose::ExportOwn, "a"), "a.estimates.ron");
        assert_eq!(to(Purpose::Open, "a"), "a");
    }
}
