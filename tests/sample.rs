//! The sample that opens on first start: what it promises to hold, and that it holds up.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test lays out its own file")]

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use parallax::compare::{
    Comparison, Dates, Interval, NotCountedWhy, Question, Slice, Verdict, compare,
};
use parallax::disk::database::connection;
use parallax::estimate::{
    Basis, Day, Direction, Estimate, FileSlot, How, Ledger, Loaded, OriginKind, Overlay, OwnId,
    Standing, Statement, Value,
};
use parallax::files::{self, ReadOptions, Reading};

const NAME: &str = "north-korean-troops.estimates.ron";
const SAMPLE: &[u8] = include_bytes!("../assets/samples/north-korean-troops.estimates.ron");

fn read(name: &str, bytes: &[u8]) -> Reading {
    files::read(name, bytes, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()))
        .unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn reading() -> Reading {
    read(NAME, SAMPLE)
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn get<'a>(ledger: &'a Ledger, id: &str) -> Estimate<'a> {
    ledger.find(&OwnId::Stated(id.into())).unwrap_or_else(|| panic!("no estimate {id}"))
}

/// Low, best, high and how.
fn numbers(estimate: Estimate<'_>) -> (Option<f64>, Option<f64>, Option<f64>, How) {
    let bounds = estimate.bounds().expect("numbers");
    (bounds.low(), bounds.best(), bounds.high(), bounds.how())
}

fn measure_of(estimate: Estimate<'_>) -> String {
    estimate.measure().id()
}

#[test]
fn it_reads_without_a_problem() {
    let reading = reading();
    assert_eq!(reading.problems, []);
    assert_eq!(reading.format, "estimates");
    assert_eq!(reading.rows as usize, reading.ledger.len());
    assert!(reading.ledger.len() >= 50);
    assert!(reading.ledger.title().is_some_and(|title| title.contains("North Korean troops")));
}

#[test]
fn every_estimate_is_cited_and_dated_within_the_year() {
    let ledger = reading().ledger;
    for estimate in ledger.estimates() {
        let id = estimate.stated_id().expect("an id");
        let url = estimate.url().unwrap_or_else(|| panic!("{id}: no address"));
        assert!(url.starts_with("https://") || url.starts_with("http://"), "{id}: {url}");
        assert!(!url.contains(char::is_whitespace), "{id}: {url}");
        assert!(estimate.outlet().is_some(), "{id}: no outlet");
        assert!(!estimate.label().is_empty(), "{id}: no source");

        let as_of = estimate.as_of();
        let published = estimate.published().unwrap_or_else(|| panic!("{id}: not published"));
        for day_of in [as_of.from(), as_of.to(), published] {
            assert!((day("2024-10-01")..=day("2025-09-30")).contains(&day_of), "{id}: {day_of}");
        }
        if estimate.standing() == Standing::Observed {
            assert!(as_of.to() <= published, "{id}: seen before it happened");
        }
    }
    for event in ledger.events() {
        assert!(event.url.is_some(), "{}", event.label);
    }
}

#[test]
fn the_wording_is_the_few_words_around_the_number() {
    for estimate in reading().ledger.estimates() {
        let id = estimate.stated_id().unwrap_or("");
        let wording = estimate.wording().unwrap_or_else(|| panic!("{id}: no wording"));
        assert!((1..=12).contains(&wording.split_whitespace().count()), "{id}: {wording}");
    }
}

#[test]
fn no_two_ids_are_equal() {
    let ledger = reading().ledger;
    let ids: BTreeSet<_> = ledger.estimates().filter_map(|estimate| estimate.stated_id()).collect();
    assert_eq!(ids.len(), ledger.len());
}

#[test]
fn every_source_says_what_it_is() {
    let ledger = reading().ledger;
    for (_, source) in ledger.sources() {
        assert!(source.facts.kind.is_some(), "{}", source.label);
        let at_war = ["Ukraine", "Russia", "North Korea"];
        if let Some(country) = source.facts.country.as_deref() {
            let is_party = at_war.contains(&country);
            assert_eq!(source.facts.party, Some(is_party), "{}", source.label);
        }
    }
    let kinds: BTreeSet<OriginKind> =
        ledger.sources().filter_map(|(_, source)| source.facts.kind).collect();
    assert!(kinds.len() >= 4);
}

#[test]
fn every_echo_has_its_original() {
    let ledger = reading().ledger;
    let echoes: Vec<_> = ledger.estimates().filter(Estimate::is_echo).collect();
    assert_eq!(echoes.len(), 8);
    for echo in echoes {
        let id = echo.stated_id().unwrap_or("");
        let original = echo.original().unwrap_or_else(|| panic!("{id}: no original"));
        assert!(!original.is_echo(), "{id}: an echo of an echo");
        assert!(original.published() <= echo.published(), "{id}: heard before it was said");
    }
}

