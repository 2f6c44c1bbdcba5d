//! The sheet that lays another session beside the one that is open: how far both agree, and item by
//! item what differs and can be taken over.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, RichText, ScrollArea, Ui};

use crate::chart::Role;
use crate::session::{
    Accord, ChangedBy, Difference, Differences, Document, Section, StateId, differences,
    differences_since, second_reading,
};
use crate::words::{Beside, ToldDifference, Words, file_name};

use super::background::{Latest, Task};
use super::command::Command;
use super::controls::wrapped_ui;
use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};

/// So many items are listed at once; the others by the kinds chosen above.
const MOST_LISTED: usize = 200;
const WIDTH: f32 = 820.0;
/// The most room for the list, and what is left around it in a low window, in points.
const LIST_HEIGHT: f32 = 460.0;
const AROUND: f32 = 330.0;

/// The other session and what is shown of it.
pub(super) struct BesideSheet {
    pub path: PathBuf,
    /// None while it is being read; else the session, or why it cannot be read, in one sentence.
    pub theirs: Option<Result<Arc<Document>, String>>,
    /// The document from which both came, where that is known.
    pub base: Option<Arc<Document>>,
    accords: BTreeSet<Accord>,
    section: Option<Section>,
    held: Latest<(u64, StateId, Words), Held>,
}

/// Both held against each other.
struct Held {
    all: Differences,
    /// Each item in words: parts, and who changed it where that is known.
    told: Vec<(ToldDifference, Option<String>)>,
    agreement: Vec<String>,
}

impl BesideSheet {
    /// A sheet on the session at this path, which is still to be read.
    pub fn on(path: PathBuf) -> BesideSheet {
        let accords = [Accord::OnlyTheirs, Accord::Different, Accord::OnlyMine].into();
        let (theirs, base, section, held) = (None, None, None, Latest::default());
        BesideSheet { path, theirs, base, accords, section, held }
    }

    /// The other session, once it is read.
    pub fn document(&self) -> Option<&Arc<Document>> {
        self.theirs.as_ref()?.as_ref().ok()
    }

    /// Whether an item goes along where all is taken over: of those of the chosen kind what theirs
    /// adds, and what is asked only where that alone is chosen, as it is how one looks.
    pub fn takes_along(&self) -> impl Fn(&Difference) -> bool + use<> {
        let chosen = self.section;
        move |one| {
            let section = one.item.section();
            let is_chosen = match chosen {
                Some(chosen) => section == chosen,
                None => section != Section::Question,
            };
            is_chosen && one.adds()
        }
    }

    /// Has both held against each other anew where mine is another one by now.
    fn look(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let Some(theirs) = self.document().cloned() else { return };
        // What breaks down here is told on the sheet.
        let _ = self.held.look_again();
        let (mine, base, words) = (cx.document.clone(), self.base.clone(), cx.words);
        let wanted = (cx.revision.begun, cx.revision.state, words);
        self.held.want(wanted, |_| {
            Task::to(ui.ctx(), "Comparing two sessions", move || {
                held(&mine, &theirs, base.as_deref(), words)
            })
        });
    }
}

fn held(mine: &Document, theirs: &Document, base: Option<&Document>, words: Words) -> Held {
    let all = match base {
        Some(base) => differences_since(base, mine, theirs),
        None => differences(mine, theirs),
    };
    let beside = Beside { mine, theirs, base };
    let told = all.all.iter().map(|one| {
        let is_known = one.changed_by.is_some_and(|by| by != ChangedBy::Nobody);
        let changed = is_known.then(|| words.changed(one, &beside));
        (words.told_difference(one, &beside), changed)
    });
    let told = told.collect();
    Held { all, told, agreement: words.second_reading(&second_reading(mine, theirs)) }
}

/// Shows the sheet; true once it is to be closed.
pub(super) fn beside_ui(ui: &mut Ui, sheet: &mut BesideSheet, cx: &Cx<'_>) -> bool {
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 4.0 * FAR));
    let name = file_name(&sheet.path);
    let mut is_done = false;
    ui.horizontal(|ui| {
        ui.label(bold(format!("{name} beside yours")).size(HEADING));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            is_done = ui.button("Close").clicked();
        });
    });
    ui.label(soft(sheet.path.display().to_string()).small());
    ui.add_space(APART);
    sheet.look(ui, cx);
    match &sheet.theirs {
        None => {
            ui.label(soft("Reading the session…"));
        }
        Some(Err(sentence)) => {
            wrapped_ui(ui, RichText::new(sentence).color(cx.ink(Role::Warning)));
        }
        Some(Ok(_)) => held_ui(ui, sheet, cx),
    }
    is_done
}

fn held_ui(ui: &mut Ui, sheet: &mut BesideSheet, cx: &Cx<'_>) {
    if let Some(sentence) = sheet.held.broken() {
        wrapped_ui(ui, RichText::new(sentence).color(cx.ink(Role::Warning)));
        return;
    }
    let BesideSheet { accords, section, held, .. } = sheet;
    let is_stale = held.is_stale();
    let Some(held) = held.value() else {
        ui.label(soft("Comparing both…"));
        return;
    };
    agreement_ui(ui, held);
    ui.add_space(APART);
    if held.all.are_none() {
        ui.label(bold("Both hold the same: there is nothing to take over"));
    }
    filters_ui(ui, &held.all, accords, section, cx);
    ui.add_space(NEAR);
    let height = LIST_HEIGHT.min(ui.ctx().content_rect().height() - AROUND).max(120.0);
    let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    list.auto_shrink([false, true]).show(ui, |ui| {
        ui.add_enabled_ui(!is_stale, |ui| items_ui(ui, held, (accords, *section), cx));
    });
    ui.add_space(APART);
    let adds = |one: &&Difference| one.adds() && section.is_none_or(|s| one.item.section() == s);
    let is_some = held.all.all.iter().any(|one| adds(&one));
    let all = ui.add_enabled(is_some && !is_stale, egui::Button::new("Take all over"));
    let all = all.on_hover_text(
        "What only they have comes, and what differs becomes as theirs, with their author and \
         time, in one step of undo; what only you have stays",
    );
    if all.on_disabled_hover_text("They have nothing that you have not").clicked() {
        cx.ask(Command::TakeAllOver);
    }
}

