//! Which sets of voices shared a value, on how many days, and when: the sets as rows, the voices as
//! columns of dots.

use std::ops::Range;

use super::canvas::SMALL;
use super::rows::{ROW_HEIGHT, RowDays, Rows, RowsFrame, TEXT, middle_of, whole};
use crate::chart::geometry::Point;
use crate::chart::marks::{Layer, MarkId, MarkKind, Part};
use crate::chart::picture::Picture;
use crate::chart::roles::Role;
use crate::chart::scene::Scene;
use crate::chart::signs::{Marker, source_marker};
use crate::compare::{Coalition, Comparison, Verdict};

/// Between two columns of dots, at least and at most, in points.
const COLUMN: (f32, f32) = (9.0, 18.0);
/// Of more voices than this no dots are drawn: the names tell.
const MOST_COLUMNS: usize = 24;
/// The bar of days with its number, and the room for that.
const LENGTHS: f32 = 130.0;
const NUMBER: f32 = 70.0;
/// The names, at least and at most; in a wide picture at most this share of its width.
const NAMES: (f32, f32) = (120.0, 250.0);
const WIDE_NAMES: f32 = 0.24;
/// The share of the width that is left of the days, at most.
const LEFT: f32 = 0.6;
const INDENT: f32 = 8.0;
const DOT: f32 = 9.0;
/// Of a voice that is not in a set.
const NO_DOT: f32 = 4.0;

/// What rows of coalitions are drawn from, and how wide their parts are.
pub struct Coalitions<'a> {
    scene: &'a Scene,
    comparison: &'a Comparison,
    found: &'a [Coalition],
    /// The voices that have a column.
    columns: Vec<usize>,
    names: f32,
    column: f32,
    days: RowDays,
    frame: RowsFrame,
}

