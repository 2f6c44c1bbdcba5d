use super::*;
use crate::estimate::{
    DatePart, PersonName, Publication, PublicationDate, PublicationKind, PublicationName,
};

fn read(name: &str, text: &str) -> PublicationsRead {
    read_publications(name, text.as_bytes()).expect("references")
}

fn only(name: &str, text: &str) -> Publication {
    let read = read(name, text);
    assert_eq!((read.publications.len(), &read.problems[..]), (1, &[][..]));
    read.publications.into_iter().next().expect("one")
}

fn date(text: &str) -> Option<PublicationDate> {
    Some(PublicationDate::from(text.to_owned()))
}

fn body(name: &str) -> PublicationName {
    PublicationName::Body(name.to_owned())
}

fn person(family: &str, given: &str) -> PersonName {
    let (family, given) = (family.to_owned(), Some(given.to_owned()));
    PersonName { family, given, ..PersonName::default() }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// What all three of the files below say.
fn told() -> Publication {
    Publication {
        id: some("upland2030"),
        kind: None,
        title: some("Losses {in} May & June – 100% counted"),
        authors: vec![PublicationName::Person(person("Hill", "Ada B.")), body("Upland Ministry")],
        container: some("The Daily"),
        publisher: some("Daily Press"),
        issued: date("2030-05"),
        accessed: date("2030-06-02"),
        address: some("https://daily.example/a_b--c?x=1&y=2"),
        archive: some("Web Archive"),
        archive_location: some("https://archive.example/2030/https://daily.example/a_b"),
        language: some("en"),
        note: some("read twice"),
    }
}

const CSL: &str = r#"[{"id": "upland2030", "type": "webpage",
    "title": "Losses {in} May & June – 100% counted",
    "author": [{"family": "Hill", "given": "Ada B."}, {"literal": "Upland Ministry"}],
    "container-title": "The Daily", "publisher": "Daily Press",
    "issued": {"date-parts": [["2030", 5]]}, "accessed": {"date-parts": [[2030, 6, 2]]},
    "URL": "https://daily.example/a_b--c?x=1&y=2", "archive": "Web Archive",
    "archive_location": "https://archive.example/2030/https://daily.example/a_b",
    "language": "en", "note": "read twice"}]"#;

