//! What a kind of publication is called in each form.

use crate::estimate::{Publication, ReferenceForm};

/// Each kind in CSL-JSON, BibTeX and RIS; the first that fits is meant.
const KINDS: [[&str; 3]; 22] = [
    ["webpage", "online", "ELEC"],
    ["webpage", "electronic", "ELEC"],
    ["webpage", "www", "ICOMM"],
    ["post-weblog", "online", "BLOG"],
    ["post", "online", "ELEC"],
    ["article-newspaper", "article", "NEWS"],
    ["article-magazine", "article", "MGZN"],
    ["article-journal", "article", "JOUR"],
    ["article", "unpublished", "UNPB"],
    ["report", "report", "RPRT"],
    ["report", "techreport", "RPRT"],
    ["book", "book", "BOOK"],
    ["chapter", "incollection", "CHAP"],
    ["chapter", "inbook", "CHAP"],
    ["paper-conference", "inproceedings", "CPAPER"],
    ["paper-conference", "inproceedings", "CONF"],
    ["thesis", "thesis", "THES"],
    ["thesis", "phdthesis", "THES"],
    ["dataset", "dataset", "DATA"],
    ["broadcast", "video", "VIDEO"],
    ["motion_picture", "video", "VIDEO"],
    ["document", "misc", "GEN"],
];

/// The word for the kind of a publication in a form: its own where it was stated in that form; for one
/// without a kind whether it has an address.
pub(super) fn word(of: &Publication, form: ReferenceForm) -> String {
    let place = |form: ReferenceForm| match form {
        ReferenceForm::CslJson => 0_usize,
        ReferenceForm::BibTex => 1,
        ReferenceForm::Ris => 2,
    };
    let unknown = if of.address.is_some() {
        ["webpage", "misc", "ELEC"]
    } else {
        ["document", "misc", "GEN"]
    };
    let called = |names: &[&str; 3]| names.get(place(form)).copied().unwrap_or_default().to_owned();
    let Some(kind) = &of.kind else { return called(&unknown) };
    let (stated_in, word) = kind.word();
    if stated_in == form {
        return word.to_owned();
    }
    let is_it = |names: &&[&str; 3]| {
        names.get(place(stated_in)).is_some_and(|name| name.eq_ignore_ascii_case(word))
    };
    called(KINDS.iter().find(is_it).unwrap_or(&unknown))
}
