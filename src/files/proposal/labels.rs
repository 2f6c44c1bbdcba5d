//! What stands beside a name in the cells of sources: marks of footnotes, and through whom it came.

use crate::files::footnotes::without_marks;

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
