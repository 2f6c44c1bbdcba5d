//! What is written, and the signs in it that the bundled font does not have: pictures of points and
//! PDF are drawn with no other font, so that the same page is the same everywhere, and have a box
//! for each of these.

use std::collections::BTreeSet;

use super::page::Page;
use super::paper::Paper;
use crate::chart::{Mark, MarkKind, has_glyph};

/// What is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    pub bytes: Vec<u8>,
    /// The signs for which boxes stand in it.
    pub boxed: BTreeSet<char>,
}

impl From<Vec<u8>> for Written {
    fn from(bytes: Vec<u8>) -> Written {
        Written { bytes, boxed: BTreeSet::new() }
    }
}

/// The signs on a page that the font does not have.
pub(super) fn boxed_on(page: &Page<'_>) -> BTreeSet<char> {
    let groups = page.above.iter().chain(&page.below).flat_map(|group| &group.marks);
    page.picture.marks().chain(groups.map(|placed| &placed.mark)).flat_map(boxed).collect()
}

/// The signs on sheets of paper that the font does not have.
pub(super) fn boxed_in(papers: &[Paper<'_>]) -> BTreeSet<char> {
    let pieces = papers.iter().flat_map(|paper| &paper.pieces);
    pieces.flat_map(|piece| piece.marks().into_iter().flat_map(boxed)).collect()
}

fn boxed(mark: &Mark) -> Vec<char> {
    let MarkKind::Text(text) = &mark.kind else { return Vec::new() };
    text.text.chars().filter(|c| !has_glyph(*c, text.style)).collect()
}
