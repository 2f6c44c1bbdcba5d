//! What is known of a source on a measure: as whom it is counted, what holds for all that it says,
//! and how its numbers come about where they do not say so. Each source is resolved once, never each
//! row.

use std::collections::{BTreeMap, BTreeSet};

use super::laid::AllLaid;
use crate::compare::{Grouping, Question};
use crate::estimate::{
    Directory, Estimate, Loaded, Method, OriginFacts, Source, SourceFacts, TrackSpan, Wars,
    folded_name,
};

/// As whom it is counted what sources say on a measure.
#[derive(Debug, Default)]
pub(super) struct Counting {
    pub(super) by: Grouping,
    /// Those in which the measure is counted.
    wars: Wars<'static>,
}

impl Counting {
    pub(super) fn of(question: &Question) -> Counting {
        Counting { by: question.by, wars: Directory::shipped().wars_of(&question.measure) }
    }

    /// What files and the table of origins know of a source.
    pub(super) fn origin_of(&self, source: &Source) -> OriginFacts {
        Directory::shipped().origin_in(source, &self.wars)
    }

    /// What the table of origins knows of a name that no file states anything of.
    pub(super) fn unheard_of(&self, name: &str) -> OriginFacts {
        self.origin_of(&named(name))
    }

    /// The name under which a name is counted: an origin's own, unless labels are counted as they
    /// stand.
    fn called(&self, name: &str) -> String {
        match self.by {
            Grouping::Label => name.to_owned(),
            _ => Directory::shipped().origin_name(&named(name)).to_owned(),
        }
    }

    /// What the member goes by to whom an analyst gave an estimate by this name.
    pub(super) fn host(&self, estimate: Estimate<'_>, name: &str) -> MemberName {
        let known = || self.unheard_of(name).method;
        let method = self.by.counted_method(|| estimate.method().or_else(known));
        (self.called(name), method)
    }
}

/// What holds for all estimates of a source.
#[derive(Clone, Copy, Debug)]
pub(in crate::compare) struct OfSource {
    /// Excluded by name or by an adjustment.
    pub(in crate::compare) is_excluded: bool,
    /// Its numbers are counts still being compiled.
    pub(in crate::compare) at_least: bool,
    /// Nobody knows who is behind it, and no analyst says who.
    pub(in crate::compare) is_unknown: bool,
}

/// What a member goes by: its name and, where methods are counted, its method.
pub(super) type MemberName = (String, Option<Method>);

/// What is found once for a source.
#[derive(Debug)]
pub(super) struct KnownSource {
    pub(super) label: String,
    /// The name of its members.
    pub(super) name: String,
    /// What files and tables know of it; none where an analyst gave it to somebody else.
    pub(super) own: Option<OriginFacts>,
    /// What an analyst says of it, and of itself alone.
    pub(super) said: Option<SourceFacts>,
    pub(super) of_source: OfSource,
    /// How its numbers come about where they do not state it.
    pub(super) method: Option<Method>,
    /// Its members: one, or where methods are counted one for each.
    pub(super) places: BTreeMap<Option<Method>, usize>,
}

impl KnownSource {
    pub(super) fn new(
        source: &Source,
        counting: &Counting,
        laid: &AllLaid,
        excluded: &[String],
    ) -> KnownSource {
        let own = counting.origin_of(source);
        let on_source = laid.on_source(&source.label);
        let of_source = OfSource {
            is_excluded: on_source.is_excluded
                || is_among(excluded, &source.label)
                || is_among(excluded, &own.name),
            at_least: on_source.at_least,
            is_unknown: own.unknown && on_source.same_as.is_none(),
        };
        let label = source.label.clone();
        let places = BTreeMap::new();
        if let Some(name) = on_source.same_as {
            let method = counting.unheard_of(name).method;
            let name = counting.called(name);
            return KnownSource { label, name, own: None, said: None, of_source, method, places };
        }
        let name = if counting.by == Grouping::Label { &label } else { &own.name }.clone();
        let said = laid.facts_of(&label).cloned();
        // A claim is that of a party, and who is one may be the analyst's word.
        let method = said.clone().map_or(own.method, |mut facts| {
            facts.complete_from(&source.facts);
            counting.origin_of(&Source { label: label.clone(), facts }).method
        });
        KnownSource { label, name, own: Some(own), said, of_source, method, places }
    }

    /// How the number of one of its estimates came about, where methods are counted.
    pub(super) fn counted_method(&self, estimate: Estimate<'_>, by: Grouping) -> Option<Method> {
        by.counted_method(|| estimate.method().or(self.method))
    }

    /// The member that an estimate of it belongs to.
    pub(super) fn place_of(&self, estimate: Estimate<'_>, by: Grouping) -> Option<usize> {
        self.places.get(&self.counted_method(estimate, by)).copied()
    }
}

/// Whether a name is among folded ones; it is folded only where there are any.
pub(super) fn is_among(all: &[String], name: &str) -> bool {
    !all.is_empty() && all.contains(&folded_name(name))
}

/// The methods of what a source says on the measure and is compared under it, unknown ones among
/// them; empty where that is nothing.
pub(super) fn methods_in(
    file: usize,
    loaded: &Loaded,
    span: &TrackSpan,
    known: Option<Method>,
    laid: &AllLaid,
    question: &Question,
) -> BTreeSet<Option<Method>> {
    if !laid.moves_measures(file) {
        return span.methods.each().map(|method| method.or(known)).collect();
    }
    let rows = span.indices().filter_map(|row| loaded.ledger.estimate(row));
    let is_compared = |estimate: &Estimate<'_>| {
        laid.on_estimate(file, *estimate).is_of(*estimate, &question.measure)
    };
    rows.filter(is_compared).map(|estimate| estimate.method().or(known)).collect()
}

/// A name that no file states anything of.
fn named(name: &str) -> Source {
    Source { label: name.to_owned(), facts: SourceFacts::default() }
}
