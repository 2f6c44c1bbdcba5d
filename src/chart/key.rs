//! The key to the chart: a small sample of every sign, laid out as the chart itself is, so that the
//! two cannot drift apart.

use strum::VariantArray;

use super::geometry::Point;
use super::layout::{Frame, Layouter};
use super::marks::{Layer, Mark, MarkKind, Part};
use super::roles::Role;
use super::scale::Scale;
use super::scene::{
    Form, Manner, OpenEnd, Scene, SceneCore, SceneGhost, SceneSegment, SceneStatement, SceneStep,
    SceneTrack, SceneWedge,
};
use super::signs::{Marker, SIGN_COLOURS};
use crate::compare::{EstimateRef, Interval, Verdict};
use crate::estimate::RowIndex;
use crate::words::Words;

/// What is said by a sign of the chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, VariantArray)]
pub enum KeySign {
    /// A number, as wide as "about" is read.
    About,
    /// From low to high, with a best number.
    Range,
    AtLeast,
    AtMost,
    /// A statement without a number, in the lane above the plot.
    WithoutNumber,
    Projection,
    /// Said too long ago to stand.
    Stale,
    /// A total carried to later days.
    Carried,
    /// What was stated where an analyst set another range.
    Ghost,
    Echo,
    /// Excluded, or of an unknown origin.
    Uncounted,
    /// The dashes of the sources after the first eight.
    Dashes,
    /// A group whose members contradict each other.
    Divided,
    Core,
}

impl KeySign {
    /// Every sign, in the order in which they are explained.
    pub const ALL: &'static [KeySign] = KeySign::VARIANTS;
}

/// The days and the values of every sample.
const DAYS: (f64, f64) = (0.0, 100.0);
const VALUES: (f64, f64) = (0.0, 100.0);
/// The day on which what is shown begins, and the one after it ends.
const FROM: i32 = 14;
const UNTIL: i32 = 101;

/// The marks of a sign, in a place of this width and height in points; the top left is at 0.
#[must_use]
pub fn key_sample(sign: KeySign, width: f32, height: f32) -> Vec<Layer> {
    if sign == KeySign::WithoutNumber {
        return vec![vec![flag(width, height)].into()];
    }
    let frame = Frame {
        width,
        height,
        pixels_per_point: 1.0,
        time: DAYS,
        value: VALUES,
        scale: Scale::Linear,
        words: Words::default(),
    };
    Layouter::default().sample(&scene_of(sign), &frame).layers().to_vec()
}

fn flag(width: f32, height: f32) -> Mark {
    let center = Point::new(width * 0.2, height / 2.0);
    let kind = MarkKind::Glyph { center, marker: Marker::Flag, size: 9.0, filled: true };
    Mark { id: None, part: Part::Flag, role: Role::Source(0), opacity: 1.0, kind }
}

fn scene_of(sign: KeySign) -> Scene {
    let all = tracks_of(sign);
    let voices = all.iter().map(|track| track.voice + 1).max().unwrap_or(0);
    let names = vec![String::new(); voices];
    let segments = if sign == KeySign::Core { vec![shared(34.0, 66.0)] } else { Vec::new() };
    let mut scene = Scene::of_tracks(&names, all, segments);
    if sign == KeySign::Ghost {
        scene.ghosts.push(SceneGhost {
            estimate: reference(0),
            voice: 0,
            from: FROM,
            until: UNTIL,
            read: between(16.0, 46.0),
            open: OpenEnd::Neither,
        });
    }
    scene
}

fn tracks_of(sign: KeySign) -> Vec<SceneTrack> {
    let point = |manner| said(Form::Point, manner, 50.0, 50.0, Some(50.0));
    match sign {
        KeySign::About => {
            let step = step(between(38.0, 62.0), Some(50.0), OpenEnd::Neither);
            vec![track(step, said(Form::About, Manner::Counted, 50.0, 50.0, Some(50.0)))]
        }
        KeySign::Range => vec![range(0, 22.0, 78.0, Some(56.0))],
        KeySign::AtLeast => {
            let read = Interval::new(24.0, f64::INFINITY).unwrap_or(Interval::ANY);
            let said = said(Form::AtLeast, Manner::Counted, 24.0, 24.0, None);
            vec![track(step(read, None, OpenEnd::Above), said)]
        }
        KeySign::AtMost => {
            let said = said(Form::AtMost, Manner::Counted, 76.0, 76.0, None);
            vec![track(step(between(0.0, 76.0), None, OpenEnd::Below), said)]
        }
        KeySign::Projection => {
            let step = SceneStep {
                is_projection: true,
                ..step(between(50.0, 50.0), Some(50.0), OpenEnd::Neither)
            };
            vec![track(step, point(Manner::Projection))]
        }
        KeySign::Stale => {
            let step = step(between(30.0, 70.0), Some(50.0), OpenEnd::Neither);
            let mut track = track(SceneStep { until: 50, ..step }, point(Manner::Counted));
            track.stale = std::sync::Arc::new(vec![SceneStep { from: 50, ..step }].into());
            vec![track]
        }
        KeySign::Carried => {
            let step = step(between(22.0, 30.0), None, OpenEnd::Neither);
            let mut track = track(step, said(Form::Range, Manner::Counted, 22.0, 30.0, None));
            track.wedges.push(SceneWedge {
                from: FROM,
                until: UNTIL,
                estimate: reference(0),
                read: between(22.0, 30.0),
                read_to: between(60.0, 88.0),
            });
            vec![track]
        }
        KeySign::Ghost => vec![range(0, 56.0, 88.0, None)],
        KeySign::Echo => {
            let original = line(0, 50.0);
            let echo = SceneStatement { from: 52, day: 52, ..point(Manner::Echo) };
            vec![SceneTrack::new(0, true, vec![original], vec![point(Manner::Counted), echo])]
        }
        KeySign::Uncounted => {
            vec![SceneTrack::new(0, false, Vec::new(), vec![point(Manner::Uncounted)])]
        }
        KeySign::Dashes => [(1, 75.0), (2, 50.0), (3, 25.0)]
            .map(|(round, value)| {
                let voice = usize::from(SIGN_COLOURS) * round;
                SceneTrack::new(voice, true, vec![line(0, value)], Vec::new())
            })
            .into(),
        // In the lane, which has no tracks.
        KeySign::WithoutNumber => Vec::new(),
        KeySign::Divided => {
            let mut track = SceneTrack::new(0, true, Vec::new(), Vec::new());
            let step = step(between(24.0, 76.0), None, OpenEnd::Neither);
            track.divided = std::sync::Arc::new(vec![step].into());
            vec![track]
        }
        KeySign::Core => vec![range(0, 34.0, 92.0, None), range(1, 8.0, 66.0, None)],
    }
}

