//! Totals carried to the day.

use super::fixtures::{Asked, ask, at_least, day, published, range, says, shown, superseding};
use super::{Cause, Dates, Grouping, Staleness, Verdict};
use crate::estimate::{Bounds, How, Standing, Statement, Value};

fn carried(statements: &[Statement]) -> Asked {
    ask(statements, |question| question.dates = Dates::SameDay)
}

fn read(asked: &Asked, name: &str, at: &str) -> String {
    let slice = asked.slice(at);
    let of = slice.standing.iter().find(|one| asked.name(one.voice) == name).expect("stands");
    shown(of.read)
}

/// Grows by ten a day for ten days.
fn counter() -> [Statement; 2] {
    [
        says(1, "Counter", range(990.0, 1010.0), "2024-01-01"),
        says(2, "Counter", range(1090.0, 1110.0), "2024-01-11"),
    ]
}

#[test]
fn on_the_way_to_its_own_next_number_a_total_lies_on_straight_lines() {
    let asked = carried(&counter());
    for (at, wanted) in [
        ("2024-01-01", "990–1,010"),
        ("2024-01-02", "1,000–1,020"),
        ("2024-01-10", "1,080–1,100"),
        ("2024-01-11", "1,090–1,110"),
    ] {
        assert_eq!(read(&asked, "Counter", at), wanted, "{at}");
    }
    let slice = asked.slice("2024-01-06");
    let told = slice.standing[0].carried.expect("carried");
    assert_eq!((shown(told.stated), told.days, told.is_between), ("990–1,010".to_owned(), 5, true));
    assert_eq!(told.per_day, (Some(10.0), Some(10.0)));
}

#[test]
fn a_total_that_nobody_renewed_is_carried_by_what_others_grew_by() {
    let [first, last] = counter();
    let once = says(3, "Once", range(1000.0, 1000.0), "2024-01-03");
    let asked = carried(&[first, last, once]);
    assert_eq!(read(&asked, "Once", "2024-01-03"), "1,000");
    assert_eq!(read(&asked, "Once", "2024-01-05"), "1,020");
    // Ninety days on the nearest earlier band goes on; then nothing is known, and it stays as
    // stated.
    assert_eq!(read(&asked, "Once", "2024-04-10"), "1,980");
    assert_eq!(read(&asked, "Once", "2024-04-11"), "1,000");
    let told = asked.slice("2024-01-05");
    let told = told.standing.iter().find(|one| asked.name(one.voice) == "Once").expect("stands");
    let told = told.carried.expect("carried");
    assert_eq!((told.as_of, told.days, told.is_between), (day("2024-01-03"), 2, false));
}

#[test]
fn what_a_group_shares_is_whole_also_on_the_day_of_its_last_member() {
    let of_group = |mut statement: Statement| {
        statement.facts.affiliation = "Group".into();
        statement
    };
    // Grows by a third a day.
    let asked = ask(
        &[
            of_group(says(1, "Counter", range(1000.0, 1000.0), "2024-01-01")),
            of_group(says(2, "Counter", range(1001.0, 1001.0), "2024-01-04")),
            of_group(says(3, "Office", range(900.0, 1100.0), "2024-01-03")),
        ],
        |question| (question.dates, question.by) = (Dates::SameDay, Grouping::Affiliation),
    );
    assert_eq!(asked.standing("2024-01-03"), ["Group 1,001"]);
    let mut stretches = asked.comparison.tracks[0].stretches.iter();
    let stretch = stretches.rfind(|one| one.from <= day("2024-01-03"));
    let read = stretch.expect("stands").read_on(day("2024-01-03"), true);
    assert_eq!((read.low(), read.high()), (1001.0, 1001.0));
}

#[test]
fn the_band_of_a_day_reaches_from_the_least_to_the_greatest_growth() {
    let [first, last] = counter();
    let asked = carried(&[
        first,
        last,
        says(3, "Fast", range(1000.0, 1000.0), "2024-01-01"),
        says(4, "Fast", range(1300.0, 1300.0), "2024-01-11"),
        says(5, "Once", range(1000.0, 1100.0), "2024-01-03"),
        says(6, "Floor", at_least(500.0), "2024-01-03"),
    ]);
    assert_eq!(read(&asked, "Once", "2024-01-05"), "1,020–1,160");
    assert_eq!(read(&asked, "Floor", "2024-01-05"), "at least 520");
}

#[test]
fn of_at_most_only_the_high_is_carried() {
    let [first, last] = counter();
    let most = Bounds::new(None, None, Some(1000.0), How::AtMost).expect("a number");
    let asked = carried(&[first, last, says(3, "Most", Value::Bounds(most), "2024-01-03")]);
    assert_eq!(read(&asked, "Most", "2024-01-05"), "0–1,020");
}

