//! What stands: the statements of each voice brought into order, one standing on a day, groups made
//! of members, and what was included or derived.

pub(super) mod at_once;
pub(super) mod carrying;
pub(super) mod course;
pub(super) mod derived;
mod form;
pub(super) mod groups;
pub(super) mod growth;
pub(super) mod included;
pub(super) mod motion;
pub(super) mod statements;
pub(super) mod sweep;
pub(super) mod tracks;
pub(super) mod voice_tracks;
