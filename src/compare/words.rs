//! The comparison on a day in words: the sentence that stands above the plot.
//!
//! Plain words about who shares what. Nothing here speaks of how likely anything is.

use std::collections::BTreeMap;
use std::fmt;

use super::slice::factor;
use super::{
    Comparison, EstimateRef, Grouping, Interval, NotCountedWhy, Question, Slice, Stretch, Verdict,
};
use crate::estimate::{Bounds, Day, How, Loaded, Shape, grouped};

/// Some words, and of whom and what they speak.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Part {
    pub text: String,
    /// The voices spoken of: places in [`Comparison::voices`].
    pub voices: Vec<usize>,
    /// The statements spoken of, where it is about single ones.
    pub estimates: Vec<EstimateRef>,
}

/// A sentence or two whose parts know of whom they speak.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sentence {
    pub parts: Vec<Part>,
}

impl Sentence {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds words that speak of nobody.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.of(text, Vec::new());
    }

    /// Adds words that speak of these voices.
    pub(super) fn of(&mut self, text: impl Into<String>, voices: Vec<usize>) {
        self.about(text, voices, Vec::new());
    }

    /// Adds words that speak of these statements, and of the voices whose they are.
    pub(super) fn about(
        &mut self,
        text: impl Into<String>,
        voices: Vec<usize>,
        estimates: Vec<EstimateRef>,
    ) {
        self.parts.push(Part { text: text.into(), voices, estimates });
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| f.write_str(&part.text))
    }
}

/// A day of a comparison in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Headline {
    /// Who shares what, and who stands outside by what factor.
    pub verdict: Sentence,
    /// What makes that fragile; empty if nothing does.
    pub fragile: Sentence,
    /// What is counted and what is not.
    pub counted: Sentence,
}

impl Comparison {
    /// Says a slice of this comparison in words.
    #[must_use]
    pub fn headline(&self, files: &[Loaded], slice: &Slice) -> Headline {
        let writer = Writer { comparison: self, files, slice };
        Headline { verdict: writer.verdict(), fragile: writer.fragile(), counted: writer.counted() }
    }
}

/// Those that stand outside and are named one by one; the others are only counted.
const MOST_NAMED: usize = 2;

struct Writer<'a> {
    comparison: &'a Comparison,
    files: &'a [Loaded],
    slice: &'a Slice,
}

