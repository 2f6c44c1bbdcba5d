//! One day of a comparison as a forest plot: every voice that stands a horizontal interval with its
//! marker, the core shaded through all of them. Where it is told what each row says, names and words
//! stand whole beside the intervals, and rows are as high as they need.
//!
//! As with a [`Picture`](super::Picture), what is painted and what is exported are the same marks.

use std::sync::Arc;

use crate::compare::{Comparison, EstimateRef, Interval, Slice, StandingVoice, Verdict, Voice};
use crate::estimate::{Bounds, How, OriginKind, Shape};
use crate::words::Words;

use super::board::Look;
use super::geometry::{Point, Rect};
use super::marks::{Anchor, Layer, Mark, MarkId, MarkKind, Part, Text};
use super::picture::Picture;
use super::roles::Role;
use super::scale::{Scale, ValueAxis, ValueScale};
use super::signs::{Dash, source_marker};
use super::text::{TextStyle, ascent, elide, line_height, text_width, wrapped};
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
/// The shares of the width that names and words take where rows tell what they say.
const WHOLE_NAMES: f32 = 0.22;
const SAID: f32 = 0.36;
/// Left and right of the values there, and above and below the words of a row.
const BESIDE: f32 = 12.0;
const AROUND: f32 = 5.0;
const SIGN_ROOM: f32 = 18.0;
/// From the end of a bar to the core that it misses.
const GAP: Dash = Dash::Fine;
const ENVELOPE: f32 = 0.08;

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

/// What a row says beside its interval.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ForestTold {
    /// Each in as many lines as it takes.
    pub said: Vec<String>,
    /// What was stated, where an analyst set another range.
    pub stated: Option<Interval>,
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
    /// What each row says, whole, where it does; groups that contradict themselves have rows then, too.
    pub told_of: Option<&'a dyn Fn(&StandingVoice) -> ForestTold>,
    pub words: Words,
}

impl Forest {
    /// It by itself.
    #[must_use]
    pub fn picture(&self) -> Picture {
        Picture::of_marks((self.width, self.height), self.marks.to_vec())
    }
}

/// Lays out a slice of `comparison`.
#[must_use]
pub fn forest(comparison: &Comparison, slice: &Slice, options: &ForestOptions<'_>) -> Forest {
    let ForestOptions { order, scale, width, bounds_of, sign_of, told_of, words } = *options;
    let divided = if told_of.is_some() { divided(slice) } else { Vec::new() };
    let standing = ordered(comparison, slice, order).into_iter().map(|of| (of, false));
    let all = standing.chain(divided.iter().map(|of| (of, true)));
    let is_one_source = comparison.question.by.is_of_sources();
    let lines: Vec<Line> = all
        .filter_map(|(of, is_divided)| {
            let voice = comparison.voices.get(of.voice)?;
            let bounds = bounds_of(of.estimate).filter(|_| is_one_source);
            let told = told_of.map(|told_of| told_of(of)).unwrap_or_default();
            Some(Line { of, voice, bounds, sign: sign_of(of.voice), is_divided, told })
        })
        .collect();
    let mut draft = match told_of {
        Some(_) => Draft::with_words(&lines, slice, (scale, width), words),
        None => Draft::new(&lines, slice, (scale, width), words),
    };
    if told_of.is_some() {
        draft.draw_envelope(slice);
    }
    draft.draw_axis();
    draft.draw_core(slice);
    let rows = lines.iter().enumerate().map(|(place, line)| draft.draw_row(place, line, slice));
    let rows = rows.collect();
    Forest { width: draft.width, height: draft.height, rows, marks: Arc::new(draft.marks) }
}

/// The groups that contradict themselves, each with its envelope.
fn divided(slice: &Slice) -> Vec<StandingVoice> {
    let rows = slice.divided.iter().filter_map(|group| {
        let estimate = group.members.first()?.estimate;
        let (voice, read) = (group.voice, group.envelope);
        Some(StandingVoice { voice, estimate, read, carried: None, in_core: false })
    });
    rows.collect()
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
    /// It is a group that contradicts itself, which is no voice.
    is_divided: bool,
    told: ForestTold,
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
    /// The top of each row, and where the last one ends.
    tops: Vec<f32>,
    /// Where the words of rows begin, where they have any.
    said: Option<f32>,
    words: Words,
    marks: Vec<Mark>,
}

