//! What became of a vintage's estimates, in words.

use super::words::possessive;
use super::{VintageChange, VintageChangeKind, VintageDifference};
use crate::estimate::{AsOf, Day, Estimate, EstimateId, Loaded, RowIndex, Value};

impl VintageDifference {
    /// In one line: `4 added, 1 withdrawn, 4 dates corrected; 107 as they were`.
    #[must_use]
    pub fn summary(&self) -> String {
        let words = [
            (VintageChangeKind::Added, "added", "added"),
            (VintageChangeKind::Withdrawn, "withdrawn", "withdrawn"),
            (VintageChangeKind::Revised, "value revised", "values revised"),
            (VintageChangeKind::Redated, "date corrected", "dates corrected"),
            (VintageChangeKind::Reformatted, "written otherwise", "written otherwise"),
        ];
        let counted = words.iter().filter_map(|(kind, one, many)| match self.count(*kind) {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        });
        let counted: Vec<String> = counted.collect();
        let changes = if counted.is_empty() { "no change".to_owned() } else { counted.join(", ") };
        format!("{changes}; {} as they were", self.unchanged.len())
    }
}

impl VintageChange {
    /// The change in a sentence without a full stop; none where the files are not those compared.
    #[must_use]
    pub fn sentence(&self, old: &Loaded, new: &Loaded) -> Option<String> {
        let old = self.old.and_then(|row| old.ledger.estimate(row));
        let new = self.new.and_then(|row| new.ledger.estimate(row));
        let one = new.or(old)?;
        let what = |estimate: Estimate<'_>| {
            let (who, measure) = (possessive(estimate.label().trim()), estimate.measure().name());
            format!("{who} {} ({measure})", value_words(estimate))
        };
        let as_of = one.as_of().spoken();
        Some(match (self.kind, old, new) {
            (VintageChangeKind::Revised, Some(old), Some(new)) => {
                format!("{} as of {as_of} became {}", what(old), value_words(new))
            }
            (VintageChangeKind::Redated, Some(old), Some(new)) => {
                format!("{} is {}", what(new), redated(old, new))
            }
            (VintageChangeKind::Reformatted, ..) => {
                format!("{} as of {as_of} is written otherwise", what(one))
            }
            (VintageChangeKind::Withdrawn, ..) => {
                format!("{} as of {as_of} was withdrawn", what(one))
            }
            _ => format!("{} as of {as_of} was added", what(one)),
        })
    }

    /// The ids of the old and the new estimate.
    #[must_use]
    pub fn ids(&self, old: &Loaded, new: &Loaded) -> (Option<EstimateId>, Option<EstimateId>) {
        let id = |file: &Loaded, row: Option<RowIndex>| {
            row.and_then(|row| Some(file.id_of(file.ledger.estimate(row)?)))
        };
        (id(old, self.old), id(new, self.new))
    }

    /// Whether the estimate is of the source with this label.
    #[must_use]
    pub fn is_of(&self, label: &str, old: &Loaded, new: &Loaded) -> bool {
        let is_its = |file: &Loaded, row: Option<RowIndex>| {
            row.and_then(|row| file.ledger.estimate(row)).is_some_and(|one| one.label() == label)
        };
        is_its(old, self.old) || is_its(new, self.new)
    }
}

/// The number, or the words in the place of one.
fn value_words(estimate: Estimate<'_>) -> String {
    match (estimate.value(), estimate.wording()) {
        (Value::Bounds(bounds), _) => bounds.to_string(),
        (Value::Direction(direction), None) => direction.words().to_owned(),
        (_, Some(words)) => format!("“{words}”"),
        (value, None) => value.word().to_owned(),
    }
}

fn redated(old: Estimate<'_>, new: Estimate<'_>) -> String {
    let (was, now) = (old.as_of(), new.as_of());
    if was.spoken() != now.spoken() {
        return format!("dated {} instead of {}", now.spoken(), was.spoken());
    }
    if was != now {
        let kind = |as_of: AsOf| if as_of.is_assumed() { "inferred" } else { "stated" };
        return format!("dated {}, {} instead of {}", now.spoken(), kind(now), kind(was));
    }
    let said = |day: Option<Day>| day.map_or_else(|| "no day".to_owned(), Day::spoken);
    format!("published on {} instead of {}", said(new.published()), said(old.published()))
}
