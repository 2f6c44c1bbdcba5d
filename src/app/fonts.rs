//! The fonts of the window: DejaVu, which has tabular figures and the arrows and signs we use, in
//! front of whatever the system has for other scripts.
//!
//! Text is shaped in runs of one face, and a run with Arabic or Hebrew letters goes from right to
//! left with all that is in it, figures too: 250–400 would read 004–052. So the face in front
//! leaves those letters to a second one that is the same but for them, and figures keep a run of
//! their own. The space goes with the letters, so that the words of a name keep their order.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily, TextStyle, Theme};
use skrifa::{FontRef, MetadataProvider};

use crate::chart::{self, is_right_to_left};

/// The family of bold text.
pub(super) const BOLD: &str = "bold";
/// The family of italic text: the words of sources.
pub(super) const ITALIC: &str = "italic";

/// A cut in both faces: in front without what is read from right to left, behind it whole.
struct Cut {
    name: &'static str,
    whole: &'static [u8],
    in_front: Option<Vec<u8>>,
}

/// Regular, bold and italic, made once.
static CUTS: LazyLock<[Cut; 3]> = LazyLock::new(|| {
    [
        ("DejaVu Sans", chart::TextStyle::Regular),
        ("DejaVu Sans Bold", chart::TextStyle::Bold),
        ("DejaVu Sans Oblique", chart::TextStyle::Oblique),
    ]
    .map(|(name, style)| Cut {
        name,
        whole: style.font(),
        in_front: left_to_right_only(style.font()),
    })
});

/// Installs the fonts and the sizes of text in a context.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let families =
        [FontFamily::Proportional, FontFamily::Name(BOLD.into()), FontFamily::Name(ITALIC.into())];
    for (cut, family) in CUTS.iter().zip(families) {
        let mut order = Vec::new();
        if let Some(bytes) = &cut.in_front {
            let name = format!("{} from left to right", cut.name);
            fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(bytes)));
            order.push(name);
        }
        fonts.font_data.insert(cut.name.to_owned(), Arc::new(FontData::from_static(cut.whole)));
        order.push(cut.name.to_owned());
        order.extend(CUTS.first().map(|regular| regular.name.to_owned()));
        order.extend(fallbacks.iter().cloned());
        order.dedup();
        fonts.families.insert(family, order);
    }
    ctx.set_fonts(fonts);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            for (text_style, size) in [
                (TextStyle::Small, 10.5),
                (TextStyle::Body, 12.5),
                (TextStyle::Button, 12.5),
                (TextStyle::Heading, 15.0),
                (TextStyle::Monospace, 12.0),
            ] {
                if let Some(font) = style.text_styles.get_mut(&text_style) {
                    font.size = size;
                }
            }
        });
    }
}

/// The text with gaps that stay where they are between letters read from right to left and what
/// stands before and after them: a plain space goes with the letters, to their other side.
pub(super) fn apart(text: &str) -> Cow<'_, str> {
    const NO_BREAK_SPACE: char = '\u{a0}';
    let is_letter = |c: char| c != ' ' && goes_right_to_left(u32::from(c));
    if !text.chars().any(is_letter) {
        return Cow::Borrowed(text);
    }
    let mut before = None;
    let mut made = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let is_between = before
            .zip(letters.peek())
            .is_some_and(|(before, after)| is_letter(before) != is_letter(*after));
        made.push(if c == ' ' && is_between { NO_BREAK_SPACE } else { c });
        before = Some(c);
    }
    if made == text { Cow::Borrowed(text) } else { Cow::Owned(made) }
}

/// Whether a character goes with text that is read from right to left.
fn goes_right_to_left(code: u32) -> bool {
    code == u32::from(' ') || char::from_u32(code).is_some_and(is_right_to_left)
}

/// The font with another table of characters, which has none that go from right to left; none where
/// the font cannot be read.
fn left_to_right_only(font: &[u8]) -> Option<Vec<u8>> {
    let mut mapped: Vec<(u32, u32)> = FontRef::new(font)
        .ok()?
        .charmap()
        .mappings()
        .filter(|(code, _)| !goes_right_to_left(*code))
        .map(|(code, glyph)| (code, glyph.to_u32()))
        .collect();
    mapped.sort_unstable();
    let table = character_table(&mapped)?;
    let mut changed = font.to_vec();
    changed.resize(changed.len().next_multiple_of(4), 0);
    let (offset, length) = (u32::try_from(changed.len()).ok()?, u32::try_from(table.len()).ok()?);
    // The directory: how many tables, then for each its tag, checksum, offset and length.
    let count = u16::from_be_bytes(changed.get(4..6)?.try_into().ok()?);
    let directory = changed.get_mut(12..12 + 16 * usize::from(count))?;
    let entry = directory.chunks_exact_mut(16).find(|entry| entry.starts_with(b"cmap"))?;
    entry.get_mut(8..12)?.copy_from_slice(&offset.to_be_bytes());
    entry.get_mut(12..16)?.copy_from_slice(&length.to_be_bytes());
    changed.extend(table);
    Some(changed)
}

