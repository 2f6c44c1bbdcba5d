//! Texts that stand for nothing.

/// The texts that stand for nothing in a column. Numbers are compared as numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    /// In lower case.
    words: Vec<String>,
    numbers: Vec<f64>,
}

impl Codes {
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w String>) -> Codes {
        let words: Vec<String> = words.into_iter().map(|word| word.to_lowercase()).collect();
        let numbers = words.iter().filter_map(|word| word.parse().ok()).collect();
        Codes { words, numbers }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a text is one of them.
    pub(crate) fn has(&self, text: &str) -> bool {
        if self.words.is_empty() || text.is_empty() {
            return false;
        }
        let is_code = |number: f64| self.numbers.iter().any(|code| code.total_cmp(&number).is_eq());
        self.words.contains(&text.to_lowercase()) || text.parse().is_ok_and(is_code)
    }
}
