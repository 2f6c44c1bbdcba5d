//! What panels ask the workbench to do: an action of the list, or something that needs to be told
//! more.

use std::path::PathBuf;
use std::sync::Arc;

use crate::compare::{AboutPolicy, Dates, FindingKey, Grouping, Staleness};
use crate::estimate::{
    Anchor, Bounds, Camp, Change, Day, EstimateId, FileSlot, Measure, NoteId, Target,
};
use crate::files::{Period, Proposal};
use crate::session::{Difference, Edit, FileSection, Page, Redaction, TableView};

use super::actions::{Action, Menu};
use super::excerpt::FilePlace;
use super::settings::Settings;
use super::taking::Taking;
use super::view_history::Look;

/// What a panel asks the workbench to do.
#[derive(Clone, Debug)]
pub(super) enum Command {
    Act(Action),
    OpenFile(PathBuf),
    CloseFile(FileSlot),
    /// Opens work that was left behind, by its place on the sheet that offers it.
    Recover(usize),
    /// Throws it away.
    ThrowAway(usize),
    /// Reads an open file again.
    Reload(PathBuf, FileSlot),
    /// Sums the events of an open file over another period or by another group.
    SumOtherwise {
        path: PathBuf,
        slot: FileSlot,
        period: Period,
        asked: Option<String>,
    },
    /// Something about an open file and what there is of it on the disk.
    About(FileSlot, AboutFile),
    ShowInFolder(PathBuf),
    /// Closes every file but these and what was entered by hand.
    OpenAlone(Vec<FileSlot>),
    /// Ask something else of the same files.
    AskMeasure(Measure),
    AskKnownOn(Option<Day>),
    AskBy(Grouping),
    /// What is open is read otherwise.
    ReadBy(Policy),
    AskAsStated(bool),
    /// Another window of time and values, by a gesture that may go on.
    Look(Look),
    /// Another window of time and values, at once.
    Show(Look),
    SetCursor(Day),
    /// Two lanes by their names: the list of their days is shown.
    HoldAgainst([String; 2]),
    /// A source belongs to another camp than its kind does, or to none.
    PutIntoCamp {
        source: String,
        camp: Option<Camp>,
    },
    /// Every source belongs to the camp of its kind.
    PutBackCamps,
    /// The page that takes the gap between two apart.
    WhyDiffer([Differs; 2]),
    /// A menu of the bar on top, by key.
    OpenMenu(Menu),
    Select(Option<EstimateId>),
    Hover(Option<EstimateId>),
    /// Rings around what a sentence speaks of.
    PointOut(Vec<EstimateId>),
    ToggleHidden(String),
    Isolate(String),
    /// Opens what is known of the source with these labels.
    AboutSource(Vec<String>),
    /// Opens what is recorded of the publication at this address.
    AboutPublication(String),
    /// Another colour and marker for a voice; none for that of its place.
    SetSign {
        name: String,
        sign: Option<u16>,
    },
    /// A place in a file, with the lines around it.
    ShowInFile(Box<FilePlace>),
    /// What is being dragged or typed: not a change yet.
    Draft {
        id: EstimateId,
        bounds: Bounds,
    },
    /// The draft becomes a change.
    CommitDraft,
    DropDraft,
    /// Any other change of the document.
    Edit(Edit),
    /// Mine becomes as theirs in this item of the session that is laid beside it.
    TakeOver(Box<Difference>),
    /// Mine becomes as theirs in all that they add.
    TakeAllOver,
    /// Adjustments as one step of undo; the workbench adds author and time.
    Adjust(Vec<(Target, Change)>),
    /// The same, with the reason given beforehand.
    AdjustBecause {
        changes: Vec<(Target, Change)>,
        reason: Option<String>,
    },
    /// A finding or a suggestion is put aside; the workbench adds author and time.
    Dismiss {
        finding: FindingKey,
        reason: Option<String>,
    },
    /// A page of the panel on the right.
    OpenPage(Page),
    /// The form for an entry by hand.
    Enter(Begin),
    /// The page of notes, with a note begun on this.
    Note(Anchor),
    /// A note in the words of the person; the workbench adds author and time.
    WriteNote {
        /// None for a new one.
        id: Option<NoteId>,
        anchor: Anchor,
        text: String,
    },
    /// Other columns, another order or filter of the table.
    ShowTable(TableView),
    /// A table, read as it was said on the import sheet.
    Import(Box<Imported>),
    /// Nobody says how the tables are read that wait for it.
    AskNoMore,
    /// The import sheet on an open file.
    AskHowRead(PathBuf, FileSlot),
    /// What becomes of the session's file, which somebody else has written, is asked.
    DecideElsewhere,
    /// What is chosen on the export sheet is written, once it is known where to.
    Export(Box<Taking>),
    /// Writes a copy without this, after asking where to.
    RedactedCopy(Box<Redaction>),
    /// The picture as it is chosen there goes to the clipboard.
    CopyPicture(Box<Taking>),
    /// A sentence for the person, above the plot.
    Tell(String),
    /// Other settings.
    Set(Box<Settings>),
}

/// What is asked about an open file and what there is of it on the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AboutFile {
    /// Whether it is as it was read.
    Look,
    /// It is somewhere else now: where is asked.
    Relink,
    /// What was found becomes the newest vintage of it.
    TakeIn,
    /// What was found comes in the place of what was read.
    Replace,
    /// What was found is another file, to be opened too.
    OpenBeside,
    /// What was found, change by change.
    SeeChanges,
    /// What was found is that file, much as it changed.
    SayItIs,
    /// What was found is told no more.
    Leave,
}

/// One of two of which it is asked why they differ.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Differs {
    /// A voice by its name, with what it stands with at the cursor.
    Voice(String),
    /// An estimate, whether it stands or not.
    Estimate(EstimateId),
}

/// One way in which statements are read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Policy {
    About(AboutPolicy),
    Staleness(Staleness),
    Dates(Dates),
    /// Whether projections count on the day they speak of.
    Projections(bool),
}

/// A table, read as it was said on the import sheet.
#[derive(Clone, Debug)]
pub(super) struct Imported {
    pub path: PathBuf,
    pub section: Arc<FileSection>,
    /// The open file in whose place it comes.
    pub replaces: Option<FileSlot>,
    /// As it was said to be read.
    pub proposal: Proposal,
    /// Whether files with the same columns are read so from now on.
    pub is_remembered: bool,
    /// What was pasted, where it is no file.
    pub pasted: Option<Arc<str>>,
}

/// What the form for an entry by hand begins with.
#[derive(Clone, Debug)]
pub(super) enum Begin {
    New,
    Event,
    /// What the clipboard holds.
    Pasted(String),
    /// An estimate of one's own with the fields of this one.
    Copy(EstimateId),
    /// One's own, to be changed.
    Change(EstimateId),
}
