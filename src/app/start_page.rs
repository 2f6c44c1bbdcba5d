//! Where to begin: what was open last, recent files and sessions with a small picture each, the
//! sample, and the tour. It stands in the middle while nothing is open, and over the window when it
//! is asked for.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use eframe::egui::{self, Align2, FontId, Rect, Role as Node, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::chart::{Role, TextStyle, elide};
use crate::disk::Cache;
use crate::files::ReadOptions;
use crate::words::file_name;

use super::actions::Action;
use super::background::{Latest, Task};
use super::command::Command;
use super::cx::Cx;
use super::look::{APART, FAR, NEAR, TITLE, bold, soft};
use super::settings::Remembered;
use super::thumbnail::Thumbnail;

/// A card and the picture on it, in points.
const CARD: egui::Vec2 = vec2(196.0, 140.0);
const PICTURE: f32 = 84.0;

/// Pictures of the files that can be begun with, made one after the other.
#[derive(Default)]
pub(super) struct StartPage {
    made: HashMap<PathBuf, Option<Thumbnail>>,
    making: Latest<PathBuf, Option<Thumbnail>>,
}

impl StartPage {
    /// The page; true once something was chosen.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let recent: Vec<&PathBuf> = cx.memory.recent().iter().collect();
        self.make_pictures(ui, cx, &recent);
        let mut is_done = false;
        ui.label(
            "Open files of sourced estimates, or a saved session, to see who says what. You can \
             also drop files here, except on Wayland.",
        );
        ui.add_space(APART);
        ui.horizontal_wrapped(|ui| {
            for action in [
                Action::Open,
                Action::OpenPath,
                Action::PasteEntry,
                Action::OpenSample,
                Action::Tour,
            ] {
                let button = ui.button(action.label()).on_hover_text(action.tooltip());
                if button.clicked() {
                    cx.act(action);
                    is_done = true;
                }
            }
        });
        is_done |= last_ui(ui, cx);
        if recent.is_empty() {
            return is_done;
        }
        ui.add_space(FAR);
        ui.label(bold("Recent").weak());
        ui.add_space(NEAR);
        egui::ScrollArea::vertical().show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(APART, APART);
                for path in recent {
                    is_done |= self.card_ui(ui, cx, path);
                }
            });
        });
        is_done
    }

    /// One picture at a time is made, in the order in which the files stand.
    fn make_pictures(&mut self, ui: &Ui, cx: &Cx<'_>, recent: &[&PathBuf]) {
        // What broke down has no picture.
        let _ = self.making.look_again();
        let is_broken = self.making.broken().is_some();
        if let Some(path) = self.making.key().cloned()
            && let Some(picture) = self.making.take()
        {
            self.made.insert(path, picture);
        }
        let next = recent
            .iter()
            .find(|path| !self.made.contains_key(**path) && !cx.memory.is_missing(path));
        let Some(next) = next.map(|path| (*path).clone()) else { return };
        if is_broken {
            self.made.insert(next, None);
            return;
        }
        let cache = cx.memory.pictures().map(|folder| Cache::within(folder.to_owned()));
        let remembered = &cx.memory.settings().remembered;
        let reading = ReadOptions {
            remembered: remembered.iter().filter_map(Remembered::to_read_by).collect(),
            ..ReadOptions::default()
        };
        let ctx = ui.ctx();
        self.making.want(next, |path| {
            let path = path.clone();
            let made = move || Thumbnail::of(&path, &reading, cache.as_ref());
            Task::to(ctx, "Drawing what was open in small", made)
        });
    }

    /// A file to be opened by a click; whether it was.
    fn card_ui(&self, ui: &mut Ui, cx: &Cx<'_>, path: &Path) -> bool {
        let is_missing = cx.memory.is_missing(path);
        let sense = if is_missing { Sense::hover() } else { Sense::click() };
        let (card, response) = ui.allocate_exact_size(CARD, sense);
        let name = file_name(path);
        let picture = self.made.get(path).and_then(Option::as_ref);
        let below = match picture {
            _ if is_missing => "no longer there".to_owned(),
            Some(picture) => {
                let sources = cx.words.counted(picture.sources, "source", "sources");
                format!("{sources}, {}", picture.measure)
            }
            None => String::new(),
        };
        let says = match &below[..] {
            "" => format!("Open {name}"),
            below => format!("Open {name}: {below}"),
        };
        response.widget_info(|| WidgetInfo::labeled(Node::Button, !is_missing, &says));
        let role =
            if response.hovered() || response.has_focus() { Role::Accent } else { Role::Hairline };
        let painter = ui.painter_at(card);
        painter.rect_filled(card, 6.0, cx.ink(Role::Surface));
        let stroke = egui::Stroke::new(1.0, cx.ink(role));
        painter.rect_stroke(card, 6.0, stroke, egui::StrokeKind::Inside);
        let inside = card.shrink(APART);
        let place = Rect::from_min_size(inside.min, vec2(inside.width(), PICTURE));
        if let Some(picture) = picture.filter(|_| !is_missing) {
            picture.paint(&painter, place, *cx.theme);
        }
        let write = |text: &str, top: f32, size: f32, role: Role| {
            let short = elide(text, inside.width(), size, TextStyle::Regular);
            let at = pos2(inside.left(), place.bottom() + top);
            let font = FontId::proportional(size);
            painter.text(at, Align2::LEFT_TOP, short, font, cx.ink(role));
        };
        write(&name, NEAR, 12.5, if is_missing { Role::InkSoft } else { Role::Ink });
        write(&below, NEAR + 18.0, 10.5, Role::InkSoft);
        let is_opened = response.clicked();
        response.on_hover_text(format!("{}\n{below}", path.display()));
        if is_opened {
            cx.ask(Command::OpenFile(path.to_owned()));
        }
        is_opened
    }
}

