//! Parallax compares sourced estimates of casualties, deployments and equipment: who says what,
//! whether it is the same thing and the same voice, since when they part, and what was known on a
//! given day.
//!
//! # A tour
//!
//! Data flow one way:
//!
//! ```text
//! bytes → files → Ledger → Document → compare → Comparison → chart → Picture → { app paints, export writes }
//!                                               facts → words → sentences
//! ```
//!
//! | room | what it is for |
//! |---|---|
//! | [`estimate`] | the words of the field as types. A [`Ledger`](estimate::Ledger) is one file's estimates, never edited; an [`Overlay`](estimate::Overlay) is what an analyst lays over them |
//! | [`files`] | bytes to a ledger and a list of problems: containers know no publisher, mappings no container. Beside it, what reference managers write as [`Publication`](estimate::Publication)s |
//! | [`compare`] | ledgers, overlay and a [`Question`](compare::Question) to a [`Comparison`](compare::Comparison): who speaks, what stands, what is shared, and the [`Finding`](compare::Finding)s that the data prove, as facts |
//! | [`session`] | the immutable [`Document`](session::Document), the edits that make another of it, undo, and the `.comparison.ron` format |
//! | [`words`] | facts to sentences: [`Words`](words::Words) is handed down and says each thing in one way, in one style of days and numbers |
//! | [`chart`] | a comparison to a [`Scene`](chart::Scene) in data units, and that to a [`Picture`](chart::Picture) in points |
//! | [`export`] | a picture to SVG, PNG and PDF, the answer to a report or to a page that can be asked, the data to JSON and CSV. Bytes only |
//! | [`disk`] | the only room that opens, writes, renames or locks; it also keeps the records of unsaved work, and asks [databases](disk::database) over drivers that run in a process of their own |
//! | [`opening`] | the hallway from a path to something open |
//! | [`cli`] | flags to a question, and the answer to stdout |
//! | `app` | the window, and the only room that knows egui; behind the cargo feature `window` |
//!
//! A room uses those that stand before it in the order `estimate`, `files`, `compare`, `session`,
//! `disk`, `opening`, `words`, `chart`, `export`, `cli`, `app`, and none after it; `files` and
//! `compare` know `estimate` alone. A test holds that, and that no two files need each other.
//!
//! Where to begin a change – a sentence, a finding, a format, a menu entry – is told in the README
//! under *Working on it*.
//!
//! Below `app` and `main.rs` there is no clock but the one that ends a wait for a database, no randomness, and no order that depends on a hash:
//! the same inputs give the same outputs, to the byte.
//!
//! # From a file to a verdict
//!
//! ```
//! use parallax::compare::{Question, Verdict, compare};
//! use parallax::estimate::{FileSlot, Loaded, Overlay};
//! use parallax::files::{self, ReadOptions};
//!
//! let table = "date,source,quantity,best\n\
//!              2025-01-13,NIS,killed,300\n\
//!              2025-01-15,Western officials,killed,1000\n";
//! let go_on = &mut |_| std::ops::ControlFlow::Continue(());
//! let reading = files::read("killed.csv", table.as_bytes(), &ReadOptions::default(), go_on);
//! let reading = reading.expect("readable");
//!
//! let files = [Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }];
//! let (_, killed) = files[0].ledger.measures().next().expect("one measure");
//! let comparison = compare(&files, &Overlay::default(), &Question::about(killed.clone()));
//! let slice = comparison.slice(&files, "2025-01-23".parse()?);
//! assert_eq!(slice.agreement.verdict, Verdict::Diverge);
//! # Ok::<(), parallax::estimate::BadDay>(())
//! ```

#[cfg(feature = "window")]
pub mod app;
pub mod chart;
pub mod cli;
pub mod compare;
pub mod disk;
pub mod estimate;
pub mod export;
pub mod files;
pub mod opening;
pub mod session;
pub mod words;
