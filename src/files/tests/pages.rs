//! Promises about tables on pages: HTML and Markdown.

use super::*;
use crate::estimate::Estimate;

/// Each estimate as its line, day, source, quantity, population, bounds and link.
fn told(reading: &Reading) -> Vec<String> {
    let estimates = reading.ledger.in_file_order();
    let said = estimates.iter().map(|one| {
        let bounds = one.bounds();
        let number = |end: Option<f64>| end.map_or("-".to_owned(), |end| end.to_string());
        format!(
            "{} {} {} {} {} {}–{} {}",
            one.line(),
            Words::default().as_of(one.as_of()),
            one.label(),
            one.measure().quantity,
            Some(one.measure().population.as_str()).filter(|text| !text.is_empty()).unwrap_or("-"),
            number(bounds.and_then(|bounds| bounds.low())),
            number(bounds.and_then(|bounds| bounds.high())),
            one.url().unwrap_or("-"),
        )
    });
    said.collect()
}

const PAGE: &str = r##"<!DOCTYPE html>
<html><head><title>Losses | x</title><style>td { color: red }</style></head><body>
<p>Some say a < b & more.</p>
<table class="navigation"><tr><td>Home</td><td>About</td></tr></table>
<h2>Estimates <span>of losses</span></h2>
<table class="wikitable">
<thead>
<tr><th rowspan="2">Date<th rowspan="2">Source<th colspan="2">Killed<th colspan=2>Wounded<th rowspan=2>Note</tr>
<tr><th>min<th>max<th>min<th>max</tr>
</thead><tbody>
<tr><td rowspan=2>12 March 2031
  <td><a href="https://example.org/a?x=1&amp;y=2">Ministry of A</a><sup class="reference"><a href="#n4">[4]</a></sup>
  <td>1,000<td>2,000<td>5,000<td>7,000<td>said <b>twice</b><br>here</tr>
<tr><td><a href="https://example.org/b">General&nbsp;B</a>
  <td>1,500<td>1,800<td><span style="display: none">0006</span>6,000<td>8,000</tr>
<tr><td colspan=7>After the offensive</td></tr>
<tr><td>2 April 2031<td>Ministry of A<td>1,900<td>2,900<td><td></tr>
</tbody></table>
<script>document.write("<table><tr><td>1</td></tr></table>")</script>
</body></html>
"##;

#[test]
fn a_table_of_a_page_is_read_with_its_links_and_merged_cells() {
    let reading = read_text("page.html", PAGE).expect("a page with a table");
    assert_eq!(
        told(&reading),
        [
            "11 12 Mar 2031 Ministry of A killed - 1000–2000 https://example.org/a?x=1&y=2",
            "11 12 Mar 2031 Ministry of A wounded - 5000–7000 https://example.org/a?x=1&y=2",
            "14 12 Mar 2031 General B killed - 1500–1800 https://example.org/b",
            "14 12 Mar 2031 General B wounded - 6000–8000 https://example.org/b",
            "17 2 Apr 2031 Ministry of A killed - 1900–2900 -",
        ]
    );
    let notes: Vec<&str> =
        reading.ledger.in_file_order().iter().filter_map(Estimate::note).collect();
    assert_eq!(notes, ["said twice here"; 2]);
    let others = reading.problems.iter().find(|one| one.code() == "parts-not-read");
    assert_eq!(
        others.map(said).as_deref(),
        Some("the table “Estimates of losses” is read; not read: “1”")
    );
    // The row that is a heading costs itself, aloud.
    assert!(reading.problems.iter().any(|one| one.line == Some(16)), "{:?}", reading.problems);
}

