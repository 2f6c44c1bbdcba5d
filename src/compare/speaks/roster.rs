//! Who speaks on a measure: sources brought together into members, and members into voices.
//!
//! A *member* is what is counted once when nothing is grouped: an origin, or a label by itself.
//! A voice is one member, or with a wider grouping all members of one affiliation, kind, country
//! or side.
//!
//! Where methods are counted, an origin is as many members as its estimates have methods, those of no
//! known method among them: no estimate is counted by a method that is not its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;

use super::laid::AllLaid;
use super::sources::{Counting, KnownSource, MemberName, OfSource, is_among, methods_in};
use crate::compare::{EstimateRef, Grouping, Question, Voice};
use crate::estimate::{
    Affiliation, Camp, Directory, Estimate, Loaded, Method, OriginFacts, OriginKind, RowIndex,
    Source, SourceFacts, SourceKey, TrackSpan, folded_name, settled,
};

/// Rows of one source on the measure.
#[derive(Debug)]
pub(in crate::compare) struct Span {
    pub(in crate::compare) file: usize,
    pub(in crate::compare) rows: TrackSpan,
    pub(in crate::compare) of_source: OfSource,
    /// By which method the member's own rows came about, where methods are counted.
    by_method: Option<ByMethod>,
}

/// A method by which estimates are counted, and that by which they are where they state none.
#[derive(Clone, Copy, Debug)]
struct ByMethod {
    counted: Option<Method>,
    known: Option<Method>,
}

impl Span {
    /// Whether a row in it may be the member's.
    pub(in crate::compare) fn has(&self, estimate: Estimate<'_>) -> bool {
        self.by_method.is_none_or(|by| estimate.method().or(by.known) == by.counted)
    }
}

/// One origin, or one label where labels are counted; where methods are, its estimates of one.
#[derive(Debug)]
pub(in crate::compare) struct Member {
    facts: OriginFacts,
    labels: BTreeSet<String>,
    /// The label of one source, where voices are labels.
    name: String,
    /// That of all of its estimates, where methods are counted.
    method: Option<Method>,
    /// Those of its estimates.
    methods: BTreeSet<Method>,
    /// Whether it is known who is behind any of its own sources; none where it has none.
    is_anybody_known: Option<bool>,
    pub(in crate::compare) is_excluded: bool,
    /// Its own, by file.
    sources: Vec<(usize, SourceKey)>,
    /// What an analyst says of them, by their labels.
    said: BTreeMap<String, SourceFacts>,
    pub(in crate::compare) spans: Vec<Span>,
    /// Estimates of other sources or measures that an analyst gave to this member.
    pub(in crate::compare) guests: Vec<(EstimateRef, OfSource)>,
}

impl Member {
    pub(in crate::compare) fn name(&self) -> &str {
        &self.name
    }

    /// Whether nobody knows who this is. One of its sources may be of unknown origin all the same.
    pub(in crate::compare) fn is_unknown(&self) -> bool {
        self.is_anybody_known.map_or(self.facts.unknown, |is_known| !is_known)
    }

    /// How many statements of its sources there are on the measure.
    pub(in crate::compare) fn statements(&self) -> usize {
        self.spans.iter().map(|span| span.rows.rows.len()).sum()
    }

    /// Takes in what is known of one more of its own sources.
    fn meet(&mut self, own: OriginFacts) {
        self.is_anybody_known = Some(self.is_anybody_known == Some(true) || !own.unknown);
        if self.sources.is_empty() {
            self.facts = own;
        }
    }

    /// What an analyst says of it comes before what files state, and that before what the table of
    /// origins knows. Where files state different things, their order decides nothing.
    fn settle(&mut self, files: &[Loaded], counting: &Counting) {
        let stated = self.sources.iter().filter_map(|(file, key)| {
            let ledger = &files.get(*file)?.ledger;
            Some((ledger, *key, &ledger.source(*key)?.facts))
        });
        let stated: Vec<_> = stated.collect();
        let is_one = stated.windows(2).all(|two| matches!(two, [a, b] if a.2 == b.2));
        if is_one && self.said.is_empty() {
            return;
        }
        let beside =
            stated.into_iter().map(|(ledger, key, facts)| (facts, ledger.estimates_of(key)));
        let mut facts = SourceFacts::default();
        self.said.values().for_each(|said| facts.complete_from(said));
        facts.complete_from(&settled(&beside.collect::<Vec<_>>()));
        // Elsewhere the member is an origin itself.
        facts.origin = facts.origin.filter(|_| counting.by == Grouping::Label);
        let source = Source { label: self.name.clone(), facts };
        let unknown = self.facts.unknown;
        self.facts = OriginFacts { unknown, ..counting.origin_of(&source) };
    }
}

