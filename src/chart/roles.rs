//! What a colour is for. Roles are all that a picture knows of colours.

use strum::IntoStaticStr;

use crate::compare::Verdict;

/// What a colour is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
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
    /// Around what can be pressed or chosen.
    Edge,
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
    /// Of words on what has this colour.
    #[must_use]
    pub fn of_words_on_it(self) -> Role {
        match self {
            Role::Verdict(verdict) => Role::OnVerdict(verdict),
            _ => Role::Ink,
        }
    }

    /// The word for it in exports: `source-3`, `verdict-diverge`.
    #[must_use]
    pub fn word(self) -> String {
        let kind: &str = self.into();
        match self {
            Role::Source(voice) | Role::SourceText(voice) => format!("{kind}-{voice}"),
            Role::Verdict(of) | Role::OnVerdict(of) => {
                format!("{kind}-{}", of.word().replace('_', "-"))
            }
            _ => kind.to_owned(),
        }
    }
}
