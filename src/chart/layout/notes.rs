//! An analyst's notes as numbered pins: dates and periods in a row of their own above the plot,
//! values in the margin, estimates and sources beside their signs and names where there is room.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::chart::geometry::{Point, Rect};
use crate::chart::marks::{Anchor, MarkId, MarkKind, Part};
use crate::chart::picture::DroppedLabel;
use crate::chart::roles::Role;
use crate::chart::scene::{NotePlace, Scene, SceneNote};
use crate::chart::signs::{Dash, Marker};
use crate::chart::text::{TextStyle, text_width};

use super::canvas::{Canvas, text_at};
use super::frame::{MARGIN_WITH_NOTES, lane_rows};
use super::lane::Row;

/// The diameter of a pin with one figure.
const PIN: f32 = 13.0;
const FIGURES: f32 = 9.0;
/// Between a pin and what it belongs to.
const GAP: f32 = 2.0;
/// From a sign's middle to the middle of its pin.
const BESIDE: [f32; 2] = [14.0, 24.0];

/// Where pins stand already.
#[derive(Default)]
struct Pinned {
    row: Row,
    margin: Vec<(f32, f32)>,
}

impl Canvas {
    /// Room for the pins of notes on estimates and sources of these voices beside their signs and
    /// names, as far as there is any; by the numbers of the notes. After all labels, so that pins give
    /// way to them.
    pub(super) fn rooms_beside_voices(
        &mut self,
        scene: &Scene,
        voices: &Range<usize>,
    ) -> BTreeMap<usize, Rect> {
        let mut rooms = BTreeMap::new();
        for note in &scene.notes {
            let room = match note.place {
                NotePlace::Estimate { voice, day, value: Some(value) }
                    if voices.contains(&voice) && !self.place.is_by_factor =>
                {
                    self.room_beside_sign(note, day, value)
                }
                NotePlace::Voice { voice, .. } if voices.contains(&voice) => {
                    self.room_beside_name(note, voice)
                }
                _ => None,
            };
            if let Some(rect) = room {
                self.taken.take(rect);
                rooms.insert(note.number, rect);
            }
        }
        rooms
    }

    /// All notes: those with a room beside their voices there, the others above the plot and in the
    /// margin.
    pub(super) fn draw_notes(&mut self, scene: &Scene, rooms: &BTreeMap<usize, Rect>) {
        let mut taken = Pinned::default();
        for note in &scene.notes {
            if let Some(rect) = rooms.get(&note.number) {
                self.pin(note, *rect);
                continue;
            }
            let is_placed = match note.place {
                NotePlace::Days(from, to) => self.pin_days(scene, note, (from, to), &mut taken),
                NotePlace::Value(value) => {
                    !self.place.is_by_factor && self.pin_value(note, value, &mut taken)
                }
                NotePlace::Day(day)
                | NotePlace::Estimate { day, .. }
                | NotePlace::Voice { day, .. } => self.pin_day(scene, note, day, &mut taken),
            };
            if !is_placed {
                let (id, text) = (MarkId::Note(note.number), note.text.clone());
                self.dropped.push(DroppedLabel { id, text });
            }
        }
    }

    /// The pin itself, and its number.
    fn pin(&mut self, note: &SceneNote, rect: Rect) {
        let id = Some(MarkId::Note(note.number));
        let center =
            Point::new(f32::midpoint(rect.left, rect.right), f32::midpoint(rect.top, rect.bottom));
        let kind = if rect.width() > PIN {
            MarkKind::Rect { rect, radius: PIN / 2.0, filled: true }
        } else {
            MarkKind::Glyph { center, marker: Marker::Circle, size: PIN, filled: true }
        };
        self.push(id, Part::Note, Role::Accent, 1.0, kind);
        let words = note.number.to_string();
        let text = text_at(center.x, center.y, Anchor::Middle, FIGURES, TextStyle::Bold, &words);
        self.push_text(id, Part::NoteNumber, Role::OnAccent, text);
        self.hits.add_note(rect, note.number);
    }

    fn line_of_note(&mut self, note: &SceneNote, points: Vec<Point>) {
        let kind = MarkKind::Line { points, width: 1.0, dash: Dash::Solid };
        self.push(Some(MarkId::Note(note.number)), Part::Note, Role::Accent, 1.0, kind);
    }

    /// In the row above the plot, at its day or aside, with a stem that points to the day.
    fn pin_day(&mut self, scene: &Scene, note: &SceneNote, day: i32, pinned: &mut Pinned) -> bool {
        let Some(x) = self.seen_x(day) else { return false };
        let rect = self.room_in_note_row(scene, note, x, &mut pinned.row);
        let plot = self.place.regions.plot;
        let foot = Point::new(x, plot.top + 5.0);
        let middle = f32::midpoint(rect.left, rect.right);
        self.line_of_note(note, vec![Point::new(middle, rect.bottom), foot]);
        self.pin(note, rect);
        true
    }