/// Everybody who speaks on the measure.
#[derive(Debug, Default)]
pub(in crate::compare) struct Roster {
    pub(in crate::compare) members: Vec<Member>,
    /// In alphabetical order, with the members of each.
    pub(in crate::compare) voices: Vec<(Voice, Vec<usize>)>,
    places: HashMap<MemberName, usize, RandomState>,
    /// Who replaces whom in those files in which estimates are compared under another measure than
    /// they state: (replaced, replacing).
    replacements: HashMap<usize, Vec<(RowIndex, RowIndex)>>,
    sources: HashMap<(usize, SourceKey), KnownSource, RandomState>,
    counting: Counting,
}

impl Roster {
    pub(in crate::compare) fn new(files: &[Loaded], laid: &AllLaid, question: &Question) -> Roster {
        let mut roster = Roster { counting: Counting::of(question), ..Roster::default() };
        let excluded: Vec<String> = question.exclude.iter().map(|name| folded_name(name)).collect();
        for (file, loaded) in files.iter().enumerate() {
            let Some(measure) = loaded.ledger.measure_key(&question.measure) else { continue };
            // What is known of a source is large; it is not to be moved again and again.
            roster.sources.reserve(loaded.ledger.tracks_of(measure).count());
            for span in loaded.ledger.tracks_of(measure) {
                roster.add_span(file, loaded, span, laid, question, &excluded);
            }
        }
        roster.add_arriving(files, laid, question, &excluded);
        roster.add_guests(files, laid, question);
        roster.find_replacements(files, laid, question);
        roster.spread_what_is_unknown();
        roster.members.iter_mut().for_each(|one| one.settle(files, &roster.counting));
        roster.group(question, &excluded);
        roster
    }

    /// The member to whom an analyst gave an estimate by this name.
    pub(in crate::compare) fn host_of(&self, estimate: Estimate<'_>, name: &str) -> Option<usize> {
        self.places.get(&self.counting.host(estimate, name)).copied()
    }

