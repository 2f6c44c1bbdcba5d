//! Where numbers can be read, a row a place.

use crate::compare::{Reference, References};
use crate::estimate::{AsOf, Day, Estimate, Loaded, Publication};
use crate::files::is_url;
use crate::session::Document;
use crate::words::{Citing, TableColumn as C, TableName, Words};

use super::table::{Cell, Column, Row, Table};

const COLUMNS: [C; 14] = [
    C::Number,
    C::Source,
    C::Relays,
    C::Outlet,
    C::Url,
    C::Title,
    C::Accessed,
    C::Archive,
    C::Published,
    C::FirstAsOf,
    C::LastAsOf,
    C::Estimates,
    C::File,
    C::Text,
];

/// Every reference, by its number.
pub(super) fn references<'a>(
    references: &'a References,
    files: &'a [Loaded],
    document: &'a Document,
) -> Table<'a> {
    let list = references.list().iter();
    Table {
        name: TableName::References,
        columns: COLUMNS.map(Column::Of).into(),
        key: Some(Column::Of(C::Number)),
        rows: Box::new(list.filter_map(|one| row(one, files, document)).map(Ok)),
    }
}

/// Each reference in words, with its address where it has one of the web.
pub(super) fn sources(
    references: &References,
    files: &[Loaded],
    document: &Document,
) -> Vec<(String, Option<String>)> {
    let source = |one: &Reference| {
        let first = one.estimates.first()?.of(files)?;
        let url = first.url().filter(|url| is_url(url)).map(str::to_owned);
        Some((in_words(one, files, document), url))
    };
    references.list().iter().filter_map(source).collect()
}

fn in_words(reference: &Reference, files: &[Loaded], document: &Document) -> String {
    let cited = Words::default().reference(reference, files, document, Citing::Plain);
    cited.map(|cited| cited.text()).unwrap_or_default()
}

fn row(reference: &Reference, files: &[Loaded], document: &Document) -> Option<Row> {
    let estimates: Vec<Estimate<'_>> =
        reference.estimates.iter().filter_map(|one| one.of(files)).collect();
    let first = *estimates.first()?;
    let slot = files.get(usize::from(reference.estimates.first()?.file))?.slot;
    let days = || estimates.iter().map(Estimate::as_of);
    let published = first.published();
    let is_one_day = estimates.iter().all(|one| one.published() == published);
    let first_day: Option<Day> = days().map(AsOf::from).min();
    let relays: Vec<&str> = first.relays().collect();
    let recorded = first.url().and_then(|url| document.publications().at(url));
    let accessed = recorded.and_then(|one| one.accessed.as_ref());
    Some(vec![
        Cell::count(reference.number),
        Cell::text(first.label()),
        Cell::text(relays.join(" > ")),
        Cell::maybe(first.outlet()),
        Cell::maybe(first.url()),
        Cell::maybe(recorded.and_then(|one| one.title.as_deref())),
        Cell::maybe(accessed.map(ToString::to_string)),
        Cell::maybe(recorded.and_then(Publication::archived)),
        Cell::day(published.filter(|_| is_one_day)),
        Cell::day(first_day),
        Cell::day(days().map(AsOf::to).max()),
        Cell::count(estimates.len()),
        Cell::maybe(document.file(slot).map(|file| file.name())),
        Cell::text(in_words(reference, files, document)),
    ])
}
