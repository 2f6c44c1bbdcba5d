//! Linked measures held against each other: a part above its whole, and more killed or wounded than
//! were deployed.

use std::ops::ControlFlow;

use super::inquiry::{Inquiry, until};
use super::stake::Stake;
use super::{Excess, Fact, Finding};
use crate::compare::shares::slice::factor;
use crate::compare::{
    Comparison, Dates, Distance, GoOn, Mention, Question, Slice, Stretch, compare, measures_in,
};
use crate::estimate::{Basis, Day, Measure};

/// How the number of one measure is bound by that of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Link {
    /// Everything counted here is counted there.
    PartOf,
    /// Outcomes for people out of those deployed there.
    TollOf,
}

impl Link {
    fn between(lesser: &Measure, greater: &Measure) -> Option<Link> {
        if lesser.is_part_of(greater) {
            Some(Link::PartOf)
        } else if lesser.is_toll_of(greater) {
            Some(Link::TollOf)
        } else {
            None
        }
    }

    fn fact(self, excess: Excess) -> Fact {
        match self {
            Link::PartOf => Fact::PartAboveWhole(excess),
            Link::TollOf => Fact::TollAboveDeployed(excess),
        }
    }
}

pub(super) fn look(
    inquiry: &Inquiry<'_>,
    found: &mut Vec<Finding>,
    go_on: GoOn<'_>,
) -> ControlFlow<()> {
    let asked = &inquiry.question.measure;
    let mut here: Option<Comparison> = None;
    for (other, _) in measures_in(inquiry.files) {
        let (is_lesser, link) = match (Link::between(asked, &other), Link::between(&other, asked)) {
            (Some(link), _) => (true, link),
            (None, Some(link)) => (false, link),
            (None, None) => continue,
        };
        go_on()?;
        let include = Vec::new();
        // What was said on which day decides here, wherever it is carried.
        let stated = Question { include, dates: Dates::Stated, ..inquiry.question.clone() };
        let there = Question { measure: other, ..stated.clone() };
        let there = compare(inquiry.files, inquiry.overlay, &there);
        let here: &Comparison =
            here.get_or_insert_with(|| compare(inquiry.files, inquiry.overlay, &stated));
        let (lesser, greater) = if is_lesser { (here, &there) } else { (&there, here) };
        Held { inquiry, link, lesser, greater }.look(found, go_on)?;
    }
    ControlFlow::Continue(())
}

/// A measure held against one that it can never be above.
struct Held<'a> {
    inquiry: &'a Inquiry<'a>,
    link: Link,
    lesser: &'a Comparison,
    greater: &'a Comparison,
}

/// A number of the lesser measure above one of the greater.
#[derive(Clone, Copy)]
struct Above<'a> {
    lesser: &'a Stretch,
    greater: &'a Stretch,
}

impl Held<'_> {
    fn look(&self, found: &mut Vec<Finding>, go_on: GoOn<'_>) -> ControlFlow<()> {
        let is_few = self.lesser.voices.len() * self.greater.voices.len()
            <= Slice::MOST_PAIRED * Slice::MOST_PAIRED;
        for (lesser, of_lesser) in counted(self.lesser, self.inquiry.until) {
            go_on()?;
            for (greater, of_greater) in counted(self.greater, self.inquiry.until) {
                // With very many voices only each with itself.
                let is_same = self.name(self.lesser, lesser) == self.name(self.greater, greater);
                if !is_few && !is_same {
                    continue;
                }
                if let Some(above) = self.worst(of_lesser, of_greater) {
                    found.push(self.tell(lesser, greater, above));
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn name<'b>(&self, comparison: &'b Comparison, voice: usize) -> &'b str {
        comparison.voices.get(voice).map_or("", |voice| &voice.name)
    }

    /// The excess with the largest factor, of equally large ones the latest.
    fn worst<'b>(&self, lesser: &'b [Stretch], greater: &'b [Stretch]) -> Option<Above<'b>> {
        let mut worst: Option<(f64, Above<'b>)> = None;
        let mut first = 0;
        for part in lesser {
            // What is over before this one began is over for all later ones.
            while greater.get(first).is_some_and(|whole| whole.to.is_some_and(|to| to < part.from))
            {
                first += 1;
            }
            for whole in greater.iter().skip(first) {
                if part.to.is_some_and(|to| whole.from > to) {
                    break;
                }
                if part.read().low() <= whole.read().high() || !self.speak_of_same_time(part, whole)
                {
                    continue;
                }
                let size = factor(whole.read(), part.read()).unwrap_or(f64::MAX);
                if worst.is_none_or(|(most, _)| size >= most) {
                    worst = Some((size, Above { lesser: part, greater: whole }));
                }
            }
        }
        worst.map(|(_, above)| above)
    }

    /// Whether a later day cannot account for the excess: of totals, which grow, the greater one
    /// must be no older; what is there on a day is of one day; a period lies within the other.
    fn speak_of_same_time(&self, lesser: &Stretch, greater: &Stretch) -> bool {
        let files = self.inquiry.files;
        let part = self.lesser.dated(files).period(lesser.estimate());
        let whole = self.greater.dated(files).period(greater.estimate());
        match self.greater.measure.basis {
            Basis::Cumulative => part.1 <= whole.1,
            Basis::Level if self.link == Link::TollOf => part.1 <= whole.1,
            Basis::Level => part == whole,
            Basis::Increment => whole.0 <= part.0 && part.1 <= whole.1,
            Basis::Rate => part == whole,
        }
    }

    fn tell(&self, lesser: usize, greater: usize, above: Above<'_>) -> Finding {
        let inquiry = self.inquiry;
        let distance = Distance::between(above.greater.read(), above.lesser.read());
        let excess = Excess {
            lesser: self.mention(self.lesser, lesser, above.lesser),
            greater: self.mention(self.greater, greater, above.greater),
            distance,
        };
        let evidence = [above.lesser.estimate(), above.greater.estimate()];
        let is_same = self.name(self.lesser, lesser) == self.name(self.greater, greater);
        let size = if is_same { distance.size() * 2.0 } else { distance.size() };
        let weight = Stake::of(inquiry, &evidence).weight(size);
        inquiry.finding(self.link.fact(excess), weight, &evidence)
    }

    fn mention(&self, own: &Comparison, voice: usize, stands: &Stretch) -> (Mention, Measure) {
        let files = self.inquiry.files;
        let mut mention = own.mention(files, voice, stands.estimate(), stands.read());
        mention.by.voice = self.inquiry.voice_called(&mention.by.name);
        (mention, own.measure.clone())
    }
}

/// Who counts and speaks on the measure itself, with what has stood of each by a day.
fn counted(comparison: &Comparison, at: Day) -> impl Iterator<Item = (usize, &[Stretch])> {
    let voices = comparison.voices.iter().zip(&comparison.tracks).enumerate();
    voices
        .filter(|(_, (voice, _))| voice.is_counted() && voice.other.is_none())
        .map(move |(place, (_, track))| (place, until(&track.stretches, at)))
}
