//! Names that hold those of others: two bodies in one name, one that cites another, a name with the
//! mark of a footnote.

use super::likeness::Likeness;

/// Whether a name within another is that of somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known<T> {
    /// Of somebody who is spoken of.
    As(T),
    /// Of somebody else.
    Beside,
    Not,
}

/// The first name within a name that is that of somebody who is spoken of, with the reason why what
/// is said under the whole name may be what is said under that one.
///
/// ```
/// use parallax::estimate::{Known, Likeness, name_within};
///
/// let known = |name: &str| if name == "Mediazona" { Known::As(7) } else { Known::Not };
/// assert_eq!(name_within("Meduza citing Mediazona", known), Some((7, Likeness::Citing)));
/// assert_eq!(name_within("Mediazona and defence", known), None, "defence is nobody");
/// ```
pub fn name_within<T>(name: &str, known: impl Fn(&str) -> Known<T>) -> Option<(T, Likeness)> {
    let spoken_of = |name: &str| match known(name.trim()) {
        Known::As(one) => Some(one),
        Known::Beside | Known::Not => None,
    };
    let bare = without_footnote(name);
    let footnote = || spoken_of(bare).filter(|_| bare != name).map(|one| (one, Likeness::Footnote));
    let cited = || {
        let mut cited = CITING.iter().filter_map(|word| Some(bare.split_once(word)?.1));
        cited.find_map(spoken_of).map(|one| (one, Likeness::Citing))
    };
    let marked = || {
        let mut joint = JOINING_MARKS.iter().filter(|mark| bare.contains(**mark));
        joint.find_map(|mark| bare.split(mark).find_map(spoken_of))
    };
    // A word joins more than names: each part must be one.
    let worded = || {
        let mut joint = JOINING_WORDS.iter().filter(|word| bare.contains(**word));
        joint.find_map(|word| {
            let is_known = |part: &str| !matches!(known(part.trim()), Known::Not);
            bare.split(word).all(is_known).then(|| bare.split(word).find_map(spoken_of))?
        })
    };
    let joint = || marked().or_else(worded).map(|one| (one, Likeness::Joint));
    footnote().or_else(cited).or_else(joint)
}

/// What stands between two names, the second of which is cited.
const CITING: [&str; 5] = [" citing ", " quoting ", " according to ", " based on ", " via "];

const JOINING_MARKS: [&str; 2] = ["/", ";"];

const JOINING_WORDS: [&str; 3] = [" and ", " & ", " + "];

/// Without `[1]`, `*` or `†` at its end.
fn without_footnote(name: &str) -> &str {
    let name = name.trim().trim_end_matches(['*', '†', '‡', ' ']);
    let inside = name.strip_suffix(']').and_then(|open| open.rsplit_once('['));
    match inside {
        Some((before, mark)) if !mark.is_empty() && mark.chars().all(char::is_alphanumeric) => {
            before.trim_end()
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_a_name_is_told_with_the_reason() {
        let known = |name: &str| match name {
            "Monitor" => Known::As(()),
            "Gazette" => Known::Beside,
            _ => Known::Not,
        };
        for (name, why) in [
            ("Monitor / Gazette", Some(Likeness::Joint)),
            ("Monitor/Somebody", Some(Likeness::Joint)),
            ("Gazette and Monitor", Some(Likeness::Joint)),
            ("Gazette; Monitor", Some(Likeness::Joint)),
            ("Gazette citing Monitor", Some(Likeness::Citing)),
            ("Monitor[1]", Some(Likeness::Footnote)),
            ("Monitor [b]*", Some(Likeness::Footnote)),
            ("Monitor citing Gazette", None),
            ("Monitor and Defence", None),
            ("Monitor", None),
            ("[1]", None),
        ] {
            assert_eq!(name_within(name, known).map(|(_, why)| why), why, "{name}");
        }
    }
}
