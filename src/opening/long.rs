//! Files of single events that are summed without being held.

use std::path::Path;
use std::sync::Arc;

use crate::disk::{self, LongFile};
use crate::files::{
    OnProgress, OnSums, ReadOptions, Reading, Source, Unreadable, is_readable_name, read_events,
};
use crate::session::{Fingerprint, Fingerprinted};

/// Shorter files are held as they are read.
const LEAST_BYTES: u64 = 1 << 20;

/// A file, or the Parquet files of a folder, and what they are known by once they are read.
struct Long {
    /// By their paths in the folder; a file by itself by its own.
    files: Vec<(String, Arc<LongFile>, Arc<Fingerprinted>)>,
    is_folder: bool,
}

impl Long {
    /// None where it is short, or not all of a folder is in Parquet.
    fn open(path: &Path) -> Option<Long> {
        let is_folder = disk::is_folder(path);
        let files = if is_folder {
            let names = disk::files_in(path, &is_readable_name).ok()?;
            if !names.iter().all(|name| name.to_lowercase().ends_with(".parquet")) {
                return None;
            }
            let files = names.into_iter().map(|name| {
                let file = LongFile::open(&path.join(&name), 0).ok()??;
                Some((name, file))
            });
            files.collect::<Option<Vec<_>>>()?
        } else {
            vec![(path.display().to_string(), LongFile::open(path, LEAST_BYTES).ok()??)]
        };
        let size = files.iter().fold(0_u64, |size, (_, file)| size.saturating_add(file.size()));
        let files = files.into_iter().map(|(name, file)| {
            let file = Arc::new(file);
            let fingerprinted = Fingerprinted::new(Arc::<LongFile>::clone(&file));
            (name, file, Arc::new(fingerprinted))
        });
        (size >= LEAST_BYTES).then(|| Long { files: files.collect(), is_folder })
    }

    /// What it is known by: a folder by the names and fingerprints of its files.
    fn fingerprint(&self) -> Option<Fingerprint> {
        let each = self.files.iter().map(|(name, _, one)| Some((name, one.fingerprint().ok()?)));
        let each: Vec<(&String, Fingerprint)> = each.collect::<Option<_>>()?;
        match each[..] {
            [(_, only)] if !self.is_folder => Some(only),
            _ => {
                let lines =
                    each.iter().map(|(name, fingerprint)| format!("{fingerprint} {name}\n"));
                Some(Fingerprint::of(lines.collect::<String>().as_bytes()))
            }
        }
    }
}

/// What comes of a long file of single events, or of a folder of such in Parquet, and what it is known
/// by; none where it is no such file, or changes while it is read.
pub(super) fn events_at(
    path: &Path,
    options: &ReadOptions,
    progress: OnProgress<'_>,
    sums: OnSums<'_>,
) -> Option<Result<(Reading, Fingerprint), Unreadable>> {
    let long = Long::open(path)?;
    let parts = long.files.iter().map(|(name, _, fingerprinted)| {
        let source: Arc<dyn Source> = Arc::<Fingerprinted>::clone(fingerprinted);
        (name.clone(), source)
    });
    let parts: Vec<(String, Arc<dyn Source>)> = parts.collect();
    let name = path.display().to_string();
    let reading = match read_events(&name, &parts, options, progress, sums)? {
        Ok(reading) => reading,
        Err(error) => return Some(Err(error)),
    };
    let fingerprint = long.fingerprint()?;
    let is_as_opened = long.files.iter().all(|(_, file, _)| file.is_as_opened());
    is_as_opened.then_some(Ok((reading, fingerprint)))
}

/// What a long file, or a folder of Parquet, is known by; none where it is short, or cannot be read.
pub(super) fn fingerprint(path: &Path) -> Option<Fingerprint> {
    Long::open(path)?.fingerprint()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
mod tests {
    use std::ops::ControlFlow;

    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// Events as Parquet, each with a text that does not get shorter by packing.
    fn written(rows: u64) -> Vec<u8> {
        let schema = "message events {
            required binary relid (UTF8); required binary dyad_name (UTF8);
            required int32 date_start (DATE); required int32 date_end (DATE);
            required int32 low; required int32 best; required int32 high;
        }";
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let mut bytes = Vec::new();
        let mut writer =
            SerializedFileWriter::new(&mut bytes, schema, Arc::default()).expect("a writer");
        let mut group = writer.next_row_group().expect("a group");
        let noise = |row: u64| row.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for place in 0..7 {
            let mut column = group.next_column().expect("a column").expect("one more");
            if place < 2 {
                let long =
                    |row: u64| (0..30).map(|at| format!("{:016x}", noise(row + at))).collect();
                let text = |row| if place == 0 { long(row) } else { "A - B".to_owned() };
                let texts: Vec<ByteArray> =
                    (0..rows).map(|row| ByteArray::from(text(row).as_str())).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, None, None).expect("a batch");
            } else {
                let of = [20_000, 20_000, 1, 2, 3][place - 2];
                let numbers = vec![of; usize::try_from(rows).expect("few")];
                column.typed::<Int32Type>().write_batch(&numbers, None, None).expect("a batch");
            }
            column.close().expect("closed");
        }
        group.close().expect("closed");
        writer.close().expect("closed");
        bytes
    }

    #[test]
    fn a_folder_of_parquet_is_summed_as_one_and_known_by_all_of_its_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for (country, rows) in [("Upland", 2_000), ("Hill%20Land", 1_500)] {
            std::fs::create_dir_all(path(&format!("country={country}"))).expect("made");
            let file = path(&format!("country={country}/part-0.snappy.parquet"));
            std::fs::write(file, written(rows)).expect("written");
        }
        std::fs::write(path("_SUCCESS"), "").expect("written");
        let read = || {
            let options = ReadOptions::default();
            let go_on = &mut |_| ControlFlow::Continue(());
            events_at(folder.path(), &options, go_on, &mut |_| ())
        };
        let (reading, known_by) = read().expect("events").expect("readable");
        let sums: Vec<String> = reading
            .ledger
            .in_file_order()
            .iter()
            .map(|one| format!("{} {:?}", one.measure().id(), one.bounds().and_then(|b| b.best())))
            .collect();
        let expected = ["-/killed/hill-land/increment", "-/killed/upland/increment"];
        let expected = expected.iter().zip([3_000.0, 4_000.0]);
        let expected: Vec<String> =
            expected.map(|(id, best)| format!("{id} {:?}", Some(best))).collect();
        assert_eq!((sums, reading.rows), (expected, 3_500));
        assert_eq!(fingerprint(folder.path()), Some(known_by));

        std::fs::write(path("country=Upland/part-1.parquet"), written(10)).expect("written");
        assert_ne!(fingerprint(folder.path()), Some(known_by));
        assert_eq!(read().expect("events").expect("readable").0.rows, 3_510);
        std::fs::write(path("notes.csv"), "date,source\n").expect("written");
        assert!(read().is_none(), "not all of it is in columns");
    }
}
