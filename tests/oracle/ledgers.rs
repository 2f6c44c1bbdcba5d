//! Small ledgers, overlays and questions, as odd as the rules allow.

use std::fmt;
use std::sync::Arc;

use parallax::compare::{AboutPolicy, Dates, Grouping, Question, Staleness};
use parallax::estimate::{
    Adjustment, AsOf, Basis, Bounds, Change, Clocks, Day, Direction, EstimateId, FileSlot, How,
    Ledger, Loaded, Measure, Method, OriginKind, Outcomes, Overlay, OwnId, Precision, Quantity,
    SourceFacts, Standing, Statement, Target, Value,
};
use proptest::prelude::*;

/// One case: what is compared, and what is asked of it.
#[derive(Clone)]
pub struct Case {
    pub files: Vec<Loaded>,
    pub overlay: Overlay,
    pub question: Question,
}

impl fmt::Debug for Case {
    /// The statements, a line each, as in a report of what is wrong.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            for estimate in file.ledger.in_file_order() {
                let statement = estimate.to_statement();
                write_statement(f, file.slot, &statement, &self.question.measure)?;
            }
        }
        for adjustment in self.overlay.adjustments() {
            writeln!(f, "laid: {:?}", (&adjustment.target, &adjustment.change, adjustment.on))?;
        }
        let Question {
            known_on, by, exclude, staleness, about, projections, as_stated, dates, ..
        } = &self.question;
        writeln!(f, "asked: {} by {by:?}, known on {known_on:?}", self.question.measure.id())?;
        writeln!(f, "    without {exclude:?}, stale {staleness:?}, about {about}")?;
        writeln!(f, "    projections {projections}, as stated {as_stated}, dates {dates:?}")
    }
}

fn write_statement(
    f: &mut fmt::Formatter<'_>,
    slot: FileSlot,
    statement: &Statement,
    asked: &Measure,
) -> fmt::Result {
    let Statement { id, label, value, clocks, standing, .. } = statement;
    let id = id.as_deref().unwrap_or("-");
    let as_of = (clocks.as_of().from(), clocks.as_of().to());
    write!(f, "{}:{}/{id} {label}: ", slot.0, statement.record)?;
    match value.bounds() {
        Some(bounds) => write!(f, "{bounds:?}")?,
        None => write!(f, "{value:?}")?,
    }
    write!(f, " as of {as_of:?} published {:?} {standing:?}", clocks.published())?;
    if statement.measure != *asked {
        write!(f, ", of another measure")?;
    }
    if let Some(method) = statement.method {
        write!(f, ", {}", method.words())?;
    }
    if let Some(original) = &statement.derived_from {
        write!(f, ", echo of {original}")?;
    }
    if let Some(origin) = &statement.facts.origin {
        write!(f, ", origin {origin}")?;
    }
    if !statement.supersedes.is_empty() {
        write!(f, ", supersedes {:?}", statement.supersedes)?;
    }
    if let Some(day) = statement.retracted {
        write!(f, ", retracted {day}")?;
    }
    writeln!(f)
}

/// A label that names nobody, and one of which its file says that nobody knows who is behind it.
const NOBODY: &str = "(nobody in particular)";
const HEARSAY: &str = "Hearsay";

/// Labels of two names for one origin, of a relay in brackets, and of nobody.
const LABELS: [&str; 8] =
    ["A", "B", "C", "UK MoD", "UK Ministry of Defence", "A (via a paper)", NOBODY, HEARSAY];

/// Where groups are counted: members of two bodies, who belongs to none that is known, and one of
/// whom it is known how its numbers come about.
const MEMBERS: [&str; 9] =
    ["A", "B", "C", "D", "E", "UK Ministry of Defence", "A (via a paper)", "Mediazona", NOBODY];

/// What the files say of a member of a group. Whoever is not named belongs to nobody known.
fn facts_of(label: &str) -> SourceFacts {
    let (affiliation, kind, country, party) = match label {
        "A" | "A (via a paper)" => {
            ("Reds / Staff", Some(OriginKind::Military), Some("Redland"), Some(true))
        }
        "B" => ("Reds", Some(OriginKind::Media), Some("Redland"), Some(true)),
        "C" => ("Blues", None, None, Some(true)),
        "D" => ("Blues", Some(OriginKind::Media), Some("Blueland"), Some(false)),
        _ => return SourceFacts::default(),
    };
    SourceFacts {
        affiliation: affiliation.into(),
        kind,
        country: country.map(str::to_owned),
        party,
        ..SourceFacts::default()
    }
}

