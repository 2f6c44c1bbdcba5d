//! What an analyst lays over the data changes what is compared, and nothing else.

use super::fixtures::{Asked, ask, ask_over, day, measure, point, published, range, says, shown};
use super::*;
use crate::estimate::{
    Adjustment, AsOf, Basis, Change, Clocks, OriginKind, Overlay, Statement, Target, Value,
};

fn laid(target: &str, change: Change) -> Overlay {
    let is_id = target.starts_with("1:");
    let target = if is_id {
        Target::Estimate(target.parse().expect("an id"))
    } else {
        Target::Source(target.to_owned())
    };
    let adjustment = Adjustment { target, change, reason: None, author: None, at: None, on: true };
    Overlay::default().with(adjustment)
}

fn plain(statements: &[Statement]) -> Asked {
    ask(statements, |_| {})
}

#[test]
fn a_range_given_to_words_without_a_number_counts() {
    let statements = [
        says(1, "NIS", Value::Vague, "2024-12-01"),
        says(2, "Kyiv", range(300.0, 500.0), "2024-12-01"),
    ];
    let Value::Bounds(several_hundred) = range(200.0, 900.0) else { unreachable!("a range") };
    let overlay = laid("1:1", Change::Bounds(several_hundred));
    assert_eq!(plain(&statements).standing("2024-12-02"), ["Kyiv 300–500"]);
    let asked = ask_over(&statements, &overlay, |_| {});
    assert_eq!(asked.standing("2024-12-02"), ["Kyiv 300–500", "NIS 200–900"]);
    let as_stated = ask_over(&statements, &overlay, |question| question.as_stated = true);
    assert_eq!(as_stated.standing("2024-12-02"), ["Kyiv 300–500"]);
}

#[test]
fn a_source_is_scaled_and_widened_as_a_whole_and_what_is_given_to_one_estimate_wins() {
    let statements = [
        says(1, "NIS", range(100.0, 200.0), "2024-12-01"),
        says(2, "NIS", range(300.0, 400.0), "2024-12-10"),
    ];
    let given = range(50.0, 60.0).bounds().copied().expect("a range");
    let whole = laid("NIS", Change::Scale(2.0)).with(Adjustment {
        change: Change::Widen(0.1),
        ..laid("NIS", Change::Exclude).adjustments()[0].clone()
    });
    let asked = ask_over(&statements, &whole, |_| {});
    assert_eq!(asked.standing("2024-12-02"), ["NIS 180–440"]);
    assert_eq!(asked.standing("2024-12-12"), ["NIS 540–880"]);
    let one = whole.with(laid("1:2", Change::Bounds(given)).adjustments()[0].clone());
    let asked = ask_over(&statements, &one, |_| {});
    assert_eq!(asked.standing("2024-12-02"), ["NIS 180–440"]);
    assert_eq!(asked.standing("2024-12-12"), ["NIS 50–60"]);
}

#[test]
fn other_dates_decide_when_it_stands_and_when_it_was_known() {
    let statements = [published(says(1, "NIS", point(100.0), "2024-12-01"), "2024-12-05")];
    let as_of = Some(AsOf::day(day("2024-11-01")));
    let overlay = laid("1:1", Change::Dates { as_of, published: Some(day("2024-11-02")) });
    let known_on = |question: &mut Question| question.known_on = Some(day("2024-11-20"));
    assert!(ask(&statements, known_on).standing("2024-11-20").is_empty());
    let asked = ask_over(&statements, &overlay, known_on);
    assert_eq!(asked.standing("2024-11-20"), ["NIS 95–105"]);
    let clocks =
        asked.comparison.clocks(&asked.files, asked.slice("2024-11-20").standing[0].estimate);
    assert_eq!(clocks.map(Clocks::known_from), Some(day("2024-11-02")));
}

