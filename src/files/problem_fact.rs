//! What can be wrong or doubtful in a file: one variant a code, with the numbers and texts that
//! were found. What is said of it is not said here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::date_order::{CopyDates, DateOrder};
use super::field::Field;
use super::numbers::BadNumber;
use super::period::Period;
use super::proposal::ProposedColumn;
use crate::estimate::asof::BadAsOf;
use crate::estimate::{BadBounds, BadGrade, Bounds, Day, Doubt, How};

/// What was found. Its name is its code.
#[derive(Clone, PartialEq, Debug, IntoStaticStr, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "kebab-case")]
pub enum ProblemFact {
    /// As a session told it that kept only code and words.
    AsTold {
        code: String,
        message: String,
    },
    /// So many more with this code were found and not listed.
    More {
        code: String,
        count: u32,
    },

    // The text of the file
    BadJson {
        /// What the parser says.
        says: String,
        lost: Lost,
    },
    BadRecord(Unparsed),
    BadEvent(Unparsed),
    OpenQuote,
    /// A quotation mark that encloses nothing: it is a sign of its cell.
    StrayQuote,
    TextAfterQuote,
    /// A cell with line breaks and as many separators on one of its lines as a row has.
    CellLikeRows,
    /// Several lists of one file whose records are read as those of one table.
    ListsJoined {
        lists: Columns,
        /// The columns for what they are called.
        columns: Vec<String>,
    },
    /// A number that stands beside several rows of a table is that of the first alone.
    NumberOverRows {
        number: String,
        rows: usize,
    },
    UnreadLists {
        read: String,
        others: Vec<String>,
    },
    TooManyKeys {
        most: usize,
    },
    DuplicateKey,
    NestedValue,
    LongValue,
    ListValue,
    /// Of a list of addresses the first is kept.
    FirstOfList {
        others: usize,
    },
    UnknownField(String),
    DuplicateColumn(String),
    UnreadColumns(Columns),
    /// Read as somebody said of another table with the same columns.
    ReadAsRemembered {
        /// The name of that table.
        of: String,
    },
    /// No format that is known: what each column was taken for, and what holds for every row.
    ReadAsProposed {
        columns: Vec<ProposedColumn>,
        constants: BTreeMap<Field, String>,
        /// The title above the table that says some of the latter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
    /// A mapping that was asked for is not the one by which the file is read: it lacks a column of
    /// each of these groups; none where the format needs no mapping.
    MappingNotUsed {
        name: String,
        missing: Vec<Vec<String>>,
    },
    /// The header stands on this line, below others.
    TitlesAboveHeader {
        header: u32,
    },
    /// The names of the columns stand on this line and the next one.
    HeaderOfTwoRows,
    /// Something stands in the columns in these places, from 1, which have no name.
    UnnamedColumns(Vec<usize>),
    /// So many cells or rows stand outside of every table of a page, the first of them here.
    OutsideOfTables {
        pieces: usize,
    },
    /// The row is a sum of others and stands among them.
    TotalRow {
        word: String,
    },
    /// The row says by tags what the columns are: `#date+start`.
    TagRow,
    /// From this line on stand notes, in so many rows.
    NotesBelow {
        rows: usize,
    },
    /// Nothing states the encoding of the text; its letters speak for this one.
    #[strum(serialize = "encoding")]
    EncodingGuessed(String),
    /// So many signs stand for bytes that are none in this encoding, the first one here.
    #[strum(serialize = "encoding")]
    SignsReplaced {
        signs: usize,
        encoding: String,
    },
    /// Parts of a file with the same columns, read as one table.
    PartsJoined {
        what: PartOfFile,
        names: Vec<String>,
    },
    /// Parts of a file that are not read, beside the one that is.
    PartsNotRead {
        what: PartOfFile,
        read: String,
        others: Vec<String>,
    },
    RaggedRow {
        cells: usize,
        columns: usize,
    },

    // What rows are made of others
    /// So many rows are left out by what stands in these columns.
    RowsLeftOut {
        rows: u32,
        columns: Columns,
    },
    /// So many rows are summed by group and period.
    Summed {
        rows: u32,
        period: Period,
        /// Low, best and high, each by itself.
        is_envelope: bool,
    },
    /// The rows are sums of events already, which were made elsewhere by the rule of a mapping.
    SummedElsewhere {
        /// Low, best and high, each by itself.
        is_envelope: bool,
    },
    /// The rows are sums of events that a database made.
    SummedIn {
        /// As the person calls the database, and what the table is called there.
        connection: String,
        table: String,
        mapping: String,
    },
    /// So many rows are of more than a day, of which so many begin in an earlier period.
    LongEvents {
        rows: u32,
        across: u32,
        period: Period,
    },
    /// The dates of so many rows are known no closer than to a period.
    KnownOnlyTo {
        rows: u32,
        known_to: Period,
        /// Over which they are summed.
        period: Period,
    },
    /// So many rows have the id of an earlier row.
    EventsAgain {
        rows: u32,
        /// The table has no order of its own.
        #[serde(default)]
        is_unordered: bool,
    },
    /// More ids of events than are kept.
    TooManyIds,
    /// In so many rows low, best and high do not go together.
    InconsistentRows {
        rows: u32,
    },
    /// In so many rows there is no number in this column.
    NotCounted {
        rows: u32,
    },
    /// So many sums lack best or high, as some of their rows do that have another of the three.
    PartialSums {
        sums: u32,
    },
    /// A date that does not say in which period it lies.
    TooCoarse {
        period: Period,
    },
    /// Rows of a forecast that are no quantiles, by the file's word for them.
    OtherOutputs {
        kind: String,
        rows: u32,
    },
    /// The same quantile of the same estimate again.
    QuantilesAgain {
        rows: u32,
    },
    /// No share between 0 and 1.
    NoLevel(String),
    /// The numbers of a column are multiplied by this.
    Multiplied(u32),

    // What a row has to say
    NoSource,
    NoQuantity(Unnamed),
    UnknownMeasure(String),
    NoDate(DateLacking),
    NoValue(ValueLacking),
    BadDate(WrongDate),
    BadNumber(WrongNumber),
    UnknownValue(UnknownWord),
    DuplicateId {
        id: String,
        /// The record that has it already.
        first: u32,
    },

    // What may be meant otherwise
    AmbiguousDate {
        /// Dates of the column that could be read either way, of how many.
        either: u32,
        dates: u32,
        told_by: DatesToldBy,
    },
    AmbiguousNumber {
        text: String,
        /// As it is read, where it is.
        number: f64,
        /// Numbers of the column that could be read either way, of how many.
        #[serde(default)]
        either: u32,
        #[serde(default)]
        numbers: u32,
        #[serde(default)]
        told_by: NumbersToldBy,
    },
    /// No number stands beside a wording that speaks of some: what is read of it, where it says one
    /// plainly.
    ValueInWording {
        wording: String,
        read: Option<Bounds>,
    },
    /// A number below zero that stands for none in a column of counts.
    MissingCode(f64),
    /// A text that stands for nothing in its column, as the mapping says.
    StandsForNothing(String),
    /// What neither the file nor a person says, and is taken as the mapping has it.
    NotSaid {
        field: Field,
        text: String,
    },
    /// A mapping that was asked for reads a column that is not there; this one may be meant.
    RuleWithoutColumn {
        column: String,
        nearest: Option<String>,
    },
    /// What the file itself marks as filled in, in so many rows, as these columns say.
    FilledIn {
        rows: u32,
        columns: Columns,
    },
    /// No as of is stated, so that the published day stands in.
    AssumedDate,
    FactsDiffer {
        label: String,
        differing: Vec<FactDiffering>,
    },
    /// What is called so is no source.
    NamesNobody(String),
    /// A value in words beside a number.
    TwoValues,
    NotAUrl {
        text: String,
        is_after_address: bool,
    },
    PublishedBeforeAsOf {
        published: Day,
        as_of: Day,
        /// Taken for a projection, though the file does not say so.
        #[serde(default)]
        is_projected: bool,
    },
    /// A date that lies so many years from all other dates of the file.
    FarDate {
        day: Day,
        years: u32,
    },
    /// A date of a year that is hardly meant.
    OddYear(Day),
    RetractedBeforePublished {
        retracted: Day,
        published: Day,
    },
    /// The file's own word for how it was stated does not go with the columns.
    HowDiffers(Bounds),
    /// The words around a number say nothing about its bound.
    WordingInDoubt {
        wording: String,
        doubt: Doubt,
    },
    WordingDiffers {
        wording: String,
        says: How,
        file_says: How,
    },
    /// The words say of a range that it is open, and the columns have both its ends.
    RangeWordedOpen {
        wording: String,
        says: How,
    },
    /// The only number of a row has a hedge, and stands in the column of one end.
    EndHedged {
        words: String,
        says: How,
        column_says: How,
    },
    /// What is said to be totals so far seems to be corrections or differences.
    NoTotals {
        /// So many numbers are meant as totals so far.
        numbers: u32,
        below_zero: u32,
        /// So often one lies below the one before it.
        falls: u32,
    },
    NegativeNumber(f64),
    /// The start of a total beside what is none.
    StartOfNoTotal(Day),
    /// Its measure is spelled otherwise than before.
    SpelledOtherwise {
        here: String,
        before: String,
    },
    /// Same source, measure, time, publication and numbers.
    RepeatedRow {
        line: u32,
    },
    /// The same with other numbers, which have nothing in common.
    ContradictsRow {
        line: u32,
        here: Bounds,
        there: Bounds,
    },
    /// Most rows of a measure repeat or contradict others.
    HoldsParts {
        measure: String,
        again: usize,
        rows: usize,
    },
    /// A number that a source has in report after report.
    Unchanged {
        source: String,
        numbers: Bounds,
        rows: usize,
        since: Day,
        /// How many more such numbers the source has.
        more: usize,
    },
    LowAboveHigh(Bounds),
    BestOutsideBounds(Bounds),

    // What refers to another statement
    DerivedFromMissing(String),
    SupersedesMissing(String),
    RefersToItself(Reference),
    RefersInACircle {
        reference: Reference,
        id: String,
    },
}

impl ProblemFact {
    /// Its kind, for programs: `ambiguous-date`.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            ProblemFact::AsTold { code, .. } | ProblemFact::More { code, .. } => code,
            fact => fact.into(),
        }
    }

    /// Whether nothing in the file tells what is meant.
    pub(super) fn is_guess(&self) -> bool {
        use NumbersToldBy as By;
        let guesses = [By::Nothing, By::WholeCounts, By::Separator];
        match self {
            ProblemFact::AmbiguousNumber { told_by, .. } => guesses.contains(told_by),
            fact => fact.is_date_guess(),
        }
    }

    /// Whether the order of dates is not told by anything in the file, which another copy may tell.
    #[must_use]
    pub fn is_date_guess(&self) -> bool {
        matches!(self, ProblemFact::AmbiguousDate { told_by: DatesToldBy::Nothing(_), .. })
    }
}

