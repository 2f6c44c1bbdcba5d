//! Why two of those who stand differ: the gap between their numbers, part by part.

use eframe::egui::{self, Align2, ComboBox, FontId, Rect, Sense, Ui, pos2, vec2};

use crate::chart::Role;
use crate::compare::{
    Bridge, BridgePartKind, Bridging, Comparison, EarlierCopy, EndAsked, NoBridge, Slice,
    StandingVoice, Verdict, bridge, compare,
};
use crate::estimate::{Day, EstimateId};
use crate::words::{BridgeLine, BridgeLineKind, Sentence};

use super::super::background::{Latest, Task};
use super::super::controls::{choose_ui, wrapped_ui};
use super::super::cx::Cx;
use super::super::derived::Asked;
use super::super::look::{APART, NEAR};
use super::super::pointing::{Manner, estimates_of, sentence_ui};
use super::soft;

const BAR: f32 = 16.0;
/// Beside a bar, for its number.
const ROOM_FOR_A_NUMBER: f32 = 86.0;
const NUMBER: f32 = 12.0;

/// What the page keeps of the two.
#[derive(Default)]
pub(super) struct Differing {
    /// The names of those that were chosen; without, or where they do not stand, the lowest and the
    /// highest of those who do, before all of those that are bounded on both sides.
    chosen: [Option<String>; 2],
    /// It was asked for elsewhere in the window, and is opened and brought into view.
    is_asked_for: bool,
    made: Latest<Of, Result<Bridge, NoBridge>>,
}

/// What a bridge is made from.
#[derive(Clone)]
struct Of {
    asked: Asked,
    /// The copies that stood before some of the files.
    earlier: Vec<EarlierCopy>,
    /// Two voices by their places.
    ends: [usize; 2],
    at: Day,
}

/// Two are equal where they ask the same of the same files.
impl PartialEq for Of {
    fn eq(&self, other: &Of) -> bool {
        (self.ends, self.at) == (other.ends, other.at)
            && self.asked == other.asked
            && EarlierCopy::are_same(&self.earlier, &other.earlier)
    }
}

impl Of {
    fn bridge(&self) -> Result<Bridge, NoBridge> {
        let Asked { files, overlay, question } = &self.asked;
        let comparison = &compare(files, overlay, question);
        let [from, to] = self.ends.map(|voice| EndAsked::Voice { voice, at: self.at });
        bridge(Bridging { files, earlier: &self.earlier, overlay, comparison }, from, to)
    }
}

impl Differing {
    /// Chooses the two by their names, and opens.
    pub fn choose(&mut self, names: [String; 2]) {
        self.chosen = names.map(Some);
        self.is_asked_for = true;
    }

    /// Under a heading that opens: nothing is taken apart before. Tells the estimates that are
    /// pointed at.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, slice: &Slice) -> Option<Vec<EstimateId>> {
        let comparison = cx.comparison()?;
        let heading = egui::CollapsingHeader::new("Why do two differ?").id_salt("differing");
        let is_asked_for = std::mem::take(&mut self.is_asked_for);
        let heading = heading.open(is_asked_for.then_some(true));
        let shown = heading.show(ui, |ui| {
            let Some(ends) = self.ends(comparison, slice) else {
                ui.label(soft("Fewer than two voices stand on this day"));
                return None;
            };
            let ends = self.choice_ui(ui, comparison, slice, ends);
            self.refresh(ui, cx, ends, slice.at);
            match self.made.value() {
                None => {
                    ui.label(soft(self.made.broken().unwrap_or("Taking it apart…")));
                    None
                }
                Some(Err(why)) => {
                    wrapped_ui(ui, soft(cx.words.no_bridge(why)));
                    None
                }
                Some(Ok(bridge)) => bridge_ui(ui, cx, bridge),
            }
        });
        if is_asked_for {
            shown.header_response.scroll_to_me(Some(egui::Align::TOP));
        }
        shown.body_returned.flatten()
    }

    /// The two that are looked at.
    fn ends(&self, comparison: &Comparison, slice: &Slice) -> Option<[usize; 2]> {
        let standing = &slice.standing;
        let ends = |one: &StandingVoice| (one.read.low(), one.read.high());
        let order = |a: &&StandingVoice, b: &&StandingVoice| {
            let ((low, high), (other_low, other_high)) = (ends(a), ends(b));
            low.total_cmp(&other_low).then(high.total_cmp(&other_high))
        };
        let is_full = |one: &&StandingVoice| one.read.is_full();
        // An open end says little of where a number lies.
        let leaves_out_open = standing.iter().filter(is_full).count() > 1;
        let all = || standing.iter().filter(|one| !leaves_out_open || is_full(one));
        let (lowest, highest) = all().min_by(order).zip(all().max_by(order))?;
        let called = |name: &Option<String>| {
            let name = name.as_ref()?;
            let is_it = |one: &&StandingVoice| {
                comparison.voices.get(one.voice).is_some_and(|voice| voice.name == *name)
            };
            standing.iter().find(is_it).map(|one| one.voice)
        };
        let [from, to] = &self.chosen;
        let ends = [called(from).unwrap_or(lowest.voice), called(to).unwrap_or(highest.voice)];
        (standing.len() > 1).then_some(ends)
    }

    /// Two lists of those who stand.
    fn choice_ui(
        &mut self,
        ui: &mut Ui,
        comparison: &Comparison,
        slice: &Slice,
        mut ends: [usize; 2],
    ) -> [usize; 2] {
        let name = |voice: usize| comparison.voices.get(voice).map_or("", |voice| &voice.name);
        for (place, says) in ["From", "To"].into_iter().enumerate() {
            let Some(end) = ends.get_mut(place) else { continue };
            ui.horizontal(|ui| {
                let label = ui.label(soft(says));
                let combo = ComboBox::from_id_salt(("differing", place));
                let combo = combo.selected_text(name(*end)).width(ui.available_width());
                let all = slice.standing.iter().map(|one| (one.voice, name(one.voice)));
                if let Some(other) = choose_ui(ui, &label, combo, Some(&*end), all) {
                    *end = other;
                    if let Some(chosen) = self.chosen.get_mut(place) {
                        *chosen = Some(name(other).to_owned());
                    }
                }
            });
        }
        ends
    }

    fn refresh(&mut self, ui: &Ui, cx: &Cx<'_>, ends: [usize; 2], at: Day) {
        // Where it broke down, it says so in the place of the parts.
        let _ = self.made.look_again();
        let Some(question) = cx.asked().cloned() else { return };
        let earlier = cx.document.earlier_for(&question);
        let (files, overlay) = (cx.files().to_vec(), cx.document.overlay().clone());
        let of = Of { asked: Asked { files, overlay, question }, earlier, ends, at };
        let ctx = ui.ctx();
        self.made.want(of, |of| {
            let of = of.clone();
            Task::to(ctx, "Taking a gap apart", move || of.bridge())
        });
    }
}

