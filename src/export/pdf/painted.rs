//! Marks on a page of a PDF.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point as At, Rect as Box, Transform};
use krilla::num::NormalizedF32;
use krilla::page::Page as Sheet;
use krilla::paint::{
    Fill, FillRule, LineCap, LineJoin, LinearGradient, SpreadMethod, Stop, Stroke, StrokeDash,
};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagTree};

use super::shaped::Cut;
use super::tagged::{self, Link, Read, Tagged};
use crate::chart::{
    Anchor, Column, Fade, Mark, MarkKind, Marker, Picture, Point, Rect, Rgba, Role, Text,
    TextStyle, Theme,
};
use crate::export::page::{Placed, arrow_head};
use crate::export::paper::{Paper, Piece};

/// Paints pages, and keeps the fonts for all of them.
pub(super) struct Painter {
    regular: Cut,
    bold: Cut,
    oblique: Cut,
    theme: Theme,
}

impl Painter {
    pub fn new() -> Result<Painter, String> {
        let cut = |style| Cut::of(style).ok_or_else(|| "the font cannot be read".to_owned());
        Ok(Painter {
            regular: cut(TextStyle::Regular)?,
            bold: cut(TextStyle::Bold)?,
            oblique: cut(TextStyle::Oblique)?,
            theme: Theme::Light,
        })
    }

    /// Paints a sheet, and tells in which order it is read.
    pub fn paper(&mut self, paper: &Paper<'_>, sheet: &mut Sheet<'_>, tags: &mut TagTree) {
        self.theme = paper.theme;
        let mut surface = sheet.surface();
        self.background(paper, &mut surface);
        let mut read: Vec<Tagged> = Vec::new();
        for piece in &paper.pieces {
            let tagged = match piece {
                Piece::Heading(level, title, placed) => {
                    let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                    let tag = Tag::Hn(level, Some(title.clone())).into();
                    Tagged::Alone(tag, self.group(placed, &mut surface))
                }
                Piece::Text(placed) => {
                    Tagged::Alone(Tag::P.into(), self.group(placed, &mut surface))
                }
                Piece::Row { cells, is_head } => {
                    let cells = cells.iter().map(|cell| self.group(cell, &mut surface)).collect();
                    Tagged::Row(*is_head, cells)
                }
                Piece::Item { label, body } => {
                    let label = self.group(label, &mut surface);
                    Tagged::Item(label, self.group(body, &mut surface))
                }
                Piece::Aside(placed) => {
                    self.aside(placed, &mut surface);
                    continue;
                }
                Piece::Figure { picture, at, says } => {
                    let figure = self.figure(picture, *at, &mut surface);
                    let tag = Tag::Figure(Some(says.clone())).into();
                    Tagged::Alone(tag, vec![Read::Text(figure)])
                }
            };
            read.push(tagged);
        }
        surface.finish();
        tagged::add(read, sheet, tags);
    }

    fn background(&self, paper: &Paper<'_>, surface: &mut Surface<'_>) {
        let whole = Box::from_xywh(0.0, 0.0, paper.width, paper.height);
        let artifact = Artifact::new(ArtifactType::Background, whole);
        surface.start_tagged(ContentTag::Artifact(artifact));
        let rect = Rect::new(0.0, 0.0, paper.width, paper.height);
        surface.set_stroke(None);
        surface.set_fill(Some(fill(self.theme.colour(Role::Surface))));
        if let Some(path) = rect_path(rect, 0.0) {
            surface.draw_path(&path);
        }
        surface.end_tagged();
    }

    fn aside(&self, placed: &[Placed], surface: &mut Surface<'_>) {
        let artifact = Artifact::with_kind(ArtifactType::PaginationOther);
        surface.start_tagged(ContentTag::Artifact(artifact));
        placed.iter().for_each(|placed| self.mark(&placed.mark, surface));
        surface.end_tagged();
    }

