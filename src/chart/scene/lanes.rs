//! A comparison lane by lane: groups below each other, each with its members, and between them how
//! every two of them lie to each other.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::compare::{
    Between, Comparison, EstimateRef, Grouping, Lie, MemberTrack, Stretch, Track, Voice,
};
use crate::estimate::{Camp, Day, Loaded};

use super::lane_factors::{Compared, track_by_factors, wedges_by_factors};
use super::made::{MadeTrack, wedge};
use super::parts::{SceneVoice, SceneWedge};
use super::{Scene, SceneOptions, sign_of_place};

/// The heading of the lane of those who belong to no group.
const OTHERS: &str = "Others";

/// Of more groups than this, only neighbours are held against each other.
const MOST_PAIRED: usize = 4;

/// A comparison lane by lane.
#[derive(Clone, Debug)]
pub struct Lanes {
    /// The members of all groups: each a voice of its own, in the order of the lanes.
    pub scene: Scene,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
    /// Neighbouring lanes first, from top to bottom; then the others.
    pub strips: Vec<LaneStrip>,
    /// Whether values are not numbers but logarithms of factors from the middle of all that stand
    /// on the day.
    pub is_by_factor: bool,
    made_from: Vec<Made>,
}

/// A lane: a group, or all who belong to none.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    pub name: String,
    /// The group's place in [`Comparison::voices`]; none for those who belong to no group.
    pub voice: Option<usize>,
    /// The places of its members in [`Scene::voices`].
    pub members: Range<usize>,
    /// The places in [`Scene::tracks`] of those that are not hidden.
    pub tracks: Range<usize>,
    /// What its members say together, where they do not contradict each other; nothing for those
    /// who belong to no group.
    pub together: Vec<SceneWedge>,
    /// From the lowest to the highest of them where they do.
    pub divided: Vec<SceneWedge>,
}

/// How two groups lie to each other, through time.
#[derive(Clone, PartialEq, Debug)]
pub struct LaneStrip {
    /// Their places in [`Lanes::lanes`], the upper one first.
    pub lanes: [usize; 2],
    /// Their places in [`Comparison::voices`].
    pub voices: [usize; 2],
    /// From ever to ever.
    pub days: Vec<Between>,
}

impl LaneStrip {
    /// How the two lie on a day.
    #[must_use]
    pub fn at(&self, day: Day) -> Option<&Between> {
        let after = self.days.partition_point(|one| one.from.is_none_or(|from| from <= day));
        self.days.get(after.checked_sub(1)?)
    }
}

/// What the members of a group were drawn from.
#[derive(Clone, Debug)]
struct Made {
    of: Arc<Track>,
    made: Vec<Arc<MadeTrack>>,
}

/// What lanes are made from.
struct Making<'a> {
    comparison: &'a Comparison,
    options: &'a SceneOptions<'a>,
    /// Of all who speak on the measure.
    places: HashMap<&'a str, usize>,
    /// What was drawn before, by where the track lives that it was made from: it cannot move or go
    /// while it is held.
    kept: HashMap<usize, Made>,
    compared: Compared<'a>,
}

impl Making<'_> {
    /// The sign of a source: the one that was chosen for it, else that of its place among all who
    /// speak on the measure, whatever is grouped.
    fn sign_of(&self, name: &str) -> u16 {
        let chosen = self.options.signs.and_then(|signs| signs.get(name)).copied();
        let place = || self.places.get(name).copied().unwrap_or(self.places.len());
        chosen.unwrap_or_else(|| sign_of_place(place()))
    }
}

/// The members of a voice by their names, and whether each is counted.
type Members<'a> = Vec<(&'a str, MemberOf<'a>, bool)>;

/// What there is of a member: a track of its own, or its part of that of its group.
#[derive(Clone, Copy)]
enum MemberOf<'a> {
    All(&'a Arc<Track>),
    Part(&'a MemberTrack),
}

impl<'a> MemberOf<'a> {
    fn compared(self) -> &'a [Stretch] {
        match self {
            MemberOf::All(track) => track.compared(),
            MemberOf::Part(member) => member.compared(),
        }
    }
}

fn members<'a>(voice: &'a Voice, track: &'a Arc<Track>) -> Members<'a> {
    let mut all: Members<'_> = Vec::new();
    let is_counted = voice.is_counted();
    // Where one member alone speaks, the track is its own; where none does, there is none.
    let is_of_one = track.only.is_some() || track.silent.is_empty();
    if track.members.is_empty() && is_of_one {
        let name = track.only.as_ref().unwrap_or(&voice.name);
        all.push((name, MemberOf::All(track), is_counted));
    }
    let part = |one: &'a MemberTrack, is_counted| (&*one.name, MemberOf::Part(one), is_counted);
    all.extend(track.members.iter().map(|one| part(one, is_counted)));
    all.extend(track.silent.iter().map(|one| part(one, false)));
    all.sort_by_key(|(name, ..)| *name);
    all
}

