//! Why two numbers differ, line by line and in a sentence.

use crate::compare::{
    Bridge, BridgeEnd, BridgePart, BridgePartKind, BridgeWhy, CountedOtherwise, DaysBetween,
    EstimateRef, Figure, Grew, InPlaceOf, KnownPart, Leeway, NoBridge, Number,
};
use crate::estimate::{Basis, Day, Measure, visible};

use super::{Sentence, Words};

/// One line of a bridge, from the number at the beginning to that at the end.
#[derive(Clone, PartialEq, Debug)]
pub struct BridgeLine {
    pub kind: BridgeLineKind,
    /// What it is: `161 days of growth at 214–220 a day`.
    pub text: Sentence,
    /// By how much, as it stands beside it: `115,000`, `+34,935`, `0`, `not known`.
    pub shown: String,
    /// Where a bar begins and ends that draws it; both the same where there is nothing to draw. The
    /// two ends stand on 0.
    pub bar: (f64, f64),
}

/// What a line of a bridge is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BridgeLineKind {
    From,
    Part(BridgePartKind),
    /// All respects in which the two are the same.
    Same,
    Unexplained,
    To,
}

impl Words {
    /// Between which two: `UK MoD, 20 Mar 2025: 200,000–250,000`, with what is counted where that
    /// differs.
    #[must_use]
    pub fn bridge_ends(self, bridge: &Bridge) -> [Sentence; 2] {
        let differ = bridge.from.measure != bridge.to.measure;
        [&bridge.from, &bridge.to].map(|end| {
            let mut to = Sentence::default();
            let member = end.member.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            let assumed = if end.as_of.is_assumed() { " (day assumed)" } else { "" };
            let as_of = self.as_of(end.as_of);
            let measure = if differ { format!("  {}", end.measure.name()) } else { String::new() };
            let text = format!(
                "{}{member}, {as_of}{assumed}: {}{measure}",
                end.by.name,
                self.told(&end.number)
            );
            to.about(text, end.by.voices(), vec![end.estimate]);
            to
        })
    }

    /// What is counted, and which two are held against each other: `… · killed: why do UK MoD and BBC
    /// Russia differ?`.
    #[must_use]
    pub fn why_two_differ(self, bridge: &Bridge) -> String {
        let [from, to] = [&bridge.from, &bridge.to].map(|end| visible(&end.by.name));
        let whose = match from == to {
            true => format!("two numbers of {from}"),
            false => format!("{from} and {to}"),
        };
        let is_one_measure = bridge.from.measure == bridge.to.measure;
        let measure = is_one_measure.then(|| format!("{}: why", bridge.from.measure.name()));
        let why = measure.unwrap_or_else(|| "Why".to_owned());
        format!("{why} do {whose} differ?")
    }

    /// On which day voices stand with what they say: `As they stand on 20 Mar 2025.`
    #[must_use]
    pub fn as_they_stand(self, day: Day) -> String {
        format!("As they stand on {}.", self.day(day))
    }

    /// From the number at the beginning, part by part, to that at the end. All respects in which the
    /// two are the same stand in one line.
    #[must_use]
    pub fn bridge_lines(self, bridge: &Bridge) -> Vec<BridgeLine> {
        let mut lines = vec![self.end_line(bridge, &bridge.from, BridgeLineKind::From)];
        let mut level = bridge.from.figure;
        let same = self.same(bridge);
        let mut told_same = same.is_empty();
        for part in &bridge.parts {
            match part.known() {
                KnownPart::Same if part.kind() == BridgePartKind::Reading => {}
                KnownPart::Same if told_same => {}
                KnownPart::Same => {
                    told_same = true;
                    let text = Sentence::saying(&*same);
                    let (kind, shown) = (BridgeLineKind::Same, "0".to_owned());
                    lines.push(BridgeLine { kind, text, shown, bar: (level, level) });
                }
                known => {
                    let shown = match known {
                        KnownPart::NotKnown => "not known".to_owned(),
                        _ => self.signed(part.amount),
                    };
                    let (text, kind) = (self.part(bridge, part), BridgeLineKind::Part(part.kind()));
                    let bar = (level, level + part.amount);
                    lines.push(BridgeLine { kind, text, shown, bar });
                    level += part.amount;
                }
            }
        }
        let (kind, text) = (BridgeLineKind::Unexplained, Sentence::saying("unexplained"));
        let (shown, bar) = (self.signed(bridge.unexplained), (level, level + bridge.unexplained));
        lines.push(BridgeLine { kind, text, shown, bar });
        lines.push(self.end_line(bridge, &bridge.to, BridgeLineKind::To));
        lines
    }

