//! What stands around an exported chart: its title and sentence, who is drawn, where each number can
//! be read, and what was asked.

use super::key::{KeyLine, key_of, key_of_page};
use super::said::Said;
use crate::chart::{Picture, Scene, SceneNote, SceneTrack};
use crate::compare::{
    AboutPolicy, Comparison, EstimateRef, LeastDifference, Question, References, Staleness,
};
use crate::estimate::Day;
use crate::session::Document;
use crate::words::{Cited, Words};

/// The words around a chart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Caption {
    /// What is counted.
    pub title: String,
    /// What the chart means, in words; may be empty.
    pub sentence: String,
    /// One for each voice drawn over time.
    pub sources: Vec<SourceLine>,
    /// What is drawn without a time axis, line by line, for those who do not see it.
    pub drawn: Vec<String>,
    /// The notes that are drawn as numbered pins.
    pub notes: Vec<NoteLine>,
    /// The signs that occur in the picture; none where there is no key.
    pub key: Vec<KeyLine>,
    /// What was asked, so that it can be asked again.
    pub asked: String,
    /// What an analyst changed, and wrote down without a pin on the chart, a line each.
    pub said: Vec<String>,
    /// Where each number that is drawn can be read; none where no references are asked for.
    pub references: References,
    /// The same in words, in the order of their numbers.
    pub cited: Vec<Cited>,
    /// The files in which they stand, each with its fingerprint.
    pub files: Vec<String>,
    /// How it is to be handled, in somebody's own words: above and below everything else.
    pub marking: Option<String>,
}

/// A voice in the legend.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceLine {
    /// The number of its role: its colour, marker and dash.
    pub sign: u16,
    pub name: String,
    /// How many estimates, from when to when, and the numbers of where they can be read.
    pub note: String,
}

/// A note in full, under the number of its pin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteLine {
    pub number: usize,
    /// What it is about, the text, and who wrote it.
    pub text: String,
}

impl Caption {
    /// The caption of a scene of this document, under a sentence that says what it means.
    #[must_use]
    pub fn new(
        document: &Document,
        scene: &Scene,
        comparison: &Comparison,
        sentence: &str,
        words: Words,
    ) -> Caption {
        let hidden = scene.voices.iter().filter(|voice| voice.is_hidden).count();
        let mut asked = asked(document, &comparison.question);
        match hidden {
            0 => {}
            1 => asked.push_str(" · 1 voice is hidden and counts"),
            _ => asked.push_str(&format!(" · {hidden} voices are hidden and count")),
        }
        Caption {
            title: words.title(comparison),
            sentence: sentence.to_owned(),
            sources: scene
                .tracks
                .iter()
                .filter_map(|track| source_line(scene, track, words))
                .collect(),
            notes: scene.notes.iter().map(|note| note_line(note, words)).collect(),
            asked,
            ..Caption::default()
        }
    }

    /// With a list of where each number can be read.
    #[must_use]
    pub fn with_references(
        mut self,
        references: &References,
        cited: Vec<Cited>,
        files: Vec<String>,
    ) -> Caption {
        (self.references, self.cited, self.files) = (references.clone(), cited, files);
        self
    }

    /// With a key to the signs that occur in this picture of the scene.
    #[must_use]
    pub fn with_key(mut self, picture: &Picture, scene: &Scene, words: Words) -> Caption {
        self.key = key_of(picture, scene, words);
        self
    }

    /// With a key to the signs that occur in this picture, which has no time axis.
    #[must_use]
    pub fn with_page_key(mut self, picture: &Picture, words: Words) -> Caption {
        self.key = key_of_page(picture, words);
        self
    }

    /// With what was laid over the data, where the question does not leave that aside, and the
    /// notes that have no pin here.
    #[must_use]
    pub fn with_said(mut self, said: &Said<'_>, question: &Question) -> Caption {
        let mut adjusted = Vec::new();
        if !question.as_stated {
            adjusted = said.adjustment_lines();
        }
        let adjusted = adjusted.into_iter().map(|line| format!("Adjusted. {line}"));
        self.said = shortened(adjusted.collect(), "adjustments");
        let has_pin = |number: usize| self.notes.iter().any(|note| note.number == number);
        let notes = (1..).zip(said.note_lines()).filter(|(number, _)| !has_pin(*number));
        let notes = notes.map(|(_, line)| format!("Note {line}")).collect();
        self.said.extend(shortened(notes, "notes"));
        self
    }
}

