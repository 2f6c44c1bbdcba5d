//! The agreement of one measure over time by itself: one of many in an overview.

use crate::compare::{Segment, Verdict};
use crate::estimate::Day;

use super::layout::pieces_of;
use super::scale::TimeScale;
use super::scene::SceneSegment;
use super::timeline::Timeline;

/// Segments from ever to ever, as a strip shows them.
#[derive(Clone, Debug, Default)]
pub struct SmallStrip {
    segments: Timeline<SceneSegment>,
}

impl SmallStrip {
    #[must_use]
    pub fn new(segments: &[Segment]) -> SmallStrip {
        let all = segments.iter().enumerate();
        let all: Vec<_> =
            all.map(|(place, segment)| SceneSegment::new(place, segment, false)).collect();
        SmallStrip { segments: all.into() }
    }

    /// Verdict, support and number of voices on a day.
    #[must_use]
    pub fn at(&self, day: Day) -> Option<(Verdict, usize, usize)> {
        let place = self.segments.partition_point(|segment| segment.until <= day.number());
        let segment = self.segments.get(place)?;
        Some((segment.verdict, segment.support, segment.n))
    }

    /// The days on which anybody stands, the day after the last included, as far as they have an
    /// end.
    #[must_use]
    pub fn days(&self) -> Option<(i32, i32)> {
        let mut told = self.segments.iter().filter(|segment| segment.n > 0);
        let first = told.next()?;
        let last = told.next_back().unwrap_or(first);
        let until = if last.until == i32::MAX { last.from.saturating_add(1) } else { last.until };
        Some((first.from, until))
    }

    /// On how many days the voices quarrel: diverge, split into minorities, or contradict
    /// themselves. What has no end is
    /// counted as one day.
    #[must_use]
    pub fn quarrel_days(&self) -> i64 {
        let is_quarrel = |segment: &&SceneSegment| {
            use Verdict as V;
            matches!(segment.verdict, V::Diverge | V::Split | V::Minority | V::Divided)
        };
        let days = |segment: &SceneSegment| match (segment.from, segment.until) {
            (i32::MIN, _) | (_, i32::MAX) => 1,
            (from, until) => i64::from(until) - i64::from(from),
        };
        self.segments.iter().filter(is_quarrel).map(days).sum()
    }

    /// From left to right, what is drawn between x = 0 and `width` points of the days in a window:
    /// where each verdict begins and ends. Where several share a column it is the gravest.
    #[must_use]
    pub fn pieces(
        &self,
        window: (f64, f64),
        width: f32,
        pixels_per_point: f32,
    ) -> Vec<(f32, f32, Verdict)> {
        let width = if width.is_finite() { width.clamp(1.0, 20_000.0) } else { 1.0 };
        let time = TimeScale::new(window, 0.0, width);
        let pieces = pieces_of(&self.segments, &time, (0.0, width), pixels_per_point);
        pieces.into_iter().map(|(left, right, segment)| (left, right, segment.verdict)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::{compared, small_file};

    #[test]
    fn a_small_strip_says_what_the_comparison_says() {
        let files = small_file();
        let comparison = compared(&files);
        let strip = SmallStrip::new(&comparison.segments);
        let (from, until) = strip.days().expect("somebody stands");
        for number in from - 3..until + 3 {
            let day = Day::from_number(number).expect("a day");
            let agreement = &comparison.segment_at(day).agreement;
            let said = (agreement.verdict, agreement.support, agreement.n);
            assert_eq!(strip.at(day), Some(said), "{day}");
        }
        let pieces = strip.pieces((f64::from(from), f64::from(until)), 400.0, 1.0);
        assert!(pieces.len() >= 4);
        assert!(
            pieces.iter().all(|(left, right, _)| 0.0 <= *left && left < right && *right <= 400.0)
        );
        assert!(strip.quarrel_days() > 0);
        assert_eq!(SmallStrip::default().days(), None);
    }
}
