//! Two sessions side by side: what is the same, what only one of them has, what they hold
//! differently, and who changed what.

use super::{Words, signature};
use crate::compare::{Content, Dismissal, Question, Staleness};
use crate::estimate::{EstimateId, Event, FileSlot, Measure, Note, Statement, visible};
use crate::session::{
    Accord, CannotTake, ChangedBy, Copies, Difference, Document, FileSection, Item, Laid, Section,
    Sides,
};

/// Two documents side by side, and the one from which both came where that is known.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    pub mine: &'a Document,
    pub theirs: &'a Document,
    pub base: Option<&'a Document>,
}

/// An item in words, in its parts: what it is about, and what each side holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldDifference {
    /// `ROK NIS of 23 Dec 2024`
    pub what: String,
    /// `times 1.1; a typo (Ada, 2026-11-25T15:00Z)`; none where mine has nothing.
    pub mine: Option<String>,
    pub theirs: Option<String>,
    pub base: Option<String>,
}

/// So many hexadecimal digits tell one content from another for the eye.
const SHORT_FINGERPRINT: usize = 8;

impl Words {
    /// An item in a sentence without a full stop: `Only theirs: Kyiv of 23 Dec 2024: excluded; no
    /// reason given (Bo)`.
    #[must_use]
    pub fn difference(self, difference: &Difference, beside: &Beside<'_>) -> String {
        let told = self.told_difference(difference, beside);
        let ToldDifference { what, mine, theirs, base } = &told;
        let of = |side: &Option<String>| side.clone().unwrap_or_default();
        let who = match difference.accord {
            Accord::Different => {
                return format!("{what}: mine {}; theirs {}", of(mine), of(theirs));
            }
            Accord::Same if mine.is_none() => {
                return format!("Both took away: {what}: {}", of(base));
            }
            Accord::Same => "Both",
            Accord::OnlyMine => "Only mine",
            Accord::OnlyTheirs => "Only theirs",
        };
        format!("{who}: {what}: {}", told.any())
    }

    /// Who changed an item since both sessions were one, in a sentence without a full stop: `They
    /// changed Kyiv of 23 Dec 2024 from times 1.1 to times 1.2`; as [`Words::difference`] where
    /// nobody did or that is not known.
    #[must_use]
    pub fn changed(self, difference: &Difference, beside: &Beside<'_>) -> String {
        let told = self.told_difference(difference, beside);
        let ToldDifference { what, mine, theirs, base } = &told;
        match difference.changed_by {
            None | Some(ChangedBy::Nobody) => self.difference(difference, beside),
            Some(ChangedBy::Me) => one_changed("You", what, base, mine),
            Some(ChangedBy::Them) => one_changed("They", what, base, theirs),
            Some(ChangedBy::Both) if difference.accord == Accord::Same => {
                format!("Both did the same: {}", one_changed("both", what, base, mine))
            }
            Some(ChangedBy::Both) => {
                let now = |side: &Option<String>| {
                    side.clone().unwrap_or_else(|| "as if it were not there".to_owned())
                };
                let before = base.as_ref().map(|base| format!("; it was {base}"));
                let before = before.unwrap_or_default();
                format!("Both changed {what}: yours {}; theirs {}{before}", now(mine), now(theirs))
            }
        }
    }

