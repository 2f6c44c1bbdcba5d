//! The report: what was asked, what the answer is and on what it rests, as blocks that are written
//! as Markdown or as a page of HTML.

mod blocks;
mod html;
mod markdown;
mod parts;

use std::sync::Arc;

use crate::compare::{EarlierCopy, References, compare, insight};
use crate::words::{Citing, ReportPart};

use super::chart::{Charted, PageOptions};
pub use blocks::Report;
use blocks::Section;
use parts::Told;

/// How a report is made.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportOptions {
    /// Of the chart in it.
    pub page: PageOptions,
    pub citing: Citing,
}

/// A form in which a report is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportKind {
    Html,
    Markdown,
}

impl ReportKind {
    /// Every form.
    pub const ALL: [ReportKind; 2] = [ReportKind::Html, ReportKind::Markdown];

    /// What its file's name ends in, the point included.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            ReportKind::Html => ".html",
            ReportKind::Markdown => ".md",
        }
    }

    /// The form that a file's name tells, whatever the case of its letters.
    #[must_use]
    pub fn of(path: &std::path::Path) -> Option<ReportKind> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        ReportKind::ALL.into_iter().find(|kind| name.ends_with(kind.ending()))
    }
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
        };
        let section = |part| Section { part, blocks: told.blocks(part) };
        let sections = ReportPart::ALL.into_iter().map(section).collect();
        let page = PageOptions { references: None, has_notes: false, ..options.page.clone() };
        let mut chart = charted.draw_cited(&page, Some(Arc::clone(&references)))?;
        let title = std::mem::take(&mut chart.caption.title);
        chart.caption.marking = None;
        Ok(Report { title, marking: options.page.marking.clone(), sections, chart })
    }

    /// The report in this form.
    #[must_use]
    pub fn write(&self, kind: ReportKind) -> String {
        match kind {
            ReportKind::Html => html::html(self),
            ReportKind::Markdown => markdown::markdown(self),
        }
    }
}

#[cfg(test)]
mod tests;
