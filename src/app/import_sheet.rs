//! The sheet on which a person says how a table is to be read that no format knows: what is asked on
//! top, the columns on the left, and on the right what comes of it, in words and in small.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Button, ComboBox, Key, ScrollArea, TextEdit, Ui};

use crate::estimate::FileSlot;
use crate::files::{Field, Lacking, Mapping, NumberOf, Proposal, ReadOptions};
use crate::opening::{self, Content};
use crate::session::FileSection;
use crate::words::{Words, file_name};

use super::background::{Latest, Task};
use super::command::{Command, Imported};
use super::controls::{capitalised, choose_ui, focus_at_first, trouble_ui, wrapped_ui};
use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, bold, quoted, soft};
use super::small_chart::{Small, SmallChart};

/// At least and at most so many estimates are shown as they will be understood, by what is left of the
/// room beside the chart below them, each so high.
const ROWS_SHOWN: (f32, f32) = (2.0, 10.0);
const ROW_HEIGHT: f32 = 26.0;

/// So many problems are shown below them.
const PROBLEMS_SHOWN: usize = 6;

/// The lists are between so high, in points, and leave so much of the window to the heading of each,
/// the buttons below and what is around the sheet.
const LISTS: (f32, f32) = (100.0, 420.0);
const AROUND_LISTS: f32 = 150.0;

/// So much of a value is shown beside its column.
const LONGEST_EXAMPLE: usize = 28;

/// What a column can be read into here.
const FIELDS: [Option<Field>; 18] = [
    None,
    Some(Field::AsOf),
    Some(Field::AsOfStart),
    Some(Field::Published),
    Some(Field::Source),
    Some(Field::Low),
    Some(Field::Best),
    Some(Field::High),
    Some(Field::Quantity),
    Some(Field::Population),
    Some(Field::Place),
    Some(Field::Wording),
    Some(Field::Url),
    Some(Field::Outlet),
    Some(Field::Relays),
    Some(Field::Note),
    Some(Field::How),
    Some(Field::Id),
];

/// What holds for every row, where no column says it, and as an example says it.
const ASKED: [(Field, &str, &str); 6] = [
    (Field::Quantity, "What is counted", "killed, killed or wounded, deployed"),
    (Field::AsOf, "As of", "2025-01-13, the day of every row"),
    (Field::Population, "Of whom", "Russia, civilians"),
    (Field::Source, "Who says it", "the source of every row"),
    (Field::Place, "Where", "Ukraine"),
    (Field::Basis, "What numbers are", "cumulative, level, increment or rate"),
];

/// What is counted most often.
const USUAL: [&str; 5] = ["killed", "wounded", "killed or wounded", "captured", "deployed"];

/// A table, how it would be read, and what comes of reading it so.
pub(super) struct ImportSheet {
    path: PathBuf,
    reading: ReadOptions,
    /// The open file that it was, which goes once it is read otherwise.
    replaces: Option<FileSlot>,
    proposal: Proposal,
    /// What is typed of what holds for every row.
    typed: BTreeMap<Field, String>,
    /// Counts what was said: what is read is of one of these.
    revision: u64,
    read: Latest<u64, Result<Understood, String>>,
    chart: SmallChart,
    /// Which of how many tables of which it is asked.
    pub place: (usize, usize),
    /// Why it was not opened.
    pub refused: Option<String>,
    /// What was pasted, where it is no file.
    pasted: Option<Arc<str>>,
    is_remembered: bool,
    /// It opens by itself once it is read as it was said.
    opens_once_read: bool,
    has_focus: bool,
}

impl ImportSheet {
    pub fn new(
        path: PathBuf,
        reading: ReadOptions,
        proposal: Proposal,
        replaces: Option<FileSlot>,
    ) -> ImportSheet {
        let typed = proposal.constants().clone();
        ImportSheet {
            path,
            reading,
            replaces,
            proposal,
            typed,
            revision: 0,
            read: Latest::default(),
            chart: SmallChart::default(),
            place: (1, 1),
            refused: None,
            pasted: None,
            is_remembered: false,
            opens_once_read: false,
            has_focus: false,
        }
    }

    /// The same of a table that was pasted.
    pub fn of_pasted(self, text: Arc<str>) -> ImportSheet {
        ImportSheet { pasted: Some(text), ..self }
    }