    /// The names of all members, in the order in which they are voices where nothing is grouped.
    pub(in crate::compare) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.members.iter().map(|member| member.name.clone()).collect();
        names.sort_by_cached_key(|name| in_order(name));
        names.dedup();
        names
    }

    /// The voice that a member belongs to.
    fn voice_of(&self, member: usize) -> Option<usize> {
        self.voices.iter().position(|(_, members)| members.contains(&member))
    }

    /// The voices in whose tracks an estimate has a part: that of its source, and that of whom an
    /// analyst gave it to by this name.
    pub(in crate::compare) fn voices_with(
        &self,
        file: usize,
        estimate: Estimate<'_>,
        given_to: Option<&str>,
    ) -> impl Iterator<Item = usize> {
        let own = self.own_place_of(file, estimate);
        let host = given_to.and_then(|name| self.host_of(estimate, name));
        own.into_iter().chain(host).filter_map(|member| self.voice_of(member))
    }

    /// The member that an estimate belongs to by its source.
    fn own_place_of(&self, file: usize, estimate: Estimate<'_>) -> Option<usize> {
        self.sources.get(&(file, estimate.source_key()))?.place_of(estimate, self.counting.by)
    }

    fn find_replacements(&mut self, files: &[Loaded], laid: &AllLaid, question: &Question) {
        for (file, loaded) in files.iter().enumerate().filter(|(n, _)| laid.moves_measures(*n)) {
            let replacements = loaded.ledger.replacements_among(|estimate| {
                laid.on_estimate(file, estimate).is_of(estimate, &question.measure)
            });
            self.replacements.insert(file, replacements);
        }
    }

    /// Those that say they replace this estimate, among those that are compared.
    pub(in crate::compare) fn superseders_of<'f>(
        &self,
        file: usize,
        loaded: &'f Loaded,
        old: RowIndex,
    ) -> Vec<Estimate<'f>> {
        match self.replacements.get(&file) {
            None => loaded.ledger.superseders_of(old).collect(),
            Some(pairs) => {
                let of_old = pairs.iter().filter(|(replaced, _)| *replaced == old);
                of_old.filter_map(|(_, new)| loaded.ledger.estimate(*new)).collect()
            }
        }
    }

    /// The voices in whose tracks the estimates of the source with this label have a part.
    pub(in crate::compare) fn voices_with_label(
        &self,
        files: &[Loaded],
        label: &str,
    ) -> BTreeSet<usize> {
        let is_it = |at: &EstimateRef| at.of(files).is_some_and(|one| one.label() == label);
        let has_it = |member: &Member| {
            member.labels.contains(label) || member.guests.iter().any(|(at, _)| is_it(at))
        };
        let members = self.members.iter().enumerate().filter(|(_, member)| has_it(member));
        members.filter_map(|(place, _)| self.voice_of(place)).collect()
    }

    /// The member that an estimate belongs to by its source, and what holds for all of that source.
    pub(in crate::compare) fn of_estimate(
        &self,
        file: usize,
        estimate: Estimate<'_>,
    ) -> Option<(&Member, OfSource)> {
        let source = self.sources.get(&(file, estimate.source_key()))?;
        let place = source.place_of(estimate, self.counting.by)?;
        Some((&self.members[place], source.of_source))
    }

    /// What is known of a source, which is found once.
    fn find_source(
        &mut self,
        file: usize,
        loaded: &Loaded,
        key: SourceKey,
        laid: &AllLaid,
        excluded: &[String],
    ) -> Option<&KnownSource> {
        if !self.sources.contains_key(&(file, key)) {
            let source = loaded.ledger.source(key)?;
            let known = KnownSource::new(source, &self.counting, laid, excluded);
            self.sources.insert((file, key), known);
        }
        self.sources.get(&(file, key))
    }

    /// The member that a source's estimates belong to, where methods are counted those of one.
    fn place_of_source(
        &mut self,
        file: usize,
        key: SourceKey,
        method: Option<Method>,
    ) -> Option<usize> {
        let source = self.sources.get(&(file, key))?;
        if let Some(place) = source.places.get(&method) {
            return Some(*place);
        }
        let (label, said, own) = (source.label.clone(), source.said.clone(), source.own.clone());
        let (name, is_itself) = ((source.name.clone(), method), own.is_some());
        let place = self.member_named(name, own);
        let member = &mut self.members[place];
        member.labels.insert(label.clone());
        if is_itself {
            member.sources.push((file, key));
            member.said.extend(said.map(|said| (label, said)));
        }
        self.sources.get_mut(&(file, key))?.places.insert(method, place);
        Some(place)
    }

    /// Adds the rows of a source on the measure, if anything in them is compared under it.
    fn add_span(
        &mut self,
        file: usize,
        loaded: &Loaded,
        span: &TrackSpan,
        laid: &AllLaid,
        question: &Question,
        excluded: &[String],
    ) {
        let key = span.source;
        let Some(source) = self.find_source(file, loaded, key, laid, excluded) else {
            return;
        };
        let (of_source, known) = (source.of_source, source.method);
        let methods = methods_in(file, loaded, span, known, laid, question);
        let by_method = |counted| ByMethod { counted, known };
        let parts: Vec<Option<ByMethod>> = match question.by {
            Grouping::Method => methods.iter().copied().map(by_method).map(Some).collect(),
            _ if methods.is_empty() => Vec::new(),
            _ => vec![None],
        };
        for by_method in parts {
            let method = by_method.and_then(|by| by.counted);
            let Some(place) = self.place_of_source(file, key, method) else { continue };
            let member = &mut self.members[place];
            member.spans.push(Span { file, rows: span.clone(), of_source, by_method });
            let own = by_method.map_or_else(|| methods.clone(), |by| BTreeSet::from([by.counted]));
            member.methods.extend(own.into_iter().flatten());
        }
    }

    /// Adds the estimates that are compared under this measure and do not state it.
    fn add_arriving(
        &mut self,
        files: &[Loaded],
        laid: &AllLaid,
        question: &Question,
        excluded: &[String],
    ) {
        for at in laid.arriving(files, &question.measure) {
            let file = usize::from(at.file);
            let (Some(loaded), Some(estimate)) = (files.get(file), at.of(files)) else { continue };
            let key = estimate.source_key();
            let found = self.find_source(file, loaded, key, laid, excluded);
            let Some(source) = found else { continue };
            let of_source = source.of_source;
            let known = source.method;
            let own = source.counted_method(estimate, question.by);
            let Some(own) = self.place_of_source(file, key, own) else { continue };
            match laid.on_estimate(file, estimate).same_as {
                None => self.add_guest(own, at, estimate.method().or(known), of_source),
                Some(name) => self.add_to_host(at, estimate, name, of_source),
            }
        }
    }

    fn add_guests(&mut self, files: &[Loaded], laid: &AllLaid, question: &Question) {
        // Those that do not state the measure have arrived already.
        let has_arrived = |at: &EstimateRef| {
            at.of(files).is_none_or(|estimate| *estimate.measure() != question.measure)
        };
        let moved = laid.moved(files, &question.measure);
        for (at, name) in moved.into_iter().filter(|(at, _)| !has_arrived(at)) {
            let (file, Some(estimate)) = (usize::from(at.file), at.of(files)) else { continue };
            let Some(source) = self.sources.get(&(file, estimate.source_key())) else { continue };
            let of_source = source.of_source;
            let own = self.own_place_of(file, estimate);
            let host = self.host_of(estimate, name);
            if own.is_some() && (host.is_none() || host != own) {
                self.add_to_host(at, estimate, name, of_source);
            }
        }
    }

    /// Gives an estimate to the member that an analyst calls by this name.
    fn add_to_host(
        &mut self,
        at: EstimateRef,
        estimate: Estimate<'_>,
        name: &str,
        of_source: OfSource,
    ) {
        let place = self.member_named(self.counting.host(estimate, name), None);
        let known = self.counting.unheard_of(name).method;
        let of_source = OfSource { is_unknown: false, ..of_source };
        self.add_guest(place, at, estimate.method().or(known), of_source);
    }

    fn add_guest(
        &mut self,
        place: usize,
        at: EstimateRef,
        method: Option<Method>,
        of_source: OfSource,
    ) {
        let member = &mut self.members[place];
        member.guests.push((at, of_source));
        member.methods.extend(method);
    }

    /// Whatever an analyst gave to somebody of whom nobody knows who it is, is of unknown origin.
    fn spread_what_is_unknown(&mut self) {
        for member in self.members.iter_mut().filter(|member| member.is_unknown()) {
            member.spans.iter_mut().for_each(|span| span.of_source.is_unknown = true);
            member.guests.iter_mut().for_each(|(_, of_source)| of_source.is_unknown = true);
        }
        for KnownSource { places, of_source, .. } in self.sources.values_mut() {
            of_source.is_unknown |= places.values().any(|place| self.members[*place].is_unknown());
        }
    }

    /// The member with this name, made if there is none.
    fn member_named(&mut self, named: MemberName, own: Option<OriginFacts>) -> usize {
        if let Some(place) = self.places.get(&named) {
            if let Some(own) = own {
                self.members[*place].meet(own);
            }
            return *place;
        }
        let place = self.members.len();
        self.members.push(Member {
            is_anybody_known: own.as_ref().map(|own| !own.unknown),
            facts: own.unwrap_or_else(|| self.counting.unheard_of(&named.0)),
            labels: BTreeSet::new(),
            name: named.0.clone(),
            method: named.1,
            methods: BTreeSet::new(),
            is_excluded: false,
            sources: Vec::new(),
            said: BTreeMap::new(),
            spans: Vec::new(),
            guests: Vec::new(),
        });
        self.places.insert(named, place);
        place
    }

    /// Brings members together into voices and puts these into order.
    fn group(&mut self, question: &Question, excluded: &[String]) {
        let by = question.by;
        let mut groups: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
        for (place, member) in self.members.iter().enumerate() {
            // Somebody unknown belongs to no group.
            let group = group_name(member, question).filter(|_| !member.is_unknown());
            let is_itself = group.is_none();
            let name = group.unwrap_or_else(|| member.name.clone());
            groups.entry((is_itself, name)).or_default().push(place);
        }
        for ((is_itself, name), places) in groups {
            let method = places.first().and_then(|place| self.members.get(*place)?.method);
            let method = method.filter(|_| by == Grouping::Method).map(Method::words);
            let is_excluded = |name: &str| is_among(excluded, name);
            let is_named = is_excluded(&name) || method.is_some_and(is_excluded);
            for place in &places {
                let member = &mut self.members[*place];
                let has_none_left = member.spans.iter().all(|s| s.of_source.is_excluded)
                    && member.guests.iter().all(|(_, of_source)| of_source.is_excluded);
                let is_named = is_named || is_excluded(&member.name);
                member.is_excluded = is_named || has_none_left;
            }
            let voice = Voice { is_itself, ..self.voice(name, &places) };
            self.voices.push((voice, places));
        }
        self.voices.sort_by_cached_key(|(voice, _)| in_order(&voice.name));
    }

    fn voice(&self, name: String, places: &[usize]) -> Voice {
        let members = || places.iter().map(|place| &self.members[*place]);
        let labels: BTreeSet<&String> = members().flat_map(|member| &member.labels).collect();
        let methods: BTreeSet<Method> =
            members().flat_map(|member| &member.methods).copied().collect();
        Voice {
            name,
            kind: shared(members().map(|member| member.facts.kind)).flatten(),
            affiliation: shared_affiliation(members()),
            country: shared(members().map(|member| member.facts.country.clone())).flatten(),
            party: shared(members().map(|member| member.facts.party)).flatten(),
            methods: methods.into_iter().collect(),
            labels: labels.into_iter().cloned().collect(),
            is_itself: false,
            members: places.len(),
            is_unknown: members().all(Member::is_unknown),
            is_excluded: members().all(|member| member.is_excluded),
            other: None,
        }
    }
}

