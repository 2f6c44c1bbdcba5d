//! Texts in which names are written from right to left, and numbers beside them are not to be turned
//! round.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};

use crate::chart::is_right_to_left;

/// What ends the influence of letters that are written from right to left on the figures and signs
/// that follow.
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// The text with a mark after each run of letters that are written from right to left, so that a
/// range beside an Arabic name, `نائب 3,000–4,000`, stays a range from low to high: by the rules of
/// Unicode (annex 9) figures after such a letter would stand to its left, and what joins them would
/// be read from right to left.
pub(super) fn in_order(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_letter) {
        return Cow::Borrowed(text);
    }
    let mut ordered = String::with_capacity(text.len().saturating_add(8));
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        ordered.push(c);
        let goes_on = |next: &char| is_letter(*next) || is_joining(*next);
        if is_letter(c) && !chars.peek().is_some_and(goes_on) {
            let next_word = chars.clone().find(|next| !next.is_whitespace());
            // Two words of a name stay in their order.
            if !next_word.is_some_and(is_letter) {
                ordered.push(LEFT_TO_RIGHT_MARK);
            }
        }
    }
    Cow::Owned(ordered)
}

/// A line in pieces from left to right, each with whether it is read from right to left.
pub(super) fn visual_runs(text: &str) -> Vec<(String, bool)> {
    let ordered = in_order(text);
    if matches!(ordered, Cow::Borrowed(_)) {
        return vec![(text.to_owned(), false)];
    }
    let read = BidiInfo::new(&ordered, Some(Level::ltr()));
    let mut pieces = Vec::new();
    for paragraph in &read.paragraphs {
        let (levels, runs) = read.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let is_rtl = levels.get(run.start).is_some_and(Level::is_rtl);
            let piece = ordered.get(run).unwrap_or_default().replace(LEFT_TO_RIGHT_MARK, "");
            if !piece.is_empty() {
                pieces.push((piece, is_rtl));
            }
        }
    }
    pieces
}

/// A letter that is written from right to left. Figures are not, whatever the script.
fn is_letter(c: char) -> bool {
    is_right_to_left(c) && !matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// What stands on a letter.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_beside_a_name_from_right_to_left_are_set_apart_from_it() {
        assert_eq!(in_order("وزارة الدفاع 3,000–4,000"), "وزارة الدفاع\u{200e} 3,000–4,000");
        assert_eq!(in_order("צה״ל (IDF) 12"), "צה״ל\u{200e} (IDF) 12");
        assert!(matches!(in_order("Żółw 3,000–4,000"), Cow::Borrowed(_)));
    }

    #[test]
    fn pieces_stand_from_left_to_right_and_a_range_is_one_of_them() {
        let pieces = visual_runs("وزارة الدفاع 3,000–4,000");
        assert_eq!(pieces, [("وزارة الدفاع".to_owned(), true), (" 3,000–4,000".to_owned(), false)]);
        assert_eq!(visual_runs("a 1–2"), [("a 1–2".to_owned(), false)]);
    }
}
