//! Every finding proved again: what it tells is held against the ledger and against the answer to
//! the question asked anew.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use parallax::compare::{
    Comparison, Distance, EstimateRef, Excess, Fact, Finding, Grouping, Grown, Interval, Mention,
    Number, Otherwise, Parting, PassedOn, Question, Revision, Saying, Side, Slice, Staleness,
    StandingVoice, Tried, Verdict, compare, insight, measures_in,
};
use parallax::estimate::{
    Basis, Day, Estimate, FileSlot, Ledger, Loaded, Measure, Overlay, Statement,
};
use parallax::files::{ReadOptions, read};
use parallax::words::Words;

use crate::reading::reading;

/// What does not hold.
type Flaw = String;

/// A question with its answer, in which findings are proved.
struct Case<'a> {
    files: &'a [Loaded],
    question: Question,
    /// The day that was asked about.
    asked: Day,
    /// The day that is told of.
    at: Day,
    comparison: Comparison,
    slice: Slice,
}

fn hold(is_so: bool, what: &str) -> Result<(), Flaw> {
    if is_so { Ok(()) } else { Err(what.to_owned()) }
}

fn is_near(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

fn is_same(a: Interval, b: Interval) -> bool {
    is_near(a.low(), b.low()) && is_near(a.high(), b.high())
}

impl<'a> Case<'a> {
    fn new(files: &'a [Loaded], question: Question, asked: Day, at: Day) -> Case<'a> {
        let comparison = compare(files, &Overlay::default(), &question);
        let slice = comparison.slice(files, at);
        Case { files, question, asked, at, comparison, slice }
    }

    fn prove(&self, finding: &Finding) -> Result<(), Flaw> {
        hold(!finding.evidence.is_empty(), "it rests on nothing")?;
        self.is_in_time(finding)?;
        self.prove_of_the_day(finding).unwrap_or_else(|| self.prove_of_the_past(finding))
    }

    /// That it tells of no day after the last statement or the one asked about.
    fn is_in_time(&self, finding: &Finding) -> Result<(), Flaw> {
        hold(finding.day <= self.asked, "it is seen on a day after the one asked about")?;
        hold(finding.day <= self.last_spoken(), "it is seen after the last statement")?;
        for of in &finding.evidence {
            let day = self.estimate(*of)?.as_of().to();
            hold(day <= self.asked, "it rests on a day after the one asked about")?;
        }
        Ok(())
    }

    /// What is told of the day asked about; none where something else is told.
    fn prove_of_the_day(&self, finding: &Finding) -> Option<Result<(), Flaw>> {
        let now = &self.slice.agreement;
        Some(match &finding.fact {
            Fact::HingesOnVoice { now: told, voices, without, .. } => {
                let names = voices.iter().map(|voice| voice.name.as_str());
                self.hinges_on_voices(*told, names, *without)
            }
            Fact::HingesOnReading(otherwise)
            | Fact::HingesOnStaleness(otherwise)
            | Fact::HingesOnGrouping(otherwise) => self.hinges(otherwise),
            Fact::AgreementOfAtLeast { support, core, open, .. } => {
                let is_in = |voice| self.standing(voice).is_ok_and(|one| one.in_core);
                let shared = (*support, core) == (now.support, &now.core);
                hold(shared, "something else is shared")
                    .and(hold(open.voices().all(is_in), "an open end outside the core"))
                    .and_then(|()| open.named.iter().try_for_each(|one| self.stands(one)))
            }
            Fact::LargestDivergence { lower, upper, distance, .. } => {
                self.largest(lower, upper, *distance)
            }
            Fact::Touch { touching, value } => {
                let is_core = |core: &Interval| (core.low(), core.high()) == (*value, *value);
                let ends_there = |one: &Mention| {
                    let voice = one.by.voice.ok_or("nobody touches")?;
                    let read = self.standing(voice)?.read;
                    hold(read.low() == *value || read.high() == *value, "no end lies there")
                };
                hold(now.touch && now.core.iter().any(is_core), "nothing touches there")
                    .and_then(|()| touching.named.iter().try_for_each(ends_there))
            }
            Fact::OneAffiliation(members) => {
                let standing: Vec<usize> = self.slice.standing.iter().map(|s| s.voice).collect();
                hold(members.voices == standing, "others stand")
            }
            Fact::DifferByGrowth(grown) => self.differ_by_growth(grown),
            _ => return None,
        })
    }

    fn prove_of_the_past(&self, finding: &Finding) -> Result<(), Flaw> {
        match &finding.fact {
            Fact::ChangedSides { by, is_in_core, before, after, .. } => {
                let voice = by.voice.ok_or("it is of no voice")?;
                self.changed_sides(voice, (before, !is_in_core), (after, *is_in_core), finding.day)
            }
            Fact::Parted { apart, .. } => self.parted(apart),
            Fact::MetAgain { apart, met } => {
                self.parted(apart)?;
                let [a, b] = met;
                let [a, b] = [self.read_on(a, finding.day)?, self.read_on(b, finding.day)?];
                hold(a.meets(b), "they do not meet")
            }
            Fact::OneStatement { first, again, .. } => {
                hold(first.by != again.by, "it is one voice")?;
                self.stands(first)?;
                self.stands(again)
            }
            Fact::OwnFall { total, before, distance, .. } => {
                hold(total.by == before.by, "they are of two voices")?;
                self.is_below(total, before, *distance)
            }
            Fact::Mutation { passed_on, .. } | Fact::Echo(passed_on) => self.passed_on(passed_on),
            Fact::AgreementOfEchoes(told) => {
                let then = self.with_echoes(finding.day)?;
                let now = self.comparison.slice(self.files, finding.day).agreement.verdict;
                hold((now, then) == (told.now, told.then), "the verdicts are others")
            }
            Fact::PartAboveWhole(excess) | Fact::TollAboveDeployed(excess) => self.exceeds(excess),
            Fact::BelowFloor { total, floor, distance, .. } => {
                self.is_below(total, floor, *distance)
            }
            Fact::Revision(Revision::Changed { old, new, told_on, .. }) => {
                self.said(old)?;
                hold(self.said(new)?.published() == *told_on, "it was told on another day")
            }
            Fact::Revision(Revision::TakenBack { said, on }) => {
                hold(self.said(said)?.retracted() == Some(*on), "it was not taken back then")
            }
            _ => Ok(()),
        }
    }

    fn estimate(&self, of: EstimateRef) -> Result<Estimate<'a>, Flaw> {
        of.of(self.files).ok_or_else(|| "there is no such estimate".to_owned())
    }

    /// The last day on which anything was said, or of which.
    fn last_spoken(&self) -> Day {
        let all = self.files.iter().flat_map(|file| file.ledger.estimates());
        all.map(|one| one.as_of().to().max(one.known_from())).max().unwrap_or(Day::MIN)
    }

    fn standing(&self, voice: usize) -> Result<&StandingVoice, Flaw> {
        let mut all = self.slice.standing.iter();
        all.find(|one| one.voice == voice).ok_or_else(|| "it does not stand".to_owned())
    }

    /// What a voice's number is read as on a day.
    fn read_on(&self, told: &Mention, at: Day) -> Result<Interval, Flaw> {
        let stated = self.number(told)?;
        let slice = self.comparison.slice(self.files, at);
        let mut standing = slice.standing.iter().filter(|one| Some(one.voice) == told.by.voice);
        let one = standing.next().ok_or_else(|| format!("{} does not stand", told.by.name))?;
        hold(one.estimate == told.estimate, "it stands with something else")?;
        let read = told.carried.map_or(stated, |(_, read)| read);
        hold(is_same(read, one.read), &format!("it is read as {:?}", one.read))?;
        let days = told.carried.map(|(carried, _)| (carried.as_of, carried.days));
        let is_own = days.is_none_or(|days| days == (told.day, told.day.days_until(at)));
        hold(is_own, "it was carried from or to another day")?;
        Ok(one.read)
    }

    /// That a mention is of what stands on the day asked about.
    fn stands(&self, told: &Mention) -> Result<(), Flaw> {
        self.read_on(told, self.at).map(|_| ())
    }

    /// As what a number is read as it was stated; that it and its day are those of the ledger.
    fn number(&self, told: &Mention) -> Result<Interval, Flaw> {
        let estimate = self.estimate(told.estimate)?;
        hold(estimate.as_of().to() == told.day, "it is of another day")?;
        let read = match told.number {
            Number::Stated(bounds) => {
                hold(estimate.bounds() == Some(bounds), "another number was stated")?;
                reading(&bounds, estimate.measure().is_count(), self.question.about)
            }
            Number::Read(read) => read,
        };
        hold(is_same(read, told.read), "it is reckoned with another number")?;
        Ok(told.read)
    }

    /// That a total lies below an earlier one.
    fn is_below(&self, total: &Mention, floor: &Mention, told: Distance) -> Result<(), Flaw> {
        hold(total.day > floor.day, "the floor is no earlier")?;
        let [low, high] = [self.number(total)?, self.number(floor)?];
        hold(low.high() < high.low(), "the total is not below it")?;
        self.is_of_asked(total)?;
        self.is_of_asked(floor)?;
        is_distance(told, low, high)
    }

    fn is_of_asked(&self, told: &Mention) -> Result<(), Flaw> {
        let estimate = self.estimate(told.estimate)?;
        hold(*estimate.measure() == self.question.measure, "it is of another measure")
    }

    /// What somebody said: that it is the ledger's.
    fn said(&self, told: &Saying) -> Result<Estimate<'a>, Flaw> {
        let estimate = self.estimate(told.estimate)?;
        hold(estimate.value() == told.content.value, "something else was said")?;
        hold(estimate.wording() == told.content.wording.as_deref(), "in other words")?;
        hold(estimate.as_of() == told.as_of, "it is of another day")?;
        Ok(estimate)
    }

    fn verdict_asking(&self, question: &Question) -> Verdict {
        let comparison = compare(self.files, &Overlay::default(), question);
        comparison.slice(self.files, self.at).agreement.verdict
    }

    fn hinges_on_voices<'n>(
        &self,
        now: Verdict,
        names: impl Iterator<Item = &'n str>,
        without: Verdict,
    ) -> Result<(), Flaw> {
        hold(now == self.slice.agreement.verdict, "the verdict is another one")?;
        for name in names {
            let mut question = self.question.clone();
            question.exclude.push(name.to_owned());
            let found = self.verdict_asking(&question);
            hold(found == without, &format!("without {name} it is {found:?}"))?;
        }
        Ok(())
    }

    fn hinges(&self, otherwise: &Otherwise) -> Result<(), Flaw> {
        hold(otherwise.now == self.slice.agreement.verdict, "the verdict is another one")?;
        for trial in &otherwise.trials {
            let mut question = Question { from: None, to: None, ..self.question.clone() };
            match trial.tried {
                Tried::About(about) => question.about = about,
                Tried::StaleAfter(days) => question.staleness = Staleness::Days(days),
                Tried::By(by) => question.by = by,
                _ => continue,
            }
            let found = self.verdict_asking(&question);
            hold(found == trial.verdict, &format!("{:?} gives {found:?}", trial.tried))?;
        }
        Ok(())
    }

    /// That no two voices are further apart.
    fn largest(&self, lower: &Mention, upper: &Mention, distance: Distance) -> Result<(), Flaw> {
        let [low, high] = [self.read_on(lower, self.at)?, self.read_on(upper, self.at)?];
        is_distance(distance, low, high)?;
        for one in &self.slice.standing {
            let is_further = one.read.high() < low.high() || one.read.low() > high.low();
            hold(!is_further, "another one is further away")?;
        }
        Ok(())
    }

    fn differ_by_growth(&self, grown: &Grown) -> Result<(), Flaw> {
        let Grown { earlier, later, gap, days, per_day, grew, grew_per_day } = grown;
        let [low, high] = [self.number(earlier)?, self.number(later)?];
        hold(is_near(high.low() - low.high(), *gap), "the gap is another one")?;
        hold(earlier.day.days_until(later.day) == *days, "other days lie between")?;
        hold(is_near(gap / f64::from(*days), *per_day), "another growth would close it")?;
        let [first, last] = grew;
        hold(first.by == last.by && first.day < last.day, "nobody grew")?;
        hold(per_day <= grew_per_day, "nobody grew so fast")?;
        let is_beside = first.day <= later.day && earlier.day <= last.day;
        hold(is_beside, "the growth is of other days")
    }

    /// That they stood apart on a day, and shared a value on one before.
    fn parted(&self, apart: &Parting) -> Result<(), Flaw> {
        let [a, b] = &apart.said;
        let [one, other] = [self.read_on(a, apart.on)?, self.read_on(b, apart.on)?];
        hold(!one.meets(other), "they do not part")?;
        let (low, high) = if one.high() < other.low() { (one, other) } else { (other, one) };
        is_distance(apart.distance, low, high)?;
        hold(apart.shared_on < apart.on, "they shared a value no earlier")?;
        hold(self.share([a, b], apart.shared_on), "they did not share a value then")?;
        let between = apart.shared_on.plus(1).number()..apart.on.number();
        for day in between.map(|day| Day::from_number(day).expect("a day")) {
            hold(!self.share([a, b], day), "they shared a value on a later day, too")?;
        }
        Ok(())
    }

    /// Whether two voices both stand on a day and share a value.
    fn share(&self, said: [&Mention; 2], day: Day) -> bool {
        let slice = self.comparison.slice(self.files, day);
        let read = |of: &Mention| {
            let mut standing = slice.standing.iter();
            standing.find(|one| Some(one.voice) == of.by.voice).map(|one| one.read)
        };
        let [a, b] = said.map(read);
        a.zip(b).is_some_and(|(a, b)| a.meets(b))
    }

    fn changed_sides(
        &self,
        voice: usize,
        before: (&Side, bool),
        after: (&Side, bool),
        on: Day,
    ) -> Result<(), Flaw> {
        self.is_side(voice, after, on)?;
        let sides = self.comparison.segments.iter().rev().filter_map(|segment| segment.to);
        let last = sides.filter(|to| *to < on).find(|to| {
            let slice = self.comparison.slice(self.files, *to);
            let stands = slice.standing.iter().any(|one| one.voice == voice);
            stands && slice.agreement.support >= 2
        });
        self.is_side(voice, before, last.ok_or("there were no sides before")?)
    }

    fn is_side(&self, voice: usize, told: (&Side, bool), on: Day) -> Result<(), Flaw> {
        let (side, is_in_core) = told;
        let slice = self.comparison.slice(self.files, on);
        let one = slice.standing.iter().find(|one| one.voice == voice);
        let one = one.ok_or_else(|| format!("it does not stand on {on}"))?;
        hold(one.in_core == is_in_core, "it is on the other side")?;
        let read = self.read_on(&side.said, on)?;
        let is_core = |core: &Interval| is_same(*core, side.core);
        hold(slice.agreement.core.iter().any(is_core), "there is no such core")?;
        hold(read.meets(side.core) == is_in_core, "it is in another core")
    }

    fn passed_on(&self, told: &PassedOn) -> Result<(), Flaw> {
        let [original, echo] = [self.said(&told.original)?, self.said(&told.echo)?];
        hold(echo.derived_from() == original.stated_id(), "it passes on something else")?;
        hold(original.published() == told.published, "it was published on another day")
    }

    /// The verdict of a day if nothing were an echo.
    fn with_echoes(&self, at: Day) -> Result<Verdict, Flaw> {
        let plain = |file: &Loaded| {
            let mut builder = Ledger::builder();
            for estimate in file.ledger.in_file_order() {
                let statement = Statement { derived_from: None, ..estimate.to_statement() };
                builder.push(&statement).map_err(|error| format!("{error:?}"))?;
            }
            Ok::<Loaded, Flaw>(Loaded { slot: file.slot, ledger: Arc::new(builder.finish()) })
        };
        let files = self.files.iter().map(plain).collect::<Result<Vec<Loaded>, Flaw>>()?;
        let comparison = compare(&files, &Overlay::default(), &self.question);
        Ok(comparison.slice(&files, at).agreement.verdict)
    }

    fn exceeds(&self, excess: &Excess) -> Result<(), Flaw> {
        let [(lesser, part), (greater, whole)] = [&excess.lesser, &excess.greater];
        for (told, measure) in [(lesser, part), (greater, whole)] {
            let is_of = self.estimate(told.estimate)?.measure() == measure;
            hold(is_of, "it is of another measure")?;
        }
        hold(part.is_part_of(whole) || part.is_toll_of(whole), "neither is part of the other")?;
        if whole.basis == Basis::Cumulative {
            hold(lesser.day <= greater.day, "the total may have grown since")?;
        }
        let [high, low] = [self.number(lesser)?, self.number(greater)?];
        hold(high.low() > low.high(), "it is no more")?;
        is_distance(excess.distance, low, high)
    }
}

