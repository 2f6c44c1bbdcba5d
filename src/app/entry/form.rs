//! The fields of the form on the screen, each with its name and, beside it, what is wrong with it.

use eframe::egui::{ComboBox, Response, RichText, TextEdit, Ui};

use super::EntryForm;
use super::fields::{EntryKind, Fields, FormField, HOWS, Wrong};
use super::reading::in_words;
use crate::app::controls::{capitalised, choose_ui, focus_at_first, trouble_ui};
use crate::app::look::{self, APART, FAR, NEAR, bold};
use crate::estimate::{Basis, How, Measure, Method, OriginKind, Precision, Standing};
use crate::files::native::ValueWord;

const SAID: [(ValueWord, &str); 7] = [
    (ValueWord::Vague, "An amount without a number"),
    (ValueWord::Share, "A share"),
    (ValueWord::Increase, "An increase"),
    (ValueWord::Decrease, "A decrease"),
    (ValueWord::Rotation, "A rotation"),
    (ValueWord::RotationOrIncrease, "A rotation or an increase"),
    (ValueWord::Reported, "That it goes on"),
];

impl EntryForm {
    pub(super) fn form_ui(&mut self, ui: &mut Ui, wrongs: &[Wrong]) {
        let told = Told { wrongs, has_tried: self.has_tried };
        if self.changes.is_none() {
            self.kinds_ui(ui);
        }
        if self.fields.kind == EntryKind::Event {
            self.event_ui(ui, told);
            return;
        }
        section_ui(ui, "What it says");
        self.wording_ui(ui, told);
        match self.fields.kind {
            EntryKind::Number => numbers_ui(ui, &mut self.fields, told),
            _ => said_ui(ui, &mut self.fields),
        }
        section_ui(ui, "Who says it");
        self.source_ui(ui, told);
        section_ui(ui, "What is counted");
        measure_ui(ui, &mut self.fields, &self.measures, told);
        section_ui(ui, "When");
        when_ui(ui, &mut self.fields, told);
        section_ui(ui, "Where it was read");
        citation_ui(ui, &mut self.fields, told);
        ui.add_space(APART);
        ui.collapsing("Method, standing, grade and note", |ui| {
            judged_ui(ui, &mut self.fields, told);
        });
    }

    fn kinds_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            for (kind, label) in [
                (EntryKind::Number, "A number"),
                (EntryKind::Words, "Words without a number"),
                (EntryKind::Event, "An event"),
            ] {
                ui.selectable_value(&mut self.fields.kind, kind, label);
            }
        });
    }

    fn wording_ui(&mut self, ui: &mut Ui, told: Told<'_>) {
        let label = ui.label(soft("As stated, in the source's own words"));
        let edit = TextEdit::multiline(&mut self.fields.wording)
            .desired_rows(2)
            .desired_width(f32::INFINITY)
            .hint_text("Type or paste the sentence; what it says is read and proposed");
        let response = ui.add(edit).labelled_by(label.id);
        focus_at_first(&response, &mut self.has_begun);
        told.ui(ui, FormField::Wording);
        self.proposals.ui(ui, &mut self.fields, &self.labels, &self.measures);
        self.passed_on.ui(ui, &mut self.fields);
    }

    fn source_ui(&mut self, ui: &mut Ui, told: Told<'_>) {
        let response = text_ui(ui, "Source", &mut self.fields.source, "ROK NIS", 320.0);
        told.ui(ui, FormField::Source);
        let typed = self.fields.source.trim().to_lowercase();
        let is_known = self.labels.iter().any(|label| label.to_lowercase() == typed);
        if response.has_focus() || (!is_known && !typed.is_empty()) {
            let fitting = |label: &&String| label.to_lowercase().contains(&typed);
            let suggested: Vec<&String> = self.labels.iter().filter(fitting).take(6).collect();
            if !is_known && !suggested.is_empty() {
                ui.horizontal_wrapped(|ui| {
                    for label in suggested {
                        if ui.small_button(label).clicked() {
                            self.fields.source.clone_from(label);
                        }
                    }
                });
            }
        }
        if is_known || typed.is_empty() {
            return;
        }
        let new = "A source that no open file names. What is known of it, if anything:";
        ui.label(soft(new));
        ui.horizontal(|ui| {
            let fields = &mut self.fields;
            let kinds = or_none("Not said", OriginKind::ALL, kind_words);
            let kind = fields.origin_kind.map_or("Kind not said".to_owned(), kind_words);
            pick_ui(ui, "Kind of source", &kind, &mut fields.origin_kind, kinds);
            let parties = or_none("Not said", &[true, false], party_words);
            let party = fields.party.map_or("Party not said", party_words);
            pick_ui(ui, "Party to the conflict", party, &mut fields.party, parties);
            text_ui(ui, "Affiliation", &mut fields.affiliation, "US / DoD", 130.0);
            text_ui(ui, "Country", &mut fields.country, "South Korea", 110.0);
        });
    }

    fn event_ui(&mut self, ui: &mut Ui, told: Told<'_>) {
        let fields = &mut self.fields;
        section_ui(ui, "What happened");
        let response = text_ui(ui, "Event", &mut fields.event, "Ceasefire agreed", 420.0);
        focus_at_first(&response, &mut self.has_begun);
        told.ui(ui, FormField::Event);
        text_ui(ui, "Day", &mut fields.as_of, "23 Dec 2024", 140.0);
        told.ui(ui, FormField::AsOf);
        section_ui(ui, "Where it was read");
        text_ui(ui, "Address", &mut fields.url, "https://…", 420.0);
        told.ui(ui, FormField::Url);
        text_ui(ui, "Note", &mut fields.note, "", 420.0);
    }
}

