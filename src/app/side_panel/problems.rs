//! What is wrong or doubtful in the files that are open.

use eframe::egui::{RichText, Ui};

use crate::chart::Role;
use crate::files::Severity;

use super::super::bench::Bench;
use super::super::look::{APART, NEAR, bold};
use super::super::painter::color;
use super::soft;

pub(super) fn problems_ui(ui: &mut Ui, bench: &Bench<'_>) {
    let mut is_clean = true;
    for file in bench.document.files() {
        if file.problems.is_empty() {
            continue;
        }
        is_clean = false;
        ui.add_space(APART);
        ui.label(bold(super::super::errands::file_name(std::path::Path::new(&file.path))));
        for problem in &file.problems {
            let word = match problem.severity {
                Severity::Error => "Not used",
                Severity::Warning => "Look",
            };
            let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
            let column = problem.column.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
            ui.add_space(NEAR);
            let warning = color(bench.theme.colour(Role::Warning));
            ui.label(RichText::new(format!("{word}{line}{column}")).color(warning).small());
            ui.label(&problem.message);
        }
    }
    if is_clean {
        ui.label(soft("Nothing in these files is wrong or doubtful"));
    }
}
