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

/// Whether a cell says that its row is a sum of others.
pub(super) fn is_total(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches(':').trim_matches('*').trim();
    cell.starts_with(char::is_alphabetic) && WORDS.contains(&cell.to_lowercase().as_str())
}
