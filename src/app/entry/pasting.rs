//! What a clipboard holds, as fields: an estimate in RON, a row of a table, or a text to be read.

use crate::estimate::{Basis, Loaded, Measure};
use crate::files::native::{EstimateRecord, MeasureNames, MeasureTable, SourceTable, ron_options};
use crate::files::unguarded;
use crate::files::{Field, ReadOptions, read};
use crate::session::TableColumn;

use super::fields::{EntryKind, Fields};
use crate::app::controls::host_of;
use crate::app::table::title;

/// Longer texts are cut: nobody quotes so much.
const LONGEST_TEXT: usize = 8_000;

/// Fills fields from a clipboard, over those that `start` has. The sentence says what was found,
/// where that is not plain.
pub(super) fn pasted(
    text: &str,
    start: &Fields,
    measures: &[Measure],
    columns: &[TableColumn],
) -> (Fields, Option<String>) {
    let text = text.trim();
    if let Some(found) =
        from_ron(text, start, measures).or_else(|| from_table(text, start, measures, columns))
    {
        return found;
    }
    let mut fields = start.clone();
    let (words, url) = without_address(text);
    let cut: String = words.chars().take(LONGEST_TEXT).collect();
    fields.wording = cut.trim().to_owned();
    if let Some(url) = url {
        fields.outlet = if fields.outlet.is_empty() { host_of(&url) } else { fields.outlet };
        fields.url = url;
    }
    (fields, None)
}

