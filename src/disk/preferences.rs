//! What the program remembers about itself between runs. Losing it costs nothing, so reading it
//! cannot fail: a bad value becomes the default and a warning.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use ron::value::RawValue;
use serde::{Deserialize, Serialize};

use super::read::ReadError;
use super::save::{NotSaved, SaveError, SaveOptions, save};

/// How many recent files are remembered.
pub const RECENT_FILES_KEPT: usize = 12;

/// No preferences are larger than this.
const LARGEST_BYTES: u64 = 1 << 20;

/// What draws the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renderer {
    Wgpu,
    Glow,
}

/// What of the preferences could not be used and was left out.
#[derive(Debug)]
pub enum Unusable {
    File(ReadError),
    /// All of it, and what the parser says.
    Text(String),
    /// All of it: the file was put here, so that nothing writes over it.
    KeptAside(PathBuf),
    Entry {
        name: String,
        why: String,
    },
}

/// What is remembered between runs.
///
/// Kept as a RON map, `{"recent": ["a.csv"], "renderer": glow}`. What the window adds goes through
/// [`Preferences::get`] and [`Preferences::set`]. Entries that this version does not know are
/// written back as they were.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Preferences {
    /// What drew the window last time.
    pub renderer: Option<Renderer>,
    recent: Vec<PathBuf>,
    /// Entries by name: those that others read and set, and those that nobody knows.
    others: BTreeMap<String, Box<RawValue>>,
}

/// Where preferences are kept, in the folder that the system has for it; none without a home.
#[must_use]
pub fn preferences_file() -> Option<PathBuf> {
    Some(project()?.config_dir().join("preferences.ron"))
}

/// Where the databases stand that a person has set up; none without a home.
#[must_use]
pub fn connections_file() -> Option<PathBuf> {
    Some(project()?.config_dir().join("connections.ron"))
}

/// Where copies of unsaved work are kept; none without a home.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    let project = project()?;
    Some(project.state_dir().unwrap_or_else(|| project.data_local_dir()).to_owned())
}

/// Where what can be made anew is kept; none without a home.
#[must_use]
pub fn cache_folder() -> Option<PathBuf> {
    Some(project()?.cache_dir().to_owned())
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "parallax")
}

impl Preferences {
    /// Reads preferences, and says in warnings what could not be used. A file that cannot be read is
    /// kept aside. No file, or nowhere to keep one, is nothing to warn of.
    #[must_use]
    pub fn load(file: Option<&Path>) -> (Preferences, Vec<Unusable>) {
        let Some(file) = file.filter(|file| file.exists()) else { return Default::default() };
        let go_on = &mut |_, _| std::ops::ControlFlow::Continue(());
        let text = super::read_file(file, LARGEST_BYTES, go_on).map_err(Unusable::File);
        let utf_8 = |bytes| String::from_utf8(bytes).map_err(|e| Unusable::Text(e.to_string()));
        let (preferences, mut warnings) = match text.and_then(utf_8) {
            Ok(text) => Preferences::from_text(&text),
            Err(unusable) => (Preferences::default(), vec![unusable]),
        };
        let is_lost = |warning: &Unusable| matches!(warning, Unusable::File(_) | Unusable::Text(_));
        if warnings.iter().any(is_lost)
            && let Some(path) = keep_aside(file)
        {
            warnings.push(Unusable::KeptAside(path));
        }
        (preferences, warnings)
    }

    /// Reads preferences from RON; what cannot be used is left out, with a warning.
    #[must_use]
    pub fn from_text(text: &str) -> (Preferences, Vec<Unusable>) {
        let mut warnings = Vec::new();
        let entries = ron::from_str::<BTreeMap<String, Box<RawValue>>>(text);
        let mut others = entries.unwrap_or_else(|error| {
            warnings.push(Unusable::Text(error.to_string()));
            BTreeMap::new()
        });
        let mut renderer = None;
        if let Some(value) = others.remove("renderer") {
            renderer = known(&value, "renderer", &mut warnings);
        }
        let recent: Option<Vec<String>> =
            others.remove("recent").and_then(|value| known(&value, "recent", &mut warnings));
        let mut recent: Vec<PathBuf> =
            recent.unwrap_or_default().into_iter().map(PathBuf::from).collect();
        recent.truncate(RECENT_FILES_KEPT);
        (Preferences { renderer, recent, others }, warnings)
    }

    /// As RON, the same text for the same preferences.
    #[must_use]
    pub fn to_text(&self) -> String {
        // A name that is no Unicode cannot be written down and is not remembered.
        let recent: Vec<&str> = self.recent.iter().filter_map(|path| path.to_str()).collect();
        let mut entries = self.others.clone();
        let known = [
            ("renderer", self.renderer.map(|renderer| RawValue::from_rust(&renderer))),
            ("recent", (!recent.is_empty()).then(|| RawValue::from_rust(&recent))),
        ];
        for (name, value) in known {
            if let Some(Ok(value)) = value {
                entries.insert(name.to_owned(), value);
            }
        }
        let lines = entries.iter().map(|(name, value)| format!("    {name:?}: {value},\n"));
        format!("{{\n{}}}\n", lines.collect::<String>())
    }

