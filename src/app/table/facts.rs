//! What a row of the table says, column by column: shared with the thread that sorts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::sync::Arc;

use crate::compare::{self, Adjusted, Comparison, EstimateRef};
use crate::estimate::{
    Bounds, Directory, Estimate, EstimateId, FileSlot, How, Ledger, Loaded, MeasureKey, Method,
    SourceKey, Target, Value,
};
use crate::session::{Document, TableColumn};
use crate::words::{self, Words};

use super::places::{Asked, AtCursor, Places, Status, TrackPlace, status};

/// What does not change while the document stays as it is.
pub(super) struct Facts {
    pub files: Vec<Loaded>,
    file_names: Vec<String>,
    /// The file of what was entered by hand.
    own: Option<FileSlot>,
    /// By file, then by source: who estimated, as far as the table of origins knows.
    origins: Vec<HashMap<SourceKey, String>>,
    /// By file: how a source comes by its numbers on a measure, as far as that is known of it.
    methods: Vec<HashMap<(MeasureKey, SourceKey), Method>>,
    pub asked: Asked,
    /// What holds where an analyst changed something, unless all is taken as stated.
    changed: BTreeMap<EstimateRef, Adjusted>,
    /// Estimates and sources over which something is laid.
    adjusted: HashSet<EstimateRef>,
    adjusted_labels: HashSet<String>,
}

impl Facts {
    pub fn new(document: &Document, files: &[Loaded], comparison: &Comparison) -> Facts {
        let overlay = document.overlay();
        let (mut adjusted, mut adjusted_labels) = (HashSet::new(), HashSet::new());
        for adjustment in overlay.in_force() {
            match &adjustment.target {
                Target::Estimate(id) => adjusted.extend(reference(files, id)),
                Target::Source(label) => {
                    adjusted_labels.insert(label.clone());
                }
            }
        }
        let origins = files.iter().map(|file| {
            let sources = file.ledger.sources();
            sources
                .map(|(key, source)| (key, Directory::shipped().origin_name(source).to_owned()))
                .collect()
        });
        Facts {
            files: files.to_vec(),
            file_names: files
                .iter()
                .map(|file| document.file(file.slot).map_or("", |file| file.name()).to_owned())
                .collect(),
            own: document.own().map(|own| own.slot),
            origins: origins.collect(),
            methods: files.iter().map(|file| known_methods(&file.ledger)).collect(),
            asked: Asked::new(comparison),
            changed: compare::adjusted(files, overlay, &comparison.question),
            adjusted,
            adjusted_labels,
        }
    }

    /// The bounds that hold, adjusted or stated.
    pub fn bounds_of(&self, of: EstimateRef, estimate: Estimate<'_>) -> Option<Bounds> {
        self.changed.get(&of).map_or_else(|| estimate.bounds(), |changed| changed.bounds)
    }

    /// Whether these are of the same files, question and voices.
    pub fn are_of(&self, files: &[Loaded], comparison: &Comparison) -> bool {
        Loaded::are_same(&self.files, files) && self.asked.is_of(comparison)
    }

    /// Whether an estimate was entered by hand.
    pub fn is_own(&self, of: EstimateRef) -> bool {
        let file = self.files.get(usize::from(of.file));
        file.is_some_and(|file| Some(file.slot) == self.own)
    }

    pub fn is_adjusted(&self, of: EstimateRef, estimate: Estimate<'_>) -> bool {
        self.adjusted.contains(&of)
            || (!self.adjusted_labels.is_empty() && self.adjusted_labels.contains(estimate.label()))
    }

    /// How a number came about: as is stated, else as is known of its source.
    fn method(&self, of: EstimateRef, estimate: Estimate<'_>) -> Option<Method> {
        let known = || {
            let of_file = self.methods.get(usize::from(of.file))?;
            of_file.get(&(estimate.measure_key(), estimate.source_key())).copied()
        };
        estimate.method().or_else(known)
    }

    /// Who estimated: the voice where it is one origin, else what the table of origins knows.
    pub fn origin<'a>(
        &'a self,
        of: EstimateRef,
        estimate: Estimate<'a>,
        place: TrackPlace,
    ) -> &'a str {
        let voice = place.voice.and_then(|voice| self.asked.names.get(voice as usize));
        let known = || {
            let sources = self.origins.get(usize::from(of.file))?;
            sources.get(&estimate.source_key())
        };
        voice.or_else(known).map_or(estimate.label(), String::as_str)
    }
}

/// How each source comes by its numbers on each measure, as far as the table of origins knows.
fn known_methods(ledger: &Ledger) -> HashMap<(MeasureKey, SourceKey), Method> {
    let mut known = HashMap::new();
    for (key, measure) in ledger.measures() {
        let wars = Directory::shipped().wars_of(measure);
        for source in ledger.tracks_of(key).map(|track| track.source) {
            let origin = ledger.source(source).map(|of| Directory::shipped().origin_in(of, &wars));
            let method = origin.and_then(|origin| origin.method);
            known.extend(method.map(|method| ((key, source), method)));
        }
    }
    known
}

/// An estimate's place among the files.
pub(super) fn reference(files: &[Loaded], id: &EstimateId) -> Option<EstimateRef> {
    let file = files.iter().position(|file| file.slot == id.file)?;
    let estimate = files.get(file)?.find(id)?;
    Some(EstimateRef::new(file, estimate.index()))
}

