//! Work on many things done on two threads where there is much of it.

/// From so many statements or stretches on two threads are faster than one.
pub(super) const WORTH_A_THREAD: usize = 1 << 14;

/// What work makes of these things, in order: of the later half of them by weight on a thread of
/// its own, if all together weigh `worth` or more. A panic in either half is one here.
pub(super) fn in_halves<T: Send, R: Send>(
    mut things: Vec<T>,
    weight: impl Fn(&T) -> usize,
    worth: usize,
    work: impl Fn(Vec<T>) -> Vec<R> + Sync,
) -> Vec<R> {
    let all: usize = things.iter().map(&weight).sum();
    if all < worth {
        return work(things);
    }
    let so_far = things.iter().scan(0, |so_far, thing| {
        *so_far += weight(thing);
        Some(*so_far)
    });
    let middle = so_far.take_while(|so_far| *so_far <= all / 2).count();
    let later = things.split_off(middle);
    std::thread::scope(|scope| {
        let later = scope.spawn(|| work(later));
        let mut made = work(things);
        match later.join() {
            Ok(later) => made.extend(later),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        made
    })
}

#[cfg(test)]
mod tests {
    use std::thread::ThreadId;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn two_halves_make_what_one_whole_makes(
            weights in prop::collection::vec(0..9_usize, 0..30), worth in 0..200_usize,
        ) {
            let work = |things: Vec<usize>| things.into_iter().map(|one| 3 * one).collect();
            let made = in_halves(weights.clone(), |weight| *weight, worth, work);
            prop_assert_eq!(made, work(weights));
        }
    }

    #[test]
    fn little_work_is_done_on_one_thread_and_much_in_halves() {
        let on = |worth| -> Vec<ThreadId> {
            let work =
                |things: Vec<u8>| things.iter().map(|_| std::thread::current().id()).collect();
            in_halves(vec![5; 6], |weight| usize::from(*weight), worth, work)
        };
        let here = std::thread::current().id();
        assert_eq!(on(31), [here; 6]);
        let both = on(30);
        assert_eq!(both[..3], [here; 3]);
        assert!(both[3..].iter().all(|thread| *thread != here), "{both:?}");
    }
}