    /// Writes preferences; with nowhere to keep them, does nothing.
    ///
    /// # Errors
    /// When the file or its folder cannot be written. Worth a line in the log, not a dialog.
    pub fn save(&self, file: Option<&Path>) -> Result<(), SaveError> {
        let Some(file) = file else { return Ok(()) };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| SaveError {
                why: NotSaved::Other(error),
                path: file.to_owned(),
                was_there: false,
            })?;
        }
        save(file, self.to_text().as_bytes(), &SaveOptions::default()).map(|_| ())
    }

    /// The files opened or saved last, the latest first.
    #[must_use]
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.forget(path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_FILES_KEPT);
    }

    /// Takes a file, which may be gone, off the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
    }

    /// Forgets every recent file.
    pub fn forget_all(&mut self) {
        self.recent.clear();
    }

    /// What is kept under a name; none where nothing is, or where it cannot be read as this type,
    /// which is told in a warning. An entry that cannot be read is kept until it is set.
    pub fn get<T: for<'de> Deserialize<'de>>(
        &self,
        name: &str,
        warnings: &mut Vec<Unusable>,
    ) -> Option<T> {
        known(self.others.get(name)?, name, warnings)
    }

    /// Keeps a value under a name, or nothing.
    pub fn set<T: Serialize>(&mut self, name: &str, value: Option<&T>) {
        match value.map(RawValue::from_rust) {
            Some(Ok(value)) => {
                self.others.insert(name.to_owned(), value);
            }
            Some(Err(error)) => log::warn!("The preference {name} cannot be kept: {error}"),
            None => {
                self.others.remove(name);
            }
        }
    }
}

/// Gives a file a name of which there is none yet; none where that cannot be done.
fn keep_aside(file: &Path) -> Option<PathBuf> {
    let aside = |number: u32| {
        let mut name = file.file_name()?.to_owned();
        name.push(format!(".unreadable-{number}"));
        Some(file.with_file_name(name))
    };
    let free =
        (1..1_000).filter_map(aside).find(|path| std::fs::symlink_metadata(path).is_err())?;
    std::fs::rename(file, &free).ok().map(|()| free)
}

fn known<T: for<'de> Deserialize<'de>>(
    value: &RawValue,
    name: &str,
    warnings: &mut Vec<Unusable>,
) -> Option<T> {
    let read = value.into_rust();
    if let Err(error) = &read {
        warnings.push(Unusable::Entry { name: name.to_owned(), why: error.to_string() });
    }
    read.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_read_back_as_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("new folder").join("preferences.ron");
        let mut preferences =
            Preferences { renderer: Some(Renderer::Glow), ..Preferences::default() };
        preferences.remember(Path::new("/data/a \"quoted\" name.csv"));
        preferences.remember(Path::new("/data/b.csv"));
        preferences.save(Some(&file)).expect("saved");
        let (kept, warnings) = Preferences::load(Some(&file));
        assert_eq!((kept, warnings.len()), (preferences, 0));
    }

    #[test]
    fn a_bad_value_becomes_the_default_and_a_warning() {
        let (preferences, warnings) =
            Preferences::from_text(r#"{ "renderer": vulkan, "recent": ["a.csv"] }"#);
        assert_eq!(preferences.renderer, None);
        assert_eq!(preferences.recent(), [PathBuf::from("a.csv")]);
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        let (preferences, warnings) = Preferences::from_text("{ not RON");
        assert_eq!((preferences, warnings.len()), (Preferences::default(), 1));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_kept_aside_and_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("preferences.ron");
        for (number, text) in [(1, &b"{ not RON"[..]), (2, b"\xff\xfe no text")] {
            std::fs::write(&file, text).expect("written");
            let (preferences, warnings) = Preferences::load(Some(&file));
            assert_eq!(preferences, Preferences::default());
            let [_, Unusable::KeptAside(aside)] = &warnings[..] else { panic!("{warnings:?}") };
            assert_eq!(aside, &folder.path().join(format!("preferences.ron.unreadable-{number}")));
            preferences.save(Some(&file)).expect("saved");
            assert_eq!(std::fs::read(aside).expect("kept"), text);
            assert!(Preferences::load(Some(&file)).1.is_empty());
        }
    }

    #[test]
    fn what_this_version_does_not_know_is_kept() {
        let (preferences, warnings) =
            Preferences::from_text(r#"{ "sidebar": (width: 240.0, open: true) }"#);
        assert!(warnings.is_empty());
        assert!(preferences.to_text().contains("(width: 240.0, open: true)"));
    }

    #[test]
    fn what_others_keep_reads_back_and_a_bad_value_stays_until_it_is_set() {
        let (mut preferences, warnings) = Preferences::from_text(r#"{ "zoom": "large" }"#);
        assert!(warnings.is_empty());
        let mut warnings = Vec::new();
        assert_eq!(preferences.get::<f32>("zoom", &mut warnings), None);
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(preferences.to_text().contains("large"));
        preferences.set("zoom", Some(&1.5_f32));
        let (again, _) = Preferences::from_text(&preferences.to_text());
        assert_eq!(again.get::<f32>("zoom", &mut warnings), Some(1.5));
        preferences.set::<f32>("zoom", None);
        assert_eq!(preferences.to_text(), Preferences::default().to_text());
    }

    #[test]
    fn without_a_home_it_works_without_remembering() {
        let (kept, warnings) = Preferences::load(None);
        assert_eq!((kept, warnings.len()), (Preferences::default(), 0));
        assert!(Preferences::default().save(None).is_ok());
    }

    #[test]
    fn the_latest_files_are_remembered_once_each() {
        let mut preferences = Preferences::default();
        for n in 0..20 {
            preferences.remember(&PathBuf::from(format!("{n}.csv")));
        }
        preferences.remember(Path::new("15.csv"));
        assert_eq!(preferences.recent().len(), RECENT_FILES_KEPT);
        assert_eq!(preferences.recent().first(), Some(&PathBuf::from("15.csv")));
        preferences.forget(Path::new("15.csv"));
        assert_eq!(preferences.recent().len(), RECENT_FILES_KEPT - 1);
    }
}