impl Lanes {
    /// What `comparison` of `files` looks like lane by lane. `files` are those that were compared.
    ///
    /// Camps come in the order of [`Camp::ALL`], other groups in that of the comparison, and last,
    /// together, those who belong to none. Groups of which nobody says anything have no lane.
    #[must_use]
    pub fn new(files: &[Loaded], comparison: &Comparison, options: &SceneOptions) -> Lanes {
        Lanes::after(None, files, comparison, options, false)
    }

    /// The same as [`Lanes::new`], for less where `before` was made of a comparison that shares
    /// tracks with this one; by factors from the middle of all that stand on the day, where that is
    /// asked.
    #[must_use]
    pub fn after(
        before: Option<Lanes>,
        files: &[Loaded],
        comparison: &Comparison,
        options: &SceneOptions,
        is_by_factor: bool,
    ) -> Lanes {
        let mut scene = Scene::empty(files, comparison, options);
        scene.by = Grouping::Origin;
        scene.voices.clear();
        let kept = before.filter(|before| before.is_of(&scene));
        let kept = kept.map(|before| before.made_from).unwrap_or_default();
        let mut all = Lanes {
            scene,
            lanes: Vec::new(),
            strips: Vec::new(),
            is_by_factor: false,
            made_from: Vec::new(),
        };
        let mut making = Making {
            comparison,
            options,
            places: comparison.sources.iter().map(String::as_str).zip(0..).collect(),
            kept: kept.into_iter().map(|made| (Arc::as_ptr(&made.of).addr(), made)).collect(),
            compared: Compared::default(),
        };
        let (groups, others) = in_order(comparison);
        for place in groups {
            all.add_lane(&mut making, Some(place), &[place]);
        }
        all.add_lane(&mut making, None, &others);
        all.scene.flags.sort_by_key(|flag| (flag.day, flag.voice, flag.estimate));
        all.scene.extent = all.scene.days_to_show();
        all.strips = strips(files, comparison, &all.lanes);
        if is_by_factor {
            all.hold_against_the_middle(comparison, &making.compared);
        }
        all.scene.place_notes(comparison, options.notes, true);
        all
    }

    /// Whether what was made before can be used in a scene of these files and adjustments.
    fn is_of(&self, scene: &Scene) -> bool {
        Loaded::are_same(&self.scene.stated.files, &scene.stated.files)
            && self.scene.stated.adjusted == scene.stated.adjusted
            && self.scene.stated.projections == scene.stated.projections
    }

    fn add_lane(&mut self, making: &mut Making<'_>, group: Option<usize>, voices: &[usize]) {
        let comparison = making.comparison;
        let (first, first_drawn) = (self.scene.voices.len(), self.scene.tracks.len());
        for place in voices {
            self.add_voice(making, *place);
        }
        let members = first..self.scene.voices.len();
        if members.is_empty() {
            return;
        }
        let own = group.and_then(|place| comparison.tracks.get(place));
        let days = own.map(|track| [track.compared(), &track.divided[..]]);
        making.compared.groups.push(days.unwrap_or_default());
        let wedges = |days: &[Stretch]| days.iter().map(wedge).collect::<Vec<SceneWedge>>();
        let name = group.and_then(|place| comparison.voices.get(place));
        self.lanes.push(Lane {
            name: name.map_or(OTHERS, |voice| voice.name.as_str()).to_owned(),
            voice: group,
            members,
            tracks: first_drawn..self.scene.tracks.len(),
            together: own.map(|track| wedges(track.compared())).unwrap_or_default(),
            divided: own.map(|track| wedges(&track.divided)).unwrap_or_default(),
        });
    }

