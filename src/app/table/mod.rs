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
use crate::words::Words;

use super::background::{Latest, News, Task};
use super::bench::Revision;
use super::command::Command;
use super::cx::Cx;
pub(super) use columns::title;
use facts::{EstimateRows, Facts};
use many::Amounts;
pub(super) use many::menu_ui as estimates_menu_ui;
use order::{count, depends_on_cursor, depends_on_words, ordered};
use picks::Picks;
use places::AtCursor;
pub(super) use places::status_in_words;

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
    /// Where what is looked for is looked for in words.
    words: Option<Words>,
}

/// What the table keeps between frames.
#[derive(Default)]
pub(super) struct TablePanel {
    rows: Option<(Revision, EstimateRows)>,
    /// Counts how often the rows were others.
    rows_made: u64,
    /// The rows that are shown, in order.
    order: Latest<Wanted, Vec<EstimateRef>>,
    copying: Option<Task<String>>,
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
        self.order.is_under_way() || self.order.value().is_none() && self.order.broken().is_none()
    }

    /// Brings rows and order up to the document, the cursor and the view.
    fn refresh(&mut self, ctx: &Context, cx: &Cx<'_>) -> Option<EstimateRows> {
        self.take_copied(ctx, cx);
        let rows = self.fresh_rows(cx)?;
        let view = &cx.view.table;
        let wanted = Wanted {
            revision: cx.revision,
            rows: self.rows_made,
            view: TableView { columns: Vec::new(), ..view.clone() },
            cursor: depends_on_cursor(view).then_some(cx.cursor),
            words: depends_on_words(view).then_some(cx.words),
        };
        if let Err(sentence) = self.order.look_again() {
            cx.ask(Command::Tell(sentence));
        }
        let is_slow = !self.order.is_of(&wanted) && count(&rows, &wanted.view) > MOST_IN_A_FRAME;
        if is_slow {
            let rows = rows.clone();
            self.order.want(wanted, |wanted| {
                let view = wanted.view.clone();
                Task::to(ctx, "Sorting the table", move || ordered(&rows, &view))
            });
        } else if !self.order.is_of(&wanted) {
            let shown = ordered(&rows, &wanted.view);
            self.order.put(wanted, shown);
        }
        Some(rows)
    }

    /// Puts what was made to be copied on the clipboard.
    fn take_copied(&mut self, ctx: &Context, cx: &Cx<'_>) {
        while let Some(news) = self.copying.as_ref().and_then(Task::news) {
            match news {
                News::Brought(text) => ctx.copy_text(text),
                News::Ended(ended) => {
                    self.copying = None;
                    ended.unwrap_or_else(|sentence| cx.ask(Command::Tell(sentence)));
                }
            }
        }
    }

    /// The rows' inputs, those that are still good kept from before.
    fn fresh_rows(&mut self, cx: &Cx<'_>) -> Option<EstimateRows> {
        let (comparison, slice) = (cx.comparison()?, cx.slice()?);
        let files = cx.files();
        let before = self.rows.take();
        if before.as_ref().is_some_and(|(_, rows)| !rows.places.is_of_files(files)) {
            // Their rows may be others now.
            self.picks.clear();
            self.order = Latest::default();
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
                EstimateRows { facts, places, at: Arc::default(), words: cx.words }
            }
        };
        if !rows.places.is_of(files, &comparison.tracks) {
            Arc::make_mut(&mut rows.places).update(files, &comparison.tracks);
            rows.at = Arc::default();
        }
        rows.words = cx.words;
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
    fn copy(&mut self, ctx: &Context, cx: &Cx<'_>, rows: &EstimateRows) {
        let picked = self.picks.in_order(self.order.all());
        let wanted = if picked.is_empty() { self.order.all().to_vec() } else { picked };
        let columns = cx.view.table.columns.clone();
        if wanted.len() <= MOST_IN_A_FRAME {
            ctx.copy_text(tsv::tsv(rows, &columns, &wanted));
            return;
        }
        let rows = rows.clone();
        let name = "Copying the rows";
        self.copying = Some(Task::to(ctx, name, move || tsv::tsv(&rows, &columns, &wanted)));
    }
}

#[cfg(test)]
impl TablePanel {
    pub fn shown(&self) -> &[EstimateRef] {
        self.order.all()
    }
}