#[test]
fn a_part_of_a_page_without_end_tags_is_read() {
    let text = "<table><tr><th>Date<th>Source<th>Killed<tr><td>2031-03-01<td>A<td>5\
                <tr><td>2031-03-02<td>A<td>7";
    let reading = read_text("stdin", text).expect("a table");
    assert_eq!(best(&reading), [Some(5.0), Some(7.0)]);
    // What a spreadsheet calls a workbook is often a page.
    let reading = read_text("export.xls", text).expect("a table");
    assert_eq!(best(&reading), [Some(5.0), Some(7.0)]);
}

#[test]
fn a_table_in_markdown_is_read_with_its_links() {
    let text = concat!(
        "# Notes\n\nWhat was said.\n\n## Killed, *all* sides\n\n",
        "| Date | Source | Killed (low) | Killed (high) |\n",
        "|------|:-------|---:|---:|\n",
        "| 2031-03-12 | [Ministry of A](https://example.org/a) | 1,000 | **2,000** |\n",
        "| 2031-03-13 | B \\| C | 1,500 | |\n\n",
        "Text below | with a bar.\n",
    );
    for name in ["notes.md", "stdin"] {
        let reading = read_text(name, text).expect("a table");
        assert_eq!(
            told(&reading),
            [
                "9 12 Mar 2031 Ministry of A killed - 1000–2000 https://example.org/a",
                "10 13 Mar 2031 B | C killed - 1500–- -",
            ],
            "{name}"
        );
    }
}

#[test]
fn parts_of_a_table_that_stand_outside_of_every_table_are_told() {
    let told = |name: &str, text: &str| {
        let reading = read_text(name, text).expect("a table");
        let outside = reading.problems.iter().find(|one| one.code() == "outside-of-tables");
        (best(&reading).len(), outside.map(|one| (one.line, said(one))))
    };
    let rows = "<table>\n<tr><th>Date<th>Source<th>Killed\n<tr><td>2031-03-01<td>A<td>5\n";
    let three =
        "3 pieces that look like parts of a table stand outside of every table, and are not read";
    let early = format!("{rows}</table>\n<tr><td>2031-03-02</td><td>A</td><td>7</td></tr>");
    assert_eq!(told("a.html", &early), (1, Some((Some(5), three.to_owned()))));
    let between = format!("{rows}<tr><td>2031-03-02</td>A<td>B</td><td>7</td></table>");
    let one = "what looks like a part of a table stands outside of every table, and is not read";
    assert_eq!(told("a.html", &between), (2, Some((Some(4), one.to_owned()))));
    assert_eq!(told("a.html", &format!("{rows}</table> 5 | 6 and words")), (1, None));
    // What begins like a heading ends a table in Markdown.
    let markdown = "| Date | Source | Killed |\n|---|---|---|\n| 2031-03-01 | A | 5 |\n\
                    # Losses\n| 2031-03-02 | A | 7 |\n";
    assert_eq!(told("a.md", markdown), (1, Some((Some(5), one.to_owned()))));
}

#[test]
fn rows_of_more_or_fewer_cells_than_the_header_are_told() {
    let told = |name: &str, text: &str| -> Vec<(Option<u32>, String)> {
        let reading = read_text(name, text).expect("a table");
        let ragged = reading.problems.iter().filter(|one| one.code() == "ragged-row");
        ragged.map(|one| (one.line, said(one))).collect()
    };
    let page = "<table>\n<tr><th>Date<th>Source<th>Killed<th>Note\n<tr><td>2031-03-01<td>A<td>5\n\
                <tr><td>2031-03-02<td>B<td>6<td>said<td>7\n<tr><td>2031-03-03<td>C<td>7<td></table>";
    let lines: Vec<_> = told("a.html", page).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [Some(3), Some(4)]);
    let text = "| Date | Source | Killed | Note |\n|---|---|---|---|\n| 2031-03-01 | A | 5 |\n\
                | 2031-03-02 | B | 6 | said | 7 |\n| 2031-03-03 | C \\| D | 7 | |\n\
                2031-03-04 | C | 7 |";
    let lines: Vec<_> = told("a.md", text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [Some(3), Some(4), Some(6)]);
}

