//! What can be wrong with a mapping before any table is read by it: words that mean nothing, and
//! constants that are none of their field's.

use std::str::FromStr;

use strum::VariantArray;

use super::header::nearest;
use super::{BadMapping, Mapping, Rule, decimal_mark};
use crate::estimate::{
    Basis, Day, Grading, How, Method, OriginKind, Precision, Quantity, Standing,
};
use crate::files::field::Field;
use crate::files::native::{ValueWord, ron_options, version_of};

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When the text is no mapping of a known version.
    pub fn from_ron(text: &str) -> Result<Mapping, BadMapping> {
        let text = text.trim_start_matches('\u{feff}');
        let read: Result<Mapping, _> = ron_options().from_str(text);
        let version = match &read {
            Ok(mapping) => Some(mapping.version),
            Err(_) => version_of(text),
        };
        if let Some(newer) = version.filter(|version| *version > 1) {
            return Err(BadMapping::Newer(newer));
        }
        let mapping = read.map_err(|error| slip(&error))?;
        examine(&mapping, text)?;
        Ok(mapping)
    }
}

/// What the parser stopped at, where it is a word that is not known.
fn slip(error: &ron::error::SpannedError) -> BadMapping {
    let (line, column) = (error.span.start.line, error.span.start.col);
    match &error.code {
        ron::Error::NoSuchStructField { expected, found, .. }
        | ron::Error::NoSuchEnumVariant { expected, found, .. } => {
            let known: Vec<String> = expected.iter().map(|word| (*word).to_owned()).collect();
            let nearest = nearest(found, expected.iter().copied());
            BadMapping::Unknown { line, column, word: found.clone(), nearest, known }
        }
        other => BadMapping::Slip { line, column, says: other.to_string() },
    }
}

/// What is wrong with what a mapping says; `text` is the file.
fn examine(mapping: &Mapping, text: &str) -> Result<(), BadMapping> {
    if mapping.decimal.is_some() && mapping.decimal_mark().is_none() {
        return Err(BadMapping::DecimalMark);
    }
    let rules: Vec<&Rule> =
        mapping.columns.iter().chain(mapping.estimates.iter().flat_map(|p| &p.columns)).collect();
    if rules.iter().filter_map(|rule| rule.decimal).any(|sign| decimal_mark(sign).is_none()) {
        return Err(BadMapping::DecimalMark);
    }
    for name in rules.iter().filter_map(|rule| rule.words_of.as_ref()) {
        if !mapping.words.contains_key(name) {
            let known = mapping.words.keys().map(String::as_str);
            return Err(BadMapping::NoTable { name: name.clone(), nearest: nearest(name, known) });
        }
    }
    let shapes = [mapping.sum.is_some(), mapping.quantiles.is_some(), mapping.spread.is_some()];
    if shapes.into_iter().filter(|has| *has).count() > 1 {
        return Err(BadMapping::SeveralShapes);
    }
    let parts = mapping.estimates.iter().flat_map(|part| &part.constants);
    let constants = mapping.constants.iter().chain(&mapping.usual).chain(parts);
    let constants = constants.map(|(field, text)| (*field, text));
    let shared = |rule: &Rule| rule.words_of.as_ref().and_then(|name| mapping.words.get(name));
    let words = rules.iter().flat_map(|rule| {
        let words = rule.words.values().chain(shared(rule).into_iter().flat_map(|t| t.values()));
        words.map(|word| (rule.to, word))
    });
    for (field, said) in constants.chain(words) {
        if let Err(known) = meaning(field, said) {
            let nearest = nearest(said, known.iter().copied());
            let line = line_of(text, field, said);
            let known = known.into_iter().map(str::to_owned).collect();
            return Err(BadMapping::Meaningless {
                line,
                field,
                text: said.clone(),
                nearest,
                known,
            });
        }
    }
    Ok(())
}

/// The line on which a field is said to be this, or the first with these words.
fn line_of(text: &str, field: Field, said: &str) -> Option<usize> {
    let quoted = format!("\"{said}\"");
    let lines = || text.lines().zip(1..).filter(|(line, _)| line.contains(&quoted));
    let own = lines().find(|(line, _)| line.contains(field.word()));
    own.or_else(|| lines().next()).map(|(_, number)| number)
}

/// Whether a text can be said of a field; the words that can, if these are few.
fn meaning(field: Field, text: &str) -> Result<(), Vec<&'static str>> {
    let is_open = text.trim().is_empty() || text.contains('{');
    let word = text.trim().to_lowercase().replace([' ', '-'], "_");
    let day = || text.parse::<Day>().map(drop).map_err(|_| Vec::new());
    match field {
        _ if is_open => Ok(()),
        Field::Basis => one_of(&word, Basis::ALL.iter().map(|one| one.word())),
        Field::Method => one_of(&word, Method::ALL.iter().map(|one| one.word())),
        Field::Kind => one_of(&word, OriginKind::ALL.iter().map(|one| one.word())),
        Field::Standing => one_of(&word, Standing::ALL.iter().map(|one| one.word())),
        Field::Precision => one_of(&word, Precision::ALL.iter().map(|one| one.word())),
        Field::Value => one_of(&word, ValueWord::VARIANTS.iter().map(|one| (*one).into())),
        Field::How if How::from_str(&word).is_ok() => Ok(()),
        Field::How => Err(How::PLAIN.iter().map(|one| one.word()).collect()),
        Field::Party | Field::Unknown | Field::DatesInferred => {
            one_of(&word, ["true", "false", "yes", "no", "y", "n", "1", "0"].into_iter())
        }
        Field::Grade => text.parse::<Grading>().map(drop).map_err(|_| Vec::new()),
        Field::AsOf | Field::AsOfStart | Field::Published | Field::Since | Field::Retracted => {
            day()
        }
        Field::Low | Field::Best | Field::High => {
            text.parse::<f64>().map(drop).map_err(|_| Vec::new())
        }
        Field::Quantity => Quantity::from_words(text).map(drop).ok_or_else(Vec::new),
        _ => Ok(()),
    }
}

fn one_of(
    word: &str,
    known: impl Iterator<Item = &'static str> + Clone,
) -> Result<(), Vec<&'static str>> {
    let has = known.clone().any(|one| one == word);
    if has { Ok(()) } else { Err(known.collect()) }
}
