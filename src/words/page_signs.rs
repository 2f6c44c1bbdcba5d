//! The signs of pictures that have no time axis, each with what it says.

use strum::VariantArray;

use super::{Term, Words};

/// What is said by a sign of a slice, of a table of pairs, or of a gap taken apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, VariantArray)]
pub enum PageSign {
    /// From the least to the most that a voice is read as.
    Read,
    OpenEnd,
    /// The sign of a voice on its bar.
    Said,
    Core,
    Envelope,
    /// From a voice outside to the core.
    Outside,
    /// What was stated where an analyst set something else.
    Stated,
    /// A group whose members contradict each other.
    Divided,
    /// On the day: two overlap, touch, are apart, or do not both stand.
    Overlap,
    Touch,
    Apart,
    NotBoth,
    /// Over the days: two always, mostly, sometimes or never share a value.
    AlwaysShared,
    MostlyShared,
    SometimesShared,
    NeverShared,
    /// One of the two figures between which a gap lies.
    Figure,
    /// A part of the gap that the data tell.
    Known,
    /// A part that may be a matter of how the two are read.
    Possible,
    Unexplained,
}

impl PageSign {
    /// Every sign, in the order in which they are explained.
    pub const ALL: &'static [PageSign] = PageSign::VARIANTS;

    /// What stands in a cell for it, beside the colour; for a share of days the number or the numbers of
    /// per cent that do.
    #[must_use]
    pub fn in_a_cell(self) -> &'static str {
        match self {
            PageSign::Overlap => "=",
            PageSign::Touch => "|",
            PageSign::Apart => "≠",
            PageSign::NotBoth => "–",
            PageSign::AlwaysShared => "100",
            PageSign::MostlyShared => "> 50",
            PageSign::SometimesShared => "≤ 50",
            PageSign::NeverShared => "0",
            _ => "",
        }
    }
}

impl Words {
    /// What a sign of a page says.
    #[must_use]
    pub fn page_sign(self, sign: PageSign) -> &'static str {
        match sign {
            PageSign::Read => {
                "A bar: from the least to the most that a voice is read as on the day"
            }
            PageSign::OpenEnd => "An arrow: no end was said there",
            PageSign::Said => "A sign on a bar: the best number, or the one bound that was said",
            PageSign::Core => self.explained(Term::Core),
            PageSign::Envelope => "Pale: from the lowest to the highest of all who stand",
            PageSign::Outside => "Dashed: how far one outside is from the core",
            PageSign::Stated => "Grey frame: what was stated, where you have set something else",
            PageSign::Divided => "Dashed edges: a group whose members contradict each other",
            PageSign::Overlap => "On the day they overlap",
            PageSign::Touch => "On the day they touch: they share one single value",
            PageSign::Apart => "On the day they are apart; a number is the factor between them",
            PageSign::NotBoth => "They do not both stand",
            PageSign::AlwaysShared => "They share a value on each day on which both stand",
            PageSign::MostlyShared => "They share a value on more than half of these days",
            PageSign::SometimesShared => "They share a value on half of these days or fewer",
            PageSign::NeverShared => "They share a value on none of these days",
            PageSign::Figure => "One of the two figures, from zero",
            PageSign::Known => "What the data tell of the gap",
            PageSign::Possible => "What may be a matter of how the two are read",
            PageSign::Unexplained => "What remains unexplained",
        }
    }
}
