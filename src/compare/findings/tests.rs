//! Each kind of finding on a small story of its own.

use std::ops::ControlFlow;

use super::*;
use crate::compare::fixtures::{
    at_least, day, echo_of, file, killed, measure, point, published, range, says, superseding,
};
use crate::compare::{Dates, Question};
use crate::estimate::{
    AsOf, Basis, Bounds, Clocks, How, Loaded, Measure, Method, OriginKind, Overlay, Precision,
    Quantity, Standing, Statement, Value,
};

fn about(best: f64) -> Value {
    Value::Bounds(Bounds::point(best, How::About).expect("a number"))
}

fn found_on(statements: &[Statement], question: &Question, on: &str) -> Vec<Finding> {
    let files = [file(1, statements)];
    let go_on = &mut || ControlFlow::Continue(());
    findings(&files, &Overlay::default(), question, Some(day(on)), go_on).expect("went on")
}

fn said(finding: &Finding) -> String {
    crate::words::Words::default().finding(finding).to_string()
}

/// What is found of one kind about the killed.
fn told(statements: &[Statement], on: &str, kind: FindingKind) -> Vec<String> {
    let question = Question { dates: Dates::Stated, ..Question::about(killed()) };
    let found = found_on(statements, &question, on);
    found.iter().filter(|one| one.kind() == kind).map(said).collect()
}

fn of(mut statement: Statement, quantity: &str) -> Statement {
    statement.measure = measure(quantity, Basis::Cumulative);
    statement
}

fn by(mut statement: Statement, affiliation: &str, party: Option<bool>) -> Statement {
    statement.facts.affiliation = affiliation.into();
    statement.facts.party = party;
    statement
}

#[test]
fn the_largest_divergence_tells_its_factor_and_who_is_a_party() {
    let story = [
        by(says(1, "Ministry", point(300.0), "2025-01-13"), "A", Some(true)),
        by(says(2, "Monitor", point(1000.0), "2025-01-15"), "B", Some(false)),
        says(3, "Paper", point(500.0), "2025-01-15"),
    ];
    assert_eq!(
        told(&story, "2025-01-23", FindingKind::LargestDivergence),
        [
            "Farthest apart on 15 Jan 2025 are Ministry’s 300 (285–315) of 13 Jan 2025 and Monitor’s \
          1,000 (950–1,050) of 15 Jan 2025: 635 apart, a factor of 3.02. Ministry speaks for a party \
          to the conflict."
        ]
    );
}

#[test]
fn an_echo_that_would_make_an_agreement_is_told_and_so_is_what_it_changed() {
    let mut echo = says(3, "Service (as relayed)", about(1100.0), "2024-12-23");
    echo.outlet = Some("Agency".to_owned());
    let story = [
        says(1, "Joint Chiefs", about(1100.0), "2024-12-23"),
        says(2, "General", at_least(3000.0), "2024-12-23"),
        echo_of(echo, 1),
    ];
    assert_eq!(
        told(&story, "2024-12-24", FindingKind::AgreementOfEchoes),
        ["On 23 Dec 2024 the verdict is “diverge”; were an echo counted as a voice, 2 of 3 \
          origins would share 1,050–1,150: “majority”. Agency’s about 1,100 (1,050–1,150) of 23 \
          Dec 2024 passes on Joint Chiefs’ about 1,100."]
    );
    assert_eq!(
        told(&story, "2024-12-24", FindingKind::Mutation),
        ["Joint Chiefs said about 1,100 as of 23 Dec 2024; Agency passed it on as about 1,100 \
          from Service: the origin changed. One statement, one voice."]
    );
}