/// What was open last, to be opened again; whether it was.
fn last_ui(ui: &mut Ui, cx: &Cx<'_>) -> bool {
    let last = cx.memory.last();
    if last.is_empty() {
        return false;
    }
    ui.add_space(FAR);
    ui.label(bold("What was open last").weak());
    let names: Vec<String> = last.iter().map(|path| file_name(path)).collect();
    let mut is_done = false;
    ui.horizontal_wrapped(|ui| {
        let action = Action::ReopenLast;
        let response = ui.button(action.label()).on_hover_text(action.tooltip());
        if response.clicked() {
            cx.act(action);
            is_done = true;
        }
        ui.label(soft(names.join(", ")));
    });
    is_done
}

/// The page in the middle of the window, while nothing is open.
pub(super) fn nothing_open_ui(ui: &mut Ui, cx: &Cx<'_>, page: &mut StartPage) {
    const MOST_WIDE: f32 = 840.0;
    let room = ui.available_rect_before_wrap().shrink2(vec2(FAR, FAR));
    let width = room.width().min(MOST_WIDE);
    let place = Rect::from_center_size(room.center(), vec2(width, room.height()));
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        ui.add_space((room.height() * 0.08).min(60.0));
        ui.label(bold("Nothing open").size(TITLE));
        ui.add_space(APART);
        page.ui(ui, cx);
    });
}

/// The page over the window; true once it is to be closed.
pub(super) fn start_sheet_ui(ui: &mut Ui, cx: &Cx<'_>, page: &mut StartPage) -> bool {
    let room = ui.ctx().content_rect().size();
    ui.set_width((room.x - 120.0).clamp(240.0, 840.0));
    ui.set_max_height((room.y - 120.0).max(160.0));
    ui.label(bold("Start page").size(TITLE));
    ui.add_space(APART);
    let is_done = page.ui(ui, cx);
    ui.add_space(APART);
    is_done | ui.button("Close").clicked()
}
