//! What an edit does to a document, as it stands after "Undo:" in a menu.

use std::sync::Arc;

use super::Words;
use crate::compare::{FindingKey, Question};
use crate::estimate::{
    Adjustment, Anchor, Bounds, Change, EstimateId, FileSlot, Note, Publication, Target, visible,
};
use crate::session::{BoundsMove, Document, Edit, FileSection, OwnEntry};

/// So many characters of somebody's words fit into a menu.
const LONGEST_QUOTE: usize = 40;

impl Words {
    /// What an edit does. `before` is the document that it is made to.
    ///
    /// ```
    /// use parallax::session::{Document, Edit};
    /// use parallax::words::Words;
    ///
    /// let says = Words::default().edit(&Edit::RestoreAll, &Document::default());
    /// assert_eq!(says, "restore everything as stated");
    /// ```
    #[must_use]
    pub fn edit(self, edit: &Edit, before: &Document) -> String {
        Label { words: self, document: before }.edit(edit)
    }

    /// The source of what is adjusted, and of which day if it is one estimate.
    pub(super) fn target(self, target: &Target, document: &Document) -> String {
        Label { words: self, document }.target_words(target)
    }

    /// What a note hangs on, an estimate by its source and its day.
    pub(super) fn anchor_in(self, anchor: &Anchor, document: &Document) -> String {
        Label { words: self, document }.anchor_words(anchor)
    }
}

/// The words for edits of one document.
#[derive(Clone, Copy)]
struct Label<'a> {
    words: Words,
    document: &'a Document,
}

impl<'a> Label<'a> {
    fn edit(self, edit: &Edit) -> String {
        match edit {
            Edit::AddFiles(files) => match files.as_slice() {
                [file] => format!("open {}", file.name()),
                files => format!("open {} files", files.len()),
            },
            Edit::ReplaceFiles { closed, opened } => self.replace_files_label(closed, opened),
            Edit::TakeVintage { file, of, .. } => self.take_vintage_label(file, *of),
            Edit::Relink { file, path } => {
                format!("relink {} to {}", self.name(*file), visible(path))
            }
            Edit::TakeTheirs(_) => "take the session as it is on disk".to_owned(),
            Edit::RemoveFile(slot) => {
                format!("close {}", self.name(*slot))
            }
            Edit::JoinSeries { file, of } => {
                format!("take {} for a vintage of {}", self.name(*file), self.name(*of))
            }
            Edit::KeepApart { file, of } => {
                format!("count {} beside {}", self.name(*file), self.name(*of))
            }
            Edit::LeaveSeries(file) => {
                format!("make {} a file of its own", self.name(*file))
            }
            Edit::PutInForce(file) => format!("put {} in force", self.name(*file)),
            Edit::FollowDays(file) => {
                format!("let the days decide which vintage of {} is in force", self.name(*file))
            }
            Edit::DateVintage { file, day: Some(day) } => {
                format!("date {} {}", self.name(*file), self.words.day(*day))
            }
            Edit::DateVintage { file, day: None } => {
                format!("date {} by itself", self.name(*file))
            }
            Edit::Adjust(adjustment) => self.laid_label(adjustment),
            Edit::AdjustAll(adjustments) => self.adjust_all_label(adjustments),
            Edit::Restore { target, kind } => self.restore_label(target, kind),
            Edit::RestoreTarget(target) => {
                format!("restore {} as stated", self.target_words(target))
            }
            Edit::RestoreAll => "restore everything as stated".to_owned(),
            Edit::Switch { target, kind, on } => self.switch_label(target, kind, *on),
            Edit::SwitchAll { on } => format!("switch {} all adjustments", on_or_off(*on)),
            Edit::Explain { target, kind, reason } => {
                self.explain_label(target, kind, reason.as_deref())
            }
            Edit::AddOwn(entry) => format!("add {}", entry_words(entry)),
            Edit::ReplaceOwn { entry, .. } => format!("change {}", entry_words(entry)),
            Edit::RemoveOwn(id) => match self.document.own_entry(id) {
                Some(entry) => format!("remove {}", entry_words(&entry)),
                None => format!("remove {id}"),
            },
            Edit::AddOwnEvent(event) => format!("add the event “{}”", shortened(&event.label)),
            Edit::RemoveOwnEvent(place) => {
                let event = self.document.own().and_then(|own| own.ledger.events().get(*place));
                let label = event.map_or("", |event| event.label.as_str());
                format!("remove the event “{}”", shortened(label))
            }
            Edit::AddNote(note) => format!("note on {}", self.anchor_words(&note.anchor)),
            Edit::ReplaceNote(note) => self.replace_note_label(note),
            Edit::RemoveNote(id) => {
                match self.document.notes().iter().find(|note| note.id == *id) {
                    Some(note) => {
                        format!("remove the note on {}", self.anchor_words(&note.anchor))
                    }
                    None => "remove a note".to_owned(),
                }
            }
            Edit::Dismiss(dismissal) => format!("put aside {}", finding_words(&dismissal.finding)),
            Edit::Reconsider(finding) => format!("take up {} again", finding_words(finding)),
            Edit::AddPublications { publications, of } => {
                self.publications_label(publications, of.as_deref())
            }
            Edit::ReplacePublication { new, .. } => self.publication_label("record", new),
            Edit::RemovePublications(gone) => self.removed_publications_label(gone),
            Edit::Ask(question) => self.ask_label(question),
            Edit::TakeOver { edits, items, of } => self.take_over_label(edits, *items, of),
        }
    }

