//! The parts of a gap, and what remains of it.

use super::ends::{Among, EndAsked, NoBridge};
use super::grown::days_between;
use super::linked::counted;
use super::parts::{
    Bridge, BridgeEnd, BridgePart, BridgeWhy, CountedOtherwise, DaysBetween, InPlaceOf, Instead,
    Leeway,
};
use super::traced::{Traced, traced};
use super::units::Units;
use crate::compare::{Comparison, EarlierCopy};
use crate::estimate::{Loaded, Measure, Overlay};

/// What a bridge is looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Bridging<'a> {
    /// Those that were compared.
    pub files: &'a [Loaded],
    /// The copies that stood before some of them.
    pub earlier: &'a [EarlierCopy],
    pub overlay: &'a Overlay,
    /// That of the question that is asked: who speaks, what was known, how “about” is read.
    pub comparison: &'a Comparison,
}

/// Takes the gap between two numbers apart.
///
/// As fast as a comparison of the first number's measure: for a click, not for every frame.
///
/// ```
/// use parallax::compare::{Bridging, EndAsked, Question, bridge, compare};
/// use parallax::estimate::{FileSlot, Loaded, Overlay};
/// use parallax::files::{self, ReadOptions};
///
/// let table = "date,source,quantity,best,id\n\
///              2025-01-01,Counter,killed,1001,c1\n\
///              2025-01-31,Counter,killed,1301,c2\n\
///              2025-01-11,Ministry,killed,1501,m\n\
///              2025-01-31,Monitor,killed,1901,n\n";
/// let go_on = &mut |_| std::ops::ControlFlow::Continue(());
/// let reading = files::read("killed.csv", table.as_bytes(), &ReadOptions::default(), go_on)?;
/// let files = [Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }];
/// let (_, killed) = files[0].ledger.measures().next().expect("one measure");
///
/// let overlay = Overlay::default();
/// let comparison = compare(&files, &overlay, &Question::about(killed.clone()));
/// let among = Bridging { files: &files, earlier: &[], overlay: &overlay, comparison: &comparison };
/// let voice = |name: &str| EndAsked::Voice {
///     voice: comparison.voices.iter().position(|voice| voice.name == name).expect("speaks"),
///     at: "2025-01-31".parse().expect("a day"),
/// };
/// let bridge = bridge(among, voice("Ministry"), voice("Monitor")).expect("both stand");
/// // Counter grew by ten a day, so that twenty days are half of what lies between the two.
/// assert_eq!((bridge.gap, bridge.parts[0].amount, bridge.unexplained), (400.0, 200.0, 200.0));
/// # Ok::<(), files::Unreadable>(())
/// ```
///
/// # Errors
/// Where one of the two gives no number or does not stand, or both are one.
pub fn bridge(among: Bridging<'_>, from: EndAsked, to: EndAsked) -> Result<Bridge, NoBridge> {
    let Bridging { files, earlier, overlay, comparison } = among;
    let among = Among::new((files, earlier), overlay, comparison);
    let (from, to) = (among.end(from)?, among.end(to)?);
    if (from.estimate, from.read, from.as_of) == (to.estimate, to.read, to.as_of) {
        return Err(NoBridge::OneAndTheSame);
    }
    let (first, last) = (traced(&among, &from), traced(&among, &to));
    let held = [&first.held, &last.held];
    let days = days_between(&among, held);
    let [definition, place, population] = differing(&among, held);
    Ok(TakenApart { ends: [from, to], traced: [first, last], days }
        .add_up(definition, place, population))
}

/// What is counted otherwise: first what, as where and of whom the first one counts; then where, by
/// the definition of the second; then of whom.
fn differing(among: &Among<'_>, held: [&BridgeEnd; 2]) -> [CountedOtherwise; 3] {
    let [from, to] = held.map(|end| &end.measure);
    let defined =
        Measure { population: from.population.clone(), place: from.place.clone(), ..to.clone() };
    let placed = Measure { place: to.place.clone(), ..defined.clone() };
    [
        counted(among, [from, &defined], held),
        counted(among, [&defined, &placed], held),
        counted(among, [&placed, to], held),
    ]
}

/// All that is known of a gap before it is added up.
struct TakenApart {
    ends: [BridgeEnd; 2],
    traced: [Traced; 2],
    days: DaysBetween,
}

impl TakenApart {
    fn units(&self, counted: [&CountedOtherwise; 3]) -> Units {
        let [from, to] = &self.ends;
        let [first, last] = self.traced.each_ref().map(|traced| traced.held.figure);
        let mut numbers = vec![from.figure, to.figure, first, last];
        let pairs = counted.into_iter().filter_map(|of| match of {
            CountedOtherwise::By(pair) => Some([pair.from.1, pair.to.1]),
            CountedOtherwise::Same | CountedOtherwise::NotKnown => None,
        });
        numbers.extend(pairs.flatten());
        let steps =
            self.traced.iter().flat_map(|traced| traced.copies.iter().chain(&traced.echoes));
        numbers.extend(steps.map(|step| step.told.figure));
        let ends = self.ends.iter().chain(self.traced.iter().map(|traced| &traced.held));
        let is_count = ends.into_iter().all(|end| end.measure.is_count());
        let most = self.days.grew.as_ref().map_or(0.0, |grew| grew.greatest);
        Units::for_all(&numbers, most, is_count)
    }

