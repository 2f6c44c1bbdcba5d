//! Back and forward through what was looked at. It is no part of undo: a look changes nothing.

/// The window of time and values that is looked at.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Look {
    /// Days since 1970-01-01, with fractions.
    pub time: (f64, f64),
    pub values: (f64, f64),
}

/// What was shown: windows of time and values; none for everything.
pub(super) type Shown = Option<Look>;

/// So many looks are kept.
const MOST: usize = 100;

/// Moves without a button held that follow each other within this many seconds are one gesture.
const ONE_GESTURE_SECONDS: f64 = 0.7;

/// How a look came to be left.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Left {
    /// For another one in one step: typed, chosen, drawn as a box.
    AtOnce,
    /// Little by little at this time: all moves while one button is held, or in quick succession,
    /// are one gesture.
    Gradually { now: f64, pressed_at: Option<f64> },
}

/// The looks before this one and after it.
#[derive(Default)]
pub(super) struct ViewHistory {
    back: Vec<Shown>,
    on: Vec<Shown>,
    gesture: Option<Gesture>,
}

/// A gesture that may still go on.
struct Gesture {
    last: f64,
    pressed_at: Option<f64>,
}

impl ViewHistory {
    /// Tells that `shown` is being left. A gesture leaves the look that it began with.
    pub fn leave(&mut self, shown: Shown, left: Left) {
        let goes_on = match (left, &self.gesture) {
            (Left::Gradually { now, pressed_at }, Some(gesture)) => {
                let is_held = pressed_at.is_some() || now - gesture.last < ONE_GESTURE_SECONDS;
                gesture.pressed_at == pressed_at && is_held
            }
            _ => false,
        };
        self.gesture = match left {
            Left::AtOnce => None,
            Left::Gradually { now, pressed_at } => Some(Gesture { last: now, pressed_at }),
        };
        if goes_on || self.back.last() == Some(&shown) {
            return;
        }
        self.on.clear();
        self.back.push(shown);
        if self.back.len() > MOST {
            self.back.remove(0);
        }
    }

    /// The look before this one.
    pub fn back(&mut self, shown: Shown) -> Option<Shown> {
        let before = self.back.pop()?;
        self.on.push(shown);
        self.gesture = None;
        Some(before)
    }

    /// The look that was gone back from.
    pub fn on(&mut self, shown: Shown) -> Option<Shown> {
        let next = self.on.pop()?;
        self.back.push(shown);
        self.gesture = None;
        Some(next)
    }

    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    pub fn can_go_on(&self) -> bool {
        !self.on.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(from: f64) -> Shown {
        Some(Look { time: (from, from + 10.0), values: (0.0, 1.0) })
    }

    #[test]
    fn one_leads_back_and_forward_through_what_was_seen() {
        let mut history = ViewHistory::default();
        history.leave(None, Left::AtOnce);
        history.leave(look(1.0), Left::AtOnce);
        assert_eq!(history.back(look(2.0)), Some(look(1.0)));
        assert_eq!(history.back(look(1.0)), Some(None));
        assert_eq!(history.back(None), None);
        assert_eq!(history.on(None), Some(look(1.0)));
        assert_eq!(history.on(look(1.0)), Some(look(2.0)));
        assert!(!history.can_go_on() && history.can_go_back());
    }

    #[test]
    fn a_gesture_is_one_step_however_long_the_button_is_held() {
        let mut history = ViewHistory::default();
        let held = |now| Left::Gradually { now, pressed_at: Some(1.0) };
        history.leave(None, held(1.0));
        history.leave(look(1.0), held(1.1));
        history.leave(look(2.0), held(30.0));
        assert_eq!(history.back(look(3.0)), Some(None));
        assert!(!history.can_go_back());
    }

    #[test]
    fn turns_of_the_wheel_are_one_step_until_there_is_a_rest() {
        let mut history = ViewHistory::default();
        let wheel = |now| Left::Gradually { now, pressed_at: None };
        history.leave(None, wheel(1.0));
        history.leave(look(1.0), wheel(1.5));
        history.leave(look(2.0), wheel(5.0));
        assert_eq!(history.back(look(3.0)), Some(look(2.0)));
        assert_eq!(history.back(look(2.0)), Some(None));
    }

    #[test]
    fn another_look_ends_the_way_forward() {
        let mut history = ViewHistory::default();
        history.leave(None, Left::AtOnce);
        assert_eq!(history.back(look(1.0)), Some(None));
        history.leave(None, Left::AtOnce);
        assert!(!history.can_go_on());
    }
}
