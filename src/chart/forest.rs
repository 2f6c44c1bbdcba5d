//! One day of a comparison as a forest plot: every voice that stands a horizontal interval with its
//! marker, the core shaded through all of them.
//!
//! As with a [`Picture`](super::Picture), what is painted and what is exported are the same marks.

use std::sync::Arc;

use crate::compare::{Comparison, EstimateRef, Slice, StandingVoice, Voice};
use crate::estimate::{Bounds, How, OriginKind, Shape};
use crate::words::Words;

use super::geometry::{Point, Rect};
use super::marks::{Anchor, Layer, Mark, MarkId, MarkKind, Part, Text};
use super::roles::Role;
use super::scale::{Scale, ValueAxis, ValueScale};
use super::signs::{Dash, source_marker};
use super::text::{TextStyle, ascent, elide, line_height, text_width};
use super::ticks::value_ticks;
use crate::estimate::visible;

const ROW: f32 = 22.0;
const TOP: f32 = 6.0;
/// For the words under the rows.
const CORE_ROW: f32 = 17.0;
const AXIS_ROW: f32 = 18.0;
/// The share of the width that names may take at most.
const NAMES: f32 = 0.42;
const NAME: f32 = 12.0;
const SMALL: f32 = 10.5;
const BAR: f32 = 9.0;
const MARKER: f32 = 8.0;
/// Words of the axis stand about so far apart.
const TICKS_APART: f32 = 36.0;
/// An open end fades in so many steps.
const FADES: usize = 12;
const BAND: f32 = 0.34;

/// In which order the voices stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum ForestOrder {
    /// Agencies, militaries, governments and so on, each by name.
    #[default]
    Kind,
    /// The lowest first.
    Value,
}

/// One voice's row.
#[derive(Clone, PartialEq, Debug)]
pub struct ForestRow {
    /// The voice's place in the comparison.
    pub voice: usize,
    pub estimate: EstimateRef,
    /// In points from the top left corner of the whole.
    pub rect: Rect,
    /// The row in words: who, what, and whether it is in the core.
    pub spoken: String,
}

/// A laid out slice.
#[derive(Clone, PartialEq, Debug)]
pub struct Forest {
    pub width: f32,
    pub height: f32,
    pub rows: Vec<ForestRow>,
    pub marks: Layer,
}

/// How a slice is to be drawn.
#[derive(Clone, Copy)]
pub struct ForestOptions<'a> {
    pub order: ForestOrder,
    pub scale: Scale,
    /// In points.
    pub width: f32,
    /// The bounds that hold for an estimate, stated or adjusted.
    pub bounds_of: &'a dyn Fn(EstimateRef) -> Option<Bounds>,
    /// The sign of a voice: the number of its colour and its marker.
    pub sign_of: &'a dyn Fn(usize) -> u16,
    pub words: Words,
}

/// Lays out a slice of `comparison`.
#[must_use]
pub fn forest(comparison: &Comparison, slice: &Slice, options: &ForestOptions<'_>) -> Forest {
    let ForestOptions { order, scale, width, bounds_of, sign_of, words } = *options;
    let standing = ordered(comparison, slice, order);
    let is_one_source = comparison.question.by.is_of_sources();
    let lines: Vec<Line> = standing
        .into_iter()
        .filter_map(|of| {
            let voice = comparison.voices.get(of.voice)?;
            let bounds = bounds_of(of.estimate).filter(|_| is_one_source);
            Some(Line { of, voice, bounds, sign: sign_of(of.voice) })
        })
        .collect();
    let mut draft = Draft::new(&lines, slice, (scale, width), words);
    draft.draw_axis();
    draft.draw_core(slice);
    let rows = lines.iter().enumerate().map(|(place, line)| draft.draw_row(place, line, slice));
    let rows = rows.collect();
    Forest { width: draft.width, height: draft.height, rows, marks: Arc::new(draft.marks) }
}

