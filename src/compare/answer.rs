//! What an answer is made of: voices with their tracks, what their intervals have in common on each
//! run of days, and everything at one day.

use std::collections::BTreeMap;
use std::sync::Arc;

use strum::IntoStaticStr;

use super::causes::Causes;
use super::estimate_ref::EstimateRef;
use super::stretch::Stretch;
use super::{Interval, Question};
use crate::estimate::{Affiliation, Clocks, Day, Loaded, Measure, Method, OriginKind};

/// Who is counted once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voice {
    pub name: String,
    /// What all of its members are; none where that differs or nobody says.
    pub kind: Option<OriginKind>,
    /// The part of it that all of its members share.
    pub affiliation: Affiliation,
    pub country: Option<String>,
    pub party: Option<bool>,
    /// How its numbers came about, as far as that is stated or known of its sources, in order.
    pub methods: Vec<Method>,
    /// The labels that this voice goes by in the files, in alphabetical order.
    pub labels: Vec<String>,
    /// It stands for itself and is no group: an origin or a label by itself, or one of whom it is
    /// not known to which kind, country, side or method it belongs.
    pub is_itself: bool,
    /// How many are counted as this one.
    pub members: usize,
    /// Nobody knows who this is: drawn, not counted.
    pub is_unknown: bool,
    /// Named in the question's exclusions or excluded by an adjustment: not counted.
    pub is_excluded: bool,
    /// What it speaks of, where that is not the measure asked about but one that was included.
    pub other: Option<OtherMeasure>,
}

impl Voice {
    /// Whether what stands of it is counted. The track of one that is not has stretches all the
    /// same, to be drawn.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        let is_beside = self.other.as_ref().is_some_and(|other| other.is_beside);
        !self.is_unknown && !self.is_excluded && !is_beside
    }
}

/// What a voice of another measure than the one asked about speaks of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherMeasure {
    pub measure: Measure,
    /// In which way it is another one: "killed only", "Russia", "summed increments".
    pub words: String,
    /// Whether what is drawn was made from what was stated, and how.
    pub made: Option<Made>,
    /// Whether the same voice speaks on the measure asked about, or it is derived: not counted.
    pub is_beside: bool,
}

/// How numbers were made that nobody stated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Made {
    /// So many increments of one length, added up.
    AddedUp {
        count: usize,
        length: Length,
        from: Day,
        /// Their last day, where more come that do not follow in equal periods.
        as_far_as: Option<Day>,
    },
    /// What totals grew in so many periods.
    Grown { periods: usize },
}

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Length {
    Days(i32),
    Month,
}

/// Why a statement is drawn but is no voice's standing estimate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum NotCountedWhy {
    Stale,
    Echo,
    Vague,
    Share,
    Direction,
    Projection,
    Divided,
    UnknownOrigin,
    Excluded,
    /// It was taken back, and that was known.
    Retracted,
    /// It speaks of another period than those that are compared.
    OtherPeriod,
    /// Most of its file's rows on the measure repeat or contradict each other: it is a part of what
    /// is counted.
    Part,
    /// It speaks of an included measure, and its voice speaks on the measure asked about.
    OtherMeasure,
}

impl NotCountedWhy {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A voice's estimates of the measure in as-of order: what is drawn as a band.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Track {
    /// The voice's place in [`Comparison::voices`].
    pub voice: usize,
    /// Days on which the voice has a standing estimate, in order, not overlapping. A voice that is
    /// not [counted](Voice::is_counted) has them too: what would stand if it were. In a group, what
    /// its members share; `estimate` is then the one with the latest as of.
    pub stretches: Vec<Stretch>,
    /// What each stretch leaves when it has gone stale: drawn faded, never counted. In order; from
    /// the day after the estimate went stale to the day before the next stretch.
    pub stale: Vec<Stretch>,
    /// Every statement of the voice on the measure known by the question's day, counted or not,
    /// with the reason if it can never be counted. In as-of order.
    pub statements: Vec<(EstimateRef, Option<NotCountedWhy>)>,
    /// Days on which the members of a group contradict each other: it is no voice then, and what
    /// is drawn is their envelope. Empty where nothing is grouped.
    pub divided: Vec<Stretch>,
    /// `stretches` cut up so that within each the ends move in straight lines, where totals are
    /// carried to the day; none where every stretch is compared as it was stated.
    pub carried: Option<Vec<Stretch>>,
    /// What each of several members of a group says by itself: from that the group is made anew when
    /// others grow otherwise. Empty where nothing is grouped.
    pub members: Vec<MemberTrack>,
    /// The name of the only member of a group that has a standing estimate: the track is then that
    /// member's.
    pub only: Option<String>,
    /// The members of a group of which nothing ever stands, or that are left out: they count for
    /// nothing, and are there to be drawn.
    pub silent: Vec<MemberTrack>,
}

