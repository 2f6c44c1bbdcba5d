//! The picture that `parallax export` writes, laid out as the window lays it out.

use crate::chart::{
    self, Coalitions, FanScene, Frame, Lanes, LanesLayouter, Layouter, Picture, RowsFrame, Scale,
    Scene, SceneOptions, Standing, Theme,
};
use crate::compare::{Coalition, Comparison, EarlierCopy, Grouping, Question, compare};
use crate::estimate::{Day, Loaded};
use crate::export::caption::Caption;
use crate::export::{self, said::Said};
use crate::session::{Arrangement, View};
use crate::words::Words;

use super::args::{ExportArgs, LayoutFlag, ScaleFlag, ThemeFlag};
use super::inputs::{Gathered, question};

/// A picture has at least so many points of height, and this share of the page, whatever stands
/// around it.
const LEAST: (f32, f32) = (160.0, 0.5);

/// The page as SVG.
pub(super) fn picture(gathered: &Gathered, args: &ExportArgs) -> Result<String, String> {
    let view = view(gathered, args);
    let question = asked(gathered, args, view.arrangement)?;
    gathered.say_what_is_in_force(question.known_on);
    let document = &gathered.document;
    let files = document.loaded_for(&question);
    let comparison = compare(&files, document.overlay(), &question);
    let words = Words::default();
    let at = view.cursor.or_else(|| comparison.day_to_begin_with(&files));
    let making = Making { gathered, files: &files, comparison: &comparison, view: &view, at };
    let laid = making.laid(args)?;

    let width = f32::from(args.picture.width) - export::svg::side_margins();
    let height = f32::from(args.picture.height);
    let sentence = at.map(|at| sentence_at(&files, &comparison, at)).unwrap_or_default();
    let all = document.loaded_all();
    let said = Said { files: &all, overlay: document.overlay(), notes: document.notes(), words };
    let caption = Caption::new(laid.scene(), &comparison, &sentence, words)
        .with_said(&said, &comparison.question);
    // What occurs in it does not hang on how much of the height the words leave to it.
    let first = making.drawn(&laid, args, (width, height));
    let caption = caption.with_key(&first, laid.scene(), words);
    let (above, below) = export::svg::furniture(&caption, width);
    let left = (height - above - below).max(height * LEAST.1).max(LEAST.0);
    let picture = making.drawn(&laid, args, (width, left));
    let theme = match args.picture.theme {
        ThemeFlag::Light => Theme::Light,
        ThemeFlag::Dark => Theme::Dark,
    };
    Ok(export::svg::svg(&picture, theme, &caption))
}

/// What is asked: in lanes by camp, where nobody says otherwise and nobody is grouped.
fn asked(
    gathered: &Gathered,
    args: &ExportArgs,
    arrangement: Arrangement,
) -> Result<Question, String> {
    let mut asked = question(&gathered.document, &args.question, &args.inputs.reading)?;
    let is_ungrouped = args.question.by.is_none() && asked.by.is_of_sources();
    if arrangement == Arrangement::Lanes && is_ungrouped {
        asked.by = Grouping::Camp;
    }
    Ok(asked)
}

/// The session's own view, as far as the flags ask for the same.
pub(super) fn view(gathered: &Gathered, args: &ExportArgs) -> View {
    let mut view = gathered.view.clone();
    let flags = &args.question;
    if flags.measure.is_some() || flags.from.is_some() || flags.to.is_some() {
        (view.window, view.value_window, view.cursor) = (None, None, None);
    }
    match args.picture.scale {
        Some(ScaleFlag::Linear) => view.scale = Scale::Linear,
        Some(ScaleFlag::Log) => view.scale = Scale::Log,
        None => {}
    }
    view.arrangement = match args.picture.layout {
        Some(LayoutFlag::Overlay) => Arrangement::Overlay,
        Some(LayoutFlag::Lanes) => Arrangement::Lanes,
        Some(LayoutFlag::Standing) => Arrangement::Standing,
        Some(LayoutFlag::Coalitions) => Arrangement::Coalitions,
        Some(LayoutFlag::Revisions) => Arrangement::Fan,
        None => view.arrangement,
    };
    view.cursor = flags.at.or(view.cursor);
    view
}

fn sentence_at(files: &[Loaded], comparison: &Comparison, at: Day) -> String {
    let slice = comparison.slice(files, at);
    let words = Words::default();
    format!("{}: {}", words.day(at), words.headline(&comparison.gist(files, &slice)).verdict)
}

