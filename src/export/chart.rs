//! The chart that is taken away, drawn as the window draws it, with the page around it.

use std::sync::Arc;

use crate::chart::{
    self, Coalitions, FanScene, Frame, Lanes, LanesLayouter, Layouter, Picture, RowsFrame, Scene,
    SceneOptions, Standing, Theme,
};
use crate::compare::{Coalition, Comparison, EarlierCopy, Grouping, Question, References, compare};
use crate::estimate::{Day, Loaded};
use crate::session::{Arrangement, Document, View};
use crate::words::{Citing, Words};

use super::caption::Caption;
use super::page::{Page, furniture, side_margins};
use super::said::Said;

/// A picture has at least so many points of height, and this share of the page, whatever stands
/// around it.
const LEAST: (f32, f32) = (160.0, 0.5);

/// What a chart is made from.
#[derive(Clone, Copy, Debug)]
pub struct Charted<'a> {
    pub document: &'a Document,
    pub question: &'a Question,
    pub view: &'a View,
    pub words: Words,
}

/// How large a page is, in points: width and height.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum PageSize {
    /// The page; it grows where what is to stand on it needs more height.
    Page(f32, f32),
    /// The picture; the page is as large as that and what stands around it.
    Picture(f32, f32),
}

/// How a page is made.
#[derive(Clone, PartialEq, Debug)]
pub struct PageOptions {
    pub size: PageSize,
    pub theme: Theme,
    /// What the signs mean.
    pub has_key: bool,
    /// Where each number can be read, and in which way that is written.
    pub references: Option<Citing>,
    /// What an analyst adjusted and noted.
    pub has_notes: bool,
    /// How it is to be handled, in somebody's own words.
    pub marking: Option<String>,
}

/// A chart, and what stands around it.
#[derive(Debug)]
pub struct Chart {
    pub picture: Picture,
    pub caption: Caption,
    pub theme: Theme,
    /// The last day of which or on which anything was said that is drawn.
    pub last_day: Option<Day>,
}

impl Chart {
    /// The page that painters paint.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        Page::new(&self.picture, self.theme, &self.caption)
    }
}

impl Charted<'_> {
    /// Draws it.
    ///
    /// # Errors
    /// In one sentence, where nothing of the kind is there to be drawn.
    pub fn draw(self, options: &PageOptions) -> Result<Chart, String> {
        self.draw_cited(options, None)
    }

    /// Draws it, with the numbers of these references where some are given: as a part of what tells
    /// where those are.
    ///
    /// # Errors
    /// In one sentence, where nothing of the kind is there to be drawn.
    pub(super) fn draw_cited(
        self,
        options: &PageOptions,
        given: Option<Arc<References>>,
    ) -> Result<Chart, String> {
        let (document, words) = (self.document, self.words);
        let files = document.loaded_for(self.question);
        let comparison = compare(&files, document.overlay(), self.question);
        let at = self.view.cursor.or_else(|| comparison.day_to_begin_with(&files));
        let own = || Arc::new(References::of_comparison(&files, &comparison));
        let references = given.or_else(|| options.references.map(|_| own())).unwrap_or_default();
        let making = Making { of: self, files: &files, comparison: &comparison, at };
        let laid = making.laid(&references)?;

        let sentence = at.map(|at| making.sentence_at(at, &references)).unwrap_or_default();
        let mut caption = Caption::new(document, laid.scene(), &comparison, &sentence, words);
        if let Some(citing) = options.references {
            let cited = words.references(&references, &files, document, citing);
            let named = words.files_cited(&references, &files, document);
            caption = caption.with_references(&references, cited, named);
        }
        if options.has_notes {
            let all = document.loaded_all();
            let (overlay, notes) = (document.overlay(), document.notes());
            let said = Said { files: &all, overlay, notes, words };
            caption = caption.with_said(&said, &comparison.question);
        }
        caption.marking.clone_from(&options.marking);

        let (width, height) = match options.size {
            PageSize::Page(width, height) => (width - side_margins(), height),
            PageSize::Picture(width, height) => (width, height),
        };
        let first = making.drawn(&laid, (width, height));
        if options.has_key {
            // What occurs in it does not hang on how much of the height the words leave to it.
            caption = caption.with_key(&first, laid.scene(), words);
        }
        let picture = match options.size {
            PageSize::Picture(..) => first,
            PageSize::Page(..) => {
                let (above, below) = furniture(&caption, width);
                let left = (height - above - below).max(height * LEAST.1).max(LEAST.0);
                making.drawn(&laid, (width, left))
            }
        };
        let said = comparison.tracks.iter().flat_map(|track| &track.statements);
        let said = said.filter_map(|(estimate, _)| estimate.of(&files));
        let last_day = said.map(|one| one.known_from().max(one.as_of().to())).max();
        Ok(Chart { picture, caption, theme: options.theme, last_day })
    }
}

