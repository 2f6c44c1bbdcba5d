//! What is written reads back equal, whatever it is.

use super::*;
use crate::estimate::{
    AsOf, Basis, Bounds, Clocks, Day, Direction, Event, How, IntervalKind, Ledger, Measure, Method,
    Precision, Quantity, SourceFacts, Standing, Statement, Value,
};

fn arbitrary_value() -> impl Strategy<Value = Value> {
    let number = || {
        proptest::option::of(prop_oneof![
            (-1_000_000_i32..1_000_000).prop_map(f64::from),
            -1e15..1e15_f64,
            0.0..1.0_f64,
        ])
    };
    let how = prop_oneof![
        proptest::sample::select(vec![
            How::Bare,
            How::Exact,
            How::About,
            How::Nearly,
            How::AtLeast,
            How::MoreThan,
            How::AtMost,
            How::LessThan,
            How::Between,
        ]),
        (
            1_u16..=999,
            proptest::sample::select(vec![
                IntervalKind::Confidence,
                IntervalKind::Credible,
                IntervalKind::Prediction,
                IntervalKind::Unstated,
            ])
        )
            .prop_map(|(level_permille, kind)| How::Interval { level_permille, kind }),
    ];
    let bounds = (number(), number(), number(), how).prop_map(|(low, best, high, how)| {
        Bounds::new(low, best, high, how).map_or(Value::Share, Value::Bounds)
    });
    let other = proptest::sample::select(vec![
        Value::Vague,
        Value::Share,
        Value::Direction(Direction::Rotation),
        Value::Direction(Direction::Reported),
        Value::Direction(Direction::Increase),
    ]);
    prop_oneof![4 => bounds, 1 => other]
}

fn arbitrary_clocks() -> impl Strategy<Value = Clocks> {
    let precision = proptest::sample::select(vec![
        Precision::Day,
        Precision::Week,
        Precision::MidMonth,
        Precision::Month,
        Precision::Quarter,
        Precision::Year,
        Precision::Period,
    ]);
    let day = || (18_000_i32..19_000).prop_filter_map("a day", Day::from_number);
    let as_of = (day(), 0_i32..40, precision, any::<bool>()).prop_filter_map(
        "forwards",
        |(from, length, precision, is_assumed)| {
            let as_of = AsOf::period(from, from.plus(length), precision)?;
            Some(if is_assumed { as_of.assumed() } else { as_of })
        },
    );
    (proptest::option::of(as_of), proptest::option::of(day()))
        .prop_filter_map("a date", |(as_of, published)| Clocks::new(as_of, published))
}

/// Texts with everything in them that a writer may stumble over, but no numbers: what a wording
/// says of a number is put right on reading.
fn arbitrary_text() -> impl Strategy<Value = String> {
    r#"[a-zA-Z\"\\\\'(){},:;/# \n\t\r\u{0}äß한…“”\u{202e}]{1,12}"#
}

prop_compose! {
    fn arbitrary_statement()(
        label in prop_oneof![Just("A".to_owned()), arbitrary_text()],
        place in prop_oneof![Just("Kursk"), Just("Russia / Kursk"), Just("")],
        quantity in prop_oneof![
            Just("killed"), Just("killed or wounded"), Just("deployed"), Just("equipment: 170 mm guns"),
        ],
        basis in proptest::sample::select(vec![
            Basis::Level, Basis::Cumulative, Basis::Increment, Basis::Rate,
        ]),
        value in arbitrary_value(),
        clocks in arbitrary_clocks(),
        standing in proptest::sample::select(vec![
            Standing::Observed, Standing::Projected, Standing::Modelled,
        ]),
        method in proptest::option::of(proptest::sample::select(Method::ALL.to_vec())),
        texts in proptest::collection::vec(proptest::option::of(arbitrary_text()), 5),
        lists in proptest::collection::vec(arbitrary_text(), 0..3),
        grade in proptest::option::of(proptest::sample::select(vec!["B2", "F6", "A", "3"])),
        party in any::<Option<bool>>(),
    ) -> Statement {
        let quantity = Quantity::from_words(quantity).expect("not empty");
        let measure = Measure::new("P", quantity, place, basis);
        let mut statement = Statement::new(0, &format!("x{label}"), measure, value, clocks);
        statement.standing = standing;
        statement.method = method;
        statement.wording = texts[0].clone();
        statement.outlet = texts[1].clone();
        statement.note = texts[2].clone();
        statement.derived_from = texts[3].clone();
        statement.url = texts[4].as_ref().map(|_| "https://example.org/a\"b".to_owned());
        statement.relays = lists.clone();
        statement.supersedes = lists;
        if let Some(grade) = grade {
            statement.grading = grade.parse().expect("a grade");
        }
        statement.grading.likelihood = texts[3].clone();
        statement.retracted = statement.clocks.published();
        statement.facts = SourceFacts { party, ..SourceFacts::default() };
        statement
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_reads_back_equal(
        statements in proptest::collection::vec(arbitrary_statement(), 0..12),
        title in proptest::option::of(arbitrary_text()),
    ) {
        let mut builder = Ledger::builder();
        builder.set_title(title);
        let date = Day::from_number(20_000).expect("in range");
        builder.push_event(Event { date, label: "e\"".into(), url: None, note: Some("n".into()) });
        for (number, mut statement) in (1..).zip(statements) {
            statement.record = number;
            statement.id = (number % 2 == 0).then(|| format!("id {number}"));
            prop_assert!(builder.push(&statement).is_ok());
        }
        let ledger = builder.finish();
        let text = write_estimates(&[], &ledger);
        let reading = read_text("a.estimates.ron", &text);
        let again = match reading {
            Ok(reading) => reading,
            Err(error) => return Err(TestCaseError::fail(format!("{error:?}\n{text}"))),
        };
        prop_assert_eq!(again.ledger.title(), ledger.title());
        prop_assert_eq!(again.ledger.events(), ledger.events());
        let without_line = |ledger: &Ledger| -> Vec<Statement> {
            let statements = ledger.in_file_order().into_iter().map(|e| e.to_statement());
            statements.map(|statement| Statement { line: 0, ..statement }).collect()
        };
        prop_assert_eq!(without_line(&again.ledger), without_line(&ledger));
        prop_assert_eq!(write_estimates(&[], &again.ledger), text);
    }
}
