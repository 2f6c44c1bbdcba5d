//! Who speaks on a measure: sources brought together into members, and members into voices.
//!
//! A *member* is what is counted once when nothing is grouped: an origin, or a label by itself.
//! A voice is one member, or with a wider grouping all members of one affiliation, kind, country
//! or side. Each source is resolved once, never each row.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::laid::AllLaid;
use crate::compare::{EstimateRef, Grouping, Question, Voice};
use crate::estimate::{
    Affiliation, Directory, Estimate, Loaded, OriginFacts, OriginKind, RowIndex, Source,
    SourceFacts, SourceKey, TrackSpan, Wars, settled,
};

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

/// Rows of one source on the measure.
#[derive(Debug)]
pub(in crate::compare) struct Span {
    pub(in crate::compare) file: usize,
    pub(in crate::compare) rows: TrackSpan,
    pub(in crate::compare) of_source: OfSource,
}

/// One origin, or one label where labels are counted.
#[derive(Debug)]
pub(in crate::compare) struct Member {
    facts: OriginFacts,
    labels: BTreeSet<String>,
    /// The label of one source, where voices are labels.
    name: String,
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
    fn settle(&mut self, files: &[Loaded], by: Grouping, wars: &Wars<'_>) {
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
        facts.origin = facts.origin.filter(|_| by == Grouping::Label);
        let source = Source { label: self.name.clone(), facts };
        let unknown = self.facts.unknown;
        self.facts = OriginFacts { unknown, ..Directory::shipped().origin_in(&source, wars) };
    }
}

/// Everybody who speaks on the measure.
#[derive(Debug, Default)]
pub(in crate::compare) struct Roster {
    pub(in crate::compare) members: Vec<Member>,
    /// In alphabetical order, with the members of each.
    pub(in crate::compare) voices: Vec<(Voice, Vec<usize>)>,
    places: HashMap<String, usize>,
    /// Who replaces whom in those files in which estimates are compared under another measure than
    /// they state: (replaced, replacing).
    replacements: HashMap<usize, Vec<(RowIndex, RowIndex)>>,
    sources: HashMap<(usize, SourceKey), (usize, OfSource)>,
    by: Grouping,
    /// Those in which the measure is counted.
    wars: Wars<'static>,
}

impl Roster {
    pub(in crate::compare) fn new(files: &[Loaded], laid: &AllLaid, question: &Question) -> Roster {
        let wars = Directory::shipped().wars_of(&question.measure);
        let mut roster = Roster { by: question.by, wars, ..Roster::default() };
        let excluded: Vec<String> = question.exclude.iter().map(|name| folded(name)).collect();
        for (file, loaded) in files.iter().enumerate() {
            let Some(measure) = loaded.ledger.measure_key(&question.measure) else { continue };
            for span in loaded.ledger.tracks_of(measure) {
                if has_a_part(file, loaded, span, laid, question) {
                    let key = span.source;
                    let found = roster.add_source(file, loaded, key, laid, question, &excluded);
                    if let Some((place, of_source)) = found {
                        let span = Span { file, rows: span.clone(), of_source };
                        roster.members[place].spans.push(span);
                    }
                }
            }
        }
        roster.add_arriving(files, laid, question, &excluded);
        roster.add_guests(files, laid, question);
        roster.find_replacements(files, laid, question);
        roster.spread_what_is_unknown();
        roster.members.iter_mut().for_each(|one| one.settle(files, question.by, &roster.wars));
        roster.group(question.by, &excluded);
        roster
    }

    /// How many statements there are on the measure.
    pub(in crate::compare) fn statements(&self) -> usize {
        self.members.iter().map(Member::statements).sum()
    }

    /// The member that an analyst calls by this name.
    pub(in crate::compare) fn place_of(&self, name: &str) -> Option<usize> {
        self.places.get(&self.called(name)).copied()
    }

    /// The name under which a name is counted: an origin's own, unless labels are counted as they
    /// stand.
    fn called(&self, name: &str) -> String {
        match self.by {
            Grouping::Label => name.to_owned(),
            _ => Directory::shipped().origin_of(&named(name)).name,
        }
    }

