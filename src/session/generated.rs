//! Documents made up for tests: small ones by hand, odd ones at random.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;

use super::{
    Arrangement, CopyDoubt, CopyInDoubt, Document, FileSection, Fingerprint, Page, Panel, Panels,
    Scale, Series, TableColumn, TableView, ThemeChoice, View, Vintage,
};
use crate::compare::{
    AboutPolicy, Dismissal, FindingKey, Grouping, LeastDifference, Question, Staleness,
};
use crate::estimate::{
    Adjustment, Affiliation, Anchor, AsOf, Basis, Bounds, Camp, Change, Clocks, Day, Direction,
    EstimateId, Event, FileSlot, Grading, How, IntervalKind, Ledger, Measure, Method, Note, NoteId,
    OriginKind, Overlay, PersonName, Precision, Publication, PublicationDate, PublicationKind,
    PublicationName, Quantity, SourceFacts, Stamp, Standing, Statement, Target, Value,
};
use crate::files::{NumbersToldBy, Period, Problem, ProblemFact, Severity, SummedBy, Unparsed};

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub fn killed_in_kursk() -> Measure {
    let killed = Quantity::from_words("killed").expect("not empty");
    Measure::new("North Korean soldiers", killed, "Russia / Kursk", Basis::Cumulative)
}

pub fn point(number: f64, how: How) -> Value {
    Value::Bounds(Bounds::point(number, how).expect("finite"))
}

pub fn between(low: f64, high: f64) -> Bounds {
    Bounds::new(Some(low), None, Some(high), How::Between).expect("finite")
}

pub fn statement(record: u32, id: &str, label: &str, value: Value) -> Statement {
    let clocks = Clocks::new(Some(AsOf::day(day("2024-12-23"))), None).expect("a date");
    let mut statement = Statement::new(record, label, killed_in_kursk(), value, clocks);
    statement.id = Some(id.to_owned());
    statement
}

pub fn section(slot: u16, path: &str, statements: &[Statement]) -> Arc<FileSection> {
    let mut builder = Ledger::builder();
    for statement in statements {
        builder.push(statement).expect("ids differ");
    }
    Arc::new(FileSection {
        slot: FileSlot(slot),
        path: path.to_owned(),
        fingerprint: Fingerprint::of(path.as_bytes()),
        format: "estimates".to_owned(),
        rows: u32::try_from(statements.len()).expect("few"),
        summed: None,
        problems: Vec::new(),
        ledger: Arc::new(builder.finish()),
    })
}

/// `kursk.csv` with the Joint Chiefs' about 1,100 (C1), the intelligence service's dozens (C2) and
/// Kyiv's 2,700–3,300 (C3).
pub fn small() -> Document {
    let statements = [
        statement(1, "C1", "ROK Joint Chiefs", point(1100.0, How::About)),
        statement(2, "C2", "ROK NIS", Value::Vague),
        statement(3, "C3", "Kyiv", Value::Bounds(between(2700.0, 3300.0))),
    ];
    Document { files: vec![section(1, "data/kursk.csv", &statements)], ..Document::default() }
}

pub fn estimate_id(text: &str) -> EstimateId {
    text.parse().expect("an id")
}

pub fn adjustment(target: &str, change: Change) -> Adjustment {
    let target = Target::Estimate(estimate_id(target));
    Adjustment { target, change, reason: None, author: None, at: None, on: true }
}

fn text() -> impl Strategy<Value = String> {
    let odd = [
        "plain words",
        "",
        " ",
        "say \"three\"",
        "back\\slash \\n \\u{41}",
        "line\nbreak\r\n\ttab",
        "\u{0}\u{1b}\u{7f}\u{feff}\u{202e}",
        "Żółw · 북한군 👩‍👩‍👧 ½",
        "r#\"raw\"#",
        "// no /* comment */",
        "None",
        "(a: 1, [2], {3})",
        "l'état, e\u{301}",
    ];
    prop_oneof![3 => select(odd.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

fn some<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(0.3, of)
}

fn any_day() -> impl Strategy<Value = Day> {
    (Day::MIN.number()..=Day::MAX.number())
        .prop_map(|number| Day::from_number(number).expect("in range"))
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0_u32..2_000_000).prop_map(f64::from),
        -1e15_f64..1e15,
        -1.0_f64..1.0,
        select(vec![0.0, -0.0, 0.1, 1e15, -1e15, f64::MIN_POSITIVE, 5e-324, 1.0 / 3.0, -5e-324]),
    ]
}

