//! Under the plot: every estimate in a row, the chart's twin in text.
//!
//! What is shown is the view's; which rows are picked is the panel's own. Only the rows in sight
//! are made; where there are many, they are put in order on a thread of their own, and the former
//! order stays until the new one is there.

mod body;
mod columns;
mod facts;
mod head;
mod many;
mod order;
mod picks;
mod places;
mod tsv;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{Context, Ui};

use crate::compare::EstimateRef;
use crate::estimate::{Day, EstimateId};
use crate::session::TableView;

use super::bench::Revision;
use super::cx::Cx;
use super::worker::Worker;
pub(super) use columns::title;
use facts::{Facts, Rows};
pub(super) use facts::{bounds_in_words, how_words};
use many::Amounts;
use order::{count, depends_on_cursor, ordered};
use picks::Picks;
use places::AtCursor;

/// More rows than these are put in order on a thread of their own.
const MOST_IN_A_FRAME: usize = 1_000;

/// What an order was made from.
#[derive(Clone, PartialEq, Debug)]
struct Wanted {
    revision: Revision,
    /// Which rows, of one revision: an answer may come after its document.
    rows: u64,
    view: TableView,
    /// Where the order depends on it.
    cursor: Option<Day>,
}

/// What the table keeps between frames.
#[derive(Default)]
pub(super) struct TablePanel {
    rows: Option<(Revision, Rows)>,
    /// Counts how often the rows were others.
    rows_made: u64,
    shown: Vec<EstimateRef>,
    /// What `shown` was made from.
    made_from: Option<Wanted>,
    sorting: Worker<(Wanted, Vec<EstimateRef>)>,
    copying: Worker<String>,
    picks: Picks,
    /// The view's selection when the picks were last brought in line with it.
    selection: Option<EstimateId>,
    scroll_to: Option<EstimateRef>,
    amounts: Amounts,
}

impl TablePanel {
    /// Draws the table; nothing where there is nothing to compare.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(rows) = self.refresh(ui.ctx(), cx) else { return };
        self.follow_selection(cx);
        self.head_ui(ui, cx, &rows);
        self.body_ui(ui, cx, &rows);
    }

    /// Whether the order that is shown is not yet the one that is asked for.
    pub fn is_sorting(&self) -> bool {
        self.made_from.is_none() || self.sorting.is_busy()
    }

    /// Brings rows and order up to the document, the cursor and the view.
    fn refresh(&mut self, ctx: &Context, cx: &Cx<'_>) -> Option<Rows> {
        if let Some(Some(text)) = self.copying.take() {
            ctx.copy_text(text);
        }
        let rows = self.fresh_rows(cx)?;
        let view = &cx.view.table;
        let wanted = Wanted {
            revision: cx.revision,
            rows: self.rows_made,
            view: TableView { columns: Vec::new(), ..view.clone() },
            cursor: depends_on_cursor(view).then_some(cx.cursor),
        };
        if let Some(arrived) = self.sorting.take() {
            match arrived {
                Some((made_from, shown)) if made_from == wanted => {
                    self.shown = shown;
                    self.made_from = Some(made_from);
                }
                Some(_) => {}
                // It would break down again.
                None => self.made_from = Some(wanted.clone()),
            }
        }
        if self.made_from.as_ref() != Some(&wanted) {
            self.put_in_order(ctx, &rows, wanted);
        }
        Some(rows)
    }

    fn put_in_order(&mut self, ctx: &Context, rows: &Rows, wanted: Wanted) {
        if count(rows, &wanted.view) > MOST_IN_A_FRAME {
            let (rows, asked) = (rows.clone(), wanted.clone());
            let has_begun = self.sorting.start(ctx, move || {
                let shown = ordered(&rows, &asked.view);
                (asked, shown)
            });
            if has_begun || self.sorting.is_busy() {
                return;
            }
        }
        self.shown = ordered(rows, &wanted.view);
        self.made_from = Some(wanted);
    }

    /// The rows' inputs, those that are still good kept from before.
    fn fresh_rows(&mut self, cx: &Cx<'_>) -> Option<Rows> {
        let (comparison, slice) = (cx.comparison()?, cx.slice()?);
        let files = cx.files();
        let before = self.rows.take();
        if before.as_ref().is_some_and(|(_, rows)| !rows.places.is_of_files(files)) {
            // Their rows may be others now.
            self.picks.clear();
            self.shown.clear();
            self.made_from = None;
            self.selection = None;
        }
        let mut rows = match before {
            Some((revision, rows))
                if revision == cx.revision && rows.facts.are_of(files, comparison) =>
            {
                rows
            }
            before => {
                self.rows_made = self.rows_made.saturating_add(1);
                let places = before.map(|(_, rows)| rows.places).unwrap_or_default();
                let facts = Arc::new(Facts::new(cx.document, files, comparison));
                Rows { facts, places, at: Arc::default() }
            }
        };
        if !rows.places.is_of(files, &comparison.tracks) {
            Arc::make_mut(&mut rows.places).update(files, &comparison.tracks);
            rows.at = Arc::default();
        }
        if rows.at.cursor != Some(slice.at) {
            rows.at = Arc::new(AtCursor::new(slice));
        }
        self.rows = Some((cx.revision, rows.clone()));
        Some(rows)
    }

    /// What was selected elsewhere is picked here and scrolled to.
    fn follow_selection(&mut self, cx: &Cx<'_>) {
        if self.selection == cx.view.selection {
            return;
        }
        self.selection.clone_from(&cx.view.selection);
        let of = self.selection.as_ref().and_then(|id| cx.find(id)).map(|(of, _)| of);
        match of {
            Some(of) if self.picks.current == Some(of) => {}
            Some(of) => {
                self.picks.only(of);
                self.scroll_to = Some(of);
            }
            None => self.picks.clear(),
        }
    }

    /// Copies rows as text: those picked, or all of them where none is.
    fn copy(&mut self, ctx: &Context, cx: &Cx<'_>, rows: &Rows) {
        let picked = self.picks.in_order(&self.shown);
        let wanted = if picked.is_empty() { self.shown.clone() } else { picked };
        let columns = cx.view.table.columns.clone();
        if wanted.len() <= MOST_IN_A_FRAME {
            ctx.copy_text(tsv::tsv(rows, &columns, &wanted));
            return;
        }
        let rows = rows.clone();
        self.copying.start(ctx, move || tsv::tsv(&rows, &columns, &wanted));
    }
}

#[cfg(test)]
impl TablePanel {
    pub fn shown(&self) -> &[EstimateRef] {
        &self.shown
    }
}
