//! The answer as JSON.

use serde::Serialize;

use crate::compare::{
    Agreement, Assumptions, Carried, Cause, DividedGroup, Pair, Segment, Slice, StandingVoice,
    bounds_that_hold,
};
use crate::estimate::{Day, OriginKind};
use crate::export::json::{AsOfJson, Number, SCHEMA, StatedJson};

use super::further::{AtTheTimeJson, FindingJson, Further, PoolJson, TrialJson};
use super::numbers::{IntervalJson, rounded};
use super::told::Told;
use crate::words::{METHODS, Method};

#[derive(Serialize)]
pub(super) struct AtJson<'a> {
    schema: u32,
    measure: String,
    /// The other measures that were asked for by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<String>,
    /// Whether voices of other measures are among those that stand.
    mixed: bool,
    at: String,
    known_on: Option<String>,
    by: &'static str,
    about: String,
    dates: &'static str,
    voices: Vec<VoiceJson<'a>>,
    not_counted: Vec<NotCountedJson>,
    #[serde(flatten)]
    agreement: AgreementJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_the_time: Option<AtTheTimeJson>,
    pairs: Vec<PairJson<'a>>,
    /// What is counted, in words.
    counted: String,
    how_sure: Vec<TrialJson>,
    findings: Vec<FindingJson>,
    assumptions: AssumptionsJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    methods: Option<Vec<MethodJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pool: Option<PoolJson>,
}

#[derive(Serialize)]
pub(super) struct VoiceJson<'a> {
    pub name: &'a str,
    /// Where it is another one than the one asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<String>,
    /// None where that differs within a group or nobody says.
    pub kind: Option<&'static str>,
    pub affiliation: String,
    /// How the number came about; none where that differs within a group or nobody says.
    pub method: Option<&'static str>,
    pub estimate: String,
    pub as_of: AsOfJson,
    pub published: Option<String>,
    published_assumed: bool,
    stated: Option<StatedJson>,
    /// The analyst's bounds, where there are any; `read` is then theirs.
    adjusted: Option<StatedJson>,
    read: IntervalJson,
    /// Where what is read comes from, if it is another day's.
    carried: Option<CarriedJson>,
    /// Where the voice says two things at once, from one to the other of which it is read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    says_two_things: bool,
    in_core: bool,
}

#[derive(Serialize)]
struct CarriedJson {
    days: i32,
    per_day: RateJson,
    between: bool,
}

#[derive(Serialize)]
struct RateJson {
    low: Option<Number>,
    high: Option<Number>,
}

impl From<&Carried> for CarriedJson {
    fn from(carried: &Carried) -> CarriedJson {
        let (low, high) = carried.per_day;
        CarriedJson {
            days: carried.days,
            per_day: RateJson { low: low.map(rounded), high: high.map(rounded) },
            between: carried.is_between,
        }
    }
}

#[derive(Serialize)]
struct NotCountedJson {
    name: String,
    estimate: String,
    why: &'static str,
}

#[derive(Serialize)]
struct PairJson<'a> {
    a: &'a str,
    b: &'a str,
    relation: &'static str,
    jaccard: Option<Number>,
    gap: Number,
    ratio: Option<Number>,
    days: i32,
    order: &'static str,
}

#[derive(Serialize)]
pub(super) struct OverTimeJson<'a> {
    schema: u32,
    measure: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<String>,
    mixed: bool,
    known_on: Option<String>,
    by: &'static str,
    about: String,
    dates: &'static str,
    segments: Vec<SegmentJson<'a>>,
    findings: Vec<FindingJson>,
    assumptions: AssumptionsJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    methods: Option<Vec<MethodJson>>,
}

/// What the answer goes by without anybody having stated it.
#[derive(Serialize)]
struct AssumptionsJson {
    /// Statements that do not say when they were published, of how many.
    published: usize,
    statements: usize,
    dates_inferred: usize,
    /// Of those that stand on the day, those whose single number is read as a range.
    widened: usize,
    carried: usize,
    standing: usize,
}

