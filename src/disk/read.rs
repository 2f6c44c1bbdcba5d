//! Reading a whole file, in pieces that can be counted and stopped.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::time::SystemTime;

use crate::files::Source;

/// How much is read between two reports of progress.
const PIECE_BYTES: u64 = 1 << 20;

/// Why a file was not read.
#[derive(Debug)]
pub enum ReadError {
    Missing(PathBuf),
    Folder(PathBuf),
    /// A device, a pipe, a socket, or something that the system makes up.
    NotAFile(PathBuf),
    NoPermission(PathBuf),
    TooLarge {
        path: PathBuf,
        limit_bytes: u64,
    },
    NoMemory(PathBuf),
    /// The caller stopped it.
    Stopped(PathBuf),
    Other {
        path: PathBuf,
        error: io::Error,
    },
}

/// Reads a whole file into memory.
///
/// `progress` is told the bytes read so far and the bytes expected, about every MiB, and may stop
/// the reading. Only ordinary files are read, so that a pipe or a device can never make the caller
/// wait for ever.
///
/// # Errors
/// When the path names no ordinary file, it may not be read, or it has more than `limit_bytes`.
///
/// ```
/// use std::ops::ControlFlow;
/// use parallax::disk::{ReadError, read_file};
///
/// let answer = read_file("/no/such/file".as_ref(), 1 << 20, &mut |_, _| ControlFlow::Continue(()));
/// assert!(matches!(answer, Err(ReadError::Missing(_))));
/// ```
pub fn read_file(
    path: &Path,
    limit_bytes: u64,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<u8>, ReadError> {
    let because = |error| explain(path, error);
    let (mut file, metadata) = open(path, limit_bytes)?;
    let mut bytes = Vec::new();
    let memory = |_| ReadError::NoMemory(path.to_owned());
    bytes.try_reserve(usize::try_from(metadata.len()).unwrap_or(0)).map_err(memory)?;
    loop {
        let read = bytes.len() as u64;
        if progress(read, metadata.len().max(read)).is_break() {
            return Err(ReadError::Stopped(path.to_owned()));
        }
        // A file may grow while it is read, and some tell no size at all.
        bytes.try_reserve(PIECE_BYTES as usize).map_err(memory)?;
        let piece = (&mut file).take(PIECE_BYTES).read_to_end(&mut bytes).map_err(because)?;
        if bytes.len() as u64 > limit_bytes {
            return Err(ReadError::TooLarge { path: path.to_owned(), limit_bytes });
        }
        if piece == 0 {
            return Ok(bytes);
        }
    }
}

/// Reads the first bytes of a file, up to `most` of them; none of one that has fewer than `least`.
///
/// # Errors
/// When the path names no ordinary file or it may not be read.
pub fn read_beginning(path: &Path, most: u64, least: u64) -> Result<Option<Vec<u8>>, ReadError> {
    let because = |error| explain(path, error);
    let (file, metadata) = open(path, u64::MAX)?;
    if metadata.len() < least {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(because)?;
    Ok(Some(bytes))
}

/// A file that is read from place to place, and never held.
#[derive(Debug)]
pub struct LongFile {
    file: Mutex<File>,
    size: u64,
    written: Option<SystemTime>,
}

impl LongFile {
    /// The file at a path; none of one that has fewer than `least` bytes.
    ///
    /// # Errors
    /// When the path names no ordinary file or it may not be read.
    pub fn open(path: &Path, least: u64) -> Result<Option<LongFile>, ReadError> {
        let (file, metadata) = open(path, u64::MAX)?;
        let (size, written) = (metadata.len(), metadata.modified().ok());
        Ok((size >= least).then(|| LongFile { file: Mutex::new(file), size, written }))
    }

    /// Whether nothing was written into it since it was opened, as far as it tells.
    #[must_use]
    pub fn is_as_opened(&self) -> bool {
        let metadata = self.file.lock().ok().and_then(|file| file.metadata().ok());
        metadata.is_some_and(|now| now.len() == self.size && now.modified().ok() == self.written)
    }
}

impl Source for LongFile {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, place: u64, piece: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().map_err(|_| io::ErrorKind::Other)?;
        file.seek(SeekFrom::Start(place))?;
        file.read(piece)
    }
}

/// Reads a file as [`read_file`] does, or standard input where the path is `-`.
///
/// # Errors
/// As [`read_file`]; and when standard input cannot be read, or has more than `limit_bytes`.
pub fn read_input(
    path: &Path,
    limit_bytes: u64,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<u8>, ReadError> {
    match is_standard_input(path) {
        true => read_standard_input(limit_bytes),
        false => read_file(path, limit_bytes, progress),
    }
}

/// Whether a path stands for standard input on a command line.
fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What came in by standard input: it can be read once, and is asked for again where a file is.
static STANDARD_INPUT: OnceLock<Vec<u8>> = OnceLock::new();

/// All of standard input, unless it is more than `limit_bytes`.
fn read_standard_input(limit_bytes: u64) -> Result<Vec<u8>, ReadError> {
    if let Some(bytes) = STANDARD_INPUT.get() {
        return Ok(bytes.clone());
    }
    let path = || PathBuf::from("-");
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(limit_bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::Other { path: path(), error })?;
    if bytes.len() as u64 > limit_bytes {
        return Err(ReadError::TooLarge { path: path(), limit_bytes });
    }
    Ok(STANDARD_INPUT.get_or_init(|| bytes).clone())
}

/// Opens an ordinary file of no more than so many bytes, and says what it is.
fn open(path: &Path, limit_bytes: u64) -> Result<(File, Metadata), ReadError> {
    let because = |error| explain(path, error);
    // Opening a pipe waits for a writer, so the path is looked at first; the open file is looked
    // at again in case it was exchanged in between.
    check(path, &std::fs::metadata(path).map_err(because)?, limit_bytes)?;
    let file = File::open(path).map_err(because)?;
    let metadata = file.metadata().map_err(because)?;
    check(path, &metadata, limit_bytes)?;
    Ok((file, metadata))
}

fn check(path: &Path, metadata: &Metadata, limit_bytes: u64) -> Result<(), ReadError> {
    if !metadata.is_dir() && is_of_the_system(path) {
        return Err(ReadError::NotAFile(path.to_owned()));
    }
    let path = || path.to_owned();
    if metadata.is_dir() {
        return Err(ReadError::Folder(path()));
    }
    if !metadata.is_file() {
        return Err(ReadError::NotAFile(path()));
    }
    if metadata.len() > limit_bytes {
        return Err(ReadError::TooLarge { path: path(), limit_bytes });
    }
    Ok(())
}

/// Whether a path leads to what the system makes up as it is read. Such files look like others, and
/// some of them never end, or wait for what may never come.
fn is_of_the_system(path: &Path) -> bool {
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    cfg!(unix) && ["/proc", "/sys"].iter().any(|folder| real.starts_with(folder))
}

pub(super) fn explain(path: &Path, error: io::Error) -> ReadError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing(path),
        io::ErrorKind::PermissionDenied => ReadError::NoPermission(path),
        io::ErrorKind::IsADirectory => ReadError::Folder(path),
        io::ErrorKind::OutOfMemory => ReadError::NoMemory(path),
        _ => ReadError::Other { path, error },
    }
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::io::Write;

    use super::*;
    use crate::words::Words;

    const LIMIT: u64 = 8 << 20;

    fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
        read_file(path, LIMIT, &mut |_, _| ControlFlow::Continue(()))
    }

    fn sentence(path: &Path) -> String {
        let sentence = Words::default().not_read(&read(path).expect_err("not read"));
        assert!(sentence.ends_with(&path.display().to_string()), "{sentence}");
        sentence
    }

    #[test]
    fn a_file_is_read_whole_and_progress_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("three MiB and a bit");
        let bytes: Vec<u8> = (0..3_145_777_u32).map(|n| (n % 251) as u8).collect();
        std::fs::write(&path, &bytes).expect("written");
        let mut seen = Vec::new();
        let read = read_file(&path, LIMIT, &mut |read, total| {
            seen.push((read, total));
            ControlFlow::Continue(())
        });
        assert!(read.is_ok_and(|read| read == bytes));
        assert_eq!(seen.first(), Some(&(0, 3_145_777)));
        assert_eq!(seen.last(), Some(&(3_145_777, 3_145_777)));
        assert!(seen.is_sorted());
    }

    #[test]
    fn reading_stops_when_told_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x");
        std::fs::write(&path, vec![0; 3 << 20]).expect("written");
        let mut pieces = 0;
        let answer = read_file(&path, LIMIT, &mut |_, _| {
            pieces += 1;
            if pieces == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(answer, Err(ReadError::Stopped(_))));
        assert_eq!(pieces, 2);
    }

    #[test]
    fn what_is_no_file_gets_a_sentence() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(sentence(&folder.path().join("nowhere")).contains("no such file"));
        assert!(sentence(folder.path()).contains("folder"));
        for path in ["/dev/zero", "/proc/self/maps", "/proc/kmsg", "/proc/self/../version"] {
            if Path::new(path).exists() {
                assert!(sentence(Path::new(path)).contains("device"), "{path}");
            }
        }
        let large = folder.path().join("large");
        File::create(&large).and_then(|file| file.set_len(LIMIT + 1)).expect("made");
        assert!(sentence(&large).contains("larger than the 8 MB"));
        let inside = large.join("inside a file");
        assert!(sentence(&inside).contains("no such file"));
        std::fs::write(folder.path().join("empty"), "").expect("written");
        assert!(read(&folder.path().join("empty")).is_ok_and(|bytes| bytes.is_empty()));
    }

    #[test]
    fn a_pipe_never_makes_the_reader_wait() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            assert!(sentence(&pipe).contains("pipe"));
        }
    }

    #[test]
    fn a_file_that_grows_while_it_is_read_is_held_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log");
        std::fs::write(&path, "begun").expect("written");
        let mut log = OpenOptions::new().append(true).open(&path).expect("there");
        let answer = read_file(&path, LIMIT, &mut |_, _| {
            log.write_all(&vec![b'x'; PIECE_BYTES as usize]).expect("written");
            ControlFlow::Continue(())
        });
        assert!(matches!(answer, Err(ReadError::TooLarge { .. })));
    }

    #[test]
    fn a_long_file_is_read_from_place_to_place_and_known_to_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("long");
        std::fs::write(&path, "begun and done").expect("written");
        assert!(LongFile::open(&path, 100).expect("a file").is_none());
        let file = LongFile::open(&path, 5).expect("a file").expect("long enough");
        let mut piece = [0; 4];
        for (place, expected) in [(10, "done"), (0, "begu"), (12, "ne"), (20, "")] {
            let read = file.read_at(place, &mut piece).expect("there");
            assert_eq!(&piece[..read], expected.as_bytes(), "{place}");
        }
        assert!(file.is_as_opened() && file.size() == 14);
        OpenOptions::new()
            .append(true)
            .open(&path)
            .and_then(|mut file| file.write_all(b"?"))
            .expect("written");
        assert!(!file.is_as_opened());
        assert!(matches!(LongFile::open(folder.path(), 0), Err(ReadError::Folder(_))));
        let missing = LongFile::open(&folder.path().join("nowhere"), 0);
        assert!(matches!(missing, Err(ReadError::Missing(_))));
    }
}
