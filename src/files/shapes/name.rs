//! What the name of a file says: `2025-01-11-CMU-TimeSeries.csv`.

use crate::files::mappings::Mapping;

/// The names in braces of a pattern, as columns: `name: source`.
pub(super) fn columns(pattern: &str) -> Vec<String> {
    parts(pattern).into_iter().filter_map(|part| part.name()).collect()
}

/// Whether the name of a file is such as a mapping says.
pub(crate) fn fits_name(name: &str, mapping: &Mapping) -> bool {
    mapping.name_pattern().is_none_or(|pattern| values(pattern, name).is_some())
}

/// What stands in the name for each of the braces; nothing where it does not fit. A star before and
/// after a date stands for anything.
pub(super) fn values(pattern: &str, name: &str) -> Option<Vec<String>> {
    let stem = stem(name);
    if pattern == ANY_DATE {
        return Some(vec![date_in(stem)?]);
    }
    let parts = parts(pattern);
    let (mut rest, mut values) = (stem, Vec::new());
    for (place, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => rest = rest.strip_prefix(text)?,
            Part::Name("date") => {
                let (date, after) = rest.split_at_checked(10)?;
                values.push(is_date(date).then(|| date.to_owned())?);
                rest = after;
            }
            Part::Name(_) => {
                let end = match parts.get(place.saturating_add(1)) {
                    Some(Part::Text(text)) => rest.find(text)?,
                    _ => rest.len(),
                };
                let (value, after) = rest.split_at_checked(end)?;
                values.push((!value.is_empty()).then(|| value.to_owned())?);
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(values)
}

/// A date somewhere in the name.
const ANY_DATE: &str = "*{date}*";

/// Whether a text is a date: `2025-01-11`.
fn is_date(text: &str) -> bool {
    text.char_indices().all(|(place, sign)| match place {
        4 | 7 => sign == '-',
        _ => sign.is_ascii_digit(),
    })
}

/// The only date in a name: `2025-01-11`, `2025_01_11`, `20250111`.
fn date_in(stem: &str) -> Option<String> {
    let plain = stem.replace(['_', '.'], "-");
    let starts = plain.char_indices().map(|(place, _)| place);
    let mut dates: Vec<String> = starts
        .filter(|start| {
            let before = plain.get(..*start).and_then(|text| text.chars().next_back());
            !before.is_some_and(|sign| sign.is_ascii_digit())
        })
        .filter_map(|start| {
            let rest = plain.get(start..)?;
            let of = |length: usize| {
                let (text, after) = rest.split_at_checked(length)?;
                (!after.starts_with(|sign: char| sign.is_ascii_digit())).then_some(text)
            };
            let dashed = of(10).filter(|text| is_date(text)).map(str::to_owned);
            dashed.or_else(|| {
                let digits = of(8).filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?;
                let (year, day) = digits.split_at_checked(4)?;
                let (month, day) = day.split_at_checked(2)?;
                Some(format!("{year}-{month}-{day}"))
            })
        })
        .filter(|date| date.starts_with("19") || date.starts_with("20"))
        .collect();
    dates.dedup();
    let date = dates.pop()?;
    dates.is_empty().then_some(date)
}

enum Part<'p> {
    Text(&'p str),
    Name(&'p str),
}

impl Part<'_> {
    fn name(&self) -> Option<String> {
        match self {
            Part::Text(_) => None,
            Part::Name(name) => Some(format!("name: {name}")),
        }
    }
}

fn parts(pattern: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for piece in pattern.split('{') {
        match piece.split_once('}') {
            Some((name, text)) => parts.extend([Part::Name(name), Part::Text(text)]),
            None => parts.push(Part::Text(piece)),
        }
    }
    parts.retain(|part| !matches!(part, Part::Text("")));
    parts
}

/// A file's name without its folder and its extensions.
pub(crate) fn stem(name: &str) -> &str {
    const EXTENSIONS: [&str; 12] = [
        ".gz", ".zst", ".zip", ".csv", ".tsv", ".txt", ".json", ".parquet", ".xlsx", ".xls",
        ".ods", ".htm",
    ];
    let mut stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    while let Some(shorter) = EXTENSIONS.iter().find_map(|end| stem.strip_suffix(end)) {
        stem = shorter;
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_by_its_pattern() {
        let read = |name: &str| values("{date}-{source}", name);
        let both = vec!["2025-01-11".to_owned(), "CMU-TimeSeries".to_owned()];
        assert_eq!(read("hub/2025-01-11-CMU-TimeSeries.csv.gz"), Some(both));
        assert_eq!(read("CMU-TimeSeries.csv"), None);
        assert_eq!(read("2025-01-11-.csv"), None);
        assert_eq!(columns("{date}-{source}"), ["name: date", "name: source"]);
        for (name, date) in [
            ("killed_list_2024-05-03_v2.csv", Some("2024-05-03")),
            ("data/list-20240503.csv.gz", Some("2024-05-03")),
            ("2024_05_03 names.xlsx", Some("2024-05-03")),
            ("2024-05-03 to 2024-06-03.csv", None),
            ("list-4512024050312.csv", None),
            ("list.csv", None),
        ] {
            let found = values("*{date}*", name);
            assert_eq!(found, date.map(|date| vec![date.to_owned()]), "{name}");
        }
    }
}
