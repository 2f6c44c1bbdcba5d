//! The signs of the chart, each with what it says.

use strum::VariantArray;

use super::{Term, Words};

/// What is said by a sign of the chart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, VariantArray)]
pub enum KeySign {
    /// A number, as wide as "about" is read.
    About,
    /// From low to high, with a best number.
    Range,
    AtLeast,
    AtMost,
    /// A statement without a number, in the lane above the plot.
    WithoutNumber,
    Projection,
    /// Said too long ago to stand.
    Stale,
    /// A total carried to later days.
    Carried,
    /// What was stated where an analyst set another range.
    Ghost,
    Echo,
    /// Excluded, or of an unknown origin.
    Uncounted,
    /// The dashes of the sources after the first eight.
    Dashes,
    /// A group whose members contradict each other.
    Divided,
    /// What the members of a lane say together.
    Together,
    Core,
    /// Why two lanes come to lie to each other in another way.
    Cause,
    /// Nothing said since.
    Unsaid,
}

impl KeySign {
    /// Every sign, in the order in which they are explained.
    pub const ALL: &'static [KeySign] = KeySign::VARIANTS;
}

impl Words {
    /// What a sign of the chart says.
    #[must_use]
    pub fn sign(self, sign: KeySign) -> &'static str {
        match sign {
            KeySign::About => "A number: its band and its halo are as wide as “about” is read",
            KeySign::Range => "From low to high, with the best number as a line",
            KeySign::AtLeast => {
                "At least, more than: fades up to the edge, as no upper end was said"
            }
            KeySign::AtMost => "At most, less than: fades down to the edge",
            KeySign::WithoutNumber => "A flag above the plot: a statement without a number",
            KeySign::Projection => "Finely dashed: projected, not observed",
            KeySign::Stale => "Pale: said too long ago to count any more",
            KeySign::Carried => "A wedge: where a total is carried to later days. Nobody said so",
            KeySign::Ghost => "Grey and dashed: what was stated, where you have set something else",
            KeySign::Echo => {
                "Small and hollow: an echo, which passes on what was said. Never counted"
            }
            KeySign::Uncounted => "Hollow: not counted, as it is excluded or its origin is unknown",
            KeySign::Dashes => {
                "Dashed lines: the ninth source and those after it, of other colours in turn"
            }
            KeySign::Divided => "Finely dashed edges: a group whose members contradict each other",
            KeySign::Together => "Bold: from where to where the members of a lane share a value",
            KeySign::Core => self.explained(Term::Core),
            KeySign::Cause => "A mark under a strip: why it is another way from that day on",
            KeySign::Unsaid => "Hatched: nothing said since",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_says_something_of_its_own() {
        let all = KeySign::ALL.iter().map(|sign| Words::default().sign(*sign));
        let told: std::collections::BTreeSet<&str> = all.filter(|says| !says.is_empty()).collect();
        assert_eq!(told.len(), KeySign::ALL.len());
    }
}
