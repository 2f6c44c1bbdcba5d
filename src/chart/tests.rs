//! What a picture promises, whatever is drawn.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::compare::{Comparison, EstimateRef, Grouping, Question, compare};
use crate::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, Day, Direction, Estimate, Event, FileSlot,
    How, Ledger, Loaded, Measure, Outcomes, Overlay, Quantity, Statement, Target, Value,
};
use crate::files::{self, ReadOptions};
use crate::words::Words;

fn measure() -> Measure {
    let outcomes = Outcomes::KILLED;
    Measure::new("soldiers", Quantity::People(outcomes), "Kursk", Basis::Cumulative)
}

/// (label, day, low, best, high, how)
type Line = (&'static str, i32, Option<f64>, Option<f64>, Option<f64>, How);

fn statement(record: u32, label: &str, day: i32, value: Value) -> Statement {
    let day = Day::from_number(20_000 + day).expect("a day");
    let clocks = Clocks::new(Some(AsOf::day(day)), None).expect("a date");
    Statement::new(record, label, measure(), value, clocks)
}

fn loaded(statements: &[Statement], events: &[(i32, &str)]) -> Vec<Loaded> {
    let mut builder = Ledger::builder();
    for (day, label) in events {
        let date = Day::from_number(20_000 + day).expect("a day");
        builder.push_event(Event { date, label: (*label).to_owned(), url: None, note: None });
    }
    for statement in statements {
        builder.push(statement).expect("ids differ");
    }
    vec![Loaded { slot: FileSlot(1), ledger: Arc::new(builder.finish()) }]
}

/// Four sources, one of every way of stating, and two flags.
pub(crate) fn small_file() -> Vec<Loaded> {
    let lines: [Line; 7] = [
        ("Joint Chiefs", 0, None, Some(1_100.0), None, How::About),
        ("Syrskyi", 0, Some(3_000.0), None, None, How::MoreThan),
        ("Zelensky", 13, None, Some(3_800.0), None, How::Bare),
        ("Zelensky", 17, None, Some(4_000.0), None, How::Bare),
        ("NIS", 21, Some(2_700.0), None, Some(3_300.0), How::Between),
        ("NIS", 120, Some(4_000.0), Some(4_700.0), Some(5_000.0), How::Bare),
        ("White House", 60, None, None, Some(900.0), How::AtMost),
    ];
    let mut statements: Vec<Statement> = Vec::new();
    for (label, day, low, best, high, how) in lines {
        let bounds = Bounds::new(low, best, high, how).expect("finite");
        let record = u32::try_from(statements.len()).expect("few") + 1;
        statements.push(statement(record, label, day, Value::Bounds(bounds)));
    }
    let mut vague = statement(8, "White House", 5, Value::Vague);
    vague.wording = Some("dozens <of> \u{202e}it & all".into());
    statements.push(vague);
    let direction = Value::Direction(Direction::RotationOrIncrease);
    statements.push(statement(9, "Joint Chiefs", 100, direction));
    let mut echo = statements[0].clone();
    (echo.record, echo.id, echo.derived_from) = (10, Some("e".into()), Some("a".into()));
    echo.label = "Wire".into();
    statements[0].id = Some("a".into());
    statements.push(echo);
    loaded(&statements, &[(10, "First combat"), (40, "Second combat")])
}

/// Many sources with a range every day.
fn crowd(voices: usize, days: i32) -> Vec<Loaded> {
    let mut statements = Vec::new();
    for voice in 0..voices {
        for day in 0..days {
            let record = u32::try_from(statements.len()).expect("few") + 1;
            let wave = f64::from((day * 37 + voice as i32 * 911) % 701);
            let best = 1_000.0 + voice as f64 * 300.0 + wave;
            let bounds = Bounds::new(Some(best * 0.9), Some(best), Some(best * 1.1), How::Bare);
            let value = Value::Bounds(bounds.expect("finite"));
            statements.push(statement(record, &format!("Source {voice}"), day, value));
        }
    }
    loaded(&statements, &[])
}

pub(crate) fn compared(files: &[Loaded]) -> Comparison {
    compared_by(files, Grouping::default())
}

fn compared_by(files: &[Loaded], by: Grouping) -> Comparison {
    compare(files, &Overlay::default(), &Question { by, ..Question::about(measure()) })
}

pub(crate) fn scene_of(files: &[Loaded]) -> Scene {
    Scene::new(files, &compared(files), &SceneOptions { core: true, ..SceneOptions::default() })
}

fn every_number(mark: &Mark) -> Vec<f32> {
    let point = |p: &Point| [p.x, p.y];
    let mut numbers = match &mark.kind {
        MarkKind::Band { columns, .. } => {
            columns.iter().flat_map(|c| [c.x, c.top, c.bottom]).collect()
        }
        MarkKind::Line { points, width, .. } => {
            points.iter().flat_map(point).chain([*width]).collect()
        }
        MarkKind::Glyph { center, size, .. } => vec![center.x, center.y, *size],
        MarkKind::Arrow { tail, tip, width } => vec![tail.x, tail.y, tip.x, tip.y, *width],
        MarkKind::Rect { rect, radius, .. } => {
            vec![rect.left, rect.top, rect.right, rect.bottom, *radius]
        }
        MarkKind::Text(text) => vec![text.at.x, text.at.y, text.size, text.width],
    };
    numbers.push(mark.opacity);
    numbers
}

fn labels(picture: &Picture) -> Vec<Rect> {
    let own = picture.texts().filter(|(mark, _)| mark.part == Part::Label);
    own.map(|(_, text)| text.rect()).collect()
}

fn assert_sound(picture: &Picture) {
    for mark in picture.marks() {
        for number in every_number(mark) {
            assert!(number.is_finite() && number.abs() <= 1e6, "{mark:?}");
        }
        let is_of_data = !matches!(mark.kind, MarkKind::Text(_));
        let in_plot = matches!(
            mark.part,
            Part::Band | Part::Line | Part::Stale | Part::Core | Part::CoreEdge
        );
        if is_of_data && in_plot {
            assert_inside(picture.plot.grown(1.5), mark);
        }
    }
    let labels = labels(picture);
    for (index, label) in labels.iter().enumerate() {
        assert!(picture.plot.encloses(*label), "a label leaves the plot");
        for other in labels.iter().skip(index + 1) {
            assert!(!label.overlaps(*other), "labels overlap: {label:?} {other:?}");
        }
    }
}

fn assert_inside(plot: Rect, mark: &Mark) {
    let inside = |x: f32, y: f32| assert!(plot.contains(Point::new(x, y)), "{mark:?}");
    match &mark.kind {
        MarkKind::Band { columns, .. } => columns.iter().for_each(|c| {
            inside(c.x, c.top);
            inside(c.x, c.bottom);
        }),
        MarkKind::Line { points, .. } => points.iter().for_each(|p| inside(p.x, p.y)),
        MarkKind::Rect { rect, .. } => {
            inside(rect.left, rect.top);
            inside(rect.right, rect.bottom);
        }
        MarkKind::Glyph { .. } | MarkKind::Arrow { .. } | MarkKind::Text(_) => {}
    }
}

fn any_frame() -> impl Strategy<Value = Frame> {
    let number = || prop_oneof![19_000.0..21_000.0_f64, -1e4..1e4_f64, any::<f64>()];
    let size = || prop_oneof![200.0..2_000.0_f32, any::<f32>().prop_map(|x| x % 3_000.0)];
    let scale = prop_oneof![Just(Scale::Linear), Just(Scale::Log)];
    (size(), size(), 0.5..3.0_f32, (number(), number()), (number(), number()), scale).prop_map(
        |(width, height, pixels_per_point, time, value, scale)| Frame {
            width,
            height,
            pixels_per_point,
            time,
            value,
            scale,
            words: Words::default(),
        },
    )
}

proptest! {
    #[test]
    fn whatever_the_frame_everything_is_finite_and_in_its_place(frame in any_frame()) {
        assert_sound(&layout(&scene_of(&small_file()), &frame));
    }

    #[test]
    fn lanes_keep_within_their_plots_whatever_the_frame(
        frame in any_frame(), is_by_factor in any::<bool>(),
    ) {
        let files = small_file();
        let comparison = compared_by(&files, Grouping::Kind);
        let options = SceneOptions { core: true, ..SceneOptions::default() };
        let lanes = Lanes::after(None, &files, &comparison, &options, is_by_factor);
        let picture = LanesLayouter::default().layout(&lanes, &frame);
        assert_sound(&picture);
        for pair in picture.lanes.windows(2) {
            prop_assert!(pair[0].plot.bottom <= pair[1].plot.top);
        }
        for lane in &picture.lanes {
            prop_assert!(picture.plot.grown(0.01).encloses(lane.plot) || picture.lanes.len() == 1);
        }
        for strip in &picture.betweens {
            let over = |lane: &&LaneArea| lane.plot.overlaps(strip.rect);
            prop_assert_eq!(picture.lanes.iter().find(over), None);
        }
    }

    #[test]
    fn labels_never_overlap_however_a_look_is_moved(from in 0.0..100.0_f64, days in 5.0..300.0_f64) {
        let scene = scene_of(&small_file());
        for scale in [Scale::Linear, Scale::Log] {
            let mut frame = fitted_frame(&scene, 700.0, 380.0, scale);
            frame.time = (20_000.0 + from, 20_000.0 + from + days);
            assert_sound(&layout(&scene, &frame));
        }
    }
}

#[test]
fn the_same_scene_and_frame_give_the_same_picture() {
    let files = small_file();
    let frame = fitted_frame(&scene_of(&files), 900.0, 500.0, Scale::Log);
    assert_eq!(layout(&scene_of(&files), &frame), layout(&scene_of(&files), &frame));
}

#[test]
fn every_way_of_stating_has_its_sign() {
    let scene = scene_of(&small_file());
    let mut frame = fitted_frame(&scene, 900.0, 500.0, Scale::Log);
    // With room for every name: panned on to where all has expired.
    frame.time.1 += 120.0;
    let picture = layout(&scene, &frame);
    let count = |part: Part| picture.marks().filter(|mark| mark.part == part).count();
    assert_eq!(count(Part::Flag), 2);
    assert_eq!(count(Part::Event), 2);
    assert_eq!(count(Part::Halo), 1, "about has a halo");
    assert_eq!(count(Part::Arrow), 2, "at least points up, at most points down");
    let fades: BTreeSet<String> = picture
        .marks()
        .filter_map(|mark| match mark.kind {
            MarkKind::Band { fade, .. } => Some(format!("{fade:?}")),
            _ => None,
        })
        .collect();
    assert_eq!(fades.into_iter().collect::<Vec<_>>(), ["Down", "None", "Up"]);
    let hollow = picture
        .marks()
        .filter(|mark| matches!(mark.kind, MarkKind::Glyph { filled: false, .. }))
        .count();
    assert_eq!(hollow, 1, "the echo is hollow");
    let words: Vec<&str> = picture.texts().map(|(_, text)| text.text.as_str()).collect();
    for wanted in
        ["Joint Chiefs ≈ 1,100", "Gen. Syrskyi > 3,000", "First combat", "rotation or increase"]
    {
        assert!(words.contains(&wanted), "{wanted} is not among {words:?}");
    }
}

#[test]
fn what_cannot_be_seen_in_a_name_is_written_out() {
    let scene = scene_of(&small_file());
    let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, Scale::Log));
    let flag = picture.texts().find(|(mark, _)| mark.part == Part::FlagLabel).expect("a flag");
    assert_eq!(flag.1.text, "dozens <of> ‹U+202E›it & all");
}

