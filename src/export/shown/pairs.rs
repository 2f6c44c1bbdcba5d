//! The voices two by two: on the day, and over the days.

use super::asked::{Asked, Drawn};
use crate::chart::PairTable;
use crate::compare::{EstimateRef, Pairing, References, Slice};
use crate::export::chart::Chart;

/// Of no more voices than these each two are told in words to those who do not see the table.
const MOST_TOLD: usize = 16;

/// Where fewer than two stand, or too many, there is nothing to be drawn.
pub(super) fn drawn(asked: &Asked<'_>) -> Result<Chart, String> {
    let words = asked.of.words;
    let at = asked.at.ok_or_else(|| words.nothing_to_report().to_owned())?;
    let comparison = &asked.comparison;
    let slice = comparison.slice(&asked.files, at);
    let shared = || comparison.days_shared(&asked.files);
    let period = asked.of.view.window.or_else(shared).unwrap_or((at, at));
    let pairing = comparison.pairing(&asked.files, period);
    let voices = pairing.voices().max(slice.standing.len());
    if voices > Pairing::MOST_SEEN {
        return Err(words.too_many_for_pairs(voices));
    }
    let matrix = pairing.matrix();
    let scene = asked.signs();
    let cited = References::of_comparison(&asked.files, comparison);
    let is_asked = asked.options.references.is_some();
    let references = if is_asked { cited } else { References::default() };
    let said_by = |voice: usize| said_by(asked, voice);
    let table = PairTable {
        comparison,
        matrix: &matrix,
        slice: &slice,
        sign_of: &|voice| scene.sign(voice),
        cited: &|voice| words.cited(&references.numbers(&said_by(voice))),
        words,
    };
    let voices = table.voices();
    if voices.len() < 2 {
        return Err(words.fewer_than_two_stand().to_owned());
    }
    let told = if voices.len() > MOST_TOLD { names(asked, &voices) } else { pairs(asked, &table) };
    let how = words.how_pairs_are_read(at, period);
    Ok(asked.chart(Drawn {
        title: words.title(comparison),
        sentence: format!("{} {how}", asked.sentence_on(at, &references)),
        told,
        beside: divided(asked, &slice),
        asked: asked.line(),
        picture: table.picture(asked.width()),
        all: &asked.files,
        references: references.clone(),
    }))
}

/// All that a voice said and that counts.
fn said_by(asked: &Asked<'_>, voice: usize) -> Vec<EstimateRef> {
    let track = asked.comparison.tracks.get(voice);
    let said = track.iter().flat_map(|track| &track.statements);
    said.filter(|(_, why)| why.is_none()).map(|(of, _)| *of).collect()
}

fn name<'a>(asked: &'a Asked<'_>, voice: usize) -> &'a str {
    asked.comparison.voices.get(voice).map_or("", |voice| &voice.name)
}

fn names(asked: &Asked<'_>, voices: &[usize]) -> Vec<String> {
    voices.iter().map(|voice| name(asked, *voice).to_owned()).collect()
}

/// Each two in words.
fn pairs(asked: &Asked<'_>, table: &PairTable<'_>) -> Vec<String> {
    let words = asked.of.words;
    let voices = table.voices();
    let mut told = Vec::new();
    for (place, a) in voices.iter().enumerate() {
        for b in voices.iter().skip(place + 1) {
            let names = (name(asked, *a), name(asked, *b));
            let on_day = table.on_day(*a, *b).map(|pair| words.pair_on_day(pair, names));
            let over = table.over_days(*a, *b).map(|both| words.together(both, names));
            let both: Vec<String> = on_day.into_iter().chain(over).collect();
            if !both.is_empty() {
                told.push(both.join("; "));
            }
        }
    }
    told
}

/// The groups that contradict themselves are no voices.
fn divided(asked: &Asked<'_>, slice: &Slice) -> Vec<String> {
    asked.of.words.divided(&asked.comparison, &slice.divided)
}
