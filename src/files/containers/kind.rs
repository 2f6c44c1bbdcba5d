//! Which container a text is.

use super::pages;
use crate::files::unreadable::{Foreign, Unreadable};

/// What a file is, by its content and, where that leaves a choice, its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Container {
    Ron,
    Csv,
    Json,
    /// A page, or a part of one, with tables.
    Html,
    Markdown,
}

/// Which container a text is.
///
/// # Errors
/// When it is one that is not read here.
pub(crate) fn kind(name: &str, text: &str) -> Result<Container, Unreadable> {
    let name = name.to_lowercase();
    if name.ends_with(".comparison.ron") {
        return Err(Unreadable::Session);
    }
    let is_table = [".csv", ".tsv", ".tab", ".psv"].iter().any(|end| name.ends_with(end));
    if name.ends_with(".ron") {
        return Ok(Container::Ron);
    }
    let start = text.trim_start();
    if pages::is_html(start) {
        return Ok(Container::Html);
    }
    if is_table {
        return Ok(Container::Csv);
    }
    let is_json = [".json", ".jsonl", ".ndjson"].iter().any(|end| name.ends_with(end));
    if is_json || start.starts_with('{') || start.starts_with('[') {
        return Ok(Container::Json);
    }
    if start.starts_with('<') {
        return Err(Unreadable::Foreign(Foreign::Markup));
    }
    if [".md", ".markdown"].iter().any(|end| name.ends_with(end)) || pages::is_markdown(text) {
        return Ok(Container::Markdown);
    }
    let is_ron = start.starts_with('(') || start.starts_with("//") || start.starts_with("#![");
    Ok(if is_ron { Container::Ron } else { Container::Csv })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides_where_the_content_does_not() {
        assert_eq!(kind("a.csv", "(a),b"), Ok(Container::Csv));
        assert_eq!(kind("a.estimates.ron", "x"), Ok(Container::Ron));
        assert_eq!(kind("stdin", " (version: 1)"), Ok(Container::Ron));
        assert_eq!(kind("stdin", "date,source"), Ok(Container::Csv));
        assert_eq!(kind("a.COMPARISON.ron", "("), Err(Unreadable::Session));
        assert_eq!(kind("a.json", "{}"), Ok(Container::Json));
        assert_eq!(kind("stdin", "[{}]"), Ok(Container::Json));
        assert_eq!(kind("a.csv", "{a},b"), Ok(Container::Csv));
    }
}
