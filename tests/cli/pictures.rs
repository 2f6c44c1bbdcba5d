//! Pictures that have no time axis say what `compare` says, whole, and are the same to the byte.

use serde_json::Value;

use crate::{Folder, UPLAND};

const AT: &str = "2030-01-20";
/// Longer than any column.
const LONG_NAME: &str =
    "The Very Long Named Institute for the Study of Losses in the Valley and Upland";

/// Longer than any line.
fn long_address() -> String {
    format!("https://example.org/{}?id=7&part=2", "a-very-long-way-down/".repeat(30))
}

/// Five sources, one with a name and an address longer than there is room for.
fn upland() -> Folder {
    let (head, rows) = UPLAND.split_once('\n').expect("a head");
    let rows: String =
        rows.lines().map(|row| format!("{row},https://example.org/short\n")).collect();
    let own =
        format!("2030-01-17,{LONG_NAME},killed,Upland,900,,950,between,i1,{}\n", long_address());
    Folder::with("upland.csv", format!("{head},url\n{rows}{own}"))
}

/// All words of a picture in their order, the lines of what is broken joined by a space.
fn words_of(svg: &str) -> String {
    let svg = roxmltree::Document::parse(svg).expect("well-formed XML");
    let texts = svg.descendants().filter(|node| node.has_tag_name("text"));
    let texts: Vec<&str> = texts.filter_map(|node| node.text()).collect();
    texts.join(" ")
}

/// A number as it is written: `12,345`.
fn written(number: &Value) -> String {
    let digits = number.as_f64().expect("a number").to_string();
    let places = digits.len();
    let with_marks = digits.chars().enumerate().map(|(place, digit)| match place {
        0 => digit.to_string(),
        _ if (places - place).is_multiple_of(3) => format!(",{digit}"),
        _ => digit.to_string(),
    });
    with_marks.collect()
}

/// Writes a picture of this layout under three endings, and holds it against all that goes for each.
fn taken(folder: &Folder, layout: &[&str]) -> String {
    for theme in ["dark", "light"] {
        for ending in ["svg", "pdf", "png"] {
            let (one, two) = (format!("one.{ending}"), format!("two.{ending}"));
            for out in [&one, &two] {
                let asked = ["export", "upland.csv", "--at", AT, "--pixels", "1", "--theme", theme];
                folder.run(&[&asked[..], layout, &["-o", out]].concat()).done();
            }
            assert!(folder.read(&one) == folder.read(&two), "{layout:?}: other bytes of {ending}");
        }
    }
    let svg = folder.text("one.svg");
    assert!(svg.contains(&format!("href=\"{}\"", long_address().replace('&', "&amp;"))));
    assert!(!svg.contains('…'), "nothing is cut short");
    let pdf = folder.read("one.pdf");
    let has = |text: &str| pdf.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(has(&long_address()) && has("https://example.org/short"), "as links");
    let words = words_of(&svg);
    assert!(words.contains(LONG_NAME), "the whole name");
    words
}

/// The words of one such picture.
fn taken_of(folder: &Folder, layout: &[&str]) -> String {
    let asked = ["export", "upland.csv", "--at", AT, "-o", "of.svg"];
    folder.run(&[&asked[..], layout].concat()).done();
    words_of(&folder.text("of.svg"))
}

fn compared(folder: &Folder) -> Value {
    let run = folder.run(&["compare", "upland.csv", "--at", AT, "--format", "json"]);
    run.done().json()
}

#[test]
fn a_slice_shows_the_numbers_of_the_comparison_and_who_is_outside() {
    let folder = upland();
    let words = taken(&folder, &["--layout", "slice"]);
    let answer = compared(&folder);
    let voices = answer["voices"].as_array().expect("voices");
    assert_eq!(voices.len(), 5);
    for voice in voices {
        let name = voice["name"].as_str().expect("a name");
        assert!(words.contains(name), "{name}");
        let read = &voice["read"];
        let read = match (read["low"].is_null(), read["high"].is_null()) {
            (false, true) => format!("at least {}", written(&read["low"])),
            _ => format!("{}–{}", written(&read["low"]), written(&read["high"])),
        };
        assert!(words.contains(&read), "{name}: {read} in {words}");
    }
    let outside = answer["outside"].as_array().expect("outside").len();
    assert_eq!((outside, words.matches("outside, ").count()), (2, 2), "{words}");
    let core = &answer["core"][0];
    let core = format!("core {}–{}", written(&core["low"]), written(&core["high"]));
    assert!(words.contains(&core), "{core} in {words}");
}