#[test]
fn tables_of_equal_columns_on_a_page_are_one_and_a_name_chooses_one() {
    let table = |day: &str| {
        format!("<table><tr><th>Date<th>Source<th>Killed<tr><td>{day}<td>A<td>5</table>")
    };
    let text = format!("<h3>May</h3>{}<h3>June</h3>{}", table("2031-05-01"), table("2031-06-01"));
    assert_eq!(best(&read_text("a.htm", &text).expect("tables")).len(), 2);
    let options = |sheet: &str| ReadOptions { sheet: Some(sheet.to_owned()), ..<_>::default() };
    let read = |sheet| read("a.htm", text.as_bytes(), &options(sheet), &mut go_on);
    let june = read("june").expect("a table of that name");
    assert_eq!(told(&june)[0], "1 1 Jun 2031 A killed - -–- -");
    let refused = read("July").expect_err("no such table");
    assert_eq!(
        Words::default().unreadable(&refused),
        "there is no sheet or table “July”; there is “May” and “June”"
    );
}

#[test]
fn a_page_without_a_table_says_so_and_one_made_to_harm_is_refused_at_once() {
    assert_eq!(sentence("a.html", "<html><p>Nothing.</p></html>"), "the page has no table");
    assert_eq!(
        sentence("a.xml", "<?xml version=\"1.0\"?><feed><a>1</a></feed>"),
        "the file is XML, which this version does not read: export it as CSV first"
    );
    let start = Instant::now();
    let row = "<tr><td colspan=1000 rowspan=65534>1</td></tr>";
    let text = format!("<table>{}</table>", row.repeat(20_000));
    let said = sentence("a.html", &text);
    assert_eq!(
        said,
        "the tables of the page have too many cells: save the one that is wanted as CSV"
    );
    let nested = "<table><tr><td>".repeat(50_000);
    assert_eq!(sentence("a.html", &nested), "the page has no table");
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn a_label_over_several_rows_is_each_ones_and_a_number_is_said_once_and_told() {
    let page = "<table><tr><th>Date<th>Source<th>Killed<th>Wounded</tr>\n\
        <tr><td rowspan=2>12 March 2031<td>Ministry of A<td rowspan=2>1,200<td>7</tr>\n\
        <tr><td>General B<td>8</tr>\n\
        <tr><td>13 March 2031<td>General B<td>1,300<td>9</tr></table>";
    let reading = read_text("a.html", page).expect("a table");
    let said: Vec<String> = reading
        .ledger
        .in_file_order()
        .iter()
        .map(|one| {
            let (day, measure) = (one.as_of().to(), one.measure());
            format!("{} {day} {} {}", one.label(), measure.quantity, ends(one))
        })
        .collect();
    assert_eq!(
        said,
        [
            "Ministry of A 2031-03-12 killed -/1200/-",
            "Ministry of A 2031-03-12 wounded -/7/-",
            "General B 2031-03-12 wounded -/8/-",
            "General B 2031-03-13 killed -/1300/-",
            "General B 2031-03-13 wounded -/9/-",
        ]
    );
    let told = reading.problems.iter().find(|one| one.code() == "number-over-rows");
    let told = told.expect("told");
    assert_eq!((told.line, told.column.as_deref()), (Some(2), Some("Killed")));
    assert_eq!(
        super::said(told),
        "“1,200” stands over 2 rows at once, and may be that of all of them together: read in the \
         first of them alone"
    );
    // Years over several rows are those of each.
    let years = "<table><tr><th>Year<th>Source<th>Killed</tr>\n\
        <tr><td rowspan=2>2031<td>A<td>10</tr>\n<tr><td>B<td>20</tr></table>";
    let reading = read_text("a.html", years).expect("a table");
    assert_eq!((reading.ledger.len(), best(&reading)), (2, vec![Some(10.0), Some(20.0)]));
}
