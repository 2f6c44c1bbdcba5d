//! The published files, where PARALLAX_REAL_FILES names their folder.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::estimate::{
    Basis, Bounds, Directory, Estimate, How, OriginKind, Shape, Standing, Value, look_alikes,
};

#[expect(clippy::disallowed_methods, reason = "a test reads the files it is pointed to")]
fn real(path: &str) -> Reading {
    let folder = std::env::var("PARALLAX_REAL_FILES").expect("names the folder");
    let bytes = std::fs::read(Path::new(&folder).join(path)).expect("the file is there");
    read(path, &bytes, &ReadOptions::default(), &mut go_on).expect("readable")
}

fn count(reading: &Reading, shape: Shape) -> usize {
    let bounds = reading.ledger.estimates().filter_map(|estimate| estimate.bounds());
    bounds.filter(|bounds| bounds.shape() == shape).count()
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_economist_file_is_read_whole() {
    let reading = real("economist/estimates.csv");
    assert_eq!(reading.format, "economist");
    assert_eq!((reading.rows, reading.ledger.len()), (124, 124));
    let shapes = [Shape::Point, Shape::Between, Shape::AtLeast, Shape::AtMost, Shape::Full];
    assert_eq!(shapes.map(|shape| count(&reading, shape)), [74, 30, 14, 2, 4]);
    let mut expected = vec![("ambiguous-date", Some(2))];
    expected.extend([48, 53, 65, 101].map(|line| ("not-a-url", Some(line))));
    assert_eq!(codes(&reading), expected);
    assert!(reading.problems.iter().all(|p| p.severity == Severity::Warning));
    let parties: Vec<&str> = reading
        .ledger
        .sources()
        .filter(|(_, source)| source.facts.party == Some(true))
        .map(|(_, source)| source.label.as_str())
        .collect();
    assert_eq!(
        parties,
        [
            "Armed Forces of Ukraine",
            "Russian Ministry of Defense",
            "Office of the President of Ukraine"
        ]
    );
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn every_vintage_of_the_economist_file_is_read_without_error() {
    for day in ["2025-07-03", "2026-01-28", "2026-05-11"] {
        let reading = real(&format!("economist/estimates-{day}.csv"));
        assert_eq!(reading.rows as usize, reading.ledger.len(), "{day}");
    }
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_labels_of_the_economist_file_come_down_to_fewer_origins() {
    let reading = real("economist/estimates.csv");
    let (key, _) = reading
        .ledger
        .measures()
        .find(|(_, measure)| measure.id() == "russia/killed/ukraine/cumulative")
        .expect("there");
    let labels: Vec<_> = reading.ledger.tracks_of(key).map(|track| track.source).collect();
    let sources = labels.iter().filter_map(|source| reading.ledger.source(*source));
    let origins: BTreeSet<String> =
        sources.map(|source| Directory::shipped().origin_name(source).to_owned()).collect();
    // Three bodies go by two names; officials of the US and of NATO come by two outlets each.
    assert_eq!((labels.len(), origins.len()), (20, 15), "{origins:?}");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_kursk_table_is_read_whole() {
    let reading = real("kursk/estimates.csv");
    assert_eq!(reading.format, "kursk");
    assert_eq!((reading.rows, reading.ledger.len()), (63, 63));
    let expected = [7, 18, 35].map(|line| ("wording-differs", Some(line)));
    assert_eq!(codes(&reading), expected);
    let of = |id: &str| {
        let estimates = reading.ledger.in_file_order();
        estimates.into_iter().find(|e| e.stated_id() == Some(id)).expect("there").to_statement()
    };
    assert_eq!(of("C18").measure.id(), "north-korean-soldiers/killed/russia-kursk/cumulative");
    assert_eq!(of("C07").value.bounds().map(Bounds::how), Some(How::Nearly));
    assert_eq!(of("C13").relays, ["Zelensky", "Yonhap/agency", "Daily Wrap"]);
    assert_eq!(of("C23").value, Value::Share);
    assert_eq!(of("D03").standing, Standing::Projected);
    assert_eq!(of("C10").measure.basis, Basis::Increment);
    let echoes = reading.ledger.estimates().filter(Estimate::is_echo).count();
    assert_eq!(echoes, 6);
    assert!(write_estimates(&[], &reading.ledger).lines().count() > 63);
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn every_origin_of_both_files_is_known() {
    for path in ["economist/estimates.csv", "kursk/estimates.csv"] {
        for (_, source) in real(path).ledger.sources() {
            let is_listed = Directory::shipped().look_up(&source.label).is_some();
            let is_stated = source.facts.kind.is_some_and(|kind| kind != OriginKind::Unnamed);
            let is_unknown = Directory::shipped().origin_of(source).unknown;
            assert!(is_listed || is_stated || is_unknown, "{}", source.label);
        }
    }
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn among_the_labels_of_both_files_nobody_is_suggested_for_somebody_else() {
    let files = ["economist/estimates.csv", "kursk/estimates.csv"].map(real);
    let sources = files.iter().flat_map(|file| file.ledger.sources()).map(|(_, source)| source);
    assert_eq!(look_alikes(Directory::shipped(), sources), []);
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn a_row_of_the_month_table_is_three_measures_of_one_claim() {
    let reading = real("economist/uk-mod-monthly.csv");
    assert_eq!(reading.format, "uk-mod-monthly");
    assert_eq!((reading.rows, reading.ledger.len()), (47, 141));
    assert_eq!(codes(&reading), []);
    let measures: Vec<String> = reading.ledger.measures().map(|(_, m)| m.id()).collect();
    let of = |basis: &str| format!("russia/killed-or-wounded/ukraine/{basis}");
    assert_eq!(measures, ["rate", "increment", "cumulative"].map(of));
    let said = |id: &str| {
        let estimates = reading.ledger.in_file_order();
        let said = estimates.into_iter().find(|one| one.stated_id() == Some(id)).expect("there");
        (
            said.as_of().from().to_string(),
            said.as_of().to().to_string(),
            said.bounds().and_then(|b| b.best()),
        )
    };
    let owned = |from: &str, to: &str, best| (from.to_owned(), to.to_owned(), Some(best));
    assert_eq!(said("1/rate"), owned("2022-03-01", "2022-03-31", 386.0));
    assert_eq!(said("1/increment"), owned("2022-03-01", "2022-03-31", 11_966.0));
    assert_eq!(said("34/cumulative"), owned("2025-01-01", "2025-01-01", 783_138.0));
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_ministrys_daily_totals_are_read_with_their_hedges() {
    let reading = real("ukraine-mod/personnel.json");
    assert_eq!(reading.format, "ukraine-mod");
    assert_eq!((reading.rows, reading.ledger.len()), (1_626, 1_626 + 62));
    // Numbers that it carried on for days unchanged are told once.
    assert_eq!(codes(&reading), [("unchanged", None)]);
    let said = |how| {
        let bounds = reading.ledger.estimates().filter_map(|estimate| estimate.bounds());
        bounds.filter(|bounds| bounds.how() == how).count()
    };
    assert_eq!((said(How::About), said(How::MoreThan), said(How::Bare)), (1_620, 6, 62));
    let equipment = real("ukraine-mod/equipment.json");
    assert_eq!((equipment.format.as_str(), equipment.rows), ("ukraine-mod", 1_626));
    assert!(codes(&equipment).iter().all(|(code, _)| *code == "unchanged"));
    assert_eq!(equipment.ledger.measures().len(), 17);
}

fn problem_counts(reading: &Reading) -> Vec<&ProblemFact> {
    reading.problems.iter().map(|problem| &problem.fact).collect()
}

/// Low, best and high of every estimate of a place and of all of them, added up.
fn added(reading: &Reading, place: Option<&str>) -> [f64; 3] {
    let mut sums = [0.0; 3];
    for estimate in reading.ledger.in_file_order() {
        let statement = estimate.to_statement();
        if place.is_some_and(|place| statement.measure.place != place.into()) {
            continue;
        }
        let bounds = estimate.bounds().expect("numbers");
        for (sum, number) in sums.iter_mut().zip([bounds.low(), bounds.best(), bounds.high()]) {
            *sum += number.expect("stated");
        }
    }
    sums
}

/// 1,920 rows, of which seven have a low above the best: summed, they are 1,103 pairs of a country
/// and a year, and nothing is lost of any column.
#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn battle_deaths_of_the_published_file_are_summed_by_country_and_year() {
    let reading = real("ucdp/BattleDeaths_v24_1.csv");
    assert_eq!((reading.rows, reading.ledger.len()), (1_920, 1_103));
    assert!(problem_counts(&reading).contains(&&ProblemFact::InconsistentRows { rows: 7 }));
    assert_eq!(added(&reading, None), [2_093_370.0, 2_226_798.0, 2_875_484.0]);
}

/// 300 events of 259 pairs of a country and a month; 48 are longer than a day, and five of these
/// begin in the month before that of their end.
#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn events_of_the_published_file_are_summed_by_country_and_month() {
    let reading = real("ucdp/ged-300-rows.csv");
    assert_eq!((reading.rows, reading.ledger.len()), (300, 259));
    assert_eq!(added(&reading, None), [1_998.0, 2_160.0, 10_498.0]);
    assert_eq!(added(&reading, Some("Syria")), [267.0, 287.0, 372.0]);
    let told = problem_counts(&reading);
    assert!(told.contains(&&ProblemFact::InconsistentRows { rows: 5 }));
    let long = ProblemFact::LongEvents { rows: 48, across: 5, period: Period::Month };
    assert!(told.contains(&&long), "{told:?}");
    // Precision 4 is a month, 5 a year.
    for (rows, known_to) in [(7, Period::Month), (5, Period::Year)] {
        let fact = ProblemFact::KnownOnlyTo { rows, known_to, period: Period::Month };
        assert!(told.contains(&&fact), "{told:?}");
    }
}

/// 23 quantiles are one estimate: 6,095 / 23 = 265, and 69 / 23 = 3.
#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_quantiles_of_the_published_forecasts_are_joined() {
    for (file, source, rows, estimates) in [
        ("hubverse/2025-01-11-CMU-TimeSeries.csv", "CMU-TimeSeries", 6_095, 265),
        ("hubverse/2025-01-11-Metaculus-cp.csv", "Metaculus-cp", 69, 3),
    ] {
        let reading = real(file);
        assert_eq!((reading.rows, reading.ledger.len()), (rows, estimates));
        assert!(reading.ledger.sources().all(|(_, own)| own.label == source));
        assert_eq!(count(&reading, Shape::Full), estimates);
    }
}

/// Every cell with a number is one estimate: 384 + 1,202 + 1,202 + 234.
#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn every_value_of_the_chart_table_is_read_as_one_of_its_sources() {
    let reading = real("owid/conflict-deaths-by-source.csv");
    assert_eq!((reading.format.as_str(), reading.ledger.len()), ("owid-sources", 3_022));
    let sources: BTreeSet<&str> =
        reading.ledger.sources().map(|(_, source)| source.label.as_str()).collect();
    let expected = ["Conflict Catalogue", "Correlates of War", "PRIO–UCDP"];
    assert_eq!(sources.into_iter().collect::<Vec<_>>(), expected);
}
