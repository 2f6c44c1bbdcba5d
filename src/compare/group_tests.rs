//! Tests of groups: who belongs to one, and what a group that contradicts itself does to the verdict.

use super::fixtures::{Asked, ask, ask_over, at_least, day, point, range, says, shown};
use super::{Dates, Grouping, NotCountedWhy, Question, Verdict};
use crate::estimate::{Adjustment, Camp, Change, Method, OriginKind, Overlay, Statement, Target};
use crate::words::Words;

fn of_kind(mut statement: Statement, kind: OriginKind) -> Statement {
    statement.facts.kind = Some(kind);
    statement
}

fn of_country(mut statement: Statement, country: &str) -> Statement {
    statement.facts.country = Some(country.into());
    statement
}

fn names(asked: &Asked) -> Vec<&str> {
    asked.comparison.voices.iter().map(|voice| voice.name.as_str()).collect()
}

fn headline(asked: &Asked, at: &str) -> [String; 3] {
    let gist = asked.comparison.gist(&asked.files, &asked.slice(at));
    let headline = Words::default().headline(&gist);
    [headline.verdict, headline.fragile, headline.counted].map(|said| said.to_string())
}

#[test]
fn whose_kind_nobody_states_is_a_voice_of_its_own_and_never_an_unnamed_one() {
    let statements = [
        says(1, "Bureau V", point(2000.0), "2024-03-01"),
        says(2, "Bureau W", point(3000.0), "2024-03-01"),
        of_kind(says(3, "An aide", point(9000.0), "2024-03-01"), OriginKind::Unnamed),
        of_kind(says(4, "A clerk", point(9100.0), "2024-03-01"), OriginKind::Unnamed),
        says(5, "Unnamed", point(500.0), "2024-03-01"),
    ];
    let asked = ask(&statements, |question| question.by = Grouping::Kind);
    assert_eq!(names(&asked), ["Bureau V", "Bureau W", "Unnamed", "Unnamed"]);
    let slice = asked.slice("2024-03-02");
    assert_eq!((slice.agreement.n, slice.agreement.support), (4, 1));
    let counted = &headline(&asked, "2024-03-02")[2];
    assert_eq!(counted, "4 voices: 1 kind, 3 for themselves.");
}

#[test]
fn camps_bring_together_those_who_spy_who_govern_and_who_count() {
    let of =
        |record, name: &str, kind| of_kind(says(record, name, point(100.0), "2024-03-01"), kind);
    let statements = [
        of(1, "Service A", OriginKind::IntelligenceAgency),
        of(2, "Staff B", OriginKind::Military),
        of(3, "Cabinet B", OriginKind::Government),
        of_country(of(4, "Officials of B", OriginKind::Unnamed), "Norway"),
        of(5, "Recorder", OriginKind::Monitor),
        of(6, "Newsroom", OriginKind::Media),
        of(7, "Institute", OriginKind::Academic),
        of(8, "Some officials", OriginKind::Unnamed),
        of(9, "A mission", OriginKind::InternationalOrganisation),
        of(10, "An expert", OriginKind::Expert),
        says(11, "Nobody knows what", point(100.0), "2024-03-01"),
    ];
    let asked = ask(&statements, |question| question.by = Grouping::Camp);
    let alone = ["A mission", "An expert", "Nobody knows what", "Some officials"];
    let camps: Vec<_> = asked.comparison.voices.iter().filter(|voice| !voice.is_itself).collect();
    let told: Vec<_> = camps.iter().map(|camp| (camp.name.as_str(), camp.members)).collect();
    let wanted = [("Governments", 3), ("Intelligence agencies", 1), ("Monitors and recorders", 3)];
    assert_eq!(told, wanted);
    assert!(alone.iter().all(|name| names(&asked).contains(name)), "{:?}", names(&asked));
    let counted = &headline(&asked, "2024-03-02")[2];
    assert_eq!(counted, "7 voices: 3 camps, 4 for themselves.");
}

