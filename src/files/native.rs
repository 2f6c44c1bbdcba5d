//! The record types of the native format, and the way between them and statements.
//!
//! An estimates file and a session write an estimate alike: one line that names its measure and
//! its source by readable keys, with absent fields left out. What is left out has a meaning that is
//! fixed here and nowhere else: see [`usual_how`] and [`usual_standing`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value as Json, to_value};
use strum::{EnumString, IntoStaticStr, VariantArray};

pub(crate) use super::containers::cut::Cut;
use super::field::Field;
pub(crate) use super::keyed::KeyedTable;
pub use super::native_line::EstimateLines;
pub use super::native_text::{
    MeasureNames, MeasureTable, one_line, ron_options, version_of, write_list, write_table,
};
pub(crate) use super::plain_record::known_record;
use super::problem_fact::{
    DateLacking, ProblemFact, UnknownWord, Unnamed, ValueLacking, WrongDate, WrongNumber,
};
use crate::estimate::asof::{BadAsOf, as_of_from_text, as_of_to_text, widened};
use crate::estimate::{
    AsOf, BadBounds, Bounds, Clocks, Day, Direction, Grading, How, Measure, Method, Precision,
    SourceFacts, Standing, Statement, Value,
};

/// The version of the native format that this program writes; newer ones are refused.
pub const VERSION: u32 = 1;

/// Facts about sources, by label.
pub type SourceTable = BTreeMap<String, SourceFacts>;

/// One estimate as it is written, before it is checked. Its texts are its own, or lent by the file
/// while that is read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, bound(serialize = "Text: Serialize + AsRef<str>"))]
pub struct EstimateRecord<Text = String> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Text>,
    /// The key of its measure in the table of measures.
    #[serde(skip_serializing_if = "is_nothing")]
    pub measure: Text,
    /// The source's label.
    #[serde(skip_serializing_if = "is_nothing")]
    pub source: Text,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub best: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub high: Option<f64>,
    /// Left out where it is the [usual one](usual_how).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<How>,
    /// What was said where there are no numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueWord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<Text>,
    /// `2024-12-23`, `2024-12`, `2024-Q4`, `2024` or `2024-12-14/2024-12-15`; left out where the
    /// published day stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Text>,
    /// Where it is not plain from `as_of`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// The as of is nobody's statement but inferred.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dates_inferred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Day>,
    /// Left out where it is *observed* and the [usual one](usual_standing).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// How the number came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Nearest the origin first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relays: Vec<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derived_from: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retracted: Option<Day>,
    /// Admiralty letter and digit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Who entered it by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Text>,
    /// Which record of the file that was read. Sessions keep it; an estimates file does not, as its
    /// records are numbered by where they stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// The line of that file. Sessions keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// An estimate in one row, as tables have it: its record with its measure and its source in it, by
/// the words of the [fields](super::Field) of which something is said. Nothing is left out because
/// it is usual.
///
/// # Errors
/// When JSON has no word for it, which it has for every statement.
pub fn in_one_row(statement: &Statement) -> serde_json::Result<Map<String, Json>> {
    let mut row = Map::new();
    let record = EstimateRecord::in_full(statement, "");
    for part in [to_value(&record)?, to_value(&statement.measure)?, to_value(&statement.facts)?] {
        if let Json::Object(fields) = part {
            row.extend(fields);
        }
    }
    let mut set = |field: Field, word: String| row.insert(field.word().to_owned(), word.into());
    if let Some(how) = record.how {
        set(Field::How, how.written());
    }
    if let Some(as_of) = stated_as_of(statement.clocks) {
        let (from, to, precision) = (as_of.from(), as_of.to(), as_of.precision());
        set(Field::AsOf, to.to_string());
        set(Field::Precision, precision.word().to_owned());
        if from != to || widened(to, precision).from() != from {
            set(Field::AsOfStart, from.to_string());
        }
    }
    Ok(row)
}

/// What was said where there are no numbers, in one word.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ValueWord {
    #[default]
    Vague,
    Share,
    Increase,
    Decrease,
    Rotation,
    RotationOrIncrease,
    Reported,
}

impl ValueWord {
    /// Every word.
    pub const ALL: &'static [ValueWord] = ValueWord::VARIANTS;

    /// The word as it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The word for a value; none for one in numbers.
    #[must_use]
    pub fn of(value: &Value) -> Option<ValueWord> {
        ValueWord::VARIANTS.iter().copied().find(|word| word.value() == *value)
    }

