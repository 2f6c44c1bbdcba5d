//! Groups that contradict themselves.

use crate::compare::{Comparison, DividedGroup, StandingMember};

use super::Words;

/// Of the members of a group so many are told with what they say.
const MOST_TOLD: usize = 4;

impl Words {
    /// Each group that contradicts itself on a day, with its members: `North contradicts itself: Army
    /// N 95–105, Ministry N 855–945`.
    #[must_use]
    pub fn divided(self, comparison: &Comparison, groups: &[DividedGroup]) -> Vec<String> {
        let told = groups.iter().map(|DividedGroup { voice, members, .. }| {
            let name = comparison.voices.get(*voice).map_or("", |voice| &voice.name);
            let said =
                |member: &StandingMember| format!("{} {}", member.name, self.read(member.read));
            let mut said: Vec<String> = members.iter().take(MOST_TOLD).map(said).collect();
            match members.len().saturating_sub(MOST_TOLD) {
                0 => {}
                more => said.push(format!("and {} more", self.count(more))),
            }
            format!("{name} {}: {}", self.contradicts_itself(name), said.join(", "))
        });
        told.collect()
    }
}
