//! The colours that roles have in light and dark.

use crate::compare::Verdict;

use super::roles::Role;
use super::signs::SIGN_COLOURS;

/// A colour: red, green, blue, and how opaque, each 0–255, not premultiplied, sRGB.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Rgba {
    pub r: u8,
    pub g: u8,
    pub b: u8,
    pub a: u8,
}

impl Rgba {
    /// An opaque colour from `0xRRGGBB`.
    #[must_use]
    pub const fn hex(rgb: u32) -> Rgba {
        let [_, r, g, b] = rgb.to_be_bytes();
        Rgba { r, g, b, a: 255 }
    }

    /// The same, this many times as opaque; `by` is held between 0 and 1.
    #[must_use]
    pub fn faded(self, by: f32) -> Rgba {
        let a = (f32::from(self.a) * by.clamp(0.0, 1.0)).round();
        Rgba { a: a as u8, ..self }
    }

    /// `#rrggbb`, without the opacity.
    #[must_use]
    pub fn to_hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// A colour for every role.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Default, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// After Okabe and Ito, moved as little as it takes for each to stand out from its ground and for
/// any two to stay apart without one kind of cones: in light (mark, text), in dark (mark, text).
const SOURCES: [[Rgba; 4]; SIGN_COLOURS as usize] = [
    // Blue
    [Rgba::hex(0x1a6bae), Rgba::hex(0x1a6bae), Rgba::hex(0x0595d5), Rgba::hex(0x0595d5)],
    // Vermilion
    [Rgba::hex(0xc05900), Rgba::hex(0xb65400), Rgba::hex(0xe87231), Rgba::hex(0xe87231)],
    // Green
    [Rgba::hex(0x179468), Rgba::hex(0x14815a), Rgba::hex(0x05c288), Rgba::hex(0x05c288)],
    // Purple
    [Rgba::hex(0xae78a9), Rgba::hex(0x8f628b), Rgba::hex(0xd79bd1), Rgba::hex(0xd79bd1)],
    // Amber
    [Rgba::hex(0xc17d0a), Rgba::hex(0x9c660c), Rgba::hex(0xf1ac21), Rgba::hex(0xf1ac21)],
    // Sky
    [Rgba::hex(0x2495d2), Rgba::hex(0x2578a8), Rgba::hex(0x94d6fa), Rgba::hex(0x94d6fa)],
    // Slate
    [Rgba::hex(0x6b6d81), Rgba::hex(0x6b6d81), Rgba::hex(0x8998a2), Rgba::hex(0x8998a2)],
    // Wine
    [Rgba::hex(0x7e2e41), Rgba::hex(0x7e2e41), Rgba::hex(0xb2586f), Rgba::hex(0xbd6f83)],
];

impl Theme {
    #[must_use]
    pub fn is_dark(self) -> bool {
        self == Theme::Dark
    }

    /// The colour of a role.
    ///
    /// ```
    /// use parallax::chart::{Role, Theme};
    ///
    /// assert_eq!(Theme::Light.colour(Role::Surface).to_hex(), "#ffffff");
    /// ```
    #[must_use]
    pub fn colour(self, role: Role) -> Rgba {
        match role {
            Role::Source(voice) => self.source(voice, false),
            Role::SourceText(voice) => self.source(voice, true),
            Role::Verdict(verdict) => self.verdict(verdict),
            Role::OnVerdict(verdict) => self.on_verdict(verdict),
            _ => {
                let (light, dark) = frame_colours(role);
                Rgba::hex(if self.is_dark() { dark } else { light })
            }
        }
    }

    fn source(self, voice: u16, is_text: bool) -> Rgba {
        let [mark, text, dark_mark, dark_text] = SOURCES
            .get(usize::from(voice % SIGN_COLOURS))
            .copied()
            .unwrap_or([Rgba::hex(0x6f_757d); 4]);
        match (self.is_dark(), is_text) {
            (false, false) => mark,
            (false, true) => text,
            (true, false) => dark_mark,
            (true, true) => dark_text,
        }
    }

