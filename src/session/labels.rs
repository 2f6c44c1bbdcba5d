//! In which words a menu says what an edit does, as they stand after "Undo:".

use super::own::OwnEntry;
use super::{Document, Edit};
use crate::compare::{AboutPolicy, Interval, Question, read_bounds};
use crate::estimate::{
    Adjustment, Anchor, Bounds, Change, EstimateId, FileSlot, FindingKey, Note, Target, grouped,
};

impl Edit {
    /// What the edit does to this document, as it stands after "Undo:" in a menu.
    ///
    /// `document` is the one before the edit.
    #[must_use]
    pub fn label(&self, document: &Document) -> String {
        match self {
            Edit::AddFiles(files) => match files.as_slice() {
                [file] => format!("open {}", file.name()),
                files => format!("open {} files", files.len()),
            },
            Edit::RemoveFile(slot) => {
                format!("close {}", name(document, *slot))
            }
            Edit::JoinSeries { file, of } => {
                format!("take {} for a vintage of {}", name(document, *file), name(document, *of))
            }
            Edit::LeaveSeries(file) => {
                format!("make {} a file of its own", name(document, *file))
            }
            Edit::PutInForce(file) => format!("put {} in force", name(document, *file)),
            Edit::FollowDays(file) => {
                format!(
                    "let the days decide which vintage of {} is in force",
                    name(document, *file)
                )
            }
            Edit::DateVintage { file, day: Some(day) } => {
                format!("date {} {}", name(document, *file), day.spoken())
            }
            Edit::DateVintage { file, day: None } => {
                format!("date {} by itself", name(document, *file))
            }
            Edit::Adjust(adjustment) => laid_label(document, adjustment),
            Edit::AdjustAll(adjustments) => adjust_all_label(document, adjustments),
            Edit::Restore { target, kind } => restore_label(document, target, kind),
            Edit::RestoreTarget(target) => {
                format!("restore {} as stated", target_words(document, target))
            }
            Edit::RestoreAll => "restore everything as stated".to_owned(),
            Edit::Switch { target, kind, on } => switch_label(document, target, kind, *on),
            Edit::SwitchAll { on } => format!("switch {} all adjustments", on_or_off(*on)),
            Edit::Explain { target, kind, reason } => {
                explain_label(document, target, kind, reason.as_deref())
            }
            Edit::AddOwn(entry) => format!("add {}", entry_words(entry)),
            Edit::ReplaceOwn { entry, .. } => format!("change {}", entry_words(entry)),
            Edit::RemoveOwn(id) => match document.own_entry(id) {
                Some(entry) => format!("remove {}", entry_words(&entry)),
                None => format!("remove {id}"),
            },
            Edit::AddOwnEvent(event) => format!("add the event “{}”", shortened(&event.label)),
            Edit::RemoveOwnEvent(place) => {
                let event = document.own().and_then(|own| own.ledger.events().get(*place));
                let label = event.map_or("", |event| event.label.as_str());
                format!("remove the event “{}”", shortened(label))
            }
            Edit::AddNote(note) => format!("note on {}", anchor_words(document, &note.anchor)),
            Edit::ReplaceNote(note) => replace_note_label(document, note),
            Edit::RemoveNote(id) => match document.notes().iter().find(|note| note.id == *id) {
                Some(note) => {
                    format!("remove the note on {}", anchor_words(document, &note.anchor))
                }
                None => "remove a note".to_owned(),
            },
            Edit::Dismiss(dismissal) => format!("put aside {}", finding_words(&dismissal.finding)),
            Edit::Reconsider(finding) => format!("take up {} again", finding_words(finding)),
            Edit::Ask(question) => ask_label(document.question(), question),
        }
    }
}

fn name(document: &Document, file: FileSlot) -> &str {
    document.file(file).map_or("a file", |file| file.name())
}

fn laid_label(document: &Document, adjustment: &Adjustment) -> String {
    let label = adjust_label(document, adjustment);
    if adjustment.on { label } else { format!("switch off “{label}”") }
}

/// One by itself; several of one kind together.
fn adjust_all_label(document: &Document, adjustments: &[Adjustment]) -> String {
    let (first, rest) = match adjustments {
        [] => return "adjust nothing".to_owned(),
        [one] => return laid_label(document, one),
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
        let label = change_label(&first.change, &who);
        return if first.on { label } else { format!("switch off “{label}”") };
    }
    format!("adjust {who}")
}

fn adjust_label(document: &Document, adjustment: &Adjustment) -> String {
    match &adjustment.change {
        Change::Bounds(bounds) => bounds_label(document, &adjustment.target, bounds),
        change => change_label(change, &target_words(document, &adjustment.target)),
    }
}

