//! `parallax compare … --since OLD`: what has become of the verdicts since an earlier session.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::cli::args::{CompareArgs, Inputs, QuestionFlags};
use crate::cli::inputs::{Gathered, answered, gather, measures_of, question};
use crate::cli::table::table_csv;
use crate::compare::{Came, VerdictChange, verdict_changes};
use crate::estimate::{Day, Measure};
use crate::export::json::SCHEMA;
use crate::session::Document;
use crate::words::{Words, file_name};

/// What has become of one measure.
struct Since {
    measure: Measure,
    became: Became,
}

enum Became {
    /// It is in one of the two alone: in the later one, or in the earlier one.
    OnlyOnOneSide {
        is_new: bool,
    },
    Changed(Vec<VerdictChange>),
}

/// What has become of every verdict that is asked for.
pub(super) struct AllSince {
    old: String,
    all: Vec<Since>,
}

impl AllSince {
    /// Holds what was gathered against an earlier session.
    ///
    /// # Errors
    /// In one sentence, where the earlier one was not read or a question makes no sense.
    pub fn new(now: &Gathered, old: &Path, args: &CompareArgs) -> Result<AllSince, String> {
        let (files, reading) = (vec![old.to_owned()], args.inputs.reading.clone());
        let before = gather(&Inputs { files, vintages: Vec::new(), reading })?;
        if let Some(why) = before.failures.first() {
            return Err(format!("--since was not read: {why}"));
        }
        let measures = match (&args.question.measure, now.document.question()) {
            (None, None) => {
                let both = [&now.document, &before.document].into_iter().flat_map(measures_of);
                both.collect::<BTreeSet<Measure>>().into_iter().collect()
            }
            _ => vec![question(&now.document, &args.question, &args.inputs.reading)?.measure],
        };
        let since = |measure: Measure| {
            let became = became(&before.document, &now.document, &measure, args)?;
            Ok(Since { measure, became })
        };
        let all = measures.into_iter().map(since).collect::<Result<Vec<Since>, String>>()?;
        Ok(AllSince { old: file_name(old), all })
    }

    /// Whether a verdict is another one than it was.
    pub fn has_changed(&self) -> bool {
        self.all.iter().any(|since| match &since.became {
            Became::OnlyOnOneSide { .. } => true,
            Became::Changed(changes) => !changes.is_empty(),
        })
    }

    pub fn text(&self) -> String {
        let words = Words::default();
        let mut text = format!("since {}:\n", self.old);
        for Since { measure, became } in &self.all {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n{}", measure.name());
            let _ = match became {
                Became::OnlyOnOneSide { is_new } => {
                    writeln!(text, ": {}", words.only_on_one_side(*is_new))
                }
                Became::Changed(changes) if changes.is_empty() => {
                    writeln!(text, ": {}", words.no_verdict_changed())
                }
                Became::Changed(changes) => {
                    text.push('\n');
                    changes
                        .iter()
                        .try_for_each(|change| writeln!(text, "  {}", words.verdict_change(change)))
                }
            };
        }
        text
    }

    pub fn json(&self) -> AllSinceJson<'_> {
        let changes = self.all.iter().flat_map(|since| match &since.became {
            Became::Changed(changes) => {
                changes.iter().map(|change| ChangeJson::of(&since.measure, change)).collect()
            }
            Became::OnlyOnOneSide { .. } => Vec::new(),
        });
        let only = |wanted: bool| {
            let is_so = move |since: &&Since| matches!(since.became, Became::OnlyOnOneSide { is_new } if is_new == wanted);
            self.all.iter().filter(is_so).map(|since| since.measure.id()).collect()
        };
        AllSinceJson {
            schema: SCHEMA,
            since: &self.old,
            changes: changes.collect(),
            only_now: only(true),
            only_before: only(false),
        }
    }

    pub fn csv(&self) -> Result<String, String> {
        let head = [
            "measure",
            "from",
            "to",
            "before",
            "now",
            "support_before",
            "n_before",
            "support_now",
            "n_now",
        ];
        let mut rows = vec![head.map(str::to_owned)];
        for change in self.json().changes {
            let day = |day: Option<String>| day.unwrap_or_default();
            rows.push([
                change.measure,
                day(change.from),
                day(change.to),
                change.before.verdict.to_owned(),
                change.now.verdict.to_owned(),
                change.before.support.to_string(),
                change.before.n.to_string(),
                change.now.support.to_string(),
                change.now.n.to_string(),
            ]);
        }
        table_csv(&rows)
    }
}

/// The answer for programs.
#[derive(Serialize)]
pub(super) struct AllSinceJson<'a> {
    schema: u32,
    since: &'a str,
    changes: Vec<ChangeJson>,
    only_now: Vec<String>,
    only_before: Vec<String>,
}

#[derive(Serialize)]
struct ChangeJson {
    measure: String,
    from: Option<String>,
    to: Option<String>,
    before: CameJson,
    now: CameJson,
}

#[derive(Serialize)]
struct CameJson {
    verdict: &'static str,
    support: usize,
    n: usize,
}

impl ChangeJson {
    fn of(measure: &Measure, change: &VerdictChange) -> ChangeJson {
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        ChangeJson {
            measure: measure.id(),
            from: day(change.from),
            to: day(change.to),
            before: change.before.into(),
            now: change.now.into(),
        }
    }
}

impl From<Came> for CameJson {
    fn from(came: Came) -> CameJson {
        CameJson { verdict: came.verdict.word(), support: came.support, n: came.n }
    }
}

fn became(
    before: &Document,
    now: &Document,
    measure: &Measure,
    args: &CompareArgs,
) -> Result<Became, String> {
    let (was, is) = (measures_of(before).contains(measure), measures_of(now).contains(measure));
    if !(was && is) {
        return Ok(Became::OnlyOnOneSide { is_new: is });
    }
    let flags = QuestionFlags { measure: Some(measure.id()), ..args.question.clone() };
    let answer = |document| answered(document, &flags, &args.inputs.reading);
    let ((before, then), (now, last)) = (answer(before)?, answer(now)?);
    let Some(at) = args.question.at else {
        return Ok(Became::Changed(verdict_changes(&before, &now, then.max(last))));
    };
    let change =
        VerdictChange { from: Some(at), to: Some(at), before: before.came(at), now: now.came(at) };
    let has_changed = change.before.verdict != change.now.verdict;
    Ok(Became::Changed(if has_changed { vec![change] } else { Vec::new() }))
}
