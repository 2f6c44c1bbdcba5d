//! What is asked of a picture without a time axis, answered, and how it goes on a page.

use crate::chart::{Picture, Scene, SceneOptions};
use crate::compare::{Comparison, EstimateRef, References, bounds_that_hold, compare};
use crate::estimate::{AsOf, Bounds, Day, Loaded};
use crate::export::caption::{Caption, asked};
use crate::export::chart::{Chart, Charted, PageOptions, PageSize};
use crate::export::page::side_margins;
use crate::export::said::Said;

/// What is asked, answered, and how it goes on a page.
pub(super) struct Asked<'a> {
    pub of: Charted<'a>,
    pub options: &'a PageOptions,
    pub files: Vec<Loaded>,
    pub comparison: Comparison,
    /// The day of the cursor, or the one to begin with.
    pub at: Option<Day>,
}

/// What is drawn, and the words that belong to it.
pub(super) struct Drawn<'a> {
    pub title: String,
    pub sentence: String,
    /// What the picture says, line by line.
    pub told: Vec<String>,
    /// What stands under it beside the adjustments and notes.
    pub beside: Vec<String>,
    /// What was asked, so that it can be asked again.
    pub asked: String,
    pub picture: Picture,
    /// The files of what is cited.
    pub all: &'a [Loaded],
    pub references: References,
}

impl<'a> Asked<'a> {
    pub fn new(of: Charted<'a>, options: &'a PageOptions) -> Asked<'a> {
        let files = of.document.loaded_for(of.question);
        let comparison = compare(&files, of.document.overlay(), of.question);
        let at = of.view.cursor.or_else(|| comparison.day_to_begin_with(&files));
        Asked { of, options, files, comparison, at }
    }

    /// How wide the picture is, in points.
    pub fn width(&self) -> f32 {
        match self.options.size {
            PageSize::Page(width, _) => width - side_margins(),
            PageSize::Picture(width, _) => width,
        }
    }

    /// Where these can be read, if that is asked for.
    pub fn references(
        &self,
        files: &[Loaded],
        cited: impl IntoIterator<Item = EstimateRef>,
    ) -> References {
        let is_asked = self.options.references.is_some();
        if is_asked { References::of(files, cited) } else { References::default() }
    }

    /// The signs of the voices are those of the chart over time.
    pub fn signs(&self) -> Scene {
        let (document, view) = (self.of.document, self.of.view);
        let options = SceneOptions {
            hidden: Some(&view.hidden),
            signs: Some(&view.signs),
            overlay: Some(document.overlay()),
            core: false,
            notes: &[],
            references: None,
        };
        Scene::new(&self.files, &self.comparison, &options)
    }

    /// The bounds that hold for an estimate, and whether that is not what was stated.
    pub fn bounds_of(&self, of: EstimateRef) -> Option<(Bounds, bool)> {
        let file = self.files.get(usize::from(of.file))?;
        let estimate = of.of(&self.files)?;
        let (overlay, question) = (self.of.document.overlay(), &self.comparison.question);
        let held = bounds_that_hold(overlay, question, &file.id_of(estimate), estimate)?;
        Some((held, Some(held) != estimate.bounds()))
    }

    pub fn as_of(&self, of: EstimateRef) -> Option<AsOf> {
        Some(self.comparison.clocks(&self.files, of)?.as_of())
    }

    /// What the chart means on a day, with where that can be read.
    pub fn sentence_on(&self, at: Day, references: &References) -> String {
        let (words, slice) = (self.of.words, self.comparison.slice(&self.files, at));
        let verdict = words.headline(&self.comparison.gist(&self.files, &slice)).verdict;
        let behind = |voice| self.comparison.behind(voice, at);
        format!("{}: {}", words.day(at), words.with_references(&verdict, references, behind))
    }

    /// What is asked, in one line.
    pub fn line(&self) -> String {
        asked(self.of.document, &self.comparison.question)
    }

    /// On its page.
    pub fn chart(&self, drawn: Drawn<'_>) -> Chart {
        let Drawn { title, sentence, told, beside, asked, picture, all, references } = drawn;
        let (document, words) = (self.of.document, self.of.words);
        let mut caption = Caption { title, sentence, drawn: told, asked, ..Caption::default() };
        if let Some(citing) = self.options.references {
            let cited = words.references(&references, all, document, citing);
            let files = words.files_cited(&references, all, document);
            caption = caption.with_references(&references, cited, files);
        }
        if self.options.has_notes {
            let all = document.loaded_all();
            let (overlay, notes) = (document.overlay(), document.notes());
            let said = Said { files: &all, overlay, notes, words };
            caption = caption.with_said(&said, &self.comparison.question);
        }
        caption.said.splice(0..0, beside);
        if self.options.has_key {
            caption = caption.with_page_key(&picture, words);
        }
        caption.marking.clone_from(&self.options.marking);
        let known = self.comparison.tracks.iter().flat_map(|track| &track.statements);
        let known = known.filter_map(|(estimate, _)| estimate.of(&self.files));
        let last_day = known.map(|one| one.known_from().max(one.as_of().to())).max();
        Chart { picture, caption, theme: self.options.theme, last_day }
    }
}