    fn add_up(
        self,
        definition: CountedOtherwise,
        place: CountedOtherwise,
        population: CountedOtherwise,
    ) -> Bridge {
        let units = self.units([&definition, &place, &population]);
        let in_units = |end: BridgeEnd| {
            let figure = units.number(units.of(end.figure));
            BridgeEnd { figure, ..end }
        };
        let [from, to] = self.ends.map(in_units);
        let [first, last] = self.traced;
        let held = [first.held, last.held].map(in_units);
        let mut level = units.of(held[0].figure);
        let target = units.of(held[1].figure);
        let days = grown(&self.days, units);
        level += days;
        let is_count = held.iter().all(|end| end.measure.is_count());
        let mut add = |of: CountedOtherwise| {
            let (amount, of) = stepped(of, level, units, is_count);
            level += amount;
            (amount, of)
        };
        let (definition, place, population) = (add(definition), add(place), add(population));
        let left = target - level;
        let leeway = leeway(&held, &self.days, left);
        let reading = units.within(leeway.all()).min(left.abs()).copysign(left);
        let copy = replaced(&first.copies, &last.copies, units);
        let echo = replaced(&first.echoes, &last.echoes, units);
        let both = |own: Vec<InPlaceOf>, other: Vec<InPlaceOf>| [own, other].concat();
        let part = |amount: f64, why: BridgeWhy| BridgePart { amount: units.number(amount), why };
        let parts = vec![
            part(days, BridgeWhy::Days(self.days)),
            part(definition.0, BridgeWhy::Definition(definition.1)),
            part(place.0, BridgeWhy::Place(place.1)),
            part(population.0, BridgeWhy::Population(population.1)),
            part(reading, BridgeWhy::Reading(leeway)),
            part(copy, BridgeWhy::Copy(both(first.copies, last.copies))),
            part(echo, BridgeWhy::Echo(both(first.echoes, last.echoes))),
        ];
        let gap = units.number(units.of(to.figure) - units.of(from.figure));
        Bridge { from, to, held, gap, parts, unexplained: units.number(left - reading) }
    }
}

/// The middle of what totals grew by, towards the second number's day.
fn grown(days: &DaysBetween, units: Units) -> f64 {
    let Some(grew) = &days.grew else { return 0.0 };
    let middle = units.of(f64::midpoint(grew.least, grew.greatest));
    if days.days < 0 { -middle } else { middle }
}

/// By how much what is counted otherwise leads on from a level. A source that counts in another size
/// altogether says nothing: of things that are counted there are never less than none.
fn stepped(
    of: CountedOtherwise,
    level: f64,
    units: Units,
    is_count: bool,
) -> (f64, CountedOtherwise) {
    let CountedOtherwise::By(pair) = &of else { return (0.0, of) };
    let amount = units.of(pair.to.1) - units.of(pair.from.1);
    if is_count && level >= 0.0 && level + amount < 0.0 {
        return (0.0, CountedOtherwise::NotKnown);
    }
    (amount, of)
}

/// How far both reach towards each other over what is left.
fn leeway([from, to]: &[BridgeEnd; 2], days: &DaysBetween, left: f64) -> Leeway {
    let above = |end: &BridgeEnd| (end.read.high() - end.figure).max(0.0);
    // “At most” goes with anything below it, carried on or not.
    let below = |end: &BridgeEnd| {
        end.read.said_low().map_or(f64::INFINITY, |low| (end.figure - low).max(0.0))
    };
    let growth = days.grew.as_ref().map_or(0.0, |grew| (grew.greatest - grew.least) / 2.0);
    match left.total_cmp(&0.0) {
        std::cmp::Ordering::Greater => Leeway { from: above(from), to: below(to), growth },
        std::cmp::Ordering::Less => Leeway { from: below(from), to: above(to), growth },
        std::cmp::Ordering::Equal => Leeway::default(),
    }
}

/// What the numbers in the place of those told are above them: from the first end forwards, and
/// from the second one back.
fn replaced(first: &[InPlaceOf], last: &[InPlaceOf], units: Units) -> f64 {
    let above = |step: &InPlaceOf| {
        let instead = step.instead.as_ref().and_then(Instead::figure);
        instead.map_or(0.0, |instead| units.of(instead) - units.of(step.told.figure))
    };
    let all = |steps: &[InPlaceOf]| steps.iter().map(above).sum::<f64>();
    all(first) - all(last)
}
