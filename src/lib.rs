//! Parallax
pub mod chart;
pub mod compare;
pub mod disk;
pub mod estimate;
pub mod export;
pub mod files;
pub mod session;