/// A day of the small calendar on which the cases play.
pub fn day(number: i32) -> Day {
    Day::from_number(20_000 + number).expect("in range")
}

pub fn measure(basis: Basis) -> Measure {
    Measure::new("soldiers", Quantity::People(Outcomes::KILLED), "Kursk", basis)
}

pub fn other_measure(basis: Basis) -> Measure {
    Measure::new("soldiers", Quantity::People(Outcomes::WOUNDED), "Kursk", basis)
}

/// How crowded the estimates of a ledger are.
#[derive(Clone, Copy, Debug)]
struct Setting {
    basis: Basis,
    /// The labels that occur.
    labels: &'static [&'static str],
    /// Whether they belong to groups.
    is_grouped: bool,
    /// Most estimates are of a day up to this one.
    last_day: i32,
}

/// Any case on one of the four bases.
pub fn cases() -> impl Strategy<Value = Case> {
    let basis = prop_oneof![
        4 => Just(Basis::Level),
        4 => Just(Basis::Cumulative),
        1 => Just(Basis::Increment),
        1 => Just(Basis::Rate),
    ];
    (basis, prop::bool::weighted(0.3)).prop_flat_map(|(basis, is_grouped)| {
        let (labels, few): (&'static [&str], &'static [&str]) =
            if is_grouped { (&MEMBERS, &MEMBERS[..4]) } else { (&LABELS, &LABELS[..2]) };
        let many = Setting { basis, labels, is_grouped, last_day: 11 };
        let crowded = Setting { labels: few, last_day: 2, ..many };
        let setting = prop_oneof![
            3 => Just((many, 8, 0)),
            1 => Just((many, 5, 4)),
            // Few voices, three days: much is said at once.
            1 => Just((crowded, 4, 4)),
        ];
        setting.prop_flat_map(move |(setting, first, second)| {
            let files = (ledger(setting, first), ledger(setting, second));
            (files, overlay(setting), question(setting)).prop_map(
                |((first, second), overlay, question)| {
                    let load = |slot, ledger| Loaded { slot: FileSlot(slot), ledger };
                    // Slots are no places: the first file may have the higher slot.
                    let files = vec![load(4, first), load(2, second)];
                    Case { files, overlay, question }
                },
            )
        })
    })
}

fn ledger(setting: Setting, most: usize) -> impl Strategy<Value = Arc<Ledger>> {
    prop::collection::vec(statement(setting), 0..=most).prop_map(|statements| {
        let mut builder = Ledger::builder();
        for (place, mut statement) in statements.into_iter().enumerate() {
            statement.record = u32::try_from(place).expect("few") + 1;
            statement.id = statement.id.map(|_| format!("s{place}"));
            builder.push(&statement).expect("ids differ");
        }
        Arc::new(builder.finish())
    })
}

/// What is rare in one statement.
#[derive(Clone, Debug)]
struct Oddities {
    has_id: bool,
    is_other_measure: bool,
    derived_from: Option<usize>,
    supersedes: Option<usize>,
    retracted: Option<i32>,
    standing: Standing,
    method: Option<Method>,
    origin: Option<&'static str>,
}

fn oddities() -> impl Strategy<Value = Oddities> {
    let rarely = |odds: f64| prop::option::weighted(odds, 0_usize..8);
    (
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.1),
        rarely(0.12),
        rarely(0.2),
        prop::option::weighted(0.12, 0_i32..260),
        prop_oneof![6 => Just(Standing::Observed), 1 => Just(Standing::Projected),
            1 => Just(Standing::Modelled)],
        prop::option::weighted(0.5, prop::sample::select(Method::ALL[..3].to_vec())),
        prop::option::weighted(0.1, prop::sample::select(vec!["A", "UK MoD"])),
    )
        .prop_map(
            |(
                has_id,
                is_other_measure,
                derived_from,
                supersedes,
                retracted,
                standing,
                method,
                origin,
            )| {
                Oddities {
                    has_id,
                    is_other_measure,
                    derived_from,
                    supersedes,
                    retracted,
                    standing,
                    method,
                    origin,
                }
            },
        )
}