    /// In which respects the two are the same, as far as is stated: `definition and place: stated the
    /// same; no newer copy says otherwise; no echo`.
    fn same(self, bridge: &Bridge) -> String {
        let same = || bridge.parts.iter().filter(|part| part.known() == KnownPart::Same);
        let stated = |part: &&BridgePart| same_noun(part.kind()).is_none() && !is_reading(part);
        let stated: Vec<&str> = same().filter(stated).map(noun).collect();
        let stated =
            (!stated.is_empty()).then(|| format!("{}: stated the same", self.all_of(&stated)));
        let rest = same().filter_map(|part| same_noun(part.kind())).map(str::to_owned);
        stated.into_iter().chain(rest).collect::<Vec<_>>().join("; ")
    }

    fn end_line(self, bridge: &Bridge, end: &BridgeEnd, kind: BridgeLineKind) -> BridgeLine {
        let mut text = Sentence::default();
        let is_one_voice = bridge.from.by.name == bridge.to.by.name;
        let day = is_one_voice.then(|| format!(" of {}", self.as_of(end.as_of)));
        let is = match (end.is, &end.number) {
            (Figure::Best, Number::Stated(_)) => "as said",
            (Figure::Best, Number::Read(_)) => "as it is read",
            (Figure::Middle, _) if end.read.says_two_things() => {
                "the middle between two things said"
            }
            (Figure::Middle, Number::Stated(_)) => "the middle of what was said",
            (Figure::Middle, Number::Read(_)) => "the middle of what it is read as",
            (Figure::Least, _) => "the least that was said",
            (Figure::Most, _) => "the most that was said",
        };
        let name = format!("{}{}, {is}", end.by.name, day.unwrap_or_default());
        text.about(name, end.by.voices(), vec![end.estimate]);
        let shown = self.number(end.figure);
        BridgeLine { kind, text, shown, bar: (0.0, end.figure) }
    }

    /// `+34,935`, `−12`, `0`
    fn signed(self, amount: f64) -> String {
        let plus = if amount > 0.0 { "+" } else { "" };
        format!("{plus}{}", self.number(amount))
    }

    /// What a part is: `161 days of growth, 214–220 a day`; `place: the same`.
    #[must_use]
    pub fn bridge_part(self, bridge: &Bridge, part: &BridgePart) -> Sentence {
        match part.known() {
            KnownPart::Same if part.kind() == BridgePartKind::Reading => Sentence::default(),
            KnownPart::Same => Sentence::saying(match same_noun(part.kind()) {
                Some(none) => none.to_owned(),
                None => format!("{}: stated the same", noun(part)),
            }),
            _ => self.part(bridge, part),
        }
    }

    fn part(self, bridge: &Bridge, part: &BridgePart) -> Sentence {
        let mut to = Sentence::default();
        match &part.why {
            BridgeWhy::Days(days) => to.say(self.days_part(bridge, days)),
            BridgeWhy::Definition(of) | BridgeWhy::Place(of) | BridgeWhy::Population(of) => {
                self.counted_part(&mut to, bridge, part.kind(), of);
            }
            BridgeWhy::Reading(_) => to.say("how they are read, up to"),
            BridgeWhy::Copy(steps) => {
                to.say("a newer copy of the file: ");
                to.row(steps, |to, step| self.newer(to, step));
            }
            BridgeWhy::Echo(steps) => {
                to.say("passed on: ");
                to.row(steps, |to, step| self.passed(to, step));
            }
        }
        to
    }

    fn days_part(self, bridge: &Bridge, days: &DaysBetween) -> String {
        let so_many = self.days(days.days.saturating_abs());
        let [from, to] = &bridge.held;
        let Some(grew) = &days.grew else {
            let is_period = !from.measure.basis.stands_on() && !to.measure.basis.stands_on();
            if is_period {
                let (own, other) = (self.as_of(from.as_of), self.as_of(to.as_of));
                return format!("other periods: {own} and {other}");
            }
            let why = match from.measure.basis {
                Basis::Cumulative if to.measure.basis == Basis::Cumulative => {
                    "nobody’s totals tell how fast they grew"
                }
                _ => "what changed in them nobody’s data tell",
            };
            return format!("{so_many} between; {why}");
        };
        let over = f64::from(days.days.saturating_abs().max(1));
        let tenths = |sum: f64| (sum / over * 10.0).round() / 10.0;
        let (least, most) = (tenths(grew.least), tenths(grew.greatest));
        let per_day = match least == most {
            true => self.number(least),
            false => self.range(least, most),
        };
        let less = if days.days < 0 { " less" } else { "" };
        format!("{so_many}{less} of growth, {per_day} a day")
    }

