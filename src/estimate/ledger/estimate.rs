//! One estimate, read out of its row.

use std::fmt;

use super::ids::{MeasureKey, OwnId, RowIndex, SourceKey};
use super::rows::{
    Citation, Extras, Row, Rows, has_numbers, has_same_numbers, unpack_method, unpack_standing,
    unpack_value,
};
use crate::estimate::{
    AsOf, Bounds, Clocks, Day, Grading, Measure, Method, Source, Standing, Statement, Value,
};

/// One estimate of a ledger, as stated.
#[derive(Clone, Copy)]
pub struct Estimate<'a> {
    rows: &'a Rows,
    row: &'a Row,
    index: RowIndex,
}

impl<'a> Estimate<'a> {
    pub(super) fn of(rows: &'a Rows, row: &'a Row, index: RowIndex) -> Estimate<'a> {
        Estimate { rows, row, index }
    }

    /// The estimate in this place of the order.
    pub(super) fn at(rows: &'a Rows, index: RowIndex) -> Option<Estimate<'a>> {
        let row = rows.all.get(index.0 as usize)?;
        Some(Estimate { rows, row, index })
    }

    /// Whether it derives from another, replaces others, or has anything else that few have.
    pub(super) fn has_extras(&self) -> bool {
        self.row.extras != 0
    }

    #[must_use]
    pub fn index(&self) -> RowIndex {
        self.index
    }

    /// Which record of the file, from 1.
    #[must_use]
    pub fn record(&self) -> u32 {
        self.row.record
    }

    /// The line on which the record starts, from 1; 0 where there are no lines.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.row.line
    }

    #[must_use]
    pub fn stated_id(&self) -> Option<&'a str> {
        self.rows.texts.optional(self.row.id)
    }

    /// The id that the publisher gave it, and that stays with it in another copy of the file. Where
    /// a row states several estimates and has no id, what they are called here says only in which
    /// row and column they stood.
    #[must_use]
    pub fn publishers_id(&self) -> Option<&'a str> {
        let is_counted_here = |id: &&str| {
            let own = id.split_once('/').filter(|(_, column)| !column.is_empty());
            own.is_some_and(|(row, _)| row.parse() == Ok(self.row.record))
        };
        self.stated_id().filter(|id| !is_counted_here(id))
    }

    #[must_use]
    pub fn own_id(&self) -> OwnId {
        match self.stated_id() {
            Some(id) => OwnId::Stated(id.into()),
            None => OwnId::Record(self.row.record),
        }
    }

    #[must_use]
    pub fn measure_key(&self) -> MeasureKey {
        self.row.measure
    }

    #[must_use]
    pub fn measure(&self) -> &'a Measure {
        // Every row's measure was interned by the builder.
        &self.rows.measures[self.row.measure.0 as usize]
    }

    #[must_use]
    pub fn source_key(&self) -> SourceKey {
        self.row.source
    }

    #[must_use]
    pub fn source(&self) -> &'a Source {
        // Every row's source was interned by the builder.
        &self.rows.sources[self.row.source.0 as usize]
    }

    #[must_use]
    pub fn label(&self) -> &'a str {
        &self.source().label
    }

    /// Who passed it on, nearest the origin first.
    pub fn relays(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let texts = &self.rows.texts;
        let place = self.citation().and_then(|c| (c.relays as usize).checked_sub(1));
        let list = place.and_then(|place| self.rows.relays.get(place));
        list.map_or(&[][..], |list| list).iter().map(|id| texts.get(*id))
    }

    #[must_use]
    pub fn outlet(&self) -> Option<&'a str> {
        self.citation().and_then(|c| self.rows.texts.optional(c.outlet))
    }

    #[must_use]
    pub fn url(&self) -> Option<&'a str> {
        self.citation().and_then(|c| self.rows.texts.optional(c.url))
    }

    fn citation(&self) -> Option<&'a Citation> {
        self.rows.citations.get(self.row.citation as usize)
    }

    fn extras(&self) -> Option<&'a Extras> {
        self.rows.extras.get((self.row.extras as usize).checked_sub(1)?)
    }

    /// The source's own words around the number.
    #[must_use]
    pub fn wording(&self) -> Option<&'a str> {
        self.rows.texts.optional(self.row.wording)
    }

    #[must_use]
    pub fn note(&self) -> Option<&'a str> {
        self.extras().and_then(|extras| self.rows.texts.optional(extras.note))
    }

    /// Who entered it, where somebody entered it by hand.
    #[must_use]
    pub fn author(&self) -> Option<&'a str> {
        self.extras().and_then(|extras| self.rows.texts.optional(extras.author))
    }

    #[must_use]
    pub fn value(&self) -> Value {
        unpack_value(self.row)
    }

    /// The bounds as stated, if it is a number.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.value().bounds().copied()
    }

    /// Whether its value is in numbers.
    pub(super) fn has_numbers(&self) -> bool {
        has_numbers(self.row)
    }

    /// Whether this and another one with numbers have the same bounds.
    pub(super) fn has_bounds_of(&self, other: &Estimate<'_>) -> bool {
        has_same_numbers(self.row, other.row)
    }

    #[must_use]
    pub fn as_of(&self) -> AsOf {
        let day = |number| Day::from_number(number).unwrap_or(Day::MIN);
        let (from, to) = (day(self.row.from), day(self.row.to));
        let as_of = AsOf::period(from, to, self.row.precision).unwrap_or(AsOf::day(to));
        if self.row.flags & 1 == 0 { as_of } else { as_of.assumed() }
    }

    #[must_use]
    pub fn published(&self) -> Option<Day> {
        Day::from_number(self.row.published)
    }

    /// Both dates.
    #[must_use]
    pub fn clocks(&self) -> Clocks {
        Clocks::new(Some(self.as_of()), self.published())
            .unwrap_or_else(|| unreachable!("an as of is given"))
    }

    /// The first day on which it can have been known: see [`Clocks::known_from`].
    #[must_use]
    pub fn known_from(&self) -> Day {
        self.published().unwrap_or_else(|| self.as_of().to())
    }

    #[must_use]
    pub fn standing(&self) -> Standing {
        unpack_standing(self.row.flags)
    }

    /// How the number came about, where that is stated. See [`Directory::method_of`] for what is
    /// known otherwise.
    ///
    /// [`Directory::method_of`]: crate::estimate::Directory::method_of
    #[must_use]
    pub fn method(&self) -> Option<Method> {
        unpack_method(self.row.flags)
    }

    /// The file's own id of the statement that this one passes on, loaded or not.
    #[must_use]
    pub fn derived_from(&self) -> Option<&'a str> {
        self.extras().and_then(|extras| self.rows.texts.optional(extras.derived_from))
    }

    /// The loaded estimate that this one derives from: then this is an echo, never a voice. None
    /// where following the references leads back here, as then nobody is the original.
    #[must_use]
    pub fn original(&self) -> Option<Estimate<'a>> {
        Estimate::at(self.rows, self.extras()?.original?)
    }

    #[must_use]
    pub fn is_echo(&self) -> bool {
        self.extras().is_some_and(|extras| extras.original.is_some())
    }

    /// The file's own ids of the statements that this one replaces.
    pub fn supersedes(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let texts = &self.rows.texts;
        self.extras().map_or(&[][..], |e| &e.supersedes[..]).iter().map(|id| texts.get(*id))
    }

    #[must_use]
    pub fn retracted(&self) -> Option<Day> {
        self.extras().and_then(|extras| extras.retracted)
    }

    #[must_use]
    pub fn grading(&self) -> Grading {
        self.extras().map(|extras| extras.grading.clone()).unwrap_or_default()
    }

    /// The whole statement again, texts copied out.
    #[must_use]
    pub fn to_statement(&self) -> Statement {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Statement {
            record: self.record(),
            line: self.line(),
            id: owned(self.stated_id()),
            measure: self.measure().clone(),
            label: self.label().to_owned(),
            facts: self.source().facts.clone(),
            relays: self.relays().map(str::to_owned).collect(),
            outlet: owned(self.outlet()),
            url: owned(self.url()),
            value: self.value(),
            wording: owned(self.wording()),
            clocks: self.clocks(),
            standing: self.standing(),
            method: self.method(),
            derived_from: owned(self.derived_from()),
            supersedes: self.supersedes().map(str::to_owned).collect(),
            retracted: self.retracted(),
            grading: self.grading(),
            note: owned(self.note()),
            author: owned(self.author()),
        }
    }
}

impl fmt::Debug for Estimate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_statement().fmt(f)
    }
}
