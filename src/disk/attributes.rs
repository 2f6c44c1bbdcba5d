//! What a file has beside its content and its permissions: extended attributes and, among them on
//! Linux, the list of who else may read and write it.

use std::fs::File;
use std::io;
use std::path::Path;

/// Gives a file the attributes of another one; of those that belong to the system only the lists of
/// who may read and write. File systems that know none have none to lose.
///
/// # Errors
/// When one of them could not be read or set; the others are.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
pub(super) fn copy(file: &File, from: &Path) -> io::Result<()> {
    let from = File::open(from)?;
    let mut outcome = Ok(());
    for name in names_of(&from)?.split(|byte| *byte == 0).filter(|name| is_carried(name)) {
        let one = value_of(&from, name).and_then(|value| {
            let flags = rustix::fs::XattrFlags::empty();
            Ok(rustix::fs::fsetxattr(file, name, &value, flags)?)
        });
        outcome = outcome.and(one);
    }
    outcome
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
pub(super) fn copy(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// No name and no value is longer (the system's own bound).
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
const LONGEST_BYTES: usize = 1 << 16;

/// What the system keeps for itself goes by its own rules: marks of a security policy are given to
/// each new file, and only the system may set them.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_carried(name: &[u8]) -> bool {
    const LISTS: [&[u8]; 3] = [b"system.posix_acl_access", b"system.nfs4_acl", b"system.richacl"];
    name.starts_with(b"user.") || LISTS.contains(&name)
}

#[cfg(target_os = "macos")]
fn is_carried(name: &[u8]) -> bool {
    !name.is_empty() && !name.starts_with(b"com.apple.system.")
}

/// All names, each with a zero behind it.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn names_of(file: &File) -> io::Result<Vec<u8>> {
    let mut names = Vec::with_capacity(LONGEST_BYTES);
    match rustix::fs::flistxattr(file, rustix::buffer::spare_capacity(&mut names)) {
        Ok(_) => Ok(names),
        Err(rustix::io::Errno::NOTSUP | rustix::io::Errno::NOSYS) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn value_of(file: &File, name: &[u8]) -> io::Result<Vec<u8>> {
    let mut value = Vec::with_capacity(LONGEST_BYTES);
    rustix::fs::fgetxattr(file, name, rustix::buffer::spare_capacity(&mut value))?;
    Ok(value)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    /// `user::rw-`, `user:12:rw-`, `group::---`, `mask::rw-`, `other::---`.
    const SHARED_WITH_ONE: [(u16, u16, u32); 5] =
        [(1, 6, u32::MAX), (2, 6, 12), (4, 0, u32::MAX), (16, 6, u32::MAX), (32, 0, u32::MAX)];

    /// As the system writes such a list.
    fn list() -> Vec<u8> {
        let entries = SHARED_WITH_ONE.iter().flat_map(|(tag, may, who)| {
            [&tag.to_le_bytes()[..], &may.to_le_bytes(), &who.to_le_bytes()].concat()
        });
        2_u32.to_le_bytes().into_iter().chain(entries).collect()
    }

    #[test]
    fn a_file_that_is_saved_over_keeps_its_attributes_and_its_list_of_who_may_read_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.comparison.ron");
        std::fs::write(&path, "old").expect("written");
        let file = File::open(&path).expect("there");
        let flags = rustix::fs::XattrFlags::empty();
        if rustix::fs::fsetxattr(&file, "user.origin", b"desk 4", flags).is_err() {
            eprintln!("skipped: the file system here has no extended attributes");
            return;
        }
        let has_lists =
            rustix::fs::fsetxattr(&file, "system.posix_acl_access", &list(), flags).is_ok();
        let mode = |path: &Path| {
            std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(path).expect("there"))
        };
        let before = mode(&path);
        let options = super::super::SaveOptions::default();
        let saved = super::super::save(&path, b"new", &options).expect("saved");
        assert!(saved.attributes_kept);
        let new = File::open(&path).expect("there");
        assert_eq!(value_of(&new, b"user.origin").ok().as_deref(), Some(&b"desk 4"[..]));
        assert_eq!(mode(&path), before);
        if has_lists {
            assert_eq!(value_of(&new, b"system.posix_acl_access").ok(), Some(list()));
        }
    }
}
