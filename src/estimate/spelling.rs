//! Texts that are one however they are spelled: without regard to case, spacing and Unicode form.

use std::char::ToLowercase;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::iter::{FlatMap, Peekable};
use std::str::Chars;

/// One letter made small: it may become several.
type Small = fn(char) -> ToLowercase;

/// A text letter by letter: small letters, one blank for all that sets words apart, a letter and
/// the accent that follows it as one.
pub(super) fn folded(text: &str) -> Folded<'_> {
    let small: Small = char::to_lowercase;
    Folded { letters: text.chars().flat_map(small).peekable(), has_begun: false }
}

/// See [`folded`].
pub(super) struct Folded<'a> {
    letters: Peekable<FlatMap<Chars<'a>, ToLowercase, Small>>,
    has_begun: bool,
}

impl Iterator for Folded<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let mut is_set_apart = false;
        while self.letters.next_if(|c| sets_apart(*c)).is_some() {
            is_set_apart = true;
        }
        if is_set_apart && self.has_begun && self.letters.peek().is_some() {
            return Some(' ');
        }
        self.has_begun = true;
        let mut letter = self.letters.next()?;
        while let Some(one) = self.letters.peek().and_then(|mark| composed(letter, *mark)) {
            letter = one;
            self.letters.next();
        }
        Some(letter)
    }
}

/// Blanks of every kind, and the lines that people write in the place of one.
fn sets_apart(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{200b}')
}

/// Marks that follow a letter, and the letters on which each stands beside what both are as one.
const COMPOSED: [(char, &str); 13] = [
    ('\u{300}', "aàeèiìoòuùnǹеѐиѝ"),
    ('\u{301}', "aáeéiíoóuúyýcćlĺnńrŕsśzźгѓкќ"),
    ('\u{302}', "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷ"),
    ('\u{303}', "aãnñoõiĩuũ"),
    ('\u{304}', "aāeēiīoōuūиӣуӯ"),
    ('\u{306}', "aăeĕgğiĭoŏuŭийуў"),
    ('\u{307}', "cċeėgġzż"),
    ('\u{308}', "aäeëiïoöuüyÿеёіїиӥ"),
    ('\u{30a}', "aåuů"),
    ('\u{30b}', "oőuű"),
    ('\u{30c}', "cčdďeěnňrřsštťzž"),
    ('\u{327}', "cçsştţgģkķlļnņ"),
    ('\u{328}', "aąeęiįuų"),
];

/// A letter with the mark that follows it.
fn composed(letter: char, mark: char) -> Option<char> {
    let (_, letters) = COMPOSED.iter().find(|(of, _)| *of == mark)?;
    let mut letters = letters.chars();
    while let Some((plain, one)) = letters.next().zip(letters.next()) {
        if plain == letter {
            return Some(one);
        }
    }
    None
}

/// Whether two texts are one however they are spelled.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || folded(one).eq(folded(other))
}

/// The order of two texts however they are spelled.
pub(super) fn order(one: &str, other: &str) -> Ordering {
    if one == other { Ordering::Equal } else { folded(one).cmp(folded(other)) }
}

/// What texts that are one have in common.
pub(super) fn hash(text: &str, state: &mut impl Hasher) {
    folded(text).for_each(|letter| letter.hash(state));
    state.write_u8(0xff);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spacing_and_unicode_form_make_no_difference() {
        for (one, other) in [
            ("North Valley", "  north\u{a0}valley "),
            ("North Valley", "north-valley"),
            ("Українa й Київ", "УКРАЇНA И\u{306} КИІ\u{308}В"),
            ("Orléans", "Orle\u{301}ans"),
            ("", " - "),
        ] {
            assert!(is_same(one, other), "{one} and {other}");
            assert_eq!(order(one, other), Ordering::Equal);
        }
        for (one, other) in [("North Valley", "Northvalley"), ("Orléans", "Orleans"), ("é", "è")]
        {
            assert!(!is_same(one, other), "{one} and {other}");
            assert_ne!(order(one, other), Ordering::Equal);
        }
    }
}
