//! `parallax compare`: agreement at a day, or over time.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use crate::compare::{
    Agreement, Comparison, EarlierCopy, EstimateRef, Interval, NotCountedWhy, Pair, Question,
    Relation, Segment, Slice, StandingVoice, Track, Verdict, bounds_that_hold, compare,
};
use crate::estimate::{Estimate, Loaded, Measure, Overlay};
use crate::export::json::{AsOfJson, Number, SCHEMA, StatedJson};

use crate::words::{Headline, Words};

use super::args::{CompareArgs, CompareFormat};
use super::findings::{AtTheTimeJson, FindingJson, Further, PoolJson, TrialJson, write_pool};
use super::inputs::{gather, question};
use super::{Outcome, answer, answer_json};

pub(super) fn run(args: &CompareArgs) -> Result<Outcome, String> {
    let gathered = gather(&args.inputs)?;
    gathered.say_what_is_missing();
    let question = question(&gathered.document, &args.question)?;
    gathered.say_what_is_in_force(question.known_on);
    let files = gathered.document.loaded_for(&question);
    let comparison = compare(&files, gathered.document.overlay(), &question);
    let overlay = gathered.document.overlay();
    let earlier = gathered.document.earlier_for(&question);
    let (files, earlier) = (&files[..], &earlier[..]);
    let (pools, words) = (args.pool, Words::default());
    let told = Told { files, earlier, overlay, comparison: &comparison, pools, words };
    let further = |slice| Further::new(&gathered.document, (files, earlier), &comparison, slice);
    match (args.question.at, args.format) {
        (Some(at), format) => {
            let slice = comparison.slice(files, at);
            match format {
                CompareFormat::Json => {
                    answer_json(&told.at_json(&slice, &further(Some(&slice))))?;
                }
                CompareFormat::Csv => answer(&told.at_csv(&slice)?)?,
                CompareFormat::Text => answer(&told.at_text(&slice, &further(Some(&slice))))?,
            }
        }
        (None, CompareFormat::Json) => answer_json(&told.over_time_json(&further(None)))?,
        (None, CompareFormat::Csv) => answer(&told.over_time_csv()?)?,
        (None, CompareFormat::Text) => answer(&told.over_time_text(&further(None)))?,
    }
    let lacking = !gathered.failures.is_empty() || (args.strict && gathered.has_row_errors());
    Ok(if lacking { Outcome::Lacking } else { Outcome::Done })
}

/// A comparison with what its references point to.
struct Told<'a> {
    files: &'a [Loaded],
    /// The copies that stood before some of the files, whose places come after theirs.
    earlier: &'a [EarlierCopy],
    overlay: &'a Overlay,
    comparison: &'a Comparison,
    /// Whether a pool is asked for.
    pools: bool,
    words: Words,
}

#[derive(Serialize)]
struct AtJson<'a> {
    schema: u32,
    measure: String,
    /// The other measures that were asked for by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<String>,
    /// Whether voices of other measures are among those that stand.
    mixed: bool,
    at: String,
    known_on: Option<String>,
    by: &'static str,
    about: String,
    voices: Vec<VoiceJson<'a>>,
    not_counted: Vec<NotCountedJson>,
    #[serde(flatten)]
    agreement: AgreementJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_the_time: Option<AtTheTimeJson>,
    pairs: Vec<PairJson<'a>>,
    /// What is counted, in words.
    counted: String,
    how_sure: Vec<TrialJson>,
    findings: Vec<FindingJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pool: Option<PoolJson>,
}

#[derive(Serialize)]
struct VoiceJson<'a> {
    name: &'a str,
    /// Where it is another one than the one asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<String>,
    kind: &'static str,
    affiliation: &'a str,
    estimate: String,
    as_of: AsOfJson,
    published: Option<String>,
    published_assumed: bool,
    stated: Option<StatedJson>,
    /// The analyst's bounds, where there are any; `read` is then theirs.
    adjusted: Option<StatedJson>,
    read: IntervalJson,
    in_core: bool,
}

#[derive(Serialize)]
struct NotCountedJson {
    name: String,
    estimate: String,
    why: &'static str,
}