impl Writer<'_> {
    fn by(&self) -> Grouping {
        self.comparison.question.by
    }

    fn name(&self, voice: usize) -> &str {
        self.comparison.voices.get(voice).map_or("", |voice| &voice.name)
    }

    fn in_core(&self) -> Vec<usize> {
        self.slice.standing.iter().filter(|s| s.in_core).map(|s| s.voice).collect()
    }

    fn all(&self) -> Vec<usize> {
        self.slice.standing.iter().map(|standing| standing.voice).collect()
    }

    fn verdict(&self) -> Sentence {
        let agreement = &self.slice.agreement;
        let (n, support) = (agreement.n, agreement.support);
        let mut sentence = Sentence::default();
        match agreement.verdict {
            Verdict::None => return self.nobody(),
            Verdict::Single => return self.only_one(),
            Verdict::Diverge if support == 1 => return self.all_apart(),
            Verdict::Agree if n == 2 => {
                sentence.of(format!("Both {}", self.by().noun(n)), self.all());
            }
            Verdict::Agree => sentence.of(format!("All {}", self.by().counted(n)), self.all()),
            Verdict::NotContradicted => {
                sentence
                    .of(format!("None of {} is contradicted", self.by().counted(n)), self.all());
                sentence.say(format!(": {} goes with all.", self.core_words()));
                return sentence;
            }
            Verdict::Diverge | Verdict::Majority => {
                sentence.of(format!("{support} of {}", self.by().counted(n)), self.in_core());
            }
            Verdict::Minority | Verdict::Split => {
                let voices = self.in_core();
                sentence.of(format!("No more than {support} of {}", self.by().counted(n)), voices);
            }
        }
        sentence.say(format!(" share {}.", self.core_words()));
        self.tell_outside(&mut sentence);
        sentence
    }

    /// The core in words: `3,800–4,200`, `3,001 or more`, `300–315 or 950–1,000`.
    fn core_words(&self) -> String {
        let words: Vec<String> = self.slice.agreement.core.iter().map(|c| in_words(*c)).collect();
        words.join(" or ")
    }

    fn tell_outside(&self, sentence: &mut Sentence) {
        let outside = &self.slice.agreement.outside;
        let named = if outside.len() > MOST_NAMED + 1 { MOST_NAMED } else { outside.len() };
        for voice in outside.iter().copied().take(named) {
            let distance = self.distance_from_core(voice).unwrap_or_default();
            sentence.say(" ");
            sentence.of(self.statement(voice), vec![voice]);
            sentence.say(format!(" stands outside{distance}."));
        }
        let others: Vec<usize> = outside.iter().copied().skip(named).collect();
        if !others.is_empty() {
            sentence.say(" ");
            sentence.of(format!("{} more", others.len()), others);
            sentence.say(" stand outside.");
        }
    }

    /// How far a voice stands from the nearest core.
    fn distance_from_core(&self, voice: usize) -> Option<String> {
        let read = self.slice.standing.iter().find(|s| s.voice == voice)?.read;
        let nearest = self
            .slice
            .agreement
            .core
            .iter()
            .copied()
            .min_by(|a, b| between(read, *a).total_cmp(&between(read, *b)))?;
        Some(distance(read, nearest))
    }

    /// Whose number of which day: `ROK Joint Chiefs’ 1,100 of 23 Dec`.
    fn statement(&self, voice: usize) -> String {
        let standing = self.slice.standing.iter().find(|standing| standing.voice == voice);
        let Some(standing) = standing else { return self.name(voice).to_owned() };
        let number = self.number(standing.estimate, standing.read);
        let day = self.day(standing.estimate);
        format!("{} {number} of {day}", possessive(self.name(voice)))
    }

    /// A number as it was stated, or as it is read where an analyst or a group changed it.
    fn number(&self, estimate: EstimateRef, read: Interval) -> String {
        number_of(self.files, &self.comparison.question, estimate, read)
    }

    fn day(&self, estimate: EstimateRef) -> String {
        let clocks = self.comparison.clocks(self.files, estimate);
        clocks.map(|clocks| spoken(clocks.as_of().to(), self.slice.at)).unwrap_or_default()
    }

    fn only_one(&self) -> Sentence {
        let mut sentence = Sentence::default();
        for voice in self.all() {
            sentence.of(self.statement(voice), vec![voice]);
            sentence.say(" stands alone: nothing to compare it with.");
        }
        sentence
    }

    /// Nobody shares anything: the widest gap between neighbours, and by what factor.
    fn all_apart(&self) -> Sentence {
        let mut sentence = Sentence::default();
        let mut standing: Vec<_> = self.slice.standing.iter().collect();
        standing.sort_by(|a, b| a.read.low().total_cmp(&b.read.low()));
        let widest = standing.windows(2).max_by(|one, other| {
            let gap = |pair: &[&super::StandingVoice]| between(pair[0].read, pair[1].read);
            gap(one).total_cmp(&gap(other))
        });
        let Some([lower, upper]) = widest else { return sentence };
        let n = standing.len();
        sentence.of(format!("No two of {} share a value.", self.by().counted(n)), self.all());
        sentence.say(if n > 2 { " The largest gap lies between " } else { " Between " });
        sentence.of(self.statement(lower.voice), vec![lower.voice]);
        sentence.say(" and ");
        sentence.of(self.statement(upper.voice), vec![upper.voice]);
        let gap = grouped(tidy(between(lower.read, upper.read)));
        let factor = factor(lower.read, upper.read).and_then(in_factor);
        let factor = factor.map(|factor| format!(", a factor of {factor}")).unwrap_or_default();
        sentence.say(
            if n > 2 { ": ".to_owned() } else { " lies a gap of ".to_owned() }
                + &gap
                + &factor
                + ".",
        );
        sentence
    }

    /// Nobody stands: who stood last, and who stands next.
    fn nobody(&self) -> Sentence {
        let at = self.slice.at;
        let mut sentence = Sentence::default();
        sentence.say(format!(
            "No {} has a standing estimate on {}.",
            self.by().noun(1),
            at.spoken()
        ));
        let counted = || {
            let voices = self.comparison.voices.iter().zip(&self.comparison.tracks);
            voices.filter(|(voice, _)| voice.is_counted()).map(|(_, track)| track)
        };
        let all =
            || counted().flat_map(|track| track.stretches.iter().map(move |s| (track.voice, s)));
        let last = all().filter(|(_, s)| s.to.is_some_and(|to| to < at)).max_by_key(|(_, s)| s.to);
        let next = all().filter(|(_, s)| s.from > at).min_by_key(|(_, s)| s.from);
        if let Some((voice, stretch)) = last {
            sentence.say(" The last was ");
            self.name_stretch(&mut sentence, voice, stretch);
            let until = stretch.to.map_or(String::new(), Day::spoken);
            sentence.say(format!(", which stood until {until}."));
        }
        if let Some((voice, stretch)) = next {
            sentence.say(if last.is_some() { " The next is " } else { " The first is " });
            self.name_stretch(&mut sentence, voice, stretch);
            sentence.say(format!(", from {}.", stretch.from.spoken()));
        }
        sentence
    }

    fn name_stretch(&self, sentence: &mut Sentence, voice: usize, stretch: &Stretch) {
        let number = self.number(stretch.estimate, stretch.read);
        sentence.of(format!("{} {number}", possessive(self.name(voice))), vec![voice]);
    }

    /// What makes the verdict fragile.
    fn fragile(&self) -> Sentence {
        let mut sentence = self.mixed();
        let rest = self.fragile_core();
        if !sentence.is_empty() && !rest.is_empty() {
            sentence.say(" ");
        }
        sentence.parts.extend(rest.parts);
        sentence
    }

    /// Which of those that stand speak of another measure than the one asked about.
    fn mixed(&self) -> Sentence {
        let mut sentence = Sentence::default();
        let others = self.comparison.of_other_measures(self.all());
        let Some((last, before)) = others.split_last() else { return sentence };
        sentence.say("Mixed: ");
        for (place, voice) in before.iter().enumerate() {
            sentence.say(if place == 0 { "" } else { ", " });
            sentence.of(self.name(*voice), vec![*voice]);
        }
        sentence.say(if before.is_empty() { "" } else { " and " });
        sentence.of(self.name(*last), vec![*last]);
        sentence.say(if before.is_empty() {
            " is of another measure, included because it was asked for."
        } else {
            " are of other measures, included because they were asked for."
        });
        sentence
    }

    fn fragile_core(&self) -> Sentence {
        let mut sentence = Sentence::default();
        let agreement = &self.slice.agreement;
        if agreement.n < 2 || agreement.support < 2 {
            return sentence;
        }
        let (full, open): (Vec<_>, Vec<_>) =
            self.slice.standing.iter().filter(|s| s.in_core).partition(|s| s.read.is_full());
        let open_voices: Vec<usize> = open.iter().map(|standing| standing.voice).collect();
        match (&full[..], &open[..]) {
            (_, []) => {}
            ([], _) => {
                sentence.of("Everybody in the core", open_voices);
                sentence.say(" leaves one end open, which goes with anything beyond it.");
            }
            ([only], _) => {
                sentence.of(self.name(only.voice), vec![only.voice]);
                sentence.say(" is the only full statement in the core: ");
                self.tell_open(&mut sentence, &open_voices);
            }
            _ => self.tell_open(&mut sentence, &open_voices),
        }
        self.tell_touch_and_diverge(&mut sentence);
        sentence
    }

    fn tell_open(&self, sentence: &mut Sentence, voices: &[usize]) {
        if voices.len() > MOST_NAMED + 1 {
            let text = format!("{} of those in the core", voices.len());
            sentence.of(text, voices.to_vec());
            sentence.say(" leave one end open, which goes with anything beyond it.");
            return;
        }
        for (place, voice) in voices.iter().enumerate() {
            sentence.say(match place {
                0 => "",
                _ if place + 1 == voices.len() => " and ",
                _ => ", ",
            });
            let standing = self.slice.standing.iter().find(|s| s.voice == *voice);
            let number = standing.map_or(String::new(), |s| self.number(s.estimate, s.read));
            sentence.of(format!("{} says “{number}”", self.name(*voice)), vec![*voice]);
        }
        sentence.say(", which goes with anything beyond it.");
    }

    fn tell_touch_and_diverge(&self, sentence: &mut Sentence) {
        let agreement = &self.slice.agreement;
        let mut tell = |text: &str| {
            let space = if sentence.is_empty() { "" } else { " " };
            sentence.say(format!("{space}{text}"));
        };
        if agreement.touch {
            tell("The core is one single value, at which wider readings only touch.");
        }
        if agreement.verdict == Verdict::Diverge {
            tell("No two full statements share a value: diverge.");
        }
    }

    /// What is counted, and what is not.
    fn counted(&self) -> Sentence {
        let mut sentence = Sentence::default();
        tell_counted(&mut sentence, self.comparison, &self.all());
        sentence.say(".");
        let left_out = self.left_out();
        if !left_out.is_empty() {
            sentence.say(format!(" Not counted: {}.", left_out.join(", ")));
        }
        sentence
    }

    fn left_out(&self) -> Vec<String> {
        let count = |wanted: &[NotCountedWhy]| {
            self.slice.not_counted.iter().filter(|(_, why)| wanted.contains(why)).count()
        };
        let kinds: [(&[NotCountedWhy], &str, &str); 10] = [
            (&[NotCountedWhy::Echo], "echo", "echoes"),
            (
                &[NotCountedWhy::Vague, NotCountedWhy::Share, NotCountedWhy::Direction],
                "without a number",
                "without a number",
            ),
            (&[NotCountedWhy::Stale], "stale", "stale"),
            (&[NotCountedWhy::Projection], "projection", "projections"),
            (&[NotCountedWhy::Divided], "divided", "divided"),
            (&[NotCountedWhy::UnknownOrigin], "of unknown origin", "of unknown origin"),
            (&[NotCountedWhy::Excluded], "excluded", "excluded"),
            (&[NotCountedWhy::Retracted], "retracted", "retracted"),
            (&[NotCountedWhy::OtherPeriod], "of another period", "of other periods"),
            (&[NotCountedWhy::OtherMeasure], "of another measure", "of other measures"),
        ];
        kinds
            .into_iter()
            .filter_map(|(why, one, several)| match count(why) {
                0 => None,
                1 => Some(format!("1 {one}")),
                many => Some(format!("{many} {several}")),
            })
            .collect()
    }
}

