//! Two whose numbers differ, as they are named on the command line: voices by name, estimates by id.

use std::collections::BTreeSet;

use crate::compare::{Comparison, EarlierCopy, EndAsked, EstimateRef, NoBridge};
use crate::estimate::{Day, Estimate, EstimateId, Loaded, Measure, OwnId};
use crate::files::nearest;
use crate::session::Document;
use crate::words::Words;

use super::args::QuestionFlags;

/// The question's flags; where estimates are to be bridged and no measure is named, with theirs.
pub(super) fn asked_between(
    document: &Document,
    flags: &QuestionFlags,
    bridge: Option<&[String]>,
) -> QuestionFlags {
    let is_open = flags.measure.is_none() && document.question().is_none();
    let names = bridge.filter(|_| is_open);
    let measure = names.and_then(|names| measure_of(&document.loaded_all(), names));
    let measure = measure.map(|measure| measure.id()).or_else(|| flags.measure.clone());
    QuestionFlags { measure, ..flags.clone() }
}

/// The measure of the first of these that is an estimate, to be asked about where none is named.
fn measure_of(all: &[Loaded], names: &[String]) -> Option<Measure> {
    let measure = |name: &String| Some(with_id(all, name)?.1.measure().clone());
    names.iter().find_map(measure)
}

/// The estimate with an id of a session, or of a file where only one has it.
fn with_id<'a>(all: &'a [Loaded], text: &str) -> Option<(usize, Estimate<'a>)> {
    let files = all.iter().enumerate();
    if let Ok(id) = text.parse::<EstimateId>() {
        return files.filter_map(|(place, file)| Some((place, file.find(&id)?))).next();
    }
    let mut found = files
        .filter_map(|(place, file)| Some((place, file.ledger.find(&OwnId::Stated(text.into()))?)));
    found.next().filter(|_| found.next().is_none())
}

/// What a name on the command line names, before it is known of which day.
#[derive(Clone, Copy)]
enum Named {
    Estimate(EstimateRef),
    Voice(usize),
}

/// Among what names are looked for.
#[derive(Clone, Copy)]
pub(super) struct Among<'a> {
    pub files: &'a [Loaded],
    /// The copies that stood before some of the files, whose places come after theirs.
    pub earlier: &'a [EarlierCopy],
    pub comparison: &'a Comparison,
    pub words: Words,
}

impl Among<'_> {
    /// The two that are named, with the day on which voices among them stand.
    ///
    /// # Errors
    /// As a sentence: a name that nobody has, with the nearest that somebody has; two voices that never
    /// stand on one day.
    pub fn ends(
        &self,
        names: &[String],
        at: Option<Day>,
    ) -> Result<([EndAsked; 2], Option<Day>), String> {
        let [from, to] = names else { return Err(self.words.no_bridge(&NoBridge::NoSuchEnd)) };
        let (from, to) = (self.named(from, at)?, self.named(to, at)?);
        let day = match at {
            Some(at) => Some(at),
            None => self.day_for(from, to)?,
        };
        let asked = |named: Named| match named {
            Named::Estimate(of) => EndAsked::Estimate(of),
            Named::Voice(voice) => EndAsked::Voice { voice, at: day.unwrap_or(Day::MAX) },
        };
        let is_voice = |named: Named| matches!(named, Named::Voice(_));
        let ends = [asked(from), asked(to)];
        Ok((ends, day.filter(|_| is_voice(from) || is_voice(to))))
    }

    /// The files, and after them the copies that stood before.
    fn all(&self) -> Vec<Loaded> {
        EarlierCopy::after(self.files, self.earlier)
    }

    fn voice_name(&self, place: usize) -> &str {
        self.comparison.voices.get(place).map_or("", |voice| &voice.name)
    }

    fn named(&self, text: &str, at: Option<Day>) -> Result<Named, String> {
        let all = self.all();
        let id = with_id(&all, text);
        if let Some((place, estimate)) = id.filter(|_| text.parse::<EstimateId>().is_ok()) {
            return Ok(Named::Estimate(EstimateRef::new(place, estimate.index())));
        }
        let voices = &self.comparison.voices;
        let is_it = |name: &str| name.to_lowercase() == text.trim().to_lowercase();
        let by_name = voices.iter().position(|voice| is_it(&voice.name));
        let by_label =
            || voices.iter().position(|voice| voice.labels.iter().any(|label| is_it(label)));
        if let Some(voice) = by_name.or_else(by_label) {
            return Ok(Named::Voice(voice));
        }
        if let Some((place, estimate)) = with_id(&all, text) {
            return Ok(Named::Estimate(EstimateRef::new(place, estimate.index())));
        }
        match self.with_words(text, at).as_slice() {
            [] => {}
            [voice] => return Ok(Named::Voice(*voice)),
            several => {
                let names = several.iter().map(|voice| self.voice_name(*voice));
                return Err(self.words.several_ends(text, &names.collect::<Vec<_>>()));
            }
        }
        let known = voices.iter().flat_map(|voice| {
            std::iter::once(&*voice.name).chain(voice.labels.iter().map(String::as_str))
        });
        let known: Vec<&str> = known.collect();
        let near = nearest(text, known.iter().copied());
        Err(self.words.no_such_end(text, near.as_deref(), &self.comparison.measure))
    }

    /// The voices in whose name all words of a text occur; of several those that stand on the day
    /// asked about, if any does.
    fn with_words(&self, text: &str, at: Option<Day>) -> Vec<usize> {
        let wanted = words_of(text);
        let voices = self.comparison.voices.iter().enumerate();
        let has_all = |name: &str| !wanted.is_empty() && wanted.is_subset(&words_of(name));
        let found = voices.filter(|(_, voice)| has_all(&voice.name)).map(|(place, _)| place);
        let found: Vec<usize> = found.collect();
        let slice = at.filter(|_| found.len() > 1).map(|at| self.comparison.slice(self.files, at));
        let stands = |voice: &usize| {
            let standing = slice.iter().flat_map(|slice| &slice.standing);
            standing.into_iter().any(|one| one.voice == *voice)
        };
        let standing: Vec<usize> = found.iter().copied().filter(stands).collect();
        if standing.is_empty() { found } else { standing }
    }

    /// Of which day voices are asked where none is named: that of the estimate on the other side,
    /// else the last on which both stand.
    fn day_for(&self, from: Named, to: Named) -> Result<Option<Day>, String> {
        let of = |of: EstimateRef| Some(of.of(&self.all())?.as_of().to());
        match (from, to) {
            (Named::Estimate(_), Named::Estimate(_)) => Ok(None),
            (Named::Estimate(one), _) | (_, Named::Estimate(one)) => Ok(of(one)),
            (Named::Voice(a), Named::Voice(b)) => {
                let last = self.comparison.last_day_of_both(self.files, a, b);
                let (a, b) = (self.voice_name(a).to_owned(), self.voice_name(b).to_owned());
                let never = || self.words.no_bridge(&NoBridge::NeverTogether { names: [a, b] });
                last.map(Some).ok_or_else(never)
            }
        }
    }
}

/// The words of a name, however they are spelled.
fn words_of(name: &str) -> BTreeSet<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
