//! What an analyst may begin with where a source gave words instead of a number.

/// Words and the range that they suggest, the longer before those that they hold.
const SUGGESTED: [(&str, (f64, f64)); 18] = [
    ("hundreds of thousands", (200_000.0, 990_000.0)),
    ("tens of thousands", (20_000.0, 99_000.0)),
    ("several thousand", (2_000.0, 9_000.0)),
    ("few thousand", (2_000.0, 5_000.0)),
    ("thousands", (2_000.0, 9_900.0)),
    ("several hundred", (200.0, 900.0)),
    ("few hundred", (200.0, 500.0)),
    ("hundreds", (200.0, 990.0)),
    ("several dozen", (24.0, 96.0)),
    ("few dozen", (24.0, 60.0)),
    ("dozens", (24.0, 99.0)),
    ("scores", (40.0, 99.0)),
    ("tens of", (20.0, 99.0)),
    ("a dozen", (10.0, 14.0)),
    ("a handful", (3.0, 9.0)),
    ("a couple", (2.0, 3.0)),
    ("several", (3.0, 9.0)),
    ("a few", (3.0, 9.0)),
];

/// The range that words such as "several hundred" suggest: somewhere to begin, for a person to
/// set right. Nothing is read from it by itself.
///
/// ```
/// use parallax::estimate::suggested_range;
///
/// assert_eq!(suggested_range("several hundred casualties"), Some((200.0, 900.0)));
/// assert_eq!(suggested_range("heavy losses"), None);
/// ```
#[must_use]
pub fn suggested_range(wording: &str) -> Option<(f64, f64)> {
    let text = wording.to_lowercase();
    SUGGESTED.iter().find(|(words, _)| text.contains(words)).map(|(_, range)| *range)
}