#[test]
fn no_extreme_disappears_however_dense_the_days_are() {
    let mut files = crowd(1, 3_000);
    let spike = Bounds::new(Some(1.0), Some(20_000.0), Some(50_000.0), How::Bare).expect("finite");
    let mut statements: Vec<Statement> =
        files[0].ledger.in_file_order().iter().map(Estimate::to_statement).collect();
    statements[1_500].value = Value::Bounds(spike);
    files = loaded(&statements, &[]);
    let scene = scene_of(&files);
    let picture = layout(&scene, &fitted_frame(&scene, 500.0, 400.0, Scale::Linear));
    let bands = picture.marks().filter(|mark| mark.part == Part::Band);
    let columns: Vec<Column> = bands
        .filter_map(|mark| match &mark.kind {
            MarkKind::Band { columns, .. } => Some(columns.clone()),
            _ => None,
        })
        .flatten()
        .collect();
    assert!(columns.len() <= 1_200, "{} columns", columns.len());
    let top = columns.iter().map(|column| column.top).fold(f32::INFINITY, f32::min);
    let bottom = columns.iter().map(|column| column.bottom).fold(0.0, f32::max);
    assert!((top - picture.value.y(50_000.0)).abs() < 0.01);
    assert!((bottom - picture.value.y(1.0)).abs() < 0.01);
    assert_sound(&picture);
}