/// The words of a row.
fn small() -> Look {
    Look::new(Part::RowName, Role::Ink, SMALL)
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
        let tops = (0..=lines.len()).map(|place| TOP + ROW * place as f32).collect();
        Draft { width, height, plot, axis, names, tops, said: None, words, marks: Vec::new() }
    }

    /// With whole names on the left and what each row says on the right.
    fn with_words(
        lines: &[Line<'_>],
        slice: &Slice,
        (scale, width): (Scale, f32),
        words: Words,
    ) -> Draft {
        let mut draft = Draft::new(lines, slice, (scale, width), words);
        let width = draft.width;
        let widths = lines
            .iter()
            .map(|line| text_width(&visible(&line.voice.name), NAME, TextStyle::Regular));
        let longest = SIGN_ROOM + widths.fold(0.0, f32::max) + 1.0;
        let names = longest.min(width * WHOLE_NAMES).max(SIGN_ROOM + 30.0);
        let said = width * (1.0 - SAID);
        let mut bottom = TOP;
        draft.tops = vec![bottom];
        for line in lines {
            let name = wrapped(&line.voice.name, names - SIGN_ROOM, NAME, TextStyle::Regular);
            let beside = line.told.said.iter().map(|text| small().lines(text, width - said).len());
            let name = name.len() as f32 * line_height(NAME);
            let beside = beside.sum::<usize>() as f32 * small().step();
            bottom += name.max(beside).max(BAR) + 2.0 * AROUND;
            draft.tops.push(bottom);
        }
        (draft.names, draft.said) = (names, Some(said));
        let right = (said - BESIDE).max(names + BESIDE + 1.0);
        draft.plot = Rect::new(names + BESIDE, TOP, right, bottom);
        draft.axis.bottom = draft.plot.width();
        draft.height = bottom + CORE_ROW * draft.core_lines(slice).len() as f32 + AXIS_ROW;
        draft
    }

    /// The core in words: whole in as many lines as it takes, or cut to one where nothing else is told.
    fn core_lines(&self, slice: &Slice) -> Vec<String> {
        let agreement = &slice.agreement;
        if agreement.support < 2 {
            return Vec::new();
        }
        let words = agreement.core.iter().map(|core| self.words.interval(*core));
        let said = format!("core {}", words.collect::<Vec<_>>().join(" and "));
        let room = self.width - 8.0;
        match self.said {
            Some(_) => wrapped(&said, room, SMALL, TextStyle::Bold),
            None => vec![elide(&said, room, SMALL, TextStyle::Bold)],
        }
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

    /// A few ticks, their words under the rows, as far apart as the widest of these; at the edges
    /// those that would touch are left out.
    fn draw_axis(&mut self) {
        let (plot, bottom) = (self.plot, self.height - AXIS_ROW);
        let mut free_from = 0.0;
        let every = |apart| value_ticks(&self.axis, apart, 60.0, SMALL, self.words);
        let mut ticks = every(TICKS_APART);
        let widths = ticks.iter().map(|tick| text_width(&tick.label, SMALL, TextStyle::Regular));
        let widest = widths.fold(0.0, f32::max) + 8.0;
        if widest > TICKS_APART {
            ticks = every(widest);
        }
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
        let (first, last) = (agreement.core.first(), agreement.core.last());
        let Some((first, last)) = first.zip(last) else { return };
        let middle = f32::midpoint(self.x(first.low()), self.x(last.high()));
        let mut row = plot.bottom + CORE_ROW / 2.0;
        for said in self.core_lines(slice) {
            let half = text_width(&said, SMALL, TextStyle::Bold) / 2.0;
            let most = (self.width - half - 2.0).max(half);
            let x = middle.clamp(half.min(most), most);
            let at = Text {
                style: TextStyle::Bold,
                width: half * 2.0,
                ..text_at(x, row, Anchor::Middle, &said)
            };
            self.push_text(Part::Label, Role::Core, at);
            row += CORE_ROW;
        }
    }

    fn draw_row(&mut self, place: usize, line: &Line<'_>, slice: &Slice) -> ForestRow {
        let top = self.tops.get(place).copied().unwrap_or(TOP);
        let bottom = self.tops.get(place.saturating_add(1)).copied().unwrap_or(top + ROW);
        let rect = Rect::new(0.0, top, self.width, bottom);
        let middle = f32::midpoint(top, bottom);
        match self.said {
            Some(said) => {
                self.draw_whole_name(line, middle);
                self.draw_gap(line, middle, slice);
                self.draw_interval(line, middle);
                self.draw_said(line, (said, middle));
                let across = [Point::new(0.0, bottom), Point::new(self.width, bottom)];
                self.line(None, (Part::Grid, Role::Hairline), across, 1.0);
            }
            None => {
                self.draw_name(line, middle);
                self.draw_interval(line, middle);
            }
        }
        let spoken = match self.said {
            Some(_) => self.words.row_in_words(&line.voice.name, &line.told.said),
            None => line.spoken(slice, self.words),
        };
        ForestRow { voice: line.of.voice, estimate: line.of.estimate, rect, spoken }
    }

    fn draw_sign(&mut self, line: &Line<'_>, middle: f32) {
        let id = Some(MarkId::Voice(line.of.voice));
        let center = Point::new(7.0, middle);
        let marker = source_marker(line.sign);
        let kind = MarkKind::Glyph { center, marker, size: MARKER, filled: true };
        self.push(id, Part::Glyph, Role::Source(line.sign), 1.0, kind);
    }

    /// In as many lines as it takes.
    fn draw_whole_name(&mut self, line: &Line<'_>, middle: f32) {
        self.draw_sign(line, middle);
        let look = Look::new(Part::RowName, Role::Ink, NAME);
        let lines = wrapped(&line.voice.name, self.names - SIGN_ROOM, NAME, TextStyle::Regular);
        self.draw_lines(look, line_height(NAME), (SIGN_ROOM - 1.0, middle), &lines);
    }

    /// What the row says, whole.
    fn draw_said(&mut self, line: &Line<'_>, (left, middle): (f32, f32)) {
        let room = self.width - left;
        let said = line.told.said.iter().flat_map(|text| small().lines(text, room));
        let lines: Vec<String> = said.collect();
        self.draw_lines(small(), small().step(), (left, middle), &lines);
    }

    /// Lines whose middle is at this height.
    fn draw_lines(&mut self, look: Look, step: f32, (left, middle): (f32, f32), lines: &[String]) {
        let mut at = middle - step * lines.len() as f32 / 2.0 + ascent(look.size);
        for text in lines {
            let (width, text) = (look.width(text), text.clone());
            let (size, style, anchor) = (look.size, look.style, Anchor::Start);
            let text = Text { at: Point::new(left, at), anchor, size, style, text, width };
            self.push_text(look.part, look.role, text);
            at += step;
        }
    }

    /// From the lowest to the highest value that anybody leaves open, behind all rows.
    fn draw_envelope(&mut self, slice: &Slice) {
        let Some(envelope) = slice.agreement.envelope else { return };
        let (left, right) = (self.x(envelope.low()), self.x(envelope.high()));
        if slice.agreement.n > 1 && left < right {
            let rect = Rect::new(left, self.plot.top, right, self.plot.bottom);
            let kind = MarkKind::Rect { rect, radius: 0.0, filled: true };
            self.push(None, Part::Envelope, Role::InkSoft, ENVELOPE, kind);
        }
    }

    /// Of one outside, how far it is from what most share.
    fn draw_gap(&mut self, line: &Line<'_>, middle: f32, slice: &Slice) {
        let is_outside = slice.agreement.support > 1 && !line.of.in_core && !line.is_divided;
        let Some(core) = slice.nearest_core(line.of.read).filter(|_| is_outside) else { return };
        let read = line.of.read;
        let (from, to) = if read.high() < core.low() {
            (self.x(read.high()), self.x(core.low()))
        } else {
            (self.x(core.high()), self.x(read.low()))
        };
        let points = vec![Point::new(from, middle), Point::new(to, middle)];
        let kind = MarkKind::Line { points, width: 1.4, dash: GAP };
        self.push(None, Part::Outside, Role::Verdict(Verdict::Diverge), 1.0, kind);
    }

    fn draw_name(&mut self, line: &Line<'_>, middle: f32) {
        self.draw_sign(line, middle);
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
        self.draw_stated(line, middle);
        if line.is_divided {
            return self.draw_divided(role, (left, right), middle);
        }
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

    /// A pale line from where to where was stated what an analyst set otherwise.
    fn draw_stated(&mut self, line: &Line<'_>, middle: f32) {
        let Some(stated) = line.told.stated else { return };
        let (left, right) = (self.x(stated.low()), self.x(stated.high()));
        let (left, right) = (left.min(right - 2.0), right);
        let (top, bottom) = (middle - BAR, middle + BAR);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        let points = corners.map(|(x, y)| Point::new(x, y)).to_vec();
        let kind = MarkKind::Line { points, width: 1.0, dash: Dash::Fine };
        self.push(Some(MarkId::Estimate(line.of.estimate)), Part::Ghost, Role::Ghost, 1.0, kind);
    }

    /// The envelope of a group that contradicts itself.
    fn draw_divided(&mut self, role: Role, (left, right): (f32, f32), middle: f32) {
        let (top, bottom) = (middle - BAR / 2.0, middle + BAR / 2.0);
        let rect = Rect::new(left, top, right, bottom);
        let kind = MarkKind::Rect { rect, radius: 0.0, filled: true };
        self.push(None, Part::Divided, role, BAND / 3.0, kind);
        for y in [top, bottom] {
            let points = vec![Point::new(left, y), Point::new(right, y)];
            let kind = MarkKind::Line { points, width: 1.2, dash: GAP };
            self.push(None, Part::Divided, role, 1.0, kind);
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
        let stated = line.told.stated;
        let stated =
            [stated.and_then(Interval::closed_low), stated.and_then(Interval::closed_high)];
        [low, line.of.read.closed_high(), line.anchor()].into_iter().chain(stated)
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
        let options = ForestOptions {
            order,
            scale,
            width,
            bounds_of: &bounds,
            sign_of: &sign,
            told_of: None,
            words,
        };
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
