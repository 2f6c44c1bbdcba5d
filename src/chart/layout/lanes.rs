//! Lane by lane: the members of each group over one time axis, and between the lanes how every two
//! groups lie to each other.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::chart::geometry::{Point, Rect};
use crate::chart::marks::{Anchor, Column, Fade, MarkId, MarkKind, Part};
use crate::chart::picture::{BetweenArea, LaneArea, Picture};
use crate::chart::roles::Role;
use crate::chart::scale::{Scale, ValueAxis, ValueScale};
use crate::chart::scene::{Lane, LaneStrip, Lanes, SceneWedge};
use crate::chart::signs::{Dash, Marker};
use crate::chart::text::{TextStyle, elide, text_width};
use crate::compare::{Lie, Verdict};
use crate::estimate::{Day, visible};

use super::Layouter;
use super::canvas::{Canvas, SMALL, text_at};
use super::frame::Frame;
use super::occupancy::Occupancy;
use super::place::Place;
use super::strip::HATCH_OPACITY;

/// The row of a lane's heading, in points; likewise the rows of a strip.
const NAME: f32 = 18.0;
const STRIP: f32 = 18.0;
const STRIP_NAME: f32 = 15.0;
const CAUSES: f32 = 14.0;

/// A lane lower than this makes do without the causes under strips, then without the names above
/// them and without strips between lanes that are no neighbours, then without lanes below it.
const LEAST_WITH_CAUSES: f32 = 76.0;
const LEAST_WITH_NAMES: f32 = 48.0;
const LEAST: f32 = 30.0;

/// Two causes stand at least this far apart.
const CAUSES_APART: f32 = 12.0;
const TRIANGLE: f32 = 6.0;

/// Lays out one view by lanes after another, and keeps what the next one has in common with the
/// last.
#[derive(Default)]
pub struct LanesLayouter {
    each: Vec<Layouter>,
}

/// Where the lanes and strips of a picture go.
struct Plan {
    /// The plot of each lane, from the first on.
    lanes: Vec<Rect>,
    strips: Vec<PlannedStrip>,
}

/// A strip with its rows: its name above and its causes below, where there is room for them.
struct PlannedStrip {
    place: usize,
    rect: Rect,
    has_name: bool,
    has_causes: bool,
}

impl LanesLayouter {
    /// Makes the picture of `lanes` in `frame`. Where there is no room for all lanes those below are
    /// left out.
    #[must_use]
    pub fn layout(&mut self, lanes: &Lanes, frame: &Frame) -> Picture {
        let scene = &lanes.scene;
        let mut whole = Place::new(scene, frame);
        if lanes.is_by_factor {
            whole.value.scale = factor_scale(lanes, frame.time);
            whole.is_by_factor = true;
        }
        let plan = Plan::new(lanes, whole.regions.plot);
        self.each.resize_with(plan.lanes.len(), Layouter::default);
        let mut canvas = Canvas::new(whole, frame);
        canvas.draw_time_grid();
        canvas.draw_event_lines(scene);
        let mut rooms = BTreeMap::new();
        let all = lanes.lanes.iter().zip(&plan.lanes).zip(&mut self.each).enumerate();
        for (place, ((lane, plot), layouter)) in all {
            canvas.place = whole.in_lane(*plot);
            canvas.taken = Occupancy::new(*plot);
            let tracks = scene.tracks.get(lane.tracks.clone()).unwrap_or_default();
            layouter.lay(&canvas.place, tracks);
            canvas.draw_lane_of(lanes, place, lane, layouter);
            rooms.extend(canvas.rooms_beside_voices(scene, &lane.members));
        }
        canvas.place = Place { value: canvas.first_axis(), ..whole };
        canvas.tell_left_out(lanes.lanes.get(plan.lanes.len()..).unwrap_or_default());
        for strip in &plan.strips {
            canvas.draw_between(lanes, strip);
        }
        canvas.draw_lane(scene);
        canvas.draw_notes(scene, &rooms);
        canvas.draw_strip(scene);
        canvas.hits.finish();
        canvas.into_picture()
    }
}

impl Place {
    /// The same time, with the values in a lane of its own.
    fn in_lane(&self, plot: Rect) -> Place {
        let mut place = *self;
        place.regions.plot = plot;
        (place.value.top, place.value.bottom) = (plot.top, plot.bottom);
        place
    }
}