fn statement(setting: Setting) -> impl Strategy<Value = Statement> {
    let Setting { basis, labels, is_grouped, last_day } = setting;
    let label = prop::sample::select(labels.to_vec());
    (label, value(), clocks(basis, last_day), oddities()).prop_map(
        move |(label, value, clocks, odd)| {
            let measure = if odd.is_other_measure { other_measure(basis) } else { measure(basis) };
            let clocks =
                if odd.standing == Standing::Projected { foreseen(clocks) } else { clocks };
            let mut statement = Statement::new(0, label, measure, value, clocks);
            statement.id = odd.has_id.then(String::new);
            statement.derived_from = odd.derived_from.map(|place| format!("s{place}"));
            statement.supersedes = odd.supersedes.iter().map(|place| format!("s{place}")).collect();
            statement.retracted = odd.retracted.map(day);
            statement.standing = odd.standing;
            statement.method = odd.method;
            if is_grouped {
                statement.facts = facts_of(label);
                return statement;
            }
            statement.facts = SourceFacts {
                origin: odd
                    .origin
                    .filter(|_| label != HEARSAY && label != NOBODY)
                    .map(str::to_owned),
                unknown: label == HEARSAY,
                ..SourceFacts::default()
            };
            statement
        },
    )
}

/// The same as of, published as long before it as it was published after it.
fn foreseen(clocks: Clocks) -> Clocks {
    let as_of = clocks.as_of();
    let before = |published: Day| as_of.to().plus(-as_of.to().days_until(published));
    Clocks::new(Some(as_of), clocks.published().map(before)).expect("a date")
}

/// Numbers of which a twentieth and a half unit are exact, so that readings touch exactly.
fn number() -> impl Strategy<Value = f64> {
    (1_i32..=15).prop_map(|tens| f64::from(tens) * 20.0)
}

pub fn bounds() -> impl Strategy<Value = Bounds> {
    let one = |how: How, side: usize| {
        number().prop_map(move |x| {
            let side = |n| (side == n).then_some(x);
            Bounds::new(side(0), side(1), side(2), how).expect("a number")
        })
    };
    let range = |has_best: bool| {
        (number(), number(), number()).prop_map(move |(a, b, c)| {
            let mut sorted = [a, b, c];
            sorted.sort_by(f64::total_cmp);
            let [low, best, high] = sorted;
            Bounds::new(Some(low), has_best.then_some(best), Some(high), How::Between)
                .expect("numbers")
        })
    };
    let half_open = (number(), number(), any::<bool>()).prop_map(|(a, b, is_above)| {
        let (low, high) = (a.min(b), a.max(b));
        let (low, best, high) =
            if is_above { (Some(low), high, None) } else { (None, low, Some(high)) };
        Bounds::new(low, Some(best), high, How::Between).expect("numbers")
    });
    let slip = (number(), number(), number()).prop_map(|(low, best, high)| {
        Bounds::new(Some(low), Some(best), Some(high), How::Between).expect("numbers")
    });
    prop_oneof![
        3 => one(How::Bare, 1),
        1 => one(How::Exact, 1),
        2 => one(How::About, 1),
        1 => one(How::Nearly, 1),
        1 => one(How::Nearly, 2),
        2 => one(How::AtLeast, 0),
        1 => one(How::MoreThan, 0),
        1 => one(How::AtMost, 2),
        1 => one(How::LessThan, 2),
        3 => range(false),
        1 => range(true),
        1 => half_open,
        1 => slip,
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => bounds().prop_map(Value::Bounds),
        1 => Just(Value::Vague),
        1 => Just(Value::Share),
        1 => Just(Value::Direction(Direction::Increase)),
    ]
}

/// Days close enough to meet, and some far enough to go stale between them.
fn some_day(last_day: i32) -> impl Strategy<Value = i32> {
    prop_oneof![3 => 0..=last_day, 1 => 85_i32..95, 1 => 175_i32..185]
}

/// The two clocks. An observation is never published before its as of; increments and rates are
/// for whole weeks, so that two that meet are of equal periods.
fn clocks(basis: Basis, last_day: i32) -> impl Strategy<Value = Clocks> {
    let later = prop_oneof![Just(0_i32), 1_i32..8, 40_i32..70, Just(200)];
    let published = prop::option::weighted(0.6, later);
    (some_day(last_day), 0_i32..4, prop::bool::weighted(0.15), published).prop_map(
        move |(to, length, is_assumed, later)| {
            let as_of = if basis.stands_on() {
                AsOf::period(day(to - length), day(to), Precision::Period)
            } else {
                let start = to / 7 * 7;
                AsOf::period(day(start), day(start + 6), Precision::Week)
            }
            .expect("in order");
            let published = later.map(|later| as_of.to().plus(later));
            let as_of = if is_assumed { as_of.assumed() } else { as_of };
            Clocks::new(Some(as_of), published).expect("a date")
        },
    )
}

