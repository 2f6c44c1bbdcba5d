//! How wide a text is: one table from the bundled DejaVu Sans, for every painter.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::estimate::visible;

/// Which cut of the bundled font.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TextStyle {
    Regular,
    Bold,
    /// For a source's own words and its echoes.
    Oblique,
}

impl TextStyle {
    /// The font file of this cut, for painters that need it.
    // Asked for here alone, and not where this is called: each place that names the crate's own
    // functions gets a copy of the fonts, two megabytes, into the program.
    #[must_use]
    #[inline(never)]
    pub fn font(self) -> &'static [u8] {
        match self {
            TextStyle::Regular => dejavu::sans::regular(),
            TextStyle::Bold => dejavu::sans::bold(),
            TextStyle::Oblique => dejavu::sans::oblique(),
        }
    }
}

/// Widths in thousandths of the size are kept for characters below this in a plain array.
const COMMON: usize = 0x500;

/// What a character without a glyph takes, in ems: as much as the box that stands for it, and about as
/// much as a sign of Chinese or Korean.
const UNKNOWN_EM: f32 = 0.945;

/// The advance widths of one cut, in ems.
struct Widths {
    common: Vec<Option<f32>>,
    others: BTreeMap<char, f32>,
    ascent: f32,
    descent: f32,
}

impl Widths {
    fn of(font: &[u8]) -> Widths {
        let mut widths = Widths {
            common: vec![None; COMMON],
            others: BTreeMap::new(),
            ascent: 0.93,
            descent: 0.24,
        };
        let Ok(font) = FontRef::new(font) else { return widths };
        let (size, location) = (Size::new(1.0), LocationRef::default());
        let metrics = font.metrics(size, location);
        widths.ascent = metrics.ascent;
        widths.descent = -metrics.descent;
        let advances = font.glyph_metrics(size, location);
        for (code, glyph) in font.charmap().mappings() {
            let Some(width) = advances.advance_width(glyph).filter(|w| w.is_finite()) else {
                continue;
            };
            match widths.common.get_mut(code as usize) {
                Some(place) => *place = Some(width),
                None => {
                    if let Some(c) = char::from_u32(code) {
                        widths.others.insert(c, width);
                    }
                }
            }
        }
        widths
    }

    fn known(&self, c: char) -> Option<f32> {
        let common = self.common.get(c as usize).copied();
        common.unwrap_or_else(|| self.others.get(&c).copied())
    }

    fn em(&self, c: char) -> f32 {
        self.known(c).unwrap_or(UNKNOWN_EM)
    }
}

static REGULAR: LazyLock<Widths> = LazyLock::new(|| Widths::of(TextStyle::Regular.font()));
static BOLD: LazyLock<Widths> = LazyLock::new(|| Widths::of(TextStyle::Bold.font()));
static OBLIQUE: LazyLock<Widths> = LazyLock::new(|| Widths::of(TextStyle::Oblique.font()));

fn widths(style: TextStyle) -> &'static Widths {
    match style {
        TextStyle::Regular => &REGULAR,
        TextStyle::Bold => &BOLD,
        TextStyle::Oblique => &OBLIQUE,
    }
}

/// The width in points of one line of text of this size, without kerning.
///
/// ```
/// use parallax::chart::{TextStyle, text_width};
///
/// let narrow = text_width("ill", 11.0, TextStyle::Regular);
/// assert!(narrow < text_width("www", 11.0, TextStyle::Regular));
/// assert_eq!(text_width("ill", 22.0, TextStyle::Regular), narrow * 2.0);
/// ```
#[must_use]
pub fn text_width(text: &str, size: f32, style: TextStyle) -> f32 {
    let widths = widths(style);
    text.chars().map(|c| widths.em(c)).sum::<f32>() * size
}

/// Whether the bundled font has this character; where it has not, pictures that are drawn with no
/// other font show a box.
#[must_use]
pub fn has_glyph(c: char, style: TextStyle) -> bool {
    widths(style).known(c).is_some()
}

