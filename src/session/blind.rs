//! A copy of a document for a second reading that does not know whose the numbers are.
//!
//! The names are not hidden in it: they are not there. So whatever is shown, said, copied or
//! exported of it can hold none. Who has the original puts them back, and what was judged blind
//! with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::{Document, FileSection, Refusal};
use crate::compare::{Dismissal, FindingKey, Question};
use crate::estimate::{
    Adjustment, Anchor, Change, Directory, Estimate, EstimateId, Event, FileSlot, Grading, Ledger,
    Note, OwnId, SourceFacts, Statement, Target,
};

/// The format of a file in a blind copy.
const BLIND: &str = "blind";

/// What stands behind the author of what was judged without knowing whose the number is.
const JUDGED_BLIND: &str = "judged blind";

/// Letters of which codes are made: none that make a word.
const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZ";

/// What sources are called in a blind copy. The same source is called the same in every copy, but
/// where two would be called alike.
#[derive(Default)]
struct Names {
    labels: BTreeMap<String, String>,
    origins: BTreeMap<String, String>,
}

impl Names {
    fn of(document: &Document) -> Names {
        let mut all: BTreeSet<(String, String)> = BTreeSet::new();
        for file in document.files() {
            for (_, source) in file.ledger.sources() {
                let origin = Directory::shipped().origin_name(source).to_owned();
                all.insert((origin, source.label.clone()));
            }
        }
        let mut names = Names::default();
        let origins: BTreeSet<&str> = all.iter().map(|(origin, _)| origin.as_str()).collect();
        for (origin, code) in coded(origins, 3) {
            names.origins.insert(origin.to_owned(), format!("Source {code}"));
        }
        for (origin, own) in &names.origins {
            let labels = all.iter().filter(|(of, label)| of == origin && label != origin);
            let labels: BTreeSet<&str> = labels.map(|(_, label)| label.as_str()).collect();
            for (label, code) in coded(labels, 2) {
                names.labels.insert(label.to_owned(), format!("{own} ({code})"));
            }
            if all.contains(&(origin.clone(), origin.clone())) {
                names.labels.insert(origin.clone(), own.clone());
            }
        }
        names
    }

    /// From what they are called to what they are.
    fn back(&self) -> BTreeMap<&str, &str> {
        let both = self.origins.iter().chain(&self.labels);
        both.map(|(name, called)| (called.as_str(), name.as_str())).collect()
    }
}

/// Each name with letters that tell nothing of it, at least so many and different ones.
fn coded(names: BTreeSet<&str>, letters: usize) -> Vec<(&str, String)> {
    let mut by_hash: Vec<(u64, &str)> =
        names.into_iter().map(|name| (xxh3_64(name.as_bytes()), name)).collect();
    by_hash.sort_unstable();
    let mut taken = BTreeSet::new();
    let mut coded = Vec::new();
    for (mut rest, name) in by_hash {
        let mut code = String::new();
        while code.len() < letters || taken.contains(&code) {
            let many = LETTERS.len() as u64;
            let place = usize::try_from(rest.checked_rem(many).unwrap_or(0)).unwrap_or(0);
            code.push(LETTERS.get(place).copied().map_or('X', char::from));
            rest = rest.checked_div(many).unwrap_or(0);
        }
        taken.insert(code.clone());
        coded.push((name, code));
    }
    coded
}

/// What the ids that a file states are called in a blind copy of it: by their place.
fn called_ids(ledger: &Ledger) -> BTreeMap<String, String> {
    let mut called = BTreeMap::new();
    for estimate in ledger.each_in_file_order() {
        if let Some(id) = estimate.stated_id() {
            let next = called.len().saturating_add(1);
            called.entry(id.to_owned()).or_insert_with(|| format!("e{next}"));
        }
    }
    called
}

/// A statement without anything that tells whose it is.
fn masked(estimate: Estimate<'_>, names: &Names, ids: &BTreeMap<String, String>) -> Statement {
    let said = estimate.to_statement();
    let origin = Directory::shipped().origin_of(estimate.source());
    let called = |id: String| ids.get(&id).cloned().unwrap_or_else(|| "elsewhere".to_owned());
    let label = names.labels.get(&said.label).cloned().unwrap_or_default();
    let own = names.origins.get(&origin.name).cloned();
    let masked = without_who(&said, label, own, origin.unknown);
    Statement {
        id: said.id.map(called),
        derived_from: said.derived_from.map(called),
        supersedes: said.supersedes.into_iter().map(called).collect(),
        ..masked
    }
}

