//! Voices named beside their lines, where there is room; the last to find room go to the tooltip.

use crate::chart::geometry::Rect;
use crate::chart::marks::{Anchor, MarkId, Part, Text};
use crate::chart::picture::DroppedLabel;
use crate::chart::roles::Role;
use crate::chart::scene::Scene;
use crate::chart::text::{TextStyle, elide, line_height, text_width};
use crate::estimate::visible;

use super::canvas::{Canvas, LABEL, Named, text_at};

/// Between a line's middle and its label.
const GAP: f32 = 4.6;
/// A voice is named at most so often, where its value changes.
const MOST_PER_VOICE: usize = 3;
/// A name is cut to the first of these widths that finds room.
const NAME_ROOMS: [f32; 2] = [220.0, 110.0];

impl Canvas {
    /// First each voice once, at its longest stretch; then further values where they fit.
    pub(super) fn draw_labels(&mut self, scene: &Scene) {
        let mut named = merged(std::mem::take(&mut self.named));
        named.sort_by(|a, b| b.width().total_cmp(&a.width()).then(a.voice.cmp(&b.voice)));
        let mut placed = vec![0_usize; scene.voices.len()];
        let mut rest = Vec::new();
        let mut first_tried = vec![false; scene.voices.len()];
        for name in named {
            match first_tried.get_mut(name.voice) {
                Some(tried) if !*tried => {
                    *tried = true;
                    self.label_or_drop(scene, &name, &mut placed);
                }
                _ => rest.push(name),
            }
        }
        for name in &rest {
            let count = placed.get(name.voice).copied().unwrap_or(MOST_PER_VOICE);
            if count < MOST_PER_VOICE && self.label(scene, name, true).is_some() {
                count_up(&mut placed, name.voice);
            }
        }
    }

    fn label_or_drop(&mut self, scene: &Scene, name: &Named, placed: &mut [usize]) {
        match self.label(scene, name, false) {
            Some(()) => count_up(placed, name.voice),
            None => {
                let text = scene.step_label(name.voice, &name.step, self.words);
                self.dropped.push(DroppedLabel { id: MarkId::Voice(name.voice), text });
            }
        }
    }

    fn label(&mut self, scene: &Scene, name: &Named, within: bool) -> Option<()> {
        let (voice, value) = scene.label_parts(name.voice, &name.step, self.words);
        let voice = visible(voice);
        let (words, rect) = NAME_ROOMS.into_iter().find_map(|room| {
            let words = format!("{} {value}", elide(&voice, room, LABEL, TextStyle::Bold));
            let width = text_width(&words, LABEL, TextStyle::Bold);
            let fits = !within || width + 12.0 <= name.width();
            Some((words, self.room_for(name, width).filter(|_| fits)?))
        })?;
        let middle = f32::midpoint(rect.top, rect.bottom);
        let text: Text = text_at(rect.left, middle, Anchor::Start, LABEL, TextStyle::Bold, &words);
        self.taken.take(rect.grown(1.0));
        if self.labelled.iter().all(|(voice, _)| *voice != name.voice) {
            self.labelled.push((name.voice, rect));
        }
        let id = Some(MarkId::Estimate(name.step.estimate));
        self.push_text(id, Part::Label, Role::SourceText(scene.sign(name.voice)), text);
        Some(())
    }

    /// The first free place: above the line, then below, then within the band, from the middle
    /// outwards; last, beside the line's beginning.
    fn room_for(&self, name: &Named, width: f32) -> Option<Rect> {
        let plot = self.place.regions.plot;
        let height = line_height(LABEL);
        let least = (name.left + 8.0).min(plot.right - width - 1.0);
        let most = (name.right - width - 6.0).max(least);
        let along = |share: f32| least + (most - least) * share;
        let above = name.above - GAP - height;
        let below = name.below + GAP;
        let inside = f32::midpoint(name.above, name.below) - height / 2.0;
        let rows = if name.prefers_below { [below, above, inside] } else { [above, below, inside] };
        let places = rows.into_iter().flat_map(|top| {
            [0.5, 1.0, 0.0, 0.75, 0.25, 0.88, 0.12].map(|share| (along(share), top))
        });
        let beside = [(name.left - width - 10.0, inside), (name.right + 6.0, inside)];
        places
            .chain(beside)
            .map(|(left, top)| Rect::new(left, top, left + width, top + height))
            .find(|rect| self.taken.is_free(*rect))
    }
}

fn count_up(placed: &mut [usize], voice: usize) {
    if let Some(count) = placed.get_mut(voice) {
        *count = count.saturating_add(1);
    }
}

/// Neighbours of a voice that say the same become one stretch, named by the last of them.
fn merged(named: Vec<Named>) -> Vec<Named> {
    let mut merged: Vec<Named> = Vec::with_capacity(named.len());
    for name in named {
        match merged.last_mut() {
            Some(last) if last.says_the_same(&name) && name.left - last.right < 2.0 => {
                *last = Named { left: last.left, ..name };
            }
            _ => merged.push(name),
        }
    }
    merged
}
