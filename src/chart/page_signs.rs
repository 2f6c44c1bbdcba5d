//! The signs of pictures that have no time axis: a sample of each, and which of them occur.

use std::collections::BTreeSet;

use super::board::Look;
use super::geometry::{Point, Rect};
use super::marks::{Anchor, Mark, MarkId, MarkKind, Part, Text};
use super::picture::Picture;
use super::roles::Role;
use super::signs::{Dash, source_marker};
use super::text::ascent;
use crate::compare::Verdict;

pub use crate::words::PageSign;

/// The voice of which samples are.
const VOICE: Role = Role::Source(0);
const CELL: f32 = 11.0;

/// The colour in which a cell, a bar or an area of this sign is filled.
#[must_use]
pub fn page_sign_role(sign: PageSign) -> Role {
    match sign {
        PageSign::Read | PageSign::OpenEnd | PageSign::Said | PageSign::Divided => VOICE,
        PageSign::Core => Role::Core,
        PageSign::Envelope | PageSign::Figure => Role::InkSoft,
        PageSign::Stated | PageSign::Possible => Role::Ghost,
        PageSign::Overlap | PageSign::AlwaysShared => Role::Verdict(Verdict::Agree),
        PageSign::Touch | PageSign::MostlyShared => Role::Verdict(Verdict::Majority),
        PageSign::SometimesShared => Role::Verdict(Verdict::Split),
        PageSign::NotBoth => Role::Verdict(Verdict::None),
        PageSign::Known => Role::Accent,
        PageSign::Outside | PageSign::Apart | PageSign::NeverShared | PageSign::Unexplained => {
            Role::Verdict(Verdict::Diverge)
        }
    }
}

/// The marks of a sign, in a place of this width and height in points; the top left is at 0.
#[must_use]
pub fn page_sign_sample(sign: PageSign, width: f32, height: f32) -> Vec<Mark> {
    let role = page_sign_role(sign);
    let middle = height / 2.0;
    let bar = |part: Part, opacity: f32| {
        let rect = Rect::new(0.0, middle - 5.0, width, middle + 5.0);
        filled(part, (role, opacity), rect)
    };
    let across = |part: Part, (from, to): (f32, f32), y: f32, dash: Dash| {
        let points = vec![Point::new(from, y), Point::new(to, y)];
        mark(part, (role, 1.0), MarkKind::Line { points, width: 1.3, dash })
    };
    let upright = |x: f32| {
        let points = vec![Point::new(x, middle - 5.0), Point::new(x, middle + 5.0)];
        mark(Part::Band, (role, 1.0), MarkKind::Line { points, width: 2.0, dash: Dash::Solid })
    };
    match sign {
        PageSign::Read => vec![bar(Part::Band, 0.34), upright(1.0), upright(width - 1.0)],
        PageSign::OpenEnd => {
            let tail = Point::new(width - 16.0, middle);
            let kind = MarkKind::Arrow { tail, tip: Point::new(width - 1.0, middle), width: 1.5 };
            vec![bar(Part::Band, 0.2), upright(1.0), mark(Part::Arrow, (role, 1.0), kind)]
        }
        PageSign::Said => {
            let (center, marker) = (Point::new(width / 2.0, middle), source_marker(0));
            let kind = MarkKind::Glyph { center, marker, size: 8.0, filled: true };
            vec![bar(Part::Band, 0.34), mark(Part::Glyph, (role, 1.0), kind)]
        }
        PageSign::Core => {
            vec![filled(Part::Core, (role, 0.2), Rect::new(10.0, 0.0, width - 10.0, height))]
        }
        PageSign::Envelope => {
            vec![filled(Part::Envelope, (role, 0.08), Rect::new(0.0, 0.0, width, height))]
        }
        PageSign::Outside => vec![across(Part::Outside, (0.0, width), middle, Dash::Fine)],
        PageSign::Stated => [middle - 7.0, middle + 7.0]
            .map(|y| across(Part::Ghost, (0.0, width), y, Dash::Fine))
            .into(),
        PageSign::Divided => vec![
            bar(Part::Divided, 0.12),
            across(Part::Divided, (0.0, width), middle - 5.0, Dash::Fine),
            across(Part::Divided, (0.0, width), middle + 5.0, Dash::Fine),
        ],
        PageSign::Figure => {
            let rect = Rect::new(0.0, middle - 5.0, width, middle + 5.0);
            vec![filled(Part::Step, (VOICE, 1.0), rect)]
        }
        PageSign::Possible => {
            let rect = Rect::new(0.5, middle - 5.0, width - 0.5, middle + 5.0);
            possible(rect, role)
        }
        PageSign::Known | PageSign::Unexplained => vec![bar(Part::Step, 1.0)],
        _ => {
            let rect = Rect::new(width / 2.0 - 16.0, 1.0, width / 2.0 + 16.0, height - 1.0);
            let mut marks = vec![filled(Part::Pair, (role, 1.0), rect)];
            let text = sign.in_a_cell();
            if !text.is_empty() {
                marks.push(in_cell(None, text, role, Point::new(width / 2.0, middle), CELL));
            }
            marks
        }
    }
}

