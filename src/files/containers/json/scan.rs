//! The signs of JSON: texts, numbers, what stands between them, and where each is.

use std::borrow::Cow;

/// Lists and objects in each other, at most.
const DEEPEST: usize = 128;

/// Where a text is no JSON any more, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) at: usize,
    pub(super) message: &'static str,
}

/// What stands for a key.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum JsonValue<'t> {
    Null,
    /// A text, or `true` or `false`.
    Plain(Cow<'t, str>),
    /// A number, as it is written.
    Number(Cow<'t, str>),
    /// A list of plain values.
    List(Vec<Cow<'t, str>>),
    /// An object, or a list that holds lists or objects.
    Nested,
}

impl JsonValue<'_> {
    /// How many bytes its texts have.
    pub(super) fn length(&self) -> usize {
        match self {
            JsonValue::Null | JsonValue::Nested => 0,
            JsonValue::Plain(text) | JsonValue::Number(text) => text.len(),
            JsonValue::List(elements) => elements.iter().map(|text| text.len()).sum(),
        }
    }
}

/// Goes through a text from sign to sign.
#[derive(Clone)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Scanner<'t> {
        Scanner { text, at }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn slip<T>(&self, message: &'static str) -> Result<T, Slip> {
        let is_over = self.at >= self.text.len();
        Err(Slip { at: self.at, message: if is_over { "the file ends here" } else { message } })
    }

    /// The next sign that is no blank.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let blanks = self.rest().iter().take_while(|byte| b" \t\r\n".contains(byte)).count();
        self.at = self.at.saturating_add(blanks);
        self.rest().first().copied()
    }

    /// Goes over this sign if it comes next.
    pub(super) fn take(&mut self, sign: u8) -> bool {
        let is_next = self.peek() == Some(sign);
        self.at = self.at.saturating_add(usize::from(is_next));
        is_next
    }

    pub(super) fn expect(&mut self, sign: u8, message: &'static str) -> Result<(), Slip> {
        if self.take(sign) { Ok(()) } else { self.slip(message) }
    }

    /// After an element: whether another one follows; else goes over the closing sign.
    pub(super) fn goes_on(&mut self, close: u8, message: &'static str) -> Result<bool, Slip> {
        if self.take(b',') {
            return Ok(true);
        }
        self.expect(close, message).map(|()| false)
    }

    /// A key and the colon after it.
    pub(super) fn key(&mut self) -> Result<Cow<'t, str>, Slip> {
        if self.peek() != Some(b'"') {
            return self.slip("a key in quotation marks should stand here");
        }
        let key = self.string()?;
        self.expect(b':', "a colon should stand here, after the key")?;
        Ok(key)
    }

    /// The value of a key.
    pub(super) fn value(&mut self) -> Result<JsonValue<'t>, Slip> {
        match self.peek() {
            Some(b'{') => self.skip().map(|()| JsonValue::Nested),
            Some(b'[') => self.list(),
            Some(b'-' | b'0'..=b'9') => self.number().map(JsonValue::Number),
            _ => Ok(self.plain()?.map_or(JsonValue::Null, JsonValue::Plain)),
        }
    }

    fn list(&mut self) -> Result<JsonValue<'t>, Slip> {
        let start = self.at;
        self.expect(b'[', "a list should stand here")?;
        let mut elements = Vec::new();
        if self.take(b']') {
            return Ok(JsonValue::Null);
        }
        loop {
            if matches!(self.peek(), Some(b'{' | b'[')) {
                self.at = start;
                return self.skip().map(|()| JsonValue::Nested);
            }
            elements.extend(self.plain()?);
            if !self.goes_on(b']', "a comma or ] should stand here")? {
                return Ok(JsonValue::List(elements));
            }
        }
    }

    /// Whether a list without elements comes next.
    pub(super) fn starts_empty_list(&self) -> bool {
        let mut ahead = self.clone();
        ahead.take(b'[') && ahead.take(b']')
    }

    /// Whether null comes next.
    pub(super) fn starts_null(&self) -> bool {
        let mut ahead = self.clone();
        ahead.peek() == Some(b'n')
    }

    /// Whether an object stands in the list that comes next.
    pub(super) fn holds_object(&self) -> bool {
        let mut ahead = self.clone();
        ahead.take(b'[');
        loop {
            match ahead.peek() {
                Some(b'{') => return true,
                Some(b']') | None => return false,
                _ if ahead.skip().is_err() => return false,
                _ if !ahead.take(b',') => return false,
                _ => {}
            }
        }
    }

    /// A value that is neither list nor object; none for null.
    fn plain(&mut self) -> Result<Option<Cow<'t, str>>, Slip> {
        match self.peek() {
            Some(b'"') => self.string().map(Some),
            Some(b'-' | b'0'..=b'9') => self.number().map(Some),
            _ => self.word(),
        }
    }

    fn string(&mut self) -> Result<Cow<'t, str>, Slip> {
        self.at = self.at.saturating_add(1);
        let start = self.at;
        let plain = |byte: &&u8| !(**byte == b'"' || **byte == b'\\' || **byte < 0x20);
        let mut own: Option<String> = None;
        loop {
            let from = self.at;
            let length = self.rest().iter().take_while(plain).count();
            self.at = from.saturating_add(length);
            let piece = self.text.get(from..self.at).unwrap_or("");
            if let Some(own) = &mut own {
                own.push_str(piece);
            }
            match self.rest().first() {
                Some(b'"') => {
                    let whole = self.text.get(start..self.at).unwrap_or("");
                    self.at = self.at.saturating_add(1);
                    return Ok(own.map_or(Cow::Borrowed(whole), Cow::Owned));
                }
                Some(b'\\') => {
                    let sign = self.escape()?;
                    own.get_or_insert_with(|| piece.to_owned()).push(sign);
                }
                Some(_) => return self.slip("a line ends in the middle of a text"),
                None => return self.slip(""),
            }
        }
    }

    /// The sign for which an escape stands. Half a pair of surrogates stands for nothing: �.
    fn escape(&mut self) -> Result<char, Slip> {
        let sign = match self.rest().get(1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return self.slip("this is no escape that JSON knows"),
        };
        self.at = self.at.saturating_add(2);
        Ok(sign)
    }

    fn unicode(&mut self) -> Result<char, Slip> {
        let Some(first) = self.four_digits(2) else {
            return self.slip("four hexadecimal digits should follow \\u");
        };
        self.at = self.at.saturating_add(6);
        let second = self.rest().starts_with(b"\\u").then(|| self.four_digits(2)).flatten();
        if let (0xd800..=0xdbff, Some(second @ 0xdc00..=0xdfff)) = (first, second) {
            self.at = self.at.saturating_add(6);
            let high = first.saturating_sub(0xd800).saturating_mul(0x400);
            let low = second.saturating_sub(0xdc00);
            let sign = high.saturating_add(low).saturating_add(0x1_0000);
            return Ok(char::from_u32(sign).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four_digits(&self, after: usize) -> Option<u32> {
        let digits = self.rest().get(after..after.saturating_add(4))?;
        let is_hexadecimal = digits.iter().all(u8::is_ascii_hexdigit);
        let digits = std::str::from_utf8(digits).ok().filter(|_| is_hexadecimal)?;
        u32::from_str_radix(digits, 16).ok()
    }

    /// A number, as it is written.
    fn number(&mut self) -> Result<Cow<'t, str>, Slip> {
        let is_of_number = |byte: &&u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let length = self.rest().iter().take_while(is_of_number).count();
        let end = self.at.saturating_add(length);
        let number = self.text.get(self.at..end).unwrap_or("");
        if !is_number(number) {
            return self.slip("this is no number as JSON writes it");
        }
        self.at = end;
        Ok(Cow::Borrowed(number))
    }

    /// `true`, `false` or `null`; `NaN` and the like, which some programs write, are taken as text.
    fn word(&mut self) -> Result<Option<Cow<'t, str>>, Slip> {
        for word in ["true", "false", "null", "NaN", "Infinity", "-Infinity"] {
            if self.rest().starts_with(word.as_bytes()) {
                self.at = self.at.saturating_add(word.len());
                return Ok((word != "null").then_some(Cow::Borrowed(word)));
            }
        }
        self.slip("a value should stand here")
    }

    /// Goes over a value, whatever it is.
    pub(super) fn skip(&mut self) -> Result<(), Slip> {
        // The closing signs that are waited for.
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.peek() {
                Some(sign @ (b'{' | b'[')) => {
                    if open.len() >= DEEPEST {
                        return self.slip("lists and objects are nested too deeply here");
                    }
                    self.at = self.at.saturating_add(1);
                    let close = if sign == b'{' { b'}' } else { b']' };
                    if !self.take(close) {
                        open.push(close);
                        if close == b'}' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                _ => {
                    self.plain()?;
                }
            }
            loop {
                let Some(close) = open.last().copied() else { return Ok(()) };
                if self.goes_on(close, "a comma or a closing bracket should stand here")? {
                    if close == b'}' {
                        self.key()?;
                    }
                    break;
                }
                open.pop();
            }
        }
    }
}

/// Whether this is a number by the grammar of JSON.
fn is_number(text: &str) -> bool {
    let (mantissa, exponent) =
        text.split_once(['e', 'E']).map_or((text, None), |(m, exponent)| (m, Some(exponent)));
    let (whole, fraction) =
        mantissa.split_once('.').map_or((mantissa, None), |(w, fraction)| (w, Some(fraction)));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
        && exponent.is_none_or(|e| are_digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<JsonValue<'_>, Slip> {
        Scanner::new(text, 0).value()
    }

    fn plain(text: &str) -> JsonValue<'_> {
        JsonValue::Plain(text.into())
    }

    #[test]
    fn every_kind_of_value_is_told_apart() {
        let number = |text: &'static str| Ok(JsonValue::Number(text.into()));
        assert_eq!(value(" 1.5e+3 "), number("1.5e+3"));
        assert_eq!(value("9007199254740993"), number("9007199254740993"));
        assert_eq!(value(r#""a\n\u00e9\ud83d\ude00\ud800\"""#), Ok(plain("a\né😀\u{fffd}\"")));
        assert_eq!(value("true"), Ok(plain("true")));
        assert_eq!(value("NaN"), Ok(plain("NaN")));
        assert_eq!((value("null"), value("[ ]")), (Ok(JsonValue::Null), Ok(JsonValue::Null)));
        assert_eq!(value(r#"["a", 1, null]"#), Ok(JsonValue::List(vec!["a".into(), "1".into()])));
        assert_eq!(value(r#"["a", {"b": []}]"#), Ok(JsonValue::Nested));
        assert_eq!(value(r#"{"a": {}, "b": [[1], 2]}"#), Ok(JsonValue::Nested));
    }

    #[test]
    fn what_is_no_json_slips_where_it_ends_to_be() {
        for (text, at) in [
            ("", 0),
            ("01", 0),
            ("1.", 0),
            ("+1", 0),
            ("-", 0),
            ("tru", 0),
            ("\"a", 2),
            ("\"a\nb\"", 2),
            (r#""\x""#, 1),
            (r#""\u12""#, 1),
            ("[1 2]", 3),
            ("{\"a\" 1}", 5),
            ("{\"a\":1,}", 7),
            ("{\"a\":[1,2}", 9),
        ] {
            let mut scanner = Scanner::new(text, 0);
            let slip = if text.starts_with('{') { scanner.skip().err() } else { value(text).err() };
            assert_eq!(slip.map(|slip| slip.at), Some(at), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_never_recursed_into() {
        let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(Scanner::new(&deep(128), 0).skip(), Ok(()));
        let slip = Scanner::new(&deep(1_000_000), 0).skip().unwrap_err();
        assert_eq!(slip.at, 128);
    }
}
