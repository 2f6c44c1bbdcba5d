//! Which form a file has, and its reader.

use std::path::Path;

use super::told::PublicationsRead;
use super::{bibtex, csl_json, ris};
use crate::files::containers::encoding;

/// No larger file of references is read.
pub const LARGEST_PUBLICATIONS_BYTES: usize = 64 << 20;

/// Reads the bytes of a file as references, if they are any: told by the ending of its `name` together
/// with its content, of CSL-JSON by its content alone.
///
/// ```
/// use parallax::files::publications::read_publications;
///
/// let ris = b"TY  - ELEC\nTI  - Losses in May\nUR  - https://example.org/may\nER  - \n";
/// let read = read_publications("a.ris", ris).expect("references");
/// assert_eq!(read.publications[0].title.as_deref(), Some("Losses in May"));
/// assert_eq!(read_publications("a.csv", b"date,source,killed\n"), None);
/// ```
#[must_use]
pub fn read_publications(name: &str, bytes: &[u8]) -> Option<PublicationsRead> {
    if bytes.len() > LARGEST_PUBLICATIONS_BYTES {
        return None;
    }
    let name = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let text = || Some(encoding::text(bytes, None).ok()?.0);
    if ends(&[".bib", ".bibtex"]) {
        let text = text()?;
        return text.contains('@').then(|| bibtex::read(&text));
    }
    if ends(&[".ris"]) {
        let text = text()?;
        return ris::is_ris(&text).then(|| ris::read(&text));
    }
    let is_csl = ends(&[".csl.json", ".csljson"]);
    let may_be = is_csl || ends(&[".json"]) || name == "-";
    let begins = bytes.iter().find(|byte| byte.is_ascii_graphic());
    // Behind a byte order mark, where there is one.
    if !may_be || !(begins == Some(&b'[') || bytes.starts_with(b"\xef\xbb\xbf")) {
        return None;
    }
    let text = text()?;
    (is_csl || csl_json::seems_csl(&text)).then(|| csl_json::read(&text))?
}

/// Whether a file with this name may be one of references; of `.json` only the content tells.
#[must_use]
pub fn may_be_publications(path: &Path) -> bool {
    let name = path.display().to_string().to_lowercase();
    [".bib", ".bibtex", ".ris", ".json", ".csljson"].iter().any(|ending| name.ends_with(ending))
}
