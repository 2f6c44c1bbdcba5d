//! What can be taken away: the kinds of file that are written, told by the ending of the name.

use std::path::Path;

use super::said::Said;
use super::{csv, estimates, json};
use crate::estimate::{Estimate, Loaded};
use crate::session::SESSION_EXTENSION;

/// What a file holds that is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportKind {
    /// The chart as it is seen.
    Picture,
    Data(DataKind),
    /// Everything: a session.
    Session,
}

/// A form in which estimates are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DataKind {
    Estimates,
    Json,
    Csv,
}

impl ExportKind {
    /// Every kind.
    pub const ALL: [ExportKind; 5] = [
        ExportKind::Data(DataKind::Estimates),
        ExportKind::Session,
        ExportKind::Picture,
        ExportKind::Data(DataKind::Json),
        ExportKind::Data(DataKind::Csv),
    ];

    /// The kind that a file's name tells, whatever the case of its letters.
    ///
    /// ```
    /// use parallax::export::{DataKind, ExportKind};
    ///
    /// assert_eq!(ExportKind::of("a.CSV".as_ref()), Some(ExportKind::Data(DataKind::Csv)));
    /// assert_eq!(ExportKind::of("a.ron".as_ref()), None);
    /// ```
    #[must_use]
    pub fn of(path: &Path) -> Option<ExportKind> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        ExportKind::ALL.into_iter().find(|kind| name.ends_with(kind.ending()))
    }

    /// What its file's name ends in, the point included.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            ExportKind::Picture => ".svg",
            ExportKind::Data(DataKind::Estimates) => ".estimates.ron",
            ExportKind::Data(DataKind::Json) => ".json",
            ExportKind::Data(DataKind::Csv) => ".csv",
            ExportKind::Session => SESSION_EXTENSION,
        }
    }

    /// What files of the kind are called where one is chosen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ExportKind::Picture => "Pictures",
            ExportKind::Data(DataKind::Estimates) => "Estimates",
            ExportKind::Data(DataKind::Json) => "Data",
            ExportKind::Data(DataKind::Csv) => "Tables",
            ExportKind::Session => "Sessions",
        }
    }
}

/// The estimates that `wanted` takes, as stated, file by file, and what an analyst said of them as
/// far as the form has a place for it. `files` gives each ledger with the path of its file.
///
/// # Errors
/// In one sentence, when the files do not go into one in this form.
pub fn data(
    kind: DataKind,
    files: &[(Loaded, String)],
    said: &Said<'_>,
    wanted: impl Fn(Estimate<'_>) -> bool,
) -> Result<Vec<u8>, String> {
    let loaded: Vec<Loaded> = files.iter().map(|(loaded, _)| loaded.clone()).collect();
    let written = match kind {
        DataKind::Estimates => {
            let text = estimates::estimates_ron(&loaded, &said.comments(), wanted)?;
            return Ok(text.into_bytes());
        }
        DataKind::Json => json::estimates_json(files, said, wanted)
            .map(String::into_bytes)
            .map_err(std::io::Error::from),
        DataKind::Csv => csv::estimates_csv(&loaded, wanted),
    };
    written.map_err(|error| format!("The data could not be written: {error}"))
}
