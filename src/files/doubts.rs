//! What is doubtful about a statement that can be used. Whatever container and mapping it came
//! by, it is looked at here, so that the same doubt has the same name everywhere.

use super::mappings::Field;
use super::native::usual_how;
use super::problem::{Problem, Problems};
use crate::estimate::{
    Bounds, Estimate, How, Ledger, OwnId, Shape, Standing, Statement, Value, grouped, how_said,
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
    let wording = statement.wording.as_deref();
    let reread = wording.and_then(|wording| by_wording(wording, &bounds, how, spot, problems));
    match (reread, how) {
        (Some(reread), _) => statement.value = Value::Bounds(reread),
        (None, Some(_)) => contradicting(&bounds, wording, spot, problems),
        (None, None) => {}
    }
}

/// Flags what is doubtful about a statement that was entered by hand, as it would be flagged out of
/// a file that states it.
pub(crate) fn examine_entry(statement: &mut Statement) -> Vec<Problem> {
    let mut problems = Problems::default();
    let spot = Spot { line: statement.line, name_of: &|_| None };
    let how = statement.value.bounds().and_then(|bounds| {
        let usual = usual_how(bounds.low(), bounds.best(), bounds.high());
        Some(bounds.how()).filter(|how| *how != usual)
    });
    examine(statement, how, &spot, &mut problems);
    problems.finish()
}

/// Flags a value in words beside a number, which is left out.
pub(crate) fn two_values(line: u32, column: Option<&str>, problems: &mut Problems) {
    let message = "there is a number, so the value in words beside it is left out";
    problems.warning("two-values", line, column, message);
}

/// `http://` or `https://`, a host, and no space anywhere.
pub(crate) fn is_url(text: &str) -> bool {
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
    if let Some(retracted) = statement.retracted.filter(|day| *day < published) {
        let message = format!(
            "retracted on {retracted}, before it was published on {published}: taken as stated, so \
             it never counts"
        );
        let column = (spot.name_of)(Field::Retracted);
        problems.warning("retracted-before-published", spot.line, column, message);
    }
}

/// Flags the file's own word for how it was stated where it says something else than the columns
/// in which the numbers stand. Where the source's wording says the same, the word has its reason.
fn contradicting(bounds: &Bounds, wording: Option<&str>, spot: &Spot<'_>, problems: &mut Problems) {
    let number = single(bounds);
    let is_worded = wording.zip(number).and_then(|(wording, number)| how_said(wording, number));
    if goes_with_columns(bounds) || is_worded == Some(bounds.how()) {
        return;
    }
    let stated = match bounds.shape() {
        Shape::Point => "there is a best alone",
        Shape::AtLeast => "there is a low alone",
        Shape::AtMost => "there is a high alone",
        Shape::Between => "there are a low and a high",
        Shape::Full => "there are a low, a best and a high",
        Shape::LowBest => "there are a low and a best",
        Shape::BestHigh => "there are a best and a high",
    };
    let message =
        format!("how says {}, but {stated}: read as {}", in_words(bounds.how()), read_as(bounds));
    problems.warning("how-differs", spot.line, (spot.name_of)(Field::How), message);
}

/// Whether the word for how something was stated can be said of the numbers that there are. Where
/// there is a best beside another, *about* and the like are said of it.
fn goes_with_columns(bounds: &Bounds) -> bool {
    let how = bounds.how();
    let is_of_one = matches!(how, How::Exact | How::About | How::Nearly);
    let is_from_below = matches!(how, How::AtLeast | How::MoreThan);
    let is_from_above = matches!(how, How::AtMost | How::LessThan);
    match bounds.shape() {
        Shape::Point => is_of_one || is_from_below || is_from_above,
        Shape::AtLeast => is_from_below,
        Shape::AtMost => is_from_above || how == How::Nearly,
        Shape::Between | Shape::Full => !is_from_below && !is_from_above,
        Shape::LowBest => is_of_one || is_from_below,
        Shape::BestHigh => is_of_one || is_from_above,
    }
}

/// How a contradiction is read: several numbers speak for themselves; of a single one the word
/// counts, unless it says nothing about one number.
fn read_as(bounds: &Bounds) -> String {
    let (least, most) = bounds.hull();
    let (least, most) = (grouped(least), grouped(most));
    let says_nothing = matches!(bounds.how(), How::Exact | How::Between | How::Interval { .. });
    match bounds.shape() {
        Shape::Point if says_nothing => format!("a bare {least}"),
        Shape::AtLeast if says_nothing => format!("at least {least}"),
        Shape::AtMost if says_nothing => format!("at most {least}"),
        Shape::Point | Shape::AtLeast | Shape::AtMost => {
            format!("{} {least}", in_words(bounds.how()))
        }
        Shape::Between | Shape::Full => format!("{least}–{most}"),
        Shape::LowBest => format!("at least {least}"),
        Shape::BestHigh => format!("at most {most}"),
    }
}

/// The number, where there is a single one.
fn single(bounds: &Bounds) -> Option<f64> {
    match bounds.shape() {
        Shape::Point => bounds.best(),
        Shape::AtLeast => bounds.low(),
        Shape::AtMost => bounds.high(),
        Shape::Between | Shape::Full | Shape::LowBest | Shape::BestHigh => None,
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
    let number = single(bounds)?;
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

/// Flags references that are not followed: to statements that the file does not have, to oneself,
/// and round in a circle.
pub(crate) fn dangling(ledger: &Ledger, problems: &mut Problems) {
    for estimate in ledger.in_file_order() {
        if let Some(id) = estimate.derived_from() {
            derivation(ledger, estimate, id, problems);
        }
        for id in estimate.supersedes() {
            replacement(ledger, estimate, id, problems);
        }
    }
}

fn derivation(ledger: &Ledger, estimate: Estimate<'_>, id: &str, problems: &mut Problems) {
    let (code, message) = match ledger.find(&OwnId::Stated(id.into())) {
        None => {
            ("derived-from-missing", format!("derives from “{id}”, which the file does not have"))
        }
        Some(original) if original.index() == estimate.index() => {
            ("refers-to-itself", "derives from itself: no echo, used like any other".to_owned())
        }
        Some(_) if !estimate.is_echo() => (
            "refers-in-a-circle",
            format!(
                "derives from “{id}”, which in the end derives from this one: nobody is the \
                 original, so this is no echo of it"
            ),
        ),
        Some(_) => return,
    };
    problems.warning(code, estimate.line(), None, message);
}

fn replacement(ledger: &Ledger, estimate: Estimate<'_>, id: &str, problems: &mut Problems) {
    let (code, message) = match ledger.find(&OwnId::Stated(id.into())) {
        None => ("supersedes-missing", format!("replaces “{id}”, which the file does not have")),
        Some(old) if old.index() == estimate.index() => {
            ("refers-to-itself", "replaces itself: it stays in use".to_owned())
        }
        Some(old)
            if old.measure_key() == estimate.measure_key()
                && !ledger.is_superseded_by(old.index(), estimate.index()) =>
        {
            let message = format!(
                "replaces “{id}”, which in the end replaces this one: neither takes the other's \
                 place"
            );
            ("refers-in-a-circle", message)
        }
        Some(_) => return,
    };
    problems.warning(code, estimate.line(), None, message);
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
