//! What is known of a long file while all of it is read: its first part, or what its events come to so
//! far, drawn in small. It is provisional: never a part of the document, and so neither saved nor
//! exported.

use std::path::Path;

use eframe::egui::{RichText, Ui};

use crate::files::ReadOptions;
use crate::opening;
use crate::session::FileSection;

use super::cx::Cx;
use super::small_chart::{Small, SmallChart};

/// What has been read of a file for a first look.
pub(super) struct FirstPart {
    name: String,
    of: Of,
    small: Small,
    chart: SmallChart,
}

enum Of {
    /// So many estimates.
    Estimates(usize),
    /// What so many events come to.
    Events(usize),
}

impl FirstPart {
    /// None of a file that is short or that cannot be read in part.
    pub fn of(path: &Path, options: &ReadOptions) -> Option<FirstPart> {
        FirstPart::shown(&*opening::first_part(path, options)?)
    }

    /// As much of a file as was read; none where that says nothing.
    pub fn shown(section: &FileSection) -> Option<FirstPart> {
        let events = usize::try_from(section.rows).unwrap_or(usize::MAX);
        Some(FirstPart {
            name: section.name().to_owned(),
            of: match section.summed {
                Some(_) => Of::Events(events),
                None => Of::Estimates(section.ledger.len()),
            },
            small: Small::of(section)?,
            chart: SmallChart::provisional(),
        })
    }

    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let name = &self.name;
        let (is_of, rest) = match self.of {
            Of::Estimates(count) => (
                format!("the first {}", cx.words.counted(count, "estimate", "estimates")),
                "Provisional: the rest is being read, and may change how these are read.",
            ),
            Of::Events(count) => (
                format!("the sums of {}", cx.words.counted(count, "event", "events")),
                "Provisional: the rest is being summed. Nothing of this is saved or exported.",
            ),
        };
        ui.add_space(4.0);
        ui.label(RichText::new(format!("{name}: {is_of}")).strong());
        ui.label(rest);
        self.chart.ui(ui, &self.small, cx);
        ui.add_space(4.0);
    }
}