/// What a file may hold several of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfFile {
    Sheet,
    /// A table on a page.
    Table,
    /// A file in a packed one.
    Member,
}

/// The names of columns, as many and as much of them as stand in a sentence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Columns {
    pub names: Vec<String>,
    /// How many more there are.
    #[serde(default)]
    pub more: usize,
}

impl Columns {
    const MOST: usize = 40;
    const LONGEST_NAME: usize = 60;

    pub(super) fn of(names: &[impl AsRef<str>]) -> Columns {
        let shortened = |name: &str| {
            let mut short: String = name.chars().take(Columns::LONGEST_NAME).collect();
            if short.len() < name.len() {
                short.push('…');
            }
            short
        };
        let more = names.len().saturating_sub(Columns::MOST);
        let names = names.iter().take(Columns::MOST).map(|name| shortened(name.as_ref()));
        Columns { names: names.collect(), more }
    }
}

/// What of a broken JSON text is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lost {
    Record,
    UpToTheNextRecord,
    TheRest,
}

/// Why an element of a list is no record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unparsed {
    /// Where, and what the parser says.
    At {
        column: u32,
        says: String,
    },
    NoObject,
}

/// What a row names no measure by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unnamed {
    Quantity,
    Measure,
}

/// What of a date is lacking.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateLacking {
    All,
    /// The as of has a start.
    End,
}

