//! What is typed about one statement or event, and what is wrong with it, field by field.

use crate::app::controls::filled;
use crate::app::typed::{date_from, number_from};
use crate::estimate::asof::{as_of_from_text, widened};
use crate::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, Event, Grading, How, IntervalKind, Measure, Method,
    OriginKind, Precision, Quantity, SourceFacts, Standing, Statement, Value,
};
use crate::files::is_url;
use crate::files::native::{EstimateRecord, ValueWord, usual_how, usual_standing};
use crate::words::Words;

/// What is being entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum EntryKind {
    #[default]
    Number,
    /// A statement without a number.
    Words,
    Event,
}

/// A field of which something can be wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum FormField {
    Wording,
    Numbers,
    Level,
    Source,
    Measure,
    AsOf,
    Published,
    Url,
    Grade,
    Event,
}

/// What is wrong with a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wrong {
    pub field: FormField,
    pub sentence: String,
    /// Nothing is typed yet, which is no slip until it is to be entered.
    pub is_missing: bool,
}

/// Everything that is typed.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Fields {
    pub kind: EntryKind,
    pub wording: String,
    pub low: String,
    pub best: String,
    pub high: String,
    /// None: as the numbers themselves say.
    pub how: Option<How>,
    /// Of an interval, in per cent.
    pub level: String,
    pub said: ValueWord,
    pub source: String,
    pub origin_kind: Option<OriginKind>,
    pub affiliation: String,
    pub country: String,
    pub party: Option<bool>,
    /// None: a new one, typed below.
    pub measure: Option<Measure>,
    pub population: String,
    pub quantity: String,
    pub place: String,
    pub basis: Basis,
    /// Since when a total counts.
    pub since: String,
    pub as_of: String,
    pub precision: Option<Precision>,
    /// Nobody stated the date.
    pub is_inferred: bool,
    pub published: String,
    pub relays: String,
    pub outlet: String,
    pub url: String,
    pub standing: Option<Standing>,
    pub method: Option<Method>,
    pub grade: String,
    pub likelihood: String,
    pub confidence: String,
    pub note: String,
    /// What an event is called.
    pub event: String,
    pub kept: Kept,
    pub own: Own,
    /// In which words numbers are written into the fields.
    pub words: Words,
}

/// What a statement says and no field shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Kept {
    pub origin: Option<String>,
    pub is_unknown: bool,
    pub retracted: Option<Day>,
}

/// What makes a statement itself and no other: its place, and what it refers to.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Own {
    record: u32,
    line: u32,
    id: Option<String>,
    derived_from: Option<String>,
    supersedes: Vec<String>,
    author: Option<String>,
}

impl Own {
    /// It says again what the statement with this id of the same file says.
    pub fn derive_from(&mut self, id: &str) {
        self.derived_from = Some(id.to_owned());
    }
}

/// What stands between two relays.
const THEN: &str = " > ";

impl Fields {
    /// The fields as they would be typed for a statement.
    pub fn from_statement(statement: &Statement, words: Words) -> Fields {
        let text = Option::unwrap_or_default;
        let record = EstimateRecord::from_statement(statement, "");
        let facts = statement.facts.clone();
        let mut fields = Fields {
            words,
            wording: text(record.wording),
            source: record.source,
            origin_kind: facts.kind,
            affiliation: facts.affiliation.to_string(),
            country: text(facts.country),
            party: facts.party,
            measure: Some(statement.measure.clone()),
            as_of: text(record.as_of),
            precision: record.precision,
            is_inferred: record.dates_inferred,
            published: record.published.map(|day| day.to_string()).unwrap_or_default(),
            relays: record.relays.join(THEN),
            outlet: text(record.outlet),
            url: text(record.url),
            standing: record.standing,
            method: record.method,
            grade: text(record.grade),
            likelihood: text(record.likelihood),
            confidence: text(record.confidence),
            note: text(record.note),
            kept: Kept {
                origin: facts.origin,
                is_unknown: facts.unknown,
                retracted: record.retracted,
            },
            own: Own {
                record: statement.record,
                line: statement.line,
                id: record.id,
                derived_from: record.derived_from,
                supersedes: record.supersedes,
                author: record.author,
            },
            ..Fields::default()
        };
        fields.set_value(&statement.value);
        fields
    }

    /// Somebody passed it on, before those who are named.
    pub fn add_relay(&mut self, relay: &str) {
        let mut relays: Vec<String> = self.relays.split('>').filter_map(filled).collect();
        if !relays.iter().any(|known| known == relay) {
            relays.insert(0, relay.to_owned());
        }
        self.relays = relays.join(THEN);
    }

