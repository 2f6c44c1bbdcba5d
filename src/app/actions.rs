//! What a person can do: one list for menus, shortcuts and tooltips, and the commands with payload
//! that panels send.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use crate::compare::Grouping;
use crate::estimate::{Bounds, Change, Day, EstimateId, Measure, Target};
use crate::session::{Edit, Page, TableView};

use super::plot_view::Look;

/// An action without payload: what stands in menus.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(super) enum Action {
    Open,
    OpenPath,
    OpenSample,
    Save,
    SaveAs,
    Quit,
    Undo,
    Redo,
    Restore,
    Fit,
    CursorBack,
    CursorOn,
    LinearScale,
    LogScale,
    LightTheme,
    DarkTheme,
    SystemTheme,
    ShowAllSources,
    ToggleSources,
    ToggleSide,
    ToggleTable,
    ToggleBrush,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Action {
    /// Every action, in the order of the menus.
    pub const ALL: [Action; 22] = [
        Action::Open,
        Action::OpenPath,
        Action::OpenSample,
        Action::Save,
        Action::SaveAs,
        Action::Quit,
        Action::Undo,
        Action::Redo,
        Action::Restore,
        Action::Fit,
        Action::CursorBack,
        Action::CursorOn,
        Action::LinearScale,
        Action::LogScale,
        Action::LightTheme,
        Action::DarkTheme,
        Action::SystemTheme,
        Action::ShowAllSources,
        Action::ToggleSources,
        Action::ToggleSide,
        Action::ToggleTable,
        Action::ToggleBrush,
    ];

    /// What it is called in menus; with `…` where another step follows.
    pub fn label(self) -> &'static str {
        match self {
            Action::Open => "Open…",
            Action::OpenPath => "Open a path…",
            Action::OpenSample => "Open the sample",
            Action::Save => "Save session",
            Action::SaveAs => "Save session as…",
            Action::Quit => "Quit",
            Action::Undo => "Undo",
            Action::Redo => "Redo",
            Action::Restore => "Back to what was stated",
            Action::Fit => "Fit everything",
            Action::CursorBack => "Date cursor to the change before",
            Action::CursorOn => "Date cursor to the next change",
            Action::LinearScale => "Linear scale",
            Action::LogScale => "Logarithmic scale",
            Action::LightTheme => "Light",
            Action::DarkTheme => "Dark",
            Action::SystemTheme => "As the system",
            Action::ShowAllSources => "Show all sources",
            Action::ToggleSources => "Sources",
            Action::ToggleSide => "Agreement and cards",
            Action::ToggleTable => "Table",
            Action::ToggleBrush => "Overview of all dates",
        }
    }

    /// What it does, in a sentence.
    pub fn tooltip(self) -> &'static str {
        match self {
            Action::Open => "Open estimate files or a session",
            Action::OpenPath => "Open a file by typing where it is",
            Action::OpenSample => "North Korean troops in Russia, October 2024 to September 2025",
            Action::Save => "Save the files read, the adjustments, the question and the view",
            Action::SaveAs => "Save the session under another name",
            Action::Quit => "Close Parallax",
            Action::Undo => "Take back the last change",
            Action::Redo => "Make the change again",
            Action::Restore => "Take the adjustment off the selected estimate",
            Action::Fit => "Show all dates and all values of what is drawn",
            Action::CursorBack => "Move the date cursor back to where the agreement last changed",
            Action::CursorOn => "Move the date cursor on to where the agreement next changes",
            Action::LinearScale => "Equal distances are equal numbers",
            Action::LogScale => "Equal distances are equal factors",
            Action::LightTheme => "Dark on light",
            Action::DarkTheme => "Light on dark",
            Action::SystemTheme => "Follow the system's light or dark setting",
            Action::ShowAllSources => "Draw the hidden sources again; they were counted all along",
            Action::ToggleSources => "Show the panel on the left, or fold it away",
            Action::ToggleSide => "Show the panel on the right, or fold it away",
            Action::ToggleTable => "Show the table under the plot, or fold it away",
            Action::ToggleBrush => "Show the strip of all dates under the plot, or fold it away",
        }
    }

    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let (modifiers, key) = match self {
            Action::Open => (CTRL, Key::O),
            Action::OpenPath => (CTRL_SHIFT, Key::O),
            Action::Save => (CTRL, Key::S),
            Action::SaveAs => (CTRL_SHIFT, Key::S),
            Action::Quit => (CTRL, Key::Q),
            Action::Undo => (CTRL, Key::Z),
            Action::Redo => (CTRL_SHIFT, Key::Z),
            Action::Restore => (CTRL, Key::Backspace),
            Action::Fit => (CTRL, Key::F),
            Action::CursorBack => (Modifiers::ALT, Key::ArrowLeft),
            Action::CursorOn => (Modifiers::ALT, Key::ArrowRight),
            Action::LinearScale => (CTRL_SHIFT, Key::L),
            Action::LogScale => (CTRL, Key::L),
            Action::ShowAllSources => (CTRL_SHIFT, Key::H),
            Action::ToggleSources => (CTRL, Key::Num1),
            Action::ToggleTable => (CTRL, Key::Num2),
            Action::ToggleSide => (CTRL, Key::Num3),
            Action::ToggleBrush => (CTRL, Key::Num4),
            Action::OpenSample | Action::LightTheme | Action::DarkTheme | Action::SystemTheme => {
                return None;
            }
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }
}

/// What a panel asks the workbench to do.
#[derive(Clone, Debug)]
pub(super) enum Command {
    Act(Action),
    OpenFile(std::path::PathBuf),
    /// Ask something else of the same files.
    AskMeasure(Measure),
    AskKnownOn(Option<Day>),
    AskBy(Grouping),
    AskAsStated(bool),
    /// Another window of time and values.
    Look(Look),
    SetCursor(Day),
    Select(Option<EstimateId>),
    Hover(Option<EstimateId>),
    ToggleHidden(String),
    Isolate(String),
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
    /// Adjustments as one step of undo; the workbench adds author and time.
    Adjust(Vec<(Target, Change)>),
    /// A page of the panel on the right.
    OpenPage(Page),
    /// Other columns, another order or filter of the table.
    ShowTable(TableView),
    /// A sentence for the person, above the plot.
    Tell(String),
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_actions_share_a_shortcut_or_a_name() {
        let mut shortcuts = HashSet::new();
        let mut labels = HashSet::new();
        for action in Action::ALL {
            assert!(labels.insert(action.label()), "{action:?}");
            if let Some(shortcut) = action.shortcut() {
                assert!(shortcuts.insert(format!("{shortcut:?}")), "{action:?}");
            }
        }
    }
}
