//! The handles of the selected estimate: low, best and high, dragged or moved by arrow keys.

use eframe::egui::{
    self, CursorIcon, EventFilter, Id, Key, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use crate::chart::{Picture, Role};
use crate::compare::{Interval, read_bounds};
use crate::estimate::{Bounds, Estimate, EstimateId, How};

use super::actions::Command;
use super::bench::{Bench, Commands};
use super::painter::color;

/// Which of the three is moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(super) enum Which {
    Low,
    Best,
    High,
}

impl Which {
    /// To which side it steps where the three lie on each other.
    fn side(self) -> f32 {
        match self {
            Which::Low => -1.0,
            Which::Best => 0.0,
            Which::High => 1.0,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Which::Low => "Low",
            Which::Best => "Best",
            Which::High => "High",
        }
    }
}

/// The handles of the selected estimate over the picture, if it has a number and is in view.
pub(super) fn handles_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    picture: &Picture,
    origin: Pos2,
    commands: &mut Commands,
) {
    let Some(id) = &bench.view.selection else { return };
    let Some((of, estimate)) = bench.find(id) else { return };
    let Some(comparison) = bench.comparison() else { return };
    let question = &comparison.question;
    let measure = bench.document.overlay().measure_of(id, estimate);
    if *measure != comparison.measure || estimate.is_echo() || question.as_stated {
        return;
    }
    let Some(bounds) = bench.bounds_of(of) else { return };
    let read = read_bounds(&bounds, estimate.measure().is_count(), question.about);
    let clocks = comparison.clocks(bench.files(), of).unwrap_or_else(|| estimate.clocks());
    let x = picture.time.x(f64::from(clocks.as_of().to().number()));
    // What is being dragged keeps its handle, wherever it has gone: its release has to be seen.
    let is_dragged = bench.draft.is_some();
    let is_seen = (picture.plot.left - 1.0..=picture.plot.right + 1.0).contains(&x);
    if !is_seen && !is_dragged {
        return;
    }
    let values = handle_values(&bounds, read);
    let apart = spread(picture, &values);
    for (which, value) in values {
        let y = picture.value.y(value);
        let x = x + which.side() * apart;
        if is_dragged || (picture.plot.top - 8.0..=picture.plot.bottom + 8.0).contains(&y) {
            let held = Held { id, estimate, bounds, read, which, value };
            handle_ui(ui, bench, picture, origin, x, &held, commands);
        }
    }
}

fn handle_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    picture: &Picture,
    origin: Pos2,
    x: f32,
    held: &Held<'_>,
    commands: &mut Commands,
) {
    let center = origin + vec2(x, picture.value.y(held.value));
    let widget = Id::unique(("handle", held.id.to_string(), held.which));
    let rect = Rect::from_center_size(center, vec2(26.0, 12.0));
    let response = ui.interact(rect, widget, Sense::click_and_drag());
    let name = held.name();
    let value = held.value;
    response.widget_info(|| WidgetInfo {
        value: Some(value),
        ..WidgetInfo::labeled(egui::Role::Slider, true, name.clone())
    });
    paint_handle(ui, bench, rect, &response);
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeVertical);
    }
    moved_by_pointer(ui, picture, origin, &response, held, commands);
    moved_by_keys(ui, picture, &response, held, commands);
    if response.dragged() {
        paint_readout(ui, bench, rect, &held.bounds.to_string());
    } else {
        response
            .on_hover_text(format!("{}: drag to adjust, Escape to leave it", held.which.word()));
    }
}

/// A drag is a draft until it is released; Escape ends it and leaves what was.
fn moved_by_pointer(
    ui: &Ui,
    picture: &Picture,
    origin: Pos2,
    response: &Response,
    held: &Held<'_>,
    commands: &mut Commands,
) {
    let is_held = response.dragged() || response.drag_stopped();
    if is_held && ui.input(|input| input.key_pressed(Key::Escape)) {
        commands.push(Command::DropDraft);
    } else if response.drag_stopped() {
        commands.push(Command::CommitDraft);
    } else if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        held.draft(rounded(picture, pointer.y - origin.y), commands);
    }
}

