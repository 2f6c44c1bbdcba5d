//! What a source says otherwise from copy to copy of one file: its track of revisions. Found by a
//! worker, since copies may be large.

use eframe::egui::Ui;

use crate::estimate::Day;

use super::super::cx::Cx;
use super::super::look::{FAR, NEAR, bold, soft};
use super::super::worker::Worker;

/// The track of a source's revisions, once it is found.
#[derive(Default)]
pub(super) struct Revisions {
    worker: Worker<Vec<(Option<Day>, String)>>,
    found: Option<Vec<(Option<Day>, String)>>,
    is_sent_for: bool,
}

impl Revisions {
    /// The section; nothing where no file is open in several copies.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, labels: &[String]) {
        if cx.document.series().iter().all(|series| series.vintages.len() < 2) {
            return;
        }
        if !self.is_sent_for {
            self.is_sent_for = true;
            let (document, labels) = (cx.document.clone(), labels.to_vec());
            self.worker.start(ui.ctx(), move || {
                let of_label = |label: &String| {
                    let series = document.series().iter();
                    series.flat_map(|one| document.revisions(one, Some(label))).collect::<Vec<_>>()
                };
                labels.iter().flat_map(of_label).collect()
            });
        }
        if let Some(found) = self.worker.take() {
            self.found = Some(found.unwrap_or_default());
        }
        ui.add_space(FAR);
        ui.label(bold("Said otherwise from copy to copy"));
        ui.add_space(NEAR);
        match self.found.as_deref() {
            None => drop(ui.label(soft("Looking…"))),
            Some([]) => drop(ui.label(soft("Every copy says the same of this source"))),
            Some(found) => {
                for (day, sentence) in found {
                    let copy = day.map_or_else(String::new, |day| format!("{}: ", day.spoken()));
                    ui.label(format!("{copy}{sentence}"));
                }
            }
        }
    }
}
