//! What is drawn by pixel columns reaches as far as what it stands for, column by column.

use proptest::prelude::*;

use super::columns::Columns;
use super::*;
use crate::chart::marks::{Mark, MarkId, MarkKind};
use crate::chart::roles::Role;
use crate::chart::scene::{
    Form, Manner, OpenEnd, Reach, SceneSegment, SceneStatement, SceneStep, SceneTrack,
};
use crate::chart::timeline::{Sum, Summed};
use crate::chart::{HitPart, Part, Point, Scale};
use crate::compare::{EstimateRef, Interval, Verdict};
use crate::estimate::RowIndex;

/// (days till it begins, days that it lasts, low, width, how it is stated)
type Rough = (i32, i32, f64, f64, u8);

fn rough_steps() -> impl Strategy<Value = Vec<Rough>> {
    let one = (0..3_i32, 1..4_i32, 0.0..5_000.0_f64, 0.0..900.0_f64, 0..12_u8);
    prop::collection::vec(one, 900..2_500)
}

fn reference(place: usize) -> EstimateRef {
    EstimateRef::new(0, RowIndex::new(u32::try_from(place).expect("few")))
}

fn steps_of(rough: &[Rough]) -> Vec<SceneStep> {
    let mut day = 19_000;
    let rough = rough.iter().enumerate();
    rough
        .map(|(place, (gap, days, low, width, kind))| {
            let from = day + gap;
            day = from + days;
            let open = match kind {
                0 => OpenEnd::Above,
                1 => OpenEnd::Below,
                _ => OpenEnd::Neither,
            };
            let high = if open == OpenEnd::Above { f64::INFINITY } else { low + width };
            let read = Interval::new(*low, high).expect("in order");
            let best = (*kind > 6).then_some(low + width / 2.0);
            let estimate = reference(place);
            SceneStep { from, until: day, estimate, read, best, open, is_projection: false }
        })
        .collect()
}

fn statements_of(steps: &[SceneStep]) -> Vec<SceneStatement> {
    let statement = |step: &SceneStep| {
        let high = if step.open == OpenEnd::Above { step.read.low() } else { step.read.high() };
        SceneStatement {
            estimate: step.estimate,
            from: step.from,
            day: step.from,
            form: Form::Range,
            manner: Manner::Counted,
            low: step.read.low(),
            high,
            best: step.best,
        }
    };
    steps.iter().map(statement).collect()
}

fn scene_of_steps(steps: Vec<SceneStep>, statements: Vec<SceneStatement>) -> Scene {
    let track = SceneTrack::new(0, true, steps, statements);
    Scene::of_tracks(&["One".to_owned()], vec![track], Vec::new())
}

/// A frame on a part of the scene, from one share of its days to another.
fn part_of_scene(scene: &Scene, from: f64, to: f64) -> Frame {
    let mut frame = fitted_frame(scene, 420.0, 300.0, Scale::Linear);
    let (first, last) = frame.time;
    let along = |share: f64| first + (last - first) * share;
    frame.time = (along(from.min(to)), along(from.max(to)));
    frame
}

/// What the steps in each column come to, all of them looked at for each.
fn one_by_one(steps: &[SceneStep], place: &Place, count: usize) -> Vec<Reach> {
    let (from, _) = place.time.window();
    let days = place.time.days_per_point() / f64::from(place.columns_per_point);
    let edge = |column: usize| from + column as f64 * days;
    let in_column = |column: usize| {
        let inside = steps.iter().filter(move |step| {
            f64::from(step.from) < edge(column + 1) && f64::from(step.until) > edge(column)
        });
        inside.map(Summed::sum).fold(Reach::NOTHING, Sum::and)
    };
    (0..count).map(in_column).collect()
}

/// What the steps come to that have a part between two moments.
fn those_within(steps: &[SceneStep], from: f64, to: f64) -> Reach {
    let start = steps.partition_point(|step| f64::from(step.until) <= from);
    let end = steps.partition_point(|step| f64::from(step.from) < to);
    let within = steps.get(start..end).unwrap_or_default();
    within.iter().map(Summed::sum).fold(Reach::NOTHING, Sum::and)
}

