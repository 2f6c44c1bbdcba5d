//! What is wrong or doubtful in the files that were read, by kind; each with its place in the file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use eframe::egui::{RichText, Ui};

use crate::chart::Role;
use crate::estimate::facts_that_differ;
use crate::files::{Problem, ProblemFact, Severity};
use crate::session::FileSection;
use crate::words::file_name;

use super::super::command::Command;
use super::super::controls::{capitalised, wrapped_ui};
use super::super::cx::Cx;
use super::super::excerpt::place_in;
use super::super::look::{APART, FAR, NEAR, bold};
use super::soft;
use super::vintages::VintagesDraft;

/// So many of a kind are shown at first.
const SHOWN_AT_FIRST: usize = 20;

/// How many of each kind are shown, and how vintages are looked at.
#[derive(Default)]
pub(super) struct ProblemsDraft {
    vintages: VintagesDraft,
    shown: BTreeMap<String, usize>,
}

/// All problems of one kind, in the order of the files.
struct ProblemGroup<'a> {
    severity: Severity,
    code: &'a str,
    all: Vec<(&'a FileSection, &'a Problem)>,
}

pub(super) fn problems_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut ProblemsDraft) {
    let files = cx.document.files();
    let kinds = kinds(files.iter().map(|file| &**file));
    if files.is_empty() {
        ui.label(soft("No file is open, so nothing can be wrong or doubtful in one"));
        return;
    }
    draft.vintages.ui(ui, cx);
    let differing = facts_that_differ(cx.files());
    for one in &differing {
        let file = |slot| cx.document.file(slot).map_or("", |file| file.name()).to_owned();
        wrapped_ui(ui, cx.words.differing_fact(one, file));
        ui.add_space(APART);
    }
    if kinds.is_empty() && !differing.is_empty() {
        return;
    }
    if kinds.is_empty() {
        ui.label(soft("Nothing in these files is wrong or doubtful"));
        return;
    }
    let count = |severity| {
        let of = kinds.iter().filter(|kind| kind.severity == severity);
        of.map(|kind| kind.all.len()).sum::<usize>()
    };
    ui.label(soft(summary(count(Severity::Error), count(Severity::Warning))));
    for kind in &kinds {
        ui.add_space(FAR);
        kind_ui(ui, cx, kind, files.len() > 1, draft);
    }
}

/// Errors first, then the kinds with the most.
fn kinds<'a>(files: impl Iterator<Item = &'a FileSection>) -> Vec<ProblemGroup<'a>> {
    let mut by_kind: BTreeMap<(Severity, &str), Vec<(&FileSection, &Problem)>> = BTreeMap::new();
    for file in files {
        for problem in &file.problems {
            let kind = (problem.severity, problem.code());
            by_kind.entry(kind).or_default().push((file, problem));
        }
    }
    let kinds = by_kind.into_iter();
    let mut kinds: Vec<ProblemGroup<'a>> =
        kinds.map(|((severity, code), all)| ProblemGroup { severity, code, all }).collect();
    kinds.sort_by_key(|kind| (kind.severity, std::cmp::Reverse(kind.all.len())));
    kinds
}

fn summary(errors: usize, warnings: usize) -> String {
    let rows = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let parts = [rows(errors, "not used"), rows(warnings, "used, but worth a look")];
    parts.into_iter().flatten().collect::<Vec<String>>().join("; ")
}

fn kind_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    kind: &ProblemGroup<'_>,
    names_files: bool,
    draft: &mut ProblemsDraft,
) {
    let heading = format!("{} ({})", in_words(kind.code), kind.all.len());
    ui.horizontal_wrapped(|ui| {
        ui.label(bold(heading));
        let warning = cx.ink(Role::Warning);
        let text = match kind.severity {
            Severity::Error => RichText::new("not used").color(warning),
            Severity::Warning => RichText::new("used").weak(),
        };
        ui.label(text.small());
    });
    let shown = draft.shown.entry(kind.code.to_owned()).or_insert(SHOWN_AT_FIRST);
    for (file, problem) in kind.all.iter().take(*shown) {
        problem_ui(ui, file, problem, names_files, cx);
    }
    let more = kind.all.len().saturating_sub(*shown);
    if more > 0 {
        let text = format!("Show more of {}: {more} left", in_words(kind.code).to_lowercase());
        if ui.button(text).clicked() {
            *shown = shown.saturating_add(SHOWN_AT_FIRST * 5);
        }
    }
}

fn problem_ui(ui: &mut Ui, file: &FileSection, problem: &Problem, names_files: bool, cx: &Cx<'_>) {
    ui.add_space(NEAR);
    let text = place_words(file, problem, names_files);
    let says = "See the place in the file, with the lines around it";
    let is_asked = ui.link(RichText::new(&text).small()).on_hover_text(says).clicked();
    let said = cx.words.problem(problem);
    wrapped_ui(ui, &said);
    let by_no_format = matches!(
        problem.fact,
        ProblemFact::ReadAsProposed { .. } | ProblemFact::ReadAsRemembered { .. }
    );
    if by_no_format && ui.button("Change how it is read…").clicked() {
        cx.ask(Command::AskHowRead(PathBuf::from(&file.path), file.slot));
    }
    ui.add_space(APART - NEAR);
    if is_asked {
        let place = place_in(file, problem.line, said);
        cx.ask(Command::ShowInFile(Box::new(place)));
    }
}

/// `kursk.csv, line 18, low`.
fn place_words(file: &FileSection, problem: &Problem, names_files: bool) -> String {
    let mut parts = Vec::new();
    if names_files || problem.line.is_none() {
        parts.push(file_name(std::path::Path::new(&file.path)));
    }
    parts.extend(problem.line.map(|line| format!("line {line}")));
    parts.extend(problem.column.clone());
    let text = parts.join(", ");
    if names_files || problem.line.is_none() { text } else { capitalised(&text) }
}

/// A code as people say it: `Ambiguous date`.
fn in_words(code: &str) -> String {
    capitalised(&code.replace('-', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_said_in_words_and_problems_are_summed_up() {
        assert_eq!(in_words("ambiguous-date"), "Ambiguous date");
        assert_eq!(summary(0, 3), "3 used, but worth a look");
        assert_eq!(summary(1, 2), "1 not used; 2 used, but worth a look");
    }
}
