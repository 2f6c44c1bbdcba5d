//! A row for every voice: on which days something of it stands, fresh or gone stale, when it spoke
//! and what it took back.

use std::ops::Range;

use super::canvas::SMALL;
use super::rows::{BAR, ROW_HEIGHT, RowDays, Rows, RowsFrame, TEXT, middle_of, whole};
use crate::chart::geometry::Point;
use crate::chart::marks::{Layer, MarkId, MarkKind, Part};
use crate::chart::picture::Picture;
use crate::chart::roles::Role;
use crate::chart::scene::{Scene, SceneStep, SceneTrack};
use crate::chart::signs::source_marker;
use crate::chart::text::{TextStyle, text_width};
use crate::chart::timeline::Timeline;
use crate::compare::{Comparison, NotCountedWhy, Verdict};
use crate::estimate::{Day, Loaded};

/// The column of names, and the diameter of a sign, in points.
const NAMES: f32 = 190.0;
const SIGN: f32 = 9.0;
const TICK: f32 = 1.5;
/// How far a cross reaches from its middle.
const CROSS: f32 = 4.0;
/// How strongly bars are drawn: of what stands, of one that is not counted, of what is stale.
const STANDS: f32 = 0.7;
const UNCOUNTED: f32 = 0.35;
const STALE: f32 = 0.18;

/// What rows of standing numbers are drawn from.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// Of which every drawn voice has a row.
    pub scene: &'a Scene,
    pub comparison: &'a Comparison,
    /// Those that were compared.
    pub files: &'a [Loaded],
    /// The day on which it is looked who stands: the names of the others step back.
    pub at: Day,
}

impl Standing<'_> {
    /// Where the days lie in rows of this width.
    #[must_use]
    pub fn days(frame: &RowsFrame) -> RowDays {
        RowDays::beside(NAMES, frame.width, frame.time)
    }

    /// What bars and ticks are, in one row.
    #[must_use]
    pub fn head(frame: &RowsFrame) -> Layer {
        let mut rows = Rows::new(Standing::days(frame));
        legend(&mut rows);
        rows.finish()
    }

    /// Some of the rows, each [`ROW_HEIGHT`] high, the top of the first at 0.
    #[must_use]
    pub fn rows(&self, shown: Range<usize>, frame: &RowsFrame) -> Layer {
        let mut rows = Rows::new(Standing::days(frame));
        let tracks = self.scene.tracks.get(shown).unwrap_or_default();
        for (row, track) in tracks.iter().enumerate() {
            self.row(&mut rows, track, middle_of(row));
        }
        rows.finish()
    }

    /// All rows, with what their signs are above them and the axis below.
    #[must_use]
    pub fn picture(&self, frame: &RowsFrame) -> Picture {
        let days = Standing::days(frame);
        let count = self.scene.tracks.len();
        whole(self.scene, frame, days, count, legend, |shown| self.rows(shown, frame))
    }

    fn row(&self, rows: &mut Rows, track: &SceneTrack, middle: f32) {
        let Some(voice) = self.scene.voices.get(track.voice) else { return };
        let id = Some(MarkId::Voice(track.voice));
        let ink = Role::Source(track.sign);
        let (center, marker) = (Point::new(SIGN, middle), source_marker(track.sign));
        let kind = MarkKind::Glyph { center, marker, size: SIGN, filled: track.is_counted };
        rows.push(id, Part::Glyph, ink, 1.0, kind);
        let left = SIGN * 2.0 + 4.0;
        let stands = track.steps.on(self.at.number()).is_some();
        let role = if stands { Role::Ink } else { Role::InkSoft };
        rows.words(id, Part::RowName, role, (left, middle), (TEXT, NAMES - left), &voice.name);
        let stands = if track.is_counted { STANDS } else { UNCOUNTED };
        let bars = [
            (&track.stale, Part::Stale, ink, STALE),
            (&track.divided, Part::Divided, Role::Verdict(Verdict::Divided), 1.0),
            (&track.steps, Part::Band, ink, stands),
        ];
        for (steps, part, role, opacity) in bars {
            for (from, until) in runs_of(steps, &rows.days) {
                if let Some(across) = rows.days.span(from, until) {
                    rows.bar(id, part, (role, opacity), across, middle);
                }
            }
        }
        self.ticks(rows, track, middle);
    }

    /// A tick at the as of of every statement, a cross where it was taken back.
    fn ticks(&self, rows: &mut Rows, drawn: &SceneTrack, middle: f32) {
        let Some(track) = self.comparison.tracks.get(drawn.voice) else { return };
        let as_of = |of| Some(self.comparison.clocks(self.files, of)?.as_of().to().number());
        let (from, _) = rows.days.scale.window();
        let first = track
            .statements
            .partition_point(|(of, _)| as_of(*of).is_some_and(|day| f64::from(day) < from));
        let mut last = f32::NEG_INFINITY;
        for (of, why) in track.statements.iter().skip(first) {
            let Some(day) = as_of(*of) else { continue };
            let Some(x) = rows.days.x(day) else { break };
            let id = Some(MarkId::Estimate(*of));
            if *why == Some(NotCountedWhy::Retracted) {
                for rise in [-CROSS, CROSS] {
                    let ends = [
                        Point::new(x - CROSS, middle - rise),
                        Point::new(x + CROSS, middle + rise),
                    ];
                    rows.line(id, Part::Spoke, Role::Warning, ends, TICK);
                }
            } else if x - last >= 1.0 {
                let reach = if why.is_none() { BAR / 2.0 + 3.0 } else { BAR / 2.0 };
                let ends = [Point::new(x, middle - reach), Point::new(x, middle + reach)];
                rows.line(id, Part::Spoke, Role::Source(drawn.sign), ends, TICK);
                last = x;
            }
        }
    }
}

