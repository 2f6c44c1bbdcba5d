//! Mappings: how a publisher's columns become estimates. A mapping is a RON file, not code, and
//! knows no container.
//!
//! A mapping translates columns into the fields of the native vocabulary, word by word where the
//! publisher has words of its own; what the fields then mean is the same for every table, see
//! [`interpret`].

mod applied;
mod called;
mod checks;
mod codes;
mod counts;
mod dialect;
mod filled;
mod header;
mod interpret;
mod known_measures;
mod of_sums;
mod shape;
mod statement;
mod survey;
mod written;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub(crate) use codes::Codes;
pub use dialect::Dialect;
pub use filled::FilledMark;
pub(crate) use header::{nearest, position};
pub(crate) use interpret::Interpreter;
pub(crate) use shape::{FEWEST_YEARS, Named};
pub use shape::{Length, Quantiles, RowFilter, Spread, Sum, Unit};
pub use statement::{AskedSums, InDatabase, NotInSql, Statement as SqlStatement};
pub use written::WrittenAs;

use filled::FilledIn;
use header::{OtherNames, is_same};

use super::date_order::DateOrder;
use super::field::Field;
use super::native::{SourceTable, ron_options};
use crate::estimate::DecimalMark;

/// What becomes of a word that the table of words does not list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// Kept as it is and flagged.
    #[default]
    Flag,
    /// Kept as it is.
    Keep,
    /// Treated as an empty cell.
    LeaveOut,
}

/// One column read into one field. A column may be read into several, and a field from several
/// columns: the first that has something to say is taken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub column: String,
    /// Further columns whose cells follow, a space between: the year after the month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    pub to: Field,
    /// The publisher's words and what they mean in the native vocabulary; compared without regard
    /// to case. Without any, cells are taken as they are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
    /// A table of words that several rules have in common, by its name in the mapping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words_of: Option<String>,
    #[serde(default)]
    pub otherwise: Otherwise,
    /// What stands between the elements of a list, where it is not the native sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// What stands between the cells of several columns, where it is no space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between: Option<String>,
    /// Texts that stand for nothing: `-999`, `xxx`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// What is put before what stands there: `equipment: `.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What a number is multiplied by: 1000 where a column counts thousands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Its decimal mark, where it has another one than the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<char>,
    /// How its cells are written, where it is in no usual way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<WrittenAs>,
}

impl Rule {
    /// Reads a column as it stands.
    pub(crate) fn plain(column: &str, to: Field) -> Rule {
        Rule {
            column: column.to_owned(),
            with: Vec::new(),
            to,
            words: BTreeMap::new(),
            words_of: None,
            otherwise: Otherwise::default(),
            split: None,
            between: None,
            missing: Vec::new(),
            before: None,
            times: None,
            decimal: None,
            written: None,
        }
    }
}

/// One of several estimates that a record states: a column of numbers and what belongs to it.
///
/// It goes by its name, which follows the id of the record: `12/increment`. Where the first rule
/// reads `{column}`, it stands for an estimate of every column that no other rule names, the name
/// of that column being put in the place of `{column}` wherever it stands. Where more stands there,
/// as in `{column}_cum`, it is for the columns of such names; of several the first that fits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowPart {
    pub name: String,
    /// What holds for this estimate, before what is read and what holds for every one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<Field, String>,
    /// What is read for this estimate, before what is read for every one.
    pub columns: Vec<Rule>,
    /// Rows in which this estimate is marked as filled in, and left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filled: Vec<RowFilter>,
}

/// What stands before the name of a column that the name of the file fills.
const OF_NAME: &str = "name: ";

/// What stands for the name of a column.
const ANY_COLUMN: &str = "{column}";

/// So many estimates of one record are made of columns that no rule names; a table has more
/// columns by mistake.
const MOST_UNNAMED: usize = 256;

impl RowPart {
    fn is_for_any_column(&self) -> bool {
        self.columns.first().is_some_and(|rule| rule.column.contains(ANY_COLUMN))
    }

