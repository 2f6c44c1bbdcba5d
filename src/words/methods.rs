//! By which methods an answer is made, with where each is from; and what it assumes.

use crate::compare::Assumptions;

use super::Words;

/// How something is reckoned, and where that is from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Method {
    pub name: &'static str,
    pub says: &'static str,
    pub source: &'static str,
}

/// Every method by which answers are made.
pub const METHODS: [Method; 8] = [
    Method {
        name: "Core and support",
        says: "The values that the most standing intervals share, and how many do. No source weighs \
               more than another.",
        source: "K. Marzullo, Maintaining the Time in a Distributed System, Stanford University, \
                 1984",
    },
    Method {
        name: "Verdict",
        says: "Named from the support, the number of voices, and whether two of those that share a \
               value are bounded on both sides. It is not a probability.",
        source: "rules of this program, told in its README",
    },
    Method {
        name: "Likeness of two intervals",
        says: "The length of what two share over the length of what they cover.",
        source: "P. Jaccard, The Distribution of the Flora in the Alpine Zone, New Phytologist 11, \
                 1912, 37–50",
    },
    Method {
        name: "Pool",
        says: "The plain mean of one even distribution for each full statement, asked for by name \
               and apart from the verdict.",
        source: "M. Stone, The Opinion Pool, Annals of Mathematical Statistics 32, 1961, 1339–1342",
    },
    Method {
        name: "Numbers that move as one",
        says: "Told only where most of what can be compared coincides, and where independent \
               reports on one truth would coincide as much too rarely to be chance.",
        source: "a null of this program, measured by its tests and told in its README",
    },
    Method {
        name: "What a number is read as",
        says: "A rounded number as what rounds to it, at most 5 % either way, as far as nobody \
               states a width; a stated end as it is.",
        source: "rules of this program, told in its README",
    },
    Method {
        name: "Carried to the day",
        says: "Totals of different days are compared on the same day: an older one moves on the \
               way to its source's own next number, else as fast as the totals of all grew.",
        source: "a rule of this program, told in its README; --dates stated switches it off",
    },
    Method {
        name: "Grades and likelihoods",
        says: "Shown as they were stated. They weigh nothing.",
        source: "NATO AJP-2.1 for letters and digits, ICD 203 and the PHIA yardstick for words",
    },
];

impl Words {
    /// What an answer assumes, in a line: `Assumed: published days 36 of 36; dates inferred 3;
    /// numbers given a width 4 of 8; carried 4 of 8.`
    #[must_use]
    pub fn assumptions(self, assumed: &Assumptions) -> String {
        let of = |some: usize, all: usize| format!("{} of {}", self.count(some), self.count(all));
        let mut parts = Vec::new();
        if assumed.published.assumed() > 0 {
            let some = of(assumed.published.assumed(), assumed.published.of);
            parts.push(format!("published days {some}"));
        }
        if assumed.dates_inferred > 0 {
            parts.push(format!("dates inferred {}", self.count(assumed.dates_inferred)));
        }
        if assumed.widened > 0 {
            parts.push(format!("numbers given a width {}", of(assumed.widened, assumed.stand)));
        }
        if assumed.carried > 0 {
            parts.push(format!("carried {}", of(assumed.carried, assumed.stand)));
        }
        match parts.is_empty() {
            true => "Assumed: nothing that was not stated.".to_owned(),
            false => format!("Assumed: {}.", parts.join("; ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{ask, point, published, range, says};

    #[test]
    fn a_line_under_the_answer_tells_what_nobody_stated() {
        let asked = ask(
            &[
                says(1, "A", point(300.0), "2025-01-13"),
                published(says(2, "B", range(270.0, 330.0), "2025-01-13"), "2025-01-14"),
            ],
            |_| {},
        );
        let slice = asked.slice("2025-01-14");
        let assumed = asked.comparison.assumptions(&asked.files, Some(&slice));
        assert_eq!(
            Words::default().assumptions(&assumed),
            "Assumed: published days 1 of 2; numbers given a width 1 of 2."
        );
        let over_time = asked.comparison.assumptions(&asked.files, None);
        assert_eq!(Words::default().assumptions(&over_time), "Assumed: published days 1 of 2.");
    }
}
