//! Which amounts a text speaks of: read to be proposed to whoever enters what a page says, and to
//! be held against what a file states; never taken without telling.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::bracketed::best_in_range;
use super::counted::{is_counted, is_followed_by_outcome, outcomes_in, quantity_in};
use super::hedges::{
    hedge_after, hedge_at, hedge_before, is_multiplied, is_negated, without_hedge,
};
use super::letters::{ends_with_words, find_words, last_words, small, starts_with_words};
use super::numbers::{DecimalMark, Spot, numbers_in};
use super::ranges::{ends, hedge_within, is_range};
use super::vague::{SHARES, begins_vague, is_share_alone, without_number};
use crate::estimate::{Bounds, How, Quantity, Value};

/// An amount that a text speaks of.
#[derive(Clone, PartialEq, Debug)]
pub struct Amount {
    /// The words that say it: "more than 3,000".
    pub words: String,
    /// The whole sentence in which they stand, and where in it they do.
    pub sentence: String,
    pub place: Range<usize>,
    pub value: Value,
    /// What the sentence says is counted, where it is plain.
    pub quantity: Option<Quantity>,
    /// Why the number may not be what is claimed.
    pub doubt: Option<Doubt>,
    /// Whether the value holds all that the words say, which it does not of "about 200 or more" and
    /// of "at least 1,100–1,500".
    pub is_all_said: bool,
}

/// Why a number in a text may not be what its source claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// A "not" or its like stands before it: "has not exceeded 3,000".
    Negated,
    /// Another number is made of it: "twice the 3,000".
    Multiplied,
    /// It is of a unit of time: "13,500 a year".
    PerTime,
    /// What is asked about is said not to be known, and the number is of something else: "unknown;
    /// 300,000 displaced".
    Unknown,
    /// A minus stands before it: "−5", which no amount of people or things is.
    BelowZero,
    /// Another amount stands before it in words: "millions affected; 80,000 missing".
    NotTheFirst,
}

/// The amounts of a text, in its order, each once: numbers with the words that say how they were
/// stated. A sentence without one may speak of a share, of "dozens", or of more or fewer; those are
/// told where the whole text has no number.
///
/// Dates, calibres, distances and sums of money are passed over, and so are differences: of "rose
/// by 1,000 to 4,000" it is 4,000.
///
/// ```
/// use parallax::estimate::{How, amounts_in};
///
/// let found = amounts_in("In December 2024 more than 3,000 soldiers were killed or wounded.");
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].words, "more than 3,000");
/// let bounds = found[0].value.bounds().expect("a number");
/// assert_eq!((bounds.low(), bounds.how()), (Some(3_000.0), How::MoreThan));
/// assert_eq!(found[0].quantity.as_ref().map(ToString::to_string).as_deref(),
///            Some("killed or wounded"));
/// ```
#[must_use]
pub fn amounts_in(text: &str) -> Vec<Amount> {
    amounts(text, None)
}

fn amounts(text: &str, mark: Option<DecimalMark>) -> Vec<Amount> {
    if let Some(amount) = in_range(text, mark) {
        return vec![amount];
    }
    let sentences = sentences(text);
    let mut found: Vec<Amount> = Vec::new();
    for sentence in &sentences {
        for amount in of_sentence(sentence, mark) {
            let is_new =
                |other: &Amount| other.value != amount.value || other.words != amount.words;
            if found.iter().all(is_new) {
                found.push(amount);
            }
        }
    }
    if found.is_empty() {
        found.extend(sentences.iter().filter_map(|sentence| in_words_alone(sentence)));
    }
    found
}

/// What a text says that is a number with its range in brackets, and nothing else.
fn in_range(text: &str, mark: Option<DecimalMark>) -> Option<Amount> {
    let text = text.trim();
    let read = |text: &str| amount_of(text, mark)?.value.bounds().copied();
    let said = best_in_range(text, read)?;
    Some(Amount {
        words: text.to_owned(),
        sentence: text.to_owned(),
        place: 0..text.len(),
        value: Value::Bounds(said.bounds),
        is_all_said: said.are_all_said,
        ..amount_of(said.head, mark)?
    })
}

