//! `parallax compare --bridge A B`: why two numbers differ.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::compare::{
    Bridge, BridgeEnd, BridgePart, BridgeWhy, Bridging, CountedOtherwise, DaysBetween, EarlierCopy,
    EndAsked, EstimateRef, Grew, InPlaceOf, Instead, LinkedPair, NoBridge, Number as ToldNumber,
    bridge,
};
use crate::estimate::{Day, Estimate, EstimateId, Loaded, Measure, OwnId, visible};
use crate::export::json::{AsOfJson, Number, SCHEMA, StatedJson};
use crate::files::{guarded, nearest};
use crate::words::BridgeLine;

use super::numbers::{IntervalJson, rounded};
use super::told::Told;
use crate::cli::table::table_csv;

/// The measure of the first of these that is an estimate, to be asked about where none is named.
pub(super) fn measure_of(all: &[Loaded], names: &[String]) -> Option<Measure> {
    let measure = |name: &String| Some(with_id(all, name)?.1.measure().clone());
    names.iter().find_map(measure)
}

/// The estimate with an id of a session, or of a file where only one has it.
fn with_id<'a>(all: &'a [Loaded], text: &str) -> Option<(usize, Estimate<'a>)> {
    let files = all.iter().enumerate();
    if let Ok(id) = text.parse::<EstimateId>() {
        return files.filter_map(|(place, file)| Some((place, file.find(&id)?))).next();
    }
    let mut found = files
        .filter_map(|(place, file)| Some((place, file.ledger.find(&OwnId::Stated(text.into()))?)));
    found.next().filter(|_| found.next().is_none())
}

/// What a name on the command line names, before it is known of which day.
#[derive(Clone, Copy)]
enum Named {
    Estimate(EstimateRef),
    Voice(usize),
}

