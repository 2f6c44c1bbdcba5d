//! Who speaks: sources made into members and voices, what an analyst laid over their numbers and
//! dates, and how stated bounds are read.

pub(super) mod adjusted;
pub(super) mod dated;
pub(super) mod laid;
pub(super) mod numbers;
pub(super) mod reading;
pub(super) mod roster;
pub(super) mod sources;