/// Whether a text seems to be a table: several lines of several cells.
pub(in crate::app) fn is_table(text: &str) -> bool {
    const LINES_LOOKED_AT: usize = 50;
    let text = text.trim();
    if text.starts_with('<') && text.to_ascii_lowercase().contains("<table") {
        return true;
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.len() < 2 {
        return false;
    }
    let looked_at = || lines.iter().take(LINES_LOOKED_AT);
    if ['\t', ';', '|'].into_iter().any(|mark| looked_at().all(|line| line.contains(mark))) {
        return true;
    }
    // Sentences have commas too, but not as many in each line.
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let cells: Vec<usize> =
        reader.records().take(LINES_LOOKED_AT).filter_map(|row| Some(row.ok()?.len())).collect();
    let first = cells.first().copied().unwrap_or_default();
    first > 2 && cells.len() > 1 && cells.iter().all(|cells| *cells == first)
}

/// Whether a text fills the fields of the form by itself: a row with headings that the program
/// knows, or as its own table has it.
pub(in crate::app) fn fills_form(text: &str, files: &[Loaded], columns: &[TableColumn]) -> bool {
    let measures = files.iter().flat_map(|file| file.ledger.measures());
    let measures: Vec<Measure> = measures.map(|(_, measure)| measure.clone()).collect();
    from_table(text.trim(), &Fields::default(), &measures, columns).is_some()
}

fn from_ron(text: &str, start: &Fields, measures: &[Measure]) -> Option<(Fields, Option<String>)> {
    // The place of what is pasted, and what it refers to, are in another file.
    let fields = |statement| Fields {
        own: start.own.clone(),
        ..Fields::from_statement(statement, start.words)
    };

    if !text.starts_with('(') {
        return None;
    }
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    if let Ok(reading) =
        read("pasted.estimates.ron", text.as_bytes(), &ReadOptions::default(), go_on)
    {
        let all = reading.ledger.in_file_order();
        let first = all.first()?.to_statement();
        let more = (all.len() > 1).then(|| {
            format!("The first of {} estimates; open all of them as a file instead", all.len())
        });
        return Some((fields(&first), more));
    }
    let record: EstimateRecord = ron_options().from_str(text.trim_end_matches(',')).ok()?;
    let names = MeasureNames::new(measures);
    let named = measures.iter().find(|measure| {
        names.key_of(measure) == record.measure
            || measure.id() == record.measure
            || measure.name().eq_ignore_ascii_case(&record.measure)
    });
    let key = record.measure.clone();
    let stand_in = named.or(measures.first())?.clone();
    let table = MeasureTable::from([(key.clone(), stand_in)]);
    let statement = record.into_statement(&table, &SourceTable::new()).ok()?;
    let unknown = named.is_none().then(|| format!("No measure here is called “{key}”: choose one"));
    let mut fields = fields(&statement);
    if named.is_none() {
        fields.measure = None;
    }
    Some((fields, unknown))
}

/// A row of a table whose first line names its columns, or else of the table of this window.
fn from_table(
    text: &str,
    start: &Fields,
    measures: &[Measure],
    columns: &[TableColumn],
) -> Option<(Fields, Option<String>)> {
    let is_tabbed = text.contains('\t');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if is_tabbed { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    let mut lines: Vec<Vec<String>> = Vec::new();
    for line in reader.records().take(1_000) {
        lines.push(line.ok()?.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    let first = lines.first()?;
    let known = first.iter().filter(|cell| heading(cell).is_some()).count();
    let has_head = known >= 2 && known.saturating_mul(2) >= first.len();
    let (headings, rows): (Vec<Option<Heading>>, &[Vec<String>]) = if has_head {
        (first.iter().map(|cell| heading(cell)).collect(), lines.get(1..)?)
    } else if is_tabbed && first.len() == columns.len() {
        (columns.iter().map(|column| heading(title(*column))).collect(), &lines)
    } else {
        return None;
    };
    let row = rows.first()?;
    let mut fields = Fields { wording: String::new(), ..start.clone() };
    let mut parts = Parts::default();
    for (heading, cell) in headings.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
        match heading {
            Some(Heading::Stated(field)) => put(&mut fields, &mut parts, *field, unguarded(cell)),
            Some(Heading::Shown(column)) => {
                put_shown(&mut fields, *column, unguarded(cell), measures);
            }
            None => {}
        }
    }
    parts.into_fields(&mut fields, measures);
    let more = (rows.len() > 1)
        .then(|| format!("The first of {} rows; open all of them as a file instead", rows.len()));
    Some((fields, more))
}

/// What a row tells of the measure and the as of part by part.
#[derive(Default)]
struct Parts {
    as_of_start: String,
    population: String,
    quantity: String,
    place: String,
    basis: Option<Basis>,
    since: String,
}

impl Parts {
    fn into_fields(self, fields: &mut Fields, measures: &[Measure]) {
        if !self.as_of_start.is_empty() {
            fields.as_of = format!("{}/{}", self.as_of_start, fields.as_of);
        }
        if self.quantity.is_empty() {
            return;
        }
        let mut typed = Fields {
            measure: None,
            population: self.population,
            quantity: self.quantity,
            place: self.place,
            basis: self.basis.unwrap_or(Basis::Cumulative),
            since: self.since,
            ..Fields::default()
        };
        if let Ok(measure) = typed.chosen_measure() {
            typed.basis = self.basis.unwrap_or(measure.quantity.usual_basis());
        }
        let known = typed.chosen_measure().ok().filter(|measure| measures.contains(measure));
        fields.population = typed.population;
        fields.quantity = typed.quantity;
        fields.place = typed.place;
        fields.basis = typed.basis;
        fields.since = typed.since;
        fields.measure = known;
    }
}

/// What the heading of a column announces.
enum Heading {
    /// What a file states in that field.
    Stated(Field),
    /// What the window's own table shows there, where no field is called so.
    Shown(TableColumn),
}

fn heading(cell: &str) -> Option<Heading> {
    let shown = || TableColumn::ALL.iter().find(|column| title(**column) == cell);
    let word = cell.to_lowercase();
    match word.as_str() {
        "date" => return Some(Heading::Stated(Field::AsOf)),
        "label" => return Some(Heading::Stated(Field::Source)),
        _ => {}
    }
    match (shown(), word.parse()) {
        // The window shows whom it takes for the origin, and what is known of how that comes by its
        // numbers, whatever is stated.
        (None, Ok(field)) => Some(Heading::Stated(field)),
        (Some(column), Ok(field)) if !is_taken_for(*column) => Some(Heading::Stated(field)),
        _ => {
            let titled = |column: &&TableColumn| title(**column).to_lowercase() == word;
            TableColumn::ALL.iter().find(titled).copied().map(Heading::Shown)
        }
    }
}

/// Whether a column shows what an estimate is taken for.
fn is_taken_for(column: TableColumn) -> bool {
    matches!(column, TableColumn::Origin | TableColumn::Method)
}

/// Puts what is shown into the field for it; what no field is for is left out.
fn put_shown(fields: &mut Fields, column: TableColumn, cell: &str, measures: &[Measure]) {
    match column {
        TableColumn::AsOf => cell.clone_into(&mut fields.as_of),
        TableColumn::Origin if fields.source.is_empty() => cell.clone_into(&mut fields.source),
        TableColumn::Wording => cell.clone_into(&mut fields.wording),
        TableColumn::Through => match cell.rsplit_once(", ") {
            Some((relays, outlet)) => {
                fields.relays = relays.replace(", ", " > ");
                outlet.clone_into(&mut fields.outlet);
            }
            None => cell.clone_into(&mut fields.outlet),
        },
        TableColumn::Measure => {
            let named = measures.iter().find(|one| one.name() == cell || one.id() == cell);
            fields.measure = named.cloned().or_else(|| fields.measure.take());
        }
        _ => {}
    }
}

/// Puts what is stated into the field for it. What refers to other statements of its file is left
/// out.
fn put(fields: &mut Fields, parts: &mut Parts, field: Field, cell: &str) {
    let owned = || cell.to_owned();
    let word = cell.to_lowercase().replace(' ', "_");
    let is_yes = ["yes", "true", "1"].contains(&cell);
    match field {
        Field::Id | Field::DerivedFrom | Field::Supersedes | Field::Author => {}
        Field::Population => parts.population = owned(),
        Field::Quantity => parts.quantity = owned(),
        Field::Place => parts.place = owned(),
        Field::Basis => parts.basis = word.parse().ok(),
        Field::Since => parts.since = owned(),
        Field::Source => fields.source = owned(),
        Field::Low => fields.low = owned(),
        Field::Best => fields.best = owned(),
        Field::High => fields.high = owned(),
        Field::How => fields.set_how(word.parse().ok()),
        Field::Value => {
            if let Ok(said) = word.parse() {
                fields.kind = EntryKind::Words;
                fields.said = said;
            }
        }
        Field::Wording => fields.wording = owned(),
        Field::AsOfStart => parts.as_of_start = owned(),
        Field::AsOf => fields.as_of = owned(),
        Field::Precision => fields.precision = cell.parse().ok(),
        Field::DatesInferred => fields.is_inferred = is_yes,
        Field::Published => fields.published = owned(),
        Field::Standing => fields.standing = cell.parse().ok(),
        Field::Method => fields.method = word.parse().ok(),
        Field::Relays => fields.relays = owned(),
        Field::Outlet => fields.outlet = owned(),
        Field::Url => fields.url = owned(),
        Field::Retracted => fields.kept.retracted = cell.parse().ok(),
        Field::Grade => fields.grade = owned(),
        Field::Likelihood => fields.likelihood = owned(),
        Field::Confidence => fields.confidence = owned(),
        Field::Note => fields.note = owned(),
        Field::Origin => fields.kept.origin = Some(owned()),
        Field::Kind => fields.origin_kind = cell.parse().ok(),
        Field::Affiliation => fields.affiliation = owned(),
        Field::Country => fields.country = owned(),
        Field::Party => fields.party = Some(is_yes),
        Field::Unknown => fields.kept.is_unknown = is_yes,
    }
}

/// A text without the address that stands in it, and the address.
fn without_address(text: &str) -> (String, Option<String>) {
    let address = text
        .split_whitespace()
        .find(|word| word.starts_with("https://") || word.starts_with("http://"));
    let Some(address) = address else { return (text.to_owned(), None) };
    let rest = text.replacen(address, "", 1);
    (rest.trim().to_owned(), Some(address.trim_end_matches([')', ',', '.', ']']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::How;
    use crate::estimate::Quantity;

    fn measures() -> [Measure; 2] {
        let people = |words: &str| Quantity::from_words(words).expect("words");
        [
            Measure::new("", people("killed or wounded"), "Kursk", Basis::Cumulative),
            Measure::new("", Quantity::Deployed, "Kursk", Basis::Level),
        ]
    }

    fn paste(text: &str) -> Fields {
        pasted(text, &Fields::default(), &measures(), &TableColumn::USUAL).0
    }

    #[test]
    fn a_sentence_becomes_the_wording_and_its_address_the_citation() {
        let fields = paste(" about 3,000 have been killed \nhttps://www.dailywrap.uk/a?b=1 ");
        assert_eq!(fields.wording, "about 3,000 have been killed");
        assert_eq!(fields.url, "https://www.dailywrap.uk/a?b=1");
        assert_eq!(fields.outlet, "dailywrap.uk");
    }

    #[test]
    fn an_estimate_in_ron_fills_the_fields() {
        let fields = paste(
            r#"(measure: "killed or wounded · Kursk", source: "ROK NIS", low: 3000, how: more_than, as_of: "2025-01-13", outlet: "AFP"),"#,
        );
        assert_eq!((fields.source.as_str(), fields.low.as_str()), ("ROK NIS", "3,000"));
        assert_eq!(fields.how, Some(How::MoreThan));
        assert_eq!(fields.measure.as_ref(), Some(&measures()[0]));
    }

    #[test]
    fn a_row_with_its_headings_fills_the_fields() {
        for text in [
            "As of\tOrigin\tLow\tBest\tHow\tAs stated\tThrough\n\
             2024-12-23\tGen. Syrskyi\t3000\t\tmore than\t'=3,000\tZelensky, Kyiv Independent\n",
            "date,source,quantity,place,low,how,wording,relays,outlet\n\
             2024-12-23,Gen. Syrskyi,killed or wounded,Kursk,3000,more_than,\"'=3,000\",Zelensky,Kyiv Independent\n",
        ] {
            let fields = paste(text);
            assert_eq!(fields.source, "Gen. Syrskyi");
            assert_eq!((fields.low.as_str(), fields.how), ("3000", Some(How::MoreThan)));
            assert_eq!(fields.wording, "=3,000");
            assert_eq!(
                (fields.relays.as_str(), fields.outlet.as_str()),
                ("Zelensky", "Kyiv Independent")
            );
        }
    }

    #[test]
    fn a_row_of_this_table_needs_no_headings() {
        let row = "2024-12-23\tGen. Syrskyi\t3000\t\t\thas exceeded 3,000\tZelensky, KI\t2024-12-24\tcounts";
        let fields = paste(row);
        assert_eq!(
            (fields.as_of.as_str(), fields.published.as_str()),
            ("2024-12-23", "2024-12-24")
        );
        assert_eq!(fields.outlet, "KI");
    }

    #[test]
    fn lines_of_cells_are_a_table_and_sentences_are_none() {
        for table in [
            "Source;Date;Min;Max;Link\nNIS;2025-01-13;300;400;https://a.example/1\n",
            "Who\tWhen\tDead\n\nNIS\t13 Jan\t300\n",
            "date,source,killed\n2025-01-13,\"NIS, Seoul\",300\n",
            "| Who | Dead |\n|---|---|\n| NIS | 300 |",
        ] {
            assert!(is_table(table), "{table}");
        }
        for text in [
            "about 3,000 have been killed",
            "about 3,000, or more, have been killed,\nofficials said\nhttps://a.example/b",
            "As many as 4,000 were hit, he said\nof whom 1,000 died",
        ] {
            assert!(!is_table(text), "{text}");
        }
    }

    #[test]
    fn of_several_rows_the_first_is_taken_and_that_is_said() {
        let text = "date,source,best\n2024-12-23,A,5\n2024-12-24,B,6\n";
        let (fields, said) = pasted(text, &Fields::default(), &measures(), &[]);
        assert_eq!(fields.source, "A");
        assert!(said.is_some_and(|said| said.contains("first of 2 rows")));
    }
}
