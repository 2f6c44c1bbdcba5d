//! The chart of a page as its script knows it: where its days lie, and what each sign says.

use serde_json::{Map, Value, json};

use super::told::Telling;
use crate::chart::MarkId;
use crate::compare::{Comparison, EstimateRef};
use crate::estimate::{Day, Loaded};
use crate::export::chart::Chart;

/// Where days lie in the drawing: the place of the first day of the page, how far it is from one day to
/// the next, and from where to where down the line of the day goes.
pub(super) fn chart(chart: &Chart, first: Day) -> Value {
    let page = chart.page();
    let (left, top) = page.picture_at;
    let picture = &chart.picture;
    let x = |day: Day| f64::from(left + picture.time.x(f64::from(day.number())));
    let rounded = |number: f64| (number * 100.0).round() / 100.0;
    let per_day = 1.0 / picture.time.days_per_point();
    let down = [top + picture.plot.top, top + picture.strip.bottom.max(picture.plot.bottom)];
    json!({
        "x": rounded(x(first)),
        "perDay": per_day,
        "left": rounded(f64::from(left + picture.plot.left)),
        "right": rounded(f64::from(left + picture.plot.right)),
        "down": down.map(|y| rounded(f64::from(y))),
    })
}

/// What each sign says, by its id: the words, the day from which on it was known, and where it can
/// be read.
pub(super) fn marks(
    chart: &Chart,
    telling: &Telling<'_>,
    comparison: &Comparison,
    files: &[Loaded],
) -> Value {
    let drawn = chart.picture.marks().filter_map(|mark| match mark.id {
        Some(MarkId::Estimate(estimate)) => Some(estimate),
        _ => None,
    });
    let said = drawn.filter_map(|of| {
        let told = said(telling, comparison, files, of)?;
        Some((MarkId::Estimate(of).to_string(), told))
    });
    Value::Object(said.collect::<Map<String, Value>>())
}

fn said(
    telling: &Telling<'_>,
    comparison: &Comparison,
    files: &[Loaded],
    of: EstimateRef,
) -> Option<Value> {
    let words = telling.charted.words;
    let estimate = of.of(files)?;
    let clocks = comparison.clocks(files, of)?;
    let says = words.said_and_published(estimate, clocks);
    Some(json!([says, clocks.known_from().to_string(), telling.references.number(of)]))
}
