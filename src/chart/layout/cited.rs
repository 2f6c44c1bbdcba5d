//! The numbers of references beside the signs of estimates, where there is room; those that find
//! none stand in the legend and are told where their sign is pointed at.

use crate::chart::geometry::Rect;
use crate::chart::hits::{GlyphHit, HitPart};
use crate::chart::marks::{Anchor, MarkId, Part};
use crate::chart::roles::Role;
use crate::chart::scene::Scene;
use crate::chart::text::{TextStyle, line_height, text_width};

use super::canvas::{Canvas, text_at};

const SIZE: f32 = 8.5;
/// Between a sign and its number.
const GAP: f32 = 2.0;

impl Canvas {
    /// After the labels, which come first where there is little room.
    pub(super) fn draw_reference_numbers(&mut self, scene: &Scene) {
        if scene.references().list().is_empty() {
            return;
        }
        let mut glyphs: Vec<GlyphHit> =
            self.hits.glyphs().iter().filter(|hit| hit.part == HitPart::Glyph).copied().collect();
        glyphs.sort_by_key(|glyph| glyph.estimate);
        for glyph in glyphs {
            let Some(number) = scene.references().number(glyph.estimate) else { continue };
            let text = number.to_string();
            let (width, height) = (text_width(&text, SIZE, TextStyle::Regular), line_height(SIZE));
            let middle = f32::midpoint(glyph.top, glyph.bottom);
            let reach = (glyph.bottom - glyph.top).min(12.0) / 2.0 + GAP;
            let places = [
                (glyph.x - width / 2.0, middle - reach - height),
                (glyph.x - width / 2.0, middle + reach),
                (glyph.x + reach, middle - height / 2.0),
                (glyph.x - reach - width, middle - height / 2.0),
            ];
            let rects = places.map(|(left, top)| Rect::new(left, top, left + width, top + height));
            let Some(rect) = rects.into_iter().find(|rect| self.taken.is_free(*rect)) else {
                continue;
            };
            self.taken.take(rect);
            let middle = f32::midpoint(rect.top, rect.bottom);
            let (style, anchor) = (TextStyle::Regular, Anchor::Start);
            let text = text_at(rect.left, middle, anchor, SIZE, style, &text);
            let id = Some(MarkId::Estimate(glyph.estimate));
            self.push_text(id, Part::Reference, Role::InkSoft, text);
        }
    }
}
