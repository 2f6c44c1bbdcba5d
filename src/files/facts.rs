//! What the rows of a table say of a source, each row for itself, and where they differ.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::problem::Problems;
use super::problem_fact::{FactDiffering, ProblemFact};
use crate::estimate::SourceFacts;

/// The facts of every label so far, as the ledger keeps them: of each, the first that was stated.
#[derive(Default)]
pub(super) struct FactsSeen(HashMap<String, Seen, RandomState>);

struct Seen {
    facts: SourceFacts,
    lines: [u32; 5],
    is_told: bool,
}

impl FactsSeen {
    /// Takes what a row says of its source, and flags the first row of a label that differs from
    /// what was said of it before.
    pub(super) fn see(
        &mut self,
        label: &str,
        facts: &SourceFacts,
        line: u32,
        problems: &mut Problems,
    ) {
        let Some(seen) = self.0.get_mut(label) else {
            let seen = Seen { facts: facts.clone(), lines: [line; 5], is_told: false };
            self.0.insert(label.to_owned(), seen);
            return;
        };
        if seen.facts == *facts {
            return;
        }
        let before = by_name(&seen.facts);
        let mut differing = Vec::new();
        for (((name, new), (_, old)), own) in
            by_name(facts).into_iter().zip(before).zip(&mut seen.lines)
        {
            match (old, new) {
                (Some(old), Some(new)) if old != new => {
                    let name = name.to_owned();
                    differing.push(FactDiffering { name, first: old, first_line: *own, here: new });
                }
                (None, Some(_)) => *own = line,
                _ => {}
            }
        }
        seen.facts.complete_from(facts);
        if !differing.is_empty() && !seen.is_told {
            seen.is_told = true;
            let fact = ProblemFact::FactsDiffer { label: label.to_owned(), differing };
            problems.warning(line, None, fact);
        }
    }
}

fn by_name(facts: &SourceFacts) -> [(&'static str, Option<String>); 5] {
    let affiliation = (!facts.affiliation.is_empty()).then(|| facts.affiliation.to_string());
    let party = facts.party.map(|party| if party { "yes" } else { "no" }.to_owned());
    [
        ("origin", facts.origin.clone()),
        ("kind", facts.kind.map(|kind| kind.word().to_owned())),
        ("affiliation", affiliation),
        ("country", facts.country.clone()),
        ("party", party),
    ]
}