impl Track {
    /// What is compared, day by day.
    #[must_use]
    pub fn compared(&self) -> &[Stretch] {
        self.carried.as_deref().unwrap_or(&self.stretches)
    }
}

/// What stands of one member of a group, by itself.
#[derive(Clone, PartialEq, Debug)]
pub struct MemberTrack {
    pub name: String,
    /// As stated. In order, not overlapping.
    pub stretches: Vec<Stretch>,
    /// The same cut up where totals are carried to the day, as in a [`Track`].
    pub carried: Option<Vec<Stretch>>,
    /// What its stretches leave when they have gone stale, as in a [`Track`].
    pub stale: Vec<Stretch>,
    /// Its own part of the statements of the [`Track`].
    pub statements: Vec<(EstimateRef, Option<NotCountedWhy>)>,
}

impl MemberTrack {
    /// What is compared, day by day.
    #[must_use]
    pub fn compared(&self) -> &[Stretch] {
        self.carried.as_deref().unwrap_or(&self.stretches)
    }
}

/// How far intervals share a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    /// A group that stands contradicts itself, and nothing else parts the others.
    Divided,
    None,
    Single,
    Agree,
    NotContradicted,
    Diverge,
    Majority,
    Minority,
    Split,
}

impl Verdict {
    /// The same where a group contradicts itself.
    pub(super) fn beside_divided(self) -> Verdict {
        use Verdict as V;
        match self {
            V::None | V::Single | V::Agree | V::NotContradicted => V::Divided,
            other => other,
        }
    }

    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What some standing intervals have in common.
#[derive(Clone, PartialEq, Debug)]
pub struct Agreement {
    /// How many intervals.
    pub n: usize,
    /// The most of them that share one value.
    pub support: usize,
    /// Where that many are met, in order, not overlapping.
    pub core: Vec<Interval>,
    /// Whether a core is one single value between wider readings.
    pub touch: bool,
    /// From the lowest low to the highest high; none where there are no intervals.
    pub envelope: Option<Interval>,
    pub verdict: Verdict,
    /// The places, in the intervals given, of those that miss every core.
    pub outside: Vec<usize>,
    /// The groups whose members contradict each other: places in [`Comparison::voices`]. They are
    /// no voices.
    pub divided: Vec<usize>,
}

impl Agreement {
    /// The same where these groups contradict themselves.
    pub(super) fn beside(self, divided: Vec<usize>) -> Agreement {
        let verdict = if divided.is_empty() { self.verdict } else { self.verdict.beside_divided() };
        Agreement { verdict, divided, ..self }
    }
}

/// Days within which nothing changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Segment {
    /// None for "from ever".
    pub from: Option<Day>,
    /// The last day, included; none for "from then on".
    pub to: Option<Day>,
    /// That of the first day. `outside` holds places in [`Comparison::voices`].
    pub agreement: Agreement,
    /// The core of the last day: another one than on the first where totals are carried.
    pub core_to: Vec<Interval>,
    /// The cores of days between the first and the last, in order, where the ends bend: from each
    /// of these days to the next they move in straight lines. Empty where they do so all the way,
    /// and where nobody shares anything.
    pub core_between: Vec<(Day, Vec<Interval>)>,
    /// Why it begins where it does; nothing for "from ever".
    pub causes: Causes,
}

/// From which day's number a voice's reading comes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Carried {
    /// As it was stated, read.
    pub stated: Interval,
    pub as_of: Day,
    /// From then to the day asked about.
    pub days: i32,
    /// By how much a day each closed end grew.
    pub per_day: (Option<f64>, Option<f64>),
    /// Whether it lies on the way to the voice's own next number, else on what others grew.
    pub is_between: bool,
}

/// A voice that stands on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct StandingVoice {
    /// The voice's place in [`Comparison::voices`].
    pub voice: usize,
    pub estimate: EstimateRef,
    /// What is compared.
    pub read: Interval,
    /// Where that comes from, if it is not as stated.
    pub carried: Option<Carried>,
    pub in_core: bool,
}

