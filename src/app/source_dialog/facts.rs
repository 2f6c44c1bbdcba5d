//! What kind of body a source is, to whom it belongs, and whether it is a party; where each is known
//! from, and other words for it.

use eframe::egui::{self, Response, Ui};

use crate::estimate::{Affiliation, Change, Directory, OriginFacts, OriginKind, Source, Target};

use super::super::cx::Cx;
use super::super::look::{FAR, NEAR, soft};
use super::sheet::{SourceSheet, heading_ui, measure, sources};

/// Where something is known from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    You,
    File,
    Table,
    Nowhere,
}

impl From {
    fn words(self) -> &'static str {
        match self {
            From::You => "you said so",
            From::File => "from the file",
            From::Table => "from the table of origins",
            From::Nowhere => "not known",
        }
    }
}

pub(super) fn facts_ui(ui: &mut Ui, sheet: &mut SourceSheet, cx: &Cx<'_>) {
    let Some((source, _)) = sources(cx, &sheet.labels).into_iter().next() else { return };
    let known = known_of(cx, source);
    heading_ui(ui, "Who it is");
    egui::Grid::new("who it is").num_columns(3).spacing([FAR, NEAR]).show(ui, |ui| {
        voice_ui(ui, sheet, cx);
        kind_ui(ui, sheet, cx, source, &known);
        affiliation_ui(ui, sheet, cx, source, &known);
        country_ui(ui, sheet, cx, source, &known);
        party_ui(ui, sheet, cx, source, &known);
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
    ui.add(egui::Label::new(soft(text).small()).wrap());
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

/// Where a fact is known from, and the way back from what was changed.
fn from_ui(
    ui: &mut Ui,
    sheet: &SourceSheet,
    cx: &Cx<'_>,
    (kind, what): (&Change, &str),
    (is_stated, is_known): (bool, bool),
) {
    let from = match (sheet.laid(cx, kind), is_stated, is_known) {
        (Some(_), ..) => From::You,
        (None, true, _) => From::File,
        (None, false, true) => From::Table,
        (None, false, false) => From::Nowhere,
    };
    ui.horizontal(|ui| {
        ui.label(soft(from.words()).small());
        if from == From::You {
            let response = ui.small_button("As stated");
            let name = format!("{what} as stated");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if response.clicked() {
                sheet.lift(cx, kind);
            }
        }
    });
    ui.end_row();
}

fn combo(label: &Response, ui: &mut Ui, id: &str, shown: &str, contents: impl FnOnce(&mut Ui)) {
    let combo = egui::ComboBox::from_id_salt(id).selected_text(shown).width(210.0).truncate();
    combo.show_ui(ui, contents).response.labelled_by(label.id);
}

/// Whose voice it is counted as.
fn voice_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>) {
    let Some(comparison) = cx.comparison() else { return };
    let own = sheet.voice(cx).map(|(_, voice)| voice.name.as_str()).unwrap_or_default();
    let label = ui.label("Counts as the same voice as");
    let kind = Change::SameVoiceAs(String::new());
    let shown = match sheet.laid(cx, &kind).map(|laid| &laid.change) {
        Some(Change::SameVoiceAs(name)) => name,
        _ => "nobody else",
    };
    combo(&label, ui, "same voice", shown, |ui| {
        for voice in comparison.voices.iter().filter(|voice| voice.name != own) {
            if ui.selectable_label(shown == voice.name, &voice.name).clicked() {
                sheet.lay(&Change::SameVoiceAs(voice.name.clone()), cx);
            }
        }
    });
    if sheet.laid(cx, &kind).is_some() {
        from_ui(ui, sheet, cx, (&kind, "Voice"), (false, false));
    } else {
        ui.end_row();
    }
}

fn kind_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>, source: &Source, known: &OriginFacts) {
    let label = ui.label("Kind");
    combo(&label, ui, "kind", known.kind.heading(), |ui| {
        for &kind in OriginKind::ALL {
            if ui.selectable_label(kind == known.kind, kind.heading()).clicked()
                && kind != known.kind
            {
                sheet.lay(&Change::Kind(kind), cx);
            }
        }
    });
    let change = Change::Kind(OriginKind::default());
    let is_listed = Directory::shipped().look_up(&source.label).is_some();
    let stated = (source.facts.kind.is_some(), is_listed);
    from_ui(ui, sheet, cx, (&change, "Kind"), stated);
}

fn affiliation_ui(
    ui: &mut Ui,
    sheet: &mut SourceSheet,
    cx: &Cx<'_>,
    source: &Source,
    known: &OriginFacts,
) {
    let label = ui.label("Affiliation").on_hover_text("From the wider to the narrower: US / DoD");
    let holds = known.affiliation.to_string();
    if let Some(typed) = sheet.affiliation.ui(ui, &label, &holds, "US / DoD") {
        let parts = typed.split('/').map(str::trim);
        let path: Affiliation = parts.filter(|part| !part.is_empty()).collect();
        if !path.is_empty() {
            sheet.lay(&Change::Affiliation(path), cx);
        }
    }
    let change = Change::Affiliation(Affiliation::default());
    let is_listed = Directory::shipped().look_up(&source.label).is_some();
    let stated = (!source.facts.affiliation.is_empty(), is_listed);
    from_ui(ui, sheet, cx, (&change, "Affiliation"), stated);
}

fn country_ui(
    ui: &mut Ui,
    sheet: &mut SourceSheet,
    cx: &Cx<'_>,
    source: &Source,
    known: &OriginFacts,
) {
    let label = ui.label("Country");
    let holds = known.country.clone().unwrap_or_default();
    if let Some(country) = sheet.country.ui(ui, &label, &holds, "none") {
        sheet.lay(&Change::Country(country), cx);
    }
    let change = Change::Country(String::new());
    let stated = (source.facts.country.is_some(), known.country.is_some());
    from_ui(ui, sheet, cx, (&change, "Country"), stated);
}

fn party_ui(ui: &mut Ui, sheet: &SourceSheet, cx: &Cx<'_>, source: &Source, known: &OriginFacts) {
    let words = |party: Option<bool>| match party {
        Some(true) => "a party",
        Some(false) => "not a party",
        None => "not known",
    };
    let label = ui.label("Party");
    combo(&label, ui, "party", words(known.party), |ui| {
        for party in [true, false] {
            let is_now = known.party == Some(party);
            if ui.selectable_label(is_now, words(Some(party))).clicked() && !is_now {
                sheet.lay(&Change::Party(party), cx);
            }
        }
    });
    let stated = (source.facts.party.is_some(), known.party.is_some());
    from_ui(ui, sheet, cx, (&Change::Party(true), "Party"), stated);
}
