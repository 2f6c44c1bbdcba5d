//! The help page: every action with its keys, and the gestures of mouse and keyboard, searchable.

use eframe::egui::{self, Key, Ui, WidgetInfo};

use crate::words::{METHODS, Method};

use super::actions::{Action, Menu};
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};

/// How high the list is, in points.
const LIST_HEIGHT: f32 = 440.0;

/// What is being looked for.
#[derive(Clone, Default, Debug)]
pub(super) struct Help {
    query: String,
}

/// One line: what it is called, how it is done, what it does.
struct Line {
    name: String,
    keys: String,
    says: String,
}

/// What the mouse and the keys do in one part of the window: how, and what comes of it.
const GESTURES: &[(&str, &[(&str, &str)])] = &[
    (
        "In the plot",
        &[
            ("Drag", "Move through dates and values"),
            ("Wheel", "Zoom in the dates around the pointer"),
            ("Shift + wheel", "Zoom in the values"),
            ("Drag with the right button", "Zoom into a box"),
            ("Drag along an axis", "Zoom in its dates or values; a double-click fits them"),
            ("Double-click", "Fit everything"),
            ("Click an estimate", "Select it: its card opens and its bounds get handles"),
            (
                "Right-click an estimate",
                "Its menu, as in the table: card, copy, note, exclude, scale",
            ),
            ("Right-click", "Put the date cursor there, go back to the view before, or fit"),
            ("Click beside", "Put the date cursor there and select nothing"),
            ("Point at an estimate", "Read who said it, and in which words"),
        ],
    ),
    (
        "On the strip under the plot",
        &[
            ("Click or drag", "Move the date cursor"),
            ("← →", "Move the date cursor by a day, while it has the keyboard"),
            ("Shift + ← →", "Move the date cursor by a week"),
        ],
    ),
    (
        "On the handles of the selected estimate",
        &[
            ("Drag", "Adjust low, best or high; the verdict follows"),
            ("Shift while dragging", "Fine steps"),
            ("Ctrl while dragging", "Snap to round numbers and to other sources' bounds"),
            ("↑ ↓, PageUp PageDown", "Adjust by a step or by ten, while it has the keyboard"),
            ("Shift + ↑ ↓", "Adjust by a tenth of a step"),
            ("Delete", "Open the end: no bound on this side"),
            ("Escape", "Leave it as it was"),
        ],
    ),
    (
        "On the overview of all dates",
        &[
            ("Drag an end", "Show from here, or up to here"),
            ("Drag the middle", "Move through the dates"),
            ("Drag beside", "Show another stretch of dates"),
            ("Click beside", "Move the stretch that is shown to there"),
            ("Double-click", "Show all dates"),
            ("← →, Shift + ← →", "Move what has the keyboard by a little, or by more"),
        ],
    ),
    (
        "In the list of sources",
        &[
            ("Click the sign", "Hide the source, or show it; it counts all along"),
            ("Click the name", "See the source alone, or all again"),
        ],
    ),
    (
        "In the table",
        &[
            ("Click a row", "Select the estimate, in the plot too"),
            ("Click a heading", "Sort by it; again, the other way round"),
            (
                "↑ ↓ PageUp PageDown Home End",
                "Select another row, while the table has the keyboard",
            ),
            ("Shift + ↑ ↓, Ctrl + A", "Pick several rows, or all"),
            ("Ctrl + C", "Copy the picked rows, for a spreadsheet"),
            ("Enter", "Open the page of the selected estimate"),
        ],
    ),
    (
        "Everywhere",
        &[
            ("Tab, Shift + Tab", "Move the keyboard on, or back"),
            ("Enter, Space", "Press what has the keyboard"),
            ("Alt + a letter", "Open the menu that begins with it; arrow keys walk the menus"),
            ("Escape", "Close what is open, let go of what is dragged"),
            ("Drop files", "Open them; on Wayland, the system does not pass them on"),
        ],
    ),
];

/// The page; true once it is to be closed.
pub(super) fn help_ui(ui: &mut Ui, help: &mut Help) -> bool {
    ui.set_width(640.0);
    let mut is_done = false;
    ui.horizontal(|ui| {
        ui.label(bold("Keys and gestures").size(HEADING));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            is_done = ui.button("Close").clicked();
        });
    });
    ui.add_space(APART);
    let field = egui::TextEdit::singleline(&mut help.query)
        .hint_text("Search")
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, "Search the help"));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    ui.add_space(APART);
    let groups = found(ui, &help.query);
    if groups.is_empty() {
        ui.label(soft("Nothing here has these words"));
    }
    egui::ScrollArea::vertical()
        .max_height(LIST_HEIGHT)
        .min_scrolled_height(LIST_HEIGHT)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            // The field above has the keyboard, and the list is read by keys all the same.
            let (page, line) = (LIST_HEIGHT - FAR, 2.0 * FAR);
            let by = ui.input(|input| {
                let presses =
                    |key| f32::from(u8::try_from(input.num_presses(key)).unwrap_or(u8::MAX));
                page * (presses(Key::PageUp) - presses(Key::PageDown))
                    + line * (presses(Key::ArrowUp) - presses(Key::ArrowDown))
            });
            if by != 0.0 {
                ui.scroll_with_delta(egui::vec2(0.0, by));
            }
            for (heading, lines) in &groups {
                ui.label(bold(*heading));
                ui.add_space(NEAR);
                group_ui(ui, heading, lines);
                ui.add_space(FAR);
            }
        });
    is_done
}

fn group_ui(ui: &mut Ui, heading: &str, lines: &[Line]) {
    let columns = egui::Grid::new(heading).num_columns(2).spacing([FAR, NEAR]).min_col_width(168.0);
    columns.show(ui, |ui| {
        for line in lines {
            ui.vertical(|ui| ui.label(soft(&line.keys)));
            ui.vertical(|ui| {
                if line.name.is_empty() {
                    ui.label(&line.says);
                } else {
                    ui.label(&line.name);
                    ui.label(soft(&line.says).small());
                }
            });
            ui.end_row();
        }
    });
}

/// The groups with the lines that have every word that is looked for.
fn found(ui: &Ui, query: &str) -> Vec<(&'static str, Vec<Line>)> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let has_all = |heading: &str, line: &Line| {
        let text = format!("{heading} {} {} {}", line.name, line.keys, line.says).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let mut groups = all(ui);
    for (heading, lines) in &mut groups {
        lines.retain(|line| has_all(heading, line));
    }
    groups.retain(|(_, lines)| !lines.is_empty());
    groups
}

fn all(ui: &Ui) -> Vec<(&'static str, Vec<Line>)> {
    let of_action = |action: Action| Line {
        name: action.label().trim_end_matches('…').to_owned(),
        keys: action.keys(ui.ctx()).unwrap_or_default(),
        says: action.tooltip().to_owned(),
    };
    let of_gesture = |(how, what): &(&str, &str)| Line {
        name: String::new(),
        keys: (*how).to_owned(),
        says: (*what).to_owned(),
    };
    let menus = Menu::ALL.iter().map(|menu| {
        let actions = menu.sections().into_iter().flatten();
        (menu.name(), actions.map(of_action).collect())
    });
    let gestures =
        GESTURES.iter().map(|(heading, lines)| (*heading, lines.iter().map(of_gesture).collect()));
    let of_method = |Method { name, says, source }: Method| Line {
        name: says.to_owned(),
        keys: name.to_owned(),
        says: source.to_owned(),
    };
    let methods = ("How it is reckoned", METHODS.map(of_method).into());
    gestures.chain(menus).chain([methods]).collect()
}
