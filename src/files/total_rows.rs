//! Rows that sum up the others of their table and stand among them.

/// What such a row says where others say when or who.
const WORDS: [&str; 30] = [
    "total",
    "totals",
    "grand total",
    "sub-total",
    "subtotal",
    "sum",
    "overall",
    "all",
    "total général",
    "total general",
    "ensemble",
    "somme",
    "gesamt",
    "insgesamt",
    "summe",
    "gesamtsumme",
    "suma",
    "totale",
    "totaal",
    "ogółem",
    "razem",
    "усього",
    "всього",
    "разом",
    "итого",
    "всего",
    "المجموع",
    "الإجمالي",
    "toplam",
    "合计",
];

/// None of them is longer, in bytes.
const LONGEST: usize = 20;

/// Whether a cell says that its row is a sum of others.
pub(super) fn is_total(cell: &str) -> bool {
    // Dates begin with a figure, and most names are longer.
    if cell.starts_with(|sign: char| sign.is_ascii_digit()) {
        return false;
    }
    let is_beside = |sign: char| sign.is_whitespace() || [':', '*'].contains(&sign);
    let cell = match cell.starts_with(is_beside) || cell.ends_with(is_beside) {
        true => cell.trim_matches(is_beside),
        false => cell,
    };
    if cell.len() > LONGEST || !cell.starts_with(char::is_alphabetic) {
        return false;
    }
    match cell.is_ascii() {
        true => WORDS.iter().any(|word| word.eq_ignore_ascii_case(cell)),
        false => WORDS.contains(&cell.to_lowercase().as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_for_a_sum_is_one_however_it_is_written() {
        for word in WORDS {
            assert!(is_total(word) && is_total(&word.to_uppercase()), "{word}");
            assert!(is_total(&format!(" **{word}:** ")), "{word}");
        }
        assert!(!is_total("Total Defence Agency") && !is_total("1") && !is_total(""));
    }
}
