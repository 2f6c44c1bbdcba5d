//! What the pins of notes promise, whatever is drawn.

use super::tests::{compared, scene_of, small_file};
use super::*;
use crate::compare::Comparison;
use crate::estimate::{Anchor as About, Day, Loaded, Note};

fn day(after: i32) -> Day {
    Day::from_number(20_000 + after).expect("a day")
}

fn id_of(files: &[Loaded], record: u32) -> crate::estimate::EstimateId {
    let estimate = files[0].ledger.estimates().find(|e| e.record() == record).expect("there");
    files[0].id_of(estimate)
}

/// One of every kind, several on one day, and some that are about nothing in this chart.
fn notes(files: &[Loaded], comparison: &Comparison) -> Vec<Note> {
    let abouts = [
        About::Date(day(30)),
        About::Date(day(30)),
        About::Date(day(31)),
        About::Period(day(20), day(80)),
        About::Value(4_000.0, comparison.measure.clone()),
        About::Value(4_010.0, comparison.measure.clone()),
        About::Estimate(id_of(files, 6)),
        About::Estimate(id_of(files, 8)),
        About::Source("NIS".to_owned()),
        About::Source("Nobody".to_owned()),
        About::Estimate("9:none".parse().expect("an id")),
    ];
    abouts.into_iter().map(|about| Note::new(about, "look at this")).collect()
}

fn noted() -> Scene {
    let files = small_file();
    let comparison = compared(&files);
    let notes = notes(&files, &comparison);
    scene_of(&files).with_notes(&comparison, &notes)
}

/// Each pin with its number.
fn pins(picture: &Picture) -> Vec<(usize, Rect)> {
    let pin = |mark: &Mark| {
        let Some(MarkId::Note(number)) = mark.id else { return None };
        match &mark.kind {
            MarkKind::Glyph { center, size, .. } => {
                Some((number, Rect::new(center.x, center.y, center.x, center.y).grown(size / 2.0)))
            }
            MarkKind::Rect { rect, .. } => Some((number, *rect)),
            _ => None,
        }
    };
    picture.marks().filter(|mark| mark.part == Part::Note).filter_map(pin).collect()
}

#[test]
fn every_note_about_what_is_drawn_has_a_pin_with_its_number() {
    let scene = noted();
    for scale in [Scale::Linear, Scale::Log] {
        let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, scale));
        let numbers: Vec<usize> = pins(&picture).iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=9).collect::<Vec<_>>(), "{scale:?}");
        for (number, pin) in pins(&picture) {
            let (x, y) = ((pin.left + pin.right) / 2.0, (pin.top + pin.bottom) / 2.0);
            assert_eq!(picture.note_at(x, y), Some(number));
        }
        assert_eq!(picture.note_at(picture.plot.left, picture.plot.bottom), None);
    }
}

#[test]
fn pins_cover_neither_each_other_nor_labels_nor_signs() {
    let scene = noted();
    for (width, height) in [(900.0, 500.0), (420.0, 260.0)] {
        let picture = layout(&scene, &fitted_frame(&scene, width, height, Scale::Linear));
        let pins = pins(&picture);
        let signs = picture.marks().filter_map(|mark| match (&mark.kind, mark.part) {
            (MarkKind::Glyph { center, .. }, Part::Glyph | Part::Flag) => Some(*center),
            _ => None,
        });
        for sign in signs {
            assert!(pins.iter().all(|(_, pin)| !pin.contains(sign)), "a pin hides a sign");
        }
        for (place, (number, pin)) in pins.iter().enumerate() {
            let own = Some(MarkId::Note(*number));
            for (mark, text) in picture.texts().filter(|(mark, _)| mark.id != own) {
                assert!(!pin.overlaps(text.rect()), "pin {number} over {:?} {mark:?}", text.text);
            }
            for (other, second) in pins.iter().skip(place + 1) {
                assert!(!pin.overlaps(*second), "pins {number} and {other} at {width}");
            }
        }
    }
}

#[test]
fn a_note_out_of_sight_has_no_pin_and_is_not_lost() {
    let scene = noted();
    let mut frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
    frame.time = (20_090.0, 20_130.0);
    frame.value = (0.0, 3_000.0);
    let picture = layout(&scene, &frame);
    let dropped: Vec<MarkId> = picture.dropped.iter().map(|dropped| dropped.id).collect();
    assert!(dropped.contains(&MarkId::Note(1)) && dropped.contains(&MarkId::Note(5)));
    assert!(pins(&picture).iter().all(|(number, _)| *number != 1 && *number != 5));
}

#[test]
fn a_scene_without_notes_has_no_room_for_them() {
    let scene = scene_of(&small_file());
    let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
    let (without, with) = (frame.regions(&scene), frame.regions(&noted()));
    assert!(with.plot.top > without.plot.top && with.plot.right < without.plot.right);
}