fn reference(row: u32) -> EstimateRef {
    EstimateRef::new(0, RowIndex::new(row))
}

fn between(low: f64, high: f64) -> Interval {
    Interval::new(low, high).unwrap_or(Interval::ANY)
}

fn step(read: Interval, best: Option<f64>, open: OpenEnd) -> SceneStep {
    let estimate = reference(0);
    SceneStep { from: FROM, until: UNTIL, estimate, read, best, open, is_projection: false }
}

/// A line without a width.
fn line(row: u32, value: f64) -> SceneStep {
    let step = step(between(value, value), Some(value), OpenEnd::Neither);
    SceneStep { estimate: reference(row), ..step }
}

fn said(form: Form, manner: Manner, low: f64, high: f64, best: Option<f64>) -> SceneStatement {
    SceneStatement { estimate: reference(0), from: FROM, day: FROM, form, manner, low, high, best }
}

fn track(step: SceneStep, said: SceneStatement) -> SceneTrack {
    SceneTrack::new(0, true, vec![step], vec![said])
}

fn range(voice: usize, low: f64, high: f64, best: Option<f64>) -> SceneTrack {
    let step = step(between(low, high), best, OpenEnd::Neither);
    let said = said(Form::Range, Manner::Counted, low, high, best);
    SceneTrack::new(voice, true, vec![step], vec![said])
}

/// A segment on which the voices share these values.
fn shared(low: f64, high: f64) -> SceneSegment {
    SceneSegment {
        place: 0,
        from: FROM,
        until: UNTIL,
        verdict: Verdict::Agree,
        support: 2,
        n: 2,
        divided: Vec::new(),
        cores: vec![SceneCore::still(FROM, UNTIL, between(low, high))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::geometry::Rect;
    use crate::chart::signs::Dash;

    #[test]
    fn every_sign_has_a_sample_of_its_own_within_its_place() {
        let (width, height) = (110.0, 44.0);
        let place = Rect::new(0.0, 0.0, width, height).grown(1.5);
        let mut seen: Vec<Vec<Mark>> = Vec::new();
        for sign in KeySign::ALL {
            let marks: Vec<Mark> =
                key_sample(*sign, width, height).iter().flat_map(|layer| layer.to_vec()).collect();
            assert!(!marks.is_empty(), "{sign:?}");
            assert!(!seen.contains(&marks), "{sign:?} looks like another one");
            for mark in &marks {
                let inside = |point: &Point| place.contains(*point);
                let is_inside = match &mark.kind {
                    MarkKind::Band { columns, .. } => columns.iter().all(|column| {
                        inside(&Point::new(column.x, column.top))
                            && inside(&Point::new(column.x, column.bottom))
                    }),
                    MarkKind::Line { points, .. } => points.iter().all(inside),
                    MarkKind::Glyph { center, .. } => inside(center),
                    MarkKind::Arrow { tail, tip, .. } => inside(tail) && inside(tip),
                    MarkKind::Rect { rect, .. } => place.encloses(*rect),
                    MarkKind::Text(_) => false,
                };
                assert!(is_inside, "{sign:?}: {mark:?}");
            }
            seen.push(marks);
        }
    }

    #[test]
    fn the_signs_in_the_key_are_those_of_the_chart() {
        let has = |sign: KeySign, part: Part| {
            let layers = key_sample(sign, 110.0, 44.0);
            layers.iter().flat_map(|layer| layer.iter()).any(|mark| mark.part == part)
        };
        for (sign, part) in [
            (KeySign::About, Part::Halo),
            (KeySign::AtLeast, Part::Arrow),
            (KeySign::AtMost, Part::Arrow),
            (KeySign::Stale, Part::Stale),
            (KeySign::Carried, Part::Carried),
            (KeySign::Ghost, Part::Ghost),
            (KeySign::Divided, Part::Divided),
            (KeySign::Core, Part::CoreEdge),
            (KeySign::WithoutNumber, Part::Flag),
        ] {
            assert!(has(sign, part), "{sign:?} without {part:?}");
        }
        let dashes: Vec<Dash> = key_sample(KeySign::Dashes, 110.0, 44.0)
            .iter()
            .flat_map(|layer| layer.to_vec())
            .filter_map(|mark| match mark.kind {
                MarkKind::Line { dash, .. } => Some(dash),
                _ => None,
            })
            .collect();
        assert_eq!(dashes, [Dash::Long, Dash::DashDot, Dash::Dotted]);
    }
}
