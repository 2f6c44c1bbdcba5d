//! The rules on published files, read no further than these checks need.

use std::path::PathBuf;

use super::fixtures::{Asked, file, shown};
use super::*;
use crate::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, How, Measure, Overlay, Quantity, Statement, Value,
};

/// The Economist's file: day first, the date is the as of, nothing is said of publication.
fn economist() -> Vec<Statement> {
    let folder = std::env::var_os("PARALLAX_REAL_FILES").map(PathBuf::from);
    let path =
        folder.expect("PARALLAX_REAL_FILES names the folder").join("economist/estimates.csv");
    let mut reader = csv::Reader::from_path(path).expect("the file is there");
    let rows = reader.records().map(|record| record.expect("a record"));
    rows.zip(1..)
        .map(|(row, record)| {
            let number = |column: usize| row[column].replace(',', "").parse::<f64>().ok();
            let (low, high, best) = (number(1), number(2), number(3));
            let how = match (low, best, high) {
                (Some(_), None, None) => How::AtLeast,
                (None, None, Some(_)) => How::AtMost,
                (Some(_), None, Some(_)) => How::Between,
                _ => How::Bare,
            };
            let mut date = row[0].split('/').map(|part| part.parse::<i16>().expect("a number"));
            let mut part = || date.next().expect("three parts");
            let (day, month, year) = (part() as i8, part() as i8, part());
            let day = Day::from_ymd(year, month, day).expect("a day");
            let quantity = Quantity::from_words(&row[4]).expect("words");
            let measure = Measure::new(&row[7], quantity, "Ukraine", Basis::Cumulative);
            let value = Value::Bounds(Bounds::new(low, best, high, how).expect("numbers"));
            let clocks = Clocks::new(Some(AsOf::day(day)), None).expect("a date");
            Statement::new(record, row[5].trim(), measure, value, clocks)
        })
        .collect()
}

fn russia_killed_by_label(about: AboutPolicy) -> Asked {
    let killed = Quantity::from_words("killed").expect("words");
    let mut question =
        Question::about(Measure::new("russia", killed, "Ukraine", Basis::Cumulative));
    question.by = Grouping::Label;
    question.about = about;
    question.dates = Dates::Stated;
    let files = vec![file(1, &economist())];
    let comparison = compare(&files, &Overlay::default(), &question);
    Asked { files, comparison }
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_economists_labels_on_russian_dead_come_to_these_verdicts() {
    let asked = russia_killed_by_label(AboutPolicy::Rounding);
    for (at, n, support, core, verdict) in [
        ("2026-06-30", 4, 3, Some("475,000–523,000"), Verdict::Majority),
        ("2025-06-01", 6, 5, Some("200,000–250,000"), Verdict::Majority),
        ("2024-12-13", 3, 3, None, Verdict::Agree),
        ("2023-03-01", 3, 1, None, Verdict::Diverge),
    ] {
        let slice = asked.slice(at);
        let agreement = &slice.agreement;
        let standing = asked.standing(at);
        assert_eq!((agreement.n, agreement.support), (n, support), "{at}: {standing:?}");
        assert_eq!(agreement.verdict, verdict, "{at}: {standing:?}");
        if let Some(core) = core {
            assert_eq!(shown(agreement.core[0]), core, "{at}: {standing:?}");
        }
    }
    assert_eq!(asked.outside("2026-06-30"), ["CSIS"]);
    let exact = russia_killed_by_label(AboutPolicy::Exact);
    assert_eq!(shown(exact.slice("2026-06-30").agreement.core[0]), "500,000");
    assert!(!exact.slice("2026-06-30").agreement.touch);
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn a_later_total_that_leaves_room_for_growth_is_later_and_higher() {
    let asked = russia_killed_by_label(AboutPolicy::Rounding);
    let slice = asked.slice("2026-06-30");
    let pair = slice
        .pairs
        .iter()
        .find(|pair| (asked.name(pair.a), asked.name(pair.b)) == ("BBC Russia", "CSIS"))
        .expect("both stand");
    assert_eq!((pair.relation, pair.days, pair.order), (Relation::Overlap, 18, Order::LaterHigher));
    assert!(pair.jaccard.is_some_and(|share| (share - 0.3247).abs() < 5e-5));
    assert_eq!((pair.gap, pair.ratio), (0.0, Some(1.0)));
    let gist = asked.comparison.gist(&asked.files, &slice);
    let headline = crate::words::Words::default().headline(&gist);
    assert_eq!(
        headline.verdict.to_string(),
        "3 of 4 labels share 475,000–523,000. CSIS’s 400,000–450,000 of 30 Jun stands outside \
         by 25,000."
    );
}