fn ordered<'a>(
    comparison: &Comparison,
    slice: &'a Slice,
    order: ForestOrder,
) -> Vec<&'a StandingVoice> {
    let mut standing: Vec<&StandingVoice> = slice.standing.iter().collect();
    match order {
        ForestOrder::Kind => {
            let rank = |of: &&StandingVoice| {
                let kind = comparison.voices.get(of.voice).and_then(|voice| voice.kind);
                OriginKind::ALL.iter().position(|other| Some(*other) == kind)
            };
            standing.sort_by_key(rank);
        }
        ForestOrder::Value => standing.sort_by(|a, b| {
            let (a, b) = (a.read, b.read);
            a.low().total_cmp(&b.low()).then(a.high().total_cmp(&b.high()))
        }),
    }
    standing
}

/// What one row shows.
struct Line<'a> {
    of: &'a StandingVoice,
    voice: &'a Voice,
    bounds: Option<Bounds>,
    sign: u16,
}

impl Line<'_> {
    /// Where its marker stands: at the best number, else at the one bound that there is.
    fn anchor(&self) -> Option<f64> {
        let bounds = self.bounds?;
        let read = self.of.read;
        // A best number of another day says nothing of this one.
        let best = bounds.best().filter(|_| self.of.carried.is_none());
        best.or(match bounds.shape() {
            Shape::AtLeast | Shape::LowBest => Some(read.low()),
            Shape::AtMost | Shape::BestHigh => Some(read.high()),
            _ => None,
        })
    }

    fn is_at_most(&self) -> bool {
        self.bounds
            .is_some_and(|bounds| bounds.shape() == Shape::AtMost && bounds.how() != How::Nearly)
    }

    fn spoken(&self, slice: &Slice, words: Words) -> String {
        let value = self
            .bounds
            .map_or_else(|| words.interval(self.of.read), |bounds| words.bounds(&bounds));
        let read = words.interval(self.of.read);
        let read = match self.of.carried {
            Some(carried) => format!(", {}: {read}", words.how_carried(&carried)),
            None if read != value => format!(", read as {read}"),
            None => String::new(),
        };
        let place = match (slice.agreement.support > 1, self.of.in_core) {
            (true, true) => ", in the core",
            (true, false) => ", outside the core",
            (false, _) => "",
        };
        format!("{}: {value}{read}{place}", self.voice.name)
    }
}

/// A forest plot in the making.
struct Draft {
    width: f32,
    height: f32,
    /// Where values lie, from left to right.
    plot: Rect,
    axis: ValueAxis,
    /// Where names end.
    names: f32,
    words: Words,
    marks: Vec<Mark>,
}

