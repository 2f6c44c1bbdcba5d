//! What is doubtful about a statement that can be used. Whatever container and mapping it came
//! by, it is looked at here, so that the same doubt has the same name everywhere.

use std::collections::BTreeMap;
use std::ops::Range;

use super::field::Field;
use super::native::usual_how;
use super::problem::{Problem, Problems};
use super::problem_fact::{ProblemFact, Reference};
use crate::estimate::{
    Again, Bounds, Day, Estimate, How, Ledger, MeasureKey, OwnId, Shape, Standing, Statement,
    Value, Worded, open_range, worded,
};

/// Where a statement stands in its file.
pub(crate) struct Spot<'a> {
    pub(crate) line: u32,
    /// The name of the column or field.
    pub(crate) name_of: &'a dyn Fn(Field) -> Option<&'a str>,
}

/// What a file says of a statement in words of its own, if it does.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FileSays {
    pub(crate) how: Option<How>,
    pub(crate) standing: Option<Standing>,
}

/// Flags what is doubtful. Three things are put right, and all are told: where the source's wording
/// and `how`, the file's own word for it, differ, the wording wins; a reference that is no address
/// becomes a note; and a source that is called unknown is nobody.
pub(crate) fn examine<Text: AsRef<str> + From<String>, Counted>(
    statement: &mut Statement<Text, Counted>,
    FileSays { how, standing }: FileSays,
    spot: &Spot<'_>,
    problems: &mut Problems,
) {
    nobody(statement, spot, problems);
    reference(statement, spot, problems);
    clocks(statement, standing, spot, problems);
    let Value::Bounds(bounds) = statement.value else { return };
    numbers(&bounds, spot, problems);
    let wording = statement.wording.as_ref().map(AsRef::as_ref);
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
    let says = FileSays { how, standing: Some(statement.standing) };
    examine(statement, says, &spot, &mut problems);
    problems.finish()
}

/// What stands for a source of which nothing is known.
const NOBODY: [&str; 7] = [
    "unknown",
    "unknown source",
    "unknown sources",
    "source unknown",
    "not known",
    "not stated",
    "unspecified",
];

fn nobody<Text: AsRef<str>, Counted>(
    statement: &mut Statement<Text, Counted>,
    spot: &Spot<'_>,
    problems: &mut Problems,
) {
    let facts = &mut statement.facts;
    let label = statement.label.as_ref().trim();
    let is_nobody = NOBODY.iter().any(|nobody| label.eq_ignore_ascii_case(nobody));
    if facts.unknown || facts.origin.is_some() || !is_nobody {
        return;
    }
    facts.unknown = true;
    let label = label.to_lowercase();
    let column = (spot.name_of)(Field::Source).unwrap_or("");
    let fact = ProblemFact::NamesNobody(statement.label.as_ref().to_owned());
    problems.repeated(spot.line, column, &label, fact);
}

/// Flags a value in words beside a number, which is left out.
pub(crate) fn two_values(line: u32, column: Option<&str>, problems: &mut Problems) {
    problems.warning(line, column, ProblemFact::TwoValues);
}

/// `http://` or `https://`, a host, and no space anywhere.
pub(crate) fn is_url(text: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| text.get(scheme.len()..))?
    });
    host.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) || rest.starts_with('['))
        && (text.bytes().all(|byte| byte.is_ascii_graphic())
            || !text.contains(|c: char| c.is_whitespace() || c.is_control()))
}

/// Who an address of the web leads to, whatever stands before and behind: some are written so that
/// they seem to lead to somebody else.
#[must_use]
pub fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    // Browsers take a backslash for a slash.
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let (_, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let host = match host.starts_with('[') {
        true => host.split_inclusive(']').next(),
        false => host.split(':').next(),
    };
    host.filter(|host| !host.is_empty())
}

fn reference<Text: AsRef<str> + From<String>, Counted>(
    statement: &mut Statement<Text, Counted>,
    spot: &Spot<'_>,
    problems: &mut Problems,
) {
    let Some(text) = statement.url.take_if(|url| !is_url((*url).as_ref())) else { return };
    let text = text.as_ref();
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let words = if is_url(first) {
        statement.url = Some(first.to_owned().into());
        rest.trim()
    } else {
        text.trim()
    };
    let is_after_address = statement.url.is_some();
    let fact = ProblemFact::NotAUrl { text: words.to_owned(), is_after_address };
    problems.warning(spot.line, (spot.name_of)(Field::Url), fact);
    statement.note = Some(match statement.note.take() {
        Some(note) => format!("{}; {words}", note.as_ref()).into(),
        None => words.to_owned().into(),
    });
}

