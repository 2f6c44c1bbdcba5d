//! What the chart means at the cursor, in words: the first thing to read.

use eframe::egui::{Rect, Sense, Ui, UiBuilder, vec2};

use crate::chart::Role;
use crate::estimate::EstimateId;
use crate::words::Headline;

use super::cx::Cx;
use super::look::{APART, FAR, HEADING, NEAR, SENTENCE, bold};
use super::painter::color;
use super::pointing::{Manner, Pointing, estimates_of, sentence_ui};

/// Room for the sentence and what it rests on, four lines in all, in points; two where little height
/// is left.
const LEAST_HEIGHT: f32 = 72.0;
const LEAST_HEIGHT_WHERE_LITTLE: f32 = 40.0;

/// Less height than this is little.
const LITTLE: f32 = 700.0;

/// Where less height is left than this, what the sentence rests on takes one line only.
const LOW: f32 = 360.0;

/// The words above the plot, and how high they stood last.
#[derive(Default)]
pub(super) struct SentenceView {
    height: f32,
    pointing: Pointing,
}

impl SentenceView {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let (Some(headline), Some(slice)) = (cx.headline(), cx.slice()) else { return };
        let room = ui.available_rect_before_wrap();
        let is_low = room.height() < LOW;
        let room = Rect::from_min_max(room.min + vec2(FAR, APART), room.max - vec2(FAR, 0.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(room));
        // The plot must not move under a handle because the sentence has changed.
        let is_held = cx.draft.is_some() && self.height > 0.0;
        if is_held {
            let words = Rect::from_min_size(room.min, vec2(room.width(), self.height));
            child.set_clip_rect(words.intersect(ui.clip_rect()));
        }
        let pointed = words_ui(&mut child, cx, &cx.words.day(slice.at), &headline, is_low);
        self.pointing.at(cx, pointed);
        if !is_held {
            let least = match room.height() {
                _ if is_low => 0.0,
                height if height < LITTLE => LEAST_HEIGHT_WHERE_LITTLE,
                _ => LEAST_HEIGHT,
            };
            self.height = child.min_rect().height().max(least);
        }
        let taken = Rect::from_min_size(room.min, vec2(room.width(), self.height + NEAR));
        ui.advance_cursor_after_rect(taken);
    }
}

/// The verdict and what it rests on; what is pointed at in them.
fn words_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    day: &str,
    headline: &Headline,
    is_low: bool,
) -> Option<Vec<EstimateId>> {
    let ink = |role| color(cx.theme.colour(role));
    let verdict = Manner {
        size: Some(SENTENCE),
        ink: ink(Role::Ink),
        is_one_line: false,
        called: "Agreement at the cursor: ",
        sense: Sense::hover(),
    };
    let rests_on = Manner {
        size: None,
        ink: ink(Role::InkSoft),
        is_one_line: is_low,
        called: "",
        sense: Sense::hover(),
    };
    let said = ui.horizontal_wrapped(|ui| {
        ui.label(bold(day).size(HEADING));
        sentence_ui(ui, &headline.verdict, &verdict).1
    });
    let fragile = match headline.fragile.is_empty() {
        true => None,
        false => sentence_ui(ui, &headline.fragile, &rests_on).1,
    };
    said.inner.or(fragile).map(|part| estimates_of(cx, part))
}
