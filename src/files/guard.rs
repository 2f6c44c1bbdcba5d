//! Text cells that a spreadsheet would run as a formula: led by an apostrophe where tables are
//! written, and without it where they are read.

use std::borrow::Cow;

use crate::estimate::is_hidden;

/// A text cell, led by an apostrophe where a spreadsheet would run it as a formula, or where one
/// stands there already that would be taken for such a guard.
///
/// ```
/// use parallax::files::{guarded, unguarded};
///
/// assert_eq!(guarded("=A1"), "'=A1");
/// assert_eq!(unguarded("'=A1"), "=A1");
/// assert_eq!(guarded("-5"), "-5");
/// ```
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if may_run(text.trim_start_matches('\'')) { format!("'{text}").into() } else { text.into() }
}

/// A cell as it was before it was [guarded].
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if may_run(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

/// Whether a spreadsheet would take a text for a formula: also behind blanks, which some leave off,
/// and in full width, which some take for the same. A number is none.
fn may_run(text: &str) -> bool {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let is_blank = |c: char| c.is_whitespace() || is_hidden(c);
    let said = text.trim_start_matches(is_blank);
    let begins_unseen = text.starts_with(['\t', '\r', '\n', '\0']);
    (begins_unseen || said.starts_with(signs)) && said.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_run_as_a_formula_and_comes_back_as_it_was() {
        for (text, cell) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+1-2", "'+1-2"),
            ("-", "'-"),
            ("-5", "-5"),
            ("'-5", "'-5"),
            ("'=A1", "''=A1"),
            ("''=A1", "'''=A1"),
            ("'s-Gravenhage", "'s-Gravenhage"),
            ("ROK NIS", "ROK NIS"),
            ("", ""),
            (" =A1", "' =A1"),
            ("\u{a0}\u{200b}=A1", "'\u{a0}\u{200b}=A1"),
            ("\u{feff}@SUM(A1)", "'\u{feff}@SUM(A1)"),
            ("＝A1", "'＝A1"),
            ("＠SUM", "'＠SUM"),
            ("－", "'－"),
            ("' =A1", "'' =A1"),
            ("\ttext", "'\ttext"),
            (" -5", " -5"),
            (" text", " text"),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }
}