    fn publications_label(self, added: &[Publication], of: Option<&str>) -> String {
        let many = self.words.counted(added.len(), "reference", "references");
        match (of, added) {
            (Some(name), _) => format!("take in {many} of {}", visible(name)),
            (None, [one]) => self.publication_label("record", one),
            (None, _) => format!("take in {many}"),
        }
    }

    fn removed_publications_label(self, gone: &[Publication]) -> String {
        if let [one] = gone {
            return self.publication_label("remove", one);
        }
        let many = self.words.counted(gone.len(), "reference", "references");
        format!("remove what is recorded of {many}")
    }

    fn publication_label(self, verb: &str, one: &Publication) -> String {
        let name = self.words.publication_name(one);
        format!("{verb} publication details: {}", shortened(&name))
    }

    /// One thing by itself; several together.
    fn take_over_label(self, edits: &[Edit], items: usize, of: &str) -> String {
        let says = edits.iter().find(|edit| !matches!(edit, Edit::Restore { .. }));
        match (items, says.or(edits.first())) {
            (1, Some(edit)) => format!("take over from {of}: {}", self.edit(edit)),
            _ => format!("take over {} from {of}", self.words.counted(items, "thing", "things")),
        }
    }

    fn name(self, file: FileSlot) -> &'a str {
        self.document.file(file).map_or("a file", |file| file.name())
    }

    /// The earlier name is said where it is another one.
    fn take_vintage_label(self, file: &FileSection, of: FileSlot) -> String {
        let (now, before) = (file.name(), self.name(of));
        if now == before {
            return format!("take {now} in as a new vintage");
        }
        format!("take {now} in as a new vintage of {before}")
    }

    fn replace_files_label(self, closed: &[FileSlot], opened: &[Arc<FileSection>]) -> String {
        let closed_words = match closed {
            [file] => self.name(*file).to_owned(),
            files => format!("{} files", files.len()),
        };
        let opened_words = match opened {
            [] => return format!("close {closed_words}"),
            [file] => file.name().to_owned(),
            files => format!("{} files", files.len()),
        };
        if closed.len() == 1 && closed_words == opened_words {
            return format!("read {opened_words} anew");
        }
        format!("open {opened_words} in the place of {closed_words}")
    }

    fn laid_label(self, adjustment: &Adjustment) -> String {
        let label = self.adjust_label(adjustment);
        if adjustment.on { label } else { format!("switch off “{label}”") }
    }

    /// One by itself; several of one kind together.
    fn adjust_all_label(self, adjustments: &[Adjustment]) -> String {
        let (first, rest) = match adjustments {
            [] => return "adjust nothing".to_owned(),
            [one] => return self.laid_label(one),
            [first, rest @ ..] => (first, rest),
        };
        let is_source = |one: &Adjustment| matches!(one.target, Target::Source(_));
        let what = match adjustments.iter().filter(|one| is_source(one)).count() {
            0 => "estimates",
            sources if sources == adjustments.len() => "sources",
            _ => "estimates and sources",
        };
        let who = format!("{} {what}", adjustments.len());
        if rest.iter().all(|one| one.change == first.change && one.on == first.on) {
            let label = self.change_label(&first.change, &who);
            return if first.on { label } else { format!("switch off “{label}”") };
        }
        format!("adjust {who}")
    }

    fn adjust_label(self, adjustment: &Adjustment) -> String {
        match &adjustment.change {
            Change::Bounds(bounds) => self.bounds_label(&adjustment.target, bounds),
            change => self.change_label(change, &self.target_words(&adjustment.target)),
        }
    }

    /// What a change does to somebody.
    fn change_label(self, change: &Change, who: &str) -> String {
        match change {
            Change::Bounds(bounds) => format!("set {who} to {}", self.words.bounds(bounds)),
            Change::Scale(factor) => format!("multiply {who} by {}", self.words.number(*factor)),
            Change::Widen(share) => format!("widen {who} by {}", self.words.share(*share)),
            Change::Exclude => format!("exclude {who}"),
            Change::ReadAsAtLeast => format!("read {who} as at least"),
            Change::SameVoiceAs(origin) => format!("count {who} as {origin}"),
            Change::Dates { as_of: Some(as_of), .. } => {
                format!("change the date of {who} to {}", self.words.as_of(*as_of))
            }
            Change::Dates { published: Some(day), .. } => {
                format!("change the publication of {who} to {}", self.words.day(*day))
            }
            Change::Dates { .. } => format!("change the dates of {who}"),
            Change::Grade(grading) => format!("grade {who} {grading}"),
            Change::Kind(kind) => format!("list {who} among {}", kind.heading().to_lowercase()),
            Change::Affiliation(path) => {
                format!("set the affiliation of {who} to {path}")
            }
            Change::Country(country) => format!("set the country of {who} to {country}"),
            Change::Party(true) => format!("take {who} for a party to the conflict"),
            Change::Party(false) => format!("take {who} for no party to the conflict"),
            Change::Measure(measure) => format!("compare {who} under {}", measure.name()),
        }
    }

    fn switch_label(self, target: &Target, kind: &Change, on: bool) -> String {
        let label = match self.document.overlay().find(target, kind) {
            Some(laid) => self.adjust_label(laid),
            None => self.change_label(kind, &self.target_words(target)),
        };
        format!("switch {} “{label}”", on_or_off(on))
    }

    fn explain_label(self, target: &Target, kind: &Change, reason: Option<&str>) -> String {
        let label = match self.document.overlay().find(target, kind) {
            Some(laid) => self.adjust_label(laid),
            None => self.change_label(kind, &self.target_words(target)),
        };
        let is_given = reason.is_some_and(|reason| !reason.trim().is_empty());
        let verb = if is_given { "give a reason" } else { "take the reason away" };
        format!("{verb} for “{label}”")
    }

    fn replace_note_label(self, note: &Note) -> String {
        let before = self.document.notes().iter().find(|old| old.id == note.id);
        let verb = match before {
            Some(before) if before.anchor != note.anchor => "move",
            _ => "change",
        };
        format!("{verb} the note on {}", self.anchor_words(&note.anchor))
    }

    fn anchor_words(self, anchor: &Anchor) -> String {
        match anchor {
            Anchor::Estimate(id) => self.estimate_words(id),
            anchor => self.words.anchor(anchor),
        }
    }

    fn bounds_label(self, target: &Target, bounds: &Bounds) -> String {
        let set = self.words.bounds(bounds);
        let estimate = match target {
            Target::Estimate(id) => self.document.estimate(id).map(|estimate| (id, estimate)),
            Target::Source(_) => None,
        };
        let Some((id, estimate)) = estimate else {
            return format!("set {} to {set}", self.target_words(target));
        };
        let verb = match self.document.bounds_move(id, bounds) {
            BoundsMove::Set => "set",
            BoundsMove::Narrow => "narrow",
            BoundsMove::Widen => "widen",
            BoundsMove::Shift => "shift",
            BoundsMove::Change => "change",
        };
        format!("{verb} {} to {set}", estimate.label())
    }

    fn restore_label(self, target: &Target, kind: &Change) -> String {
        let who = self.target_words(target);
        match kind {
            Change::Bounds(_) => format!("restore {who} as stated"),
            Change::Scale(_) => format!("multiply {who} no more"),
            Change::Widen(_) => format!("widen {who} no more"),
            Change::Exclude => format!("include {who}"),
            Change::ReadAsAtLeast => format!("read {who} as stated"),
            Change::SameVoiceAs(_) => format!("count {who} by itself"),
            Change::Dates { .. } => format!("restore the dates of {who}"),
            Change::Grade(_) => format!("restore the grade of {who}"),
            Change::Kind(_) => format!("restore the kind of {who}"),
            Change::Affiliation(_) => format!("restore the affiliation of {who}"),
            Change::Country(_) => format!("restore the country of {who}"),
            Change::Party(_) => format!("restore whether {who} is a party to the conflict"),
            Change::Measure(_) => format!("compare {who} under its own measure"),
        }
    }

    /// The source of what is adjusted, and of which day if it is one estimate.
    fn target_words(self, target: &Target) -> String {
        match target {
            Target::Source(label) => label.clone(),
            Target::Estimate(id) => self.estimate_words(id),
        }
    }

    fn estimate_words(self, id: &EstimateId) -> String {
        match self.document.estimate(id) {
            Some(estimate) => {
                format!("{} of {}", estimate.label(), self.words.as_of(estimate.as_of()))
            }
            None => id.to_string(),
        }
    }

    /// `put UK MoD among Governments`, where one origin's camp is another one than before.
    fn camps_label(self, before: &Question, after: &Question) -> Option<String> {
        let all = before.camps.keys().chain(after.camps.keys());
        let mut moved = all.filter(|name| before.camps.get(*name) != after.camps.get(*name));
        let name = moved.next()?;
        if moved.any(|other| other != name) {
            return Some("change the camps".to_owned());
        }
        Some(match after.camps.get(name) {
            Some(Some(camp)) => format!("put {name} among {}", camp.heading()),
            Some(None) => format!("put {name} in no camp"),
            None => format!("put {name} back where its kind belongs"),
        })
    }

    fn ask_label(self, question: &Question) -> String {
        let before = self.document.question();
        let Some(before) = before.filter(|before| before.measure == question.measure) else {
            return format!("ask about {}", question.measure.name());
        };
        if before.by != question.by {
            return format!("count by {}", question.by.word());
        }
        if let Some(label) = self.camps_label(before, question) {
            return label;
        }
        match question.known_on {
            known_on if known_on == before.known_on => "change the question".to_owned(),
            Some(day) => format!("ask what was known on {}", self.words.day(day)),
            None => "ask what is known now".to_owned(),
        }
    }
}

fn on_or_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// `an estimate of Gen. Syrskyi`.
fn entry_words(entry: &OwnEntry) -> String {
    format!("an estimate of {}", entry.statement.label)
}

fn finding_words(finding: &FindingKey) -> String {
    format!("the finding “{}”", finding.kind().to_string().replace(['-', '_'], " "))
}

fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(LONGEST_QUOTE).collect();
    if short.len() < words.len() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}