impl Told<'_> {
    /// The bridge between two that are named, with the day on which voices stand; or why there is
    /// none.
    ///
    /// # Errors
    /// As a sentence: a name that nobody has, with the nearest that somebody has; a voice that does
    /// not stand; what gives no number.
    pub fn bridge(
        &self,
        names: &[String],
        at: Option<Day>,
    ) -> Result<(Bridge, Option<Day>), String> {
        let [from, to] = names else { return Err(self.words.no_bridge(&NoBridge::NoSuchEnd)) };
        let (from, to) = (self.named(from, at)?, self.named(to, at)?);
        let day = match at {
            Some(at) => Some(at),
            None => self.day_for(from, to)?,
        };
        let asked = |named: Named| match named {
            Named::Estimate(of) => EndAsked::Estimate(of),
            Named::Voice(voice) => EndAsked::Voice { voice, at: day.unwrap_or(Day::MAX) },
        };
        let Told { files, earlier, overlay, comparison, .. } = *self;
        let among = Bridging { files, earlier, overlay, comparison };
        let is_voice = |named: Named| matches!(named, Named::Voice(_));
        let day = day.filter(|_| is_voice(from) || is_voice(to));
        let bridge = bridge(among, asked(from), asked(to));
        bridge.map(|bridge| (bridge, day)).map_err(|why| self.words.no_bridge(&why))
    }

    fn named(&self, text: &str, at: Option<Day>) -> Result<Named, String> {
        let all = EarlierCopy::after(self.files, self.earlier);
        let id = with_id(&all, text);
        if let Some((place, estimate)) = id.filter(|_| text.parse::<EstimateId>().is_ok()) {
            return Ok(Named::Estimate(EstimateRef::new(place, estimate.index())));
        }
        let voices = &self.comparison.voices;
        let is_it = |name: &str| name.to_lowercase() == text.trim().to_lowercase();
        let by_name = voices.iter().position(|voice| is_it(&voice.name));
        let by_label =
            || voices.iter().position(|voice| voice.labels.iter().any(|label| is_it(label)));
        if let Some(voice) = by_name.or_else(by_label) {
            return Ok(Named::Voice(voice));
        }
        if let Some((place, estimate)) = with_id(&all, text) {
            return Ok(Named::Estimate(EstimateRef::new(place, estimate.index())));
        }
        match self.with_words(text, at).as_slice() {
            [] => {}
            [voice] => return Ok(Named::Voice(*voice)),
            several => {
                let names = several.iter().map(|voice| self.voice_name(*voice));
                return Err(self.words.several_ends(text, &names.collect::<Vec<_>>()));
            }
        }
        let known = voices.iter().flat_map(|voice| {
            std::iter::once(&*voice.name).chain(voice.labels.iter().map(String::as_str))
        });
        let known: Vec<&str> = known.collect();
        let near = nearest(text, known.iter().copied());
        Err(self.words.no_such_end(text, near.as_deref(), &self.comparison.measure))
    }

    /// The voices in whose name all words of a text occur; of several those that stand on the day
    /// asked about, if any does.
    fn with_words(&self, text: &str, at: Option<Day>) -> Vec<usize> {
        let wanted = words_of(text);
        let voices = self.comparison.voices.iter().enumerate();
        let has_all = |name: &str| !wanted.is_empty() && wanted.is_subset(&words_of(name));
        let found = voices.filter(|(_, voice)| has_all(&voice.name)).map(|(place, _)| place);
        let found: Vec<usize> = found.collect();
        let slice = at.filter(|_| found.len() > 1).map(|at| self.comparison.slice(self.files, at));
        let stands = |voice: &usize| {
            let standing = slice.iter().flat_map(|slice| &slice.standing);
            standing.into_iter().any(|one| one.voice == *voice)
        };
        let standing: Vec<usize> = found.iter().copied().filter(stands).collect();
        if standing.is_empty() { found } else { standing }
    }

    /// Of which day voices are asked where none is named: that of the estimate on the other side,
    /// else the last on which both stand.
    fn day_for(&self, from: Named, to: Named) -> Result<Option<Day>, String> {
        let of = |of: EstimateRef| self.estimate(of).map(|(_, one)| one.as_of().to());
        match (from, to) {
            (Named::Estimate(_), Named::Estimate(_)) => Ok(None),
            (Named::Estimate(one), _) | (_, Named::Estimate(one)) => Ok(of(one)),
            (Named::Voice(a), Named::Voice(b)) => {
                let last = self.comparison.last_day_of_both(self.files, a, b);
                let (a, b) = (self.voice_name(a).to_owned(), self.voice_name(b).to_owned());
                let never = || self.words.no_bridge(&NoBridge::NeverTogether { names: [a, b] });
                last.map(Some).ok_or_else(never)
            }
        }
    }

    pub fn bridge_text(&self, bridge: &Bridge, day: Option<Day>) -> String {
        let mut text = self.heading();
        // Writing to a String cannot fail.
        let _ = self.write_bridge(&mut text, bridge, day);
        text
    }

    fn write_bridge(
        &self,
        text: &mut String,
        bridge: &Bridge,
        day: Option<Day>,
    ) -> std::fmt::Result {
        let day = day.map(|day| format!(", as they stand on {}", self.words.day(day)));
        writeln!(text, "\nWhy do these two differ{}?", day.unwrap_or_default())?;
        let ids = [bridge.from.estimate, bridge.to.estimate].map(|of| self.id(of));
        for (end, id) in self.words.bridge_ends(bridge).into_iter().zip(ids) {
            writeln!(text, "  {end}  ({id})")?;
        }
        writeln!(text)?;
        write_waterfall(text, &self.words.bridge_lines(bridge))?;
        writeln!(text, "\n{}", self.words.bridge_conclusion(bridge))?;
        for note in self.words.bridge_notes(bridge) {
            writeln!(text, "{note}")?;
        }
        Ok(())
    }

    pub fn bridge_csv(&self, bridge: &Bridge) -> Result<String, String> {
        let mut rows = vec![["part", "known", "amount", "estimates", "text"].map(str::to_owned)];
        let number = |number: f64| number.to_string();
        let end = |name: &str, end: &BridgeEnd, text: &BridgeLine| {
            [
                name.to_owned(),
                String::new(),
                number(end.figure),
                self.id(end.estimate),
                guarded(&text.text.to_string()).into_owned(),
            ]
        };
        let lines = self.words.bridge_lines(bridge);
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            rows.push(end("from", &bridge.from, first));
            for part in &bridge.parts {
                rows.push([
                    part.kind().word().to_owned(),
                    part.known().word().to_owned(),
                    number(part.amount),
                    self.ids(&part.estimates()).join(" "),
                    guarded(&self.words.bridge_part(bridge, part).to_string()).into_owned(),
                ]);
            }
            let rest = number(bridge.unexplained);
            rows.push(["unexplained", "", &rest, "", ""].map(str::to_owned));
            rows.push(end("to", &bridge.to, last));
        }
        table_csv(&rows)
    }

    fn ids(&self, estimates: &[EstimateRef]) -> Vec<String> {
        estimates.iter().map(|of| self.id(*of)).collect()
    }

    pub fn bridge_json<'b>(&'b self, bridge: &'b Bridge, day: Option<Day>) -> BridgeJson<'b> {
        let question = self.question();
        BridgeJson {
            schema: SCHEMA,
            at: day.map(|day| day.to_string()),
            known_on: question.known_on.map(|day| day.to_string()),
            by: question.by.word(),
            about: question.about.to_string(),
            from: self.end_json(&bridge.from),
            to: self.end_json(&bridge.to),
            gap: Number(bridge.gap),
            parts: bridge.parts.iter().map(|part| self.part_json(bridge, part)).collect(),
            unexplained: Number(bridge.unexplained),
            text: self.words.bridge_conclusion(bridge).to_string(),
        }
    }

    fn end_json<'b>(&self, end: &'b BridgeEnd) -> EndJson<'b> {
        EndJson {
            name: &end.by.name,
            member: end.member.as_deref(),
            estimate: self.id(end.estimate),
            measure: end.measure.id(),
            as_of: end.as_of.into(),
            stated: match end.number {
                ToldNumber::Stated(bounds) => Some(bounds.into()),
                ToldNumber::Read(_) => None,
            },
            read: end.read.into(),
            figure: Number(end.figure),
            figure_is: end.is.word(),
        }
    }

    fn part_json<'b>(&self, bridge: &Bridge, part: &'b BridgePart) -> PartJson<'b> {
        PartJson {
            kind: part.kind().word(),
            known: part.known().word(),
            amount: Number(part.amount),
            text: self.words.bridge_part(bridge, part).to_string(),
            estimates: self.ids(&part.estimates()),
            why: self.why_json(&part.why),
        }
    }

    fn why_json<'b>(&self, why: &'b BridgeWhy) -> WhyJson<'b> {
        match why {
            BridgeWhy::Days(DaysBetween { days, grew, .. }) => WhyJson::Days {
                days: *days,
                growth: grew.as_ref().map(|grew| self.growth_json(grew, *days)),
            },
            BridgeWhy::Definition(of) | BridgeWhy::Place(of) | BridgeWhy::Population(of) => {
                let by = match of {
                    CountedOtherwise::By(pair) => Some(self.linked_json(pair)),
                    CountedOtherwise::Same | CountedOtherwise::NotKnown => None,
                };
                WhyJson::Counted { by }
            }
            BridgeWhy::Reading(leeway) => {
                let reach = |reach: f64| reach.is_finite().then(|| rounded(reach));
                let (from, to, growth) =
                    (reach(leeway.from), reach(leeway.to), reach(leeway.growth));
                WhyJson::Reading { reach: ReachJson { from, to, growth } }
            }
            BridgeWhy::Copy(steps) | BridgeWhy::Echo(steps) => {
                let steps = steps.iter().map(|step| self.step_json(step)).collect();
                WhyJson::InPlaceOf { steps }
            }
        }
    }

    fn growth_json<'b>(&self, grew: &'b Grew, days: i32) -> GrowthJson<'b> {
        let over = f64::from(days.saturating_abs().max(1));
        let by = grew.by.iter().map(|grower| GrowerJson {
            name: &grower.name,
            earlier: self.id(grower.earlier),
            later: self.id(grower.later),
            per_day: rounded(grower.per_day),
        });
        GrowthJson {
            low: rounded(grew.least),
            high: rounded(grew.greatest),
            per_day: RateJson {
                low: rounded(grew.least / over),
                high: rounded(grew.greatest / over),
            },
            days_off: grew.days_off,
            by: by.collect(),
        }
    }

    fn linked_json<'b>(&self, pair: &'b LinkedPair) -> LinkedJson<'b> {
        let said = |(of, figure, measure): &(EstimateRef, f64, Measure)| SaidJson {
            estimate: self.id(*of),
            measure: measure.id(),
            figure: Number(*figure),
        };
        LinkedJson {
            name: &pair.name,
            day: pair.day.to_string(),
            from: said(&pair.from),
            to: said(&pair.to),
        }
    }

    fn step_json(&self, step: &InPlaceOf) -> StepJson {
        let instead = step.instead.as_ref();
        StepJson {
            by: step.by.clone(),
            told: self.id(step.told.estimate),
            told_figure: Number(step.told.figure),
            instead: instead.map(|instead| self.id(instead.estimate)),
            instead_figure: instead.and_then(Instead::figure).map(Number),
        }
    }
}