#[test]
fn killed_or_wounded_told_as_killed_is_a_mutation_and_no_voice() {
    let story = [
        of(says(1, "President", point(4000.0), "2025-01-09"), "killed or wounded"),
        echo_of(says(2, "President", point(4000.0), "2025-01-21"), 1),
        says(3, "Service", point(300.0), "2025-01-13"),
    ];
    let mutation = told(&story, "2025-01-23", FindingKind::Mutation);
    assert!(mutation[0].contains("4,000 killed or wounded as of 9 Jan 2025"), "{mutation:?}");
    assert!(mutation[0].contains("as 4,000 killed: the quantity changed"), "{mutation:?}");
    let alone = told(&story, "2025-01-23", FindingKind::LargestDivergence);
    assert!(alone.is_empty(), "the echo is no voice: {alone:?}");
}

#[test]
fn an_echo_that_says_the_same_is_one_statement_too() {
    let story = [
        says(1, "Service", about(300.0), "2025-01-13"),
        echo_of(says(2, "Service", about(300.0), "2025-01-13"), 1),
    ];
    assert!(told(&story, "2025-01-23", FindingKind::Mutation).is_empty());
    let echo = told(&story, "2025-01-23", FindingKind::Echo);
    assert_eq!(
        echo,
        ["Service said about 300 as of 13 Jan 2025; Service passed it on as it was. One \
          statement, one voice."]
    );
}

#[test]
fn what_is_shared_only_because_ends_are_open_is_told() {
    let story = [
        says(1, "A", at_least(1000.0), "2025-01-01"),
        says(2, "B", at_least(3000.0), "2025-01-01"),
    ];
    let only = told(&story, "2025-01-02", FindingKind::AgreementOfAtLeast);
    assert_eq!(only.len(), 1);
    assert!(only[0].contains("at least 3,000"), "{only:?}");
    let full = [
        says(1, "A", range(1000.0, 2000.0), "2025-01-01"),
        says(2, "B", range(1500.0, 3000.0), "2025-01-01"),
    ];
    assert!(told(&full, "2025-01-02", FindingKind::AgreementOfAtLeast).is_empty());
}

#[test]
fn readings_that_only_touch_are_told() {
    let story = [
        says(1, "A", range(100.0, 200.0), "2025-01-01"),
        says(2, "B", range(200.0, 300.0), "2025-01-01"),
    ];
    assert_eq!(
        told(&story, "2025-01-02", FindingKind::Touch),
        ["A’s 100–200 of 1 Jan 2025 and B’s 200–300 of 1 Jan 2025 only touch on 1 Jan 2025: 200 \
          is the one value that they share."]
    );
}

#[test]
fn two_that_parted_and_met_again_tell_when() {
    let apart = [
        says(1, "A", range(100.0, 200.0), "2025-01-01"),
        says(2, "B", range(150.0, 250.0), "2025-01-01"),
        says(3, "B", range(400.0, 500.0), "2025-02-01"),
    ];
    let parted = told(&apart, "2025-03-01", FindingKind::Parted);
    assert_eq!(
        parted,
        [
            "A and B last shared a value on 31 Jan 2025 and stood apart on 1 Feb 2025: A’s 100–200 of 1 \
          Jan 2025 and B’s 400–500 of 1 Feb 2025 lie 200 apart, a factor of 2."
        ]
    );
    let mut again = apart.to_vec();
    again.push(says(4, "A", range(450.0, 600.0), "2025-03-01"));
    assert!(told(&again, "2025-03-02", FindingKind::Parted).is_empty());
    let met = told(&again, "2025-03-02", FindingKind::MetAgain);
    assert!(met[0].starts_with("A and B shared a value on 31 Jan 2025 and"), "{met:?}");
    assert!(met[0].contains("They shared one again on 1 Mar 2025, with A’s 450–600"), "{met:?}");
}