#[test]
fn an_adjusted_range_is_drawn_beside_what_was_stated_and_both_are_said() {
    let folder = upland();
    folder.run(&["export", "upland.csv", "-o", "s.comparison.ron"]).done();
    let session = folder.text("s.comparison.ron");
    let laid =
        "(target: estimate(\"1:n1\"), change: bounds((low: 470.0, high: 520.0, how: between)))";
    let adjusted = session.replace(
        "    view: (",
        &format!("    adjustments: [\n        {laid},\n    ],\n    view: ("),
    );
    assert_ne!(session, adjusted);
    folder.write("t.comparison.ron", &adjusted);
    let run =
        folder.run(&["export", "t.comparison.ron", "--at", AT, "--layout", "slice", "-o", "t.svg"]);
    run.done();
    let words = words_of(&folder.text("t.svg"));
    assert!(words.contains("400–450 of 10 Jan 2030 [1]; adjusted to 470–520"), "{words}");
    assert!(folder.text("t.svg").contains("data-part=\"ghost\""));
}

#[test]
fn what_is_drawn_by_itself_is_no_chart_of_a_report() {
    let folder = upland();
    for (verb, out) in [("report", "r.html"), ("export", "page.html")] {
        let run = folder.run(&[verb, "upland.csv", "--layout", "slice", "-o", out]);
        run.refused().says(&[".svg, .png or .pdf"]);
        assert!(!folder.path(out).exists());
    }
    // How pictures are laid out says nothing of data; a gap that is asked for is not left out unsaid.
    folder.run(&["export", "upland.csv", "--layout", "slice", "-o", "data.csv"]).done();
    let two =
        ["export", "upland.csv", "--bridge", "North Institute", "Lake Paper", "-o", "two.csv"];
    folder.run(&two).refused().says(&[".svg, .png or .pdf"]);
}

#[test]
fn a_table_of_pairs_says_of_each_two_what_the_comparison_says() {
    let folder = upland();
    let words = taken(&folder, &["--layout", "pairs"]);
    let svg = folder.text("one.svg");
    let answer = compared(&folder);
    let pairs = answer["pairs"].as_array().expect("pairs");
    assert_eq!(pairs.len(), 10);
    let svg = roxmltree::Document::parse(&svg).expect("well-formed XML");
    let drawn = |part: &str| {
        let marks = svg.descendants().filter(|node| node.attribute("data-part") == Some(part));
        let on_day = |id: &&str| id.starts_with("pair-");
        let marks = marks.filter(|mark| mark.attribute("data-id").as_ref().is_some_and(on_day));
        marks.collect::<Vec<_>>()
    };
    let (cells, signs) = (drawn("pair"), drawn("pair-sign"));
    assert_eq!((cells.len(), signs.len()), (10, 10), "each pair once, with a sign");
    let colour = |relation: &str| match relation {
        "overlap" => ("=", "verdict-agree"),
        "touch" => ("|", "verdict-majority"),
        _ => ("≠", "verdict-diverge"),
    };
    let mut names: Vec<&str> = pairs
        .iter()
        .flat_map(|pair| [&pair["a"], &pair["b"]])
        .map(|name| name.as_str().expect("a name"))
        .collect();
    names.sort_unstable();
    names.dedup();
    for pair in pairs {
        let place = |name: &Value| names.iter().position(|other| name == other).expect("a voice");
        let (a, b) = (place(&pair["a"]), place(&pair["b"]));
        let id = format!("pair-{}-{}", a.min(b), a.max(b));
        let of = |marks: &[roxmltree::Node<'_, '_>]| {
            let mark = marks.iter().find(|mark| mark.attribute("data-id") == Some(&id));
            let mark = mark.unwrap_or_else(|| panic!("no {id}"));
            (
                mark.text().unwrap_or_default().to_owned(),
                mark.attribute("data-role").map(str::to_owned),
            )
        };
        let (sign, role) = colour(pair["relation"].as_str().expect("a relation"));
        assert!(of(&signs).0.starts_with(sign), "{pair}: {:?}", of(&signs));
        assert_eq!(of(&cells).1.as_deref(), Some(role), "{pair}");
        let names = [&pair["a"], &pair["b"]].map(|name| name.as_str().unwrap_or_default());
        assert!(
            names.iter().all(|name| words.matches(name).count() >= 2),
            "on both sides: {names:?}"
        );
    }
    let description = svg.descendants().find(|node| node.has_tag_name("desc"));
    let description = description.and_then(|node| node.text()).expect("a description");
    assert!(description.contains("Hill Ministry and Lake Paper overlap; "), "{description}");
    assert!(
        words.contains("On the day they are apart") && words.contains("On the day they overlap")
    );
}

