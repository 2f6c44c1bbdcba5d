//! Every field of a statement survives every form in which it is written and read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value as Json};

use super::fields::Fields;
use super::pasting::pasted;
use crate::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, Direction, FileSlot, How, IntervalKind, Ledger, Loaded,
    Measure, Method, OriginKind, Precision, Quantity, SourceFacts, Standing, Statement, Value,
};
use crate::export::csv::estimates_csv;
use crate::export::json::estimates_json;
use crate::export::said::Said;
use crate::files::native::{EstimateRecord, one_line};
use crate::files::{ReadOptions, Reading, read, write_estimates};
use crate::session::{self, Document, Edit, FileSection, TableColumn, View};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn period(from: &str, to: &str, precision: Precision) -> AsOf {
    AsOf::period(day(from), day(to), precision).expect("forwards")
}

fn bounds(low: Option<f64>, best: Option<f64>, high: Option<f64>, how: How) -> Value {
    Value::Bounds(Bounds::new(low, best, high, how).expect("bounds"))
}

/// Statements that have, together, something to say in every field. Each is of a source of its own.
fn statements() -> Vec<Statement> {
    let killed = Quantity::from_words("killed or wounded").expect("words");
    let measure = Measure::new("NK soldiers", killed, "Russia / Kursk", Basis::Increment);
    let interval = How::Interval { level_permille: 925, kind: IntervalKind::Credible };
    let inferred = period("2024-12-09", "2024-12-15", Precision::Week).assumed();
    let full = Statement {
        record: 1,
        line: 17,
        id: Some("a1".into()),
        measure: measure.clone(),
        label: "Label A".into(),
        facts: SourceFacts {
            origin: Some("Agency A".into()),
            kind: Some(OriginKind::Monitor),
            affiliation: "US / DoD".into(),
            country: Some("Poland".into()),
            party: Some(false),
            unknown: true,
        },
        relays: vec!["Zelensky".into(), "Yonhap".into()],
        outlet: Some("Outlet A".into()),
        url: Some("https://example.org/a".into()),
        value: bounds(Some(100.0), Some(200.5), Some(300.0), interval),
        wording: Some("in its own words".into()),
        clocks: Clocks::new(Some(inferred), Some(day("2024-12-20"))).expect("a date"),
        standing: Standing::Modelled,
        method: Some(Method::Extrapolation),
        derived_from: Some("a2".into()),
        supersedes: vec!["a3".into(), "a4".into()],
        retracted: Some(day("2025-01-02")),
        grading: crate::estimate::Grading {
            likelihood: Some("likely (ICD 203)".into()),
            confidence: Some("moderate".into()),
            ..("B2".parse().expect("a grade"))
        },
        note: Some("A note".into()),
        author: Some("An analyst".into()),
    };
    let of = |record, id: &str, value, as_of, published: &str| {
        let clocks = Clocks::new(Some(as_of), Some(day(published))).expect("a date");
        let label = format!("Label {id}");
        Statement {
            id: Some(id.into()),
            ..Statement::new(record, &label, measure.clone(), value, clocks)
        }
    };
    let rotation = Value::Direction(Direction::RotationOrIncrease);
    let december = AsOf::month(day("2024-12-31"));
    let week = period("2024-12-14", "2024-12-20", Precision::Week).assumed();
    let more = bounds(Some(3_000.0), None, None, How::MoreThan);
    let least = bounds(Some(5.0), None, None, How::AtLeast);
    let total = Measure { basis: Basis::Cumulative, ..measure.clone() };
    let of_late = total.since(day("2024-10-08"));
    vec![
        full,
        of(2, "a2", rotation, december, "2025-01-03"),
        // Inferred, and ending on the day on which it was published.
        of(3, "a3", more, week, "2024-12-20"),
        Statement {
            measure: of_late,
            ..of(4, "a4", least, AsOf::day(day("2024-12-20")).assumed(), "2024-12-20")
        },
    ]
}

