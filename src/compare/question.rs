//! What is being asked: one type for the command line, the window, the session and every export.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::estimate::{Basis, Camp, Change, Day, Loaded, Measure, Method, Overlay, Target};

/// Asked now and then by what takes long whether to go on.
pub type GoOn<'a> = &'a mut dyn FnMut() -> ControlFlow<()>;

/// What is counted once.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Grouping {
    /// Who actually estimated, by the table of origins.
    #[default]
    Origin,
    /// Labels as they stand in the files, without aliases.
    Label,
    Affiliation,
    Kind,
    Country,
    Party,
    /// Intelligence agencies, governments, and those who count for themselves.
    Camp,
    /// How numbers came about: whose estimates are of several methods speaks once by each.
    Method,
}

impl Grouping {
    pub const ALL: &[Grouping] = Grouping::VARIANTS;

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether each source counts by itself, and no groups of them do.
    #[must_use]
    pub fn is_of_sources(self) -> bool {
        matches!(self, Grouping::Origin | Grouping::Label)
    }

    /// The method by which something is counted; none where methods are not counted.
    pub fn counted_method(self, method: impl FnOnce() -> Option<Method>) -> Option<Method> {
        if self == Grouping::Method { method() } else { None }
    }
}

/// When an estimate that nobody renewed stops standing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Staleness {
    /// 90 days after its as of for a level, 180 for a total so far.
    #[default]
    ByBasis,
    Days(u16),
    Never,
}

impl Staleness {
    /// Days after the as of, the last one included; none for never.
    #[must_use]
    pub fn days_for(self, basis: Basis) -> Option<i32> {
        match self {
            Staleness::ByBasis if basis == Basis::Level => Some(90),
            Staleness::ByBasis => Some(180),
            Staleness::Days(days) => Some(i32::from(days)),
            Staleness::Never => None,
        }
    }
}

impl FromStr for Staleness {
    type Err = BadPolicy;

    /// `never`, or days from 0 to 65535.
    fn from_str(text: &str) -> Result<Staleness, BadPolicy> {
        match text {
            "never" => Ok(Staleness::Never),
            _ => text.parse().map(Staleness::Days).map_err(|_| BadPolicy),
        }
    }
}

/// How wide "about 3,000", and a bare 3,000, is read.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AboutPolicy {
    /// Half a unit of the last digit that is not zero, at most 5 %: 3,000 → 2,850–3,150.
    #[default]
    Rounding,
    /// As a single value.
    Exact,
    /// This many per cent either way, from 0 to 100.
    Percent(f64),
}

impl FromStr for AboutPolicy {
    type Err = BadPolicy;

    /// `rounding`, `exact`, or per cent from 0 to 100: `10%`.
    fn from_str(text: &str) -> Result<AboutPolicy, BadPolicy> {
        match text {
            "rounding" => Ok(AboutPolicy::Rounding),
            "exact" => Ok(AboutPolicy::Exact),
            _ => text
                .strip_suffix('%')
                .and_then(|number| number.trim().parse::<f64>().ok())
                .filter(|percent| (0.0..=100.0).contains(percent))
                .map(AboutPolicy::Percent)
                .ok_or(BadPolicy),
        }
    }
}

/// The word is none for this.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadPolicy;

impl fmt::Display for AboutPolicy {
    /// As [`AboutPolicy::from_str`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AboutPolicy::Rounding => f.write_str("rounding"),
            AboutPolicy::Exact => f.write_str("exact"),
            AboutPolicy::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

/// On which day totals are compared.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Dates {
    /// All on the same day: totals grow, and each is carried there as totals grew.
    #[default]
    SameDay,
    /// Each as it was stated, whenever that was.
    Stated,
}

impl Dates {
    pub const ALL: &[Dates] = Dates::VARIANTS;

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The other way.
    #[must_use]
    pub fn other(self) -> Dates {
        match self {
            Dates::SameDay => Dates::Stated,
            Dates::Stated => Dates::SameDay,
        }
    }

