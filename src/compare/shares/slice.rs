//! One day of a comparison: who stands, who does not and why, and each two beside each other.

use std::collections::BTreeSet;

use super::segments::of_equal_periods;
use crate::compare::speaks::dated::Dated;
use crate::compare::stands::groups::members_on;
use crate::compare::stands::sweep::standing_on;
use crate::compare::{
    Agreement, Carried, Comparison, DividedGroup, EstimateRef, Grouping, Interval, NotCountedWhy,
    Order, Pair, Relation, Segment, Slice, StandingMember, StandingVoice, Stretch, Verdict, agree,
};
use crate::estimate::{Basis, Day, Directory, Loaded, Method};

impl Slice {
    /// With more standing voices than this, pairs are not listed: they would be tens of thousands.
    pub const MOST_PAIRED: usize = 256;

    /// Whether there is a verdict to be sure of: two or more stand, or a group contradicts itself.
    #[must_use]
    pub fn has_a_verdict(&self) -> bool {
        !matches!(self.agreement.verdict, Verdict::None | Verdict::Single)
    }
}

impl Comparison {
    /// The segment in which a day lies; the nearest one where the question leaves the day out.
    #[must_use]
    pub fn segment_at(&self, at: Day) -> &Segment {
        let after = self.segments.partition_point(|s| s.from.is_none_or(|from| from <= at));
        // There is always a segment: `compare` makes at least one.
        &self.segments[after.saturating_sub(1)]
    }

    /// Everything at one day. `files` are those that were compared.
    #[must_use]
    pub fn slice(&self, files: &[Loaded], at: Day) -> Slice {
        let slice = self.slice_unpaired(files, at);
        Slice { pairs: pairs(self.dated(files), &slice.standing), ..slice }
    }

    /// Everything at one day but its pairs.
    #[must_use]
    pub fn slice_unpaired(&self, files: &[Loaded], at: Day) -> Slice {
        let counted = self.counted_on(at);
        let compared = self.compared(files, at, &counted);
        let mut standing = Vec::new();
        let mut not_counted = Vec::new();
        for (voice, stretch) in counted.iter().enumerate() {
            let Some(stretch) = stretch else { continue };
            match compared[voice] {
                Some(read) => standing.push((voice, *stretch, read)),
                None => not_counted.push((stretch.estimate(), NotCountedWhy::OtherPeriod)),
            }
        }
        let divided = self.divided_on(files, at);
        let agreement =
            in_voices(&standing).beside(divided.iter().map(|group| group.voice).collect());
        for (voice, track) in self.voices.iter().zip(&self.tracks) {
            // Of one that is not counted, what it says is told once, with the reason for that.
            if voice.is_counted() {
                let stale = standing_on(&track.stale, at);
                not_counted.extend(stale.map(|stretch| (stretch.estimate(), NotCountedWhy::Stale)));
            }
            track.tell_never_counted(self.dated(files), at, &mut not_counted);
        }
        let members = divided.iter().flat_map(|group| &group.members);
        not_counted.extend(members.map(|member| (member.estimate, NotCountedWhy::Divided)));
        Slice {
            at,
            standing: standing
                .iter()
                .map(|(voice, stretch, read)| StandingVoice {
                    voice: *voice,
                    estimate: stretch.estimate(),
                    read: *read,
                    carried: self.carried(*voice, stretch, at),
                    in_core: agreement.outside.binary_search(voice).is_err(),
                })
                .collect(),
            not_counted,
            divided,
            agreement,
            pairs: Vec::new(),
        }
    }

    /// The groups that contradict themselves on a day.
    #[must_use]
    pub fn divided_on(&self, files: &[Loaded], at: Day) -> Vec<DividedGroup> {
        let is_count = self.measure.is_count();
        let groups = self.voices.iter().zip(&self.tracks).enumerate();
        let divided = groups.filter_map(|(voice, (of_voice, track))| {
            let parted = standing_on(&track.divided, at).filter(|_| of_voice.is_counted())?;
            let members = members_on(self.dated(files), &track.members, at, &self.measure);
            Some(DividedGroup { voice, envelope: parted.read_on(at, is_count), members })
        });
        divided.collect()
    }

    /// What stands behind a voice on a day: what each of several members says, or what alone it
    /// stands with.
    fn statements_behind(
        &self,
        files: &[Loaded],
        standing: &StandingVoice,
        at: Day,
    ) -> Vec<StandingMember> {
        let members = self.tracks.get(standing.voice).map_or(&[][..], |track| &track.members);
        if !members.is_empty() {
            return members_on(self.dated(files), members, at, &self.measure);
        }
        let StandingVoice { voice, estimate, read, carried, .. } = *standing;
        let itself = self.voices.get(voice).filter(|voice| voice.is_itself);
        let origin =
            || Some(Directory::shipped().origin_name(estimate.of(files)?.source()).to_owned());
        let name = itself.map(|voice| voice.name.clone()).or_else(origin).unwrap_or_default();
        vec![StandingMember { name, estimate, read, carried }]
    }

