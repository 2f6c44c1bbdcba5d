//! How one looks at a document – what is asked of it, and how it is drawn – is no change of it.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::super::actions::Action;
use super::super::command::Command;
use super::super::workbench::Workbench;
use super::{bench, execute, raise_high_by_a_key, select, window};
use crate::compare::{Grouping, Question};

type Window = Harness<'static, Option<Workbench>>;

fn asked(harness: &Window) -> Question {
    bench(harness).document().question().expect("asked").clone()
}

/// Every way to look otherwise than at the start.
fn ways() -> Vec<Command> {
    let known_on = Some("2025-02-01".parse().expect("a day"));
    let actions = [
        Action::ByAffiliation,
        Action::LogScale,
        Action::DatesStated,
        Action::Pool,
        Action::ToggleTable,
    ];
    let mut ways: Vec<Command> = actions.map(Command::Act).into();
    ways.extend([Command::AskKnownOn(known_on), Command::AskBy(Grouping::Kind)]);
    ways
}

#[test]
fn to_look_otherwise_is_no_step_of_undo_and_no_unsaved_work() {
    let mut harness = window();
    let other = |harness: &mut Window, way: Command| {
        execute(harness, way.clone());
        assert!(bench(harness).history().to_undo().is_none(), "{way:?}");
        assert!(bench(harness).history_is_saved(), "{way:?}");
        harness.get_by_label("no changes");
    };
    for way in ways() {
        other(&mut harness, way);
    }
    assert_eq!(asked(&harness).by, Grouping::Kind);
    assert!(asked(&harness).known_on.is_some());
    let measure = asked(&harness).measure;
    other(&mut harness, Command::Act(Action::NextMeasure));
    assert_ne!(asked(&harness).measure, measure);
}

#[test]
fn undo_and_redo_of_a_change_keep_what_is_asked_now() {
    let mut harness = window();
    select(&mut harness, "ROK Joint Chiefs", "2024-12-23");
    raise_high_by_a_key(&mut harness);
    execute(&mut harness, Command::Act(Action::AsStated));
    execute(&mut harness, Command::AskBy(Grouping::Label));
    execute(&mut harness, Command::Act(Action::Undo));
    assert!(bench(&harness).document().overlay().is_empty(), "the change, and not the look");
    assert!(asked(&harness).as_stated && asked(&harness).by == Grouping::Label);
    execute(&mut harness, Command::AskBy(Grouping::Kind));
    execute(&mut harness, Command::Act(Action::Redo));
    assert!(!bench(&harness).document().overlay().is_empty(), "to look takes no redo away");
    assert!(asked(&harness).as_stated && asked(&harness).by == Grouping::Kind);
}