/// What is wrong, and whether it is time to tell what is missing too.
#[derive(Clone, Copy)]
struct Told<'a> {
    wrongs: &'a [Wrong],
    has_tried: bool,
}

impl Told<'_> {
    /// The sentence about a field, where there is one to tell.
    fn ui(self, ui: &mut Ui, field: FormField) {
        for wrong in self.wrongs.iter().filter(|wrong| wrong.field == field) {
            if !wrong.is_missing || self.has_tried {
                trouble_ui(ui, &wrong.sentence);
            }
        }
    }
}

fn soft(text: &str) -> RichText {
    look::soft(text).small()
}

fn section_ui(ui: &mut Ui, heading: &str) {
    ui.add_space(APART + NEAR);
    ui.label(bold(heading).weak());
}

/// A field of one line under its name.
fn text_ui(ui: &mut Ui, name: &str, text: &mut String, hint: &str, width: f32) -> Response {
    ui.vertical(|ui| {
        let label = ui.label(soft(name));
        let edit = TextEdit::singleline(text).hint_text(hint).desired_width(width);
        ui.add(edit).labelled_by(label.id)
    })
    .inner
}

/// A choice under its name.
fn combo_ui(ui: &mut Ui, name: &str, chosen: &str, choices: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        let label = ui.label(soft(name));
        let combo = ComboBox::from_id_salt(name).selected_text(chosen).show_ui(ui, choices);
        combo.response.labelled_by(label.id);
    });
}

/// A choice of one value under its name.
fn pick_ui<T: PartialEq, S: Into<String>>(
    ui: &mut Ui,
    name: &str,
    shown: &str,
    chosen: &mut T,
    all: impl IntoIterator<Item = (T, S)>,
) {
    ui.vertical(|ui| {
        let label = ui.label(soft(name));
        let combo = ComboBox::from_id_salt(name).selected_text(shown);
        if let Some(one) = choose_ui(ui, &label, combo, Some(&*chosen), all) {
            *chosen = one;
        }
    });
}

/// All values in words, and none of them in words of its own.
fn or_none<'a, T: Copy, S: Into<String>>(
    none: &'a str,
    all: &'a [T],
    words: impl Fn(T) -> S + 'a,
) -> impl Iterator<Item = (Option<T>, String)> + 'a {
    let all = all.iter().map(move |one| (Some(*one), words(*one).into()));
    std::iter::once((None, none.to_owned())).chain(all)
}

fn party_words(is_party: bool) -> &'static str {
    if is_party { "A party to the conflict" } else { "No party" }
}

/// What a kind of origin is called, one of them.
fn kind_words(kind: OriginKind) -> String {
    capitalised(&kind.word().replace('_', " "))
}

fn method_words(method: Method) -> String {
    capitalised(method.words())
}

fn numbers_ui(ui: &mut Ui, fields: &mut Fields, told: Told<'_>) {
    ui.horizontal(|ui| {
        let how = fields.how.map_or_else(|| "As the numbers say".to_owned(), how_name);
        combo_ui(ui, "How it was stated", &how, |ui| {
            ui.selectable_value(&mut fields.how, None, "As the numbers say");
            for how in HOWS {
                let is_chosen = fields.how.is_some_and(|chosen| chosen.word() == how.word());
                if ui.selectable_label(is_chosen, how_name(how)).clicked() {
                    fields.how = Some(how);
                }
            }
        });
        text_ui(ui, "Low", &mut fields.low, "none", 90.0);
        text_ui(ui, "Best", &mut fields.best, "none", 90.0);
        text_ui(ui, "High", &mut fields.high, "none", 90.0);
        if matches!(fields.how, Some(How::Interval { .. })) {
            text_ui(ui, "Level in %", &mut fields.level, "95", 60.0);
        }
    });
    told.ui(ui, FormField::Numbers);
    told.ui(ui, FormField::Level);
    if let Ok(bounds) = fields.bounds() {
        ui.label(soft(&in_words(&bounds, fields.words)));
    }
}

