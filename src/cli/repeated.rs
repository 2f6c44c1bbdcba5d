//! What two origins said that may be one statement, each two origins once.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::compare::{EstimateRef, Sameness, may_be_one_on, measures_in};
use crate::estimate::{Directory, Loaded};
use crate::words::Words;

use super::answer::say;

/// What one origin said that another may only have said again. Nothing is made of it.
#[derive(Serialize)]
pub(super) struct Repeated {
    first: String,
    again: String,
    measure: String,
    /// The first such statement: what was said, and of when.
    said: String,
    as_of: String,
    why: String,
    /// How many such statements there are.
    statements: usize,
}

/// Of more than these it is only told how many there are.
const MOST_TOLD: usize = 20;

impl Repeated {
    pub(super) fn in_all(files: &[Loaded]) -> Vec<Repeated> {
        let mut all: BTreeMap<(String, String, String), Repeated> = BTreeMap::new();
        for (measure, _) in measures_in(files) {
            for one in may_be_one_on(files, &measure) {
                // That of names is told of names.
                if matches!(one.why, Sameness::Name(_)) {
                    continue;
                }
                let Some((first, again)) = origin(files, one.first).zip(origin(files, one.again))
                else {
                    continue;
                };
                let known = all.entry((measure.id(), first.clone(), again.clone()));
                let of_two = known.or_insert_with(|| {
                    let words = Words::default();
                    let estimate = one.again.of(files);
                    let bounds = estimate.and_then(|one| one.bounds());
                    Repeated {
                        first,
                        again,
                        measure: measure.name(),
                        said: bounds.map(|bounds| words.stated(&bounds)).unwrap_or_default(),
                        as_of: estimate.map(|one| words.as_of(one.as_of())).unwrap_or_default(),
                        why: words.sameness(one.why),
                        statements: 0,
                    }
                });
                of_two.statements = of_two.statements.saturating_add(1);
            }
        }
        all.into_values().collect()
    }
}

fn origin(files: &[Loaded], of: EstimateRef) -> Option<String> {
    Some(Directory::shipped().origin_of(of.of(files)?.source()).name)
}

/// Says each, and of very many how many more there are.
pub(super) fn say_repeated(all: &[Repeated]) {
    let words = Words::default();
    for one in all.iter().take(MOST_TOLD) {
        let Repeated { first, again, measure, said, as_of, why, statements } = one;
        let more = match statements.saturating_sub(1) {
            0 => String::new(),
            more => format!("; {} more such", words.count(more)),
        };
        say(&format!(
            "Perhaps one statement, counted as two: “{first}” and “{again}”, {said} of {as_of} \
             ({measure}): {why}{more}."
        ));
    }
    let more = all.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        let more = words.counted(more, "more pair", "more pairs");
        say(&format!("{more} of origins may have said one statement; --format json lists them."));
    }
}