/// Any number that is one: a bound has its limits, a factor or the height of a note has none.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![number(), select(vec![f64::MAX, f64::MIN, f64::EPSILON, 1e300, -1e-300])]
}

fn how() -> impl Strategy<Value = How> {
    let plain = vec![
        How::Bare,
        How::Exact,
        How::About,
        How::Nearly,
        How::AtLeast,
        How::MoreThan,
        How::AtMost,
        How::LessThan,
        How::Between,
    ];
    let kinds = vec![IntervalKind::Confidence, IntervalKind::Credible, IntervalKind::Unstated];
    let interval = (1_u16..=999, select(kinds))
        .prop_map(|(level_permille, kind)| How::Interval { level_permille, kind });
    prop_oneof![select(plain), interval]
}

fn bounds() -> impl Strategy<Value = Bounds> {
    (some(number()), number(), some(number()), how()).prop_map(|(low, best, high, how)| {
        let best = (low.is_none() || high.is_none()).then_some(best);
        Bounds::new(low, best, high, how).expect("finite")
    })
}

fn value() -> impl Strategy<Value = Value> {
    let words = vec![
        Value::Vague,
        Value::Share,
        Value::Direction(Direction::Rotation),
        Value::Direction(Direction::Reported),
    ];
    prop_oneof![4 => bounds().prop_map(Value::Bounds), 1 => select(words)]
}

fn measure() -> impl Strategy<Value = Measure> {
    let quantities =
        vec!["killed", "killed or wounded", "deployed", "equipment: guns \"170\"", "x"];
    let places = vec!["", "Kursk", "Russia / Kursk", "kursk"];
    let bases = vec![Basis::Level, Basis::Cumulative, Basis::Rate];
    (select(vec!["", "soldiers\n", "Żołnierze"]), select(quantities), select(places), select(bases))
        .prop_map(|(population, quantity, place, basis)| {
            let quantity = Quantity::from_words(quantity).expect("not empty");
            Measure::new(population, quantity, place, basis)
        })
}

fn clocks() -> impl Strategy<Value = Clocks> {
    let precisions = vec![
        Precision::Day,
        Precision::Week,
        Precision::MidMonth,
        Precision::Month,
        Precision::Period,
    ];
    let as_of = (any_day(), 0_i32..400, select(precisions), any::<bool>()).prop_map(
        |(from, length, precision, assumed)| {
            let period = AsOf::period(from, from.plus(length), precision).expect("forwards");
            if assumed { period.assumed() } else { period }
        },
    );
    (some(as_of), any_day(), any::<bool>()).prop_map(|(as_of, day, published)| {
        let published = (published || as_of.is_none()).then_some(day);
        Clocks::new(as_of, published).expect("a date")
    })
}

fn facts() -> impl Strategy<Value = SourceFacts> {
    let kind = some(select(OriginKind::ALL.to_vec()));
    let affiliation = prop::collection::vec(text(), 0..3).prop_map(Affiliation::from_iter);
    (some(text()), kind, affiliation, some(text()), some(any::<bool>()), any::<bool>()).prop_map(
        |(origin, kind, affiliation, country, party, unknown)| SourceFacts {
            origin,
            kind,
            affiliation,
            country,
            party,
            unknown,
        },
    )
}

fn grading() -> impl Strategy<Value = Grading> {
    (select(vec!["B2", "F6", "A", "3"]), some(text()), some(text()), any::<bool>()).prop_map(
        |(grade, likelihood, confidence, graded)| Grading {
            likelihood,
            confidence,
            ..if graded { grade.parse().expect("a grade") } else { Grading::default() }
        },
    )
}