#[test]
fn a_group_named_in_the_plural_takes_the_verb_of_several() {
    let of =
        |record, name: &str, value, kind| of_kind(says(record, name, value, "2024-03-01"), kind);
    let statements = [
        of(1, "Staff B", range(95.0, 105.0), OriginKind::Military),
        of(2, "Cabinet B", range(855.0, 945.0), OriginKind::Government),
        of(3, "Service A", range(90.0, 110.0), OriginKind::IntelligenceAgency),
        of(4, "Recorder", at_least(20.0), OriginKind::Monitor),
    ];
    let asked = ask(&statements, |question| question.by = Grouping::Camp);
    let [verdict, fragile, _] = headline(&asked, "2024-03-02");
    assert!(verdict.ends_with("; Governments contradict themselves."), "{verdict}");
    let only = "Intelligence agencies give the only full statement in the core";
    assert!(fragile.contains(only), "{fragile}");
    let slice = asked.slice("2024-03-02");
    let told = Words::default().divided(&asked.comparison, &slice.divided);
    assert_eq!(told, ["Governments contradict themselves: Cabinet B 855–945, Staff B 95–105"]);
}

#[test]
fn an_analyst_moves_an_origin_into_another_camp_or_into_none() {
    let of =
        |record, name: &str, kind| of_kind(says(record, name, point(100.0), "2024-03-01"), kind);
    let statements = [
        of(1, "Service A", OriginKind::IntelligenceAgency),
        of(2, "Staff B", OriginKind::Military),
        of(3, "Cabinet B", OriginKind::Government),
        of(4, "An expert", OriginKind::Expert),
    ];
    let asked = ask(&statements, |question| {
        question.by = Grouping::Camp;
        question.camps = [
            ("Staff B".to_owned(), Some(Camp::IntelligenceAgencies)),
            ("Cabinet B".to_owned(), None),
            ("An expert".to_owned(), Some(Camp::Governments)),
        ]
        .into();
    });
    let told: Vec<_> =
        asked.comparison.voices.iter().map(|one| (one.name.as_str(), one.members)).collect();
    let wanted = [("Cabinet B", 1), ("Governments", 1), ("Intelligence agencies", 2)];
    assert_eq!(told, wanted);
    let by_kind = ask(&statements, |question| {
        question.by = Grouping::Kind;
        question.camps = asked.comparison.question.camps.clone();
    });
    assert_eq!(by_kind.comparison.voices.len(), 4, "kinds stay what they are");
}

#[test]
fn a_body_of_several_countries_is_no_country() {
    let statements = [
        of_country(says(1, "Staff A", point(100.0), "2024-03-01"), "Norway"),
        of_country(says(2, "Staff B", point(100.0), "2024-03-01"), "Norway"),
        of_country(says(3, "Joint centre", point(100.0), "2024-03-01"), "Norway / Sweden"),
        of_country(says(4, "Joint cell", point(100.0), "2024-03-01"), "US and UK"),
        of_country(says(5, "Alliance desk", point(100.0), "2024-03-01"), "NATO"),
        of_country(says(6, "A doctor", point(100.0), "2024-03-01"), "Bosnia and Herzegovina"),
        of_kind(
            of_country(says(7, "Mission", point(100.0), "2024-03-01"), "Norway"),
            OriginKind::InternationalOrganisation,
        ),
        says(8, "Nobody knows where", point(100.0), "2024-03-01"),
    ];
    let asked = ask(&statements, |question| question.by = Grouping::Country);
    let wanted = [
        "Alliance desk",
        "Bosnia and Herzegovina",
        "Joint cell",
        "Joint centre",
        "Mission",
        "Nobody knows where",
        "Norway",
    ];
    assert_eq!(names(&asked), wanted);
}

#[test]
fn who_is_no_party_stands_for_itself_where_sides_are_counted() {
    let party = |mut statement: Statement, party: bool, country: &str| {
        statement.facts.party = Some(party);
        of_country(statement, country)
    };
    let statements = [
        party(says(1, "Army A", point(100.0), "2024-03-01"), true, "Aland"),
        party(says(2, "Ministry A", point(100.0), "2024-03-01"), true, "Aland"),
        party(says(3, "Watch", point(700.0), "2024-03-01"), false, "Norway"),
        party(says(4, "Look-out", point(900.0), "2024-03-01"), false, "Norway"),
        says(5, "Somebody", point(300.0), "2024-03-01"),
    ];
    let asked = ask(&statements, |question| question.by = Grouping::Party);
    assert_eq!(names(&asked), ["Aland", "Look-out", "Somebody", "Watch"]);
    assert_eq!(asked.slice("2024-03-02").agreement.verdict, Verdict::Diverge);
}

fn by_method(mut statement: Statement, method: Method) -> Statement {
    statement.method = Some(method);
    statement
}