const BIB: &str = r"@string{daily = {The Daily}}
@online{upland2030,
  title = {Losses \{in\} May \& June -- {100\%} counted},
  author = {Hill, Ada B. and {Upland Ministry}},
  journaltitle = daily,
  publisher = {Daily Press},
  year = 2030, month = may,
  urldate = {2030-06-02},
  url = {https://daily.example/a\_b--c?x=1&y=2},
  archive = {Web Archive},
  archivelocation = {https://archive.example/2030/https://daily.example/a_b},
  language = {en},
  note = {read twice},
}
";

const RIS: &str = "\u{feff}TY  - ELEC\r
ID  - upland2030\r
TI  - Losses {in} May & June – 100% counted\r
AU  - Hill, Ada B.\r
AU  - Upland Ministry\r
T2  - The Daily\r
PB  - Daily Press\r
PY  - 2030\r
DA  - 2030/05//\r
Y2  - 2030/06/02/\r
UR  - https://daily.example/a_b--c?x=1&y=2\r
DB  - Web Archive\r
AV  - https://archive.example/2030/https://daily.example/a_b\r
LA  - en\r
N1  - read twice\r
ER  - \r
";

#[test]
fn each_form_gives_what_it_states() {
    let csl = PublicationKind::Csl("webpage".to_owned());
    assert_eq!(only("a.json", CSL), Publication { kind: Some(csl), ..told() });
    let bibtex = PublicationKind::Bibtex("online".to_owned());
    assert_eq!(only("a.bib", BIB), Publication { kind: Some(bibtex), ..told() });
    let ris = PublicationKind::Ris("ELEC".to_owned());
    assert_eq!(only("a.ris", RIS), Publication { kind: Some(ris.clone()), ..told() });
    let plain_lines = RIS.replace('\r', "");
    assert_eq!(only("a.RIS", &plain_lines), Publication { kind: Some(ris), ..told() });
}

#[test]
fn estimates_are_not_taken_for_references_nor_a_name_for_its_content() {
    let estimates = r#"[{"id": "1", "type": "report", "title": "x", "best": 3}]"#;
    for (name, text) in [
        ("a.json", estimates),
        ("a.json", "{\"type\": \"webpage\"}"),
        ("a.csl.json", "[{\"id\": "),
        ("a.csv", CSL),
        ("a.bib", "date,source\n"),
        ("a.ris", "date,source\n"),
        ("a.ris", ""),
    ] {
        assert_eq!(read_publications(name, text.as_bytes()), None, "{name}: {text}");
    }
    assert_eq!(read_publications("a.csl.json", estimates.as_bytes()).map(|r| r.form), {
        Some(crate::estimate::ReferenceForm::CslJson)
    });
}

/// The date of issue that a CSL-JSON date gives.
fn csl_date(date: &str) -> (Option<PublicationDate>, Vec<PublicationFact>) {
    let text = format!(r#"[{{"id": 1, "type": "book", "title": "x", "issued": {date}}}]"#);
    let read = read("a.csl.json", &text);
    let facts = read.problems.into_iter().map(|problem| problem.fact).collect();
    (read.publications[0].issued.clone(), facts)
}

#[test]
fn dates_in_csl_are_as_precise_as_stated_and_others_stay_in_their_words() {
    for (stated, told) in [
        (r#"{"date-parts": [[2030]]}"#, "2030"),
        (r#"{"date-parts": [["2030", "05", "3"]]}"#, "2030-05-03"),
        (r#"{"date-parts": [[2030, 5], [2030, 7]]}"#, "2030-05/2030-07"),
        (r#"{"date-parts": [[2030]], "season": 2}"#, "2030-22"),
        (r#"{"raw": "2030-05-03"}"#, "2030-05-03"),
        (r#"{"date-parts": [[2030]], "circa": false}"#, "2030"),
    ] {
        assert_eq!(csl_date(stated), (date(told), Vec::new()), "{stated}");
    }
    for (stated, words) in [
        (r#"{"raw": "early 2030"}"#, "early 2030"),
        (r#"{"literal": "n.d."}"#, "n.d."),
        (r#"{"date-parts": [[2030]], "season": "Spring"}"#, "Spring 2030"),
        (r#"{"date-parts": [[2030, 5]], "circa": true}"#, "circa 2030-05"),
        (r#"{"date-parts": [[2030, 2, 30]]}"#, "2030-02-30"),
        (r#"{"date-parts": [[2030, 13]]}"#, "2030-13"),
        (r#"{"date-parts": [[-44]]}"#, "-44"),
    ] {
        let (found, facts) = csl_date(stated);
        assert_eq!(found, date(words), "{stated}");
        assert_eq!(facts, [PublicationFact::DateInWords(words.to_owned())], "{stated}");
    }
    let not_understood = vec![PublicationFact::NotUnderstood("issued".to_owned())];
    for nothing in ["{}", "[1]", r#"{"date-parts": 5}"#] {
        assert_eq!(csl_date(nothing), (None, not_understood.clone()), "{nothing}");
    }
}

/// The date of issue of an entry with these fields.
fn bibtex_date(fields: &str) -> Option<PublicationDate> {
    let read = read("a.bib", &format!("@misc{{a, title = {{x}}, {fields}}}"));
    read.publications[0].issued.clone()
}

#[test]
fn dates_in_bibtex_and_ris_too() {
    for (fields, told) in [
        ("date = {2030-05-03}", "2030-05-03"),
        ("date = {2030-05/2030-06}", "2030-05/2030-06"),
        ("year = 2030", "2030"),
        ("year = {2030}, month = sep", "2030-09"),
        ("year = {2030}, month = {9}, day = {4}", "2030-09-04"),
        ("year = {2030}, month = {Sept.}", "Sept. 2030"),
        ("year = {in press}", "in press"),
    ] {
        assert_eq!(bibtex_date(fields), date(told), "{fields}");
    }
    for (lines, told) in [
        ("PY  - 2030\n", "2030"),
        ("Y1  - 2030/05/03/\n", "2030-05-03"),
        ("DA  - 2030/05/03/12:30:00\n", "2030-05-03"),
        ("DA  - 2030///Spring\nPY  - 2030\n", "2030///Spring"),
        ("DA  - 2030-05-03\n", "2030-05-03"),
        ("DA  - May 2030\n", "May 2030"),
    ] {
        let text = format!("TY  - GEN\nTI  - x\n{lines}ER  - \n");
        assert_eq!(read("a.ris", &text).publications[0].issued, date(told), "{lines}");
    }
}

#[test]
fn names_are_kept_in_the_parts_in_which_they_stand() {
    let bib = "@misc{a, title = {x}, author = {von Hill, Jr., Ada and Ada Hill and {Hill and Dale, Inc.} \
               and others}}";
    let von_hill =
        PersonName { particle: some("von"), suffix: some("Jr."), ..person("Hill", "Ada") };
    assert_eq!(
        only("a.bib", bib).authors,
        [
            PublicationName::Person(von_hill.clone()),
            PublicationName::Person(person("Hill", "Ada")),
            body("Hill and Dale, Inc."),
            body("others"),
        ]
    );
    let csl = r#"[{"id": "a", "type": "book", "title": "x", "author": [
        {"family": "Hill", "given": "Ada", "non-dropping-particle": "von", "suffix": "Jr."},
        {"family": "Hill", "given": "L.", "dropping-particle": "van"}, {"given": "Ada"}]}]"#;
    let dropping = PersonName { dropping_particle: some("van"), ..person("Hill", "L.") };
    let names = [von_hill, dropping, person("", "Ada")].map(PublicationName::Person);
    assert_eq!(only("a.csl.json", csl).authors, names);
    assert_eq!(names[0].to_string(), "Ada von Hill Jr.");
    let ris = "TY  - GEN\nTI  - x\nAU  - Hill, Ada, Jr.\nA1  - The Hill Group\nER  - \n";
    let junior = PersonName { suffix: some("Jr."), ..person("Hill", "Ada") };
    let names = [PublicationName::Person(junior), body("The Hill Group")];
    assert_eq!(only("a.ris", ris).authors, names);
}

#[test]
fn one_bad_record_never_costs_the_others_and_is_told_by_its_number() {
    let titles = |read: &PublicationsRead| -> Vec<String> {
        read.publications.iter().filter_map(|one| one.title.clone()).collect()
    };
    let bib = "@misc{a, title = {one}}\n@misc{b, title = {two\n@misc{c, title = nowhere}\n\
               @misc{a, title = {four}}\n";
    let found = read("a.bib", bib);
    assert_eq!(titles(&found), ["one", "four"], "{found:?}");
    let records: Vec<Option<u32>> = found.problems.iter().map(|one| one.record).collect();
    assert_eq!(records, [Some(2), Some(3)]);
    assert!(found.problems.iter().all(PublicationProblem::is_error));

    let csl = r#"[5, {"id": "a", "title": "two", "author": 7, "DOI": "10.1/x"}, {"id": "b"}]"#;
    let found = read("a.csl.json", csl);
    assert_eq!(titles(&found), ["two"]);
    let facts: Vec<_> = found.problems.iter().map(|one| (one.record, one.fact.clone())).collect();
    assert_eq!(
        facts,
        [
            (Some(1), PublicationFact::NotRead(None)),
            (Some(2), PublicationFact::NotUnderstood("author".to_owned())),
            (Some(3), PublicationFact::Empty),
            (None, PublicationFact::NotKept(["DOI".to_owned()].into())),
        ]
    );

    let ris =
        "TY  - GEN\nTI  - one\nTY  - GEN\nTI  - two\n  goes on\nER  - \nTY  - GEN\nTI  - three";
    let found = read("a.ris", ris);
    assert_eq!(titles(&found), ["one", "two\ngoes on", "three"]);
    let records: Vec<Option<u32>> = found.problems.iter().map(|one| one.record).collect();
    assert_eq!(records, [Some(1), Some(3)], "neither is ended");
}

#[test]
fn an_address_in_how_it_was_published_is_one() {
    let bib = r"@misc{a, title = {x}, howpublished = {\url{https://a.example/{\_}x\%20}}}";
    let one = only("a.bib", bib);
    assert_eq!(one.address.as_deref(), Some("https://a.example/_x%20"));
    assert_eq!(one.container, None);
    let named = only("a.bib", "@misc{a, title = {x}, howpublished = {Daily}}");
    assert_eq!((named.address, named.container.as_deref()), (None, Some("Daily")));
}

#[test]
fn what_would_grow_without_end_or_goes_too_deep_is_refused() {
    let deep = format!("@misc{{a, title = {{{}x{}}}}}", "{".repeat(500), "}".repeat(500));
    let commands =
        format!("@misc{{a, title = {{{}x{}}}}}", "\\a{".repeat(9_000), "}".repeat(9_000));
    let circle = "@string{a = b # b} @string{b = a # a}\n@misc{c, title = a}".to_owned();
    let long = format!(
        "@string{{a = {{{}}}}}\n@misc{{c, title = {}a}}",
        "x".repeat(10_000),
        "a # ".repeat(10_000)
    );
    for bib in [deep, commands, circle, long] {
        let found = read("a.bib", &bib);
        assert!(found.publications.is_empty(), "{bib:.60}");
        assert_eq!(found.problems.len(), 1, "{bib:.60}");
    }
}

#[test]
fn of_fields_from_another_entry_nothing_is_taken() {
    let bib = "@book{b, title = {whole}, publisher = {Press}, crossref = {c}}\n\
               @inbook{c, title = {part}, crossref = {b}}\n";
    let found = read("a.bib", bib);
    let publishers: Vec<_> = found.publications.iter().map(|one| one.publisher.clone()).collect();
    assert_eq!(publishers, [some("Press"), None]);
    assert_eq!(
        found.problems.last().map(|one| &one.fact),
        Some(&PublicationFact::NotKept(["crossref".to_owned()].into()))
    );
}

proptest::proptest! {
    #[test]
    fn whatever_stands_in_a_file_it_is_read_or_told(
        cuts in proptest::collection::vec((0_usize..900, "[@{}\\\\\"#=,~^$%a-z0-9\\n -]{0,6}"), 0..6),
    ) {
        for (name, text) in [("a.csl.json", CSL), ("a.bib", BIB), ("a.ris", RIS)] {
            let mut letters: Vec<char> = text.chars().collect();
            for (at, put) in &cuts {
                let at = (*at).min(letters.len());
                let to = at.saturating_add(put.len()).min(letters.len());
                letters.splice(at..to, put.chars());
            }
            let text: String = letters.into_iter().collect();
            if let Some(read) = read_publications(name, text.as_bytes()) {
                for one in &read.publications {
                    proptest::prop_assert!(!matches!(
                        one.issued, Some(PublicationDate::On(DatePart::Year(0)))
                    ));
                }
                for problem in &read.problems {
                    let told = crate::words::Words::default().publication_problem(problem);
                    proptest::prop_assert!(told.len() > 5);
                }
            }
        }
    }
}
