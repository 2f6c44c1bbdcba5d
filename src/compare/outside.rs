//! Those outside the core in words: on which side, how far, and whether growth would account for it.

use super::words::{between, distance, possessive, tidy};
use super::{Comparison, Interval, Sentence, Slice, StandingVoice, pair};
use crate::estimate::{Basis, Loaded, grouped};

/// Those outside that are told one by one; of the others only how many they are.
const MOST_LINES: usize = 8;

impl Comparison {
    /// A line for each voice outside the core: `ROK Joint Chiefs, below the core by a factor of 3.3;
    /// 17 days older than Zelensky’s: 156 a day would close the gap`. Empty where nobody shares a
    /// value.
    #[must_use]
    pub fn outside_lines(&self, files: &[Loaded], slice: &Slice) -> Vec<Sentence> {
        if slice.agreement.support < 2 {
            return Vec::new();
        }
        let outside: Vec<&StandingVoice> =
            slice.standing.iter().filter(|standing| !standing.in_core).collect();
        let told = outside.iter().take(MOST_LINES);
        let mut lines: Vec<Sentence> =
            told.filter_map(|standing| self.outside_line(files, slice, standing)).collect();
        let others: Vec<usize> =
            outside.iter().skip(MOST_LINES).map(|standing| standing.voice).collect();
        if !others.is_empty() {
            let mut line = Sentence::default();
            line.of(format!("{} more", others.len()), others);
            lines.push(line);
        }
        lines
    }

    fn outside_line(
        &self,
        files: &[Loaded],
        slice: &Slice,
        standing: &StandingVoice,
    ) -> Option<Sentence> {
        let far = |core: &Interval| between(standing.read, *core);
        let cores = slice.agreement.core.iter();
        let nearest = *cores.min_by(|a, b| far(a).total_cmp(&far(b)))?;
        let side = if standing.read.high() < nearest.low() { "below" } else { "above" };
        let mut line = Sentence::default();
        let name = self.voices.get(standing.voice).map_or("", |voice| &voice.name);
        line.about(name, vec![standing.voice], vec![standing.estimate]);
        line.say(format!(", {side} the core{}", distance(standing.read, nearest)));
        self.tell_growth(&mut line, files, slice, standing);
        Some(line)
    }

    /// What a total would have to have grown by, to be where the nearest later one in the core is.
    fn tell_growth(
        &self,
        line: &mut Sentence,
        files: &[Loaded],
        slice: &Slice,
        standing: &StandingVoice,
    ) {
        if self.measure.basis != Basis::Cumulative {
            return;
        }
        let day = |of: &StandingVoice| self.dated(files).period(of.estimate).1;
        let own = (standing.read, day(standing));
        let later = slice.standing.iter().filter(|other| other.in_core && day(other) > own.1);
        let grown = later.filter_map(|other| {
            let pair = pair(own, (other.read, day(other)));
            let per_day = pair.growth_per_day(self.measure.basis)?;
            Some((pair.gap, pair.days, per_day, other))
        });
        let nearest = grown.min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, days, per_day, other)) = nearest else { return };
        let name = self.voices.get(other.voice).map_or("", |voice| &voice.name);
        let days = match days {
            1 => "1 day".to_owned(),
            days => format!("{} days", grouped(f64::from(days))),
        };
        line.say(format!("; {days} older than "));
        line.about(possessive(name), vec![other.voice], vec![other.estimate]);
        line.say(format!(": {} a day would close the gap", grouped(tidy(per_day))));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{ask, at_least, range, says};

    #[test]
    fn those_outside_tell_side_distance_and_what_growth_would_close_the_gap() {
        let asked = ask(
            &[
                says(1, "Joint Chiefs", range(1050.0, 1150.0), "2024-12-23"),
                says(2, "Zelensky", range(3800.0, 4200.0), "2025-01-09"),
                says(3, "NIS", at_least(3001.0), "2025-01-13"),
            ],
            |_| {},
        );
        let slice = asked.slice("2025-01-23");
        let lines = asked.comparison.outside_lines(&asked.files, &slice);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            ["Joint Chiefs, below the core by a factor of 3.3; 21 days older than NIS’s: 88 a \
              day would close the gap"]
        );
    }
}