    /// Has the table read in the background as it is said now.
    fn keep_up(&mut self, ctx: &egui::Context) {
        let _ = self.read.look_again();
        if !self.proposal.lacking().is_empty() {
            self.read.want_nothing();
            return;
        }
        let (path, reading, proposal) = (&self.path, &self.reading, &self.proposal);
        let pasted = &self.pasted;
        self.read.want(self.revision, |_| {
            let (path, reading, pasted) = (path.clone(), reading.clone(), pasted.clone());
            let written = proposal.to_ron(&|_| None);
            Task::to(ctx, "Reading as it is said", move || {
                read(&path, pasted.as_deref(), reading, &written)
            })
        });
    }
}

/// What a table is understood as.
struct Understood {
    section: Arc<FileSection>,
    /// None where there is nothing to draw.
    small: Option<Small>,
}

/// What is said otherwise is read anew.
fn said(sheet: &mut ImportSheet) {
    sheet.revision = sheet.revision.saturating_add(1);
    sheet.refused = None;
    sheet.opens_once_read = false;
}

fn read(
    path: &std::path::Path,
    pasted: Option<&str>,
    reading: ReadOptions,
    written: &str,
) -> Result<Understood, String> {
    let words = Words::default();
    let mapping = Mapping::from_ron(written).map_err(|bad| words.bad_mapping(&bad))?;
    let options = ReadOptions { mappings: vec![mapping], ..reading };
    let go_on = &mut |_| ControlFlow::Continue(());
    let content = match pasted {
        Some(text) => {
            opening::open_estimates(path, &options, text.as_bytes(), go_on).map(Content::Estimates)
        }
        None => opening::open(path, &options, go_on),
    };
    match content {
        Ok(Content::Estimates(section)) => Ok(Understood { small: Small::of(&section), section }),
        Ok(Content::Session(..)) => Err("This is a session now; open it as one".to_owned()),
        Ok(Content::Publications(_)) => {
            Err("This is a file of references now; open it as one".to_owned())
        }
        Err(why) => Err(words.not_opened(&why)),
    }
}

/// The sheet; true once it is to be closed.
pub(super) fn import_ui(ui: &mut Ui, sheet: &mut ImportSheet, cx: &Cx<'_>) -> bool {
    sheet.keep_up(ui.ctx());
    let room = ui.ctx().content_rect().width() - 4.0 * FAR;
    let width = room.clamp(600.0, 940.0);
    ui.set_width(width);
    ui.horizontal(|ui| {
        ui.label(bold(format!("How {} is read", file_name(&sheet.path))).size(HEADING));
        if let (place, all) = sheet.place
            && all > 1
        {
            ui.label(soft(format!("{place} of {all}")));
        }
    });
    ui.label(soft("No format that is known; what was recognised is chosen already"));
    if let Some(seems) = sheet.proposal.seems() {
        trouble_ui(ui, &capitalised(&cx.words.seems(seems)));
    }
    ui.add_space(APART);
    asked_ui(ui, sheet, cx);
    ui.add_space(APART);
    let left = ui.ctx().content_rect().height() - ui.min_rect().height() - AROUND_LISTS;
    let height = left.clamp(LISTS.0, LISTS.1);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(width * 0.46);
            ui.label(bold("Columns"));
            if columns_ui(ui, &mut sheet.proposal, height, cx) {
                said(sheet);
            }
        });
        ui.add_space(FAR);
        ui.vertical(|ui| {
            ui.set_width(width * 0.51);
            // The sheet keeps its size, whatever comes of it.
            ui.set_min_height(height);
            ui.label(bold("As it will be understood"));
            result_ui(ui, sheet, height, cx);
        });
    });
    ui.add_space(FAR);
    let understood = sheet.read.value().and_then(|read| read.as_ref().ok());
    let section = understood.map(|understood| Arc::clone(&understood.section));
    let section = section.filter(|_| !sheet.read.is_stale() && !sheet.read.is_under_way());
    if let Some(refused) = &sheet.refused {
        trouble_ui(ui, refused);
    }
    answers_ui(ui, sheet, section, cx)
}