    /// The picture as a whole: what it shows is told in words.
    fn figure(
        &self,
        picture: &Picture,
        (left, top): (f32, f32),
        surface: &mut Surface<'_>,
    ) -> Identifier {
        let identifier = surface.start_tagged(ContentTag::Other);
        surface.push_transform(&Transform::from_translate(left, top));
        picture.marks().for_each(|mark| self.mark(mark, surface));
        surface.pop();
        surface.end_tagged();
        identifier
    }

    fn group(&self, placed: &[Placed], surface: &mut Surface<'_>) -> Vec<Read> {
        let mut read = Vec::new();
        for Placed { mark, link } in placed {
            let MarkKind::Text(text) = &mark.kind else {
                let artifact = Artifact::with_kind(ArtifactType::Layout);
                surface.start_tagged(ContentTag::Artifact(artifact));
                self.mark(mark, surface);
                surface.end_tagged();
                continue;
            };
            let boxes = self.cut(text.style).with_boxes(&text.text);
            let actual = boxes.is_some().then_some(text.text.as_str());
            let span = SpanTag::empty().with_actual_text(actual);
            let identifier = surface.start_tagged(ContentTag::Span(span));
            self.mark(mark, surface);
            surface.end_tagged();
            read.push(match link {
                Some(url) => {
                    Read::Link(Link { text: identifier, url: url.clone(), rect: text.rect() })
                }
                None => Read::Text(identifier),
            });
        }
        read
    }

    fn cut(&self, style: TextStyle) -> &Cut {
        match style {
            TextStyle::Regular => &self.regular,
            TextStyle::Bold => &self.bold,
            TextStyle::Oblique => &self.oblique,
        }
    }

    fn mark(&self, mark: &Mark, surface: &mut Surface<'_>) {
        let colour = self.theme.colour(mark.role).faded(mark.opacity);
        match &mark.kind {
            MarkKind::Band { columns, fade } => band(columns, *fade, colour, surface),
            MarkKind::Line { points, width, dash } => {
                let dash = dash.pattern();
                stroked(polyline(points, false), colour, *width, dash, surface);
            }
            MarkKind::Glyph { center, marker, size, filled } => {
                let path = marker_path(*center, *marker, *size);
                let inside = if *filled { colour } else { self.theme.colour(Role::Surface) };
                filled_with(path.as_ref(), inside, surface);
                if !filled {
                    stroked(path, colour, 1.5, &[], surface);
                }
            }
            MarkKind::Arrow { tail, tip, width } => {
                let [left, right] = arrow_head(*tail, *tip);
                stroked(polyline(&[*tail, *tip], false), colour, *width, &[], surface);
                stroked(polyline(&[left, *tip, right], false), colour, *width, &[], surface);
            }
            MarkKind::Rect { rect, radius, filled: true } => {
                filled_with(rect_path(*rect, *radius).as_ref(), colour, surface);
            }
            MarkKind::Rect { rect, radius, filled: false } => {
                stroked(rect_path(*rect, *radius), colour, 1.0, &[], surface);
            }
            MarkKind::Text(text) => self.text(text, colour, surface),
        }
    }

    fn text(&self, text: &Text, colour: Rgba, surface: &mut Surface<'_>) {
        let cut = self.cut(text.style);
        let boxes = cut.with_boxes(&text.text);
        let runs = cut.runs(boxes.as_deref().unwrap_or(&text.text));
        let width: f32 = runs.iter().map(|run| run.width).sum::<f32>() * text.size;
        let mut left = match text.anchor {
            Anchor::Start => text.at.x,
            Anchor::Middle => text.at.x - width / 2.0,
            Anchor::End => text.at.x - width,
        };
        surface.set_stroke(None);
        surface.set_fill(Some(fill(colour)));
        for run in runs {
            let at = At::from_xy(left, text.at.y);
            surface.draw_glyphs(at, &run.glyphs, cut.font.clone(), &run.text, text.size, false);
            left += run.width * text.size;
        }
    }
}

