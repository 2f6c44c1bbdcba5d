//! Which amounts a text speaks of: read to be proposed to whoever enters what a page says, never to
//! be taken without asking.

use super::wording::{Hedge, Spot, has_words, hedge_at, numbers_in, vague_words};
use super::{Bounds, Direction, How, MONTHS, Quantity, Value};

/// An amount that a text speaks of.
#[derive(Clone, PartialEq, Debug)]
pub struct Amount {
    /// The words that say it: "more than 3,000".
    pub words: String,
    /// The whole sentence in which they stand.
    pub sentence: String,
    pub value: Value,
    /// What the sentence says is counted, where it is plain.
    pub quantity: Option<Quantity>,
}

/// The amounts of a text, in its order, each once: numbers with the words that say how they were
/// stated. A sentence without one may speak of a share, of "dozens", or of more or fewer; those are
/// told where the whole text has no number.
///
/// Dates, calibres, distances and sums of money are passed over.
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
    let sentences = sentences(text);
    let mut found: Vec<Amount> = Vec::new();
    for sentence in &sentences {
        for amount in numbers(sentence) {
            let is_new =
                |other: &Amount| other.value != amount.value || other.words != amount.words;
            if found.iter().all(is_new) {
                found.push(amount);
            }
        }
    }
    if found.is_empty() {
        found.extend(sentences.iter().filter_map(|sentence| without_number(sentence)));
    }
    found
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

fn numbers(sentence: &str) -> Vec<Amount> {
    let lower = sentence.to_lowercase();
    let spots: Vec<Spot> = numbers_in(&lower);
    let mut amounts = Vec::new();
    let mut place = 0;
    while let Some(spot) = spots.get(place) {
        let next = spots.get(place.saturating_add(1)).filter(|_| spot.is_in_range);
        place = place.saturating_add(if next.is_some() { 2 } else { 1 });
        let read = match next {
            Some(high) if is_counted(&lower, high) => range(spot, high),
            None if is_counted(&lower, spot) => single(&lower, spot),
            _ => None,
        };
        let Some((value, start, end)) = read else { continue };
        // Small letters may take another room than large ones; then the words stand in small ones.
        let original = sentence.get(start..end).filter(|_| sentence.len() == lower.len());
        amounts.push(Amount {
            words: original.or(lower.get(start..end)).unwrap_or("").to_owned(),
            sentence: sentence.to_owned(),
            value,
            quantity: quantity_in(&lower),
        });
    }
    amounts
}

fn range(low: &Spot, high: &Spot) -> Option<(Value, usize, usize)> {
    // "11 to 12,000": the thousands are said once.
    let times = [1e3, 1e6]
        .into_iter()
        .find(|times| low.value < 1e3 && high.value >= *times && low.value * times < high.value);
    let from = low.value * times.unwrap_or(1.0);
    let bounds = Bounds::new(Some(from), None, Some(high.value), How::Between).ok()?;
    bounds.is_consistent().then_some((Value::Bounds(bounds), low.start, high.end))
}

fn single(text: &str, spot: &Spot) -> Option<(Value, usize, usize)> {
    let hedge = hedge_at(text, spot);
    if is_share(text, spot) {
        return Some((Value::Share, hedge.map_or(spot.start, |hedge| hedge.start), spot.end));
    }
    let Hedge { how, start, end } =
        hedge.unwrap_or(Hedge { how: How::Exact, start: spot.start, end: spot.end });
    let number = Some(spot.value);
    let bounds = match how {
        How::AtLeast | How::MoreThan => Bounds::new(number, None, None, how),
        How::AtMost | How::LessThan => Bounds::new(None, None, number, how),
        _ => Bounds::new(None, number, None, how),
    };
    Some((Value::Bounds(bounds.ok()?), start, end))
}

fn after<'a>(text: &'a str, spot: &Spot) -> &'a str {
    text.get(spot.end..).unwrap_or("")
}

fn is_share(text: &str, spot: &Spot) -> bool {
    let after = after(text, spot).trim_start();
    ["%", "percent", "per cent"].iter().any(|sign| after.starts_with(sign))
}

const UNITS: [&str; 17] = [
    "mm", "cm", "km", "kg", "millimet", "centimet", "kilomet", "met", "mile", "ton", "year",
    "month", "week", "day", "hour", "minute", "times",
];

/// Whether a number says how many of something there are.
fn is_counted(text: &str, spot: &Spot) -> bool {
    let after = after(text, spot);
    let before = text.get(..spot.start).unwrap_or("");
    let is_part_of_a_word = after.starts_with(char::is_alphabetic)
        || before
            .strip_suffix(['-', '‑'])
            .is_some_and(|before| before.ends_with(char::is_alphabetic));
    let is_money = before.trim_end().ends_with(['$', '€', '£']);
    let next = after.trim_start_matches([' ', '-', '\u{a0}']);
    let has_unit = UNITS.iter().any(|unit| next.starts_with(unit)) && !next.starts_with("metro");
    !is_part_of_a_word && !is_money && !has_unit && !is_date(text, spot, before, next)
}

/// A day beside the name of a month, or a year by itself.
fn is_date(text: &str, spot: &Spot, before: &str, next: &str) -> bool {
    let is_month = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(word))
    };
    let last = before.split_whitespace().next_back().unwrap_or("");
    let first = next.split_whitespace().next().unwrap_or("");
    let is_day = spot.value <= 31.0 && (is_month(last) || is_month(first));
    let digits = text.get(spot.start..spot.end).unwrap_or("");
    let looks_like_a_year = digits.len() == 4
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (1900.0..=2100.0).contains(&spot.value);
    let is_hedged = hedge_at(text, spot).is_some();
    is_day || (looks_like_a_year && !is_hedged && !starts_with_people(first))
}

