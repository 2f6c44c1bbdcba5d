//! The rules of a mapping whose columns a table has, by the estimates that a row may state.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::codes::Codes;
use super::header::position;
use super::{Mapping, Otherwise, Rule, WrittenAs};
use crate::files::cells::{Cell, Cells};
use crate::files::field::Field;

/// One of a row's estimates, and what is read for it.
pub(super) struct AppliedPart {
    /// None where a row states one estimate.
    pub(super) name: Option<String>,
    pub(super) rules: Vec<Applied>,
    /// What holds for this one of several.
    pub(super) own: Vec<(Field, String)>,
    /// What holds for every one.
    pub(super) constants: Vec<(Field, String)>,
}

/// A rule whose columns the table has.
pub(super) struct Applied {
    pub(super) to: Field,
    /// As the mapping names it.
    pub(super) column: String,
    /// Whose cells follow each other.
    pub(super) columns: Vec<usize>,
    /// The only one of them, where what stands there is read as it is.
    plain: Option<usize>,
    /// By the publisher's word in lower case.
    pub(super) words: HashMap<String, String, RandomState>,
    pub(super) otherwise: Otherwise,
    pub(super) split: Option<String>,
    /// It is read for every estimate of a row.
    pub(super) is_common: bool,
    between: Option<String>,
    missing: Codes,
    /// What is put before what stands there.
    pub(super) before: Option<String>,
    pub(super) times: Option<u32>,
    pub(super) decimal: Option<char>,
    written: Option<WrittenAs>,
}

impl Applied {
    pub(super) fn new(
        rule: &Rule,
        is_common: bool,
        mapping: &Mapping,
        header: &[String],
    ) -> Option<Applied> {
        let named = std::iter::once(&rule.column).chain(&rule.with);
        let columns: Option<Vec<usize>> = named.map(|column| position(header, column)).collect();
        let columns = columns?;
        let missing = Codes::of(&rule.missing);
        let plain = match columns[..] {
            [only] if missing.is_empty() && rule.written.is_none() => Some(only),
            _ => None,
        };
        let shared = rule.words_of.as_ref().and_then(|name| mapping.words.get(name));
        let words = rule.words.iter().chain(shared.into_iter().flatten());
        Some(Applied {
            to: rule.to,
            column: rule.column.clone(),
            columns,
            plain,
            words: words.map(|(word, means)| (word.to_lowercase(), means.clone())).collect(),
            otherwise: rule.otherwise,
            split: rule.split.clone(),
            is_common,
            between: rule.between.clone(),
            missing,
            before: rule.before.clone(),
            times: rule.times,
            decimal: rule.decimal,
            written: rule.written,
        })
    }

    /// What stands in its columns.
    pub(super) fn cell<'c>(&self, cells: &'c dyn Cells) -> Cell<'c> {
        if let Some(column) = self.plain {
            return cells.cell(column);
        }
        let all = self.columns.iter().map(|column| self.not_missing(cells.cell(*column)));
        let cell = match &self.between {
            None => Cell::joined(all),
            Some(between) => {
                let texts: Vec<String> = all
                    .filter(|cell| !cell.is_nothing())
                    .map(|cell| cell.as_text().to_owned())
                    .collect();
                match texts.is_empty() {
                    true => Cell::Nothing,
                    false => Cell::Text(Cow::Owned(texts.join(between))),
                }
            }
        };
        match (cell, self.written) {
            (Cell::Text(text) | Cell::Number(text), Some(written)) => {
                Cell::Text(written.usual(text))
            }
            (cell, _) => cell,
        }
    }

    /// What stands in one of its columns and stands for nothing.
    pub(super) fn code<'c>(&self, cells: &'c dyn Cells) -> Option<Cell<'c>> {
        if self.missing.is_empty() {
            return None;
        }
        let all = self.columns.iter().map(|column| cells.cell(*column));
        all.into_iter().find(|cell| self.missing.has(cell.as_text()))
    }

    /// What a word of the publisher's means, if it is listed.
    pub(super) fn meaning(&self, word: &str) -> Option<&str> {
        if self.words.is_empty() {
            return None;
        }
        self.words.get(&word.to_lowercase()).map(String::as_str)
    }

    /// A cell; nothing where it has what stands for nothing.
    fn not_missing<'c>(&self, cell: Cell<'c>) -> Cell<'c> {
        if self.missing.has(cell.as_text()) { Cell::Nothing } else { cell }
    }
}

impl AppliedPart {
    /// What it says is counted.
    pub(super) fn quantity<'c>(&'c self, cells: &'c dyn Cells) -> Option<Cow<'c, str>> {
        let rules = self.rules.iter().filter(|rule| rule.to == Field::Quantity);
        let stated =
            rules.map(|rule| (rule, rule.cell(cells))).find(|(_, cell)| !cell.is_nothing());
        if let Some((rule, Cell::Text(text) | Cell::Number(text))) = stated {
            return Some(rule.meaning(&text).map_or(text, Cow::Borrowed));
        }
        let constant =
            self.own.iter().chain(&self.constants).find(|(field, _)| *field == Field::Quantity);
        constant.map(|(_, text)| Cow::Borrowed(text.as_str()))
    }
}