impl Plan {
    fn new(lanes: &Lanes, room: Rect) -> Plan {
        let neighbours = |strip: &LaneStrip| strip.lanes[0].abs_diff(strip.lanes[1]) == 1;
        let mut shown = lanes.lanes.len();
        loop {
            let fits = |strip: &&LaneStrip| strip.lanes.iter().all(|lane| *lane < shown);
            let all = lanes.strips.iter().filter(fits).count();
            let near = lanes.strips.iter().filter(fits).filter(|s| neighbours(s)).count();
            let names = shown as f32 * NAME;
            let high = |strips: usize, each: f32| {
                (room.height() - names - strips as f32 * each) / shown.max(1) as f32
            };
            let with_causes = high(all, STRIP + STRIP_NAME + CAUSES);
            let with_names = high(all, STRIP + STRIP_NAME);
            let bare = high(near, STRIP);
            if with_causes >= LEAST_WITH_CAUSES {
                return Plan::of(lanes, room, shown, (with_causes, true, true));
            } else if with_names >= LEAST_WITH_NAMES {
                return Plan::of(lanes, room, shown, (with_names, true, false));
            } else if bare >= LEAST || shown <= 1 {
                return Plan::of(lanes, room, shown, (bare.max(1.0), false, false));
            }
            shown -= 1;
        }
    }

    fn of(
        lanes: &Lanes,
        room: Rect,
        shown: usize,
        (height, has_name, has_causes): (f32, bool, bool),
    ) -> Plan {
        let mut plan = Plan { lanes: Vec::new(), strips: Vec::new() };
        let mut y = room.top;
        let place_strips = |plan: &mut Plan, y: &mut f32, is_here: &dyn Fn(&LaneStrip) -> bool| {
            for (place, _) in lanes.strips.iter().enumerate().filter(|(_, strip)| is_here(strip)) {
                *y += if has_name { STRIP_NAME } else { 0.0 };
                let rect = Rect::new(room.left, *y, room.right, *y + STRIP);
                plan.strips.push(PlannedStrip { place, rect, has_name, has_causes });
                *y += STRIP + if has_causes { CAUSES } else { 0.0 };
            }
        };
        for lane in 0..shown {
            y += NAME;
            plan.lanes.push(Rect::new(room.left, y, room.right, y + height));
            y += height;
            place_strips(&mut plan, &mut y, &|strip| {
                strip.lanes == [lane, lane + 1] && lane + 1 < shown
            });
        }
        // Where there is room for names, there is for strips between lanes that are no neighbours.
        if has_name {
            let is_far = |strip: &LaneStrip| {
                let [a, b] = strip.lanes;
                a.abs_diff(b) > 1 && a.max(b) < shown
            };
            place_strips(&mut plan, &mut y, &is_far);
        }
        plan
    }
}

impl Canvas {
    fn first_axis(&self) -> ValueAxis {
        self.lanes.first().map_or(self.place.value, |lane| lane.value)
    }

    /// Lanes for which there is no room are named.
    fn tell_left_out(&mut self, lanes: &[Lane]) {
        let Some(first) = self.lanes.first() else { return };
        let names: Vec<&str> = lanes.iter().map(|lane| &*lane.name).collect();
        if names.is_empty() {
            return;
        }
        let (plot, middle) = (self.place.regions.plot, first.plot.top - NAME / 2.0);
        let words = self.words.no_room_for(&names);
        let style = TextStyle::Regular;
        let words = elide(&visible(&words), plot.width() / 2.0, SMALL, style);
        let text = text_at(plot.right, middle, Anchor::End, SMALL, style, &words);
        self.push_text(None, Part::LaneName, Role::InkSoft, text);
    }

    fn draw_lane_of(&mut self, lanes: &Lanes, place: usize, lane: &Lane, layouter: &Layouter) {
        let plot = self.place.regions.plot;
        let voices = lane.members.clone();
        self.lanes.push(LaneArea { lane: place, plot, value: self.place.value, voices });
        let name = visible(&lane.name).into_owned();
        let middle = plot.top - NAME / 2.0;
        let text = text_at(plot.left, middle, Anchor::Start, 13.0, TextStyle::Bold, &name);
        self.push_text(Some(MarkId::Lane(place)), Part::LaneName, Role::Ink, text);
        self.draw_value_grid();
        self.draw_divided(place, &lane.divided);
        self.draw_ghosts(&lanes.scene, &lane.members);
        self.add_bands(&layouter.tracks);
        self.add_signs(&layouter.tracks);
        self.draw_together(place, &lane.together);
        self.draw_labels(&lanes.scene);
        self.draw_reference_numbers(&lanes.scene);
    }

