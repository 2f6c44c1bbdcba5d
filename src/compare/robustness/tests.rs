use std::ops::ControlFlow;

use super::*;
use crate::compare::fixtures::{Asked as Answered, ask, at_least, day, point, range, says};
use crate::compare::{AboutPolicy, Agreement, Grouping, Slice, Verdict, dependences};
use crate::estimate::{Method, Overlay, Statement};
use crate::words::Words;

/// How sure the verdict of each of some days is, and how often was asked for it.
fn robustness_of(asked: &Answered, days: &[&str]) -> (Vec<Robustness>, usize) {
    let (files, overlay) = (&asked.files[..], &Overlay::default());
    let Answered { comparison, .. } = asked;
    let question = &comparison.question;
    let go_on = &mut || ControlFlow::Continue(());
    let dependences = dependences(files, overlay, question, go_on).expect("went on");
    let slices: Vec<Slice> = days.iter().map(|at| asked.slice(at)).collect();
    let slices: Vec<&Slice> = slices.iter().collect();
    let inquiry = Asked { files, overlay, question, comparison };
    let mut times = 0;
    let go_on = &mut || {
        times += 1;
        ControlFlow::Continue(())
    };
    let sure = super::robustness(inquiry, &slices, &dependences, go_on).expect("went on");
    (sure, times)
}

fn robustness(asked: &Answered, at: &str) -> Robustness {
    robustness_of(asked, &[at]).0.pop().expect("one day")
}

fn lines(asked: &Answered, at: &str) -> Vec<String> {
    let robustness = robustness(asked, at);
    let lines = Words::default().how_sure(&robustness, &asked.comparison);
    lines.iter().map(ToString::to_string).collect()
}

#[test]
fn a_verdict_that_hinges_on_one_voice_says_on_which() {
    let asked = ask(
        &[
            says(1, "Joint Chiefs", range(1050.0, 1150.0), "2024-12-23"),
            says(2, "Syrskyi", at_least(3001.0), "2024-12-23"),
            says(3, "Zelensky", range(3800.0, 4200.0), "2024-12-23"),
            says(4, "NIS", at_least(3001.0), "2024-12-23"),
        ],
        |_| {},
    );
    assert_eq!(asked.slice("2025-01-23").agreement.verdict, Verdict::Diverge);
    assert_eq!(
        lines(&asked, "2025-01-23"),
        [
            "Without Zelensky: majority (2 of 3), at least 3,001",
            "Without Joint Chiefs: not contradicted (3 of 3), 3,800–4,200",
            "Survives “about” read exactly, as ± 1 %, as ± 2 %, as ± 5 % and as ± 10 %",
            "Survives every number read at least ± 1 % wide",
            "Survives totals carried to the same day",
            "Survives staleness of 90 and 360 days",
            "Survives Gen. Syrskyi and NIS as one voice (what may be one statement)",
            "By affiliation, too: diverge",
        ]
    );
}

#[test]
fn two_labels_of_one_affiliation_agree_by_label_and_are_single_by_affiliation() {
    let of = |record, label, value| {
        let mut statement = says(record, label, value, "2024-12-23");
        statement.facts.affiliation = "US".into();
        statement
    };
    let asked = ask(
        &[of(1, "One office", range(90.0, 110.0)), of(2, "Another", range(100.0, 120.0))],
        |question| question.by = Grouping::Label,
    );
    let said = lines(&asked, "2024-12-24");
    assert!(said.contains(&"By affiliation: single".to_owned()), "{said:?}");
    assert!(!said.iter().any(|line| line.starts_with("Without")), "{said:?}");
}

