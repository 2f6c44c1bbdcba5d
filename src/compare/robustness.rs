//! How sure a verdict is: whether it survives leaving a voice out, reading numbers otherwise, other
//! staleness, and counting other things once. Slow: each other way is asked anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::asking::compare_single_days;
use super::stands::statements::{Filled, LEAST_REPEATED, Manner};
use super::{
    AboutPolicy, Agreement, Comparison, Dates, Dependence, GoOn, Grouping, Interval, Question,
    Slice, Staleness, Verdict, Voice,
};
use crate::estimate::{
    Adjustment, Basis, Bounds, Change, Day, Directory, Loaded, Overlay, Source, Target,
};

/// What was done otherwise.
#[derive(Clone, PartialEq, Debug)]
pub enum Tried {
    /// Without this voice, as if it were excluded: a place in [`Comparison::voices`].
    Without(usize),
    /// “About” read like this.
    About(AboutPolicy),
    /// Every number read at least [`LEAST_WIDTH`] wide to either side.
    Wider,
    /// Totals of different days compared like this.
    Dates(Dates),
    /// Estimates go stale after this many days.
    StaleAfter(u16),
    /// A number repeated unchanged in many rows dated on its first day, as if a feed had only filled
    /// it forward.
    FirstDays,
    /// This counted once.
    By(Grouping),
    /// These, whose numbers move as one, as one voice: names of members of the same voice each.
    AsOne(Vec<Vec<String>>),
}

/// To which share of itself every number is read to either side where that is tried.
pub const LEAST_WIDTH: f64 = 0.01;

/// One other way, and the verdict that it gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Trial {
    pub tried: Tried,
    pub verdict: Verdict,
    /// How many voices then stand, and how many of them share a value.
    pub n: usize,
    pub support: usize,
    pub core: Vec<Interval>,
    /// The names of the groups that then contradict themselves.
    pub divided: Vec<String>,
}

/// A verdict, and what every other way of coming to one gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Robustness {
    pub at: Day,
    pub verdict: Verdict,
    pub core: Vec<Interval>,
    /// Each voice that stands left out, then readings of numbers, then staleness, then what is
    /// counted once.
    pub trials: Vec<Trial>,
    /// Voices that were not left out in turn, as there are too many estimates.
    pub untried: usize,
}

impl Robustness {
    /// Whether the verdict is the same.
    #[must_use]
    pub fn survives(&self, trial: &Trial) -> bool {
        trial.verdict == self.verdict
    }

    /// Whether under the same verdict another value is shared.
    #[must_use]
    pub fn moves_core(&self, trial: &Trial) -> bool {
        self.survives(trial) && trial.core != self.core
    }

    /// Those that give another verdict.
    pub fn other_verdicts(&self) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(|trial| !self.survives(trial))
    }

    /// The voices on which the verdict hinges, by the verdict without any one of them.
    #[must_use]
    pub fn hinges(&self) -> Vec<(Verdict, Vec<usize>)> {
        let mut by_verdict: BTreeMap<&str, (Verdict, Vec<usize>)> = BTreeMap::new();
        for trial in self.other_verdicts() {
            if let Tried::Without(voice) = trial.tried {
                let (_, voices) =
                    by_verdict.entry(trial.verdict.word()).or_insert((trial.verdict, Vec::new()));
                voices.push(voice);
            }
        }
        by_verdict.into_values().collect()
    }
}

/// With more estimates to read than this, voices are not left out in turn.
const MOST_READ: usize = 20_000_000;

/// Finding out who a voice is takes as long as reading so many of its estimates.
const READ_FOR_A_VOICE: usize = 20;

/// A question with its answer on a day, to be asked otherwise.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) files: &'a [Loaded],
    pub(super) overlay: &'a Overlay,
    pub(super) question: &'a Question,
    pub(super) comparison: &'a Comparison,
    pub(super) slice: &'a Slice,
}