/// A statement under another label, of another origin, and without all else that tells whose it is
/// but its own ids: numbers, dates and what is counted are as stated.
pub(super) fn without_who(
    said: &Statement,
    label: String,
    origin: Option<String>,
    unknown: bool,
) -> Statement {
    Statement {
        label,
        facts: SourceFacts { origin, unknown, ..SourceFacts::default() },
        relays: Vec::new(),
        outlet: None,
        url: None,
        wording: None,
        method: None,
        grading: Grading::default(),
        note: None,
        author: None,
        ..said.clone()
    }
}

/// An event without what it is about.
fn masked_event(event: &Event) -> Event {
    Event { date: event.date, label: "An event".to_owned(), url: None, note: None }
}

fn masked_file(file: &FileSection, names: &Names) -> Result<FileSection, Refusal> {
    let ids = called_ids(&file.ledger);
    let mut builder = Ledger::builder();
    for event in file.ledger.events() {
        builder.push_event(masked_event(event));
    }
    for estimate in file.ledger.each_in_file_order() {
        builder.push(&masked(estimate, names, &ids))?;
    }
    let (path, format) = match file.is_by_hand() {
        true => (file.path.clone(), file.format.clone()),
        false => (format!("File {}", file.slot.0), BLIND.to_owned()),
    };
    let ledger = Arc::new(builder.finish());
    Ok(FileSection { path, format, problems: Vec::new(), ledger, ..file.clone() })
}

impl Document {
    /// Whether it is a blind copy: whose the numbers are is not in it.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.files.iter().any(|file| file.format == BLIND)
    }

    /// A copy for a second reading that does not know whose the numbers are: with what was read, and
    /// with nothing of what was judged.
    ///
    /// Sources and their labels are called by letters, in no order that tells a name. Gone are kinds,
    /// affiliations, countries, sides and methods, relays, outlets and addresses, wordings, notes,
    /// grades, what events are about, the names of files, the ids that they state, and what was
    /// doubtful in them. The numbers, dates and measures are as stated, and so is who passes on whom.
    ///
    /// # Errors
    /// When a file cannot be copied so.
    pub fn blind_copy(&self) -> Result<Document, Refusal> {
        let names = Names::of(self);
        let files: Result<Vec<Arc<FileSection>>, Refusal> =
            self.files.iter().map(|file| masked_file(file, &names).map(Arc::new)).collect();
        let question = self.question().map(|asked| {
            // Names of sources, and ways to count them that nothing is known for.
            let by = if asked.by.is_of_sources() { asked.by } else { Default::default() };
            let (exclude, camps) = (Vec::new(), BTreeMap::new());
            Arc::new(Question { by, exclude, camps, ..asked.clone() })
        });
        let (series, copies_in_doubt) = (self.series.clone(), self.copies_in_doubt.clone());
        Ok(Document { files: files?, question, series, copies_in_doubt, ..Document::default() })
    }

    /// A blind copy with the names put back by its original, in which more may have been done since:
    /// what was judged blind stands where it would in the original, and its author tells that it was
    /// judged blind. What the original has not stays as it is.
    #[must_use]
    pub fn seen_again(&self, original: &Document) -> Document {
        let names = Names::of(original);
        let ids = all_ids(self, original);
        let back = Back { original, called: &names, names: names.back(), ids };
        let files = self.files.iter().map(|file| back.file(file)).collect();
        let overlay = self.overlay().adjustments().iter().map(|one| back.adjustment(one)).collect();
        let notes = self.notes.iter().map(|note| back.note(note)).collect();
        let dismissals = self.dismissals.iter().map(|one| back.dismissal(one)).collect();
        Document {
            files,
            overlay: Arc::new(overlay),
            notes: Arc::new(notes),
            dismissals: Arc::new(dismissals),
            ..self.clone()
        }
    }
}

/// The file of the original of which this is a blind copy.
fn original_of<'a>(file: &FileSection, original: &'a Document) -> Option<&'a Arc<FileSection>> {
    if file.is_by_hand() {
        return original.own();
    }
    let is_it = |of: &&Arc<FileSection>| of.fingerprint == file.fingerprint && !of.is_by_hand();
    original.files().iter().find(is_it).filter(|_| file.format == BLIND)
}