    /// Takes a value over into the fields for it.
    pub fn set_value(&mut self, value: &Value) {
        if let Some(word) = ValueWord::of(value) {
            self.kind = EntryKind::Words;
            self.said = word;
            return;
        }
        let Some(bounds) = value.bounds() else { return };
        let number = |number: Option<f64>| {
            number.map(|number| self.words.number(number)).unwrap_or_default()
        };
        self.kind = EntryKind::Number;
        self.low = number(bounds.low());
        self.best = number(bounds.best());
        self.high = number(bounds.high());
        let usual = usual_how(bounds.low(), bounds.best(), bounds.high());
        self.set_how(Some(bounds.how()).filter(|how| *how != usual));
    }

    /// Takes over how a number was stated, with the level of an interval.
    pub fn set_how(&mut self, how: Option<How>) {
        self.how = how;
        if let Some(How::Interval { level_permille, .. }) = how {
            self.level = (f64::from(level_permille) / 10.0).to_string();
        }
    }

    /// Everything that keeps it from being entered.
    pub fn wrongs(&self) -> Vec<Wrong> {
        let mut wrongs = Vec::new();
        let mut tell = |field, told: Result<(), Wrong>| {
            wrongs.extend(told.err().map(|wrong| Wrong { field, ..wrong }));
        };
        tell(FormField::AsOf, self.clocks().map(drop));
        tell(FormField::Url, self.checked_url());
        if self.kind == EntryKind::Event {
            tell(FormField::Event, needed(&self.event, "Say in a few words what happened"));
            return wrongs;
        }
        tell(FormField::Published, self.published_day().map(drop));
        tell(FormField::Source, needed(&self.source, "Name who says it"));
        tell(FormField::Measure, self.chosen_measure().map(drop));
        tell(FormField::Grade, self.grading().map(drop));
        match self.kind {
            EntryKind::Number => {
                tell(FormField::Level, self.chosen_how().map(drop));
                tell(FormField::Numbers, self.bounds().map(drop));
            }
            _ => tell(
                FormField::Wording,
                needed(&self.wording, "Without a number, the words are needed"),
            ),
        }
        wrongs
    }

    /// The statement that is typed, with what is kept beside it.
    pub fn statement(&self) -> Result<Statement, Wrong> {
        let value = match self.kind {
            EntryKind::Number => Value::Bounds(self.bounds()?),
            _ => self.said.value(),
        };
        let clocks = self.clocks()?;
        let own = self.own.clone();
        Ok(Statement {
            record: own.record,
            line: own.line,
            id: own.id,
            measure: self.chosen_measure()?,
            label: self.source.trim().to_owned(),
            facts: self.facts(),
            relays: self.relays.split('>').filter_map(filled).collect(),
            outlet: filled(&self.outlet),
            url: filled(&self.url),
            value,
            wording: filled(&self.wording),
            clocks,
            standing: self.standing.unwrap_or_else(|| usual_standing(clocks)),
            method: self.method,
            derived_from: own.derived_from,
            supersedes: own.supersedes,
            retracted: self.kept.retracted,
            grading: self.grading()?,
            note: filled(&self.note),
            author: own.author,
        })
    }

    /// The event that is typed.
    pub fn event(&self) -> Result<Event, Wrong> {
        needed(&self.event, "Say in a few words what happened")?;
        Ok(Event {
            date: self.clocks()?.as_of().to(),
            label: self.event.trim().to_owned(),
            url: filled(&self.url),
            note: filled(&self.note),
        })
    }

    fn facts(&self) -> SourceFacts {
        SourceFacts {
            origin: self.kept.origin.clone(),
            kind: self.origin_kind,
            affiliation: self.affiliation.as_str().into(),
            country: filled(&self.country),
            party: self.party,
            unknown: self.kept.is_unknown,
        }
    }

    /// The bounds that the numbers make.
    pub fn bounds(&self) -> Result<Bounds, Wrong> {
        let read = |text: &str| number_from(text).map_err(slip);
        let (low, best, high) = (read(&self.low)?, read(&self.best)?, read(&self.high)?);
        if low.is_none() && best.is_none() && high.is_none() {
            return Err(missing("Give a low end, a best number or a high end"));
        }
        let how = self.chosen_how()?.unwrap_or_else(|| usual_how(low, best, high));
        let bounds = Bounds::new(low, best, high, how).map_err(|error| slip(error.to_string()))?;
        if !bounds.is_consistent() {
            return Err(slip("Low, best and high have to rise from left to right".to_owned()));
        }
        Ok(bounds)
    }

