//! What stands beside a name in the cells of sources: marks of footnotes, and through whom it came.

/// What stands between a source and who passed it on.
const THROUGH: [&str; 2] = [" (via ", " via "];

/// A label without the marks of footnotes and without who passed it on, and who did; none where it
/// is a name and nothing else.
pub(super) fn name_and_relay(label: &str) -> Option<(String, Option<String>)> {
    let bare = without_marks(label.trim());
    // In lower case a text may be of another length.
    let lower = bare.to_lowercase();
    let is_alike = lower.len() == bare.len();
    let split = THROUGH.iter().filter(|_| is_alike).find_map(|sign| {
        let at = lower.find(sign)?;
        Some((bare.get(..at)?, bare.get(at.checked_add(sign.len())?..)?))
    });
    let (name, relay) = match split {
        Some((name, relay)) => {
            let relay = relay.trim().trim_end_matches(')');
            (without_marks(name.trim_end_matches([',', ' '])), Some(relay))
        }
        None => (bare, None),
    };
    let relay = relay.filter(|relay| !relay.is_empty());
    let is_more = name != label.trim() && !name.is_empty();
    is_more.then(|| (name.to_owned(), relay.map(str::to_owned)))
}

/// Without the marks of footnotes at the end: `Pentagon [4]`, `ISW[a][note 2]`, `BBC*`.
fn without_marks(label: &str) -> &str {
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
    use super::name_and_relay;

    #[test]
    fn marks_and_relays_are_told_apart_from_names() {
        for (label, name, relay) in [
            ("Pentagon [4]", "Pentagon", None),
            ("ISW[a][note 2]", "ISW", None),
            ("BBC*", "BBC", None),
            ("NIS via Yonhap", "NIS", Some("Yonhap")),
            ("NIS (via Yonhap)", "NIS", Some("Yonhap")),
            ("NIS [3], via AP [12]", "NIS", Some("AP")),
            ("МО Via ТАСС", "МО", Some("ТАСС")),
        ] {
            let found = name_and_relay(label).expect(label);
            assert_eq!((found.0.as_str(), found.1.as_deref()), (name, relay), "{label}");
        }
        for label in ["Pentagon", "US [unnamed]", "[4]", "*", "via AP", "Via Campesina", "İSW"] {
            assert_eq!(name_and_relay(label), None, "{label}");
        }
    }
}
