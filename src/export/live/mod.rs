//! The page that can be asked: one file that opens in a browser, loads nothing, and says of every day,
//! in every grouping, by what was known on every day of publication, what the program says.
//!
//! Nothing is reckoned in the page: the sentences are the program's own, told here beforehand and
//! packed by what stays the same. Without a script it shows the day that was asked about.
//!
//! What must never be: a request to anywhere; a text from data that becomes anything but text; a
//! sentence that [`words`](crate::words) did not make; something left out without being told.

mod held;
mod html;
mod marks;
mod packed;
mod runs;
mod sheet;
mod told;

use std::sync::Arc;

use serde_json::json;

use super::chart::{Charted, PageOptions, PageSize};
use crate::chart::Theme;
use crate::compare::compare;
use crate::estimate::{Day, Loaded};
use crate::words::DateStyle;
use held::{Held, NothingHeld};
pub use sheet::LivePage;
use told::Telling;

/// How large the chart on the page is drawn, in points.
const PICTURE: (f32, f32) = (1_080.0, 480.0);

impl LivePage {
    /// The page on what is charted, which begins with the day of its cursor.
    ///
    /// # Errors
    /// In one sentence, where nothing was ever said on what is asked, or there are more days than go
    /// into a page.
    pub fn new(charted: Charted<'_>, options: &PageOptions) -> Result<LivePage, String> {
        let Charted { document, question, view, words } = charted;
        let held = Held::of(document, question, view.cursor).map_err(|why| match why {
            NothingHeld::NobodySpeaks => words.nothing_to_report().to_owned(),
            NothingHeld::TooManyDays { days, most } => words.live_too_long(days, most),
        })?;
        let files = document.loaded_for(question);
        let comparison = compare(&files, document.overlay(), question);
        let at = view.cursor.or_else(|| comparison.day_to_begin_with(&files));
        let at = at.unwrap_or(held.last).clamp(held.first, held.last);
        let slice = comparison.slice(&files, at);

        let all = with_the_others(&files, document.loaded_all());
        let references = options.references.map(|_| held.references(&all)).unwrap_or_default();
        let references = Arc::new(references);
        let mut page = PageOptions { references: None, ..options.clone() };
        (page.size, page.theme) = (PageSize::Picture(PICTURE.0, PICTURE.1), Theme::Light);
        let mut chart = charted.draw_cited(&page, Some(Arc::clone(&references)))?;
        let title = std::mem::take(&mut chart.caption.title);
        (chart.caption.sentence, chart.caption.marking) = (String::new(), None);

        let telling = Telling { charted, held: &held, all: &all, references: &references };
        let groupings = telling.all_groupings();
        let mut head = telling.head();
        head.insert("at".to_owned(), json!(at.to_string()));
        head.insert("by".to_owned(), json!(question.by.word()));
        head.insert("knownOn".to_owned(), json!(question.known_on.map(|day| day.to_string())));
        head.insert("chart".to_owned(), marks::chart(&chart, held.first));
        head.insert("marks".to_owned(), marks::marks(&chart, &telling, &comparison, &files));
        let packed = packed::packed(head, &groupings)
            .map_err(|error| format!("The page could not be packed: {error}"))?;
        let known = held.known.iter().flatten().count();
        let citing = options.references.unwrap_or_default();
        Ok(LivePage {
            words,
            marking: options.marking.clone(),
            title,
            asked: chart.caption.asked.clone(),
            assumed: words.assumptions(&comparison.assumptions(&files, Some(&slice))),
            at,
            by: question.by,
            known_on: question.known_on,
            verdict: words.verdict(slice.agreement.verdict),
            headline: words.headline(&comparison.gist(&files, &slice)),
            chart,
            cited: words.references(&references, &all, document, citing),
            files: words.files_cited(&references, &all, document),
            holds: words.live_holds(held.first, held.last, known, held.known_left_out),
            packed,
        })
    }

    /// The page as it is written.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        html::html(self).into_bytes()
    }
}

/// These files, and those others of all that are not among them.
fn with_the_others(files: &[Loaded], all: Vec<Loaded>) -> Vec<Loaded> {
    let others = all.into_iter().filter(|one| !files.iter().any(|file| file.slot == one.slot));
    files.iter().cloned().chain(others).collect()
}

impl Telling<'_> {
    /// What the script is told of what the page holds, and in which style days and numbers are
    /// written.
    fn head(&self) -> serde_json::Map<String, serde_json::Value> {
        let (words, held) = (self.charted.words, self.held);
        let dates = match words.style.dates {
            DateStyle::DayFirst => "dmy",
            DateStyle::MonthFirst => "mdy",
            DateStyle::Iso => "iso",
        };
        let months = (1..=12).filter_map(|month| Day::from_ymd(2001, month, 1));
        let months: Vec<String> = months.map(|day| words.month_name(day).to_owned()).collect();
        let known: Vec<String> = held.known.iter().flatten().map(Day::to_string).collect();
        let groupings = held.groupings.iter().map(|by| json!([by.word(), words.live_by(*by)]));
        let head = json!({
            "first": held.first.to_string(),
            "days": held.days().count(),
            "known": known,
            "groupings": groupings.collect::<Vec<_>>(),
            "mark": self.mark().map(String::from).unwrap_or_default(),
            "dates": dates,
            "months": months,
            "knowing": words.live_knowing(),
        });
        match head {
            serde_json::Value::Object(head) => head,
            _ => serde_json::Map::new(),
        }
    }
}

#[cfg(test)]
mod tests;