    /// The value that the word means.
    #[must_use]
    pub fn value(self) -> Value {
        match self {
            ValueWord::Vague => Value::Vague,
            ValueWord::Share => Value::Share,
            ValueWord::Increase => Value::Direction(Direction::Increase),
            ValueWord::Decrease => Value::Direction(Direction::Decrease),
            ValueWord::Rotation => Value::Direction(Direction::Rotation),
            ValueWord::RotationOrIncrease => Value::Direction(Direction::RotationOrIncrease),
            ValueWord::Reported => Value::Direction(Direction::Reported),
        }
    }
}

/// How numbers are stated where nothing is said about it: low alone is *at least*, high alone *at
/// most*, low and high *between*, anything else a bare number.
#[must_use]
pub fn usual_how(low: Option<f64>, best: Option<f64>, high: Option<f64>) -> How {
    match (low, best, high) {
        (Some(_), None, None) => How::AtLeast,
        (None, None, Some(_)) => How::AtMost,
        (Some(_), _, Some(_)) => How::Between,
        _ => How::Bare,
    }
}

/// Nobody is taken to look farther ahead.
const FARTHEST_DAYS: i32 = 36_525;

/// The standing of a statement where nothing is said about it: *projected* if all of the days it
/// speaks of lie after the day on which it was published, else *observed*. A period under way when
/// it was published is no projection, nor is the next day, which it may be elsewhere already, nor
/// what lies a century ahead, where a year is wrong.
#[must_use]
pub fn usual_standing(clocks: Clocks) -> Standing {
    match clocks.published() {
        Some(published)
            if (2..=FARTHEST_DAYS).contains(&published.days_until(clocks.as_of().from())) =>
        {
            Standing::Projected
        }
        _ => Standing::Observed,
    }
}

/// Whether a standing is the usual one and goes without saying; a projection is not left to be taken
/// for one.
pub(super) fn is_left_out(standing: Standing, clocks: Clocks) -> bool {
    standing == Standing::Observed && standing == usual_standing(clocks)
}

