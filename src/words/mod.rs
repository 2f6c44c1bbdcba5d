//! Everything the program says to people. The rooms below return facts; this one says them.
//!
//! [`Words`] is a value that is handed down: it knows how days and numbers are written and nothing
//! else. One thing is said in one way, so that two places that tell it cannot differ: an interval
//! in [`Words::interval`], a factor in [`Words::factor`], a day in [`Words::day`].
//!
//! What must never be: a comparison made, a file read or a clock looked at here; a sentence from
//! which another room reads what it means; anything remembered between two sentences.

mod adjustments;
mod amounts;
mod between;
mod bridge;
mod copies;
mod databases;
mod days;
mod dependences;
mod differences;
mod differing;
mod divided;
mod earlier;
mod edits;
mod fan;
mod findings;
mod headline;
mod included;
mod lists;
mod live;
mod look_alikes;
mod made;
mod measures;
mod mentions;
mod methods;
mod on_disk;
mod opening;
mod outside;
mod packed;
mod page_signs;
mod pairs;
mod pool;
mod problems;
mod proposals;
mod publications;
mod recovery;
mod redaction;
mod references;
mod refusals;
mod report;
mod second_reading;
mod sentence;
mod shapes;
mod signs;
mod since;
mod slice;
mod style;
mod sureness;
mod tables;
mod terms;
mod verbs;
mod vintages;

pub use adjustments::{NO_REASON, signature};
pub use amounts::how;
pub use bridge::{BridgeLine, BridgeLineKind};
pub use copies::day_source;
pub use differences::{Beside, ToldDifference};
pub use headline::Headline;
pub use live::{LIVE_LABELS, LiveButton, LiveLabels};
pub use methods::{METHODS, Method};
pub use on_disk::LookedAt;
pub use opening::file_name;
pub use page_signs::PageSign;
#[cfg(feature = "window")]
pub(crate) use problems::bad_number;
pub use references::{Cited, CitedPart, Citing};
pub use report::{ReportPart, STANDARDS, Standard};
pub use sentence::{Part, Sentence};
pub use signs::KeySign;
pub use slice::RowStatement;
pub use style::{DateStyle, NumberStyle, Style};
pub use sureness::SureLine;
pub use tables::{TableColumn, TableName};
pub use terms::Term;

/// How things are said: in one's own style of days and numbers.
///
/// Cheap to copy and the same everywhere: whoever words something is handed one, and files that
/// hold words take the default.
///
/// ```
/// use parallax::words::{DateStyle, Style, Words};
///
/// let day = "2024-12-23".parse()?;
/// assert_eq!(Words::default().day(day), "23 Dec 2024");
/// let style = Style { dates: DateStyle::MonthFirst, ..Style::default() };
/// assert_eq!(Words { style }.day(day), "Dec 23, 2024");
/// # Ok::<(), parallax::estimate::BadDay>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct Words {
    pub style: Style,
}