#[test]
fn forty_crowded_voices_stay_within_what_can_be_painted() {
    let scene = scene_of(&crowd(40, 300));
    for scale in [Scale::Linear, Scale::Log] {
        let picture = layout(&scene, &fitted_frame(&scene, 400.0, 300.0, scale));
        assert_sound(&picture);
        assert!(picture.marks().count() < 4_000, "{} marks", picture.marks().count());
        let named = labels(&picture).len() + picture.dropped.len();
        assert!(named >= 40, "every voice is named or left to the tooltip");
    }
}

#[test]
fn the_pointer_finds_glyphs_first_then_bands() {
    let files = small_file();
    let scene = scene_of(&files);
    let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, Scale::Linear));
    let x = picture.time.x(20_017.0);
    let y = picture.value.y(4_000.0);
    let hit = picture.hit(x + 2.0, y - 2.0, 6.0).expect("a glyph");
    assert_eq!(hit.part, HitPart::Glyph);
    assert_eq!(scene.voices[hit.voice].name, "Zelensky");
    let later = picture.hit(picture.time.x(20_050.0), y, 6.0).expect("its band");
    assert_eq!((later.part, later.estimate), (HitPart::Band, hit.estimate));
    assert_eq!(picture.hit(x, picture.value.y(2_000.0), 3.0), None);
    assert_eq!(picture.hit(f32::NAN, y, 6.0), None);
    assert_eq!(picture.event_at(picture.time.x(20_040.0) + 1.0, y, 4.0), Some(1));
}

