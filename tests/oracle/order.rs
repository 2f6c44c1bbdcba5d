//! The order of rows in a file and of files beside each other decides nothing.

use std::sync::Arc;

use parallax::compare::{Comparison, Interval, compare};
use parallax::estimate::{
    Affiliation, Ledger, Loaded, OriginKind, Overlay, OwnId, Statement, Target,
};
use proptest::prelude::*;

use crate::compares::days;
use crate::ledgers::{Case, cases};
use crate::standing::Oracle;
use crate::{cases_here, many_cases, run};

/// The same rows, of each source of which other facts are stated than in other files.
fn described(file: &Loaded, numbers: &[u8]) -> Loaded {
    let mut builder = Ledger::builder();
    for estimate in file.ledger.in_file_order() {
        let mut statement = estimate.to_statement();
        let place = statement.label.len() + usize::from(file.slot.0);
        let number = usize::from(numbers[place % numbers.len()]);
        let facts = &mut statement.facts;
        facts.kind = [None, Some(OriginKind::Media), Some(OriginKind::Academic)][number % 3];
        facts.country = [None, Some("Norway"), Some("Chad")][number / 3 % 3].map(str::to_owned);
        facts.party = [None, Some(true), Some(false)][number / 9 % 3];
        let paths = ["", "UN", "UN / WHO"];
        facts.affiliation = Affiliation::from(paths[number / 27 % 3]);
        builder.push(&statement).expect("taken before");
    }
    Loaded { slot: file.slot, ledger: Arc::new(builder.finish()) }
}

/// The same rows in the order of these numbers, which are at least as many.
fn shuffled(file: &Loaded, order: &[u32]) -> Loaded {
    let statements =
        file.ledger.in_file_order().into_iter().map(|estimate| estimate.to_statement());
    let mut rows: Vec<(u32, Statement)> = order.iter().copied().zip(statements).collect();
    rows.sort_by_key(|(place, _)| *place);
    let mut builder = Ledger::builder();
    for (record, (_, mut statement)) in (1..).zip(rows) {
        statement.record = record;
        builder.push(&statement).expect("taken before");
    }
    Loaded { slot: file.slot, ledger: Arc::new(builder.finish()) }
}

/// The case with its rows and files in another order. What an analyst laid over a row that has no
/// id of its own is left out of both: it is known by its place.
fn cases_twice() -> impl Strategy<Value = (Case, Case)> {
    let order = prop::collection::vec(any::<u32>(), 8);
    let facts = prop::option::of(prop::collection::vec(any::<u8>(), 16));
    let drawn = (cases(), order.clone(), order, any::<bool>(), facts);
    drawn.prop_map(|(mut case, one, other, is_turned, facts)| {
        if let Some(numbers) = facts {
            case.files = case.files.iter().map(|file| described(file, &numbers)).collect();
        }
        let has_name = |target: &Target| match target {
            Target::Estimate(id) => matches!(id.own, OwnId::Stated(_)),
            Target::Source(_) => true,
        };
        let laid = case.overlay.adjustments().iter().filter(|one| has_name(&one.target));
        let overlay = laid.fold(Overlay::default(), |all, one| all.with(one.clone()));
        let case = Case { overlay, ..case };
        let orders = [one, other];
        let mut files: Vec<Loaded> =
            case.files.iter().zip(&orders).map(|(file, order)| shuffled(file, order)).collect();
        if is_turned {
            files.reverse();
        }
        let again = Case { files, ..case.clone() };
        (case, again)
    })
}

/// What is answered of a day, without the places of rows and files.
fn answer(
    comparison: &Comparison,
    case: &Case,
    at: parallax::estimate::Day,
) -> impl PartialEq + std::fmt::Debug + use<> {
    let slice = comparison.slice(&case.files, at);
    let name = |voice: usize| comparison.voices[voice].name.clone();
    let standing: Vec<(String, Interval, bool)> =
        slice.standing.iter().map(|one| (name(one.voice), one.read, one.in_core)).collect();
    (standing, slice.agreement)
}

fn who_speaks(comparison: &Comparison) -> Vec<impl PartialEq + std::fmt::Debug> {
    let voices = comparison.voices.iter();
    let who = voices.map(|voice| {
        let facts = (voice.kind, voice.affiliation.clone(), voice.country.clone(), voice.party);
        (voice.name.as_str(), &voice.labels[..], voice.is_counted(), facts)
    });
    who.collect()
}

fn order_decides_nothing(wanted: u32) {
    run(wanted, &cases_twice(), |(case, again)| {
        let [first, second] =
            [&case, &again].map(|case| compare(&case.files, &case.overlay, &case.question));
        prop_assert_eq!(who_speaks(&first), who_speaks(&second));
        prop_assert_eq!(&first.segments, &second.segments);
        for at in days(&Oracle::new(&case.files, &case.overlay, &case.question)) {
            prop_assert_eq!(answer(&first, &case, at), answer(&second, &again, at), "on {}", at);
        }
        Ok(())
    });
}

#[test]
fn rows_and_files_in_another_order_are_answered_alike() {
    order_decides_nothing(cases_here(500));
}

#[test]
#[ignore = "30,000 cases: takes minutes"]
fn rows_and_files_in_another_order_are_answered_alike_in_many_cases() {
    order_decides_nothing(many_cases(30_000));
}