/// By what names are put into order.
fn in_order(name: &str) -> (String, String) {
    (folded_name(name), name.to_owned())
}

/// The group that a member belongs to; none for one of whom the wanted fact is not known, and for
/// one that takes no side where sides are counted: it stands for itself.
fn group_name(member: &Member, question: &Question) -> Option<String> {
    let facts = &member.facts;
    let widest = || facts.affiliation.widest().map(str::to_owned);
    match question.by {
        Grouping::Origin | Grouping::Label => None,
        Grouping::Affiliation => widest(),
        Grouping::Kind => facts.kind.map(|kind| kind.heading().to_owned()),
        Grouping::Camp => {
            let moved = question.camps.get(&member.name).copied();
            moved.unwrap_or_else(|| Camp::of(facts)).map(|camp| camp.heading().to_owned())
        }
        Grouping::Method => member.method.map(|method| method.heading().to_owned()),
        Grouping::Country => country(facts),
        Grouping::Party if facts.party != Some(true) => None,
        Grouping::Party => facts.side.clone().or_else(|| country(facts)).or_else(widest),
    }
}

/// The country that an origin speaks for. A body of several countries is none.
fn country(facts: &OriginFacts) -> Option<String> {
    let is_of_several = facts.kind == Some(OriginKind::InternationalOrganisation);
    let country = facts.country.as_deref().filter(|_| !is_of_several)?;
    Directory::shipped().is_one_country(country).then(|| country.trim().to_owned())
}

/// What all have in common, if it is the same for all.
fn shared<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// The part of the paths that all have in common.
fn shared_affiliation<'a>(members: impl Iterator<Item = &'a Member>) -> Affiliation {
    let all = members.map(|member| &member.facts.affiliation);
    let shared = all.map(Cow::Borrowed).reduce(|shared, one| Cow::Owned(shared.shared_with(&one)));
    shared.map(Cow::into_owned).unwrap_or_default()
}