    fn is_default(&self) -> bool {
        *self == Dates::default()
    }
}

/// What is being asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Question {
    pub measure: Measure,
    /// Measures drawn with it by name, and marked as another thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<Measure>,
    /// Only days from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Only days up to here, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Only what was known on this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_on: Option<Day>,
    #[serde(default)]
    pub by: Grouping,
    /// The camps of origins that an analyst moved, by the names by which they are counted: another
    /// one than that of their kind, or none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub camps: BTreeMap<String, Option<Camp>>,
    /// Names of voices, labels or origins that are not counted; where methods are, of methods too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    #[serde(default)]
    pub staleness: Staleness,
    #[serde(default)]
    pub about: AboutPolicy,
    #[serde(default, skip_serializing_if = "Dates::is_default")]
    pub dates: Dates,
    /// Whether projections count, at their own as of only.
    #[serde(default)]
    pub projections: bool,
    /// Whether adjustments are left aside.
    #[serde(default)]
    pub as_stated: bool,
    /// By how much two must lie apart to be told as parted or as the largest divergence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub least_difference: LeastDifference,
}

fn is_default<T: Default + PartialEq>(of: &T) -> bool {
    *of == T::default()
}

/// In per cent, from 0 to 100: less is no difference to speak of.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct LeastDifference(f64);

impl LeastDifference {
    /// None beyond 0 to 100.
    #[must_use]
    pub fn new(per_cent: f64) -> Option<LeastDifference> {
        (0.0..=100.0).contains(&per_cent).then_some(LeastDifference(per_cent))
    }

    #[must_use]
    pub fn per_cent(self) -> f64 {
        self.0
    }
}

impl Default for LeastDifference {
    fn default() -> LeastDifference {
        LeastDifference(5.0)
    }
}

impl TryFrom<f64> for LeastDifference {
    type Error = &'static str;

    fn try_from(per_cent: f64) -> Result<LeastDifference, &'static str> {
        LeastDifference::new(per_cent).ok_or("not-0-to-100")
    }
}

impl From<LeastDifference> for f64 {
    fn from(least: LeastDifference) -> f64 {
        least.per_cent()
    }
}

impl Question {
    /// The plain question about a measure.
    #[must_use]
    pub fn about(measure: Measure) -> Question {
        Question {
            measure,
            include: Vec::new(),
            from: None,
            to: None,
            known_on: None,
            by: Grouping::default(),
            camps: BTreeMap::new(),
            exclude: Vec::new(),
            staleness: Staleness::default(),
            about: AboutPolicy::default(),
            dates: Dates::default(),
            projections: false,
            as_stated: false,
            least_difference: LeastDifference::default(),
        }
    }

    /// Whether what is compared is carried to the day.
    #[must_use]
    pub fn carries(&self) -> bool {
        self.dates == Dates::SameDay && self.measure.basis == Basis::Cumulative
    }
}

/// Every measure in these files, with how many estimates it has, the most first, then by id.
#[must_use]
pub fn measures_in(files: &[Loaded]) -> Vec<(Measure, usize)> {
    ranked(counted_in(files))
}

/// How many estimates each measure has. Where files spell one otherwise, the spelling that comes
/// first in the alphabet is kept, whatever the order of the files.
fn counted_in(files: &[Loaded]) -> BTreeMap<&Measure, (&Measure, usize)> {
    let mut measures = BTreeMap::new();
    for file in files {
        for (key, measure) in file.ledger.measures() {
            let estimates: usize = file.ledger.tracks_of(key).map(|track| track.rows.len()).sum();
            count(&mut measures, measure, |n| n.saturating_add(estimates));
        }
    }
    measures
}