/// An area, full or losing its colour towards one edge.
fn band(columns: &[Column], fade: Fade, colour: Rgba, surface: &mut Surface<'_>) {
    let tops = columns.iter().map(|column| Point::new(column.x, column.top));
    let bottoms = columns.iter().rev().map(|column| Point::new(column.x, column.bottom));
    let points: Vec<Point> = tops.chain(bottoms).collect();
    let Some(path) = polyline(&points, true) else { return };
    if fade == Fade::None {
        return filled_with(Some(&path), colour, surface);
    }
    let top = columns.iter().map(|column| column.top).fold(f32::INFINITY, f32::min);
    let bottom = columns.iter().map(|column| column.bottom).fold(f32::NEG_INFINITY, f32::max);
    let full = opacity(colour);
    let (at_top, at_bottom) = match fade {
        Fade::Up => (NormalizedF32::ZERO, full),
        Fade::Down | Fade::None => (full, NormalizedF32::ZERO),
    };
    let stop = |offset, opacity| Stop { offset, color: rgb_of(colour).into(), opacity };
    let gradient = LinearGradient {
        x1: 0.0,
        y1: top,
        x2: 0.0,
        y2: bottom,
        transform: Transform::identity(),
        spread_method: SpreadMethod::Pad,
        stops: vec![stop(NormalizedF32::ZERO, at_top), stop(NormalizedF32::ONE, at_bottom)],
        anti_alias: false,
    };
    surface.set_stroke(None);
    let rule = FillRule::NonZero;
    surface.set_fill(Some(Fill { paint: gradient.into(), opacity: NormalizedF32::ONE, rule }));
    surface.draw_path(&path);
}

fn filled_with(path: Option<&Path>, colour: Rgba, surface: &mut Surface<'_>) {
    if let Some(path) = path {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(path);
    }
}

fn stroked(path: Option<Path>, colour: Rgba, width: f32, dash: &[f32], surface: &mut Surface<'_>) {
    let Some(path) = path else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb_of(colour).into(),
        width,
        miter_limit: 4.0,
        line_cap: LineCap::Butt,
        line_join: LineJoin::Miter,
        opacity: opacity(colour),
        dash: (!dash.is_empty()).then(|| StrokeDash { array: dash.to_vec(), offset: 0.0 }),
    }));
    surface.draw_path(&path);
}

fn polyline(points: &[Point], is_closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (place, point) in points.iter().enumerate() {
        if place == 0 {
            path.move_to(point.x, point.y);
        } else {
            path.line_to(point.x, point.y);
        }
    }
    if is_closed {
        path.close();
    }
    path.finish()
}

/// How far the handles of a curve lie from its ends, for a quarter of a circle of radius 1.
const QUARTER: f32 = 0.552_285;

fn marker_path(center: Point, marker: Marker, size: f32) -> Option<Path> {
    if marker != Marker::Circle {
        return polyline(&marker.corners(center, size), true);
    }
    let r = size / 2.0;
    rect_path(Rect::new(center.x - r, center.y - r, center.x + r, center.y + r), r)
}

/// With rounded corners where the radius is not 0.
fn rect_path(rect: Rect, radius: f32) -> Option<Path> {
    let Rect { left, top, right, bottom } = rect;
    let r = radius.min(rect.width() / 2.0).min(rect.height() / 2.0).max(0.0);
    let mut path = PathBuilder::new();
    if r <= 0.0 {
        path.push_rect(Box::from_ltrb(left, top, right, bottom)?);
        return path.finish();
    }
    let k = r * (1.0 - QUARTER);
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - k, top, right, top + k, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + k, bottom, left, bottom - k, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + k, left + k, top, left + r, top);
    path.close();
    path.finish()
}

fn rgb_of(colour: Rgba) -> rgb::Color {
    rgb::Color::new(colour.r, colour.g, colour.b)
}

fn opacity(colour: Rgba) -> NormalizedF32 {
    NormalizedF32::new(f32::from(colour.a) / 255.0).unwrap_or(NormalizedF32::ONE)
}

fn fill(colour: Rgba) -> Fill {
    Fill { paint: rgb_of(colour).into(), opacity: opacity(colour), rule: FillRule::NonZero }
}