fn is_distance(told: Distance, low: Interval, high: Interval) -> Result<(), Flaw> {
    let gap = high.low() - low.high();
    hold(is_near(told.gap, gap), &format!("the gap is {gap}"))?;
    let factor = high.low() / low.high();
    let is_factor = told.factor.map_or(low.high() <= 0.0, |told| is_near(told, factor));
    hold(is_factor, &format!("the factor is {factor}"))
}

const GROUPINGS: [Grouping; 8] = [
    Grouping::Label,
    Grouping::Origin,
    Grouping::Affiliation,
    Grouping::Kind,
    Grouping::Country,
    Grouping::Party,
    Grouping::Camp,
    Grouping::Method,
];

/// Days over all that a file says of a measure: the last of them, one long after it, and others.
fn ten_days(files: &[Loaded], measure: &Measure) -> Vec<Day> {
    let all = files.iter().flat_map(|file| file.ledger.estimates());
    let days = all.filter(|one| one.measure() == measure).map(|one| one.as_of().to());
    let mut days: Vec<Day> = days.collect();
    days.sort();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    let step = (first.days_until(*last) / 8).max(1);
    let mut chosen: Vec<Day> = (0..8).map(|number| last.plus(-number * step)).collect();
    chosen.extend([last.plus(20), last.plus(400)]);
    chosen
}