/// For each file of a blind copy, from what its ids are called to what they are.
fn all_ids(blind: &Document, original: &Document) -> BTreeMap<FileSlot, BTreeMap<String, String>> {
    let each = blind.files().iter().filter_map(|file| {
        let ids = called_ids(&original_of(file, original)?.ledger);
        Some((file.slot, ids.into_iter().map(|(id, called)| (called, id)).collect()))
    });
    each.collect()
}

/// The way back from a blind copy.
struct Back<'a> {
    original: &'a Document,
    called: &'a Names,
    names: BTreeMap<&'a str, &'a str>,
    ids: BTreeMap<FileSlot, BTreeMap<String, String>>,
}

impl Back<'_> {
    fn name(&self, called: &str) -> String {
        self.names.get(called).copied().unwrap_or(called).to_owned()
    }

    fn file(&self, file: &Arc<FileSection>) -> Arc<FileSection> {
        let of = original_of(file, self.original);
        if file.is_by_hand() {
            // What says nothing of itself stays as it is.
            return self.own(file, of).map_or_else(|| file.clone(), Arc::new);
        }
        match of {
            Some(of) => Arc::new(FileSection { slot: file.slot, ..FileSection::clone(of) }),
            None => file.clone(),
        }
    }

    /// What was entered by hand: the original entries, where these are copies of them, and those that
    /// came since.
    fn own(&self, file: &FileSection, of: Option<&Arc<FileSection>>) -> Option<FileSection> {
        let ids = of.map(|of| called_ids(&of.ledger)).unwrap_or_default();
        let originals = of.into_iter().flat_map(|of| of.ledger.each_in_file_order());
        let copies: Vec<(Statement, Statement)> =
            originals.map(|of| (masked(of, self.called, &ids), of.to_statement())).collect();
        let mut builder = Ledger::builder();
        let events = of.map_or(&[][..], |of| of.ledger.events());
        for event in file.ledger.events() {
            let original = events.iter().find(|of| masked_event(of) == *event);
            builder.push_event(original.unwrap_or(event).clone());
        }
        for estimate in file.ledger.each_in_file_order() {
            let said = estimate.to_statement();
            let said = match copies.iter().find(|(copy, _)| *copy == said) {
                Some((_, original)) => original.clone(),
                None => {
                    let facts = SourceFacts { origin: None, ..said.facts.clone() };
                    Statement { label: self.name(&said.label), facts, ..said }
                }
            };
            builder.push(&said).ok()?;
        }
        Some(FileSection { ledger: Arc::new(builder.finish()), ..file.clone() })
    }

    fn id(&self, id: &EstimateId) -> EstimateId {
        let own = match &id.own {
            OwnId::Stated(called) => {
                let of = self.ids.get(&id.file).and_then(|ids| ids.get(called.as_ref()));
                of.map_or_else(|| id.own.clone(), |of| OwnId::Stated(of.as_str().into()))
            }
            OwnId::Record(_) => id.own.clone(),
        };
        EstimateId { file: id.file, own }
    }

    /// What is laid, said or put aside by somebody who did not know whose the number is says so.
    fn judge(author: Option<&str>) -> Option<String> {
        let name = author.map(|author| format!("{author}, ")).unwrap_or_default();
        Some(format!("{name}{JUDGED_BLIND}"))
    }

    fn adjustment(&self, laid: &Adjustment) -> Adjustment {
        let target = match &laid.target {
            Target::Estimate(id) => Target::Estimate(self.id(id)),
            Target::Source(called) => Target::Source(self.name(called)),
        };
        let change = match &laid.change {
            Change::SameVoiceAs(called) => Change::SameVoiceAs(self.name(called)),
            change => change.clone(),
        };
        let author = Back::judge(laid.author.as_deref());
        Adjustment { target, change, author, ..laid.clone() }
    }

    fn note(&self, note: &Note) -> Note {
        let anchor = match &note.anchor {
            Anchor::Estimate(id) => Anchor::Estimate(self.id(id)),
            Anchor::Source(called) => Anchor::Source(self.name(called)),
            anchor => anchor.clone(),
        };
        Note { anchor, author: Back::judge(note.author.as_deref()), ..note.clone() }
    }

    fn dismissal(&self, one: &Dismissal) -> Dismissal {
        let ids = one.finding.estimates().iter().map(|id| self.id(id));
        let kind = one.finding.kind().clone();
        let author = Back::judge(one.author.as_deref());
        Dismissal { finding: FindingKey::new(kind, ids), author, ..one.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use crate::estimate::{How, Stamp};
    use crate::session::generated::{
        adjustment, killed_in_kursk, point, section, small, statement,
    };
    use crate::session::{Edit, View, apply, differences, write};

    /// Everything that tells whose the numbers are, said by two labels of one origin and by others.
    fn telling() -> Document {
        let mut echo = statement(2, "kyiv-2", "Zelensky", point(3000.0, How::MoreThan));
        echo.derived_from = Some("kyiv-1".to_owned());
        let mut first = statement(1, "kyiv-1", "Gen. Syrskyi", point(3000.0, How::MoreThan));
        first.outlet = Some("Ukrainska Pravda".to_owned());
        first.url = Some("https://www.pravda.com.ua/1".to_owned());
        first.wording = Some("said Ukraine’s commander".to_owned());
        first.relays = vec!["Reuters".to_owned()];
        first.facts.country = Some("Ukraine".to_owned());
        first.note = Some("from his channel".to_owned());
        let nis = statement(3, "nis-1", "ROK NIS", point(300.0, How::Bare));
        let files = vec![section(1, "data/ukraine-telegram.csv", &[first, echo, nis])];
        Document { files, ..Document::default() }
    }

    #[test]
    fn nothing_that_tells_whose_a_number_is_is_in_a_blind_copy() {
        let exclude = Edit::Adjust(adjustment("1:nis-1", Change::Exclude));
        let original = apply(&telling(), &exclude).expect("excluded");
        let blind = original.blind_copy().expect("copied");
        assert!(blind.is_blind() && !original.is_blind());
        let text = write(&blind, &View::default()).to_lowercase();
        for name in [
            "kyiv",
            "zelensky",
            "syrskyi",
            "pravda",
            "ukrain",
            "reuters",
            "channel",
            "nis",
            "telegram",
            "commander",
            "exclude",
        ] {
            assert!(!text.contains(name), "{name} stands in\n{text}");
        }
    }

    #[test]
    fn a_blind_copy_comes_to_the_same_answer() {
        let original = telling();
        let blind = original.blind_copy().expect("copied");
        let asked = Question::about(killed_in_kursk());
        let at = "2025-01-13".parse().expect("a day");
        let told = |of: &Document| {
            let files = of.loaded();
            let slice = compare(&files, of.overlay(), &asked).slice(&files, at);
            (slice.agreement.n, slice.agreement.support, slice.agreement.verdict)
        };
        assert_eq!(told(&blind), told(&original));
    }

    #[test]
    fn what_was_judged_blind_is_found_again_in_the_original() {
        let original = telling();
        let blind = original.blind_copy().expect("copied");
        let file = &blind.files()[0];
        let id = file.loaded().id_of(file.ledger.in_file_order()[2]);
        let label = file.ledger.in_file_order()[0].label().to_owned();
        let laid = |target, change| {
            let at = Some(Stamp::from("2026-11-25T15:00Z".to_owned()));
            Edit::Adjust(Adjustment { target, at, ..adjustment("1:x", change) })
        };
        let grade = Change::Grade("B2".parse().expect("a grade"));
        let judged = apply(&blind, &laid(Target::Estimate(id), Change::Exclude)).expect("made");
        let judged = apply(&judged, &laid(Target::Source(label), grade.clone())).expect("made");
        let seen = judged.seen_again(&original);
        let targets: Vec<&Target> =
            seen.overlay().adjustments().iter().map(|laid| &laid.target).collect();
        let nis = Target::Estimate("1:nis-1".parse().expect("an id"));
        assert_eq!(targets, [&nis, &Target::Source("Gen. Syrskyi".to_owned())]);
        let authors = seen.overlay().adjustments().iter().map(|laid| laid.author.as_deref());
        assert!(authors.eq([Some("judged blind"); 2]));
        assert_eq!(differences(&original, &seen).differing().count(), 2);
        assert!(differences(&original, &blind.seen_again(&original)).are_none());
    }

    #[test]
    fn a_source_is_called_the_same_in_every_copy() {
        let called = |of: &Document| Names::of(of).labels.get("ROK NIS").cloned().expect("there");
        assert_eq!(called(&telling()), called(&small()));
    }
}