/// The amount that a text says and nothing else: the text of a cell, whose decimal mark may be
/// known. None where it says more numbers, says nothing, or says it in [doubt](Doubt). Beside an
/// amount in words there may be others: "dozens (unconfirmed)".
///
/// ```
/// use parallax::estimate::{How, amount_of};
///
/// let said = amount_of("> 3,000", None).expect("an amount");
/// assert_eq!(said.value.bounds().map(|bounds| bounds.how()), Some(How::MoreThan));
/// assert_eq!(amount_of("3,000 killed, 200 missing", None), None);
/// let study = amount_of("64,260 (95% CI 55,298–78,525)", None).expect("a number in its range");
/// assert_eq!(study.value.bounds().and_then(|bounds| bounds.high()), Some(78_525.0));
/// ```
#[must_use]
pub fn amount_of(text: &str, mark: Option<DecimalMark>) -> Option<Amount> {
    let text = text.trim();
    if is_share_alone(without_hedge(&small(text))) {
        let (words, sentence) = (text.to_owned(), text.to_owned());
        let (place, value) = (0..text.len(), Value::Share);
        return Some(Amount {
            words,
            sentence,
            place,
            value,
            quantity: None,
            doubt: None,
            is_all_said: false,
        });
    }
    let amount = Some(amounts(text, mark)).filter(|found| found.len() == 1)?.pop()?;
    // The point of "10–12 тыс." belongs to the word.
    let bare = |text: &str| text.trim().trim_end_matches('.').len();
    let is_all = bare(&amount.words) == bare(text) || amount.value.bounds().is_none();
    (is_all && amount.doubt.is_none()).then_some(amount)
}

/// The amounts that a cell says with more words than theirs: several with what each counts, or one
/// at its start. None where one is in [doubt](Doubt) or has no number, or two count the same.
///
/// ```
/// use parallax::estimate::amounts_beside_words;
///
/// let counted = |text: &str| {
///     let said = amounts_beside_words(text, None)?;
///     let of = |amount: &parallax::estimate::Amount| amount.quantity.as_ref().map(ToString::to_string);
///     Some(said.iter().map(|amount| (amount.words.clone(), of(amount))).collect::<Vec<_>>())
/// };
/// let two = counted("at least 100 killed and 1,000 wounded").expect("amounts");
/// assert_eq!(two[0], ("at least 100".to_owned(), Some("killed".to_owned())));
/// assert_eq!(two[1], ("1,000".to_owned(), Some("wounded".to_owned())));
/// assert_eq!(counted("about 3,000 (see note)"), Some(vec![("about 3,000".to_owned(), None)]));
/// let whole = counted("around 4,000, of whom 1,000 killed").expect("a whole and a part");
/// assert_eq!(whole[0], ("around 4,000".to_owned(), None));
/// assert_eq!(whole[1], ("1,000".to_owned(), Some("killed".to_owned())));
/// assert_eq!(counted("100 in May, 200 in June"), None);
/// ```
#[must_use]
pub fn amounts_beside_words(text: &str, mark: Option<DecimalMark>) -> Option<Vec<Amount>> {
    let found = amounts(text, mark);
    let is_plain = |amount: &Amount| amount.doubt.is_none() && amount.value.bounds().is_some();
    if found.is_empty() || !found.iter().all(is_plain) {
        return None;
    }
    if let [only] = &found[..] {
        let is_at_start = text.trim_start().starts_with(only.words.as_str());
        return (only.quantity.is_some() || is_at_start).then_some(found);
    }
    let is_whole = |amount: &Amount| amount.quantity.is_none() && is_told_in_part(text, amount);
    let counted = found.iter().enumerate().map(|(place, amount)| match &amount.quantity {
        Some(quantity) => Some(Some(quantity)),
        None => (place == 0 && is_whole(amount)).then_some(None),
    });
    let mut distinct = counted.collect::<Option<Vec<Option<&Quantity>>>>()?;
    distinct.sort();
    distinct.dedup();
    (distinct.len() == found.len()).then_some(found)
}

/// What stands between a whole and its part.
const PARTS: [&str; 12] = [
    "of whom",
    "of which",
    "of them",
    "including",
    "incl",
    "among them",
    "з них",
    "из них",
    "dont",
    "davon",
    "darunter",
    "de ellos",
];

