//! What goes into a ledger comes out of it.

use super::*;
use crate::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, Direction, How, IntervalKind, Measure, Quantity, Statement,
    Value,
};

fn statement(record: u32, id: &str, label: &str, best: f64, day: i32) -> Statement {
    let measure = Measure::new("", Quantity::Deployed, "Kursk", Basis::Level);
    let value = Value::Bounds(Bounds::point(best, How::About).expect("finite"));
    let clocks = Clocks::new(Day::from_number(day).map(AsOf::day), None).expect("a date");
    let mut statement = Statement::new(record, label, measure, value, clocks);
    statement.id = Some(id.to_owned());
    statement
}

#[test]
fn what_goes_in_comes_out_and_a_track_is_a_slice() {
    let mut builder = Ledger::builder();
    let mut second = statement(2, "b", "NIS", 2.0, 10);
    second.relays = vec!["Lee".into(), "Reuters".into()];
    second.wording = Some("about two".into());
    second.grading = "B2".parse().expect("a grade");
    second.value = Value::Bounds(
        Bounds::new(
            Some(1.0),
            Some(2.0),
            None,
            How::Interval { level_permille: 950, kind: IntervalKind::Credible },
        )
        .expect("finite"),
    );
    let mut third = statement(3, "c", "NIS", 1.0, 5);
    third.derived_from = Some("a".into());
    third.supersedes = vec!["b".into(), "gone".into()];
    third.value = Value::Direction(Direction::Rotation);
    let statements = [statement(1, "a", "JCS", 3.0, 20), second, third];
    for statement in &statements {
        builder.push(statement).expect("ids differ");
    }
    let ledger = builder.finish();

    for (estimate, statement) in ledger.in_file_order().into_iter().zip(&statements) {
        assert_eq!(&estimate.to_statement(), statement);
    }
    let tracks: Vec<_> = ledger
        .tracks()
        .iter()
        .map(|track| {
            track.indices().filter_map(|i| ledger.estimate(i)).map(|e| e.record()).collect()
        })
        .collect::<Vec<Vec<u32>>>();
    assert_eq!(tracks, [vec![1], vec![3, 2]]);
    let echo = ledger.find(&OwnId::Stated("c".into())).expect("c is there");
    assert_eq!(echo.original().map(|e| e.record()), Some(1));
    let old = ledger.find(&OwnId::Stated("b".into())).expect("b is there");
    let superseders: Vec<u32> = ledger.superseders_of(old.index()).map(|e| e.record()).collect();
    assert_eq!(superseders, [3]);
}

#[test]
fn in_a_circle_nobody_is_the_original_and_nobody_is_replaced() {
    let mut builder = Ledger::builder();
    for (record, id, refers_to) in [(1, "a", "b"), (2, "b", "a"), (3, "c", "a"), (4, "d", "d")] {
        let mut statement = statement(record, id, "NIS", 1.0, 1);
        statement.derived_from = Some(refers_to.into());
        statement.supersedes = vec![refers_to.into()];
        builder.push(&statement).expect("ids differ");
    }
    let ledger = builder.finish();
    let echoes = ledger.estimates().filter(Estimate::is_echo);
    assert_eq!(echoes.map(|echo| echo.record()).collect::<Vec<_>>(), [3]);
    let replaced = ledger.estimates().map(|old| {
        let new = ledger.superseders_of(old.index());
        new.map(|new| new.record()).collect::<Vec<_>>()
    });
    assert_eq!(replaced.collect::<Vec<_>>(), [vec![3], vec![], vec![], vec![]]);
    let index = |record| ledger.in_file_order().get(record).map(Estimate::index).expect("one");
    assert!(ledger.is_superseded_by(index(0), index(2)));
    assert!(!ledger.is_superseded_by(index(0), index(1)));
}

#[test]
fn an_id_given_twice_is_refused_and_names_the_first() {
    let mut builder = Ledger::builder();
    builder.push(&statement(1, "a", "NIS", 1.0, 1)).expect("first");
    assert_eq!(
        builder.push(&statement(2, "a", "NIS", 1.0, 1)),
        Err(NotTaken::DuplicateId { id: "a".into(), first: 1 })
    );
    assert_eq!(builder.finish().len(), 1);
}
