//! The handles of the selected estimate: low, best and high, dragged or moved by keys. An open end
//! has a grip on its open side, and is closed by it.

use eframe::egui::{
    self, CursorIcon, EventFilter, Id, Key, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, accesskit, vec2,
};

use crate::chart::Role;
use crate::compare::{Interval, read_bounds};
use crate::estimate::{AsOf, Bounds, Estimate, EstimateId, Value};

use super::actions::Action;
use super::command::Command;
use super::cx::Cx;
use super::ground::Ground;
use super::moved_bounds::{Move, Stand, Which, moved, stands};
use super::snapping::{Mark, Snapped, rounded, snapped, step_below};

/// So far from its bound stands the grip of an open end, in points: beyond the arrow of its sign.
const GRIP_AWAY: f32 = 46.0;

/// So far beyond the plot's edge a bound is let go of, in points.
const LET_GO: f32 = 10.0;

/// The widget with which a bound of an estimate is moved.
pub(super) fn handle_id(estimate: &EstimateId, which: Which) -> Id {
    Id::unique(("handle", estimate.to_string(), which))
}

/// What of a drag is kept between frames.
#[derive(Default)]
pub(super) struct Handles {
    drag: Option<Drag>,
}

/// A handle that is being dragged.
struct Drag {
    which: Which,
    /// The bounds that the drag began with.
    origin: Bounds,
    /// Where the handle would be if nothing held it, in points of the picture.
    y: f32,
    pointer_y: f32,
    snapped: Option<Snapped>,
}

/// The selected estimate, where it is drawn.
struct Held<'a> {
    id: &'a EstimateId,
    estimate: Estimate<'a>,
    as_of: AsOf,
    bounds: Bounds,
    read: Interval,
    /// The x of its as of in the picture.
    x: f32,
}

impl Handles {
    /// The handles of the selected estimate over the picture, if it can be adjusted and is in view;
    /// whether there are any.
    pub fn ui(&mut self, ui: &mut Ui, ground: Ground<'_>) -> bool {
        let Ground { cx, picture, .. } = ground;
        let Some(id) = &cx.view.selection else { return false };
        let Some((of, estimate)) = cx.find(id) else { return false };
        let Some(comparison) = cx.comparison() else { return false };
        let question = &comparison.question;
        if estimate.is_echo() || question.as_stated || cx.voice_of(of).is_none() {
            return false;
        }
        let as_of = cx.as_of(of, estimate);
        let x = picture.time.x(f64::from(as_of.to().number()));
        // What is being dragged keeps its handle, wherever it has gone: its release has to be seen.
        let is_seen = (ground.area.left - 1.0..=ground.area.right + 1.0).contains(&x);
        if !is_seen && cx.draft.is_none() {
            return false;
        }
        let Some(bounds) = cx.bounds_of(of) else {
            give_range_ui(ui, ground, estimate, x);
            return false;
        };
        let read = read_bounds(&bounds, estimate.measure().is_count(), question.about);
        let held = Held { id, estimate, as_of, bounds, read, x };
        self.all_ui(ui, ground, &held);
        true
    }

    fn all_ui(&mut self, ui: &mut Ui, ground: Ground<'_>, held: &Held<'_>) {
        let plot = ground.area;
        let stands = stands(&held.bounds, held.read);
        let heights: Vec<(Which, Stand, f32)> = stands
            .iter()
            .map(|(which, stand)| (*which, *stand, height(ground, held, *which, *stand)))
            .collect();
        let apart = spread(&heights);
        let is_dragged = ground.cx.draft.is_some();
        let mut top = f32::INFINITY;
        for (which, stand, y) in heights {
            let aside = if stand == Stand::Open { 0.0 } else { which.side() * apart };
            if is_dragged || (plot.top - 8.0..=plot.bottom + 8.0).contains(&y) {
                top = top.min(y);
                let center = ground.origin + vec2(held.x + aside, y);
                self.handle_ui(ui, Handle { ground, held, which, stand, center });
            }
        }
        if held.is_adjusted(ground.cx) && !is_dragged && top.is_finite() {
            restore_ui(ui, ground, held, top);
        }
    }

