//! The look of the native format: readable keys, one entry a line, an order that is always the same.

use std::collections::{BTreeMap, HashMap};

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use crate::estimate::Measure;

/// Measures, by readable key.
pub type MeasureTable = BTreeMap<String, Measure>;

/// Readable keys for measures: a measure's name, or its id where two share a name.
///
/// ```
/// use parallax::estimate::{Basis, Measure, Quantity};
/// use parallax::files::native::MeasureNames;
///
/// let killed = Quantity::from_words("killed").expect("not empty");
/// let measure = Measure::new("Russia", killed, "Ukraine", Basis::Cumulative);
/// let names = MeasureNames::new([&measure]);
/// assert_eq!(names.key_of(&measure), "Russia · killed · Ukraine");
/// assert_eq!(names.table().len(), 1);
/// ```
#[derive(Debug, Default)]
pub struct MeasureNames {
    table: MeasureTable,
    keys: HashMap<Measure, String>,
}

impl MeasureNames {
    /// Names these measures; equal ones are one. The order in which they come decides nothing but
    /// which of two with the same id is called the second.
    pub fn new<'a>(measures: impl IntoIterator<Item = &'a Measure>) -> MeasureNames {
        let mut names = MeasureNames::default();
        let mut distinct: Vec<&Measure> = measures.into_iter().collect();
        distinct.sort();
        distinct.dedup();
        let mut shared: BTreeMap<String, usize> = BTreeMap::new();
        for measure in &distinct {
            let count = shared.entry(measure.name()).or_default();
            *count = count.saturating_add(1);
        }
        for measure in distinct {
            let name = measure.name();
            let alone = shared.get(&name).is_none_or(|count| *count < 2);
            let key = names.free_key(if alone { name } else { measure.id() });
            names.table.insert(key.clone(), measure.clone());
            names.keys.insert(measure.clone(), key);
        }
        names
    }

    fn free_key(&self, wanted: String) -> String {
        if !self.table.contains_key(&wanted) {
            return wanted;
        }
        let numbered = (2_u32..).map(|n| format!("{wanted} ({n})"));
        numbered.into_iter().find(|key| !self.table.contains_key(key)).unwrap_or(wanted)
    }

    /// The key of a measure that was named; its id if it was not.
    #[must_use]
    pub fn key_of(&self, measure: &Measure) -> String {
        self.keys.get(measure).cloned().unwrap_or_else(|| measure.id())
    }

    /// Every measure by its key, in the order of the keys.
    #[must_use]
    pub fn table(&self) -> &MeasureTable {
        &self.table
    }
}

/// The way RON is read everywhere: a bare value stands for `Some` of it.
#[must_use]
pub fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The version that a text in RON says it is of, whatever else stands in it; none where it says none.
#[must_use]
pub fn version_of(text: &str) -> Option<u32> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    ron_options().from_str(text).ok().map(|versioned: Versioned| versioned.version)
}

/// A value as RON on one line: `(id: "C08", best: 1100)`.
///
/// # Errors
/// When the value cannot be written as RON, which the types of this module always can.
pub fn one_line<T: Serialize + ?Sized>(value: &T) -> ron::Result<String> {
    let config = PrettyConfig::new()
        .depth_limit(0)
        .compact_arrays(true)
        .compact_structs(true)
        .compact_maps(true)
        .escape_strings(true);
    ron_options().to_string_pretty(value, config)
}

/// Appends `    name: {…},` with one entry a line, or nothing if the table is empty.
///
/// # Errors
/// As [`one_line`].
pub fn write_table<V: Serialize>(
    out: &mut String,
    name: &str,
    table: &BTreeMap<String, V>,
) -> ron::Result<()> {
    if table.is_empty() {
        return Ok(());
    }
    out.push_str(&format!("    {name}: {{\n"));
    for (key, value) in table {
        out.push_str(&format!("        {}: {},\n", one_line(key)?, one_line(value)?));
    }
    out.push_str("    },\n");
    Ok(())
}

/// Appends `    name: […],` with one element a line, or nothing if there are none.
///
/// # Errors
/// As [`one_line`].
pub fn write_list<T: Serialize>(
    out: &mut String,
    name: &str,
    list: impl IntoIterator<Item = T>,
) -> ron::Result<()> {
    let mut list = list.into_iter().peekable();
    if list.peek().is_none() {
        return Ok(());
    }
    out.push_str(&format!("    {name}: [\n"));
    for element in list {
        out.push_str(&format!("        {},\n", one_line(&element)?));
    }
    out.push_str("    ],\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Basis, Quantity};

    #[test]
    fn measures_that_share_a_name_are_told_apart_by_their_ids() {
        let at = |place: &str| Measure::new("", Quantity::Deployed, place, Basis::Level);
        let measures = [at("Russia / Kursk"), at("Kursk"), at("kursk"), at("Sumy")];
        let names = MeasureNames::new(&measures);
        let keys: Vec<String> = measures.iter().map(|m| names.key_of(m)).collect();
        assert_eq!(
            keys,
            [
                "-/deployed/russia-kursk/level",
                "-/deployed/kursk/level",
                "-/deployed/kursk/level",
                "deployed · Sumy"
            ]
        );
        assert_eq!(names.table().len(), 3, "spelled otherwise, it is one");
    }
}
