//! What is recorded of publications, and what came of reading it.

use super::Words;
use crate::estimate::{DatePart, Day, Publication, PublicationDate, PublicationName, visible};
use crate::files::publications::{PublicationFact, PublicationProblem, PublicationsRead};
use crate::session::PublicationFit;

const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

impl Words {
    /// `3 May 2024`, `May 2024`, `spring 2024`, `2024`; the words of the record where it is none of
    /// these.
    #[must_use]
    pub fn publication_date(self, date: &PublicationDate) -> String {
        match date {
            PublicationDate::On(part) => self.date_part(*part),
            PublicationDate::Between(from, to) => {
                format!("{} – {}", self.date_part(*from), self.date_part(*to))
            }
            PublicationDate::Words(words) => format!("“{}”", visible(words)),
        }
    }

    fn date_part(self, part: DatePart) -> String {
        match part {
            DatePart::Year(year) => format!("{year:04}"),
            DatePart::Season(year, season) => {
                let place = usize::try_from(season).ok().and_then(|season| season.checked_sub(1));
                let name = place.and_then(|place| SEASONS.get(place)).unwrap_or(&"a season of");
                format!("{name} {year:04}")
            }
            DatePart::Month(year, month) => Day::from_ymd(year, month, 1)
                .map_or_else(|| part.to_string(), |first| self.month(first)),
            DatePart::Day(day) => self.day(day),
        }
    }

    /// `“Losses in winter”`; none where no title is recorded.
    #[must_use]
    pub fn publication_title(self, one: &Publication) -> Option<String> {
        one.title.as_ref().map(|title| format!("“{}”", visible(title)))
    }

    /// What a publication is known by: its title, else its address, else what it is called.
    #[must_use]
    pub fn publication_name(self, one: &Publication) -> String {
        match (self.publication_title(one), &one.address, &one.id) {
            (Some(title), ..) => title,
            (_, Some(address), _) => visible(address).into_owned(),
            (_, _, Some(id)) => visible(id).into_owned(),
            _ => "a publication without a title".to_owned(),
        }
    }

    /// All that is recorded of it, in one line.
    #[must_use]
    pub fn publication_recorded(self, one: &Publication) -> String {
        let names: Vec<String> = one.authors.iter().map(PublicationName::to_string).collect();
        let mut told: Vec<String> = Vec::new();
        let mut tell = |what: &str, said: Option<&str>| {
            told.extend(said.map(|said| format!("{what}{}", visible(said))));
        };
        let date = |date: &Option<PublicationDate>| date.as_ref().map(|d| self.publication_date(d));
        tell("", one.kind.as_ref().map(|kind| kind.word().1));
        tell("called ", one.id.as_deref());
        tell("title ", one.title.as_deref());
        tell("by ", (!names.is_empty()).then(|| self.all_of(&names)).as_deref());
        tell("in ", one.container.as_deref());
        tell("publisher ", one.publisher.as_deref());
        tell("issued ", date(&one.issued).as_deref());
        tell("accessed ", date(&one.accessed).as_deref());
        tell("", one.address.as_deref());
        tell("archive ", one.archive.as_deref());
        tell("archived at ", one.archive_location.as_deref());
        tell("language ", one.language.as_deref());
        tell("note ", one.note.as_deref());
        told.join("; ")
    }

    /// What came of a file of references, of which so many are new: `refs.bib: 12 references, 2 known
    /// already`.
    #[must_use]
    pub fn publications_taken(self, name: &str, read: &PublicationsRead, added: usize) -> String {
        let count = read.publications.len();
        let said = format!("{}: {}", visible(name), self.counted(count, "reference", "references"));
        match count.saturating_sub(added) {
            0 => said,
            known => format!("{said}, {} known already", self.count(known)),
        }
    }

    /// `3 of 12 references belong to no address in the open files and are kept`
    #[must_use]
    pub fn publications_fit(self, fit: PublicationFit) -> String {
        let PublicationFit { all, cited, second } = fit;
        let stray = all.saturating_sub(cited).saturating_sub(second);
        let all_in_words = self.counted(all, "reference", "references");
        let mut said = match (cited, stray) {
            (0, 0) => "No reference is recorded".to_owned(),
            (_, 0) => "All belong to addresses in the open files".to_owned(),
            (_, 1) => {
                format!("1 of {all_in_words} belongs to no address in the open files and is kept")
            }
            (_, stray) => format!(
                "{} of {all_in_words} belong to no address in the open files and are kept",
                self.count(stray)
            ),
        };
        if second > 0 {
            let have = if second == 1 { "has" } else { "have" };
            said += &format!(
                "; {} {have} the address of an earlier one, which counts",
                self.count(second)
            );
        }
        said
    }

    /// What is wrong or doubtful in a file of references, in a sentence without a full stop.
    #[must_use]
    pub fn publication_problem(self, problem: &PublicationProblem) -> String {
        let said = match &problem.fact {
            PublicationFact::NotRead(Some(why)) => {
                format!("not read as a reference: {}", visible(why))
            }
            PublicationFact::NotRead(None) => "not read as a reference".to_owned(),
            PublicationFact::Empty => "says nothing that is kept".to_owned(),
            PublicationFact::DateInWords(words) => {
                format!("the date “{}” is kept in these words", visible(words))
            }
            PublicationFact::NotUnderstood(field) => {
                format!("what stands under “{}” was not understood and left out", visible(field))
            }
            PublicationFact::NotKept(fields) => {
                let fields: Vec<_> = fields.iter().map(|field| visible(field)).collect();
                format!("of some fields nothing is kept: {}", fields.join(", "))
            }
            PublicationFact::NotEnded => "is not ended before the next one begins".to_owned(),
            PublicationFact::Beyond { most } => {
                format!("no more than {} references are read", self.count(*most))
            }
            PublicationFact::MoreProblems(more) => {
                format!("and {}", self.counted(*more, "further problem", "further problems"))
            }
        };
        match problem.record {
            Some(record) => format!("record {record}: {said}"),
            None => said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_said_no_more_precisely_than_it_was_stated() {
        for (text, said) in [
            ("2024", "2024"),
            ("2024-05", "May 2024"),
            ("2024-05-03", "3 May 2024"),
            ("2024-23", "autumn 2024"),
            ("2024-05/2024-06", "May 2024 – Jun 2024"),
            ("early 2024", "“early 2024”"),
        ] {
            let date = PublicationDate::from(text.to_owned());
            assert_eq!(Words::default().publication_date(&date), said);
        }
    }

    #[test]
    fn what_belongs_to_no_address_is_told() {
        let said = |all, cited, second| {
            Words::default().publications_fit(PublicationFit { all, cited, second })
        };
        assert_eq!(said(2, 2, 0), "All belong to addresses in the open files");
        assert_eq!(
            said(12, 9, 0),
            "3 of 12 references belong to no address in the open files and are kept"
        );
        assert_eq!(
            said(3, 1, 1),
            "1 of 3 references belongs to no address in the open files and is kept; 1 has the address \
             of an earlier one, which counts"
        );
        assert_eq!(said(0, 0, 0), "No reference is recorded");
    }
}
