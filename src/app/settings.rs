//! The settings: what a person likes, apart from any document, and the sheet to change them on.
//!
//! Every change holds at once and is kept. A kept value that cannot be used becomes the default,
//! with a warning.

use eframe::egui::{self, ComboBox, Ui};
use serde::{Deserialize, Serialize};

use crate::compare::{AboutPolicy, Dates, Grouping, LeastDifference, Question, Staleness};
use crate::disk::{Preferences, Unusable};
use crate::files::{Mapping, RememberedMapping};
use crate::session::ThemeChoice;
use crate::words::{DateStyle, NumberStyle, Style};

use super::controls::{choose_ui, filled};
use super::look::{APART, FAR, HEADING, NEAR, bold, soft};
use super::policies::{
    ABOUT, DATES, PROJECTIONS, PROJECTIONS_COUNT, STALENESS, about_said, abouts, dates_said,
    staleness_said, stalenesses, with,
};

/// How small and how large everything may be drawn.
pub(super) const ZOOMS: (f32, f32) = (0.5, 3.0);

/// Widest and longest of what is typed here.
const LONGEST_NAME: usize = 80;

/// What a person likes, apart from any document.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Settings {
    pub theme: ThemeChoice,
    /// How large everything is drawn; 1 is normal.
    pub zoom: f32,
    /// How days and numbers are written on the screen.
    pub style: Style,
    /// Who signs adjustments, notes and entries; empty for nobody.
    pub author: String,
    /// Whether what was open last opens on start.
    pub reopens_last: bool,
    /// How new documents are asked.
    pub question: Habits,
    /// Whether the hints of a first start were put away.
    pub knows_hints: bool,
    /// How tables with certain columns are read, the latest first.
    pub remembered: Vec<Remembered>,
}

/// So many ways to read a table are remembered.
pub(super) const MOST_REMEMBERED: usize = 40;

/// How tables with these columns are read, as it was said of one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// The name of the file of which it was said.
    pub of: String,
    pub columns: Vec<String>,
    /// The mapping, as such files have it.
    pub mapping: String,
}

impl Remembered {
    /// As tables are read by it; none where a later version wrote what this one cannot read.
    pub fn to_read_by(&self) -> Option<RememberedMapping> {
        let mapping = Mapping::from_ron(&self.mapping).ok()?;
        Some(RememberedMapping { of: self.of.clone(), columns: self.columns.clone(), mapping })
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            theme: ThemeChoice::default(),
            zoom: 1.0,
            style: Style::default(),
            author: String::new(),
            reopens_last: false,
            question: Habits::default(),
            knows_hints: false,
            remembered: Vec::new(),
        }
    }
}

/// How a new document is asked, until it is asked otherwise.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Habits {
    pub by: Grouping,
    pub about: AboutPolicy,
    pub staleness: Staleness,
    pub dates: Dates,
    pub projections: bool,
    pub least_difference: LeastDifference,
}

impl Habits {
    /// The question as this person likes to ask it.
    pub fn asked(self, question: Question) -> Question {
        Question {
            by: self.by,
            about: self.about,
            staleness: self.staleness,
            dates: self.dates,
            projections: self.projections,
            least_difference: self.least_difference,
            ..question
        }
    }

    /// Whether the numbers are such as a question can have.
    fn is_sound(self) -> bool {
        match self.about {
            AboutPolicy::Percent(percent) => (0.0..=100.0).contains(&percent),
            AboutPolicy::Rounding | AboutPolicy::Exact => true,
        }
    }
}