/// How far both agree: the share in words, and below it what both judged.
fn agreement_ui(ui: &mut Ui, held: &Held) {
    let mut lines = held.agreement.iter();
    if let Some(first) = lines.next() {
        wrapped_ui(ui, RichText::new(first));
    }
    for line in lines {
        wrapped_ui(ui, soft(line).small()).on_hover_text(
            "Cohen’s κ (1960): how much both agree beyond chance, from −1 to 1, over what both \
             judged; the classes have no order",
        );
    }
}

/// Which items are shown.
fn filters_ui(
    ui: &mut Ui,
    all: &Differences,
    accords: &mut BTreeSet<Accord>,
    section: &mut Option<Section>,
    cx: &Cx<'_>,
) {
    ui.horizontal_wrapped(|ui| {
        for accord in [Accord::OnlyTheirs, Accord::Different, Accord::OnlyMine, Accord::Same] {
            let is_of = |of: &Section| section.is_none_or(|chosen| chosen == *of);
            let shown = Section::ALL.iter().filter(|of| is_of(of));
            let count: usize = shown.map(|of| all.count(*of, accord)).sum();
            let text = format!("{} {}", cx.words.accord(accord), cx.words.count(count));
            let mut is_on = accords.contains(&accord);
            if ui.toggle_value(&mut is_on, text).clicked() {
                match is_on {
                    true => accords.insert(accord),
                    false => accords.remove(&accord),
                };
            }
        }
        let label = ui.label("Kind");
        let name = |of: Option<Section>| of.map_or("All", |of| cx.words.section_heading(of));
        let combo = egui::ComboBox::from_id_salt("kind of difference");
        let shown = combo.selected_text(name(*section)).show_ui(ui, |ui| {
            let kinds = Section::ALL.iter().copied().map(Some);
            for kind in std::iter::once(None).chain(kinds) {
                ui.selectable_value(section, kind, name(kind));
            }
        });
        shown.response.labelled_by(label.id);
    });
}

fn items_ui(
    ui: &mut Ui,
    held: &Held,
    (accords, section): (&BTreeSet<Accord>, Option<Section>),
    cx: &Cx<'_>,
) {
    let is_shown = |one: &Difference| {
        accords.contains(&one.accord) && section.is_none_or(|of| one.item.section() == of)
    };
    let shown = held.all.all.iter().zip(&held.told).filter(|(one, _)| is_shown(one));
    let shown: Vec<_> = shown.collect();
    if shown.is_empty() && !held.all.are_none() {
        ui.label(soft("Nothing of what is chosen above"));
    }
    let mut before = None;
    for (place, (one, told)) in shown.iter().take(MOST_LISTED).enumerate() {
        let section = one.item.section();
        if before != Some(section) {
            ui.add_space(APART);
            ui.label(bold(cx.words.section_heading(section)).weak());
        }
        before = Some(section);
        ui.push_id(place, |ui| item_ui(ui, one, told, cx));
    }
    let more = shown.len().saturating_sub(MOST_LISTED);
    if more > 0 {
        ui.label(soft(cx.words.more_rows(more)));
    }
}

fn item_ui(
    ui: &mut Ui,
    one: &Difference,
    (told, changed): &(ToldDifference, Option<String>),
    cx: &Cx<'_>,
) {
    ui.add_space(NEAR);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
        take_ui(ui, one, told, cx);
        ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
            let accord = cx.words.accord(one.accord);
            wrapped_ui(ui, format!("{accord}: {}", told.what));
            if let Some(changed) = changed {
                wrapped_ui(ui, soft(changed));
                return;
            }
            for (whose, holds) in [("Mine", &told.mine), ("Theirs", &told.theirs)] {
                if let Some(holds) = holds {
                    wrapped_ui(ui, soft(format!("{whose}: {holds}")));
                }
            }
        });
    });
}

/// The button that makes mine as theirs is, if there is something to do.
fn take_ui(ui: &mut Ui, one: &Difference, told: &ToldDifference, cx: &Cx<'_>) {
    let (verb, says) = match one.accord {
        Accord::Same => return,
        // What is asked can be asked otherwise, and not be taken away.
        Accord::OnlyMine if one.item.section() == Section::Question => return,
        Accord::OnlyMine => ("Remove mine", "They have none: take yours away; undo brings it back"),
        Accord::OnlyTheirs => ("Take over", "With their author and time; undo takes it away"),
        Accord::Different => (
            "Take over",
            "In the place of yours, with their author and time; undo brings yours back",
        ),
    };
    let button = ui.small_button(verb).accessible_name(format!("{verb}: {}", told.what));
    if button.on_hover_text(says).clicked() {
        cx.ask(Command::TakeOver(Box::new(one.clone())));
    }
}
