//! How a table would be read: what is known, what is asked, and what is changed by hand.

use std::collections::BTreeMap;

use super::column::{Lacking, NumberOf, ProposedColumn, Seems, ToldBy};
use super::title::Title;
use crate::files::dates::is_year;
use crate::files::field::Field;
use crate::files::mappings::FEWEST_YEARS;
use crate::files::problem_fact::ProblemFact;

/// How a table would be read: what each column is, what holds for every row, and what is not said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub(super) columns: Vec<ProposedColumn>,
    /// The first rows, as they stand.
    pub(super) rows: Vec<Vec<String>>,
    pub(super) constants: BTreeMap<Field, String>,
    /// The places of columns of numbers of which neither name nor values say what they are.
    pub(super) unnamed: Vec<usize>,
    /// The place of the column of numbers whose cells say what they count.
    pub(super) counted: Option<usize>,
    pub(super) seems: Option<Seems>,
    /// What the lines above the table say, if anything.
    pub(super) title: Option<Title>,
}

/// Whether a column has the numbers of the year after which it is called.
pub(super) fn is_of_a_year(column: &ProposedColumn) -> bool {
    column.field == Some(Field::Best) && is_year(&column.name)
}

impl Proposal {
    /// The columns, in their order.
    #[must_use]
    pub fn columns(&self) -> &[ProposedColumn] {
        &self.columns
    }

    /// The first rows, as they stand.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// What holds for every row, where no column says it.
    #[must_use]
    pub fn constants(&self) -> &BTreeMap<Field, String> {
        &self.constants
    }

    /// What the table seems to be that cannot be read as it stands.
    #[must_use]
    pub fn seems(&self) -> Option<&Seems> {
        self.seems.as_ref()
    }

    /// The same with what was seen once it was read.
    pub(crate) fn seeming(mut self, seems: Seems) -> Proposal {
        self.seems = Some(seems);
        self
    }

    /// Whether a table with these columns may be read so: at least the date and something else.
    #[must_use]
    pub fn is_recognised(&self) -> bool {
        let has = |field: Field| self.columns.iter().any(|column| column.field == Some(field));
        let dates = [Field::AsOf, Field::Published].into_iter().any(has);
        self.columns.len() > 1 && (dates || self.columns.iter().any(ProposedColumn::is_number))
    }

    /// What has to be said before the table can be read, in the order in which it is asked.
    #[must_use]
    pub fn lacking(&self) -> Vec<Lacking> {
        let reads = |field: Field| {
            self.constants.contains_key(&field)
                || self.columns.iter().any(|column| column.field == Some(field))
        };
        let numbers: Vec<&ProposedColumn> =
            self.columns.iter().filter(|column| column.is_number()).collect();
        let each = |has: fn(&NumberOf) -> bool| {
            !numbers.is_empty() && numbers.iter().all(|column| has(&column.of))
        };
        let is_said = [
            (
                Lacking::Quantity,
                reads(Field::Quantity)
                    || each(|of| of.quantity.is_some())
                    || self.cells_say_what_is_counted(),
            ),
            (Lacking::Source, reads(Field::Source) || each(|of| of.source.is_some())),
            (Lacking::Date, reads(Field::AsOf) || reads(Field::Published) || self.has_years()),
            (Lacking::Numbers, !numbers.is_empty() || reads(Field::Wording)),
        ];
        is_said.into_iter().filter(|(_, is_said)| !is_said).map(|(lacking, _)| lacking).collect()
    }

    /// Whether the cells of its only column of numbers say what they count.
    fn cells_say_what_is_counted(&self) -> bool {
        let mut numbers = self.columns.iter().enumerate().filter(|(_, one)| one.is_number());
        let first = numbers.next().filter(|(_, one)| one.field == Some(Field::Best));
        numbers.next().is_none() && first.is_some_and(|(place, _)| self.counted == Some(place))
    }

