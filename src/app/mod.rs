//! The window: what an analyst sees and touches. The only room that knows egui.
//!
//! [`run`] opens it. [`Workbench`] holds document, view and drafts; panels see them through a
//! borrowed bench and answer with commands; what takes longer than a frame is an errand on a
//! thread of its own.

mod actions;
mod announcing;
mod background;
mod bars;
mod bench;
mod brush;
mod command;
mod cx;
mod date_cursor;
mod derived;
mod dialogs;
mod entry;
mod errands;
mod excerpt;
mod excerpt_sheet;
mod file_dialogs;
mod fonts;
mod gestures;
mod ground;
mod handles;
mod help;
mod including;
mod insights;
mod look;
mod memory;
mod moved_bounds;
mod overview;
mod painter;
mod palette;
mod plot_view;
mod pointing;
mod pool_overlay;
mod range_bar;
mod sentence;
mod settings;
mod sheets;
mod side_panel;
mod snapping;
mod source_dialog;
mod sources_panel;
mod start;
mod table;
mod typed;
mod under_pointer;
mod view_history;
mod workbench;

pub use fonts::install as install_fonts;
pub use painter::PicturePainter;

pub use file_dialogs::{FileDialogs, NoDialogs, PathAnswer, SystemDialogs};
pub use start::run;
pub use workbench::{Start, Workbench};

#[cfg(test)]
mod command_tests;
#[cfg(test)]
mod picture_tests;
#[cfg(test)]
mod window_tests;