#[test]
fn methods_are_counted_otherwise_where_some_are_known() {
    let of = |record, label, value, method| {
        let mut statement = says(record, label, value, "2024-12-23");
        statement.method = method;
        statement
    };
    let statements = |method| {
        [
            of(1, "Tally", range(90.0, 110.0), method),
            of(2, "Watch", range(100.0, 120.0), method),
            of(3, "Staff", range(300.0, 400.0), None),
        ]
    };
    let said = lines(&ask(&statements(Some(Method::NamedCount)), |_| {}), "2024-12-24");
    assert!(said.contains(&"By method: diverge (1 of 2)".to_owned()), "{said:?}");
    let said = lines(&ask(&statements(None), |_| {}), "2024-12-24");
    assert!(!said.iter().any(|line| line.contains("method")), "{said:?}");
}

#[test]
fn the_reading_of_about_and_staleness_are_tried() {
    let asked = ask(
        &[
            says(1, "A", point(1000.0), "2024-01-01"),
            says(2, "B", point(1120.0), "2024-05-01"),
            says(3, "C", point(1125.0), "2024-05-01"),
        ],
        |_| {},
    );
    let robustness = robustness(&asked, "2024-06-01");
    let verdict = |tried: Tried| {
        let trial = robustness.trials.iter().find(|trial| trial.tried == tried);
        trial.map(|trial| (trial.verdict, trial.n))
    };
    assert_eq!(robustness.verdict, Verdict::Majority);
    assert_eq!(verdict(Tried::About(AboutPolicy::Exact)), Some((Verdict::Diverge, 3)));
    assert_eq!(verdict(Tried::About(AboutPolicy::Percent(10.0))), Some((Verdict::Agree, 3)));
    assert_eq!(verdict(Tried::About(AboutPolicy::Rounding)), None, "that is how it was asked");
    assert_eq!(verdict(Tried::StaleAfter(90)).map(|(_, n)| n), Some(2));
    assert_eq!(verdict(Tried::StaleAfter(360)).map(|(_, n)| n), Some(3));
    assert_eq!(robustness.at, day("2024-06-01"));
}

#[test]
fn a_single_voice_has_no_verdict_to_be_sure_of() {
    let asked = ask(&[says(1, "A", point(10.0), "2024-01-01")], |_| {});
    assert!(lines(&asked, "2024-01-02").is_empty());
}

#[test]
fn every_reading_of_about_that_was_tried_is_named() {
    let says = |record, label, best| says(record, label, about(best), "2024-01-01");
    let asked = ask(&[says(1, "A", 2000.0), says(2, "B", 2600.0)], |question| {
        question.about = AboutPolicy::Percent(15.0);
    });
    let said = lines(&asked, "2024-01-02");
    let told = "“About” read exactly, by rounding, as ± 1 %, as ± 2 %, as ± 5 % and as ± 10 %: \
                diverge (1 of 2)";
    assert!(said.contains(&told.to_owned()), "{said:?}");
    assert!(!said.iter().any(|line| line.contains("any reading")), "{said:?}");
    let near = ask(&[says_of("A", 2000.0), says_of("B", 2010.0)], |_| {});
    let said = lines(&near, "2024-01-02");
    let same = "The same with “about” read as ± 1 %, as ± 2 %, as ± 5 % and as ± 10 %; the core within \
                1,809–2,200";
    assert!(said.contains(&same.to_owned()), "{said:?}");
}

fn about(best: f64) -> crate::estimate::Value {
    use crate::estimate::{Bounds, How, Value};
    Value::Bounds(Bounds::point(best, How::About).expect("a number"))
}

fn says_of(label: &str, best: f64) -> Statement {
    let record = if label == "A" { 1 } else { 2 };
    says(record, label, about(best), "2024-01-01")
}

#[test]
fn numbers_to_the_last_digit_are_tried_with_one_per_cent_either_way() {
    let asked = ask(
        &[
            says(1, "A", range(783_100.0, 783_138.0), "2024-01-01"),
            says(2, "B", range(783_140.0, 783_150.0), "2024-01-01"),
        ],
        |_| {},
    );
    let said = lines(&asked, "2024-01-02");
    let told = "Every number read at least ± 1 % wide: agree (2 of 2), 775,309–790,969";
    assert!(said.contains(&told.to_owned()), "{said:?}");
}

