//! What a source says otherwise from copy to copy of one file: its track of revisions. Found by a
//! worker, since copies may be large.

use eframe::egui::Ui;

use crate::compare::VintageFact;
use crate::estimate::Day;

use super::super::background::{Latest, Task};
use super::super::cx::Cx;
use super::super::look::{FAR, NEAR, bold, soft};

/// The track of a source's revisions, once it is found.
#[derive(Default)]
pub(super) struct Revisions {
    found: Latest<(), Vec<(Option<Day>, VintageFact)>>,
}

impl Revisions {
    /// The section; nothing where no file is open in several copies.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, labels: &[String]) {
        if cx.document.series().iter().all(|series| series.vintages.len() < 2) {
            return;
        }
        self.found.want((), |()| {
            let (document, labels) = (cx.document.clone(), labels.to_vec());
            Task::to(ui.ctx(), "Looking through the copies", move || {
                let of_label = |label: &String| {
                    let series = document.series().iter();
                    series.flat_map(|one| document.revisions(one, Some(label))).collect::<Vec<_>>()
                };
                labels.iter().flat_map(of_label).collect()
            })
        });
        // Where it broke down, it says so below.
        let _ = self.found.look_again();
        ui.add_space(FAR);
        ui.label(bold("Said otherwise from copy to copy"));
        ui.add_space(NEAR);
        match self.found.value().map(Vec::as_slice) {
            None => drop(ui.label(soft(self.found.broken().unwrap_or("Looking…")))),
            Some([]) => drop(ui.label(soft("Every copy says the same of this source"))),
            Some(found) => {
                for (day, fact) in found {
                    let copy = day.map(|day| format!("{}: ", cx.words.day(day)));
                    let copy = copy.unwrap_or_default();
                    ui.label(format!("{copy}{}", cx.words.vintage(fact)));
                }
            }
        }
    }
}
