//! What many steps, statements or segments come to where they share a pixel column: nothing that
//! stands out may be lost.

use crate::compare::Verdict;

use super::parts::{OpenEnd, SceneSegment, SceneStatement, SceneStep};
use crate::chart::timeline::{Sum, Summed};

/// How far some steps reach.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reach {
    /// The lowest low.
    pub low: f64,
    /// The highest finite end: of a step that is open above, its low.
    pub top: f64,
    /// The lowest and the highest best number; low above high where there is none.
    pub best_low: f64,
    pub best_high: f64,
    pub opens_above: bool,
    pub opens_below: bool,
}

impl Reach {
    pub fn is_nothing(&self) -> bool {
        self.low > self.high()
    }

    /// The highest high; infinite where one of them is open above.
    pub fn high(&self) -> f64 {
        if self.opens_above { f64::INFINITY } else { self.top }
    }

    /// At which end the whole is drawn as open.
    pub fn open(&self) -> OpenEnd {
        if self.opens_above {
            OpenEnd::Above
        } else if self.opens_below {
            OpenEnd::Below
        } else {
            OpenEnd::Neither
        }
    }
}

impl Sum for Reach {
    const NOTHING: Reach = Reach {
        low: f64::INFINITY,
        top: f64::NEG_INFINITY,
        best_low: f64::INFINITY,
        best_high: f64::NEG_INFINITY,
        opens_above: false,
        opens_below: false,
    };

    fn and(self, after: Reach) -> Reach {
        Reach {
            low: self.low.min(after.low),
            top: self.top.max(after.top),
            best_low: self.best_low.min(after.best_low),
            best_high: self.best_high.max(after.best_high),
            opens_above: self.opens_above | after.opens_above,
            opens_below: self.opens_below | after.opens_below,
        }
    }
}

impl Summed for SceneStep {
    type Sum = Reach;

    fn sum(&self) -> Reach {
        let (low, high) = (self.read.low(), self.read.high());
        Reach {
            low,
            top: if self.open == OpenEnd::Above { low } else { high },
            best_low: self.best.unwrap_or(f64::INFINITY),
            best_high: self.best.unwrap_or(f64::NEG_INFINITY),
            opens_above: self.open == OpenEnd::Above,
            opens_below: self.open == OpenEnd::Below,
        }
    }

    fn begins(&self) -> i32 {
        self.from
    }

    fn ends(&self) -> i32 {
        self.until
    }
}

/// The lowest and the highest number of some statements; low above high where there is none.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Extent {
    pub low: f64,
    pub high: f64,
}

impl Sum for Extent {
    const NOTHING: Extent = Extent { low: f64::INFINITY, high: f64::NEG_INFINITY };

    fn and(self, after: Extent) -> Extent {
        Extent { low: self.low.min(after.low), high: self.high.max(after.high) }
    }
}

impl Summed for SceneStatement {
    type Sum = Extent;

    fn sum(&self) -> Extent {
        Extent { low: self.low, high: self.high }
    }

    fn begins(&self) -> i32 {
        self.day
    }

    fn ends(&self) -> i32 {
        self.day.saturating_add(1)
    }
}

/// What some segments say in one column.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Gravest {
    /// Of the gravest verdict.
    gravity: u8,
    /// The first segment that has it.
    place: u32,
    /// From the lowest low to the highest high of their cores.
    core: Extent,
}

impl Gravest {
    /// The first segment with the gravest verdict; none where there is no segment.
    pub fn place(&self) -> Option<usize> {
        usize::try_from(self.place).ok().filter(|_| self.place != u32::MAX)
    }

    /// The lowest and the highest value of their cores.
    pub fn core(&self) -> Option<(f64, f64)> {
        (self.core.low <= self.core.high).then_some((self.core.low, self.core.high))
    }
}

impl Sum for Gravest {
    const NOTHING: Gravest = Gravest { gravity: 0, place: u32::MAX, core: Extent::NOTHING };

    fn and(self, after: Gravest) -> Gravest {
        let is_as_grave = self.place != u32::MAX && self.gravity >= after.gravity;
        let graver = if is_as_grave { self } else { after };
        Gravest { core: self.core.and(after.core), ..graver }
    }
}

impl Summed for SceneSegment {
    type Sum = Gravest;

    fn sum(&self) -> Gravest {
        let cores = self.cores.iter().flat_map(|core| &core.on);
        let cores = cores.map(|(_, core)| Extent { low: core.low(), high: core.high() });
        Gravest {
            gravity: gravity(self.verdict),
            place: u32::try_from(self.place).unwrap_or(u32::MAX - 1),
            core: cores.fold(Extent::NOTHING, Sum::and),
        }
    }

    fn begins(&self) -> i32 {
        self.from
    }

    fn ends(&self) -> i32 {
        self.until
    }
}

/// How much a verdict speaks against the sources' agreeing.
fn gravity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::None => 0,
        Verdict::Single => 1,
        Verdict::Agree => 2,
        Verdict::NotContradicted => 3,
        Verdict::Majority => 4,
        Verdict::Divided => 5,
        Verdict::Minority => 6,
        Verdict::Split => 7,
        Verdict::Diverge => 8,
    }
}
