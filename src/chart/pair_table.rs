//! The voices of a comparison two by two, as a table: above the diagonal how each two lie to each other
//! on a day, below it on which share of the days they share a value. Each cell has a sign or a number
//! beside its colour.

use super::board::{Board, Look};
use super::geometry::{Point, Rect};
use super::marks::{Anchor, MarkId, Part};
use super::page_signs::{PageSign, in_cell, page_sign_role};
use super::picture::Picture;
use super::roles::Role;
use super::signs::{Dash, source_marker};
use crate::compare::{Comparison, Matrix, Pair, Relation, Slice, Together};
use crate::words::Words;

/// A table is at least so wide, in points.
const LEAST: f32 = 240.0;
/// Numbers and signs before names.
const NUMBER: f32 = 18.0;
const SIGN: f32 = 14.0;
/// The share of the width that names on the left take at most.
const NAMES: f32 = 0.3;
/// Right of the last column, for its name.
const OVERHANG: f32 = 0.13;
/// A cell is so wide, at least and at most.
const CELL: (f32, f32) = (26.0, 62.0);
/// With less there is a sign and no factor in it.
const ROOM_FOR_A_FACTOR: f32 = 44.0;
const ROW: f32 = 24.0;
const TEXT: f32 = 11.0;
const IN_CELL: f32 = 10.5;
/// Between a name above the table and its column, and around names.
const GAP: f32 = 5.0;
/// Between two parts of a table that is wider than its page.
const BETWEEN: f32 = 20.0;

/// What a table of pairs is made from.
#[derive(Clone, Copy)]
pub struct PairTable<'a> {
    pub comparison: &'a Comparison,
    /// Over the days.
    pub matrix: &'a Matrix,
    /// On the day.
    pub slice: &'a Slice,
    /// The sign of a voice: the number of its colour, marker and dash.
    pub sign_of: &'a dyn Fn(usize) -> u16,
    /// What stands behind a name: where it can be read.
    pub cited: &'a dyn Fn(usize) -> String,
    pub words: Words,
}

/// On which share of the days two share a value.
#[must_use]
pub fn sign_of_share(share: Option<f64>) -> PageSign {
    match share {
        None => PageSign::NotBoth,
        Some(share) if share >= 1.0 => PageSign::AlwaysShared,
        Some(share) if share > 0.5 => PageSign::MostlyShared,
        Some(share) if share > 0.0 => PageSign::SometimesShared,
        Some(_) => PageSign::NeverShared,
    }
}

/// The share in whole per cent, never rounded up: 100 is always.
#[must_use]
pub fn share_in_a_cell(share: Option<f64>) -> String {
    share.map_or_else(
        || PageSign::NotBoth.in_a_cell().to_owned(),
        |share| format!("{:.0}", (share * 100.0).floor()),
    )
}