/// The buttons at the end; true once the sheet is to be closed with nothing done.
fn answers_ui(
    ui: &mut Ui,
    sheet: &mut ImportSheet,
    section: Option<Arc<FileSection>>,
    cx: &Cx<'_>,
) -> bool {
    let mut is_left = false;
    ui.horizontal(|ui| {
        let open = ui.add_enabled(section.is_some(), Button::new("Open"));
        let open = open.on_disabled_hover_text("Say first what is missing");
        let opens = open.clicked() || std::mem::take(&mut sheet.opens_once_read);
        sheet.opens_once_read = opens && section.is_none();
        if let Some(section) = section.filter(|_| opens) {
            cx.ask(Command::Import(Box::new(Imported {
                path: sheet.path.clone(),
                section,
                replaces: sheet.replaces,
                proposal: sheet.proposal.clone(),
                is_remembered: sheet.is_remembered,
                pasted: sheet.pasted.clone(),
            })));
        }
        let (place, all) = sheet.place;
        let cancel = if place < all { "Leave this one out" } else { "Cancel" };
        is_left = ui.button(cancel).clicked();
        if place < all && ui.button("Leave all out").clicked() {
            cx.ask(Command::AskNoMore);
        }
        ui.add_space(APART);
        let remember = ui.checkbox(&mut sheet.is_remembered, "Remember for files like this");
        remember.on_hover_text(
            "Tables with the same columns are read so from now on. Settings list what is \
             remembered, and forget it",
        );
    });
    is_left
}

/// What holds for every row, each in a field of its own; what is missing is marked.
fn asked_ui(ui: &mut Ui, sheet: &mut ImportSheet, cx: &Cx<'_>) {
    let lacking = sheet.proposal.lacking();
    let is_lacking = |field| match field {
        Field::Quantity => lacking.contains(&Lacking::Quantity),
        Field::Source => lacking.contains(&Lacking::Source),
        Field::AsOf => lacking.contains(&Lacking::Date),
        _ => false,
    };
    let (mut has_said, mut is_entered) = (false, false);
    egui::Grid::new("asked").num_columns(2).spacing([FAR, NEAR]).show(ui, |ui| {
        for (field, name, example) in ASKED {
            if is_read(&sheet.proposal, field) {
                continue;
            }
            let label = if is_lacking(field) { ui.label(bold(name)) } else { ui.label(name) };
            let text = sheet.typed.entry(field).or_default();
            ui.horizontal(|ui| {
                let edit = TextEdit::singleline(text).hint_text(example).desired_width(300.0);
                let edited = ui.add(edit).labelled_by(label.id);
                let mut is_said = edited.changed();
                is_entered |=
                    edited.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                if is_lacking(field) {
                    focus_at_first(&edited, &mut sheet.has_focus);
                }
                let usual: &[&str] = if field == Field::Quantity { &USUAL } else { &[] };
                for word in usual {
                    let button = ui.small_button(*word);
                    if button.accessible_name(format!("{name}: {word}")).clicked() {
                        (*word).clone_into(text);
                        is_said = true;
                    }
                }
                if field == Field::Source && sheet.proposal.may_have_a_source_a_column() {
                    let button = ui.small_button("Each column is a source");
                    if button.clicked() {
                        sheet.proposal.read_a_source_a_column();
                        has_said = true;
                    }
                }
                if is_said {
                    sheet.proposal.set_constant(field, text);
                    has_said = true;
                }
            });
            ui.end_row();
        }
    });
    if has_said {
        said(sheet);
    }
    sheet.opens_once_read |= is_entered && lacking.is_empty();
    if !lacking.is_empty() {
        let lacking: Vec<&str> = lacking.into_iter().map(|one| cx.words.lacking(one)).collect();
        trouble_ui(ui, &format!("Not said yet: {}", cx.words.all_of(&lacking)));
    }
}

/// Whether a column says it of each row.
fn is_read(proposal: &Proposal, field: Field) -> bool {
    let reads = |field| proposal.columns().iter().any(|one| one.field == Some(field));
    let numbers = || proposal.columns().iter().filter(|column| column.is_number());
    let each = |has: fn(&NumberOf) -> bool| {
        numbers().next().is_some() && numbers().all(|column| has(&column.of))
    };
    reads(field)
        || match field {
            Field::AsOf => reads(Field::Published) || proposal.has_years(),
            Field::Quantity => each(|of| of.quantity.is_some()),
            Field::Population => each(|of| of.population.is_some()),
            Field::Source => each(|of| of.source.is_some()),
            Field::Basis => each(|of| of.basis.is_some()),
            _ => false,
        }
}