/// The two, what lies between them line by line, and what that comes to.
fn bridge_ui(ui: &mut Ui, cx: &Cx<'_>, bridge: &Bridge) -> Option<Vec<EstimateId>> {
    let lines = cx.words.bridge_lines(bridge);
    let ends = lines.iter().flat_map(|line| [line.bar.0, line.bar.1]);
    let (least, greatest) =
        ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let mut pointed = None;
    for end in cx.words.bridge_ends(bridge) {
        pointed = said_ui(ui, cx, &end, Role::Ink, "Between: ").or(pointed);
    }
    for line in &lines {
        ui.add_space(NEAR);
        let called = format!("{}: ", line.shown);
        pointed = said_ui(ui, cx, &line.text, Role::Ink, &called).or(pointed);
        bar_ui(ui, cx, bridge, line, (least, greatest));
    }
    ui.add_space(APART);
    pointed = said_ui(ui, cx, &cx.words.bridge_conclusion(bridge), Role::Ink, "").or(pointed);
    for note in cx.words.bridge_notes(bridge) {
        pointed = said_ui(ui, cx, &note, Role::InkSoft, "").or(pointed);
    }
    pointed
}

fn said_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    said: &Sentence,
    role: Role,
    called: &str,
) -> Option<Vec<EstimateId>> {
    let manner =
        Manner { size: None, ink: cx.ink(role), is_one_line: false, called, sense: Sense::hover() };
    let (_, part) = sentence_ui(ui, said, &manner);
    part.map(|part| estimates_of(cx, part))
}

/// A bar from where a line begins to where it ends, with its number beside it.
fn bar_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    bridge: &Bridge,
    line: &BridgeLine,
    (least, greatest): (f64, f64),
) {
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let room = (area.width() - ROOM_FOR_A_NUMBER).max(1.0);
    let whole = (greatest - least).max(f64::MIN_POSITIVE);
    let x = |at: f64| area.left() + room * ((at - least) / whole) as f32;
    let (from, to) = (x(line.bar.0.min(line.bar.1)), x(line.bar.0.max(line.bar.1)));
    let bar = Rect::from_min_max(pos2(from, area.top() + 2.0), pos2(to, area.bottom() - 2.0));
    if line.bar.0 != line.bar.1 {
        ui.painter().rect_filled(bar, 1.0, cx.ink(role_of(bridge, line.kind)));
    }
    let (at, font) = (pos2(to + 4.0, area.center().y), FontId::proportional(NUMBER));
    ui.painter().text(at, Align2::LEFT_CENTER, &line.shown, font, cx.ink(Role::Ink));
}

fn role_of(bridge: &Bridge, kind: BridgeLineKind) -> Role {
    let source = |voice: Option<usize>| {
        let voice = voice.and_then(|voice| u16::try_from(voice).ok());
        voice.map_or(Role::InkSoft, Role::Source)
    };
    match kind {
        BridgeLineKind::From => source(bridge.from.by.voice),
        BridgeLineKind::To => source(bridge.to.by.voice),
        BridgeLineKind::Part(BridgePartKind::Reading) | BridgeLineKind::Same => Role::Ghost,
        BridgeLineKind::Part(_) => Role::Accent,
        BridgeLineKind::Unexplained => Role::Verdict(Verdict::Diverge),
    }
}
