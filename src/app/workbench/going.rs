//! Going from one thing to the next by key: estimates in time order, measures, panels, sizes.

use eframe::egui::{Context, Id, Memory};

use crate::compare::EstimateRef;
use crate::estimate::{Day, EstimateId};
use crate::session::{Panel, Panels};

use super::super::handles::handle_id;
use super::super::moved_bounds::Which;
use super::super::plot_view::Look;
use super::super::settings::{Settings, ZOOMS};
use super::Workbench;

/// How far one step zooms in on the dates.
const ZOOM_STEP: f64 = 0.7;

/// By how much one step makes everything larger.
const SIZE_STEP: f32 = 0.1;

impl Workbench {
    /// Selects the next estimate in time or the one before, of any source or of the same. Without
    /// a selection, the one nearest the date cursor on that side.
    pub(super) fn step_estimate(&mut self, is_on: bool, of_same_source: bool) {
        let Some(next) = self.estimate_beside(is_on, of_same_source) else { return };
        self.select(Some(next.0));
        self.bring_into_view(next.1);
    }

    fn estimate_beside(&self, is_on: bool, of_same_source: bool) -> Option<(EstimateId, Day)> {
        let order = self.estimates_in_order();
        let here = self.view.selection.as_ref();
        let at = here.and_then(|id| order.iter().position(|(_, of, ..)| of == id));
        let voice = at.and_then(|place| order.get(place)).map(|(_, _, voice)| *voice);
        let fits = |other: &usize| !of_same_source || voice.is_none_or(|voice| voice == *other);
        let (before, after) = match at {
            Some(place) => (order.get(..place)?, order.get(place.saturating_add(1)..)?),
            None => {
                let cursor = self.view.cursor.unwrap_or(Day::MIN);
                order.split_at(order.partition_point(|(day, ..)| *day < cursor))
            }
        };
        let found = if is_on {
            after.iter().find(|(_, _, voice)| fits(voice))
        } else {
            before.iter().rfind(|(_, _, voice)| fits(voice))
        };
        found.map(|(day, id, _)| (id.clone(), *day))
    }

    /// Every estimate that is drawn, by the day it speaks of, with the place of its voice.
    fn estimates_in_order(&self) -> Vec<(Day, EstimateId, usize)> {
        let Some(answer) = &self.answer else { return Vec::new() };
        let comparison = answer.comparison();
        let is_seen = |voice: usize| {
            let name = comparison.voices.get(voice).map(|voice| &voice.name);
            name.is_none_or(|name| !self.view.hidden.contains(name))
        };
        let of = |estimate: EstimateRef| {
            let file = answer.files().get(usize::from(estimate.file))?;
            let estimate = file.ledger.estimate(estimate.row)?;
            Some((estimate.as_of().to(), file.id_of(estimate)))
        };
        let mut order: Vec<(Day, usize, EstimateRef, EstimateId)> = comparison
            .tracks
            .iter()
            .filter(|track| is_seen(track.voice))
            .flat_map(|track| track.statements.iter().map(|(of, _)| (track.voice, *of)))
            .filter_map(|(voice, estimate)| {
                let (day, id) = of(estimate)?;
                Some((day, voice, estimate, id))
            })
            .collect();
        order.sort_by_key(|(day, voice, estimate, _)| (*day, *voice, estimate.file, estimate.row));
        order.into_iter().map(|(day, voice, _, id)| (day, id, voice)).collect()
    }

    /// Moves the keyboard to a handle of the selected estimate: the next one that is drawn.
    pub(super) fn step_handle(&mut self, ctx: &Context) {
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
    pub(super) fn zoom_in_time(&mut self, is_in: bool) {
        let Some(look) = self.look else { return };
        let (from, to) = look.time;
        let cursor = self.view.cursor.map(|day| f64::from(day.number()));
        let around = cursor.filter(|at| (from..=to).contains(at)).unwrap_or((from + to) / 2.0);
        let factor = if is_in { ZOOM_STEP } else { 1.0 / ZOOM_STEP };
        let time = (around - (around - from) * factor, around + (to - around) * factor);
        self.show(Look { time, ..look });
    }

    /// Moves the window of dates by a quarter of itself.
    pub(super) fn pan_in_time(&mut self, is_on: bool) {
        let Some(look) = self.look else { return };
        let (from, to) = look.time;
        let step = (to - from) / 4.0 * if is_on { 1.0 } else { -1.0 };
        self.show(Look { time: (from + step, to + step), ..look });
    }

    /// The measure after or before the one that is asked about, in the order of their estimates.
    pub(super) fn measure_beside(&self, is_on: bool) -> Option<crate::estimate::Measure> {
        let answer = self.answer.as_ref()?;
        let measures = &answer.measures;
        let asked = &answer.comparison().measure;
        let here = measures.iter().position(|(measure, _)| measure == asked)?;
        let step = if is_on { 1 } else { measures.len().saturating_sub(1) };
        let next = here.saturating_add(step).checked_rem(measures.len())?;
        measures.get(next).map(|(measure, _)| measure.clone())
    }

    /// Folds everything beside the plot away, or brings it back.
    pub(super) fn only_the_plot(&mut self) {
        const ALL: [Panel; 4] = [Panel::Sources, Panel::Side, Panel::Table, Panel::Brush];
        let is_alone = ALL.iter().all(|panel| !self.view.panels.is_shown(*panel));
        self.view.panels = match self.folded_away.take() {
            Some(before) if is_alone => before,
            _ if is_alone => Panels::default(),
            _ => {
                self.folded_away = Some(self.view.panels.clone());
                let mut none = Panels::default();
                ALL.into_iter().for_each(|panel| none.toggle(panel));
                none
            }
        };
    }

    /// Larger or smaller by a step; `None` for the normal size.
    pub(super) fn resize(&mut self, is_larger: Option<bool>) {
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

    /// Moves the keyboard to the next part of the window, or the one before.
    pub(super) fn step_panel(&self, ctx: &Context, is_on: bool) {
        if let Some(landmark) = self.landmarks.beside(ctx, is_on) {
            ctx.memory_mut(|memory| memory.request_focus(landmark.id()));
        }
    }
}