    /// The names of all origins that stand, by themselves or in a group.
    pub(in crate::compare) fn origins_of(
        &self,
        files: &[Loaded],
        slice: &Slice,
    ) -> BTreeSet<String> {
        let standing = slice.standing.iter();
        let behind = standing.flat_map(|one| self.statements_behind(files, one, slice.at));
        behind.map(|member| member.name).collect()
    }

    /// How the numbers came about with which a voice stands on a day; none where that is not known,
    /// or differs within a group.
    #[must_use]
    pub fn method_of(&self, files: &[Loaded], standing: &StandingVoice, at: Day) -> Option<Method> {
        if self.question.by == Grouping::Method {
            return self.voices.get(standing.voice)?.methods.first().copied();
        }
        let behind = self.statements_behind(files, standing, at).into_iter();
        let known = |member: StandingMember| {
            let estimate = member.estimate.of(files)?;
            Directory::shipped().method_of(estimate)
        };
        let mut methods = behind.map(known);
        let first = methods.next()?;
        first.filter(|_| methods.all(|other| other == first))
    }

    /// The agreement on a day; those outside by their places in [`Comparison::voices`].
    pub(in crate::compare) fn agreement_on(&self, files: &[Loaded], at: Day) -> Agreement {
        let counted = self.counted_on(at);
        let compared = self.compared(files, at, &counted);
        let standing = counted.iter().zip(compared).enumerate();
        let standing: Vec<Standing<'_>> =
            standing.filter_map(|(voice, (of, read))| Some((voice, (*of)?, read?))).collect();
        let divided = self.divided_on(files, at).into_iter().map(|group| group.voice);
        in_voices(&standing).beside(divided.collect())
    }

    /// Where a reading comes from that is not as stated.
    pub(in crate::compare) fn carried(
        &self,
        voice: usize,
        stretch: &Stretch,
        at: Day,
    ) -> Option<Carried> {
        if !stretch.is_carried_on(at) {
            return None;
        }
        let track = self.tracks.get(voice)?;
        if !track.members.is_empty() {
            // A group's reading is made of several, unless one of them stands alone.
            let mut standing = track.members.iter().filter_map(|member| {
                Some((standing_on(&member.stretches, at)?, standing_on(member.compared(), at)?))
            });
            let (stated, carried) = standing.next().filter(|_| standing.next().is_none())?;
            return Some(carried.carried_from(stated.read(), at));
        }
        let stated = track.carried.as_ref().and(standing_on(&track.stretches, at))?;
        Some(stretch.carried_from(stated.read(), at))
    }

    /// What is compared on a day of what stands.
    pub(in crate::compare) fn compared(
        &self,
        files: &[Loaded],
        at: Day,
        counted: &[Option<&Stretch>],
    ) -> Vec<Option<Interval>> {
        if self.measure.basis.stands_on() {
            let is_count = self.measure.is_count();
            let read = |stretch: &Stretch| stretch.read_on(at, is_count);
            counted.iter().map(|stretch| stretch.map(read)).collect()
        } else {
            of_equal_periods(self.dated(files), counted)
        }
    }

    /// What stands of each voice on a day, none for those that are not counted.
    pub(in crate::compare) fn counted_on(&self, at: Day) -> Vec<Option<&Stretch>> {
        let voices = self.voices.iter().zip(&self.tracks);
        voices
            .map(
                |(voice, track)| {
                    if voice.is_counted() { standing_on(track.compared(), at) } else { None }
                },
            )
            .collect()
    }
}

type Standing<'a> = (usize, &'a Stretch, Interval);

