//! What is read of a sheet and in which order: headings, paragraphs, lists, tables, figures.

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::geom::Rect as Box;
use krilla::page::Page as Sheet;
use krilla::tagging::{
    Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

use crate::chart::Rect;

/// What is to be a link once the sheet is painted.
pub(super) struct Link {
    pub text: Identifier,
    pub url: String,
    pub rect: Rect,
}

/// A piece of what is read together, in order.
pub(super) enum Read {
    Text(Identifier),
    Link(Link),
}

/// What a piece of a sheet is to who listens.
pub(super) enum Tagged {
    Alone(TagKind, Vec<Read>),
    /// A row of a table, cell by cell; whether it names the columns.
    Row(bool, Vec<Vec<Read>>),
    /// An item of a list: its dash or number, and what it says.
    Item(Vec<Read>, Vec<Read>),
}

/// Adds what a sheet holds to what is read: rows that follow each other are one table, items one list.
pub(super) fn add(pieces: Vec<Tagged>, sheet: &mut Sheet<'_>, tags: &mut TagTree) {
    let mut open: Option<(What, TagGroup)> = None;
    for piece in pieces {
        let what = What::of(&piece);
        if open.as_ref().is_some_and(|(open, _)| *open != what)
            && let Some((_, closed)) = open.take()
        {
            tags.push(closed);
        }
        let node = match piece {
            Tagged::Alone(tag, read) => {
                tags.push(group(tag, read, sheet));
                continue;
            }
            Tagged::Row(is_head, cells) => row(is_head, cells, sheet),
            Tagged::Item(label, body) => {
                let mut item = TagGroup::new(Tag::LI);
                item.push(group(Tag::Lbl.into(), label, sheet));
                item.push(group(Tag::LBody.into(), body, sheet));
                item
            }
        };
        let (_, whole) = open.get_or_insert_with(|| (what, TagGroup::new(what.tag())));
        whole.push(node);
    }
    if let Some((_, closed)) = open {
        tags.push(closed);
    }
}

/// To what a piece belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Nothing,
    Table,
    List,
}

impl What {
    fn of(piece: &Tagged) -> What {
        match piece {
            Tagged::Alone(..) => What::Nothing,
            Tagged::Row(..) => What::Table,
            Tagged::Item(..) => What::List,
        }
    }

    fn tag(self) -> TagKind {
        match self {
            What::Nothing => Tag::Div.into(),
            What::Table => Tag::Table.into(),
            What::List => Tag::L(ListNumbering::None).into(),
        }
    }
}

fn row(is_head: bool, cells: Vec<Vec<Read>>, sheet: &mut Sheet<'_>) -> TagGroup {
    let mut row = TagGroup::new(Tag::TR);
    for cell in cells {
        let tag = match is_head {
            true => Tag::TH(TableHeaderScope::Column).into(),
            false => Tag::TD.into(),
        };
        row.push(group(tag, cell, sheet));
    }
    row
}

fn group(tag: TagKind, read: Vec<Read>, sheet: &mut Sheet<'_>) -> TagGroup {
    let mut group = TagGroup::new(tag);
    for piece in read {
        group.push(leaf(piece, sheet));
    }
    group
}

fn leaf(piece: Read, sheet: &mut Sheet<'_>) -> Node {
    match piece {
        Read::Text(identifier) => identifier.into(),
        Read::Link(Link { text, url, rect }) => {
            let mut link = TagGroup::new(Tag::Link);
            link.push(text);
            let place = Box::from_ltrb(rect.left, rect.top, rect.right, rect.bottom);
            if let Some(place) = place {
                let target = Target::Action(LinkAction::new(url.clone()).into());
                let annotation = LinkAnnotation::new(place, target);
                let annotation = Annotation::new_link(annotation, Some(url));
                link.push(sheet.add_tagged_annotation(annotation));
            }
            link.into()
        }
    }
}
