//! The report: what was asked, what the answer is and on what it rests, as blocks that are written
//! as Markdown or as a page of HTML.

mod blocks;
mod html;
mod markdown;
mod paginated;
mod parts;

use std::path::Path;
use std::sync::Arc;

use crate::compare::{EarlierCopy, Question, References, compare, insight};
use crate::words::{Citing, ReportPart};

use super::chart::{Charted, PageOptions, PageSize};
use super::pdf::{self, About, Enclosed};
use super::written::{Written, boxed_in};
use crate::chart::Theme;
use crate::session::{self, Document, Edit, View};
use blocks::Section;
pub use blocks::{Report, ReportKind};
use parts::Told;

/// How a report is made.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportOptions {
    pub kind: ReportKind,
    /// Of the chart in it; on sheets of paper the chart is as large as they are and light.
    pub page: PageOptions,
    pub citing: Citing,
    /// Under which name the session is enclosed, where it can be.
    pub session_name: String,
    /// What was found where the files were read, in sentences; nothing where that was not looked for.
    pub renewed: Vec<String>,
}

/// What the session is called that is enclosed in a report of this name: `kursk.comparison.ron` in
/// `kursk.pdf`.
#[must_use]
pub fn session_beside(report: &Path) -> String {
    let stem = report.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    stem.unwrap_or_else(|| "report".to_owned()) + session::SESSION_EXTENSION
}

/// The session that asks this.
fn session_of(document: &Document, question: &Question, view: &View) -> String {
    let asked = session::apply(document, &Edit::Ask(question.clone()));
    session::write(asked.as_ref().unwrap_or(document), view)
}

impl Report {
    /// The report on what is charted, of the day of its cursor.
    ///
    /// # Errors
    /// In one sentence, where nothing was ever said on what is asked.
    pub fn new(charted: Charted<'_>, options: &ReportOptions) -> Result<Report, String> {
        let Charted { document, question, view, words } = charted;
        let files = document.loaded_for(question);
        let earlier = document.earlier_for(question);
        let all = EarlierCopy::after(&files, &earlier);
        let comparison = compare(&files, document.overlay(), question);
        let at = view.cursor.or_else(|| comparison.day_to_begin_with(&files));
        let at = at.ok_or_else(|| words.nothing_to_report().to_owned())?;
        let slice = comparison.slice(&files, at);
        let go_on = &mut || std::ops::ControlFlow::Continue(());
        let overlay = document.overlay();
        let insight = insight(&files, &earlier, overlay, question, Some(at), go_on);
        let said = comparison.tracks.iter().flat_map(|track| &track.statements);
        let said = said.map(|(estimate, _)| *estimate);
        let found = insight.iter().flat_map(|insight| &insight.found);
        let evidence = found.flat_map(|finding| finding.evidence.iter().copied());
        let references = Arc::new(References::of(&all, said.chain(evidence)));
        let told = Told {
            document,
            words,
            files: &files,
            all: &all,
            comparison: &comparison,
            at,
            slice: &slice,
            insight: insight.as_ref(),
            references: &references,
            citing: options.citing,
            renewed: &options.renewed,
        };
        let section = |part| Section { part, blocks: told.blocks(part) };
        let sections = ReportPart::ALL.into_iter().map(section).collect();
        let mut page = PageOptions { references: None, has_notes: false, ..options.page.clone() };
        if options.kind == ReportKind::Pdf {
            let (width, height) = paginated::PICTURE;
            (page.size, page.theme) = (PageSize::Picture(width, height), Theme::Light);
        }
        let mut chart = charted.draw_cited(&page, Some(Arc::clone(&references)))?;
        let title = std::mem::take(&mut chart.caption.title);
        chart.caption.marking = None;
        let marking = options.page.marking.clone();
        let enclosed = (options.kind == ReportKind::Pdf).then(|| Enclosed {
            name: options.session_name.clone(),
            says: words.what_is_enclosed().to_owned(),
            bytes: session_of(document, question, view).into_bytes(),
        });
        Ok(Report { kind: options.kind, title, marking, sections, chart, enclosed })
    }

    /// The report in its form.
    ///
    /// # Errors
    /// In one sentence, where it cannot be written so.
    pub fn write(self) -> Result<Written, String> {
        match self.kind {
            ReportKind::Html => Ok(html::html(&self).into_bytes().into()),
            ReportKind::Markdown => Ok(markdown::markdown(&self).into_bytes().into()),
            ReportKind::Pdf => {
                let about = About { title: self.title.clone(), day: self.chart.last_day };
                let papers = paginated::papers(&self);
                let bytes = pdf::papers(&papers, &about, self.enclosed.clone())?;
                Ok(Written { bytes, boxed: boxed_in(&papers) })
            }
        }
    }
}

#[cfg(test)]
mod tests;