    fn handle_ui(&mut self, ui: &mut Ui, handle: Handle<'_>) {
        let Handle { ground, held, which, stand, center } = handle;
        let size = if stand == Stand::Open { vec2(22.0, 18.0) } else { vec2(26.0, 12.0) };
        let rect = Rect::from_center_size(center, size);
        let response = ui.interact(rect, handle_id(held.id, which), Sense::click_and_drag());
        let name = handle.name();
        response.widget_info(|| WidgetInfo {
            value: stand.value(),
            current_text_value: (stand == Stand::Open).then(|| "open".to_owned()),
            ..WidgetInfo::labeled(egui::Role::Slider, true, name.clone())
        });
        match stand {
            Stand::At(_) => paint_handle(ui, ground.cx, rect, &response),
            Stand::Open => paint_grip(ui, ground.cx, center, which, &response),
        }
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeVertical);
        }
        self.moved_by_pointer(ui, handle, &response);
        moved_by_keys(ui, handle, &response);
        if stand == Stand::Open && response.clicked() {
            handle.close();
        }
        handle.menu_ui(&response);
        if response.dragged() {
            self.readout_ui(ui, ground, held, rect);
        } else {
            response.on_hover_text(explained(which, stand));
        }
    }

    /// A drag is a draft until it is released; Escape ends it and leaves what was.
    fn moved_by_pointer(&mut self, ui: &Ui, handle: Handle<'_>, response: &Response) {
        let Handle { ground, held, which, .. } = handle;
        let is_held = response.dragged() || response.drag_stopped();
        if is_held && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.drag = None;
            ground.cx.ask(Command::DropDraft);
            return;
        }
        if response.drag_started() {
            let pointer = ui.input(|input| input.pointer.press_origin());
            self.drag = Some(Drag {
                which,
                origin: held.bounds,
                y: handle.y(),
                pointer_y: pointer.unwrap_or(handle.center).y,
                snapped: None,
            });
        }
        if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            self.dragged_to(ui, ground, held, pointer.y);
        }
        if response.drag_stopped()
            && let Some(drag) = self.drag.take()
        {
            let is_back = held.bounds == drag.origin;
            ground.cx.ask(if is_back { Command::DropDraft } else { Command::CommitDraft });
        }
    }

    fn dragged_to(&mut self, ui: &Ui, ground: Ground<'_>, held: &Held<'_>, pointer_y: f32) {
        let Some(drag) = &mut self.drag else { return };
        let (is_fine, snaps) = ui.input(|i| (i.modifiers.shift, i.modifiers.command));
        let fine = if is_fine { 0.1 } else { 1.0 };
        // Added up without being held back, so that the handle comes back where it was lost.
        drag.y += (pointer_y - drag.pointer_y) * fine;
        drag.pointer_y = pointer_y;
        let axis = &ground.value;
        let plot = ground.area;
        let is_let_go = match drag.which {
            Which::Low => drag.y > plot.bottom + LET_GO,
            Which::Best => false,
            Which::High => drag.y < plot.top - LET_GO,
        };
        drag.snapped =
            (snaps && !is_let_go).then(|| snapped(axis, drag.y, &marks(ground.cx, held)));
        let movement = match &drag.snapped {
            _ if is_let_go => Move::Open,
            Some(snapped) => Move::To(snapped.value),
            None => Move::To(rounded(axis, drag.y, fine)),
        };
        let read = read_bounds(
            &drag.origin,
            held.estimate.measure().is_count(),
            ground.cx.comparison().map(|c| c.question.about).unwrap_or_default(),
        );
        if let Some(bounds) = moved(&drag.origin, read, drag.which, movement)
            && bounds != held.bounds
        {
            ground.cx.ask(Command::Draft { id: held.id.clone(), bounds });
        }
    }

    /// The bounds as they are now, beside the handle that is dragged, and what it snapped to.
    fn readout_ui(&self, ui: &Ui, ground: Ground<'_>, held: &Held<'_>, rect: Rect) {
        let words = ground.cx.words;
        let mut text = words.bounds(&held.bounds);
        let snapped = self.drag.as_ref().and_then(|drag| drag.snapped.as_ref());
        if let Some(Snapped { value, whose: Some(whose) }) = snapped {
            text.push_str(&format!(" – as {whose}"));
            let y = ground.origin.y + ground.value.y(*value);
            let accent = ground.cx.ink(Role::Accent);
            let plot = ground.plot();
            ui.painter().hline(plot.x_range(), y, Stroke::new(1.0, accent.gamma_multiply(0.6)));
        }
        paint_readout(ui, ground, rect, text);
    }
}

