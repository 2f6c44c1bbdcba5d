//! Why nothing at all could be read from a file, in one sentence each.

/// A file that gives no estimates. Its `Display` is one sentence without the file's name: what is
/// the matter, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is empty")]
    Empty,
    #[error("the file is {0}, not a table or an estimates file in text: export it as CSV first")]
    Binary(&'static str),
    #[error("the file is {0} text: save it as UTF-8")]
    Encoding(&'static str),
    #[error(
        "line {line} is not UTF-8 text (byte {byte:#04x}): if it comes from an older program it \
         may be Windows-1252; save it as UTF-8"
    )]
    NotUtf8 { line: u32, byte: u8 },
    #[error("line {line}, column {column}: {message}")]
    Syntax { line: u32, column: u32, message: String },
    #[error(
        "the file is of version {found} of its format, and this program knows version {known} \
         only: a newer Parallax reads it"
    )]
    NewerVersion { found: u32, known: u32 },
    #[error("the file is a session: open it alone")]
    Session,
    #[error("the file is {0}, which this version does not read: export it as CSV first")]
    Format(&'static str),
    #[error("the table has a header and no rows")]
    NoRows,
    #[error("the JSON holds no list of objects: each would be a record, its keys the columns")]
    NoRecords,
    #[error(
        "no known mapping fits the table: its columns are {columns}, and to be read as {format} \
         it lacks {missing}; name its columns so, or give a mapping"
    )]
    NoMapping { columns: String, format: String, missing: String },
    #[error(
        "the mapping {name} does not fit the table: it needs {missing}, and the columns are {columns}"
    )]
    MappingMisfit { name: String, columns: String, missing: String },
    #[error("{option} has no use for this file: {why}")]
    Unsupported { option: &'static str, why: &'static str },
    #[error("{0}")]
    TooMuch(String),
    #[error("reading was stopped")]
    Stopped,
}