impl From<Assumptions> for AssumptionsJson {
    fn from(assumed: Assumptions) -> AssumptionsJson {
        AssumptionsJson {
            published: assumed.published.assumed(),
            statements: assumed.published.of,
            dates_inferred: assumed.dates_inferred,
            widened: assumed.widened,
            carried: assumed.carried,
            standing: assumed.stand,
        }
    }
}

/// A method, and where it is from.
#[derive(Serialize)]
struct MethodJson {
    name: &'static str,
    says: &'static str,
    source: &'static str,
}

impl MethodJson {
    fn all() -> Vec<MethodJson> {
        let of = |Method { name, says, source }: Method| MethodJson { name, says, source };
        METHODS.map(of).into()
    }
}

/// The same at a day and over time.
#[derive(Serialize)]
struct AgreementJson<'a> {
    n: usize,
    support: usize,
    core: Vec<IntervalJson>,
    touch: bool,
    envelope: Option<IntervalJson>,
    verdict: &'static str,
    outside: Vec<&'a str>,
    /// The groups that contradict themselves; over time, as on the first day.
    divided: Vec<DividedJson<'a>>,
}

/// A group that contradicts itself, which is no voice.
#[derive(Serialize)]
struct DividedJson<'a> {
    name: &'a str,
    envelope: IntervalJson,
    members: Vec<MemberJson>,
}

#[derive(Serialize)]
struct MemberJson {
    name: String,
    estimate: String,
    as_of: Option<AsOfJson>,
    read: IntervalJson,
    carried: Option<CarriedJson>,
}

#[derive(Serialize)]
struct SegmentJson<'a> {
    from: Option<String>,
    to: Option<String>,
    /// Whether voices of other measures stand in it.
    mixed: bool,
    #[serde(flatten)]
    agreement: AgreementJson<'a>,
    /// The core of its last day.
    core_to: Vec<IntervalJson>,
    /// Why it begins.
    causes: Vec<&'static str>,
}

impl<'a> Told<'a> {
    pub fn at_json(&self, slice: &Slice, further: &Further<'_>) -> AtJson<'a> {
        AtJson {
            schema: SCHEMA,
            measure: self.comparison.measure.id(),
            include: self.included(),
            mixed: self.is_mixed(slice),
            at: slice.at.to_string(),
            known_on: self.question().known_on.map(|day| day.to_string()),
            by: self.question().by.word(),
            about: self.question().about.to_string(),
            dates: self.question().dates.word(),
            voices: slice
                .standing
                .iter()
                .filter_map(|one| self.voice_json(one, slice.at))
                .collect(),
            not_counted: slice
                .not_counted
                .iter()
                .map(|(of, why)| NotCountedJson {
                    name: self.name_of(*of),
                    estimate: self.id(*of),
                    why: why.word(),
                })
                .collect(),
            agreement: self.agreement_json(&slice.agreement, &slice.divided),
            at_the_time: further.at_the_time_json(),
            pairs: slice.pairs.iter().map(|pair| self.pair_json(pair)).collect(),
            counted: self.headline(slice).counted.to_string(),
            how_sure: further.how_sure_json(self.comparison),
            findings: further.findings_json(|of| self.id(of)),
            assumptions: self.comparison.assumptions(self.files, Some(slice)).into(),
            methods: self.explains.then(MethodJson::all),
            pool: self.pools.then(|| PoolJson::from(&self.comparison.pool(self.files, slice.at))),
        }
    }

    pub fn voice_json(&self, standing: &StandingVoice, at: Day) -> Option<VoiceJson<'a>> {
        let voice = self.comparison.voices.get(standing.voice)?;
        let (file, estimate) = self.estimate(standing.estimate)?;
        let id = file.id_of(estimate);
        let stated = estimate.bounds();
        let held = bounds_that_hold(self.overlay, self.question(), &id, estimate);
        let clocks = self.comparison.clocks(self.files, standing.estimate)?;
        Some(VoiceJson {
            name: &voice.name,
            measure: voice.other.as_ref().map(|other| other.measure.id()),
            kind: voice.kind.map(OriginKind::word),
            affiliation: voice.affiliation.to_string(),
            method: self
                .comparison
                .method_of(self.files, standing, at)
                .map(crate::estimate::Method::word),
            as_of: clocks.as_of().into(),
            published: clocks.published().map(|day| day.to_string()),
            published_assumed: clocks.published().is_none(),
            stated: stated.map(StatedJson::from),
            adjusted: held.filter(|_| held != stated).map(StatedJson::from),
            read: standing.read.into(),
            carried: standing.carried.as_ref().map(CarriedJson::from),
            says_two_things: standing.read.says_two_things(),
            in_core: standing.in_core,
            estimate: id.to_string(),
        })
    }