    /// An item in its parts.
    #[must_use]
    pub fn told_difference(self, difference: &Difference, beside: &Beside<'_>) -> ToldDifference {
        let Beside { mine, theirs, base } = *beside;
        let empty = Document::default();
        let documents = [mine, theirs, base.unwrap_or(&empty)];
        let told = match &difference.item {
            Item::File(sides) => {
                let name = sides.any().map_or("", |file| file.name()).to_owned();
                told(name, sides, documents, |_, file| self.file_held(file))
            }
            Item::Copies(sides) => {
                let what = self.files_spoken_of(sides, documents);
                told(what, sides, documents, |document, said| self.copies_held(document, said))
            }
            Item::OwnEstimate(sides) => self.own_told(sides, documents),
            Item::OwnEvent(sides) => {
                let what = sides.any().map_or_else(String::new, |event| {
                    format!("the event of {}", self.day(event.date))
                });
                told(what, sides, documents, |_, event| event_held(event))
            }
            Item::Adjustment(sides) => {
                let what = first(sides, documents)
                    .map(|(document, laid)| self.target(&laid.adjustment.target, document));
                let is_moved = difference.accord == Accord::Different
                    && sides.mine.as_ref().map(|laid| laid.is_behind_bounds)
                        != sides.theirs.as_ref().map(|laid| laid.is_behind_bounds);
                let held = |_: &Document, laid: &Laid| self.laid_held(laid, is_moved);
                told(what.unwrap_or_default(), sides, documents, held)
            }
            Item::Note(sides) => {
                let what = first(sides, documents).map(|(document, note)| {
                    format!("note on {}", self.anchor_in(&note.anchor, document))
                });
                told(what.unwrap_or_default(), sides, documents, |_, note| note_held(note))
            }
            Item::Dismissal(sides) => {
                let what = first(sides, documents)
                    .map(|(document, dismissal)| self.dismissed(dismissal, document));
                told(what.unwrap_or_default(), sides, documents, |_, one| dismissal_held(one))
            }
            Item::Publication(sides) => {
                let what = sides.any().map_or_else(String::new, |one| self.publication_name(one));
                told(what, sides, documents, |_, one| self.publication_recorded(one))
            }
            Item::Question(sides) => self.question_told(sides),
        };
        told.visible()
    }

