//! References that close a circle.

use std::collections::HashMap;

use super::ids::RowIndex;

/// Who refers, and to whom.
pub(super) type Reference = (RowIndex, RowIndex);

/// Which of these references are part of a circle, so that following them on leads back to where
/// they start. In the order given; one to itself is a circle. Takes time in proportion.
fn in_circles(references: &[Reference]) -> Vec<bool> {
    let onward = sorted(references.iter().copied());
    let back = sorted(references.iter().map(|(from, to)| (*to, *from)));
    // Kosaraju: backwards from those that are left last, each walk reaches those, and only those
    // not reached before, that it can also be reached from.
    let mut left_in_order = Vec::new();
    let mut seen = HashMap::new();
    for (from, _) in &onward {
        walk(*from, &onward, &mut seen, &mut left_in_order);
    }
    let mut group = HashMap::new();
    for row in left_in_order.into_iter().rev() {
        walk(row, &back, &mut group, &mut Vec::new());
    }
    references.iter().map(|(from, to)| group.get(from) == group.get(to)).collect()
}

fn sorted(references: impl Iterator<Item = Reference>) -> Vec<Reference> {
    let mut references: Vec<Reference> = references.collect();
    references.sort_unstable();
    references
}

/// Goes to all that `start` leads to and that was not seen, marks it with `start`, and lists it
/// when it is left. Chains may be as long as a file, so this does not call itself.
fn walk(
    start: RowIndex,
    references: &[Reference],
    seen: &mut HashMap<RowIndex, RowIndex>,
    left: &mut Vec<RowIndex>,
) {
    let first_of = |row: RowIndex| references.partition_point(|(from, _)| *from < row);
    if seen.contains_key(&start) {
        return;
    }
    seen.insert(start, start);
    let mut path = vec![(start, first_of(start))];
    while let Some((row, place)) = path.last_mut() {
        match references.get(*place) {
            Some((from, to)) if from == row => {
                *place = place.saturating_add(1);
                if !seen.contains_key(to) {
                    seen.insert(*to, start);
                    path.push((*to, first_of(*to)));
                }
            }
            _ => {
                left.push(*row);
                path.pop();
            }
        }
    }
}

/// From (replacing, replaced) to (replaced, replacing), in order and without circles.
pub fn replacements(references: &[(RowIndex, RowIndex)]) -> Vec<(RowIndex, RowIndex)> {
    let mut pairs: Vec<_> = outside_circles(references).map(|(new, old)| (old, new)).collect();
    pairs.sort_unstable();
    pairs
}

pub fn outside_circles(
    references: &[(RowIndex, RowIndex)],
) -> impl Iterator<Item = (RowIndex, RowIndex)> {
    let pairs = references.iter().zip(in_circles(references));
    pairs.filter(|(_, is_in_circle)| !is_in_circle).map(|(reference, _)| *reference)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn references(pairs: &[(u32, u32)]) -> Vec<Reference> {
        pairs.iter().map(|(from, to)| (RowIndex(*from), RowIndex(*to))).collect()
    }

    #[test]
    fn only_what_leads_back_is_in_a_circle() {
        let pairs = [(1, 2), (2, 3), (3, 1), (4, 1), (3, 5), (5, 6), (6, 5), (7, 7), (8, 7)];
        let expected = [true, true, true, false, false, true, true, true, false];
        assert_eq!(in_circles(&references(&pairs)), expected);
    }

    #[test]
    fn a_chain_as_long_as_a_file_is_no_circle_until_it_is_closed() {
        let mut pairs: Vec<_> = (0..200_000).map(|n| (n, n + 1)).collect();
        assert!(in_circles(&references(&pairs)).iter().all(|is_in| !is_in));
        pairs.push((200_000, 0));
        assert!(in_circles(&references(&pairs)).iter().all(|is_in| *is_in));
    }

    proptest! {
        #[test]
        fn a_reference_is_in_a_circle_if_its_end_leads_to_its_start(
            pairs in proptest::collection::vec((0_u32..8, 0_u32..8), 0..16),
        ) {
            let leads_to = |start: u32, end: u32| {
                let mut reached = std::collections::BTreeSet::from([start]);
                for _ in 0..8 {
                    let more = pairs.iter().filter(|(from, _)| reached.contains(from));
                    let more: Vec<u32> = more.map(|(_, to)| *to).collect();
                    reached.extend(more);
                }
                reached.contains(&end)
            };
            let expected: Vec<bool> = pairs.iter().map(|(from, to)| leads_to(*to, *from)).collect();
            prop_assert_eq!(in_circles(&references(&pairs)), expected);
        }
    }
}
