//! The rules of what stands and what is counted, as promises.

use proptest::prelude::*;

use super::fixtures::{
    Asked, ask, ask_over, at_least, day, echo_of, file, killed, measure, point, published, range,
    says, shown, superseding,
};
use super::*;
use crate::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, Day, How, Loaded, Measure, Overlay, Precision,
    Standing, Statement, Target, Value,
};
use crate::words::Words;

fn plain(statements: &[Statement]) -> Asked {
    ask(statements, |_| {})
}

#[test]
fn the_latest_as_of_stands_then_the_latest_published_then_what_is_said_at_once() {
    let asked = plain(&[
        says(1, "NIS", range(1.0, 2.0), "2024-01-01"),
        published(says(2, "NIS", range(3.0, 4.0), "2024-02-01"), "2024-02-05"),
        published(says(3, "NIS", range(5.0, 6.0), "2024-02-01"), "2024-02-09"),
        published(says(4, "NIS", range(7.0, 8.0), "2024-02-01"), "2024-02-09"),
    ]);
    assert_eq!(asked.standing("2023-12-31"), [""; 0]);
    assert_eq!(asked.standing("2024-01-31"), ["NIS 1–2"]);
    assert_eq!(asked.standing("2024-02-01"), ["NIS 5–8"]);
}

#[test]
fn of_measures_that_are_as_large_the_one_of_which_more_speak_is_taken_first() {
    let other = measure("captured", Basis::Cumulative);
    let on = |of: &Measure, mut statement: Statement| {
        statement.measure = of.clone();
        statement
    };
    let by_one = [
        on(&other, says(1, "NIS", point(1.0), "2024-01-01")),
        on(&other, says(2, "NIS", point(2.0), "2024-02-01")),
    ];
    let by_two =
        [says(3, "NIS", point(1.0), "2024-01-01"), says(4, "Staff", point(2.0), "2024-02-01")];
    let largest = |files: &[Loaded]| largest_measure(files, &Overlay::default());
    let all: Vec<Statement> = by_one.iter().chain(&by_two).cloned().collect();
    assert!(other.id() < killed().id(), "it would come first by its name");
    assert_eq!(largest(&[file(1, &all)]), Some(killed()));
    assert_eq!(largest(&[file(1, &by_one), file(2, &by_two)]), Some(killed()));
    // More estimates come before more sources.
    let more = on(&other, says(5, "NIS", point(3.0), "2024-03-01"));
    assert_eq!(largest(&[file(1, &all), file(2, &[more])]), Some(other));
    assert_eq!(largest(&[]), None);
}

#[test]
fn what_was_not_known_yet_does_not_stand() {
    let statements = [
        says(1, "NIS", range(1.0, 2.0), "2024-01-01"),
        published(says(2, "NIS", range(3.0, 4.0), "2024-02-01"), "2024-03-01"),
    ];
    let before = ask(&statements, |question| question.known_on = Some(day("2024-02-29")));
    let after = ask(&statements, |question| question.known_on = Some(day("2024-03-01")));
    assert_eq!(before.standing("2024-02-10"), ["NIS 1–2"]);
    assert_eq!(after.standing("2024-02-10"), ["NIS 3–4"]);
    assert_eq!(before.comparison.tracks[0].statements.len(), 1);
}

#[test]
fn a_total_goes_stale_after_180_days_and_a_level_after_90() {
    for (basis, last_day) in [(Basis::Cumulative, 180), (Basis::Level, 90)] {
        let of_basis = measure("killed", basis);
        let mut statement = says(1, "NIS", point(5.0), "2024-01-01");
        statement.measure = of_basis.clone();
        let asked = ask(&[statement], |question| question.measure = of_basis);
        let last = day("2024-01-01").plus(last_day);
        assert_eq!(asked.standing(&last.to_string()).len(), 1);
        assert_eq!(asked.standing(&last.plus(1).to_string()).len(), 0);
        let stale = [(1, NotCountedWhy::Stale)];
        assert_eq!(asked.not_counted(&last.plus(1).to_string()), stale);
        assert_eq!(asked.comparison.tracks[0].stale[0].from, last.plus(1));
    }
}