    fn verdict(self, verdict: Verdict) -> Rgba {
        let (light, dark) = match verdict {
            Verdict::None => (0xf0f1f4, 0x22262d),
            Verdict::Divided => (0xb49ad6, 0x9a7fc0),
            Verdict::Single => (0xd6dae2, 0x3b414b),
            Verdict::Agree => (0x008076, 0x40b398),
            Verdict::NotContradicted => (0xa8d3b4, 0x3a766c),
            Verdict::Majority => (0x8dbe76, 0x81b46b),
            Verdict::Minority => (0xe9ca81, 0xb58a36),
            Verdict::Split => (0xe6ab32, 0xd59b2a),
            Verdict::Diverge => (0xc73e0e, 0xc33f0e),
        };
        Rgba::hex(if self.is_dark() { dark } else { light })
    }

    fn on_verdict(self, verdict: Verdict) -> Rgba {
        let dark_fill = match verdict {
            Verdict::Diverge => true,
            Verdict::Agree => !self.is_dark(),
            Verdict::None | Verdict::Single | Verdict::NotContradicted => self.is_dark(),
            Verdict::Majority | Verdict::Minority | Verdict::Split | Verdict::Divided => false,
        };
        Rgba::hex(if dark_fill { 0xffffff } else { 0x1b1e27 })
    }
}

/// (light, dark) of what does not belong to a source or a verdict.
fn frame_colours(role: Role) -> (u32, u32) {
    match role {
        Role::Core => (0x1e7a45, 0x5fc08a),
        Role::Ghost => (0x767c87, 0x9097a2),
        Role::Grid => (0xeceef1, 0x2a2f37),
        Role::AxisText => (0x5f6672, 0xa7aeb9),
        Role::Ink => (0x1b1e27, 0xe9ebef),
        Role::InkSoft => (0x626975, 0xa0a7b2),
        Role::Surface | Role::Source(_) | Role::SourceText(_) => (0xffffff, 0x16191e),
        Role::Panel | Role::Verdict(_) | Role::OnVerdict(_) => (0xf3f5f8, 0x1d2127),
        Role::Hairline => (0xdfe3e9, 0x323842),
        Role::Edge => (0x868d98, 0x6e7682),
        Role::Accent => (0x2457c5, 0x5589f2),
        Role::AccentSoft => (0xe4ebfb, 0x24324f),
        Role::OnAccent => (0xffffff, 0x0d1015),
        Role::Cursor => (0x1b1e27, 0xe9ebef),
        Role::Event => (0x7a7168, 0xa39a8f),
        Role::Warning => (0xb3401f, 0xf08a66),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::signs::{source_dash, source_marker};

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

    fn linear(channel: u8) -> f64 {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    }

    fn linear_rgb(colour: Rgba) -> [f64; 3] {
        [linear(colour.r), linear(colour.g), linear(colour.b)]
    }

    /// The contrast ratio of WCAG 2.
    fn contrast(a: Rgba, b: Rgba) -> f64 {
        let luminance = |colour| {
            let [r, g, b] = linear_rgb(colour);
            0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
        };
        let (a, b) = (luminance(a), luminance(b));
        a.max(b) / a.min(b)
    }

    /// How a colour looks with full deuteranopia, protanopia and tritanopia, by the matrices of
    /// Machado, Oliveira and Fernandes (2009), in linear RGB.
    const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
        ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "deuteranopia",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ),
        (
            "protanopia",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        ),
    ];

