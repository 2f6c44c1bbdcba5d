//! The strips between lanes: what a stretch is, and the way there.

use eframe::egui::{CursorIcon, Id, Rect, Role as Node, Sense, Ui, WidgetInfo, vec2};

use crate::chart::{BetweenArea, LaneStrip, Lanes};
use crate::compare::Between;
use crate::estimate::Day;

use super::super::command::Command;
use super::super::cx::Cx;
use super::super::date_cursor::{day_at, paint_pointed_day};
use super::super::ground::Ground;

/// The strips of the picture: pointed at they tell what a stretch is, a click goes to the day and
/// holds the two lanes against each other.
pub(in crate::app) fn strips_ui(ui: &Ui, ground: Ground<'_>, lanes: &Lanes) {
    for area in &ground.picture.betweens {
        if let Some(strip) = lanes.strips.get(area.strip) {
            strip_ui(ui, ground, area, (lanes, strip));
        }
    }
}

fn strip_ui(ui: &Ui, ground: Ground<'_>, area: &BetweenArea, (lanes, strip): (&Lanes, &LaneStrip)) {
    let Ground { cx, picture, origin, .. } = ground;
    let names = names_of(lanes, strip);
    let rect = Rect::from_min_max(
        origin + vec2(area.rect.left, area.rect.top),
        origin + vec2(area.rect.right, area.rect.bottom),
    );
    let response = ui.interact(rect, Id::unique(("between lanes", area.strip)), Sense::CLICK);
    response.widget_info(|| {
        let now = strip.at(cx.cursor).map(|days| cx.words.between(days, names));
        let [first, second] = names;
        let now = now.unwrap_or_default();
        WidgetInfo::labeled(Node::Figure, true, format!("{first} and {second}: {now}"))
    });
    let Some(pos) = response.hover_pos() else { return };
    let day = day_at(picture, pos.x - origin.x);
    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    paint_pointed_day(ui, ground, day);
    if response.clicked() {
        cx.ask(Command::SetCursor(day));
        cx.ask(Command::HoldAgainst(names.map(str::to_owned)));
    }
    if let Some(days) = strip.at(day) {
        response.on_hover_text_at_pointer(in_words(cx, days, names));
    }
}

/// The names of the two lanes.
pub(super) fn names_of<'a>(lanes: &'a Lanes, strip: &LaneStrip) -> [&'a str; 2] {
    strip.lanes.map(|lane| lanes.lanes.get(lane).map_or("", |lane| lane.name.as_str()))
}

/// A stretch in lines: what it is, its days, what each says, and what changed on its first day.
fn in_words(cx: &Cx<'_>, days: &Between, names: [&str; 2]) -> String {
    let mut lines = vec![format!("{}, {}", cx.words.between(days, names), span(cx, days))];
    for (name, side) in names.iter().zip(&days.sides) {
        lines.push(format!("{name}: {}", cx.words.between_side(side)));
    }
    if !days.causes.is_empty() {
        let said = who_spoke(cx, days).map(|said| format!(": {said}")).unwrap_or_default();
        lines.push(format!("What changed then: {}{said}", cx.words.causes(days.causes)));
    }
    lines.join("\n")
}

fn span(cx: &Cx<'_>, days: &Between) -> String {
    match (days.from, days.to) {
        (None, None) => "on all days".to_owned(),
        (Some(from), None) => format!("from {} on", cx.words.day(from)),
        (None, Some(to)) => format!("until {}", cx.words.day(to)),
        (Some(from), Some(to)) => cx.words.period(from, to),
    }
}

/// Why a stretch begins, in a word, with who spoke then: `said: UK MoD 900,000`.
pub(super) fn because(cx: &Cx<'_>, days: &Between) -> String {
    let causes = cx.words.between_cause(days);
    match who_spoke(cx, days) {
        Some(said) if !causes.is_empty() => format!("{causes}: {said}"),
        _ => causes,
    }
}

/// Whose estimate began to stand on the first day of a stretch, and how much it is.
fn who_spoke(cx: &Cx<'_>, days: &Between) -> Option<String> {
    let of = days.said?;
    let (_, estimate) = cx.estimate(of)?;
    let bounds = cx.bounds_of(of).map(|bounds| format!(" {}", cx.words.short_bounds(&bounds)));
    Some(format!("{}{}", estimate.label(), bounds.unwrap_or_default()))
}

/// The day to go to for a stretch: its first, or its last where it has none.
pub(super) fn day_of(days: &Between) -> Option<Day> {
    days.from.or(days.to)
}