impl Held<'_> {
    fn is_adjusted(&self, cx: &Cx<'_>) -> bool {
        cx.document.overlay().bounds_of(self.id).is_some()
    }
}

/// One of the handles, where it stands on the screen.
#[derive(Clone, Copy)]
struct Handle<'a> {
    ground: Ground<'a>,
    held: &'a Held<'a>,
    which: Which,
    stand: Stand,
    center: Pos2,
}

impl Handle<'_> {
    /// What a screen reader says.
    fn name(self) -> String {
        let day = self.ground.cx.words.as_of(self.held.as_of);
        let open = if self.stand == Stand::Open { ", open" } else { "" };
        format!("{} of {}, {day}{open}", self.which.word(), self.held.estimate.label())
    }

    /// Its height in the picture.
    fn y(self) -> f32 {
        self.center.y - self.ground.origin.y
    }

    /// What becomes of the bounds with this movement.
    fn moved(self, movement: Move) -> Option<Bounds> {
        moved(&self.held.bounds, self.held.read, self.which, movement)
    }

    /// A change of its own, if it is one.
    fn change(self, movement: Move) {
        if let Some(bounds) = self.moved(movement).filter(|bounds| *bounds != self.held.bounds) {
            self.ground.cx.ask(Command::Draft { id: self.held.id.clone(), bounds });
            self.ground.cx.ask(Command::CommitDraft);
        }
    }

    /// Closes an open end where it stands.
    fn close(self) {
        self.change(Move::To(rounded(&self.ground.value, self.y(), 2.0)));
    }

    fn menu_ui(self, response: &Response) {
        let cx = self.ground.cx;
        let can_open = self.moved(Move::Open).is_some();
        response.context_menu(|ui| {
            let item = |ui: &mut Ui, is_possible: bool, text: &str| {
                let response = ui.add_enabled(is_possible, egui::Button::new(text));
                response.clicked().then(|| ui.close()).is_some()
            };
            if self.stand == Stand::Open {
                if item(ui, true, "Close this end here") {
                    self.close();
                }
            } else if item(ui, can_open, "Open this end") {
                self.change(Move::Open);
            }
            if item(ui, self.held.is_adjusted(cx), Action::Restore.label()) {
                cx.act(Action::Restore);
            }
        });
    }
}

/// What others say at the estimate's as of and at the cursor, and what was stated of it.
fn marks(cx: &Cx<'_>, held: &Held<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut mark = |value: Option<f64>, whose: &str| {
        marks.extend(value.map(|value| Mark { value, whose: whose.to_owned() }));
    };
    if let Some(stated) = held.estimate.bounds() {
        for value in [stated.low(), stated.best(), stated.high()] {
            mark(value, "stated");
        }
    }
    let Some(comparison) = cx.comparison() else { return marks };
    let own = cx.find(held.id).and_then(|(of, _)| cx.voice_of(of));
    for day in [held.as_of.to(), cx.cursor] {
        for standing in comparison.slice(cx.files(), day).standing {
            let voice = comparison.voices.get(standing.voice);
            let Some(voice) = voice.filter(|_| Some(standing.voice) != own) else { continue };
            mark(standing.read.closed_low().filter(|low| *low > 0.0), &voice.name);
            mark(standing.read.closed_high(), &voice.name);
            mark(cx.bounds_of(standing.estimate).and_then(|bounds| bounds.best()), &voice.name);
        }
    }
    marks
}