/// The words of a name, however they are spelled.
fn words_of(name: &str) -> BTreeSet<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// As wide as the widest bar is drawn.
const BAR: f64 = 40.0;

/// What each line is, by how much, and a bar from where to where it leads.
fn write_waterfall(text: &mut String, lines: &[BridgeLine]) -> std::fmt::Result {
    let ends = || lines.iter().flat_map(|line| [line.bar.0, line.bar.1]);
    let (least, most) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    let scale = if most > least { BAR / (most - least) } else { 0.0 };
    let texts: Vec<String> =
        lines.iter().map(|line| visible(&line.text.to_string()).into()).collect();
    let widest = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0);
    let wide = widest(&mut texts.iter().map(|text| text.width())).min(WIDEST);
    let shown = widest(&mut lines.iter().map(|line| line.shown.width()));
    for (line, told) in lines.iter().zip(&texts) {
        let (low, high) = (line.bar.0.min(line.bar.1), line.bar.0.max(line.bar.1));
        let blank = cells((low - least) * scale);
        let filled = if high > low { cells((high - low) * scale).max(1) } else { 0 };
        let pad = wide.saturating_sub(told.width());
        let right = shown.saturating_sub(line.shown.width());
        let row = format!(
            "  {told}{}  {}{}  {}{}",
            " ".repeat(pad),
            " ".repeat(right),
            line.shown,
            " ".repeat(blank),
            "█".repeat(filled)
        );
        writeln!(text, "{}", row.trim_end())?;
    }
    Ok(())
}

