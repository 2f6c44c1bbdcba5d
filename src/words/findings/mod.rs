//! What findings tell: one arm a kind, worded in the file of its subject.

mod at_day;
mod hinges;
mod over_time;
mod passed_on;
mod totals;

use std::collections::BTreeMap;

use crate::compare::{Fact, Finding, FindingKind, FindingName};
use crate::estimate::Day;

use super::{Sentence, Words};

impl Words {
    /// A finding in a sentence or two.
    #[must_use]
    pub fn finding(self, finding: &Finding) -> Sentence {
        let mut sentence = Sentence::default();
        let (to, day) = (&mut sentence, self.day(finding.day));
        match &finding.fact {
            Fact::HingesOnVoice { now, by, voices, without } => {
                self.hinges_on_voice(to, &day, *now, (*by, voices, *without));
            }
            Fact::HingesOnReading(otherwise) => {
                self.hinges_on(to, &day, "how “about” and bare numbers are read", otherwise);
            }
            Fact::HingesOnStaleness(otherwise) => {
                self.hinges_on(to, &day, "how long an estimate stands", otherwise);
            }
            Fact::HingesOnGrouping(otherwise) => {
                self.hinges_on(to, &day, "what counts as one voice", otherwise);
            }
            Fact::AgreementOfEchoes(counted) => self.echoes_counted(to, &day, counted),
            Fact::AgreementOfAtLeast { by, support, core, open } => {
                self.only_at_least(to, &day, &self.so_many(*by, *support), (core, open));
            }
            Fact::Dependence { of, voices } => {
                let text = format!("{}.", self.dependence(of));
                to.about(text, voices.clone(), of.estimates.clone());
            }
            Fact::OneStatement { first, again, why, .. } => {
                self.may_be_one(to, [first, again], *why);
            }
            Fact::LargestDivergence { lower, upper, distance, party } => {
                self.largest_divergence(to, &day, [lower, upper], *distance);
                self.party(to, party.as_ref());
            }
            Fact::Touch { touching, value } => self.only_touching(to, &day, touching, *value),
            Fact::ChangedSides { by, is_in_core, before, after, anew, causes } => {
                let why = (anew, *causes);
                self.changed_sides(to, &day, (by, *is_in_core), [before, after], why);
            }
            Fact::Parted { apart, party } => {
                self.parted(to, apart);
                self.party(to, party.as_ref());
            }
            Fact::MetAgain { apart, met } => self.met_again(to, &day, (apart, met)),
            Fact::Mutation { passed_on, changes } => self.passed_on(to, passed_on, changes),
            Fact::Echo(passed_on) => self.passed_on(to, passed_on, &[]),
            Fact::PartAboveWhole(excess) => self.excess(to, excess, &self.part_of(excess)),
            Fact::TollAboveDeployed(excess) => self.excess(to, excess, &self.toll_of(excess)),
            Fact::OwnFall { total, before, distance, falls } => {
                self.own_fall(to, [total, before], *distance, *falls);
            }
            Fact::BelowFloor { total, floor, distance, is_named_count, party } => {
                self.below_floor(to, [total, floor], *distance);
                if *is_named_count {
                    self.is_named_count(to, &total.by);
                }
                self.party(to, party.as_ref());
            }
            Fact::DifferByGrowth(grown) => self.differ_by_growth(to, grown),
            Fact::Revision(revision) => self.revision(to, revision),
            Fact::NewerCopy { change, voice, estimates, copy_of } => {
                let voices = voice.iter().copied().collect();
                to.about(self.became(change), voices, estimates.clone());
                to.say(match copy_of {
                    Some(day) => format!(" in the copy of {}.", self.day(*day)),
                    None => " in a newer copy.".to_owned(),
                });
            }
            Fact::OneAffiliation(members) => self.one_affiliation(to, &day, members),
        }
        sentence
    }

    /// Over what a finding of this kind stands.
    #[must_use]
    pub fn finding_heading(self, kind: FindingKind) -> &'static str {
        match kind {
            FindingKind::HingesOnVoice => "Hinges on one voice",
            FindingKind::HingesOnReading => "Hinges on how “about” and bare numbers are read",
            FindingKind::HingesOnStaleness => "Hinges on how long estimates stand",
            FindingKind::HingesOnGrouping => "Hinges on what counts as one voice",
            FindingKind::AgreementOfEchoes => "Echoes",
            FindingKind::AgreementOfAtLeast => "Only “at least”",
            FindingKind::Dependence => "Numbers that move as one",
            FindingKind::OneStatement => "Perhaps one statement",
            FindingKind::LargestDivergence => "Largest divergence",
            FindingKind::Touch => "Only touching",
            FindingKind::ChangedSides => "Changed sides",
            FindingKind::Parted => "Parted",
            FindingKind::MetAgain => "Met again",
            FindingKind::Mutation => "Changed on the way",
            FindingKind::Echo => "The same statement",
            FindingKind::PartAboveWhole => "A part above its whole",
            FindingKind::TollAboveDeployed => "More than were deployed",
            FindingKind::OwnFall => "A total that fell",
            FindingKind::BelowFloor => "A total below an earlier one",
            FindingKind::DifferByGrowth => "Differ by growth",
            FindingKind::Revision => "Figure changed later",
            FindingKind::NewerCopy => "Revised in a newer copy",
            FindingKind::OneAffiliation => "One affiliation",
        }
    }

    /// What is not told one by one: how many findings rest on nothing that stands on the day, and
    /// how many of a kind there are beyond those that are told. Empty where everything is told.
    #[must_use]
    pub fn folded<'a>(
        self,
        (at, from): (Day, Option<Day>),
        folded: impl IntoIterator<Item = &'a Finding>,
        untold: &BTreeMap<FindingKind, usize>,
    ) -> Vec<String> {
        let mut kinds: BTreeMap<FindingKind, usize> = BTreeMap::new();
        for finding in folded {
            let many = kinds.entry(finding.kind()).or_default();
            *many = many.saturating_add(1);
        }
        let mut lines = Vec::new();
        if !kinds.is_empty() {
            let many = kinds.values().sum();
            let (rest, are) = if many == 1 { ("rests", "is") } else { ("rest", "are") };
            let many = self.counted(many, "more finding", "more findings");
            let day = self.day(at);
            let before = from.map(|from| format!(", or {are} of days before {}", self.day(from)));
            let before = before.unwrap_or_default();
            lines.push(format!(
                "{many} {rest} on no estimate that stands on {day}{before}: {}.",
                self.kinds(&kinds)
            ));
        }
        if !untold.is_empty() {
            lines.push(format!(
                "Of these kinds there are more than are told: {}.",
                self.kinds(untold)
            ));
        }
        lines
    }

    fn kinds(self, kinds: &BTreeMap<FindingKind, usize>) -> String {
        let kinds = kinds
            .iter()
            .map(|(kind, many)| format!("“{}” {}", self.finding_heading(*kind), self.count(*many)));
        kinds.collect::<Vec<_>>().join(", ")
    }

    /// What was put aside, where it is not there to be told: `largest divergence`.
    #[must_use]
    pub fn finding_name(self, name: &FindingName) -> String {
        name.to_string().replace('_', " ")
    }
}
