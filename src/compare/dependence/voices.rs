//! Each two voices on a measure held against each other.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::ControlFlow;

use super::Dependence;
use super::gathering::series_on;
use super::made_of_two::made_of_two;
use super::pairs::between_each_two;
use super::series::Series;
use super::sums::sums;
use crate::compare::Question;
use crate::estimate::{Loaded, Overlay};

/// No more voices than these are held against each other.
const MOST_VOICES: usize = 256;

/// Every undeclared dependence between two voices on the question's measure, in order of their
/// names; none if `go_on` broke it off.
///
/// What the sources stated is looked at, not what an analyst made of it; what is excluded, an echo
/// or retracted takes no part, nor does what was not known on the question's day. The days asked
/// for do not matter: whether two voices are one does not depend on where one looks. Of each pair
/// the most telling signal is given, and every sum. Of very many voices those are held against each
/// other that state most: pairs grow with the square of their number, and whoever says little says
/// too little to prove anything.
///
/// ```
/// use std::ops::ControlFlow;
/// use parallax::compare::{DependenceKind, Question, dependences};
/// use parallax::estimate::{FileSlot, Loaded, Overlay};
/// use parallax::files::{self, ReadOptions};
///
/// let table = "date,source,quantity,best\n\
///              2025-01-31,Ministry,killed,31247\n2025-02-28,Ministry,killed,33518\n\
///              2025-01-31,Observers,killed,31247\n2025-02-28,Observers,killed,33518\n";
/// let go_on = &mut |_| ControlFlow::Continue(());
/// let reading = files::read("a.csv", table.as_bytes(), &ReadOptions::default(), go_on)?;
/// let files = [Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }];
/// let (_, killed) = files[0].ledger.measures().next().expect("one measure");
///
/// let go_on = &mut || ControlFlow::Continue(());
/// let question = Question::about(killed.clone());
/// let found = dependences(&files, &Overlay::default(), &question, go_on).expect("went on");
/// assert!(matches!(found[0].kind, DependenceKind::EqualValues { same: 2, compared: 2, .. }));
/// # Ok::<(), files::Unreadable>(())
/// ```
#[must_use]
pub fn dependences(
    files: &[Loaded],
    overlay: &Overlay,
    question: &Question,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<Vec<Dependence>> {
    let series = those_that_state_most(series_on(files, overlay, question));
    let mut found = between_each_two(&series, go_on)?;
    found.extend(sums(files, overlay, question, &series, go_on)?);
    found.extend(made_of_two(&series, &found, go_on)?);
    Some(found)
}

/// Not more than [`MOST_VOICES`] of these, in their order; of those that state as much the first.
fn those_that_state_most(series: Vec<Series>) -> Vec<Series> {
    let mut places: Vec<usize> = (0..series.len()).collect();
    let states = |place: &usize| series.get(*place).map(Series::statements);
    places.sort_by_key(|place| Reverse(states(place)));
    places.truncate(MOST_VOICES);
    let kept: HashSet<usize> = places.into_iter().collect();
    let all = series.into_iter().enumerate();
    all.filter(|(place, _)| kept.contains(place)).map(|(_, series)| series).collect()
}
