//! How far two analysts agree, in numbers.

use std::path::Path;

use super::{Words, file_name};
use crate::session::{Judged, Kappa, SameOf, SecondReading, Section};

impl Words {
    /// That a session is a blind copy, and what became of it.
    #[must_use]
    pub fn names_put_back(self, path: &Path) -> String {
        format!(
            "{} is a blind copy: the names are put back, and what was judged in it is told as judged \
             blind",
            file_name(path)
        )
    }

    /// What a blind copy is, to whoever opens it.
    #[must_use]
    pub fn is_blind_copy(self) -> &'static str {
        "A blind copy for a second reading: whose the numbers are is not in it. Judge, save it, and \
         send it back: whoever has the original lays it beside, and the names are put back"
    }

    /// How much both decided alike, and κ for what both judged, a line each without a full stop.
    #[must_use]
    pub fn second_reading(self, reading: &SecondReading) -> Vec<String> {
        let mut lines = vec![self.decided_alike(reading)];
        lines.extend(reading.kappas.iter().map(|kappa| self.kappa(kappa)));
        lines
    }

    /// `Decided alike: 3 of 8 (37.5 %): 1 of 2 exclusions, 2 of 6 grades`
    #[must_use]
    pub fn decided_alike(self, reading: &SecondReading) -> String {
        let Some(share) = reading.decided.share() else {
            return "Neither decided anything yet".to_owned();
        };
        let sections = reading
            .by_section
            .iter()
            .map(|(section, same)| format!("{} {}", self.same_of(*same), decisions(*section)));
        let sections: Vec<String> = sections.collect();
        let (all, share) = (self.same_of(reading.decided), self.share(share));
        format!("Decided alike: {all} ({share}): {}", sections.join(", "))
    }

    /// `Sources left out or not: Cohen’s κ 0.40 (n = 50, 35 alike)`
    #[must_use]
    pub fn kappa(self, kappa: &Kappa) -> String {
        let (what, n) = (self.judged(kappa.of), self.count(kappa.same.of));
        let alike = self.count(kappa.same.same);
        match kappa.kappa {
            Some(value) => {
                let value = two_places(value);
                format!("{what}: Cohen’s κ {value} (n = {n}, {alike} alike)")
            }
            None if kappa.same.of == 0 => {
                format!(
                    "{what}: Cohen’s κ is not defined (n = 0): there is nothing that both judged"
                )
            }
            None => format!(
                "{what}: Cohen’s κ is not defined (n = {n}): both put all into one class, so that \
                 chance alone would have it so"
            ),
        }
    }

    /// What both judged, as a heading.
    #[must_use]
    pub fn judged(self, of: Judged) -> &'static str {
        match of {
            Judged::SourcesLeftOut => "Sources left out or not",
            Judged::EstimatesLeftOut => "Estimates left out or not",
            Judged::Reliability => "Reliability, A to E, where both graded it",
            Judged::Credibility => "Credibility, 1 to 5, where both graded it",
            Judged::Kind => "Kind of source, where both said it",
        }
    }

    fn same_of(self, same: SameOf) -> String {
        format!("{} of {}", self.count(same.same), self.count(same.of))
    }
}

/// Two digits behind the point, with a sign that is no hyphen. Nothing is 0 below 0.
fn two_places(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    if value < 0.0 && text != "0.00" { format!("−{text}") } else { text }
}

fn decisions(section: Section) -> &'static str {
    match section {
        Section::Files => "files",
        Section::Copies => "copies of files",
        Section::ByHand => "entries by hand",
        Section::Exclusions => "exclusions",
        Section::Grades => "grades",
        Section::Merges => "merges",
        Section::Adjustments => "other adjustments",
        Section::Notes => "notes",
        Section::PutAside => "findings put aside",
        Section::Publications => "references",
        Section::Question => "questions",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_is_said_with_what_was_judged_and_how_often_and_where_it_is_not_defined_why() {
        let said = |kappa, same, of| {
            let same = SameOf { same, of };
            Words::default().kappa(&Kappa { of: Judged::SourcesLeftOut, same, kappa })
        };
        assert_eq!(
            said(Some(0.4), 35, 50),
            "Sources left out or not: Cohen’s κ 0.40 (n = 50, 35 alike)"
        );
        assert!(said(Some(-0.126), 1, 2000).contains("κ −0.13 (n = 2,000, 1 alike)"));
        assert!(said(Some(-0.001), 1, 2).contains("κ 0.00"));
        assert!(said(None, 0, 0).contains("nothing that both judged"));
        assert!(said(None, 5, 5).contains("all into one class"));
    }

    #[test]
    fn what_was_decided_alike_is_counted_by_what_it_is() {
        let mut reading = SecondReading::default();
        assert_eq!(Words::default().decided_alike(&reading), "Neither decided anything yet");
        reading.decided = SameOf { same: 3, of: 8 };
        let sections = [(Section::Exclusions, 1, 2), (Section::Grades, 2, 6)];
        let sections = sections.map(|(section, same, of)| (section, SameOf { same, of }));
        reading.by_section.extend(sections);
        assert_eq!(
            Words::default().decided_alike(&reading),
            "Decided alike: 3 of 8 (37.5 %): 1 of 2 exclusions, 2 of 6 grades"
        );
    }
}