/// The agreement of standing voices, those outside by their places among all voices.
fn in_voices(standing: &[Standing<'_>]) -> Agreement {
    let intervals: Vec<Interval> = standing.iter().map(|(_, _, read)| *read).collect();
    let mut agreement = agree(&intervals);
    for place in &mut agreement.outside {
        *place = standing[*place].0;
    }
    agreement
}

impl crate::compare::Track {
    /// Adds those statements that can never count and were made by a day, and why: the latest of
    /// each kind, and every echo.
    fn tell_never_counted(
        &self,
        dated: Dated<'_>,
        at: Day,
        told: &mut Vec<(EstimateRef, NotCountedWhy)>,
    ) {
        let mut seen = 0_u16;
        for (estimate, why) in self.statements.iter().rev() {
            let Some(why) = *why else { continue };
            let bit = 1 << why as u16;
            if seen & bit != 0 && why != NotCountedWhy::Echo {
                continue;
            }
            let has_been_said = dated
                .as_of_and_known(*estimate)
                .is_some_and(|(as_of, known_from)| as_of <= at && known_from <= at);
            if has_been_said {
                seen |= bit;
                told.push((*estimate, why));
            }
        }
    }
}

fn pairs(dated: Dated<'_>, standing: &[StandingVoice]) -> Vec<Pair> {
    if standing.len() > Slice::MOST_PAIRED {
        return Vec::new();
    }
    let as_of = |estimate: EstimateRef| dated.period(estimate).1;
    let dated: Vec<(usize, Interval, Day)> = standing
        .iter()
        .map(|standing| (standing.voice, standing.read, as_of(standing.estimate)))
        .collect();
    let mut pairs = Vec::with_capacity(dated.len() * dated.len().saturating_sub(1) / 2);
    for (place, (a, a_read, a_day)) in dated.iter().enumerate() {
        for (b, b_read, b_day) in dated.iter().skip(place + 1) {
            pairs.push(Pair { a: *a, b: *b, ..pair((*a_read, *a_day), (*b_read, *b_day)) });
        }
    }
    pairs
}

/// How two intervals lie to each other, each with the end of its as of. The places of the voices
/// are left at 0.
///
/// ```
/// use parallax::compare::{Interval, Order, Relation, pair};
/// use parallax::estimate::Day;
///
/// let day: Day = "2026-06-12".parse()?;
/// let earlier = (Interval::new(369_000.0, 523_000.0).expect("in order"), day);
/// let later = (Interval::new(400_000.0, 450_000.0).expect("in order"), day.plus(18));
/// let pair = pair(earlier, later);
/// assert_eq!((pair.relation, pair.days, pair.order), (Relation::Overlap, 18, Order::LaterHigher));
/// assert!(pair.jaccard.is_some_and(|share| (share - 0.3247).abs() < 1e-4));
/// # Ok::<(), parallax::estimate::BadDay>(())
/// ```
#[must_use]
pub fn pair(a: (Interval, Day), b: (Interval, Day)) -> Pair {
    let ((a, a_day), (b, b_day)) = (a, b);
    let shared = a.intersection(b);
    let relation = relation(a, b);
    let (lower, upper) = if a.high() < b.low() { (a, b) } else { (b, a) };
    let is_apart = relation == Relation::Apart;
    Pair {
        a: 0,
        b: 0,
        relation,
        jaccard: jaccard(a, b, shared),
        gap: if is_apart { upper.low() - lower.high() } else { 0.0 },
        ratio: if is_apart { factor(lower, upper) } else { Some(1.0) },
        days: a_day.days_until(b_day).abs(),
        order: if b_day < a_day {
            order((b, b_day), (a, a_day))
        } else {
            order((a, a_day), (b, b_day))
        },
    }
}

/// Whether two intervals overlap, only touch, or are apart.
pub(in crate::compare) fn relation(a: Interval, b: Interval) -> Relation {
    match a.intersection(b) {
        None => Relation::Apart,
        Some(shared) if shared.is_point() && !a.is_point() && !b.is_point() => Relation::Touch,
        Some(_) => Relation::Overlap,
    }
}

fn jaccard(a: Interval, b: Interval, shared: Option<Interval>) -> Option<f64> {
    if !a.is_finite() || !b.is_finite() {
        return None;
    }
    let is_shared = shared.is_some();
    let shared = shared.map_or(0.0, Interval::length);
    let covered = a.length() + b.length() - shared;
    Some(if covered > 0.0 { shared / covered } else { f64::from(u8::from(is_shared)) })
}

/// The upper's low over the lower's high, none where that is 0 or below.
pub(in crate::compare) fn factor(lower: Interval, upper: Interval) -> Option<f64> {
    (lower.high() > 0.0).then(|| upper.low() / lower.high())
}

fn order(earlier: (Interval, Day), later: (Interval, Day)) -> Order {
    let ((earlier, first), (later, last)) = (earlier, later);
    if first == last {
        Order::SameDay
    } else if later.high() < earlier.low() {
        Order::LaterLower
    } else if later.low() > earlier.low() {
        Order::LaterHigher
    } else {
        Order::LaterLevel
    }
}

impl Pair {
    /// How much a day would close the gap between two totals, where the later one is above: what
    /// ordinary growth between the two days would have to be.
    #[must_use]
    pub fn growth_per_day(&self, basis: Basis) -> Option<f64> {
        let grows = basis == Basis::Cumulative && self.order == Order::LaterHigher;
        (grows && self.gap > 0.0).then(|| self.gap / f64::from(self.days))
    }
}