/// The columns with what each is read into; true once one is to be read otherwise.
fn columns_ui(ui: &mut Ui, proposal: &mut Proposal, height: f32, cx: &Cx<'_>) -> bool {
    let mut chosen = None;
    ScrollArea::vertical().id_salt("columns").max_height(height).show(ui, |ui| {
        egui::Grid::new("columns").num_columns(3).spacing([APART, NEAR]).show(ui, |ui| {
            for (place, column) in proposal.columns().iter().enumerate() {
                let label = ui.label(shortened(&column.name));
                let name = |field: Option<Field>| match field {
                    None => "Not read".to_owned(),
                    Some(field) => capitalised(cx.words.field(field)),
                };
                let combo = ComboBox::from_id_salt(("column", place))
                    .height(420.0)
                    .selected_text(name(column.field));
                let all = FIELDS.into_iter().map(|field| (field, name(field)));
                if let Some(field) = choose_ui(ui, &label, combo, Some(&column.field), all) {
                    chosen = Some((place, field));
                }
                let of = cx.words.number_of(&column.of);
                let examples = proposal.rows().iter().filter_map(|row| row.get(place));
                let example = examples.into_iter().find(|cell| !cell.is_empty());
                let example = example.map(|cell| shortened(cell)).unwrap_or_default();
                let beside = if of.is_empty() { example } else { format!("{of}: {example}") };
                ui.label(quoted(beside).small());
                ui.end_row();
            }
        });
    });
    if let Some((place, field)) = chosen {
        proposal.set_field(place, field);
    }
    chosen.is_some()
}

/// The first estimates, all of them in small, and what is wrong or doubtful.
fn result_ui(ui: &mut Ui, sheet: &mut ImportSheet, height: f32, cx: &Cx<'_>) {
    let ImportSheet { read, chart, .. } = sheet;
    match read.value() {
        None if read.is_under_way() => {
            ui.label(soft("Reading…"));
        }
        None => {
            ui.label(soft("Nothing, until what is missing is said above"));
        }
        Some(Err(sentence)) => trouble_ui(ui, sentence),
        Some(Ok(understood)) => {
            let shown = ScrollArea::vertical().id_salt("understood").max_height(height);
            let beside = (height - SmallChart::ROOM) / ROW_HEIGHT;
            let rows = beside.clamp(ROWS_SHOWN.0, ROWS_SHOWN.1) as usize;
            shown.show(ui, |ui| understood_ui(ui, understood, (rows, chart), cx));
        }
    }
}

fn understood_ui(
    ui: &mut Ui,
    understood: &Understood,
    (rows_shown, chart): (usize, &mut SmallChart),
    cx: &Cx<'_>,
) {
    let section = &understood.section;
    let counted = cx.words.counted(section.ledger.len(), "estimate", "estimates");
    let rows = usize::try_from(section.rows).unwrap_or(usize::MAX);
    ui.label(format!("{counted} from {}", cx.words.counted(rows, "row", "rows")));
    ui.add_space(NEAR);
    egui::Grid::new("understood").num_columns(4).spacing([APART, NEAR]).show(ui, |ui| {
        for estimate in section.ledger.each_in_file_order().take(rows_shown) {
            ui.label(cx.words.day(estimate.as_of().to()));
            ui.label(shortened(estimate.label()));
            let stated = estimate.bounds().map(|bounds| cx.words.stated(&bounds));
            ui.label(stated.unwrap_or_else(|| estimate.value().word().to_owned()));
            ui.label(soft(estimate.measure().name()));
            ui.end_row();
        }
    });
    ui.add_space(APART);
    if let Some(small) = &understood.small {
        chart.ui(ui, small, cx);
        ui.add_space(APART);
    }
    for problem in section.problems.iter().take(PROBLEMS_SHOWN) {
        wrapped_ui(ui, soft(cx.words.problem_at_its_place(problem)).small());
    }
    let more = section.problems.len().saturating_sub(PROBLEMS_SHOWN);
    if more > 0 {
        ui.label(soft(format!("and {} more", cx.words.count(more))).small());
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_EXAMPLE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
