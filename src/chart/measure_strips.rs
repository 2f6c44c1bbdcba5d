//! All measures at a glance, below each other over one time axis: each with its name, its agreement over
//! time as a strip, and what it comes to on a day.

use super::board::{Board, Look};
use super::geometry::{Point, Rect};
use super::marks::{Anchor, MarkKind, Part};
use super::picture::Picture;
use super::roles::Role;
use super::scale::TimeScale;
use super::signs::Dash;
use super::small_strip::SmallStrip;
use super::text::TextStyle;
use super::ticks::time_ticks;
use crate::compare::Verdict;
use crate::estimate::Day;
use crate::words::Words;

/// A picture is at least so wide, in points.
const LEAST: f32 = 240.0;
/// The share of the width that names take.
const NAMES: f32 = 0.34;
const NAME: f32 = 12.5;
const SMALL: f32 = 11.0;
const STRIP: f32 = 16.0;
const DOT: f32 = 10.0;
/// Around a row, and between names and strips.
const AROUND: f32 = 8.0;
const BESIDE: f32 = 16.0;
const AXIS: f32 = 20.0;
const HATCHES_APART: f32 = 5.0;
const HATCH_OPACITY: f32 = 0.45;

/// One measure.
#[derive(Clone, Debug)]
pub struct MeasureRow {
    pub name: String,
    /// How many estimates, voices and days of quarrel.
    pub counts: String,
    pub strip: SmallStrip,
    /// The last day of which or on which anything was said on it.
    pub last_said: Option<Day>,
    pub verdict: Verdict,
    /// The verdict in short.
    pub verdict_words: String,
    /// What it comes to on the day, each in as many lines as it takes.
    pub said: Vec<String>,
}

/// The measures in their order, with the day that is told of.
#[derive(Clone, Copy)]
pub struct MeasureStrips<'a> {
    pub rows: &'a [MeasureRow],
    pub at: Day,
    pub words: Words,
}

impl MeasureStrips<'_> {
    /// The days on which anybody stands on any of them, so that what stands above each other is of one
    /// day; with the day that is told of.
    fn window(&self) -> (f64, f64) {
        let at = (self.at.number(), self.at.number().saturating_add(1));
        let days = self.rows.iter().filter_map(|row| row.strip.days());
        let (from, until) = days.fold(at, |a, b| (a.0.min(b.0), a.1.max(b.1)));
        (f64::from(from), f64::from(until))
    }

    /// Laid out in this width; as high as the measures need.
    #[must_use]
    pub fn picture(&self, width: f32) -> Picture {
        let mut board = Board::new(width, LEAST);
        let names = board.width * NAMES;
        let (left, right) = (names + BESIDE, board.width - 1.0);
        let time = TimeScale::new(self.window(), left, right);
        let mut at = 1.0;
        let mut ends = vec![at];
        for row in self.rows {
            at = draw_row(&mut board, row, (names, &time), (left, right), at);
            ends.push(at);
            let across = [Point::new(0.0, at), Point::new(board.width, at)];
            board.line(Part::Grid, Role::Hairline, across, (1.0, Dash::Solid));
        }
        self.draw_axis(&mut board, &time, (left, right), at);
        self.draw_day(&mut board, &time, &ends);
        board.finish(at + AXIS)
    }

    fn draw_axis(&self, board: &mut Board, time: &TimeScale, (left, right): (f32, f32), top: f32) {
        let look = Look::new(Part::AxisLabel, Role::AxisText, SMALL);
        let mut free_from = left;
        for tick in time_ticks(time, SMALL, self.words) {
            let x = tick.x.clamp(left, right);
            let ends = [Point::new(x, top), Point::new(x, top + 4.0)];
            board.line(Part::Grid, Role::Hairline, ends, (1.0, Dash::Solid));
            let width = look.width(&tick.label);
            if x >= free_from && x + 4.0 + width <= right {
                board.text(look, (x + 4.0, top + 3.0), Anchor::Start, &tick.label);
                free_from = x + width + 10.0;
            }
        }
    }

    /// Through each strip.
    fn draw_day(&self, board: &mut Board, time: &TimeScale, tops: &[f32]) {
        let x = time.x(f64::from(self.at.number()) + 0.5);
        for (top, _) in tops.iter().zip(self.rows) {
            let strip = top + AROUND;
            let ends = [Point::new(x, strip - 3.0), Point::new(x, strip + STRIP + 3.0)];
            board.line(Part::Day, Role::Cursor, ends, (1.2, Dash::Solid));
        }
    }
}

/// One row from this height on; where it ends.
fn draw_row(
    board: &mut Board,
    row: &MeasureRow,
    (names, time): (f32, &TimeScale),
    (left, right): (f32, f32),
    top: f32,
) -> f32 {
    let name = Look::new(Part::RowName, Role::Ink, NAME).bold();
    let soft = Look::new(Part::RowName, Role::InkSoft, SMALL);
    let ink = Look { style: TextStyle::Regular, ..Look::new(Part::RowName, Role::Ink, SMALL) };
    let begin = top + AROUND;
    let beside = board.lines(name, (0.0, begin), &name.lines(&row.name, names));
    let beside = board.lines(soft, (0.0, beside), &soft.lines(&row.counts, names));

    let ground = Rect::new(left, begin, right, begin + STRIP);
    board.rect(None, Part::Grid, (Role::Panel, 1.0), ground, 0.0);
    for (from, until, verdict) in row.strip.pieces(time.window(), right - left, 1.0) {
        let rect = Rect::new(left + from, begin, left + until, begin + STRIP);
        board.rect(None, Part::Strip, (Role::Verdict(verdict), 1.0), rect, 0.0);
    }
    draw_unsaid(board, row, time, ground);
    let mut at = begin + STRIP + 6.0;
    let dot_top = at + (ink.step() - DOT) / 2.0 - 1.0;
    let dot = Rect::new(left, dot_top, left + DOT, dot_top + DOT);
    board.rect(None, Part::StripLabel, (Role::Verdict(row.verdict), 1.0), dot, 2.0);
    at = board.lines(
        ink.bold(),
        (left + DOT + 6.0, at),
        &ink.lines(&row.verdict_words, right - left),
    );
    for said in &row.said {
        at = board.lines(ink, (left, at), &ink.lines(said, right - left));
    }
    at.max(beside) + AROUND
}

/// From the day after the last statement to where nobody stands any more: nothing said since.
fn draw_unsaid(board: &mut Board, row: &MeasureRow, time: &TimeScale, strip: Rect) {
    let Some((last, (_, until))) = row.last_said.zip(row.strip.days()) else { return };
    let from = time.x(f64::from(last.number().saturating_add(1))).max(strip.left);
    let until = time.x(f64::from(until)).min(strip.right);
    let rise = strip.height();
    let feet = (0..).map(|place| from + place as f32 * HATCHES_APART);
    for foot in feet.take_while(|foot| foot + rise <= until) {
        let points = vec![Point::new(foot, strip.bottom), Point::new(foot + rise, strip.top)];
        let kind = MarkKind::Line { points, width: 1.0, dash: Dash::Solid };
        board.push(None, Part::Unsaid, (Role::Surface, HATCH_OPACITY), kind);
    }
}
