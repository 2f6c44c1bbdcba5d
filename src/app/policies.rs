//! What can be chosen of how statements are read, and how each choice is said: for new questions in
//! the settings, and for what is open.

use crate::compare::{AboutPolicy, Dates, Staleness};

/// What each choice is about, before it.
pub(super) const ABOUT: &str = "“About 3,000” is read";
pub(super) const STALENESS: &str = "An estimate stands for";
pub(super) const DATES: &str = "Totals are compared";
pub(super) const PROJECTIONS: &str = "Projections";
pub(super) const PROJECTIONS_COUNT: &str = "count, on the day they speak of";

/// The widths that can be chosen, and the one that holds.
pub(super) fn abouts(now: AboutPolicy) -> Vec<AboutPolicy> {
    let mut all = vec![AboutPolicy::Rounding, AboutPolicy::Exact];
    all.extend([5.0, 10.0, 20.0].map(AboutPolicy::Percent));
    with(all, now)
}

pub(super) fn about_said(about: AboutPolicy) -> String {
    match about {
        AboutPolicy::Rounding => "as wide as it was rounded".to_owned(),
        AboutPolicy::Exact => "exactly".to_owned(),
        AboutPolicy::Percent(percent) => format!("{percent} % either way"),
    }
}

/// How long estimates can stand, and how long they do.
pub(super) fn stalenesses(now: Staleness) -> Vec<Staleness> {
    let mut all = vec![Staleness::ByBasis, Staleness::Never];
    all.extend([30, 60, 90, 180, 365].map(Staleness::Days));
    with(all, now)
}

pub(super) fn staleness_said(staleness: Staleness) -> String {
    match staleness {
        Staleness::ByBasis => "90 days, a total for 180".to_owned(),
        Staleness::Never => "ever, until it is renewed".to_owned(),
        Staleness::Days(1) => "1 day".to_owned(),
        Staleness::Days(days) => format!("{days} days"),
    }
}

pub(super) fn dates_said(dates: Dates) -> &'static str {
    match dates {
        Dates::SameDay => "on the same day, carried there",
        Dates::Stated => "as of their own days",
    }
}

/// What can be chosen, and what holds beside it where it is none of these.
pub(super) fn with<T: PartialEq>(mut choices: Vec<T>, now: T) -> Vec<T> {
    if !choices.contains(&now) {
        choices.push(now);
    }
    choices
}
