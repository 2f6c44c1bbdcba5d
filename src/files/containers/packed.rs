//! Packed files: gzip and zstd around one file, zip around several.
//!
//! What a packed file unpacks to is unknown before it is unpacked, and made to harm now and then:
//! it is unpacked piece by piece, and given up as soon as it grows beyond what honest files do.

use std::io::{BufReader, Cursor, Read, Seek, Write};

use zip::write::SimpleFileOptions;

use crate::files::source::{ReadOn, Source};
use crate::files::unreadable::{Bomb, Foreign, Unreadable};

/// A file that was in a packed one.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// No more is unpacked.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// So much is unpacked whatever it was packed to.
const ALLOWED_BYTES: usize = 16 * 1024 * 1024;

/// Beyond that, so many times what was packed: tables come to thirty times at most.
pub(super) const MOST_TIMES: usize = 100;

/// So many members are looked at.
const MOST_MEMBERS: usize = 1_000;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";

/// The file in a file that gzip or zstd packed; none where it is not packed so.
///
/// # Errors
/// When it is broken, or unpacks to more than an honest file does.
pub(crate) fn unpacked(name: &str, bytes: &[u8]) -> Result<Option<Member>, Unreadable> {
    let broken = || Unreadable::BrokenArchive;
    let unpacked = if bytes.starts_with(GZIP) {
        read_all(flate2::bufread::MultiGzDecoder::new(bytes), |d| d.get_ref().len(), bytes.len())?
    } else if bytes.starts_with(ZSTD) {
        let decoder = ruzstd::decoding::StreamingDecoder::new(bytes).map_err(|_| broken())?;
        read_all(decoder, |d| d.get_ref().len(), bytes.len())?
    } else {
        return Ok(None);
    };
    Ok(Some(Member { name: inner_name(name).to_owned(), bytes: unpacked }))
}

/// The name of the file in one that gzip or zstd packed.
fn inner_name(name: &str) -> &str {
    let inner = [".gz", ".gzip", ".zst", ".zstd"].iter().find_map(|end| {
        let at = name.len().checked_sub(end.len())?;
        let (inner, ending) = name.split_at_checked(at)?;
        ending.eq_ignore_ascii_case(end).then_some(inner)
    });
    inner.unwrap_or(name)
}

/// How one file is packed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Zstd,
    /// The one readable file in an archive.
    Zip {
        member: String,
    },
}

impl Packing {
    /// How the file is packed that begins here; none where it holds several, or cannot be read.
    pub(super) fn of(source: &dyn Source) -> Option<Packing> {
        let mut start = [0; 4];
        let mut from = ReadOn::from_start(source);
        let length = from.read(&mut start).ok()?;
        let start = start.get(..length)?;
        if start.starts_with(GZIP) {
            return Some(Packing::Gzip);
        }
        if start.starts_with(ZSTD) {
            return Some(Packing::Zstd);
        }
        if !start.starts_with(ZIP) {
            return Some(Packing::Plain);
        }
        let archive = zip::ZipArchive::new(BufReader::new(ReadOn::from_start(source))).ok()?;
        let names = names_in(&archive);
        let mut readable = names.iter().filter(|name| is_readable_name(name));
        match (readable.next(), readable.next()) {
            (Some(only), None) if !is_workbook(&names) => {
                Some(Packing::Zip { member: only.clone() })
            }
            _ => None,
        }
    }

    /// The name of the file itself, packed in one of this name.
    pub(super) fn name<'n>(&'n self, name: &'n str) -> &'n str {
        match self {
            Packing::Plain => name,
            Packing::Gzip | Packing::Zstd => inner_name(name),
            Packing::Zip { member } => member,
        }
    }
}

/// The readable members of a zip file, in the order of their names; none where it is a workbook or
/// no zip file.
///
/// # Errors
/// When it is broken, unpacks to more than an honest file does, or holds no readable member.
pub(crate) fn members(bytes: &[u8]) -> Result<Option<Vec<Member>>, Unreadable> {
    if !bytes.starts_with(ZIP) {
        return Ok(None);
    }
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Err(Unreadable::BrokenArchive);
    };
    let mut names = names_in(&archive);
    if is_workbook(&names) {
        return Ok(None);
    }
    names.retain(|name| is_readable_name(name));
    names.sort_unstable();
    if names.len() > MOST_MEMBERS {
        return Err(Unreadable::Bomb(Bomb::Members(names.len())));
    }
    let mut members = Vec::new();
    let mut room = MOST_BYTES;
    for name in names {
        let Ok(file) = archive.by_name(&name) else { return Err(Unreadable::BrokenArchive) };
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let bytes = read_all(file, |_| 0, packed.min(bytes.len()))?;
        room = room
            .checked_sub(bytes.len())
            .ok_or(Unreadable::Bomb(Bomb::Bytes { most: MOST_BYTES }))?;
        if bytes.starts_with(GZIP) || bytes.starts_with(ZSTD) || is_archive(&bytes) {
            return Err(Unreadable::Bomb(Bomb::Nested(name)));
        }
        members.push(Member { name, bytes });
    }
    if members.is_empty() { Err(Unreadable::Foreign(Foreign::Archive)) } else { Ok(Some(members)) }
}