/// How sure the verdict of a day is; none if `go_on` broke it off. `dependences` are those whose
/// numbers move as one.
pub(super) fn robustness(
    asked: Asked<'_>,
    dependences: &[Dependence],
    go_on: GoOn<'_>,
) -> Option<Robustness> {
    let Asked { question, comparison, slice, .. } = asked;
    let mut trials = Vec::new();
    let voices = asked.voices();
    let untried = if asked.can_leave_out(voices.len()) { 0 } else { voices.len() };
    for voice in voices.into_iter().filter(|_| untried == 0) {
        let Some(of_voice) = comparison.voices.get(voice) else { continue };
        let mut exclude = question.exclude.clone();
        exclude.push(of_voice.name_to_exclude());
        let without = Question { exclude, ..question.clone() };
        trials.push(asked.ask(Tried::Without(voice), &without, go_on)?);
    }
    for (tried, question) in otherwise(question) {
        trials.push(asked.ask(tried, &question, go_on)?);
    }
    if repeats(asked.files, comparison) {
        trials.push(asked.ask(Tried::FirstDays, question, go_on)?);
    }
    if let Some((together, overlay)) = as_one(&asked, &pairs_of(dependences)) {
        let merged = Asked { overlay: &overlay, ..asked };
        let question = Question { as_stated: false, ..question.clone() };
        trials.push(merged.ask(Tried::AsOne(together), &question, go_on)?);
    }
    let Agreement { verdict, core, .. } = slice.agreement.clone();
    Some(Robustness { at: slice.at, verdict, core, trials, untried })
}

