//! The answer as text.

use std::fmt::Write as _;

use crate::compare::{
    Dates, NotCountedWhy, Pair, Relation, Segment, Slice, StandingVoice, Verdict,
};
use crate::estimate::{Basis, Day};

use super::further::{Further, write_pool};
use super::told::{Told, list};
use crate::cli::table::write_table;
use crate::words::{METHODS, Method};

impl Told<'_> {
    pub fn heading(&self) -> String {
        let question = self.question();
        let known = question.known_on.map_or_else(
            || "known today".to_owned(),
            |day| format!("known on {}", self.words.day(day)),
        );
        let dates = match question.dates {
            _ if question.measure.basis != Basis::Cumulative => "",
            Dates::SameDay => ", totals carried to the same day",
            Dates::Stated => ", totals of their own days",
        };
        let mut heading = format!(
            "{}  ({})\nby {}, “about” read by {}{dates}, {known}\n",
            self.comparison.measure.name(),
            self.comparison.measure.id(),
            question.by.word(),
            question.about,
        );
        for included in &question.include {
            heading.push_str(&format!("mixed with {}  ({})\n", included.name(), included.id()));
        }
        let others = self.comparison.voices.iter().filter_map(|voice| {
            Some(format!("{}: {}\n", voice.name, self.words.made(voice.other.as_ref()?.made?)))
        });
        heading.extend(others);
        heading
    }

    pub fn at_text(&self, slice: &Slice, further: &Further<'_>) -> String {
        let mut text = self.heading();
        // Writing to a String cannot fail.
        let _ = self
            .write_at(&mut text, slice)
            .and_then(|()| self.write_assumed(&mut text, Some(slice)))
            .and_then(|()| further.write_text(&mut text, self.comparison))
            .and_then(|()| match self.pools {
                true => write_pool(&mut text, &self.comparison.pool(self.files, slice.at)),
                false => Ok(()),
            })
            .and_then(|()| self.write_explained(&mut text));
        text
    }

    fn write_at(&self, text: &mut String, slice: &Slice) -> std::fmt::Result {
        let headline = self.headline(slice);
        writeln!(
            text,
            "\n{}, {}: {}",
            self.words.day(slice.at),
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
                self.words.as_stated(estimate),
                self.read(standing),
            ]);
        }
        write_table(text, &table)?;
        // Of two it was said above.
        if slice.agreement.verdict == Verdict::Diverge && slice.standing.len() > 2 {
            self.write_apart(text, slice)?;
        }
        self.write_not_counted(text, slice)
    }

    /// What is compared, and where that comes from.
    fn read(&self, standing: &StandingVoice) -> String {
        let read = self.words.read(standing.read);
        match &standing.carried {
            Some(carried) => format!("{read}, {}", self.words.how_carried(carried)),
            None => read,
        }
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
                self.words.as_stated(estimate),
                format!("{}{of_whom}", why.word().replace('-', " ")),
            ]);
        }
        write_table(text, &table)
    }

    /// The core of a segment's first day, and that of its last one where it is another.
    fn core(&self, segment: &Segment) -> String {
        let core = list(self.words, &segment.agreement.core);
        if segment.core_to == segment.agreement.core {
            return core;
        }
        format!("{core} → {}", list(self.words, &segment.core_to))
    }

    /// Who contradicts itself, and of which days nobody has said anything yet.
    fn remarks(&self, segment: &Segment, last: Option<Day>) -> String {
        let divided = self.divided(&segment.agreement);
        let divided = (!divided.is_empty()).then(|| format!("divided: {}", divided.join(", ")));
        let last = last.filter(|last| segment.to.is_none_or(|to| *last < to));
        let unsaid = last.map(|last| self.words.nothing_said_since(last));
        divided.into_iter().chain(unsaid).collect::<Vec<_>>().join("; ")
    }

    pub fn over_time_text(&self, further: &Further<'_>) -> String {
        let mut table =
            vec![["from", "to", "verdict", "share a value", "core", ""].map(str::to_owned)];
        let last = self.comparison.last_day_spoken_of(self.files);
        for segment in &self.comparison.segments {
            let agreement = &segment.agreement;
            let day = |day: Option<Day>, open: &str| {
                day.map_or_else(|| open.to_owned(), |day| self.words.day(day))
            };
            table.push([
                day(segment.from, "before"),
                day(segment.to, "from then on"),
                self.words.verdict(agreement.verdict).to_owned(),
                format!("{} of {}", agreement.support, agreement.n),
                self.core(segment),
                self.remarks(segment, last),
            ]);
        }
        let mut text = self.heading();
        text.push('\n');
        // Writing to a String cannot fail.
        let _ = write_table(&mut text, &table)
            .and_then(|()| self.write_assumed(&mut text, None))
            .and_then(|()| further.write_text(&mut text, self.comparison))
            .and_then(|()| self.write_explained(&mut text));
        text
    }

    fn write_assumed(&self, text: &mut String, slice: Option<&Slice>) -> std::fmt::Result {
        let assumed = self.comparison.assumptions(self.files, slice);
        writeln!(text, "\n{}", self.words.assumptions(&assumed))
    }

    fn write_explained(&self, text: &mut String) -> std::fmt::Result {
        if !self.explains {
            return Ok(());
        }
        writeln!(text, "\nmethods:")?;
        METHODS.iter().try_for_each(|Method { name, says, source }| {
            writeln!(text, "  {name}: {says} ({source})")
        })
    }
}
