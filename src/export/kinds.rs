//! What can be taken away: the kinds of file that are written, told by the ending of the name.

use std::path::Path;

use super::bibliography::bibliography;
use super::chart::Chart;
use super::pdf::{self, About};
use super::report::ReportKind;
use super::said::Said;
use super::tables::{DayAsked, Tables, TablesAbout};
use super::written::{Written, boxed_on};
use super::{csv, estimates, json, package, png, svg, workbook};
use crate::estimate::{Estimate, Loaded, ReferenceForm};
use crate::session::{Document, SESSION_EXTENSION};

/// What a file holds that is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportKind {
    /// The chart as it is seen.
    Picture(PictureKind),
    /// The answer with its chart, its evidence and its references.
    Report(ReportKind),
    /// The answer of every day, in every grouping, by what was known when: a page that can be asked.
    Page,
    Data(DataKind),
    /// Estimates, what stands on a day, its reconciliation and the references, as tables.
    Tables(TablesKind),
    /// Everything: a session.
    Session,
}

/// A form in which a picture is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureKind {
    /// Lines and text as such: for pages on the web, and to be worked on.
    Svg,
    /// Points: for documents that take no other.
    Png,
    /// A page with its text as text.
    Pdf,
}

/// A form in which estimates are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DataKind {
    Estimates,
    Json,
    Csv,
    /// References alone, as reference managers read them.
    References(ReferenceForm),
}

/// A form in which several tables are written together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TablesKind {
    /// Sheets of one file, for spreadsheets.
    Workbook,
    /// Tables in an archive with a description of every column, for programs.
    Package,
}

impl ExportKind {
    /// Every kind.
    pub const ALL: [ExportKind; 16] = [
        ExportKind::Picture(PictureKind::Svg),
        ExportKind::Picture(PictureKind::Png),
        ExportKind::Picture(PictureKind::Pdf),
        // A name that ends as two do is that of the first: of a picture, of a page that can be asked.
        ExportKind::Page,
        ExportKind::Report(ReportKind::Pdf),
        ExportKind::Report(ReportKind::Html),
        ExportKind::Report(ReportKind::Markdown),
        ExportKind::Data(DataKind::References(ReferenceForm::CslJson)),
        ExportKind::Data(DataKind::References(ReferenceForm::BibTex)),
        ExportKind::Data(DataKind::References(ReferenceForm::Ris)),
        ExportKind::Data(DataKind::Estimates),
        ExportKind::Data(DataKind::Csv),
        ExportKind::Data(DataKind::Json),
        ExportKind::Tables(TablesKind::Workbook),
        ExportKind::Tables(TablesKind::Package),
        ExportKind::Session,
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
            ExportKind::Picture(PictureKind::Svg) => ".svg",
            ExportKind::Picture(PictureKind::Png) => ".png",
            ExportKind::Picture(PictureKind::Pdf) => ".pdf",
            ExportKind::Report(kind) => kind.ending(),
            ExportKind::Page => ".html",
            ExportKind::Data(DataKind::Estimates) => ".estimates.ron",
            ExportKind::Data(DataKind::Json) => ".json",
            ExportKind::Data(DataKind::Csv) => ".csv",
            ExportKind::Data(DataKind::References(form)) => form.ending(),
            ExportKind::Tables(TablesKind::Workbook) => ".xlsx",
            ExportKind::Tables(TablesKind::Package) => ".datapackage.zip",
            ExportKind::Session => SESSION_EXTENSION,
        }
    }

    /// What files of the kind are called where one is chosen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ExportKind::Picture(PictureKind::Svg) => "Picture (SVG)",
            ExportKind::Picture(PictureKind::Png) => "Picture (PNG)",
            ExportKind::Picture(PictureKind::Pdf) => "Picture (PDF)",
            ExportKind::Report(ReportKind::Pdf) => "Report (PDF)",
            ExportKind::Report(ReportKind::Html) => "Report (HTML)",
            ExportKind::Report(ReportKind::Markdown) => "Report (Markdown)",
            ExportKind::Page => "Page (HTML)",
            ExportKind::Data(DataKind::Estimates) => "Estimates",
            ExportKind::Data(DataKind::Json) => "Data",
            ExportKind::Data(DataKind::Csv) => "Table (CSV)",
            ExportKind::Data(DataKind::References(form)) => form.name(),
            ExportKind::Tables(TablesKind::Workbook) => "Workbook",
            ExportKind::Tables(TablesKind::Package) => "Data package",
            ExportKind::Session => "Sessions",
        }
    }
}

/// Why nothing is written under this name: what can be written, in one sentence with the path last.
#[must_use]
pub fn unknown_ending(path: &Path) -> String {
    let mut endings = ExportKind::ALL.map(ExportKind::ending).to_vec();
    endings.dedup();
    let endings = endings.join(" ");
    format!("The ending of the name says what is written, one of {endings}: {}", path.display())
}

/// A chart in this form; with so many pixels for each point where it is made of points.
///
/// # Errors
/// In one sentence, where it cannot be drawn so.
pub fn picture(kind: PictureKind, chart: &Chart, pixels: f32) -> Result<Written, String> {
    let page = chart.page();
    match kind {
        // Whoever shows it has fonts of their own.
        PictureKind::Svg => Ok(svg::svg(&page).into_bytes().into()),
        PictureKind::Png => Ok(Written { bytes: png::png(&page, pixels)?, boxed: boxed_on(&page) }),
        PictureKind::Pdf => {
            let about = About { title: chart.caption.title.clone(), day: chart.last_day };
            let boxed = boxed_on(&page);
            Ok(Written { bytes: pdf::pdf(page, &about)?, boxed })
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
    document: &Document,
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
        DataKind::References(form) => bibliography(form, &loaded, document, wanted)
            .map(String::into_bytes)
            .map_err(std::io::Error::from),
    };
    written.map_err(|error| format!("The data could not be written: {error}"))
}

/// Tables of the estimates that `wanted` takes and of the day that is asked about.
///
/// # Errors
/// In one sentence, where the form cannot hold them.
pub fn tables_of(
    kind: TablesKind,
    asked: &DayAsked<'_>,
    said: &Said<'_>,
    wanted: impl Fn(Estimate<'_>) -> bool,
) -> Result<Vec<u8>, String> {
    let tables = Tables::new(asked, wanted);
    let about = TablesAbout::of(&tables, asked.only, said);
    match kind {
        TablesKind::Workbook => workbook::workbook(&tables, &about),
        TablesKind::Package => package::package(&tables, &about),
    }
}
