//! Under the plot: every estimate in a row, the chart in text.

use eframe::egui::{RichText, Ui};

use super::bench::{Bench, Commands};

pub(super) fn table_ui(ui: &mut Ui, bench: &Bench<'_>, _: &mut Commands) {
    let count = bench
        .comparison()
        .map_or(0, |comparison| comparison.tracks.iter().map(|track| track.statements.len()).sum());
    ui.label(RichText::new(format!("{count} statements")).weak());
}
