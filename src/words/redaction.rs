//! What was taken out of a copy, and what that does to the answer.

use super::Words;
use crate::compare::Came;
use crate::estimate::Day;
use crate::session::Redacted;

impl Words {
    /// What was taken out of a copy, what a day comes to before and in the copy, and what stands in it
    /// all the same: a sentence each, without a full stop.
    #[must_use]
    pub fn redaction(self, copy: &Redacted, came: Option<(Day, Came, Came)>) -> Vec<String> {
        let becomes = came.map(|(at, before, now)| self.becomes(at, before, now));
        let still = copy.still_said.iter().map(|name| self.still_said(name));
        std::iter::once(self.redacted(copy)).chain(becomes).chain(still).collect()
    }

    /// `Left out: 2 estimates and 1 note; 1 origin is called by a letter`
    fn redacted(self, copy: &Redacted) -> String {
        let many = |count: usize, one: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{} {one}s", self.count(count))),
        };
        let left = [many(copy.left_out, "estimate"), many(copy.notes, "note")];
        let left: Vec<String> = left.into_iter().flatten().collect();
        let left = (!left.is_empty()).then(|| format!("Left out: {}", left.join(" and ")));
        let masked = match copy.masked {
            0 => None,
            1 => Some("1 origin is called by a letter".to_owned()),
            more => Some(format!("{} origins are called by letters", self.count(more))),
        };
        let parts: Vec<String> = left.into_iter().chain(masked).collect();
        match parts.is_empty() {
            true => "Nothing is left out".to_owned(),
            false => parts.join("; "),
        }
    }

    /// That a name was to go and stands in the copy all the same.
    fn still_said(self, name: &str) -> String {
        format!(
            "“{name}” still stands in the copy, as the country or affiliation of somebody who is kept \
             or in what is counted"
        )
    }

    /// `On 13 Jan 2025: diverge (3 of 5) before, majority (2 of 3) now`
    fn becomes(self, at: Day, before: Came, now: Came) -> String {
        let day = self.day(at);
        match before == now {
            true => format!("On {day}: {}, as before", self.came(now)),
            false => format!("On {day}: {} before, {} now", self.came(before), self.came(now)),
        }
    }

    /// What stands behind a question that is asked of a redacted copy.
    #[must_use]
    pub fn redacted_before(self) -> &'static str {
        "redacted: something was taken out before it was passed on"
    }

    /// What a redacted copy is, to whoever opens it.
    #[must_use]
    pub fn is_redacted_copy(self) -> &'static str {
        "A redacted copy: something was taken out of it or is called by a letter before it was passed \
         on. What it comes to is the answer to what is in it"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Verdict;
    use crate::session::{Document, View};

    fn copy(left_out: usize, notes: usize, masked: usize) -> Redacted {
        let (document, view) = (Document::default(), View::default());
        Redacted { document, view, left_out, notes, masked, still_said: Default::default() }
    }

    #[test]
    fn what_was_taken_out_is_counted() {
        let says =
            |left_out, notes, masked| Words::default().redacted(&copy(left_out, notes, masked));
        assert_eq!(
            says(2, 1, 1),
            "Left out: 2 estimates and 1 note; 1 origin is called by a letter"
        );
        assert_eq!(says(1, 0, 0), "Left out: 1 estimate");
        assert_eq!(says(0, 2, 3), "Left out: 2 notes; 3 origins are called by letters");
        assert_eq!(says(0, 0, 0), "Nothing is left out");
    }

    #[test]
    fn what_the_verdict_becomes_is_told_beside_what_it_was() {
        let at = "2025-01-13".parse().expect("a day");
        let came = |verdict, support, n| Came { verdict, support, n };
        let (all, rest) = (came(Verdict::Diverge, 3, 5), came(Verdict::Agree, 2, 2));
        let words = Words::default();
        assert_eq!(
            words.becomes(at, all, rest),
            "On 13 Jan 2025: diverge (3 of 5) before, agree (2 of 2) now"
        );
        assert_eq!(words.becomes(at, all, all), "On 13 Jan 2025: diverge (3 of 5), as before");
    }
}