#[test]
fn whom_a_left_out_voice_had_replaced_comes_back() {
    let mut taken_back = says(3, "C", range(500.0, 510.0), "2024-01-05");
    taken_back.supersedes = vec!["2".into()];
    let asked = ask(
        &[
            says(1, "A", range(90.0, 110.0), "2024-01-01"),
            says(2, "B", range(100.0, 120.0), "2024-01-02"),
            taken_back,
        ],
        |_| {},
    );
    assert_eq!(asked.slice("2024-01-06").agreement.n, 2);
    let robustness = robustness(&asked, "2024-01-06");
    let without_c = robustness.trials.iter().find(|trial| trial.tried == Tried::Without(2));
    assert_eq!(without_c.map(|trial| (trial.verdict, trial.n)), Some((Verdict::Agree, 2)));
    let said = lines(&asked, "2024-01-06");
    assert!(said.contains(&"Without C: agree (2 of 2), 100–110".to_owned()), "{said:?}");
}

#[test]
fn very_many_voices_are_not_left_out_in_turn_and_that_is_told() {
    let of = |number: u32| {
        let low = 1_000.0 + f64::from(number);
        says(number, &format!("Monitor {number}"), range(low, low + 300.0), "2024-01-05")
    };
    let asked = ask(&(1..=1_200).map(of).collect::<Vec<_>>(), |_| {});
    let robustness = robustness(&asked, "2024-01-06");
    assert_eq!(robustness.untried, 1_200);
    assert!(robustness.trials.len() < 20, "{}", robustness.trials.len());
}

#[test]
fn without_a_voice_is_what_excluding_it_gives_whatever_is_counted() {
    let mut statements = Vec::new();
    for (place, (label, country)) in [
        ("Army N", "North"),
        ("Ministry N", "North"),
        ("Staff E", "East"),
        ("Desk E", "East"),
        ("Watch", "West"),
        ("UK MoD", "UK"),
        ("UK Ministry of Defence", "UK"),
    ]
    .into_iter()
    .enumerate()
    {
        for round in 0..3_u32 {
            let record = u32::try_from(place).expect("few") * 3 + round + 1;
            let low = f64::from(record * 37 % 11 * 100);
            let day = format!("2024-0{}-0{}", round + 1, place + 1);
            let mut statement = says(record, label, range(low, low + 250.0), &day);
            statement.facts.country = Some(country.into());
            if round == 2 && record > 6 {
                statement.supersedes = vec![(record - 4).to_string()];
            }
            statements.push(statement);
        }
    }
    for by in [Grouping::Label, Grouping::Origin, Grouping::Country] {
        let asked = ask(&statements, |question| question.by = by);
        for at in ["2024-01-09", "2024-02-09", "2024-03-09", "2024-07-09"] {
            let robustness = robustness(&asked, at);
            let mut tried = 0;
            for trial in &robustness.trials {
                let Tried::Without(voice) = trial.tried else { continue };
                let name = asked.name(voice).to_owned();
                let without = ask(&statements, |question| {
                    (question.by, question.exclude) = (by, vec![name]);
                });
                let Agreement { verdict, n, support, core, .. } = without.slice(at).agreement;
                let of_trial = (trial.verdict, trial.n, trial.support, &trial.core);
                assert_eq!(of_trial, (verdict, n, support, &core), "{by:?} {at}");
                tried += 1;
            }
            let slice = asked.slice(at);
            assert_eq!(tried, slice.standing.len() + slice.divided.len());
        }
    }
}

#[test]
fn another_core_under_the_same_verdict_is_told() {
    let asked = ask(
        &[
            says(1, "A", range(100.0, 200.0), "2024-01-01"),
            says(2, "B", range(150.0, 300.0), "2024-01-01"),
            says(3, "C", range(160.0, 190.0), "2024-01-01"),
        ],
        |_| {},
    );
    let said = lines(&asked, "2024-01-02");
    assert_eq!(said[..2], ["Survives leaving out any one origin", "Without C the core is 150–200"]);
}

