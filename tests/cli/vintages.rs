//! Several copies of one file are one file at different times.

use crate::Folder;

const EARLY: &str = "\
date,source,quantity,low,best,high,url
31/12/2025,CSIS,killed,275000,,325000,https://csis.example/a
12/06/2025,UK MoD,killed,,250000,,https://x.example/1
03/12/2025,UK MoD,killed,250000,,,https://x.example/2
17/09/2024,Kyiv,killed,,80000,,https://wsj.example/b
";

const LATE: &str = "\
date,source,quantity,low,best,high,url
17/9/2024,Kyiv,killed,,80000,,https://wsj.example/b
01/12/2025,CSIS,killed,275000,,325000,https://csis.example/a
12/06/2025,UK MoD,killed,,250000,,https://x.example/1
";

fn both() -> Folder {
    let folder = Folder::with("losses-2026-01-28.csv", EARLY);
    folder.write("losses-2026-05-11.csv", LATE);
    folder
}

const NAMES: [&str; 2] = ["losses-2026-01-28.csv", "losses-2026-05-11.csv"];

#[test]
fn of_several_copies_the_newest_is_compared_and_said() {
    let folder = both();
    let at = ["--at", "2025-12-05", "--format", "json"];
    let run = folder.run(&[&["compare"], &NAMES[..], &at[..]].concat()).done();
    assert!(
        run.stderr.contains("In force is losses-2026-05-11.csv of 11 May 2026 (by its name)"),
        "{}",
        run.stderr
    );
    let answer = run.json();
    let voices = answer["voices"].as_array().expect("voices");
    let of = |name: &str| voices.iter().find(|voice| voice["name"] == name).cloned();
    let uk = of("UK MoD").expect("it stands by what it said in June");
    assert_eq!(uk["stated"]["best"], 250_000);
    assert_eq!(of("CSIS").expect("it stands")["as_of"]["to"], "2025-12-01");
}

#[test]
fn what_was_known_on_a_day_is_what_the_vintage_of_that_day_said() {
    let folder = both();
    let known = ["--at", "2025-12-20", "--known-on", "2026-02-01", "--format", "json"];
    let run = folder.run(&[&["compare"], &NAMES[..], &known[..]].concat()).done();
    assert!(run.stderr.contains("the newest on 1 Feb 2026"), "{}", run.stderr);
    let answer = run.json();
    let voices = answer["voices"].as_array().expect("voices");
    let uk = voices.iter().find(|voice| voice["name"] == "UK MoD").expect("it stands");
    assert_eq!((&uk["stated"]["low"], &uk["stated"]["how"]), (&250_000.into(), &"at_least".into()));
}

#[test]
fn check_lists_what_became_of_each_estimate() {
    let folder = both();
    let run = folder.run(&[&["check", "--format", "json"], &NAMES[..]].concat()).done();
    let report = run.json();
    let [old, new] = [&report["files"][0]["vintage"], &report["files"][1]["vintage"]];
    assert_eq!((&old["day"], &old["in_force"]), (&"2026-01-28".into(), &false.into()));
    assert_eq!((&new["day_by"], &new["in_force"]), (&"name".into(), &true.into()));
    let changes = new["changes"].as_array().expect("changes");
    let kinds: Vec<&str> = changes.iter().filter_map(|change| change["kind"].as_str()).collect();
    assert_eq!(kinds, ["redated", "gone"]);
    assert_eq!(new["unchanged"], 2);
    let text = folder.run(&[&["check"], &NAMES[..]].concat()).done().stdout;
    assert!(
        text.contains("redated: CSIS’s 275,000–325,000 (killed) is dated 1 Dec 2025"),
        "{text}"
    );
}

