//! The columns of a table by their names.

/// Where a column stands, by name, without regard to case and outer space; the first if several.
pub(crate) fn position(header: &[String], column: &str) -> Option<usize> {
    header.iter().position(|name| is_same(name, column))
}

/// Whether two names of columns are one, without regard to case and outer space.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}
