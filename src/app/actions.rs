//! What a person can do: the one list behind menus, shortcuts, tooltips, palette and help.
//!
//! To add an action, write one entry in the list and say in `Workbench::act_now` what it does. Its
//! menu, its place in the palette and on the help page, whether it shows as on, and its tests come
//! from the entry.

use std::collections::BTreeMap;

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};
use strum::{IntoStaticStr, VariantArray};

use crate::chart::Scale;
use crate::compare::{Dates, Grouping};
use crate::estimate::Target;
use crate::opening::can_be_looked_at;
use crate::session::{Arrangement, Page, Panel, ThemeChoice};

use super::bench::Bench;
use super::settings::ZOOMS;

/// A menu of the bar on top.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, IntoStaticStr, VariantArray)]
pub(super) enum Menu {
    File,
    Edit,
    View,
    Ask,
    Go,
    Help,
}

impl Menu {
    pub const ALL: &'static [Menu] = Menu::VARIANTS;

    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Its actions in order, by section.
    pub fn sections(self) -> Vec<Vec<Action>> {
        let mut sections: BTreeMap<u8, Vec<Action>> = BTreeMap::new();
        for action in Action::ALL.iter().filter(|action| action.entry().menu == self) {
            sections.entry(action.entry().section).or_default().push(*action);
        }
        sections.into_values().collect()
    }
}