fn statements() -> impl Strategy<Value = Vec<Statement>> {
    let made = (select(Standing::ALL.to_vec()), some(select(Method::ALL.to_vec())));
    let core = (measure(), text(), facts(), value(), clocks(), made);
    let citation = (prop::collection::vec(text(), 0..3), some(text()), some(text()), some(text()));
    let rest = (
        some(text()),
        prop::collection::vec(text(), 0..2),
        some(any_day()),
        grading(),
        some(text()),
        (0_u32..9, some(text())),
    );
    let one = (core, citation, rest).prop_map(|(core, citation, rest)| {
        let (measure, label, facts, value, clocks, (standing, method)) = core;
        let (relays, outlet, url, wording) = citation;
        let (derived_from, supersedes, retracted, grading, note, (line, id)) = rest;
        // A source has a name.
        let label = if label.trim().is_empty() { format!("x{label}") } else { label };
        Statement {
            record: 0,
            line,
            id,
            measure,
            label,
            facts,
            relays,
            outlet,
            url,
            value,
            wording,
            clocks,
            standing,
            method,
            derived_from,
            supersedes,
            retracted,
            grading,
            note: note.clone(),
            author: note,
        }
    });
    prop::collection::vec(one, 0..6).prop_map(|mut statements| {
        for (n, statement) in statements.iter_mut().enumerate() {
            statement.record = u32::try_from(n).expect("few") * 2 + 1;
            // Ids differ.
            statement.id = statement.id.take().map(|id| format!("{id}{n}"));
        }
        statements
    })
}

/// As told, or one of those that have more than a text in them.
fn fact(text: String) -> ProblemFact {
    match text.chars().count() % 4 {
        0 => ProblemFact::NotAUrl { text, is_after_address: true },
        1 => {
            let told_by = NumbersToldBy::Comma(text.clone());
            ProblemFact::AmbiguousNumber { text, number: 1234.5, either: 2, numbers: 3, told_by }
        }
        2 => ProblemFact::BadRecord(Unparsed::At { column: 3, says: text }),
        _ => ProblemFact::AsTold { code: "ambiguous-date".to_owned(), message: text },
    }
}