#[test]
fn what_nobody_shares_is_not_told_as_a_core() {
    let of = |record, label: &str, low: f64, country: &str| {
        let mut statement = says(record, label, range(low, low + 10.0), "2024-01-01");
        statement.facts.country = Some(country.to_owned());
        statement
    };
    let statements = [
        of(1, "Army N", 100.0, "North"),
        of(2, "Ministry N", 900.0, "North"),
        of(3, "Staff E", 500.0, "East"),
    ];
    let asked = ask(&statements, |question| question.by = Grouping::Country);
    assert_eq!(asked.slice("2024-01-02").agreement.verdict, Verdict::Divided);
    let said = lines(&asked, "2024-01-02");
    assert!(said.iter().all(|line| !line.contains("core")), "{said:?}");
}

#[test]
fn a_group_that_contradicts_itself_can_be_left_out_too() {
    let of = |record, label, value, affiliation: &str| {
        let mut statement = says(record, label, value, "2024-01-01");
        statement.facts.affiliation = affiliation.into();
        statement
    };
    let statements = [
        of(1, "Army N", range(10.0, 20.0), "North"),
        of(2, "Ministry N", range(90.0, 99.0), "North"),
        of(3, "Staff E", range(10.0, 20.0), "East"),
        of(4, "Watch", range(15.0, 30.0), "Watch"),
    ];
    let grouped = ask(&statements, |question| question.by = Grouping::Affiliation);
    let said = lines(&grouped, "2024-01-02");
    assert!(said.contains(&"Without North: agree (2 of 2), 15–20".to_owned()), "{said:?}");
    let single = ask(&statements, |_| {});
    let said = lines(&single, "2024-01-02");
    let told = "By affiliation: divided (2 of 2, North contradicts itself), 15–20";
    assert!(said.contains(&told.to_owned()), "{said:?}");
}

#[test]
fn those_whose_numbers_move_as_one_are_tried_as_one_voice() {
    let mut statements = Vec::new();
    for round in 0..12_u32 {
        let day = day("2024-01-01").plus(round.cast_signed() * 7);
        let number = f64::from(31_247 + round * 1_117 + round * round * 13);
        for (place, label) in [(0, "A"), (1, "B"), (2, "C")] {
            let number = if label == "C" { number * 3.0 + 11.0 } else { number };
            let record = round * 3 + place + 1;
            statements.push(says(record, label, point(number), &day.to_string()));
        }
    }
    let asked = ask(&statements, |question| question.about = AboutPolicy::Exact);
    assert_eq!(asked.slice("2024-03-19").agreement.verdict, Verdict::Majority);
    let said = lines(&asked, "2024-03-19");
    let told = "With A and B as one voice (numbers that move as one and what may be one statement): \
         diverge (1 of 2)";
    assert!(said.contains(&told.to_owned()), "{said:?}");
}

#[test]
fn a_number_that_may_only_be_filled_forward_is_tried_as_of_its_first_day() {
    let mut statements = vec![says(100, "B", range(90.0, 110.0), "2024-08-01")];
    for month in 1..=8_u32 {
        statements.push(says(month, "Feed", range(100.0, 105.0), &format!("2024-0{month}-01")));
    }
    let asked = ask(&statements, |_| {});
    let said = lines(&asked, "2024-08-10");
    let told = "With numbers repeated unchanged dated on their first day: single".to_owned();
    assert!(said.contains(&told), "{said:?}");
    let few = ask(&statements[..6], |_| {});
    assert!(!lines(&few, "2024-08-10").iter().any(|line| line.contains("repeated")));
}

fn at_address(mut statement: Statement, url: &str) -> Statement {
    statement.url = Some(url.to_owned());
    statement
}