#[test]
fn a_falling_total_is_not_carried_down_and_lends_no_growth_below_nothing() {
    let asked = carried(&[
        says(1, "Falls", range(1000.0, 1100.0), "2024-01-01"),
        says(2, "Falls", range(900.0, 950.0), "2024-01-11"),
        says(3, "Once", range(1000.0, 1000.0), "2024-01-03"),
    ]);
    assert_eq!(read(&asked, "Falls", "2024-01-10"), "1,000–1,100");
    assert_eq!(read(&asked, "Once", "2024-01-09"), "1,000");
}

#[test]
fn a_number_said_again_is_no_news_of_how_fast_it_grows() {
    let again = |record, at| says(record, "Counter", range(1000.0, 1000.0), at);
    let asked = carried(&[
        again(1, "2024-01-01"),
        again(2, "2024-01-06"),
        says(3, "Counter", range(1100.0, 1100.0), "2024-01-11"),
        says(4, "Once", range(500.0, 500.0), "2024-01-01"),
    ]);
    // From the first of the equal ones: ten a day on all ten days.
    assert_eq!(read(&asked, "Once", "2024-01-06"), "550");
}

#[test]
fn people_are_carried_whole() {
    let asked = carried(&[
        says(1, "Counter", range(1000.0, 1000.0), "2024-01-01"),
        says(2, "Counter", range(1001.0, 1001.0), "2024-01-04"),
    ]);
    let on = |at| read(&asked, "Counter", at);
    assert_eq!([on("2024-01-02"), on("2024-01-03")], ["1,000", "1,001"]);
}

#[test]
fn two_totals_of_different_days_that_differ_by_what_all_grew_by_agree() {
    let [first, last] = counter();
    let later = says(3, "Later", range(1060.0, 1075.0), "2024-01-08");
    let statements = [first, last, later];
    let asked = carried(&statements);
    let stated = ask(&statements, |_| {});
    let verdict = |asked: &Asked| asked.slice("2024-01-08").agreement.verdict;
    assert_eq!((verdict(&asked), verdict(&stated)), (Verdict::Agree, Verdict::Diverge));
}

#[test]
fn a_segment_lasts_while_the_same_share_and_tells_its_core_at_both_ends() {
    let asked = carried(&[
        says(1, "Counter", range(1000.0, 1010.0), "2024-01-01"),
        says(2, "Counter", range(1200.0, 1210.0), "2024-01-11"),
        says(3, "Steady", range(1000.0, 1050.0), "2024-01-01"),
        says(4, "Steady", range(1000.0, 1050.0), "2024-01-11"),
    ]);
    let told: Vec<_> = asked.comparison.segments[1..]
        .iter()
        .map(|segment| {
            let core = |core: &[super::Interval]| core.iter().map(|one| shown(*one)).collect();
            let (from, to): (Vec<String>, Vec<String>) =
                (core(&segment.agreement.core), core(&segment.core_to));
            let causes: Vec<&str> = segment.causes.iter().map(Cause::word).collect();
            (segment.from.expect("a day").to_string(), from, to, causes)
        })
        .collect();
    let both = |low: &str, high: &str| vec![low.to_owned(), high.to_owned()];
    let one = |core: &str| vec![core.to_owned()];
    assert_eq!(
        told[..3],
        [
            ("2024-01-01".to_owned(), one("1,000–1,010"), one("1,040–1,050"), vec!["said"]),
            (
                "2024-01-04".to_owned(),
                both("1,000–1,050", "1,060–1,070"),
                both("1,000–1,050", "1,200–1,210"),
                vec!["carried"]
            ),
            ("2024-07-10".to_owned(), Vec::new(), Vec::new(), vec!["expired"]),
        ]
    );
}

#[test]
fn what_lapses_by_our_rule_is_told_as_that() {
    let asked = carried(&[says(1, "Once", range(10.0, 20.0), "2024-01-01")]);
    let last = asked.comparison.segments.last().expect("some");
    assert_eq!(last.causes.iter().collect::<Vec<_>>(), [Cause::Expired]);
}

/// Since when something else is compared, and why.
fn boundaries(asked: &Asked) -> Vec<(String, Vec<Cause>)> {
    let later =
        asked.comparison.segments.iter().filter_map(|segment| {
            Some((segment.from?.to_string(), segment.causes.iter().collect()))
        });
    later.collect()
}

fn because(from: &str, causes: &[Cause]) -> (String, Vec<Cause>) {
    (from.to_owned(), causes.to_vec())
}

