//! Asking for a path: the system's dialogs in earnest, a script in tests.

use std::path::PathBuf;

use crate::export::ExportKind;
use crate::files;

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
        let endings: Vec<&str> = files::readable_endings().chain(["pdf"]).collect();
        let chosen = SystemDialogs::dialog(frame)
            .set_title("Open estimate files or a session")
            .add_filter("Estimates, sessions and reports", &endings)
            .add_filter("References", &["csl.json", "json", "bib", "ris"])
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
        // The kind that the name proposes comes first.
        let proposed = ExportKind::of(name.as_ref());
        let others = ExportKind::ALL
            .into_iter()
            .filter(|kind| *kind != ExportKind::Session && Some(*kind) != proposed);
        let dialog = proposed.into_iter().chain(others).fold(
            SystemDialogs::dialog(frame).set_title("Export"),
            |dialog, kind| {
                let ending = kind.ending();
                let name = format!("{} ({ending})", kind.name());
                dialog.add_filter(name, &[ending.trim_start_matches('.')])
            },
        );
        let chosen = dialog.set_file_name(name).save_file();
        Box::new(move || {
            pollster::block_on(chosen).map(|handle| handle.path().to_owned()).into_iter().collect()
        })
    }
}