impl Settings {
    /// The settings among the preferences; the default for each that is missing or cannot be used.
    pub fn read(preferences: &Preferences, warnings: &mut Vec<Unusable>) -> Settings {
        let plain = Settings::default();
        let mut settings = Settings {
            theme: preferences.get("theme", warnings).unwrap_or_default(),
            zoom: preferences.get("zoom", warnings).unwrap_or(plain.zoom),
            style: Style {
                dates: preferences.get("dates", warnings).unwrap_or_default(),
                numbers: preferences.get("numbers", warnings).unwrap_or_default(),
            },
            author: preferences.get("author", warnings).unwrap_or_default(),
            reopens_last: preferences.get("reopens_last", warnings).unwrap_or_default(),
            question: preferences.get("question", warnings).unwrap_or_default(),
            knows_hints: preferences.get("knows_hints", warnings).unwrap_or_default(),
            remembered: preferences.get("remembered_tables", warnings).unwrap_or_default(),
        };
        let mut warn = |name: &str, why| {
            warnings.push(Unusable::Entry { name: name.to_owned(), why });
        };
        if !(ZOOMS.0..=ZOOMS.1).contains(&settings.zoom) {
            warn("zoom", format!("{} is not between {} and {}", settings.zoom, ZOOMS.0, ZOOMS.1));
            settings.zoom = plain.zoom;
        }
        if !settings.question.is_sound() {
            warn("question", "a width in per cent lies between 0 and 100".to_owned());
            settings.question = plain.question;
        }
        settings
    }

    /// Keeps what differs from the default.
    pub fn write(&self, preferences: &mut Preferences) {
        let plain = Settings::default();
        preferences.set("theme", Some(&self.theme).filter(|theme| **theme != plain.theme));
        preferences.set("zoom", Some(&self.zoom).filter(|zoom| **zoom != plain.zoom));
        let Style { dates, numbers } = self.style;
        preferences.set("dates", Some(&dates).filter(|dates| **dates != plain.style.dates));
        preferences.set("numbers", Some(&numbers).filter(|n| **n != plain.style.numbers));
        preferences.set("author", Some(&self.author).filter(|author| !author.is_empty()));
        preferences.set("reopens_last", Some(&true).filter(|_| self.reopens_last));
        preferences.set("question", Some(&self.question).filter(|q| **q != plain.question));
        preferences.set("knows_hints", Some(&true).filter(|_| self.knows_hints));
        let remembered = Some(&self.remembered).filter(|all| !all.is_empty());
        preferences.set("remembered_tables", remembered);
    }

    /// Who signs, if somebody does.
    pub fn signature(&self) -> Option<String> {
        filled(&self.author)
    }
}

/// The sheet; true once it is to be closed.
pub(super) fn settings_ui(ui: &mut Ui, settings: &mut Settings) -> bool {
    ui.set_width(460.0);
    // On a sheet, nothing else says where a box begins.
    let ink = ui.visuals().weak_text_color();
    ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.0, ink);
    ui.label(bold("Settings").size(HEADING));
    ui.add_space(APART);
    egui::Grid::new("settings").num_columns(2).spacing([FAR, APART]).show(ui, |ui| {
        theme_ui(ui, settings);
        zoom_ui(ui, settings);
        style_ui(ui, &mut settings.style);
        author_ui(ui, settings);
        start_ui(ui, settings);
    });
    ui.add_space(FAR);
    ui.label(bold("How new questions are asked"));
    ui.label(soft("Sessions keep the question they were saved with."));
    ui.add_space(NEAR);
    egui::Grid::new("habits").num_columns(2).spacing([FAR, APART]).show(ui, |ui| {
        habits_ui(ui, &mut settings.question);
    });
    ui.add_space(FAR);
    remembered_ui(ui, &mut settings.remembered);
    ui.add_space(FAR);
    let mut is_done = false;
    ui.horizontal(|ui| {
        is_done = ui.button("Close").clicked();
        let is_changed = *settings != with_hints_of(settings);
        let reset = ui.add_enabled(is_changed, egui::Button::new("Back to the defaults"));
        if reset.clicked() {
            *settings = with_hints_of(settings);
        }
    });
    is_done
}