fn clocks<Text, Counted>(
    statement: &Statement<Text, Counted>,
    said: Option<Standing>,
    spot: &Spot<'_>,
    problems: &mut Problems,
) {
    let Some(published) = statement.clocks.published() else { return };
    let to = statement.clocks.as_of().to();
    let is_projected = statement.standing == Standing::Projected;
    let is_told = match is_projected {
        true => said.is_none(),
        false => statement.standing == Standing::Observed,
    };
    if is_told && to > published {
        let fact = ProblemFact::PublishedBeforeAsOf { published, as_of: to, is_projected };
        problems.warning(spot.line, (spot.name_of)(Field::Published), fact);
    }
    if let Some(retracted) = statement.retracted.filter(|day| *day < published) {
        let fact = ProblemFact::RetractedBeforePublished { retracted, published };
        problems.warning(spot.line, (spot.name_of)(Field::Retracted), fact);
    }
}

/// Flags the file's own word for how it was stated where it says something else than the columns
/// in which the numbers stand. Where the source's wording says the same, the word has its reason.
fn contradicting(bounds: &Bounds, wording: Option<&str>, spot: &Spot<'_>, problems: &mut Problems) {
    let number = single(bounds);
    let is_worded = wording.zip(number).and_then(|(wording, number)| worded(wording, number));
    if goes_with_columns(bounds) || is_worded == Some(Worded::As(bounds.how())) {
        return;
    }
    let fact = ProblemFact::HowDiffers(*bounds);
    problems.warning(spot.line, (spot.name_of)(Field::How), fact);
}

/// Whether the word for how something was stated can be said of the numbers that there are. Where
/// there is a best beside another, *about* and the like are said of it.
fn goes_with_columns(bounds: &Bounds) -> bool {
    let how = bounds.how();
    let is_of_one = matches!(how, How::Bare | How::Exact | How::About | How::Nearly);
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
    let fields =
        [(Field::Low, bounds.low()), (Field::Best, bounds.best()), (Field::High, bounds.high())];
    for (field, number) in fields {
        if let Some(number) = number.filter(|number| *number < 0.0) {
            problems.warning(spot.line, (spot.name_of)(field), ProblemFact::NegativeNumber(number));
        }
    }
    if bounds.is_consistent() {
        return;
    }
    let (field, fact) = match (bounds.low(), bounds.high()) {
        (Some(low), Some(high)) if low > high => (Field::Low, ProblemFact::LowAboveHigh(*bounds)),
        _ => (Field::Best, ProblemFact::BestOutsideBounds(*bounds)),
    };
    problems.warning(spot.line, (spot.name_of)(field), fact);
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
    open_above_or_below(wording, bounds, spot, problems);
    let number = single(bounds)?;
    if matches!(bounds.how(), How::Between | How::Interval { .. }) {
        return None;
    }
    let said = match worded(wording, number)? {
        Worded::As(how) => Some(how).filter(|said| *said != bounds.how())?,
        Worded::Around(around) if bounds.shape() == Shape::Point => return Some(around),
        Worded::Around(_) => return None,
        Worded::InDoubt(doubt) => {
            let fact = ProblemFact::WordingInDoubt { wording: wording.to_owned(), doubt };
            problems.warning(spot.line, (spot.name_of)(Field::How), fact);
            return None;
        }
    };
    let goes_with_the_column = match bounds.shape() {
        Shape::AtLeast => said == How::MoreThan,
        Shape::AtMost => matches!(said, How::LessThan | How::Nearly),
        _ => true,
    };
    if stated.is_some() || !goes_with_the_column {
        let (wording, file_says) = (wording.to_owned(), bounds.how());
        let fact = ProblemFact::WordingDiffers { wording, says: said, file_says };
        problems.warning(spot.line, (spot.name_of)(Field::How), fact);
    }
    Bounds::new(bounds.low(), bounds.best(), bounds.high(), said).ok()
}

