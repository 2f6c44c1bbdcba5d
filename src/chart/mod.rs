//! From a comparison to a picture: what is drawn, where, and in which role.
//!
//! [`Scene`] holds the marks in data units with ids and roles, no pixels and no colours.
//! [`layout()`] puts them in a [`Frame`] and makes a [`Picture`]: primitives in points, ticks,
//! labels that found room, and what lies under the pointer. [`Theme`] turns roles into colours.
//! Painters only paint, so what is exported is what was seen.
//!
//! The same scene and frame give the same picture, to the last bit; nothing in it is NaN, infinite
//! or far outside. No window, no file and no clock is known here.

mod forest;
mod hits;
mod layout;
mod picture;
mod scale;
mod scene;
mod scene_notes;
mod scene_tracks;
mod small_strip;
mod sums;
mod text;
mod theme;
mod ticks;
mod timeline;

#[cfg(test)]
mod notes_tests;
#[cfg(test)]
pub(crate) mod tests;

pub use forest::{Forest, ForestOptions, ForestOrder, ForestRow, forest};
pub use hits::FADE_REACH;
pub use layout::{Frame, Layouter, Regions, fitted_frame, layout};
pub use picture::{
    Anchor, Column, Dash, DroppedLabel, Fade, Handles, Hit, HitPart, Layer, Mark, MarkId, MarkKind,
    Marker, Part, Picture, Point, Rect, Text,
};
pub use scale::{Scale, TimeScale, ValueAxis, ValueScale};
pub use scene::{
    Form, Manner, OpenEnd, Scene, SceneEvent, SceneFlag, SceneGhost, SceneOptions, SceneSegment,
    SceneStatement, SceneStep, SceneTrack, SceneVoice,
};
pub use scene_notes::{NotePlace, SceneNote};
pub use small_strip::SmallStrip;
pub use text::{TextStyle, ascent, elide, line_height, text_width, visible};
pub use theme::{
    Rgba, Role, SIGN_COLOURS, Theme, colour_and_marker, colour_name, marker_name, sign,
    sign_of_place, source_dash, source_marker,
};
pub use ticks::{TimeTick, ValueTick, time_ticks, value_ticks};
pub use timeline::Timeline;