    fn pair_json(&self, pair: &Pair) -> PairJson<'a> {
        PairJson {
            a: self.voice_name(pair.a),
            b: self.voice_name(pair.b),
            relation: pair.relation.word(),
            jaccard: pair.jaccard.map(rounded),
            gap: Number(pair.gap),
            ratio: pair.ratio.map(rounded),
            days: pair.days,
            order: pair.order.word(),
        }
    }

    pub fn over_time_json(&self, further: &Further<'_>) -> OverTimeJson<'a> {
        OverTimeJson {
            schema: SCHEMA,
            measure: self.comparison.measure.id(),
            include: self.included(),
            mixed: self.comparison.is_mixed_between(self.question().from, self.question().to),
            known_on: self.question().known_on.map(|day| day.to_string()),
            by: self.question().by.word(),
            about: self.question().about.to_string(),
            dates: self.question().dates.word(),
            segments: self.comparison.segments.iter().map(|one| self.segment_json(one)).collect(),
            findings: further.findings_json(|of| self.id(of)),
            assumptions: self.comparison.assumptions(self.files, None).into(),
            methods: self.explains.then(MethodJson::all),
        }
    }

    fn agreement_json(&self, agreement: &Agreement, divided: &[DividedGroup]) -> AgreementJson<'a> {
        AgreementJson {
            n: agreement.n,
            support: agreement.support,
            core: agreement.core.iter().map(|core| (*core).into()).collect(),
            touch: agreement.touch,
            envelope: agreement.envelope.map(IntervalJson::from),
            verdict: agreement.verdict.word(),
            outside: self.outside(agreement),
            divided: divided.iter().map(|group| self.divided_json(group)).collect(),
        }
    }

    fn divided_json(&self, group: &DividedGroup) -> DividedJson<'a> {
        let members = group.members.iter().map(|member| MemberJson {
            name: member.name.clone(),
            estimate: self.id(member.estimate),
            as_of: self.comparison.clocks(self.files, member.estimate).map(|c| c.as_of().into()),
            read: member.read.into(),
            carried: member.carried.as_ref().map(CarriedJson::from),
        });
        DividedJson {
            name: self.voice_name(group.voice),
            envelope: group.envelope.into(),
            members: members.collect(),
        }
    }

    fn segment_json(&self, segment: &Segment) -> SegmentJson<'a> {
        let is_divided = !segment.agreement.divided.is_empty();
        let first = segment.from.filter(|_| is_divided);
        let divided = first.map(|day| self.comparison.divided_on(self.files, day));
        SegmentJson {
            from: segment.from.map(|day| day.to_string()),
            to: segment.to.map(|day| day.to_string()),
            mixed: self.comparison.is_mixed_between(segment.from, segment.to),
            agreement: self.agreement_json(&segment.agreement, &divided.unwrap_or_default()),
            core_to: segment.core_to.iter().map(|core| (*core).into()).collect(),
            causes: segment.causes.iter().map(Cause::word).collect(),
        }
    }
}