/// Everything that is written of a statement, by the names of its fields.
fn written(statement: &Statement) -> Map<String, Json> {
    let mut record = EstimateRecord::from_statement(statement, "m");
    record.record = Some(statement.record);
    record.line = Some(statement.line);
    let object = |value: serde_json::Result<Json>| match value {
        Ok(Json::Object(object)) => object,
        other => panic!("{other:?}"),
    };
    let mut all = object(serde_json::to_value(record));
    all.extend(object(serde_json::to_value(&statement.measure)));
    all.extend(object(serde_json::to_value(&statement.facts)));
    all
}

/// The fields that differ, without those that are the file's own.
fn lost(before: &[Statement], after: &[Statement], own: &[&str]) -> Vec<String> {
    assert_eq!(before.len(), after.len(), "{after:#?}");
    let mut lost = BTreeSet::new();
    for (before, after) in before.iter().map(written).zip(after.iter().map(written)) {
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let differ = |name: &&&String| before.get(**name) != after.get(**name);
        lost.extend(names.iter().filter(differ).map(|name| (**name).clone()));
    }
    lost.into_iter().filter(|name| !own.contains(&name.as_str())).collect()
}

/// A file numbers its records and lines by where they stand.
const OWN_TO_A_FILE: [&str; 1] = ["line"];

/// What the form keeps to itself where it is filled by hand: a new statement has no place in a file
/// yet, and what it refers to is in another one.
const OWN_TO_AN_ENTRY: [&str; 6] = ["record", "line", "id", "derived_from", "supersedes", "author"];

fn ledger(statements: &[Statement]) -> Ledger {
    let mut builder = Ledger::builder();
    statements.iter().for_each(|statement| builder.push(statement).expect("taken"));
    builder.finish()
}

fn loaded() -> Loaded {
    Loaded { slot: FileSlot(1), ledger: Arc::new(ledger(&statements())) }
}

fn read_back(name: &str, text: &str) -> Reading {
    let go_on = &mut |_| ControlFlow::Continue(());
    read(name, text.as_bytes(), &ReadOptions::default(), go_on).expect("readable")
}

fn stated(ledger: &Ledger) -> Vec<Statement> {
    ledger.in_file_order().iter().map(crate::estimate::Estimate::to_statement).collect()
}

fn as_csv() -> String {
    String::from_utf8(estimates_csv(&[loaded()], |_| true).expect("written")).expect("text")
}

/// The names of a type's fields, as it asks its reader for them.
fn fields_of<T: for<'de> Deserialize<'de>>() -> &'static [&'static str] {
    struct Asked<'a>(&'a mut &'static [&'static str]);
    impl<'de> Deserializer<'de> for Asked<'_> {
        type Error = serde::de::value::Error;
        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
            Err(serde::de::Error::custom("asked for its fields only"))
        }
        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, Self::Error> {
            *self.0 = fields;
            self.deserialize_any(visitor)
        }
        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
            option unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier
            ignored_any
        }
    }
    let mut fields: &'static [&'static str] = &[];
    let _ = T::deserialize(Asked(&mut fields));
    fields
}

#[test]
fn the_statements_here_have_something_to_say_in_every_field() {
    let said: BTreeSet<String> = statements()
        .iter()
        .flat_map(|one| written(one).into_iter().map(|(name, _)| name))
        .collect();
    let all = [fields_of::<EstimateRecord>(), fields_of::<Measure>(), fields_of::<SourceFacts>()];
    for field in all.concat() {
        assert!(said.contains(field), "no statement here has a {field}");
    }
}

#[test]
fn every_field_survives_an_estimates_file() {
    let text = write_estimates(&[], &loaded().ledger);
    let again = stated(&read_back("a.estimates.ron", &text).ledger);
    assert_eq!(lost(&statements(), &again, &OWN_TO_A_FILE), [""; 0]);
}

#[test]
fn every_field_survives_a_session() {
    let (rows, problems) = (4, Vec::new());
    let ledger = ledger(&statements());
    let reading =
        Reading { ledger, format: "estimates".into(), rows, problems, summed: None, by: None };
    let section = Arc::new(FileSection::new("a.estimates.ron", b"", reading));
    let document =
        session::apply(&Document::default(), &Edit::AddFiles(vec![section])).expect("opened");
    let text = session::write(&document, &View::default());
    let opened = session::read(&text).expect("read");
    let file = opened.document.files().first().expect("one");
    assert_eq!(lost(&statements(), &stated(&file.ledger), &[]), [""; 0]);
}