/// Whether something can be done now.
type Possible = fn(&Bench<'_>) -> Possibility;

/// What the list says of an action.
pub(super) struct Entry {
    pub menu: Menu,
    /// Which group of the menu, from the top.
    pub section: u8,
    /// What it is called; with `…` where another step follows.
    pub label: &'static str,
    pub shortcut: Option<KeyboardShortcut>,
    pub possible: Possible,
    /// What it does, in a sentence.
    pub tooltip: &'static str,
    /// Whether it is on, for those that switch something or choose one of several.
    pub is_on: Option<fn(&Bench<'_>) -> bool>,
}

macro_rules! switch {
    () => {
        None
    };
    ($is_on:expr) => {
        Some($is_on)
    };
}

macro_rules! actions {
    ($($name:ident $menu:ident $section:literal, $label:literal, $keys:expr, $possible:expr, $says:literal $(, $is_on:expr)?;)*) => {
        /// An action without payload.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub(super) enum Action {
            $(#[doc = $says] $name,)*
        }

        impl Action {
            /// Every action, in the order of the list.
            pub const ALL: &'static [Action] = &[$(Action::$name),*];

            pub fn entry(self) -> &'static Entry {
                match self {
                    $(Action::$name => const {
                        &Entry {
                            menu: Menu::$menu,
                            section: $section,
                            label: $label,
                            shortcut: $keys,
                            possible: $possible,
                            tooltip: $says,
                            is_on: switch!($($is_on)?),
                        }
                    },)*
                }
            }
        }
    };
}

// Name, menu and section, label, keys, when it can be done, what it does, whether it is on.
actions! {
    Open File 1, "Open…", ctrl(Key::O), always,
        "Open estimate files or a session";
    OpenPath File 1, "Open a path…", ctrl_shift(Key::O), always,
        "Open a file by typing where it is";
    OpenCopies File 1, "Take in dated copies…", None, always,
        "The copies of one file in a folder or a zip archive, or in a git repository's history, as vintages";
    OpenSample File 1, "Open the sample", None, always,
        "North Korean troops in Russia, October 2024 to September 2025";
    StartPage File 1, "Start page", None, always,
        "Recent files with a small picture each, what was open last, the sample and the tour";
    ReopenLast File 1, "Reopen the last session", ctrl_shift(Key::T), with_a_last_session,
        "Open what was open when Parallax was closed";
    ForgetRecent File 1, "Clear the recent files", None, with_recent_files,
        "Forget which files were opened; the files stay";
    LookAtFiles File 1, "Look at all files on disk", None, with_files_on_disk,
        "See whether the open files changed, moved or vanished since they were read; nothing is taken in";
    Save File 2, "Save session", ctrl(Key::S), with_files,
        "Save the files read, the adjustments, the question and the view";
    SaveAs File 2, "Save session as…", ctrl_shift(Key::S), with_files,
        "Save the session under another name";
    EarlierSaves File 2, "Earlier saves…", None, with_home,
        "What the session held before it was saved over: three saves, each with what differs";
    Export File 2, "Export…", ctrl(Key::E), with_answer,
        "Write the chart (.svg, .png, .pdf), a report (.html, .md), or the data (.csv, .json, .estimates.ron)";
    ExportOwn File 2, "Export what was entered by hand…", None, with_own,
        "Write your own entries as an estimates file (.estimates.ron, .csv, .json)";
    BlindCopy File 3, "Save a blind copy…", None, with_files,
        "A session for a second reading by somebody who is not to know whose the numbers are";
    RedactedCopy File 3, "Redacted copy…", None, with_files,
        "A session without what somebody else is not to know: sources, estimates, notes or files left out or masked";
    CompareWith File 3, "Compare with a session…", None, with_files,
        "Lay a colleague’s session beside this one: what differs, what to take over, how far both agree";
    CloseAll File 4, "Close everything", ctrl(Key::W), with_files,
        "Close the open files and begin with nothing";
    Settings File 4, "Settings…", ctrl(Key::Comma), always,
        "Theme, zoom, your name, and how new questions are asked";
    Quit File 5, "Quit", ctrl(Key::Q), always,
        "Close Parallax";

    Undo Edit 1, "Undo", ctrl(Key::Z), with_undo,
        "Take back the last change";
    Redo Edit 1, "Redo", ctrl_shift(Key::Z), with_redo,
        "Make the change again";
    EnterEstimate Edit 3, "Enter an estimate…", ctrl(Key::N), always,
        "Write down what a page says: a number or words without one, with its citation";
    EnterEvent Edit 3, "Enter an event…", ctrl_shift(Key::N), always,
        "A dated happening, drawn as a labelled line";
    PasteEntry Edit 3, "Paste an estimate…", ctrl(Key::V), always,
        "Read a sentence, a row of a table or an estimate from the clipboard into the form";
    NoteHere Edit 5, "Write a note…", ctrl(Key::M), with_answer,
        "On the selected estimate, or else on the day at the cursor";
    CopyEntry Edit 4, "Enter a copy…", ctrl(Key::D), with_selection,
        "Begin an entry of your own with everything the selected estimate states";
    ChangeEntry Edit 4, "Change what was entered…", None, with_own_selection,
        "Change the selected estimate, which was entered by hand";
    RemoveEntry Edit 4, "Delete what was entered", None, with_own_selection,
        "Take away the selected estimate, which was entered by hand";
    Restore Edit 2, "Back to what was stated", ctrl(Key::Backspace), with_adjusted_selection,
        "Take everything off that is laid over the selected estimate";
    GiveRange Edit 2, "Give it a range", ctrl_shift(Key::G), with_words_selected,
        "Give the selected statement without a number a range to adjust";

    Fit View 1, "Fit everything", ctrl(Key::F), with_answer,
        "Show all dates and all values of what is drawn";
    FitValues View 1, "Fit values to the days shown", ctrl_shift(Key::F), with_answer,
        "Show every value that is drawn on these days";
    FromZero View 1, "Values from zero", ctrl(Key::B), with_zero,
        "Begin the values at zero, or at the lowest that is drawn",
        |bench| !bench.view.starts_at_lowest;
    ZoomIn View 1, "Zoom in on the dates", ctrl_shift(Key::ArrowUp), with_answer,
        "Show fewer days around the date cursor";
    ZoomOut View 1, "Zoom out of the dates", ctrl_shift(Key::ArrowDown), with_answer,
        "Show more days around the date cursor";
    PanBack View 1, "Earlier dates", alt(Key::PageUp), with_answer,
        "Move the window of dates back by a quarter of itself";
    PanOn View 1, "Later dates", alt(Key::PageDown), with_answer,
        "Move the window of dates on by a quarter of itself";
    ShowAllSources View 1, "Show all sources", ctrl_shift(Key::H), with_hidden_sources,
        "Draw the hidden sources again; they were counted all along";
    LastYear View 2, "Last year of the data", None, with_answer,
        "Show the 365 days up to the last estimate";
    LastQuarter View 2, "Last 90 days of the data", None, with_answer,
        "Show the 90 days up to the last estimate";
    AroundCursor View 2, "30 days around the date cursor", None, with_answer,
        "Show 30 days before the date cursor and 30 after it";
    CursorYear View 2, "Calendar year of the date cursor", None, with_answer,
        "Show the year in which the date cursor stands";
    Overlay View 3, "All voices in one plot", plain(Key::F7), with_answer,
        "Draw all voices over each other in one plot",
        |bench| bench.view.arrangement == Arrangement::Overlay;
    Lanes View 3, "Lane by lane", plain(Key::F8), with_answer,
        "A lane for each camp, or for each group that is counted, and between them how they lie to each other",
        |bench| bench.view.arrangement == Arrangement::Lanes;
    StandingRows View 3, "Who stands when", plain(Key::F9), with_answer,
        "A row for each voice: when it spoke, and how long that stands",
        |bench| bench.view.arrangement == Arrangement::Standing;
    Coalitions View 3, "Who shared a value when", shift(Key::F9), with_answer,
        "A row for each set of voices that shared a value, those of the most days first",
        |bench| bench.view.arrangement == Arrangement::Coalitions;
    Revisions View 3, "What was said of a day when", shift(Key::F7), with_answer,
        "What was said of the day of the cursor, by the day on which it was said: where a source or a newer copy has another number",
        |bench| bench.view.arrangement == Arrangement::Fan;
    FactorScale View 3, "Factor from the middle", shift(Key::F8), with_answer,
        "Lane by lane: by what factor each voice is off the middle of those that stand on the day",
        |bench| bench.view.by_factor && bench.view.arrangement == Arrangement::Lanes;
    LinearScale View 3, "Linear scale", ctrl_shift(Key::L), always,
        "Equal distances are equal numbers",
        |bench| bench.view.scale == Scale::Linear && !bench.is_by_factor();
    LogScale View 3, "Logarithmic scale", ctrl(Key::L), always,
        "Equal distances are equal factors",
        |bench| bench.view.scale == Scale::Log && !bench.is_by_factor();
    ToggleSources View 4, "Sources", ctrl(Key::Num1), always,
        "Show the panel on the left, or fold it away",
        |bench| bench.view.panels.is_shown(Panel::Sources);
    ToggleTable View 4, "Table", ctrl(Key::Num2), always,
        "Show the table under the plot, or fold it away",
        |bench| bench.view.panels.is_shown(Panel::Table);
    ToggleSide View 4, "Agreement and cards", ctrl(Key::Num3), always,
        "Show the panel on the right, or fold it away",
        |bench| bench.view.panels.is_shown(Panel::Side);
    ToggleBrush View 4, "Overview of all dates", ctrl(Key::Num4), always,
        "Show the strip of all dates under the plot, or fold it away",
        |bench| bench.view.panels.is_shown(Panel::Brush);
    OnlyThePlot View 4, "Only the plot", plain(Key::F12), always,
        "Fold everything else away, or bring it back",
        |bench| Panel::ALL.iter().all(|panel| !bench.view.panels.is_shown(*panel));
    FullScreen View 4, "Full screen", plain(Key::F11), always,
        "Fill the screen with the window, or leave that again",
        |bench| bench.is_full_screen;
    LightTheme View 5, "Light", None, always,
        "Dark on light",
        |bench| bench.theme_choice == ThemeChoice::Light;
    DarkTheme View 5, "Dark", None, always,
        "Light on dark",
        |bench| bench.theme_choice == ThemeChoice::Dark;
    SystemTheme View 5, "As the system", None, always,
        "Follow the system's light or dark setting",
        |bench| bench.theme_choice == ThemeChoice::System;
    Larger View 6, "Everything larger", ctrl(Key::Plus), if_larger,
        "Larger text and signs";
    Smaller View 6, "Everything smaller", ctrl(Key::Minus), if_smaller,
        "Smaller text and signs";
    NormalSize View 6, "Everything at its normal size", ctrl(Key::Num0), if_zoomed,
        "Text and signs at 100 %";

    NextMeasure Ask 1, "Next measure", ctrl(Key::PageDown), with_measures,
        "Ask the same of the measure with the next fewer estimates";
    PreviousMeasure Ask 1, "Previous measure", ctrl(Key::PageUp), with_measures,
        "Ask the same of the measure with the next more estimates";
    AllMeasures Ask 1, "All measures at a glance", ctrl_shift(Key::M), with_files,
        "Show every measure with its agreement over time, the longest quarrels first",
        |bench| bench.is_overview;
    ByOrigin Ask 2, "Count by origin", alt(Key::Num1), with_answer,
        "Count each origin once, by whatever label it goes",
        |bench| bench.asked().is_some_and(|asked| asked.by == Grouping::Origin);
    ByAffiliation Ask 2, "Count by affiliation", alt(Key::Num2), with_answer,
        "Count each affiliation once, if it is of one mind",
        |bench| bench.asked().is_some_and(|asked| asked.by == Grouping::Affiliation);
    ByKind Ask 2, "Count by kind", alt(Key::Num3), with_answer,
        "Count each kind of body once: intelligence, government, media",
        |bench| bench.asked().is_some_and(|asked| asked.by == Grouping::Kind);
    ByCountry Ask 2, "Count by country", alt(Key::Num4), with_answer,
        "Count each country once, if it is of one mind",
        |bench| bench.asked().is_some_and(|asked| asked.by == Grouping::Country);
    ByParty Ask 2, "Count by party", alt(Key::Num5), with_answer,
        "Count the parties to the conflict against everybody else",
        |bench| bench.asked().is_some_and(|asked| asked.by == Grouping::Party);
    ByCamp Ask 2, "Count by camp", alt(Key::Num8), with_answer,
        "Count intelligence agencies, governments, and those who count for themselves, once each",
        |bench| bench.asked().is_some_and(|asked| asked.by == Grouping::Camp);
    ByMethod Ask 2, "Count by method", alt(Key::Num7), with_answer,
        "Count each way of coming by numbers once: named counts, claims of parties",
        |bench| bench.asked().is_some_and(|asked| asked.by == Grouping::Method);
    ByLabel Ask 2, "Count by label", alt(Key::Num6), with_answer,
        "Count each label once, as it stands in the files",
        |bench| bench.asked().is_some_and(|asked| asked.by == Grouping::Label);
    AsStated Ask 3, "As stated or as adjusted", plain(Key::F4), with_adjustments,
        "Leave every adjustment aside, or lay them over again",
        |bench| bench.asked().is_some_and(|asked| asked.as_stated);
    DatesStated Ask 3, "Totals as of their own days", None, with_answer,
        "Compare totals as they were stated, whenever that was, instead of carried to one day",
        |bench| bench.asked().is_some_and(|asked| asked.dates == Dates::Stated);
    Pool Ask 3, "Pool what stands", None, with_answer,
        "Median, envelope and linear pool over the plot: no voice, and no verdict",
        |bench| bench.view.pool;

    CursorBack Go 1, "Date cursor to the change before", alt(Key::ArrowLeft), with_answer,
        "Move the date cursor back to where the agreement last changed";
    CursorOn Go 1, "Date cursor to the next change", alt(Key::ArrowRight), with_answer,
        "Move the date cursor on to where the agreement next changes";
    ViewBack Go 1, "Back to the view before", ctrl(Key::OpenBracket), with_views_before,
        "Look at the dates and values that were shown before";
    ViewOn Go 1, "On to the next view", ctrl(Key::CloseBracket), with_views_after,
        "Look again at what was shown before going back";
    EstimateOn Go 2, "Next estimate", ctrl(Key::ArrowRight), with_answer,
        "Select the next estimate in time, of any source";
    EstimateBack Go 2, "Estimate before", ctrl(Key::ArrowLeft), with_answer,
        "Select the estimate before in time, of any source";
    SourceOn Go 2, "Next estimate of the same source", ctrl_shift(Key::ArrowRight), with_selection,
        "Select what the same source said next";
    SourceBack Go 2, "Estimate before of the same source", ctrl_shift(Key::ArrowLeft), with_selection,
        "Select what the same source said before";
    Handles Go 2, "Bounds of the selected estimate", ctrl(Key::Enter), with_selection,
        "Move the keyboard to a handle of the selected estimate; again, to the next one";
    Deselect Go 2, "Select nothing", ctrl_shift(Key::A), with_selection,
        "Leave the selected estimate";
    PanelOn Go 3, "Next panel", plain(Key::F6), always,
        "Move the keyboard on: menus, sources, plot, table, side panel";
    PanelBack Go 3, "Panel before", shift(Key::F6), always,
        "Move the keyboard back to the panel before";
    VoicesTree Go 3, "Voices and statements as a tree", ctrl(Key::T), with_answer,
        "Every voice, what it stated, and what is known of that; arrow keys walk it",
        |bench| bench.view.page == Page::Voices;
    MenuBar Go 3, "Menus", plain(Key::F10), always,
        "Move the keyboard to the menus";

    Help Help 1, "Keys and gestures", plain(Key::F1), always,
        "Everything that can be done, by key and by mouse";
    Key Help 1, "Key to the chart", None, always,
        "What every sign of the chart means: bands, dashes, flags, echoes, the colours of verdicts";
    Tour Help 1, "Two-minute tour", None, always,
        "A few steps through the window, on the sample where nothing is open";
    Palette Help 1, "Find an action…", ctrl_shift(Key::P), always,
        "Find actions, measures, sources and recent files by typing";
    About Help 2, "About Parallax", None, always,
        "Version, licence, and what is not supported";
}

type Keys = Option<KeyboardShortcut>;

const fn keys(modifiers: Modifiers, key: Key) -> Keys {
    Some(KeyboardShortcut::new(modifiers, key))
}

const fn plain(key: Key) -> Keys {
    keys(Modifiers::NONE, key)
}

const fn shift(key: Key) -> Keys {
    keys(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> Keys {
    keys(Modifiers::ALT, key)
}

const fn ctrl(key: Key) -> Keys {
    keys(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> Keys {
    keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

/// Yes, or why not in a few words.
type Possibility = Result<(), &'static str>;

fn only_if(holds: bool, why_not: &'static str) -> Possibility {
    if holds { Ok(()) } else { Err(why_not) }
}

/// Each a name, what has to hold of the bench, and why not where it does not.
macro_rules! possibilities {
    ($($name:ident, $holds:expr, $why_not:literal;)*) => {
        $(fn $name(bench: &Bench<'_>) -> Possibility {
            let holds: fn(&Bench<'_>) -> bool = $holds;
            only_if(holds(bench), $why_not)
        })*
    };
}

possibilities! {
    always, |_| true, "";
    with_files, |bench| !bench.document.files().is_empty(), "nothing is open";
    with_files_on_disk, |bench| {
        let files = bench.document.files();
        files.iter().any(|file| can_be_looked_at(bench.document, file))
    }, "no open file was read from the disk";
    with_home, |bench| bench.has_home, "the session was not saved yet";
    with_answer, |bench| bench.comparison().is_some(), "nothing is compared yet";
    with_a_last_session, |bench| !bench.memory.last().is_empty(),
        "no earlier session is remembered";
    with_recent_files, |bench| !bench.memory.recent().is_empty(), "nothing was opened yet";
    with_undo, |bench| bench.undo_label.is_some(), "nothing was changed";
    with_redo, |bench| bench.redo_label.is_some(), "nothing was taken back";
    with_selection, |bench| bench.view.selection.is_some(), "no estimate is selected";
    with_own, |bench| bench.document.own().is_some(), "nothing was entered by hand";
    with_views_before, |bench| bench.can_look_back, "nothing else was looked at before";
    with_views_after, |bench| bench.can_look_on, "this is the last view";
    with_hidden_sources, |bench| !bench.view.hidden.is_empty(), "no source is hidden";
    with_measures, |bench| bench.answer.is_some_and(|answer| answer.measures.len() > 1),
        "there is no other measure";
    if_larger, |bench| zoom(bench) < ZOOMS.1 - 0.01, "it is as large as it gets";
    if_smaller, |bench| zoom(bench) > ZOOMS.0 + 0.01, "it is as small as it gets";
    if_zoomed, |bench| (zoom(bench) - 1.0).abs() > 0.01, "it is at its normal size";
}

fn zoom(bench: &Bench<'_>) -> f32 {
    bench.memory.settings().zoom
}

fn with_own_selection(bench: &Bench<'_>) -> Possibility {
    let selection = bench.view.selection.as_ref().ok_or("no estimate is selected")?;
    let is_own = bench.document.own().is_some_and(|own| own.slot == selection.file);
    only_if(is_own, "the selected estimate was not entered by hand")
}

fn with_adjusted_selection(bench: &Bench<'_>) -> Possibility {
    let selection = bench.view.selection.as_ref().ok_or("no estimate is selected")?;
    let target = Target::Estimate(selection.clone());
    let is_adjusted = bench.document.overlay().adjustments().iter().any(|a| a.target == target);
    only_if(is_adjusted, "the selected estimate is as stated")
}

fn with_words_selected(bench: &Bench<'_>) -> Possibility {
    let selection = bench.view.selection.as_ref().ok_or("no estimate is selected")?;
    let (of, _) = bench.find(selection).ok_or("no estimate is selected")?;
    only_if(bench.bounds_of(of).is_none(), "the selected estimate has a number")
}

fn with_zero(bench: &Bench<'_>) -> Possibility {
    with_answer(bench)?;
    only_if(bench.view.scale == Scale::Linear, "a logarithmic scale has no zero to begin at")
}

fn with_adjustments(bench: &Bench<'_>) -> Possibility {
    with_answer(bench)?;
    only_if(!bench.document.overlay().is_empty(), "nothing is adjusted")
}

impl Action {
    /// What it is called in menus; with `…` where another step follows.
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// What it does, in a sentence.
    pub fn tooltip(self) -> &'static str {
        self.entry().tooltip
    }

    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        self.entry().shortcut
    }

    /// Its shortcut as it stands on the keys: `Ctrl+,`.
    pub fn keys(self, ctx: &Context) -> Option<String> {
        let shortcut = ctx.format_shortcut(&self.shortcut()?);
        let sign = |name: &str, sign: &str| {
            let held = shortcut.strip_suffix(name)?;
            held.ends_with('+').then(|| format!("{held}{sign}"))
        };
        let signs = [("Comma", ","), ("Plus", "+"), ("Minus", "−")];
        let signs = signs.into_iter().find_map(|(name, symbol)| sign(name, symbol));
        Some(signs.unwrap_or(shortcut))
    }

    /// Whether it can be done now, or why not.
    pub fn possible(self, bench: &Bench<'_>) -> Possibility {
        (self.entry().possible)(bench)
    }

    /// What it is called now: undo says what it would take back.
    pub fn says(self, bench: &Bench<'_>) -> String {
        let what = match self {
            Action::Undo => bench.undo_label.as_ref(),
            Action::Redo => bench.redo_label.as_ref(),
            _ => None,
        };
        match what {
            Some(what) => format!("{}: {what}", self.label()),
            None => self.label().to_owned(),
        }
    }

    /// Whether it is on, for those that switch something or choose one of several.
    pub fn is_on(self, bench: &Bench<'_>) -> Option<bool> {
        Some((self.entry().is_on?)(bench))
    }

    /// Whether it leads on, of those that come in pairs and lead on or back.
    pub fn leads_on(self) -> bool {
        matches!(
            self,
            Action::ZoomIn
                | Action::PanOn
                | Action::NextMeasure
                | Action::CursorOn
                | Action::EstimateOn
                | Action::SourceOn
                | Action::PanelOn
        )
    }

    /// The grouping that it asks for, if that is what it does.
    pub fn grouping(self) -> Option<Grouping> {
        match self {
            Action::ByOrigin => Some(Grouping::Origin),
            Action::ByAffiliation => Some(Grouping::Affiliation),
            Action::ByKind => Some(Grouping::Kind),
            Action::ByCountry => Some(Grouping::Country),
            Action::ByParty => Some(Grouping::Party),
            Action::ByCamp => Some(Grouping::Camp),
            Action::ByMethod => Some(Grouping::Method),
            Action::ByLabel => Some(Grouping::Label),
            _ => None,
        }
    }

    /// Whether a field that is being typed in keeps its keys for itself.
    pub fn is_left_to_text(self) -> bool {
        let Some(shortcut) = self.shortcut() else { return false };
        matches!(
            shortcut.logical_key,
            Key::ArrowLeft
                | Key::ArrowRight
                | Key::ArrowUp
                | Key::ArrowDown
                | Key::Backspace
                | Key::Delete
                | Key::Enter
                | Key::Home
                | Key::End
                | Key::A
                | Key::C
                | Key::V
                | Key::X
                | Key::Y
                | Key::Z
        )
    }

    /// Every action that has a shortcut, those with more modifiers first, or the shorter
    /// combinations would take their keys.
    pub fn with_shortcuts() -> Vec<(Action, KeyboardShortcut)> {
        let mut actions: Vec<_> =
            Action::ALL.iter().filter_map(|action| Some((*action, action.shortcut()?))).collect();
        let held = |m: &Modifiers| u8::from(m.shift) + u8::from(m.alt) + u8::from(m.command);
        actions.sort_by_key(|(_, shortcut)| std::cmp::Reverse(held(&shortcut.modifiers)));
        actions
    }
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

    #[test]
    fn every_action_stands_in_one_menu() {
        let of_menus: Vec<Action> =
            Menu::ALL.iter().copied().flat_map(Menu::sections).flatten().collect();
        assert_eq!(of_menus.len(), Action::ALL.len());
        assert!(Action::ALL.iter().all(|action| of_menus.contains(action)));
    }

    #[test]
    fn no_shortcut_takes_a_letter_that_is_typed() {
        for (action, shortcut) in Action::with_shortcuts() {
            let is_held = shortcut.modifiers.command || shortcut.modifiers.alt;
            let is_function_key = shortcut.logical_key.name().starts_with('F')
                && shortcut.logical_key.name().len() > 1;
            assert!(is_held || is_function_key, "{action:?}");
        }
    }
}
