//! Mappings: how a publisher's columns become estimates. A mapping is a RON file, not code, and
//! knows no container.
//!
//! A mapping translates columns into the fields of the native vocabulary, word by word where the
//! publisher has words of its own; what the fields then mean is the same for every table, see
//! [`interpret`].

mod interpret;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub(crate) use interpret::{Cells, Interpreter};

use super::dates::DateOrder;
use super::native::{SourceTable, ron_options};

/// A field of the native vocabulary: what a column can be about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Id,
    Population,
    Quantity,
    Place,
    Basis,
    Source,
    Origin,
    Kind,
    Affiliation,
    Country,
    Party,
    Low,
    Best,
    High,
    How,
    Value,
    Wording,
    AsOf,
    AsOfStart,
    Precision,
    Published,
    DatesInferred,
    Standing,
    Relays,
    Outlet,
    Url,
    DerivedFrom,
    Supersedes,
    Retracted,
    Grade,
    Likelihood,
    Confidence,
    Note,
}

impl Field {
    /// How many fields there are.
    pub(crate) const COUNT: usize = Field::Note as usize + 1;

    /// Whether any words will do here, so that only the mapping can say which are known.
    fn takes_any_words(self) -> bool {
        matches!(self, Field::Population | Field::Quantity | Field::Place)
    }

    /// Whether its cells are dates, for which a column decides on one order.
    fn is_date(self) -> bool {
        matches!(self, Field::AsOf | Field::AsOfStart | Field::Published | Field::Retracted)
    }
}

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
    pub to: Field,
    /// The publisher's words and what they mean in the native vocabulary; compared without regard
    /// to case. Without any, cells are taken as they are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
    #[serde(default)]
    pub otherwise: Otherwise,
    /// What stands between the elements of a list, where it is not the native sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
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
/// # Ok::<(), String>(())
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
    #[serde(default)]
    title: Option<String>,
    /// What holds for every row, in the native vocabulary, where no column says otherwise.
    #[serde(default)]
    constants: BTreeMap<Field, String>,
    columns: Vec<Rule>,
    /// Columns that are left aside on purpose.
    #[serde(default)]
    ignore: Vec<String>,
    /// What is known of the sources, by label.
    #[serde(default)]
    sources: SourceTable,
    /// The order of every date, where the publisher keeps to one.
    #[serde(default)]
    dates: Option<DateOrder>,
    /// The decimal mark.
    #[serde(default = "point")]
    decimal: char,
}

fn point() -> char {
    '.'
}

static SHIPPED: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../../assets/mappings/estimates.ron"),
        include_str!("../../../assets/mappings/economist.ron"),
        include_str!("../../../assets/mappings/kursk.ron"),
    ];
    // A test reads every one of them; an unreadable one fits nothing.
    texts.iter().filter_map(|text| Mapping::from_ron(text).ok()).collect()
});

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// A sentence that says where and what, when the text is no mapping of a known version.
    pub fn from_ron(text: &str) -> Result<Mapping, String> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let text = text.trim_start_matches('\u{feff}');
        let read: Result<Mapping, _> = ron_options().from_str(text);
        let version = match &read {
            Ok(mapping) => Some(mapping.version),
            Err(_) => ron_options().from_str(text).ok().map(|v: Versioned| v.version),
        };
        if let Some(newer) = version.filter(|version| *version > 1) {
            return Err(format!(
                "the mapping is of version {newer}, and this program knows version 1 only"
            ));
        }
        let mapping = read.map_err(|error| {
            let at = error.span.start;
            format!(
                "the mapping has an error on line {}, column {}: {}",
                at.line, at.col, error.code
            )
        })?;
        if mapping.decimal != '.' && mapping.decimal != ',' {
            return Err("the mapping's decimal mark must be '.' or ','".to_owned());
        }
        Ok(mapping)
    }

    /// The mappings that come with the program, the native vocabulary first.
    pub(crate) fn shipped() -> &'static [Mapping] {
        &SHIPPED
    }

    /// The name of the format, as `check` reports it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Whether the publisher keeps to one order of dates.
    pub(crate) fn has_own_date_order(&self) -> bool {
        self.dates.is_some()
    }

    /// The groups of needed columns of which a table with this header has none, in words.
    pub(crate) fn missing_from(&self, header: &[String]) -> Vec<String> {
        let has = |wanted: &String| position(header, wanted).is_some();
        self.needs
            .iter()
            .filter(|group| !group.iter().any(has))
            .map(|group| group.join(" or "))
            .collect()
    }

    /// The columns of a header that no rule reads.
    pub(crate) fn unread<'h>(&self, header: &'h [String]) -> Vec<&'h str> {
        let known = |name: &str| {
            self.columns
                .iter()
                .map(|rule| &rule.column)
                .chain(&self.ignore)
                .any(|c| is_same(c, name))
        };
        header.iter().map(String::as_str).filter(|name| !name.is_empty() && !known(name)).collect()
    }
}

/// Where a column stands, by name, without regard to case and outer space; the first if several.
pub(crate) fn position(header: &[String], column: &str) -> Option<usize> {
    header.iter().position(|name| is_same(name, column))
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_mapping_can_be_read() {
        for (text, name) in [
            (include_str!("../../../assets/mappings/estimates.ron"), "estimates"),
            (include_str!("../../../assets/mappings/economist.ron"), "economist"),
            (include_str!("../../../assets/mappings/kursk.ron"), "kursk"),
        ] {
            let mapping = Mapping::from_ron(text).map(|mapping| mapping.name);
            assert_eq!(mapping.as_deref(), Ok(name));
        }
        assert_eq!(Mapping::shipped().len(), 3);
    }

    #[test]
    fn a_mapping_with_a_slip_is_refused_with_its_place() {
        let error = Mapping::from_ron("(\n version: 1,\n name: \"x\"\n needs: [])").unwrap_err();
        assert!(error.contains("line 4") && error.contains("comma"), "{error}");
        let error = Mapping::from_ron("(version: 2, name: \"x\", new: true)").unwrap_err();
        assert!(error.contains("version 2"), "{error}");
    }
}
