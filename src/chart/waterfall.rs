//! The gap between two figures taken apart: from one figure, part by part, to the other, each line with
//! its words, its bar and its number.

use super::board::{Board, Look};
use super::geometry::{Point, Rect};
use super::marks::{Anchor, Part};
use super::page_signs::possible;
use super::picture::Picture;
use super::roles::Role;
use super::signs::Dash;

/// A picture is at least so wide, in points.
const LEAST: f32 = 240.0;
/// The share of the width that words take.
const WORDS: f32 = 0.42;
const TEXT: f32 = 12.0;
const SMALL: f32 = 11.0;
const BAR: f32 = 14.0;
const AROUND: f32 = 6.0;
const BESIDE: f32 = 14.0;
/// A bar is at least so long, so that it is seen.
const LEAST_BAR: f32 = 1.5;

/// One line of it.
#[derive(Clone, PartialEq, Debug)]
pub struct WaterfallLine {
    /// What it is, in as many lines as it takes.
    pub text: String,
    /// By how much, as it stands beside its bar.
    pub shown: String,
    /// From where to where it leads; both the same where there is nothing to draw.
    pub bar: (f64, f64),
    pub role: Role,
    /// It is one of the two figures, which stand on zero.
    pub is_end: bool,
    /// It may be so and need not.
    pub is_possible: bool,
}

/// Lines from the first figure to the second, between what is said above them and below.
#[derive(Clone, Copy)]
pub struct Waterfall<'a> {
    pub above: &'a [String],
    pub lines: &'a [WaterfallLine],
    pub below: &'a [String],
}

impl Waterfall<'_> {
    /// Laid out in this width; as high as the words need.
    #[must_use]
    pub fn picture(&self, width: f32) -> Picture {
        let mut board = Board::new(width, LEAST);
        let soft = Look::new(Part::RowName, Role::InkSoft, SMALL);
        let mut at = 1.0;
        for text in self.above {
            at = board.lines(soft, (0.0, at), &soft.lines(text, board.width));
        }
        at = self.draw_lines(&mut board, at + AROUND) + AROUND;
        for text in self.below {
            at = board.lines(soft, (0.0, at), &soft.lines(text, board.width));
        }
        board.finish(at + 2.0)
    }

    fn draw_lines(&self, board: &mut Board, top: f32) -> f32 {
        let ink = Look::new(Part::RowName, Role::Ink, TEXT);
        let words = board.width * WORDS;
        let left = words + BESIDE;
        let shown = self.lines.iter().map(|line| ink.bold().width(&line.shown));
        let right = board.width - shown.fold(0.0, f32::max) - 8.0;
        let along = Along::new(self.lines, (left, right.max(left + 20.0)));
        let mut at = top;
        let mut level: Option<(f32, f32)> = None;
        for line in self.lines {
            let look = if line.is_end { ink.bold() } else { ink };
            let lines = look.lines(&line.text, words);
            let high = lines.len() as f32 * look.step();
            let height = high.max(BAR) + 2.0 * AROUND;
            let middle = at + height / 2.0;
            board.lines(look, (0.0, middle - high / 2.0), &lines);
            let (from, to) = (along.x(line.bar.0), along.x(line.bar.1));
            let (begin, end) = (from.min(to), from.max(to));
            if line.bar.0 != line.bar.1 {
                let rect = Rect::new(
                    begin,
                    middle - BAR / 2.0,
                    end.max(begin + LEAST_BAR),
                    middle + BAR / 2.0,
                );
                match line.is_possible {
                    true => possible(rect, line.role).into_iter().for_each(|mark| {
                        board.push(mark.id, mark.part, (mark.role, mark.opacity), mark.kind);
                    }),
                    false => board.rect(None, Part::Step, (line.role, 1.0), rect, 1.0),
                }
            }
            // Where the line before led to, this one goes on.
            if let Some((x, from)) = level {
                let ends = [Point::new(x, from), Point::new(x, middle - BAR / 2.0)];
                board.line(Part::Line, Role::InkSoft, ends, (1.0, Dash::Fine));
            }
            let half = if line.bar.0 == line.bar.1 { -BAR / 2.0 } else { BAR / 2.0 };
            level = Some((to, middle + half));
            let number_top = middle - ink.step() / 2.0;
            board.text(ink.bold(), (end + 6.0, number_top), Anchor::Start, &line.shown);
            at += height;
        }
        let zero = along.x(0.0);
        let ends = [Point::new(zero, top), Point::new(zero, at)];
        board.line(Part::Grid, Role::Hairline, ends, (1.0, Dash::Solid));
        at
    }
}

/// Figures to places, zero among them.
struct Along {
    least: f64,
    greatest: f64,
    left: f32,
    right: f32,
}

impl Along {
    fn new(lines: &[WaterfallLine], (left, right): (f32, f32)) -> Along {
        let ends = lines.iter().flat_map(|line| [line.bar.0, line.bar.1]);
        let finite = ends.filter(|end| end.is_finite());
        let (least, greatest) =
            finite.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        Along { least, greatest: greatest.max(least + f64::MIN_POSITIVE), left, right }
    }

    fn x(&self, figure: f64) -> f32 {
        let share = (figure - self.least) / (self.greatest - self.least);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) as f32 } else { 0.0 };
        self.left + (self.right - self.left) * share
    }
}