/// Whether a text begins with this amount and goes on with a part of it: "around 4,000, of whom
/// 1,000 killed".
fn is_told_in_part(text: &str, whole: &Amount) -> bool {
    let after = text.trim_start().strip_prefix(whole.words.as_str());
    let after = after.map(|after| small(after.trim_start_matches([',', ';', '(', ' '])));
    after.is_some_and(|after| PARTS.iter().any(|part| after.starts_with(part)))
}

/// What a source's words make of a number that a file states.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Worded {
    /// How it was stated.
    As(How),
    /// A range around it: "3,000 ± 500".
    Around(Bounds),
    /// The words may not mean it: they say nothing about the bound.
    InDoubt(Doubt),
}

/// What `wording` makes of `number`: by the words that stand directly before or after it. None
/// where the number is not there, stands bare, is one end of a range, or is worded differently in
/// two places.
///
/// ```
/// use parallax::estimate::{Doubt, How, Worded, worded};
///
/// assert_eq!(worded("almost 1,000", 1_000.0), Some(Worded::As(How::Nearly)));
/// assert_eq!(worded("some 3,000 or more", 3_000.0), Some(Worded::As(How::AtLeast)));
/// assert_eq!(worded("about 8,000 out of a total of 10,000", 10_000.0), None);
/// let denied = Some(Worded::InDoubt(Doubt::Negated));
/// assert_eq!(worded("has not exceeded 3,000", 3_000.0), denied);
/// ```
#[must_use]
pub fn worded(wording: &str, number: f64) -> Option<Worded> {
    let text = small(wording);
    let mut found = None;
    for said in said_in(&text, None) {
        let is_it = (said.spots.0.value - number).abs() <= number.abs() * 1e-9;
        let Some(worded) = said.worded().filter(|_| is_it) else { continue };
        if found.is_some_and(|other| other != worded) {
            return None;
        }
        found = Some(worded);
    }
    found
}

/// How a text says of this very range that it is open, though it has two ends: "at least
/// 1,100–1,500".
#[must_use]
pub fn open_range(wording: &str, low: f64, high: f64) -> Option<How> {
    let is_same = |one: f64, other: f64| (one - other).abs() <= other.abs() * 1e-9;
    let ranges = said_in(&small(wording), None);
    let mut ranges = ranges.iter().filter_map(Said::open_range);
    ranges.find(|(from, to, _)| is_same(*from, low) && is_same(*to, high)).map(|(.., how)| how)
}

/// The sentences of a text. "Gen. Syrskyi" does not end one.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        let mut start = 0;
        for (place, sign) in line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
            let end = place.saturating_add(sign.len_utf8());
            let after = line.get(end..).unwrap_or("").trim_start_matches(['"', '”', '’', '»', ')']);
            let goes_on = !after.starts_with(' ')
                || !after
                    .trim_start()
                    .starts_with(|c: char| c.is_uppercase() || "\"“«".contains(c));
            let before = line.get(start..place).unwrap_or("");
            if goes_on || (sign == '.' && is_short_for_something(before)) {
                continue;
            }
            let end = line.len().saturating_sub(after.len());
            sentences.push(line.get(start..end).unwrap_or(""));
            start = end;
        }
        sentences.push(line.get(start..).unwrap_or(""));
    }
    let trimmed = sentences.into_iter().map(str::trim);
    trimmed.filter(|sentence| !sentence.is_empty()).collect()
}

/// "Gen", "Lt", "U.S": a short word that begins with a capital.
fn is_short_for_something(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    word.starts_with(char::is_uppercase) && letters < 4
}

/// One number, or the two of a range, with the words around them.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Said {
    spots: (Spot, Option<Spot>),
    joined: Joined,
    /// As the words directly at it say.
    how: Option<How>,
    /// Whether more of them do than one.
    is_hedged_again: bool,
    start: usize,
    end: usize,
    is_share: bool,
    doubt: Option<Doubt>,
}

/// How the two numbers go together.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Joined {
    /// Two ends, or a number alone.
    Ends,
    /// A number and how far it may be off: "3,000 ± 500".
    GiveOrTake,
    /// The same in hundredths of it: "3,000 ± 10 %".
    GiveOrTakePercent,
}