impl Draft {
    fn new(lines: &[Line<'_>], slice: &Slice, (scale, width): (Scale, f32), words: Words) -> Draft {
        let width = if width.is_finite() { width.clamp(160.0, 4_000.0) } else { 160.0 };
        let longest = lines
            .iter()
            .map(|line| text_width(&visible(&line.voice.name), NAME, TextStyle::Regular))
            .fold(0.0, f32::max);
        let names = (longest + 20.0).min(width * NAMES);
        let bottom = TOP + ROW * lines.len() as f32 + 4.0;
        let plot = Rect::new(names + 10.0, TOP, width - 12.0, bottom);
        let has_core = slice.agreement.support > 1;
        let core = if has_core { CORE_ROW } else { 0.0 };
        // Laid on its side: the top of the axis is the right of the plot.
        let axis = ValueAxis { scale: scale_of(lines, scale), top: 0.0, bottom: plot.width() };
        let height = bottom + core + AXIS_ROW;
        Draft { width, height, plot, axis, names, words, marks: Vec::new() }
    }

    fn x(&self, value: f64) -> f32 {
        if value == f64::INFINITY {
            return self.plot.right;
        }
        let x = self.plot.right - self.axis.y(value);
        x.clamp(self.plot.left, self.plot.right)
    }

    fn push(&mut self, id: Option<MarkId>, part: Part, role: Role, opacity: f32, kind: MarkKind) {
        self.marks.push(Mark { id, part, role, opacity, kind });
    }

    fn push_text(&mut self, part: Part, role: Role, text: Text) {
        self.push(None, part, role, 1.0, MarkKind::Text(text));
    }

    fn line(&mut self, id: Option<MarkId>, look: (Part, Role), points: [Point; 2], width: f32) {
        let kind = MarkKind::Line { points: points.to_vec(), width, dash: Dash::Solid };
        self.push(id, look.0, look.1, 1.0, kind);
    }

    /// A few ticks, their words under the rows; those that would touch are left out.
    fn draw_axis(&mut self) {
        let (plot, bottom) = (self.plot, self.height - AXIS_ROW);
        let mut free_from = 0.0;
        let mut ticks = value_ticks(&self.axis, TICKS_APART, 60.0, SMALL, self.words);
        ticks.sort_by(|a, b| a.value.total_cmp(&b.value));
        for tick in ticks {
            let x = (plot.right - tick.y).clamp(plot.left, plot.right);
            let points = [Point::new(x, plot.top), Point::new(x, plot.bottom)];
            self.line(None, (Part::Grid, Role::Hairline), points, 1.0);
            let half = text_width(&tick.label, SMALL, TextStyle::Regular) / 2.0;
            let middle = x.clamp(half, (self.width - half).max(half));
            if middle - half >= free_from {
                let text = text_at(middle, bottom + AXIS_ROW / 2.0, Anchor::Middle, &tick.label);
                self.push_text(Part::AxisLabel, Role::AxisText, text);
                free_from = middle + half + 8.0;
            }
        }
    }

    /// Through all rows, with its value under them.
    fn draw_core(&mut self, slice: &Slice) {
        let agreement = &slice.agreement;
        if agreement.support < 2 {
            return;
        }
        let plot = self.plot;
        for core in &agreement.core {
            let (left, right) = (self.x(core.low()), self.x(core.high()));
            let (left, right) =
                if right - left < 2.0 { (left - 1.0, left + 1.0) } else { (left, right) };
            let rect = Rect::new(left, plot.top, right, plot.bottom);
            let kind = MarkKind::Rect { rect, radius: 0.0, filled: true };
            self.push(None, Part::Core, Role::Core, 0.20, kind);
        }
        let words: Vec<String> =
            agreement.core.iter().map(|core| self.words.interval(*core)).collect();
        let (first, last) = (agreement.core.first(), agreement.core.last());
        let Some((first, last)) = first.zip(last) else { return };
        let said = format!("core {}", words.join(" and "));
        let said = elide(&said, self.width - 8.0, SMALL, TextStyle::Bold);
        let half = text_width(&said, SMALL, TextStyle::Bold) / 2.0;
        let middle = f32::midpoint(self.x(first.low()), self.x(last.high()));
        let most = (self.width - half - 2.0).max(half);
        let x = middle.clamp(half.min(most), most);
        let at = Text {
            style: TextStyle::Bold,
            width: half * 2.0,
            ..text_at(x, plot.bottom + CORE_ROW / 2.0, Anchor::Middle, &said)
        };
        self.push_text(Part::Label, Role::Core, at);
    }

    fn draw_row(&mut self, place: usize, line: &Line<'_>, slice: &Slice) -> ForestRow {
        let top = TOP + ROW * place as f32;
        let rect = Rect::new(0.0, top, self.width, top + ROW);
        let middle = top + ROW / 2.0;
        self.draw_name(line, middle);
        self.draw_interval(line, middle);
        ForestRow {
            voice: line.of.voice,
            estimate: line.of.estimate,
            rect,
            spoken: line.spoken(slice, self.words),
        }
    }

    fn draw_name(&mut self, line: &Line<'_>, middle: f32) {
        let id = Some(MarkId::Voice(line.of.voice));
        let center = Point::new(7.0, middle);
        let marker = source_marker(line.sign);
        let kind = MarkKind::Glyph { center, marker, size: MARKER, filled: true };
        self.push(id, Part::Glyph, Role::Source(line.sign), 1.0, kind);
        let name = visible(&line.voice.name);
        let name = elide(&name, self.names - 18.0, NAME, TextStyle::Regular);
        let width = text_width(&name, NAME, TextStyle::Regular);
        let at = Point::new(17.0, middle - line_height(NAME) / 2.0 + ascent(NAME));
        let (anchor, style) = (Anchor::Start, TextStyle::Regular);
        let text = Text { at, anchor, size: NAME, style, text: name, width };
        self.push_text(Part::Label, Role::Ink, text);
    }

    /// A bar with a stroke at each end that is closed; an open end fades away under an arrow.
    fn draw_interval(&mut self, line: &Line<'_>, middle: f32) {
        let read = line.of.read;
        let id = Some(MarkId::Estimate(line.of.estimate));
        let (left, right) = (self.x(read.low()), self.x(read.high()));
        let role = Role::Source(line.sign);
        let opens_right = read.closed_high().is_none();
        let opens_left = !opens_right && (line.is_at_most() || read.closed_low().is_none());
        self.draw_bar(id, role, (left, right), middle, (opens_left, opens_right));
        let ends = [(left, opens_left), (right, opens_right)];
        for (x, _) in ends.into_iter().filter(|(_, is_open)| !is_open) {
            let points = [Point::new(x, middle - BAR / 2.0), Point::new(x, middle + BAR / 2.0)];
            self.line(id, (Part::Band, role), points, 2.0);
        }
        let arrow = match (opens_left, opens_right) {
            (_, true) => Some((Point::new(right - 14.0, middle), Point::new(right - 1.0, middle))),
            (true, _) => Some((Point::new(left + 14.0, middle), Point::new(left + 1.0, middle))),
            _ => None,
        };
        if let Some((tail, tip)) = arrow.filter(|_| right - left > 20.0) {
            self.push(id, Part::Arrow, role, 1.0, MarkKind::Arrow { tail, tip, width: 1.5 });
        }
        if let Some(value) = line.anchor() {
            let center = Point::new(self.x(value), middle);
            let marker = source_marker(line.sign);
            let kind = MarkKind::Glyph { center, marker, size: MARKER, filled: true };
            self.push(id, Part::Glyph, role, 1.0, kind);
        }
    }

    fn draw_bar(
        &mut self,
        id: Option<MarkId>,
        role: Role,
        (left, right): (f32, f32),
        middle: f32,
        (opens_left, opens_right): (bool, bool),
    ) {
        let is_open = opens_left || opens_right;
        let parts = if is_open { FADES } else { 1 };
        let width = (right - left) / parts as f32;
        for part in 0..parts {
            let from = left + width * part as f32;
            let kept = (parts - part) as f32 / parts as f32;
            let kept = if opens_left { 1.0 - kept + 1.0 / parts as f32 } else { kept };
            let opacity = if is_open { BAND * 1.3 * kept } else { BAND };
            let (top, bottom) = (middle - BAR / 2.0, middle + BAR / 2.0);
            let rect = Rect::new(from, top, from + width, bottom);
            let kind = MarkKind::Rect { rect, radius: 0.0, filled: true };
            self.push(id, Part::Band, role, opacity, kind);
        }
    }
}

/// Over all finite ends, with some room; more on the right where an end is open.
fn scale_of(lines: &[Line<'_>], scale: Scale) -> ValueScale {
    let ends = lines.iter().flat_map(|line| {
        let low = line.of.read.closed_low().filter(|_| !line.is_at_most());
        [low, line.of.read.closed_high(), line.anchor()]
    });
    let finite = ends.flatten().filter(|value| value.is_finite());
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return ValueScale::new(scale, 0.0, 100.0);
    }
    let is_open = lines.iter().any(|line| line.of.read.closed_high().is_none());
    match scale {
        Scale::Linear => {
            let span = (high - low).max(high.abs() * 0.05).max(1.0);
            let least = if low >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
            let right = if is_open { 0.35 } else { 0.12 };
            ValueScale::new(scale, (low - span * 0.12).max(least), high + span * right)
        }
        Scale::Log => {
            let right = if is_open { 1.9 } else { 1.25 };
            let left = if low < 1.0 { 0.0 } else { low / 1.25 };
            ValueScale::new(scale, left, high.max(1.0) * right)
        }
    }
}

fn text_at(x: f32, middle: f32, anchor: Anchor, text: &str) -> Text {
    let at = Point::new(x, middle - line_height(SMALL) / 2.0 + ascent(SMALL));
    let style = TextStyle::Regular;
    let width = text_width(text, SMALL, style);
    Text { at, anchor, size: SMALL, style, text: text.to_owned(), width }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::{compared, small_file};
    use crate::estimate::Day;

    fn forest_of_the_small_file(order: ForestOrder, scale: Scale, width: f32) -> Forest {
        let files = small_file();
        let comparison = compared(&files);
        let slice = comparison.slice(&files, Day::from_number(20_022).expect("a day"));
        let bounds = |of: EstimateRef| of.of(&files).and_then(|estimate| estimate.bounds());
        let sign = |voice: usize| u16::try_from(voice).expect("few");
        let words = Words::default();
        let options =
            ForestOptions { order, scale, width, bounds_of: &bounds, sign_of: &sign, words };
        forest(&comparison, &slice, &options)
    }

    fn names(forest: &Forest) -> Vec<&str> {
        let name = |row: &ForestRow| row.spoken.split(':').next().map_or(0, str::len);
        forest.rows.iter().map(|row| &row.spoken[..name(row)]).collect()
    }

    #[test]
    fn every_voice_that_stands_has_a_row_that_says_what_it_says() {
        let forest = forest_of_the_small_file(ForestOrder::Value, Scale::Linear, 320.0);
        assert_eq!(names(&forest), ["Joint Chiefs", "NIS", "Zelensky", "Gen. Syrskyi"]);
        let said: Vec<&str> = forest.rows.iter().map(|row| row.spoken.as_str()).collect();
        assert_eq!(
            said[0],
            "Joint Chiefs: ≈ 1,100, carried 22 days at 48.4 a day: 2,115–2,215, outside the core"
        );
        let by_kind = forest_of_the_small_file(ForestOrder::Kind, Scale::Linear, 320.0);
        assert_eq!(by_kind.rows.len(), 4);
        assert_ne!(names(&by_kind), names(&forest));
    }

    #[test]
    fn nothing_leaves_the_forest_and_open_ends_have_an_arrow() {
        for scale in [Scale::Linear, Scale::Log] {
            for width in [0.0, 240.0, 330.0, f32::NAN, 1e9] {
                let forest = forest_of_the_small_file(ForestOrder::Kind, scale, width);
                let all = Rect::new(0.0, 0.0, forest.width, forest.height);
                for mark in forest.marks.iter() {
                    match &mark.kind {
                        MarkKind::Rect { rect, .. } => assert!(all.encloses(*rect), "{mark:?}"),
                        MarkKind::Glyph { center, .. } => assert!(all.contains(*center)),
                        MarkKind::Line { points, .. } => {
                            assert!(points.iter().all(|point| all.contains(*point)), "{mark:?}");
                        }
                        MarkKind::Text(text) => {
                            assert!(all.grown(1.0).encloses(text.rect()), "{text:?}");
                        }
                        _ => {}
                    }
                }
                let arrows = forest.marks.iter().filter(|mark| mark.part == Part::Arrow).count();
                assert_eq!(arrows, 1, "at least has an arrow");
            }
        }
    }

    #[test]
    fn the_core_is_shaded_where_it_lies() {
        let forest = forest_of_the_small_file(ForestOrder::Value, Scale::Linear, 320.0);
        let core = forest.marks.iter().find(|mark| mark.part == Part::Core).expect("a core");
        let MarkKind::Rect { rect, .. } = core.kind else { panic!("an area") };
        assert!(rect.height() > 4.0 * 20.0, "through all rows");
        let says = |mark: &Mark| match &mark.kind {
            MarkKind::Text(text) => text.text.starts_with("core "),
            _ => false,
        };
        assert!(forest.marks.iter().any(says));
    }
}
