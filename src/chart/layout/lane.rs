//! The lane above the plot: flags for statements without a number, and the names of events.

use crate::chart::geometry::{Point, Rect};
use crate::chart::hits::{GlyphHit, HitPart};
use crate::chart::marks::{Anchor, MarkId, MarkKind, Part};
use crate::chart::picture::DroppedLabel;
use crate::chart::roles::Role;
use crate::chart::scene::{Manner, Scene, SceneFlag};
use crate::chart::signs::{Dash, Marker};
use crate::chart::text::{TextStyle, elide, text_width};
use crate::estimate::visible;

use super::canvas::{Canvas, SMALL, text_at};
use super::frame::{LANE_ROW, TOP_MARGIN, lane_rows_for_words};

/// A text in the lane is cut to one of these widths.
const ROOMS: [f32; 4] = [190.0, 120.0, 80.0, 48.0];
const FLAG: f32 = 9.0;

impl Canvas {
    pub(super) fn lane_middle(row: usize) -> f32 {
        TOP_MARGIN + LANE_ROW * (row as f32 + 0.5)
    }

    /// The x of a day if it is in the window.
    pub(super) fn seen_x(&self, day: i32) -> Option<f32> {
        let x = self.place.time.x(f64::from(day));
        let plot = self.place.regions.plot;
        (plot.left..=plot.right).contains(&x).then_some(x)
    }

    /// The places and the x of the events in the window; where there are more than can be told
    /// apart, the first in every point.
    fn seen_events(&self, scene: &Scene) -> Vec<(usize, f32)> {
        let (from, to) = self.place.time.window();
        let first = scene.events.partition_point(|event| f64::from(event.day) < from);
        let end = scene.events.partition_point(|event| f64::from(event.day) <= to);
        let is_crowded = (end.saturating_sub(first)) as f32 > self.place.regions.plot.width() / 2.0;
        let mut seen = Vec::new();
        let mut place = first;
        while let Some(x) = scene.events.get(place).and_then(|event| self.seen_x(event.day)) {
            seen.push((place, x));
            place += 1;
            if is_crowded {
                let behind = self.place.time.days(x + 1.0);
                let rest = scene.events.get(place..).unwrap_or_default();
                place += rest.partition_point(|event| f64::from(event.day) < behind);
            }
        }
        seen
    }

    pub(super) fn draw_event_lines(&mut self, scene: &Scene) {
        let (plot, lane) = (self.place.regions.plot, self.place.regions.lane);
        for (place, x) in self.seen_events(scene) {
            let points = vec![Point::new(x, lane.bottom - 5.0), Point::new(x, plot.bottom)];
            let kind = MarkKind::Line { points, width: 1.0, dash: Dash::Dotted };
            self.push(Some(MarkId::Event(place)), Part::Event, Role::Event, 1.0, kind);
            self.hits.add_event(x, place);
            self.taken.take(Rect::new(x, plot.top, x, plot.bottom));
        }
    }

    pub(super) fn draw_lane(&mut self, scene: &Scene) {
        let mut row = Row::default();
        self.draw_flags(scene, &mut row);
        // Events have a row of their own where there are two.
        let last = lane_rows_for_words(scene).max(1) - 1;
        let mut row = if last == 0 { row } else { Row::default() };
        self.draw_event_labels(scene, &mut row, Canvas::lane_middle(last));
    }

    /// A pennant at each as of, or beside the one before; its words beside it where there is room.
    fn draw_flags(&mut self, scene: &Scene, row: &mut Row) {
        let middle = Canvas::lane_middle(0);
        let mut seen: Vec<(&SceneFlag, f32)> = Vec::new();
        let (from, _) = self.place.time.window();
        let first = scene.flags.partition_point(|flag| f64::from(flag.day) < from);
        for flag in scene.flags.iter().skip(first) {
            let Some(x) = self.seen_x(flag.day) else { break };
            let free_from = seen.last().map_or(x, |(_, last)| last + FLAG + 1.0);
            if x.max(free_from) > self.place.regions.plot.right {
                break;
            }
            seen.push((flag, x.max(free_from)));
        }
        for (_, x) in &seen {
            row.take(x - FLAG / 2.0, x + FLAG / 2.0);
        }
        for (flag, x) in seen {
            self.draw_flag(flag, scene.sign(flag.voice), Point::new(x, middle));
            let id = MarkId::Estimate(flag.estimate);
            let role = Role::SourceText(scene.sign(flag.voice));
            let text = scene.flag_text(flag);
            self.label_in_row(row, x, middle, Said { id, part: Part::FlagLabel, role, text });
        }
    }