/// What the numbers of a text in small letters say, in its order.
fn said_in(text: &str, mark: Option<DecimalMark>) -> Vec<Said> {
    let spots = numbers_in(text, mark);
    let mut said = Vec::new();
    let mut place = 0;
    while let Some(spot) = spots.get(place) {
        let next = spots.get(place.saturating_add(1));
        place = place.saturating_add(1);
        if is_difference(text, spot, next) || is_whole_of_share(text, spot) {
            continue;
        }
        let joined = next.and_then(|next| Some((next, joined(text, spot, next)?)));
        let last = joined.map_or(spot, |(next, _)| next);
        let counted = is_counted(text, spot)
            && is_counted(text, last)
            && (!last.is_small || is_followed_by_outcome(text, last));
        place = place.saturating_add(usize::from(joined.is_some()));
        if counted {
            said.push(around(text, spot, joined));
        }
    }
    said
}

fn joined(text: &str, left: &Spot, right: &Spot) -> Option<Joined> {
    let between = text.get(left.end..right.start).unwrap_or("").trim();
    if ["±", "+/-", "+/−", "+-", "give or take", "plus or minus"].contains(&between) {
        let is_percent = percent_end(text, right).is_some();
        return Some(if is_percent { Joined::GiveOrTakePercent } else { Joined::GiveOrTake });
    }
    (is_range(text, left, right) && !is_change(text, left, right)).then_some(Joined::Ends)
}

/// Takes the words around numbers in.
fn around(text: &str, spot: &Spot, joined: Option<(&Spot, Joined)>) -> Said {
    let (last, joined) =
        joined.map_or((None, Joined::Ends), |(last, joined)| (Some(*last), joined));
    let end_spot = last.unwrap_or(*spot);
    let before = hedge_before(text, spot);
    let after = hedge_after(text, &end_spot);
    let start = before.map_or(spot.start, |hedge| hedge.start);
    let end = after.map_or(end_spot.end, |hedge| hedge.end);
    let share = share_before(text, start);
    let percent = percent_end(text, &end_spot);
    let is_share = share.is_some() || (percent.is_some() && joined != Joined::GiveOrTakePercent);
    let end = percent.map_or(end, |percent| percent.max(end));
    let doubt = if is_below_zero(text, start) {
        Some(Doubt::BelowZero)
    } else if is_multiplied(text, start) {
        Some(Doubt::Multiplied)
    } else if before.or(after).is_some() && is_negated(text, start) {
        Some(Doubt::Negated)
    } else if is_per_time(text, end) {
        Some(Doubt::PerTime)
    } else if begins_unknown(text) {
        Some(Doubt::Unknown)
    } else {
        begins_vague(text).then_some(Doubt::NotTheFirst)
    };
    let within = last.and_then(|last| hedge_within(text, spot, &last));
    // That a range goes up to its upper end says no more than that it is the upper end.
    let softened = within.filter(|hedge| hedge.how != How::AtMost);
    let how = match last {
        None => hedge_at(text, spot).map(|hedge| hedge.how),
        Some(_) => after.or(before).or(softened).map(|hedge| hedge.how),
    };
    let is_hedged_again = [before, after, within].iter().flatten().count() > 1;
    let start = share.unwrap_or(start);
    Said { spots: (*spot, last), joined, how, is_hedged_again, start, end, is_share, doubt }
}

/// "−5" and nothing before it, "minus 5". Elsewhere such a sign is a dash.
fn is_below_zero(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("").trim();
    ["-", "−"].contains(&before) || ends_with_words(before, "minus")
}

/// "13,500/year", "100 a day", "300 daily".
fn is_per_time(text: &str, end: usize) -> bool {
    const UNITS: [&str; 5] = ["hour", "day", "week", "month", "year"];
    const ADVERBS: [&str; 5] = ["hourly", "daily", "weekly", "monthly", "yearly"];
    let after = text.get(end..).unwrap_or("").trim_start();
    let per = ["per ", "a ", "each ", "every ", "/"].iter().find_map(|p| after.strip_prefix(p));
    per.is_some_and(|unit| UNITS.iter().any(|word| starts_with_words(unit.trim_start(), word)))
        || ADVERBS.iter().any(|word| starts_with_words(after, word))
}

/// Whether a text says first of all that nothing is known.
fn begins_unknown(text: &str) -> bool {
    let text = text.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    ["unknown", "n/a", "uncounted", "not known"].iter().any(|word| starts_with_words(text, word))
}

