//! The number of the verb behind a name: governments contradict themselves, a government itself.

use super::Words;

/// The last words of names that stand for several: of groups by this program, and of sources as
/// files name them.
const SEVERAL: [&str; 28] = [
    "academics",
    "agencies",
    "allies",
    "analysts",
    "authorities",
    "chiefs",
    "commanders",
    "diplomats",
    "experts",
    "forces",
    "governments",
    "journalists",
    "media",
    "militaries",
    "ministries",
    "monitors",
    "observers",
    "officers",
    "officials",
    "organisations",
    "organizations",
    "others",
    "parties",
    "recorders",
    "reporters",
    "researchers",
    "services",
    "sources",
];

/// What follows the noun in a name: armed forces *of* a country, officials *(unnamed)*.
const BEHIND: [&str; 6] = [" of ", " in ", " for ", " at ", " (", ", "];

impl Words {
    /// The form of a verb that goes with a name: `contradicts itself` or `contradict themselves`.
    pub(super) fn verb<'v>(self, name: &str, one: &'v str, several: &'v str) -> &'v str {
        if stands_for_several(name) { several } else { one }
    }

    /// `contradict themselves` of a name that stands for several, else `contradicts itself`.
    #[must_use]
    pub fn contradicts_itself(self, name: &str) -> &'static str {
        self.verb(name, "contradicts itself", "contradict themselves")
    }
}

fn stands_for_several(name: &str) -> bool {
    let behind = BEHIND.iter().filter_map(|word| name.find(word)).min();
    let name = behind.and_then(|at| name.get(..at)).unwrap_or(name);
    let last = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    SEVERAL.contains(&&*last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Camp, OriginKind};

    #[test]
    fn a_name_that_stands_for_several_takes_the_verb_of_several() {
        for camp in Camp::ALL {
            let told = Words::default().contradicts_itself(camp.heading());
            assert_eq!(told, "contradict themselves", "{}", camp.heading());
        }
        let several = [
            OriginKind::IntelligenceAgency.heading(),
            OriginKind::InternationalOrganisation.heading(),
            OriginKind::Monitor.heading(),
            OriginKind::Media.heading(),
            OriginKind::Expert.heading(),
            "Western officials",
            "ROK Joint Chiefs",
            "Armed Forces of Ukraine",
            "US officials (unnamed)",
            "Sources in Brussels",
        ];
        for name in several {
            assert_eq!(Words::default().verb(name, "is", "are"), "are", "{name}");
        }
        let one = [
            OriginKind::Government.heading(),
            "US",
            "CSIS",
            "United Nations",
            "General Staff of the Armed Forces",
            "Ministry of Foreign Affairs",
            "",
        ];
        for name in one {
            assert_eq!(Words::default().verb(name, "is", "are"), "is", "{name}");
        }
    }
}