    /// What stands in a column's name in the place of `{column}`, where the name is such.
    fn stem<'c>(&self, column: &'c str) -> Option<&'c str> {
        let (before, after) = self.columns.first()?.column.split_once(ANY_COLUMN)?;
        let rest = column.strip_prefix(before)?.strip_suffix(after)?;
        (!rest.is_empty()).then_some(rest)
    }

    /// This part for the column with this name.
    fn for_column(&self, column: &str) -> RowPart {
        let filled = |text: &String| text.replace(ANY_COLUMN, column);
        let constants = self.constants.iter().map(|(field, text)| (*field, filled(text)));
        let rule = |rule: &Rule| Rule {
            column: filled(&rule.column),
            with: rule.with.iter().map(filled).collect(),
            ..rule.clone()
        };
        RowPart {
            name: filled(&self.name),
            constants: constants.collect(),
            columns: self.columns.iter().map(rule).collect(),
            filled: self.filled.clone(),
        }
    }

    /// Whether a column belongs to another one of a header by this part: `tank*` to `tank`.
    fn is_beside_another(&self, column: &str, header: &[String]) -> bool {
        let beside = self.columns.iter().skip(1);
        beside.filter(|rule| rule.column.contains(ANY_COLUMN)).any(|rule| {
            let is_beside =
                |other: &String| is_same(&rule.column.replace(ANY_COLUMN, other), column);
            header.iter().any(is_beside)
        })
    }
}

/// How one kind of table is read.
///
/// ```
/// use parallax::files::Mapping;
///
/// let mapping = Mapping::from_ron(r#"(
///     version: 1,
///     name: "losses",
///     needs: [["day"], ["who"], ["dead"]],
///     constants: {quantity: "killed", place: "Ukraine"},
///     columns: [
///         (column: "day", to: as_of),
///         (column: "who", to: source),
///         (column: "dead", to: best),
///     ],
/// )"#)?;
/// assert_eq!(mapping.name(), "losses");
/// # Ok::<(), parallax::files::BadMapping>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    version: u32,
    name: String,
    /// For people: whose tables these are.
    #[serde(default)]
    about: String,
    /// The columns that a table must have: of each group at least one.
    needs: Vec<Vec<String>>,
    /// The columns with one of which a table is another one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    not_with: Vec<String>,
    #[serde(default)]
    title: Option<String>,
    /// The names by which columns go in other editions of the table, by the name that stands here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    called: OtherNames,
    /// What holds for every row, in the native vocabulary, where no column says otherwise.
    #[serde(default)]
    constants: BTreeMap<Field, String>,
    /// What holds where neither the table nor the person who opens it says otherwise, which is told;
    /// `{file}` stands for the name of the file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    usual: BTreeMap<Field, String>,
    columns: Vec<Rule>,
    /// Tables of words that several rules have in common, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    words: BTreeMap<String, BTreeMap<String, String>>,
    /// Where a record states several estimates: what is read for each, beside what `columns` and
    /// `constants` say of all of them. One of which there is no number is not stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    estimates: Vec<RowPart>,
    /// Columns that are left aside on purpose.
    #[serde(default)]
    ignore: Vec<String>,
    /// How values are marked that the file fills in and nobody stated: they are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    filled: Vec<FilledMark>,
    /// What is known of the sources, by label.
    #[serde(default)]
    sources: SourceTable,
    /// The order of every date, where the publisher keeps to one.
    #[serde(default)]
    dates: Option<DateOrder>,
    /// The decimal mark; where none is said, the columns tell.
    #[serde(default)]
    decimal: Option<char>,
    /// Only rows that hold one of the words of every filter are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    keep: Vec<RowFilter>,
    /// Rows that hold one of the words of a filter are not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    leave_out: Vec<RowFilter>,
    /// How the name of a file is split: `{date}-{source}`. Each name in braces is a column then:
    /// `name: date`, which is ten signs long, and `name: source`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from_name: Option<String>,
    /// How long that is which is counted within a period, where a column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    length: Option<Length>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sum: Option<Sum>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quantiles: Option<Quantiles>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spread: Option<Spread>,
    /// Each sheet of a workbook is a table of its own, though its columns are those of another.
    #[serde(default, skip_serializing_if = "is_false")]
    one_sheet: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// The mappings under these names as they are written.
macro_rules! written {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../../../assets/mappings/", $name, ".ron")))),*]
    };
}

/// The shipped mappings with their names, the native vocabulary first.
const SHIPPED_TEXTS: &[(&str, &str)] = written![
    "estimates",
    "economist",
    "kursk",
    "uk-mod-monthly",
    "ukraine-mod",
    "ukraine-mod-feed",
    "ucdp-battle-deaths",
    "ucdp-ged",
    "acled",
    "acled-months",
    "hapi-conflict",
    "hubverse",
    "owid-sources",
    "owid-measures",
    "iraq-body-count",
    "tbij",
    "incidents",
    "prio-battle-deaths",
    "years",
    "gaza-daily",
    "west-bank-daily",
    "mediazona",
    "poll-averages",
    "polls",
    "names",
    "names-harmed",
    "names-dated",
    "equipment-losses",
];

