//! Views of rows over one time axis: who stands when, and which voices shared a value when; and what
//! was said of one day, over the days of saying.

mod coalitions;
mod fan;
mod standing;
mod time;

pub(super) use coalitions::CoalitionsView;
pub(super) use fan::FanView;
pub(super) use standing::{standing_of, standing_ui};
