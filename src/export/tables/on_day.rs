//! Who says what on a day, and by how much that differs.

use crate::compare::{
    Difference, EstimateRef, NotCountedWhy, Reconciled, References, StandingVoice, bounds_that_hold,
};
use crate::estimate::{Bounds, Clocks, Estimate, Loaded, Measure, Method, OriginKind, Overlay};
use crate::words::{TableColumn as C, TableName};

use super::asked::OnDay;
use super::table::{Cell, Column, Row, Table};

const SLICE: [C; 26] = [
    C::At,
    C::Measure,
    C::MeasureName,
    C::Voice,
    C::Kind,
    C::Affiliation,
    C::Method,
    C::Estimate,
    C::Reference,
    C::AsOf,
    C::Published,
    C::StatedLow,
    C::StatedBest,
    C::StatedHigh,
    C::StatedHow,
    C::Wording,
    C::AdjustedLow,
    C::AdjustedBest,
    C::AdjustedHigh,
    C::AdjustedHow,
    C::ReadLow,
    C::ReadHigh,
    C::CarriedDays,
    C::InCore,
    C::Verdict,
    C::NotCounted,
];

const RECONCILIATION: [C; 25] = [
    C::At,
    C::Measure,
    C::MeasureName,
    C::Voice,
    C::Estimate,
    C::Reference,
    C::AsOf,
    C::Published,
    C::StatedLow,
    C::StatedBest,
    C::StatedHigh,
    C::StatedHow,
    C::AdjustedLow,
    C::AdjustedBest,
    C::AdjustedHigh,
    C::AdjustedHow,
    C::ReadLow,
    C::ReadHigh,
    C::CarriedDays,
    C::DiffersFrom,
    C::Differs,
    C::Gap,
    C::PerCent,
    C::Material,
    C::NotCounted,
];

/// Who stands with what, and what is not counted.
pub(super) fn slice<'a>(on_day: Option<&'a OnDay>, references: &'a References) -> Table<'a> {
    table(TableName::Slice, &SLICE, on_day, Some(references))
}

/// Who differs from whom by how much, and what is not counted; with the numbers of `references`, where
/// there are any.
#[must_use]
pub fn reconciliation<'a>(
    on_day: Option<&'a OnDay>,
    references: Option<&'a References>,
) -> Table<'a> {
    table(TableName::Reconciliation, &RECONCILIATION, on_day, references)
}

fn table<'a>(
    name: TableName,
    columns: &'static [C],
    on_day: Option<&'a OnDay>,
    references: Option<&'a References>,
) -> Table<'a> {
    let columns = columns.iter().copied();
    let columns: Vec<C> = columns.filter(|c| *c != C::Reference || references.is_some()).collect();
    let own = columns.clone();
    let measures = on_day
        .into_iter()
        .flat_map(|day| day.measures.iter().map(move |reconciled| (reconciled, day)));
    let rows = measures.flat_map(move |(reconciled, day)| {
        let of = Of { reconciled, files: &day.files, overlay: &day.overlay, references };
        let columns = own.clone();
        of.lines().into_iter().map(move |line| Ok(of.row(&line, &columns)))
    });
    Table {
        name,
        columns: columns.into_iter().map(Column::Of).collect(),
        key: None,
        rows: Box::new(rows),
    }
}

/// A measure on its day, with what its rows are told from.
#[derive(Clone, Copy)]
struct Of<'a> {
    reconciled: &'a Reconciled,
    files: &'a [Loaded],
    overlay: &'a Overlay,
    references: Option<&'a References>,
}

/// What a row is of.
enum Line<'a> {
    Stands(&'a StandingVoice, Option<&'a Difference>),
    NotCounted(EstimateRef, NotCountedWhy),
}