fn problem() -> impl Strategy<Value = Problem> {
    (any::<bool>(), some(0_u32..99), some(text()), text()).prop_map(
        |(is_error, line, column, message)| Problem {
            severity: if is_error { Severity::Error } else { Severity::Warning },
            line,
            column,
            fact: fact(message),
            again: 0,
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    (any_day(), text(), some(text()), some(text())).prop_map(|(date, label, url, note)| Event {
        date,
        label,
        url,
        note,
    })
}

fn summed_by() -> impl Strategy<Value = SummedBy> {
    let period = select(Period::ALL.to_vec());
    let by = prop::collection::vec(text(), 0..3);
    (period, by, some(text())).prop_map(|(period, by, asked)| SummedBy { period, by, asked })
}

fn file() -> impl Strategy<Value = FileSection> {
    let problems = prop::collection::vec(problem(), 0..3);
    let events = prop::collection::vec(event(), 0..3);
    (statements(), text(), problems, events, some(text()), any::<u32>(), some(summed_by()))
        .prop_map(|(statements, path, problems, events, title, rows, summed)| {
            let mut builder = Ledger::builder();
            builder.set_title(title);
            events.into_iter().for_each(|event| builder.push_event(event));
            for statement in &statements {
                builder.push(statement).expect("ids differ");
            }
            FileSection {
                slot: FileSlot(0),
                fingerprint: Fingerprint::of(path.as_bytes()),
                path,
                format: "table".to_owned(),
                rows,
                summed,
                problems,
                ledger: Arc::new(builder.finish()),
            }
        })
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        bounds().prop_map(Change::Bounds),
        Just(Change::Exclude),
        Just(Change::ReadAsAtLeast),
        text().prop_map(Change::SameVoiceAs),
        any_number().prop_map(Change::Scale),
        any_number().prop_map(Change::Widen),
        (some(clocks().prop_map(Clocks::as_of)), some(any_day()))
            .prop_map(|(as_of, published)| Change::Dates { as_of, published }),
        grading().prop_map(Change::Grade),
        select(OriginKind::ALL.to_vec()).prop_map(Change::Kind),
        prop::collection::vec(text(), 0..3)
            .prop_map(|parts| Change::Affiliation(parts.into_iter().collect())),
        text().prop_map(Change::Country),
        any::<bool>().prop_map(Change::Party),
        measure().prop_map(Change::Measure),
    ]
}

fn any_id() -> impl Strategy<Value = EstimateId> {
    (1_u16..5, text(), any::<bool>()).prop_map(|(slot, id, stated)| {
        estimate_id(&if stated { format!("{slot}:{id}") } else { format!("{slot}#3") })
    })
}

fn notes() -> impl Strategy<Value = Vec<Note>> {
    let anchor = prop_oneof![
        any_day().prop_map(Anchor::Date),
        (any_day(), any_day()).prop_map(|(one, other)| Anchor::Period(one, other)),
        (any_number(), measure()).prop_map(|(number, measure)| Anchor::Value(number, measure)),
        any_id().prop_map(Anchor::Estimate),
        text().prop_map(Anchor::Source),
    ];
    let one = (anchor, text(), some(text()), stamp(), 1_u32..9);
    prop::collection::vec(one, 0..4).prop_map(|notes| {
        let mut last = 0;
        let with_id = |(anchor, text, author, at, step)| {
            last += step;
            Note { id: NoteId(last), anchor, text, author, at }
        };
        notes.into_iter().map(with_id).collect()
    })
}

fn stamp() -> impl Strategy<Value = Option<Stamp>> {
    let text = prop_oneof![text(), Just("2026-11-25T15:00Z".to_owned())];
    prop::option::of(text.prop_map(Stamp::from))
}

fn dismissals() -> impl Strategy<Value = Vec<Dismissal>> {
    let finding = (text(), prop::collection::vec(any_id(), 0..3))
        .prop_map(|(kind, ids)| FindingKey::new(kind, ids));
    let one = (finding, some(text()), some(text()), stamp());
    let one =
        one.prop_map(|(finding, reason, author, at)| Dismissal { finding, reason, author, at });
    prop::collection::vec(one, 0..3)
}

fn publication() -> impl Strategy<Value = Publication> {
    let date = || {
        let written = vec!["2024", "2024-05", "2024-24", "2024-05-03", "2024/2025-01-02", "Spring"];
        let date = prop_oneof![select(written).prop_map(str::to_owned), text()];
        some(date.prop_map(PublicationDate::from))
    };
    let kinds = [PublicationKind::Csl, PublicationKind::Bibtex, PublicationKind::Ris];
    let kind = some((select(kinds.to_vec()), text()).prop_map(|(kind, word)| kind(word)));
    let person = (text(), some(text()), some(text()), some(text()), some(text())).prop_map(
        |(family, given, particle, dropping_particle, suffix)| {
            let person = PersonName { family, given, particle, dropping_particle, suffix };
            PublicationName::Person(person)
        },
    );
    let name = prop_oneof![text().prop_map(PublicationName::Body), person];
    let told = (some(text()), kind, some(text()), prop::collection::vec(name, 0..3));
    let places = (some(text()), some(text()), some(text()), some(text()), some(text()));
    (told, places, date(), date(), some(text()), some(text())).prop_map(
        |((id, kind, title, authors), places, issued, accessed, language, note)| {
            let (container, publisher, address, archive, archive_location) = places;
            Publication {
                id,
                kind,
                title,
                authors,
                container,
                publisher,
                issued,
                accessed,
                address,
                archive,
                archive_location,
                language,
                note,
            }
        },
    )
}

fn adjustments() -> impl Strategy<Value = Vec<Adjustment>> {
    let target = prop_oneof![any_id().prop_map(Target::Estimate), text().prop_map(Target::Source),];
    let one = (target, change(), some(text()), some(text()), stamp(), any::<bool>()).prop_map(
        |(target, change, reason, author, at, on)| Adjustment {
            target,
            change,
            reason,
            author,
            at,
            on,
        },
    );
    prop::collection::vec(one, 0..4)
}

fn moved_camps([is_one, is_none]: [bool; 2]) -> BTreeMap<String, Option<Camp>> {
    let one = is_one.then(|| ("UK MoD".to_owned(), Some(Camp::MonitorsAndRecorders)));
    let none = is_none.then(|| ("Ours \"1\"".to_owned(), None));
    one.into_iter().chain(none).collect()
}

pub fn question() -> impl Strategy<Value = Question> {
    let staleness = vec![Staleness::ByBasis, Staleness::Days(30), Staleness::Never];
    let about = vec![AboutPolicy::Rounding, AboutPolicy::Exact, AboutPolicy::Percent(12.5)];
    let measures = (measure(), prop::collection::vec(measure(), 0..2));
    let names = prop::collection::vec(text(), 0..2);
    let choices = (select(Grouping::ALL.to_vec()), select(staleness), select(about));
    (measures, some(any_day()), names, choices, any::<[bool; 2]>()).prop_map(
        |((measure, include), known_on, exclude, (by, staleness, about), switches)| Question {
            include,
            from: known_on,
            to: known_on,
            known_on,
            by,
            exclude,
            staleness,
            about,
            projections: switches[0],
            as_stated: switches[1],
            least_difference: LeastDifference::new(if switches[1] { 2.5 } else { 5.0 })
                .unwrap_or_default(),
            camps: moved_camps(switches),
            ..Question::about(measure)
        },
    )
}

fn table_view([is_filtered, is_sorted]: [bool; 2]) -> TableView {
    let mut table = TableView { counting_only: is_sorted, ..TableView::default() };
    if is_filtered {
        table.filter = "Kursk \"1\"".to_owned();
        table.toggle(TableColumn::Grade);
    }
    if is_sorted {
        table.sort_by(TableColumn::High);
    }
    table
}

pub fn view() -> impl Strategy<Value = View> {
    let hidden = prop::collection::btree_set(text(), 0..3);
    let window = some((any_day(), 1_i32..999));
    let themes = select(vec![ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark]);
    let values = some((-1e9_f64..0.0, 1.0..1e12_f64));
    let parts = (select(Page::ALL.to_vec()), any::<[bool; 2]>());
    (window, values, any::<bool>(), themes, hidden, some(any_day()), parts).prop_map(
        |(window, value_window, log, theme, hidden, cursor, (page, folds))| View {
            window: window.map(|(from, days)| (from, from.plus(days))),
            value_window,
            starts_at_lowest: folds[1],
            scale: if log { Scale::Log } else { Scale::Linear },
            by_factor: folds[1],
            arrangement: if log { Arrangement::Lanes } else { Arrangement::Overlay },
            theme,
            signs: hidden.iter().map(|name: &String| (name.clone(), 12)).collect(),
            hidden,
            pool: folds[0],
            cursor,
            selection: cursor.map(|_| estimate_id("1:C \"1\"")),
            page,
            panels: folded(folds),
            table: table_view(folds),
        },
    )
}

fn folded([sources, table]: [bool; 2]) -> Panels {
    let mut panels = Panels::default();
    for (folds, panel) in [(sources, Panel::Sources), (table, Panel::Table)] {
        if folds {
            panels.toggle(panel);
        }
    }
    panels
}

/// Two files as copies of one, or in doubt of that.
fn among_copies(
    files: &[Arc<FileSection>],
    (kind, day, is_chosen): (u8, Option<Day>, bool),
) -> (Vec<Series>, Vec<CopyInDoubt>) {
    let [one, other] = files else { return (Vec::new(), Vec::new()) };
    let (file, of) = (other.slot, one.slot);
    let doubt = |why| (Vec::new(), vec![CopyInDoubt { file, of, why }]);
    match kind {
        0 => (Vec::new(), Vec::new()),
        1 => doubt(CopyDoubt::OtherValues),
        2 => doubt(CopyDoubt::NoOrder),
        _ => {
            let vintages = vec![Vintage { file: of, day: None }, Vintage { file, day }];
            (vec![Series { vintages, chosen: is_chosen.then_some(file) }], Vec::new())
        }
    }
}

/// Documents with everything that can be in one, whether or not it goes together.
pub fn document() -> impl Strategy<Value = Document> {
    let files = prop::collection::vec((file(), 1_u16..3), 0..3);
    let said = (notes(), dismissals(), prop::collection::vec(publication(), 0..3));
    let copies = (0_u8..4, some(any_day()), any::<bool>());
    (files, adjustments(), some(question()), said, copies).prop_map(
        |(files, adjustments, question, said, copies)| {
            let mut slot = 0;
            let in_slots = files.into_iter().map(|(file, step)| {
                slot += step;
                Arc::new(FileSection { slot: FileSlot(slot), ..file })
            });
            let files: Vec<Arc<FileSection>> = in_slots.collect();
            let (series, doubts) = among_copies(&files, copies);
            let overlay =
                adjustments.iter().cloned().fold(Overlay::default(), |all, one| all.with(one));
            assert_eq!(overlay, adjustments.into_iter().collect());
            let (notes, dismissals) = (Arc::new(said.0), Arc::new(said.1));
            let publications = Arc::new(said.2.into());
            let question = question.map(Arc::new);
            let overlay = Arc::new(overlay);
            Document {
                files,
                overlay,
                question,
                series: Arc::new(series),
                copies_in_doubt: doubts.into(),
                notes,
                dismissals,
                publications,
            }
        },
    )
}
