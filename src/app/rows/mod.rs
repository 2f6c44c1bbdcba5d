//! Views of rows over one time axis: who stands when, and which voices shared a value when.

mod coalitions;
mod standing;
mod time;

pub(super) use coalitions::CoalitionsView;
pub(super) use standing::standing_ui;
