//! How a document is shown. Saved with the session, but never undone and never unsaved work.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::{Oddity, TableView};
use crate::estimate::{Day, EstimateId};

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

/// How values are spread over the height.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    #[default]
    Linear,
    Log,
}

/// How the voices are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrangement {
    /// All over each other in one plot.
    #[default]
    Overlay,
    /// Each group in a lane of its own, with strips that tell how every two lie to each other.
    Lanes,
    /// A row for each voice: when something of it stands.
    Standing,
    /// A row for each set of voices that shared a value.
    Coalitions,
    /// What was said of the day of the cursor, by the days on which it was said.
    Fan,
}

/// A page of the panel on the right.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize, VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    #[default]
    Agreement,
    /// Voices and their statements as a tree.
    Voices,
    /// The estimate that is selected.
    Estimate,
    Findings,
    /// What was adjusted.
    Changes,
    Notes,
    Problems,
    /// What is open.
    Files,
}

impl Page {
    /// Every page, in the order of their tabs.
    pub const ALL: &'static [Page] = Page::VARIANTS;
}

/// A part of the window that can be folded away.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Panel {
    Sources,
    Side,
    Table,
    Brush,
}

impl Panel {
    pub const ALL: [Panel; 4] = [Panel::Sources, Panel::Side, Panel::Table, Panel::Brush];
}

/// Which parts of the window are folded away, and which yield to the plot while there is no room.
///
/// What is saved, and what two are compared by, is what is folded away.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Panels {
    folded: BTreeSet<Panel>,
    /// For which there is no room now.
    #[serde(skip)]
    cramped: BTreeSet<Panel>,
    /// Which were asked for all the same.
    #[serde(skip)]
    insisted: BTreeSet<Panel>,
}

impl PartialEq for Panels {
    fn eq(&self, other: &Panels) -> bool {
        self.folded == other.folded
    }
}

impl Panels {
    #[must_use]
    pub fn is_shown(&self, panel: Panel) -> bool {
        !self.folded.contains(&panel) && !self.yields(panel)
    }

    /// Whether a part is not folded away and yields to the plot for want of room.
    #[must_use]
    pub fn yields(&self, panel: Panel) -> bool {
        let is_cramped = self.cramped.contains(&panel) && !self.insisted.contains(&panel);
        is_cramped && !self.folded.contains(&panel)
    }

    /// Tells for which parts there is no room now.
    pub fn make_room(&mut self, cramped: impl IntoIterator<Item = Panel>) {
        self.cramped = cramped.into_iter().collect();
    }

    /// Shows a part, also where there is little room for it.
    pub fn show(&mut self, panel: Panel) {
        self.folded.remove(&panel);
        self.insisted.insert(panel);
    }

    /// Folds a part away, or shows it again.
    pub fn toggle(&mut self, panel: Panel) {
        if self.is_shown(panel) {
            self.folded.insert(panel);
            self.insisted.remove(&panel);
        } else {
            self.show(panel);
        }
    }

    fn all_shown(&self) -> bool {
        self.folded.is_empty()
    }
}

fn is_off(switch: &bool) -> bool {
    !switch
}

fn is_overlay(arrangement: &Arrangement) -> bool {
    *arrangement == Arrangement::Overlay
}

fn is_first(page: &Page) -> bool {
    *page == Page::default()
}

/// How a document is shown.
///
/// Nothing here changes an answer: a hidden source still counts, and the window says so.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// The days shown, both included; none shows all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<(Day, Day)>,
    /// The values shown, from the lower to the higher; none shows all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_window: Option<(f64, f64)>,
    /// Whether values that fill the height begin at the lowest that is drawn; else at zero. A
    /// logarithmic scale has no zero to begin at.
    #[serde(skip_serializing_if = "is_off")]
    pub starts_at_lowest: bool,
    pub scale: Scale,
    #[serde(skip_serializing_if = "is_overlay")]
    pub arrangement: Arrangement,
    /// Whether lanes show by what factor each voice is off the middle of those that stand.
    #[serde(skip_serializing_if = "is_off")]
    pub by_factor: bool,
    pub theme: ThemeChoice,
    /// Labels of sources that are not drawn.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden: BTreeSet<String>,
    /// The signs that were chosen for sources, by name: numbers of colour, marker and dash together.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub signs: BTreeMap<String, u16>,
    /// Whether a pool of what stands is drawn over the plot: no voice, and off unless asked for.
    #[serde(skip_serializing_if = "is_off")]
    pub pool: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection: Option<EstimateId>,
    /// The page of the panel on the right.
    #[serde(skip_serializing_if = "is_first")]
    pub page: Page,
    /// What is folded away.
    #[serde(skip_serializing_if = "Panels::all_shown")]
    pub panels: Panels,
    #[serde(skip_serializing_if = "TableView::is_usual")]
    pub table: TableView,
}

impl View {
    /// This view without windows that show nothing. What is left out becomes an oddity.
    pub(super) fn tidied(mut self, odd: &mut Vec<Oddity>) -> View {
        if self.window.is_some_and(|(from, to)| from > to) {
            self.window = None;
            odd.push(Oddity::TimeWindow);
        }
        let is_window = |(low, high): (f64, f64)| low.is_finite() && high.is_finite() && low < high;
        if self.value_window.is_some_and(|window| !is_window(window)) {
            self.value_window = None;
            odd.push(Oddity::ValueWindow);
        }
        self
    }
}
