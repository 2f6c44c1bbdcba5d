//! `parallax compare --bridge A B`: why two numbers differ.

use std::fmt::Write as _;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::compare::{
    Bridge, BridgeEnd, BridgePart, BridgeWhy, Bridging, CountedOtherwise, DaysBetween, EstimateRef,
    Grew, InPlaceOf, Instead, LinkedPair, Number as ToldNumber, bridge,
};
use crate::estimate::{Day, Measure, visible};
use crate::export::json::{AsOfJson, Number, SCHEMA, StatedJson};
use crate::files::guarded;
use crate::words::BridgeLine;

use super::numbers::{IntervalJson, rounded};
use super::told::Told;
use crate::cli::ends::Among;
use crate::cli::table::table_csv;

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
        let Told { files, earlier, overlay, comparison, words, .. } = *self;
        let (ends, day) = Among { files, earlier, comparison, words }.ends(names, at)?;
        let [from, to] = ends;
        let bridge = bridge(Bridging { files, earlier, overlay, comparison }, from, to);
        bridge.map(|bridge| (bridge, day)).map_err(|why| self.words.no_bridge(&why))
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
