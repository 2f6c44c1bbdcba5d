//! Going from one thing to the next by key: estimates in time order, measures, panels, sizes.

use eframe::egui::{Context, Id, Memory};

use crate::compare::EstimateRef;
use crate::estimate::{Day, EstimateId, RowIndex};
use crate::session::{Panel, Panels};

use super::super::handles::handle_id;
use super::super::moved_bounds::Which;
use super::super::settings::{Settings, ZOOMS};
use super::super::view_history::Look;
use super::desk::Desk;

/// How far one step zooms in on the dates.
const ZOOM_STEP: f64 = 0.7;

/// By how much one step makes everything larger.
const SIZE_STEP: f32 = 0.1;

/// The day it speaks of, its voice, its file and its row: the order in which estimates are gone
/// through.
type EstimatePlace = (Day, usize, u16, RowIndex);

impl Desk {
    /// Selects the next estimate in time or the one before, of any source or of the same. Without
    /// a selection, the one nearest the date cursor on that side.
    pub fn step_estimate(&mut self, is_on: bool, of_same_source: bool) {
        let Some(next) = self.estimate_beside(is_on, of_same_source) else { return };
        self.select(Some(next.0));
        self.bring_into_view(next.1);
    }

    /// In one pass over what is drawn: there may be a million.
    fn estimate_beside(&self, is_on: bool, of_same_source: bool) -> Option<(EstimateId, Day)> {
        let answer = self.answer.value()?;
        let comparison = answer.comparison();
        let here = self.view.selection.as_ref().and_then(|id| self.selected_place(id));
        let is_seen = |voice: usize| {
            let name = comparison.voices.get(voice).map(|voice| &voice.name);
            name.is_none_or(|name| !self.view.hidden.contains(name))
        };
        let fits = |voice: usize| {
            is_seen(voice) && here.is_none_or(|(_, of, ..)| !of_same_source || of == voice)
        };
        let cursor = self.view.cursor.unwrap_or(Day::MIN);
        let lies_there = |place: &EstimatePlace| match here {
            Some(here) if is_on => *place > here,
            Some(here) => *place < here,
            None => (place.0 >= cursor) == is_on,
        };
        let places = comparison.tracks.iter().filter(|track| fits(track.voice)).flat_map(|track| {
            track.statements.iter().filter_map(|(of, _)| self.place_of(*of, track.voice))
        });
        let beside = places.filter(lies_there);
        let (day, _, file, row) = if is_on { beside.min() } else { beside.max() }?;
        let of = answer.files().get(usize::from(file))?;
        Some((of.id_of(of.ledger.estimate(row)?), day))
    }

    fn place_of(&self, of: EstimateRef, voice: usize) -> Option<EstimatePlace> {
        let day = of.of(self.answer.value()?.files())?.as_of().to();
        Some((day, voice, of.file, of.row))
    }

    /// Where an estimate stands in the order of time, if it is drawn.
    fn selected_place(&self, id: &EstimateId) -> Option<EstimatePlace> {
        let answer = self.answer.value()?;
        let place = answer.files().iter().position(|file| file.slot == id.file)?;
        let row = answer.files().get(place)?.find(id)?.index();
        let of = EstimateRef::new(place, row);
        self.place_of(of, answer.scene()?.voice_of(of)?)
    }

    /// Moves the keyboard to a handle of the selected estimate: the next one that is drawn.
    pub fn step_handle(&mut self, ctx: &Context) {
        const ORDER: [Which; 3] = [Which::High, Which::Best, Which::Low];
        let Some(id) = self.view.selection.clone() else { return };
        if let Some(day) = self.history.current().estimate(&id).map(|e| e.as_of().to()) {
            self.bring_into_view(day);
        }
        let is_drawn = |handle: &Id| ctx.read_response(*handle).is_some();
        let handles: Vec<Id> =
            ORDER.into_iter().map(|which| handle_id(&id, which)).filter(is_drawn).collect();
        let focused = ctx.memory(Memory::focused);
        let here = handles.iter().position(|handle| Some(*handle) == focused);
        let next = here.map_or(0, |place| place.saturating_add(1)).checked_rem(handles.len());
        if let Some(handle) = next.and_then(|place| handles.get(place)) {
            ctx.memory_mut(|memory| memory.request_focus(*handle));
        }
    }

    /// Moves the window of time, without widening it, until this day lies in it.
    fn bring_into_view(&mut self, day: Day) {
        let Some(look) = self.look else { return };
        let (from, to) = look.time;
        let at = f64::from(day.number());
        if (from..=to).contains(&at) {
            return;
        }
        let half = (to - from) / 2.0;
        self.show(Look { time: (at - half, at + half), ..look });
    }

    /// Shows fewer or more days around the date cursor, or around the middle where it is not seen.
    pub fn zoom_in_time(&mut self, is_in: bool) {
        let Some(look) = self.look else { return };
        let (from, to) = look.time;
        let cursor = self.view.cursor.map(|day| f64::from(day.number()));
        let around = cursor.filter(|at| (from..=to).contains(at)).unwrap_or((from + to) / 2.0);
        let factor = if is_in { ZOOM_STEP } else { 1.0 / ZOOM_STEP };
        let time = (around - (around - from) * factor, around + (to - around) * factor);
        self.show(Look { time, ..look });
    }

    /// Moves the window of dates by a quarter of itself.
    pub fn pan_in_time(&mut self, is_on: bool) {
        let Some(look) = self.look else { return };
        let (from, to) = look.time;
        let step = (to - from) / 4.0 * if is_on { 1.0 } else { -1.0 };
        self.show(Look { time: (from + step, to + step), ..look });
    }

    /// The measure after or before the one that is asked about, in the order of their estimates.
    pub fn measure_beside(&self, is_on: bool) -> Option<crate::estimate::Measure> {
        let answer = self.answer.value()?;
        let measures = &answer.measures;
        let asked = &answer.comparison().measure;
        let here = measures.iter().position(|(measure, _)| measure == asked)?;
        let step = if is_on { 1 } else { measures.len().saturating_sub(1) };
        let next = here.saturating_add(step).checked_rem(measures.len())?;
        measures.get(next).map(|(measure, _)| measure.clone())
    }

    /// Folds everything beside the plot away, or brings it back.
    pub fn only_the_plot(&mut self) {
        let is_alone = Panel::ALL.iter().all(|panel| !self.view.panels.is_shown(*panel));
        self.view.panels = match self.folded_away.take() {
            Some(before) if is_alone => before,
            _ if is_alone => Panels::default(),
            _ => {
                self.folded_away = Some(self.view.panels.clone());
                let mut none = Panels::default();
                Panel::ALL.into_iter().for_each(|panel| none.toggle(panel));
                none
            }
        };
    }

    /// Larger or smaller by a step; `None` for the normal size.
    pub fn resize(&mut self, is_larger: Option<bool>) {
        let settings = self.memory.settings().clone();
        let zoom = match is_larger {
            None => 1.0,
            Some(true) => settings.zoom + SIZE_STEP,
            Some(false) => settings.zoom - SIZE_STEP,
        };
        // Steps of a tenth stay tenths.
        let zoom = ((zoom * 10.0).round() / 10.0).clamp(ZOOMS.0, ZOOMS.1);
        self.memory.set(Settings { zoom, ..settings });
    }
}
