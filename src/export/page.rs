//! A page as it is taken away: heading, picture, who is drawn, key, notes, references and what was
//! asked, as marks in their places. Painters only paint it.

use crate::chart::{
    Anchor, Mark, MarkKind, Part, Picture, Point, Role, Text, TextStyle, Theme, ascent,
    line_height, source_dash, source_marker, text_width,
};
use crate::words::{Cited, CitedPart};

use super::caption::{Caption, SourceLine};
use super::flow::{Run, Word, flowed, width_of};
use super::key;

pub(super) const MARGIN: f32 = 16.0;
const TITLE: f32 = 16.0;
const WORDS: f32 = 12.0;
const SMALL: f32 = 10.5;
const REFERENCE: f32 = 9.5;
const LEGEND_ROW: f32 = 18.0;
const NOTE_ROW: f32 = 15.0;
/// Room for the number of a note or a reference.
const INDENT: f32 = 34.0;
/// Room for the sample of a voice's sign.
const SAMPLE: f32 = 34.0;
/// Under each part of the page.
const BELOW: f32 = 6.0;
/// From one line to the next, in heights of a line.
const LEADING: f32 = 1.2;

/// A page, laid out.
pub struct Page<'a> {
    /// In points.
    pub width: f32,
    pub height: f32,
    pub theme: Theme,
    pub(super) caption: &'a Caption,
    pub(super) picture: &'a Picture,
    /// Where the picture's own top left corner is.
    pub(super) picture_at: (f32, f32),
    /// What stands over the picture and under it, from top to bottom.
    pub(super) above: Vec<Group>,
    pub(super) below: Vec<Group>,
}

/// Marks that belong together.
pub(super) struct Group {
    pub id: &'static str,
    pub marks: Vec<Placed>,
}

impl Group {
    fn moved(self, right: f32, down: f32) -> Group {
        let marks = self.marks.into_iter().map(|placed| placed.moved(right, down));
        Group { marks: marks.collect(), ..self }
    }
}

/// A mark, and the address that it leads to.
#[derive(Clone)]
pub(super) struct Placed {
    pub mark: Mark,
    pub link: Option<String>,
}

impl Placed {
    /// The same, so many points farther right and farther down.
    pub fn moved(self, right: f32, down: f32) -> Placed {
        Placed { mark: self.mark.moved(right, down), ..self }
    }

    /// How far down it begins; 0 for what is no text.
    pub fn top(&self) -> f32 {
        match &self.mark.kind {
            MarkKind::Text(text) => text.rect().top,
            _ => 0.0,
        }
    }
}

/// How high what stands above and below a picture of this width is, in points: what is left of a
/// page for the picture itself is its height less both, and its width less [`side_margins`].
#[must_use]
pub fn furniture(caption: &Caption, picture_width: f32) -> (f32, f32) {
    (heading(caption, picture_width).1, below(caption, picture_width).1)
}

/// What a page is wider than its picture, in points.
#[must_use]
pub fn side_margins() -> f32 {
    2.0 * MARGIN
}

impl<'a> Page<'a> {
    /// The page around a picture.
    #[must_use]
    pub fn new(picture: &'a Picture, theme: Theme, caption: &'a Caption) -> Page<'a> {
        let (above, top) = heading(caption, picture.width);
        let (below, under) = below(caption, picture.width);
        let down = top + picture.height;
        Page {
            width: picture.width + side_margins(),
            height: down + under,
            theme,
            caption,
            picture,
            picture_at: (MARGIN, top),
            above,
            below: below.into_iter().map(|group| group.moved(0.0, down)).collect(),
        }
    }

    /// What the page shows, for those who do not see it.
    pub(super) fn description(&self) -> String {
        let caption = self.caption;
        let names = caption.sources.iter().map(|line| line.name.as_str());
        let names: Vec<&str> = names.chain(caption.drawn.iter().map(String::as_str)).collect();
        let drawn = names.join(if caption.drawn.is_empty() { ", " } else { " | " });
        let told = format!("{} Drawn: {drawn}. Asked: {}.", caption.sentence, caption.asked);
        told.trim().to_owned()
    }
}

