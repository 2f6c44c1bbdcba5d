//! The comparison on a day: who shares what, what makes that fragile, and what is counted. What is
//! said above the plot.

use std::collections::BTreeMap;

use crate::compare::told::gap;
use crate::compare::{
    Comparison, Distance, Grouping, Interval, Mention, Mentions, NotCountedWhy, Slice, Speaker,
    StandingMember, StandingVoice, Stretch, Verdict,
};
use crate::estimate::{Day, Loaded};

/// A day of a comparison.
#[derive(Clone, PartialEq, Debug)]
pub struct Gist {
    pub at: Day,
    /// What is counted once.
    pub by: Grouping,
    pub sharing: Sharing,
    /// The groups that contradict themselves: they are no voices, and stand beside what is shared.
    pub divided: Vec<Parted>,
    pub fragile: Fragile,
    pub counted: Counted,
}

impl Gist {
    /// Whether nothing but groups that contradict themselves keeps the voices from agreeing.
    #[must_use]
    pub fn is_divided(&self) -> bool {
        !self.divided.is_empty()
            && match &self.sharing {
                Sharing::Nobody { .. } | Sharing::Alone(_) => true,
                Sharing::Shared(shared) => shared.verdict == Verdict::Divided,
                Sharing::AllApart { .. } => false,
            }
    }
}

/// A group that contradicts itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Parted {
    pub group: Speaker,
    /// Of its members the one that ends lowest and the one that begins highest.
    pub lower: Mention,
    pub upper: Mention,
    pub distance: Distance,
}

/// Who shares what.
#[derive(Clone, PartialEq, Debug)]
pub enum Sharing {
    /// Nobody stands: who stood last and until when, who stands next and from when on, and how many
    /// projections there are that were not asked for.
    Nobody { last: Option<(Mention, Day)>, next: Option<(Mention, Day)>, projections: usize },
    /// One stands, and nothing is there to compare it with.
    Alone(Mention),
    /// No two share a value: the neighbours between which the gap is widest.
    AllApart { all: Vec<usize>, lower: Mention, upper: Mention, distance: Distance },
    /// Two or more share one.
    Shared(Shared),
}

/// What two or more voices share.
#[derive(Clone, PartialEq, Debug)]
pub struct Shared {
    pub verdict: Verdict,
    /// Everybody who stands.
    pub all: Vec<usize>,
    /// Those that share a value.
    pub in_core: Vec<usize>,
    /// By name.
    pub sharing: Vec<Speaker>,
    pub support: usize,
    pub core: Vec<Interval>,
    /// Those outside that are named, each with its distance from the nearest core.
    pub outside: Vec<(Mention, Distance)>,
    /// The others outside.
    pub more_outside: Vec<usize>,
}

/// What makes a verdict fragile.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fragile {
    /// Who stands and speaks of another measure than the one asked about.
    pub mixed: Vec<Speaker>,
    pub open: Option<OpenEnds>,
    /// The core is one single value at which wider readings only touch.
    pub touch: bool,
    /// No two that are bounded on both sides share a value.
    pub diverge: bool,
}

/// Those in the core that leave one end open.
#[derive(Clone, PartialEq, Debug)]
pub enum OpenEnds {
    /// All of them do.
    All(Vec<usize>),
    /// Some do, beside others that are bounded on both sides.
    Some { only_full: Option<Speaker>, open: Mentions },
}

/// What is counted and what is not.
#[derive(Clone, PartialEq, Debug)]
pub struct Counted {
    pub members: Members,
    /// What is not, and how often.
    pub left_out: BTreeMap<NotCountedWhy, usize>,
}

/// Some voices, and to which affiliations they belong.
#[derive(Clone, PartialEq, Debug)]
pub struct Members {
    /// As what they are counted.
    pub by: Grouping,
    pub voices: Vec<usize>,
    /// How many of them stand for themselves where kinds, countries, sides or methods are counted.
    pub alone: usize,
    /// How many origins stand behind them, where methods are counted: one may speak by several.
    pub origins: Option<usize>,
    /// None where what is counted is wider than an affiliation anyway.
    pub affiliations: Option<Affiliations>,
}

/// How many affiliations there are, and which of them have several voices, the most first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Affiliations {
    pub count: usize,
    pub of_several: Vec<(String, Vec<usize>)>,
}

