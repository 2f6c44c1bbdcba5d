//! A thousand commands in any order, as an impatient person would send them: nothing panics, and
//! undoing all and redoing all gives back the same documents.

use eframe::egui::{self, Context, RawInput};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::actions::{Action, Menu};
use super::command::Command;
use super::file_dialogs::NoDialogs;
use super::view_history::Look;
use super::workbench::{Start, Workbench};
use crate::compare::{Dismissal, FindingKey, Grouping};
use crate::estimate::{
    Anchor, AsOf, Bounds, Change, Day, EstimateId, Event, How, Measure, Note, NoteId, OriginKind,
    Target,
};
use crate::session::{Document, Edit, Page};

/// What there is to name in commands: of the sample, and some that it does not have.
struct Names {
    estimates: Vec<EstimateId>,
    labels: Vec<String>,
    measures: Vec<Measure>,
}

impl Names {
    fn of(document: &Document) -> Names {
        let loaded = document.loaded();
        let ids = loaded.iter().flat_map(|file| file.ledger.estimates().map(|e| file.id_of(e)));
        let estimates = ids.chain(["1:none".parse().expect("an id")]).collect();
        let sources = loaded.iter().flat_map(|file| file.ledger.sources());
        let labels = sources.map(|(_, source)| source.label.clone());
        let measures = loaded.iter().flat_map(|file| file.ledger.measures());
        Names {
            estimates,
            labels: labels.chain(["Nobody".to_owned()]).collect(),
            measures: measures.map(|(_, measure)| measure.clone()).collect(),
        }
    }

    fn target(&self) -> impl Strategy<Value = Target> + use<> {
        prop_oneof![
            3 => select(self.estimates.clone()).prop_map(Target::Estimate),
            1 => select(self.labels.clone()).prop_map(Target::Source),
        ]
    }

    fn change(&self) -> impl Strategy<Value = Change> + use<> {
        prop_oneof![
            3 => bounds().prop_map(Change::Bounds),
            1 => Just(Change::Exclude),
            1 => Just(Change::ReadAsAtLeast),
            1 => select(self.labels.clone()).prop_map(Change::SameVoiceAs),
            1 => (0.1..4.0_f64).prop_map(Change::Scale),
            1 => (0.01..1.0_f64).prop_map(Change::Widen),
            1 => (day(), prop::option::of(day())).prop_map(|(as_of, published)| {
                Change::Dates { as_of: Some(AsOf::day(as_of)), published }
            }),
            1 => select(self.measures.clone()).prop_map(Change::Measure),
            1 => select(OriginKind::ALL.to_vec()).prop_map(Change::Kind),
            1 => any::<bool>().prop_map(Change::Party),
        ]
    }

    fn edit(&self) -> impl Strategy<Value = Edit> + use<> {
        let of = || (self.target(), self.change());
        let why = prop::option::of(Just("because".to_owned()));
        let finding = select(self.estimates.clone()).prop_map(|id| FindingKey::new("touch", [id]));
        prop_oneof![
            2 => of().prop_map(|(target, kind)| Edit::Restore { target, kind }),
            1 => self.target().prop_map(Edit::RestoreTarget),
            1 => Just(Edit::RestoreAll),
            2 => (of(), any::<bool>())
                .prop_map(|((target, kind), on)| Edit::Switch { target, kind, on }),
            1 => any::<bool>().prop_map(|on| Edit::SwitchAll { on }),
            2 => (of(), why).prop_map(|((target, kind), reason)| {
                Edit::Explain { target, kind, reason }
            }),
            3 => self.note().prop_map(Edit::AddNote),
            2 => (self.note(), 0_u32..6)
                .prop_map(|(note, id)| Edit::ReplaceNote(Note { id: NoteId(id), ..note })),
            1 => (0_u32..6).prop_map(|id| Edit::RemoveNote(NoteId(id))),
            2 => finding.clone().prop_map(|finding| {
                Edit::Dismiss(Dismissal { finding, reason: None, author: None, at: None })
            }),
            1 => finding.prop_map(Edit::Reconsider),
            1 => day().prop_map(|date| {
                Edit::AddOwnEvent(Event { date, label: "A crossing".to_owned(), url: None, note: None })
            }),
            1 => (0_usize..3).prop_map(Edit::RemoveOwnEvent),
        ]
    }

    fn note(&self) -> impl Strategy<Value = Note> + use<> {
        let anchor = prop_oneof![
            day().prop_map(Anchor::Date),
            (day(), 0_i32..90).prop_map(|(day, days)| Anchor::Period(day, day.plus(days))),
            select(self.estimates.clone()).prop_map(Anchor::Estimate),
            select(self.labels.clone()).prop_map(Anchor::Source),
            (0.0..9e3_f64, select(self.measures.clone()))
                .prop_map(|(value, measure)| Anchor::Value(value, measure)),
        ];
        anchor.prop_map(|anchor| Note::new(anchor, "look here"))
    }