    /// The voice that a member belongs to.
    fn voice_of(&self, member: usize) -> Option<usize> {
        self.voices.iter().position(|(_, members)| members.contains(&member))
    }

    /// The voices in whose tracks an estimate of this source has a part: that of the source, and
    /// that of whom an analyst gave it to by this name.
    pub(in crate::compare) fn voices_with(
        &self,
        file: usize,
        source: SourceKey,
        given_to: Option<&str>,
    ) -> impl Iterator<Item = usize> {
        let own = self.sources.get(&(file, source)).map(|(place, _)| *place);
        let host = given_to.and_then(|name| self.place_of(name));
        own.into_iter().chain(host).filter_map(|member| self.voice_of(member))
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

    /// The member that this source's estimates belong to, and what holds for all of them.
    pub(in crate::compare) fn of_source(
        &self,
        file: usize,
        source: SourceKey,
    ) -> Option<(&Member, OfSource)> {
        let (place, of_source) = self.sources.get(&(file, source))?;
        Some((&self.members[*place], *of_source))
    }

    /// The member that this source's estimates belong to, and what holds for all of them; both are
    /// found once.
    fn add_source(
        &mut self,
        file: usize,
        loaded: &Loaded,
        key: SourceKey,
        laid: &AllLaid,
        question: &Question,
        excluded: &[String],
    ) -> Option<(usize, OfSource)> {
        if let Some(known) = self.sources.get(&(file, key)) {
            return Some(*known);
        }
        let source = loaded.ledger.source(key)?;
        let own = Directory::shipped().origin_in(source, &self.wars);
        let on_source = laid.on_source(&source.label);
        let of_source = OfSource {
            is_excluded: on_source.is_excluded
                || excluded.contains(&folded(&source.label))
                || excluded.contains(&folded(&own.name)),
            at_least: on_source.at_least,
            is_unknown: own.unknown && on_source.same_as.is_none(),
        };
        let is_itself = on_source.same_as.is_none();
        let place = match (on_source.same_as, question.by) {
            (Some(name), _) => self.member_named(&self.called(name), None),
            (None, Grouping::Label) => self.member_named(&source.label, Some(own)),
            (None, _) => self.member_named(&own.name.clone(), Some(own)),
        };
        let member = &mut self.members[place];
        member.labels.insert(source.label.clone());
        if is_itself {
            member.sources.push((file, key));
            let said = laid.facts_of(&source.label).cloned();
            member.said.extend(said.map(|said| (source.label.clone(), said)));
        }
        self.sources.insert((file, key), (place, of_source));
        Some((place, of_source))
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
            let found = self.add_source(file, loaded, key, laid, question, excluded);
            let Some((own, of_source)) = found else { continue };
            let host = laid.on_estimate(file, estimate).same_as;
            let place = host.map_or(own, |name| self.member_named(&self.called(name), None));
            let is_unknown = of_source.is_unknown && host.is_none();
            let of_source = OfSource { is_unknown, ..of_source };
            self.members[place].guests.push((at, of_source));
        }
    }

    fn add_guests(&mut self, files: &[Loaded], laid: &AllLaid, question: &Question) {
        // Those that do not state the measure have arrived already.
        let has_arrived = |at: &EstimateRef| {
            at.of(files).is_none_or(|estimate| *estimate.measure() != question.measure)
        };
        let moved = laid.moved(files, &question.measure);
        for (estimate, source, name) in moved.into_iter().filter(|(at, ..)| !has_arrived(at)) {
            let place = self.member_named(&self.called(name), None);
            let source = self.sources.get(&(usize::from(estimate.file), source)).copied();
            if let Some((_, of_source)) = source.filter(|(own, _)| *own != place) {
                let of_source = OfSource { is_unknown: false, ..of_source };
                self.members[place].guests.push((estimate, of_source));
            }
        }
    }

    /// Whatever an analyst gave to somebody of whom nobody knows who it is, is of unknown origin.
    fn spread_what_is_unknown(&mut self) {
        for member in self.members.iter_mut().filter(|member| member.is_unknown()) {
            member.spans.iter_mut().for_each(|span| span.of_source.is_unknown = true);
            member.guests.iter_mut().for_each(|(_, of_source)| of_source.is_unknown = true);
        }
        for (place, of_source) in self.sources.values_mut() {
            of_source.is_unknown |= self.members[*place].is_unknown();
        }
    }