#[test]
fn nothing_goes_stale_within_30_days_of_its_publication() {
    let late = published(says(1, "NIS", point(5.0), "2024-01-01"), "2024-12-01");
    assert_eq!(plain(std::slice::from_ref(&late)).standing("2024-12-31").len(), 1);
    assert_eq!(plain(std::slice::from_ref(&late)).standing("2025-01-01").len(), 0);
    let never = ask(&[late], |question| question.staleness = Staleness::Never);
    assert_eq!(never.standing("2099-01-01").len(), 1);
}

#[test]
fn a_stale_statement_still_bars_an_older_one() {
    let asked = plain(&[
        published(says(1, "NIS", point(5.0), "2024-01-01"), "2024-12-01"),
        says(2, "NIS", point(7.0), "2024-02-01"),
    ]);
    assert_eq!(asked.standing("2024-12-15").len(), 0);
}

#[test]
fn a_superseded_statement_ends_with_the_as_of_of_the_new_one() {
    let statements = [
        says(1, "Syrskyi", at_least(3000.0), "2024-12-23"),
        superseding(published(says(2, "Zelensky", point(3800.0), "2025-01-05"), "2025-01-07"), 1),
    ];
    let asked = plain(&statements);
    assert_eq!(asked.standing("2025-01-04"), ["Gen. Syrskyi at least 3,000"]);
    assert_eq!(asked.standing("2025-01-05"), ["Zelensky 3,750–3,850"]);
    let earlier = ask(&statements, |question| question.known_on = Some(day("2025-01-06")));
    assert_eq!(earlier.standing("2025-02-01"), ["Gen. Syrskyi at least 3,000"]);
}

#[test]
fn what_does_not_count_supersedes_nothing() {
    let old = says(1, "NIS", point(300.0), "2024-01-01");
    let new = |value| superseding(says(2, "Other", value, "2024-02-01"), 1);
    let mut retracted = new(point(9.0));
    retracted.retracted = Some(day("2024-02-02"));
    for new in [new(Value::Vague), echo_of(new(point(9.0)), 1), retracted] {
        assert_eq!(plain(&[old.clone(), new]).standing("2024-03-01"), ["NIS 285–315"]);
    }
    let excluded = ask(&[old, new(point(9.0))], |q| q.exclude = vec!["other".into()]);
    assert_eq!(excluded.standing("2024-03-01"), ["NIS 285–315"]);
}

#[test]
fn a_retraction_removes_a_statement_at_every_day_once_it_is_known() {
    let mut taken_back = says(1, "NIS", point(300.0), "2024-01-01");
    taken_back.retracted = Some(day("2024-06-01"));
    let asked = plain(std::slice::from_ref(&taken_back));
    assert_eq!(asked.standing("2024-01-02").len(), 0);
    assert_eq!(asked.not_counted("2024-01-02"), [(1, NotCountedWhy::Retracted)]);
    let before = ask(&[taken_back], |question| question.known_on = Some(day("2024-05-31")));
    assert_eq!(before.standing("2024-01-02").len(), 1);
}

#[test]
fn a_statement_without_a_number_never_displaces_one() {
    let asked = plain(&[
        says(1, "NIS", point(300.0), "2024-01-01"),
        says(2, "NIS", Value::Vague, "2024-02-01"),
        says(3, "NIS", Value::Share, "2024-03-01"),
    ]);
    assert_eq!(asked.standing("2024-04-01"), ["NIS 285–315"]);
    assert_eq!(
        asked.not_counted("2024-04-01"),
        [(3, NotCountedWhy::Share), (2, NotCountedWhy::Vague)]
    );
}