#[test]
fn all_measures_say_the_sentences_of_the_comparison() {
    let folder = upland();
    let table = folder.text("upland.csv");
    let more = "2030-01-11,North Institute,wounded,Upland,,700,,about,w1,\n\
                2030-01-12,Lake Paper,wounded,Upland,,300,,about,w2,\n";
    folder.write("upland.csv", format!("{table}{more}"));
    let words = taken_of(&folder, &["--layout", "measures", "--no-references"]);
    for measure in ["-/killed/upland/cumulative", "-/wounded/upland/cumulative"] {
        let asked = ["compare", "upland.csv", "--measure", measure, "--at", AT];
        let json = folder.run(&[&asked[..], &["--format", "json"]].concat()).done().json();
        let verdict = json["verdict"].as_str().expect("a verdict").replace('_', " ");
        let short = format!("{verdict} · {} of {}", json["support"], json["n"]);
        assert!(words.contains(&short), "{short} in {words}");
        let text = folder.run(&asked).done().stdout.clone();
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let sentence = text.lines().find(|line| line.contains("share ")).expect("a sentence");
        let (_, sentence) = sentence.split_once(": ").expect("a day and a verdict before it");
        assert!(words.contains(&one_line(sentence)), "{sentence} in {words}");
    }
    taken(&folder, &["--layout", "measures"]);
}

#[test]
fn a_bridge_shows_the_steps_of_the_comparison_and_they_come_to_the_gap() {
    let folder = upland();
    let two = ["--bridge", "North Institute", LONG_NAME];
    let words = taken(&folder, &two);
    let asked = ["compare", "upland.csv", "--at", AT, "--format", "json"];
    let json = folder.run(&[&asked[..], &two].concat()).done().json();
    let number = |value: &Value| value.as_f64().expect("a number");
    let parts = json["parts"].as_array().expect("parts");
    let sum: f64 = parts.iter().map(|part| number(&part["amount"])).sum();
    assert_eq!(sum + number(&json["unexplained"]), number(&json["gap"]));
    assert_eq!(
        number(&json["to"]["figure"]) - number(&json["from"]["figure"]),
        number(&json["gap"])
    );
    for end in ["from", "to"] {
        assert!(words.contains(&written(&json[end]["figure"])), "{end}: {words}");
    }
    let told = parts.iter().filter(|part| number(&part["amount"]) != 0.0);
    let steps: Vec<f64> = told.map(|part| number(&part["amount"])).collect();
    assert!(!steps.is_empty());
    for step in steps.into_iter().chain([number(&json["unexplained"])]) {
        let shown =
            if step > 0.0 { format!("+{step}") } else { step.to_string().replace('-', "−") };
        assert!(words.contains(&shown), "{shown} in {words}");
    }
    let told = json["text"].as_str().expect("a sentence");
    assert!(words.contains(told), "{told} in {words}");
    for wrong in [&["--layout", "bridge"][..], &["--layout", "lanes", two[0], two[1], two[2]][..]] {
        let asked = [&["export", "upland.csv", "-o", "w.svg"][..], wrong].concat();
        folder.run(&asked).refused().says(&["--bridge A B"]);
    }
    let asked = ["export", "upland.csv", "-o", "w.svg", "--bridge", "North Institut", "Lake Paper"];
    folder.run(&asked).refused().says(&["did you mean “North Institute”?"]);
}

#[test]
fn a_sign_that_pictures_have_no_letter_for_is_told() {
    let folder = Folder::with("seoul.csv", UPLAND.replace("Hill Ministry", "국방부 (Міноборони)"));
    for (verb, name) in [("export", "chart.png"), ("export", "chart.pdf"), ("report", "report.pdf")]
    {
        let run = folder.run(&[verb, "seoul.csv", "--at", AT, "-o", name]).done();
        run.says(&[
            "no letter for 국 (U+AD6D), 방 (U+BC29), 부 (U+BD80): a box stands for each",
            ".svg, .html or .md",
        ]);
    }
    for (verb, name) in [("export", "chart.svg"), ("export", "page.html"), ("report", "report.md")]
    {
        let run = folder.run(&[verb, "seoul.csv", "--at", AT, "-o", name]).done();
        assert!(folder.text(name).contains("국방부"), "{name}");
        assert!(!run.stderr.contains("a box"), "{name}");
    }
}
