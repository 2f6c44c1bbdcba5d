//! A column of a table and what it is read into, and what a table does not say or seems to be.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::labels::name_and_relay;
use crate::estimate::Basis;
use crate::files::field::Field;

/// What tells what a column is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldBy {
    #[default]
    Nothing,
    Name,
    Values,
    /// The person who looked at it.
    Hand,
}

/// What is counted that is a total so far, as outcomes are, though its name is not one of those.
pub(super) const LOSSES: &str = "losses";

/// What one of several numbers of a row is a number of, where that is the column's own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct NumberOf {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// A column of a table, and what it is read into.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ProposedColumn {
    pub name: String,
    /// None where it is left aside.
    pub field: Option<Field>,
    /// Of a number: of what. Of anything else: to which of several numbers of a row it belongs.
    #[serde(default)]
    pub of: NumberOf,
    #[serde(default)]
    pub told_by: ToldBy,
    /// By what its numbers are multiplied: they are in thousands or millions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Another column that says the rest of its dates: the year beside the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// What its words mean in the native vocabulary.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
    /// Of a source: who passed it on, by its words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub relays: BTreeMap<String, String>,
}

/// So many names of sources with something beside them are told apart.
const MOST_LABELS: usize = 10_000;

impl ProposedColumn {
    /// Takes a name of a source as one that stands for itself or for another, and for who passed it
    /// on.
    pub(super) fn learn_label(&mut self, label: &str) {
        if self.words.len() >= MOST_LABELS || self.words.contains_key(label) {
            return;
        }
        let Some((name, relay)) = name_and_relay(label) else { return };
        self.words.insert(label.to_owned(), name);
        self.relays.extend(relay.map(|relay| (label.to_owned(), relay)));
    }

    /// Whether it belongs to one of the estimates of a row.
    pub(super) fn is_of_one(&self) -> bool {
        self.is_number() || self.of != NumberOf::default()
    }

    /// Whether it is read as a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.field.is_some_and(Field::is_number)
    }
}

/// What a table does not say and has to be told, before it can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lacking {
    /// What is counted.
    Quantity,
    /// Who says it.
    Source,
    /// When it was so.
    Date,
    /// In which column the numbers are.
    Numbers,
}

/// What a table seems to hold instead of estimates to compare.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seems {
    /// What is taken for the names of columns seems to be a row.
    NoHeader,
    /// Numbers below zero: so many of so many.
    Differences { column: String, below_zero: usize, numbers: usize },
    /// What is said to be totals falls again and again, or most of it is nothing.
    NoTotals { numbers: u32, falls: u32 },
    /// Each row is one happening.
    Events { rows: usize },
    /// Most rows repeat or contradict others of one source and day.
    Parts { rows: usize, again: usize },
    /// Most columns are not recognised: so many of so many are.
    Strange { read: usize, columns: usize },
    /// The numbers of a column are in thousands or millions.
    InUnits { column: String, times: u32 },
    /// The title above it says so of all its numbers.
    TitledInUnits { title: String, times: u32 },
    /// What is counted stands in the title above it alone.
    Titled { title: String, quantity: String },
}