impl PairTable<'_> {
    /// The voices that have a row, places in the comparison: those that stand in the days or on the day.
    #[must_use]
    pub fn voices(&self) -> Vec<usize> {
        let standing = self.slice.standing.iter().map(|one| one.voice);
        let mut voices: Vec<usize> = self.matrix.voices.iter().copied().chain(standing).collect();
        voices.sort_unstable();
        voices.dedup();
        voices
    }

    /// How two voices lie to each other on the day; none where they do not both stand.
    #[must_use]
    pub fn on_day(&self, a: usize, b: usize) -> Option<&Pair> {
        let (a, b) = (a.min(b), a.max(b));
        self.slice.pairs.iter().find(|pair| (pair.a.min(pair.b), pair.a.max(pair.b)) == (a, b))
    }

    /// The same over the days.
    #[must_use]
    pub fn over_days(&self, a: usize, b: usize) -> Option<&Together> {
        let place = |voice: usize| self.matrix.voices.iter().position(|other| *other == voice);
        self.matrix.cell(place(a)?, place(b)?)
    }

    /// Laid out in this width; what goes beyond stands in further parts below.
    #[must_use]
    pub fn picture(&self, width: f32) -> Picture {
        let mut board = Board::new(width, LEAST);
        let voices = self.voices();
        let plan = Plan::new(self, &voices, board.width);
        let mut top = 2.0;
        for (part, columns) in voices.chunks(plan.columns).enumerate() {
            let first = part.saturating_mul(plan.columns);
            top = self.draw_heads(&mut board, &plan, (first, columns), top);
            top = self.draw_rows(&mut board, &plan, (first, columns), &voices, top) + BETWEEN;
        }
        board.finish((top - BETWEEN + GAP).max(1.0))
    }

    fn name(&self, voice: usize) -> String {
        let name = self.comparison.voices.get(voice).map_or("", |voice| &voice.name);
        let cited = (self.cited)(voice);
        if cited.is_empty() { name.to_owned() } else { format!("{name} {cited}") }
    }

    /// The names of the columns as stairs, each with a line down to its own; where the cells begin.
    fn draw_heads(
        &self,
        board: &mut Board,
        plan: &Plan,
        (first, columns): (usize, &[usize]),
        top: f32,
    ) -> f32 {
        let mut at = top;
        let mut lines: Vec<(f32, f32)> = Vec::new();
        for (column, voice) in columns.iter().enumerate() {
            let x = plan.middle(column);
            let name = self.comparison.voices.get(*voice).map_or("", |voice| &voice.name);
            let told = format!("{} {name}", first + column + 1);
            let told = soft().lines(&told, board.width - x - GAP);
            lines.push((x, at + 2.0));
            at = board.lines(soft(), (x + GAP, at), &told);
        }
        for (x, from) in lines {
            let ends = [Point::new(x, from), Point::new(x, at + GAP - 1.0)];
            board.line(Part::Grid, Role::Hairline, ends, (1.0, Dash::Solid));
        }
        at + GAP
    }

    fn draw_rows(
        &self,
        board: &mut Board,
        plan: &Plan,
        (first, columns): (usize, &[usize]),
        voices: &[usize],
        top: f32,
    ) -> f32 {
        let mut at = top;
        for (row, voice) in voices.iter().enumerate() {
            let lines = ink().lines(&self.name(*voice), plan.names - NUMBER - SIGN - GAP);
            let words = lines.len() as f32 * ink().step();
            let height = ROW.max(words + GAP);
            let middle = at + height / 2.0;
            let number = (row + 1).to_string();
            let number_top = middle - ink().step() / 2.0;
            board.text(soft(), (NUMBER - 4.0, number_top), Anchor::End, &number);
            self.draw_sign(board, *voice, Point::new(NUMBER + SIGN / 2.0 - 1.0, middle));
            board.lines(ink(), (NUMBER + SIGN, middle - words / 2.0), &lines);
            for (column, other) in columns.iter().enumerate() {
                let left = plan.names + plan.cell * column as f32;
                let rect = Rect::new(left, at, left + plan.cell - 1.0, at + height - 1.0);
                match (first + column).cmp(&row) {
                    std::cmp::Ordering::Equal => {
                        board.rect(None, Part::Grid, (Role::Panel, 1.0), rect, 2.0);
                        let center = Point::new(left + plan.cell / 2.0 - 0.5, middle);
                        self.draw_sign(board, *voice, center);
                    }
                    std::cmp::Ordering::Less => self.draw_days(board, (*other, *voice), rect),
                    std::cmp::Ordering::Greater => self.draw_day(board, (*voice, *other), rect),
                }
            }
            at += height;
        }
        at
    }

    fn draw_sign(&self, board: &mut Board, voice: usize, center: Point) {
        let sign = (self.sign_of)(voice);
        let look = (source_marker(sign), 8.0);
        board.sign(Some(MarkId::Voice(voice)), Role::Source(sign), center, look);
    }

    fn draw_days(&self, board: &mut Board, (a, b): (usize, usize), rect: Rect) {
        let share = self.over_days(a, b).and_then(Together::share);
        let role = page_sign_role(sign_of_share(share));
        let id = MarkId::Pair { voices: [a, b], is_over_days: true };
        draw_cell(board, id, role, &share_in_a_cell(share), rect);
    }

    fn draw_day(&self, board: &mut Board, (a, b): (usize, usize), rect: Rect) {
        let pair = self.on_day(a, b);
        let sign = pair.map_or(PageSign::NotBoth, |pair| match pair.relation {
            Relation::Overlap => PageSign::Overlap,
            Relation::Touch => PageSign::Touch,
            Relation::Apart => PageSign::Apart,
        });
        let mut says = sign.in_a_cell().to_owned();
        let factor = pair.filter(|pair| pair.relation == Relation::Apart).and_then(|p| p.ratio);
        let factor = factor.and_then(|factor| self.words.factor(factor));
        if let Some(factor) = factor.filter(|_| rect.width() >= ROOM_FOR_A_FACTOR) {
            says.push_str(&format!(" {factor}"));
        }
        let id = MarkId::Pair { voices: [a, b], is_over_days: false };
        draw_cell(board, id, page_sign_role(sign), &says, rect);
    }
}

fn draw_cell(board: &mut Board, id: MarkId, role: Role, says: &str, rect: Rect) {
    board.rect(Some(id), Part::Pair, (role, 1.0), rect, 2.0);
    let center =
        Point::new(f32::midpoint(rect.left, rect.right), f32::midpoint(rect.top, rect.bottom));
    let text = in_cell(Some(id), says, role, center, IN_CELL);
    board.push(text.id, text.part, (text.role, text.opacity), text.kind);
}

fn ink() -> Look {
    Look::new(Part::RowName, Role::Ink, TEXT)
}

fn soft() -> Look {
    Look::new(Part::RowName, Role::InkSoft, TEXT)
}

/// How wide the parts of a table are.
struct Plan {
    names: f32,
    cell: f32,
    /// So many columns go into a part of the table.
    columns: usize,
}

impl Plan {
    fn new(table: &PairTable<'_>, voices: &[usize], width: f32) -> Plan {
        let longest = voices.iter().map(|voice| ink().width(&table.name(*voice)));
        let longest = longest.fold(0.0, f32::max) + NUMBER + SIGN + GAP + 1.0;
        let names = longest.min(width * NAMES);
        let room = (width * (1.0 - OVERHANG) - names).max(CELL.0);
        let cell = (room / voices.len().max(1) as f32).clamp(CELL.0, CELL.1);
        let columns = ((room / cell + 0.01).floor() as usize).max(1);
        Plan { names, cell, columns }
    }

    /// The x of the middle of a column.
    fn middle(&self, column: usize) -> f32 {
        self.names + self.cell * (column as f32 + 0.5) - 0.5
    }
}
