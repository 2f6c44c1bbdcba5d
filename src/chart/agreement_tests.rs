//! What is drawn of the agreement: the core behind the tracks, and the strip.

use super::*;
use crate::chart::tests::{compared, scene_of, small_file};
use crate::compare::{Comparison, Grouping, Question, compare};
use crate::estimate::{Day, FileSlot, Loaded, Overlay};
use crate::files::{self, ReadOptions};

/// What is shaded at a place, from top to bottom.
fn shaded(picture: &Picture, segment: usize, x: f32) -> Vec<(f32, f32)> {
    let id = Some(MarkId::Segment(segment));
    let cores = picture.marks().filter(|mark| mark.part == Part::Core && mark.id == id);
    let mut shaded: Vec<(f32, f32)> = cores
        .filter_map(|mark| match &mark.kind {
            MarkKind::Rect { rect, .. } => {
                (rect.left <= x && x < rect.right).then_some((rect.top, rect.bottom))
            }
            MarkKind::Band { columns, .. } => columns.windows(2).find_map(|two| {
                let (one, next) = (two[0], two[1]);
                let share = (x - one.x) / (next.x - one.x);
                let at = |one: f32, next: f32| one + (next - one) * share;
                (one.x <= x && x < next.x)
                    .then(|| (at(one.top, next.top), at(one.bottom, next.bottom)))
            }),
            _ => None,
        })
        .collect();
    shaded.sort_by(|a, b| a.0.total_cmp(&b.0));
    shaded
}

/// Holds what is shaded on every day of the longer segments against the core of the day; how many
/// days were held on which the core lies elsewhere than on the straight way.
fn assert_shaded(files: &[Loaded], comparison: &Comparison, scale: Scale) -> usize {
    let options = SceneOptions { core: true, ..SceneOptions::default() };
    let scene = Scene::new(files, comparison, &options);
    let picture = layout(&scene, &fitted_frame(&scene, 1_600.0, 900.0, scale));
    let mut bent = 0;
    for (place, segment) in comparison.segments.iter().enumerate() {
        let (Some(from), Some(to)) = (segment.from, segment.to) else { continue };
        let days = from.days_until(to);
        if segment.agreement.support < 2 || days < 8 {
            continue;
        }
        for passed in 1..days {
            let day = from.plus(passed);
            let x = picture.time.x(f64::from(day.number()));
            if !(picture.plot.left..picture.plot.right - 2.0).contains(&x) {
                continue;
            }
            let core = comparison.slice(files, day).agreement.core;
            let y =
                |value: f64| picture.value.y(value).clamp(picture.plot.top, picture.plot.bottom);
            let mut wanted: Vec<(f32, f32)> =
                core.iter().map(|core| (y(core.high()), y(core.low()))).collect();
            wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let found = shaded(&picture, place, x);
            assert_eq!(found.len(), wanted.len(), "{day} {scale:?}");
            for (found, wanted) in found.iter().zip(&wanted) {
                let middle = |(top, bottom): (f32, f32)| f32::midpoint(top, bottom);
                let is_near = (middle(*found) - middle(*wanted)).abs() < 1.0;
                assert!(is_near, "{day} {scale:?}: {found:?}, not {wanted:?}");
            }
            let share = f64::from(passed) / f64::from(days);
            if let ([first], [now], [last]) =
                (&segment.agreement.core[..], &core[..], &segment.core_to[..])
            {
                let straight = first.low() + (last.low() - first.low()) * share;
                bent += usize::from((y(straight) - y(now.low())).abs() > 3.0);
            }
        }
    }
    bent
}

fn read(name: &str, text: &[u8]) -> Vec<Loaded> {
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let reading = files::read(name, text, &ReadOptions::default(), go_on).expect("readable");
    vec![Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }]
}

