//! Where an analyst's notes have their place in a scene.

/// What a note is about, in data units.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum NotePlace {
    /// Days since 1970-01-01.
    Day(i32),
    /// From a day to another, both included.
    Days(i32, i32),
    Value(f64),
    /// An estimate that is drawn: its as of, and the value of its sign if it has a number.
    Estimate {
        day: i32,
        value: Option<f64>,
    },
    /// A voice that is drawn, and the first day of which it speaks.
    Voice {
        voice: usize,
        day: i32,
    },
}

/// A note that is drawn as a numbered pin.
#[derive(Clone, PartialEq, Debug)]
pub struct SceneNote {
    /// Counted from 1, the same in the list of notes and in every export.
    pub number: usize,
    pub place: NotePlace,
    pub text: String,
}
