//! What is kept of work that is done anew whenever its inputs change.

use super::{News, Task};

/// The latest value with its key – what it was made from –, what is under way, and whether the value
/// is of something else than what is wanted.
///
/// One task is under way at a time. One for another key is told to stop and waited for, what it
/// still brings is dropped, and what broke down is not tried again while nothing else is wanted.
pub(in crate::app) struct Latest<K, V, N = V> {
    value: Option<(K, V)>,
    under_way: Option<(K, Task<N>)>,
    broken: Option<(K, String)>,
    is_stale: bool,
}

impl<K, V, N> Default for Latest<K, V, N> {
    fn default() -> Latest<K, V, N> {
        Latest { value: None, under_way: None, broken: None, is_stale: false }
    }
}

impl<K: Clone + PartialEq, V, N> Latest<K, V, N> {
    pub fn value(&self) -> Option<&V> {
        self.value.as_ref().map(|(_, value)| value)
    }

    pub fn value_mut(&mut self) -> Option<&mut V> {
        self.value.as_mut().map(|(_, value)| value)
    }

    /// What the value was made from.
    pub fn key(&self) -> Option<&K> {
        self.value.as_ref().map(|(key, _)| key)
    }

    pub fn is_of(&self, wanted: &K) -> bool {
        self.key() == Some(wanted)
    }

    pub fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// Whether the value, if there is one, is not of what was wanted last.
    pub fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// The sentence in which what is wanted broke down.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_ref().map(|(_, sentence)| sentence.as_str())
    }

    /// Lets what broke down be tried again, from the beginning.
    pub fn try_again(&mut self) {
        self.broken = None;
        self.value = None;
    }

    /// Sets a value that was made at once.
    pub fn put(&mut self, key: K, value: V) {
        self.value = Some((key, value));
        self.is_stale = false;
    }

    /// Takes the value out.
    pub fn take(&mut self) -> Option<V> {
        self.value.take().map(|(_, value)| value)
    }

    /// Begins what is wanted, unless it is there, under way or broken.
    pub fn want(&mut self, wanted: K, begin: impl FnOnce(&K) -> Task<N>) {
        self.is_stale = !self.is_of(&wanted);
        self.broken = self.broken.take().filter(|(key, _)| *key == wanted);
        match &self.under_way {
            Some((key, task)) if *key != wanted => task.stop(),
            None if self.is_stale && self.broken.is_none() => {
                let task = begin(&wanted);
                self.under_way = Some((wanted, task));
            }
            _ => {}
        }
    }

    /// Says what is wanted, without sending for it yet.
    pub fn leave(&mut self, wanted: &K) {
        self.is_stale = !self.is_of(wanted);
    }

    /// Nothing is wanted: the value goes, and what is under way stops.
    pub fn want_nothing(&mut self) {
        self.value = None;
        self.is_stale = false;
        if let Some((_, task)) = &self.under_way {
            task.stop();
        }
    }

    /// Takes what has been brought, each put to what there is of the same key; whether there was
    /// anything, or the sentence in which the work broke down.
    pub fn look(&mut self, mut put: impl FnMut(Option<V>, N) -> V) -> Result<bool, String> {
        let mut is_new = false;
        let Some((key, task)) = self.under_way.take() else { return Ok(false) };
        loop {
            match task.news() {
                None => break,
                Some(News::Brought(_)) if task.is_stopped() => {}
                Some(News::Brought(brought)) => {
                    let before = self.value.take().filter(|(of, _)| *of == key);
                    let value = put(before.map(|(_, value)| value), brought);
                    self.value = Some((key.clone(), value));
                    is_new = true;
                }
                Some(News::Ended(ended)) => {
                    if task.is_stopped() && self.is_of(&key) {
                        // What it brought before is not the whole.
                        self.value = None;
                    }
                    return match ended {
                        Ok(()) => Ok(is_new),
                        Err(sentence) => {
                            self.broken = Some((key, sentence.clone()));
                            Err(sentence)
                        }
                    };
                }
            }
        }
        self.under_way = Some((key, task));
        Ok(is_new)
    }
}

impl<K: Clone + PartialEq, V> Latest<K, V> {
    /// Takes what has been brought in the place of the value; whether there was anything, or the
    /// sentence in which the work broke down.
    pub fn look_again(&mut self) -> Result<bool, String> {
        self.look(|_, brought| brought)
    }
}

impl<K: Clone + PartialEq, T, N> Latest<K, Vec<T>, N> {
    /// All there are, none while there is no value.
    pub fn all(&self) -> &[T] {
        self.value().map_or(&[], |all| &all[..])
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::Context;

    use super::*;

    /// Looks until the work is over.
    fn settle(latest: &mut Latest<u8, Vec<u8>, u8>) -> Result<(), String> {
        while latest.is_under_way() {
            latest.look(|before, brought| [before.unwrap_or_default(), vec![brought]].concat())?;
            std::thread::yield_now();
        }
        Ok(())
    }

    #[test]
    fn what_is_wanted_is_made_once_and_shown_stale_while_something_else_is_wanted() {
        let ctx = Context::default();
        let mut latest = Latest::default();
        let begun = std::cell::Cell::new(0);
        let want = |latest: &mut Latest<u8, Vec<u8>, u8>, key: u8| {
            latest.want(key, |key| {
                begun.set(begun.get() + 1);
                let key = *key;
                Task::begin(&ctx, "Counting", move |work| (1..=key).for_each(|n| work.bring(n)))
            });
        };
        want(&mut latest, 3);
        want(&mut latest, 3);
        settle(&mut latest).expect("done");
        want(&mut latest, 3);
        assert_eq!((latest.all(), begun.get(), latest.is_stale()), (&[1, 2, 3][..], 1, false));
        want(&mut latest, 2);
        assert!(latest.is_stale() && latest.all().len() == 3, "the former one stays meanwhile");
        settle(&mut latest).expect("done");
        want(&mut latest, 2);
        assert_eq!((latest.all(), begun.get(), latest.is_stale()), (&[1, 2][..], 2, false));
    }

    #[test]
    fn what_is_no_longer_wanted_stops_and_is_dropped() {
        let ctx = Context::default();
        let mut latest: Latest<u8, Vec<u8>, u8> = Latest::default();
        latest.want(1, |_| {
            Task::begin(&ctx, "Waiting", |work| {
                while work.go_on().is_continue() {
                    std::thread::yield_now();
                }
                work.bring(1);
            })
        });
        latest.want(2, |_| panic!("one is under way"));
        settle(&mut latest).expect("done");
        assert!(latest.all().is_empty());
        latest.want(2, |_| Task::to(&ctx, "Counting", || 2));
        settle(&mut latest).expect("done");
        assert_eq!(latest.all(), [2]);
    }

    #[test]
    fn what_broke_down_says_so_and_is_tried_again_only_when_asked_to() {
        let ctx = Context::default();
        let mut latest: Latest<u8, Vec<u8>, u8> = Latest::default();
        latest.want(1, |_| Task::begin(&ctx, "Counting", |_| panic!("on purpose")));
        let sentence = settle(&mut latest).expect_err("it broke down");
        assert_eq!(sentence, "Counting broke down: this is a fault of the program");
        latest.want(1, |_| panic!("not by itself"));
        assert_eq!(latest.broken(), Some(&sentence[..]));
        latest.try_again();
        latest.want(1, |_| Task::to(&ctx, "Counting", || 1));
        settle(&mut latest).expect("done");
        assert_eq!((latest.all(), latest.broken()), (&[1][..], None));
    }
}