/// The member of this name, unless it is broken or unpacks to more than an honest file does.
pub(crate) fn member(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let file = archive.by_name(name).ok()?;
    let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
    read_all(file, |_| 0, packed.min(bytes.len())).ok()
}

/// Goes through the parts of a workbook that say something: readers of workbooks stop where a part
/// ends for them, and neither see whether its bytes are those that were written nor how many come.
///
/// # Errors
/// When a part is broken, or it unpacks to more than an honest workbook does.
pub(crate) fn examine_workbook(bytes: &[u8]) -> Result<(), Unreadable> {
    let broken = |_| Unreadable::BrokenWorkbook;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let (mut size, mut packed) = (0_u64, 0_u64);
    // Pictures and the like say nothing here, whatever they are packed with.
    let says_something =
        |name: &str| [".xml", ".rels", ".bin"].iter().any(|end| name.ends_with(end));
    let mut parts = Vec::new();
    for place in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(place) else { continue };
        size = size.saturating_add(file.size());
        packed = packed.saturating_add(file.compressed_size());
        parts.extend(file.name().is_ok_and(|name| says_something(&name)).then_some(place));
    }
    // It may say less of itself than comes.
    let allowed = packed.saturating_mul(MOST_TIMES as u64).max(ALLOWED_BYTES as u64);
    let allowed = allowed.min(MOST_BYTES as u64);
    if size > allowed {
        return Err(Unreadable::Bomb(Bomb::Workbook));
    }
    let mut left = allowed;
    for place in parts {
        let mut within = archive.by_index(place).map_err(broken)?.take(left.saturating_add(1));
        let read = std::io::copy(&mut within, &mut std::io::sink());
        let read = read.map_err(|_| Unreadable::BrokenWorkbook)?;
        left = left.checked_sub(read).ok_or(Unreadable::Bomb(Bomb::Workbook))?;
    }
    Ok(())
}

fn names_in<R: Read + Seek>(archive: &zip::ZipArchive<R>) -> Vec<String> {
    archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
}

fn is_archive(bytes: &[u8]) -> bool {
    let names = zip::ZipArchive::new(Cursor::new(bytes)).map(|archive| names_in(&archive));
    bytes.starts_with(ZIP) && names.is_ok_and(|names| !is_workbook(&names))
}

fn is_workbook(names: &[String]) -> bool {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    has("[Content_Types].xml") || (has("content.xml") && has("mimetype"))
}

/// Files as the members of an archive in which nothing is made smaller; packed ones unpacked.
/// The same files give the same bytes.
///
/// # Errors
/// When there is none, or a packed one is broken or unpacks to more than an honest file does.
pub(crate) fn archive(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Unreadable> {
    if files.is_empty() {
        return Err(Unreadable::NoFiles);
    }
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let member = unpacked(&name, &bytes)?.unwrap_or(Member { name, bytes });
        let written = writer
            .start_file(member.name, options)
            .and_then(|()| writer.write_all(&member.bytes).map_err(Into::into));
        written.map_err(|_| Unreadable::BrokenArchive)?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| Unreadable::BrokenArchive)
}

/// What the names of files that may be tables end in, without the point.
pub(crate) const READABLE_ENDINGS: [&str; 21] = [
    "csv", "tsv", "tab", "psv", "txt", "json", "jsonl", "ndjson", "ron", "xlsx", "xlsm", "xls",
    "xlsb", "ods", "html", "htm", "md", "parquet", "gz", "zst", "markdown",
];

/// Whether a file may be a table, by its name.
pub(crate) fn is_readable_name(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    !file.starts_with('.')
        && !name.starts_with("__MACOSX")
        && ending.is_some_and(|ending| READABLE_ENDINGS.contains(&ending.as_str()))
}

/// Whether so many bytes are more than an honest file unpacks to from so many.
pub(super) fn is_too_much(unpacked: u64, from: u64) -> bool {
    unpacked > (ALLOWED_BYTES as u64).max(from.max(1).saturating_mul(MOST_TIMES as u64))
}