#[test]
fn a_relay_never_adds_a_voice_and_every_echo_is_listed() {
    let asked = plain(&[
        says(1, "JCS", point(1100.0), "2024-12-23"),
        echo_of(says(2, "KUNA", point(1100.0), "2024-12-23"), 1),
        echo_of(says(3, "KUNA", point(1000.0), "2024-12-24"), 1),
    ]);
    assert_eq!(asked.slice("2025-01-01").agreement.n, 1);
    assert_eq!(
        asked.not_counted("2025-01-01"),
        [(3, NotCountedWhy::Echo), (2, NotCountedWhy::Echo)]
    );
}

#[test]
fn a_projection_counts_only_when_asked_for_and_only_on_its_day() {
    let mut projection = says(2, "NIS", point(12_000.0), "2024-12-31");
    projection.standing = Standing::Projected;
    let statements = [says(1, "NIS", point(10_000.0), "2024-12-01"), projection];
    assert_eq!(plain(&statements).standing("2024-12-31"), ["NIS 9,500–10,500"]);
    let asked = ask(&statements, |question| question.projections = true);
    assert_eq!(asked.standing("2024-12-30"), ["NIS 9,500–10,500"]);
    assert_eq!(asked.standing("2024-12-31"), ["NIS 11,500–12,500"]);
    assert_eq!(asked.standing("2025-01-01"), ["NIS 9,500–10,500"]);
}

#[test]
fn an_unknown_origin_is_drawn_and_not_counted() {
    let asked = plain(&[
        says(1, "(earlier reports)", point(300.0), "2024-01-01"),
        says(2, "NIS", point(300.0), "2024-01-01"),
    ]);
    assert_eq!(asked.standing("2024-01-02"), ["NIS 285–315"]);
    assert_eq!(asked.not_counted("2024-01-02"), [(1, NotCountedWhy::UnknownOrigin)]);
    assert_eq!(asked.comparison.tracks[0].stretches.len(), 1, "it is drawn");
}

#[test]
fn one_source_of_unknown_origin_silences_nobody_who_goes_by_the_same_name() {
    let unknown = |mut statement: Statement| {
        statement.facts.unknown = true;
        statement
    };
    let files = [
        file(1, &[unknown(says(1, "Officials", point(300.0), "2024-01-01"))]),
        file(2, &[says(2, "Officials", point(900.0), "2024-01-01")]),
    ];
    let backwards = [files[1].clone(), files[0].clone()];
    for by in [Grouping::Label, Grouping::Origin, Grouping::Kind] {
        for files in [&files, &backwards] {
            let question = Question { by, ..Question::about(killed()) };
            let comparison = compare(files, &Overlay::default(), &question);
            let slice = comparison.slice(files, day("2024-01-02"));
            let read: Vec<String> = slice.standing.iter().map(|s| shown(s.read)).collect();
            assert_eq!(read, ["855–945"], "{by:?}");
            let why: Vec<_> = slice.not_counted.iter().map(|(_, why)| *why).collect();
            assert_eq!(why, [NotCountedWhy::UnknownOrigin], "{by:?}");
        }
    }
}

#[test]
fn whoever_an_analyst_gives_to_a_side_stands_on_it() {
    let mut statements = [
        says(1, "A village elder", point(300.0), "2024-01-01"),
        says(2, "RSF", point(300.0), "2024-01-01"),
    ];
    for statement in &mut statements {
        statement.measure.place = "Sudan".into();
    }
    let sides = |overlay: &Overlay| -> Vec<String> {
        let asked = ask_over(&statements, overlay, |question| {
            question.by = Grouping::Party;
            question.measure.place = "Sudan".into();
        });
        asked.comparison.voices.into_iter().map(|voice| voice.name).collect()
    };
    let elder = || Target::Source("A village elder".into());
    assert_eq!(sides(&Overlay::default()), ["A village elder", "RSF"]);
    assert_eq!(sides(&over(elder(), Change::Affiliation("RSF".into()))), ["RSF"]);
    let norwegian = over(elder(), Change::Country("Norway".into()));
    assert_eq!(sides(&norwegian), ["A village elder", "RSF"]);
    let rsf = Target::Source("RSF".into());
    let none = sides(&over(rsf, Change::Party(false)));
    assert_eq!(none, ["A village elder", "Rapid Support Forces"]);
}