/// How many voices these are, and to how many affiliations they belong: `8 origins, 4 affiliations:
/// US 4`.
pub(super) fn tell_counted(sentence: &mut Sentence, comparison: &Comparison, voices: &[usize]) {
    let by = comparison.question.by;
    sentence.of(by.counted(voices.len()), voices.to_vec());
    if !matches!(by, Grouping::Origin | Grouping::Label) || voices.is_empty() {
        return;
    }
    let affiliations = by_affiliation(comparison, voices);
    sentence.say(format!(", {}", Grouping::Affiliation.counted(affiliations.len())));
    for (place, (name, voices)) in
        affiliations.into_iter().filter(|(_, voices)| voices.len() > 1).enumerate()
    {
        sentence.say(if place == 0 { ": " } else { ", " });
        sentence.of(format!("{name} {}", voices.len()), voices);
    }
}

/// Voices by the widest part of their affiliation, those with the most members first.
pub(super) fn by_affiliation<'a>(
    comparison: &'a Comparison,
    voices: &[usize],
) -> Vec<(&'a str, Vec<usize>)> {
    let mut affiliations: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for voice in voices.iter().copied() {
        let path = comparison.voices.get(voice).map_or("", |voice| &voice.affiliation);
        let widest = path.split(" / ").next().unwrap_or(path);
        affiliations.entry(widest).or_default().push(voice);
    }
    let mut affiliations: Vec<_> = affiliations.into_iter().collect();
    affiliations.sort_by_key(|(_, voices)| std::cmp::Reverse(voices.len()));
    affiliations
}

