use proptest::prelude::*;

use super::*;
use crate::compare::compare;
use crate::estimate::{Day, How, PersonName, Publication, PublicationName, Value};
use crate::session::generated::{
    adjustment, document, estimate_id, killed_in_kursk, point, section, statement,
};
use crate::session::{Series, Vintage};

const CHANNEL: &str = "https://t.me/osirskiy/1107";

/// A named voice, who passes it on, another one who speaks of it, and what was judged of both.
fn told() -> Document {
    let mut first = statement(1, "syrskyi-1", "Gen. Syrskyi", point(3007.0, How::MoreThan));
    first.url = Some(CHANNEL.to_owned());
    first.wording = Some("the enemy has lost over three thousand".to_owned());
    first.facts.country = Some("Ukraine".to_owned());
    let mut echo = statement(2, "c-2", "Zelensky", point(3007.0, How::About));
    echo.derived_from = Some("syrskyi-1".to_owned());
    echo.wording = Some("as our commander said, 3,007".to_owned());
    let mut other = statement(3, "c-3", "ROK NIS", point(1100.0, How::Bare));
    other.wording = Some("not the 3 007 that Gen. Syrskyi speaks of".to_owned());
    other.relays = vec!["Gen. Syrskyi".to_owned(), "Yonhap".to_owned()];
    other.supersedes = vec!["syrskyi-1".to_owned()];
    let files = vec![section(1, "data/syrskyi.csv", &[first, echo, other])];
    let mut document = Document { files, ..Document::default() };
    let grade = Change::Grade("B2".parse().expect("a grade"));
    let because = |target, change, reason: &str| {
        let reason = Some(reason.to_owned());
        Edit::Adjust(Adjustment { reason, ..adjustment(target, change) })
    };
    let notes = [
        (Anchor::Estimate(estimate_id("1:c-3")), "compare gen. syrskyi’s channel, t.me"),
        (Anchor::Source("Gen. Syrskyi".to_owned()), "a party to the war"),
        (Anchor::Value(3007.0, killed_in_kursk()), "as high as ever"),
        (Anchor::Date(day("2024-12-23")), "see https://t.me/osirskiy/1107 for 3007"),
    ];
    let notes = notes.map(|(anchor, text)| Edit::AddNote(Note::new(anchor, text)));
    let laid = [
        because("1:syrskyi-1", grade.clone(), "known to exaggerate"),
        because("1:c-3", grade, "unlike Gen. Syrskyi, no party"),
    ];
    for edit in laid.iter().chain(&notes) {
        document = apply(&document, edit).expect("made");
    }
    document
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn leaving_out(source: &str) -> Redaction {
    Redaction { sources: BTreeSet::from([source.to_owned()]), ..Redaction::default() }
}

fn masking(source: &str) -> Redaction {
    Redaction { masked: BTreeSet::from([source.to_owned()]), ..Redaction::default() }
}

fn redacted(document: &Document, chosen: &Redaction) -> (Redacted, String) {
    let copy = document.redacted(chosen, &View::default()).expect("redacted");
    let text = write(&copy.document, &copy.view);
    (copy, text)
}

#[test]
fn of_a_voice_that_is_left_out_nothing_is_found() {
    let (copy, text) = redacted(&told(), &leaving_out("gen. syrskyi"));
    let lower = text.to_lowercase();
    for trace in [
        "syrskyi",
        "osirskiy",
        "three thousand",
        "3007",
        "3,007",
        "3 007",
        "commander",
        "exaggerate",
    ] {
        assert!(!lower.contains(trace), "{trace} is in\n{text}");
    }
    assert_eq!((copy.left_out, copy.notes, copy.masked), (2, 2, 0), "with who passes it on");
    assert!(copy.still_said.is_empty());
    let kept = copy.document.files()[0].ledger.in_file_order()[0];
    assert_eq!(kept.wording(), Some("not the [redacted] that [redacted] speaks of"));
    assert_eq!(kept.relays().collect::<Vec<_>>(), ["[redacted]", "Yonhap"]);
    assert_eq!(kept.supersedes().count(), 0);
    let reasons = copy.document.overlay().adjustments().iter();
    let reasons: Vec<Option<&str>> = reasons.map(|laid| laid.reason.as_deref()).collect();
    assert_eq!(reasons, [Some("unlike [redacted], no party")]);
    assert!(copy.document.files()[0].is_redacted(), "it says that it is no longer what was read");
}

#[test]
fn a_masked_voice_keeps_its_numbers_and_what_was_judged_of_them() {
    let (copy, text) = redacted(&told(), &masking("Gen. Syrskyi"));
    let lower = text.to_lowercase();
    for trace in ["syrskyi", "osirskiy", "three thousand", "ukraine"] {
        assert!(!lower.contains(trace), "{trace} is in\n{text}");
    }
    assert_eq!((copy.left_out, copy.masked), (0, 1));
    let ledger = &copy.document.files()[0].ledger;
    let said = ledger.in_file_order()[0];
    assert_eq!(said.label(), "Source A");
    assert_eq!(said.value(), point(3007.0, How::MoreThan));
    let echo = ledger.in_file_order()[1];
    assert_eq!(echo.derived_from(), said.stated_id(), "who passes it on still does");
    let laid = copy.document.overlay().adjustments();
    assert_eq!(laid.len(), 2);
    let id = EstimateId { file: FileSlot(1), own: said.own_id() };
    assert_eq!(laid[0].target, Target::Estimate(id));
    let asked = Question::about(killed_in_kursk());
    let told_by = |of: &Document| {
        let files = of.loaded();
        let slice = compare(&files, of.overlay(), &asked).slice(&files, day("2025-01-13"));
        (slice.agreement.n, slice.agreement.support, slice.agreement.verdict)
    };
    assert_eq!(told_by(&copy.document), told_by(&told()));
}

#[test]
fn one_estimate_goes_without_its_voice_and_takes_along_who_passes_it_on() {
    let mut later = statement(4, "c-4", "Gen. Syrskyi", point(4000.0, How::MoreThan));
    later.wording = Some("four thousand by now".to_owned());
    let mut all: Vec<Statement> =
        told().files()[0].ledger.each_in_file_order().map(|one| one.to_statement()).collect();
    all.push(later);
    let document = Document { files: vec![section(1, "a.csv", &all)], ..Document::default() };
    let estimates = BTreeSet::from([estimate_id("1:syrskyi-1")]);
    let (copy, text) = redacted(&document, &Redaction { estimates, ..Redaction::default() });
    let labels = copy.document.files()[0].ledger.each_in_file_order().map(|one| one.label());
    assert_eq!(labels.collect::<Vec<_>>(), ["ROK NIS", "Gen. Syrskyi"]);
    assert!(!text.contains(CHANNEL) && !text.contains("3007") && !text.contains("3 007"));
    assert!(text.contains("that Gen. Syrskyi speaks of"), "it is still there under its name");
}

#[test]
fn what_is_left_out_is_left_out_of_every_copy_of_its_file() {
    let copy_of = |slot, path| {
        section(
            slot,
            path,
            &[
                statement(1, "a", "Kyiv", point(500.0, How::Bare)),
                statement(2, "b", "Seoul", point(700.0, How::Bare)),
            ],
        )
    };
    let vintage = |slot| Vintage { file: FileSlot(slot), day: None };
    let series = vec![Series { vintages: vec![vintage(1), vintage(2)], chosen: None }];
    let document = Document {
        files: vec![copy_of(1, "copy-2025-01-01.csv"), copy_of(2, "copy-2025-02-01.csv")],
        series: Arc::new(series),
        ..Document::default()
    };
    let estimates = BTreeSet::from([estimate_id("2:a")]);
    let (copy, text) = redacted(&document, &Redaction { estimates, ..Redaction::default() });
    assert_eq!(copy.left_out, 2);
    assert!(!text.contains("500") && !text.contains("Kyiv"));
    assert_eq!(copy.document.series().len(), 1);

    let files = BTreeSet::from([FileSlot(1)]);
    let (copy, text) = redacted(&document, &Redaction { files, ..Redaction::default() });
    assert_eq!(copy.left_out, 2, "a file goes alone");
    assert!(text.contains("500") && !text.contains("2025-01-01"));
}

#[test]
fn what_somebody_else_says_too_stays_his() {
    let mut kyiv = statement(1, "a", "Kyiv", point(3000.0, How::Bare));
    kyiv.url = Some("https://news.example/1".to_owned());
    let mut seoul = statement(2, "b", "Seoul", point(3000.0, How::Bare));
    seoul.url = kyiv.url.clone();
    let document =
        Document { files: vec![section(1, "a.csv", &[kyiv, seoul])], ..Document::default() };
    let (copy, _) = redacted(&document, &leaving_out("Kyiv"));
    let kept = copy.document.files()[0].ledger.in_file_order()[0];
    assert_eq!(kept.url(), Some("https://news.example/1"));
    assert_eq!(kept.value(), point(3000.0, How::Bare));
}

#[test]
fn a_note_goes_alone() {
    let notes = BTreeSet::from([told().notes()[3].id]);
    let (copy, text) = redacted(&told(), &Redaction { notes, ..Redaction::default() });
    assert_eq!((copy.left_out, copy.notes, copy.document.notes().len()), (0, 1, 3));
    assert!(!text.contains("see https"));
    assert_eq!(copy.document.files(), told().files());
}

#[test]
fn a_name_that_stands_for_something_else_as_well_is_told() {
    let mut beside = statement(2, "b", "Seoul", point(10.0, How::Bare));
    beside.facts.country = Some("Upland".to_owned());
    let upland = statement(1, "a", "Upland", point(20.0, How::Bare));
    let document =
        Document { files: vec![section(1, "a.csv", &[upland, beside])], ..Document::default() };
    let (copy, _) = redacted(&document, &leaving_out("Upland"));
    assert_eq!(copy.still_said, BTreeSet::from(["Upland".to_owned()]));
}

#[test]
fn what_is_not_there_cannot_be_left_out() {
    let refused =
        |chosen: &Redaction| told().redacted(chosen, &View::default()).expect_err("refused");
    assert_eq!(refused(&leaving_out("Nobody")), Refusal::NoSuchSource("Nobody".to_owned()));
    assert_eq!(refused(&masking("Nobody")), Refusal::NoSuchSource("Nobody".to_owned()));
    let id = estimate_id("1:none");
    let estimates = BTreeSet::from([id.clone()]);
    assert_eq!(
        refused(&Redaction { estimates, ..Redaction::default() }),
        Refusal::NoSuchEstimate(id)
    );
    let notes = BTreeSet::from([NoteId(99)]);
    assert_eq!(refused(&Redaction { notes, ..Redaction::default() }), Refusal::NoSuchNote);
    let files = BTreeSet::from([FileSlot(9)]);
    assert_eq!(
        refused(&Redaction { files, ..Redaction::default() }),
        Refusal::NoSuchFile(FileSlot(9))
    );
}

#[test]
fn of_publications_only_those_of_what_is_left_go_along_and_without_what_may_not_be_said() {
    let at = |title: &str, address: &str| Publication {
        id: Some("syrskyi2025".to_owned()),
        title: Some(title.to_owned()),
        authors: vec![PublicationName::Person(PersonName {
            family: "Syrskyi".to_owned(),
            given: Some("Gen.".to_owned()),
            ..PersonName::default()
        })],
        accessed: Some("2025-01-02".to_owned().into()),
        address: Some(address.to_owned()),
        archive_location: Some(format!("https://archive.example/{}", title.len())),
        note: Some(format!("beside {CHANNEL}")),
        ..Publication::default()
    };
    let mut kept = told();
    let kept_url = "https://news.example/1";
    let other = Statement {
        url: Some(kept_url.to_owned()),
        ..statement(1, "x", "Seoul", point(1100.0, How::Bare))
    };
    kept.files.push(section(2, "b.csv", &[other]));
    let publications = vec![
        at("Our losses and theirs in one winter", CHANNEL),
        at("What Gen. Syrskyi says", kept_url),
        at("Nowhere cited", "https://b.example"),
    ];
    let noted = Note::new(
        Anchor::Date(day("2025-01-01")),
        "as in “Our losses and theirs in one winter”, kept at https://archive.example/35",
    );
    let edits = [Edit::AddPublications { publications, of: None }, Edit::AddNote(noted)];
    let document = edits.iter().fold(kept, |document, edit| apply(&document, edit).expect("made"));
    for chosen in [leaving_out("gen. syrskyi"), masking("Gen. Syrskyi")] {
        let (copy, text) = redacted(&document, &chosen);
        let list = copy.document.publications().list();
        assert_eq!(list.len(), 1, "{list:?}");
        assert_eq!(list[0].address.as_deref(), Some(kept_url));
        assert_eq!(list[0].title.as_deref(), Some("What [redacted] says"));
        assert_eq!(list[0].id, None, "what it is called may tell whom it is of");
        assert_eq!(list[0].authors, [PublicationName::Body("[redacted]".to_owned())]);
        assert_eq!(list[0].accessed, Some("2025-01-02".to_owned().into()));
        for trace in ["Gen. Syrskyi", "Our losses", "archive.example/35", "t.me/", "b.example"] {
            assert!(!text.contains(trace), "{trace} in {text}");
        }
    }
}

proptest! {
    #[test]
    fn what_is_kept_is_as_it_was_and_a_redacted_copy_opens(
        document in document(),
        place in any::<prop::sample::Index>(),
        masks in any::<bool>(),
    ) {
        let labels: Vec<String> = document
            .files()
            .iter()
            .flat_map(|file| file.ledger.sources().map(|(_, source)| source.label.clone()))
            .collect();
        prop_assume!(!labels.is_empty());
        let label = place.get(&labels);
        let chosen = if masks { masking(label) } else { leaving_out(label) };
        let copy = document.redacted(&chosen, &View::default()).expect("it is there");
        prop_assert!(copy.masked + copy.left_out > 0);
        let text = write(&copy.document, &copy.view);
        let opened = crate::session::read(&text).expect("opens");
        prop_assert_eq!(write(&opened.document, &opened.view), text);
        let kept = copy.document.estimate_count();
        prop_assert_eq!(kept + copy.left_out, document.estimate_count());
        let values = |of: &Document| -> Vec<(FileSlot, u32, Value)> {
            let each = of.files().iter().flat_map(|file| {
                file.ledger.each_in_file_order().map(|one| (file.slot, one.record(), one.value()))
            });
            each.collect()
        };
        let before = values(&document);
        prop_assert!(values(&copy.document).iter().all(|one| before.contains(one)));
    }
}