    /// What is compared, as a heading.
    #[must_use]
    pub fn section_heading(self, section: Section) -> &'static str {
        match section {
            Section::Files => "Files",
            Section::Copies => "Copies of files",
            Section::ByHand => "Entered by hand",
            Section::Exclusions => "Exclusions",
            Section::Grades => "Grades",
            Section::Merges => "Merges",
            Section::Adjustments => "Adjustments",
            Section::Notes => "Notes",
            Section::PutAside => "Findings put aside",
            Section::Publications => "References",
            Section::Question => "The question",
        }
    }

    /// How the two go together, as a heading.
    #[must_use]
    pub fn accord(self, accord: Accord) -> &'static str {
        match accord {
            Accord::Same => "Same",
            Accord::OnlyMine => "Only mine",
            Accord::OnlyTheirs => "Only theirs",
            Accord::Different => "Different",
        }
    }

    /// Why something is not taken over, in a sentence without a full stop.
    #[must_use]
    pub fn cannot_take(self, why: &CannotTake, theirs: &Document) -> String {
        match why {
            CannotTake::NothingToTake => "There is nothing to take over".to_owned(),
            CannotTake::NoQuestion => {
                "They ask nothing, and what you ask stays as it is".to_owned()
            }
            CannotTake::NotInMine(id) => {
                let name = theirs.file(id.file).map_or("their file", |file| file.name());
                let name = visible(name);
                format!("It hangs on an estimate of {name} that is not open here; take that first")
            }
            CannotTake::Refused(refusal) => self.refusal(refusal),
        }
    }

    fn file_held(self, file: &FileSection) -> String {
        let short: String = file.fingerprint.to_string().chars().take(SHORT_FINGERPRINT).collect();
        let estimates = self.counted(file.ledger.len(), "estimate", "estimates");
        format!("{estimates}, read as {} (content {short})", file.format)
    }

    fn files_spoken_of(self, sides: &Sides<Copies>, documents: [&Document; 3]) -> String {
        let Some((document, said)) = first(sides, documents) else { return String::new() };
        let names: Vec<&str> =
            said.groups.iter().flatten().map(|slot| file_name(document, *slot)).collect();
        self.all_of(&names)
    }

    fn copies_held(self, document: &Document, said: &Copies) -> String {
        let named = |slots: &Vec<FileSlot>| {
            let names: Vec<&str> = slots.iter().map(|slot| file_name(document, *slot)).collect();
            match names.len() {
                1 => format!("{} by itself", self.all_of(&names)),
                _ => format!("{} copies of one file", self.all_of(&names)),
            }
        };
        let mut parts: Vec<String> = said.groups.iter().map(named).collect();
        parts.extend(
            said.days.iter().map(|(slot, day)| {
                format!("{} dated {}", file_name(document, *slot), self.day(*day))
            }),
        );
        parts.extend(
            said.chosen
                .iter()
                .map(|slot| format!("{} in force, as chosen", file_name(document, *slot))),
        );
        parts.join(", ")
    }

    fn own_told(self, sides: &Sides<EstimateId>, documents: [&Document; 3]) -> ToldDifference {
        let statement = |document: &Document, id: &EstimateId| {
            document.own_entry(id).map(|entry| *entry.statement)
        };
        let [mine, theirs, base] = documents;
        let each = Sides {
            mine: sides.mine.as_ref().and_then(|id| statement(mine, id)),
            theirs: sides.theirs.as_ref().and_then(|id| statement(theirs, id)),
            base: sides.base.as_ref().and_then(|id| statement(base, id)),
        };
        let what = each.any().map_or_else(String::new, |said| {
            format!("{} of {}, entered by hand", said.label, self.as_of(said.clocks.as_of()))
        });
        let mut told = told(what, &each, documents, |_, said| self.statement_held(said));
        // What they differ in may be nothing that is told of an entry.
        if let (Some(mine), Some(theirs)) = (&each.mine, &each.theirs)
            && told.mine == told.theirs
        {
            let fields = differing_fields(mine, theirs);
            if !fields.is_empty() {
                told.what.push_str(&format!(" (another {})", self.all_of(&fields)));
            }
        }
        told
    }

    fn statement_held(self, said: &Statement) -> String {
        let (value, wording) = (said.value, said.wording.clone());
        let content = Content { value, wording, quantity: None, place: None };
        let author = signature(said.author.as_deref(), None);
        format!("{} ({}){author}", self.content(&content), said.measure.name())
    }

    fn laid_held(self, laid: &Laid, is_moved: bool) -> String {
        let said = self.adjustment_without_target(&laid.adjustment);
        match (is_moved, laid.is_behind_bounds) {
            (false, _) => said,
            (true, true) => format!("{said}, after the bounds were set"),
            (true, false) => format!("{said}, before the bounds were set"),
        }
    }

    fn dismissed(self, dismissal: &Dismissal, document: &Document) -> String {
        let ids = dismissal.finding.estimates().iter();
        let mut who: Vec<String> = ids
            .map(|id| match document.estimate(id) {
                Some(estimate) => estimate.label().to_owned(),
                None => id.to_string(),
            })
            .collect();
        who.dedup();
        let name = self.finding_name(dismissal.finding.kind());
        match who.is_empty() {
            true => format!("the finding “{name}”"),
            false => format!("the finding “{name}” on {}", self.all_of(&who)),
        }
    }

    /// Of two questions, that in which they differ.
    fn question_told(self, sides: &Sides<Question>) -> ToldDifference {
        let parts = |question: &Question| self.question_parts(question);
        let lists = [&sides.mine, &sides.theirs, &sides.base].map(|side| side.as_ref().map(parts));
        let is_common = |part: &String| {
            let given = lists.iter().flatten();
            given.clone().count() > 1 && given.into_iter().all(|list| list.contains(part))
        };
        let held = |list: &Option<Vec<String>>| {
            let list = list.as_ref()?;
            let own: Vec<&str> =
                list.iter().filter(|part| !is_common(part)).map(String::as_str).collect();
            let whole: Vec<&str> = list.iter().map(String::as_str).collect();
            Some(if own.is_empty() { whole } else { own }.join(", "))
        };
        let [mine, theirs, base] = &lists;
        let what = "the question".to_owned();
        ToldDifference { what, mine: held(mine), theirs: held(theirs), base: held(base) }
    }

    fn question_parts(self, question: &Question) -> Vec<String> {
        let day = |day: Option<_>, of: &str, none: &str| match day {
            Some(day) => format!("{of} {}", self.day(day)),
            None => none.to_owned(),
        };
        let list = |names: Vec<String>, of: &str, none: &str| match names.is_empty() {
            true => none.to_owned(),
            false => format!("{of} {}", self.all_of(&names)),
        };
        let include = question.include.iter().map(Measure::name).collect();
        let camps = question.camps.iter().map(|(name, camp)| match camp {
            Some(camp) => format!("{name} among {}", camp.heading()),
            None => format!("{name} in no camp"),
        });
        vec![
            format!("about {}", question.measure.name()),
            list(include, "with", "with nothing else"),
            day(question.from, "from", "from the first day"),
            day(question.to, "to", "to the last day"),
            day(question.known_on, "as known on", "as known now"),
            format!("counted by {}", question.by.word()),
            list(camps.collect(), "camps moved:", "no camps moved"),
            list(question.exclude.clone(), "without", "nobody left out"),
            match question.staleness {
                Staleness::ByBasis => "stale as usual".to_owned(),
                Staleness::Days(days) => format!("stale after {}", self.days(days.into())),
                Staleness::Never => "never stale".to_owned(),
            },
            format!("“about” read as {}", question.about),
            format!("dates {}", question.dates.word()),
            match question.projections {
                true => "projections count".to_owned(),
                false => "projections do not count".to_owned(),
            },
            match question.as_stated {
                true => "as stated".to_owned(),
                false => "as adjusted".to_owned(),
            },
            format!("apart from {} % on", self.number(question.least_difference.per_cent())),
        ]
    }
}