/// Every measure under which estimates are compared, with how many there are: as stated, save
/// those that an analyst put under another one. The most first, then by id.
#[must_use]
pub fn measures_compared(files: &[Loaded], overlay: &Overlay) -> Vec<(Measure, usize)> {
    let mut measures = counted_in(files);
    for adjustment in overlay.in_force() {
        let (Target::Estimate(id), Change::Measure(given)) =
            (&adjustment.target, &adjustment.change)
        else {
            continue;
        };
        for file in files.iter().filter(|file| file.slot == id.file) {
            for estimate in file.ledger.find_all(&id.own) {
                count(&mut measures, estimate.measure(), |n| n.saturating_sub(1));
                count(&mut measures, given, |n| n.saturating_add(1));
            }
        }
    }
    measures.retain(|_, (_, estimates)| *estimates > 0);
    ranked(measures)
}

/// The measure under which most estimates are compared; of several, the one of which most sources
/// speak, then the first by id. None where there are no estimates.
#[must_use]
pub fn largest_measure(files: &[Loaded], overlay: &Overlay) -> Option<Measure> {
    let ranked = measures_compared(files, overlay);
    let most = ranked.first()?.1;
    let labels = |measure: &Measure| {
        let keys = files.iter().filter_map(|file| Some((file, file.ledger.measure_key(measure)?)));
        let tracks =
            keys.flat_map(|(file, key)| file.ledger.tracks_of(key).map(move |t| (file, t)));
        let sources = tracks.filter_map(|(file, track)| file.ledger.source(track.source));
        sources.map(|source| source.label.as_str()).collect::<BTreeSet<&str>>().len()
    };
    let largest = ranked.into_iter().take_while(|(_, estimates)| *estimates == most);
    largest.map(|(measure, _)| measure).min_by_key(|measure| Reverse(labels(measure)))
}

fn count<'a>(
    measures: &mut BTreeMap<&'a Measure, (&'a Measure, usize)>,
    measure: &'a Measure,
    change: impl Fn(usize) -> usize,
) {
    let (spelled, total) = measures.entry(measure).or_insert((measure, 0));
    *total = change(*total);
    let spelling =
        |of: &Measure| (of.population.clone(), of.quantity.to_string(), of.place.to_string());
    if !std::ptr::eq(*spelled, measure) && spelling(measure) < spelling(spelled) {
        *spelled = measure;
    }
}

fn ranked(measures: BTreeMap<&Measure, (&Measure, usize)>) -> Vec<(Measure, usize)> {
    let mut ranked: Vec<(Measure, usize)> =
        measures.into_values().map(|(measure, estimates)| (measure.clone(), estimates)).collect();
    ranked.sort_by_cached_key(|(measure, estimates)| (Reverse(*estimates), measure.id()));
    ranked
}

/// What came of looking for a measure by a text.
#[derive(Clone, PartialEq, Debug)]
pub enum MeasureChoice {
    One(Measure),
    /// More than one fits, none better than the others.
    Several(Vec<Measure>),
    Nothing,
}

/// Finds a measure by its id or its name, if only one goes by it; else the one with the fewest further words among those
/// whose name has every word of the text, if it is alone.
#[must_use]
pub fn choose_measure(measures: &[Measure], text: &str) -> MeasureChoice {
    let text = text.trim();
    let same = |measure: &&Measure| measure.id() == text || measure.name() == text;
    let same: Vec<&Measure> = measures.iter().filter(same).collect();
    if let [only] = same[..] {
        return MeasureChoice::One(only.clone());
    }
    if !same.is_empty() {
        return MeasureChoice::Several(same.into_iter().cloned().collect());
    }
    let wanted = words(text);
    let mut fitting: Vec<(usize, &Measure)> = measures
        .iter()
        .filter_map(|measure| {
            let own = words(&measure.name());
            let fits = !wanted.is_empty() && wanted.is_subset(&own);
            fits.then(|| (own.len().saturating_sub(wanted.len()), measure))
        })
        .collect();
    fitting.sort_by_key(|(further, _)| *further);
    match fitting.as_slice() {
        [] => MeasureChoice::Nothing,
        [(_, only)] => MeasureChoice::One((*only).clone()),
        [(few, best), (more, _), ..] if few < more => MeasureChoice::One((*best).clone()),
        several => MeasureChoice::Several(several.iter().map(|(_, m)| (*m).clone()).collect()),
    }
}

fn words(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