/// So many lines of one kind stand under a chart.
const LINES: usize = 24;

fn shortened(mut lines: Vec<String>, what: &str) -> Vec<String> {
    let more = lines.len().saturating_sub(LINES);
    if more > 0 {
        lines.truncate(LINES);
        lines.push(format!("and {more} more {what}, in the session"));
    }
    lines
}

fn note_line(note: &SceneNote, words: Words) -> NoteLine {
    let author = note.author.as_ref().map(|author| format!(" – {author}")).unwrap_or_default();
    NoteLine {
        number: note.number,
        text: format!("{}: {}{author}", note.about.said(words), note.text),
    }
}

fn source_line(scene: &Scene, track: &SceneTrack, words: Words) -> Option<SourceLine> {
    let voice = scene.voices.get(track.voice)?;
    let name = voice.name.clone();
    if let Some(made) = voice.made {
        return Some(SourceLine { sign: track.sign, name, note: words.made(made) });
    }
    let flags = scene.flags.iter().filter(|flag| flag.voice == track.voice);
    let numbers = track.statements.iter().map(|statement| (statement.day, statement.estimate));
    let all: Vec<_> = numbers.chain(flags.map(|flag| (flag.day, flag.estimate))).collect();
    let first = all.iter().map(|(day, _)| *day).min()?;
    let last = all.iter().map(|(day, _)| *day).max()?;
    let said = |day: i32| words.day(Day::from_number(day).unwrap_or(Day::MIN));
    let mut note = match all.len() {
        1 => format!("1 estimate, {}", said(first)),
        many => format!("{many} estimates, {} – {}", said(first), said(last)),
    };
    let all: Vec<EstimateRef> = all.into_iter().map(|(_, estimate)| estimate).collect();
    let cited = words.cited(&scene.references().numbers(&all));
    if !cited.is_empty() {
        note.push(' ');
        note.push_str(&cited);
    }
    Some(SourceLine { sign: track.sign, name, note })
}

/// What is asked of a document, in one line, and that something was taken out of it, where that is so.
#[must_use]
pub fn asked(document: &Document, question: &Question) -> String {
    let mut parts = vec![question.measure.name(), format!("by {}", question.by.word())];
    for measure in &question.include {
        parts.push(format!("with {}", measure.name()));
    }
    match (question.from, question.to) {
        (Some(from), Some(to)) => parts.push(format!("{from} to {to}")),
        (Some(from), None) => parts.push(format!("from {from}")),
        (None, Some(to)) => parts.push(format!("to {to}")),
        (None, None) => {}
    }
    if let Some(day) = question.known_on {
        parts.push(format!("known on {day}"));
    }
    if !question.exclude.is_empty() {
        parts.push(format!("without {}", question.exclude.join(", ")));
    }
    parts.push(match question.about {
        AboutPolicy::Rounding => "about read by its rounding".to_owned(),
        AboutPolicy::Exact => "about read as exact".to_owned(),
        AboutPolicy::Percent(percent) => format!("about read as ±{percent} %"),
    });
    match question.staleness {
        Staleness::ByBasis => {}
        Staleness::Days(days) => parts.push(format!("stale after {days} days")),
        Staleness::Never => parts.push("never stale".to_owned()),
    }
    if question.least_difference != LeastDifference::default() {
        let least = question.least_difference.per_cent();
        parts.push(format!("apart from {least} % on"));
    }
    if question.projections {
        parts.push("projections count".to_owned());
    }
    if question.as_stated {
        parts.push("as stated".to_owned());
    }
    if document.is_redacted() {
        parts.push(Words::default().redacted_before().to_owned());
    }
    parts.join(" · ")
}
