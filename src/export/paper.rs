//! A sheet of paper: what stands on it, in the order in which it is read.

use crate::chart::{Mark, Picture, Theme};

use super::page::{Page, Placed};

/// A sheet, laid out.
pub(super) struct Paper<'a> {
    /// In points.
    pub width: f32,
    pub height: f32,
    pub theme: Theme,
    pub pieces: Vec<Piece<'a>>,
}

/// What belongs together on a sheet.
#[derive(Clone)]
pub(super) enum Piece<'a> {
    /// Of which level, from 1, and what it says.
    Heading(u16, String, Vec<Placed>),
    Text(Vec<Placed>),
    /// A row of a table, cell by cell; the first names its columns.
    Row {
        cells: Vec<Vec<Placed>>,
        is_head: bool,
    },
    /// An item of a list: its dash or number, and what it says.
    Item {
        label: Vec<Placed>,
        body: Vec<Placed>,
    },
    /// What belongs to the sheet and not to what is read: its number, a marking.
    Aside(Vec<Placed>),
    Figure {
        picture: &'a Picture,
        /// Where its own top left corner is.
        at: (f32, f32),
        /// What it shows, in words.
        says: String,
    },
}

impl<'a> Piece<'a> {
    /// All that stands in it.
    pub fn marks(&self) -> Vec<&Mark> {
        match self {
            Piece::Heading(.., placed) | Piece::Text(placed) | Piece::Aside(placed) => {
                placed.iter().map(|placed| &placed.mark).collect()
            }
            Piece::Row { cells, .. } => cells.iter().flatten().map(|placed| &placed.mark).collect(),
            Piece::Item { label, body } => {
                label.iter().chain(body).map(|placed| &placed.mark).collect()
            }
            Piece::Figure { picture, .. } => picture.marks().collect(),
        }
    }

    /// The same, so many points farther right and farther down.
    pub fn moved(self, right: f32, down: f32) -> Piece<'a> {
        let moved = |placed: Vec<Placed>| {
            placed.into_iter().map(|placed| placed.moved(right, down)).collect()
        };
        match self {
            Piece::Heading(level, title, placed) => Piece::Heading(level, title, moved(placed)),
            Piece::Text(placed) => Piece::Text(moved(placed)),
            Piece::Row { cells, is_head } => {
                Piece::Row { cells: cells.into_iter().map(moved).collect(), is_head }
            }
            Piece::Item { label, body } => Piece::Item { label: moved(label), body: moved(body) },
            Piece::Aside(placed) => Piece::Aside(moved(placed)),
            Piece::Figure { picture, at, says } => {
                Piece::Figure { picture, at: (at.0 + right, at.1 + down), says }
            }
        }
    }
}

impl<'a> From<Page<'a>> for Paper<'a> {
    fn from(page: Page<'a>) -> Paper<'a> {
        let (picture, at, says) = (page.picture, page.picture_at, page.description());
        let title = page.caption.title.clone();
        let mut above = page.above.into_iter().map(|group| group.marks);
        let mut pieces = vec![Piece::Heading(1, title, above.next().unwrap_or_default())];
        pieces.extend(above.map(Piece::Text));
        pieces.push(Piece::Figure { picture, at, says });
        pieces.extend(page.below.into_iter().map(|group| Piece::Text(group.marks)));
        Paper { width: page.width, height: page.height, theme: page.theme, pieces }
    }
}
