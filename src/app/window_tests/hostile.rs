//! What a stranger's file says steers nothing: signs that are not seen, that turn a text round or
//! steer a terminal are written out wherever something of the file stands – in the title, in panels,
//! tables, sentences, the plot and what a screen reader is told.

use eframe::egui::{ViewportCommand, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Script, all_that_is_said, bench, execute, select, settle, wait_until, window_with};
use crate::app::actions::Action;
use crate::app::command::Command;
use crate::app::workbench::{Start, Workbench};
use crate::estimate::is_hidden;
use crate::session::{Arrangement, Page};

type Window = Harness<'static, Option<Workbench>>;

/// Two voices, an echo and an event, every text of which holds signs that are not seen.
const FILE: &str = r#"(version: 1, title: "T\u{202e}itle\u{1b}[2J",
measures: {"m": (population: "sol\u{202e}diers", quantity: "killed", place: "Up\u{200b}land", basis: cumulative)},
sources: {
    "Ald\u{202e}er": (kind: intelligence_agency, affiliation: ["Up\u{1b}land", "For\u{2066}ces"], country: "Up\u{202e}land"),
    "Birch\u{7}": (kind: government),
},
events: [(date: "2030-01-05", label: "A fi\u{202e}ght", note: "n\u{1b}ote")],
estimates: [
    (id: "a\u{202e}1", measure: "m", source: "Ald\u{202e}er", low: 100, high: 200, wording: "about\u{202e} 150\u{1b}", as_of: "2030-01-01", published: "2030-01-02", relays: ["Re\u{202e}lay"], outlet: "Out\u{200f}let", note: "no\u{202e}te", url: "https://example.org/\u{202e}gpj.exe", grade: "B2"),
    (id: "b1", measure: "m", source: "Birch\u{7}", best: 900, as_of: "2030-01-03", wording: "nine\u{1b}hundred"),
    (id: "b2", measure: "m", source: "Birch\u{7}", best: 150, as_of: "2030-01-06", derived_from: "a\u{202e}1"),
])
"#;

fn hidden_in(text: &str) -> bool {
    text.chars().any(|c| c != '\n' && is_hidden(c))
}

/// What a screen reader is told anywhere that holds signs that are not seen.
fn unseen(harness: &Window) -> Vec<String> {
    all_that_is_said(harness).into_iter().filter(|text| hidden_in(text)).collect()
}

fn title(harness: &Window) -> Option<String> {
    let output = harness.output().viewport_output.get(&ViewportId::ROOT)?;
    output.commands.iter().find_map(|command| match command {
        ViewportCommand::Title(title) => Some(title.clone()),
        _ => None,
    })
}

#[test]
fn signs_that_are_not_seen_are_written_out_wherever_something_of_a_file_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ev\u{202e}il.estimates.ron");
    #[expect(clippy::disallowed_methods, reason = "a test's own file")]
    std::fs::write(&path, FILE).expect("written");
    let start = Start { files: vec![path], ..Start::default() };
    let mut harness = window_with(start, Script::default());
    let mut titles = Vec::new();
    wait_until(&mut harness, |harness| bench(harness).document().estimate_count() == 3);
    titles.extend(title(&harness));
    settle(&mut harness);
    select(&mut harness, "Ald\u{202e}er", "2030-01-01");
    let mut walked = 0;
    for &page in Page::ALL {
        execute(&mut harness, Command::OpenPage(page));
        settle(&mut harness);
        assert_eq!(unseen(&harness), [""; 0], "{page:?}");
        walked += harness.query_all_by(|_| true).count();
    }
    use Arrangement::{Coalitions, Fan, Lanes, Overlay, Standing};
    for arrangement in [Lanes, Standing, Coalitions, Fan, Overlay] {
        harness.state_mut().as_mut().expect("made").view_mut().arrangement = arrangement;
        harness.run();
        settle(&mut harness);
        assert_eq!(unseen(&harness), [""; 0], "{arrangement:?}");
        walked += harness.query_all_by(|_| true).count();
    }
    for action in [Action::Palette, Action::EnterEstimate, Action::AllMeasures] {
        execute(&mut harness, Command::Act(action));
        harness.run();
        assert_eq!(unseen(&harness), [""; 0], "{action:?}");
        walked += harness.query_all_by(|_| true).count();
    }
    assert!(walked > 2_000, "{walked} nodes were walked");
    titles.extend(title(&harness));
    assert!(titles.iter().all(|title| !hidden_in(title)), "{titles:?}");
}