/// Where the sign or word for hundredths ends that follows a number.
fn percent_end(text: &str, spot: &Spot) -> Option<usize> {
    let after = text.get(spot.end..).unwrap_or("").trim_start();
    let signs = ["%", "percent", "per cent"];
    let after = signs.iter().find_map(|sign| after.strip_prefix(sign))?;
    Some(text.len().saturating_sub(after.len()))
}

/// Where the words for a part of what is said next begin: "a third of 12,000 troops".
fn share_before(text: &str, start: usize) -> Option<usize> {
    let before = text.get(..start)?.trim_end();
    let before = before.strip_suffix("the").map_or(before, str::trim_end);
    let share = SHARES.iter().find(|share| ends_with_words(before, share))?;
    Some(before.len().saturating_sub(share.len()))
}

/// Of "30 % of 12,000" the 12,000.
fn is_whole_of_share(text: &str, spot: &Spot) -> bool {
    let before = text.get(..spot.start).unwrap_or("").trim_end();
    ["% of", "% of the", "percent of", "per cent of", "percent of the", "per cent of the"]
        .iter()
        .any(|share| before.ends_with(share))
}

/// Verbs of change, by how they begin.
const CHANGES: [&str; 18] = [
    "rose", "risen", "rise", "rising", "increas", "grew", "grown", "grow", "climb", "jump", "surg",
    "swell", "fell", "fall", "drop", "decreas", "declin", "reduc",
];

/// Whether the last words before this speak of a change.
fn tells_a_change(before: &str) -> bool {
    last_words(before, 4).any(|word| {
        word == "up" || word == "down" || CHANGES.iter().any(|change| word.starts_with(change))
    })
}

/// Whether a number is by how much something changed: the 1,000 of "rose by 1,000 to 4,000".
fn is_difference(text: &str, spot: &Spot, next: Option<&Spot>) -> bool {
    let start = hedge_before(text, spot).map_or(spot.start, |hedge| hedge.start);
    let before = text.get(..start).unwrap_or("").trim_end();
    if let Some(before) = before.strip_suffix(" by") {
        return tells_a_change(before);
    }
    next.is_some_and(|next| is_change(text, spot, next))
}

/// Whether two numbers are before and after a change: "rose from 3,000 to 4,000".
fn is_change(text: &str, left: &Spot, right: &Spot) -> bool {
    let between = text.get(left.end..right.start).unwrap_or("").trim();
    let before = text.get(..left.start).unwrap_or("").trim_end();
    let from = before.strip_suffix(" from").or_else(|| before.strip_suffix(" by"));
    let is_moved = ["up", "down"].iter().any(|way| ends_with_words(before, way));
    between == "to" && (is_moved || from.is_some_and(tells_a_change))
}

impl Said {
    /// What it makes of its number; none for one end of a range, and for a bare number.
    fn worded(&self) -> Option<Worded> {
        match (self.spots.1, self.joined, self.doubt) {
            (None, _, Some(doubt @ (Doubt::Negated | Doubt::Multiplied))) => {
                Some(Worded::InDoubt(doubt))
            }
            (None, _, _) => self.how.map(Worded::As),
            (Some(_), Joined::Ends, _) => None,
            (Some(_), ..) => self.value()?.bounds().copied().map(Worded::Around),
        }
    }

    /// How a range is open, though it says both ends: "at least 1,100–1,500".
    fn open_range(&self) -> Option<(f64, f64, How)> {
        let last = self.spots.1.filter(|_| self.joined == Joined::Ends)?;
        let is_open =
            |how: &How| !matches!(how, How::About | How::Nearly | How::Bare | How::Between);
        let (low, high) = ends(&self.spots.0, &last);
        self.how.filter(is_open).map(|how| (low, high, how))
    }

    fn is_all_said(&self) -> bool {
        let is_plain_range = self.joined == Joined::Ends || self.how.is_none();
        !self.is_share && !self.is_hedged_again && self.open_range().is_none() && is_plain_range
    }