#[test]
fn who_changed_sides_is_told_with_what_moved() {
    let story = [
        says(1, "A", range(100.0, 200.0), "2025-01-01"),
        says(2, "B", range(150.0, 250.0), "2025-01-01"),
        says(3, "C", range(180.0, 260.0), "2025-01-01"),
        says(4, "B", range(300.0, 400.0), "2025-02-01"),
        says(5, "C", range(350.0, 450.0), "2025-02-01"),
    ];
    assert_eq!(
        told(&story, "2025-02-02", FindingKind::ChangedSides),
        [
            "On 1 Feb 2025 A stood outside 350–400, after sharing 180–200 the day before. The number \
          stayed 100–200 of 1 Jan 2025. What changed that day: B’s 300–400 of 1 Feb 2025 and C’s \
          350–450 of 1 Feb 2025 began to stand."
        ]
    );
}

#[test]
fn a_total_below_an_earlier_one_names_both_sources_even_if_that_went_stale() {
    let story = [
        says(1, "A", range(4000.0, 5000.0), "2024-01-01"),
        says(2, "B", range(300.0, 400.0), "2025-06-01"),
    ];
    assert_eq!(
        told(&story, "2025-06-02", FindingKind::BelowFloor),
        [
            "B’s 300–400 of 1 Jun 2025 lies below the floor that A’s 4,000–5,000 of 1 Jan 2024 left: \
          a total cannot fall, so they cannot both hold if they count the same. They lie 3,600 apart, \
          a factor of 10."
        ]
    );
    let grown = [story[1].clone(), says(3, "A", range(4000.0, 5000.0), "2025-07-01")];
    assert!(told(&grown, "2025-07-02", FindingKind::BelowFloor).is_empty());
}

#[test]
fn totals_that_differ_by_what_was_gained_meanwhile_do_not_contradict() {
    let story = [
        says(1, "A", point(1000.0), "2025-01-01"),
        says(2, "A", point(3000.0), "2025-01-21"),
        says(3, "B", point(4000.0), "2025-01-31"),
    ];
    let grown = told(&story, "2025-02-01", FindingKind::DifferByGrowth);
    assert_eq!(
        grown,
        [
            "A’s 3,000 (2,850–3,150) of 21 Jan 2025 and B’s 4,000 (3,800–4,200) of 31 Jan 2025 differ \
             by no more than growth would account for: 65 a day in the 10 days between would close the \
             gap of 650, and A’s 1,000 of 1 Jan 2025 grew to 3,000 of 21 Jan 2025, 100 a day."
        ]
    );
    let faster = [story[0].clone(), story[1].clone(), says(3, "B", point(9000.0), "2025-01-31")];
    assert!(told(&faster, "2025-02-01", FindingKind::DifferByGrowth).is_empty());
}

#[test]
fn a_part_above_its_whole_is_told_unless_the_whole_is_older() {
    let story = [
        says(1, "A", range(2000.0, 2100.0), "2025-01-10"),
        of(says(2, "B", range(300.0, 400.0), "2025-01-20"), "killed or wounded"),
    ];
    assert_eq!(
        told(&story, "2025-01-20", FindingKind::PartAboveWhole),
        ["A’s 2,000–2,100 killed of 10 Jan 2025 is above B’s 300–400 killed or wounded of 20 Jan \
          2025, though killed is part of killed or wounded. They lie 1,600 apart, a factor of 5."]
    );
    let older = [
        says(1, "A", range(2000.0, 2100.0), "2025-01-20"),
        of(says(2, "B", range(300.0, 400.0), "2025-01-10"), "killed or wounded"),
    ];
    assert!(told(&older, "2025-01-20", FindingKind::PartAboveWhole).is_empty());
}