/// One row: an estimate with what is known of it.
#[derive(Clone, Copy)]
pub(super) struct EstimateRow<'a> {
    pub of: EstimateRef,
    pub estimate: Estimate<'a>,
    pub place: TrackPlace,
    pub status: Status,
    pub facts: &'a Facts,
    pub words: Words,
}

/// Everything that rows are made of.
#[derive(Clone)]
pub(super) struct EstimateRows {
    pub facts: Arc<Facts>,
    pub places: Arc<Places>,
    pub at: Arc<AtCursor>,
    pub words: Words,
}

impl EstimateRows {
    pub fn row(&self, of: EstimateRef) -> Option<EstimateRow<'_>> {
        let estimate = of.of(&self.facts.files)?;
        let place = self.places.of(of);
        let status = status(estimate, of, place, &self.at, &self.facts.asked);
        Some(EstimateRow { of, estimate, place, status, facts: &self.facts, words: self.words })
    }
}

impl EstimateRow<'_> {
    pub fn bounds(&self) -> Option<Bounds> {
        self.facts.bounds_of(self.of, self.estimate)
    }

    pub fn is_adjusted(&self) -> bool {
        self.facts.is_adjusted(self.of, self.estimate)
    }

    /// What stands in a column, for people; `bounds` are those that hold.
    pub fn text(&self, column: TableColumn, bounds: Option<Bounds>) -> String {
        let mut text = String::new();
        self.write(column, bounds, &mut text);
        text
    }

    /// Appends what stands in a column.
    pub fn write(&self, column: TableColumn, bounds: Option<Bounds>, out: &mut String) {
        let estimate = self.estimate;
        match column {
            TableColumn::AsOf => out.push_str(&self.words.as_of(estimate.as_of())),
            TableColumn::Origin => out.push_str(self.facts.origin(self.of, estimate, self.place)),
            TableColumn::Label => out.push_str(estimate.label()),
            TableColumn::Low | TableColumn::Best | TableColumn::High => {
                if let Some(bounds) = bounds {
                    write_number(column, &bounds, self.words, out);
                }
            }
            TableColumn::How => match bounds {
                Some(bounds) => out.push_str(&words::how(bounds.how())),
                None => out.push_str(value_words(estimate)),
            },
            TableColumn::Wording => out.push_str(estimate.wording().unwrap_or_default()),
            TableColumn::Through => write_through(estimate, out),
            TableColumn::Published => {
                let published = estimate.published().map(|day| self.words.day(day));
                out.push_str(&published.unwrap_or_default());
            }
            TableColumn::Grade => out.push_str(&estimate.grading().to_string()),
            TableColumn::Measure => out.push_str(&estimate.measure().name()),
            TableColumn::Basis => out.push_str(estimate.measure().basis.word()),
            TableColumn::Standing => out.push_str(estimate.standing().word()),
            TableColumn::Method => {
                let method = self.facts.method(self.of, estimate);
                out.push_str(method.map_or("", Method::words));
            }
            TableColumn::Record => {
                let name = self.facts.file_names.get(usize::from(self.of.file));
                let name = name.map_or("", String::as_str);
                // Writing to a String cannot fail.
                let _ = write!(out, "{name}, {}", estimate.record());
            }
            TableColumn::Status => {
                out.push_str(self.status.words());
                if self.is_adjusted() {
                    out.push_str(", adjusted");
                }
                if self.facts.is_own(self.of) {
                    out.push_str(", by hand");
                }
            }
        }
    }

    /// What a screen reader says of the row.
    pub fn spoken(&self, bounds: Option<Bounds>) -> String {
        let origin = self.facts.origin(self.of, self.estimate, self.place);
        let says = match (bounds, self.estimate.wording()) {
            (Some(bounds), _) => self.words.bounds_aloud(&bounds),
            (None, Some(wording)) => wording.to_owned(),
            (None, None) => value_words(self.estimate).to_owned(),
        };
        let status = self.text(TableColumn::Status, bounds);
        format!("{}, {origin}, {says}, {status}", self.words.as_of(self.estimate.as_of()))
    }
}

/// Who passed it on, and where it was read, each once.
fn write_through(estimate: Estimate<'_>, out: &mut String) {
    let mut last = estimate.label();
    for name in estimate.relays().chain(estimate.outlet()) {
        if name != last {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push_str(", ");
            }
            out.push_str(name);
        }
        last = name;
    }
}

/// A number with the sign that says how it was stated.
fn write_number(column: TableColumn, bounds: &Bounds, words: Words, out: &mut String) {
    let is_alone = [bounds.low(), bounds.best(), bounds.high()].into_iter().flatten().count() == 1;
    let number = match column {
        TableColumn::Low => bounds.low(),
        TableColumn::Best => bounds.best(),
        _ => bounds.high(),
    };
    let Some(number) = number else { return };
    let sign = match (bounds.how(), column) {
        _ if !is_alone => "",
        (How::MoreThan, _) => "> ",
        (How::AtLeast, _) => "≥ ",
        (How::LessThan, _) => "< ",
        (How::AtMost, _) => "≤ ",
        (How::About, _) => "≈ ",
        (How::Nearly, _) => "nearly ",
        _ => "",
    };
    out.push_str(sign);
    out.push_str(&words.amount(number));
}

/// What was said where there is no number.
fn value_words(estimate: Estimate<'_>) -> &'static str {
    match estimate.value() {
        Value::Direction(direction) => direction.words(),
        other => other.word(),
    }
}