    /// A bracket over its days, as far as they are seen, with the pin in its middle.
    fn pin_days(
        &mut self,
        scene: &Scene,
        note: &SceneNote,
        (from, to): (i32, i32),
        pinned: &mut Pinned,
    ) -> bool {
        let Some((left, right)) = self.place.span(from, to.saturating_add(1)) else { return false };
        let rect = self.room_in_note_row(scene, note, f32::midpoint(left, right), &mut pinned.row);
        let plot = self.place.regions.plot;
        let y = f32::midpoint(rect.top, rect.bottom);
        let foot = plot.top + 3.0;
        let mut points = Vec::with_capacity(4);
        if left > plot.left {
            points.push(Point::new(left, foot));
        }
        points.extend([Point::new(left, y), Point::new(right, y)]);
        if right < plot.right {
            points.push(Point::new(right, foot));
        }
        self.line_of_note(note, points);
        self.pin(note, rect);
        true
    }

    /// In the margin right of the plot, at its height or as near as other pins let it.
    fn pin_value(&mut self, note: &SceneNote, value: f64, pinned: &mut Pinned) -> bool {
        if !self.place.is_seen(value) {
            return false;
        }
        let plot = self.place.regions.plot;
        let y = self.place.y_within(value);
        let half = PIN / 2.0;
        let width = pin_width(note).min(MARGIN_WITH_NOTES - 4.0);
        let is_free = |middle: &f32| {
            let (top, bottom) = (middle - half, middle + half);
            let is_inside = plot.top <= top && bottom <= plot.bottom;
            is_inside && pinned.margin.iter().all(|(t, b)| bottom <= *t || *b <= top)
        };
        let held = y.clamp(plot.top + half, (plot.bottom - half).max(plot.top + half));
        let away = (0..40_u8).flat_map(|n| [held + f32::from(n) * PIN, held - f32::from(n) * PIN]);
        let middle = away.into_iter().find(is_free).unwrap_or(held);
        pinned.margin.push((middle - half, middle + half));
        let left = plot.right + GAP + 2.0;
        self.line_of_note(note, vec![Point::new(plot.right - 5.0, y), Point::new(plot.right, y)]);
        if (middle - y).abs() > 1.0 {
            let (from, to) = (Point::new(plot.right, y), Point::new(left, middle));
            self.line_of_note(note, vec![from, to]);
        }
        self.pin(note, Rect::new(left, middle - half, left + width, middle + half));
        true
    }

    /// At `x`, else as near as other pins let it.
    fn room_in_note_row(&self, scene: &Scene, note: &SceneNote, x: f32, row: &mut Row) -> Rect {
        let lane = self.place.regions.lane;
        let middle = Canvas::lane_middle(lane_rows(scene).max(1) - 1);
        let (half, width) = (PIN / 2.0, pin_width(note));
        let held = (x - width / 2.0).clamp(lane.left, (lane.right - width).max(lane.left));
        let step = PIN + GAP;
        let away = (0..200_u8).flat_map(|n| [f32::from(n) * step, -f32::from(n) * step]);
        let left = away
            .map(|aside| held + aside)
            .find(|left| {
                let is_inside = lane.left <= *left && left + width <= lane.right;
                is_inside && row.is_free(*left, left + width)
            })
            .unwrap_or(held);
        row.take(left, left + width + 1.0);
        Rect::new(left, middle - half, left + width, middle + half)
    }

    /// The first free place around an estimate's sign.
    fn room_beside_sign(&self, note: &SceneNote, day: i32, value: f64) -> Option<Rect> {
        let x = self.seen_x(day)?;
        let y = self.place.is_seen(value).then(|| self.place.y_within(value))?;
        let (half, wide) = (PIN / 2.0, pin_width(note) / 2.0);
        let around = [
            (0.75, -0.75),
            (-0.75, -0.75),
            (0.75, 0.75),
            (-0.75, 0.75),
            (1.0, 0.0),
            (-1.0, 0.0),
            (0.0, -1.0),
            (0.0, 1.0),
        ];
        let places = BESIDE.into_iter().flat_map(|far| around.map(|(dx, dy)| (dx * far, dy * far)));
        places
            .map(|(dx, dy)| (x + dx, y + dy))
            .map(|(x, y)| Rect::new(x - wide, y - half, x + wide, y + half))
            .find(|rect| self.taken.is_free(*rect))
    }

    /// After a source's name, else before it.
    fn room_beside_name(&self, note: &SceneNote, voice: usize) -> Option<Rect> {
        let (_, label) = self.labelled.iter().find(|(of, _)| *of == voice)?;
        let (half, width) = (PIN / 2.0, pin_width(note));
        let middle = f32::midpoint(label.top, label.bottom);
        // A label has taken a little more than its own room.
        [label.right + GAP + 3.0, label.left - GAP - 3.0 - width]
            .map(|left| Rect::new(left, middle - half, left + width, middle + half))
            .into_iter()
            .find(|rect| self.taken.is_free(*rect))
    }
}

/// A pin is round; one with more figures than fit is longer.
fn pin_width(note: &SceneNote) -> f32 {
    let figures = text_width(&note.number.to_string(), FIGURES, TextStyle::Bold);
    (figures + 6.0).max(PIN)
}