/// Where a handle stands in the picture: at its value, or on the side on which it is open.
fn height(ground: Ground<'_>, held: &Held<'_>, which: Which, stand: Stand) -> f32 {
    let (plot, value_axis) = (ground.area, ground.value);
    let within = |y: f32| y.clamp(plot.top + 8.0, (plot.bottom - 8.0).max(plot.top + 8.0));
    let (least, most) = held.bounds.hull();
    match (stand, which) {
        (Stand::At(value), _) => value_axis.y(value),
        (Stand::Open, Which::Low) => within(value_axis.y(least) + GRIP_AWAY),
        (Stand::Open, _) => within(value_axis.y(most) - GRIP_AWAY),
    }
}

/// How far handles step aside, in points: nothing unless two lie so near that they overlap.
fn spread(heights: &[(Which, Stand, f32)]) -> f32 {
    const NEAR_POINTS: f32 = 12.0;
    const ASIDE_POINTS: f32 = 24.0;
    let closed = heights.iter().filter(|(_, stand, _)| *stand != Stand::Open);
    let mut heights: Vec<f32> = closed.map(|(_, _, y)| *y).collect();
    heights.sort_by(f32::total_cmp);
    let overlap = heights.windows(2).any(|pair| matches!(pair, [a, b] if b - a < NEAR_POINTS));
    if overlap { ASIDE_POINTS } else { 0.0 }
}

/// Up and down move the focused handle by what two points of height can tell apart, with Shift by
/// less, Page Up and Page Down by more; Delete opens the end, any of them closes an open one. Each
/// press is a change of its own.
fn moved_by_keys(ui: &Ui, handle: Handle<'_>, response: &Response) {
    let mut steps = steps_by_reader(ui, response);
    if response.has_focus() {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let opens = |key| ui.input(|input| input.key_pressed(key) && input.modifiers.is_none());
        if opens(Key::Delete) || opens(Key::Backspace) {
            handle.change(Move::Open);
            return;
        }
        steps += ui.input(|input| {
            let presses = |key| input.num_presses(key);
            let one = signed(presses(Key::ArrowUp), presses(Key::ArrowDown));
            let ten = signed(presses(Key::PageUp), presses(Key::PageDown));
            let fine = if input.modifiers.shift { 0.1 } else { 1.0 };
            f64::from(one) * fine + f64::from(ten) * 10.0
        });
    }
    if steps == 0.0 {
        return;
    }
    let Some(from) = handle.stand.value() else { return handle.close() };
    let axis = &handle.ground.value;
    let step = step_below((axis.value(axis.y(from) - 2.0) - from).abs());
    let by = if steps.abs() < 1.0 {
        (step * steps.abs()).max(1.0) * steps.signum()
    } else {
        step * steps
    };
    handle.change(Move::To(from + by));
}

/// How often a screen reader asked for more, less how often for less.
pub(super) fn steps_by_reader(ui: &Ui, response: &Response) -> f64 {
    let asked = |action| ui.input(|i| i.num_accesskit_action_requests(response.id, action));
    f64::from(signed(asked(accesskit::Action::Increment), asked(accesskit::Action::Decrement)))
}

/// Whether pointer or keyboard are on it.
pub(super) fn is_active(response: &Response) -> bool {
    response.dragged() || response.has_focus() || response.hovered()
}

/// Presses one way less presses the other.
pub(super) fn signed(on: usize, back: usize) -> i32 {
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    count(on).saturating_sub(count(back))
}

fn explained(which: Which, stand: Stand) -> String {
    match (stand, which) {
        (Stand::At(_), Which::Best) => {
            "Best: drag to adjust; Shift for fine steps, Ctrl to snap, Escape to leave it"
                .to_owned()
        }
        (Stand::At(_), _) => format!(
            "{}: drag to adjust; Shift for fine steps, Ctrl to snap, Escape to leave it. Past the \
             plot's edge it opens, and so it does with Delete",
            which.word()
        ),
        (Stand::Open, Which::Low) => "Open below: drag it to a value, or press Enter".to_owned(),
        (Stand::Open, _) => "Open above: drag it to a value, or press Enter".to_owned(),
    }
}