#[test]
fn what_is_given_to_somebody_unknown_is_not_counted() {
    let statements = [
        says(1, "(earlier reports)", point(300.0), "2024-01-01"),
        says(2, "Somebody", point(300.0), "2024-01-01"),
    ];
    let given = Change::SameVoiceAs("(earlier reports)".into());
    let asked = ask_over(&statements, &over(Target::Source("Somebody".into()), given), |_| {});
    assert!(asked.standing("2024-01-02").is_empty());
}

#[test]
fn sides_of_a_war_are_told_apart_where_the_war_is_known() {
    let at = |record, label, place| {
        let mut statement = says(record, label, point(300.0), "2024-01-01");
        statement.measure.place = place;
        statement
    };
    for (place, names) in [
        ("Sudan", ["A village elder", "ACLED", "RSF", "Sudan"]),
        ("Ukraine", ["A village elder", "ACLED", "Rapid Support Forces", "Sudanese Armed Forces"]),
    ] {
        let statements = [
            at(1, "Sudanese army", place.into()),
            at(2, "RSF", place.into()),
            at(3, "ACLED", place.into()),
            at(4, "A village elder", place.into()),
        ];
        let asked = ask(&statements, |question| {
            question.by = Grouping::Party;
            question.measure.place = place.into();
        });
        let voices: Vec<&str> = asked.comparison.voices.iter().map(|v| v.name.as_str()).collect();
        assert_eq!(voices, names);
    }
}

#[test]
fn what_is_excluded_by_name_or_by_the_analyst_does_not_count() {
    let statements = [
        says(1, "UK Ministry of Defence", point(300.0), "2024-01-01"),
        says(2, "NIS", point(300.0), "2024-01-01"),
    ];
    for name in ["UK MoD", "uk ministry of defence"] {
        let asked = ask(&statements, |question| question.exclude = vec![name.into()]);
        assert_eq!(asked.standing("2024-01-02"), ["NIS 285–315"]);
        assert_eq!(asked.not_counted("2024-01-02"), [(1, NotCountedWhy::Excluded)]);
    }
    let overlay = over(Target::Estimate("1:2".parse().expect("an id")), Change::Exclude);
    let asked = ask_over(&statements, &overlay, |_| {});
    assert_eq!(asked.standing("2024-01-02"), ["UK MoD 285–315"]);
    let stated = ask_over(&statements, &overlay, |question| question.as_stated = true);
    assert_eq!(stated.standing("2024-01-02").len(), 2);
}

fn over(target: Target, change: Change) -> Overlay {
    let adjustment = Adjustment { target, change, reason: None, author: None, at: None, on: true };
    Overlay::default().with(adjustment)
}

#[test]
fn an_analysts_bounds_are_taken_as_they_are() {
    let statements = [says(1, "NIS", point(300.0), "2024-01-01")];
    for (bounds, read) in [
        (Bounds::new(Some(250.0), None, Some(350.0), How::Between), "NIS 250–350"),
        (Bounds::point(400.0, How::Bare), "NIS 400"),
        (Bounds::point(400.0, How::About), "NIS 380–420"),
        (Bounds::new(Some(400.0), None, None, How::MoreThan), "NIS at least 401"),
    ] {
        let target = Target::Estimate("1:1".parse().expect("an id"));
        let overlay = over(target, Change::Bounds(bounds.expect("numbers")));
        assert_eq!(ask_over(&statements, &overlay, |_| {}).standing("2024-01-02"), [read]);
    }
}

