//! Texts from outside as they can be shown: what steers a screen instead of standing on it is
//! written out.

use std::borrow::Cow;

/// The text as it can be shown on one line: line breaks and tabs are spaces, other control
/// characters and those that turn the direction of reading are written out, `‹U+202E›`.
///
/// ```
/// assert_eq!(parallax::estimate::visible("one\u{202e}two"), "one‹U+202E›two");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            c if is_hidden(c) => {
                shown.push_str("‹U+");
                shown.push_str(&format!("{:04X}", u32::from(c)));
                shown.push('›');
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Control characters, marks and overrides of direction, invisible joiners, non-characters: what is
/// in a text and is not seen.
pub(crate) fn is_hidden(c: char) -> bool {
    // Most are of these, and asked about in every sentence.
    let is_plain = matches!(c, ' '..='~');
    !is_plain && is_hidden_beyond_plain(c)
}

fn is_hidden_beyond_plain(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The same for several lines, which stay lines.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\n').map(visible).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_or_turns_a_text_is_written_out() {
        assert_eq!(visible("Reu\u{1b}[2Jters"), "Reu‹U+001B›[2Jters");
        assert_eq!(visible("B\rOver\nwritten"), "B Over written");
        assert_eq!(visible("o\u{202e}txt"), "o‹U+202E›txt");
        assert!(matches!(visible("Żółw"), Cow::Borrowed("Żółw")));
        assert_eq!(visible_lines("a\nb\u{1b}\n"), "a\nb‹U+001B›\n");
        assert!(matches!(visible_lines("a\nb"), Cow::Borrowed("a\nb")));
    }
}
