//! What is told of the wrapping of a file: its encoding, its sheets, and what it was packed in.

use super::Words;
use crate::files::{Bomb, PartOfFile, ProblemFact, Unreadable};

impl Words {
    /// What was found in the wrapping of a file; nothing for facts of other kinds.
    pub(super) fn container_fact(self, fact: &ProblemFact) -> String {
        match fact {
            ProblemFact::TagRow => {
                "the row holds tags that say what the columns are: left aside".to_owned()
            }
            ProblemFact::NotesBelow { rows } => format!(
                "below the table stand notes, in {}: left aside",
                self.counted(*rows, "row", "rows")
            ),
            ProblemFact::EncodingGuessed(encoding) => format!(
                "nothing states the encoding of the text: read as {encoding}, for which its \
                 letters speak; --encoding says another"
            ),
            ProblemFact::SignsReplaced { signs, encoding } => format!(
                "from here on {} no {encoding} and shown as \u{fffd}",
                if *signs == 1 {
                    "1 sign is".to_owned()
                } else {
                    format!("{} signs are", self.count(*signs))
                }
            ),
            ProblemFact::PartsJoined { what, names } => format!(
                "read as one table, as their columns are the same: the {} {}; lines are counted in \
                 each by itself",
                several(*what),
                self.quoted(names)
            ),
            ProblemFact::PartsNotRead { what, read, others } => {
                format!("the {} “{read}” is read; not read: {}", one(*what), self.quoted(others))
            }
            _ => String::new(),
        }
    }

    /// Why a file could not be unpacked; nothing for other reasons.
    pub(super) fn unpackable(self, unreadable: &Unreadable) -> String {
        match unreadable {
            Unreadable::UnknownEncoding(label) => format!(
                "no encoding is called “{label}”: names are such as utf-8, utf-16le, windows-1252 \
                 and windows-1251"
            ),
            Unreadable::BrokenArchive => {
                "the packed file is broken and cannot be unpacked: get it once more".to_owned()
            }
            Unreadable::BrokenWorkbook => {
                "the workbook is broken, locked with a password, or no workbook: open it in its \
                 own program and save it as XLSX or CSV"
                    .to_owned()
            }
            Unreadable::BrokenParquet => {
                "the Parquet file is broken, or packed in a way that is not read here: write it \
                 once more, or as CSV"
                    .to_owned()
            }
            Unreadable::NoSheet { wanted, there } => {
                format!("there is no sheet or table “{wanted}”; there is {}", self.quoted(there))
            }
            Unreadable::Bomb(bomb) => self.bomb(bomb),
            _ => String::new(),
        }
    }

    fn bomb(self, bomb: &Bomb) -> String {
        match bomb {
            Bomb::Bytes { most } => format!(
                "the file unpacks to more than {} MB, which is not read: unpack it and narrow it \
                 to what is needed",
                most >> 20
            ),
            Bomb::Times { most } => format!(
                "the file unpacks to more than {most} times its size, as files do that are made \
                 to do harm: unpack it yourself if you trust it"
            ),
            Bomb::Members(count) => format!(
                "the archive holds {} files: unpack it and open those that are wanted",
                self.count(*count)
            ),
            Bomb::Nested(name) => {
                format!("“{name}” in the archive is packed once more: unpack it first")
            }
            Bomb::Parquet => "the Parquet file has more cells or unpacks to more than a table of \
                              estimates does: write the part that is wanted as CSV"
                .to_owned(),
            Bomb::Page => {
                "the tables of the page have too many cells: save the one that is wanted \
                           as CSV"
                    .to_owned()
            }
            Bomb::Workbook => {
                "the workbook unpacks to more than a workbook of tables does, or has \
                               too many cells: save the sheet that is wanted as CSV"
                    .to_owned()
            }
        }
    }

    fn quoted(self, names: &[String]) -> String {
        let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
        self.all_of(&quoted)
    }
}

fn one(what: PartOfFile) -> &'static str {
    match what {
        PartOfFile::Sheet => "sheet",
        PartOfFile::Table => "table",
        PartOfFile::Member => "file",
    }
}

fn several(what: PartOfFile) -> &'static str {
    match what {
        PartOfFile::Sheet => "sheets",
        PartOfFile::Table => "tables",
        PartOfFile::Member => "files",
    }
}