    fn chosen_how(&self) -> Result<Option<How>, Wrong> {
        let Some(How::Interval { kind, .. }) = self.how else { return Ok(self.how) };
        let level = self.level.trim().trim_end_matches('%').trim_end();
        let percent = number_from(level).map_err(slip)?.ok_or_else(|| missing("Give its level"))?;
        let permille = (percent * 10.0).round();
        if !(1.0..=999.0).contains(&permille) {
            return Err(slip("A level lies between 0.1 and 99.9 %".to_owned()));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 1 to 999"
        )]
        Ok(Some(How::Interval { level_permille: permille as u16, kind }))
    }

    /// The measure that is chosen or typed.
    pub fn chosen_measure(&self) -> Result<Measure, Wrong> {
        if let Some(measure) = &self.measure {
            return Ok(measure.clone());
        }
        let quantity = Quantity::from_words(&self.quantity)
            .ok_or_else(|| missing("Say what is counted: killed, deployed, equipment: tanks"))?;
        let measure = Measure::new(&self.population, quantity, self.place.as_str(), self.basis);
        match self.since.trim() {
            "" => Ok(measure),
            since => Ok(measure.since(date_from(since).map_err(slip)?.from())),
        }
    }

    fn grading(&self) -> Result<Grading, Wrong> {
        let mut grading = match self.grade.trim() {
            "" => Grading::default(),
            grade => {
                grade.parse().map_err(|error: crate::estimate::BadGrade| slip(error.to_string()))?
            }
        };
        grading.likelihood = filled(&self.likelihood);
        grading.confidence = filled(&self.confidence);
        Ok(grading)
    }

    /// When it is true and when it was said, as typed.
    pub fn clocks(&self) -> Result<Clocks, Wrong> {
        let as_of = match self.as_of.trim() {
            "" => None,
            text => Some(as_of_from(text, self.precision).map_err(slip)?),
        };
        let as_of = as_of.map(|as_of| if self.is_inferred { as_of.assumed() } else { as_of });
        // What is wrong with the published day is told beside it.
        let published = self.published_day().ok().flatten();
        Clocks::new(as_of, published)
            .ok_or_else(|| missing("Say of which day it is true, or when it was published"))
    }

    fn published_day(&self) -> Result<Option<Day>, Wrong> {
        match self.published.trim() {
            "" => Ok(None),
            text => {
                let day = date_from(text).map_err(slip)?;
                if day.from() != day.to() {
                    return Err(slip("Published on which day? Write it as 23 Dec 2024".to_owned()));
                }
                Ok(Some(day.to()))
            }
        }
    }

    fn checked_url(&self) -> Result<(), Wrong> {
        let url = self.url.trim();
        if url.is_empty() || is_url(url) {
            return Ok(());
        }
        Err(slip("An address begins with https:// and has no spaces".to_owned()))
    }
}

/// A date as people write it: any that files have, and the day, month or year in words.
pub(super) fn as_of_from(text: &str, precision: Option<Precision>) -> Result<AsOf, String> {
    let text = text.trim();
    if text.contains('/')
        && let Ok(period) = as_of_from_text(text, precision)
    {
        return Ok(period);
    }
    if let Some((from, to)) = text.split_once('–') {
        let (from, to) = (date_from(from)?.from(), date_from(to)?.to());
        return AsOf::period(from, to, precision.unwrap_or(Precision::Period))
            .ok_or_else(|| format!("“{text}” ends before it begins"));
    }
    let plain = match as_of_from_text(text, None) {
        Ok(plain) => plain,
        Err(_) => date_from(text)?,
    };
    Ok(match precision {
        Some(precision) if plain.precision() == Precision::Day => widened(plain.to(), precision),
        Some(precision) => AsOf::period(plain.from(), plain.to(), precision).unwrap_or(plain),
        None => plain,
    })
}

/// The hows that can be chosen.
pub(super) const HOWS: [How; 10] = [
    How::Bare,
    How::Exact,
    How::About,
    How::Nearly,
    How::AtLeast,
    How::MoreThan,
    How::AtMost,
    How::LessThan,
    How::Between,
    How::Interval { level_permille: 950, kind: IntervalKind::Unstated },
];

fn needed(text: &str, sentence: &str) -> Result<(), Wrong> {
    if text.trim().is_empty() { Err(missing(sentence)) } else { Ok(()) }
}

fn missing(sentence: &str) -> Wrong {
    Wrong { field: FormField::Event, sentence: sentence.to_owned(), is_missing: true }
}

