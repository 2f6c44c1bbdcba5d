//! Markers and dashes, and which of them a voice has, so that colour is never the only cue.

use strum::IntoStaticStr;

use super::geometry::Point;

/// How a line is broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Dash {
    Solid,
    Long,
    DashDot,
    Dotted,
    /// Of projections and ghosts; never of a source.
    Fine,
}

impl Dash {
    /// Lengths in points of stroke and gap in turn; empty for a solid line.
    #[must_use]
    pub fn pattern(self) -> &'static [f32] {
        match self {
            Dash::Solid => &[],
            Dash::Long => &[9.0, 4.0],
            Dash::DashDot => &[9.0, 3.0, 2.0, 3.0],
            Dash::Dotted => &[2.0, 3.0],
            Dash::Fine => &[4.0, 3.0],
        }
    }
}

/// The shape of a glyph. All are convex.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Marker {
    Circle,
    Square,
    Diamond,
    Up,
    Down,
    Pentagon,
    /// Tall and narrow.
    Bar,
    /// Wide and flat.
    Lozenge,
    /// A pennant, for a statement without a number.
    Flag,
}

impl Marker {
    /// The word for it in exports.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The corners of the shape in order, of about the same area for every shape; none for a
    /// circle, which has no corners.
    #[must_use]
    pub fn corners(self, center: Point, size: f32) -> Vec<Point> {
        // On the unit circle's scale; y points down.
        let unit: &[(f32, f32)] = match self {
            Marker::Circle => &[],
            Marker::Square => &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
            Marker::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            Marker::Up => &[(0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)],
            Marker::Down => &[(-1.15, -0.85), (1.15, -0.85), (0.0, 1.2)],
            Marker::Pentagon => {
                &[(0.0, -1.15), (1.09, -0.36), (0.68, 0.93), (-0.68, 0.93), (-1.09, -0.36)]
            }
            Marker::Bar => &[(-0.5, -1.3), (0.5, -1.3), (0.5, 1.3), (-0.5, 1.3)],
            Marker::Lozenge => &[(0.0, -0.85), (1.6, 0.0), (0.0, 0.85), (-1.6, 0.0)],
            Marker::Flag => &[(-0.9, -1.1), (1.1, -0.2), (-0.9, 0.7)],
        };
        let half = size / 2.0;
        unit.iter().map(|(x, y)| Point::new(center.x + x * half, center.y + y * half)).collect()
    }
}

/// How many colours sources have before they come round again, and how many markers.
pub const SIGN_COLOURS: u16 = 8;

const MARKERS: [Marker; 8] = [
    Marker::Circle,
    Marker::Square,
    Marker::Diamond,
    Marker::Up,
    Marker::Pentagon,
    Marker::Down,
    Marker::Bar,
    Marker::Lozenge,
];

const DASHES: [Dash; 4] = [Dash::Solid, Dash::Long, Dash::DashDot, Dash::Dotted];

/// The marker of the voice at this place. With the colour and the dash it is alone among the
/// first 256.
#[must_use]
pub fn source_marker(voice: u16) -> Marker {
    let shifted = usize::from(voice).wrapping_add(usize::from(voice / SIGN_COLOURS));
    MARKERS.get(shifted % MARKERS.len()).copied().unwrap_or(Marker::Circle)
}

/// The sign of the voice at this place, where none was chosen for it: the number of its
/// [`Role::Source`].
#[must_use]
pub fn sign_of_place(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// The sign of this colour and this marker, each by its number below [`SIGN_COLOURS`]: every pair
/// has one, and none has two.
///
/// ```
/// use parallax::chart::{SIGN_COLOURS, sign, source_marker};
///
/// let signs: std::collections::BTreeSet<u16> =
///     (0..64).map(|number| sign(number / SIGN_COLOURS, number % SIGN_COLOURS)).collect();
/// assert_eq!(signs.len(), 64);
/// assert_eq!(source_marker(sign(3, 5)), source_marker(sign(0, 5)));
/// ```
#[must_use]
pub fn sign(colour: u16, marker: u16) -> u16 {
    let (colour, marker) = (colour % SIGN_COLOURS, marker % SIGN_COLOURS);
    // Each round of the colours moves the markers on by one.
    let round = (marker + SIGN_COLOURS - colour) % SIGN_COLOURS;
    colour + SIGN_COLOURS * round
}

/// The colour and the marker of a sign, by their numbers: [`sign`] turned round.
#[must_use]
pub fn colour_and_marker(sign: u16) -> (u16, u16) {
    let colour = sign % SIGN_COLOURS;
    (colour, (colour + sign / SIGN_COLOURS % SIGN_COLOURS) % SIGN_COLOURS)
}

/// What a colour is called.
#[must_use]
pub fn colour_name(colour: u16) -> &'static str {
    const NAMES: [&str; SIGN_COLOURS as usize] =
        ["blue", "vermilion", "green", "purple", "amber", "sky", "slate", "wine"];
    NAMES.get(usize::from(colour % SIGN_COLOURS)).copied().unwrap_or("grey")
}

/// What a marker is called.
#[must_use]
pub fn marker_name(marker: u16) -> &'static str {
    const NAMES: [&str; SIGN_COLOURS as usize] =
        ["circle", "square", "diamond", "triangle", "pentagon", "triangle down", "bar", "lozenge"];
    NAMES.get(usize::from(marker % SIGN_COLOURS)).copied().unwrap_or("circle")
}

/// The dash of the line of the voice at this place: solid for the first eight.
#[must_use]
pub fn source_dash(voice: u16) -> Dash {
    let round = usize::from(voice / SIGN_COLOURS);
    DASHES.get(round % DASHES.len()).copied().unwrap_or(Dash::Solid)
}