/// What is asked where voices are laid out in this way: in lanes by camp, where nobody is grouped.
#[must_use]
pub fn asked_in(arrangement: Arrangement, mut question: Question) -> Question {
    if arrangement == Arrangement::Lanes && question.by.is_of_sources() {
        question.by = Grouping::Camp;
    }
    question
}

/// What a picture is made from.
struct Making<'a> {
    of: Charted<'a>,
    files: &'a [Loaded],
    comparison: &'a Comparison,
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
    fn laid(&self, references: &Arc<References>) -> Result<Laid, String> {
        let Charted { document, view, .. } = self.of;
        let options = SceneOptions {
            hidden: Some(&view.hidden),
            signs: Some(&view.signs),
            overlay: Some(document.overlay()),
            core: true,
            notes: document.notes(),
            references: Some(references),
        };
        let scene = || Scene::new(self.files, self.comparison, &options);
        Ok(match view.arrangement {
            Arrangement::Overlay => Laid::Overlay(scene()),
            Arrangement::Lanes => {
                let by_factor = view.by_factor;
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
        let words = self.of.words;
        let earlier = self.of.document.earlier_for(&self.comparison.question);
        let fans = self.comparison.fans(self.files, &earlier);
        let fan = fans.at(self.at.unwrap_or(Day::MIN));
        if fan.lines.is_empty() {
            return Err(format!("{}. {}", words.fan(&fan), words.how_numbers_are_said_anew()));
        }
        let all = EarlierCopy::after(self.files, &earlier);
        Ok(FanScene::new(&fan, self.comparison, &all, &self.of.view.signs))
    }

    fn drawn(&self, laid: &Laid, (width, height): (f32, f32)) -> Picture {
        let frame = self.frame(laid.scene(), (width, height));
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

    /// The days and values of the view, or those asked about.
    fn frame(&self, scene: &Scene, (width, height): (f32, f32)) -> Frame {
        let view = self.of.view;
        let mut frame = chart::fitted_frame(scene, width, height, view.scale);
        frame.words = self.of.words;
        let days = |day: Day| f64::from(day.number());
        match view.window {
            Some((first, last)) => frame.time = (days(first), days(last.plus(1))),
            None => {
                let question = &self.comparison.question;
                frame.time.0 = question.from.map_or(frame.time.0, days);
                frame.time.1 = question.to.map_or(frame.time.1, |to| days(to.plus(1)));
            }
        }
        let fitted = || scene.value_extent(frame.time, view.scale);
        frame.value = view.value_window.unwrap_or_else(fitted);
        frame
    }

    /// What the chart means on a day, with where that can be read.
    fn sentence_at(&self, at: Day, references: &References) -> String {
        let (words, slice) = (self.of.words, self.comparison.slice(self.files, at));
        let verdict = words.headline(&self.comparison.gist(self.files, &slice)).verdict;
        let cited =
            words.with_references(&verdict, references, |voice| self.comparison.behind(voice, at));
        format!("{}: {cited}", words.day(at))
    }
}
