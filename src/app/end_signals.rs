//! What ends the window from outside: the desktop's session is over, the terminal is closed,
//! somebody asks by `kill`.

use std::time::Duration;

use eframe::egui::Context;

use super::background::{News, Task, Work};

/// Hears of it when the program is asked to end.
pub(super) struct EndSignals(Task<()>);

/// How long the window has to put its work down. One that hangs is ended then: what was done a
/// while ago is on the disk.
const LONGEST_WAIT: Duration = Duration::from_secs(4);

impl EndSignals {
    pub fn listen(ctx: &Context) -> EndSignals {
        EndSignals(Task::begin(ctx, "Listening for the end", listen))
    }

    /// Whether the program was asked to end since the last look.
    pub fn is_asked(&self) -> bool {
        matches!(self.0.news(), Some(News::Brought(())))
    }
}

#[cfg(unix)]
fn listen(work: &Work<()>) {
    use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    match Signals::new([SIGHUP, SIGINT, SIGTERM]) {
        Ok(mut signals) => {
            for signal in signals.forever() {
                work.bring(());
                std::thread::sleep(LONGEST_WAIT);
                // Nothing better can be done where this fails.
                let _ = emulate_default_handler(signal);
            }
        }
        Err(error) => log::warn!("The end of the session will not be heard of: {error}"),
    }
}

#[cfg(not(unix))]
fn listen(_: &Work<()>) {
    // There a window is asked to close as by its button.
    let _ = LONGEST_WAIT;
}