#[test]
fn only_the_vintage_in_force_is_exported_as_data_and_a_session_keeps_all() {
    let folder = both();
    folder.run(&[&["export"], &NAMES[..], &["-o", "out.estimates.ron"]].concat()).done();
    let text = folder.text("out.estimates.ron");
    assert_eq!(text.matches("source: \"UK MoD\"").count(), 1, "{text}");
    folder.run(&[&["export"], &NAMES[..], &["-o", "all.comparison.ron"]].concat()).done();
    assert!(folder.text("all.comparison.ron").contains("series: ["));
    let again = folder.run(&["compare", "all.comparison.ron", "--at", "2025-12-20"]).done();
    assert!(again.stderr.contains("vintages of one file"), "{}", again.stderr);
}

#[test]
fn what_a_newer_copy_revised_is_among_the_findings() {
    let folder = both();
    let run = |known: &[&str]| {
        let at = ["--at", "2025-12-05", "--format", "json"];
        folder.run(&[&["compare"], &NAMES[..], &at[..], known].concat()).done().json()
    };
    let of_newer_copy = |answer: &serde_json::Value| -> Vec<(String, usize)> {
        let findings = answer["findings"].as_array().expect("findings");
        let of_it = findings.iter().filter(|finding| finding["kind"] == "newer_copy");
        let told = |finding: &serde_json::Value| {
            let estimates = finding["estimates"].as_array().expect("estimates");
            let named = |id: &&serde_json::Value| id.as_str().is_some_and(|id| !id.is_empty());
            let text = finding["text"].as_str().unwrap_or_default().to_owned();
            (text, estimates.iter().filter(named).count())
        };
        let mut told: Vec<(String, usize)> = of_it.map(told).collect();
        told.sort();
        told
    };
    let csis = "CSIS’s 275,000–325,000 (killed) is dated 1 Dec 2025 instead of 31 Dec 2025 in the \
                copy of 11 May 2026.";
    let uk = "UK MoD’s at least 250,000 (killed) as of 3 Dec 2025 is no longer in the copy of 11 May \
              2026.";
    assert_eq!(of_newer_copy(&run(&[])), [(csis.to_owned(), 2), (uk.to_owned(), 1)]);
    assert_eq!(of_newer_copy(&run(&["--known-on", "2026-02-01"])), [], "it is the oldest copy");
    let text = folder.run(&[&["compare"], &NAMES[..], &["--at", "2025-12-05"]].concat()).done();
    assert!(text.stdout.contains(uk), "{}", text.stdout);
}

#[test]
fn a_day_is_told_at_the_time_and_with_hindsight() {
    let folder = both();
    let at = ["--at", "2025-12-05"];
    let text = folder.run(&[&["compare"], &NAMES[..], &at[..]].concat()).done().stdout;
    let told =
        "Known on that day, by an earlier copy: single (1 of 1). With hindsight: diverge (1 of 2)";
    assert!(text.contains(told), "{text}");
    let json = ["--format", "json"];
    let answer = folder.run(&[&["compare"], &NAMES[..], &at[..], &json[..]].concat()).done().json();
    let single = serde_json::json!({"verdict": "single", "support": 1, "n": 1});
    assert_eq!(answer["at_the_time"], single);
    assert_eq!((&answer["verdict"], &answer["n"]), (&"diverge".into(), &2.into()));
}

