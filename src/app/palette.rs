//! The command palette: type a few letters of what you want, and press Enter.
//!
//! It finds actions, measures to ask about, sources to see alone and recent files. What cannot be
//! done now stays in the list and says why.

use eframe::egui::{self, Key, Modifiers, RichText, Ui, WidgetInfo};

use crate::words::file_name;

use super::actions::Action;
use super::announcing::live_ui;
use super::command::Command;
use super::cx::Cx;
use super::look::{APART, soft};

/// No more rows than this are shown; typing on finds the others.
const MOST_ROWS: usize = 200;

/// How high the list is, in points.
const LIST_HEIGHT: f32 = 360.0;

/// What is being typed and which row is chosen.
#[derive(Clone, Default, Debug)]
pub(super) struct Palette {
    query: String,
    chosen: usize,
}

/// Something that the palette can do.
struct Choice {
    /// What it is called, and what is searched.
    text: String,
    /// What it is: "Measure", "View".
    kind: &'static str,
    /// Its shortcut, or how much there is of it.
    note: String,
    command: Command,
    why_not: Option<&'static str>,
}

impl Choice {
    fn says(&self) -> String {
        match self.why_not {
            Some(why) => format!("{}, {}, not now: {why}", self.text, self.kind),
            None => format!("{}, {}", self.text, self.kind),
        }
    }
}

/// The palette; what was chosen, if anything was.
pub(super) fn palette_ui(ui: &mut Ui, palette: &mut Palette, cx: &Cx<'_>) -> Option<Command> {
    ui.set_width(560.0);
    let before = palette.chosen;
    let steps = steps(ui);
    let is_entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    field_ui(ui, palette);
    let found = found(&palette.query, choices(ui, cx));
    let shown = found.len().min(MOST_ROWS);
    let last = shown.saturating_sub(1);
    palette.chosen = palette.chosen.min(last).saturating_add_signed(steps).min(last);
    ui.add_space(APART);
    let is_moved = palette.chosen != before;
    let clicked = rows_ui(ui, &found, shown, palette, is_moved);
    if found.is_empty() {
        ui.label(soft("Nothing is called that"));
    } else if found.len() > shown {
        ui.label(soft(format!("{} more: type on to find them", found.len() - shown)).small());
    }
    let picked = clicked.or(is_entered.then_some(palette.chosen));
    let choice = found.into_iter().nth(picked?)?;
    choice.why_not.is_none().then_some(choice.command)
}

/// How far the arrow keys have moved, down being on.
fn steps(ui: &Ui) -> isize {
    ui.input_mut(|input| {
        let mut presses = |key| {
            isize::try_from(input.count_and_consume_key(Modifiers::NONE, key)).unwrap_or_default()
        };
        let page = 8;
        presses(Key::ArrowDown) - presses(Key::ArrowUp)
            + page * (presses(Key::PageDown) - presses(Key::PageUp))
    })
}

fn field_ui(ui: &mut Ui, palette: &mut Palette) {
    let field = egui::TextEdit::singleline(&mut palette.query)
        .hint_text("An action, a measure, a source, a file…")
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, "Find an action"));
    if !response.has_focus() {
        response.request_focus();
    }
    if response.changed() {
        palette.chosen = 0;
    }
}

/// The rows; the place of the one that was clicked.
fn rows_ui(
    ui: &mut Ui,
    found: &[Choice],
    shown: usize,
    palette: &Palette,
    is_moved: bool,
) -> Option<usize> {
    let mut clicked = None;
    if let Some(choice) = found.get(palette.chosen) {
        let said = format!("{} of {shown}: {}", palette.chosen + 1, choice.says());
        live_ui(ui, "palette choice", &said);
    }
    egui::ScrollArea::vertical()
        .max_height(LIST_HEIGHT)
        .min_scrolled_height(LIST_HEIGHT)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, choice) in found.iter().take(shown).enumerate() {
                let is_chosen = place == palette.chosen;
                let response = row_ui(ui, choice, is_chosen);
                if is_chosen && is_moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    clicked = Some(place);
                }
            }
        });
    clicked
}

fn row_ui(ui: &mut Ui, choice: &Choice, is_chosen: bool) -> egui::Response {
    let is_possible = choice.why_not.is_none();
    let note = match choice.why_not {
        Some(why_not) => why_not.to_owned(),
        None if choice.note.is_empty() => choice.kind.to_owned(),
        None => format!("{} · {}", choice.kind, choice.note),
    };
    let mut name = RichText::new(&choice.text);
    if !is_possible {
        name = name.weak();
    }
    let row = egui::Button::selectable(is_chosen, name)
        .right_text(RichText::new(note).weak().small())
        .min_size(egui::vec2(ui.available_width(), 24.0))
        .truncate();
    let response = ui.add(row);
    response.widget_info(|| {
        WidgetInfo::selected(egui::Role::ListBoxOption, is_possible, is_chosen, choice.says())
    });
    response
}

