//! Paints a [`Picture`] with egui's shapes, mark by mark. Nothing is decided here.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::epaint::{CircleShape, Mesh, PathShape, PathStroke, RectShape, Tessellator};
use eframe::egui::{
    Align2, Color32, FontFamily, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2,
};

use crate::chart::{
    self, Anchor, Column, Dash, Fade, Layer, Mark, MarkKind, Marker, Picture, Point, Rgba, Role,
    Text, TextStyle, Theme,
};

use super::fonts;

/// A colour of the theme as egui wants it.
pub(super) fn color(color: Rgba) -> Color32 {
    #[expect(clippy::disallowed_methods, reason = "the theme's colour, handed over")]
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

/// Paints pictures, and keeps the shapes of the layers that one has in common with the next; of those
/// that stay, the triangles, so that a frame in which they are as before costs a copy.
#[derive(Default)]
pub struct PicturePainter {
    /// Where, in which theme and with how many pixels a point the kept shapes were painted.
    kept_for: Option<(Pos2, Theme, f32)>,
    /// By where the layer lives; it cannot move or go while it is held here.
    kept: BTreeMap<usize, Kept>,
}

/// A painted layer.
struct Kept {
    _layer: Layer,
    shapes: Vec<Cut>,
    /// Whether the shapes are triangles.
    is_filled: bool,
}

/// Some shapes, and whether they end where the plot ends.
struct Cut {
    is_cut_off: bool,
    shapes: Vec<Shape>,
}

impl PicturePainter {
    /// Paints the picture with its top left corner at `origin`. Marks of the data are cut off at
    /// the plot; words and the strip are not.
    pub fn paint(&mut self, painter: &Painter, origin: Pos2, picture: &Picture, theme: &Theme) {
        let mut before = std::mem::take(&mut self.kept);
        let kept_for = Some((origin, *theme, painter.pixels_per_point()));
        if self.kept_for != kept_for {
            before.clear();
            self.kept_for = kept_for;
        }
        let brush = Brush { origin, theme };
        let plot = brush.rect(picture.plot).expand(0.5);
        let inside = painter.with_clip_rect(plot.intersect(painter.clip_rect()));
        for layer in picture.layers() {
            let address = Arc::as_ptr(layer).addr();
            let kept = before.remove(&address).map(|kept| kept.filled(painter));
            let kept = kept.unwrap_or_else(|| Kept {
                _layer: Arc::clone(layer),
                shapes: brush.shapes(painter, layer),
                is_filled: false,
            });
            for cut in &kept.shapes {
                let painter = if cut.is_cut_off { &inside } else { painter };
                painter.extend(cut.shapes.iter().cloned());
            }
            if can_be_kept(layer) {
                self.kept.insert(address, kept);
            }
        }
    }
}

impl Kept {
    /// The same as triangles. What changes in every frame is not worth it: it is filled once anyway.
    fn filled(mut self, painter: &Painter) -> Kept {
        if !self.is_filled {
            let options = painter.ctx().tessellation_options(|options| *options);
            // Circles as triangles too: the picture of one lies in egui's atlas, which changes.
            let mut tessellator =
                Tessellator::new(painter.pixels_per_point(), options, [1, 1], Vec::new());
            for cut in &mut self.shapes {
                let mut mesh = Mesh::default();
                for shape in cut.shapes.drain(..) {
                    tessellator.tessellate_shape(shape, &mut mesh);
                }
                cut.shapes.push(Shape::mesh(mesh));
            }
            self.is_filled = true;
        }
        self
    }
}

/// Paints some marks with their top left corner at `origin`, and keeps nothing.
pub(super) fn paint_layer(painter: &Painter, origin: Pos2, layer: &Layer, theme: &Theme) {
    let brush = Brush { origin, theme };
    for cut in brush.shapes(painter, layer) {
        painter.extend(cut.shapes);
    }
}

/// Words point into egui's atlas of glyphs, which changes.
fn can_be_kept(layer: &Layer) -> bool {
    !layer.iter().any(|mark| matches!(mark.kind, MarkKind::Text(_)))
}

/// Whether a mark ends where the plot ends.
fn is_cut_off(mark: &Mark) -> bool {
    use chart::Part;
    matches!(
        mark.part,
        Part::Band
            | Part::Line
            | Part::Stale
            | Part::Core
            | Part::CoreEdge
            | Part::Ghost
            | Part::Halo
            | Part::Arrow
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
    painter.add(marker_shape(center, marker, size, filled, ink, surface));
}

/// So far around where a text is reckoned to stand some of it may be drawn, in points.
const AROUND_TEXT: f32 = 8.0;

/// The width in points that is the nearest whole number of pixels, at least one.
fn whole_pixels(width: f32, pixels_per_point: f32) -> f32 {
    (width * pixels_per_point).round().max(1.0) / pixels_per_point
}

fn marker_shape(
    center: Pos2,
    marker: Marker,
    size: f32,
    filled: bool,
    ink: Color32,
    surface: Color32,
) -> Shape {
    let fill = if filled { ink } else { surface };
    let stroke = if filled { Stroke::NONE } else { Stroke::new(1.5, ink) };
    let corners = marker.corners(Point::new(center.x, center.y), size);
    if corners.is_empty() {
        return Shape::Circle(CircleShape { center, radius: size / 2.0, fill, stroke });
    }
    let points = corners.into_iter().map(|corner| Pos2::new(corner.x, corner.y)).collect();
    let stroke = PathStroke::from(stroke);
    Shape::Path(PathShape { points, closed: true, fill, stroke })
}

/// Shapes in paint order; neighbouring areas become one mesh, which costs a copy to paint.
#[derive(Default)]
struct Shapes {
    cuts: Vec<Cut>,
    /// What has not become a shape yet, and whether it is cut off.
    areas: Mesh,
    is_cut_off: bool,
}

impl Shapes {
    /// The mesh to add areas to.
    fn areas(&mut self, is_cut_off: bool) -> &mut Mesh {
        if self.is_cut_off != is_cut_off {
            self.close_areas();
            self.is_cut_off = is_cut_off;
        }
        &mut self.areas
    }

    fn close_areas(&mut self) {
        let areas = std::mem::take(&mut self.areas);
        if !areas.is_empty() {
            self.push(self.is_cut_off, Shape::mesh(areas));
        }
    }

    fn add(&mut self, is_cut_off: bool, shapes: impl IntoIterator<Item = Shape>) {
        self.close_areas();
        shapes.into_iter().for_each(|shape| self.push(is_cut_off, shape));
    }

    fn push(&mut self, is_cut_off: bool, shape: Shape) {
        match self.cuts.last_mut() {
            Some(cut) if cut.is_cut_off == is_cut_off => cut.shapes.push(shape),
            _ => self.cuts.push(Cut { is_cut_off, shapes: vec![shape] }),
        }
    }

    fn finish(mut self) -> Vec<Cut> {
        self.close_areas();
        self.cuts
    }
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

    fn shapes(&self, painter: &Painter, layer: &Layer) -> Vec<Cut> {
        let mut shapes = Shapes::default();
        for mark in layer.iter() {
            self.paint(painter, mark, &mut shapes);
        }
        shapes.finish()
    }

    fn paint(&self, painter: &Painter, mark: &Mark, shapes: &mut Shapes) {
        let ink = self.color(mark.role, mark.opacity);
        let is_cut_off = is_cut_off(mark);
        match &mark.kind {
            MarkKind::Band { columns, fade } => {
                self.band(columns, *fade, ink, shapes.areas(is_cut_off));
            }
            MarkKind::Line { points, width, dash } => {
                let width = whole_pixels(*width, painter.pixels_per_point());
                shapes.add(is_cut_off, self.line(points, Stroke::new(width, ink), *dash));
            }
            MarkKind::Glyph { center, marker, size, filled } => {
                let (at, surface) = (self.point(*center), self.color(Role::Surface, 1.0));
                let shape = marker_shape(at, *marker, *size, *filled, ink, surface);
                shapes.add(is_cut_off, [shape]);
            }
            MarkKind::Arrow { tail, tip, width } => {
                shapes.add(is_cut_off, self.arrow(*tail, *tip, Stroke::new(*width, ink)));
            }
            MarkKind::Rect { rect, radius: 0.0, filled: true } => {
                // Neighbours share an edge, which would show through soft ones.
                shapes.areas(is_cut_off).add_colored_rect(self.rect(*rect), ink);
            }
            MarkKind::Rect { rect, radius, filled } => {
                let rect = self.rect(*rect);
                let (stroke, kind) = (Stroke::new(1.0, ink), StrokeKind::Inside);
                let shape = if *filled {
                    RectShape::filled(rect, *radius, ink)
                } else {
                    RectShape::stroke(rect, *radius, stroke, kind)
                };
                shapes.add(is_cut_off, [shape.into()]);
            }
            // What is out of sight need not be shaped.
            MarkKind::Text(text) => {
                if self.rect(text.rect()).expand(AROUND_TEXT).intersects(painter.clip_rect()) {
                    shapes.add(is_cut_off, [self.text(painter, text, ink)]);
                }
            }
        }
    }

    fn band(&self, columns: &[Column], fade: Fade, ink: Color32, mesh: &mut Mesh) {
        let (top, bottom) = match fade {
            Fade::None => (ink, ink),
            Fade::Up => (Color32::TRANSPARENT, ink),
            Fade::Down => (ink, Color32::TRANSPARENT),
        };
        mesh.reserve_vertices(columns.len().saturating_mul(2));
        mesh.reserve_triangles(columns.len().saturating_mul(2));
        let Ok(mut first) = u32::try_from(mesh.vertices.len()) else { return };
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
    }

    fn line(&self, points: &[Point], stroke: Stroke, dash: Dash) -> Vec<Shape> {
        let points: Vec<Pos2> = points.iter().map(|point| self.point(*point)).collect();
        match (dash.pattern(), points.as_slice()) {
            // A segment along an axis is put on whole pixels by whoever fills it; a path is not.
            ([], [a, b]) if a.x == b.x || a.y == b.y => {
                vec![Shape::line_segment([*a, *b], stroke)]
            }
            ([], _) => vec![Shape::line(points, stroke)],
            (pattern, _) => {
                let part = |odd: usize| -> Vec<f32> {
                    pattern.iter().skip(odd).step_by(2).copied().collect()
                };
                let (dashes, gaps) = (part(0), part(1));
                Shape::dashed_line_with_offset(&points, stroke, &dashes, &gaps, 0.0)
            }
        }
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

    fn text(&self, painter: &Painter, text: &Text, ink: Color32) -> Shape {
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
        let font = FontId::new(text.size, family);
        let galley = painter.layout_no_wrap(fonts::apart(&text.text).into_owned(), font, ink);
        let rect = align.anchor_size(at, galley.size());
        Shape::galley(rect.min, galley, ink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::{scene_of, small_file};
    use crate::chart::{Layouter, Scale, Scene, fitted_frame};
    use eframe::egui::epaint::{ClippedShape, Primitive};
    use eframe::egui::{Context, LayerId, RawInput};

    fn painted(
        painter: &mut PicturePainter,
        picture: &Picture,
        theme: &Theme,
    ) -> Vec<ClippedShape> {
        let context = Context::default();
        fonts::install(&context);
        context.begin_pass(RawInput::default());
        let layer = context.layer_painter(LayerId::background());
        painter.paint(&layer, Pos2::new(10.0, 20.0), picture, theme);
        let mut output = context.end_pass();
        output.textures_delta.clear();
        std::mem::take(&mut output.shapes)
    }

    /// What is filled with which colour in the end, by where it is cut off.
    fn triangles(shapes: Vec<ClippedShape>) -> Vec<(Rect, Mesh)> {
        let options = eframe::egui::epaint::TessellationOptions::default();
        let mut tessellator = Tessellator::new(1.0, options, [1024, 1024], Vec::new());
        let filled = tessellator.tessellate_shapes(shapes).into_iter();
        let meshes = filled.filter_map(|clipped| match clipped.primitive {
            Primitive::Mesh(mesh) => Some((clipped.clip_rect, mesh)),
            Primitive::Callback(_) => None,
        });
        meshes.collect()
    }

    fn segments_in(shape: &Shape) -> usize {
        match shape {
            Shape::LineSegment { .. } => 1,
            Shape::Vec(shapes) => shapes.iter().map(segments_in).sum(),
            _ => 0,
        }
    }

    #[test]
    fn a_line_is_whole_pixels_wide_at_every_density() {
        for pixels_per_point in [1.0_f32, 1.25, 1.5, 2.0] {
            for width in [1.0, 1.5, 2.0] {
                let pixels = whole_pixels(width, pixels_per_point) * pixels_per_point;
                assert!((pixels - pixels.round()).abs() < 1e-5 && pixels >= 1.0);
            }
        }
        let scene: Scene = scene_of(&small_file());
        let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
        let picture = Layouter::default().layout(&scene, &frame);
        let shapes = painted(&mut PicturePainter::default(), &picture, &Theme::Light);
        let segments: usize = shapes.iter().map(|clipped| segments_in(&clipped.shape)).sum();
        assert!(segments > 5, "{segments} lines of the grid are put on whole pixels");
        let filler = eframe::egui::epaint::TessellationOptions::default();
        assert!(filler.round_line_segments_to_pixels);
    }

    #[test]
    fn what_is_kept_looks_like_what_is_painted_anew() {
        let scene: Scene = scene_of(&small_file());
        let (mut layouter, mut kept) = (Layouter::default(), PicturePainter::default());
        for scale in [Scale::Log, Scale::Log, Scale::Linear] {
            for theme in [Theme::Light, Theme::Light, Theme::Dark] {
                let frame = fitted_frame(&scene, 900.0, 500.0, scale);
                let picture = layouter.layout(&scene, &frame);
                let anew = painted(&mut PicturePainter::default(), &picture, &theme);
                let anew = triangles(anew);
                assert!(triangles(painted(&mut kept, &picture, &theme)) == anew);
                assert!(!anew.is_empty());
            }
        }
    }

    #[test]
    fn words_out_of_sight_are_not_shaped() {
        let scene: Scene = scene_of(&small_file());
        let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
        let picture = Layouter::default().layout(&scene, &frame);
        let shaped = |height: f32| {
            let context = Context::default();
            fonts::install(&context);
            context.begin_pass(RawInput::default());
            let clip = Rect::from_min_size(Pos2::ZERO, Vec2::new(900.0, height));
            let seen = context.layer_painter(LayerId::background()).with_clip_rect(clip);
            PicturePainter::default().paint(&seen, Pos2::ZERO, &picture, &Theme::Light);
            let mut output = context.end_pass();
            output.textures_delta.clear();
            output.shapes.iter().filter(|one| matches!(one.shape, Shape::Text(_))).count()
        };
        let marks = picture.layers().iter().flat_map(|layer| layer.iter());
        let words = marks.filter(|mark| matches!(mark.kind, MarkKind::Text(_))).count();
        assert_eq!(shaped(500.0), words);
        assert!((1..words).contains(&shaped(250.0)));
    }

    #[test]
    fn what_stays_is_kept_as_triangles() {
        let scene: Scene = scene_of(&small_file());
        let frame = fitted_frame(&scene, 900.0, 500.0, Scale::Linear);
        let picture = Layouter::default().layout(&scene, &frame);
        let mut painter = PicturePainter::default();
        let are_triangles = |painter: &PicturePainter| {
            let shapes = painter.kept.values().flat_map(|kept| &kept.shapes);
            shapes.flat_map(|cut| &cut.shapes).all(|shape| matches!(shape, Shape::Mesh(_)))
        };
        painted(&mut painter, &picture, &Theme::Light);
        assert!(!painter.kept.is_empty() && !are_triangles(&painter));
        painted(&mut painter, &picture, &Theme::Light);
        assert!(!painter.kept.is_empty() && are_triangles(&painter));
    }
}