fn verdict(number: u8) -> Verdict {
    [Verdict::None, Verdict::Single, Verdict::Agree, Verdict::Majority, Verdict::Split]
        .into_iter()
        .nth(usize::from(number))
        .unwrap_or(Verdict::Diverge)
}

fn segments_of(rough: &[(i32, u8)]) -> Vec<SceneSegment> {
    let (mut from, mut day) = (i32::MIN, 19_000);
    let last = rough.len().saturating_sub(1);
    let segments = rough.iter().enumerate().map(|(place, (days, number))| {
        day += days;
        let until = if place == last { i32::MAX } else { day };
        let verdict = verdict(*number);
        let segment = SceneSegment {
            place,
            from,
            until,
            verdict,
            support: 1,
            n: 2,
            divided: Vec::new(),
            cores: Vec::new(),
        };
        from = until;
        segment
    });
    segments.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_column_reaches_as_far_as_the_steps_in_it(
        rough in rough_steps(), from in 0.0..1.0_f64, to in 0.0..1.0_f64,
    ) {
        let steps = steps_of(&rough);
        let scene = scene_of_steps(steps.clone(), Vec::new());
        let frame = part_of_scene(&scene, from, to);
        let place = Place::new(&scene, &frame);
        let columns = Columns::of(&scene.tracks[0].steps, &place);
        let wanted = one_by_one(&steps, &place, columns.all().len());
        prop_assert_eq!(columns.all(), &wanted[..]);
    }

    #[test]
    fn with_many_steps_in_a_column_none_is_lost_and_none_is_moved_by_more_than_half_a_column(
        rough in rough_steps(), again in 6..14_usize, from in 0.0..0.4_f64, to in 0.6..1.0_f64,
    ) {
        let all = rough.len() * again;
        let steps = steps_of(&rough.into_iter().cycle().take(all).collect::<Vec<_>>());
        let scene = scene_of_steps(steps.clone(), Vec::new());
        let frame = part_of_scene(&scene, from, to);
        let place = Place::new(&scene, &frame);
        let columns = Columns::of(&scene.tracks[0].steps, &place);
        let grain = place.grain();
        let half = grain.days_per_column / 2.0;
        for (column, got) in columns.all().iter().enumerate() {
            let (start, end) = (grain.start_of(column), grain.start_of(column + 1));
            let least = those_within(&steps, start + half + 1.0, end);
            let most = those_within(&steps, start, end + half + 1.0);
            prop_assert_eq!(got.and(least), *got, "column {} lacks something", column);
            prop_assert_eq!(most.and(*got), most, "column {} has too much", column);
        }
        // What lies at an edge is in one of the two.
        for pair in 1..columns.all().len() {
            let both = columns.all()[pair - 1].and(columns.all()[pair]);
            let within = those_within(&steps, grain.start_of(pair), grain.start_of(pair + 1));
            prop_assert_eq!(both.and(within), both, "column {} has lost something", pair);
        }
    }

    #[test]
    fn what_is_hit_in_a_dense_voice_is_drawn_there(
        rough in rough_steps(), x in 0.0..1.0_f32, y in 0.0..1.0_f32,
    ) {
        let steps = steps_of(&rough);
        let scene = scene_of_steps(steps.clone(), Vec::new());
        let frame = part_of_scene(&scene, 0.1, 0.9);
        let picture = layout(&scene, &frame);
        let place = Place::new(&scene, &frame);
        prop_assume!(scene.tracks[0].steps.within(place.time.window()).len() > 300);
        let plot = picture.plot;
        let at = Point::new(plot.left + x * plot.width(), plot.top + y * plot.height());
        let wanted = nearest_in_column(&steps, &place, at);
        let hit = picture.hit(at.x, at.y, 3.0);
        prop_assert_eq!(hit.is_some(), wanted <= 3.0);
        if let Some(hit) = hit {
            prop_assert_eq!(hit.part, HitPart::Band);
            let step = steps.iter().find(|step| step.estimate == hit.estimate).expect("one of them");
            prop_assert!((away(step, &place, at) - wanted).abs() < 1e-3);
        }
    }

    #[test]
    fn the_strip_shows_the_gravest_verdict_of_every_column(
        rough in prop::collection::vec((1..6_i32, 0..6_u8), 200..3_000),
        from in 0.0..1.0_f64, to in 0.0..1.0_f64,
    ) {
        let segments = segments_of(&rough);
        let scene = Scene::of_tracks(&[], Vec::new(), segments.clone());
        let days = f64::from(rough.iter().map(|(days, _)| days).sum::<i32>());
        let mut frame = fitted_frame(&scene, 420.0, 300.0, Scale::Linear);
        frame.time = (19_000.0 + days * from.min(to), 19_000.0 + days * from.max(to) + 1.0);
        let place = Place::new(&scene, &frame);
        let wanted = gravest_one_by_one(&segments, &place);
        let picture = layout(&scene, &frame);
        for (column, wanted) in wanted.iter().enumerate() {
            let x = picture.strip.left + column as f32 + 0.5;
            prop_assert_eq!(verdict_at(&picture, x), *wanted, "column {}", column);
        }
    }
}

