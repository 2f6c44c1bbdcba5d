//! Reading by libraries that give up on some broken files by a panic.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread is a library's way of giving up on a broken file, which is told as
/// that: no fault of the program.
#[must_use]
pub fn gives_up_on_a_file() -> bool {
    IS_GUARDED.get()
}

/// What a library makes of a file; none where it gives up by a panic. Nothing that `read` changes is
/// looked at after that.
pub(super) fn unless_it_gives_up<R>(read: impl FnOnce() -> R) -> Option<R> {
    let before = IS_GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(before);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gives_up_by_a_panic_is_known_while_reading_and_not_after() {
        assert_eq!(unless_it_gives_up(gives_up_on_a_file), Some(true));
        let broken: Option<()> = unless_it_gives_up(|| panic!("a broken file"));
        assert!(broken.is_none() && !gives_up_on_a_file());
    }
}