    /// OKLab of linear RGB.
    fn oklab([r, g, b]: [f64; 3]) -> [f64; 3] {
        let l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b).max(0.0).cbrt();
        let m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b).max(0.0).cbrt();
        let s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b).max(0.0).cbrt();
        [
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        ]
    }

    fn seen(colour: Rgba, sight: [[f64; 3]; 3]) -> [f64; 3] {
        let rgb = linear_rgb(colour);
        oklab(sight.map(|row| row.iter().zip(rgb).map(|(m, c)| m * c).sum::<f64>().max(0.0)))
    }

    fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    const VERDICTS: [Verdict; 9] = [
        Verdict::Divided,
        Verdict::None,
        Verdict::Single,
        Verdict::Agree,
        Verdict::NotContradicted,
        Verdict::Diverge,
        Verdict::Majority,
        Verdict::Minority,
        Verdict::Split,
    ];

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for theme in THEMES {
            let roles = [Role::Ink, Role::InkSoft, Role::AxisText, Role::Core, Role::Warning];
            let texts = (0..8).map(Role::SourceText).chain(roles);
            for role in texts {
                let ratio = contrast(theme.colour(role), theme.colour(Role::Surface));
                assert!(ratio >= 4.5, "{theme:?} {role:?} {ratio:.2}");
            }
            for (role, ground) in [
                (Role::Ink, Role::AccentSoft),
                (Role::InkSoft, Role::AccentSoft),
                (Role::Accent, Role::Surface),
                (Role::Accent, Role::Panel),
                (Role::Warning, Role::Panel),
                (Role::Core, Role::Panel),
                (Role::Surface, Role::Cursor),
                (Role::Event, Role::Surface),
            ] {
                let ratio = contrast(theme.colour(role), theme.colour(ground));
                assert!(ratio >= 4.5, "{theme:?} {role:?} on {ground:?} {ratio:.2}");
            }
            for verdict in VERDICTS {
                let on = theme.colour(Role::OnVerdict(verdict));
                let ratio = contrast(on, theme.colour(Role::Verdict(verdict)));
                assert!(ratio >= 4.5, "{theme:?} {verdict:?} {ratio:.2}");
            }
            let pressed = contrast(theme.colour(Role::OnAccent), theme.colour(Role::Accent));
            assert!(pressed >= 4.5, "{theme:?} accent {pressed:.2}");
            for role in [Role::Ink, Role::InkSoft, Role::AxisText] {
                let ratio = contrast(theme.colour(role), theme.colour(Role::Panel));
                assert!(ratio >= 4.5, "{theme:?} {role:?} on panel {ratio:.2}");
            }
        }
    }

    #[test]
    fn every_mark_stands_out_from_the_surface() {
        for theme in THEMES {
            let roles =
                [Role::Ghost, Role::Event, Role::Cursor, Role::Accent, Role::Core, Role::Edge];
            for role in (0..8).map(Role::Source).chain(roles) {
                let ratio = contrast(theme.colour(role), theme.colour(Role::Surface));
                assert!(ratio >= 3.0, "{theme:?} {role:?} {ratio:.2}");
            }
            // Signs of sources stand in the panels too, and a frame around what has the keyboard.
            for role in (0..8).map(Role::Source).chain([Role::Accent, Role::Edge]) {
                let ratio = contrast(theme.colour(role), theme.colour(Role::Panel));
                assert!(ratio >= 3.0, "{theme:?} {role:?} on panel {ratio:.2}");
            }
        }
    }

    #[test]
    fn the_first_eight_sources_stay_apart_for_every_eye() {
        for theme in THEMES {
            for (sight, matrix) in SIGHTS {
                for a in 0..8_u16 {
                    for b in (a + 1)..8 {
                        let look = |n| seen(theme.colour(Role::Source(n)), matrix);
                        let apart = distance(look(a), look(b));
                        // A just noticeable difference in OKLab is about 0.02.
                        assert!(apart >= 0.06, "{theme:?} {sight}: {a} and {b} {apart:.3}");
                        assert_ne!(source_marker(a), source_marker(b));
                    }
                }
            }
        }
    }

    #[test]
    fn verdicts_stay_apart_for_every_eye_and_agreement_and_divergence_far_apart() {
        // None is where nothing is painted.
        let painted: Vec<Verdict> = VERDICTS.into_iter().filter(|v| *v != Verdict::None).collect();
        for theme in THEMES {
            for (sight, matrix) in SIGHTS {
                for (place, a) in painted.iter().enumerate() {
                    for b in painted.iter().skip(place + 1) {
                        let look = |verdict| seen(theme.colour(Role::Verdict(verdict)), matrix);
                        let apart = distance(look(*a), look(*b));
                        let opposed = [Verdict::Agree, Verdict::Diverge];
                        let least =
                            if opposed.contains(a) && opposed.contains(b) { 0.14 } else { 0.06 };
                        assert!(apart >= least, "{theme:?} {sight}: {a:?} and {b:?} {apart:.3}");
                    }
                }
            }
        }
    }

    #[test]
    fn forty_sources_each_have_their_own_colour_marker_and_dash() {
        let mut cues = Vec::new();
        for n in 0..40_u16 {
            let cue = (Theme::Light.colour(Role::Source(n)), source_marker(n), source_dash(n));
            assert!(!cues.contains(&cue), "{n}");
            cues.push(cue);
        }
    }
}
