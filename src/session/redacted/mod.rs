//! A copy of a document from which something was taken out, for somebody who is not to know it.
//!
//! As in a blind copy, nothing is hidden in it: it is not there. What else says the same goes along:
//! who passes a number on, the same statement in another copy of the file, what was laid over it or
//! noted about it, and its name, address and words wherever they are repeated.

mod chosen;
mod names;
mod publications;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::blind::without_who;
use super::{Document, Edit, FileSection, Fingerprint, Refusal, View, apply, write};
use crate::compare::{Dismissal, FindingKey, Question};
use crate::estimate::{
    Adjustment, Anchor, Change, Directory, Estimate, EstimateId, Event, FileSlot, Ledger, Note,
    NoteId, OwnId, Source, Statement, Target, folded_name,
};
use crate::files::Problem;
pub use chosen::Redaction;
use names::{Names, is_among};
use texts::{Censor, Unsaid};

/// The format of a file in a redacted copy: nothing reads it again.
const FORMAT: &str = "redacted";

/// A redacted copy, and what was done to it.
#[derive(Clone, Debug)]
pub struct Redacted {
    pub document: Document,
    /// How it is shown, without what is not there.
    pub view: View,
    /// How many estimates were left out: in whole files, of sources, or one by one.
    pub left_out: usize,
    /// How many notes were.
    pub notes: usize,
    /// How many origins were given a letter for their name.
    pub masked: usize,
    /// Names, addresses and words that were to go and stand in the copy all the same, as the country
    /// of somebody who is kept or in what is counted.
    pub still_said: BTreeSet<String>,
}

impl FileSection {
    /// Whether something was taken out of it, so that it is no longer what its file says.
    #[must_use]
    pub fn is_redacted(&self) -> bool {
        self.format == FORMAT
    }
}

impl Document {
    /// Whether something was taken out of it before it was passed on.
    #[must_use]
    pub fn is_redacted(&self) -> bool {
        self.files.iter().any(|file| file.is_redacted())
    }

    /// Whether a source goes by this name, in whichever case: as its label or as its origin.
    #[must_use]
    pub fn has_source(&self, name: &str) -> bool {
        let names = BTreeSet::from([folded_name(name)]);
        let mut sources = self.files.iter().flat_map(|file| file.ledger.sources());
        sources.any(|(_, source)| is_among(&names, source))
    }

    /// A copy without what somebody else is not to know, with what it is like to look at.
    ///
    /// Left out are the estimates chosen, those that pass one of them on, and the same in other copies
    /// of the same file; what was laid over them or noted about them; and their labels, addresses,
    /// words and numbers wherever another text repeats them, unless somebody says the same who is kept.
    /// Of a masked source the numbers stay, and its name is a letter. What is kept is as it was.
    ///
    /// # Errors
    /// When something is chosen that is not there, or a file cannot be copied so.
    pub fn redacted(&self, chosen: &Redaction, view: &View) -> Result<Redacted, Refusal> {
        if chosen.notes.iter().any(|id| !self.notes.iter().any(|note| note.id == *id)) {
            return Err(Refusal::NoSuchNote);
        }
        let gone = chosen::left_out(self, chosen)?;
        let masked = chosen.masked.iter().map(|name| folded_name(name)).collect();
        let names = Names::of(self, &masked);
        let left: usize = self.files.iter().map(|file| chosen.counted(file, &gone)).sum();
        let unsaid = self.unsaid(chosen, &gone, &names);
        let mut without = self.clone();
        for slot in &chosen.files {
            without = apply(&without, &Edit::RemoveFile(*slot))?;
        }
        let censor = unsaid.into_censor().ok_or(Refusal::TooMuchToRedact)?;
        let ids = without.files.iter().flat_map(|file| renamed(file, &gone, &names, &censor));
        let ids = ids.collect();
        let work = Work { gone, ids, names, censor, notes: &chosen.notes };
        let document = work.document(&without)?;
        let notes = self.notes.len().saturating_sub(document.notes.len());
        let view = work.view(view);
        let still_said = work.censor.said_in(&write(&document, &view));
        let masked = work.names.masked();
        Ok(Redacted { document, view, left_out: left, notes, masked, still_said })
    }

