//! What the name of a file says: `2025-01-11-CMU-TimeSeries.csv`.

/// The names in braces of a pattern, as columns: `name: source`.
pub(super) fn columns(pattern: &str) -> Vec<String> {
    parts(pattern).into_iter().filter_map(|part| part.name()).collect()
}

/// What stands in the name for each of the braces; nothing where it does not fit.
pub(super) fn values(pattern: &str, name: &str) -> Option<Vec<String>> {
    let stem = stem(name);
    let parts = parts(pattern);
    let (mut rest, mut values) = (stem, Vec::new());
    for (place, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => rest = rest.strip_prefix(text)?,
            Part::Name("date") => {
                let (date, after) = rest.split_at_checked(10)?;
                let is_date = date.char_indices().all(|(place, sign)| match place {
                    4 | 7 => sign == '-',
                    _ => sign.is_ascii_digit(),
                });
                values.push(is_date.then(|| date.to_owned())?);
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
fn stem(name: &str) -> &str {
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
    }
}
