//! A second reading that does not know whose the numbers are: nothing that the window shows, says or
//! copies of a blind copy tells it, until whoever has the original lays it beside.

use std::path::Path;
use std::sync::{Arc, Mutex};

use eframe::egui::accesskit::Role;
use eframe::egui::{self, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Script, all_that_is_said, bench, execute, settle, wait_until, window, window_with};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};
use crate::compare::Thresholds;
use crate::estimate::{Change, Estimate, EstimateId, Target};
use crate::export::tables::DayAsked;
use crate::export::{self, DataKind, ReferenceForm, TablesKind};
use crate::session::{Arrangement, Document, Page};
use crate::words::Words;

type Window = Harness<'static, Option<Workbench>>;

/// Every name that tells whose a number is, as the original has it.
fn names(original: &Document) -> Vec<String> {
    let mut names = Vec::new();
    for file in original.files() {
        for estimate in file.ledger.estimates() {
            names.push(estimate.label().to_owned());
            names.extend(estimate.outlet().map(str::to_owned));
            names.extend(estimate.url().map(str::to_owned));
            names.extend(estimate.wording().filter(|said| said.len() > 12).map(str::to_owned));
        }
    }
    // What is counted may be called after a country, and is no secret.
    let measures = original.files().iter().flat_map(|file| file.ledger.measures());
    let counted: Vec<String> = measures.map(|(_, measure)| measure.name()).collect();
    names.retain(|name| !counted.iter().any(|counted| counted.contains(name)));
    names.sort();
    names.dedup();
    names
}

/// The estimate of 1,100 killed or wounded, whosever it is.
fn of_1100(harness: &Window) -> EstimateId {
    let file = bench(harness).document().loaded()[0].clone();
    let ledger = file.ledger.clone();
    let is_it = |one: &Estimate<'_>| one.bounds().is_some_and(|b| b.best() == Some(1_100.0));
    file.id_of(ledger.estimates().find(is_it).expect("there"))
}

/// Those of the names that stand anywhere in what a screen reader is told.
fn told(harness: &Window, names: &[String]) -> Vec<String> {
    let all = all_that_is_said(harness).join("\n");
    names.iter().filter(|name| all.contains(*name)).cloned().collect()
}

/// What is copied of the first row of the table.
fn copied_row(harness: &mut Window) -> String {
    let row = harness.query_all_by_role(Role::Row).next().expect("a row").rect().left_center();
    let pos = egui::pos2(row.x + 20.0, row.y);
    harness.hover_at(pos);
    harness.run();
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
        harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        harness.run();
    }
    harness.event(egui::Event::Copy);
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    copied.expect("copied")
}

/// A window that wrote a blind copy of the sample to this path.
fn original(path: &Path) -> Window {
    let script = Script { save: Arc::new(Mutex::new(Some(path.to_owned()))), ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    execute(&mut harness, Command::Act(Action::BlindCopy));
    wait_until(&mut harness, |_| path.exists());
    harness
}

#[test]
fn nothing_in_the_window_tells_whose_the_numbers_of_a_blind_copy_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("blind.comparison.ron");
    let names = names(bench(&original(&path)).document());
    assert!(names.len() > 100);
    assert!(!told(&window(), &names).is_empty(), "the original tells them");
    let start = Start { files: vec![path], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() > 0);
    settle(&mut harness);
    let id = of_1100(&harness);
    harness.state_mut().as_mut().expect("made").select(Some(id));
    let nothing: [String; 0] = [];
    for &page in Page::ALL {
        execute(&mut harness, Command::OpenPage(page));
        settle(&mut harness);
        assert_eq!(told(&harness, &names), nothing, "{page:?}");
    }
    use Arrangement::{Coalitions, Fan, Lanes, Overlay, Standing};
    for arrangement in [Lanes, Standing, Coalitions, Fan, Overlay] {
        harness.state_mut().as_mut().expect("made").view_mut().arrangement = arrangement;
        settle(&mut harness);
        assert_eq!(told(&harness, &names), nothing, "{arrangement:?}");
    }
    let copied = copied_row(&mut harness);
    assert!(names.iter().all(|name| !copied.contains(name)), "{copied}");
    let document = bench(&harness).document();
    let (all, files) = (document.loaded_all(), document.files());
    let said = export::said::Said {
        files: &all,
        overlay: document.overlay(),
        notes: document.notes(),
        words: Words::default(),
    };
    let files: Vec<_> = files.iter().map(|file| (file.loaded(), file.path.clone())).collect();
    let references = DataKind::References(ReferenceForm::CslJson);
    for kind in [DataKind::Csv, DataKind::Json, DataKind::Estimates, references] {
        let bytes = export::data(kind, document, &files, &said, |_| true).expect("written");
        let text = String::from_utf8(bytes).expect("text");
        assert!(names.iter().all(|name| !text.contains(name)), "{kind:?}");
    }
    let question = document.question().expect("a question");
    let (only, at, thresholds) = (None, None, Thresholds::default());
    let asked = DayAsked { document, question, only, at, thresholds };
    let bytes = export::tables_of(TablesKind::Package, &asked, &said, |_| true).expect("written");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    for place in 0..archive.len() {
        let mut text = String::new();
        let mut file = archive.by_index(place).expect("a file");
        std::io::Read::read_to_string(&mut file, &mut text).expect("text");
        assert!(names.iter().all(|name| !text.contains(name)), "{text}");
    }
}

#[test]
fn what_was_judged_blind_is_laid_beside_the_original_with_its_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("blind.comparison.ron");
    drop(original(&path));
    let start = Start { files: vec![path.clone()], ..Start::default() };
    let mut second = window_with(start, Script::default());
    wait_until(&mut second, |harness| bench(harness).document().estimate_count() > 0);
    settle(&mut second);
    let id = of_1100(&second);
    execute(&mut second, Command::Adjust(vec![(Target::Estimate(id), Change::Exclude)]));
    execute(&mut second, Command::Act(Action::Save));
    wait_until(&mut second, |harness| bench(harness).history_is_saved());

    let script = Script { open: Arc::new(Mutex::new(vec![path])), ..Script::default() };
    let mut harness = window_with(Start::default(), script);
    execute(&mut harness, Command::Act(Action::CompareWith));
    wait_until(&mut harness, |h| h.query_by_label_contains("judged blind").is_some());
    harness.get_by_label("Take all over").click();
    harness.run();
    let laid = bench(&harness).document().overlay().adjustments();
    assert_eq!(laid.len(), 1);
    assert_eq!(laid[0].author.as_deref(), Some("judged blind"));
}
