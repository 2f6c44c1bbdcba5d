//! `parallax compare … --with SESSION`: two sessions side by side, what differs and how far both
//! agree.

use std::path::Path;

use serde::Serialize;

use crate::export::json::SCHEMA;
use crate::session::{
    Accord, Difference, Differences, Document, Kappa, SameOf, SecondReading, Section, differences,
    second_reading,
};
use crate::words::{Beside, Words, file_name};

use super::super::table::table_csv;

/// Two sessions side by side.
pub(super) struct TwoSessions<'a> {
    mine: &'a Document,
    theirs: &'a Document,
    /// What they are called.
    names: [String; 2],
    all: Differences,
    reading: SecondReading,
    words: Words,
}

impl<'a> TwoSessions<'a> {
    /// Holds the one against the other.
    pub fn new(
        (mine, my_path): (&'a Document, &Path),
        (theirs, their_path): (&'a Document, &Path),
    ) -> TwoSessions<'a> {
        let names = [file_name(my_path), file_name(their_path)];
        let (all, reading) = (differences(mine, theirs), second_reading(mine, theirs));
        TwoSessions { mine, theirs, names, all, reading, words: Words::default() }
    }

    fn beside(&self) -> Beside<'a> {
        Beside { mine: self.mine, theirs: self.theirs, base: None }
    }

    pub fn text(&self) -> String {
        let [mine, theirs] = &self.names;
        let differing = self.all.differing().count();
        let same = self.all.all.len().saturating_sub(differing);
        let counted = self.words.counted(differing, "difference", "differences");
        let same = self.words.count(same);
        let mut text =
            format!("{mine} (mine) beside {theirs} (theirs): {counted}, {same} the same\n");
        for section in Section::ALL {
            let of = self.all.all.iter().filter(|one| one.item.section() == *section);
            let of: Vec<&Difference> = of.collect();
            if of.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{}: ", self.words.section_heading(*section)));
            text.push_str(&self.accords(*section));
            text.push('\n');
            for one in of.into_iter().filter(|one| one.accord != Accord::Same) {
                let said = self.words.difference(one, &self.beside());
                text.push_str(&format!("  {said}\n"));
            }
        }
        text.push_str("\nHow far both agree\n");
        for line in self.words.second_reading(&self.reading) {
            text.push_str(&format!("  {line}\n"));
        }
        text
    }

    /// `1 only theirs, 3 same`
    fn accords(&self, section: Section) -> String {
        let counts = Accord::ALL.iter().filter_map(|accord| {
            let count = self.all.count(section, *accord);
            let word = self.words.accord(*accord).to_lowercase();
            (count > 0).then(|| format!("{} {word}", self.words.count(count)))
        });
        counts.collect::<Vec<String>>().join(", ")
    }

    pub fn csv(&self) -> Result<String, String> {
        let head = ["section", "accord", "what", "mine", "theirs"].map(str::to_owned);
        let rows = self.all.all.iter().map(|one| {
            let told = self.words.told_difference(one, &self.beside());
            let [section, accord] = [one.item.section().word(), one.accord.word()];
            let [mine, theirs] = [told.mine, told.theirs].map(Option::unwrap_or_default);
            [section.to_owned(), accord.to_owned(), told.what, mine, theirs]
        });
        let rows: Vec<[String; 5]> = std::iter::once(head).chain(rows).collect();
        table_csv(&rows)
    }

    pub fn json(&self) -> impl Serialize {
        let row = |one: &Difference| {
            let text = self.words.difference(one, &self.beside());
            let told = self.words.told_difference(one, &self.beside());
            Row {
                section: one.item.section().word(),
                accord: one.accord.word(),
                what: told.what,
                mine: told.mine,
                theirs: told.theirs,
                text,
            }
        };
        let sections = self.reading.by_section.iter();
        let sections = sections.map(|(section, same)| SectionReport {
            section: section.word(),
            same: Same::of(*same),
        });
        let [mine, theirs] = self.names.clone();
        Report {
            schema: SCHEMA,
            mine,
            theirs,
            differences: self.all.all.iter().map(row).collect(),
            agreement: Agreement {
                decided: Same::of(self.reading.decided),
                sections: sections.collect(),
                kappas: self.reading.kappas.iter().map(KappaReport::of).collect(),
            },
        }
    }
}

#[derive(Serialize)]
struct Report {
    schema: u32,
    mine: String,
    theirs: String,
    differences: Vec<Row>,
    agreement: Agreement,
}

/// Every item that one of the two holds, also those in which they are the same.
#[derive(Serialize)]
struct Row {
    section: &'static str,
    accord: &'static str,
    what: String,
    mine: Option<String>,
    theirs: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Agreement {
    decided: Same,
    sections: Vec<SectionReport>,
    kappas: Vec<KappaReport>,
}

#[derive(Serialize)]
struct SectionReport {
    section: &'static str,
    #[serde(flatten)]
    same: Same,
}

#[derive(Serialize)]
struct Same {
    same: usize,
    n: usize,
    /// From 0 to 1; null of nothing.
    share: Option<f64>,
}

impl Same {
    fn of(same: SameOf) -> Same {
        Same { same: same.same, n: same.of, share: same.share() }
    }
}

#[derive(Serialize)]
struct KappaReport {
    of: &'static str,
    same: usize,
    n: usize,
    /// Null where it is not defined.
    kappa: Option<f64>,
}

impl KappaReport {
    fn of(kappa: &Kappa) -> KappaReport {
        let SameOf { same, of } = kappa.same;
        KappaReport { of: kappa.of.word(), same, n: of, kappa: kappa.kappa }
    }
}
