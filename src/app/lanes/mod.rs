//! The view lane by lane: the strips between the lanes, touched, and the list of their days.

mod days;
mod members;
mod strips;

pub(super) use days::BetweenDays;
pub(super) use members::members_ui;
pub(super) use strips::strips_ui;