/// Flags words that say of a range that it is open, where the columns have both its ends.
fn open_above_or_below(wording: &str, bounds: &Bounds, spot: &Spot<'_>, problems: &mut Problems) {
    let ends = bounds.low().zip(bounds.high());
    let Some(says) = ends.and_then(|(low, high)| open_range(wording, low, high)) else { return };
    let fact = ProblemFact::RangeWordedOpen { wording: wording.to_owned(), says };
    problems.warning(spot.line, (spot.name_of)(Field::How), fact);
}

/// Some twenty years; fewer between dates are no reason to doubt one.
const FAR_DAYS: i32 = 7_305;

/// Flags dates that lie far from all others, as years of which a digit is wrong do: farther than
/// the others lie apart, and on neither side so many as there are of the others. Where there is
/// nothing to hold it against, a year may be odd by itself.
pub(crate) fn far_dates<'a>(
    ledger: &Ledger,
    name_of: impl Fn(Field) -> Option<&'a str>,
    problems: &mut Problems,
) {
    let of = |estimate: Estimate<'_>| {
        let as_of = estimate.as_of();
        let is_stated = !as_of.is_assumed() || estimate.published().is_none();
        [
            (Field::AsOfStart, Some(as_of.from()).filter(|from| is_stated && *from != as_of.to())),
            (Field::AsOf, Some(as_of.to()).filter(|_| is_stated)),
            (Field::Published, estimate.published()),
            (Field::Retracted, estimate.retracted()),
        ]
    };
    let stated = ledger.estimates().flat_map(of).filter_map(|(_, day)| day);
    let mut days: Vec<Day> = stated.collect();
    let ends = days.iter().min().zip(days.iter().max());
    let Some((first, last)) = ends.map(|(first, last)| (*first, *last)) else { return };
    let is_plain = |day: Day| PLAIN_YEARS.contains(&day.civil().year());
    if first.days_until(last) <= FAR_DAYS && is_plain(first) && is_plain(last) {
        return;
    }
    days.sort_unstable();
    let bulk = bulk(&days);
    for estimate in ledger.each_in_file_order() {
        for (field, day) in of(estimate) {
            let Some(day) = day else { continue };
            match bulk.filter(|(first, last)| day < *first || day > *last) {
                Some((first, last)) => {
                    let nearest = if day < first { first } else { last };
                    let [here, there] = [day, nearest].map(|day| i32::from(day.civil().year()));
                    let fact = ProblemFact::FarDate { day, years: here.abs_diff(there) };
                    problems.warning(estimate.line(), name_of(field), fact);
                }
                None if !is_plain(day) => {
                    let column = name_of(field).unwrap_or("");
                    problems.repeated(estimate.line(), column, "", ProblemFact::OddYear(day));
                }
                None => {}
            }
        }
    }
}

/// Years that may well be meant.
const PLAIN_YEARS: Range<i16> = 1000..2200;

/// The first and the last of the days, in their order, that lie near each other, if these are more
/// than half of all and there are others.
fn bulk(days: &[Day]) -> Option<(Day, Day)> {
    let middle = days.len() / 2;
    let (mut from, mut to) = (middle, middle);
    let at = |place: usize| days.get(place).copied();
    loop {
        let (first, last) = (at(from)?, at(to)?);
        let near = first.days_until(last).max(FAR_DAYS);
        let before = from
            .checked_sub(1)
            .filter(|place| at(*place).is_some_and(|day| day.days_until(first) <= near));
        let after = to
            .checked_add(1)
            .filter(|place| at(*place).is_some_and(|day| last.days_until(day) <= near));
        if before.is_none() && after.is_none() {
            let inside = to.saturating_sub(from).saturating_add(1);
            let is_most = inside < days.len() && inside.saturating_mul(2) > days.len();
            return is_most.then_some((first, last));
        }
        from = before.unwrap_or(from);
        to = after.unwrap_or(to);
    }
}