/// A number as it was stated, or as it is read where an analyst or a group changed it.
pub(super) fn number_of(
    files: &[Loaded],
    question: &Question,
    estimate: EstimateRef,
    read: Interval,
) -> String {
    let stated = estimate.of(files).and_then(|estimate| estimate.bounds());
    let is_count = question.measure.is_count();
    match stated {
        Some(bounds) if super::read_bounds(&bounds, is_count, question.about) == read => {
            as_stated(&bounds)
        }
        _ => in_words(read),
    }
}

/// `3,800–4,200`, `3,001 or more`, `5,000 or fewer`.
pub(super) fn in_words(interval: Interval) -> String {
    match (interval.closed_low(), interval.closed_high()) {
        (Some(low), None) => format!("{} or more", grouped(low)),
        (None, Some(high)) => format!("{} or fewer", grouped(high)),
        _ => interval.to_string(),
    }
}

/// As a person says it, bare where the source said "about": `1,100`, `more than 3,000`.
pub(super) fn as_stated(bounds: &Bounds) -> String {
    let single = match bounds.shape() {
        Shape::Point => bounds.best(),
        Shape::AtLeast => bounds.low(),
        Shape::AtMost => bounds.high(),
        _ => None,
    };
    let Some(number) = single.map(grouped) else { return bounds.to_string() };
    match (bounds.how(), bounds.shape()) {
        (How::Nearly, _) => format!("nearly {number}"),
        (How::MoreThan, _) => format!("more than {number}"),
        (How::LessThan, _) => format!("less than {number}"),
        (How::AtLeast, _) | (How::Exact | How::Between | How::Interval { .. }, Shape::AtLeast) => {
            format!("at least {number}")
        }
        (How::AtMost, _) | (How::Exact | How::Between | How::Interval { .. }, Shape::AtMost) => {
            format!("up to {number}")
        }
        _ => number,
    }
}

