//! What a colour is for. Roles are all that a picture knows of colours.

use crate::compare::Verdict;

/// What a colour is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Role {
    /// The voice's place in the comparison; colours come round again after eight, with another
    /// marker and another dash.
    Source(u16),
    /// The same, dark (or light) enough to be read as text.
    SourceText(u16),
    Verdict(Verdict),
    /// Words on [`Role::Verdict`].
    OnVerdict(Verdict),
    /// The interval most voices share.
    Core,
    /// A stated range where an analyst set another.
    Ghost,
    Grid,
    AxisText,
    /// Words that matter most.
    Ink,
    InkSoft,
    /// Behind the plot.
    Surface,
    /// Behind panels and bars.
    Panel,
    Hairline,
    /// What can be pressed.
    Accent,
    /// Behind a selected row.
    AccentSoft,
    /// Words on [`Role::Accent`].
    OnAccent,
    Cursor,
    Event,
    /// Something is wrong.
    Warning,
}

impl Role {
    /// The word for it in exports: `source-3`, `verdict-diverge`.
    #[must_use]
    pub fn word(self) -> String {
        let verdict = |verdict: Verdict| verdict.word().replace('_', "-");
        let word = match self {
            Role::Source(voice) => return format!("source-{voice}"),
            Role::SourceText(voice) => return format!("source-text-{voice}"),
            Role::Verdict(of) => return format!("verdict-{}", verdict(of)),
            Role::OnVerdict(of) => return format!("on-verdict-{}", verdict(of)),
            Role::Core => "core",
            Role::Ghost => "ghost",
            Role::Grid => "grid",
            Role::AxisText => "axis-text",
            Role::Ink => "ink",
            Role::InkSoft => "ink-soft",
            Role::Surface => "surface",
            Role::Panel => "panel",
            Role::Hairline => "hairline",
            Role::Accent => "accent",
            Role::AccentSoft => "accent-soft",
            Role::OnAccent => "on-accent",
            Role::Cursor => "cursor",
            Role::Event => "event",
            Role::Warning => "warning",
        };
        word.to_owned()
    }
}
