//! What comes of a table that is not open yet, in small: its largest measure, to be looked at and not
//! to be pointed at.

use eframe::egui::{
    Color32, Painter, Rect, Role as Node, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::chart::{Layouter, Role, Scale, Scene, SceneOptions, fitted_frame};
use crate::compare::{Question, compare, largest_measure};
use crate::estimate::{Measure, Overlay};
use crate::session::FileSection;

use super::cx::Cx;
use super::look::soft;
use super::painter::{PicturePainter, color};

/// In points; with its axis and the agreement strip.
const HEIGHT: f32 = 150.0;

/// What is drawn: made off the window's thread.
pub(super) struct Small {
    measure: Measure,
    /// So many measures there are besides.
    others: usize,
    scene: Scene,
}

impl Small {
    /// The measure of which a file has the most estimates; none where it has none.
    pub fn of(section: &FileSection) -> Option<Small> {
        let (files, overlay) = ([section.loaded()], Overlay::default());
        let measure = largest_measure(&files, &overlay)?;
        let others = section.ledger.measures().count().saturating_sub(1);
        let comparison = compare(&files, &overlay, &Question::about(measure.clone()));
        let options = SceneOptions { core: true, ..SceneOptions::default() };
        Some(Small { measure, others, scene: Scene::new(&files, &comparison, &options) })
    }
}

/// From one stroke to the next of what is laid over a provisional chart, in points.
const STROKES_APART: f32 = 6.0;

/// What drawing keeps between frames.
#[derive(Default)]
pub(super) struct SmallChart {
    layouter: Layouter,
    painter: PicturePainter,
    /// Whether it is hatched, as what it shows is no answer yet.
    is_provisional: bool,
}

impl SmallChart {
    /// What it takes with its heading and a line above, in points.
    pub const ROOM: f32 = HEIGHT + 60.0;

    /// A chart of what is still being read.
    pub fn provisional() -> SmallChart {
        SmallChart { is_provisional: true, ..SmallChart::default() }
    }

    pub fn ui(&mut self, ui: &mut Ui, small: &Small, cx: &Cx<'_>) {
        let more = match small.others {
            0 => String::new(),
            others => {
                format!(" and {}", cx.words.counted(others, "other measure", "other measures"))
            }
        };
        let name = small.measure.name();
        ui.label(soft(format!("{name}{more}")));
        let size = vec2(ui.available_width(), HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let sources = cx.words.counted(small.scene.tracks.len(), "source", "sources");
        let says = format!("In small: {name}, {sources}");
        response.widget_info(|| WidgetInfo::labeled(Node::Figure, true, says.as_str()));
        if !ui.is_rect_visible(rect) {
            return;
        }
        let mut frame = fitted_frame(&small.scene, rect.width(), rect.height(), Scale::Linear);
        frame.pixels_per_point = ui.ctx().pixels_per_point();
        frame.words = cx.words;
        let picture = self.layouter.layout(&small.scene, &frame);
        let inside = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        self.painter.paint(&inside, rect.min, &picture, cx.theme);
        if self.is_provisional {
            hatch(&inside, rect, color(cx.theme.colour(Role::Surface)).gamma_multiply(0.75));
        }
    }
}

/// Strokes over all of a place.
fn hatch(painter: &Painter, rect: Rect, color: Color32) {
    let stroke = Stroke::new(STROKES_APART / 4.0, color);
    let mut left = rect.left() - rect.height();
    while left < rect.right() {
        painter.line_segment(
            [pos2(left, rect.bottom()), pos2(left + rect.height(), rect.top())],
            stroke,
        );
        left += STROKES_APART;
    }
}
