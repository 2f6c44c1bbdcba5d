//! What kind of body a source is, to whom it belongs, and whether it is a party; where each is known
//! from, and other words for it.

use eframe::egui::{self, ComboBox, Ui};

use crate::estimate::{
    Affiliation, Change, Directory, Method, OriginFacts, OriginKind, Source, Target,
};

use super::super::controls::{choose_ui, wrapped_ui};
use super::super::cx::Cx;
use super::super::look::{FAR, NEAR, soft};
use super::sheet::{SourceSheet, WIDTH, heading_ui, measure, sources};

/// What the rows about a source need.
struct Rows<'a> {
    cx: &'a Cx<'a>,
    /// As the file has it.
    source: &'a Source,
    /// What holds of it.
    known: OriginFacts,
}

pub(super) fn facts_ui(ui: &mut Ui, sheet: &mut SourceSheet, cx: &Cx<'_>) {
    let Some((source, _)) = sources(cx, &sheet.labels).into_iter().next() else { return };
    let rows = Rows { cx, source, known: known_of(cx, source) };
    heading_ui(ui, "Who it is");
    egui::Grid::new("who it is").num_columns(3).spacing([FAR, NEAR]).show(ui, |ui| {
        rows.voice_ui(ui, sheet);
        rows.kind_ui(ui, sheet);
        rows.affiliation_ui(ui, sheet);
        rows.country_ui(ui, sheet);
        rows.party_ui(ui, sheet);
        rows.method_ui(ui);
    });
    let conflicts = measure(cx).map(|m| Directory::shipped().conflicts_of(m));
    let text = match conflicts.as_deref() {
        Some([]) | None => {
            "The table of origins knows no war in the place of this measure, so it calls nobody a \
             party"
                .to_owned()
        }
        Some(wars) => format!("Party or not: to the {}", wars.join(", to the ")),
    };
    wrapped_ui(ui, soft(text).small());
}

/// What holds of a source: what an analyst says comes first, then the file, then the table.
fn known_of(cx: &Cx<'_>, source: &Source) -> OriginFacts {
    let mut source = source.clone();
    let target = Target::Source(source.label.clone());
    for change in cx.document.overlay().on(&target) {
        change.lay_over(&mut source.facts);
    }
    match measure(cx) {
        Some(measure) => Directory::shipped().origin_on(&source, measure),
        None => Directory::shipped().origin_of(&source),
    }
}

/// A list for one fact.
fn combo(id: &str, shown: &str) -> ComboBox<'static> {
    ComboBox::from_id_salt(id).selected_text(shown).width(210.0).truncate()
}

