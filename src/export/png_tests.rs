use super::*;
use crate::chart::tests::{compared, scene_of, small_file};
use crate::chart::{Scale, Theme, fitted_frame, layout};
use crate::export::caption::Caption;
use crate::session::Document;
use crate::words::Words;

fn drawn(pixels: f32) -> Result<Vec<u8>, String> {
    let files = small_file();
    let (scene, comparison) = (scene_of(&files), compared(&files));
    let caption =
        Caption::new(&Document::default(), &scene, &comparison, "Nobody agrees.", Words::default());
    let picture = layout(&scene, &fitted_frame(&scene, 500.0, 300.0, Scale::Linear));
    png(&Page::new(&picture, Theme::Light, &caption), pixels)
}

#[test]
fn a_picture_has_so_many_pixels_for_each_point_and_letters_in_it() {
    let size = |bytes: &[u8]| {
        let points = Pixmap::decode_png(bytes).expect("a picture");
        let inked = points.pixels().iter().filter(|pixel| pixel.red() < 128).count();
        (points.width(), inked)
    };
    let (once, twice) = (drawn(1.0).expect("drawn"), drawn(2.0).expect("drawn"));
    let ((narrow, few), (wide, many)) = (size(&once), size(&twice));
    assert_eq!((narrow, wide), (532, 1064));
    assert!(few > 1_000 && many > 3 * few, "{few} and {many} dark points");
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_with_what_to_do() {
    let refused = drawn(40.0).expect_err("refused");
    assert!(refused.contains("too many") && refused.contains(".svg"), "{refused}");
}
