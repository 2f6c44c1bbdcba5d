//! The key to the chart: a small sample of every sign, laid out as the chart itself is, so that the
//! two cannot drift apart.

use std::collections::BTreeSet;

use super::geometry::Point;
use super::layout::{Frame, Layouter};
use super::marks::{Layer, Mark, MarkKind, Part};
use super::picture::Picture;
use super::roles::Role;
use super::scale::Scale;
use super::scene::{
    Form, Manner, OpenEnd, Scene, SceneCore, SceneGhost, SceneSegment, SceneStatement, SceneStep,
    SceneTrack, SceneWedge,
};
use super::signs::{Dash, Marker, SIGN_COLOURS, source_dash};
use crate::compare::{EstimateRef, Interval, Verdict};
use crate::estimate::RowIndex;
use crate::words::Words;

pub use crate::words::KeySign;

/// The days and the values of every sample.
const DAYS: (f64, f64) = (0.0, 100.0);
const VALUES: (f64, f64) = (0.0, 100.0);
/// The day on which what is shown begins, and the one after it ends.
const FROM: i32 = 14;
const UNTIL: i32 = 101;

/// The marks of a sign, in a place of this width and height in points; the top left is at 0.
#[must_use]
pub fn key_sample(sign: KeySign, width: f32, height: f32) -> Vec<Layer> {
    let drawn = match sign {
        KeySign::WithoutNumber => vec![flag(width, height)],
        KeySign::Together => together(width, height),
        KeySign::Cause => vec![cause(width, height)],
        KeySign::Unsaid => hatched(width, height),
        _ => Vec::new(),
    };
    if !drawn.is_empty() {
        return vec![drawn.into()];
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

/// The two ends of what is said together.
fn together(width: f32, height: f32) -> Vec<Mark> {
    let end = |share: f32| {
        let points =
            vec![Point::new(width * 0.1, height * share), Point::new(width, height * share)];
        let kind = MarkKind::Line { points, width: 1.6, dash: Dash::Solid };
        Mark { id: None, part: Part::Together, role: Role::Ink, opacity: 0.65, kind }
    };
    vec![end(0.35), end(0.65)]
}

fn cause(width: f32, height: f32) -> Mark {
    let center = Point::new(width * 0.2, height / 2.0);
    let kind = MarkKind::Glyph { center, marker: Marker::Up, size: 6.0, filled: true };
    Mark { id: None, part: Part::Cause, role: Role::InkSoft, opacity: 1.0, kind }
}

/// Strokes from the foot up to the right, as on the strip.
fn hatched(width: f32, height: f32) -> Vec<Mark> {
    const APART: f32 = 5.0;
    let (top, bottom) = (height * 0.2, height * 0.8);
    let rise = bottom - top;
    let feet = (0..).map(|place| place as f32 * APART).take_while(|foot| foot + rise <= width);
    let stroke = |foot: f32| {
        let points = vec![Point::new(foot, bottom), Point::new(foot + rise, top)];
        let kind = MarkKind::Line { points, width: 1.0, dash: Dash::Solid };
        Mark { id: None, part: Part::Unsaid, role: Role::Hairline, opacity: 1.0, kind }
    };
    feet.map(stroke).collect()
}

/// The signs that occur in a picture of a scene, in the order in which they are explained.
#[must_use]
pub fn key_signs(picture: &Picture, scene: &Scene) -> Vec<KeySign> {
    let mut found: BTreeSet<KeySign> = BTreeSet::new();
    for mark in picture.marks() {
        found.extend(match mark.part {
            Part::Flag => Some(KeySign::WithoutNumber),
            Part::Stale => Some(KeySign::Stale),
            Part::Carried => Some(KeySign::Carried),
            Part::Ghost => Some(KeySign::Ghost),
            Part::Divided => Some(KeySign::Divided),
            Part::Together => Some(KeySign::Together),
            Part::Core => Some(KeySign::Core),
            Part::Cause => Some(KeySign::Cause),
            Part::Unsaid => Some(KeySign::Unsaid),
            Part::Line => is_dashed(mark).then_some(KeySign::Dashes),
            _ => None,
        });
    }
    let (from, to) = picture.time.window();
    for track in &scene.tracks {
        let statements = &track.statements;
        let first = statements.partition_point(|one| f64::from(one.day) < from);
        let end = statements.partition_point(|one| f64::from(one.day) <= to);
        for one in statements.get(first..end.max(first)).unwrap_or_default() {
            found.extend(match one.manner {
                Manner::Echo => Some(KeySign::Echo),
                Manner::Uncounted => Some(KeySign::Uncounted),
                Manner::Projection => Some(KeySign::Projection),
                Manner::Counted => sign_of(one.form),
            });
        }
    }
    found.into_iter().collect()
}

/// Whether a line is dashed as those of the ninth source and after it are.
fn is_dashed(mark: &Mark) -> bool {
    let Role::Source(number) = mark.role else { return false };
    let dash = source_dash(number);
    let is_so = |kind: &MarkKind| matches!(kind, MarkKind::Line { dash: of, .. } if *of == dash);
    dash != Dash::Solid && is_so(&mark.kind)
}

fn sign_of(form: Form) -> Option<KeySign> {
    match form {
        Form::About => Some(KeySign::About),
        Form::Range => Some(KeySign::Range),
        Form::AtLeast => Some(KeySign::AtLeast),
        Form::AtMost => Some(KeySign::AtMost),
        // It says what it is.
        Form::Point => None,
    }
}

/// The verdicts that have a colour in a picture, in the order in which they are looked for.
#[must_use]
pub fn key_verdicts(picture: &Picture) -> Vec<Verdict> {
    let is_drawn = |verdict: &Verdict| {
        let role = Role::Verdict(*verdict);
        let mut strips = picture.marks().filter(|mark| mark.part == Part::Strip);
        strips.any(|mark| mark.role == role)
    };
    KEY_VERDICTS.into_iter().filter(is_drawn).collect()
}

/// Every verdict that has a colour, in the order in which they are looked for.
pub const KEY_VERDICTS: [Verdict; 8] = [
    Verdict::Agree,
    Verdict::NotContradicted,
    Verdict::Majority,
    Verdict::Minority,
    Verdict::Split,
    Verdict::Diverge,
    Verdict::Divided,
    Verdict::Single,
];

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
        // They are no tracks.
        KeySign::WithoutNumber | KeySign::Together | KeySign::Cause | KeySign::Unsaid => Vec::new(),
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

    #[test]
    fn the_key_explains_what_occurs_in_a_picture_and_nothing_else() {
        use crate::chart::layout::{fitted_frame, layout};
        for sign in KeySign::ALL {
            let is_of_tracks = !matches!(
                sign,
                KeySign::WithoutNumber | KeySign::Together | KeySign::Cause | KeySign::Unsaid
            );
            if !is_of_tracks {
                continue;
            }
            let scene = scene_of(*sign);
            let frame = Frame { time: DAYS, ..fitted_frame(&scene, 900.0, 500.0, Scale::Linear) };
            let found = key_signs(&layout(&scene, &frame), &scene);
            assert!(found.contains(sign), "{sign:?} in {found:?}");
            let strangers = [KeySign::WithoutNumber, KeySign::Together, KeySign::Cause];
            assert!(strangers.iter().all(|stranger| !found.contains(stranger)), "{found:?}");
        }
        let scene = scene_of(KeySign::Core);
        let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, Scale::Linear));
        assert_eq!(key_verdicts(&picture), [Verdict::Agree]);
        let signs = key_signs(&picture, &scene);
        assert_eq!(signs, [KeySign::Range, KeySign::Core], "ranges with what they share");
    }
}