/// A group that contradicts itself on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct DividedGroup {
    /// Its place in [`Comparison::voices`].
    pub voice: usize,
    /// From the lowest low to the highest high of its members.
    pub envelope: Interval,
    /// Those that stand, in the order of their names.
    pub members: Vec<StandingMember>,
}

/// A member of a group that stands on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct StandingMember {
    pub name: String,
    pub estimate: EstimateRef,
    /// What is compared.
    pub read: Interval,
    /// Where that comes from, if it is not as stated.
    pub carried: Option<Carried>,
}

/// How two standing intervals lie to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Relation {
    Overlap,
    Touch,
    Apart,
}

impl Relation {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Whether the later of two readings is higher, judged by what a total that cannot fall allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Order {
    SameDay,
    /// The later one's low is above the earlier one's, as with a total that grew.
    LaterHigher,
    /// The later one lies wholly below the earlier one: of two totals, one is wrong.
    LaterLower,
    /// Neither: the later one's low is no higher, and it does not lie wholly below.
    LaterLevel,
}

impl Order {
    /// The word for it in files and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Two standing voices beside each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Places in [`Comparison::voices`].
    pub a: usize,
    pub b: usize,
    pub relation: Relation,
    /// Length of what they share over length of what they cover; none with an open end; for two
    /// points 1 if equal, else 0.
    pub jaccard: Option<f64>,
    /// How far apart, 0 unless apart.
    pub gap: f64,
    /// The upper's low over the lower's high, 1 unless apart, none over 0.
    pub ratio: Option<f64>,
    /// Days between their as of.
    pub days: i32,
    pub order: Order,
}

/// Everything at one day.
#[derive(Clone, PartialEq, Debug)]
pub struct Slice {
    pub at: Day,
    /// In the order of [`Comparison::voices`].
    pub standing: Vec<StandingVoice>,
    /// Statements with as of and known-from on or before the day that are no voice, and why.
    /// The latest of its kind for each voice; echoes all.
    pub not_counted: Vec<(EstimateRef, NotCountedWhy)>,
    /// The groups that contradict themselves, in the order of [`Comparison::voices`].
    pub divided: Vec<DividedGroup>,
    /// `outside` holds places in [`Comparison::voices`].
    pub agreement: Agreement,
    /// Every two standing voices; none if there are more than [`Slice::MOST_PAIRED`].
    pub pairs: Vec<Pair>,
}

/// The answer to a question.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    pub question: Question,
    pub measure: Measure,
    /// In alphabetical order of their names; after them those of each included measure.
    pub voices: Vec<Voice>,
    /// One for each voice, in the same order.
    pub tracks: Vec<Arc<Track>>,
    /// The names of all who speak on the measure when nothing is grouped, in the order of their
    /// voices then: whatever is grouped, hidden or not known yet, a source has its place here.
    pub sources: Vec<String>,
    /// From ever to ever, without gaps.
    pub segments: Vec<Segment>,
    /// The dates that an analyst gave to estimates, where they are others than stated: see
    /// [`Comparison::clocks`].
    pub redated: BTreeMap<EstimateRef, Clocks>,
}

impl Comparison {
    /// Where a reader who has not chosen a day finds most to see: in the last stretch of days on which
    /// the most voices stand, the last day of which one of them speaks, or its first day where none
    /// does; where nobody ever stands, the last day of which anything is said. None where nothing is.
    #[must_use]
    pub fn day_to_begin_with(&self, files: &[Loaded]) -> Option<Day> {
        let dated = self.dated(files);
        let last = self.tracks.iter().filter_map(|track| track.statements.last());
        let last = last.map(|(of, _)| dated.period(*of).1);
        self.busiest_day().or_else(|| last.max())
    }

    fn busiest_day(&self) -> Option<Day> {
        let most = self.segments.iter().map(|segment| segment.agreement.n).max()?;
        let of_most = |segment: &&Segment| most > 0 && segment.agreement.n == most;
        let segment = self.segments.iter().rev().find(of_most)?;
        let (from, to) = (segment.from?, segment.to.unwrap_or(Day::MAX));
        let spoken = self.voices.iter().zip(&self.tracks).filter(|(voice, _)| voice.is_counted());
        let spoken = spoken.filter_map(|(_, track)| {
            let stretches = track.compared();
            let begun = stretches.get(..stretches.partition_point(|one| one.from <= to))?;
            begun.iter().rev().find(|one| one.from == one.as_of).map(|one| one.from)
        });
        spoken.filter(|day| *day >= from).max().or(Some(from))
    }
}