/// Every band that loses its colour towards an edge, with how it does so.
fn fading_bands(picture: &Picture) -> Vec<(Fade, &[Column])> {
    let bands = picture.marks().filter_map(|mark| match &mark.kind {
        MarkKind::Band { columns, fade } if *fade != Fade::None => Some((*fade, &columns[..])),
        _ => None,
    });
    bands.collect()
}

/// One source that says at least 3,000, or at most 3,000, of every day.
fn open_every_day(days: i32, opens_above: bool) -> Vec<Loaded> {
    let (low, high, how) = match opens_above {
        true => (Some(3_000.0), None, How::AtLeast),
        false => (None, Some(3_000.0), How::AtMost),
    };
    let bounds = Bounds::new(low, None, high, how).expect("finite");
    let one = |day: i32| statement(day.unsigned_abs() + 1, "Syrskyi", day, Value::Bounds(bounds));
    loaded(&(0..days).map(one).collect::<Vec<Statement>>(), &[])
}

#[test]
fn an_open_band_fades_to_the_edge_of_the_plot_however_it_is_drawn() {
    for (days, opens_above) in [(3, true), (3, false), (4_000, true), (4_000, false)] {
        let scene = scene_of(&open_every_day(days, opens_above));
        let frame = fitted_frame(&scene, 700.0, 500.0, Scale::Linear);
        for value in [(1_000.0, 9_000.0), (2_000.0, 3_500.0), frame.value] {
            let picture = layout(&scene, &Frame { value, ..frame });
            let bands = fading_bands(&picture);
            assert!(!bands.is_empty(), "{days} {value:?}");
            let (plot, bound) = (picture.plot, picture.value.y(3_000.0));
            let is_whole = |column: &Column| {
                let (top, bottom) =
                    if opens_above { (plot.top, bound) } else { (bound, plot.bottom) };
                (column.top - top).abs() < 0.6 && (column.bottom - bottom).abs() < 0.6
            };
            for (fade, columns) in bands {
                assert_eq!(fade, if opens_above { Fade::Up } else { Fade::Down });
                assert!(columns.iter().all(is_whole), "{days} {value:?} {columns:?}");
            }
        }
    }
}

#[test]
fn an_open_band_is_hit_at_any_height_and_a_thin_one_before_it_first() {
    let files = small_file();
    let scene = scene_of(&files);
    let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
    let picture = layout(&scene, &Frame { value: (0.0, 40_000.0), ..frame });
    let said_at = |day: f64, value: f64| {
        let hit = picture.hit(picture.time.x(day), picture.value.y(value), 3.0)?;
        Some(scene.voices[hit.voice].name.clone())
    };
    for value in [3_200.0, 9_000.0, 25_000.0, 39_900.0] {
        assert_eq!(said_at(20_008.0, value).as_deref(), Some("Gen. Syrskyi"), "{value}");
    }
    assert_eq!(said_at(20_018.0, 4_000.0).as_deref(), Some("Zelensky"));
    assert_eq!(said_at(20_070.0, 300.0).as_deref(), Some("White House"));
    assert_eq!(said_at(20_008.0, 2_000.0), None);
    for opens_above in [true, false] {
        let scene = scene_of(&open_every_day(4_000, opens_above));
        let frame = fitted_frame(&scene, 700.0, 500.0, Scale::Linear);
        let picture = layout(&scene, &Frame { value: (0.0, 40_000.0), ..frame });
        let x = picture.time.x(22_000.0);
        let heights = [39_900.0, 3_500.0, 2_500.0, 20.0].map(|value| picture.value.y(value));
        let is_hit = heights.map(|y| picture.hit(x, y, 3.0).is_some());
        assert_eq!(is_hit, [opens_above, opens_above, !opens_above, !opens_above]);
    }
}

#[test]
fn where_an_echo_lies_on_its_original_the_original_is_meant() {
    let files = small_file();
    let scene = scene_of(&files);
    let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, Scale::Linear));
    let (x, y) = (picture.time.x(20_000.0), picture.value.y(1_100.0));
    for (right, down) in [(0.0, 0.0), (3.0, 2.0), (-3.0, -2.0)] {
        let hit = picture.hit(x + right, y + down, 9.0).expect("a glyph");
        assert_eq!(hit.estimate.of(&files).map(|estimate| estimate.record()), Some(1));
    }
}

