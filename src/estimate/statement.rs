//! One statement in full, as it leaves a file and before it is packed into a ledger.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::{AsOf, Day, Grading, Measure, Method, SourceFacts, Value};

/// Whether a statement says what was seen, what will be, or what a model makes of it.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Standing {
    #[default]
    Observed,
    /// As of after published, or marked so.
    Projected,
    Modelled,
}

impl Standing {
    /// Every standing.
    pub const ALL: &'static [Standing] = Standing::VARIANTS;

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The two clocks of a statement: when it is true and when it was said. One of them is always
/// there, and the other is filled in and flagged.
///
/// ```
/// use parallax::estimate::{AsOf, Clocks, Day};
///
/// let day = Day::from_ymd(2024, 12, 23).expect("a day");
/// let clocks = Clocks::new(None, Some(day)).expect("a date");
/// assert!(clocks.as_of().is_assumed());
/// assert_eq!(clocks.known_from(), day);
/// assert!(Clocks::new(None, None).is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Clocks {
    as_of: AsOf,
    published: Option<Day>,
}

impl Clocks {
    /// From what was stated; none if neither was.
    #[must_use]
    pub fn new(as_of: Option<AsOf>, published: Option<Day>) -> Option<Clocks> {
        let as_of = as_of.or_else(|| published.map(|day| AsOf::day(day).assumed()))?;
        Some(Clocks { as_of, published })
    }

    /// These clocks with another as of or published day; none leaves what was. An as of that only
    /// repeated the published day goes with it.
    #[must_use]
    pub fn changed(self, as_of: Option<AsOf>, published: Option<Day>) -> Clocks {
        let stands_in = |day| self.as_of == AsOf::day(day).assumed();
        let stated = Some(self.as_of).filter(|_| !self.published.is_some_and(stands_in));
        let published = published.or(self.published);
        Clocks::new(as_of.or(stated), published).unwrap_or(self)
    }

    /// When it is true; [assumed](AsOf::is_assumed) to be the published day where not stated.
    #[must_use]
    pub fn as_of(self) -> AsOf {
        self.as_of
    }

    /// When it was said, where that is known.
    #[must_use]
    pub fn published(self) -> Option<Day> {
        self.published
    }

    /// The first day on which it can have been known: the published day, or the end of the as of,
    /// which stands in for it.
    #[must_use]
    pub fn known_from(self) -> Day {
        self.published.unwrap_or(self.as_of.to())
    }
}

/// One source's statement about one measure at one time, with its citation.
///
/// While a file is read its texts need not be its own: they may be lent by the file, and the measure
/// by whoever knows it already.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement<Text = String, Counted = Measure> {
    /// Which record of the file it is, from 1.
    pub record: u32,
    /// The line on which the record starts, from 1; 0 where there are no lines.
    pub line: u32,
    /// The file's own id for it.
    pub id: Option<Text>,
    pub measure: Counted,
    /// The source as the file names it.
    pub label: Text,
    /// What the file says of that source. The first record that says something of a source wins.
    pub facts: SourceFacts,
    /// Who passed it on, nearest the origin first.
    pub relays: Vec<Text>,
    /// Where it was read.
    pub outlet: Option<Text>,
    pub url: Option<Text>,
    pub value: Value,
    /// The source's own words around the number.
    pub wording: Option<Text>,
    pub clocks: Clocks,
    pub standing: Standing,
    /// How the number came about, where that is stated.
    pub method: Option<Method>,
    /// The file's own id of the statement that this one passes on: then this is an echo.
    pub derived_from: Option<Text>,
    /// The file's own ids of the statements that this one replaces.
    pub supersedes: Vec<Text>,
    /// When it was taken back.
    pub retracted: Option<Day>,
    pub grading: Grading,
    pub note: Option<Text>,
    /// Who entered it, where somebody entered it by hand.
    pub author: Option<Text>,
}

impl Statement {
    /// A statement with nothing but the necessary.
    #[must_use]
    pub fn new(record: u32, label: &str, measure: Measure, value: Value, clocks: Clocks) -> Self {
        Statement {
            record,
            line: 0,
            id: None,
            measure,
            label: label.to_owned(),
            facts: SourceFacts::default(),
            relays: Vec::new(),
            outlet: None,
            url: None,
            value,
            wording: None,
            clocks,
            standing: Standing::Observed,
            method: None,
            derived_from: None,
            supersedes: Vec::new(),
            retracted: None,
            grading: Grading::default(),
            note: None,
            author: None,
        }
    }
}