#[test]
fn every_field_survives_csv() {
    let again = stated(&read_back("a.csv", &as_csv()).ledger);
    assert_eq!(lost(&statements(), &again, &OWN_TO_A_FILE), [""; 0]);
}

/// An export tells what the program made of an estimate under the names of fields; where that is
/// not what was stated, this is told under the same name led by `stated_`.
#[test]
fn every_field_survives_json() {
    let files = [(loaded(), "a.estimates.ron".to_owned())];
    let overlay = crate::estimate::Overlay::default();
    let said =
        Said { files: &[], overlay: &overlay, notes: &[], words: crate::words::Words::default() };
    let text = estimates_json(&files, &said, |_| true).expect("written");
    let whole: Json = serde_json::from_str(&text).expect("JSON");
    let objects = whole["estimates"].as_array().expect("a list").iter();
    let stated_alone = objects.map(|object| {
        let mut native: BTreeMap<String, Json> = BTreeMap::new();
        for (name, value) in object.as_object().expect("an object") {
            // What an origin and its number are taken for is not stated.
            if !["origin", "kind", "method"].contains(&name.as_str()) {
                native.insert(name.clone(), value.clone());
            }
        }
        for (name, value) in object.as_object().expect("an object") {
            if let Some(name) = name.strip_prefix("stated_") {
                native.insert(name.to_owned(), value.clone());
            }
        }
        let id = object["id"].as_str().and_then(|id| id.strip_prefix("1:")).expect("stated");
        native.insert("id".to_owned(), id.into());
        native.insert("source".to_owned(), object["label"].clone());
        native.insert("as_of".to_owned(), object["as_of"]["to"].clone());
        native.insert("as_of_start".to_owned(), object["as_of"]["from"].clone());
        native.insert("precision".to_owned(), object["as_of"]["precision"].clone());
        native.insert("dates_inferred".to_owned(), object["as_of"]["assumed"].clone());
        Json::from_iter(native)
    });
    let text = Json::from_iter(stated_alone).to_string();
    let again = stated(&read_back("a.json", &text).ledger);
    assert_eq!(lost(&statements(), &again, &OWN_TO_A_FILE), [""; 0]);
}

#[test]
fn every_field_survives_the_form() {
    let typed = |one: &Statement| {
        Fields::from_statement(one, crate::words::Words::default()).statement().expect("complete")
    };
    let again: Vec<Statement> = statements().iter().map(typed).collect();
    assert_eq!(lost(&statements(), &again, &[]), [""; 0]);
}

fn measures() -> Vec<Measure> {
    vec![statements()[0].measure.clone()]
}

fn paste(text: &str) -> Statement {
    paste_knowing(&measures(), text)
}

fn paste_knowing(measures: &[Measure], text: &str) -> Statement {
    let (fields, _) = pasted(text, &Fields::default(), measures, TableColumn::ALL);
    fields.statement().expect("complete")
}

#[test]
fn every_field_survives_a_paste_of_a_line_of_an_estimates_file() {
    for one in statements() {
        let key = one.measure.name();
        let line = one_line(&EstimateRecord::from_statement(&one, &key)).expect("written");
        let facts = SourceFacts::default();
        let one = Statement { facts, ..one };
        let again = paste_knowing(std::slice::from_ref(&one.measure), &line);
        assert_eq!(lost(&[one], &[again], &OWN_TO_AN_ENTRY), [""; 0], "{line}");
    }
}

#[test]
fn every_field_survives_a_paste_of_a_row_or_a_file() {
    let own = OWN_TO_AN_ENTRY;
    for one in statements() {
        let text = write_estimates(&[], &ledger(std::slice::from_ref(&one)));
        assert_eq!(lost(&[one], &[paste(&text)], &own), [""; 0], "{text}");
    }
    let table = as_csv();
    let mut lines = table.lines();
    let header = lines.next().expect("a header");
    for (one, line) in statements().into_iter().zip(lines) {
        let text = format!("{header}\n{line}\n");
        assert_eq!(lost(&[one], &[paste(&text)], &own), [""; 0], "{text}");
    }
}
