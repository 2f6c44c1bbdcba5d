//! From a comparison to a picture: what is drawn, where, and in which role.
//!
//! [`Scene`] holds the marks in data units with ids and roles, no pixels and no colours.
//! [`layout()`] puts them in a [`Frame`] and makes a [`Picture`]: primitives in points, ticks,
//! labels that found room, and what lies under the pointer. [`Theme`] turns roles into colours.
//! Painters only paint, so what is exported is what was seen.
//!
//! The files stand on each other like this, and none looks up: geometry and text; scale, roles and
//! signs; marks, ticks and timeline; scene; hits; picture; layout; key. Pictures that have no time axis
//! stand on picture alone: the board, and on it the forest of a day, the table of pairs, the strips of
//! all measures and the waterfall of a gap.
//!
//! The same scene and frame give the same picture, to the last bit; nothing in it is NaN, infinite
//! or far outside. No window, no file and no clock may be known here, and no colour below the theme.

mod board;
mod forest;
mod geometry;
mod hits;
mod key;
mod layout;
mod marks;
mod measure_strips;
mod page_signs;
mod pair_table;
mod picture;
mod roles;
mod scale;
mod scene;
mod signs;
mod small_strip;
mod text;
mod theme;
mod ticks;
mod timeline;
mod waterfall;

#[cfg(test)]
mod agreement_tests;
#[cfg(test)]
mod notes_tests;
#[cfg(test)]
pub(crate) mod tests;

pub use crate::estimate::visible;
pub use forest::{Forest, ForestOptions, ForestOrder, ForestRow, ForestTold, forest};
pub use geometry::{Point, Rect};
pub use hits::{Hit, HitPart};
pub use key::{KEY_VERDICTS, KeySign, key_sample, key_signs, key_verdicts};
pub use layout::{
    Coalitions, Frame, LanesLayouter, Layouter, ROW_HEIGHT, Regions, RowDays, RowsFrame, Standing,
    fitted_frame, layout,
};
pub use marks::{Anchor, Column, Fade, Layer, Mark, MarkId, MarkKind, Part, Text};
pub use measure_strips::{MeasureRow, MeasureStrips};
pub use page_signs::{PageSign, page_sign_role, page_sign_sample, page_signs};
pub use pair_table::{PairTable, share_in_a_cell, sign_of_share};
pub use picture::{BetweenArea, DroppedLabel, Handles, LaneArea, Picture};
pub use roles::Role;
pub use scale::{Scale, TimeScale, ValueAxis, ValueScale};
pub use scene::{
    FanScene, Form, Lane, LaneStrip, Lanes, Manner, NoteAbout, NotePlace, OpenEnd, Scene,
    SceneCore, SceneEvent, SceneFlag, SceneGhost, SceneKey, SceneNote, SceneOptions, SceneSegment,
    SceneStatement, SceneStep, SceneTrack, SceneVoice,
};
pub use signs::{
    Dash, Marker, SIGN_COLOURS, colour_and_marker, colour_name, marker_name, sign, sign_of_place,
    source_dash, source_marker,
};
pub use small_strip::SmallStrip;
pub use text::{
    TextStyle, ascent, elide, has_glyph, is_right_to_left, line_height, text_width, wrapped,
};
pub use theme::{Rgba, Theme};
pub use ticks::{TimeTick, ValueTick, time_ticks, value_ticks};
pub use timeline::Timeline;
pub use waterfall::{Waterfall, WaterfallLine};