#[test]
fn a_place_above_the_wider_place_and_a_toll_above_the_deployed_are_told() {
    let at = |mut statement: Statement, quantity: Quantity, place: &str| {
        statement.measure = Measure::new("Soldiers", quantity, place, Basis::Cumulative);
        statement
    };
    let killed = || Quantity::from_words("killed").expect("words");
    let story = [
        at(says(1, "A", range(900.0, 1000.0), "2025-01-10"), killed(), "Land / Valley"),
        at(says(2, "B", range(300.0, 400.0), "2025-01-20"), killed(), "Land"),
        at(says(3, "C", range(700.0, 800.0), "2025-01-20"), Quantity::Deployed, "Land"),
    ];
    let asked = Question::about(story[0].measure.clone());
    let found = found_on(&story, &asked, "2025-01-20");
    let of_kind = |kind: FindingKind| -> Vec<String> {
        found.iter().filter(|one| one.kind() == kind).map(said).collect()
    };
    assert_eq!(
        of_kind(FindingKind::PartAboveWhole),
        ["A’s 900–1,000 in Valley of 10 Jan 2025 is above B’s 300–400 in Land of 20 Jan 2025, \
          though Valley is part of Land. They lie 500 apart, a factor of 2.25."]
    );
    let toll = of_kind(FindingKind::TollAboveDeployed);
    assert!(toll[0].contains("nobody is killed or wounded who was not sent"), "{toll:?}");
}

#[test]
fn a_figure_that_was_changed_later_is_told_with_both() {
    let story = [
        published(says(1, "Service", point(300.0), "2025-01-13"), "2025-01-13"),
        published(says(2, "Service", point(200.0), "2025-01-13"), "2025-09-02"),
    ];
    assert_eq!(
        told(&story, "2025-09-03", FindingKind::Revision),
        ["Service changed the figure: 300 of 13 Jan 2025 became 200, told on 2 Sep 2025."]
    );
    let replaced = [
        says(1, "President", point(3800.0), "2025-01-05"),
        superseding(says(2, "President", point(4000.0), "2025-01-09"), 1),
    ];
    assert_eq!(
        told(&replaced, "2025-01-10", FindingKind::Revision),
        ["President gave a newer figure: 3,800 of 5 Jan 2025 became 4,000 of 9 Jan 2025."]
    );
    let mut taken_back = says(1, "Service", point(300.0), "2025-01-13");
    taken_back.retracted = Some(day("2025-02-01"));
    assert_eq!(
        told(&[taken_back], "2025-03-01", FindingKind::Revision),
        ["Service took back its 300 of 13 Jan 2025 on 1 Feb 2025."]
    );
}

#[test]
fn voices_of_one_affiliation_are_told_and_what_hinges_on_them() {
    let story = [
        by(says(1, "Office", range(90.0, 110.0), "2025-01-01"), "US", None),
        by(says(2, "Bureau", range(100.0, 120.0), "2025-01-01"), "US", None),
        by(says(3, "Paper", range(105.0, 130.0), "2025-01-01"), "Paper", None),
    ];
    let one = told(&story, "2025-01-02", FindingKind::OneAffiliation);
    assert_eq!(
        one,
        ["The 3 origins that stand on 1 Jan 2025 belong to 2 affiliations, 2 of them to US."]
    );
    assert_eq!(
        told(&story[..2], "2025-01-02", FindingKind::OneAffiliation),
        ["The 2 origins that stand on 1 Jan 2025 both belong to one affiliation, US."]
    );
    let alone = told(&story[..2], "2025-01-02", FindingKind::HingesOnGrouping);
    assert_eq!(
        alone,
        ["“Agree” on 1 Jan 2025 hinges on what counts as one voice: by affiliation it would be \
          “single”."]
    );
}

#[test]
fn a_hinge_names_the_voice_and_the_other_reading() {
    let story = [
        says(1, "A", range(1050.0, 1150.0), "2025-01-01"),
        says(2, "B", range(3800.0, 4200.0), "2025-01-01"),
        says(3, "C", point(4000.0), "2025-01-01"),
    ];
    assert_eq!(
        told(&story, "2025-01-02", FindingKind::HingesOnVoice),
        [
            "“Majority” on 1 Jan 2025 hinges on A: without that one it would be “agree”.",
            "“Majority” on 1 Jan 2025 hinges on each of B and C: without one of them it would be \
             “diverge”.",
        ]
    );
}

