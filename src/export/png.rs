//! A page as points: drawn from its SVG, in the bundled font and no other, so that the same page
//! gives the same points everywhere.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

use super::page::Page;
use super::svg::svg;
use super::written::boxed_on;
use crate::chart::TextStyle;

/// More points than this are no picture that anybody opens: 100 million, 400 MB while it is drawn.
const MOST_PIXELS: f64 = 1e8;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for style in [TextStyle::Regular, TextStyle::Bold, TextStyle::Oblique] {
        fonts.load_font_data(style.font().to_vec());
    }
    Arc::new(fonts)
});

/// A picture of points: its size in pixels, and red, green, blue and opacity of each, row by row, as
/// much as is seen of them.
pub struct Points {
    pub size: [usize; 2],
    pub rgba: Vec<u8>,
    /// The signs for which boxes stand in it.
    pub boxed: BTreeSet<char>,
}

/// The page with so many pixels for each of its points.
///
/// # Errors
/// In one sentence, where that are too many, or the page cannot be drawn.
pub fn points(page: &Page<'_>, pixels_per_point: f32) -> Result<Points, String> {
    let drawn = drawn(page, pixels_per_point)?;
    let size = [drawn.width() as usize, drawn.height() as usize];
    Ok(Points { size, rgba: drawn.take(), boxed: boxed_on(page) })
}

/// The same as PNG.
///
/// # Errors
/// In one sentence, where that are too many pixels, or the page cannot be drawn.
pub fn png(page: &Page<'_>, pixels_per_point: f32) -> Result<Vec<u8>, String> {
    drawn(page, pixels_per_point)?.encode_png().map_err(|error| not_drawn(&error))
}

fn drawn(page: &Page<'_>, pixels_per_point: f32) -> Result<Pixmap, String> {
    let side = |points: f32| (f64::from(points) * f64::from(pixels_per_point)).ceil().max(1.0);
    let (width, height) = (side(page.width), side(page.height));
    if width * height > MOST_PIXELS {
        return Err(format!(
            "{width} × {height} pixels are too many for one picture; make it smaller, use fewer \
             pixels for each point, leave the references out, or write it as .svg or .pdf"
        ));
    }
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "DejaVu Sans".to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(&svg(page), &options).map_err(|error| not_drawn(&error))?;
    let mut points = Pixmap::new(width as u32, height as u32)
        .ok_or_else(|| not_drawn(&format!("{width} × {height} pixels do not go")))?;
    let scale = Transform::from_scale(pixels_per_point, pixels_per_point);
    resvg::render(&tree, scale, &mut points.as_mut());
    Ok(points)
}

fn not_drawn(why: &dyn std::fmt::Display) -> String {
    format!("The picture could not be drawn: {why}")
}

#[cfg(test)]
#[path = "png_tests.rs"]
mod tests;