#[test]
fn what_was_left_out_two_copies_ago_is_still_a_finding_and_what_was_added_then_is_none() {
    let folder = both();
    let kept = "01/02/2024,Kyiv,killed,,70000,,\n";
    folder.write(NAMES[0], format!("{EARLY}{kept}"));
    let middle = format!("{LATE}{kept}02/02/2026,Watch,killed,,290000,,\n");
    folder.write(NAMES[1], &middle);
    let newest = middle.replace("275000,,325000", "280000,,325000");
    folder.write("losses-2026-06-30.csv", newest + "01/03/2026,Monitor,killed,,300000,,\n");
    let last = ["losses-2026-06-30.csv", "--at", "2026-03-05", "--format", "json"];
    let answer = folder.run(&[&["compare"], &NAMES[..], &last[..]].concat()).done().json();
    let findings = answer["findings"].as_array().expect("findings");
    let told = |words: &str| {
        let has_it = |finding: &&serde_json::Value| {
            finding["text"].as_str().is_some_and(|text| text.contains(words))
        };
        findings.iter().find(has_it).map(|finding| finding["estimates"].clone())
    };
    assert!(told("as of 3 Dec 2025 is no longer in the copy of 11 May 2026").is_some());
    assert!(told("Monitor’s 300,000 (killed) as of 1 Mar 2026 was added").is_some());
    assert_eq!(told("Watch’s 290,000 (killed) as of 2 Feb 2026 was added"), None);
    let redated = told("is dated 1 Dec 2025 instead of 31 Dec 2025 in the copy of 11 May 2026");
    let of_the_newest = redated.expect("told")[0].as_str().map(|id| id.starts_with("3#"));
    assert_eq!(of_the_newest, Some(true), "it leads to the estimate as it stands now");
}

/// A copy that another program wrote, months first, in which no date tells so.
#[test]
fn an_earlier_copy_tells_the_order_of_dates_that_nothing_in_the_newer_one_does() {
    let header = "date,published,source,quantity,best,id\n";
    let (mut early, mut late) = (header.to_owned(), header.to_owned());
    for (place, (month, day)) in [(5, 3), (6, 4), (6, 10), (6, 11)].into_iter().enumerate() {
        let best = 1_000 + 50 * place;
        early += &format!(
            "2030-{month:02}-{day:02},2030-{month:02}-{:02},A,killed,{best},x{place}\n",
            day + 1
        );
        late += &format!("{month}/{day}/2030,{month}/{}/2030,A,killed,{best},x{place}\n", day + 1);
    }
    let folder = Folder::with("toll-2030-07-01.csv", &early);
    folder.write("toll-2030-08-01.csv", &late);
    for names in [
        ["toll-2030-07-01.csv", "toll-2030-08-01.csv"],
        ["toll-2030-08-01.csv", "toll-2030-07-01.csv"],
    ] {
        let run = folder.run(&[&["check"], &names[..], &["--strict"]].concat()).done();
        assert!(run.stdout.contains("as in the vintage before: 4"), "{}", run.stdout);
        assert!(
            run.stdout.contains("read month first, as 4 estimates are the same in “toll-2030-07"),
            "{}",
            run.stdout
        );
    }
    let alone = ["check", "toll-2030-08-01.csv"];
    folder.run(&alone).done();
    let strict = folder.run(&[&alone[..], &["--strict"]].concat()).refused();
    strict.says(&["read day first, though nothing in the table tells"]);
}

#[test]
fn corrections_are_told_and_not_compared() {
    let totals =
        "date,day,tank,drone\n2030-05-01,1,710,10\n2030-05-02,2,712,14\n2030-05-03,3,719,20\n";
    let corrections =
        "date,day,tank,drone\n2030-05-02,2,-5,0\n2030-05-03,3,0,-3\n2030-05-04,4,2,0\n";
    let in_json = |table: &str| {
        let rows = table.lines().skip(1).map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            format!(
                "{{\"date\": \"{}\", \"day\": {}, \"tank\": {}, \"drone\": {}}}",
                cells[0], cells[1], cells[2], cells[3]
            )
        });
        format!("[{}]", rows.collect::<Vec<_>>().join(","))
    };
    let folder = Folder::with("equipment.json", in_json(totals));
    folder.write("equipment_correction.json", in_json(corrections));
    let names = ["equipment.json", "equipment_correction.json"];
    let asked = ["--measure", "russia/tank/ukraine/cumulative", "--at", "2030-05-04"];
    let json = ["--format", "json"];
    let run = folder.run(&[&["compare"], &names[..], &asked[..], &json[..]].concat()).done();
    assert!(run.stderr.contains("corrections or differences and no totals"), "{}", run.stderr);
    assert!(!run.stderr.contains("vintages"), "{}", run.stderr);
    let answer = run.json();
    assert_eq!(answer["n"], 1);
    assert_eq!(answer["voices"][0]["stated"]["best"], 719);
    let alone = folder.run(&[&["compare", names[1]], &asked[..]].concat());
    assert!(alone.stdout.is_empty(), "{}", alone.stdout);
}

