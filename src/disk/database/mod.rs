//! Databases that are asked for sums, by the drivers that a person has.
//!
//! A driver is somebody else's code that is loaded at run time. It runs in a process of its own, which
//! is this program again: what crashes or hangs there crashes and hangs nothing here, and to stop it
//! the process is told to cancel, and killed. What such a process is asked goes over its standard
//! input, so that no secret stands among the arguments of a process.

#[cfg(feature = "databases")]
mod answering;
mod asking;
#[cfg(feature = "databases")]
mod cells;
mod connections;
mod secrets;
mod wire;

#[cfg(feature = "databases")]
pub use answering::answer_standard_input;
pub use asking::{Answer, Database, NO_ROWS, NotAsked};
pub use connections::{Connection, NoConnection, connection};