    /// Adds a track for every member of a voice that is not hidden.
    fn add_voice(&mut self, making: &mut Making<'_>, place: usize) {
        let (comparison, options) = (making.comparison, making.options);
        let both = comparison.voices.get(place).zip(comparison.tracks.get(place));
        let says_anything =
            |track: &Track| !track.statements.is_empty() || !track.stretches.is_empty();
        let Some((voice, track)) = both.filter(|(_, track)| says_anything(track)) else {
            return;
        };
        let before = making.kept.remove(&Arc::as_ptr(track).addr());
        let is_hidden = |name: &str| options.hidden.is_some_and(|hidden| hidden.contains(name));
        let mut made = Vec::new();
        for (number, (name, of, is_counted)) in members(voice, track).into_iter().enumerate() {
            making.compared.members.push(of.compared());
            making.compared.counted.push(is_counted);
            let sign = making.sign_of(name);
            let how_made = voice.other.as_ref().and_then(|other| other.made);
            let is_hidden = is_hidden(name) || is_hidden(&voice.name);
            let (name, of_scene) = (name.to_owned(), self.scene.voices.len());
            self.scene.voices.push(SceneVoice { name, is_hidden, sign, made: how_made });
            let same = before.as_ref().and_then(|before| before.made.get(number));
            let same = same.filter(|made| {
                (made.track.voice, made.track.sign) == (of_scene, sign)
                    && made.track.is_counted == is_counted
            });
            let drawn = same.cloned().unwrap_or_else(|| {
                let own = own_track(of, of_scene);
                Arc::new(self.scene.stated.made_track(&own, is_counted, sign))
            });
            if !is_hidden {
                self.scene.tracks.push(Arc::clone(&drawn.track));
                self.scene.flags.extend_from_slice(&drawn.flags);
                self.scene.ghosts.extend_from_slice(&drawn.ghosts);
                self.scene.made.push(Arc::clone(&drawn));
            }
            made.push(drawn);
        }
        self.made_from.push(Made { of: Arc::clone(track), made });
    }

    /// Puts factors from the middle of all members that stand on the day in the place of values.
    fn hold_against_the_middle(&mut self, comparison: &Comparison, compared: &Compared<'_>) {
        let told = compared.by_factors(comparison.measure.is_count());
        for track in &mut self.scene.tracks {
            *track = Arc::new(track_by_factors(track, &told));
        }
        let of_groups = told.steps.get(compared.members.len()..).unwrap_or_default();
        for (lane, days) in self.lanes.iter_mut().zip(of_groups.chunks(2)) {
            lane.together = wedges_by_factors(days.first());
            lane.divided = wedges_by_factors(days.get(1));
        }
        self.scene.ghosts.clear();
        self.is_by_factor = true;
    }
}

/// A member's own track, as a voice in this place.
fn own_track(of: MemberOf<'_>, voice: usize) -> Arc<Track> {
    Arc::new(match of {
        MemberOf::All(track) => {
            let mut own = Track { voice, ..Track::clone(track) };
            let silent = std::mem::take(&mut own.silent);
            let of_others: HashSet<EstimateRef> =
                silent.iter().flat_map(|member| &member.statements).map(|(of, _)| *of).collect();
            own.statements.retain(|(of, _)| !of_others.contains(of));
            own
        }
        MemberOf::Part(member) => Track {
            voice,
            stretches: member.stretches.clone(),
            stale: member.stale.clone(),
            statements: member.statements.clone(),
            carried: member.carried.clone(),
            ..Track::default()
        },
    })
}

/// The places of the groups in the order of their lanes, and of those who belong to none.
fn in_order(comparison: &Comparison) -> (Vec<usize>, Vec<usize>) {
    let voices = comparison.voices.iter().enumerate();
    let (mut groups, others): (Vec<_>, Vec<_>) = voices.partition(|(_, voice)| !voice.is_itself);
    if comparison.question.by == Grouping::Camp {
        let rank = |name: &str| Camp::ALL.iter().position(|camp| camp.heading() == name);
        groups.sort_by_key(|(place, voice)| (rank(&voice.name).unwrap_or(usize::MAX), *place));
    }
    let places = |all: Vec<(usize, &Voice)>| all.into_iter().map(|(place, _)| place).collect();
    (places(groups), places(others))
}

fn strips(files: &[Loaded], comparison: &Comparison, lanes: &[Lane]) -> Vec<LaneStrip> {
    let groups: Vec<(usize, usize)> =
        lanes.iter().enumerate().filter_map(|(lane, of)| Some((lane, of.voice?))).collect();
    let is_counted = |place: usize| comparison.voices.get(place).is_some_and(Voice::is_counted);
    let groups: Vec<(usize, usize)> =
        groups.into_iter().filter(|(_, voice)| is_counted(*voice)).collect();
    let mut pairs = Vec::new();
    let farthest = if groups.len() <= MOST_PAIRED { groups.len() } else { 2 };
    for apart in 1..farthest {
        pairs.extend(groups.iter().zip(groups.iter().skip(apart)));
    }
    let strip = |(upper, lower): (&(usize, usize), &(usize, usize))| {
        let (lanes, voices) = ([upper.0, lower.0], [upper.1, lower.1]);
        let [first, second] = voices;
        LaneStrip { lanes, voices, days: comparison.between(files, first, second) }
    };
    let is_any = |strip: &LaneStrip| strip.days.iter().any(|days| days.lie != Lie::BothSilent);
    pairs.into_iter().map(strip).filter(is_any).collect()
}
