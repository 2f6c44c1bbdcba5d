//! Views of rows over one time axis: a column of names, and beside it the days. Who stands when, and
//! which voices shared a value when.

use std::ops::Range;

use super::canvas::{Canvas, SMALL, text_at};
use super::frame::{Frame, Regions};
use super::place::Place;
use crate::chart::geometry::{Point, Rect};
use crate::chart::marks::{Anchor, Layer, Mark, MarkId, MarkKind, Part};
use crate::chart::picture::Picture;
use crate::chart::roles::Role;
use crate::chart::scale::{Scale, TimeScale};
use crate::chart::scene::Scene;
use crate::chart::signs::Dash;
use crate::chart::text::{TextStyle, elide};
use crate::estimate::visible;
use crate::words::Words;

/// The height of a row, and of the bars in it, in points.
pub const ROW_HEIGHT: f32 = 24.0;
pub(super) const BAR: f32 = 9.0;
/// Above the rows, what their signs are; below them, the words of the axis.
const HEAD: f32 = 24.0;
const AXIS: f32 = 22.0;
pub(super) const TEXT: f32 = 12.0;
/// Between the names and the days, and right of these.
const GAP: f32 = 8.0;
/// A picture has no more rows than this: what is left out is told.
const MOST_ROWS: usize = 800;

/// Where days are seen beside a column of names.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RowDays {
    pub scale: TimeScale,
    pub left: f32,
    pub right: f32,
}

impl RowDays {
    /// Beside names of this width in rows of that one, from one day to another.
    #[must_use]
    pub fn beside(names: f32, width: f32, time: (f64, f64)) -> RowDays {
        let (left, right) = (names + GAP, (width - GAP).max(names + GAP + 1.0));
        RowDays { scale: TimeScale::new(time, left, right), left, right }
    }

    /// From where to where some days are seen, the last not included; none where they are not.
    pub(super) fn span(&self, from: i32, until: i32) -> Option<(f32, f32)> {
        let x = |day: i32| match day {
            i32::MIN => self.left,
            i32::MAX => self.right,
            _ => self.scale.x(f64::from(day)),
        };
        let (from, until) = (x(from).max(self.left), x(until).min(self.right));
        (from < until).then_some((from, until))
    }

    pub(super) fn x(&self, day: i32) -> Option<f32> {
        let x = self.scale.x(f64::from(day));
        (self.left..=self.right).contains(&x).then_some(x)
    }
}

/// How wide rows are, and which days they show.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RowsFrame {
    /// In points.
    pub width: f32,
    /// Days since 1970-01-01.
    pub time: (f64, f64),
    pub words: Words,
}

/// Rows in the making, the top of the first at 0.
pub(super) struct Rows {
    pub days: RowDays,
    marks: Vec<Mark>,
}

impl Rows {
    pub fn new(days: RowDays) -> Rows {
        Rows { days, marks: Vec::new() }
    }

    pub fn finish(self) -> Layer {
        self.marks.into()
    }

    pub fn push(
        &mut self,
        id: Option<MarkId>,
        part: Part,
        role: Role,
        opacity: f32,
        kind: MarkKind,
    ) {
        self.marks.push(Mark { id, part, role, opacity, kind });
    }

    /// A bar from one x to another, in the middle of a row.
    pub fn bar(
        &mut self,
        id: Option<MarkId>,
        part: Part,
        (role, opacity): (Role, f32),
        across: (f32, f32),
        middle: f32,
    ) {
        let (left, right) = across;
        let rect = Rect::new(left, middle - BAR / 2.0, right, middle + BAR / 2.0);
        let kind = MarkKind::Rect { rect, radius: 1.5, filled: true };
        self.push(id, part, role, opacity, kind);
    }

    pub fn line(
        &mut self,
        id: Option<MarkId>,
        part: Part,
        role: Role,
        ends: [Point; 2],
        width: f32,
    ) {
        let kind = MarkKind::Line { points: ends.into(), width, dash: Dash::Solid };
        self.push(id, part, role, 1.0, kind);
    }

    /// Words that are cut where there is no more room for them.
    pub fn words(
        &mut self,
        id: Option<MarkId>,
        part: Part,
        role: Role,
        (left, middle): (f32, f32),
        (size, room): (f32, f32),
        words: &str,
    ) {
        let shown = elide(&visible(words), room, size, TextStyle::Regular);
        if !shown.is_empty() {
            let text = text_at(left, middle, Anchor::Start, size, TextStyle::Regular, &shown);
            self.push(id, part, role, 1.0, MarkKind::Text(text));
        }
    }
}

/// The middle of a row.
pub(super) fn middle_of(row: usize) -> f32 {
    (row as f32 + 0.5) * ROW_HEIGHT
}

/// A whole picture of rows: a head, the rows, and the axis under them. `head` and `body` draw with
/// the top of what they draw at 0; `body` is told which of so many rows.
pub(super) fn whole(
    scene: &Scene,
    frame: &RowsFrame,
    days: RowDays,
    rows: usize,
    head: impl FnOnce(&mut Rows),
    body: impl FnOnce(Range<usize>) -> Layer,
) -> Picture {
    let shown = rows.min(MOST_ROWS);
    let bottom = HEAD + shown as f32 * ROW_HEIGHT;
    let more = if rows > shown { ROW_HEIGHT } else { 0.0 };
    let height = bottom + more + AXIS;
    let plot = Rect::new(days.left, HEAD, days.right, bottom + more);
    let axis = Rect::new(days.left, plot.bottom, days.right, height);
    let nothing = |y: f32| Rect::new(days.left, y, days.right, y);
    let regions = Regions { lane: nothing(HEAD), plot, axis, strip: nothing(height) };
    let laid = Frame {
        width: frame.width,
        height,
        pixels_per_point: 1.0,
        time: frame.time,
        value: (0.0, 1.0),
        scale: Scale::Linear,
        words: frame.words,
    };
    let place = Place { regions, time: days.scale, ..Place::of_miniature(scene, &laid) };
    let mut canvas = Canvas::new(place, &laid);
    canvas.size = (frame.width, height);
    canvas.draw_time_grid();
    canvas.close_layer();
    let mut above = Rows::new(days);
    head(&mut above);
    canvas.add_layer(&above.finish());
    canvas.add_layer(&moved_down(&body(0..shown), HEAD));
    if rows > shown {
        let left_out = rows.saturating_sub(shown);
        let words = frame.words.more_rows(left_out);
        let middle = bottom + ROW_HEIGHT / 2.0;
        let text = text_at(GAP, middle, Anchor::Start, SMALL, TextStyle::Regular, &words);
        canvas.push_text(None, Part::RowName, Role::InkSoft, text);
    }
    canvas.into_picture()
}

/// The same marks farther down.
fn moved_down(layer: &Layer, by: f32) -> Layer {
    let down = |mark: &Mark| mark.clone().moved(0.0, by);
    layer.iter().map(down).collect::<Vec<Mark>>().into()
}