    fn counted_part(
        self,
        to: &mut Sentence,
        bridge: &Bridge,
        kind: BridgePartKind,
        of: &CountedOtherwise,
    ) {
        let [from, held_to] = &bridge.held;
        let (own, other) = self.aspects(kind, &from.measure, &held_to.measure);
        to.say(format!("{}: {own}, then {other}", kind_noun(kind)));
        if let CountedOtherwise::By(pair) = of {
            to.about(format!(" by {}", pair.name), Vec::new(), vec![pair.from.0, pair.to.0]);
        }
    }

    /// In what two measures differ, in the words of each.
    fn aspects(self, kind: BridgePartKind, own: &Measure, other: &Measure) -> (String, String) {
        let of = |one: &Measure, beside: &Measure| match kind {
            BridgePartKind::Place if one.place.is_empty() => "no place stated".to_owned(),
            BridgePartKind::Place => one.place.name().to_owned(),
            BridgePartKind::Population if one.population.is_empty() => "nobody stated".to_owned(),
            BridgePartKind::Population => one.population.clone(),
            _ => {
                let mut words = vec![one.quantity.to_string()];
                if one.basis != beside.basis {
                    words.push(basis(one.basis).to_owned());
                }
                if one.since != beside.since {
                    let since = one.since.map(|day| format!("since {}", self.day(day)));
                    words.push(since.unwrap_or_else(|| "no start stated".to_owned()));
                }
                words.join(" ")
            }
        };
        (of(own, other), of(other, own))
    }

    /// What leaves room between the two: `read as: UK MoD 200,000–250,000; growth 34,388–35,482`.
    fn readings(self, bridge: &Bridge, leeway: Leeway) -> Sentence {
        let mut to = Sentence::default();
        let [from, held_to] = &bridge.held;
        let reads = |end: &BridgeEnd| format!("{} {}", end.by.name, self.interval(end.read));
        let mut told: Vec<(String, Vec<EstimateRef>)> = Vec::new();
        for (end, reach) in [(from, leeway.from), (held_to, leeway.to)] {
            if reach > 0.0 {
                told.push((reads(end), vec![end.estimate]));
            }
        }
        if leeway.growth > 0.0
            && let Some((least, greatest)) = grew_in(bridge)
        {
            let range = self.range(least.round(), greatest.round());
            told.push((format!("growth {range}"), Vec::new()));
        }
        for (place, (text, estimates)) in told.into_iter().enumerate() {
            to.say(if place == 0 { "read as: " } else { "; " });
            to.about(text, Vec::new(), estimates);
        }
        to
    }

    /// What each part rests on, a line each: how the two are read, whose totals grew how fast, and
    /// who says how much measures differ.
    #[must_use]
    pub fn bridge_notes(self, bridge: &Bridge) -> Vec<Sentence> {
        let note = |part: &BridgePart| match &part.why {
            BridgeWhy::Days(DaysBetween { days, grew: Some(grew), .. }) => {
                Some(self.growth(*days, grew))
            }
            BridgeWhy::Definition(CountedOtherwise::By(pair))
            | BridgeWhy::Place(CountedOtherwise::By(pair))
            | BridgeWhy::Population(CountedOtherwise::By(pair)) => {
                let (first, second) = (self.number(pair.from.1), self.number(pair.to.1));
                let (whose, day) = (self.possessive(&pair.name), self.day(pair.day));
                let mut to = Sentence::saying(format!("{}: ", noun(part)));
                let text = format!("{whose} {first} and {second} of {day}");
                to.about(text, Vec::new(), vec![pair.from.0, pair.to.0]);
                Some(to)
            }
            BridgeWhy::Reading(leeway) if part.amount != 0.0 => {
                Some(self.readings(bridge, *leeway))
            }
            _ => None,
        };
        bridge.parts.iter().filter_map(note).collect()
    }

