//! A picture that has no time axis, in the making: what stands on it is put from top to bottom, and it
//! becomes as high as that is.

use super::geometry::{Point, Rect};
use super::marks::{Anchor, Mark, MarkId, MarkKind, Part, Text};
use super::picture::Picture;
use super::roles::Role;
use super::signs::{Dash, Marker};
use super::text::{TextStyle, ascent, line_height, text_width, wrapped};

/// From one line of words to the next, in heights of a line.
const LEADING: f32 = 1.12;
/// No board is wider, in points.
const MOST_WIDE: f32 = 20_000.0;

/// How words look.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Look {
    pub part: Part,
    pub role: Role,
    /// In points.
    pub size: f32,
    pub style: TextStyle,
}

impl Look {
    pub fn new(part: Part, role: Role, size: f32) -> Look {
        Look { part, role, size, style: TextStyle::Regular }
    }

    pub fn bold(self) -> Look {
        Look { style: TextStyle::Bold, ..self }
    }

    /// From one line to the next, in points.
    pub fn step(self) -> f32 {
        line_height(self.size) * LEADING
    }

    pub fn width(self, text: &str) -> f32 {
        text_width(text, self.size, self.style)
    }

    /// In as many lines as it takes, none wider than `room`; nothing is cut.
    pub fn lines(self, text: &str, room: f32) -> Vec<String> {
        wrapped(text, room, self.size, self.style)
    }
}

/// What was put on a board so far.
pub(super) struct Board {
    /// In points.
    pub width: f32,
    marks: Vec<Mark>,
}

impl Board {
    /// At least `least` points wide, whatever is asked for.
    pub fn new(width: f32, least: f32) -> Board {
        let width = if width.is_finite() { width.clamp(least, MOST_WIDE) } else { least };
        Board { width, marks: Vec::new() }
    }

    pub fn finish(self, height: f32) -> Picture {
        Picture::of_marks((self.width, height), self.marks)
    }

    pub fn push(
        &mut self,
        id: Option<MarkId>,
        part: Part,
        (role, opacity): (Role, f32),
        kind: MarkKind,
    ) {
        self.marks.push(Mark { id, part, role, opacity, kind });
    }

    /// One line, its top at this height and its anchor at that x.
    pub fn text(&mut self, look: Look, (x, top): (f32, f32), anchor: Anchor, text: &str) {
        if text.is_empty() {
            return;
        }
        let at = Point::new(x, top + ascent(look.size));
        let Look { part, role, size, style } = look;
        let (text, width) = (text.to_owned(), look.width(text));
        let text = Text { at, anchor, size, style, text, width };
        self.push(None, part, (role, 1.0), MarkKind::Text(text));
    }

    /// Lines below each other, the top of the first at this height; where the last one ends.
    pub fn lines(&mut self, look: Look, (left, top): (f32, f32), lines: &[String]) -> f32 {
        let mut at = top;
        for line in lines {
            self.text(look, (left, at), Anchor::Start, line);
            at += look.step();
        }
        at
    }

    pub fn rect(
        &mut self,
        id: Option<MarkId>,
        part: Part,
        look: (Role, f32),
        rect: Rect,
        radius: f32,
    ) {
        self.push(id, part, look, MarkKind::Rect { rect, radius, filled: true });
    }

    pub fn line(&mut self, part: Part, role: Role, ends: [Point; 2], (width, dash): (f32, Dash)) {
        let kind = MarkKind::Line { points: ends.into(), width, dash };
        self.push(None, part, (role, 1.0), kind);
    }

    pub fn sign(
        &mut self,
        id: Option<MarkId>,
        role: Role,
        center: Point,
        (marker, size): (Marker, f32),
    ) {
        let kind = MarkKind::Glyph { center, marker, size, filled: true };
        self.push(id, Part::Glyph, (role, 1.0), kind);
    }
}
