//! Why two of those who stand differ: the gap between their numbers, part by part.

use eframe::egui::{self, Align2, ComboBox, FontId, Rect, Sense, Ui, pos2, vec2};

use crate::chart::Role;
use crate::compare::{
    Bridge, BridgePartKind, Bridging, Comparison, EarlierCopy, EndAsked, NoBridge, Slice,
    StandingMember, StandingVoice, Verdict, bridge, compare,
};
use crate::estimate::EstimateId;
use crate::words::{BridgeLine, BridgeLineKind, Sentence};

use super::super::background::{Latest, Task};
use super::super::command::Differs;
use super::super::controls::{choose_ui, wrapped_ui};
use super::super::cx::Cx;
use super::super::derived::Asked;
use super::super::look::{APART, NEAR};
use super::super::pointing::{Manner, estimates_of, sentence_ui};
use super::estimate::stated;
use super::soft;

const BAR: f32 = 16.0;
/// Beside a bar, for its number.
const ROOM_FOR_A_NUMBER: f32 = 86.0;
const NUMBER: f32 = 12.0;

/// What the page keeps of the two.
#[derive(Default)]
pub(super) struct Differing {
    /// Those that were chosen; without, or where they do not stand, the lowest and the highest of
    /// those who do, before all of those that are bounded on both sides.
    chosen: [Option<Differs>; 2],
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
    ends: [EndAsked; 2],
}

/// Two are equal where they ask the same of the same files.
impl PartialEq for Of {
    fn eq(&self, other: &Of) -> bool {
        self.ends == other.ends
            && self.asked == other.asked
            && EarlierCopy::are_same(&self.earlier, &other.earlier)
    }
}

impl Of {
    fn bridge(&self) -> Result<Bridge, NoBridge> {
        let Asked { files, overlay, question } = &self.asked;
        let comparison = &compare(files, overlay, question);
        let [from, to] = self.ends;
        bridge(Bridging { files, earlier: &self.earlier, overlay, comparison }, from, to)
    }
}

impl Differing {
    /// Chooses the two, and opens.
    pub fn choose(&mut self, two: [Differs; 2]) {
        self.chosen = two.map(Some);
        self.is_asked_for = true;
    }

    /// Between which two the gap was taken apart that is shown, of what is asked.
    pub fn taken_apart(&self, asked: &Asked) -> Option<[EndAsked; 2]> {
        let of = self.made.key().filter(|of| of.asked == *asked)?;
        matches!(self.made.value(), Some(Ok(_))).then_some(of.ends)
    }