/// The title, the marking and the sentence, and how high they are.
fn heading(caption: &Caption, width: f32) -> (Vec<Group>, f32) {
    let mut column = Column::new(MARGIN);
    let mut groups = Vec::new();
    if let Some(marking) = &caption.marking {
        column.lines(marking, width, SMALL, TextStyle::Bold, Role::InkSoft);
    }
    let marking = std::mem::take(&mut column.marks);
    column.lines(&caption.title, width, TITLE, TextStyle::Bold, Role::Ink);
    groups.push(Group { id: "heading", marks: std::mem::take(&mut column.marks) });
    groups.push(Group { id: "marking", marks: marking });
    column.top += 2.0;
    column.lines(&caption.sentence, width, WORDS, TextStyle::Regular, Role::InkSoft);
    groups.push(Group { id: "sentence", marks: column.marks });
    groups.retain(|group| !group.marks.is_empty());
    (groups, column.top + 8.0)
}

/// All that stands under the picture, its top at 0, and how high it is.
fn below(caption: &Caption, width: f32) -> (Vec<Group>, f32) {
    let mut column = Column::new(8.0);
    let mut groups = Vec::new();
    for source in &caption.sources {
        column.source(source, width);
    }
    column.close("sources", &mut groups);
    column.key(caption, width);
    column.close("key", &mut groups);
    for note in &caption.notes {
        column.numbered(&note.number.to_string(), |column| {
            let words = [Word::plain(&note.text)];
            column.flow(&words, (INDENT, width), SMALL, (TextStyle::Regular, Role::Ink), NOTE_ROW);
        });
    }
    column.close("notes", &mut groups);
    column.references(caption, width);
    column.close("references", &mut groups);
    let texts = std::iter::once(&caption.asked).chain(&caption.said);
    for text in texts {
        column.lines(text, width, SMALL, TextStyle::Regular, Role::InkSoft);
    }
    if let Some(marking) = &caption.marking {
        column.lines(marking, width, SMALL, TextStyle::Bold, Role::InkSoft);
    }
    groups.push(Group { id: "asked", marks: column.marks });
    (groups, column.top + MARGIN)
}

pub(super) fn word_of(part: &CitedPart) -> Word<'_> {
    match part {
        CitedPart::Text(text) => Word::plain(text),
        CitedPart::Address(url) => Word { text: url, link: Some(url) },
    }
}

/// What is laid out from top to bottom, from the left margin on.
pub(super) struct Column {
    pub marks: Vec<Placed>,
    pub top: f32,
}

impl Column {
    pub fn new(top: f32) -> Column {
        Column { marks: Vec::new(), top }
    }

    /// What was laid out since the last is a group, with room under it; an empty one is none.
    fn close(&mut self, id: &'static str, groups: &mut Vec<Group>) {
        let marks = std::mem::take(&mut self.marks);
        if !marks.is_empty() {
            self.top += BELOW;
            groups.push(Group { id, marks });
        }
    }

    fn push(&mut self, role: Role, kind: MarkKind, link: Option<&str>) {
        let mark = Mark { id: None, part: Part::Label, role, opacity: 1.0, kind };
        self.marks.push(Placed { mark, link: link.map(str::to_owned) });
    }

    /// A line of text, its top at this height.
    pub fn text(
        &mut self,
        text: &str,
        left: f32,
        top: f32,
        size: f32,
        (style, role): (TextStyle, Role),
    ) {
        let text = text_at(text, left, top, size, style);
        self.push(role, MarkKind::Text(text), None);
    }

    /// A text over the whole width, in as many lines as it takes.
    fn lines(&mut self, text: &str, width: f32, size: f32, style: TextStyle, role: Role) {
        let step = line_height(size) * LEADING;
        self.flow(&[Word::plain(text)], (0.0, width), size, (style, role), step);
    }

