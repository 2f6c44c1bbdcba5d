//! What two origins said that may be one statement, each two origins once.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use serde::Serialize;

use crate::compare::{Sameness, may_be_one_on, measures_in};
use crate::estimate::{Directory, Loaded, Source, SourceKey};
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
        let mut origins = Origins::default();
        let mut all: Vec<(String, Repeated)> = Vec::new();
        for (measure, _) in measures_in(files) {
            let mut of_two: HashMap<(usize, usize), Repeated, RandomState> = HashMap::default();
            for one in may_be_one_on(files, &measure) {
                // That of names is told of names.
                if matches!(one.why, Sameness::Name(_)) {
                    continue;
                }
                let found = one.first.of(files).zip(one.again.of(files));
                let Some((first, again)) = found else { continue };
                let first = origins.place(one.first.file, first.source_key(), first.source());
                let by = origins.place(one.again.file, again.source_key(), again.source());
                let of_two = of_two.entry((first, by)).or_insert_with(|| {
                    let words = Words::default();
                    Repeated {
                        first: origins.name(first),
                        again: origins.name(by),
                        measure: measure.name(),
                        said: again.bounds().map(|all| words.stated(&all)).unwrap_or_default(),
                        as_of: words.as_of(again.as_of()),
                        why: words.sameness(one.why),
                        statements: 0,
                    }
                });
                of_two.statements = of_two.statements.saturating_add(1);
            }
            let id = measure.id();
            all.extend(of_two.into_values().map(|of_two| (id.clone(), of_two)));
        }
        all.sort_by(|(id, a), (other, b)| {
            (id, &a.first, &a.again).cmp(&(other, &b.first, &b.again))
        });
        all.into_iter().map(|(_, of_two)| of_two).collect()
    }
}

/// The origins of those who spoke, each looked up once.
#[derive(Default)]
struct Origins {
    names: Vec<String>,
    by_source: HashMap<(u16, SourceKey), usize, RandomState>,
    by_name: HashMap<String, usize>,
}

impl Origins {
    /// The place of the origin of a file's source among the names.
    fn place(&mut self, file: u16, key: SourceKey, source: &Source) -> usize {
        if let Some(known) = self.by_source.get(&(file, key)) {
            return *known;
        }
        let name = Directory::shipped().origin_name(source).to_owned();
        let next = self.names.len();
        let place = *self.by_name.entry(name.clone()).or_insert(next);
        if place == next {
            self.names.push(name);
        }
        self.by_source.insert((file, key), place);
        place
    }

    fn name(&self, place: usize) -> String {
        self.names.get(place).cloned().unwrap_or_default()
    }
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
