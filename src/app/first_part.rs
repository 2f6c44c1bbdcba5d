//! The first part of a long file, drawn in small while all of it is read.

use std::path::Path;

use eframe::egui::{RichText, Ui};

use crate::files::ReadOptions;
use crate::opening;

use super::cx::Cx;
use super::small_chart::{Small, SmallChart};

/// What has been read of a file for a first look. It is never a part of the document.
pub(super) struct FirstPart {
    name: String,
    estimates: usize,
    small: Small,
    chart: SmallChart,
}

impl FirstPart {
    /// None of a file that is short or that cannot be read in part.
    pub fn of(path: &Path, options: &ReadOptions) -> Option<FirstPart> {
        let section = opening::first_part(path, options)?;
        Some(FirstPart {
            name: section.name().to_owned(),
            estimates: section.ledger.len(),
            small: Small::of(&section)?,
            chart: SmallChart::default(),
        })
    }

    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let estimates = cx.words.counted(self.estimates, "estimate", "estimates");
        let name = &self.name;
        ui.add_space(4.0);
        ui.label(RichText::new(format!("{name}: the first {estimates}")).strong());
        ui.label("The rest is being read, and may change how these are read.");
        self.chart.ui(ui, &self.small, cx);
        ui.add_space(4.0);
    }
}