#[test]
fn handles_stand_where_the_bounds_are() {
    let files = small_file();
    let scene = scene_of(&files);
    let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, Scale::Log));
    let estimate = files[0].ledger.estimates().find(|e| e.record() == 6).expect("the sixth");
    let reference = EstimateRef::new(0, estimate.index());
    let handles = picture.bounds_of(&scene, reference).expect("it has numbers");
    let back = |y: Option<f32>| y.map(|y| picture.value.value(y).round());
    assert_eq!(
        [back(handles.low), back(handles.best), back(handles.high)],
        [Some(4_000.0), Some(4_700.0), Some(5_000.0)]
    );
    assert_eq!(handles.x, picture.time.x(20_120.0));
}

#[test]
fn what_was_adjusted_leaves_a_ghost_where_it_was() {
    let files = small_file();
    let estimate = files[0].ledger.estimates().find(|e| e.record() == 6).expect("the sixth");
    let bounds = Bounds::new(Some(4_600.0), None, Some(4_800.0), How::Between).expect("finite");
    let overlay = Overlay::default().with(Adjustment {
        target: Target::Estimate(files[0].id_of(estimate)),
        change: Change::Bounds(bounds),
        reason: None,
        author: None,
        at: None,
        on: true,
    });
    let comparison = compare(&files, &overlay, &Question::about(measure()));
    let options = SceneOptions { overlay: Some(&overlay), ..SceneOptions::default() };
    let scene = Scene::new(&files, &comparison, &options);
    let [ghost] = scene.ghosts[..] else { panic!("one ghost: {:?}", scene.ghosts) };
    assert_eq!((ghost.read.low(), ghost.read.high()), (4_000.0, 5_000.0));
    let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, Scale::Linear));
    assert!(picture.marks().any(|mark| mark.part == Part::Ghost));
    let handles = picture.bounds_of(&scene, ghost.estimate).expect("it has numbers");
    assert_eq!(handles.low, Some(picture.value.y(4_600.0)));
}

#[test]
fn the_range_that_was_stated_stays_as_a_ghost_whichever_end_is_moved() {
    let files = small_file();
    let ghost_after = |record: u32, low: f64, high: Option<f64>| {
        let estimate = files[0].ledger.estimates().find(|e| e.record() == record).expect("one");
        let how = if high.is_some() { How::Between } else { How::AtLeast };
        let bounds = Bounds::new(Some(low), None, high, how).expect("finite");
        let overlay = Overlay::default().with(Adjustment {
            target: Target::Estimate(files[0].id_of(estimate)),
            change: Change::Bounds(bounds),
            reason: None,
            author: None,
            at: None,
            on: true,
        });
        let comparison = compare(&files, &overlay, &Question::about(measure()));
        let options = SceneOptions { overlay: Some(&overlay), ..SceneOptions::default() };
        let scene = Scene::new(&files, &comparison, &options);
        let [ghost] = scene.ghosts[..] else { panic!("one ghost: {:?}", scene.ghosts) };
        let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
        let picture = layout(&scene, &Frame { value: (0.0, 6_000.0), ..frame });
        let area = picture.marks().find_map(|mark| match &mark.kind {
            MarkKind::Band { columns, fade } if mark.part == Part::Ghost => {
                let of = |y: f32| {
                    if y == picture.plot.top {
                        f64::INFINITY
                    } else {
                        picture.value.value(y).round()
                    }
                };
                columns.first().map(|column| (of(column.bottom), of(column.top), *fade))
            }
            _ => None,
        });
        (ghost.read.low(), ghost.read.high(), area)
    };
    let more_than = (3_001.0, f64::INFINITY, Some((3_001.0, f64::INFINITY, Fade::Up)));
    for (low, high) in [(2_000.0, None), (3_500.0, None), (3_001.0, Some(4_500.0))] {
        assert_eq!(ghost_after(2, low, high), more_than, "{low} {high:?}");
    }
    let about = (1_050.0, 1_150.0, Some((1_050.0, 1_150.0, Fade::None)));
    for (low, high) in [(700.0, Some(1_150.0)), (1_050.0, Some(1_400.0)), (1_050.0, None)] {
        assert_eq!(ghost_after(1, low, high), about, "{low} {high:?}");
    }
}

