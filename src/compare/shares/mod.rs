//! What is shared: the agreement of each day and of runs of days, two voices beside each other, and
//! what a day comes to.

pub(super) mod assumptions;
pub(super) mod between;
pub(super) mod but_for;
pub(super) mod coalitions;
pub(super) mod factors;
pub(super) mod gist;
pub(super) mod matrix;
pub(super) mod outside;
pub(super) mod pooling;
pub(super) mod segments;
pub(super) mod slice;
pub(super) mod together;
pub(super) mod unlike;
