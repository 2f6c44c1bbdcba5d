//! Another measure beside the one asked about, chosen by name in the list of measures.

use super::*;
use crate::words::Words;

#[test]
fn another_measure_is_mixed_in_by_name_and_everything_says_so() {
    let mut harness = window();
    let voices = |harness: &Harness<'_, Option<Workbench>>| -> Vec<String> {
        let comparison = bench(harness).comparison().expect("an answer");
        comparison.voices.iter().map(|voice| voice.name.clone()).collect()
    };
    let before = voices(&harness);
    harness.get_by_label("What is compared").click();
    harness.run();
    harness.get_by_label("Mix in North Korean soldiers · killed · Kursk").click();
    harness.run();
    let question = bench(&harness).document().question().expect("asked");
    let included: Vec<String> =
        question.include.iter().map(crate::estimate::Measure::name).collect();
    assert_eq!(included, ["North Korean soldiers · killed · Kursk"]);
    let mixed = voices(&harness);
    assert!(mixed.len() > before.len());
    assert!(
        mixed.iter().skip(before.len()).all(|name| name.ends_with("(killed only)")),
        "{mixed:?}"
    );
    assert!(
        Words::default()
            .title(bench(&harness).comparison().expect("an answer"))
            .ends_with("mixed with killed only")
    );
    assert!(bench(&harness).history_is_saved(), "it is how one looks at it");
    harness.get_by_label("What is compared").click();
    harness.run();
    harness.get_by_label("Mix in North Korean soldiers · killed · Kursk").click();
    harness.run();
    assert_eq!(voices(&harness), before);
}