    /// `Ministry’s 1,001 is 1,401 there, of 3 Jan 2025`
    fn newer(self, to: &mut Sentence, step: &InPlaceOf) {
        let told = format!("{} {}", self.possessive(&step.by), self.told(&step.told.number));
        to.about(told, Vec::new(), vec![step.told.estimate]);
        let Some(instead) = &step.instead else { return to.say(" is no longer in it") };
        let said = match &instead.said {
            Some((_, said)) => format!(" is {} there", self.told(&said.number)),
            None => " is no number there".to_owned(),
        };
        to.about(said, Vec::new(), vec![instead.estimate]);
        if let Some(as_of) = instead.dated {
            to.say(format!(", of {}", self.as_of(as_of)));
        }
        if let Some((own, other)) = &instead.measures {
            let (own, other) = self.told_apart(own, other);
            to.say(format!(",{other} instead of{own}"));
        }
    }

    /// `Gazette told about 3,000 of what Gen. Syrskyi said as more than 3,000`
    fn passed(self, to: &mut Sentence, step: &InPlaceOf) {
        let instead = step.instead.as_ref();
        let measures = instead.and_then(|instead| instead.measures.as_ref());
        let both = measures.map(|(told, said)| self.told_apart(told, said));
        let (as_told, as_said) = both.unwrap_or_default();
        let told = format!("{} told {}{as_told}", step.by, self.told(&step.told.number));
        to.about(told, Vec::new(), vec![step.told.estimate]);
        let Some(instead) = instead else { return };
        let said = match &instead.said {
            Some((by, said)) => {
                format!(" of what {by} said as {}{as_said}", self.told(&said.number))
            }
            None => " of what was said without a number".to_owned(),
        };
        to.about(said, Vec::new(), vec![instead.estimate]);
    }

    /// What each counts, as far as that tells it from the other: ` killed`, ` killed or wounded`.
    fn told_apart(self, own: &Measure, other: &Measure) -> (String, String) {
        let kinds = [BridgePartKind::Definition, BridgePartKind::Place, BridgePartKind::Population];
        let mut both = (String::new(), String::new());
        for kind in kinds {
            let (one, another) = self.aspects(kind, own, other);
            if one != another {
                both.0.push_str(&format!(" {one}"));
                both.1.push_str(&format!(" {another}"));
            }
        }
        both
    }

    /// Whose totals tell how fast totals grew, and over which days: `growth: UK MoD, 10 Oct 2024 –
    /// 20 Mar 2025; BBC Russia, …`.
    fn growth(self, days: i32, grew: &Grew) -> Sentence {
        let mut to = Sentence::default();
        let mut by: Vec<(&str, (Day, Day), Vec<EstimateRef>)> = Vec::new();
        for grower in &grew.by {
            let own = [grower.earlier, grower.later];
            match by.iter_mut().find(|(name, ..)| *name == grower.name) {
                Some((_, (first, last), estimates)) => {
                    *first = grower.days.0.min(*first);
                    *last = grower.days.1.max(*last);
                    estimates.extend(own);
                }
                None => by.push((&grower.name, grower.days, own.to_vec())),
            }
        }
        for (place, (name, (first, last), estimates)) in by.into_iter().enumerate() {
            to.say(if place == 0 { "growth: " } else { "; " });
            to.about(format!("{name}, {}", self.period(first, last)), Vec::new(), estimates);
        }
        if grew.days_off > 0 {
            let (off, all) =
                (self.number(f64::from(grew.days_off)), self.days(days.saturating_abs()));
            to.say(format!(
                "; on {off} of the {all} nobody’s totals tell, and the nearest are taken"
            ));
        }
        to
    }

    /// What explains how much of the gap, and what remains, in a few sentences.
    #[must_use]
    pub fn bridge_conclusion(self, bridge: &Bridge) -> Sentence {
        let mut said: Vec<String> = Vec::new();
        said.extend(different(bridge).map(str::to_owned));
        let known = |part: &&BridgePart| part.known() == KnownPart::Known && part.amount != 0.0;
        said.extend(bridge.parts.iter().filter(known).map(|part| self.explains(bridge, part)));
        said.extend(self.left_open(bridge));
        said.extend(self.remains(bridge));
        Sentence::saying(said.join(" "))
    }