impl Rows<'_> {
    /// Where a fact is known from, and the way back from what was changed.
    fn known_from_ui(
        &self,
        ui: &mut Ui,
        sheet: &SourceSheet,
        (kind, what): (&Change, &str),
        (is_stated, is_known): (bool, bool),
    ) {
        let (is_laid, words) = match (sheet.laid(self.cx, kind), is_stated, is_known) {
            (Some(_), ..) => (true, "you said so"),
            (None, true, _) => (false, "from the file"),
            (None, false, true) => (false, "from the table of origins"),
            (None, false, false) => (false, "not known"),
        };
        ui.horizontal(|ui| {
            ui.label(soft(words).small());
            if is_laid {
                let back = ui.small_button("As stated");
                if back.accessible_name(format!("{what} as stated")).clicked() {
                    sheet.lift(self.cx, kind);
                }
            }
        });
        ui.end_row();
    }

    /// Whether the table of origins has the source.
    fn is_listed(&self) -> bool {
        Directory::shipped().look_up(&self.source.label).is_some()
    }

    /// Whose voice it is counted as.
    fn voice_ui(&self, ui: &mut Ui, sheet: &SourceSheet) {
        let Some(comparison) = self.cx.comparison() else { return };
        let own = sheet.voice(self.cx).map(|(_, voice)| &voice.name);
        let label = ui.label("Counts as the same voice as");
        let kind = Change::SameVoiceAs(String::new());
        let laid = sheet.laid(self.cx, &kind).map(|laid| &laid.change);
        let now = match laid {
            Some(Change::SameVoiceAs(name)) => Some(name),
            _ => None,
        };
        let combo = combo("same voice", now.map_or("nobody else", String::as_str));
        let others = comparison.voices.iter().map(|voice| &voice.name);
        let others = others.filter(|name| Some(*name) != own).map(|name| (name, name));
        if let Some(name) = choose_ui(ui, &label, combo, now.as_ref(), others) {
            sheet.lay(&Change::SameVoiceAs(name.clone()), self.cx);
        }
        if laid.is_some() {
            self.known_from_ui(ui, sheet, (&kind, "Voice"), (false, false));
        } else {
            ui.end_row();
        }
    }

    fn kind_ui(&self, ui: &mut Ui, sheet: &SourceSheet) {
        let label = ui.label("Kind");
        let now = self.known.kind;
        let heading = now.map_or("not known", OriginKind::heading);
        let all = OriginKind::ALL.iter().map(|kind| (*kind, kind.heading()));
        if let Some(kind) = choose_ui(ui, &label, combo("kind", heading), now.as_ref(), all) {
            sheet.lay(&Change::Kind(kind), self.cx);
        }
        let kind = Change::Kind(OriginKind::default());
        let is_stated = self.source.facts.kind.is_some();
        self.known_from_ui(ui, sheet, (&kind, "Kind"), (is_stated, self.is_listed()));
    }

    fn affiliation_ui(&self, ui: &mut Ui, sheet: &mut SourceSheet) {
        let label =
            ui.label("Affiliation").on_hover_text("From the wider to the narrower: US / DoD");
        let holds = self.known.affiliation.to_string();
        if let Some(typed) = sheet.affiliation.ui(ui, &label, &holds, ("US / DoD", WIDTH), None) {
            let parts = typed.split('/').map(str::trim);
            let path: Affiliation = parts.filter(|part| !part.is_empty()).collect();
            if !path.is_empty() {
                sheet.lay(&Change::Affiliation(path), self.cx);
            }
        }
        let kind = Change::Affiliation(Affiliation::default());
        let is_stated = !self.source.facts.affiliation.is_empty();
        self.known_from_ui(ui, sheet, (&kind, "Affiliation"), (is_stated, self.is_listed()));
    }

    fn country_ui(&self, ui: &mut Ui, sheet: &mut SourceSheet) {
        let label = ui.label("Country");
        let holds = self.known.country.clone().unwrap_or_default();
        let typed = sheet.country.ui(ui, &label, &holds, ("none", WIDTH), None);
        if let Some(country) = typed.filter(|typed| !typed.is_empty()) {
            sheet.lay(&Change::Country(country), self.cx);
        }
        let kind = Change::Country(String::new());
        let stated = (self.source.facts.country.is_some(), self.known.country.is_some());
        self.known_from_ui(ui, sheet, (&kind, "Country"), stated);
    }

    /// How its numbers come about where they do not say so themselves.
    fn method_ui(&self, ui: &mut Ui) {
        ui.label("Method").on_hover_text("How its numbers come about, if they do not say so");
        ui.label(self.known.method.map_or("not known", Method::words));
        let is_known = self.known.method.is_some();
        ui.label(soft(if is_known { "from the table of origins" } else { "" }).small());
        ui.end_row();
    }

    fn party_ui(&self, ui: &mut Ui, sheet: &SourceSheet) {
        const PARTIES: [(bool, &str); 2] = [(true, "a party"), (false, "not a party")];
        let now = self.known.party;
        let shown = PARTIES.iter().find(|(party, _)| Some(*party) == now);
        let combo = combo("party", shown.map_or("not known", |(_, words)| words));
        let label = ui.label("Party");
        if let Some(party) = choose_ui(ui, &label, combo, now.as_ref(), PARTIES) {
            sheet.lay(&Change::Party(party), self.cx);
        }
        let stated = (self.source.facts.party.is_some(), now.is_some());
        self.known_from_ui(ui, sheet, (&Change::Party(true), "Party"), stated);
    }
}