/// Where a value is lacking.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueLacking {
    /// There is neither a number nor a word for one.
    Altogether,
    /// None of the columns of which each is an estimate has one.
    InEveryColumn,
}

/// Why a date is none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrongDate {
    NoDate(String),
    /// Something that belongs to no date follows one.
    LeftOver {
        text: String,
        rest: String,
    },
    Not {
        text: String,
        meant: DateMeant,
    },
    Backwards {
        from: Day,
        to: Day,
    },
    AsOf(BadAsOf),
}

/// Why a number is none, or numbers are no bounds.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrongNumber {
    Text { text: String, why: BadNumber },
    Bounds(BadBounds),
}

/// A word that is not among those that are known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownWord {
    /// It may be anything, and is taken as it is.
    Taken(String),
    LeftOut {
        text: String,
        field: Field,
    },
    Grade(BadGrade),
}

/// What tells which of day and month comes first in a column.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatesToldBy {
    /// This date, which can only be day first.
    DayFirst(String),
    MonthFirst(String),
    /// One of each, so that what could be either is not used.
    Both {
        day_first: String,
        line: u32,
        month_first: String,
    },
    /// This date of another column.
    OtherColumn {
        text: String,
        order: DateOrder,
    },
    /// Another copy of the file, with which they agree then.
    OtherCopy(CopyDates),
    /// Nothing; this date could be either.
    Nothing(String),
}

/// What tells which sign is the decimal mark in a column of numbers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumbersToldBy {
    /// This number of the column, whose decimals can only follow a point.
    Point(String),
    Comma(String),
    /// One of each, so that what could be either is not used.
    Both {
        point: String,
        line: u32,
        comma: String,
    },
    /// This number of another column.
    OtherColumn(String),
    /// What is counted is whole.
    WholeCounts,
    /// Semicolons between the cells leave the comma to the decimals.
    Separator,
    #[default]
    Nothing,
}

/// In what two rows differ about one source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FactDiffering {
    /// The field: `kind`.
    pub name: String,
    pub first: String,
    pub first_line: u32,
    pub here: String,
}

/// How a statement refers to another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    DerivesFrom,
    Supersedes,
}

/// As what a date in numbers was to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateMeant {
    As(DateOrder),
    /// In either order, but not in both.
    OneReading,
    AnyDate,
}