    /// Words between two places of the page in as many lines as they take, with what they lead to; how
    /// many lines that are.
    pub fn flow(
        &mut self,
        words: &[Word<'_>],
        (left, right): (f32, f32),
        size: f32,
        (style, role): (TextStyle, Role),
        step: f32,
    ) -> usize {
        let lines = flowed(words, right - left, size, style);
        let count = lines.len();
        for line in lines {
            let mut at = MARGIN + left;
            for Run { text, link } in line {
                let role = if link.is_some() { Role::Accent } else { role };
                let text = text_at(&text, at, self.top, size, style);
                at += text.width;
                self.push(role, MarkKind::Text(text), link);
            }
            self.top += step;
        }
        count
    }

    /// What `tell` lays out, behind a number.
    fn numbered(&mut self, number: &str, tell: impl FnOnce(&mut Column)) {
        let look = (TextStyle::Bold, Role::Accent);
        self.text(number, MARGIN, self.top, SMALL, look);
        tell(self);
    }

    /// The sign of a voice, its name, and what of it is drawn.
    pub fn source(&mut self, source: &SourceLine, width: f32) {
        let (begin, middle) = (self.top, self.top + LEGEND_ROW / 2.0);
        let words_top = middle - line_height(WORDS) / 2.0;
        let (left, right) = (MARGIN, MARGIN + 26.0);
        let role = Role::Source(source.sign);
        let points = vec![Point::new(left, middle), Point::new(right, middle)];
        let dash = source_dash(source.sign);
        self.push(role, MarkKind::Line { points, width: 2.0, dash }, None);
        let center = Point::new(f32::midpoint(left, right), middle);
        let marker = source_marker(source.sign);
        self.push(role, MarkKind::Glyph { center, marker, size: 8.0, filled: true }, None);

        let name = [Word::plain(&source.name)];
        let room = width / 2.0;
        let widths = flowed(&name, room, WORDS, TextStyle::Bold);
        let widths = widths.iter().map(|line| width_of(line, WORDS, TextStyle::Bold));
        let note_left = SAMPLE + widths.fold(0.0, f32::max) + 10.0;
        self.top = words_top;
        let look = (TextStyle::Bold, Role::Ink);
        let name_lines = self.flow(&name, (SAMPLE, SAMPLE + room), WORDS, look, LEGEND_ROW);
        self.top = words_top;
        let (note, look) = ([Word::plain(&source.note)], (TextStyle::Regular, Role::InkSoft));
        let note_lines = self.flow(&note, (note_left, width), WORDS, look, LEGEND_ROW);
        self.top = begin + name_lines.max(note_lines).max(1) as f32 * LEGEND_ROW;
    }

    /// A sample of each sign that occurs, beside what it says.
    pub fn key(&mut self, caption: &Caption, width: f32) {
        let (cells, height) = key::cells(&caption.key, width);
        for cell in cells {
            for mark in cell.sample {
                let mark = mark.moved(MARGIN + cell.left, self.top + cell.top);
                self.marks.push(Placed { mark, link: None });
            }
            let (left, mut top) = (MARGIN + cell.words_left, self.top + cell.words_top);
            for line in &cell.lines {
                self.text(line, left, top, key::WORDS, (TextStyle::Regular, Role::InkSoft));
                top += key::line_step();
            }
        }
        self.top += height;
    }

    /// The numbered list, and the files in which they stand.
    fn references(&mut self, caption: &Caption, width: f32) {
        let step = line_height(REFERENCE) * LEADING;
        let look = (TextStyle::Regular, Role::Ink);
        for Cited { number, parts } in &caption.cited {
            self.numbered(&format!("[{number}]"), |column| {
                let words: Vec<Word<'_>> = parts.iter().map(word_of).collect();
                column.flow(&words, (INDENT, width), REFERENCE, look, step);
            });
        }
        let look = (TextStyle::Regular, Role::InkSoft);
        for file in &caption.files {
            self.flow(&[Word::plain(file)], (INDENT, width), REFERENCE, look, step);
        }
    }
}

fn text_at(text: &str, left: f32, top: f32, size: f32, style: TextStyle) -> Text {
    let at = Point::new(left, top + ascent(size));
    let width = text_width(text, size, style);
    Text { at, anchor: Anchor::Start, size, style, text: text.to_owned(), width }
}

/// The ends of the two strokes of an arrow's head, 4 points long.
pub(super) fn arrow_head(tail: Point, tip: Point) -> [Point; 2] {
    let (dx, dy) = (tail.x - tip.x, tail.y - tip.y);
    let length = dx.hypot(dy).max(1e-3);
    let (dx, dy) = (dx / length * 4.0, dy / length * 4.0);
    [
        Point::new(tip.x + dx - dy * 0.8, tip.y + dy + dx * 0.8),
        Point::new(tip.x + dx + dy * 0.8, tip.y + dy - dx * 0.8),
    ]
}
