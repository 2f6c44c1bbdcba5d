//! How numbers were made that nobody stated.

use super::Words;
use crate::compare::{Length, Made};

impl Words {
    /// `47 monthly increments from 1 Mar 2022 on, added up`
    #[must_use]
    pub fn made(self, made: Made) -> String {
        match made {
            Made::AddedUp { count, length, from, as_far_as } => {
                let length = match length {
                    Length::Month => "monthly increments".to_owned(),
                    Length::Days(1) => "daily increments".to_owned(),
                    Length::Days(7) => "weekly increments".to_owned(),
                    Length::Days(days) => format!("increments of {days} days"),
                };
                let broken_off = as_far_as.map(|last| {
                    let last = self.day(last);
                    format!(
                        " as far as {last}, after which they do not follow each other in equal \
                         periods"
                    )
                });
                let broken_off = broken_off.unwrap_or_default();
                format!("{count} {length} from {} on, added up{broken_off}", self.day(from))
            }
            Made::Grown { periods } => format!("what its totals grew in {periods} periods"),
        }
    }
}