#[test]
fn what_is_shaded_on_a_day_is_the_core_of_that_day() {
    const TABLE: &str = "\
date,source,quantity,low,high
2024-01-01,Counter,killed,1000,1000
2024-01-21,Counter,killed,3000,3000
2024-03-21,Counter,killed,3100,3100
2024-04-20,Counter,killed,6000,6000
2024-01-01,North,killed,960,1040
2024-01-01,South,killed,980,1100
";
    let files = read("killed.csv", TABLE.as_bytes());
    let (killed, _) = crate::compare::measures_in(&files).swap_remove(0);
    let comparison = compare(&files, &Overlay::default(), &Question::about(killed));
    for scale in [Scale::Linear, Scale::Log] {
        let bent = assert_shaded(&files, &comparison, scale);
        assert!(bent > 10, "{bent} days on which the way bends, {scale:?}");
    }
}

#[test]
fn what_is_shaded_on_the_sample_is_the_core_of_the_day() {
    let sample = include_bytes!("../../assets/samples/north-korean-troops.estimates.ron");
    let files = read("sample.estimates.ron", sample);
    for (measure, _) in crate::compare::measures_in(&files) {
        let comparison = compare(&files, &Overlay::default(), &Question::about(measure));
        for scale in [Scale::Linear, Scale::Log] {
            assert_shaded(&files, &comparison, scale);
        }
    }
}

/// Where the hatch of the strip begins and ends.
fn hatched(picture: &Picture) -> Option<(f32, f32)> {
    let strokes = picture.marks().filter(|mark| mark.part == Part::Unsaid);
    let ends = strokes.flat_map(|mark| match &mark.kind {
        MarkKind::Line { points, .. } => points.clone(),
        _ => Vec::new(),
    });
    ends.fold(None, |all: Option<(f32, f32)>, point| {
        assert!(picture.strip.top <= point.y && point.y <= picture.strip.bottom);
        let (left, right) = all.unwrap_or((point.x, point.x));
        Some((left.min(point.x), right.max(point.x)))
    })
}

#[test]
fn after_the_last_statement_the_strip_is_hatched_up_to_its_end() {
    let files = small_file();
    let scene = scene_of(&files);
    let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
    let picture = layout(&scene, &frame);
    let (left, right) = hatched(&picture).expect("nobody spoke of the last days");
    // The last statement is of day 120.
    let x = picture.time.x(f64::from(20_000 + 121));
    assert!((left - x).abs() < 1.0, "{left}, not {x}");
    assert!((picture.strip.right - right).abs() < 6.0, "{right}");

    let until = |day: i32| {
        let to = Day::from_number(20_000 + day);
        let question = Question { to, ..compared(&files).question };
        let comparison = compare(&files, &Overlay::default(), &question);
        let scene = Scene::new(&files, &comparison, &SceneOptions::default());
        hatched(&layout(&scene, &Frame { time: frame.time, ..frame }))
    };
    assert_eq!(until(100), None, "what is not asked about is not told to be unsaid");
    let end = picture.time.x(f64::from(20_000 + 141));
    assert!(until(140).is_some_and(|(_, right)| right <= end + 1.0));
}

#[test]
fn the_strip_names_who_contradicts_itself_where_it_has_room() {
    const TABLE: &str = "\
date,source,quantity,best,country
2030-01-10,Army N,killed,100,North
2030-01-10,Ministry N,killed,900,North
2030-01-12,Staff E,killed,500,East
";
    let files = read("killed.csv", TABLE.as_bytes());
    let (killed, _) = crate::compare::measures_in(&files).swap_remove(0);
    let question = Question { by: Grouping::Country, ..Question::about(killed) };
    let comparison = compare(&files, &Overlay::default(), &question);
    let scene = Scene::new(&files, &comparison, &SceneOptions::default());
    let said = |more_days: f64| -> Vec<String> {
        let mut frame = fitted_frame(&scene, 1_200.0, 500.0, Scale::Linear);
        frame.time = (frame.time.0 - more_days, frame.time.1 + more_days);
        let picture = layout(&scene, &frame);
        let words = picture.texts().filter(|(mark, _)| mark.part == Part::StripLabel);
        words.map(|(_, text)| text.text.clone()).collect()
    };
    assert!(said(0.0).contains(&"divided: North".to_owned()), "{:?}", said(0.0));
    assert!(!said(4_000.0).iter().any(|words| words.contains("North")), "{:?}", said(4_000.0));
}