impl<'a> Of<'a> {
    fn lines(self) -> Vec<Line<'a>> {
        let Reconciled { slice, largest, .. } = self.reconciled;
        let standing = slice.standing.iter().zip(largest);
        let standing = standing.map(|(one, largest)| Line::Stands(one, largest.as_ref()));
        let not_counted = slice.not_counted.iter();
        let not_counted = not_counted.map(|(of, why)| Line::NotCounted(*of, *why));
        standing.chain(not_counted).collect()
    }

    fn row(self, line: &Line<'_>, columns: &[C]) -> Row {
        let of = match line {
            Line::Stands(one, _) => one.estimate,
            Line::NotCounted(of, _) => *of,
        };
        let cell = |column: &C| {
            let about = self.of_measure(*column).or_else(|| self.of_estimate(of, *column));
            about.or_else(|| match line {
                Line::Stands(one, largest) => {
                    let own = self.of_voice(one, *column);
                    own.or_else(|| self.of_difference(*largest, *column))
                }
                Line::NotCounted(of, why) => match column {
                    C::Voice => Some(Cell::maybe(of.of(self.files).map(|one| one.label()))),
                    C::NotCounted => Some(Cell::text(why.word())),
                    _ => None,
                },
            })
        };
        columns.iter().map(|column| cell(column).unwrap_or(Cell::Nothing)).collect()
    }

    fn of_measure(self, column: C) -> Option<Cell> {
        let measure: &Measure = &self.reconciled.comparison.measure;
        Some(match column {
            C::At => Cell::Day(self.reconciled.slice.at),
            C::Measure => Cell::text(measure.id()),
            C::MeasureName => Cell::text(measure.name()),
            C::Verdict => Cell::text(self.reconciled.slice.agreement.verdict.word()),
            _ => return None,
        })
    }

    /// What is stated, and what an analyst made of it.
    fn of_estimate(self, of: EstimateRef, column: C) -> Option<Cell> {
        let estimate: Estimate<'a> = of.of(self.files)?;
        let clocks = || self.reconciled.comparison.clocks(self.files, of);
        let stated = estimate.bounds();
        Some(match column {
            C::Estimate => {
                let file = self.files.get(usize::from(of.file))?;
                Cell::text(file.id_of(estimate).to_string())
            }
            C::Reference => self.references?.number(of).map_or(Cell::Nothing, Cell::count),
            C::AsOf => Cell::day(clocks().map(|clocks| clocks.as_of().to())),
            C::Published => Cell::day(clocks().and_then(Clocks::published)),
            C::Wording => Cell::maybe(estimate.wording()),
            C::StatedLow => Cell::number(stated?.low()),
            C::StatedBest => Cell::number(stated?.best()),
            C::StatedHigh => Cell::number(stated?.high()),
            C::StatedHow => Cell::text(stated?.how().written()),
            _ => return None,
        })
    }

    fn of_voice(self, standing: &StandingVoice, column: C) -> Option<Cell> {
        let comparison = &self.reconciled.comparison;
        let voice = comparison.voices.get(standing.voice)?;
        Some(match column {
            C::Voice => Cell::text(voice.name.as_str()),
            C::Kind => Cell::maybe(voice.kind.map(OriginKind::word)),
            C::Affiliation => Cell::text(voice.affiliation.to_string()),
            C::Method => {
                let method = comparison.method_of(self.files, standing, self.reconciled.slice.at);
                Cell::maybe(method.map(Method::word))
            }
            C::AdjustedLow => Cell::number(self.adjusted(standing)?.low()),
            C::AdjustedBest => Cell::number(self.adjusted(standing)?.best()),
            C::AdjustedHigh => Cell::number(self.adjusted(standing)?.high()),
            C::AdjustedHow => Cell::text(self.adjusted(standing)?.how().written()),
            C::ReadLow => Cell::number(standing.read.closed_low()),
            C::ReadHigh => Cell::number(standing.read.closed_high()),
            C::CarriedDays => {
                standing.carried.map_or(Cell::Nothing, |carried| Cell::count(carried.days))
            }
            C::InCore => Cell::Is(standing.in_core),
            _ => return None,
        })
    }

    /// The bounds that an analyst set in the place of those stated.
    fn adjusted(self, standing: &StandingVoice) -> Option<Bounds> {
        let file = self.files.get(usize::from(standing.estimate.file))?;
        let estimate = standing.estimate.of(self.files)?;
        let (overlay, question) = (self.overlay, &self.reconciled.comparison.question);
        let held = bounds_that_hold(overlay, question, &file.id_of(estimate), estimate);
        held.filter(|_| held != estimate.bounds())
    }

    fn of_difference(self, largest: Option<&Difference>, column: C) -> Option<Cell> {
        let comparison = &self.reconciled.comparison;
        Some(match column {
            C::Material => self.reconciled.is_material(largest).map_or(Cell::Nothing, Cell::Is),
            C::DiffersFrom => {
                Cell::maybe(comparison.voices.get(largest?.from).map(|voice| voice.name.as_str()))
            }
            C::Differs => Cell::text(if largest?.is_above { "above" } else { "below" }),
            C::Gap => Cell::number(Some(largest?.gap)),
            C::PerCent => Cell::share(largest?.per_cent),
            _ => return None,
        })
    }
}