fn slip(sentence: String) -> Wrong {
    Wrong { field: FormField::Event, sentence, is_missing: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Fields {
        Fields {
            source: "ROK NIS".into(),
            quantity: "killed or wounded".into(),
            place: "Russia / Kursk".into(),
            low: "3,000".into(),
            how: Some(How::MoreThan),
            as_of: "13 Jan 2025".into(),
            relays: "Lee > Yonhap".into(),
            wording: "surpassed 3,000".into(),
            ..Fields::default()
        }
    }

    fn wrong_with(change: impl FnOnce(&mut Fields)) -> Vec<(FormField, bool)> {
        let mut fields = complete();
        change(&mut fields);
        fields.wrongs().into_iter().map(|wrong| (wrong.field, wrong.is_missing)).collect()
    }

    #[test]
    fn what_is_typed_becomes_a_statement_and_its_fields_again() {
        let fields = complete();
        assert_eq!(fields.wrongs(), []);
        let statement = fields.statement().expect("complete");
        assert_eq!(statement.relays, ["Lee", "Yonhap"]);
        assert_eq!(
            statement.value.bounds().map(|bounds| Words::default().bounds(bounds)).as_deref(),
            Some("> 3,000")
        );
        assert_eq!(Words::default().as_of(statement.clocks.as_of()), "13 Jan 2025");
        let again = Fields::from_statement(&statement, Words::default());
        assert_eq!(again.statement(), Ok(statement));
    }

    #[test]
    fn each_slip_is_told_beside_its_field() {
        assert_eq!(wrong_with(|f| f.low = "many".into()), [(FormField::Numbers, false)]);
        assert_eq!(wrong_with(|f| f.low.clear()), [(FormField::Numbers, true)]);
        assert_eq!(wrong_with(|f| f.high = "5".into()), [(FormField::Numbers, false)]);
        assert_eq!(wrong_with(|f| f.source = " ".into()), [(FormField::Source, true)]);
        assert_eq!(wrong_with(|f| f.quantity.clear()), [(FormField::Measure, true)]);
        assert_eq!(wrong_with(|f| f.as_of = "soon".into()), [(FormField::AsOf, false)]);
        assert_eq!(wrong_with(|f| f.as_of.clear()), [(FormField::AsOf, true)]);
        assert_eq!(wrong_with(|f| f.published = "2025".into()), [(FormField::Published, false)]);
        assert_eq!(wrong_with(|f| f.url = "yonhap".into()), [(FormField::Url, false)]);
        assert_eq!(wrong_with(|f| f.url = "https://".into()), [(FormField::Url, false)]);
        assert_eq!(wrong_with(|f| f.url = "HTTPS://EXAMPLE.ORG".into()), []);
        assert_eq!(wrong_with(|f| f.grade = "Z9".into()), [(FormField::Grade, false)]);
    }

    #[test]
    fn without_a_number_the_words_are_needed() {
        let words = |f: &mut Fields| {
            f.kind = EntryKind::Words;
            f.wording.clear();
        };
        assert_eq!(wrong_with(words), [(FormField::Wording, true)]);
    }

    #[test]
    fn an_event_needs_a_day_and_a_name() {
        let mut fields = Fields { kind: EntryKind::Event, ..Fields::default() };
        let wrong: Vec<FormField> = fields.wrongs().into_iter().map(|wrong| wrong.field).collect();
        assert_eq!(wrong, [FormField::AsOf, FormField::Event]);
        fields.as_of = "14 Nov 2024".into();
        fields.event = "A test of drones".into();
        let event = fields.event().expect("complete");
        assert_eq!(
            (event.date.to_string().as_str(), event.label.as_str()),
            ("2024-11-14", "A test of drones")
        );
    }

    #[test]
    fn a_date_may_be_a_day_a_month_a_week_or_a_period() {
        let read = |text: &str, precision| {
            as_of_from(text, precision)
                .map(|as_of| (as_of.from().to_string(), as_of.to().to_string()))
        };
        let said = |from: &str, to: &str| Ok((from.to_owned(), to.to_owned()));
        assert_eq!(read("23 Dec 2024", None), said("2024-12-23", "2024-12-23"));
        assert_eq!(read("2024-12", None), said("2024-12-01", "2024-12-31"));
        assert_eq!(read("2024-Q4", None), said("2024-10-01", "2024-12-31"));
        assert_eq!(read("2024-12-14/2024-12-15", None), said("2024-12-14", "2024-12-15"));
        assert_eq!(read("14 Dec 2024 – 15 Dec 2024", None), said("2024-12-14", "2024-12-15"));
        assert_eq!(read("31 Oct 2024", Some(Precision::Week)), said("2024-10-25", "2024-10-31"));
        assert!(read("15 Dec 2024 – 14 Dec 2024", None).is_err());
    }
}
