//! In the middle: the sentence, the plot with its strip, the cursor and the handles, and under them
//! the brush with all days and the bar that says which are shown.
//!
//! The picture is laid out for the window of time and values that is looked at and painted, and
//! the pointer is tested against the picture itself.

use std::borrow::Cow;

use eframe::egui::{self, Pos2, Rect, Stroke, Ui, vec2};

use crate::chart::{
    Coalitions, Frame, Lanes, LanesLayouter, Layouter, Picture, Role, RowsFrame, Scene, SceneKey,
};
use crate::session::{Arrangement, Panel};
use crate::words::Words;

use super::bench::Bench;
use super::brush::{BRUSH_HEIGHT, Brush};
use super::cx::Cx;
use super::date_cursor::cursor_ui;
use super::gestures::Gestures;
use super::ground::Ground;
use super::handles::Handles;
use super::lanes::strips_ui;
use super::look::{NEAR, bold, soft};
use super::painter::{PicturePainter, color};
use super::pool_overlay::paint_pool;
use super::range_bar::{BAR_HEIGHT, RangeBar};
use super::rows::{CoalitionsView, FanView, standing_of, standing_ui};
use super::sentence::SentenceView;
use super::start_page::{StartPage, nothing_open_ui};
use super::under_pointer::UnderPointer;
use super::view_history::Look;

/// A plot is at least so wide and so high, in points.
const LEAST_PLOT: f32 = 80.0;

/// Room under the strip for the day at the cursor, in points.
const PILL_ROOM: f32 = 24.0;

/// The brush gives way to a picture lower than this, in points.
const LEAST_WITH_BRUSH: f32 = 190.0;

/// The bar gives way to one lower than this.
const LEAST_WITH_BAR: f32 = 150.0;

/// What the plot keeps between frames.
#[derive(Default)]
pub(super) struct PlotView {
    /// The picture last painted, for tests that compare it with an export.
    pub picture: Option<Picture>,
    /// Of which scene in which frame it is.
    picture_of: Option<(SceneKey, Frame)>,
    sentence: SentenceView,
    layouter: Layouter,
    lanes_layouter: LanesLayouter,
    painter: PicturePainter,
    gestures: Gestures,
    handles: Handles,
    brush: Brush,
    range_bar: RangeBar,
    under_pointer: UnderPointer,
    coalitions: CoalitionsView,
    start: StartPage,
    fan: FanView,
    /// How wide rows were when they were last drawn, in points.
    rows_width: f32,
}

/// Where the parts stand, from top to bottom.
struct Areas {
    picture: Rect,
    brush: Option<Rect>,
    bar: Option<Rect>,
}