/// From the top of a line of this size to its baseline, in points.
#[must_use]
pub fn ascent(size: f32) -> f32 {
    REGULAR.ascent * size
}

/// From the top of a line of this size to its bottom, in points.
#[must_use]
pub fn line_height(size: f32) -> f32 {
    (REGULAR.ascent + REGULAR.descent) * size
}

/// Whether a character is of a script that is written from right to left, its figures included:
/// Hebrew, Arabic, Syriac, Thaana, N’Ko and their kin, with their presentation forms.
#[must_use]
pub fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
        || matches!(c, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The text, or as much of its beginning as fits in `room` points with an ellipsis; empty if not
/// even that fits.
#[must_use]
pub fn elide(text: &str, room: f32, size: f32, style: TextStyle) -> String {
    if text_width(text, size, style) <= room {
        return text.to_owned();
    }
    let widths = widths(style);
    let mut left = room - widths.em('…') * size;
    if left < 0.0 {
        return String::new();
    }
    let mut short = String::new();
    for c in text.chars() {
        left -= widths.em(c) * size;
        if left < 0.0 {
            break;
        }
        short.push(c);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// The text in lines no wider than `room` points, broken at spaces; what is wider alone goes on in the
/// next line. Nothing is cut, and signs that nobody sees are written out.
#[must_use]
pub fn wrapped(text: &str, room: f32, size: f32, style: TextStyle) -> Vec<String> {
    let widths = widths(style);
    let of = |text: &str| text.chars().map(|c| widths.em(c)).sum::<f32>() * size;
    let space = widths.em(' ') * size;
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0.0);
    for word in visible(text).split_whitespace() {
        let wide = of(word);
        if !line.is_empty() && used + space + wide > room {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        } else if !line.is_empty() {
            line.push(' ');
            used += space;
        }
        for c in word.chars() {
            let wide = widths.em(c) * size;
            if !line.is_empty() && used + wide > room {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_wrapped_fits_and_loses_nothing(
            text in "[a-zé/ ]{0,200}",
            room in 20.0f32..300.0,
        ) {
            let lines = wrapped(&text, room, 11.0, TextStyle::Bold);
            for line in &lines {
                prop_assert!(text_width(line, 11.0, TextStyle::Bold) <= room + 0.01, "{line}");
            }
            let without = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(without(&lines.concat()), without(&text));
        }
    }

    #[test]
    fn figures_all_have_one_width_so_that_numbers_line_up() {
        for style in [TextStyle::Regular, TextStyle::Bold, TextStyle::Oblique] {
            let widths: Vec<f32> =
                ('0'..='9').map(|c| text_width(&c.to_string(), 10.0, style)).collect();
            assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
        }
    }

    #[test]
    fn the_table_knows_the_signs_that_numbers_are_written_with() {
        for c in "≈≥≤>–−…·→↗“”".chars() {
            let width = widths(TextStyle::Regular).em(c);
            assert!(width > 0.2 && (width - UNKNOWN_EM).abs() > 1e-4, "{c} is {width} wide");
        }
    }

    #[test]
    fn an_unknown_character_has_a_width_too() {
        assert_eq!(text_width("\u{e123}", 10.0, TextStyle::Bold), 9.45);
    }

    #[test]
    fn the_font_knows_cyrillic_hebrew_and_arabic_and_no_korean() {
        let has = |text: &str| text.chars().all(|c| has_glyph(c, TextStyle::Bold));
        assert!(has("ROK NIS 3,000") && has("Міноборони") && has("משרד") && has("وزارة"));
        assert!(!"국정원".chars().any(|c| has_glyph(c, TextStyle::Bold)));
    }

    #[test]
    fn what_is_elided_fits() {
        let text = "Ministry of Defence of the United Kingdom";
        let full = text_width(text, 11.0, TextStyle::Bold);
        for room in [0.0, 5.0, 12.0, 40.0, 123.0, full, 900.0] {
            let short = elide(text, room, 11.0, TextStyle::Bold);
            assert!(text_width(&short, 11.0, TextStyle::Bold) <= room);
            assert_eq!(short == text, room >= full);
        }
    }
}