/// What bars and ticks are, above the rows.
fn legend(rows: &mut Rows) {
    const SAMPLE: f32 = 18.0;
    let middle = ROW_HEIGHT / 2.0;
    let mut left = rows.days.left;
    let bars = [
        (Role::Ink, STANDS, "stands"),
        (Role::Ink, STALE, "gone stale"),
        (Role::Verdict(Verdict::Divided), 1.0, "contradicts itself"),
    ];
    let say = |rows: &mut Rows, left: f32, says: &str| {
        let width = text_width(says, SMALL, TextStyle::Regular);
        rows.words(None, Part::RowName, Role::InkSoft, (left, middle), (SMALL, width + 1.0), says);
        left + width + 14.0
    };
    for (role, opacity, says) in bars {
        rows.bar(None, Part::Band, (role, opacity), (left, left + SAMPLE), middle);
        left = say(rows, left + SAMPLE + 5.0, says);
    }
    let ends = [Point::new(left, middle - BAR / 2.0), Point::new(left, middle + BAR / 2.0)];
    rows.line(None, Part::Spoke, Role::Ink, ends, TICK);
    left = say(rows, left + 6.0, "spoke");
    for rise in [-CROSS, CROSS] {
        let ends = [Point::new(left, middle - rise), Point::new(left + 2.0 * CROSS, middle + rise)];
        rows.line(None, Part::Spoke, Role::Warning, ends, TICK);
    }
    say(rows, left + 2.0 * CROSS + 6.0, "taken back");
}

/// Where anything of it lies, pieces that touch or leave less than a point between them as one.
fn runs_of(steps: &Timeline<SceneStep>, days: &RowDays) -> Vec<(i32, i32)> {
    let least = days.scale.days_per_point();
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for step in steps.get(steps.within(days.scale.window())).unwrap_or_default() {
        match runs.last_mut() {
            Some((_, until)) if f64::from(step.from) - f64::from(*until) < least => {
                *until = step.until.max(*until);
            }
            _ => runs.push((step.from, step.until)),
        }
    }
    runs
}
