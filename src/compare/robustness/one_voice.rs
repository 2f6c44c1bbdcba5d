//! Voices that may be one, and what makes one voice of them.

use std::collections::{BTreeSet, HashMap};

use super::trial::{OneVoice, WhyOne};
use crate::compare::speaks::laid::AllLaid;
use crate::compare::{Comparison, Dependence, EstimateRef, Grouping, Question, Slice};
use crate::estimate::{
    Adjustment, Change, Directory, Loaded, Overlay, Source, SourceFacts, Target,
};

/// The names of two members that may be one voice, and why.
type Pair = ([String; 2], WhyOne);

/// Who stands behind which statement, whatever is counted.
pub(super) struct Members<'a> {
    files: &'a [Loaded],
    overlay: &'a Overlay,
    by: Grouping,
    laid: AllLaid<'a>,
}

/// What may be one voice on a day, the surer first: those whose numbers move as one, then with them
/// those whose statements may be one, where that makes a difference.
pub(super) fn may_be_one_voice(
    members: &Members<'_>,
    comparison: &Comparison,
    slice: &Slice,
    dependences: &[Dependence],
) -> Vec<Vec<OneVoice>> {
    let sure = dependences.iter().filter(|dependence| !dependence.kind.may_be_chance());
    let mut pairs: Vec<Pair> =
        sure.map(|dependence| (dependence.voices.clone(), WhyOne::MoveAsOne)).collect();
    let moving = taken_together(&pairs);
    pairs.extend(comparison.may_be_one(members.files, slice).iter().filter_map(|one| {
        let names = [members.name_of(one.first)?, members.name_of(one.again)?];
        Some((names, WhyOne::MayBeOneStatement))
    }));
    let all = taken_together(&pairs);
    let is_same = moving.iter().map(|one| &one.names).eq(all.iter().map(|one| &one.names));
    let ways = if is_same { vec![all] } else { vec![moving, all] };
    ways.into_iter().filter(|together| !together.is_empty()).collect()
}

/// Whoever goes with another that goes with a third goes with that. In the order of their names.
fn taken_together(pairs: &[Pair]) -> Vec<OneVoice> {
    let mut together: Vec<(BTreeSet<&String>, BTreeSet<WhyOne>)> = Vec::new();
    for (names, why) in pairs.iter().filter(|([a, b], _)| a != b) {
        let mut one = (BTreeSet::from(names.each_ref()), BTreeSet::from([*why]));
        let (joined, apart): (Vec<_>, Vec<_>) =
            together.into_iter().partition(|(known, _)| !known.is_disjoint(&one.0));
        for (names, why) in joined {
            one.0.extend(names);
            one.1.extend(why);
        }
        together = apart;
        together.push(one);
    }
    together.sort();
    let one_voice = |(names, why): (BTreeSet<&String>, BTreeSet<WhyOne>)| OneVoice {
        names: names.into_iter().cloned().collect(),
        why: why.into_iter().collect(),
    };
    together.into_iter().map(one_voice).collect()
}

impl<'a> Members<'a> {
    pub(super) fn new(
        files: &'a [Loaded],
        overlay: &'a Overlay,
        question: &Question,
    ) -> Members<'a> {
        let laid = AllLaid::for_question(files, overlay, question);
        Members { files, overlay, by: question.by, laid }
    }

    /// The overlay with which each of these is one voice.
    pub(super) fn as_one(&self, together: &[OneVoice]) -> Overlay {
        let mut hosts: HashMap<&str, &str> = HashMap::new();
        for one in together {
            let Some((host, others)) = one.names.split_first() else { continue };
            hosts.extend(others.iter().map(|name| (&**name, &**host)));
        }
        let to_host = |target: Target, name: &str| {
            let change = Change::SameVoiceAs((*hosts.get(name)?).to_owned());
            Some(Adjustment { target, change, reason: None, author: None, at: None, on: true })
        };
        let sources = self.files.iter().flat_map(|file| file.ledger.sources());
        let own = sources.map(|(_, source)| source);
        let own = own.filter(|source| self.laid.on_source(&source.label).same_as.is_none());
        let own = own.filter_map(|source| {
            to_host(Target::Source(source.label.clone()), &self.own_name(source))
        });
        let given = self.overlay.in_force().filter_map(|adjustment| match &adjustment.change {
            Change::SameVoiceAs(to) => to_host(adjustment.target.clone(), &self.called(to)),
            _ => None,
        });
        self.overlay.adjustments().iter().cloned().chain(own).chain(given).collect()
    }

    /// The name of whoever an estimate is counted as when nothing is grouped.
    fn name_of(&self, of: EstimateRef) -> Option<String> {
        let estimate = of.of(self.files)?;
        let on_estimate = self.laid.on_estimate(usize::from(of.file), estimate).same_as;
        let given_to = on_estimate.or(self.laid.on_source(estimate.label()).same_as);
        Some(match given_to {
            Some(name) => self.called(name),
            None => self.own_name(estimate.source()),
        })
    }

    fn own_name(&self, source: &Source) -> String {
        match self.by {
            Grouping::Label => source.label.clone(),
            _ => Directory::shipped().origin_name(source).to_owned(),
        }
    }

    /// The name under which somebody is counted whom an analyst calls so.
    fn called(&self, name: &str) -> String {
        self.own_name(&Source { label: name.to_owned(), facts: SourceFacts::default() })
    }
}
