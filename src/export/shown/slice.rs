//! One day row by row: each voice that stands with its interval, what it stated, as what that is read,
//! and how it stands to what most share.

use std::collections::BTreeSet;

use super::asked::{Asked, Drawn};
use crate::chart::{ForestOptions, ForestOrder, ForestTold, forest};
use crate::compare::{EstimateRef, Interval, References, Slice, StandingVoice};
use crate::export::chart::Chart;
use crate::words::RowStatement;

/// Where nobody stands there is nothing to be drawn.
pub(super) fn drawn(asked: &Asked<'_>) -> Result<Chart, String> {
    let words = asked.of.words;
    let at = asked.at.ok_or_else(|| words.nothing_to_report().to_owned())?;
    let slice = asked.comparison.slice(&asked.files, at);
    if slice.standing.is_empty() && slice.divided.is_empty() {
        return Err(words.nobody_stands(at));
    }
    let references = asked.references(&asked.files, cited(asked, &slice));
    let of_day = OfDay { asked, slice: &slice, references: &references };
    let scene = asked.signs();
    let bounds_of = |of: EstimateRef| Some(asked.bounds_of(of)?.0);
    let sign_of = |voice: usize| scene.sign(voice);
    let told_of = |of: &StandingVoice| of_day.told(of);
    let options = ForestOptions {
        order: ForestOrder::Value,
        scale: asked.of.view.scale,
        width: asked.width(),
        bounds_of: &bounds_of,
        sign_of: &sign_of,
        told_of: Some(&told_of),
        words,
    };
    let forest = forest(&asked.comparison, &slice, &options);
    let told = forest.rows.iter().map(|row| row.spoken.clone()).collect();
    Ok(asked.chart(Drawn {
        title: words.title(&asked.comparison),
        sentence: asked.sentence_on(at, &references),
        told,
        beside: of_day.not_counted(),
        asked: asked.line(),
        picture: forest.picture(),
        all: &asked.files,
        references: references.clone(),
    }))
}

/// All that is told of a day.
fn cited(asked: &Asked<'_>, slice: &Slice) -> BTreeSet<EstimateRef> {
    let behind = slice.standing.iter().flat_map(|one| asked.comparison.behind(one.voice, slice.at));
    let members = slice.divided.iter().flat_map(|group| &group.members);
    let members = members.map(|member| member.estimate);
    let others = slice.not_counted.iter().map(|(of, _)| *of);
    let standing = slice.standing.iter().map(|one| one.estimate);
    behind.chain(standing).chain(members).chain(others).collect()
}

struct OfDay<'a> {
    asked: &'a Asked<'a>,
    slice: &'a Slice,
    references: &'a References,
}

impl OfDay<'_> {
    fn told(&self, of: &StandingVoice) -> ForestTold {
        let words = self.asked.of.words;
        let is_divided = self.slice.divided.iter().find(|group| group.voice == of.voice);
        if let Some(group) = is_divided {
            let members = group.members.iter();
            let members: Vec<EstimateRef> = members.map(|member| member.estimate).collect();
            let mut said = self.statements(&members, true);
            said.extend(words.divided(&self.asked.comparison, std::slice::from_ref(group)));
            return ForestTold { said, stated: None };
        }
        let mut behind = self.asked.comparison.behind(of.voice, self.slice.at);
        if behind.is_empty() {
            behind.push(of.estimate);
        }
        let is_group = !self.asked.comparison.question.by.is_of_sources();
        let mut said = self.statements(&behind, is_group);
        said.push(words.row_read(of));
        said.extend(words.row_stands(of, self.slice));
        ForestTold { said, stated: self.stated(&behind) }
    }

    fn statements(&self, all: &[EstimateRef], is_one_of_several: bool) -> Vec<String> {
        let words = self.asked.of.words;
        let said = all.iter().filter_map(|of| {
            let numbers = self.references.numbers(&[*of]);
            Some(words.row_statement(&self.statement(*of, &numbers)?, is_one_of_several))
        });
        said.collect()
    }

    fn statement<'b>(&'b self, of: EstimateRef, cited: &'b [u32]) -> Option<RowStatement<'b>> {
        let estimate = of.of(&self.asked.files)?;
        let held = self.asked.bounds_of(of);
        let adjusted = held.filter(|(_, is_adjusted)| *is_adjusted).map(|(bounds, _)| bounds);
        Some(RowStatement { estimate, as_of: self.asked.as_of(of)?, adjusted, cited })
    }

    /// What one statement said, where an analyst set another range.
    fn stated(&self, behind: &[EstimateRef]) -> Option<Interval> {
        let [of] = behind else { return None };
        self.asked.bounds_of(*of).filter(|(_, is_adjusted)| *is_adjusted)?;
        let bounds = of.of(&self.asked.files)?.bounds()?;
        let low = bounds.low().or(bounds.best()).or(bounds.high())?;
        let high = bounds.high().or(bounds.best()).or(bounds.low())?;
        Interval::new(low.min(high), high.max(low))
    }

    /// What does not count, a line each.
    fn not_counted(&self) -> Vec<String> {
        let words = self.asked.of.words;
        let is_member = |of: &EstimateRef| {
            let mut members = self.slice.divided.iter().flat_map(|group| &group.members);
            members.any(|member| member.estimate == *of)
        };
        let others = self.slice.not_counted.iter().filter(|(of, _)| !is_member(of));
        let said = others.filter_map(|(of, why)| {
            let numbers = self.references.numbers(&[*of]);
            Some(words.row_not_counted(&self.statement(*of, &numbers)?, *why))
        });
        said.collect()
    }
}