#[test]
fn files_of_a_year_each_all_count() {
    let year = |year: i32, from: i32| {
        let row = |n: i32| format!("{year}-01-{n:02},Monitor A,killed,{}\n", from + n);
        format!("date,source,quantity,best\n{}", (1..9).map(row).collect::<String>())
    };
    let folder = Folder::with("losses_2023.csv", year(2023, 1000));
    folder.write("losses_2024.csv", year(2024, 3000));
    let names = ["losses_2023.csv", "losses_2024.csv"];
    let at = ["--at", "2023-01-08", "--format", "json"];
    for names in [names, [names[1], names[0]]] {
        let run = folder.run(&[&["compare"], &names[..], &at[..]].concat()).done();
        let answer = run.json();
        assert_eq!(answer["verdict"], "single", "{}", run.stderr);
        assert_eq!(answer["voices"][0]["stated"]["best"], 1008);
        let findings = answer["findings"].as_array().expect("findings");
        assert!(findings.iter().all(|finding| finding["kind"] != "newer_copy"));
    }
}

#[test]
fn rows_added_on_top_change_none_below_them() {
    let days = |last: u32| -> String {
        let row = |day: u32| {
            format!(r#"{{"date":"2030-01-{day:02}","day":{day},"personnel":{}}}"#, 1000 + day * 10)
        };
        format!("[{}]", (1..=last).rev().map(row).collect::<Vec<_>>().join(","))
    };
    let folder = Folder::with("daily-2030-01-08.json", days(8));
    folder.write("daily-2030-01-10.json", days(10));
    let run = folder.run(&["check", "daily-2030-01-08.json", "daily-2030-01-10.json"]).done();
    assert_eq!(run.stdout.matches(" was added").count(), 2, "{}", run.stdout);
    assert!(run.stdout.contains("as in the vintage before: 8"), "{}", run.stdout);
    assert!(!run.stdout.contains("written otherwise"), "{}", run.stdout);
}

/// A folder with a copy a day, in each of which the Hill Ministry says more than the day before.
fn daily(folder: &Folder, days: u32) {
    std::fs::create_dir(folder.path("copies")).expect("a folder");
    for day in 1..=days {
        let best = 1_000 + 10 * day;
        let text = format!(
            "date,source,quantity,place,best\n2029-12-30,Hill Ministry,killed,Upland,{best}\n\
             2029-12-31,Lake Paper,killed,Upland,900\n"
        );
        folder.write(&format!("copies/losses-2030-01-{day:02}.csv"), text);
    }
}

const AT: [&str; 6] = ["--measure", "killed", "--at", "2029-12-31", "--format", "json"];

fn ministry(run: &crate::Run) -> i64 {
    let answer = run.json();
    let voices = answer["voices"].as_array().expect("voices");
    let ministry = voices.iter().find(|voice| voice["name"] == "Hill Ministry").expect("it stands");
    ministry["stated"]["best"].as_i64().expect("a number")
}

#[test]
fn a_folder_of_dated_copies_is_taken_in_as_vintages_in_one_step() {
    let folder = Folder::new();
    daily(&folder, 12);
    folder.write("copies/readme.txt", "about these copies\n");
    let run = folder.run(&[&["compare", "--vintages", "copies"], &AT[..]].concat());
    assert_eq!(run.code, Some(2), "the text is told: {}", run.stderr);
    assert!(run.stderr.contains("readme.txt"), "{}", run.stderr);
    assert_eq!(ministry(&run), 1_120);
    std::fs::remove_file(folder.path("copies/readme.txt")).expect("removed");
    let known = ["compare", "--vintages", "copies", "--known-on", "2030-01-05"];
    assert_eq!(ministry(&folder.run(&[&known[..], &AT[..]].concat()).done()), 1_050);
    // A session keeps them, and opens without the folder.
    folder.run(&["export", "--vintages", "copies", "-o", "all.comparison.ron"]).done();
    std::fs::remove_dir_all(folder.path("copies")).expect("removed");
    let again = folder.run(&[&["compare", "all.comparison.ron"], &AT[..]].concat()).done();
    assert_eq!(ministry(&again), 1_120);
    assert!(
        again.stderr.contains("12 files from losses-2030-01-01.csv to losses-2030-01-12.csv are"),
        "{}",
        again.stderr
    );
}

#[test]
fn a_zip_archive_of_dated_copies_is_taken_in_beside_an_open_file() {
    let folder = Folder::new();
    daily(&folder, 3);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in crate::names_in(&folder.path("copies")) {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(&name, options).expect("memory");
        std::io::Write::write_all(&mut archive, &folder.read(&format!("copies/{name}")))
            .expect("memory");
    }
    folder.write("copies.zip", archive.finish().expect("memory").into_inner());
    let now = "date,source,quantity,place,best\n2029-12-30,Hill Ministry,killed,Upland,2000\n\
               2029-12-31,Lake Paper,killed,Upland,900\n";
    folder.write("losses-2030-02-01.csv", now);
    let asked = ["compare", "losses-2030-02-01.csv", "--vintages", "copies.zip"];
    let run = folder.run(&[&asked[..], &AT[..]].concat()).done();
    assert_eq!(ministry(&run), 2_000);
    assert!(
        run.stderr.contains("and losses-2030-02-01.csv are vintages of one file"),
        "{}",
        run.stderr
    );
}

fn git(folder: &Folder, day: &str, arguments: &[&str]) -> bool {
    let mut command = std::process::Command::new("git");
    command.current_dir(folder.0.path()).args([
        "-c",
        "user.name=n",
        "-c",
        "user.email=n@x.example",
    ]);
    let when = format!("{day}T12:00:00Z");
    command.env("GIT_COMMITTER_DATE", &when).env("GIT_AUTHOR_DATE", &when);
    command.args(arguments).output().is_ok_and(|output| output.status.success())
}

#[test]
fn the_history_of_a_file_in_a_repository_is_taken_in_as_vintages() {
    let folder = Folder::new();
    if !git(&folder, "2030-01-01", &["init", "-q", "."]) {
        return crate::skip("there is no git");
    }
    for (day, best) in [("2030-01-01", 1_010), ("2030-01-02", 1_020), ("2030-01-04", 1_030)] {
        let text = format!(
            "date,source,quantity,place,best\n2029-12-30,Hill Ministry,killed,Upland,{best}\n"
        );
        folder.write("losses.csv", text);
        assert!(git(&folder, day, &["add", "."]) && git(&folder, day, &["commit", "-qm", "as of"]));
    }
    let run = |flags: &[&str]| {
        let asked = [&["compare", "--vintages", "losses.csv"], flags, &AT[..]].concat();
        folder.run(&asked).done()
    };
    let now = run(&[]);
    assert_eq!(ministry(&now), 1_030);
    assert!(now.stderr.contains("of 4 Jan 2030 (by its name), the newest"), "{}", now.stderr);
    assert_eq!(ministry(&run(&["--known-on", "2030-01-03"])), 1_020);

    let elsewhere = Folder::with("alone.csv", "date,source,quantity,best\n2030-01-01,A,killed,1\n");
    elsewhere.run(&["check", "--vintages", "alone.csv"]).refused().says(&["git", "alone.csv"]);
    elsewhere.run(&["check", "--vintages", "nowhere"]).refused().says(&["no such file"]);
    elsewhere.run(&["check"]).refused();
}
