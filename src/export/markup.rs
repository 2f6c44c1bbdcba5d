//! Texts as they stand in pages of HTML.

use std::fmt::Write as _;

use super::svg::escaped;
use crate::chart::is_right_to_left;
use crate::words::{Cited, CitedPart};

/// A text as it stands in the page: names that are written from right to left stand by themselves, so
/// that they turn nothing around them round.
pub(super) fn isolated(text: &str) -> String {
    let text = escaped(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(from) = rest.find(is_right_to_left) {
        let (before, name) = rest.split_at(from);
        // To the last such letter before anything else than spaces.
        let goes_on = |c: char| is_right_to_left(c) || c.is_whitespace();
        let length = name.find(|c| !goes_on(c)).unwrap_or(name.len());
        let name = name.get(..length).unwrap_or_default().trim_end();
        out.push_str(before);
        out.push_str("<bdi>");
        out.push_str(name);
        out.push_str("</bdi>");
        rest = rest.get(from.saturating_add(name.len())..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// What a reference says, its address as a link and whole.
pub(super) fn in_parts(cited: &Cited) -> String {
    let mut out = String::new();
    for part in &cited.parts {
        match part {
            CitedPart::Text(text) => out.push_str(&isolated(text)),
            CitedPart::Address(url) => {
                let url = escaped(url);
                // Writing to a String cannot fail.
                let _ = write!(out, "<a href=\"{url}\" rel=\"noreferrer noopener\">{url}</a>");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::isolated;

    #[test]
    fn a_name_from_right_to_left_stands_by_itself_and_turns_no_figures_round() {
        assert_eq!(
            isolated("نائب الوزير 1,000–2,000 <b>"),
            "<bdi>نائب الوزير</bdi> 1,000–2,000 &lt;b&gt;"
        );
        assert_eq!(isolated("1,000–2,000"), "1,000–2,000");
    }
}
