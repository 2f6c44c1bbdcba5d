//! The fonts of the window: DejaVu, which has tabular figures and the arrows and signs we use, in
//! front of whatever the system has for other scripts.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily, TextStyle, Theme};

/// The family of bold text.
pub(super) const BOLD: &str = "bold";
/// The family of italic text: the words of sources.
pub(super) const ITALIC: &str = "italic";

/// Installs the fonts and the sizes of text in a context.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    let faces = [
        ("DejaVu Sans", dejavu::sans::regular(), FontFamily::Proportional),
        ("DejaVu Sans Bold", dejavu::sans::bold(), FontFamily::Name(BOLD.into())),
        ("DejaVu Sans Oblique", dejavu::sans::oblique(), FontFamily::Name(ITALIC.into())),
    ];
    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, bytes, family) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let mut order = vec![name.to_owned(), "DejaVu Sans".to_owned()];
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
