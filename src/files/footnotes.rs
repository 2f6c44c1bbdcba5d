//! Marks of footnotes, which stand behind names and are no part of them.

/// Without the marks of footnotes at the end: `Pentagon [4]`, `ISW[a][note 2]`, `BBC*`.
pub(super) fn without_marks(label: &str) -> &str {
    let label = label.trim_end();
    let is_sign = |sign: char| "*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰".contains(sign);
    let bare = label.trim_end_matches(is_sign);
    if bare.len() < label.len() && !bare.trim().is_empty() {
        return without_marks(bare);
    }
    match label.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
        Some((before, mark)) if is_mark(mark) && !before.trim().is_empty() => without_marks(before),
        _ => label,
    }
}

/// `4`, `a`, `note 2`.
fn is_mark(mark: &str) -> bool {
    let mark = mark.trim();
    let number = ["note ", "nb ", "fn "].iter().find_map(|word| mark.strip_prefix(word));
    let number = number.unwrap_or(mark);
    let is_number = number.len() <= 3 && number.bytes().all(|sign| sign.is_ascii_digit());
    let is_letter = mark.len() == 1 && mark.bytes().all(|sign| sign.is_ascii_lowercase());
    !number.is_empty() && (is_number || is_letter)
}

#[cfg(test)]
mod tests {
    use super::without_marks;

    #[test]
    fn marks_of_footnotes_are_no_part_of_a_name() {
        for (label, name) in [
            ("SIPRI[4]", "SIPRI"),
            ("ISW [a][note 2]", "ISW"),
            ("BBC*", "BBC"),
            ("Total¹", "Total"),
            ("[4]", "[4]"),
            ("US [unnamed]", "US [unnamed]"),
        ] {
            assert_eq!(without_marks(label), name);
        }
    }
}