    /// What may not be read in the copy.
    fn unsaid(&self, chosen: &Redaction, gone: &BTreeSet<EstimateId>, names: &Names) -> Unsaid {
        let mut unsaid = Unsaid::default();
        let (mut kept, mut kept_names) = (Vec::new(), BTreeSet::new());
        let mut addresses = Vec::new();
        for file in &self.files {
            let is_left_out = chosen.files.contains(&file.slot);
            if is_left_out {
                unsaid.text(&file.path);
                unsaid.text(file.name());
            }
            let sources = file.ledger.sources();
            let known: BTreeMap<&str, Vec<String>> =
                sources.map(|(_, source)| (source.label.as_str(), names_of(source))).collect();
            let (mut told_of, mut kept_of) = (BTreeSet::new(), BTreeSet::new());
            for estimate in file.ledger.each_in_file_order() {
                let is_gone = is_left_out || gone.contains(&id_of(file, estimate));
                if is_gone || names.is_masked(estimate.label()) {
                    tell(estimate, is_gone, &mut unsaid);
                    addresses.extend(estimate.url());
                    told_of.insert(estimate.label());
                } else {
                    kept.push(estimate);
                    kept_of.insert(estimate.label());
                }
            }
            let told = told_of.iter().filter_map(|label| known.get(label)).flatten();
            told.for_each(|name| unsaid.text(name));
            let names = kept_of.iter().filter_map(|label| known.get(label)).flatten();
            kept_names.extend(names.cloned());
        }
        publications::tell(self, &kept, &addresses, &mut unsaid);
        kept.into_iter().for_each(|estimate| said_all_the_same(estimate, &mut unsaid));
        kept_names.iter().for_each(|name| unsaid.text_said_all_the_same(name));
        names.tell(&mut unsaid);
        unsaid
    }
}

fn id_of(file: &FileSection, estimate: Estimate<'_>) -> EstimateId {
    EstimateId { file: file.slot, own: estimate.own_id() }
}

/// The names under which a source is known.
fn names_of(source: &Source) -> Vec<String> {
    let origin = Directory::shipped().origin_name(source);
    let all = [source.label.as_str(), origin].into_iter().flat_map(names::names_of);
    all.map(str::to_owned).collect()
}

/// Where it is read and in which words; and how many, where the number goes too.
fn tell(estimate: Estimate<'_>, is_gone: bool, unsaid: &mut Unsaid) {
    if let Some(url) = estimate.url() {
        unsaid.text(url);
    }
    for words in [estimate.wording(), estimate.note()].into_iter().flatten() {
        unsaid.words(words);
    }
    if is_gone {
        unsaid.numbers_of(&estimate.value());
    }
}

fn said_all_the_same(estimate: Estimate<'_>, unsaid: &mut Unsaid) {
    let texts = [estimate.url(), estimate.wording(), estimate.note()].into_iter().flatten();
    texts.for_each(|text| unsaid.text_said_all_the_same(text));
    unsaid.numbers_said_all_the_same(&estimate.value());
}

/// The ids of a file that tell whose an estimate is, and what they are called in the copy.
fn renamed(
    file: &FileSection,
    gone: &BTreeSet<EstimateId>,
    names: &Names,
    censor: &Censor,
) -> BTreeMap<EstimateId, OwnId> {
    let all = || file.ledger.each_in_file_order();
    let taken: BTreeSet<&str> = all().filter_map(|estimate| estimate.stated_id()).collect();
    let mut renamed: BTreeMap<EstimateId, OwnId> = BTreeMap::new();
    let mut number = 0_usize;
    for estimate in all() {
        let Some(stated) = estimate.stated_id() else { continue };
        let id = id_of(file, estimate);
        let tells = names.is_masked(estimate.label()) || !censor.is_clean(stated);
        if gone.contains(&id) || !tells || renamed.contains_key(&id) {
            continue;
        }
        let free = loop {
            number = number.saturating_add(1);
            let free = format!("e{number}");
            if !taken.contains(free.as_str()) {
                break free;
            }
        };
        renamed.insert(id, OwnId::Stated(free.as_str().into()));
    }
    renamed
}

/// What is left out, and what the rest is called.
struct Work<'a> {
    gone: BTreeSet<EstimateId>,
    /// From ids to what they are in the copy.
    ids: BTreeMap<EstimateId, OwnId>,
    names: Names,
    censor: Censor,
    notes: &'a BTreeSet<NoteId>,
}

