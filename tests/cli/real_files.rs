//! The published files, as their authors made them.

use std::path::PathBuf;

use serde_json::Value;

use crate::{Folder, texts, with_text};

/// The path of one of the real files.
fn real(name: &str) -> String {
    let folder =
        std::env::var_os("PARALLAX_REAL_FILES").expect("PARALLAX_REAL_FILES names a folder");
    PathBuf::from(folder).join(name).to_string_lossy().into_owned()
}

fn ask(file: &str, flags: &[&str]) -> Value {
    let file = real(file);
    let arguments = [&["compare", file.as_str(), "--format", "json"][..], flags].concat();
    Folder::new().run(&arguments).done().json()
}

fn russian_dead(at: &str, flags: &[&str]) -> Value {
    let asked = ["--measure", "russia killed", "--by", "label", "--at", at];
    ask("economist/estimates.csv", &[&asked[..], flags].concat())
}

fn core(answer: &Value) -> Vec<(f64, f64)> {
    let core = answer["core"].as_array().expect("a core");
    core.iter()
        .map(|one| (one["low"].as_f64().expect("low"), one["high"].as_f64().expect("high")))
        .collect()
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_economists_table_is_understood_to_the_last_row() {
    let file = real("economist/estimates.csv");
    let answer = Folder::new().run(&["check", &file, "--format", "json"]).done().json();
    let file = &answer["files"][0];
    assert_eq!(file["format"], "economist");
    assert_eq!((&file["rows"], &file["estimates"]), (&124.into(), &124.into()));
    for (shape, count) in
        [("point", 74), ("between", 30), ("at_least", 14), ("at_most", 2), ("full", 4)]
    {
        assert_eq!(file["bounds"][shape], count, "{shape}");
    }
    let problems = file["problems"].as_array().expect("problems");
    assert!(problems.iter().all(|problem| problem["severity"] == "warning"), "{problems:?}");
    let on_column = |column: &str| problems.iter().filter(|p| p["column"] == column).count();
    assert!(on_column("date") >= 1, "the day-first decision: {problems:?}");
    assert_eq!(on_column("source_url"), 4, "references that are no URLs: {problems:?}");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn three_of_four_sources_shared_half_a_million_in_mid_2026() {
    let answer = russian_dead("2026-06-30", &["--dates", "stated"]);
    assert_eq!((&answer["n"], &answer["support"]), (&4.into(), &3.into()));
    assert_eq!(core(&answer), [(475_000.0, 523_000.0)]);
    assert_eq!(answer["verdict"], "majority");
    assert_eq!(answer["outside"], serde_json::json!(["CSIS"]));
    assert_eq!(answer["measure"], "russia/killed/ukraine/cumulative");

    let exact = russian_dead("2026-06-30", &["--about", "exact", "--dates", "stated"]);
    assert_eq!(core(&exact), [(500_000.0, 500_000.0)]);
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn on_the_same_day_other_sources_share_other_totals() {
    let dead = russian_dead("2026-06-30", &[]);
    assert_eq!((&dead["dates"], &dead["n"]), (&"same-day".into(), &4.into()));
    assert_eq!((core(&dead), &dead["verdict"]), (vec![(495_142.0, 532_701.0)], &"majority".into()));
    assert_eq!(dead["outside"], serde_json::json!(["CSIS"]));

    let flags = ["--by", "label", "--measure", "russia/killed-or-wounded/ukraine/cumulative"];
    let losses = ask("economist/estimates.csv", &[&flags[..], &["--at", "2025-04-03"]].concat());
    assert_eq!((&losses["n"], &losses["support"]), (&9.into(), &6.into()));
    assert_eq!(core(&losses), [(915_271.0, 916_271.0)]);
    assert_eq!(losses["verdict"], "majority");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_economists_table_agrees_and_parts_when_it_did() {
    let answer = russian_dead("2025-06-01", &["--dates", "stated"]);
    assert_eq!((&answer["n"], &answer["support"]), (&6.into(), &5.into()));
    assert_eq!(core(&answer), [(200_000.0, 250_000.0)]);
    assert_eq!(answer["verdict"], "majority");

    let answer = russian_dead("2024-12-13", &["--dates", "stated"]);
    assert_eq!((&answer["n"], &answer["support"]), (&3.into(), &3.into()));
    assert_eq!(answer["verdict"], "agree");

    let answer = russian_dead("2023-03-01", &["--dates", "stated"]);
    assert_eq!((&answer["n"], &answer["support"]), (&3.into(), &1.into()));
    assert_eq!(answer["verdict"], "diverge");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_dead_of_kursk_were_told_apart_by_a_factor_of_three() {
    let answer = ask("kursk/estimates.csv", &["--measure", "killed kursk", "--at", "2025-01-23"]);
    assert_eq!(answer["verdict"], "diverge");
    let voices = &answer["voices"];
    let read = |best: f64| {
        voices
            .as_array()
            .expect("voices")
            .iter()
            .find(|voice| voice["stated"]["best"].as_f64() == Some(best))
            .unwrap_or_else(|| panic!("nobody says {best}: {voices}"))
    };
    assert!(read(300.0)["name"].as_str().is_some_and(|name| name.contains("NIS")), "{voices}");
    assert!(read(1000.0)["name"].as_str().is_some_and(|name| name.contains("Western")), "{voices}");
    let pair = answer["pairs"]
        .as_array()
        .expect("pairs")
        .iter()
        .find(|pair| {
            let names = [&pair["a"], &pair["b"]];
            names.contains(&&read(300.0)["name"]) && names.contains(&&read(1000.0)["name"])
        })
        .expect("the two are a pair");
    assert_eq!(pair["relation"], "apart");
    assert!(pair["ratio"].as_f64().is_some_and(|ratio| ratio > 3.0), "{pair}");
    let echo = answer["not_counted"]
        .as_array()
        .expect("not counted")
        .iter()
        .find(|one| one["estimate"].as_str().is_some_and(|id| id.contains("C17")))
        .expect("the 4,000 killed are listed");
    assert_eq!(echo["why"], "echo");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_real_files_survive_export_and_reading_again() {
    for (name, measure) in
        [("economist/estimates.csv", "russia killed"), ("kursk/estimates.csv", "killed kursk")]
    {
        let folder = Folder::new();
        folder.run(&["export", &real(name), "-o", "one.comparison.ron"]).done();
        folder.run(&["export", "one.comparison.ron", "-o", "two.comparison.ron"]).done();
        assert_eq!(folder.text("one.comparison.ron"), folder.text("two.comparison.ron"));
        folder.run(&["export", &real(name), "-o", "one.estimates.ron"]).done();
        folder.run(&["export", "one.estimates.ron", "-o", "two.estimates.ron"]).done();
        assert_eq!(folder.text("one.estimates.ron"), folder.text("two.estimates.ron"));
        let ask = |file: &str| {
            let asked =
                ["compare", file, "--measure", measure, "--by", "label", "--format", "json"];
            folder.run(&asked).done().json()["segments"].clone()
        };
        assert_eq!(ask(&real(name)), ask("one.comparison.ron"), "{name} as a session");
        assert_eq!(ask(&real(name)), ask("one.estimates.ron"), "{name} as estimates");
        folder.run(&["export", &real(name), "--measure", measure, "-o", "one.svg"]).done();
        roxmltree::Document::parse(&folder.text("one.svg")).expect("well-formed XML");
    }
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn measures_of_the_real_files_have_readable_ids() {
    let file = real("kursk/estimates.csv");
    let answer = Folder::new().run(&["check", &file, "--format", "json"]).done().json();
    let file = &answer["files"][0];
    assert_eq!(file["format"], "kursk");
    let ids = texts(&file["measures"], "id");
    assert!(ids.iter().all(|id| id.split('/').count() == 4), "{ids:?}");
    let killed = with_text(
        &file["measures"],
        "id",
        ids.iter()
            .find(|id| id.contains("/killed/") && id.contains("kursk"))
            .expect("killed in Kursk"),
    );
    assert!(killed["estimates"].as_u64().is_some_and(|count| count >= 4), "{killed}");
}

/// The words of the findings of one kind on North Korean troops.
fn found(measure: &str, at: &str, kind: &str) -> Vec<String> {
    let answer = ask("kursk/estimates.csv", &["--measure", measure, "--at", at]);
    let findings = answer["findings"].as_array().expect("a list").clone();
    let of_kind = findings.iter().filter(|finding| finding["kind"] == kind);
    of_kind.filter_map(|finding| finding["text"].as_str().map(str::to_owned)).collect()
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn four_thousand_killed_is_what_became_of_four_thousand_killed_or_wounded() {
    let divergence = found("killed kursk", "2025-01-23", "largest_divergence");
    assert!(divergence[0].contains("a factor of 3.02"), "{divergence:?}");
    let mutations = found("killed kursk", "2025-01-23", "mutation");
    let is_it = |text: &String| {
        text.contains("4,000 killed or wounded") && text.contains("killed: the quantity changed")
    };
    assert!(mutations.iter().any(is_it), "{mutations:?}");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn two_would_agree_on_eleven_hundred_only_because_of_an_echo() {
    let echoes = found("killed or wounded kursk", "2024-12-24", "agreement_of_echoes");
    assert!(
        echoes[0].contains("were an echo counted as a voice, 2 of 3 origins would share"),
        "{echoes:?}"
    );
    let us = found("deployed russia", "2025-01-10", "one_affiliation");
    assert!(us[0].contains("3 of them to US"), "{us:?}");
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn the_gap_between_uk_mod_and_us_officials_is_partly_a_matter_of_days() {
    let names = ["--bridge", "US officials", "UK MoD"];
    let answer = russian_dead("2025-04-03", &names);
    assert_eq!((&answer["gap"], &answer["unexplained"]), (&110_000.into(), &49_019.into()));
    let days = with_text(&answer["parts"], "kind", "days");
    assert_eq!((&days["days"], &days["amount"]), (&161.into(), &34_935.into()));
    let by = texts(&days["growth"]["by"], "name");
    assert_eq!(by, ["Mediazona; Meduza", "BBC Russia"]);
    assert_eq!(with_text(&answer["parts"], "kind", "reading")["amount"], 26_046);
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn events_and_battle_deaths_of_one_country_and_year_are_no_matter_of_dates() {
    let (events, deaths) = (real("ucdp/ged-300-rows.csv"), real("ucdp/BattleDeaths_v24_1.csv"));
    let asked = ["--period", "year", "--bridge", "1#73", "2#487", "--format", "json"];
    let arguments = [&["compare", &events, &deaths][..], &asked].concat();
    let answer = Folder::new().run(&arguments).done().json();
    assert_eq!((&answer["gap"], &answer["unexplained"]), (&10_967.into(), &10_904.into()));
    let reading = with_text(&answer["parts"], "kind", "reading");
    assert_eq!((&reading["amount"], &reading["known"]), (&63.into(), &"possible".into()));
}

#[test]
#[ignore = "needs PARALLAX_REAL_FILES"]
fn what_is_taken_away_of_the_economists_table_has_every_address_whole() {
    let file = real("economist/estimates.csv");
    let folder = Folder::new();
    folder.run(&["export", &file, "-o", "all.json"]).done();
    let all: Value = serde_json::from_str(&folder.text("all.json")).expect("JSON");
    let estimates = all["estimates"].as_array().expect("estimates");
    let mut measures: Vec<&str> =
        estimates.iter().filter_map(|one| one["measure"].as_str()).collect();
    measures.sort_unstable();
    measures.dedup();
    let mut found = 0;
    for measure in measures {
        let of = |one: &&Value| one["measure"] == measure;
        let addresses = estimates.iter().filter(of).filter_map(|one| one["url"].as_str());
        let addresses: Vec<&str> = addresses.collect();
        for (verb, out) in [("export", "a.svg"), ("report", "a.html"), ("report", "a.pdf")] {
            folder.run(&[verb, &file, "--measure", measure, "-o", out]).done();
            let bytes = folder.read(out);
            for address in &addresses {
                let escaped = address.replace('&', "&amp;").replace('\'', "&#39;");
                let escaped = if out == "a.pdf" { (*address).to_owned() } else { escaped };
                let is_there = bytes.windows(escaped.len()).any(|at| at == escaped.as_bytes());
                assert!(is_there, "{address} in {out} of {measure}");
                found += 1;
            }
        }
    }
    assert!(found > 300, "{found} addresses");
}