#[test]
fn a_hidden_voice_is_not_drawn_and_its_colour_is_not_passed_on() {
    let files = small_file();
    let comparison = compared(&files);
    let hidden = BTreeSet::from(["Joint Chiefs".to_owned()]);
    let options = SceneOptions { hidden: Some(&hidden), ..SceneOptions::default() };
    let scene = Scene::new(&files, &comparison, &options);
    let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, Scale::Log));
    let place = comparison.voices.iter().position(|voice| voice.name == "Joint Chiefs");
    let place = u16::try_from(place.expect("it is compared")).expect("few");
    assert!(picture.marks().all(|mark| mark.role != Role::Source(place)));
    assert!(picture.marks().any(|mark| mark.role == Role::Source(place + 1)));
    let all = scene_of(&files);
    assert_eq!(all.segments.len(), scene.segments.len(), "it still counts");
}

#[test]
fn the_strip_says_its_verdict_in_words_within_its_piece() {
    let scene = scene_of(&small_file());
    let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, Scale::Log));
    let pieces: Vec<(Option<MarkId>, Rect)> = picture
        .marks()
        .filter_map(|mark| match &mark.kind {
            MarkKind::Rect { rect, .. } if mark.part == Part::Strip => Some((mark.id, *rect)),
            _ => None,
        })
        .collect();
    assert!(pieces.len() >= 4);
    let mut words = 0;
    for (mark, text) in picture.texts().filter(|(mark, _)| mark.part == Part::StripLabel) {
        let (_, piece) = pieces.iter().find(|(id, _)| *id == mark.id).expect("its piece");
        assert!(piece.encloses(text.rect()), "{text:?} leaves {piece:?}");
        words += usize::from(text.text.contains(" of ") || text.text == "single");
    }
    assert!(words >= 2);
}

/// An upper bound of the estimate in this record, moved.
fn moved(files: &[Loaded], record: u32, high: f64) -> Overlay {
    let estimate = files[0].ledger.estimates().find(|e| e.record() == record).expect("it is there");
    let (low, _) = estimate.bounds().expect("a number").hull();
    let bounds = Bounds::new(Some(low), None, Some(high), How::Between).expect("finite");
    Overlay::default().with(Adjustment {
        target: Target::Estimate(files[0].id_of(estimate)),
        change: Change::Bounds(bounds),
        reason: None,
        author: None,
        at: None,
        on: true,
    })
}

/// Compared anew, with the tracks that are equal to those before shared with them.
fn compared_again(files: &[Loaded], overlay: &Overlay, before: &Comparison) -> Comparison {
    let mut comparison = compare(files, overlay, &Question::about(measure()));
    for track in &mut comparison.tracks {
        if let Some(same) = before.tracks.iter().find(|other| *other == track) {
            *track = Arc::clone(same);
        }
    }
    comparison
}

#[test]
fn a_picture_made_again_is_the_one_made_from_scratch() {
    for (files, record) in [(small_file(), 6), (crowd(12, 400), 150)] {
        let mut layouter = Layouter::default();
        let mut before: Option<(Scene, Comparison)> = None;
        for high in [5_000.0, 5_100.0, 700_000.0, 5_000.0] {
            let overlay = moved(&files, record, high);
            let options =
                SceneOptions { overlay: Some(&overlay), core: true, ..SceneOptions::default() };
            let comparison = match &before {
                Some((_, comparison)) => compared_again(&files, &overlay, comparison),
                None => compare(&files, &overlay, &Question::about(measure())),
            };
            let scratch = Scene::new(&files, &comparison, &options);
            let scene =
                before.as_ref().map(|(scene, _)| scene.again(&files, &comparison, &options));
            let scene = scene.unwrap_or_else(|| scratch.clone());
            assert_eq!(scene.tracks, scratch.tracks);
            assert_eq!((&scene.flags, &scene.ghosts), (&scratch.flags, &scratch.ghosts));
            assert_eq!(scene.time_extent(), scratch.time_extent());
            for scale in [Scale::Linear, Scale::Log] {
                let frame = fitted_frame(&scratch, 900.0, 500.0, scale);
                assert_eq!(fitted_frame(&scene, 900.0, 500.0, scale), frame);
                let again = layouter.layout(&scene, &frame);
                assert!(again.marks().eq(layout(&scratch, &frame).marks()), "mark for mark");
                assert_eq!(again, layout(&scratch, &frame));
            }
            before = Some((scene, comparison));
        }
    }
}