/// The tables of which it is remembered how they are read, each to be forgotten.
fn remembered_ui(ui: &mut Ui, remembered: &mut Vec<Remembered>) {
    const MOST_HEIGHT: f32 = 90.0;
    ui.label(bold("Tables that are read as you said"));
    if remembered.is_empty() {
        ui.label(soft(
            "None yet: the sheet that asks how a table is read remembers it if told to.",
        ));
        return;
    }
    let mut forgotten = None;
    egui::ScrollArea::vertical().id_salt("remembered").max_height(MOST_HEIGHT).show(ui, |ui| {
        for (place, one) in remembered.iter().enumerate() {
            ui.horizontal(|ui| {
                let forget =
                    ui.small_button("Forget").accessible_name(format!("Forget {}", one.of));
                if forget.on_hover_text("Ask again how such tables are read").clicked() {
                    forgotten = Some(place);
                }
                let columns = format!("{}: {}", one.of, one.columns.join(", "));
                ui.add(egui::Label::new(columns.as_str()).truncate());
            });
        }
    });
    if let Some(place) = forgotten {
        remembered.remove(place);
    }
}

/// The defaults, without the hints of a first start coming back, and without forgetting tables.
fn with_hints_of(settings: &Settings) -> Settings {
    let Settings { knows_hints, remembered, .. } = settings.clone();
    Settings { knows_hints, remembered, ..Settings::default() }
}

/// A row of which one holds.
fn radios_ui<T: PartialEq + Copy>(ui: &mut Ui, name: &str, now: &mut T, all: [(T, &str); 3]) {
    ui.label(name);
    ui.horizontal(|ui| {
        for (one, word) in all {
            ui.radio_value(now, one, word);
        }
    });
    ui.end_row();
}

/// A list of which one holds.
fn list_ui<T: PartialEq + Copy, S: Into<String>>(
    ui: &mut Ui,
    (name, id): (&str, &str),
    now: &mut T,
    all: impl IntoIterator<Item = T>,
    words: impl Fn(T) -> S,
) {
    let label = ui.label(name);
    let combo = ComboBox::from_id_salt(id).selected_text(words(*now).into());
    let all = all.into_iter().map(|one| (one, words(one)));
    if let Some(chosen) = choose_ui(ui, &label, combo, Some(&now.clone()), all) {
        *now = chosen;
    }
    ui.end_row();
}

fn theme_ui(ui: &mut Ui, settings: &mut Settings) {
    let all = [
        (ThemeChoice::System, "As the system"),
        (ThemeChoice::Light, "Light"),
        (ThemeChoice::Dark, "Dark"),
    ];
    radios_ui(ui, "Theme", &mut settings.theme, all);
}

fn zoom_ui(ui: &mut Ui, settings: &mut Settings) {
    let label = ui.label("Size of everything");
    let mut percent = settings.zoom * 100.0;
    let field = egui::DragValue::new(&mut percent)
        .range(ZOOMS.0 * 100.0..=ZOOMS.1 * 100.0)
        .speed(1.0)
        .max_decimals(0)
        .suffix(" %")
        .update_while_editing(false);
    if ui.add(field).labelled_by(label.id).changed() {
        settings.zoom = (percent / 10.0).round() / 10.0;
    }
    ui.end_row();
}

/// Each choice is its own example.
fn style_ui(ui: &mut Ui, style: &mut Style) {
    let dates = [
        (DateStyle::DayFirst, "23 Dec 2024"),
        (DateStyle::MonthFirst, "Dec 23, 2024"),
        (DateStyle::Iso, "2024-12-23"),
    ];
    radios_ui(ui, "Dates", &mut style.dates, dates);
    let numbers = [
        (NumberStyle::Commas, "783,138"),
        (NumberStyle::Spaces, "783\u{a0}138"),
        (NumberStyle::Plain, "783138"),
    ];
    radios_ui(ui, "Numbers", &mut style.numbers, numbers);
}