impl PlotView {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let (Some(answer), Some(look)) = (cx.answer, cx.look) else {
            if cx.is_comparing {
                comparing_ui(ui, ui.available_rect_before_wrap());
            } else {
                nothing_open_ui(ui, cx, &mut self.start);
            }
            return;
        };
        let lanes = cx.lanes();
        let Some(scene) = answer.drawn(cx.view) else { return };
        self.sentence.ui(ui, cx);
        let room = ui.available_rect_before_wrap().shrink2(vec2(NEAR, 0.0));
        // Lanes need the height: the axis and the bar under them lead to other days too.
        let is_overlay = cx.view.arrangement == Arrangement::Overlay;
        let has_brush = is_overlay && cx.view.panels.is_shown(Panel::Brush);
        let areas = areas(room, has_brush);
        let area = areas.picture;
        if cx.view.arrangement == Arrangement::Fan {
            self.fan.ui(ui, cx, room);
            return;
        }
        if matches!(cx.view.arrangement, Arrangement::Standing | Arrangement::Coalitions) {
            self.rows_ui(ui, cx, (scene, look), &areas);
            return;
        }
        if area.width() < LEAST_PLOT || area.height() < LEAST_PLOT {
            ui.vertical_centered(|ui| {
                ui.label(soft("No room for the plot: fold a panel away (Ctrl+1 to 4, or F12)"));
            });
            return;
        }
        let frame = Frame {
            width: area.width(),
            height: area.height(),
            pixels_per_point: ui.ctx().pixels_per_point(),
            time: look.time,
            value: look.values,
            scale: cx.view.scale,
            words: cx.words,
        };
        let picture = self.laid_out(lanes, scene, &frame);
        let ground = Ground::new(cx, &picture, area.min);
        let surface = color(cx.theme.colour(Role::Surface));
        ui.painter().rect_filled(area, 0.0, surface);
        let response = self.gestures.ui(ui, ground, look);
        self.painter.paint(ui.painter(), area.min, &picture, cx.theme);
        if lanes.is_none() {
            paint_pool(ui, ground);
        }
        cursor_ui(ui, ground);
        self.under_pointer.ui(ui, ground, scene, &response);
        if let Some(lanes) = lanes {
            strips_ui(ui, ground, lanes);
        }
        let has_handles = handled(ground, scene).is_some_and(|ground| self.handles.ui(ui, ground));
        paint_rings(ui, ground, scene, has_handles);
        let across = picture.plot.left..=picture.plot.right;
        if let Some(brush) = areas.brush {
            let area = Rect::from_x_y_ranges(
                area.left() + across.start()..=area.left() + across.end(),
                brush.y_range(),
            );
            self.brush.ui(ui, cx, scene, area, look);
        }
        self.bar_ui(ui, cx, &areas, look);
        self.picture = Some(picture);
        if cx.is_comparing {
            ui.painter().rect_filled(area, 0.0, surface.gamma_multiply(0.7));
            comparing_ui(ui, area);
        }
    }
}

impl PlotView {
    /// The picture of a scene in a frame: the last one, while both are the same.
    fn laid_out(&mut self, lanes: Option<&Lanes>, scene: &Scene, frame: &Frame) -> Picture {
        let of = (scene.key().clone(), *frame);
        let is_same = self.picture_of.as_ref() == Some(&of);
        if let Some(picture) = self.picture.take().filter(|_| is_same) {
            return picture;
        }
        self.picture_of = Some(of);
        match lanes {
            Some(lanes) => self.lanes_layouter.layout(lanes, frame),
            None => self.layouter.layout(scene, frame),
        }
    }

    /// A view of rows in the place of the picture.
    fn rows_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, (scene, look): (&Scene, Look), areas: &Areas) {
        let area = areas.picture;
        self.rows_width = area.width();
        if cx.view.arrangement == Arrangement::Standing {
            standing_ui(ui, cx, scene, area, look);
        } else {
            self.coalitions.ui(ui, cx, scene, area, look);
        }
        self.bar_ui(ui, cx, areas, look);
    }

    /// What is drawn now: the picture, or all rows of what stands in its place; and of which scene.
    pub fn drawn<'a>(&'a self, bench: &Bench<'a>) -> Option<(Cow<'a, Picture>, &'a Scene)> {
        let (answer, look) = (bench.answer?, bench.look?);
        let scene = answer.drawn(bench.view)?;
        let words = Words { style: bench.memory.settings().style };
        let frame = RowsFrame { width: self.rows_width, time: look.time, words };
        match bench.view.arrangement {
            Arrangement::Overlay | Arrangement::Lanes => {
                Some((Cow::Borrowed(self.picture.as_ref()?), scene))
            }
            Arrangement::Standing => {
                Some((Cow::Owned(standing_of(bench, scene)?.picture(&frame)), scene))
            }
            Arrangement::Coalitions => {
                let found = self.coalitions.found()?;
                let rows = Coalitions::new(scene, answer.comparison(), found, &frame);
                Some((Cow::Owned(rows.picture()), scene))
            }
            Arrangement::Fan => {
                let (fan, picture) = self.fan.drawn.as_ref()?;
                Some((Cow::Borrowed(picture), &fan.scene))
            }
        }
    }

    /// How large what is drawn is, in points.
    pub fn size(&self, arrangement: Arrangement) -> Option<(f32, f32)> {
        let plot = self.picture.as_ref().map(|picture| (picture.width, picture.height));
        match arrangement {
            Arrangement::Overlay | Arrangement::Lanes => plot,
            Arrangement::Fan => {
                let drawn = self.fan.drawn.as_ref().map(|(_, picture)| picture);
                drawn.map(|picture| (picture.width, picture.height))
            }
            // Rows are as high as there are.
            Arrangement::Standing | Arrangement::Coalitions => {
                Some((self.rows_width, plot.map_or(0.0, |(_, height)| height)))
            }
        }
    }

    fn bar_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, areas: &Areas, look: Look) {
        let Some(bar) = areas.bar else { return };
        let left = areas.picture.left() + 12.0;
        let bar = Rect::from_x_y_ranges(left..=areas.picture.right(), bar.y_range());
        ui.scope_builder(egui::UiBuilder::new().max_rect(bar), |ui| {
            self.range_bar.ui(ui, cx, look);
        });
    }
}

