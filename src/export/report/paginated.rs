//! A report on sheets of paper, A4.

use crate::chart::{Role, TextStyle, Theme, text_width};
use crate::export::caption::Caption;
use crate::export::flow::Word;
use crate::export::page::{Column, MARGIN, Placed, word_of};
use crate::export::paper::{Paper, Piece};

use super::blocks::{Block, Report};

/// A4, in points.
const SHEET: (f32, f32) = (595.0, 842.0);
/// Where text begins and ends.
const LEFT: f32 = 42.0;
const TOP: f32 = 54.0;
const BOTTOM: f32 = SHEET.1 - 54.0;
const WIDTH: f32 = SHEET.0 - 2.0 * LEFT;
/// The picture on a sheet, in points.
pub(super) const PICTURE: (f32, f32) = (WIDTH, 330.0);
/// A heading stands with at least so much of what follows.
const WITH_HEADING: f32 = 46.0;

const TITLE: f32 = 16.0;
const HEADING: f32 = 12.0;
const BODY: f32 = 9.0;
const CELL: f32 = 7.5;
const SMALL: f32 = 8.0;
/// From one line to the next, in sizes of the letters.
const LEADING: f32 = 1.4;
/// Room before a line of a list, and for the number of a reference.
const INDENT: f32 = 12.0;
const NUMBER: f32 = 30.0;
/// Between two columns of a table.
const APART: f32 = 7.0;
/// The least width of a column, and the most that its longest word takes.
const COLUMN: (f32, f32) = (34.0, 120.0);

/// What stays on one sheet: its top at 0.
#[derive(Clone)]
struct Unit<'a> {
    height: f32,
    piece: Piece<'a>,
}

/// The sheets, each with its number and the marking.
pub(super) fn papers(report: &Report) -> Vec<Paper<'_>> {
    let mut sheets: Vec<Vec<Piece<'_>>> = vec![Vec::new()];
    let mut top = TOP;
    let mut head: Option<Unit<'_>> = None;
    for Unit { height, piece } in units(report) {
        let is_heading = matches!(piece, Piece::Heading(..));
        let needed = if is_heading { height + WITH_HEADING } else { height };
        let is_begun = top > TOP;
        if is_begun && top + needed > BOTTOM {
            let mut sheet = Vec::new();
            top = TOP;
            // A table that goes on names its columns again.
            if let (Some(head), Piece::Row { is_head: false, .. }) = (&head, &piece) {
                sheet.push(head.piece.clone().moved(LEFT - MARGIN, top));
                top += head.height;
            }
            sheets.push(sheet);
        }
        if let Piece::Row { is_head: true, .. } = &piece {
            head = Some(Unit { height, piece: piece.clone() });
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.push(piece.moved(LEFT - MARGIN, top));
        }
        top += height;
    }
    let count = sheets.len();
    let sheets = (1..).zip(sheets).map(|(number, mut pieces)| {
        let mut column = Column::new(BOTTOM + 16.0);
        let look = (TextStyle::Regular, Role::InkSoft);
        column.text(&format!("{number} / {count}"), LEFT, BOTTOM + 22.0, SMALL, look);
        if let Some(marking) = &report.marking {
            let look = (TextStyle::Bold, Role::InkSoft);
            let left = (SHEET.0 - text_width(marking, SMALL, TextStyle::Bold)) / 2.0;
            column.text(marking, left.max(LEFT), 24.0, SMALL, look);
            column.text(marking, left.max(LEFT + 60.0), BOTTOM + 22.0, SMALL, look);
        }
        pieces.push(Piece::Aside(column.marks));
        Paper { width: SHEET.0, height: SHEET.1, theme: Theme::Light, pieces }
    });
    sheets.collect()
}

fn units(report: &Report) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    let title = told(0.0, |column| {
        column.flow(&[Word::plain(&report.title)], (0.0, WIDTH), TITLE, BOLD, TITLE * LEADING);
        column.top += 4.0;
    });
    units.push(Unit { height: title.1, piece: Piece::Heading(1, report.title.clone(), title.0) });
    for section in &report.sections {
        let says = format!("{}. {}", section.part.number(), section.part.heading());
        let (placed, height) = told(10.0, |column| {
            column.flow(&[Word::plain(&says)], (0.0, WIDTH), HEADING, BOLD, HEADING * LEADING);
            column.top += 2.0;
        });
        units.push(Unit { height, piece: Piece::Heading(2, says.clone(), placed) });
        section.blocks.iter().for_each(|block| add(block, report, &mut units));
    }
    units
}

const BOLD: (TextStyle, Role) = (TextStyle::Bold, Role::Ink);
const PLAIN: (TextStyle, Role) = (TextStyle::Regular, Role::Ink);

/// What `tell` lays out from a height on, and how far down it goes.
fn told(top: f32, tell: impl FnOnce(&mut Column)) -> (Vec<Placed>, f32) {
    let mut column = Column::new(top);
    tell(&mut column);
    (column.marks, column.top)
}

fn text<'a>(tell: impl FnOnce(&mut Column)) -> Unit<'a> {
    let (placed, height) = told(0.0, tell);
    Unit { height, piece: Piece::Text(placed) }
}