/// Why a record is no estimate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadRecord {
    #[error("no source is named")]
    NoSource,
    #[error("no measure is named")]
    NoMeasure,
    #[error("“{0}” is not among the measures of this file")]
    UnknownMeasure(String),
    #[error("neither as_of nor published is given")]
    NoDate,
    #[error("{0}")]
    Date(#[from] BadAsOf),
    #[error("there is neither a number nor a value in words")]
    NoValue,
    #[error("{0}")]
    Number(#[from] BadBounds),
    #[error("{0}")]
    Grade(#[from] crate::estimate::BadGrade),
}

impl From<BadRecord> for ProblemFact {
    fn from(bad: BadRecord) -> ProblemFact {
        match bad {
            BadRecord::NoSource => ProblemFact::NoSource,
            BadRecord::NoMeasure => ProblemFact::NoQuantity(Unnamed::Measure),
            BadRecord::UnknownMeasure(key) => ProblemFact::UnknownMeasure(key),
            BadRecord::NoDate => ProblemFact::NoDate(DateLacking::All),
            BadRecord::Date(bad) => ProblemFact::BadDate(WrongDate::AsOf(bad)),
            BadRecord::NoValue => ProblemFact::NoValue(ValueLacking::Altogether),
            BadRecord::Number(bad) => ProblemFact::BadNumber(WrongNumber::Bounds(bad)),
            BadRecord::Grade(bad) => ProblemFact::UnknownValue(UnknownWord::Grade(bad)),
        }
    }
}

impl EstimateRecord {
    /// The record that says the same as a statement. `measure` is its measure's key.
    ///
    /// Record and line stay out; a session has them, see [`EstimateLines::push_with_place`].
    #[must_use]
    pub fn from_statement(statement: &Statement, measure: &str) -> EstimateRecord {
        let full = EstimateRecord::in_full(statement, measure);
        let usual = usual_how(full.low, full.best, full.high);
        EstimateRecord {
            how: full.how.filter(|how| *how != usual),
            standing: full.standing.filter(|standing| !is_left_out(*standing, statement.clocks)),
            ..full
        }
    }

    /// As [`EstimateRecord::from_statement`], with what would be left out because it is usual.
    fn in_full(statement: &Statement, measure: &str) -> EstimateRecord {
        let bounds = statement.value.bounds();
        let part = |part: fn(&Bounds) -> Option<f64>| bounds.and_then(part);
        let (as_of, precision, dates_inferred) = written_as_of(statement.clocks);
        let grade = statement.grading.admiralty();
        EstimateRecord {
            id: statement.id.clone(),
            measure: measure.to_owned(),
            source: statement.label.clone(),
            low: part(Bounds::low),
            best: part(Bounds::best),
            high: part(Bounds::high),
            how: bounds.map(Bounds::how),
            value: ValueWord::of(&statement.value),
            wording: statement.wording.clone(),
            as_of,
            precision,
            dates_inferred,
            published: statement.clocks.published(),
            standing: Some(statement.standing),
            method: statement.method,
            relays: statement.relays.clone(),
            outlet: statement.outlet.clone(),
            url: statement.url.clone(),
            derived_from: statement.derived_from.clone(),
            supersedes: statement.supersedes.clone(),
            retracted: statement.retracted,
            grade: (!grade.is_empty()).then_some(grade),
            likelihood: statement.grading.likelihood.clone(),
            confidence: statement.grading.confidence.clone(),
            note: statement.note.clone(),
            author: statement.author.clone(),
            record: None,
            line: None,
        }
    }
}

impl<Text: AsRef<str> + Into<String>> EstimateRecord<Text> {
    /// The statement that this record makes, with its measure and its source looked up in the
    /// file's tables; a source that is not listed is fine. The measure is lent or is its own, as is
    /// asked for. It takes the record's own number and line, which are 0 where they were left out.
    ///
    /// Nothing is flagged and nothing repaired here. A value in words beside a number is left out.
    ///
    /// # Errors
    /// When something needed is missing or cannot be read.
    pub fn into_statement<'m, Counted: From<&'m Measure>>(
        self,
        measures: &'m MeasureTable,
        sources: &SourceTable,
    ) -> Result<Statement<Text, Counted>, BadRecord> {
        if self.source.as_ref().trim().is_empty() {
            return Err(BadRecord::NoSource);
        }
        if is_nothing(&self.measure) {
            return Err(BadRecord::NoMeasure);
        }
        let Some(measure) = measures.get(self.measure.as_ref()) else {
            return Err(BadRecord::UnknownMeasure(self.measure.into()));
        };
        let value = self.stated_value()?;
        let clocks = self.clocks()?;
        let mut grading: Grading = match &self.grade {
            Some(grade) => grade.as_ref().parse()?,
            None => Grading::default(),
        };
        grading.likelihood = self.likelihood.map(Into::into);
        grading.confidence = self.confidence.map(Into::into);
        Ok(Statement {
            record: self.record.unwrap_or(0),
            line: self.line.unwrap_or(0),
            id: self.id,
            measure: Counted::from(measure),
            facts: sources.get(self.source.as_ref()).cloned().unwrap_or_default(),
            label: self.source,
            relays: self.relays,
            outlet: self.outlet,
            url: self.url,
            value,
            wording: self.wording,
            clocks,
            standing: self.standing.unwrap_or_else(|| usual_standing(clocks)),
            method: self.method,
            derived_from: self.derived_from,
            supersedes: self.supersedes,
            retracted: self.retracted,
            grading,
            note: self.note,
            author: self.author,
        })
    }

    /// Whether there is a value in words beside a number, which alone is taken.
    pub(super) fn has_two_values(&self) -> bool {
        let numbers = [self.low, self.best, self.high];
        self.value.is_some() && numbers.iter().any(Option::is_some)
    }

    fn stated_value(&self) -> Result<Value, BadRecord> {
        let (low, best, high) = (self.low, self.best, self.high);
        if low.is_none() && best.is_none() && high.is_none() {
            return self.value.map(ValueWord::value).ok_or(BadRecord::NoValue);
        }
        let how = self.how.unwrap_or_else(|| usual_how(low, best, high));
        Ok(Value::Bounds(Bounds::new(low, best, high, how)?))
    }

    fn clocks(&self) -> Result<Clocks, BadRecord> {
        let as_of = match &self.as_of {
            Some(text) => Some(as_of_from_text(text.as_ref(), self.precision)?),
            None => None,
        };
        let as_of = as_of.map(|as_of| if self.dates_inferred { as_of.assumed() } else { as_of });
        Clocks::new(as_of, self.published).ok_or(BadRecord::NoDate)
    }
}

fn is_nothing(text: &impl AsRef<str>) -> bool {
    text.as_ref().is_empty()
}

/// As of, precision and whether it was inferred, as they are written; an as of for which the
/// published day stands in is left out.
fn written_as_of(clocks: Clocks) -> (Option<String>, Option<Precision>, bool) {
    let Some(as_of) = stated_as_of(clocks) else { return (None, None, false) };
    let (text, precision) = as_of_to_text(as_of);
    (Some(text), precision, as_of.is_assumed())
}

/// The as of; none where the published day stands in for it, which a reader will assume again.
pub(super) fn stated_as_of(clocks: Clocks) -> Option<AsOf> {
    let as_of = clocks.as_of();
    let stands_in = |day| as_of == AsOf::day(day).assumed();
    (!clocks.published().is_some_and(stands_in)).then_some(as_of)
}

/// Every whole number up to here is exact, and fits an `i64`.
pub(super) const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Whole numbers without a fraction: `1100`, not `1100.0`.
pub(crate) fn plain_number<S: Serializer>(
    number: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match *number {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within an i64")]
        Some(whole) if whole.fract() == 0.0 && whole.abs() <= LARGEST_EXACT => {
            serializer.serialize_some(&(whole as i64))
        }
        Some(other) => serializer.serialize_some(&other),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Basis, Quantity};

    fn read(line: &str) -> Result<Statement, BadRecord> {
        let killed = Measure::new("", Quantity::Deployed, "Kursk", Basis::Level);
        let measures = MeasureTable::from([("m".to_owned(), killed)]);
        let record: EstimateRecord = ron_options().from_str(line).expect("well-formed");
        record.into_statement(&measures, &SourceTable::new())
    }

    #[test]
    fn what_was_read_is_written_on_the_same_line() {
        for line in [
            r#"(id: "C08", measure: "m", source: "ROK JCS", best: 1100, how: about, wording: "around 1,100 casualties", as_of: "2024-12-23", published: "2024-12-23", relays: ["Yonhap"], outlet: "Moscow Times", url: "https://example.org/a")"#,
            r#"(measure: "m", source: "A", low: 0.5, high: 2.25, how: interval(level_permille: 950, kind: credible), as_of: "2024-12")"#,
            r#"(measure: "m", source: "A \"quoted\"", value: rotation_or_increase, as_of: "2024-12-30", precision: week, published: "2024-10-01", standing: observed)"#,
            r#"(measure: "m", source: "A", low: 30, published: "2024-10-01", derived_from: "x", supersedes: ["y", "z"], retracted: "2025-01-01", grade: "B2", likelihood: "likely", confidence: "low", note: "n")"#,
            r#"(measure: "m", source: "A", best: 30, as_of: "2024-10-01", method: claim_of_a_party)"#,
        ] {
            let statement = read(line).expect("complete");
            let written = one_line(&EstimateRecord::from_statement(&statement, "m"));
            assert_eq!(written.as_deref(), Ok(line));
        }
    }

    #[test]
    fn what_is_left_out_has_its_usual_meaning() {
        let of = |line: &str| read(line).expect("complete");
        let low = of(r#"(measure: "m", source: "A", low: 30, as_of: "2024-10-02")"#);
        assert_eq!(low.value.bounds().map(Bounds::how), Some(How::AtLeast));
        let later = of(
            r#"(measure: "m", source: "A", best: 30, as_of: "2024-12", published: "2024-10-02")"#,
        );
        assert_eq!(later.standing, Standing::Projected);
        let under_way = of(
            r#"(measure: "m", source: "A", best: 30, as_of: "2024-12", published: "2024-12-02")"#,
        );
        assert_eq!(under_way.standing, Standing::Observed);
        let said = of(r#"(measure: "m", source: "A", best: 30, published: "2024-10-02")"#);
        assert!(said.clocks.as_of().is_assumed());
    }

    #[test]
    fn what_is_needed_and_missing_is_named() {
        let code = |line: &str| {
            read(line).map_err(|error| ProblemFact::from(error).code().to_owned()).err()
        };
        for (line, expected) in [
            (r#"(measure: "m", best: 1, as_of: "2024")"#, "no-source"),
            (r#"(source: "A", best: 1, as_of: "2024")"#, "no-quantity"),
            (r#"(measure: "n", source: "A", best: 1, as_of: "2024")"#, "unknown-measure"),
            (r#"(measure: "m", source: "A", best: 1)"#, "no-date"),
            (r#"(measure: "m", source: "A", best: 1, as_of: "24")"#, "bad-date"),
            (r#"(measure: "m", source: "A", as_of: "2024")"#, "no-value"),
            (r#"(measure: "m", source: "A", best: 1e999, as_of: "2024")"#, "bad-number"),
            (r#"(measure: "m", source: "A", best: NaN, as_of: "2024")"#, "bad-number"),
            (
                r#"(measure: "m", source: "A", best: 1, as_of: "2024", grade: "Z9")"#,
                "unknown-value",
            ),
        ] {
            assert_eq!(code(line).as_deref(), Some(expected), "{line}");
        }
    }
}
