//! The other ways of coming to a verdict, each asked anew.

use std::collections::{BTreeSet, HashMap};

use super::one_voice::{Members, may_be_one_voice};
use super::trial::{LEAST_WIDTH, Robustness, Trial, Tried};
use crate::compare::asking::compare_single_days;
use crate::compare::stands::statements::{Filled, LEAST_REPEATED, Manner};
use crate::compare::{
    AboutPolicy, Agreement, Comparison, Dependence, GoOn, Grouping, Question, Slice, Staleness,
    Voice,
};
use crate::estimate::{Basis, Bounds, Loaded, Overlay};

/// With more estimates to read than this, voices are not left out in turn.
const MOST_READ: usize = 20_000_000;

/// Finding out who a voice is takes as long as reading so many of its estimates.
const READ_FOR_A_VOICE: usize = 100;

/// A question with its answer, to be asked otherwise.
#[derive(Clone, Copy)]
pub(in crate::compare) struct Asked<'a> {
    pub(in crate::compare) files: &'a [Loaded],
    pub(in crate::compare) overlay: &'a Overlay,
    pub(in crate::compare) question: &'a Question,
    pub(in crate::compare) comparison: &'a Comparison,
}

/// One other way of asking.
struct Way {
    tried: Tried,
    question: Question,
    /// Where it is another one.
    overlay: Option<Overlay>,
}

/// How sure the verdict of each of these days is, every other way asked once for all of them; none
/// if `go_on` broke it off. `dependences` are those whose numbers move as one.
pub(in crate::compare) fn robustness(
    asked: Asked<'_>,
    slices: &[&Slice],
    dependences: &[Dependence],
    go_on: GoOn<'_>,
) -> Option<Vec<Robustness>> {
    let mut known: Vec<Vec<Trial>> = Vec::new();
    let mut all = Vec::new();
    for (day, slice) in slices.iter().enumerate() {
        let voices = voices_of(slice);
        let untried = if asked.can_leave_out(voices.len()) { 0 } else { voices.len() };
        let left_out = if untried == 0 { voices } else { BTreeSet::new() };
        let mut trials = Vec::new();
        for way in asked.ways(slice, left_out, dependences) {
            let of_way = |trials: &&Vec<Trial>| trials.iter().any(|trial| trial.tried == way.tried);
            let answers = match known.iter().find(of_way) {
                Some(answers) => answers,
                None => known.push_mut(asked.ask(&way, slices, go_on)?),
            };
            trials.extend(answers.get(day).cloned());
        }
        let Agreement { verdict, core, .. } = slice.agreement.clone();
        all.push(Robustness { at: slice.at, verdict, core, trials, untried });
    }
    Some(all)
}

/// Those that stand or contradict themselves.
fn voices_of(slice: &Slice) -> BTreeSet<usize> {
    let standing = slice.standing.iter().map(|standing| standing.voice);
    standing.chain(slice.divided.iter().map(|group| group.voice)).collect()
}

/// Whether of any of those that stand it is known how its numbers came about.
fn knows_methods(comparison: &Comparison, slice: &Slice) -> bool {
    let voices = voices_of(slice).into_iter();
    let mut voices = voices.filter_map(|voice| comparison.voices.get(voice));
    voices.any(|voice| !voice.methods.is_empty())
}