/// What a tally counts and extrapolates, and what others say, by known methods and by none.
fn tallies() -> [Statement; 6] {
    [
        by_method(says(1, "Tally", point(300.0), "2024-03-01"), Method::NamedCount),
        by_method(says(2, "Watch", point(310.0), "2024-03-01"), Method::NamedCount),
        by_method(says(3, "Tally", range(950.0, 1050.0), "2024-03-05"), Method::Extrapolation),
        by_method(says(4, "Institute", range(1000.0, 1100.0), "2024-03-05"), Method::Extrapolation),
        says(5, "Somebody", point(700.0), "2024-03-05"),
        says(6, "Somebody else", point(700.0), "2024-03-05"),
    ]
}

#[test]
fn an_origin_speaks_once_by_each_of_its_methods_and_whose_method_is_unknown_for_itself() {
    let asked = ask(&tallies(), |question| question.by = Grouping::Method);
    assert_eq!(names(&asked), ["Extrapolations", "Named counts", "Somebody", "Somebody else"]);
    // The tally's later number takes the place of none that it came by otherwise.
    assert_eq!(
        asked.standing("2024-03-06"),
        [
            "Extrapolations 1,000–1,050",
            "Named counts 305–315",
            "Somebody 665–735",
            "Somebody else 665–735"
        ]
    );
    let counted = &headline(&asked, "2024-03-06")[2];
    assert_eq!(counted, "5 origins, 4 voices: 2 methods, 2 for themselves.");
    for track in &asked.comparison.tracks {
        let methods = &asked.comparison.voices[track.voice].methods;
        for (at, _) in &track.statements {
            let stated = at.of(&asked.files).and_then(|estimate| estimate.method());
            assert_eq!(stated, methods.first().copied());
        }
    }
    let without = ask(&tallies(), |question| {
        question.by = Grouping::Method;
        question.exclude = vec!["Tally".into()];
    });
    assert_eq!(
        without.standing("2024-03-06")[..2],
        ["Extrapolations 1,000–1,100", "Named counts 305–315"]
    );
}

#[test]
fn where_methods_are_all_known_it_is_told_how_many_origins_stand_behind_how_many() {
    let asked = ask(&tallies()[..4], |question| question.by = Grouping::Method);
    assert_eq!(headline(&asked, "2024-03-06")[2], "3 origins, 2 methods.");
    assert_eq!(headline(&asked, "2024-03-02")[2], "2 origins, 1 method.");
    let single = ask(&tallies(), |_| {});
    assert_eq!(
        single.standing("2024-03-06")[..2],
        ["Institute 1,000–1,100", "Somebody 665–735"],
        "a method is no weight, and counts nobody out"
    );
}

#[test]
fn what_is_known_of_a_source_groups_what_states_no_method_and_only_that() {
    let statements = [
        says(1, "Mediazona", point(300.0), "2024-03-01"),
        by_method(says(2, "Mediazona", point(900.0), "2024-03-05"), Method::Extrapolation),
        by_method(says(3, "Watch", point(310.0), "2024-03-01"), Method::NamedCount),
        says(4, "A clerk", point(320.0), "2024-03-01"),
    ];
    let count = |question: &mut Question| question.by = Grouping::Method;
    let asked = ask(&statements, count);
    assert_eq!(
        asked.standing("2024-03-06"),
        ["A clerk 315–325", "Extrapolations 855–945", "Named counts 305–315"]
    );
    // What an analyst gives to somebody is of the method that is known of that one.
    let adjustment = Adjustment {
        target: Target::Source("A clerk".into()),
        change: Change::SameVoiceAs("Mediazona".into()),
        reason: None,
        author: None,
        at: None,
        on: true,
    };
    let given = ask_over(&statements, &Overlay::default().with(adjustment), count);
    assert_eq!(names(&given), ["Extrapolations", "Named counts"]);
    assert_eq!(headline(&given, "2024-03-06")[2], "2 origins, 2 methods.");
}

/// North says 100 and 900, East and West what is given.
fn beside_a_divided_north(others: &[(u32, &str, crate::estimate::Value)]) -> Asked {
    let mut statements = vec![
        of_country(says(1, "Army N", point(100.0), "2024-03-01"), "North"),
        of_country(says(2, "Ministry N", point(900.0), "2024-03-03"), "North"),
    ];
    for (record, country, value) in others {
        let label = format!("Staff {country}");
        let statement = says(*record, &label, *value, "2024-03-01");
        statements.push(of_country(statement, country));
    }
    ask(&statements, |question| question.by = Grouping::Country)
}