#[derive(Clone, Copy, Serialize)]
pub(super) struct IntervalJson {
    low: Option<Number>,
    high: Option<Number>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    a: &'a str,
    b: &'a str,
    relation: &'static str,
    jaccard: Option<Number>,
    gap: Number,
    ratio: Option<Number>,
    days: i32,
    order: &'static str,
}

#[derive(Serialize)]
struct OverTimeJson<'a> {
    schema: u32,
    measure: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<String>,
    mixed: bool,
    known_on: Option<String>,
    by: &'static str,
    about: String,
    segments: Vec<SegmentJson<'a>>,
    findings: Vec<FindingJson>,
}

/// The same at a day and over time.
#[derive(Serialize)]
struct AgreementJson<'a> {
    n: usize,
    support: usize,
    core: Vec<IntervalJson>,
    touch: bool,
    envelope: Option<IntervalJson>,
    verdict: &'static str,
    outside: Vec<&'a str>,
}

#[derive(Serialize)]
struct SegmentJson<'a> {
    from: Option<String>,
    to: Option<String>,
    /// Whether voices of other measures stand in it.
    mixed: bool,
    #[serde(flatten)]
    agreement: AgreementJson<'a>,
}

impl From<Interval> for IntervalJson {
    fn from(interval: Interval) -> IntervalJson {
        IntervalJson {
            low: interval.closed_low().map(Number),
            high: interval.closed_high().map(Number),
        }
    }
}

/// A ratio or a share: four digits after the point are more than the data carry.
fn rounded(number: f64) -> Number {
    Number((number * 10_000.0).round() / 10_000.0)
}

impl<'a> Told<'a> {
    fn estimate(&self, of: EstimateRef) -> Option<(&'a Loaded, Estimate<'a>)> {
        let place = usize::from(of.file);
        let earlier = || Some(&self.earlier.get(place.checked_sub(self.files.len())?)?.file);
        let file = self.files.get(place).or_else(earlier)?;
        Some((file, file.ledger.estimate(of.row)?))
    }

    fn id(&self, of: EstimateRef) -> String {
        self.estimate(of).map(|(file, one)| file.id_of(one).to_string()).unwrap_or_default()
    }