impl Asked<'_> {
    fn can_leave_out(&self, voices: usize) -> bool {
        let tracks = self.comparison.tracks.iter();
        let estimates: usize = tracks.map(|track| track.statements.len()).sum();
        let of_voices = READ_FOR_A_VOICE.saturating_mul(self.comparison.voices.len());
        estimates.saturating_add(of_voices).saturating_mul(voices) <= MOST_READ
    }

    /// The other ways of coming to the verdict of a day.
    fn ways(
        &self,
        slice: &Slice,
        left_out: BTreeSet<usize>,
        dependences: &[Dependence],
    ) -> Vec<Way> {
        let Asked { question, comparison, .. } = *self;
        let without = left_out.into_iter().filter_map(|voice| {
            let mut exclude = question.exclude.clone();
            exclude.push(comparison.voices.get(voice)?.name_to_exclude());
            Some((Tried::Without(voice), Question { exclude, ..question.clone() }))
        });
        let repeated = repeats(self.files, comparison);
        let repeated = repeated.then(|| (Tried::FirstDays, question.clone()));
        let otherwise = otherwise(question, knows_methods(comparison, slice));
        let as_asked = without.chain(otherwise).chain(repeated);
        let as_asked = as_asked.map(|(tried, question)| Way { tried, question, overlay: None });
        as_asked.chain(self.as_one(slice, dependences)).collect()
    }

    fn as_one(&self, slice: &Slice, dependences: &[Dependence]) -> Vec<Way> {
        let nothing = Overlay::default();
        let overlay = if self.question.as_stated { &nothing } else { self.overlay };
        let question = Question { as_stated: false, ..self.question.clone() };
        let members = Members::new(self.files, overlay, &question);
        let ways = may_be_one_voice(&members, self.comparison, slice, dependences);
        let way = |together: Vec<_>| {
            let overlay = Some(members.as_one(&together));
            Way { tried: Tried::AsOne(together), question: question.clone(), overlay }
        };
        ways.into_iter().map(way).collect()
    }

    /// What one way gives on each of some days.
    fn ask(&self, way: &Way, slices: &[&Slice], go_on: GoOn<'_>) -> Option<Vec<Trial>> {
        if go_on().is_break() {
            return None;
        }
        let Way { tried, question, overlay } = way;
        let manner = match tried {
            Tried::Wider => Manner { least_width: LEAST_WIDTH, ..Manner::default() },
            Tried::FirstDays => Manner { filled: Filled::FirstDay, ..Manner::default() },
            _ => Manner::default(),
        };
        let overlay = overlay.as_ref().unwrap_or(self.overlay);
        let (_, _, comparison) = compare_single_days(self.files, overlay, question, manner);
        let trial = |slice: &&Slice| {
            let agreement = comparison.agreement_on(self.files, slice.at);
            let Agreement { verdict, n, support, core, divided, .. } = agreement;
            let divided = divided.iter().filter_map(|voice| comparison.voices.get(*voice));
            let divided = divided.map(|voice| voice.name.clone()).collect();
            Trial { tried: tried.clone(), verdict, n, support, core, divided }
        };
        Some(slices.iter().map(trial).collect())
    }
}

impl Voice {
    /// The name by which a question leaves it out: that of who speaks, whatever the measure.
    fn name_to_exclude(&self) -> String {
        let of_other = self.other.as_ref().and_then(|other| {
            self.name.strip_suffix(&format!(" ({})", other.words)).map(str::to_owned)
        });
        of_other.unwrap_or_else(|| self.name.clone())
    }
}

/// How “about” is read otherwise: exactly, by rounding, and by so many per cent.
const ABOUT: [AboutPolicy; 6] = [
    AboutPolicy::Exact,
    AboutPolicy::Rounding,
    AboutPolicy::Percent(1.0),
    AboutPolicy::Percent(2.0),
    AboutPolicy::Percent(5.0),
    AboutPolicy::Percent(10.0),
];

/// The other ways of asking; methods are counted only where some are known.
fn otherwise(question: &Question, knows_methods: bool) -> Vec<(Tried, Question)> {
    // A day outside those asked about has a verdict, too.
    let question = Question { from: None, to: None, ..question.clone() };
    let mut asked = Vec::new();
    for about in ABOUT.into_iter().filter(|about| *about != question.about) {
        asked.push((Tried::About(about), Question { about, ..question.clone() }));
    }
    asked.push((Tried::Wider, question.clone()));
    let basis = question.measure.basis;
    if basis == Basis::Cumulative {
        let dates = question.dates.other();
        asked.push((Tried::Dates(dates), Question { dates, ..question.clone() }));
    }
    let stale_after = question.staleness.days_for(basis).filter(|_| basis.stands_on());
    for days in stale_after.into_iter().flat_map(|days| [days / 2, days.saturating_mul(2)]) {
        let days = u16::try_from(days).unwrap_or(u16::MAX);
        let staleness = Staleness::Days(days);
        asked.push((Tried::StaleAfter(days), Question { staleness, ..question.clone() }));
    }
    let groupings: &[Grouping] = match question.by {
        Grouping::Label => &[Grouping::Origin, Grouping::Affiliation],
        Grouping::Origin => &[Grouping::Affiliation],
        _ => &[],
    };
    let methods = Some(Grouping::Method).filter(|_| knows_methods && !groupings.is_empty());
    for by in groupings.iter().copied().chain(methods) {
        asked.push((Tried::By(by), Question { by, ..question.clone() }));
    }
    asked
}

/// Whether a number is repeated unchanged in many rows of one source.
fn repeats(files: &[Loaded], comparison: &Comparison) -> bool {
    comparison.measure.basis.stands_on()
        && comparison.tracks.iter().any(|track| {
            let mut runs: HashMap<_, (Option<Bounds>, usize)> = HashMap::new();
            track.statements.iter().any(|(at, _)| {
                let Some(estimate) = at.of(files) else { return false };
                let (bounds, many) = runs.entry((at.file, estimate.source_key())).or_default();
                let is_same = *bounds == estimate.bounds() && bounds.is_some();
                (*bounds, *many) = (estimate.bounds(), if is_same { *many + 1 } else { 1 });
                *many >= LEAST_REPEATED
            })
        })
}