#[test]
fn only_the_voice_that_changed_is_made_and_laid_out_again() {
    let files = crowd(5, 400);
    let overlay = moved(&files, 150, 2_000.0);
    let comparison = compare(&files, &overlay, &Question::about(measure()));
    let options = |overlay| SceneOptions { overlay: Some(overlay), ..SceneOptions::default() };
    let scene = Scene::new(&files, &comparison, &options(&overlay));
    let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
    let mut layouter = Layouter::default();
    let picture = layouter.layout(&scene, &frame);

    let overlay = moved(&files, 150, 2_100.0);
    let comparison = compared_again(&files, &overlay, &comparison);
    let next = scene.again(&files, &comparison, &options(&overlay));
    let is_shared = |place: &usize| Arc::ptr_eq(&scene.tracks[*place], &next.tracks[*place]);
    assert_eq!((0..5).filter(is_shared).count(), 4);
    let painted = layouter.layout(&next, &frame);
    let bands = |picture: &Picture| -> Vec<Layer> {
        let is_band = |layer: &&Layer| layer.iter().any(|mark| mark.part == Part::Band);
        picture.layers().iter().filter(is_band).cloned().collect()
    };
    let (bands, next_bands) = (bands(&picture), bands(&painted));
    assert_eq!(bands.len(), 5);
    let shared = bands.iter().zip(&next_bands).filter(|(a, b)| Arc::ptr_eq(a, b));
    assert_eq!(shared.count(), 4);
}

#[test]
fn a_source_has_one_sign_however_it_is_grouped() {
    let files = small_file();
    let own = scene_of(&files);
    let sign = |name: &str| own.voices.iter().find(|v| v.name == name).map(|v| v.sign);
    for by in [Grouping::Kind, Grouping::Country, Grouping::Camp] {
        let comparison = compared_by(&files, by);
        let lanes = Lanes::new(&files, &comparison, &SceneOptions::default());
        let speaking = own.tracks.iter().filter(|track| !track.steps.is_empty()).count();
        assert!(speaking > 3 && lanes.scene.tracks.len() >= speaking, "{by:?}");
        for voice in &lanes.scene.voices {
            assert_eq!(Some(voice.sign), sign(&voice.name), "{} by {by:?}", voice.name);
        }
    }
}

#[test]
fn what_has_no_number_or_is_left_out_is_in_its_lane_once() {
    let files = small_file();
    let own = scene_of(&files);
    let flags = |scene: &Scene| {
        let mut flags: Vec<_> = scene.flags.iter().map(|flag| (flag.day, flag.estimate)).collect();
        flags.sort_unstable();
        flags
    };
    let said = |scene: &Scene| {
        let tracks = scene.tracks.iter();
        let mut said: Vec<EstimateRef> =
            tracks.flat_map(|track| track.statements.iter().map(|one| one.estimate)).collect();
        said.sort_unstable();
        said
    };
    for exclude in [vec![], vec!["Zelensky".to_owned()]] {
        for by in [Grouping::Kind, Grouping::Country, Grouping::Camp] {
            let asked = Question { by, exclude: exclude.clone(), ..Question::about(measure()) };
            let comparison = compare(&files, &Overlay::default(), &asked);
            let lanes = Lanes::new(&files, &comparison, &SceneOptions::default());
            assert_eq!(flags(&lanes.scene), flags(&own), "{by:?} without {exclude:?}");
            assert_eq!(said(&lanes.scene), said(&own), "{by:?} without {exclude:?}");
        }
    }
}

#[test]
fn no_name_in_a_lane_is_struck_through_by_what_its_members_say_together() {
    let table = "\
date,source,kind,quantity,place,basis,low,high
2024-01-01,Agency A,intelligence agency,deployed,Upland,level,4000,6000
2024-01-21,Agency B,intelligence agency,deployed,Upland,level,4500,5500
2024-02-21,Agency A,intelligence agency,deployed,Upland,level,4400,5400
2024-01-11,Ministry,government,deployed,Upland,level,1000,2000
";
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let reading = files::read("lanes.csv", table.as_bytes(), &ReadOptions::default(), go_on);
    let ledger = reading.expect("readable").ledger;
    let files = [Loaded { slot: FileSlot(1), ledger: ledger.into() }];
    let (deployed, _) = crate::compare::measures_in(&files).swap_remove(0);
    let asked = Question { by: Grouping::Kind, ..Question::about(deployed) };
    let comparison = compare(&files, &Overlay::default(), &asked);
    let lanes = Lanes::new(&files, &comparison, &SceneOptions::default());
    let mut crossings = 0;
    for (width, height) in [(700.0, 420.0), (900.0, 600.0), (1_600.0, 1_000.0)] {
        let frame = fitted_frame(&lanes.scene, width, height, Scale::Linear);
        let picture = LanesLayouter::default().layout(&lanes, &frame);
        let names: Vec<Rect> = picture
            .texts()
            .filter(|(mark, _)| mark.part == Part::Label)
            .map(|(_, text)| text.rect())
            .collect();
        assert!(names.len() > 1, "{names:?}");
        for mark in picture.marks().filter(|mark| mark.part == Part::Together) {
            let MarkKind::Line { points, .. } = &mark.kind else { continue };
            for two in points.windows(2).filter(|two| two[0].x < two[1].x) {
                for name in &names {
                    let middle = f32::midpoint(name.left, name.right);
                    let share = (middle - two[0].x) / (two[1].x - two[0].x);
                    let y = two[0].y + (two[1].y - two[0].y) * share;
                    let is_across = (0.0..=1.0).contains(&share);
                    crossings += usize::from(is_across);
                    let is_struck = is_across && name.top + 2.0 < y && y < name.bottom - 2.0;
                    assert!(!is_struck, "{width} × {height}: {name:?} at {y}");
                }
            }
        }
    }
    assert!(crossings > 4, "lines pass {crossings} names");
}