    /// Behind the members, where they contradict each other.
    fn draw_divided(&mut self, place: usize, divided: &[SceneWedge]) {
        for wedge in SceneWedge::within(divided, self.place.time.window()) {
            let columns = self.columns_of(wedge);
            if columns.len() > 1 {
                let kind = MarkKind::Band { columns, fade: Fade::None };
                let role = Role::Verdict(Verdict::Divided);
                self.push(Some(MarkId::Lane(place)), Part::Divided, role, 0.22, kind);
            }
        }
    }

    /// Over the members, the ends of what they say together.
    fn draw_together(&mut self, place: usize, together: &[SceneWedge]) {
        for wedge in SceneWedge::within(together, self.place.time.window()) {
            let columns = self.columns_of(wedge);
            let ends: [fn(&Column) -> f32; 2] = [|column| column.top, |column| column.bottom];
            let plot = self.place.regions.plot;
            for end in ends {
                let points: Vec<Point> =
                    columns.iter().map(|column| Point::new(column.x, end(column))).collect();
                let is_seen = |point: &Point| plot.top < point.y && point.y <= plot.bottom;
                if points.len() > 1 && points.iter().any(is_seen) {
                    self.keep_labels_off(&points);
                    let kind = MarkKind::Line { points, width: 1.6, dash: Dash::Solid };
                    self.push(Some(MarkId::Lane(place)), Part::Together, Role::Ink, 0.65, kind);
                }
            }
        }
    }

    /// No label goes where this line runs.
    fn keep_labels_off(&mut self, points: &[Point]) {
        /// A piece so short is as good as its box.
        const PIECE: f32 = 8.0;
        for two in points.windows(2) {
            let [from, to] = two else { continue };
            let pieces = ((to.x - from.x) / PIECE).ceil().clamp(1.0, 4_000.0);
            let at = |piece: f32| {
                let share = piece / pieces;
                Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
            };
            let mut piece = 0.0;
            while piece < pieces {
                let (a, b) = (at(piece), at(piece + 1.0));
                let (top, bottom) = (a.y.min(b.y) - 1.0, a.y.max(b.y) + 1.0);
                self.taken.take(Rect::new(a.x, top, b.x, bottom));
                piece += 1.0;
            }
        }
    }

    /// A wedge as far as it is seen, held within the plot.
    fn columns_of(&self, wedge: &SceneWedge) -> Vec<Column> {
        let Some(across) = self.place.span(wedge.from, wedge.until) else { return Vec::new() };
        let bends = [wedge.from, wedge.until.saturating_sub(1)].into_iter();
        let along = self.place.along(across, bends, |day| wedge.read_at(day));
        let column = |(x, (low, high))| Column {
            x,
            top: self.place.y_within(high),
            bottom: self.place.y_within(low),
        };
        along.map(column).collect()
    }

    fn draw_between(&mut self, lanes: &Lanes, planned: &PlannedStrip) {
        let Some(strip) = lanes.strips.get(planned.place) else { return };
        let names = strip.lanes.map(|lane| lanes.lanes.get(lane).map_or("", |lane| &*lane.name));
        let rect = planned.rect;
        self.betweens.push(BetweenArea { strip: planned.place, rect });
        if planned.has_name {
            let name = visible(&names.join(" – ")).into_owned();
            let middle = rect.top - STRIP_NAME / 2.0;
            let text = text_at(rect.left, middle, Anchor::Start, SMALL, TextStyle::Bold, &name);
            self.push_text(None, Part::BetweenLabel, Role::InkSoft, text);
        }
        let pieces = self.between_pieces(strip);
        self.hatch(&lanes.scene, rect, Role::Hairline, 1.0);
        for (place, across) in &pieces {
            let Some(days) = strip.days.get(*place) else { continue };
            let id = Some(MarkId::Between { strip: planned.place, piece: *place });
            let gap = if across.end - across.start > 4.0 { 1.0 } else { 0.0 };
            let piece =
                Rect::new(across.start, rect.top + 1.0, across.end - gap, rect.bottom - 1.0);
            let kind = MarkKind::Rect { rect: piece, radius: 2.0 * gap, filled: true };
            self.push(id, Part::Between, Role::Verdict(verdict_of(days.lie)), 1.0, kind);
        }
        self.hatch(&lanes.scene, rect, Role::Surface, HATCH_OPACITY);
        for (place, across) in &pieces {
            let Some(days) = strip.days.get(*place) else { continue };
            let width = across.end - across.start;
            let said = self.words.between_in_short(days, names);
            let fits = |words: &String| text_width(words, SMALL, TextStyle::Bold) + 8.0 <= width;
            let Some(words) = said.into_iter().find(fits) else { continue };
            let id = Some(MarkId::Between { strip: planned.place, piece: *place });
            let (x, y) = (f32::midpoint(across.start, across.end), rect.top + STRIP / 2.0);
            let text = text_at(x, y, Anchor::Middle, SMALL, TextStyle::Bold, &words);
            let role = Role::OnVerdict(verdict_of(days.lie));
            self.push_text(id, Part::BetweenLabel, role, text);
        }
        if planned.has_causes {
            self.draw_causes(strip, planned, &pieces);
        }
    }