    /// The member with this name, made if there is none.
    fn member_named(&mut self, name: &str, own: Option<OriginFacts>) -> usize {
        if let Some(place) = self.places.get(name) {
            if let Some(own) = own {
                self.members[*place].meet(own);
            }
            return *place;
        }
        let place = self.members.len();
        self.members.push(Member {
            is_anybody_known: own.as_ref().map(|own| !own.unknown),
            // What the table of origins knows of such a name.
            facts: own.unwrap_or_else(|| Directory::shipped().origin_in(&named(name), &self.wars)),
            labels: BTreeSet::new(),
            name: name.to_owned(),
            is_excluded: false,
            sources: Vec::new(),
            said: BTreeMap::new(),
            spans: Vec::new(),
            guests: Vec::new(),
        });
        self.places.insert(name.to_owned(), place);
        place
    }

    /// Brings members together into voices and puts these into order.
    fn group(&mut self, by: Grouping, excluded: &[String]) {
        let mut groups: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
        for (place, member) in self.members.iter().enumerate() {
            // Somebody unknown belongs to no group.
            let group = group_name(member, by).filter(|_| !member.is_unknown());
            let is_itself = group.is_none();
            let name = group.unwrap_or_else(|| member.name.clone());
            groups.entry((is_itself, name)).or_default().push(place);
        }
        for ((is_itself, name), places) in groups {
            let is_named = excluded.contains(&folded(&name));
            for place in &places {
                let member = &mut self.members[*place];
                let has_none_left = member.spans.iter().all(|s| s.of_source.is_excluded)
                    && member.guests.iter().all(|(_, of_source)| of_source.is_excluded);
                let is_named = is_named || excluded.contains(&folded(&member.name));
                member.is_excluded = is_named || has_none_left;
            }
            let voice = Voice { is_itself, ..self.voice(name, &places) };
            self.voices.push((voice, places));
        }
        self.voices.sort_by_cached_key(|(voice, _)| (folded(&voice.name), voice.name.clone()));
    }

    fn voice(&self, name: String, places: &[usize]) -> Voice {
        let members = || places.iter().map(|place| &self.members[*place]);
        let labels: BTreeSet<&String> = members().flat_map(|member| &member.labels).collect();
        Voice {
            name,
            kind: shared(members().map(|member| member.facts.kind)).flatten(),
            affiliation: shared_affiliation(members()),
            country: shared(members().map(|member| member.facts.country.clone())).flatten(),
            party: shared(members().map(|member| member.facts.party)).flatten(),
            labels: labels.into_iter().cloned().collect(),
            is_itself: false,
            members: places.len(),
            is_unknown: members().all(Member::is_unknown),
            is_excluded: members().all(|member| member.is_excluded),
            other: None,
        }
    }
}

/// Whether something that a source says on the measure is compared under it.
fn has_a_part(
    file: usize,
    loaded: &Loaded,
    span: &TrackSpan,
    laid: &AllLaid,
    question: &Question,
) -> bool {
    if !laid.moves_measures(file) {
        return true;
    }
    let mut rows = span.indices().filter_map(|row| loaded.ledger.estimate(row));
    rows.any(|estimate| laid.on_estimate(file, estimate).is_of(estimate, &question.measure))
}

/// A name that no file states anything of.
fn named(name: &str) -> Source {
    Source { label: name.to_owned(), facts: SourceFacts::default() }
}

/// Names are looked for without regard to case.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The group that a member belongs to; none for one of whom the wanted fact is not known, and for
/// one that takes no side where sides are counted: it stands for itself.
fn group_name(member: &Member, by: Grouping) -> Option<String> {
    let facts = &member.facts;
    let widest = || facts.affiliation.widest().map(str::to_owned);
    match by {
        Grouping::Origin | Grouping::Label => None,
        Grouping::Affiliation => widest(),
        Grouping::Kind => facts.kind.map(|kind| kind.heading().to_owned()),
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