fn away(step: &SceneStep, place: &Place, at: Point) -> f32 {
    let reach = place.sight().reach(step);
    reach.map_or(f32::INFINITY, |(top, bottom)| (top - at.y).max(at.y - bottom).max(0.0))
}

/// How far a place is from the nearest step in its column.
fn nearest_in_column(steps: &[SceneStep], place: &Place, at: Point) -> f32 {
    let grain = place.grain();
    let column = ((place.time.days(at.x) - grain.from) / grain.days_per_column) as usize;
    let edge = |column: usize| grain.from + column as f64 * grain.days_per_column;
    let inside = steps.iter().filter(|step| {
        f64::from(step.from) < edge(column + 1) && f64::from(step.until) > edge(column)
    });
    inside.map(|step| away(step, place, at)).fold(f32::INFINITY, f32::min)
}

fn gravest_one_by_one(segments: &[SceneSegment], place: &Place) -> Vec<Verdict> {
    let strip = place.regions.strip;
    let count = strip.width().ceil() as usize;
    let (from, to) = place.time.window();
    let column = |day: i32| (place.x(day).clamp(strip.left, strip.right) - strip.left).round();
    let mut columns: Vec<Option<&SceneSegment>> = vec![None; count];
    let seen = segments.iter().filter(|s| f64::from(s.until) > from && f64::from(s.from) < to);
    for segment in seen {
        let first = (column(segment.from) as usize).min(count - 1);
        let end = (column(segment.until) as usize).clamp(first + 1, count);
        for shown in &mut columns[first..end] {
            let is_graver = |other: &SceneSegment| {
                Sum::and(other.sum(), segment.sum()).place() == Some(segment.place)
            };
            if shown.is_none_or(is_graver) {
                *shown = Some(segment);
            }
        }
    }
    columns.iter().map(|shown| shown.map_or(Verdict::None, |segment| segment.verdict)).collect()
}

/// The verdict of the piece in which a column lies; none where there is no piece.
fn verdict_at(picture: &Picture, x: f32) -> Verdict {
    let pieces = picture.marks().filter(|mark| mark.part == Part::Strip);
    let at = pieces.filter_map(|mark| match (&mark.kind, mark.role) {
        (MarkKind::Rect { rect, radius, .. }, Role::Verdict(verdict)) => {
            // A wide piece, which has round corners, ends a little before the next.
            let right = if *radius > 0.0 { rect.right + 1.0 } else { rect.right };
            (rect.left <= x && x <= right).then_some(verdict)
        }
        _ => None,
    });
    at.last().unwrap_or(Verdict::None)
}