#[test]
fn a_count_still_being_compiled_is_read_as_at_least() {
    let nearly = Value::Bounds(Bounds::point(3000.0, How::Nearly).expect("a number"));
    let statements = [
        says(1, "Mediazona", point(300.0), "2024-01-01"),
        says(2, "Mediazona", range(300.0, 400.0), "2024-02-01"),
        says(3, "Mediazona", nearly, "2024-03-01"),
    ];
    let overlay = over(Target::Source("Mediazona".into()), Change::ReadAsAtLeast);
    let asked = ask_over(&statements, &overlay, |_| {});
    assert_eq!(asked.standing("2024-01-02"), ["Mediazona at least 300"]);
    assert_eq!(asked.standing("2024-02-02"), ["Mediazona 300–400"]);
    assert_eq!(asked.standing("2024-03-02"), ["Mediazona 2,850–3,000"]);
}

#[test]
fn an_analyst_may_say_that_two_are_the_same_voice() {
    let statements = [
        says(1, "Ryder", point(300.0), "2024-01-01"),
        says(2, "Pentagon", point(900.0), "2024-01-05"),
        says(3, "Ryder", point(400.0), "2024-01-03"),
    ];
    let whole = over(Target::Source("Ryder".into()), Change::SameVoiceAs("Pentagon".into()));
    let asked = ask_over(&statements, &whole, |_| {});
    assert_eq!(asked.standing("2024-01-04"), ["US DoD 380–420"]);
    assert_eq!(asked.comparison.voices[0].labels, ["Pentagon", "Ryder"]);
    let one = Target::Estimate("1:3".parse().expect("an id"));
    let asked = ask_over(&statements, &over(one, Change::SameVoiceAs("Pentagon".into())), |_| {});
    assert_eq!(asked.standing("2024-01-04"), ["Ryder 285–315", "US DoD 380–420"]);
}

#[test]
fn labels_are_taken_as_they_stand_and_origins_by_their_aliases() {
    let statements = [
        says(1, "UK Ministry of Defence", point(300.0), "2024-01-01"),
        says(2, "UK MoD", point(900.0), "2024-01-01"),
    ];
    assert_eq!(plain(&statements).standing("2024-01-01"), ["UK MoD 285–945"]);
    let labels = ask(&statements, |question| question.by = Grouping::Label);
    assert_eq!(labels.standing("2024-01-01").len(), 2);
}

#[test]
fn one_origin_in_two_files_is_one_voice() {
    let files = [
        file(1, &[says(1, "UK MoD", point(300.0), "2024-01-01")]),
        file(2, &[says(1, "UK Ministry of Defence", point(900.0), "2024-01-01")]),
    ];
    let comparison = compare(&files, &Overlay::default(), &Question::about(killed()));
    let slice = comparison.slice(&files, day("2024-01-01"));
    assert_eq!(comparison.voices.len(), 1);
    assert_eq!(shown(slice.standing[0].read), "285–945", "from one file to the other");
}

fn of_affiliation(mut statement: Statement, affiliation: &[&str]) -> Statement {
    statement.facts.affiliation = affiliation.iter().copied().collect();
    statement
}

#[test]
fn a_group_has_its_members_core_unless_they_contradict_each_other() {
    let statements = [
        of_affiliation(says(1, "DoD", range(1.0, 5.0), "2024-01-01"), &["US", "DoD"]),
        of_affiliation(says(2, "State", range(4.0, 9.0), "2024-02-01"), &["US", "State"]),
        says(3, "NIS", range(1.0, 2.0), "2024-01-01"),
        of_affiliation(says(4, "State", range(7.0, 9.0), "2024-03-01"), &["US", "State"]),
    ];
    let asked = ask(&statements, |question| question.by = Grouping::Affiliation);
    assert_eq!(asked.standing("2024-01-15"), ["NIS 1–2", "US 1–5"]);
    assert_eq!(asked.standing("2024-02-15"), ["NIS 1–2", "US 4–5"]);
    assert_eq!(asked.standing("2024-03-15"), ["NIS 1–2"]);
    let divided = [(1, NotCountedWhy::Divided), (4, NotCountedWhy::Divided)];
    assert_eq!(asked.not_counted("2024-03-15"), divided);
    let divided = asked.comparison.tracks[1].divided[0];
    assert_eq!((divided.from, shown(divided.read())), (day("2024-03-01"), "1–9".into()));
}