/// Back to what was stated, beside the handles.
fn restore_ui(ui: &mut Ui, ground: Ground<'_>, held: &Held<'_>, top: f32) {
    let plot = ground.plot();
    let x = ground.origin.x + held.x;
    // Beyond the handles, which may have stepped aside.
    let beside = if x - 66.0 > plot.left() { x - 53.0 } else { x + 53.0 };
    let y = (ground.origin.y + top).clamp(plot.top() + 12.0, plot.bottom() - 12.0);
    let rect = Rect::from_center_size(Pos2::new(beside, y), vec2(22.0, 20.0));
    let name = format!("Restore what {} stated", held.estimate.label());
    let response = ui.put(rect, egui::Button::new("↺").small()).accessible_name(name);
    let stated = held.estimate.bounds().map_or_else(
        || held.estimate.wording().map_or_else(|| "no number".to_owned(), |w| format!("“{w}”")),
        |bounds| ground.cx.words.bounds(&bounds),
    );
    if response.on_hover_text(format!("Back to what was stated: {stated}")).clicked() {
        ground.cx.act(Action::Restore);
    }
}

/// A statement without a number can be given a range.
fn give_range_ui(ui: &mut Ui, ground: Ground<'_>, estimate: Estimate<'_>, x: f32) {
    if matches!(estimate.value(), Value::Direction(_) | Value::Bounds(_)) {
        return;
    }
    let plot = ground.plot();
    let size = vec2(118.0, 22.0);
    let half = size.x / 2.0;
    let least = plot.left() + half;
    let center = (ground.origin.x + x).clamp(least, (plot.right() - half).max(least));
    let rect = Rect::from_center_size(Pos2::new(center, plot.top() + 14.0), size);
    let response = ui.put(rect, egui::Button::new(Action::GiveRange.label()));
    if response.on_hover_text(Action::GiveRange.tooltip()).clicked() {
        ground.cx.act(Action::GiveRange);
    }
}

fn paint_readout(ui: &Ui, ground: Ground<'_>, rect: Rect, text: String) {
    let ink = ground.cx.ink(Role::OnAccent);
    let font = egui::FontId::proportional(12.0);
    let galley = ui.painter().layout_no_wrap(text, font, ink);
    let size = galley.size() + vec2(12.0, 6.0);
    let plot = ground.plot();
    let fits_right = rect.right() + 6.0 + size.x <= plot.right();
    let left = if fits_right { rect.right() + 6.0 } else { rect.left() - 6.0 - size.x };
    let y = rect.center().y.clamp(plot.top() + size.y / 2.0, plot.bottom() - size.y / 2.0);
    let beside = Rect::from_min_size(Pos2::new(left, y - size.y / 2.0), size);
    ui.painter().rect_filled(beside, 4.0, ground.cx.ink(Role::Accent));
    ui.painter().galley(beside.min + vec2(6.0, 3.0), galley, ink);
}

fn paint_handle(ui: &Ui, cx: &Cx<'_>, rect: Rect, response: &Response) {
    let grip = Rect::from_center_size(rect.center(), vec2(20.0, 7.0));
    let (fill, stroke) = look_of(cx, response);
    ui.painter().rect(grip, 3.0, fill, stroke, StrokeKind::Inside);
}

/// A ring with an arrow to the open side.
fn paint_grip(ui: &Ui, cx: &Cx<'_>, center: Pos2, which: Which, response: &Response) {
    let (fill, stroke) = look_of(cx, response);
    ui.painter().circle(center, 7.0, fill, stroke);
    let up = if which == Which::Low { 1.0 } else { -1.0 };
    let role = if is_active(response) { Role::OnAccent } else { Role::Accent };
    let ink = Stroke::new(1.5, cx.ink(role));
    let tip = center + vec2(0.0, 2.5 * up);
    for side in [-3.0, 3.0] {
        ui.painter().line_segment([tip, center + vec2(side, -up)], ink);
    }
}

fn look_of(cx: &Cx<'_>, response: &Response) -> (egui::Color32, Stroke) {
    let accent = cx.ink(Role::Accent);
    let surface = cx.ink(Role::Surface);
    (if is_active(response) { accent } else { surface }, Stroke::new(1.5, accent))
}