#[test]
fn an_estimate_is_compared_under_the_measure_an_analyst_puts_it_under_and_no_more_under_its_own() {
    let statements =
        [says(1, "NIS", point(100.0), "2024-12-01"), says(2, "Kyiv", point(300.0), "2024-12-01")];
    let wounded = measure("wounded", Basis::Cumulative);
    let overlay = laid("1:1", Change::Measure(wounded.clone()));
    let asked = ask_over(&statements, &overlay, |_| {});
    assert_eq!(asked.standing("2024-12-02"), ["Kyiv 285–315"]);
    let names: Vec<&str> = asked.comparison.voices.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Kyiv"]);
    let asked = ask_over(&statements, &overlay, |question| question.measure = wounded.clone());
    assert_eq!(asked.standing("2024-12-02"), ["NIS 95–105"]);
}

#[test]
fn what_an_analyst_says_of_a_source_decides_its_group() {
    let statements =
        [says(1, "Alpha", point(100.0), "2024-12-01"), says(2, "Beta", point(100.0), "2024-12-01")];
    let groups = |change: Change, by: Grouping| -> Vec<String> {
        let asked = ask_over(&statements, &laid("Alpha", change), |question| question.by = by);
        asked.comparison.voices.iter().map(|voice| voice.name.clone()).collect()
    };
    let monitor = groups(Change::Kind(OriginKind::Monitor), Grouping::Kind);
    assert_eq!(monitor, ["Beta", "Monitors"]);
    let us = "US / DoD".into();
    assert_eq!(groups(Change::Affiliation(us), Grouping::Affiliation), ["Beta", "US"]);
    assert_eq!(groups(Change::Country("Poland".into()), Grouping::Country), ["Beta", "Poland"]);
    assert_eq!(groups(Change::Party(false), Grouping::Party), ["Alpha", "Beta"]);
    let ours = groups(Change::Party(true), Grouping::Party);
    assert_eq!(ours, ["Alpha", "Beta"], "a side of its own");
}

#[test]
fn what_is_switched_off_does_nothing() {
    let statements = [says(1, "NIS", range(100.0, 200.0), "2024-12-01")];
    let on = laid("NIS", Change::Scale(2.0)).adjustments()[0].clone();
    let overlay = Overlay::default().with(Adjustment { on: false, ..on });
    assert_eq!(overlay.adjustments().len(), 1);
    assert_eq!(ask_over(&statements, &overlay, |_| {}).standing("2024-12-02"), ["NIS 100–200"]);
}

#[test]
fn a_measure_that_only_an_analyst_names_can_be_asked_about() {
    let statements =
        [says(1, "NIS", point(100.0), "2024-12-01"), says(2, "Kyiv", point(300.0), "2024-12-01")];
    let files = [fixtures::file(1, &statements)];
    let wounded = measure("wounded", Basis::Cumulative);
    let put = |target| laid(target, Change::Measure(wounded.clone()));
    let names = |overlay: &Overlay| -> Vec<(String, usize)> {
        let measures = measures_compared(&files, overlay);
        measures.into_iter().map(|(measure, n)| (measure.quantity.to_string(), n)).collect()
    };
    assert_eq!(names(&put("1:1")), [("killed".to_owned(), 1), ("wounded".to_owned(), 1)]);
    let both = put("1:1").with(put("1:2").adjustments()[0].clone());
    assert_eq!(names(&both), [("wounded".to_owned(), 2)]);
}

#[test]
fn a_half_that_comes_of_scaling_is_made_whole_only_where_it_is_carried() {
    let story = |numbers: [f64; 3]| {
        let days = ["2024-01-01", "2024-01-06", "2024-01-11"];
        let said = (1..).zip(days.into_iter().zip(numbers));
        let statements: Vec<Statement> = said
            .map(|(record, (day, number))| says(record, "Ministry", range(number, number), day))
            .collect();
        let asked = ask_over(&statements, &laid("Ministry", Change::Scale(0.5)), |question| {
            question.dates = Dates::SameDay;
        });
        let days = ["2024-01-01", "2024-01-03", "2024-01-06", "2024-01-08", "2024-01-13"];
        days.map(|at| shown(asked.slice(at).standing[0].read))
    };
    assert_eq!(story([21.0, 41.0, 61.0]), ["10.5", "15", "20.5", "25", "35"], "rising");
    assert_eq!(story([21.0, 21.0, 21.0]), ["10.5"; 5], "as it was");
    assert_eq!(story([21.0, 20.0, 19.0]), ["10.5", "10.5", "10", "10", "9.5"], "never falling");
}