    /// `The days between explain 34,935 of 110,000.`
    fn explains(self, bridge: &Bridge, part: &BridgePart) -> String {
        let (gap, amount) = (bridge.gap, part.amount);
        let (size, of) = (self.number(amount.abs()), self.number(gap.abs()));
        let is_borrowed = part.kind() == BridgePartKind::Days && is_borrowed(bridge);
        let (subject, verb) = match part.kind() {
            BridgePartKind::Days if is_borrowed => ("The days between", "would explain"),
            BridgePartKind::Days => ("The days between", "explain"),
            BridgePartKind::Copy => ("The newer copy", "explains"),
            BridgePartKind::Echo => ("What became of it on the way", "explains"),
            _ => ("What is counted otherwise", "explains"),
        };
        let is_along = amount * gap > 0.0;
        if is_along && amount.abs() <= gap.abs() {
            let by = if is_borrowed { ", if totals grew as they did on other days" } else { "" };
            return format!("{subject} {verb} {size} of {of}{by}.");
        }
        if is_along {
            return format!(
                "{subject} alone would make it {size}, more than the {of} between them."
            );
        }
        let [from, to] = &bridge.held;
        let apart = to.figure - from.figure;
        match part.kind() {
            BridgePartKind::Days if from.measure == to.measure && amount * apart < 0.0 => format!(
                "Totals grew by {size} in the days between, and yet the later number is the lower one."
            ),
            BridgePartKind::Days if from.measure == to.measure && apart == 0.0 => format!(
                "Totals grew by {size} in the days between, and yet the number is the same."
            ),
            BridgePartKind::Days => format!("{subject} lead the other way, by {size}."),
            _ => format!("{subject} leads the other way, by {size}."),
        }
    }

    /// How much of what is left lies within how the two are read.
    fn left_open(self, bridge: &Bridge) -> Option<String> {
        let part = bridge.part(BridgePartKind::Reading)?;
        let BridgeWhy::Reading(leeway) = part.why else { return None };
        let size = (part.amount != 0.0).then(|| self.number(part.amount.abs()))?;
        let within = match (leeway.from + leeway.to > 0.0, leeway.growth > 0.0) {
            (true, true) => "how they are read and how fast totals grew",
            (false, true) => "how fast totals grew",
            _ => "how they are read",
        };
        let left = part.amount + bridge.unexplained;
        let is_all = left == bridge.gap;
        let [from, to] = &bridge.held;
        let goes_with = match from.measure == to.measure && self.not_known(bridge).is_empty() {
            true => ": they do not contradict each other",
            false => "",
        };
        Some(match (bridge.unexplained == 0.0, is_all) {
            (true, true) => format!("All of it, {size}, lies within {within}{goes_with}."),
            (true, false) => format!("What is left, {size}, lies within {within}{goes_with}."),
            (false, _) => {
                let left = self.number(left.abs());
                let where_it_is = if is_all { "between them" } else { "that are left" };
                format!("Of the {left} {where_it_is}, {size} may be a matter of {within}.")
            }
        })
    }