#[test]
fn what_is_replaced_by_somebody_else_the_day_after_its_own_has_not_expired() {
    let statements = [
        says(1, "Ministry", range(10.0, 20.0), "2024-01-01"),
        superseding(says(2, "Office", range(50.0, 60.0), "2024-01-02"), 1),
    ];
    let asked = ask(&statements, |question| question.staleness = Staleness::Never);
    let wanted = [
        because("2024-01-01", &[Cause::Said]),
        because("2024-01-02", &[Cause::Said, Cause::Superseded]),
    ];
    assert_eq!(boundaries(&asked), wanted);
}

#[test]
fn what_comes_back_after_a_forecasts_day_comes_as_that_is_over() {
    let mut forecast = says(2, "Ministry", range(50.0, 60.0), "2024-02-01");
    forecast.standing = Standing::Projected;
    let statements = [says(1, "Ministry", range(10.0, 20.0), "2024-01-01"), forecast];
    let asked = ask(&statements, |question| {
        (question.staleness, question.projections) = (Staleness::Never, true);
    });
    let wanted = [
        because("2024-01-01", &[Cause::Said]),
        because("2024-02-01", &[Cause::Said]),
        because("2024-02-02", &[Cause::Expired]),
    ];
    assert_eq!(boundaries(&asked), wanted);
}

#[test]
fn of_two_things_said_at_once_only_what_was_said_is_carried() {
    let at_most =
        Value::Bounds(Bounds::new(None, None, Some(20.0), How::AtMost).expect("a number"));
    let with = |other: Value| {
        let [first, last] = counter();
        let two = [
            says(3, "Two", at_most, "2024-01-03"),
            says(4, "Two", other, "2024-01-03"),
            says(5, "Two", at_least(500.0), "2024-01-08"),
        ];
        read(&carried(&[&[first, last][..], &two].concat()), "Two", "2024-01-05")
    };
    // Nobody said the 0 at which “at most” begins, and two things are on the way to none.
    assert_eq!(with(at_least(60.0)), "at least 0");
    assert_eq!(with(range(60.0, 80.0)), "0–100");
}

#[test]
fn what_is_left_of_two_things_said_at_once_stands_as_the_other_was_replaced() {
    let statements = [
        says(1, "Ministry", at_least(10.0), "2024-01-01"),
        says(2, "Ministry", range(0.0, 90.0), "2024-01-01"),
        superseding(says(3, "Office", range(50.0, 60.0), "2024-02-01"), 2),
    ];
    let asked = ask(&statements, |question| question.staleness = Staleness::Never);
    let wanted = [
        because("2024-01-01", &[Cause::Said]),
        because("2024-02-01", &[Cause::Said, Cause::Superseded]),
    ];
    assert_eq!(boundaries(&asked), wanted);
    let alone = ask(&statements[..2], |question| question.staleness = Staleness::Never);
    assert_eq!(boundaries(&alone), wanted[..1]);
}

#[test]
fn a_number_taken_back_or_given_anew_for_its_own_day_begins_no_segment() {
    let mut taken_back = says(1, "Ministry", range(10.0, 20.0), "2024-01-01");
    taken_back.retracted = Some(day("2024-03-01"));
    let first = published(says(2, "Office", range(50.0, 60.0), "2024-01-05"), "2024-01-06");
    let anew = published(says(3, "Office", range(70.0, 80.0), "2024-01-05"), "2024-02-06");
    let statements = [taken_back, first, anew];
    let asked = ask(&statements, |question| question.staleness = Staleness::Never);
    assert_eq!(boundaries(&asked), [because("2024-01-05", &[Cause::Said])]);
}

#[test]
fn what_is_said_again_unchanged_is_not_told_as_the_cause_of_what_another_does() {
    let statements = [
        says(1, "Ministry", range(10.0, 20.0), "2024-01-10"),
        says(2, "Office", range(15.0, 25.0), "2024-01-05"),
        says(3, "Ministry", range(10.0, 20.0), "2024-07-04"),
    ];
    let asked = ask(&statements, |_| {});
    let boundaries = boundaries(&asked);
    // The 180 days of the second are over on the day on which the first is said again.
    assert_eq!(boundaries[2], because("2024-07-04", &[Cause::Expired]), "{boundaries:?}");
}

#[test]
fn a_groups_members_are_carried_and_not_the_group() {
    let of = |record, label: &str, value, at| {
        let mut statement = says(record, label, value, at);
        statement.facts.affiliation = "Office".into();
        statement
    };
    let statements = [
        of(1, "North", range(1000.0, 1000.0), "2024-01-01"),
        of(2, "North", range(1100.0, 1100.0), "2024-01-11"),
        of(3, "South", range(1000.0, 1080.0), "2024-01-01"),
    ];
    let asked = ask(&statements, |question| {
        (question.dates, question.by) = (Dates::SameDay, Grouping::Affiliation);
    });
    assert_eq!(read(&asked, "Office", "2024-01-06"), "1,050");
}
