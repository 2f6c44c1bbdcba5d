//! Paints a [`Picture`] with egui's shapes, mark by mark. Nothing is decided here.

use eframe::egui::epaint::{Mesh, PathShape, PathStroke};
use eframe::egui::{
    Align2, Color32, FontFamily, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2,
};

use crate::chart::{
    self, Anchor, Column, Dash, Fade, Mark, MarkKind, Marker, Picture, Point, Rgba, Role, Text,
    TextStyle, Theme,
};

use super::fonts;

/// A colour of the theme as egui wants it.
pub(super) fn color(color: Rgba) -> Color32 {
    #[expect(clippy::disallowed_methods, reason = "the theme's colour, handed over")]
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

/// Paints the picture with its top left corner at `origin`. Marks of the data are cut off at the
/// plot; words and the strip are not.
pub fn paint(painter: &Painter, origin: Pos2, picture: &Picture, theme: &Theme) {
    let brush = Brush { origin, theme };
    let plot = brush.rect(picture.plot).expand(0.5);
    let inside = painter.with_clip_rect(plot.intersect(painter.clip_rect()));
    for mark in picture.marks() {
        let painter = if is_cut_off(mark) { &inside } else { painter };
        brush.paint(painter, mark);
    }
}

/// Whether a mark ends where the plot ends.
fn is_cut_off(mark: &Mark) -> bool {
    use chart::Part;
    matches!(
        mark.part,
        Part::Band | Part::Line | Part::Stale | Part::Core | Part::Ghost | Part::Halo | Part::Arrow
    )
}

/// A source's sign: filled, or hollow over the surface.
pub(super) fn paint_marker(
    painter: &Painter,
    center: Pos2,
    marker: Marker,
    size: f32,
    filled: bool,
    ink: Color32,
    surface: Color32,
) {
    let fill = if filled { ink } else { surface };
    let stroke = if filled { Stroke::NONE } else { Stroke::new(1.5, ink) };
    let corners = marker.corners(Point::new(center.x, center.y), size);
    if corners.is_empty() {
        painter.circle(center, size / 2.0, fill, stroke);
        return;
    }
    let points = corners.into_iter().map(|corner| Pos2::new(corner.x, corner.y)).collect();
    painter.add(Shape::Path(PathShape {
        points,
        closed: true,
        fill,
        stroke: PathStroke::from(stroke),
    }));
}

struct Brush<'a> {
    origin: Pos2,
    theme: &'a Theme,
}

impl Brush<'_> {
    fn point(&self, point: Point) -> Pos2 {
        self.origin + Vec2::new(point.x, point.y)
    }

    fn rect(&self, rect: chart::Rect) -> Rect {
        Rect::from_min_max(
            self.point(Point::new(rect.left, rect.top)),
            self.point(Point::new(rect.right, rect.bottom)),
        )
    }

    fn color(&self, role: Role, opacity: f32) -> Color32 {
        color(self.theme.colour(role)).gamma_multiply(opacity)
    }

    fn paint(&self, painter: &Painter, mark: &Mark) {
        let ink = self.color(mark.role, mark.opacity);
        match &mark.kind {
            MarkKind::Band { columns, fade } => {
                painter.add(self.band(columns, *fade, ink));
            }
            MarkKind::Line { points, width, dash } => {
                painter.extend(self.line(points, Stroke::new(*width, ink), *dash));
            }
            MarkKind::Glyph { center, marker, size, filled } => {
                self.glyph(painter, *center, *marker, *size, *filled, ink);
            }
            MarkKind::Arrow { tail, tip, width } => {
                painter.extend(self.arrow(*tail, *tip, Stroke::new(*width, ink)));
            }
            MarkKind::Rect { rect, radius, filled } => {
                let rect = self.rect(*rect);
                if *filled {
                    painter.rect_filled(rect, *radius, ink);
                } else {
                    painter.rect_stroke(rect, *radius, Stroke::new(1.0, ink), StrokeKind::Inside);
                }
            }
            MarkKind::Text(text) => self.text(painter, text, ink),
        }
    }

    fn band(&self, columns: &[Column], fade: Fade, ink: Color32) -> Shape {
        let (top, bottom) = match fade {
            Fade::None => (ink, ink),
            Fade::Up => (Color32::TRANSPARENT, ink),
            Fade::Down => (ink, Color32::TRANSPARENT),
        };
        let mut mesh = Mesh::default();
        mesh.reserve_vertices(columns.len().saturating_mul(2));
        mesh.reserve_triangles(columns.len().saturating_mul(2));
        let mut first: u32 = 0;
        for (place, column) in columns.iter().enumerate() {
            mesh.colored_vertex(self.point(Point::new(column.x, column.top)), top);
            mesh.colored_vertex(self.point(Point::new(column.x, column.bottom)), bottom);
            if place > 0 {
                let [a, b, c, d] = [0, 1, 2, 3].map(|n: u32| first.wrapping_add(n));
                mesh.add_triangle(a, b, c);
                mesh.add_triangle(b, c, d);
                first = c;
            }
        }
        Shape::mesh(mesh)
    }

    fn line(&self, points: &[Point], stroke: Stroke, dash: Dash) -> Vec<Shape> {
        let points: Vec<Pos2> = points.iter().map(|point| self.point(*point)).collect();
        match dash.pattern() {
            [] => vec![Shape::line(points, stroke)],
            pattern => {
                let part = |odd: usize| -> Vec<f32> {
                    pattern.iter().skip(odd).step_by(2).copied().collect()
                };
                let (dashes, gaps) = (part(0), part(1));
                Shape::dashed_line_with_offset(&points, stroke, &dashes, &gaps, 0.0)
            }
        }
    }

    fn glyph(
        &self,
        painter: &Painter,
        center: Point,
        marker: Marker,
        size: f32,
        filled: bool,
        ink: Color32,
    ) {
        let surface = self.color(Role::Surface, 1.0);
        paint_marker(painter, self.point(center), marker, size, filled, ink, surface);
    }

    fn arrow(&self, tail: Point, tip: Point, stroke: Stroke) -> [Shape; 3] {
        const HEAD: f32 = 4.0;
        let (tail, tip) = (self.point(tail), self.point(tip));
        let back = (tail - tip).normalized() * HEAD;
        let side = back.rot90();
        [
            Shape::line_segment([tail, tip], stroke),
            Shape::line_segment([tip, tip + back + side], stroke),
            Shape::line_segment([tip, tip + back - side], stroke),
        ]
    }

    fn text(&self, painter: &Painter, text: &Text, ink: Color32) {
        let family = match text.style {
            TextStyle::Regular => FontFamily::Proportional,
            TextStyle::Bold => FontFamily::Name(fonts::BOLD.into()),
            TextStyle::Oblique => FontFamily::Name(fonts::ITALIC.into()),
        };
        let (x, align) = match text.anchor {
            Anchor::Start => (text.at.x, Align2::LEFT_TOP),
            Anchor::Middle => (text.at.x, Align2::CENTER_TOP),
            Anchor::End => (text.at.x, Align2::RIGHT_TOP),
        };
        let at = self.point(Point::new(x, text.rect().top));
        painter.text(at, align, &text.text, FontId::new(text.size, family), ink);
    }
}