    /// Whether its numbers stand in columns that are called after years, which say when it was so.
    #[must_use]
    pub fn has_years(&self) -> bool {
        self.columns.iter().filter(|column| is_of_a_year(column)).count() >= FEWEST_YEARS
    }

    /// Whether nothing says of whom something is counted. It need not be said, and is missed where
    /// both sides of a war are compared.
    #[must_use]
    pub fn lacks_population(&self) -> bool {
        let is_said = |column: &ProposedColumn| {
            column.field == Some(Field::Population) || column.of.population.is_some()
        };
        !self.constants.contains_key(&Field::Population) && !self.columns.iter().any(is_said)
    }

    /// Whether the table can be read so, and nothing speaks against it.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.seems.is_none() && self.lacking().is_empty()
    }

    /// Reads a column into another field, or none.
    pub fn set_field(&mut self, column: usize, field: Option<Field>) {
        // A number is of what the others are of, until it is said otherwise.
        let of = self.columns.iter().find(|column| column.is_number()).map(|one| one.of.clone());
        let Some(column) = self.columns.get_mut(column) else { return };
        column.field = field;
        column.told_by = ToldBy::Hand;
        column.words.clear();
        column.relays.clear();
        column.with = None;
        let usual = self.title.as_ref().and_then(Title::times);
        column.times = column.times.or(usual).filter(|_| column.is_number());
        if !column.is_number() {
            column.of = NumberOf::default();
        } else if column.of == NumberOf::default() {
            column.of = of.unwrap_or_default();
            if column.of.source.is_some() {
                column.of.source = Some(column.name.clone());
            }
        }
        self.seems = None;
    }

    /// Whether each of several columns may have the numbers of the source after which it is called,
    /// where nothing says who says it: only a person can tell.
    #[must_use]
    pub fn may_have_a_source_a_column(&self) -> bool {
        self.unnamed.len() > 1 && self.lacking().contains(&Lacking::Source)
    }

    /// Reads each of these columns as the numbers of the source after which it is called.
    pub fn read_a_source_a_column(&mut self) {
        for place in std::mem::take(&mut self.unnamed) {
            let Some(column) = self.columns.get_mut(place) else { continue };
            let source = Some(column.name.clone());
            column.of = NumberOf { source, ..NumberOf::default() };
            column.field = Some(Field::Best);
            column.told_by = ToldBy::Hand;
        }
        self.seems = None;
    }

    /// Says of what a column's numbers are.
    pub fn set_of(&mut self, column: usize, of: NumberOf) {
        if let Some(column) = self.columns.get_mut(column) {
            column.of = of;
        }
    }

    /// Says what holds for every row; an empty text says nothing.
    pub fn set_constant(&mut self, field: Field, text: &str) {
        match text.trim() {
            "" => self.constants.remove(&field),
            text => self.constants.insert(field, text.to_owned()),
        };
    }

    /// What is told of a table that is read so.
    pub(crate) fn told(&self) -> ProblemFact {
        const MOST: usize = 40;
        const MOST_NAMES: usize = 20;
        let some_of = |words: &BTreeMap<String, String>| -> BTreeMap<String, String> {
            let words = words.iter().take(MOST_NAMES);
            words.map(|(word, means)| (word.clone(), means.clone())).collect()
        };
        let columns = self.columns.iter().filter(|column| column.field.is_some()).take(MOST);
        let columns = columns.map(|column| ProposedColumn {
            told_by: ToldBy::Nothing,
            words: match column.field {
                Some(Field::Source) => some_of(&column.words),
                _ => BTreeMap::new(),
            },
            relays: some_of(&column.relays),
            ..column.clone()
        });
        let constants = self.constants.clone();
        let title = self.title.as_ref().filter(|title| title.says_some_of(&constants));
        let title = title.map(|title| title.line().to_owned());
        ProblemFact::ReadAsProposed { columns: columns.collect(), constants, title }
    }
}