    /// The pieces of a strip on which anybody stands, each with where it is drawn: where several
    /// would share a point, the gravest.
    fn between_pieces(&self, strip: &LaneStrip) -> Vec<(usize, Range<f32>)> {
        let mut pieces: Vec<(usize, Range<f32>)> = Vec::new();
        for (place, days) in strip.days.iter().enumerate() {
            let until = days.to.map_or(i32::MAX, |day| day.number().saturating_add(1));
            let from = days.from.map_or(i32::MIN, Day::number);
            let Some((left, right)) = self.place.span(from, until) else { continue };
            if days.lie == Lie::BothSilent {
                continue;
            }
            let thin = |across: &Range<f32>| across.end - across.start < 1.0;
            let rank = |place: usize| strip.days.get(place).map_or(0, |days| gravity(days.lie));
            match pieces.last_mut() {
                Some((before, across)) if thin(across) && left < across.start + 1.0 => {
                    if rank(place) > rank(*before) || right - left >= 1.0 {
                        *before = place;
                    }
                    across.end = right.max(across.end);
                }
                _ => pieces.push((place, left..right)),
            }
        }
        pieces
    }

    /// A mark under the beginning of a piece, with why it begins where there is room to say so.
    fn draw_causes(
        &mut self,
        strip: &LaneStrip,
        planned: &PlannedStrip,
        pieces: &[(usize, Range<f32>)],
    ) {
        let mut begins: Vec<(usize, f32)> = Vec::new();
        for (place, across) in pieces {
            let is_free = begins.last().is_none_or(|(_, x)| across.start - x >= CAUSES_APART);
            let has_causes = strip.days.get(*place).is_some_and(|days| !days.causes.is_empty());
            let is_seen = across.start > planned.rect.left + 1.0;
            if is_free && has_causes && is_seen {
                begins.push((*place, across.start));
            }
        }
        let ends: Vec<f32> = begins.iter().skip(1).map(|(_, x)| *x).collect();
        let middle = planned.rect.bottom + CAUSES / 2.0;
        for (number, (place, x)) in begins.iter().enumerate() {
            let Some(days) = strip.days.get(*place) else { continue };
            let id = Some(MarkId::Between { strip: planned.place, piece: *place });
            let center = Point::new(*x, middle - 1.0);
            let kind = MarkKind::Glyph { center, marker: Marker::Up, size: TRIANGLE, filled: true };
            self.push(id, Part::Cause, Role::InkSoft, 1.0, kind);
            let words = self.words.between_cause(days);
            let end = ends.get(number).copied().unwrap_or(planned.rect.right);
            let room = end - x - 12.0;
            if text_width(&words, SMALL, TextStyle::Regular) <= room {
                let left = x + TRIANGLE;
                let style = TextStyle::Regular;
                let text = text_at(left, middle, Anchor::Start, SMALL, style, &words);
                self.push_text(id, Part::BetweenLabel, Role::InkSoft, text);
            }
        }
    }
}

/// As far above 1 as below, so that what is drawn on these days is seen, up to a factor of 16.
fn factor_scale(lanes: &Lanes, time: (f64, f64)) -> ValueScale {
    const NEAREST: f64 = 1.3;
    const FARTHEST: f64 = 16.0;
    let (low, high) = lanes.scene.values_seen(time).unwrap_or((0.0, 0.0));
    let farthest = low.abs().max(high.abs()) * 1.15;
    let farthest = farthest.clamp(NEAREST.ln(), FARTHEST.ln());
    ValueScale::new(Scale::Linear, -farthest, farthest)
}

/// The colour of how two lie to each other is that of the verdict on two voices that do.
fn verdict_of(lie: Lie) -> Verdict {
    match lie {
        Lie::BothSilent => Verdict::None,
        Lie::OneSilent => Verdict::Single,
        Lie::Divided => Verdict::Divided,
        Lie::Share => Verdict::Agree,
        Lie::Apart { .. } => Verdict::Diverge,
    }
}

/// Which of two that share a point is shown: no disagreement is too short to be seen.
fn gravity(lie: Lie) -> u8 {
    match lie {
        Lie::BothSilent => 0,
        Lie::OneSilent => 1,
        Lie::Share => 2,
        Lie::Divided => 3,
        Lie::Apart { .. } => 4,
    }
}
