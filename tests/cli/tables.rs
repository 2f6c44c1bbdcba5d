//! Tables that are taken away: a workbook and a data package, read back cell by cell.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use parallax::files::unguarded;
use serde_json::Value;

use crate::Folder;

/// What spreadsheets would run, cut, trim or take for something else.
fn hostile() -> String {
    let long = format!("https://example.org/{}", "a/".repeat(1_200));
    let labels = [
        "=HYPERLINK(\"\"http://example.org\"\",\"\"x\"\")",
        "+1-2",
        "-unnamed-",
        "@SUM(A1)",
        "'quoted",
        "_x0041_",
        "b\u{7}ell",
        "a\nb",
        "Ünï 🧨",
        "turned \u{202e}round",
        "\u{ff1d}wide",
        "<b>&amp;",
        "3000",
        "2030-01-01",
    ];
    let mut table =
        "id,as_of,published,source,quantity,place,low,best,high,how,wording,url,party,since\n"
            .to_owned();
    for (number, label) in labels.iter().enumerate() {
        let (day, low) = (number + 1, number * 1_000 + 1);
        table.push_str(&format!(
            "r{number},2030-01-{day:02},,\"{label}\",killed,Upland,{low},,,at_least,\"=cmd|'{label}\",{long}{number},yes,\n"
        ));
    }
    table.push_str("old,1850-06-01,1899-12-30,Old Post,killed,Upland,,12,,about,,,no,\n");
    table.push_str("leap,1900-02-28,1900-03-01,Old Post,killed,Upland,,13,,exact,,https://example.org/x?a=1#b,,\n");
    table.push_str("tons,2030-01-05,,Lake Paper,equipment: tons of fuel,Upland,0.1,,1234567.875,between,,not an address,,\n");
    table.push_str(
        "most,2030-01-05,,Lake Paper,equipment: shells,Upland,,999999999999999,,exact,,,,\n",
    );
    table
}

fn sample() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/samples/north-korean-troops.estimates.ron");
    std::fs::read_to_string(path).expect("the sample")
}