#[test]
fn a_group_that_contradicts_itself_keeps_the_others_from_agreeing_alone() {
    let same = || range(90.0, 110.0);
    for (others, n, verdict, said) in [
        (vec![], 0, Verdict::Divided, "North contradicts itself, and no other voice stands."),
        (
            vec![(3, "East", same())],
            1,
            Verdict::Divided,
            "East’s (Staff East) 90–110 of 1 Mar stands alone; North contradicts itself.",
        ),
        (
            vec![(3, "East", same()), (4, "West", range(100.0, 120.0))],
            2,
            Verdict::Divided,
            "East and West share 100–110; North contradicts itself.",
        ),
        (
            vec![(3, "East", at_least(90.0)), (4, "West", at_least(95.0))],
            2,
            Verdict::Divided,
            "East and West share at least 95; North contradicts itself.",
        ),
        (
            vec![(3, "East", same()), (4, "West", point(500.0))],
            2,
            Verdict::Diverge,
            "The 2 voices share no value. Between East’s (Staff East) 90–110 of 1 Mar and \
             West’s (Staff West) 500 (475–525) of 1 Mar lies a gap of 365, a factor of 4.32. North contradicts itself and is not counted.",
        ),
        (
            vec![(3, "East", same()), (4, "West", same()), (5, "South", point(500.0))],
            3,
            Verdict::Majority,
            "2 of 3 voices share 90–110. South’s (Staff South) 500 (475–525) of 1 Mar stands outside by a factor of 4.32. \
             North contradicts itself and is not counted.",
        ),
    ] {
        let asked = beside_a_divided_north(&others);
        let slice = asked.slice("2024-03-10");
        assert_eq!((slice.agreement.n, slice.agreement.verdict), (n, verdict), "{said}");
        let segment = asked.comparison.segment_at(day("2024-03-10"));
        assert_eq!(segment.agreement, slice.agreement);
        let [verdict, fragile, _] = headline(&asked, "2024-03-10");
        assert_eq!(verdict, said);
        let parts = "North: Army N’s 100 (95–105) of 1 Mar and Ministry N’s 900 (855–945) of 3 Mar \
                     are 750 apart, a factor of 8.14.";
        assert!(fragile.starts_with(parts), "{fragile}");
    }
}

#[test]
fn a_divided_group_is_told_with_its_envelope_and_its_members() {
    let asked = beside_a_divided_north(&[(3, "East", range(90.0, 110.0))]);
    let before = asked.slice("2024-03-02");
    assert_eq!((before.agreement.verdict, before.divided.len()), (Verdict::Agree, 0));
    let slice = asked.slice("2024-03-03");
    let [group] = &slice.divided[..] else { panic!("one group: {:?}", slice.divided) };
    assert_eq!((asked.name(group.voice), shown(group.envelope)), ("North", "95–945".into()));
    let members: Vec<(&str, String)> =
        group.members.iter().map(|one| (one.name.as_str(), shown(one.read))).collect();
    assert_eq!(members, [("Army N", "95–105".into()), ("Ministry N", "855–945".into())]);
    let divided = [(1, NotCountedWhy::Divided), (2, NotCountedWhy::Divided)];
    assert_eq!(asked.not_counted("2024-03-03"), divided);
    let days: Vec<_> = asked.comparison.segments.iter().map(|s| s.agreement.verdict).collect();
    assert_eq!(days[..3], [Verdict::None, Verdict::Agree, Verdict::Divided]);
}

#[test]
fn a_group_of_which_one_member_speaks_is_that_member() {
    let statements = [
        of_country(says(1, "Army N", point(100.0), "2024-03-01"), "North"),
        of_country(says(2, "Ministry N", point(900.0), "2024-03-03"), "North"),
    ];
    let asked = ask(&statements, |question| {
        question.by = Grouping::Country;
        question.exclude = vec!["Ministry N".into()];
    });
    assert_eq!(asked.standing("2024-03-10"), ["North 95–105"]);
    assert_eq!(asked.not_counted("2024-03-10"), [(2, NotCountedWhy::Excluded)]);
    let long_after = asked.not_counted("2025-03-10");
    assert_eq!(long_after, [(1, NotCountedWhy::Stale), (2, NotCountedWhy::Excluded)]);
}