    /// In which respects the two differ of which nobody's data say how much.
    fn not_known(self, bridge: &Bridge) -> Vec<&'static str> {
        let not_known = |part: &&BridgePart| part.known() == KnownPart::NotKnown;
        bridge.parts.iter().filter(not_known).map(noun).collect()
    }

    fn remains(self, bridge: &Bridge) -> Option<String> {
        let (not_known, rest) = (self.not_known(bridge), bridge.unexplained);
        let size = self.number(rest.abs());
        let nobody_says = || {
            let of = self.all_of(&not_known);
            format!("how much comes of another {of}, nobody’s data here say")
        };
        let matter = match days_off(bridge) {
            0 => "dates, wording or rounding",
            _ => "wording or rounding",
        };
        let reads = bridge.part(BridgePartKind::Reading).is_some_and(|part| part.amount != 0.0);
        Some(match (rest == 0.0, not_known.is_empty()) {
            (true, true) if reads => return None,
            (true, true) => "Nothing remains unexplained.".to_owned(),
            (true, false) => format!("Nothing remains; {}.", nobody_says()),
            (false, true) if rest == bridge.gap => {
                format!("None of the {size} is a matter of {matter}.")
            }
            (false, true) if rest * bridge.gap < 0.0 => {
                format!("The rest, {size} the other way, is no matter of {matter}.")
            }
            (false, true) => {
                format!("The rest, {size}, is no matter of {matter}.")
            }
            (false, false) => format!("{size} remain unexplained; {}.", nobody_says()),
        })
    }

    /// That a name is nobody's, and which one may be meant: one sentence without a full stop.
    #[must_use]
    pub fn no_such_end(self, name: &str, near: Option<&str>, measure: &Measure) -> String {
        let meant = match near {
            Some(near) => format!(", did you mean “{near}”?"),
            None => format!(
                ": no voice on {} is called so, and no estimate has it as its id",
                measure.name()
            ),
        };
        format!("There is no voice or estimate “{name}”{meant}")
    }

    /// That a name is that of several: one sentence without a full stop.
    #[must_use]
    pub fn several_ends(self, name: &str, several: &[&str]) -> String {
        let several: Vec<String> = several.iter().map(|name| format!("“{name}”")).collect();
        format!("“{name}” may be {}; name one of them", self.one_of(&several))
    }

    /// Why there is no bridge: one sentence without a full stop.
    #[must_use]
    pub fn no_bridge(self, why: &NoBridge) -> String {
        match why {
            NoBridge::NoSuchEnd => "There is no such voice or estimate".to_owned(),
            NoBridge::NoNumber { name, wording: Some(wording) } => {
                format!("{name} gave no number (“{wording}”), so that nothing lies between")
            }
            NoBridge::NoNumber { name, wording: None } => {
                format!("{name} gave no number, so that nothing lies between")
            }
            NoBridge::NotStanding { name, at } => format!(
                "Nothing of {name} stands on {}; name another day, or an estimate by its id",
                self.day(*at)
            ),
            NoBridge::Divided { name, at } => format!(
                "The members of {name} contradict each other on {}, so that {} no one thing; name \
                 one of them, or an estimate by its id",
                self.day(*at),
                self.verb(name, "it says", "they say")
            ),
            NoBridge::NeverTogether { names: [one, other] } => format!(
                "There is no day on which both {one} and {other} stand; name an estimate of each by \
                 its id"
            ),
            NoBridge::OneAndTheSame => {
                "Both are one and the same number, so that nothing lies between".to_owned()
            }
        }
    }
}

fn is_reading(part: &BridgePart) -> bool {
    part.kind() == BridgePartKind::Reading
}

/// What there is not of it, where that is how it is said.
fn same_noun(kind: BridgePartKind) -> Option<&'static str> {
    match kind {
        BridgePartKind::Copy => Some("no newer copy says otherwise"),
        BridgePartKind::Echo => Some("no echo"),
        _ => None,
    }
}

fn noun(part: &BridgePart) -> &'static str {
    kind_noun(part.kind())
}

fn kind_noun(kind: BridgePartKind) -> &'static str {
    match kind {
        BridgePartKind::Days => "day",
        BridgePartKind::Definition => "definition",
        BridgePartKind::Place => "place",
        BridgePartKind::Population => "population",
        BridgePartKind::Reading => "reading",
        BridgePartKind::Copy => "copy",
        BridgePartKind::Echo => "statement",
    }
}

/// On how many of the days between nobody's totals tell how fast they grew.
fn days_off(bridge: &Bridge) -> i32 {
    match bridge.part(BridgePartKind::Days).map(|part| &part.why) {
        Some(BridgeWhy::Days(days)) => days.grew.as_ref().map_or(0, |grew| grew.days_off),
        _ => 0,
    }
}

/// Whether most of the growth between is that of other days.
fn is_borrowed(bridge: &Bridge) -> bool {
    let [from, to] = &bridge.held;
    let days = from.as_of.to().days_until(to.as_of.to()).saturating_abs();
    days_off(bridge).saturating_mul(2) > days
}

fn grew_in(bridge: &Bridge) -> Option<(f64, f64)> {
    match &bridge.part(BridgePartKind::Days)?.why {
        BridgeWhy::Days(days) => days.grew.as_ref().map(|grew| (grew.least, grew.greatest)),
        _ => None,
    }
}

/// That the two are one statement, or count different things, where that is so.
fn different(bridge: &Bridge) -> Option<&'static str> {
    let [from, to] = &bridge.held;
    let is_echo =
        |part: &BridgePart| part.kind() == BridgePartKind::Echo && part.known() != KnownPart::Same;
    if from.estimate == to.estimate {
        Some("Both are one statement.")
    } else if from.measure != to.measure {
        Some("They count different things, so that the gap alone is no contradiction.")
    } else if bridge.parts.iter().any(is_echo) {
        Some("What was only passed on is led back to what was said.")
    } else {
        None
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Level => "on the day",
        Basis::Cumulative => "so far",
        Basis::Increment => "within a period",
        Basis::Rate => "per day",
    }
}
