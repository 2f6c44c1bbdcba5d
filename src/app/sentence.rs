//! What the chart means at the cursor, in words: the first thing to read.

use eframe::egui::{Rect, RichText, Role, Ui, UiBuilder, WidgetInfo, vec2};

use super::bench::Bench;
use super::look::{APART, FAR, HEADING, NEAR, SENTENCE, bold};

/// Room for the sentence and what it rests on, four lines in all, in points.
const LEAST_HEIGHT: f32 = 72.0;

/// Where less height is left than this, what the sentence rests on takes one line only.
const LOW: f32 = 360.0;

/// The words above the plot, and how high they stood last.
#[derive(Default)]
pub(super) struct SentenceView {
    height: f32,
}

impl SentenceView {
    pub fn ui(&mut self, ui: &mut Ui, bench: &Bench<'_>) {
        let (Some(headline), Some(slice)) = (bench.headline(), bench.slice()) else { return };
        let (says, rests_on) = (headline.verdict.to_string(), headline.fragile.to_string());
        let room = ui.available_rect_before_wrap();
        let is_low = room.height() < LOW;
        let room = Rect::from_min_max(room.min + vec2(FAR, APART), room.max - vec2(FAR, 0.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(room));
        // The plot must not move under a handle because the sentence has changed.
        let is_held = bench.draft.is_some() && self.height > 0.0;
        if is_held {
            let words = Rect::from_min_size(room.min, vec2(room.width(), self.height));
            child.set_clip_rect(words.intersect(ui.clip_rect()));
        }
        words_ui(&mut child, &slice.at.spoken(), &says, &rests_on, is_low);
        if !is_held {
            self.height = child.min_rect().height().max(if is_low { 0.0 } else { LEAST_HEIGHT });
        }
        let taken = Rect::from_min_size(room.min, vec2(room.width(), self.height + NEAR));
        ui.advance_cursor_after_rect(taken);
    }
}

fn words_ui(ui: &mut Ui, day: &str, says: &str, rests_on: &str, is_low: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.label(bold(day).size(HEADING));
        let label = ui.label(RichText::new(says).size(SENTENCE));
        label.widget_info(|| {
            let said = format!("Agreement at the cursor: {says}");
            WidgetInfo::labeled(Role::Label, true, said)
        });
    });
    let label = eframe::egui::Label::new(RichText::new(rests_on).weak());
    ui.add(if is_low { label.truncate() } else { label.wrap() });
}
