use super::*;
use crate::estimate::{Bounds, How, Value};

/// As it was stated, in signs: `≥ 3,000` as `3000..`, `2,700–3,300` as `2700..3300`.
fn signs(value: &Value) -> String {
    let Some(bounds) = value.bounds() else { return <&str>::from(value).to_owned() };
    let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
    let (low, high) = (end(bounds.low()), end(bounds.high()));
    let how = match bounds.how() {
        How::Bare | How::Exact | How::AtLeast | How::AtMost | How::Between => "",
        How::About => "~",
        How::Nearly => "nearly ",
        How::MoreThan => ">",
        How::LessThan => "<",
        How::Interval { .. } => "interval ",
    };
    match bounds.best() {
        Some(best) if low.is_empty() && high.is_empty() => format!("{how}{best}"),
        Some(best) => format!("{how}{low}..{best}..{high}"),
        None => format!("{how}{low}..{high}"),
    }
}

fn read(text: &str) -> Vec<(String, String)> {
    amounts_in(text).into_iter().map(|one| (one.words, signs(&one.value))).collect()
}

fn one(text: &str) -> (String, String) {
    let mut found = read(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.remove(0)
}

fn value(text: &str) -> String {
    one(text).1
}

fn how_said(wording: &str, number: f64) -> Option<How> {
    match worded(wording, number)? {
        Worded::As(how) => Some(how),
        Worded::Around(_) | Worded::InDoubt(_) => None,
    }
}

#[test]
fn the_words_directly_at_the_number_say_how_it_was_stated() {
    for (wording, number, how) in [
        ("nearly 11,000", 11_000.0, How::Nearly),
        ("close to 11,000 troops", 11_000.0, How::Nearly),
        ("just under 900", 900.0, How::Nearly),
        ("just over 3000", 3_000.0, How::About),
        ("Roughly 12,000 North Korean troops", 12_000.0, How::About),
        ("roughly 27-hundred wounded", 2_700.0, How::About),
        ("approx. 1.2 million", 1_200_000.0, How::About),
        ("~500", 500.0, How::About),
        ("has already exceeded 3,000", 3_000.0, How::MoreThan),
        ("casualties have surpassed 3,000", 3_000.0, How::MoreThan),
        ("> 40", 40.0, How::MoreThan),
        ("no more than 40", 40.0, How::AtMost),
        ("as many as 8,000 were there", 8_000.0, How::AtMost),
        ("no fewer than 40", 40.0, How::AtLeast),
        ("at least another 40", 40.0, How::AtLeast),
        ("1,100+", 1_100.0, How::AtLeast),
        ("3000-plus", 3_000.0, How::AtLeast),
        ("some 3,000 or more have been", 3_000.0, How::AtLeast),
        ("fewer than 10", 10.0, How::LessThan),
        ("c. 4,000", 4_000.0, How::About),
        ("c.4,000", 4_000.0, How::About),
        ("ca. 4,000", 4_000.0, How::About),
        ("4,000 (approx.)", 4_000.0, How::About),
        ("4,000-ish", 4_000.0, How::About),
        ("4,000ish", 4_000.0, How::About),
        ("minimum 40", 40.0, How::AtLeast),
        ("min. 40", 40.0, How::AtLeast),
        ("a minimum of 40", 40.0, How::AtLeast),
        ("at the very least 40", 40.0, How::AtLeast),
        ("40 at the very least", 40.0, How::AtLeast),
        ("40 and up", 40.0, How::AtLeast),
        ("40 or above", 40.0, How::AtLeast),
        ("40 (or more)", 40.0, How::AtLeast),
        ("max. 40", 40.0, How::AtMost),
        ("40 maximum", 40.0, How::AtMost),
        ("40 or below", 40.0, How::AtMost),
    ] {
        assert_eq!(how_said(wording, number), Some(how), "{wording}");
    }
}

#[test]
fn no_hedge_is_made_up() {
    for (wording, number) in [
        ("1,500 special operation forces", 1_500.0),
        ("another 6,000; about 1,000 already arrived", 6_000.0),
        ("up to 6,000 troops each", 12_000.0),
        ("closer to around 11 to 12,000", 12_000.0),
        ("about 10–12 thousand", 12_000.0),
        ("between 400 and 500", 500.0),
        ("about 300, others say more than 300", 300.0),
        ("handsome 300", 300.0),
        ("moreover 300", 300.0),
        ("T80 tanks", 80.0),
        ("plan C 300", 300.0),
        ("3000 + 500 missing", 3_000.0),
        ("3000 +/- 500", 3_000.0),
        ("twice the more than 3,000", 3_000.0),
        ("", 1.0),
    ] {
        assert_eq!(how_said(wording, number), None, "{wording}");
    }
}

#[test]
fn a_negation_before_a_hedge_makes_the_words_say_nothing() {
    for wording in [
        "has not exceeded 3,000",
        "have yet to surpass 3,000",
        "never topped 3,000",
        "not over 3,000",
        "is not above 3,000",
        "far from exceeding 3,000",
        "hasn’t exceeded 3,000",
        "rejected reports of more than 3,000",
        "denied that more than 3,000 were killed",
    ] {
        let doubt = Some(Worded::InDoubt(Doubt::Negated));
        assert_eq!(worded(wording, 3_000.0), doubt, "{wording}");
        assert_eq!(amounts_in(wording)[0].doubt, Some(Doubt::Negated), "{wording}");
    }
    let around = Bounds::new(Some(2500.0), Some(3000.0), Some(3500.0), How::Between).expect("3");
    assert_eq!(worded("3000 +/- 500", 3_000.0), Some(Worded::Around(around)));
    assert_eq!(how_said("not less than 3,000", 3_000.0), Some(How::AtLeast), "a hedge of its own");
    assert_eq!(how_said("It is not known; more than 3,000", 3_000.0), Some(How::MoreThan));
}

#[test]
fn a_number_is_read_with_the_words_that_say_how_it_was_stated() {
    for (text, words, value) in [
        ("Losses have already exceeded 3,000 people", "exceeded 3,000", ">3000.."),
        ("About 1,100 casualties were counted", "About 1,100", "~1100"),
        ("they lost 4,000 men", "4,000", "4000"),
        ("some 3,000 or more were killed", "some 3,000 or more", "3000.."),
        ("as many as 1.2 thousand wounded", "as many as 1.2 thousand", "..1200"),
        ("between 10,000 and 12,000 troops", "10,000 and 12,000", "10000..12000"),
        ("11 to 12,000 soldiers", "11 to 12,000", "11000..12000"),
        ("nearly 900 dead", "nearly 900", "nearly 900"),
        ("about 30 % of those deployed", "about 30 %", "share"),
    ] {
        assert_eq!(one(text), (words.to_owned(), value.to_owned()), "{text}");
    }
}

#[test]
fn a_unit_said_once_holds_for_both_ends_and_an_open_range_stays_open() {
    for (text, read) in [
        ("15–20 million Chinese", "15000000..20000000"),
        ("~1.5–2.4 million", "~1500000..2400000"),
        ("about 10–12 thousand", "~10000..12000"),
        ("240,000–3.5M", "240000..3500000"),
        ("~750,000–1.25 million", "~750000..1250000"),
        ("1,100–1,500+", "1100.."),
        ("8,000–20,000 or more", "8000.."),
        ("more than 10,000-12,000", ">10000.."),
        ("3,000 ± 500", "2500..3000..3500"),
        ("3000 +/- 500", "2500..3000..3500"),
        ("11 to 12", "11..12"),
        ("at least 1,100–1,500", "1100.."),
        ("about 1,000 to about 2,000", "1000..2000"),
        ("~1,000–~2,000", "1000..2000"),
        ("between 1,000 and about 2,000", "1000..2000"),
        ("between 1,000 and up to 2,000", "1000..2000"),
        ("between 1,000 and at most 2,000 men", "1000..2000"),
        ("1,000 to as many as 2,000", "1000..2000"),
        ("4k-5k", "4000..5000"),
        ("two to three thousand", "2000..3000"),
        ("two or three thousand", "2000..3000"),
        ("3,000 ± 10 %", "2700..3000..3300"),
        ("3,000 plus or minus 10 percent", "2700..3000..3300"),
        ("500–12,000", "500..12000"),
    ] {
        assert_eq!(value(text).trim_start_matches('~'), read.trim_start_matches('~'), "{text}");
    }
}

#[test]
fn a_hedge_at_a_range_stays_with_it() {
    for text in ["about 10–12 thousand", "~10–12k", "10,000 to about 12,000", "10–12k or so"]
    {
        assert_eq!(value(text), "~10000..12000", "{text}");
    }
    assert_eq!(value("nearly 2 to 3 thousand"), "nearly 2000..3000");
    let is_all_said = |text: &str| amounts_in(text)[0].is_all_said;
    for text in ["about 10–12", "at least 10", "10–12", "3,000 ± 500"] {
        assert!(is_all_said(text), "{text}");
    }
    for text in ["~200+", "at least 10–12", "10–12+", "up to 10–12", "about 3,000 ± 500"] {
        assert!(!is_all_said(text), "{text}");
    }
}

#[test]
fn words_say_which_range_they_open() {
    assert_eq!(open_range("at least 1,100–1,500 men", 1_100.0, 1_500.0), Some(How::AtLeast));
    assert_eq!(open_range("1–2 million+", 1e6, 2e6), Some(How::AtLeast));
    assert_eq!(open_range("about 1,100–1,500", 1_100.0, 1_500.0), None);
    assert_eq!(open_range("at least 1,100–1,500", 1_100.0, 1_600.0), None);
    assert_eq!(open_range("at least 1,100", 1_100.0, 1_500.0), None);
}

#[test]
fn a_number_is_read_however_its_thousands_are_set_apart_or_said() {
    for (text, read) in [
        ("12 300 killed", "12300"),
        ("12\u{a0}300 killed", "12300"),
        ("1'234'567 killed", "1234567"),
        ("1.234.567 killed", "1234567"),
        ("12.500 Soldaten", "12500"),
        ("3.000,92", "3000.92"),
        ("0,855", "0.855"),
        ("0.855", "0.855"),
        ("1.250 million", "1250000"),
        ("5,5 million", "5500000"),
        ("half a million dead", "500000"),
        ("two thousand soldiers", "2000"),
        ("1.2m killed", "1200000"),
        ("600k", "600000"),
        ("two killed", "2"),
        ("twenty-five soldiers", "25"),
        ("fifteen thousand dead", "15000"),
        ("one hundred and fifty were killed", "150"),
        ("a million and a half", "1500000"),
        ("1½ million", "1500000"),
        ("3 dozen", "36"),
        ("5 тыс.", "5000"),
        ("2 Mio. Menschen", "2000000"),
        ("10 lakh people", "1000000"),
        ("4,000[3]", "4000"),
        (">=3000", "3000.."),
    ] {
        assert_eq!(value(text), read, "{text}");
    }
}

#[test]
fn of_a_change_the_number_that_it_came_to_is_read() {
    assert_eq!(one("losses rose by 1,000 to 4,000").0, "4,000");
    assert_eq!(one("losses rose from 3,000 to 4,000").0, "4,000");
    assert_eq!(one("up 500 to 4,500").0, "4,500");
    assert_eq!(value("from 3,000 to 4,000 were killed"), "3000..4000");
    assert_eq!(value("up to 4,500"), "..4500");
}

#[test]
fn a_part_of_a_number_is_a_share() {
    assert_eq!(
        one("a third of 12,000 troops"),
        ("a third of 12,000".to_owned(), "share".to_owned())
    );
    assert_eq!(one("30 % of 12,000 troops"), ("30 %".to_owned(), "share".to_owned()));
    assert_eq!(value("Most of them have arrived"), "share");
}

#[test]
fn what_is_no_count_is_passed_over() {
    for text in [
        "On December 23, 2024, he spoke",
        "On December 23-24, 2024, he spoke",
        "on 14 Nov 2024",
        "In 2024 they came",
        "2006–2012",
        "240 millimeter launchers and 170 mm guns",
        "within 3 days and 50 km",
        "the 11th corps with T-80 tanks and COVID-19",
        "for $2,000 a month",
        "at 10:30",
        "one of the two sides",
        "the twenty-first army",
        "after two or three weeks",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
    assert_eq!(one("2000 soldiers in 2025").0, "2000");
}

#[test]
fn amounts_without_a_number_are_told_where_there_is_no_number() {
    for (text, value) in [
        ("Several hundred casualties", "vague"),
        ("Most of them have arrived", "share"),
        ("It prepares to rotate or increase the deployment", "direction"),
        ("It was sunny", ""),
    ] {
        let found = read(text);
        assert_eq!(found.first().map_or("", |(_, value)| value), value, "{text}");
    }
    assert_eq!(one("Hundreds of thousands displaced").0, "Hundreds of thousands");
    assert_eq!(suggested_range("hundreds of thousands"), Some((200_000.0, 990_000.0)));
    for wording in ["dozens", "Several hundred casualties (light wounds up to KIA)", "many"] {
        assert!(is_vague(wording), "{wording}");
    }
    for wording in ["about 30", "Germany", "nobody", "hundreds, at least 300"] {
        assert!(!is_vague(wording), "{wording}");
    }
}

#[test]
fn each_number_of_a_sentence_keeps_what_it_counts() {
    let counted = |text: &str| -> Vec<String> {
        let of = |one: Amount| one.quantity.map(|q| q.to_string()).unwrap_or_default();
        amounts_in(text).into_iter().map(of).collect()
    };
    for (text, quantities) in [
        ("100 killed and 1,000 wounded North Koreans", &["killed", "wounded"][..]),
        ("killed 300 and wounded 2,700", &["killed", "wounded"]),
        ("300 were killed and 2,700 wounded", &["killed", "wounded"]),
        ("2,500+ injured; ~150,000 displaced", &["wounded", ""]),
        ("more than 3,000 had been killed or wounded", &["killed or wounded"]),
    ] {
        assert_eq!(counted(text), quantities, "{text}");
    }
    let text = "Gen. Kim said about 3,000 were killed or wounded. \"More than 10,000 soldiers \
                were sent.\" Most arrived in the U.S. last year.";
    let found = amounts_in(text);
    let sentences: Vec<&str> = found.iter().map(|one| one.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "Gen. Kim said about 3,000 were killed or wounded.",
            "\"More than 10,000 soldiers were sent.\"",
        ]
    );
    assert_eq!(counted(text), ["killed or wounded", "deployed"]);
}

#[test]
fn what_may_not_be_the_number_asked_for_is_doubted() {
    for (text, doubt) in [
        ("~13,500/year exposed", Doubt::PerTime),
        ("300 a day", Doubt::PerTime),
        ("200 daily", Doubt::PerTime),
        ("twice the 3,000", Doubt::Multiplied),
        ("−5", Doubt::BelowZero),
        ("-5 soldiers", Doubt::BelowZero),
        ("minus 5", Doubt::BelowZero),
        ("Unknown; 300,000+ displaced", Doubt::Unknown),
        ("N/A (12.1 million displaced)", Doubt::Unknown),
        ("Millions affected; ~80,000 missing", Doubt::NotTheFirst),
    ] {
        assert_eq!(amounts_in(text)[0].doubt, Some(doubt), "{text}");
    }
    for text in ["3,000 a daydream away", "killed – 300", "In all - 300 dead"] {
        assert_eq!(amounts_in(text)[0].doubt, None, "{text}");
    }
}

#[test]
fn the_words_of_an_amount_stand_where_they_are_said_to() {
    for text in ["İ About 1,100 casualties", "ΑΣ 300 dead", "In Kursk dozens fell"] {
        for amount in amounts_in(text) {
            assert_eq!(amount.sentence.get(amount.place.clone()), Some(amount.words.as_str()));
        }
    }
}

#[test]
fn any_text_is_survived() {
    for text in [
        "",
        ".",
        "1.",
        "1,",
        "1,2,3",
        "١٢٣",
        "é1€2",
        "…3…",
        "İ3 soldiers",
        "١٢ men",
        "5–",
        "\"",
        "a. B",
        "9 to 8",
        "half a",
        "a ",
        "0,",
        "1 000 ",
        "1 000 00",
        "3 ± ",
        "± 3",
        "1".repeat(400).as_str(),
    ] {
        let _ = (amounts_in(text), how_said(text, 1.0), is_vague(text));
    }
}

#[test]
fn numbers_too_large_to_be_taken_are_no_amounts() {
    assert_eq!(read("9999999999999 billion"), []);
    assert!(Bounds::point(1e22, How::Bare).is_err());
}
