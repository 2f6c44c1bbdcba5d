//! The columns of a table by their names.

use std::collections::BTreeMap;

/// The names by which columns go in other editions of a table, by the name that the mapping uses.
pub(super) type OtherNames = BTreeMap<String, Vec<String>>;

/// Where a column stands, by name; the first if several. One that is called just so comes before one
/// that only differs in case, spaces, `_`, `-` or brackets.
pub(crate) fn position(header: &[String], column: &str) -> Option<usize> {
    let exact = header.iter().position(|name| name.trim().eq_ignore_ascii_case(column.trim()));
    exact.or_else(|| header.iter().position(|name| is_same(name, column)))
}

/// Whether two names of columns are one, without regard to case, spaces, `_`, `-` and brackets.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    // A table may have thousands of columns, each compared with hundreds of names: most differ in
    // their first letter.
    first(one) == first(other) && letters(one).eq(letters(other))
}

/// The first of a name's letters, which mostly is its first sign.
fn first(name: &str) -> Option<char> {
    if let Some(letter) = name.bytes().next().filter(u8::is_ascii_alphanumeric) {
        return Some(char::from(letter.to_ascii_lowercase()));
    }
    letters(name).next()
}

/// What counts of a name, in small letters.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let counts = |sign: &char| !sign.is_whitespace() && !['_', '-', '(', ')'].contains(sign);
    name.chars().filter(counts).flat_map(char::to_lowercase)
}

/// The word of those that are known that is meant most likely.
pub(crate) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<String> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
    let wanted = plain(word);
    let near = |one: &str| strsim::jaro_winkler(&plain(one), &wanted);
    let best = known.map(|one| (near(one), one)).max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best.0 > 0.75).then(|| best.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_however_its_name_is_spelled_and_the_exact_name_comes_first() {
        let header = ["Estimate Low", "Дата", "tank*", "a-b", "a_b"].map(str::to_owned);
        assert_eq!(position(&header, "estimate_low"), Some(0));
        assert_eq!(position(&header, "дата"), Some(1));
        assert_eq!(position(&header, "tank"), None);
        assert_eq!(position(&header, "A_B"), Some(4));
        assert_eq!(position(&header, "ab"), Some(3));
    }
}