impl Work<'_> {
    fn document(&self, of: &Document) -> Result<Document, Refusal> {
        let files: Result<Vec<Arc<FileSection>>, Refusal> =
            of.files.iter().map(|file| self.file(file)).collect();
        let laid = of.overlay().adjustments().iter().filter_map(|one| self.adjustment(one));
        let notes = of.notes.iter().filter_map(|note| self.note(note)).collect();
        let dismissals = of.dismissals.iter().filter_map(|one| self.dismissal(one)).collect();
        let mut left = Document {
            files: files?,
            overlay: Arc::new(laid.collect()),
            question: of.question().map(|asked| Arc::new(self.question(asked))),
            notes: Arc::new(notes),
            dismissals: Arc::new(dismissals),
            ..of.clone()
        };
        left.publications = Arc::new(publications::kept(&left, &self.censor).into());
        Ok(left)
    }

    /// The file without it; the file itself where nothing of it is in there.
    fn file(&self, file: &Arc<FileSection>) -> Result<Arc<FileSection>, Refusal> {
        let mut builder = Ledger::builder();
        let mut is_touched = false;
        for event in file.ledger.events() {
            let cleaned = self.event(event);
            is_touched |= cleaned != *event;
            builder.push_event(cleaned);
        }
        let mut kept_lines = BTreeSet::new();
        for estimate in file.ledger.each_in_file_order() {
            if self.gone.contains(&id_of(file, estimate)) {
                is_touched = true;
                continue;
            }
            let said = estimate.to_statement();
            let cleaned = self.statement(&said, file.slot, estimate);
            match cleaned == said {
                true => _ = kept_lines.insert(said.line),
                false => is_touched = true,
            }
            builder.push(&cleaned)?;
        }
        let path = self.text(&file.path);
        if !is_touched && path == file.path {
            return Ok(file.clone());
        }
        let is_kept = |problem: &&Problem| self.keeps_problem(problem, &kept_lines);
        let problems = file.problems.iter().filter(is_kept).cloned().collect();
        let format = if file.is_by_hand() { file.format.clone() } else { FORMAT.to_owned() };
        let ledger = Arc::new(builder.finish());
        let mut section =
            FileSection { path, format, problems, ledger, ..FileSection::clone(file) };
        if !file.is_by_hand() {
            // That of the file would tell whoever guesses what was taken out that the guess is right.
            section.fingerprint = Fingerprint::of(b"");
            let alone = Document { files: vec![Arc::new(section.clone())], ..Document::default() };
            section.fingerprint = Fingerprint::of(write(&alone, &View::default()).as_bytes());
        }
        Ok(Arc::new(section))
    }

    /// What was doubtful in a row that is as it was, or in the file; not in a row that says something
    /// else now, or that nobody read.
    fn keeps_problem(&self, problem: &Problem, kept_lines: &BTreeSet<u32>) -> bool {
        let is_of_kept = problem.line.is_none_or(|line| kept_lines.contains(&line));
        let text = ron::to_string(problem).unwrap_or_default();
        is_of_kept && self.censor.is_clean(&text)
    }

    fn statement(&self, said: &Statement, of: FileSlot, estimate: Estimate<'_>) -> Statement {
        let label = self.names.label(&said.label, &self.censor);
        let mut statement = if self.names.is_masked(&said.label) {
            let origin = Directory::shipped().origin_of(estimate.source());
            without_who(
                said,
                label,
                Some(self.names.origin(&origin.name, &self.censor)),
                origin.unknown,
            )
        } else {
            let mut facts = said.facts.clone();
            facts.origin = facts.origin.map(|name| self.names.origin(&name, &self.censor));
            Statement {
                label,
                facts,
                relays: said.relays.iter().map(|relay| self.text(relay)).collect(),
                outlet: self.optional(&said.outlet),
                url: said.url.clone().filter(|url| self.censor.is_clean(url)),
                wording: self.optional(&said.wording),
                note: self.optional(&said.note),
                author: self.optional(&said.author),
                ..said.clone()
            }
        };
        let called = |stated: &String| {
            let id = EstimateId { file: of, own: OwnId::Stated(stated.as_str().into()) };
            match self.id(&id)?.own {
                OwnId::Stated(called) => Some(self.text(&called)),
                OwnId::Record(_) => None,
            }
        };
        statement.id = said.id.as_ref().and_then(called);
        statement.derived_from = said.derived_from.as_ref().and_then(called);
        statement.supersedes = said.supersedes.iter().filter_map(called).collect();
        statement
    }

    fn event(&self, event: &Event) -> Event {
        Event {
            date: event.date,
            label: self.text(&event.label),
            url: event.url.clone().filter(|url| self.censor.is_clean(url)),
            note: self.optional(&event.note),
        }
    }

    fn text(&self, text: &str) -> String {
        self.censor.clean(text).into_owned()
    }

    fn optional(&self, text: &Option<String>) -> Option<String> {
        text.as_deref().map(|text| self.text(text))
    }

    /// What an estimate is called; none where it is gone.
    fn id(&self, id: &EstimateId) -> Option<EstimateId> {
        if self.gone.contains(id) {
            return None;
        }
        let own = self.ids.get(id).unwrap_or(&id.own).clone();
        Some(EstimateId { file: id.file, own })
    }

    /// What a source is called; none where it is gone, so that its name may not be said.
    fn source(&self, name: &str) -> Option<String> {
        let called = self.names.origin(name, &self.censor);
        (called == name || self.names.is_masked(name)).then_some(called)
    }

    fn adjustment(&self, laid: &Adjustment) -> Option<Adjustment> {
        let (target, is_masked) = match &laid.target {
            Target::Estimate(id) => (Target::Estimate(self.id(id)?), false),
            Target::Source(label) => {
                (Target::Source(self.source(label)?), self.names.is_masked(label))
            }
        };
        let change = match &laid.change {
            // What somebody is tells who it is.
            Change::Kind(_) | Change::Affiliation(_) | Change::Country(_) | Change::Party(_)
                if is_masked =>
            {
                return None;
            }
            Change::SameVoiceAs(name) => Change::SameVoiceAs(self.source(name)?),
            change => change.clone(),
        };
        let (reason, author) = (self.optional(&laid.reason), self.optional(&laid.author));
        Some(Adjustment { target, change, reason, author, ..laid.clone() })
    }

    fn note(&self, note: &Note) -> Option<Note> {
        if self.notes.contains(&note.id) {
            return None;
        }
        let anchor = match &note.anchor {
            Anchor::Estimate(id) => Anchor::Estimate(self.id(id)?),
            Anchor::Source(label) => Anchor::Source(self.source(label)?),
            Anchor::Value(value, _) if self.censor.is_unsaid(*value) => return None,
            anchor => anchor.clone(),
        };
        let (text, author) = (self.text(&note.text), self.optional(&note.author));
        Some(Note { anchor, text, author, ..note.clone() })
    }

    fn dismissal(&self, one: &Dismissal) -> Option<Dismissal> {
        let kind = one.finding.kind().clone();
        if !self.censor.is_clean(&kind.to_string()) {
            return None;
        }
        let ids: Option<Vec<EstimateId>> =
            one.finding.estimates().iter().map(|id| self.id(id)).collect();
        let (reason, author) = (self.optional(&one.reason), self.optional(&one.author));
        Some(Dismissal { finding: FindingKey::new(kind, ids?), reason, author, ..one.clone() })
    }

    fn question(&self, asked: &Question) -> Question {
        let exclude = asked.exclude.iter().filter_map(|name| self.source(name)).collect();
        let camps = asked.camps.iter();
        let camps = camps.filter_map(|(name, camp)| Some((self.source(name)?, *camp)));
        Question { exclude, camps: camps.collect(), ..asked.clone() }
    }

    fn view(&self, view: &View) -> View {
        let mut view = view.clone();
        view.hidden = view.hidden.iter().filter_map(|label| self.source(label)).collect();
        let signs = view.signs.iter();
        view.signs = signs.filter_map(|(name, sign)| Some((self.source(name)?, *sign))).collect();
        view.selection = view.selection.as_ref().and_then(|id| self.id(id));
        if !self.censor.is_clean(&view.table.filter) {
            view.table.filter.clear();
        }
        view
    }
}
