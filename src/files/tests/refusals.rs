//! Files that give nothing, and reading that is stopped.

use super::*;

#[test]
fn a_table_that_nothing_fits_is_refused_with_its_columns() {
    let error = sentence("a.csv", "lorem,ipsum,dolor\nsit,amet,elit\n");
    assert_eq!(
        error,
        "no known mapping fits the table; nothing is recognised in its columns “lorem”, “ipsum” and \
         “dolor”; not said: what is counted, who says it, when it was so and which column has the \
         numbers"
    );
    let many = (0..12_000).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
    assert!(sentence("a.csv", &format!("{many}\nx\n")).len() < 2_000);
}

#[test]
fn a_table_of_more_columns_than_any_sheet_has_is_refused_at_once() {
    let started = Instant::now();
    let error = sentence("a.csv", &(",".repeat(300_000) + "\nx\n"));
    assert!(error.starts_with("the table has 300,001 columns"), "{error}");
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn what_holds_no_estimates_gets_a_sentence() {
    for (name, text, part) in [
        ("a.csv", "", "empty"),
        ("a.csv", "date,source,quantity,best\n", "no rows"),
        ("a.csv", "a\u{0}b", "binary"),
        ("a.comparison.ron", "(version: 1)", "session"),
        ("a.json", "{}", "the JSON holds no list of objects"),
        ("a.json", "[1, 2]", "the JSON holds no list of objects"),
        ("a.json", "[{\"a\": 1}]", "no known mapping"),
        ("a.json", "[{\"a\" 1}]", "line 1, column 7: a colon should stand here"),
        ("a.txt", "lorem ipsum dolor", "no known mapping"),
    ] {
        assert!(sentence(name, text).contains(part), "{}", sentence(name, text));
    }
}

#[test]
fn options_without_a_use_are_refused() {
    let options = ReadOptions { sheet: Some("1".into()), ..ReadOptions::default() };
    let error = read("a.csv", b"a", &options, &mut go_on).expect_err("no sheets");
    let error = Words::default().unreadable(&error);
    assert!(error.starts_with("--sheet has no use"), "{error}");
}

#[test]
fn reading_stops_when_told_to() {
    let table = "date,source,quantity,best\n".to_owned() + &"2024-12-23,A,killed,1\n".repeat(9_000);
    let native = write_estimates(&[], &csv(&table).ledger);
    for (name, text) in [("a.csv", &table), ("a.ron", &native)] {
        for reports in 0..5 {
            let mut left = reports;
            let stopped = read(name, text.as_bytes(), &ReadOptions::default(), &mut |_| {
                left -= 1;
                if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert_eq!(stopped.err(), Some(Unreadable::Stopped), "{name} {reports}");
        }
    }
}

#[test]
fn progress_goes_from_nothing_to_the_whole_and_never_back() {
    let table = "date,source,quantity,best\n".to_owned() + &"2024-12-23,A,killed,1\n".repeat(9_000);
    let mut seen = Vec::new();
    read("a.csv", table.as_bytes(), &ReadOptions::default(), &mut |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    })
    .expect("read");
    assert!(seen.is_sorted_by_key(|p| (p.bytes_read, p.estimates)));
    let last = seen.last().expect("told");
    assert_eq!((last.bytes_read, last.estimates), (last.bytes_total, 9_000));
}
