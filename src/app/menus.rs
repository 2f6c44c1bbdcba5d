//! The menus, as the list of actions has them: by pointer, by Alt and the letter that a menu begins
//! with, and from there by arrow keys.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, EventFilter, Id, Key, Popup, Response, Stroke, TextStyle, Ui};

use crate::words::file_name;

use super::actions::{Action, Menu};
use super::command::Command;
use super::cx::Cx;
use super::look::soft;

/// No menu is narrower, so that labels and keys stand apart.
const LEAST_MENU_WIDTH: f32 = 240.0;

/// What was asked of the menus by key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AskedMenu {
    /// The keyboard goes to the first of them.
    ComeTo,
    Open(Menu),
}

/// The menu that a letter with Alt opens.
pub(super) fn menu_of(key: Key) -> Option<Menu> {
    let begins = |menu: &Menu| menu.name().starts_with(key.name());
    Menu::ALL.iter().copied().find(begins)
}

/// The menus side by side.
pub(super) fn menus_ui(ui: &mut Ui, cx: &Cx<'_>, asked: Option<AskedMenu>) {
    let mut buttons: Vec<Response> = Vec::new();
    for &menu in Menu::ALL {
        let name = name_of(ui, menu);
        let response = ui.menu_button(name, |ui| entries_ui(ui, cx, menu)).response;
        if asked == Some(AskedMenu::ComeTo) && menu == Menu::File {
            response.request_focus();
        }
        if asked == Some(AskedMenu::Open(menu)) {
            open_by_key(ui, &response);
        }
        buttons.push(response);
    }
    sideways(ui, &buttons);
}

/// Its name, its letter underlined while Alt is held.
fn name_of(ui: &Ui, menu: Menu) -> LayoutJob {
    let format =
        TextFormat::simple(TextStyle::Button.resolve(ui.style()), egui::Color32::PLACEHOLDER);
    let mut letter = format.clone();
    if ui.input(|input| input.modifiers.alt) {
        letter.underline = Stroke::new(1.0, ui.visuals().text_color());
    }
    let mut name = LayoutJob::default();
    let (first, rest) = menu.name().split_at_checked(1).unwrap_or((menu.name(), ""));
    name.append(first, 0.0, letter);
    name.append(rest, 0.0, format);
    name
}

/// The first entry of the menu that is open is to have the keyboard.
fn comes_by_key() -> Id {
    Id::unique("menu by key")
}

fn open_by_key(ui: &Ui, button: &Response) {
    Popup::open_id(ui.ctx(), Popup::default_response_id(button));
    ui.data_mut(|data| data.insert_temp(comes_by_key(), true));
}

/// From an open menu, arrows to the left and right open the one beside it.
fn sideways(ui: &Ui, buttons: &[Response]) {
    let is_open =
        |button: &Response| Popup::is_id_open(ui.ctx(), Popup::default_response_id(button));
    let Some(open) = buttons.iter().position(is_open) else { return };
    if let Some(button) = buttons.iter().find(|button| button.has_focus()) {
        keep_arrows(ui, button);
    }
    let step = ui.input(|input| {
        let to = |key: Key| usize::from(input.key_pressed(key));
        // One back is all but one on.
        to(Key::ArrowRight) + to(Key::ArrowLeft) * buttons.len().saturating_sub(1)
    });
    let beside = open.saturating_add(step).checked_rem(buttons.len());
    if let Some(button) = beside.filter(|beside| *beside != open).and_then(|at| buttons.get(at)) {
        open_by_key(ui, button);
    }
}

/// The arrow keys are for the menu as long as this has the keyboard.
fn keep_arrows(ui: &Ui, focused: &Response) {
    let filter =
        EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focused.id, filter));
}

fn entries_ui(ui: &mut Ui, cx: &Cx<'_>, menu: Menu) {
    ui.set_min_width(LEAST_MENU_WIDTH);
    let mut entries = Vec::new();
    for (place, actions) in menu.sections().into_iter().enumerate() {
        if place > 0 {
            ui.separator();
        }
        for action in actions {
            entries.push(action_ui(ui, cx, action));
            if action == Action::ReopenLast {
                entries.push(recent_ui(ui, cx));
            }
        }
    }
    entries.retain(Response::enabled);
    up_and_down(ui, &entries);
}

/// Arrows up and down go from entry to entry, round the end, and from nowhere to the first.
fn up_and_down(ui: &Ui, entries: &[Response]) {
    let focused = entries.iter().position(Response::has_focus);
    let (down, up) =
        ui.input(|input| (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)));
    let last = entries.len().saturating_sub(1);
    // While it finds its size, nothing in a menu can be pressed yet.
    let comes_by_key = !entries.is_empty()
        && ui.data_mut(|data| data.remove_temp::<bool>(comes_by_key()).unwrap_or_default());
    let next = match focused {
        _ if comes_by_key => Some(0),
        None if down => Some(0),
        None if up => Some(last),
        Some(at) if down => Some(if at == last { 0 } else { at.saturating_add(1) }),
        Some(at) if up => Some(at.checked_sub(1).unwrap_or(last)),
        _ => None,
    };
    if let Some(entry) = next.and_then(|next| entries.get(next)) {
        entry.request_focus();
        entry.scroll_to_me(None);
    }
    if let Some(entry) = entries.iter().find(|entry| entry.has_focus()) {
        keep_arrows(ui, entry);
    }
}

/// The files opened last; those that are gone say so.
fn recent_ui(ui: &mut Ui, cx: &Cx<'_>) -> Response {
    let recent = ui.menu_button("Open recent", |ui| {
        if cx.memory.recent().is_empty() {
            ui.label(soft("Nothing opened yet"));
        }
        for path in cx.memory.recent() {
            let is_missing = cx.memory.is_missing(path);
            let mut button = egui::Button::new(file_name(path));
            if is_missing {
                button = button.right_text(soft("not there").small());
            }
            let response = ui.add_enabled(!is_missing, button);
            let whole = path.display().to_string();
            let response = response
                .on_disabled_hover_text(format!("Moved, renamed or deleted: {whole}"))
                .on_hover_text(whole);
            if response.clicked() {
                cx.ask(Command::OpenFile(path.clone()));
                ui.close();
            }
        }
    });
    recent.response
}

/// One entry of a menu: label, shortcut, tooltip, and why it cannot be done where it cannot.
fn action_ui(ui: &mut Ui, cx: &Cx<'_>, action: Action) -> Response {
    let possible = action.possible(cx);
    let is_on = action.is_on(cx).unwrap_or(false);
    let mut button = egui::Button::selectable(is_on, action.says(cx));
    if let Some(keys) = action.keys(ui.ctx()) {
        button = button.shortcut_text(keys);
    }
    let mut response = ui.add_enabled(possible.is_ok(), button).on_hover_text(action.tooltip());
    if let Err(why_not) = possible {
        response = response.on_disabled_hover_text(format!("{}: {why_not}", action.tooltip()));
    }
    if response.clicked() {
        cx.act(action);
        ui.close();
    }
    response
}