#[test]
fn only_a_sources_own_figure_is_superseded_and_of_the_same_measure() {
    let ledger = reading().ledger;
    let mut count = 0;
    for newer in ledger.estimates() {
        for id in newer.supersedes() {
            let older = get(&ledger, id);
            assert_eq!(older.label(), newer.label(), "{id}");
            assert_eq!(older.measure(), newer.measure(), "{id}");
            assert!(older.as_of().to() < newer.as_of().to(), "{id}");
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn the_joint_chiefs_through_yonhap_are_in_it() {
    let ledger = reading().ledger;
    let rotation = get(&ledger, "jcs-1223-rotation");
    assert_eq!(rotation.value(), Value::Direction(Direction::RotationOrIncrease));
    assert_eq!(rotation.standing(), Standing::Projected);
    let expected = [
        ("jcs-1223-rotation", "north-korean-soldiers/deployed/russia/level"),
        ("jcs-1223-launchers", "north-korean-supplies/240-mm-rocket-launchers/russia/cumulative"),
        ("jcs-1223-guns", "north-korean-supplies/170-mm-self-propelled-guns/russia/cumulative"),
        ("jcs-1223-drones", "north-korean-supplies/suicide-drones/russia/cumulative"),
    ];
    for (id, measure) in expected {
        let estimate = get(&ledger, id);
        assert_eq!(estimate.label(), "ROK Joint Chiefs", "{id}");
        assert_eq!(estimate.relays().collect::<Vec<_>>(), ["Yonhap"], "{id}");
        assert_eq!(estimate.outlet(), Some("Daily Wrap"), "{id}");
        assert_eq!(measure_of(estimate), measure);
        assert!(estimate.bounds().is_none(), "{id}: no number was given");
    }
    for id in ["jcs-1223-launchers", "jcs-1223-guns", "jcs-1223-drones"] {
        assert_eq!(get(&ledger, id).value(), Value::Direction(Direction::Reported), "{id}");
    }
}

#[test]
fn the_unnamed_experts_are_in_it_and_nobody_knows_who_they_are() {
    let ledger = reading().ledger;
    let present = get(&ledger, "experts-1224-kursk");
    assert_eq!(numbers(present), (None, Some(10_000.0), None, How::About));
    assert_eq!(present.measure().basis, Basis::Level);
    let sent = get(&ledger, "experts-1224-sent");
    assert_eq!(numbers(sent), (Some(10_000.0), None, None, How::MoreThan));
    assert_eq!(sent.measure().basis, Basis::Cumulative);
    let arrived = get(&ledger, "experts-1224-arrived");
    assert_eq!(arrived.value(), Value::Share);
    for estimate in [present, sent, arrived] {
        assert!(estimate.source().facts.unknown);
        assert!(estimate.as_of().is_assumed());
    }
}

#[test]
fn the_commander_through_the_president_is_an_echo_of_what_he_first_said() {
    let ledger = reading().ledger;
    let echo = get(&ledger, "daily-wrap-1224-casualties");
    assert_eq!(numbers(echo), (None, Some(3000.0), None, How::About));
    assert_eq!(echo.relays().collect::<Vec<_>>(), ["Zelensky"]);
    let original = echo.original().expect("the original");
    assert_eq!(original.stated_id(), Some("syrskyi-1223-casualties"));
    assert_eq!(original.wording(), Some("has already exceeded 3,000"));
    assert_eq!(numbers(original), (Some(3000.0), None, None, How::MoreThan));
    assert_eq!(original.measure(), echo.measure());
}

#[test]
fn combat_and_the_drone_test_are_events_of_november() {
    let ledger = reading().ledger;
    for word in ["combat", "drone"] {
        let event = ledger.events().iter().find(|event| event.label.contains(word));
        let date = event.unwrap_or_else(|| panic!("no event of {word}")).date;
        assert!((day("2024-11-01")..=day("2024-11-30")).contains(&date), "{word}");
    }
}

#[test]
fn sent_so_far_adds_up_and_present_does_not() {
    let ledger = reading().ledger;
    for estimate in ledger.estimates() {
        let id = estimate.stated_id().unwrap_or("");
        let wording = estimate.wording().unwrap_or("");
        let sent = ["dispatched", "sent", "has arrived", "deployments"];
        let present = ["right now in", "operating in", "were there", "already 11,000 of them in"];
        if sent.iter().any(|words| wording.contains(words)) {
            assert_ne!(estimate.measure().basis, Basis::Level, "{id}");
        }
        if present.iter().any(|words| wording.contains(words)) {
            assert_eq!(estimate.measure().basis, Basis::Level, "{id}");
        }
    }
}

#[test]
fn the_wording_decides_how_a_number_was_stated() {
    for estimate in reading().ledger.estimates() {
        let id = estimate.stated_id().unwrap_or("");
        let wording = estimate.wording().unwrap_or("");
        let Some(bounds) = estimate.bounds() else { continue };
        let wanted = match wording.split_whitespace().next().unwrap_or("") {
            "nearly" | "almost" => How::Nearly,
            "roughly" | "around" | "approximately" | "Approximately" => How::About,
            _ => continue,
        };
        assert_eq!(bounds.how(), wanted, "{id}: {wording}");
    }
}

#[test]
fn russia_or_kursk_is_a_place_of_its_own() {
    let ledger = reading().ledger;
    let measure = measure_of(get(&ledger, "western-0122-sent"));
    assert_eq!(measure, "north-korean-soldiers/deployed/russia-or-kursk/cumulative");
}

fn founding_slice(dates: Dates) -> (Comparison, Slice) {
    let ledger = Arc::new(reading().ledger);
    let measure = get(&ledger, "jcs-1223-casualties").measure().clone();
    let files = [Loaded { slot: FileSlot(1), ledger }];
    let comparison =
        compare(&files, &Overlay::default(), &Question { dates, ..Question::about(measure) });
    let slice = comparison.slice(&files, day("2025-01-23"));
    (comparison, slice)
}

#[test]
fn on_23_january_three_of_four_origins_share_3800_to_4200_as_stated_and_more_by_that_day() {
    for (dates, low, high) in [(Dates::Stated, 3800.0, 4200.0), (Dates::SameDay, 4551.0, 4900.0)] {
        three_of_four_share(dates, Interval::new(low, high).expect("an interval"));
    }
}

fn three_of_four_share(dates: Dates, core: Interval) {
    let (comparison, slice) = founding_slice(dates);
    let name = |voice: usize| comparison.voices[voice].name.as_str();
    let standing: Vec<&str> = slice.standing.iter().map(|standing| name(standing.voice)).collect();
    assert_eq!(standing, ["Gen. Syrskyi", "ROK Joint Chiefs", "ROK NIS", "Zelensky"]);

    let agreement = &slice.agreement;
    assert_eq!((agreement.n, agreement.support), (4, 3));
    assert_eq!(agreement.core, [core]);
    assert_eq!(agreement.verdict, Verdict::Diverge);
    let outside: Vec<&str> = agreement.outside.iter().map(|voice| name(*voice)).collect();
    assert_eq!(outside, ["ROK Joint Chiefs"]);
}

#[test]
fn on_23_january_two_echoes_are_listed_and_not_counted() {
    let (_, slice) = founding_slice(Dates::SameDay);
    let echoes = slice.not_counted.iter().filter(|(_, why)| *why == NotCountedWhy::Echo);
    assert_eq!(echoes.count(), 2);
}

/// Every statement in the order of the file, without the line it stood on.
fn statements(ledger: &Ledger) -> Vec<Statement> {
    let estimates = ledger.in_file_order().into_iter();
    estimates.map(|estimate| Statement { line: 0, ..estimate.to_statement() }).collect()
}

#[test]
fn written_out_and_read_again_it_is_the_same() {
    let once = files::write_estimates(&[], &reading().ledger);
    let again = read(NAME, once.as_bytes());
    assert_eq!(again.ledger.events(), reading().ledger.events());
    for (again, first) in statements(&again.ledger).iter().zip(statements(&reading().ledger)) {
        assert_eq!(*again, first);
    }
    assert_eq!(files::write_estimates(&[], &again.ledger), once);
}

/// The fenced blocks of the README in this language.
fn readme_examples(language: &str) -> Vec<&'static str> {
    include_str!("../README.md")
        .split("\n```")
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .collect()
}

#[test]
fn the_examples_in_the_readme_can_be_read() {
    let (ron, csv) = (readme_examples("ron"), readme_examples("csv"));
    let ([estimates, question, connections], [table]) = (&ron[..], &csv[..]) else {
        panic!("{} examples in RON, {} in CSV", ron.len(), csv.len());
    };
    for (example, name) in [(estimates, "example.estimates.ron"), (table, "example.csv")] {
        let reading = read(name, example.as_bytes());
        assert_eq!(reading.problems, [], "{name}");
        assert!(reading.ledger.len() >= 2, "{name}");
        assert_eq!(reading.ledger.measures().len(), 1, "{name}");
    }
    let question = files::EventsQuery::from_ron(question).expect("a question to a database");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("connections.ron");
    std::fs::write(&file, connections).expect("written");
    for name in [question.connection.as_str(), "laptop", "cluster"] {
        connection(Some(&file), name).expect("a connection of the README");
    }
}