/// Proves all findings on some files at ten days each; how many there were, and what does not hold.
fn prove_all(name: &str, files: &[Loaded], most: usize) -> (usize, Vec<String>) {
    let (mut proved, mut flaws) = (0, Vec::new());
    for (measure, _) in measures_in(files).into_iter().take(most) {
        for by in GROUPINGS {
            for at in ten_days(files, &measure) {
                let question = Question { by, ..Question::about(measure.clone()) };
                let go_on = &mut || ControlFlow::Continue(());
                let told = insight(files, &[], &Overlay::default(), &question, Some(at), go_on);
                let told = told.expect("went on");
                assert!(told.at <= at, "findings of {} where {at} was asked about", told.at);
                let case = Case::new(files, question, at, told.at);
                for finding in told.found {
                    proved += 1;
                    if let Err(flaw) = case.prove(&finding) {
                        let text = Words::default().finding(&finding);
                        let of = measure.id();
                        flaws.push(format!("{name} {of} {by:?} {at}: {flaw}: {text}"));
                    }
                }
            }
        }
    }
    (proved, flaws)
}

fn loaded(name: &str, bytes: &[u8]) -> Option<Loaded> {
    let go_on = &mut |_| ControlFlow::Continue(());
    let reading = read(name, bytes, &ReadOptions::default(), go_on).ok()?;
    Some(Loaded { slot: FileSlot(1), ledger: reading.ledger.into() })
}

