//! A screen that is not there: pictures go in, triangles come out.

use eframe::egui::epaint::Primitive;
use eframe::egui::{Context, LayerId, Pos2, RawInput, Rect, Vec2};
use parallax::app::{PicturePainter, install_fonts};
use parallax::chart::{Frame, Layouter, Picture, Scene, Theme};

pub const SIZE: Vec2 = Vec2::new(1_600.0, 900.0);

/// It keeps what the program keeps between frames.
pub struct Screen {
    context: Context,
    layouter: Layouter,
    painter: PicturePainter,
}

impl Screen {
    pub fn new() -> Screen {
        let context = Context::default();
        install_fonts(&context);
        Screen { context, layouter: Layouter::default(), painter: PicturePainter::default() }
    }

    pub fn layout(&mut self, scene: &Scene, frame: &Frame) -> Picture {
        self.layouter.layout(scene, frame)
    }

    /// Paints and tessellates; how many vertices it took.
    pub fn paint(&mut self, picture: &Picture) -> usize {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, SIZE));
        self.context.begin_pass(RawInput { screen_rect, ..RawInput::default() });
        let painter = self.context.layer_painter(LayerId::background());
        self.painter.paint(&painter, Pos2::ZERO, picture, &Theme::Light);
        let output = self.context.end_pass();
        let primitives = self.context.tessellate(output.shapes, output.pixels_per_point);
        let vertices = primitives.iter().map(|primitive| match &primitive.primitive {
            Primitive::Mesh(mesh) => mesh.vertices.len(),
            Primitive::Callback(_) => 0,
        });
        vertices.sum()
    }
}