/// Flags what is doubtful about statements beside each other: references that lead nowhere, rows that
/// say again what others say, and numbers that may only have been carried on.
pub(crate) fn over_the_file(ledger: &Ledger, problems: &mut Problems) {
    dangling(ledger, problems);
    said_again(ledger, problems);
    for (run, runs) in ledger.unchanged() {
        let Some(first) = ledger.estimate(run.first) else { continue };
        let Some(numbers) = first.bounds() else { continue };
        let fact = ProblemFact::Unchanged {
            source: first.label().to_owned(),
            numbers,
            rows: run.rows,
            since: first.as_of().to(),
            more: runs.saturating_sub(1),
        };
        problems.warning(0, None, fact);
    }
}

/// Flags rows that say again what others say, and measures of which most rows do.
fn said_again(ledger: &Ledger, problems: &mut Problems) {
    let mut by_measure: BTreeMap<MeasureKey, usize> = BTreeMap::new();
    for (row, again, other) in ledger.said_again() {
        let rows = ledger.estimate(row).zip(ledger.estimate(other));
        let Some((row, other)) = rows else { continue };
        let of_measure = by_measure.entry(row.measure_key()).or_default();
        *of_measure = of_measure.saturating_add(1);
        let fact = match (again, row.bounds().zip(other.bounds())) {
            (Again::Contradicts, Some((here, there))) => {
                ProblemFact::ContradictsRow { line: other.line(), here, there }
            }
            _ => ProblemFact::RepeatedRow { line: other.line() },
        };
        problems.warning(row.line(), None, fact);
    }
    for (key, measure) in ledger.measures().filter(|(key, _)| ledger.holds_parts(*key)) {
        let rows = ledger.tracks_of(key).map(|track| track.rows.len()).sum();
        let again = by_measure.get(&key).copied().unwrap_or_default();
        problems.warning(0, None, ProblemFact::HoldsParts { measure: measure.name(), again, rows });
    }
}

/// Flags references that are not followed: to statements that the file does not have, to oneself,
/// and round in a circle.
fn dangling(ledger: &Ledger, problems: &mut Problems) {
    let refers =
        |one: &Estimate<'_>| one.derived_from().is_some() || one.supersedes().next().is_some();
    let mut referring: Vec<Estimate<'_>> = ledger.estimates().filter(refers).collect();
    referring.sort_by_key(Estimate::record);
    for estimate in referring {
        if let Some(id) = estimate.derived_from() {
            derivation(ledger, estimate, id, problems);
        }
        for id in estimate.supersedes() {
            replacement(ledger, estimate, id, problems);
        }
    }
}

fn derivation(ledger: &Ledger, estimate: Estimate<'_>, id: &str, problems: &mut Problems) {
    let reference = Reference::DerivesFrom;
    let fact = match ledger.find(&OwnId::Stated(id.into())) {
        None => ProblemFact::DerivedFromMissing(id.to_owned()),
        Some(original) if original.index() == estimate.index() => {
            ProblemFact::RefersToItself(reference)
        }
        Some(_) if !estimate.is_echo() => {
            ProblemFact::RefersInACircle { reference, id: id.to_owned() }
        }
        Some(_) => return,
    };
    problems.warning(estimate.line(), None, fact);
}

fn replacement(ledger: &Ledger, estimate: Estimate<'_>, id: &str, problems: &mut Problems) {
    let reference = Reference::Supersedes;
    let fact = match ledger.find(&OwnId::Stated(id.into())) {
        None => ProblemFact::SupersedesMissing(id.to_owned()),
        Some(old) if old.index() == estimate.index() => ProblemFact::RefersToItself(reference),
        Some(old)
            if old.measure_key() == estimate.measure_key()
                && !ledger.is_superseded_by(old.index(), estimate.index()) =>
        {
            ProblemFact::RefersInACircle { reference, id: id.to_owned() }
        }
        Some(_) => return,
    };
    problems.warning(estimate.line(), None, fact);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_host_whatever_it_seems_to_say() {
        for (url, host) in [
            ("https://example.org/a", "example.org"),
            ("HTTP://x.y:443/", "x.y"),
            ("https://news.example@evil.example/news.example", "evil.example"),
            ("https://evil.example\\@news.example/", "evil.example"),
            ("https://evil.example?news.example/", "evil.example"),
            ("https://[2001:db8::1]:8080/", "[2001:db8::1]"),
        ] {
            assert_eq!(host_of(url), Some(host), "{url}");
        }
        assert_eq!(host_of("https://"), None);
    }

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