/// Everything that can be chosen, in the order in which it stands before anything is typed.
fn choices(ui: &Ui, cx: &Cx<'_>) -> Vec<Choice> {
    let actions = Action::ALL.iter().copied().filter(|action| *action != Action::Palette);
    let actions = actions.map(|action| Choice {
        text: action.says(cx),
        kind: action.entry().menu.name(),
        note: action.keys(ui.ctx()).unwrap_or_default(),
        command: Command::Act(action),
        why_not: action.possible(cx).err(),
    });
    let asked = cx.comparison().map(|comparison| &comparison.measure);
    let measures = cx.answer.into_iter().flat_map(|answer| &answer.measures);
    let measures = measures.map(|(measure, count)| Choice {
        text: measure.name(),
        kind: "Measure",
        note: count.to_string(),
        command: Command::AskMeasure(measure.clone()),
        why_not: (asked == Some(measure)).then_some("it is asked about already"),
    });
    let voices = cx.comparison().into_iter().flat_map(|comparison| &comparison.voices);
    let voices = voices.map(|voice| Choice {
        text: format!("See {} alone", voice.name),
        kind: "Source",
        note: String::new(),
        command: Command::Isolate(voice.name.clone()),
        why_not: None,
    });
    let recent = cx.memory.recent().iter().map(|path| Choice {
        text: format!("Open {}", file_name(path)),
        kind: "Recent file",
        note: String::new(),
        command: Command::OpenFile(path.clone()),
        why_not: cx.memory.is_missing(path).then_some("it is no longer there"),
    });
    actions.chain(measures).chain(voices).chain(recent).collect()
}

/// Those that a query finds, the best first; all of them where it is empty.
fn found(query: &str, choices: Vec<Choice>) -> Vec<Choice> {
    if query.trim().is_empty() {
        return choices;
    }
    let mut scored: Vec<(i32, Choice)> = choices
        .into_iter()
        .filter_map(|choice| {
            let of_name = score(query, &choice.text);
            // A word may name the kind: "measure killed".
            let whole = || score(query, &format!("{} {}", choice.text, choice.kind));
            Some((of_name.or_else(whole)?, choice))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, choice)| choice).collect()
}

/// How well a query fits a text: the sum over the words of the query, each of which has to be found
/// letter by letter in this order, not necessarily one after the other. None where one is not.
///
/// A letter counts more at the start of a word or right after the letter before it, and less the
/// more is skipped to reach it; a shorter text wins among equals.
fn score(query: &str, text: &str) -> Option<i32> {
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut total = 0_i32;
    for word in query.split_whitespace() {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        total = total.saturating_add(score_of_word(&word, &text)?);
    }
    Some(total.saturating_sub(i32::try_from(text.len()).unwrap_or(i32::MAX)))
}

fn score_of_word(word: &[char], text: &[char]) -> Option<i32> {
    const LETTER: i32 = 100;
    const FOLLOWS: i32 = 300;
    const STARTS_WORD: i32 = 250;
    const SKIPPED: i32 = 4;
    // The best that ends at each place of the text with the letters so far.
    let mut best: Vec<Option<i32>> = Vec::new();
    for (at, letter) in word.iter().enumerate() {
        let mut reached: Option<i32> = None;
        let mut next = Vec::with_capacity(text.len());
        for (place, c) in text.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|before| text.get(before));
            let follows = place.checked_sub(1).and_then(|p| best.get(p).copied().flatten());
            let start = if before.is_none_or(|c| !c.is_alphanumeric()) { STARTS_WORD } else { 0 };
            let come =
                if at == 0 { Some(0) } else { follows.map(|score| score + FOLLOWS).max(reached) };
            next.push(come.filter(|_| c == letter).map(|score| score + LETTER + start));
            reached = reached.max(follows).map(|score| score - SKIPPED);
        }
        best = next;
    }
    best.into_iter().flatten().max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'a>(query: &str, texts: &[&'a str]) -> Option<&'a str> {
        let scored = texts.iter().filter_map(|text| Some((score(query, text)?, *text)));
        scored.max_by_key(|(score, _)| *score).map(|(_, text)| text)
    }

    #[test]
    fn a_few_letters_find_what_was_meant() {
        let texts = [
            "Save session",
            "Save session as…",
            "As stated or as adjusted",
            "Show all sources",
            "Date cursor to the next change",
            "North Korean soldiers · killed · Kursk",
            "North Korean soldiers · killed or wounded · Kursk",
        ];
        for (query, meant) in [
            ("save", "Save session"),
            ("sesas", "Save session as…"),
            ("stated", "As stated or as adjusted"),
            ("allso", "Show all sources"),
            ("next", "Date cursor to the next change"),
            ("killed kursk", "North Korean soldiers · killed · Kursk"),
            ("kursk wounded", "North Korean soldiers · killed or wounded · Kursk"),
        ] {
            assert_eq!(best(query, &texts), Some(meant), "{query}");
        }
    }

    #[test]
    fn letters_in_another_order_find_nothing_and_no_letters_find_all() {
        assert_eq!(score("evas", "Save"), None);
        assert!(score("", "Save").is_some());
        assert_eq!(score("x", ""), None);
    }

    #[test]
    fn letters_are_the_same_in_every_script_and_case() {
        assert!(score("КИЇВ", "Уряд, Київ").is_some());
        assert!(score("국정원", "대한민국 국정원").is_some());
    }
}
