//! Answers and data as JSON. Field names are a contract with scripts: see the README.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use super::said::{AdjustmentJson, NoteJson, Said};
use crate::estimate::{AsOf, Bounds, Directory, Estimate, Loaded, Method, OriginKind};
use crate::files::native::{in_one_row, plain_number};

/// The version that every JSON object carries.
pub const SCHEMA: u32 = 1;

/// A number that is written without a fraction where it has none, and without what reckoning in
/// halves leaves at the end of tenths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = format!("{:.14e}", self.0);
        plain_number(&Some(written.parse().unwrap_or(self.0)), serializer)
    }
}

/// When something is true.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AsOfJson {
    pub from: String,
    pub to: String,
    pub precision: &'static str,
    pub assumed: bool,
}

impl From<AsOf> for AsOfJson {
    fn from(as_of: AsOf) -> AsOfJson {
        AsOfJson {
            from: as_of.from().to_string(),
            to: as_of.to().to_string(),
            precision: as_of.precision().word(),
            assumed: as_of.is_assumed(),
        }
    }
}

/// Bounds as stated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatedJson {
    pub low: Option<Number>,
    pub best: Option<Number>,
    pub high: Option<Number>,
    pub how: &'static str,
}

impl From<Bounds> for StatedJson {
    fn from(bounds: Bounds) -> StatedJson {
        StatedJson {
            low: bounds.low().map(Number),
            best: bounds.best().map(Number),
            high: bounds.high().map(Number),
            how: bounds.how().word(),
        }
    }
}

#[derive(Serialize)]
struct EstimatesJson<'a> {
    schema: u32,
    estimates: Vec<EstimateJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    adjustments: Vec<AdjustmentJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteJson<'a>>,
}

#[derive(Serialize)]
struct EstimateJson<'a> {
    id: String,
    measure: String,
    label: &'a str,
    origin: String,
    relays: Vec<&'a str>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    /// What kind of body the origin is; none where nobody says.
    kind: Option<&'static str>,
    /// How the number came about, as is stated or known of the origin.
    method: Option<&'static str>,
    value: &'static str,
    low: Option<Number>,
    best: Option<Number>,
    high: Option<Number>,
    how: Option<&'static str>,
    wording: Option<&'a str>,
    as_of: AsOfJson,
    published: Option<String>,
    standing: &'static str,
    derived_from: Option<&'a str>,
    supersedes: Vec<&'a str>,
    retracted: Option<String>,
    grade: Option<String>,
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    file: &'a str,
    record: u32,
    /// What else was stated.
    #[serde(flatten)]
    stated: Map<String, Json>,
}

/// Fields that are told under other names.
const TOLD_OTHERWISE: [&str; 6] =
    ["id", "source", "as_of_start", "as_of", "precision", "dates_inferred"];

/// Fields whose names tell what the program takes an origin or its number for, whatever is stated.
const TAKEN_FOR: [&str; 3] = ["origin", "kind", "method"];

/// What is stated in a row and not `told` yet: under the name of its field, led by `stated_` where
/// that name tells what the program made of it.
fn stated_beyond(row: Map<String, Json>, told: &Json) -> Map<String, Json> {
    let beyond = row.into_iter().filter_map(|(name, content)| {
        let is_free = told.get(&name).is_none();
        let is_told = told.get(&name) == Some(&content) && !TAKEN_FOR.contains(&name.as_str());
        if is_told || TOLD_OTHERWISE.contains(&name.as_str()) {
            return None;
        }
        Some((if is_free { name } else { format!("stated_{name}") }, content))
    });
    beyond.collect()
}

/// Every estimate that `wanted` takes, as stated, file by file in the order of the file; then what
/// an analyst laid over them and wrote down.
///
/// `files` gives each ledger with the path of its file.
///
/// # Errors
/// Never for data that a ledger can hold; the error of the JSON writer otherwise.
pub fn estimates_json(
    files: &[(Loaded, String)],
    said: &Said<'_>,
    wanted: impl Fn(Estimate<'_>) -> bool,
) -> Result<String, serde_json::Error> {
    let mut estimates = Vec::new();
    for (loaded, path) in files {
        for estimate in loaded.ledger.each_in_file_order().filter(|one| wanted(*one)) {
            let mut object = estimate_json(loaded, path, estimate);
            let told = serde_json::to_value(&object)?;
            object.stated = stated_beyond(in_one_row(&estimate.to_statement())?, &told);
            estimates.push(object);
        }
    }
    let (adjustments, notes) = (said.adjustments_json(), said.notes_json());
    let whole = EstimatesJson { schema: SCHEMA, estimates, adjustments, notes };
    let mut text = serde_json::to_string_pretty(&whole)?;
    text.push('\n');
    Ok(text)
}

fn estimate_json<'a>(loaded: &Loaded, path: &'a str, estimate: Estimate<'a>) -> EstimateJson<'a> {
    let bounds = estimate.bounds();
    let origin = Directory::shipped().origin_of(estimate.source());
    EstimateJson {
        id: loaded.id_of(estimate).to_string(),
        measure: estimate.measure().id(),
        label: estimate.label(),
        kind: origin.kind.map(OriginKind::word),
        method: Directory::shipped().method_of(estimate).map(Method::word),
        origin: origin.name,
        relays: estimate.relays().collect(),
        outlet: estimate.outlet(),
        url: estimate.url(),
        value: estimate.value().word(),
        low: bounds.and_then(|b| b.low()).map(Number),
        best: bounds.and_then(|b| b.best()).map(Number),
        high: bounds.and_then(|b| b.high()).map(Number),
        how: bounds.map(|b| b.how().word()),
        wording: estimate.wording(),
        as_of: estimate.as_of().into(),
        published: estimate.published().map(|day| day.to_string()),
        standing: estimate.standing().word(),
        derived_from: estimate.derived_from(),
        supersedes: estimate.supersedes().collect(),
        retracted: estimate.retracted().map(|day| day.to_string()),
        grade: Some(estimate.grading().to_string()).filter(|grade| !grade.is_empty()),
        note: estimate.note(),
        author: estimate.author(),
        file: path,
        record: estimate.record(),
        stated: Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_fraction() {
        let text = |n: f64| serde_json::to_string(&Number(n)).unwrap_or_default();
        assert_eq!(text(400_000.0), "400000");
        assert_eq!(text(783_137.5), "783137.5");
        assert_eq!(text(-3.0), "-3");
    }
}