#[test]
fn lanes_made_again_are_those_made_from_scratch() {
    let files = small_file();
    let options = SceneOptions { core: true, ..SceneOptions::default() };
    let by_kind = compared_by(&files, Grouping::Kind);
    let before = Lanes::new(&files, &by_kind, &options);
    let again = Lanes::after(Some(before.clone()), &files, &by_kind, &options, false);
    let frame = fitted_frame(&before.scene, 900.0, 600.0, Scale::Linear);
    let picture = |lanes: &Lanes| LanesLayouter::default().layout(lanes, &frame);
    assert_eq!(picture(&before), picture(&again));
    let shared = before.scene.tracks.iter().zip(&again.scene.tracks);
    assert!(shared.clone().count() > 1 && shared.into_iter().all(|(a, b)| Arc::ptr_eq(a, b)));
    let by_country = compared_by(&files, Grouping::Country);
    let other = Lanes::after(Some(before), &files, &by_country, &options, false);
    assert_eq!(picture(&other), picture(&Lanes::new(&files, &by_country, &options)));
}

#[test]
fn an_empty_scene_has_a_picture_too() {
    let scene = scene_of(&loaded(&[], &[]));
    for scale in [Scale::Linear, Scale::Log] {
        assert_sound(&layout(&scene, &fitted_frame(&scene, 300.0, 200.0, scale)));
    }
}

#[test]
fn a_first_look_ends_a_short_tail_after_the_last_day_spoken_of() {
    let two = |apart: i32| {
        let value = |best| Value::Bounds(Bounds::point(best, How::Bare).expect("a number"));
        let files = loaded(
            &[statement(1, "A", 0, value(100.0)), statement(2, "A", apart, value(200.0))],
            &[],
        );
        let (from, to) = scene_of(&files).time_extent();
        let first = f64::from(statement(1, "A", 0, value(1.0)).clocks.as_of().to().number());
        (from - first, to - first)
    };
    let is_about = |(from, to): (f64, f64), wanted: (f64, f64)| {
        (from - wanted.0).abs() < 0.5 && (to - wanted.1).abs() < 0.5
    };
    // Both stand for months after that.
    assert!(is_about(two(1000), (-30.0, 1041.0)), "{:?}", two(1000));
    assert!(is_about(two(9), (-3.0, 17.0)), "at least some days: {:?}", two(9));
}

#[test]
fn a_first_look_shows_every_number_and_flat_data_has_room() {
    let point = |best: f64| {
        let bounds = Bounds::point(best, How::Bare).expect("finite");
        loaded(&[statement(1, "One", 0, Value::Bounds(bounds))], &[])
    };
    for best in [0.0, 0.5, 1.0, 1_000.0, 9e14] {
        let scene = scene_of(&point(best));
        for scale in [Scale::Linear, Scale::Log] {
            let (low, high) = scene.value_extent(scene.time_extent(), scale);
            assert!(low < high && low <= best && best <= high, "{scale:?} {low} {best} {high}");
            assert!(low.is_finite() && high.is_finite());
        }
    }
}

#[test]
fn a_miniature_has_every_track_within_its_strip_and_no_words() {
    for files in [small_file(), crowd(3, 900)] {
        let scene = scene_of(&files);
        for (width, height) in [(600.0, 26.0), (3.0, 1.0)] {
            let frame = fitted_frame(&scene, width, height, Scale::Log);
            let picture = Layouter::default().miniature(&scene, &frame);
            assert_eq!((picture.plot.width(), picture.plot.height()), (width, height));
            assert_sound(&picture);
            assert_eq!(picture.texts().count(), 0);
        }
        let frame = fitted_frame(&scene, 600.0, 26.0, Scale::Linear);
        let picture = Layouter::default().miniature(&scene, &frame);
        for track in scene.tracks.iter().filter(|track| !track.steps.is_empty()) {
            let role = Role::Source(u16::try_from(track.voice).expect("few"));
            assert!(picture.marks().any(|mark| mark.role == role), "{role:?}");
        }
    }
}
