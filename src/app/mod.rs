//! The window: what an analyst sees and touches. The only room that knows egui.
//!
//! [`run`] opens it. [`Workbench`] holds what lies on the desk, what panels keep and where leaving
//! stands. A panel is handed one context, `Cx`, with which it sees the bench, has the words and asks
//! for commands; what takes longer than a frame is done in the background.
//!
//! What must never be: a panel that changes the document or the view itself; a key, a menu entry or
//! a line of help apart from the list of actions; a thread that `background` did not begin, or one
//! that breaks down without a word or takes other work with it; a colour that is no role of a theme;
//! a repaint while nothing happens.

mod actions;
mod announcing;
mod background;
mod bars;
mod bench;
mod beside_sheet;
mod brush;
mod changed_sheet;
mod command;
mod controls;
mod cx;
mod date_cursor;
mod derived;
mod dialogs;
mod earlier_sheet;
mod elsewhere;
mod end_signals;
mod entry;
mod errands;
mod excerpt;
mod excerpt_sheet;
mod export_sheet;
mod file_dialogs;
mod first_part;
mod fonts;
mod gestures;
mod ground;
mod handles;
mod help;
mod import_sheet;
mod including;
mod insights;
mod key_sheet;
mod lanes;
mod look;
mod memory;
mod menus;
mod moved_bounds;
mod on_disk;
mod overview;
mod painter;
mod palette;
mod plot_view;
mod pointing;
mod policies;
mod pool_overlay;
mod publication_sheet;
mod range_bar;
mod read_otherwise;
mod recorder;
mod recovered;
mod redaction_sheet;
mod rows;
mod sentence;
mod settings;
mod sheets;
mod side_panel;
mod small_chart;
mod snapping;
mod source_dialog;
mod sources_panel;
mod start;
mod start_page;
mod table;
mod taking;
mod thumbnail;
mod tour;
mod trials;
mod typed;
mod typed_path;
mod under_pointer;
mod unseen_signs;
mod view_history;
mod withstanding;
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