/// Unpacks piece by piece. `left` says how much of what is packed is not unpacked yet.
fn read_all<R: Read>(
    mut from: R,
    left: impl Fn(&R) -> usize,
    packed: usize,
) -> Result<Vec<u8>, Unreadable> {
    const PIECE: u64 = 256 * 1024;
    let mut bytes = Vec::new();
    loop {
        let piece = from.by_ref().take(PIECE).read_to_end(&mut bytes);
        if piece.map_err(|_| Unreadable::BrokenArchive)? == 0 {
            return Ok(bytes);
        }
        let used = packed.saturating_sub(left(&from));
        if bytes.len() > MOST_BYTES {
            return Err(Unreadable::Bomb(Bomb::Bytes { most: MOST_BYTES }));
        }
        if is_too_much(bytes.len() as u64, used as u64) {
            return Err(Unreadable::Bomb(Bomb::Times { most: MOST_TIMES }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            let options = SimpleFileOptions::default();
            writer.start_file(*name, options).expect("memory");
            writer.write_all(bytes).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    #[test]
    fn a_packed_file_is_what_was_packed() {
        let table = b"date,source\n2024-01-01,A\n";
        let member = unpacked("a.csv.GZ", &gzip(table)).expect("whole").expect("packed");
        assert_eq!((member.name.as_str(), &member.bytes[..]), ("a.csv", &table[..]));
        let packed = ruzstd::encoding::compress_to_vec(
            &table[..],
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let member = unpacked("a.csv.zst", &packed).expect("whole").expect("packed");
        assert_eq!((member.name.as_str(), &member.bytes[..]), ("a.csv", &table[..]));
        assert!(unpacked("a.csv", table).expect("whole").is_none());
        let listed =
            members(&zip(&[("b/x.csv", table), ("__MACOSX/x.csv", b""), ("read.me", b"")]));
        let listed = listed.expect("whole").expect("an archive");
        assert_eq!(listed.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["b/x.csv"]);
    }

    #[test]
    fn what_is_packed_to_harm_is_refused() {
        let start = std::time::Instant::now();
        let zeros = vec![0_u8; 64 << 20];
        let refused = unpacked("a.csv.gz", &gzip(&zeros)).err();
        assert_eq!(refused, Some(Unreadable::Bomb(Bomb::Times { most: MOST_TIMES })));
        let refused = members(&zip(&[("a.csv", &zeros)])).err();
        assert_eq!(refused, Some(Unreadable::Bomb(Bomb::Times { most: MOST_TIMES })));
        let nested = zip(&[("a.csv", &zip(&[("b.csv", b"x")]))]);
        let refused = members(&nested).err();
        assert_eq!(refused, Some(Unreadable::Bomb(Bomb::Nested("a.csv".to_owned()))));
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }

    #[test]
    fn a_part_of_a_workbook_that_is_not_as_it_was_written_is_found() {
        let stored = |text: &str| {
            let file = ("xl/sharedStrings.xml".to_owned(), text.as_bytes().to_vec());
            archive(vec![file]).expect("memory")
        };
        let whole = stored("<sst><si><t>Birch</t></si></sst>");
        assert_eq!(examine_workbook(&whole), Ok(()));
        let changed: Vec<u8> =
            whole.iter().map(|byte| if *byte == b'B' { b'b' } else { *byte }).collect();
        assert_eq!(examine_workbook(&changed), Err(Unreadable::BrokenWorkbook));
    }

    #[test]
    fn a_workbook_that_says_less_of_its_size_than_comes_is_refused() {
        let zeros = vec![b' '; 64 << 20];
        let honest = zip(&[("xl/worksheets/sheet1.xml", &zeros)]);
        assert_eq!(examine_workbook(&honest), Err(Unreadable::Bomb(Bomb::Workbook)));
        let size = u32::try_from(zeros.len()).expect("small").to_le_bytes();
        let mut lying = honest;
        let places: Vec<usize> =
            (0..lying.len()).filter(|at| lying.get(*at..at + 4) == Some(&size[..])).collect();
        assert!(!places.is_empty());
        for at in places {
            lying[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
        assert!(examine_workbook(&lying).is_err());
    }

    #[test]
    fn a_broken_archive_is_told_as_that() {
        let whole = gzip(b"date,source\n2024-01-01,A\n");
        let refused = unpacked("a.gz", &whole[..whole.len() / 2]).err();
        assert_eq!(refused, Some(Unreadable::BrokenArchive));
        assert_eq!(members(b"PK\x03\x04 and nothing").err(), Some(Unreadable::BrokenArchive));
    }
}