/// An item of a list, with a dash or a number of this size and look before it.
fn item<'a>(
    label: &str,
    (size, look): (f32, (TextStyle, Role)),
    tell: impl FnOnce(&mut Column),
) -> Unit<'a> {
    let (label, _) = told(0.0, |column| column.text(label, MARGIN, column.top, size, look));
    let (body, height) = told(0.0, tell);
    Unit { height, piece: Piece::Item { label, body } }
}

fn add<'a>(block: &'a Block, report: &'a Report, units: &mut Vec<Unit<'a>>) {
    match block {
        Block::Said(says) => units.push(text(|column| {
            column.flow(&[Word::plain(says)], (0.0, WIDTH), BODY, PLAIN, BODY * LEADING);
            column.top += 4.0;
        })),
        Block::List(lines) => units.extend(lines.iter().map(|line| {
            item("–", (BODY, PLAIN), |column| {
                column.flow(&[Word::plain(line)], (INDENT, WIDTH), BODY, PLAIN, BODY * LEADING);
                column.top += 2.0;
            })
        })),
        Block::Table { head, rows } => table(head, rows, units),
        Block::Chart => chart(report, units),
        Block::References(cited) => units.extend(cited.iter().map(|one| {
            let number = format!("[{}]", one.number);
            item(&number, (SMALL, (TextStyle::Bold, Role::Accent)), |column| {
                let words: Vec<Word<'_>> = one.parts.iter().map(word_of).collect();
                column.flow(&words, (NUMBER, WIDTH), SMALL, PLAIN, SMALL * LEADING);
                column.top += 1.0;
            })
        })),
    }
}

/// The picture, and under it who is drawn and what the signs mean.
fn chart<'a>(report: &'a Report, units: &mut Vec<Unit<'a>>) {
    let chart = &report.chart;
    let caption: &Caption = &chart.caption;
    units.push(text(|column| {
        column.flow(&[Word::plain(&caption.sentence)], (0.0, WIDTH), BODY, PLAIN, BODY * LEADING);
        column.top += 4.0;
    }));
    let picture = &chart.picture;
    let names: Vec<&str> = caption.sources.iter().map(|line| line.name.as_str()).collect();
    let says = format!("{} Drawn: {}.", caption.sentence, names.join(", "));
    let figure = Piece::Figure { picture, at: (MARGIN, 0.0), says };
    units.push(Unit { height: picture.height + 6.0, piece: figure });
    units.extend(caption.sources.iter().map(|source| text(|column| column.source(source, WIDTH))));
    units.push(text(|column| column.key(caption, WIDTH)));
}

/// A row a unit, so that a long table goes on on the next sheet.
fn table<'a>(head: &[&str], rows: &[Vec<String>], units: &mut Vec<Unit<'a>>) {
    let widths = widths(head, rows);
    let row = |cells: &mut dyn Iterator<Item = &str>, is_head: bool| {
        let look = if is_head { (TextStyle::Bold, Role::InkSoft) } else { PLAIN };
        let (mut left, mut bottom) = (0.0, 0.0_f32);
        let cell = |(cell, width): (&str, &f32)| {
            let (placed, height) = told(0.0, |column| {
                column.flow(&[Word::plain(cell)], (left, left + width), CELL, look, CELL * LEADING);
            });
            left += width + APART;
            bottom = bottom.max(height);
            placed
        };
        let cells = cells.zip(&widths).map(cell).collect();
        Unit { height: bottom + 3.0, piece: Piece::Row { cells, is_head } }
    };
    units.push(row(&mut head.iter().copied(), true));
    units.extend(rows.iter().map(|cells| row(&mut cells.iter().map(String::as_str), false)));
}

/// Each column at least as wide as its longest word, as far as that goes; the rest by how much
/// stands in them.
fn widths(head: &[&str], rows: &[Vec<String>]) -> Vec<f32> {
    let cells = |column: usize| {
        let below = rows.iter().filter_map(move |row| row.get(column).map(String::as_str));
        head.get(column).copied().into_iter().chain(below)
    };
    let wide = |text: &str| text_width(text, CELL, TextStyle::Bold);
    let least = |column: usize| {
        let words = cells(column).flat_map(str::split_whitespace);
        words.map(wide).fold(COLUMN.0, f32::max).min(COLUMN.1)
    };
    let whole = |column: usize| cells(column).map(wide).fold(0.0, f32::max).min(4.0 * COLUMN.1);
    let room = WIDTH - APART * (head.len().saturating_sub(1) as f32);
    let least: Vec<f32> = (0..head.len()).map(least).collect();
    let taken: f32 = least.iter().sum();
    if taken > room {
        // Words go on in the next line.
        return least.iter().map(|width| width * room / taken).collect();
    }
    let more: Vec<f32> =
        least.iter().enumerate().map(|(column, width)| (whole(column) - width).max(0.0)).collect();
    let wanted: f32 = more.iter().sum();
    let share = if wanted > 0.0 { ((room - taken) / wanted).min(1.0) } else { 0.0 };
    least.iter().zip(&more).map(|(width, more)| width + more * share).collect()
}