/// A bar that may be so and need not: pale in a frame.
pub(super) fn possible(rect: Rect, role: Role) -> Vec<Mark> {
    let frame = MarkKind::Rect { rect, radius: 1.0, filled: false };
    vec![filled(Part::Step, (role, 0.3), rect), mark(Part::Step, (role, 1.0), frame)]
}

/// Words in the middle of a cell that has this colour.
pub(super) fn in_cell(
    id: Option<MarkId>,
    text: &str,
    role: Role,
    center: Point,
    size: f32,
) -> Mark {
    let look = Look::new(Part::PairSign, role.of_words_on_it(), size);
    // A figure is about as high as its ascent less the room over it.
    let at = Point::new(center.x, center.y + ascent(size) * 0.39);
    let (text, width) = (text.to_owned(), look.width(text));
    let kind =
        MarkKind::Text(Text { at, anchor: Anchor::Middle, size, style: look.style, text, width });
    Mark { id, part: look.part, role: look.role, opacity: 1.0, kind }
}

fn mark(part: Part, (role, opacity): (Role, f32), kind: MarkKind) -> Mark {
    Mark { id: None, part, role, opacity, kind }
}

fn filled(part: Part, look: (Role, f32), rect: Rect) -> Mark {
    mark(part, look, MarkKind::Rect { rect, radius: 1.5, filled: true })
}

/// The signs that occur in a picture, in the order in which they are explained.
#[must_use]
pub fn page_signs(picture: &Picture) -> Vec<PageSign> {
    let found: BTreeSet<PageSign> = picture.marks().filter_map(sign_of).collect();
    found.into_iter().collect()
}

fn sign_of(mark: &Mark) -> Option<PageSign> {
    match (mark.part, mark.id) {
        (Part::Band, Some(_)) => Some(PageSign::Read),
        (Part::Arrow, _) => Some(PageSign::OpenEnd),
        (Part::Glyph, Some(MarkId::Estimate(_))) => Some(PageSign::Said),
        (Part::Core, _) => Some(PageSign::Core),
        (Part::Envelope, _) => Some(PageSign::Envelope),
        (Part::Outside, _) => Some(PageSign::Outside),
        (Part::Ghost, _) => Some(PageSign::Stated),
        (Part::Divided, _) => Some(PageSign::Divided),
        (Part::Step, _) => {
            let steps = [PageSign::Known, PageSign::Possible, PageSign::Unexplained];
            let found = steps.into_iter().find(|step| page_sign_role(*step) == mark.role);
            found.or(Some(PageSign::Figure))
        }
        (Part::Pair, Some(MarkId::Pair { is_over_days, .. })) => {
            let of = |sign: &PageSign| page_sign_role(*sign) == mark.role;
            if is_over_days {
                let shares = [
                    PageSign::AlwaysShared,
                    PageSign::MostlyShared,
                    PageSign::SometimesShared,
                    PageSign::NeverShared,
                    PageSign::NotBoth,
                ];
                shares.into_iter().find(of)
            } else {
                let lies = [PageSign::Overlap, PageSign::Touch, PageSign::Apart, PageSign::NotBoth];
                lies.into_iter().find(of)
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_a_page_has_a_sample_of_its_own_within_its_place() {
        let (width, height) = (52.0, 20.0);
        let place = Rect::new(0.0, 0.0, width, height).grown(1.5);
        let mut seen: Vec<Vec<Mark>> = Vec::new();
        for sign in PageSign::ALL {
            let marks = page_sign_sample(*sign, width, height);
            assert!(!marks.is_empty() && !seen.contains(&marks), "{sign:?}");
            for mark in &marks {
                let is_inside = match &mark.kind {
                    MarkKind::Rect { rect, .. } => place.encloses(*rect),
                    MarkKind::Line { points, .. } => points.iter().all(|at| place.contains(*at)),
                    MarkKind::Glyph { center, .. } => place.contains(*center),
                    MarkKind::Arrow { tail, tip, .. } => {
                        place.contains(*tail) && place.contains(*tip)
                    }
                    MarkKind::Text(text) => place.grown(2.0).encloses(text.rect()),
                    MarkKind::Band { .. } => false,
                };
                assert!(is_inside, "{sign:?}: {mark:?}");
            }
            seen.push(marks);
        }
    }
}
