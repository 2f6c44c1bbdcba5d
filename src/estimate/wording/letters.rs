//! Text in small letters of which every letter stands where it stood.

/// In small letters, each as long as the one it was, so that places in the one are places in the
/// other.
pub(super) fn small(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    for letter in text.chars() {
        let mut lower = letter.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) if one.len_utf8() == letter.len_utf8() => small.push(one),
            _ => small.push(letter),
        }
    }
    small
}

/// Whether the words stand in a text, and not within longer ones.
pub(super) fn has_words(text: &str, words: &str) -> bool {
    find_words(text, words).is_some()
}

/// Where the words stand first, and not within longer ones.
pub(super) fn find_words(text: &str, words: &str) -> Option<usize> {
    let found = text.match_indices(words).find(|(start, _)| {
        let end = start.saturating_add(words.len());
        let before = text.get(..*start).and_then(|before| before.chars().next_back());
        let after = text.get(end..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    });
    found.map(|(start, _)| start)
}

pub(super) fn ends_with_words(text: &str, words: &str) -> bool {
    let Some(before) = text.strip_suffix(words) else { return false };
    !words.starts_with(char::is_alphabetic) || !before.ends_with(char::is_alphanumeric)
}

pub(super) fn starts_with_words(text: &str, words: &str) -> bool {
    let Some(after) = text.strip_prefix(words) else { return false };
    !words.ends_with(char::is_alphabetic) || !after.starts_with(char::is_alphanumeric)
}

/// The last words of a clause, at most `most`, the last first.
pub(super) fn last_words(text: &str, most: usize) -> impl Iterator<Item = &str> {
    let clause = text.rsplit([',', ';', ':', '(', ')', '.', '!', '?', '–', '—']).next();
    clause.unwrap_or("").split_whitespace().rev().take(most)
}
