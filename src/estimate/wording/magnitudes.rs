//! The words and letters after a number that multiply it: "12 thousand", "1.2m".

/// Words for a magnitude, after a space or none.
const MAGNITUDES: [(&str, f64); 22] = [
    ("dozen", 12.0),
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("mln", 1e6),
    ("mio", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("mrd", 1e9),
    ("thsd", 1e3),
    ("tsd", 1e3),
    ("тыс", 1e3),
    ("тисяч", 1e3),
    ("тысяч", 1e3),
    ("тис", 1e3),
    ("tausend", 1e3),
    ("млн", 1e6),
    ("млрд", 1e9),
    ("lakh", 1e5),
    ("crore", 1e7),
];

/// A letter for a magnitude, directly at the digits: "600k", "1.2m".
const LETTERS: [(&str, f64); 3] = [("k", 1e3), ("m", 1e6), ("b", 1e9)];

/// By what that which is said after a number multiplies it, and how long that is.
pub(super) fn magnitude(after: &str) -> (f64, usize) {
    let is_over = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let letter = LETTERS.iter().find_map(|(letter, times)| {
        after.strip_prefix(letter).filter(|rest| is_over(rest)).map(|_| (*times, letter.len()))
    });
    if let Some(found) = letter {
        return found;
    }
    let word = after.strip_prefix([' ', '-', '\u{a0}']).unwrap_or(after);
    let skipped = after.len().saturating_sub(word.len());
    for (name, times) in MAGNITUDES {
        let Some(rest) = word.strip_prefix(name) else { continue };
        let (rest, plural) = rest.strip_prefix('s').map_or((rest, 0), |rest| (rest, 1));
        if is_over(rest) {
            return (times, skipped.saturating_add(name.len()).saturating_add(plural));
        }
    }
    (1.0, 0)
}