/// A folder with the file of which tables are made, and its name.
fn folders() -> [(Folder, &'static str); 2] {
    let hostile = Folder::with("hostile.csv", hostile());
    let sample = Folder::with("sample.estimates.ron", sample());
    [(hostile, "hostile.csv"), (sample, "sample.estimates.ron")]
}

fn sheets(bytes: Vec<u8>) -> BTreeMap<String, Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(names, ["About", "Estimates", "Slice", "Reconciliation", "References"]);
    let of = |name: &String| {
        let formulas = book.worksheet_formula(name).expect("formulas");
        assert!(formulas.used_cells().all(|(.., formula)| formula.is_empty()), "{name}");
        let range = book.worksheet_range(name).expect("a sheet");
        (name.clone(), range.rows().map(<[Data]>::to_vec).collect())
    };
    names.iter().map(of).collect()
}

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// What is in a data package, by path.
fn unpacked(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let count = archive.len();
    let file = |place| {
        let mut file = archive.by_index(place).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("readable");
        (file.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(file).collect()
}

/// Whether workbooks count a day in one way.
fn is_counted_alike(day: &str) -> bool {
    day >= "1900-03-01"
}

/// A cell of a sheet holds what stands in the CSV, in the kind that it is.
fn assert_same(cell: &Data, csv: &str, place: &str) {
    let stated = unguarded(csv);
    match cell {
        Data::Empty => assert_eq!(stated, "", "{place}"),
        Data::String(text) => assert_eq!(text, stated, "{place}"),
        Data::Float(number) => assert_eq!(stated.parse(), Ok(*number), "{place}"),
        Data::DateTime(day) => {
            let (year, month, date, ..) = day.to_ymd_hms_milli();
            assert_eq!(format!("{year:04}-{month:02}-{date:02}"), stated, "{place}");
            assert!(is_counted_alike(stated), "{place}");
        }
        other => panic!("{place}: {other:?}"),
    }
}

/// Every cell of a sheet beside a table; `columns` are those that the table has.
fn assert_sheet(sheet: &[Vec<Data>], csv: &[Vec<String>], name: &str) {
    assert_eq!(sheet.len(), csv.len(), "{name}");
    let head: Vec<String> = sheet[0].iter().map(ToString::to_string).collect();
    for (column, word) in csv[0].iter().enumerate() {
        let place = head.iter().position(|own| own == word);
        let place = place.unwrap_or_else(|| panic!("{name} has no {word}"));
        for (row, (cells, line)) in sheet.iter().zip(csv).enumerate() {
            let told = format!("{name}, {word}, row {row}");
            assert_same(&cells[place], &line[column], &told);
            let is_text = matches!(cells[place], Data::String(_));
            let is_number = ["low", "best", "high", "gap", "read_low", "reference", "number"];
            if row > 0 && is_number.contains(&word.as_str()) {
                assert!(!is_text, "{told} is text");
            }
            if row > 0 && ["as_of", "published", "at"].contains(&word.as_str()) {
                let day = &line[column];
                assert_eq!(is_text, !day.is_empty() && !is_counted_alike(day), "{told}");
            }
        }
    }
}

#[test]
fn a_workbook_holds_cell_by_cell_what_the_other_forms_say() {
    for (folder, name) in folders() {
        let at = ["--at", "2030-01-20", "--absolute", "5"];
        let write = |out| folder.run(&[&["export", name, "-o", out][..], &at].concat()).done();
        write("t.xlsx");
        write("t.csv");
        write("t.datapackage.zip");
        let bytes = folder.read("t.xlsx");
        write("t.xlsx");
        assert!(folder.read("t.xlsx") == bytes, "the same tables, the same bytes");
        let sheets = sheets(bytes);
        let files = unpacked(folder.read("t.datapackage.zip"));
        for (sheet, path) in [
            ("Estimates", "data/estimates.csv"),
            ("Slice", "data/slice.csv"),
            ("Reconciliation", "data/reconciliation.csv"),
            ("References", "data/references.csv"),
        ] {
            assert!(sheets[sheet].len() > 1, "{name} {sheet} has rows");
            assert_sheet(&sheets[sheet], &rows(&files[path]), sheet);
        }
        assert_sheet(&sheets["Estimates"], &rows(&folder.read("t.csv")), "Estimates");
        let run = folder.run(&[&["reconcile", name, "--format", "csv"][..], &at].concat()).done();
        assert_sheet(&sheets["Reconciliation"], &rows(run.stdout.as_bytes()), "Reconciliation");
        let about: Vec<String> = sheets["About"].iter().map(|row| row[1].to_string()).collect();
        let has = |part: &str| about.iter().any(|line| line.contains(part));
        assert!(has(&format!("Parallax {}", env!("CARGO_PKG_VERSION"))) && has("All measures"));
        assert!(has("differences of more than 5"), "{about:?}");
    }
}

#[test]
fn every_address_in_a_workbook_is_whole_and_a_link_where_it_fits() {
    let folder = Folder::with("hostile.csv", hostile());
    folder.run(&["export", "hostile.csv", "-o", "t.xlsx"]).done();
    let bytes = folder.read("t.xlsx");
    let files = unpacked(bytes.clone());
    let links: String = files
        .iter()
        .filter(|(path, _)| path.ends_with(".rels"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(links.contains("https://example.org/x?a=1"));
    assert!(!links.contains("a/a/a/"), "what is too long is no link");
    let sheets = sheets(bytes);
    let references = &sheets["References"];
    let place = references[0].iter().position(|cell| *cell == "url").expect("a column");
    let whole = references.iter().filter(|row| row[place].to_string().len() > 2_400).count();
    assert_eq!(whole, 14);
}

#[test]
fn a_text_that_no_cell_holds_is_refused_and_nothing_is_written() {
    let long = "x".repeat(33_000);
    let table = format!("as_of,source,quantity,best,note\n2030-01-01,A,killed,5,{long}\n");
    let folder = Folder::with("a.csv", table);
    let run = folder.run(&["export", "a.csv", "-o", "a.xlsx"]).refused();
    run.says(&["33,000", "32,767", "note", "Estimates", ".csv"]);
    assert_eq!(folder.names(), ["a.csv"]);
    folder.run(&["export", "a.csv", "-o", "a.datapackage.zip"]).done();
    folder.run(&["export", "a.csv", "-o", "a.zip"]).refused().says(&[".datapackage.zip", ".xlsx"]);
}

#[test]
fn the_measure_that_is_asked_about_is_all_that_a_workbook_is_of() {
    let folder = Folder::with("hostile.csv", hostile());
    let run = ["export", "hostile.csv", "--measure", "shells", "-o", "t.xlsx"];
    folder.run(&run).done();
    let sheets = sheets(folder.read("t.xlsx"));
    for name in ["Estimates", "Slice", "Reconciliation", "References"] {
        assert_eq!(sheets[name].len(), 2, "{name}: one estimate under its head");
    }
}

/// Whether a value is of a field, told by its type alone.
fn is_of(field: &Value, value: &str) -> bool {
    let has = |list: &str| field[list].as_array().is_some_and(|of| of.iter().any(|v| v == value));
    let one_of = &field["constraints"]["enum"];
    let is_listed = one_of.as_array().is_none_or(|of| of.iter().any(|one| one == value));
    is_listed
        && match field["type"].as_str() {
            Some("string") => true,
            Some("number") => {
                let plain = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
                value.chars().all(plain) && value.parse::<f64>().is_ok()
            }
            Some("integer") => value.parse::<i64>().is_ok_and(|n| {
                field["constraints"]["minimum"].as_i64().is_none_or(|least| n >= least)
            }),
            Some("date") => {
                let parts: Vec<&str> = value.split('-').collect();
                let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
                let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
                lengths == [4, 2, 2]
                    && matches!(numbers[..], [_, month, day] if (1..=12).contains(&month) && (1..=31).contains(&day))
            }
            Some("boolean") => has("trueValues") || has("falseValues"),
            _ => false,
        }
}

/// The values of a column, in order.
fn column(table: &[Vec<String>], name: &Value) -> Vec<String> {
    let place = table[0].iter().position(|own| name == own).expect("a column");
    table.iter().skip(1).map(|row| row[place].clone()).collect()
}

/// Every table is as its schema says.
fn assert_package(files: &BTreeMap<String, Vec<u8>>) -> Value {
    let package: Value = serde_json::from_slice(&files["datapackage.json"]).expect("JSON");
    assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json");
    let resources = package["resources"].as_array().expect("resources");
    let mut paths: Vec<&str> =
        resources.iter().map(|one| one["path"].as_str().expect("a path")).collect();
    paths.extend(["README.md", "datapackage.json"]);
    assert_eq!(
        paths.into_iter().collect::<BTreeSet<_>>(),
        files.keys().map(String::as_str).collect()
    );
    let tables: BTreeMap<&str, Vec<Vec<String>>> = resources
        .iter()
        .map(|one| {
            let bytes = &files[one["path"].as_str().expect("a path")];
            assert_eq!(one["bytes"], bytes.len());
            (one["name"].as_str().expect("a name"), rows(bytes))
        })
        .collect();
    for resource in resources {
        let (name, schema) = (resource["name"].as_str().expect("a name"), &resource["schema"]);
        let (table, fields) = (&tables[name], schema["fields"].as_array().expect("fields"));
        let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(table[0], names, "{name}");
        assert_eq!(schema["missingValues"], serde_json::json!([""]));
        for field in fields {
            assert!(field["description"].as_str().is_some_and(|says| says.len() > 5), "{field}");
            let values = column(table, &field["name"]);
            for value in &values {
                let is_missing = value.is_empty() && field["constraints"]["required"] != true;
                assert!(is_missing || is_of(field, value), "{name}: “{value}” is none of {field}");
            }
            if field["constraints"]["unique"] == true {
                let all: BTreeSet<&String> = values.iter().collect();
                assert_eq!(all.len(), values.len(), "{name}: {field}");
            }
        }
        for key in schema["foreignKeys"].as_array().into_iter().flatten() {
            let other = key["reference"]["resource"].as_str().expect("a table");
            let known: BTreeSet<String> =
                column(&tables[other], &key["reference"]["fields"][0]).into_iter().collect();
            let used = column(table, &key["fields"][0]);
            assert!(used.iter().all(|value| known.contains(value)), "{name} leads to {other}");
        }
    }
    package
}

#[test]
fn a_data_package_is_what_it_says_of_itself_and_claims_no_licence() {
    for (folder, name) in folders() {
        folder.run(&["export", name, "-o", "t.datapackage.zip"]).done();
        let bytes = folder.read("t.datapackage.zip");
        folder.run(&["export", name, "-o", "t.datapackage.zip"]).done();
        assert!(folder.read("t.datapackage.zip") == bytes, "the same tables, the same bytes");
        let files = unpacked(bytes);
        let package = assert_package(&files);
        for unknown in ["licenses", "created", "contributors"] {
            assert!(package.get(unknown).is_none(), "{unknown}");
        }
        assert!(package["description"].as_str().is_some_and(|says| says.contains("No licence")));
        let keys: Vec<&Value> = package["resources"]
            .as_array()
            .expect("resources")
            .iter()
            .filter_map(|one| one["schema"].get("primaryKey"))
            .collect();
        assert_eq!(keys, [&serde_json::json!(["estimate"]), &serde_json::json!(["number"])]);
        let references = rows(&files["data/references.csv"]);
        let sources = package["sources"].as_array().expect("sources");
        assert_eq!(sources.len(), references.len() - 1);
        for (source, url) in sources.iter().zip(column(&references, &"url".into())) {
            let is_web = url.starts_with("http");
            assert_eq!(source.get("path").and_then(Value::as_str), is_web.then_some(url.as_str()));
        }
    }
}

#[test]
fn the_estimates_of_a_data_package_are_read_as_those_of_the_csv() {
    let folder = Folder::with("sample.estimates.ron", sample());
    folder.run(&["export", "sample.estimates.ron", "-o", "t.datapackage.zip"]).done();
    folder.run(&["export", "sample.estimates.ron", "-o", "plain.csv"]).done();
    let files = unpacked(folder.read("t.datapackage.zip"));
    folder.write("packed.csv", &files["data/estimates.csv"]);
    folder.run(&["export", "packed.csv", "-o", "packed.estimates.ron"]).done();
    folder.run(&["export", "plain.csv", "-o", "plain.estimates.ron"]).done();
    assert_eq!(folder.text("packed.estimates.ron"), folder.text("plain.estimates.ron"));
}

#[test]
fn an_id_that_two_estimates_have_is_no_key() {
    let table =
        "as_of,source,quantity,best\n2030-01-01,A,killed,at least 100 killed and 1000 wounded\n";
    let folder = Folder::with("a.csv", table);
    folder.run(&["export", "a.csv", "-o", "t.datapackage.zip"]).done();
    let files = unpacked(folder.read("t.datapackage.zip"));
    let ids = column(&rows(&files["data/estimates.csv"]), &"estimate".into());
    assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}");
    let package = assert_package(&files);
    assert!(package["resources"][0]["schema"].get("primaryKey").is_none());
}
