//! A small picture of what a file holds, for the start page: the ranges of its largest measure, or of
//! what a session asks about, without axes or words. Made off the window's thread, and kept until the
//! file is another.

use std::ops::ControlFlow;
use std::path::Path;

use eframe::egui::{Painter, Rect, pos2};
use serde::{Deserialize, Serialize};

use crate::chart::{Role, Scale, Scene, SceneOptions, SceneStep, Theme};
use crate::compare::{Comparison, Question, compare, largest_measure};
use crate::disk::{self, Cache};
use crate::estimate::{Loaded, Overlay};
use crate::files::ReadOptions;
use crate::opening::{self, Content};
use crate::session::Fingerprint;

use super::painter::color;

/// How many columns a picture has, and how many sources at most.
const COLUMNS: usize = 96;
const MOST_SOURCES: usize = 12;

/// Of larger files no picture is made.
const LARGEST_FILE_BYTES: u64 = 24 << 20;

/// With every other way of drawing, this changes.
const VERSION: u32 = 1;

/// The ranges of some sources over time, in columns.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Thumbnail {
    /// What is drawn.
    pub measure: String,
    /// How many speak of it.
    pub sources: usize,
    bands: Vec<Band>,
}

/// What one source says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Band {
    sign: u16,
    /// From where to where it reaches in each column, in 255ths of the height from below; none where
    /// nothing stands.
    columns: Vec<Option<(u8, u8)>>,
}

impl Thumbnail {
    /// The picture of a file: the one that was kept, or a new one, which is kept. None where there is
    /// nothing to draw, or it would take too long.
    pub fn of(path: &Path, reading: &ReadOptions, cache: Option<&Cache>) -> Option<Thumbnail> {
        let (bytes, written) = disk::stamp(path)?;
        let made_from = format!("{VERSION} {bytes} {written} {}", path.display());
        let name = Fingerprint::of(made_from.as_bytes()).to_string();
        let kept = cache.and_then(|cache| cache.get(&name));
        if let Some(kept) = kept.and_then(|kept| ron::de::from_bytes(&kept).ok()) {
            return Some(kept);
        }
        if bytes > LARGEST_FILE_BYTES {
            return None;
        }
        let made = Thumbnail::read(path, reading)?;
        if let (Some(cache), Ok(text)) = (cache, ron::to_string(&made)) {
            cache.put(&name, text.as_bytes());
        }
        Some(made)
    }

    fn read(path: &Path, reading: &ReadOptions) -> Option<Thumbnail> {
        let go_on = &mut |_| ControlFlow::Continue(());
        match opening::open(path, reading, go_on).ok()? {
            Content::Estimates(section) => {
                let (files, overlay) = ([section.loaded()], Overlay::default());
                let question = Question::about(largest_measure(&files, &overlay)?);
                Some(Thumbnail::drawn(&files, &compare(&files, &overlay, &question)))
            }
            Content::Publications(_) => None,
            Content::Session(opened, _) => {
                let document = &opened.document;
                let question = document.question_or_first()?;
                let files = document.loaded_for(&question);
                let comparison = compare(&files, document.overlay(), &question);
                Some(Thumbnail::drawn(&files, &comparison))
            }
        }
    }

    fn drawn(files: &[Loaded], comparison: &Comparison) -> Thumbnail {
        let scene = Scene::new(files, comparison, &SceneOptions::default());
        let time = scene.time_extent();
        let values = scene.value_extent(time, Scale::Linear);
        let mut tracks: Vec<_> = scene.tracks.iter().collect();
        // Those who say most, in the order in which they are drawn.
        tracks.sort_by_key(|track| std::cmp::Reverse(track.statements.iter().count()));
        tracks.truncate(MOST_SOURCES);
        tracks.sort_by_key(|track| track.voice);
        let band = |steps: &mut dyn Iterator<Item = &SceneStep>, sign: u16| {
            let mut columns = vec![None; COLUMNS];
            steps.for_each(|step| cover(&mut columns, step, time, values));
            Band { sign, columns }
        };
        Thumbnail {
            measure: comparison.measure.name(),
            sources: scene.tracks.len(),
            bands: tracks
                .into_iter()
                .map(|track| band(&mut track.steps.iter(), track.sign))
                .collect(),
        }
    }

    /// Paints it into a place.
    pub fn paint(&self, painter: &Painter, place: Rect, theme: Theme) {
        let width = place.width() / COLUMNS as f32;
        for band in &self.bands {
            let ink = color(theme.colour(Role::Source(band.sign)));
            let mut column = 0;
            // Columns that say the same are one, or their edges would be seen.
            for run in band.columns.chunk_by(PartialEq::eq) {
                let left = place.left() + width * column as f32;
                column += run.len();
                let right = place.left() + width * column as f32;
                let Some(Some((low, high))) = run.first().copied() else { continue };
                let y = |end: u8| place.bottom() - place.height() * f32::from(end) / 255.0;
                // What is one number is seen, too; what has no end above steps back.
                let (top, bottom) = (y(high).min(y(low) - 1.5), y(low));
                let rect = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
                let share = if high == u8::MAX { 0.15 } else { 0.55 };
                painter.rect_filled(rect, 0.0, ink.gamma_multiply(share));
            }
        }
    }
}

/// Draws the days of a step into the columns.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and what there is"
)]
fn cover(
    columns: &mut [Option<(u8, u8)>],
    step: &SceneStep,
    (from, to): (f64, f64),
    (bottom, top): (f64, f64),
) {
    let count = columns.len();
    let place = |day: i32| {
        let share = (f64::from(day) - from) / (to - from).max(f64::MIN_POSITIVE);
        (share * count as f64).clamp(0.0, count as f64) as usize
    };
    let end = |value: f64| {
        let share = (value - bottom) / (top - bottom).max(f64::MIN_POSITIVE);
        (share * 255.0).clamp(0.0, 255.0) as u8
    };
    let (low, high) = (end(step.read.low()), end(step.read.high()));
    let first = place(step.from);
    let last = place(step.until).max(first.saturating_add(1));
    for column in columns.iter_mut().take(last).skip(first) {
        let (known_low, known_high) = column.unwrap_or((low, high));
        *column = Some((known_low.min(low), known_high.max(high)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes the file that it opens")]
    fn a_picture_is_made_once_kept_and_made_anew_when_its_file_is_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("hills.csv");
        let write = |last: u32| {
            let text = format!(
                "date,source,quantity,low,high\n2030-01-10,Hill Watch,killed,90,110\n\
                 2030-02-10,Ridge Post,killed,{last},400\n"
            );
            std::fs::write(&path, text).expect("written");
        };
        let cache = Cache::within(folder.path().join("pictures"));
        let count = || std::fs::read_dir(folder.path().join("pictures")).expect("there").count();
        let picture = || Thumbnail::of(&path, &ReadOptions::default(), Some(&cache)).expect("made");
        write(300);
        let made = picture();
        assert_eq!((made.sources, count()), (2, 1));
        assert!(made.bands.iter().all(|band| band.columns.iter().any(Option::is_some)));
        assert_eq!(picture(), made);
        assert_eq!(count(), 1, "it was kept");
        write(1_000_000);
        assert_ne!(picture(), made);
        let nothing = folder.path().join("nothing.csv");
        assert_eq!(Thumbnail::of(&nothing, &ReadOptions::default(), Some(&cache)), None);
    }
}
