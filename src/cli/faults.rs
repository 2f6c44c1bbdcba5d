//! Faults of the program itself: each is told in a sentence, and written down in a report that says
//! where it happened and holds nothing of what was open.

use std::cell::Cell;
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::answer::say;
use crate::words::Words;
use crate::{disk, files};

/// A fault that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where in the program, as `at edit.rs:120`; nothing where that is not known.
    pub place: String,
    /// The report of it; none where it could not be written.
    pub report: Option<PathBuf>,
}

/// What ends with a fault on the thread that the program began with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doing {
    Command,
    Window,
}

/// The last fault that was withstood.
static WITHSTOOD: Mutex<Option<Fault>> = Mutex::new(None);

thread_local! {
    /// Whether what is done on this thread goes on after a fault.
    static WITHSTANDS: Cell<bool> = const { Cell::new(false) };
}

/// From now on tells and writes down every fault. What the program itself has to say of one is said
/// in full where it is asked for by `RUST_BACKTRACE`, and for those of other threads, whose work is
/// given up by whoever began it.
pub fn watch_for_faults(doing: Doing) {
    let in_full = std::panic::take_hook();
    let is_asked_for = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    std::panic::set_hook(Box::new(move |panic| {
        if files::gives_up_on_a_file() {
            return;
        }
        let fault = Fault::of(panic);
        let is_first_thread = std::thread::current().name() == Some("main");
        if WITHSTANDS.get() {
            *WITHSTOOD.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
        } else if is_first_thread {
            // With some displays the process ends before anything else can be said.
            let words = Words::default();
            let report = fault.report.as_deref();
            say(&match doing {
                Doing::Window => words.window_broke_down(&fault.place, report),
                Doing::Command => words.command_broke_down(&fault.place, report),
            });
        }
        if is_asked_for || !is_first_thread {
            in_full(panic);
        }
    }));
}

/// Does something that may have a fault, which is then what comes of it.
///
/// # Errors
/// The fault, where [it is watched for](watch_for_faults); else one of an unknown place.
pub fn withstand<R>(work: impl FnOnce() -> R) -> Result<R, Fault> {
    let before = WITHSTANDS.replace(true);
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    WITHSTANDS.set(before);
    done.map_err(|_| {
        let fault = WITHSTOOD.lock().unwrap_or_else(PoisonError::into_inner).take();
        fault.unwrap_or(Fault { place: String::new(), report: None })
    })
}

impl Fault {
    fn of(panic: &PanicHookInfo<'_>) -> Fault {
        let place = panic.location().map_or_else(String::new, |at| {
            let file = at.file().rsplit(['/', '\\']).next().unwrap_or_default();
            format!("at {file}:{}", at.line())
        });
        let report = report(&place);
        // One report for each place: a fault that comes again and again fills no disk.
        let name = format!("fault {}.txt", place.replace(':', " "));
        let report = disk::state_folder()
            .and_then(|folder| disk::write_report(&folder.join("faults"), &name, &report).ok());
        Fault { place, report }
    }
}

/// What whoever mends the program needs to know, without a word of what was open: what a panic says
/// may quote it, so only its place is told.
fn report(place: &str) -> String {
    let thread = std::thread::current();
    format!(
        "A fault of Parallax {}\nplace: {place}\nthread: {}\nsystem: {} {}\n",
        env!("CARGO_PKG_VERSION"),
        thread.name().unwrap_or("without a name"),
        std::env::consts::OS,
        std::env::consts::ARCH,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_fault_comes_out_as_it_is() {
        assert_eq!(withstand(|| 3), Ok(3));
    }

    #[test]
    fn a_fault_is_withstood_and_what_stood_around_it_goes_on() {
        let outer = withstand(|| {
            let inner = withstand(|| panic!("4,000 of whom nobody must know"));
            assert!(inner.is_err());
            assert!(WITHSTANDS.get(), "still withstanding");
            7
        });
        assert_eq!(outer, Ok(7));
        assert!(!WITHSTANDS.get());
    }

    #[test]
    fn a_report_says_where_and_on_what_and_nothing_else() {
        let text = report("at edit.rs:120");
        assert!(text.contains("place: at edit.rs:120\n"), "{text}");
        assert_eq!(text.lines().count(), 4, "{text}");
    }
}
