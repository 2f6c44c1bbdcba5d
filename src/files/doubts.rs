//! What is doubtful about a statement that can be used. Whatever container and mapping it came
//! by, it is looked at here, so that the same doubt has the same name everywhere.

use super::mappings::Field;
use super::problem::Problems;
use crate::estimate::{
    Bounds, How, Ledger, OwnId, Shape, Standing, Statement, Value, grouped, how_said,
};

/// Where a statement stands in its file.
pub(crate) struct Spot<'a> {
    pub(crate) line: u32,
    /// The name of the column or field.
    pub(crate) name_of: &'a dyn Fn(Field) -> Option<&'a str>,
}

/// Flags what is doubtful. Two things are put right, and both are told: where the source's wording
/// and `how`, the file's own word for it, differ, the wording wins; and a reference that is no
/// address becomes a note.
pub(crate) fn examine(
    statement: &mut Statement,
    how: Option<How>,
    spot: &Spot<'_>,
    problems: &mut Problems,
) {
    reference(statement, spot, problems);
    clocks(statement, spot, problems);
    let Value::Bounds(bounds) = statement.value else { return };
    numbers(&bounds, spot, problems);
    if let Some(wording) = statement.wording.as_deref()
        && let Some(reread) = by_wording(wording, &bounds, how, spot, problems)
    {
        statement.value = Value::Bounds(reread);
    }
}

/// Flags a value in words beside a number, which is left out.
pub(crate) fn two_values(line: u32, column: Option<&str>, problems: &mut Problems) {
    let message = "there is a number, so the value in words beside it is left out";
    problems.warning("two-values", line, column, message);
}

/// `http://` or `https://`, a host, and no space anywhere.
fn is_url(text: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| text.get(scheme.len()..))?
    });
    host.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) || rest.starts_with('['))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn reference(statement: &mut Statement, spot: &Spot<'_>, problems: &mut Problems) {
    let Some(text) = statement.url.take_if(|url| !is_url(url)) else { return };
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((&text, ""));
    let words = if is_url(first) {
        statement.url = Some(first.to_owned());
        rest.trim()
    } else {
        text.trim()
    };
    let message = match statement.url {
        Some(_) => format!("“{words}” after the address is no part of it: kept as a note"),
        None => format!("“{words}” is not an address: kept as a note"),
    };
    problems.warning("not-a-url", spot.line, (spot.name_of)(Field::Url), message);
    statement.note = Some(match statement.note.take() {
        Some(note) => format!("{note}; {words}"),
        None => words.to_owned(),
    });
}

fn clocks(statement: &Statement, spot: &Spot<'_>, problems: &mut Problems) {
    let Some(published) = statement.clocks.published() else { return };
    let to = statement.clocks.as_of().to();
    if statement.standing == Standing::Observed && to > published {
        let message = format!(
            "published on {published}, before its own as of {to}, and not marked as projected: \
             used as an observation"
        );
        let column = (spot.name_of)(Field::Published);
        problems.warning("published-before-as-of", spot.line, column, message);
    }
}

fn numbers(bounds: &Bounds, spot: &Spot<'_>, problems: &mut Problems) {
    let (least, most) = bounds.hull();
    let fields =
        [(Field::Low, bounds.low()), (Field::Best, bounds.best()), (Field::High, bounds.high())];
    for (field, number) in fields {
        if let Some(number) = number.filter(|number| *number < 0.0) {
            let message = format!("{} is below zero: taken as stated", grouped(number));
            problems.warning("negative-number", spot.line, (spot.name_of)(field), message);
        }
    }
    if bounds.is_consistent() {
        return;
    }
    let treated = format!("shown as stated, read as {}–{}", grouped(least), grouped(most));
    match (bounds.low(), bounds.high()) {
        (Some(low), Some(high)) if low > high => {
            let (low, high) = (grouped(low), grouped(high));
            let message = format!("low {low} is above high {high}: {treated}");
            problems.warning("low-above-high", spot.line, (spot.name_of)(Field::Low), message);
        }
        _ => {
            let best = bounds.best().map(grouped).unwrap_or_default();
            let message = format!("best {best} lies outside its bounds: {treated}");
            let column = (spot.name_of)(Field::Best);
            problems.warning("best-outside-bounds", spot.line, column, message);
        }
    }
}

/// The bounds as the wording states them, if it says something else than they do. Only a single
/// number is looked at: the numbers stay where they are, only how they are stated changes.
fn by_wording(
    wording: &str,
    bounds: &Bounds,
    stated: Option<How>,
    spot: &Spot<'_>,
    problems: &mut Problems,
) -> Option<Bounds> {
    let number = match bounds.shape() {
        Shape::Point => bounds.best(),
        Shape::AtLeast => bounds.low(),
        Shape::AtMost => bounds.high(),
        Shape::Between | Shape::Full | Shape::LowBest | Shape::BestHigh => None,
    }?;
    if matches!(bounds.how(), How::Between | How::Interval { .. }) {
        return None;
    }
    let said = how_said(wording, number).filter(|said| *said != bounds.how())?;
    let goes_with_the_column = match bounds.shape() {
        Shape::AtLeast => said == How::MoreThan,
        Shape::AtMost => matches!(said, How::LessThan | How::Nearly),
        _ => true,
    };
    if stated.is_some() || !goes_with_the_column {
        let message = format!(
            "“{wording}” says {}, the file says {}: the wording counts",
            in_words(said),
            in_words(bounds.how())
        );
        problems.warning("wording-differs", spot.line, (spot.name_of)(Field::How), message);
    }
    Bounds::new(bounds.low(), bounds.best(), bounds.high(), said).ok()
}

fn in_words(how: How) -> String {
    how.word().replace('_', " ")
}

/// Flags references to statements that the file does not have.
pub(crate) fn dangling(ledger: &Ledger, problems: &mut Problems) {
    for estimate in ledger.in_file_order() {
        let line = estimate.line();
        let is_there = |id: &str| ledger.find(&OwnId::Stated(id.into())).is_some();
        if let Some(id) = estimate.derived_from().filter(|id| !is_there(id)) {
            let message = format!("derives from “{id}”, which the file does not have");
            problems.warning("derived-from-missing", line, None, message);
        }
        for id in estimate.supersedes().filter(|id| !is_there(id)) {
            let message = format!("replaces “{id}”, which the file does not have");
            problems.warning("supersedes-missing", line, None, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_a_host_and_no_space() {
        for url in ["https://example.org/a,b#c", "http://x.y:443/", "HTTPS://EXAMPLE.ORG"] {
            assert!(is_url(url), "{url}");
        }
        for text in ["", "example.org", "https://", "https:// x", "(by mail)", "ftp://x", "http:é"]
        {
            assert!(!is_url(text), "{text}");
        }
    }
}