/// The handle that is held, and what it is a handle of.
struct Held<'a> {
    id: &'a EstimateId,
    estimate: Estimate<'a>,
    bounds: Bounds,
    read: Interval,
    which: Which,
    value: f64,
}

impl Held<'_> {
    /// What a screen reader says.
    fn name(&self) -> String {
        let day = self.estimate.as_of().spoken();
        format!("{} of {}, {day}", self.which.word(), self.estimate.label())
    }

    fn draft(&self, value: f64, commands: &mut Commands) {
        if let Some(bounds) = moved(&self.bounds, self.read, self.which, value)
            && bounds != self.bounds
        {
            commands.push(Command::Draft { id: self.id.clone(), bounds });
        }
    }
}

/// Where handles stand: the ends as they are read, and the best where it is stated.
fn handle_values(bounds: &Bounds, read: Interval) -> Vec<(Which, f64)> {
    let low = bounds.low().or(read.closed_low()).filter(|low| *low > 0.0 || bounds.low().is_some());
    let high = bounds.high().or(read.closed_high());
    // Edges after the best, so that they win where they lie on each other.
    let values = [(Which::Best, bounds.best()), (Which::Low, low), (Which::High, high)];
    values.into_iter().filter_map(|(which, value)| Some((which, value?))).collect()
}

/// How far handles step aside, in points: nothing unless two lie so near that they overlap.
fn spread(picture: &Picture, values: &[(Which, f64)]) -> f32 {
    const NEAR_POINTS: f32 = 12.0;
    const ASIDE_POINTS: f32 = 24.0;
    let mut heights: Vec<f32> = values.iter().map(|(_, value)| picture.value.y(*value)).collect();
    heights.sort_by(f32::total_cmp);
    let overlap = heights.windows(2).any(|pair| matches!(pair, [a, b] if b - a < NEAR_POINTS));
    if overlap { ASIDE_POINTS } else { 0.0 }
}

/// The bounds with one of the three moved. Low never passes high, and best stays between them.
///
/// Moving an end that was only read into a number makes it a stated one: about 1,100, read as
/// 1,050–1,150, becomes 1,050–1,120 when its upper end is moved.
fn moved(bounds: &Bounds, read: Interval, which: Which, value: f64) -> Option<Bounds> {
    let value = value.max(0.0);
    let (low, best, high) = (bounds.low(), bounds.best(), bounds.high());
    let made = match which {
        Which::Best => {
            let held = value.max(low.unwrap_or(0.0)).min(high.unwrap_or(f64::MAX));
            Bounds::new(low, Some(held), high, bounds.how())
        }
        Which::Low => {
            let most = high.or(read.closed_high()).unwrap_or(f64::MAX);
            let most = best.map_or(most, |best| most.min(best));
            let how =
                if high.or(read.closed_high()).is_some() { How::Between } else { bounds.how() };
            Bounds::new(Some(value.min(most)), best, high.or(read.closed_high()), how)
        }
        Which::High => {
            let least = low.or(read.closed_low()).unwrap_or(0.0);
            let least = best.map_or(least, |best| least.max(best));
            let low = low.or(read.closed_low().filter(|low| *low > 0.0));
            let how = if low.is_some() { How::Between } else { bounds.how() };
            Bounds::new(low, best, Some(value.max(least)), how)
        }
    };
    made.ok()
}

/// The value at a height, to the finest round step that a point of height can tell apart.
fn rounded(picture: &Picture, y: f32) -> f64 {
    let value = picture.value.value(y);
    let next = picture.value.value(y - 1.0);
    round_to(value, (next - value).abs())
}

/// Rounds to 1, 2 or 5 times a power of ten, at most `fine` and at least 1.
fn round_to(value: f64, fine: f64) -> f64 {
    let step = step_below(fine);
    (value / step).round() * step
}

fn step_below(fine: f64) -> f64 {
    if !fine.is_finite() || fine <= 1.0 {
        return 1.0;
    }
    let power = 10_f64.powf(fine.log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|step| *step <= fine).unwrap_or(power)
}