impl Asked<'_> {
    /// Those that stand or contradict themselves.
    fn voices(&self) -> BTreeSet<usize> {
        let standing = self.slice.standing.iter().map(|standing| standing.voice);
        standing.chain(self.slice.divided.iter().map(|group| group.voice)).collect()
    }

    fn can_leave_out(&self, voices: usize) -> bool {
        let tracks = self.comparison.tracks.iter();
        let estimates: usize = tracks.map(|track| track.statements.len()).sum();
        let of_voices = READ_FOR_A_VOICE.saturating_mul(self.comparison.voices.len());
        estimates.saturating_add(of_voices).saturating_mul(voices) <= MOST_READ
    }

    /// The labels under which somebody goes who is counted under this name, by itself or as a member
    /// of a group.
    fn labels_of(&self, name: &str) -> BTreeSet<String> {
        if let Some(voice) = self.comparison.voices.iter().find(|voice| voice.name == name) {
            return voice.labels.iter().cloned().collect();
        }
        let sources = self.files.iter().flat_map(|file| file.ledger.sources());
        let is_it = |source: &&Source| Directory::shipped().origin_of(source).name == name;
        let own = sources.map(|(_, source)| source).filter(is_it);
        own.map(|source| source.label.clone()).collect()
    }

    fn ask(&self, tried: Tried, question: &Question, go_on: GoOn<'_>) -> Option<Trial> {
        if go_on().is_break() {
            return None;
        }
        let manner = match tried {
            Tried::Wider => Manner { least_width: LEAST_WIDTH, ..Manner::default() },
            Tried::FirstDays => Manner { filled: Filled::FirstDay, ..Manner::default() },
            _ => Manner::default(),
        };
        let (_, _, comparison) = compare_single_days(self.files, self.overlay, question, manner);
        let agreement = comparison.agreement_on(self.files, self.slice.at);
        let Agreement { verdict, n, support, core, divided, .. } = agreement;
        let divided = divided.iter().filter_map(|voice| comparison.voices.get(*voice));
        let divided = divided.map(|voice| voice.name.clone()).collect();
        Some(Trial { tried, verdict, n, support, core, divided })
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

/// The other ways of asking.
fn otherwise(question: &Question) -> Vec<(Tried, Question)> {
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
    for by in groupings.iter().copied() {
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

/// The names of those whose numbers move as one, and not only by chance.
fn pairs_of(dependences: &[Dependence]) -> Vec<[String; 2]> {
    let sure = dependences.iter().filter(|dependence| !dependence.kind.may_be_chance());
    sure.map(|dependence| dependence.voices.clone()).collect()
}

/// Pairs that may be one voice as one: their names, and an overlay that makes them one. Whoever goes
/// with another that goes with a third goes with that.
fn as_one(asked: &Asked<'_>, pairs: &[[String; 2]]) -> Option<(Vec<Vec<String>>, Overlay)> {
    let mut together: Vec<BTreeSet<&str>> = Vec::new();
    for names in pairs {
        let pair = BTreeSet::from(names.each_ref().map(String::as_str));
        let (joined, apart): (Vec<_>, Vec<_>) =
            together.into_iter().partition(|known| !known.is_disjoint(&pair));
        together = apart;
        together.push(joined.into_iter().flatten().chain(pair).collect());
    }
    if together.is_empty() {
        return None;
    }
    let mut overlay = match asked.question.as_stated {
        true => Overlay::default(),
        false => asked.overlay.clone(),
    };
    for names in &together {
        let mut names = names.iter();
        let Some(host) = names.next() else { continue };
        for label in names.flat_map(|name| asked.labels_of(name)) {
            let (target, change) = (Target::Source(label), Change::SameVoiceAs((*host).to_owned()));
            overlay = overlay.with(Adjustment {
                target,
                change,
                reason: None,
                author: None,
                at: None,
                on: true,
            });
        }
    }
    let names = together.into_iter().map(|one| one.into_iter().map(str::to_owned).collect());
    Some((names.collect(), overlay))
}

#[cfg(test)]
mod tests {
    use super::super::dependences;
    use super::super::fixtures::{Asked, ask, at_least, day, point, range, says};
    use super::*;
    use crate::words::Words;

    fn robustness(asked: &Asked, at: &str) -> Robustness {
        let go_on = &mut || std::ops::ControlFlow::Continue(());
        let (files, overlay) = (&asked.files[..], &Overlay::default());
        let Asked { comparison, .. } = asked;
        let question = &comparison.question;
        let dependences = dependences(files, overlay, question, go_on).expect("went on");
        let inquiry =
            super::Asked { files, overlay, question, comparison, slice: &asked.slice(at) };
        super::robustness(inquiry, &dependences, go_on).expect("went on")
    }

    fn lines(asked: &Asked, at: &str) -> Vec<String> {
        let robustness = robustness(asked, at);
        let lines = Words::default().how_sure(&robustness, &asked.comparison);
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_verdict_that_hinges_on_one_voice_says_on_which() {
        let asked = ask(
            &[
                says(1, "Joint Chiefs", range(1050.0, 1150.0), "2024-12-23"),
                says(2, "Syrskyi", at_least(3001.0), "2024-12-23"),
                says(3, "Zelensky", range(3800.0, 4200.0), "2024-12-23"),
                says(4, "NIS", at_least(3001.0), "2024-12-23"),
            ],
            |_| {},
        );
        assert_eq!(asked.slice("2025-01-23").agreement.verdict, Verdict::Diverge);
        assert_eq!(
            lines(&asked, "2025-01-23"),
            [
                "Without Zelensky: majority (2 of 3), at least 3,001",
                "Without Joint Chiefs: not contradicted (3 of 3), 3,800–4,200",
                "Survives “about” read exactly, as 1 %, as 2 %, as 5 % and as 10 %",
                "Survives every number read at least ± 1 % wide; the core within 3,762–4,242",
                "Survives totals carried to the same day",
                "Survives staleness of 90 and 360 days",
                "By affiliation, too: diverge (2 of 3), 3,800–4,200",
            ]
        );
    }

    #[test]
    fn two_labels_of_one_affiliation_agree_by_label_and_are_single_by_affiliation() {
        let of = |record, label, value| {
            let mut statement = says(record, label, value, "2024-12-23");
            statement.facts.affiliation = "US".into();
            statement
        };
        let asked = ask(
            &[of(1, "One office", range(90.0, 110.0)), of(2, "Another", range(100.0, 120.0))],
            |question| question.by = Grouping::Label,
        );
        let said = lines(&asked, "2024-12-24");
        assert!(said.contains(&"By affiliation: single".to_owned()), "{said:?}");
        assert!(!said.iter().any(|line| line.starts_with("Without")), "{said:?}");
    }

    #[test]
    fn the_reading_of_about_and_staleness_are_tried() {
        let asked = ask(
            &[
                says(1, "A", point(1000.0), "2024-01-01"),
                says(2, "B", point(1120.0), "2024-05-01"),
                says(3, "C", point(1125.0), "2024-05-01"),
            ],
            |_| {},
        );
        let robustness = robustness(&asked, "2024-06-01");
        let verdict = |tried: Tried| {
            let trial = robustness.trials.iter().find(|trial| trial.tried == tried);
            trial.map(|trial| (trial.verdict, trial.n))
        };
        assert_eq!(robustness.verdict, Verdict::Majority);
        assert_eq!(verdict(Tried::About(AboutPolicy::Exact)), Some((Verdict::Diverge, 3)));
        assert_eq!(verdict(Tried::About(AboutPolicy::Percent(10.0))), Some((Verdict::Agree, 3)));
        assert_eq!(verdict(Tried::About(AboutPolicy::Rounding)), None, "that is how it was asked");
        assert_eq!(verdict(Tried::StaleAfter(90)).map(|(_, n)| n), Some(2));
        assert_eq!(verdict(Tried::StaleAfter(360)).map(|(_, n)| n), Some(3));
        assert_eq!(robustness.at, day("2024-06-01"));
    }

    #[test]
    fn a_single_voice_has_no_verdict_to_be_sure_of() {
        let asked = ask(&[says(1, "A", point(10.0), "2024-01-01")], |_| {});
        assert!(lines(&asked, "2024-01-02").is_empty());
    }

    #[test]
    fn every_reading_of_about_that_was_tried_is_named() {
        let says = |record, label, best| says(record, label, about(best), "2024-01-01");
        let asked = ask(&[says(1, "A", 2000.0), says(2, "B", 2600.0)], |question| {
            question.about = AboutPolicy::Percent(15.0);
        });
        let said = lines(&asked, "2024-01-02");
        let told = "“About” read exactly, by rounding, as 1 %, as 2 %, as 5 % and as 10 %: diverge (1 of \
                    2)";
        assert!(said.contains(&told.to_owned()), "{said:?}");
        assert!(!said.iter().any(|line| line.contains("any reading")), "{said:?}");
        let near = ask(&[says_of("A", 2000.0), says_of("B", 2010.0)], |_| {});
        let said = lines(&near, "2024-01-02");
        let same = "The same with “about” read as 1 %, as 2 %, as 5 % and as 10 %; the core within \
                    1,809–2,200";
        assert!(said.contains(&same.to_owned()), "{said:?}");
    }

    fn about(best: f64) -> crate::estimate::Value {
        use crate::estimate::{Bounds, How, Value};
        Value::Bounds(Bounds::point(best, How::About).expect("a number"))
    }

    fn says_of(label: &str, best: f64) -> crate::estimate::Statement {
        let record = if label == "A" { 1 } else { 2 };
        says(record, label, about(best), "2024-01-01")
    }

    #[test]
    fn numbers_to_the_last_digit_are_tried_with_one_per_cent_either_way() {
        let asked = ask(
            &[
                says(1, "A", range(783_100.0, 783_138.0), "2024-01-01"),
                says(2, "B", range(783_140.0, 783_150.0), "2024-01-01"),
            ],
            |_| {},
        );
        let said = lines(&asked, "2024-01-02");
        let told = "Every number read at least ± 1 % wide: agree (2 of 2), 775,309–790,969";
        assert!(said.contains(&told.to_owned()), "{said:?}");
    }

    #[test]
    fn whom_a_left_out_voice_had_replaced_comes_back() {
        let mut taken_back = says(3, "C", range(500.0, 510.0), "2024-01-05");
        taken_back.supersedes = vec!["2".into()];
        let asked = ask(
            &[
                says(1, "A", range(90.0, 110.0), "2024-01-01"),
                says(2, "B", range(100.0, 120.0), "2024-01-02"),
                taken_back,
            ],
            |_| {},
        );
        assert_eq!(asked.slice("2024-01-06").agreement.n, 2);
        let robustness = robustness(&asked, "2024-01-06");
        let without_c = robustness.trials.iter().find(|trial| trial.tried == Tried::Without(2));
        assert_eq!(without_c.map(|trial| (trial.verdict, trial.n)), Some((Verdict::Agree, 2)));
        let said = lines(&asked, "2024-01-06");
        assert!(said.contains(&"Without C: agree (2 of 2), 100–110".to_owned()), "{said:?}");
    }

    #[test]
    fn very_many_voices_are_not_left_out_in_turn_and_that_is_told() {
        let of = |number: u32| {
            let low = 1_000.0 + f64::from(number);
            says(number, &format!("Monitor {number}"), range(low, low + 300.0), "2024-01-05")
        };
        let asked = ask(&(1..=1_200).map(of).collect::<Vec<_>>(), |_| {});
        let robustness = robustness(&asked, "2024-01-06");
        assert_eq!(robustness.untried, 1_200);
        assert!(robustness.trials.len() < 20, "{}", robustness.trials.len());
    }

    #[test]
    fn without_a_voice_is_what_excluding_it_gives_whatever_is_counted() {
        let mut statements = Vec::new();
        for (place, (label, country)) in [
            ("Army N", "North"),
            ("Ministry N", "North"),
            ("Staff E", "East"),
            ("Desk E", "East"),
            ("Watch", "West"),
            ("UK MoD", "UK"),
            ("UK Ministry of Defence", "UK"),
        ]
        .into_iter()
        .enumerate()
        {
            for round in 0..3_u32 {
                let record = u32::try_from(place).expect("few") * 3 + round + 1;
                let low = f64::from(record * 37 % 11 * 100);
                let day = format!("2024-0{}-0{}", round + 1, place + 1);
                let mut statement = says(record, label, range(low, low + 250.0), &day);
                statement.facts.country = Some(country.into());
                if round == 2 && record > 6 {
                    statement.supersedes = vec![(record - 4).to_string()];
                }
                statements.push(statement);
            }
        }
        for by in [Grouping::Label, Grouping::Origin, Grouping::Country] {
            let asked = ask(&statements, |question| question.by = by);
            for at in ["2024-01-09", "2024-02-09", "2024-03-09", "2024-07-09"] {
                let robustness = robustness(&asked, at);
                let mut tried = 0;
                for trial in &robustness.trials {
                    let Tried::Without(voice) = trial.tried else { continue };
                    let name = asked.name(voice).to_owned();
                    let without = ask(&statements, |question| {
                        (question.by, question.exclude) = (by, vec![name]);
                    });
                    let Agreement { verdict, n, support, core, .. } = without.slice(at).agreement;
                    let of_trial = (trial.verdict, trial.n, trial.support, &trial.core);
                    assert_eq!(of_trial, (verdict, n, support, &core), "{by:?} {at}");
                    tried += 1;
                }
                let slice = asked.slice(at);
                assert_eq!(tried, slice.standing.len() + slice.divided.len());
            }
        }
    }

    #[test]
    fn another_core_under_the_same_verdict_is_told() {
        let asked = ask(
            &[
                says(1, "A", range(100.0, 200.0), "2024-01-01"),
                says(2, "B", range(150.0, 300.0), "2024-01-01"),
                says(3, "C", range(160.0, 190.0), "2024-01-01"),
            ],
            |_| {},
        );
        let said = lines(&asked, "2024-01-02");
        assert_eq!(
            said[..2],
            ["Survives leaving out any one origin", "Without C the core is 150–200"]
        );
    }

    #[test]
    fn a_group_that_contradicts_itself_can_be_left_out_too() {
        let of = |record, label, value, affiliation: &str| {
            let mut statement = says(record, label, value, "2024-01-01");
            statement.facts.affiliation = affiliation.into();
            statement
        };
        let statements = [
            of(1, "Army N", range(10.0, 20.0), "North"),
            of(2, "Ministry N", range(90.0, 99.0), "North"),
            of(3, "Staff E", range(10.0, 20.0), "East"),
            of(4, "Watch", range(15.0, 30.0), "Watch"),
        ];
        let grouped = ask(&statements, |question| question.by = Grouping::Affiliation);
        let said = lines(&grouped, "2024-01-02");
        assert!(said.contains(&"Without North: agree (2 of 2), 15–20".to_owned()), "{said:?}");
        let single = ask(&statements, |_| {});
        let said = lines(&single, "2024-01-02");
        let told = "By affiliation: divided (2 of 2, North contradicts itself), 15–20";
        assert!(said.contains(&told.to_owned()), "{said:?}");
    }

    #[test]
    fn those_whose_numbers_move_as_one_are_tried_as_one_voice() {
        let mut statements = Vec::new();
        for round in 0..12_u32 {
            let day = day("2024-01-01").plus(round.cast_signed() * 7);
            let number = f64::from(31_247 + round * 1_117 + round * round * 13);
            for (place, label) in [(0, "A"), (1, "B"), (2, "C")] {
                let number = if label == "C" { number * 3.0 + 11.0 } else { number };
                let record = round * 3 + place + 1;
                statements.push(says(record, label, point(number), &day.to_string()));
            }
        }
        let asked = ask(&statements, |question| question.about = AboutPolicy::Exact);
        assert_eq!(asked.slice("2024-03-19").agreement.verdict, Verdict::Majority);
        let said = lines(&asked, "2024-03-19");
        let told = "With A and B as one voice: diverge (1 of 2)";
        assert!(said.contains(&told.to_owned()), "{said:?}");
    }

    #[test]
    fn a_number_that_may_only_be_filled_forward_is_tried_as_of_its_first_day() {
        let mut statements = vec![says(100, "B", range(90.0, 110.0), "2024-08-01")];
        for month in 1..=8_u32 {
            statements.push(says(month, "Feed", range(100.0, 105.0), &format!("2024-0{month}-01")));
        }
        let asked = ask(&statements, |_| {});
        let said = lines(&asked, "2024-08-10");
        let told = "With numbers repeated unchanged dated on their first day: single".to_owned();
        assert!(said.contains(&told), "{said:?}");
        let few = ask(&statements[..6], |_| {});
        assert!(!lines(&few, "2024-08-10").iter().any(|line| line.contains("repeated")));
    }
}
