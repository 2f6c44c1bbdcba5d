//! Signs in a stranger's text that are not seen, that turn it round or steer what shows it: written
//! out wherever the window shows or says a text. Data keep them as they are.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::accesskit::{Node, Role};
use eframe::egui::epaint::text::LayoutJob;
use eframe::egui::{Context, FullOutput, Galley, Plugin, Shape};

use super::fonts::apart;
use crate::estimate::{is_hidden, visible_lines};

/// Looks through all that is painted and all that a screen reader is told.
#[derive(Default)]
pub(super) struct UnseenSigns {
    /// Texts that were written out before: what the signs look like is known to the screen by now.
    known: HashSet<String>,
}

impl Plugin for UnseenSigns {
    fn debug_name(&self) -> &'static str {
        "unseen signs"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        for clipped in &mut output.shapes {
            self.write_out(ctx, &mut clipped.shape);
        }
        if let Some(update) = &mut output.platform_output.accesskit_update {
            update.nodes.iter_mut().for_each(|(_, node)| say(node));
        }
    }
}

impl UnseenSigns {
    fn write_out(&mut self, ctx: &Context, shape: &mut Shape) {
        match shape {
            Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| self.write_out(ctx, shape)),
            Shape::Text(text) if painted(text.galley.text()).is_some() => {
                text.galley = written_out(ctx, &text.galley);
                if self.known.len() < MOST_KNOWN && self.known.insert(text.galley.text().to_owned())
                {
                    // Letters that were not drawn before reach the screen with the next frame.
                    ctx.request_repaint();
                }
            }
            _ => {}
        }
    }
}

/// Of texts written out; beyond these a letter may come late.
const MOST_KNOWN: usize = 10_000;

/// A text with what is not seen written out; none where all of it is seen.
fn seen(text: &str) -> Option<String> {
    owned(visible_lines(text))
}

/// A text as it is painted: with what is not seen written out, and gaps beside letters read from right
/// to left that stay where they are; none where it is that.
fn painted(text: &str) -> Option<String> {
    let seen = visible_lines(text);
    owned(apart(&seen)).or_else(|| owned(seen))
}

fn owned(text: Cow<'_, str>) -> Option<String> {
    match text {
        Cow::Owned(text) => Some(text),
        Cow::Borrowed(_) => None,
    }
}

/// The same text in the same styles, with what is not seen written out.
fn written_out(ctx: &Context, galley: &Galley) -> Arc<Galley> {
    let before = &galley.job;
    let mut job = LayoutJob { text: String::new(), sections: Vec::new(), ..(**before).clone() };
    for section in &before.sections {
        let range = section.byte_range.start.0..section.byte_range.end.0;
        let text = before.text.get(range).unwrap_or_default();
        let painted = painted(text);
        job.append(
            painted.as_deref().unwrap_or(text),
            section.leading_space,
            section.format.clone(),
        );
    }
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

/// What is said of a part of the window.
fn say(node: &mut Node) {
    if node.role() == Role::TextRun {
        run(node);
        return;
    }
    if let Some(label) = node.label().and_then(seen) {
        node.set_label(label);
    }
    if let Some(value) = node.value().and_then(seen) {
        node.set_value(value);
    }
    if let Some(description) = node.description().and_then(seen) {
        node.set_description(description);
    }
    if let Some(placeholder) = node.placeholder().and_then(seen) {
        node.set_placeholder(placeholder);
    }
}

/// A run of text has as many signs as it has places: each that is not seen becomes one that is.
fn run(node: &mut Node) {
    let Some(text) = node.value().filter(|text| seen(text).is_some()) else { return };
    let marked: String = text
        .chars()
        .map(|c| if c != '\n' && is_hidden(c) { char::REPLACEMENT_CHARACTER } else { c })
        .collect();
    let lengths: Vec<u8> =
        marked.chars().map(|c| u8::try_from(c.len_utf8()).unwrap_or(1)).collect();
    if lengths.len() == node.character_lengths().len() {
        node.set_character_lengths(lengths);
        node.set_value(marked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_beside_a_name_read_from_right_to_left_stay_where_they_are() {
        assert_eq!(
            painted("NIS and وزارة الدفاع 3").as_deref(),
            Some("NIS and\u{a0}وزارة الدفاع\u{a0}3")
        );
        assert_eq!(painted("a\u{202e}b").as_deref(), Some("a‹U+202E›b"));
        for plain in ["NIS and JCS", "3,000–4,000 – “about”", "وزارة الدفاع"] {
            assert_eq!(painted(plain), None, "{plain}");
        }
    }
}