/// Those that stand outside or with an open end are told one by one if they are no more than these.
const MOST_NAMED: usize = 3;

impl Comparison {
    /// What a slice of this comparison comes to.
    #[must_use]
    pub fn gist(&self, files: &[Loaded], slice: &Slice) -> Gist {
        let looked_at = LookedAt { comparison: self, files, slice };
        let nobody = || Sharing::Nobody { last: None, next: None, projections: 0 };
        Gist {
            at: slice.at,
            by: self.question.by,
            sharing: looked_at.sharing().unwrap_or_else(nobody),
            divided: looked_at.divided(),
            fragile: looked_at.fragile(),
            counted: looked_at.counted(),
        }
    }

    /// Voices with the affiliations that they belong to, where single ones are counted.
    pub(in crate::compare) fn members(&self, voices: Vec<usize>) -> Members {
        let by = self.question.by;
        let is_single = by.is_of_sources() && !voices.is_empty();
        let affiliations = is_single.then(|| self.affiliations(&voices));
        let is_itself = |voice: &&usize| self.voices.get(**voice).is_some_and(|of| of.is_itself);
        let alone = if is_single { 0 } else { voices.iter().filter(is_itself).count() };
        Members { by, voices, alone, origins: None, affiliations }
    }

    /// By the widest part of their affiliation.
    fn affiliations(&self, voices: &[usize]) -> Affiliations {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for voice in voices.iter().copied() {
            let widest = self.voices.get(voice).and_then(|voice| voice.affiliation.widest());
            by_name.entry(widest.unwrap_or_default()).or_default().push(voice);
        }
        let count = by_name.len();
        let several = by_name.into_iter().filter(|(_, voices)| voices.len() > 1);
        let mut of_several: Vec<_> =
            several.map(|(name, voices)| (name.to_owned(), voices)).collect();
        of_several.sort_by_key(|(_, voices)| std::cmp::Reverse(voices.len()));
        Affiliations { count, of_several }
    }
}

struct LookedAt<'a> {
    comparison: &'a Comparison,
    files: &'a [Loaded],
    slice: &'a Slice,
}