fn author_ui(ui: &mut Ui, settings: &mut Settings) {
    let label = ui.label("Your name");
    let field = egui::TextEdit::singleline(&mut settings.author)
        .hint_text("signs adjustments, notes and entries")
        .char_limit(LONGEST_NAME)
        .desired_width(280.0);
    ui.add(field).labelled_by(label.id);
    ui.end_row();
}

fn start_ui(ui: &mut Ui, settings: &mut Settings) {
    ui.label("On start");
    ui.checkbox(&mut settings.reopens_last, "Open what was open last");
    ui.end_row();
}

fn habits_ui(ui: &mut Ui, habits: &mut Habits) {
    let groupings = Grouping::ALL.iter().copied();
    list_ui(ui, ("Count by", "count by"), &mut habits.by, groupings, Grouping::word);
    let widths = abouts(habits.about);
    list_ui(ui, (ABOUT, "about"), &mut habits.about, widths, about_said);
    let ages = stalenesses(habits.staleness);
    list_ui(ui, (STALENESS, "staleness"), &mut habits.staleness, ages, staleness_said);
    let dates = Dates::ALL.iter().copied();
    list_ui(ui, (DATES, "dates"), &mut habits.dates, dates, dates_said);
    let least = [0.0, 2.0, 5.0, 10.0, 20.0].into_iter().filter_map(LeastDifference::new);
    let least = with(least.collect(), habits.least_difference);
    let name = ("Told as apart from", "least difference");
    list_ui(ui, name, &mut habits.least_difference, least, |least| match least.per_cent() {
        0.0 => "any difference".to_owned(),
        per_cent => format!("{per_cent} % on"),
    });
    ui.label(PROJECTIONS);
    ui.checkbox(&mut habits.projections, PROJECTIONS_COUNT);
    ui.end_row();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_as_kept() {
        let settings = Settings {
            theme: ThemeChoice::Dark,
            style: Style { dates: DateStyle::Iso, numbers: NumberStyle::Spaces },
            zoom: 1.5,
            author: "M. Okafor".to_owned(),
            reopens_last: true,
            question: Habits {
                by: Grouping::Affiliation,
                about: AboutPolicy::Percent(10.0),
                staleness: Staleness::Days(60),
                dates: Dates::Stated,
                projections: true,
                least_difference: LeastDifference::new(10.0).expect("per cent"),
            },
            knows_hints: true,
            remembered: vec![Remembered {
                of: "mailed.csv".to_owned(),
                columns: ["Who", "When"].map(str::to_owned).to_vec(),
                mapping: "(version: 1)".to_owned(),
            }],
        };
        let mut preferences = Preferences::default();
        settings.write(&mut preferences);
        let (kept, mut warnings) = Preferences::from_text(&preferences.to_text());
        assert_eq!(Settings::read(&kept, &mut warnings), settings);
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn a_bad_setting_becomes_its_default_and_a_warning_and_costs_no_other() {
        let text = r#"{ "zoom": 90.0, "theme": purple, "author": "Ana", "question": (by: kind),
            "reopens_last": 1 }"#;
        let (preferences, mut warnings) = Preferences::from_text(text);
        let settings = Settings::read(&preferences, &mut warnings);
        assert_eq!((settings.zoom, settings.theme), (1.0, ThemeChoice::System));
        assert_eq!((settings.author.as_str(), settings.reopens_last), ("Ana", false));
        assert_eq!(settings.question, Habits { by: Grouping::Kind, ..Habits::default() });
        assert_eq!(warnings.len(), 3, "{warnings:?}");
    }

    #[test]
    fn the_defaults_leave_nothing_behind() {
        let mut preferences = Preferences::default();
        Settings { zoom: 2.0, ..Settings::default() }.write(&mut preferences);
        Settings::default().write(&mut preferences);
        assert_eq!(preferences, Preferences::default());
    }
}
