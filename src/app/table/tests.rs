//! What rows say and in which order they stand, without a window.

use std::sync::Arc;

use crate::compare::{EstimateRef, Question, compare};
use crate::estimate::Day;
use crate::files::{ReadOptions, read};
use crate::session::{Document, Edit, FileSection, TableColumn, TableView, apply};
use crate::words::Words;

use super::facts::{EstimateRows, Facts};
use super::order::ordered;
use super::places::{AtCursor, Places};
use super::tsv::tsv;

const TABLE: &str = "\
id,date,published,source,quantity,place,low,best,high,how,value,wording,relays,outlet,derived_from
a,2024-12-23,2024-12-24,ROK Joint Chiefs,killed,Kursk,,1100,,about,,\"around 1,100\",,Moscow Times,
b,2024-12-23,2024-12-23,Gen. Syrskyi,killed,Kursk,3000,,,more_than,,has exceeded 3000,Zelensky,Kyiv Independent,
c,2024-12-24,2024-12-24,Gen. Syrskyi,killed,Kursk,,3000,,about,,about 3000,,Daily Wrap,b
d,2025-01-09,2025-01-09,Zelensky,killed,Kursk,,4000,,,,=4000 lost,,Interfax,
e,2024-12-17,2024-12-17,White House,killed,Kursk,,,,,vague,dozens,,,
f,2025-02-01,2025-02-01,ROK NIS,deployed,Kursk,10000,,12000,between,,,,Yonhap,
";

fn document() -> Document {
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let reading = read("a.csv", TABLE.as_bytes(), &ReadOptions::default(), go_on).expect("read");
    let section = FileSection::new("a.csv", TABLE.as_bytes(), reading);
    let document = apply(&Document::default(), &Edit::AddFiles(vec![Arc::new(section)]));
    let document = document.expect("room");
    let question = document.question_or_first().expect("estimates");
    apply(&document, &Edit::Ask(question)).expect("a question")
}

fn rows_at(document: &Document, cursor: &str) -> EstimateRows {
    let cursor: Day = cursor.parse().expect("a day");
    let files = document.loaded();
    let question: &Question = document.question().expect("asked");
    let comparison = compare(&files, document.overlay(), question);
    let mut places = Places::default();
    places.update(&files, &comparison.tracks);
    assert!(places.is_of(&files, &comparison.tracks));
    EstimateRows {
        facts: Arc::new(Facts::new(document, &files, &comparison)),
        places: Arc::new(places),
        at: Arc::new(AtCursor::new(&comparison.slice(&files, cursor))),
        words: Words::default(),
    }
}

/// The ids of the rows that this view shows, in order.
fn ids(rows: &EstimateRows, view: &TableView) -> String {
    let shown = ordered(rows, view);
    let ids = shown.iter().filter_map(|of| rows.row(*of)?.estimate.stated_id());
    ids.collect::<Vec<_>>().join(" ")
}

fn sorted_by(column: TableColumn, is_descending: bool) -> TableView {
    TableView { sorted_by: column, is_descending, ..TableView::default() }
}

#[test]
fn rows_stand_by_date_and_what_is_missing_comes_last_both_ways() {
    let rows = rows_at(&document(), "2025-01-20");
    assert_eq!(ids(&rows, &TableView::default()), "e b a c d");
    assert_eq!(ids(&rows, &sorted_by(TableColumn::AsOf, true)), "d c a b e");
    assert_eq!(ids(&rows, &sorted_by(TableColumn::Best, false)), "a c d e b");
    assert_eq!(ids(&rows, &sorted_by(TableColumn::Best, true)), "d c a e b");
    assert_eq!(ids(&rows, &sorted_by(TableColumn::Low, true)), "b e a c d");
}

#[test]
fn equal_rows_keep_their_order_by_date() {
    let rows = rows_at(&document(), "2025-01-20");
    assert_eq!(ids(&rows, &sorted_by(TableColumn::Basis, false)), "e b a c d");
    assert_eq!(ids(&rows, &sorted_by(TableColumn::Basis, true)), "e b a c d");
    assert_eq!(ids(&rows, &sorted_by(TableColumn::Origin, false)), "b c a e d");
}