/// What a change does to somebody.
fn change_label(change: &Change, who: &str) -> String {
    match change {
        Change::Bounds(bounds) => format!("set {who} to {bounds}"),
        Change::Scale(factor) => format!("multiply {who} by {}", grouped(*factor)),
        Change::Widen(share) => format!("widen {who} by {} %", percent(*share)),
        Change::Exclude => format!("exclude {who}"),
        Change::ReadAsAtLeast => format!("read {who} as at least"),
        Change::SameVoiceAs(origin) => format!("count {who} as {origin}"),
        Change::Dates { as_of: Some(as_of), .. } => {
            format!("change the date of {who} to {}", as_of.spoken())
        }
        Change::Dates { published: Some(day), .. } => {
            format!("change the publication of {who} to {}", day.spoken())
        }
        Change::Dates { .. } => format!("change the dates of {who}"),
        Change::Grade(grading) => format!("grade {who} {grading}"),
        Change::Kind(kind) => format!("list {who} among {}", kind.heading().to_lowercase()),
        Change::Affiliation(path) => {
            format!("set the affiliation of {who} to {}", path.join(" / "))
        }
        Change::Country(country) => format!("set the country of {who} to {country}"),
        Change::Party(true) => format!("take {who} for a party to the conflict"),
        Change::Party(false) => format!("take {who} for no party to the conflict"),
        Change::Measure(measure) => format!("compare {who} under {}", measure.name()),
    }
}

fn percent(share: f64) -> String {
    grouped((share * 1e8).round() / 1e6)
}

fn switch_label(document: &Document, target: &Target, kind: &Change, on: bool) -> String {
    let label = match document.overlay().find(target, kind) {
        Some(laid) => adjust_label(document, laid),
        None => change_label(kind, &target_words(document, target)),
    };
    format!("switch {} “{label}”", on_or_off(on))
}

fn on_or_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

fn explain_label(
    document: &Document,
    target: &Target,
    kind: &Change,
    reason: Option<&str>,
) -> String {
    let label = match document.overlay().find(target, kind) {
        Some(laid) => adjust_label(document, laid),
        None => change_label(kind, &target_words(document, target)),
    };
    let is_given = reason.is_some_and(|reason| !reason.trim().is_empty());
    let verb = if is_given { "give a reason" } else { "take the reason away" };
    format!("{verb} for “{label}”")
}

/// `an estimate of Gen. Syrskyi`.
fn entry_words(entry: &OwnEntry) -> String {
    format!("an estimate of {}", entry.statement.label)
}

fn replace_note_label(document: &Document, note: &Note) -> String {
    let before = document.notes().iter().find(|old| old.id == note.id);
    let verb = match before {
        Some(before) if before.anchor != note.anchor => "move",
        _ => "change",
    };
    format!("{verb} the note on {}", anchor_words(document, &note.anchor))
}

fn anchor_words(document: &Document, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Estimate(id) => estimate_words(document, id),
        anchor => anchor.words(),
    }
}

fn finding_words(finding: &FindingKey) -> String {
    format!("the finding “{}”", finding.kind().replace(['-', '_'], " "))
}

/// So many characters of somebody's words fit into a menu.
const LONGEST_QUOTE: usize = 40;

fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(LONGEST_QUOTE).collect();
    if short.len() < words.len() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

fn bounds_label(document: &Document, target: &Target, bounds: &Bounds) -> String {
    let estimate = match target {
        Target::Estimate(id) => document.estimate(id).map(|estimate| (id, estimate)),
        Target::Source(_) => None,
    };
    let Some((id, estimate)) = estimate else {
        return format!("set {} to {bounds}", target_words(document, target));
    };
    let stated = || {
        let about = document.question().map(|question| question.about).unwrap_or_default();
        Some(read_bounds(&estimate.bounds()?, estimate.measure().is_count(), about))
    };
    // What an analyst set is read as it is.
    let reach = |set| read_bounds(set, false, AboutPolicy::Exact);
    let before = document.overlay().bounds_of(id).map(reach).or_else(stated);
    let verb = before.map_or("set", |before| verb(before, reach(bounds)));
    format!("{verb} {} to {bounds}", estimate.label())
}

fn restore_label(document: &Document, target: &Target, kind: &Change) -> String {
    let who = target_words(document, target);
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
fn target_words(document: &Document, target: &Target) -> String {
    match target {
        Target::Source(label) => label.clone(),
        Target::Estimate(id) => estimate_words(document, id),
    }
}

fn estimate_words(document: &Document, id: &EstimateId) -> String {
    match document.estimate(id) {
        Some(estimate) => format!("{} of {}", estimate.label(), estimate.as_of().spoken()),
        None => id.to_string(),
    }
}

/// In which direction an interval was moved.
fn verb(before: Interval, after: Interval) -> &'static str {
    let width_change = (after.length() - before.length()).abs();
    if before.intersection(after) == Some(after) {
        "narrow"
    } else if before.intersection(after) == Some(before) {
        "widen"
    } else if width_change <= before.length() * 1e-9 {
        "shift"
    } else {
        "change"
    }
}

fn ask_label(before: Option<&Question>, question: &Question) -> String {
    let Some(before) = before.filter(|before| before.measure == question.measure) else {
        return format!("ask about {}", question.measure.name());
    };
    if before.by != question.by {
        return format!("count by {}", question.by.word());
    }
    match question.known_on {
        known_on if known_on == before.known_on => "change the question".to_owned(),
        Some(day) => format!("ask what was known on {}", day.spoken()),
        None => "ask what is known now".to_owned(),
    }
}