/// What a picture is made from.
struct Making<'a> {
    gathered: &'a Gathered,
    files: &'a [Loaded],
    comparison: &'a Comparison,
    view: &'a View,
    at: Option<Day>,
}

/// What is drawn, before it has a size.
enum Laid {
    Overlay(Scene),
    Lanes(Box<Lanes>),
    Standing(Scene),
    Coalitions(Scene, Vec<Coalition>),
    Fan(Box<FanScene>),
}

impl Laid {
    fn scene(&self) -> &Scene {
        match self {
            Laid::Overlay(scene) | Laid::Standing(scene) | Laid::Coalitions(scene, _) => scene,
            Laid::Lanes(lanes) => &lanes.scene,
            Laid::Fan(fan) => &fan.scene,
        }
    }
}

impl Making<'_> {
    fn laid(&self, args: &ExportArgs) -> Result<Laid, String> {
        let (view, document) = (self.view, &self.gathered.document);
        let options = SceneOptions {
            hidden: Some(&view.hidden),
            signs: Some(&view.signs),
            overlay: Some(document.overlay()),
            core: true,
            notes: document.notes(),
        };
        let scene = || Scene::new(self.files, self.comparison, &options);
        Ok(match view.arrangement {
            Arrangement::Overlay => Laid::Overlay(scene()),
            Arrangement::Lanes => {
                // A scale that is asked for is none of factors.
                let by_factor = view.by_factor && args.picture.scale.is_none();
                let (files, comparison) = (self.files, self.comparison);
                Laid::Lanes(Lanes::after(None, files, comparison, &options, by_factor).into())
            }
            Arrangement::Standing => Laid::Standing(scene()),
            Arrangement::Coalitions => {
                let days = self.comparison.days_told();
                let found = days.map(|days| self.comparison.coalitions(self.files, days));
                Laid::Coalitions(scene(), found.unwrap_or_default())
            }
            Arrangement::Fan => Laid::Fan(self.fan()?.into()),
        })
    }

    /// What was said of a day when; a sentence where nothing was said anew.
    fn fan(&self) -> Result<FanScene, String> {
        let words = Words::default();
        let earlier = self.gathered.document.earlier_for(&self.comparison.question);
        let fans = self.comparison.fans(self.files, &earlier);
        let fan = fans.at(self.at.unwrap_or(Day::MIN));
        if fan.lines.is_empty() {
            return Err(format!("{}. {}", words.fan(&fan), words.how_numbers_are_said_anew()));
        }
        let all = EarlierCopy::after(self.files, &earlier);
        Ok(FanScene::new(&fan, self.comparison, &all, &self.view.signs))
    }

    fn drawn(&self, laid: &Laid, args: &ExportArgs, (width, height): (f32, f32)) -> Picture {
        let frame = self.frame(laid.scene(), args, (width, height));
        let rows = RowsFrame { width, time: frame.time, words: frame.words };
        match laid {
            Laid::Overlay(scene) => chart::layout(scene, &frame),
            Laid::Lanes(lanes) => LanesLayouter::default().layout(lanes, &frame),
            Laid::Standing(scene) => {
                let (comparison, files) = (self.comparison, self.files);
                let at = self.at.unwrap_or(Day::MIN);
                Standing { scene, comparison, files, at }.picture(&rows)
            }
            Laid::Coalitions(scene, found) => {
                Coalitions::new(scene, self.comparison, found, &rows).picture()
            }
            Laid::Fan(fan) => Layouter::default().fan(fan, &frame),
        }
    }

    /// The days and values of the view, or of the flags.
    fn frame(&self, scene: &Scene, args: &ExportArgs, (width, height): (f32, f32)) -> Frame {
        let view = self.view;
        let mut frame = chart::fitted_frame(scene, width, height, view.scale);
        let days = |day: Day| f64::from(day.number());
        if let Some((first, last)) = view.window {
            frame.time = (days(first), days(last.plus(1)));
        }
        frame.time.0 = args.question.from.map_or(frame.time.0, days);
        frame.time.1 = args.question.to.map_or(frame.time.1, |to| days(to.plus(1)));
        let fitted = || scene.value_extent(frame.time, view.scale);
        frame.value = view.value_window.unwrap_or_else(fitted);
        frame
    }
}