fn starts_with_people(word: &str) -> bool {
    ["troop", "soldier", "people", "men", "casualt", "fighter", "combatant", "north", "kill"]
        .iter()
        .any(|people| word.starts_with(people))
}

/// What a sentence says is counted.
fn quantity_in(lower: &str) -> Option<Quantity> {
    let has = |words: &[&str]| words.iter().any(|word| has_words(lower, word));
    let outcomes = [
        ("casualties", has(&["casualties", "losses"])),
        ("killed", has(&["killed", "dead", "died", "deaths", "killed in action"])),
        ("wounded", has(&["wounded", "injured"])),
        ("missing", has(&["missing"])),
        ("captured", has(&["captured", "taken prisoner"])),
    ];
    let said: Vec<&str> =
        outcomes.iter().filter(|(_, is_said)| *is_said).map(|(word, _)| *word).collect();
    if said.is_empty() {
        let is_there = has(&[
            "deployed",
            "sent",
            "dispatched",
            "operating",
            "troops",
            "soldiers",
            "arrived",
            "deploy",
        ]);
        return is_there.then_some(Quantity::Deployed);
    }
    Quantity::from_words(&said.join(" or "))
}

/// A share, an amount without a number, or which way things go.
fn without_number(sentence: &str) -> Option<Amount> {
    let lower = sentence.to_lowercase();
    let has = |words: &[&'static str]| words.iter().copied().find(|word| has_words(&lower, word));
    let is_turning = has(&["rotate", "rotation", "rotating"]);
    let is_rising = has(&["increase", "increasing", "additional", "reinforcements", "more troops"]);
    let is_falling = has(&["decrease", "withdraw", "withdrawal", "withdrawn", "fewer troops"]);
    let share = has(&["half of", "a third of", "a quarter of", "two thirds of", "most of"]);
    let (words, value) = if let Some(words) = share {
        (words, Value::Share)
    } else if let Some(words) = vague_words(&lower) {
        (words, Value::Vague)
    } else {
        let direction = match (is_turning, is_rising, is_falling) {
            (Some(words), Some(_), _) => (words, Direction::RotationOrIncrease),
            (Some(words), None, _) => (words, Direction::Rotation),
            (None, Some(words), _) => (words, Direction::Increase),
            (None, None, Some(words)) => (words, Direction::Decrease),
            (None, None, None) => return None,
        };
        (direction.0, Value::Direction(direction.1))
    };
    let quantity = quantity_in(&lower);
    Some(Amount { words: words.to_owned(), sentence: sentence.to_owned(), value, quantity })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn read(text: &str) -> Vec<(String, String)> {
        let said = |value: &Value| match value {
            Value::Bounds(bounds) => Words::default().bounds(bounds),
            value => value.word().to_owned(),
        };
        amounts_in(text).into_iter().map(|one| (one.words, said(&one.value))).collect()
    }

    fn one(text: &str) -> (String, String) {
        let mut found = read(text);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn a_number_is_read_with_the_words_that_say_how_it_was_stated() {
        for (text, words, value) in [
            ("Losses have already exceeded 3,000 people", "exceeded 3,000", "> 3,000"),
            ("About 1,100 casualties were counted", "About 1,100", "≈ 1,100"),
            ("they lost 4,000 men", "4,000", "4,000"),
            ("some 3,000 or more were killed", "3,000 or more", "≥ 3,000"),
            ("as many as 1.2 thousand wounded", "as many as 1.2 thousand", "≤ 1,200"),
            ("between 10,000 and 12,000 troops", "10,000 and 12,000", "10,000–12,000"),
            ("11 to 12,000 soldiers", "11 to 12,000", "11,000–12,000"),
            ("nearly 900 dead", "nearly 900", "nearly 900"),
            ("about 30 % of those deployed", "about 30", "share"),
        ] {
            assert_eq!(one(text), (words.to_owned(), value.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_count_is_passed_over() {
        for text in [
            "On December 23, 2024, he spoke",
            "on 14 Nov 2024",
            "In 2024 they came",
            "240 millimeter launchers and 170 mm guns",
            "within 3 days and 50 km",
            "the 11th corps with T-80 tanks and COVID-19",
            "for $2,000 a month",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
        assert_eq!(one("2000 soldiers in 2025").0, "2000");
    }

    #[test]
    fn amounts_without_a_number_are_told_where_there_is_no_number() {
        for (text, value) in [
            ("Several hundred casualties", "vague"),
            ("Most of them have arrived", "share"),
            ("It prepares to rotate or increase the deployment", "direction"),
            ("It was sunny", ""),
        ] {
            let found = read(text);
            assert_eq!(found.first().map_or("", |(_, value)| value), value, "{text}");
        }
    }

    #[test]
    fn each_amount_comes_with_its_own_sentence_and_what_is_counted_in_it() {
        let text = "Gen. Kim said about 3,000 were killed or wounded. \"More than 10,000 soldiers \
                    were sent.\" Most arrived in the U.S. last year.";
        let found = amounts_in(text);
        let sentences: Vec<&str> = found.iter().map(|one| one.sentence.as_str()).collect();
        assert_eq!(
            sentences,
            [
                "Gen. Kim said about 3,000 were killed or wounded.",
                "\"More than 10,000 soldiers were sent.\"",
            ]
        );
        let quantities: Vec<String> =
            found.iter().filter_map(|one| Some(one.quantity.as_ref()?.to_string())).collect();
        assert_eq!(quantities, ["killed or wounded", "deployed"]);
    }

    #[test]
    fn any_text_is_survived() {
        for text in ["", ".", "1.", "İ3 soldiers", "١٢ men", "5–", "…3…", "\"", "a. B", "9 to 8"]
        {
            let _ = amounts_in(text);
        }
    }
}