impl<'a> Coalitions<'a> {
    /// In rows of the frame's width. Those of the most days come first in `found`.
    #[must_use]
    pub fn new(
        scene: &'a Scene,
        comparison: &'a Comparison,
        found: &'a [Coalition],
        frame: &RowsFrame,
    ) -> Coalitions<'a> {
        let columns = columns_of(found, comparison);
        let many = columns.len().max(1) as f32;
        let room = (frame.width * LEFT - LENGTHS).max(0.0);
        let column = ((room - NAMES.0) / many).clamp(COLUMN.0, COLUMN.1);
        let most = NAMES.1.max(frame.width * WIDE_NAMES);
        let names = (room - column * columns.len() as f32).clamp(NAMES.0, most);
        let left = names + column * columns.len() as f32 + LENGTHS;
        let days = RowDays::beside(left, frame.width, frame.time);
        Coalitions { scene, comparison, found, columns, names, column, days, frame: *frame }
    }

    /// Where the days lie.
    #[must_use]
    pub fn days(&self) -> RowDays {
        self.days
    }

    /// The voices that have a column of dots, each with the x of its middle, and how wide it is.
    pub fn columns(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        self.columns.iter().enumerate().map(|(number, voice)| (*voice, self.x(number)))
    }

    /// How wide a column of dots is.
    #[must_use]
    pub fn column_width(&self) -> f32 {
        self.column
    }

    /// The signs of the columns and what the bars count, in one row.
    #[must_use]
    pub fn head(&self) -> Layer {
        let mut rows = Rows::new(self.days);
        self.draw_head(&mut rows);
        rows.finish()
    }

    /// Some of the rows, each [`ROW_HEIGHT`] high, the top of the first at 0.
    #[must_use]
    pub fn rows(&self, shown: Range<usize>) -> Layer {
        let mut rows = Rows::new(self.days);
        let found = self.found.get(shown).unwrap_or_default();
        for (row, one) in found.iter().enumerate() {
            self.row(&mut rows, one, middle_of(row));
        }
        rows.finish()
    }

    /// All rows, with the head above them and the axis below.
    #[must_use]
    pub fn picture(&self) -> Picture {
        let head = |rows: &mut Rows| self.draw_head(rows);
        whole(self.scene, &self.frame, self.days, self.found.len(), head, |shown| self.rows(shown))
    }

    /// The middle of a column of dots.
    fn x(&self, number: usize) -> f32 {
        self.names + (number as f32 + 0.5) * self.column
    }

    fn name(&self, voice: usize) -> &'a str {
        self.comparison.voices.get(voice).map_or("", |voice| &*voice.name)
    }

    fn draw_head(&self, rows: &mut Rows) {
        let middle = ROW_HEIGHT / 2.0;
        let small = |rows: &mut Rows, left: f32, room: f32, says: &str| {
            rows.words(None, Part::RowName, Role::InkSoft, (left, middle), (SMALL, room), says);
        };
        small(rows, INDENT, self.names - INDENT, "who shared a value");
        for (number, voice) in self.columns.iter().enumerate() {
            let sign = self.scene.sign(*voice);
            let (center, marker) = (Point::new(self.x(number), middle), source_marker(sign));
            let kind = MarkKind::Glyph { center, marker, size: self.column.min(DOT), filled: true };
            rows.push(Some(MarkId::Voice(*voice)), Part::Glyph, Role::Source(sign), 1.0, kind);
        }
        small(rows, self.x(self.columns.len()), LENGTHS, "on so many days");
    }

    fn row(&self, rows: &mut Rows, one: &Coalition, middle: f32) {
        let names: Vec<&str> = one.voices.iter().map(|voice| self.name(*voice)).collect();
        let room = (TEXT, self.names - INDENT);
        let names = names.join(" + ");
        rows.words(None, Part::RowName, Role::Ink, (INDENT, middle), room, &names);
        self.dots(rows, one, middle);
        let left = self.x(self.columns.len());
        let most = self.found.first().map_or(1, |first| first.days).max(1);
        let length = (LENGTHS - NUMBER) * (one.days as f32 / most as f32);
        rows.bar(None, Part::Days, (Role::InkSoft, 1.0), (left, left + length), middle);
        let number = self.frame.words.number(one.days as f64);
        let at = (left + length + 4.0, middle);
        rows.words(None, Part::Days, Role::Ink, at, (TEXT, NUMBER), &number);
        for (from, to) in &one.spans {
            let span = self.days.span(from.number(), to.number().saturating_add(1));
            if let Some((left, right)) = span {
                let across = (left, right.max(left + 1.0));
                rows.bar(None, Part::Band, (Role::Verdict(Verdict::Agree), 1.0), across, middle);
            }
        }
    }

    fn dots(&self, rows: &mut Rows, one: &Coalition, middle: f32) {
        let is_in = |voice: &usize| one.voices.binary_search(voice).is_ok();
        let at = |number: usize| Point::new(self.x(number), middle);
        let first = self.columns.iter().position(is_in);
        let last = self.columns.iter().rposition(is_in);
        if let Some((first, last)) = first.zip(last).filter(|(first, last)| first < last) {
            rows.line(None, Part::Member, Role::InkSoft, [at(first), at(last)], 1.5);
        }
        for (number, voice) in self.columns.iter().enumerate() {
            let (size, role) = match is_in(voice) {
                true => (self.column.min(DOT), Role::Source(self.scene.sign(*voice))),
                false => (NO_DOT, Role::Hairline),
            };
            let (center, marker) = (at(number), Marker::Circle);
            let kind = MarkKind::Glyph { center, marker, size, filled: true };
            rows.push(Some(MarkId::Voice(*voice)), Part::Member, role, 1.0, kind);
        }
    }
}

/// What a column is of: the voices that are in any coalition.
fn columns_of(found: &[Coalition], comparison: &Comparison) -> Vec<usize> {
    let is_in = |place: &usize| found.iter().any(|one| one.voices.binary_search(place).is_ok());
    let columns: Vec<usize> = (0..comparison.voices.len()).filter(is_in).collect();
    if columns.len() > MOST_COLUMNS { Vec::new() } else { columns }
}
