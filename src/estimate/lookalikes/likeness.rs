//! Why two names might stand for one.

/// What two names have in common. Of several reasons the first one here is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    /// El Heraldo de Juarez, El Heraldo de Juárez.
    Punctuation,
    /// Тижневик, Tizhnevik.
    OtherScript,
    /// Ministry of Defence of Ukraine, Ukrainian Ministry of Defence.
    SameWords,
    /// General Hodges, Hodges.
    Title,
    /// A body, and the same with more in brackets.
    Brackets,
    /// Oleksandr Pavlyuk, Oleksandr Pavliuk.
    Transliteration,
    /// Institute for the Stuyd of War.
    Spelling,
    /// Council on Foreign Relations, CFR.
    Initials,
    /// Border Guard, Ukrainian Border Guard.
    WithoutCountry,
    /// Monitor, Monitor[1].
    Footnote,
    /// Monitor, Gazette citing Monitor.
    Citing,
    /// Monitor, Monitor / Gazette.
    Joint,
}