/// An OpenType `cmap` of one subtable, format 12, from characters and glyphs in order.
fn character_table(mapped: &[(u32, u32)]) -> Option<Vec<u8>> {
    // Runs in which characters and glyphs rise together: first, last, first glyph.
    let mut groups: Vec<[u32; 3]> = Vec::new();
    for (code, glyph) in mapped {
        match groups.last_mut() {
            Some([first, last, first_glyph])
                if last.checked_add(1) == Some(*code)
                    && glyph.checked_sub(*first_glyph) == code.checked_sub(*first) =>
            {
                *last = *code;
            }
            _ => groups.push([*code, *code, *glyph]),
        }
    }
    let count = u32::try_from(groups.len()).ok()?;
    let length = count.checked_mul(12)?.checked_add(16)?;
    // Version 0, one subtable: Windows, all of Unicode, 12 bytes from here.
    let mut table: Vec<u8> = [0_u16, 1, 3, 10].into_iter().flat_map(u16::to_be_bytes).collect();
    table.extend(12_u32.to_be_bytes());
    table.extend([12_u16, 0].into_iter().flat_map(u16::to_be_bytes));
    table.extend([length, 0, count].into_iter().flat_map(u32::to_be_bytes));
    table.extend(groups.into_iter().flatten().flat_map(u32::to_be_bytes));
    Some(table)
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Color32, FontId, RawInput};

    use super::*;

    /// Each character with the place where it is drawn.
    fn laid(text: &str, family: FontFamily) -> Vec<(char, f32)> {
        let ctx = Context::default();
        install(&ctx);
        ctx.begin_pass(RawInput::default());
        let font = FontId::new(14.0, family);
        let galley = ctx
            .fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER));
        let mut output = ctx.end_pass();
        output.textures_delta.clear();
        let rows = galley.rows.iter().flat_map(|row| &row.glyphs);
        rows.map(|glyph| (glyph.chr, glyph.pos.x)).collect()
    }

    #[test]
    fn figures_beside_arabic_and_hebrew_read_from_left_to_right() {
        for name in ["وزارة الدفاع", "משרד הביטחון"] {
            for family in [FontFamily::Proportional, FontFamily::Name(BOLD.into())] {
                let glyphs = laid(&format!("{name} 250–400, 15 Jan"), family);
                let places: Vec<f32> = "250–4".chars().map(|c| at(&glyphs, c)).collect();
                assert!(places.is_sorted(), "{name} {places:?}");
                assert!(at(&glyphs, '2') > at(&glyphs, name.chars().next().expect("a letter")));
            }
        }
    }

    #[test]
    fn a_number_keeps_its_distance_from_a_hebrew_name() {
        assert_eq!(apart("ROK NIS 300"), "ROK NIS 300");
        let text = "משרד הביטחון 250";
        assert_eq!(apart(text), "משרד הביטחון\u{a0}250");
        let glyphs = laid(&apart(text), FontFamily::Proportional);
        let gap = at(&glyphs, '2') - at(&glyphs, 'מ');
        assert!(gap > 11.0, "{gap}: a letter and a space lie between");
    }

    #[test]
    fn a_name_keeps_its_distance_from_the_word_before_it() {
        let text = "one of NIS and משרד הביטחון: diverge";
        assert_eq!(apart(text), "one of NIS and\u{a0}משרד הביטחון: diverge");
        let glyphs = laid(&apart(text), FontFamily::Proportional);
        let name = "משרדהביטחון".chars().map(|c| at(&glyphs, c));
        let leftmost = name.fold(f32::INFINITY, f32::min);
        let d = at(&glyphs, 'd');
        assert!(leftmost - d > 11.0, "a letter and a space lie between {d} and {leftmost}");
    }

    #[test]
    fn the_words_of_a_hebrew_name_go_from_right_to_left() {
        let glyphs = laid("משרד הביטחון", FontFamily::Proportional);
        assert!(at(&glyphs, 'ש') > at(&glyphs, 'ח'), "the first word stands right of the second");
        assert!(at(&glyphs, 'ש') > at(&glyphs, 'ד'), "and its letters too");
    }

    #[test]
    fn the_face_in_front_has_every_other_character_of_the_whole_one() {
        let front = left_to_right_only(chart::TextStyle::Regular.font()).expect("it can be read");
        let front = FontRef::new(&front).expect("a font");
        let whole = FontRef::new(chart::TextStyle::Regular.font()).expect("a font");
        for (code, glyph) in whole.charmap().mappings() {
            let expected = Some(glyph).filter(|_| !goes_right_to_left(code));
            assert_eq!(front.charmap().map(code), expected, "{code:x}");
        }
    }

    fn at(glyphs: &[(char, f32)], wanted: char) -> f32 {
        glyphs.iter().find(|(c, _)| *c == wanted).map(|(_, x)| *x).expect("it is drawn")
    }
}