#[test]
fn every_finding_on_the_sample_is_proved_again() {
    const SAMPLE: &[u8] = include_bytes!("../../assets/samples/north-korean-troops.estimates.ron");
    let files = [loaded("north-korean-troops.estimates.ron", SAMPLE).expect("the sample")];
    let (proved, flaws) = prove_all("sample", &files, usize::MAX);
    assert!(proved > 500, "only {proved} findings");
    assert!(flaws.is_empty(), "{} of {proved}:\n{}", flaws.len(), flaws.join("\n"));
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn every_finding_on_published_files_is_proved_again() {
    let folder = std::env::var_os("PARALLAX_REAL_FILES").expect("PARALLAX_REAL_FILES is set");
    let (mut proved, mut flaws) = (0, Vec::new());
    for (name, most) in [
        ("economist/estimates.csv", 4),
        ("economist/uk-mod-monthly.csv", 3),
        ("kursk/estimates.csv", 20),
        ("ukraine-mod/personnel.json", 2),
    ] {
        #[expect(clippy::disallowed_methods, reason = "a test reads its own file")]
        let bytes = std::fs::read(Path::new(&folder).join(name)).expect("the file");
        let files = [loaded(name, &bytes).expect("readable")];
        let (more, wrong) = prove_all(name, &files, most);
        proved += more;
        flaws.extend(wrong);
    }
    assert!(proved > 1_000, "only {proved} findings");
    assert!(flaws.is_empty(), "{} of {proved}:\n{}", flaws.len(), flaws.join("\n"));
}
