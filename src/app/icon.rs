//! The icon of the window: the shapes of `assets/icons/parallax.svg`, drawn when the window opens.
//!
//! A desktop takes the icon from its own folder by the program's id; this one is for those that ask
//! the window.

use eframe::egui::IconData;

/// How many pixels wide and high.
const SIZE: u32 = 64;

/// The width of the drawing that the shapes are given in.
const DRAWING: f32 = 128.0;

/// Each pixel is the mean of so many by so many points.
const FINE: u32 = 4;

/// A shape and its colour, `0xRRGGBB`; later ones lie over earlier ones.
struct Layer {
    shape: Shape,
    rgb: u32,
}

enum Shape {
    /// From x, y to x, y, with round corners of this radius.
    Round([f32; 4], f32),
    /// Corners, in order.
    Polygon(&'static [(f32, f32)]),
    /// Centre and radius.
    Disc((f32, f32), f32),
}

const LAYERS: [Layer; 8] = [
    Layer { shape: Shape::Round([3.0, 3.0, 125.0, 125.0], 27.0), rgb: 0xd3d9e2 },
    Layer { shape: Shape::Round([5.0, 5.0, 123.0, 123.0], 25.0), rgb: 0xf6f8fb },
    Layer {
        shape: Shape::Polygon(&[
            (18.0, 34.0),
            (62.0, 34.0),
            (62.0, 46.0),
            (110.0, 46.0),
            (110.0, 76.0),
            (62.0, 76.0),
            (62.0, 64.0),
            (18.0, 64.0),
        ]),
        rgb: 0xe69f00,
    },
    Layer {
        shape: Shape::Polygon(&[
            (18.0, 74.0),
            (46.0, 74.0),
            (46.0, 54.0),
            (110.0, 54.0),
            (110.0, 92.0),
            (46.0, 92.0),
            (46.0, 104.0),
            (18.0, 104.0),
        ]),
        rgb: 0x0072b2,
    },
    Layer {
        shape: Shape::Polygon(&[
            (46.0, 54.0),
            (110.0, 54.0),
            (110.0, 76.0),
            (62.0, 76.0),
            (62.0, 64.0),
            (46.0, 64.0),
        ]),
        rgb: 0x009e73,
    },
    Layer { shape: Shape::Round([81.5, 17.5, 86.5, 110.5], 2.5), rgb: 0x1d2733 },
    Layer { shape: Shape::Disc((84.0, 65.0), 10.5), rgb: 0x1d2733 },
    Layer { shape: Shape::Disc((84.0, 65.0), 5.5), rgb: 0xffffff },
];

impl Shape {
    fn holds(&self, x: f32, y: f32) -> bool {
        match self {
            Shape::Round([left, top, right, bottom], radius) => {
                let beyond = |at: f32, low: f32, high: f32| {
                    (low + radius - at).max(at - (high - radius)).max(0.0)
                };
                beyond(x, *left, *right).hypot(beyond(y, *top, *bottom)) <= *radius
            }
            Shape::Polygon(corners) => is_within(corners, x, y),
            Shape::Disc((cx, cy), radius) => (x - cx).hypot(y - cy) <= *radius,
        }
    }
}

/// Whether a point lies in a polygon: a ray from it crosses the edge an odd number of times.
fn is_within(corners: &[(f32, f32)], x: f32, y: f32) -> bool {
    let next = corners.iter().cycle().skip(1);
    let crossings = corners.iter().zip(next).filter(|((ax, ay), (bx, by))| {
        (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    });
    crossings.count() % 2 == 1
}

/// The icon.
pub(super) fn icon() -> IconData {
    let mut rgba = Vec::new();
    for row in 0..SIZE {
        for column in 0..SIZE {
            rgba.extend(pixel(column, row));
        }
    }
    IconData { rgba, width: SIZE, height: SIZE }
}

/// The mean of the points of a pixel: red, green, blue, and how much of it is covered.
fn pixel(column: u32, row: u32) -> [u8; 4] {
    let (mut sums, mut covered) = ([0_u32; 3], 0_u32);
    for fine_row in 0..FINE {
        for fine_column in 0..FINE {
            let place = |pixel: u32, fine: u32| {
                let at = (pixel * FINE + fine) as f32 + 0.5;
                at * DRAWING / (SIZE * FINE) as f32
            };
            let (x, y) = (place(column, fine_column), place(row, fine_row));
            let on_top = LAYERS.iter().rev().find(|layer| layer.shape.holds(x, y));
            if let Some(layer) = on_top {
                covered += 1;
                for (sum, shift) in sums.iter_mut().zip([16, 8, 0]) {
                    *sum += (layer.rgb >> shift) & 0xff;
                }
            }
        }
    }
    let mean = |sum: u32| u8::try_from(sum.checked_div(covered).unwrap_or(0)).unwrap_or(u8::MAX);
    let [red, green, blue] = sums.map(mean);
    let opaque = u8::try_from(covered * 255 / (FINE * FINE)).unwrap_or(u8::MAX);
    [red, green, blue, opaque]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32, y: f32) -> [u8; 4] {
        let icon = icon();
        let place = |v: f32| (v * SIZE as f32 / DRAWING) as usize;
        let start = 4 * (place(y) * SIZE as usize + place(x));
        icon.rgba[start..start + 4].try_into().expect("four bytes")
    }

    #[test]
    fn the_icon_has_the_colours_of_the_drawing_where_it_has_them() {
        assert_eq!(icon().rgba.len(), 4 * (SIZE * SIZE) as usize);
        assert_eq!(at(0.0, 0.0)[3], 0, "the corners are empty");
        for ((x, y), rgb) in [
            ((30.0, 50.0), [0xe6, 0x9f, 0x00]),
            ((30.0, 90.0), [0x00, 0x72, 0xb2]),
            ((70.0, 65.0), [0x00, 0x9e, 0x73]),
            ((84.0, 65.0), [0xff, 0xff, 0xff]),
            ((84.0, 30.0), [0x1d, 0x27, 0x33]),
            ((20.0, 20.0), [0xf6, 0xf8, 0xfb]),
        ] {
            assert_eq!(at(x, y), [rgb[0], rgb[1], rgb[2], 255], "{x} {y}");
        }
    }

    #[test]
    fn every_colour_of_the_icon_is_one_of_the_shipped_drawing() {
        let drawing = include_str!("../../assets/icons/parallax.svg");
        for layer in &LAYERS {
            assert!(drawing.contains(&format!("#{:06x}", layer.rgb)), "#{:06x}", layer.rgb);
        }
    }
}
