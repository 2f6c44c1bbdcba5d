//! The key under an exported chart: a sample of each sign that occurs in it, beside what it says.

use crate::chart::{
    Mark, MarkKind, Part, Picture, Rect, Role, Scene, TextStyle, elide, key_sample, key_signs,
    key_verdicts, line_height, page_sign_sample, page_signs, text_width, visible,
};
use crate::compare::Verdict;
use crate::words::{KeySign, PageSign, Term, Words};

/// A sign or a colour, and what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyLine {
    pub sign: Sign,
    pub says: &'static str,
}

/// What is explained.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    OfChart(KeySign),
    /// A colour of the strip.
    OfVerdict(Verdict),
    /// Of a picture that has no time axis.
    OfPage(PageSign),
}

/// What occurs in a picture of a scene, in the order in which it is explained.
#[must_use]
pub fn key_of(picture: &Picture, scene: &Scene, words: Words) -> Vec<KeyLine> {
    let signs = key_signs(picture, scene).into_iter();
    let signs = signs.map(|sign| KeyLine { sign: Sign::OfChart(sign), says: words.sign(sign) });
    signs.chain(verdicts_of(picture, words)).collect()
}

/// What occurs in a picture that has no time axis, in the order in which it is explained.
#[must_use]
pub fn key_of_page(picture: &Picture, words: Words) -> Vec<KeyLine> {
    let signs = page_signs(picture).into_iter();
    let signs = signs.map(|sign| KeyLine { sign: Sign::OfPage(sign), says: words.page_sign(sign) });
    let is_unsaid = picture.marks().any(|mark| mark.part == Part::Unsaid);
    let unsaid = is_unsaid.then_some(KeySign::Unsaid).into_iter();
    let unsaid = unsaid.map(|sign| KeyLine { sign: Sign::OfChart(sign), says: words.sign(sign) });
    signs.chain(verdicts_of(picture, words)).chain(unsaid).collect()
}

fn verdicts_of(picture: &Picture, words: Words) -> impl Iterator<Item = KeyLine> {
    key_verdicts(picture).into_iter().map(move |verdict| {
        let says = words.explained(Term::Verdict(verdict));
        KeyLine { sign: Sign::OfVerdict(verdict), says }
    })
}

pub(super) const WORDS: f32 = 10.5;
/// The room of a sample, in points.
const SAMPLE: (f32, f32) = (52.0, 20.0);
const BESIDE: f32 = 10.0;
/// Between two columns, and under each row.
const APART: f32 = 24.0;
const BELOW: f32 = 5.0;
/// Two columns need so much width.
const TWO_COLUMNS: f32 = 720.0;

/// One line of the key where it goes, the top left of the key at 0.
pub(super) struct Cell {
    pub left: f32,
    pub top: f32,
    /// With its own top left corner at 0.
    pub sample: Vec<Mark>,
    /// Where its words begin.
    pub words_left: f32,
    pub words_top: f32,
    pub lines: Vec<String>,
}

/// The key in columns, row by row, and how high it is.
pub(super) fn cells(key: &[KeyLine], width: f32) -> (Vec<Cell>, f32) {
    let columns = if width >= TWO_COLUMNS { 2 } else { 1 };
    let column = (width - APART * (columns as f32 - 1.0)) / columns as f32;
    let words_left = SAMPLE.0 + BESIDE;
    let line = line_height(WORDS) * 1.1;
    let (mut cells, mut top) = (Vec::with_capacity(key.len()), 0.0);
    for row in key.chunks(columns) {
        let mut height = SAMPLE.1;
        for (place, of) in row.iter().enumerate() {
            let left = place as f32 * (column + APART);
            let lines = wrapped(of.says, column - words_left, WORDS, TextStyle::Regular);
            let words = lines.len() as f32 * line;
            let words_top = top + ((SAMPLE.1 - words) / 2.0).max(0.0);
            height = height.max(words);
            let (sample, words_left) = (sample_of(of.sign), left + words_left);
            cells.push(Cell { left, top, sample, words_left, words_top, lines });
        }
        top += height + BELOW;
    }
    (cells, top)
}

/// From one line to the next.
pub(super) fn line_step() -> f32 {
    line_height(WORDS) * 1.1
}

fn sample_of(sign: Sign) -> Vec<Mark> {
    let (width, height) = SAMPLE;
    match sign {
        Sign::OfChart(sign) => {
            let layers = key_sample(sign, width, height);
            layers.iter().flat_map(|layer| layer.iter().cloned()).collect()
        }
        Sign::OfPage(sign) => page_sign_sample(sign, width, height),
        Sign::OfVerdict(verdict) => {
            let rect = Rect::new(0.0, 3.0, width, height - 3.0);
            let kind = MarkKind::Rect { rect, radius: 2.5, filled: true };
            let role = Role::Verdict(verdict);
            vec![Mark { id: None, part: Part::Strip, role, opacity: 1.0, kind }]
        }
    }
}

/// A text in lines no wider than `width`; words that are wider alone are cut short.
pub(super) fn wrapped(text: &str, width: f32, size: f32, style: TextStyle) -> Vec<String> {
    let text = visible(text);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size, style) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(elide(word, width, size, style)),
        }
    }
    lines
}