    fn command(&self) -> impl Strategy<Value = Command> + use<> {
        let id = || select(self.estimates.clone());
        let label = select(self.labels.clone());
        let measures = self.measures.clone();
        let edit = prop_oneof![
            6 => prop::collection::vec((self.target(), self.change()), 1..4)
                .prop_map(Command::Adjust),
            6 => self.edit().prop_map(Command::Edit),
            3 => select(measures).prop_map(Command::AskMeasure),
            2 => prop::option::of(day()).prop_map(Command::AskKnownOn),
            2 => select(Grouping::ALL.to_vec()).prop_map(Command::AskBy),
            1 => any::<bool>().prop_map(Command::AskAsStated),
        ];
        let view = prop_oneof![
            (window(), window()).prop_map(|(time, values)| Command::Look(Look { time, values })),
            day().prop_map(Command::SetCursor),
            prop::option::of(id()).prop_map(Command::Select),
            prop::option::of(id()).prop_map(Command::Hover),
            label.clone().prop_map(Command::ToggleHidden),
            label.prop_map(Command::Isolate),
            select(Page::ALL.to_vec()).prop_map(Command::OpenPage),
        ];
        let draft = prop_oneof![
            2 => (id(), bounds()).prop_map(|(id, bounds)| Command::Draft { id, bounds }),
            1 => Just(Command::CommitDraft),
            1 => Just(Command::DropDraft),
        ];
        let act = select(harmless()).prop_map(Command::Act);
        prop_oneof![4 => edit, 3 => view, 2 => draft, 2 => act]
    }
}

/// Every action but those that begin afresh or wait for an answer.
fn harmless() -> Vec<Action> {
    let is_harmless = |action: &Action| action.entry().menu != Menu::File;
    Action::ALL.iter().copied().filter(is_harmless).collect()
}

fn day() -> impl Strategy<Value = Day> {
    (19_900_i32..20_500).prop_map(|number| Day::from_number(number).expect("in range"))
}

fn window() -> impl Strategy<Value = (f64, f64)> {
    let end = prop_oneof![8 => -1e3..3e4_f64, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)];
    (end, 0.0..2e4_f64).prop_map(|(from, length)| (from, from + length))
}

fn bounds() -> impl Strategy<Value = Bounds> {
    let numbers = (0.0..9e3_f64, 0.0..9e3_f64, any::<[bool; 2]>());
    numbers.prop_map(|(a, b, ends)| {
        let (low, high) = (a.min(b).round(), a.max(b).round());
        let how = if ends[0] && ends[1] { How::Between } else { How::Bare };
        let best = (!ends[0] && !ends[1]).then_some(low);
        Bounds::new(ends[0].then_some(low), best, ends[1].then_some(high), how).expect("finite")
    })
}

/// One frame of the window.
fn frame(ctx: &Context, workbench: &mut Workbench) {
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1200.0, 800.0));
    let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
    let mut output = ctx.run_ui(input, |ui| {
        workbench.logic(ctx);
        workbench.ui(ui, None);
    });
    output.textures_delta.clear();
}

#[test]
fn undoing_all_and_redoing_all_gives_the_same_documents() {
    let first = Workbench::new(&Context::default(), Start::default(), Box::new(NoDialogs));
    let command = Names::of(first.document()).command();
    // Not shrunk: a thousand commands that fail say enough by their number and the one before.
    let mut runner = TestRunner::deterministic();
    let thousand = prop::collection::vec(command, 1_000);
    for _ in 0..4 {
        let commands = thousand.new_tree(&mut runner).expect("commands").current();
        hold(&commands);
    }
}

fn hold(commands: &[Command]) {
    let ctx = Context::default();
    let mut workbench = Workbench::new(&ctx, Start::default(), Box::new(NoDialogs));
    frame(&ctx, &mut workbench);
    let began = workbench.document().clone();
    for (place, command) in commands.iter().enumerate() {
        workbench.execute(&ctx, None, command.clone());
        if place % 20 == 0 {
            frame(&ctx, &mut workbench);
        }
    }
    while workbench.history().to_redo().is_some() {
        workbench.execute(&ctx, None, Command::Act(Action::Redo));
    }
    // What is asked is no step: it is asked of all that was, as far as it can be.
    let is_as = |workbench: &Workbench, was: &Document| {
        *workbench.document() == was.asked_as(workbench.document())
    };
    let ended = workbench.document().clone();
    let mut passed = vec![ended.clone()];
    while workbench.history().to_undo().is_some() {
        workbench.execute(&ctx, None, Command::Act(Action::Undo));
        passed.push(workbench.document().clone());
    }
    assert!(passed.len() > 50, "only {} documents were made", passed.len());
    assert!(is_as(&workbench, &began), "undoing all leads elsewhere");
    for (place, document) in passed.iter().rev().skip(1).enumerate() {
        workbench.execute(&ctx, None, Command::Act(Action::Redo));
        assert!(is_as(&workbench, document), "redo {place} leads elsewhere");
    }
    assert!(is_as(&workbench, &ended), "redoing all leads elsewhere");
    frame(&ctx, &mut workbench);
}