pub(super) fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
}

/// A day as it is said on another day, without the year where it goes without saying.
fn spoken(day: Day, at: Day) -> String {
    if (0..180).contains(&day.days_until(at)) { day.spoken_without_year() } else { day.spoken() }
}

/// How far apart two intervals lie, 0 where they meet.
pub(super) fn between(a: Interval, b: Interval) -> f64 {
    (a.low() - b.high()).max(b.low() - a.high()).max(0.0)
}

/// ` by a factor of 3.3`, or by how much where the factor says little.
pub(super) fn distance(a: Interval, b: Interval) -> String {
    let (lower, upper) = if a.high() < b.low() { (a, b) } else { (b, a) };
    match factor(lower, upper).and_then(in_factor) {
        Some(factor) => format!(" by a factor of {factor}"),
        None => format!(" by {}", grouped(tidy(between(a, b)))),
    }
}

/// A factor with as many digits as mean something; none where it is near 1 or beyond counting.
fn in_factor(factor: f64) -> Option<String> {
    match factor {
        f if !f.is_finite() || f < 1.1 => None,
        f if f < 9.95 => Some(format!("{f:.1}")),
        f => Some(grouped(f.round())),
    }
}

/// Names or numbers in a row: `A`, `A and B`, `A, B and C`.
pub(super) fn joined(words: &[String], and: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// Whole from 10 on, else with two digits.
pub(super) fn tidy(number: f64) -> f64 {
    if number >= 10.0 { number.round() } else { (number * 100.0).round() / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Asked, ask, at_least, point, range, says};
    use super::*;
    use crate::estimate::{Statement, Value};

    fn headline(asked: &Asked, at: &str) -> [String; 3] {
        let slice = asked.slice(at);
        let headline = asked.comparison.headline(&asked.files, &slice);
        [headline.verdict, headline.fragile, headline.counted].map(|s| s.to_string())
    }

    fn of(mut statement: Statement, affiliation: &str) -> Statement {
        statement.facts.affiliation = vec![affiliation.to_owned()];
        statement
    }

    #[test]
    fn the_founding_story_is_told_in_three_sentences() {
        let more_than = |low| {
            Value::Bounds(Bounds::new(Some(low), None, None, How::MoreThan).expect("a number"))
        };
        let asked = ask(
            &[
                of(says(1, "ROK Joint Chiefs", point(1100.0), "2024-12-23"), "South Korea"),
                of(says(2, "Syrskyi", more_than(3000.0), "2024-12-23"), "Ukraine"),
                of(says(3, "Zelensky", point(4000.0), "2025-01-09"), "Ukraine"),
                of(says(4, "NIS", more_than(3000.0), "2025-01-13"), "South Korea"),
                of(says(5, "White House", Value::Vague, "2024-12-16"), "US"),
            ],
            |_| {},
        );
        assert_eq!(
            headline(&asked, "2025-01-23"),
            [
                "3 of 4 origins share 3,800–4,200. ROK Joint Chiefs’ 1,100 of 23 Dec stands \
                 outside by a factor of 3.3.",
                "Zelensky is the only full statement in the core: Gen. Syrskyi says “more than \
                 3,000” and NIS says “more than 3,000”, which goes with anything beyond it. No two full \
                 statements share a value: diverge.",
                "4 origins, 2 affiliations: South Korea 2, Ukraine 2. Not counted: 1 without a \
                 number.",
            ]
        );
        let slice = asked.slice("2025-01-23");
        let verdict = asked.comparison.headline(&asked.files, &slice).verdict;
        let spoken_of: Vec<&[usize]> = verdict.parts.iter().map(|part| &part.voices[..]).collect();
        assert_eq!(asked.name(spoken_of[3][0]), "ROK Joint Chiefs");
        assert_eq!(spoken_of[0].len(), 3, "those who share the core");
    }

    #[test]
    fn a_day_on_which_nobody_stands_names_the_nearest() {
        let asked = ask(
            &[
                says(1, "NIS", point(300.0), "2024-01-01"),
                says(2, "NIS", point(600.0), "2025-01-01"),
            ],
            |_| {},
        );
        assert_eq!(
            headline(&asked, "2024-08-01")[0],
            "No origin has a standing estimate on 1 Aug 2024. The last was NIS’s 300, which stood \
             until 29 Jun 2024. The next is NIS’s 600, from 1 Jan 2025."
        );
        assert_eq!(
            headline(&asked, "2023-01-01")[0],
            "No origin has a standing estimate on 1 Jan 2023. The first is NIS’s 300, from 1 Jan \
             2024."
        );
        assert_eq!(
            headline(&asked, "2024-01-09")[0],
            "NIS’s 300 of 1 Jan stands alone: nothing to compare it with."
        );
    }

    #[test]
    fn every_verdict_has_its_sentence() {
        for (values, verdict, fragile) in [
            (vec![range(1.0, 5.0), range(4.0, 9.0)], "Both origins share 4–5.", ""),
            (
                vec![range(1.0, 5.0), range(4.0, 9.0), range(5.0, 9.0)],
                "All 3 origins share 5.",
                "The core is one single value, at which wider readings only touch.",
            ),
            (
                vec![at_least(1000.0), at_least(3000.0)],
                "None of 2 origins is contradicted: 3,000 or more goes with all.",
                "Everybody in the core leaves one end open, which goes with anything beyond it.",
            ),
            (
                vec![range(270.0, 330.0), range(1000.0, 1100.0)],
                "No two of 2 origins share a value. Between A’s 270–330 of 1 Jan and B’s \
                 1,000–1,100 of 1 Jan lies a gap of 670, a factor of 3.0.",
                "",
            ),
            (
                vec![range(1.0, 2.0), range(3.0, 4.0), range(100.0, 110.0)],
                "No two of 3 origins share a value. The largest gap lies between B’s 3–4 of 1 Jan \
                 and C’s 100–110 of 1 Jan: 96, a factor of 25.",
                "",
            ),
            (
                vec![range(1.0, 3.0), range(2.0, 4.0), range(7.0, 9.0), range(8.0, 10.0)],
                "No more than 2 of 4 origins share 2–3 or 8–9.",
                "",
            ),
            (
                vec![range(1.0, 3.0), range(2.0, 4.0), point(70.0), point(80.0), point(0.0)],
                "No more than 2 of 5 origins share 2–3. C’s 70 of 1 Jan stands outside by a factor \
                 of 22. D’s 80 of 1 Jan stands outside by a factor of 25. E’s 0 of 1 Jan stands \
                 outside by 2.",
                "",
            ),
        ] {
            let statements: Vec<Statement> = values
                .into_iter()
                .zip(["A", "B", "C", "D", "E"])
                .zip(1..)
                .map(|((value, label), record)| says(record, label, value, "2024-01-01"))
                .collect();
            let asked = ask(&statements, |_| {});
            let [said, why, _] = headline(&asked, "2024-01-02");
            assert_eq!((said.as_str(), why.as_str()), (verdict, fragile));
        }
    }
}