#[test]
fn who_is_excluded_is_told_once() {
    let statements = [
        of_country(says(1, "Army N", point(100.0), "2024-03-01"), "North"),
        of_country(says(2, "Ministry N", point(900.0), "2024-03-03"), "North"),
        of_country(says(3, "Staff E", point(900.0), "2024-03-03"), "East"),
    ];
    let asked = ask(&statements, |question| {
        question.by = Grouping::Country;
        question.exclude = vec!["North".into()];
    });
    assert_eq!(asked.slice("2024-03-10").agreement.verdict, Verdict::Single);
    assert_eq!(asked.not_counted("2024-03-10"), [(2, NotCountedWhy::Excluded)]);
    let alone = ask(&statements[..1], |question| question.exclude = vec!["Army N".into()]);
    assert_eq!(alone.not_counted("2025-03-10"), [(1, NotCountedWhy::Excluded)]);
}

#[test]
fn the_members_of_a_divided_group_are_told_as_they_are_carried_to_the_day() {
    let exactly = |record, label, low: f64, day| {
        of_country(says(record, label, range(low, low), day), "North")
    };
    let statements = [
        exactly(1, "Army N", 1000.0, "2024-03-01"),
        exactly(2, "Army N", 1100.0, "2024-03-11"),
        exactly(3, "Ministry N", 4000.0, "2024-03-06"),
    ];
    let asked = ask(&statements, |question| {
        (question.by, question.dates) = (Grouping::Country, Dates::SameDay);
    });
    let slice = asked.slice("2024-03-08");
    assert_eq!(slice.agreement.verdict, Verdict::Divided);
    let group = &slice.divided[0];
    assert_eq!(shown(group.envelope), "1,070–4,020");
    let members: Vec<String> = group.members.iter().map(|one| shown(one.read)).collect();
    assert_eq!(members, ["1,070", "4,020"]);
    let days: Vec<Option<i32>> =
        group.members.iter().map(|one| one.carried.map(|carried| carried.days)).collect();
    assert_eq!(days, [Some(7), Some(2)]);
    let fragile = &headline(&asked, "2024-03-08")[1];
    let ministry = "Ministry N’s 4,000 of 6 Mar (carried 2 days at 10 a day: 4,020)";
    assert!(fragile.contains(ministry), "{fragile}");
    let segment = asked.comparison.segment_at(day("2024-03-08"));
    assert_eq!(segment.agreement, slice.agreement);
}

#[test]
fn a_group_of_which_one_member_stands_tells_how_that_one_was_carried() {
    let statements = [
        of_country(says(1, "Army N", range(1000.0, 1010.0), "2024-03-01"), "North"),
        of_country(says(2, "Army N", range(1100.0, 1110.0), "2024-03-11"), "North"),
        of_country(says(3, "Ministry N", range(4000.0, 4010.0), "2023-01-06"), "North"),
        of_country(says(4, "Staff E", range(900.0, 2000.0), "2024-03-01"), "East"),
    ];
    let asked = ask(&statements, |question| {
        (question.by, question.dates) = (Grouping::Country, Dates::SameDay);
    });
    let slice = asked.slice("2024-03-08");
    let north = slice.standing.iter().find(|one| asked.name(one.voice) == "North");
    let carried = north.and_then(|north| north.carried).map(|carried| carried.days);
    assert_eq!(carried, Some(7));
}

#[test]
fn a_method_is_excluded_by_its_word_and_by_its_heading_where_methods_are_counted() {
    let mut list = says(1, "List", range(300.0, 310.0), "2025-01-13");
    list.method = Some(Method::NamedCount);
    let both = [list, says(2, "Paper", range(400.0, 410.0), "2025-01-13")];
    let standing = |by: Grouping, word: &str| {
        let asked = ask(&both, |question| {
            (question.by, question.exclude) = (by, vec![word.to_owned()]);
        });
        asked.slice("2025-01-13").standing.len()
    };
    assert_eq!(standing(Grouping::Method, "named count"), 1);
    assert_eq!(standing(Grouping::Method, "Named counts"), 1);
    assert_eq!(standing(Grouping::Method, "survey"), 2);
    assert_eq!(standing(Grouping::Origin, "named count"), 2, "nobody is called that");
}
