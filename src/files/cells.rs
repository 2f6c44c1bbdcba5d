//! What stands in a row, place by place: what containers give and mappings read. Neither knows the
//! other; this is all that they have in common.

use std::borrow::Cow;

/// What stands in one place of a row.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cell<'r> {
    Nothing,
    /// Without blanks around it, and never empty.
    Text(Cow<'r, str>),
    /// A number that the container itself knows to be one, as a computer writes it: a point before
    /// the decimals and no sign between thousands. It leaves no choice and tells of no other cell.
    Number(Cow<'r, str>),
    /// Several texts, where the container itself tells them apart.
    List(&'r [Cow<'r, str>]),
}

impl<'r> Cell<'r> {
    /// A text; one of blanks alone is nothing.
    pub(crate) fn text(text: &'r str) -> Cell<'r> {
        match trimmed(text) {
            "" => Cell::Nothing,
            text => Cell::Text(Cow::Borrowed(text)),
        }
    }

    /// Several cells as one, with a space between; a list goes with nothing else.
    pub(crate) fn joined(cells: impl Iterator<Item = Cell<'r>>) -> Cell<'r> {
        cells.fold(Cell::Nothing, |before, cell| match (before, cell) {
            (before, Cell::Nothing) => before,
            (Cell::Nothing, cell) | (_, cell @ Cell::List(_)) => cell,
            (list @ Cell::List(_), _) => list,
            (Cell::Text(one) | Cell::Number(one), Cell::Text(other) | Cell::Number(other)) => {
                Cell::Text(format!("{one} {other}").into())
            }
        })
    }

    pub(crate) fn is_nothing(&self) -> bool {
        *self == Cell::Nothing
    }

    /// The text; empty where there is none.
    pub(crate) fn as_text(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Number(text) => text,
            Cell::Nothing | Cell::List(_) => "",
        }
    }
}

/// A text without blanks around it; most have none.
pub(crate) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [only] if only.is_ascii_graphic() => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// A row's cells, by column; nothing where the row has none.
pub(crate) trait Cells {
    fn cell(&self, column: usize) -> Cell<'_>;

    /// The number in a cell, where the container has it as one that is whole and not below 0.
    fn count(&self, _column: usize) -> Option<f64> {
        None
    }

    /// What tells a cell from others of its column, where the container knows that without looking at
    /// it.
    fn code(&self, _column: usize) -> Option<Code> {
        None
    }
}

/// The number by which a cell goes: in one epoch the same one is the same cell of the same column, and
/// epochs come one after the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Code {
    pub(crate) epoch: u32,
    /// Small: they are counted from 0.
    pub(crate) place: u32,
}
