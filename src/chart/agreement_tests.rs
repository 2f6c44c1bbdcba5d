//! What is drawn of the agreement: the core behind the tracks, its outline over them, and the strip.

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
    let files = read("killed.csv", MOVING.as_bytes());
    let (killed, _) = crate::compare::measures_in(&files).swap_remove(0);
    let comparison = compare(&files, &Overlay::default(), &Question::about(killed));
    for scale in [Scale::Linear, Scale::Log] {
        let bent = assert_shaded(&files, &comparison, scale);
        assert!(bent > 10, "{bent} days on which the way bends, {scale:?}");
    }
}

/// The heights at which the outline of cores crosses an x, from top to bottom.
fn outlined(picture: &Picture, x: f32) -> Vec<f32> {
    let edges =
        picture.marks().filter(|mark| mark.part == Part::CoreEdge && mark.role == Role::Core);
    let mut heights: Vec<f32> = edges
        .filter_map(|mark| match &mark.kind {
            MarkKind::Line { points, .. } => Some(points),
            _ => None,
        })
        .flat_map(|points| points.windows(2))
        .filter_map(|two| {
            let (from, to) = (two[0], two[1]);
            let share = (x - from.x) / (to.x - from.x);
            (0.0..=1.0).contains(&share).then_some(from.y + (to.y - from.y) * share)
        })
        .collect();
    heights.sort_by(f32::total_cmp);
    heights
}

/// A core that moves, one that stays, and one that is open above; carried totals make them.
const MOVING: &str = "\
date,source,quantity,low,high
2024-01-01,Counter,killed,1000,1000
2024-01-21,Counter,killed,3000,3000
2024-03-21,Counter,killed,3100,3100
2024-04-20,Counter,killed,6000,6000
2024-01-01,North,killed,960,1040
2024-01-01,South,killed,980,1100
";

#[test]
fn the_outline_of_a_core_lies_over_the_bands_and_follows_its_edges() {
    let files = read("killed.csv", MOVING.as_bytes());
    let (killed, _) = crate::compare::measures_in(&files).swap_remove(0);
    let comparison = compare(&files, &Overlay::default(), &Question::about(killed));
    let scene =
        Scene::new(&files, &comparison, &SceneOptions { core: true, ..SceneOptions::default() });
    for scale in [Scale::Linear, Scale::Log] {
        let picture = layout(&scene, &fitted_frame(&scene, 1_600.0, 900.0, scale));
        let place = |is: &dyn Fn(&Mark) -> bool| picture.marks().position(is).expect("it is drawn");
        let last = |part: Part| {
            picture
                .marks()
                .enumerate()
                .filter(|(_, mark)| mark.part == part)
                .map(|(at, _)| at)
                .last()
        };
        let outline = place(&|mark| mark.part == Part::CoreEdge);
        assert!(place(&|mark| mark.part == Part::Core) < place(&|mark| mark.part == Part::Band));
        assert!(last(Part::Band) < Some(outline) && last(Part::Line) < Some(outline));
        assert!(outline < place(&|mark| mark.part == Part::Glyph), "signs lie over it");
        let mut held = 0;
        for (segment, of) in comparison.segments.iter().enumerate() {
            let (Some(from), Some(to)) = (of.from, of.to) else { continue };
            for day in 1..from.days_until(to).max(1) {
                let x = picture.time.x(f64::from(from.number()) + f64::from(day) + 0.5);
                let shaded = shaded(&picture, segment, x);
                for (top, bottom) in &shaded {
                    let has = |y: &f32| outlined(&picture, x).iter().any(|at| (at - y).abs() < 0.1);
                    assert!(has(top) && has(bottom), "{scale:?} {x} {top} {bottom}");
                    held += 1;
                }
            }
        }
        assert!(held > 60, "{held} days");
    }
}

#[test]
fn the_outline_of_a_core_has_no_edge_where_the_plot_cuts_it_off() {
    let scene = scene_of(&small_file());
    let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
    // In it the core is open above, and wider than the window on both sides.
    let frame = Frame { time: (20_024.0, 20_026.0), value: (0.0, 10_000.0), ..frame };
    let picture = layout(&scene, &frame);
    let plot = picture.plot;
    assert!(picture.marks().any(|mark| mark.part == Part::Core), "a core is in view");
    for mark in picture.marks().filter(|mark| mark.part == Part::CoreEdge) {
        let MarkKind::Line { points, .. } = &mark.kind else { panic!("{mark:?}") };
        for two in points.windows(2) {
            let is_on = |at: fn(&Point) -> f32, edge: f32| {
                two.iter().all(|point| (at(point) - edge).abs() < 0.01)
            };
            let along = [(plot.left, 0), (plot.right, 0), (plot.top, 1), (plot.bottom, 1)];
            for (edge, axis) in along {
                let at: fn(&Point) -> f32 = if axis == 0 { |p| p.x } else { |p| p.y };
                assert!(!is_on(at, edge), "{two:?} lies on the edge of the plot");
            }
        }
    }
}

#[test]
fn by_pixel_columns_a_core_has_its_outline_too() {
    let day = |day: i32| Day::from_number(19_000 + day).expect("a day");
    let mut table = "date,source,quantity,basis,low,high\n".to_owned();
    for number in 0..1_200 {
        let low = 1_000 + number * 7 % 90;
        for (name, low) in [("North", low), ("South", low + 20)] {
            let high = low + 200;
            table.push_str(&format!("{},{name},soldiers,level,{low},{high}\n", day(number)));
        }
    }
    let files = read("present.csv", table.as_bytes());
    let scene = scene_with_core(&files);
    let picture = layout(&scene, &fitted_frame(&scene, 400.0, 300.0, Scale::Linear));
    let mut cores = picture.marks().filter(|mark| mark.part == Part::Core);
    assert!(cores.all(|mark| mark.id.is_none()), "by columns");
    let edges: Vec<&[Column]> = picture
        .marks()
        .filter_map(|mark| match &mark.kind {
            MarkKind::Band { columns, .. } if mark.part == Part::CoreEdge => Some(&columns[..]),
            _ => None,
        })
        .collect();
    let cores = picture.marks().filter_map(|mark| match &mark.kind {
        MarkKind::Band { columns, .. } if mark.part == Part::Core => Some(columns),
        _ => None,
    });
    for core in cores.flatten() {
        for y in [core.top, core.bottom] {
            let is_on = |edge: &Column| edge.x == core.x && edge.top <= y && y <= edge.bottom;
            assert!(edges.iter().any(|columns| columns.iter().any(is_on)), "{core:?}");
        }
    }
    assert!((2..40).contains(&edges.len()), "{} marks", edges.len());
}

fn scene_with_core(files: &[Loaded]) -> Scene {
    let (measure, _) = crate::compare::measures_in(files).swap_remove(0);
    let comparison = compare(files, &Overlay::default(), &Question::about(measure));
    Scene::new(files, &comparison, &SceneOptions { core: true, ..SceneOptions::default() })
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