fn within(mut statement: Statement, from: &str) -> Statement {
    let to = statement.clocks.as_of().to();
    let period = AsOf::period(day(from), to, Precision::Period).expect("in order");
    statement.clocks = Clocks::new(Some(period), None).expect("a date");
    statement.measure = measure("killed", Basis::Increment);
    statement
}

#[test]
fn increments_stand_for_their_own_period_and_meet_only_equal_ones() {
    let statements = [
        within(says(1, "A", range(1.0, 5.0), "2024-01-31"), "2024-01-01"),
        within(says(2, "B", range(4.0, 9.0), "2024-01-31"), "2024-01-01"),
        within(says(3, "C", range(1.0, 2.0), "2024-01-20"), "2024-01-14"),
    ];
    let of_period =
        |question: &mut Question| question.measure = measure("killed", Basis::Increment);
    let asked = ask(&statements, of_period);
    assert_eq!(asked.standing("2024-01-15"), ["A 1–5", "B 4–9"]);
    assert_eq!(asked.not_counted("2024-01-15"), [(3, NotCountedWhy::OtherPeriod)]);
    assert_eq!(asked.standing("2024-01-31").len(), 2);
    assert_eq!(asked.standing("2024-02-01").len(), 0);
    assert_eq!(asked.comparison.segments.len(), 3, "C changes nothing");
    let alone = ask(&statements[2..], of_period);
    assert_eq!(alone.standing("2024-01-20"), ["C 1–2"]);
}

#[test]
fn segments_run_from_ever_to_ever_unless_days_are_asked_for() {
    let statements = [
        says(1, "A", range(1.0, 5.0), "2024-01-01"),
        says(2, "B", range(4.0, 9.0), "2024-02-01"),
        says(3, "B", range(4.0, 9.0), "2024-02-05"),
    ];
    let ends = |asked: &Asked| -> Vec<(String, usize)> {
        let segments = &asked.comparison.segments;
        let day = |day: Option<Day>| day.map_or("…".into(), |day| day.to_string());
        segments.iter().map(|s| (format!("{} {}", day(s.from), day(s.to)), s.agreement.n)).collect()
    };
    assert_eq!(
        ends(&plain(&statements)),
        [
            ("… 2023-12-31".into(), 0),
            ("2024-01-01 2024-01-31".into(), 1),
            ("2024-02-01 2024-06-29".into(), 2),
            ("2024-06-30 2024-08-03".into(), 1),
            ("2024-08-04 …".into(), 0),
        ]
    );
    let some = ask(&statements, |question| {
        question.from = Some(day("2024-01-10"));
        question.to = Some(day("2024-03-01"));
    });
    assert_eq!(
        ends(&some),
        [("2024-01-10 2024-01-31".into(), 1), ("2024-02-01 2024-03-01".into(), 2)]
    );
    let inverted = ask(&statements, |question| {
        question.from = Some(day("2024-03-01"));
        question.to = Some(day("2024-01-10"));
    });
    assert_eq!(inverted.comparison.segment_at(day("2024-02-01")).agreement.n, 0);
}

pub(super) fn any_value() -> impl Strategy<Value = Value> {
    let number = || (0_u32..40).prop_map(|n| f64::from(n) * 100.0);
    prop_oneof![
        number().prop_map(point),
        (number(), number()).prop_map(|(a, b)| range(a.min(b), a.max(b))),
        number().prop_map(at_least),
        Just(Value::Vague),
    ]
}

