//! What of several documents is one thing, where nothing that they have in common says so.

use std::collections::BTreeMap;

/// One thing in up to three documents, by its place in each one's list: mine, theirs, and that of
/// the document from which both came.
pub(super) type Places = [Option<usize>; 3];

/// By what two things are taken for one; none where it says nothing of a thing.
pub(super) type Sign<'a, T> = &'a dyn Fn(&T) -> Option<String>;

/// Which of these are one, by the first sign that is the same; each is one with at most one of each
/// other list. Of several with the same sign the first ones go together.
pub(super) fn paired<T>(lists: [&[T]; 3], signs: &[Sign<'_, T>]) -> Vec<Places> {
    let mut all: Vec<Places> = Vec::new();
    for (which, list) in lists.iter().enumerate() {
        for place in 0..list.len() {
            all.push(std::array::from_fn(|slot| (slot == which).then_some(place)));
        }
    }
    for sign in signs {
        all = joined(&all, lists, *sign);
    }
    all
}

/// With those made one that have this sign in common.
fn joined<T>(all: &[Places], lists: [&[T]; 3], sign: Sign<'_, T>) -> Vec<Places> {
    let mut by_sign: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut left: Vec<Places> = Vec::new();
    for places in all {
        let things = lists.iter().zip(places).filter_map(|(list, place)| list.get((*place)?));
        let mut signs: Vec<String> = things.filter_map(sign).collect();
        signs.dedup();
        let known = signs.iter().filter_map(|sign| by_sign.get(sign)).flatten();
        let one = known.copied().find(|one| left.get(*one).is_some_and(|of| is_free(of, places)));
        let one = match one.and_then(|one| Some((one, left.get_mut(one)?))) {
            Some((one, of)) => {
                *of = std::array::from_fn(|slot| {
                    let at = |from: &Places| from.get(slot).copied().flatten();
                    at(of).or_else(|| at(places))
                });
                one
            }
            None => {
                left.push(*places);
                left.len().saturating_sub(1)
            }
        };
        for sign in signs {
            let known = by_sign.entry(sign).or_default();
            if !known.contains(&one) {
                known.push(one);
            }
        }
    }
    left
}

/// Whether the two are of different documents.
fn is_free(one: &Places, other: &Places) -> bool {
    one.iter().zip(other).all(|(one, other)| one.is_none() || other.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_name(lists: [&[&str]; 3]) -> Vec<Places> {
        paired(lists, &[&|name| Some((*name).to_owned())])
    }

    #[test]
    fn each_thing_is_one_with_at_most_one_of_each_other_list() {
        let pairs = by_name([&["a", "b", "a"], &["a", "c"], &["b", "a", "a"]]);
        let expected = [
            [Some(0), Some(0), Some(1)],
            [Some(1), None, Some(0)],
            [Some(2), None, Some(2)],
            [None, Some(1), None],
        ];
        assert_eq!(pairs, expected);
    }

    #[test]
    fn an_earlier_sign_wins_over_a_later_one() {
        let lists: [&[(&str, &str)]; 3] = [&[("x", "1"), ("y", "2")], &[("y", "1")], &[]];
        let pairs = paired(lists, &[&|of| Some(of.0.to_owned()), &|of| Some(of.1.to_owned())]);
        assert_eq!(pairs, [[Some(0), None, None], [Some(1), Some(0), None]]);
    }
}