#[test]
fn what_is_included_is_no_whole_no_part_and_no_floor_of_what_is_asked_about() {
    let whole = |record: u32, value: Value, as_of: &str| {
        of(says(record, "Harbour", value, as_of), "killed or wounded")
    };
    let story = [
        whole(1, range(3000.0, 3100.0), "2025-01-01"),
        whole(2, range(4000.0, 4100.0), "2025-02-01"),
        says(3, "Ridge", range(300.0, 310.0), "2025-03-01"),
        of(says(4, "Quay", range(5000.0, 5100.0), "2025-03-01"), "killed, wounded or missing"),
    ];
    let mut question = Question::about(story[0].measure.clone());
    question.include = vec![killed()];
    let found = found_on(&story, &question, "2025-03-02");
    let about_totals = [
        FindingKind::BelowFloor,
        FindingKind::OwnFall,
        FindingKind::PartAboveWhole,
        FindingKind::DifferByGrowth,
    ];
    let told: Vec<String> =
        found.iter().filter(|one| about_totals.contains(&one.kind())).map(said).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_source_that_falls_below_itself_is_told_so_whoever_else_is_higher() {
    let mut story = vec![
        says(1, "Summit", range(2000.0, 2100.0), "2024-01-01"),
        says(2, "Hollow", range(1000.0, 1005.0), "2024-02-01"),
        says(3, "Hollow", range(890.0, 900.0), "2024-03-01"),
    ];
    assert_eq!(
        told(&story, "2024-03-02", FindingKind::OwnFall),
        ["Hollow’s 890–900 of 1 Mar 2024 lies below its own 1,000–1,005 of 1 Feb 2024: a total \
          cannot fall. They lie 100 apart, a factor of 1.11."]
    );
    assert_eq!(told(&story, "2024-03-02", FindingKind::BelowFloor).len(), 1, "and below Summit");
    story.push(says(4, "Hollow", range(1010.0, 1020.0), "2024-04-01"));
    story.push(says(5, "Hollow", range(500.0, 510.0), "2024-05-01"));
    let falls = told(&story, "2024-05-02", FindingKind::OwnFall);
    assert!(falls[0].ends_with("It is the last of 2 falls of Hollow’s total."), "{falls:?}");
}

#[test]
fn growth_of_other_years_explains_no_gap() {
    let mut story = vec![
        says(1, "A", range(1000.0, 1010.0), "2022-01-01"),
        says(2, "B", range(5000.0, 5010.0), "2022-03-01"),
        says(3, "C", point(10_001.0), "2020-01-01"),
        says(4, "C", point(20_001.0), "2020-02-01"),
    ];
    assert!(told(&story, "2022-03-02", FindingKind::DifferByGrowth).is_empty());
    let near =
        [says(5, "D", point(10_001.0), "2022-01-15"), says(6, "D", point(13_001.0), "2022-02-14")];
    story.extend(near);
    let grown = told(&story, "2022-03-02", FindingKind::DifferByGrowth);
    assert!(
        grown.iter().any(|told| told.contains("D’s") && told.contains("100 a day")),
        "{grown:?}"
    );
}

#[test]
fn who_comes_to_share_a_value_shares_the_one_that_it_is_in() {
    let story = [
        says(1, "A", range(950.0, 1050.0), "2025-01-01"),
        says(2, "B", range(950.0, 1050.0), "2025-01-01"),
        says(3, "C", range(8550.0, 9450.0), "2025-01-10"),
        says(4, "D", range(8550.0, 9450.0), "2025-03-01"),
    ];
    assert_eq!(
        told(&story, "2025-03-02", FindingKind::ChangedSides),
        [
            "On 1 Mar 2025 C shared 8,550–9,450, after standing outside 950–1,050 the day before. The \
          number stayed 8,550–9,450 of 10 Jan 2025. What changed that day: D’s 8,550–9,450 of 1 Mar \
          2025 began to stand."
        ]
    );
}

#[test]
fn findings_are_of_the_last_day_on_which_anybody_spoke_and_of_none_after_the_day_asked_about() {
    let story = [
        says(1, "A", range(100.0, 110.0), "2025-01-01"),
        says(2, "B", range(200.0, 210.0), "2025-01-05"),
        says(3, "B", range(105.0, 108.0), "2025-02-05"),
    ];
    let files = [file(1, &story)];
    let found = |on: Option<&str>, question: &Question| {
        let go_on = &mut || ControlFlow::Continue(());
        insight(&files, &[], &Overlay::default(), question, on.map(day), go_on).expect("went on")
    };
    let question = Question::about(killed());
    assert_eq!(found(None, &question).at, day("2025-02-05"));
    assert_eq!(found(Some("2025-03-01"), &question).at, day("2025-02-05"));
    let early = found(Some("2025-01-07"), &question);
    assert_eq!(early.at, day("2025-01-07"));
    let divergence = early.found.iter().find(|one| one.kind() == FindingKind::LargestDivergence);
    assert!(divergence.is_some_and(|one| one.stands), "{early:?}");
    assert!(early.found.iter().all(|one| one.day <= day("2025-01-07")), "{early:?}");
    let fell = |insight: &Insight| {
        insight.found.iter().find(|one| one.kind() == FindingKind::OwnFall).map(|one| one.stands)
    };
    assert_eq!((fell(&early), fell(&found(None, &question))), (None, Some(true)));
    let later = Question { from: Some(day("2025-03-01")), ..question };
    assert_eq!(fell(&found(None, &later)), Some(false), "it is of a day not asked about");
}

#[test]
fn a_difference_of_a_hundredth_is_no_parting_and_no_divergence() {
    let story = [
        says(1, "A", range(1000.0, 1010.0), "2025-01-01"),
        says(2, "B", range(1005.0, 1010.0), "2025-01-01"),
        says(3, "B", range(1020.0, 1030.0), "2025-02-01"),
    ];
    let of = [FindingKind::Parted, FindingKind::LargestDivergence];
    let about = |question: &Question| {
        let found = found_on(&story, question, "2025-02-02");
        found.iter().filter(|one| of.contains(&one.kind())).count()
    };
    let mut question = Question { dates: Dates::Stated, ..Question::about(killed()) };
    assert_eq!(about(&question), 0);
    question.least_difference = crate::compare::LeastDifference::new(0.5).expect("per cent");
    assert_eq!(about(&question), 2);
}

#[test]
fn whoever_of_a_group_said_it_is_named() {
    let kind = |mut statement: Statement, kind: OriginKind| {
        statement.facts.kind = Some(kind);
        statement
    };
    let story = [
        kind(says(1, "Ministry", range(500.0, 510.0), "2025-01-01"), OriginKind::Government),
        kind(says(2, "Chancellery", range(465.0, 470.0), "2025-02-01"), OriginKind::Government),
        kind(says(3, "Paper", range(900.0, 910.0), "2025-02-01"), OriginKind::Media),
    ];
    let by = crate::compare::Grouping::Kind;
    let question = Question { by, ..Question::about(killed()) };
    let found = found_on(&story, &question, "2025-02-02");
    let floor = found.iter().find(|one| one.kind() == FindingKind::BelowFloor).map(said);
    let floor = floor.expect("the one below the other");
    assert!(
        floor.starts_with(
            "Chancellery’s 465–470 of 1 Feb 2025 lies below the floor that Ministry’s"
        ),
        "{floor}"
    );
}

#[test]
fn a_dismissal_outlives_another_day_and_another_order_of_files() {
    let (one, other) =
        (says(1, "A", point(300.0), "2025-01-13"), says(2, "B", point(1000.0), "2025-01-15"));
    let question = Question::about(killed());
    let keys = |files: &[Loaded], on: &str| {
        let go_on = &mut || ControlFlow::Continue(());
        let found = findings(files, &Overlay::default(), &question, Some(day(on)), go_on);
        found.expect("went on").iter().map(|one| one.key().clone()).collect::<Vec<_>>()
    };
    let (first, second) = (file(1, std::slice::from_ref(&one)), file(2, &[other]));
    let asked = keys(&[first.clone(), second.clone()], "2025-01-23");
    assert_eq!(asked[0].to_string(), "largest_divergence 1:1 2:2");
    assert_eq!(asked, keys(&[second, first], "2025-02-01"));
}

#[test]
fn the_only_one_of_a_group_is_named_too() {
    let story = [
        by(says(1, "Office", point(300.0), "2025-01-13"), "US", None),
        by(says(2, "Paper", point(1000.0), "2025-01-15"), "Paper", None),
    ];
    let by = crate::compare::Grouping::Affiliation;
    let found = found_on(&story, &Question { by, ..Question::about(killed()) }, "2025-01-15");
    let apart = found.iter().find(|one| one.kind() == FindingKind::LargestDivergence).map(said);
    let apart = apart.expect("far apart");
    assert!(apart.contains("are US’s (Office) 300 (285–315) of"), "{apart}");
    assert!(apart.contains("and Paper’s 1,000 (950–1,050) of"), "{apart}");
}

#[test]
fn what_is_carried_to_its_own_next_number_tells_which_one_that_is() {
    let story = [
        says(1, "A", range(100.0, 110.0), "2025-01-01"),
        says(2, "A", range(1000.0, 1100.0), "2025-04-01"),
        says(3, "B", range(2000.0, 2100.0), "2025-01-11"),
    ];
    let found = found_on(&story, &Question::about(killed()), "2025-01-11");
    let apart = found.iter().find(|one| one.kind() == FindingKind::LargestDivergence).map(said);
    let apart = apart.expect("far apart");
    let carried = "A’s 100–110 of 1 Jan 2025 (carried 10 days towards its own 1,000–1,100 of 1 Apr \
                   2025: 200–220)";
    assert!(apart.contains(carried), "{apart}");
}

#[test]
fn that_nothing_but_our_carrying_set_two_apart_is_told_as_that() {
    let story = [
        says(1, "A", range(1000.0, 1010.0), "2025-01-01"),
        says(2, "B", range(1000.0, 1010.0), "2025-01-01"),
        says(3, "A", range(2000.0, 2010.0), "2025-04-11"),
        says(4, "B", range(9000.0, 9010.0), "2025-04-11"),
    ];
    let found = found_on(&story, &Question::about(killed()), "2025-03-01");
    let parted = found.iter().find(|one| one.kind() == FindingKind::Parted).map(said);
    let parted = parted.expect("on lines that part");
    assert!(parted.contains("stood apart on 2 Jan 2025"), "{parted}");
    assert!(parted.ends_with("What changed that day: totals were carried on by our rule."));
}

#[test]
fn an_amount_of_a_period_is_told_with_its_period() {
    let of_year = |record, label, value, from: &str, to: &str| {
        let mut statement = says(record, label, value, to);
        statement.measure = measure("killed", Basis::Increment);
        let year = AsOf::period(day(from), day(to), Precision::Day).expect("a period");
        statement.clocks = Clocks::new(Some(year), None).expect("a date");
        statement
    };
    let story = [
        of_year(1, "A", range(100.0, 110.0), "2024-01-01", "2024-12-31"),
        of_year(2, "B", range(300.0, 310.0), "2024-01-01", "2024-12-31"),
        of_year(3, "A", range(20.0, 25.0), "2025-02-01", "2025-02-28"),
        of_year(4, "B", range(40.0, 45.0), "2025-02-01", "2025-02-28"),
        of_year(5, "A", range(20.0, 25.0), "2025-03-03", "2025-03-09"),
        of_year(6, "B", range(40.0, 45.0), "2025-03-03", "2025-03-09"),
    ];
    let question = Question::about(measure("killed", Basis::Increment));
    let apart = |on: &str| {
        let found = found_on(&story, &question, on);
        let apart = found.iter().find(|one| one.kind() == FindingKind::LargestDivergence);
        apart.map(said).expect("far apart")
    };
    assert_eq!(
        apart("2024-06-30"),
        "Farthest apart on 30 Jun 2024 are A’s 100–110 of 2024 and B’s 300–310 of 2024: 190 apart, \
         a factor of 2.73."
    );
    assert!(apart("2025-02-28").contains("A’s 20–25 of Feb 2025 and"));
    assert!(apart("2025-03-09").contains("A’s 20–25 of 3 Mar 2025 – 9 Mar 2025 and"));
}

#[test]
fn a_projection_that_was_asked_for_is_told_as_one() {
    let mut projected = says(2, "Model", range(900.0, 910.0), "2025-01-15");
    projected.standing = Standing::Projected;
    let story = [says(1, "A", range(300.0, 310.0), "2025-01-15"), projected];
    let question = Question { projections: true, ..Question::about(killed()) };
    let found = found_on(&story, &question, "2025-01-15");
    let apart = found.iter().find(|one| one.kind() == FindingKind::LargestDivergence).map(said);
    let apart = apart.expect("far apart");
    assert!(apart.contains("A’s 300–310 of 15 Jan 2025 and Model’s projected 900–910"), "{apart}");
}

#[test]
fn that_a_list_of_names_lies_below_a_total_is_told_with_what_a_list_is() {
    let mut list = says(2, "Volunteers", range(300.0, 310.0), "2025-06-01");
    list.method = Some(Method::NamedCount);
    let story = [says(1, "A", range(4000.0, 5000.0), "2025-01-01"), list];
    let below = told(&story, "2025-06-02", FindingKind::BelowFloor);
    assert!(
        below[0]
            .ends_with("Volunteers’ is a count by name, which tells of no more than are known."),
        "{below:?}"
    );
}

#[test]
fn what_echoes_would_change_is_told_with_the_numbers_as_they_are_carried() {
    let mut echo = says(2, "Chief (as relayed)", range(2990.0, 3010.0), "2025-01-01");
    echo.outlet = Some("Paper".to_owned());
    let story = [
        says(1, "Chief", at_least(1.0), "2025-01-01"),
        echo_of(echo, 1),
        says(3, "President", range(3950.0, 4000.0), "2025-01-11"),
        says(4, "Other", range(1000.0, 1010.0), "2025-01-01"),
        says(5, "Other", range(2000.0, 2010.0), "2025-01-11"),
    ];
    let found = found_on(&story, &Question::about(killed()), "2025-01-11");
    let of_echoes = found.iter().find(|one| one.kind() == FindingKind::AgreementOfEchoes);
    assert_eq!(
        of_echoes.map(said).expect("it would make a majority"),
        "On 11 Jan 2025 the verdict is “diverge”; were an echo counted as a voice, it would \
         be “majority”. Paper’s 2,990–3,010 of 1 Jan 2025 (carried 10 \
         days at 100 a day: 3,990–4,010) passes on Chief’s at least 1."
    );
}

#[test]
fn it_stops_when_asked() {
    let story =
        [says(1, "A", point(300.0), "2025-01-13"), says(2, "B", point(1000.0), "2025-01-15")];
    let files = [file(1, &story)];
    let question = Question::about(killed());
    let mut asked = 0;
    let mut go_on = || {
        asked += 1;
        if asked > 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert_eq!(findings(&files, &Overlay::default(), &question, None, &mut go_on), None);
    assert_eq!(asked, 3, "and does nothing more");
}