    fn value(&self) -> Option<Value> {
        if self.is_share {
            return Some(Value::Share);
        }
        let (first, last) = self.spots;
        let bounds = match (last, self.joined) {
            (None, _) => one_number(first.value, self.how.unwrap_or_default()),
            (Some(width), Joined::GiveOrTake) => give_or_take(first.value, width.value),
            (Some(width), Joined::GiveOrTakePercent) => {
                give_or_take(first.value, first.value * width.value / 100.0)
            }
            (Some(last), Joined::Ends) => {
                let (low, high) = ends(&first, &last);
                if low > high {
                    return None;
                }
                match self.how {
                    Some(how @ (How::AtLeast | How::MoreThan)) => {
                        Bounds::new(Some(low), None, None, how)
                    }
                    Some(how @ (How::AtMost | How::LessThan)) => {
                        Bounds::new(None, None, Some(high), how)
                    }
                    Some(how @ (How::About | How::Nearly)) => {
                        Bounds::new(Some(low), None, Some(high), how)
                    }
                    _ => Bounds::new(Some(low), None, Some(high), How::Between),
                }
            }
        };
        bounds.ok().map(Value::Bounds)
    }
}

fn give_or_take(number: f64, width: f64) -> Result<Bounds, crate::estimate::BadBounds> {
    Bounds::new(Some(number - width), Some(number), Some(number + width), How::Between)
}

fn one_number(number: f64, how: How) -> Result<Bounds, crate::estimate::BadBounds> {
    let number = Some(number);
    match how {
        How::AtLeast | How::MoreThan => Bounds::new(number, None, None, how),
        How::AtMost | How::LessThan => Bounds::new(None, None, number, how),
        _ => Bounds::new(None, number, None, how),
    }
}

fn of_sentence(sentence: &str, mark: Option<DecimalMark>) -> Vec<Amount> {
    let text = small(sentence);
    let said = said_in(&text, mark);
    let of_each = quantities(&text, &said);
    let amounts = said.iter().zip(of_each).filter_map(|(said, quantity)| {
        let place = said.start..said.end;
        Some(Amount {
            words: sentence.get(place.clone())?.to_owned(),
            sentence: sentence.to_owned(),
            place,
            value: said.value()?,
            quantity,
            doubt: said.doubt,
            is_all_said: said.is_all_said(),
        })
    });
    amounts.collect()
}

/// What each number of a sentence counts: all that the sentence says, where it has one number; else
/// what stands beside it, up to the next one.
fn quantities(text: &str, said: &[Said]) -> Vec<Option<Quantity>> {
    if said.len() < 2 {
        return said.iter().map(|_| quantity_in(text)).collect();
    }
    let between = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let until = |place: usize| said.get(place).map_or(text.len(), |next| next.start);
    let since = |place: usize| place.checked_sub(1).and_then(|p| said.get(p)).map_or(0, |s| s.end);
    // What stands behind a semicolon or a stroke is of the next one.
    let after = |place: usize, one: &Said| {
        let text = between(one.end, until(place.saturating_add(1)));
        text.split([';', '/']).next().unwrap_or("")
    };
    let before = |place: usize, one: &Said| {
        let text = between(since(place), one.start);
        text.rsplit([';', '/']).next().unwrap_or("")
    };
    // "Killed 300 and wounded 2,700" has its words before its numbers.
    let first = said.first().is_some_and(|one| outcomes_in(before(0, one)).is_some());
    let last = said.len().saturating_sub(1);
    let ends = said.last().is_some_and(|one| outcomes_in(after(last, one)).is_some());
    let is_word_first = first && !ends;
    let of = |place: usize, one: &Said| {
        let (near, far) = match is_word_first {
            true => (before(place, one), after(place, one)),
            false => (after(place, one), before(place, one)),
        };
        let far = if is_word_first { None } else { outcomes_in(far) };
        outcomes_in(near).or(far).or_else(|| quantity_in(near))
    };
    said.iter().enumerate().map(|(place, one)| of(place, one)).collect()
}

/// An amount in words alone.
fn in_words_alone(sentence: &str) -> Option<Amount> {
    let text = small(sentence);
    let (words, value, quantity) = without_number(&text)?;
    let start = find_words(&text, words)?;
    let place = start..start.saturating_add(words.len());
    let doubt = if is_negated(&text, start) {
        Some(Doubt::Negated)
    } else {
        begins_unknown(&text).then_some(Doubt::Unknown)
    };
    Some(Amount {
        words: sentence.get(place.clone())?.to_owned(),
        sentence: sentence.to_owned(),
        place,
        value,
        quantity,
        doubt,
        is_all_said: false,
    })
}
