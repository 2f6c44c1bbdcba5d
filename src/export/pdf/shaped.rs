//! Letters to glyphs, in the bundled fonts.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, Feature, UnicodeBuffer, ttf_parser::Tag};

use crate::chart::{TextStyle, has_glyph};
use crate::export::bidi::visual_runs;

/// What stands for a character that the font does not have.
const MISSING: char = '□';

/// A cut of the bundled font.
pub(super) struct Cut {
    pub font: Font,
    style: TextStyle,
    face: Face<'static>,
    units: f32,
}

/// A piece of text in one direction, as it is painted.
pub(super) struct Run {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// In sizes of the font.
    pub width: f32,
}

impl Cut {
    /// The fonts are a part of the program; none if they are broken.
    pub fn of(style: TextStyle) -> Option<Cut> {
        let font = Font::new(style.font().into(), 0)?;
        let face = Face::from_slice(style.font(), 0)?;
        let units = f32::from(u16::try_from(face.units_per_em()).ok()?);
        Some(Cut { font, style, face, units })
    }

    /// The text with a box for each character that the font does not have; none if it has all.
    pub fn with_boxes(&self, text: &str) -> Option<String> {
        let has = |c: char| has_glyph(c, self.style);
        let known = |c: char| if has(c) { c } else { MISSING };
        (!text.chars().all(has)).then(|| text.chars().map(known).collect())
    }

    /// A text in pieces from left to right.
    pub fn runs(&self, text: &str) -> Vec<Run> {
        visual_runs(text).into_iter().map(|(text, rtl)| self.run(text, rtl)).collect()
    }

    fn run(&self, text: String, right_to_left: bool) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        // As the table of widths has it by which everything was laid out.
        let plain = ["kern", "liga", "clig"].map(|name| {
            let mut tag = [0_u8; 4];
            tag.copy_from_slice(name.as_bytes());
            Feature::new(Tag::from_bytes(&tag), 0, ..)
        });
        let features: &[Feature] = if right_to_left { &[] } else { &plain };
        let shaped = rustybuzz::shape(&self.face, features, buffer);
        let clusters: Vec<usize> =
            shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let mut starts = clusters.clone();
        starts.extend([text.len()]);
        starts.sort_unstable();
        starts.dedup();
        let glyph = |(info, position): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
            let start = info.cluster as usize;
            let end = starts.iter().find(|next| **next > start).copied().unwrap_or(text.len());
            let em = |units: i32| units as f32 / self.units;
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                em(position.x_advance),
                em(position.x_offset),
                em(position.y_offset),
                em(position.y_advance),
                start..end,
                None,
            )
        };
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs: Vec<KrillaGlyph> = pairs.map(glyph).collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { text, glyphs, width }
    }
}