static SHIPPED: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
    // A test reads every one of them; an unreadable one fits nothing.
    SHIPPED_TEXTS.iter().filter_map(|(_, text)| Mapping::from_ron(text).ok()).collect()
});

/// The decimal mark that a sign is.
fn decimal_mark(sign: char) -> Option<DecimalMark> {
    let marks = [DecimalMark::Point, DecimalMark::Comma];
    marks.into_iter().find(|mark| mark.sign() == sign)
}

/// Why a text is no mapping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadMapping {
    /// Of this version.
    Newer(u32),
    Slip {
        line: usize,
        column: usize,
        /// What the parser says.
        says: String,
    },
    /// Neither a point nor a comma.
    DecimalMark,
    /// A word that is none of those that are known here.
    Unknown {
        line: usize,
        column: usize,
        word: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// What is said of a field can be said of none such; the words that can, where these are few.
    Meaningless {
        line: Option<usize>,
        field: Field,
        text: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// A rule names a table of words that is not there.
    NoTable { name: String, nearest: Option<String> },
    /// A table is put into one other shape, not into several.
    SeveralShapes,
}

impl Mapping {
    /// The mappings that come with the program, the native vocabulary first.
    pub(crate) fn shipped() -> &'static [Mapping] {
        &SHIPPED
    }

    /// As a file that a person can read: of a shipped one the file itself.
    #[must_use]
    pub fn to_ron(&self) -> String {
        let own = SHIPPED_TEXTS.iter().find(|(name, _)| *name == self.name);
        if let Some((_, text)) = own
            && Mapping::from_ron(text).as_ref() == Ok(self)
        {
            return (*text).to_owned();
        }
        let pretty = ron::ser::PrettyConfig::new()
            .extensions(ron::extensions::Extensions::IMPLICIT_SOME)
            .struct_names(false);
        let written = ron_options().to_string_pretty(self, pretty);
        written.map(|text| text + "\n").unwrap_or_default()
    }

    /// The name of the format, as `check` reports it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// This mapping with what is said to hold for every row, where it does not say that itself.
    pub(crate) fn with_constants(&self, said: &BTreeMap<Field, String>) -> Cow<'_, Mapping> {
        if said.keys().all(|field| self.constants.contains_key(field)) {
            return Cow::Borrowed(self);
        }
        let mut mapping = self.clone();
        for (field, text) in said {
            mapping.constants.entry(*field).or_insert_with(|| text.clone());
        }
        Cow::Owned(mapping)
    }

    /// The decimal mark that the publisher keeps to.
    pub(crate) fn decimal_mark(&self) -> Option<DecimalMark> {
        self.decimal.and_then(decimal_mark)
    }

    pub(crate) fn date_order(&self) -> Option<DateOrder> {
        self.dates
    }

    pub(crate) fn keep(&self) -> &[RowFilter] {
        &self.keep
    }

    pub(crate) fn leave_out(&self) -> &[RowFilter] {
        &self.leave_out
    }

    pub(crate) fn name_pattern(&self) -> Option<&str> {
        self.from_name.as_deref()
    }

    /// The columns by which events can be grouped, each with those that make a group then; none asked
    /// for first. Empty where nothing is summed.
    #[cfg(feature = "window")]
    pub(crate) fn groups(&self) -> Vec<(Option<String>, Vec<String>)> {
        let Some(sum) = &self.sum else { return Vec::new() };
        let choices = sum.choices.iter().map(|(asked, by)| (Some(asked.clone()), by.clone()));
        std::iter::once((None, sum.by.clone())).chain(choices).collect()
    }

    pub(crate) fn sum(&self) -> Option<&Sum> {
        self.sum.as_ref()
    }

    pub(crate) fn quantiles(&self) -> Option<&Quantiles> {
        self.quantiles.as_ref()
    }

    pub(crate) fn length(&self) -> Option<&Length> {
        self.length.as_ref()
    }

    pub(crate) fn is_of_one_sheet(&self) -> bool {
        self.one_sheet
    }

    pub(crate) fn spread(&self) -> Option<&Spread> {
        self.spread.as_ref()
    }

    /// Whether a table is put into another shape before its rows are read.
    pub(crate) fn has_shape(&self) -> bool {
        self.sum.is_some()
            || self.quantiles.is_some()
            || self.spread.is_some()
            || self.from_name.is_some()
            || !self.keep.is_empty()
            || !self.leave_out.is_empty()
    }

    /// Whether the rows that are read are made of several of the table's.
    pub(crate) fn makes_rows(&self) -> bool {
        self.sum.is_some() || self.quantiles.is_some() || self.spread.is_some()
    }

    /// Whether a rule reads a column of this name.
    pub(crate) fn reads_column(&self, column: &str) -> bool {
        self.reads(column, &self.estimates)
    }

    /// The fields of each estimate of a row, with the column that each is read from.
    pub(crate) fn columns_by_part(&self) -> Vec<Vec<(Field, String)>> {
        let of = |rules: &[Rule]| -> Vec<(Field, String)> {
            rules.iter().map(|rule| (rule.to, rule.column.clone())).collect()
        };
        let parts = self.estimates.iter().map(|part| &part.columns).chain([&self.columns]);
        parts.map(|rules| of(rules)).collect()
    }

    /// The rules that read a column as a number.
    fn number_rules<'m>(&'m self, column: &'m str) -> impl Iterator<Item = &'m Rule> {
        let rules = self.columns.iter().chain(self.estimates.iter().flat_map(|p| &p.columns));
        rules.filter(move |rule| rule.to.is_number() && is_same(&rule.column, column))
    }

    /// The texts that stand for nothing in a column of numbers.
    pub(crate) fn missing_in(&self, column: &str) -> Codes {
        Codes::of(self.number_rules(column).flat_map(|rule| &rule.missing))
    }

    /// The decimal mark that is said of a column of numbers, or else of the table.
    pub(crate) fn decimal_mark_in(&self, column: &str) -> Option<DecimalMark> {
        let own = self.number_rules(column).find_map(|rule| rule.decimal);
        own.and_then(decimal_mark).or(self.decimal_mark())
    }

    pub(crate) fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The groups of needed columns of which a table with this header has none.
    pub(crate) fn missing_from(&self, header: &[String]) -> Vec<Vec<String>> {
        let parts = self.spread.iter().filter(|spread| !spread.fits(header));
        let parts =
            parts.map(|spread| spread.split.iter().map(|sign| format!("…{sign}…")).collect());
        self.groups_missing_from(header).cloned().chain(parts).collect()
    }

    fn groups_missing_from(&self, header: &[String]) -> impl Iterator<Item = &Vec<String>> {
        let has = |wanted: &String| wanted.starts_with(OF_NAME) || self.has(header, wanted);
        self.needs.iter().filter(move |group| !group.iter().any(has))
    }

    /// Whether a table with this header is such a one.
    pub(crate) fn fits(&self, header: &[String]) -> bool {
        self.groups_missing_from(header).next().is_none()
            && self.spread.iter().all(|spread| spread.fits(header))
            && !self.not_with.iter().any(|name| self.has(header, name))
    }

    /// Whether it needs what the name of the file says.
    pub(crate) fn needs_name(&self) -> bool {
        self.needs.iter().flatten().any(|wanted| wanted.starts_with(OF_NAME))
    }

    /// How many columns of a header it names itself.
    pub(crate) fn own_columns(&self, header: &[String]) -> usize {
        let is_own = |column: &&String| {
            self.names(column, &self.estimates)
                || self.needs.iter().flatten().any(|own| is_same(own, column))
                || self.calls(column)
        };
        header.iter().filter(is_own).count()
    }

    /// The estimates that a record with this header may state; none where it states one.
    pub(crate) fn parts(&self, header: &[String]) -> Vec<RowPart> {
        let is_any = |part: &&RowPart| part.is_for_any_column();
        let (any, named): (Vec<&RowPart>, Vec<&RowPart>) = self.estimates.iter().partition(is_any);
        let mut parts: Vec<RowPart> = named.into_iter().cloned().collect();
        if any.is_empty() {
            return parts;
        }
        let is_open = |column: &str| {
            !column.is_empty()
                && !self.names(column, &parts)
                && !self.filled.iter().any(|mark| mark.is_of(column))
                && !any.iter().any(|part| part.is_beside_another(column, header))
        };
        let open = header.iter().map(|column| column.trim()).filter(|column| is_open(column));
        let of = |column| any.iter().find_map(|part| Some(part.for_column(part.stem(column)?)));
        let unnamed: Vec<RowPart> = open.filter_map(of).take(MOST_UNNAMED).collect();
        parts.extend(unnamed);
        parts
    }

    /// Whether a rule reads this column, with these parts, or it is left aside on purpose.
    fn names(&self, column: &str, parts: &[RowPart]) -> bool {
        self.reads(column, parts)
            || self.ignore.iter().any(|own| is_same(own, column))
            || self.filled.iter().any(|mark| mark.is_in(column))
            || parts.iter().flat_map(|part| &part.filled).any(|own| is_same(&own.column, column))
            || self.length.iter().any(|length| is_same(&length.column, column))
    }

    /// Whether a rule reads this column, with these parts.
    fn reads(&self, column: &str, parts: &[RowPart]) -> bool {
        let rules = self.columns.iter().chain(parts.iter().flat_map(|part| &part.columns));
        let mut named = rules.flat_map(|rule| std::iter::once(&rule.column).chain(&rule.with));
        named.any(|own| is_same(own, column))
    }

    /// What in a table with this header, which is read in these parts, is marked as filled in.
    fn filled_in(&self, header: &[String], parts: &[RowPart]) -> FilledIn {
        let of_parts: Vec<&[RowFilter]> = parts.iter().map(|part| part.filled.as_slice()).collect();
        FilledIn::new(&self.filled, &of_parts, header, |column| self.reads(column, parts))
    }

    /// The columns that it reads and no table with these columns has, each with the one that may be
    /// meant: of several rules for one field one column is enough.
    pub(crate) fn without_column(&self, there: &[String]) -> Vec<(String, Option<String>)> {
        let has = |name: &str| name.contains(ANY_COLUMN) || position(there, name).is_some();
        let named = |rule: &Rule| -> Vec<String> {
            std::iter::once(&rule.column).chain(&rule.with).cloned().collect()
        };
        let is_whole = |rule: &&Rule| named(rule).iter().all(|name| has(name));
        let parts = self.estimates.iter().map(|part| part.columns.as_slice());
        let scopes: Vec<&[Rule]> = parts.chain([self.columns.as_slice()]).collect();
        let lost = scopes.iter().flat_map(|rules| {
            rules.iter().filter(|rule| !is_whole(rule)).filter(|rule| {
                let same = rules.iter().filter(|other| other.to == rule.to);
                !same.into_iter().any(|other| is_whole(&other))
            })
        });
        let grouped = self.sum.iter().flat_map(|sum| sum.choices.values().flatten());
        let optional: Vec<&String> =
            grouped.chain(self.sum.iter().flat_map(|sum| &sum.by_if_there)).collect();
        let filters = self.keep.iter().chain(&self.leave_out).map(|filter| filter.column.clone());
        let sums = self.sum.iter().flat_map(|sum| &sum.values).cloned();
        let mut columns: Vec<String> = lost.flat_map(named).chain(filters).chain(sums).collect();
        columns.retain(|name| !has(name) && !optional.iter().any(|own| is_same(own, name)));
        columns.sort();
        columns.dedup();
        let near = |name: &str| nearest(name, there.iter().map(String::as_str));
        columns.into_iter().map(|name| (name.clone(), near(&name))).collect()
    }

    /// The columns of a header that no rule reads.
    pub(crate) fn unread<'h>(&self, header: &'h [String]) -> Vec<&'h str> {
        let parts = self.parts(header);
        let columns = header.iter().map(String::as_str);
        let is_filled = |name: &str| self.filled.iter().any(|mark| mark.is_of(name));
        let unread = columns.filter(|name| !name.is_empty() && !self.names(name, &parts));
        unread.filter(|name| !is_filled(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn every_shipped_mapping_can_be_read() {
        for (name, text) in SHIPPED_TEXTS {
            let mapping = Mapping::from_ron(text).map(|mapping| mapping.name);
            assert_eq!(mapping.as_deref(), Ok(*name));
        }
        assert_eq!(Mapping::shipped().len(), SHIPPED_TEXTS.len());
    }

    #[test]
    fn every_example_of_the_reference_page_can_be_read_and_it_names_every_field() {
        let page = include_str!("../../../assets/mappings/README.md");
        let blocks: Vec<&str> = page.split("```ron\n").skip(1).collect();
        assert!(blocks.len() > 10);
        for block in blocks {
            let text = block.split("```").next().unwrap_or_default();
            let read = Mapping::from_ron(text);
            assert!(read.is_ok(), "{}: {text}", Words::default().bad_mapping(&read.unwrap_err()));
        }
        for inside in [
            "zzz: 1, version: 1",
            "version: 1, name: \"\", needs: [], columns: [(zzz: 1)]",
            "version: 1, name: \"\", needs: [], columns: [], estimates: [(zzz: 1)]",
            "version: 1, name: \"\", needs: [], columns: [], keep: [(zzz: 1)]",
            "version: 1, name: \"\", needs: [], columns: [], length: (zzz: 1)",
            "version: 1, name: \"\", needs: [], columns: [], sum: (zzz: 1)",
            "version: 1, name: \"\", needs: [], columns: [], quantiles: (zzz: 1)",
            "version: 1, name: \"\", needs: [], columns: [], spread: (zzz: 1)",
            "version: 1, name: \"\", needs: [], columns: [(column: \"\", to: zzz)]",
            "version: 1, name: \"\", needs: [], columns: [(column: \"\", to: id, written: zzz)]",
            "version: 1, name: \"\", needs: [], columns: [(column: \"\", to: id, otherwise: zzz)]",
        ] {
            let Err(BadMapping::Unknown { known, .. }) = Mapping::from_ron(&format!("({inside})"))
            else {
                panic!("{inside} is read");
            };
            for word in known {
                assert!(page.contains(&format!("`{word}`")), "the page does not name `{word}`");
            }
        }
    }

    #[test]
    fn a_column_that_no_rule_names_is_an_estimate_of_its_own() {
        let ministry = Mapping::shipped().iter().find(|one| one.name() == "ukraine-mod");
        let header = ["date", "day", "tank", "tank*", "personnel", "airships"].map(str::to_owned);
        let parts = ministry.expect("shipped").parts(&header);
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["personnel", "POW", "tank", "airships"]);
        let tank = &parts[2];
        assert_eq!(tank.constants[&Field::Quantity], "equipment: tank");
        assert_eq!(
            (tank.columns[0].column.as_str(), tank.columns[1].column.as_str()),
            ("tank", "tank*")
        );
    }

    #[test]
    fn a_mapping_with_a_slip_is_refused_with_its_place() {
        let error_of =
            |text: &str| Words::default().bad_mapping(&Mapping::from_ron(text).unwrap_err());
        let error = error_of("(\n version: 1,\n name: \"x\"\n needs: [])");
        assert!(error.contains("line 4") && error.contains("comma"), "{error}");
        let error = error_of("(version: 2, name: \"x\", new: true)");
        assert!(error.contains("version 2"), "{error}");
        let error = error_of(
            "(version: 1, name: \"x\", needs: [], columns: [(column: \"a\", to: how, words_of: \"b\")])",
        );
        assert_eq!(error, "the mapping has no table of words “b”");
        for (text, says) in [
            (
                "(version: 1, name: \"x\", needs: [],\n constans: {}, columns: [])",
                "line 2: “constans” is not known here, did you mean “constants”?",
            ),
            (
                "(version: 1, name: \"x\", needs: [], columns: [\n\n(column: \"a\", to: asof)])",
                "line 3: “asof” is not known here, did you mean “as_of”?",
            ),
            (
                "(version: 1, name: \"x\", needs: [], columns: [(column: \"a\", to: best, tims: 3)])",
                "line 1: “tims” is not known here, did you mean “times”?",
            ),
            (
                "(version: 1, name: \"x\", needs: [], columns: [],\n\nconstants: {quantty: \"killed\"})",
                "line 3: “quantty” is not known here, did you mean “quantity”?",
            ),
            (
                "(version: 1, name: \"x\", needs: [], columns: [],\nconstants: {basis: \"cumulativ\"})",
                "line 2: “cumulativ” can be said of no basis, did you mean “cumulative”?",
            ),
            (
                "(version: 1, name: \"x\", needs: [], columns: [],\nconstants: {as_of: \"someday\"})",
                "line 2: “someday” can be said of no as_of",
            ),
            (
                "(version: 1, name: \"x\", needs: [], columns: [(column: \"a\", to: how,\n\
                 words: {\"circa\": \"abuot\"})])",
                "line 2: “abuot” can be said of no how, did you mean “about”?",
            ),
        ] {
            assert!(error_of(text).contains(says), "{}", error_of(text));
        }
    }
}
