//! The lists of a file in RON, cut into their elements by brackets and quotation marks alone.

use crate::estimate::MOST_ENTRIES;

/// A text of which the lists of estimates and events are cut out.
pub(super) struct Cut<'t> {
    /// The text with these lists empty.
    pub(super) frame: String,
    pub(super) events: Vec<&'t str>,
    pub(super) estimates: Vec<&'t str>,
}

impl<'t> Cut<'t> {
    /// Cuts a text; none where it has anything that needs more than a look at single signs: raw
    /// strings, single signs in quotes, comments over several lines, extensions, brackets that do not
    /// match, more elements than a file may hold.
    pub(super) fn of(text: &'t str) -> Option<Cut<'t>> {
        let mut cut = Cut { frame: String::new(), events: Vec::new(), estimates: Vec::new() };
        let mut signs = Signs { text, at: 0 };
        let (mut depth, mut kept) = (0_usize, 0_usize);
        while let Some(sign) = signs.next()? {
            match sign {
                b'(' | b'[' | b'{' => depth = depth.checked_add(1)?,
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if sign != b'[' || depth != 2 {
                continue;
            }
            let before = text.get(..signs.at.checked_sub(1)?)?;
            let (list, most) = match name_before(before) {
                Some("estimates") => (&mut cut.estimates, MOST_ENTRIES),
                Some("events") => (&mut cut.events, MOST_ENTRIES),
                _ => continue,
            };
            cut.frame.push_str(text.get(kept..signs.at)?);
            kept = signs.elements(list, most)?;
            depth = depth.checked_sub(1)?;
        }
        cut.frame.push_str(text.get(kept..)?);
        (depth == 0).then_some(cut)
    }
}

/// The name of the field whose value begins behind this text.
fn name_before(text: &str) -> Option<&str> {
    let name = text.trim_end().strip_suffix(':')?.trim_end();
    name.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next()
}

/// Goes through a text by the signs that part it.
struct Signs<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Signs<'t> {
    /// The next bracket or comma, strings and comments left out; none inside at the end of the text,
    /// and none outside where it cannot be told.
    fn next(&mut self) -> Option<Option<u8>> {
        let bytes = self.text.as_bytes();
        while let Some(sign) = bytes.get(self.at).copied() {
            let place = self.at;
            self.at = place.checked_add(1)?;
            match sign {
                b'(' | b'[' | b'{' | b')' | b']' | b'}' | b',' => return Some(Some(sign)),
                b'\'' | b'#' => return None,
                b'"' => {
                    let before = place.checked_sub(1).and_then(|before| bytes.get(before));
                    let is_raw = before.is_some_and(u8::is_ascii_alphanumeric);
                    if is_raw {
                        return None;
                    }
                    self.skip_string()?;
                }
                b'/' if bytes.get(self.at) == Some(&b'/') => {
                    let rest = bytes.get(self.at..)?;
                    let line = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                    self.at = self.at.checked_add(line)?;
                }
                b'/' => return None,
                _ => {}
            }
        }
        Some(None)
    }

    /// Goes behind the mark that closes a string.
    fn skip_string(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        loop {
            let rest = bytes.get(self.at..)?;
            let mark = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            let is_end = rest.get(mark) == Some(&b'"');
            let passed = if is_end { 1 } else { 2 };
            self.at = self.at.checked_add(mark)?.checked_add(passed)?;
            if is_end {
                return Some(());
            }
        }
    }

    /// Takes the elements of the list that has just begun, and says where the bracket stands that
    /// closes it; none where there are more than so many.
    fn elements(&mut self, list: &mut Vec<&'t str>, most: usize) -> Option<usize> {
        let (mut depth, mut start) = (0_usize, self.at);
        loop {
            let sign = self.next()??;
            let end = self.at.checked_sub(1)?;
            match sign {
                b'(' | b'[' | b'{' => depth = depth.checked_add(1)?,
                b']' if depth == 0 => {
                    let last = self.text.get(start..end)?;
                    list.extend(Some(last.trim()).filter(|last| !last.is_empty()));
                    return Some(end);
                }
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                _ if depth == 0 && list.len() == most => return None,
                _ if depth == 0 => {
                    list.push(self.text.get(start..end)?.trim());
                    start = self.at;
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<(String, Vec<&str>, Vec<&str>)> {
        Cut::of(text).map(|cut| (cut.frame, cut.events, cut.estimates))
    }

    #[test]
    fn lists_are_cut_into_their_elements_and_nothing_else_is_touched() {
        let text = |events: &str, estimates: &str| {
            format!(
                "(version: 1, title: \"a, [b] \\\" c\", // (no)\n measures: {{\"m\": (x: [1, 2])}},\n \
                 estimates: [{estimates}], events : [{events}])"
            )
        };
        let whole = text("(c: 1)", "\n (a: \"(,\"), // one, two\n (b: [1, (2)]),\n ");
        let estimates = vec!["(a: \"(,\")", "// one, two\n (b: [1, (2)])"];
        assert_eq!(cut(&whole), Some((text("", ""), vec!["(c: 1)"], estimates)));
        assert_eq!(cut(&text("", " ")), Some((text("", ""), vec![], vec![])));
        assert_eq!(cut("(a: [1])"), Some(("(a: [1])".to_owned(), vec![], vec![])));
    }

    #[test]
    fn what_needs_a_closer_look_is_not_cut() {
        for text in [
            "#![enable(implicit_some)] (estimates: [])",
            "(estimates: [(a: r\"x\")])",
            "(estimates: [(a: 'x')])",
            "(estimates: [/* (a: 1) */])",
            "(estimates: [(a: 1]",
            "(estimates: [(a: \"x)])",
            "(estimates: [))",
            "(estimates: []))",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
    }
}
