//! Sentences whose parts know of whom they speak: what is pointed at in them is pointed out in the
//! plot.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Color32, CursorIcon, FontId, Label, Response, Role, Sense, TextStyle, Ui, WidgetInfo,
    epaint::TextShape,
};

use crate::estimate::EstimateId;
use crate::words::{Part, Sentence, Term, Words};

use super::command::Command;
use super::cx::Cx;

/// What a sentence looks like, and what a screen reader calls it.
pub(super) struct Manner<'a> {
    /// None for that of body text, in points.
    pub size: Option<f32>,
    pub ink: Color32,
    /// Cut short rather than wrapped.
    pub is_one_line: bool,
    /// Comes before the sentence for a screen reader.
    pub called: &'a str,
    pub sense: Sense,
}

/// Writes a sentence as one widget; tells which of its parts the pointer is on.
pub(super) fn sentence_ui<'a>(
    ui: &mut Ui,
    sentence: &'a Sentence,
    manner: &Manner<'_>,
) -> (Response, Option<&'a Part>) {
    let text = sentence.to_string();
    let mut job = LayoutJob::default();
    let body = TextStyle::Body.resolve(ui.style());
    let font = manner.size.map_or(body, FontId::proportional);
    for part in &sentence.parts {
        job.append(&part.text, 0.0, TextFormat::simple(font.clone(), manner.ink));
    }
    let label = Label::new(job).sense(manner.sense);
    let label = if manner.is_one_line { label.truncate() } else { label.wrap() };
    let (at, galley, response) = label.layout_in_ui(ui);
    let role = if manner.sense.senses_click() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, format!("{}{text}", manner.called)));
    let place = response.hover_pos().map(|pos| galley.cursor_from_pos(pos - at).index.0);
    let pointed = place.and_then(|place| part_at(sentence, place));
    let term = place.and_then(|place| Term::of(word_at(&text, place)));
    if ui.is_rect_visible(response.rect) {
        ui.painter().add(TextShape::new(at, galley, manner.ink));
    }
    let response = match (pointed, term) {
        (_, Some(term)) => response.on_hover_text_at_pointer(Words::default().explained(term)),
        (Some(_), None) => response.on_hover_cursor(CursorIcon::PointingHand),
        (None, None) => response,
    };
    (response, pointed)
}

/// The word of a text that has the character in this place; nothing between two words.
fn word_at(text: &str, character: usize) -> &str {
    let is_between = |c: char| !c.is_alphanumeric();
    let here = text.char_indices().nth(character).filter(|(_, c)| !is_between(*c));
    let Some((at, _)) = here else { return "" };
    let (before, after) = text.split_at_checked(at).unwrap_or(("", text));
    let start = before.rfind(is_between).map_or(0, |end| {
        before.get(end..).and_then(|rest| rest.chars().next()).map_or(0, |c| end + c.len_utf8())
    });
    let end = after.find(is_between).map_or(text.len(), |length| at + length);
    text.get(start..end).unwrap_or("")
}

/// The part of a sentence that has the character in this place, if it speaks of anybody.
fn part_at(sentence: &Sentence, character: usize) -> Option<&Part> {
    let mut end = 0;
    let here = sentence.parts.iter().find(|part| {
        end += part.text.chars().count();
        character < end
    })?;
    (!here.voices.is_empty() || !here.estimates.is_empty()).then_some(here)
}

/// The estimates of a part: those it speaks of, else those that stand of its voices.
pub(super) fn estimates_of(cx: &Cx<'_>, part: &Part) -> Vec<EstimateId> {
    let standing = part.voices.iter().filter_map(|voice| cx.standing(*voice));
    let refs: Vec<_> = match part.estimates.is_empty() {
        true => standing.map(|standing| standing.estimate).collect(),
        false => part.estimates.clone(),
    };
    refs.into_iter().filter_map(|of| Some(cx.estimate(of)?.0)).collect()
}

/// Whether a panel has something pointed out in the plot, so that it takes it back when the pointer
/// has left.
#[derive(Default)]
pub(super) struct Pointing {
    has_pointed: bool,
}

impl Pointing {
    /// Points out what the pointer is on, or nothing any more.
    pub fn at(&mut self, cx: &Cx<'_>, pointed: Option<Vec<EstimateId>>) {
        let is_pointing = pointed.is_some();
        if (is_pointing || self.has_pointed)
            && cx.pointed_out != pointed.as_deref().unwrap_or_default()
        {
            cx.ask(Command::PointOut(pointed.unwrap_or_default()));
        }
        self.has_pointed = is_pointing;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_under_the_pointer_is_found_whole() {
        let text = "A’s 1,100 stands outside – diverge.";
        let at = |part: &str| text.char_indices().position(|(at, _)| text[at..].starts_with(part));
        let word = |part: &str| word_at(text, at(part).expect("in it"));
        assert_eq!((word("outside"), word("side"), word("e –")), ("outside", "outside", "outside"));
        assert_eq!((word("diverge"), word("e."), word("A")), ("diverge", "diverge", "A"));
        assert_eq!((word("–"), word(".")), ("", ""));
        assert_eq!(word_at(text, 99), "");
    }

    #[test]
    fn the_pointer_is_on_the_part_whose_letters_it_is_on() {
        let part = |text: &str, voices: Vec<usize>| Part {
            text: text.to_owned(),
            voices,
            estimates: Vec::new(),
        };
        let sentence = Sentence {
            parts: vec![
                part("3 of 4", vec![0, 1, 2]),
                part(" share – ", vec![]),
                part("A’s 1", vec![3]),
            ],
        };
        let voices = |place: usize| part_at(&sentence, place).map(|part| part.voices.clone());
        assert_eq!(voices(0), Some(vec![0, 1, 2]));
        assert_eq!(voices(5), Some(vec![0, 1, 2]));
        assert_eq!(voices(6), None);
        assert_eq!(voices(15), Some(vec![3]));
        assert_eq!(voices(99), None);
    }
}