fn how_name(how: How) -> String {
    match how {
        How::Interval { .. } => "An interval with a level".to_owned(),
        How::Bare => "A bare number".to_owned(),
        other => capitalised(&crate::words::how(other)),
    }
}

fn said_ui(ui: &mut Ui, fields: &mut Fields) {
    let shown = SAID.iter().find(|(word, _)| *word == fields.said).map_or("", |(_, name)| name);
    pick_ui(ui, "What is said", shown, &mut fields.said, SAID);
}

fn measure_ui(ui: &mut Ui, fields: &mut Fields, measures: &[Measure], told: Told<'_>) {
    let chosen = fields.measure.as_ref().map_or_else(|| "A new measure".to_owned(), long_name);
    let all = measures.iter().map(|measure| (Some(measure.clone()), long_name(measure)));
    let all = all.chain([(None, "A new measure…".to_owned())]);
    pick_ui(ui, "Measure", &chosen, &mut fields.measure, all);
    if fields.measure.is_some() {
        return;
    }
    ui.horizontal(|ui| {
        text_ui(ui, "Population", &mut fields.population, "North Korean soldiers", 160.0);
        text_ui(ui, "Quantity", &mut fields.quantity, "killed or wounded", 150.0);
        text_ui(ui, "Place", &mut fields.place, "Russia / Kursk", 130.0);
        let all = Basis::ALL.iter().map(|basis| (*basis, basis_words(*basis)));
        pick_ui(ui, "Basis", basis_words(fields.basis), &mut fields.basis, all);
        if fields.basis == Basis::Cumulative {
            text_ui(ui, "Since", &mut fields.since, "10 Oct 2025", 100.0);
        }
    });
    told.ui(ui, FormField::Measure);
}

/// A measure's name with its basis, which tells two of one name apart.
fn long_name(measure: &Measure) -> String {
    format!("{} ({})", measure.name(), measure.basis.word())
}

fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Level => "On the day",
        Basis::Cumulative => "So far",
        Basis::Increment => "Within a period",
        Basis::Rate => "Per day",
    }
}

fn when_ui(ui: &mut Ui, fields: &mut Fields, told: Told<'_>) {
    ui.horizontal(|ui| {
        let hint = "23 Dec 2024, Dec 2024, …";
        text_ui(ui, "As of: when it is true", &mut fields.as_of, hint, 190.0);
        let precision = fields.precision.map_or("As written", precision_words);
        let all = or_none("As written", Precision::ALL, precision_words);
        pick_ui(ui, "How fine the date is", precision, &mut fields.precision, all);
        text_ui(ui, "Published: when it was said", &mut fields.published, "24 Dec 2024", 190.0);
    });
    ui.checkbox(&mut fields.is_inferred, "Nobody stated the as of; it is inferred");
    told.ui(ui, FormField::AsOf);
    told.ui(ui, FormField::Published);
}

fn precision_words(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "That day",
        Precision::Week => "The week that ends on it",
        Precision::MidMonth => "The middle of the month",
        Precision::Month => "The month",
        Precision::Quarter => "The quarter",
        Precision::Year => "The year",
        Precision::Period => "A period",
    }
}

fn citation_ui(ui: &mut Ui, fields: &mut Fields, told: Told<'_>) {
    ui.horizontal(|ui| {
        let hint = "Zelensky > Yonhap";
        text_ui(ui, "Relays, nearest the source first", &mut fields.relays, hint, 220.0);
        text_ui(ui, "Outlet", &mut fields.outlet, "Kyiv Independent", 160.0);
        text_ui(ui, "Address", &mut fields.url, "https://…", 240.0);
    });
    told.ui(ui, FormField::Url);
}

fn judged_ui(ui: &mut Ui, fields: &mut Fields, told: Told<'_>) {
    ui.horizontal(|ui| {
        let method = fields.method.map_or("Not said".to_owned(), method_words);
        let all = or_none("Not said", Method::ALL, method_words);
        pick_ui(ui, "Method: how the number came about", &method, &mut fields.method, all);
    });
    ui.horizontal(|ui| {
        let standing = fields.standing.map_or("By its dates", Standing::word);
        let all = or_none("By its dates", Standing::ALL, Standing::word);
        pick_ui(ui, "Standing", standing, &mut fields.standing, all);
        text_ui(ui, "Admiralty grade", &mut fields.grade, "B2", 60.0);
        text_ui(ui, "Likelihood", &mut fields.likelihood, "likely (ICD 203)", 130.0);
        text_ui(ui, "Confidence", &mut fields.confidence, "moderate", 110.0);
    });
    told.ui(ui, FormField::Grade);
    text_ui(ui, "Note", &mut fields.note, "", 420.0);
    ui.add_space(FAR);
}