#[test]
fn a_row_is_kept_that_has_all_words_in_any_column() {
    let rows = rows_at(&document(), "2025-01-20");
    let with =
        |filter: &str| ids(&rows, &TableView { filter: filter.to_owned(), ..TableView::default() });
    assert_eq!(with("syrskyi"), "b c");
    assert_eq!(with("SYRSKYI daily"), "c");
    assert_eq!(with("3,000"), "b c");
    assert_eq!(with("interfax"), "d", "columns that are not shown count too");
    assert_eq!(with("vague"), "e");
    assert_eq!(with("claim of a party"), "b c d", "as is known of those who say it");
    assert_eq!(with("syrskyi interfax"), "");
}

#[test]
fn only_what_counts_at_the_cursor_can_be_shown() {
    let only = TableView { counting_only: true, ..TableView::default() };
    let document = document();
    assert_eq!(ids(&rows_at(&document, "2024-12-25"), &only), "b a");
    assert_eq!(ids(&rows_at(&document, "2025-01-20"), &only), "b a d");
}

#[test]
fn other_measures_are_shown_on_demand() {
    let document = document();
    let rows = rows_at(&document, "2025-03-01");
    let all = TableView { all_measures: true, ..TableView::default() };
    assert_eq!(ids(&rows, &all), "e b a c d f");
    let row = rows.row(ordered(&rows, &all)[5]).expect("there");
    assert_eq!(row.text(TableColumn::Status, row.bounds()), "other measure");
    assert_eq!(row.text(TableColumn::Low, row.bounds()), "10,000");
    assert_eq!(row.text(TableColumn::High, row.bounds()), "12,000");
}

#[test]
fn a_row_says_what_it_is() {
    let rows = rows_at(&document(), "2025-01-20");
    let shown = ordered(&rows, &TableView::default());
    let spoken: Vec<String> =
        shown.iter().filter_map(|of| rows.row(*of)).map(|row| row.spoken(row.bounds())).collect();
    assert_eq!(
        spoken,
        [
            "17 Dec 2024, White House, dozens, vague",
            "23 Dec 2024, Gen. Syrskyi, more than 3,000, counts",
            "23 Dec 2024, ROK Joint Chiefs, about 1,100, counts",
            "24 Dec 2024, Gen. Syrskyi, about 3,000, echo",
            "9 Jan 2025, Zelensky, 4,000, counts",
        ]
    );
}

#[test]
fn what_is_copied_lines_up_and_is_never_run_as_a_formula() {
    let rows = rows_at(&document(), "2025-01-20");
    let shown = ordered(&rows, &TableView::default());
    let columns = [TableColumn::AsOf, TableColumn::Low, TableColumn::Best, TableColumn::Wording];
    assert_eq!(
        tsv(&rows, &columns, &shown[1..]),
        "As of\tLow\tBest\tAs stated\n\
         2024-12-23\t3000\t\thas exceeded 3000\n\
         2024-12-23\t\t1100\taround 1,100\n\
         2024-12-24\t\t3000\tabout 3000\n\
         2025-01-09\t\t4000\t'=4000 lost\n"
    );
}

#[test]
fn places_follow_the_tracks_that_changed() {
    let document = document();
    let files = document.loaded();
    let question = document.question().expect("asked");
    let early = Question { known_on: "2024-12-24".parse().ok(), ..question.clone() };
    let all = compare(&files, document.overlay(), question);
    let known = compare(&files, document.overlay(), &early);
    let mut places = Places::default();
    for comparison in [&all, &known, &all] {
        places.update(&files, &comparison.tracks);
        let mut anew = Places::default();
        anew.update(&files, &comparison.tracks);
        for (file, loaded) in files.iter().enumerate() {
            for estimate in loaded.ledger.estimates() {
                let of = EstimateRef::new(file, estimate.index());
                assert_eq!(places.of(of), anew.of(of));
            }
        }
    }
}