/// What is done to numbers, by factors and shares that leave them exact.
fn moving() -> impl Strategy<Value = Change> {
    prop_oneof![
        prop::sample::select(vec![0.5, 1.5, 2.0]).prop_map(Change::Scale),
        prop::sample::select(vec![0.25, 0.5]).prop_map(Change::Widen),
    ]
}

fn overlay(setting: Setting) -> impl Strategy<Value = Overlay> {
    let Setting { basis, labels, is_grouped, .. } = setting;
    let dates = (prop::option::of(clocks(basis, 11)), prop::option::of(0_i32..260)).prop_map(
        |(clocks, published)| Change::Dates {
            as_of: clocks.map(Clocks::as_of),
            published: published.map(day),
        },
    );
    let grade = Change::Grade("B2".parse().expect("a grade"));
    let change = prop_oneof![
        3 => bounds().prop_map(Change::Bounds),
        1 => Just(Change::Exclude),
        1 => Just(Change::ReadAsAtLeast),
        2 => moving(),
        2 => dates,
        1 => prop::bool::ANY.prop_map(move |is_other| {
            Change::Measure(if is_other { other_measure(basis) } else { measure(basis) })
        }),
        1 => Just(grade),
    ];
    let on_estimate = (prop::sample::select(vec![4_u16, 2]), 0_u32..8, prop::bool::ANY, change)
        .prop_map(|(slot, place, is_stated, change)| {
            let own = if is_stated {
                OwnId::Stated(format!("s{place}").into())
            } else {
                OwnId::Record(place + 1)
            };
            (Target::Estimate(EstimateId { file: FileSlot(slot), own }), change)
        });
    // To which group somebody belongs who is only a name is not laid down but in the table of origins.
    let merged = if is_grouped { vec!["UK MoD", "Mediazona"] } else { vec!["A", "UK MoD", "D"] };
    let change = prop_oneof![
        1 => Just(Change::Exclude),
        1 => Just(Change::ReadAsAtLeast),
        1 => moving(),
        1 => prop::sample::select(merged)
            .prop_map(|name| Change::SameVoiceAs(name.to_owned())),
    ];
    let on_source = (prop::sample::select(labels.to_vec()), change)
        .prop_map(|(label, change)| (Target::Source(label.to_owned()), change));
    let adjustment = (prop_oneof![3 => on_estimate, 1 => on_source], prop::bool::weighted(0.8))
        .prop_map(|((target, change), on)| Adjustment {
            target,
            change,
            reason: None,
            author: None,
            at: None,
            on,
        });
    let none_to_six = prop_oneof![2 => 0..1_usize, 1 => 1..4_usize, 1 => 4..7_usize];
    none_to_six.prop_flat_map(move |many| {
        prop::collection::vec(adjustment.clone(), many).prop_map(|adjustments| {
            adjustments.into_iter().fold(Overlay::default(), |overlay, one| overlay.with(one))
        })
    })
}

fn question(setting: Setting) -> impl Strategy<Value = Question> {
    let Setting { basis, is_grouped, .. } = setting;
    let groupings = match is_grouped {
        true => Grouping::ALL[2..].to_vec(),
        false => vec![Grouping::Origin, Grouping::Label],
    };
    let staleness = prop_oneof![
        3 => Just(Staleness::ByBasis),
        1 => (0_u16..100).prop_map(Staleness::Days),
        1 => Just(Staleness::Never),
    ];
    let about = prop_oneof![
        3 => Just(AboutPolicy::Rounding),
        1 => Just(AboutPolicy::Exact),
        1 => Just(AboutPolicy::Percent(10.0)),
    ];
    let names = vec![
        "A",
        "B",
        "UK MoD",
        "UK Ministry of Defence",
        "nobody",
        "Reds",
        "Blueland",
        "Named counts",
    ];
    let names = prop::sample::select(names);
    (
        prop::option::weighted(0.4, 0_i32..260),
        prop::sample::select(groupings),
        prop_oneof![3 => prop::collection::vec(names.clone(), 0), 1 => prop::collection::vec(names, 1..3)],
        staleness,
        about,
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.2),
        prop_oneof![2 => Just(Dates::SameDay), 1 => Just(Dates::Stated)],
    )
        .prop_map(move |(known_on, by, exclude, staleness, about, projections, as_stated, dates)| {
            let mut question = Question::about(measure(basis));
            question.known_on = known_on.map(day);
            question.by = by;
            question.exclude = exclude.into_iter().map(str::to_owned).collect();
            question.staleness = staleness;
            question.about = about;
            question.projections = projections;
            question.as_stated = as_stated;
            question.dates = dates;
            question
        })
}