#[test]
fn a_sign_is_left_where_a_statement_reaches_beyond_its_voices_band() {
    let rough: Vec<Rough> = (0..2_000).map(|_| (0, 1, 1_000.0, 100.0, 3)).collect();
    let steps = steps_of(&rough);
    let mut statements = statements_of(&steps);
    statements[700].high = 4_000.0;
    statements[1_300].low = 10.0;
    let scene = scene_of_steps(steps, statements);
    let picture = layout(&scene, &fitted_frame(&scene, 420.0, 300.0, Scale::Linear));
    let signs: std::collections::BTreeSet<Option<MarkId>> =
        picture.marks().filter(|mark| mark.part == Part::Glyph).map(|mark| mark.id).collect();
    let wanted = [700, 1_300].map(|place| Some(MarkId::Estimate(reference(place))));
    assert_eq!(signs.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn what_is_stale_or_divided_is_drawn_by_columns_too() {
    let rough: Vec<Rough> = (0..2_000).map(|_| (0, 1, 1_000.0, 100.0, 3)).collect();
    let mut track = SceneTrack::new(0, true, Vec::new(), statements_of(&steps_of(&rough)));
    track.divided = Arc::new(steps_of(&rough).into());
    let scene = Scene::of_tracks(&["One".to_owned()], vec![track], Vec::new());
    let picture = layout(&scene, &fitted_frame(&scene, 420.0, 300.0, Scale::Linear));
    let divided: Vec<&Mark> = picture.marks().filter(|mark| mark.part == Part::Divided).collect();
    assert!((1..10).contains(&divided.len()), "{} marks", divided.len());
    let at = Point::new(200.0, picture.value.y(1_050.0));
    assert!(picture.hit(at.x, at.y, 1.0).is_some());
}

#[test]
fn what_fades_away_below_is_hit_where_another_step_lies_high_above_it() {
    // Runs of low steps between runs in which every other step fades away far below its neighbour.
    let rough = |place: usize| match (place / 16 % 2, place % 2) {
        (0, _) => (0, 1, 1_000.0, 100.0, 3),
        (_, 0) => (0, 1, 1_990.0, 10.0, 1),
        _ => (0, 1, 4_000.0, 100.0, 3),
    };
    let steps = steps_of(&(0..2_000).map(rough).collect::<Vec<Rough>>());
    let scene = scene_of_steps(steps.clone(), Vec::new());
    let frame = fitted_frame(&scene, 420.0, 300.0, Scale::Linear);
    let (picture, place) = (layout(&scene, &frame), Place::new(&scene, &frame));
    let y = picture.value.y(2_000.0) + 40.0;
    let missed = |x: &f32| {
        let is_drawn = nearest_in_column(&steps, &place, Point::new(*x, y)) <= 3.0;
        is_drawn != picture.hit(*x, y, 3.0).is_some()
    };
    let all = (0..picture.plot.width() as usize).map(|x| picture.plot.left + x as f32 + 0.5);
    assert_eq!(all.filter(missed).collect::<Vec<_>>(), Vec::<f32>::new());
}

#[test]
fn the_lines_of_a_crowd_are_drawn_through() {
    let dashes = |voices: usize| {
        let track = |voice: usize| {
            let steps = steps_of(&[(0, 400, 100.0 + voice as f64, 50.0, 2)]);
            let statements = statements_of(&steps);
            SceneTrack::new(voice, true, steps, statements)
        };
        let names: Vec<String> = (0..voices).map(|voice| format!("Voice {voice}")).collect();
        let scene = Scene::of_tracks(&names, (0..voices).map(track).collect(), Vec::new());
        let picture = layout(&scene, &part_of_scene(&scene, 0.0, 1.0));
        let lines = picture.marks().filter(|mark| mark.part == Part::Line);
        let is_dashed = |mark: &&Mark| matches!(&mark.kind, MarkKind::Line { dash, .. } if !dash.pattern().is_empty());
        lines.filter(is_dashed).count()
    };
    assert!(dashes(40) > 0);
    assert_eq!(dashes(300), 0);
}