impl LookedAt<'_> {
    fn all(&self) -> Vec<usize> {
        self.slice.standing.iter().map(|standing| standing.voice).collect()
    }

    fn mention(&self, standing: &StandingVoice) -> Mention {
        self.comparison.mention_of(self.files, standing)
    }

    fn sharing(&self) -> Option<Sharing> {
        let agreement = &self.slice.agreement;
        Some(match (agreement.n, agreement.verdict) {
            (0, _) => self.nobody(),
            (1, _) => Sharing::Alone(self.mention(self.slice.standing.first()?)),
            (_, Verdict::Diverge) if agreement.support == 1 => self.all_apart()?,
            (_, verdict) => {
                let (outside, more_outside) = self.outside();
                let in_core = self.slice.standing.iter().filter(|standing| standing.in_core);
                let in_core: Vec<usize> = in_core.map(|standing| standing.voice).collect();
                Sharing::Shared(Shared {
                    verdict,
                    all: self.all(),
                    sharing: self.comparison.speakers(in_core.iter().copied()),
                    in_core,
                    support: agreement.support,
                    core: agreement.core.clone(),
                    outside,
                    more_outside,
                })
            }
        })
    }

    fn outside(&self) -> (Vec<(Mention, Distance)>, Vec<usize>) {
        let outside: Vec<&StandingVoice> =
            self.slice.standing.iter().filter(|standing| !standing.in_core).collect();
        let named = if outside.len() > MOST_NAMED { MOST_NAMED - 1 } else { outside.len() };
        let (named, others) = outside.split_at(named);
        let named = named.iter().filter_map(|standing| {
            let core = self.slice.nearest_core(standing.read)?;
            Some((self.mention(standing), Distance::between(standing.read, core)))
        });
        (named.collect(), others.iter().map(|standing| standing.voice).collect())
    }

    fn all_apart(&self) -> Option<Sharing> {
        let mut standing: Vec<&StandingVoice> = self.slice.standing.iter().collect();
        standing.sort_by(|a, b| a.read.low().total_cmp(&b.read.low()));
        let neighbours = standing.iter().zip(standing.iter().skip(1));
        let (lower, upper) = neighbours.max_by(|one, other| {
            gap(one.0.read, one.1.read).total_cmp(&gap(other.0.read, other.1.read))
        })?;
        Some(Sharing::AllApart {
            all: self.all(),
            lower: self.mention(lower),
            upper: self.mention(upper),
            distance: Distance::between(lower.read, upper.read),
        })
    }

    fn nobody(&self) -> Sharing {
        let at = self.slice.at;
        let counted = || {
            let voices = self.comparison.voices.iter().zip(&self.comparison.tracks);
            voices.filter(|(voice, _)| voice.is_counted()).map(|(_, track)| track)
        };
        let all =
            || counted().flat_map(|track| track.stretches.iter().map(move |s| (track.voice, s)));
        let statements = counted().flat_map(|track| &track.statements);
        let projections =
            statements.filter(|(_, why)| *why == Some(NotCountedWhy::Projection)).count();
        let last = all().filter(|(_, s)| s.to.is_some_and(|to| to < at)).max_by_key(|(_, s)| s.to);
        let next = all().filter(|(_, s)| s.from > at).min_by_key(|(_, s)| s.from);
        let mention = |voice: usize, stretch: &Stretch| {
            self.comparison.mention(self.files, voice, stretch.estimate(), stretch.read())
        };
        Sharing::Nobody {
            last: last.and_then(|(voice, stretch)| Some((mention(voice, stretch), stretch.to?))),
            next: next.map(|(voice, stretch)| (mention(voice, stretch), stretch.from)),
            projections,
        }
    }

    fn divided(&self) -> Vec<Parted> {
        let parted = self.slice.divided.iter().filter_map(|group| {
            let members = || group.members.iter();
            let lower = members().min_by(|a, b| a.read.high().total_cmp(&b.read.high()))?;
            let upper = members().rev().max_by(|a, b| a.read.low().total_cmp(&b.read.low()))?;
            let mention = |member: &StandingMember| {
                let StandingMember { name, estimate, read, carried } = member;
                let standing = StandingVoice {
                    voice: group.voice,
                    estimate: *estimate,
                    read: *read,
                    carried: *carried,
                    in_core: false,
                };
                let by = Speaker { name: name.clone(), voice: Some(group.voice) };
                Mention { by, ..self.comparison.mention_of(self.files, &standing) }
            };
            Some(Parted {
                group: self.comparison.speaker(group.voice),
                lower: mention(lower),
                upper: mention(upper),
                distance: Distance::between(lower.read, upper.read),
            })
        });
        parted.collect()
    }

    fn fragile(&self) -> Fragile {
        let agreement = &self.slice.agreement;
        let others = self.comparison.of_other_measures(self.all());
        let mixed = self.comparison.speakers(others);
        if agreement.n < 2 || agreement.support < 2 {
            return Fragile { mixed, ..Fragile::default() };
        }
        Fragile {
            mixed,
            open: self.open_ends(),
            touch: agreement.touch,
            diverge: agreement.verdict == Verdict::Diverge,
        }
    }

    fn open_ends(&self) -> Option<OpenEnds> {
        let in_core = self.slice.standing.iter().filter(|standing| standing.in_core);
        let (full, open): (Vec<_>, Vec<_>) = in_core.partition(|s| s.read.is_full());
        if open.is_empty() {
            return None;
        }
        if full.is_empty() {
            return Some(OpenEnds::All(open.iter().map(|standing| standing.voice).collect()));
        }
        let only_full = match &full[..] {
            [only] => Some(self.comparison.speaker(only.voice)),
            _ => None,
        };
        let open = self.comparison.mentions(self.files, &open, MOST_NAMED);
        Some(OpenEnds::Some { only_full, open })
    }

    fn counted(&self) -> Counted {
        let mut left_out = BTreeMap::new();
        for (_, why) in &self.slice.not_counted {
            *left_out.entry(*why).or_default() += 1;
        }
        let members = self.comparison.members(self.all());
        let origins = (members.by == Grouping::Method && !members.voices.is_empty())
            .then(|| self.comparison.origins_of(self.files, self.slice).len());
        Counted { members: Members { origins, ..members }, left_out }
    }
}

impl Slice {
    /// The part of the core that is nearest to an interval; none where there is no core.
    #[must_use]
    pub fn nearest_core(&self, read: Interval) -> Option<Interval> {
        let core = self.agreement.core.iter().copied();
        core.min_by(|a, b| gap(read, *a).total_cmp(&gap(read, *b)))
    }
}
