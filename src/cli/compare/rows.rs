//! The answer as CSV.

use crate::compare::{Cause, Slice};
use crate::estimate::Day;
use crate::files::guarded;

use super::told::{Told, list};
use crate::cli::table::table_csv;

impl Told<'_> {
    pub fn at_csv(&self, slice: &Slice) -> Result<String, String> {
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
                "carried_days",
                "method",
            ]
            .map(str::to_owned),
        ];
        for standing in &slice.standing {
            let Some(voice) = self.voice_json(standing, slice.at) else { continue };
            rows.push([
                guarded(voice.name).into_owned(),
                voice.kind.unwrap_or_default().to_owned(),
                guarded(&voice.affiliation).into_owned(),
                voice.estimate,
                voice.as_of.to,
                voice.published.unwrap_or_default(),
                end(standing.read.closed_low()),
                end(standing.read.closed_high()),
                if standing.in_core { "yes" } else { "no" }.to_owned(),
                String::new(),
                standing.carried.map(|carried| carried.days.to_string()).unwrap_or_default(),
                voice.method.unwrap_or_default().to_owned(),
            ]);
        }
        for (of, why) in &slice.not_counted {
            let Some(clocks) = self.comparison.clocks(self.files, *of) else { continue };
            let mut row = [const { String::new() }; 12];
            row[0] = guarded(&self.name_of(*of)).into_owned();
            row[3] = self.id(*of);
            row[4] = clocks.as_of().to().to_string();
            row[5] = clocks.published().map(|day| day.to_string()).unwrap_or_default();
            why.word().clone_into(&mut row[9]);
            rows.push(row);
        }
        table_csv(&rows)
    }

    pub fn over_time_csv(&self) -> Result<String, String> {
        let mut rows = vec![
            [
                "from", "to", "n", "support", "core", "envelope", "verdict", "outside", "core_to",
                "causes", "divided",
            ]
            .map(str::to_owned),
        ];
        for segment in &self.comparison.segments {
            let agreement = &segment.agreement;
            let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
            rows.push([
                day(segment.from),
                day(segment.to),
                agreement.n.to_string(),
                agreement.support.to_string(),
                list(self.words, &agreement.core),
                agreement.envelope.map(|hull| self.words.interval(hull)).unwrap_or_default(),
                agreement.verdict.word().to_owned(),
                guarded(&self.outside(agreement).join("; ")).into_owned(),
                list(self.words, &segment.core_to),
                segment.causes.iter().map(Cause::word).collect::<Vec<_>>().join(" "),
                guarded(&self.divided(agreement).join("; ")).into_owned(),
            ]);
        }
        table_csv(&rows)
    }
}