    fn voice_name(&self, place: usize) -> &'a str {
        self.comparison.voices.get(place).map_or("", |voice| &voice.name)
    }

    fn outside(&self, agreement: &Agreement) -> Vec<&'a str> {
        agreement.outside.iter().map(|place| self.voice_name(*place)).collect()
    }

    fn question(&self) -> &'a Question {
        &self.comparison.question
    }

    fn headline(&self, slice: &Slice) -> Headline {
        self.words.headline(&self.comparison.gist(self.files, slice))
    }

    fn at_json(&self, slice: &Slice, further: &Further<'_>) -> AtJson<'a> {
        AtJson {
            schema: SCHEMA,
            measure: self.comparison.measure.id(),
            include: self.included(),
            mixed: self.is_mixed(slice),
            at: slice.at.to_string(),
            known_on: self.question().known_on.map(|day| day.to_string()),
            by: self.question().by.word(),
            about: self.question().about.to_string(),
            voices: slice.standing.iter().filter_map(|one| self.voice_json(one)).collect(),
            not_counted: slice
                .not_counted
                .iter()
                .map(|(of, why)| NotCountedJson {
                    name: self.name_of(*of),
                    estimate: self.id(*of),
                    why: why.word(),
                })
                .collect(),
            agreement: self.agreement_json(&slice.agreement),
            at_the_time: further.at_the_time_json(),
            pairs: slice.pairs.iter().map(|pair| self.pair_json(pair)).collect(),
            counted: self.headline(slice).counted.to_string(),
            how_sure: further.how_sure_json(self.comparison),
            findings: further.findings_json(|of| self.id(of)),
            pool: self.pools.then(|| PoolJson::from(&self.comparison.pool(self.files, slice.at))),
        }
    }

    fn included(&self) -> Vec<String> {
        self.question().include.iter().map(Measure::id).collect()
    }

    fn is_mixed(&self, slice: &Slice) -> bool {
        let standing = slice.standing.iter().map(|standing| standing.voice);
        !self.comparison.of_other_measures(standing).is_empty()
    }

    fn voice_json(&self, standing: &StandingVoice) -> Option<VoiceJson<'a>> {
        let voice = self.comparison.voices.get(standing.voice)?;
        let (file, estimate) = self.estimate(standing.estimate)?;
        let id = file.id_of(estimate);
        let stated = estimate.bounds();
        let held = bounds_that_hold(self.overlay, self.question(), &id, estimate);
        let clocks = self.comparison.clocks(self.files, standing.estimate)?;
        Some(VoiceJson {
            name: &voice.name,
            measure: voice.other.as_ref().map(|other| other.measure.id()),
            kind: voice.kind.word(),
            affiliation: &voice.affiliation,
            as_of: clocks.as_of().into(),
            published: clocks.published().map(|day| day.to_string()),
            published_assumed: clocks.published().is_none(),
            stated: stated.map(StatedJson::from),
            adjusted: held.filter(|_| held != stated).map(StatedJson::from),
            read: standing.read.into(),
            in_core: standing.in_core,
            estimate: id.to_string(),
        })
    }

    fn pair_json(&self, pair: &Pair) -> PairJson<'a> {
        PairJson {
            a: self.voice_name(pair.a),
            b: self.voice_name(pair.b),
            relation: pair.relation.word(),
            jaccard: pair.jaccard.map(rounded),
            gap: Number(pair.gap),
            ratio: pair.ratio.map(rounded),
            days: pair.days,
            order: pair.order.word(),
        }
    }

    fn over_time_json(&self, further: &Further<'_>) -> OverTimeJson<'a> {
        OverTimeJson {
            schema: SCHEMA,
            measure: self.comparison.measure.id(),
            include: self.included(),
            mixed: self.comparison.is_mixed_between(self.question().from, self.question().to),
            known_on: self.question().known_on.map(|day| day.to_string()),
            by: self.question().by.word(),
            about: self.question().about.to_string(),
            segments: self.comparison.segments.iter().map(|one| self.segment_json(one)).collect(),
            findings: further.findings_json(|of| self.id(of)),
        }
    }

    fn agreement_json(&self, agreement: &Agreement) -> AgreementJson<'a> {
        AgreementJson {
            n: agreement.n,
            support: agreement.support,
            core: agreement.core.iter().map(|core| (*core).into()).collect(),
            touch: agreement.touch,
            envelope: agreement.envelope.map(IntervalJson::from),
            verdict: agreement.verdict.word(),
            outside: self.outside(agreement),
        }
    }

    fn segment_json(&self, segment: &Segment) -> SegmentJson<'a> {
        SegmentJson {
            from: segment.from.map(|day| day.to_string()),
            to: segment.to.map(|day| day.to_string()),
            mixed: self.comparison.is_mixed_between(segment.from, segment.to),
            agreement: self.agreement_json(&segment.agreement),
        }
    }

    /// The label of an estimate, or the voice that it would be.
    fn name_of(&self, of: EstimateRef) -> String {
        self.estimate(of).map(|(_, one)| one.label().to_owned()).unwrap_or_default()
    }

    fn at_csv(&self, slice: &Slice) -> Result<String, String> {
        let end = |end: Option<f64>| end.map(|n| n.to_string()).unwrap_or_default();
        let mut rows = vec![
            [
                "name",
                "kind",
                "affiliation",
                "estimate",
                "as_of",
                "published",
                "low",
                "high",
                "in_core",
                "not_counted",
            ]
            .map(str::to_owned),
        ];
        for standing in &slice.standing {
            let Some(voice) = self.voice_json(standing) else { continue };
            rows.push([
                crate::export::csv::guarded(voice.name),
                voice.kind.to_owned(),
                crate::export::csv::guarded(voice.affiliation),
                voice.estimate,
                voice.as_of.to,
                voice.published.unwrap_or_default(),
                end(standing.read.closed_low()),
                end(standing.read.closed_high()),
                if standing.in_core { "yes" } else { "no" }.to_owned(),
                String::new(),
            ]);
        }
        for (of, why) in &slice.not_counted {
            let Some(clocks) = self.comparison.clocks(self.files, *of) else { continue };
            let mut row = [const { String::new() }; 10];
            row[0] = crate::export::csv::guarded(&self.name_of(*of));
            row[3] = self.id(*of);
            row[4] = clocks.as_of().to().to_string();
            row[5] = clocks.published().map(|day| day.to_string()).unwrap_or_default();
            why.word().clone_into(&mut row[9]);
            rows.push(row);
        }
        table_csv(&rows)
    }

    fn over_time_csv(&self) -> Result<String, String> {
        let mut rows = vec![
            ["from", "to", "n", "support", "core", "envelope", "verdict", "outside"]
                .map(str::to_owned),
        ];
        for segment in &self.comparison.segments {
            let agreement = &segment.agreement;
            let day = |day: Option<crate::estimate::Day>| {
                day.map(|day| day.to_string()).unwrap_or_default()
            };
            rows.push([
                day(segment.from),
                day(segment.to),
                agreement.n.to_string(),
                agreement.support.to_string(),
                list(self.words, &agreement.core),
                agreement.envelope.map(|hull| self.words.interval(hull)).unwrap_or_default(),
                agreement.verdict.word().to_owned(),
                crate::export::csv::guarded(&self.outside(agreement).join("; ")),
            ]);
        }
        table_csv(&rows)
    }

    fn heading(&self) -> String {
        let question = self.question();
        let known = question
            .known_on
            .map_or_else(|| "known today".to_owned(), |day| format!("known on {}", day.spoken()));
        let mut heading = format!(
            "{}  ({})\nby {}, “about” read by {}, {known}\n",
            self.comparison.measure.name(),
            self.comparison.measure.id(),
            question.by.word(),
            question.about,
        );
        for included in &question.include {
            heading.push_str(&format!("mixed with {}  ({})\n", included.name(), included.id()));
        }
        let others = self.comparison.voices.iter().filter_map(|voice| {
            Some(format!("{}: {}\n", voice.name, voice.other.as_ref()?.made.as_deref()?))
        });
        heading.extend(others);
        heading
    }

    fn at_text(&self, slice: &Slice, further: &Further<'_>) -> String {
        let mut text = self.heading();
        // Writing to a String cannot fail.
        let _ = self
            .write_at(&mut text, slice)
            .and_then(|()| further.write_text(&mut text, self.comparison))
            .and_then(|()| match self.pools {
                true => write_pool(&mut text, &self.comparison.pool(self.files, slice.at)),
                false => Ok(()),
            });
        text
    }

    fn write_at(&self, text: &mut String, slice: &Slice) -> std::fmt::Result {
        let headline = self.headline(slice);
        writeln!(
            text,
            "\n{}, {}: {}",
            slice.at.spoken(),
            self.words.verdict(slice.agreement.verdict),
            headline.verdict
        )?;
        if !headline.fragile.is_empty() {
            writeln!(text, "{}", headline.fragile)?;
        }
        writeln!(text, "{}\n", headline.counted)?;
        let mut table = vec![["", "who", "as of", "as stated", "read as"].map(str::to_owned)];
        let is_shared = slice.agreement.support > 1;
        for standing in &slice.standing {
            let Some((_, estimate)) = self.estimate(standing.estimate) else { continue };
            table.push([
                if is_shared && standing.in_core { "core" } else { "" }.to_owned(),
                self.voice_name(standing.voice).to_owned(),
                self.as_of(standing.estimate),
                stated(estimate),
                self.words.interval(standing.read),
            ]);
        }
        write_table(text, &table)?;
        if slice.agreement.verdict == Verdict::Diverge {
            self.write_apart(text, slice)?;
        }
        self.write_not_counted(text, slice)
    }

    /// The pairs that stand apart, the widest first.
    fn write_apart(&self, text: &mut String, slice: &Slice) -> std::fmt::Result {
        let mut apart: Vec<&Pair> =
            slice.pairs.iter().filter(|pair| pair.relation == Relation::Apart).collect();
        apart.sort_by(|one, other| {
            other.ratio.unwrap_or(f64::MAX).total_cmp(&one.ratio.unwrap_or(f64::MAX))
        });
        for pair in apart.iter().take(3) {
            let (a, b) = (self.voice_name(pair.a), self.voice_name(pair.b));
            let (apart, days) =
                (self.words.apart(pair.gap, pair.ratio), self.words.days(pair.days));
            writeln!(text, "{a} and {b} are {apart}, {days} between them")?;
        }
        Ok(())
    }

    fn as_of(&self, of: EstimateRef) -> String {
        let clocks = self.comparison.clocks(self.files, of);
        clocks.map(|clocks| clocks.as_of().spoken()).unwrap_or_default()
    }

    fn write_not_counted(&self, text: &mut String, slice: &Slice) -> std::fmt::Result {
        if slice.not_counted.is_empty() {
            return Ok(());
        }
        writeln!(text, "\nnot counted:")?;
        let mut table = Vec::new();
        for (of, why) in &slice.not_counted {
            let Some((_, estimate)) = self.estimate(*of) else { continue };
            let original = estimate.original().filter(|_| *why == NotCountedWhy::Echo);
            let of_whom = match why {
                NotCountedWhy::Divided => self.divided_by(*of, slice).map(|of| format!(": {of}")),
                _ => original.map(|one| format!(" of {}", one.label())),
            };
            let of_whom = of_whom.unwrap_or_default();
            table.push([
                String::new(),
                estimate.label().to_owned(),
                self.as_of(*of),
                stated(estimate),
                format!("{}{of_whom}", why.word().replace('-', " ")),
            ]);
        }
        write_table(text, &table)
    }

    /// The group that is divided on a day, told by the latest of its estimates.
    fn divided_by(&self, of: EstimateRef, slice: &Slice) -> Option<&str> {
        let is_it = |track: &&Arc<Track>| {
            track.divided.iter().any(|stretch| {
                stretch.estimate == of
                    && stretch.from <= slice.at
                    && stretch.to.is_none_or(|to| slice.at <= to)
            })
        };
        let track = self.comparison.tracks.iter().find(is_it)?;
        Some(&self.comparison.voices.get(track.voice)?.name)
    }

    fn over_time_text(&self, further: &Further<'_>) -> String {
        let mut table = vec![["from", "to", "verdict", "share a value", "core"].map(str::to_owned)];
        for segment in &self.comparison.segments {
            let agreement = &segment.agreement;
            let day = |day: Option<crate::estimate::Day>, open: &str| {
                day.map_or_else(|| open.to_owned(), crate::estimate::Day::spoken)
            };
            table.push([
                day(segment.from, "before"),
                day(segment.to, "from then on"),
                self.words.verdict(agreement.verdict).to_owned(),
                format!("{} of {}", agreement.support, agreement.n),
                list(self.words, &agreement.core),
            ]);
        }
        let mut text = self.heading();
        text.push('\n');
        // Writing to a String cannot fail.
        let _ = write_table(&mut text, &table)
            .and_then(|()| further.write_text(&mut text, self.comparison));
        text
    }
}

/// As stated, and in the source's own words where they are known.
fn stated(estimate: Estimate<'_>) -> String {
    let number = estimate.bounds().map(|bounds| bounds.to_string());
    match (number, estimate.wording()) {
        (Some(number), Some(wording)) => format!("{number} “{wording}”"),
        (Some(number), None) => number,
        (None, Some(wording)) => format!("“{wording}”"),
        (None, None) => estimate.value().word().to_owned(),
    }
}

fn list(words: Words, intervals: &[Interval]) -> String {
    let intervals = intervals.iter().map(|interval| words.interval(*interval));
    intervals.collect::<Vec<_>>().join(" and ")
}

fn table_csv<const N: usize>(rows: &[[String; N]]) -> Result<String, String> {
    let failed =
        |error: &dyn std::fmt::Display| format!("The answer could not be written: {error}");
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// Columns as wide as their widest cell; the last one runs free.
fn write_table<const N: usize>(text: &mut String, rows: &[[String; N]]) -> std::fmt::Result {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
            write!(line, "  {cell:width$}")?;
        }
        writeln!(text, "{}", line.trim_end())?;
    }
    Ok(())
}