pub(super) fn any_statements() -> impl Strategy<Value = Vec<Statement>> {
    let one = (0..5_usize, any_value(), 0..300_i32, prop::option::of(0..60_i32), 0..12_u32, 0..9);
    prop::collection::vec(one, 0..25).prop_map(|parts| {
        let mut statements = Vec::new();
        for (place, (label, value, days, lag, other, kind)) in parts.into_iter().enumerate() {
            let label = ["A", "B", "C", "D", "(nobody)"][label];
            let record = u32::try_from(place).expect("few") + 1;
            let as_of = day("2024-01-01").plus(days);
            let mut statement = says(record, label, value, &as_of.to_string());
            if let Some(lag) = lag {
                statement = published(statement, &as_of.plus(lag).to_string());
            }
            match kind {
                0 => statement = echo_of(statement, other),
                1 | 2 => statement = superseding(statement, other),
                3 => statement.retracted = Some(as_of.plus(20)),
                4 => statement.standing = Standing::Projected,
                _ => {}
            }
            statements.push(statement);
        }
        statements
    })
}

fn on_every_day(asked: &Asked) -> impl Iterator<Item = Slice> {
    (-3..700).map(|days| asked.comparison.slice(&asked.files, day("2024-01-01").plus(days)))
}

fn ends_of(core: &[Interval]) -> Vec<f64> {
    core.iter().flat_map(|core| [core.low(), core.high()]).collect()
}