    /// Under a heading that opens: nothing is taken apart before. Tells the estimates that are
    /// pointed at.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, slice: &Slice) -> Option<Vec<EstimateId>> {
        let comparison = cx.comparison()?;
        let heading = egui::CollapsingHeader::new("Why do two differ?").id_salt("differing");
        let is_asked_for = std::mem::take(&mut self.is_asked_for);
        let heading = heading.open(is_asked_for.then_some(true));
        let shown = heading.show(ui, |ui| {
            let Some(ends) = self.ends(cx, comparison, slice) else {
                ui.label(soft("Fewer than two voices stand on this day"));
                return None;
            };
            let ends = self.choice_ui(ui, cx, (comparison, slice), ends);
            self.refresh(ui, cx, ends);
            let pointed = match self.made.value() {
                None => {
                    ui.label(soft(self.made.broken().unwrap_or("Taking it apart…")));
                    None
                }
                Some(Err(why)) => {
                    wrapped_ui(ui, soft(cx.words.no_bridge(why)));
                    None
                }
                Some(Ok(bridge)) => bridge_ui(ui, cx, bridge),
            };
            if let Some(Err(NoBridge::Divided { .. })) = self.made.value() {
                self.members_ui(ui, cx, (comparison, slice), ends);
            }
            pointed
        });
        if is_asked_for {
            shown.header_response.scroll_to_me(Some(egui::Align::TOP));
        }
        shown.body_returned.flatten()
    }

    /// The two that are looked at.
    fn ends(&self, cx: &Cx<'_>, comparison: &Comparison, slice: &Slice) -> Option<[EndAsked; 2]> {
        let usual = lowest_and_highest(slice);
        let at = |voice: usize| EndAsked::Voice { voice, at: slice.at };
        let called = |one: &Option<Differs>| match one.as_ref()? {
            Differs::Voice(name) => {
                let mut speaking = speaking(slice);
                speaking.find(|voice| name_of(comparison, *voice) == name).map(at)
            }
            Differs::Estimate(id) => Some(EndAsked::Estimate(cx.find(id)?.0)),
        };
        let [from, to] = &self.chosen;
        let from = called(from).or_else(|| Some(at(usual?[0])))?;
        let to = called(to).or_else(|| Some(at(usual?[1])))?;
        Some([from, to])
    }

    /// Two lists of those who speak, and of what was chosen beside them.
    fn choice_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        (comparison, slice): (&Comparison, &Slice),
        mut ends: [EndAsked; 2],
    ) -> [EndAsked; 2] {
        for (place, says) in ["From", "To"].into_iter().enumerate() {
            let Some(end) = ends.get_mut(place) else { continue };
            ui.horizontal(|ui| {
                let label = ui.label(soft(says));
                let combo = ComboBox::from_id_salt(("differing", place));
                let combo = combo.selected_text(end_in_words(cx, comparison, *end));
                let combo = combo.width(ui.available_width()).truncate();
                let voices = speaking(slice).map(|voice| EndAsked::Voice { voice, at: slice.at });
                let estimate = Some(*end).filter(|end| matches!(end, EndAsked::Estimate(_)));
                let all = estimate.into_iter().chain(voices);
                let all = all.map(|one| (one, end_in_words(cx, comparison, one)));
                if let Some(other) = choose_ui(ui, &label, combo, Some(&*end), all) {
                    *end = other;
                    if let (Some(chosen), EndAsked::Voice { voice, .. }) =
                        (self.chosen.get_mut(place), other)
                    {
                        *chosen = Some(Differs::Voice(name_of(comparison, voice).to_owned()));
                    }
                }
            });
        }
        ends
    }

    /// The members of a group that says no one thing, each to be taken in its place.
    fn members_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        (comparison, slice): (&Comparison, &Slice),
        ends: [EndAsked; 2],
    ) {
        for (end, chosen) in ends.iter().zip(&mut self.chosen) {
            let EndAsked::Voice { voice, .. } = *end else { continue };
            let Some(group) = slice.divided.iter().find(|group| group.voice == voice) else {
                continue;
            };
            ui.add_space(NEAR);
            ui.label(soft(format!("Instead of {}:", name_of(comparison, voice))));
            for StandingMember { name, estimate, read, .. } in &group.members {
                let text = format!("{name}  {}", cx.words.interval(*read));
                let response = ui.small_button(text).on_hover_text("Take this member instead");
                if let Some((id, _)) = cx.estimate(*estimate).filter(|_| response.clicked()) {
                    *chosen = Some(Differs::Estimate(id));
                }
            }
        }
    }

    fn refresh(&mut self, ui: &Ui, cx: &Cx<'_>, ends: [EndAsked; 2]) {
        // Where it broke down, it says so in the place of the parts.
        let _ = self.made.look_again();
        let Some(question) = cx.asked().cloned() else { return };
        let earlier = cx.document.earlier_for(&question);
        let (files, overlay) = (cx.files().to_vec(), cx.document.overlay().clone());
        let of = Of { asked: Asked { files, overlay, question }, earlier, ends };
        let ctx = ui.ctx();
        self.made.want(of, |of| {
            let of = of.clone();
            Task::to(ctx, "Taking a gap apart", move || of.bridge())
        });
    }
}

/// Those who stand, and after them the groups that contradict themselves.
fn speaking(slice: &Slice) -> impl Iterator<Item = usize> {
    let standing = slice.standing.iter().map(|one| one.voice);
    standing.chain(slice.divided.iter().map(|group| group.voice))
}

/// The lowest and the highest of those who stand; none of fewer than two.
fn lowest_and_highest(slice: &Slice) -> Option<[usize; 2]> {
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
    (standing.len() > 1).then_some([lowest.voice, highest.voice])
}

fn name_of(comparison: &Comparison, voice: usize) -> &str {
    comparison.voices.get(voice).map_or("", |voice| &voice.name)
}

/// A voice by its name, an estimate as `Zelensky, 4,000 of 9 Jan 2025`.
fn end_in_words(cx: &Cx<'_>, comparison: &Comparison, end: EndAsked) -> String {
    match end {
        EndAsked::Voice { voice, .. } => name_of(comparison, voice).to_owned(),
        EndAsked::Estimate(of) => cx.estimate(of).map_or_else(String::new, |(_, estimate)| {
            let (said, day) = (stated(cx, estimate), cx.words.as_of(estimate.as_of()));
            format!("{}, {said} of {day}", estimate.label())
        }),
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