/// Up and down move the focused handle by what two points of height can tell apart; each press is
/// a change of its own.
fn moved_by_keys(
    ui: &Ui,
    picture: &Picture,
    response: &Response,
    held: &Held<'_>,
    commands: &mut Commands,
) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let (up, down) =
        ui.input(|input| (input.num_presses(Key::ArrowUp), input.num_presses(Key::ArrowDown)));
    if up == down {
        return;
    }
    let y = picture.value.y(held.value);
    let step = step_below((picture.value.value(y - 2.0) - held.value).abs());
    #[expect(clippy::cast_precision_loss, reason = "a few key presses")]
    let presses = up as f64 - down as f64;
    let before = commands.len();
    held.draft(held.value + presses * step, commands);
    if commands.len() > before {
        commands.push(Command::CommitDraft);
    }
}

/// The bounds as they are now, beside the handle that is dragged.
fn paint_readout(ui: &Ui, bench: &Bench<'_>, rect: Rect, text: &str) {
    let ink = color(bench.theme.colour(Role::OnAccent));
    let font = egui::FontId::proportional(12.0);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, ink);
    let size = galley.size() + vec2(12.0, 6.0);
    let beside = Rect::from_min_size(rect.right_center() + vec2(6.0, -size.y / 2.0), size);
    ui.painter().rect_filled(beside, 4.0, color(bench.theme.colour(Role::Accent)));
    ui.painter().galley(beside.min + vec2(6.0, 3.0), galley, ink);
}

fn paint_handle(ui: &Ui, bench: &Bench<'_>, rect: Rect, response: &Response) {
    let accent = color(bench.theme.colour(Role::Accent));
    let surface = color(bench.theme.colour(Role::Surface));
    let is_active = response.dragged() || response.has_focus() || response.hovered();
    let grip = Rect::from_center_size(rect.center(), vec2(20.0, 7.0));
    let fill = if is_active { accent } else { surface };
    ui.painter().rect(grip, 3.0, fill, Stroke::new(1.5, accent), StrokeKind::Inside);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::AboutPolicy;

    fn bounds(low: Option<f64>, best: Option<f64>, high: Option<f64>, how: How) -> Bounds {
        Bounds::new(low, best, high, how).expect("finite")
    }

    #[test]
    fn moving_an_end_of_a_read_number_states_it() {
        let about = bounds(None, Some(1100.0), None, How::About);
        let read = read_bounds(&about, true, AboutPolicy::Rounding);
        let moved = moved(&about, read, Which::High, 1120.0).expect("moved");
        assert_eq!(
            (moved.low(), moved.best(), moved.high()),
            (Some(1050.0), Some(1100.0), Some(1120.0))
        );
        assert_eq!(moved.how(), How::Between);
    }

    #[test]
    fn an_open_end_stays_open() {
        let more = bounds(Some(3000.0), None, None, How::MoreThan);
        let read = read_bounds(&more, true, AboutPolicy::Rounding);
        let moved = moved(&more, read, Which::Low, 2500.0).expect("moved");
        assert_eq!((moved.low(), moved.high(), moved.how()), (Some(2500.0), None, How::MoreThan));
    }

    #[test]
    fn low_never_passes_high() {
        let range = bounds(Some(100.0), None, Some(200.0), How::Between);
        let read = read_bounds(&range, true, AboutPolicy::Rounding);
        assert_eq!(moved(&range, read, Which::Low, 900.0).and_then(|b| b.low()), Some(200.0));
        assert_eq!(moved(&range, read, Which::High, 5.0).and_then(|b| b.high()), Some(100.0));
    }

    #[test]
    fn steps_are_round() {
        for (fine, step) in
            [(0.2, 1.0), (1.0, 1.0), (3.0, 2.0), (7.0, 5.0), (12.0, 10.0), (60.0, 50.0)]
        {
            assert!((step_below(fine) - step).abs() < 1e-9, "{fine}");
        }
    }
}