/// One number of one day under one address, and somebody who says another.
fn said_again() -> [Statement; 3] {
    let page = "https://agency.example/report";
    [
        at_address(says(1, "Agency", point(70_000.0), "2024-09-01"), page),
        at_address(says(2, "Paper", point(70_000.0), "2024-09-01"), page),
        says(3, "Scholar", point(220_000.0), "2024-10-01"),
    ]
}

#[test]
fn what_may_be_one_statement_is_tried_as_one_voice_and_not_told_to_move_as_one() {
    let asked = ask(&said_again(), |_| {});
    assert_eq!(asked.slice("2024-10-02").agreement.verdict, Verdict::Majority);
    let said = lines(&asked, "2024-10-02");
    let told = "With Agency and Paper as one voice (what may be one statement): diverge (1 of 2)";
    assert!(said.contains(&told.to_owned()), "{said:?}");
    let by_label = ask(&said_again(), |question| question.by = Grouping::Label);
    assert!(lines(&by_label, "2024-10-02").contains(&told.to_owned()));
    let as_stated = ask(&said_again(), |question| question.as_stated = true);
    assert!(lines(&as_stated, "2024-10-02").contains(&told.to_owned()));
    let grouped = ask(&said_again(), |question| question.by = Grouping::Affiliation);
    assert!(lines(&grouped, "2024-10-02").contains(&told.to_owned()));
}

#[test]
fn names_that_hold_one_another_are_one_voice_together_where_that_is_tried() {
    let names = ["Monitor", "Monitor / Gazette", "Monitor[1]", "Paper citing Monitor"];
    let mut statements: Vec<Statement> = (1..)
        .zip(names)
        .map(|(record, name)| says(record, name, point(82_000.0), "2024-12-01"))
        .collect();
    statements.push(says(9, "Ministry", point(120_000.0), "2024-12-01"));
    let said = lines(&ask(&statements, |_| {}), "2024-12-02");
    let told = "With Monitor, Monitor / Gazette, Monitor[1] and Paper citing Monitor as \
                one voice (what may be one statement): diverge (1 of 2)";
    assert!(said.contains(&told.to_owned()), "{said:?}");
}

#[test]
fn those_that_move_as_one_are_tried_before_what_may_be_one_statement_is_added() {
    let mut statements = Vec::new();
    for round in 0..12_u32 {
        let day = day("2024-01-01").plus(round.cast_signed() * 7);
        let number = f64::from(31_247 + round * 1_117 + round * round * 13);
        for (place, label) in [(0, "A"), (1, "B")] {
            let record = round * 2 + place + 1;
            statements.push(says(record, label, point(number), &day.to_string()));
        }
    }
    statements.push(says(90, "C", point(99_000.0), "2024-03-18"));
    statements.push(says(91, "Somebody citing C", point(98_000.0), "2024-03-18"));
    let asked = ask(&statements, |question| question.about = AboutPolicy::Exact);
    let said = lines(&asked, "2024-03-19");
    let told = [
        "With A and B as one voice (numbers that move as one): diverge (1 of 3)",
        "With A and B (numbers that move as one and what may be one statement); and C and \
         Somebody citing C (what may be one statement), as one voice each: diverge (1 of 2)",
    ];
    for line in told {
        assert!(said.contains(&line.to_owned()), "{said:?}");
    }
}

#[test]
fn how_sure_of_two_days_asks_once_and_says_what_each_day_says_alone() {
    let asked = ask(&said_again(), |_| {});
    let days = ["2024-10-02", "2025-03-15"];
    let (both, times) = robustness_of(&asked, &days);
    let (first, once) = robustness_of(&asked, &days[..1]);
    assert_ne!(both[0].verdict, both[1].verdict, "the first has expired by then");
    assert_eq!((&both[0], times), (&first[0], once));
    assert_eq!(both[1], robustness(&asked, days[1]));
}