/// A longer text runs over.
const WIDEST: usize = 90;

/// So many whole cells, within a bar.
fn cells(wide: f64) -> usize {
    let fitting =
        |cells: &usize| f64::from(u32::try_from(*cells).unwrap_or(u32::MAX)) < wide.round();
    (0_usize..100).take_while(fitting).count()
}

#[derive(Serialize)]
pub(super) struct BridgeJson<'a> {
    schema: u32,
    /// On which the voices among the two stand.
    at: Option<String>,
    known_on: Option<String>,
    by: &'static str,
    about: String,
    from: EndJson<'a>,
    to: EndJson<'a>,
    /// The figure of `to` less that of `from`: the parts and what is unexplained.
    gap: Number,
    parts: Vec<PartJson<'a>>,
    unexplained: Number,
    text: String,
}

#[derive(Serialize)]
struct EndJson<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    estimate: String,
    measure: String,
    as_of: AsOfJson,
    /// None where what is read is nobody's own statement as it stands.
    stated: Option<StatedJson>,
    read: IntervalJson,
    figure: Number,
    figure_is: &'static str,
}

#[derive(Serialize)]
struct PartJson<'a> {
    kind: &'static str,
    known: &'static str,
    amount: Number,
    text: String,
    estimates: Vec<String>,
    #[serde(flatten)]
    why: WhyJson<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum WhyJson<'a> {
    Days { days: i32, growth: Option<GrowthJson<'a>> },
    Counted { by: Option<LinkedJson<'a>> },
    Reading { reach: ReachJson },
    InPlaceOf { steps: Vec<StepJson> },
}

#[derive(Serialize)]
struct GrowthJson<'a> {
    low: Number,
    high: Number,
    per_day: RateJson,
    /// On how many of the days nobody's totals tell, so that those of the nearest days are taken.
    days_off: i32,
    by: Vec<GrowerJson<'a>>,
}

#[derive(Serialize)]
struct RateJson {
    low: Number,
    high: Number,
}

#[derive(Serialize)]
struct GrowerJson<'a> {
    name: &'a str,
    earlier: String,
    later: String,
    per_day: Number,
}

#[derive(Serialize)]
struct LinkedJson<'a> {
    name: &'a str,
    day: String,
    from: SaidJson,
    to: SaidJson,
}

#[derive(Serialize)]
struct SaidJson {
    estimate: String,
    measure: String,
    figure: Number,
}

/// How far each reaches towards the other; none where it is open.
#[derive(Serialize)]
struct ReachJson {
    from: Option<Number>,
    to: Option<Number>,
    growth: Option<Number>,
}

#[derive(Serialize)]
struct StepJson {
    by: String,
    told: String,
    told_figure: Number,
    instead: Option<String>,
    instead_figure: Option<Number>,
}