fn one_changed(who: &str, what: &str, base: &Option<String>, now: &Option<String>) -> String {
    match (base, now) {
        (Some(base), Some(now)) => format!("{who} changed {what} from {base} to {now}"),
        (None, Some(now)) => format!("{who} added {what}: {now}"),
        (Some(base), None) => format!("{who} took away {what}: {base}"),
        (None, None) => format!("{who} left {what} as it was"),
    }
}

/// What each side holds.
fn told<T>(
    what: String,
    sides: &Sides<T>,
    documents: [&Document; 3],
    held: impl Fn(&Document, &T) -> String,
) -> ToldDifference {
    let [mine, theirs, base] = documents;
    ToldDifference {
        what,
        mine: sides.mine.as_ref().map(|one| held(mine, one)),
        theirs: sides.theirs.as_ref().map(|one| held(theirs, one)),
        base: sides.base.as_ref().map(|one| held(base, one)),
    }
}

/// What is there, with the document whose it is.
fn first<'a, T>(
    sides: &'a Sides<T>,
    documents: [&'a Document; 3],
) -> Option<(&'a Document, &'a T)> {
    let [mine, theirs, base] = documents;
    let of = |document, side: &'a Option<T>| side.as_ref().map(|one| (document, one));
    of(mine, &sides.mine).or(of(theirs, &sides.theirs)).or(of(base, &sides.base))
}

fn file_name(document: &Document, slot: FileSlot) -> &str {
    document.file(slot).map_or("a file", |file| file.name())
}

fn event_held(event: &Event) -> String {
    let mut said = format!("“{}”", event.label);
    for more in [&event.note, &event.url].into_iter().flatten() {
        said.push_str(&format!(", {more}"));
    }
    said
}

fn note_held(note: &Note) -> String {
    format!("“{}”{}", note.text, signature(note.author.as_deref(), note.at.as_ref()))
}

fn dismissal_held(one: &Dismissal) -> String {
    let reason = one.reason.as_deref().unwrap_or(super::NO_REASON);
    format!("put aside; {reason}{}", signature(one.author.as_deref(), one.at.as_ref()))
}

/// In which of its parts an entry is another one.
fn differing_fields(one: &Statement, other: &Statement) -> Vec<&'static str> {
    let fields = [
        ("source", one.label == other.label),
        ("measure", one.measure == other.measure),
        ("value", one.value == other.value),
        ("wording", one.wording == other.wording),
        ("date", one.clocks == other.clocks),
        ("description of the source", one.facts == other.facts),
        ("way it was passed on", one.relays == other.relays),
        ("outlet", one.outlet == other.outlet),
        ("address", one.url == other.url),
        ("standing", one.standing == other.standing),
        ("method", one.method == other.method),
        ("original", one.derived_from == other.derived_from),
        ("predecessor", one.supersedes == other.supersedes),
        ("day of withdrawal", one.retracted == other.retracted),
        ("grade", one.grading == other.grading),
        ("note", one.note == other.note),
    ];
    fields.into_iter().filter(|(_, is_same)| !is_same).map(|(name, _)| name).collect()
}

impl ToldDifference {
    /// What is there: mine first, then theirs.
    #[must_use]
    pub fn any(&self) -> &str {
        let held = self.mine.as_ref().or(self.theirs.as_ref()).or(self.base.as_ref());
        held.map_or("", String::as_str)
    }

    /// Names from outside never steer the screen on which they are read.
    fn visible(self) -> ToldDifference {
        let shown = |text: String| visible(&text).into_owned();
        ToldDifference {
            what: shown(self.what),
            mine: self.mine.map(shown),
            theirs: self.theirs.map(shown),
            base: self.base.map(shown),
        }
    }
}

#[cfg(test)]
#[path = "differences_tests.rs"]
mod tests;
