//! How a chart or the data are taken away from this window: as what, how large, in which look, and what
//! stands on the page with it.

use std::path::Path;

use crate::chart::Theme;
use crate::export::live::LivePage;
use crate::export::report::{Report, ReportKind, ReportOptions, session_beside};
use crate::export::{self, Charted, ExportKind, PageOptions, PageSize, PictureKind, png::Points};
use crate::session::{Document, View};
use crate::words::{Citing, Words};

/// How large the page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Preset {
    /// The picture as large as it is seen, and the page around it.
    #[default]
    AsSeen,
    Column,
    Page,
    Slide,
    Screen,
}

impl Preset {
    pub const ALL: [Preset; 5] =
        [Preset::AsSeen, Preset::Column, Preset::Page, Preset::Slide, Preset::Screen];

    pub fn name(self) -> &'static str {
        match self {
            Preset::AsSeen => "As it is seen",
            Preset::Column => "Column, 640 × 480",
            Preset::Page => "Page, 1,000 × 1,414",
            Preset::Slide => "Slide, 1,280 × 720",
            Preset::Screen => "Screen, 1,920 × 1,080",
        }
    }

    fn size(self, seen: (f32, f32)) -> PageSize {
        match self {
            Preset::AsSeen => PageSize::Picture(seen.0, seen.1),
            Preset::Column => PageSize::Page(640.0, 480.0),
            Preset::Page => PageSize::Page(1_000.0, 1_414.0),
            Preset::Slide => PageSize::Page(1_280.0, 720.0),
            Preset::Screen => PageSize::Page(1_920.0, 1_080.0),
        }
    }
}

/// How things are taken away in this window.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Taking {
    pub kind: ExportKind,
    pub preset: Preset,
    /// As the window is, where none is chosen.
    pub theme: Option<Theme>,
    pub has_key: bool,
    pub has_references: bool,
    pub citing: Citing,
    pub has_notes: bool,
    pub marking: String,
    /// Of a picture of points.
    pub pixels_per_point: f32,
}

impl Default for Taking {
    fn default() -> Taking {
        Taking {
            kind: ExportKind::Picture(PictureKind::Svg),
            preset: Preset::default(),
            theme: None,
            has_key: true,
            has_references: true,
            citing: Citing::default(),
            has_notes: true,
            marking: String::new(),
            pixels_per_point: 2.0,
        }
    }
}

impl Taking {
    /// The page, where the picture is seen in this size and the window in this theme.
    pub fn options(&self, seen: (f32, f32), theme: Theme) -> PageOptions {
        let marking = self.marking.trim();
        PageOptions {
            size: self.preset.size(seen),
            theme: self.theme.unwrap_or(theme),
            has_key: self.has_key,
            references: self.has_references.then_some(self.citing),
            has_notes: self.has_notes,
            marking: (!marking.is_empty()).then(|| marking.to_owned()),
        }
    }
}

/// What is taken away: all that is needed to draw it, shared with a thread.
#[derive(Clone)]
pub(super) struct Subject {
    pub document: Document,
    pub view: View,
    pub words: Words,
    /// In which size the picture is seen, and in which theme.
    pub seen: (f32, f32),
    pub theme: Theme,
}

impl Subject {
    /// The chart, drawn as it is taken.
    ///
    /// # Errors
    /// In one sentence, where there is nothing of the kind to be drawn.
    pub fn chart(&self, taking: &Taking) -> Result<export::Chart, String> {
        self.charted(|charted| charted.draw(&taking.options(self.seen, self.theme)))
    }

    fn charted<T>(&self, make: impl FnOnce(Charted<'_>) -> Result<T, String>) -> Result<T, String> {
        let question = self.document.question().cloned();
        let question = question.ok_or_else(|| self.words.nothing_to_export().to_owned())?;
        let question = &export::asked_in(self.view.arrangement, question);
        let (document, view, words) = (&self.document, &self.view, self.words);
        make(Charted { document, question, view, words })
    }

    /// The report, its chart drawn as it is taken.
    ///
    /// # Errors
    /// In one sentence, where there is nothing to report.
    pub fn report(&self, kind: ReportKind, taking: &Taking, out: &Path) -> Result<Vec<u8>, String> {
        let (page, citing) = (taking.options(self.seen, self.theme), taking.citing);
        let session_name = session_beside(out);
        let options = ReportOptions { kind, page, citing, session_name, renewed: Vec::new() };
        self.charted(|charted| Report::new(charted, &options)?.write())
    }

    /// The page that can be asked.
    ///
    /// # Errors
    /// In one sentence, where there is nothing to be asked.
    pub fn page(&self, taking: &Taking) -> Result<Vec<u8>, String> {
        let options = taking.options(self.seen, self.theme);
        self.charted(|charted| Ok(LivePage::new(charted, &options)?.write()))
    }

    /// The picture of points, for the clipboard.
    ///
    /// # Errors
    /// In one sentence, where it cannot be drawn.
    pub fn points(&self, taking: &Taking, pixels: Pixels) -> Result<Points, String> {
        let chart = self.chart(taking)?;
        let page = chart.page();
        let scale = match pixels {
            Pixels::Each(scale) => scale,
            Pixels::Within([width, height]) => (width / page.width).min(height / page.height),
        };
        export::png::points(&page, scale)
    }
}

/// How large a picture of points is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Pixels {
    /// So many for each point.
    Each(f32),
    /// As large as goes into so many.
    Within([f32; 2]),
}
