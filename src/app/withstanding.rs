//! A fault of the program in the middle of a frame: the window stays, says so, and keeps what is not
//! saved on disk. Only one that comes again at once, frame after frame, ends it.

use eframe::egui::Context;

use crate::cli::{self, Fault, withstand};
use crate::words::Words;

use super::workbench::Workbench;

/// So many frames may fail one after the other.
const MOST_IN_A_ROW: u32 = 3;

/// Does the work of frames, and knows how many failed one after the other.
#[derive(Default)]
pub(super) struct Withstanding {
    in_a_row: u32,
}

impl Withstanding {
    /// Does a part of a frame's work; false where it failed.
    ///
    /// # Panics
    /// Where that has come too often in a row: then nothing is gained by going on.
    pub fn run(
        &mut self,
        ctx: &Context,
        workbench: &mut Workbench,
        work: impl FnOnce(&mut Workbench),
    ) -> bool {
        match withstand(|| work(workbench)) {
            Ok(()) => true,
            Err(fault) if self.in_a_row < MOST_IN_A_ROW => {
                self.in_a_row += 1;
                log::error!("A fault {}", fault.place);
                workbench.tell_fault(&fault);
                ctx.request_repaint();
                false
            }
            Err(Fault { place, report }) => {
                cli::say(&Words::default().window_broke_down(&place, report.as_deref()));
                std::panic::resume_unwind(Box::new(place))
            }
        }
    }

    /// A whole frame was done.
    pub fn got_through(&mut self) {
        self.in_a_row = 0;
    }
}
