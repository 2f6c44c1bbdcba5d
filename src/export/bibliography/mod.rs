//! References for reference managers: CSL-JSON, BibTeX and RIS. What neither a file nor a record of a
//! publication states – titles, days of access – is in none of them; what such a record states goes out
//! as it came in, as far as the form has a place for it.

mod bibtex;
mod csl_json;
mod entry;
mod kinds;
mod ris;

use crate::compare::{EstimateRef, References};
use crate::estimate::{Estimate, Loaded, ReferenceForm};
use crate::session::Document;

/// The references of the estimates that `wanted` takes, in one of the three forms. `document` holds
/// `files`. Where all of what is in force is taken, what is recorded of other publications goes along.
///
/// # Errors
/// The error of the JSON writer, never for data that a ledger can hold.
pub(super) fn bibliography(
    form: ReferenceForm,
    files: &[Loaded],
    document: &Document,
    wanted: impl Fn(Estimate<'_>) -> bool,
) -> Result<String, serde_json::Error> {
    let cited = files.iter().enumerate().flat_map(|(place, loaded)| {
        let taken = loaded.ledger.estimates().filter(|one| wanted(*one));
        taken.map(move |one| EstimateRef::new(place, one.index())).collect::<Vec<_>>()
    });
    let cited: Vec<EstimateRef> = cited.collect();
    let is_all_taken = cited.len() == files.iter().map(|loaded| loaded.ledger.len()).sum::<usize>();
    let is_whole = is_all_taken && files.len() >= document.files_in_force(None).count();
    let references = References::of(files, cited);
    let entries = entry::entries(&references, files, document, is_whole);
    match form {
        ReferenceForm::CslJson => csl_json::written(&entries),
        ReferenceForm::BibTex => Ok(bibtex::written(&entries)),
        ReferenceForm::Ris => Ok(entries.iter().map(ris::written).collect()),
    }
}

impl ReferenceForm {
    /// What its file's name ends in, the point included.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            ReferenceForm::CslJson => ".csl.json",
            ReferenceForm::BibTex => ".bib",
            ReferenceForm::Ris => ".ris",
        }
    }

    /// What it is called where one is chosen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ReferenceForm::CslJson => "References (CSL-JSON)",
            ReferenceForm::BibTex => "References (BibTeX)",
            ReferenceForm::Ris => "References (RIS)",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::estimate::Publication;
    use crate::files::publications::{PublicationFact, PublicationProblem, read_publications};
    use crate::files::{ReadOptions, read};
    use crate::session::{Edit, FileSection, apply};

    const TABLE: &str = "as_of,published,source,quantity,best,url,outlet,relays\n\
        2025-01-13,2025-01-14,\"Ministry, of {100%} & more\",killed,300,https://example.org/a_b?c=1&d=2,Daily,BBC\n\
        2025-01-15,,Somebody,killed,1000,,,\n";

    fn written(form: ReferenceForm) -> String {
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        let reading = read("k.csv", TABLE.as_bytes(), &ReadOptions::default(), go_on);
        let file = FileSection::new("data/k.csv", TABLE.as_bytes(), reading.expect("readable"));
        let document = apply(&Document::default(), &Edit::AddFiles(vec![Arc::new(file)]));
        let document = document.expect("opens");
        bibliography(form, &document.loaded_all(), &document, |_| true).expect("written")
    }

    #[test]
    fn as_csl_json_each_reference_has_what_is_stated_and_no_title_is_made_up() {
        let items: serde_json::Value =
            serde_json::from_str(&written(ReferenceForm::CslJson)).expect("JSON");
        assert_eq!(items.as_array().map(Vec::len), Some(2));
        let first = &items[0];
        assert_eq!(first["type"], "webpage");
        assert_eq!(first["author"][0]["literal"], "Ministry, of {100%} & more");
        assert_eq!(first["contributor"][0]["literal"], "BBC");
        assert_eq!(first["container-title"], "Daily");
        assert_eq!(first["issued"]["date-parts"][0], serde_json::json!([2025, 1, 14]));
        assert_eq!(first["URL"], "https://example.org/a_b?c=1&d=2");
        assert!(first["note"].as_str().is_some_and(|note| note.contains("k.csv, record 1")));
        assert!(first.get("title").is_none() && first.get("accessed").is_none());
        assert_eq!(items[1]["type"], "document");
        assert!(items[1].get("issued").is_none(), "no day was stated");
    }

    #[test]
    fn as_bibtex_nothing_is_a_command_and_braces_are_in_pairs() {
        let text = written(ReferenceForm::BibTex);
        assert!(text.contains("author = {{Ministry, of \\{100\\%\\} \\& more}},"), "{text}");
        assert!(text.contains("url = {https://example.org/a_b?c=1&d=2},"), "{text}");
        let bare = text.replace("\\{", "").replace("\\}", "");
        let depth = bare.chars().try_fold(0_i32, |depth, c| {
            let depth = depth + i32::from(c == '{') - i32::from(c == '}');
            (depth >= 0).then_some(depth)
        });
        assert_eq!(depth, Some(0));
    }

    #[test]
    fn as_ris_each_line_has_its_tag_and_each_reference_its_end() {
        let text = written(ReferenceForm::Ris);
        for line in text.split("\r\n").filter(|line| !line.is_empty()) {
            assert_eq!(line.get(2..6), Some("  - "), "{line}");
        }
        assert_eq!(text.matches("ER  - ").count(), 2);
        assert!(text.contains("DA  - 2025/01/14/"));
        assert!(text.contains("UR  - https://example.org/a_b?c=1&d=2"));
    }

    /// What these references are written as, of a document without estimates.
    fn written_of(publications: &[Publication], form: ReferenceForm) -> String {
        let edit = Edit::AddPublications { publications: publications.to_vec(), of: None };
        let document = apply(&Document::default(), &edit).expect("recorded");
        // What is saved and opened again goes out the same.
        let saved = crate::session::write(&document, &crate::session::View::default());
        let document = crate::session::read(&saved).expect("opens").document;
        bibliography(form, &[], &document, |_| true).expect("written")
    }

    fn read_again(name: &str, text: &str) -> Vec<Publication> {
        let read = read_publications(name, text.as_bytes()).expect("references");
        let others =
            read.problems.iter().filter(|one| !matches!(one.fact, PublicationFact::DateInWords(_)));
        assert_eq!(others.collect::<Vec<_>>(), Vec::<&PublicationProblem>::new(), "{text}");
        read.publications
    }

    /// As Zotero exports: years as text, ids that are addresses, names in parts.
    const ZOTERO: &str = r#"[
        {"id": "http://zotero.org/users/1/items/AB12", "type": "article-newspaper",
         "container-title": "Upland Times", "language": "en-GB", "title": "“Heavy” losses: 50% & more",
         "URL": "https://times.example/2030/05/losses_a?b=1#part",
         "archive": "Web Archive", "archive_location": "https://archive.example/w/times",
         "author": [{"family": "Hill", "given": "Ada"},
                    {"family": "Berg", "given": "L.", "non-dropping-particle": "von der"},
                    {"literal": "Upland Times, staff"}],
         "accessed": {"date-parts": [["2030", 6, 2]]}, "issued": {"date-parts": [["2030", 5]]}},
        {"id": "http://zotero.org/users/1/items/CD34", "type": "report", "publisher": "Ministry",
         "title": "Yearly\nreport", "note": "two\nlines",
         "issued": {"date-parts": [["2029"], ["2030"]]}, "accessed": {"literal": "in June"}},
        {"id": "CD35", "type": "webpage", "title": "Undated", "issued": {"date-parts": [[2030]],
         "season": 1}}
    ]"#;

    #[test]
    fn what_a_reference_manager_exports_comes_back_from_a_saved_session_field_by_field() {
        let read = read_again("refs.json", ZOTERO);
        let written = written_of(&read, ReferenceForm::CslJson);
        let number = ZOTERO.replace("\"2030\", ", "2030, ");
        let number = number.replace("[\"2030\"]", "[2030]").replace("[\"2029\"]", "[2029]");
        let given: serde_json::Value = serde_json::from_str(&number).expect("JSON");
        let found: serde_json::Value = serde_json::from_str(&written).expect("JSON");
        assert_eq!(found, given, "a year is a number, and nothing else is other than it was");
    }

    #[test]
    fn in_the_other_forms_too_as_far_as_they_can_hold_it() {
        let bib = "@online{hill2030,\n  title = {Losses {\\&} more},\n  author = {von Hill, Jr., Ada and \
                   {Upland Ministry}},\n  publisher = {Press},\n  date = {2030-05/2030-06},\n  urldate = \
                   {2030-07-01},\n  url = {https://a.example/x_y--z},\n  archive = {Web},\n  \
                   archivelocation = {https://archive.example/1},\n  language = {en},\n  note = {one \
                   -- two}\n}\n@techreport{r1, title = {Report}, year = {in press}, institution = {M}}";
        let read = read_again("refs.bib", bib);
        let again = read_again("again.bib", &written_of(&read, ReferenceForm::BibTex));
        assert_eq!(again, read);
        let ris = "TY  - NEWS\nID  - 7\nTI  - Losses\nAU  - Hill, Ada, Jr.\nAU  - Upland Ministry\n\
                   T2  - Times\nDA  - 2030/05//\nY2  - 2030/06/02/\nUR  - https://a.example/1\nDB  - \
                   Web\nAV  - https://archive.example/1\nN1  - one\nN1  - two\nER  - \n";
        let read = read_again("refs.ris", ris);
        let again = read_again("again.ris", &written_of(&read, ReferenceForm::Ris));
        assert_eq!(again, read);
    }

    #[test]
    fn a_kind_goes_into_another_form_as_what_comes_next_to_it() {
        let read = read_again("refs.json", ZOTERO);
        let bib = written_of(&read, ReferenceForm::BibTex);
        for begins in
            ["@article{http://zotero.org/users/1/items/AB12,", "@report{", "@online{CD35,"]
        {
            assert!(bib.contains(begins), "{begins} in {bib}");
        }
        let ris = written_of(&read, ReferenceForm::Ris);
        for line in ["TY  - NEWS", "TY  - RPRT", "TY  - ELEC", "AU  - von der Berg, L."] {
            assert!(ris.contains(line), "{line} in {ris}");
        }
    }

    #[test]
    fn what_is_recorded_goes_out_with_what_is_stated_once_for_all_references_to_it() {
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        let table =
            format!("{TABLE}2025-01-17,,Third,killed,5,\"https://example.org/a_b?c=1&d=2\",,\n");
        let reading = read("k.csv", table.as_bytes(), &ReadOptions::default(), go_on);
        let file = FileSection::new("data/k.csv", table.as_bytes(), reading.expect("readable"));
        let recorded = |title: &str, address: &str| Publication {
            id: Some("own".to_owned()),
            title: Some(title.to_owned()),
            note: Some("mine".to_owned()),
            address: Some(address.to_owned()),
            ..Publication::default()
        };
        let publications = vec![
            recorded("Losses", "https://example.org/a_b?c=1&d=2"),
            recorded("Elsewhere", "https://b.example"),
        ];
        let edits = [
            Edit::AddFiles(vec![Arc::new(file)]),
            Edit::AddPublications { publications, of: None },
        ];
        let document = edits
            .iter()
            .fold(Document::default(), |document, edit| apply(&document, edit).expect("made"));
        let items = |wanted: &dyn Fn(Estimate<'_>) -> bool| -> Vec<serde_json::Value> {
            let all = document.loaded_all();
            let text = bibliography(ReferenceForm::CslJson, &all, &document, wanted);
            serde_json::from_str(&text.expect("written")).expect("JSON")
        };
        let all = items(&|_| true);
        assert_eq!(all.len(), 3, "{all:?}");
        let of_own = &all[0];
        assert_eq!((&of_own["id"], &of_own["title"]), (&"own".into(), &"Losses".into()));
        assert!(of_own.get("author").is_none(), "who said a number did not write the article");
        assert_eq!(
            (&of_own["note"], &of_own["container-title"]),
            (&"mine".into(), &"Daily".into())
        );
        let annotation = of_own["annote"].as_str().expect("one");
        for said in ["k.csv, record 1", "Third"] {
            assert!(annotation.contains(said), "{annotation}");
        }
        assert_eq!(all[1]["id"], "parallax2");
        assert_eq!(all[2]["title"], "Elsewhere");
        let some = items(&|one| one.label() != "Somebody");
        assert_eq!(some.len(), 1, "of a part, only what belongs to it");
    }

    proptest::proptest! {
        #[test]
        fn whatever_stands_in_a_field_comes_back(
            texts in proptest::collection::vec(
                "[A-Z@#$%&_{}~^\\\\\"'`“Ж][ -~Ж–]{0,12}[a-z{}$#%~^\\\\-]", 7..8,
            ),
        ) {
            let text = |place: usize| -> Option<String> {
                let words: Vec<&str> = texts[place].split_whitespace().collect();
                Some(words.join(" "))
            };
            let publication = Publication {
                id: Some("a".to_owned()),
                title: text(0),
                container: text(1),
                publisher: text(2),
                archive: text(3),
                language: text(4),
                note: text(5),
                ..Publication::default()
            };
            let all = [publication.clone()];
            for (form, name) in [
                (ReferenceForm::CslJson, "a.csl.json"),
                (ReferenceForm::BibTex, "a.bib"),
                (ReferenceForm::Ris, "a.ris"),
            ] {
                let written = written_of(&all, form);
                let read = read_again(name, &written);
                let kind = read[0].kind.clone();
                proptest::prop_assert!(kind.is_some());
                let expected = Publication { kind, ..publication.clone() };
                proptest::prop_assert_eq!(&read[0], &expected, "{}", written);
            }
        }
    }
}
