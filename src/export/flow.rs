//! Running text in lines: nothing is ever cut short.

use crate::chart::{TextStyle, text_width, visible};

/// Some words in one look, and where they lead to.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub link: Option<&'a str>,
}

impl<'a> Word<'a> {
    pub fn plain(text: &'a str) -> Word<'a> {
        Word { text, link: None }
    }
}

/// What stands in a line and leads to one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Run<'a> {
    pub text: String,
    pub link: Option<&'a str>,
}

/// What stays together if there is room.
struct Token<'a> {
    text: String,
    link: Option<&'a str>,
    /// There is a space before it, or the end of a line.
    is_apart: bool,
}

/// Words in lines no wider than `width`, broken at spaces. What is wider alone, as addresses are,
/// goes on in the next line.
pub(super) fn flowed<'a>(
    words: &[Word<'a>],
    width: f32,
    size: f32,
    style: TextStyle,
) -> Vec<Vec<Run<'a>>> {
    let space = text_width(" ", size, style);
    let mut lines: Vec<Vec<Run<'a>>> = Vec::new();
    let (mut line, mut used) = (Vec::new(), 0.0);
    for token in tokens(words) {
        let wide = text_width(&token.text, size, style);
        let gap = if token.is_apart && !line.is_empty() { space } else { 0.0 };
        if gap > 0.0 && used + gap + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        } else if gap > 0.0 {
            add(&mut line, " ", token.link);
            used += gap;
        }
        let mut rest = token.text.as_str();
        while used + text_width(rest, size, style) > width {
            // At least one sign, so that the text ends.
            let least = if line.is_empty() { 1 } else { 0 };
            let (fits, left) = rest.split_at(fitting(rest, width - used, size, style, least));
            if left.is_empty() {
                break;
            }
            if !fits.is_empty() {
                add(&mut line, fits, token.link);
            }
            lines.push(std::mem::take(&mut line));
            (used, rest) = (0.0, left);
        }
        add(&mut line, rest, token.link);
        used += text_width(rest, size, style);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// How wide a line is.
pub(super) fn width_of(line: &[Run<'_>], size: f32, style: TextStyle) -> f32 {
    line.iter().map(|run| text_width(&run.text, size, style)).sum()
}

fn tokens<'a>(words: &[Word<'a>]) -> Vec<Token<'a>> {
    let mut tokens: Vec<Token<'a>> = Vec::new();
    let mut is_apart = false;
    for word in words {
        for (place, piece) in visible(word.text).split(char::is_whitespace).enumerate() {
            is_apart |= place > 0;
            if !piece.is_empty() {
                tokens.push(Token { text: piece.to_owned(), link: word.link, is_apart });
                is_apart = false;
            }
        }
    }
    tokens
}

fn add<'a>(line: &mut Vec<Run<'a>>, text: &str, link: Option<&'a str>) {
    match line.last_mut() {
        Some(last) if last.link == link => last.text.push_str(text),
        // A space between two is neither's link.
        Some(last) if text == " " && last.link.is_none() => last.text.push(' '),
        _ if text == " " => line.push(Run { text: text.to_owned(), link: None }),
        _ => line.push(Run { text: text.to_owned(), link }),
    }
}

/// How many bytes of a text fit into `room`, whole signs only, and at least so many signs.
fn fitting(text: &str, room: f32, size: f32, style: TextStyle, least: usize) -> usize {
    let mut left = room;
    let mut end = 0;
    for (count, (start, sign)) in text.char_indices().enumerate() {
        left -= text_width(sign.encode_utf8(&mut [0; 4]), size, style);
        if left < 0.0 && count >= least {
            break;
        }
        end = start + sign.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZE: f32 = 10.0;

    fn told(lines: &[Vec<Run<'_>>]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn what_leads_somewhere_is_a_run_of_its_own_and_keeps_its_space() {
        let link = "https://example.org/a";
        let words = [
            Word::plain("Read in Daily. "),
            Word { text: link, link: Some(link) },
            Word::plain(" k"),
        ];
        let lines = flowed(&words, 1_000.0, SIZE, TextStyle::Regular);
        assert_eq!(told(&lines), ["Read in Daily. https://example.org/a k"]);
        let links: Vec<_> = lines[0].iter().map(|run| run.link).collect();
        assert_eq!(links, [None, Some(link), None]);
        assert_eq!(lines[0][1].text, link);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(
            text in "[a-zé/ ]{0,200}",
            width in 30.0f32..300.0,
        ) {
            let lines = flowed(&[Word::plain(&text)], width, SIZE, TextStyle::Regular);
            for line in &lines {
                prop_assert!(width_of(line, SIZE, TextStyle::Regular) <= width + 0.01);
            }
            let without = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(without(&told(&lines).concat()), without(&text));
        }
    }
}
