//! What each part of a report says.

use crate::compare::{
    Comparison, EstimateRef, Finding, Insight, NotCountedWhy, References, Slice, StandingVoice,
};
use crate::estimate::{Day, Estimate, Loaded, Target};
use crate::export::caption::asked;
use crate::export::said::Said;
use crate::session::Document;
use crate::words::{
    Citing, METHODS, Method, NO_REASON, ReportPart, STANDARDS, Sentence, Standard, Words, signature,
};

use super::blocks::Block;

/// What the parts are told from.
pub(super) struct Told<'a> {
    pub document: &'a Document,
    pub words: Words,
    pub files: &'a [Loaded],
    /// Those and the copies that stood before some of them.
    pub all: &'a [Loaded],
    pub comparison: &'a Comparison,
    pub at: Day,
    pub slice: &'a Slice,
    pub insight: Option<&'a Insight>,
    pub references: &'a References,
    pub citing: Citing,
    /// What was found where the files were read; nothing where that was not looked for.
    pub renewed: &'a [String],
}

impl Told<'_> {
    /// What a part says; one sentence where there is nothing of it.
    pub fn blocks(&self, part: ReportPart) -> Vec<Block> {
        let blocks = match part {
            ReportPart::Question => self.question(),
            ReportPart::Answer => self.answer(),
            ReportPart::Chart => vec![Block::Chart],
            ReportPart::Slice => self.slice(),
            ReportPart::Findings => self.findings(),
            ReportPart::Sureness => self.sureness(),
            ReportPart::Adjustments => self.adjustments(),
            ReportPart::Notes => list(self.said().note_lines()),
            ReportPart::NotCounted => self.not_counted(),
            ReportPart::Problems => self.problems(),
            ReportPart::Renewed => list(self.renewed.to_vec()),
            ReportPart::Method => list(METHODS.iter().map(method).collect()),
            ReportPart::Standards => list(STANDARDS.iter().map(standard).collect()),
            ReportPart::References => self.reference_list(),
        };
        if blocks.is_empty() { vec![Block::Said(part.nothing().to_owned())] } else { blocks }
    }

    fn cited(&self, sentence: &Sentence) -> String {
        let behind = |voice| self.comparison.behind(voice, self.at);
        self.words.with_references(sentence, self.references, behind).to_string()
    }

    fn numbers(&self, estimates: &[EstimateRef]) -> String {
        self.words.cited(&self.references.numbers(estimates))
    }

    fn estimate(&self, of: EstimateRef) -> Option<Estimate<'_>> {
        of.of(self.all)
    }

    fn question(&self) -> Vec<Block> {
        let question = &self.comparison.question;
        let asked = asked(self.document, question);
        let assumed = self.comparison.assumptions(self.files, Some(self.slice));
        let day = self.words.asked_of_day(self.at, question.known_on);
        let assumed = format!("{} {}", self.words.assumptions(&assumed), self.all_that_stands());
        vec![Block::Said(format!("{asked}. {day}")), Block::Said(assumed)]
    }

    fn answer(&self) -> Vec<Block> {
        let gist = self.comparison.gist(self.files, self.slice);
        let headline = self.words.headline(&gist);
        let verdict = self.words.verdict(self.slice.agreement.verdict);
        let verdict = format!("{}, {verdict}: ", self.words.day(self.at));
        let mut blocks = vec![Block::Said(verdict + &self.cited(&headline.verdict))];
        let further = [headline.fragile, headline.counted];
        let further = further.iter().filter(|sentence| !sentence.is_empty());
        blocks.extend(further.map(|sentence| Block::Said(self.cited(sentence))));
        blocks
    }

    fn slice(&self) -> Vec<Block> {
        let is_shared = self.slice.agreement.support > 1;
        let row = |standing: &StandingVoice| {
            let estimate = self.estimate(standing.estimate)?;
            let read = self.words.read(standing.read);
            let carried = standing.carried.as_ref();
            let read = carried.map_or_else(
                || read.clone(),
                |carried| format!("{read}, {}", self.words.how_carried(carried)),
            );
            let behind = self.comparison.behind(standing.voice, self.at);
            let name = self.comparison.voices.get(standing.voice)?.name.clone();
            Some(vec![
                name,
                self.as_of(standing.estimate),
                self.published(estimate),
                self.words.as_stated(estimate),
                read,
                if is_shared && standing.in_core { "yes" } else { "" }.to_owned(),
                estimate.grading().to_string(),
                self.numbers(&behind),
            ])
        };
        let rows: Vec<Vec<String>> = self.slice.standing.iter().filter_map(row).collect();
        let head = vec![
            "Who",
            "As of",
            "Published",
            "As stated",
            "Read as",
            "In the core",
            "Grade as stated",
            "Reference",
        ];
        table(head, rows)
    }

    fn as_of(&self, of: EstimateRef) -> String {
        let clocks = self.comparison.clocks(self.files, of);
        clocks.map(|clocks| self.words.as_of(clocks.as_of())).unwrap_or_default()
    }

    fn published(&self, estimate: Estimate<'_>) -> String {
        let not_stated = || "not stated".to_owned();
        estimate.published().map_or_else(not_stated, |day| self.words.day(day))
    }

    /// Each finding with the numbers of all it rests on; those put aside with why.
    fn findings(&self) -> Vec<Block> {
        let Some(insight) = self.insight else { return Vec::new() };
        let told = |finding: &Finding| {
            let said = self.words.finding(finding).to_string();
            let rests = self.numbers(&finding.evidence);
            let dismissed = self.document.dismissals().iter();
            let dismissed = dismissed.filter(|one| one.finding == *finding.key()).map(|one| {
                let why = one.reason.as_deref().unwrap_or(NO_REASON);
                let who = signature(one.author.as_deref(), one.at.as_ref());
                format!(" (put aside: {why}{who})")
            });
            format!("{said} {rests}{}", dismissed.collect::<String>())
        };
        let mut blocks = list(insight.found.iter().map(told).collect());
        let untold: usize = insight.untold.values().sum();
        if untold > 0 {
            blocks.push(Block::Said(self.words.more_rows(untold)));
        }
        blocks
    }

    fn sureness(&self) -> Vec<Block> {
        let robustness = self.insight.map(|insight| &insight.robustness);
        let lines = robustness.map(|one| self.words.how_sure(one, self.comparison));
        let lines = lines.unwrap_or_default();
        if lines.is_empty() {
            return Vec::new();
        }
        let tried_on = format!("{} {}.", self.words.tried_on(), self.all_that_stands());
        let mut blocks = vec![Block::Said(tried_on)];
        blocks.extend(list(lines.iter().map(|line| self.cited(line)).collect()));
        blocks
    }

    /// Where all that stands on the day can be read.
    fn all_that_stands(&self) -> String {
        let standing = self.slice.standing.iter();
        let behind = standing.flat_map(|one| self.comparison.behind(one.voice, self.at));
        self.numbers(&behind.collect::<Vec<_>>())
    }

    /// What was stated beside what an analyst set, with reason, author and time.
    fn adjustments(&self) -> Vec<Block> {
        let words = self.words;
        let rows = self.document.overlay().adjustments().iter().map(|adjustment| {
            let (who, stated, number) = match &adjustment.target {
                Target::Source(label) => (label.clone(), String::new(), String::new()),
                Target::Estimate(id) => {
                    let place = self.all.iter().enumerate().find_map(|(place, file)| {
                        Some((EstimateRef::new(place, file.find(id)?.index()), file.find(id)?))
                    });
                    place.map_or_else(
                        || (id.to_string(), String::new(), String::new()),
                        |(of, one)| {
                            let who =
                                format!("{} of {}", one.label().trim(), words.as_of(one.as_of()));
                            (who, words.as_stated(one), self.numbers(&[of]))
                        },
                    )
                }
            };
            let is_on = if adjustment.on { "" } else { " (switched off)" };
            vec![
                who,
                stated,
                format!("{}{is_on}", words.change(&adjustment.change)),
                adjustment.reason.clone().unwrap_or_else(|| NO_REASON.to_owned()),
                signature(adjustment.author.as_deref(), adjustment.at.as_ref()).trim().to_owned(),
                number,
            ]
        });
        let head =
            vec!["Of whom", "As stated", "Set to", "Reason", "By whom and when", "Reference"];
        table(head, rows.collect())
    }

    fn not_counted(&self) -> Vec<Block> {
        let row = |(of, why): &(EstimateRef, NotCountedWhy)| {
            let estimate = self.estimate(*of)?;
            Some(vec![
                estimate.label().trim().to_owned(),
                self.as_of(*of),
                self.words.as_stated(estimate),
                why.word().replace('-', " "),
                self.numbers(&[*of]),
            ])
        };
        let rows = self.slice.not_counted.iter().filter_map(row).collect();
        table(vec!["Who", "As of", "As stated", "Why not", "Reference"], rows)
    }

    fn problems(&self) -> Vec<Block> {
        let files = self.document.files().iter();
        let told = files.flat_map(|file| {
            let of = file.name().to_owned();
            let line = move |problem| format!("{of}: {}", self.words.problem_at_its_place(problem));
            file.problems.iter().map(line)
        });
        list(told.collect())
    }

    fn reference_list(&self) -> Vec<Block> {
        let (document, words) = (self.document, self.words);
        let cited = words.references(self.references, self.all, document, self.citing);
        let mut blocks = vec![Block::References(cited)];
        blocks.extend(list(words.files_cited(self.references, self.all, document)));
        blocks
    }

    fn said(&self) -> Said<'_> {
        let (overlay, notes) = (self.document.overlay(), self.document.notes());
        Said { files: self.all, overlay, notes, words: self.words }
    }
}

fn method(method: &Method) -> String {
    format!("{}: {} ({})", method.name, method.says, method.source)
}

fn standard(standard: &Standard) -> String {
    let Standard { name, met_by, says } = standard;
    let places: Vec<String> = met_by.iter().map(|part| part.number().to_string()).collect();
    match &places[..] {
        [] => format!("{name}: not claimed; {says}"),
        _ => format!("{name}: met by {}; {says}", places.join(", ")),
    }
}

fn list(lines: Vec<String>) -> Vec<Block> {
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}

fn table(head: Vec<&'static str>, rows: Vec<Vec<String>>) -> Vec<Block> {
    if rows.is_empty() { Vec::new() } else { vec![Block::Table { head, rows }] }
}
