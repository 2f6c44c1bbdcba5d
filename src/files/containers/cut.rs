//! The lists of a file in RON, cut into their elements by brackets and quotation marks alone.

use crate::estimate::MOST_ENTRIES;

/// What RON passes over between signs; it knows more such blanks, which nobody writes.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// A text of which some lists are cut out.
pub(crate) struct Cut<'t> {
    /// The text with these lists empty.
    pub(crate) frame: String,
    pub(crate) lists: Vec<CutList<'t>>,
}

/// A list, cut into its elements.
pub(crate) struct CutList<'t> {
    /// The name or the key beside which it stands.
    pub(crate) name: &'t str,
    pub(crate) elements: Vec<&'t str>,
}

impl<'t> Cut<'t> {
    /// Cuts the lists out of a text that `is_wanted` by the names that lead to them from its outermost
    /// brackets on; none where it has anything that needs more than a look at single signs: raw
    /// strings, single signs in quotes, comments over several lines, extensions, brackets that do not
    /// match, more elements than a file may hold.
    pub(crate) fn of(text: &'t str, is_wanted: impl Fn(&[&str]) -> bool) -> Option<Cut<'t>> {
        let mut cut = Cut { frame: String::new(), lists: Vec::new() };
        let mut signs = Signs { text, since: 0, place: 0, at: 0 };
        let mut kept = 0;
        let mut names: Vec<&str> = Vec::new();
        let mut left = MOST_ENTRIES;
        while let Some(sign) = signs.next()? {
            match sign {
                b'(' | b'[' | b'{' => names.push(signs.name()),
                b')' | b']' | b'}' => drop(names.pop()?),
                _ => {}
            }
            let (b'[', [_, within @ ..]) = (sign, &names[..]) else { continue };
            if !is_wanted(within) {
                continue;
            }
            cut.frame.push_str(text.get(kept..signs.at)?);
            let (elements, end) = signs.elements(left)?;
            left = left.checked_sub(elements.len())?;
            kept = end;
            cut.lists.push(CutList { name: names.pop()?, elements });
        }
        cut.frame.push_str(text.get(kept..)?);
        names.is_empty().then_some(cut)
    }
}

/// Goes through a text by the signs that part it.
struct Signs<'t> {
    text: &'t str,
    /// Where what stands before the latest sign begins, behind whatever sign, string or comment.
    since: usize,
    /// Where the latest sign stands.
    place: usize,
    at: usize,
}

impl<'t> Signs<'t> {
    /// The next bracket or comma, strings and comments left out; none inside at the end of the text,
    /// and none outside where it cannot be told.
    fn next(&mut self) -> Option<Option<u8>> {
        let bytes = self.text.as_bytes();
        self.since = self.at;
        while let Some(sign) = bytes.get(self.at).copied() {
            self.place = self.at;
            self.at = self.place.checked_add(1)?;
            match sign {
                b'(' | b'[' | b'{' | b')' | b']' | b'}' | b',' => return Some(Some(sign)),
                b'\'' | b'#' => return None,
                b'"' => {
                    let before = self.place.checked_sub(1).and_then(|before| bytes.get(before));
                    let is_raw = before.is_some_and(u8::is_ascii_alphanumeric);
                    if is_raw {
                        return None;
                    }
                    self.skip_string()?;
                    self.since = self.at;
                }
                b'/' if bytes.get(self.at) == Some(&b'/') => {
                    let rest = bytes.get(self.at..)?;
                    let line = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                    self.at = self.at.checked_add(line)?;
                    self.since = self.at;
                }
                b'/' => return None,
                _ => {}
            }
        }
        Some(None)
    }

    /// The name beside which the latest sign stands; nothing where there is none in plain letters.
    fn name(&self) -> &'t str {
        let before = self.text.get(self.since..self.place).unwrap_or("");
        let before = before.trim_matches(BLANKS);
        let name = before.strip_suffix(':').unwrap_or("").trim_end_matches(BLANKS);
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        if name.chars().all(is_part) { name } else { "" }
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

    /// The elements of the list that has just begun, and where the bracket stands that closes it; none
    /// where there are more than so many.
    fn elements(&mut self, most: usize) -> Option<(Vec<&'t str>, usize)> {
        let mut list = Vec::new();
        let (mut depth, mut start) = (0_usize, self.at);
        loop {
            match self.next()?? {
                b'(' | b'[' | b'{' => depth = depth.checked_add(1)?,
                b']' if depth == 0 => {
                    let last = self.text.get(start..self.place)?;
                    let last = last.trim_matches(BLANKS);
                    list.extend(Some(last).filter(|last| !last.is_empty()));
                    return (list.len() <= most).then_some((list, self.place));
                }
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                _ if depth == 0 && list.len() == most => return None,
                _ if depth == 0 => {
                    list.push(self.text.get(start..self.place)?.trim_matches(BLANKS));
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

    /// The lists by their names.
    type Lists<'t> = Vec<(&'t str, Vec<&'t str>)>;

    fn cut(text: &str) -> Option<(String, Lists<'_>)> {
        let cut = Cut::of(text, |names| matches!(names, ["events" | "estimates"]))?;
        let lists = cut.lists.into_iter().map(|list| (list.name, list.elements));
        Some((cut.frame, lists.collect()))
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
        let lists = |events, estimates| vec![("estimates", estimates), ("events", events)];
        let wanted = Some((text("", ""), lists(vec!["(c: 1)"], estimates)));
        assert_eq!(cut(&whole), wanted);
        assert_eq!(cut(&text("", " ")), Some((text("", ""), lists(vec![], vec![]))));
        assert_eq!(cut("(a: [1])"), Some(("(a: [1])".to_owned(), vec![])));
    }

    #[test]
    fn the_lists_of_a_table_are_cut_out_by_their_keys() {
        let text = "(a: {1: [x]}, estimates: {1: [(a: 1), (b: [2])], 12 : [], \"3\": [7]}, b: [3])";
        let cut = Cut::of(text, |names| matches!(names, ["estimates", _])).expect("plain");
        let frame = "(a: {1: [x]}, estimates: {1: [], 12 : [], \"3\": []}, b: [3])";
        assert_eq!(cut.frame, frame);
        let lists: Vec<_> = cut.lists.iter().map(|list| (list.name, &list.elements[..])).collect();
        let wanted = [("1", &["(a: 1)", "(b: [2])"][..]), ("12", &[]), ("", &["7"])];
        assert_eq!(lists, wanted);
    }

    #[test]
    fn what_a_comment_says_is_no_name() {
        for text in [
            "(x: // estimates:\n [1])",
            "(x: \"estimates: \" [1])",
            "(x: (estimates: [1]))",
            "(estimates: (x: [1]))",
            "(an estimates: [1])",
            "((estimates: [1]))",
            "(estimates [1])",
        ] {
            assert_eq!(cut(text), Some((text.to_owned(), vec![])), "{text}");
        }
        let blank = "(estimates: [\u{a0}1])";
        assert!(cut(blank).is_some_and(|(_, lists)| lists == [("estimates", vec!["\u{a0}1"])]));
        let written = "(x: 1, // estimates\n estimates : [1])";
        assert!(cut(written).is_some_and(|(_, lists)| lists == [("estimates", vec!["1"])]));
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
            "(estimates: []",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
    }
}
