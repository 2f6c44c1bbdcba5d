//! How a chart or the data are taken away from this window: as what, how large, in which look, and what
//! stands on the page with it.

use std::path::Path;

use crate::chart::Theme;
use crate::compare::EndAsked;
use crate::export::live::LivePage;
use crate::export::report::{Report, ReportKind, ReportOptions, session_beside};
use crate::export::{
    self, Charted, ExportKind, PageOptions, PageSize, PictureKind, Shown, Written, png::Points,
};
use crate::session::{Arrangement, Document, View};
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

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    /// The voices over time.
    OverTime(Arrangement),
    /// One day row by row.
    Slice,
    /// The voices two by two.
    Pairs,
    /// Every measure.
    Measures,
    /// The gap between two, as it was taken apart last.
    Bridge,
}

impl Layout {
    pub const ALL: [Layout; 9] = [
        Layout::OverTime(Arrangement::Overlay),
        Layout::OverTime(Arrangement::Lanes),
        Layout::OverTime(Arrangement::Standing),
        Layout::OverTime(Arrangement::Coalitions),
        Layout::OverTime(Arrangement::Fan),
        Layout::Slice,
        Layout::Pairs,
        Layout::Measures,
        Layout::Bridge,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Layout::OverTime(Arrangement::Overlay) => "All voices in one plot",
            Layout::OverTime(Arrangement::Lanes) => "Lane by lane",
            Layout::OverTime(Arrangement::Standing) => "Who stands when",
            Layout::OverTime(Arrangement::Coalitions) => "Who shared a value when",
            Layout::OverTime(Arrangement::Fan) => "What was said of the day when",
            Layout::Slice => "The day, row by row",
            Layout::Pairs => "The voices two by two",
            Layout::Measures => "All measures",
            Layout::Bridge => "Why two differ",
        }
    }

    pub fn is_over_time(self) -> bool {
        matches!(self, Layout::OverTime(_))
    }
}

/// How things are taken away in this window.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Taking {
    pub kind: ExportKind,
    /// As it is seen, where none is chosen.
    pub layout: Option<Layout>,
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
            layout: None,
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
    /// Between which two a gap was taken apart, in the comparison that is seen.
    pub bridge: Option<[EndAsked; 2]>,
}

impl Subject {
    /// The chart, drawn as it is taken.
    ///
    /// # Errors
    /// In one sentence, where there is nothing of the kind to be drawn.
    pub fn chart(&self, taking: &Taking) -> Result<export::Chart, String> {
        let options = taking.options(self.seen, self.theme);
        let shown = match (taking.layout, self.bridge) {
            (None | Some(Layout::OverTime(_)), _) => Shown::OverTime,
            (Some(Layout::Slice), _) => Shown::Slice,
            (Some(Layout::Pairs), _) => Shown::Pairs,
            (Some(Layout::Measures), _) => Shown::Measures,
            (Some(Layout::Bridge), Some(ends)) => Shown::Bridge(ends),
            (Some(Layout::Bridge), None) => return Err(self.words.no_two_taken_apart().to_owned()),
        };
        self.charted(taking, |charted| charted.draw_shown(shown, &options))
    }

    /// Asked as it is seen; over time, as that is laid out.
    fn charted<T>(
        &self,
        taking: &Taking,
        make: impl FnOnce(Charted<'_>) -> Result<T, String>,
    ) -> Result<T, String> {
        let mut view = self.view.clone();
        if let Some(Layout::OverTime(arrangement)) = taking.layout {
            view.arrangement = arrangement;
        }
        let question = self.document.question().cloned();
        let question = question.ok_or_else(|| self.words.nothing_to_export().to_owned())?;
        let question = match taking.layout {
            Some(Layout::Measures) => question,
            _ => export::asked_in(view.arrangement, question),
        };
        let (document, question, words) = (&self.document, &question, self.words);
        make(Charted { document, question, view: &view, words })
    }

    /// The report, its chart drawn as it is taken.
    ///
    /// # Errors
    /// In one sentence, where there is nothing to report.
    pub fn report(&self, kind: ReportKind, taking: &Taking, out: &Path) -> Result<Written, String> {
        let (page, citing) = (taking.options(self.seen, self.theme), taking.citing);
        let session_name = session_beside(out);
        let options = ReportOptions { kind, page, citing, session_name, renewed: Vec::new() };
        self.charted(taking, |charted| Report::new(charted, &options)?.write())
    }

    /// The page that can be asked.
    ///
    /// # Errors
    /// In one sentence, where there is nothing to be asked.
    pub fn page(&self, taking: &Taking) -> Result<Written, String> {
        let options = taking.options(self.seen, self.theme);
        self.charted(taking, |charted| Ok(LivePage::new(charted, &options)?.write().into()))
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