    fn draw_flag(&mut self, flag: &SceneFlag, sign: u16, center: Point) {
        let kind = MarkKind::Glyph {
            center,
            marker: Marker::Flag,
            size: FLAG,
            filled: flag.manner == Manner::Counted,
        };
        let role = Role::Source(sign);
        self.push(Some(MarkId::Estimate(flag.estimate)), Part::Flag, role, 1.0, kind);
        let (x, top, bottom) = (center.x, center.y - FLAG / 2.0, center.y + FLAG / 2.0);
        let (estimate, voice, part) = (flag.estimate, flag.voice, HitPart::Flag);
        let is_echo = flag.manner == Manner::Echo;
        self.hits.add_glyph(GlyphHit { x, top, bottom, estimate, voice, part, is_echo });
    }

    fn draw_event_labels(&mut self, scene: &Scene, row: &mut Row, middle: f32) {
        for (place, x) in self.seen_events(scene) {
            let Some(event) = scene.events.get(place) else { continue };
            let (id, part, role) = (MarkId::Event(place), Part::EventLabel, Role::InkSoft);
            let text = event.event.label.clone();
            self.label_in_row(row, x, middle, Said { id, part, role, text });
        }
    }

    /// Places words right of `x`, else left of it, else cut short, else leaves them to the tooltip.
    fn label_in_row(&mut self, row: &mut Row, x: f32, middle: f32, said: Said) {
        let style = match said.part {
            Part::FlagLabel => TextStyle::Oblique,
            _ => TextStyle::Regular,
        };
        let shown = visible(&said.text);
        let place = ROOMS.into_iter().find_map(|room| {
            let short = elide(&shown, room, SMALL, style);
            let width = text_width(&short, SMALL, style);
            let is_worth_it = !short.is_empty() && short != "…";
            let (from, anchor) = self.room_in_row(row, x, width).filter(|_| is_worth_it)?;
            Some((short, width, from, anchor))
        });
        let Some((short, width, from, anchor)) = place else {
            self.dropped.push(DroppedLabel { id: said.id, text: said.text });
            return;
        };
        row.take(from - 5.0, from + width + 5.0);
        let at = if anchor == Anchor::Start { from } else { from + width };
        let text = text_at(at, middle, anchor, SMALL, style, &short);
        self.push_text(Some(said.id), said.part, said.role, text);
    }

    /// Where words of this width begin, and at which end they hold on to `x`.
    fn room_in_row(&self, row: &Row, x: f32, width: f32) -> Option<(f32, Anchor)> {
        let lane = self.place.regions.lane;
        let gap = FLAG / 2.0 + 3.0;
        [(x + gap, Anchor::Start), (x - gap - width, Anchor::End)].into_iter().find(|(from, _)| {
            let to = from + width;
            *from >= lane.left && to <= lane.right && row.is_free(*from, to)
        })
    }
}

/// Words with what they belong to.
struct Said {
    id: MarkId,
    part: Part,
    role: Role,
    text: String,
}

/// What is taken of one row of the lane.
#[derive(Default)]
pub(super) struct Row(Vec<(f32, f32)>);

impl Row {
    pub fn take(&mut self, from: f32, to: f32) {
        self.0.push((from, to));
    }

    pub fn is_free(&self, from: f32, to: f32) -> bool {
        self.0.iter().all(|(left, right)| to <= *left || *right <= from)
    }
}