/// The ends of a segment's core on one of its days: straight from one bend to the next.
fn on_the_way(segment: &Segment, at: Day) -> Vec<f64> {
    let first = segment.from.map(|from| (from, &segment.agreement.core));
    let last = segment.to.map(|to| (to, &segment.core_to));
    let between = segment.core_between.iter().map(|(day, core)| (*day, core));
    let all: Vec<_> = first.into_iter().chain(between).chain(last).collect();
    let before = all.iter().rev().find(|(day, _)| *day <= at).expect("begun");
    let after = all.iter().find(|(day, _)| *day > at).unwrap_or(before);
    let (before_ends, after_ends) = (ends_of(before.1), ends_of(after.1));
    if before_ends.len() != after_ends.len() || after.0 == before.0 {
        return before_ends;
    }
    let share = f64::from(before.0.days_until(at)) / f64::from(before.0.days_until(after.0));
    let both = before_ends.iter().zip(&after_ends);
    let on_it = |(one, next): (&f64, &f64)| match one.is_finite() && next.is_finite() {
        true => one + (next - one) * share,
        false => *one,
    };
    both.map(on_it).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_slice_says_what_its_segment_says(
        statements in any_statements(), projections: bool, known in prop::option::of(0..300_i32),
        dates in prop::sample::select(Dates::ALL.to_vec()),
    ) {
        let asked = ask(&statements, |question| {
            question.dates = dates;
            question.projections = projections;
            question.known_on = known.map(|days| day("2024-01-01").plus(days));
        });
        for slice in on_every_day(&asked) {
            let (of_day, segment) = (&slice.agreement, asked.comparison.segment_at(slice.at));
            let of_first = &segment.agreement;
            prop_assert_eq!(
                (of_day.n, of_day.support, of_day.verdict, &of_day.outside),
                (of_first.n, of_first.support, of_first.verdict, &of_first.outside)
            );
            if segment.from == Some(slice.at) || dates == Dates::Stated {
                prop_assert_eq!(of_day, of_first);
            }
            if segment.to == Some(slice.at) {
                prop_assert_eq!(&of_day.core, &segment.core_to);
            }
            if of_day.support > 1 {
                let (told, read) = (on_the_way(segment, slice.at), ends_of(&of_day.core));
                let is_near = |(told, read): (&f64, &f64)| told == read || (told - read).abs() <= 1.0;
                prop_assert_eq!(told.len(), read.len());
                prop_assert!(told.iter().zip(&read).all(is_near), "{:?} {:?} {:?}", slice.at, told, segment);
            }
        }
    }

    #[test]
    fn segments_meet_without_gaps_and_neighbours_differ(statements in any_statements()) {
        let asked = plain(&statements);
        let segments = &asked.comparison.segments;
        prop_assert_eq!((segments[0].from, segments[segments.len() - 1].to), (None, None));
        for pair in segments.windows(2) {
            prop_assert_eq!(pair[0].to.map(|to| to.plus(1)), pair[1].from);
            let standing = |at: Day| {
                let slice = asked.comparison.slice(&asked.files, at);
                slice.standing.iter().map(|s| (s.voice, s.read)).collect::<Vec<_>>()
            };
            prop_assert_ne!(
                pair[0].to.map(standing), pair[1].from.map(standing)
            );
        }
    }

    #[test]
    fn an_echo_changes_nothing(statements in any_statements(), value in any_value()) {
        prop_assume!(!statements.is_empty());
        let mut more = statements.clone();
        more.push(echo_of(says(99, "Z relay", value, "2024-05-05"), 1));
        let (without, with) = (plain(&statements), plain(&more));
        prop_assert_eq!(&without.comparison.segments, &with.comparison.segments);
    }

    #[test]
    fn what_is_excluded_is_as_if_it_had_never_been_said(statements in any_statements()) {
        // Its echoes would else become voices of their own.
        prop_assume!(statements.iter().all(|s| s.derived_from.is_none()));
        // References in a circle are not followed, whoever is excluded: without the circle they are.
        let mut statements = statements;
        for statement in &mut statements {
            let record = statement.record;
            statement.supersedes.retain(|id| id.parse::<u32>().is_ok_and(|other| other < record));
        }
        let others: Vec<Statement> =
            statements.iter().filter(|s| s.label != "D").cloned().collect();
        let excluded = ask(&statements, |question| question.exclude = vec!["D".into()]);
        let absent = plain(&others);
        let told = |asked: &Asked| -> Vec<Vec<String>> {
            on_every_day(asked)
                .map(|slice| slice.standing.iter().map(|s| format!("{} {}", asked.name(s.voice), shown(s.read))).collect())
                .collect()
        };
        prop_assert_eq!(told(&excluded), told(&absent));
    }

    #[test]
    fn every_day_can_be_said_in_words(statements in any_statements()) {
        let asked = plain(&statements);
        for slice in on_every_day(&asked).step_by(31) {
            let gist = asked.comparison.gist(&asked.files, &slice);
            let headline = Words::default().headline(&gist);
            prop_assert!(headline.verdict.to_string().ends_with('.'));
            prop_assert!(!headline.verdict.to_string().contains("NaN"));
            prop_assert!(headline.counted.to_string().ends_with('.'));
        }
    }
}

#[test]
fn one_begins_with_the_last_day_of_which_anybody_speaks_while_most_stand() {
    let begin = |statements: &[Statement]| {
        let asked = plain(statements);
        asked.comparison.day_to_begin_with(&asked.files).map(|day| day.to_string())
    };
    let alone = [
        says(1, "Lake", point(10.0), "2024-01-01"),
        says(2, "Lake", point(20.0), "2024-02-01"),
        says(3, "Lake", point(30.0), "2024-03-01"),
    ];
    assert_eq!(begin(&alone).as_deref(), Some("2024-03-01"), "and not the first day of all");
    let joined = [&alone[..], &[says(4, "River", range(15.0, 25.0), "2024-02-10")]].concat();
    assert_eq!(begin(&joined).as_deref(), Some("2024-03-01"));
    // Once Lake has fallen silent, fewer stand.
    let later = [&joined[..], &[says(5, "River", range(16.0, 26.0), "2026-02-10")]].concat();
    assert_eq!(begin(&later).as_deref(), Some("2024-03-01"));
    assert_eq!(begin(&[]), None);
}