/// In the middle, while the answer is on its way.
fn comparing_ui(ui: &mut Ui, area: Rect) {
    let middle = Rect::from_center_size(area.center(), vec2(area.width(), 24.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(middle), |ui| {
        ui.vertical_centered(|ui| ui.label(bold("Comparing…").size(15.0)));
    });
}

/// The picture gets what is left; where that is too low, first the brush goes, then the bar.
fn areas(room: Rect, has_brush: bool) -> Areas {
    let left = room.height() - PILL_ROOM - (BAR_HEIGHT + NEAR);
    let has_bar = left >= LEAST_WITH_BAR;
    let has_brush = has_brush && left - (BRUSH_HEIGHT + NEAR) >= LEAST_WITH_BRUSH;
    let mut bottom = room.bottom();
    let mut strip = |is_there: bool, height: f32| {
        is_there.then(|| {
            let rect = Rect::from_x_y_ranges(room.x_range(), bottom - height..=bottom);
            bottom -= height + NEAR;
            rect
        })
    };
    let bar = strip(has_bar, BAR_HEIGHT);
    let brush = strip(has_brush, BRUSH_HEIGHT);
    let picture = Rect::from_min_max(room.min, Pos2::new(room.right(), bottom - PILL_ROOM));
    Areas { picture, brush, bar }
}

/// Where the handles of the selected estimate stand: in the plot, or in the lane of its voice. None
/// where that is not drawn, and where heights are no values.
fn handled<'a>(ground: Ground<'a>, scene: &Scene) -> Option<Ground<'a>> {
    let picture = ground.picture;
    if picture.lanes.is_empty() {
        return Some(ground);
    }
    let (of, _) = ground.cx.find(ground.cx.view.selection.as_ref()?)?;
    let voice = scene.voice_of(of).filter(|_| !picture.is_by_factor)?;
    let lane = picture.lanes.iter().find(|lane| lane.voices.contains(&voice))?;
    Some(ground.in_lane(lane))
}

/// Rings around the signs of what is pointed at and of what is selected, unless handles show that.
fn paint_rings(ui: &Ui, ground: Ground<'_>, scene: &Scene, has_handles: bool) {
    let Ground { cx, picture, origin, .. } = ground;
    let accent = color(cx.theme.colour(Role::Accent));
    let plot = ground.plot();
    let selected = cx.view.selection.as_ref();
    let pointed = cx.hovered.filter(|id| !has_handles || Some(*id) != selected);
    let one = [(pointed, 1.0), (selected.filter(|_| !has_handles), 2.0)];
    let pointed_out = cx.pointed_out.iter().map(|id| (Some(id), 2.0));
    for (id, width) in one.into_iter().chain(pointed_out) {
        let Some((of, _)) = id.and_then(|id| cx.find(id)) else { continue };
        let Some(handles) = picture.bounds_of(scene, of) else { continue };
        let ends = handles.low.zip(handles.high).map(|(low, high)| f32::midpoint(low, high));
        let Some(y) = handles.best.or(ends).or(handles.low).or(handles.high) else { continue };
        let center = origin + vec2(handles.x, y);
        if plot.contains(center) {
            ui.painter().circle_stroke(center, 9.0, Stroke::new(width, accent));
        }
    }
}
